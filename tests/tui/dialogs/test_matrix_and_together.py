"""The RACI matrix, full screen, and the marks that it may be made of."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from browsing import app_of, current, press, resize
from openpyxl import load_workbook
from textual.pilot import Pilot

from ecotui.browser.state import State
from ecotui.query.index import Index
from ecotui.raci import schemes
from ecotui.settings.own_schemes import own_scheme
from ecotui.tui.dialogs.matrix.screen import MatrixScreen
from ecotui.tui.dialogs.matrix.strips import TitleStrip
from ecotui.tui.panes.grid import Grid


def grid_of(pilot: Pilot[Any]) -> Grid:
    return pilot.app.screen.query_one(Grid)


def shown(grid: Grid) -> list[str]:
    return [grid.render_line(y).text.rstrip() for y in range(grid.size.height)]


async def test_the_matrix_shows_the_selection_with_upright_names(browse: Any) -> None:
    async with browse("section:湿地", size=(80, 44)) as pilot:
        await press(pilot, "r")
        assert isinstance(pilot.app.screen, MatrixScreen)
        lines = shown(grid_of(pilot))
        assert lines[6].split() == ["厅", "厅", "委", "厅", "厅", "厅", "厅"]
        assert lines[7].split() == ["total", *"1111112"]
        assert lines[8] == "一、分领域任务 › （三）湿地生态保护补偿"
        assert lines[9].startswith("7 推进省级湿地生态补偿试点")
        assert lines[9].split()[-8:] == ["7", "A/R", "C", "C", "C", "C", "C", "C"]
        await pilot.press("s", "s", "s")
        assert shown(grid_of(pilot))[9].split()[-8:] == ["7", "牵", *["参"] * 6]
        await pilot.press("escape")
        assert len(pilot.app.screen_stack) == 1


async def test_head_and_first_column_stay_while_the_matrix_scrolls(browse: Any) -> None:
    async with browse(size=(80, 24)) as pilot:
        await press(pilot, "r")
        grid = grid_of(pilot)
        head = shown(grid)[: grid._head]
        await pilot.press("G")
        assert shown(grid)[: grid._head] == head
        assert shown(grid)[-1].startswith("44 ")
        await pilot.press("dollar_sign")
        assert "44 " in shown(grid)[-1]
        assert shown(grid)[: grid._head] != head
        assert grid.column == 19
        await pilot.press("0", "g")
        assert (grid.row, grid.column) == (0, 0)
        assert shown(grid)[: grid._head] == head


async def test_enter_on_a_row_goes_to_its_measure(browse: Any) -> None:
    async with browse("湿地") as pilot:
        await press(pilot, "r", "j", "j", "enter")
        assert current(pilot) == 23


async def test_marks_are_what_matrix_and_export_are_made_of(pilot: Any) -> None:
    await press(pilot, "space", "j", "V", "j", "j", "V")
    numbers = [entry.number for entry in app_of(pilot).state.chosen.measures]
    assert numbers == [1, 3, 4]
    assert "●3" in str(app_of(pilot).main.outline.border_title)
    await press(pilot, "r")
    assert grid_of(pilot).count == 3
    await pilot.press("q", "asterisk", "asterisk", "asterisk")
    assert app_of(pilot).state.marks == 0


async def test_a_range_over_folded_headings_marks_what_is_below_them(browse: Any) -> None:
    async with browse("lead:林业厅") as pilot:
        await pilot.press("g", "h", "V", "j", "V")
        assert len(app_of(pilot).state.chosen) == 6
        await pilot.press("h", "V", "k", "V")
        assert len(app_of(pilot).state.chosen) == 9
        assert app_of(pilot).state.marks == app_of(pilot).state.selection.mask


async def test_tables_of_nothing_are_no_dead_end(browse: Any) -> None:
    async with browse("没有的词") as pilot:
        await pilot.press("r", "j", "l", "s", "enter", "escape", "m", "j", "l", "enter", "escape")
        await pilot.press("space", "V", "V", "asterisk", "x")
        assert len(app_of(pilot).state.selection) == 44


async def test_the_command_of_a_selection_is_copied(browse: Any) -> None:
    async with browse("湿地 lead:林业厅") as pilot:
        await pilot.press("Y")
        assert app_of(pilot).clipboard == "ecotui list --where '湿地 lead:林业厅'"
        await pilot.press("G", "space", "Y")
        assert app_of(pilot).clipboard == "ecotui list --where no:30"


async def test_the_command_names_the_plans_that_are_open(index: Index) -> None:
    state = State(index, "no:1", views={}, plans=["/plans/two years", "/plans/b.toml"])
    assert state.command == (
        "ecotui --plan '/plans/two years' --plan /plans/b.toml list --where no:1"
    )


async def test_the_letters_are_explained_also_where_the_title_has_no_room(browse: Any) -> None:
    async with browse(size=(60, 24)) as pilot:
        await press(pilot, "r")
        title = pilot.app.screen.query_one(TitleStrip)
        first, second = (title.render_line(y).text for y in range(2))
        assert first.startswith("scheme RACI ")
        assert second.split() == ["A", "accountable", "R", "responsible", "C", "consulted"]
        await resize(pilot, 160, 50)
        for _attempt in range(200):
            # A busy machine draws the new size later.
            if title.size.height == 1 and "C consulted" in title.render_line(0).text:
                break
            await pilot.pause(0.02)
        assert "C consulted" in title.render_line(0).text
        assert title.size.height == 1


async def test_letters_of_an_own_scheme_look_as_what_they_stand_for(browse: Any) -> None:
    meanings = {letter: {"zh": letter, "en": letter} for letter in "FOP"}
    own = {"first": "F", "other": "O", "participant": "P", "meanings": meanings}
    schemes.use([own_scheme("mine", own)])
    try:
        async with browse("no:16") as pilot:
            await press(pilot, "r")
            grid = grid_of(pilot)
            built_in = [grid.cell_style(letter) for letter in ("A/R", "R", "C")]
            await pilot.press(*["s"] * (len(schemes.SCHEMES) - 1))
            assert [grid.cell_style(letter) for letter in "FOP"] == built_in
            await pilot.press("s")
            assert [grid.cell_style(letter) for letter in ("A/R", "R", "C")] == built_in
    finally:
        schemes.use([])


async def test_the_matrix_is_exported_in_the_scheme_that_is_shown(
    browse: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with browse("section:湿地") as pilot:
        await press(pilot, "r", "s", "e")
        await pilot.press("enter", "enter")
        for _turn in range(200):
            await pilot.pause(0.02)
            if isinstance(pilot.app.screen, MatrixScreen):
                break
        (file,) = tmp_path.iterdir()
        texts = {cell.value for row in load_workbook(file).active for cell in row}
        assert {"A/R", "S"} <= texts
        assert "C" not in texts
