"""What other programs left of the terminal, and what they write on it while the browser has it."""

from __future__ import annotations

import fcntl
import os
import re
import select
import signal
import subprocess
import sys
import termios
from pathlib import Path
from typing import Any

import pytest
from terminal import PATIENCE

#: Modes that a program which crashed leaves on, each with what switches it on.
LEFT_ON = {
    "mouse": "?1000;1002;1003;1006;1015h",
    "paste and focus": "?2004;1004h",
    "cursor keys": "?1h",
    "reversed": "?5h",
    "origin in a region": "5;10r\x1b[?6h",
    "insert": "4h",
    "line feeds": "20h",
    "style": "1;4;7;31;42m",
    "synchronised": "?2026h",
}
CHARSETS = "\x1b(0\x1b)0\x0e\x1b="


def left(folder: Path, sequences: str, then: str) -> tuple[str, ...]:
    """A shell in which something was left on, and which then runs something."""
    (folder / "left").write_text(sequences, encoding="ascii")
    return ("/bin/sh", "-c", f"cat left; {then}")


BROWSE = ("-m", "ecotui", "--lang", "en", "browse")
ECOTUI = f"exec {sys.executable} -m ecotui --lang en browse --fresh"


def test_modes_that_were_left_on_are_switched_off(run: Any, tmp_path: Path, browse: Any) -> None:
    clean = browse("--fresh")
    clean.settle()
    everything = "".join(f"\x1b[{sequence}" for sequence in LEFT_ON.values()) + CHARSETS
    terminal = run(*left(tmp_path, everything, ECOTUI))
    terminal.wait("44/44")
    terminal.settle()
    assert terminal.text == clean.text
    screen = terminal.screen
    assert screen.margins is None or (screen.margins.top, screen.margins.bottom) == (0, 39)
    looks = [
        [(cell.bold, cell.underscore, cell.reverse) for _x, cell in sorted(row.items())]
        for _y, row in sorted(screen.buffer.items())
    ]
    assert looks == [
        [(cell.bold, cell.underscore, cell.reverse) for _x, cell in sorted(row.items())]
        for _y, row in sorted(clean.screen.buffer.items())
    ]
    after = terminal.raw.partition(b"\x1b[?1049h")[2].decode()
    off = {
        number for found in re.findall(r"\x1b\[\?([\d;]+)l", after) for number in found.split(";")
    }
    for number in ("1", "5", "6", "69", "1000", "1002", "1003", "1004", "1005", "1006", "1015"):
        assert number in off
    # The last that is said of pasting is the browser's own.
    assert after.rindex("\x1b[?2004h") > after.index("2004")
    # It costs less than a step of the cursor.
    assert len(terminal.raw.partition(b"\x1b[?1049h")[2]) < len(clean.raw) + 50
    terminal.send("jj", "Measure 3")
    terminal.quit()
    clean.quit()
    assert terminal.screen.cursor.attrs == clean.screen.default_char


@pytest.mark.parametrize("sequence", LEFT_ON.values(), ids=list(LEFT_ON))
def test_ctrl_l_switches_off_what_came_later(browse: Any, sequence: str) -> None:
    terminal = browse("--fresh")
    terminal.settle()
    shown, mode = terminal.text, set(terminal.screen.mode)
    begun = len(terminal.raw)
    terminal.stream.feed(f"\x1b[{sequence}{CHARSETS}over it".encode())
    terminal.send("\x0c", gone=("over it",))
    terminal.settle()
    assert terminal.text == shown
    # The emulator has no other screen, and keeps its number among the modes.
    assert set(terminal.screen.mode) - {47 << 5} == mode
    assert b"\x1b[?2004h" in terminal.raw[begun:]
    assert b"\x1b[?47h" in terminal.raw[begun:], "the other screen may have been left"
    terminal.quit()


def test_ctrl_l_sets_the_attributes_of_the_terminal_too(terminal: Any) -> None:
    slave = os.open(os.readlink(f"/proc/{terminal.child}/fd/0"), os.O_RDWR | os.O_NOCTTY)
    raw = termios.tcgetattr(slave)
    sane = [*raw[:3], raw[3] | termios.ECHO | termios.ICANON | termios.ISIG, *raw[4:]]
    termios.tcsetattr(slave, termios.TCSANOW, sane)
    terminal.send("\x0c\n")
    terminal.settle()
    assert termios.tcgetattr(slave) == raw
    os.close(slave)
    terminal.quit()


def test_a_terminal_that_does_not_wait_is_waited_for(run: Any) -> None:
    # Whoever shared the terminal left it so; a start is more than it takes at once.
    code = (
        "import os; os.set_blocking(0, False); os.set_blocking(1, False)\n"
        f"os.execv({sys.executable!r}, {[sys.executable, *BROWSE]})"
    )
    terminal = run(sys.executable, "-c", code, columns=250, lines=200)
    terminal.rest(0.5)
    terminal.wait("44/44", "help")
    terminal.send("p", "press Enter to go back")
    terminal.send("\r", "44/44", gone=("press Enter to go back",))
    terminal.quit()


LOUD = """
import os, subprocess, sys, threading
from ecotui.api import ExporterSpec, hookimpl

class Loud:
    def export(self, selection, target, options):
        print("LOUD print \\x1b[31m\\x9b5n")
        sys.__stderr__.write("LOUD stream\\n")
        os.write(1, b"LOUD one\\n")
        os.write(2, b"LOUD two\\n")
        subprocess.run(["sh", "-c", "echo LOUD child; read x; echo LOUD [$x]"], check=True)
        threading.Thread(target=lambda: 1 / 0).start()
        with target.text() as file:
            file.write("written\\n")

@hookimpl
def ecotui_register_exporters():
    return [ExporterSpec(id="loud", title="Loud", summary="Writes.", extensions=("txt",),
                         media_type="text/plain", kind="text", factory="loud:Loud")]
"""
SAID = ("LOUD print ␛[31m", "LOUD stream", "LOUD one", "LOUD two", "LOUD child", "LOUD []")


def loud(folder: Path) -> str:
    """A folder with a plugin that writes in many ways."""
    (folder / "plugins").mkdir()
    (folder / "plugins" / "loud.py").write_text(LOUD, encoding="utf-8")
    return str(folder / "plugins")


def test_that_others_wrote_is_told_at_the_end(start: Any, tmp_path: Path) -> None:
    terminal = start("--lang", "en", "--plugin-dir", loud(tmp_path), "browse", "--fresh")
    terminal.wait("44/44")
    terminal.send("e", "Export")
    terminal.send("G", "written")
    # What is typed is for the browser, not for the child.
    terminal.send("\x1b", gone=("Export:",))
    terminal.send("jj", "Measure 3")
    terminal.screen.reset()
    terminal.quit()
    assert "plugins wrote to the terminal; with 2>FILE" in terminal.text
    assert b"LOUD" not in terminal.raw


def test_errors_still_go_into_a_file(run: Any, tmp_path: Path) -> None:
    plugins = loud(tmp_path)
    ecotui = f"{sys.executable} -m ecotui --lang en --plugin-dir {plugins} browse --fresh"
    terminal = run("/bin/sh", "-c", f"{ecotui} 2>err.log")
    terminal.wait("44/44")
    terminal.send("e", "Export")
    terminal.send("G", "written")
    terminal.send("\x1b", gone=("Export:",))
    terminal.send("q")
    assert terminal.ended() == 0
    text = (tmp_path / "err.log").read_text(encoding="utf-8", errors="replace")
    for line in (*SAID[1:], "ZeroDivisionError"):
        assert line in text
    assert b"LOUD" not in terminal.raw


def test_much_holds_nobody_up(start: Any, tmp_path: Path) -> None:
    plugins = loud(tmp_path)
    noise = LOUD.replace('print("LOUD print', 'os.write(2, b"x" * 300_000); print("LOUD print')
    (tmp_path / "plugins" / "loud.py").write_text(noise, encoding="utf-8")
    terminal = start("--lang", "en", "--plugin-dir", plugins, "browse", "--fresh")
    terminal.wait("44/44")
    terminal.send("e", "Export")
    terminal.send("G", "written")
    terminal.send("\x1b", gone=("Export:",))
    os.kill(terminal.child, signal.SIGTERM)
    terminal.ended()
    assert "wrote to the terminal" in terminal.raw.rpartition(b"\x1b[?1049l")[2].decode()


def test_the_traceback_of_a_crash_is_seen(run: Any) -> None:
    code = (
        "import os, sys; sys.argv[1:] = ['--lang', 'en', 'browse', '--fresh']\n"
        "from ecotui.tui.app import Browser\n"
        "def fail(self):\n"
        "    os.write(2, b'LOUD before \\x1b[31m\\x9b\\n' + b'x' * 1000 + b'\\n' * 9)\n"
        "    os.write(2, b'y\\n' * 99999)\n"
        "    raise ZeroDivisionError('on purpose')\n"
        "Browser.action_theme = fail\n"
        "from ecotui.cli import main; main()"
    )
    terminal = run(sys.executable, "-c", code)
    before = termios.tcgetattr(terminal.master)
    terminal.wait("44/44")
    terminal.screen.reset()
    terminal.send("t")
    assert terminal.ended() == 1
    said = terminal.raw.rpartition(b"\x1b[?1049l")[2].decode()
    assert "ZeroDivisionError" in said
    assert "on purpose" in said
    assert "LOUD before ␛[31m\ufffd" in said
    assert 300 < said.count("x") < 500
    assert 30 < said.count("\n  y") < 50 or 30 < said.count("  y\r\n") < 50
    assert "… and more" in said
    assert termios.tcgetattr(terminal.master) == before


def test_streams_that_do_not_wait_lose_nothing(tmp_path: Path) -> None:
    call = [sys.executable, "-m", "ecotui", "--lang", "en"]
    env = {**os.environ, "HOME": str(tmp_path), "XDG_STATE_HOME": str(tmp_path / "state")}
    whole = subprocess.run([*call, "list", "--json"], capture_output=True, env=env, check=True)
    reading, writing = os.pipe()
    fcntl.fcntl(writing, fcntl.F_SETPIPE_SZ, 4096)
    os.set_blocking(writing, False)
    with subprocess.Popen([*call, "list", "--json"], stdout=writing, env=env) as process:
        os.close(writing)
        # Nothing is read until the pipe is full.
        assert select.select([reading], [], [], PATIENCE)[0]
        with open(reading, "rb") as file:
            assert file.read() == whole.stdout
    assert process.returncode == 0


def test_a_conversation_waits_for_lines_that_come_late(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.set_blocking(reading, False)
    call = [sys.executable, "-m", "ecotui", "--lang", "en", "browse", "--plain"]
    env = {**os.environ, "HOME": str(tmp_path), "XDG_STATE_HOME": str(tmp_path / "state")}
    with subprocess.Popen(call, stdin=reading, stdout=subprocess.PIPE, env=env) as process:
        os.write(writing, b"command\n")
        assert process.stdout is not None
        assert b"ecotui" in process.stdout.readline()
        assert os.get_blocking(reading), "it would take nothing yet for the end"
        os.close(reading)
        os.write(writing, b"7\n")
        os.close(writing)
        assert "湿地" in process.stdout.read().decode()
    assert process.returncode == 0
