"""An Excel workbook as the exporter fills it: formats, printed pages, the room that texts take."""

from __future__ import annotations

import contextlib
import functools
import hashlib
import io
import itertools
import tempfile
import textwrap
import unicodedata
from collections.abc import Iterator, Sequence
from math import ceil
from typing import TYPE_CHECKING, Any

from ecotui.api import (
    N_,
    Entry,
    ExportError,
    Matrix,
    Plan,
    Selection,
    Target,
    clean,
    open_mark,
    plan_to_toml,
    visible,
)
from ecotui.plugins.common.wording import labelled, own_id
from ecotui.plugins.raci_xlsx.formats import FORMATS, in_language
from ecotui.plugins.raci_xlsx.formulas import ESCAPE, literal
from ecotui.plugins.raci_xlsx.pages import (
    LEAST_SCALE,
    LEGIBLE_PT,
    SIZE_PT,
    header_literal,
    lay_out,
)
from ecotui.plugins.raci_xlsx.properties import Book

if TYPE_CHECKING:
    from ecotui.plugins.common.matrix_options import PaperOptions

# Excel opens no file with more: characters in a cell, in the name of a sheet, in a print header;
# columns and rows.
_MAX_TEXT, _MAX_NAME, _MAX_HEADER = 32_767, 31, 255
_MAX_COLUMNS, _MAX_ROWS = 16_384, 1_048_576
#: A matrix with more cells is too large for memory.
_MAX_CELLS_IN_MEMORY = 50_000

# A line of the body.
LINE_PT = 14.2
MAX_ROW_PT = 409.0
# What a cell leaves free, and by how much the type may be wider than ours.
_PADDING_PT, _SLACK = 6.0, 1.06
#: The size of headers and footers, which is legible at the least scale.
_SMALL = f"&{ceil(LEGIBLE_PT / LEAST_SCALE)} "
#: Behind these a text is best cut.
_BREAKS = "。；，、;, .）)\n"


@functools.cache
def _wide(character: str) -> int:
    return 2 if unicodedata.east_asian_width(character) in "WFA" else 1


@functools.lru_cache(maxsize=4096)
def width(text: str) -> int:
    """How wide a text is, in halves of a Chinese character."""
    return sum(map(_wide, text))


def points(columns: float) -> float:
    """The points that the width of a column is."""
    return (7 * columns + 5) * 0.75


def lines(text: str, room: float, size: float = SIZE_PT) -> int:
    """How many lines a text takes in a width in points: in doubt one too many.

    Programs break lines differently, and replace a missing font by a wider one.
    """
    paragraphs = text.split("\n")
    wide = [width(line) for line in paragraphs]
    if sum(wide) > 1.3 * len(text) or " " not in text:
        return fitting(wide, room, size)
    # Latin words stay whole, and their letters are rather more than half as wide as high.
    most = max(1, int(halves(room, size) * 0.93))
    return sum(len(textwrap.wrap(one, most)) or 1 for one in paragraphs)


def digits(room: float) -> float:
    """The width of a column of so many points: the inverse of `points`, rounded up to a tenth."""
    return ceil((room / 0.75 - 5) / 7 * 10) / 10


def room_of(characters: int) -> float:
    """The points of a column that holds so many Chinese characters in a line."""
    return characters * SIZE_PT * _SLACK + _PADDING_PT


def pieces(text: str, room: float, most: int) -> Iterator[str]:
    """A text in pieces of at most so many lines in a width in points, cut at marks and blanks."""
    text, start = clean(text), 0
    while True:
        # Of a text of a million characters, no more is measured than a piece may hold.
        size = 4096
        while start + size < len(text) and lines(text[start : start + size], room) <= most:
            size *= 2
        rest = text[start : start + size]
        if start + size >= len(text) and lines(rest, room) <= most:
            break
        end, high = 1, len(rest)
        while end < high:
            middle = (end + high + 1) // 2
            if lines(rest[:middle], room) <= most:
                end = middle
            else:
                high = middle - 1
        end = next((at for at in range(end, end // 2, -1) if rest[at - 1] in _BREAKS), end)
        yield rest[:end]
        start += end
        while text[start : start + 1].isspace():
            start += 1
    yield rest


@functools.lru_cache
def halves(room: float, size: float = SIZE_PT) -> int:
    """How many halves of a Chinese character a line of a cell surely holds."""
    return max(2, int((room - _PADDING_PT) / (size / 2) / _SLACK))


def fitting(widths: Sequence[int], room: float, size: float = SIZE_PT) -> int:
    """What `lines` says of paragraphs of such widths, in halves of a Chinese character."""
    most = halves(room, size)
    return sum(1 + max(0, wide - 1) // most for wide in widths)


def state_of(plan: Plan) -> str:
    """A short digest of a plan: who reads the workbook back sees whether it has changed since."""
    return hashlib.sha256(plan_to_toml(plan).encode()).hexdigest()[:16]


def with_permitted(book: Workbook, matrix: Matrix) -> Matrix:
    """A matrix whose legend has every letter that may be written into a cell."""
    informed = book.label(N_("informed: is told the result"))
    more = {one: informed for one in matrix.rule.permitted if one not in matrix.legend}
    return matrix._replace(legend={**matrix.legend, **more})


class Workbook:
    """The workbook of a selection, as it is written, with formats of cells by their names."""

    def __init__(
        self,
        selection: Selection,
        options: PaperOptions,
        target: Target,
        out: io.BytesIO,
        files: contextlib.ExitStack,
    ) -> None:
        self.selection, self.options, self.target = selection, options, target
        self.label = selection.label
        self.matrix = options.matrix(selection)
        self._check_size()
        # The sheets as XML are larger than all else, so those of a large matrix wait in files for
        # being packed; for a small one, making the files would take longer than filling them. The
        # library gives every file of the package a time in 1980, whatever the clock says.
        size = len(self.matrix.rows) * len(self.matrix.departments)
        folder = None
        if size >= _MAX_CELLS_IN_MEMORY:
            folder = files.enter_context(tempfile.TemporaryDirectory(prefix="ecotui-"))
        self.book = Book(out, {"tmpdir": folder, "in_memory": folder is None})
        self.book.describe(visible(selection.title), selection.language, visible(options.author))
        looks = {name: in_language(look, selection.language) for name, look in FORMATS.items()}
        self.formats = {name: self.book.add_format(look) for name, look in looks.items()}
        # Chinese names stand upright above one another, or lie in short lines; in an English
        # document, names are turned.
        self.chinese = selection.language == "zh"
        names = ("department", "group", "department_upright", "group_upright")
        for name in names[2:] if self.chinese else (*names, "clause"):
            self.formats[name].set_rotation(270 if self.chinese else 90)
        mark = "√" if self.chinese else "OK"
        self.formats["check"].set_num_format(f'[=1]"{mark}";0')
        self._conditions: dict[str, Any] = {}
        self._name_choices()
        # Excel keeps this name of a sheet for itself.
        self._names = {"history"}
        self._shortened = 0

    def _name_choices(self) -> None:
        """Name what the letters rest on, for whoever reads the workbook back."""
        names = {"scheme": self.matrix.scheme, "by": self.options.by}
        if len(self.selection.plans) == 1:
            plan = self.selection.plan
            names |= {"plan": plan.id, "state": state_of(plan)}
        for name, value in names.items():
            self.book.define_name(f"ecotui_{name}", f"={literal(value)}")

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
        # Full-width marks stay clear of formulas, where one ends the name of a sheet, and escapes.
        plain = "".join(" " if c in "[]:*?/\\" else c for c in visible(name)).replace("!", "！")
        plain = ESCAPE.sub("＿", plain)
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

    def identify(self, sheet: Any, row: int, column: int, entry: Entry) -> None:
        """Write the number of a measure, or its id if that is more, and mark open lists."""
        style = f"number{open_mark(entry.plan)}" if entry.participants_open else "number"
        id_ = own_id(entry)
        if id_ == str(entry.number):
            sheet.write_number(row, column, entry.number, self.formats[style])
        else:
            self.string(sheet, row, column, id_, style)

    def across(self, sheet: Any, row: int, first: int, last: int, text: str, style: str) -> None:
        """Write a text over several columns of a row."""
        if last > first:
            sheet.merge_range(row, first, row, last, "", self.formats[style])
        self.string(sheet, row, first, text, style)

    def about(self, matrix: Matrix) -> list[str]:
        """The date if there is one, and what a legend says below the letters."""
        date = self.date()
        return [*([labelled(self.selection, N_("Date"), date)] if date else []), *matrix.notes]

    def date(self) -> str:
        """The date on the pages; empty if there is none."""
        return self.options.day(self.selection)

    def page(
        self,
        sheet: Any,
        title: str = "",
        *,
        whole: bool = False,
        scale: int = 0,
        across: Sequence[int] = (),
        down: Sequence[int] = (),
    ) -> None:
        """Set up printing: as narrow as a page, and as low if ``whole``.

        With a ``scale`` in percent it is printed at that, and further pages begin with the columns
        ``across`` and the rows ``down``: Excel heeds no breaks where it makes a sheet fit.
        """
        lay_out(sheet, self.options.paper)
        sheet.fit_to_pages(1, 1 if whole else 0)
        if scale:
            sheet.set_print_scale(scale)
            sheet.set_v_pagebreaks(across)
            sheet.set_h_pagebreaks(down)
        page = self.label(N_("Page {page} of {pages}"))
        # LibreOffice makes header and footer smaller with the table, whatever the file says.
        still = {"margin": 0.3, "scale_with_doc": False}
        sheet.set_footer(f"&C{_SMALL}" + page.format(page="&P", pages="&N"), still)
        date = self.date()
        right = f"&R{_SMALL}{header_literal(date)}" if date else ""
        text = header_literal(title or visible(self.selection.title))
        title = _header_cut(f"&L{_SMALL}{text}", _MAX_HEADER - len(right))
        sheet.set_header(title + right, still)


def _shortened(text: str, units: int) -> str:
    """A text of at most some 16-bit units, in which Excel counts."""
    while len(text.encode("utf-16-le")) > 2 * units:
        text = text[:-1]
    return text


def _header_cut(text: str, room: int) -> str:
    if len(text) <= room:
        return text
    short = text[: max(room - 1, 0)]
    # Half of a doubled sign would begin a code.
    if (len(short) - len(short.rstrip("&"))) % 2:
        short = short[:-1]
    return f"{short}…" if room > 8 else ""
