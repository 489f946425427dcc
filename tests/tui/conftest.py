"""A browser over the real plan, driven without a terminal."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest
from textual import _wait
from textual.pilot import Pilot

from ecotui import i18n
from ecotui.browser.state import State
from ecotui.model.toml import load
from ecotui.plugin_host.registry import Registry
from ecotui.query.index import Index
from ecotui.tui.app import Browser

# A pilot looks every fiftieth of a second whether the program is at rest, twice for each key. It is
# at rest long before that, and the tests press thousands of keys.
_wait.SLEEP_GRANULARITY = 1 / 200
_wait.SLEEP_IDLE = _wait.SLEEP_GRANULARITY / 20

PLAN = Path(__file__).parents[2] / "data" / "allocation.toml"

Opener = Callable[..., AbstractAsyncContextManager[Pilot[None]]]


@pytest.fixture(scope="session")
def real_index() -> Index:
    return Index(load(PLAN))


@pytest.fixture
def state(real_index: Index) -> State:
    return State(real_index, views={"shui": "dept:水利厅"})


@pytest.fixture
def browse(real_index: Index) -> Opener:
    @asynccontextmanager
    async def opened(
        where: str = "",
        size: tuple[int, int] = (120, 40),
        index: Index | None = None,
        **options: object,
    ) -> AsyncIterator[Pilot[None]]:
        app = Browser(
            State(index or real_index, where, views={}),
            registry=lambda: Registry(plugins=False),
            export_options={},
            **options,  # type: ignore[arg-type]
        )
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            yield pilot

    return opened


@pytest.fixture(autouse=True)
def interface_in_english() -> Iterator[None]:
    i18n.use("en")
    yield
    i18n.use(None)
