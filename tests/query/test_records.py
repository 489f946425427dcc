"""What JSON shows of measures, departments and findings: the keys of the contract."""

from __future__ import annotations

import json

from hypothesis import given
from plans import plan_of

from ecotui.model.plan import Measure, Plan
from ecotui.query.index import Index
from ecotui.query.records import department_record, finding_record, measure_record
from ecotui.query.selection import select
from ecotui.raci.findings import Finding


def test_a_measure_of_the_shipped_plan(index: Index) -> None:
    selection = select(index, "25度")
    (entry,) = selection.measures
    record = measure_record(selection, entry)
    text = record.pop("text")
    assert [text[start:end] for start, end in record.pop("matches")] == ["25 度", "25 度", "25 度"]
    assert record == {
        "id": "18",
        "number": 18,
        "chapter": {"number": 1, "title": "分领域任务"},
        "section": {"number": 6, "title": "耕地生态保护补偿"},
        "source_text": None,
        "lead": ["林业厅"],
        "participants": ["环境保护厅", "农业厅", "财政厅", "省发展改革委"],
        "participants_open": False,
        "source_line": 38,
        "title": None,
        "deadline": None,
        "due": None,
        "target": None,
        "lead_open": False,
        "basis": None,
        "extra": {},
    }


def test_what_is_there_is_told() -> None:
    measure = Measure(3, "文", ("甲", "乙"), ("丙",), True, "原文", 7)
    selection = select(plan_of(measure))
    record = measure_record(selection, selection.measures[0])
    assert (record["source_text"], record["source_line"]) == ("原文", 7)
    assert (record["lead"], record["participants"]) == (["甲", "乙"], ["丙"])
    assert record["participants_open"] is True


def test_what_is_not_there_is_null() -> None:
    selection = select(plan_of(Measure(1, "文")))
    record = measure_record(selection, selection.measures[0])
    assert record["section"] is record["source_text"] is record["source_line"] is None
    assert record["lead"] == record["participants"] == record["matches"] == []


def test_a_department_of_the_shipped_plan(index: Index) -> None:
    (facet,) = [f for f in select(index).departments if f.name == "环境保护厅"]
    assert department_record(facet) == {
        "name": "环境保护厅",
        "kind": "department",
        "lead": facet.lead,
        "first_lead": 12,
        "participant": facet.participant,
        "total": facet.total,
    }


def test_a_finding() -> None:
    assert finding_record(Finding("wording", "warning", "measure 25", "收益?")) == {
        "code": "wording",
        "severity": "warning",
        "where": "measure 25",
        "message": "收益?",
        "suggestion": None,
        "measure": None,
        "department": None,
    }


@given(...)
def test_records_are_plain_json(plan: Plan) -> None:
    selection = select(plan, "-湿地,生态,25")
    for entry in selection.measures:
        record = measure_record(selection, entry)
        assert json.loads(json.dumps(record)) == record
        assert record["text"] == entry.text
    for facet in selection.departments:
        record = department_record(facet)
        assert json.loads(json.dumps(record)) == record
