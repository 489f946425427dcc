"""Terminals of every kind: their encodings, their widths, their colours, and those in between."""

from __future__ import annotations

import re
import subprocess
import sys
import time
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import terminal as support
from emulator import Emulator
from needs import needs, program
from rich.cells import get_character_cell_size
from small import small
from terminal import PATIENCE, Terminal, settle

from ecotui.model.plan import Measure
from ecotui.model.toml import save

HAN = re.compile("[\u4e00-\u9fff]")
#: Python may take a locale without an encoding for one of UTF-8, or be told not to.
AS_IT_IS = {"PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}


@pytest.fixture(autouse=True, scope="module")
def plain_environment() -> Iterator[None]:
    """What whoever runs the tests has set decides nothing."""
    with pytest.MonkeyPatch.context() as patch:
        for name in list(support.ENVIRONMENT):
            if name.startswith("LC_") or name in ("LANG", "COLORTERM", "TMUX", "STY", "NO_COLOR"):
                patch.delitem(support.ENVIRONMENT, name)
        yield


def lines_of(text: str) -> set[str]:
    """The characters that frames are drawn with."""
    return set(re.findall("[\u2500-\u259f]", text))


# -- encodings


@pytest.mark.parametrize(
    ("variables", "drawn"),
    [
        ({"LANG": "C"}, True),
        ({"LC_ALL": "POSIX"}, True),
        ({"LC_ALL": "POSIX", **AS_IT_IS}, False),
        ({"LC_ALL": "C", "PYTHONIOENCODING": "latin-1"}, False),
    ],
)
def test_utf_8_is_written_whatever_the_locale_says(
    start: Any, variables: dict[str, str], drawn: bool
) -> None:
    terminal = start("--lang", "zh", utf8=True, **variables)
    terminal.wait("44/44", "森林生态保护补偿", "参加单位")
    terminal.settle()
    assert bool(lines_of(terminal.text)) == drawn
    assert ("---------" in terminal.text) != drawn, "lines of what the encoding has"
    assert re.search("==" if not drawn else "━━", terminal.text), "and bars"
    terminal.send("/湿地\r", "5/44", "湿地")
    terminal.quit()
    assert b"locale" not in terminal.raw


@pytest.fixture(scope="session")
def gb18030(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """A locale whose encoding is GB18030, made from Debian's package locales."""
    folder = tmp_path_factory.mktemp("locales")
    command = [program("localedef"), "-i", "zh_CN", "-f", "GB18030", folder / "zh_CN.GB18030"]
    subprocess.run(command, capture_output=True, check=True)
    return {"LOCPATH": str(folder), "LC_ALL": "zh_CN.GB18030"}


# Making that locale takes ten seconds: one worker does, for both.
@pytest.mark.xdist_group("gb18030")
@needs("localedef", "/usr/share/i18n/charmaps/GB18030.gz")
@pytest.mark.parametrize("utf8", [True, False])
def test_where_the_locale_has_another_encoding_one_line_says_what_to_set(
    start: Any, gb18030: dict[str, str], utf8: bool
) -> None:
    terminal = start("browse", utf8=utf8, **gb18030)
    terminal.wait("44/44", "森林生态保护补偿", "参加单位")
    terminal.settle()
    assert lines_of(terminal.text)
    terminal.send("/湿地\r", "5/44", "湿地")
    terminal.quit()
    # From Python 3.15 on, what a program says is UTF-8 whatever the locale says.
    encoding = "gb18030" if sys.version_info < (3, 15) else "utf-8"
    before = terminal.raw.partition(b"\x1b")[0].decode(encoding)
    said = (
        "ecotui: 区域设置为 gb18030，而本程序输出 UTF-8："
        "若显示为乱码，请将终端设为 UTF-8，并设 LC_ALL=C.UTF-8\r\n"
    )
    # A terminal that says that it takes UTF-8 need not be told.
    assert before == ("" if utf8 else said)


# -- widths


def narrow(character: str) -> int:
    return get_character_cell_size(character)


def wide(character: str) -> int:
    """As terminals have it that draw characters of ambiguous width two columns wide."""
    ambiguous = unicodedata.east_asian_width(character) == "A"
    return 2 if ambiguous and not unicodedata.combining(character) else narrow(character)


#: “ ” … — · ① stand in it.
PLAN = small(
    Measure(
        1,
        "①推进“十三五”规划——以奖代补…②落实“谁受益、谁补偿”·分级负责，“双随机”抽查——③到位。",
        ("林业厅",),
    ),
    Measure(2, "开展“湿地”补偿——“试点”·评估…", ("财政厅",), ("林业厅",)),
    title="“试点”——方案…",
    chapter="总则·“要求”",
)


def drawn(
    start: Any, folder: Path, cells: int, *terminals: tuple[Callable[[str], int], str]
) -> list[list[list[str]]]:
    """What terminals of such widths, with such drivers, show after some keys, cell by cell."""
    (folder / "config" / "ecotui").mkdir(parents=True, exist_ok=True)
    config = folder / "config" / "ecotui" / "config.toml"
    config.write_text(f"[browse]\nambiguous_width = {cells}\n", encoding="utf-8")
    plan = str(folder / "plan.toml")
    save(PLAN, plan)
    # All at once: most of the time goes by in waiting.
    begun = [
        start(
            *("--lang", "zh", "--plan", plan, "browse", "--fresh"),
            columns=100,
            lines=24,
            utf8=True,
            ECOTUI_DRIVER=driver,
        )
        for _width, driver in terminals
    ]
    for terminal in begun:
        terminal.wait("2/2", "林业厅")
    for keys in ("j", "r", "j", "\x1b", "/试点\r", "x", "\t", "\t", "j"):
        for terminal in begun:
            terminal.send(keys)
        settle(begun, 0.25)
    shown = []
    for terminal, (width, _driver) in zip(begun, terminals, strict=True):
        emulator = Emulator(100, 24, width=width)
        emulator.feed(terminal.raw.decode())
        shown.append([[cell.data for cell in row] for row in emulator.look()])
    return shown


def columns_of_ideographs(screen: list[list[str]]) -> list[tuple[int, int, str]]:
    return [
        (y, x, text)
        for y, row in enumerate(screen)
        for x, text in enumerate(row)
        if HAN.match(text)
    ]


def test_the_configured_width_decides_the_layout(start: Any, tmp_path: Path) -> None:
    right, stock, wrong = drawn(start, tmp_path, 2, (wide, ""), (wide, "stock"), (narrow, ""))
    assert right == stock
    text = "\n".join("".join(row) for row in right)
    assert "“试点”——方案…" in text
    assert "“湿地”补偿——“试点”·评估…" in text
    assert not lines_of(text), "those would be too wide as well"
    # All rows of the pane at the side begin where its edge is.
    edges = {"".join(row).count("|") and row.index("|") for row in right[1:-1]}
    assert len(edges) == 1
    # Where the terminal is not as configured, nothing drifts all the same.
    assert columns_of_ideographs(wrong) == columns_of_ideographs(right)


def test_an_unexpected_width_shifts_nothing(start: Any, tmp_path: Path) -> None:
    right, wrong = drawn(start, tmp_path, 1, (narrow, ""), (wide, ""))
    assert lines_of("".join(map("".join, right)))
    assert columns_of_ideographs(wrong) == columns_of_ideographs(right)


# -- colours


@pytest.mark.parametrize("term", ["vt100", "vt220", "xterm-mono"])
def test_a_terminal_without_colours_is_asked_for_none(browse: Any, term: str) -> None:
    terminal = browse("--where", "湿地", term=term, left="5/44")
    terminal.wait("q quit")
    terminal.send("t", "no colours")
    asked = re.findall(rb"\x1b\[([\d;]*)m", terminal.raw)
    found = {code for codes in asked for code in codes.split(b";")}
    assert found <= {b"", *(b"%d" % code for code in (*range(5), 7, 9, *range(22, 30)))}
    assert {b"1", b"7"} <= found, "bold and reverse tell what colours do elsewhere"


# -- programs between


@pytest.fixture
def at_last(tmp_path: Path) -> Iterator[list[list[str]]]:
    """Commands for the end: a test that fails leaves a server of the program between behind."""
    commands: list[list[str]] = []
    yield commands
    for command in commands:
        subprocess.run(command, cwd=tmp_path, capture_output=True)


BROWSER = (sys.executable, "-m", "ecotui", "--lang", "zh")
UTF8 = {"LC_ALL": "C.UTF-8"}


#: The keys of a way through the browser, each with what is on the screen once they are done.
WALK = {
    "": ("44/44", "参加单位", "退出"),
    "jj": ("位置 ",),
    "\x04": ("allocation-source.md:36",),
    "r": ("RACI 44×20",),
    "\x1b": ("窗格",),
    "/湿地\r": ("5/44",),
    "?": ("帮助",),
}


def walk(
    terminal: Terminal, look: Callable[[], str] | None = None, expected: list[str] | None = None
) -> list[str]:
    """The screens along a way through the browser; where they are known, these are waited for."""
    seen = []
    for number, (keys, wanted) in enumerate(WALK.items()):
        terminal.send(keys)
        if expected is None:
            terminal.wait(*wanted)
            terminal.settle()
        end = time.monotonic() + PATIENCE
        now = look() if look else terminal.text
        while expected is not None and now != expected[number] and time.monotonic() < end:
            terminal.read(0.1)
            now = look() if look else terminal.text
        seen.append(now)
    # An escape that a letter follows at once would be taken for Alt.
    terminal.send("\x1b")
    end = time.monotonic() + PATIENCE
    while (look() if look else terminal.text) != seen[-2] and time.monotonic() < end:
        terminal.read(0.1)
    return seen


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The screens with nothing between."""
    terminal = Terminal(list(BROWSER), tmp_path_factory.mktemp("alone"), answers=True, **UTF8)
    try:
        return walk(terminal)
    finally:
        terminal.close()


@pytest.mark.xdist_group("between")
@needs("tmux")
def test_in_tmux_it_is_the_same(
    run: Any, at_last: list[list[str]], alone: list[str], tmp_path: Path
) -> None:
    (tmp_path / "tmux.conf").write_text("set -g status off\nset -g escape-time 0\n")
    tmux = [program("tmux"), "-u", "-S", str(tmp_path / "tmux"), "-f", "tmux.conf"]
    at_last.append([*tmux, "kill-server"])
    inside = ["env", f"XDG_STATE_HOME={tmp_path}/tmux-state", *BROWSER]
    first = run(*tmux, "new-session", "-s", "here", *inside, answers=True, **UTF8)

    def pane() -> str:
        # What tmux keeps: our emulator does not know all that tmux writes to a terminal.
        done = subprocess.run([*tmux, "capture-pane", "-p"], capture_output=True, cwd=tmp_path)
        return done.stdout.decode().removesuffix("\n")

    assert walk(first, pane, alone) == alone
    # The connection breaks; the session is there when one comes back.
    first.hang_up()
    again = run(*tmux, "attach", "-t", "here", answers=True, **UTF8)
    again.wait("5/44", "湿地", "退出")
    again.send("xq")
    assert again.ended() == 0


@pytest.mark.xdist_group("between")
@needs("screen")
def test_in_screen_it_is_the_same(
    run: Any, at_last: list[list[str]], alone: list[str], tmp_path: Path
) -> None:
    (tmp_path / "screens").mkdir(mode=0o700)
    (tmp_path / "screenrc").write_text("startup_message off\ndefutf8 on\naltscreen on\nvbell off\n")
    screen = [program("screen"), "-U", "-c", "screenrc", "-S", "here"]
    screens = f"SCREENDIR={tmp_path}/screens"
    at_last.append(["env", screens, program("screen"), "-S", "here", "-X", "quit"])
    inside = ["env", f"XDG_STATE_HOME={tmp_path}/screen-state", *BROWSER]
    terminal = run("/usr/bin/env", screens, *screen, *inside, answers=True, **UTF8)
    assert walk(terminal, None, alone) == alone
    terminal.send("xq")
    terminal.ended()
