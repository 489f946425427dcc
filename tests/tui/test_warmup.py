"""The first search finds everything ready."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Iterator

import pytest

from ecotui.model.plan import Plan
from ecotui.query.index import Index
from ecotui.query.selection import select
from ecotui.text.folding import fold
from ecotui.tui import warmup
from ecotui.tui.warmup import Warmup


@pytest.fixture(autouse=True)
def every_plan_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warmup, "LARGE", 1)


@pytest.fixture(autouse=True)
def collecting() -> Iterator[None]:
    yield
    gc.unfreeze()
    gc.enable()


async def warm_up(index: Index) -> None:
    beside = Warmup(index)
    beside.start()
    while beside._task is not None and not beside._task.done():
        await asyncio.sleep(0.001)


async def test_texts_are_folded(plan: Plan) -> None:
    index = Index(plan)
    await warm_up(index)
    assert len(index._texts) == len(index.entries)


async def test_a_small_plan_is_left_alone(plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warmup, "LARGE", 45)
    index = Index(plan)
    await warm_up(index)
    assert index._texts == []


@pytest.mark.parametrize("many", [0, 5000])
async def test_a_search_in_the_middle_of_it_finds_what_a_search_finds(
    plan: Plan, monkeypatch: pytest.MonkeyPatch, many: int
) -> None:
    monkeypatch.setattr("ecotui.query.index._STEP", 5)
    monkeypatch.setattr("ecotui.query.index._MANY", many)
    index = Index(plan)
    steps = index.prepare()
    next(steps)
    assert 0 < len(index._texts) < len(index.entries)
    assert select(index, "湿地").mask == select(Index(plan), "湿地").mask
    assert list(steps)
    assert index.texts == [fold(entry.text) for entry in index.entries]
