"""Blanks that layout puts between Chinese characters."""

from __future__ import annotations

import re

from ecotui.text.folding import HAN

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

_CJK = f"{HAN}\u3000-\u3003\u3008-\u301b\uff01-\uff5e\u201c\u201d"
_LAYOUT_BLANK = re.compile(rf"(?<=[{_CJK}])\s+(?=[{_CJK}])")


def unspaced(text: str) -> str:
    """A name or title without the blanks and breaks that layout put between Chinese characters."""
    return " ".join(_LAYOUT_BLANK.sub("", text).split())


def glued(lines: Iterable[str]) -> str:
    """Lines as one; a blank stands between Latin words."""
    whole = ""
    for line in lines:
        is_latin = re.match(r"[A-Za-z(]", line) and re.search(r"[A-Za-z\d,;]\Z", whole[-1:])
        whole += f" {line}" if is_latin else line
    return whole


def shortened(text: str) -> str:
    """The beginning of a text, on one line, for messages."""
    text = " ".join(text.split())
    return text if len(text) <= 40 else f"{text[:39]}…"


def joined(*texts: str | None) -> str | None:
    """Texts about the same as one, each once; None where there is none."""
    return "；".join(dict.fromkeys(filter(None, texts))) or None
