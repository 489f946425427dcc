"""The tasks of departments as rows of a list: what the files of the handouts have in common."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, partial
from typing import NamedTuple

from ecotui.api import N_, Entry, Facet, Plan, Selection, cells, visible
from ecotui.plugins.common import wording


class Task(NamedTuple):
    """A measure, as the task of a department; all but the measure is safe text."""

    entry: Entry
    department: str
    #: The headings above it, by their level: the plan (0), the chapter (1), the section (2).
    above: dict[int, str]
    role: str
    others: str


class Column(NamedTuple):
    """A column of the lists: what it is, its name, and what it says of a task."""

    kind: str
    name: str
    value: Callable[[Task], str]


#: Columns that departments fill in.
PROGRESS, DEADLINE, DUE = "progress", "deadline", "due"


def columns(selection: Selection, *, blank: bool = True) -> list[Column]:
    """The columns of the lists of all departments, so that these can be put together again.

    A target, a deadline with its due date, and what the source says under heads of its own have
    columns if a measure of the selection has them. Unless ``blank`` is true, there is nothing to
    fill in: a deadline has no column either if no measure has one, and progress has none.
    """
    label, measures = selection.label, [entry.measure for entry in selection.measures]
    found = [
        Column("department", label(N_("Department")), lambda task: task.department),
        Column("chapter", label(N_("Chapter")), lambda task: task.above.get(1, "")),
        Column("section", label(N_("Section")), lambda task: task.above.get(2, "")),
    ]
    if len(selection.plans) > 1:
        found.append(Column("plan", label(N_("Plan")), lambda task: task.above.get(0, "")))
    found += [
        Column("id", label(N_("No.")), lambda task: wording.own_id(task.entry)),
    ]
    if any(measure.title for measure in measures):
        found.append(Column("title", label(N_("Title")), lambda task: task.entry.title or ""))
    found += [
        Column("measure", label(N_("Measure")), lambda task: task.entry.text),
        Column("role", label(N_("Role")), lambda task: task.role),
        Column("others", label(N_("With whom")), lambda task: task.others),
    ]
    if any(measure.target for measure in measures):
        found.append(Column("target", label(N_("Target")), lambda task: task.entry.target or ""))
    last = [Column(PROGRESS, label(N_("Progress")), lambda task: "")] if blank else []
    has_deadline = any(measure.deadline for measure in measures)
    if blank or has_deadline:
        last.append(Column(DEADLINE, label(N_("Deadline")), lambda task: task.entry.deadline or ""))
    if has_deadline:
        last.append(Column(DUE, label(N_("Due date")), lambda task: task.entry.due or ""))
    taken = [column.name for column in (*found, *last)]
    # One dictionary for each measure, not for each of its cells.
    extra = cache(lambda entry: entry.extra)
    for head, name in wording.extra_heads(selection, selection.measures, taken).items():
        found.append(Column("extra", name, partial(_extra, extra, head)))
    return found + last


def _extra(extra: Callable[[Entry], Mapping[str, str]], head: str, task: Task) -> str:
    return extra(task.entry).get(head, "")


class Part(NamedTuple):
    """The tasks of a department in one plan."""

    #: The measures of the plan, in the language of the part.
    selection: Selection
    facet: Facet
    #: What it leads, and what it takes part in, each with the name of the list.
    lists: list[tuple[str, list[Task]]]

    @property
    def plan(self) -> Plan:
        return self.selection.measures[0].plan

    @property
    def department(self) -> str:
        return visible(self.facet.name)


def parts(selection: Selection, facet: Facet) -> list[Part]:
    """The tasks of a department, plan by plan."""
    found = []
    for _above, own in wording.by_plan(selection):
        its = next(one for one in own.departments if one.name == facet.name)
        lists = [
            (title, list(_tasks(tasks, facet.name)))
            for title, tasks in wording.task_lists(own, its)
        ]
        if lists:
            found.append(Part(own, its, lists))
    return found


def _tasks(tasks: Selection, name: str) -> Iterator[Task]:
    for item, headings in wording.placed(tasks.outline()):
        if isinstance(item, Entry):
            above = {level: wording.heading_text(one) for level, one in headings.items()}
            yield Task(
                item, visible(name), above, _role(tasks, item, name), _others(tasks, item, name)
            )


def _role(selection: Selection, entry: Entry, name: str) -> str:
    """What a department does for a measure."""
    label = selection.label
    if name not in entry.lead:
        return label(N_("participant"))
    if entry.basis is not None:
        # Nobody is named as the lead.
        return visible(entry.basis)
    return label(N_("first lead") if name == entry.measure.first_lead else N_("lead"))


def _others(selection: Selection, entry: Entry, name: str) -> str:
    """With whom, a line for each role."""
    said = wording.roles(selection, entry, without=name)
    return "\n".join(wording.named(selection, role, names) for role, names in said)


#: What tells how long the texts of a column are that depend on the department.
_LONG: dict[str, Callable[[Entry], Sequence[str]]] = {
    "department": lambda entry: (*entry.lead, *entry.participants),
    "chapter": lambda entry: (f"一、{entry.chapter.title}",),
    "section": lambda entry: (f"（一）{entry.section.title}",) if entry.section else (),
    "plan": lambda entry: (entry.plan.title,),
    "role": lambda entry: (entry.basis or "首位牵头",),
    "others": lambda entry: ("、".join((*entry.lead, *entry.participants)),),
}


def longest(selection: Selection, column: Column) -> int:
    """How wide the widest text of a column may be, in halves of a Chinese character."""
    texts = _LONG.get(column.kind) or (lambda entry: (column.value(Task(entry, "", {}, "", "")),))
    found = (cells(text) for entry in selection.measures for text in texts(entry))
    return max(found, default=0)


def rows(columns: Sequence[Column], parts: Sequence[Part]) -> Iterator[list[str]]:
    """The header of the list to keep, and a row for each task."""
    yield [column.name for column in columns]
    for task in every(parts):
        yield [column.value(task) for column in columns]


def every(parts: Sequence[Part]) -> Iterator[Task]:
    """The tasks of a department, one after the other."""
    for part in parts:
        for _title, tasks in part.lists:
            yield from tasks
