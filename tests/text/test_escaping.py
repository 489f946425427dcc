"""Texts of a plan in files in which some characters mean something."""

from __future__ import annotations

import pytest

from ecotui.api import clean, csv_safe, escape_markdown


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
        ("1-2", "1-2"),
    ],
)
def test_no_cell_is_a_formula(text: str, cell: str) -> None:
    assert csv_safe(text) == cell


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
    assert clean(" a\r\nb\rc\x00\u202e ") == "a\nb\nc␀\ufffd"
