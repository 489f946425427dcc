"""A key answers a question only if whoever pressed it can have read the question."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from browsing import press, typed
from textual.pilot import Pilot

from ecotui.settings import saved_views
from ecotui.tui.dialogs import question


class Clock:
    """A clock that goes on when it is told to."""

    now = 100.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch, quick_answers: None) -> Clock:
    clock = Clock()
    monkeypatch.setattr(question, "REST_S", 0.8)
    monkeypatch.setattr(question, "time", clock)
    return clock


def test_a_held_key_answers_nothing_however_long_it_is_held(clock: Clock) -> None:
    asked = question.Question()
    asked.ask("plan.docx")
    # As keyboards do: a pause, then thirty times a second. Each press asks again.
    for pause in (0.66, *[0.033] * 90):
        clock.now += pause
        assert not asked.is_answered("plan.docx")
        asked.ask("plan.docx")
    clock.now += 0.9
    assert asked.is_answered("plan.docx")
    assert not asked.is_answered("other.docx")
    asked.withdraw()
    assert not asked.is_open
    assert not asked.is_answered("plan.docx")


async def test_enter_twice_at_once_overwrites_no_file(
    pilot: Pilot[Any], tmp_path: Path, clock: Clock
) -> None:
    await press(pilot, "e", "tab", "ctrl+a", "ctrl+k")
    (tmp_path / "there.docx").write_text("precious")
    await typed(pilot, "there.docx")
    for _time in range(5):
        await press(pilot, "enter")
        clock.now += 0.03
    assert (tmp_path / "there.docx").read_text() == "precious"


async def test_a_held_key_deletes_no_views(browse: Any, clock: Clock) -> None:
    saved_views.write({"a": "草原", "b": "湿地", "c": "森林"})
    async with browse() as pilot:
        await press(pilot, "at")
        for _time in range(6):
            await press(pilot, "d")
            clock.now += 0.03
        assert {*saved_views.read()} == {"a", "b", "c"}
        clock.now += 0.9
        await press(pilot, "d")
        assert len(saved_views.read()) == 2
