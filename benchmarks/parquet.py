"""The time of one query over thousands of plans: one Parquet file for each, or one for all.

``python benchmarks/parquet.py [PLANS]`` makes plans from the shipped one (each keeps the measures
that a seeded generator draws), writes them with the exporter of ``examples/ecotui-parquet``, and
asks DuckDB for the load of every department: over the folder, and over one file of all plans. It
compares the answers with each other, and the counts with those of the plans. It needs that example
and DuckDB: ``pip install ./examples/ecotui-parquet duckdb``.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from statistics import median

import duckdb

from ecotui.exporting.run import run
from ecotui.model.plan import Plan
from ecotui.model.toml import load
from ecotui.options import build
from ecotui.plugin_host.registry import Registry
from ecotui.query.index import Index
from ecotui.query.selection import select

SHIPPED = Path(__file__).parents[1] / "data" / "allocation.toml"

QUERY = """
SELECT department,
    count(DISTINCT plan_id) AS plans,
    count(*) FILTER (role = 'lead') AS leads,
    count(*) FILTER (role = 'participant') AS participates
FROM '{}' WHERE role IS NOT NULL
GROUP BY department ORDER BY leads DESC, department
"""


def made(count: int) -> list[Plan]:
    """Plans with 20 to 44 measures of the shipped plan."""
    shipped = load(SHIPPED)
    index = Index(shipped)
    drawn = random.Random(20160501)
    plans = []
    for number in range(count):
        kept = sorted(drawn.sample(range(1, 45), drawn.randint(20, 44)))
        plan = select(index, f"no:{','.join(map(str, kept))}").to_plan()
        plans.append(plan._replace(id=f"plan-{number:05}", title=f"{plan.title} {number}"))
    return plans


def timed(source: str) -> tuple[float, list[tuple[object, ...]]]:
    """The median time of five runs, in seconds, and the answer."""
    seconds = []
    for _run in range(5):
        start = time.perf_counter()
        answer = duckdb.execute(QUERY.format(source)).fetchall()
        seconds.append(time.perf_counter() - start)
    return median(seconds), answer


def main(count: int) -> None:
    """Write the plans, run the query, print the times."""
    exporter = Registry().exporter("parquet")
    options = build(exporter.spec.options, {})
    plans = made(count)
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as other:
        whole = f"{other}/all.parquet"
        start = time.perf_counter()
        for plan in plans:
            run(exporter, select(plan), options, f"{folder}/{plan.id}.parquet")
        each = (time.perf_counter() - start) / count
        start = time.perf_counter()
        run(exporter, select(Index(plans)), options, whole)
        together = time.perf_counter() - start
        of_many, many = timed(f"{folder}/*.parquet")
        of_one, one = timed(whole)
        size = sum(file.stat().st_size for file in Path(folder).glob("*.parquet"))
        one_size = Path(whole).stat().st_size
    leads = Counter(name for plan in plans for _c, _s, m in plan.walk() for name in m.lead)
    assert many == one
    assert {str(row[0]): row[2] for row in many if row[2]} == leads
    rows = sum(len(m.departments) for plan in plans for _c, _s, m in plan.walk())
    print(f"{count:,} plans, {sum(row[2] for row in many):,} leads, {rows:,} rows")
    print(
        f"a file each: {size / 1e6:7.1f} MB, written in {each * 1e3:6.1f} ms each, "
        f"query {of_many * 1e3:8.1f} ms"
    )
    print(
        f"one file:    {one_size / 1e6:7.1f} MB, written in {together * 1e3:6.0f} ms, "
        f"query {of_one * 1e3:8.1f} ms"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
