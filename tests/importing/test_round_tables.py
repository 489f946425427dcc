"""What an office writes round a table, and into its heads, is kept or said in every format."""

from __future__ import annotations

import io

import openpyxl
import pytest

from ecotui.importing.document import Imported
from ecotui.importing.outline import LEFT_OUT
from ecotui.model.plan import Measure
from tests.support.importing import read
from tests.support.table_files import ABOVE, FORMATS, LEFT

TITLE = "四川省生态保护补偿重点任务分工方案"
HEAD = ["序号", "重点任务", "具体措施", "牵头单位", "参加单位", "完成时限", "备注"]
WIDTH = len(HEAD)
ROWS = [
    ["1", "一、森林", "健全公益林补偿标准动态调整机制。", "林业厅", "财政厅", "2020年底", ""],
    ["2", "一、森林", "推进新一轮退耕还林还草。", "省发展改革委", "林业厅", "2020年底", "续建"],
    ["3", "二、草原", "实施草原生态保护补助奖励。", "农业厅", "财政厅", "长期", ""],
]
BELOW = [
    ["联系人：张三  电话：028-86001234"],
    ["联系人：张三  电话：028-86001234", *[LEFT] * (WIDTH - 1)],
    ["", "", "联系人：张三", "电话：028-86001234", "", "邮箱：a@b.cn"],
    ["联系处室：规划处", "", "", "联系人：张三", "传真：028-1"],
    ["填表人", "李四", "审核人", "王五", "日期", "2020年6月1日"],
    ["填表人", "李四", LEFT, "审核人", "王五", LEFT, "2020年6月1日"][:6],
    ["单位（盖章）：省林业厅", "", "", "分管领导签字：", "", "填报日期："],
    ["Prepared by: Li", "", "Approved by: Wu"],
    ["资料来源：省林业厅", "", "", "", "", "2020年6月"],
    ["注：本表一式两份。"],
    ["1.本表一式两份；2.按季度报送。"],
    ["", "", "* 为新增事项"],
    ["2020年6月1日", *[LEFT] * (WIDTH - 1)],
    ["（续下页）"],
]


def measures(imported: Imported) -> list[tuple[str, Measure]]:
    found = imported.plan.walk()
    return [(chapter.title, one._replace(source_line=None)) for chapter, _section, one in found]


def left_out(imported: Imported) -> str:
    return " ".join([one.message for one in imported.remarks if one.kind == LEFT_OUT])


@pytest.mark.parametrize("file", FORMATS)
@pytest.mark.parametrize("below", BELOW, ids=lambda row: "".join(row)[:12])
def test_a_row_of_contacts_or_notes_below_a_table_is_left_out_and_said(
    file: str, below: list[str]
) -> None:
    whole = read(FORMATS[file]([HEAD, *ROWS], TITLE), file, "p")
    row = [*below, *[""] * (WIDTH - len(below))]
    imported = read(FORMATS[file]([HEAD, *ROWS, row], TITLE), file, "p")
    assert measures(imported) == measures(whole)
    assert [chapter.title for chapter in imported.plan.chapters] == ["森林", "草原"]
    said = left_out(imported).replace(" ", "")
    assert all(text.replace(" ", "")[:6] in said for text in below if text not in ("", LEFT))


@pytest.mark.parametrize("heading", ["", "<h2>一、任务</h2>"])
@pytest.mark.parametrize(
    "note",
    [
        "备注：“★”为牵头单位，“△”为配合单位。",
        "备注：各县（市、区）人民政府为所有任务的责任单位。",
        "备注：1.按季度报送。2.排第一位的为总牵头单位。",
        "说明：牵头单位负责统筹。",
    ],
)
def test_a_paragraph_of_notes_below_a_table_is_left_out_and_said(heading: str, note: str) -> None:
    rows = "<tr><td>序号<td>任务<td>责任单位<tr><td>1<td>种树<td>甲局、乙局"
    page = f"<h1>清单</h1>{heading}<table border=1>{rows}</table><p>{note}</p><p>{note}又</p>"
    imported = read(page.encode(), "清单.html", "p")
    assert note in left_out(imported)
    assert f"{note}又" in left_out(imported)
    [(_title, measure)] = measures(imported)
    assert measure.lead == (("甲局",) if "排第一位" in note else ("甲局", "乙局"))


@pytest.mark.parametrize("file", FORMATS)
def test_what_follows_a_note_below_a_table_belongs_to_it(file: str) -> None:
    notes = ["填表说明：", "一、本表一式两份。", "二、按季度报送。"]
    rows = [HEAD, *ROWS, *[[note, *[LEFT] * (WIDTH - 1)] for note in notes]]
    imported = read(FORMATS[file](rows, TITLE), file, "p")
    assert [chapter.title for chapter in imported.plan.chapters] == ["森林", "草原"]
    assert all(note in left_out(imported) for note in notes)


@pytest.mark.parametrize("note", ["注：按季度报送。", "合计 3项"])
@pytest.mark.parametrize("title", ["一、总则", "2020年6月"])
def test_a_heading_below_a_note_begins_its_chapter(note: str, title: str) -> None:
    rows = [HEAD, [note], [title], *ROWS[2:]]
    every = [[*row, *[""] * (WIDTH - len(row))] for row in rows]
    every[-1][1] = ""
    imported = read(FORMATS["清单.csv"](every, TITLE), "清单.csv", "p")
    assert [chapter.title for chapter in imported.plan.chapters] == [title.removeprefix("一、")]


@pytest.mark.parametrize("file", FORMATS)
@pytest.mark.parametrize(
    ("at", "head", "role"),
    [
        (2, "具体措施（2020年调整）", "measure"),
        (3, "牵头单位（盖章）", "lead"),
        (3, "主要牵头单位", "lead"),
        (4, "参加单位(排名不分先后)", "participants"),
        (5, "完成时限（2020年）", "deadline"),
        (5, "2020年度任务目标", "target"),
    ],
)
def test_what_a_head_says_beyond_its_meaning_is_said(
    file: str, at: int, head: str, role: str
) -> None:
    heads = [*HEAD[:at], head, *HEAD[at + 1 :]]
    imported = read(FORMATS[file]([heads, *ROWS], TITLE), file, "p")
    assert [remark.message for remark in imported.remarks] == [
        f"the column {head} is read as {role}; the rest of its head is not kept"
    ]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Sheet1", False),
        ("任务", False),
        ("重点任务分工", False),
        ("2020年台账", True),
    ],
)
def test_the_name_of_a_sheet_is_said_where_it_says_more(name: str, said: bool) -> None:
    book = openpyxl.load_workbook(io.BytesIO(FORMATS["清单.xlsx"]([HEAD, *ROWS], TITLE)))
    book.active.title = name
    book.save(out := io.BytesIO())
    messages = [one.message for one in read(out.getvalue(), "清单.xlsx").remarks]
    assert messages == [f"the name of the sheet is not kept: {name}"] * said


@pytest.mark.parametrize("file", FORMATS)
def test_the_head_of_an_empty_column_is_said(file: str) -> None:
    rows = [[*HEAD[:-1], "备注（2020年）"], *[[*row[:-1], ""] for row in ROWS]]
    assert left_out(read(FORMATS[file](rows, TITLE), file)) == "left out: 备注（2020年）"


@pytest.mark.parametrize("file", FORMATS)
def test_the_upper_row_of_a_head_is_said_unless_it_names_what_is_below(file: str) -> None:
    for upper, said in (("责任分工", ""), ("2020年调整", "left out: 2020年调整")):
        above = [*HEAD[:3], upper, LEFT, *HEAD[5:]]
        below = [*[ABOVE] * 3, *HEAD[3:5], *[ABOVE] * 2]
        imported = read(FORMATS[file]([above, below, *ROWS], TITLE), file, "p")
        assert left_out(imported) == said
        assert len(measures(imported)) == len(ROWS)
