"""Copying from a tmux, also one at the far end of ssh, with the settings that tmux comes with."""

from __future__ import annotations

import base64
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from needs import needs, program
from ssh import Server, serving
from terminal import Terminal

from ecotui.tui.terminal import clipboard
from ecotui.tui.terminal.input_parser import InputParser

BEGINNING = "1. 健全省级公益林补偿标准的动态调整机制"
THOROUGH = pytest.mark.thorough
LEFT_OUT = {"TMUX", "TMUX_PANE", "STY"}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("sshd")) as server:
        yield server


class Tmux:
    """A server of tmux of its own, with some settings beyond its defaults."""

    def __init__(self, folder: Path, *settings: str) -> None:
        self.folder = folder
        folder.mkdir(exist_ok=True)
        (folder / "conf").write_text("".join(f"set -g {one}\n" for one in settings))
        self.command = [program("tmux"), "-u", "-S", f"{folder}/socket", "-f", f"{folder}/conf"]

    def told(self, *words: str) -> str:
        done = subprocess.run([*self.command, *words], capture_output=True)
        return done.stdout.decode()

    def starting(self, *command: str) -> list[str]:
        """A call that begins a session in which something runs."""
        dropped = [word for name in sorted(LEFT_OUT) for word in ("-u", name)]
        return ["env", *dropped, "LC_ALL=C.UTF-8", *self.command, "new-session", *command]


@pytest.fixture
def tmux(tmp_path: Path) -> Iterator[Any]:
    started: list[Tmux] = []

    def starts(*settings: str) -> Tmux:
        started.append(Tmux(tmp_path / f"tmux{len(started)}", *settings))
        return started[-1]

    yield starts
    for one in started:
        one.told("kill-server")


def copied(raw: bytes) -> list[str]:
    """What a terminal was told to copy, in whichever way the clipboard is named."""
    found = re.findall(rb"\x1b\]52;[a-z]*;([A-Za-z0-9+/=]+)(?:\a|\x1b\\)", raw)
    return [base64.b64decode(text).decode() for text in found]


def browser(folder: Path, *before: str) -> list[str]:
    """A call of the browser; its state is of the test."""
    home = f"XDG_STATE_HOME={folder}/state"
    return ["env", *before, home, sys.executable, "-m", "ecotui", "--lang", "en", "browse"]


def login(folder: Path) -> dict[str, str]:
    """The environment of a login in which the same programs are found as here."""
    kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}
    return {**kept, "HOME": str(folder)}


FAR = [
    "TERM=xterm-256color",
    *(pytest.param(one, marks=THOROUGH) for one in ("TERM=screen", "TERM=vt100", "TERM=linux")),
    "-uTMUX",
    pytest.param("-uTMUX -uTMUX_PANE TERM=xterm", marks=THOROUGH),
]


@needs("tmux", "sshd", "ssh", "ssh-keygen")
@pytest.mark.parametrize("variables", FAR)
def test_from_the_far_end_of_ssh(
    run: Any, server: Server, tmux: Any, tmp_path: Path, variables: str
) -> None:
    far = tmux()
    inside = ["sh", "-c", " ".join(browser(tmp_path, *variables.split())) + "; true"]
    terminal: Terminal = run(
        *server.command(server.port, *far.starting(*inside), **login(tmp_path))
    )
    terminal.wait("44/44", "q quit")
    terminal.send("y", "Copied. If paste is empty, press p. (through tmux)")
    assert [text[: len(BEGINNING)] for text in copied(terminal.raw)] == [BEGINNING]
    terminal.send("q")
    terminal.ended()


@THOROUGH
@needs("tmux", "sshd", "ssh", "ssh-keygen")
def test_a_tmux_at_each_end(run: Any, server: Server, tmux: Any, tmp_path: Path) -> None:
    far, near = tmux(), tmux("set-clipboard on")
    there = server.command(server.port, *far.starting(*browser(tmp_path)), **login(tmp_path))
    terminal: Terminal = run("/usr/bin/env", *near.starting(*there)[1:])
    terminal.wait("44/44", "q quit")
    terminal.send("y", "Copied.")
    terminal.settle()
    assert near.told("show-buffer").startswith(BEGINNING)
    assert copied(terminal.raw)[-1].startswith(BEGINNING)
    terminal.send("q")
    terminal.ended()


@needs("tmux")
def test_a_tmux_that_cannot_be_reached_is_told(run: Any, tmux: Any, tmp_path: Path) -> None:
    between = tmux("set-clipboard on")
    # As at the far end of ssh: tmux is on this side, and the programs of this side are not there.
    inside = browser(tmp_path, "-uTMUX", "-uTMUX_PANE", "PATH=/nowhere", "TERM=xterm-256color")
    inside[0] = "/usr/bin/env"
    terminal: Terminal = run("/usr/bin/env", *between.starting(*inside)[1:])
    terminal.wait("44/44", "q quit")
    terminal.send("y", "(if tmux has set-clipboard on)")
    terminal.settle()
    assert between.told("show-buffer").startswith(BEGINNING)
    terminal.send("q")
    terminal.ended()


@given(st.text(max_size=200))
def test_what_the_terminal_says_goes_before_the_environment(text: str) -> None:
    text = text.encode("utf-8", "ignore").decode()
    wrapped, plain = b"\x1bPtmux;", clipboard.sequence(text, {"TERM": "xterm"})
    assert wrapped in clipboard.sequence(text, {"TERM": "xterm"}, "tmux")
    pieces = clipboard.sequence(text, {"TMUX": "/x,1,0", "TERM": "tmux"}, "screen")
    assert pieces.startswith(b"\x1bP\x1b]52")
    assert wrapped not in pieces
    assert clipboard.sequence(text, {"TERM": "xterm"}, "") == plain


def test_the_kind_of_the_terminal_is_read_from_its_answer() -> None:
    kinds: list[str] = []
    parser = InputParser(kind=kinds.append)
    for answer in (b"\x1b[>84;0;0c", b"\x1b[>83;40900;0c", b"\x1b[>41;388;0c", b"\x1b[>c"):
        assert not list(parser.feed(answer, 0.0)), "it is not typed"
    assert kinds == ["tmux", "screen", "", ""]


def test_without_a_terminal_there_is_no_tmux_to_ask() -> None:
    assert clipboard.tmux_environment({"TMUX": "/x,1,0"}, "screen") == {}
    assert clipboard.tmux_environment({"TERM": "tmux"}, None) == {}
    assert clipboard.tmux_environment({"TERM": "xterm"}, "") == {}
    assert clipboard.tmux_environment({"TMUX": "/x,1,0"}, None)["TMUX"] == "/x,1,0"


@needs("tmux")
def test_guests_run_no_tmux(run: Any, tmux: Any, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    between = tmux()
    inside = [*browser(tmp_path), "--restricted", "--export-dir", f"{tmp_path}/out"]
    terminal: Terminal = run("/usr/bin/env", *between.starting(*inside)[1:])
    terminal.wait("44/44", "q quit")
    terminal.send("y", "(if tmux has set-clipboard on)")
    terminal.settle()
    assert between.told("show-buffer") == ""
    terminal.send("q")
    terminal.ended()
