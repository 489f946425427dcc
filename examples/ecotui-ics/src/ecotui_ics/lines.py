"""The lines of iCalendar (RFC 5545): escaped, folded, and read again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

#: Octets that a line may have; it goes on behind a line break and a blank.
LONGEST = 75

_ESCAPED = {"\\\\": "\\", "\\;": ";", "\\,": ",", "\\n": "\n", "\\N": "\n"}


def escape(text: str) -> str:
    """A text as the value of a property."""
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\n", "\\n")


def unescape(value: str) -> str:
    """The text that a value stands for."""
    return re.sub(r"\\[\\;,nN]", lambda match: _ESCAPED[match[0]], value)


def texts(value: str) -> list[str]:
    """The texts of a value that is a list of them."""
    parts = re.findall(r"(?:\\.|[^\\,])+", value, re.DOTALL)
    return [unescape(part).strip() for part in parts if part.strip()]


def fold(line: str) -> Iterator[str]:
    """The lines that one is written as, with their ends; no character is cut."""
    room, part = LONGEST, ""
    for character in line:
        size = len(character.encode())
        if size > room:
            yield f"{part}\r\n "
            # The blank counts.
            room, part = LONGEST - 1, ""
        part += character
        room -= size
    yield f"{part}\r\n"


def unfold(text: str) -> Iterator[tuple[int, str]]:
    """The lines that were folded, each with the number of its first line, from 1."""
    number, line = 1, ""
    for at, part in enumerate(re.split(r"\r\n|\n|\r", text), 1):
        if part[:1] in (" ", "\t") and line:
            line += part[1:]
            continue
        if line:
            yield number, line
        number, line = at, part
    if line:
        yield number, line


class Property(NamedTuple):
    """One property: ``DUE;VALUE=DATE:20181231``."""

    name: str
    parameters: dict[str, str]
    value: str


_PARAMETER = r'"[^"]*"|[^";:,]*'
_PROPERTY = re.compile(
    rf"([\w-]+)((?:;[\w-]+=(?:{_PARAMETER})(?:,(?:{_PARAMETER}))*)*):(.*)", re.DOTALL
)


def parse(line: str) -> Property | None:
    """The property that a line is; None if it is none."""
    match = _PROPERTY.fullmatch(line)
    if match is None:
        return None
    pairs = re.findall(r';([\w-]+)=("[^"]*"|[^;]*)', match[2])
    parameters = {name.upper(): value.strip('"') for name, value in pairs}
    return Property(match[1].upper(), parameters, match[3])


def written(properties: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Properties, by their names and values, as the lines of a file; empty values are left out."""
    for name, value in properties:
        if value:
            yield from fold(f"{name}:{value}")
