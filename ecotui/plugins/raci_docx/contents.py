"""What is in the table of a matrix, either way round: its columns and its rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ecotui.api import N_, Heading, Matrix, Selection, clean, visible
from ecotui.plugins.common import wording
from ecotui.plugins.common.matrix_options import first_names, letters


class Column(NamedTuple):
    """A column that holds letters."""

    #: Stands upright.
    name: str
    #: Stands above the name.
    number: str = ""
    #: The headings that it stands below, a chapter and a section; empty if there is none.
    above: tuple[str, str] = ("", "")
    is_group: bool = False
    #: Whether it counts letters.
    is_total: bool = False


class Line(NamedTuple):
    """A row: what stands before its letters, and these; or a band, which has no letters."""

    before: Sequence[str]
    letters: Sequence[str] | None
    #: Level of the heading in a band.
    level: int = 0
    is_group: bool = False


class Contents(NamedTuple):
    """A table as wide as all its columns."""

    #: Names of the columns before the letters.
    names: Sequence[str]
    columns: Sequence[Column]
    lines: Sequence[Line]


def by_measure(selection: Selection, matrix: Matrix, said: set[int]) -> Contents:
    """Measures in the rows, below their headings but those said elsewhere; departments across."""
    columns = [Column(visible(name), is_group=name in matrix.groups) for name in matrix.departments]
    cells = [list(map(visible, row)) for row in letters(matrix, "measure")]
    lines = _measures(selection, said, cells)
    return Contents(first_names(selection, "measure"), columns, lines)


def by_department(selection: Selection, matrix: Matrix, said: set[int], limit: int) -> Contents:
    """Departments in the rows; measures across, below their headings, then counts of letters.

    The titles of measures have so many characters at most.
    """
    columns = []
    for item, above in wording.placed(selection.outline()):
        if isinstance(item, Heading):
            continue
        chapter, section = [
            "" if one is None or one.mask in said else wording.heading_text(one)
            for one in (above.get(1), above.get(2))
        ]
        name = wording.short_title(item, limit)
        columns.append(Column(name, wording.marked_number(item), (chapter, section)))
    kinds = _kinds(selection, matrix)
    columns += [Column("", label, is_total=True) for label, _counted in kinds]
    rows = zip(matrix.departments, letters(matrix, "department"), _load(matrix), strict=True)
    lines = [
        Line(
            (visible(name),),
            [*map(visible, cells), *[_count(counts, counted) for _label, counted in kinds]],
            is_group=name in matrix.groups,
        )
        for name, cells, counts in rows
    ]
    return Contents(first_names(selection, "department"), columns, lines)


def wordings(selection: Selection, said: set[int]) -> Contents:
    """Each measure with its number and its wording, below their headings; without letters."""
    lines = _measures(selection, said, [()] * len(selection))
    return Contents(first_names(selection, "measure"), (), lines)


def _measures(selection: Selection, said: set[int], letters: Iterable[Sequence[str]]) -> list[Line]:
    """A row for each measure with its letters, and bands for headings not said elsewhere."""
    lines: list[Line] = []
    rows, above = iter(letters), 0
    for item in selection.outline(empty=True):
        if not isinstance(item, Heading):
            lines.append(Line((wording.marked_number(item), clean(item.text)), next(rows)))
            above = 0
        elif item.mask not in said:
            band = Line((wording.heading_text(item),), None, item.level)
            if 0 < above < item.level:
                # A chapter and its first section share a band.
                before = lines.pop()
                band = before._replace(before=(f"{before.before[0]}　{band.before[0]}",))
            lines.append(band)
            above = item.level
    return lines


def _kinds(selection: Selection, matrix: Matrix) -> list[tuple[str, Sequence[str]]]:
    """What is counted: each kind of cell, then all of them if there are several."""
    kinds: list[tuple[str, Sequence[str]]] = [(visible(one), (one,)) for one in matrix.letters]
    if len(kinds) > 1:
        kinds.append((selection.label(N_("Total")), matrix.letters))
    return kinds


def _load(matrix: Matrix) -> list[dict[str, int] | None]:
    """How often each department has each letter; None for groups, which carry no load."""
    load = matrix.load()
    return [load.get(name) for name in matrix.departments]


def _count(counts: dict[str, int] | None, kinds: Sequence[str]) -> str:
    """How many there are of some kinds; what is 0 is left out."""
    return str(sum(map((counts or {}).get, kinds, [0] * len(kinds))) or "")
