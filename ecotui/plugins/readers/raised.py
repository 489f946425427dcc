"""Digits above or below the line as characters that say so: 10⁸, H₂O, and no 108."""

from __future__ import annotations

from typing import Literal

Shift = Literal["", "above", "below"]

_SHIFTED = {
    "above": str.maketrans("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ"),
    "below": str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎"),
}


def shifted(text: str, shift: Shift) -> str:
    """A text as it stands above or below the line; as it is where a character has no such form."""
    if not shift:
        return text
    table = _SHIFTED[shift]
    return text.translate(table) if all(ord(c) in table or c.isspace() for c in text) else text


def shift_named(name: str | None) -> Shift:
    """What a name such as ``superscript`` or ``sub`` says."""
    text = (name or "").lower()
    return "above" if text.startswith("sup") else "below" if text.startswith("sub") else ""
