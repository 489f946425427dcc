"""The table of a RACI matrix in a Word document: its columns, and what fits on a page."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from ecotui.api import N_, Heading, Matrix, Selection, fitting_clauses, visible
from ecotui.plugins.common import wording
from ecotui.plugins.common.matrix_options import first_names, letters
from ecotui.plugins.word.document import MM_PER_PT, Page, WordFile
from ecotui.plugins.word.frame import table_line, table_style
from ecotui.plugins.word.tables import Cell, Row, table

_MARGIN_MM, _MAX_LETTER_MM, _MAX_NAME_MM, _MIN_WORDING_MM = 0.6, 10, 62, 90
_HEAD_CHARACTERS = 16

# Told apart by darkness and weight too, since most of these are printed in black and white.
_FIRST = {"shade": "1F4E79", "colour": "FFFFFF", "bold": True}
_OTHER = {"shade": "9DC3E6", "bold": True}
_PARTICIPANT = {"shade": "EAF1F8"}
_BANDS = ("BFBFBF", "D9D9D9", "F2F2F2")
_GROUP = "E7E6E6"


class _Head(NamedTuple):
    """Head of a column that holds letters: a name that stands upright, a number above it."""

    name: str
    shade: str = ""
    number: str = ""


class _Line(NamedTuple):
    """A row: what stands before its letters, and these; or a band, which has no letters."""

    before: Sequence[str]
    letters: Sequence[str] | None
    shade: str = ""


class _Layout(NamedTuple):
    """The tables that a matrix takes; lengths are in millimetres."""

    #: Widths of the columns before the letters.
    before: tuple[float, ...]
    #: How many columns of letters there are in each table but the last, and how wide one is.
    columns: int
    width: float
    #: Height of the names of the columns.
    head: float
    #: Height of every row.
    heights: tuple[float, ...]


class Grid:
    """A matrix either way round: ``by`` says whether measures or departments are in the rows.

    ``above`` are headings that the document shows elsewhere. Unless ``whole`` is true, a measure
    has only the wording that fits on one line.
    """

    def __init__(
        self,
        selection: Selection,
        matrix: Matrix,
        above: Sequence[Heading],
        *,
        by: str,
        whole: bool,
    ) -> None:
        self.selection, self.matrix, self.whole = selection, matrix, whole
        self.by_department = by == "department"
        self.names = first_names(selection, by)
        if self.by_department:
            self.heads, self.lines = self._measures_across()
        else:
            self.heads, self.lines = self._departments_across({one.mask for one in above})
        rule = matrix.rule
        # The first lead's comes last: what leads and others share is shown as its.
        self._shades: dict[str, dict[str, Any]] = {
            rule.participant: _PARTICIPANT,
            rule.other: _OTHER,
            rule.first: _FIRST,
        }

    def height(self, page: Page, size: float) -> float:
        """Height in millimetres of a table if its text has a size in points."""
        layout = self._layout(page, size)
        said = 5 if layout.columns < len(self.heads) else 0
        number = table_line(size) * MM_PER_PT if self.by_department else 0
        return sum(layout.heights) + layout.head + number + said

    def tables(self, page: Page, size: float) -> int:
        return math.ceil(len(self.heads) / self._layout(page, size).columns)

    def write(self, word: WordFile, size: float) -> None:
        """Write the tables: one, or several if the columns do not fit on the page."""
        layout = self._layout(word.page, size)
        count = max(1, len(self.heads))
        for first in range(0, count, layout.columns):
            end = min(first + layout.columns, len(self.heads))
            if layout.columns < count:
                message = self.selection.label(N_("Columns {first}–{end} of {all}"))
                text = message.format(first=first + 1, end=end, all=count)
                word.paragraph("Note", text, with_next=True, new_page=first > 0)
            widths = [*layout.before, *[layout.width] * (end - first)]
            if not self.by_department:
                widths[1] += layout.width * (layout.columns - (end - first))
            rows = [*self._head(self.heads[first:end], layout.head, size)]
            for line, height in zip(self.lines, layout.heights, strict=True):
                if line.letters is not None:
                    line = line._replace(before=self._shown(line, widths, size * MM_PER_PT))
                rows.append(self._row(line, first, end, height, size))
            word.add(table(widths, rows, margin=_MARGIN_MM))

    # -- what is in it

    def _departments_across(self, said: set[int]) -> tuple[list[_Head], list[_Line]]:
        """Measures in the rows, below their headings; departments in the columns."""
        names = self.matrix.departments
        heads = [_Head(visible(name), self._group_shade(name)) for name in names]
        lines: list[_Line] = []
        cells = iter(letters(self.matrix, "measure"))
        for item in self.selection.outline():
            if not isinstance(item, Heading):
                before = wording.marked_id(item), wording.clean(item.text)
                lines.append(_Line(before, list(map(visible, next(cells)))))
            elif item.mask not in said:
                text = wording.heading_text(item)
                if lines and lines[-1].letters is None:
                    # A chapter and its first section share a band.
                    text = f"{lines[-1].before[0]}　{text}"
                    lines[-1] = lines[-1]._replace(before=(text,))
                else:
                    lines.append(_Line((text,), None, _BANDS[item.level]))
        return heads, lines

    def _measures_across(self) -> tuple[list[_Head], list[_Line]]:
        """Departments in the rows; measures in the columns, by number and short title."""
        matrix = self.matrix
        heads = [
            _Head(wording.short_title(one, _HEAD_CHARACTERS), number=wording.marked_id(one))
            for one in (row.entry for row in matrix.rows)
        ]
        lines = [
            _Line((visible(name),), list(map(visible, cells)), self._group_shade(name))
            for name, cells in zip(matrix.departments, letters(matrix, "department"), strict=True)
        ]
        return heads, lines

    def _group_shade(self, name: str) -> str:
        return _GROUP if name in self.matrix.groups else ""

    # -- how large it is

    def _layout(self, page: Page, size: float) -> _Layout:
        character = size * MM_PER_PT
        shown = {one for line in self.lines for one in line.letters or ()}
        shown.update(head.number for head in self.heads)
        longest = max((len(head.name) for head in self.heads), default=1)
        tall = longest * character * 1.06
        # A name that is too long stands in several lines beside each other.
        beside = math.ceil(tall / _MAX_NAME_MM) * table_line(size) * MM_PER_PT + 2 * _MARGIN_MM
        least = max(min(_width(shown, character, 0.2), 30), beside)
        firsts = [line.before[0] for line in self.lines if line.letters is not None]
        firsts.append(self.names[0])
        first = min(max(9, _width(firsts, character, 0.5)), 60)
        taken = first if self.by_department else first + _MIN_WORDING_MM
        count = max(1, len(self.heads))
        tables = math.ceil(count / max(1, int((page.inner - taken) / least)))
        columns = math.ceil(count / tables)
        width = max(least, min((page.inner - taken) / columns, _MAX_LETTER_MM))
        before = [first] if self.by_department else [first, page.inner - first - columns * width]
        heights = tuple([self._height(line, before, character, size) for line in self.lines])
        return _Layout(tuple(before), columns, width, min(tall, _MAX_NAME_MM) + 2, heights)

    def _height(self, line: _Line, before: Sequence[float], character: float, size: float) -> float:
        one = table_line(size) * MM_PER_PT
        # Air between the lines if there is room for it.
        air = 0.3 if size < 9 else 2
        if line.letters is None:
            return one + air / 2
        shown = self._shown(line, before, character)
        return air + one * max(
            _lines(text, (width - 2 * _MARGIN_MM) / character)
            for text, width in zip(shown, before, strict=True)
        )

    def _shown(self, line: _Line, before: Sequence[float], character: float) -> Sequence[str]:
        """What stands before the letters of a row if the columns there have such widths."""
        if self.whole or self.by_department:
            return line.before
        number, text = line.before
        fitting = (before[1] - 2 * _MARGIN_MM) / character
        return number, fitting_clauses(text, lambda part: _lines(part, fitting) == 1)

    # -- its rows

    def _head(self, heads: Sequence[_Head], height: float, size: float) -> Iterator[Row]:
        """The rows that are repeated at the top of each page."""
        style = table_style("Heading", size)
        upright = [Cell(head.name, style, shade=head.shade, upright=True) for head in heads]
        before = [Cell(name, style) for name in self.names]
        if self.by_department:
            numbers = [Cell(head.number, style) for head in heads]
            yield Row([*before, *numbers], header=True, with_next=True)
            before = [Cell("", style)]
        yield Row([*before, *upright], height, header=True, with_next=True)

    def _row(self, line: _Line, first: int, end: int, height: float, size: float) -> Row:
        """A row of a table that has the columns from first to end."""
        text, centred = table_style("Text", size), table_style("Centred", size)
        if line.letters is None:
            span = len(self.names) + end - first
            band = Cell(line.before[0], text, shade=line.shade, bold=True, span=span)
            return Row((band,), height, with_next=True)
        before = [Cell(one, text, shade=line.shade) for one in line.before]
        if not self.by_department:
            before[0] = before[0]._replace(style=centred)
        shades = self._shades
        cells = [Cell(one, centred, **shades.get(one, {})) for one in line.letters[first:end]]
        return Row([*before, *cells], height)


def _em(text: str) -> float:
    """Width of a text in Chinese characters."""
    return sum(0.6 if character.isascii() else 1 for character in text)


def _width(texts: Iterable[str], character: float, spare: float) -> float:
    """Width in millimetres of a cell for the widest of some texts and some spare characters."""
    return (max(map(_em, texts), default=1) + spare) * character + 2 * _MARGIN_MM


def _lines(text: str, fitting: float) -> int:
    """How many lines a text takes if that many characters fit in one."""
    # A character that may not begin a line takes the one before it along.
    return sum(
        1 if _em(line) <= fitting - 0.5 else math.ceil(_em(line) / (fitting - 1))
        for line in text.split("\n")
    )
