"""What writes the RACI matrix as an Excel workbook."""

from __future__ import annotations

import io
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import xlsxwriter  # type: ignore[import-untyped]

from ecotui.api import (
    N_,
    SCHEMES,
    Heading,
    Matrix,
    MatrixRow,
    Selection,
    Target,
    visible,
)
from ecotui.plugins._package import repacked, timestamp
from ecotui.plugins._wording import (
    clean,
    finding_cells,
    finding_header,
    labelled,
    nothing,
    query_line,
)

if TYPE_CHECKING:
    from ecotui.plugins._matrix import MatrixOptions

# What a cell can hold; Excel refuses a file with more in one.
_LONGEST = 32_767
_TALLEST = 409
_A4 = 9
# Width of the column of measures, in digits of the standard font.
_MEASURE_WIDTH = 64

_INK = "#1F1F1F"
_FORMATS: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 16},
    "line": {"font_size": 10, "font_color": "#404040"},
    "header": {"bold": True, "border": 1, "valign": "vcenter", "align": "center", "text_wrap": 1},
    "department": {"bold": True, "border": 1, "valign": "top", "align": "center"},
    "group": {"bold": True, "italic": True, "border": 1, "valign": "top", "align": "center"},
    "plan": {"bold": True, "font_size": 13, "bg_color": "#BFBFBF"},
    "chapter": {"bold": True, "font_size": 12, "bg_color": "#D9D9D9"},
    "section": {"bold": True, "bg_color": "#F2F2F2"},
    "number": {"border": 1, "valign": "vcenter", "align": "center"},
    "text": {"border": 1, "valign": "vcenter", "text_wrap": True},
    "letter": {"border": 1, "valign": "vcenter", "align": "center"},
    "total": {"border": 1, "valign": "vcenter", "align": "center", "bold": True, "top": 2},
    "total_name": {"border": 1, "valign": "vcenter", "align": "right", "bold": True, "top": 2},
}
# Told apart by darkness and weight too, since most of these are printed in black and white.
_FIRST = {"bg_color": "#1F4E79", "font_color": "#FFFFFF", "bold": True}
_OTHER = {"bg_color": "#9DC3E6", "font_color": _INK, "bold": True}
_PARTICIPANT = {"bg_color": "#EAF1F8", "font_color": _INK}


class RaciXlsxExporter:
    """Writes three sheets: the matrix, its findings, its legend."""

    def export(self, selection: Selection, target: Target, options: MatrixOptions) -> None:
        """Write the matrix of the selection."""
        matrix = options.matrix(selection)
        out = io.BytesIO()
        book = _Workbook(out, selection, matrix, target)
        if not book.write():
            return
        with target.binary() as file:
            file.write(repacked(out.getvalue()))


class _Workbook:
    """One workbook in the making."""

    def __init__(
        self, out: io.BytesIO, selection: Selection, matrix: Matrix, target: Target
    ) -> None:
        self.selection, self.matrix, self.target = selection, matrix, target
        self.label = selection.label
        settings = {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        self.book = xlsxwriter.Workbook(out, settings)
        title = visible(selection.title)
        created = timestamp().replace(tzinfo=None)
        self.book.set_properties({"title": title[:255], "author": "ecotui", "created": created})
        self.formats = {name: self.book.add_format(f) for name, f in _FORMATS.items()}
        # Chinese names stand upright above one another; in an English document they lie.
        stacked = selection.language == "zh"
        for name in ("department", "group"):
            self.formats[name].set_rotation(270 if stacked else 90)
        self.shortened = 0

    def write(self) -> bool:
        """Write every sheet; False where the user has cancelled."""
        sheets = [
            self.book.add_worksheet(self.label(name))
            for name in (N_("RACI matrix"), N_("Findings"), N_("Legend"))
        ]
        complete = _MatrixSheet(self, sheets[0]).write()
        self.findings(sheets[1])
        self.legend(sheets[2])
        self.book.close()
        if self.shortened:
            message = self.label(N_("{count} texts are longer than an Excel cell holds; cut"))
            self.target.warn(message.format(count=self.shortened))
        return complete

    def string(self, sheet: Any, row: int, column: int, text: str, style: str) -> None:
        """Write a text, whatever it looks like, as a text."""
        safe = clean(text)
        if not safe:
            # An empty text would count as content and hide what overflows from the left.
            sheet.write_blank(row, column, None, self.formats[style])
            return
        if len(safe) > _LONGEST:
            safe = f"{safe[: _LONGEST - 1]}…"
            self.shortened += 1
        sheet.write_string(row, column, safe, self.formats[style])

    def findings(self, sheet: Any) -> None:
        """Fill the sheet of findings."""
        findings = self.matrix.findings
        rows = [finding_cells(self.selection, finding) for finding in findings]
        self.table(sheet, finding_header(self.selection), rows, (10, 22, 60, 28))
        if rows:
            sheet.autofilter(0, 0, len(rows), 3)
        else:
            self.string(sheet, 1, 0, self.label(N_("There are no findings.")), "line")

    def legend(self, sheet: Any) -> None:
        """Fill the sheet that explains the letters."""
        header = (self.label(N_("Letter")), self.label(N_("Meaning")))
        self.table(sheet, header, list(self.matrix.legend.items()), (12, 80))
        below = len(self.matrix.legend) + 2
        for offset, text in enumerate(self.about()):
            self.string(sheet, below + offset, 0, text, "line")

    def about(self) -> list[str]:
        """The scheme, and what it infers."""
        lines = [labelled(self.selection, N_("Scheme"), self.matrix.scheme)]
        return [*lines, self.matrix.note] if self.matrix.note else lines

    def table(
        self,
        sheet: Any,
        header: Sequence[str],
        rows: Iterable[Sequence[str]],
        widths: Sequence[int],
    ) -> None:
        """Fill a sheet with a plain table."""
        for column, (name, width) in enumerate(zip(header, widths, strict=True)):
            sheet.set_column(column, column, width)
            self.string(sheet, 0, column, name, "header")
        for index, row in enumerate(rows, 1):
            for column, text in enumerate(row):
                self.string(sheet, index, column, text, "text")
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)
        self.page(sheet)

    def page(self, sheet: Any) -> None:
        """Set up printing: A4, landscape, as wide as one page."""
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        page = self.label(N_("Page {page} of {pages}"))
        sheet.set_footer("&C" + page.format(page="&P", pages="&N"))


class _MatrixSheet:
    """The first sheet: number, measure, one column for each department, total."""

    def __init__(self, workbook: _Workbook, sheet: Any) -> None:
        self.workbook, self.sheet = workbook, sheet
        self.matrix, self.selection = workbook.matrix, workbook.selection
        self.names = self.matrix.departments
        self.total = 2 + len(self.names)
        self.counts: dict[str, Counter[str]] = {name: Counter() for name in self.names}

    def write(self) -> bool:
        """Fill the sheet; False where the user has cancelled."""
        header = self.above()
        self.header(header)
        at = header + 1
        rows = iter(self.matrix.rows)
        done = 0
        for item in self.selection.outline():
            if self.workbook.target.cancelled:
                return False
            if isinstance(item, Heading):
                self.band(at, item)
            else:
                self.row(at, next(rows))
                done += 1
                self.workbook.target.progress(done, len(self.matrix.rows))
            at += 1
        if self.matrix.rows:
            self.colour(header + 1, at - 1)
            self.totals(at)
        else:
            self.workbook.string(self.sheet, at, 0, nothing(self.selection), "line")
        self.sheet.autofilter(header, 0, max(header, at - 1), self.total)
        self.sheet.freeze_panes(header + 1, 2)
        self.sheet.repeat_rows(header)
        self.workbook.page(self.sheet)
        return True

    def above(self) -> int:
        """Write what stands above the table; the row of its header is the result."""
        workbook = self.workbook
        workbook.string(self.sheet, 0, 0, visible(self.selection.title), "title")
        legend = self.matrix.legend.items()
        single = [f"{letter} {meaning}" for letter, meaning in legend if "/" not in letter]
        between = "；" if self.selection.language == "zh" else "; "
        query = query_line(self.selection)
        lines = [*([query] if query else []), *workbook.about(), between.join(single)]
        for index, line in enumerate(lines, 1):
            workbook.string(self.sheet, index, 0, visible(line), "line")
        return len(lines) + 1

    def header(self, at: int) -> None:
        """Write the header of the table."""
        workbook, sheet = self.workbook, self.sheet
        sheet.set_column(0, 0, 6)
        sheet.set_column(1, 1, _MEASURE_WIDTH)
        if self.names:
            sheet.set_column(2, self.total - 1, 4.3)
        sheet.set_column(self.total, self.total, 7)
        workbook.string(sheet, at, 0, workbook.label(N_("No.")), "header")
        workbook.string(sheet, at, 1, workbook.label(N_("Measure")), "header")
        for column, name in enumerate(self.names, 2):
            style = "group" if name in self.matrix.groups else "department"
            workbook.string(sheet, at, column, visible(name), style)
        workbook.string(sheet, at, self.total, workbook.label(N_("Total")), "header")
        stacked = self.selection.language == "zh"
        longest = max((len(n) if stacked else _width(n) / 2 for n in self.names), default=1)
        # Points: the names, and below them the button of the filter.
        sheet.set_row(at, min(14 * longest + 24, _TALLEST))

    def band(self, at: int, heading: Heading) -> None:
        """Write the row of a plan, a chapter or a section across the table."""
        style = ("plan", "chapter", "section")[heading.level]
        self.sheet.set_row(at, 20)
        self.workbook.string(self.sheet, at, 0, visible(heading.label + heading.title), style)
        for column in range(1, self.total + 1):
            self.sheet.write_blank(at, column, None, self.workbook.formats[style])

    def row(self, at: int, row: MatrixRow) -> None:
        """Write a measure."""
        workbook, sheet, entry = self.workbook, self.sheet, row.entry
        if entry.id == str(entry.number):
            sheet.write_number(at, 0, entry.number, workbook.formats["number"])
        else:
            workbook.string(sheet, at, 0, entry.id, "number")
        workbook.string(sheet, at, 1, entry.text, "text")
        # Not every program makes a row as high as its text when it opens a file.
        sheet.set_row(at, min(16 * _lines(clean(entry.text), _MEASURE_WIDTH) + 4, _TALLEST))
        for column, name in enumerate(self.names, 2):
            letters = row.cells.get(name, "")
            workbook.string(sheet, at, column, letters, "letter")
            if letters:
                self.counts[name][letters] += 1
        involved = sum(1 for name in self.names if row.cells.get(name))
        sheet.write_number(at, self.total, involved, workbook.formats["number"])

    def colour(self, first: int, last: int) -> None:
        """Colour the letters of the scheme, also those that somebody writes in later."""
        if not self.names:
            return
        scheme = SCHEMES[self.matrix.scheme]
        styles = {scheme.participant: _PARTICIPANT, scheme.other: _OTHER, scheme.first: _FIRST}
        for letters, style in styles.items():
            condition = {"type": "cell", "criteria": "==", "value": f'"{letters}"'}
            condition["format"] = self.workbook.book.add_format(style)
            self.sheet.conditional_format(first, 2, last, self.total - 1, condition)

    def totals(self, at: int) -> None:
        """Write how often each department has each letter, and anything at all."""
        workbook, sheet = self.workbook, self.sheet
        every: Counter[str] = sum(self.counts.values(), Counter())
        scheme = SCHEMES[self.matrix.scheme]
        order = (scheme.first, scheme.other, scheme.participant, *self.matrix.legend)
        known = [letters for letters in dict.fromkeys(order) if letters in every]
        lines = [(letters, [letters]) for letters in known]
        total = workbook.label(N_("Total"))
        for offset, (name, counted) in enumerate([*lines, (total, list(every))]):
            style = "total" if counted != [name] else "number"
            sheet.write_blank(at + offset, 0, None, workbook.formats["total_name"])
            workbook.string(sheet, at + offset, 1, name, "total_name")
            for column, department in enumerate(self.names, 2):
                count = sum(self.counts[department][letters] for letters in counted)
                sheet.write_number(at + offset, column, count, workbook.formats[style])
            count = sum(every[letters] for letters in counted)
            sheet.write_number(at + offset, self.total, count, workbook.formats[style])


def _width(text: str) -> int:
    return sum(1 + (unicodedata.east_asian_width(c) in "WFA") for c in text)


def _lines(text: str, width: int) -> int:
    """How many lines a text takes; a Chinese character is somewhat wider than two digits."""
    return sum(1 + int(_width(line) * 1.06) // width for line in text.split("\n"))
