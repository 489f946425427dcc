"""The cost of many browsers on one machine: private and shared memory, and work while idle.

``python benchmarks/sessions.py [SESSIONS]`` starts browsers (50 by default) on the shipped plan,
each in its own pseudo-terminal of 120 by 40 cells, and waits until all have drawn their screens.
Then it reads from ``/proc`` their memory (PSS counts shared memory in proportion) and their work
in ten seconds without input. Linux only.
"""

from __future__ import annotations

import fcntl
import os
import pty
import selectors
import struct
import sys
import tempfile
import termios
import time
from statistics import median

COLUMNS, LINES = 120, 40
#: Seconds without input, and seconds of silence after which a screen counts as drawn.
IDLE, SILENCE = 10.0, 3.0
#: The lines of smaps_rollup for private memory, and for shared memory.
OWN, SHARED = ("Private_Clean", "Private_Dirty"), ("Shared_Clean", "Shared_Dirty")


def start(folder: str) -> tuple[int, int]:
    """Start a browser; gives its process id and its terminal."""
    child, master = pty.fork()
    if child == 0:
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
        own = {"XDG_CONFIG_HOME": folder, "XDG_STATE_HOME": folder}
        for name in ("COLUMNS", "LINES"):
            os.environ.pop(name, None)
        os.environ.update(own, TERM="xterm-256color")
        os.execv(sys.executable, [sys.executable, "-m", "ecotui", "--lang", "zh"])
    return child, master


def written(masters: list[int], seconds: float, until_silent: bool = False) -> int:
    """Read for some seconds, or until silent for as long; gives the number of bytes."""
    total, begun = 0, time.monotonic()
    with selectors.DefaultSelector() as selector:
        for master in masters:
            selector.register(master, selectors.EVENT_READ)
        while (left := begun + seconds - time.monotonic()) > 0:
            for key, _events in selector.select(left):
                try:
                    total += len(os.read(key.fd, 65536))
                except OSError:
                    # The program has ended.
                    selector.unregister(key.fd)
                if until_silent:
                    begun = time.monotonic()
    return total


def memory(child: int) -> dict[str, float]:
    """PSS, private, shared and resident memory of a process, in MB."""
    with open(f"/proc/{child}/smaps_rollup", encoding="ascii") as file:
        fields = [line.split() for line in list(file)[1:]]
    found = {field[0].rstrip(":"): int(field[1]) / 1024 for field in fields}
    return {
        "PSS": found["Pss"],
        "own": sum(found[name] for name in OWN),
        "shared": sum(found[name] for name in SHARED),
        "RSS": found["Rss"],
    }


def worked(child: int) -> tuple[int, int]:
    """The processor ticks of a process, and how often its threads woke up."""
    with open(f"/proc/{child}/stat", encoding="ascii") as file:
        fields = file.read().rpartition(")")[2].split()
    woken = 0
    for thread in os.listdir(f"/proc/{child}/task"):
        with open(f"/proc/{child}/task/{thread}/status", encoding="ascii") as file:
            woken += sum(int(line.split()[1]) for line in file if "ctxt_switches" in line)
    return int(fields[11]) + int(fields[12]), woken


def main(sessions: int) -> None:
    """Print the cost."""
    with tempfile.TemporaryDirectory() as folder:
        children, masters = [], []
        for number in range(sessions):
            child, master = start(os.path.join(folder, str(number)))
            children.append(child)
            masters.append(master)
            # One after the other, as people log in.
            written(masters, 0.3)
        written(masters, SILENCE, until_silent=True)
        before = [worked(child) for child in children]
        said = written(masters, IDLE)
        after = [worked(child) for child in children]
        held = [memory(child) for child in children]
        for child, master in zip(children, masters, strict=True):
            os.write(master, b"q")
            written([master], 0.5, until_silent=True)
            os.close(master)
            os.waitpid(child, 0)
    ticks = sum(new[0] - old[0] for old, new in zip(before, after, strict=True))
    woken = sum(new[1] - old[1] for old, new in zip(before, after, strict=True))
    load = ticks / os.sysconf("SC_CLK_TCK") / IDLE * 100
    print(f"{sessions} sessions, MB")
    print(f"{'':10} {'each':>8} {'all':>8}")
    for name in ("PSS", "own", "shared", "RSS"):
        values = [each[name] for each in held]
        total = f"{sum(values):8.0f}" if name in ("PSS", "own") else "       –"
        print(f"{name:10} {median(values):8.1f} {total}")
    print(f"in {IDLE:.0f} s without a key: {load:.1f} % of a processor, woken {woken} times,")
    print(f"{said} bytes written, by all of them together")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 50)
