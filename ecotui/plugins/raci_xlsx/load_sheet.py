"""The sheet with the load of each department, as a table and a chart that follow the matrix."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell  # type: ignore[import-untyped]  # has none

from ecotui.api import N_, Matrix, visible
from ecotui.plugins.common.wording import nothing
from ecotui.plugins.raci_xlsx import formulas
from ecotui.plugins.raci_xlsx.lists import ListSheet
from ecotui.plugins.raci_xlsx.matrix_sheets import Sheet
from ecotui.plugins.raci_xlsx.workbook import COLOURS, INK, Workbook

ABOUT = N_("How many measures each department has, by letter. Counts and chart follow the matrix.")
#: What tells bars of one role apart, in the same colours.
_PATTERNS = (None, "wide_upward_diagonal", "wide_downward_diagonal", "small_grid", "percent_50")
_BAR_PX, _AROUND_PX = 24, 140


def load_sheet(book: Workbook, sheets: Sequence[Sheet]) -> ListSheet:
    """Make the sheet; the matrix that it counts may be on several sheets."""
    label, matrix = book.label, book.matrix
    loads, letters = matrix.load() if matrix.rows else {}, counted(matrix)
    names = [*map(visible, letters), label(N_("Total")), label(N_("Share"))]
    columns = [(label(N_("Department")), 22.0), *[(name, 8.0) for name in names]]
    made = ListSheet(book, label(N_("Load")), columns)
    total, share = len(letters) + 1, len(letters) + 2
    formats = book.formats
    for name, counts in loads.items():
        made.row([name])
        at, sheet = made.at, made.sheet
        cells = [found for one in sheets if (found := one.letters_of(name))]
        for column, value in enumerate(letters, 1):
            formula = formulas.count_of(cells, value, letters)
            formulas.write(sheet, at, column, formula, formats["number"], counts.get(value, 0))
        involved = sum(counts.values())
        formulas.write(sheet, at, total, formulas.filled(cells), formats["number"], involved)
        formula = f"={xl_rowcol_to_cell(at, total)}/{len(matrix.rows)}"
        formulas.write(sheet, at, share, formula, formats["share"], involved / len(matrix.rows))
    message = label(N_("Share: of {rows} measures")).format(rows=len(matrix.rows))
    made.close("load", label(ABOUT), nothing(book.selection))
    if matrix.rows:
        made.below([message, *matrix.notes])
    if loads:
        _chart(made, matrix, letters)
    return made


def counted(matrix: Matrix) -> list[str]:
    """The letters that have a column: those of the scheme, and those that only the plan sets."""
    return list(dict.fromkeys((*matrix.rule.letters, *matrix.letters)))


def _chart(made: ListSheet, matrix: Matrix, letters: Sequence[str]) -> None:
    book, sheet, last = made.book, made.sheet, made.at
    chart = book.book.add_chart({"type": "bar", "subtype": "stacked"})
    seen: dict[str, int] = {}
    for column, value in enumerate(letters, 1):
        role = matrix.rule.role(value)
        seen[role] = seen.get(role, -1) + 1
        chart.add_series(
            {
                "name": [sheet.name, 0, column],
                "categories": [sheet.name, 1, 0, last, 0],
                "values": [sheet.name, 1, column, last, column],
                "border": {"color": INK, "width": 0.5},
                "gap": 40,
                **_fill(COLOURS[role], _PATTERNS[seen[role] % len(_PATTERNS)]),
            }
        )
    most = max(sum(counts.values()) for counts in matrix.load().values())
    font = {"name": "宋体", "size": 9}
    title = book.label(N_("Load per department"))
    chart.set_title({"name": title, "name_font": {"name": "黑体", "size": 12}, "overlay": False})
    # The first department at the top, as in the table, and every one named.
    chart.set_y_axis({"reverse": True, "num_font": font, "interval_unit": 1})
    gridlines = {"visible": True, "line": {"color": "#D9D9D9"}}
    axis = {"num_font": font, "major_gridlines": gridlines, "num_format": "0", "min": 0}
    chart.set_x_axis({**axis, "major_unit": unit(most)})
    chart.set_legend({"position": "bottom", "font": font})
    chart.set_size({"width": 560, "height": _BAR_PX * last + _AROUND_PX})
    name, counts = max(matrix.load().items(), key=lambda one: sum(one[1].values()))
    message = book.label(
        N_("{title}: a bar for each of {count}; the longest is {name} with {most}")
    )
    said = message.format(title=title, count=last, name=visible(name), most=sum(counts.values()))
    sheet.insert_chart(1, made.last + 2, chart, {"description": said})


def _fill(style: dict[str, Any], pattern: str | None) -> dict[str, Any]:
    if pattern is None:
        return {"fill": {"color": style["bg_color"]}}
    colours = {"fg_color": INK, "bg_color": style["bg_color"]}
    return {"pattern": {"pattern": pattern, **colours}}


def unit(most: int) -> int:
    """The step of the axis: whole measures, and at most ten of them."""
    unit = 1
    while 10 * unit < most:
        unit = unit * 2 if str(unit)[0] != "2" else unit * 5 // 2
    return unit
