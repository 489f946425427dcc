"""Copying to the terminal's clipboard, and printing where there is none, byte by byte."""

from __future__ import annotations

import base64
import os
import re
import time
from pathlib import Path
from typing import Any

import pytest
import terminal as support
from hypothesis import given
from hypothesis import strategies as st
from small import small

from ecotui.model.plan import Measure
from ecotui.model.toml import save
from ecotui.tui.terminal import clipboard
from ecotui.tui.terminal.clipboard import CHUNK, LIMIT, copy_locally, local_tools, sequence

MEASURE_1 = (
    "1. 健全省级公益林补偿标准的动态调整机制，随着国家级公益林生态补偿标准的提高，"
    "同步提高省级公益林补偿标准。\n"
    "Lead departments: 林业厅、财政厅\n"
    "Participating departments: 省发展改革委"
)

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=3000)
OSC_52 = re.compile(rb"\x1b\]52;c;([A-Za-z0-9+/=]*)\a")
#: What colours are asked for by: 30-49 and 90-107, and what follows 38 and 48.
COLOUR = re.compile(rb"(?:^|;)(?:[34]\d|9\d|10[0-7])(?:;|$)")


def copied(raw: bytes) -> list[str]:
    """The texts that some bytes copy in a terminal without anything in between."""
    return [base64.b64decode(found).decode() for found in OSC_52.findall(raw)]


def through_tmux(raw: bytes, *, passthrough: bool) -> bytes:
    """What tmux hands to the terminal: wrapped sequences, or those that it takes itself."""
    wrapped = re.compile(rb"\x1bPtmux;((?:[^\x1b]|\x1b\x1b)*)\x1b\\")
    if passthrough:
        return b"".join(wrapped.findall(raw)).replace(b"\x1b\x1b", b"\x1b")
    return wrapped.sub(b"", raw)


def through_screen(raw: bytes) -> bytes:
    """What GNU screen hands to the terminal: the contents of its strings."""
    pieces = re.findall(rb"\x1bP(.*?)\x1b\\", raw, re.DOTALL)
    assert raw == b"".join(b"\x1bP" + piece + b"\x1b\\" for piece in pieces), "nothing is left over"
    assert all(len(piece) <= CHUNK for piece in pieces)
    return b"".join(pieces)


@given(TEXTS)
def test_a_text_arrives_whole_whatever_stands_between(text: str) -> None:
    assert copied(sequence(text, {"TERM": "xterm"})) == [text]
    for environ in (
        {"TMUX": "/tmp/tmux-0/default,1,0", "TERM": "screen"},
        {"TERM": "tmux-256color"},
    ):
        raw = sequence(text, environ)
        assert copied(through_tmux(raw, passthrough=True)) == [text]
        assert copied(through_tmux(raw, passthrough=False)) == [text]
    for environ in ({"STY": "1.pts-0.host", "TERM": "xterm"}, {"TERM": "screen-256color"}):
        assert copied(through_screen(sequence(text, environ))) == [text]


def test_the_pieces_for_screen_fit_the_smallest_of_its_buffers() -> None:
    raw = sequence("林" * 5000, {"STY": "1.x"})
    assert max(len(piece) for piece in raw.split(b"\x1b\\")) + 2 <= 256


def test_y_copies_the_measure_with_its_departments(terminal: Any) -> None:
    terminal.send("y", "Copied. If paste is empty, press p.")
    assert copied(terminal.raw) == [MEASURE_1]


@pytest.mark.parametrize(
    ("name", "value", "arriving"),
    [
        ("TMUX", "/tmp/x,1,0", lambda raw: through_tmux(raw, passthrough=True)),
        ("STY", "1.x", lambda raw: b"".join(re.findall(rb"\x1bP(.*?)\x1b\\", raw, re.DOTALL))),
    ],
)
def test_a_multiplexer_is_seen_by_its_variable(
    browse: Any, monkeypatch: pytest.MonkeyPatch, name: str, value: str, arriving: Any
) -> None:
    for other in ("TMUX", "STY"):
        monkeypatch.delitem(support.ENVIRONMENT, other, raising=False)
    terminal = browse("--where", "no:1", left="1/44", **{name: value})
    # The emulator would show what is meant for a multiplexer.
    terminal.send("y")
    terminal.settle()
    assert copied(arriving(terminal.raw)) == [MEASURE_1]


def test_y_on_a_heading_copies_what_is_left_below_it(browse: Any) -> None:
    terminal = browse("--where", "no:1,3,7", left="3/44")
    terminal.send("gy", "Copied.")
    (text,) = copied(terminal.raw)
    assert [part.partition("\n")[0][:9] for part in text.split("\n\n")] == [
        "一、分领域任务",
        "（一）森林生态保护",
        "1. 健全省级公益",
        "3. 争取国家将天",
        "（三）湿地生态保护",
        "7. 推进省级湿地",
    ]


def test_capital_y_copies_the_command(browse: Any) -> None:
    terminal = browse("--where", "no:1", left="1/44")
    terminal.send("Y", "copied: ecotui list --where no:1")
    assert copied(terminal.raw) == ["ecotui list --where no:1"]


def long_plan(folder: Path, size: int) -> Path:
    path = folder / "long.toml"
    save(small(Measure(1, "林" * size, ("甲",))), path)
    return path


def test_y_copies_what_the_pane_shows_of_a_measure(start: Any, tmp_path: Path) -> None:
    path = tmp_path / "full.toml"
    measure = Measure(
        1, "造林。", ("甲局",), deadline="6月底前", target="3万亩", extra=(("备注", "雨季"),)
    )
    save(small(measure), path)
    terminal = start("--lang", "zh", "--plan", str(path))
    terminal.wait("1/1")
    terminal.send("G")
    terminal.settle()
    terminal.send("y")
    terminal.settle()
    (text,) = copied(terminal.raw)
    assert [line for line in text.split("\n") if line[:2] in ("完成", "工作", "备注")] == [
        "完成时限：6月底前",
        "工作目标：3万亩",
        "备注：雨季",
    ]


def test_what_is_too_long_is_refused_in_a_line_and_printed_by_p(start: Any, tmp_path: Path) -> None:
    size = LIMIT // 4
    assert len(sequence("林" * size, {})) > LIMIT
    terminal = start("--lang", "en", "--plan", str(long_plan(tmp_path, size)))
    terminal.wait("1/1")
    terminal.send("y", "too long for the terminal's clipboard; press p")
    assert copied(terminal.raw) == []
    terminal.send("p", "press Enter to go back to the browser")
    assert "林" * size in terminal.raw.decode()


def test_what_just_fits_is_copied_in_one_piece(start: Any, tmp_path: Path) -> None:
    size = LIMIT // 4 - 20
    terminal = start("--lang", "en", "--plan", str(long_plan(tmp_path, size)))
    terminal.wait("1/1")
    terminal.send("y", "Copied.")
    (text,) = copied(terminal.raw)
    assert len(text) > size


@pytest.mark.parametrize("answer", ["\r", "\x03", "\x04", "\x1a\r", "\x1c\r"])
def test_p_prints_the_measure_and_comes_back_as_it_was(start: Any, answer: str) -> None:
    terminal = start("--lang", "en")
    terminal.wait("44/44", "健全省级公益林")
    terminal.send("jjk", "Measure 2")
    terminal.settle()
    before = terminal.text
    at = len(terminal.raw)
    terminal.send("p", "press Enter to go back to the browser")
    printed = terminal.raw[at:]
    assert b"\x1b[?1049l" in printed
    shown = printed.rpartition(b"\x1b[?25h")[2].decode()
    assert shown.startswith("\x1b[J2. 鼓励和支持")
    assert shown.count("\x1b") == 1, "nothing but text"
    assert "Lead departments: 林业厅、财政厅\r\n" in shown
    terminal.send(answer, "44/44", "Measure 2", gone=("Enter to go back",))
    assert b"\x1b[?1049h" in terminal.raw[at:]
    terminal.settle()
    assert terminal.text == before
    terminal.send("j", "Measure 3")
    terminal.quit()


# -- colours, as they are written


def colours_asked(raw: bytes) -> set[bytes]:
    """The parameters of every sequence that sets colours."""
    return {found for found in re.findall(rb"\x1b\[([0-9;]*)m", raw) if COLOUR.search(found)}


@pytest.mark.parametrize("theme", ["dark", "terminal"])
def test_no_color_writes_no_colour(browse: Any, tmp_path: Path, theme: str) -> None:
    configure(tmp_path, theme)
    terminal = browse(NO_COLOR="1")
    for keys, seen, gone in (
        ("/湿地\r", "5/44", "44/44"),
        ("\t\tjj\r", "lead:", "5/44"),
        ("t", "NO_COLOR is set", ""),
        ("e", "Export:", ""),
        ("\x1b", "Departments", "Export:"),
        ("r", "RACI 1×9", "Departments"),
        ("q", "Departments", "RACI 1×9"),
        ("?", "Esc closes", ""),
        ("q", "Departments", "Esc closes"),
        ("\x10", "Enter runs", ""),
    ):
        terminal.send(keys, seen, gone=(gone,) if gone else ())
    assert colours_asked(terminal.raw) == set()
    assert {b"1", b"7"} <= set(re.findall(rb"\x1b\[(\d+)m", terminal.raw))


def test_an_empty_no_color_is_none(browse: Any) -> None:
    terminal = browse(NO_COLOR="")
    assert any(b"38;5;" in found for found in colours_asked(terminal.raw))


def configure(folder: Path, theme: str) -> None:
    (folder / "config" / "ecotui").mkdir(parents=True)
    path = folder / "config" / "ecotui" / "config.toml"
    path.write_text(f'[browse]\ntheme = "{theme}"\n', encoding="utf-8")


@pytest.mark.parametrize("term", ["xterm", "linux"])
@pytest.mark.parametrize("theme", ["dark", "light", "contrast", "terminal", None])
def test_a_terminal_of_sixteen_colours_is_asked_for_no_others(
    browse: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, term: str, theme: str | None
) -> None:
    if theme:
        configure(tmp_path, theme)
    monkeypatch.delitem(support.ENVIRONMENT, "COLORTERM", raising=False)
    terminal = browse("--where", "湿地", term=term, left="5/44")
    terminal.wait("q quit")
    asked = colours_asked(terminal.raw)
    assert asked
    assert not any(re.search(rb"(?:^|;)[34]8;", found) for found in asked)
    if theme in (None, "terminal"):
        assert b"4;30;46" in asked, "a match"
    screen = terminal.screen
    line = next(y for y in range(40) if "湿地" in terminal.text.splitlines()[y][:30] and y > 1)
    cells = [screen.buffer[line][x] for x in range(70)]
    match = next(cell for cell in cells if cell.data == "湿")
    plain = next(cell for cell in cells if cell.data in "护省机")
    assert (match.fg, match.bg, match.underscore) != (plain.fg, plain.bg, plain.underscore)


def test_never_more_than_256_colours(browse: Any) -> None:
    terminal = browse("--where", "湿地", left="5/44", COLORTERM="truecolor")
    terminal.wait("q quit")
    assert not any(b"8;2;" in found for found in colours_asked(terminal.raw))


def test_a_wrong_theme_is_said_and_the_usual_one_shown(browse: Any, tmp_path: Path) -> None:
    configure(tmp_path, "solarized")
    terminal = browse()
    terminal.quit()
    assert "config.toml:2: unknown theme; the themes are dark" in terminal.raw.decode()


@pytest.mark.parametrize("asked", [True, False])
def test_the_mouse_is_off_unless_asked_for(browse: Any, asked: bool) -> None:
    terminal = browse(*(["--mouse"] if asked else []))
    assert (b"\x1b[?1000h" in terminal.raw) == asked
    if asked:
        terminal.send("\x1b[<0;10;6M\x1b[<0;10;6m", "Measure 2")
    terminal.quit()


def fake(folder: Path, name: str, script: str) -> None:
    """A tool that copies, on PATH."""
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(f"#!/bin/sh\n{script}\n")
    (folder / name).chmod(0o755)


def eventually(path: Path) -> bytes:
    """The content of a file, once it is there."""
    end = time.monotonic() + support.PATIENCE
    while not path.exists() and time.monotonic() < end:
        time.sleep(0.01)
    return path.read_bytes()


@pytest.mark.parametrize("name", ["pbcopy", "wl-copy", "xclip", "xsel", "clip.exe"])
def test_a_tool_of_the_machine_copies_too(tmp_path: Path, name: str) -> None:
    out = tmp_path / "out"
    fake(tmp_path / "bin", name, f"cat > {out}.new; mv {out}.new {out}; echo $@ > {out}.options")
    tools = local_tools({"PATH": f"{tmp_path / 'bin'}"})
    assert [Path(tool[0]).name for tool in tools] == [name]
    assert copy_locally("林业厅\n", [[*tools[0]]])
    encoding = "utf-16-le" if name == "clip.exe" else "utf-8"
    assert out.read_bytes().decode(encoding) == "林业厅\n"


def test_the_next_tool_copies_where_one_fails_or_hangs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clipboard, "_TOOL_WAIT_S", 0.2)
    tools = tmp_path / "bin"
    fake(tools, "wl-copy", "exit 1")
    fake(tools, "xclip", "exec sleep 60")
    fake(tools, "xsel", f"cat > {tmp_path / 'out'}")
    environ = {"PATH": f"{tools}:{os.environ['PATH']}", "WAYLAND_DISPLAY": "wayland-0"}
    assert copy_locally("湿地", local_tools(environ))
    assert (tmp_path / "out").read_text(encoding="utf-8") == "湿地"
    assert not copy_locally("湿地", local_tools(environ)[:2])


@pytest.mark.parametrize("name", ["SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY"])
def test_over_ssh_only_the_terminal_copies(tmp_path: Path, name: str) -> None:
    fake(tmp_path, "xclip", "true")
    assert not local_tools({"PATH": str(tmp_path), name: "x"})


def test_y_copies_with_a_tool_and_through_the_terminal(
    browse: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in clipboard._OVER_SSH:
        monkeypatch.delitem(support.ENVIRONMENT, name, raising=False)
    out = tmp_path / "out"
    fake(tmp_path / "bin", "pbcopy", f"cat > {out}.new; mv {out}.new {out}; sleep 60")
    terminal = browse("--fresh", PATH=f"{tmp_path / 'bin'}:{os.environ['PATH']}")
    terminal.send("y", "Copied.")
    # It goes on while the tool hangs.
    terminal.send("j", "Measure 2")
    assert copied(terminal.raw) == [MEASURE_1]
    assert eventually(out).decode() == MEASURE_1
    terminal.quit()
