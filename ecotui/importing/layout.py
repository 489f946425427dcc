"""How allocation documents are laid out: their columns, their headings, their numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from ecotui.text.folding import fold
from ecotui.text.numerals import parse_numeral

# The words that such documents use for their columns, and the ones that the exporters write.
_HEADERS = {
    "number": "序号 编号 no. no",
    "heading": "重点任务 主要任务 工作任务 任务 key_tasks",
    "measure": "具体措施 措施 工作内容 主要举措 主要措施 工作措施 工作举措 重点举措 重点工作"
    " 具体任务 具体内容 任务内容 measures",
    "lead": "牵头单位 责任单位 牵头部门 责任部门 主办单位 lead_departments",
    "participants": "参加单位 参与单位 配合单位 协办单位 参加部门 参与部门 配合部门"
    " participating_departments",
}
_ROLES = {
    name.replace("_", " "): role for role, names in _HEADERS.items() for name in names.split(" ")
}
_BRACKETED = re.compile(r"[(（][^()（）]*[)）]")


class Columns(NamedTuple):
    """Which column holds what, by index.

    Args:
        measure: The measures; in a table without a column of its own for them, the tasks.
        lead: The lead departments.
        heading: The headings, where they have a column.
        participants: The participating departments, where they have a column.
        number: The running number (序号), where it has a column.
        width: How many columns there are.
        label: What the table calls its headings, or its measures.
        unknown: Index and name of the columns that are none of these.
    """

    measure: int
    lead: int
    heading: int | None
    participants: int | None
    number: int | None
    width: int
    label: str
    unknown: tuple[tuple[int, str], ...]


def columns(cells: Sequence[str]) -> Columns | None:
    """The columns that a header row names, or None where the row is no such header."""
    places: dict[str, int] = {}
    unknown: list[tuple[int, str]] = []
    for index, cell in enumerate(cells):
        # No name of a column is longer, and folding every measure would take its time.
        role = _ROLES.get(_BRACKETED.sub("", fold(cell)).strip()) if len(cell) < 60 else None
        if role and role not in places:
            places[role] = index
        elif cell:
            unknown.append((index, cell))
    heading = places.get("heading")
    measure = places.get("measure", heading)
    if measure is None or "lead" not in places:
        return None
    return Columns(
        measure,
        places["lead"],
        None if heading == measure else heading,
        places.get("participants"),
        places.get("number"),
        len(cells),
        cells[measure if heading is None else heading],
        tuple(unknown),
    )


CHAPTER, SECTION = "chapter", "section"

_NUMERALS = "零〇一二两三四五六七八九十百千"
_CHAPTER = re.compile(rf"([{_NUMERALS}]{{1,9}})\s*[、.．]\s*(\S.*)")
_SECTION = re.compile(rf"[(（]\s*([{_NUMERALS}]{{1,9}}|[0-9０-９]{{1,9}})\s*[)）]\s*(\S.*)")
_MEASURE = re.compile(r"(\d{1,9})\s*([.．、])(.*)", re.S)
_SENTENCE = re.compile(r"[。；;！!？?]")


class Heading(NamedTuple):
    """A numbered heading: its level (`CHAPTER` or `SECTION`), number, and title without it."""

    level: str
    number: int
    title: str


def heading(text: str) -> Heading | None:
    """The heading that one line is (一、 or （一）, brackets of either width), or None."""
    for level, pattern in ((CHAPTER, _CHAPTER), (SECTION, _SECTION)):
        match = pattern.fullmatch(text)
        number = parse_numeral(match[1]) if match else None
        if match and number:
            return Heading(level, number, match[2].strip())
    return None


def headings(text: str, *, prose: bool = False) -> tuple[list[Heading], str]:
    """The headings at the start of a cell, and the text after them.

    Args:
        text: The cell.
        prose: Whether the cell may as well hold a measure: then a sentence is no heading, since
            wording such as 一、二级保护区 may begin one.
    """
    found: list[Heading] = []
    lines = text.split("\n")
    while lines:
        head = heading(lines[0].strip())
        if head is None or (prose and _SENTENCE.search(head.title)):
            break
        found.append(head)
        del lines[0]
    return found, "\n".join(lines).strip()


def numbered(text: str, expected: int | None = None) -> tuple[int, str] | None:
    """The number at the start of a measure and the text after it, or None.

    ``1.``, ``1．`` and ``1、`` number a measure. ``1.5`` does not, unless 1 is ``expected``:
    then it is measure 1, whose text begins with a digit.
    """
    match = _MEASURE.match(text)
    if match is None:
        return None
    number, sign, rest = int(match[1]), match[2], match[3]
    if sign != "、" and rest[:1].isdigit() and number != expected:
        return None
    return number, rest.strip()


def is_unfinished(text: str) -> bool:
    """Whether a text breaks off, so that the next page may go on with it."""
    return text[-1:] not in "。；;.！!？?"
