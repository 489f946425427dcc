"""Texts of a plan, which are anybody's, into files in which some characters mean something."""

from __future__ import annotations

import re
from functools import lru_cache

from ecotui.text.display import visible

_LINE_END = re.compile(r"\r\n?")
# With any of these first, a spreadsheet takes a cell for a formula, and runs it; some do so for
# the full-width forms as well.
_FORMULA = tuple("=+-@\t\r＝＋－＠")
_MARKUP = re.compile(
    r"[\\`*_~\[\]<|$]"
    # An entity.
    r"|&(?=#?\w+;)"
    # Addresses that become links of themselves.
    r"|:(?=//)|(?<=www)\.|(?<=\w)@(?=\w)",
    re.IGNORECASE,
)


# The cells of a matrix hold the same few letters.
@lru_cache(maxsize=256)
def clean(text: str) -> str:
    """A text of several lines that is safe in a file: line feeds end them, controls are visible."""
    return visible(_LINE_END.sub("\n", text), one_line=False).strip()


def csv_safe(text: str) -> str:
    """A cell of a CSV file as it is shown, with ``'`` before what a spreadsheet would run.

    It is cleaned as by `clean`; quoting is left to Python's ``csv``.
    """
    shown = clean(text)
    return f"'{shown}" if text.startswith(_FORMULA) or shown.startswith(_FORMULA) else shown


def escape_markdown(text: str) -> str:
    """A text inside a paragraph, a heading or a cell of Markdown; line breaks become ``<br>``.

    It shows exactly the characters that it has, cleaned as by `clean`. Only what would be markup is
    escaped, but not what is markup at the start of a line alone: begin lines with a text of yours.
    """
    return _MARKUP.sub(r"\\\g<0>", clean(text)).replace("\n", "<br>")
