"""Styles of Word, as far as they tell what a paragraph is."""

from __future__ import annotations

import re
from typing import NamedTuple

from ecotui.plugins.readers.docx_numbering import W, is_on, value, whole
from ecotui.plugins.readers.packages import Element

# Names of built-in styles are English in the file, unless the program was careless.
_HEADING = re.compile(r"(?:heading|标题|標題|überschrift|titre)\s*([1-9])")
_TITLE = ("title", "标题", "標題")
_BODY_TEXT = 9


class Style(NamedTuple):
    """What a style says, or a paragraph itself.

    Args:
        id: The style's own id.
        name: Its name in small letters.
        level: Level of a heading from 1, or 0.
        bold: Whether its text is bold.
        struck: Whether its text is struck through.
        hidden: Whether its text is hidden.
        centred: Whether it is centred, or the style of titles.
        num_id: The list that its paragraphs are numbered in; None where they are not.
        num_level: Their level in it from 0; None where the list tells.
        num_style: The style that put them into it.
    """

    id: str = ""
    name: str = ""
    level: int = 0
    bold: bool = False
    struck: bool = False
    hidden: bool = False
    centred: bool = False
    num_id: str | None = None
    num_level: int | None = None
    num_style: str = ""


class Styles:
    """The styles of a document.

    Args:
        root: The part ``styles.xml``; None where there is none.
    """

    def __init__(self, root: Element | None) -> None:
        self.elements: dict[str, Element] = {}
        #: The list of each style of numbering.
        self.numbering: dict[str, str] = {}
        self.default = ""
        self.base = Style()
        self.known: dict[str, Style] = {}
        if root is None:
            return
        self.base = _own(self.base, None, root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"))
        for element in root.iterchildren(W + "style"):
            identifier, kind = element.get(W + "styleId", ""), element.get(W + "type")
            self.elements[identifier] = element
            if kind == "numbering":
                self.numbering[identifier] = value(element.find(f"{W}pPr/{W}numPr"), "numId") or ""
            if kind == "paragraph" and element.get(W + "default", "0") in ("1", "true", "on"):
                self.default = identifier

    def get(self, identifier: str) -> Style:
        """A style by its id, with what it takes from those that it is based on."""
        if identifier not in self.known:
            chain: list[str] = []
            at: str | None = identifier
            while at in self.elements and at not in chain and at not in self.known:
                chain.append(at)
                at = value(self.elements[at], "basedOn")
            style = self.known.get(at or "", self.base)
            for one in reversed(chain):
                style = self.known[one] = _named(style, one, self.elements[one])
            self.known.setdefault(identifier, style)
        return self.known[identifier]

    def of_paragraph(self, properties: Element | None) -> Style:
        """What a paragraph is by its style and its own properties."""
        if properties is None:
            return self.get(self.default)
        return _own(self.get(value(properties, "pStyle") or self.default), properties, None)

    def of_run(self, base: Style, properties: Element | None) -> Style:
        """How a run of a paragraph is set, by its style and its own properties."""
        if properties is None:
            return base
        if character := value(properties, "rStyle"):
            style = self.get(character)
            base = base._replace(
                bold=base.bold or style.bold,
                struck=base.struck or style.struck,
                hidden=base.hidden or style.hidden,
            )
        return _own(base, None, properties)


def _named(base: Style, identifier: str, element: Element) -> Style:
    """A style that is based on another."""
    name = (value(element, "name") or "").strip().lower()
    heading = _HEADING.fullmatch(name)
    style = base._replace(
        id=identifier,
        name=name,
        level=int(heading[1]) if heading else base.level,
        centred=base.centred or name in _TITLE,
    )
    return _own(style, element.find(W + "pPr"), element.find(W + "rPr"))


def _own(base: Style, paragraph: Element | None, run: Element | None) -> Style:
    """A style with the properties of a paragraph and of its text in place of what it says."""
    if (bold := is_on(run, "b")) is not None:
        base = base._replace(bold=bold)
    lines = [line for name in ("strike", "dstrike") if (line := is_on(run, name)) is not None]
    if lines:
        base = base._replace(struck=any(lines))
    if (hidden := is_on(run, "vanish")) is not None:
        base = base._replace(hidden=hidden)
    if paragraph is None:
        return base
    for element in paragraph:
        tag = element.tag
        if tag == W + "outlineLvl":
            level = whole(element.get(W + "val"), _BODY_TEXT)
            base = base._replace(level=level + 1 if 0 <= level < _BODY_TEXT else 0)
        elif tag == W + "jc":
            base = base._replace(centred=element.get(W + "val") == "center" or base.name in _TITLE)
        elif tag == W + "numPr":
            base = _numbered(base, element)
    return base


def _numbered(base: Style, element: Element) -> Style:
    num_id, level = value(element, "numId"), value(element, "ilvl")
    if num_id == "0":
        return base._replace(num_id=None, num_level=None)
    if num_id is not None:
        base = base._replace(num_id=num_id, num_style=base.id)
    if level is not None:
        base = base._replace(num_level=whole(level, 0))
    return base
