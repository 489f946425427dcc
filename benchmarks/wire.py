"""How many bytes the browser writes for what a user does, with its own driver and with Textual's.

``python benchmarks/wire.py [TERM]`` starts the browser twice in a pseudo-terminal of 120 by 40
cells, presses the same keys and counts what comes out until it falls silent. The figures do not
vary from run to run.
"""

from __future__ import annotations

import fcntl
import os
import pty
import select
import struct
import sys
import tempfile
import termios
import time

COLUMNS, LINES = 120, 40
#: What is done, and the keys that do it.
STEPS = {
    "start": "",
    "nothing": "",
    "focus lost and gained": "\x1b[O\x1b[I",
    "a line down": "j",
    "half a page down": "\x04",
    "to the top": "g",
    "search line": "/",
    "a letter": "湿",
    "another": "地",
    "search given up": "\x1b",
    "export dialog": "e",
    "dialog left": "\x1b",
    "help": "?",
    "help left": "\x1b",
    "matrix": "r",
    "a row down": "j",
    "matrix left": "\x1b",
    "quit": "q",
}
#: Seconds without output after which a step is over; the first has an interpreter to start.
SILENCE, START = 0.4, 2.0


def count(driver: str, term: str) -> list[int]:
    """Bytes written for each step."""
    with tempfile.TemporaryDirectory() as folder:
        child, master = pty.fork()
        if child == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
            own = {"XDG_CONFIG_HOME": folder, "XDG_STATE_HOME": folder, "XDG_CACHE_HOME": folder}
            for name in ("COLUMNS", "LINES", "COLORTERM"):
                os.environ.pop(name, None)
            os.environ.update(own, TERM=term, ECOTUI_DRIVER=driver)
            os.execv(sys.executable, [sys.executable, "-m", "ecotui", "--lang", "zh"])
        written = []
        for keys in STEPS.values():
            os.write(master, keys.encode())
            written.append(_silent(master, START if not written else SILENCE))
        os.close(master)
        os.waitpid(child, 0)
        return written


def _silent(master: int, seconds: float) -> int:
    """Bytes read until nothing has come for some seconds."""
    total = 0
    last = time.monotonic()
    while (left := last + seconds - time.monotonic()) > 0:
        if select.select([master], [], [], left)[0]:
            try:
                data = os.read(master, 65536)
            except OSError:
                break
            if b"\x1b[?2026$p" in data:
                # As a terminal answers that knows synchronised updates.
                os.write(master, b"\x1b[?2026;2$y")
            total += len(data)
            last = time.monotonic()
    return total


def main(term: str) -> None:
    """Print a line per step."""
    ours, stock = count("", term), count("stock", term)
    print(f"{'step':24} {'ours':>8} {'stock':>8} {'ratio':>6}   (TERM={term}, bytes)")
    rows = zip([*STEPS, "sum"], [*ours, sum(ours)], [*stock, sum(stock)], strict=True)
    for name, mine, theirs in rows:
        ratio = f"{mine / theirs:6.2f}" if theirs else "     –"
        print(f"{name:24} {mine:8} {theirs:8} {ratio}")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "xterm-256color")
