"""The browser at 44 to 100,000 measures, compared with other programs and the same texts.

``python benchmarks/scale.py [--vd PATH] [--fzf PATH] [--pairs N] [--save FILE] [SIZE ...]`` runs
the programs in turn, so that the load of the machine is the same for all. It prints medians, and
medians of the ratios of each pair. Programs that are not installed are left out (visidata:
``pip install visidata`` in its own environment; fzf: ``apt install fzf``). ``--save`` writes the
medians for ``tools/plot_scale.py``.

Each time ends as follows. A letter: the outline shows its matches; with fzf, its list is at rest.
Choosing a department: outline and counts show it; with visidata, the rows are selected and open as
a sheet. A start: the outline and all counts are shown; with visidata, all rows are.
"""

from __future__ import annotations

import argparse
import csv
import json
import shutil
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from statistics import median

from core import plan_of
from screen import Program

from ecotui.model.toml import save
from ecotui.query.index import Index
from ecotui.query.selection import select

ECOTUI = str(Path(sys.executable).with_name("ecotui"))
DEPARTMENT = "林业厅"
LETTERS = "财政厅"
#: The most that a figure may be, by row and size.
BUDGETS = {
    ("letter / fzf settled", 44): 1.5,
    ("letter / fzf settled", 1000): 0.9,
    ("letter / fzf settled", 10_000): 0.9,
    ("letter / fzf settled", 100_000): 0.6,
    ("choosing / visidata", 44): 1.0,
    ("choosing / visidata", 10_000): 0.4,
    ("choosing / visidata", 100_000): 0.2,
    ("start / visidata", 10_000): 1.2,
    ("start / visidata", 100_000): 2.0,
    ("start, s", 100_000): 1.5,
    ("memory / visidata", 100_000): 1.8,
}
#: How often programs run at the largest size if they take minutes there.
SLOW = 1


class Plan:
    """A plan of this many measures, in the file format of each program.

    Args:
        folder: The folder for its files.
        size: How many measures.
    """

    def __init__(self, folder: Path, size: int) -> None:
        self.size = size
        self.folder = folder
        plan = plan_of(size)
        self.toml, self.csv, self.lines = (
            folder / f"{size}.{kind}" for kind in ("toml", "csv", "txt")
        )
        save(plan, self.toml)
        with open(self.csv, "w", encoding="utf-8", newline="") as table:
            writer = csv.writer(table)
            writer.writerow(["number", "text", "lead", "participants"])
            rows = [
                (str(m.number), m.text, "、".join(m.lead), "、".join(m.participants))
                for _chapter, _section, m in plan.walk()
            ]
            writer.writerows(rows)
        lines = [f"{number}. {' '.join(rest)}" for number, *rest in rows]
        self.lines.write_text("\n".join(lines) + "\n", encoding="utf-8")
        index = Index(plan)
        self.counts = {
            query: len(select(index, query))
            for query in (*(LETTERS[:end] for end in (1, 2, 3)), f"lead:{DEPARTMENT}")
        }

    @property
    def everything(self) -> str:
        """The counts that the browser shows without a query."""
        return f"{self.size}/{self.size}"


Figures = dict[str, float]


def ecotui(plan: Plan) -> Figures:
    """Start, letters, choosing a department, and memory."""
    homes = {"XDG_STATE_HOME": "state", "XDG_CONFIG_HOME": "config"}
    env = {name: str(plan.folder / folder) for name, folder in homes.items()}
    command = [ECOTUI, "--lang", "zh", "--plan", str(plan.toml), "browse", "--fresh"]
    program = Program(command, env=env)
    try:
        # The silence is the time in which a reader looks at the first screen.
        start = program.step("", lambda text: plan.everything in text and "窗格" in text, 1.0)
        program.step("/", lambda text: True)
        letters = []
        for end in (1, 2, 3):
            typed = LETTERS[:end]
            count = f"{plan.counts[typed]}/{plan.size}"
            shown = program.step(
                typed[-1], lambda text, t=typed, c=count: t in text.split("\n")[0] and c in text
            )
            letters.append(shown.shown)
        program.step("\x1b", lambda text: plan.everything in text)
        program.step("\t\t", lambda text: True)
        count = f"{plan.counts[f'lead:{DEPARTMENT}']}/{plan.size}"
        chosen = program.step("\r", lambda text: count in text and f"lead:{DEPARTMENT}" in text)
        return {
            "start": start.shown,
            "letter": median(letters),
            "first letter": letters[0],
            "choosing": chosen.shown,
            "memory": program.megabytes,
        }
    finally:
        program.end()


def visidata(path: str, plan: Plan) -> Figures:
    """Start, selecting and opening the rows of a department, and memory."""
    program = Program([path, "--motd-url=", "--default-width=20", str(plan.csv)])
    try:
        start = program.step("", lambda text: f"{plan.size} rows" in text, 0.5)
        program.step("gh\x1b[C\x1b[C", lambda text: True)
        program.step("|", lambda text: True)
        program.step(DEPARTMENT, lambda text: DEPARTMENT in text.split("\n")[-1])
        selected = program.step("\r", lambda text: "selected" in text, 0.5)
        opened = program.step('"', lambda text: "selectedref" in text, 0.5)
        return {
            "start": start.shown,
            "choosing": selected.shown + opened.shown,
            "memory": program.megabytes,
        }
    finally:
        program.end()


def fzf(path: str, plan: Plan) -> Figures:
    """Start and letters, until the list is at rest; memory."""
    program = Program([path, "--reverse", "--no-mouse"], stdin=plan.lines)
    try:
        start = program.step("", lambda text: plan.everything in text, 0.5)
        letters = [
            program.step(LETTERS[end - 1], lambda text, e=end: f"> {LETTERS[:e]}" in text).settled
            for end in (1, 2, 3)
        ]
        return {
            "start": start.shown,
            "letter": median(letters),
            "memory": program.megabytes,
        }
    finally:
        program.end()


def tree(plan: Plan) -> Figures:
    """Start and letters of the same outline in Textual's own Tree."""
    script = str(Path(__file__).with_name("tree.py"))
    program = Program([sys.executable, script, str(plan.lines)])
    try:
        start = program.step("", lambda text: plan.everything in text and "heading" in text, 0.5)
        letters = [
            program.step(
                LETTERS[end - 1], lambda text, e=end: f"{LETTERS[:e]} " in text.split("\n")[0]
            ).shown
            for end in (1, 2, 3)
        ]
        return {"start": start.shown, "letter": median(letters), "memory": program.megabytes}
    finally:
        program.end()


def compared(plan: Plan, peers: dict[str, Callable[[Plan], Figures]], pairs: int) -> list[dict]:
    """The figures of every program in each round."""
    rounds = []
    for number in range(pairs):
        found = {"ecotui": ecotui(plan)}
        for name, peer in peers.items():
            if name != "Textual Tree" or plan.size < 100_000 or number < SLOW:
                found[name] = peer(plan)
        rounds.append(found)
        print(".", end="", file=sys.stderr, flush=True)
    return rounds


def report(size: int, rounds: list[dict]) -> None:
    """Print one line per figure, with its budget."""

    def line(row: str, what: str, ours: str, theirs: str | None) -> None:
        both = [r for r in rounds if ours in r and (theirs is None or theirs in r)]
        if not both:
            return
        mine = median(r[ours][what] for r in both)
        if theirs is None:
            figure, other = mine / 1e3, "–"
        else:
            figure = median(r[ours][what] / r[theirs][what] for r in both)
            other = f"{median(r[theirs][what] for r in both):.1f}"
        budget = BUDGETS.get((row, size))
        verdict = "" if budget is None else f"{budget:5.2f}  {'met' if figure <= budget else 'NOT'}"
        print(f"{size:8} {row:34} {mine:9.1f} {other:>9} {figure:8.2f} {verdict}")

    line("letter / fzf settled", "letter", "ecotui", "fzf")
    line("choosing / visidata", "choosing", "ecotui", "visidata")
    line("start / visidata", "start", "ecotui", "visidata")
    line("start, s", "start", "ecotui", None)
    line("memory / visidata", "memory", "ecotui", "visidata")
    line("letter / Textual Tree", "letter", "ecotui", "Textual Tree")
    line("start / Textual Tree", "start", "ecotui", "Textual Tree")


def medians(rounds: list[dict]) -> dict[str, Figures]:
    """The median of each figure of each program."""
    values: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for found in rounds:
        for program, figures in found.items():
            for name, value in figures.items():
                values[program][name].append(value)
    return {
        program: {name: round(median(some), 1) for name, some in figures.items()}
        for program, figures in values.items()
    }


def main() -> None:
    """Run everything and print the table."""
    parser = argparse.ArgumentParser(description="the browser and its peers as plans grow")
    parser.add_argument("sizes", nargs="*", type=int, default=[44, 1000, 10_000, 100_000])
    parser.add_argument("--vd", default=shutil.which("vd"))
    parser.add_argument("--fzf", default=shutil.which("fzf"))
    parser.add_argument("--pairs", type=int, default=6)
    parser.add_argument("--save", type=Path)
    options = parser.parse_args()
    peers: dict[str, Callable[[Plan], Figures]] = {}
    if options.vd:
        peers["visidata"] = lambda plan: visidata(options.vd, plan)
    if options.fzf:
        peers["fzf"] = lambda plan: fzf(options.fzf, plan)
    peers["Textual Tree"] = tree
    heads = ("figure", "ms or MB", "theirs", "figure", "at most")
    print(f"measures {heads[0]:34} {heads[1]:>9} {heads[2]:>9} {heads[3]:>8} {heads[4]}")
    kept = {}
    for size in options.sizes:
        with tempfile.TemporaryDirectory() as folder:
            rounds = compared(Plan(Path(folder), size), peers, options.pairs)
        report(size, rounds)
        kept[str(size)] = medians(rounds)
    if options.save:
        options.save.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
