"""What befalls a browser: noise, sizes, a line that drops, and twenty of one user at once.

Each scene takes where its draws come from and an empty folder, and returns what is wrong.
"""

from __future__ import annotations

import json
import os
import random
import signal
import time
import tomllib
from pathlib import Path

from needs import program
from sittings import Sitting, broken, noise, pictured

#: What may end a browser from outside, and what it then ends with. At ``line`` the terminal goes.
ENDS = {"line": -1, "SIGHUP": -1, "SIGTERM": -15, "SIGINT": 130, "SIGKILL": -9}
#: Where it may be then: keys that lead there, and what the screen shows.
MOMENTS = {
    "start": ("", ""),
    "typing": ("/lead:水", "lead:水"),
    "outline": ("/湿地\r*", "5/44"),
    "dialog": ("e", "Export:"),
    "export": ("eG\t\x15out.toml\r", ""),
    "matrix": ("r", "RACI"),
    "view": ("/湿地\rvshidi\r", ""),
}


def noisy(draw: random.Random, folder: Path, size: int = 5000) -> list[str]:
    """Random bytes: nothing is broken, it still leaves by its key, and the terminal is restored."""
    left = noise(draw, size)
    (folder / "here").mkdir()
    wrong: list[str] = []
    while left and not wrong:
        sitting = Sitting(folder / "here").begin()
        try:
            before = len(left)
            left = left[sitting.type(left, draw) :]
            if not sitting.leave():
                wrong.append(f"it hangs:\n{sitting.shown[-2000:]}")
            # Ctrl+C, Ctrl+\\ and the end of input are keys in raw mode, and no signals.
            wrong += [*sitting.wrong(0), *sitting.unrestored()]
            assert wrong or len(left) < before, "nothing of it was taken"
        finally:
            sitting.close()
    wrong += [f"{name} was written" for name in os.listdir(folder) if name != "here"]
    return wrong


def resized(draw: random.Random, folder: Path, times: int = 200) -> list[str]:
    """Sizes from 1×1 to 500×200, faster than it draws: then the picture is that of a fresh one."""
    sitting, fresh = Sitting(folder / "a").begin(), Sitting(folder / "b").begin()
    try:
        for _time in range(times):
            small = draw.random() < 0.3
            columns, lines = draw.randint(1, 12 if small else 500), draw.randint(1, 200)
            sitting.resize(columns, lines)
            sitting.type(draw.choice((b"", b"", b"j", b"k", b"\x0c")), draw)
            sitting.type(b"\x1b" * draw.randint(0, 1), draw)
            time.sleep(draw.choice((0, 0, 0.01)))
        for each in (sitting, fresh):
            each.type(b"\x1b\x1b", draw)
            each.terminal.settle()
            each.type(b"g", draw)
        columns, lines = draw.randint(80, 140), draw.randint(20, 50)
        drawn = [pictured(each, columns, lines) for each in (sitting, fresh)]
        wrong = []
        if drawn[0] != drawn[1]:
            wrong.append(f"at {columns}×{lines} it draws\n{drawn[0]}\nand not\n{drawn[1]}")
        for each in (sitting, fresh):
            if not each.leave():
                wrong.append("it hangs")
            wrong += [*each.wrong(0), *each.unrestored()]
        return wrong
    finally:
        sitting.close()
        fresh.close()


def dropped(draw: random.Random, folder: Path, moment: str = "", how: str = "") -> list[str]:
    """The line drops, or it is ended, at some moment: files are whole, and it is gone."""
    moment = moment or draw.choice([*MOMENTS])
    how = how or draw.choice([*ENDS])
    keys, shown = MOMENTS[moment]
    old = b"old = 1\n"
    (folder / "out.toml").write_bytes(old)
    sitting = Sitting(folder)
    try:
        if moment != "start":
            sitting.begin()
            sitting.type(keys.encode(), draw)
            sitting.until(lambda: shown in sitting.shown)
        time.sleep(draw.random() * (0.3 if shown else 0.6))
        if not sitting.is_there:
            return [f"{moment}: it ended by itself with {sitting.terminal.status}"]
        sitting.end(how)
        if not sitting.ended(reading=how != "line"):
            return [f"{moment}, {how}: it hangs: {sitting.state}"]
        right = [ENDS[how]]
        if moment == "start":
            # Before it has its own way of ending, Python's or the system's holds.
            right += {"SIGINT": [-signal.SIGINT, 1], "line": [3]}.get(how, [])
        wrong = [*sitting.wrong(*right, leftovers=how == "SIGKILL")]
        if moment == "start" and how == "SIGINT":
            wrong = [one for one in wrong if "KeyboardInterrupt" not in one]
        if (folder / "out.toml").read_bytes() != old:
            # The dialog asks before it overwrites.
            wrong.append("a file was overwritten without being asked for")
        return [f"{moment}, {how}: {one}" for one in wrong]
    finally:
        sitting.close()


def killed(draw: random.Random, folder: Path) -> list[str]:
    """A browser that saves its session is killed at some system call of that."""
    name = draw.choice(("fsync", "rename", "fchmod", "mkdir", "flock", "unlink", "link"))
    inject = f"--inject={name}:signal=SIGKILL:when={draw.randint(1, 4)}"
    note = ("-f", "-qq", "-o", os.devnull, "--seccomp-bpf", f"--trace={name}", inject)
    for tracer in ((program("strace"), *note), ()):
        sitting = Sitting(folder, tracer=tracer)
        try:
            if tracer:
                # It may be killed at any time from here on.
                sitting.type(b"", draw)
                deadline = time.monotonic() + 20
                while sitting.is_there and time.monotonic() < deadline:
                    sitting.type(
                        draw.choice((b"/\xe6\xb9\xbf\xe5\x9c\xb0\r", b"*", b"x", b"j")), draw
                    )
                    time.sleep(0.1)
                    if draw.random() < 0.1:
                        break
                sitting.leave()
                wrong = [*sitting.wrong(-9, 0, leftovers=True)]
            else:
                sitting.terminal.wait("/44")
                sitting.leave()
                wrong = [*sitting.wrong(0, leftovers=True)]
        finally:
            sitting.close()
        if wrong:
            return [f"{inject}: {one}" for one in wrong]
    return []


def crowd(draw: random.Random, folder: Path, size: int = 20) -> list[str]:
    """So many browsers of one user at once: each marks, saves a view, exports and ends."""
    sittings = [Sitting(folder) for _number in range(size)]
    ends: list[str] = []
    try:
        for sitting in sittings:
            sitting.begin()
        for number, sitting in enumerate(sittings):
            keys = f"/湿地 no:1-{number + 10}\r*vview{number}\r"
            sitting.type(keys.encode(), draw)
        for number, sitting in enumerate(sittings):
            sitting.terminal.settle()
            sitting.type(f"eG\t\x15out{number}.toml\r".encode(), draw)
        for number, sitting in enumerate(sittings):
            sitting.until(lambda name=f"out{number}.toml": (folder / name).exists())
            sitting.terminal.settle()
            ends.append(draw.choice(["q", *ENDS]))
            if ends[-1] == "q":
                sitting.leave()
            else:
                sitting.end(ends[-1])
        wrong = []
        for how, sitting in zip(ends, sittings, strict=True):
            if not sitting.ended(reading=how != "line"):
                wrong.append(f"{how}: it hangs")
            right = 0 if how == "q" else ENDS[how]
            wrong += [f"{how}: {one}" for one in sitting.wrong(right, leftovers=True)]
        wrong += broken(folder, leftovers="SIGKILL" in ends)
        for number in range(size):
            if not (folder / f"out{number}.toml").exists():
                wrong.append(f"out{number}.toml was not written")
        views = tomllib.loads((folder / "config/ecotui/views.toml").read_text("utf-8"))
        lost = {f"view{number}" for number in range(size)} - {*views}
        if lost:
            wrong.append(f"lost views: {sorted(lost)}")
        state = folder / "state/ecotui"
        json.loads((state / "browser.json").read_text("utf-8"))
        return wrong
    finally:
        for sitting in sittings:
            sitting.close()
