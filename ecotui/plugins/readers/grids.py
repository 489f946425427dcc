"""What tables of every format have in common."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ecotui.api import Cell, PlanError, Row, Table, _
from ecotui.plugins.readers.formats import broken

#: Columns that a table may have; a file that claims more is broken or hostile.
MOST_COLUMNS = 200
#: Cells that a table may have when its spans are resolved.
MOST_CELLS = 3_000_000
_EMPTY = Cell("")


class Rough(NamedTuple):
    """A cell as far as it tells what its table is for."""

    has_text: bool
    has_table: bool


def is_layout(rows: Iterable[list[Rough]]) -> bool:
    """Whether a table only puts things on a page, so that its cells are read one after another.

    That is a table of one cell, or one that holds tables and has fewer than two rows in which two
    cells hold text alone.
    """
    cells, data_rows, nested = 0, 0, False
    for row in rows:
        cells += len(row)
        nested = nested or any(cell.has_table for cell in row)
        data_rows += sum(cell.has_text and not cell.has_table for cell in row) >= 2
    return cells <= 1 or (nested and data_rows < 2)


def table(rows: Sequence[Row], file: str) -> Table:
    """A table whose rows all have as many cells as the longest.

    Raises:
        PlanError: it has more than any document.
    """
    width = max([len(row.cells) for row in rows], default=0)
    if width * len(rows) > MOST_CELLS:
        raise too_large(file)
    return Table(
        tuple(
            [
                row
                if len(row.cells) == width
                else row._replace(cells=row.cells + (_EMPTY,) * (width - len(row.cells)))
                for row in rows
            ]
        )
    )


def too_large(file: str) -> PlanError:
    """The error for a table with more cells than any document has."""
    return broken(file, _("a table has more than {count} cells").format(count=MOST_CELLS))
