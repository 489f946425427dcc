"""What a guest cannot do to the process, whoever starts it."""

from __future__ import annotations

import fcntl
import os
import re
import signal
import struct
import subprocess
import sys
import termios
from pathlib import Path
from typing import Any

from ecotui.tui.terminal import capabilities

FAILING = """
import sys
from ecotui.cli import main
from ecotui.tui.app import Browser

def failing(self):
    raise ZeroDivisionError("in /srv/secret")

Browser.action_theme = failing
sys.argv = ["ecotui", "--lang", "en", "browse", *sys.argv[1:]]
main()
"""


def test_a_failure_is_one_line_for_a_guest(run: Any) -> None:
    for words, has_traceback in ((["--restricted", "--export-dir", "."], False), ([], True)):
        terminal = run(sys.executable, "-c", FAILING, *words)
        terminal.wait("44/44", "q quit")
        terminal.send("t")
        assert terminal.ended() == 1
        assert (b"in /srv/secret" in terminal.raw) == has_traceback
        assert (b"the browser failed: ZeroDivisionError" in terminal.raw) != has_traceback


def test_no_key_stops_or_dumps_a_guest(start: Any) -> None:
    terminal = start("--lang", "en", "browse", "--plain", "--restricted", "--export-dir", ".")
    terminal.wait("44/44>")
    terminal.send("\x1a\x1c")
    status = Path(f"/proc/{terminal.child}/status").read_text(encoding="ascii")
    (ignored,) = re.findall(r"SigIgn:\s+(\w+)", status)
    for number in (signal.SIGTSTP, signal.SIGQUIT):
        assert int(ignored, 16) >> number - 1 & 1
    limits = Path(f"/proc/{terminal.child}/limits").read_text(encoding="ascii")
    assert re.search(r"Max core file size +0 +0 ", limits)
    terminal.send("quit\r")
    assert terminal.ended() == 0


def test_no_variable_steers_a_guest(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "ecotui").mkdir()
    (tmp_path / "ecotui" / "views.toml").write_text('mine = "湿地"\n', encoding="utf-8")
    (tmp_path / "other.toml").write_text('schema = 1\n[plan]\nid = "x"\ntitle = "secret"\n')
    steering = {
        "ECOTUI_PLAN": str(tmp_path / "other.toml"),
        "XDG_CONFIG_HOME": str(tmp_path),
        "SOURCE_DATE_EPOCH": "1700000000",
        "SSH_ORIGINAL_COMMAND": "sh",
    }

    def said(*words: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "ecotui", "--lang", "en", "browse", "--plain", *words],
            input="views\nmatrix\nquit\n",
            capture_output=True,
            text=True,
            cwd=tmp_path,
            env={**os.environ, "HOME": str(tmp_path / "out"), **steering},
        )
        return done.stdout + done.stderr

    guest = said("--restricted", "--export-dir", "out")
    assert "none is saved" in guest
    assert "林业厅" in guest
    assert "@mine" in said(), "they do steer everybody else"
    assert list((tmp_path / "out").iterdir()) == []


def test_no_terminal_is_larger_than_a_screen() -> None:
    """A guest's ssh tells any size; 60,000 lines of 60,000 cells are 3.6 billion."""
    master, slave = os.openpty()
    environ = {"COLUMNS": "7", "LINES": "7"}
    try:
        for told, size, left in (
            ((60_000, 60_000), (1_000, 500), {"COLUMNS": "1000", "LINES": "500"}),
            ((501, 200), (200, 500), {"LINES": "500"}),
            ((500, 1_000), (1_000, 500), {}),
        ):
            fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", *told, 0, 0))
            capabilities.drop_exported_size(slave, environ)
            assert environ == left
            assert capabilities.size(slave, environ) == size
    finally:
        os.close(master)
        os.close(slave)
