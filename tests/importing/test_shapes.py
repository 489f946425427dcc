"""Random plans, written in every shape that offices use, are read back as they were."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ecotui.importing.outline import DOUBTFUL, LEFT_OUT
from ecotui.model.toml import PlanError
from tests.support.importing import read
from tests.support.shapes import (
    BODIES,
    CHINESE,
    GROUPS,
    SHAPES,
    TAILS,
    TEXT,
    Chapters,
    held,
    plans,
    prose,
    wanted,
)


@pytest.mark.parametrize("shape", SHAPES)
@settings(max_examples=25, deadline=None)
@given(plan=plans())
def test_a_plan_comes_back_from_every_shape(shape: str, plan: Chapters) -> None:
    imported = read(SHAPES[shape](plan).encode(), shape)
    assert held(imported) == wanted(plan)
    assert imported.plan.title == "青山市重点任务分工方案"
    told = [remark.message for remark in imported.remarks if remark.kind in (DOUBTFUL, LEFT_OUT)]
    assert told == []


@pytest.mark.parametrize(
    ("form", "basis"),
    [
        ("（{}负责）", "负责"),
        ("（{}按职责分工负责）", "按职责分工负责"),
        ("({}分别负责)", "分别负责"),
        ("（责任单位：{}）", "责任单位"),
        ("\n责任部门：{}", "责任部门"),
    ],
)
@settings(max_examples=25, deadline=None)
@given(
    names=st.lists(st.sampled_from(BODIES + GROUPS), min_size=2, max_size=6, unique=True),
    is_open=st.booleans(),
    text=TEXT,
)
def test_a_list_without_a_lead_is_all_leads(
    form: str, basis: str, names: list[str], is_open: bool, text: str
) -> None:
    is_open = is_open and names[-1] not in GROUPS
    listed = form.format("、".join(names) + "等" * is_open)
    source = f"青山市重点任务分工方案\n\n一、章\n1.{text}{listed}\n"
    [(_chapter, _section, measure)] = read(source.encode(), "x.txt").plan.walk()
    assert (measure.text, measure.lead, measure.participants) == (text, tuple(names), ())
    assert (measure.lead_open, measure.basis) == (is_open, basis)


# -- the same shapes, damaged

NARROW = str.maketrans("（）：；", "():;")
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
HARMLESS: dict[str, Callable[[str], str]] = {
    "half-width signs": lambda text: text.translate(NARROW),
    "blank lines": lambda text: text.replace("\n", "\n\n"),
    "indented": lambda text: text.replace("\n", "\n　　"),
    "full stops behind": lambda text: text.replace("）\n", "）。\n").replace(")\n", ")。\n"),
    "carriage returns": lambda text: text.replace("\n", "\r\n"),
    "numerals of full width": lambda text: "\n".join(
        [line[:2].translate(WIDE) + line[2:] for line in text.split("\n")]
    ),
}


def plain(value: object) -> str:
    """A plan as text, signs in one width."""
    return str(value).translate(NARROW)


@pytest.mark.parametrize("form", TAILS)
@pytest.mark.parametrize("damage", HARMLESS)
@settings(max_examples=8, deadline=None)
@given(plan=plans())
def test_other_signs_and_layout_change_nothing(form: str, damage: str, plan: Chapters) -> None:
    source = HARMLESS[damage](prose(plan, form, CHINESE))
    assert plain(held(read(source.encode(), "x.txt"))) == plain(wanted(plan))


@pytest.mark.parametrize("form", TAILS)
@settings(max_examples=40, deadline=None)
@given(plan=plans(), data=st.data())
def test_a_bracket_that_is_lost_is_made_up_for_or_told(
    form: str, plan: Chapters, data: st.DataObject
) -> None:
    source = prose(plan, form, CHINESE)
    brackets = [at for at, sign in enumerate(source) if sign in "（）()"]
    if brackets:
        at = data.draw(st.sampled_from(brackets))
        right_or_told(source[:at] + source[at + 1 :], plan)


SLIPS = ("牵头单位：", "配合单位：", "责任单位：", "牵头，", "牵头）", "牵头)", "配合）")


@pytest.mark.parametrize("form", TAILS)
@settings(max_examples=40, deadline=None)
@given(plan=plans(), data=st.data())
def test_a_word_that_is_misspelt_is_told(form: str, plan: Chapters, data: st.DataObject) -> None:
    source = prose(plan, form, CHINESE)
    slips = [slip for slip in SLIPS if slip in source]
    slip = data.draw(st.sampled_from(slips)) if slips else ""
    wrong = slip.translate(str.maketrans("牵合位", "迁和为"))
    right_or_told(source.replace(slip, wrong, 1), plan)


@pytest.mark.parametrize("shape", ["tail.txt", "verbs.txt", "table.md", "register.csv"])
@settings(max_examples=25, deadline=None)
@given(plan=plans(), data=st.data())
def test_a_row_that_is_lost_leaves_a_gap_that_is_told(
    shape: str, plan: Chapters, data: st.DataObject
) -> None:
    lines = SHAPES[shape](plan).split("\n")
    items = [
        at
        for at, line in enumerate(lines)
        if any(item.text in line for chapter in plan for item in chapter.items)
    ]
    if len(items) > 1:
        del lines[data.draw(st.sampled_from(items[:-1]))]
        right_or_told("\n".join(lines), plan, shape)


def right_or_told(source: str, plan: Chapters, file: str = "x.txt") -> None:
    """Whether a document is read as it was meant, or a doubt is told, or it is refused."""
    try:
        imported = read(source.encode(), file)
    except PlanError:
        return
    if plain(held(imported)) != plain(wanted(plan)):
        assert {DOUBTFUL, LEFT_OUT} & {remark.kind for remark in imported.remarks}
