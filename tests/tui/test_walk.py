"""Thousands of keys at random, on a small plan and a large one: the core has the same counts."""

from __future__ import annotations

import asyncio

import pytest
from browsing import browser_of
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from large import enlarged
from textual import events
from textual.pilot import Pilot

from ecotui.browser.actions import ACTIONS
from ecotui.browser.outline import HIERARCHY
from ecotui.model.plan import Entry, Plan
from ecotui.query import departments
from ecotui.query.grammar import Query, parse
from ecotui.query.index import Heading, Index
from ecotui.query.selection import select
from ecotui.tui.app import Browser
from ecotui.tui.main_screen import MainScreen

NAMED = {"colon": ":", "comma": ",", "quotation_mark": '"', "space": " ", "minus": "-"}
#: After so many keys everything on the screen is compared with the core.
EVERY = 40

# Quitting ends the walk, and what leaves the screen for the shell has nowhere to go here.
LEFT_OUT = {"quit", "print_plain"}
KEYS = sorted(
    {
        *(
            key
            for action in ACTIONS
            if action.name not in LEFT_OUT
            for key in action.keys.split(",")
        ),
        *("湿", "地", "7", "l", "y", "t", "colon", "comma", "quotation_mark", "w"),
        *("enter", "escape", "backspace", "down", "up"),
    }
)


def agree(app: Browser, index: Index) -> None:
    """Compare what is shown with what the core says of the query's text, taken from the start."""
    state, outline = app.state, app.main.outline
    expected = select(index, str(state.query))
    assert state.selection.mask == expected.mask
    shown = {item.id for item in outline.lines if isinstance(item, Entry)}
    left = {entry.id for entry in expected.measures}
    assert shown <= left
    hidden = 0
    for heading in outline.folded:
        hidden |= heading.mask
    if not hidden:
        assert shown == left
    elif outline.grouping == HIERARCHY:
        assert len(shown) == (expected.mask & ~hidden).bit_count()
    for item in outline.lines:
        if isinstance(item, Heading):
            assert item.mask & expected.mask, item.title
    choices = {choice.name: choice for choice in state.choices}
    for choice in app.main.departments.choices:
        assert choice == choices[choice.name]
        for field, count in (
            ("lead", choice.lead),
            ("with", choice.participant),
            ("dept", choice.total),
        ):
            query = departments.chosen(state.query, choice.name, field)
            assert count == len(select(index, str(query))), (str(query), choice)


async def walk(index: Index, keys: list[str]) -> Query:
    app = browser_of(index)
    async with app.run_test(size=(100, 30)) as pilot:
        for start in range(0, len(keys), EVERY):
            await burst(app, keys[start : start + EVERY])
            await settle(pilot, app)
            agree(app, index)
        return app.state.query


async def burst(app: Browser, keys: list[str]) -> None:
    """Keys that arrive in one packet; a pilot would wait after each."""
    assert app._driver is not None
    for key in keys:
        character = key if len(key) == 1 else NAMED.get(key)
        event = events.Key(key, character)
        event.set_sender(app)
        app._driver.send_message(event)
    while app._message_queue.qsize() or app._typed or app._typing_task:
        await asyncio.sleep(0.005)


async def settle(pilot: Pilot[None], app: Browser) -> None:
    """Back to the panes, where the query is settled; exports are left to their own tests."""
    for _press in range(4):
        if isinstance(app.screen, MainScreen) and app.main.query_line.has_focus_within is False:
            break
        await pilot.press("escape")
    await pilot.pause()
    assert isinstance(app.screen, MainScreen)


@pytest.mark.parametrize(
    ("measures", "steps"), [(None, 2_000), (10_000, 1_200)], ids=["shipped", "large"]
)
@settings(
    max_examples=1,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(data=st.data())
def test_keys_at_random_end_without_an_exception_and_agree_with_the_core(
    plan: Plan, measures: int | None, steps: int, data: st.DataObject
) -> None:
    keys = data.draw(st.lists(st.sampled_from(KEYS), min_size=steps, max_size=steps))
    index = Index(enlarged(plan, measures) if measures else plan)
    query = asyncio.run(walk(index, keys))
    assert parse(str(query)) == query
