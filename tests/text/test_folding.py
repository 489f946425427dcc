"""Texts are compared by their folded forms, and shown without what acts on a terminal."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from needs import needs

from ecotui.model.plan import Plan
from ecotui.text import folding
from ecotui.text.display import join_names, visible, word_spans
from ecotui.text.folding import cluster_end, fold, fold_all, fold_with_offsets, is_latin
from ecotui.text.numerals import numeral, parse_numeral

UNICODE = "/usr/share/unicode/EquivalentUnifiedIdeograph.txt"
# Plain text is what Hypothesis draws anyway; these are the characters that folding is about.
SPECIAL = st.sampled_from(
    "⽔⻓\ufb01ｶﾞ\u200b\u00ad\u200d\ufe0f\u034f\u3164"
    "風景區 \u3000\t\n\u2028\xa0２５2ａＡéßİǰﬁ㎡¨\u0301\u0345\u0327，。（【“—～·\x1c々𠮷"
)
TEXTS = st.lists(SPECIAL | st.characters(), max_size=12).map("".join)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("ＰＰＰ", "ppp"),
        ("Straße", "strasse"),
        ("㎡", "m2"),
        ("風景名勝區", "风景名胜区"),
        ("補償標準", "补偿标准"),
        ("，。：；！？（）", ",.:;!?()"),
        ("【试行】〔2016〕", "[试行](2016)"),
        ("“三江”‘’", "\"三江\"''"),
        ("岷江—大渡河–沱江～涪江", "岷江-大渡河-沱江~涪江"),
        ("将 25 度以上", "将25度以上"),
        ("生 态  补\u3000偿", "生态补偿"),
        ("， 湿地", ", 湿地"),
        ("、 湿地", "、湿地"),
        ("（一） 森林", "(一) 森林"),
        ("a  b\tc\nd", "a b c d"),
        ("PPP 模式", "ppp 模式"),
        ("  两端  ", "两端"),
        ("e\u0301", "é"),
        ("", ""),
        ("水\u200b利\u00ad厅\u2060", "水利厅"),
        ("\ufeff水\u200c利\u200d厅\u180e", "水利厅"),
        ("葛\U000e0100水\ufe00利\ufe0f", "葛水利"),
        ("\u202e水\u202c\u2066利\u2069\u200e", "水利"),
        ("水\u3164\u115f\u1160\uffa0利", "水利"),
        ("\ufff9水\ufffashui\ufffb", "水shui"),
        ("水 \u200b利", "水利"),
        ("e\u200b\u0301", "é"),
        ("水\ufffd利", "水利"),
        ("⽔利厅", "水利厅"),
        ("⻓⻋⻔⻢⻰⼾⾧", "长车门马龙户长"),
        ("林\uf9f4\U0002f81a", "林林冬"),
        ("ﬁ ﬂ ﬃ", "fi fl ffi"),
        ("ｶﾞ､｡", "ガ、."),
    ],
)
def test_folding(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_different_wordings_stay_different() -> None:
    words = ["收益", "受益", "补偿", "补助", "15-25", "1525", "林业", "农业"]
    assert len({fold(word) for word in words}) == len(words)


@given(TEXTS)
@example("a\u0345\u0301")
@example("字 ¨")
@example("İ\u0307")
def test_folding_a_folded_text_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(TEXTS)
@example(" ¨ 字")
@example("2 \u0301 字")
def test_offsets_belong_to_the_folded_text(text: str) -> None:
    folded, offsets = fold_with_offsets(text)
    assert folded == fold(text)
    assert len(offsets) == len(folded) + 1
    assert offsets == sorted(offsets)
    assert offsets[-1] == len(text)
    assert all(0 <= offset < len(text) for offset in offsets[:-1])


@given(TEXTS)
def test_an_offset_leads_to_the_character_that_folds_to_this_one(text: str) -> None:
    folded, offsets = fold_with_offsets(text)
    for character, offset in zip(folded, offsets, strict=False):
        if character != " ":
            assert character in fold(f"x{text[offset : cluster_end(text, offset + 1)]}x")


#: All that Unicode assigns, but for private use and the ideographs of planes 2 and 3.
ASSIGNED = [*map(chr, range(0xE000)), *map(chr, range(0xF900, 0x20000))]


def test_every_character_is_folded_at_once_and_only_what_nobody_sees_to_nothing() -> None:
    folded = {character: fold(character) for character in ASSIGNED}
    assert [c for c, form in folded.items() if fold(form) != form] == []
    gone = {c for c, form in folded.items() if not form}
    unseen = f"[{folding.UNSEEN}\ufffd\u2400-\u241b\u2421]"
    assert gone == {c for c in ASSIGNED if c.isspace() or re.match(unseen, c)}


@needs(UNICODE)
def test_nobody_sees_what_unicode_says_may_be_ignored() -> None:
    lines = Path(UNICODE).with_name("DerivedCoreProperties.txt").read_text(encoding="utf-8")
    pattern = r"(?m)^([0-9A-F]+)(?:\.\.([0-9A-F]+))? *; Default_Ignorable_Code_Point"
    # What Unicode does not call so: controls, signs around annotations and objects, the empty one
    # of braille.
    ignored = {"\ufff9", "\ufffa", "\ufffb", "\ufffc", "\u2800"}
    controls = {chr(code) for code in (*range(0x20), *range(0x7F, 0xA0))}
    ignored |= {c for c in controls if not c.isspace()} | set(map(chr, range(0x13430, 0x13440)))
    for match in re.finditer(pattern, lines):
        ignored.update(map(chr, range(int(match[1], 16), int(match[2] or match[1], 16) + 1)))
    every = map(chr, range(0x110000))
    assert {c for c in every if re.match(f"[{folding.UNSEEN}]", c)} == ignored


@given(st.lists(TEXTS | st.text("湿地，。区區A 1\u3000", max_size=8), max_size=8))
@example([])
@example([""])
@example(["\0", "a", "\ue000"])
def test_many_texts_are_folded_as_each_is(texts: list[str]) -> None:
    assert fold_all(texts) == list(map(fold, texts))


def test_texts_of_many_different_characters_are_folded_as_each_is(plan: Plan) -> None:
    texts = [measure.text for _chapter, _section, measure in plan.walk()]
    assert fold_all(texts) == list(map(fold, texts))
    texts.append(
        "萬與醜專業叢東絲丟兩嚴喪個爿豐臨為麗舉麼義烏樂喬習鄉書買亂爭於虧雲亙亞產畝親褻嚲億僅從侖倉儀們價衆優會"
    )
    assert fold_all(texts) == list(map(fold, texts))


def test_no_text_of_the_plan_is_ambiguous_when_folded(plan: Plan) -> None:
    texts = [measure.text for _chapter, _section, measure in plan.walk()]
    assert len({fold(text) for text in texts}) == len(texts)


@pytest.mark.parametrize(
    ("text", "wanted", "spans"),
    [
        ("由水\u200b利厅牵头", "水利厅", [(1, 5)]),
        ("由水\u200b利厅牵头", "水", [(1, 2)]),
        ("由\u200b水利厅\u200b牵头", "水利厅", [(2, 5)]),
        ("⽔利厅和水利厅", "水利厅", [(0, 3), (4, 7)]),
        ("de\u00adpart\u00adment", "department", [(0, 12)]),
        ("e\u200b\u0301a", "é", [(0, 3)]),
        ("由水\u2060利厅", "slt", [(1, 5)]),
    ],
)
def test_matches_stand_where_the_characters_do(
    text: str, wanted: str, spans: list[tuple[int, int]]
) -> None:
    assert word_spans(text, [fold(wanted)]) == spans


def test_what_is_taken_to_stay_as_it_is_does() -> None:
    staying = [c for c in map(chr, range(0x110000)) if not folding._changing().match(c)]
    assert len(staying) > 15_000
    assert "".join(staying).translate(folding._table()) == "".join(staying)


@pytest.mark.parametrize(
    ("text", "at", "end"), [("ab", 1, 1), ("e\u0301\u0327b", 1, 3), ("e\u0301", 1, 2), ("a", 1, 1)]
)
def test_a_character_ends_behind_its_marks(text: str, at: int, end: int) -> None:
    assert cluster_end(text, at) == end


@pytest.mark.parametrize(
    ("word", "latin"), [("lyt", True), ("", False), ("a1", False), ("a b", False), ("é", False)]
)
def test_pinyin_is_plain_letters(word: str, latin: bool) -> None:
    assert is_latin(word) is latin


def test_numerals_round_trip() -> None:
    written = [numeral(number) for number in range(1, 10_000)]
    assert [parse_numeral(text) for text in written] == list(range(1, 10_000))


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (1, "一"),
        (10, "十"),
        (12, "十二"),
        (20, "二十"),
        (105, "一百零五"),
        (110, "一百一十"),
        (1005, "一千零五"),
        (1050, "一千零五十"),
        (9999, "九千九百九十九"),
        (0, "0"),
        (10_000, "10000"),
    ],
)
def test_numerals_are_written_as_headings_write_them(number: int, text: str) -> None:
    assert numeral(number) == text


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("7", 7),
        ("３", 3),
        ("007", 7),
        ("两百", 200),
        ("一十二", 12),
        ("二〇一六", 2016),
        ("二〇", 20),
        ("百", 100),
    ],
)
def test_other_ways_to_write_a_number_are_read_too(text: str, number: int) -> None:
    assert parse_numeral(text) == number


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "0", "零", "-1", "1.5", "9" * 5000),
        *("十十", "十百", "一二十", "一百二", "零十", "一百零", "第一"),
    ],
)
def test_what_is_no_numeral_is_none(text: str) -> None:
    assert parse_numeral(text) is None


@given(st.text("〇零一二两三九十百千0１ ", max_size=6) | st.text(max_size=30))
def test_any_text_is_a_positive_number_or_none(text: str) -> None:
    number = parse_numeral(text)
    assert number is None or number > 0


BIDI = {
    "\u061c",
    *map(chr, [*range(0x200E, 0x2010), *range(0x202A, 0x202F), *range(0x2066, 0x206A)]),
}


@given(
    st.text(st.characters() | st.sampled_from("\x00\x07\x1b\x9b\r\n\t\x85\u2028\u202e\ufeff\ud800"))
)
def test_nothing_visible_acts_on_a_terminal(text: str) -> None:
    shown = visible(text)
    assert [c for c in shown if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp")] == []
    assert BIDI.isdisjoint(shown)
    assert len(shown.splitlines()) <= 1
    assert visible(shown) == shown
    shown.encode()


@given(st.text(st.characters() | st.sampled_from("\x1b\r\n\t\x9b\u202e\ud800")))
def test_on_several_lines_only_line_feeds_and_tabs_remain(text: str) -> None:
    shown = visible(text, one_line=False)
    assert {c for c in shown if unicodedata.category(c) in ("Cc", "Cs")} <= {"\n", "\t"}
    assert BIDI.isdisjoint(shown)
    assert shown.count("\n") == text.count("\n")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[2J", "␛[2J"),
        ("a\x00b\x7f", "a␀b␡"),
        ("\x9b31m", "\ufffd31m"),
        ("甲\r\n乙\t丙", "甲 乙 丙"),
        ("\r", "␍"),
        ("\u202e顛倒", "\ufffd顛倒"),
        ("上\u2028下", "上 下"),
        ("全角\u3000空格", "全角\u3000空格"),
    ],
)
def test_controls_are_pictured(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_names_are_joined_as_a_sentence_does() -> None:
    assert join_names(["财政厅", "林业厅"]) == "财政厅、林业厅"
    assert join_names(["财政厅"], open_list=True) == "财政厅等"
    english = join_names(["Finance", "Forestry"], open_list=True, language="en")
    assert english == "Finance, Forestry, etc."
    assert join_names([]) == ""
