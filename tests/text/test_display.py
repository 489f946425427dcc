"""Widths in cells, and lines broken where Chinese may be broken."""

from __future__ import annotations

import itertools
import subprocess
import sys

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from uniseg.linebreak import line_break_units

from ecotui.model.plan import Plan
from ecotui.query.index import Index
from ecotui.text import display
from ecotui.text.display import cut, pad, visible, width, wrap

NOT_FIRST = "，。、；：！？）】》”"
NOT_LAST = "（【《“"

WORDS = ["生态", "补偿", "林业厅", "25", "15-25", "PPP", "forest", "é", "e\u0301", "“等量”"]
BLANKS = [" ", "  ", "\u3000", "\u200b", "\n"]
PROSE = st.lists(st.sampled_from([*WORDS, *BLANKS, *NOT_FIRST, *NOT_LAST]), max_size=25).map(
    "".join
)


def lines(text: str, cells: int) -> list[str]:
    return [text[start:end] for start, end in wrap(text, cells)]


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("", 0),
        ("abc", 3),
        ("林业厅", 6),
        ("e\u0301", 1),
        ("，", 2),
        ("𠮷", 2),
        ("“”", 2),
        ("\x1b", 1),
        ("\t\x07\x85\ufeff", 4),
        ("a\nb", 2),
        # What nobody sees is shown as one sign; what joins or styles other characters has no width.
        ("水\u200b利\u00ad厅\u3164\u2060\u180e", 6 + 4),
        ("水\u200d利\ufe0f厅\U000e0100", 6),
    ],
)
def test_width(text: str, cells: int) -> None:
    assert width(text) == cells


def test_widths_agree_with_what_draws_the_screen(plan: Plan) -> None:
    characters = {c for _chapter, _section, measure in plan.walk() for c in measure.text}
    names = [*(chapter.title for chapter in plan.chapters), *(d.name for d in plan.departments)]
    characters |= set("".join([plan.title, *names]))
    assert {c for c in characters if width(c) != cell_len(c)} == set()


@pytest.mark.parametrize(
    ("text", "cells", "expected"),
    [
        ("林业厅", 6, "林业厅"),
        ("林业厅", 5, "林业…"),
        ("林业厅", 4, "林…"),
        ("林业厅", 1, "…"),
        ("林业厅", 0, ""),
        ("林业厅", -1, ""),
        ("abc", 2, "a…"),
        ("", 0, ""),
    ],
)
def test_a_text_is_cut_to_a_width(text: str, cells: int, expected: str) -> None:
    assert cut(text, cells) == expected


@given(st.text(st.characters(exclude_characters="\n\r\u2028\u2029"), max_size=20))
@example("\x1b]0;坏\x07林业厅\x9b\u202e")
def test_a_text_has_the_width_that_it_is_shown_with(text: str) -> None:
    """So nothing is lost if it is made safe only after it was measured, cut or broken."""
    assert width(text) == width(visible(text))
    assert all(width(visible(line)) <= 7 for line in lines(text, 7))
    assert visible(cut(text, 7)) == cut(visible(text), 7)


@given(st.text(max_size=20), st.integers(0, 12))
def test_a_cut_text_fits(text: str, cells: int) -> None:
    assert width(cut(text, cells)) <= cells or width(text) == 0


def test_a_text_is_padded_in_cells() -> None:
    assert pad("林业", 6) == "林业  "
    assert pad("林业厅", 4) == "林业厅"


@pytest.mark.parametrize(
    ("text", "cells", "expected"),
    [
        ("", 10, [""]),
        ("林业厅财政厅", 6, ["林业厅", "财政厅"]),
        ("林业厅，财政厅", 6, ["林业", "厅，财", "政厅"]),
        ("林业（财政）", 6, ["林业", "（财", "政）"]),
        ("将 25 度以上", 6, ["将 25", "度以上"]),
        ("the forest", 6, ["the", "forest"]),
        ("forest", 4, ["fore", "st"]),
        ("甲\n乙", 10, ["甲", "乙"]),
        ("甲\n\n乙", 10, ["甲", "", "乙"]),
        ("甲\n", 10, ["甲"]),
        ("\u200bforest", 4, ["\u200b", "fore", "st"]),
        ("林业", 1, ["林", "业"]),
    ],
)
def test_lines(text: str, cells: int, expected: list[str]) -> None:
    assert lines(text, cells) == expected


@pytest.mark.parametrize("word", ["z", "é", "z.", "健a"])
def test_a_word_without_end_asks_no_rules(word: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_text: str) -> None:
        raise AssertionError("the rules take seconds for this")

    monkeypatch.setattr("uniseg.linebreak.line_break_units", refuse)
    text = f"{word * 20_000} b\n\n{word}"
    assert "".join(lines(text, 7)).replace(" ", "") == f"{word * 20_000}b{word}"
    assert lines(text, 7)[-2:] == ["", word]
    assert all(width(line) <= 7 for line in lines(text, 7))


@pytest.mark.parametrize("ambiguous", [1, 2])
def test_the_plan_is_broken_as_typesetters_do_at_every_width(plan: Plan, ambiguous: int) -> None:
    texts = [plan.title, *(chapter.title for chapter in plan.chapters)]
    for _chapter, section, measure in plan.walk():
        texts += [measure.text, measure.source_text or "", section.title if section else ""]
        texts += ["、".join(measure.lead), "、".join(measure.participants)]
    display.ambiguous_width(ambiguous)
    try:
        for cells, text in itertools.product(range(8, 161), texts):
            broken = lines(text, cells)
            assert max(map(width, broken)) <= cells
            assert "".join(broken) == text.replace(" ", "") or " " in text
            for line in filter(None, broken):
                assert line[0] not in NOT_FIRST, (cells, line)
                assert line[-1] not in NOT_LAST, (cells, line)
            for before, after in itertools.pairwise(broken):
                # Numbers and words of Latin letters stay whole.
                torn = f"{before[-1:]}{after[:1]}"
                assert not (torn.isascii() and torn.isalnum() and len(torn) == 2), (cells, torn)
    finally:
        display.ambiguous_width(1)


def test_a_terminal_may_draw_ambiguous_characters_two_cells_wide() -> None:
    display.ambiguous_width(2)
    try:
        assert width("“试点”——①…") == 4 + 4 + 4 + 2 + 2
        assert width("─│█") == 3, "lines are drawn with others there"
        assert [cut("林业厅财政厅", cells) for cells in (6, 7, 1)] == ["林业…", "林业…", ""]
        assert lines("“试点”方案", 8) == ["“试点”", "方案"]
    finally:
        display.ambiguous_width(1)
    assert width("“试点”") == 6


@settings(max_examples=200)
@given(PROSE, st.integers(2, 30))
def test_every_character_is_in_one_line_or_a_blank_at_its_end(text: str, cells: int) -> None:
    found = wrap(text, cells)
    assert found[0][0] == 0 or not text[: found[0][0]].strip()
    ends = [*(start for start, _end in found[1:]), len(text)]
    for (start, end), following in zip(found, ends, strict=True):
        assert start <= end <= following
        assert not text[end:following].strip()
        assert "\n" not in text[start:end]


@settings(max_examples=200)
@given(st.text(max_size=30) | PROSE, st.integers(2, 30))
def test_no_line_is_too_wide(text: str, cells: int) -> None:
    assert max(width(line) for line in lines(text, cells)) <= cells


SENTENCE = st.lists(
    st.tuples(
        st.sampled_from(["生态补偿", "25", "PPP", "（试行）", "《办法》", "【甲】", "林业厅"]),
        st.sampled_from(["", "，", "。", "、", "；", "：", "！", "？", " "]),
    ).map("".join),
    max_size=12,
).map("".join)


@settings(max_examples=200)
@given(SENTENCE, st.integers(12, 30))
@example("25252525PPP，", 12)
@example("（2525252525252525", 12)
def test_punctuation_stays_with_its_words(text: str, cells: int) -> None:
    for line in lines(text, cells):
        assert not line or (line[0] not in NOT_FIRST and line[-1] not in NOT_LAST)


@settings(max_examples=200)
@given(st.lists(st.sampled_from(["forest", "25", "PPP", "PES"]), max_size=12), st.integers(6, 20))
def test_words_and_numbers_stay_whole(words: list[str], cells: int) -> None:
    text = " ".join(words)
    assert [word for line in lines(text, cells) for word in line.split()] == words


@settings(max_examples=300)
@given(
    st.lists(
        st.one_of(
            st.sampled_from(
                [*WORDS, *BLANKS, *NOT_FIRST, *NOT_LAST, "—", "①", "℃", "\u200d", "🇨🇳"]
            ),
            st.characters(exclude_categories=["Cs"]),
            st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF),
        ),
        max_size=20,
    ).map("".join)
)
def test_ideographs_hide_no_rule_of_line_breaking(text: str) -> None:
    assert list(display._units(text)) == list(line_break_units(text))


def test_what_is_known_of_common_pieces_is_what_the_rules_say() -> None:
    assert len(display._KNOWN) > 20
    for piece, sizes in display._KNOWN.items():
        assert sizes == tuple(map(len, line_break_units(piece))), piece


def test_the_shipped_plan_starts_without_the_rules(index: Index) -> None:
    code = (
        "import sys; from ecotui.text.display import wrap\n"
        f"assert len(wrap({index.entries[0].text!r}, 44)) > 1; assert 'uniseg' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
