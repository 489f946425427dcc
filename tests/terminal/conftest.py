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


@pytest.fixture
def browse(start: Callable[..., Terminal]) -> Callable[..., Terminal]:
    """Starts the browser in English, and waits until it says how many measures are left."""

    def browsing(*arguments: str, left: str = "44/44", **options: int | str) -> Terminal:
        # Without arguments as most people start it.
        command = ("browse", *arguments) if arguments else ()
        terminal = start("--lang", "en", *command, **options)
        terminal.wait(left)
        return terminal

    return browsing


@pytest.fixture
def terminal(browse: Callable[..., Terminal]) -> Terminal:
    """The browser in English on the shipped plan."""
    return browse()
