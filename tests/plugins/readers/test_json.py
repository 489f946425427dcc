"""What the JSON exporter wrote, and somebody changed, comes back as a plan or is refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import document_plans
import pytest

from ecotui import i18n
from ecotui.model.toml import PlanError
from ecotui.plugins.readers.json import Reader
from ecotui.query.records import department_record, measure_record
from ecotui.query.selection import select


@pytest.fixture
def record() -> dict[str, Any]:
    """The JSON of the shipped plan."""
    i18n.use("en")
    plan = document_plans.shipped()
    selection = select(plan)
    assert plan.source is not None
    return {
        "plan": {
            "id": plan.id,
            "title": plan.title,
            "language": plan.language,
            "source": plan.source._asdict(),
        },
        "query": "",
        "measures": [measure_record(selection, entry) for entry in selection.measures],
        "departments": [department_record(facet) for facet in selection.departments],
    }


def read(record: dict[str, Any]) -> Any:
    return Reader().read(json.dumps(record).encode(), "a.json")


def test_keys_that_the_exporter_does_not_write_are_said(record: dict[str, Any]) -> None:
    assert read(record)[1] == ()
    record["measures"][0]["备注"] = "待定"
    record["departments"][0]["note"] = record["plan"]["note"] = record["note"] = "待定"
    assert [problem.message for problem in read(record)[1]] == [
        "-: there is no key note; left out",
        "plan: there is no key note; left out",
        "1: there is no key 备注; left out",
        f"{record['departments'][0]['name']}: there is no key note; left out",
    ]


@pytest.mark.parametrize(
    "change",
    [
        lambda record: record["measures"][0].update(extra="待定"),
        lambda record: record["measures"][0].update(lead="林业厅"),
        lambda record: record["measures"][0].update(number="1"),
        lambda record: record["measures"][0].update(text=["甲"]),
        lambda record: record.update(plans=[record["plan"], record["plan"]]),
        lambda record: record.update(measures=None),
    ],
)
def test_what_is_no_plan_is_one_line(
    record: dict[str, Any], change: Callable[[dict[str, Any]], None]
) -> None:
    change(record)
    with pytest.raises(PlanError) as caught:
        read(record)
    assert len(caught.value.problems) == 1


def test_half_a_character_is_refused(record: dict[str, Any]) -> None:
    record["measures"][0]["text"] = "做\ud83d事"
    with pytest.raises(PlanError, match="not a plan as the exporter json writes it"):
        read(record)
