"""A table whose head and first column stay put while the rest scrolls under them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partialmethod
from typing import ClassVar

from rich.style import Style
from textual.binding import BindingType
from textual.geometry import Size
from textual.strip import Strip

from ecotui.browser import actions
from ecotui.text.display import cut, pad, visible, width
from ecotui.tui import keymap
from ecotui.tui.panes.base import Pane, Piece, render_pieces

#: Width of a column: three cells for letters such as A/R, one between columns.
COLUMN_CELLS = 4
#: Styles of cells by their first letter in the built-in schemes; all others are dim.
LETTER_STYLES = {"A": "match", "牵": "match", "D": "chosen", "R": "heading"}
#: The greatest share of the width that the first column takes.
MAX_MARGIN_SHARE = 0.45


class Grid(Pane):
    """Rows and columns with names, a text in each cell, and a cursor.

    Args:
        rows: Names of the rows.
        columns: Names of the columns, written from top to bottom.
        cells: Texts of up to three cells in width, by row and column.

    Attributes:
        moved: Called when the cursor stands on another cell; see `CursorPane`.
        looks: Names of the styles of cells by their first letter; all others are dim.
    """

    # Their action `back` is done by the screen.
    BINDINGS: ClassVar[list[BindingType]] = [*keymap.bindings(actions.GRID)]

    def __init__(
        self, rows: Sequence[str], columns: Sequence[str], cells: Sequence[Sequence[str]]
    ) -> None:
        super().__init__()
        self.moved: Callable[[], object] = lambda: None
        self.looks: Mapping[str, str] = LETTER_STYLES
        self.row = self.column = 0
        self._top = self._left = 0
        self.fill(rows, columns, cells)

    def fill(
        self, rows: Sequence[str], columns: Sequence[str], cells: Sequence[Sequence[str]]
    ) -> None:
        """Show another table; the cursor stays where it is if it can."""
        self._rows = [visible(name) for name in rows]
        self._columns = [visible(name) for name in columns]
        self._cells = cells
        self.row = max(0, min(self.row, len(rows) - 1))
        self.column = max(0, min(self.column, len(columns) - 1))
        self._scroll_to_cursor()

    @property
    def count(self) -> int:
        return len(self._rows)

    @property
    def _head(self) -> int:
        """Lines of the head: the longest name of a column, but at most half the screen."""
        longest = max(map(len, self._columns), default=0)
        return max(0, min(longest, self.size.height // 2))

    @property
    def _margin(self) -> int:
        longest = max(map(width, self._rows), default=0)
        return max(4, min(longest, int(self.size.width * MAX_MARGIN_SHARE)))

    @property
    def _visible_count(self) -> tuple[int, int]:
        """How many rows and columns there is room for."""
        rows = self.size.height - self._head
        columns = (self.size.width - self._margin) // COLUMN_CELLS
        return max(1, rows), max(1, columns)

    def _scroll_to_cursor(self) -> None:
        if not self.size:
            # It is not shown yet: where the cursor is in sight is not known.
            return
        rows, columns = self._visible_count
        self._top = max(0, min(self._top, self.row), self.row - rows + 1)
        self._left = max(0, min(self._left, self.column), self.column - columns + 1)
        self.refresh()

    def redraw(self) -> None:
        # Only the grid itself scrolls, never Textual.
        self.virtual_size = Size(self.size.width, self.size.height)
        self._scroll_to_cursor()

    def render_line(self, y: int) -> Strip:
        base = self.base
        pieces = self._head_line(y) if y < self._head else self.pieces(y - self._head + self._top)
        return render_pieces(pieces, self.size.width, base).apply_style(base)

    def _visible_columns(self) -> range:
        return range(self._left, min(len(self._columns), self._left + self._visible_count[1]))

    def _head_line(self, y: int) -> list[Piece]:
        base = self.base
        pieces: list[Piece] = [(" " * self._margin, base)]
        for number in self._visible_columns():
            name = self._columns[number]
            if len(name) > self._head:
                name = name[: self._head - 1] + "…"
            letter = (" " * (self._head - len(name)) + name)[y]
            style = base + self.style_of("heading" if number == self.column else "dim")
            pieces.append((f" {pad(letter, COLUMN_CELLS - 1)}", style))
        return pieces

    def pieces(self, line: int) -> list[Piece]:
        """The name of a row, then its visible cells."""
        base = self.base
        if not 0 <= line < self.count:
            return []
        own = line == self.row
        name = base + self.style_of("heading") if own else base
        pieces: list[Piece] = [(pad(cut(self._rows[line], self._margin), self._margin), name)]
        for number in self._visible_columns():
            text = self._cells[line][number]
            style = base + self.cell_style(text)
            if own and number == self.column:
                style += self.style_of("cursor")
                pieces += [(" ", base), (pad(text or "·", COLUMN_CELLS - 1), style)]
            else:
                # The blank has the same style, so that equal cells are sent as one run.
                pieces.append((f" {pad(text or '·', COLUMN_CELLS - 1)}", style))
        return pieces

    def cell_style(self, text: str) -> Style:
        """The style of a cell by its text: leads stand out, participants recede.

        Weights differ as colours do, so the letters can be told apart without colour too.
        """
        if text.isdecimal() and text != "0":
            return Style.null()
        look = self.looks.get(text[:1], "dim")
        style = self.style_of(look)
        return style + Style(bold=False) if look == "heading" else style

    # -- moving

    def _go(self, row: int, column: int) -> None:
        self.row = max(0, min(row, len(self._rows) - 1))
        self.column = max(0, min(column, len(self._columns) - 1))
        self._scroll_to_cursor()
        self.moved()

    def move(self, by: int) -> None:
        self._go(self.row + by, self.column)

    def _move_column(self, by: int) -> None:
        self._go(self.row, self.column + by)

    action_left = partialmethod(_move_column, -1)
    action_right = partialmethod(_move_column, 1)

    def action_first_column(self) -> None:
        self._move_column(-len(self._columns))

    def action_last_column(self) -> None:
        self._move_column(len(self._columns))
