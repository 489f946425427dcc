"""What somebody wrote into a cell of a matrix, read as letters.

The same rule holds for what a plan sets, a changed workbook and a table of a document.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from ecotui.text.folding import fold

#: The letters of RACI and of what was made of it: RASCI, RACI-VS, RACIQ, CAIRO, DACI, PARIS, RAPID.
KNOWN = "RACISVQODPL"
#: Letters of other scripts that look like those of a matrix.
LOOKALIKES = str.maketrans("АСІЅΑΙⅠРR", "ACISAIIPR")
# What people write where a department has no part; dashes are folded to one.
_NOTHING = re.compile(r"[-×✕✗✘/\\\s]*|无|N/?A")
_BETWEEN = re.compile(r"[\s/\\,、;&+|]+")


def canonical(text: str, allowed: Collection[str]) -> str | None:
    """The letters of a text as they are allowed: of ``ａ、r`` ``A/R``; None for anything else."""
    text = text.strip()
    if text in ("", *allowed):
        return text
    if not _plain(text):
        return ""
    for word in _readings(text):
        # Perhaps it is written without anything between: AR.
        for parts in (_BETWEEN.split(word), [*word]):
            same = [v for v in allowed if sorted(_plain(v).split("/")) == sorted(parts)]
            if len(same) == 1:
                return same[0]
    return None


def several(text: str, known: Collection[str]) -> str | None:
    """Letters with something between: of ``R, a`` ``A/R``; None if one of them is not known."""
    plain = {_plain(letter): letter for letter in known}
    for word in _readings(text):
        parts = set(filter(None, _BETWEEN.split(word)))
        if parts and parts <= plain.keys():
            return "/".join(sorted(plain[part] for part in parts))
    return None


def is_nothing(text: str) -> bool:
    """Whether a text says that there are no letters: blank, a dash, a cross, ``无`` or ``N/A``."""
    return _NOTHING.fullmatch(_plain(text)) is not None


def _readings(text: str) -> tuple[str, str]:
    """A text in one form, and with Latin letters for those that look like them."""
    return _plain(text), _plain(text.translate(LOOKALIKES))


def _plain(text: str) -> str:
    return fold(text).upper()
