"""Text without the blanks that only lay it out."""

from __future__ import annotations

import re

_BLANKS = re.compile(r"[^\S\n\t\u3000]+")
_LAYOUT = re.compile(r"[\s\ufeff\u200b\u00ad]")
_NO_WIDTH = re.compile("[\ufeff\u200b\u00ad]")


def tidy(text: str) -> str:
    """A text with each line rid of its indent, and of blanks that stand in a row.

    Breaks of lines and tabulators stay; blank lines at both ends go.
    """
    if _LAYOUT.search(text) is None:
        return text
    text = _BLANKS.sub(" ", _NO_WIDTH.sub("", text))
    return "\n".join([line.strip() for line in text.split("\n")]).strip()
