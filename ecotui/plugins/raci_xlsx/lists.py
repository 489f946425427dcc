"""The sheets that are one table each: contents, findings, legend, and what all of them share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Any

from xlsxwriter.utility import quote_sheetname  # type: ignore[import-untyped]  # has none

from ecotui.api import N_, visible
from ecotui.plugins.common.wording import finding_cells, finding_header, gravest_first, unused
from ecotui.plugins.raci_xlsx.formulas import escaped
from ecotui.plugins.raci_xlsx.matrix_sheets import Sheet
from ecotui.plugins.raci_xlsx.pages import LEAST_SCALE, PAGE_ROOM_PT, breaks
from ecotui.plugins.raci_xlsx.workbook import (
    MAX_ROW_PT,
    Workbook,
    lines,
    pieces,
    points,
    with_permitted,
)

FINDINGS = N_("What a meeting should look at; of the letters as they were exported.")
LEGEND = N_("What the letters mean, in their colours.")
#: A line of a list, looser than one of the matrix.
LIST_LINE_PT = 15.0
#: Excel has room for so many units in the name of a column of a table, and a number behind it.
_MAX_HEADER = 240


def legible_width(book: Workbook) -> float:
    """How wide columns are together whose type is still legible when they are as wide as a page."""
    across, _down = PAGE_ROOM_PT[book.options.paper]
    # Each column has a margin; there are at most a dozen.
    return (across / LEAST_SCALE / 0.75 - 5 * 12) / 7


def continued(texts: Sequence[str], widths: Sequence[float]) -> Iterator[tuple[str, ...]]:
    """The texts of a row, in as many rows as they need: no row is higher than Excel lets it be."""
    most = int((MAX_ROW_PT - 3) / LIST_LINE_PT)
    cut = [pieces(text, wide, most) for text, wide in zip(texts, widths, strict=True)]
    return zip_longest(*cut, fillvalue="")


class ListSheet:
    """A sheet that is a table: its header stays in sight, is a filter and repeats on each page."""

    def __init__(
        self, book: Workbook, title: str, columns: Sequence[tuple[str, float]], repeated: int = 1
    ) -> None:
        self.book, self.sheet = book, book.sheet(title)
        self.names: list[str] = []
        taken: set[str] = set()
        self.room = [points(wide) for _name, wide in columns]
        self.last = len(columns) - 1
        #: The last row of the table, and of the sheet; the last column that is printed.
        self.at = self.bottom = 0
        self.right = self.last
        for column, (name, wide) in enumerate(columns):
            self.sheet.set_column(column, column, wide)
            # Two columns of a table never have one name.
            short = book.fitting(visible(name).strip(), _MAX_HEADER)
            self.names.append(unused(short or "—", taken))
            book.string(self.sheet, 0, column, self.names[-1], "header")
        high = max(map(lines, self.names, self.room))
        book.row_height(self.sheet, 0, LIST_LINE_PT * high + 5)
        self.sheet.freeze_panes(1, 0)
        self.sheet.repeat_rows(0)
        book.page(self.sheet)
        legible = PAGE_ROOM_PT[book.options.paper][0] / LEAST_SCALE
        single = [(at, at + 1) for at in range(repeated, len(columns))]
        if more := breaks(self.room, repeated, single, legible):
            # Every page says with the first columns what its rows are about.
            self.sheet.repeat_columns(0, repeated - 1)
            self.sheet.fit_to_pages(1 + len(more), 0)

    def row(self, texts: Sequence[str], styles: Mapping[int, str] = {}) -> None:
        """Write the next row, or rows, if texts are too long for one."""
        for part in continued(texts, self.room):
            self.next(max(map(lines, part, self.room)))
            for column, text in enumerate(part):
                self.text(column, text, styles.get(column, "text"))

    def next(self, high: int = 1) -> None:
        """Go to the next row, of so many lines."""
        self.at += 1
        # A row of one line has the usual height.
        self.book.row_height(self.sheet, self.at, LIST_LINE_PT * high + 3 if high > 1 else 0)

    def text(self, column: int, text: str, style: str = "text") -> None:
        self.book.string(self.sheet, self.at, column, text, style)

    def close(self, name: str, description: str, nothing: str) -> None:
        """Make a table of what is written, with a text for who cannot see it."""
        if not self.at:
            self.book.string(self.sheet, 1, 0, nothing, "nothing")
            return
        formats = self.book.formats
        names = map(escaped, self.names)
        columns = [{"header": one, "header_format": formats["header"]} for one in names]
        table = {"name": name, "style": None, "columns": columns, "description": description}
        self.sheet.add_table(0, 0, self.at, self.last, table)
        # The library writes the names of columns as they are, and cells escaped.
        for column, name in enumerate(self.names):
            self.book.string(self.sheet, 0, column, name, "header")

    def below(self, texts: Sequence[str]) -> None:
        """Write notes below the table."""
        for offset, text in enumerate(texts, self.at + 2):
            self.book.across(self.sheet, offset, 0, self.last, text, "line")
            high = LIST_LINE_PT * lines(text, sum(self.room))
            self.book.row_height(self.sheet, offset, high)
            self.bottom = offset


def findings(book: Workbook) -> ListSheet:
    """A sheet with the findings, the gravest first; as ``check`` has them."""
    label = book.label
    names = finding_header(book.selection)
    columns = list(zip(names, (10.0, 22.0, 66.0, 36.0), strict=True))
    made = ListSheet(book, label(N_("Findings")), columns)
    for finding in gravest_first(book.matrix.findings):
        cells = finding_cells(book.selection, finding)
        made.row(cells, {0: finding.severity})
    made.close("findings", label(FINDINGS), label(N_("There are no findings.")))
    return made


def legend(book: Workbook) -> ListSheet:
    """A sheet that explains the letters, in their colours."""
    label, matrix = book.label, with_permitted(book, book.matrix)
    columns = [(label(N_("Letter")), 12.0), (label(N_("Meaning")), 80.0)]
    made = ListSheet(book, label(N_("Legend")), columns)
    for letter, meaning in matrix.legend.items():
        made.row((letter, meaning), {0: f"letter_{matrix.rule.role(letter)}"})
    made.close("legend", label(LEGEND), "")
    made.below(book.about(matrix))
    return made


class Contents:
    """The sheet that lists all others, each with a link to it and one back."""

    def __init__(self, book: Workbook) -> None:
        self.book = book
        label = book.label
        columns = [(label(N_("Sheet")), 34.0), (label(N_("Content")), 80.0)]
        columns.append((label(N_("Number of measures")), 10.0))
        self.made = ListSheet(book, label(N_("Contents")), columns)

    def add(self, sheet: Any, content: str, measures: int | None = None) -> None:
        """List a sheet."""
        self.made.row(("", content, ""))
        at, style = self.made.at, self.book.formats["link"]
        self.made.sheet.write_url(at, 0, _link(sheet), style, sheet.name)
        if measures is not None:
            self.made.sheet.write_number(at, 2, measures, self.book.formats["number"])

    def close(self) -> None:
        self.made.close("contents", self.book.label(N_("The sheets of this workbook.")), "")

    def title(self, page: Sheet) -> None:
        """Make the title of a matrix a link to this sheet; it looks as before."""
        if page.is_title_short():
            own, style = self.made.sheet, self.book.formats["title"]
            page.sheet.write_url(0, page.above_first(), _link(own), style, page.title, own.name)
        else:
            # A link is not broken into lines by every program.
            right = max(page.filtered(), page.above_columns())
            self.back(page.sheet, len(page.heights) - 1, right)

    def back(self, sheet: Any, bottom: int, right: int) -> None:
        """Write a link to this sheet beside what is printed of another: nobody clicks on paper."""
        own = self.made.sheet
        sheet.write_url(0, right + 1, _link(own), self.book.formats["back"], own.name)
        sheet.print_area(0, 0, bottom, right)


def _link(sheet: Any) -> str:
    return f"internal:{quote_sheetname(sheet.name)}!A1"
