"""What writes the calendar; imported only to export."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from ecotui.api import Entry, Selection, Target, clean, join_names, short_wording, timestamp

from . import ExportOptions
from .lines import escape, written

#: Cells of a title: what a list of tasks shows in one line.
TITLE_CELLS = 60


class IcsExporter:
    """Writes one calendar."""

    def export(self, selection: Selection, target: Target, options: ExportOptions) -> None:
        """Write the selection."""
        measures = list(selection.measures)
        if options.entries == "events":
            measures = [entry for entry in measures if entry.due]
            if left_out := len(selection) - len(measures):
                target.warn(_left_out(selection.language, left_out))
            target.wrote(len(measures))
        with target.text() as file:
            file.writelines(written(_beginning(selection)))
            for done, entry in enumerate(measures, 1):
                if target.cancelled:
                    return
                file.writelines(written(_item(entry, selection, options)))
                target.progress(done, len(measures))
            file.writelines(written([("END", "VCALENDAR")]))


def _left_out(language: str, count: int) -> str:
    if language == "zh":
        return f"{count} 条措施没有到期日，不能写成日程"
    return f"without a due date, and so no events: {count}"


def _text(text: str) -> str:
    """A text of the plan, which is anybody's: controls are visible, signs escaped."""
    return escape(clean(text))


def _list(names: Iterable[str]) -> str:
    return ",".join(map(_text, names))


def _beginning(selection: Selection) -> Iterator[tuple[str, str]]:
    yield "BEGIN", "VCALENDAR"
    yield "VERSION", "2.0"
    yield "PRODID", "-//ecotui//ecotui-ics//EN"
    yield "CALSCALE", "GREGORIAN"
    yield "X-WR-CALNAME", _text(selection.title)


def _item(entry: Entry, selection: Selection, options: ExportOptions) -> Iterator[tuple[str, str]]:
    kind = "VTODO" if options.entries == "tasks" else "VEVENT"
    yield "BEGIN", kind
    # The same measure has the same one in every export, so a calendar replaces and adds nothing.
    yield "UID", _text(f"{entry.plan.id}/{entry.id.rpartition('/')[2]}@ecotui")
    # It asks for a time of writing, and the same plan has to give the same file.
    yield "DTSTAMP", f"{timestamp():%Y%m%dT%H%M%SZ}"
    title = entry.title or short_wording(clean(entry.text), TITLE_CELLS)
    yield "SUMMARY", _text(f"{entry.number}. {title}")
    yield "DESCRIPTION", _text(_described(entry, selection))
    if entry.due:
        day = date.fromisoformat(entry.due)
        if kind == "VTODO":
            yield "DUE;VALUE=DATE", f"{day:%Y%m%d}"
        else:
            yield "DTSTART;VALUE=DATE", f"{day:%Y%m%d}"
            if day < date.max:
                yield "DTEND;VALUE=DATE", f"{day + timedelta(1):%Y%m%d}"
            yield "TRANSP", "TRANSPARENT"
    headings = (entry.chapter, entry.section)
    yield "CATEGORIES", _list(one.title for one in headings if one)
    # What other programs pass over, and the importer reads.
    yield "X-ECOTUI-NUMBER", str(entry.number)
    for name, heading in zip(("CHAPTER", "SECTION"), headings, strict=True):
        if heading:
            number = "" if heading.number is None else f";X-NUMBER={heading.number}"
            yield f"X-ECOTUI-{name}{number}", _text(heading.title)
    yield "X-ECOTUI-TEXT", _text(entry.text)
    yield "X-ECOTUI-LEAD" + _open(entry.lead_open), _list(entry.lead)
    yield "X-ECOTUI-PARTICIPANTS" + _open(entry.participants_open), _list(entry.participants)
    yield "X-ECOTUI-DEADLINE", _text(entry.deadline or "")
    if options.remind and entry.due:
        yield "BEGIN", "VALARM"
        yield "ACTION", "DISPLAY"
        yield "DESCRIPTION", _text(title)
        yield _trigger(kind), f"-P{options.remind}D"
        yield "END", "VALARM"
    yield "END", kind


def _trigger(kind: str) -> str:
    return "TRIGGER;RELATED=END" if kind == "VTODO" else "TRIGGER"


def _open(is_open: bool) -> str:
    return ";X-OPEN=TRUE" if is_open else ""


def _described(entry: Entry, selection: Selection) -> str:
    """The wording and who does it, for people."""
    lines = [entry.text]
    roles = (
        ("Lead departments", entry.lead, entry.lead_open),
        ("Participating departments", entry.participants, entry.participants_open),
    )
    for label, names, is_open in roles:
        if names:
            listed = join_names(names, open_list=is_open, language=selection.language)
            lines.append(f"{selection.label(label)}: {listed}")
    return "\n".join(lines)
