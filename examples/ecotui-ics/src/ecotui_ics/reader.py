"""What reads a calendar; imported only to import one."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from ecotui.api import (
    Chapter,
    Measure,
    Plan,
    PlanError,
    Problem,
    Section,
    Source,
    department_named,
    plan_id,
    split_numeral,
)

from . import ImportOptions
from .lines import Property, parse, texts, unescape, unfold

MESSAGES = {
    "calendar": {"zh": "不是 iCalendar 文件", "en": "this is no iCalendar file"},
    "broken": {"zh": "这一项没有结束", "en": "this entry does not end"},
    "nothing": {"zh": "没有任务或日程", "en": "there are no tasks and no events"},
    "untitled": {"zh": "没有标题，已略去", "en": "it has no title and is left out"},
    "repeats": {"zh": "只读取第一次", "en": "it is repeated; only the first time is read"},
}
ITEMS = ("VTODO", "VEVENT")


#: The number and the title of a chapter or section.
Heading = tuple[int | None, str]


class Item(NamedTuple):
    """A task or an event of the file."""

    line: int
    kind: str
    properties: dict[str, Property]
    #: Those that may stand there several times.
    attendees: list[Property]


class Broken(Exception):
    """The file ends inside an item, or is no calendar; the line and the message."""

    def __init__(self, line: int | None, message: str) -> None:
        self.line, self.message = line, message
        super().__init__(message)


class IcsImporter:
    """Reads the tasks of one calendar, else its events."""

    def read(
        self, data: bytes, file: str, *, options: ImportOptions, language: str
    ) -> tuple[Plan, tuple[Problem, ...]]:
        """Read a document."""

        def problem(line: int | None, message: str) -> Problem:
            return Problem(file, line, MESSAGES[message][language])

        try:
            name, items = read_items(data)
        except Broken as broken:
            raise PlanError([problem(broken.line, broken.message)]) from None
        # A calendar with tasks has events for meetings.
        tasks = [one for one in items if one.kind == "VTODO"] or items
        said: list[Problem] = []
        outline = _Outline(name or os.path.splitext(os.path.basename(file))[0] or "-")
        for one in tasks:
            status = one.properties.get("STATUS")
            if not options.done and status and status.value.upper() == "COMPLETED":
                continue
            if "RRULE" in one.properties:
                said.append(problem(one.line, "repeats"))
            if not outline.add(one):
                said.append(problem(one.line, "untitled"))
        if not outline.count:
            raise PlanError([problem(None, "nothing"), *said])
        return outline.plan(
            Source(os.path.basename(file), hashlib.sha256(data).hexdigest())
        ), tuple(said)


def read_items(data: bytes) -> tuple[str, list[Item]]:
    """The name of a calendar, and its tasks and events in order.

    Raises:
        Broken: it is none.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Broken(None, "calendar") from None
    if not text.lstrip().upper().startswith("BEGIN:VCALENDAR"):
        raise Broken(None, "calendar")
    name, items, inside = "", [], list[str]()
    item: Item | None = None
    for line, written in unfold(text):
        found = parse(written)
        if found is None:
            continue
        kind = found.value.strip().upper()
        if found.name == "BEGIN":
            inside.append(kind)
            if kind in ITEMS:
                item = Item(line, kind, {}, [])
        elif found.name == "END":
            if item and inside[-1:] == [item.kind] == [kind]:
                items.append(item)
                item = None
            del inside[-1:]
        elif item and inside[-1:] == [item.kind]:
            # Those of an alarm inside it are not its own.
            item.properties.setdefault(found.name, found)
            if found.name in ("ATTENDEE", "ORGANIZER"):
                item.attendees.append(found)
        elif found.name == "X-WR-CALNAME" and inside == ["VCALENDAR"]:
            name = unescape(found.value).strip()
    if item:
        raise Broken(item.line, "broken")
    return name, items


class _Outline:
    """The measures of a plan, below their headings, in the order of the calendar."""

    def __init__(self, title: str) -> None:
        self.title = title
        self.count = 0
        self._departments: dict[str, None] = {}
        self._chapters: dict[
            tuple[int | None, str], dict[tuple[int | None, str] | None, list[Measure]]
        ] = {}

    def add(self, item: Item) -> bool:
        """Add a task or event; False if it has no title."""
        measure = self._measure(item)
        if measure is None:
            return False
        self.count += 1
        self._departments |= dict.fromkeys((*measure.lead, *measure.participants))
        chapter, section = _headings(item)
        sections = self._chapters.setdefault(chapter or (None, self.title), {})
        sections.setdefault(section, []).append(measure)
        return True

    def _measure(self, item: Item) -> Measure | None:
        found = item.properties
        number, text = split_numeral(_text(found, "SUMMARY"))
        if own := _text(found, "X-ECOTUI-TEXT"):
            given = _text(found, "X-ECOTUI-NUMBER")
            number, text = int(given) if re.fullmatch("[1-9][0-9]{0,8}", given) else number, own
        if not text:
            return None
        # Of our own, the description is the text and who does it.
        others = () if own else (("说明", "DESCRIPTION"), ("地点", "LOCATION"))
        lead, participants = _people(item)
        return Measure(
            number or self.count + 1,
            text,
            lead=lead,
            participants=participants,
            lead_open=_is_open(found, "X-ECOTUI-LEAD"),
            participants_open=_is_open(found, "X-ECOTUI-PARTICIPANTS"),
            source_line=item.line,
            deadline=_text(found, "X-ECOTUI-DEADLINE") or _day(item),
            extra=tuple((label, _text(found, name)) for label, name in others if name in found),
        )

    def plan(self, source: Source) -> Plan:
        """The plan."""
        chapters = []
        for (number, title), parts in self._chapters.items():
            sections = [Section(*head, tuple(measures)) for head, measures in parts.items() if head]
            own = tuple(parts.get(None, ()))
            chapters.append(Chapter(number, title, own, tuple(sections)))
        return Plan(
            plan_id(self.title),
            self.title,
            source=source,
            departments=tuple(map(department_named, self._departments)),
            chapters=tuple(chapters),
        )


def _text(found: dict[str, Property], name: str) -> str:
    return unescape(found[name].value).strip() if name in found else ""


def _is_open(found: dict[str, Property], name: str) -> bool:
    return name in found and found[name].parameters.get("X-OPEN") == "TRUE"


def _headings(item: Item) -> Iterator[Heading | None]:
    """The chapter and the section of an item."""
    found = item.properties
    others = texts(found["CATEGORIES"].value) if "CATEGORIES" in found else []
    for place, name in enumerate(("X-ECOTUI-CHAPTER", "X-ECOTUI-SECTION")):
        if title := _text(found, name):
            number = found[name].parameters.get("X-NUMBER", "")
            yield int(number) if re.fullmatch("[1-9][0-9]{0,8}", number) else None, title
        elif "X-ECOTUI-TEXT" in found or place >= len(others):
            yield None
        else:
            yield split_numeral(others[place])


def _people(item: Item) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Who leads an item and who participates."""
    found = item.properties
    if "X-ECOTUI-TEXT" in found:
        lists = [found.get(name) for name in ("X-ECOTUI-LEAD", "X-ECOTUI-PARTICIPANTS")]
        lead, participants = [
            tuple(dict.fromkeys(texts(one.value))) if one else () for one in lists
        ]
        return lead, participants
    named = {"ORGANIZER": dict[str, None](), "ATTENDEE": dict[str, None]()}
    for one in item.attendees:
        address = re.sub("^mailto:", "", one.value, flags=re.IGNORECASE)
        if name := (one.parameters.get("CN") or address).strip():
            named[one.name][name] = None
    organizers = tuple(named["ORGANIZER"])
    return organizers, tuple(name for name in named["ATTENDEE"] if name not in organizers)


def _names(found: dict[str, Property], name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts(found[name].value))) if name in found else ()


def _day(item: Item) -> str | None:
    """The due date of a task, or the last day of an event, as a deadline."""
    found = item.properties
    for name in ("DUE", "DTEND", "DTSTART"):
        match = re.match(r"(\d{4})(\d\d)(\d\d)(T?)", found[name].value) if name in found else None
        if match is None:
            continue
        try:
            day = date(*map(int, match.group(1, 2, 3)))
        except ValueError:
            continue
        if name == "DTEND" and not match[4] and day > date.min:
            # Of whole days the end is the first that is free.
            day -= timedelta(1)
        return day.isoformat()
    return None
