"""Two tables of a selection, full screen: the RACI matrix, and who works with whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Static

from ecotui.i18n import _
from ecotui.plan import Entry
from ecotui.raci import SCHEMES
from ecotui.text import visible
from ecotui.tui import keys
from ecotui.tui.grid import Grid
from ecotui.tui.key_bar import KeyBar

if TYPE_CHECKING:
    from ecotui.selection import Selection

_CSS = """
{name} > #table-title {{ height: 1; padding: 0 1; }}
{name} > Grid {{ height: 1fr; padding: 0 1; }}
{name} > #table-notes {{ height: auto; max-height: 30%; padding: 0 1;
                         border-top: solid $foreground 40%; scrollbar-size: 1 1; }}
"""


class MatrixScreen(ModalScreen[Entry | None]):
    """The RACI matrix of a selection with its findings; Enter goes to the measure."""

    CSS = _CSS.format(name="MatrixScreen")
    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings(keys.MATRIX, ("help",))]

    def __init__(self, selection: Selection, keymap: keys.Keymap, scheme: str = "raci") -> None:
        super().__init__()
        self.selection = selection
        self.keymap = keymap
        self.scheme = scheme
        self.matrix = selection.matrix(scheme)

    def compose(self) -> ComposeResult:
        """Title with scheme and legend, the grid, its findings, the keys."""
        yield Static("", id="table-title", markup=False)
        yield Grid(*self._table())
        with VerticalScroll(id="table-notes", can_focus=False):
            yield Static("", markup=False)
        yield KeyBar(self.keymap, "matrix")

    def on_mount(self) -> None:
        """Let the keys go to the grid."""
        self.query_one(Grid).focus()
        self._describe()

    def _table(self) -> tuple[list[str], tuple[str, ...], list[list[str]]]:
        names = self.matrix.departments
        rows = [f"{row.entry.id} {row.entry.text}" for row in self.matrix.rows]
        cells = [[row.cells.get(name, "") for name in names] for row in self.matrix.rows]
        return rows, names, cells

    def _describe(self) -> None:
        letters = {k: v for k, v in self.matrix.legend.items() if "/" not in k}
        legend = "  ".join(f"{letter} {meaning}" for letter, meaning in letters.items())
        title = _("RACI matrix, scheme {scheme}: {legend}")
        self.query_one("#table-title", Static).update(
            Text(visible(title.format(scheme=self.scheme, legend=legend)))
        )
        found = [f"{finding.where}: {finding.message}" for finding in self.matrix.findings]
        lines = [self.matrix.note, *found] if self.matrix.note else found
        notes = self.query_one("#table-notes > Static", Static)
        notes.update(Text("\n".join(visible(line) for line in lines)))

    def action_scheme(self) -> None:
        """Turn roles into letters by the next scheme."""
        names = list(SCHEMES)
        self.scheme = names[(names.index(self.scheme) + 1) % len(names)]
        self.matrix = self.selection.matrix(self.scheme)
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
        """Open the export dialog for this matrix."""
        self.post_message(self.Exported(self.scheme))

    def action_to_measure(self) -> None:
        """To the measure in the outline."""
        if self.matrix.rows:
            self.dismiss(self.matrix.rows[self.query_one(Grid).row].entry)


class TogetherScreen(ModalScreen[tuple[str, str] | None]):
    """In how many measures two departments meet; Enter on a cell filters to them."""

    CSS = _CSS.format(name="TogetherScreen")
    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings(keys.TOGETHER, ("help",))]

    def __init__(self, selection: Selection, keymap: keys.Keymap) -> None:
        super().__init__()
        self.keymap = keymap
        self.names = [facet.name for facet in selection.departments if facet.total]
        index, mask = selection.index, selection.mask
        masks = [mask & index.department_mask("dept", name) for name in self.names]
        self.counts = [[(one & other).bit_count() for other in masks] for one in masks]

    def compose(self) -> ComposeResult:
        """Title, grid, keys."""
        yield Static("", id="table-title", markup=False)
        yield Grid(self.names, self.names, [[str(n) for n in row] for row in self.counts])
        yield KeyBar(self.keymap, "together")

    def on_mount(self) -> None:
        """Let the keys go to the grid."""
        self.query_one(Grid).focus()
        self._describe()

    @on(Grid.Moved)
    def _describe(self) -> None:
        grid = self.query_one(Grid)
        text = _("Who works with whom")
        if self.names:
            one, other = self.names[grid.row], self.names[grid.column]
            both = _("{one} and {other}: {count} measures together")
            count = self.counts[grid.row][grid.column]
            text += "  " + both.format(one=one, other=other, count=count)
        self.query_one("#table-title", Static).update(Text(visible(text)))

    def action_filter_pair(self) -> None:
        """Only the measures of the two."""
        if self.names:
            grid = self.query_one(Grid)
            self.dismiss((self.names[grid.row], self.names[grid.column]))
