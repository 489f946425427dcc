"""How a web page sets its text: headings, lines, lists, what is bold, raised, struck or hidden."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ecotui.plugins.readers.raised import Shift, shift_named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    Element = _Element
else:
    Element = Any

_STRUCK = ("del", "s", "strike")
# What names the elements of a class in a style sheet.
_CLASS = re.compile(r"\w*\.([\w-]+)")
# The last class or id of a selector, which is that of the element.
_NAMED = re.compile(r"[^:]*?([.#][\w-]+)")
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)|<!--|-->", re.DOTALL)
_BRACE = re.compile("([{}])")
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = frozenset(
    "address article blockquote body caption center dd details dialog dir div dl dt fieldset"  # noqa: SIM905 - a list of words
    " figcaption figure form h1 h2 h3 h4 h5 h6 hgroup hr html legend li main menu ol p pre section"
    " summary table tbody td tfoot th thead tr ul".split()
)
#: Values of ``display`` that make a line of any element.
_LINES = ("block", "flex", "flow-root", "grid", "list-item", "table")
# In these, an author who breaks a line begins a new paragraph; in others it may be a long title.
_PLAIN = ("pre", "div", "body", "center", "article", "section", "main", "form", "html")
_TYPES = {
    "1": "decimal",
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
}
_LIST_STYLES = {
    "decimal": "decimal",
    "decimal-leading-zero": "decimalZero",
    "lower-alpha": "lowerLetter",
    "lower-latin": "lowerLetter",
    "upper-alpha": "upperLetter",
    "upper-latin": "upperLetter",
    "lower-roman": "lowerRoman",
    "upper-roman": "upperRoman",
    "cjk-ideographic": "chineseCountingThousand",
    "simp-chinese-informal": "chineseCountingThousand",
    "trad-chinese-informal": "chineseCountingThousand",
    "simp-chinese-formal": "chineseLegalSimplified",
    "cjk-decimal": "ideographDigital",
    "cjk-heavenly-stem": "ideographTraditional",
    "cjk-earthly-branch": "ideographZodiac",
    "none": "none",
}
BULLETS = {"disc": "•", "circle": "○", "square": "■"}
_DECLARATION = re.compile(r"(?<![a-z-])([a-z-]+)\s*:\s*([^;]*)")


@dataclass
class Look:
    """How text is set at some place of a page."""

    level: int = 0
    bold: bool = False
    centred: bool = False
    keeps_lines: bool = False
    is_plain: bool = True
    shift: Shift = ""
    struck: bool = False
    #: Whether the element begins and ends a line, by its tag or by its own style.
    is_line: bool = False


@dataclass
class List:
    """A list on the way through it."""

    style: str
    next: int
    step: int


def declared_by(element: Element) -> dict[str, str]:
    """The declarations of an element's own style."""
    style = element.get("style")
    return _declared(style) if style else {}


def _declared(style: str) -> dict[str, str]:
    return {match[1]: match[2].strip() for match in _DECLARATION.finditer(style.lower())}


def is_hidden(style: str) -> bool:
    """Whether a style hides its element."""
    return _hides(_declared(style))


def _hides(declared: dict[str, str]) -> bool:
    return (
        declared.get("display", "").startswith("none")
        or declared.get("visibility", "").startswith("hidden")
        or declared.get("mso-hide", "") == "all"
    )


class Sheets:
    """What the style sheets of a page say of the elements of a class.

    Args:
        root: The page.
    """

    def __init__(self, root: Element) -> None:
        #: Classes whose text is struck through, as Excel does it.
        self.struck: set[str] = set()
        self._hidden: set[str] = set()
        for sheet in root.iter("style"):
            for selectors, style in _rules(sheet.text or ""):
                declared = _declared(style)
                if _strikes(declared):
                    names = map(_CLASS.fullmatch, selectors)
                    self.struck.update(name[1] for name in names if name)
                if _hides(declared):
                    names = map(_NAMED.fullmatch, selectors)
                    self._hidden.update(name[1] for name in names if name)

    def hide(self, element: Element) -> bool:
        """Whether they may hide an element. A script or another rule may show it again."""
        if not self._hidden:
            return False
        names = [f".{name}" for name in (element.get("class") or "").split()]
        return not self._hidden.isdisjoint((*names, f"#{element.get('id')}"))


def _rules(sheet: str) -> Iterator[tuple[list[str], str]]:
    """The selectors and the declarations of each rule that holds for each medium."""
    heads: list[str] = []
    #: How many of them are of a medium or the like.
    conditions = 0
    *parts, _rest = _BRACE.split(_COMMENT.sub(" ", sheet))
    for text, brace in zip(parts[::2], parts[1::2], strict=True):
        if brace == "{":
            heads.append(text.rpartition(";")[2].strip())
            conditions += heads[-1].startswith("@")
        elif heads:
            head = heads.pop()
            if not conditions:
                yield [selector.strip() for selector in head.split(",")], text
            conditions -= head.startswith("@")


def _strikes(declared: dict[str, str]) -> bool:
    line = declared.get("text-decoration-line") or declared.get("text-decoration", "")
    return "line-through" in line


def look_of(outer: Look, element: Element, struck_classes: set[str]) -> Look:
    """How the text of an element is set."""
    tag = element.tag
    level, bold, centred = outer.level, outer.bold, outer.centred
    keeps, plain, shift = outer.keeps_lines, outer.is_plain, outer.shift
    if tag in _HEADINGS:
        level = _HEADINGS[tag]
    elif tag in ("b", "strong"):
        bold = True
    elif tag == "center":
        centred = True
    elif tag == "pre":
        keeps = True
    elif tag in ("sup", "sub"):
        shift = shift_named(tag)
    if tag in _BLOCKS:
        plain = tag in _PLAIN
        align = (element.get("align") or "").strip().lower()
        centred = align == "center" if align else centred
    style = declared_by(element)
    if weight := style.get("font-weight"):
        bold = weight.startswith(("bold", "6", "7", "8", "9"))
    if side := style.get("text-align"):
        centred = side.startswith("center")
    if white := style.get("white-space"):
        keeps = white.startswith("pre")
    if vertical := style.get("vertical-align"):
        shift = shift_named(vertical)
    struck = outer.struck or tag in _STRUCK or _strikes(style)
    if struck_classes and not struck:
        struck = not struck_classes.isdisjoint((element.get("class") or "").split())
    is_line = tag in _BLOCKS or style.get("display", "").startswith(_LINES)
    look = Look(level, bold, centred, keeps, plain, shift, struck, is_line)
    return outer if look == outer else look


def list_of(element: Element) -> List:
    """How a list numbers its items."""
    ordered = element.tag == "ol"
    style = _TYPES.get(element.get("type", ""), "decimal") if ordered else "disc"
    declared = declared_by(element)
    for word in f"{declared.get('list-style', '')} {declared.get('list-style-type', '')}".split():
        style = _LIST_STYLES.get(word, word if word in BULLETS else style)
    start = 1
    step = 1
    if ordered and element.get("reversed") is not None:
        start, step = sum(child.tag == "li" for child in element), -1
    return List(style, whole_number(element.get("start"), start), step)


def whole_number(text: str | None, otherwise: int) -> int:
    """A whole number of an attribute."""
    found = re.match(r"\s*([+-]?\d{1,6})", text or "")
    return int(found[1]) if found else otherwise
