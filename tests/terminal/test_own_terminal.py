"""The browser has the terminal: its size, what others write on it, and giving it back."""

from __future__ import annotations

import fcntl
import os
import pty
import struct
import sys
import termios
from typing import Any

import pytest

from ecotui.tui.terminal import capabilities


@pytest.mark.parametrize("stated", [("150", "50"), ("60", "16")])
def test_the_size_is_that_of_the_terminal(browse: Any, stated: tuple[str, str]) -> None:
    exported = dict(zip(("COLUMNS", "LINES"), stated, strict=True))
    terminal = browse("--fresh", columns=100, lines=30, **exported)
    terminal.settle()
    rows = terminal.text.splitlines()
    assert len(rows) == 30
    assert "44/44" in rows[1]
    assert "help" in rows[-1]
    terminal.quit()


def test_the_environment_counts_where_the_terminal_does_not_tell() -> None:
    master, descriptor = pty.openpty()
    said = {"COLUMNS": "90", "LINES": "x"}
    assert capabilities.size(descriptor, said) == (90, 24)
    capabilities.drop_exported_size(descriptor, said)
    assert said
    fcntl.ioctl(descriptor, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
    assert capabilities.size(descriptor, said) == (100, 30)
    capabilities.drop_exported_size(descriptor, said)
    assert not said
    os.close(master)
    os.close(descriptor)


@pytest.mark.parametrize("before", ["", "r", "e", "/"])
def test_ctrl_l_draws_over_what_others_wrote(browse: Any, before: str) -> None:
    terminal = browse("--fresh")
    terminal.send(before)
    terminal.settle(0.6)
    shown = terminal.text
    terminal.stream.feed(b"\x1b[5;5H\x1b[41mBroadcast message\r\n\r\n\x1b[40;1H\n\n\n")
    assert terminal.text != shown
    terminal.send("\x0c", gone=("Broadcast",))
    terminal.settle()
    assert terminal.text == shown


def test_ctrl_z_gives_the_terminal_to_the_shell_until_fg(run: Any) -> None:
    # The program stands behind another, as behind make.
    ecotui = f"{sys.executable} -m ecotui --lang en browse --fresh"
    terminal = run("/bin/bash", "--norc", "-i", PS1="READY> ", LC_ALL="C.UTF-8")
    terminal.wait("READY>")
    terminal.send(f"(sh -c '{ecotui}; true')\r", "44/44")
    terminal.send("/湿地\r", "5/44")
    terminal.settle()
    shown = terminal.text
    # The emulator has no second screen, so what was there is wiped.
    terminal.screen.reset()
    terminal.send("\x1a", "Stopped")
    terminal.send("echo here\r", "\nhere")
    terminal.screen.reset()
    terminal.send("fg\r", "5/44")
    terminal.settle()
    assert terminal.text.splitlines()[1:] == shown.splitlines()[1:]
    terminal.screen.reset()
    terminal.send("q", "READY>")
    terminal.send("exit\r")
    assert terminal.ended() == 0
