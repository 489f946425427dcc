"""Texts of a plan in files in which some characters mean something."""

from __future__ import annotations

import pytest

from ecotui.api import clean, csv_safe, escape_markdown, visible


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("补偿", "补偿"),
        ("=1+1", "'=1+1"),
        ("＝1+1", "'＝1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("-2", "'-2"),
        ("\t=1", "'=1"),
        # A spreadsheet passes over blanks, so what stands behind them counts.
        ("  +1", "'+1"),
        ("a\r\nb\x1b", "a\nb␛"),
    ],
)
def test_no_cell_is_a_formula(text: str, cell: str) -> None:
    assert csv_safe(text) == cell


#: What Excel, WPS or LibreOffice would show otherwise, in Chinese or in English.
CHANGED = (
    "1.10", "1.1", "1.", ".5", "2023/7", "2023-7", "1-2", "3/4", "10:30", "１.１０", "１２",
    "2025年7月", "2025年7月1日", "7月1日", "TRUE", "true", "1E5", "12e3", "1.5E-3", "007",
    "138000000000", "12345678901234567890", "50%", "％５", "$5", "￥5", "1,234", "(1)", "（1）",
    "MARCH1", "5-Mar", "SEPT2", "2023.7.1", "1.1.1", "10时30分", "上午10:30", "10:30PM", "#N/A",
    "#DIV/0!", "2025-07-01T10:00", "028-1234567", "٣", "1 1/2", "July 2025",
    "Friday, May 5, 2023", "CNY 5", "2018-12-31 10:00", "5 €",
)  # fmt: skip
KEPT = (
    "7", "44", "0", "2023", "13800000000", "林业厅", "A", "A/R", "A,R", "May", "2018年", "5分",
    "1、整治", "第1条", "GB/T", "7月底前", "2018年12月底前", "1万", "½", "A1", "1a", "GB/T 9704",
    "2025年12月31日前", "5 元", "'引号", "'7", "",
)  # fmt: skip


@pytest.mark.parametrize("text", CHANGED)
def test_what_a_spreadsheet_would_take_for_another_value_stays_a_text(text: str) -> None:
    assert csv_safe(text) == f"'{text}"


@pytest.mark.parametrize("text", KEPT)
def test_what_every_spreadsheet_shows_as_it_is_has_no_mark(text: str) -> None:
    assert csv_safe(text) == text


@pytest.mark.parametrize("text", ["=1", "1.10", "'1.10", "''=1", "'", "'引号", "7"])
def test_who_drops_the_mark_has_the_text_again(text: str) -> None:
    cell = csv_safe(text)
    bare = cell[1:]
    assert (bare if cell[:1] == "'" and csv_safe(bare) == cell else cell) == text


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("补偿（一）", "补偿（一）"),
        ("a|b*c_d", r"a\|b\*c\_d"),
        ("<b>&amp; & x</b>", r"\<b>\&amp; & x\</b>"),
        ("https://a.b", r"https\://a.b"),
        ("a\r\nb", "a<br>b"),
        ("\x1b[2J", r"␛\[2J"),
    ],
)
def test_markdown_shows_the_characters_that_it_has(text: str, escaped: str) -> None:
    assert escape_markdown(text) == escaped


def test_line_ends_are_one_and_controls_are_seen() -> None:
    assert clean(" a\r\nb\rc\x00 ") == "a\nb\nc␀"
    assert clean("a\x85b\u2028c\u2029d") == "a\nb\nc\nd"
    assert visible("a\x85b\u2028c\td\x1b") == "a b c d␛"


@pytest.mark.parametrize("sign", "\u200b\u202e\ufeff\x9b\ufffe\u3164", ids=ascii)
def test_a_file_has_no_sign_for_what_nobody_sees(sign: str) -> None:
    for safe in (clean, visible, csv_safe, escape_markdown):
        assert safe(f"保护{sign}湿地\ufffd") == "保护湿地\ufffd"
