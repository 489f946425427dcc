"""Ends the browser within a second after a signal or the loss of the terminal.

A signal ends the browser as ``q`` does: its state is saved and the terminal is restored. Then the
process dies of the same signal, so that its parent sees why. If the terminal takes no more output
or an export goes on, the process ends all the same.
"""

from __future__ import annotations

import contextlib
import os
import select
import signal
import termios
import threading
from typing import TYPE_CHECKING

from ecotui.files import discard_unfinished
from ecotui.signals import OTHERS

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Iterator
    from types import FrameType

    from ecotui.tui.app import Browser
    from ecotui.tui.terminal.splash import Splash
    from ecotui.tui.terminal.standard_files import StandardFiles

_SIGNALS = (signal.SIGHUP, signal.SIGTERM, signal.SIGINT)
#: Seconds for an orderly end, and then for a forced one.
_ORDERLY_END_S, _FORCED_END_S = 0.6, 0.2
#: Switches off the mouse, bracketed paste, reports of size and focus, synchronised output and the
#: kitty keyboard; lines wrap again, and the screen before comes back with its cursor.
_RESTORE = (
    b"\x1b[?1000;1003;1006;1015l\x1b[?2004l\x1b[?2048l\x1b[?1004l\x1b[?2026l\x1b[<u\x1b[?7h"
    b"\x1b[?1049l\x1b[?25h\x1b[0m\x1b(B\x0f"
)


class Shutdown:
    """Ends the browser when a signal comes."""

    def __init__(
        self,
        app: Browser,
        loop: asyncio.AbstractEventLoop,
        files: StandardFiles,
        splash: Splash | None,
    ) -> None:
        self.app = app
        self.loop = loop
        self.number: int | None = None
        self._input, self._terminal = files.input, files.output
        self._attributes = splash.attributes if splash else termios.tcgetattr(self._input)

    @contextlib.contextmanager
    def on_signals(self) -> Iterator[None]:
        """End the browser on signals and on the loss of the terminal, inside this context."""
        # The loop does not call its own handlers while it waits for the terminal.
        others = [one for one in OTHERS if signal.getsignal(one) != signal.SIG_IGN]
        ending = (*_SIGNALS, *others)
        before = {number: signal.signal(number, self._on_signal) for number in ending}
        threading.Thread(target=self._await_hangup, daemon=True).start()
        try:
            yield
        finally:
            if self.number is not None:
                self._die_of_signal()
            for number, handler in before.items():
                signal.signal(number, handler)

    def _await_hangup(self) -> None:
        """End as with SIGHUP when the terminal goes, even if we do not get the signal."""
        poll = select.poll()
        # No event is requested; a hangup is reported in any case.
        poll.register(self._input, 0)
        if any(event & select.POLLHUP for _descriptor, event in poll.poll()):
            os.kill(os.getpid(), signal.SIGHUP)

    def _on_signal(self, number: int, _frame: FrameType | None) -> None:
        if self.number is not None:
            return
        self.number = number
        signal.signal(signal.SIGALRM, self._force)
        signal.setitimer(signal.ITIMER_REAL, _ORDERLY_END_S)
        with contextlib.suppress(RuntimeError):
            # The loop is closed already: the browser is ending.
            self.loop.call_soon_threadsafe(self.app.exit)

    def _force(self, _number: int, _frame: FrameType | None) -> None:
        # From now on the kernel ends the process, even if the disk hangs.
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, _FORCED_END_S)
        with contextlib.suppress(OSError, termios.error):
            self._restore()
        if self.app.autosave is not None:
            self.app.autosave.save_now(_FORCED_END_S / 2)
        self._die_of_signal()

    def _restore(self) -> None:
        if os.tcgetpgrp(self._input) != os.getpgrp():
            # In the background the terminal is not ours, and using it would stop the process.
            return
        terminal = self._terminal
        # The output of other threads is discarded from now on.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        for thread in threading.enumerate():
            if thread is not threading.main_thread() and thread.ident is not None:
                # Interrupts a write that waits for the terminal.
                signal.pthread_kill(thread.ident, signal.SIGHUP)
        termios.tcsetattr(self._input, termios.TCSANOW, self._attributes)
        # Drop what the terminal has not taken, or nothing would get through.
        termios.tcflush(terminal, termios.TCOFLUSH)
        os.set_blocking(terminal, False)
        try:
            os.write(terminal, _RESTORE)
        finally:
            # The shell has the same terminal.
            os.set_blocking(terminal, True)

    def _die_of_signal(self) -> None:
        assert self.number is not None
        discard_unfinished()
        if self.number == signal.SIGINT:
            # The exit code of the other commands.
            os._exit(130)
        signal.signal(self.number, signal.SIG_DFL)
        os.kill(os.getpid(), self.number)
