"""A program on a pseudo-terminal of 120 by 40 cells: keys in, milliseconds and memory out."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pyte

COLUMNS, LINES = 120, 40
#: Seconds that a step may take.
PATIENCE = 120.0


@dataclass
class Times:
    """Milliseconds from the keys to the awaited text, and to the last byte before silence."""

    shown: float
    settled: float


class Program:
    """A program that was just started.

    Args:
        command: Its path and arguments.
        stdin: A file that it reads; keys still go to its terminal.
        env: Environment variables in addition to those of this process.
    """

    def __init__(
        self, command: list[str], *, stdin: Path | None = None, env: dict[str, str] | None = None
    ) -> None:
        self.screen = pyte.Screen(COLUMNS, LINES)
        self.stream = pyte.ByteStream(self.screen)
        environment = {**os.environ, "TERM": "xterm-256color", **(env or {})}
        for name in ("COLUMNS", "LINES", "COLORTERM"):
            environment.pop(name, None)
        self.began = time.perf_counter()
        self.child, self.master = pty.fork()
        if self.child == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
            if stdin is not None:
                os.dup2(os.open(stdin, os.O_RDONLY), 0)
            os.execvpe(command[0], command, environment)

    @property
    def text(self) -> str:
        """The text of the screen, with each wide character once."""
        rows = (self.screen.buffer[y] for y in range(LINES))
        return "\n".join("".join(row[x].data for x in range(COLUMNS)).rstrip() for row in rows)

    @property
    def looks(self) -> list[list[pyte.screens.Char]]:
        """Every cell with its colours."""
        return [[self.screen.buffer[y][x] for x in range(COLUMNS)] for y in range(LINES)]

    def quit(self, keys: str) -> float:
        """Send keys, and wait until the program ends; gives milliseconds."""
        begun = time.perf_counter() if keys else self.began
        os.write(self.master, keys.encode())
        while True:
            try:
                if not os.read(self.master, 1 << 16):
                    break
            except OSError:
                break
        os.waitpid(self.child, 0)
        took = (time.perf_counter() - begun) * 1e3
        os.close(self.master)
        return took

    def step(self, keys: str, awaited: Callable[[str], bool], silence: float = 0.25) -> Times:
        """Send keys, wait for a text, and then for silence.

        Args:
            keys: The keys; empty for the start, whose time begins with the program.
            awaited: Tells from the text of the screen whether it is there.
            silence: Seconds without output after which the step is over.

        Raises:
            TimeoutError: the text does not appear.
        """
        begun = time.perf_counter() if keys else self.began
        os.write(self.master, keys.encode())
        shown: float | None = None
        last = begun
        while True:
            now = time.perf_counter()
            wait = last + silence - now if shown is not None else begun + PATIENCE - now
            if wait <= 0 or not select.select([self.master], [], [], wait)[0]:
                break
            try:
                data = os.read(self.master, 1 << 16)
            except OSError:
                break
            last = time.perf_counter()
            if b"\x1b[?2026$p" in data:
                # The answer of a terminal that knows synchronised updates.
                os.write(self.master, b"\x1b[?2026;2$y")
            self.stream.feed(data.replace(b"\x1b[?2026$p", b"").replace(b"\x1b[?2048$p", b""))
            # A large frame takes several reads, and nobody sees the states between them.
            if shown is None and not select.select([self.master], [], [], 0)[0]:
                shown = last if awaited(self.text) else None
        if shown is None:
            raise TimeoutError(f"{keys!r} did not show what was awaited:\n{self.text}")
        return Times((shown - begun) * 1e3, (last - begun) * 1e3)

    @property
    def megabytes(self) -> float:
        """Peak memory of the program and its children."""
        processes = [self.child]
        for process in processes:
            children = Path(f"/proc/{process}/task/{process}/children").read_text()
            processes += map(int, children.split())
        return sum(map(_peak, processes)) / 1024

    def end(self) -> None:
        """Kill the program."""
        os.kill(self.child, signal.SIGKILL)
        os.close(self.master)
        os.waitpid(self.child, 0)


def _peak(process: int) -> int:
    for line in Path(f"/proc/{process}/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1])
    return 0
