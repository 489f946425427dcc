"""Who works with whom: how often two departments share a measure."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import ModalScreen
from textual.widgets import Static

from ecotui.browser import actions
from ecotui.i18n import _
from ecotui.query.departments import shared_counts
from ecotui.query.selection import Selection
from ecotui.text.display import visible
from ecotui.tui import keymap
from ecotui.tui.panes.grid import Grid
from ecotui.tui.panes.key_bar import KeyBar


class TogetherScreen(ModalScreen[tuple[str, str] | None]):
    """In how many measures two departments meet; Enter on a cell filters to them."""

    CSS_PATH = "tables.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        *keymap.bindings(actions.TOGETHER, ("help", "back", "command_palette"))
    ]

    def __init__(self, selection: Selection, keymap: keymap.Keymap) -> None:
        super().__init__()
        self.keymap = keymap
        self.names, self.counts = shared_counts(selection.index, selection.mask)

    def compose(self) -> ComposeResult:
        yield Static("", id="table-title", markup=False)
        yield Grid(self.names, self.names, [[str(n) for n in row] for row in self.counts])
        yield KeyBar(self.keymap, "together")

    def on_mount(self) -> None:
        grid = self.query_one(Grid)
        grid.focus()
        grid.moved = self._describe
        self._describe()

    def _describe(self) -> None:
        grid = self.query_one(Grid)
        text = _("Who works with whom")
        if self.names:
            one, other = self.names[grid.row], self.names[grid.column]
            both = _("{one} and {other}: {count} measures together")
            alone = _("{one}: {count} measures")
            count = self.counts[grid.row][grid.column]
            shape = alone if one == other else both
            text += "  " + shape.format(one=one, other=other, count=count)
        self.query_one("#table-title", Static).update(Text(visible(text)))

    def action_back(self) -> None:
        self.dismiss(None)

    def action_filter_pair(self) -> None:
        if self.names:
            grid = self.query_one(Grid)
            self.dismiss((self.names[grid.row], self.names[grid.column]))
