"""A driver that sends the terminal only what changed.

Textual hands its driver whole regions of the screen. This one keeps the cells that are wanted and
those that the terminal shows (`ecotui.tui.terminal.diff`), and sends the difference. While the
terminal takes no output or is behind (`ecotui.tui.terminal.flow_control`), only the wanted cells
change: nothing queues up, and the next output leads to the newest picture.
"""

from __future__ import annotations

import contextlib
import os
import select
import selectors
import signal
import sys
import termios
import threading
import time
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from textual import events
from textual.drivers.linux_driver import LinuxDriver
from textual.geometry import Size

from ecotui.tui.terminal import ambiguous_width, capabilities
from ecotui.tui.terminal.diff import Terminal, Wire
from ecotui.tui.terminal.flow_control import ANSWER, FlowControl
from ecotui.tui.terminal.input_parser import KIND_QUESTION, InputParser

if TYPE_CHECKING:
    import asyncio

    from textual.app import App
    from textual.driver import Driver
    from textual.message import Message

    from ecotui.tui.terminal.splash import Splash
    from ecotui.tui.terminal.standard_files import StandardFiles

#: Seconds for which leaving waits for a terminal that takes no output.
_DRAIN_WAIT_S = 2.0
#: Ends an escape sequence of which only the beginning was sent.
_CANCEL = b"\x18"
#: Seconds after a resize until the app has drawn the screen again.
_REDRAW_WAIT_S = 0.15
#: More bytes at once than anybody types; how many keys may wait; seconds until that is looked at.
_LARGE, _MOST_WAITING, _CATCH_UP_S = 512, 500, 0.02
#: Events that some terminals send without being asked.
_UNREQUESTED = (events.MouseEvent, events.AppFocus, events.AppBlur)


class StockDriver(LinuxDriver):
    """Textual's driver, but with the screen on standard output, so that ``2>file`` is possible."""

    def __init__(self, app: App[Any], **options: Any) -> None:
        super().__init__(app, **options)
        assert sys.__stdout__ is not None
        self._file = self._stdout = sys.__stdout__
        self._table = None if ambiguous_width.drawn() else ambiguous_width.ASCII

    def _get_terminal_size(self) -> tuple[int, int]:
        return capabilities.size(self._terminal, os.environ)

    @property
    def _terminal(self) -> int:
        """An open descriptor of the terminal."""
        return self._stdout.fileno()

    def write(self, data: str) -> None:
        super().write(data.translate(self._table) if self._table else data)


class DiffDriver(StockDriver):
    """Sends the difference between what the terminal shows and what the app draws.

    Args:
        app: The app.
        files: The terminal.
        splash: The picture that is shown already; it stays until the app has drawn its own.
        options: Those of Textual's drivers.

    Attributes:
        kind: ``tmux`` or ``screen`` if the terminal says that it is that, "" if it says that it is
            another, None if it says nothing.
    """

    kind: str | None = None

    def __init__(
        self, app: App[Any], *, files: StandardFiles, splash: Splash | None, **options: Any
    ) -> None:
        # What whoever started us has switched off stays off, as everywhere.
        is_stopped = signal.getsignal(signal.SIGTSTP) is not signal.SIG_IGN
        super().__init__(app, **options)
        self._files = files
        # Textual reads keys there.
        self.fileno = self._files.input
        self._splash = splash
        self._wire = splash.wire if splash else Wire(Terminal.named(os.environ.get("TERM", "")))
        self._is_held = splash is not None
        self._has_read = False
        self._flow = FlowControl()
        self._flush_timer: asyncio.TimerHandle | None = None
        self._output = -1
        # Those of the terminal while the browser has it.
        self._attributes: list[Any] | None = None
        # Output that the terminal has not taken yet.
        self._rest = b""
        self._is_flush_planned = False
        self._thread = threading.get_ident()
        # A byte in this pipe ends the thread that reads keys.
        self._wake = os.pipe()
        # Handlers of the loop run between frames: a signal must not suspend inside one.
        if is_stopped:
            self._loop.add_signal_handler(signal.SIGTSTP, self._sigtstp_application)
        else:
            signal.signal(signal.SIGTSTP, signal.SIG_IGN)
        self._loop.add_signal_handler(signal.SIGCONT, self._continued)

    # -- output

    @property
    def _terminal(self) -> int:
        return self._output if self._output >= 0 else self._files.output

    def _open(self) -> int:
        """Open the terminal again, for writing that does not block.

        Blocking is a property of the open file, which is shared with the shell.
        """
        fileno = self._files.output
        try:
            flags = os.O_WRONLY | os.O_NOCTTY | os.O_NONBLOCK
            return os.open(os.ttyname(fileno), flags)
        except OSError:
            return os.dup(fileno)

    def write(self, data: str) -> None:
        if threading.get_ident() != self._thread:
            self._loop.call_soon_threadsafe(self.write, data)
            return
        size = self._app.size
        if size != self._wire.size:
            self._wire.resize(*size)
        self._wire.write(data.translate(self._table) if self._table else data)
        if not self._is_flush_planned:
            # Textual flushes after a frame, but not after a single sequence.
            self._is_flush_planned = True
            self._loop.call_soon(self.flush)

    def flush(self) -> None:
        """Send what differs, unless the terminal is still busy with earlier output."""
        self._is_flush_planned = False
        if self._output < 0 or self._rest or self._is_held:
            return
        now = time.monotonic()
        if seconds := self._flow.hold(now):
            if self._flush_timer is None:
                self._flush_timer = self._loop.call_later(seconds, self._flush_again)
            return
        output = self._wire.output().encode(errors="replace")
        if output:
            self._rest = output + self._flow.sent(len(output), now).encode()
            if not self._send():
                self._loop.add_writer(self._output, self._send_rest)

    def _flush_again(self) -> None:
        self._flush_timer = None
        self.flush()

    def _answered(self) -> None:
        """Go on after an answer: the terminal has shown what was sent before the question."""
        self._flow.answered(time.monotonic())
        if self._flush_timer is not None:
            self._flush_timer.cancel()
            self._flush_again()

    @property
    def is_line_slow(self) -> bool:
        """Whether the line to the terminal is slow."""
        return self._flow.is_slow

    def release(self) -> None:
        """Show the first whole picture of the app, and from now on every change."""
        self._is_held = False
        self.flush()

    def _send_rest(self) -> None:
        if self._send():
            self._loop.remove_writer(self._output)
            self.flush()

    def _send(self) -> bool:
        """Send as much of the rest as the terminal takes; return whether that is all."""
        try:
            while self._rest:
                self._rest = self._rest[os.write(self._output, self._rest) :]
        except BlockingIOError:
            return False
        except OSError:
            # The terminal is gone; a signal or the reading of keys tells the app.
            self._rest = b""
        return True

    def _drain(self) -> None:
        """Send everything, but do not wait forever for a terminal that takes no output."""
        self._loop.remove_writer(self._output)
        leaving = self._wire.output().encode(errors="replace")
        self._rest += leaving
        end = time.monotonic() + _DRAIN_WAIT_S
        while not self._send():
            left = end - time.monotonic()
            if left <= 0:
                # Drop what the terminal has not taken, or nothing would get through.
                termios.tcflush(self._output, termios.TCOFLUSH)
                self._rest = _CANCEL + leaving
                self._send()
                return
            select.select([], [self._output], [], left)

    # -- starting, suspending, ending

    def start_application_mode(self) -> None:
        super().start_application_mode()  # type: ignore[no-untyped-call]  # no types there
        if self._splash is not None:
            # Textual has saved the attributes that the splash set.
            self.attrs_before = self._splash.attributes
            self._splash.hand_over()
        if self._key_thread is None or not self._key_thread.is_alive():
            # In the background: this is called again in the foreground.
            return
        self._output = self._open()
        self._files.divert()
        self._attributes = _attributes(self.fileno)
        self._flow = FlowControl()
        # The console of Linux might print a part of the question.
        if self.kind is None and not os.environ.get("TERM", "").startswith("linux"):
            self.write(KIND_QUESTION)
        self._loop.add_signal_handler(signal.SIGWINCH, self._resized)

    def stop_application_mode(self) -> None:
        super().stop_application_mode()
        if self._output >= 0:
            self._drain()
            self._files.restore()
            os.close(self._output)
        self._output = -1
        self._rest = b""
        if self._flush_timer is not None:
            self._flush_timer.cancel()
            self._flush_timer = None

    def _sigtstp_application(self, *_signal: object) -> None:
        """Restore the terminal and stop, with the programs that wait for this one, such as make."""
        if self._auto_restart:
            self.suspend_application_mode()
            self._must_signal_resume = True
        if os.getpgrp() == os.getsid(0):
            os.kill(os.getpid(), signal.SIGSTOP)
        else:
            os.killpg(0, signal.SIGSTOP)

    def _continued(self) -> None:
        """Draw again after the process was stopped, by Ctrl+Z or from outside."""
        if self._output < 0:
            self._sigcont_application()
        else:
            self.redraw()

    def redraw(self) -> None:
        """Send the whole screen, and set the terminal, whatever others have done to it."""
        if self._output < 0:
            return
        if self._attributes is not None:
            with contextlib.suppress(termios.error):
                termios.tcsetattr(self.fileno, termios.TCSANOW, self._attributes)
        self._wire.reset()
        self._enable_mouse_support()
        self._enable_bracketed_paste()
        self._disable_line_wrap()
        self.write("\x1b[?25l")
        self.flush()

    def _resized(self) -> None:
        size = Size(*self._get_terminal_size())
        self._app.post_message(events.Resize(size, size))
        # Even if the size is the same: it may have changed and changed back.
        self._wire.forget()
        self._loop.call_later(_REDRAW_WAIT_S, self.flush)

    # -- input

    def disable_input(self) -> None:
        os.write(self._wake[1], b"\0")
        super().disable_input()
        os.read(self._wake[0], 1)
        # An answer that comes later would be typed into the shell.
        now = time.monotonic()
        due = self._flow.due(now)
        if forced := signal.getitimer(signal.ITIMER_REAL)[0]:
            # A signal ends the browser: the time until that is for other things, too.
            due = min(due, forced / 3)
        received, end = b"", now + due
        while self._flow.due(now) and (left := end - time.monotonic()) > 0:
            # The question may not have been sent yet.
            unsent = [self._output] if self._rest else []
            readable, writable, _errors = select.select([self.fileno], unsent, [], left)
            if writable:
                self._send()
            if not readable:
                continue
            if not (data := self._read()):
                break
            received += data
            for _answer in range(received.count(ANSWER.encode())):
                self._flow.answered()
            received = received.rpartition(ANSWER.encode())[2]

    def run_input_thread(self) -> None:
        """Read keys until `disable_input`, which wakes this thread at once."""
        answered = partial(self._loop.call_soon_threadsafe, self._answered)
        parser = InputParser(answered, self._debug, partial(setattr, self, "kind"))
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
                        if len(data) > _LARGE:
                            self._catch_up()
                for message in parser.tick(time.monotonic()):
                    self.process_message(message)

    def _catch_up(self) -> None:
        """Wait until the browser has taken most keys: else who sends for ever fills the memory."""
        reached = threading.Event()
        while not self.exit_event.is_set():
            reached.clear()
            # What was handed on before stands before this.
            self._loop.call_soon_threadsafe(reached.set)
            reached.wait(_CATCH_UP_S)
            if reached.is_set() and getattr(self._app, "waiting", 0) < _MOST_WAITING:
                return
            self.exit_event.wait(_CATCH_UP_S)

    def _read(self) -> bytes:
        """The bytes that were typed; empty if the terminal is gone."""
        try:
            data = os.read(self.fileno, 4096)
        except OSError:
            return b""
        if not self._has_read:
            # Enter pressed before the browser started arrives as a line feed.
            self._has_read = True
            data = data.replace(b"\n", b"\r")
        return data

    def process_message(self, message: Message) -> None:
        """Pass on keys, and the mouse if it was requested; drop reports of the focus."""
        dropped = (events.AppFocus, events.AppBlur) if self._mouse else _UNREQUESTED
        if not isinstance(message, dropped):
            super().process_message(message)


def _attributes(descriptor: int) -> list[Any] | None:
    try:
        return termios.tcgetattr(descriptor)
    except termios.error:
        return None


def driver(files: StandardFiles, splash: Splash | None) -> type[Driver]:
    """The driver to use; it continues from the splash if there is one."""
    if capabilities.is_stock(os.environ):
        return StockDriver
    # Textual only calls it.
    return cast("type[Driver]", partial(DiffDriver, files=files, splash=splash))
