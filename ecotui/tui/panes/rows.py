"""Rows of several lines each, of which only those in sight are laid out."""

from __future__ import annotations

from collections.abc import Callable


def top_for(row: int, top: int, count: int, height: int, lines_of: Callable[[int], int]) -> int:
    """The first row to show, as near to ``top`` as can be, so that a row is in sight as a whole.

    There is no empty space below the last row while a row above could be shown there.

    Args:
        row: The row to be seen.
        top: The row that is the first now.
        count: How many rows there are.
        height: How many lines there is room for.
        lines_of: How many lines a row has, at most ``height``.
    """

    def first_before(last: int, least: int) -> int:
        """The first of the rows that fit above the end of a row, none before ``least``."""
        room = height - lines_of(last)
        while last > least and (room := room - lines_of(last - 1)) >= 0:
            last -= 1
        return last

    if not count:
        return 0
    top = min(row, first_before(count - 1, 0) if top >= count else top)
    top = first_before(row, top)
    room = height
    for number in range(top, count):
        room -= lines_of(number)
        if room <= 0:
            return top
    return min(top, first_before(count - 1, 0))


def lines_from(
    top: int, count: int, height: int, lines_of: Callable[[int], int]
) -> list[tuple[int, int]]:
    """The lines in sight: the row of each, and which line of the row it is."""
    found: list[tuple[int, int]] = []
    for row in range(top, count):
        found += [(row, line) for line in range(lines_of(row))]
        if len(found) >= height:
            break
    return found[:height]
