"""A quick way to read a large plan whose TOML is as plain as what `toml_store.dumps` writes.

The parsers at hand take two seconds and more for 100,000 measures, and then every value is looked
at again. Here a measure that is written the plain way is one match of a pattern, and every other
table goes through the parser alone. Whatever is more unusual than that, and whatever is wrong, is
left to the ordinary way, which knows all of TOML and reports problems: a plan that is read here is
the one that would be read there.

That a text may be cut at its headers, and its parts be read one by one, holds since TOML is read
from left to right: where a part is a whole document, the parser stands between two statements at
its end, so that what looks like a header there is one.
"""

from __future__ import annotations

import re

import tomli

from ecotui.model.plan import Chapter, Measure, Section

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Protocol

    from ecotui.model.plan import Plan

    Table = dict[str, Any]

    class Reader(Protocol):
        """What makes a plan of tables, and notes what is wrong with them."""

        problems: list[Any]
        declared: set[str]

        def plan(self, data: Table) -> Plan:
            """A plan; the names of its departments are declared from now on."""

        def chapter(self, table: Table, at: tuple[str | int, ...]) -> Chapter:
            """A chapter."""

        def section(self, table: Table, at: tuple[str | int, ...]) -> Section:
            """A section."""

        def measure(self, table: Table, at: tuple[str | int, ...]) -> Measure:
            """A measure."""


_NUMBER = "([1-9][0-9]{0,17})"
# What a string must not hold is looked for afterwards: a class of one character is read in a
# fraction of the time.
_STRING = '"([^"]*)"'
_LIST = r"\[([^\]]*)\]"
_MEASURE = re.compile(
    rf"\[\[chapters\.(sections\.)?measures\]\]\nnumber = {_NUMBER}\ntext = {_STRING}\n"
    rf"lead = {_LIST}\n(?:participants = {_LIST}\n)?(?:participants_open = (true|false)\n)?"
    rf"(?:source_text = {_STRING}\n)?(?:source_line = {_NUMBER}\n)?\n*(?=\[|\Z)"
)
_HEADING = re.compile(
    rf"\[\[chapters(\.sections)?\]\]\nnumber = {_NUMBER}\ntitle = {_STRING}\n+(?=\[|\Z)"
)
_HEADER = re.compile(r"(\[[a-z.]+\]|\[\[[a-z.]+\]\])\n")
_NEXT = re.compile(r"^[ \t]*\[", re.MULTILINE)
_NAMES = re.compile(r'[ \t\n]*(?:"[^"]*"[ \t\n]*(?:,[ \t\n]*"[^"]*"[ \t\n]*)*(?:,[ \t\n]*)?)?')
_NAME = re.compile('"([^"]*)"')
# An escape, and what TOML forbids in a string of one line.
_SPECIAL = re.compile(r"[\\\x00-\x08\x0a-\x1f\x7f]")


class _Unusual(Exception):
    """This is for the ordinary way."""


def read(text: str, reader: Reader) -> Plan | None:
    """The plan that a plain text says.

    Args:
        text: TOML.
        reader: Makes values of those tables that are not written the plain way. It is used up: what
            it notes as wrong has no lines.

    Returns:
        None where the text is not plain enough, or anything is wrong with it.
    """
    try:
        plan = _Cut(text.replace("\r\n", "\n"), reader).plan()
    except (_Unusual, ValueError, RecursionError):
        return None
    return None if reader.problems else plan


class _Cut:
    """A text that is read header by header."""

    def __init__(self, text: str, reader: Reader) -> None:
        self.text = text
        self.reader = reader
        #: The departments that stand between the brackets of a list, which many measures share.
        self.lists: dict[str | None, tuple[str, ...] | None] = {None: ()}
        #: Number, title and measures of each chapter, with its sections as lists of the same.
        self.chapters: list[_Chapter] = []

    def plan(self) -> Plan:
        """Read everything."""
        at = self._end(0)
        head = tomli.loads(self.text[:at])
        if head.keys() != {"schema"}:
            raise _Unusual
        while at < len(self.text) and not self.text.startswith("[[chapters]]", at):
            at = self._table_of_head(head, at)
        plan = self.reader.plan(head)
        while at < len(self.text):
            at = self._measures(at)
            if at < len(self.text):
                at = self._heading(at) or self._table(at)
        return plan.replace(
            chapters=tuple(
                [
                    Chapter(
                        number,
                        title,
                        tuple(Measure.many(measures)),
                        tuple(
                            [Section(n, t, tuple(Measure.many(rows))) for n, t, rows in sections]
                        ),
                    )
                    for number, title, measures, sections in self.chapters
                ]
            )
        )

    def _measures(self, at: int) -> int:
        """Read measures as long as they are plain; where the first stands that is not."""
        text, match, lists, special = self.text, _MEASURE.match, self.lists, _SPECIAL.search
        while (found := match(text, at)) is not None:
            nested, number, wording, lead, participants, is_open, source, line = found.groups()
            if special(wording) or not wording or wording.isspace():
                break
            if source is not None and (special(source) or not source.strip()):
                break
            leads = lists[lead] if lead in lists else self._names(lead)
            others = lists[participants] if participants in lists else self._names(participants)
            if leads is None or others is None:
                break
            row = (
                int(number),
                wording,
                leads,
                others,
                is_open == "true",
                source,
                None if line is None else int(line),
                (),
            )
            self._into(nested).append(row)
            at = found.end()
        return at

    def _names(self, inside: str) -> tuple[str, ...] | None:
        """Read what stands between brackets; None where it is not plain, or names nobody known."""
        names: tuple[str, ...] | None = None
        if _NAMES.fullmatch(inside):
            names = tuple(_NAME.findall(inside))
            if any(map(_SPECIAL.search, names)) or not self.reader.declared.issuperset(names):
                names = None
        self.lists[inside] = names
        return names

    def _into(self, nested: str | None) -> list[_Row]:
        """Where the next measure belongs."""
        if not self.chapters:
            raise _Unusual
        _number, _title, measures, sections = self.chapters[-1]
        if not nested:
            return measures
        if not sections:
            raise _Unusual
        return sections[-1][2]

    def _heading(self, at: int) -> int | None:
        """Read a plain chapter or section, and return where it ends; None where it is not plain."""
        found = _HEADING.match(self.text, at)
        if found is None or _SPECIAL.search(found[3]) or not found[3].strip():
            return None
        self._put(bool(found[1]), int(found[2]), found[3])
        return found.end()

    def _put(self, nested: bool, number: int, title: str) -> None:
        if not nested:
            self.chapters.append((number, title, [], []))
        elif self.chapters:
            self.chapters[-1][3].append((number, title, []))
        else:
            raise _Unusual

    # -- what is not plain

    def _end(self, at: int) -> int:
        """Where the next header stands, or the text ends."""
        following = _NEXT.search(self.text, at)
        return following.start() if following else len(self.text)

    def _parsed(self, at: int) -> tuple[str, Table, int]:
        """A header, what the parser makes of what is below it, and where that ends."""
        header = _HEADER.match(self.text, at)
        if header is None:
            raise _Unusual
        end = self._end(header.end())
        return header[1], tomli.loads(self.text[header.end() : end]), end

    def _table_of_head(self, head: Table, at: int) -> int:
        header, table, end = self._parsed(at)
        if header == "[[departments]]":
            head.setdefault("departments", []).append(table)
        elif header == "[plan]" and "plan" not in head:
            head["plan"] = table
        elif header == "[plan.source]" and "source" not in head.get("plan", {"source": None}):
            head["plan"]["source"] = table
        else:
            raise _Unusual
        return end

    def _table(self, at: int) -> int:
        header, table, end = self._parsed(at)
        if header in ("[[chapters.measures]]", "[[chapters.sections.measures]]"):
            nested = header == "[[chapters.sections.measures]]"
            self._into("sections" if nested else None).append(
                self.reader.measure(table, ())._values()
            )
        elif header in ("[[chapters]]", "[[chapters.sections]]") and not (
            table.keys() & {"measures", "sections"}
        ):
            below = header == "[[chapters.sections]]"
            read = self.reader.section if below else self.reader.chapter
            heading = read(table, ())
            self._put(below, heading.number, heading.title)
        else:
            raise _Unusual
        return end


def _chapter(read: _Chapter) -> Chapter:
    number, title, measures, sections = read
    return Chapter(
        number,
        title,
        tuple(Measure.many(measures)),
        tuple([Section(n, t, tuple(Measure.many(below))) for n, t, below in sections]),
    )


if TYPE_CHECKING:
    _Row = tuple[Any, ...]
    _Section = tuple[int, str, list[_Row]]
    _Chapter = tuple[int, str, list[_Row], list[_Section]]
