"""How measures are grouped, and under which name a heading is known from day to day."""

from __future__ import annotations

from itertools import compress

from ecotui.i18n import N_, _
from ecotui.query.index import Heading

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ecotui.model.plan import Entry
    from ecotui.query.index import Index
    from ecotui.query.selection import Selection

HIERARCHY = "hierarchy"
#: How measures are grouped, in turn: the department groupings are fields of the query.
GROUPINGS = {HIERARCHY: "", "first": N_("by first lead"), "dept": N_("by department")}


def department_headings(index: Index, grouping: str) -> list[Heading]:
    """The headings of a department grouping; the last one is that of the measures without any."""
    groups = [(d.name, index.department_mask(grouping, d.name)) for d in index.departments]
    rest = index.everything
    for _name, members in groups:
        rest &= ~members
    return [
        Heading(1, number, "", name, 0, 0, members)
        for number, (name, members) in enumerate([*groups, (_("no lead department"), rest)], 1)
    ]


def place(index: Index, item: Heading | Entry) -> int:
    """Where in the plans a line stands: the place of a measure, or of the first below a heading."""
    if not isinstance(item, Heading):
        return index.position(item)
    # The first measure of a department is the lowest bit.
    return item.first if item.members is None else (item.members & -item.members).bit_length() - 1


def names(index: Index, grouping: str) -> dict[str, Heading]:
    """Every heading of a grouping by a name that lasts longer than the wording of its title.

    A chapter is called ``1``, a section ``1.3``; where several plans are open, the plan's id and a
    slash stand before, and a plan is ``id/``. Where a name is there already, ``~2`` follows, as in
    the ids of measures. A department has its own name, and those without any the empty one.
    """
    found: dict[str, Heading] = {}
    if grouping != HIERARCHY:
        *named, rest = department_headings(index, grouping)
        return {**{heading.title: heading for heading in named}, "": rest}
    plan = chapter = ""
    for heading in index.headings:
        if heading.level == 0:
            name = plan = f"{index.plans[heading.number - 1].id}/"
        elif heading.level == 1:
            name = chapter = f"{plan}{heading.number}"
        else:
            name = f"{chapter}.{heading.number}"
        count, unique = 1, name
        while unique in found:
            count += 1
            unique = f"{name}~{count}"
        found[unique] = heading
    return found


def grouped(selection: Selection, grouping: str) -> Iterator[tuple[Heading, list[Entry]]]:
    """Headings in the order of a grouping, each with the measures right below it.

    Headings without a measure are left out.
    """
    if grouping == HIERARCHY:
        yield from selection.blocks()
        return
    index = selection.index
    for heading in department_headings(index, grouping):
        if below := heading.mask & selection.mask:
            yield heading, list(compress(index.entries, index.bits(below)))
