"""The grid of a matrix: measures below their headings, a letter for each department."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.style import Style
from textual.binding import BindingType
from textual.geometry import Region, Size
from textual.message import Message

from ecotui.browser import actions
from ecotui.browser.outline import highlight
from ecotui.model.plan import Entry, open_mark
from ecotui.query.index import Heading
from ecotui.query.selection import Selection
from ecotui.raci.matrix import Matrix
from ecotui.raci.schemes import brief
from ecotui.text.display import cut, width, word_spans, wrap
from ecotui.tui import keymap
from ecotui.tui.panes.base import Piece
from ecotui.tui.panes.grid import Grid


class MatrixGrid(Grid):
    """A matrix, with bands of headings between the measures.

    Attributes:
        wrapped: Whether the wording of a measure takes as many lines as it needs; if None, it does
            if all rows have room then.
        sought: The folded text that is sought, which looks like a match.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*keymap.bindings(actions.CELLS)]

    class Chosen(Message):
        """The measure under the cursor is to be gone to."""

    def __init__(self, matrix: Matrix, selection: Selection, *, wrapped: bool | None) -> None:
        self.wrapped = wrapped
        self._fits = (Size(), False)
        self.sought = ""
        self._bands = headings_before(selection)
        super().__init__((), (), ())
        self.show_matrix(matrix)

    def show_matrix(self, matrix: Matrix) -> None:
        """Show a matrix of the same selection; the cursor stays where it is."""
        self.matrix = matrix
        self._load = matrix.load()
        self.role = matrix.rule.role
        self._fits = (Size(), False)
        names = matrix.departments
        held = [sum(name in row.cells for row in matrix.rows) for name in names]
        self.fill(
            [f"{label(row.entry)} {row.entry.text}" for row in matrix.rows],
            names,
            [[row.cells.get(name, "") for name in names] for row in matrix.rows],
            counts=[str(len(row.cells)) for row in matrix.rows],
            totals=list(map(str, held)),
        )

    def action_to_findings(self) -> None:
        self.screen.focus_next()

    def action_to_measure(self) -> None:
        self.post_message(self.Chosen())

    def wrap_names(self) -> None:
        self.wrapped = not self.wraps
        self.redraw()

    def above(self, row: int) -> Sequence[list[Piece]]:
        bands = self._bands.get(row)
        # The row itself has to be in sight as well.
        if not bands or self._body < 2:
            return ()
        text = " › ".join([f"{band.label}{band.title}" for band in bands])
        indent = "  " * max(0, bands[0].level - 1)
        return [[(f"{indent}{text}", self.base + self.style_of("heading"))]]

    @property
    def wraps(self) -> bool:
        """Whether wordings are wrapped now."""
        if self.wrapped is not None:
            return self.wrapped
        if self._fits[0] != self.size:
            rows = range(self.count)
            lines = (len(self.above(row)) + len(self._whole_name(row)) for row in rows)
            self._fits = (self.size, self.count <= self._body and sum(lines) <= self._body)
        return self._fits[1]

    def names(self, row: int) -> list[str]:
        return self._whole_name(row) if self.wraps else super().names(row)

    def _whole_name(self, row: int) -> list[str]:
        room, text = self.name_room, self._rows[row]
        indent = text.index(" ") + 1
        blank = " " * width(text[:indent])
        lines = [text[i + indent : j + indent] for i, j in wrap(text[indent:], room - len(blank))]
        lines = [text[:indent] + lines[0], *(blank + line for line in lines[1:])]
        most = max(1, self._body - len(self.above(row)))
        if len(lines) > most:
            lines[most - 1 :] = [cut(lines[most - 1] + "……", room)]
        return lines

    def tell_cell(self) -> None:
        """Tell beside the heads of the columns what the cell under the cursor is.

        That is its department, what its letters mean, and which letters the department has how
        often.
        """
        told: list[str] = []
        if self.matrix.rows and self.matrix.departments:
            name = self.matrix.departments[self.column]
            letters = self.matrix.rows[self.row].cells.get(name, "")
            # A word for each letter; what both together mean would be two sentences.
            parts = [brief(self.matrix.legend[part]) for part in letters.split("/") if part]
            held = self._load.get(name, {})
            load = "  ".join(f"{kind} {held[kind]}" for kind in self.matrix.letters if kind in held)
            told = [name, f"{letters} {'/'.join(parts)}" if letters else "—", load]
        for y, line in enumerate(told):
            if self.corner[y : y + 1] != [line]:
                self.refresh(Region(0, y, self._margin, 1))
        self.corner = told

    def name_pieces(self, text: str, style: Style) -> list[Piece]:
        spans = word_spans(text, [self.sought]) if self.sought else []
        return highlight(text, spans, style, style + self.style_of("match"))

    def cell_style(self, text: str) -> Style:
        """Each role has a colour and a weight of its own."""
        return self.style_of(self.role(text) or "dim")


def label(entry: Entry) -> str:
    """The id of a measure with that of its plan cut short, and a mark of an open list."""
    plan, slash, number = entry.id.rpartition("/")
    return f"{cut(plan, 8)}{slash}{number}{open_mark(entry.plan) * entry.participants_open}"


def headings_before(selection: Selection) -> dict[int, list[Heading]]:
    """The headings that stand before a row, by the number of the row, the outermost first."""
    found: dict[int, list[Heading]] = {}
    row = 0
    for heading, below in selection.blocks():
        found.setdefault(row, []).append(heading)
        row += len(below)
    return found
