"""Plan and query in, selection out: the measures a query leaves, with counts and match spans."""

from __future__ import annotations

from typing import NamedTuple

from ecotui.model.plan import GROUP, Entry, Plan
from ecotui.query.index import Heading, Index

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ecotui.model.plan import Measure
    from ecotui.raci.matrix import Matrix
    from ecotui.raci.rules import Thresholds
    from ecotui.raci.schemes import Scheme


class Facet(NamedTuple):
    """A department with its counts inside a selection, in measures.

    ``total`` counts each measure once, also where a department both leads and participates.
    """

    name: str
    kind: str
    lead: int
    first_lead: int
    participant: int
    total: int


class Selection:
    """The measures that a query leaves, in plan order, and what follows from them. Frozen.

    Attributes:
        index: The plans that were selected from.
        query: The query, as it is written.
        language: ``"zh"`` or ``"en"``: the language of documents made from the selection.
        mask: The measures as a bit mask over ``index.entries``.
        words: The folded words of the query's text terms, whose matches are shown.
    """

    __slots__ = ("_facets", "_measures", "index", "language", "mask", "query", "words")

    index: Index
    query: str
    language: str
    mask: int
    words: tuple[str, ...]
    _measures: tuple[Entry, ...] | None
    _facets: tuple[Facet, ...] | None

    def __init__(
        self, index: Index, query: str, mask: int, words: tuple[str, ...] = (), language: str = "zh"
    ) -> None:
        for name, value in (
            ("index", index),
            ("query", query),
            ("mask", mask),
            ("words", words),
            ("language", language),
            ("_measures", None),
            ("_facets", None),
        ):
            object.__setattr__(self, name, value)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a selection is frozen: cannot set {name}")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"a selection is frozen: cannot delete {name}")

    def __len__(self) -> int:
        return self.mask.bit_count()

    @property
    def plans(self) -> tuple[Plan, ...]:
        """The plans that were selected from."""
        return self.index.plans

    @property
    def plan(self) -> Plan:
        """The plan that was selected from; of several, the first."""
        return self.index.plans[0]

    @property
    def title(self) -> str:
        """The title of the plan; of several, their titles in a row."""
        return "；".join(plan.title for plan in self.plans)

    @property
    def measures(self) -> tuple[Entry, ...]:
        """The measures, in plan order."""
        if self._measures is None:
            from itertools import compress

            found = tuple(compress(self.index.entries, self.index.bits(self.mask)))
            object.__setattr__(self, "_measures", found)
            return found
        return self._measures

    @property
    def departments(self) -> tuple[Facet, ...]:
        """Every department of the plan with its counts in the selection, in plan order."""
        if self._facets is None:
            mask, roles = self.mask, self.index.roles
            found = []
            for department in self.index.departments:
                name = department.name
                lead, participant = mask & roles["lead"][name], mask & roles["with"][name]
                found.append(
                    Facet(
                        name,
                        department.kind,
                        lead.bit_count(),
                        (mask & roles["first"][name]).bit_count(),
                        participant.bit_count(),
                        (lead | participant).bit_count(),
                    )
                )
            object.__setattr__(self, "_facets", tuple(found))
            return tuple(found)
        return self._facets

    @property
    def groups(self) -> frozenset[str]:
        """Names of the departments that are collectives."""
        return frozenset(d.name for d in self.index.departments if d.kind == GROUP)

    def outline(self) -> Iterator[Heading | Entry]:
        """Headings and measures in document order; headings without a measure are left out."""
        for heading, below in self.blocks():
            yield heading
            yield from below

    def blocks(self) -> Iterator[tuple[Heading, list[Entry]]]:
        """Each heading of the outline with the measures right below it, before the next one."""
        from itertools import compress

        headings, every = self.index.headings, self.index.entries
        bits = self.index.bits(self.mask) if len(self) < len(every) else b""
        ends = [heading.first for heading in headings[1:]] + [len(every)]
        for heading, end in zip(headings, ends, strict=bool(headings)):
            first = heading.first
            if not bits and heading.end > first:
                yield heading, every[first:end]
            elif bits.find(1, first, heading.end) >= 0:
                yield heading, list(compress(every[first:end], bits[first:end]))

    def matrix(
        self,
        scheme: str | Scheme = "raci",
        *,
        columns: str = "involved",
        thresholds: Thresholds | None = None,
    ) -> Matrix:
        """The RACI matrix of the selection.

        Args:
            scheme: Name of a scheme, or a scheme.
            columns: ``"involved"`` for departments that have a cell, ``"all"`` for every one.
            thresholds: From where on much is too much, for the findings; the defaults if None.

        Raises:
            ValueError: there is no such scheme.
        """
        from ecotui.raci import matrix

        return matrix.matrix(
            self.measures,
            self.index.departments,
            scheme,
            columns=columns,
            language=self.language,
            thresholds=thresholds,
        )

    def split(self, level: str) -> list[tuple[tuple[Heading, ...], Selection]]:
        """The selection in parts, one for each chapter or section that has measures in it.

        Args:
            level: ``"chapter"``, or ``"section"``; what a chapter holds outside its sections is
                then a part of its own.

        Returns:
            For each part the headings that it stands below, outermost first and those of the
            level the last, and its measures as a selection. Together they have every measure of
            this one, in the same order.
        """
        deepest = {"chapter": 1, "section": 2}[level]
        parts: list[tuple[tuple[Heading, ...], Selection]] = []
        above: dict[int, Heading] = {}
        headings = [h for h in self.index.headings if h.level <= deepest and h.mask & self.mask]
        for number, heading in enumerate(headings):
            above = {lv: h for lv, h in above.items() if lv < heading.level} | {
                heading.level: heading
            }
            following = headings[number + 1] if number + 1 < len(headings) else None
            mask = self.mask & heading.mask
            if following is not None and following.first < heading.end:
                mask &= (1 << following.first) - 1
            if mask:
                part = Selection(self.index, self.query, mask, self.words, self.language)
                parts.append((tuple(above.values()), part))
        return parts

    def matches(self, entry: Entry) -> list[tuple[int, int]]:
        """Where the query's words stand in the text of a measure.

        Returns:
            Pairs of start and end in characters of ``entry.text``, ascending, without overlap.
        """
        return self.spans(entry.text)

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Where the query's words stand in any text; see `matches`."""
        if not self.words:
            return []
        from ecotui.text.folding import cluster_end, fold_with_offsets, is_latin

        folded, offsets = fold_with_offsets(text)
        found: list[tuple[int, int]] = []
        for word in self.words:
            at = folded.find(word)
            while at >= 0:
                found.append((at, at + len(word)))
                at = folded.find(word, at + 1)
            if is_latin(word):
                from ecotui.text import pinyin

                found.extend(pinyin.spans(folded, word))
        # The end is where the last matched character ends, not where the next one that folding
        # left begins: a blank that was dropped belongs to no match.
        return _merged(
            (offsets[start], cluster_end(text, offsets[end - 1] + 1))
            for start, end in found
            if end > start
        )

    def label(self, text: str) -> str:
        """A text of ecotui's own in the language of the selection."""
        from ecotui.i18n import translator

        return translator(self.language)(text)

    def department(self, value: str) -> Facet:
        """The department that a value means, as in a query, with its counts in the selection.

        Raises:
            ValueError: it may mean several, or none; the message lists the nearest.
        """
        from ecotui.query.department_names import resolve
        from ecotui.query.grammar import QueryError

        try:
            name = resolve(value, self.index.departments).name
        except QueryError as error:
            raise ValueError(str(error)) from None
        return next(facet for facet in self.departments if facet.name == name)

    def tasks(self, department: str, role: str) -> Selection:
        """The measures in which a department has a role, as a selection.

        Args:
            department: Its name.
            role: ``"lead"``, or ``"with"`` where it participates and does not lead; so no measure
                has both.

        Raises:
            KeyError: there is no such department or role.
        """
        roles = self.index.roles
        lead = roles["lead"][department]
        mask = {"lead": lead, "with": roles["with"][department] & ~lead}[role] & self.mask
        return Selection(self.index, self.query, mask, self.words, self.language)

    def to_plan(self) -> Plan:
        """The selected measures of the first plan as a plan, with the departments they name."""
        from itertools import count

        # Places count, not values: a plan may hold equal measures.
        places = count()
        bits = self.index.bits(self.mask)

        def kept(measures: tuple[Measure, ...]) -> tuple[Measure, ...]:
            return tuple([m for m in measures if bits[next(places)]])

        chapters = []
        for chapter in self.plan.chapters:
            own = kept(chapter.measures)
            sections = [s._replace(measures=kept(s.measures)) for s in chapter.sections]
            sections = [section for section in sections if section.measures]
            if own or sections:
                chapters.append(chapter._replace(measures=own, sections=tuple(sections)))
        size = next(places)
        mine = self.mask & (1 << size) - 1
        if size and mine == (1 << size) - 1:
            return self.plan
        every = self.index.entries
        named = {name for i in self.index.indexes(mine) for name in every[i].measure.departments}
        declared = tuple([d for d in self.plan.departments if d.name in named])
        known = {department.name for department in declared}
        missing = [d for d in self.index.departments if d.name in named.difference(known)]
        return self.plan._replace(chapters=tuple(chapters), departments=(*declared, *missing))


def _merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
