"""What is questionable in a RACI matrix."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from ecotui.i18n import N_, translator
from ecotui.raci.rules import Thresholds
from ecotui.raci.schemes import MatrixRow, Scheme, brief
from ecotui.text.display import cut, visible

ERROR, WARNING, INFO = "error", "warning", "info"


class Finding(NamedTuple):
    """Something questionable: in a matrix, a plan or its wording.

    Args:
        code: A stable name such as ``several-accountable``.
        severity: ``"error"``, ``"warning"`` or ``"info"``.
        where: What it is about: ``measure 16``, ``department 财政厅``, or a place in a file.
        message: One sentence in the reader's language.
        suggestion: What to do, if there is something.
        measure: The id of the measure that it is about, if it is about one.
        department: The name of the department whose load it is about, if it is about one's.
    """

    code: str
    severity: str
    where: str
    message: str
    suggestion: str | None = None
    measure: str | None = None
    department: str | None = None


#: Shares say nothing about a handful of rows.
SHARES_FROM = 10


@cache
def _parts(value: str) -> frozenset[str]:
    """The single letters of a cell."""
    return frozenset(value.split("/"))


class FindingRules:
    """Finds what a meeting should look at; ``groups`` are the names of collectives."""

    def __init__(
        self,
        scheme: Scheme,
        groups: frozenset[str],
        limits: Thresholds,
        language: str,
    ) -> None:
        self.scheme, self.groups, self.limits = scheme, groups, limits
        self.translate = translator(language)
        self.owner = scheme.owner
        #: What the owner's letter means, in a word.
        self.owning = brief(scheme.explained(language).get(self.owner, self.owner))
        given = "/".join(scheme.letters).split("/")
        #: Who does the work, and who takes part: R and C, or what the scheme has in their places.
        self.working = "R" if "R" in given else scheme.other.split("/")[0]
        self.helping = scheme.participant.split("/")[0]

    def says(self, message: str, **values: object) -> str:
        """A message in the reader's language."""
        return self.translate(message).format(**values)

    def holders(self, row: MatrixRow, letter: str) -> list[str]:
        """The departments that have a letter in a row."""
        return [name for name, value in row.cells.items() if letter in _parts(value)]

    def measures(self, rows: Iterable[MatrixRow]) -> Iterable[Finding]:
        """What is questionable about single measures."""
        for row in rows:
            id_ = row.entry.id
            for found in self.measure(row, self.says(N_("measure {id}"), id=id_)):
                yield found._replace(measure=id_)

    def measure(self, row: MatrixRow, where: str) -> Iterable[Finding]:
        """What is questionable about one."""
        owners = self.holders(row, self.owner)
        lead = self.says(N_("name a lead department"))
        measure = row.entry.measure
        set_by_plan = [_parts(row.cells.get(name, "")) for name, _text in measure.raci]
        not_named = measure.lead and measure.basis is not None
        if not_named and not any(self.owner in parts for parts in set_by_plan):
            message = self.says(N_("nobody is named as the lead: {basis}"), basis=measure.basis)
            yield Finding("lead-not-named", WARNING, where, message, lead)
        elif not owners:
            message = self.says(N_("nobody has {letter}"), letter=self.owner)
            yield Finding("no-accountable", ERROR, where, message, lead)
        if len(owners) > 1 and self.scheme.singles_out:
            message = self.has(owners, self.owner)
            advice = self.says(N_("agree on one"))
            yield Finding("several-accountable", WARNING, where, message, advice)
        working = self.holders(row, self.working)
        if not working and "R" in self.scheme.first.split("/"):
            message = self.says(N_("no department has {letter}"), letter="R")
            yield Finding("no-responsible", ERROR, where, message, lead)
        for code, letter, limit in (
            ("many-responsible", self.working, self.limits.max_responsible),
            ("many-consulted", self.helping, self.limits.max_consulted),
        ):
            holders = self.holders(row, letter)
            if len(holders) > limit and (letter != self.helping or code == "many-consulted"):
                message = N_("{count} departments have {letter} (limit {limit}): {names}")
                message = self.has(holders, letter, message, limit=limit)
                advice = self.says(N_("at most {limit} would be easier to manage"), limit=limit)
                yield Finding(code, INFO, where, message, advice)
        yield from self.letters(measure.raci, where)
        if measure.lead_open:
            message = self.says(N_("the list of leads is open: who else leads?"))
            yield Finding("open-list", INFO, where, message, self.says(N_("name every lead")))
        everyone = self.says(N_("name every participant"))
        if row.entry.participants_open:
            message = self.says(N_("the list of participants is open: who else takes part?"))
            yield Finding("open-list", INFO, where, message, everyone)
        for name in row.cells:
            if name in self.groups:
                message = N_("{name} is a group: which departments does it mean?")
                message = self.says(message, name=name)
                yield Finding("group", INFO, where, message, everyone)

    def letters(self, cells: Iterable[tuple[str, str]], where: str) -> Iterable[Finding]:
        """What the plan sets that is no letter of the scheme, with whose cells have it."""
        names: dict[str, list[str]] = {}
        for name, text in cells:
            if not self.scheme.given(text).is_own:
                names.setdefault(text, []).append(name)
        for text, having in names.items():
            message = self.says(
                N_('{names}: "{text}" is no letter of the scheme {scheme}'),
                names="、".join(having),
                text=cut(visible(text), 20),
                scheme=self.scheme.name,
            )
            permitted = " ".join(dict.fromkeys((*self.scheme.permitted, "I")))
            advice = self.says(N_("write one of {letters}, or nothing"), letters=permitted)
            yield Finding("unknown-letter", WARNING, where, message, advice)

    def has(
        self,
        names: Sequence[str],
        letter: str,
        message: str = N_("{count} departments have {letter}: {names}"),
        **values: object,
    ) -> str:
        """Says which departments have a letter."""
        listed = "、".join(names)
        return self.says(message, count=len(names), letter=letter, names=listed, **values)

    def load(self, count: int, rows: int, limit: int) -> dict[str, object] | None:
        """How many rows of all, their share and the limit, where the share is above the limit."""
        percent = count * 100 / rows
        if percent <= limit:
            return None
        # What is rounded must not look like the limit.
        share = f"{percent:.0f}" if round(percent) > limit else f"{percent:.1f}"
        return {"count": count, "rows": rows, "share": share, "limit": limit}

    def departments(self, rows: Sequence[MatrixRow], names: Iterable[str]) -> Iterable[Finding]:
        """What is questionable about the load of departments."""
        if len(rows) < SHARES_FROM:
            return
        held: Counter[str] = Counter()
        owned: Counter[str] = Counter()
        for row in rows:
            held.update(row.cells.keys())
            owned.update(self.holders(row, self.owner))
        for name in names:
            if name in self.groups or name not in held:
                continue
            where = self.says(N_("department {name}"), name=name)
            values = {"role": self.owning}
            limits = self.limits
            above = self.load(owned[name], len(rows), limits.max_accountable_share)
            found = []
            if above:
                message = N_("{role} in {count} of {rows} measures ({share}%, limit {limit}%)")
                advice = N_("let other departments answer for some of them")
                found.append(("accountable-overload", WARNING, message, advice, above))
            if not owned[name]:
                message = N_("{role} in none of {rows} measures")
                advice = N_("check whether it should answer for one")
                found.append(("never-accountable", INFO, message, advice, {"rows": len(rows)}))
            if above := self.load(held[name], len(rows), limits.max_involved_share):
                message = N_("involved in {count} of {rows} measures ({share}%, limit {limit}%)")
                advice = N_("keep it only where it is needed")
                found.append(("involved-overload", INFO, message, advice, above))
            for code, severity, message, advice, counts in found:
                text = self.says(message, **values, **counts)
                yield Finding(code, severity, where, text, self.says(advice), department=name)
