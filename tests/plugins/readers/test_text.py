"""Text and Markdown become paragraphs and tables as they are meant."""

from __future__ import annotations

import pytest

from ecotui import i18n
from ecotui.importing.blocks import Note, Paragraph, Table
from ecotui.plugins.readers.text import Reader


@pytest.fixture(autouse=True)
def english() -> None:
    i18n.use("en")


@pytest.mark.parametrize(
    ("line", "text", "struck"),
    [
        ("1. 牵头单位：~~市环保局~~ 市生态环境局", "1. 牵头单位： 市生态环境局", "市环保局"),
        ("1. 完成~~42~~50条、~~三~~五处", "1. 完成50条、五处", "42三"),
        (r"1. 完成~~约\~四~十条~~50条", "1. 完成50条", r"约\~四~十条"),
        ("1. 完成<del>42</del><S class=x>三~~四</S>50条", "1. 完成50条", "42三~~四"),
        ("1. 完成<strike>42</strike>50条", "1. 完成50条", "42"),
    ],
)
def test_struck_text_is_left_out_and_said(line: str, text: str, struck: str) -> None:
    (note, above, below) = Reader().blocks(f"甲\r\n{line}\n".encode(), "a.md")
    assert isinstance(note, Note)
    assert (note.message, note.place.line) == (f"struck text is left out: {struck}", 2)
    assert isinstance(above, Paragraph)
    assert isinstance(below, Paragraph)
    assert below.text == text


@pytest.mark.parametrize(
    "line",
    [
        "1. 期限3~~5天，最长7~~9天",
        "1. 约 ~~ 十条 ~~",
        "1. 约~~~十条~~~",
        "1. 约~~十条",
        "1. 3~5条，7~9处",
    ],
)
def test_other_tildes_stay(line: str) -> None:
    (block,) = Reader().blocks(line.encode(), "a.md")
    assert isinstance(block, Paragraph)
    assert block.text == line


def test_struck_text_leaves_the_cells_of_a_row_where_they_are() -> None:
    data = "| 任务 | 单位 |\n|-|-|\n| ~~旧 | 新~~ |\n| 甲 | ~~乙~~ |\n".encode()
    _note, table = Reader().blocks(data, "a.md")
    assert isinstance(table, Table)
    assert [[cell.text for cell in row.cells] for row in table.rows[1:]] == [
        ["~~旧", "新~~"],
        ["甲", ""],
    ]


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("> 牵头单位：甲局", "牵头单位：甲局"),
        (">牵头单位：甲局", "牵头单位：甲局"),
        ("> > （甲局牵头）", "（甲局牵头）"),
        (">1. 建园。", "1. 建园。"),
        (">60%的村通公路", ">60%的村通公路"),
        ("A > B", "A > B"),
    ],
)
def test_the_mark_of_a_quotation_is_no_part_of_its_lines(line: str, text: str) -> None:
    (block,) = Reader().blocks(line.encode(), "a.md")
    assert isinstance(block, Paragraph)
    assert block.text == text


FEW_LINES = """青山县重点任务分工方案
一、产业
1．推进现代农业产业园建设，完善园区道路、供水、
供电等基础设施，引进龙头企业3家以上，带动农户增收。
（牵头单位：县农业农村局；配合单位：县发展改革局、县财
政局）
2．完成省级下达的节能降碳目标任务，推动重点用能单
位改造。（牵头单位：县发展改革局）
"""


def test_few_lines_that_a_page_broke_are_joined() -> None:
    [_title, _chapter, first, _names, second] = [
        block.whole
        for block in Reader().blocks(FEW_LINES.encode(), "页.txt")
        if isinstance(block, Paragraph)
    ]
    assert "供水、供电" in first
    assert "用能单位改造" in second


def test_few_lines_that_end_where_a_sentence_does_stay() -> None:
    lines = [
        "完成现代农业产业园道路改造提升工程一期建设任务",
        "完成现代农业产业园道路改造提升工程二期建设任务。",
        "完成现代农业产业园道路改造提升工程三期建设任务。",
        "完成现代农业产业园道路改造提升工程四期建设任务。",
    ]
    found = Reader().blocks("\n".join(lines).encode(), "页.txt")
    assert [block.whole for block in found if isinstance(block, Paragraph)] == lines


def test_every_line_with_struck_text_is_said() -> None:
    lines = ["1. ~~甲~~乙", "2. 丙", "3. <s>丁</s>戊", "~~4. 己~~"]
    notes = [
        one for one in Reader().blocks("\n".join(lines).encode(), "a.md") if isinstance(one, Note)
    ]
    assert [(note.place.line, note.message[-3:]) for note in notes] == [
        (1, ": 甲"),
        (3, ": 丁"),
        (4, ". 己"),
    ]
