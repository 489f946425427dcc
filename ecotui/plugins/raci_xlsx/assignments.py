"""The sheet with a row for each measure, department and role: to filter, to count, to merge."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import partial
from typing import NamedTuple

from ecotui.api import N_, Entry, MatrixRow, clean
from ecotui.plugins.common.wording import extra_heads, nothing, short_title
from ecotui.plugins.raci_xlsx import formulas
from ecotui.plugins.raci_xlsx.lists import ListSheet, continued, legible_width
from ecotui.plugins.raci_xlsx.matrix_sheets import Sheet
from ecotui.plugins.raci_xlsx.workbook import Workbook, lines

ABOUT = N_("A row for each measure, department and role. Letters follow the matrix.")
#: The narrowest and the widest column of a wording.
_NARROWEST, _WIDEST = 44.0, 72.0
#: Excel counts days from 1900 on, and is wrong about the first two months.
_FIRST_DAY = "1900-03-01"


class Column(NamedTuple):
    """A column: its name, its width, and what it says of a measure; None if of a department."""

    name: str
    width: float
    value: Callable[[Entry], str | None] | None = None
    style: str = "text"


def assignments(book: Workbook, sheets: Sequence[Sheet]) -> ListSheet:
    """Make the sheet; its letters follow the matrix, which may be on several sheets."""
    writer = _Assignments(book)
    for sheet in sheets:
        for row in sheet.matrix.rows:
            writer.measure(row, sheet)
    made, column = writer.made, writer.middle + 2
    made.close("assignments", book.label(ABOUT), nothing(book.selection))
    if made.at and writer.follows:
        book.areas[made.sheet.name] = {"formulas": (1, column, made.at, column)}
    return writer.made


class _Assignments:
    def __init__(self, book: Workbook) -> None:
        self.book = book
        #: Whether all letters are formulas.
        self.follows = True
        label, entries = book.label, [row.entry for row in book.matrix.rows]
        # A number is one of a plan.
        first = [Column(label(N_("Plan")), 20.0, lambda entry: entry.plan.title)]
        first = first if len(book.selection.plans) > 1 else []
        self.number = len(first)
        first, before = [*first, Column(label(N_("No.")), 8.0)], [*self.place(entries)]
        middle = [Column(label(N_("Department")), 18.0), Column(label(N_("Role")), 10.0)]
        middle.append(Column(label(N_("Letter")), 8.0))
        after = self.details(entries, (*first, *before, *middle))
        left = legible_width(book) - sum(one.width for one in (*first, *before, *middle, *after))
        wide = max(_NARROWEST, min(_WIDEST, left))
        wording = Column(label(N_("Measure")), wide, lambda entry: entry.text)
        #: The column of departments; behind it are those of roles and letters. On several pages
        #: side by side, each says with its first columns whose row it is.
        self.middle = len(first) + (0 if left < _NARROWEST else len(before) + 1)
        self.columns = [*first, *before, wording, *after]
        self.columns[self.middle : self.middle] = middle
        #: The column of the wording: that and what is behind it go on in further rows.
        self.wording = self.columns.index(wording)
        columns = [(one.name, one.width) for one in self.columns]
        repeated = len(first) + (self.middle == len(first))
        self.made = ListSheet(book, label(N_("Assignments")), columns, repeated)

    def place(self, entries: Sequence[Entry]) -> Iterator[Column]:
        """Where a measure stands, and what it is called."""
        label = self.book.label
        yield Column(label(N_("Chapter")), 14.0, lambda entry: entry.chapter.title)
        if any(entry.section for entry in entries):
            yield Column(label(N_("Section")), 20.0, lambda e: e.section.title if e.section else "")
        yield Column(label(N_("Short title")), 26.0, lambda entry: short_title(entry, 24))

    def details(self, entries: Sequence[Entry], others: Sequence[Column]) -> list[Column]:
        """What some of the measures say beside their wording."""
        label = self.book.label
        own = (
            Column(label(N_("Deadline")), 16.0, lambda entry: entry.deadline),
            Column(label(N_("Due date")), 12.0, lambda entry: entry.due, "date"),
            Column(label(N_("Target")), 24.0, lambda entry: entry.target),
            Column(label(N_("Responsibility")), 18.0, lambda entry: entry.basis),
        )
        found = [one for one in own if one.value and any(map(one.value, entries))]
        taken = [one.name for one in (*others, *found)]
        heads = extra_heads(self.book.selection, entries, taken)
        return [*found, *[Column(heads[head], 18.0, partial(_extra, head)) for head in heads]]

    def measure(self, row: MatrixRow, sheet: Sheet) -> None:
        """Write a row for each department and role, and more of them for a long wording."""
        made, book, entry, middle = self.made, self.book, row.entry, self.middle
        texts = [(one.value(entry) or "") if one.value else "" for one in self.columns]
        parts = list(continued(texts, made.room))
        heights = [max(map(lines, part, made.room)) for part in parts]
        for name, role in _roles(row):
            high = lines(name, made.room[middle])
            for number, part in enumerate(parts):
                made.next(max(heights[number], high))
                book.identify(made.sheet, made.at, self.number, entry)
                for at, column in enumerate(self.columns):
                    # What a measure is called stands in every row, and its wording goes on.
                    if column.value and (number == 0 or part[at] or at >= self.wording):
                        self.cell(at, part[at], column.style)
                    elif column.value:
                        self.cell(at, parts[0][at], column.style)
                made.text(middle, name)
                made.text(middle + 1, book.label(N_("continued") if number else role), "role")
                if number:
                    made.text(middle + 2, "", "letter")
                else:
                    self.letters(row, sheet, name)

    def cell(self, column: int, text: str, style: str) -> None:
        if style == "date" and text >= _FIRST_DAY:
            day = datetime.strptime(text, "%Y-%m-%d")
            self.made.sheet.write_datetime(self.made.at, column, day, self.book.formats[style])
        else:
            self.made.text(column, text, style)

    def letters(self, row: MatrixRow, sheet: Sheet, name: str) -> None:
        """Write what the matrix says, as a formula that a sort of either sheet does not mislead."""
        made, entry, column = self.made, row.entry, self.middle + 2
        cells = sheet.letters_of(name)
        id_ = formulas.shown_id(entry)
        id_ = clean(id_) if isinstance(id_, str) else id_
        if cells is None or sheet.ids is None or not formulas.fits(id_):
            made.text(column, row.cells.get(name, ""), "letter")
            self.follows = False
            return
        ids = formulas.area(sheet.sheet, sheet.ids)
        formula, value = formulas.found(id_, ids, cells), clean(row.cells.get(name, ""))
        formulas.write(made.sheet, made.at, column, formula, self.book.formats["letter"], value)


def _extra(head: str, entry: Entry) -> str | None:
    return entry.extra.get(head)


def _roles(row: MatrixRow) -> Iterator[tuple[str, str]]:
    """Each department of a measure with its role, or with both of its roles."""
    entry = row.entry
    for name in dict.fromkeys(entry.lead):
        yield name, N_("first lead") if name == entry.measure.first_lead else N_("lead")
    for name in dict.fromkeys(entry.participants):
        yield name, N_("participant")
    for name in row.cells:
        if name not in entry.lead and name not in entry.participants:
            yield name, N_("set by the plan")
