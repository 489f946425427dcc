"""A plan whose matrix somebody has changed: what is found of it, and what comes of that."""

from __future__ import annotations

import functools
import hashlib
import unicodedata
from typing import NamedTuple

from ecotui.i18n import _
from ecotui.importing.matrix_sheets import department_finder, folded
from ecotui.model import toml
from ecotui.model.plan import OPEN_MARKS, entries
from ecotui.text.display import visible
from ecotui.text.lookalikes import plain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from ecotui.importing.matrix_sheets import Finder
    from ecotui.model.plan import Chapter, Entry, Measure, Plan
    from ecotui.raci.schemes import Scheme

# So many cells are listed.
_LISTED = 9
#: No numeral before a heading has more characters.
_LONGEST_NUMERAL = 20


class Change(NamedTuple):
    """A cell that says something else than the plan; an empty text is no letter.

    Where another sheet has the cell as it was, `cell` says which one has changed.
    """

    entry: Entry
    department: str
    old: str
    new: str
    cell: str = ""

    def __str__(self) -> str:
        where = _("measure {id}").format(id=self.entry.id)
        message = _("{where}, {department}: {old} → {new}")
        old, new = shown(self.old), shown(self.new)
        text = message.format(where=where, department=self.department, old=old, new=new)
        if not self.cell:
            return text
        return _("{text} (in {cell}; on another sheet it is as it was)").format(
            text=text, cell=self.cell
        )


class KnownPlan:
    """A plan, and what the sheets say of it."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.measures = {entry.id: entry for entry in entries(plan)}
        self.titles = {visible(chapter.title) for chapter in plan.chapters}
        self.titles |= {visible(s.title) for chapter in plan.chapters for s in chapter.sections}
        self._headings: set[str] = set()
        self.scheme: Scheme | None = None
        #: Whether it has not changed since the workbook was made of it; None if nobody knows.
        self.is_as_it_was: bool | None = None
        #: The cells with numbers of measures that stand with a wording the plan does not have.
        self.reworded: list[str] = []
        #: The titles of chapters that the plan does not have, each with the one that it has there.
        self.renamed: dict[str, str] = {}
        #: The cells outside the matrices that are not read.
        self.unread: list[str] = []
        #: What was found for each measure and department: letters, each with its cell.
        self.said: dict[tuple[str, str], dict[str, str]] = {}

    @functools.cached_property
    def state(self) -> str:
        """A short digest, by which a workbook knows whether the plan has changed since.

        Which document it was read from, and under what name, is no matter.
        """
        text = toml.dumps(self.plan._replace(source=None))
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    @functools.cached_property
    def find_department(self) -> Finder:
        """Finds the department that a head names."""
        return department_finder(self.plan)

    @functools.cached_property
    def set_letters(self) -> set[str]:
        """The letters that the plan sets itself."""
        return {text for entry in self.measures.values() for text in entry.raci.values()}

    def cells(self, entry: Entry) -> Mapping[str, str]:
        """The letters of a measure as the plan has them."""
        assert self.scheme is not None
        return self.scheme.row(entry).cells

    def find(self, text: str) -> str | None:
        """The measure that a head names by its id."""
        id_ = unicodedata.normalize("NFKC", plain(text))
        for mark in OPEN_MARKS:
            id_ = id_.removesuffix(mark).strip()
        for bare in (text, id_, id_.removeprefix(f"{self.plan.id}/")):
            if bare in self.measures:
                return bare
        return None

    def is_heading(self, text: str) -> bool:
        """Whether a text is the title of a chapter or section, behind its numeral."""
        shown = folded(text)
        if not self._headings:
            self._headings = {folded(title) for title in (*self.titles, visible(self.plan.title))}
        return any(shown[at:] in self._headings for at in range(_LONGEST_NUMERAL))

    def changed(self, changes: Iterable[Change]) -> Plan:
        """The plan with changes as cells of its own."""
        own: dict[str, dict[str, str]] = {}
        for change in changes:
            if change.entry.plan is not self.plan:
                continue
            measure = change.entry.measure
            cells = own.setdefault(change.entry.id, dict(measure.raci))
            plain = change.entry._replace(measure=measure._replace(raci=()))
            if change.new == self.cells(plain).get(change.department, ""):
                cells.pop(change.department, None)
            else:
                cells[change.department] = change.new
        made = iter(
            [
                entry.measure._replace(raci=tuple(own[id_].items()))
                if id_ in own
                else entry.measure
                for id_, entry in self.measures.items()
            ]
        )
        chapters = [_filled(chapter, made) for chapter in self.plan.chapters]
        return self.plan._replace(chapters=tuple(chapters))

    def is_older(self, changes: Iterable[Change]) -> bool:
        """Whether the workbook is older than the plan, and differs from it."""
        return self.is_as_it_was is False and any(c.entry.plan is self.plan for c in changes)

    def notes(self, changes: Iterable[Change]) -> Iterator[str]:
        """What the workbook does not hold, and whether it is older than the plan."""
        ids = {id_ for id_, _name in self.said}
        if len(ids) < len(self.measures):
            message = _("{count} of {total} measures are in it; the others keep their letters")
            yield message.format(count=len(ids), total=len(self.measures))
        lacking = {
            name: None
            for id_, entry in self.measures.items()
            if id_ in ids
            for name in self.cells(entry)
            if (id_, name) not in self.said
        }
        if lacking:
            message = _("these departments are not in it and keep their letters: {names}")
            yield message.format(names="、".join(lacking))
        if self.reworded:
            message = _("wordings are not read back; these are not as in the plan: {cells}")
            yield message.format(cells=_listed(self.reworded))
        for there, title in self.renamed.items():
            message = _('the chapter "{there}" is "{chapter}" in the plan')
            yield message.format(there=there, chapter=title)
        if self.unread:
            message = _("not read, since only the letters of a matrix are: {cells}")
            yield message.format(cells=_listed(self.unread))
        assert self.scheme is not None
        if self.scheme.name != "raci" and any(c.entry.plan is self.plan for c in changes):
            message = _(
                "these are letters of the scheme {scheme}; in a plan they stand in every scheme"
            )
            yield message.format(scheme=self.scheme.name)
        if self.is_older(changes):
            message = _(
                "the plan {id} has changed since it was made; its letters replace the plan's"
            )
            yield message.format(id=self.plan.id)


def shown(letters: str) -> str:
    """Letters as a message shows them."""
    return letters or _("(empty)")


def _listed(cells: Sequence[str]) -> str:
    return "、".join(cells[:_LISTED]) + "…" * (len(cells) > _LISTED)


def _filled(chapter: Chapter, measures: Iterator[Measure]) -> Chapter:
    """A chapter with other measures in the places of its own."""
    own = tuple([next(measures) for _measure in chapter.measures])
    sections = [
        s._replace(measures=tuple([next(measures) for _m in s.measures])) for s in chapter.sections
    ]
    return chapter._replace(measures=own, sections=tuple(sections))
