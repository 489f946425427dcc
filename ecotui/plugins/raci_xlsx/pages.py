"""Pages of a sheet, side by side where its type would be illegible on one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise
from typing import Any

#: The size of the type of a matrix, and the least that is legible on paper. A program that measures
#: a column otherwise than another comes out a little smaller.
SIZE_PT, LEGIBLE_PT = 10.5, 8.0
LEAST_SCALE = LEGIBLE_PT / SIZE_PT * 1.02
#: The page inside its margins, in landscape. LibreOffice makes columns wider than Excel by a 16th,
#: since it does not round the width of a digit to whole pixels.
PAGE_ROOM_PT = {"A4": (784.0 / 1.06, 500.0), "A3": (1132.0 / 1.06, 748.0)}

_PAPERS = {"A4": 9, "A3": 8}


def lay_out(sheet: Any, paper: str) -> None:
    """Print a sheet in landscape, inside the margins that `PAGE_ROOM_PT` leaves."""
    sheet.set_landscape()
    sheet.set_paper(_PAPERS[paper])
    sheet.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
    sheet.center_horizontally()


def header_literal(text: str) -> str:
    """A text for a print header, in which ``&`` begins a code."""
    return text.replace("&", "&&")


def breaks(
    widths: Sequence[float], fixed: int, groups: Iterable[tuple[int, int]], room: float
) -> list[int]:
    """The columns with which further pages begin, if a page has no more room.

    Args:
        widths: Of all columns, in points.
        fixed: How many of the first columns are repeated on each page.
        groups: Ranges of the others that stay together if that takes no further page.
        room: What a page holds, in points.
    """
    if sum(widths) <= room:
        return []
    together = [*groups]
    single = [(column, column + 1) for start, end in together for column in range(start, end)]
    fewest = _filled(widths, fixed, single, room)
    kept = _filled(widths, fixed, together, room)
    return kept if kept and len(kept) <= len(fewest) else fewest


def _filled(
    widths: Sequence[float], fixed: int, groups: Iterable[tuple[int, int]], room: float
) -> list[int]:
    """Where further pages begin if each is filled with groups; none if a page cannot hold one."""
    repeated = used = sum(widths[:fixed])
    found: list[int] = []
    for start, end in groups:
        wide = sum(widths[start:end])
        if used + wide > room and used > repeated:
            found.append(start)
            used = repeated
        used += wide
        if used > room:
            return []
    return found


def spans(breaks: Sequence[int], end: int) -> list[tuple[int, int]]:
    """The columns of each page, before the first break, between two, behind the last."""
    return [*zip([0, *breaks], [*breaks, end], strict=True)]


def together(
    heights: Sequence[float], kept: Collection[int], header: range, rooms: Sequence[float]
) -> list[int]:
    """The rows that begin a page lest one stand last on a page that is kept with the next row.

    Args:
        heights: Of all rows, in points.
        kept: The rows that are kept with the next one.
        header: The rows that are repeated on each page; what stands above them is not.
        rooms: What a page holds in one program and in another, in points.
    """
    repeated = sum(heights[at] for at in header)
    used = [sum(heights[: header.stop])] * len(rooms)
    found = []
    starts = [at for at in range(header.stop, len(heights)) if at - 1 not in kept]
    for start, end in pairwise([*starts, len(heights)]):
        high = sum(heights[start:end])
        full = [old > repeated and old + high > room for old, room in zip(used, rooms, strict=True)]
        if end - start > 1 and any(full):
            found.append(start)
            full = [True] * len(rooms)
        used = [(repeated if new else old) + high for old, new in zip(used, full, strict=True)]
    return found


def rooms(down: float, scale: int) -> list[float]:
    """What pages that are so high hold at a scale in percent, in points.

    LibreOffice makes header and footer lower with the table, and higher with their font.
    """
    lower = 0.5 * (100 - scale)
    return [100 / scale * (down + more) for more in (0, lower, lower - 5)]
