"""What is done beside the screen: a first search finds everything ready, leaving leaves nothing."""

from __future__ import annotations

import asyncio
import gc
import os
from pathlib import Path

import pytest

from ecotui.model import cache
from ecotui.model.plan import Plan
from ecotui.query.evaluation import select
from ecotui.query.index import Index
from ecotui.text.folding import fold
from ecotui.tui import warmup
from ecotui.tui.warmup import Idle


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(warmup, "LARGE", 1)
    return tmp_path / "ecotui" / "plans"


@pytest.fixture(autouse=True)
def collecting() -> object:
    yield
    gc.unfreeze()
    gc.enable()


async def over(task: Idle) -> None:
    while task._task is not None and not task._task.done():
        await asyncio.sleep(0.001)
    if task._writer is not None:
        task._writer.join()


async def test_texts_are_folded_and_the_plan_is_kept(plan: Plan, home: Path) -> None:
    index = Index(plan)
    beside = Idle(index, [("a-1", plan)])
    beside.begin()
    await over(beside)
    assert len(index._texts) == len(index.entries)
    assert cache.recall("a-1") == plan
    beside.end()
    assert os.listdir(home) == ["a-1.json"]


async def test_a_small_plan_is_left_alone(
    plan: Plan, monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    monkeypatch.setattr(warmup, "LARGE", 45)
    index = Index(plan)
    beside = Idle(index)
    beside.begin()
    await over(beside)
    beside.end()
    assert index._texts == []
    assert not home.exists()


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


async def test_leaving_in_the_middle_of_it_leaves_nothing_half_written(
    plan: Plan, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "_STEP", 1)
    index = Index(plan)
    beside = Idle(index, [("a-1", plan)])
    beside.begin()
    while beside._writer is None:
        await asyncio.sleep(0)
    beside.end()
    assert not beside._writer.is_alive()
    assert [name for name in os.listdir(home) if name.endswith(".tmp")] == []


async def test_leaving_before_it_began_is_the_end(plan: Plan, home: Path) -> None:
    index = Index(plan)
    beside = Idle(index, [("a-1", plan)])
    beside.begin()
    beside.end()
    await asyncio.sleep(0.05)
    assert beside._writer is None
    assert not home.exists()
