"""What is left before all of it has come ends quietly, and alone."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from browsing import press
from textual import events
from textual.css.query import NoMatches

OPENERS = {"e": "e", "r": "r", "m": "m", "v": "v", "at": "@", "question_mark": "?", "ctrl+p": None}


async def steps(count: int) -> None:
    """Let every task have its turn so many times: a dialog takes some forty until it is there."""
    for _step in range(count):
        await asyncio.sleep(0)


async def until_settled(app: Any) -> None:
    """Wait until every key that was sent has done its work."""
    while app.is_running and (app._typed or app._typing_task or not app._is_settled()):
        await asyncio.sleep(0.001)


@pytest.mark.parametrize("key", OPENERS)
async def test_a_dialog_may_be_left_at_any_moment_of_its_coming(browse: Any, key: str) -> None:
    async with browse("dept:水利厅") as pilot:
        app = pilot.app
        for count in range(1, 40, 3):
            app.post_message(events.Key(key, OPENERS[key]))
            await steps(count)
            app.post_message(events.Key("escape", None))
            await pilot.pause()
            await until_settled(app)
            assert len(app.screen_stack) == 1
        assert app.return_code in (None, 0)
        await pilot.press("j")
        assert app.is_running


@pytest.mark.parametrize(
    ("key", "count"), [*(("e", n) for n in (5, 7, 30, 35)), ("r", 6), ("m", 6), ("v", 6), ("at", 6)]
)
async def test_the_browser_may_be_quit_at_any_moment(browse: Any, key: str, count: int) -> None:
    async with browse("dept:水利厅") as pilot:
        pilot.app.post_message(events.Key(key, OPENERS[key]))
        await steps(count)
        pilot.app.exit()
    assert pilot.app.return_code == 0


@pytest.mark.parametrize("count", [0, 10, 60])
async def test_a_page_of_commands_may_be_asked_for_at_any_moment(pilot: Any, count: int) -> None:
    pilot.app.post_message(events.Key("ctrl+p", None))
    await steps(count)
    for key in ("down", "down", "pagedown", "pageup", "escape"):
        pilot.app.post_message(events.Key(key, None))
    await until_settled(pilot.app)
    assert len(pilot.app.screen_stack) == 1
    await press(pilot, "ctrl+p")
    await pilot.press("down", "pagedown")
    assert pilot.app.screen.query_one("#palette-list").cursor > 1


async def test_other_errors_are_not_hidden(browse: Any) -> None:
    async def miss() -> None:
        async with browse() as pilot:
            pilot.app.screen.call_later(pilot.app.screen.query_one, "Nothing")
            await pilot.pause()

    with pytest.raises(NoMatches, match="Nothing"):
        await miss()
