"""The command palette: what it offers, how it is found, and what Enter does."""

from __future__ import annotations

from typing import Any

import pytest
from browsing import app_of, numbers, pane_lines, press, query_of, typed
from textual.pilot import Pilot

from ecotui import i18n
from ecotui.browser import actions
from ecotui.browser.outline import GROUPINGS
from ecotui.tui.dialogs import commands
from ecotui.tui.dialogs.command_palette import Command, CommandPalette, found
from ecotui.tui.dialogs.matrix.screen import MatrixScreen
from ecotui.tui.export.dialog import ExportDialog


def ids(pilot: Pilot[Any]) -> list[str]:
    screen = pilot.app.screen
    assert isinstance(screen, CommandPalette)
    return [command.id for command in screen.listed]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    ("written", "first"),
    [
        ("导出", "export"),
        ("dc", "export"),
        ("daochu", "export"),
        ("daoc", "export"),
        ("export the", "export"),
        ("copy_command", "copy_command"),
        ("xiezuo", "together"),
        ("works with", "together"),
        ("is:joint", "is:joint"),
        ("excel", "export raci-xlsx"),
        ("shense", "theme dark"),
        ("dark", "theme dark"),
        ("ＥＸＣＥＬ", "export raci-xlsx"),
    ],
)
async def test_a_command_is_found_in_either_language_by_pinyin_and_by_id(
    browse: Any, language: str, written: str, first: str
) -> None:
    i18n.use(language)
    # The theme in use is not offered.
    async with browse(theme="light") as pilot:
        await press(pilot, "ctrl+p")
        await typed(pilot, written)
        assert ids(pilot)[0] == first


async def test_every_action_that_does_not_only_move_is_offered_with_its_key(pilot: Any) -> None:
    await press(pilot, "ctrl+p")
    offered = {command.id: command for command in pilot.app.screen.listed}
    for action in actions.ACTIONS:
        moves = "pane" in action.name or action.name == "command_palette"
        if action.target == actions.BROWSER and not moves:
            assert offered[action.name].key == app_of(pilot).keymap.labels(action)
    assert "exclude" not in offered
    await press(pilot, "escape", "tab", "tab", "ctrl+p")
    assert {"choose", "order", "exclude"} <= set(ids(pilot)[:5])


async def test_what_is_not_available_stands_last_with_its_reason_and_does_nothing(
    pilot: Any,
) -> None:
    await press(pilot, "ctrl+p")
    reasons = [bool(command.reason) for command in pilot.app.screen.listed]
    assert reasons == sorted(reasons)
    assert any(reasons)
    await typed(pilot, "undo", "enter")
    (line,) = [line for line in pane_lines(pilot, "palette-list") if "undo" in line]
    assert line.split()[-1] == "u"
    assert "(nothing to undo)" in line
    assert isinstance(pilot.app.screen, CommandPalette)
    await press(pilot, "escape")
    assert len(pilot.app.screen_stack) == 1


async def test_what_guests_may_not_do_says_why_in_palette_and_help(browse: Any) -> None:
    async with browse("湿地", restricted=True, export_dir=".") as pilot:
        await press(pilot, "ctrl+p")
        why = {command.id: command.reason for command in pilot.app.screen.listed}
        assert why["open"] == "no other file can be opened here"
        assert why["save_view"] == "views cannot be saved or deleted in restricted mode"
        assert why["suspend"] == "the browser cannot be suspended in restricted mode"
        assert not why["views"]
        assert not why["export"]
        await press(pilot, "escape", "question_mark", "slash")
        await typed(pilot, "another plan")
        assert any("no other file can be" in line for line in pane_lines(pilot, "help-text"))


async def test_enter_runs_and_what_was_run_comes_first(pilot: Any) -> None:
    await press(pilot, "ctrl+p")
    assert ids(pilot)[0] == "search"
    await typed(pilot, "matrix of", "enter")
    assert isinstance(pilot.app.screen, MatrixScreen)
    await press(pilot, "escape", "ctrl+p")
    assert ids(pilot)[:2] == ["matrix", "search"]
    await press(pilot, *["down"] * ids(pilot).index("find_department"), "enter")
    assert app_of(pilot).main.finder.has_focus_within


async def test_an_action_of_a_pane_acts_on_the_pane(pilot: Any) -> None:
    await press(pilot, "tab", "tab", "j", "ctrl+p")
    await typed(pilot, "exclude", "enter")
    assert query_of(pilot) == "-dept:财政厅"


async def test_filters_narrow_the_query_and_say_where_they_change_nothing(browse: Any) -> None:
    async with browse("湿地") as pilot:
        await press(pilot, "ctrl+p")
        await typed(pilot, "several leads", "enter")
        assert query_of(pilot) == "湿地 is:joint"
        assert numbers(pilot) == [23, 29, 30]
        await press(pilot, "ctrl+p")
        await typed(pilot, "several leads")
        assert [command.reason for command in pilot.app.screen.listed] == [
            "holds for everything shown"
        ]


def test_groupings_are_those_of_the_outline() -> None:
    assert list(commands.GROUPS) == list(GROUPINGS)


async def test_a_view_a_grouping_a_theme_and_an_exporter_are_chosen_by_name(browse: Any) -> None:
    async with browse() as pilot:
        app_of(pilot).state.use_views({"钱": "dept:财政厅"})
        await press(pilot, "ctrl+p")
        await typed(pilot, "qian", "enter")
        assert query_of(pilot) == "@钱"
        await press(pilot, "ctrl+p")
        await typed(pilot, "group by dep", "enter")
        assert app_of(pilot).state.grouping == "dept"
        await press(pilot, "ctrl+p")
        await typed(pilot, "contrast", "enter")
        assert pilot.app.theme == "contrast"
        await press(pilot, "ctrl+p")
        await typed(pilot, "handouts", "enter")
        assert isinstance(pilot.app.screen, ExportDialog)


async def test_the_matrix_offers_what_works_there(pilot: Any) -> None:
    await press(pilot, "r", "ctrl+p")
    assert {"scheme", "export_matrix"} <= set(ids(pilot))
    assert "search" not in ids(pilot)
    await typed(pilot, "scheme", "enter")
    assert app_of(pilot).screen.matrix.scheme == "rasci"  # type: ignore[attr-defined]


@pytest.mark.parametrize("size", [(160, 50), (60, 16), (40, 10), (20, 5), (1, 1)])
async def test_it_fits_any_screen(browse: Any, size: tuple[int, int]) -> None:
    async with browse(size=size) as pilot:
        await press(pilot, "ctrl+p", "pagedown", "pageup", "down", "x", "x", "x", "down", "enter")
        box = pilot.app.screen.query_one("#palette").region
        if size[1] > 5:
            assert box.bottom <= size[1]
        await press(pilot, "escape")


async def test_names_of_views_are_neither_markup_nor_escapes(browse: Any) -> None:
    async with browse() as pilot:
        app_of(pilot).state.use_views({"[red]x\x1b[2J": "湿地"})
        await press(pilot, "ctrl+p")
        await typed(pilot, "[red]")
        (line, *_rest) = pane_lines(pilot, "palette-list")
        assert "[red]x␛[2J" in line


def test_of_equal_fits_the_recent_ones_go_first() -> None:
    one, two, three = [Command(name, f"导出{name}", lambda: None) for name in ("a", "b", "c")]
    gone = two._replace(reason="no")
    assert found([one, two, three], "dc", ["a", "c"]) == [three, one, two]
    assert found([one, gone, three], "", ["b"]) == [one, three, gone]
    assert found([one], "zz", []) == []
