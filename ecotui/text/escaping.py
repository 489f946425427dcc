"""Texts of a plan, which are anybody's, into files in which some characters mean something."""

from __future__ import annotations

import re
from functools import lru_cache

from ecotui.text import display

_LINE_END = re.compile(r"\r\n?|[\x85\u2028\u2029]")
# With any of these first, a spreadsheet takes a cell for a formula, and runs it; some do so for
# the full-width forms as well.
FORMULA = tuple("=+-@\t\r＝＋－＠")
# What a spreadsheet takes for a number, an amount, a date, a time, a truth value or an error, in
# some language, and then shows and sorts otherwise: 1.10, 2023/7, 1E5, 007, 50%, (1), 5-Mar.
_MONTH = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    "|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_DAY = "(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?"
_CURRENCY = r"[$¥€£₩]|cny|rmb|usd|eur|gbp|hkd|jpy"
_SEPARATOR = r"[\s.,:;/'%()+\-]"
_VALUE = re.compile(
    rf"(?=\D*\d)(?:\d|(?<=[\d.])e(?=[-+]?\d)|(?<=\d)[tz](?![a-z])|[ap]\.?m|{_MONTH}|{_DAY}"
    rf"|{_CURRENCY}|{_SEPARATOR})+"
    r"|(?:\d++\s*年\s*)?\d++\s*月(?:\s*\d++\s*+[日号號]?)?+(?:\s*[\d:]+)?"
    r"|(?:[上下]午)?\s*\d++(?:[:时時点點]\d++)+分?(?:\d+秒)?"
    r"|true|false|#(?:n/a|null!|div/0!|value!|ref!|name\?|num!)",
    re.IGNORECASE,
)
#: A whole number is shown as it was, but for zeros before it and for digits beyond eleven.
_PLAIN = re.compile("0|[1-9][0-9]{0,10}")
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: " ", 0xFFE5: "¥"}
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
    """A text of several lines that is safe in a file: line feeds end them, controls are visible.

    What nobody sees is left out.
    """
    return visible(_LINE_END.sub("\n", text), one_line=False).strip()


def visible(text: str, *, one_line: bool = True) -> str:
    """A text that is safe in a file: nothing in it acts on a program that shows it.

    Control characters become their pictures (␛ for escape); others that nobody sees are left out,
    but for those that join or style the character before them. With ``one_line``, tabs and line
    breaks become blanks.
    """
    return display.visible(text, one_line=one_line, unseen="")


# Departments, chapters, letters and roles stand in one cell after another.
@lru_cache(maxsize=256)
def csv_safe(text: str) -> str:
    """A cell of a CSV file as it is shown, with ``'`` before what a spreadsheet would change.

    That is what it would run, such as ``=1+1``, and what it would take for a value of another kind:
    1.10 for 1.1, 2023/7 for a month, 007 for 7. A whole number of up to eleven digits stays bare. A
    text that has such a mark already gets another, so that whoever drops one has the text again.

    It is cleaned as by `clean`; quoting is left to Python's ``csv``.
    """
    shown = clean(text)
    bare = shown.lstrip("'")
    if text.startswith(FORMULA) or bare.startswith(FORMULA) or _is_changed(bare):
        return f"'{shown}"
    return shown


def _is_changed(text: str) -> bool:
    """Whether a spreadsheet would take a text for a value that it shows otherwise."""
    if text[:1] >= "\u4e00" and text[0] not in "上下" and text[0] < "\uff00":
        # Most texts begin with a Chinese character, and then only with one of these is it a time.
        return False
    return bool(_VALUE.fullmatch(text.translate(_FULL_WIDTH))) and not _PLAIN.fullmatch(text)


def escape_markdown(text: str) -> str:
    """A text inside a paragraph, a heading or a cell of Markdown; line breaks become ``<br>``.

    It shows exactly the characters that it has, cleaned as by `clean`. Only what would be markup is
    escaped, but not what is markup at the start of a line alone: begin lines with a text of yours.
    """
    return _MARKUP.sub(r"\\\g<0>", clean(text)).replace("\n", "<br>")
