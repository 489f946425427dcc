"""A quick way to read a large plan whose TOML is as plain as what `toml.dumps` writes.

A measure or heading that is written the plain way is one match of a pattern, made from the table
of fields; every other table goes through the parser alone. What is more unusual than that, or
wrong, is left to the ordinary way: a plan that is read here is the one that would be read there.

That a text may be cut at its headers, and its parts be read one by one, holds since TOML is read
from left to right: where a part is a whole document, the parser stands between two statements at
its end, so that what looks like a header there is one.
"""

from __future__ import annotations

import re

import tomli

from ecotui.model.fields import ALWAYS, fields
from ecotui.model.plan import Chapter, Measure, Section

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, TypeVar

    from ecotui.model.plan import Plan
    from ecotui.model.toml import _Reader
    from ecotui.record import Record

    H = TypeVar("H", Chapter, Section)
    Row = tuple[Any, ...]

_HEADER = re.compile(r"\[\[([a-z.]+)\]\]\n")
_CHAPTER = re.compile(r"^\[\[chapters\]\]$", re.MULTILINE)
_NEXT = re.compile(r"^[ \t]*\[|\Z", re.MULTILINE)
# An escape, and what TOML forbids in a string of one line.
_SPECIAL = re.compile(r"[\\\x00-\x08\x0a-\x1f\x7f]")
# What a string must not hold is looked for afterwards: a class of one character is read in a
# fraction of the time.
_PLAIN = {"str": '"([^"]*)"', "int": "([1-9][0-9]{0,17})", "bool": "(true|false)"}
_PLAIN |= {"Names": r"\[([^\]]*)\]"}


class _Shape:
    """How the records of a class look that are written the plain way."""

    def __init__(self, cls: type[Record], headers: str) -> None:
        self.defaults = [field.default for field in fields(cls)]
        #: For each group of the pattern the place of its field in a record, and its kind.
        self.groups: list[tuple[int, str]] = []
        pattern = rf"\[\[({headers})\]\]\n"
        for place, field in enumerate(fields(cls)):
            kind = field.kind.removesuffix(" | None")
            if kind in _PLAIN:
                line = rf"{field.name} = {_PLAIN[kind]}\n"
                pattern += line if field.required or field.name in ALWAYS else f"(?:{line})?"
                self.groups.append((place, kind))
        self.match = re.compile(rf"{pattern}\n*(?=\[|\Z)").match


_HEADINGS: dict[str, type[Chapter | Section]] = {"chapters": Chapter, "chapters.sections": Section}
_SHAPES = [
    _Shape(Measure, r"chapters(?:\.sections)?\.measures"),
    *[_Shape(cls, re.escape(header)) for header, cls in _HEADINGS.items()],
]


def read(text: str, reader: _Reader) -> Plan | None:
    """The plan that a plain text says; None where it is not plain, or anything is wrong with it.

    Args:
        text: TOML.
        reader: Makes values of those tables that are not written the plain way. It is used up: what
            it notes as wrong has no lines.
    """
    try:
        plan = _FastReader(text.replace("\r\n", "\n"), reader).plan()
    except (LookupError, ValueError, RecursionError):
        return None
    return None if reader.problems else plan


class _FastReader:
    """A text that is read header by header; LookupError and ValueError say that it is not plain."""

    def __init__(self, text: str, reader: _Reader) -> None:
        self.text, self.reader = text, reader
        #: The departments that stand between the brackets of a list, which many measures share.
        self.lists: dict[str, tuple[str, ...]] = {}
        #: The values of each chapter, its measures, and its sections in the same way.
        self.chapters: list[tuple[Row, list[Row], list[tuple[Row, list[Row]]]]] = []

    def plan(self) -> Plan:
        first = _CHAPTER.search(self.text)
        at = first.start() if first else len(self.text)
        head = tomli.loads(self.text[:at])
        if "chapters" in head:
            raise ValueError
        plan = self.reader.plan(head)
        while at < len(self.text):
            ends = (end for shape in _SHAPES if (end := self.plain(shape, at)))
            at = next(ends, 0) or self.table(at)
        chapters = []
        for row, own, parts in self.chapters:
            sections = tuple([_with(Section(*values), rows) for values, rows in parts])
            chapters.append(_with(Chapter(*row), own).replace(sections=sections))
        return plan.replace(chapters=tuple(chapters))

    def plain(self, shape: _Shape, at: int) -> int | None:
        """Read what is written the plain way as long as it is; None if it is not at once."""
        text, match, groups, end = self.text, shape.match, shape.groups, None
        lists, special = self.lists, _SPECIAL.search
        while (found := match(text, at)) is not None:
            row = shape.defaults.copy()
            header, *written = found.groups()
            for (place, kind), value in zip(groups, written, strict=True):
                if value is None:
                    continue
                if kind == "str":
                    if special(value) or not value or value.isspace():
                        return end
                    row[place] = value
                elif kind == "Names":
                    if value not in lists:
                        listed = tomli.loads(f"names = [{value}]")
                        lists[value] = self.reader.names(listed, "names", ())
                    row[place] = lists[value]
                else:
                    row[place] = int(value) if kind == "int" else value == "true"
            self.put(header, tuple(row))
            at = end = found.end()
        return end

    def put(self, header: str, row: Row) -> None:
        """Put the values of a measure, section or chapter where it belongs."""
        if header == "chapters":
            self.chapters.append((row, [], []))
        elif header == "chapters.sections":
            self.chapters[-1][2].append((row, []))
        elif header == "chapters.measures":
            self.chapters[-1][1].append(row)
        elif header == "chapters.sections.measures":
            self.chapters[-1][2][-1][1].append(row)
        else:
            raise LookupError

    def table(self, at: int) -> int:
        """Read a table that is not plain with the parser, and return where it ends."""
        header, following = _HEADER.match(self.text, at), _NEXT.search(self.text, at + 1)
        if header is None or following is None:
            raise ValueError
        table = tomli.loads(self.text[header.end() : following.start()])
        if header[1] in _HEADINGS and table.keys() & {"measures", "sections"}:
            raise ValueError
        cls: type[Record] = _HEADINGS.get(header[1], Measure)
        self.put(header[1], self.reader.record(cls, table, ())._values())
        return following.start()


def _with(heading: H, rows: list[Row]) -> H:
    return heading.replace(measures=tuple(Measure.many(rows)))
