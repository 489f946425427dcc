"""The line drops, or somebody ends the process: it is over at once, and nothing is lost."""

from __future__ import annotations

import json
import os
import select
import signal
import sys
import termios
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from terminal import Terminal

#: Each is sent to the process, except the last: there the terminal goes away.
ENDS = [signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, "closed"]
#: What the process ends with: the signal itself, but for SIGINT the code of an interruption.
STATUS = {
    signal.SIGTERM: -15,
    signal.SIGHUP: -1,
    signal.SIGINT: 130,
    signal.SIGQUIT: -3,
    "closed": -1,
}


@pytest.fixture
def kept(tmp_path: Path) -> Callable[[], dict[str, Any]]:
    def read() -> dict[str, Any]:
        folder = tmp_path / "state" / "ecotui"
        path = folder / "plan-sichuan-ecological-compensation.json"
        data = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
        assert isinstance(data, dict)
        return data

    return read


def seconds_to_end(terminal: Terminal, how: signal.Signals | str) -> float:
    """End the program, and wait until it is gone.

    Its output is read only where somebody still sits there.
    """
    begin = time.monotonic()
    if isinstance(how, signal.Signals):
        os.kill(terminal.child, how)
    else:
        terminal.hang_up()
    terminal.ended(reading=isinstance(how, signal.Signals))
    return time.monotonic() - begin


@pytest.mark.parametrize("how", ENDS)
def test_query_cursor_and_marks_are_there_again(browse: Any, kept: Any, how: Any) -> None:
    terminal = browse()
    terminal.send("/湿地\r*kG ", "5/44", "●4", "Measure 30")
    # The machine that runs the tests may be busy; on one that is not, it takes 0.2 s.
    assert seconds_to_end(terminal, how) < 5
    assert terminal.status == STATUS[how]
    state = kept()
    assert state["query"] == "湿地"
    assert state["cursor"]["measure"] == "30"
    assert len(state["marks"]) == 4

    again = browse(left="●4")
    text = again.wait("Measure 30")
    assert "湿地" in text.splitlines()[0]
    again.quit()


@pytest.mark.parametrize(
    "how",
    [
        *(signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT),
        *(signal.SIGUSR1, signal.SIGUSR2, signal.SIGXCPU, signal.SIGALRM, signal.SIGPWR),
    ],
)
def test_the_terminal_is_given_back(terminal: Any, how: signal.Signals) -> None:
    slave = os.open(os.readlink(f"/proc/{terminal.child}/fd/0"), os.O_RDWR | os.O_NOCTTY)
    assert not termios.tcgetattr(slave)[3] & termios.ECHO
    seconds_to_end(terminal, how)
    assert termios.tcgetattr(slave)[3] & termios.ECHO
    os.close(slave)
    assert b"\x1b[?1049l" in terminal.raw, "the screen from before comes back"
    assert b"\x1b[?25h" in terminal.raw, "the cursor comes back"
    assert b"Traceback" not in terminal.raw


def test_a_query_that_is_being_typed_is_kept(terminal: Any, kept: Any) -> None:
    terminal.send("/lead:lyt", "lead:lyt", "L  林业厅")
    seconds_to_end(terminal, signal.SIGHUP)
    assert kept()["query"] == "lead:林业厅"


def test_a_terminal_that_takes_no_more_output_holds_nothing_up(terminal: Any, kept: Any) -> None:
    slave = os.open(os.readlink(f"/proc/{terminal.child}/fd/0"), os.O_RDWR | os.O_NOCTTY)
    for turn in range(300):
        # Nobody reads what is drawn; after a while the program waits for the terminal.
        os.write(terminal.master, b"j" if turn % 60 < 40 else b"k")
        time.sleep(0.005)
    time.sleep(0.5)
    begin = time.monotonic()
    os.kill(terminal.child, signal.SIGTERM)
    terminal.ended(reading=False)
    assert time.monotonic() - begin < 5
    assert terminal.status == -15
    assert kept()["cursor"]["measure"] or kept()["cursor"]["heading"]
    assert termios.tcgetattr(slave)[3] & termios.ECHO
    os.close(slave)
    while select.select([terminal.master], [], [], 0.1)[0] and terminal.read(0):
        pass
    assert b"\x1b[?1049l" in terminal.raw


def test_a_terminal_gone_without_a_signal_ends_it_too(run: Any, kept: Any, tmp_path: Path) -> None:
    # The parent ignores SIGHUP, has it ignored, and outlives the browser.
    script = (
        "import os, signal, subprocess, sys\n"
        "signal.signal(signal.SIGHUP, signal.SIG_IGN)\n"
        "child = subprocess.Popen([sys.executable, '-m', 'ecotui', '--lang', 'en'])\n"
        "print(child.wait(), file=open('status', 'w'))\n"
    )
    deaf = run(sys.executable, "-c", script)
    deaf.wait("44/44")
    deaf.send("jj", "Measure 3")
    assert seconds_to_end(deaf, "closed") < 5
    assert (tmp_path / "status").read_text() == "-1\n"
    assert kept()["cursor"]["measure"] == "3"


def test_guests_share_an_account_so_nothing_of_theirs_is_kept(browse: Any, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    terminal = browse("--restricted", "--export-dir", str(folder))
    terminal.send("/湿地\rj", "5/44")
    seconds_to_end(terminal, signal.SIGHUP)
    assert not (tmp_path / "state").exists()


def test_fresh_starts_afresh(browse: Any) -> None:
    terminal = browse()
    terminal.send("/湿地\r", "5/44")
    terminal.quit()
    browse("--fresh").quit()
    browse(left="5/44")


def test_a_state_that_cannot_be_kept_is_told_at_the_end(browse: Any, tmp_path: Path) -> None:
    (tmp_path / "state").write_text("no folder")
    terminal = browse()
    terminal.send("jq")
    assert terminal.ended() == 0
    assert b"the session cannot be saved" in terminal.raw
