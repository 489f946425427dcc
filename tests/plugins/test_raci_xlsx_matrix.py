"""The matrix sheets of the workbook: what stays in sight, what follows, what is printed."""

from __future__ import annotations

from math import ceil
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from document_plans import SHAPES
from needs import needs
from openpyxl.utils import range_boundaries
from paper import recalculated

from ecotui.plugins.raci_xlsx.pages import together
from ecotui.query.index import Index
from ecotui.query.selection import Selection, select
from ecotui.raci.schemes import SCHEMES

#: Of the type of the cells, and the least that is legible.
SIZE_PT, LEGIBLE_PT = 10.5, 8.0


def shape(name: str, text: str = "") -> Selection:
    return select(Index(SHAPES[name]()), text)


def frozen_pixels(sheet: Any) -> float:
    """What stays above the rows that scroll; a row without a height has the usual one."""
    row = openpyxl.utils.cell.coordinate_from_string(sheet.freeze_panes)[1]
    heights = (sheet.row_dimensions[at].height or 15 for at in range(1, row))
    return sum(heights) / 0.75


def matrix_of(path: Path) -> Any:
    return openpyxl.load_workbook(path).worksheets[0]


def cells_of(sheet: Any) -> list[Any]:
    """The cells in the rectangle by which the matrix is read back."""
    (_title, area), *_ = sheet.defined_names["ecotui_matrix"].destinations
    return [[*row] for row in sheet[area]]


@pytest.mark.parametrize("by", ["measure", "department"])
@pytest.mark.parametrize("text", ["", "section:湿地", "no:7", "dept:财政厅"])
@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_header_of_the_shipped_plan_leaves_room(
    scheme: str, text: str, by: str, export: Any
) -> None:
    selection = shape("shipped", text)
    book = openpyxl.load_workbook(
        export("raci-xlsx", selection, scheme=scheme, by=by, columns="all", split="section")
    )
    matrices = [sheet for sheet in book.worksheets if "ecotui_matrix" in sheet.defined_names]
    assert len(matrices) == 1 + len(selection.split("section"))
    for sheet in matrices:
        assert 40 < frozen_pixels(sheet) <= 220, sheet.title


@pytest.mark.parametrize("by", ["measure", "department"])
@pytest.mark.parametrize("name", sorted({*SHAPES} - {"hostile", "shipped"}))
def test_the_header_leaves_room_with_any_names(name: str, by: str, export_done: Any) -> None:
    sheet = matrix_of(export_done("raci-xlsx", shape(name), by=by).path)
    assert 40 < frozen_pixels(sheet) <= 300


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("by", ["measure", "department"])
def test_every_cell_of_letters_has_a_list_of_them(
    by: str, scheme: str, whole: Selection, export: Any
) -> None:
    sheet = matrix_of(export("raci-xlsx", whole, scheme=scheme, by=by))
    (rule,) = sheet.data_validations.dataValidation
    assert rule.type == "list"
    assert rule.showErrorMessage
    allowed = rule.formula1.strip('"').split(",")
    matrix = whole.matrix(scheme)
    assert set(matrix.letters) <= set(allowed)
    left, top, right, bottom = range_boundaries(str(rule.sqref))
    first = cells_of(sheet)[0][2 if by == "measure" else 1]
    assert (left, top) == (first.column, first.row + 1)
    (_title, area), *_ = sheet.defined_names["ecotui_matrix"].destinations
    assert (right, bottom) == range_boundaries(area.replace("$", ""))[2:]


@pytest.mark.parametrize("by", ["measure", "department"])
@pytest.mark.parametrize("name", ["shipped", "one-level", "many-departments", "long-names"])
def test_type_is_legible_on_paper(name: str, by: str, export_done: Any) -> None:
    sheet = matrix_of(export_done("raci-xlsx", shape(name), by=by).path)
    points = sum(
        7 * one.width * 0.75
        for one in sheet.column_dimensions.values()
        # Behind chapter and section, which are folded up, nothing stands.
        if one.width and not one.hidden and not one.collapsed
        for _column in range(one.min, one.max + 1)
    )
    # What A4 has inside its margins.
    scale = min(1, 784 / points)
    if not (sheet.sheet_properties.pageSetUpPr and sheet.sheet_properties.pageSetUpPr.fitToPage):
        if not sheet.col_breaks.brk:
            assert sheet.page_setup.scale / 100 <= scale
        else:
            assert sheet.print_title_cols in ("$A:$B", "$A:$A")
        scale = sheet.page_setup.scale / 100
    assert SIZE_PT * scale >= LEGIBLE_PT


@pytest.mark.parametrize("name", ["shipped", "large"])
def test_no_page_ends_with_a_band(name: str, export_done: Any) -> None:
    sheet = matrix_of(export_done("raci-xlsx", shape(name)).path)
    # Excel heeds no breaks where it makes a sheet fit.
    assert not sheet.sheet_properties.pageSetUpPr.fitToPage
    room = 501.7 * 100 / sheet.page_setup.scale
    (_title, area), *_ = sheet.defined_names["ecotui_matrix"].destinations
    _left, header, _right, last = range_boundaries(area.replace("$", ""))
    heights = [sheet.row_dimensions[row].height for row in range(1, last + 1)]
    breaks = {one.id for one in sheet.row_breaks.brk}
    assert breaks
    used = sum(heights[:header])
    for row in range(header + 1, last + 1):
        if used + heights[row - 1] > room or row - 1 in breaks:
            assert sheet.cell(row - 1, 2).value, f"a band ends the page before row {row}"
            used = heights[header - 1]
        used += heights[row - 1]


def test_what_is_kept_with_the_next_row_begins_a_page() -> None:
    heights = [5.0, 10, 20, 20, 10, 10, 20, 20, 10, 30]
    header = range(1, 2)
    # The first page ends in front of rows 4 and 5, which are bands; the next holds one row more.
    assert together(heights, {4, 5}, header, [80]) == [4]
    assert together(heights, {4, 5}, header, [95]) == []
    # As one program makes the pages no band is last, and as the other makes them one would be.
    assert together(heights, {4, 5}, header, [95, 80]) == [4]
    # After that break both agree again.
    assert together(heights, {4, 5, 8}, header, [95, 80]) == [4, 8]


@pytest.mark.parametrize("by", ["measure", "department"])
def test_a_long_measure_is_whole(by: str, export: Any) -> None:
    selection = shape("long-measure")
    (entry,) = [one for one in selection.measures if len(one.text) > 3_500]
    book = openpyxl.load_workbook(export("raci-xlsx", selection, by=by))
    if by == "measure":
        rows = cells_of(book.worksheets[0])
        at = [row[0].value for row in rows].index(entry.number)
        texts = [rows[at][1].value]
        while rows[at + len(texts)][0].value is None:
            # No letter stands where the text goes on.
            assert all(cell.value is None for cell in rows[at + len(texts)][2:])
            texts.append(rows[at + len(texts)][1].value)
        assert len(texts) > 1
        assert "".join(texts) == entry.text
        heights = book.worksheets[0].row_dimensions
        for cell, text in zip(rows[at : at + len(texts)], texts, strict=False):
            wide = book.worksheets[0].column_dimensions["B"].width
            lines = ceil(2 * len(text) / wide)
            assert 12 * lines < heights[cell[0].row].height <= 409
    else:
        texts = [str(row[4].value or "") for row in book["分工清单"].rows]
        assert entry.text in "".join(texts)


def test_each_plan_has_a_sheet_of_its_own(export: Any) -> None:
    selection = shape("two-plans")
    book = openpyxl.load_workbook(export("raci-xlsx", selection))
    plans = [s for s in book.worksheets if "ecotui_plan" in s.defined_names]
    assert [s.defined_names["ecotui_plan"].value.strip('"') for s in plans] == [
        plan.id for plan in selection.plans
    ]
    for sheet, plan in zip(plans, selection.plans, strict=True):
        written = [row[0].value for row in cells_of(sheet)[1:] if row[1].value]
        assert written == [measure.number for *_, measure in plan.walk()]
        assert plan.title in {cell.value for row in sheet["A1:C1"] for cell in row}


@needs("/usr/lib/libreoffice/program/libsclo.so", "soffice")
@pytest.mark.thorough
@pytest.mark.parametrize("by", ["measure", "department"])
def test_totals_and_the_check_follow_a_change(
    by: str, whole: Selection, export: Any, tmp_path: Path
) -> None:
    path = export("raci-xlsx", whole, by=by)
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    rows = cells_of(sheet)
    # The A/R of the first measure is taken away, and a second one is given to the second.
    where = [
        [cell for cell in line[1:] if cell.value in ("A/R", "R", "C")]
        for line in (rows if by == "measure" else zip(*rows, strict=True))
        if line[0].value in (1, 2)
    ]
    where[0][0].value = None
    where[1][-1].value = "A/R"
    changed = [line[0].coordinate for line in where]
    book.save(path)
    values = openpyxl.load_workbook(recalculated(path, tmp_path), data_only=True).worksheets[0]
    head = cells_of(sheet)[0]
    if by == "measure":
        beside = head[-1].column + 1
        checks = [values[cell].row for cell in changed]
        found = [[values.cell(row, beside + n).value for n in (0, 1)] for row in checks]
    else:
        below = rows[-1][0].row + 1
        columns = [values[cell].column for cell in changed]
        found = [[values.cell(below + n, column).value for n in (0, 1)] for column in columns]
    assert found == [[2, 0], [3, 2]]


@needs("/usr/lib/libreoffice/program/libsclo.so", "soffice")
@pytest.mark.thorough
@pytest.mark.parametrize("by", ["measure", "department"])
def test_every_letter_of_the_list_is_counted_and_known_in_any_writing(
    by: str, whole: Selection, export: Any, tmp_path: Path
) -> None:
    path = export("raci-xlsx", whole, by=by)
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    area = cells_of(sheet)
    lines = [*area] if by == "measure" else [[*line] for line in zip(*area, strict=True)]
    first = 2 if by == "measure" else 1
    (name,) = [at for at, cell in enumerate(lines[0]) if cell.value == "财政厅"]
    measures = {line[0].value: line for line in lines if isinstance(line[0].value, int)}
    for number, letter in ((2, "A"), (3, "I")):
        measures[number][name].value = letter
    # One A each, as it is read back; then two of them.
    for number, letters in ((4, ["ａ／ｒ"]), (5, ["ar"]), (6, ["a/r", "Ａ"])):
        cells = measures[number][first:]
        for cell in cells:
            cell.value = None
        for cell, letter in zip(cells, letters, strict=False):
            cell.value = letter
    book.save(path)
    values = openpyxl.load_workbook(recalculated(path, tmp_path), data_only=True)
    made = values.worksheets[0]
    last = area[-1][-1]
    if by == "measure":
        column = lines[0][name].column
        counts = [made.cell(last.row + at, column).value for at in range(1, 6)]
        checks = [made.cell(measures[n][0].row, last.column + 2).value for n in (4, 5, 6)]
    else:
        row = lines[0][name].row
        counts = [made.cell(row, last.column + at).value for at in range(1, 6)]
        checks = [made.cell(last.row + 2, measures[n][0].column).value for n in (4, 5, 6)]
    assert counts[3] >= 2
    assert sum(counts[:4]) == counts[4]
    assert checks == [1, 1, 2]
    (load,) = [row for row in values["Load"].values if row[0] == "财政厅"]
    assert list(load[1:6]) == counts


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_legend_has_every_letter_of_the_list(
    scheme: str, whole: Selection, export: Any
) -> None:
    book = openpyxl.load_workbook(export("raci-xlsx", whole, scheme=scheme))
    (rule,) = book.worksheets[0].data_validations.dataValidation
    allowed = {*rule.formula1.strip('"').split(",")}
    rows = {row[0].value: row for row in book["Legend"].iter_rows(min_row=2) if row[1].value}
    assert allowed <= {*rows}
    assert all(rows[letter][0].fill.fgColor.rgb != "00000000" for letter in allowed)
    coloured = {
        one.formula[0].strip('"')
        for rules in book.worksheets[0].conditional_formatting
        for one in rules.rules
        if one.type == "cellIs"
    }
    assert allowed <= coloured
    assert ("I" in allowed) == ("I informed" in str(book.worksheets[0]["A2"].value))
