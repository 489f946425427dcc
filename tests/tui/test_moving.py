"""Enter in the outline and the measure, and going to a measure by its number."""

from __future__ import annotations

from typing import Any

import pytest
from browsing import app_of, current, numbers, press, query_of, told, typed
from small import small
from textual.geometry import Region

from ecotui.model.plan import Chapter, Measure, Plan
from ecotui.query.index import Heading, Index
from ecotui.settings.config import Config


def focus_of(pilot: Any) -> str:
    return str(pilot.app.focused.id)


def line_of(pilot: Any) -> str:
    """What the line says about the measure that is meant."""
    return str(pilot.app.screen.query_one("#jump-note").render())


async def test_enter_folds_a_heading_and_unfolds_it(pilot: Any) -> None:
    await press(pilot, "k", "enter")
    assert current(pilot) == "森林生态保护补偿"
    assert numbers(pilot)[0] == 4
    await press(pilot, "enter")
    assert numbers(pilot)[0] == 1
    assert current(pilot) == "森林生态保护补偿"


@pytest.mark.parametrize("size", [(60, 16), (80, 24), (120, 40)])
@pytest.mark.parametrize("back", ["enter", "escape", "h", "left"])
async def test_enter_goes_into_the_wording_of_a_measure_and_back(
    browse: Any, size: tuple[int, int], back: str
) -> None:
    async with browse(size=size) as pilot:
        main = app_of(pilot).main
        await press(pilot, "j", "enter")
        assert focus_of(pilot) == "measure"
        assert main.measure.size.width > 1, "it is in sight"
        await press(pilot, back)
        assert focus_of(pilot) == "outline"
        assert main.outline.size.width > 1
        assert current(pilot) == 2


async def test_space_on_a_heading_marks_it_and_goes_to_the_next_of_its_level(pilot: Any) -> None:
    await press(pilot, "k", "space")
    assert current(pilot) == "草原生态保护补偿"
    await press(pilot, "space")
    assert app_of(pilot).state.marks.bit_count() == 6
    assert current(pilot) == "湿地生态保护补偿"
    await press(pilot, "G", "h", "space")
    assert current(pilot) == "结合生态保护补偿推进精准脱贫", "there is no other below it"


# -- by number


#: The line as far as it is drawn at 120 columns.
NOTE = Region(0, 0, 90, 1)


async def test_a_digit_asks_for_a_measure_and_is_no_filter(pilot: Any) -> None:
    main = app_of(pilot).main
    await press(pilot, "g", "h", "3")
    assert not main.query_line.display
    assert line_of(pilot).startswith("3. 争取国家")
    (drawn,) = [strip.text for strip in main.query_one("#jump-note").render_lines(NOTE)]
    assert "3. 争取国家将天然起源商品林纳入生态效益补偿" in drawn, (
        "a long wording is cut, not wrapped"
    )
    await typed(pilot, "7")
    assert line_of(pilot).startswith("37. ")
    await press(pilot, "enter")
    assert main.query_line.display
    assert (current(pilot), focus_of(pilot), query_of(pilot)) == (37, "outline", "")
    await press(pilot, "5", "enter")
    assert current(pilot) == 5, "the folded heading above it is unfolded"


@pytest.mark.parametrize("leave", ["escape", "tab"])
@pytest.mark.parametrize(("tabs", "pane"), [(0, "outline"), (1, "measure"), (2, "departments")])
async def test_who_leaves_the_number_is_where_it_was_asked_for(
    pilot: Any, leave: str, tabs: int, pane: str
) -> None:
    await press(pilot, *["tab"] * tabs, "3", leave)
    assert (focus_of(pilot), current(pilot)) == (pane, 1)
    assert app_of(pilot).main.query_line.display


async def test_a_number_that_no_measure_has_is_told_while_it_is_typed(pilot: Any) -> None:
    await press(pilot, "9", "9", "enter")
    assert line_of(pilot) == "no measure 99; there are 1 to 44"
    assert focus_of(pilot) == "jump-number"
    await press(pilot, "backspace", "enter")
    assert current(pilot) == 9


async def test_a_measure_outside_the_query_costs_a_second_enter(browse: Any) -> None:
    async with browse("湿地") as pilot:
        await press(pilot, "3", "7")
        assert line_of(pilot).startswith("not among those shown · 37. ")
        await press(pilot, "enter")
        assert query_of(pilot) == "湿地"
        assert "Enter clears the query" in line_of(pilot)
        await press(pilot, "enter")
        assert (current(pilot), query_of(pilot)) == (37, "")
        assert told(pilot) == ["cleared 湿地 · u undoes"]
        await press(pilot, "u")
        assert query_of(pilot) == "湿地"


async def test_another_number_after_the_warning_is_asked_about_again(browse: Any) -> None:
    async with browse("湿地") as pilot:
        await press(pilot, "3", "enter", "6", "enter")
        assert query_of(pilot) == "湿地"
        await press(pilot, "backspace", "backspace", "2", "3", "enter")
        assert (current(pilot), query_of(pilot)) == (23, "湿地")


def restarting() -> Index:
    """A plan whose numbers start anew in each chapter."""
    chapters = [
        Chapter(number, f"第{number}章", tuple([Measure(n, f"{number}之{n}") for n in (1, 2)]))
        for number in (1, 2)
    ]
    return Index((Plan("twice", "t", departments=(), chapters=tuple(chapters)),))


async def test_of_several_measures_with_a_number_the_next_is_meant(browse: Any) -> None:
    async with browse(other=restarting()) as pilot:
        entries = app_of(pilot).state.index.entries

        def here() -> int:
            item = app_of(pilot).main.outline.current
            assert not isinstance(item, Heading)
            return entries.index(item)

        await press(pilot, "j", "2", "enter")
        assert here() == 3
        await press(pilot, "2", "enter")
        assert here() == 1
        await press(pilot, "1")
        assert line_of(pilot).startswith(f"{entries[2].id}. ")
        await press(pilot, "escape", "g", "1", "enter")
        assert here() == 0, "the heading stands before its first measure"
        await typed(pilot, entries[3].id, "enter")
        assert here() == 3


async def test_a_measure_of_several_plans_has_a_longer_id(browse: Any) -> None:
    plans = Index(
        (small(Measure(1, "一"), id="a"), small(Measure(1, "二"), Measure(2, "三"), id="b"))
    )
    async with browse(other=plans) as pilot:
        await press(pilot, "2", "enter")
        assert current(pilot) == 2
        await press(pilot, "1", "backspace")
        await typed(pilot, "a/1", "enter")
        assert app_of(pilot).main.outline.current is plans.entries[0]


async def test_a_number_of_several_plans_is_looked_for_in_the_plan_of_the_cursor(
    browse: Any,
) -> None:
    plans = Index(
        [small(*[Measure(n, f"{p} {n}") for n in (1, 2, 3)], id=p) for p in ("a", "b", "c")]
    )
    async with browse(other=plans) as pilot:
        for typed_number, found in [("b/3", "b/3"), ("1", "b/1"), ("1", "c/1"), ("3", "c/3")]:
            await press(pilot, "1", "backspace")
            await typed(pilot, typed_number, "enter")
            item = app_of(pilot).main.outline.current
            assert not isinstance(item, Heading)
            assert item.id == found


async def test_a_full_width_digit_asks_too_and_a_pile_of_keys_arrives_whole(pilot: Any) -> None:
    await press(pilot, "３")
    assert line_of(pilot).startswith("3. ")
    await press(pilot, "escape", "1", "2", "enter", "j", "space")
    assert app_of(pilot).state.marks == 1 << 12


async def test_a_colon_opens_the_commands_and_a_number_there_is_a_measure(pilot: Any) -> None:
    await press(pilot, "colon", "3", "7", "enter")
    await pilot.pause()
    assert current(pilot) == 37


async def test_another_key_asks_for_a_number_that_is_typed_whole(browse: Any) -> None:
    async with browse(config=Config({"keys": {"jump": "J"}})) as pilot:
        await press(pilot, "3")
        assert focus_of(pilot) == "outline"
        await press(pilot, "J", "3", "7", "enter")
        assert current(pilot) == 37
