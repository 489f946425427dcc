"""How the core scales: queries and counts on a plan of N measures and 42 departments.

``python benchmarks/core.py [N ...]`` prints milliseconds: medians of some runs in one process.
The plan repeats the wording of the shipped plan.
"""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from ecotui.model.plan import Chapter, Department, Measure, Plan, Section
from ecotui.model.toml import dumps, load, loads
from ecotui.query.index import Index
from ecotui.query.selection import Selection, select

SHIPPED = Path(__file__).parents[1] / "data" / "allocation.toml"


def plan_of(size: int) -> Plan:
    """A plan of this size, with twenty measures in a section and ten sections in a chapter."""
    shipped = load(SHIPPED)
    source = [measure for _chapter, _section, measure in shipped.walk()]
    names = [d.name for d in shipped.departments] + [f"第{n}厅" for n in range(22)]
    measures = []
    for number in range(1, size + 1):
        model = source[number % len(source)]
        extra = names[20 + number % 22]
        measures.append(
            Measure(number, f"{model.text}{number}", model.lead, (*model.participants, extra))
        )
    sections = [
        Section(number // 20 % 10 + 1, f"第{number // 20}节", tuple(measures[number : number + 20]))
        for number in range(0, size, 20)
    ]
    chapters = [
        Chapter(number // 10 + 1, f"第{number // 10}章", (), tuple(sections[number : number + 10]))
        for number in range(0, len(sections), 10)
    ]
    departments = tuple(Department(name) for name in names)
    return Plan("big", "大方案", departments=departments, chapters=tuple(chapters))


def timed(work: Callable[[], object], runs: int = 5) -> float:
    """Milliseconds of a call: the median of some runs."""
    taken = []
    for _run in range(runs):
        start = time.perf_counter()
        work()
        taken.append((time.perf_counter() - start) * 1e3)
    return median(taken)


def searched(index: Index, query: str) -> Selection:
    """The selection of a query, without the cached results of earlier ones."""
    index._remembered.clear()
    return select(index, query)


def main(sizes: list[int]) -> None:
    """Print one line per size."""
    # The program does this too, while it loads and afterwards.
    gc.disable()
    heads = ("measures", "load", "index", "roles", "fold", "湿地", "pinyin", "lead:", "counts")
    print(" ".join(f"{head:>8}" for head in heads))
    for size in sizes:
        plan = plan_of(size)
        text = dumps(plan)
        index = Index(plan)
        row = [
            timed(lambda text=text: loads(text), 3),
            timed(lambda plan=plan: Index(plan)),
            timed(lambda index=index: index.roles, 1),
            timed(lambda index=index: index.texts, 1),
            timed(lambda index=index: searched(index, "湿地")),
            timed(lambda index=index: searched(index, "shidi")),
            timed(lambda index=index: searched(index, "lead:林业厅 -with:财政厅")),
        ]
        chosen = [select(index, "湿地") for _run in range(5)]
        row.append(timed(lambda chosen=chosen: chosen.pop().departments))
        print(f"{size:8}", " ".join(f"{value:8.2f}" for value in row))


if __name__ == "__main__":
    main([int(word) for word in sys.argv[1:]] or [44, 1_000, 10_000, 100_000])
