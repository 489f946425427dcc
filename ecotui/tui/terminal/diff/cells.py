"""A grid of cells, as a terminal keeps one."""

from __future__ import annotations

import functools
import re
import unicodedata

from ecotui.tui.terminal.diff.sgr import PLAIN, Style

#: Common narrow characters, ideographs and their punctuation: each has a cell of its own, and all
#: terminals agree about its width.
_NARROW = "[ -~·»—‘’“”…›─━│┃╴╸╾●▏▎▍▌▋▊▉█▸▾]"
_WIDE = "[、-〗㐀-䶿一-鿿！-～]"
_simple = re.compile(f"(?:{_NARROW}|{_WIDE})*")
_is_ambiguous_wide = False


def ambiguous_are_wide() -> None:
    """Ask Rich about characters of ambiguous width, which it takes for wide ones from now on."""
    global _simple, _is_ambiguous_wide
    _is_ambiguous_wide = True
    _simple = re.compile(f"(?:[ -~]|{_WIDE})*")
    split.cache_clear()
    is_width_unsure.cache_clear()


@functools.lru_cache(maxsize=16384)
def split(text: str) -> tuple[str, ...]:
    """A text in cells, with the widths of Textual's layout.

    A wide character is in its first cell, the second is empty. Marks without a width share the cell
    of the character before; at the start of the text they are the first item, after a blank.
    """
    cells: list[str] = []
    if _simple.fullmatch(text):
        for character in text:
            # "、" is the first wide character.
            cells += (character, "") if character >= "、" else (character,)
        return tuple(cells)
    # Not needed before Textual is imported.
    from rich.cells import split_graphemes

    for start, end, width in split_graphemes(text)[0]:
        cells.append(text[start:end] if width else " " + text[start:end])
        if width == 2:
            cells.append("")
    return tuple(cells)


@functools.lru_cache(maxsize=16384)
def is_width_unsure(cell: str, narrow: bool = False) -> bool:
    """Whether terminals may disagree about the width of the text of a cell.

    They do if its East Asian Width is ambiguous (“ — ·, box drawing) unless they are known to be
    narrow, and about marks and emoji.
    """
    if len(cell) > 1 or cell >= "\U0001f000":
        return True
    # A terminal that is known to be narrow does not fit a wide layout.
    is_sure = narrow and not _is_ambiguous_wide
    return not is_sure and cell > "~" and unicodedata.east_asian_width(cell) == "A"


class Grid:
    """Rows of cells, each with a text and a style.

    Both halves of a wide character have the same style. If one is overwritten, the other becomes a
    blank.
    """

    def __init__(self, width: int, height: int, style: Style = PLAIN) -> None:
        self.resize(width, height, style)

    def resize(self, width: int, height: int, style: Style = PLAIN) -> None:
        """Become a blank grid of a certain size."""
        self.width = width
        self.height = height
        self.texts = [[" "] * width for _row in range(height)]
        self.styles = [[style] * width for _row in range(height)]

    def put(self, x: int, y: int, text: str, style: Style) -> int:
        """Write a text from a cell to the end of the row at most; return the column after it."""
        if not 0 <= y < self.height or not text:
            return x
        row = self.texts[y]
        if text.isascii():
            cells: str | tuple[str, ...] = text
        else:
            cells = split(text)
            first = cells[0]
            if len(first) > 1 and first[0] == " " and text[0] != " ":
                # The text begins with a mark, which belongs to the cell before.
                before = x - 1 if x and row[x - 1] else x - 2
                if before >= 0:
                    row[before] += first[1:]
                cells = cells[1:]
        room = self.width - x
        if len(cells) > room:
            halved = cells[room : room + 1] == ("",)
            cells = (*cells[: room - 1], " ") if halved and room > 0 else cells[: max(0, room)]
        end = x + len(cells)
        if x < end:
            if not row[x] and x:
                row[x - 1] = " "
            if end < self.width and not row[end]:
                row[end] = " "
            row[x:end] = cells
            self.styles[y][x:end] = [style] * (end - x)
        return end

    def copy(self, other: Grid) -> None:
        """Become equal to another grid of the same size."""
        for y in range(self.height):
            if self.texts[y] != other.texts[y]:
                self.texts[y] = other.texts[y][:]
            if self.styles[y] != other.styles[y]:
                self.styles[y] = other.styles[y][:]
