"""The screen of the panes: where each stands, and what it shows of the state."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.events import DescendantFocus, Resize
from textual.screen import Screen

from ecotui.i18n import _
from ecotui.plan import Entry
from ecotui.text import visible
from ecotui.tui import keys
from ecotui.tui.departments import Departments
from ecotui.tui.grouping import GROUPINGS
from ecotui.tui.key_bar import KeyBar
from ecotui.tui.measure import MeasurePane
from ecotui.tui.outline import Outline
from ecotui.tui.panes import CursorPane, Pane
from ecotui.tui.query_line import QueryLine, Seeker
from ecotui.tui.state import State

#: Below this width one pane is shown at a time.
ONE_PANE = 70


#: The style sheet; of the app, since Textual reads none of a default screen.
LAYOUT = """
Panes { background: $background; }
#panes { height: 1fr; }
#outline { width: 3fr; }
#side { width: 2fr; }
#measure { height: 1fr; }
#departments { height: 21; max-height: 60%; }
#outline, #measure, #departments { border-top: solid $foreground 40%; padding: 0 1; }
#outline:focus, #measure:focus, #departments:focus { border-top: heavy $primary; }
#side { border-left: solid $foreground 40%; }
#seeker { display: none; }
#seeker.open { display: block; }
/* What lies behind stays as it is: to dim it is to send all of it again, twice. */
ExportDialog, Help, CommandPalette { background: transparent; }
.one-pane #side { border-left: none; }
.one-pane #outline, .one-pane #side { width: 1fr; }
.one-pane .away { display: none; }
.one-pane #departments { height: 1fr; max-height: 100%; }
"""


class Panes(Screen[None]):
    """Query line, outline, measure, departments and key bar, drawn from one state.

    Tab goes round among the panes, not through every field.

    Args:
        state: The query and its selection; the app changes it and then has this drawn.
        keymap: The keys.
    """

    # Textual's screens go through every field with Tab, so these stand here too.
    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings("", ("next_pane", "previous_pane"))]

    def __init__(self, state: State, keymap: keys.Keymap) -> None:
        super().__init__()
        self.state = state
        self.query_line = QueryLine(str(state.query))
        self.outline = Outline(state.selection)
        self.measure = MeasurePane(state.selection)
        self.seeker = Seeker()
        self.departments = Departments(state)
        self.key_bar = KeyBar(keymap)

    def compose(self) -> ComposeResult:
        """Query line above, three panes, key bar below."""
        yield self.query_line
        with Horizontal(id="panes"):
            yield self.outline
            with Vertical(id="side"):
                yield self.measure
                yield self.seeker
                yield self.departments
        yield self.key_bar

    def on_mount(self) -> None:
        """Begin in the outline."""
        self.outline.focus()
        self.draw()

    def draw(self) -> None:
        """Draw everything from the selection."""
        selection = self.state.selection
        self.outline.show(selection)
        self.departments.show()
        self._follow()
        self.key_bar.dim(self.lacks())

    def lacks(self) -> frozenset[str]:
        """What is not there now of what actions may need; keys of `keys.REASONS`."""
        there = {
            "line": self.outline.current is not None,
            "query": bool(self.state.query),
            "past": self.state.can_undo,
            "future": self.state.can_redo,
        }
        return frozenset([need for need, met in there.items() if not met])

    @on(CursorPane.Moved, "#outline")
    def _follow(self) -> None:
        self.measure.show(self.state.selection, self.outline.current)
        self.entitle()

    def entitle(self) -> None:
        """Say in the frames how much is left and marked, and which measure is shown."""
        selection, item = self.state.selection, self.outline.current
        counts = f"{len(selection)}/{len(selection.index.entries)}"
        marked = f"  ●{self.state.marks.bit_count()}" if self.state.marks else ""
        grouping = _(GROUPINGS[self.outline.grouping])
        grouped = f"  {grouping}" if grouping else ""
        self._entitle(self.outline, f"{counts}{marked}{grouped}  {selection.title}")
        name = _("Measure")
        self._entitle(self.measure, f"{name} {item.id}" if isinstance(item, Entry) else name)

    @staticmethod
    def _entitle(pane: Pane, title: str) -> None:
        # A title is markup to Textual, but a plan's is text. Setting it draws the whole pane.
        title = visible(title).replace("[", "\\[")
        if pane.border_title != title:
            pane.border_title = title

    def on_resize(self, event: Resize) -> None:
        """Show as many panes as there is room for."""
        self.set_class(event.size.width < ONE_PANE, "one-pane")
        focused = self.focused
        self.one_pane(focused.id if focused and focused.id else "outline")

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Key bar and, on a narrow screen, the pane follow the focus."""
        self.key_bar.show(event.widget.id or "")

    def one_pane(self, name: str) -> None:
        """On a narrow screen, put away every pane but one."""
        if name not in ("outline", "measure", "departments"):
            return
        self.outline.set_class(name != "outline", "away")
        self.query_one("#side").set_class(name == "outline", "away")
        self.measure.set_class(name != "measure", "away")
        self.departments.set_class(name != "departments", "away")
