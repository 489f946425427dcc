"""What stands above and below the grid: the title with the letters, and the row in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from ecotui.browser.outline import highlight
from ecotui.i18n import _
from ecotui.model.plan import open_mark
from ecotui.raci.matrix import Matrix
from ecotui.raci.rules import titled
from ecotui.raci.schemes import MatrixRow, brief
from ecotui.text.display import cut, visible, width, word_spans, wrap
from ecotui.tui.dialogs.matrix.grid import label
from ecotui.tui.panes.base import Pane, Piece
from ecotui.tui.panes.grid import Shown, edge

#: What stands between the parts of a line.
GAP = "  "


def wrap_pieces(pieces: Iterable[Piece], cells: int, most: int = 0) -> list[list[Piece]]:
    """Pieces in lines of a width; if there are more than ``most``, the last one ends in …."""
    shown = [(visible(text), style) for text, style in pieces]
    text = "".join([text for text, _style in shown])
    lines = wrap(text, cells)
    if most and len(lines) > most:
        # What does not fit is cut by the pane, which marks it.
        lines[most - 1 :] = [(lines[most - 1][0], len(text))]
    found = []
    for start, end in lines:
        at, line = 0, []
        for piece, style in shown:
            part = piece[max(0, start - at) : max(0, end - at)]
            if part:
                line.append((part, style))
            at += len(piece)
        found.append(line)
    return found


class Strip(Pane, can_focus=False):
    """Some lines that are drawn again where they change."""

    _lines: Sequence[list[Piece]] = ()

    @property
    def count(self) -> int:
        return len(self._lines)

    def pieces(self, line: int) -> list[Piece]:
        return self._lines[line]

    def lay_out(self, cells: int, lines: int) -> list[list[Piece]]:
        """What is shown in so much room."""
        raise NotImplementedError

    def redraw(self) -> None:
        region = self.scrollable_content_region
        if region.width > 1 and self.is_attached:
            lines = self.lay_out(region.width, max(1, region.height))
            if lines != self._lines:
                self._lines = lines
                super().redraw()


class TitleStrip(Strip):
    """How large the matrix is, its scheme, what its letters mean, and how much is out of sight."""

    def __init__(self, matrix: Matrix) -> None:
        super().__init__(id="matrix-title")
        self.matrix = matrix
        self.shown = Shown(range(0), range(0))

    def show(self, matrix: Matrix, shown: Shown) -> None:
        """Show the title of a matrix of which these rows and columns are in sight."""
        self.matrix, self.shown = matrix, shown
        self.fit(self.size.width)
        self.redraw()

    def fit(self, cells: int) -> None:
        """Take a second line if the meanings of the letters have no room in the first."""
        height = 1 if self._room_for_all(cells) else 2
        if self.styles.height is None or self.styles.height.value != height:
            self.styles.height = height

    def _room_for_all(self, cells: int) -> bool:
        parts = (self._heading(), _text(self._legend()), self._edges())
        return sum(map(width, parts)) + 2 * len(GAP) + 2 <= cells

    def _heading(self) -> str:
        made = self.matrix
        return f"RACI {len(made.rows)}×{len(made.departments)} · {self._scheme()}"

    def _scheme(self) -> str:
        return _("scheme {name}").format(name=titled(self.matrix.scheme))

    def _legend(self) -> list[Piece]:
        base, pieces = self.base, []
        for letter, meaning in self.matrix.legend.items():
            if "/" not in letter:
                style = base + self.style_of(self.matrix.rule.role(letter) or "dim")
                pieces += [(f"{letter} ", style), (f"{brief(meaning)}{GAP}", base)]
        return pieces

    def _edges(self) -> str:
        """Which columns and rows are in sight; an arrow where there are more. Always as wide."""
        made = self.matrix
        columns, rows = self.shown.columns, self.shown.rows
        return GAP.join(
            (
                edge(_("columns"), columns, len(made.departments), "◂▸"),
                edge(_("rows"), rows, len(made.rows), "▴▾"),
            )
        )

    def lay_out(self, cells: int, lines: int) -> list[list[Piece]]:
        base = self.base
        name = [(self._heading(), base + self.style_of("heading"))]
        legend, edges = self._legend(), self._edges()
        if self._room_for_all(cells):
            name += [(" · ", base), *legend]
        room = cells - width(edges)
        left = _text(name)
        if width(left) > room - 1:
            # The edges say how many rows and columns there are.
            left = cut(self._scheme(), room - 1)
            name = [(left, name[0][1])]
        first = [*name, (" " * max(0, room - width(left)), base), (edges, base)]
        return [first] if self._room_for_all(cells) else [first, legend]


def _text(pieces: Iterable[Piece]) -> str:
    return "".join([visible(text) for text, _style in pieces])


class Detail(Strip):
    """The whole wording of a row, and who leads and takes part, in the colours of the letters."""

    def __init__(self, matrix: Matrix) -> None:
        super().__init__(id="matrix-detail")
        self.matrix = matrix
        self.row: MatrixRow | None = None
        self.sought = ""

    def show(self, matrix: Matrix, row: int, sought: str) -> None:
        """Show a row of a matrix; a folded text that is sought looks like a match."""
        self.matrix, self.sought = matrix, sought
        self.row = matrix.rows[row] if matrix.rows else None
        self.redraw()

    def lines_wanted(self, cells: int) -> int:
        """Lines in which the longest row fits, by its width."""
        longest = 0
        for row in self.matrix.rows:
            names = sum(map(width, row.cells)) + 2 * len(row.cells)
            longest = max(longest, width(row.entry.text) + names + 24)
        return longest // max(1, cells - 2) + 1

    def lay_out(self, cells: int, lines: int) -> list[list[Piece]]:
        if self.row is None:
            return []
        wording, roles = self._wording(self.row), self._roles(self.row)
        whole = wrap_pieces([*wording, *roles], cells)
        if len(whole) <= lines or lines == 1:
            return wrap_pieces([*wording, *roles], cells, lines)
        # The grid has the wording too, but no other place has the names in one view.
        above = max(1, lines - len(wrap_pieces(roles[1:], cells)))
        return [
            *wrap_pieces(wording, cells, above),
            *wrap_pieces(roles[1:], cells, lines - above),
        ]

    def _wording(self, row: MatrixRow) -> list[Piece]:
        base = self.base
        entry, heading = row.entry, base + self.style_of("heading")
        match = base + self.style_of("match")
        spans = word_spans(entry.text, [self.sought]) if self.sought else []
        return [(f"{label(entry)} ", heading), *highlight(entry.text, spans, base, match)]

    def _roles(self, row: MatrixRow) -> list[Piece]:
        """Who leads and takes part, after a gap for each."""
        base, measure = self.base, row.entry.measure
        heading, pieces = base + self.style_of("heading"), []
        named = {*measure.lead, *measure.participants}
        others = [name for name in row.cells if name not in named]
        for word, names, is_open in (
            (_("lead"), measure.lead, measure.lead_open),
            (_("part"), measure.participants, measure.participants_open),
            (_("set by the plan"), others, False),
        ):
            if names or is_open:
                pieces += [(GAP, base), (f"{word} ", heading)]
                pieces += self._names(row, tuple(names), is_open)
        return pieces

    def _names(self, row: MatrixRow, names: Sequence[str], is_open: bool) -> Iterable[Piece]:
        base = self.base
        for letters, alike in groupby(names, lambda name: row.cells.get(name, "")):
            style = base + self.style_of(self.matrix.rule.role(letters) or "dim")
            yield from ((f"{letters} ", style), (f"{'、'.join(alike)} ", base))
        if is_open:
            yield open_mark(row.entry.plan), base
