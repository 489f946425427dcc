"""Styles of cells, and the SGR sequences (Select Graphic Rendition) that set them."""

from __future__ import annotations

import functools
from typing import NamedTuple

#: What switches an attribute off again, by what switches it on.
_OFF = {
    "1": "22",
    "2": "22",
    "3": "23",
    "4": "24",
    "5": "25",
    "6": "25",
    "7": "27",
    "8": "28",
    "9": "29",
    "21": "24",
    "51": "54",
    "52": "54",
    "53": "55",
}
_ON = {off: {on for on, its in _OFF.items() if its == off} for off in _OFF.values()}
#: Attributes that are seen on a blank, so that erasing is no substitute for writing it.
_SEEN_ON_BLANKS = frozenset(("4", "5", "6", "7", "9", "21", "51", "52", "53"))


class Style(NamedTuple):
    """How a cell looks; colours and attributes as the parameters of SGR that set them."""

    colour: str = ""  # Such as ``31`` or ``38;5;231``; empty for the terminal's own
    background: str = ""  # The same for the background
    attributes: frozenset[str] = frozenset()  # Such as ``1`` for bold
    link: str = ""  # What OSC 8 says of a hyperlink, parameters and address; empty for none

    @property
    def erasable(self) -> bool:
        """Whether erasing a cell leaves it looking like a blank in this style."""
        return not self.link and not self.attributes & _SEEN_ON_BLANKS


PLAIN = Style()


@functools.lru_cache(maxsize=4096)
def after_sgr(style: Style, parameters: str) -> Style:
    """The style that holds after an SGR sequence."""
    colour, background, attributes, link = style
    codes = parameters.replace(":", ";").split(";")
    at = 0
    while at < len(codes):
        code = codes[at].lstrip("0") or "0"
        at += 1
        if code in ("38", "48"):
            size = 2 if codes[at : at + 1] == ["5"] else 4
            value = ";".join([code, *codes[at : at + size]])
            at += size
            if code == "38":
                colour = value
            else:
                background = value
        elif code == "0":
            colour, background, attributes = "", "", frozenset()
        elif code in _OFF:
            attributes |= {code}
        elif code in _ON:
            attributes -= _ON[code]
        elif code == "39":
            colour = ""
        elif code == "49":
            background = ""
        elif (len(code) == 2 and code[0] == "3") or (len(code) == 2 and code[0] == "9"):
            colour = code
        elif (len(code) == 2 and code[0] == "4") or (len(code) == 3 and code[:2] == "10"):
            background = code
    return Style(colour, background, attributes, link)


@functools.lru_cache(maxsize=4096)
def transition(old: Style, new: Style, reset_only: bool = False) -> str:
    """The shortest sequence from one style to another; ``reset_only`` as in `Terminal`."""
    if old == new:
        return ""
    link = f"\x1b]8;{new.link or ';'}\x1b\\" if old.link != new.link else ""
    if old[:3] == new[:3]:
        return link
    on = sorted(new.attributes, key=int)
    colours = [code for code in (new.colour, new.background) if code]
    # An empty first parameter is 0, a reset.
    best = ";".join(["", *on, *colours])
    if not reset_only or old.attributes <= new.attributes:
        off = sorted({_OFF[code] for code in old.attributes - new.attributes})
        lost = set().union(*(_ON[code] for code in off))
        steps = [*off, *(code for code in on if code not in old.attributes or code in lost)]
        if old.colour != new.colour:
            steps.append(new.colour or "39")
        if old.background != new.background:
            steps.append(new.background or "49")
        best = min(";".join(steps), best, key=len)
    return f"\x1b[{best}m{link}"
