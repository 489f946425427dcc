"""What tables of every format have in common."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

#: Columns that a table may have; a page that claims more is broken or hostile.
MOST_COLUMNS = 200


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
