"""Plan and query in, selection out: the measures a query leaves, with counts and match spans."""

from __future__ import annotations

from functools import cached_property
from itertools import compress
from typing import NamedTuple

from ecotui.model.plan import Entry, Plan, in_chinese, language_of, mapped, reduced
from ecotui.query.index import Heading, Index

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ecotui.query.grammar import Query
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
        views: The query texts of the saved views that the query may refer to.
    """

    index: Index
    query: str
    mask: int
    words: tuple[str, ...]
    language: str
    views: Mapping[str, str]
    _marked: bool

    def __init__(
        self,
        index: Index,
        query: str,
        mask: int,
        words: tuple[str, ...] = (),
        language: str = "zh",
        *,
        views: Mapping[str, str] | None = None,
        marked: bool = False,
    ) -> None:
        # Set where nothing is refused; what is worked out later stands there too.
        vars(self).update(index=index, query=query, mask=mask, words=words, language=language)
        vars(self).update(views=views or {}, _marked=marked)

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

    @cached_property
    def described(self) -> str:
        """What was selected, in the words of a document: ``湿地生态保护补偿，林业厅牵头``.

        Empty if everything was; of measures that were marked one by one, how many they are.
        """
        from ecotui.query.description import describe, marked

        if self.query:
            return describe(self.query, self.index, self.views, self.language)
        return marked(len(self), self.language) if self._marked else ""

    @cached_property
    def measures(self) -> tuple[Entry, ...]:
        """The measures, in plan order."""
        return tuple(self.index.measures(self.mask))

    @cached_property
    def departments(self) -> tuple[Facet, ...]:
        """Every department of the plan with its counts in the selection, in plan order."""
        roles = self.index.roles
        found = []
        for name, _aliases, kind in self.index.departments:
            lead, first, participant = [roles[role][name] for role in ("lead", "first", "with")]
            masks = (lead, first, participant, lead | participant)
            found.append(Facet(name, kind, *[(self.mask & mask).bit_count() for mask in masks]))
        return tuple(found)

    @property
    def groups(self) -> frozenset[str]:
        """Names of the departments that are collectives."""
        return self.index.groups

    def outline(self, *, empty: bool = False) -> Iterator[Heading | Entry]:
        """Headings and measures in document order; headings without a measure are left out.

        With ``empty`` a plan that is there as a whole, not by a query, has all of its headings.
        """
        for heading, below in self.blocks(empty=empty):
            yield heading
            yield from below

    def blocks(self, *, empty: bool = False) -> Iterator[tuple[Heading, list[Entry]]]:
        """Each heading of the outline with the measures right below it, before the next one.

        For ``empty`` see `outline`.
        """
        headings, every = self.index.headings, self.index.entries
        bits = self.index.bits(self.mask) if len(self) < len(every) else b""
        ends = [heading.first for heading in headings[1:]] + [len(every)]
        empty = empty and not self.query and not self._marked
        start, stop = 0, len(every)
        for heading, end in zip(headings, ends, strict=bool(headings)):
            first = heading.first
            if not heading.level:
                start, stop = first, heading.end
            if heading.end == first:
                if empty and stop > start and bits.find(0, start, stop) < 0:
                    yield heading, []
            elif not bits:
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
            ValueError: there is no such scheme, or ``columns`` is something else.
        """
        from ecotui.raci import matrix

        if columns not in ("involved", "all"):
            raise ValueError(f"columns is {columns!r}, not involved or all")
        return matrix.matrix(
            self.measures,
            self.index.departments,
            scheme,
            columns=columns,
            language=self.language,
            thresholds=thresholds,
        )

    def split(self, level: str) -> list[tuple[tuple[Heading, ...], Selection]]:
        """The selection in parts, one for each plan, chapter or section that has measures in it.

        Args:
            level: ``"plan"``, of which there are parts if there are several; ``"chapter"``; or
                ``"section"``; what a chapter holds outside its sections is then a part of its own.

        Returns:
            For each part the headings that it stands below, outermost first and those of the
            level the last, and its measures as a selection. Together they have every measure of
            this one, in the same order.

        Raises:
            KeyError: there is no such level.
        """
        depths = {"plan": 0, "chapter": 1, "section": 2}
        if level not in depths:
            raise KeyError(f"no level {level!r}; there are {', '.join(depths)}")
        deepest = depths[level]
        parts: list[tuple[tuple[Heading, ...], Selection]] = []
        above: dict[int, Heading] = {}
        headings = [h for h in self.index.headings if h.level <= deepest and h.mask & self.mask]
        ends = [heading.first for heading in headings[1:]] + [len(self.index.entries)]
        for heading, end in zip(headings, ends, strict=bool(headings)):
            above = {level: h for level, h in above.items() if level < heading.level}
            above[heading.level] = heading
            # What stands below the next heading is that one's.
            if mask := self.mask & heading.mask & ((1 << end) - 1):
                parts.append((tuple(above.values()), self._narrowed(mask)))
        return parts

    def as_document(self) -> Selection:
        """The same selection, labelled in the language of its plan, not of the interface.

        Of several plans that of its first measure counts.
        """
        first = (self.mask & -self.mask).bit_length() - 1
        plan = self.plan if first < 0 else self.index.entries[first].plan
        language = language_of(plan)
        if language == self.language:
            return self
        values = (self.index, self.query, self.mask, self.words, language)
        return Selection(*values, views=self.views, marked=self._marked)

    def punctuated(self) -> Selection:
        """The same measures with the punctuation of GB/T 15834 in all texts of a Chinese plan."""
        from ecotui.text.punctuation import standard

        plans = [
            mapped(plan, lambda text: standard(text)[0]) if in_chinese(plan) else plan
            for plan in self.plans
        ]
        made = Selection(Index(plans), self.query, self.mask, self.words, self.language)
        # The plan may no longer hold what the query sought.
        vars(made).update(views=self.views, described=self.described)
        return made

    def first(self, count: int) -> Selection:
        """The first measures, as a selection: the same one if it has no more."""
        if len(self) <= count:
            return self
        end = self.index.position(self.measures[count]) if count else 0
        return self._narrowed(self.mask & ((1 << end) - 1))

    def _narrowed(self, mask: int) -> Selection:
        made = Selection(self.index, self.query, mask, self.words, self.language, views=self.views)
        # Of a part the same is said as of the whole.
        if self._marked:
            vars(made)["described"] = self.described
        return made

    def matches(self, entry: Entry) -> list[tuple[int, int]]:
        """Where the query's words stand in the text of a measure.

        Returns:
            Pairs of start and end in characters of ``entry.text``, ascending, without overlap.
        """
        return self.spans(entry.measure.text)

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Where the query's words stand in any text; see `matches`."""
        if not self.words:
            return []
        from ecotui.text.display import word_spans

        return word_spans(text, self.words)

    def label(self, text: str) -> str:
        """A text of ecotui's own in the language of the selection."""
        from ecotui.i18n import translator

        return translator(self.language)(text)

    def department(self, value: str) -> Facet:
        """The department that a value means, as in a query, with its counts in the selection.

        Raises:
            ValueError: it may mean several, or none; the message lists the nearest.
        """
        from ecotui.query.departments import resolve
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
        if role not in ("lead", "with"):
            raise KeyError(f"no role {role!r}; there are lead, with")
        if department not in roles["lead"]:
            raise KeyError(f"no department {department!r}; `department` finds one by what it means")
        lead = roles["lead"][department]
        mask = {"lead": lead, "with": roles["with"][department] & ~lead}[role] & self.mask
        return self._narrowed(mask)

    def to_plan(self) -> Plan:
        """The selected measures of the first plan as a plan, with the departments they name."""
        bits = self.index.bits(self.mask)[: sum(1 for _measure in self.plan.walk())]
        if bits and all(bits):
            return self.plan
        plan = reduced(self.plan, bits)
        measures = [measure for _chapter, _section, measure in plan.walk()]
        # A letter that was taken away still names its department.
        named = {name for m in measures for name in (*m.departments, *dict(m.raci))}
        known = {department.name for department in plan.departments}
        declared = [d for d in plan.departments if d.name in named]
        missing = [d for d in self.index.departments if d.name in named - known]
        return plan._replace(departments=(*declared, *missing))


def select(
    source: Index | Plan,
    query: Query | str = "",
    *,
    views: Mapping[str, str] | None = None,
    language: str = "zh",
) -> Selection:
    """The measures that a query leaves, in an index, or in a plan from which one is made.

    ``views`` has the query text of the saved views that ``@name`` may refer to; documents that are
    made from the selection are in ``language``.

    Raises:
        QueryError: the query is wrong, or names a department or view that is not there.
    """
    index = source if isinstance(source, Index) else Index(source)
    if not query:
        return Selection(index, "", index.everything, (), language)
    from ecotui.query.evaluation import evaluate
    from ecotui.query.grammar import parse

    parsed = parse(query) if isinstance(query, str) else query
    mask, words = evaluate(index, parsed, views or {})
    return Selection(index, str(parsed), mask, words, language, views=views)
