"""Two tables of a selection, full screen: the RACI matrix, and who works with whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.events import Resize, ScreenResume
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Static

from ecotui.browser import actions
from ecotui.browser.outline import marked
from ecotui.i18n import _
from ecotui.model.plan import Entry
from ecotui.raci.matrix import OPEN_MARK
from ecotui.raci.schemes import BUILT_IN, SCHEMES, scheme_named
from ecotui.text.display import cut, visible, width, wrap
from ecotui.tui import keymap
from ecotui.tui.panes.base import Pane
from ecotui.tui.panes.drawing import Piece, within
from ecotui.tui.panes.grid import LETTERS, Grid
from ecotui.tui.panes.key_bar import KeyBar

if TYPE_CHECKING:
    from ecotui.query.selection import Selection
    from ecotui.raci.rules import Thresholds

#: From this width on the findings stand beside the matrix, below it on a narrower screen.
BESIDE = 140


class Findings(Pane):
    """What a meeting should look at, each with where it is, in lines of the pane's width."""

    def __init__(self) -> None:
        super().__init__()
        self._found: list[tuple[str, str]] = []
        self._lines: list[list[Piece]] = []

    @property
    def count(self) -> int:
        return len(self._lines)

    def pieces(self, line: int) -> list[Piece]:
        """A line of a finding."""
        return self._lines[line]

    def show_findings(self, found: list[tuple[str, str]]) -> None:
        """Show findings: where each is, or nothing, and what it says."""
        self._found = found
        self.redraw()

    def redraw(self) -> None:
        """Break the findings into lines, and draw them."""
        cells = self.scrollable_content_region.width
        base = self.base
        heading = base + self.style_of("heading")
        lines: list[list[Piece]] = []
        for where, message in self._found if cells > 1 else ():
            text = f"{where}: {message}" if where else message
            for start, end in wrap(text, cells):
                spans = within([(0, len(where))], start, end)
                lines.append(marked(text[start:end], spans, base, heading))
        self._lines = lines
        super().redraw()


class MatrixScreen(ModalScreen[Entry | None]):
    """The RACI matrix of a selection with its findings; Enter goes to the measure."""

    CSS_PATH = "tables.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*keymap.bindings(actions.MATRIX, ("help", "back"))]

    def __init__(
        self,
        selection: Selection,
        keymap: keymap.Keymap,
        scheme: str = "raci",
        thresholds: Thresholds | None = None,
    ) -> None:
        super().__init__()
        self.selection = selection
        self.keymap = keymap
        self.scheme = scheme
        self.thresholds = thresholds
        self.matrix = selection.matrix(scheme, thresholds=thresholds)

    def compose(self) -> ComposeResult:
        """Title with scheme and legend, the grid, its findings, the keys."""
        yield Static("", id="table-title", markup=False)
        with Container(id="table-body"):
            yield Grid(*self._table())
            yield Findings()
        yield KeyBar(self.keymap, "matrix")

    def on_mount(self) -> None:
        self.query_one(Grid).focus()
        self._describe()

    @on(Resize)
    @on(ScreenResume)
    def _find_room(self) -> None:
        """Put the findings, and what the letters mean, where there is room for them."""
        self.set_class(self.app.size.width >= BESIDE, "beside")
        self._describe()

    def _table(self) -> tuple[list[str], tuple[str, ...], list[list[str]]]:
        names = self.matrix.departments
        rows = [_named(row.entry) for row in self.matrix.rows]
        cells = [[row.cells.get(name, "") for name in names] for row in self.matrix.rows]
        return rows, names, cells

    def _looks(self) -> dict[str, str]:
        """How the letters look: of a scheme of the user's own, by the roles that they stand for."""
        if self.scheme in BUILT_IN:
            return LETTERS
        scheme = scheme_named(self.scheme)
        return {scheme.other[:1]: "heading", scheme.first[:1]: "match"}

    def _describe(self) -> None:
        self.query_one(Grid).looks = self._looks()
        letters = {k: v for k, v in self.matrix.legend.items() if "/" not in k}
        legend = "  ".join(f"{letter} {meaning}" for letter, meaning in letters.items())
        title = _("RACI matrix, scheme {scheme}: {legend}").format(
            scheme=self.scheme, legend=legend
        )
        found = [(finding.where, finding.message) for finding in self.matrix.findings]
        notes = [("", note) for note in self.matrix.notes]
        if width(title) > self.app.size.width - 2:
            title = _("RACI matrix, scheme {scheme}").format(scheme=self.scheme)
            notes.insert(0, ("", legend))
        self.query_one("#table-title", Static).update(Text(visible(title)))
        self.query_one(Findings).show_findings([*notes, *found])

    def action_back(self) -> None:
        self.dismiss(None)

    def action_scheme(self) -> None:
        """Turn roles into letters by the next scheme."""
        names = list(SCHEMES)
        self.scheme = names[(names.index(self.scheme) + 1) % len(names)]
        self.matrix = self.selection.matrix(self.scheme, thresholds=self.thresholds)
        self.query_one(Grid).fill(*self._table())
        self._describe()

    class Exported(Message):
        """The matrix is to be exported as it is shown.

        Args:
            scheme: What roles are turned into letters by.
        """

        def __init__(self, scheme: str) -> None:
            self.scheme = scheme
            super().__init__()

    def action_export_matrix(self) -> None:
        self.post_message(self.Exported(self.scheme))

    def action_to_measure(self) -> None:
        if self.matrix.rows:
            self.dismiss(self.matrix.rows[self.query_one(Grid).row].entry)


def _named(entry: Entry) -> str:
    """A measure as a row calls it, with the mark of an open list behind its number."""
    return f"{_short(entry.id)}{OPEN_MARK * entry.participants_open} {entry.text}"


def _short(id_: str) -> str:
    """An id with so much of its plan's as leaves room for the text beside it."""
    plan, slash, number = id_.rpartition("/")
    return f"{cut(plan, 8)}{slash}{number}"
