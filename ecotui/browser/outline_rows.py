"""What stands in the lines of the outline; nothing here needs Textual."""

from __future__ import annotations

from ecotui.model.plan import Entry
from ecotui.query.grouping import grouped
from ecotui.query.index import Heading

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence, Set
    from typing import Any

    from ecotui.query.selection import Selection

#: What a piece of a line is, such as ``("heading", "match")``; a later part goes over an earlier.
Look = tuple[str, ...]
TEXT: Look = ()
HEADING: Look = ("heading",)
DIM: Look = ("dim",)
CHOSEN: Look = ("chosen",)
MATCH = "match"


def lines(selection: Selection, grouping: str, folded: Set[Heading]) -> list[Heading | Entry]:
    """The headings and measures that a grouping shows, without those below a folded heading."""
    shown: list[Heading | Entry] = []
    hidden_by: Heading | None = None
    for heading, below in grouped(selection, grouping):
        if hidden_by is not None:
            if heading.level > hidden_by.level:
                continue
            hidden_by = None
        shown.append(heading)
        if folded and heading in folded:
            hidden_by = heading
        else:
            shown += below
    return shown


def row(
    selection: Selection, item: Heading | Entry, *, is_folded: bool, is_marked: bool, several: bool
) -> list[tuple[str, Look]]:
    """A heading with matched/total, or a measure with its number; texts with what they are.

    Args:
        selection: What is left, and what was matched.
        item: What stands in the line.
        is_folded: Whether what is below the heading is hidden.
        is_marked: Whether the measure is marked.
        several: Whether several plans stand one step above their chapters.
    """
    step = "  " if several else ""
    if isinstance(item, Entry):
        sign = "●" if is_marked else " "
        indent = f"  {sign} " if item.section else f"{sign} "
        number = f"{step}{indent}{item.number}. "
        text = marked(item.text, selection.matches(item), TEXT, (MATCH,))
        return [(number, CHOSEN if is_marked else DIM), *text]
    sign = "▸" if is_folded else "▾"
    matched = (item.mask & selection.mask).bit_count()
    counts = f" {matched}" if matched == item.total else f" {matched}/{item.total}"
    label = f"{step * min(1, item.level)}{'  ' * (item.level - 1)}{sign} {item.label}"
    title = marked(item.title, selection.spans(item.title), HEADING, (*HEADING, MATCH))
    return [(label, HEADING), *title, (counts, DIM)]


def marked(
    text: str, spans: Sequence[tuple[int, int]], look: Any, match: Any
) -> list[tuple[str, Any]]:
    """A text as pieces, the spans with the look of matches."""
    pieces: list[tuple[str, Any]] = []
    at = 0
    for start, end in spans:
        if start > at:
            pieces.append((text[at:start], look))
        pieces.append((text[start:end], match))
        at = end
    if at < len(text):
        pieces.append((text[at:], look))
    return pieces
