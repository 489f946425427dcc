"""The one value that the browser keeps, the query, with its past; and what follows from it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ecotui import i18n
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
    """Query, selection, and the queries before and after.

    Every method that changes the query returns whether it did; none of them leaves the state
    half changed when the query turns out to be wrong.

    Args:
        index: The plans.
        where: The query to begin with.
        views: Query text of the saved views.
        plans: The files and folders that the plans were asked for by; empty for the usual ones.
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
        self._plans = plans
        query = self._named(parse(where))
        self._take(query, self._select(query))
        self.marks = 0
        self._past: list[Query] = []
        self._future: list[Query] = []

    def _select(self, query: Query) -> Selection:
        return select(self.index, query, views=self.views, language=i18n.language())

    def _take(self, query: Query, selection: Selection) -> None:
        """Make these the query and its selection; where the query is wrong, none of them."""
        query = self._named(query)
        others = Query(tuple([t for t in query.terms if not departments.names_department(t)]))
        # What is left but for the departments is worked out now, not when the counts are shown: a
        # saved view may be another one by then, and the counts have to be of this selection.
        rest = selection if others == query else self._select(others)
        self.query: Query = query
        self.selection: Selection = selection
        self._rest = rest.mask

    def _named(self, query: Query) -> Query:
        """The query with departments by their names, so that ``lead:lyt`` is known as 林业厅's."""
        return Query(
            tuple(
                [
                    term._replace(
                        values=tuple(
                            dict.fromkeys(
                                resolve(value, self.index.departments).name for value in term.values
                            )
                        )
                    )
                    if term.field in DEPARTMENT_FIELDS
                    else term
                    for term in query.terms
                ]
            )
        )

    def try_text(self, text: str, *, finished: bool = False) -> bool:
        """Show what a query text leaves, without a place in the history yet.

        Args:
            text: The query as far as it is typed.
            finished: Nothing more is going to be typed.

        Returns:
            Whether that is another query than before.

        Raises:
            QueryError: the text is no query; the selection stays.
        """
        parsed = parse(text)
        query = self._named(parsed)
        if query == self.query:
            return False
        selection = self._select(parsed)
        if not finished and not selection and _begins_field(parsed):
            # Halfway to `lead:` the word `lea` finds nothing; no reason to empty the screen.
            raise QueryError("")
        self._take(query, selection)
        return True

    def settle(self, before: Query) -> bool:
        """Give the query that `try_text` left its place in the history, after ``before``."""
        if self.query == before:
            return False
        self._past.append(before)
        self._future.clear()
        return True

    def change(self, query: Query) -> bool:
        """Make this the query.

        Raises:
            QueryError: it names a department or view that is not there; the selection stays.
        """
        if query == self.query:
            return False
        before = self.query
        self.restore(query)
        return self.settle(before)

    def replace(self, text: str) -> bool:
        """Make this text the whole query.

        Raises:
            QueryError: it is no query, or names what is not there; the selection stays.
        """
        return self.change(self._named(parse(text)))

    def narrow(self, text: str) -> bool:
        """Put the terms of this text behind the query, without those that it has already.

        Raises:
            QueryError: it is no query, or names what is not there; the selection stays.
        """
        query = self.query
        for term in self._named(parse(text)).terms:
            query = query.with_term(term)
        return self.change(query)

    def restore(self, query: Query) -> None:
        """Show a query that was there before, without a place in the history.

        Raises:
            QueryError: it names a department or view that is not there; the selection stays.
        """
        self._take(query, self._select(query))

    @property
    def can_undo(self) -> bool:
        """Whether there is a query before this one."""
        return bool(self._past)

    @property
    def can_redo(self) -> bool:
        """Whether an undo can be taken back."""
        return bool(self._future)

    def undo(self) -> bool:
        """Go back to the query before."""
        return self._step(self._past, self._future)

    def redo(self) -> bool:
        """Take the last undo back."""
        return self._step(self._future, self._past)

    def _step(self, source: list[Query], target: list[Query]) -> bool:
        while source:
            before, query = self.query, source.pop()
            try:
                self.restore(query)
            except QueryError:
                # It names a view that was deleted since; the one beyond it may be right.
                continue
            target.append(before)
            return True
        return False

    def use(self, views: Mapping[str, str]) -> None:
        """Let other saved views hold; the query is looked up anew.

        Raises:
            QueryError: the query needs a view that is not among them; the old ones stay.
        """
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

    def mark(self, item: Heading | Entry) -> None:
        """Mark a measure, or all that is left below a heading; unmark what is marked already."""
        if isinstance(item, Heading):
            below = item.mask & self.selection.mask
            self.marks = self.marks & ~below if below & ~self.marks == 0 else self.marks | below
        else:
            self.marks ^= 1 << self.index.position(item)

    def mark_each(self, items: Iterable[Heading | Entry]) -> None:
        """Mark measures, and all that is left below headings; what is marked stays so."""
        for item in items:
            if isinstance(item, Heading):
                self.marks |= item.mask & self.selection.mask
            else:
                self.marks |= 1 << self.index.position(item)

    def mark_all(self) -> None:
        """Mark all that is left; where it is marked already, unmark everything."""
        everything = self.selection.mask
        self.marks = 0 if everything & ~self.marks == 0 else self.marks | everything

    @property
    def chosen(self) -> Selection:
        """What an exporter gets: the marked measures, or where none is marked, the selection."""
        if not self.marks:
            return self.selection
        entries = self.index.measures(self.marks)
        text = f"no:{','.join(_ranges([entry.number for entry in entries]))}"
        if self._select(parse(text)).mask != self.marks:
            # Numbers repeat, so no query names these measures; the document goes without one.
            text = ""
        return Selection(self.index, text, self.marks, (), i18n.language())

    @property
    def command(self) -> str:
        """What lists the same measures in a shell, from any folder."""
        import os
        from shlex import quote

        words = ["ecotui"]
        for path in self._plans:
            words += ["--plan", quote(visible(os.path.abspath(path)))]
        words.append("list")
        if self.query:
            words += ["--where", quote(visible(str(self.query)))]
        return " ".join(words)

    # -- departments

    @property
    def choices(self) -> list[Choice]:
        """Every department, in plan order, with what choosing it in each role would leave."""
        return departments.choices(self.index, self.query, self.selection.mask, self._rest)

    def role(self, name: str) -> str | None:
        """The field of the query's term for a department, ``-`` where it excludes it, or None."""
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
        """Join the chosen departments of the same role by *or*; where they are, by *and* again.

        Raises:
            QueryError: no two departments are chosen in the same role.
        """
        query = departments.joined(self.query)
        if query is None:
            raise QueryError(_("choose at least two departments in the same role first"))
        return self.change(query)

    def together(self, one: str, other: str) -> bool:
        """Leave only the measures in which both departments have a part."""
        query = self.query
        for name in dict.fromkeys((one, other)):
            query = query.with_term(Term("dept", (name,)))
        return self.change(query)

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
        field = "chapter" if heading.level == 1 else "section"
        chapter = next(
            h for h in self.index.headings if h.level == 1 and h.first <= heading.first < h.end
        )
        number = str(heading.number)
        tries: list[tuple[Term, ...]] = [(Term(field, (heading.title,)),)]
        if heading.level == 2:
            tries += [
                (Term("chapter", (chapter.title,)), Term(field, (value,)))
                for value in (heading.title, number)
            ]
            tries.append((Term("chapter", (str(chapter.number),)), Term(field, (number,))))
        else:
            tries.append((Term(field, (number,)),))
        for terms in tries:
            if self._select(Query(terms)).mask == heading.mask:
                return terms
        return tries[0]


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
    return (
        last is not None
        and last.field == TEXT
        and len(last.values) == 1
        and any(
            name.startswith(last.values[0])
            for field, others in FIELDS.items()
            for name in (field, *others)
        )
    )
