"""What the importers of plugins read plans with."""

from __future__ import annotations

import pytest

from ecotui.api import Department, department_named, plan_id, read_names, split_numeral


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("一、总则", (1, "总则")),
        ("（二）湿地", (2, "湿地")),
        ("(十二) 湿地", (12, "湿地")),
        ("3. 命名公园。", (3, "命名公园。")),
        ("第三章 附则", (3, "附则")),
        ("总则", (None, "总则")),
        (" 2018年前 ", (None, "2018年前")),
        ("- 一项", (None, "- 一项")),
        ("一、", (None, "一、")),
        # Numbers begin at 1.
        ("0. 绪论", (None, "0. 绪论")),
        ("", (None, "")),
    ],
)
def test_a_heading_is_a_number_and_a_title(text: str, parts: tuple[int | None, str]) -> None:
    assert split_numeral(text) == parts


def test_a_list_of_departments_is_read_as_documents_are() -> None:
    found = read_names("县财政局、县教育局、县文化馆等")
    assert found.names == ("县财政局", "县教育局", "县文化馆")
    assert found.is_open
    assert read_names("—").names == ()


def test_a_group_is_known_by_its_wording() -> None:
    assert department_named("各乡镇") == Department("各乡镇", kind="group")
    assert department_named("县财政局") == Department("县财政局")


def test_a_plan_has_a_readable_id() -> None:
    assert plan_id("四川省生态补偿分工方案") == "sichuan-ecological-compensation"
