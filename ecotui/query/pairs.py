"""Who works with whom: pairs of departments with the measures that they share, by who leads.

A department that is both a lead and a participant of a measure counts as its lead, as in its list
of tasks; so where both lead, a measure counts as led together, and the four parts add up.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations
from typing import NamedTuple

from ecotui.model.plan import Department
from ecotui.query.departments import meant
from ecotui.query.index import Index


class Pair(NamedTuple):
    """Two departments, and the number of measures in which both have a part."""

    one: str
    other: str
    joint: int  # Measures that both lead
    one_leads: int  # ... that the first leads, with the second as a participant
    other_leads: int  # ... that the second leads, with the first as a participant
    neither: int  # ... in which both participate

    @property
    def total(self) -> int:
        """The measures in which both have a part."""
        return sum(self[2:])

    @property
    def one_each(self) -> int:
        """The measures that one of them leads, with the other as a participant."""
        return self.one_leads + self.other_leads

    @property
    def turned(self) -> Pair:
        """The same pair with the second department first."""
        return Pair(
            self.other, self.one, self.joint, self.other_leads, self.one_leads, self.neither
        )


def split(index: Index, mask: int, one: str, other: str) -> tuple[int, int, int, int]:
    """The measures that two departments share, as masks, in the parts of a `Pair`."""
    roles = index.roles
    one_lead, other_lead = roles["lead"][one], roles["lead"][other]
    shared = mask & (one_lead | roles["with"][one]) & (other_lead | roles["with"][other])
    one_lead &= shared
    other_lead &= shared
    joint = one_lead & other_lead
    return joint, one_lead ^ joint, other_lead ^ joint, shared & ~one_lead & ~other_lead


def pairs(index: Index, mask: int) -> list[Pair]:
    """Every two departments that share some of these measures, in plan order."""
    names = [d.name for d in index.departments if mask & index.department_mask("dept", d.name)]
    found = []
    for one, other in combinations(names, 2):
        parts = split(index, mask, one, other)
        if any(parts):
            found.append(Pair(one, other, *[part.bit_count() for part in parts]))
    return found


#: The orders of pairs, in turn; each but the last puts the greatest number first.
ORDERS = ("total", "joint", "one_each", "name")


def ordered(found: Iterable[Pair], order: str) -> list[Pair]:
    """Pairs by one of `ORDERS`; by name is by its spelling. What is equal stays as it was."""
    if order == "name":
        from ecotui.text import pinyin
        from ecotui.text.folding import fold

        names = {name for pair in found for name in pair[:2]}
        spelled = {name: pinyin.spell(fold(name)) for name in names}
        return sorted(found, key=lambda pair: (spelled[pair.one], spelled[pair.other]))
    return sorted(found, key=lambda pair: (-getattr(pair, order), -pair.total))


#: What stands between two names, as a blank does.
_COMMAS = dict.fromkeys(map(ord, ",，、"), " ")


def with_departments(
    found: Iterable[Pair], wanted: str, departments: Iterable[Department]
) -> list[Pair]:
    """The pairs with the departments that some words may mean, and these first in each.

    Of two words, with a blank or a comma between them, each has to mean one of the two.
    """
    wanted, departments = wanted.strip(), list(departments)
    if not wanted:
        return list(found)
    words = wanted.translate(_COMMAS).split()[:2]
    if any(wanted == department.name for department in departments):
        # It may hold a blank or a comma itself.
        words = [wanted]
    if not words:
        # Only commas so far.
        return list(found)
    named = [{department.name for department in meant(word, departments)} for word in words]
    first, second = named[0], named[1] if len(named) > 1 else None
    kept = []
    for pair in found:
        for one in (pair, pair.turned):
            if one.one in first and (second is None or one.other in second):
                kept.append(one)
                break
    return kept


def compare(index: Index, mask: int, one: str, other: str) -> tuple[int, int, int]:
    """The measures in which only the first of two departments has a part, both, only the second."""
    of_one = mask & index.department_mask("dept", one)
    of_other = mask & index.department_mask("dept", other)
    return of_one & ~of_other, of_one & of_other, of_other & ~of_one
