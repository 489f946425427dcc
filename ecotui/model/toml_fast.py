"""A quick way to read a large plan whose TOML is as plain as what `toml.dumps` writes.

A measure or heading that is written the plain way is one match of a pattern, made from the table
of fields; every other table goes through the parser alone. What is more unusual, or wrong, is left
to the ordinary way. A text may be cut at its headers, since TOML is read from left to right: where
a part is a whole document, what looks like a header at its end is one.
"""

from __future__ import annotations

import re
from typing import NamedTuple

import tomli

from ecotui.model.fields import ALWAYS, fields
from ecotui.model.plan import Chapter, Measure, Section

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, TypeVar

    from ecotui.model.plan import Plan

    H = TypeVar("H", Chapter, Section)
    Row = tuple[Any, ...]

_HEADER = re.compile(r"\[\[([a-z.]+)\]\]\n")
_NEXT = re.compile(r"^[ \t]*\[|\Z", re.MULTILINE)
# An escape, and what TOML forbids in a string of one line.
_SPECIAL = re.compile(r"[\\\x00-\x08\x0a-\x1f\x7f]")
# What a string must not hold is looked for afterwards: this takes a fraction of the time.
_PLAIN = {"str": '"([^"]*)"', "int": "([1-9][0-9]{0,17})", "bool": "(true|false)"}
_PLAIN |= {"Names": r"\[([^\]]*)\]"}


class _Shape:
    """How the records of a class look that are written the plain way."""

    def __init__(self, cls: type[NamedTuple], headers: str) -> None:
        #: The places of plain fields by kind, and those of fields that a default stands for.
        self.places: dict[str, list[int]] = {kind: [] for kind in _PLAIN}
        self.unsaid = [(at, f.default) for at, f in enumerate(fields(cls)) if f.default is not None]
        pattern = rf"\[\[({headers})\]\]\n"
        for place, field in enumerate(fields(cls)):
            kind = field.kind.removesuffix(" | None")
            if kind in _PLAIN:
                self.places[kind].append(place)
                line = rf"{field.name} = {_PLAIN[kind]}\n"
                pattern += line if field.required or field.name in ALWAYS else f"(?:{line})?"
            else:
                # What is never plain has a group that never matches.
                pattern += "((?!))?"
        self.match = re.compile(rf"{pattern}\n*(?=\[|\Z)").match


_SHAPES = [_Shape(Measure, r"chapters(?:\.sections)?\.measures")]
_SHAPES += [_Shape(Section, r"chapters\.sections"), _Shape(Chapter, "chapters")]
_CLASSES: dict[str, type[NamedTuple]] = {"chapters": Chapter, "chapters.sections": Section}
_CLASSES |= {"chapters.measures": Measure, "chapters.sections.measures": Measure}


def read(text: str, reader: Any) -> Plan | None:
    """The plan that a plain text says; None where it is not plain, or anything is wrong with it.

    The reader makes values of tables that are not plain; what it notes as wrong has no lines.
    """
    try:
        plan = _FastReader(text.replace("\r\n", "\n"), reader).plan()
    except (LookupError, ValueError, RecursionError):
        return None
    return None if reader.problems else plan


class _FastReader:
    """Reads header by header; LookupError and ValueError say that a text is not plain."""

    def __init__(self, text: str, reader: Any) -> None:
        self.text, self.reader = text, reader
        #: The departments that stand between the brackets of a list, which many measures share.
        self.lists: dict[str, tuple[str, ...]] = {}
        #: The values of each chapter, its measures, and its sections in the same way.
        self.chapters: list[tuple[Row, list[Row], list[tuple[Row, list[Row]]]]] = []

    def plan(self) -> Plan:
        at = self.text.find("\n[[chapters]]\n") + 1 or len(self.text)
        head = tomli.loads(self.text[:at])
        if "chapters" in head:
            raise ValueError
        plan: Plan = self.reader.plan(head)
        while at < len(self.text):
            ends = (end for shape in _SHAPES if (end := self.plain(shape, at)))
            at = next(ends, 0) or self.table(at)
        chapters = []
        for row, own, parts in self.chapters:
            sections = tuple([_with(Section(*values), rows) for values, rows in parts])
            chapters.append(_with(Chapter(*row), own)._replace(sections=sections))
        return plan._replace(chapters=tuple(chapters))

    def plain(self, shape: _Shape, at: int) -> int | None:
        """Read what is written the plain way, and return where that ends; None if nothing is."""
        text, lists, special, end = self.text, self.lists, _SPECIAL.search, None
        strings, numbers, truths, names = shape.places.values()
        while (found := shape.match(text, at)) is not None:
            header, *row = found.groups()
            for place in strings:
                if (value := row[place]) is not None and (not value.strip() or special(value)):
                    return end
            for place in numbers:
                row[place] = row[place] and int(row[place])
            for place in truths:
                row[place] = row[place] and row[place] == "true"
            for place in names:
                if (value := row[place]) is not None:
                    if value not in lists:
                        listed = tomli.loads(f"names = [{value}]")
                        lists[value] = self.reader.names(listed, "names", ())
                    row[place] = lists[value]
            for place, default in shape.unsaid:
                row[place] = default if row[place] is None else row[place]
            self.put(header, tuple(row))
            at = end = found.end()
        return end

    def put(self, header: str, row: Row) -> None:
        """Put the values of a measure, section or chapter where it belongs."""
        if header == "chapters":
            self.chapters.append((row, [], []))
        elif header == "chapters.sections":
            self.chapters[-1][2].append((row, []))
        else:
            _row, own, sections = self.chapters[-1]
            (own if header == "chapters.measures" else sections[-1][1]).append(row)

    def table(self, at: int) -> int:
        """Read a table that is not plain with the parser, and return where it ends."""
        header, following = _HEADER.match(self.text, at), _NEXT.search(self.text, at + 1)
        if header is None or following is None:
            raise ValueError
        table = tomli.loads(self.text[header.end() : following.start()])
        if table.keys() & {"measures", "sections"}:
            raise ValueError
        self.put(header[1], self.reader.record(_CLASSES[header[1]], table, ()))
        return following.start()


def _with(heading: H, rows: list[Row]) -> H:
    return heading._replace(measures=tuple(map(Measure._make, rows)))
