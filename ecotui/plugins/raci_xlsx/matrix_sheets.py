"""The sheet of a RACI matrix: measures down and departments across, or the other way round."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil
from typing import Any

from ecotui.api import N_, Entry, Heading, Matrix, MatrixRow, Selection, visible
from ecotui.plugins.common import wording
from ecotui.plugins.common.matrix_options import meanings
from ecotui.plugins.raci_xlsx.formulas import Place, area
from ecotui.plugins.raci_xlsx.workbook import (
    COLOURS,
    LEGIBLE_PT,
    LINE_PT,
    MAX_ROW_PT,
    PAGE_ROOM_PT,
    SIZE_PT,
    Workbook,
    fitting,
    lines,
    points,
    width,
)

# Widths of columns, in digits of the standard font. A case is a measure that has a column.
_NUMBER_WIDTH, _LETTER_WIDTH, _TOTAL_WIDTH = 6.0, 4.3, 6.0
_MAX_DEPARTMENT_WIDTH, _CASE_WIDTH, _COUNT_WIDTH = 24.0, 3.2, 5.0
_USUAL_MEASURE_WIDTH = 64.0
_MIN_MEASURE_WIDTH, _MAX_MEASURE_WIDTH = 34, 150
#: With more measures, the best width is not sought.
_MAX_WEIGHED_ROWS = 300
_CLAUSE_CHARACTERS = 14
_BAND_PT, _TOTALS_PT = 17.0, 16.0


def _row_height(count: int) -> float:
    return max(_BAND_PT, LINE_PT * count + 3)


class Sheet:
    """What both ways round have: what stands above the table, its colours, its page.

    A part of the selection has headings above it; the whole has none.
    """

    #: How many columns stay in sight.
    frozen = 2

    def __init__(
        self,
        workbook: Workbook,
        sheet: Any,
        matrix: Matrix,
        headings: Sequence[Heading] = (),
        part: Selection | None = None,
    ) -> None:
        self.workbook, self.sheet, self.matrix = workbook, sheet, matrix
        self.headings, self.label = headings, workbook.label
        self.selection = part or workbook.selection
        self.names = matrix.departments
        self.load = matrix.load()
        letters = matrix.letters
        # A plan may set one kind of cell alone, and the total is then that of one kind.
        style = "number" if len(letters) == 1 else "total"
        #: What is counted: each kind of cell, then all; a label, the kinds that it sums, the style.
        self.kinds: list[tuple[str, tuple[str, ...], str]] = [
            *[(value, (value,), "number") for value in letters],
            (self.label(N_("Total")), letters, style),
        ]
        #: Where the letters of each department stand, and the ids of the measures.
        self.places: dict[str, Place] = {}
        self.ids: Place | None = None
        self.columns = self.widths()
        self.height = 0.0
        self.top = self.header = self.last = 0

    # -- what each way round does

    def widths(self) -> list[float]:
        raise NotImplementedError

    def table(self, at: int) -> Iterator[int]:
        """Write the table from a row on; yields each row that the filter covers."""
        raise NotImplementedError

    # -- what both do

    def write(self) -> bool:
        """Fill the sheet; False if the user has cancelled."""
        target, size = self.workbook.target, len(self.matrix.rows)
        self.last = len(self.columns) - 1
        for column, wide in enumerate(self.columns):
            self.sheet.set_column(column, column, wide)
        at = self.top = self.header = self.above()
        for done, row in enumerate(self.table(at)):
            if target.cancelled:
                return False
            at = row
            target.progress(min(done, size), size)
        self.sheet.autofilter(self.header, 0, at, self.last)
        self.sheet.freeze_panes(self.header + 1, self.frozen)
        self.sheet.repeat_rows(self.top, self.header)
        across, down = PAGE_ROOM_PT[self.workbook.options.paper]
        scale = min(1.0, across / self.wide, down / max(self.height, 1.0))
        self.workbook.page(self.sheet, whole=scale >= LEGIBLE_PT / SIZE_PT)
        return True

    def letters_of(self, name: str) -> str | None:
        """The cells with the letters of a department for a formula; None if it has no column."""
        return area(self.sheet, self.places[name]) if name in self.places else None

    def row_height(self, row: int, height: float) -> None:
        """Make a row so high, in points: not every program does so itself when it opens a file."""
        height = min(height, MAX_ROW_PT)
        self.height += height
        self.sheet.set_row(row, height)

    def above(self) -> int:
        """Write what stands above the table; the row below it is the result."""
        heads = self.heads()
        for at, (text, style, line) in enumerate(heads):
            # Titles are larger, but short.
            self.row_height(at, line * lines(text, self.wide, 12.0) + 3)
            self.workbook.across(self.sheet, at, 0, self.last, text, style)
        return len(heads)

    def heads(self) -> list[tuple[str, str, float]]:
        """Texts, styles and line heights of what stands above the table."""
        workbook, matrix = self.workbook, self.matrix
        path = [self.label(N_("RACI matrix")), *map(wording.heading_text, self.headings)]
        scheme, *notes = workbook.about(matrix)
        texts = [
            "    ".join(filter(None, [wording.query_line(self.selection), scheme])),
            wording.joined(self.selection, meanings(matrix)),
            wording.joined(self.selection, notes),
        ]
        return [
            (visible(workbook.selection.title), "title", 23.0),
            ("  ".join(path), "subtitle", 18.0),
            *[(visible(text), "line", 14.0) for text in texts if text],
        ]

    def outline(self) -> Iterator[Heading | Entry]:
        """Headings and measures, without the headings that the title of a part names already."""
        for item in self.selection.outline():
            if item not in self.headings:
                yield item

    @property
    def wide(self) -> float:
        """The width of the table in points."""
        return sum(map(points, self.columns))

    def string(self, row: int, column: int, text: str, style: str) -> None:
        self.workbook.string(self.sheet, row, column, text, style)

    def number(self, row: int, column: int, count: int, style: str = "number") -> None:
        self.sheet.write_number(row, column, count, self.workbook.formats[style])

    def colour(self, top: int, left: int, bottom: int, right: int) -> None:
        """Colour the letters of the scheme, also those that somebody writes in later."""
        if bottom < top or right < left:
            return
        rule = self.matrix.rule
        for letters in dict.fromkeys((rule.participant, rule.other, rule.first)):
            condition = {"type": "cell", "criteria": "==", "value": f'"{letters}"'}
            condition["format"] = self.workbook.condition(COLOURS[rule.role(letters)])
            self.sheet.conditional_format(top, left, bottom, right, condition)

    def sum(self, counted: Sequence[str]) -> int:
        """How many cells of some kinds all departments have together."""
        return sum(load.get(value, 0) for load in self.load.values() for value in counted)

    def count(self, row: int, column: int, name: str, counted: Sequence[str], style: str) -> None:
        """Write how many cells of some kinds a department has; a group carries no load."""
        if name in self.load:
            load = self.load[name]
            self.number(row, column, sum(load.get(value, 0) for value in counted), style)
        else:
            self.string(row, column, "—", style)

    def names_height(self) -> float:
        """How high the row is in which the names of departments stand upright."""
        longest = max((self.upright(visible(name)) for name in self.names), default=1.0)
        # Below them is the button of the filter.
        return min(longest + 22, MAX_ROW_PT)

    def upright(self, text: str) -> float:
        """How high a text is that stands upright, in points."""
        return 14.0 * len(text) if self.workbook.stacked else 5.6 * width(text)


class ByMeasure(Sheet):
    """Measures down: number, measure, one column for each department, mark, total."""

    def widths(self) -> list[float]:
        return [
            _NUMBER_WIDTH,
            self.measure_width(),
            *[_LETTER_WIDTH] * len(self.names),
            _TOTAL_WIDTH,
        ]

    def measure_width(self) -> float:
        """The width of the measures with which the sheet takes the fewest pages that are legible.

        The wider the measures, the fewer lines they have, but the smaller is all of it on a page.
        """
        across, down = PAGE_ROOM_PT[self.workbook.options.paper]
        fixed = sum(map(points, (_NUMBER_WIDTH, *[_LETTER_WIDTH] * len(self.names), _TOTAL_WIDTH)))
        if len(self.matrix.rows) <= _MAX_WEIGHED_ROWS:
            cells = [wording.clean(row.entry.text) for row in self.matrix.rows]
            texts = [list(map(width, text.split("\n"))) for text in cells]
            heads = [([width(text)], line) for text, _style, line in self.heads()]
            header = self.names_height()
            bands = sum(isinstance(item, Heading) for item in self.outline())
            below = _BAND_PT * bands + _TOTALS_PT * (len(self.matrix.letters) + 1)
            ways = []
            for measure in range(_MIN_MEASURE_WIDTH, _MAX_MEASURE_WIDTH, 4):
                room = points(measure)
                above = sum(line * fitting(t, fixed + room, 12.0) + 3 for t, line in heads)
                rows = sum(_row_height(fitting(text, room)) for text in texts)
                height = above + header + rows + below
                scale = min(1.0, across / (fixed + room))
                whole = min(scale, down / height)
                if whole >= LEGIBLE_PT / SIZE_PT:
                    ways.append((1, -round(whole, 2), -measure))
                elif scale >= LEGIBLE_PT / SIZE_PT:
                    # The header stands on each further page, too.
                    more = (height * scale - down) / max(down - header * scale, 1.0)
                    ways.append((1 + max(1, ceil(more)), -round(scale, 2), -measure))
            if ways:
                return float(-min(ways)[2])
        # As wide as the page at a size that is read with ease, if that is neither too much nor
        # too little for a text.
        room = across * SIZE_PT / (LEGIBLE_PT + 1) - fixed
        return float(int(max(_MIN_MEASURE_WIDTH, min(_USUAL_MEASURE_WIDTH, (room / 0.75 - 5) / 7))))

    def table(self, at: int) -> Iterator[int]:
        self.head(at)
        yield at
        first = at = at + 1
        rows = iter(self.matrix.rows)
        for item in self.outline():
            if isinstance(item, Heading):
                self.band(at, item)
            else:
                self.row(at, next(rows))
                yield at
            at += 1
        if self.matrix.rows:
            self.ids = (first, 0, at - 1, 0)
            for column, name in enumerate(self.names, 2):
                self.places[name] = (first, column, at - 1, column)
            self.colour(first, 2, at - 1, 1 + len(self.names))
            self.totals(at)
        else:
            self.string(at, 0, wording.nothing(self.selection), "nothing")

    def head(self, at: int) -> None:
        """Write the header of the table."""
        self.string(at, 0, self.label(N_("No.")), "header")
        self.string(at, 1, self.label(N_("Measure")), "header")
        for column, name in enumerate(self.names, 2):
            style = "group" if name in self.matrix.groups else "department"
            self.string(at, column, visible(name), style)
        self.string(at, self.last, self.label(N_("Total")), "header")
        self.row_height(at, self.names_height())

    def band(self, at: int, heading: Heading) -> None:
        """Write the row of a plan, a chapter or a section across the table."""
        style = ("plan", "chapter", "section")[heading.level]
        self.row_height(at, _BAND_PT)
        self.string(at, 0, wording.heading_text(heading), style)
        for column in range(1, self.last + 1):
            self.sheet.write_blank(at, column, None, self.workbook.formats[style])

    def row(self, at: int, row: MatrixRow) -> None:
        entry = row.entry
        self.workbook.identify(self.sheet, at, 0, entry)
        self.string(at, 1, entry.text, "text")
        room = points(self.columns[1])
        self.row_height(at, _row_height(lines(wording.clean(entry.text), room)))
        for column, name in enumerate(self.names, 2):
            self.string(at, column, row.cells.get(name, ""), "letter")
        self.number(at, self.last, self.matrix.involved(row))

    def totals(self, at: int) -> None:
        """Write how often each department has each letter, and anything at all."""
        for label, counted, style in self.kinds:
            self.sheet.write_blank(at, 0, None, self.workbook.formats["total_name"])
            self.string(at, 1, label, "total_name")
            self.number(at, self.last, self.sum(counted), style)
            for column, name in enumerate(self.names, 2):
                self.count(at, column, name, counted, style)
            self.row_height(at, _TOTALS_PT)
            at += 1


class ByDepartment(Sheet):
    """Departments down: name, one column for each measure, counts of letters, total."""

    frozen = 1

    def widths(self) -> list[float]:
        names = max(map(width, self.names), default=0)
        counts = [_COUNT_WIDTH] * len(self.kinds)
        return [
            min(max(names + 2.0, 8.0), _MAX_DEPARTMENT_WIDTH),
            *[_CASE_WIDTH] * len(self.matrix.rows),
            *counts,
        ]

    def table(self, at: int) -> Iterator[int]:
        self.top = at
        self.bands(at)
        at = self.header = at + 3
        self.head(at)
        yield at
        first, counts = at + 1, 1 + len(self.matrix.rows)
        if self.matrix.rows:
            self.ids = (at, 1, at, counts - 1)
        for name in self.names:
            at += 1
            self.places[name] = (at, 1, at, counts - 1)
            self.string(at, 0, name, "text")
            for column, row in enumerate(self.matrix.rows, 1):
                self.string(at, column, row.cells.get(name, ""), "letter")
            for column, (_label, counted, style) in enumerate(self.kinds, counts):
                self.count(at, column, name, counted, style)
            self.row_height(at, LINE_PT * lines(visible(name), points(self.columns[0])) + 4)
            yield at
        if not self.matrix.rows:
            self.string(at + 1, 0, wording.nothing(self.selection), "nothing")
            return
        self.colour(first, 1, at, len(self.matrix.rows))
        at += 1
        self.string(at, 0, self.label(N_("Total")), "total_name")
        for column, row in enumerate(self.matrix.rows, 1):
            self.number(at, column, self.matrix.involved(row), "total")
        for column, (_label, counted, _style) in enumerate(self.kinds, counts):
            self.number(at, column, self.sum(counted), "total")
        self.row_height(at, _TOTALS_PT)

    def bands(self, at: int) -> None:
        """Write the headings above their measures: chapters in one row, sections in the next."""
        spans: tuple[list[tuple[Heading | None, int]], ...] = ([], [])
        column = 1
        above: dict[int, Heading] = {}
        for item in self.selection.outline():
            if isinstance(item, Heading):
                above = {lv: h for lv, h in above.items() if lv < item.level}
                above[item.level] = item
                continue
            for level, row in enumerate(spans, 1):
                heading = above.get(level)
                if not row or row[-1][0] is not heading:
                    row.append((heading, column))
            column += 1
        for offset, (row, style) in enumerate(zip(spans, ("chapter", "section"), strict=True)):
            needed = 18.0
            ends = [*[start for _heading, start in row], column][1:]
            for (heading, start), end in zip(row, ends, strict=True):
                text = wording.heading_text(heading) if heading else ""
                room = points(_CASE_WIDTH) * (end - start)
                high, look = 14.5 * lines(text, room, 10.0) + 4, f"{style}_over"
                # So narrow a heading is read more easily upright than in lines of two characters.
                if end - start == 1 and text:
                    high, look = self.upright(text) + 6, f"{style}_upright"
                self.workbook.across(self.sheet, at + offset, start, end - 1, text, look)
                needed = max(needed, high)
            self.row_height(at + offset, needed)
        # Above the names and the counts nothing stands; the frame is closed all the same.
        last = len(self.columns) - 1
        for left, right in ((0, 0), (1 + len(self.matrix.rows), last)):
            corner = self.workbook.formats["header"]
            self.sheet.merge_range(at, left, at + 2, right, "", corner)

    def head(self, at: int) -> None:
        """Write what each measure begins with, and below it the header: its number."""
        entries = [row.entry for row in self.matrix.rows]
        clauses = [wording.short_title(entry, _CLAUSE_CHARACTERS) for entry in entries]
        for column, (row, clause) in enumerate(zip(self.matrix.rows, clauses, strict=True), 1):
            self.string(at - 1, column, clause, "clause")
            self.workbook.identify(self.sheet, at, column, row.entry, upright=True)
        self.string(at, 0, self.label(N_("Department")), "header")
        for column, (label, *_rest) in enumerate(self.kinds, 1 + len(self.matrix.rows)):
            self.string(at, column, label, "header")
        self.row_height(at - 1, min(max(map(self.upright, clauses), default=18.0) + 6, MAX_ROW_PT))
        ids = [row.entry.id for row in self.matrix.rows]
        plain = all(id_.isdigit() for id_ in ids)
        longest = max(map(self.upright, ids), default=0.0)
        self.row_height(at, 18.0 if plain else min(longest + 22, MAX_ROW_PT))
