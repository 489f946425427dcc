"""The program in a pseudo-terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from terminal import Terminal


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., Terminal]]:
    opened: list[Terminal] = []

    def started(*arguments: str, **options: int | str) -> Terminal:
        command = [sys.executable, "-m", "ecotui", *arguments]
        opened.append(Terminal(command, tmp_path, **options))  # type: ignore[arg-type]
        return opened[-1]

    yield started
    for terminal in opened:
        terminal.close()
