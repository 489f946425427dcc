"""Slips in the wording: what is corrected, what is only reported, what is left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecotui.text.proofreading import correct, doubtful


@pytest.mark.parametrize(
    ("text", "corrected", "changes"),
    [
        ("国家级风景名胜區、国家森林公园", "国家级风景名胜区、国家森林公园", ["區 → 区"]),
        ("刷卡排污、指标预算管理 with 收储", "刷卡排污、指标预算管理与收储", ["with → 与"]),
        ("水利厅and财政厅", "水利厅和财政厅", ["and → 和"]),
        ("保护區 with 景區，国务院", "保护区与景区，国务院", ["區 → 区", "with → 与"]),
    ],
)
def test_certain_slips_are_corrected(text: str, corrected: str, changes: list[str]) -> None:
    assert correct(text) == (corrected, changes)


@pytest.mark.parametrize(
    "text",
    [
        "風景名勝區",  # a traditional text is no slip
        "《臺灣環境學報》区",  # nor is a quotation longer than what is around it
        "宫商角徵羽、乾坤、毕昇发明",  # characters with uses of their own
        "应用 with open 平台",
        "Handel 与 andere 收储",
        "兴 AND 收",
        "",
    ],
)
def test_other_wordings_stay(text: str) -> None:
    assert correct(text) == (text, [])


@pytest.mark.parametrize(
    ("text", "word", "meant"),
    [
        ("鼓励生态收益地区与生态保护地区", "收益", "受益"),
        ("由收益者付费", "收益", "受益"),
        ("及时反应问题", "反应", "反映"),
        ("必需严格执行", "必需", "必须"),
        ("截止2020年底", "截止", "截至"),
        ("林草复盖率", "复盖", "覆盖"),
        ("帐户管理", "帐", "账"),
        ("生态补尝", "补尝", "补偿"),
        ("补偿的的标准", "的的", "的"),
        ("加强保护，，推进", "，，", "，"),
    ],
)
def test_doubtful_words_are_reported_with_their_place(text: str, word: str, meant: str) -> None:
    [(start, end, suggestion, reason)] = doubtful(text)
    assert (text[start:end], suggestion) == (word, meant)
    assert reason


@pytest.mark.parametrize(
    "text",
    [
        "从资源开发收益中提取一定比例",
        "收益方式、收益区间、收益方案、增加收益",
        "应急反应机制",
        "必需品、截止日期",
        "叫做为人民服务",
        "按装机容量补偿",
        "搭建帐篷",
        "有目的的投入",
    ],
)
def test_right_words_are_not_reported(text: str) -> None:
    assert doubtful(text) == []


def test_the_real_document_has_one_doubtful_word(document: bytes) -> None:
    text = document.decode()
    assert [text[start - 2 : end + 2] for start, end, *_ in doubtful(text)] == ["生态收益地区"]


@given(st.text())
def test_correcting_a_corrected_text_changes_nothing(text: str) -> None:
    once = correct(text)[0]
    assert correct(once) == (once, [])
