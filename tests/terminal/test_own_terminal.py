"""The browser has the terminal: its size, what others write on it, and giving it back."""

from __future__ import annotations

import base64
import fcntl
import json
import os
import pty
import re
import shutil
import struct
import sys
import termios
import time
from pathlib import Path
from statistics import median
from typing import Any

import pytest
import terminal as support

from ecotui.tui.terminal import capabilities

SHIPPED = Path(__file__).parents[2] / "data" / "allocation.toml"


@pytest.mark.parametrize("stated", [("150", "50"), ("60", "16")])
def test_the_size_is_that_of_the_terminal(browse: Any, stated: tuple[str, str]) -> None:
    exported = dict(zip(("COLUMNS", "LINES"), stated, strict=True))
    terminal = browse("--fresh", columns=100, lines=30, **exported)
    terminal.settle()
    rows = terminal.text.splitlines()
    assert len(rows) == 30
    assert "44/44" in rows[0]
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


LOUD = """
import os, subprocess, sys
from ecotui.api import ExporterSpec, hookimpl

class Loud:
    def export(self, selection, target, options):
        os.write(1, b"LOUD one\\n" * 50)
        os.write(2, b"LOUD two\\n" * 50)
        sys.__stdout__.write("LOUD three\\n" * 50)
        sys.__stderr__.write("LOUD four\\n" * 50)
        subprocess.run(["sh", "-c", "echo LOUD five; echo LOUD six >&2"], check=True)
        with target.text() as file:
            file.write("written\\n")

@hookimpl
def ecotui_register_exporters():
    return [ExporterSpec(id="loud", title="Loud", summary="Writes.", extensions=("txt",),
                         media_type="text/plain", kind="text", factory="loud:Loud")]
"""


def test_what_plugins_write_beneath_python_does_not_reach_the_screen(
    start: Any, tmp_path: Path
) -> None:
    folder = tmp_path / "plugins"
    folder.mkdir()
    (folder / "loud.py").write_text(LOUD, encoding="utf-8")
    terminal = start("--lang", "en", "--plugin-dir", str(folder), "browse", "--fresh")
    terminal.wait("44/44")
    terminal.settle()
    shown = terminal.text
    terminal.send("e", "Export")
    terminal.send("G", "written")
    terminal.settle()
    terminal.send("\x1b")
    terminal.settle()
    assert terminal.text == shown
    # The dialog opens on what was chosen last.
    terminal.send("e", "Export", "written")
    terminal.send("\x0f", "wrote")
    assert list(tmp_path.rglob("*.txt"))
    terminal.quit()
    assert b"LOUD" not in terminal.raw


def test_a_removed_folder_ends_nothing(run: Any, tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    shutil.copy(SHIPPED, gone / "p.toml")
    last = {"options": {}, "exporter": "markdown", "folder": str(tmp_path)}
    state = tmp_path / "state" / "ecotui"
    state.mkdir(parents=True)
    kept = {"version": 1, "theme": "", "history": [], "last_export": last}
    (state / "browser.json").write_text(json.dumps(kept), encoding="utf-8")
    command = f"cd {gone}; exec {sys.executable} -m ecotui --lang en --plan p.toml browse"
    terminal = run("/bin/sh", "-c", command)
    terminal.wait("44/44")
    shutil.rmtree(gone)
    terminal.send("Y", "copied: ecotui")
    (copied,) = re.findall(rb"\x1b\]52;c;([^\a]+)", terminal.raw)
    assert f"--plan {gone}/p.toml" in base64.b64decode(copied).decode()
    terminal.send("e", "Export")
    terminal.settle(0.6)
    terminal.send("\x1b")
    terminal.settle()
    terminal.quit()


def test_a_removed_folder_does_not_end_the_conversation(run: Any, tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    shutil.copy(SHIPPED, gone / "p.toml")
    ecotui = f"exec {sys.executable} -m ecotui --lang en --plan p.toml browse --plain"
    terminal = run("/bin/sh", "-c", f"cd {gone}; {ecotui}")
    terminal.wait("44 measures")
    shutil.rmtree(gone)
    terminal.send("command\r", f"{gone}/p.toml")
    terminal.send("export markdown x.md\r", "cannot write x.md")
    terminal.send("quit\r")
    assert terminal.ended() == 0


#: What visidata 3.4 writes for a step that scrolls, in a table of the same measures, in 120 by 40
#: cells.
VISIDATA_BYTES = 826


def test_over_a_slow_line_a_step_at_the_edge_costs_no_more_than_in_visidata(
    browse: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal = browse("--fresh", answers=True)
    write = os.write

    def late(descriptor: int, data: bytes) -> int:
        if data == b"\x1b[0n":
            time.sleep(0.1)
        return write(descriptor, data)

    monkeypatch.setattr(support.os, "write", late)
    terminal.send("j" * 3 + "k" * 3)
    for key in "jkjkjk":
        terminal.send(key)
        terminal.settle()
    terminal.send("j" * 33)
    terminal.settle()
    sizes = []
    for _step in range(13):
        begun = len(terminal.raw)
        terminal.send("j")
        terminal.settle()
        sizes.append(len(terminal.raw) - begun)
    # Headings list their measures, and English takes more.
    assert median(sizes) <= 1.1 * VISIDATA_BYTES
    # Line by line, each would be a scroll of more than two thousand.
    assert sum(size > 2000 for size in sizes) == 1
