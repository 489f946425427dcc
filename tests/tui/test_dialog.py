"""A screen over the others ends once, however often it is told to."""

from __future__ import annotations

from browsing import browser_of

from ecotui.query.index import Index
from ecotui.tui.dialogs.dialog import Dialog


async def test_a_dialog_that_is_closed_twice_closes_itself_alone(index: Index) -> None:
    async with browser_of(index).run_test() as pilot:
        given: list[int | None] = []
        first, second = Dialog[int](), Dialog[int]()
        pilot.app.push_screen(first)
        await pilot.pause()
        pilot.app.push_screen(second, given.append)
        await pilot.pause()
        second.dismiss(1)
        second.dismiss(2)
        await pilot.pause()
        assert given == [1]
        assert pilot.app.screen is first
