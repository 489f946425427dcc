"""An Excel workbook as the exporter fills it: formats, printed pages, the room that texts take."""

from __future__ import annotations

import io
import itertools
import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ecotui.api import N_, OPEN_MARK, Entry, ExportError, Matrix, Selection, Target, visible
from ecotui.plugins.common.wording import clean, date_of, labelled, query_line
from ecotui.plugins.raci_xlsx.properties import Book

if TYPE_CHECKING:
    from ecotui.plugins.common.matrix_options import PaperOptions

# Excel opens no file with more: characters in a cell, in the name of a sheet, in a print header;
# columns and rows.
_MAX_TEXT, _MAX_NAME, _MAX_HEADER = 32_767, 31, 255
_MAX_COLUMNS, _MAX_ROWS = 16_384, 1_048_576
#: A matrix with more cells is too large for memory.
_MAX_CELLS_IN_MEMORY = 50_000
_PAPERS = {"A4": 9, "A3": 8}

#: How the letters of each role look, and those that only a plan sets. They are told apart by
#: darkness and weight too, since most of these are printed in black and white.
INK = "#1F1F1F"
COLOURS: dict[str, dict[str, Any]] = {
    "first": {"bg_color": "#1F4E79", "font_color": "#FFFFFF", "bold": True},
    "other": {"bg_color": "#9DC3E6", "font_color": INK, "bold": True},
    "participant": {"bg_color": "#EAF1F8", "font_color": INK},
    "": {"bg_color": "#D9D9D9", "font_color": INK},
}

_SONG, _HEI, _LATIN = "宋体", "黑体", "Arial"
_LINK = "#0563C1"
_BODY: dict[str, Any] = {"font_name": _SONG, "font_size": 10.5, "valign": "vcenter"}
_CELL = {**_BODY, "border": 1}
_HEAD = {**_CELL, "font_name": _HEI, "align": "center", "text_wrap": True}
_LETTER = {**_CELL, "font_name": _LATIN, "align": "center"}
_BAND = {**_BODY, "font_name": _HEI, "top": 1, "bottom": 1}
# Texts in these stand upright.
_UPRIGHT = ("department", "group", "chapter_upright", "section_upright", "clause", "upright_open")
_FORMATS: dict[str, dict[str, Any]] = {
    "title": {**_BODY, "font_name": _HEI, "font_size": 16, "align": "center", "text_wrap": True},
    "subtitle": {**_BODY, "font_name": _HEI, "font_size": 12, "align": "center", "text_wrap": True},
    "line": {**_BODY, "font_size": 10, "text_wrap": True},
    "nothing": {**_BODY, "font_size": 10},
    "header": _HEAD,
    "department": {**_HEAD, "valign": "top", "text_wrap": False},
    "group": {**_HEAD, "valign": "top", "text_wrap": False, "italic": True},
    "plan": {**_BAND, "font_size": 12, "bg_color": "#BFBFBF"},
    "chapter": {**_BAND, "font_size": 12, "bg_color": "#D9D9D9"},
    "section": {**_BAND, "bg_color": "#F2F2F2"},
    "chapter_over": {**_HEAD, "font_size": 10, "bg_color": "#D9D9D9"},
    "section_over": {**_HEAD, "font_size": 10, "bg_color": "#F2F2F2"},
    "chapter_upright": {**_HEAD, "font_size": 10, "bg_color": "#D9D9D9", "text_wrap": False},
    "section_upright": {**_HEAD, "font_size": 10, "bg_color": "#F2F2F2", "text_wrap": False},
    "clause": {**_CELL, "valign": "top", "align": "center"},
    "number": {**_LETTER},
    "text": {**_CELL, "text_wrap": True},
    "letter": {**_LETTER},
    # The mark is shown behind the number, or the id, which stays what it is.
    "number_open": {**_LETTER, "num_format": f'0"{OPEN_MARK}";;;@"{OPEN_MARK}"', "shrink": True},
    "upright_open": {**_LETTER, "valign": "top", "num_format": f'@"{OPEN_MARK}"'},
    "role": {**_CELL, "align": "center"},
    "share": {**_LETTER, "num_format": "0%"},
    "date": {**_LETTER, "num_format": "yyyy-mm-dd"},
    **{f"letter_{role}": {**_LETTER, **style} for role, style in COLOURS.items()},
    "error": {**_CELL, "align": "center", "bold": True, "bg_color": "#FFC7CE"},
    "warning": {**_CELL, "align": "center", "bold": True, "bg_color": "#FFEB9C"},
    "info": {**_CELL, "align": "center", "bg_color": "#DDEBF7"},
    "link": {**_CELL, "font_color": _LINK, "underline": 1},
    "back": {**_BODY, "font_color": _LINK, "underline": 1},
    "total": {**_LETTER, "bold": True, "top": 2},
    "total_name": {**_CELL, "font_name": _HEI, "align": "right", "indent": 1},
}


# A line of the body, the size of its type, and the least size that is legible on paper.
LINE_PT, SIZE_PT, LEGIBLE_PT = 14.2, 10.5, 8.0
MAX_ROW_PT = 409.0
# The page inside its margins, in landscape.
PAGE_ROOM_PT = {"A4": (784.0, 500.0), "A3": (1132.0, 748.0)}


def width(text: str) -> int:
    """How wide a text is, in halves of a Chinese character."""
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text)


def points(columns: float) -> float:
    """The points that the width of a column is."""
    return (7 * columns + 5) * 0.75


def lines(text: str, room: float, size: float = SIZE_PT) -> int:
    """How many lines a text takes in a width in points: in doubt one too many.

    Programs break lines differently, and replace a missing font by a wider one.
    """
    return fitting([width(line) for line in text.split("\n")], room, size)


def fitting(widths: Sequence[int], room: float, size: float = SIZE_PT) -> int:
    """What `lines` says of paragraphs of such widths, in halves of a Chinese character."""
    halves = max(1, int((room - 6) / (size / 2) / 1.06))
    return sum(1 + max(0, wide - 1) // halves for wide in widths)


class Workbook:
    """The workbook of a selection, as it is written, with formats of cells by their names."""

    def __init__(
        self,
        selection: Selection,
        options: PaperOptions,
        target: Target,
        out: io.BytesIO,
        folder: str,
    ) -> None:
        self.selection, self.options, self.target = selection, options, target
        self.label = selection.label
        self.matrix = options.matrix(selection)
        self._check_size()
        # The sheets as XML are larger than all else, so those of a large matrix wait in files for
        # being packed; for a small one, making the files would take longer than filling them. The
        # library gives every file of the package a time in 1980, whatever the clock says.
        size = len(self.matrix.rows) * len(self.matrix.departments)
        settings = {
            "tmpdir": folder,
            "in_memory": size < _MAX_CELLS_IN_MEMORY,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        self.book = Book(out, settings)
        self.book.describe(visible(selection.title), selection.language)
        self.formats = {name: self.book.add_format(f) for name, f in _FORMATS.items()}
        # Chinese names stand upright above one another; in an English document they lie.
        self.stacked = selection.language == "zh"
        for name in _UPRIGHT:
            self.formats[name].set_rotation(270 if self.stacked else 90)
        self._conditions: dict[str, Any] = {}
        # Excel keeps this name of a sheet for itself.
        self._names = {"history"}
        self._shortened = 0

    def close(self) -> bool:
        """Finish the file; False if the user has cancelled."""
        self.book.close()
        if self._shortened:
            message = self.label(N_("{count} texts are too long for an Excel cell and were cut"))
            self.target.warn(message.format(count=self._shortened))
        return not self.target.cancelled

    def _check_size(self) -> None:
        across, down = len(self.matrix.departments), len(self.matrix.rows)
        if self.options.by == "department":
            across, down = down, across
        # Beside and below them stand names, totals and headings.
        if across > _MAX_COLUMNS - 100 or down > _MAX_ROWS // 2:
            message = N_("a sheet has at most {columns} columns and {rows} rows; narrow the query")
            raise ExportError(self.label(message).format(columns=_MAX_COLUMNS, rows=_MAX_ROWS))

    def sheet(self, name: str) -> Any:
        """A new sheet, of a name that Excel allows and no other has."""
        plain = "".join(" " if c in "[]:*?/\\" else c for c in visible(name))
        for count in itertools.count(1):
            suffix = f" {count}" if count > 1 else ""
            legal = _shortened(plain.strip(" '"), _MAX_NAME - len(suffix)).strip(" '") + suffix
            if legal and legal.casefold() not in self._names:
                break
        self._names.add(legal.casefold())
        return self.book.add_worksheet(legal.strip())

    def condition(self, style: dict[str, Any]) -> Any:
        """A conditional format; one for all sheets that ask for the same."""
        key = style["bg_color"]
        if key not in self._conditions:
            self._conditions[key] = self.book.add_format(style)
        return self._conditions[key]

    def string(self, sheet: Any, row: int, column: int, text: str, style: str) -> None:
        """Write a text, whatever it looks like, as a text."""
        safe = clean(text)
        if not safe:
            # An empty text would count as content and hide what overflows from the left.
            sheet.write_blank(row, column, None, self.formats[style])
            return
        if len(safe) > _MAX_TEXT:
            safe = f"{safe[: _MAX_TEXT - 1]}…"
            self._shortened += 1
        sheet.write_string(row, column, safe, self.formats[style])

    def identify(
        self, sheet: Any, row: int, column: int, entry: Entry, *, upright: bool = False
    ) -> None:
        """Write the number of a measure, or its id if that is more, and mark open lists."""
        is_open = entry.participants_open
        if entry.id == str(entry.number):
            style = "number_open" if is_open else "number"
            sheet.write_number(row, column, entry.number, self.formats[style])
        elif upright:
            self.string(sheet, row, column, entry.id, "upright_open" if is_open else "clause")
        else:
            self.string(sheet, row, column, entry.id, "number_open" if is_open else "number")

    def across(self, sheet: Any, row: int, first: int, last: int, text: str, style: str) -> None:
        """Write a text over several columns of a row."""
        if last > first:
            sheet.merge_range(row, first, row, last, "", self.formats[style])
        self.string(sheet, row, first, text, style)

    def about(self, matrix: Matrix) -> list[str]:
        """The scheme, the date if it is known, and what a legend says below the letters."""
        line = labelled(self.selection, N_("Scheme"), matrix.scheme)
        if date := date_of(self.options.date):
            line += " " * 4 + labelled(self.selection, N_("Date"), date)
        return [line, *matrix.notes]

    def page(self, sheet: Any, *, whole: bool = False) -> None:
        """Set up printing, as narrow as a page; if ``whole``, as low too."""
        sheet.set_landscape()
        sheet.set_paper(_PAPERS[self.options.paper])
        sheet.fit_to_pages(1, 1 if whole else 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
        sheet.center_horizontally()
        page = self.label(N_("Page {page} of {pages}"))
        sheet.set_footer("&C" + page.format(page="&P", pages="&N"), {"margin": 0.3})
        date = date_of(self.options.date)
        scheme = labelled(self.selection, N_("Scheme"), self.matrix.scheme)
        right = f"&R&8 {_literal(scheme)}    {'&D' if date is None else _literal(date)}"
        query = query_line(self.selection) or ""
        query = f"&C&8 {_literal(query)}" if query else ""
        title = f"&L&8 {_literal(visible(self.selection.title))}"
        room = _MAX_HEADER - len(right)
        title = _header_cut(title, room if not query else room // 2)
        query = _header_cut(query, room - len(title))
        sheet.set_header(title + query + right, {"margin": 0.3})


def _shortened(text: str, units: int) -> str:
    """A text of at most some 16-bit units, in which Excel counts."""
    while len(text.encode("utf-16-le")) > 2 * units:
        text = text[:-1]
    return text


def _literal(text: str) -> str:
    """A text for a print header, in which ``&`` begins a code."""
    return text.replace("&", "&&")


def _header_cut(text: str, room: int) -> str:
    if len(text) <= room:
        return text
    short = text[: max(room - 1, 0)]
    # Half of a doubled sign would begin a code.
    if (len(short) - len(short.rstrip("&"))) % 2:
        short = short[:-1]
    return f"{short}…" if room > 8 else ""
