"""The data model: walking a plan, and what its measures are called."""

from __future__ import annotations

import pytest

from ecotui.browser.outline import details
from ecotui.model.plan import Chapter, Department, Entry, Measure, Plan, Section, entries


def plan_of(*chapters: Chapter, departments: tuple[Department, ...] = ()) -> Plan:
    return Plan("p", "方案", departments=departments, chapters=chapters)


def measures(*numbers: int) -> tuple[Measure, ...]:
    return tuple(Measure(number, f"措施{number}") for number in numbers)


TWO_LEVELS = plan_of(
    Chapter(1, "甲", measures(1), (Section(1, "子", measures(2, 3)), Section(2, "丑"))),
    Chapter(2, "乙", (), (Section(1, "寅", measures(4)),)),
)


def test_a_walk_is_in_plan_order_with_a_chapter_s_own_measures_first() -> None:
    walked = [(c.number, s and s.title, m.number) for c, s, m in TWO_LEVELS.walk()]
    assert walked == [(1, None, 1), (1, "子", 2), (1, "子", 3), (2, "寅", 4)]


def test_an_empty_plan_has_no_measures() -> None:
    assert list(plan_of().walk()) == []
    assert entries(plan_of(Chapter(1, "空"))) == []


def test_ids_are_the_numbers_where_these_are_unique() -> None:
    assert [entry.id for entry in entries(TWO_LEVELS)] == ["1", "2", "3", "4"]


def test_ids_say_the_place_where_numbers_start_again() -> None:
    plan = plan_of(
        Chapter(1, "甲", measures(1), (Section(2, "子", measures(1, 2)),)),
        Chapter(2, "乙", (), (Section(1, "丑", measures(1)),)),
    )
    assert [entry.id for entry in entries(plan)] == ["1.1", "1.2.1", "1.2.2", "2.1.1"]


def test_ids_of_several_plans_begin_with_the_plan() -> None:
    assert [entry.id for entry in entries(TWO_LEVELS, "p/")][:2] == ["p/1", "p/2"]


def test_an_entry_passes_on_what_its_measure_says() -> None:
    measure = Measure(7, "文", ("甲",), ("乙", "丙"), True, "原文", 12, (("乙", "I"),))
    chapter = Chapter(1, "章", (measure,))
    entry = Entry("7", plan_of(chapter), chapter, None, measure)
    assert (entry.number, entry.text, entry.source_text, entry.source_line) == (7, "文", "原文", 12)
    assert (entry.lead, entry.participants) == (("甲",), ("乙", "丙"))
    assert entry.participants_open is True
    assert entry.raci == {"乙": "I"}


def test_a_plan_is_a_value() -> None:
    with pytest.raises(AttributeError, match="can't set attribute"):
        TWO_LEVELS.title = "x"  # type: ignore[misc]
    assert TWO_LEVELS._replace(title="x") != TWO_LEVELS
    assert hash(TWO_LEVELS) == hash(TWO_LEVELS._replace())


def test_a_measure_is_hashed_without_its_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    found = entries(TWO_LEVELS)
    monkeypatch.setattr(Plan, "__hash__", None)
    assert len(set(found)) == len(found)
    assert hash(found[0]) == hash(found[0]._replace())


def test_a_head_of_the_source_is_no_label_of_ours() -> None:
    measure = Measure(1, "文", (), title="题", extra=(("Title", "题二"),))
    found = list(details(measure, lambda label: f"<{label}>"))
    assert found == [("<Title>", "题"), ("Title", "题二")]
