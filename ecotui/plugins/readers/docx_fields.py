"""Fields of Word without a stored result: what they show is in their code, or in their control."""

from __future__ import annotations

import re
from dataclasses import dataclass
from unicodedata import normalize

from ecotui.plugins.readers.docx_formulas import apart, fraction
from ecotui.plugins.readers.docx_numbering import W, is_on, value, whole
from ecotui.plugins.readers.packages import Element

# Fields that show nothing, such as entries of an index.
_SILENT = re.compile(r"\s*(?:(?:XE|TC|TA|RD|SET|ASK|PRIVATE|ADVANCE)\b.*)?", re.I | re.S)
_LINK = re.compile(r'\s*HYPERLINK\s+"([^"]+)"', re.I)
_EQUATION = re.compile(r"\s*EQ\b(.*)", re.I | re.S)
_SWITCH = re.compile(r'\\\*\s*(?:"[^"]*"|\S+)')
_OVER = r"\\o(?:\\a[lcrd])?\s*\(\s*"
_ENCLOSED = re.compile(_OVER + r"([○〇◯□△◇])\s*[,，;]\s*([^(),\\]+?)\s*\)")
# The guide to the reading of a word: the reading raised above the word.
_GUIDE = re.compile(_OVER + r"\\s\\up\s*\d*\s*\([^()]*\)\s*[,，;]\s*([^(),\\]+?)\s*\)")
_FRACTION = re.compile(r"\\f\s*\(([^(),;\\]+)[,，;]([^(),;\\]+)\)")
# Numbers, letters and words in a circle.
_CIRCLED = (*range(0x2460, 0x2474), *range(0x24B6, 0x24EB), *range(0x3251, 0x3260),
            *range(0x3280, 0x32C0))  # fmt: skip


@dataclass(eq=False)
class Field:
    """A field on the way through it."""

    #: The control of a form.
    control: Element | None = None
    code: str = ""
    #: Whether its result has begun, and whether there is anything in it.
    shows: bool = False
    has_result: bool = False

    @property
    def address(self) -> str:
        """Where the text of a link leads to; empty inside the document."""
        link = _LINK.match(self.code)
        return link[1] if link else ""

    @property
    def is_silent(self) -> bool:
        """Whether it shows nothing without a result."""
        return self.shows or _SILENT.fullmatch(self.code) is not None

    def made(self, before: str) -> tuple[str, bool] | None:
        """What it shows without a result, and whether that is sure; None where it is not known.

        Args:
            before: What stands before it.
        """
        if self.control is not None:
            return _chosen(self.control), True
        equation = _EQUATION.fullmatch(self.code)
        if equation is None:
            return None
        code = _SWITCH.sub("", equation[1]).strip()
        if found := _ENCLOSED.fullmatch(code):
            return _enclosed(*found.groups())
        if found := _GUIDE.fullmatch(code):
            return found[1], True
        if found := _FRACTION.fullmatch(code):
            return apart(fraction(*found.groups()), before), True
        return None


def _enclosed(sign: str, text: str) -> tuple[str, bool]:
    """A character in a circle; alone where there is none like it."""
    plain = normalize("NFKC", text)
    if sign in "○〇◯":
        for code in _CIRCLED:
            if normalize("NFKC", chr(code)) == plain:
                return chr(code), True
    return text, False


def _chosen(control: Element) -> str:
    """What a control of an old form shows: its choice, its usual text, its tick."""
    choices = control.find(W + "ddList")
    if choices is not None:
        entries = [entry.get(W + "val", "") for entry in choices.iterchildren(W + "listEntry")]
        at = whole(value(choices, "result") or value(choices, "default"), 0)
        return entries[at] if 0 <= at < len(entries) else ""
    box = control.find(W + "checkBox")
    if box is not None:
        ticked = is_on(box, "checked")
        return "☑" if (is_on(box, "default") if ticked is None else ticked) else "□"
    return value(control.find(W + "textInput"), "default") or ""
