"""The sheet of a matrix with departments down and measures across."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from xlsxwriter.utility import xl_range  # type: ignore[import-untyped]  # has none

from ecotui.api import N_, Entry, Heading, visible
from ecotui.plugins.common import wording
from ecotui.plugins.raci_xlsx import formulas, pages
from ecotui.plugins.raci_xlsx.matrix_sheets import FROZEN_PT, Sheet
from ecotui.plugins.raci_xlsx.pages import LEAST_SCALE, PAGE_ROOM_PT
from ecotui.plugins.raci_xlsx.workbook import (
    LINE_PT,
    digits,
    halves,
    lines,
    pieces,
    room_of,
    width,
)

# Widths of columns, in digits of the standard font. A case is a measure that has a column.
_MIN_DEPARTMENT_WIDTH, _MAX_DEPARTMENT_WIDTH, _COUNT_WIDTH = 12.0, 24.0, 6.0
#: What a measure begins with stands above its letters in so many lines of so many characters.
_LEAST_LINES, _MOST_LINES, _CASE_CHARACTERS = 2, 4, 3
#: A heading has so many lines, if it does not get wider than so many points.
_HEADING_LINES, _MAX_HEADING_PT = 2, 120.0
_TOTALS_PT = 17.0


class ByDepartment(Sheet):
    """Name, one column for each measure, counts of letters, total; below them total and check."""

    frozen = 1
    above_header, cut_headings = 0, False

    def least_header(self) -> float:
        levels = {h.level for h in self.outline() if isinstance(h, Heading)}
        high = {1: 1, 2: _HEADING_LINES}
        bands = sum(LINE_PT * high[level] + 3 for level in levels if level in high)
        return bands + self.ids_height() + 3 + LINE_PT * _MOST_LINES

    def ids_height(self) -> float:
        ids = [wording.own_id(row.entry) for row in self.matrix.rows]
        return 3 + LINE_PT * max((lines(id_, self.case()) for id_ in ids), default=1)

    def case(self) -> float:
        """The least width of a measure's column in points."""
        return room_of(_CASE_CHARACTERS)

    def widths(self) -> list[float]:
        names = max((width(visible(name)) for name in self.names), default=0)
        first = min(max(names + 2.0, _MIN_DEPARTMENT_WIDTH), _MAX_DEPARTMENT_WIDTH)
        cases = [self.case()] * len(self.matrix.rows)
        # A heading that stands above few measures makes them wider.
        for level in (1, 2):
            for heading, start, end in self.headed(level):
                text = wording.heading_text(heading) if heading else ""
                lacking = min(_room_for(text), _MAX_HEADING_PT) - sum(cases[start:end])
                if lacking > 0:
                    cases[start:end] = [one + lacking / (end - start) for one in cases[start:end]]
        counts = [_COUNT_WIDTH] * len(self.counts)
        return [first, *map(digits, cases), *counts]

    def headed(self, level: int) -> Iterator[tuple[Heading | None, int, int]]:
        """The headings of a level, each with the range of measures that stand below it."""
        found: list[tuple[Heading | None, int]] = []
        at = 0
        for item, above in wording.placed(self.outline()):
            if isinstance(item, Heading):
                continue
            heading = above.get(level)
            if not found or found[-1][0] is not heading:
                found.append((heading, at))
            at += 1
        ends = [*[start for _heading, start in found], at][1:]
        for (heading, start), end in zip(found, ends, strict=True):
            yield heading, start, end

    def groups(self) -> Iterable[tuple[int, int]]:
        for _heading, start, end in self.headed(2):
            yield start + 1, end + 1
        # The totals stay together.
        first = 1 + len(self.matrix.rows)
        yield first, first + len(self.counts)

    def repeated(self) -> int:
        return self.above_header

    def table(self, at: int) -> Iterator[int]:
        top = at
        levels = [[*self.headed(level)] for level in (1, 2)]
        # A level that nothing stands on has no row.
        half = PAGE_ROOM_PT[self.workbook.options.paper][1] / LEAST_SCALE / 2
        used = [any(heading for heading, _start, _end in found) for found in levels]
        for found, style in zip(levels, ("chapter_over", "section_over"), strict=True):
            if used.pop(0):
                # On paper half of each page is left for the departments.
                below = (
                    LINE_PT * (_LEAST_LINES + _HEADING_LINES * sum(used)) + self.ids_height() + 9
                )
                room = half - self.height() - below
                self.bands(at, found, style, max(_HEADING_LINES, int(room / LINE_PT)))
                at += 1
        if self.cut_headings:
            message = self.label(
                N_("headings of sheet {name} are too long and were cut; try {options}")
            )
            text = message.format(name=self.sheet.name, options="--by measure")
            self.workbook.target.warn(text)
        self.clauses(at)
        at += 1
        self.above_header = at - top
        for left, right in ((0, 0), (1 + len(self.matrix.rows), self.last)):
            self.frame(top, left, at - 1, right)
        self.head(at)
        yield at
        header, first, counts = at, at + 1, 1 + len(self.matrix.rows)
        for name in self.names:
            at += 1
            self.row(at, name)
            yield at
        if not self.matrix.rows:
            self.string(at + 1, 0, wording.nothing(self.selection), "nothing")
            return
        self.ids = (header, 1, header, counts - 1)
        self.letters((first, 1, at, counts - 1))
        self.name_cells((header, 0, at, counts - 1))
        self.totals(at + 1, first)

    def frame(self, top: int, left: int, bottom: int, right: int) -> None:
        """Close the frame where nothing stands above the names and the counts."""
        style = self.workbook.formats["header"]
        if top == bottom and left == right:
            self.sheet.write_blank(top, left, None, style)
        else:
            self.sheet.merge_range(top, left, bottom, right, "", style)

    def bands(
        self, at: int, found: list[tuple[Heading | None, int, int]], style: str, most: int
    ) -> None:
        """Write the headings of a level above their measures, on each page again.

        They have ``most`` lines, lest a page hold nothing else.
        """
        needed = 1
        for heading, start, end in found:
            title = wording.heading_text(heading) if heading else ""
            for left, right in pages.spans([b - 1 for b in self.breaks], len(self.matrix.rows)):
                first, last = max(start, left) + 1, min(end, right)
                if first <= last:
                    room, text = sum(self.sizes[first : last + 1]), title
                    is_part = (first, last) != (start + 1, end)
                    high = lines(title, room)
                    if heading and is_part and high > _HEADING_LINES:
                        # The other page has it whole.
                        text = f"{visible(heading.label)}…"
                        high = lines(text, room)
                    elif high > most:
                        text, high = f"{next(pieces(title, room, most))[:-1]}…", most
                        self.cut_headings = True
                    needed = max(needed, high)
                    self.workbook.across(self.sheet, at, first, last, text, style)
        self.row_height(at, LINE_PT * needed + 3)

    def clauses(self, at: int) -> None:
        """Write what each measure begins with, as much as its column has room for."""
        # Fewer lines if what stands above is high.
        most = int((FROZEN_PT - self.height() - self.ids_height() - 3) / LINE_PT)
        self.clause_lines = max(_LEAST_LINES, min(most, _MOST_LINES))
        for column, row in enumerate(self.matrix.rows, 1):
            self.string(at, column, self.clause(row.entry, self.sizes[column]), "clause")
        self.row_height(at, LINE_PT * self.clause_lines + 3)

    def clause(self, entry: Entry, size: float) -> str:
        """The short title of a measure, as long as it fits above a column."""
        limit = 30
        if self.workbook.chinese:
            limit = min(limit, self.clause_lines * halves(size) // 2 + 1)
        while limit > 1:
            text = wording.short_title(entry, limit)
            if self.workbook.chinese:
                fits = lines(text, size) <= self.clause_lines
            else:
                # Turned: each line is as long as the row is high, and words are not broken.
                room = LINE_PT * self.clause_lines * 0.8
                fits = lines(text, room) <= int((size - 4) / LINE_PT)
            if fits:
                return text
            limit = min(limit, width(text) // 2 + 1) - 1
        return ""

    def head(self, at: int) -> None:
        """Write the header of the table: the numbers of the measures."""
        self.string(at, 0, self.label(N_("Department")), "header")
        for column, row in enumerate(self.matrix.rows, 1):
            self.workbook.identify(self.sheet, at, column, row.entry)
        for column, kind in enumerate(self.counts, 1 + len(self.matrix.rows)):
            self.string(at, column, kind, "header")
        self.row_height(at, self.ids_height())

    def row(self, at: int, name: str) -> None:
        """Write a department: its letters, how often it has each, and anything at all."""
        last = len(self.matrix.rows)
        if last:
            self.places[name] = (at, 1, at, last)
        self.string(at, 0, visible(name), "name_group" if name in self.matrix.groups else "text")
        for column, row in enumerate(self.matrix.rows, 1):
            self.string(at, column, row.cells.get(name, ""), "letter")
        if name in self.load and last:
            cells, kinds = (
                xl_range(at, 1, at, last),
                xl_range(at, last + 1, at, last + len(self.kinds)),
            )
            counts = self.load_formulas(name, cells, kinds)
            for column, (formula, value) in enumerate(counts, last + 1):
                self.formula(at, column, formula, value, "number")
        else:
            for column in range(last + 1, self.last + 1):
                self.string(at, column, "—", "number")
        self.row_height(at, LINE_PT * lines(visible(name), self.sizes[0]) + 4)

    def totals(self, at: int, first: int) -> None:
        """Write how many departments each measure has, and how many of them answer for it."""
        last, size = at - 1, len(self.matrix.rows)
        self.string(at, 0, self.label(N_("Total")), "total_name")
        self.string(at + 1, 0, self.check_label(), "total_name")
        for column, row in enumerate(self.matrix.rows, 1):
            counted = [xl_range(first + a, column, first + b, column) for a, b in self.counted]
            self.count(at, column, formulas.filled(counted), self.matrix.involved(row), "total")
            if self.names:
                place = (first, column, last, column)
                self.owners(at + 1, column, place, self.owned(row.cells.values()), "check")
            else:
                self.sheet.write_number(at + 1, column, 0, self.workbook.formats["check"])
        for column, value in enumerate(self.sums(), size + 1):
            formula = f"=SUM({xl_range(first, column, last, column)})"
            self.count(at, column, formula, value, "total")
            self.string(at + 1, column, "", "check")
        self.judge((at + 1, 1, at + 1, size))
        self.row_height(at, _TOTALS_PT)
        self.kept.add(at)
        self.row_height(at + 1, _TOTALS_PT)


def _room_for(text: str) -> float:
    """The least width in points in which a heading has few lines, if that is not too wide."""
    room = room_of(_CASE_CHARACTERS)
    while room < _MAX_HEADING_PT and lines(text, room) > _HEADING_LINES:
        room += 4
    return room
