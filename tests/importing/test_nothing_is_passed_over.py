"""Whatever is written into a cell of a table is in the plan, or is said to be left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

import pytest

from ecotui.model.plan import Plan
from ecotui.model.toml import PlanError, dumps
from tests.support.importing import read
from tests.support.table_files import ABOVE, FORMATS, LEFT

MARK = "标记甲九号"
Rows = list[list[str]]

TABLES: dict[str, list[str]] = {
    "list": [
        "序号|重点任务|短标题|具体措施|牵头单位|参加单位|完成时限|目标|备注|",
        "|一、分领域任务||||||||",
        "|（一）森林||||||||",
        "1||公益林|健全补偿标准的动态调整机制。|林业厅|财政厅|2020年底|面积|无|",
        "2||退耕|推进新一轮保护。|林业厅|财政厅||||",
        "|（二）草原||||||||",
        "3||草原|实施草原保护补助。|农业厅|||||",
    ],
    "a column a letter": [
        "活动|R|A|C|I|备注",
        "森林||||",
        "健全公益林补偿|林业厅|林业厅|财政厅|水利厅|",
        "推进草原保护|农业厅|农业厅|||",
    ],
    "a column a body": [
        "序号|活动|林业厅|财政厅|水利厅|备注",
        "|森林||||",
        "1|健全公益林补偿|A/R|C|I|",
        "2|推进草原保护|C|A/R||",
        "3|推进湿地保护|C|R|A|",
    ],
    "roles in words": [
        "序号|工作任务|林业厅|财政厅|水利厅|备注",
        "|森林||||",
        "1|健全公益林补偿|牵头|配合|配合|",
        "2|推进草原保护|配合|牵头||",
    ],
}


def marked(table: list[str]) -> Iterator[Rows]:
    """The table with the mark in each cell below its head in turn, and in a further row."""
    cells = [row.split("|") for row in table]
    width = len(cells[0])
    filled = [[*row, *[""] * (width - len(row))] for row in cells]
    for at in range(1, len(filled) + 1):
        for column in range(width):
            rows = [list(row) for row in (*filled, [""] * width)]
            rows[at][column] = "，".join(filter(None, (rows[at][column], MARK)))
            yield rows


@pytest.mark.parametrize("name", TABLES)
def test_each_cell_is_in_the_plan_or_said(name: str) -> None:
    lost = []
    for rows in marked(TABLES[name]):
        lines = ["|".join(["", *row, ""]) for row in (rows[0], ["-"] * len(rows[0]), *rows[1:])]
        try:
            imported = read("\n".join(lines).encode(), "清单.md")
        except PlanError:
            # It is refused, with a line that names the row.
            continue
        said = [remark.message for remark in imported.remarks]
        if MARK not in "".join((dumps(imported.plan), *said)):
            lost.append(next(row for row in rows if MARK in "".join(row)))
    assert lost == []


@pytest.mark.parametrize("file", FORMATS)
def test_each_cell_of_an_office_table_is_in_the_plan_or_said(file: str, plan: Plan) -> None:
    lost = []
    for rows in office_tables(plan):
        data = FORMATS[file](rows, plan.title)
        try:
            imported = read(data, file)
        except PlanError as error:
            assert all(re.search(r":\d+: |row \d", str(one)) for one in error.problems)
            continue
        said = [remark.message for remark in imported.remarks]
        if MARK not in "".join((dumps(imported.plan), *said)):
            lost.append(next(row for row in rows if MARK in "".join(row)))
    assert lost == []


def office_tables(plan: Plan) -> Iterator[Rows]:
    """The first measures of a plan as a table, with the mark in or beside each text in turn."""
    head = ["序号", "重点任务", "具体措施", "牵头单位", "参加单位", "完成时限", "备注", ""]
    further = len(head) - 1
    rows = [["（2016年6月）", *[LEFT] * further], head]
    for chapter, section, one in islice(plan.walk(), 3):
        title = f"（{chapter.number}）{section.title if section else chapter.title}"
        above = next((row[1] for row in reversed(rows) if row[1] != ABOVE), "")
        text = one.text.replace("，", "，\n", 1)
        lists = ["、".join(one.lead), "、\n".join(one.participants)]
        merged = ABOVE if title == above else title
        rows.append([str(one.number), merged, text, *lists, "2020年底", "", ""])
    rows += [["注：本表一式两份。", *[LEFT] * further], ["联系人：张三", *[""] * further]]
    rows.append([""] * len(head))
    for at, row in enumerate(rows):
        for column, text in enumerate(row):
            if text not in (LEFT, ABOVE):
                for marked in dict.fromkeys((MARK, text + MARK, f"{text}\n{MARK}")):
                    yield [*rows[:at], [*row[:column], marked, *row[column + 1 :]], *rows[at + 1 :]]


def test_a_row_of_letters_is_no_head() -> None:
    rows = [
        "|序号|活动|林业厅|财政厅|水利厅|",
        "|-|-|-|-|-|",
        "|1|健全公益林补偿|A/R|C|I，请再议|",
        "|2|推进草原保护|C|A/R||",
    ]
    with pytest.raises(PlanError):
        read("\n".join(rows).encode(), "清单.md")


@pytest.mark.parametrize("mark", ["①", "1)", "(1)", "（1）"])
def test_a_note_on_another_measure_in_the_wording_of_the_last_is_said(mark: str) -> None:
    text = (
        f"方案\n\n一、产业\n1．建园区{mark}。（牵头单位：县工信局）\n"
        f"二、民生\n2．招商。（牵头单位：县商务局）\n\n{mark} 指县级园区。\n"
    )
    said = [remark.message for remark in read(text.encode(), "方案.txt").remarks]
    assert said == [f"in the wording of measure 2, and perhaps a note on 1: {mark}指县级园区。"]


def test_a_list_in_a_wording_is_no_note() -> None:
    text = (
        "方案\n\n1．建园区：①甲园；②乙园。（牵头单位：县工信局）\n"
        "2．招商：（牵头单位：县商务局）\n①一批；\n②二批。\n"
    )
    assert not any("a note" in one.message for one in read(text.encode(), "方案.txt").remarks)
