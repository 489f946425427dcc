"""The ways out of a query that leaves nothing: what it would leave without a term, or widened."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from ecotui.i18n import _
from ecotui.query.departments import names_department
from ecotui.query.grammar import EVERYTHING, Query, Term

#: How many measures a query leaves.
Count = Callable[[Query], int]


class Relaxation(NamedTuple):
    """A wider query that leaves something."""

    query: Query
    left: int  # The measures that it leaves
    dropped: Term | None = None  # The term that it lacks
    kept: Term | None = None  # The only term that it keeps


def relaxations(query: Query, count: Count, *, limit: int = 8) -> list[Relaxation]:
    """The queries nearest to one that leaves nothing: each leaves something, the nearest first.

    Departments in either role come first, then the query without one of its terms, in its order.
    Where no single term is to blame, each term stands alone. The last leaves everything.
    """
    found = _counted(_widened(query), count)
    found += _counted((Relaxation(query.without(t), 0, dropped=t) for t in query.terms), count)
    if not found:
        found += _counted((Relaxation(Query((t,)), 0, kept=t) for t in query.terms), count)
    return [*found[:limit], Relaxation(EVERYTHING, count(EVERYTHING))]


def described(way: Relaxation) -> str:
    """How a wider query differs, in the reader's language; the query itself may be hostile."""
    if way.dropped is not None:
        return _("drop {term}").format(term=way.dropped)
    if way.kept is not None:
        return _("only {term}").format(term=way.kept)
    return _("lead or participate") if way.query else _("clear everything")


def nothing_left(query: Query) -> str:
    """What to say of a query that leaves nothing."""
    if len(set(query.terms)) > 1:
        return _("No measures match all of this.")
    return _("No measures match this.")


def alone(query: Query, count: Count) -> list[tuple[Term, int]]:
    """The terms of a query, each with the number of measures that it leaves by itself."""
    return [(term, count(Query((term,)))) for term in dict.fromkeys(query.terms)]


def _counted(wider: Iterator[Relaxation], count: Count) -> list[Relaxation]:
    found = [one._replace(left=count(one.query)) for one in wider if one.query != EVERYTHING]
    return [one for one in found if one.left]


def _widened(query: Query) -> Iterator[Relaxation]:
    terms = tuple([t._replace(field="dept") if _has_role(t) else t for t in query.terms])
    if terms != query.terms:
        yield Relaxation(Query(tuple(dict.fromkeys(terms))), 0)


def _has_role(term: Term) -> bool:
    return names_department(term) and not term.negated and term.field != "dept"
