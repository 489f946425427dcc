"""Automatic numbering of Word: what stands before a paragraph without being part of its text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ecotui.plugins.readers.numbers import shown
from ecotui.plugins.readers.packages import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LEVELS = 9
_PLACE = re.compile("%([1-9])")
# Fonts of pictures, in which a letter is a sign: those that lists, forms and matrices are made of.
_PICTURES = {
    "·": "•", "l": "●", "n": "■", "u": "◆", "q": "□", "o": "□", "¨": "□", "Ø": "➢", "§": "▪",
    "v": "❖", "ü": "✓", "û": "✗", "þ": "☑", "ý": "☒", "«": "★", "¡": "○", "\x9f": "•", "w": "◆",
    "à": "→", "ß": "←", "á": "↑", "â": "↓", "è": "➔", "ð": "⇨", "(": "☎", "*": "✉", "ª": "✦",
    **{chr(0x80 + at): sign for at, sign in enumerate("⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿")},
}  # fmt: skip
_PICTURES_2 = {"P": "✓", "O": "✗", "R": "☑", "T": "☒", "£": "□"}
# The font Symbol has Greek letters for Latin ones, signs of mathematics, and most of ASCII.
_SYMBOLS = {
    **{sign: sign for sign in "!#%&()+,./0123456789:;<=>?[]_{|}"},
    **dict(zip("ABGDEZHQIKLMNXOPRSTUFCYW", "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ", strict=True)),
    **dict(zip("abgdezhqiklmnxoprstufcyw", "αβγδεζηθικλμνξοπρστυφχψω", strict=True)),
    **dict(zip('m£³±´°¹»¸µ¥®¬ÖåÑÎ·-*~@"$', "μ≤≥±×°≠≈÷∝∞→←√∑∇∈•−∗∼≅∀∃", strict=True)),
}
_FONTS = {"": _PICTURES, "Wingdings": _PICTURES, "Wingdings 2": _PICTURES_2, "Symbol": _SYMBOLS}
_PRIVATE = re.compile("[\uf020-\uf0ff]")


def unpictured(text: str, font: str = "") -> str:
    """A text with signs that every font has in place of those of a font of pictures.

    Args:
        text: Its letters may be in the private part of Unicode, where Word puts such signs.
        font: The font, where it is known.
    """
    signs = _FONTS.get(font, {})
    return _PRIVATE.sub(lambda match: signs.get(chr(ord(match[0]) - 0xF000), "•"), text)


def unknown_signs(text: str, font: str = "") -> bool:
    """Whether a text has signs of a font of pictures for which no other font has one."""
    signs = _FONTS.get(font, {})
    return any(chr(ord(sign) - 0xF000) not in signs for sign in _PRIVATE.findall(text))


def value(parent: Element | None, name: str) -> str | None:
    """The attribute ``val`` of a child element; None where there is neither."""
    child = None if parent is None else parent.find(W + name)
    return None if child is None else child.get(W + "val")


def whole(text: str | None, otherwise: int) -> int:
    """A whole number of an attribute; numbers that no document has count as none."""
    try:
        number = int(text or "")
    except ValueError:
        return otherwise
    return number if abs(number) < 100_000 else otherwise


def is_on(parent: Element | None, name: str) -> bool | None:
    """Whether a switch is on; None where it is not there."""
    child = None if parent is None else parent.find(W + name)
    if child is None:
        return None
    return child.get(W + "val", "1") not in ("0", "false", "off", "none")


@dataclass
class _Level:
    """One level of a list."""

    style: str = "decimal"
    text: str = ""
    start: int = 1
    restart: int | None = None
    legal: bool = False
    hidden: bool = False
    linked: str | None = None
    zeros: int = 0
    pictures: bool = False

    @classmethod
    def read(cls, element: Element) -> _Level:
        """Read an element ``w:lvl``."""
        # A format of its own stands in a choice, beside one for programs that do not know it.
        named = next(element.iter(W + "numFmt"), None)
        style = "decimal" if named is None else named.get(W + "val", "decimal")
        sample = "" if named is None else named.get(W + "format", "")
        restart = value(element, "lvlRestart")
        fonts = element.find(f"{W}rPr/{W}rFonts")
        font = "" if fonts is None else fonts.get(W + "ascii", "")
        return cls(
            style=style,
            text=value(element, "lvlText") or "",
            start=whole(value(element, "start"), 1),
            restart=None if restart is None else whole(restart, 0),
            legal=is_on(element, "isLgl") or False,
            hidden=is_on(element.find(W + "rPr"), "vanish") or False,
            linked=value(element, "pStyle"),
            zeros=len(sample.partition(",")[0]) if sample.startswith("0") else 0,
            pictures=font.startswith(("Wingdings", "Symbol")),
        )

    def shown(self, number: int, legal: bool) -> str:
        """A number as this level shows it."""
        if self.zeros:
            return str(number).zfill(min(self.zeros, 9))
        return shown(number, "decimal" if legal and self.style != "none" else self.style)


@dataclass
class _List:
    """One ``w:num``: a list that a paragraph may be in."""

    key: str
    levels: dict[int, _Level]
    starts: dict[int, int]
    begun: set[int] = field(default_factory=set)


class Numbering:
    """Counts the paragraphs of all lists of a document.

    Args:
        root: The part ``numbering.xml``; None where there is none.
        styles: The ``numId`` of each style of numbering.
    """

    def __init__(self, root: Element | None, styles: dict[str, str]) -> None:
        self.styles = styles
        self.abstract: dict[str, Element] = {}
        self.instances: dict[str, Element] = {}
        self.lists: dict[str, _List | None] = {}
        #: By abstract list, since lists that share one go on where another has left off.
        self.counters: dict[str, list[int | None]] = {}
        for element in () if root is None else root:
            if element.tag == W + "abstractNum":
                self.abstract[element.get(W + "abstractNumId", "")] = element
            elif element.tag == W + "num":
                self.instances[element.get(W + "numId", "")] = element

    def level_of(self, num_id: str, style: str) -> int | None:
        """The level that a list keeps for the paragraphs of a style; None where there is none."""
        found = self._list(num_id)
        for number, level in found.levels.items() if found else ():
            if level.linked == style:
                return number
        return None

    def next(self, num_id: str, number: int) -> str:
        """Count a paragraph, and say what stands before it.

        Args:
            num_id: Its list.
            number: Its level, from 0.
        """
        found = self._list(num_id)
        if found is None or not 0 <= number < _LEVELS:
            return ""
        counters = self.counters.setdefault(found.key, [None] * _LEVELS)
        level = found.levels.get(number, _Level())
        current = counters[number]
        if number in found.starts and number not in found.begun:
            # A list may begin anew where it is first used, though it shares its counters.
            found.begun.add(number)
            current = found.starts[number]
        else:
            current = level.start if current is None else current + 1
        counters[number] = current
        for deeper in range(number + 1, _LEVELS):
            restart = found.levels.get(deeper, _Level()).restart
            if restart is None or number < restart:
                counters[deeper] = None
        if level.hidden:
            return ""
        if level.style == "bullet":
            return _bullet(level.text, level.pictures)

        def filled(match: re.Match[str]) -> str:
            other = int(match[1]) - 1
            of = found.levels.get(other, _Level())
            count = counters[other]
            return of.shown(of.start if count is None else count, level.legal)

        return _PLACE.sub(filled, level.text).strip()

    def _list(self, num_id: str) -> _List | None:
        if num_id not in self.lists:
            self.lists[num_id] = self._read(num_id)
        return self.lists[num_id]

    def _read(self, num_id: str) -> _List | None:
        instance = self.instances.get(num_id)
        if instance is None or num_id == "0":
            return None
        key = value(instance, "abstractNumId") or ""
        # A list may be kept under the name of a style, that one under another.
        for _step in range(10):
            link = value(self.abstract.get(key), "numStyleLink")
            behind = self.instances.get(self.styles.get(link or "", ""))
            if behind is None:
                break
            key = value(behind, "abstractNumId") or ""
        abstract = self.abstract.get(key)
        if abstract is None:
            return None
        levels = {
            whole(element.get(W + "ilvl"), 0): _Level.read(element)
            for element in abstract.iterchildren(W + "lvl")
        }
        starts: dict[int, int] = {}
        for override in instance.iterchildren(W + "lvlOverride"):
            number = whole(override.get(W + "ilvl"), 0)
            if (own := override.find(W + "lvl")) is not None:
                levels[number] = _Level.read(own)
            if (start := value(override, "startOverride")) is not None:
                starts[number] = whole(start, 1)
        return _List(key, levels, starts)


def _bullet(sign: str, is_picture: bool) -> str:
    """A bullet in characters that every font has."""
    if is_picture and len(sign) == 1:
        sign = chr(ord(sign) | 0xF000) if ord(sign) < 0x100 else sign
    return unpictured(sign)
