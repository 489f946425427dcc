"""How many lines a text takes: an estimate that holds for every program and substitute font."""

from __future__ import annotations

import re
from functools import lru_cache

# What may not begin a line takes what stands before it along, and the other way round.
_OPENING, _CLOSING = "（〔［【《〈「『“‘([{", "，。；：、？！…）〕］】》〉」』”’,.;:?!)]}%％"
_FAR_EASTERN = "\u2e80-\uffef\U00020000-\U0003ffff"
_UNIT = re.compile(
    f"[{re.escape(_OPENING)}]*(?: ?[^ {_FAR_EASTERN}]+|.)[{re.escape(_CLOSING)}]*", re.DOTALL
)


def em(text: str) -> float:
    """Width of a text of one line in Chinese characters."""
    return sum(_units(text))


def widest(text: str) -> float:
    """Width of the widest piece of a text that no line ends inside, in Chinese characters."""
    return max(_units(text), default=0)


def lines(text: str, fitting: float) -> int:
    """How many lines a text takes if so many Chinese characters fit in one."""
    # What fits exactly does so however the widths were added up.
    return sum(_lines(line, fitting + 1e-6) for line in text.split("\n"))


def _width(character: str) -> float:
    if character > "\u2000":
        return 1
    if character in "iljtfrI.,:;'|!()[]/- ":
        return 0.34
    if character in "mwMW%@&":
        return 0.92
    return 0.74 if character.isupper() else 0.52


@lru_cache(maxsize=4096)
def _units(line: str) -> tuple[float, ...]:
    """The widths of what no line ends inside."""
    units = _UNIT.findall(line)
    widths = [sum(map(_width, unit)) for unit in units]
    # Programs leave a quarter of a character free between Chinese and other characters.
    sides = [unit[0] > "\u2000" for unit in units]
    for at in range(1, len(units)):
        if sides[at - 1] != sides[at]:
            widths[at] += 0.25
    return tuple(widths)


def _lines(line: str, fitting: float) -> int:
    count, room = 1, fitting
    for width in _units(line):
        if width > room:
            count += 1
            room = fitting
            # A word longer than a line is broken.
            while width > room > 0:
                width -= room
                count += 1
        room -= width
    return count
