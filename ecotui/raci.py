"""RACI: the matrix of some measures under a scheme, and its findings.

What a scheme is, and what it rests on, is said in `ecotui.schemes`.
"""

from __future__ import annotations

from ecotui import schemes
from ecotui.i18n import N_, translator
from ecotui.model.plan import GROUP, Department, Entry
from ecotui.record import Record
from ecotui.schemes import SCHEMES, Scheme, scheme_named

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from typing import Any

__all__ = [
    "ERROR",
    "INFO",
    "OPEN_MARK",
    "SCHEMES",
    "SHARES_FROM",
    "WARNING",
    "Finding",
    "Matrix",
    "MatrixRow",
    "Scheme",
    "Thresholds",
    "cells",
    "matrix",
    "scheme_named",
]

ERROR, WARNING, INFO = "error", "warning", "info"

#: What marks a measure whose list of participants is open: the word with which the source ends it.
OPEN_MARK = "等"


class Finding(Record):
    """Something questionable: in a matrix, a plan or its wording.

    Args:
        code: A stable name such as ``several-accountable``.
        severity: ``"error"``, ``"warning"`` or ``"info"``.
        where: What it is about: ``measure 16``, ``department 财政厅``, or a place in a file.
        message: One sentence in the reader's language.
        suggestion: What to do, if there is something.
    """

    code: str
    severity: str
    where: str
    message: str
    suggestion: str | None = None


class Thresholds(Record):
    """From where on much is too much, for the findings.

    Args:
        max_responsible: The most departments that do the work of one measure (R).
        max_consulted: The most participants of one measure (C, or S).
        max_accountable_share: The most percent of the measures that one department answers for.
        max_involved_share: The most percent of the measures that one department has a letter in.
    """

    max_responsible: int = 3
    max_consulted: int = 8
    max_accountable_share: int = 20
    max_involved_share: int = 50

    @classmethod
    def among(cls, values: Mapping[str, Any]) -> Thresholds:
        """Those among other values, such as all of ``[raci]``; for the rest the defaults."""
        return cls(**{name: values[name] for name in cls._fields if name in values})


class MatrixRow(Record):
    """One measure of a matrix with its cells: department name to letters."""

    entry: Entry
    cells: Mapping[str, str]


class Matrix(Record):
    """Measures down, departments across.

    Args:
        scheme: Name of the scheme.
        legend: Letter to meaning, for every letter that the scheme gives or a cell holds.
        note: What the scheme infers, as a sentence; None where nothing.
        departments: Column names, in plan order.
        groups: Those columns that are collectives and count in no load figure.
        rows: One for each measure.
        findings: What a meeting should look at.
        rule: The scheme itself.
        notes: What a legend says below the letters, a sentence each: ``note``, the groups, the
            mark of open lists.
    """

    scheme: str
    legend: Mapping[str, str]
    note: str | None
    departments: tuple[str, ...]
    groups: frozenset[str]
    rows: tuple[MatrixRow, ...]
    findings: tuple[Finding, ...]
    rule: Scheme
    notes: tuple[str, ...]

    @property
    def has_open(self) -> bool:
        """Whether a measure has an open list of participants, and so needs the `OPEN_MARK`."""
        return any(row.entry.participants_open for row in self.rows)

    @property
    def letters(self) -> tuple[str, ...]:
        """What cells hold: the scheme's own, then what the plan sets, as far as it is used."""
        used = dict.fromkeys(value for row in self.rows for value in row.cells.values())
        order = dict.fromkeys((*self.rule.letters, *used))
        return tuple([value for value in order if value in used])

    def load(self) -> dict[str, dict[str, int]]:
        """How many cells of each kind every department has; groups carry no load."""
        load: dict[str, dict[str, int]] = {n: {} for n in self.departments if n not in self.groups}
        for row in self.rows:
            for name, value in row.cells.items():
                if name in load:
                    load[name][value] = load[name].get(value, 0) + 1
        return load

    def involved(self, row: MatrixRow) -> int:
        """How many departments have a cell in a row, groups left out."""
        return sum(name not in self.groups for name in row.cells)


def cells(entry: Entry, scheme: Scheme) -> dict[str, str]:
    """The letters of one measure by department: leads first, then participants, then set cells.

    A department that is named twice keeps its first role; a cell that the plan sets itself wins.
    """
    letters: dict[str, str] = {}
    for index, name in enumerate(entry.lead):
        letters.setdefault(name, scheme.other if index else scheme.first)
    for name in entry.participants:
        letters.setdefault(name, scheme.participant)
    letters.update(entry.measure.raci)
    return letters


def matrix(
    measures: Iterable[Entry],
    departments: Sequence[Department],
    scheme: str | Scheme = "raci",
    *,
    columns: str = "involved",
    language: str = "zh",
    thresholds: Thresholds | None = None,
) -> Matrix:
    """Make the matrix of some measures.

    Args:
        measures: The rows, in order.
        departments: The departments of the plan, in the order of the columns.
        scheme: Name of a scheme, or a scheme.
        columns: ``"involved"`` for departments that have a cell, ``"all"`` for every one.
        language: Language of legend, notes and findings.
        thresholds: From where on much is too much; the defaults if None.

    Raises:
        ValueError: there is no such scheme.
    """
    chosen = scheme_named(scheme) if isinstance(scheme, str) else scheme
    translate = translator(language)
    rows = tuple([MatrixRow(entry, cells(entry, chosen)) for entry in measures])
    involved = {name for row in rows for name in row.cells}
    names = tuple([d.name for d in departments if columns == "all" or d.name in involved])
    groups = frozenset(d.name for d in departments if d.kind == GROUP and d.name in names)
    note = translate(chosen.note).format(letter=chosen.owner) if chosen.note else None
    judge = _Judge(chosen, groups, thresholds or Thresholds(), translate)
    return Matrix(
        chosen.name,
        _legend(chosen, rows, language),
        note,
        names,
        groups,
        rows,
        (*judge.measures(rows), *judge.departments(rows, names)),
        chosen,
        (*([note] if note else []), *_marks(rows, names, groups, translate)),
    )


def _marks(
    rows: Sequence[MatrixRow],
    names: Sequence[str],
    groups: frozenset[str],
    translate: Callable[[str], str],
) -> Iterable[str]:
    """What the legend says of the columns and rows that are no department's and no list's."""
    if groups:
        message = translate("groups of departments, counted in no total: {names}")
        yield message.format(names="、".join(name for name in names if name in groups))
    if any(row.entry.participants_open for row in rows):
        yield translate("{mark}: the list of participants is open").format(mark=OPEN_MARK)


def _legend(scheme: Scheme, rows: Sequence[MatrixRow], language: str) -> dict[str, str]:
    translate = translator(language)
    legend = scheme.explained(language)
    known = dict((schemes.A, schemes.R, schemes.C, schemes.I))
    used = dict.fromkeys(scheme.letters)
    used.update(dict.fromkeys(value for row in rows for value in row.cells.values()))
    for value in used:
        for letter in filter(None, value.split("/")):
            if letter not in legend:
                legend[letter] = translate(known.get(letter, N_("set by the plan")))
    for value in used:
        if value not in legend:
            legend[value] = " + ".join(legend[part] for part in filter(None, value.split("/")))
    return legend


#: Shares say nothing about a handful of rows.
SHARES_FROM = 10


class _Judge:
    """Finds what a meeting should look at.

    Args:
        scheme: The scheme of the matrix.
        groups: Names of collectives.
        limits: From where on much is too much.
        translate: Puts English into the reader's language.
    """

    def __init__(
        self,
        scheme: Scheme,
        groups: frozenset[str],
        limits: Thresholds,
        translate: Callable[[str], str],
    ) -> None:
        self.scheme, self.groups, self.limits = scheme, groups, limits
        self.translate = translate
        self.owner = scheme.owner
        given = "/".join(scheme.letters).split("/")
        #: Who does the work, and who takes part: R and C, or what the scheme has in their places.
        self.working = "R" if "R" in given else scheme.other.split("/")[0]
        self.helping = scheme.participant.split("/")[0]
        self._parts: dict[str, frozenset[str]] = {}

    def says(self, message: str, **values: object) -> str:
        """A message in the reader's language."""
        return self.translate(message).format(**values)

    def parts(self, value: str) -> frozenset[str]:
        """The single letters of a cell."""
        if value not in self._parts:
            self._parts[value] = frozenset(value.split("/"))
        return self._parts[value]

    def holders(self, row: MatrixRow, letter: str) -> list[str]:
        """The departments that have a letter in a row."""
        return [name for name, value in row.cells.items() if letter in self.parts(value)]

    def measures(self, rows: Iterable[MatrixRow]) -> Iterable[Finding]:
        """What is questionable about single measures."""
        for row in rows:
            yield from self.measure(row, self.says(N_("measure {id}"), id=row.entry.id))

    def measure(self, row: MatrixRow, where: str) -> Iterable[Finding]:
        """What is questionable about one."""
        owners = self.holders(row, self.owner)
        lead = self.says(N_("name a lead department"))
        if not owners:
            message = self.says(N_("nobody has {letter}"), letter=self.owner)
            yield Finding("no-accountable", ERROR, where, message, lead)
        if len(owners) > 1 and self.scheme.singles_out:
            message = self.has(owners, self.owner)
            advice = self.says(N_("agree on one"))
            yield Finding("several-accountable", WARNING, where, message, advice)
        working = self.holders(row, self.working)
        if not working and "R" in self.scheme.first.split("/"):
            message = self.says(N_("nobody has {letter}"), letter="R")
            yield Finding("no-responsible", ERROR, where, message, lead)
        for code, letter, limit in (
            ("many-responsible", self.working, self.limits.max_responsible),
            ("many-consulted", self.helping, self.limits.max_consulted),
        ):
            holders = self.holders(row, letter)
            if len(holders) > limit and (letter != self.helping or code == "many-consulted"):
                message = self.has(holders, letter)
                advice = self.says(N_("at most {limit} would be easier to manage"), limit=limit)
                yield Finding(code, INFO, where, message, advice)
        everyone = self.says(N_("name every participant"))
        if row.entry.participants_open:
            message = self.says(N_("the list of participants is open (等): who else takes part?"))
            yield Finding("open-list", INFO, where, message, everyone)
        for name in row.cells:
            if name in self.groups:
                message = self.says(
                    N_("{name} is a group: which departments does it mean?"), name=name
                )
                yield Finding("group", INFO, where, message, everyone)

    def has(self, names: Sequence[str], letter: str) -> str:
        """Says which departments have a letter."""
        message = N_("{count} departments have {letter}: {names}")
        return self.says(message, count=len(names), letter=letter, names="、".join(names))

    def departments(self, rows: Sequence[MatrixRow], names: Iterable[str]) -> Iterable[Finding]:
        """What is questionable about the load of departments."""
        if len(rows) < SHARES_FROM:
            return
        held: dict[str, int] = {}
        owned: dict[str, int] = {}
        for row in rows:
            for name, value in row.cells.items():
                held[name] = held.get(name, 0) + 1
                owned[name] = owned.get(name, 0) + (self.owner in self.parts(value))
        for name in names:
            if name in self.groups or name not in held:
                continue
            where = self.says(N_("department {name}"), name=name)
            values = {"name": name, "letter": self.owner, "rows": len(rows)}
            if owned[name] * 100 > self.limits.max_accountable_share * len(rows):
                message = N_("{name} has {letter} in {count} of {rows} measures")
                message = self.says(message, count=owned[name], **values)
                yield Finding("accountable-overload", WARNING, where, message)
            if not owned[name]:
                message = self.says(N_("{name} has {letter} in none of {rows} measures"), **values)
                yield Finding("never-accountable", INFO, where, message)
            if held[name] * 100 > self.limits.max_involved_share * len(rows):
                message = N_("{name} is involved in {count} of {rows} measures")
                message = self.says(message, count=held[name], **values)
                yield Finding("involved-overload", INFO, where, message)
