"""Drawing a line of a pane from pieces of text with styles."""

from __future__ import annotations

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from ecotui.text.display import cut, visible, width

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Piece = tuple[str, Style]


def line(pieces: Iterable[Piece], cells: int, base: Style) -> Strip:
    """A line of a certain width; what does not fit ends in ``…``.

    Args:
        pieces: Texts with their styles, from left to right. Texts are made safe to show.
        cells: Width of the line in terminal cells.
        base: Style of what the pieces leave empty.
    """
    segments = []
    room = cells
    shown = [(visible(text), style) for text, style in pieces if text]
    for number, (text, style) in enumerate(shown, 1):
        size = width(text)
        if size > room or (size == room and number < len(shown)):
            # Also where a piece just fits: that others follow has to be seen.
            text = cut(f"{text}…", room)
            size = width(text)
            segments.append(Segment(text, style))
            room -= size
            break
        segments.append(Segment(text, style))
        room -= size
    if room > 0:
        segments.append(Segment(" " * room, base))
    return Strip(segments, cells)


#: A cell that is filled from the left by so many eighths.
EIGHTHS = " ▏▎▍▌▋▊▉█"


def bar(share: float, cells: int, *, blocks: bool = True) -> str:
    """A bar as long as a share of some cells; it is empty only at 0 and full only at 1.

    Args:
        share: From 0 to 1.
        cells: The length for 1.
        blocks: Whether the terminal has block characters; if not, ``#`` for each whole cell.
    """
    eighths = round(share * cells * 8)
    if 0 < share < 1:
        eighths = max(1, min(eighths, cells * 8 - 1))
    whole, rest = divmod(eighths, 8)
    if not blocks:
        return "#" * max(whole, 1 if share else 0)
    return EIGHTHS[8] * whole + EIGHTHS[rest].strip()


def within(spans: Sequence[tuple[int, int]], start: int, end: int) -> list[tuple[int, int]]:
    """The part of some spans that lies in a range, counted from the range's start."""
    return [
        (max(first, start) - start, min(last, end) - start)
        for first, last in spans
        if first < end and last > start
    ]
