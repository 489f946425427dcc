"""Rows of a measure that is too long for one."""

from __future__ import annotations

from typing import Any

import openpyxl
from plans import plan_of

from ecotui.model.plan import Measure
from ecotui.plugins.raci_xlsx.pages import PAGE_ROOM_PT
from ecotui.query.selection import select


def test_the_first_rows_of_a_long_measure_are_on_the_first_page(export: Any) -> None:
    text = "".join(f"各级人民政府要健全生态保护补偿机制（第{n}项）；" for n in range(200))
    plan = plan_of(Measure(1, text, ("林业厅",), ("财政厅",)))
    sheet = openpyxl.load_workbook(export("raci-xlsx", select(plan))).worksheets[0]
    [first] = [row for row in range(1, 20) if sheet.cell(row, 1).value == 1]
    heights = [sheet.row_dimensions[row].height for row in range(1, first + 1)]
    # A row is not broken on paper: one that is too high leaves the page before it empty.
    _across, down = PAGE_ROOM_PT["A4"]
    assert sum(heights) <= down
    parts = [sheet.cell(row, 2).value for row in range(first, sheet.max_row)]
    assert "".join(part for part in parts if part).startswith(text)
