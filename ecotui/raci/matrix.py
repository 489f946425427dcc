"""RACI: the matrix of some measures under a scheme, and its findings.

What a scheme is, and what it rests on, is said in `ecotui.raci.schemes`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from ecotui.i18n import N_, translator
from ecotui.model.plan import GROUP, Department, Entry, language_of, open_mark
from ecotui.raci import schemes
from ecotui.raci.findings import Finding, FindingRules
from ecotui.raci.rules import Thresholds
from ecotui.raci.schemes import MatrixRow, Scheme, scheme_named
from ecotui.text.display import join_names

#: What stands behind an open list of departments in a Chinese plan; see `open_mark`.
OPEN_MARK = "等"


class Matrix(NamedTuple):
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


def matrix(
    measures: Iterable[Entry],
    departments: Sequence[Department],
    scheme: str | Scheme = "raci",
    *,
    columns: str = "involved",
    language: str = "zh",
    thresholds: Thresholds | None = None,
) -> Matrix:
    """Make the matrix of some measures; see `Selection.matrix`.

    Raises:
        ValueError: there is no such scheme.
    """
    chosen = scheme_named(scheme) if isinstance(scheme, str) else scheme
    translate = translator(language)
    rows = tuple([chosen.row(entry) for entry in measures])
    involved = {name for row in rows for name in row.cells}
    shown = [d for d in departments if columns == "all" or d.name in involved]
    names = tuple([d.name for d in shown])
    groups = frozenset(d.name for d in shown if d.kind == GROUP)
    note = translate(chosen.note).format(letter=chosen.owner) if chosen.note else None
    if note and any(row.entry.measure.raci for row in rows):
        note = translate(N_("{note}, except where the plan sets letters")).format(note=note)
    judge = FindingRules(chosen, groups, thresholds or Thresholds(), language)
    return Matrix(
        chosen.name,
        _legend(chosen, rows, language),
        note,
        names,
        groups,
        rows,
        (*judge.measures(rows), *judge.departments(rows, names)),
        chosen,
        (*([note] if note else []), *_marks(rows, names, groups, language)),
    )


def _marks(
    rows: Sequence[MatrixRow],
    names: Sequence[str],
    groups: frozenset[str],
    language: str,
) -> Iterable[str]:
    """What the legend says of the columns and rows that are no department's and no list's."""
    translate = translator(language)
    if groups:
        message = translate("Groups of departments, which carry no load: {names}")
        of_groups = [name for name in names if name in groups]
        plan = rows[0].entry.plan if rows else None
        listed = join_names(of_groups, language=language_of(plan) if plan else language)
        yield message.format(names=listed)
    for mark in dict.fromkeys(
        open_mark(row.entry.plan).strip() for row in rows if row.entry.participants_open
    ):
        yield translate("Marked {mark}: the list of participants is open").format(mark=mark)


def _legend(scheme: Scheme, rows: Sequence[MatrixRow], language: str) -> dict[str, str]:
    translate = translator(language)
    legend = scheme.explained(language)
    known = {schemes.I[0]: translate(schemes.I[1])}
    for other in schemes.SCHEMES.values():
        known = {**other.explained(language), **known}
    used = dict.fromkeys(scheme.letters)
    used.update(dict.fromkeys(value for row in rows for value in row.cells.values()))
    for value in used:
        for letter in filter(None, value.split("/")):
            if letter not in legend:
                legend[letter] = known.get(letter) or translate(N_("set by the plan"))
    for value in used:
        if value not in legend:
            legend[value] = " + ".join(legend[part] for part in filter(None, value.split("/")))
    return legend
