"""What the tests of the built-in exporters share: plans to write, and a way to write them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import audit
import document_plans
import pytest

from ecotui.exporting.run import ExportResult, run
from ecotui.model.plan import Chapter, Department, Measure, Plan, Section
from ecotui.options import build
from ecotui.plugin_host.registry import Registry
from ecotui.query.index import Index
from ecotui.query.selection import Selection, select


@pytest.fixture
def whole(plan: Plan) -> Selection:
    return select(plan, language="en")


@pytest.fixture
def hostile_plan() -> Plan:
    return document_plans.hostile()


@pytest.fixture
def hostile(hostile_plan: Plan) -> Selection:
    return select(hostile_plan, language="en")


@pytest.fixture
def two_plans(plan: Plan, hostile_plan: Plan) -> Selection:
    return select(Index((plan, hostile_plan)), language="en")


@pytest.fixture
def nothing(plan: Plan) -> Selection:
    return select(plan, "没有这样的词", language="en")


@pytest.fixture
def no_measures() -> Selection:
    return select(Plan("empty", "空方案"), language="en")


@pytest.fixture(params=["whole", "one", "hostile", "two_plans", "nothing", "no_measures"])
def any_selection(request: pytest.FixtureRequest, plan: Plan) -> Selection:
    if request.param == "one":
        return select(plan, "no:39", language="en")
    selection: Selection = request.getfixturevalue(request.param)
    return selection


@pytest.fixture(scope="session")
def thousand(plan: Plan) -> Selection:
    """A thousand measures of sixty departments, with the wording of the shipped plan."""
    return select(large(plan, 60))


@pytest.fixture(scope="session")
def thousand_of_few(plan: Plan) -> Selection:
    """A thousand measures of four departments: the audit takes ten times as long as the export."""
    return select(large(plan, 4))


def large(plan: Plan, count: int) -> Plan:
    """A plan of a thousand measures and so many departments."""
    departments = tuple(Department(f"第{number}号厅") for number in range(1, count + 1))
    names = [department.name for department in departments]
    texts = [measure.text for _, _, measure in plan.walk()]

    def measure_of(n: int) -> Measure:
        participants = dict.fromkeys(names[(n + k * k + 2) % count] for k in range(n % 9))
        lead = (names[n % count], names[(n * 7 + 1) % count])
        return Measure(n, texts[n % len(texts)], lead, tuple(participants))

    sections = tuple(
        Section(at, f"第{at}类任务", tuple(map(measure_of, range(at * 20 - 19, at * 20 + 1))))
        for at in range(1, 51)
    )
    chapters = (Chapter(1, "全部任务", (), sections),)
    return Plan("large", "大方案", departments=departments, chapters=chapters)


@pytest.fixture
def chinese(plan: Plan) -> Selection:
    return select(plan)


Export = Callable[..., Path]


@pytest.fixture
def export_done(tmp_path: Path) -> Callable[..., ExportResult]:
    """Runs an exporter as the host does."""

    def export(name: str, selection: Selection, **options: Any) -> ExportResult:
        listed = Registry(plugins=False).exporter(name)
        name = str(len(list(tmp_path.iterdir())))
        path = tmp_path / ".".join((name, *listed.spec.extensions[:1]))
        return run(listed, selection, build(listed.spec.options, options), str(path))

    return export


@pytest.fixture
def export(export_done: Callable[..., ExportResult]) -> Export:
    """Runs an exporter that warns of nothing, and says where the file is."""

    def export(name: str, selection: Selection, **options: Any) -> Path:
        done = export_done(name, selection, **options)
        assert done.warnings == ()
        return Path(done.path)

    return export


@pytest.fixture(scope="session")
def assert_clean() -> Callable[[Path], None]:
    """Fails where an office file breaks the schema of its format or would be repaired."""

    def assert_clean(path: Path) -> None:
        assert audit.faults(path) == []

    return assert_clean
