"""Whether a wording in a matrix is of the measure whose number stands with it.

Letters go by the number alone. One that slipped into another row would take the letters of that row
along, and nobody would notice.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

from ecotui.importing.helpers import split_numeral
from ecotui.importing.matrix_sheets import Spot, folded, forms

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ecotui.importing.matrix_sheets import Sheet
    from ecotui.model.plan import Entry

#: Each of so many wordings that are not their measure's is looked for among all measures.
_MOST_SOUGHT = 100
#: The number before a heading where the plan is not in Chinese.
_DIGITS = re.compile(r"\d+ ")


class OddWordings(NamedTuple):
    """The numbers of measures that do not stand with their wording.

    Args:
        others: Those that stand with the wording of another measure, with the id of that.
        changed: Those that stand with one that the plan does not have.
    """

    others: dict[Spot, str]
    changed: list[Spot]


def odd_wordings(
    sheet: Sheet, heads: Mapping[Spot, str], measures: Mapping[str, Entry]
) -> OddWordings:
    """Compare the wordings of a sheet with those of the measures whose ids its heads have."""
    says = _Whole(sheet, heads).says if sheet.by_measure else _says_in_short
    texts: dict[str, set[str]] = {}

    def is_of(head: Spot, id_: str) -> bool:
        if id_ not in texts:
            entry = measures[id_]
            title = entry.title or ""
            texts[id_] = forms(entry.text) if sheet.by_measure else forms(title + entry.text)
        return any(says(folded(sheet.wording(head)), text) for text in texts[id_])

    odd = [head for head, id_ in heads.items() if not is_of(head, id_)]
    found = {
        head: next((id_ for id_ in measures if is_of(head, id_)), None)
        for head in odd[:_MOST_SOUGHT]
    }
    others = {head: id_ for head, id_ in found.items() if id_ is not None}
    return OddWordings(others, [head for head in odd if head not in others])


class OddChapters(NamedTuple):
    """The numbers of measures that stand beside another chapter than the plan's.

    Args:
        others: Those that may be of another measure.
        renamed: Those whose wording is theirs alone, beside a chapter that the plan does not have.
    """

    others: list[Spot]
    renamed: list[Spot]


def odd_chapters(
    sheet: Sheet,
    heads: Mapping[Spot, str],
    measures: Mapping[str, Entry],
    doubtful: Iterable[Spot],
    *,
    is_as_it_was: bool,
) -> OddChapters:
    """Compare the chapters beside the numbers: in several there may be the same wording.

    Who sorts the rows may leave the chapters behind, which are folded up: what has its number and
    its wording, which no other has, is right all the same.

    Args:
        sheet: The sheet.
        heads: The numbers of measures, with their ids.
        measures: The measures of the plan, by their ids.
        doubtful: The numbers that do not stand with the wording of their measure.
        is_as_it_was: Whether the plan has not changed since the workbook was made of it.
    """
    others: list[Spot] = []
    renamed: list[Spot] = []
    doubtful = {*doubtful}
    wordings = Counter(folded(entry.text) for entry in measures.values())
    titles = {title: forms(title) for title in {e.chapter.title for e in measures.values()}}
    known = {form for found in titles.values() for form in found}
    for head, id_ in heads.items():
        entry, text = measures[id_], sheet.chapter(head)
        says = {folded(one) for one in (text, split_numeral(text)[1], _DIGITS.sub("", text, 1))}
        if not text or says & titles[entry.chapter.title]:
            continue
        if head in doubtful or wordings[folded(entry.text)] > 1:
            others.append(head)
        elif not (is_as_it_was or says & known):
            renamed.append(head)
    return OddChapters(others, renamed)


def unnumbered(sheet: Sheet, heads: Iterable[Spot], measures: Mapping[str, Entry]) -> list[str]:
    """The cells with words without a number, as of an inserted row, that no measure has."""
    named = {*heads}
    found = {
        head: folded(text)
        for head in sheet.measures
        if head not in named and not sheet.is_beside(head) and not sheet.text(head)
        if (text := sheet.wording(head))
    }
    whole = [text for entry in measures.values() for text in forms(entry.text)] if found else []
    cells = [head for head, text in found.items() if not any(text in one for one in whole)]
    return [sheet.place(Spot(head.row, 1) if sheet.by_measure else head) for head in cells]


def _says_in_short(title: str, text: str) -> bool:
    """Whether a title, of which words and ends may be missing, can be that of a text."""
    at = 0
    # The sign for what was left out is folded to full stops.
    for character in title.replace(".", ""):
        at = text.find(character, at) + 1
        if not at:
            return False
    return True


class _Whole:
    """The wordings of a sheet with measures down; a long one goes on in further rows."""

    def __init__(self, sheet: Sheet, heads: Iterable[Spot]) -> None:
        named = {head.row for head in heads}
        rows = (head for head in sheet.measures if head.row not in named and not sheet.text(head))
        #: What goes on somewhere: who sorts the rows tears a wording apart.
        self.more = {folded(text) for head in rows if (text := sheet.wording(head))}
        self.lengths = sorted({*map(len, self.more)}, reverse=True)

    def says(self, beginning: str, text: str) -> bool:
        """Whether a text begins so, and goes on in further rows."""
        if not beginning or not text.startswith(beginning):
            return beginning == text
        at = len(beginning)
        while at < len(text):
            more = (size for size in self.lengths if text[at : at + size] in self.more)
            if not (size := next(more, 0)):
                return False
            at += size
        return True
