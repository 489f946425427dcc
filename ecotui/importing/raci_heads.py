"""Where the head of a matrix of letters is, and what it says of each column."""

from __future__ import annotations

from collections import Counter

from ecotui.importing.raci_cells import is_mark
from ecotui.importing.table_heads import plain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ecotui.importing.blocks import Row


def find(rows: list[Row]) -> tuple[int, int, list[str]] | None:
    """Where the head of a matrix begins and ends, and what it says of each column."""
    marked = (at for at, row in enumerate(rows[:12]) if any(is_mark(c.text) for c in row.cells[1:]))
    first = next(marked, None)
    if not first:
        return None
    columns = {
        c for row in rows[first:] for c, cell in enumerate(row.cells) if c and is_mark(cell.text)
    }

    def names_columns(row: Row) -> bool:
        texts = [cell.text for cell in row.cells]
        filled = sum(c < len(texts) and bool(texts[c]) for c in columns)
        return len({*texts} - {""}) > 1 and 2 * filled >= len(columns)

    at = next((at for at in reversed(range(first)) if names_columns(rows[at])), None)
    if at is None:
        return None
    upper = at
    while upper and names_columns(rows[upper - 1]):
        upper -= 1
    heads = list(plain(rows[at]))
    for row in reversed(rows[upper:at]):
        above = plain(row)
        again = {head for head, count in Counter(heads).items() if head and count > 1}
        for c, text in enumerate(above[: len(heads)]):
            if not heads[c] or (heads[c] in again and c in columns and text != heads[c]):
                heads[c] = text + heads[c]
    return upper, at, heads
