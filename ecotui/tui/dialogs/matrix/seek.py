"""Finding a measure or a department in the matrix, by text or pinyin."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from typing import ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Static

from ecotui.query.departments import meant
from ecotui.query.selection import Selection
from ecotui.raci.matrix import Matrix
from ecotui.text.folding import fold
from ecotui.tui.panes.text_line import TextLine


class Hit(NamedTuple):
    """A row or a column that was found; the other is None."""

    row: int | None = None
    column: int | None = None


def hits(text: str, matrix: Matrix, selection: Selection, *, rows: bool = True) -> list[Hit]:
    """The rows whose wording has a text, or its pinyin, or whose number it is; then the columns.

    Args:
        text: What was typed.
        matrix: The matrix.
        selection: What the matrix was made of.
        rows: Whether rows are sought as well as columns.
    """
    text = text.strip()
    wanted = fold(text)
    if not wanted:
        return []
    found: list[Hit] = []
    if rows:
        index = selection.index
        mask = index.wording_mask(wanted)
        for number, row in enumerate(matrix.rows):
            is_number = wanted == str(row.entry.measure.number)
            if is_number or mask >> index.position(row.entry) & 1:
                found.append(Hit(row=number))
        if wanted.isdecimal():
            # A number is rather that of a measure than one in its wording.
            named = [str(matrix.rows[hit.row or 0].entry.measure.number) for hit in found]
            found = [hit for hit, name in zip(found, named, strict=True) if name == wanted] or found
    known = {department.name: department for department in selection.index.departments}
    columns = [known[name] for name in matrix.departments]
    return found + [Hit(column=columns.index(one)) for one in meant(text, columns)]


def following(found: list[Hit], at: int, row: int, step: int) -> int:
    """The number of the hit after the one at ``at``, or with a step of -1 before it.

    The last is followed by the first. If the cursor has left the row of that hit, it is the next
    one seen from the cursor's row.
    """
    hit = found[at] if at < len(found) else None
    if hit is None or (hit.row is not None and hit.row != row):
        rows = [hit.row for hit in found if hit.row is not None]
        place = bisect_left(rows, row + (step > 0))
        return (place if step > 0 else place - 1) % len(found)
    return (at + step) % len(found)


class SeekLine(Horizontal):
    """The line in which the text is typed; it stands in the place of the key bar.

    Args:
        seek: Called with each text; says which hit the cursor is on, and of how many.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "close(False)", show=False)]

    class Closed(Message):
        """The line was closed; the cursor stays only if the text was kept."""

        def __init__(self, *, kept: bool) -> None:
            super().__init__()
            self.kept = kept

    def __init__(self, seek: Callable[[str], str]) -> None:
        super().__init__(id="seek-line")
        self._seek = seek

    def compose(self) -> ComposeResult:
        yield TextLine("", placeholder="", id="seek")
        yield Static("", id="seek-place", markup=False)

    def open(self, hint: str) -> None:
        """Show the line, empty and with the focus."""
        line = self.query_one(TextLine)
        line.placeholder, line.value = hint, ""
        self.display = True
        line.focus()

    @on(Input.Changed)
    def _changed(self, message: Input.Changed) -> None:
        message.stop()
        self.query_one("#seek-place", Static).update(self._seek(message.value))

    @on(Input.Submitted)
    def _submitted(self, message: Input.Submitted) -> None:
        message.stop()
        self.action_close(True)

    def action_close(self, kept: bool) -> None:
        """Give the place back to the key bar."""
        self.display = False
        self.post_message(self.Closed(kept=kept))
