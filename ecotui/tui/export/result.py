"""The line below the browser after an export: what was written where, and what to do with it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, cast

from rich.text import Text
from textual.app import ComposeResult
from textual.events import Click, Key
from textual.widgets import Static

from ecotui.browser import actions
from ecotui.exporting import opening, paths
from ecotui.files import absolute
from ecotui.i18n import _
from ecotui.text.display import visible
from ecotui.tui.background import in_background
from ecotui.tui.dialogs.dialog import Dialog

if TYPE_CHECKING:
    from ecotui.exporting.run import ExportResult
    from ecotui.tui.keymap import Keymap
    from ecotui.tui.terminal.base_app import TerminalApp


class ResultLine(Dialog[None]):
    """Stands until the next key: one opens the file, one copies its path, others do their own."""

    DEFAULT_CSS = """
    ResultLine { align: left bottom; background: transparent; }
    ResultLine > Static { width: 100%; height: auto; max-height: 4; padding: 0 1;
                          background: $primary 30%; color: $foreground; }
    """

    def __init__(self, done: ExportResult, *, keymap: Keymap, restricted: bool) -> None:
        super().__init__()
        self.done, self.restricted, self.keymap = done, restricted, keymap
        self.path = absolute(done.path)
        self.why_not_open = opening.why_not(os.environ, restricted=restricted)

    def compose(self) -> ComposeResult:
        shown = self.done.path if self.restricted else paths.from_home(self.path)
        key = self.keymap.first_label
        keys = [] if self.why_not_open else [f"{key('open_file')} {_('open')}"]
        if not self.restricted:
            keys.append(f"{key('copy_path')} {_('copy the path')}")
        line = Text(visible("; ".join((self.done.told(shown), *self.done.warnings))))
        line.append(visible("   " + " · ".join(keys)) if keys else "", "bold")
        yield Static(line)

    def on_key(self, event: Key) -> None:
        event.stop()
        event.prevent_default()
        # Textual knows only that it is an app.
        browser = cast("TerminalApp", self.app)
        self.dismiss()
        done = [
            action.name
            for action in actions.actions_at("result")
            if event.key in self.keymap.keys_of(action)
        ]
        if "copy_path" in done and not self.restricted:
            if browser.copy_text(self.path):
                browser.notify(_("copied: {text}").format(text=self.path))
        elif "open_file" in done:
            self._open(browser)
        elif event.key not in ("escape", "enter"):
            browser.again(event)

    def on_click(self, event: Click) -> None:
        self.dismiss()

    def _open(self, browser: TerminalApp) -> None:
        if self.why_not_open:
            browser.notify(self.why_not_open)
            return
        path = self.path
        said = paths.from_home(path)
        browser.notify(_("opening {path}…").format(path=said))

        def failed(why: str) -> None:
            if why:
                browser.notify(why)

        in_background(browser, lambda: opening.open_file(path), failed)
