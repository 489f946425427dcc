"""How a query has the departments, what choosing one makes of it, and what that would leave."""

from __future__ import annotations

from typing import NamedTuple

from ecotui.query.grammar import DEPARTMENT_FIELDS, Query, Term
from ecotui.query.index import Index

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

#: What Enter on a department turns its role into, in turn; None is no term.
CYCLE = {None: "lead", "lead": "with", "with": "dept", "dept": None, "first": None, "-": "lead"}


class Choice(NamedTuple):
    """A department, how the query has it, and what choosing it would leave.

    Args:
        name: The department.
        role: The field of its term, ``-`` where the query excludes it, None without a term.
        lead: How many measures would be left if it were chosen as lead.
        participant: The same as participant.
        total: The same as either.
        share: In what part of the measures that are left now it has a part, from 0 to 1.
    """

    name: str
    role: str | None
    lead: int
    participant: int
    total: int
    share: float


#: The orders of departments, in turn.
ORDERS = ("plan", "count", "name")


def ordered(choices: Iterable[Choice], order: str) -> list[Choice]:
    """Departments by plan, by count, or by the spelling of their names."""
    if order == "count":
        return sorted(choices, key=lambda choice: -choice.total)
    if order == "name":
        from ecotui.text import pinyin
        from ecotui.text.folding import fold

        return sorted(choices, key=lambda choice: pinyin.spell(fold(choice.name)))
    return list(choices)


def names_department(term: Term) -> bool:
    """Whether the values of a term are departments."""
    return term.field in DEPARTMENT_FIELDS


def is_either_of(term: Term) -> bool:
    """Whether a term joins several chosen departments by *or*."""
    return names_department(term) and not term.negated and len(term.values) > 1


def role(query: Query, name: str) -> str | None:
    """The field of the first term with a department, ``-`` where it is negated, or None."""
    for term in query.terms:
        if names_department(term) and name in term.values:
            return "-" if term.negated else term.field
    return None


def chosen(query: Query, name: str, field: str | None, *, negated: bool = False) -> Query:
    """The query with a department in one role and in no other.

    Where the query joins departments of this role by *or*, the department becomes one of them.
    Otherwise its new term takes the place of the old one, so that the query does not jump about.

    Args:
        query: The query before.
        name: The department.
        field: The field of its role; None for no role at all.
        negated: Whether to exclude it instead.
    """
    either = [t for t in query.terms if t.field == field and is_either_of(t) and not negated][:1]
    new = [Term(field, (name,), negated)] if field and not either else []
    terms: list[Term] = []
    for term in query.terms:
        if term in either:
            terms.append(term._replace(values=tuple(dict.fromkeys((*term.values, name)))))
        elif names_department(term) and name in term.values:
            if others := tuple([value for value in term.values if value != name]):
                terms.append(term._replace(values=others))
            terms += new
            new = []
        else:
            terms.append(term)
    return Query((*terms, *new))


def joined(query: Query) -> Query | None:
    """The query with the chosen departments of a role joined by *or*, or taken apart again.

    Returns:
        None where no two departments are chosen in the same role: a query can say that 林业厅 or
        财政厅 leads, not that one leads or the other participates.
    """
    by_field: dict[str, list[Term]] = {}
    for term in query.terms:
        if names_department(term) and not term.negated:
            by_field.setdefault(term.field, []).append(term)
    joining = any(len(same) > 1 for same in by_field.values())
    terms: list[Term] = []
    for term in query.terms:
        same = by_field.get(term.field, []) if not term.negated else []
        if not joining and same:
            terms += [term._replace(values=(value,)) for value in term.values]
        elif len(same) < 2:
            terms.append(term)
        elif term is same[0]:
            every = dict.fromkeys([value for one in same for value in one.values])
            terms.append(term._replace(values=tuple(every)))
    return Query(tuple(terms)) if tuple(terms) != query.terms else None


def choices(index: Index, query: Query, mask: int, rest: int) -> list[Choice]:
    """Every department, in plan order, with the counts of what choosing it would leave.

    Args:
        index: The plans.
        query: The query, its departments by their names.
        mask: The measures that it leaves.
        rest: The measures that it would leave without its terms of departments.
    """

    def left(after: Query) -> int:
        found = rest
        for term in filter(names_department, after.terms):
            of_term = 0
            for name in term.values:
                of_term |= index.department_mask(term.field, name)
            found &= ~of_term if term.negated else of_term
        return found.bit_count()

    def count(name: str, field: str) -> int:
        after = chosen(query, name, field)
        if after.terms[:-1] == query.terms:
            # One more term only narrows. This is nearly every department, so it has to be quick.
            return (mask & index.department_mask(field, name)).bit_count()
        return left(after)

    size = max(1, mask.bit_count())
    return [
        Choice(
            name,
            role(query, name),
            count(name, "lead"),
            count(name, "with"),
            count(name, "dept"),
            (mask & index.department_mask("dept", name)).bit_count() / size,
        )
        for name in [department.name for department in index.departments]
    ]
