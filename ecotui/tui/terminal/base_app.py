"""An app that opens with one whole picture, leaves at once, and copies through the terminal."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any

from textual._context import active_message_pump
from textual.app import App
from textual.css.query import NoMatches
from textual.filter import LineFilter
from textual.screen import Screen
from textual.widget import MountError, Widget

from ecotui.tui.terminal import clipboard
from ecotui.tui.terminal.driver import DiffDriver
from ecotui.tui.terminal.key_queue import OrderedKeys


class TerminalApp(OrderedKeys):
    """What an app does with its terminal beyond what Textual offers."""

    def release_output(self) -> None:
        """Show the picture that has been drawn, and from now on every change."""
        if isinstance(self._driver, DiffDriver):
            self._driver.release()

    def copy_text(self, text: str) -> bool:
        """Hand a text to the terminal's clipboard, which does not tell whether it takes it.

        Returns:
            Whether the text is short enough to be sent.
        """
        sequence = clipboard.sequence(text, os.environ)
        if len(sequence) >= clipboard.LIMIT:
            return False
        # Ctrl+v inserts this in a line of text.
        self._clipboard = text
        if self._driver is not None:
            self._driver.write(sequence.decode("ascii"))
        return True

    async def _shutdown(self) -> None:
        is_idle = all(worker.is_finished for worker in self.workers)
        if self._driver is None or self._driver.is_headless or not is_idle:
            await super()._shutdown()
            return
        # Taking down widget by widget would take longer than all else that is done at the end. The
        # process ends next.
        self._running = False
        self._driver.disable_input()
        self._print_error_renderables()

    def _handle_exception(self, error: Exception) -> None:
        # A dialog may be left before all of it is mounted. Widgets then miss their parts; Textual's
        # own do as well. That must not end the app.
        if isinstance(error, (NoMatches, MountError, IndexError)) and self._is_leaving():
            return
        super()._handle_exception(error)

    def _is_leaving(self) -> bool:
        """Whether the widget that is at work now is being taken off the screen."""
        at_work = active_message_pump.get()
        if self._exit or not isinstance(at_work, Widget):
            return self._exit
        # A screen leaves the stack some steps before it is pruned.
        return any(
            node._pruning or (isinstance(node, Screen) and node not in self.screen_stack)
            for node in at_work.ancestors_with_self
        )


def set_filters(app: App[Any], filters: Sequence[LineFilter]) -> None:
    """Have an app pass its lines through these filters and no others."""
    app._filters = list(filters)
