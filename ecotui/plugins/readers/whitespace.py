"""Text without the blanks that only lay it out."""

from __future__ import annotations

import re

# Ends of lines other than a line feed are reported where they become one.
_BLANKS = re.compile(r"[^\S\n\t\u3000\v\f\x1c-\x1f\x85\u2028\u2029]+")
#: Characters without width that documents have at the ends of lines and in empty cells.
NO_WIDTH = "\u00ad\u034f\u061c\u115f\u1160\u180e\u3164\ufe0e\ufe0f\ufeff\uffa0" + "".join(
    map(chr, (*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070)))
)
_LAYOUT = re.compile(rf"[\s{NO_WIDTH}]")
_NOTHING = re.compile(rf"[\s{NO_WIDTH}]+")


def tidy(text: str) -> str:
    """A text with each line rid of its indent, and of blanks that stand in a row.

    Breaks of lines and tabulators stay; blank lines at both ends go. Characters without width stay
    as well, to be reported where they are taken out, but alone they are no text.
    """
    if _LAYOUT.search(text) is None:
        return text
    if _NOTHING.fullmatch(text):
        return ""
    text = _BLANKS.sub(" ", text)
    return "\n".join([line.strip() for line in text.split("\n")]).strip()
