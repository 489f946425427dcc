"""A terminal's screen, stricter than pyte's about wide characters and about erasing."""

from __future__ import annotations

from collections.abc import Callable

import pyte
from pyte import modes
from rich.cells import get_character_cell_size


class Emulator(pyte.Screen):
    """Half of a wide character that is overwritten takes the other half with it.

    Args:
        columns: Its width.
        lines: Its height.
        width: How many cells a character takes; by default as Textual lays it out.
        fills: Whether erasing sets the background.
        harsh: Do as tmux does: the other half of a wide character loses its colours, and one of
            which only half was erased loses the other half when that is written over.
    """

    def __init__(
        self,
        columns: int,
        lines: int,
        width: Callable[[str], int] = get_character_cell_size,
        fills: bool = True,
        harsh: bool = False,
    ) -> None:
        super().__init__(columns, lines)
        self.cells_of = width
        self.fills = fills
        self.harsh = harsh
        self.stream = pyte.Stream(self)

    def feed(self, text: str) -> None:
        """Take output; what pyte does not know and would print is taken out."""
        self.stream.feed(text.replace("\x1b[?2026$p", "").replace("\x1b[?2048$p", ""))

    def draw(self, data: str) -> None:
        for character in data:
            self._draw(character, self.cells_of(character))

    def _draw(self, character: str, width: int) -> None:
        row, cursor = self.buffer[self.cursor.y], self.cursor
        if not width:
            at = min(cursor.x, self.columns) - 1
            at -= at > 0 and not row[at].data
            if at >= 0:
                row[at] = row[at]._replace(data=row[at].data + character)
            return
        if cursor.x + width > self.columns:
            assert modes.DECAWM not in self.mode, "the driver switches wrapping off"
            cursor.x = min(cursor.x, self.columns - 1)
            width = 1
        self._tear(cursor.x)
        self._tear(cursor.x + width)
        row[cursor.x] = cursor.attrs._replace(data=character)
        if width == 2:
            row[cursor.x + 1] = cursor.attrs._replace(data="")
        cursor.x += width
        self.dirty.add(cursor.y)

    def _tear(self, x: int) -> None:
        """Something ends or begins before this column."""
        row = self.buffer[self.cursor.y]
        if 0 < x < self.columns and not row[x].data:
            for half in (x - 1, x):
                blank = self.default_char if self.harsh else row[half]._replace(data=" ")
                row[half] = blank

    def _erasing(self) -> None:
        attrs = self.cursor.attrs
        seen = attrs.reverse or attrs.underscore or attrs.strikethrough or attrs.blink
        assert not seen, "terminals erase with the background alone"
        assert self.fills or attrs.bg == "default", "this one erases without a background"

    def erase_in_line(self, how: int = 0, private: bool = False) -> None:
        self._erasing()
        super().erase_in_line(how, private)

    def erase_in_display(self, how: int = 0, *args: object, **kwargs: object) -> None:
        self._erasing()
        super().erase_in_display(how, *args, **kwargs)

    def erase_characters(self, count: int | None = None) -> None:
        self._erasing()
        if not self.harsh:
            self._tear(self.cursor.x)
            self._tear(self.cursor.x + (count or 1))
        super().erase_characters(count)

    def look(self) -> list[list[pyte.screens.Char]]:
        """Every cell."""
        rows = (self.buffer[y] for y in range(self.lines))
        return [[row[x] for x in range(self.columns)] for row in rows]

    @property
    def place(self) -> tuple[int, int]:
        """Where the cursor is."""
        return min(self.cursor.x, self.columns - 1), self.cursor.y
