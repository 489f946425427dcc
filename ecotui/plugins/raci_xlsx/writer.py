"""Writes the RACI matrix as an Excel workbook, and the lists that stand behind it."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from ecotui.api import N_, Heading, MatrixRow, Selection, Target, numeral, visible
from ecotui.plugins.common import text_grid
from ecotui.plugins.common.wording import finding_cells, finding_header, nothing, short_title
from ecotui.plugins.raci_xlsx.by_department import ByDepartment
from ecotui.plugins.raci_xlsx.by_measure import ByMeasure
from ecotui.plugins.raci_xlsx.workbook import MAX_ROW_PT, Workbook, lines, points

if TYPE_CHECKING:
    from ecotui.plugins.common.matrix_options import PaperOptions
    from ecotui.plugins.raci_xlsx.matrix_sheets import Sheet

# Colours of the bars, dark to light, in the order of the letters.
_BARS = ("#1F4E79", "#9DC3E6", "#DCE6F1", "#7F7F7F", "#BFBFBF")


class RaciXlsxExporter:
    """Writes the matrix, its parts if they are wanted, and what follows from it."""

    def export(self, selection: Selection, target: Target, options: PaperOptions) -> None:
        """Write the matrix of the selection.

        Raises:
            ExportError: it has more rows or columns than a sheet.
        """
        out = io.BytesIO()
        with tempfile.TemporaryDirectory(prefix="ecotui-") as folder:
            finished = _write_sheets(Workbook(selection, options, target, out, folder))
        if finished:
            with target.binary() as file:
                file.write(out.getbuffer())

    def preview(self, selection: Selection, options: PaperOptions) -> str:
        """The sheets of the matrix as text."""
        return text_grid.pages(selection, options, [((), selection), *options.parts(selection)])


def _part_name(headings: Sequence[Heading]) -> str:
    """Name of the sheet of a part: its title, and the numbers that say where it belongs."""
    *above, own = headings
    label = "".join(numeral(h.number) if h.number else h.title for h in above if h.level)
    return f"{label}{own.label}{own.title}"


def _write_sheets(book: Workbook) -> bool:
    """Write every sheet; False if the user has cancelled."""
    sheet: type[Sheet] = ByMeasure if book.options.by == "measure" else ByDepartment
    if not sheet(book, book.sheet(book.label(N_("RACI matrix"))), book.matrix).write():
        return False
    for headings, part in book.options.parts(book.selection):
        matrix = book.options.matrix(part)
        page = sheet(book, book.sheet(_part_name(headings)), matrix, headings, part)
        if not page.write():
            return False
    _assignments(book, book.sheet(book.label(N_("Assignments"))))
    _load(book, book.sheet(book.label(N_("Load"))))
    _findings(book, book.sheet(book.label(N_("Findings"))))
    _legend(book, book.sheet(book.label(N_("Legend"))))
    return book.close()


# -- the lists


def _header(book: Workbook, sheet: Any, names: Sequence[str], widths: Sequence[float]) -> None:
    for column, (name, wide) in enumerate(zip(names, widths, strict=True)):
        sheet.set_column(column, column, wide)
        book.string(sheet, 0, column, name, "header")
    sheet.set_row(0, 20)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    book.page(sheet)


def _rows(
    book: Workbook, sheet: Any, rows: Sequence[Sequence[str]], widths: Sequence[float]
) -> None:
    for at, row in enumerate(rows, 1):
        for column, text in enumerate(row):
            book.string(sheet, at, column, text, "text")
        most = max(lines(text, points(wide)) for text, wide in zip(row, widths, strict=True))
        sheet.set_row(at, min(15.0 * most + 3, MAX_ROW_PT))


def _assignments(book: Workbook, sheet: Any) -> None:
    """Fill the sheet with a row for each measure, department and role, as a table."""
    label = book.label
    widths = {
        label(N_("No.")): 8,
        label(N_("Chapter")): 16,
        label(N_("Section")): 31,
        label(N_("Measure")): 65,
        label(N_("Department")): 20,
        label(N_("Role")): 10,
        label(N_("Letter")): 8,
    }
    _header(book, sheet, list(widths), list(widths.values()))
    room = list(map(points, widths.values()))
    at = 0
    for row in book.matrix.rows:
        entry = row.entry
        section = visible(entry.section.title) if entry.section else ""
        place = (visible(entry.chapter.title), section, short_title(entry))
        high = max(map(lines, place, room[1:4]))
        for name, role in _roles(row):
            at += 1
            most = max(high, lines(name, room[4]))
            # A row of one line has the usual height.
            if most > 1:
                sheet.set_row(at, min(15.0 * most + 3, MAX_ROW_PT))
            book.identify(sheet, at, 0, entry)
            for column, text in enumerate((*place, name), 1):
                book.string(sheet, at, column, text, "text")
            book.string(sheet, at, 5, label(role), "role")
            book.string(sheet, at, 6, row.cells.get(name, ""), "letter")
    if not at:
        book.string(sheet, 1, 0, nothing(book.selection), "nothing")
        return
    columns = [{"header": name, "header_format": book.formats["header"]} for name in widths]
    table = {"name": "assignments", "style": None, "columns": columns}
    sheet.add_table(0, 0, at, len(columns) - 1, table)


def _roles(row: MatrixRow) -> Iterator[tuple[str, str]]:
    """Each department of a measure with its role, or with both of its roles."""
    entry = row.entry
    lead = tuple(dict.fromkeys(entry.lead))
    for number, name in enumerate(lead):
        yield name, N_("lead") if number else N_("first lead")
    for name in dict.fromkeys(entry.participants):
        yield name, N_("participant")
    for name in row.cells:
        if name not in entry.lead and name not in entry.participants:
            yield name, N_("set by the plan")


def _load(book: Workbook, sheet: Any) -> None:
    """Fill the sheet with the load of each department, as a table and a chart."""
    label, matrix = book.label, book.matrix
    loads, letters = matrix.load(), matrix.letters
    names = [label(N_("Department")), *letters, label(N_("Total")), label(N_("Share"))]
    _header(book, sheet, names, (20, *[8] * (len(letters) + 2)))
    total, share = len(letters) + 1, len(letters) + 2
    for at, (name, counts) in enumerate(loads.items(), 1):
        book.string(sheet, at, 0, name, "text")
        for column, value in enumerate(letters, 1):
            sheet.write_number(at, column, counts.get(value, 0), book.formats["number"])
        involved = sum(counts.values())
        sheet.write_number(at, total, involved, book.formats["number"])
        part = involved / len(matrix.rows) if matrix.rows else 0
        sheet.write_number(at, share, part, book.formats["share"])
    at = len(loads) + 1
    if not matrix.rows:
        book.string(sheet, at, 0, nothing(book.selection), "nothing")
        return
    message = label(N_("Share: of {rows} measures")).format(rows=len(matrix.rows))
    for offset, text in enumerate((message, *matrix.notes)):
        book.string(sheet, at + 1 + offset, 0, text, "nothing")
    if not loads:
        return
    sheet.autofilter(0, 0, len(loads), share)
    chart = book.book.add_chart({"type": "bar", "subtype": "stacked"})
    for column in range(1, total):
        colour = _BARS[min(column, len(_BARS)) - 1]
        chart.add_series(
            {
                "name": [sheet.name, 0, column],
                "categories": [sheet.name, 1, 0, len(loads), 0],
                "values": [sheet.name, 1, column, len(loads), column],
                "fill": {"color": colour},
                "border": {"color": "#1F1F1F", "width": 0.5},
                "gap": 40,
            }
        )
    font = {"name": "宋体", "size": 9}
    title = label(N_("Load per department"))
    chart.set_title({"name": title, "name_font": {"name": "黑体", "size": 12}, "overlay": False})
    # The first department at the top, as in the table.
    chart.set_y_axis({"reverse": True, "num_font": font})
    gridlines = {"visible": True, "line": {"color": "#D9D9D9"}}
    chart.set_x_axis({"num_font": font, "major_gridlines": gridlines})
    chart.set_legend({"position": "bottom", "font": font})
    chart.set_size({"width": 560, "height": min(22 * len(loads) + 130, 2000)})
    sheet.insert_chart(1, share + 2, chart)


def _findings(book: Workbook, sheet: Any) -> None:
    found = book.matrix.findings
    widths = (10, 20, 62, 30, 22)
    _header(book, sheet, finding_header(book.selection), widths)
    rows = [finding_cells(book.selection, finding) for finding in found]
    _rows(book, sheet, rows, widths)
    if rows:
        sheet.autofilter(0, 0, len(rows), len(widths) - 1)
    else:
        book.string(sheet, 1, 0, book.label(N_("There are no findings.")), "nothing")


def _legend(book: Workbook, sheet: Any) -> None:
    """Fill the sheet that explains the letters."""
    widths = (12, 80)
    _header(book, sheet, (book.label(N_("Letter")), book.label(N_("Meaning"))), widths)
    _rows(book, sheet, list(book.matrix.legend.items()), widths)
    below = len(book.matrix.legend) + 2
    for offset, text in enumerate(book.about(book.matrix)):
        book.string(sheet, below + offset, 0, text, "nothing")
