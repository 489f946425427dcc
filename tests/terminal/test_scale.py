"""A large plan: the second start is from the cache, which is never believed more than the file."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
from large import enlarged
from terminal import PATIENCE

from ecotui.model.plan import Plan
from ecotui.model.toml import save

SIZE = 2000


@pytest.fixture
def large(tmp_path: Path, plan: Plan) -> Path:
    path = tmp_path / "large.toml"
    save(enlarged(plan, SIZE), path)
    return path


def browse(start: Any, large: Path, title: str = "第0章") -> str:
    terminal = start("--lang", "en", "--plan", str(large), "browse", "--fresh")
    screen = terminal.wait(f"{SIZE}/{SIZE}", title, "q quit")
    terminal.send("/湿地")
    terminal.wait("Enter keep", "湿地", gone=(f"{SIZE}/{SIZE}",))
    terminal.send("\x1b")
    terminal.wait(f"{SIZE}/{SIZE}", "q quit")
    terminal.send("q")
    assert terminal.ended() == 0
    return screen


def kept(tmp_path: Path) -> Path:
    """The file in the cache, once it is whole."""
    end = time.monotonic() + PATIENCE
    folder = tmp_path / "cache" / "ecotui" / "plans"
    while time.monotonic() < end:
        if found := list(folder.glob("*.json")):
            return found[0]
        time.sleep(0.05)
    pytest.fail("nothing was kept")


def test_the_second_start_shows_what_the_first_did(start: Any, large: Path, tmp_path: Path) -> None:
    terminal = start("--lang", "en", "--plan", str(large), "browse", "--fresh")
    first = terminal.wait(f"{SIZE}/{SIZE}", "q quit")
    content = kept(tmp_path).read_bytes()
    terminal.send("q")
    assert terminal.ended() == 0
    assert browse(start, large) == first
    assert kept(tmp_path).read_bytes() == content


def test_a_damaged_cache_is_passed_over_and_written_anew(
    start: Any, large: Path, tmp_path: Path
) -> None:
    terminal = start("--lang", "en", "--plan", str(large), "browse", "--fresh")
    first = terminal.wait(f"{SIZE}/{SIZE}", "q quit")
    path = kept(tmp_path)
    content = path.read_bytes()
    terminal.send("q")
    assert terminal.ended() == 0
    path.write_bytes(content[: len(content) // 2])
    again = start("--lang", "en", "--plan", str(large), "browse", "--fresh")
    assert again.wait(f"{SIZE}/{SIZE}", "q quit") == first
    end = time.monotonic() + PATIENCE
    while path.read_bytes() != content and time.monotonic() < end:
        time.sleep(0.05)
    assert path.read_bytes() == content
    again.send("q")
    assert again.ended() == 0


def test_a_plan_that_changes_is_shown_as_it_is_now(start: Any, large: Path, tmp_path: Path) -> None:
    terminal = start("--lang", "en", "--plan", str(large), "browse", "--fresh")
    terminal.wait(f"{SIZE}/{SIZE}", "第0章")
    kept(tmp_path)
    terminal.send("q")
    assert terminal.ended() == 0
    text = large.read_text(encoding="utf-8")
    large.write_text(text.replace("第0章", "另一章"), encoding="utf-8")
    assert "第0章" not in browse(start, large, "另一章")


def test_whoever_leaves_at_once_leaves_nothing_half_written(
    start: Any, large: Path, tmp_path: Path
) -> None:
    terminal = start("--lang", "en", "--plan", str(large), "browse", "--fresh")
    terminal.wait(f"{SIZE}/{SIZE}")
    terminal.send("q")
    assert terminal.ended() == 0
    folder = tmp_path / "cache" / "ecotui" / "plans"
    assert not list(folder.glob(".*")) if folder.exists() else True


def test_guests_have_nothing_kept(start: Any, large: Path, tmp_path: Path) -> None:
    terminal = start(
        *("--lang", "en", "--plan", str(large), "browse", "--restricted"),
        *("--export-dir", str(tmp_path)),
    )
    terminal.wait(f"{SIZE}/{SIZE}", "q quit")
    time.sleep(1)
    terminal.send("q")
    assert terminal.ended() == 0
    assert not (tmp_path / "cache").exists()
