"""An app that starts with a whole picture, ends at once, and copies through the terminal."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
from collections.abc import Sequence
from typing import Any

from textual._context import active_message_pump
from textual.app import App
from textual.css.query import NoMatches
from textual.filter import LineFilter
from textual.screen import Screen
from textual.widget import MountError, Widget
from textual.widgets import Input

from ecotui.i18n import _
from ecotui.tui.terminal import clipboard
from ecotui.tui.terminal.driver import DiffDriver
from ecotui.tui.terminal.key_queue import OrderedKeys
from ecotui.tui.terminal.typed_text import one_line

#: Seconds for which a key waits for tmux, which answers within hundredths.
_TMUX_WAIT_S = 0.3
#: Seconds for which the end waits for a text that is being copied.
_COPY_WAIT_S = 0.3


class TerminalApp(OrderedKeys):
    """An app with the additions to Textual that concern the terminal.

    Attributes:
        may_run_tools: Whether programs of this machine may be run to copy a text.
        has_traceback: Whether a failure shows where it happened; otherwise it is one line.
        copied_how: Which way the last text that was copied went, or what that takes; "" if there
            is nothing to say.
    """

    may_run_tools = True
    has_traceback = True
    copied_how = ""
    _copying: threading.Thread | None = None

    @property
    def is_typing(self) -> bool:
        """Whether a text field has the focus."""
        return isinstance(self.focused, Input)

    @property
    def is_line_slow(self) -> bool:
        """Whether the line to the terminal is slow, so that fewer bytes are worth a jump."""
        return isinstance(self._driver, DiffDriver) and self._driver.is_line_slow

    def action_redraw(self) -> None:
        """Send the whole screen again: another program may have written over it."""
        if isinstance(self._driver, DiffDriver):
            self._driver.redraw()
        else:
            self.refresh(layout=True)

    def suspend_process(self) -> bool:
        """Stop the process as Ctrl+z does elsewhere; False if no shell could continue it."""
        # A shell that can gives each job a process group of its own.
        if self._driver is None or not self._driver.can_suspend or os.getpgrp() == os.getsid(0):
            return False
        os.kill(os.getpid(), signal.SIGTSTP)
        return True

    def release_output(self) -> None:
        if isinstance(self._driver, DiffDriver):
            self._driver.release()

    def copy_text(self, text: str) -> bool:
        """Copy a text, through tmux, with a tool of this machine and through the terminal.

        The terminal does not report whether it takes the text, and no tool is waited for long.

        Returns:
            False if the text is too long for the terminal and there is no tool.
        """
        kind = self._driver.kind if isinstance(self._driver, DiffDriver) else None
        is_tmux = kind == "tmux" or (kind != "screen" and bool(os.environ.get("TMUX")))
        through_tmux, tmux_done = threading.Event(), threading.Event()
        tools = clipboard.local_tools(os.environ) if self.may_run_tools else []
        if self.may_run_tools and (is_tmux or tools):
            before = self._copying

            def copy() -> None:
                # The text that was copied last has to stay.
                if before is not None:
                    before.join()
                tmux = clipboard.tmux_environment(os.environ, kind)
                if tmux and clipboard.copy_through_tmux(text, tmux):
                    through_tmux.set()
                tmux_done.set()
                clipboard.copy_locally(text, tools)

            self._copying = threading.Thread(target=copy, daemon=True)
            self._copying.start()
            if is_tmux:
                tmux_done.wait(_TMUX_WAIT_S)
        if through_tmux.is_set():
            self.copied_how = _("(through tmux)")
        else:
            self.copied_how = _("(if tmux has set-clipboard on)") if is_tmux else ""
        if clipboard.is_too_long(text):
            return bool(tools) or through_tmux.is_set()
        # Ctrl+v in a line of text inserts this.
        self._clipboard = one_line(text)
        if self._driver is not None:
            sequence = clipboard.sequence(text, os.environ, kind)
            self._driver.write(sequence.decode("ascii"))
        return True

    def _print(self, text: str, stderr: bool = False) -> None:
        """Pass on what Python code prints: away from the screen, and told at the end."""
        super()._print(text, stderr)
        if sys.__stderr__ is not None and not self.is_headless:
            # Somebody may have closed it, or its file may be full.
            with contextlib.suppress(OSError, ValueError):
                sys.__stderr__.write(text)
                sys.__stderr__.flush()

    async def _shutdown(self) -> None:
        is_idle = all(worker.is_finished for worker in self.workers)
        if self._driver is None or self._driver.is_headless or not is_idle:
            await super()._shutdown()
            return
        # Taking down every widget would take longer than the rest of the end, and the process ends
        # next.
        self._running = False
        self._driver.disable_input()
        if self._copying is not None:
            self._copying.join(_COPY_WAIT_S)
        self._print_error_renderables()

    def _handle_exception(self, error: Exception) -> None:
        # A dialog may be closed before all of it is mounted. Then widgets, also Textual's own, miss
        # their parts and styles. That must not end the app.
        if isinstance(error, (NoMatches, MountError, IndexError, KeyError)) and self._is_leaving():
            return
        super()._handle_exception(error)

    def _fatal_error(self) -> None:
        if self.has_traceback:
            super()._fatal_error()
        else:
            self.panic(
                _("the browser failed: {error}").format(error=type(self._exception).__name__)
            )

    def _is_leaving(self) -> bool:
        """Whether the active widget is being removed."""
        active = active_message_pump.get()
        if self._exit or not isinstance(active, Widget):
            return self._exit
        # A screen leaves the stack before it is pruned.
        return any(
            node._pruning or (isinstance(node, Screen) and node not in self.screen_stack)
            for node in active.ancestors_with_self
        )


def set_filters(app: App[Any], filters: Sequence[LineFilter]) -> None:
    """Set the filters of an app's lines."""
    app._filters = list(filters)
