"""The main screen: it places the panes, draws them from the state and handles what they report."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial, partialmethod
from typing import ClassVar
from unicodedata import normalize

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.events import DescendantFocus, Key, Resize, ScreenResume
from textual.widgets import Static

from ecotui.browser import actions
from ecotui.browser.outline import GROUPINGS
from ecotui.browser.relaxations import alone, nothing_left, relaxations
from ecotui.browser.state import State
from ecotui.browser.views import term
from ecotui.i18n import _
from ecotui.model.plan import Entry
from ecotui.query.grammar import Query, QueryError
from ecotui.query.index import Heading
from ecotui.tui import keymap
from ecotui.tui.panes import notices
from ecotui.tui.panes.base import Pane
from ecotui.tui.panes.departments import Departments
from ecotui.tui.panes.finder import DepartmentFinder
from ecotui.tui.panes.jump_line import JumpLine
from ecotui.tui.panes.key_bar import KeyBar
from ecotui.tui.panes.layout import Panes
from ecotui.tui.panes.measure import MeasurePane
from ecotui.tui.panes.outline import Outline
from ecotui.tui.panes.query_line import QueryLine
from ecotui.tui.terminal.compositor import HeldScreen
from ecotui.tui.terminal.key_queue import OrderedKeys
from ecotui.tui.terminal.splash import MIN_COLUMNS, MIN_LINES


class MainScreen(HeldScreen):
    """Query line, outline, measure, departments and key bar, drawn from one state."""

    # Keys may come before everything is shown, and must not go to the query line.
    AUTO_FOCUS = "#outline"
    BINDINGS: ClassVar[list[BindingType]] = [*keymap.bindings(actions.BROWSER)]

    def __init__(
        self,
        state: State,
        keymap: keymap.Keymap,
        *,
        imported: bool = False,
        forbidden: Mapping[str, str] = {},
    ) -> None:
        super().__init__()
        #: Why actions are never available here, by name; ids of the catalogue.
        self._forbidden = forbidden
        #: Whether a plan was imported from a document.
        self.imported = imported
        self.state = state
        self.query_line = QueryLine(state)
        self.jump_line = JumpLine(state)
        self.outline = Outline(state.selection, keymap.first_label("clear"))
        self.measure = MeasurePane(state.selection)
        self.departments = Departments(state)
        self.finder = DepartmentFinder(self.departments)
        self.panes = Panes(self.outline, self.measure, self.departments, self.finder)
        self.key_bar = KeyBar(keymap)
        self._query_before = state.query
        self._jumped_from: Pane = self.outline
        self._range_from: Heading | Entry | None = None

    def compose(self) -> ComposeResult:
        yield self.query_line
        yield self.jump_line
        yield self.panes
        yield self.key_bar
        yield Static("", id="too-small", markup=False)

    def on_mount(self) -> None:
        self.outline.moved = self._follow
        self.outline.focus()
        self.draw()

    def draw(self) -> None:
        """Draw everything from the state."""
        state = self.state
        self.outline.ways, self.measure.alone = [], []
        if state.query and not state.selection:
            self.outline.ways = relaxations(state.query, state.count)
            self.measure.alone = alone(state.query, state.count)
            self.outline.nothing_left = self.measure.nothing_left = nothing_left(state.query)
        self.outline.show_selection(state.selection, state.grouping, state.marks)
        self.departments.show_counts()
        self.key_bar.dim_actions(self.missing_needs())

    # -- actions

    def missing_needs(self) -> frozenset[str]:
        """What actions may need and is not there now; keys of `actions.REASONS`."""
        there = {
            "line": self.outline.current is not None,
            "query": bool(self.state.query),
            "words": bool(self.state.selection.words),
            "past": bool(self.state.past),
            "future": bool(self.state.future),
            "remarks": bool(self.imported),
        }
        return frozenset([need for need, met in there.items() if not met])

    def why_not(self, action: actions.Action) -> str:
        """Why an action is not available now, in the reader's language; empty if it is."""
        if action.name in self._forbidden:
            return _(self._forbidden[action.name])
        return _(actions.REASONS[action.needs]) if action.needs in self.missing_needs() else ""

    async def action_do(self, name: str) -> None:
        """Do an action of the screen or the app, or say why it is not available now."""
        action = next(action for action in actions.ACTIONS if action.name == name)
        if reason := self.why_not(action):
            self.notify(reason)
        else:
            await self.app.run_action(name, self if hasattr(self, f"action_{name}") else self.app)

    # -- drawing

    def _follow(self) -> None:
        self.measure.show_item(self.state.selection, self.outline.current)
        self.query_line.show_counts(len(self.state.selection), self.outline.match_position)

    @on(Resize)
    @on(ScreenResume)
    def _fit(self) -> None:
        """Show as many panes as there is room for, or a line that says there is none.

        The panes keep cursor, folds and focus behind that line. The size may have changed while
        another screen was shown.
        """
        columns, lines = self.app.size
        too_small = columns < MIN_COLUMNS or lines < MIN_LINES
        self.set_class(too_small, "too-small")
        if too_small:
            text = _("too small: {columns}×{lines}, at least {least_columns}×{least_lines}").format(
                columns=columns, lines=lines, least_columns=MIN_COLUMNS, least_lines=MIN_LINES
            )
            self.query_one("#too-small", Static).update(Text(text))
        self.panes.fit(columns)

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Show the keys of what has the focus and, on a narrow screen, its pane."""
        widget = event.widget
        self.key_bar.show_keys(widget.id or "")
        if isinstance(widget, Pane):
            self.panes.reveal(widget)
        elif widget.id == "seeker":
            self.panes.reveal(self.departments)

    # -- the query

    def _change(self, change: Callable[[], bool]) -> None:
        """Change the query and draw it, or say why it cannot be changed."""
        try:
            if change():
                self._draw_query()
        except QueryError as error:
            self.notify(str(error))

    def _draw_query(self) -> None:
        self.query_line.write(str(self.state.query))
        self.draw()

    @on(Departments.Chosen)
    def _choose(self, message: Departments.Chosen) -> None:
        change = self.state.exclude if message.exclude else self.state.cycle
        self._change(partial(change, message.name))

    def on_key(self, event: Key) -> None:
        """Where nothing is left, take a way out by its number, or in the outline with Enter."""
        way = self.outline.way_out(event.key) if isinstance(self.focused, Pane) else None
        if way is not None:
            # The key does nothing else then.
            event.stop()
            self._change(partial(self.state.change, way.query))

    def action_join(self) -> None:
        self._change(self.state.join)

    def apply_view(self, name: str | None) -> None:
        """Make a saved view the query; None if none was chosen, but views may have changed."""
        if name is not None:
            self.state.change(Query((term(name),)))
        self._draw_query()

    def narrow(self, text: str) -> None:
        """Add terms to the query."""
        self._change(partial(self.state.narrow, text))

    def filter_to(self, chosen: tuple[str, str] | Entry | None) -> None:
        """Leave only the measures of two departments, or go to a measure."""
        if isinstance(chosen, Entry):
            self.go_to(chosen)
        elif chosen is not None:
            self._change(partial(self.state.together, *chosen))

    def go_to(self, entry: Entry | None, where: str = "") -> None:
        """Put the cursor of the outline on a measure, if there is one.

        If the query does not leave it, ``where`` becomes the query.
        """
        if entry is None:
            return
        if not self.state.selection.mask >> self.state.index.position(entry) & 1:
            # A measure that is marked or compared may lie outside the query.
            if where:
                self._change(partial(self.state.replace, where))
            else:
                text = _("cleared {query} · {key} undoes")
                key = self.key_bar.keymap.first_label("undo")
                self.notify(text.format(query=self.state.query, key=key))
                self.action_clear()
        self.outline.go_to(entry)

    def action_search(self) -> None:
        self._query_before = self.state.query
        self.query_line.start_editing()

    def _show_text(self, text: str, *, rest: str | None = None) -> bool:
        """Show what a query text leaves, or its error; return whether it is a query.

        While it is typed and not a query yet, what the rest of it leaves is shown.
        """
        finished = rest is None
        try:
            changed = self.state.try_text(text, finished=finished)
        except QueryError as error:
            self.query_line.show_error(str(error), finished=finished)
            if rest is not None:
                with suppress(QueryError):
                    if self.state.try_text(rest, finished=True):
                        self.draw()
            return False
        self.query_line.show_error("")
        if changed:
            self.draw()
        return True

    @on(QueryLine.Edited)
    def _edited(self, message: QueryLine.Edited) -> None:
        self._show_text(message.text, rest=message.rest)

    @on(QueryLine.Accepted)
    def _accepted(self) -> None:
        if not self._show_text(self.query_line.text):
            # The text stays in the line, to be corrected or abandoned.
            return
        self.state.settle(self._query_before)
        self.query_line.remember(str(self.state.query))
        self.query_line.write(str(self.state.query))
        self.outline.focus()

    @on(QueryLine.Abandoned)
    def _abandoned(self) -> None:
        # The text can be recalled, in case Esc was pressed by mistake.
        typed = self.query_line.text.strip()
        if typed != str(self._query_before):
            self.query_line.remember(typed)
        if self.state.query != self._query_before:
            try:
                self.state.restore(self._query_before)
            except QueryError as error:
                # A view that it names was deleted meanwhile, from the command palette.
                self.notify(str(error))
                self._query_before = self.state.query
            self.draw()
        self.query_line.write(str(self._query_before))
        self.outline.focus()

    def action_undo(self) -> None:
        self._say_step(_("undone: {what}"), self.state.undo())

    def action_redo(self) -> None:
        self._say_step(_("redone: {what}"), self.state.redo())

    def _say_step(self, text: str, what: str) -> None:
        if what:
            self._draw_query()
            self.notify(text.format(what=what))

    def action_clear(self) -> None:
        """Leave every measure; what is cleared can be recalled."""
        self.query_line.remember(str(self.state.query))
        self._change(self.state.clear)

    def action_scope(self) -> None:
        item = self.outline.current
        if isinstance(item, Heading) and not item.level:
            self.notify(_("no query asks for one plan; O opens it alone"))
        elif item is not None:
            self._change(partial(self.state.scope, item))

    def action_regroup(self) -> None:
        groupings = list(GROUPINGS)
        at = groupings.index(self.state.grouping)
        self.group(groupings[(at + 1) % len(groupings)])

    def group(self, grouping: str) -> None:
        """Group the measures by a key of `GROUPINGS`."""
        self.state.regroup(grouping)
        self.draw()

    # -- marks

    def action_mark(self) -> None:
        """Mark the line under the cursor and go to the next, past what is marked with it."""
        item = self.outline.current
        if item is not None:
            self.state.mark(item)
            self.outline.show_marks(self.state.marks)
            self.outline.go_past()

    def action_mark_range(self) -> None:
        """Remember the line under the cursor; the second time, mark all from there to here."""
        item = self.outline.current
        if item is None:
            return
        if self._range_from is None:
            self._range_from = item
            key = self.key_bar.keymap.first_label("mark_range")
            self.notify(_("press {key} again to mark up to the cursor").format(key=key))
            return
        self.state.mark_each(self.outline.between(self._range_from, item))
        self._range_from = None
        self.outline.show_marks(self.state.marks)

    def action_mark_all(self) -> None:
        before = self.state.marks
        self.state.mark_all()
        self.outline.show_marks(self.state.marks)
        key = self.key_bar.keymap.first_label("undo")
        self.notify(notices.marked(before, self.state.marks, key))

    # -- finding a department

    def action_find_department(self) -> None:
        self.panes.reveal(self.departments)
        self.finder.start_search()

    @on(DepartmentFinder.Chosen)
    def _found(self, message: DepartmentFinder.Chosen) -> None:
        current = self.departments.current
        if current is not None:
            choose = partial(self.state.choose, current.name, message.field)
            self._change(partial(choose, negated=message.excluded))
            self.finder.close()

    # -- moving

    def _focus_pane(self, step: int) -> None:
        if self.panes.focus_next(step):
            return
        # From a line of text Tab goes back to the panes, and keeps the text.
        if self.query_line.has_focus_within:
            self._accepted()
        elif self.jump_line.has_focus_within:
            self._leave_jump()
        else:
            self.finder.close()

    @on(Outline.Entered)
    def _read_measure(self) -> None:
        self.panes.focus_pane(self.measure)

    @on(MeasurePane.Left)
    def _leave_measure(self) -> None:
        self.panes.focus_pane(self.outline)

    action_next_pane = partialmethod(_focus_pane, 1)
    action_previous_pane = partialmethod(_focus_pane, -1)

    def action_jump(self) -> None:
        """Ask for the number of a measure, which begins with the key that was pressed."""
        app = self.app
        assert isinstance(app, OrderedKeys)
        digit = normalize("NFKC", app.pressed)
        panes = (self.measure, self.departments)
        self._jumped_from = next((pane for pane in panes if pane.has_focus), self.outline)
        self.add_class("jumping")
        self.jump_line.start(digit if digit.isdecimal() else "", self.outline.current)

    @on(JumpLine.Chosen)
    def _jump(self, message: JumpLine.Chosen) -> None:
        self.go_to(message.entry)
        self._jumped_from = self.outline
        self._leave_jump()

    @on(JumpLine.Abandoned)
    def _leave_jump(self) -> None:
        self.remove_class("jumping")
        self.panes.focus_pane(self._jumped_from)

    def _go_to_match(self, step: int) -> None:
        if self.outline.next_match(step):
            return
        if not self.state.selection:
            key = self.key_bar.keymap.first_label("undo")
            self.notify(_("No measures match. Press {key} to undo.").format(key=key))
        else:
            self.notify(_("the words occur only in headings or department names"))

    action_next_match = partialmethod(_go_to_match, 1)
    action_previous_match = partialmethod(_go_to_match, -1)
