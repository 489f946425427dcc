"""A browser in a terminal of its own, what may befall it there, and what must hold afterwards."""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import random
import re
import select
import signal
import struct
import sys
import termios
import time
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import pyte
from cases import TEMPORARY
from terminal import Screen, Terminal

#: Seconds that a browser may take for anything at all before it is held to hang.
PATIENCE = 60.0
#: KiB of memory that a browser of the shipped plan never needs.
MEMORY = 400_000

#: What a terminal, a person or a line that breaks sends: each with something of its own.
_PIECES = (
    *(b"\x1b", b"\x1b[", b"\x1bO", b"\x1b]", b"\x1bP", b"\x1b_", b"\x9b", b"\x1b\x1b["),
    *(b"\x1b[A", b"\x1b[1;5C", b"\x1b[200~", b"\x1b[201~", b"\x1b[I", b"\x1b[O", b"\x1b[3~"),
    *(b"\x1b[<0;10;5M", b"\x1b[<0;10;5m", b"\x1b[<64;999999;1M", b"\x1b[M !!", b"\x1b[<35;;M"),
    *(b"\x1b[99999999999999999999A", b"\x1b[1;1;1;1;1;1;1;1;1;1;1R", b"\x1b[?1;2c", b"\x1b[;;;~"),
    *(b"\x1b]10;rgb:ffff/ffff/ffff\x1b\\", b"\x1b]11;rgb:0/0/0\x07", b"\x1b]52;c;AAAA\x07"),
    *(b"\x1b[?2026;2$y", b"\x1b[?2048;1$y", b"\x1b[48;0;0;0;0t", b"\x1b[48;24;80;1;1t", b"\x1b[0n"),
    *(b"\x1b[97;5u", b"\x1b[27;5;9~", b"\x1b[57441;1:3u", b"\x1b[1114112u", b"\x1b[0u"),
    *("湿地".encode(), "🌿\ufe0f\u200d".encode(), "e\u0301".encode(), "\u202e".encode()),
    *(b"\xe6", b"\xb0\xb4", b"\xff\xfe", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xc0\x80"),
    *(b"\x00", b"\x7f", b"\r", b"\n", b"\t", b"\x0c", b"\x1a", b"\x1c", b"\x03", b"\x04", b"\x13"),
    *(b"/lead:", b"@", b"e", b"r", b"m", b"c", b"?", b":", b"O", b"v", b"y", b"Y", b"f", b"u"),
)


def noise(draw: random.Random, size: int = 5000) -> bytes:
    """So many bytes: of all kinds, and pieces of what means something to a terminal program."""
    made = bytearray()
    while len(made) < size:
        if draw.random() < 0.5:
            made += draw.choice(_PIECES)
        else:
            made += draw.randbytes(draw.randint(1, 4))
    return bytes(made[:size])


class Sitting:
    """A browser of the shipped plan for somebody whose home is a folder.

    Args:
        folder: The home, and the current folder.
        arguments: More words of the command line.
        tracer: Words before it, which run it under a tracer.
    """

    def __init__(
        self,
        folder: Path,
        *arguments: str,
        columns: int = 100,
        lines: int = 30,
        tracer: tuple[str, ...] = (),
    ) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        command = [*tracer, sys.executable, "-m", "ecotui", "--lang", "en", *arguments]
        # Nothing is opened with a program of the machine, and nothing is copied elsewhere.
        lonely = {"DISPLAY": "", "WAYLAND_DISPLAY": "", "TMUX": "", "SSH_TTY": "1"}
        self.folder = folder
        self.terminal = Terminal(
            command, folder, columns=columns, lines=lines, TMPDIR=str(folder), **lonely
        )
        self.peak = 0

    def begin(self) -> Sitting:
        """Wait for the first picture."""
        self.terminal.wait("44/44")
        return self

    # -- what befalls it

    def type(self, data: bytes, draw: random.Random) -> int:
        """Send bytes in pieces of any size, as a line brings them; less if it ends before.

        Returns:
            How many were sent.
        """
        at, end = 0, time.monotonic() + PATIENCE
        while at < len(data) and self.is_there and time.monotonic() < end:
            _read, free, _wrong = select.select([], [self.terminal.master], [], 0.05)
            if free:
                with contextlib.suppress(OSError):
                    at += os.write(self.terminal.master, data[at : at + draw.randint(1, 200)])
            self._digest()
            self._wake()
        return at

    def end(self, how: str) -> None:
        """Let the line drop, or send a signal."""
        if how == "line":
            self.terminal.hang_up()
        else:
            os.kill(self.terminal.child, signal.Signals[how])

    def until(self, holds: Callable[[], bool]) -> None:
        """Wait, while what it writes is read, until something holds or it hangs."""
        end = time.monotonic() + PATIENCE
        while self.is_there and not holds() and time.monotonic() < end:
            self._digest(0.02)

    @property
    def shown(self) -> str:
        """What was written since the start, without its escape sequences."""
        text = self.terminal.raw[-200_000:].decode("utf-8", "replace")
        return re.sub(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|[^\[])", "", text)

    def resize(self, columns: int, lines: int) -> None:
        """Give the terminal another size; the kernel tells the browser."""
        size = struct.pack("HHHH", lines, columns, 0, 0)
        fcntl.ioctl(self.terminal.master, termios.TIOCSWINSZ, size)
        self.terminal.screen.resize(lines, columns)

    def _digest(self, seconds: float = 0) -> None:
        """Read what was written, and forget it: the emulator need not draw all of it."""
        while select.select([self.terminal.master], [], [], seconds)[0]:
            try:
                data = os.read(self.terminal.master, 65536)
            except OSError:
                return
            if not data:
                return
            self.terminal.raw += data
            seconds = 0

    def _wake(self) -> None:
        """Go on after Ctrl+Z, as ``fg`` does."""
        with contextlib.suppress(OSError):
            status = Path(f"/proc/{self.terminal.child}/status").read_text()
            if peak := re.search(r"VmHWM:\s+(\d+)", status):
                self.peak = max(self.peak, int(peak[1]))
            if re.search(r"State:\s+T", status):
                os.killpg(self.terminal.child, signal.SIGCONT)

    @property
    def is_there(self) -> bool:
        """Whether it has not ended."""
        if self.terminal.status is None:
            done, status = os.waitpid(self.terminal.child, os.WNOHANG)
            if done:
                self.terminal.status = os.waitstatus_to_exitcode(status)
        return self.terminal.status is None

    def ended(self, *, reading: bool = True) -> bool:
        """Wait until it has ended; false if it does not."""
        end = time.monotonic() + PATIENCE
        while self.is_there and time.monotonic() < end:
            if reading:
                self._digest(0.02)
                self._wake()
            else:
                time.sleep(0.02)
        return not self.is_there

    def leave(self) -> bool:
        """Leave as somebody who is lost does: Esc, q, and Enter where it is asked for."""
        end = time.monotonic() + PATIENCE
        while self.is_there and time.monotonic() < end:
            raw = self.terminal.raw
            asked = raw.rfind(b"press Enter") > raw.rfind(b"\x1b[?1049h")
            # Where the terminal itself edits the line, Ctrl+S has stopped it.
            for key in (b"\x11", b"\x1b[201~", b"\x1b", b"\x1b", b"\r" if asked else b"q"):
                with contextlib.suppress(OSError):
                    os.write(self.terminal.master, key)
                pause = time.monotonic() + 0.15
                while self.is_there and time.monotonic() < pause:
                    self._digest(0.05)
                    self._wake()
        self._digest()
        return not self.is_there

    @property
    def state(self) -> str:
        """What it does, and which signals it holds back, as the kernel says."""
        with contextlib.suppress(OSError):
            status = Path(f"/proc/{self.terminal.child}/status").read_text()
            return " ".join(re.findall(r"^((?:State|Threads|Sig\w+|ShdPnd):\t.*)$", status, re.M))
        return "gone"

    def close(self) -> None:
        """End it, whatever it does."""
        self.terminal.close()

    # -- what must hold

    def wrong(self, *statuses: int, leftovers: bool = False) -> Iterator[str]:
        """What is wrong after its end: these are the right ones.

        Args:
            statuses: Exit codes, or signals as negative numbers.
            leftovers: Whether temporary files may be there, since it was killed.
        """
        if self.terminal.status not in statuses:
            yield f"ended with {self.terminal.status}"
        if b"Traceback" in self.terminal.raw:
            at = self.terminal.raw.index(b"Traceback")
            yield self.terminal.raw[at:][-30000:].decode("utf-8", "replace")
        if self.peak > MEMORY:
            yield f"{self.peak} KiB of memory"
        if left := processes(self.terminal.child):
            yield f"processes are left: {left}"
        yield from broken(self.folder, leftovers=leftovers)

    def unrestored(self) -> Iterator[str]:
        """What a browser that ended by itself left of its own in the terminal."""
        begun, left = (
            self.terminal.raw.rfind(b"\x1b[?1049h"),
            self.terminal.raw.rfind(b"\x1b[?1049l"),
        )
        if left < begun:
            yield "the screen from before does not come back"
        if self.terminal.raw.rfind(b"\x1b[?25h") < begun:
            yield "the cursor does not come back"


def processes(session: int) -> list[str]:
    """The processes of a session that run."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            name, _bracket, rest = path.read_text().rpartition(")")
            state, _parent, _group, its_session = rest.split()[:4]
            if int(its_session) == session and state not in "ZX":
                found.append(name + ")")
    return found


def broken(folder: Path, *, leftovers: bool) -> Iterator[str]:
    """Files below a folder that are not whole, and temporary ones."""
    for where, folders, names in os.walk(folder):
        for name in (*folders, *names):
            if TEMPORARY.search(name) and not leftovers:
                yield f"{name} is left"
        for name in names:
            path = Path(where, name)
            if TEMPORARY.search(str(path)) or path.is_symlink():
                continue
            try:
                if path.suffix == ".json":
                    json.loads(path.read_bytes())
                elif path.suffix == ".toml":
                    tomllib.loads(path.read_text("utf-8"))
            except ValueError as error:
                yield f"{name} is not whole: {error}"


def pictured(sitting: Sitting, columns: int, lines: int) -> str:
    """The screen, drawn anew at a size."""
    terminal = sitting.terminal
    terminal.settle()
    terminal.screen = Screen(columns, lines)
    terminal.stream = pyte.ByteStream(terminal.screen)
    sitting.resize(columns, lines)
    os.write(terminal.master, b"\x0c")
    terminal.settle()
    return terminal.text
