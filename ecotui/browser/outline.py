"""The outline: how measures are grouped, and what stands in its lines."""

from __future__ import annotations

from ecotui.i18n import N_, _
from ecotui.model.plan import Entry
from ecotui.query.index import Heading

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence, Set
    from typing import Any

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
            yield heading, index.measures(below)


# -- its lines

#: What a piece of a line is, such as ``("heading", "match")``; a later part goes over an earlier.
Look = tuple[str, ...]
TEXT: Look = ()
HEADING: Look = ("heading",)
DIM: Look = ("dim",)
CHOSEN: Look = ("chosen",)
MATCH = "match"


def lines(selection: Selection, grouping: str, folded: Set[Heading]) -> list[Heading | Entry]:
    """The headings and measures that a grouping shows, without those below a folded heading."""
    shown: list[Heading | Entry] = []
    hidden_by: Heading | None = None
    for heading, below in grouped(selection, grouping):
        if hidden_by is not None:
            if heading.level > hidden_by.level:
                continue
            hidden_by = None
        shown.append(heading)
        if folded and heading in folded:
            hidden_by = heading
        else:
            shown += below
    return shown


def row(
    selection: Selection, item: Heading | Entry, *, is_folded: bool, is_marked: bool, several: bool
) -> list[tuple[str, Look]]:
    """A heading with matched/total, or a measure with its number; texts with what they are.

    Args:
        selection: What is left, and what was matched.
        item: What stands in the line.
        is_folded: Whether what is below the heading is hidden.
        is_marked: Whether the measure is marked.
        several: Whether several plans stand one step above their chapters.
    """
    step = "  " if several else ""
    if isinstance(item, Entry):
        sign = "●" if is_marked else " "
        indent = f"  {sign} " if item.section else f"{sign} "
        number = f"{step}{indent}{item.measure.number}. "
        text = marked(item.measure.text, selection.matches(item), TEXT, (MATCH,))
        return [(number, CHOSEN if is_marked else DIM), *text]
    sign = "▸" if is_folded else "▾"
    matched = (item.mask & selection.mask).bit_count()
    counts = f" {matched}" if matched == item.total else f" {matched}/{item.total}"
    label = f"{step * min(1, item.level)}{'  ' * (item.level - 1)}{sign} {item.label}"
    title = marked(item.title, selection.spans(item.title), HEADING, (*HEADING, MATCH))
    return [(label, HEADING), *title, (counts, DIM)]


def marked(
    text: str, spans: Sequence[tuple[int, int]], look: Any, match: Any
) -> list[tuple[str, Any]]:
    """A text as pieces, the spans with the look of matches."""
    pieces: list[tuple[str, Any]] = []
    at = 0
    for start, end in spans:
        if start > at:
            pieces.append((text[at:start], look))
        pieces.append((text[start:end], match))
        at = end
    if at < len(text):
        pieces.append((text[at:], look))
    return pieces
