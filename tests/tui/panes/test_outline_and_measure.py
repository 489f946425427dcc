"""What the outline says below departments, and the measure pane on a heading."""

from __future__ import annotations

from typing import Any

import pytest
from browsing import app_of, pane_lines, press, resize
from small import small
from textual.pilot import Pilot

from ecotui.model.plan import Measure
from ecotui.query.index import Heading, Index
from ecotui.text.display import visible, width


def row(pilot: Pilot[Any], number: int) -> str:
    outline = app_of(pilot).main.outline
    return "".join(text for text, _style in outline.pieces(number))


def measure_lines(pilot: Pilot[Any]) -> list[str]:
    return [line.strip() for line in pane_lines(pilot, "measure")[1:]]


async def test_below_a_department_each_measure_says_whether_it_leads(pilot: Any) -> None:
    outline = app_of(pilot).main.outline
    await press(pilot, "b", "b")
    roles = outline.selection.index.roles
    seen = set()
    department = None
    for number, item in enumerate(outline.lines):
        if isinstance(item, Heading):
            department = item.title
            continue
        letter = row(pilot, number).split()[0]
        at = outline.selection.index.position(item)
        leads = roles["lead"][department] >> at & 1
        assert letter == ("L" if leads else "P"), (department, item.number)
        seen.add(letter)
    assert seen == {"L", "P"}
    assert row(pilot, 1).startswith("    L 1. ")
    await press(pilot, "b")
    assert row(pilot, 2).startswith("    1. ")


async def test_below_first_leads_there_is_nothing_to_say(pilot: Any) -> None:
    await press(pilot, "b")
    assert row(pilot, 1).startswith("    1. ")


async def test_a_heading_lists_its_measures_with_their_leads_and_counts_departments(
    browse: Any,
) -> None:
    async with browse("lead:林业厅") as pilot:
        await press(pilot, "g", "j")
        lines = measure_lines(pilot)
        assert lines[:3] == ["（一）森林生态保护补偿", "3 measures", ""]
        assert [line.split()[0] for line in lines[3:6]] == ["1.", "2.", "3."]
        assert lines[3].endswith("… 林业厅、财政厅")
        assert lines[5].endswith(" 林业厅")
        assert lines[6] == ""
        assert lines[7:9] == ["Departments", "林业厅 3  财政厅 3  省发展改革委 2"]


@pytest.mark.parametrize("size", [(110, 24), (120, 40), (160, 50)])
async def test_a_heading_says_how_many_measures_there_is_no_room_for(
    browse: Any, size: tuple[int, int]
) -> None:
    async with browse(size=size) as pilot:
        await press(pilot, "g")
        pane = app_of(pilot).main.measure
        lines = measure_lines(pilot)
        listed = [line for line in lines if line.split(".")[0].isdigit()]
        total = 19
        if len(listed) < total:
            assert lines[-1] == f"… {total - len(listed)} more"
            assert len(lines) == pane.size.height
        assert all(width(line) <= pane.size.width for line in lines)
        await resize(pilot, 160, 60)
        assert sum(line.split(".")[0].isdigit() for line in measure_lines(pilot)) == total


async def test_matches_are_seen_in_the_list_of_a_heading(browse: Any) -> None:
    async with browse("湿地") as pilot:
        await press(pilot, "g")
        pane = app_of(pilot).main.measure
        match = pane.base + pane.style_of("match")
        found = [text for line in pane._lines[3:] for text, style in line if style == match]
        assert found
        assert set(found) == {"湿地"}
        assert measure_lines(pilot)[1] == "2 of 19 measures"


@pytest.mark.parametrize("size", [(80, 24), (60, 16), (120, 40)])
async def test_no_letter_is_lost_beside_control_characters(browse: Any, size: Any) -> None:
    wording = "健全\x1b]0;坏\x07省级公益林\x9b补偿标准的动态\t调整机制，" * 5
    async with browse(other=Index(small(Measure(1, wording, ("林业厅",)))), size=size) as pilot:
        await press(pilot, "g", "j", "j", "enter")
        shown = "".join("".join(line.split()) for line in measure_lines(pilot))
        assert "".join(visible(wording).split()) in shown
