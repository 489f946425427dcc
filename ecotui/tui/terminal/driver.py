"""What stands between Textual and the terminal: it writes only what changed.

Textual hands its driver whole regions of the screen. This one keeps the cells that are wanted and
those that the terminal shows (`ecotui.tui.terminal.diff`), and sends the difference when the
terminal takes it. While the terminal takes nothing or is behind
(`ecotui.tui.terminal.flow_control`), because the line is slow or the reader has stopped it, only
the wanted cells change: nothing queues up, and the next thing sent leads to the newest picture.
"""

from __future__ import annotations

import os
import select
import selectors
import signal
import sys
import termios
import threading
import time
from typing import TYPE_CHECKING, Any

from textual import events
from textual.drivers.linux_driver import LinuxDriver
from textual.geometry import Size

from ecotui.tui.terminal import ambiguous_width
from ecotui.tui.terminal.capabilities import is_stock
from ecotui.tui.terminal.diff import Terminal, Wire
from ecotui.tui.terminal.flow_control import ANSWER, FlowControl
from ecotui.tui.terminal.input_parser import InputParser

if TYPE_CHECKING:
    import asyncio

    from textual.app import App
    from textual.driver import Driver
    from textual.message import Message

    from ecotui.tui.terminal.splash import Splash

#: Seconds that leaving waits for a terminal that takes nothing.
_DRAIN_WAIT_S = 2.0
#: Ends a sequence of which only the beginning was sent.
_CANCEL = b"\x18"
#: Seconds that leaving waits for what the terminal is about to answer.
_ANSWER_WAIT_S = 1.0
#: Seconds after a resize in which the app draws the screen anew; then what it drew is sent again.
_REDRAW_WAIT_S = 0.15
#: What a terminal may tell without having been asked.
_UNASKED = (events.MouseEvent, events.AppFocus, events.AppBlur)


class StockDriver(LinuxDriver):
    """Textual's driver, but the screen goes to standard output, so ``2>file`` leaves it alone."""

    def __init__(self, app: App[Any], **options: Any) -> None:
        super().__init__(app, **options)
        assert sys.__stdout__ is not None
        self._file = self._stdout = sys.__stdout__
        self._table = None if ambiguous_width.drawn() else ambiguous_width.ASCII

    def write(self, data: str) -> None:
        """Take what the app draws, with lines that the terminal has."""
        super().write(data.translate(self._table) if self._table else data)


class DiffDriver(StockDriver):
    """Sends the difference between what the terminal shows and what the app wants shown."""

    #: What was shown before the app had anything to show.
    splash: Splash | None = None

    def __init__(self, app: App[Any], **options: Any) -> None:
        super().__init__(app, **options)
        self._wire = (
            self.splash.wire if self.splash else Wire(Terminal.named(os.environ.get("TERM", "")))
        )
        # Until the app has drawn all of it the first picture is the better one.
        self._is_held = self.splash is not None
        self._has_read = False
        self._flow = FlowControl()
        self._later: asyncio.TimerHandle | None = None
        self._output = -1
        # What the terminal has not taken yet of what was sent.
        self._rest = b""
        self._planned = False
        self._thread = threading.get_ident()
        # Written to when the thread that reads keys shall end.
        self._wake = os.pipe()
        # Between two steps of the app: a signal must not suspend in the middle of a frame.
        self._loop.add_signal_handler(signal.SIGTSTP, self._sigtstp_application)
        self._loop.add_signal_handler(signal.SIGCONT, self._continued)

    # -- output

    def _open(self) -> int:
        """The terminal once more, so that only our own writing to it does not wait.

        Whether writing waits belongs to what was opened, which the shell and others share.
        """
        fileno = self._stdout.fileno()
        try:
            flags = os.O_WRONLY | os.O_NOCTTY | os.O_NONBLOCK
            return os.open(os.ttyname(fileno), flags)
        except OSError:
            return os.dup(fileno)

    def write(self, data: str) -> None:
        """Take what the app draws, or a sequence for the terminal."""
        if threading.get_ident() != self._thread:
            self._loop.call_soon_threadsafe(self.write, data)
            return
        size = self._app.size
        if size != self._wire.size:
            self._wire.resize(*size)
        self._wire.write(data.translate(self._table) if self._table else data)
        if not self._planned:
            # A frame is followed by a flush; what is no frame goes out soon.
            self._planned = True
            self._loop.call_soon(self.flush)

    def flush(self) -> None:
        """Send what differs, unless the terminal is still busy with what was sent before."""
        self._planned = False
        if self._output < 0 or self._rest or self._is_held:
            return
        now = time.monotonic()
        if seconds := self._flow.hold(now):
            if self._later is None:
                self._later = self._loop.call_later(seconds, self._try_again)
            return
        output = self._wire.output().encode(errors="replace")
        if output:
            self._rest = output + self._flow.sent(len(output), now).encode()
            if not self._send():
                self._loop.add_writer(self._output, self._ready)

    def _try_again(self) -> None:
        self._later = None
        self.flush()

    def _answered(self) -> None:
        """The terminal has shown what was sent some time ago."""
        self._flow.answered()
        if self._later is not None:
            self._later.cancel()
            self._try_again()

    def release(self) -> None:
        """The app has drawn a whole picture: show it, and from here on all that follows."""
        self._is_held = False
        self.flush()

    def _ready(self) -> None:
        if self._send():
            self._loop.remove_writer(self._output)
            self.flush()

    def _send(self) -> bool:
        """Send as much of the rest as the terminal takes; true where that is all."""
        try:
            while self._rest:
                self._rest = self._rest[os.write(self._output, self._rest) :]
        except BlockingIOError:
            return False
        except OSError:
            # The terminal is gone; the app hears of that by a signal, or when it reads keys.
            self._rest = b""
        return True

    def _drain(self) -> None:
        """Send everything, but do not wait for ever for a terminal that takes nothing."""
        self._loop.remove_writer(self._output)
        leaving = self._wire.output().encode(errors="replace")
        self._rest += leaving
        end = time.monotonic() + _DRAIN_WAIT_S
        while not self._send():
            left = end - time.monotonic()
            if left <= 0:
                # What waits to be taken is dropped, or nothing would get through.
                termios.tcflush(self._output, termios.TCOFLUSH)
                self._rest = _CANCEL + leaving
                self._send()
                return
            select.select([], [self._output], [], left)

    # -- beginning, suspending, ending

    def start_application_mode(self) -> None:
        """Show the app, at the beginning and after it was suspended."""
        super().start_application_mode()  # type: ignore[no-untyped-call]
        if self.splash is not None:
            # Textual has asked for those that hold since the first picture.
            self.attrs_before = self.splash.attributes
            self.splash.hand_over()
        if self._key_thread is None or not self._key_thread.is_alive():
            # In the background: what was said above comes again when it is in the foreground.
            return
        self._output = self._open()
        self._flow = FlowControl()
        self._loop.add_signal_handler(signal.SIGWINCH, self._resized)

    def stop_application_mode(self) -> None:
        """Leave the terminal as it was."""
        super().stop_application_mode()
        if self._output >= 0:
            self._drain()
            os.close(self._output)
        self._output = -1
        self._rest = b""
        if self._later is not None:
            self._later.cancel()
            self._later = None

    def _continued(self) -> None:
        """The process goes on after it was stopped, by Ctrl+Z or from outside."""
        if self._output < 0:
            self._sigcont_application()
        else:
            self._wire.forget()
            self.flush()

    def _resized(self) -> None:
        size = Size(*self._get_terminal_size())
        self._app.post_message(events.Resize(size, size))
        # Even where it is what it was before: it may have been another for a moment.
        self._wire.forget()
        self._loop.call_later(_REDRAW_WAIT_S, self.flush)

    # -- input

    def disable_input(self) -> None:
        """Stop reading keys, at once."""
        os.write(self._wake[1], b"\0")
        super().disable_input()
        os.read(self._wake[0], 1)
        # An answer that comes when the terminal is the shell's again would be typed into it.
        said, end = b"", time.monotonic() + _ANSWER_WAIT_S
        while self._flow.waiting and (left := end - time.monotonic()) > 0:
            if not select.select([self.fileno], [], [], left)[0] or not (data := self._read()):
                break
            said += data
            for _answer in range(said.count(ANSWER.encode())):
                self._flow.answered()
            said = said.rpartition(ANSWER.encode())[2]

    def run_input_thread(self) -> None:
        """Read keys until `disable_input`, which this one notices without waiting."""
        parser = InputParser(self._hear, self._debug)
        with selectors.DefaultSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            selector.register(self._wake[0], selectors.EVENT_READ)
            while not self.exit_event.is_set():
                for key, _events in selector.select(parser.wait(time.monotonic())):
                    if key.fd == self.fileno:
                        data = self._read()
                        if not data:
                            return
                        for message in parser.feed(data, time.monotonic()):
                            self.process_message(message)
                for message in parser.tick(time.monotonic()):
                    self.process_message(message)

    def _hear(self) -> None:
        """The terminal has answered, says the thread that reads keys."""
        self._loop.call_soon_threadsafe(self._answered)

    def _read(self) -> bytes:
        """What was typed; nothing where the terminal has gone, of which a signal tells the app."""
        try:
            data = os.read(self.fileno, 4096)
        except OSError:
            return b""
        if not self._has_read:
            # The terminal made line feeds of what was entered before the browser began.
            self._has_read = True
            data = data.replace(b"\n", b"\r")
        return data

    def process_message(self, message: Message) -> None:
        """Pass on what was typed; the mouse unless asked for, and the focus, change nothing."""
        unasked = (events.AppFocus, events.AppBlur) if self._mouse else _UNASKED
        if not isinstance(message, unasked):
            super().process_message(message)


def driver(splash: Splash | None = None) -> type[Driver]:
    """The driver to use, which goes on with the first picture where there is one."""
    if is_stock(os.environ):
        return StockDriver
    return type("DiffDriver", (DiffDriver,), {"splash": splash}) if splash else DiffDriver
