"""``python tests/faults --minutes 60``: faults drawn at random until the time is over.

What is wrong is printed when it is found, with the command that shows it again, and at the end how
much was tried. The exit code is 1 if anything was found.
"""

from __future__ import annotations

import argparse
import contextlib
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1] / "support"))

import pytest
import scenes
from cases import cases
from injection import Fault
from trials import Trial

#: The scenes by their names, and what is counted of each.
SCENES = {
    "noisy": "browsers that get 5,000 random bytes",
    "resized": "browsers that get 200 sizes",
    "dropped": "browsers whose line drops, or that are ended",
    "killed": "browsers killed while they save",
    "crowd": "times 20 browsers of one user",
}


def played(name: str, seed: int) -> list[str]:
    """A scene in a folder of its own."""
    with tempfile.TemporaryDirectory(prefix="faults-") as folder:
        try:
            wrong: list[str] = getattr(scenes, name)(random.Random(seed), Path(folder))
        except (Exception, pytest.fail.Exception) as error:
            return [f"{type(error).__name__}: {error}"]
    return wrong


class Hour:
    """A run of some minutes.

    Args:
        seed: What the draws follow from.
        folder: A folder for what is run.
    """

    def __init__(self, seed: int, folder: Path) -> None:
        self.random = random.Random(seed)
        self.folder = folder
        self.tried: Counter[str] = Counter()
        self.found: Counter[str] = Counter()
        self._trials: dict[str, Trial] = {}

    def trial(self, name: str) -> Trial:
        """The trial of a case, made when it is drawn first."""
        if name not in self._trials:
            place = self.folder / str(len(self._trials))
            place.mkdir()
            self._trials[name] = Trial(cases()[name], place)
        return self._trials[name]

    def system_call(self) -> tuple[str, list[str]]:
        """A fault at a system call of a command."""
        trial = self.trial(self.random.choice(sorted(cases())))
        kind = self.random.choice(("SIGKILL", "SIGKILL", "SIGTERM", "SIGHUP", "SIGINT", "errors"))
        if kind == "errors":
            fault = self.random.choice(list(trial.errors()))
            return f"calls that fail: {fault.name}", trial.attempt(fault)
        fault = self.random.choice(list(trial.signals(kind, every=True)))
        return f"calls at which it gets {kind}", trial.attempt(fault)

    def short(self) -> tuple[str, list[str]]:
        """A disk with little room for each file."""
        trial = self.trial(self.random.choice(sorted(cases())))
        return "disks with room for half a file", trial.short_of_room(self.random.choice((0, 1, 4)))

    def scene(self, name: str) -> tuple[str, list[str]]:
        """What befalls a browser, with a seed of its own."""
        seed = self.random.randrange(10**6)
        again = f"  python tests/faults --scene {name} --seed {seed}"
        return SCENES[name], [f"{name}: {one}\n{again}" for one in played(name, seed)]

    def one(self) -> tuple[str, list[str]]:
        """Whatever is drawn: of what takes long, less."""
        kinds = ["system_call"] * 30 + ["short"] * 4 + ["dropped"] * 6
        kind = self.random.choice(
            [*kinds, "noisy", "noisy", "resized", "killed", "killed", "crowd"]
        )
        if kind in SCENES:
            return self.scene(kind)
        return self.short() if kind == "short" else self.system_call()

    def until(self, end: float) -> None:
        """Go on until a time of the monotonic clock."""
        while time.monotonic() < end:
            kind, wrong = self.one()
            self.tried[kind] += 1
            self.found[kind] += bool(wrong)
            for line in wrong:
                print(line, flush=True)

    def figures(self) -> Iterator[str]:
        """What was tried, and what was found, as a table."""
        yield "| what | times | findings |"
        yield "| --- | --: | --: |"
        for kind, count in sorted(self.tried.items()):
            yield f"| {kind} | {count:,} | {self.found[kind]} |"


def main() -> int:
    parser = argparse.ArgumentParser(prog="tests/faults", description=__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=None, help="default: another one each time")
    parser.add_argument("--scene", choices=SCENES, help="try one scene only, and once")
    parser.add_argument("--case", choices=sorted(cases()), help="try one case only, and once")
    parser.add_argument("--at", type=Fault.read, help="the fault for --case")
    wishes = parser.parse_args()
    if wishes.scene:
        wrong = played(wishes.scene, wishes.seed or 0)
        print(*wrong, sep="\n")
        return bool(wrong)
    with tempfile.TemporaryDirectory(prefix="faults-") as folder:
        if wishes.case:
            wrong = Trial(cases()[wishes.case], Path(folder)).attempt(wishes.at)
            print(*wrong, sep="\n")
            return bool(wrong)
        seed = random.randrange(10**6) if wishes.seed is None else wishes.seed
        print(f"seed {seed}", flush=True)
        hour = Hour(seed, Path(folder))
        with contextlib.suppress(KeyboardInterrupt):
            hour.until(time.monotonic() + 60 * wishes.minutes)
        print(*hour.figures(), sep="\n")
        return bool(hour.found.total())


if __name__ == "__main__":
    sys.exit(main())
