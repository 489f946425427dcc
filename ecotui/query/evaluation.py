"""Which measures a query leaves."""

from __future__ import annotations

from ecotui.model.plan import GROUP, Entry, Plan
from ecotui.query.index import Index, holds
from ecotui.query.selection import Selection

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ecotui.query.grammar import Query, Term


def select(
    source: Index | Plan,
    query: Query | str = "",
    *,
    views: Mapping[str, str] | None = None,
    language: str = "zh",
) -> Selection:
    """The measures of a plan that a query leaves.

    Args:
        source: An index, or a plan from which one is made.
        query: A query or its text; empty for every measure.
        views: Query text of the saved views that ``@name`` may refer to.
        language: The language of documents made from the selection.

    Raises:
        QueryError: the query is wrong, or names a department or view that is not there.
    """
    index = source if isinstance(source, Index) else Index(source)
    if not query:
        return Selection(index, "", index.everything, (), language)
    from ecotui.query.grammar import parse

    parsed = parse(query) if isinstance(query, str) else query
    evaluation = _Evaluation(index, views or {})
    mask = evaluation.query(parsed)
    return Selection(index, str(parsed), mask, tuple(evaluation.words), language)


class _Evaluation:
    """Masks of terms; the words of text terms that hold are collected on the way."""

    def __init__(self, index: Index, views: Mapping[str, str]) -> None:
        self.index = index
        self.views = views
        self.words: dict[str, None] = {}

    def query(self, query: Query, above: tuple[str, ...] = (), negated: bool = False) -> int:
        mask = self.index.everything
        for term in query.terms:
            found = self.term(term, above, negated != term.negated)
            mask &= ~found if term.negated else found
        return mask

    def term(self, term: Term, above: tuple[str, ...], negated: bool) -> int:
        if term.field == "view":
            return self.view(term.values[0], above, negated)
        found = 0
        value_mask = self.value_mask(term.field)
        for value in term.values:
            found |= self.index.remembered(term.field, value, value_mask)
            if term.field == "text" and not negated:
                from ecotui.text.folding import fold

                self.words[fold(value)] = None
        return found

    def value_mask(self, field: str) -> Callable[[str], int]:
        index = self.index
        if field == "text":
            return index.text_mask
        if field in ("chapter", "section"):
            level = 1 if field == "chapter" else 2
            return lambda value: self.heading(level, value)
        if field == "no":
            return self.numbers
        if field == "due":
            return self.due
        if field == "is":
            return self.property
        return lambda value: self.department(field, value)

    def department(self, field: str, value: str) -> int:
        from ecotui.query.department_names import resolve

        return self.index.department_mask(field, resolve(value, self.index.departments).name)

    def heading(self, level: int, value: str) -> int:
        from ecotui.query.grammar import heading_number
        from ecotui.text.folding import fold, is_latin

        number, wanted = heading_number(value), fold(value)
        latin = is_latin(wanted)
        found = 0
        for heading, title in zip(self.index.headings, self.index.titles, strict=True):
            if heading.level == level and (heading.number == number or holds(title, wanted, latin)):
                found |= heading.mask
        return found

    def numbers(self, value: str) -> int:
        from ecotui.query.grammar import number_range

        first, last = number_range(value)
        return self.index.mask(
            [i for i, e in enumerate(self.index.entries) if first <= e.measure.number <= last]
        )

    def due(self, value: str) -> int:
        found = []
        for at, due in enumerate(self.index.due_dates):
            if due is None or value == "none":
                holds = due is None and value == "none"
            elif value[0] == "<":
                holds = due < value[1:]
            elif value[0] == ">":
                holds = due[: len(value) - 1] > value[1:]
            else:
                holds = due.startswith(value)
            if holds:
                found.append(at)
        return self.index.mask(found)

    def property(self, value: str) -> int:
        if value == "group":
            groups = {d.name for d in self.index.departments if d.kind == GROUP}
            return self.index.mask(
                [
                    i
                    for i, entry in enumerate(self.index.entries)
                    if not groups.isdisjoint((*entry.lead, *entry.participants))
                ]
            )
        holds = _PROPERTIES[value]
        return self.index.mask([i for i, e in enumerate(self.index.entries) if holds(e)])

    def view(self, name: str, above: tuple[str, ...], negated: bool) -> int:
        from ecotui.i18n import _
        from ecotui.query.grammar import QueryError, parse

        if name in above:
            chain = " → ".join(f"@{step}" for step in (*above, name))
            raise QueryError(_("saved views refer to each other: {chain}").format(chain=chain))
        if name not in self.views:
            known = ", ".join(f"@{view}" for view in sorted(self.views)) or _("none is saved")
            message = _("no saved view @{name}; known: {known}")
            raise QueryError(message.format(name=name, known=known))
        try:
            return self.query(parse(self.views[name]), (*above, name), negated)
        except QueryError as error:
            if error.position is None:
                raise
            message = _("saved view @{name}: {error}").format(name=name, error=error)
            raise QueryError(message) from None


_PROPERTIES: Mapping[str, Callable[[Entry], bool]] = {
    "joint": lambda entry: len(set(entry.lead)) > 1,
    "solo": lambda entry: not entry.participants and not entry.participants_open,
    "open": lambda entry: entry.participants_open or entry.lead_open,
    "corrected": lambda entry: entry.source_text is not None,
}
