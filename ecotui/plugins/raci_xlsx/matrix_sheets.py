"""What the sheets of a matrix have in common, whether measures or departments stand down."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import groupby
from math import ceil
from typing import Any

from xlsxwriter.utility import xl_range  # type: ignore[import-untyped]  # has none

from ecotui.api import N_, Entry, Heading, Matrix, Selection, clean, visible
from ecotui.plugins.common import wording
from ecotui.plugins.common.matrix_options import matrix_title, meanings
from ecotui.plugins.common.units import fitting, units
from ecotui.plugins.raci_xlsx import formulas, pages
from ecotui.plugins.raci_xlsx.formats import COLOURS, WRONG
from ecotui.plugins.raci_xlsx.formulas import Place, area
from ecotui.plugins.raci_xlsx.pages import LEAST_SCALE, LEGIBLE_PT, PAGE_ROOM_PT, SIZE_PT
from ecotui.plugins.raci_xlsx.workbook import (
    LINE_PT,
    MAX_COLUMN,
    MAX_TEXT,
    Workbook,
    lines,
    points,
    state_of,
    with_permitted,
)

#: What stays in sight above the measures, in points, and the most of it with any names: half of a
#: small screen.
FROZEN_PT, MAX_FROZEN_PT = 165.0, 225.0
#: The button of the filter below a name.
BUTTON_PT = 15.0
#: The least width of the texts above the table, which may be narrower.
_ABOVE_PT = 840.0
_TITLE_PT = 14.0
#: More pages side by side than a table to paste together has.
_MANY_PAGES = 4
# Excel takes no more of a list in a validation, and of its message.
_MAX_LIST, _MAX_MESSAGE = 255, 255


class Sheet:
    """What both ways round have: what stands above the table, its letters, formulas and pages.

    A part of the selection has headings above it; the whole has none.
    """

    #: How many columns stay in sight, and how many are folded up behind the table.
    frozen, folded = 2, 0

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
        self.title = visible(self.selection.title)
        #: Whether there are several plans, of which the sheet has one.
        self.of_several = False
        for heading in headings:
            if heading.level == 0 and matrix.rows:
                self.of_several, self.title = True, visible(heading.title)
        self.names = matrix.departments
        self.load = matrix.load()
        #: Each kind of cell.
        self.kinds = matrix.letters
        #: What is counted: each kind, what else somebody may write, and all of it.
        more = [N_("Other")] if has_others(matrix, self.kinds) else []
        self.counts = [*self.kinds, *map(self.label, (*more, N_("Total")))]
        #: Columns or rows of departments that are counted, as ranges; groups carry no load.
        self.counted = [*_runs([name in self.load for name in self.names])]
        #: Where the letters of each department stand, and the ids of the measures.
        self.places: dict[str, Place] = {}
        self.ids: Place | None = None
        for brief in (False, True):
            self.texts = self.above_texts(brief)
            #: What the header of the table may take of the height of what stays in sight.
            self.room = FROZEN_PT - self.above_height(_ABOVE_PT)
            if self.least_header() <= self.room:
                break
        self.columns = [min(wide, MAX_COLUMN) for wide in self.widths()]
        self.last = len(self.columns) - 1
        self.sizes = [*map(points, self.columns)]
        across = PAGE_ROOM_PT[workbook.options.paper][0] / LEAST_SCALE
        groups = self.groups()
        self.breaks = pages.breaks(self.sizes, self.frozen, groups, across)
        #: Of each row, in points, and the rows that no page ends with.
        self.heights: list[float] = []
        self.kept: set[int] = set()

    # -- what each way round does

    def least_header(self) -> float:
        """How high the header of the table is if each name has one line, in points."""
        raise NotImplementedError

    def widths(self) -> list[float]:
        """The widths of the columns of the table, in digits."""
        raise NotImplementedError

    def groups(self) -> Iterable[tuple[int, int]]:
        """Ranges of columns that stay on one page if they can."""
        raise NotImplementedError

    def table(self, at: int) -> Iterator[int]:
        """Write the table from a row on; yields its header, then each row that is filtered."""
        raise NotImplementedError

    # -- what both do

    def write(self) -> bool:
        """Fill the sheet; False if the user has cancelled."""
        target, size = self.workbook.target, len(self.matrix.rows)
        for column, wide in enumerate(self.columns):
            self.sheet.set_column(column, column, wide)
        at = self.above()
        rows = self.table(at)
        header = at = next(rows)
        frozen = self.height()
        for done, row in enumerate(rows, 1):
            if target.cancelled:
                return False
            at = row
            target.progress(min(done, size), size)
        self.sheet.autofilter(header, 0, at, self.filtered())
        if frozen > MAX_FROZEN_PT:
            message = self.label(N_("the top of sheet {name} is too high to stay in sight"))
            target.warn(message.format(name=self.sheet.name))
            self.sheet.freeze_panes(0, self.frozen)
        else:
            self.sheet.freeze_panes(header + 1, self.frozen)
        repeated = range(header - self.repeated(), header + 1)
        self.sheet.repeat_rows(repeated[0], repeated[-1])
        self.page(repeated)
        return True

    def filtered(self) -> int:
        """The last column that the filter covers."""
        return self.last

    def repeated(self) -> int:
        """How many rows above the header are repeated on each page with it."""
        return 0

    def page(self, header: range) -> None:
        """Set up the printed pages: one across if that is legible, else several."""
        across, down = PAGE_ROOM_PT[self.workbook.options.paper]
        page = partial(self.workbook.page, self.sheet, self.title)
        widest = self.above_width()
        if self.breaks:
            repeated = sum(self.sizes[: self.frozen])
            ends = pages.spans(self.breaks, len(self.sizes))
            widest = max(sum(self.sizes[a:b]) + (repeated if a else 0) for a, b in ends)
            self.sheet.repeat_columns(0, self.frozen - 1)
            self.many(len(ends))
        elif min(across / widest, down / max(self.height(), 1.0)) >= LEAST_SCALE:
            page(whole=True)
            return
        scale = max(min(100, int(98 * across / widest)), ceil(100 * LEGIBLE_PT / SIZE_PT))
        starts = pages.together(self.heights, self.kept, header, pages.rooms(down, scale))
        page(scale=scale, across=self.breaks, down=starts)

    def many(self, count: int) -> None:
        """Say which option helps where a table is spread over many pages side by side."""
        if count <= _MANY_PAGES:
            return
        options = self.workbook.options
        other = "department" if options.by == "measure" else "measure"
        ways = ["--paper A3"] if options.paper == "A4" else []
        ways += [f"--by {other}"] + (["--split section"] if options.split == "no" else [])
        message = self.label(N_("sheet {name} is {count} pages wide on paper; try {options}"))
        listed = ", ".join(ways)
        text = message.format(name=self.sheet.name, count=count, options=listed)
        self.workbook.target.warn(text)

    def height(self) -> float:
        """How high what is written is, in points."""
        return sum(self.heights)

    def row_height(self, row: int, height: float, **options: Any) -> None:
        """Make a row so high, in points: not every program does so itself when it opens a file."""
        # Whole pixels, as Excel makes them.
        height = round(height / 0.75) * 0.75
        self.heights.append(self.workbook.row_height(self.sheet, row, height, **options))

    # -- above the table

    def above_texts(self, brief: bool) -> tuple[str, str]:
        """What the matrix is of, and what its letters and marks mean; ``brief``: in a word."""
        workbook, matrix = self.workbook, self.matrix
        headings = [wording.heading_text(one) for one in self.headings if one.level]
        described = wording.query_line(self.selection) if workbook.options.query else ""
        path = [matrix_title(self.selection, matrix), *headings, described, workbook.date()]
        legend = [*meanings(with_permitted(workbook, matrix), brief=brief), *matrix.notes]
        return (
            visible("　".join(filter(None, path))),
            visible(wording.joined(self.selection, legend)),
        )

    def above_height(self, wide: float) -> float:
        return sum(self.above_heights(wide))

    def above_heights(self, wide: float) -> tuple[float, float]:
        """How high the rows above the table are that are so wide."""
        gap = " " * 4
        title = 19.0 * lines(self.title, wide, _TITLE_PT) + 1
        return title, LINE_PT * lines(gap.join(self.texts), wide) + 3

    def is_title_short(self) -> bool:
        """Whether the title takes one line."""
        return lines(self.title, self.above_width(), _TITLE_PT) == 1

    def above_first(self) -> int:
        """The first column of the texts above the table.

        On further pages the first columns are repeated, and what stands above them would be, too.
        """
        return self.frozen if self.breaks else 0

    def above_columns(self) -> int:
        """The last column of the texts above the table: of the first page, or behind the table."""
        if self.breaks:
            return self.breaks[0] - 1
        beyond = ceil(max(0.0, _ABOVE_PT - sum(self.sizes)) / _BEYOND_PT)
        return self.last + (self.folded + beyond if beyond else 0)

    def above_width(self) -> float:
        """How wide the texts above the table are, and so all that is printed on one page."""
        first, last = self.above_first(), self.above_columns()
        beyond = max(0, last - self.last - self.folded)
        return sum(self.sizes[first : last + 1]) + beyond * _BEYOND_PT

    def above(self) -> int:
        """Write what stands above the table; the row below it is the result."""
        first, last = self.above_first(), self.above_columns()
        formats = self.workbook.formats
        for at, height in enumerate(self.above_heights(self.above_width())):
            self.row_height(at, height)
        self.workbook.across(self.sheet, 0, first, last, self.title, "title")
        what, legend = self.texts
        self.sheet.merge_range(1, first, 1, last, "", formats["line"])
        if legend:
            strong, plain, gap = formats["strong"], formats["line"], " " * 4
            legend = self.workbook.fitting(legend, MAX_TEXT // 2)
            what = self.workbook.fitting(what, MAX_TEXT - units(gap + legend))
            parts = (strong, what, plain, gap + legend, plain)
            self.sheet.write_rich_string(1, first, *parts)
        else:
            self.string(1, first, what, "strong")
        return 2

    def outline(self) -> Iterator[Heading | Entry]:
        """Headings and measures, without the headings that the title of a part names already."""
        for item in self.selection.outline(empty=True):
            if item not in self.headings:
                yield item

    # -- cells

    def string(self, row: int, column: int, text: str, style: str) -> None:
        self.workbook.string(self.sheet, row, column, text, style)

    def formula(self, row: int, column: int, formula: str, value: float, style: str) -> None:
        """Write a formula with its value, for programs that work nothing out."""
        formulas.write(self.sheet, row, column, formula, self.workbook.formats[style], value)

    def count(self, at: int, column: int, formula: str, value: int, style: str) -> None:
        """Write a count of departments; there may be none to count."""
        if self.counted:
            self.formula(at, column, formula, value, style)
        else:
            self.sheet.write_number(at, column, value, self.workbook.formats[style])

    def load_formulas(self, name: str, cells: str, kinds: str) -> list[tuple[str, int]]:
        """What is counted of a department, as formulas with values; ``kinds``: cells of counts."""
        load, filled = self.load[name], formulas.filled([cells])
        found = [(formulas.count_of([cells], k, self.kinds), load.get(k, 0)) for k in self.kinds]
        if len(self.counts) > len(self.kinds) + 1:
            found.append((formulas.rest(filled, kinds), 0))
        return [*found, (filled, sum(load.values()))]

    def sums(self) -> list[int]:
        """The values of what is counted, of all departments."""
        loads = self.load.values()
        kinds = [sum(load.get(kind, 0) for load in loads) for kind in self.kinds]
        others = [0] * (len(self.counts) - len(kinds) - 1)
        return [*kinds, *others, sum(kinds)]

    def letters_of(self, name: str) -> str | None:
        """The cells with the letters of a department for a formula; None if it has no column."""
        return area(self.sheet, self.places[name]) if name in self.places else None

    def letters(self, place: Place) -> None:
        """Colour the cells of letters, also those that somebody writes in later, and say which."""
        top, left, bottom, right = place
        if bottom < top or right < left:
            return
        rule = self.matrix.rule
        allowed = self.allowed()
        for letters in dict.fromkeys((rule.participant, rule.other, rule.first, *allowed)):
            condition = {"type": "cell", "criteria": "==", "value": f'"{letters}"'}
            condition["format"] = self.workbook.condition(COLOURS[rule.role(letters)])
            self.sheet.conditional_format(top, left, bottom, right, condition)
        message = self.label(N_("Only these letters, or nothing: {letters}"))
        self.sheet.data_validation(
            top,
            left,
            bottom,
            right,
            {
                "validate": "list",
                "source": allowed,
                "error_title": self.label(N_("Letters")),
                "error_message": fitting(message.format(letters=", ".join(allowed)), _MAX_MESSAGE),
            },
        )

    def allowed(self) -> list[str]:
        """What a cell may hold: what the scheme permits, and what the plan sets."""
        found: list[str] = []
        for value in dict.fromkeys((*self.matrix.rule.permitted, *self.kinds)):
            # A list in a validation has no way to write a comma.
            fits = units(",".join((*found, value))) <= _MAX_LIST
            if fits and value == clean(value) and not set(',"') & set(value):
                found.append(value)
        return found

    def owners(self, row: int, column: int, place: Place, count: int, style: str) -> None:
        """Write how many of some cells have the letter of whoever answers for the result."""
        owner, cells = self.matrix.rule.owner, xl_range(*place)
        if self.reads_freely():
            # So do people write, and so is it read back: a/r, Ａ／Ｒ, AR.
            sought = formulas.literal(owner.upper())
            cells = f"SUBSTITUTE(UPPER({cells}),{formulas.literal(_full_width(owner))},{sought})"
        else:
            sought, cells = formulas.literal(f"/{owner}/"), f'"/"&{cells}&"/"'
        formula = f"=SUMPRODUCT(--ISNUMBER(FIND({sought},{cells})))"
        self.formula(row, column, formula, count, style)

    def reads_freely(self) -> bool:
        """Whether the owner's letter is known in any case and width, and without a slash."""
        values = (*self.matrix.rule.permitted, *self.kinds)
        parts = {part for value in values for part in value.split("/")}
        plain = all(len(part) == 1 for part in parts)
        folded = {unicodedata.normalize("NFKC", part).upper() for part in parts}
        letter = self.matrix.rule.owner
        return plain and len(folded) == len(parts) and letter.isascii() and letter.isalpha()

    def owned(self, cells: Iterable[str]) -> int:
        """What `owners` says of letters."""
        return sum(self.matrix.rule.owner in value.split("/") for value in cells)

    def judge(self, place: Place) -> None:
        """Make what `owners` writes red where it is wrong, also after somebody has changed it."""
        top, left, bottom, right = place
        cell = xl_range(top, left, top, left)
        wrong = f"{cell}<>1" if self.matrix.rule.singles_out else f"{cell}<1"
        condition = {
            "type": "formula",
            "criteria": f"=AND(ISNUMBER({cell}),{wrong})",
            "format": self.workbook.condition(WRONG),
        }
        self.sheet.conditional_format(top, left, bottom, right, condition)

    def check_label(self) -> str:
        """The name of what is judged."""
        one, some = N_("Exactly one {letter}"), N_("At least one {letter}")
        message = self.label(one if self.matrix.rule.singles_out else some)
        return message.format(letter=self.matrix.rule.owner)

    def name_cells(self, place: Place) -> None:
        """Name the cells with ids, names and letters, by which the workbook is read back."""
        book, sheet = self.workbook.book, f"'{self.sheet.name}'"
        self.workbook.areas[self.sheet.name] = {"matrix": place}
        if self.of_several:
            plan = self.matrix.rows[0].entry.plan
            for name, value in (("plan", plan.id), ("state", state_of(plan))):
                book.define_name(f"{sheet}!ecotui_{name}", f"={formulas.literal(value)}")


def has_others(matrix: Matrix, counted: Sequence[str]) -> bool:
    """Whether a cell may hold what is not among the letters that are counted each."""
    return not set(matrix.rule.permitted) <= set(counted)


def _full_width(letter: str) -> str:
    return chr(ord(letter.upper()) + 0xFEE0)


#: The width of a column that nobody has set.
_BEYOND_PT = 48.0


def _runs(flags: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """First and last index of each run of true flags."""
    for flag, run in groupby(range(len(flags)), flags.__getitem__):
        found = [*run]
        if flag:
            yield found[0], found[-1]
