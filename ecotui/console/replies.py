"""Measures, counts and matrices in lines: what matters most comes first in each."""

from __future__ import annotations

from itertools import combinations

from ecotui.i18n import N_, _, ngettext
from ecotui.raci.matrix import OPEN_MARK
from ecotui.text.display import join_names
from ecotui.text.folding import fold

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ecotui.model.plan import Entry
    from ecotui.query.facets import Choice
    from ecotui.query.index import Heading, Index
    from ecotui.query.selection import Selection
    from ecotui.raci.findings import Thresholds

#: How the query has a department, by `State.role`.
_ROLES = {
    "lead": N_("chosen as lead"),
    "first": N_("chosen as first lead"),
    "with": N_("chosen as participant"),
    "dept": N_("chosen in either role"),
    "-": N_("excluded"),
}


def pair(name: str, value: object) -> str:
    """A name and its value."""
    return _("{name}: {value}").format(name=name, value=value)


def also(*parts: str) -> str:
    """Parts of one line; empty ones are left out."""
    first, *rest = [part for part in parts if part]
    for part in rest:
        first = _("{first}; {second}").format(first=first, second=part)
    return first


def place(headings: Iterable[Heading]) -> str:
    """Headings, the outermost first."""
    return " › ".join(f"{heading.label}{heading.title}" for heading in headings)


def facts(entry: Entry, index: Index) -> Iterator[str]:
    """What there is to know of a measure besides its wording."""
    participants = join_names(entry.participants, open_list=entry.participants_open)
    yield pair(_("Lead departments"), join_names(entry.lead) or "—")
    yield pair(_("Participating departments"), participants or "—")
    yield pair(_("Place"), place(index.above(entry)))
    if entry.source_text is not None:
        yield pair(_("Wording of the source"), entry.source_text)
    if entry.source_line is not None and entry.plan.source:
        yield pair(_("Source"), f"{entry.plan.source.file}:{entry.source_line}")


def ordered(departments: Iterable[Choice], order: str) -> list[Choice]:
    """Departments by plan, by count, or by the spelling of their names."""
    if order == "count":
        return sorted(departments, key=lambda choice: -choice.total)
    if order == "name":
        from ecotui.text import pinyin

        return sorted(departments, key=lambda choice: pinyin.spell(fold(choice.name)))
    return list(departments)


def department(choice: Choice) -> str:
    """A department with how much each way of choosing it leaves, and how the query has it."""
    line = _("{name}: leads {lead}, participates {participant}, either {total}").format(
        name=choice.name, lead=choice.lead, participant=choice.participant, total=choice.total
    )
    return also(line, _(_ROLES[choice.role]) if choice.role else "")


def matrix(
    selection: Selection, scheme: str, thresholds: Thresholds | None = None
) -> Iterator[str]:
    """A RACI matrix measure by measure, its legend, and what a meeting should look at.

    Raises:
        ValueError: there is no such scheme.
    """
    made = selection.matrix(scheme, thresholds=thresholds)
    for row in made.rows:
        holders: dict[str, list[str]] = {}
        for name, letter in row.cells.items():
            holders.setdefault(letter, []).append(name)
        cells = [f"{letter} {join_names(names)}" for letter, names in holders.items()]
        id_ = row.entry.id + OPEN_MARK * row.entry.participants_open
        yield pair(id_, also(*cells) if cells else "—")
    for letter, meaning in made.legend.items():
        if "/" not in letter:
            yield pair(letter, meaning)
    yield from made.notes
    for finding in made.findings:
        yield also(pair(finding.where, finding.message), finding.suggestion or "")


def together(selection: Selection, name: str | None = None) -> Iterator[str]:
    """In how many measures two departments meet, most first: all pairs, or those with one."""
    names = [facet.name for facet in selection.departments if facet.total]
    index, mask = selection.index, selection.mask
    masks = {one: mask & index.department_mask("dept", one) for one in names}
    pairs = list(combinations(names, 2))
    if name is not None:
        pairs = [(name, other) for other in names if name in masks and other != name]
    counted = [((masks[one] & masks[other]).bit_count(), one, other) for one, other in pairs]
    for count, one, other in sorted(counted, key=lambda row: -row[0]):
        if count:
            yield ngettext(
                "{one} and {other}: {count} measure together",
                "{one} and {other}: {count} measures together",
                count,
            ).format(one=one, other=other, count=count)
