"""What befalls a browser in a terminal: noise, sizes, a line that drops, many of one user."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
import scenes
from needs import needs

# A run judges a change, so it draws the same each time; `make faults` draws anew.
SEEDS = range(4)


@pytest.mark.parametrize(
    "seed", [3, *(pytest.param(n, marks=pytest.mark.thorough) for n in SEEDS[:3])]
)
def test_5000_random_bytes_break_nothing(seed: int, tmp_path: Path) -> None:
    assert scenes.noisy(random.Random(seed), tmp_path) == []


@pytest.mark.parametrize("seed", [0, pytest.param(1, marks=pytest.mark.thorough)])
def test_after_200_sizes_it_is_drawn_as_a_fresh_one(seed: int, tmp_path: Path) -> None:
    assert scenes.resized(random.Random(seed), tmp_path) == []


@pytest.mark.parametrize("how", ["line", "SIGTERM"])
def test_a_line_that_drops_during_an_export_leaves_it_whole(how: str, tmp_path: Path) -> None:
    assert scenes.dropped(random.Random(1), tmp_path, "export", how) == []


@pytest.mark.thorough
@pytest.mark.parametrize("how", scenes.ENDS)
@pytest.mark.parametrize("moment", scenes.MOMENTS)
def test_ended_at_any_moment_its_files_are_whole(moment: str, how: str, tmp_path: Path) -> None:
    assert scenes.dropped(random.Random(2), tmp_path, moment, how) == []


@needs("strace")
@pytest.mark.thorough
@pytest.mark.parametrize("seed", SEEDS)
def test_killed_while_it_saves_it_starts_again(seed: int, tmp_path: Path) -> None:
    assert scenes.killed(random.Random(seed), tmp_path) == []


@pytest.mark.thorough
def test_twenty_of_one_user_at_once_lose_nothing(tmp_path: Path) -> None:
    assert scenes.crowd(random.Random(1), tmp_path) == []
