"""The screen of the RACI matrix: what is in sight, its findings, and where its keys lead."""

from __future__ import annotations

from typing import Any, cast

import pytest
from browsing import app_of, browser_of, current, press, told, typed
from plans import plan_of
from textual.pilot import Pilot

from ecotui.model.plan import Measure
from ecotui.query.index import Index
from ecotui.query.selection import select
from ecotui.text.display import width
from ecotui.tui.dialogs.matrix.findings import SIGNS, Findings
from ecotui.tui.dialogs.matrix.grid import MatrixGrid
from ecotui.tui.dialogs.matrix.screen import MatrixScreen
from ecotui.tui.dialogs.matrix.seek import Hit, following, hits
from ecotui.tui.dialogs.matrix.strips import Detail, TitleStrip
from ecotui.tui.panes.base import Pane
from ecotui.tui.panes.key_bar import KeyBar


def matrix_of(pilot: Pilot[Any]) -> MatrixScreen:
    assert isinstance(pilot.app.screen, MatrixScreen)
    return pilot.app.screen


def lines(pane: Pane) -> list[str]:
    return [pane.render_line(y).text.rstrip() for y in range(pane.size.height)]


def place(pilot: Pilot[Any]) -> tuple[int, str]:
    """The number of the measure and the name of the department under the cursor."""
    screen = matrix_of(pilot)
    grid, matrix = screen.grid, screen.matrix
    return matrix.rows[grid.row].entry.number, matrix.departments[grid.column]


# -- what is in sight


@pytest.mark.parametrize("columns", [60, 80, 120, 160])
async def test_the_title_says_what_is_in_sight_on_every_edge(browse: Any, columns: int) -> None:
    async with browse(size=(columns, 24)) as pilot:
        await press(pilot, "r")
        grid, title = matrix_of(pilot).grid, matrix_of(pilot).query_one(TitleStrip)
        rows, shown = grid.shown.rows, grid.shown.columns
        more = "▸" if shown.stop < 20 else ""
        assert more or columns >= 120
        edges = f"columns {1:>2}–{shown.stop:>2}/20{more} rows {1:>2}–{rows.stop:>2}/44▾"
        assert " ".join(lines(title)[0].split()).endswith(" ".join(edges.split()))
        await press(pilot, "G", "dollar_sign")
        rows, shown = grid.shown.rows, grid.shown.columns
        assert (rows.stop, shown.stop) == (44, 20)
        assert f"▴rows {rows.start + 1:>2}–44/44" in lines(title)[0]
        assert ("◂columns" in lines(title)[0]) == bool(more)
        assert "▾" not in lines(title)[0]


async def test_names_take_the_room_that_the_columns_leave(browse: Any) -> None:
    async with browse("section:湿地", size=(160, 30)) as pilot:
        await press(pilot, "r")
        grid = matrix_of(pilot).grid
        row = next(line for line in lines(grid) if line.startswith("7 "))
        assert width(row.split("…")[0]) > 80
        assert width(row) <= grid.size.width


async def test_w_shows_whole_wordings_in_the_grid_and_again_one_line_each(browse: Any) -> None:
    async with browse("section:湿地", size=(100, 40)) as pilot:
        await press(pilot, "r", "w")
        screen = matrix_of(pilot)
        before = lines(screen.grid)
        assert any("…" in line for line in before)
        await press(pilot, "w")
        names = [line for row in (0, 1) for line in screen.grid.names(row)]
        text = "".join("".join(names).split())
        assert all(row.entry.text in text for row in screen.matrix.rows)
        shown = "\n".join(lines(screen.grid))
        assert all(line.strip() in shown for line in names)
        await press(pilot, "w")
        assert lines(screen.grid) == before


async def test_wordings_are_whole_from_the_start_if_all_have_room(browse: Any) -> None:
    async with browse("section:湿地", size=(100, 40)) as pilot:
        await press(pilot, "r")
        assert not any("…" in line for line in lines(matrix_of(pilot).grid))
        await press(pilot, "w", "escape", "r")
        assert any("…" in line for line in lines(matrix_of(pilot).grid))
    async with browse("section:湿地", size=(60, 16)) as pilot:
        await press(pilot, "r")
        assert any("…" in line for line in lines(matrix_of(pilot).grid))


async def test_letters_of_the_plan_that_are_too_long_take_no_whole_screen() -> None:
    measure = Measure(1, "文", ("甲",), ("乙",), raci=(("乙", "l,p,d,o,q,v,s,i,c,r,a"),))
    async with browser_of(Index(plan_of(measure))).run_test(size=(80, 24)) as pilot:
        await press(pilot, "r")
        row = next(line for line in lines(matrix_of(pilot).grid) if line.startswith("1 文"))
        assert row.split()[-2:] == ["A/R", "A/C/D/I…"]


async def test_the_cell_and_its_column_are_told_in_words(browse: Any) -> None:
    async with browse(size=(120, 40)) as pilot:
        await press(pilot, "r", "l")
        grid = matrix_of(pilot).grid
        corner = [line[:38].strip() for line in lines(grid)[:3]]
        assert corner == ["财政厅", "R responsible", "A/R 5  R 7  C 25"]
        await press(pilot, "l", "l")
        corner = [line[:38].strip() for line in lines(grid)[:3]]
        assert corner[:2] == ["农业厅", "—"]


async def test_a_wrapped_wording_is_never_taller_than_the_grid(browse: Any) -> None:
    async with browse(size=(60, 16)) as pilot:
        await press(pilot, "r", "w", "G")
        grid = matrix_of(pilot).grid
        assert grid.row == 43
        assert any(line.startswith("44") for line in lines(grid))
        assert lines(grid)[-1].endswith("…")


async def test_headings_stand_between_the_rows_and_take_no_cursor(browse: Any) -> None:
    async with browse("no:3-4", size=(120, 40)) as pilot:
        await press(pilot, "r")
        grid = matrix_of(pilot).grid
        body = [line.strip().split("  ")[0] for line in lines(grid)[grid._head :] if line]
        assert body[0] == "一、分领域任务 › （一）森林生态保护补偿"
        assert body[1].startswith("3 ")
        assert body[2] == "（二）草原生态保护补偿"
        await press(pilot, "j")
        assert place(pilot)[0] == 4


async def test_the_detail_has_the_whole_wording_and_the_roles_with_their_letters(
    browse: Any,
) -> None:
    async with browse(size=(120, 40)) as pilot:
        await press(pilot, "r")
        screen = matrix_of(pilot)
        detail, matrix = screen.query_one(Detail), screen.matrix
        for row in matrix.rows[:5]:
            text = "".join(lines(detail)).replace(" ", "")
            assert row.entry.text.replace(" ", "") in text
            for name, letters in row.cells.items():
                assert name in text
                assert letters in text
            await press(pilot, "j")
        styles = {str(style) for text, style in detail._roles(row) if text == "A/R "}
        assert styles == {str(detail.base + detail.style_of("first"))}


async def test_a_long_wording_is_cut_before_the_names_of_departments(browse: Any) -> None:
    async with browse(size=(80, 24)) as pilot:
        await press(pilot, "r")
        screen = matrix_of(pilot)
        detail, cut = screen.query_one(Detail), 0
        for row in screen.matrix.rows:
            shown = [line.rstrip() for line in lines(detail)]
            text = "".join(shown).replace(" ", "")
            cut += shown[0].endswith("…") or shown[1].endswith("…")
            if len(row.cells) < 10:
                assert not [name for name in row.cells if name not in text], row.entry.id
            await press(pilot, "j")
        assert 4 < cut < 15


async def test_a_detail_without_room_says_so(browse: Any) -> None:
    async with browse("no:16", size=(60, 16)) as pilot:
        await press(pilot, "r")
        assert lines(matrix_of(pilot).query_one(Detail))[-1].endswith("…")


async def test_a_step_down_draws_two_rows_and_the_detail(pilot: Any) -> None:
    await press(pilot, "r")
    grid, drawn = matrix_of(pilot).grid, []
    render = grid.render_line
    grid.render_line = lambda y: (drawn.append(y), render(y))[1]  # type: ignore[method-assign]
    await press(pilot, "j")
    rows = [y for y, (row, _line) in enumerate(grid._lines, grid._head) if row in (0, 1)]
    assert set(drawn) <= set(rows)


async def test_of_a_large_matrix_only_what_is_in_sight_is_laid_out() -> None:
    every = [f"第{number}厅" for number in range(60)]
    measures = [Measure(n, "文" * 90, (every[n % 60],), tuple(every[:9])) for n in range(1, 301)]
    async with browser_of(Index(plan_of(*measures))).run_test(size=(160, 50)) as pilot:
        await press(pilot, "r")
        grid, asked = matrix_of(pilot).grid, set()
        lines_of = grid._lines_of
        grid._lines_of = lambda row: (asked.add(row), lines_of(row))[1]  # type: ignore[method-assign]
        await press(pilot, "w", "G", "k", "ctrl+u", "l")
        assert len(asked) < 2 * 50
        assert grid.row < 299


# -- findings


async def test_findings_begin_with_the_gravest(pilot: Any) -> None:
    await press(pilot, "r")
    findings = matrix_of(pilot).findings
    assert lines(findings)[0] == ("▲ 环境保护厅: accountable in 12 of 44 measures (27%, limit 20%)")
    assert str(findings.border_title).strip() == "Findings 1▲ 20·"
    order = [list(SIGNS).index(item.severity) for item in findings._items[:21]]  # type: ignore[union-attr]
    assert order == sorted(order)


async def test_enter_on_a_finding_goes_to_its_own_measure(pilot: Any) -> None:
    await press(pilot, "r", "5", "j", "tab", "j", "enter")
    assert current(pilot) == 30


async def test_enter_on_a_departments_finding_goes_to_its_column(browse: Any) -> None:
    async with browse(size=(80, 24)) as pilot:
        await press(pilot, "r", "j", "tab")
        bar = matrix_of(pilot).query_one(KeyBar)
        assert "Enter go" in str(bar.render())
        assert "hjkl" not in str(bar.render())
        await press(pilot, "enter")
        assert matrix_of(pilot).grid.has_focus
        assert place(pilot) == (2, "环境保护厅")
        assert "hjkl move" in str(bar.render())
        await press(pilot, "tab", "tab")
        assert matrix_of(pilot).grid.has_focus


async def test_enter_on_a_note_says_that_it_leads_nowhere(pilot: Any) -> None:
    await press(pilot, "r", "tab", "G", "enter")
    assert told(pilot)[-1] == "this note is about no single measure or department"
    assert isinstance(pilot.app.screen, MatrixScreen)


async def test_the_finding_under_the_cursor_is_in_sight_as_a_whole(browse: Any) -> None:
    async with browse(size=(60, 16)) as pilot:
        await press(pilot, "r", "tab")
        findings = cast(Findings, matrix_of(pilot).findings)
        for _step in range(findings.count):
            shown = "".join(line.strip() for line in lines(findings)).replace(" ", "")
            assert findings.text.replace(" ", "")[:30] in shown
            await press(pilot, "j")
        assert findings.cursor == findings.count - 1


# -- leaving and coming back


async def test_coming_back_finds_cell_scheme_and_wrapping(pilot: Any) -> None:
    await press(pilot, "r", "j", "j", "l", "l", "l", "s", "w", "escape", "r")
    screen = matrix_of(pilot)
    assert place(pilot) == (3, "农业厅")
    assert screen.matrix.scheme == "rasci"
    assert screen.grid.wrapped


async def test_the_cursor_starts_on_the_measure_of_the_outline(pilot: Any) -> None:
    await press(pilot, "G", "r")
    assert place(pilot)[0] == 44
    await press(pilot, "k", "l", "escape", "r")
    assert place(pilot) == (43, "财政厅")
    await press(pilot, "escape", "g", "j", "j", "j", "r")
    assert place(pilot) == (2, "财政厅")


async def test_after_another_query_the_matrix_starts_on_the_outlines_measure(pilot: Any) -> None:
    await press(pilot, "r", "j", "l", "l", "enter")
    assert current(pilot) == 2
    await typed(pilot, "/湿地", "enter", "r")
    assert place(pilot)[0] == app_of(pilot).state.chosen.measures[0].number


# -- finding


async def test_slash_finds_measures_by_text_and_pinyin_and_n_the_next(browse: Any) -> None:
    async with browse(size=(120, 40)) as pilot:
        await press(pilot, "r", "slash")
        await typed(pilot, "湿地", "enter")
        grid = matrix_of(pilot).grid
        found = [e.number for e in select(app_of(pilot).state.index).measures if "湿地" in e.text]
        met = [place(pilot)[0]]
        for _step in found:
            await press(pilot, "n")
            met.append(place(pilot)[0])
        assert met == [*found, found[0]]
        await press(pilot, "N")
        assert place(pilot)[0] == found[-1]
        await press(pilot, "g", "n")
        assert place(pilot)[0] == found[0]
        assert grid.has_focus
        await press(pilot, "g", "slash")
        await typed(pilot, "haizishan", "enter")
        assert place(pilot)[0] == 7


async def test_what_is_sought_looks_like_a_match_in_the_grid_and_in_the_detail(
    browse: Any,
) -> None:
    async with browse(size=(120, 40)) as pilot:
        await press(pilot, "r", "slash")
        await typed(pilot, "草原", "enter")
        grid, detail = matrix_of(pilot).grid, matrix_of(pilot).query_one(Detail)
        assert detail.row is not None
        for pane, pieces in (
            (grid, grid._row_line(grid.row, len(grid.above(grid.row)))),
            (detail, detail._wording(detail.row)),
        ):
            styles = {style.color for text, style in pieces if text == "草原"}
            assert styles == {pane.style_of("match").color}
        await press(pilot, "slash", "escape")
        assert grid.sought == ""


async def test_esc_in_the_search_goes_back_to_the_cell(pilot: Any) -> None:
    await press(pilot, "r", "j", "l", "slash")
    assert not matrix_of(pilot).query_one(KeyBar).display
    await typed(pilot, "37")
    assert place(pilot)[0] == 37
    await press(pilot, "escape")
    assert place(pilot) == (2, "财政厅")
    assert matrix_of(pilot).query_one(KeyBar).display
    assert matrix_of(pilot).grid.has_focus


async def test_f_finds_a_department_and_leaves_the_row(browse: Any) -> None:
    async with browse(size=(80, 24)) as pilot:
        await press(pilot, "r", "j", "f")
        await typed(pilot, "szjj", "enter")
        assert place(pilot) == (2, "省质监局")


async def test_what_is_nowhere_is_not_found(pilot: Any) -> None:
    await press(pilot, "r", "j", "n")
    assert told(pilot)[-1] == "there is no search word; press / to search"
    await press(pilot, "slash")
    await typed(pilot, "月球")
    assert str(matrix_of(pilot).query_one("#seek-place").render()) == "not found"
    await press(pilot, "enter")
    assert place(pilot)[0] == 2


def test_hits_are_rows_then_columns_and_a_number_is_that_of_a_measure(index: Index) -> None:
    selection = select(index)
    matrix = selection.matrix()
    assert hits("37", matrix, selection) == [Hit(row=36)]
    water = hits("slt", matrix, selection)
    assert water[-1] == Hit(column=matrix.departments.index("水利厅"))
    assert hits("水利厅", matrix, selection, rows=False) == water[-1:]
    assert hits("  ", matrix, selection) == []


def test_the_next_hit_is_seen_from_the_cursor() -> None:
    found = [Hit(row=2), Hit(row=5), Hit(column=1)]
    assert [following(found, 0, 2, 1), following(found, 2, 2, 1)] == [1, 0]
    assert [following(found, 0, 4, 1), following(found, 0, 4, -1)] == [1, 0]
    assert following(found, 1, 9, 1) == 2


# -- the rest


async def test_y_copies_the_measure_or_the_finding(pilot: Any) -> None:
    await press(pilot, "r", "j", "y")
    assert app_of(pilot).clipboard.startswith("2. 鼓励和支持")
    assert "林业厅" in app_of(pilot).clipboard
    await press(pilot, "tab", "y")
    assert app_of(pilot).clipboard.startswith("环境保护厅: accountable in 12 of 44")


async def test_a_click_puts_the_cursor_on_a_cell(pilot: Any) -> None:
    await press(pilot, "r")
    grid = matrix_of(pilot).grid
    y = next(y for y, line in enumerate(lines(grid)) if line.startswith("3 "))
    await pilot.click(MatrixGrid, offset=(1 + grid._margin + 2 * grid._step + 1, y))
    assert place(pilot) == (3, "省发展改革委")


@pytest.mark.parametrize("key", ["r", "m"])
async def test_the_way_back_is_in_the_key_bar_of_a_narrow_screen(browse: Any, key: str) -> None:
    async with browse(size=(60, 16)) as pilot:
        await press(pilot, key)
        bar = str(pilot.app.screen.query_one(KeyBar).render())
        assert bar.strip().endswith("Esc back")
        assert "Enter" in bar
