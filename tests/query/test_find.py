"""A measure is found by what somebody typed."""

from __future__ import annotations

import pytest

from ecotui.model.plan import Plan
from ecotui.query.find import (
    MeasureNotFound,
    find_measure,
    find_measures,
    measure_with_id,
    measures_numbered,
)
from ecotui.query.index import Index


@pytest.mark.parametrize("typed", ["42", "４２", "42.", "４２．", " 42 ", "042"])
def test_a_number_is_found_however_it_is_typed(index: Index, typed: str) -> None:
    assert find_measure(index, typed).number == 42


def test_ids_are_found_before_numbers(plan: Plan) -> None:
    index = Index([plan, plan._replace(id="other")])
    for typed in ("other/39", "ｏｔｈｅｒ／３９"):
        assert find_measure(index, typed).id == "other/39"
    with pytest.raises(
        MeasureNotFound, match="several .* number ４２; use the id of one: .*, other/42"
    ):
        find_measure(index, "４２")


def test_an_id_of_numbers_that_repeat_may_be_full_width(plan: Plan) -> None:
    twice = Index(plan._replace(chapters=(*plan.chapters, plan.chapters[0]._replace(number=3))))
    assert twice.entries[0].id == "1.1.1"
    assert find_measure(twice, "３．１．１").id == "3.1.1"
    assert measure_with_id(twice, "1") is None


@pytest.mark.parametrize("typed", ["45", "0", "", "湿地", "-1"])
def test_what_is_not_there_is_told_with_what_there_is(index: Index, typed: str) -> None:
    with pytest.raises(MeasureNotFound, match="no measure .*; there are 1 to 44"):
        find_measure(index, typed)


@pytest.mark.parametrize(
    ("typed", "ids"),
    [
        ("other/3-5", ["other/3", "other/4", "other/5"]),
        ("other/5－other/4", ["other/4", "other/5"]),
        ("twice/3.1.1-3.1.3", ["twice/3.1.1", "twice/3.1.2", "twice/3.1.3"]),
        ("3.1.2至3.1.3，other/9", ["twice/3.1.2", "twice/3.1.3", "other/9"]),
        ("３．１．２", ["twice/3.1.2"]),
    ],
)
def test_of_several_plans_a_range_stays_in_the_plan_it_begins_in(
    plan: Plan, typed: str, ids: list[str]
) -> None:
    again = (*plan.chapters, plan.chapters[0]._replace(number=3))
    index = Index([plan._replace(id="twice", chapters=again), plan._replace(id="other")])
    assert [entry.id for entry in find_measures(index, typed)] == ids


def test_an_id_without_its_plan_finds_it_in_every_plan(plan: Plan) -> None:
    chapters = (*plan.chapters, plan.chapters[0]._replace(number=3))
    index = Index([plan._replace(id=id_, chapters=chapters) for id_ in ("a", "b")])
    assert [entry.id for entry in measures_numbered(index, "3.1.2")] == ["a/3.1.2", "b/3.1.2"]
    with pytest.raises(MeasureNotFound, match=r"use the id of one: a/3\.1\.2, b/3\.1\.2$"):
        find_measure(index, "3.1.2")
    with pytest.raises(MeasureNotFound, match="no measure /"):
        measures_numbered(index, "/")
