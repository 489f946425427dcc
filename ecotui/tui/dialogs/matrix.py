"""The RACI matrix of a selection, full screen, with its findings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
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
from ecotui.browser.outline import clip_spans, highlight
from ecotui.i18n import _
from ecotui.model.plan import Entry
from ecotui.raci.matrix import OPEN_MARK
from ecotui.raci.schemes import BUILT_IN, SCHEMES, scheme_named
from ecotui.text.display import cut, visible, width, wrap
from ecotui.tui import keymap
from ecotui.tui.panes.base import Piece, TextPane
from ecotui.tui.panes.grid import LETTER_STYLES, Grid
from ecotui.tui.panes.key_bar import KeyBar

if TYPE_CHECKING:
    from ecotui.query.selection import Selection
    from ecotui.raci.rules import MatrixRules

#: A narrower screen shows the findings below the matrix, a wider one beside it.
BESIDE_COLUMNS = 140


class Findings(TextPane):
    """What a meeting should look at, each with where it is."""

    _found: Sequence[tuple[str, str]] = ()

    def show_findings(self, found: Sequence[tuple[str, str]]) -> None:
        """Show findings: where each is, or nothing, and what it says."""
        self._found = found
        self.redraw()

    def lay_out(self, cells: int) -> list[list[Piece]]:
        base = self.base
        heading = base + self.style_of("heading")
        lines: list[list[Piece]] = []
        for where, message in self._found:
            text = f"{where}: {message}" if where else message
            for start, end in wrap(text, cells):
                spans = clip_spans([(0, len(where))], start, end)
                lines.append(highlight(text[start:end], spans, base, heading))
        return lines


class MatrixScreen(ModalScreen[Entry | None]):
    """The RACI matrix of a selection with its findings; Enter goes to the measure."""

    @dataclass
    class Exported(Message):
        """The matrix is to be exported in the scheme in which it is shown."""

        scheme: str

    CSS_PATH = "tables.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        *keymap.bindings(actions.MATRIX, ("help", "back", "command_palette"))
    ]

    def __init__(self, selection: Selection, keymap: keymap.Keymap, rules: MatrixRules) -> None:
        super().__init__()
        self.selection = selection
        self.keymap = keymap
        self.rules = rules
        self.scheme = rules.scheme
        self.matrix = selection.matrix(self.scheme, thresholds=rules)

    def compose(self) -> ComposeResult:
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
    def _arrange(self) -> None:
        """Put the findings, and the meanings of the letters, where there is room for them."""
        self.set_class(self.app.size.width >= BESIDE_COLUMNS, "beside")
        self._describe()

    def _table(self) -> tuple[list[str], tuple[str, ...], list[list[str]]]:
        names = self.matrix.departments
        rows = [_row_name(row.entry) for row in self.matrix.rows]
        cells = [[row.cells.get(name, "") for name in names] for row in self.matrix.rows]
        return rows, names, cells

    def _letter_styles(self) -> dict[str, str]:
        """The styles of the letters; in a scheme of the user's own, those of their roles."""
        if self.scheme in BUILT_IN:
            return LETTER_STYLES
        scheme = scheme_named(self.scheme)
        return {scheme.other[:1]: "heading", scheme.first[:1]: "match"}

    def _describe(self) -> None:
        self.query_one(Grid).looks = self._letter_styles()
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
        names = list(SCHEMES)
        self.scheme = names[(names.index(self.scheme) + 1) % len(names)]
        self.matrix = self.selection.matrix(self.scheme, thresholds=self.rules)
        self.query_one(Grid).fill(*self._table())
        self._describe()

    def action_export_matrix(self) -> None:
        self.post_message(self.Exported(self.scheme))

    def action_to_measure(self) -> None:
        if self.matrix.rows:
            self.dismiss(self.matrix.rows[self.query_one(Grid).row].entry)


def _row_name(entry: Entry) -> str:
    """The id of a measure with that of its plan cut short, a mark of an open list, and the text."""
    plan, slash, number = entry.id.rpartition("/")
    mark = OPEN_MARK * entry.participants_open
    return f"{cut(plan, 8)}{slash}{number}{mark} {entry.text}"
