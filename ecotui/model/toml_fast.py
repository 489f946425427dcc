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

from ecotui.model.fields import ALWAYS, NESTED, PAIRS, fields
from ecotui.model.plan import Chapter, Measure, Section

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ecotui.model.plan import Plan
    from ecotui.model.toml import _Reader
    from ecotui.record import Record

    Table = dict[str, Any]

_HEADER = re.compile(r"(\[[a-z.]+\]|\[\[[a-z.]+\]\])\n")
_NEXT = re.compile(r"^[ \t]*\[", re.MULTILINE)
_NAMES = re.compile(r'[ \t\n]*(?:"[^"]*"[ \t\n]*(?:,[ \t\n]*"[^"]*"[ \t\n]*)*(?:,[ \t\n]*)?)?')
_NAME = re.compile('"([^"]*)"')
# An escape, and what TOML forbids in a string of one line.
_SPECIAL = re.compile(r"[\\\x00-\x08\x0a-\x1f\x7f]")
# What a string must not hold is looked for afterwards: a class of one character is read in a
# fraction of the time.
_PLAIN = {"str": '"([^"]*)"', "int": "([1-9][0-9]{0,17})", "bool": "(true|false)"}
_PLAIN |= {"Names": r"\[([^\]]*)\]"}


class _Unusual(Exception):
    """This is for the ordinary way."""


class _Shape:
    """How the records of a class look that are written the plain way."""

    def __init__(self, cls: type[Record], headers: str) -> None:
        pattern = ""
        #: For each group of the pattern the place of its field in a record, and its kind.
        self.groups: list[tuple[int, str]] = []
        self.defaults = [field.default for field in fields(cls)]
        for place, field in enumerate(fields(cls)):
            if field.kind in (*PAIRS, *NESTED):
                continue
            kind = field.kind.removesuffix(" | None")
            line = rf"{field.name} = {_PLAIN[kind]}\n"
            pattern += line if field.required or field.name in ALWAYS else f"(?:{line})?"
            self.groups.append((place, kind))
        self.match = re.compile(rf"\[\[({headers})\]\]\n{pattern}\n*(?=\[|\Z)").match


_MEASURE = _Shape(Measure, r"chapters(?:\.sections)?\.measures")
_HEADING = _Shape(Chapter, r"chapters(?:\.sections)?")


def read(text: str, reader: _Reader) -> Plan | None:
    """The plan that a plain text says.

    Args:
        text: TOML.
        reader: Makes values of those tables that are not written the plain way. It is used up: what
            it notes as wrong has no lines.

    Returns:
        None where the text is not plain enough, or anything is wrong with it.
    """
    try:
        plan = _FastReader(text.replace("\r\n", "\n"), reader).plan()
    except (_Unusual, ValueError, RecursionError):
        return None
    return None if reader.problems else plan


class _FastReader:
    """A text that is read header by header."""

    def __init__(self, text: str, reader: _Reader) -> None:
        self.text, self.reader = text, reader
        #: The departments that stand between the brackets of a list, which many measures share.
        self.lists: dict[str, tuple[str, ...] | None] = {}
        #: Number, title and measures of each chapter, with its sections as lists of the same.
        self.chapters: list[tuple[int, str, list[Any], list[tuple[int, str, list[Any]]]]] = []

    def plan(self) -> Plan:
        at = self.end(0)
        head = tomli.loads(self.text[:at])
        if head.keys() != {"schema"}:
            raise _Unusual
        while at < len(self.text) and not self.text.startswith("[[chapters]]", at):
            at = self.table_of_head(head, at)
        plan = self.reader.plan(head)
        while at < len(self.text):
            at = self.plain(_MEASURE, at) or self.plain(_HEADING, at) or self.table(at)
        chapters = []
        for number, title, rows, below in self.chapters:
            sections = [Section(n, t, tuple(Measure.many(some))) for n, t, some in below]
            chapters.append(Chapter(number, title, tuple(Measure.many(rows)), tuple(sections)))
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
                    names = lists[value] if value in lists else self.names(value)
                    if names is None:
                        return end
                    row[place] = names
                else:
                    row[place] = int(value) if kind == "int" else value == "true"
            self.put(header, tuple(row))
            at = end = found.end()
        return end

    def names(self, inside: str) -> tuple[str, ...] | None:
        """Read what stands between brackets; None where it is not plain, or names nobody known."""
        names: tuple[str, ...] | None = None
        if _NAMES.fullmatch(inside):
            names = tuple(_NAME.findall(inside))
            if any(map(_SPECIAL.search, names)) or not self.reader.declared.issuperset(names):
                names = None
        self.lists[inside] = names
        return names

    def put(self, header: str, row: tuple[Any, ...]) -> None:
        """Put the values of a measure, section or chapter where it belongs."""
        if header == "chapters":
            self.chapters.append((row[0], row[1], [], []))
            return
        if not self.chapters:
            raise _Unusual
        _number, _title, measures, sections = self.chapters[-1]
        if header == "chapters.sections":
            sections.append((row[0], row[1], []))
        elif header == "chapters.measures":
            measures.append(row)
        elif sections:
            sections[-1][2].append(row)
        else:
            raise _Unusual

    # -- what is not plain

    def end(self, at: int) -> int:
        """Where the next header stands, or the text ends."""
        following = _NEXT.search(self.text, at)
        return following.start() if following else len(self.text)

    def parsed(self, at: int) -> tuple[str, Table, int]:
        """A header, what the parser makes of what is below it, and where that ends."""
        header = _HEADER.match(self.text, at)
        if header is None:
            raise _Unusual
        end = self.end(header.end())
        return header[1], tomli.loads(self.text[header.end() : end]), end

    def table_of_head(self, head: Table, at: int) -> int:
        header, table, end = self.parsed(at)
        if header == "[[departments]]":
            head.setdefault("departments", []).append(table)
        elif header == "[plan]" and "plan" not in head:
            head["plan"] = table
        elif header == "[plan.source]" and "source" not in head.get("plan", {"source": None}):
            head["plan"]["source"] = table
        else:
            raise _Unusual
        return end

    def table(self, at: int) -> int:
        header, table, end = self.parsed(at)
        name = header[2:-2]
        cls = {"chapters": Chapter, "chapters.sections": Section}.get(name, Measure)
        if name not in ("chapters.sections.measures", "chapters.measures") and (
            cls is Measure or table.keys() & {"measures", "sections"}
        ):
            raise _Unusual
        self.put(name, self.reader.record(cls, table, ())._values())
        return end
