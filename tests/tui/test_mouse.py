"""The mouse, where it was asked for: what looks as if it could be clicked can be."""

from __future__ import annotations

from typing import Any

import pytest
from browsing import app_of, current, press, query_of, typed
from textual import events
from textual.pilot import Pilot

from ecotui.query.index import Heading
from ecotui.text.display import width
from ecotui.tui.dialogs.help import Help
from ecotui.tui.dialogs.matrix.screen import MatrixScreen
from ecotui.tui.export.dialog import ExportDialog
from ecotui.tui.panes.grid import Grid
from ecotui.tui.panes.key_bar import KeyBar


async def click(pilot: Pilot[Any], selector: Any, x: int, y: int) -> None:
    await pilot.click(selector, offset=(x, y))
    await pilot.pause()


def line_of(pilot: Pilot[Any], title: str) -> int:
    """The line of the outline on which a heading or a measure stands, below the frame."""
    outline = app_of(pilot).main.outline
    lines = ["".join(text for text, _style in outline.pieces(n)) for n in range(outline.count)]
    at = next(number for number, line in enumerate(lines) if title in line)
    return at - outline.scroll_offset.y + 1


async def test_a_click_on_the_triangle_folds_and_unfolds(pilot: Any) -> None:
    outline = app_of(pilot).main.outline
    line = line_of(pilot, "湿地生态保护补偿")
    before = outline.count
    # One cell is the pane's own margin, and two the indent of a section.
    await click(pilot, "#outline", 3, line)
    assert current(pilot) == "湿地生态保护补偿"
    assert outline.count == before - 2
    await click(pilot, "#outline", 3, line)
    assert outline.count == before
    # Beside it only the cursor moves.
    await click(pilot, "#outline", 12, line_of(pilot, "森林生态保护补偿"))
    assert outline.count == before
    assert current(pilot) == "森林生态保护补偿"


async def test_a_second_click_on_a_line_is_enter(pilot: Any) -> None:
    pressed: list[str] = []
    outline = app_of(pilot).main.outline
    pilot.app.simulate_key = pressed.append
    line = line_of(pilot, "3. ")
    await click(pilot, "#outline", 12, line)
    assert (current(pilot), pressed) == (3, [])
    await click(pilot, "#outline", 12, line)
    assert pressed == ["enter"]
    # After a key, or in another pane, the first click only puts the cursor there.
    await press(pilot, "j")
    await click(pilot, "#outline", 12, line)
    await press(pilot, "tab", "shift+tab")
    await click(pilot, "#outline", 12, line)
    assert pressed == ["enter"]
    assert outline.has_focus


async def test_a_click_on_a_department_chooses_it(pilot: Any) -> None:
    await click(pilot, "#departments", 10, 2)
    assert app_of(pilot).main.departments.has_focus
    assert query_of(pilot) == "lead:财政厅"


async def test_the_heads_of_the_departments_sort_by_their_count(pilot: Any) -> None:
    departments = app_of(pilot).main.departments
    right = departments.outer_size.width - 2
    columns = departments._layout.column
    for x, order in (
        (right, "count"),
        (right - columns, "participant"),
        (right - 2 * columns, "lead"),
        (right - 2 * columns, "plan"),
        (3, "name"),
        (3, "plan"),
    ):
        await click(pilot, "#departments", x, 0)
        assert app_of(pilot).state.order == order
    leads = [choice.lead for choice in departments.choices]
    await click(pilot, "#departments", right - 2 * columns, 0)
    assert [choice.lead for choice in departments.choices] == sorted(leads, reverse=True)


@pytest.mark.parametrize("pane", ["measure", "departments", "outline"])
async def test_a_click_on_a_pane_s_title_gives_it_the_focus(pilot: Any, pane: str) -> None:
    if pane == "outline":
        await press(pilot, "tab")
    await click(pilot, f"#{pane}", 3, 0)
    assert app_of(pilot).focused.id == pane


async def test_the_words_of_the_key_bar_do_what_their_keys_do(pilot: Any) -> None:
    async def click_word(word: str) -> None:
        bar = pilot.app.screen.query_one(KeyBar)
        text = str(bar.render())
        await click(pilot, KeyBar, 1 + width(text[: text.index(word)]), 0)

    await click_word("help")
    assert isinstance(pilot.app.screen, Help)
    await press(pilot, "escape")
    await click_word("export")
    assert isinstance(pilot.app.screen, ExportDialog)
    await press(pilot, "escape")
    await click_word("/ ")
    assert app_of(pilot).main.query_line.has_focus_within
    await typed(pilot, "湿地")
    await click_word("keep")
    assert query_of(pilot) == "湿地"
    await click_word("clear")
    assert query_of(pilot) == ""
    # A word between others: there is nothing.
    bar = str(pilot.app.screen.query_one(KeyBar).render())
    await click(pilot, KeyBar, 1 + width(bar), 0)
    assert len(pilot.app.screen_stack) == 1


async def test_cells_and_heads_of_the_matrix_are_clicked_and_the_wheel_moves(pilot: Any) -> None:
    await press(pilot, "r")
    grid = pilot.app.screen.query_one(Grid)
    left, top = grid._margin + 1, grid._head
    await click(pilot, Grid, left + 2 * grid._step + 1, top + 3)
    row = grid.row
    assert grid.column == 2
    assert row > 0
    await click(pilot, Grid, left + 4 * grid._step + 1, 0)
    assert (grid.row, grid.column) == (row, 4)
    await pilot._post_mouse_events([events.MouseScrollDown], Grid)
    assert grid.row == row + 3
    line = next(y for y, (number, _line) in enumerate(grid._lines) if number == row + 1)
    await click(pilot, Grid, 2, top + line)
    assert isinstance(pilot.app.screen, MatrixScreen)
    entry = pilot.app.screen.matrix.rows[row + 1].entry
    await click(pilot, Grid, 2, top + line)
    assert len(pilot.app.screen_stack) == 1
    assert current(pilot) == entry.number


async def test_a_click_runs_a_command_and_chooses_a_view(pilot: Any) -> None:
    await press(pilot, "ctrl+p")
    await typed(pilot, "several leads")
    await click(pilot, "#palette-list", 4, 0)
    assert query_of(pilot) == "is:joint"


async def test_folding_all_with_the_mouse_leaves_the_chapters(pilot: Any) -> None:
    for title in ("机制创新", "分领域任务"):
        app_of(pilot).main.outline.scroll_home(animate=False)
        await pilot.pause()
        await click(pilot, "#outline", 1, line_of(pilot, title))
    lines = app_of(pilot).main.outline.lines
    assert [item.title for item in lines if isinstance(item, Heading)] == ["分领域任务", "机制创新"]
