"""A measure is found by what somebody typed."""

from __future__ import annotations

import pytest

from ecotui.model.plan import Plan
from ecotui.query.find import MeasureNotFound, find_measure, measure_with_id
from ecotui.query.index import Index


@pytest.mark.parametrize("typed", ["42", "４２", "42.", "４２．", " 42 ", "042"])
def test_a_number_is_found_however_it_is_typed(index: Index, typed: str) -> None:
    assert find_measure(index, typed).number == 42


def test_ids_are_found_before_numbers(plan: Plan) -> None:
    index = Index([plan, plan._replace(id="other")])
    for typed in ("other/39", "ｏｔｈｅｒ／３９"):
        assert find_measure(index, typed).id == "other/39"
    with pytest.raises(MeasureNotFound, match="several .* number ４２: .*, other/42"):
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
