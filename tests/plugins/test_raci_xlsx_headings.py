"""Titles and headings of the workbook that are longer than a line of the page."""

from __future__ import annotations

import zipfile
from typing import Any

import openpyxl
import pytest
from plans import plan_of

from ecotui.model.plan import Chapter, Measure, Plan
from ecotui.plugins.raci_xlsx.pages import PAGE_ROOM_PT
from ecotui.plugins.raci_xlsx.workbook import lines, points
from ecotui.query.selection import select

TITLE = (
    "关于深化生态保护补偿制度改革推动重点领域全覆盖并健全横向补偿机制的意见" * 2 + "任务分工方案"
)
HEADING = "推进重点领域改革并建立健全长效机制" * 12


@pytest.fixture
def plan() -> Plan:
    measures = [Measure(n, f"完成第{n}项任务。", ("甲厅",), ("乙厅",)) for n in (1, 2, 3)]
    plan = plan_of(*measures, title=TITLE)
    chapter = plan.chapters[0]._replace(title=HEADING)
    return plan._replace(chapters=(chapter, Chapter(2, "尚无措施的一章")))


def test_long_titles_and_headings_are_broken_into_lines(plan: Plan, export: Any) -> None:
    path = export("raci-xlsx", select(plan))
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    # Not every program breaks a link, which stands beside what is printed.
    assert sheet["A1"].value == TITLE
    assert sheet["A1"].hyperlink is None
    (link,) = [cell for cell in sheet[1] if cell.hyperlink]
    assert link.hyperlink.location.startswith(f"{book.sheetnames[1]}!")
    assert link.column > openpyxl.utils.cell.range_boundaries(sheet.print_area.split("!")[-1])[2]
    assert sheet.row_dimensions[1].height >= 2 * 19
    at = next(row for row in range(4, 10) if sheet.cell(row, 2).value == f"一、{HEADING}")
    assert sheet.cell(at, 2).alignment.wrap_text
    room = points(sheet.column_dimensions["B"].width)
    assert sheet.row_dimensions[at].height >= 12 * 1.3 * lines(HEADING, room, 12)
    # A chapter without measures is there, too.
    assert "二、尚无措施的一章" in [cell.value for cell in sheet["A"]]


def test_long_headings_above_departments_leave_room_for_them(plan: Plan, export_done: Any) -> None:
    done = export_done("raci-xlsx", select(plan, language="en"), by="department")
    assert any("--by measure" in warning for warning in done.warnings)
    sheet = openpyxl.load_workbook(done.path).worksheets[0]
    (heading,) = [cell for cell in sheet["B"] if str(cell.value).startswith("一、")]
    assert heading.value.endswith("…")
    assert heading.value[2:-1] == HEADING[: len(heading.value) - 3]
    at = next(cell.row for cell in sheet["A"] if cell.value == "甲厅")
    _across, down = PAGE_ROOM_PT["A4"]
    assert sum(sheet.row_dimensions[row].height for row in range(1, at)) < 0.7 * down


def test_no_other_program_is_said_to_have_written_the_file(plan: Plan, export: Any) -> None:
    with zipfile.ZipFile(export("raci-xlsx", select(plan))) as package:
        assert b"Application" not in package.read("docProps/app.xml")
