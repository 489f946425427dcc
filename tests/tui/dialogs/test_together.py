"""Who works with whom: the ranking of pairs, the grid, and the comparison of two departments."""

from __future__ import annotations

import re
from typing import Any

import pytest
from browsing import app_of, current, pane_lines, press, query_of, resize, told, typed
from plans import plan_of
from small import small
from textual.geometry import Region
from textual.pilot import Pilot
from textual.widgets import Static

from ecotui.model.plan import Measure
from ecotui.query.index import Index
from ecotui.text.display import width
from ecotui.tui.dialogs.compare import Column, CompareScreen
from ecotui.tui.dialogs.together import CountGrid, TogetherScreen
from ecotui.tui.panes.pairs import PairList, lay_out, stacked_bar


def ranking(pilot: Pilot[Any]) -> PairList:
    assert isinstance(pilot.app.screen, TogetherScreen)
    return pilot.app.screen.query_one(PairList)


def under_cursor(pilot: Pilot[Any]) -> tuple[str, str]:
    pair = ranking(pilot).current
    assert pair is not None
    return pair.one, pair.other


def grid_lines(pilot: Pilot[Any]) -> list[str]:
    grid = pilot.app.screen.query_one(CountGrid)
    return [strip.text[1:].rstrip() for strip in grid.render_lines(grid.size.region)]


def columns(pilot: Pilot[Any]) -> dict[str, list[int]]:
    assert isinstance(pilot.app.screen, CompareScreen)
    return {c.head: [e.number for e in c.measures] for c in pilot.app.screen.query(Column)}


def title(pilot: Pilot[Any]) -> str:
    return str(pilot.app.screen.query_one("#title", Static).render())


# -- the ranking


async def test_the_strongest_pair_is_under_the_cursor_with_who_leads(pilot: Pilot[Any]) -> None:
    await press(pilot, "m")
    lines = pane_lines(pilot, "pairs")
    assert lines[1].split()[:8] == ["1", "财政厅", "×", "农业厅", "27", "0", "16", "11"]
    assert "↓all" in lines[0]
    shares = [line.split() for line in pane_lines(pilot, "shares")[1:]]
    assert shares[1][:7] == ["▓", "财政厅", "leads,", "农业厅", "takes", "part", "7"]
    assert shares[1][7:] == ["20", "23", "24", "25", "34", "35", "40"]
    assert [line[0] for line in shares] == ["█", "▓", "▓", "░"]
    await press(pilot, "j")
    assert under_cursor(pilot) == ("财政厅", "省发展改革委")
    assert pane_lines(pilot, "shares")[1].split()[:4] == ["█", "both", "lead", "4"]


async def test_a_step_of_the_cursor_draws_two_lines_of_the_ranking(pilot: Pilot[Any]) -> None:
    await press(pilot, "m")
    drawn: list[int] = []
    pane, render = ranking(pilot), ranking(pilot).render_line
    pane.render_line = lambda y: (drawn.append(y), render(y))[1]  # type: ignore[method-assign]
    await press(pilot, "j")
    assert set(drawn) == {0, 1}


async def test_enter_filters_to_the_pair(pilot: Pilot[Any]) -> None:
    await press(pilot, "m", "j", "j", "j", "j", "enter")
    assert query_of(pilot) == "dept:财政厅 dept:水利厅"
    assert len(app_of(pilot).state.selection) == 22


async def test_the_ranking_is_sorted_by_each_column_and_by_name(pilot: Pilot[Any]) -> None:
    await press(pilot, "m", "G", "s")
    assert under_cursor(pilot) == ("财政厅", "环境保护厅")
    assert "↓█ joint" in pane_lines(pilot, "pairs")[0]
    await press(pilot, "s")
    assert under_cursor(pilot) == ("财政厅", "农业厅")
    assert "↓▓ one leads" in pane_lines(pilot, "pairs")[0]
    await press(pilot, "s")
    assert "pinyin" in pane_lines(pilot, "pairs")[0]
    await press(pilot, "s")
    assert "↓all" in pane_lines(pilot, "pairs")[0]


async def test_a_department_is_found_while_it_is_typed(pilot: Pilot[Any]) -> None:
    await press(pilot, "m", "f")
    await typed(pilot, "czt")
    names = {(pair.one, pair.other) for pair in ranking(pilot).pairs}
    assert {one for one, _other in names} == {"财政厅"}
    assert "f czt" in title(pilot)
    await press(pilot, "enter", "j")
    assert under_cursor(pilot) == ("财政厅", "省发展改革委")
    await press(pilot, "f", "escape")
    assert len(ranking(pilot).pairs) > len(names)
    assert isinstance(pilot.app.screen, TogetherScreen)
    await press(pilot, *"fly", "space", *"czt", "enter")
    assert [pair[:2] for pair in ranking(pilot).pairs] == [("林业厅", "财政厅")]


async def test_it_starts_on_the_department_under_the_cursor(pilot: Pilot[Any]) -> None:
    await press(pilot, "tab", "tab", "j", "j", "j", "j", "m")
    assert under_cursor(pilot) == ("财政厅", "水利厅")
    await press(pilot, "escape", "tab", "m")
    assert under_cursor(pilot) == ("财政厅", "农业厅")


@pytest.mark.parametrize(
    ("where", "names"),
    [
        ("dept:水利厅 dept:林业厅", ("林业厅", "水利厅")),
        ("dept:水利厅", ("财政厅", "水利厅")),
        ("-dept:水利厅", ("财政厅", "省发展改革委")),
        ("lead:省质监局 lead:商务厅", None),
    ],
)
async def test_it_starts_on_the_departments_of_the_query(
    browse: Any, where: str, names: tuple[str, str] | None
) -> None:
    async with browse(where) as pilot:
        await press(pilot, "m")
        pair = ranking(pilot).current
        assert (pair and pair[:2]) == names


async def test_what_has_no_room_beside_the_ranking_is_counted(browse: Any) -> None:
    async with browse(size=(160, 24)) as pilot:
        await press(pilot, "m")
        lines = [line.strip(" │") for line in pane_lines(pilot, "shares")]
        assert lines[-1] == f"… {27 + 4 - (len(lines) - 2)} more lines"


async def test_a_wide_screen_has_the_measures_beside_the_ranking(browse: Any) -> None:
    async with browse(size=(160, 50)) as pilot:
        await press(pilot, "m")
        shares = pane_lines(pilot, "shares")
        assert len(shares) > 40
        assert any("20 加大对国家" in line for line in shares)
        await resize(pilot, 80, 24)
        assert len(pane_lines(pilot, "shares")) == 5


@pytest.mark.parametrize("cells", [20, 40, 58, 78, 118, 158])
def test_a_line_of_the_ranking_is_never_wider_than_the_pane(cells: int) -> None:
    layout = lay_out(cells, 135, 16, 27)
    used = layout.rank + 2 * layout.name + 3 + sum(layout.columns) + layout.bar
    assert used + 2 * bool(layout.bar) <= cells
    assert (len(layout.columns) == 4) == (cells > 80)


@pytest.mark.parametrize("cells", [54, 58, 59, 78, 79, 118, 158])
@pytest.mark.parametrize("longest", [21, 40, 80, 81])
def test_a_long_name_is_shortened_before_numbers_and_bar_go(cells: int, longest: int) -> None:
    layout = lay_out(cells, 135, longest, 27)
    used = layout.rank + 2 * layout.name + 3 + sum(layout.columns) + 2 + layout.bar
    assert used <= cells
    assert layout.name >= 16
    assert layout.bar
    assert (len(layout.columns) == 4) == (cells > 80)


@pytest.mark.parametrize("size", [(60, 16), (80, 24), (81, 24), (120, 40)])
async def test_counts_stand_beside_a_name_of_forty_characters(browse: Any, size: Any) -> None:
    long = "四川省生态保护补偿机制建设" * 3 + "组"
    plan = small(*[Measure(n, "t", (long,), (f"{long}林业厅",)) for n in range(1, 13)])
    async with browse(other=Index(plan), size=size) as pilot:
        await press(pilot, "m")
        (line,) = pane_lines(pilot, "pairs")[1:2]
        one, other = line.split("×")
        assert "…" in one
        assert other.partition("…")[2].split()[0] == "12"
        leads = pane_lines(pilot, "shares")[2]
        assert leads.count("…") >= 2
        assert leads.rpartition(" takes part")[2].split()[0] == "12"


def test_a_bar_has_a_shade_for_each_part() -> None:
    assert stacked_bar((1, 2, 1), 8, 16, "█▓░") == "██▓▓▓▓░░"
    assert stacked_bar((0, 0, 0), 8, 16, "█▓░") == ""
    assert stacked_bar((1, 1, 1), 0, 16, "█▓░") == ""
    assert all(len(stacked_bar((n, n, n), 27, 10, "#=-")) <= 10 for n in range(10))


# -- the grid


def under_grid(pilot: Pilot[Any]) -> str:
    return str(pilot.app.screen.query_one("#cell", Static).render())


async def test_the_grid_has_the_own_measures_behind_each_name(browse: Any) -> None:
    async with browse(size=(80, 24)) as pilot:
        await press(pilot, "m", "tab")
        assert (
            under_grid(pilot)
            == "财政厅 × 农业厅: 27  both lead 0 · one leads 16 · neither leads 11"
        )
        lines = grid_lines(pilot)
        first = next(line for line in lines if line.startswith("林业厅 "))
        assert first.split()[1:5] == ["24│", "\\", "22", "21"]
        # Numbers end below each other.
        last = next(line for line in lines if line.startswith("省国税局 "))
        ends = [[width(row[: n.end()]) for n in re.finditer(r"\S+", row)] for row in (first, last)]
        assert ends[0][1:8] == ends[1][1:8]
        await press(pilot, "h", "h")
        assert under_grid(pilot) == "财政厅: 37 measures  lead 12 · part 25"


async def test_the_grid_says_how_much_is_out_of_sight(browse: Any) -> None:
    async with browse(size=(80, 24)) as pilot:
        await press(pilot, "m", "tab")
        assert title(pilot).endswith(" columns  1–19/20▸  rows  1–13/20▾")
        await press(pilot, "dollar_sign", "G")
        assert title(pilot).endswith("◂columns  2–20/20  ▴rows  8–20/20 ")
        await resize(pilot, 120, 40)
        assert title(pilot).endswith(" columns  1–20/20   rows  1–20/20 ")


async def test_the_more_two_share_the_more_a_cell_stands_out(pilot: Pilot[Any]) -> None:
    await press(pilot, "m", "tab")
    grid = pilot.app.screen.query_one(CountGrid)
    looks = [grid.cell_style(f"{n:>2}") for n in (1, 7, 14, 27)]
    assert len(set(looks)) == 4
    assert [bool(look.bold) for look in looks] == [False, False, True, True]
    assert grid.cell_style(" ·") == looks[0]


async def test_both_views_keep_the_pair(pilot: Pilot[Any]) -> None:
    await press(pilot, "m", "j", "j", "tab", "l", "tab")
    assert under_cursor(pilot) == ("财政厅", "住房城乡建设厅")
    await press(pilot, "tab", "enter")
    assert query_of(pilot) == "dept:财政厅 dept:住房城乡建设厅"


async def test_the_grid_has_the_rows_of_the_departments_searched(pilot: Pilot[Any]) -> None:
    await press(pilot, "m", "tab", "f")
    await typed(pilot, "czt", "enter")
    rows = [line for line in grid_lines(pilot) if "\\" in line]
    assert [row.split()[0] for row in rows] == ["财政厅"]


# -- two departments


async def test_two_departments_of_the_query_are_compared(pilot: Pilot[Any]) -> None:
    """Nine keys from the first screen."""
    await press(pilot, *"fly", "enter", *"fcz", "enter", "c")
    assert query_of(pilot) == "lead:林业厅 lead:财政厅"
    found = columns(pilot)
    assert [head.rpartition(" ")[0] for head in found] == ["only 林业厅", "both", "only 财政厅"]
    assert [len(measures) for measures in found.values()] == [2, 22, 15]
    for head, measures in found.items():
        assert head.endswith(f" {len(measures)}")
    line = pane_lines(pilot, "both")[1].split()
    assert line[:3] == ["L", "L", "1"]
    assert "both lead 2" in title(pilot)


async def test_the_rest_of_the_query_still_holds(browse: Any) -> None:
    async with browse("section:湿地 lead:林业厅 with:财政厅") as pilot:
        await press(pilot, "c")
        assert columns(pilot) == {"only 林业厅 0": [], "both 1": [7], "only 财政厅 0": []}


async def test_one_of_the_query_is_compared_with_that_under_the_cursor(browse: Any) -> None:
    async with browse("lead:林业厅") as pilot:
        await press(pilot, "tab", "tab", "j", "c")
        assert list(columns(pilot))[2].startswith("only 财政厅")


async def test_without_two_departments_a_pair_is_chosen_first(browse: Any) -> None:
    async with browse("dept:水利厅") as pilot:
        await press(pilot, "c")
        assert {pair.one for pair in ranking(pilot).pairs} == {"水利厅"}
        assert told(pilot) == ["choose a pair and press c"]
        await press(pilot, "c")
        assert next(iter(columns(pilot))).startswith("only 水利厅 ")


async def test_the_columns_are_walked_and_enter_goes_to_the_measure(pilot: Pilot[Any]) -> None:
    await press(pilot, "m", "c")
    assert "4. 推进实施新一轮草原" in pane_lines(pilot, "wording")[1]
    await press(pilot, "h", "j")
    assert "2. 鼓励和支持" in pane_lines(pilot, "wording")[1]
    await press(pilot, "tab", "tab")
    assert "28. " in pane_lines(pilot, "wording")[1]
    await press(pilot, "tab", "G", "enter")
    assert len(pilot.app.screen_stack) == 1
    assert current(pilot) == 43
    assert query_of(pilot) == ""


async def test_a_measure_outside_the_query_drops_the_departments_from_it(browse: Any) -> None:
    async with browse("chapter:1 lead:林业厅 lead:水利厅") as pilot:
        assert not app_of(pilot).state.selection
        await press(pilot, "c", "enter")
        assert query_of(pilot) == "chapter:1"
        assert current(pilot) == 7
        await press(pilot, "u")
        assert query_of(pilot) == "chapter:1 lead:林业厅 lead:水利厅"


async def test_a_short_title_stands_for_the_wording(browse: Any) -> None:
    plan = plan_of(Measure(1, "长长的措施", ("甲", "乙"), title="短"))
    async with browse(other=Index(plan)) as pilot:
        await press(pilot, "m", "c")
        assert pane_lines(pilot, "both")[1].split() == ["L", "L", "1", "短"]
        assert "长长的措施" in pane_lines(pilot, "wording")[1]


async def test_only_the_column_with_the_focus_has_a_cursor(pilot: Pilot[Any]) -> None:
    await press(pilot, "m", "c")
    for column in pilot.app.screen.query(Column):
        grounds = [[*column.render_line(y)][-1].style for y in (0, 1)]
        assert (grounds[0] != grounds[1]) == (column.id == "both")


async def test_a_comparison_closes_to_where_it_was_opened(pilot: Pilot[Any]) -> None:
    await press(pilot, "m", "j", "c", "escape")
    assert under_cursor(pilot) == ("财政厅", "省发展改革委")
    await press(pilot, "escape")
    assert len(pilot.app.screen_stack) == 1


async def test_a_narrow_screen_shows_one_column_with_the_heads_of_all(browse: Any) -> None:
    async with browse(size=(60, 16)) as pilot:
        await press(pilot, "m", "c")
        shown = [c.head for c in pilot.app.screen.query(Column) if c.display]
        assert shown == ["both 27"]
        assert "only 财政厅 10" in title(pilot)
        await press(pilot, "l")
        shown = [c.head for c in pilot.app.screen.query(Column) if c.display]
        assert shown == ["only 农业厅 2"]
        await resize(pilot, 120, 30)
        assert all(c.display for c in pilot.app.screen.query(Column))


async def test_a_wording_without_room_is_cut_with_a_sign(browse: Any) -> None:
    async with browse("no:20", size=(60, 16)) as pilot:
        await press(pilot, "c", "c")
        lines = pane_lines(pilot, "wording")
        assert len(lines) == 4
        assert lines[-1].rstrip().endswith("…")


async def test_a_department_cannot_be_compared_with_itself(pilot: Pilot[Any]) -> None:
    await press(pilot, "m", "tab", "0", "g", "c")
    assert told(pilot) == ["choose two departments to compare"]
    assert isinstance(pilot.app.screen, TogetherScreen)


async def test_names_and_wordings_are_never_markup_nor_escapes(browse: Any) -> None:
    plan = plan_of(Measure(1, "[b]\x1b[31m一[/b]", ("[red]甲", "乙\x1b[2J"), ("丙",)))
    async with browse(other=Index(plan)) as pilot:
        for keys in (("m",), ("tab",), ("tab", "c")):
            await press(pilot, *keys)
            strips = pilot.app.screen._compositor.render_strips()
            text = "".join(strip.text for strip in strips)
            assert "[red]甲" in text
            assert "乙␛[2J" in text
            assert "\x1b" not in text


async def test_nothing_in_common_is_no_dead_end(browse: Any) -> None:
    async with browse("没有的词") as pilot:
        await press(pilot, "m", "j", "s", "c", "tab", "c", "enter", "tab", "f", "x", "enter")
        assert "No departments share a measure." in pane_lines(pilot, "shares")[1]
        await press(pilot, "escape")
        assert len(pilot.app.screen_stack) == 1


async def test_a_grid_that_was_filled_out_of_sight_is_drawn_as_it_is(pilot: Pilot[Any]) -> None:
    await press(pilot, "m", "tab", "tab", "f")
    await typed(pilot, "zzz", "enter")
    grid = pilot.app.screen.query_one(CountGrid)
    # As it may be drawn, before the size that it is given has come.
    assert [strip.text.strip() for strip in grid.render_lines(Region(0, 0, 60, 20))] == [""] * 20
    await press(pilot, "tab")
    assert isinstance(pilot.app.screen, TogetherScreen)
    await press(pilot, "f")
    await typed(pilot, "林业厅", "enter")
    assert any("林业厅" in line for line in grid_lines(pilot))
