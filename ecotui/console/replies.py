"""Replies in lines: departments, matrices, pairs; the most important comes first in each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ecotui.i18n import N_, _, also, ngettext
from ecotui.model.plan import language_of, open_mark
from ecotui.query import pairs
from ecotui.query.departments import Choice
from ecotui.query.index import Heading
from ecotui.query.selection import Selection
from ecotui.text.display import join_names

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ecotui.raci.rules import Thresholds

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


def path(headings: Iterable[Heading]) -> str:
    """Headings, the outermost first."""
    return " › ".join(f"{heading.label}{heading.title}" for heading in headings)


def department(choice: Choice) -> str:
    """A department, what each way of choosing it leaves, and its role in the query."""
    line = _("{name}: leads {lead}, participates {participant}, either {total}").format(
        name=choice.name, lead=choice.lead, participant=choice.participant, total=choice.total
    )
    return also(line, _(_ROLES[choice.role]) if choice.role else "")


def matrix(
    selection: Selection, scheme: str, thresholds: Thresholds | None = None
) -> Iterator[str]:
    """A RACI matrix measure by measure, its legend, and its findings.

    Raises:
        ValueError: there is no such scheme.
    """
    made = selection.matrix(scheme, thresholds=thresholds)
    for row in made.rows:
        holders: dict[str, list[str]] = {}
        for name, letter in row.cells.items():
            holders.setdefault(letter, []).append(name)
        plan = row.entry.plan
        cells = [
            f"{letter} {join_names(names, language=language_of(plan))}"
            for letter, names in holders.items()
        ]
        id_ = row.entry.id + open_mark(plan) * row.entry.participants_open
        yield pair(id_, also(*cells) if cells else "—")
    for letter, meaning in made.legend.items():
        if "/" not in letter:
            yield pair(letter, meaning)
    yield from made.notes
    for finding in made.findings:
        yield also(pair(finding.where, finding.message), finding.suggestion or "")


def together(selection: Selection, name: str | None = None) -> Iterator[str]:
    """In how many measures two departments meet, most first: all pairs, or those with one."""
    for both in pairs.ordered(pairs.pairs(selection.index, selection.mask), "total"):
        if name in (None, both.one, both.other):
            both = both.turned if both.other == name else both
            yield ngettext(
                "{one} and {other}: {count} measure together",
                "{one} and {other}: {count} measures together",
                both.total,
            ).format(one=both.one, other=both.other, count=both.total)
