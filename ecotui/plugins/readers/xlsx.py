"""Reads a workbook: each sheet that is shown as one table, its cells as they are shown.

openpyxl reads the values. python-calamine is quicker, but knows no formats of dates, and two
cells in the corners of a sheet make it end the program (calamine #693). openpyxl is given what it
needs for the values and no more, since it stumbles over the rest of files that Excel opens: empty
fills, wrong dates in the properties, two sheets of one name, the size that WPS claims for a sheet.
"""

from __future__ import annotations

import datetime as dt
import warnings
from collections.abc import Iterable, Iterator
from typing import Any

from ecotui.api import Block, Cell, MatrixSheet, Note, Place, PlanError, Problem, Row, _
from ecotui.plugins.common.text_digest import digest
from ecotui.plugins.readers.grids import MOST_CELLS, table, too_large
from ecotui.plugins.readers.number_formats import as_shown, shows_date
from ecotui.plugins.readers.office import by_content
from ecotui.plugins.readers.packages import Package
from ecotui.plugins.readers.whitespace import tidy
from ecotui.plugins.readers.xlsx_parts import Book, Sheet, letters, unescaped

# So many empty rows are kept between two others; who left more meant nothing by it.
_GAP = 100
# A row of fewer texts may be like another one by chance.
_FEWEST_HEADS = 3
# So many names are listed.
_LISTED = 9
_MOST_LOST = 200


class Reader:
    """Reads workbooks."""

    def blocks(self, data: bytes, file: str) -> Iterator[Block | MatrixSheet]:
        """The sheets that are shown, in their order, without their empty margins.

        Raises:
            PlanError: it cannot be read.
        """
        if other := by_content(data, file, "xlsx"):
            yield from other
            return
        package = Package(data, file, "xlsx")
        book = Book(package)
        yield from _beside_nothing(book)
        if book.sheets:
            values = _opened(book, package).worksheets
            texts = [
                _rows(worksheet, package, sheet)
                for worksheet, sheet in zip(values, book.sheets, strict=True)
            ]
            _find_copies(book.sheets, texts)
            if any(sheet.matrix for sheet in book.sheets):
                yield from _matrices(book, texts, file)
                return
            for sheet, rows in zip(book.sheets, texts, strict=True):
                yield from _Table(sheet, file).blocks(rows)
        for sheet in book.hidden:
            yield Note(_("a hidden sheet is left out"), Place(sheet=sheet.name, row=1))


def _beside_nothing(book: Book) -> Iterator[Note]:
    """What is left out of sheets whose cells hold nothing: comments, boxes, struck texts."""
    for sheet in book.empty:
        found = _Table(sheet, "")
        yield from found.beside()
        yield from found.headers({})


def _matrices(
    book: Book, texts: list[dict[int, list[str]]], file: str
) -> Iterator[Note | MatrixSheet]:
    """The matrices of a workbook, and what else somebody wrote into it."""
    for sheet, rows in zip(book.sheets, texts, strict=True):
        found = _Table(sheet, file)
        if sheet.matrix:
            yield found.matrix(rows, *sheet.matrix)
        elif sheet.written and (cells := sorted([*found.added(rows), *sheet.typed])):
            message = _("not read, since only the letters of a matrix are: {cells}")
            message = message.format(cells=_listed(f"{letters(c)}{row}" for row, c in cells))
            yield Note(message, found.place(cells[0][0]))
        if found.has_other_texts(rows):
            message = _("its texts are not as they were exported; only the letters are read")
            yield Note(message, Place(sheet=sheet.name))
        yield from found.beside()
    sheets = [*book.sheets, *book.hidden]
    if any(sheet.written for sheet in sheets):
        for sheet in sheets:
            if not (sheet.matrix or sheet.written):
                message = _("the sheet has no matrix, and is not read")
                if sheet in book.hidden:
                    message = _("a hidden sheet is left out")
                yield Note(message, Place(sheet=sheet.name))


def _opened(book: Book, package: Package) -> Any:
    """The workbook in openpyxl."""
    import openpyxl

    stream = book.values()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return openpyxl.load_workbook(stream, read_only=True, data_only=True)
    except MemoryError:
        raise
    except Exception:
        raise package.damaged() from None


def _find_copies(sheets: list[Sheet], texts: list[dict[int, list[str]]]) -> None:
    """Take a sheet for a matrix that has the first row of one: a copy is not always marked."""
    heads = {}
    for sheet, rows in zip(sheets, texts, strict=True):
        if sheet.matrix:
            first, top, last, _bottom = sheet.matrix
            heads[tuple(rows.get(top, [])[first - 1 : last])] = sheet
    for head, source in heads.items():
        assert source.matrix
        first, top, last, bottom = source.matrix
        for sheet, rows in zip(sheets, texts, strict=True):
            same = [number for number, row in rows.items() if tuple(row[first - 1 : last]) == head]
            if len(head) >= _FEWEST_HEADS and same and not sheet.matrix:
                sheet.matrix = first, same[0], last, same[0] + bottom - top
                sheet.names = source.names
                if source.written:
                    left, above, right, below = source.written
                    lower = same[0] - top
                    sheet.written = left, above + lower, right, below + lower


def _rows(worksheet: Any, package: Package, sheet: Sheet) -> dict[int, list[str]]:
    """The texts of the cells of each row that has any; the sheet gets the dates shown in part."""
    found: dict[int, list[str]] = {}
    size = 0
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            # A size is there only so that openpyxl does not read everything to find one.
            worksheet.reset_dimensions()
            for number, row in enumerate(worksheet.iter_rows(), 1):
                texts = [_text(cell) for cell in row]
                for column, (cell, text) in enumerate(zip(row, texts, strict=True), 1):
                    if (
                        text
                        and isinstance(cell.value, dt.date)
                        and not shows_date(cell.value, text)
                    ):
                        date = f"{cell.value:%Y-%m-%d}"
                        sheet.dates.append((number, f"{letters(column)}{number} {text} ({date})"))
                while texts and not texts[-1]:
                    texts.pop()
                if texts:
                    found[number] = texts
                    size += len(texts)
                    if size > MOST_CELLS:
                        raise too_large(package.file)
    except (MemoryError, PlanError):
        raise
    except Exception:
        raise package.damaged() from None
    return found


def _text(cell: Any) -> str:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, str):
        text = tidy(unescaped(value).replace("\r\n", "\n").replace("\r", "\n"))
        return as_shown(text, cell.number_format) if text else ""
    return as_shown(value, cell.number_format)


class _Table:
    """A sheet on its way to a table."""

    def __init__(self, sheet: Sheet, file: str) -> None:
        self.sheet = sheet
        self.file = file
        #: Cells with a text of their own that a merged one covers, with their rows.
        self.covered: list[tuple[int, str]] = []

    def blocks(self, texts: dict[int, list[str]]) -> Iterator[Block]:
        """The sheet as a table, and what is to be said about it.

        Args:
            texts: The texts of its rows by their numbers, in order.
        """
        sheet = self.sheet
        if sheet.uncalculated:
            message = _(
                "formulas have no result: {cells}; "
                "open it in Excel or WPS, save it, import it again"
            )
            lost = [f"{letters(column)}{row}" for column, row in sheet.unknown]
            message = message.format(cells=_lost(lost or map(str, sheet.uncalculated)))
            yield Note(message, self.place(sheet.uncalculated[0]))
        if not texts:
            return
        left = min(next(at for at, text in enumerate(row) if text) for row in texts.values())
        right = max(len(row) for row in texts.values())
        if (right - left) * len(texts) > MOST_CELLS:
            raise too_large(self.file)
        cells = {
            number: [Cell(text) for text in row] + [Cell("")] * (right - len(row))
            for number, row in texts.items()
        }
        self.merge(cells, right)
        lines: list[Row] = []
        last = next(iter(cells)) - 1
        for number, row in cells.items():
            if number - last - 1 <= _GAP:
                empty = (Cell(""),) * (right - left)
                lines += [Row(empty, self.place(between)) for between in range(last + 1, number)]
            head = sheet.heads[0] <= number <= sheet.heads[1]
            lines.append(Row(tuple(row[left:]), self.place(number), head))
            last = number
        yield table(lines, self.file)
        yield from self.notes(texts, left, right)

    def matrix(
        self, texts: dict[int, list[str]], first: int, top: int, last: int, bottom: int
    ) -> MatrixSheet:
        """The matrix of a sheet that the exporter ``raci-xlsx`` wrote.

        Raises:
            PlanError: a formula in it has no result, or it has more cells than any matrix.
        """
        for column, number in self.sheet.unknown:
            if first <= column <= last and top <= number <= bottom:
                message = _("{sheet}!{cell}: the formula has no result").format(
                    sheet=self.sheet.name, cell=f"{letters(column)}{number}"
                )
                advice = _(
                    "write the letter itself, or open and save it in Excel, WPS, LibreOffice"
                )
                raise PlanError([Problem(self.file, None, message, advice)])
        numbers = [number for number in texts if number >= top]
        right = max([last, *[len(texts[number]) for number in numbers]])
        if len(numbers) * right > MOST_CELLS:
            raise too_large(self.file)
        cells = {
            number: [*map(Cell, texts[number])] + [Cell("")] * (right - len(texts[number]))
            for number in numbers
        }
        self.merge(cells, right)
        rows = [Row(tuple(row[first - 1 :]), self.place(number)) for number, row in cells.items()]
        above = texts.get(top - 1, [])[first - 1 :]
        made, names, added = table(rows, self.file), self.sheet.names, self.added(texts)
        return MatrixSheet(made, first, (last, bottom), names, above, added)

    def has_other_texts(self, texts: dict[int, list[str]]) -> bool:
        """Whether texts that ``raci-xlsx`` wrote beside its letters have changed."""
        sheet = self.sheet
        if sheet.texts is None or not sheet.written:
            return False
        first, top, last, bottom = sheet.matrix or (1, 1, 0, 0)
        top -= sheet.names.get("by") == "department"
        apart = {*self.added(texts), *sheet.typed}
        return sheet.texts != digest(
            texts[row][column - 1]
            for row, column in sheet.strings
            if not (top <= row <= bottom and first <= column <= last)
            if row in texts and column <= len(texts[row]) and (row, column) not in apart
        )

    def added(self, texts: dict[int, list[str]]) -> list[tuple[int, int]]:
        """Rows and columns of the cells outside all that ``raci-xlsx`` wrote."""
        if not self.sheet.written:
            return []
        first, top, last, bottom = self.sheet.written
        return [
            (number, column)
            for number, row in texts.items()
            for column, text in enumerate(row, 1)
            if text and not (first <= column <= last and top <= number <= bottom)
        ]

    def place(self, row: int) -> Place:
        """A row of this sheet."""
        return Place(sheet=self.sheet.name, row=row)

    def beside(self) -> Iterator[Note]:
        """What is left out of the sheet."""
        if struck := self.sheet.struck:
            message = _("struck text is left out: {cells}")
            message = message.format(cells=_lost(cell for _row, cell in struck))
            yield Note(message, self.place(struck[0][0]))
        for number, text in self.sheet.comments:
            yield Note(_("comment left out: {text}").format(text=text), self.place(number))
        for number, text in self.sheet.boxes:
            yield Note(_("text box left out: {text}").format(text=text), self.place(number))
        if self.sheet.pictures:
            yield Note(_("pictures are left out"), self.place(self.sheet.pictures[0]))
        if dates := self.sheet.dates:
            message = _("dates are kept as they are shown, not as they are: {cells}")
            message = message.format(cells=_listed(cell for _row, cell in dates))
            yield Note(message, self.place(dates[0][0]))
        if self.covered:
            message = _("text in a cell that a merged one covers is left out: {text}")
            message = message.format(text=_lost(cell for _row, cell in self.covered))
            yield Note(message, self.place(self.covered[0][0]))

    def headers(self, texts: dict[int, list[str]]) -> Iterator[Note]:
        """What stands above and below the pages of the sheet, and in none of its cells."""
        shown = {"".join(text.split()) for row in texts.values() for text in row}
        for text in self.sheet.printed:
            if "".join(text.split()) not in shown:
                message = _("header or footer left out: {text}").format(text=text)
                yield Note(message, self.place(next(iter(texts), 1)))

    def merge(self, cells: dict[int, list[Cell]], right: int) -> None:
        """Give each position of a merged cell its text."""
        covered = 0
        for first, top, last, bottom in self.sheet.merged:
            if top not in cells or first > right or not cells[top][first - 1].text:
                continue
            text, last = cells[top][first - 1].text, min(last, right)
            rows: Iterable[int] = range(top, bottom + 1)
            if len(cells) < bottom - top:
                rows = [number for number in cells if top <= number <= bottom]
            # Rows without any value of their own stay empty.
            for number in rows:
                if number not in cells:
                    continue
                covered += last - first + 1
                if covered > MOST_CELLS:
                    raise too_large(self.file)
                for column in range(first, last + 1):
                    if (own := cells[number][column - 1].text) and own != text:
                        self.covered.append((number, f"{letters(column)}{number}"))
                    cells[number][column - 1] = Cell(text, column > first, number > top)

    def notes(self, texts: dict[int, list[str]], left: int, right: int) -> Iterator[Note]:
        """What a person who looks at the sheet does not see, or cannot read."""
        yield from self.beside()
        links = [
            (row, column)
            for (row, column), address in sorted(self.sheet.links.items())
            if address and (text := "".join(texts.get(row, [])[column - 1 : column]))
            if address.removeprefix("mailto:").rstrip("/") not in text
        ]
        if links:
            cells = _lost(f"{letters(column)}{row}" for row, column in links)
            message = _("addresses behind links are left out: {cells}").format(cells=cells)
            yield Note(message, self.place(links[0][0]))
        yield from self.headers(texts)
        rows = [number for number in self.sheet.hidden_rows if number in texts]
        if rows:
            message = _("hidden rows are read too: {rows}").format(rows=_listed(map(str, rows)))
            yield Note(message, self.place(rows[0]))
        columns = [column for column in self.sheet.hidden_columns if left < column <= right]
        if columns:
            message = _("hidden columns are read too: {columns}").format(
                columns=_listed(map(letters, columns))
            )
            yield Note(message, self.place(next(iter(texts))))
        for number, row in texts.items():
            if any(text.startswith("#") and text in _ERRORS for text in row):
                yield Note(_("a cell holds an error instead of a value"), self.place(number))


_ERRORS = ("#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!")


def _listed(names: Iterable[str], most: int = _LISTED) -> str:
    found = list(names)
    return ", ".join(found[:most]) + (", …" if len(found) > most else "")


def _lost(names: Iterable[str]) -> str:
    """Names of cells whose text is in no plan."""
    return _listed(names, _MOST_LOST)
