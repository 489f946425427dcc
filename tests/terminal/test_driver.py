"""The driver that writes what changed: the same picture as Textual's, for fewer bytes."""

from __future__ import annotations

import asyncio
import fcntl
import os
import random
import signal
import struct
import sys
import termios
import threading
import time
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from browsing import browser_of
from emulator import Emulator
from terminal import PATIENCE, settle
from textual import events, messages
from textual.app import App
from textual.driver import Driver
from textual.geometry import Size
from textual.pilot import Pilot

from ecotui.query.index import Index
from ecotui.tui.app import Browser
from ecotui.tui.terminal.diff import Terminal, Wire

# -- the picture


class Twin(Driver):
    """Shows all that Textual writes on one screen, and what the wire makes of it on another."""

    def __init__(self, app: App[Any], **options: Any) -> None:
        super().__init__(app, **options)
        assert self._size is not None
        self.wire = Wire(Terminal.named("xterm-256color"), *self._size)
        self.stock, self.ours = Emulator(*self._size), Emulator(*self._size)
        self.random = random.Random(0)
        self.pending = ""
        self.frames = 0
        self.written = {"stock": 0, "ours": 0}
        # While the app draws for another size there is nothing to compare.
        self.settling = False

    def write(self, data: str) -> None:
        if tuple(self._app.size) != self.wire.size:
            self.wire.resize(*self._app.size)
        self.wire.write(data)
        self.pending += data

    def flush(self) -> None:
        if not self.settling and self.random.random() < 0.2:
            # The terminal is busy: this frame is never sent.
            return
        stock, self.pending = self.pending, ""
        ours = self.wire.output()
        self.written["stock"] += len(stock.encode())
        self.written["ours"] += len(ours.encode())
        for emulator, output in ((self.stock, stock), (self.ours, ours)):
            if (emulator.columns, emulator.lines) != self.wire.size:
                emulator.resize(self.wire.size[1], self.wire.size[0])
                emulator.feed("\x1b[?7l")
            emulator.feed(output)
        if not self.settling:
            self.compare()

    def compare(self) -> None:
        self.frames += 1
        assert self.ours.place == self.stock.place
        theirs = self.stock.look()
        for y, row in enumerate(self.ours.look()):
            assert row == theirs[y], f"line {y}"

    def start_application_mode(self) -> None:
        assert self._size is not None
        size = Size(*self._size)
        self.send_message(events.Resize(size, size))
        self.send_message(messages.TerminalSupportsSynchronizedOutput())
        self.write("\x1b[?1049h\x1b[?25l\x1b[?7l")

    def disable_input(self) -> None:
        pass

    def stop_application_mode(self) -> None:
        pass


KEYS = [
    *("j", "k", "down", "up", "g", "G", "ctrl+d", "ctrl+u", "pagedown", "h", "l", "left", "right"),
    *("tab", "shift+tab", "slash", "n", "N", "f", "enter", "s", "minus", "full_stop", "b"),
    *("space", "V", "asterisk", "u", "ctrl+r", "x", "e", "r", "m", "y", "Y", "question_mark"),
    *("ctrl+p", "escape", "escape", "escape", "backspace", "0", "dollar_sign", "colon", "i", "湿"),
]
SIZES = [(120, 40), (120, 40), (80, 24), (60, 16), (101, 33), (20, 8)]


async def shown(pilot: Pilot[Any]) -> None:
    """Wait until all that was typed is done and painted, however long that takes."""
    app = pilot.app
    assert isinstance(app, Browser)
    while app._exception is None and (
        app._message_queue.qsize()
        or app._typed
        or app._typing_task
        # A window that was just given another size is laid out somewhat later.
        or app._resize_event
        or app._resize_timer
        or app._batch_count
    ):
        await asyncio.sleep(0.001)
    # What one turn does may ask for another: a dialog that opens fills itself.
    for _turn in range(3):
        await pilot._wait_for_screen()
        await app.settled()
        app.screen._on_timer_update()


async def play(pilot: Pilot[Any], seed: int, presses: int) -> set[str]:
    """Press random keys, some in bursts, and change the size; gives the screens that were seen."""
    choose = random.Random(seed)
    seen = set()
    app = pilot.app
    driver = app._driver
    assert isinstance(driver, Twin)
    await shown(pilot)
    for _press in range(presses):
        if app._exception is not None:
            break
        if choose.random() < 0.01:
            driver.settling = True
            driver._size = choose.choice(SIZES)
            size = Size(*driver._size)
            app.post_message(events.Resize(size, size))
            await shown(pilot)
            driver.settling = False
        key = choose.choice(KEYS)
        seen.add(type(app.screen).__name__)
        if key == "enter" and type(app.screen).__name__ == "CommandPalette":
            key = "escape"  # it might quit
        app.post_message(events.Key(key, key if len(key) == 1 else None))
        if choose.random() < 0.6:
            await choose.choice([partial(asyncio.sleep, 0), partial(shown, pilot)])()
    await shown(pilot)
    return seen


@pytest.mark.parametrize("seed", [3, pytest.param(1, marks=pytest.mark.thorough)])
def test_the_screen_is_cell_for_cell_that_of_textuals_own_driver(
    seed: int, index: Index, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # for what the dialog may export
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("COLORTERM", raising=False)
    app = browser_of(index, driver_class=Twin)
    results = []

    async def press(pilot: Pilot[Any]) -> None:
        try:
            results.append(await play(pilot, seed, 350))
        except BaseException as error:
            results.append(error)
        results.append(app._driver)
        app.exit()

    asyncio.run(app.run_async(headless=False, size=(120, 40), auto_pilot=press))
    seen, driver = results
    assert isinstance(seen, set), seen
    assert isinstance(driver, Twin)
    # A difference ends the app.
    if app._exception is not None:
        raise app._exception
    assert len(seen) >= 5, seen
    assert driver.frames > 25, "enough to compare, also where keys come faster than pictures"
    assert driver.written["ours"] < 0.25 * driver.written["stock"]


# -- the bytes


def test_a_step_writes_about_as_much_as_it_changes(start: Any) -> None:
    terminal = start("--lang", "zh")
    terminal.wait("44/44", "参加单位")
    terminal.settle()
    written = {"start": (len(terminal.raw), 12_000)}
    for name, keys, most, wanted, gone in (
        ("nothing", "", 0, (), ()),
        ("focus and mouse", "\x1b[O\x1b[I\x1b[<35;10;10M", 0, (), ()),
        ("down", "j", 1_500, (), ()),
        ("page", "\x04", 9_000, (), ()),
        ("search line", "/", 1_500, (), ()),
        ("letter", "湿", 6_000, (), ()),
        ("panes", "\x1b", 9_000, (), ()),
        ("dialog", "e", 6_000, ("导出：44 条措施", "A4"), ()),
        ("back", "\x1b", 9_500, ("窗格",), ("导出：44 条措施",)),
        ("matrix", "r", 12_000, ("RACI 44×20",), ("窗格",)),
        ("matrix down", "j", 1_000, ("RACI 44×20",), ("窗格",)),
    ):
        begun = len(terminal.raw)
        terminal.send(keys, *wanted, gone=gone)
        terminal.settle()
        written[name] = (len(terminal.raw) - begun, most)
    assert {name: count for name, (count, most) in written.items() if count > most} == {}


@pytest.mark.parametrize(
    "term", ["xterm", "linux", "screen", "screen-256color", "tmux-256color", "vt100"]
)
def test_other_terminals_show_the_same(start: Any, term: str) -> None:
    both = [
        start("--lang", "zh", "browse", "--fresh", term=term, ECOTUI_DRIVER=driver)
        for driver in ("", "stock")
    ]
    for terminal in both:
        terminal.wait("44/44", "参加单位")
    for keys in ("jjjr", "\x1b", "/湿\r"):
        for terminal in both:
            terminal.send(keys)
        settle(both, 0.25)
    ours, stock = (terminal.wait("湿", gone=("44/44",)) for terminal in both)
    assert ours == stock


def test_the_stock_driver_can_be_had(start: Any) -> None:
    sizes = {}
    for driver in ("", "stock"):
        terminal = start(ECOTUI_DRIVER=driver)
        terminal.wait("44/44")
        terminal.settle()
        sizes[driver] = len(terminal.raw)
    assert sizes["stock"] > 3 * sizes[""]


def cells(terminal: Any) -> dict[tuple[int, int], object]:
    """What each cell looks like; the colour of a blank cannot be seen."""
    screen = terminal.screen
    found = {}
    for y in range(screen.lines):
        for x in range(screen.columns):
            one = screen.buffer[y][x]
            found[y, x] = one._replace(fg="default") if one.data == " " else one
    return found


def test_opening_a_dialog_changes_nothing_but_its_box(browse: Any) -> None:
    terminal = browse(columns=80, lines=24)
    terminal.wait("help")
    terminal.settle()
    before = cells(terminal)
    terminal.send("e", "Export: 44 measures", "Esc closes─")
    terminal.settle()
    after = cells(terminal)
    rows = terminal.text.splitlines()
    top = next(y for y, row in enumerate(rows) if "─Export: 44" in row)
    changed = {(y, x) for y, x in before if before[y, x] != after[y, x]}
    assert {y for y, _x in changed} <= set(range(top, top + 20))
    assert {x for _y, x in changed} <= set(range(1, 79))
    terminal.send("\x1b")
    terminal.settle()
    terminal.quit()


# -- slow lines


def test_a_reader_that_has_stopped_freezes_only_the_picture(terminal: Any) -> None:
    terminal.settle()
    # Nothing is read while these screens come and go: more than any buffer holds.
    for key in "?\x1b" * 8:
        terminal.send(key)
        terminal.rest()
    terminal.send("/湿地\r")
    terminal.rest(0.5)
    caught_up = len(terminal.raw)
    terminal.wait("5/44", "湿地")
    terminal.settle()
    assert len(terminal.raw) - caught_up < 60_000, "what nobody saw is not sent later"
    terminal.quit()


@pytest.mark.parametrize("number", [signal.SIGTSTP, signal.SIGSTOP])
def test_after_a_stop_everything_is_there_again(terminal: Any, number: signal.Signals) -> None:
    terminal.settle()
    before = terminal.text
    os.kill(terminal.child, number)
    _process, status = os.waitpid(terminal.child, os.WUNTRACED)
    assert os.WIFSTOPPED(status)
    if number == signal.SIGTSTP:
        assert b"\x1b[?1049l" in terminal.settle(), "the shell has its screen"
    terminal.screen.reset()
    os.kill(terminal.child, signal.SIGCONT)
    terminal.settle()
    assert terminal.text == before
    terminal.quit()


def resize(terminal: Any, columns: int, lines: int) -> None:
    size = struct.pack("HHHH", lines, columns, 0, 0)
    fcntl.ioctl(terminal.master, termios.TIOCSWINSZ, size)
    terminal.screen.resize(lines, columns)
    terminal.screen.erase_in_display(2)


def test_a_window_of_another_size_is_drawn_whole(terminal: Any) -> None:
    terminal.settle()
    before = terminal.text
    resize(terminal, 80, 24)
    terminal.wait("44/44", "e export")
    terminal.settle()
    resize(terminal, 100, 30)
    resize(terminal, 120, 40)
    terminal.settle(0.8)
    assert terminal.text == before


def woken(child: int) -> int:
    """How often the threads of a process have begun to run."""
    count = 0
    for thread in os.listdir(f"/proc/{child}/task"):
        status = Path(f"/proc/{child}/task/{thread}/status").read_text(encoding="ascii")
        count += sum(int(line.split()[1]) for line in status.splitlines() if "ctxt_sw" in line)
    return count


def test_an_idle_browser_is_not_woken(terminal: Any) -> None:
    terminal.settle()
    end = time.monotonic() + PATIENCE
    begun = -1
    while begun != woken(terminal.child):
        assert time.monotonic() < end
        # What was to be done in a while after the start may still come.
        begun = woken(terminal.child)
        assert terminal.settle(2) == b""


def test_a_terminal_that_answers_is_not_sent_more_than_it_takes(run: Any) -> None:
    # An answer that is overdue counts as given after some seconds, which on a busy machine would
    # pass between the keys: here it is never overdue.
    code = (
        "import sys; sys.argv[1:] = ['--lang', 'en']\n"
        "from ecotui.tui.terminal import flow_control; flow_control.ANSWER_WAIT_S = 3600.0\n"
        "from ecotui.cli import main; main()"
    )
    terminal = run(sys.executable, "-c", code, answers=True)
    terminal.wait("44/44")
    terminal.settle()
    # From here on nobody reads or answers; the kernel would take all of it.
    before = len(terminal.raw)
    for _turn in range(6):
        for key in ("r", "q"):
            terminal.send(key)
            terminal.rest()
    terminal.send("/湿地\r")
    terminal.rest(0.5)
    terminal.answers = False
    first = len(terminal.settle(1))
    assert first < 16_000, "of twelve pictures one or two"
    terminal.answers = True
    os.write(terminal.master, b"\x1b[0n" * 2)
    terminal.wait("5/44", "湿地")
    terminal.settle()
    assert len(terminal.raw) - before < 40_000
    terminal.quit()


def test_who_leaves_before_the_first_answer_finds_none_of_it_in_the_shell(run: Any) -> None:
    # The terminal takes as long as it likes: what is waited for does not go by the clock.
    code = (
        "import sys; sys.argv[1:] = ['--lang', 'en']\n"
        "from ecotui.tui.terminal import flow_control; flow_control.FIRST_WAIT_S = 3600.0\n"
        "from ecotui.cli import main; main()"
    )
    shell = '"$0" -c "$1"; echo ENDED; read -r left; echo "LEFT<$left>"'
    terminal = run("sh", "-c", shell, sys.executable, code)

    def read_until(mark: bytes) -> None:
        end = time.monotonic() + PATIENCE
        while mark not in terminal.raw:
            assert terminal.read(0.1), "the shell has gone"
            assert time.monotonic() < end, mark

    terminal.wait("44/44")
    read_until(b"\x1b[5n")
    terminal.send("q")
    terminal.settle()
    assert b"ENDED" not in terminal.raw, "an answer is expected"
    os.write(terminal.master, b"\x1b[0n" * terminal.raw.count(b"\x1b[5n"))
    terminal.answers = True
    # What is typed while the terminal is set back is dropped.
    read_until(b"ENDED")
    terminal.send("\r")
    read_until(b"LEFT<>")


def test_quitting_waits_for_nothing(terminal: Any) -> None:
    terminal.settle()
    terminal.quit()
    assert terminal.raw.endswith(b"\x1b[?25h\x1b[?1004l") or terminal.raw.endswith(b"\x1b[?25h")


def test_who_sends_for_ever_waits_until_the_browser_has_taken_most_keys() -> None:
    """The thread that reads keys holds while thousands wait, so they do not fill the memory."""
    from ecotui.tui.terminal.driver import DiffDriver

    class Busy:
        waiting = 2_000

    async def held() -> list[int]:
        driver: Any = DiffDriver.__new__(DiffDriver)
        driver._app, driver._loop = Busy(), asyncio.get_running_loop()
        driver.exit_event = threading.Event()
        reader = asyncio.create_task(asyncio.to_thread(driver._catch_up))
        seen = []
        while not reader.done():
            seen.append(driver._app.waiting)
            driver._app.waiting = max(0, driver._app.waiting - 300)
            await asyncio.sleep(0.03)
        await reader
        return seen

    seen = asyncio.run(held())
    assert seen[-1] < 800, "it goes on before all of them are taken"
    assert len(seen) > 4, "and not at once"
