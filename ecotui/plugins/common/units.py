"""Lengths as Word and Excel count them: in 16-bit units, of which some characters take two."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

#: Of what looks like one character, no more marks than these are kept together.
_MOST_MARKS = 32
_JOINER = "\u200d"


def units(text: str) -> int:
    """The length of a text in units of UTF-16; characters beyond U+FFFF, such as 𠮷, take two."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def fitting(text: str, most: int, written: Callable[[str], str] = str) -> str:
    """As much of a text as some units hold, with … at its end where something is left out.

    What is seen as one character, such as 葛 with a variation selector, is not taken apart.

    Args:
        text: The text.
        most: How many units there are.
        written: How it is written, if signs in it are doubled or escaped there.
    """
    if units(text) <= most and units(written(text)) <= most:
        return text
    # What is written is no shorter than the text.
    low, high = 0, max(0, most - 1)
    while low < high:
        middle = (low + high + 1) // 2
        if units(written(_beginning(text, middle))) < most:
            low = middle
        else:
            high = middle - 1
    return f"{_beginning(text, low)}…" if most > 0 else ""


def _beginning(text: str, most: int) -> str:
    """The beginning of a text in at most so many units; a part of it is left out."""
    # No character has less than one unit.
    some = text[:most].encode("utf-16-le", "surrogatepass")[: 2 * most]
    at = end = len(some.decode("utf-16-le", "ignore"))
    while 0 < at < len(text) and end - at < _MOST_MARKS and _is_joined(text, at):
        at -= 1
    return text[: end if _is_joined(text, at) else at]


def _is_joined(text: str, at: int) -> bool:
    """Whether a character stands with the one before it as one sign."""
    if not 0 < at < len(text):
        return False
    code = ord(text[at])
    return (
        unicodedata.category(text[at])[0] == "M"
        or _JOINER in text[at - 1 : at + 1]
        # The colours of skin, and the tags of flags.
        or 0x1F3FB <= code <= 0x1F3FF
        or 0xE0020 <= code <= 0xE007F
    )
