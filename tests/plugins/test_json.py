"""The JSON exporter: everything, lossless, safe to show."""

from __future__ import annotations

import json
import re
from typing import Any

from plans import plan_of

from ecotui.model.plan import Measure, Plan
from ecotui.query.records import department_record, measure_record
from ecotui.query.selection import Selection, select


def test_it_holds_plan_query_measures_and_departments(plan: Plan, export: Any) -> None:
    selection = select(plan, "lead:财政厅 风景名胜区", language="en")
    text = export("json", selection).read_text(encoding="utf-8")
    assert text.endswith("}\n")
    record = json.loads(text)
    assert list(record) == ["plan", "query", "measures", "departments"]
    assert plan.source is not None
    assert record["plan"] == {
        "id": plan.id,
        "title": plan.title,
        "language": "zh-CN",
        "source": {"file": plan.source.file, "sha256": plan.source.sha256},
    }
    assert record["query"] == "lead:财政厅 风景名胜区"
    [twenty, _] = record["measures"]
    assert (twenty["id"], twenty["number"]) == ("20", 20)
    assert twenty["chapter"] == {"number": 2, "title": "机制创新"}
    assert twenty["section"] == {"number": 1, "title": "建立稳定的投入机制"}
    assert "風" not in twenty["text"]
    assert "區" in twenty["source_text"]
    [[start, end]] = twenty["matches"]
    assert twenty["text"][start:end] == "风景名胜区"
    finances = next(d for d in record["departments"] if d["name"] == "财政厅")
    assert finances == {
        "name": "财政厅",
        "kind": "department",
        "lead": 2,
        "first_lead": 1,
        "participant": 0,
        "total": 2,
    }


def test_every_measure_and_department_has_its_record(any_selection: Selection, export: Any) -> None:
    record = json.loads(export("json", any_selection).read_text(encoding="utf-8"))
    selection = any_selection
    assert record["measures"] == [measure_record(selection, m) for m in selection.measures]
    departments = [{k: v for k, v in d.items() if k != "aliases"} for d in record["departments"]]
    assert departments == [department_record(d) for d in selection.departments]
    if len(selection.plans) > 1:
        assert [plan["id"] for plan in record["plans"]] == [plan.id for plan in selection.plans]


def test_a_measure_of_a_plan_without_sections_has_none(hostile: Selection) -> None:
    assert measure_record(hostile, hostile.measures[0])["section"] is None


def test_nothing_in_the_file_acts_on_a_terminal(hostile: Selection, export: Any) -> None:
    text = export("json", hostile).read_text(encoding="utf-8")
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e\ufffe]", text)


def test_a_number_beyond_what_a_float_holds_is_exact(export: Any) -> None:
    plan = plan_of(Measure(2**53 + 1, "整治。", ("水利厅",)))
    text = export("json", select(plan)).read_text(encoding="utf-8")
    assert f'"number": {2**53 + 1},' in text
    assert json.loads(text)["measures"][0]["id"] == str(2**53 + 1)
