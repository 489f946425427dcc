"""Plans made ready for queries: masks of roles, headings and texts, worked out when first asked.

A set of measures is one ``int`` used as a bit mask, bit *i* for measure *i* in plan order: at
100,000 measures the counts of 42 departments take half a millisecond, and a query is a few ``&``
and ``|``.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, cached_property
from itertools import compress
from typing import NamedTuple

from ecotui.model.plan import GROUP, Department, Entry, Plan, entries, in_chinese, unused

#: How many values of query terms an index remembers the measures of; a mask has a bit per measure.
REMEMBERED = 100
#: How many texts are folded in a step of `Index.prepare`: some milliseconds' worth.
_STEP = 1000
# Texts from which on it pays to get ready for folding them all together.
_MANY = 5000
# From what ``bin()`` says to zeros and ones, and back.
_BITS = bytes.maketrans(b"01", b"\0\1")
_DIGITS = bytes.maketrans(b"\0\1", b"01")


class Heading(NamedTuple):
    """A heading of an outline: the plan itself (level 0), a chapter (1) or a section (2).

    ``label`` is the numeral as the document writes it (``一、``, ``（一）``; ``1 ``, ``1.1 `` in
    another language than Chinese), empty if it has none;
    ``first`` and ``end`` are the range of measures below it, in plan order. A heading that is not
    from the document, such as a department's, has its measures in ``members`` as a mask instead.
    """

    level: int
    number: int | None
    label: str
    title: str
    first: int
    end: int
    members: int | None = None

    @property
    def mask(self) -> int:
        """The measures below the heading, as a bit mask."""
        if self.members is not None:
            return self.members
        return (1 << self.end) - (1 << self.first)

    @property
    def total(self) -> int:
        """How many measures there are below the heading."""
        return self.end - self.first if self.members is None else self.members.bit_count()


class Index:
    """One or more plans made ready for queries; build it once and select from it often.

    Args:
        plans: At least one plan. Departments of the same name in several plans are one.

    Attributes:
        plans: The plans, in the order given.
        entries: Every measure of every plan, in order; bit *i* of a mask is ``entries[i]``.
    """

    def __init__(self, plans: Iterable[Plan] | Plan) -> None:
        self.plans = (plans,) if isinstance(plans, Plan) else tuple(plans)
        several = len(self.plans) > 1
        self.entries: list[Entry] = []
        ids: set[str] = set()
        for plan in self.plans:
            id_ = unused(plan.id, ids)
            ids.add(id_)
            self.entries += entries(plan, f"{id_}/" if several else "")
        self.everything = (1 << len(self.entries)) - 1
        self._texts: list[str] = []
        self._remembered: dict[tuple[str, str], int] = {}

    @cached_property
    def departments(self) -> tuple[Department, ...]:
        """Every department, in plan order; at the end those that a measure names undeclared."""
        known: dict[str, Department] = {}
        for plan in self.plans:
            for department in plan.departments:
                first = known.setdefault(department.name, department)
                if first.aliases != department.aliases:
                    both = dict.fromkeys((*first.aliases, *department.aliases))
                    known[department.name] = first._replace(aliases=tuple(both))
        # Many measures share few lists.
        lists = {entry.measure.lead for entry in self.entries}
        lists |= {entry.measure.participants for entry in self.entries}
        named = {name for names in lists for name in names}
        named |= {name for entry in self.entries for name, _letters in entry.measure.raci}
        if not known.keys() >= named:
            for entry in self.entries:
                for name in entry.measure.departments:
                    known.setdefault(name, Department(name))
        return tuple(known.values())

    @property
    def groups(self) -> frozenset[str]:
        """Names of the departments that are collectives."""
        return frozenset(d.name for d in self.departments if d.kind == GROUP)

    def position(self, entry: Entry) -> int:
        """The place of a measure in ``entries``, which is also its bit."""
        # Most plans number their measures from 1 to the last.
        guess = entry.measure.number - 1
        if 0 <= guess < len(self.entries) and self.entries[guess] is entry:
            return guess
        return self._places[entry.id]

    def entry(self, id_: str) -> Entry | None:
        """The measure with this id, if there is one."""
        place = self._places.get(id_)
        return None if place is None else self.entries[place]

    @cached_property
    def _places(self) -> dict[str, int]:
        return {entry.id: number for number, entry in enumerate(self.entries)}

    @cached_property
    def due_dates(self) -> list[str | None]:
        """The due date of every measure, in ISO 8601."""
        # Many measures share few deadlines.
        one_each = {entry.measure.deadline: entry.measure for entry in self.entries}
        dates = {deadline: measure.due for deadline, measure in one_each.items()}
        return [dates[entry.measure.deadline] for entry in self.entries]

    # -- masks

    def mask(self, numbers: Iterable[int]) -> int:
        """The bit mask with these bits set."""
        bits = bytearray(len(self.entries) // 8 + 1)
        for number in numbers:
            bits[number >> 3] |= 1 << (number & 7)
        return int.from_bytes(bits, "little")

    def bits(self, mask: int) -> bytes:
        """A mask as a byte for every measure, 0 or 1: what lies between two of them is quick."""
        digits = bin(mask)[:1:-1].encode()
        return digits.translate(_BITS).ljust(len(self.entries), b"\0")

    def measures(self, mask: int) -> list[Entry]:
        """The measures whose bits are set in a mask, in plan order."""
        return list(compress(self.entries, self.bits(mask)))

    def prepare(self) -> Iterator[None]:
        """Work out, a few milliseconds at a time, what a first search would have to wait for."""
        yield from self._fold()
        for step in (lambda: self.titles, lambda: self._places):
            step()
            yield

    @cached_property
    def roles(self) -> Mapping[str, Mapping[str, int]]:
        """Masks by role (``lead``, ``first``, ``with``) and department name."""
        names = [department.name for department in self.departments]
        size = len(self.entries) // 8 + 1
        lead, first, participant = [{name: bytearray(size) for name in names} for _ in range(3)]
        # Lists that many measures share are looked up once.
        rows: dict[tuple[tuple[str, ...], tuple[str, ...], bool], list[bytearray]] = {}
        for index, measure in enumerate([entry.measure for entry in self.entries]):
            byte, bit = index >> 3, 1 << (index & 7)
            key = measure.lead, measure.participants, measure.basis is None
            if key not in rows:
                firsts = measure.lead[: int(measure.basis is None)]
                rows[key] = [lead[name] for name in measure.lead]
                rows[key] += [first[name] for name in firsts]
                rows[key] += [participant[name] for name in measure.participants]
            for row in rows[key]:
                row[byte] |= bit
        return {
            role: {name: int.from_bytes(row, "little") for name, row in of_role.items()}
            for role, of_role in (("lead", lead), ("first", first), ("with", participant))
        }

    def department_mask(self, field: str, name: str) -> int:
        """The measures in which a department has the role of a query field."""
        roles = self.roles
        if field == "dept":
            return roles["lead"][name] | roles["with"][name]
        return roles[field][name]

    def remembered(self, field: str, value: str, find: Callable[[str], int]) -> int:
        """What ``find`` finds for a value of a query field, looked for once.

        A query changes by a term at a time; the others are not to be sought in every text again.
        """
        key = (field, value)
        found = self._remembered.get(key)
        if found is None:
            # What is found may itself be made of what is remembered: room is made behind it.
            found = find(value)
            if len(self._remembered) >= REMEMBERED:
                del self._remembered[next(iter(self._remembered))]
            self._remembered[key] = found
        return found

    # -- headings

    @cached_property
    def headings(self) -> tuple[Heading, ...]:
        """Every heading in outline order; the plans themselves only where there are several."""
        from ecotui.text.numerals import numeral

        label = cache(numeral)
        found: list[Heading] = []
        at = 0

        def numbered(plan: Plan, *numbers: int | None) -> str:
            if not numbers[-1]:
                return ""
            if not in_chinese(plan):
                return ".".join([str(number) for number in numbers if number]) + " "
            name = label(numbers[-1])
            return f"{name}、" if len(numbers) == 1 else f"（{name}）"

        for number, plan in enumerate(self.plans, 1):
            if len(self.plans) > 1:
                size = sum(1 for _ in plan.walk())
                found.append(Heading(0, number, "", plan.title, at, at + size))
            for chapter in plan.chapters:
                end = at + len(chapter.measures) + sum(len(s.measures) for s in chapter.sections)
                name = numbered(plan, chapter.number)
                found.append(Heading(1, chapter.number, name, chapter.title, at, end))
                at += len(chapter.measures)
                for section in chapter.sections:
                    end = at + len(section.measures)
                    name = numbered(plan, chapter.number, section.number)
                    found.append(Heading(2, section.number, name, section.title, at, end))
                    at = end
        return tuple(found)

    def above(self, entry: Entry) -> tuple[Heading, ...]:
        """The headings that a measure stands below, the outermost first."""
        at, found = self.position(entry), []
        for level in self._by_level:
            # Those of a level lie side by side.
            beside = bisect_right(level, at, key=lambda heading: heading.first)
            if beside and at < level[beside - 1].end:
                found.append(level[beside - 1])
        return tuple(found)

    @cached_property
    def _by_level(self) -> list[list[Heading]]:
        return [[h for h in self.headings if h.level == level] for level in range(3)]

    # -- text

    def text_mask(self, value: str) -> int:
        """The measures whose folded text, heading or department name holds a value."""
        from ecotui.text import pinyin
        from ecotui.text.folding import fold, is_latin

        wanted = fold(value)
        latin = is_latin(wanted)
        found = self.wording_mask(wanted)
        # Of headings that lie side by side the measures are put together in one go.
        start = end = 0
        for heading, title in zip(self.headings, self.titles, strict=True):
            if heading.level and heading.end > end and holds(title, wanted, latin):
                if heading.first > end:
                    found |= (1 << end) - (1 << start)
                    start = heading.first
                end = heading.end
        found |= (1 << end) - (1 << start)
        for department in self.departments:
            name = fold(department.name)
            if wanted in name or (latin and pinyin.is_in_name(name, wanted)):
                found |= self.department_mask("dept", department.name)
        return found

    def wording_mask(self, wanted: str) -> int:
        """The measures whose own folded text holds a folded word, or its pinyin does."""
        return self.remembered("wording", wanted, self._wording)

    def _wording(self, wanted: str) -> int:
        from ecotui.text.folding import is_latin

        found = [wanted in text for text in self.texts]
        if is_latin(wanted):
            from ecotui.text import pinyin

            spelled = pinyin.finder(wanted)
            found = [known or spelled(text) for known, text in zip(found, self.texts, strict=True)]
        return int(bytes(found).translate(_DIGITS)[::-1] or b"0", 2)

    @property
    def texts(self) -> list[str]:
        """The folded text of every measure."""
        for _step in self._fold():
            pass
        return self._texts

    def _fold(self) -> Iterator[None]:
        """Fold the texts that are not folded yet, step by step."""
        from ecotui.text.folding import fold, fold_all

        many = len(self.entries) > _MANY
        while (done := len(self._texts)) < len(self.entries):
            some = [entry.measure.text for entry in self.entries[done : done + _STEP]]
            self._texts += fold_all(some) if many else map(fold, some)
            yield

    @cached_property
    def titles(self) -> list[str]:
        """The folded title of every heading."""
        from ecotui.text.folding import fold

        return [fold(heading.title) for heading in self.headings]


def holds(folded: str, wanted: str, latin: bool) -> bool:
    """Whether a folded text holds a folded word, or with ``latin`` its pinyin does."""
    if wanted in folded:
        return True
    if not latin:
        return False
    from ecotui.text import pinyin

    return pinyin.finder(wanted)(folded)
