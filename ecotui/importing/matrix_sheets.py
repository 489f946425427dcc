"""The sheets of a matrix that was changed: their cells by row and column, and what these hold."""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

from ecotui.i18n import LANGUAGES, N_, translator
from ecotui.text.display import visible
from ecotui.text.escaping import clean
from ecotui.text.folding import fold

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ecotui.importing.blocks import MatrixSheet
    from ecotui.model.plan import Plan

    #: Finds what a head names; None if it names nothing.
    Finder = Callable[[str], str | None]

_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")
#: What lays a text out, and is not always kept.
_BLANK = re.compile(r"\s")


class Spot(NamedTuple):
    """A cell by its row and column in the matrix, from 0."""

    row: int
    column: int


class Sheet:
    """A sheet of either way round: the heads of its measures and departments, and its cells."""

    def __init__(self, sheet: MatrixSheet) -> None:
        self.names, self.column, self.rows = sheet.names, sheet.column, sheet.table.rows
        self.last, self.above, self.added = sheet.last, sheet.above, sheet.added
        self.name = self.rows[0].place.sheet or ""
        self.by_measure = sheet.names.get("by") != "department"
        down = [Spot(row, 0) for row in range(1, len(self.rows))]
        # By measure the second column has the wording.
        begins = 2 if self.by_measure else 1
        across = [Spot(0, column) for column in range(begins, len(self.rows[0].cells))]
        self.measures, self.departments = (down, across) if self.by_measure else (across, down)
        names = {translator(language)(N_("Chapter")) for language in LANGUAGES}
        # By measure the chapters stand to the right of the matrix.
        beside = (head for head in self.departments if self.by_measure and self.is_beside(head))
        self._chapters = next((one.column for one in beside if self.text(one) in names), None)

    def text(self, cell: Spot) -> str:
        """The text that stands in a cell itself."""
        return "" if self.is_merged(cell) else self.rows[cell.row].cells[cell.column].text.strip()

    def wording(self, head: Spot) -> str:
        """What stands beside the number of a measure, or above it."""
        if self.by_measure:
            return self.text(Spot(head.row, 1))
        return self.above[head.column] if head.column < len(self.above) else ""

    def chapter(self, head: Spot) -> str:
        """The chapter that stands beside a measure; empty where the sheet says none."""
        return "" if self._chapters is None else self.text(Spot(head.row, self._chapters))

    def is_merged(self, cell: Spot) -> bool:
        """Whether a cell is covered by one further left or up."""
        found = self.rows[cell.row].cells[cell.column]
        return found.across or found.down

    def place(self, cell: Spot) -> str:
        """A cell as programs call it: ``Sheet!D9``."""
        return self.cell(self.rows[cell.row].place.row or 0, self.column + cell.column)

    def cell(self, row: int, column: int) -> str:
        """A cell by the numbers that programs give its row and column, from 1."""
        letters = ""
        while column:
            column, rest = divmod(column - 1, 26)
            letters = chr(65 + rest) + letters
        return f"{self.name}!{letters}{row}"

    def unread(self, heads: Iterable[Spot]) -> list[str]:
        """The cells outside all that the exporter wrote, but for the rows and columns of heads."""
        rows = {self.rows[head.row].place.row for head in heads if not head.column}
        columns = {self.column + head.column for head in heads if head.column}
        found = [(r, c) for r, c in self.added if r not in rows and c not in columns]
        return [self.cell(row, column) for row, column in found]

    def crossing(self, head: Spot, other: Spot) -> Spot:
        """The cell of a measure and a department."""
        return Spot(max(head.row, other.row), max(head.column, other.column))

    def is_beside(self, head: Spot) -> bool:
        """Whether a head stands to the right of the matrix as it was made, or below it."""
        last_column, last_row = self.last
        number = self.rows[head.row].place.row or 0
        return self.column + head.column > last_column or number > last_row

    def first_letter(self, head: Spot) -> Spot | None:
        """The first cell with a letter in the row or column of a head."""
        others = self.departments if (head.column == 0) == self.by_measure else self.measures
        cells = (self.crossing(head, other) for other in others if not self.is_beside(other))
        return next((cell for cell in cells if self.text(cell)), None)

    def is_band(self, head: Spot) -> bool:
        """Whether a row is that of a heading, which has no wording."""
        return self.by_measure and head.column == 0 and not self.text(Spot(head.row, 1))


def department_finder(plan: Plan) -> Finder:
    """Finds the department that a head names, exactly or, if one alone is like it, nearly so."""
    names = [department.name for department in plan.departments]
    shown_alike = Counter(map(visible, names))
    exact = {visible(name): name for name in names if shown_alike[visible(name)] == 1}
    alike: dict[str, list[str]] = {}
    for name in names:
        for text in forms(name):
            alike.setdefault(text, []).append(name)

    def find(text: str) -> str | None:
        like = alike.get(folded(text), [])
        return exact.get(text) or (like[0] if len(like) == 1 else None)

    return find


def forms(text: str) -> set[str]:
    """What a text of a plan may have become in a workbook, folded."""
    shown = visible(text)
    # What looks like an escape is written as one by programs that know none.
    # What nobody sees is shown as a sign in the workbook, and may be typed without.
    unescaped = _ESCAPE.sub(lambda m: chr(int(m[1], 16)), shown)
    return {folded(shown), folded(clean(text)), folded(unescaped), folded(text)}


def folded(text: str) -> str:
    """A text without what workbooks do not keep: blanks, and how its characters are written."""
    return _BLANK.sub("", fold(text))
