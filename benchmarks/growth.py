"""How work grows with its input, in every dimension in which somebody's input may grow.

``python benchmarks/growth.py [--gc] [--seconds S] [NAME ...]`` runs each case whose name begins
with one of the names at growing sizes, all by default, which takes hours. A row says the size from
which a case takes 20 ms, milliseconds of processor time there, at 10 times and at 100 times of it,
and what a doubling costs by the curve that fits best. More than 2.3, twice, is marked. The worst
case of each use stands at the end.

Times are of processor time in one process, the median of three, of one where a run takes long. A
case ends early where a run takes longer than S seconds, 20 by default; with 0.1 it ends at 10
times. The garbage collector is off, as it is in the program while it loads and writes; with
``--gc`` it runs: it looks at all that is alive again and again, and what that costs grows faster
than what is alive.

Where the result has a cell for each measure and department, only one of both grows in a case. The
work is linear in the cells: both at once would rightly take four times as long.
"""

from __future__ import annotations

import argparse
import gc
import math
import sys
import time
from collections.abc import Callable
from statistics import linear_regression, median

import growth_documents
import growth_texts
import growth_uses
from growth_plans import CASES, Make

from ecotui import i18n

#: The most that a doubling may cost.
ALLOWED = 2.3
#: The least that is measured: less is noise.
LEAST_S = 0.02
#: Multiples of the first size that are measured.
STEPS = (1, 10, 100)
#: What takes less than that at so large a size does not grow, or never matters.
LARGEST = 1 << 20
#: The modules that add cases.
MODULES = (growth_documents, growth_texts, growth_uses)


def forget() -> None:
    """Empty what the program keeps of texts that it has seen, but not the tables that it has read.

    Otherwise only the first of several runs would do all of the work.
    """
    for module in [one for name, one in sys.modules.items() if name.startswith("ecotui.")]:
        for kept in vars(module).values():
            if hasattr(kept, "cache_clear"):
                info = kept.cache_info()
                if info.maxsize is not None or info.currsize > 1:
                    kept.cache_clear()


def seconds(work: Callable[[], object], collect: bool) -> float:
    """Processor time of a call."""
    taken: list[float] = []
    while len(taken) < 3 and sum(taken) < 0.5:
        forget()
        gc.collect()
        if not collect:
            gc.disable()
        start = time.process_time()
        kept = work()
        taken.append(time.process_time() - start)
        gc.enable()
        del kept
    return median(taken)


def measured(make: Make, size: int, limit: float, collect: bool) -> tuple[int, dict[int, float]]:
    """The first size that takes long enough, and the seconds by multiple of it."""
    found: dict[int, float] = {}
    # Modules and tables are loaded before.
    make(size)()
    while (taken := seconds(make(size), collect)) < LEAST_S:
        # What is far from long enough need not be found out in small steps.
        size *= 2 if taken > LEAST_S / 4 else 8
        if size > LARGEST:
            return size, found
    for step in STEPS:
        found[step] = seconds(make(size * step), collect)
        if step > 1 and found[step] > limit:
            break
    return size, found


def cost(found: dict[int, float]) -> float:
    """What a doubling costs by the line that fits the logarithms of sizes and times best."""
    if len(found) < 2:
        return 1
    xs, ys = [math.log(step) for step in found], [math.log(one) for one in found.values()]
    return 2 ** linear_regression(xs, ys).slope


def main() -> int:
    """Measure the cases that are named; 1 if a doubling costs more than it may."""
    parser = argparse.ArgumentParser(description="how work grows with its input")
    parser.add_argument("names", nargs="*", help="beginnings of names of cases")
    parser.add_argument("--gc", action="store_true", help="leave the garbage collector on")
    parser.add_argument("--seconds", type=float, default=20, help="the longest run")
    options = parser.parse_args()
    i18n.use("zh")
    # What is collected before each run is what the runs left, not what the modules hold.
    gc.freeze()
    heads = ("size", "1x, ms", "10x", "100x", "doubling")
    print(f"{'case':50}" + " ".join(f"{head:>9}" for head in heads), flush=True)
    worst: dict[str, tuple[float, str]] = {}
    for name, (first, make) in CASES.items():
        if options.names and not name.startswith(tuple(options.names)):
            continue
        size, found = measured(make, first, options.seconds, options.gc)
        if cost(found) > ALLOWED:
            # Other work of the machine may have got in between.
            found = min(found, measured(make, size, options.seconds, options.gc)[1], key=cost)
        times = [
            f"{found[step] * 1e3:9.0f}" if step in found else "        –" for step in (1, 10, 100)
        ]
        verdict = " MORE" if cost(found) > ALLOWED else ""
        row = [f"{size:9}", *times, f"{cost(found):9.2f}"]
        print(f"{name:50}" + " ".join(row) + verdict, flush=True)
        use = name.partition(": ")[0]
        worst[use] = max(worst.get(use, (0, "")), (cost(found), name))
    print("\nThe most that a doubling costs:")
    for use, (most, name) in worst.items():
        print(f"{use:30} {most:5.2f}  {name.partition(': ')[2]}")
    return int(any(most > ALLOWED for most, _name in worst.values()))


if __name__ == "__main__":
    sys.exit(main())
