"""A large plan is read anew at every start, and leaves nothing on the disk."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

import pytest
from large import enlarged

from ecotui.model.plan import Plan
from ecotui.model.toml import save

SIZE = 2000


@pytest.fixture
def large(tmp_path: Path, plan: Plan) -> Path:
    path = tmp_path / "large.toml"
    save(enlarged(plan, SIZE), path)
    return path


def look(start: Any, large: Path, title: str = "第0章") -> str:
    terminal = start("--lang", "en", "--plan", str(large), "browse", "--fresh")
    terminal.wait(f"{SIZE}/{SIZE}", title, "q quit")
    terminal.settle()
    screen = terminal.text
    terminal.send("/湿地", "Enter keep", "湿地", gone=(f"{SIZE}/{SIZE}",))
    terminal.send("\x1b", f"{SIZE}/{SIZE}", "q quit")
    terminal.quit()
    return screen


def test_the_second_start_shows_what_the_first_did(start: Any, large: Path) -> None:
    assert look(start, large) == look(start, large)


def test_a_plan_that_changes_is_shown_as_it_is_now(start: Any, large: Path) -> None:
    look(start, large)
    text = large.read_text(encoding="utf-8")
    large.write_text(text.replace("第0章", "另一章"), encoding="utf-8")
    assert "第0章" not in look(start, large, "另一章")


def test_nothing_is_left_half_written(start: Any, large: Path, tmp_path: Path) -> None:
    terminal = start("--lang", "en", "--plan", str(large), "browse", "--fresh")
    terminal.wait(f"{SIZE}/{SIZE}")
    terminal.quit()
    assert not list(tmp_path.rglob("*.tmp"))
    assert not (tmp_path / ".cache").exists()


def test_guests_have_nothing_kept(start: Any, large: Path, tmp_path: Path) -> None:
    terminal = start(
        *("--lang", "en", "--plan", str(large), "browse", "--restricted"),
        *("--export-dir", str(tmp_path)),
    )
    terminal.wait(f"{SIZE}/{SIZE}", "q quit")
    time.sleep(1)
    terminal.quit()
    assert os.listdir(tmp_path) == ["large.toml"]
