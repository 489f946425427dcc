"""A program in a pseudo-terminal of its own, with an emulated screen."""

from __future__ import annotations

import contextlib
import fcntl
import os
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Sequence
from pathlib import Path

import pyte
import pytest

#: Seconds that are waited at most: more than any machine takes, and only where a test fails.
PATIENCE = 60.0
#: The input mode that says so.
IUTF8 = 0x4000

# What decides the size, the plan or the driver must not come from whoever runs the tests, and
# nothing must be copied into a tmux of theirs.
_OTHERS = ("COLUMNS", "LINES", "TMUX", "TMUX_PANE", "STY")
ENVIRONMENT = {
    name: value
    for name, value in os.environ.items()
    if not name.startswith(("ECOTUI", "TEXTUAL")) and name not in _OTHERS
}


#: What a program may ask a terminal, and what this one says.
ANSWERS = {b"\x1b[5n": b"\x1b[0n", b"\x1b[?2026$p": b"\x1b[?2026;2$y"}

#: What a program that a person starts does not ignore.
_SIGNALS = [
    signal.SIGPIPE,
    signal.SIGXFSZ,
    signal.SIGHUP,
    signal.SIGINT,
    signal.SIGQUIT,
    signal.SIGTERM,
    signal.SIGTSTP,
]


class Screen(pyte.Screen):
    """The emulated screen."""

    def report_device_status(self, mode: int, **private: bool) -> None:
        """Take a private question, which newer tmux asks and pyte does not know."""
        if not private:
            super().report_device_status(mode)


class Terminal:
    """A child on a pseudo-terminal; `wait` reads until the screen is as wanted.

    Args:
        command: What to run.
        folder: Where, and the home of what it keeps.
        columns: Width.
        lines: Height.
        term: The value of TERM.
        utf8: Whether the terminal says of itself that it takes UTF-8; None for as it happens to.
        answers: Whether it answers when it is asked how it is, or what it can do.
        variables: More environment variables.
    """

    def __init__(
        self,
        command: list[str],
        folder: Path,
        *,
        columns: int = 120,
        lines: int = 40,
        term: str = "xterm-256color",
        answers: bool = False,
        utf8: bool | None = None,
        **variables: str,
    ) -> None:
        home = {
            "HOME": str(folder),
            "XDG_CONFIG_HOME": str(folder / "config"),
            "XDG_STATE_HOME": str(folder / "state"),
        }
        env = {**ENVIRONMENT, **home, "TERM": term, **variables}
        self.screen = Screen(columns, lines)
        self.stream = pyte.ByteStream(self.screen)
        self.raw = b""
        self.answers = answers
        self._unanswered = b""
        self.master, slave = os.openpty()
        name = os.ttyname(slave)
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        if utf8 is not None:
            modes = termios.tcgetattr(slave)
            modes[0] = modes[0] | IUTF8 if utf8 else modes[0] & ~IUTF8
            termios.tcsetattr(slave, termios.TCSANOW, modes)
        # Not `pty.fork`: the test run has threads. The first terminal that a session opens is its.
        self.child = os.posix_spawn(
            "/bin/sh",
            ["sh", "-c", 'cd "$0" && exec "$@"', str(folder), *command],
            env,
            file_actions=[
                (os.POSIX_SPAWN_OPEN, 0, name, os.O_RDWR, 0),
                (os.POSIX_SPAWN_DUP2, 0, 1),
                (os.POSIX_SPAWN_DUP2, 0, 2),
            ],
            setsid=True,
            # Python ignores some for itself, and whoever runs the tests, such as nohup, others.
            setsigdef=_SIGNALS,
        )
        os.close(slave)
        self.status: int | None = None

    @property
    def text(self) -> str:
        """The screen, each wide character once."""
        return "\n".join(
            "".join(self.screen.buffer[y][x].data for x in range(self.screen.columns)).rstrip()
            for y in range(self.screen.lines)
        )

    def send(self, keys: str, *wanted: str, gone: tuple[str, ...] = ()) -> str:
        """Type keys and, if it is said what they bring, `wait` for that."""
        os.write(self.master, keys.encode())
        return self.wait(*wanted, gone=gone) if wanted or gone else ""

    def read(self, seconds: float) -> bool:
        """Digest what comes within some seconds; false where the child has gone."""
        if not select.select([self.master], [], [], seconds)[0]:
            return True
        try:
            data = os.read(self.master, 65536)
        except OSError:
            return False
        self.raw += data
        if self.answers:
            for question in re.findall(rb"\x1b\[5n|\x1b\[\?2026\$p", self._unanswered + data):
                os.write(self.master, ANSWERS[question])
            # A question may come in two pieces.
            self._unanswered = data[data.rfind(b"\x1b") :] if b"\x1b" in data[-8:] else b""
            if self._unanswered in ANSWERS:
                self._unanswered = b""
        # The emulator knows no private parameter of `m` and `u`, which Textual sends as queries.
        self.stream.feed(data)
        return bool(data)

    @property
    def doing(self) -> str:
        """How often the program was woken, with a mark of its own where it is busy now."""
        try:
            status = Path(f"/proc/{self.child}/task/{self.child}/status").read_text("ascii")
        except OSError:
            return "gone"
        state, *switches = re.findall(r"^(?:State|.*ctxt_switches):\s+(\w+)", status, re.M)
        # One that waits for a processor is busy, however long it has to.
        return f"busy {time.monotonic()}" if state in "RD" else " ".join(switches)

    def settle(self, seconds: float = 0.25) -> bytes:
        """What is written until the program is silent and sleeps for so long without a break."""
        begun = len(self.raw)
        settle([self], seconds)
        return bytes(self.raw[begun:])

    def rest(self, seconds: float = 0.1) -> None:
        """Wait as `settle` does, and read nothing of what is written."""
        settle([self], seconds, reading=False)

    def wait(self, *wanted: str, gone: tuple[str, ...] = ()) -> str:
        """The screen, once it holds every wanted text and none that should be gone."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            text = self.text
            if all(w in text for w in wanted) and not any(g in text for g in gone):
                return text
            if not self.read(0.1):
                break
        pytest.fail(f"no {wanted!r} (gone {gone!r}) on the screen:\n{self.text}")

    def ended(self, *, reading: bool = True) -> int:
        """Wait for the end and return the exit code (or minus the signal)."""
        end = time.monotonic() + PATIENCE
        while self.status is None and time.monotonic() < end:
            if reading:
                self.read(0.05)
            else:
                time.sleep(0.005)
            done, status = os.waitpid(self.child, os.WNOHANG)
            if done:
                self.status = os.waitstatus_to_exitcode(status)
                while reading and self.read(0.2) and select.select([self.master], [], [], 0)[0]:
                    pass
        assert self.status is not None, f"still running:\n{self.text}"
        return self.status

    def hang_up(self) -> None:
        """The terminal goes away, as a window that is closed."""
        os.close(self.master)
        # What follows may close it once more.
        self.master = os.open(os.devnull, os.O_RDWR)

    def quit(self) -> None:
        """Leave the browser by its key."""
        self.send("q")
        assert self.ended() == 0

    def close(self) -> None:
        if self.status is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.child, signal.SIGKILL)
            os.waitpid(self.child, 0)
        os.close(self.master)


def settle(terminals: Sequence[Terminal], seconds: float, *, reading: bool = True) -> None:
    """Digest what comes until all of these programs are silent and asleep."""
    last, since = [""], time.monotonic()
    end = since + PATIENCE
    while time.monotonic() - since < seconds and time.monotonic() < end:
        if reading:
            select.select([terminal.master for terminal in terminals], [], [], 0.02)
            for terminal in terminals:
                terminal.read(0)
        else:
            time.sleep(0.02)
        now = [f"{len(terminal.raw)} {terminal.doing}" for terminal in terminals]
        if now != last:
            last, since = now, time.monotonic()
