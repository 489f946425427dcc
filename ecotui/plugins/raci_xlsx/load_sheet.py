"""The sheet with the load of each department, as a table and charts that follow the matrix."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil
from typing import Any

from xlsxwriter.utility import xl_range, xl_rowcol_to_cell  # type: ignore[import-untyped]  # has none

from ecotui.api import N_, Matrix, visible
from ecotui.plugins.common.wording import nothing
from ecotui.plugins.raci_xlsx import formulas
from ecotui.plugins.raci_xlsx.formats import COLOURS, INK, in_language
from ecotui.plugins.raci_xlsx.lists import LIST_LINE_PT, ListSheet
from ecotui.plugins.raci_xlsx.matrix_sheets import Sheet, has_others
from ecotui.plugins.raci_xlsx.pages import LEGIBLE_PT, PAGE_ROOM_PT, SIZE_PT
from ecotui.plugins.raci_xlsx.workbook import Workbook, lines, width

ABOUT = N_("How many measures each department has, by letter. Counts and chart follow the matrix.")
#: What tells bars of one role apart, in the same colours.
_PATTERNS = (None, "wide_upward_diagonal", "wide_downward_diagonal", "small_grid", "percent_50")
#: The least height of a row, and that of all rows of a page, which stand beside their chart.
_ROW_PT, _PAGE_PT = 20.0, 440.0
#: The least height of a bar, what stands above and below all of them, and the width of a chart.
_BAR_PX, _AROUND_PX, _WIDE_PX, _NARROW_PX = 22, 90, 500, 320
_AROUND_FEW_PX, _FEW_PX = 150, 400
#: What the bars take beside long names, what stands above them, and half of a Chinese character.
_BARS_PX, _TOP_PX, _HALF_PX = 220, 70, 7.0
#: A column and a row that nobody has set.
_COLUMN_PX, _LINE_PX = 64, 20
#: Smaller than this on paper, the names in a chart cannot be read.
_LEAST_SCALE = 0.82
#: The column between table and chart, which has the usual width.
_GAP_PT = 48.0


def load_sheet(book: Workbook, sheets: Sequence[Sheet]) -> ListSheet:
    """Make the sheet; the matrix that it counts may be on several sheets."""
    label, matrix = book.label, book.matrix
    loads, letters = matrix.load() if matrix.rows else {}, counted(matrix)
    others = [label(N_("Other"))] if has_others(matrix, letters) else []
    names = [*map(visible, letters), *others, label(N_("Total")), label(N_("Share"))]
    columns = [(label(N_("Department")), 22.0), *[(name, 8.0) for name in names]]
    made = ListSheet(book, label(N_("Load")), columns)
    sheet, formats, heights = made.sheet, book.formats, list[float]()
    share = len(names)
    total = share - 1
    for at, (name, counts) in enumerate(loads.items(), 1):
        made.next()
        made.text(0, name)
        heights.append(max(_ROW_PT, LIST_LINE_PT * lines(visible(name), made.room[0]) + 3))
        heights[-1] = book.row_height(sheet, at, heights[-1])
        cells = [found for one in sheets if (found := one.letters_of(name))]
        for column, value in enumerate(letters, 1):
            formula = formulas.count_of(cells, value, letters)
            formulas.write(sheet, at, column, formula, formats["number"], counts.get(value, 0))
        filled, involved = formulas.filled(cells), sum(counts.values())
        if others:
            kinds = xl_range(at, 1, at, len(letters))
            formulas.write(sheet, at, total - 1, formulas.rest(filled, kinds), formats["number"], 0)
        formulas.write(sheet, at, total, filled, formats["number"], involved)
        formula = f"={xl_rowcol_to_cell(at, total)}/{len(matrix.rows)}"
        formulas.write(sheet, at, share, formula, formats["share"], involved / len(matrix.rows))
    made.close("load", label(ABOUT), nothing(book.selection))
    if matrix.rows:
        message = label(N_("Share: of {rows} measures")).format(rows=len(matrix.rows))
        made.below([message, *matrix.notes])
    if loads:
        _charts(made, loads, matrix, heights)
    return made


def counted(matrix: Matrix) -> list[str]:
    """The letters that have a column: those of the scheme, and those that only the plan sets."""
    return list(dict.fromkeys((*matrix.rule.letters, *matrix.letters)))


def _charts(
    made: ListSheet, loads: dict[str, dict[str, int]], matrix: Matrix, heights: Sequence[float]
) -> None:
    """Put a chart beside the rows of each page, and let each page have as many as fit."""
    label, sheet = made.book.label, made.sheet
    pages = list(_pages(heights))
    totals = {name: sum(counts.values()) for name, counts in loads.items()}
    most = max(totals.values())
    room = 0.98 * PAGE_ROOM_PT[made.book.options.paper][0]
    # Without its fonts, LibreOffice makes columns wider by a third.
    table = 1.33 * (sum(made.room) + _GAP_PT)
    # Beside many columns a chart is narrower, so that its names can still be read.
    most_px = int(room / _LEAST_SCALE / 0.75)
    beside = most_px - int(table / 0.75)
    # Words go on in the next line.
    names = _HALF_PX * max(width(visible(name)) / (2 if " " in name else 1) for name in loads)
    # Where that is too narrow, charts stand on pages of their own.
    long_names = names > beside / 2
    apart = long_names or beside < _NARROW_PX
    wide = min(most_px, max(_WIDE_PX, int(names) + _BARS_PX)) if apart else min(_WIDE_PX, beside)
    axis: dict[str, Any] = {"major_unit": unit(most), "num_format": "0", "min": 0}
    if len(pages) > 1:
        # Bars are compared from chart to chart; there is room for some more measures.
        axis["max"] = unit(most) * (most // unit(most) + 2)
    for number, (first, last) in enumerate(pages, 1):
        title = label(N_("Load per department"))
        if len(pages) > 1:
            title += f" {number}/{len(pages)}"
        bars = _BAR_PX * (last - first + 1)
        # Beside few bars title, axis and legend take more, and LibreOffice leaves out names.
        pixels = max(bars + _AROUND_PX, min(bars + _AROUND_FEW_PX, _FEW_PX))
        pixels = max(pixels, int(sum(heights[first - 1 : last]) * 4 / 3))
        chart = _chart(made, matrix, (first, last), axis)
        chart.set_title({"name": title, "name_font": _font(made, "黑体", 12), "overlay": False})
        if long_names:
            # Programs leave a part of a chart for names, and draw longer ones over its edge.
            left, top = min(names / wide, 0.8), _TOP_PX / pixels
            layout = {"x": left, "y": top, "width": 0.96 - left, "height": 1 - 1.7 * top}
            chart.set_plotarea({"layout": layout})
        chart.set_size({"width": wide, "height": pixels})
        message = label(N_("{title}: a bar for each of {count}; the longest is {name} with {most}"))
        longest = max(list(totals)[first - 1 : last], key=totals.__getitem__)
        said = {"name": visible(longest), "most": totals[longest]}
        described = message.format(title=title, count=last - first + 1, **said)
        sheet.insert_chart(first, made.last + 2, chart, {"description": described})
        over = pixels - sum(heights[first - 1 : last]) / 0.75
        made.bottom = max(made.bottom, last + ceil(over / _LINE_PX))
    made.right = made.last + 1 + ceil(wide / _COLUMN_PX)
    # Excel heeds no breaks where it makes a sheet fit to pages.
    across = max(table, wide * 0.75) if apart else table + wide * 0.75
    lowest = ceil(100 * LEGIBLE_PT / SIZE_PT)
    sheet.set_print_scale(max(lowest, min(100, int(100 * room / across))))
    if apart:
        sheet.set_v_pagebreaks([made.last + 2])
    sheet.set_h_pagebreaks([first for first, _last in pages[1:]])


def _pages(heights: Sequence[float]) -> Iterator[tuple[int, int]]:
    """The first and the last row of each page."""
    first, used = 1, 0.0
    for at, height in enumerate(heights, 1):
        if used + height > _PAGE_PT and at > first:
            yield first, at - 1
            first, used = at, 0.0
        used += height
    yield first, len(heights)


def _chart(made: ListSheet, matrix: Matrix, rows: tuple[int, int], axis: dict[str, Any]) -> Any:
    """A chart of some rows: a bar for each department, in the colours of the letters."""
    first, last = rows
    name, font = made.sheet.name, _font(made, "宋体", 10)
    chart = made.book.book.add_chart({"type": "bar", "subtype": "stacked"})
    seen: dict[str, int] = {}
    letters = counted(matrix)
    others = [""] if has_others(matrix, letters) else []
    for column, value in enumerate((*letters, *others), 1):
        role = matrix.rule.role(value)
        seen[role] = seen.get(role, -1) + 1
        chart.add_series(
            {
                "name": [name, 0, column],
                "categories": [name, first, 0, last, 0],
                "values": [name, first, column, last, column],
                "border": {"color": INK, "width": 0.5},
                "gap": 40,
                **_fill(COLOURS[role], _PATTERNS[seen[role] % len(_PATTERNS)]),
            }
        )
    # The first department at the top, as in the table, and every one named.
    chart.set_y_axis({"reverse": True, "num_font": font, "interval_unit": 1})
    gridlines = {"visible": True, "line": {"color": "#D9D9D9"}}
    chart.set_x_axis({**axis, "num_font": font, "major_gridlines": gridlines})
    chart.set_legend({"position": "bottom", "font": font})
    return chart


def _font(made: ListSheet, name: str, size: int) -> dict[str, Any]:
    look = in_language({"font_name": name}, made.book.selection.language)
    return {"name": look["font_name"], "size": size}


def _fill(style: dict[str, Any], pattern: str | None) -> dict[str, Any]:
    if pattern is None:
        return {"fill": {"color": style["bg_color"]}}
    colours = {"fg_color": INK, "bg_color": style["bg_color"]}
    return {"pattern": {"pattern": pattern, **colours}}


def unit(most: int) -> int:
    """The step of the axis: whole measures, and at most ten of them."""
    step = 1
    while 10 * step < most:
        step = step * 5 // 2 if str(step)[0] == "2" else step * 2
    return step
