"""The table of the plan itself: key task, measure, lead and participating departments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from operator import truediv

from ecotui.api import N_, Entry, Heading, Selection, cells
from ecotui.plugins.common import wording
from ecotui.plugins.docx.measures import Measures
from ecotui.plugins.word.document import MM_PER_PT, Page
from ecotui.plugins.word.frame import table_line, table_style
from ecotui.plugins.word.pages import lines_of
from ecotui.plugins.word.tables import Cell, Row, table

_MARGIN_MM, _AIR_MM = 1.2, 0.7
#: Widths of columns in shares of the page; leads and participants take what makes the rows lowest.
_TASK, _DETAIL = 0.12, 0.12
_LEADS, _PARTICIPANTS = (0.12, 0.15, 0.2, 0.25), (0.15, 0.21, 0.26, 0.31)
#: More columns than these share one.
_MOST_DETAILS = 3
#: Sizes of text: the first in which a line of a measure has so many characters.
_SIZES_PT = (12, 10.5, 9, 8)
_LEAST_CHARACTERS = 14
# A row that is higher than this share of a page may be split.
_HIGH = 0.8
_BAND = "F2F2F2"


class Columns:
    """The columns of the table, and the rows that measures take in them.

    The key task of a row is merged with that of the rows after it, and repeated where a page is
    reckoned to begin: a merged cell shows its text on its first page only. ``above`` is how many
    millimetres of the first page are taken.
    """

    def __init__(
        self,
        selection: Selection,
        measures: Measures,
        page: Page,
        *,
        official: bool,
        above: float,
    ) -> None:
        self.selection, self.measures, self.page = selection, measures, page
        #: Millimetres that are taken of the page on which the table begins, and then ends.
        self.taken = above
        self.official = official
        self.blank = "" if selection.language == "zh" else " "
        self.details = wording.detail_heads(selection)
        self.rest: list[str] = []
        if len(self.details) > _MOST_DETAILS:
            self.details, self.rest = (
                self.details[: _MOST_DETAILS - 1],
                self.details[_MOST_DETAILS - 1 :],
            )
        extra = len(self.details) + bool(self.rest)
        # Cells of a terminal are a good measure of how wide texts are.
        texts = [
            [sum(map(cells, names)) + 2 * len(names) for names in (one.lead, one.participants)]
            + [cells(one.text)]
            for one in selection.measures
        ]
        ways = []
        for lead, participants in product(_LEADS, _PARTICIPANTS):
            rest = 1 - _TASK - lead - participants - extra * _DETAIL
            if rest < max(lead, participants):
                continue
            shares = (lead, participants, rest)
            lines = [max(map(truediv, one, shares)) for one in texts]
            ways.append((sum(lines), shares))
        lead, participants, rest = min(ways)[1] if ways else (0.12, 0.16, 0.6 - extra * _DETAIL)
        widths = (_TASK, rest, lead, participants, *[_DETAIL] * extra)
        self.widths = [share * page.inner for share in widths]
        sizes = _SIZES_PT if official else _SIZES_PT[1:2]
        fitting = [size for size in sizes if self._across(1, size) >= _LEAST_CHARACTERS]
        self.size = fitting[0] if fitting else sizes[-1]

    def table(self, rows: Sequence[Row], caption: str) -> str:
        return table(self.widths, rows, margin=_MARGIN_MM, air=_AIR_MM, caption=caption)

    def header(self) -> list[str]:
        roles = N_("Lead departments"), N_("Participating departments")
        own = (N_("Key tasks"), N_("Measures"), *roles)
        rest = [self.selection.label(N_("Other"))] if self.rest else []
        return [*map(self.selection.label, own), *self.details, *rest]

    def rows(self) -> Iterator[Row]:
        heading, text = self._style("Heading"), self._style("Text")
        header = Row([Cell(one, heading) for one in self.header()], header=True, with_next=True)
        full = self.page.inner_height - self._height(header)
        if full < self.page.inner_height / 2:
            # A head as high as a page, on every page, would leave no room for anything else.
            header = header._replace(header=False, with_next=False, splits=True)
            full = self.page.inner_height
        yield header
        # What remains on the page, of which the first has a title; what a merged cell still needs.
        left, needed = full - self.taken, 0.0
        chapter = task = ""
        outline = list(self.selection.outline(empty=True))
        has_sections = any(isinstance(item, Heading) and item.level > 1 for item in outline)
        band: Row | None = None
        is_new = is_row = False
        for item in outline:
            if isinstance(item, Heading):
                is_new = True
                if item.level == 1:
                    chapter, task = wording.heading_text(item), ""
                    band = self._band(chapter)
                    # In the column of sections one without a numeral would be taken for one.
                    if is_row := has_sections and item.number is None:
                        chapter = ""
                elif item.level == 2:
                    task = wording.heading_text(item)
                if item.total or not item.level:
                    continue
                if not task and band:
                    left -= max(0, needed) + self._height(band)
                    yield band
                    needed, band = 0, None
                    continue
                cells = [Cell("", text)] * (len(self.widths) - 1)
            else:
                cells = self._cells(item, text)
            row = Row(cells)
            height = self._height(row, 1)
            splits = height > _HIGH * full
            if is_new:
                left, needed = left - max(0, needed), 0
                if band and (task or is_row):
                    if left < self._height(band) + height:
                        left = full
                    left -= self._height(band)
                    yield band._replace(with_next=True)
                # A chapter with measures of its own stands in the first column.
                band = None
            if height > left and not splits:
                left, is_new = full, True
            said = Cell(
                task or chapter if is_new else "", text, merged="restart" if is_new else "continue"
            )
            if is_new:
                needed = self._height(Row((said,)))
            yield row._replace(cells=[said, *row.cells], splits=splits)
            left, needed, is_new = left - height, needed - height, False
            while left < 0:
                left, is_new = left + full, True
        self.taken = self.page.inner_height - max(0, left - max(0, needed))

    def _band(self, text: str) -> Row:
        cell = Cell(text, self._style("Heading"), shade=_BAND, span=len(self.widths))
        return Row((cell,))

    def _cells(self, entry: Entry, style: str) -> list[Cell]:
        selection, measures = self.selection, self.measures
        more = dict(wording.details(selection, entry))
        texts = [
            measures.numbered(entry, measures.text(entry), blank=self.blank),
            *wording.role_cells(selection, entry),
            *[more.get(one, "") for one in self.details],
        ]
        if self.rest:
            rest = [wording.named(selection, one, more[one]) for one in self.rest if one in more]
            texts.append("\n".join(rest))
        return [Cell(one, style) for one in texts]

    def _style(self, name: str) -> str:
        return table_style(name, self.size if self.official else 0)

    # -- what it takes

    def _across(self, column: int, size: float) -> int:
        """How many full-width characters a line of a column has."""
        return max(1, int((self.widths[column] - 2 * _MARGIN_MM) / (size * MM_PER_PT) + 0.01))

    def _height(self, row: Row, first: int = 0) -> float:
        """Millimetres that a row takes whose first cell is in a column."""
        most, at = 1, first
        for cell in row.cells:
            fitting = self._across(at, self.size)
            lines = [lines_of(one, fitting) for one in cell.text.split("\n")]
            if cell.span == 1:
                most = max(most, sum(lines))
            at += cell.span
        return most * table_line(self.size) * MM_PER_PT + 2 * _AIR_MM + 0.18
