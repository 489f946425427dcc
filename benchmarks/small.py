"""The browser on the shipped plan, compared with other programs in one run.

``python benchmarks/small.py [--vd PATH] [--pairs N]`` runs each program in turn in a
pseudo-terminal of 120 by 40 cells. It prints medians, the median of the ratios of each pair, and
the budget. A bare app is a Textual app that shows one line. visidata is left out if it is not
installed (``pip install visidata`` in its own environment).
"""

from __future__ import annotations

import argparse
import csv
import shutil
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from statistics import median, quantiles

from screen import Program

from ecotui.cli.session import shipped_plan
from ecotui.model.toml import load

PYTHON = sys.executable
ECOTUI = str(Path(PYTHON).with_name("ecotui"))
BARE = """
import os
os.environ["TEXTUAL_ANIMATIONS"] = "none"
from textual.app import App
from textual.widgets import Static
class Bare(App):
    BINDINGS = [("q", "quit", "quit")]
    def compose(self):
        yield Static("one line of text")
Bare().run(mouse=False)
"""
#: Title: figure, the figure to divide by, and the most that the ratio may be.
RATIOS = {
    "interactive start / bare app": ("start", "bare start", 1.35),
    "first text / python -c pass": ("first", "pass", 5.0),
    "a line down / visidata": ("down", "visidata down", 0.4),
    "quit / visidata": ("quit", "visidata quit", 1.5),
    "memory / bare app": ("memory", "bare memory", 1.45),
}
DOWNS = 20


def ecotui(figures: dict[str, list[float]], folder: Path) -> None:
    """Start, move down, quit."""
    env = {f"XDG_{kind}_HOME": str(folder) for kind in ("CONFIG", "STATE")}
    command = [ECOTUI, "--lang", "zh", "browse", "--fresh"]
    program = Program(command, env=env)
    # The splash has neither a query line nor a key bar.
    figures["first"].append(program.step("", lambda text: "健全省级公益林" in text, 0).shown)
    program.end()
    program = Program(command, env=env)
    figures["start"].append(program.step("", lambda text: "窗格" in text).shown)
    for _step in range(DOWNS):
        before = program.text
        figures["down"].append(program.step("j", lambda text, old=before: text != old, 0.06).shown)
    figures["memory"].append(program.megabytes)
    figures["quit"].append(program.quit("q"))


def bare(figures: dict[str, list[float]], folder: Path) -> None:
    """The smallest Textual app, and the smallest Python program."""
    file = folder / "bare.py"
    file.write_text(BARE)
    program = Program([PYTHON, str(file)])
    figures["bare start"].append(program.step("", lambda text: "one line of text" in text).shown)
    figures["bare memory"].append(program.megabytes)
    program.quit("q")
    figures["pass"].append(Program([PYTHON, "-c", "pass"]).quit(""))


def visidata(figures: dict[str, list[float]], vd: str, file: Path) -> None:
    """The same steps in visidata."""
    program = Program([vd, "--motd-url=", "--default-width=20", str(file)])
    program.step("", lambda text: "44 rows" in text, 0.5)
    for _step in range(DOWNS):
        before = program.looks
        times = program.step("j", lambda _text, old=before: program.looks != old, 0.06)
        figures["visidata down"].append(times.shown)
    figures["visidata quit"].append(program.quit("gq"))


def write_csv(file: Path) -> None:
    """Write the shipped plan as rows for visidata."""
    with file.open("w", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["number", "lead", "participants", "text"])
        for chapter in load(shipped_plan()).chapters:
            for section in chapter.sections:
                for one in section.measures:
                    names = "、".join(one.lead), "、".join(one.participants)
                    writer.writerow([one.number, *names, one.text])


def main() -> None:
    """Print one line per ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--vd", default=shutil.which("vd"))
    parser.add_argument("--pairs", type=int, default=9)
    arguments = parser.parse_args()
    figures: dict[str, list[float]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_csv(folder / "plan.csv")
        for _pair in range(arguments.pairs):
            ecotui(figures, folder)
            bare(figures, folder)
            if arguments.vd:
                visidata(figures, arguments.vd, folder / "plan.csv")
    print(f"{'figure':32} {'ours':>8} {'theirs':>8} {'ratio':>6} {'budget':>6}")
    for title, (ours, theirs, budget) in RATIOS.items():
        if theirs not in figures:
            continue
        ratio = median(a / b for a, b in zip(figures[ours], figures[theirs], strict=True))
        a, b = median(figures[ours]), median(figures[theirs])
        print(f"{title:32} {a:8.1f} {b:8.1f} {ratio:6.2f} {budget:6.2f}")
    down = figures["down"]
    tail = quantiles(down, n=20)[-1] / median(down)
    print(f"{'a line down, p95 / median':32} {'':8} {'':8} {tail:6.2f} {2.5:6.2f}")


if __name__ == "__main__":
    main()
