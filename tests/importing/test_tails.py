"""What stands at the end of a paragraph and says who does it, until when and to what end."""

from __future__ import annotations

import pytest

from ecotui.importing.tails import split_tail


@pytest.mark.parametrize(
    ("said", "tails"),
    [
        ("完成时限：6月底，责任单位：县教育局。", ["完成时限：6月底，责任单位：县教育局。"]),
        ("工作目标：覆盖率100%；牵头单位：甲局。", ["工作目标：覆盖率100%；牵头单位：甲局。"]),
        ("完成时限：8月底前。（牵头单位：甲局）", ["完成时限：8月底前", "牵头单位：甲局"]),
        ("（9月底前）（甲局牵头）", ["9月底前", "甲局牵头"]),
        ("甲局牵头，乙局配合；丙局牵头，丁局配合。", ["甲局牵头，乙局配合", "丙局牵头，丁局配合"]),
        ("甲局负责；乙局负责。", ["甲局负责", "乙局负责"]),
        ("6月底前完成，责任单位：县教育局。", ["6月底前完成，", "责任单位：县教育局。"]),
        ("甲局牵头负责，乙局配合。6月底前完成。", ["甲局牵头负责，乙局配合", "6月底前完成"]),
        ("（2025年10月）（甲局牵头）", ["2025年10月", "甲局牵头"]),
        ("（长期坚持）（甲局牵头）", ["长期坚持", "甲局牵头"]),
        ("6月底前由甲局牵头完成，乙局配合。", ["6月底前由甲局牵头完成，乙局配合"]),
    ],
)
def test_all_that_is_said_of_a_measure_is_taken(said: str, tails: list[str]) -> None:
    assert split_tail(f"新建学校2所。{said}") == ("新建学校2所。", tails, None)


@pytest.mark.parametrize(
    "wording",
    [
        # What it is called has years in brackets, too.
        "编制发展规划（2025—2030年）",
        "实施改造项目（2025年）",
        # What is done for somebody is no sentence about who does it.
        "支持创业。对新引进的总部企业、区域总部给予支持。",
        "支持平台。对新建研发中心给予支持。",
        "支持攻关。为企业开展关键技术攻关提供保障。",
        # Before these the goal is that of another sentence.
        "工作目标：三年见效",
    ],
)
def test_the_rest_is_the_wording(wording: str) -> None:
    assert split_tail(f"{wording}（责任单位：县科技局）") == (wording, ["责任单位：县科技局"], None)


def test_a_time_before_who_does_it_stays_where_a_deadline_stands_behind_it() -> None:
    end = "责任单位：县教育局；完成时限：12月底"
    wording = "建操场。（9月底前）"
    assert split_tail(f"{wording}（{end}）") == (wording, [end], None)


def test_an_office_for_what_is_abroad_is_a_body() -> None:
    end = "对外经贸局牵头，对口支援办配合。"
    assert split_tail(f"扩大开放。{end}") == ("扩大开放。", [end.rstrip("。")], None)
