"""The help: by task, on one page what matters, searched in either language."""

from __future__ import annotations

from typing import Any

import pytest
from browsing import app_of, pane_lines, press, typed

from ecotui import i18n
from ecotui.browser import actions
from ecotui.browser.actions import ACTIONS
from ecotui.tui.dialogs.help import Help
from ecotui.tui.export.dialog import ExportDialog


def text(pilot: Any) -> str:
    """What the help shows, without its frame."""
    assert isinstance(pilot.app.screen, Help)
    return "\n".join(pane_lines(pilot, "help-text"))


def key_of(name: str) -> str:
    return next(action for action in ACTIONS if action.name == name).help


async def test_it_lists_every_action_of_what_has_the_focus_and_no_other(browse: Any) -> None:
    async with browse(size=(160, 80)) as pilot:
        await press(pilot, "question_mark")
        shown = text(pilot)
        for action in actions.actions_at("outline"):
            assert f"{app_of(pilot).keymap.labels(action)} " in shown
            # A long one goes on in the next line.
            assert action.help[:30] in shown
        assert key_of("exclude") not in shown
        await press(pilot, "escape")
        assert len(pilot.app.screen_stack) == 1
        await press(pilot, "tab", "tab", "question_mark")
        assert key_of("exclude") in text(pilot)
        assert text(pilot).startswith("Choose departments")


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_what_matters_most_is_on_the_first_page(browse: Any, language: str) -> None:
    i18n.use(language)
    async with browse(size=(80, 24)) as pilot:
        await press(pilot, "question_mark")
        lines = pane_lines(pilot, "help-text")
        cells = [cell for line in lines for cell in (line[:30].split() + line[30:].split())]
        for key in ("/", "f", ".", "x", "n", "Space", "u", "e", "y", "r", "m", "c", "b"):
            assert key in cells, key
        assert len(lines) <= 20
        # Moving stands last.
        await press(pilot, "G", "k")
        assert "j ↓" not in "\n".join(lines)


async def test_the_filter_finds_by_chinese_pinyin_and_english(pilot: Any) -> None:
    for wanted in ("导出", "daochu", "dc", "export", "EXPORT the"):
        await press(pilot, "question_mark", "slash")
        await typed(pilot, wanted)
        assert key_of("export") in text(pilot)
        assert key_of("quit") not in text(pilot)
        assert key_of("fold") not in text(pilot)
        # Enter keeps the filter, Esc takes it back, and then closes.
        await press(pilot, "enter", "n", "N")
        assert key_of("fold") not in text(pilot)
        await press(pilot, "escape")
        assert key_of("fold") in text(pilot)
        await press(pilot, "escape")
        assert len(pilot.app.screen_stack) == 1


async def test_the_query_language_is_searched_and_reached_with_tab(browse: Any) -> None:
    async with browse(size=(80, 24)) as pilot:
        await press(pilot, "question_mark", "tab")
        assert "lead:林业厅" in text(pilot)
        await press(pilot, "g", "slash", *"pinyin")
        assert "stbc" in text(pilot)
        await press(pilot, "x", "y", "z")
        assert text(pilot).strip() == "nothing here has this name"


@pytest.mark.parametrize("key", ["q", "question_mark", "f1", "escape"])
async def test_it_closes_with_the_key_that_opened_it_q_and_esc(pilot: Any, key: str) -> None:
    await press(pilot, "question_mark", key)
    assert len(pilot.app.screen_stack) == 1


async def test_it_scrolls_by_lines_pages_and_to_the_ends(browse: Any) -> None:
    async with browse(size=(60, 16)) as pilot:
        await press(pilot, "question_mark")
        body = pilot.app.screen.query_one("#help-text")
        await press(pilot, "j")
        assert body.scroll_offset.y == 1
        await press(pilot, "ctrl+d", "ctrl+u", "k")
        assert body.scroll_offset.y == 0
        await press(pilot, "G")
        assert "a comma" in text(pilot)
        await press(pilot, "g")
        assert body.scroll_offset.y == 0


@pytest.mark.parametrize(
    ("keys", "own"), [(("r",), "to_measure"), (("m",), "filter_pair"), (("m", "c"), "show_measure")]
)
async def test_in_a_table_its_own_keys_come_first(pilot: Any, keys: Any, own: str) -> None:
    await press(pilot, *keys, "question_mark")
    shown = text(pilot)
    assert shown.index(key_of(own)) < shown.index("to the last line")


async def test_the_export_dialog_has_its_own_help(pilot: Any) -> None:
    await press(pilot, "e", "question_mark")
    assert text(pilot).startswith("In the export dialog")
    assert key_of("preview") in text(pilot)
    await press(pilot, "escape")
    assert isinstance(pilot.app.screen, ExportDialog)


@pytest.mark.parametrize("size", [(40, 10), (20, 5), (3, 2)])
async def test_it_fits_any_screen(browse: Any, size: tuple[int, int]) -> None:
    async with browse(size=size) as pilot:
        await press(pilot, "question_mark", "slash", "x", "enter", "G", "escape", "escape")
        assert len(pilot.app.screen_stack) == 1


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_every_place_has_help_on_all_of_its_actions(browse: Any, language: str) -> None:
    i18n.use(language)
    async with browse(size=(200, 90)) as pilot:
        app = app_of(pilot)
        for place in actions.PLACES:
            await app.push_screen(Help(place, app.keymap, lambda _action: ""))
            await pilot.pause()
            shown = text(pilot).replace(" ", "").replace("\n", "")
            for action in actions.actions_at(place):
                name = i18n._(action.help).replace(" ", "")
                assert name[:12] in shown, (place, action.name)
            await press(pilot, "escape")
