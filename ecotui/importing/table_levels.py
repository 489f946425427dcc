"""Levels of the headings in a table: what their numerals do not say, their order and place do."""

from __future__ import annotations

import itertools
from typing import NamedTuple

from ecotui.importing import layout, words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ecotui.importing.blocks import Place, Row
    from ecotui.importing.columns import Columns

#: Kinds of headings but 一、 and （一）: with the numeral 1., and without any.
_NUMBERED, _PLAIN = "numbered", "plain"


class Levels(NamedTuple):
    """The levels of headings that do not say them themselves.

    Args:
        kinds: Of a row with one text, by the kind of its numeral.
        plain: Of a row without a numeral, by place, where some stand directly above others.
        numbered: The columns in which headings have the numerals 1., 2.
        promoted: The first of several columns, where （一） is the highest numeral there is.
    """

    kinds: Mapping[str, str] = {}
    plain: Mapping[Place, str] = {}
    numbered: frozenset[int] = frozenset()
    promoted: int | None = None

    def of_row(self, text: str, place: Place) -> str | None:
        """The level of the heading that is the only text of a row, where it is known."""
        return self.plain.get(place) or self.kinds.get(kind(text))


def find(body: list[Row], alone: Sequence[str], columns: Columns, *, above: bool) -> Levels:
    """Find the levels of the headings of a table.

    Without 一、 the kind of rows of headings that comes first is the highest.

    Args:
        body: The rows below the head.
        alone: For each the only text that may be a heading, or an empty text.
        columns: What the columns hold.
        above: Whether headings stand above the table.
    """
    kinds = list(dict.fromkeys([kind(text) for text in alone if text]))
    headings = columns.having(words.HEADING)
    others = [row for row, text in zip(body, alone, strict=True) if not text]
    listed = [
        [
            text
            for row in others
            if at < len(row.cells) and not row.cells[at].down and (text := row.cells[at].text)
        ]
        for at in headings
    ]
    numbered = frozenset(
        at
        for at, texts in zip(headings, listed, strict=True)
        if [kind(text) for text in texts].count(_NUMBERED) > 1
    )
    if above:
        return Levels(numbered=numbered)
    is_plain = [bool(text) and kind(text) == _PLAIN for text in alone]
    upper = [one and below for one, below in itertools.pairwise([*is_plain, False])]
    # What stands before the first that has another below it has no chapter above.
    first_upper = upper.index(True) if True in upper else 0
    plain = {
        row.place: layout.CHAPTER if is_upper or at < first_upper else layout.SECTION
        for at, (row, one, is_upper) in enumerate(zip(body, is_plain, upper, strict=True))
        # Below 一、 the rows without a numeral may be chapters too.
        if one and any(upper) and {*kinds} <= {_PLAIN, layout.CHAPTER}
    }
    levels = {}
    has_plain = any(not layout.heading(text) for texts in listed for text in texts)
    several = len(kinds) > 1 or has_plain or kinds == [_NUMBERED]
    if layout.CHAPTER not in kinds and several:
        levels = dict(zip(kinds, (layout.CHAPTER, layout.SECTION), strict=False))
    first = {*kinds, *[kind(text) for texts in listed[:1] for text in texts]}
    promoted = len(headings) > 1 and layout.SECTION in first and layout.CHAPTER not in first
    return Levels(levels, plain, numbered, headings[0] if promoted else None)


def kind(text: str) -> str:
    """The kind of a heading by its numeral."""
    if head := layout.heading(text.split("\n")[0]):
        return head.level
    return _NUMBERED if layout.numbered(text) else _PLAIN
