"""The browser itself: puts the panes together, and is the only one that changes the query."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from rich.text import Text
from textual import events, on
from textual._context import active_message_pump
from textual.app import SuspendNotSupported, SystemCommand
from textual.binding import BindingType
from textual.css.query import NoMatches
from textual.screen import Screen
from textual.widget import MountError, Widget
from textual.widgets import Input

from ecotui.browser import actions
from ecotui.browser.history import remember
from ecotui.browser.state import State
from ecotui.i18n import _
from ecotui.model.plan import Entry
from ecotui.query.grammar import QueryError
from ecotui.query.index import Heading
from ecotui.text.display import visible
from ecotui.text.layout import wrap
from ecotui.tui.keymap import Keymap, bindings
from ecotui.tui.main_screen import LAYOUT, Panes
from ecotui.tui.panes.departments import Departments
from ecotui.tui.panes.key_bar import KeyBar
from ecotui.tui.panes.query_line import QueryLine, Seeker
from ecotui.tui.terminal import capabilities, clipboard
from ecotui.tui.terminal.driver import DiffDriver
from ecotui.tui.terminal.key_queue import OrderedKeys
from ecotui.tui.theme import themes

if TYPE_CHECKING:
    from rich.console import RenderableType
    from textual.driver import Driver

    from ecotui.browser.session_store import Memory
    from ecotui.plugin_host.registry import Registry
    from ecotui.tui.autosave import Keeper
    from ecotui.tui.dialogs.matrix import MatrixScreen

#: How long what is told at the start stays, in seconds.
NOTE_SECONDS = 15
#: How wide Textual makes it at most, and how much of that is not text.
NOTE_CELLS, NOTE_FRAME = 60, 4


class Browser(OrderedKeys):
    """Outline, measure and departments of one selection, and the query that leaves it.

    Args:
        state: The query and its selection.
        registry: Gives the exporters, when the export dialog is first opened.
        export_options: The user's options by exporter; under ``:raci`` those of every matrix.
        restricted: Export only into ``export_dir``, and overwrite nothing.
        export_dir: The folder in which exports are offered; the current one by default.
        memory: What is kept from one session to the next; by default nothing is.
        theme: Name of the theme to begin with.
        driver_class: What stands between Textual and the terminal; Textual's own by default.
        keymap: The keys; the defaults if None.
        notes: What to tell at the start, such as what is wrong with the user's files.
        ready: Called when the first picture is shown.

    Attributes:
        history: The queries that were kept or cleared, the oldest first.
        last_export: What the export dialog remembers.
    """

    TITLE = "ecotui"
    CSS = LAYOUT
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(actions.BROWSER)]

    def __init__(
        self,
        state: State,
        *,
        registry: Callable[[], Registry],
        export_options: Mapping[str, Mapping[str, object]],
        restricted: bool = False,
        export_dir: str | None = None,
        memory: Memory | None = None,
        theme: str = "dark",
        driver_class: type[Driver] | None = None,
        keymap: Keymap | None = None,
        notes: Sequence[str] = (),
        ready: Callable[[], object] = bool,
    ) -> None:
        super().__init__(driver_class=driver_class)
        self._begin = ready
        themes.dress(self, theme, colourless=capabilities.colourless(os.environ))
        self.state = state
        self.registry = registry
        self.export_options = export_options
        self.restricted = restricted
        self.export_dir = export_dir
        self.last_export: dict[str, object] = {}
        self._before = state.query
        self._range_from: Heading | Entry | None = None
        self.keymap = keymap or Keymap()
        self.notes = notes
        self.set_keymap(self.keymap.changed)
        self.history: list[str] = []
        self.keeper: Keeper | None = None
        if memory is not None:
            from ecotui.tui.autosave import Keeper

            self.keeper = Keeper(self, memory)

    def get_default_screen(self) -> Screen[None]:
        """The screen of the panes, as it was left."""
        panes = Panes(self.state, self.keymap)
        if self.keeper is not None:
            self.keeper.restore(panes)
        return panes

    def on_mount(self) -> None:
        """Tell what there is to tell."""
        for note in self.notes:
            self._note(note, severity="warning", timeout=NOTE_SECONDS)

    async def on_ready(self) -> None:
        """Show the panes when all of them have been drawn, and not one after the other."""
        self._showing = asyncio.create_task(self._show())

    async def _show(self) -> None:
        await self.settled()
        self.main.show()
        self.call_after_refresh(self._shown)

    def _shown(self) -> None:
        if isinstance(self._driver, DiffDriver):
            self._driver.release()
        self._begin()

    async def on_event(self, event: events.Event) -> None:
        """Whatever changes, a key or a paste has begun it."""
        await super().on_event(event)
        if self.keeper is not None and isinstance(event, (events.InputEvent, events.Paste)):
            self.keeper.soon()

    def exit(
        self, result: None = None, return_code: int = 0, message: RenderableType | None = None
    ) -> None:
        """End, and keep what there is to keep."""
        if self.keeper is not None and (complaint := self.keeper.at_once()):
            message = message or Text(visible(complaint))
        super().exit(result, return_code, message)

    async def _shutdown(self) -> None:
        if self._driver is None or self._driver.is_headless or not self._is_idle():
            await super()._shutdown()
            return
        # The terminal is given back, and what there is to keep is kept. To take down widget by
        # widget would take longer than all of that, and the process ends with it.
        self._running = False
        self._driver.disable_input()
        self._print_error_renderables()

    def _is_idle(self) -> bool:
        """Whether no export or preview goes on that has to be told."""
        return all(worker.is_finished for worker in self.workers)

    def _handle_exception(self, error: Exception) -> None:
        # A dialog that is left, or a browser that is quit, before all of it has come does not get
        # the rest. Textual's own widgets miss it as ours do, and that would end the browser.
        if isinstance(error, (NoMatches, MountError, IndexError)) and self._is_leaving():
            return
        super()._handle_exception(error)

    def _is_leaving(self) -> bool:
        """Whether what is at work now is being taken off the screen."""
        at_work = active_message_pump.get()
        if self._exit or not isinstance(at_work, Widget):
            return self._exit
        # A screen is off the stack some steps before it is being pruned.
        return any(
            node._pruning or (isinstance(node, Screen) and node not in self.screen_stack)
            for node in at_work.ancestors_with_self
        )

    @property
    def main(self) -> Panes:
        """The screen of the panes, whatever is shown above it now."""
        screen = self.screen_stack[0]
        assert isinstance(screen, Panes)
        return screen

    # -- what can be done

    def why_not(self, action: actions.Action) -> str:
        """Why an action is not available now, in the reader's language; empty where it is."""
        return _(actions.REASONS[action.needs]) if action.needs in self.main.lacks() else ""

    async def action_do(self, name: str) -> None:
        """Do what an action of the browser does, or say why it is not available now."""
        action = next(action for action in actions.ACTIONS if action.name == name)
        if reason := self.why_not(action):
            self.tell(reason)
            return
        await self.run_action(name)

    # -- the query

    def _apply(self, changed: bool) -> None:
        if changed:
            self.main.query_line.write(str(self.state.query))
            self.main.draw()

    @on(Departments.Chosen)
    def _choose(self, message: Departments.Chosen) -> None:
        change = self.state.exclude if message.exclude else self.state.cycle
        try:
            self._apply(change(message.name))
        except QueryError as error:
            self.tell(str(error))

    def action_join(self) -> None:
        """One of the chosen departments is enough, or all of them are wanted again."""
        try:
            self._apply(self.state.join())
        except QueryError as error:
            self.tell(str(error))

    def action_search(self) -> None:
        """Edit the query as text; what is typed next is a term of its own."""
        self._before = self.state.query
        self.main.query_line.open()

    def _try(self, text: str, *, finished: bool = False) -> bool:
        """Show what a text leaves, or what is wrong with it; whether it is a query."""
        try:
            changed = self.state.try_text(text, finished=finished)
        except QueryError as error:
            self.main.query_line.complain(str(error))
            return False
        self.main.query_line.complain("")
        if changed:
            self.main.draw()
        return True

    @on(QueryLine.Edited)
    def _edited(self, message: QueryLine.Edited) -> None:
        self._try(message.text)

    @on(QueryLine.Accepted)
    def _accepted(self) -> None:
        if not self._try(self.main.query_line.text, finished=True):
            # Nothing that was typed is lost: it can be put right, or abandoned.
            return
        self.state.settle(self._before)
        remember(self.history, str(self.state.query))
        self.main.query_line.write(str(self.state.query))
        self.main.outline.focus()

    @on(QueryLine.Abandoned)
    def _abandoned(self) -> None:
        # An Esc that was none, or was one too many, does no harm: it can be recalled.
        typed = self.main.query_line.text.strip()
        if typed != str(self._before):
            remember(self.history, typed)
        if self.state.query != self._before:
            try:
                self.state.restore(self._before)
            except QueryError as error:
                # A view that it names was deleted from the palette meanwhile.
                self.tell(str(error))
                self._before = self.state.query
            self.main.draw()
        self.main.query_line.complain("")
        self.main.query_line.write(str(self._before))
        self.main.outline.focus()

    def action_recall(self, by: int) -> None:
        """In the query line: an older query of those that were kept, or a newer."""
        self.main.query_line.recall(self.history, by)

    def action_undo(self) -> None:
        """Back to the query before."""
        self._apply(self.state.undo())

    def action_redo(self) -> None:
        """Take the undo back."""
        self._apply(self.state.redo())

    def action_clear(self) -> None:
        """Leave every measure; what is cleared can be recalled."""
        remember(self.history, str(self.state.query))
        self._apply(self.state.clear())

    def action_scope(self) -> None:
        """Only what is below the heading under the cursor."""
        item = self.main.outline.current
        if item is not None:
            self._apply(self.state.scope(item))

    def action_regroup(self) -> None:
        """Group the measures by hierarchy, by first lead, by any department."""
        self.main.outline.regroup()
        self.main.entitle()

    # -- marks

    def _show_marks(self) -> None:
        self.main.outline.marks = self.state.marks
        self.main.outline.refresh()
        self.main.entitle()

    def action_mark(self) -> None:
        """Mark the line under the cursor and go on to the next."""
        item = self.main.outline.current
        if item is not None:
            self.state.mark(item)
            self._show_marks()
            self.main.outline.move(1)

    def action_mark_range(self) -> None:
        """Remember the line under the cursor; the second time, mark all from there to here."""
        item = self.main.outline.current
        if item is None:
            return
        if self._range_from is None:
            self._range_from = item
            self.tell(_("press V again to mark up to the cursor"))
            return
        self.state.mark_each(self.main.outline.between(self._range_from, item))
        self._range_from = None
        self._show_marks()

    def action_mark_all(self) -> None:
        """Mark all that is left, or unmark all."""
        self.state.mark_all()
        self._show_marks()

    # -- finding a department

    def action_find_department(self) -> None:
        """Open the line in which a department is sought."""
        self.main.reveal("departments")
        self.main.seeker.open()

    @on(Input.Changed, "#seeker")
    def _sought(self, message: Input.Changed) -> None:
        self.main.departments.seek(message.value.strip())

    @on(Input.Submitted, "#seeker")
    def _found(self) -> None:
        departments = self.main.departments
        if departments.current is None:
            return
        departments.action_choose()
        self._leave_seeker()

    @on(Seeker.Abandoned)
    def _leave_seeker(self) -> None:
        current = self.main.departments.current
        self.main.seeker.close()
        self.main.departments.seek("")
        if current is not None:
            names = [choice.name for choice in self.main.departments.choices]
            self.main.departments.go(names.index(current.name))
        self.main.departments.focus()

    # -- moving

    def action_next_pane(self) -> None:
        """Outline, measure, departments, and again."""
        self._pane(1)

    def action_previous_pane(self) -> None:
        """The same the other way round."""
        self._pane(-1)

    def _pane(self, step: int) -> None:
        panes = [self.main.outline, self.main.measure, self.main.departments]
        at = next((number for number, pane in enumerate(panes) if pane.has_focus), None)
        if at is None:
            # From a line of text Tab goes back to the panes, and keeps what was typed.
            self._accepted() if self.main.query_line.has_focus_within else self._leave_seeker()
            return
        following = panes[(at + step) % len(panes)]
        self.main.reveal(following.id or "")
        following.focus()

    def action_next_match(self) -> None:
        """To the next measure with a word of the query."""
        self._match(1)

    def action_previous_match(self) -> None:
        """To the previous measure with a word of the query."""
        self._match(-1)

    def _match(self, step: int) -> None:
        if self.main.outline.next_match(step):
            return
        if not self.state.selection:
            self.tell(_("No measures match. Press u to undo."))
        else:
            self.tell(_("the words occur only in headings or department names"))

    # -- saved views

    def action_views(self) -> None:
        """Show the saved views; Enter there makes one of them the query."""
        from ecotui.tui.dialogs import views

        views.show(self)

    def action_save_view(self) -> None:
        """Save the query under a name."""
        from ecotui.tui.dialogs import views

        views.save(self)

    # -- looks

    def action_theme(self) -> None:
        """Go on to the next theme."""
        if self.no_color:
            if os.environ.get("NO_COLOR"):
                self.tell(_("NO_COLOR is set: there are no colours to choose"))
            else:
                self.tell(_("this terminal has no colours to choose from"))
            return
        self.theme = themes.following(self.theme)
        self.tell(_("theme: {name}").format(name=_(self.theme)))

    # -- the rest

    def tell(self, message: str) -> None:
        """Show a line for a few seconds."""
        self._note(message)

    def _note(self, message: str, **options: Any) -> None:
        text = visible(message)
        if not text.isascii():
            # Textual's own wrapping knows no rules for Chinese.
            cells = min(NOTE_CELLS, self.size.width // 2) - NOTE_FRAME
            text = "\n".join(text[start:end] for start, end in wrap(text, cells))
        self.notify(text, markup=False, **options)

    def action_copy(self) -> None:
        """Copy the measure, or what is left below the heading, to the terminal's clipboard."""
        item = self.main.outline.current
        if item is None:
            return
        if self._copy(clipboard.text_of(self.state.selection, item)):
            self.tell(_("Copied. If paste is empty, press p."))

    def copy_to_clipboard(self, text: str) -> None:
        """Hand what was selected in a line of text to the terminal's clipboard."""
        self._copy(text)

    def _copy(self, text: str) -> bool:
        """Hand a text to the terminal's clipboard, which does not tell whether it takes it.

        Returns:
            Whether it was short enough; otherwise the user has been told.
        """
        sequence = clipboard.sequence(text, os.environ)
        if len(sequence) >= clipboard.LIMIT:
            self.tell(_("too long for the terminal's clipboard; press p"))
            return False
        # What Ctrl+v inserts in our own lines of text.
        self._clipboard = text
        if self._driver is not None:
            self._driver.write(sequence.decode("ascii"))
        return True

    def action_print_plain(self) -> None:
        """Print what would be copied, outside of the panes, until Enter is pressed."""
        item = self.main.outline.current
        if item is not None:
            try:
                clipboard.print_plain(self, clipboard.text_of(self.state.selection, item))
            except SuspendNotSupported:
                self.tell(_("the text cannot be shown here"))

    def action_copy_command(self) -> None:
        """Copy what gives the same measures in a shell."""
        command = self.state.command
        if self._copy(command):
            self.tell(_("copied: {text}").format(text=command))

    def action_matrix(self) -> None:
        """Show the RACI matrix; Enter there goes to the measure."""
        from ecotui.raci.findings import Thresholds
        from ecotui.tui.dialogs.matrix import MatrixScreen

        usual = self.export_options.get(":raci", {})
        scheme, limits = str(usual.get("scheme", "raci")), Thresholds.among(usual)
        screen = MatrixScreen(self.state.chosen, self.keymap, scheme, limits)
        self.push_screen(screen, self._go_to)

    def _go_to(self, entry: Entry | None) -> None:
        if entry is None:
            return
        if not self.state.selection.mask >> self.state.index.position(entry) & 1:
            # A marked measure may lie outside the query.
            self.action_clear()
        self.main.outline.go_to(entry)

    def action_together(self) -> None:
        """Show who works with whom; Enter there filters to the two."""
        from ecotui.tui.dialogs.together import TogetherScreen

        self.push_screen(TogetherScreen(self.state.selection, self.keymap), self._filter_to)

    def _filter_to(self, pair: tuple[str, str] | None) -> None:
        if pair is not None:
            self._apply(self.state.together(*pair))

    def action_help(self) -> None:
        """Show the keys of what has the focus, and the query language."""
        from ecotui.tui.dialogs.help import Help

        if isinstance(self.screen, Panes):
            focused = self.focused.id if self.focused else None
            place = focused if focused in actions.PLACES else "outline"
        else:
            place = self.screen.query_one(KeyBar).place
        self.push_screen(Help(place, self.keymap, self.why_not))

    def action_export(self) -> None:
        """Open the export dialog for the selection."""
        self._export()

    def on_matrix_screen_exported(self, message: MatrixScreen.Exported) -> None:
        """Open the export dialog for the matrix as it is shown."""
        self._export("raci-xlsx", scheme=message.scheme)

    def _export(self, exporter: str = "", **options: object) -> None:
        from ecotui.tui.background import when_loaded
        from ecotui.tui.export.dialog import ExportDialog

        registry = self.registry()

        def open_dialog() -> None:
            # Asked for twice while plugins were being imported.
            if isinstance(self.screen, ExportDialog):
                return
            dialog = ExportDialog(
                self.state.chosen,
                registry,
                keymap=self.keymap,
                begin=(exporter, options) if exporter else None,
                options=self.export_options,
                last=self.last_export,
                folder=self.export_dir,
                restricted=self.restricted,
            )
            self.push_screen(dialog, self._exported)

        when_loaded(self, registry, open_dialog, lambda: self.tell(_("loading plugins…")))

    def _exported(self, message: str | None) -> None:
        if self.keeper is not None:
            # An export ends without a key; its options are to be kept all the same.
            self.keeper.soon()
        if message:
            self.tell(message)

    def action_command_palette(self) -> None:
        """All that can be done, to be found by typing."""
        from ecotui.tui.commands import CommandPalette

        # Without a name of its own, as Textual gives it: the last one may not be quite gone.
        if not isinstance(self.screen, CommandPalette):
            self.push_screen(CommandPalette())

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """The palette offers what the keys do."""
        for action in actions.ACTIONS:
            if action.target == actions.BROWSER and action.name != "command_palette":
                hint = self.why_not(action) or self.keymap.shown(action)
                yield SystemCommand(_(action.help), hint, partial(self.action_do, action.name))
