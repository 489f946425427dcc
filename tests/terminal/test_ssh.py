"""Over a real ssh and a slow line: bytes, queues, and what is left when the line breaks."""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from needs import needs
from slow_line import SlowLine, slow_line
from ssh import Server, serving
from terminal import Terminal

pytestmark = needs("sshd", "ssh", "ssh-keygen")
THOROUGH = pytest.mark.thorough

#: Of the line: milliseconds there and back, and thousands of bits in a second.
ROUND_TRIP, RATE = 100, 64
BYTES_PER_SECOND = RATE * 1000 / 8


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("sshd")) as server:
        yield server


@pytest.fixture
def line(server: Server) -> Iterator[SlowLine]:
    with slow_line(server.port, ROUND_TRIP, RATE) as line:
        yield line


@pytest.fixture
def log_in(server: Server, line: SlowLine, tmp_path: Path, run: Any) -> Callable[[], Terminal]:
    """Logs in, starts the browser, and says its process id before it begins."""

    def logged_in() -> Terminal:
        home = {
            "HOME": str(tmp_path),
            "XDG_CONFIG_HOME": str(tmp_path / "config"),
            "XDG_STATE_HOME": str(tmp_path / "state"),
        }
        script = f"cd {tmp_path}; echo $$ >pid; exec {sys.executable} -m ecotui --lang en"
        terminal = run(*server.command(line.port, "sh", "-c", script, **home), answers=True)
        terminal.wait("44/44", "Measure 1", "q quit")
        return terminal

    return logged_in


def silence(terminal: Terminal, seconds: float = 1.0) -> int:
    """Bytes that come until nothing has come for some seconds."""
    begun = size = len(terminal.raw)
    last = time.monotonic()
    while time.monotonic() - last < seconds:
        terminal.read(0.05)
        if len(terminal.raw) > size:
            size, last = len(terminal.raw), time.monotonic()
    return size - begun


@THOROUGH
def test_start_and_a_page_are_worth_a_moment_of_the_line(log_in: Any) -> None:
    """What a step writes, in seconds of the line: whatever else it takes is not the line's."""
    terminal = log_in()
    silence(terminal)
    # Two seconds for a process to start in, and for logging in.
    assert len(terminal.raw) < 2 * BYTES_PER_SECOND - 4_000
    for keys in ("\x1b[6~", "\x1b[6~", "g", "G", "\x15", "/", "\x1b", "b", "b"):
        terminal.send(keys)
        written = silence(terminal)
        assert 0 < written < 1.3 * BYTES_PER_SECOND, (keys, written)


@THOROUGH
def test_typing_ahead_builds_no_queue(log_in: Any) -> None:
    terminal = log_in()
    silence(terminal)
    # Twenty screens of some 8 kB in five seconds: each takes the line a second.
    before = len(terminal.raw)
    for turn in range(20):
        terminal.send("\x1b" if turn % 2 else "r")
        end = time.monotonic() + 0.25
        while time.monotonic() < end:
            terminal.read(0.05)
    terminal.send("/湿地\r")
    typed = len(terminal.raw)
    terminal.wait("5/44", "湿地", "q quit")
    settled = len(terminal.raw)
    silence(terminal)
    # One on its way, and the newest: all others are left out, not delayed.
    assert settled - typed < 3 * BYTES_PER_SECOND
    assert typed - before < 8 * BYTES_PER_SECOND
    terminal.quit()


@THOROUGH
def test_a_line_that_stands_still_leaves_no_pictures_behind(log_in: Any) -> None:
    terminal = log_in()
    silence(terminal)
    # Nobody reads what arrives: ssh waits for its terminal, and the line for ssh.
    for turn in range(24):
        terminal.send("\x1b" if turn % 2 else "r")
        time.sleep(0.2)
    terminal.send("/湿地\r")
    time.sleep(1)
    before = len(terminal.raw)
    terminal.wait("5/44", "湿地", "q quit")
    silence(terminal)
    assert len(terminal.raw) - before < 40_000
    terminal.quit()


def ended(pid: int) -> bool:
    """Within a second; a machine that runs other tests may need more."""
    end = time.monotonic() + 10
    while time.monotonic() < end:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.02)
    return False


@pytest.mark.parametrize(
    "how",
    [
        pytest.param(lambda _terminal, line: line.cut(), id="cut"),
        pytest.param(lambda terminal, _line: terminal.hang_up(), marks=THOROUGH, id="hang up"),
        pytest.param(
            lambda terminal, _line: os.kill(terminal.child, signal.SIGKILL),
            marks=THOROUGH,
            id="kill the client",
        ),
    ],
)
def test_a_line_that_breaks_ends_the_browser_and_keeps_where_it_was(
    log_in: Any, line: SlowLine, tmp_path: Path, how: Callable[[Terminal, SlowLine], None]
) -> None:
    terminal = log_in()
    terminal.send("/湿地\r*G ", "5/44", "●4", "Measure 30")
    pid = int((tmp_path / "pid").read_text())
    how(terminal, line)
    assert ended(pid)
    (file,) = (tmp_path / "state" / "ecotui").glob("plan-*.json")
    kept = json.loads(file.read_text(encoding="utf-8"))
    assert kept["query"] == "湿地"
    assert kept["cursor"]["measure"] == "30"
    assert len(kept["marks"]) == 4


@THOROUGH
def test_nothing_is_left_in_the_shell_after_leaving(
    server: Server, line: SlowLine, tmp_path: Path, run: Any
) -> None:
    """What the terminal still has to answer is not typed into the shell."""
    terminal = run(*server.command(line.port, "sh", "-i", PS1="READY> "), answers=True)
    terminal.wait("READY>")
    state = f"XDG_STATE_HOME={tmp_path}/s XDG_CONFIG_HOME={tmp_path}/c"
    terminal.send(f"env {state} {sys.executable} -m ecotui --lang en\r", "44/44", "q quit")
    silence(terminal)
    terminal.send("jjrqjq")
    silence(terminal, 3)
    assert b"\x1b[?1049l" in terminal.raw
    at = len(terminal.raw)
    terminal.send("echo do''ne\r")
    silence(terminal, 1)
    assert b"done" in terminal.raw[at:]
    left = terminal.raw.rpartition(b"\x1b[?1049l")[2]
    assert b"0n" not in left
    assert b"not found" not in left
