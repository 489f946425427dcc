"""A grid of cells, as a terminal keeps one."""

from __future__ import annotations

import functools
import re
import unicodedata

from ecotui.tui.terminal.diff.sgr import PLAIN, Style

#: Narrow characters and ideographs with their punctuation, as texts consist of them: none of these
#: goes together with another to one cell, and all agree about their widths.
_NARROW = "[ -~·—‘’“”…›─━│┃●▏▎▍▌▋▊▉█▸▾]"
_WIDE = "[、-〗㐀-䶿一-鿿！-～]"
_simple = re.compile(f"(?:{_NARROW}|{_WIDE})*")


def ambiguous_are_wide() -> None:
    """From here on Rich takes characters of ambiguous width for wide ones, so ask it about them."""
    global _simple
    _simple = re.compile(f"(?:[ -~]|{_WIDE})*")
    split.cache_clear()


@functools.lru_cache(maxsize=16384)
def split(text: str) -> tuple[str, ...]:
    """A text in cells, by the widths that Textual lays out with.

    A wide character stands in its first cell, its second is empty. Marks without a width stand
    with what they follow; at the start of the text they are the first item, with a blank before.
    """
    cells: list[str] = []
    if _simple.fullmatch(text):
        for character in text:
            # The first of the wide ones.
            cells += (character, "") if character >= "、" else (character,)
        return tuple(cells)
    # Not needed before Textual is there.
    from rich.cells import split_graphemes

    for start, end, width in split_graphemes(text)[0]:
        cells.append(text[start:end] if width else " " + text[start:end])
        if width == 2:
            cells.append("")
    return tuple(cells)


@functools.lru_cache(maxsize=16384)
def unsure(cell: str) -> bool:
    """Whether terminals may disagree about the width of what stands in a cell.

    That is where East Asian Width is ambiguous (“ — ·, box drawing), and with marks and emoji.
    """
    return len(cell) > 1 or (
        cell > "~" and (cell >= "\U0001f000" or unicodedata.east_asian_width(cell) == "A")
    )


class Grid:
    """Rows of cells, each with a text and a style.

    Both halves of a wide character are always there, and in one style: where one is overwritten,
    the other becomes a blank.

    Args:
        width: Columns.
        height: Rows.
        style: What the blank grid is filled with.
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
        """Write a text from a cell on, as far as the row goes; returns the column after it."""
        if not 0 <= y < self.height or not text:
            return x
        row = self.texts[y]
        if text.isascii():
            cells: str | tuple[str, ...] = text
        else:
            cells = split(text)
            first = cells[0]
            if len(first) > 1 and first[0] == " " and text[0] != " ":
                # The text begins with a mark: it belongs to the cell before.
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
