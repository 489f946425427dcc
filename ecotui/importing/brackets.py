"""Brackets in running text and in names."""

from __future__ import annotations

import re

#: What parts a text outside these does not inside.
OPENING, CLOSING = "（(〔[【［", "）)〕]】］"
# Quotation marks protect what parts names as brackets do: “双随机、一公开”联席会议.
OPENING_OR_QUOTE, CLOSING_OR_QUOTE = f"{OPENING}“「『《", f"{CLOSING}”」』》"
_INSIDE = re.compile(
    rf"[{re.escape(OPENING)}][^{re.escape(OPENING + CLOSING)}]*[{re.escape(CLOSING)}]"
)


def depth(text: str) -> int:
    """How many brackets a text leaves open; below 0 where it closes more than it opens."""
    return sum(map(text.count, OPENING)) - sum(map(text.count, CLOSING))


def open_count(text: str) -> int:
    """How many brackets and quotation marks a text leaves open, as `depth` counts."""
    return sum(map(text.count, OPENING_OR_QUOTE)) - sum(map(text.count, CLOSING_OR_QUOTE))


def without(text: str) -> str:
    """A name without what stands in brackets; the name where nothing else is in it."""
    return _INSIDE.sub("", text).strip() or text


def last(text: str) -> int | None:
    """Where the bracket opens that a text ends with; None where it ends with none."""
    if not text or text[-1] not in CLOSING:
        return None
    closed = 0
    for at in range(len(text) - 1, -1, -1):
        closed += (text[at] in CLOSING) - (text[at] in OPENING)
        if not closed:
            return at
    return None
