"""How many bytes the browser writes for each step, with its own driver and with Textual's.

``python benchmarks/wire.py [TERM]`` starts the browser twice in a pseudo-terminal of 120 by 40
cells, presses the same keys, and counts the output until it is silent. The figures do not vary from
run to run. It also prints the bytes that a simple encoder would write for the changed cells: the
encoder moves the cursor to each run of them, sets 256-colour styles, writes the text, and erases
the blank rest of a line; it never scrolls. At the end it writes the same modes: the alternate
screen, the cursor, pasting and wrapping have to be as they were before.
"""

from __future__ import annotations

import fcntl
import itertools
import os
import pty
import re
import select
import struct
import sys
import tempfile
import termios
import time

import pyte
from pyte.screens import Char

COLUMNS, LINES = 120, 40
#: The steps, and their keys.
STEPS = {
    "start": "",
    "nothing": "",
    "focus lost and gained": "\x1b[O\x1b[I",
    "a line down": "j",
    "half a page down": "\x04",
    "another half page": "\x04",
    "a line scrolled": "j",
    "the next": "j",
    "to the top": "g",
    "query line": "/",
    "a letter": "湿",
    "another": "地",
    "search cancelled": "\x1b",
    "export dialog": "e",
    "dialog closed": "\x1b",
    "help": "?",
    "help closed": "\x1b",
    "matrix": "r",
    "a row down": "j",
    "matrix closed": "\x1b",
    "quit": "q",
}
#: Seconds of silence after which a step is over; the first step starts an interpreter.
SILENCE, START = 0.4, 2.0

#: How many unchanged cells a simple encoder writes again instead of moving the cursor.
GAP = 3

Cells = list[list[Char]]

#: The style and the modes to be restored at the end.
RESTORED = re.compile(rb"\x1b\[0?m|\x1b\[\?(?:2004|1049|2048|1)l|\x1b\[\?(?:7|25)h")


class Screen(pyte.Screen):
    """An emulator that shows faint text as blinking: pyte does not know it, and nothing blinks."""

    def select_graphic_rendition(self, *codes: int, **options: bool) -> None:
        """Set styles; a faint one is another style."""
        known: list[int] = []
        rest = iter(codes)
        for code in rest:
            if code in (38, 48):
                colour = [code, next(rest, 5)]
                colour += [next(rest, 0) for _part in range(1 if colour[1] == 5 else 3)]
                known += colour
            else:
                known += {2: (5,), 22: (22, 25)}.get(code, (code,))
        super().select_graphic_rendition(*known, **options)


def count(driver: str, term: str) -> list[tuple[int, int]]:
    """The bytes written for each step, and those of a simple encoder."""
    with tempfile.TemporaryDirectory() as folder:
        child, master = pty.fork()
        if child == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
            own = {"XDG_CONFIG_HOME": folder, "XDG_STATE_HOME": folder}
            for name in ("COLUMNS", "LINES", "COLORTERM"):
                os.environ.pop(name, None)
            os.environ.update(own, TERM=term, ECOTUI_DRIVER=driver)
            os.execv(sys.executable, [sys.executable, "-m", "ecotui", "--lang", "zh"])
        screen = Screen(COLUMNS, LINES)
        stream = pyte.ByteStream(screen)
        written = []
        before = cells(screen)
        for name, keys in STEPS.items():
            os.write(master, keys.encode())
            data = _until_silent(master, START if not written else SILENCE)
            # The emulator would print these requests.
            stream.feed(data.replace(b"\x1b[?2026$p", b"").replace(b"\x1b[?2048$p", b""))
            after = cells(screen)
            restored = sum(map(len, RESTORED.findall(data))) if name == "quit" else 0
            written.append((len(data), ideal(before, after) + restored))
            before = after
        os.close(master)
        os.waitpid(child, 0)
        return written


def cells(screen: pyte.Screen) -> Cells:
    """Every cell of a screen."""
    return [[screen.buffer[y][x] for x in range(COLUMNS)] for y in range(LINES)]


def ideal(before: Cells, after: Cells) -> int:
    """The bytes that a simple encoder would write for the changed cells."""
    cost, style = 0, None
    for y, (old, new) in enumerate(zip(before, after, strict=True)):
        changed = [x for x in range(COLUMNS) if old[x] != new[x]]
        blanks = sum(1 for _cell in itertools.takewhile(new[-1].__eq__, reversed(new)))
        end = COLUMNS - blanks if new[-1].data == " " else COLUMNS
        at = None
        for x in [x for x in changed if x < end]:
            if at is None or x - at > GAP:
                cost += len(f"\x1b[{y + 1};{x + 1}H")
                at = x
            for cell in new[at : x + 1]:
                cost += _style_bytes(cell) if cell[1:] != style else 0
                cost += len(cell.data.encode())
                style = cell[1:]
            at = x + 1
        if changed and changed[-1] >= end:
            cost += len("\x1b[K") + (0 if at == end else len(f"\x1b[{y + 1};{end + 1}H"))
            cost += _style_bytes(new[-1]) if new[-1][1:] != style else 0
            style = new[-1][1:]
    return cost


def _style_bytes(cell: Char) -> int:
    """The bytes that set the whole style of a cell, in 256 colours."""
    colours = [colour for colour in (cell.fg, cell.bg) if colour != "default"]
    attributes = (
        cell.bold,
        cell.italics,
        cell.underscore,
        cell.strikethrough,
        cell.reverse,
        cell.blink,
    )
    return len("\x1b[0m") + sum(len(";38;5;2") + 2 for _colour in colours) + 2 * sum(attributes)


def _until_silent(master: int, seconds: float) -> bytes:
    """The output until it has been silent for some seconds."""
    read = b""
    last = time.monotonic()
    while (left := last + seconds - time.monotonic()) > 0:
        if select.select([master], [], [], left)[0]:
            try:
                data = os.read(master, 65536)
            except OSError:
                break
            if b"\x1b[?2026$p" in data:
                # The answer of a terminal that knows synchronised updates.
                os.write(master, b"\x1b[?2026;2$y")
            read += data
            last = time.monotonic()
    return read


def main(term: str) -> None:
    """Print one line per step."""
    ours, stock = count("", term), count("stock", term)
    heads = ("ours", "stock", "ratio", "ideal", "ratio")
    print(f"{'step':24}" + "".join(f"{head:>8}" for head in heads) + f"   (TERM={term}, bytes)")
    for name, (mine, ideal_), (theirs, _ideal) in zip(STEPS, ours, stock, strict=True):
        _print(name, mine, theirs, ideal_)
    _print("sum", *(sum(one[0] for one in each) for each in (ours, stock)), sum(o[1] for o in ours))


def _print(name: str, mine: int, theirs: int, ideal_: int) -> None:
    ratios = [f"{mine / other:8.2f}" if other else f"{'–':>8}" for other in (theirs, ideal_)]
    print(f"{name:24}{mine:8}{theirs:8}{ratios[0]}{ideal_:8}{ratios[1]}")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "xterm-256color")
