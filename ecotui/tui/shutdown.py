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
import sys
import termios
import threading
from typing import TYPE_CHECKING

from ecotui.files import discard_unfinished

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Iterator
    from types import FrameType

    from ecotui.tui.app import Browser
    from ecotui.tui.terminal.splash import Splash

_SIGNALS = (signal.SIGHUP, signal.SIGTERM, signal.SIGINT)
#: Seconds for the orderly end, and for what is left to do when there was none.
_ORDERLY_END_S, _FORCED_END_S = 0.6, 0.2
#: Off with bracketed paste, reports of size and focus, synchronised output and the kitty keyboard;
#: lines wrap again, and the screen from before comes back with its cursor.
_RESTORE = b"\x1b[?2004l\x1b[?2048l\x1b[?1004l\x1b[?2026l\x1b[<u\x1b[?7h\x1b[?1049l\x1b[?25h\x1b[0m"


class Shutdown:
    """Ends the browser when a signal comes.

    Args:
        app: The browser.
        loop: The loop that it runs in.
        splash: The first picture, which knows how the terminal was before.
    """

    def __init__(
        self, app: Browser, loop: asyncio.AbstractEventLoop, splash: Splash | None = None
    ) -> None:
        assert sys.__stdin__ is not None
        assert sys.__stdout__ is not None
        self.app = app
        self.loop = loop
        self.number: int | None = None
        self._input, self._output = sys.__stdin__.fileno(), sys.__stdout__.fileno()
        self._attributes = splash.attributes if splash else termios.tcgetattr(self._input)

    @contextlib.contextmanager
    def on_signals(self) -> Iterator[None]:
        """End the browser on signals and on the loss of the terminal, inside this context."""
        # Handlers of the loop would not be called while the loop waits for the terminal.
        before = {number: signal.signal(number, self._on_signal) for number in _SIGNALS}
        threading.Thread(target=self._await_hangup, daemon=True).start()
        try:
            yield
        finally:
            if self.number is not None:
                self._die_of_signal()
            for number, handler in before.items():
                signal.signal(number, handler)

    def _await_hangup(self) -> None:
        """End like SIGHUP when the terminal goes, also where the signal is sent to others only."""
        poll = select.poll()
        # Nothing is asked for; that the other side has gone is reported in any case.
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
            # Closed already: it is ending as it is.
            self.loop.call_soon_threadsafe(self.app.exit)

    def _force(self, _number: int, _frame: FrameType | None) -> None:
        # From here on the kernel ends it, should the disk hang too.
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, _FORCED_END_S)
        with contextlib.suppress(OSError, termios.error):
            self._restore()
        if self.app.autosave is not None:
            self.app.autosave.save_now(_FORCED_END_S / 2)
        self._die_of_signal()

    def _restore(self) -> None:
        if os.tcgetpgrp(self._input) != os.getpgrp():
            # In the background the terminal is the shell's, and touching it would stop us.
            return
        terminal = os.dup(self._output)
        # What other threads write from here on goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), self._output)
        for thread in threading.enumerate():
            if thread is not threading.main_thread() and thread.ident is not None:
                # A write that waits for the terminal is given up, and lets go of it.
                signal.pthread_kill(thread.ident, signal.SIGHUP)
        termios.tcsetattr(self._input, termios.TCSANOW, self._attributes)
        # What the terminal has not taken is dropped, or nothing would get through.
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
            # What the other commands end with.
            os._exit(130)
        signal.signal(self.number, signal.SIG_DFL)
        os.kill(os.getpid(), self.number)
