"""The browser over a real ssh and a slow line, in turn with visidata.

``python benchmarks/ssh.py [--vd PATH] [--pairs N]`` starts its own sshd on 127.0.0.1 with a
temporary key, logs in through a line with a round trip of 100 ms, and measures in an open shell: a
start until the whole screen is shown, and steps at the lower edge until the first change. First it
compares with visidata at 256 kbit/s (``pip install visidata`` in its own environment; ``--vd``
names it), then it runs alone at 64 kbit/s, with keys that are typed ahead of the screen.
"""

from __future__ import annotations

import argparse
import csv
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import mean, median

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "support"))

from large import enlarged
from slow_line import slow_line
from ssh import Server, serving
from terminal import Terminal

from ecotui.cli.session import shipped_plan
from ecotui.model.toml import load, save

#: Round trip in milliseconds, and the rates in kbit/s: with visidata, and alone.
ROUND_TRIP, RATE, SLOW = 100, 256, 64
#: The most that ratios to visidata may be, and the most milliseconds.
BUDGETS = {"start": 0.85, "scroll": 1.0, "scroll, B": 1.0}
LIMITS = {"start": 3000, "page": 1300}
#: Measures of the plan that is scrolled; the shipped one ends soon below the first screen.
MEASURES = 400
#: Steps of the cursor to the last line of the screen, and further steps, which scroll.
TO_THE_EDGE, SCROLLED = 40, 24


class Shell:
    """A shell at the other end of a line.

    Args:
        server: The server to log in to.
        port: The port of the line to it.
        folder: The working folder.
    """

    def __init__(self, server: Server, port: int, folder: Path) -> None:
        self.folder = folder
        command = server.command(port, "sh", "-i", PS1="READY> ")
        self.terminal = Terminal(command, folder, answers=True)
        self.until(lambda text: "READY>" in text)
        self.step(f"cd {folder}\r", lambda text: True)

    def until(self, wanted: Callable[[str], bool]) -> None:
        """Read until the screen is as wanted."""
        end = time.monotonic() + 60
        while not wanted(self.terminal.text):
            if not self.terminal.read(0.05) or time.monotonic() > end:
                raise SystemExit(f"this did not come:\n{self.terminal.text}")

    def step(self, keys: str, wanted: Callable[[str], bool] | None = None) -> float:
        """Milliseconds from keys until the screen is as wanted, or has changed."""
        before = self.terminal.text
        begun = time.perf_counter()
        self.terminal.send(keys)
        self.until(wanted or (lambda text: text != before))
        taken = (time.perf_counter() - begun) * 1000
        self.terminal.settle(0.7)
        return taken


@contextmanager
def shell(server: Server, rate: float, folder: Path) -> Iterator[Shell]:
    """A shell over a line of this rate."""
    with slow_line(server.port, ROUND_TRIP, rate) as line:
        opened = Shell(server, line.port, folder)
        yield opened
        opened.terminal.close()


def ecotui(folder: Path, plan: Path | None = None) -> str:
    """The command that starts the browser with its own state and configuration."""
    home = " ".join(f"XDG_{kind}_HOME={folder}/{kind}" for kind in ("STATE", "CONFIG"))
    which = f"--plan {plan}" if plan else ""
    return f"env {home} {sys.executable} -m ecotui --lang zh {which} browse --fresh\r"


def is_whole(text: str) -> bool:
    """Whether the whole first screen of the browser is shown."""
    return all(word in text for word in ("参加单位", "退出"))


def measured(
    here: Shell, command: str, whole: Callable[[str], bool], down: str
) -> dict[str, float]:
    """Start and scrolling of one program."""
    start = here.step(command, whole)
    size = len(here.terminal.raw)
    here.step(down * TO_THE_EDGE)
    scrolled, sizes = [], []
    for _time in range(SCROLLED):
        at = len(here.terminal.raw)
        scrolled.append(here.step(down))
        sizes.append(len(here.terminal.raw) - at)
    return {
        "start": start,
        "scroll": median(scrolled),
        "start, B": size,
        "scroll, B": median(sizes),
        "mean, B": mean(sizes),
    }


def beside_visidata(server: Server, folder: Path, vd: str, pairs: int) -> None:
    """Print start and scrolling of both programs, and the medians of their ratios."""
    plan = enlarged(load(shipped_plan()), MEASURES)
    save(plan, folder / "plan.toml")
    table = folder / "plan.csv"
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["number", "text", "lead", "participants"])
        for _chapter, _section, m in plan.walk():
            writer.writerow([m.number, m.text, "、".join(m.lead), "、".join(m.participants)])
    theirs = f"{vd} --motd-url= --default-width=20 {table}\r"
    rounds = []
    for _pair in range(pairs):
        with shell(server, RATE, folder) as here:
            mine = measured(here, ecotui(folder, folder / "plan.toml"), is_whole, "j")
        with shell(server, RATE, folder) as here:
            other = measured(here, theirs, lambda text: f"{MEASURES} rows" in text, "\x1b[B")
        rounds.append((mine, other))
    print(f"{ROUND_TRIP} ms, {RATE} kbit/s, ms and bytes: ecotui, visidata, ratio, at most")
    for name in rounds[0][0]:
        budget = BUDGETS.get(name)
        own, peer = (median(found[side][name] for found in rounds) for side in (0, 1))
        ratio = median(mine[name] / other[name] for mine, other in rounds)
        verdict = "met" if budget is None or ratio <= budget else "NOT met"
        most = "" if budget is None else f"{budget:6.2f}  {verdict}"
        print(f"{name:12} {own:7.0f} {peer:7.0f} {ratio:6.2f} {most}")


def alone(server: Server, folder: Path, times: int) -> None:
    """Print the times on the slower line, and how far the screen is behind the keys."""
    rounds = []
    for _time in range(times):
        with shell(server, SLOW, folder) as here:
            found = {"start": here.step(ecotui(folder), is_whole)}
            found["page"] = here.step("\x1b[6~")
            for key in "rqrqrqrqrqrq":
                here.terminal.send(key)
                end = time.monotonic() + 0.25
                while time.monotonic() < end:
                    here.terminal.read(0.05)
            found["typed ahead"] = here.step("/湿地\r", lambda text: "5/44" in text)
        rounds.append(found)
    print(f"{ROUND_TRIP} ms, {SLOW} kbit/s, ms: median, at most")
    for name in rounds[0]:
        value, limit = median(found[name] for found in rounds), LIMITS.get(name)
        verdict = "" if limit is None else f"{limit:7}  {'met' if value <= limit else 'NOT met'}"
        print(f"{name:12} {value:7.0f} {verdict}")


def main() -> None:
    """Run everything."""
    parser = argparse.ArgumentParser(description="the browser over a slow ssh")
    parser.add_argument("--vd", default=shutil.which("vd"))
    parser.add_argument("--pairs", type=int, default=6)
    options = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as name,
        tempfile.TemporaryDirectory() as keys,
        serving(Path(keys)) as server,
    ):
        if options.vd:
            beside_visidata(server, Path(name), options.vd, options.pairs)
        alone(server, Path(name), options.pairs)


if __name__ == "__main__":
    main()
