"""How measures are grouped below headings."""

from __future__ import annotations

from ecotui.i18n import N_, _
from ecotui.index import Heading

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ecotui.index import Index
    from ecotui.plan import Entry
    from ecotui.selection import Selection

HIERARCHY = "hierarchy"
#: How measures are grouped, in turn: the department groupings are fields of the query.
GROUPINGS = {HIERARCHY: "", "first": N_("by first lead"), "dept": N_("by department")}


def departments(index: Index, grouping: str) -> list[Heading]:
    """The headings of a department grouping; the last one is that of the measures without any."""
    groups = [(d.name, index.department_mask(grouping, d.name)) for d in index.departments]
    rest = index.everything
    for _name, members in groups:
        rest &= ~members
    return [
        Heading(1, number, "", name, 0, 0, members)
        for number, (name, members) in enumerate([*groups, (_("no lead department"), rest)], 1)
    ]


def grouped(selection: Selection, grouping: str) -> Iterator[Heading | Entry]:
    """Headings and measures in the order of a grouping; headings without a measure are left out."""
    if grouping == HIERARCHY:
        yield from selection.outline()
        return
    index = selection.index
    for heading in departments(index, grouping):
        if below := heading.mask & selection.mask:
            yield heading
            for place in index.indexes(below):
                yield index.entries[place]
