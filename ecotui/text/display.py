"""Texts of a plan made safe to show."""

from __future__ import annotations

import re

from ecotui.text.folding import _pattern

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

# C0 and C1 controls, what turns the direction or shape of text, and what no file may hold.
_UNSAFE = (
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f"
    "\ufeff\ufffe\uffff\ud800-\udfff]"
)


_ONE_LINE = dict.fromkeys(map(ord, "\t\n\u2028\u2029"), " ")


def visible(text: str, *, one_line: bool = True) -> str:
    """A text that is safe to show: nothing in it acts on a terminal, a page or a file.

    Control characters become their pictures (␛ for escape), other invisible ones U+FFFD; with
    ``one_line``, tabs and line breaks become blanks.
    """
    if text.isprintable():
        return text
    if one_line:
        text = text.replace("\r\n", " ").translate(_ONE_LINE)
    return _pattern(_UNSAFE).sub(_picture, text)


def _picture(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else "\ufffd"


def join_names(names: Sequence[str], *, open_list: bool = False, language: str = "zh") -> str:
    """Department names as a sentence lists them: ``财政厅、林业厅等``."""
    if language == "zh":
        return "、".join(names) + ("等" if open_list else "")
    return ", ".join(names) + (", etc." if open_list else "")
