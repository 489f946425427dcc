"""Whatever a file holds, it is read as a plan or refused with a reason: no other error."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ecotui.importing.builder import Decisions
from ecotui.importing.run import summary
from ecotui.model.toml import PlanError, dumps, loads
from tests.support.importing import read

# fmt: off
WORDS = (
    "一、", "二、", "（一）", "（二）", "1.", "2、", "３．", "(1)", "①", "一是", "△", "- ", "# ",
    "## ", "第一章 ", "附件1：", "1.1 ", "1.1.1 ", "0.", "A. ", "。", "，", "；", "：", "、",
    "（", "）", "(", ")", "〔", "〕", "牵头单位：", "责任单位:", "配合单位：", "完成时限：",
    "责任人：", "部门分工：", "目标：", "备注：", "甲局", "乙局", "市财政局", "各县（市、区）",
    "各区、县级市", "各乡、镇", "有关部门", "青山、白水、红石镇人民政府", "牵头", "负责", "配合",
    "参加", "会同", "指导", "按职责分工负责", "等", "等部门", "和", "及", "分别", "落实",
    "列第一位者为牵头单位", "，下同", "2025年底前", "持续推进", "无", "—", "/", "同上", "合计",
    "注：", "测试方案", "文字文字", "Lead agency", "Action", "; ", ", etc.", " and ", "R", "A",
    "C / I", "A/R", "序号", "重点任务", "工作内容", "Task", "<br>", "<p>", "<table><tr><td>",
    "</td><td>", "</td></tr><tr>", "<td rowspan=2>", "<td colspan=3>", "</table>", "<h1>", "<li>",
    "**", "\\", "&lt;", " ", "\u3000", "\t", "𠀀", "\x00", "\x1b", "\ufeff", "\r",
)
# fmt: on
TABLES = (
    "| 重点任务 | 牵头单位 |\n|-|-|\n| ",
    "| 序号 | 领域 | 工作内容 | 牵头单位 | 配合单位 | 完成时限 | 备注 |\n|-|-|-|-|-|-|-|\n| ",
    "| Task | A局 | B局 | C局 |\n|-|-|-|-|\n| ",
    "方案\n\n一、章\n1.文。（甲局牵头，乙局配合）\n",
    " | ",
    "\n",
    "\n| ",
)
TEXT = st.lists(
    st.one_of(st.sampled_from(WORDS), st.sampled_from(TABLES), st.text(max_size=4)), max_size=50
).map("".join)
DECISIONS = st.builds(
    Decisions,
    first_leads=st.booleans(),
    people=st.booleans(),
    measure_level=st.sampled_from([None, "一、", "（一）", "1.", "(1)", "x"]),
)


@pytest.mark.parametrize("ending", ["txt", "html", "csv"])
@settings(max_examples=150, deadline=None)
@given(text=TEXT, decisions=DECISIONS)
def test_any_text_is_read_or_refused(ending: str, text: str, decisions: Decisions) -> None:
    try:
        imported = read(text.encode("utf-8", "ignore"), f"x.{ending}", decisions=decisions)
    except PlanError as error:
        assert error.problems
        return
    assert loads(dumps(imported.plan)) == imported.plan
    assert len(imported.traces) == len(list(imported.plan.walk()))
    assert summary(imported)
    assert all(note.message for note in imported.notes)


@pytest.mark.parametrize("ending", ["txt", "html", "csv", "docx", "xlsx"])
@settings(max_examples=60, deadline=None)
@given(data=st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(ending: str, data: bytes) -> None:
    with pytest.raises(PlanError):
        read(data, f"x.{ending}")
