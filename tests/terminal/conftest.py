"""The program in a pseudo-terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from terminal import Terminal


@pytest.fixture
def run(tmp_path: Path) -> Iterator[Callable[..., Terminal]]:
    """Runs commands, each in a terminal of its own."""
    opened: list[Terminal] = []

    def ran(*command: str, **options: Any) -> Terminal:
        opened.append(Terminal(list(command), tmp_path, **options))
        return opened[-1]

    yield ran
    for terminal in opened:
        terminal.close()


@pytest.fixture
def start(run: Callable[..., Terminal]) -> Callable[..., Terminal]:
    """Starts the program."""
    return partial(run, sys.executable, "-m", "ecotui")


@pytest.fixture
def browse(start: Callable[..., Terminal]) -> Callable[..., Terminal]:
    """Starts the browser in English, and waits until it says how many measures are left."""

    def browsing(*arguments: str, left: str = "44/44", **options: Any) -> Terminal:
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
