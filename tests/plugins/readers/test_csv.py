"""Reading separated values: cells that a quotation mark holds together."""

from __future__ import annotations

import pytest

from ecotui.model.toml import PlanError
from tests.support.importing import read

HEAD = "序号,具体措施,牵头单位,参加单位\n1,健全“湿地”补偿机制。,林业厅,财政厅\n"
FURTHER = "3,推进绿色通道。,交通运输厅,林业厅\n"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    "rows",
    [
        '2,"推进污水处理,住房城乡建设厅,水利厅\n' + FURTHER,
        '2,"推进污水处理,住房城乡建设厅,水利厅',
        # The mark before another cell closes it.
        '2,"推进污水处理,住房城乡建设厅,水利厅\n3,"推进绿色通道。",交通运输厅,林业厅\n',
        '2,"推进""污水""处理\n第二行,住房城乡建设厅,水利厅\n' + FURTHER,
    ],
)
def test_a_quotation_mark_that_nothing_closes_is_refused_by_its_line(rows: str, end: str) -> None:
    above = HEAD + '2,"第一行\n第二行",林业厅,\n'
    with pytest.raises(PlanError) as error:
        read((above + rows).replace("\n", end).encode(), "清单.csv")
    (problem,) = error.value.problems
    assert (problem.line, problem.message) == (
        5,
        'the quotation mark " before a cell is not closed behind it',
    )


def test_cells_in_quotation_marks_are_read() -> None:
    rows = '2,"推进""污水""\n处理。",林业厅,""\n"3","""绿色通道""。",林业厅,"财政厅"\n'
    rows += '4,植树5",林业厅,\n5,"十三五"规划的"双控"。,林业厅,\n"6","两行\n文字" ,林业厅,\n'
    plan = read((HEAD + rows).encode(), "清单.csv").plan
    assert [measure.text for _chapter, _section, measure in plan.walk()][1:] == [
        '推进"污水"\n处理。',
        '"绿色通道"。',
        '植树5"',
        '"十三五"规划的"双控"。',
        "两行\n文字",
    ]
