"""What a reader makes of a file: paragraphs and tables, each with its place, and nothing else.

What they mean is decided in one place, `ecotui.importing.document`, whatever the format was.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ecotui.i18n import _


class Place(NamedTuple):
    """Where something stands in a file; what does not apply is None.

    Args:
        line: Line of a text file, from 1.
        paragraph: Paragraph outside the tables of a document, from 1.
        table: Table of a document, from 1.
        row: Row of that table or of the sheet, from 1.
        sheet: Name of the sheet of a workbook.
    """

    line: int | None = None
    paragraph: int | None = None
    table: int | None = None
    row: int | None = None
    sheet: str | None = None

    def __str__(self) -> str:
        if self.line is not None:
            return _("line {line}").format(line=self.line)
        if self.sheet is not None and self.row is None:
            return _("sheet {sheet}").format(sheet=self.sheet)
        if self.sheet is not None:
            return _("sheet {sheet}, row {row}").format(sheet=self.sheet, row=self.row)
        if self.table is not None:
            return _("table {table}, row {row}").format(table=self.table, row=self.row)
        return _("paragraph {paragraph}").format(paragraph=self.paragraph)


class Paragraph(NamedTuple):
    r"""A paragraph of running text.

    Args:
        text: Its text without layout; a line break that the author set is ``\n``.
        place: Where it stands.
        level: Level of a heading by its style or tag, from 1; 0 for other text.
        number: What automatic numbering shows before the text, such as ``（一）``; the text itself
            lacks it then.
        bold: Whether all of it is set in bold.
        centred: Whether it is centred, or styled as a title.
    """

    text: str
    place: Place
    level: int = 0
    number: str = ""
    bold: bool = False
    centred: bool = False

    @property
    def whole(self) -> str:
        """The text as a reader of the page sees it, numbering included.

        A mark parts the two where they would run together: 1. and 500万元, or 1 and 30万亩.
        """
        if self.text and self.number.isdecimal():
            return f"{self.number}. {self.text}"
        apart = self.number.endswith((".", *"0123456789")) and self.text[:1].isdigit()
        return f"{self.number} {self.text}" if apart else self.number + self.text


class Cell(NamedTuple):
    r"""One position of a table's grid.

    Args:
        text: The text of the cell, paragraphs and breaks parted by ``\n``. A merged cell has its
            text at every position that it covers.
        across: Whether the position belongs to a merged cell that begins further left.
        down: Whether it belongs to a merged cell that begins further up.
    """

    text: str
    across: bool = False
    down: bool = False


class Row(NamedTuple):
    """A row of a table.

    Args:
        cells: One for each column of the grid.
        place: Where it stands.
        head: Whether the file itself marks it as a head (by a delimiter row, or as ``<th>``).
    """

    cells: tuple[Cell, ...]
    place: Place
    head: bool = False


class Table(NamedTuple):
    """A table as a grid.

    Args:
        rows: Its rows. A table inside a cell is a block of its own, and no text of the cell.
    """

    rows: tuple[Row, ...]


class MatrixSheet(NamedTuple):
    """A sheet with a matrix that the exporter ``raci-xlsx`` wrote and somebody may have changed.

    Args:
        table: The matrix with its heads, and what stands to its right and below it. Rows without
            text are missing.
        column: Number of its first column in the sheet, from 1.
        last: Numbers of its last column and its last row in the sheet.
        names: What the workbook says of it: ``scheme``, ``by``, ``plan``, ``state``.
        above: The texts of the row above it, from its first column on.
        added: Rows and columns of the cells outside all that the exporter wrote.
    """

    table: Table
    column: int
    last: tuple[int, int]
    names: Mapping[str, str]
    above: Sequence[str] = ()
    added: Sequence[tuple[int, int]] = ()


class Note(NamedTuple):
    """What a reader had to repair or leave out.

    Args:
        message: What, in one line.
        place: Where it would have stood.
    """

    message: str
    place: Place


Block = Paragraph | Table | Note
