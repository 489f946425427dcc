"""What a terminal sends is put together again, wherever the line has torn it."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from textual import events, messages
from textual.message import Message

from ecotui.tui.terminal.input_parser import ESCAPE_WAIT_S, SEQUENCE_WAIT_S, InputParser

#: Seconds between two pieces: longer than an Esc is waited for, shorter than anything else.
LAG = 4 * ESCAPE_WAIT_S

SEQUENCES = {
    "\x1b[A": "up",
    "\x1bOB": "down",
    "\x1b[5~": "pageup",
    "\x1b[1;5C": "ctrl+right",
    "\x1b[Z": "shift+tab",
    "\x1b[15~": "f5",
    "\x1b[[A": "f1",
    "\x1bOP": "f1",
}
HAN = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=1, max_size=40)


def keys(found: list[Message]) -> list[str]:
    """The keys, characters as they are typed."""
    assert all(isinstance(message, events.Key) for message in found), found
    return [
        message.character if message.is_printable and message.character else message.key
        for message in found
        if isinstance(message, events.Key)
    ]


def played(pieces: list[bytes], lag: float = LAG) -> list[Message]:
    """What comes of pieces that follow one another slowly."""
    parser, now, found = InputParser(), 0.0, []
    for piece in pieces:
        found += parser.feed(piece, now)
        now += lag
        found += parser.tick(now)
    found += parser.tick(now + 2 * SEQUENCE_WAIT_S)
    assert parser.wait(now) is None, "nothing is left over"
    return found


def torn(data: bytes, cuts: list[int]) -> list[bytes]:
    places = sorted({0, len(data), *(cut % (len(data) + 1) for cut in cuts)})
    return [data[start:end] for start, end in itertools.pairwise(places)]


CUTS = st.lists(st.integers(0, 200), max_size=8)


@given(texts=st.lists(HAN, min_size=1, max_size=4), cuts=CUTS)
@example(texts=["健全省级公益林补偿标准的动态调整机制"], cuts=[1, 2, 3, 4, 5, 6])
def test_what_an_input_method_commits_arrives_whatever_its_length(
    texts: list[str], cuts: list[int]
) -> None:
    text = "".join(texts)
    assert keys(played(torn(text.encode(), cuts))) == list(text)


@given(
    parts=st.lists(
        st.sampled_from([*SEQUENCES, "j", "湿", "地", "\r", "G"]), min_size=1, max_size=8
    ),
    cuts=CUTS,
)
def test_sequences_that_are_torn_are_the_keys_that_they_are(
    parts: list[str], cuts: list[int]
) -> None:
    found = keys(played(torn("".join(parts).encode(), cuts), ESCAPE_WAIT_S / 2))
    assert found == [SEQUENCES.get(part, "enter" if part == "\r" else part) for part in parts]


@pytest.mark.parametrize("sequence", [one for one in SEQUENCES if len(one) > 3])
def test_the_rest_of_a_sequence_that_has_begun_may_be_late(sequence: str) -> None:
    data = sequence.encode()
    assert keys(played([data[:3], data[3:]])) == [SEQUENCES[sequence]]


#: Sequences of the right form, with numbers that nobody sends.
ODD = st.builds(
    "\x1b[{}{}{}".format,
    st.sampled_from(["", "?", "<", ">", "M", "48;", "97;", "27;5;"]),
    st.lists(st.sampled_from([*";:0195", "1114112", "9" * 25]), max_size=8).map("".join),
    st.sampled_from([*"AMRZbmtu~ycI", "$y"]),
)


@given(
    data=st.binary(max_size=60)
    | st.lists(ODD, max_size=4).map(lambda parts: "".join(parts).encode()),
    cuts=CUTS,
)
@example(data=b"\xff\xfe\xd6\xd0\xb9\xfa", cuts=[])
@example(data=b"\x1b[1114112u\x1b[99999999999999999999u\x1b[97;1:3u\x1b[::::u", cuts=[])
@example(data=b"\x1b[48;0;0;0;0t\x1b[<0;10;5M", cuts=[])
@example(data=b"\x1b[200~\xff", cuts=[])
def test_no_bytes_are_fatal(data: bytes, cuts: list[int]) -> None:
    parser, now = InputParser(), 0.0
    for piece in torn(data, cuts):
        list(parser.feed(piece, now))
        now += LAG
        list(parser.tick(now))
    list(parser.tick(now + 2 * SEQUENCE_WAIT_S))
    # Whatever was begun is ended, and keys are keys.
    list(parser.feed(b"\x07\x1b\\\x1b[201~", now + 3 * SEQUENCE_WAIT_S))
    list(parser.tick(now + 5 * SEQUENCE_WAIT_S))
    assert keys(list(parser.feed(b"j", now + 6 * SEQUENCE_WAIT_S))) == ["j"]


def test_bytes_that_are_no_utf_8_are_no_keys() -> None:
    assert keys(played(["aéb".encode("latin-1"), b"\xff\xc0\xf8c"])) == ["a", "b", "c"]
    assert keys(played([b"\xe6\xb9", b"x"])) == ["x"], "half of a character, and then another"


@pytest.mark.parametrize(
    "sequence",
    [
        "\x1b[0n",
        "\x1b[?62;22c",
        "\x1b[99;99;99;99x",
        "\x1b]11;rgb:0000/0000/0000\x1b\\",
        "\x1b]52;c;YQ==\a",
        "\x1bP>|xterm(380)\x1b\\",
        "\x1b[?2031;1$y",
        "\x1b[?2048;1$y",
        "\x1b[48;99999;99999;1;1t",
        "\x1b[57441;1:3u",
        "\x1b[12",
    ],
)
@pytest.mark.parametrize("size", [1, 2, 100])
def test_what_terminals_say_and_nobody_reads_is_not_taken_for_letters(
    sequence: str, size: int
) -> None:
    data = sequence.encode()
    pieces = [data[at : at + size] for at in range(0, len(data), size)]
    assert keys(played(pieces, lag=ESCAPE_WAIT_S / 2)) == []


def test_an_answer_is_heard_between_keys() -> None:
    heard = []
    parser = InputParser(lambda: heard.append(True))
    assert keys([*parser.feed(b"j\x1b[", 0.0), *parser.feed(b"0nk\x1b[0n", 1.0)]) == ["j", "k"]
    assert len(heard) == 2


@given(
    text=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\x1b")), cuts=CUTS
)
def test_a_paste_is_one_wherever_it_is_torn(text: str, cuts: list[int]) -> None:
    found = played(torn(f"\x1b[200~{text}\x1b[201~j".encode(), cuts), lag=ESCAPE_WAIT_S / 2)
    assert isinstance(found[0], events.Paste)
    assert found[0].text == text
    assert keys(found[1:]) == ["j"]


def test_a_pasted_sequence_is_no_key() -> None:
    (paste,) = played([b"\x1b[200~a\x1b[31mb\x1b[A\x1bq\x1b[201~"])
    assert isinstance(paste, events.Paste)
    assert paste.text == "a\x1b[31mb\x1b[A\x1bq"


def test_esc_is_a_key_of_its_own_after_a_moment_and_then_asks_for_no_attention() -> None:
    parser = InputParser()
    assert list(parser.feed(b"\x1b", 0.0)) == []
    assert parser.wait(0.0) == ESCAPE_WAIT_S
    assert list(parser.tick(ESCAPE_WAIT_S / 2)) == []
    assert keys(list(parser.tick(ESCAPE_WAIT_S))) == ["escape"]
    assert parser.wait(ESCAPE_WAIT_S) is None
    assert keys(list(parser.feed(b"jk", 0.2))) == ["j", "k"]


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("\x1bj", "alt+j"),
        ("\x1bJ", "alt+shift+j"),
        ("\x1bf", "ctrl+right"),
        ("\x1bO", "alt+shift+o"),
    ],
)
def test_alt_is_an_esc_before_the_letter(typed: str, key: str) -> None:
    (found,) = played([typed.encode()])
    assert isinstance(found, events.Key)
    assert found.key == key


@pytest.mark.parametrize("after", [ESCAPE_WAIT_S, 0.3, 0.65])
@pytest.mark.parametrize("typed", ["Oj", "OB", "[A", "[[", "O["])
def test_after_an_esc_that_was_a_key_each_letter_is_one_at_once(after: float, typed: str) -> None:
    parser = InputParser()
    assert list(parser.feed(b"\x1b", 0.0)) == []
    assert keys(list(parser.tick(ESCAPE_WAIT_S))) == ["escape"]
    for letter in typed:
        assert keys(list(parser.feed(letter.encode(), after))) == [letter]
        assert parser.wait(after) is None, "it waits for no rest"


def test_alt_with_the_beginning_of_a_sequence_is_told_as_soon_as_an_esc() -> None:
    parser = InputParser()
    assert list(parser.feed(b"\x1bO", 0.0)) == []
    (found,) = parser.tick(ESCAPE_WAIT_S)
    assert isinstance(found, events.Key)
    assert found.key == "alt+shift+o"


def test_letters_after_an_esc_that_are_no_rest_of_a_sequence_are_letters() -> None:
    for text in ("O", "Oj", "[", "jO"):
        assert keys(played([b"\x1b", text.encode()])) == ["escape", *text]


def test_two_escs_are_two() -> None:
    assert keys(played([b"\x1b\x1b"])) == ["escape", "escape"]
    assert keys(played([b"\x1b\x1b[A"])) == ["escape", "up"]


def test_what_is_asked_of_the_terminal_is_told() -> None:
    (report,) = played([b"\x1b[?2026;2$y"])
    assert isinstance(report, messages.TerminalSupportsSynchronizedOutput)
    (mouse,) = played([b"\x1b[<0;10;", b"6M"])
    assert isinstance(mouse, events.MouseDown)
    assert (mouse.x, mouse.y) == (9, 5)


@pytest.mark.parametrize("begun", ["\x1bP", "\x1b_x", "\x1b]52;", "\x1b[12;"])
def test_a_sequence_without_an_end_does_not_swallow_what_is_typed(begun: str) -> None:
    parser = InputParser()
    found = [*parser.feed(begun.encode(), 0)]
    now = 0.0
    while now < 2 * SEQUENCE_WAIT_S:
        found += parser.tick(now)
        found += parser.feed(b";" if now < SEQUENCE_WAIT_S else b"j", now)
        now += 0.5
    assert "j" in keys(found)


@pytest.mark.parametrize("begun", ["\x1bP1;2", "\x1b_x", "\x1b]52;c;"])
def test_an_esc_ends_a_string_that_has_no_end(begun: str) -> None:
    assert keys(played([f"{begun}\x1b[A".encode()])) == ["up"]


@pytest.mark.parametrize(
    ("begun", "more", "end"),
    [("\x1b[", "1;", "m"), ("\x1b]", "林A", "\x07"), ("\x1bP", "q", "\x1b\\")],
)
def test_a_sequence_that_is_too_long_is_dropped_to_its_end(begun: str, more: str, end: str) -> None:
    sent = f"{begun}{more * 100_000}{end}a".encode()
    parser, found = InputParser(), list[Message]()
    for at in range(0, len(sent), 4096):
        found += parser.feed(sent[at : at + 4096], 0.0)
    assert keys(found) == ["a"]


def test_what_is_typed_behind_a_sequence_that_was_too_long_is_typed() -> None:
    parser = InputParser()
    assert not keys(list(parser.feed(b"\x1b]" + b"A" * 100_000, 0.0)))
    assert keys(list(parser.feed(b"a", 2 * SEQUENCE_WAIT_S))) == ["a"]
