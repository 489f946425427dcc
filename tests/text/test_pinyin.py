"""Chinese text is found by its pinyin."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ecotui.text import pinyin
from ecotui.text.folding import fold

M = pinyin.MARK


@pytest.mark.parametrize(
    ("name", "spelled"),
    [
        ("重庆市财政局", "chong qing shi cai zheng ju"),
        ("重点生态功能区", "zhong dian sheng tai gong neng qu"),
        ("省发展改革委", "sheng fa zhan gai ge wei"),
        ("省经济和信息化委", "sheng jing ji he xin xi hua wei"),
        ("省质监局", "sheng zhi jian ju"),
        ("林业厅", "lin ye ting"),
        ("会计处", "kuai ji chu"),
        ("中国人民银行", "zhong guo ren min yin hang"),
        ("长江水利委员会", "chang jiang shui li wei yuan hui"),
        ("省长", "sheng zhang"),
        ("西藏自治区", "xi zang zi zhi qu"),
        ("都江堰", "du jiang yan"),
        ("绿色", "lv se"),
        ("ppp办", "p p p ban"),
        ("", ""),
    ],
)
def test_names_are_read_as_words(name: str, spelled: str) -> None:
    assert " ".join(pinyin.spell(name)) == spelled


@given(st.text("重庆行长藏会计银江省a1, 委厅𠮷", max_size=12))
def test_a_name_has_one_syllable_for_each_character(name: str) -> None:
    syllables = pinyin.spell(name)
    assert len(syllables) == len(name)
    assert all(syllables)


def test_texts_are_read_character_by_character() -> None:
    assert pinyin.initials("生态补偿, PPP") == "stbc, PPP"
    assert pinyin.marked("林业x") == f"{M}lin{M}yex"


@given(st.text(max_size=30))
def test_initials_are_one_for_each_character(text: str) -> None:
    assert len(pinyin.initials(text)) == len(text)


@pytest.mark.parametrize(
    ("letters", "ways"),
    [
        ("linye", {"lin ye"}),
        ("linyeti", {"lin ye ti"}),
        ("xian", {"xian", "xi an", "xia n"}),
        ("l", {"l"}),
        ("zhuang", {"zhuang", "zhu ang"}),
    ],
)
def test_letters_are_cut_into_syllables_in_every_way(letters: str, ways: set[str]) -> None:
    found = {pattern.replace(M, " ").strip() for pattern in pinyin.patterns(letters)}
    assert found >= ways
    assert {way.replace(" ", "") for way in found} == {letters}


@pytest.mark.parametrize("letters", ["stbc", "qqq", "linq" * 3, ""])
def test_letters_that_are_no_syllables_are_not_cut(letters: str) -> None:
    assert pinyin.patterns(letters) == ()


@given(
    # Of longer words there may be more cuts than are looked for.
    st.lists(st.sampled_from(["lin", "ye", "ting", "xi", "an", "zhuang"]), min_size=1, max_size=3)
)
def test_a_spelling_is_among_its_own_cuts(syllables: list[str]) -> None:
    assert M + M.join(syllables) in pinyin.patterns("".join(syllables))


class Counting(frozenset[str]):
    """A set that counts how often it is asked, and how long the longest question was."""

    asked = longest = 0

    def __contains__(self, value: object) -> bool:
        Counting.asked += 1
        Counting.longest = max(Counting.longest, len(str(value)))
        return super().__contains__(value)


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Counting]]:
    for name in ("_syllables", "_beginnings"):
        known = Counting(getattr(pinyin, name)())
        monkeypatch.setattr(pinyin, name, lambda known=known: known)
    pinyin.patterns.cache_clear()
    Counting.asked = Counting.longest = 0
    yield Counting
    pinyin.patterns.cache_clear()


@pytest.mark.parametrize(
    "letters", ["xian" * 250 + "q", "a" * 1000, "e" * 999 + "v", "zhuangxian" * 100, "q" * 1000]
)
def test_long_senseless_words_are_quick(counted: type[Counting], letters: str) -> None:
    assert len(pinyin.patterns(letters)) <= 64
    assert counted.asked < 100_000


def test_a_pattern_is_not_made_of_a_whole_book(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    compiled = re.compile

    def counting(pattern: str) -> re.Pattern[str]:
        made.append(pattern)
        return compiled(pattern)

    monkeypatch.setattr(pinyin.re, "compile", counting)
    for letters in ("x" * 9999, "wa" * 5000, "lin" * 3333):
        assert not pinyin.finder(letters)("生态保护")
    assert sum(map(len, made)) < 200_000


def test_the_tail_of_a_long_word_is_not_compared_at_every_letter(counted: type[Counting]) -> None:
    pinyin.patterns("lin" * 300)
    assert counted.longest == 6


@pytest.mark.parametrize(
    ("text", "letters", "found"),
    [
        ("健全生态补偿机制", "stbc", {"生态补偿"}),
        ("健全生态补偿机制", "shengtai", {"生态"}),
        ("健全生态补偿机制", "shengtaib", {"生态补"}),
        ("林业和林地", "lin", {"林"}),
        ("西安县", "xian", {"西安", "县"}),
        ("财政厅", "eng", set()),
        ("abc", "bc", {"bc"}),
    ],
)
def test_places_of_a_match(text: str, letters: str, found: set[str]) -> None:
    assert {text[start:end] for start, end in pinyin.spans(text, letters)} == found


@given(
    st.text("生态补偿林业西安x, ", max_size=8),
    st.sampled_from(["s", "st", "xian", "linye", "x", "b"]),
)
def test_a_text_matches_where_it_has_a_place(text: str, letters: str) -> None:
    folded = fold(text)
    matches = pinyin.matches(pinyin.initials(folded), pinyin.marked(folded), letters)
    assert matches == bool(pinyin.spans(folded, letters))


@given(
    st.text("生态补偿林业西安里叶囊x, linyeanga", max_size=8),
    st.sampled_from(["s", "st", "xian", "linye", "x", "b", "lin", "ling", "l", "nang", "xi", "a"])
    | st.text("linyexan", min_size=1, max_size=4)
    | st.lists(st.sampled_from(["xi", "an", "lin"]), min_size=3, max_size=4).map("".join),
)
@example("里n叶", "linye")
@example("里n", "lin")
@example("令叶", "linye")
@example("林业" * 30, "linye" * 10)
@example("林业" * 30, "ly" * 30)
@example("林业" * 30, "x" * 9999)
def test_a_text_need_not_be_spelled_to_be_found(text: str, letters: str) -> None:
    folded = fold(text)
    matches = pinyin.matches(pinyin.initials(folded), pinyin.marked(folded), letters)
    assert pinyin.finder(letters)(folded) == matches
