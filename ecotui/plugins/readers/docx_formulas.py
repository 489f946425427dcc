"""Formulas of Word in one line: 30/100 and x², where characters alone would be 30100 and x2."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ecotui.plugins.readers.docx_numbering import W
from ecotui.plugins.readers.packages import Element
from ecotui.plugins.readers.raised import Shift, shifted

_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
FORMULAS = (_M + "oMath", _M + "oMathPara")
_TEXTS = (_M + "t", W + "t")
# What adds nothing to the characters in it.
_PLAIN = (*FORMULAS, _M + "r", _M + "e", _M + "num", _M + "den", _M + "sup", _M + "sub", W + "r")
_SHIFTS: dict[str, Shift] = {_M + "sSup": "above", _M + "sSub": "below"}
_OPERAND = re.compile(r"\w[\w.,%]*")
_ADJOINS = re.compile("[0-9A-Za-z]")


def in_line(parent: Iterable[Element], before: str = "") -> tuple[str, bool]:
    """What stands in a formula, in one line, and whether that is sure to be what it shows.

    Args:
        parent: The formula, or a part of it.
        before: What stands before it: 1 and a half is no 11/2.
    """
    pieces: list[str] = []
    sure, is_fraction = True, False
    for element in parent:
        last = pieces[-1] if pieces else before
        piece, is_sure = _piece(element, last)
        sure = sure and is_sure
        if not piece:
            continue
        if is_fraction and _ADJOINS.match(piece):
            pieces[-1] = f"({pieces[-1]})"
        shown = apart(piece, last) if element.tag == _M + "f" else piece
        is_fraction = element.tag == _M + "f" and shown == piece
        pieces.append(shown)
    return "".join(pieces), sure


def fraction(above: str, below: str) -> str:
    """A fraction in one line, a part of several operands in brackets."""
    return "/".join(
        part if _OPERAND.fullmatch(part) else f"({part})" for part in (above.strip(), below.strip())
    )


def apart(shown: str, before: str) -> str:
    """A fraction, in brackets where it would run into what stands before it."""
    return f"({shown})" if _ADJOINS.match(before[-1:]) else shown


def _piece(element: Element, before: str) -> tuple[str, bool]:
    tag = str(element.tag)
    if tag in _TEXTS:
        return element.text or "", True
    if tag.endswith("Pr"):
        return "", True
    if tag in (W + "del", W + "moveFrom"):
        return "", False
    if tag == _M + "f":
        (above, one), (below, other) = _part(element, "num"), _part(element, "den")
        has_bar = _property(element, "type", "bar") != "noBar"
        return fraction(above, below), one and other and has_bar and bool(above and below)
    if tag in _SHIFTS:
        (base, one), (small, other) = _part(element, "e"), _part(element, tag[-3:].lower())
        raised = shifted(small, _SHIFTS[tag])
        base = f"({base})" if "/" in base else base
        return base + raised, one and other and raised != small
    if tag == _M + "d":
        parts = [in_line(part) for part in element.iterchildren(_M + "e")]
        text = _property(element, "sepChr", "|").join(text for text, _sure in parts)
        begin, end = _property(element, "begChr", "("), _property(element, "endChr", ")")
        return begin + text + end, all(sure for _text, sure in parts)
    text, sure = in_line(element, before)
    return text, sure and (tag in _PLAIN or not text)


def _part(element: Element, name: str) -> tuple[str, bool]:
    part = element.find(_M + name)
    return ("", True) if part is None else in_line(part)


def _property(element: Element, name: str, otherwise: str) -> str:
    found = element.find(f"{element.tag}Pr/{_M}{name}")
    return otherwise if found is None else found.get(_M + "val", "")
