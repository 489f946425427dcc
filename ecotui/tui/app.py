"""The browser itself: its dialogs, its look, and how it starts and ends."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from rich.console import Group
from rich.text import Text
from textual.app import SuspendNotSupported
from textual.screen import Screen

from ecotui.browser import actions
from ecotui.browser.history import remember
from ecotui.browser.state import State
from ecotui.i18n import _
from ecotui.query.departments import named
from ecotui.query.grammar import QueryError
from ecotui.settings import saved_views
from ecotui.settings.config import ConfigError
from ecotui.text.display import visible
from ecotui.tui.keymap import Keymap
from ecotui.tui.main_screen import MainScreen
from ecotui.tui.panes import notices
from ecotui.tui.panes.key_bar import KeyBar
from ecotui.tui.terminal import capabilities, clipboard
from ecotui.tui.terminal.base_app import TerminalApp
from ecotui.tui.theme import themes

if TYPE_CHECKING:
    from rich.console import RenderableType
    from textual.driver import Driver
    from textual.notifications import SeverityLevel

    from ecotui.browser.launch import Launch
    from ecotui.browser.session_store import SessionStore
    from ecotui.exporting.run import ExportResult
    from ecotui.tui.autosave import Autosave
    from ecotui.tui.dialogs.command_palette import Command
    from ecotui.tui.dialogs.matrix.screen import MatrixScreen, MatrixView

#: Actions that work in dialogs too.
ANYWHERE = ("redraw", "suspend")


class Browser(TerminalApp):
    """The app of the main screen and its dialogs.

    Args:
        launch: What the browser starts with.
        state: The query and its selection.
        memory: The files of the session; by default nothing is saved.
        theme: Name of the theme to start with.
        driver_class: The driver of the terminal; Textual's own by default.
        ready: Called when the first picture is shown.

    Attributes:
        last_export: What the export dialog remembers.
        opened: The paths of what is to be browsed next; empty if the user has quit.
        matrix_view: How the matrix was left; None if it was not opened.
    """

    TITLE = "ecotui"
    CSS_PATH = "theme/browser.tcss"
    # Textual's own; ours is `action_command_palette`.
    ENABLE_COMMAND_PALETTE = False

    def __init__(
        self,
        launch: Launch,
        state: State,
        *,
        memory: SessionStore | None = None,
        theme: str = "dark",
        driver_class: type[Driver] | None = None,
        ready: Callable[[], object] = lambda: None,
    ) -> None:
        super().__init__(driver_class=driver_class)
        self._first_shown = ready
        self._is_unknown_key_told = False
        themes.install_themes(self, theme, colourless=capabilities.colourless(os.environ))
        self.launch = launch
        self.may_run_tools = not launch.restricted
        # A traceback tells of files that are none of a guest's business.
        self.has_traceback = not launch.restricted
        self.state = state
        self.last_export: dict[str, object] = {}
        self.opened: tuple[str, ...] = ()
        self.matrix_view: MatrixView | None = None
        self._recent_commands: list[str] | None = None
        self.keymap = Keymap(launch.config.keys)
        self.set_keymap(self.keymap.changed)
        self._start_notes = notices.StartNotes(self)
        self._notice = ""
        self.before_key = self._dismiss_notice
        self.autosave: Autosave | None = None
        if memory is not None:
            from ecotui.tui.autosave import Autosave

            self.autosave = Autosave(self, memory, state, self.last_export)
            self.after_input = self.autosave.save_soon

    def get_default_screen(self) -> Screen[None]:
        """The main screen, with its panes as the last session left them."""
        launch = self.launch
        forbidden = actions.RESTRICTED if launch.restricted else {}
        if launch.why_not_open is None:
            forbidden = {**forbidden, "open": actions.RESTRICTED["open"]}
        screen = MainScreen(
            self.state, self.keymap, imported=bool(launch.imported), forbidden=forbidden
        )
        if self.autosave is not None:
            self.autosave.restore(screen)
        return screen

    def on_mount(self) -> None:
        complaints = self.autosave.memory.complaints() if self.autosave is not None else ()
        complaints = [*self.launch.not_read, *complaints]
        self._start_notes.show(
            notices.start_notes(
                self.launch.config, self.keymap, self.state, complaints, self._notice_cells
            )
        )

    def _dismiss_notice(self) -> None:
        """Clear the notice, since a key was pressed; after a note of the start comes the next."""
        if self._notice:
            self.clear_notifications()
            self._start_notes.dismiss(self._notice)
            self._notice = ""

    async def on_ready(self) -> None:
        """Show all panes at once when each has been drawn."""
        self._showing = asyncio.create_task(self._show_panes())

    async def _show_panes(self) -> None:
        await self.settled()
        self.main.start_drawing()
        self.call_after_refresh(self._panes_shown)

    def _panes_shown(self) -> None:
        self.release_output()
        self._first_shown()
        if any(imported.remarks for imported in self.launch.imported):
            self.action_remarks()

    def exit(
        self, result: None = None, return_code: int = 0, message: RenderableType | None = None
    ) -> None:
        """Save the session and end."""
        if self.autosave is not None and (complaints := self.autosave.save_now()):
            lines = Text("\n").join([Text(f"ecotui: {visible(line)}") for line in complaints])
            message = lines if message is None else Group(lines, message)
        super().exit(result, return_code, message)

    @property
    def main(self) -> MainScreen:
        """The main screen, whatever is shown above it now."""
        screen = self.screen_stack[0]
        assert isinstance(screen, MainScreen)
        return screen

    # -- saved views

    def action_views(self) -> None:
        """Show the saved views, as the file has them now."""
        from ecotui.tui.dialogs.views import ViewsScreen

        state = self.state
        key = self.keymap.first_label("save_view")
        note = _("no view is saved yet; press {key} to save the query").format(key=key)
        if restricted := self.launch.restricted:
            note = _("views cannot be saved or deleted in restricted mode")
        try:
            # Guests have those of their query, which the browser began with.
            state.use_views(state.views if restricted else saved_views.read())
        except (ConfigError, QueryError) as error:
            # The views that are known already can still be used.
            note = str(error)
            self.notify(note)
        if not state.views:
            self.notify(note)
            return
        self.push_screen(ViewsScreen(state, restricted=restricted), self.main.apply_view)

    def action_save_view(self) -> None:
        from ecotui.tui.dialogs.views import SaveView

        links = saved_views.replacement_note()

        def confirm(name: str | None) -> None:
            if name is not None:
                said = _("saved as @{name}").format(name=name)
                self.notify(_("; ").join(filter(None, (said, links))))
                self.main.draw()

        self.push_screen(SaveView(self.state), confirm)

    # -- documents

    def action_open(self) -> None:
        """Ask for other plans or documents, and browse them instead."""
        from ecotui.browser.recent import open_paths, recent_plans
        from ecotui.tui.dialogs.open import OpenScreen

        launch = self.launch
        assert launch.why_not_open is not None
        opened = open_paths(launch.plans)
        recent = [one for one in recent_plans() if one.paths != opened]

        def end(paths: tuple[str, ...] | None) -> None:
            if paths:
                self.opened = paths
                self.exit()

        self.push_screen(OpenScreen(launch.why_not_open, recent, launch.endings), end)

    def action_remarks(self) -> None:
        """Show what was read of the documents that were imported, and what was not."""
        from ecotui.tui.dialogs.remarks import RemarksScreen

        launch = self.launch
        screen = RemarksScreen(launch.imported, launch.plan_index, launch.export_dir or ".")
        self.push_screen(screen, self.main.go_to)

    # -- looks

    def action_theme(self) -> None:
        if self.no_color:
            if os.environ.get("NO_COLOR"):
                self.notify(_("NO_COLOR is set: there are no colours to choose"))
            else:
                self.notify(_("this terminal has no colours to choose from"))
            return
        self.theme = themes.next_theme(self.theme)
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
        """Show a plain text in place of the key bar, until a key is pressed or for a few seconds.

        The text may come from a plan or from a plugin.
        """
        self._notice = message
        text = notices.fit(message, self._notice_cells)
        super().notify(text, title=title, severity=severity, timeout=timeout, markup=markup)

    @property
    def _notice_cells(self) -> int:
        return max(2, self.size.width - 2)

    def on_notify(self) -> None:
        """Clear the notice before, since the line of the key bar has room for one."""
        self.clear_notifications()

    async def unhandled_key(self, key: str, *, is_bound: bool) -> None:
        for action in actions.ACTIONS:
            if action.name in ANYWHERE and key in self.keymap.keys_of(action):
                await self.main.action_do(action.name)
                return
        if key == "ctrl+c":
            # A dialog does not pass it on to the app.
            self.action_help_quit()
        elif not (is_bound or self._is_unknown_key_told or self.is_typing) and key != "escape":
            self._is_unknown_key_told = True
            shown = self.keymap.first_label("help")
            self.notify(_("no such key · {key} shows all").format(key=shown))

    def action_help_quit(self) -> None:
        """Say how to quit, where Ctrl+c is pressed to do so."""
        key = self.keymap.first_label("quit")
        if len(self.screen_stack) > 1 or self.is_typing:
            self.notify(_("press Esc, then {key} to quit").format(key=key))
        else:
            self.notify(_("press {key} to quit").format(key=key))

    def action_suspend(self) -> None:
        """Give the terminal back to the shell until it continues the process."""
        if not self.suspend_process():
            self.notify(_("there is no shell to come back from"))

    def action_copy(self) -> None:
        """Copy the measure, or the measures below the heading, to the terminal's clipboard."""
        item, selection = self.main.outline.current, self.state.selection
        if item is not None and self.copy_text(clipboard.text_of(selection, item)):
            said = notices.copied(selection, item, self.keymap.first_label("print_plain"))
            self.notify(f"{said} {self.copied_how}".strip())

    def copy_to_clipboard(self, text: str) -> None:
        """Copy the selected part of a line of text."""
        self.copy_text(text)

    def copy_text(self, text: str) -> bool:
        is_copied = super().copy_text(text)
        if not is_copied:
            key = self.keymap.first_label("print_plain")
            self.notify(_("too long for the terminal's clipboard; press {key}").format(key=key))
        return is_copied

    def action_print_plain(self) -> None:
        """Print what would be copied, without the panes, until Enter is pressed."""
        item = self.main.outline.current
        if item is not None:
            try:
                clipboard.print_plain(self, clipboard.text_of(self.state.selection, item))
            except SuspendNotSupported:
                self.notify(_("the text cannot be shown here"))

    def action_copy_command(self) -> None:
        try:
            command = self.state.command
        except QueryError as error:
            self.notify(str(error), severity="warning")
            return
        if self.copy_text(command):
            self.notify(_("copied: {text}").format(text=command))

    def action_matrix(self) -> None:
        from ecotui.tui.dialogs.matrix.screen import MatrixScreen, MatrixView

        rules, main = self.launch.config.options.rules, self.main
        if self.matrix_view is None:
            self.matrix_view = MatrixView(rules.scheme)
        screen = MatrixScreen(
            self.state.chosen, self.keymap, rules, self.matrix_view, main.outline.current
        )
        self.push_screen(screen, main.go_to)

    def action_together(self) -> None:
        from ecotui.tui.dialogs.together import TogetherScreen

        # The strongest pair, of the department that one has to do with now if there is one.
        start = [*self._department_under_cursor(), *named(self.state.query)]
        self.push_screen(
            TogetherScreen(self.state.selection, self.keymap, start=start), self.main.filter_to
        )

    def _department_under_cursor(self) -> list[str]:
        """The name of the department under the cursor, if the pane has the focus."""
        pane = self.main.departments
        return [pane.current.name] if pane.has_focus and pane.current else []

    def action_compare(self) -> None:
        """Compare two departments of the query, or one and that under the cursor, or a pair."""
        names = [*named(self.state.query), *self._department_under_cursor()]
        names = list(dict.fromkeys(names))[:2]
        if len(names) == 2:
            from ecotui.tui.dialogs.compare import CompareScreen

            selection = self.state.without(names)
            go_to = partial(self.main.go_to, where=selection.query)
            self.push_screen(CompareScreen(selection, self.keymap, *names), go_to)
            return
        from ecotui.tui.dialogs.together import TogetherScreen

        screen = TogetherScreen(self.state.selection, self.keymap, wanted="".join(names))
        self.push_screen(screen, self.main.filter_to)
        key = self.keymap.first_label("compare_pair")
        self.notify(_("choose a pair and press {key}").format(key=key))

    def action_help(self) -> None:
        from ecotui.tui.dialogs.help import Help

        self.push_screen(Help(self._place, self.keymap, self.main.why_not))

    def on_matrix_screen_exported(self, message: MatrixScreen.Exported) -> None:
        """Open the export dialog for the matrix as it is shown."""
        self.action_export("raci-xlsx", scheme=message.scheme)

    def action_export(self, exporter: str = "", **options: object) -> None:
        from ecotui.tui.background import when_loaded
        from ecotui.tui.export.dialog import ExportDialog

        registry = self.launch.registry()

        def open_dialog() -> None:
            if isinstance(self.screen, ExportDialog):
                # The key was pressed twice while plugins were imported.
                return
            dialog = ExportDialog(
                self.launch,
                self.state.chosen.as_document(),
                keymap=self.keymap,
                initial=(exporter, options),
                last=self.last_export,
            )
            self.push_screen(dialog, self._exported)

        when_loaded(self, registry, open_dialog, lambda: self.notify(_("loading plugins…")))

    def _exported(self, done: ExportResult | None) -> None:
        if self.autosave is not None:
            # An export ends without a key, but its options have to be saved.
            self.autosave.save_soon()
        if done is not None:
            from ecotui.tui.export.result import ResultLine

            line = ResultLine(done, keymap=self.keymap, restricted=self.launch.restricted)
            self.push_screen(line)

    def action_command_palette(self) -> None:
        """Offer what can be done here, and do what is chosen."""
        from ecotui.browser.recent import recent_commands, remember_commands
        from ecotui.tui.dialogs import commands

        if self._recent_commands is None:
            self._recent_commands = recent_commands() if self.autosave else []
        recent = self._recent_commands

        def run(command: Command | None) -> None:
            if command is not None:
                remember(recent, command.id)
                if self.autosave is not None:
                    remember_commands([command.id])
                self.call_next(command.run)

        palette = commands.palette(
            self.main, self.keymap, self._place, self.launch.registry(), recent
        )
        self.push_screen(palette, run)

    @property
    def _place(self) -> str:
        """What has the focus, a key of `actions.PLACES`; in a line of text, the outline."""
        bars = self.screen.query(KeyBar)
        # Only the export dialog has help and no key bar.
        place = bars.first().place if bars else "export"
        return place if place in actions.PLACES else "outline"
