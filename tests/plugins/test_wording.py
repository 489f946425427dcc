"""First clauses and lists of names."""

from __future__ import annotations

import pytest

from ecotui.plugins.common.wording import first_clause, fitting_clauses, names
from ecotui.query.selection import Selection


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("健全机制，随着标准提高。", "健全机制"),
        ("争取纳入范围。", "争取纳入范围"),
        ("推进试点,优先推进", "推进试点"),
        ("实施《办法（试行），暂行》；然后", "实施《办法（试行），暂行》"),
        ("“等量，或倍量替代”推进。", "“等量，或倍量替代”推进"),
        ("补助1,000元，再补", "补助1,000元"),
        ("第一行\n第二行", "第一行"),
        ("（未闭合，的括号", "（未闭合"),
        ("，开头是逗号，后面", "，开头是逗号"),
        ("长" * 40, "长" * 29 + "…"),
        ("长" * 30, "长" * 30),
        ("\x1b[31m红，", "␛[31m红"),
    ],
)
def test_the_first_clause_heads_a_measure(text: str, clause: str) -> None:
    assert first_clause(text) == clause


@pytest.mark.parametrize(
    ("text", "room", "shown"),
    [
        ("健全机制，随着标准提高；完善办法。", 40, "健全机制，随着标准提高；完善办法"),
        ("健全机制，随着标准提高；完善办法。", 11, "健全机制，随着标准提高"),
        ("健全机制，随着标准提高；完善办法。", 10, "健全机制"),
        ("健全机制，随着标准提高；完善办法。", 3, "健全…"),
        ("补助1,000元，再补（甲，乙）。", 15, "补助1,000元"),
        ("补助1,000元，再补（甲，乙）。", 16, "补助1,000元，再补（甲，乙）"),
        ("第一行\n第二行，第三行", 40, "第一行"),
        ("长" * 40, 30, "长" * 29 + "…"),
        ("", 30, ""),
    ],
)
def test_as_many_clauses_are_shown_as_a_line_takes(text: str, room: int, shown: str) -> None:
    assert fitting_clauses(text, lambda part: len(part) <= room) == shown


def test_an_open_list_says_so_in_either_language(whole: Selection, chinese: Selection) -> None:
    assert names(whole, ["甲", "乙"], is_open=True) == "甲, 乙, etc."
    assert names(whole, [], is_open=True) == "etc."
    assert names(chinese, ["甲", "乙"], is_open=True) == "甲、乙等"
    assert names(chinese, [], is_open=True) == "等"
