"""What the sheets of a RACI matrix have in common: sizes, titles, colours, the page."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from ecotui.api import N_, Entry, Heading, Matrix, Selection, visible
from ecotui.plugins.common.matrix_options import meanings
from ecotui.plugins.common.wording import query_line

if TYPE_CHECKING:
    from ecotui.plugins.raci_xlsx.workbook import Workbook

# Told apart by darkness and weight too, since most of these are printed in black and white.
_INK = "#1F1F1F"
_FIRST: dict[str, Any] = {"bg_color": "#1F4E79", "font_color": "#FFFFFF", "bold": True}
_OTHER: dict[str, Any] = {"bg_color": "#9DC3E6", "font_color": _INK, "bold": True}
_PARTICIPANT: dict[str, Any] = {"bg_color": "#EAF1F8", "font_color": _INK}

# Points: a line of the body, the size of its type, and the least size that is legible on paper.
LINE, SIZE, LEGIBLE = 14.2, 10.5, 8.0
TALLEST = 409.0
# Points that a page has room for, in landscape, inside its margins.
ROOM = {"A4": (784.0, 500.0), "A3": (1132.0, 748.0)}


def width(text: str) -> int:
    """How wide a text is, in halves of a Chinese character."""
    return sum(1 + (unicodedata.east_asian_width(c) in "WFA") for c in text)


def points(columns: float) -> float:
    """The points that the width of a column is."""
    return (7 * columns + 5) * 0.75


def lines(text: str, room: float, size: float = SIZE) -> int:
    """How many lines a text takes in so many points.

    Programs break lines differently, and the fonts that they put in the place of a missing one are
    wider: what is reckoned here is rather one line too many than one too few.
    """
    return fitting([width(line) for line in text.split("\n")], room, size)


def fitting(widths: Sequence[int], room: float, size: float = SIZE) -> int:
    """What `lines` says of paragraphs of such widths, in halves of a Chinese character."""
    halves = max(1, int((room - 6) / (size / 2) / 1.06))
    return sum(1 + max(0, wide - 1) // halves for wide in widths)


class Sheet:
    """What both ways round have: what stands above the table, its colours, its page.

    Args:
        workbook: The workbook.
        sheet: The sheet to fill.
        matrix: The matrix.
        headings: Where the part stands in the plan; nothing for the whole.
        part: The measures, where they are a part of the selection.
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
        self.headings = headings
        self.selection = part or workbook.selection
        self.names = matrix.departments
        self.load = matrix.load()
        total, letters = workbook.label(N_("Total")), matrix.letters
        #: What is counted: each kind of cell, then all; a label, and the kinds that it sums.
        self.kinds = [*[(value, (value,)) for value in letters], (total, letters)]
        self.columns = self.widths()
        self.height = 0.0
        self.top = self.header = self.last = 0

    # -- what each way round does

    def widths(self) -> list[float]:
        """The widths of all columns."""
        raise NotImplementedError

    def table(self, at: int) -> Iterator[int]:
        """Write the table from a row on; yields each row that the filter covers."""
        raise NotImplementedError

    # -- what both do

    def write(self) -> bool:
        """Fill the sheet; False where the user has cancelled."""
        target, size = self.workbook.target, len(self.matrix.rows)
        self.last = len(self.columns) - 1
        column = 0
        for wide, equal in groupby(self.columns):
            following = column + len(list(equal))
            self.sheet.set_column(column, following - 1, wide)
            column = following
        at = self.top = self.header = self.above()
        for done, row in enumerate(self.table(at)):
            if target.cancelled:
                return False
            at = row
            target.progress(min(done, size), size)
        self.sheet.autofilter(self.header, 0, at, self.last)
        self.sheet.freeze_panes(self.header + 1, self.frozen)
        self.sheet.repeat_rows(self.top, self.header)
        whole = self.scale(self.wide) >= LEGIBLE / SIZE
        self.workbook.page(self.sheet, whole=whole)
        return True

    def scale(self, wide: float) -> float:
        """How much smaller the sheet is printed on one page, at most 1."""
        across, down = ROOM[self.workbook.options.paper]
        return min(1.0, across / wide, down / max(self.height, 1.0))

    def row_height(self, row: int, height: float) -> None:
        """Make a row so high, in points: not every program does so itself when it opens a file."""
        height = min(height, TALLEST)
        self.height += height
        self.sheet.set_row(row, height)

    def above(self) -> int:
        """Write what stands above the table; the row below it is the result."""
        workbook, at = self.workbook, 0
        for text, style, line in self.heads():
            # Titles are larger, but short.
            self.row_height(at, line * lines(text, self.wide, 12.0) + 3)
            workbook.across(self.sheet, at, 0, self.last, text, style)
            at += 1
        return at

    def heads(self) -> list[tuple[str, str, float]]:
        """Texts, styles and line heights of what stands above the table."""
        workbook, matrix = self.workbook, self.matrix
        path = [workbook.label(N_("RACI matrix")), *[h.label + h.title for h in self.headings]]
        found = [
            (visible(workbook.selection.title), "title", 23.0),
            (visible("  ".join(path)), "subtitle", 18.0),
        ]
        between = "；" if self.selection.language == "zh" else "; "
        query = query_line(self.selection)
        scheme, *notes = workbook.about(matrix)
        texts = [
            (" " * 4).join([*([query] if query else []), scheme]),
            between.join(meanings(matrix)),
            between.join(notes),
        ]
        return [*found, *[(visible(text), "line", 14.0) for text in texts if text]]

    def outline(self) -> Iterator[Heading | Entry]:
        """Headings and measures, without the headings that the title of a part names already."""
        for item in self.selection.outline():
            if item not in self.headings:
                yield item

    @property
    def wide(self) -> float:
        """The width of the table in points."""
        return sum(map(points, self.columns))

    def letter(self, row: int, column: int, letters: str) -> None:
        """Write a cell of the matrix."""
        self.workbook.string(self.sheet, row, column, letters, "letter")

    def number(self, row: int, column: int, count: int, style: str = "number") -> None:
        """Write a count."""
        self.sheet.write_number(row, column, count, self.workbook.formats[style])

    def colour(self, top: int, left: int, bottom: int, right: int) -> None:
        """Colour the letters of the scheme, also those that somebody writes in later."""
        if bottom < top or right < left:
            return
        rule = self.matrix.rule
        styles = {rule.participant: _PARTICIPANT, rule.other: _OTHER, rule.first: _FIRST}
        for letters, style in styles.items():
            condition = {"type": "cell", "criteria": "==", "value": f'"{letters}"'}
            condition["format"] = self.workbook.condition(style)
            self.sheet.conditional_format(top, left, bottom, right, condition)

    @staticmethod
    def sum(counted: Sequence[str], load: Mapping[str, Mapping[str, int]]) -> int:
        """How many cells of some kinds departments have together."""
        return sum(counts.get(value, 0) for counts in load.values() for value in counted)

    def count(self, row: int, column: int, name: str, counted: Sequence[str], style: str) -> None:
        """Write how many cells of some kinds a department has; a group carries no load."""
        if name in self.load:
            self.number(row, column, self.sum(counted, {name: self.load[name]}), style)
        else:
            self.workbook.string(self.sheet, row, column, "—", style)

    def department_names(self, names: Sequence[str]) -> float:
        """How high the row is in which names stand upright."""
        longest = max((self.upright(visible(name)) for name in names), default=1.0)
        # Below them is the button of the filter.
        return min(longest + 22, TALLEST)

    def upright(self, text: str) -> float:
        """How high a text is that stands upright, in points."""
        return 14.0 * len(text) if self.workbook.stacked else 5.6 * width(text)
