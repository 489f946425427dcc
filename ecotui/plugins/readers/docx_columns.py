"""The columns of a table in Word, whose cells have edges of their own in each row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

#: Narrower than 1 cm, in twentieths of a point, is what is left where an edge was dragged aside.
_SLIVER = 567


class Spans(NamedTuple):
    """How many columns a row leaves out before its first cell, and how many each cell covers."""

    before: int
    cells: tuple[int, ...]


def straightened(rows: Sequence[Spans], widths: Sequence[int]) -> list[Spans]:
    """The rows without columns that are no cell's own, between edges that ought to be one.

    Where the edge of some rows was dragged a little to the side, their cells cover a part of the
    next column, which no row has a cell for.

    Args:
        rows: The rows.
        widths: The width of each column, in twentieths of a point; 0 where it is not known.
    """
    slivers = {at for at, width in enumerate(widths) if 0 < width < _SLIVER}
    for before, cells in rows:
        at = before
        for span in cells:
            covered = range(at, at + span)
            if slivers.issuperset(covered):
                slivers.difference_update(covered)
            at += span
    if not slivers:
        return list(rows)

    def kept(start: int, span: int) -> int:
        return sum(at not in slivers for at in range(start, start + span))

    straight = []
    for before, cells in rows:
        at, spans = before, list[int]()
        for span in cells:
            spans.append(kept(at, span))
            at += span
        straight.append(Spans(kept(0, before), tuple(spans)))
    return straight
