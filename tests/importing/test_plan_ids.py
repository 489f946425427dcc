"""Ids made from titles."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecotui.importing.plan_ids import plan_id


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("四川省健全生态保护补偿机制重点任务分工方案", "sichuan-ecological-compensation"),
        ("陕西省就业工作实施方案", "shaanxi-employment"),
        ("山西省乡村振兴责任分工", "shanxi-rural-revitalization"),
        ("重庆市推进西部大开发任务分工", "chongqing-western-development"),
        ("广西壮族自治区扶贫工作方案", "guangxi-poverty-alleviation"),
        ("内蒙古自治区现代流通体系建设方案", "neimenggu-modern-circulation"),
        ("湖北省茶叶发展工作方案", "hubei-chayefazhan"),
        ("2024年就业行动计划", "2024-nian-employment"),
        ("Key Tasks of 2024", "key-tasks-of-2024"),
        ("四川省 健全生态保護補償机制", "sichuan-ecological-compensation"),
        ("重点任务分工方案", "plan"),
        ("☃", "plan"),
        ("", "plan"),
    ],
)
def test_id_of_a_title(title: str, expected: str) -> None:
    assert plan_id(title) == expected


def test_a_long_title_is_cut_between_words() -> None:
    assert plan_id("就业 " * 20) == "employment-" * 4 + "employment"
    assert plan_id("茶" * 100) == ("cha" * 100)[:60]


@given(st.text())
def test_any_title_gives_an_id(title: str) -> None:
    assert re.fullmatch("[a-z0-9-]{1,60}", plan_id(title))
