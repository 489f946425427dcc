"""The sheet of a matrix with measures down and departments across."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import ceil

from xlsxwriter.utility import xl_range  # type: ignore[import-untyped]  # has none

from ecotui.api import N_, Heading, MatrixRow, clean, open_mark, visible
from ecotui.plugins.common import wording
from ecotui.plugins.raci_xlsx import formulas, pages
from ecotui.plugins.raci_xlsx.formats import BAND_SIZES
from ecotui.plugins.raci_xlsx.matrix_sheets import BUTTON_PT, Sheet
from ecotui.plugins.raci_xlsx.pages import LEAST_SCALE, PAGE_ROOM_PT, SIZE_PT
from ecotui.plugins.raci_xlsx.workbook import (
    LINE_PT,
    MAX_COLUMN,
    digits,
    fitting,
    lines,
    pieces,
    points,
    room_of,
    width,
)

# Widths of columns, in digits of the standard font.
_NUMBER_WIDTH, _LETTER_WIDTH, _TOTAL_WIDTH, _CHECK_WIDTH, _PLACE_WIDTH = 6.0, 4.3, 6.0, 8.0, 24.0
_MAX_NUMBER_WIDTH = 14.0
#: Numbers and measures stay in sight together, on half of a small screen.
_MIN_MEASURE_WIDTH, _USUAL_MEASURE_WIDTH, _MAX_MEASURE_WIDTH = 34, 64, 84
#: With more measures, the best width is not sought.
_MAX_WEIGHED_ROWS = 300
_BAND_PT, _TOTALS_PT = 17.0, 16.0
#: The lines of a measure in one row: a row is not broken on paper, so a higher one would leave the
#: rest of the page before it empty.
_PIECE_LINES = 20
#: The most Chinese characters in a line of a name, in a column as wide as a page.
_MOST_CHARACTERS = 60
#: What a character of an upright name takes, and the least that is left for a name.
_UPRIGHT_PT, _TURNED_PT, _LEAST_NAME_PT = 14.0, 5.6, 4 * LINE_PT


class ByMeasure(Sheet):
    """Number, measure, one column for each department, total, check; then chapter and section.

    The last two are folded up: they say where a measure stands when somebody filters or sorts.
    """

    folded = 2

    def least_header(self) -> float:
        return max((self.upright(visible(name)) for name in self.names), default=0.0) + BUTTON_PT

    def upright(self, text: str) -> float:
        """How high a text is that stands upright, or turned, in one line."""
        if self.workbook.chinese:
            return _UPRIGHT_PT * len(text)
        return _TURNED_PT * width(text) + 4

    def widths(self) -> list[float]:
        ids = (width(wording.own_id(row.entry)) for row in self.matrix.rows)
        longest = max(ids, default=0) + max(width(open_mark(plan)) for plan in self.selection.plans)
        number = min(max(_NUMBER_WIDTH, longest + 1.5), _MAX_NUMBER_WIDTH)
        room = max(self.room - BUTTON_PT, _LEAST_NAME_PT)
        self.one_line = [self.upright(visible(name)) <= room for name in self.names]
        names = zip(self.names, self.one_line, strict=True)
        letters = [_LETTER_WIDTH if one else self.lying(visible(n), room) for n, one in names]
        others = [number, *letters, _TOTAL_WIDTH, _CHECK_WIDTH]
        return [number, self.measure_width(others), *others[1:]]

    def lying(self, name: str, room: float) -> float:
        """The width of a column in whose header a long name has so many points of height."""
        if not self.workbook.chinese:
            # Words are not broken, so that lines are not full.
            wide = digits(LINE_PT * lines(name, room * 0.8) + 4)
            return min(max(_LETTER_WIDTH, wide), MAX_COLUMN)
        characters = 2
        # A name may be as long as a book, and a column is not.
        while characters < _MOST_CHARACTERS and LINE_PT * lines(name, room_of(characters)) > room:
            characters += 1
        return digits(room_of(characters))

    def groups(self) -> Iterable[tuple[int, int]]:
        # The totals stay together.
        first = 2 + len(self.names)
        return [*[(column, column + 1) for column in range(2, first)], (first, first + 2)]

    def measure_width(self, others: list[float]) -> float:
        """The width of the measures with which the sheet takes the fewest pages that are legible.

        The wider the measures, the fewer lines they have, but the smaller is all of it on a page.
        """
        across, down = PAGE_ROOM_PT[self.workbook.options.paper]
        sizes = [*map(points, others)]
        fixed = sum(sizes)
        if len(self.matrix.rows) > _MAX_WEIGHED_ROWS or across < LEAST_SCALE * (
            fixed + points(_MIN_MEASURE_WIDTH)
        ):
            return self.spread_width(sizes, across / LEAST_SCALE)
        cells = [clean(row.entry.text) for row in self.matrix.rows]
        texts = [[*map(width, text.split("\n"))] for text in cells]
        header = self.least_header()
        bands = sum(isinstance(item, Heading) for item in self.outline())
        below = _BAND_PT * bands + _TOTALS_PT * len(self.counts)
        ways = []
        for measure in range(_MIN_MEASURE_WIDTH, _MAX_MEASURE_WIDTH + 1, 2):
            room = points(measure)
            rows = sum(_row_height(fitting(text, room)) for text in texts)
            height = self.above_height(fixed + room) + header + rows + below
            scale = min(1.0, across / (fixed + room))
            whole = min(scale, down / height)
            if whole >= LEAST_SCALE:
                ways.append((1, -round(whole, 2), -measure))
            elif scale >= LEAST_SCALE:
                # The header stands on each further page, too.
                more = (height * scale - down) / max(down - header * scale, 1.0)
                ways.append((1 + max(1, ceil(more)), -round(scale, 2), -measure))
        return float(-min(ways)[2])

    def spread_width(self, sizes: list[float], room: float) -> float:
        """The greatest usual width of the measures with which the fewest pages stand in a row."""
        ways = []
        groups = [*self.groups()]
        for measure in range(_MIN_MEASURE_WIDTH, _USUAL_MEASURE_WIDTH + 1, 2):
            columns = [sizes[0], points(measure), *sizes[1:]]
            ways.append((len(pages.breaks(columns, 2, groups, room)), -measure))
        return float(-min(ways)[1])

    def filtered(self) -> int:
        return self.last + self.folded

    def table(self, at: int) -> Iterator[int]:
        self.head(at)
        yield at
        header, left, right = at, 2, 1 + len(self.names)
        first = at = at + 1
        rows = iter(self.matrix.rows)
        for item, above in wording.placed(self.outline(), self.headings):
            if isinstance(item, Heading):
                for text, style in self.band_rows(item):
                    self.band(at, text, style)
                    self.place(at, above)
                    at += 1
                continue
            row = next(rows)
            text, *more = pieces(item.text, self.sizes[1], _PIECE_LINES)
            self.row(at, row, text)
            self.place(at, above)
            yield at
            for text in more:
                at += 1
                self.rest(at, text)
                self.place(at, above)
                yield at
            at += 1
        if not self.matrix.rows:
            self.string(at, 0, wording.nothing(self.selection), "nothing")
            return
        last = at - 1
        self.ids = (first, 0, last, 0)
        for column, name in enumerate(self.names, left):
            self.places[name] = (first, column, last, column)
        self.letters((first, left, last, right))
        self.judge((first, self.last, last, self.last))
        self.name_cells((header, 0, last, right))
        self.totals(at, first)

    def head(self, at: int) -> None:
        """Write the header of the table."""
        self.string(at, 0, self.label(N_("No.")), "header")
        self.string(at, 1, self.label(N_("Measure")), "header")
        high = 2 * LINE_PT
        for column, name in enumerate(self.names, 2):
            text, one_line = visible(name), self.one_line[column - 2]
            style = "group" if name in self.matrix.groups else "department"
            self.string(at, column, text, f"{style}_upright" if one_line else style)
            high = max(high, self.upright(text) if one_line else self.lines_height(text, column))
        self.string(at, self.last - 1, self.label(N_("Total")), "header")
        self.string(at, self.last, self.check_label(), "header")
        needed = LINE_PT * lines(self.check_label(), self.sizes[self.last])
        self.row_height(at, max(high + BUTTON_PT, needed))
        folded = {"level": 1, "hidden": True}
        for column, label in enumerate((N_("Chapter"), N_("Section")), self.last + 1):
            self.sheet.set_column(column, column, _PLACE_WIDTH, None, folded)
            self.string(at, column, self.label(label), "header")
        after = self.last + 3
        self.sheet.set_column(after, after, None, None, {"collapsed": True})

    def lines_height(self, name: str, column: int) -> float:
        """How high a long name is in its column."""
        if self.workbook.chinese:
            return LINE_PT * lines(name, self.sizes[column])
        return max(self.room - BUTTON_PT, _LEAST_NAME_PT)

    def band_rows(self, heading: Heading) -> Iterator[tuple[str, str]]:
        """The texts of the rows of a chapter or a section, each with its style.

        Over several columns a long one would not wrap, unless it is merged, and then nobody sorts.
        """
        style = ("plan", "chapter", "section")[heading.level]
        text, size = wording.heading_text(heading), BAND_SIZES[style]
        room = sum(self.sizes[: self.breaks[0] if self.breaks else None])
        if lines(text, room, size) <= 1:
            yield text, style
            return
        for piece in pieces(text, self.sizes[1] * SIZE_PT / size, _PIECE_LINES):
            yield piece, f"{style}_long"

    def band(self, at: int, text: str, look: str) -> None:
        """Write a row of a chapter or a section across the table."""
        style, is_long = look.removesuffix("_long"), look.endswith("_long")
        size = BAND_SIZES[style]
        for column in range(self.last + 1):
            self.sheet.write_blank(at, column, None, self.workbook.formats[style])
        if is_long:
            self.string(at, 1, text, look)
            self.row_height(at, size * 1.35 * lines(text, self.sizes[1], size) + 3)
        else:
            self.string(at, 0, text, style)
            self.row_height(at, _BAND_PT)
        self.kept.add(at)

    def place(self, at: int, above: dict[int, Heading]) -> None:
        """Write the chapter and the section of a row."""
        for level in (1, 2):
            text = wording.heading_text(above[level]) if level in above else ""
            self.string(at, self.last + level, text, "place")

    def row(self, at: int, row: MatrixRow, text: str) -> None:
        self.workbook.identify(self.sheet, at, 0, row.entry)
        self.string(at, 1, text, "text")
        self.row_height(at, _row_height(lines(text, self.sizes[1])))
        for column, name in enumerate(self.names, 2):
            self.string(at, column, row.cells.get(name, ""), "letter")
        counted = [xl_range(at, 2 + a, at, 2 + b) for a, b in self.counted]
        self.count(at, self.last - 1, formulas.filled(counted), self.matrix.involved(row), "number")
        letters = (at, 2, at, 1 + len(self.names))
        if self.names:
            self.owners(at, self.last, letters, self.owned(row.cells.values()), "check")
        else:
            self.sheet.write_number(at, self.last, 0, self.workbook.formats["check"])

    def rest(self, at: int, text: str) -> None:
        """Write a further part of a measure that is too long for one row."""
        self.string(at, 0, "", "rest")
        self.string(at, 1, text, "text")
        for column in range(2, self.last + 1):
            self.string(at, column, "", "rest")
        self.row_height(at, _row_height(lines(text, self.sizes[1])))

    def totals(self, at: int, first: int) -> None:
        """Write how often each department has each letter, and anything at all."""
        size, last = len(self.counts), at - 1
        self.kept.update(range(at, at + size - 1))
        # A plan may set one kind of cell alone, and the total is then that of one kind.
        styles = ["number"] * (size - 1) + ["total" if size > 2 else "number"]
        for column, name in enumerate(self.names, 2):
            if name in self.load:
                kinds = xl_range(at, column, at + len(self.kinds) - 1, column)
                counts = self.load_formulas(name, xl_range(first, column, last, column), kinds)
                for row, ((formula, value), style) in enumerate(zip(counts, styles, strict=True)):
                    self.formula(at + row, column, formula, value, style)
            else:
                for row, style in enumerate(styles, at):
                    self.string(row, column, "—", style)
        for text, style, value in zip(self.counts, styles, self.sums(), strict=True):
            self.string(at, 0, "", "total_name")
            self.string(at, 1, text, "total_name")
            formula = f"=SUM({xl_range(at, 2, at, 1 + len(self.names))})"
            self.count(at, self.last - 1, formula, value, style)
            self.string(at, self.last, "", style)
            self.row_height(at, _TOTALS_PT)
            at += 1


def _row_height(count: int) -> float:
    return max(_BAND_PT, LINE_PT * count + 3)
