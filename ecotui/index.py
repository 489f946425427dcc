"""Plans made ready for queries: masks of roles, headings and texts, worked out when first asked.

A set of measures is one ``int`` used as a bit mask, bit *i* for measure *i* in plan order: at
100,000 measures the counts of 42 departments take half a millisecond, and a query is a few ``&``
and ``|``.
"""

from __future__ import annotations

from ecotui.plan import Department, Entry, Plan, entries
from ecotui.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

#: How many values of query terms an index remembers the measures of; a mask has a bit per measure.
REMEMBERED = 100


class Heading(Record):
    """A heading of an outline: the plan itself (level 0), a chapter (1) or a section (2).

    ``label`` is the numeral as the document writes it (``一、``, ``（一）``), ``first`` and ``end``
    the range of measures below it, in plan order. A heading that is none of the document's, such as
    a department's, has its measures in ``members`` as a mask instead.
    """

    level: int
    number: int
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
            found = entries(plan, qualified=several)
            if several and plan.id in ids:
                found = _renamed(found, plan.id, ids)
            ids.add(plan.id)
            self.entries += found
        self.everything = (1 << len(self.entries)) - 1
        self._departments: tuple[Department, ...] | None = None
        self._positions: dict[str, int] | None = None
        self._roles: dict[str, dict[str, int]] | None = None
        self._headings: tuple[Heading, ...] | None = None
        self._texts: list[str] | None = None
        self._remembered: dict[tuple[str, str], int] = {}
        self._initials: list[str] | None = None
        self._spelled: list[str] | None = None

    @property
    def departments(self) -> tuple[Department, ...]:
        """Every department, in plan order; at the end those that a measure names undeclared."""
        if self._departments is None:
            known: dict[str, Department] = {}
            for plan in self.plans:
                for department in plan.departments:
                    first = known.setdefault(department.name, department)
                    if first.aliases != department.aliases:
                        both = dict.fromkeys((*first.aliases, *department.aliases))
                        known[department.name] = first.replace(aliases=tuple(both))
            named: set[str] = set()
            for entry in self.entries:
                named.update(entry.measure.departments)
            if not known.keys() >= named:
                for entry in self.entries:
                    for name in entry.measure.departments:
                        known.setdefault(name, Department(name))
            self._departments = tuple(known.values())
        return self._departments

    def position(self, entry: Entry) -> int:
        """The place of a measure in ``entries``, which is also its bit."""
        if self._positions is None:
            self._positions = {e.id: number for number, e in enumerate(self.entries)}
        return self._positions[entry.id]

    # -- masks

    def mask(self, numbers: Iterable[int]) -> int:
        """The bit mask with these bits set."""
        bits = bytearray(len(self.entries) // 8 + 1)
        for number in numbers:
            bits[number >> 3] |= 1 << (number & 7)
        return int.from_bytes(bits, "little")

    def indexes(self, mask: int) -> list[int]:
        """The bits that are set in a mask, in ascending order."""
        if mask == self.everything:
            return list(range(len(self.entries)))
        return [index for index, bit in enumerate(bin(mask)[:1:-1]) if bit == "1"]

    @property
    def roles(self) -> Mapping[str, Mapping[str, int]]:
        """Masks by role (``lead``, ``first``, ``with``) and department name."""
        if self._roles is None:
            names = [department.name for department in self.departments]
            size = len(self.entries) // 8 + 1
            bits = {
                role: {name: bytearray(size) for name in names}
                for role in ("lead", "first", "with")
            }
            lead, first, participant = bits["lead"], bits["first"], bits["with"]
            for index, entry in enumerate(self.entries):
                byte, bit = index >> 3, 1 << (index & 7)
                measure = entry.measure
                for name in measure.lead:
                    lead[name][byte] |= bit
                for name in measure.lead[:1]:
                    first[name][byte] |= bit
                for name in measure.participants:
                    participant[name][byte] |= bit
            self._roles = {
                role: {name: int.from_bytes(row, "little") for name, row in rows.items()}
                for role, rows in bits.items()
            }
        return self._roles

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
            if len(self._remembered) >= REMEMBERED:
                del self._remembered[next(iter(self._remembered))]
            found = self._remembered[key] = find(value)
        return found

    # -- headings

    @property
    def headings(self) -> tuple[Heading, ...]:
        """Every heading in outline order; the plans themselves only where there are several."""
        if self._headings is None:
            from ecotui.text import numeral

            found: list[Heading] = []
            at = 0
            for number, plan in enumerate(self.plans, 1):
                if len(self.plans) > 1:
                    size = sum(1 for _ in plan.walk())
                    found.append(Heading(0, number, "", plan.title, at, at + size))
                for chapter in plan.chapters:
                    end = (
                        at + len(chapter.measures) + sum(len(s.measures) for s in chapter.sections)
                    )
                    label = f"{numeral(chapter.number)}、"
                    found.append(Heading(1, chapter.number, label, chapter.title, at, end))
                    at += len(chapter.measures)
                    for section in chapter.sections:
                        end = at + len(section.measures)
                        label = f"（{numeral(section.number)}）"
                        found.append(Heading(2, section.number, label, section.title, at, end))
                        at = end
            self._headings = tuple(found)
        return self._headings

    def above(self, entry: Entry) -> tuple[Heading, ...]:
        """The headings that a measure stands below, the outermost first."""
        at = self.position(entry)
        return tuple([h for h in self.headings if h.first <= at < h.end])

    # -- text

    def text_mask(self, value: str) -> int:
        """The measures whose folded text, heading or department name holds a value."""
        from ecotui.text import fold, is_latin

        wanted = fold(value)
        found = self.mask([i for i, text in enumerate(self.texts) if wanted in text])
        if latin := is_latin(wanted):
            from ecotui.text import pinyin

            patterns = pinyin.patterns(wanted)
            initials, spelled = self._spellings()
            found |= self.mask([i for i, letters in enumerate(initials) if wanted in letters])
            for pattern in patterns:
                found |= self.mask([i for i, text in enumerate(spelled) if pattern in text])
        for heading in self.headings:
            if heading.level and holds(fold(heading.title), wanted, latin):
                found |= heading.mask
        for department in self.departments:
            if holds(fold(department.name), wanted, latin):
                found |= self.department_mask("dept", department.name)
        return found

    @property
    def texts(self) -> list[str]:
        """The folded text of every measure."""
        if self._texts is None:
            from ecotui.text import fold

            self._texts = [fold(entry.measure.text) for entry in self.entries]
        return self._texts

    def _spellings(self) -> tuple[list[str], list[str]]:
        from ecotui.text import pinyin

        if self._initials is None or self._spelled is None:
            self._initials = [pinyin.initials(text) for text in self.texts]
            self._spelled = [pinyin.marked(text) for text in self.texts]
        return self._initials, self._spelled


def holds(folded: str, wanted: str, latin: bool) -> bool:
    """Whether a folded title or name holds a folded word, or with ``latin`` its pinyin does."""
    if wanted in folded:
        return True
    if not latin:
        return False
    from ecotui.text import pinyin

    spelled = pinyin.spell(folded)
    first_letters = "".join([syllable[0] for syllable in spelled])
    marked = "".join([pinyin.MARK + syllable for syllable in spelled])
    return pinyin.matches(first_letters, marked, wanted)


def _renamed(found: list[Entry], plan_id: str, ids: set[str]) -> list[Entry]:
    """The measures of a plan whose id another plan has too: ``plan~2/7``."""
    count = 2
    while f"{plan_id}~{count}" in ids:
        count += 1
    ids.add(f"{plan_id}~{count}")
    return [
        entry.replace(id=f"{plan_id}~{count}{entry.id.removeprefix(plan_id)}") for entry in found
    ]
