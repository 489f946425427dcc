"""The commands list, show and departments, and the outline. Nothing here needs click."""

from __future__ import annotations

import sys

from ecotui.cli import output
from ecotui.cli.errors import UsageError
from ecotui.i18n import _
from ecotui.model.plan import Entry
from ecotui.text.display import join_names

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ecotui.cli.session import Session
    from ecotui.query.selection import Selection


def measures(session: Session, where: str, *, as_json: bool) -> None:
    """Print the measures of a query: id, text, leads, participants."""
    selection = session.select(where)
    if as_json:
        from ecotui.query.records import measure_record

        output.json([measure_record(selection, entry) for entry in selection.measures])
        return
    if sys.stdout.isatty():
        output.columns([(entry.id, entry.text) for entry in selection.measures], right=[0])
        return
    rows = []
    for entry in selection.measures:
        leads = join_names(entry.lead, open_list=entry.lead_open)
        participants = join_names(entry.participants, open_list=entry.participants_open)
        rows.append((entry.id, entry.text, leads, participants))
    output.columns(rows)


def show(session: Session, wanted: str, *, as_json: bool) -> None:
    """Print one measure, whole."""
    from ecotui.query.find import MeasureNotFound, find_measure

    selection = session.select()
    try:
        entry = find_measure(selection.index, wanted)
    except MeasureNotFound as error:
        raise UsageError(str(error)) from None
    if as_json:
        from ecotui.query.records import measure_record

        output.json(measure_record(selection, entry))
        return
    from ecotui.browser.outline import measure_fields

    wording = (_("Measure"), f"{entry.number}. {entry.text}")
    rows = [wording, *measure_fields(entry, selection.index)]
    if sys.stdout.isatty():
        output.lines(_("{name}: {value}").format(name=name, value=value) for name, value in rows)
    else:
        output.columns(rows)


def departments(session: Session, where: str, *, as_json: bool) -> None:
    """Print every department with its counts inside the selection."""
    selection = session.select(where)
    if as_json:
        from ecotui.query.records import department_record

        output.json([department_record(facet) for facet in selection.departments])
        return
    head = (_("Department"), _("leads"), _("first lead"), _("participates"), _("together"))
    rows = [
        (f.name, str(f.lead), str(f.first_lead), str(f.participant), str(f.total))
        for f in selection.departments
    ]
    output.columns([head, *rows], right=[1, 2, 3, 4])


def outline(selection: Selection) -> None:
    """Print headings and measures as an indented outline."""
    lines = []
    for item in selection.outline():
        if isinstance(item, Entry):
            lines.append(f"    {item.number}. {item.text}")
        else:
            lines.append(f"{'  ' * max(0, item.level - 1)}{item.label}{item.title}")
    output.lines([selection.title, "", *lines] if len(selection.plans) == 1 else lines)
