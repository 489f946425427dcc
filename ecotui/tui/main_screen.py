"""The screen of the panes: where each stands, and what it shows of the state."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.events import DescendantFocus, Resize, ScreenResume
from textual.screen import Screen
from textual.widgets import Static

from ecotui.browser.state import State
from ecotui.i18n import _
from ecotui.model.plan import Entry
from ecotui.query.grouping import GROUPINGS
from ecotui.text.display import visible
from ecotui.tui import keymap
from ecotui.tui.panes.base import Pane
from ecotui.tui.panes.departments import Departments
from ecotui.tui.panes.key_bar import KeyBar
from ecotui.tui.panes.measure import MeasurePane
from ecotui.tui.panes.outline import Outline
from ecotui.tui.panes.query_line import QueryLine, Seeker
from ecotui.tui.terminal.compositor import WholeCharacters

#: From this width on all three panes are shown; below, the outline and one of the other two.
THREE_PANES = 110
#: Below this width one pane is shown at a time.
ONE_PANE = 70
#: The least columns and lines on which there is anything to see.
LEAST = (40, 10)


#: The style sheet; of the app, since Textual reads none of a default screen.
LAYOUT = """
Panes { background: $background; layers: default above; }
#too-small { display: none; layer: above; width: 100%; height: 100%; }
.too-small #too-small { display: block; }
.input--cursor { color: $foreground; background: $background; text-style: reverse; }
#panes { height: 1fr; }
#outline { width: 3fr; }
#side { width: 2fr; }
#measure { height: 1fr; }
#departments { height: 21; max-height: 60%; }
#outline, #measure, #departments {
    border-top: solid $rule; border-title-color: $dim; padding: 0 1;
}
#outline:focus, #measure:focus, #departments:focus {
    border-top: heavy $primary; border-title-color: $primary;
}
#side { border-left: solid $rule; }
#seeker { display: none; }
#seeker.open { display: block; }
#side.alone { border-left: none; }
#panes .away { display: none; }
.two-panes #departments { height: 1fr; max-height: 100%; }
/* What lies behind stays as it is: to dim it is to send all of it again, twice. */
ExportDialog, Help, CommandPalette { background: transparent; }
"""


class Panes(Screen[None]):
    """Query line, outline, measure, departments and key bar, drawn from one state.

    Tab goes round among the panes, not through every field.

    Args:
        state: The query and its selection; the app changes it and then has this drawn.
        keymap: The keys.
    """

    # Not the first field that there is, which is the query line: keys may come before all is shown.
    AUTO_FOCUS = "#outline"
    # Textual's screens go through every field with Tab, so these stand here too.
    BINDINGS: ClassVar[list[BindingType]] = [*keymap.bindings("", ("next_pane", "previous_pane"))]

    def __init__(self, state: State, keymap: keymap.Keymap) -> None:
        super().__init__()
        self._compositor = WholeCharacters()
        self.state = state
        self.query_line = QueryLine(state)
        self.outline = Outline(state.selection)
        self.measure = MeasurePane(state.selection)
        self.seeker = Seeker()
        self.departments = Departments(state)
        self.key_bar = KeyBar(keymap)
        # Whether anything is drawn: not before all panes have something to show.
        self._is_drawn = False
        # Which pane a narrow screen shows, and which of its two the right side.
        self._front = "outline"
        self._beside = "measure"

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
        yield Static("", id="too-small", markup=False)

    def on_mount(self) -> None:
        """Begin in the outline."""
        self.outline.moved = self._follow
        self.outline.focus()
        self.draw()

    def show(self) -> None:
        """Draw what has been laid out, and from here on all that changes."""
        self._is_drawn = True
        self.refresh(repaint=False, layout=True)

    def _compositor_refresh(self) -> None:
        # Textual draws each widget as it comes, and the whole screen three times over.
        if self._is_drawn:
            super()._compositor_refresh()

    def draw(self) -> None:
        """Draw everything from the selection."""
        selection = self.state.selection
        self.outline.show(selection)
        self.departments.show()
        self.key_bar.dim(self.lacks())

    def lacks(self) -> frozenset[str]:
        """What is not there now of what actions may need; keys of `actions.REASONS`."""
        there = {
            "line": self.outline.current is not None,
            "query": bool(self.state.query),
            "words": bool(self.state.selection.words),
            "past": self.state.can_undo,
            "future": self.state.can_redo,
        }
        return frozenset([need for need, met in there.items() if not met])

    def _follow(self) -> None:
        self.measure.show(self.state.selection, self.outline.current)
        self.query_line.show_place(self.outline.place)
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

    @on(Resize)
    @on(ScreenResume)
    def _fit(self) -> None:
        """Show as many panes as there is room for, or that there is none.

        The panes stay as they are behind the line that says so, with cursor, folds and focus. A
        screen above this one may have been there while the size changed.
        """
        width, height = self.app.size
        too_small = width < LEAST[0] or height < LEAST[1]
        self.set_class(too_small, "too-small")
        if too_small:
            text = _("too small: {columns}×{lines}, at least {least_columns}×{least_lines}")
            text = text.format(
                columns=width, lines=height, least_columns=LEAST[0], least_lines=LEAST[1]
            )
            self.query_one("#too-small", Static).update(Text(text))
        self._put_away(width)

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Key bar and, on a narrow screen, the panes follow the focus."""
        name = event.widget.id or ""
        self.key_bar.show(name)
        self.reveal("departments" if name == "seeker" else name)

    def reveal(self, name: str) -> None:
        """Have a pane shown, also where there is no room for all; what is put away has no focus."""
        if name in ("outline", "measure", "departments"):
            self._front = name
            if name != "outline":
                self._beside = name
            self._put_away(self.app.size.width)

    def _put_away(self, width: int) -> None:
        every, one = width >= THREE_PANES, width < ONE_PANE
        side = self.query_one("#side")
        self.set_class(not every, "two-panes")
        self.outline.set_class(one and self._front != "outline", "away")
        side.set_class(one, "alone")
        side.set_class(one and self._front == "outline", "away")
        self.measure.set_class(not every and self._beside != "measure", "away")
        self.departments.set_class(not every and self._beside != "departments", "away")
