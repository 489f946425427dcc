"""The tables of a RACI matrix in a Word document: what fits on a page, and their rows."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from ecotui.api import N_, Matrix, Selection, cut, fitting_clauses
from ecotui.plugins.raci_docx.contents import Column, Contents, Line
from ecotui.plugins.raci_docx.measuring import em, lines, widest
from ecotui.plugins.word.document import MM_PER_PT, Page, WordFile
from ecotui.plugins.word.frame import table_line, table_style
from ecotui.plugins.word.tables import Cell, Row, table

_MARGIN_MM = 0.6
_MAX_LETTER_MM = 10
#: How tall names above columns are, and how wide those of several lines, before they get taller.
_MAX_NAME_MM, _MAX_NAMES_MM = 62, 30
#: What the wording of measures has at least, and, if there is room for it, before letters get more.
_MIN_WORDING_MM, _WORDING_MM = 60, 100
#: A row that takes more than this part of a page may be split by the end of a page.
_SPLIT = 0.5
#: Word opens no table that has more columns.
_MAX_COLUMNS = 63
#: Headings above the columns are upright where they would take more lines.
_MAX_BAND_LINES = 3
_MAX_BAND_CHARACTERS = 16
_SAID_MM = 5
#: What is free at least below the last table, since a document does not end with a table.
_END_MM = 1.5
#: The air in rows is made less until that is so.
_AIRS = (1, 0.9, 0.8, 0.7, 0.6, 0.5)

# Told apart by darkness and weight too, since most of these are printed in black and white.
_FIRST = {"shade": "1F4E79", "colour": "FFFFFF", "bold": True}
_OTHER = {"shade": "9DC3E6", "bold": True}
_PARTICIPANT = {"shade": "EAF1F8"}
_BANDS = ("BFBFBF", "D9D9D9", "F2F2F2")
_GROUP, _TOTAL = "E7E6E6", "F2F2F2"


class _Layout(NamedTuple):
    """The tables that a matrix takes; lengths are in millimetres."""

    size: float
    #: Widths of the columns before the letters.
    before: tuple[float, ...]
    #: How many columns of letters there are in each table but the last.
    columns: int
    #: Widths of all columns of letters.
    letters: tuple[float, ...]
    #: Height of the names of the columns.
    names: float
    #: Height of the numbers above them, 0 if there are none.
    numbers: float
    #: Height of every row.
    heights: tuple[float, ...]
    #: Whether the names are taller than the page allows.
    is_cut: bool

    @property
    def line(self) -> float:
        return table_line(self.size) * MM_PER_PT

    @property
    def character(self) -> float:
        return self.size * MM_PER_PT


class Grid:
    """The tables of a matrix, with what `Contents` says is in it.

    Unless ``whole`` is true, a measure has only the wording that fits on one line. If ``official``
    is true, all is black and white.
    """

    def __init__(
        self,
        selection: Selection,
        matrix: Matrix,
        contents: Contents,
        *,
        whole: bool,
        official: bool = False,
    ) -> None:
        self.selection, self.contents, self.whole = selection, contents, whole
        self.official = official
        self.columns, self.lines = contents.columns, contents.lines
        #: Whether the wording of measures stands before the letters.
        self.has_wording = len(contents.names) > 1
        rule = matrix.rule
        # The first lead's comes last: what leads and others share is shown as its.
        self._looks: dict[str, dict[str, Any]] = {
            rule.participant: _PARTICIPANT,
            rule.other: _OTHER,
            rule.first: _FIRST,
        }
        if official:
            self._looks = {rule.other: {"bold": True}, rule.first: {"bold": True}}
        self._layouts: dict[tuple[Page, float, float], _Layout] = {}
        self._air: float = 1
        # Headings of chapters and of sections stand above no columns or above some.
        self._is_used = [any(column.above[level] for column in self.columns) for level in range(2)]

    def tables(self, page: Page, size: float) -> int:
        """How many tables there are, beside each other if pages were wide enough."""
        return max(1, math.ceil(len(self.columns) / self._layout(page, size).columns))

    def pages(self, page: Page, size: float, taken: float) -> int:
        """How many pages there are if the text has a size in points.

        ``taken`` is what stands above on the first page, in millimetres.
        """
        return self._filled(page, size, taken)[0]

    def settle(self, page: Page, size: float, taken: float) -> float:
        """Make rows a little lower if the end of the last page would be too near.

        Returns:
            How much is free on the last page, in millimetres.
        """
        for self._air in _AIRS:
            _count, left = self._filled(page, size, taken)
            if left >= _END_MM:
                break
        return left

    def _filled(self, page: Page, size: float, taken: float) -> tuple[int, float]:
        """How many pages there are, and how much is left free on the last."""
        layout = self._layout(page, size)
        count, left = 0, 0.0
        for first, columns in self._parts(layout):
            count += 1
            said = _SAID_MM if layout.columns < len(self.columns) else 0
            head = sum(row.height for row in self._head(first, first + len(columns), layout))
            left = page.inner_height - head - said - (0 if first else taken)
            band = 0.0
            for line, height in zip(self.lines, layout.heights, strict=True):
                needed = band + height
                band = needed if line.letters is None else 0.0
                if needed > left and not band:
                    count += 1
                    left = page.inner_height - head
                while needed > left > 0:
                    count += 1
                    needed -= left
                    left = page.inner_height - head
                if not band:
                    left -= needed
            left -= band
        return count, left

    def is_cut(self, page: Page, size: float) -> bool:
        """Whether names of columns are taller than the page allows."""
        return self._layout(page, size).is_cut

    def write(self, word: WordFile, size: float, title: str) -> None:
        """Write the tables: one, or several if the columns do not fit on the page.

        Their title is for those who cannot see them.
        """
        layout = self._layout(word.page, size)
        counted = sum(not column.is_total for column in self.columns)
        for first, columns in self._parts(layout):
            if layout.columns < len(self.columns):
                message = self.selection.label(N_("Columns {first}–{end} of {all}"))
                end = min(first + len(columns), counted)
                text = message.format(first=min(first + 1, end), end=end, all=counted)
                word.paragraph("Note", text, with_next=True, new_page=first > 0)
            end = first + len(columns)
            widths = [*layout.before, *layout.letters[first:end]]
            if self.has_wording:
                widths[1] += word.page.inner - sum(widths)
            rows = [*self._head(first, end, layout)]
            for line, height in zip(self.lines, layout.heights, strict=True):
                if line.letters is not None:
                    line = line._replace(before=self._shown(line, widths, layout.character))
                splits = height > _SPLIT * word.page.inner_height
                rows.append(self._row(line, first, end, height, layout, splits))
            word.add(table(widths, rows, margin=_MARGIN_MM, caption=title))

    def _parts(self, layout: _Layout) -> Iterator[tuple[int, Sequence[Column]]]:
        """The columns of each table, and how many stand before them."""
        for first in range(0, max(1, len(self.columns)), layout.columns):
            yield first, self.columns[first : first + layout.columns]

    # -- how large it is

    def _layout(self, page: Page, size: float) -> _Layout:
        key = page, size, self._air
        if key not in self._layouts:
            self._layouts[key] = self._laid_out(page, size)
        return self._layouts[key]

    def _laid_out(self, page: Page, size: float) -> _Layout:
        character, line = size * MM_PER_PT, table_line(size) * MM_PER_PT
        shown = {one for line in self.lines for one in line.letters or ()}
        letters = min(_width(shown, character, 0.2), 30)
        # A number may be in one line, and the mark of its open list in the next.
        numbers = max([widest(column.number) for column in self.columns], default=0)
        letters = max(letters, (numbers + 0.2) * character + 2 * _MARGIN_MM)
        firsts = [line.before[0] for line in self.lines if line.letters is not None]
        firsts.append(self.contents.names[0])
        first = min(max(9 if self.columns else 16, _width(firsts, character, 0.5)), 60)
        taken = first + _MIN_WORDING_MM if self.has_wording else first
        names = [column.name for column in self.columns]
        longest = max(map(em, names), default=1) * character * 1.06
        # A name that is too long stands in several lines beside each other, up to half a page.
        for allowed in (_MAX_NAME_MM, page.inner_height / 2):
            tallest = min(longest, allowed)
            beside = _beside(names, tallest / character)
            least = max(letters, beside * line + 2 * _MARGIN_MM)
            if least <= _MAX_NAMES_MM:
                break
        while tallest > character and _beside(names, tallest / character - 1) == beside:
            tallest -= character
        room = page.inner - taken
        is_cut = least > room
        needed = [_beside([name], tallest / character) * line + 2 * _MARGIN_MM for name in names]
        own = [min(max(letters, width), room) for width in needed] or [letters]
        # One long name makes all columns wide only if that takes no further table.
        even = [max(own)] * len(own)
        most = _MAX_COLUMNS - len(self.contents.names)
        found = [(_columns(widths, room, most), widths) for widths in (even, own)]
        columns, widths = max(found, key=lambda one: one[0])
        wanted = first + _WORDING_MM if self.has_wording else first
        spare = max(0, (page.inner - wanted - _widest(widths, columns)) / columns)
        widths = [max(width, min(width + spare, _MAX_LETTER_MM)) for width in widths]
        before = [first]
        if self.has_wording:
            before.append(page.inner - first - _widest(widths, columns))
        across = sum(before) + _widest(widths, columns)
        heights = tuple([self._height(line, before, across, size) for line in self.lines])
        high = max(
            (
                lines(column.number, (width - 2 * _MARGIN_MM) / character)
                for column, width in zip(self.columns, widths, strict=False)
                if column.number
            ),
            default=0,
        )
        return _Layout(
            size,
            tuple(before),
            columns,
            tuple(widths),
            tallest + 2,
            high * line,
            heights,
            is_cut,
        )

    def _height(self, line: Line, before: Sequence[float], across: float, size: float) -> float:
        """Height of a row with these widths before its letters, and that of the whole table."""
        character = size * MM_PER_PT
        one = table_line(size) * MM_PER_PT
        # Air between the lines if there is room for it.
        air = (0.3 if size < 9 else 2) * self._air
        if line.letters is None:
            return one * lines(line.before[0], (across - 2 * _MARGIN_MM) / character) + air / 2
        shown = self._shown(line, before, character)
        return air + one * max(
            lines(text, (width - 2 * _MARGIN_MM) / character)
            for text, width in zip(shown, before, strict=True)
        )

    def _shown(self, line: Line, before: Sequence[float], character: float) -> Sequence[str]:
        """What stands before the letters of a row if the columns there have such widths."""
        if self.whole or not self.has_wording:
            return line.before
        number, text = line.before
        fitting = (before[1] - 2 * _MARGIN_MM) / character
        return number, fitting_clauses(text, lambda part: lines(part, fitting) == 1)

    # -- its rows

    def _head(self, first: int, end: int, layout: _Layout) -> Iterator[Row]:
        """The rows that are repeated at the top of each page of the columns from first to end."""
        columns = self.columns[first:end]
        style = table_style("Heading", layout.size)
        names = self.contents.names
        rows: list[tuple[list[Cell], float]] = []
        for level in range(2):
            if self._is_used[level]:
                rows.append(self._band(first, end, level, layout))
        if layout.numbers:
            rows.append(([Cell(column.number, style) for column in columns], layout.numbers))
        upright = [
            Cell(column.name, style, shade=self._shade(column), upright=True) for column in columns
        ]
        rows.append((upright, layout.names))
        for at, (cells, height) in enumerate(rows):
            # What names the columns before the letters is as high as all these rows.
            merged = "" if len(rows) == 1 else "continue" if at else "restart"
            before = [Cell("" if at else name, style, merged=merged) for name in names]
            yield Row([*before, *cells], height, header=True, with_next=True)

    def _band(self, first: int, end: int, level: int, layout: _Layout) -> tuple[list[Cell], float]:
        """The headings of a level above their columns, and the height of that row."""
        style = table_style("Heading", layout.size)
        cells, needed = [], layout.line
        columns = self.columns[first:end]
        for above, group in groupby(columns, lambda column: column.above[: level + 1]):
            text, span = above[level], len(list(group))
            room = sum(layout.letters[first : first + span]) - 2 * _MARGIN_MM
            first += span
            fitting = room / layout.character
            count = lines(text, fitting)
            high = count * layout.line
            if upright := count > _MAX_BAND_LINES:
                # So narrow a heading is read more easily upright than in lines of two characters.
                beside = max(1, int(room / layout.line))
                # The list of measures has it whole.
                text = cut(text, 2 * beside * _MAX_BAND_CHARACTERS)
                longest = em(text) * 1.06 + (2 if beside > 1 else 0)
                high = longest / beside * layout.character + 2
            needed = max(needed, high)
            shade = "" if self.official else _BANDS[level + 1]
            cells.append(Cell(text, style, shade=shade, upright=upright, span=span))
        return cells, needed

    def _shade(self, of: Column | Line) -> str:
        if self.official:
            return ""
        if isinstance(of, Column) and of.is_total:
            return _TOTAL
        return _GROUP if of.is_group else ""

    def _row(
        self, line: Line, first: int, end: int, height: float, layout: _Layout, splits: bool
    ) -> Row:
        """A row of a table that has the columns from first to end."""
        text, centred = [table_style(name, layout.size) for name in ("Text", "Centred")]
        if line.letters is None:
            span = len(self.contents.names) + end - first
            style = table_style("Heading", layout.size) if self.official else text
            shade = "" if self.official else _BANDS[line.level]
            band = Cell(line.before[0], style, shade=shade, bold=not self.official, span=span)
            return Row((band,), height, with_next=True)
        before = [Cell(one, text, shade=self._shade(line)) for one in line.before]
        if self.has_wording:
            before[0] = before[0]._replace(style=centred)
        cells = []
        for letter, column in zip(line.letters[first:end], self.columns[first:end], strict=True):
            if column.is_total:
                cells.append(Cell(letter, centred, shade=self._shade(column)))
            else:
                cells.append(Cell(letter, centred, **self._looks.get(letter, {})))
        if splits:
            return Row([*before, *cells], splits=True)
        return Row([*before, *cells], height)


def _columns(widths: Sequence[float], room: float, most: int) -> int:
    """How many columns a table has at most if all tables have as many, and fit in a room."""
    # Fewer tables have no room for all columns.
    least = max(1, int(sum(widths) / room), len(widths) // most)
    for tables in range(least, len(widths)):
        columns = math.ceil(len(widths) / tables)
        if columns <= most and _widest(widths, columns) <= room:
            return columns
    return 1


def _widest(widths: Sequence[float], columns: int) -> float:
    """Width of the widest table if each has so many columns."""
    return max(sum(widths[at : at + columns]) for at in range(0, len(widths), columns))


def _beside(names: Sequence[str], fitting: float) -> int:
    """How many lines the longest of some upright names has."""
    return max([lines(name, fitting / 1.06) for name in names], default=1)


def _width(texts: Iterable[str], character: float, spare: float) -> float:
    """Width in millimetres of a cell for the widest of some texts and some spare characters."""
    return (max(map(em, texts), default=1) + spare) * character + 2 * _MARGIN_MM
