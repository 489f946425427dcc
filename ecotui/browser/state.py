"""The state of the browser: the query with its history, the selection, and the marks."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import reduce

from ecotui import i18n
from ecotui.browser.outline import HIERARCHY
from ecotui.browser.undo import Snapshot, describe
from ecotui.files import absolute
from ecotui.i18n import _
from ecotui.model.plan import Entry
from ecotui.query import departments
from ecotui.query.departments import Choice, resolve
from ecotui.query.grammar import (
    DEPARTMENT_FIELDS,
    EVERYTHING,
    FIELDS,
    TEXT,
    Query,
    QueryError,
    Term,
    parse,
)
from ecotui.query.index import Heading, Index
from ecotui.query.selection import Selection, select
from ecotui.text.display import visible


class State:
    """What is shown and how, and what was before and after; for the arguments see `Launch`.

    Every method that changes something returns whether it did. If the query is wrong, or names a
    department or view that does not exist, it raises `QueryError` and changes nothing.
    """

    def __init__(
        self,
        index: Index,
        where: str = "",
        *,
        views: Mapping[str, str],
        plans: Sequence[str] = (),
    ) -> None:
        self.index = index
        self.views = views
        # The current folder may be removed while the browser runs.
        self._plans = [absolute(path) for path in plans]
        query = self._named(parse(where))
        self._take(query, self._select(query))
        #: Whether the query came from `restore_saved`.
        self.is_query_restored = False
        self.marks = 0
        self.grouping = HIERARCHY
        self.order = departments.ORDERS[0]
        #: What `undo` and `redo` go to, the next one last.
        self.past: list[Snapshot] = []
        self.future: list[Snapshot] = []
        # Measures shown and marks as `mark_all` left them, and the marks that it goes to next.
        self._marks_in_turn: tuple[tuple[int, int], list[int]] = (0, 0), []

    @property
    def now(self) -> Snapshot:
        """What undo would bring back after the next change."""
        return Snapshot(self.query, self.marks, self.grouping, self.order)

    def _select(self, query: Query) -> Selection:
        return select(self.index, query, views=self.views, language=i18n.language())

    def count(self, query: Query) -> int:
        """How many measures a query leaves."""
        return len(self._select(query))

    def _take(self, query: Query, selection: Selection) -> None:
        """Make these the query and its selection."""
        query = self._named(query)
        others = Query(tuple([t for t in query.terms if not departments.names_department(t)]))
        # The counts of departments have to fit this selection, and saved views may change before
        # the counts are shown.
        rest = selection if others == query else self._select(others)
        self.query: Query = query
        self.selection: Selection = selection
        self._rest = rest.mask

    def _named(self, query: Query) -> Query:
        """The query with full names of departments, such as 林业厅 for ``lyt``."""
        departments = self.index.departments
        terms = []
        for term in query.terms:
            if term.field in DEPARTMENT_FIELDS:
                names = [resolve(value, departments).name for value in term.values]
                term = term._replace(values=tuple(dict.fromkeys(names)))
            terms.append(term)
        return Query(tuple(terms))

    def try_text(self, text: str, *, finished: bool = False) -> bool:
        """Make a text the query while it is typed, without changing the history yet."""
        parsed = parse(text)
        query = self._named(parsed)
        if query == self.query:
            return False
        selection = self._select(parsed)
        if not finished and not selection and _begins_field(parsed):
            # On the way to ``lead:`` the word ``lea`` finds nothing, but the screen stays.
            raise QueryError("")
        self._take(query, selection)
        return True

    def restore_saved(self, text: str) -> str:
        """Make a saved query the query if there is none.

        Returns:
            Why it is no longer right, in a line: it may name something that the plan or the views
            no longer have. Else nothing.
        """
        if not self.query:
            try:
                self.is_query_restored = self.try_text(text)
            except QueryError as error:
                message = _("the saved query {query} is not used: {reason}")
                return message.format(query=visible(text), reason=error)
        return ""

    def settle(self, before: Query) -> bool:
        """Add ``before`` to the history, once `try_text` has the final query."""
        return self._record(self.now._replace(query=before))

    def _record(self, before: Snapshot) -> bool:
        if self.now == before:
            return False
        self.past.append(before)
        self.future.clear()
        return True

    def change(self, query: Query) -> bool:
        """Make this the query."""
        if query == self.query:
            return False
        before = self.query
        self.restore(query)
        return self.settle(before)

    def replace(self, text: str) -> bool:
        """Make this text the whole query."""
        return self.change(self._named(parse(text)))

    def narrow(self, text: str) -> bool:
        """Add the terms of this text to the query, without those that it has already."""
        return self._add(self._named(parse(text)).terms)

    def _add(self, terms: Iterable[Term]) -> bool:
        return self.change(reduce(Query.with_term, terms, self.query))

    def restore(self, query: Query) -> None:
        """Make an earlier query the query, without changing the history."""
        self._take(query, self._select(query))

    def undo(self) -> str:
        """Go back to what was before, and return what was undone; empty if nothing was."""
        before = self._step(self.past, self.future)
        return describe(self.now, before) if before else ""

    def redo(self) -> str:
        """Take the last undo back, and return what was done again; empty if nothing was."""
        before = self._step(self.future, self.past)
        return describe(before, self.now) if before else ""

    def _step(self, source: list[Snapshot], target: list[Snapshot]) -> Snapshot | None:
        """Go to the last of a list, and return what was before; None if there is none."""
        while source:
            before, wanted = self.now, source.pop()
            try:
                if wanted.query != before.query:
                    self.restore(wanted.query)
            except QueryError:
                # It names a view that was deleted; an earlier one may still be right.
                continue
            _query, self.marks, self.grouping, self.order = wanted
            target.append(before)
            return before
        return None

    def regroup(self, grouping: str) -> bool:
        """Group the measures by a key of `GROUPINGS`."""
        before, self.grouping = self.now, grouping
        return self._record(before)

    def sort(self, order: str) -> bool:
        """Sort the departments by one of `departments.ORDERS`."""
        before, self.order = self.now, order
        return self._record(before)

    def use_views(self, views: Mapping[str, str]) -> None:
        """Replace the saved views, and evaluate the query again."""
        before, self.views = self.views, views
        try:
            self.restore(self.query)
        except QueryError:
            self.views = before
            raise

    def clear(self) -> bool:
        """Leave every measure."""
        return self.change(EVERYTHING)

    # -- marks

    def restore_marks(self, marks: int) -> None:
        """Mark what was marked in the last session; `mark_all` unmarks it first."""
        self.marks = marks
        if marks:
            self._marks_in_turn = (self.selection.mask, marks), [0]

    def set_marks(self, marks: int) -> bool:
        """Mark these measures, a mask, and no others."""
        before, self.marks = self.now, marks
        return self._record(before)

    def mark(self, item: Heading | Entry) -> bool:
        """Mark or unmark a measure, or the measures that are left below a heading."""
        mask = self._mask(item)
        return self.set_marks(self.marks & ~mask if mask & ~self.marks == 0 else self.marks | mask)

    def mark_each(self, items: Iterable[Heading | Entry]) -> bool:
        """Mark measures, and the measures that are left below headings."""
        return self.set_marks(
            reduce(lambda marks, item: marks | self._mask(item), items, self.marks)
        )

    def mark_all(self) -> bool:
        """Mark every measure that is left; again, only those marked before; again, none."""
        expected, turns = self._marks_in_turn
        if expected != (self.selection.mask, self.marks) or not turns:
            turns = list(dict.fromkeys((self.marks | self.selection.mask, self.marks, 0)))
            if turns[0] == self.marks:
                turns = turns[1:] or [0]
        marks, *turns = turns
        self._marks_in_turn = (self.selection.mask, marks), turns
        return self.set_marks(marks)

    def _mask(self, item: Heading | Entry) -> int:
        if isinstance(item, Heading):
            return item.mask & self.selection.mask
        return 1 << self.index.position(item)

    @property
    def chosen(self) -> Selection:
        """The measures to export: the marked ones or, if none is marked, the selection."""
        if not self.marks:
            return self.selection
        entries = self.index.measures(self.marks)
        text = f"no:{','.join(_ranges([entry.number for entry in entries]))}"
        if self._select(parse(text)).mask != self.marks:
            # Numbers repeat, so no query describes these measures.
            text = ""
        return Selection(self.index, text, self.marks, (), i18n.language(), marked=True)

    @property
    def command(self) -> str:
        """The shell command that lists the same measures, from any folder.

        Raises:
            QueryError: some are marked, and their numbers are those of others too.
        """
        from shlex import quote

        if self.marks and not self.chosen.query:
            message = _("no command lists the marked measures: others have the same numbers")
            raise QueryError(message)
        words = ["ecotui"]
        for path in self._plans:
            words += ["--plan", quote(visible(path))]
        words.append("list")
        if query := self.chosen.query:
            words += ["--where", quote(visible(query))]
        return " ".join(words)

    # -- departments

    @property
    def choices(self) -> list[Choice]:
        """Every department, in plan order, with what choosing it in each role would leave."""
        return departments.choices(self.index, self.query, self.selection.mask, self._rest)

    def role(self, name: str) -> str | None:
        """The field of the query's term for a department, ``-`` if it excludes it, or None."""
        return departments.role(self.query, name)

    def choose(self, name: str, field: str | None, *, negated: bool = False) -> bool:
        """Choose a department in one role, or in none; ``negated`` leaves its measures out."""
        return self.change(departments.chosen(self.query, name, field, negated=negated))

    def cycle(self, name: str) -> bool:
        """Choose a department as lead, then participant, then either, then not."""
        return self.choose(name, departments.CYCLE[self.role(name)])

    def exclude(self, name: str) -> bool:
        """Leave out the measures of a department, or no longer."""
        if self.role(name) == "-":
            return self.choose(name, None)
        return self.choose(name, "dept", negated=True)

    @property
    def is_joined(self) -> bool:
        """Whether the query joins chosen departments by *or*."""
        return any(map(departments.is_either_of, self.query.terms))

    def join(self) -> bool:
        """Join the chosen departments of the same role by *or*, or again by *and*."""
        query = departments.joined(self.query)
        if query is None:
            raise QueryError(_("choose at least two departments in the same role first"))
        return self.change(query)

    def together(self, one: str, other: str) -> bool:
        """Leave only the measures in which both departments have a part."""
        return self._add([Term("dept", (name,)) for name in (one, other)])

    def without(self, names: Collection[str]) -> Selection:
        """What the query would leave without the terms that ask for some departments."""
        asking = [t for t in self.query.terms if not t.negated and departments.names_department(t)]
        return self._select(self.query.without(*[t for t in asking if {*t.values} & {*names}]))

    # -- headings

    def scope(self, item: Heading | Entry) -> bool:
        """Leave only the measures below a heading (of a measure: its own), or no longer."""
        heading = self._heading(item)
        if heading is None:
            return False
        if heading.members is not None:
            return self._scope_to_department(heading)
        terms = self._terms(heading)
        scoping = tuple([t for t in self.query.terms if t.field in ("chapter", "section")])
        if scoping == terms:
            return self.change(self.query.without(*terms))
        return self.change(Query((*self.query.without(*scoping).terms, *terms)))

    def _scope_to_department(self, heading: Heading) -> bool:
        for field in ("first", "dept"):
            try:
                members = self.index.department_mask(field, heading.title)
            except KeyError:
                return False
            if members == heading.members:
                term = Term(field, (heading.title,))
                if term in self.query.terms:
                    return self.change(self.query.without(term))
                return self.change(self.query.with_term(term))
        return False

    def _heading(self, item: Heading | Entry) -> Heading | None:
        if isinstance(item, Heading):
            return item if item.level else None
        inside = [heading for heading in self.index.above(item) if heading.level]
        return inside[-1] if inside else None

    def _terms(self, heading: Heading) -> tuple[Term, ...]:
        """The shortest terms that leave exactly the measures of a heading."""
        title, number = heading.title, str(heading.number or heading.title)
        candidates: list[tuple[Term, ...]]
        if heading.level == 1:
            candidates = [(Term("chapter", (value,)),) for value in (title, number)]
        else:
            chapter = next(
                h for h in self.index.headings if h.level == 1 and h.first <= heading.first < h.end
            )
            pairs = (
                (chapter.title, title),
                (chapter.title, number),
                (str(chapter.number or chapter.title), number),
            )
            candidates = [(Term("section", (title,)),)] + [
                (Term("chapter", (above,)), Term("section", (value,))) for above, value in pairs
            ]
        exact = (t for t in candidates if self._select(Query(t)).mask == heading.mask)
        return next(exact, candidates[0])


def _ranges(numbers: list[int]) -> list[str]:
    """Ascending numbers as a query writes them: ``1,3-5``."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return [str(first) if first == last else f"{first}-{last}" for first, last in runs]


def _begins_field(query: Query) -> bool:
    """Whether the last word of a query may become the name of a field, in either language."""
    last = query.terms[-1] if query.terms else None
    if last is None or last.field != TEXT or len(last.values) != 1:
        return False
    names = (name for field, others in FIELDS.items() for name in (field, *others))
    return any(name.startswith(last.values[0]) for name in names)
