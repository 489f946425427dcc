"""What is sent to a terminal leads to what is wanted, with fewer bytes."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import pytest
from emulator import Emulator
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import get_character_cell_size

from ecotui.tui.terminal.diff import Terminal, Wire, cells
from ecotui.tui.terminal.diff.cells import Grid, is_width_unsure, split
from ecotui.tui.terminal.diff.decoder import Decoder
from ecotui.tui.terminal.diff.encoder import Encoder
from ecotui.tui.terminal.diff.sgr import PLAIN, Style, after_sgr, transition

WIDTH, HEIGHT = 24, 6

attributes = st.frozensets(st.sampled_from(["1", "2", "3", "4", "7", "9"]), max_size=3)
colours = st.sampled_from(["", "31", "97", "38;5;231", "38;2;1;22;133"])
backgrounds = st.sampled_from(["", "41", "100", "48;5;17", "48;2;9;9;9"])
styles = st.builds(Style, colours, backgrounds, attributes, st.just(""))
# A screen holds few styles, each many times.
few = st.sampled_from(
    [
        PLAIN,
        Style("", "48;5;17"),
        Style("38;5;231", "48;5;17"),
        Style("31", "", frozenset("1")),
        Style("", "44", frozenset(("7",))),
    ]
)
words = st.sampled_from([*"a好“”…①│ ", "b c", "湿地", "e\u0301", "──────", " " * 12, "\u0301"])
texts = st.lists(words, min_size=1, max_size=5).map("".join)
puts = st.tuples(st.integers(0, WIDTH - 1), st.integers(0, HEIGHT - 1), texts, few)


@st.composite
def pictures(draw: st.DrawFn) -> list[Grid]:
    """Grids that come from one another by drawing, scrolling or clearing."""
    grid, made = Grid(WIDTH, HEIGHT, draw(few)), []
    for _picture in range(draw(st.integers(1, 4))):
        scrolled = draw(st.sampled_from([0, 0, 1, -2]))
        fresh = Grid(WIDTH, HEIGHT)
        for y in range(HEIGHT):
            fresh.texts[y] = grid.texts[(y + scrolled) % HEIGHT][:]
            fresh.styles[y] = grid.styles[(y + scrolled) % HEIGHT][:]
        grid = fresh
        for x, y, text, style in draw(st.lists(puts, max_size=8)):
            grid.put(x, y, text, style)
        made.append(grid)
    return made


def plainly(grid: Grid) -> str:
    """Every cell written by itself."""
    return "".join(
        f"\x1b[{y + 1};{x + 1}H{transition(PLAIN, style)}{text}\x1b[m"
        for y in range(grid.height)
        for x, (text, style) in enumerate(zip(grid.texts[y], grid.styles[y], strict=True))
        if text
    )


def screen(**options: object) -> Emulator:
    emulator = Emulator(WIDTH, HEIGHT, **options)  # type: ignore[arg-type]
    emulator.feed("\x1b[?7l")
    return emulator


@given(
    pictures=pictures(),
    term=st.sampled_from(["xterm-256color", "tmux-256color", "linux", "vt100"]),
    x=st.integers(0, WIDTH - 1),
    y=st.integers(0, HEIGHT - 1),
)
def test_the_terminal_shows_what_is_wanted(pictures: list[Grid], term: str, x: int, y: int) -> None:
    encoder = Encoder(Terminal.named(term))
    ours = screen(fills=Terminal.named(term).fills, harsh=True)
    ours.feed("\x1b[3;4Hjunk\x1b[1;45m")
    shown = None
    for wanted in pictures:
        ours.feed(encoder.encode(shown, wanted, (x, y)))
        theirs = screen()
        theirs.feed(plainly(wanted))
        assert ours.look() == theirs.look()
        assert ours.place == (x, y)
        assert encoder.encode(wanted, wanted, (x, y)) == ""
        shown = wanted


def wide(character: str) -> int:
    """Widths as a terminal has them that draws ambiguous characters two columns wide."""
    ambiguous = unicodedata.east_asian_width(character) == "A"
    return 2 if ambiguous and character != "\u0301" else get_character_cell_size(character)


@given(pictures=pictures())
def test_what_is_drawn_wider_than_expected_shifts_nothing_else(pictures: list[Grid]) -> None:
    encoder = Encoder(Terminal.named("xterm"))
    emulator = screen(width=wide)
    shown = None
    for wanted in pictures:
        emulator.feed(encoder.encode(shown, wanted, (0, 0)))
        shown = wanted
        look = emulator.look()
        for y in range(HEIGHT):
            for x, text in enumerate(wanted.texts[y]):
                if not is_width_unsure(text):
                    assert look[y][x].data == text, (x, y, wanted.texts[y])


@given(old=styles, new=styles, reset_only=st.booleans())
def test_a_transition_leads_from_one_style_to_the_other(
    old: Style, new: Style, reset_only: bool
) -> None:
    sequence = transition(old, new, reset_only)
    style = old
    for part in filter(None, sequence.split("\x1b[")):
        assert part.endswith("m")
        style = after_sgr(style, part[:-1])
    assert style == new
    assert len(sequence) <= len(f"\x1b[0{transition(PLAIN, new)[2:]}") + 1


def test_no_half_of_a_wide_character_is_left_by_erasing() -> None:
    shown, wanted = Grid(60, 1), Grid(60, 1)
    shown.put(0, 0, "湿地生态保护补偿机制试点动态调整省级公益林补偿标准", PLAIN)
    wanted.put(0, 0, "湿地生态保护补偿机制试点动态调整省级公益林补偿标准", PLAIN)
    wanted.put(0, 0, "x" + " " * 18 + "ab", Style("", "48;5;17"))
    encoder = Encoder(Terminal.named("xterm"))
    ours, theirs = Emulator(60, 1, harsh=True), Emulator(60, 1)
    ours.feed("\x1b[?7l" + encoder.encode(None, shown, (0, 0)))
    theirs.feed("\x1b[?7l" + plainly(wanted))
    sent = encoder.encode(shown, wanted, (0, 0))
    ours.feed(sent)
    assert "X" in sent, "it erases a number of cells"
    assert ours.look() == theirs.look()


def test_a_hyperlink_is_opened_and_closed() -> None:
    grid = Grid(8, 1)
    assert list(Decoder(grid).decode("\x1b]8;id=1;http://x/\x1b\\ab\x1b]8;;\x1b\\c")) == []
    sent = Encoder(Terminal.named("xterm")).encode(None, grid, (0, 0))
    assert "\x1b]8;id=1;http://x/\x1b\\ab\x1b]8;;\x1b\\c" in sent


def test_half_of_a_wide_character_takes_the_other_with_it() -> None:
    grid = Grid(6, 1)
    grid.put(0, 0, "湿地好", PLAIN)
    grid.put(1, 0, "x", PLAIN)
    assert grid.texts[0] == [" ", "x", "地", "", "好", ""]
    grid.put(1, 0, "林", PLAIN)
    assert grid.texts[0] == [" ", "林", "", " ", "好", ""]
    grid.put(5, 0, "湿", PLAIN)
    assert grid.texts[0] == [" ", "林", "", " ", " ", " "]


def test_marks_stand_with_what_they_follow() -> None:
    assert split("ae\u0301好") == ("a", "e\u0301", "好", "")
    grid = Grid(4, 1)
    grid.put(0, 0, "好e", PLAIN)
    grid.put(3, 0, "\u0301", Style("31"))
    grid.put(2, 0, "\u0308", PLAIN)
    assert grid.texts[0] == ["好\u0308", "", "e\u0301", " "]


def open_wire() -> Wire:
    wire = Wire(Terminal.named("xterm"), WIDTH, HEIGHT)
    wire.write("\x1b[?1049h")
    wire.output()
    return wire


def test_what_is_no_picture_goes_on_as_it_is() -> None:
    wire = open_wire()
    wire.write("\x1b]52;c;YQ==\a")
    assert wire.output() == "\x1b]52;c;YQ==\a"
    wire.write("\x07\x1b[?2026$p")
    assert wire.output() == "\x07\x1b[?2026$p"
    wire.write("\x1b[?1004h")
    assert wire.output() == "", "nobody asks whether the window has the focus"


def test_a_frame_is_one_update_only_where_the_terminal_knows_that() -> None:
    wire = open_wire()
    wire.write("\x1b[1;1Ha")
    assert wire.output() == "a"
    wire.write("\x1b[?2026h\x1b[1;1Hab\x1b[?2026l")
    assert wire.output() == "\x1b[?2026hb\x1b[?2026l"
    wire.write("\x1b[?2026h\x1b[1;1Hab\x1b[?2026l")
    assert wire.output() == "", "nothing changed"


def test_frames_that_were_not_sent_leave_nothing_behind() -> None:
    wire = open_wire()
    for letter in "abcdefgh":
        wire.write(f"\x1b[1;1H{letter}\x1b[1;1H")
    assert wire.output() == "h\r"


@pytest.mark.parametrize(
    "lose",
    [
        pytest.param(Wire.forget, id="resized"),
        pytest.param(lambda wire: wire.write("\x1b[?1049h"), id="suspended"),
    ],
)
def test_what_the_terminal_may_have_lost_is_sent_again(lose: Callable[[Wire], None]) -> None:
    wire = open_wire()
    wire.write("\x1b[2;2H湿地\x1b[31mx\x1b[0m")
    first = screen()
    first.feed("\x1b[?1049h" + wire.output())
    lose(wire)
    second = screen()
    second.feed("junk" + wire.output())
    assert second.look() == first.look()
    assert "湿地" in "".join(cell.data for cell in second.look()[1])


def test_a_shell_gets_the_terminal_without_colours() -> None:
    wire = open_wire()
    wire.write("\x1b[1;1H\x1b[31mx\x1b[0m")
    wire.output()
    wire.write("\x1b[1;1Hy\x1b[?1049l")
    assert wire.output() == "\x1b[m\x1b[?1049l", "and no picture any more"


def test_scrolling_is_left_to_the_terminal_where_that_is_shorter() -> None:
    wire = open_wire()
    lines = ["加强湿地", "红嘴鸥区", "补偿标准", "省级公益", "天然森林", "农业开发", "水利工程"]
    wire.write("".join(f"\x1b[{y + 1};1H{line}" for y, line in enumerate(lines[:-1])))
    wire.output()
    wire.write("".join(f"\x1b[{y + 1};1H{line}" for y, line in enumerate(lines[1:])))
    sent = wire.output()
    assert "水利工程" in sent
    assert not any(line in sent for line in lines[:-1])


def changed_border(term: str) -> str:
    """What is sent where the left half of a border changes."""
    shown, wanted = Grid(60, 1), Grid(60, 1)
    shown.put(0, 0, "━" * 10 + "│" + "─" * 49, PLAIN)
    wanted.put(0, 0, "─" * 10 + "│" + "─" * 49, PLAIN)
    encoder = Encoder(Terminal.named(term))
    encoder.encode(None, shown, (0, 0))
    return encoder.encode(shown, wanted, (0, 0))


def test_of_a_border_only_what_may_be_spoilt_is_written_again() -> None:
    assert changed_border("xterm").count("─") == 10 + 9


def test_what_tmux_draws_narrow_is_written_in_one_go(monkeypatch: pytest.MonkeyPatch) -> None:
    assert changed_border("tmux-256color") == "─" * 10 + "\r"
    # Unless characters of ambiguous width are laid out wide.
    is_width_unsure.cache_clear()
    monkeypatch.setattr(cells, "_is_ambiguous_wide", True)
    assert changed_border("tmux-256color").count("─") == 10 + 9
    is_width_unsure.cache_clear()
