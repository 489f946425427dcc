"""Which measures the terms of a query leave, as masks."""

from __future__ import annotations

from functools import partial

from ecotui.model.plan import Entry
from ecotui.query.index import Index, holds

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from ecotui.query.grammar import Query, Term


def evaluate(index: Index, query: Query, views: Mapping[str, str]) -> tuple[int, tuple[str, ...]]:
    """The mask of the measures that a query leaves, and the folded words that it sought.

    Raises:
        QueryError: it names a department or view that is not there.
    """
    evaluation = _Evaluation(index, views)
    return evaluation.query(query), tuple(evaluation.words)


def no_view(name: str, views: Iterable[str]) -> str:
    """What to say of a view that is none of those saved."""
    from ecotui.i18n import _
    from ecotui.query.grammar import written

    if not (known := ", ".join(f"@{written(view)}" for view in sorted(views))):
        return _("no saved view @{name}; none is saved").format(name=name)
    return _("no saved view @{name}; known: {known}").format(name=name, known=known)


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
        found: dict[str, Callable[[str], int]] = {
            "text": self.index.text_mask,
            "chapter": partial(self.heading, 1),
            "section": partial(self.heading, 2),
            "no": self.numbers,
            "due": self.due,
            "is": self.property,
        }
        return found.get(field) or partial(self.department, field)

    def department(self, field: str, value: str) -> int:
        from ecotui.query.departments import resolve

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
        holds = _PROPERTIES[value]
        groups = self.index.groups
        return self.index.mask([i for i, e in enumerate(self.index.entries) if holds(e, groups)])

    def view(self, name: str, above: tuple[str, ...], negated: bool) -> int:
        from ecotui.i18n import _
        from ecotui.query.grammar import QueryError, parse

        if name in above:
            chain = " → ".join(f"@{step}" for step in (*above, name))
            raise QueryError(_("saved views refer to each other: {chain}").format(chain=chain))
        if name not in self.views:
            raise QueryError(no_view(name, self.views))
        try:
            return self.query(parse(self.views[name]), (*above, name), negated)
        except QueryError as error:
            if error.position is None:
                raise
            message = _("saved view @{name}: {error}").format(name=name, error=error)
            raise QueryError(message) from None


_PROPERTIES: Mapping[str, Callable[[Entry, frozenset[str]], bool]] = {
    "joint": lambda entry, _groups: len(set(entry.lead)) > 1,
    "solo": lambda entry, _groups: not entry.participants and not entry.participants_open,
    "open": lambda entry, _groups: entry.participants_open or entry.lead_open,
    "group": lambda entry, groups: not groups.isdisjoint((*entry.lead, *entry.participants)),
    "corrected": lambda entry, _groups: entry.source_text is not None,
}
