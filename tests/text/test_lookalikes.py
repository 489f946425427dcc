"""Characters that nobody sees, or that look like another, are found and left out of a text."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecotui.model.plan import Plan
from ecotui.text.folding import fold
from ecotui.text.lookalikes import lookalikes, plain

#: One or more of each kind that nobody sees.
UNSEEN = (
    *"\u00ad\u034f\u061c\u115f\u1160\u17b4\u180b\u180e\u200b\u200c\u200d\u200e\u200f",
    *"\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2064\u2065\u2066\u2069\u206f\u3164\ufe00\ufe0e\ufe0f",
    *"\x00\x07\x1b\x7f\x9b\u2800\ufffc\U00013430",
    *"\ufeff\uffa0\ufff9\ufffa\ufffb\U0001d173\U000e0001\U000e0041\U000e007f\U000e0100\U000e01ef",
)
#: What is no character of a text, or one that each font draws as it likes.
NO_CHARACTERS = "\x01\ue000\uf8ff\ufdd0\ufffe\uffff\U0001ffff\U000f0000\U0010fffd\ud800"
LOOKALIKES = {
    "⽔": "水", "⼒": "力", "⼟": "土", "⾦": "金", "⽊": "木", "⽕": "火", "⼭": "山", "⼈": "人",
    "⼝": "口", "⽣": "生", "⼯": "工", "⾏": "行", "⾷": "食", "⿊": "黑",
    # Of radicals that are traditional only, the simplified form is meant.
    "⼾": "户", "⾧": "长", "⾞": "车",
    "⻓": "长", "⻋": "车", "⻔": "门", "⻅": "见", "⻢": "马", "⻰": "龙", "⻛": "风", "⻚": "页",
    "⺠": "民", "⻄": "西", "⻘": "青", "⻩": "黄", "⺟": "母", "⻥": "鱼", "㇐": "一", "〸": "十",
    "\uf9f4": "林", "\uf900": "豈", "\ufa19": "神", "\U0002f81a": "冬",
    "ﬁ": "fi", "ﬂ": "fl", "ﬀ": "ff", "ﬃ": "ffi", "ﬄ": "ffl", "ﬆ": "st",
    "ｱ": "ア", "ｶﾞ": "ガ", "ﾊﾟ": "パ", "ﾡ": "ㄱ", "｡": "。", "､": "、", "｢": "「", "｣": "」",
    "﹐": "，", "﹑": "、", "﹔": "；", "﹙": "（", "︵": "（", "︻": "【",
    "\u212a": "K", "\u212b": "Å", "\u2126": "Ω", "e\u0301": "é", "カ\uff9e": "ガ",
}  # fmt: skip


@pytest.mark.parametrize("character", [*UNSEEN, *NO_CHARACTERS], ids=ascii)
def test_what_nobody_sees_is_left_out(character: str) -> None:
    assert plain(f"水{character}利厅{character}") == "水利厅"
    (one,) = lookalikes(f"水{character}利")
    assert (one.start, one.meant, str(one)) == (1, "", f"U+{ord(character):04X}")


@pytest.mark.parametrize(("character", "meant"), LOOKALIKES.items(), ids=ascii)
def test_what_looks_like_another_becomes_it(character: str, meant: str) -> None:
    assert plain(f"省{character}局") == f"省{meant}局"
    found = lookalikes(f"省{character}局")
    assert found[0].start == 1
    assert f"U+{ord(character[0]):04X}" in str(found[0])


@pytest.mark.parametrize(
    "text",
    [
        "水利厅，（一）1．ＡＢＣ１２３％：；“”……——",  # Full-width forms of Chinese text stay.
        "㎡ ℃ № ① ㈠ Ⅳ ½ ™ 〇 々 ～ ·",
        "☑\ufe0f ❤\ufe0f 👨\u200d👩\u200d👧 ©\ufe0f",
        "می\u200cخواهم क्\u200dष ᠠ\u180b",
        "é ü Straße ガ \xa0\u3000",
        "財政廳 戶籍",
        "ㄱ\u3099 ŉ\u0331 ĳ\u0331",  # No mark makes a letter another that compatibility has for it.
    ],
)
def test_what_is_rightly_written_stays(text: str) -> None:
    assert lookalikes(text) == []
    assert plain(text) == text


@pytest.mark.parametrize("character", "\v\f\x1c\x1d\x1e\x85\u2028\u2029", ids=ascii)
def test_an_end_of_a_line_is_a_line_feed(character: str) -> None:
    assert plain(f"clean{character}water") == "clean\nwater"
    assert str(*lookalikes(f"水{character}利")) == f"U+{ord(character):04X} → U+000A"


def test_a_separator_of_units_is_a_blank() -> None:
    assert plain("水利厅\x1f林业厅") == "水利厅 林业厅"


def test_characters_that_had_no_place_in_unicode_have_one_now() -> None:
    assert plain("\ue863\ue844") == "䶮䜣"
    assert str(*lookalikes("\ue863")) == "\ue863 (U+E863) → 䶮"


def test_a_traditional_text_keeps_its_forms() -> None:
    (one,) = lookalikes("⼾籍", simplified=False)
    assert one.meant == "戶"


def test_the_shipped_plan_has_none(plan: Plan) -> None:
    texts = [plan.title, *[department.name for department in plan.departments]]
    for chapter, section, measure in plan.walk():
        texts += [chapter.title, section.title if section else "", measure.text]
    assert [text for text in texts if lookalikes(text)] == []


@given(st.text(st.sampled_from([*UNSEEN, *"".join(LOOKALIKES), *"水a 😀م1\n"])))
def test_a_plain_text_stays_plain_and_folds_the_same(text: str) -> None:
    assert lookalikes(plain(text)) == []
    assert fold(plain(text)) == fold(unicodedata.normalize("NFC", text))
