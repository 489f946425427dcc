"""Pairs of departments: their parts add up, in every order, for every search."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from plans import plan_of

from ecotui.model.plan import Chapter, Department, Entry, Measure, Plan
from ecotui.query.index import Index
from ecotui.query.pairs import ORDERS, Pair, compare, ordered, pairs, split, with_departments
from ecotui.query.selection import select


def role(entry: Entry, name: str) -> str:
    if name in entry.lead:
        return "lead"
    return "with" if name in entry.participants else ""


@given(...)
def test_the_parts_of_a_pair_are_its_measures_by_their_roles(plan: Plan) -> None:
    index = Index(plan)
    found = {pair[:2]: pair for pair in pairs(index, index.everything)}
    for one, other in combinations([d.name for d in index.departments], 2):
        roles = [(role(entry, one), role(entry, other)) for entry in index.entries]
        counts = [
            roles.count(both)
            for both in (("lead", "lead"), ("lead", "with"), ("with", "lead"), ("with", "with"))
        ]
        if sum(counts):
            assert found.pop((one, other)) == (one, other, *counts)
    assert not found


@given(...)
def test_a_comparison_has_every_measure_of_either_once(plan: Plan) -> None:
    index = Index(plan)
    for one, other in combinations([d.name for d in index.departments], 2):
        parts = compare(index, index.everything, one, other)
        masks = [index.department_mask("dept", name) for name in (one, other)]
        assert parts[0] | parts[1] | parts[2] == masks[0] | masks[1]
        assert parts[0] & masks[1] == parts[2] & masks[0] == parts[0] & parts[1] == 0
        shared = 0
        for part in split(index, index.everything, one, other):
            assert not shared & part
            shared |= part
        assert shared == parts[1]


def test_a_lead_that_also_participates_counts_as_a_lead() -> None:
    plan = plan_of(Measure(1, "一", ("甲", "乙"), ("甲", "丙")))
    index = Index(plan)
    assert pairs(index, index.everything) == [
        Pair("甲", "乙", 1, 0, 0, 0),
        Pair("甲", "丙", 0, 1, 0, 0),
        Pair("乙", "丙", 0, 1, 0, 0),
    ]


def test_only_the_selected_measures_count(index: Index) -> None:
    selection = select(index, "section:湿地")
    found = pairs(index, selection.mask)
    assert max(pair.total for pair in found) <= len(selection) == 2
    assert pairs(index, 0) == []


def test_the_strongest_pair_comes_first_and_equal_ones_in_plan_order(index: Index) -> None:
    found = ordered(pairs(index, index.everything), "total")
    assert found[0] == Pair("财政厅", "农业厅", 0, 7, 9, 11)
    assert found[0].total == 27
    equal = [pair[:2] for pair in found if pair.total == 22]
    assert equal[:3] == [("林业厅", "财政厅"), ("财政厅", "水利厅"), ("省发展改革委", "农业厅")]


@pytest.mark.parametrize("order", ORDERS[:-1])
def test_an_order_puts_its_greatest_number_first(index: Index, order: str) -> None:
    found = ordered(pairs(index, index.everything), order)
    numbers = [getattr(pair, order) for pair in found]
    assert numbers == sorted(numbers, reverse=True)
    assert numbers[0] > numbers[-1]


def test_by_name_is_by_the_spelling(index: Index) -> None:
    found = ordered(pairs(index, index.everything), "name")
    assert (found[0].one, found[-1].one) == ("财政厅", "住房城乡建设厅")


def test_a_search_leaves_the_pairs_with_a_department_which_stands_first(index: Index) -> None:
    every = pairs(index, index.everything)
    found = with_departments(every, "czt", index.departments)
    assert {pair.one for pair in found} == {"财政厅"}
    assert len(found) == sum("财政厅" in pair[:2] for pair in every)
    # 林业厅 comes first in the plan: what it leads is now what the second leads.
    turned = next(pair for pair in found if pair.other == "林业厅")
    assert turned == Pair("财政厅", "林业厅", 2, 6, 7, 7)
    for nothing in ("", " ", ",", "，、"):
        assert with_departments(every, nothing, index.departments) == every
    assert with_departments(every, "没有的", index.departments) == []


def test_two_words_leave_the_pair_of_the_two_in_their_order(index: Index) -> None:
    every = pairs(index, index.everything)
    for words, names in (
        ("ly czt", ("林业厅", "财政厅")),
        ("czt\u3000ly", ("财政厅", "林业厅")),
        ("财政、林业", ("财政厅", "林业厅")),
    ):
        found = with_departments(every, words, index.departments)
        assert [pair[:2] for pair in found] == [names]


def test_a_name_with_blanks_or_commas_is_one_word_and_found_to_the_letter() -> None:
    names = ("Ministry of Health", "Housing, Communities and Land", "ABC", "abc")
    index = Index(
        Plan(
            "p",
            "Plan",
            departments=tuple(map(Department, names)),
            chapters=(Chapter(1, "C", (Measure(1, "Do.", names),)),),
        )
    )
    every = pairs(index, index.everything)
    for name in names:
        of_one = with_departments(every, name, index.departments)
        assert {pair.one for pair in of_one} == {name}
        assert len(of_one) == 3
    (found,) = with_departments(every, "health abc", index.departments)
    assert found[:2] == ("Ministry of Health", "abc")
