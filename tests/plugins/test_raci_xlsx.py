"""The Excel exporter: cells, layout, and what Excel takes exception to."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from ecotui.plan import Chapter, Department, Measure, Plan
from ecotui.plugins._wording import clean
from ecotui.raci import SCHEMES
from ecotui.selection import Selection, select


def header_row(sheet: Any) -> int:
    return next(row for row in range(1, 20) if sheet.cell(row, 2).value == "Measure")


def rows(sheet: Any) -> list[list[Any]]:
    """The rows below the header that are measures: those with a number and a text."""
    found = sheet.iter_rows(min_row=header_row(sheet) + 1, values_only=True)
    return [list(row) for row in found if row[0] is not None and row[1] is not None]


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_first_sheet_holds_exactly_the_letters(
    scheme: str, whole: Selection, export: Any
) -> None:
    matrix = whole.matrix(scheme)
    book = openpyxl.load_workbook(export("raci-xlsx", whole, scheme=scheme))
    assert book.sheetnames == ["RACI matrix", "Findings", "Legend"]
    sheet = book.worksheets[0]
    header = [cell.value for cell in sheet[header_row(sheet)]]
    assert header == ["No.", "Measure", *matrix.departments, "Total"]
    for row, written in zip(matrix.rows, rows(sheet), strict=True):
        letters = [row.cells.get(name) for name in matrix.departments]
        assert written == [row.entry.number, row.entry.text, *letters, len(row.cells)]


def test_totals_count_letters_by_department(whole: Selection, export: Any) -> None:
    sheet = openpyxl.load_workbook(export("raci-xlsx", whole)).worksheets[0]
    last = [list(row) for row in sheet.iter_rows(min_row=sheet.max_row - 3, values_only=True)]
    assert [row[1] for row in last] == ["A/R", "R", "C", "Total"]
    departments = whole.departments
    assert last[0][2:-1] == [d.first_lead for d in departments]
    assert last[2][2:-1] == [d.participant for d in departments]
    assert last[3][2:-1] == [d.total for d in departments]
    assert [row[-1] for row in last] == [44, 22, 175, 241]


def test_headings_stand_between_the_measures(whole: Selection, export: Any) -> None:
    sheet = openpyxl.load_workbook(export("raci-xlsx", whole)).worksheets[0]
    below = sheet.iter_rows(min_row=header_row(sheet) + 1, values_only=True)
    bands = [row[0] for row in below if row[0] and row[1] is None]
    assert bands == [heading.label + heading.title for heading in whole.index.headings]


def test_scheme_note_legend_and_query_stand_above(plan: Plan, export: Any) -> None:
    selection = select(plan, "lead:林业厅", language="en")
    sheet = openpyxl.load_workbook(export("raci-xlsx", selection)).worksheets[0]
    above = [sheet.cell(row, 1).value for row in range(1, header_row(sheet))]
    assert above[:3] == [plan.title, "Query: lead:林业厅", "Scheme: raci"]
    assert above[3].startswith("A is inferred from the first-listed lead")
    assert above[4].startswith("A accountable: ")


def test_findings_and_legend_have_their_sheets(whole: Selection, export: Any) -> None:
    matrix = whole.matrix()
    _, findings, legend = openpyxl.load_workbook(export("raci-xlsx", whole)).worksheets
    written = list(findings.iter_rows(values_only=True))
    assert written[0] == ("Severity", "Where", "Finding", "Suggestion")
    assert [row[2] for row in written[1:]] == [finding.message for finding in matrix.findings]
    letters = [row[:2] for row in legend.iter_rows(min_row=2, values_only=True)]
    assert letters[: len(matrix.legend)] == list(matrix.legend.items())
    assert letters[-1][0] == matrix.note


def test_the_sheet_can_be_worked_with_and_printed(whole: Selection, export: Any) -> None:
    book = openpyxl.load_workbook(export("raci-xlsx", whole))
    sheet = book.worksheets[0]
    header = header_row(sheet)
    assert sheet.freeze_panes == f"C{header + 1}"
    assert sheet.auto_filter.ref.startswith(f"A{header}:W")
    assert sheet.print_title_rows == f"${header}:${header}"
    assert sheet.cell(header, 3).alignment.textRotation == 90
    assert sheet.cell(header + 3, 2).alignment.wrap_text
    assert len(sheet.conditional_formatting) == 1
    for one in book.worksheets:
        assert one.page_setup.orientation == "landscape"
        assert int(one.page_setup.paperSize) == 9
        # One page wide is what a missing width means.
        assert (one.page_setup.fitToWidth or 1, one.page_setup.fitToHeight) == (1, 0)
        assert one.oddFooter.center.text == "Page &P of &N"
        assert len(one.title) <= 31
        assert not re.search(r"[\[\]:*?/\\]", one.title)


def test_hostile_text_is_text_and_nothing_else(hostile: Selection, export: Any) -> None:
    path = export("raci-xlsx", hostile)
    book = openpyxl.load_workbook(path)
    for sheet in book.worksheets:
        for cells in sheet.iter_rows():
            for cell in cells:
                assert cell.data_type in ("s", "n"), cell
                assert cell.hyperlink is None
    sheet = book.worksheets[0]
    texts = [row[1] for row in rows(sheet)][: len(hostile)]
    assert texts == [clean(entry.text) for entry in hostile.measures]
    header = [cell.value for cell in sheet[header_row(sheet)]]
    assert header[2:-1] == ["=cmd()", "甲<b>|*厅*", "乙厅 二行", "丙_厅_␛"]
    assert {row[3] for row in rows(sheet)[: len(hostile)]} == {"=1"}
    with zipfile.ZipFile(path) as package:
        assert not [name for name in package.namelist() if "external" in name.lower()]


def test_nothing_is_found_wrong(
    any_selection: Selection, export: Any, assert_clean: Callable[[Path], None]
) -> None:
    assert_clean(export("raci-xlsx", any_selection))
    assert_clean(export("raci-xlsx", any_selection, scheme="literal", columns="all"))


def test_all_departments_have_a_column_where_they_are_wanted(plan: Plan, export: Any) -> None:
    selection = select(plan, "no:3", language="en")
    for columns, wanted in (("involved", 2), ("all", len(plan.departments))):
        sheet = openpyxl.load_workbook(export("raci-xlsx", selection, columns=columns)).worksheets[
            0
        ]
        assert len(sheet[header_row(sheet)]) == wanted + 3


def test_no_measures_are_said(nothing: Selection, no_measures: Selection, export: Any) -> None:
    for selection, message in (
        (nothing, "No measure matches the query."),
        (no_measures, "The plan has no measures."),
    ):
        sheet, findings, _ = openpyxl.load_workbook(export("raci-xlsx", selection)).worksheets
        assert sheet.cell(header_row(sheet) + 1, 1).value == message
        assert findings.cell(2, 1).value == "There are no findings."


def test_a_text_that_no_cell_holds_is_cut_with_a_warning(export_done: Any) -> None:
    chapter = Chapter(1, "章", (Measure(1, "长" * 40_000, ("林业厅",)),))
    plan = Plan("p", "方案", departments=(Department("林业厅"),), chapters=(chapter,))
    done = export_done("raci-xlsx", select(plan, language="en"))
    assert done.warnings == ("1 texts are longer than an Excel cell holds; cut",)
    [row] = rows(openpyxl.load_workbook(done.path).worksheets[0])[:1]
    assert row[1] == "长" * 32_766 + "…"


def test_the_properties_are_fixed(
    whole: Selection, export: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    properties = openpyxl.load_workbook(export("raci-xlsx", whole)).properties
    assert (properties.title, properties.creator) == (whole.title, "ecotui")
    assert properties.created == datetime(1980, 1, 1)


def test_chinese_names_stand_upright(chinese: Selection, export: Any) -> None:
    sheet = openpyxl.load_workbook(export("raci-xlsx", chinese)).worksheets[0]
    [at] = [row for row in range(1, 20) if sheet.cell(row, 2).value == chinese.label("Measure")]
    assert sheet.cell(at, 3).value == "林业厅"
    assert sheet.cell(at, 3).alignment.textRotation == 255
