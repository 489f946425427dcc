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
from collections.abc import Iterable, Iterator, Sequence
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
    _,
    clean,
    join_names,
    open_mark,
    plan_to_toml,
    visible,
)
from ecotui.plugins.common.text_digest import digest
from ecotui.plugins.common.units import fitting as fitting_units
from ecotui.plugins.common.units import units
from ecotui.plugins.common.wording import labelled, own_id
from ecotui.plugins.raci_xlsx.formats import FORMATS, in_language
from ecotui.plugins.raci_xlsx.formulas import ESCAPE, Place, area, fits, literal, shown_id
from ecotui.plugins.raci_xlsx.pages import (
    LEAST_SCALE,
    LEGIBLE_PT,
    SIZE_PT,
    header_literal,
    lay_out,
)
from ecotui.plugins.raci_xlsx.properties import MAX_PROPERTY, Book

if TYPE_CHECKING:
    from ecotui.plugins.common.matrix_options import PaperOptions

# Excel opens no file with more: units in a cell, in the name of a sheet, in a print header; columns
# and rows.
MAX_TEXT, _MAX_NAME, MAX_HEADER = 32_767, 31, 255
_MAX_COLUMNS, _MAX_ROWS = 16_384, 1_048_576
#: A matrix with more cells is too large for memory.
_MAX_CELLS_IN_MEMORY = 50_000

# A line of the body.
LINE_PT = 14.2
#: The highest row, in points, and the widest column, in digits.
MAX_ROW_PT, MAX_COLUMN = 409.0, 255.0
# What a cell leaves free, and by how much the type may be wider than ours.
_PADDING_PT, _SLACK = 6.0, 1.06
#: The size of headers and footers, which is legible at the least scale.
_SMALL = f"&{ceil(LEGIBLE_PT / LEAST_SCALE)} "
#: How many texts, measures or sheets a warning names.
_MOST_NAMED = 5
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
    rest = clean(text)
    # Each line holds so many characters and its end, however narrow they are.
    longest = most * (halves(room) + 1)
    while len(rest) > longest or lines(rest, room) > most:
        end, high = 1, min(len(rest) - 1, longest)
        while end < high:
            middle = (end + high + 1) // 2
            if lines(rest[:middle], room) <= most:
                end = middle
            else:
                high = middle - 1
        end = next((at for at in range(end, end // 2, -1) if rest[at - 1] in _BREAKS), end)
        yield rest[:end]
        rest = rest[end:].lstrip()
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
    return hashlib.sha256(plan_to_toml(plan._replace(source=None)).encode()).hexdigest()[:16]


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
        #: For each sheet by its name the cells of a matrix, and of formulas alone.
        self.areas: dict[str, dict[str, Place]] = {}
        self._conditions: dict[str, Any] = {}
        self._name_choices()
        # Excel keeps this name of a sheet for itself.
        self._names = {"history"}
        #: What is said at the end: texts that were cut, and sheets with rows that are too low.
        self._cut: list[str] = []
        self._low: dict[str, None] = {}

    def _name_choices(self) -> None:
        """Name what the letters rest on, for whoever reads the workbook back."""
        names = {"scheme": self.matrix.scheme, "by": self.options.by}
        if len(self.selection.plans) == 1:
            plan = self.selection.plan
            names |= {"plan": plan.id, "state": state_of(plan)}
        for name, value in names.items():
            if fits(value):
                self.book.define_name(f"ecotui_{name}", f"={literal(value)}")

    def close(self) -> bool:
        """Finish the file; False if the user has cancelled."""
        self._name_areas()
        self.book.close()
        for message in self._doubts():
            self.target.warn(message)
        return not self.target.cancelled

    def _name_areas(self) -> None:
        """Name what was written, for whoever reads back what somebody changed."""
        for sheet, texts in self.book.texts():
            areas = self.areas.get(sheet.name, {})
            areas["written"] = 0, 0, sheet.dim_rowmax, sheet.dim_colmax
            for name, place in areas.items():
                self.book.define_name(f"'{sheet.name}'!ecotui_{name}", f"={area(sheet, place)}")
            # The matrix, and the wordings that may stand above it, are compared cell by cell.
            top, left, bottom, right = areas.get("matrix", (0, 0, -1, 0))
            top -= self.options.by == "department"
            others = (
                text
                for row, column, text in texts
                if not (top <= row <= bottom and left <= column <= right)
            )
            known = literal(digest(others))
            self.book.define_name(f"'{sheet.name}'!ecotui_texts", f"={known}")

    def _doubts(self) -> Iterator[str]:
        """What does not stand in the workbook as it stands in the plan."""

        def some(texts: Iterable[str]) -> str:
            names = [*dict.fromkeys(texts)]
            listed = join_names(names[:_MOST_NAMED], language=self.selection.language)
            return f"{listed} …" if len(names) > _MOST_NAMED else listed

        if self._cut:
            message = N_("longer than an Excel cell or a column's name may be, and cut: {texts}")
            yield _(message).format(texts=some(f"{one[:12]}…" for one in self._cut))
        long = [own_id(one) for one in self.selection.measures if units(one.text) > MAX_TEXT]
        if long:
            message = N_("longer than an Excel cell, so they go on in further rows: measures {ids}")
            yield _(message).format(ids=some(long))
        if self._low:
            message = N_("sheets with rows too low for their texts, which end unseen: {names}")
            yield _(message).format(names=some(self._low))
        title = visible(self.selection.title)
        if units(title) > MAX_PROPERTY - len("&L&11 "):
            message = N_("too long for the print header, cut there: {text}")
            yield _(message).format(text=f"{title[:12]}…")

    def _check_size(self) -> None:
        across, down = len(self.matrix.departments), len(self.matrix.rows)
        if self.options.by == "department":
            across, down = down, across
        # Beside and below them stand names, totals and headings.
        if across > _MAX_COLUMNS - 100 or down > _MAX_ROWS // 2:
            raise ExportError(self._too_large())

    def _too_large(self) -> str:
        message = N_("a sheet has at most {columns} columns and {rows} rows; narrow the query")
        return self.label(message).format(columns=_MAX_COLUMNS, rows=_MAX_ROWS)

    def sheet(self, name: str) -> Any:
        """A new sheet, of a name that Excel allows and no other has."""
        # Full-width marks stay clear of formulas, where one ends the name of a sheet, and escapes.
        plain = "".join(" " if c in "[]:*?/\\" else c for c in visible(name)).replace("!", "！")
        plain = ESCAPE.sub("＿", plain)
        for count in itertools.count(1):
            suffix = f" {count}" if count > 1 else ""
            room = _MAX_NAME - len(suffix)
            legal = fitting_units(plain.strip(" '"), room).strip(" '") + suffix
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
        sheet.write_string(row, column, self.fitting(safe), self.formats[style])

    def fitting(self, text: str, most: int = MAX_TEXT) -> str:
        """As much of a text as some units hold, by default those of a cell; what is cut is said."""
        # No character takes more than two units, and most texts are short.
        if 2 * len(text) <= most or units(text) <= most:
            return text
        self._cut.append(text)
        return fitting_units(text, most)

    def row_height(self, sheet: Any, row: int, height: float, **options: Any) -> float:
        """Make a row so high, in points, or as high as a row may be, which is said; 0: as usual.

        Raises:
            ExportError: a sheet has no such row.
        """
        if row >= _MAX_ROWS:
            raise ExportError(self._too_large())
        if height > MAX_ROW_PT:
            self._low[sheet.name] = None
            height = MAX_ROW_PT
        if height:
            sheet.set_row(row, height, None, options)
        return height

    def identify(self, sheet: Any, row: int, column: int, entry: Entry) -> None:
        """Write the number of a measure, or its id if that is more, and mark open lists."""
        style = f"number{open_mark(entry.plan)}" if entry.participants_open else "number"
        id_ = shown_id(entry)
        if isinstance(id_, int):
            sheet.write_number(row, column, id_, self.formats[style])
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
        date = fitting_units(date, MAX_HEADER // 3, header_literal)
        right = f"&R{_SMALL}{header_literal(date)}" if date else ""
        left = f"&L{_SMALL}"
        room = MAX_HEADER - units(left + right)
        text = fitting_units(title or visible(self.selection.title), room, header_literal)
        sheet.set_header(f"{left}{header_literal(text)}{right}", still)
