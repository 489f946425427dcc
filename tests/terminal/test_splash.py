"""What is on the screen before Textual is there, and what becomes of it."""

from __future__ import annotations

import os
import signal
import sys
import termios
import time
from typing import Any

import pytest
from emulator import Emulator

#: The first thing that Textual writes, after what it finds on the screen.
_TEXTUAL = b"\x1b[?2026$p"


def shown(raw: bytes, columns: int, lines: int, *, fills: bool = True) -> list[list[Any]]:
    """The cells of the outline: without query line, frame, key bar and margins."""
    emulator = Emulator(columns, lines, fills=fills)
    emulator.feed(raw.decode())
    width = max(columns * 3 // 5, columns - 60) if columns >= 70 else columns
    return [row[1 : width - 1] for row in emulator.look()[2 : lines - 1]]


@pytest.mark.parametrize(
    ("columns", "lines", "arguments", "variables"),
    [
        (120, 40, (), {}),
        (120, 40, ("--lang", "en", "browse", "--where", "湿地,森林 lead:lyt"), {}),
        (110, 30, (), {"COLORFGBG": "0;15"}),
        (200, 50, (), {}),
        (80, 24, (), {"NO_COLOR": "1"}),
        (60, 16, (), {"term": "linux"}),
        (90, 24, (), {"term": "screen-256color", "fills": ""}),
    ],
)
def test_the_outline_stands_as_it_stays(
    start: Any, columns: int, lines: int, arguments: tuple[str, ...], variables: dict[str, str]
) -> None:
    fills = variables.pop("fills", "1") == "1"
    terminal = start(*(arguments or ("--lang", "zh")), columns=columns, lines=lines, **variables)
    terminal.wait("帮助" if not arguments else "help")
    first, textual, _rest = terminal.raw.partition(_TEXTUAL)
    assert textual
    before = shown(first, columns, lines, fills=fills)
    assert "".join(cell.data for cell in before[0]).strip()
    assert before == shown(terminal.raw, columns, lines, fills=fills)
    terminal.quit()


def test_the_cursor_stands_where_it_was_left(start: Any) -> None:
    terminal = start("--lang", "zh", columns=100, lines=20)
    terminal.wait("帮助")
    terminal.send("Gkk/湿地,资源\rjj  ", "●", "帮助")
    terminal.quit()
    terminal = start("--lang", "zh", columns=100, lines=20)
    terminal.wait("帮助", "●")
    first = terminal.raw.partition(_TEXTUAL)[0]
    before, after = shown(first, 100, 20), shown(terminal.raw, 100, 20)
    # Matches are found, marks drawn, the line of the cursor is reversed.
    assert before == after
    assert any("●" in (cell.data for cell in row) for row in before)
    terminal.quit()


def test_roles_below_departments_stand_as_they_stay(start: Any) -> None:
    terminal = start("--lang", "zh", columns=160, lines=20)
    terminal.wait("帮助")
    terminal.send("bb" + "j" * 40, "财政厅 37")
    terminal.quit()
    terminal = start("--lang", "zh", columns=160, lines=20)
    terminal.wait("帮助", "参 ")
    first = terminal.raw.partition(_TEXTUAL)[0]
    before, after = shown(first, 160, 20), shown(terminal.raw, 160, 20)
    assert before == after
    assert {"牵", "参"} <= {cell.data for row in before for cell in row[:8]}
    terminal.quit()


def test_what_is_typed_at_once_is_done_and_not_shown(start: Any) -> None:
    terminal = start("--lang", "zh")
    time.sleep(0.05)
    terminal.send("jj/湿地\r", "5/44", "帮助")
    assert "jj" not in terminal.text
    terminal.quit()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_an_early_signal_gives_the_terminal_back(start: Any, number: signal.Signals) -> None:
    terminal = start("--lang", "zh")
    before = termios.tcgetattr(terminal.master)
    while b"\x1b[?1049h" not in terminal.raw:
        assert terminal.read(1)
    os.kill(terminal.child, number)
    assert terminal.ended() == (130 if number == signal.SIGINT else -number)
    assert terminal.raw.rindex(b"\x1b[?1049l") > terminal.raw.rindex(b"\x1b[?1049h")
    assert terminal.raw.rindex(b"\x1b[?25h") > terminal.raw.rindex(b"\x1b[?25l")
    assert termios.tcgetattr(terminal.master) == before


def test_an_error_after_it_gives_the_terminal_back(run: Any) -> None:
    code = (
        "import sys; sys.modules['textual'] = None; sys.argv[1:] = ['--lang', 'zh']\n"
        "from ecotui.cli import main; main()"
    )
    terminal = run(sys.executable, "-c", code)
    before = termios.tcgetattr(terminal.master)
    assert terminal.ended() == 1
    assert b"\x1b[?25h\x1b[?1049l" in terminal.raw
    assert "ModuleNotFoundError" in terminal.text
    assert termios.tcgetattr(terminal.master) == before
