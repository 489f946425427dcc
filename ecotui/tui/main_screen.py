"""The main screen: it places the panes, draws them from the state and handles what they report."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.events import DescendantFocus, Resize, ScreenResume
from textual.widgets import Input, Static

from ecotui.browser.history import remember
from ecotui.browser.outline import GROUPINGS
from ecotui.browser.state import State
from ecotui.browser.views import term
from ecotui.i18n import _
from ecotui.model.plan import Entry
from ecotui.query.grammar import Query, QueryError
from ecotui.query.index import Heading
from ecotui.text.display import visible
from ecotui.tui import keymap
from ecotui.tui.panes.base import Pane
from ecotui.tui.panes.departments import Departments
from ecotui.tui.panes.key_bar import KeyBar
from ecotui.tui.panes.measure import MeasurePane
from ecotui.tui.panes.outline import Outline
from ecotui.tui.panes.query_line import QueryLine, Seeker
from ecotui.tui.terminal.compositor import HeldScreen

#: From this width on all three panes are shown; below, the outline and one of the other two.
THREE_PANES = 110
#: Below this width one pane is shown at a time.
ONE_PANE = 70
#: The least columns and lines on which there is anything to see.
LEAST = (40, 10)


class MainScreen(HeldScreen):
    """Query line, outline, measure, departments and key bar, drawn from one state.

    Tab goes round among the panes, not through every field.

    Args:
        state: The query and its selection. This screen changes it and then draws it.
        keymap: The keys.

    Attributes:
        history: The queries that were kept or cleared, the oldest first.
    """

    # Not the first field that there is, which is the query line: keys may come before all is shown.
    AUTO_FOCUS = "#outline"
    # Textual's screens go through every field with Tab, so these stand here too.
    BINDINGS: ClassVar[list[BindingType]] = [*keymap.bindings("", ("next_pane", "previous_pane"))]

    def __init__(self, state: State, keymap: keymap.Keymap) -> None:
        super().__init__()
        self.state = state
        self.query_line = QueryLine(state)
        self.outline = Outline(state.selection)
        self.measure = MeasurePane(state.selection)
        self.seeker = Seeker()
        self.departments = Departments(state)
        self.key_bar = KeyBar(keymap)
        self.history: list[str] = []
        self._query_before = state.query
        self._range_from: Heading | Entry | None = None
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
        self.outline.moved = self._follow
        self.outline.focus()
        self.draw()

    def draw(self) -> None:
        """Draw everything from the selection."""
        selection = self.state.selection
        self.outline.show_selection(selection)
        self.departments.show_counts()
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
        self.measure.show_item(self.state.selection, self.outline.current)
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
        self.key_bar.show_keys(name)
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

    # -- the query

    def _draw_change(self, changed: bool) -> None:
        if changed:
            self.query_line.write(str(self.state.query))
            self.draw()

    @on(Departments.Chosen)
    def _choose(self, message: Departments.Chosen) -> None:
        change = self.state.exclude if message.exclude else self.state.cycle
        try:
            self._draw_change(change(message.name))
        except QueryError as error:
            self.notify(str(error))

    def action_join(self) -> None:
        """One of the chosen departments is enough, or all of them are wanted again."""
        try:
            self._draw_change(self.state.join())
        except QueryError as error:
            self.notify(str(error))

    def apply_view(self, name: str | None) -> None:
        """Make a saved view the query; the names of views may have changed in any case."""
        if name is not None:
            self.state.change(Query((term(name),)))
        self.query_line.write(str(self.state.query))
        self.draw()

    def filter_to(self, pair: tuple[str, str] | None) -> None:
        """Leave only the measures of two departments."""
        if pair is not None:
            self._draw_change(self.state.together(*pair))

    def go_to(self, entry: Entry | None) -> None:
        """Put the cursor of the outline on a measure."""
        if entry is None:
            return
        if not self.state.selection.mask >> self.state.index.position(entry) & 1:
            # A marked measure may lie outside the query.
            self.action_clear()
        self.outline.go_to(entry)

    def action_search(self) -> None:
        """Edit the query as text; what is typed next is a term of its own."""
        self._query_before = self.state.query
        self.query_line.open()

    def _try(self, text: str, *, finished: bool = False) -> bool:
        """Show what a text leaves, or what is wrong with it; whether it is a query."""
        try:
            changed = self.state.try_text(text, finished=finished)
        except QueryError as error:
            self.query_line.complain(str(error))
            return False
        self.query_line.complain("")
        if changed:
            self.draw()
        return True

    @on(QueryLine.Edited)
    def _edited(self, message: QueryLine.Edited) -> None:
        self._try(message.text)

    @on(QueryLine.Accepted)
    def _accepted(self) -> None:
        if not self._try(self.query_line.text, finished=True):
            # Nothing that was typed is lost: it can be put right, or abandoned.
            return
        self.state.settle(self._query_before)
        remember(self.history, str(self.state.query))
        self.query_line.write(str(self.state.query))
        self.outline.focus()

    @on(QueryLine.Abandoned)
    def _abandoned(self) -> None:
        # An Esc that was none, or was one too many, does no harm: it can be recalled.
        typed = self.query_line.text.strip()
        if typed != str(self._query_before):
            remember(self.history, typed)
        if self.state.query != self._query_before:
            try:
                self.state.restore(self._query_before)
            except QueryError as error:
                # A view that it names was deleted from the palette meanwhile.
                self.notify(str(error))
                self._query_before = self.state.query
            self.draw()
        self.query_line.complain("")
        self.query_line.write(str(self._query_before))
        self.outline.focus()

    def action_recall(self, by: int) -> None:
        """In the query line: an older query of those that were kept, or a newer."""
        self.query_line.recall(self.history, by)

    def action_undo(self) -> None:
        self._draw_change(self.state.undo())

    def action_redo(self) -> None:
        self._draw_change(self.state.redo())

    def action_clear(self) -> None:
        """Leave every measure; what is cleared can be recalled."""
        remember(self.history, str(self.state.query))
        self._draw_change(self.state.clear())

    def action_scope(self) -> None:
        """Only what is below the heading under the cursor."""
        item = self.outline.current
        if item is not None:
            self._draw_change(self.state.scope(item))

    def action_regroup(self) -> None:
        """Group the measures by hierarchy, by first lead, by any department."""
        self.outline.regroup()
        self.entitle()

    # -- marks

    def _show_marks(self) -> None:
        self.outline.marks = self.state.marks
        self.outline.refresh()
        self.entitle()

    def action_mark(self) -> None:
        """Mark the line under the cursor and go on to the next."""
        item = self.outline.current
        if item is not None:
            self.state.mark(item)
            self._show_marks()
            self.outline.move(1)

    def action_mark_range(self) -> None:
        """Remember the line under the cursor; the second time, mark all from there to here."""
        item = self.outline.current
        if item is None:
            return
        if self._range_from is None:
            self._range_from = item
            self.notify(_("press V again to mark up to the cursor"))
            return
        self.state.mark_each(self.outline.between(self._range_from, item))
        self._range_from = None
        self._show_marks()

    def action_mark_all(self) -> None:
        self.state.mark_all()
        self._show_marks()

    # -- finding a department

    def action_find_department(self) -> None:
        """Open the line in which a department is sought."""
        self.reveal("departments")
        self.seeker.open()

    @on(Input.Changed, "#seeker")
    def _sought(self, message: Input.Changed) -> None:
        self.departments.seek(message.value.strip())

    @on(Input.Submitted, "#seeker")
    def _found(self) -> None:
        departments = self.departments
        if departments.current is None:
            return
        departments.action_choose()
        self._leave_seeker()

    @on(Seeker.Abandoned)
    def _leave_seeker(self) -> None:
        current = self.departments.current
        self.seeker.close()
        self.departments.seek("")
        if current is not None:
            names = [choice.name for choice in self.departments.choices]
            self.departments.go(names.index(current.name))
        self.departments.focus()

    # -- moving

    def action_next_pane(self) -> None:
        self._pane(1)

    def action_previous_pane(self) -> None:
        self._pane(-1)

    def _pane(self, step: int) -> None:
        panes = [self.outline, self.measure, self.departments]
        at = next((number for number, pane in enumerate(panes) if pane.has_focus), None)
        if at is None:
            # From a line of text Tab goes back to the panes, and keeps what was typed.
            self._accepted() if self.query_line.has_focus_within else self._leave_seeker()
            return
        following = panes[(at + step) % len(panes)]
        self.reveal(following.id or "")
        following.focus()

    def action_next_match(self) -> None:
        """To the next measure with a word of the query."""
        self._match(1)

    def action_previous_match(self) -> None:
        """To the previous measure with a word of the query."""
        self._match(-1)

    def _match(self, step: int) -> None:
        if self.outline.next_match(step):
            return
        if not self.state.selection:
            self.notify(_("No measures match. Press u to undo."))
        else:
            self.notify(_("the words occur only in headings or department names"))
