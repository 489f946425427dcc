"""The browser itself: its dialogs, its look, and how it starts and ends."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from rich.text import Text
from textual import events
from textual.app import SuspendNotSupported, SystemCommand
from textual.binding import BindingType
from textual.screen import Screen

from ecotui.browser import actions
from ecotui.browser.state import State
from ecotui.i18n import _
from ecotui.query.grammar import QueryError
from ecotui.settings import saved_views
from ecotui.settings.config import ConfigError
from ecotui.text.display import visible, wrap
from ecotui.tui.keymap import Keymap, bindings
from ecotui.tui.main_screen import MainScreen
from ecotui.tui.panes.key_bar import KeyBar
from ecotui.tui.terminal import capabilities, clipboard
from ecotui.tui.terminal.base_app import TerminalApp
from ecotui.tui.theme import themes

if TYPE_CHECKING:
    from rich.console import RenderableType
    from textual.driver import Driver
    from textual.notifications import SeverityLevel

    from ecotui.browser.session_store import SessionStore
    from ecotui.plugin_host.registry import Registry
    from ecotui.settings.config import UserOptions
    from ecotui.tui.autosave import Autosave
    from ecotui.tui.dialogs.matrix import MatrixScreen

#: How long what is told at the start stays, in seconds.
NOTE_S = 15
#: How wide Textual makes it at most, and how much of that is none of the text.
NOTE_CELLS, NOTE_FRAME = 60, 4


class Browser(TerminalApp):
    """Outline, measure and departments of one selection, and the query that leaves it.

    Args:
        state: The query and its selection.
        registry: Gives the exporters, when the export dialog is first opened.
        export_options: The user's values of the options of exporters and matrices.
        restricted: Export only into ``export_dir``, and overwrite nothing.
        export_dir: The folder in which exports are offered; the current one by default.
        memory: What is kept from one session to the next; by default nothing is.
        theme: Name of the theme to begin with.
        driver_class: What stands between Textual and the terminal; Textual's own by default.
        keymap: The keys; the defaults if None.
        notes: What to tell at the start, such as what is wrong with the user's files.
        ready: Called when the first picture is shown.

    Attributes:
        last_export: What the export dialog remembers.
    """

    TITLE = "ecotui"
    CSS_PATH = "theme/browser.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(actions.BROWSER)]

    def __init__(
        self,
        state: State,
        *,
        registry: Callable[[], Registry],
        export_options: UserOptions,
        restricted: bool = False,
        export_dir: str | None = None,
        memory: SessionStore | None = None,
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
        self.keymap = keymap or Keymap()
        self.notes = notes
        self.set_keymap(self.keymap.changed)
        self.autosave: Autosave | None = None
        if memory is not None:
            from ecotui.tui.autosave import Autosave

            self.autosave = Autosave(self, memory, state, self.last_export)

    def get_default_screen(self) -> Screen[None]:
        """The screen of the panes, as it was left."""
        screen = MainScreen(self.state, self.keymap)
        if self.autosave is not None:
            self.autosave.restore(screen)
        return screen

    def on_mount(self) -> None:
        for note in self.notes:
            self.notify(note, severity="warning", timeout=NOTE_S)

    async def on_ready(self) -> None:
        """Show the panes when all of them have been drawn, and not one after the other."""
        self._showing = asyncio.create_task(self._show())

    async def _show(self) -> None:
        await self.settled()
        self.main.start_drawing()
        self.call_after_refresh(self._shown)

    def _shown(self) -> None:
        self.release_output()
        self._begin()

    async def on_event(self, event: events.Event) -> None:
        """Whatever changes, a key or a paste has begun it."""
        await super().on_event(event)
        if self.autosave is not None and isinstance(event, (events.InputEvent, events.Paste)):
            self.autosave.save_soon()

    def exit(
        self, result: None = None, return_code: int = 0, message: RenderableType | None = None
    ) -> None:
        """End, and keep what there is to keep."""
        if self.autosave is not None and (complaint := self.autosave.save_now()):
            message = message or Text(visible(complaint))
        super().exit(result, return_code, message)

    @property
    def main(self) -> MainScreen:
        """The screen of the panes, whatever is shown above it now."""
        screen = self.screen_stack[0]
        assert isinstance(screen, MainScreen)
        return screen

    # -- what can be done

    def why_not(self, action: actions.Action) -> str:
        """Why an action is not available now, in the reader's language; empty where it is."""
        return _(actions.REASONS[action.needs]) if action.needs in self.main.lacks() else ""

    async def action_do(self, name: str) -> None:
        """Do what an action of the browser does, or say why it is not available now."""
        action = next(action for action in actions.ACTIONS if action.name == name)
        if reason := self.why_not(action):
            self.notify(reason)
            return
        owner = self.main if hasattr(self.main, f"action_{name}") else self
        await self.run_action(name, owner)

    # -- saved views

    def action_views(self) -> None:
        """Show the saved views, as the file has them now; Enter makes one of them the query."""
        from ecotui.tui.dialogs.views import ViewsScreen

        state = self.state
        try:
            state.use(saved_views.read())
        except (ConfigError, QueryError) as error:
            # Those that are known already still serve.
            self.notify(str(error))
        if not state.views:
            self.notify(_("no view is saved yet; press v to save the query"))
            return
        self.push_screen(ViewsScreen(state, restricted=self.restricted), self.main.apply_view)

    def action_save_view(self) -> None:
        from ecotui.tui.dialogs.views import SaveView

        if self.restricted:
            self.notify(_("views cannot be saved or deleted in restricted mode"))
            return

        def confirm(name: str | None) -> None:
            if name is not None:
                self.notify(_("saved as @{name}").format(name=name))
                self.main.draw()

        self.push_screen(SaveView(self.state), confirm)

    # -- looks

    def action_theme(self) -> None:
        if self.no_color:
            if os.environ.get("NO_COLOR"):
                self.notify(_("NO_COLOR is set: there are no colours to choose"))
            else:
                self.notify(_("this terminal has no colours to choose from"))
            return
        self.theme = themes.following(self.theme)
        self.notify(_("theme: {name}").format(name=_(self.theme)))

    # -- the rest

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = False,
    ) -> None:
        """Show a plain text for a few seconds; it may come from a plan or from a plugin."""
        text = visible(message)
        if not text.isascii():
            # Textual's own wrapping knows no rules for Chinese.
            cells = min(NOTE_CELLS, self.size.width // 2) - NOTE_FRAME
            text = "\n".join(text[start:end] for start, end in wrap(text, cells))
        super().notify(text, title=title, severity=severity, timeout=timeout, markup=markup)

    def action_copy(self) -> None:
        """Copy the measure, or what is left below the heading, to the terminal's clipboard."""
        item = self.main.outline.current
        if item is None:
            return
        if self.copy_text(clipboard.text_of(self.state.selection, item)):
            self.notify(_("Copied. If paste is empty, press p."))

    def copy_to_clipboard(self, text: str) -> None:
        """Copy what was selected in a line of text."""
        self.copy_text(text)

    def copy_text(self, text: str) -> bool:
        """Copy a text to the terminal's clipboard, or say that it is too long."""
        is_copied = super().copy_text(text)
        if not is_copied:
            self.notify(_("too long for the terminal's clipboard; press p"))
        return is_copied

    def action_print_plain(self) -> None:
        """Print what would be copied, outside of the panes, until Enter is pressed."""
        item = self.main.outline.current
        if item is not None:
            try:
                clipboard.print_plain(self, clipboard.text_of(self.state.selection, item))
            except SuspendNotSupported:
                self.notify(_("the text cannot be shown here"))

    def action_copy_command(self) -> None:
        """Copy what gives the same measures in a shell."""
        command = self.state.command
        if self.copy_text(command):
            self.notify(_("copied: {text}").format(text=command))

    def action_matrix(self) -> None:
        """Show the RACI matrix; Enter there goes to the measure."""
        from ecotui.tui.dialogs.matrix import MatrixScreen

        rules = self.export_options.rules
        screen = MatrixScreen(self.state.chosen, self.keymap, rules.scheme, rules)
        self.push_screen(screen, self.main.go_to)

    def action_together(self) -> None:
        """Show who works with whom; Enter there filters to the two."""
        from ecotui.tui.dialogs.together import TogetherScreen

        self.push_screen(TogetherScreen(self.state.selection, self.keymap), self.main.filter_to)

    def action_help(self) -> None:
        """Show the keys of what has the focus, and the query language."""
        from ecotui.tui.dialogs.help import Help

        if isinstance(self.screen, MainScreen):
            focused = self.focused.id if self.focused else None
            place = focused if focused in actions.PLACES else "outline"
        else:
            place = self.screen.query_one(KeyBar).place
        self.push_screen(Help(place, self.keymap, self.why_not))

    def action_export(self) -> None:
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
                initial=(exporter, options) if exporter else None,
                options=self.export_options,
                last=self.last_export,
                folder=self.export_dir,
                restricted=self.restricted,
            )
            self.push_screen(dialog, self._exported)

        when_loaded(self, registry, open_dialog, lambda: self.notify(_("loading plugins…")))

    def _exported(self, message: str | None) -> None:
        if self.autosave is not None:
            # An export ends without a key; its options are to be kept all the same.
            self.autosave.save_soon()
        if message:
            self.notify(message)

    def action_command_palette(self) -> None:
        """All that can be done, to be found by typing."""
        from ecotui.tui.terminal.command_palette import CommandPalette

        # Without a name of its own, as Textual gives it: the last one may not be quite gone.
        if not isinstance(self.screen, CommandPalette):
            self.push_screen(CommandPalette())

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """The palette offers what the keys do."""
        for action in actions.ACTIONS:
            if action.target == actions.BROWSER and action.name != "command_palette":
                hint = self.why_not(action) or self.keymap.shown(action)
                yield SystemCommand(_(action.help), hint, partial(self.action_do, action.name))
