"""Departments in a query: which one a value means, how it has each, what choosing one would leave.

A value names a department by its name, a part of it, its pinyin or an abbreviation.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate
from operator import attrgetter
from typing import NamedTuple

from ecotui.i18n import _, language
from ecotui.model.plan import Department
from ecotui.query.grammar import DEPARTMENT_FIELDS, Query, QueryError, Term
from ecotui.query.index import Index
from ecotui.text.display import join_names, visible
from ecotui.text.folding import fold, is_latin


def resolve(value: str, departments: Sequence[Department]) -> Department:
    """The department that a value of a query means.

    The first of these steps that finds exactly one decides: its name to the letter; its folded
    name; an alias; part of its folded name; its pinyin or initials, whole or in part; its
    characters or initials in order with gaps, as people abbreviate; its pinyin or initials with
    other readings of the characters that stand in no known word. A leading 省 may be there or not.

    Raises:
        QueryError: a step finds several, or none finds any; the message lists the nearest.
    """
    if exact := _exactly(value, departments):
        return exact
    wanted = fold(value)
    for step in _STEPS if wanted else ():
        found = [d for d in departments if step(wanted, d)]
        if len(found) == 1:
            return found[0]
        if found:
            names = _listed([d.name for d in found])
            message = _('"{value}" may mean {names}').format(value=value, names=names)
            raise QueryError(message)
    near = _nearest(wanted, departments)
    if not near:
        raise QueryError(_('no department "{value}"; the plan has none').format(value=value))
    message = _('no department "{value}"; the nearest: {names}')
    raise QueryError(message.format(value=value, names=_listed(near)))


def _exactly(value: str, departments: Sequence[Department]) -> Department | None:
    """The department with this name to the letter, or else the only one with this alias.

    Names are unique, but two of them may fold alike. A name may be copied as it is shown, too.
    """
    for department in departments:
        if department.name == value:
            return department
    for called in (
        [department for department in departments if value in department.aliases],
        [department for department in departments if visible(department.name) == value],
    ):
        if called:
            return called[0] if len(called) == 1 else None
    return None


def _listed(names: list[str]) -> str:
    return join_names(names[:6], language=language()) + (" …" if len(names) > 6 else "")


def _bare(folded: str) -> str:
    """A folded name without a leading 省."""
    return folded[1:] if len(folded) > 1 and folded[0] == "省" else folded


def _is_name(wanted: str, department: Department) -> bool:
    return fold(department.name) == wanted


def _is_alias(wanted: str, department: Department) -> bool:
    if any(fold(alias) == wanted for alias in department.aliases):
        return True
    return _bare(fold(department.name)) == _bare(wanted) and wanted != "省"


def _is_part(wanted: str, department: Department) -> bool:
    return any(wanted in fold(name) for name in (department.name, *department.aliases))


def _spellings(department: Department) -> list[tuple[str, ...]]:
    from ecotui.text import pinyin

    spelled = []
    for name in (department.name, *department.aliases):
        syllables = pinyin.spell(fold(name))
        spelled.append(syllables)
        if _bare(fold(name)) != fold(name):
            spelled.append(syllables[1:])
    return spelled


def _is_spelling(wanted: str, department: Department) -> bool:
    if not is_latin(wanted):
        return False
    from ecotui.text import pinyin

    wanted = pinyin.typed(wanted)
    spelled = _spellings(department)
    if not fold(department.name).startswith("省"):
        spelled.append(("sheng", *spelled[0]))
    return any(
        wanted in ("".join(syllables), "".join([s[0] for s in syllables])) for syllables in spelled
    )


def _is_part_of_spelling(wanted: str, department: Department) -> bool:
    if not is_latin(wanted):
        return False
    from ecotui.text import pinyin

    wanted = pinyin.typed(wanted)
    for syllables in _spellings(department):
        if wanted in "".join([s[0] for s in syllables]):
            return True
        spelled = "".join(syllables)
        starts = accumulate(map(len, syllables[:-1]), initial=0)
        if any(spelled.startswith(wanted, start) for start in starts):
            return True
    return False


def _is_abbreviation(wanted: str, department: Department) -> bool:
    if is_latin(wanted):
        return any(_in_order(wanted, [s[0] for s in spelled]) for spelled in _spellings(department))
    return any(_in_order(wanted, fold(name)) for name in (department.name, *department.aliases))


def _in_order(wanted: str, characters: Iterable[str]) -> bool:
    remaining = iter(characters)
    return all(character in remaining for character in wanted)


def _is_other_spelling(wanted: str, department: Department) -> bool:
    if not is_latin(wanted):
        return False
    from ecotui.text import pinyin

    names = (department.name, *department.aliases)
    return any(pinyin.is_in_name(fold(name), wanted) for name in names)


#: What a value is compared with, the nearest first; the last two are far off.
_STEPS = (
    *(_is_name, _is_alias, _is_part, _is_spelling, _is_part_of_spelling),
    *(_is_abbreviation, _is_other_spelling),
)


def _nearest(wanted: str, departments: Sequence[Department]) -> list[str]:
    """Up to three names that share most with a value, by characters or by spelling."""
    import difflib

    def likeness(department: Department) -> float:
        forms = [fold(name) for name in (department.name, *department.aliases)]
        if is_latin(wanted):
            for syllables in _spellings(department):
                forms += ["".join(syllables), "".join([s[0] for s in syllables])]
        return max(difflib.SequenceMatcher(None, wanted, form).ratio() for form in forms)

    return [d.name for d in sorted(departments, key=likeness, reverse=True)[:3]]


def meant(value: str, departments: Sequence[Department]) -> list[Department]:
    """The departments that a value may mean by any step of `resolve`; an empty one means all.

    Where it is the name of one to the letter, this comes first, and others whose names only fold
    alike are not among them.
    """
    found = [department for department in departments if may_mean(value, department)]
    exact = _exactly(value, departments) if value else None
    if exact is None:
        return found
    wanted = fold(value)
    return [exact] + [d for d in found if d is not exact and not _is_name(wanted, d)]


def may_mean(value: str, department: Department) -> bool:
    """Whether a value could mean a department by any step of `resolve`; an empty one may."""
    wanted = fold(value)
    return not wanted or any(step(wanted, department) for step in _STEPS)


def closeness(value: str, department: Department) -> int | None:
    """How near what is typed of a value comes to a department; None where it cannot mean it.

    0 where a name or its pinyin begins with it, 1 where one holds it, 2 where it abbreviates one.
    """
    if not may_mean(value, department):
        return None
    wanted = fold(value)
    names = [fold(name) for name in (department.name, *department.aliases)]
    if any(name.startswith(wanted) or _bare(name).startswith(wanted) for name in names):
        return 0
    if is_latin(wanted):
        from ecotui.text import pinyin

        if any(pinyin.begins(form, wanted) for name in names for form in (name, _bare(name))):
            return 0
    return 1 if any(step(wanted, department) for step in _STEPS[:-2]) else 2


# -- choosing them

#: What Enter on a department turns its role into, in turn; None is no term.
CYCLE = {None: "lead", "lead": "with", "with": "dept", "dept": None, "first": None, "-": "lead"}


class Choice(NamedTuple):
    """A department, how the query has it, and what choosing it would leave."""

    name: str
    role: str | None  # The field of its term, ``-`` if the query excludes it, None without a term
    lead: int  # How many measures would be left if it were chosen as lead
    participant: int  # The same as participant
    total: int  # The same as either
    share: float  # In what part of the measures that are left now it has a part, from 0 to 1
    lead_share: float  # In what part of them it leads


#: The orders of departments, in turn.
ORDERS = ("plan", "count", "lead", "participant", "name")

_COUNTS = {
    "count": attrgetter("total"),
    "lead": attrgetter("lead"),
    "participant": attrgetter("participant"),
}


def ordered(choices: Iterable[Choice], order: str) -> list[Choice]:
    """Departments by plan, by one of their counts, or by the spelling of their names."""
    if order in _COUNTS:
        return sorted(choices, key=_COUNTS[order], reverse=True)
    if order == "name":
        from ecotui.text import pinyin

        return sorted(choices, key=lambda choice: pinyin.spell(fold(choice.name)))
    return list(choices)


def names_department(term: Term) -> bool:
    """Whether the values of a term are departments."""
    return term.field in DEPARTMENT_FIELDS


def is_either_of(term: Term) -> bool:
    """Whether a term joins several chosen departments by *or*."""
    return names_department(term) and not term.negated and len(term.values) > 1


def named(query: Query) -> list[str]:
    """The departments that the terms of a query ask for, in its order."""
    terms = [t for t in query.terms if names_department(t) and not t.negated]
    return [name for term in terms for name in term.values]


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
    Without a field it has no role; ``negated`` excludes it.
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

    None where no two are chosen in the same role: a query can say that 林业厅 or 财政厅 leads, not
    that one leads or the other participates.
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

    The query has departments by their names; ``mask`` are the measures that it leaves, ``rest``
    those that it would leave without its terms of departments.
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
    found = []
    for name in [department.name for department in index.departments]:
        lead, participant, total = [count(name, field) for field in ("lead", "with", "dept")]
        shares = [
            (mask & index.department_mask(field, name)).bit_count() / size
            for field in ("dept", "lead")
        ]
        found.append(Choice(name, role(query, name), lead, participant, total, *shares))
    return found
