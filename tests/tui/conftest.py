"""A browser over the real plan, driven without a terminal."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest
from browsing import browser_of
from textual import _wait
from textual import pilot as pilots
from textual.pilot import Pilot

from ecotui.query.index import Index
from ecotui.tui.app import Browser
from ecotui.tui.dialogs import question

# A pilot looks every fiftieth of a second whether the program is at rest, twice for each key. It is
# at rest long before that, and the tests press thousands of keys.
_wait.SLEEP_GRANULARITY = 1 / 200
_wait.SLEEP_IDLE = _wait.SLEEP_GRANULARITY / 20

#: So often everybody has a turn in which nothing is to be done, before it is taken for rest.
_TURNS = 20
#: Seconds of the processor that such turns take at most.
_NOTHING = 0.002


async def at_rest(min_sleep: float = _wait.SLEEP_GRANULARITY, max_sleep: float = 1) -> None:
    """Wait until the program is at rest, also where another keeps it from the processor.

    Textual takes a program for idle that used no processor for a moment. Whoever was not given any
    used none either, and has work in its queues: each has a turn until nothing comes of it.
    """
    begun = time.monotonic()
    while True:
        await _wait.wait_for_idle(min_sleep, max_sleep)
        used = time.process_time()
        for _turn in range(_TURNS):
            await asyncio.sleep(0)
        if time.process_time() - used < _NOTHING or time.monotonic() - begun > 10 * max_sleep:
            return


pilots.wait_for_idle = at_rest

Opener = Callable[..., AbstractAsyncContextManager[Pilot[None]]]


@pytest.fixture
def lasting_notices(monkeypatch: pytest.MonkeyPatch) -> None:
    """Notices stay until a test has read them, however busy the machine is."""
    monkeypatch.setattr(Browser, "NOTIFICATION_TIMEOUT", 3600.0)


@pytest.fixture(autouse=True)
def quick_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever tests has read a question at once; how long that takes has tests of its own."""
    monkeypatch.setattr(question, "REST_S", 0.0)


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a test exports does not land among the sources."""
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def browse(index: Index, lasting_notices: None) -> Opener:
    @asynccontextmanager
    async def opened(
        where: str = "",
        size: tuple[int, int] = (120, 40),
        other: Index | None = None,
        notifications: bool = False,
        **options: object,
    ) -> AsyncIterator[Pilot[None]]:
        app = browser_of(other or index, where, **options)
        async with app.run_test(size=size, notifications=notifications) as pilot:
            await pilot.pause()
            yield pilot

    return opened


@pytest.fixture
async def pilot(browse: Opener) -> AsyncIterator[Pilot[None]]:
    """A browser on the whole plan."""
    async with browse() as pilot:
        yield pilot
