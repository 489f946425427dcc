"""The commands list, show and departments, and the outline. Nothing here needs click."""

from __future__ import annotations

import sys
from itertools import chain

from ecotui.cli import output
from ecotui.cli.errors import UsageError, say
from ecotui.cli.tables import AS_USUAL, Column, Shape, in_order, ordered
from ecotui.cli.tables import show as show_table
from ecotui.i18n import N_, _, also
from ecotui.model.plan import Entry, in_chinese, language_of
from ecotui.text.display import join_names, visible
from ecotui.text.numerals import numeral

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ecotui.cli.session import Session
    from ecotui.query.selection import Facet, Selection


def _leads(entry: Entry) -> str:
    return join_names(entry.lead, open_list=entry.lead_open, language=language_of(entry.plan))


def _participants(entry: Entry) -> str:
    return join_names(
        entry.participants, open_list=entry.participants_open, language=language_of(entry.plan)
    )


def _chapter(entry: Entry) -> str:
    number = entry.chapter.number
    if not number:
        return entry.chapter.title
    mark = f"{numeral(number)}、" if in_chinese(entry.plan) else f"{number} "
    return mark + entry.chapter.title


def _section(entry: Entry) -> str:
    if entry.section is None:
        return ""
    number = entry.section.number
    if not number:
        return entry.section.title
    if in_chinese(entry.plan):
        return f"（{numeral(number)}）{entry.section.title}"
    numbers = [str(one) for one in (entry.chapter.number, number) if one]
    return f"{'.'.join(numbers)} {entry.section.title}"


def _place(entry: Entry) -> tuple[str, int, int]:
    section = entry.section.number if entry.section else 0
    return entry.plan.id, entry.chapter.number or 0, section or 0


#: What a list of measures may show.
MEASURE_COLUMNS = [
    Column("number", N_("No."), lambda e: e.id, in_order, right=True, look="dim"),
    Column("plan", N_("Plan"), lambda e: e.plan.title, lambda e: e.plan.id),
    Column("chapter", N_("Chapter"), _chapter, lambda e: _place(e)[:2]),
    Column("section", N_("Section"), _section, _place),
    Column("title", N_("Title"), lambda e: e.title or ""),
    Column("text", N_("Measure"), lambda e: e.text),
    Column("lead", N_("Lead departments"), _leads, look="lead"),
    Column("participants", N_("Participating departments"), _participants),
    Column("deadline", N_("Deadline"), lambda e: e.deadline or "", lambda e: e.measure.due),
    Column("due", N_("Due"), lambda e: e.measure.due or "", lambda e: e.measure.due),
    Column("target", N_("Target"), lambda e: e.measure.target or ""),
    Column("basis", N_("Responsibility"), lambda e: e.measure.basis or ""),
    Column("line", N_("Line"), lambda e: str(e.source_line or ""), lambda e: e.source_line),
]


def measures(session: Session, where: str, shape: Shape = AS_USUAL) -> None:
    """Print the measures of a query: number, text, leads, participants, unless told otherwise."""
    selection = session.select(where)
    entries = ordered(MEASURE_COLUMNS, selection.measures, shape)
    if shape.form == "json":
        from ecotui.query.records import measure_record

        output.json([measure_record(selection, entry) for entry in entries])
        return
    if not entries and sys.stdout.isatty():
        say(_("No measure matches the query."))
        return
    show_table(
        MEASURE_COLUMNS,
        entries,
        shape,
        usual=("number", "text", "lead"),
        elsewhere=("number", "text", "lead", "participants"),
        header=False,
        prose="text",
        marks=selection.matches,
    )


def show(session: Session, wanted: Sequence[str], *, as_json: bool) -> None:
    """Print measures, whole: ``7``, ``7-9``, ``7,9``."""
    import re

    from ecotui.cli.arguments import command_line
    from ecotui.query.find import COMMAS, MeasureNotFound, find_measures, names_one
    from ecotui.query.grammar import written

    if not re.sub(COMMAS, "", "".join(wanted)):
        see = _("see {command}").format(command="ecotui show --help")
        raise UsageError(also(_("{name} is missing").format(name="ID"), see))
    selection = session.select()
    try:
        entries = find_measures(selection.index, ",".join(wanted))
    except MeasureNotFound as error:
        text = " ".join(wanted)
        found = session.select(written(text, word=True)).measures
        if re.search(r"\d", text) or not found:
            raise UsageError(str(error)) from None
        message = _('no measure is called "{text}"; {count} contain it: {command}')
        command = command_line(["ecotui", "list", written(text, word=True)])
        raise UsageError(message.format(text=text, count=len(found), command=command)) from None
    if as_json:
        from ecotui.query.records import measure_record

        records = [measure_record(selection, entry) for entry in entries]
        single = len(wanted) == 1 and names_one(selection.index, wanted[0])
        output.json(records[0] if single else records)
        return
    from ecotui.browser.outline import measure_fields

    lines: list[str] = []
    for entry in entries:
        wording = (_("Measure"), f"{entry.number}. {entry.text}")
        rows = [wording, *measure_fields(entry, selection.index)]
        if lines:
            lines.append("")
        if sys.stdout.isatty():
            looks = [["head", ""]] * len(rows)
            lines += chain.from_iterable(output.laid_out(rows, looks))
        else:
            lines += ["\t".join(map(visible, row)) for row in rows]
    output.write("".join(f"{line}\n" for line in lines))


def _count(name: str, field: str, label: str) -> Column:
    def count(facet: Facet) -> int:
        return int(getattr(facet, field))

    return Column(name, label, lambda facet: str(count(facet)), count, right=True)


#: What a list of departments may show.
DEPARTMENT_COLUMNS = [
    Column("name", N_("Department"), lambda facet: facet.name),
    _count("lead", "lead", N_("leads")),
    _count("first", "first_lead", N_("first lead")),
    _count("with", "participant", N_("participates")),
    _count("total", "total", N_("together")),
]


def departments(session: Session, where: str, shape: Shape = AS_USUAL) -> None:
    """Print every department with its counts inside the selection."""
    selection = session.select(where)
    facets = ordered(DEPARTMENT_COLUMNS, selection.departments, shape)
    if shape.form == "json":
        from ecotui.query.records import department_record

        output.json([department_record(facet) for facet in facets])
        return
    names = [column.name for column in DEPARTMENT_COLUMNS]
    show_table(
        DEPARTMENT_COLUMNS, facets, shape, usual=names, elsewhere=names, header=True, prose="name"
    )


def outline(selection: Selection) -> None:
    """Print headings and measures as an indented outline."""
    lines = []
    for item in selection.outline():
        if isinstance(item, Entry):
            lines.append(f"    {item.number}. {item.text}")
        else:
            lines.append(f"{'  ' * max(0, item.level - 1)}{item.label}{item.title}")
    output.lines([selection.title, "", *lines] if len(selection.plans) == 1 else lines)
