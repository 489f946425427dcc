"""On which page the paragraphs of an official document are: its grid is exact."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import unescape
from typing import NamedTuple

from ecotui.api import cells

#: Heights of a line, of one of a title, and of the text on a page, in points.
LINE_PT, TITLE_PT, _PAGE_PT = 28.95, 36, 637.8
#: How many characters a line has, and how many are free before the first of them.
_CHARACTERS, _FIRST = 28, 2
_TWIPS, _TITLE_TWIPS = 8844, 440

# No line begins or ends with these.
_NO_START, _NO_END = "，。、；：？！）》〉」』】”’…,.;:?!)%", "（《〈「『【“‘("

_STYLE = re.compile('<w:pStyle w:val="([^"]*)"/>')
_SIDE = re.compile('<w:ind w:left="([0-9]+)"')
_PIECE = re.compile("<w:t(?: [^>]*)?>([^<]*)</w:t>|<w:br/>")


def lines_of(text: str, fitting: float, first: float = 0) -> int:
    """How many lines a text takes of which each has so many full-width characters.

    ``first`` is what is free at the beginning of the first one.
    """
    lines, used, before = 1, first, ""
    for character in text:
        wide = cells(character) / 2
        if before and (wide < 1) != (cells(before) < 2) and (character + before).strip().isalnum():
            # Between Chinese and Latin characters there is a quarter of one.
            used += 0.25
        used += wide
        if used > fitting:
            lines, used = lines + 1, wide
            if before and (character in _NO_START or before in _NO_END):
                used += cells(before) / 2
        before = character
    return lines


class _Paragraph(NamedTuple):
    lines: int
    height: float
    new_page: bool
    #: Whether it stays on the page on which the next one begins.
    with_next: bool


def _paragraph(block: str, kept: Iterable[str]) -> _Paragraph:
    found = _STYLE.search(block)
    style = found[1] if found else ""
    text = "".join(
        "\n" if one[0] == "<w:br/>" else unescape(one[1]) for one in _PIECE.finditer(block)
    )
    new_page = "<w:pageBreakBefore/>" in block
    if style == "Title":
        side = _SIDE.search(block)
        fitting = (_TWIPS - 2 * int(side[1] if side else 0)) // _TITLE_TWIPS
        lines = sum(lines_of(line, fitting) for line in text.split("\n"))
        return _Paragraph(lines, TITLE_PT, new_page, False)
    first = _FIRST if style.startswith(("Heading", "Body")) else 0
    return _Paragraph(lines_of(text, _CHARACTERS, first), LINE_PT, new_page, style in kept)


def pages_of(blocks: Iterable[str], kept: Iterable[str]) -> list[int]:
    """The page of each paragraph, from 0.

    Args:
        blocks: The paragraphs, of the official template and in portrait, without tables.
        kept: Ids of the styles whose paragraphs stay with the next.
    """
    every = [_paragraph(block, set(kept)) for block in blocks]
    pages: list[int] = []
    page, used, at = 0, 0.0, 0
    while at < len(every):
        last = at
        while every[last].with_next and last + 1 < len(every) and not every[last + 1].new_page:
            last += 1
        above = sum(one.lines * one.height for one in every[at:last])
        lines, height = every[last].lines, every[last].height
        # A page has two lines of a paragraph at least, or none.
        least = lines if lines <= 3 else 2
        if used and (every[at].new_page or used + above + least * height > _PAGE_PT):
            page, used = page + 1, 0.0
        pages += [page] * (last + 1 - at)
        used += above
        room = int((_PAGE_PT - used) / height)
        if lines > room:
            lines -= max(0, min(room, lines - 2))
            fitting = int(_PAGE_PT / height)
            page += 1 + (lines - 1) // fitting
            used = (lines - 1) % fitting * height + height
        else:
            used += lines * height
        at = last + 1
    return pages
