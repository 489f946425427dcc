"""A table whose head and first column stay put while the rest scrolls under them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partialmethod
from typing import ClassVar, NamedTuple

from rich.style import Style
from textual.binding import BindingType
from textual.events import Click
from textual.geometry import Region, Size
from textual.strip import Strip

from ecotui.browser import actions
from ecotui.i18n import _
from ecotui.text.display import cut, pad, visible, width
from ecotui.tui import keymap
from ecotui.tui.panes.base import Pane, Piece, render_pieces
from ecotui.tui.panes.rows import lines_from, top_for

#: The least width of a cell's text: a letter of the column's name takes it.
MIN_CELL_CELLS = 2
#: The greatest: a plan may set any letters.
MAX_CELL_CELLS = 8
#: With fewer cells for a name its count is left out.
MIN_NAME_CELLS = 24
#: Rows that a turn of the wheel moves the cursor by.
WHEEL_LINES = 3
#: What the first column keeps, as a part of the width, if not all columns have room.
MARGIN_SHARE = 0.3


class Shown(NamedTuple):
    """Which rows and columns are in sight, from the first to before the last."""

    rows: range
    columns: range


def edge(name: str, shown: range, count: int, arrows: str) -> str:
    """Which of so many rows or columns are in sight, with an arrow where there are more."""
    digits = len(str(count))
    before = arrows[0] if shown.start > 0 else " "
    after = arrows[1] if shown.stop < count else " "
    first = min(shown.start + 1, count)
    return f"{before}{name} {first:>{digits}}–{shown.stop:>{digits}}/{count}{after}"


class Grid(Pane):
    """Rows and columns with names, a text in each cell, and a cursor.

    The first column has the names of the rows, and takes the room that the others leave.

    Args:
        rows: Names of the rows.
        columns: Names of the columns, written from top to bottom.
        cells: Texts by row and column.

    Attributes:
        corner: Lines beside the heads of the columns.
        moved: Called when the cursor stands on another cell, or others are in sight; see
            `CursorPane`.
    """

    # Their action `back` is done by the screen.
    BINDINGS: ClassVar[list[BindingType]] = [*keymap.bindings(actions.GRID)]

    def __init__(
        self, rows: Sequence[str], columns: Sequence[str], cells: Sequence[Sequence[str]]
    ) -> None:
        super().__init__()
        self.moved: Callable[[], object] = lambda: None
        self.row = self.column = 0
        self._top = self._left = 0
        self.corner: list[str] = []
        self._lines: list[tuple[int, int]] = []
        self.fill(rows, columns, cells)

    def fill(
        self,
        rows: Sequence[str],
        columns: Sequence[str],
        cells: Sequence[Sequence[str]],
        *,
        counts: Sequence[str] = (),
        totals: Sequence[str] = (),
    ) -> None:
        """Show another table; the cursor stays where it is if it can.

        ``counts`` stand behind the names of the rows, ``totals`` below those of the columns.
        """
        self._rows = [visible(name) for name in rows]
        self._columns = [visible(name) for name in columns]
        self._cells = cells
        self._counts, self._totals = counts, totals
        # A blank before a count, and one behind it.
        self._tail = max(map(len, counts)) + 2 if counts else 0
        self._longest = max(map(width, self._rows), default=0) + self._tail
        widest = max([width(text) for row in cells for text in {*row}], default=0)
        self._cell = max(MIN_CELL_CELLS, min(widest, MAX_CELL_CELLS), *map(len, totals))
        self.row = max(0, min(self.row, len(rows) - 1))
        self.column = max(0, min(self.column, len(columns) - 1))
        self._arrange()
        self.refresh()

    @property
    def count(self) -> int:
        return len(self._rows)

    # -- places

    @property
    def _head(self) -> int:
        """Lines of the head: the longest name of a column, but at most half the screen."""
        longest = max(map(len, self._columns), default=0)
        return max(0, min(longest + bool(self._totals), self.size.height // 2))

    @property
    def _body(self) -> int:
        """Lines that the rows have."""
        return max(1, self.size.height - self._head)

    @property
    def _step(self) -> int:
        """Cells from a column to the next."""
        return self._cell + 1

    @property
    def _margin(self) -> int:
        """Cells of the first column: what the others leave, if all of them have room."""
        room, step = self.size.width, self._step
        least = max(4, min(self._longest, int(room * MARGIN_SHARE)))
        columns = min(len(self._columns), max(1, (room - least) // step))
        return max(4, min(self._longest, room - columns * step))

    @property
    def shown(self) -> Shown:
        """Which rows and columns are in sight."""
        columns = max(1, (self.size.width - self._margin) // self._step)
        rows = sorted({row for row, _line in self._lines})
        return Shown(
            range(rows[0], rows[-1] + 1) if rows else range(0),
            range(self._left, min(len(self._columns), self._left + columns)),
        )

    def _lines_of(self, row: int) -> int:
        return len(self.above(row)) + len(self.names(row))

    def above(self, row: int) -> Sequence[list[Piece]]:
        """Lines that stand over a row."""
        return ()

    def names(self, row: int) -> list[str]:
        """The name of a row in lines, all but its count."""
        return [cut(self._rows[row], self.name_room)]

    @property
    def name_room(self) -> int:
        """Cells for the name of a row; a narrow column has no counts."""
        room = self._margin - self._tail
        return room if room >= MIN_NAME_CELLS else self._margin

    def _arrange(self) -> None:
        """Scroll so that the cursor is in sight, and find out what else is."""
        if not self.size:
            # A resize will come; the lines of another table may be drawn before.
            self._lines = []
            return
        columns = max(1, (self.size.width - self._margin) // self._step)
        left = max(0, min(self._left, self.column), self.column - columns + 1)
        self._left = max(0, min(left, len(self._columns) - columns))
        self._top = top_for(self.row, self._top, self.count, self._body, self._lines_of)
        self._lines = lines_from(self._top, self.count, self._body, self._lines_of)

    # -- drawing

    def redraw(self) -> None:
        # Only the grid itself scrolls, never Textual.
        self.virtual_size = Size(self.size.width, self.size.height)
        self._arrange()
        self.refresh()
        # What is in sight stands in the title.
        self.moved()

    def render_line(self, y: int) -> Strip:
        base = self.base
        pieces: Sequence[Piece] = []
        if y < self._head:
            pieces = self._head_line(y)
        elif y - self._head < len(self._lines):
            pieces = self._row_line(*self._lines[y - self._head])
        return render_pieces(pieces, self.size.width, base).apply_style(base)

    def _head_line(self, y: int) -> list[Piece]:
        base = self.base
        names = self._head - bool(self._totals)
        if y == names and self._margin > self.name_room:
            total = f"{_('total')} "
            blank = " " * max(0, self._margin - width(total))
            pieces = [(blank, base), (total, base + self.style_of("dim"))]
        else:
            corner = cut(visible(self.corner[y]), self._margin) if y < len(self.corner) else ""
            pieces = [(pad(corner, self._margin), base)]
        for number in self.shown.columns:
            if y == names:
                letter = self._totals[number].rjust(max(map(len, self._totals)))
            else:
                name = self._columns[number]
                if len(name) > names:
                    name = name[: names - 1] + "…"
                letter = (" " * (names - len(name)) + name)[y]
            # What is blank does not change with the cursor.
            look = "heading" if number == self.column else "dim"
            style = base if letter.isspace() else base + self.style_of(look)
            pieces.append((f" {pad(letter, self._cell)}", style))
        return pieces

    def _row_line(self, row: int, line: int) -> Sequence[Piece]:
        """A line over a row, or the name of the row and, in its first line, the cells."""
        above = self.above(row)
        if line < len(above):
            return above[line]
        line -= len(above)
        base = self.base
        own = row == self.row
        name = base + Style(bold=own)
        # After a change of size the rows may be drawn before they are laid out anew.
        names = self.names(row)[line:] or [""]
        pieces = self.name_pieces(pad(names[0], self.name_room), name)
        if tail := self._margin - self.name_room:
            count = self._counts[row] if line == 0 else ""
            pieces.append((f"{count:>{tail - 1}} ", base + self.style_of("dim")))
        for number in self.shown.columns if line == 0 else ():
            text = self._cells[row][number]
            style = base + self.cell_style(text)
            shown = pad(cut(visible(text), self._cell) or "·", self._cell)
            if own and number == self.column:
                pieces += [(" ", base), (shown, style + self.style_of("cursor"))]
            else:
                # The blank has the same style, so that equal cells are sent as one run.
                pieces.append((f" {shown}", style))
        return pieces

    def name_pieces(self, text: str, style: Style) -> list[Piece]:
        """A line of the name of a row."""
        return [(text, style)]

    def cell_style(self, text: str) -> Style:
        """The style of a cell by its text: what says nothing recedes."""
        return Style.null() if text and text != "0" else self.style_of("dim")

    # -- moving

    def go(self, row: int, column: int) -> None:
        """Put the cursor on a cell, or on the nearest one."""
        row = max(0, min(row, len(self._rows) - 1))
        column = max(0, min(column, len(self._columns) - 1))
        before = (self.row, self.column)
        place = (self._top, self._left)
        if (row, column) == before:
            return
        self.row, self.column = row, column
        self._arrange()
        if place != (self._top, self._left):
            self.refresh()
        else:
            if column != before[1]:
                self.refresh(Region(0, 0, self.size.width, self._head))
            for y, (number, _line) in enumerate(self._lines, self._head):
                if number in (row, before[0]):
                    self.refresh(Region(0, y, self.size.width, 1))
        self.moved()

    def move(self, by: int) -> None:
        self.go(self.row + by, self.column)

    def _move_column(self, by: int) -> None:
        self.go(self.row, self.column + by)

    action_left = partialmethod(_move_column, -1)
    action_right = partialmethod(_move_column, 1)

    def _move_page(self, by: int) -> None:
        self.move(by * max(1, len(self.shown.rows) // 2))

    action_page_down = partialmethod(_move_page, 1)
    action_page_up = partialmethod(_move_page, -1)

    def action_first_column(self) -> None:
        self._move_column(-len(self._columns))

    def action_last_column(self) -> None:
        self._move_column(len(self._columns))

    def on_click(self, event: Click) -> None:
        """Put the cursor on the cell under the mouse; a second click does what Enter does."""
        offset = event.get_content_offset(self)
        if offset is None:
            return
        line = offset.y - self._head
        row = self._lines[line][0] if 0 <= line < len(self._lines) else self.row
        column = self._left + (offset.x - self._margin) // self._step
        before = self.row, self.column
        self.go(row, column if offset.x >= self._margin else self.column)
        now = self.row, self.column
        self.clicked(now, was_there=now == before)

    def on_mouse_scroll_down(self) -> None:
        self.move(WHEEL_LINES)

    def on_mouse_scroll_up(self) -> None:
        self.move(-WHEEL_LINES)
