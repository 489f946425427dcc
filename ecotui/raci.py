"""RACI: schemes that turn lead and participant into letters, the matrix, and its findings.

The documents know 牵头单位 and 参加单位, not RACI. A scheme is an interpretation of them, and a
matrix says which. That the first-listed lead is accountable follows the usage of State Council
task-division documents (国发〔2018〕42号 and 39号: 列第一位者为牵头单位; 国发〔2019〕3号:
排在第一位的部门为牵头部门); for a plan that does not say so itself it is inferred. Nobody is ever
made *informed* by inference.
"""

from __future__ import annotations

from ecotui.i18n import N_, translator
from ecotui.plan import GROUP, Department, Entry
from ecotui.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence


class Scheme(Record):
    """Letters for the three roles, and what each letter means.

    Args:
        name: What ``--scheme`` calls it.
        first: Letters of the first lead, with a slash between two: ``A/R``.
        other: Letters of every other lead.
        participant: Letters of participants.
        meanings: Pairs of a letter and its meaning in English, the id of its translation.
        note: What the scheme infers, in English; None where it infers nothing.
    """

    name: str
    first: str
    other: str
    participant: str
    meanings: tuple[tuple[str, str], ...]
    note: str | None = None


_INFERRED = N_("A is inferred from the first-listed lead; the source does not say it")
_R = ("R", N_("responsible: does the work"))
_A = ("A", N_("accountable: answers for the result"))
_C = ("C", N_("consulted: takes part"))

SCHEMES: Mapping[str, Scheme] = {
    scheme.name: scheme
    for scheme in (
        Scheme("raci", "A/R", "R", "C", (_A, _R, _C), _INFERRED),
        Scheme(
            "rasci", "A/R", "R", "S", (_A, _R, ("S", N_("supporting: helps the work"))), _INFERRED
        ),
        Scheme(
            "joint",
            "A/R",
            "A/R",
            "C",
            (_A, _R, _C),
            N_("A is inferred for every lead; the source does not say it"),
        ),
        Scheme("literal", "牵", "牵", "参", (("牵", N_("leads")), ("参", N_("participates")))),
        Scheme(
            "daci",
            "D",
            "A",
            "C",
            (
                ("D", N_("driver: brings it to a result")),
                ("A", N_("approver: agrees to the result")),
                _C,
            ),
            N_("D is inferred from the first-listed lead; the source does not say it"),
        ),
    )
}

_INFORMED = ("I", N_("informed: is told of the result"))

ERROR, WARNING, INFO = "error", "warning", "info"


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
    """

    scheme: str
    legend: Mapping[str, str]
    note: str | None
    departments: tuple[str, ...]
    groups: frozenset[str]
    rows: tuple[MatrixRow, ...]
    findings: tuple[Finding, ...]


def scheme_named(name: str) -> Scheme:
    """The scheme of that name.

    Raises:
        ValueError: there is none; the message lists those that there are.
    """
    if name in SCHEMES:
        return SCHEMES[name]
    from ecotui.i18n import _

    message = _('unknown scheme "{name}"; there are {known}')
    raise ValueError(message.format(name=name, known=", ".join(SCHEMES)))


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
) -> Matrix:
    """Make the matrix of some measures.

    Args:
        measures: The rows, in order.
        departments: The departments of the plan, in the order of the columns.
        scheme: Name of a scheme, or a scheme.
        columns: ``"involved"`` for departments that have a cell, ``"all"`` for every one.
        language: Language of legend, note and findings.

    Raises:
        ValueError: there is no such scheme.
    """
    chosen = scheme_named(scheme) if isinstance(scheme, str) else scheme
    translate = translator(language)
    rows = tuple([MatrixRow(entry, cells(entry, chosen)) for entry in measures])
    involved = {name for row in rows for name in row.cells}
    names = tuple([d.name for d in departments if columns == "all" or d.name in involved])
    groups = frozenset(d.name for d in departments if d.kind == GROUP and d.name in names)
    return Matrix(
        chosen.name,
        _legend(chosen, rows, translate),
        translate(chosen.note) if chosen.note else None,
        names,
        groups,
        rows,
        tuple(_findings(rows, names, groups, chosen, translate)),
    )


def _legend(
    scheme: Scheme, rows: Sequence[MatrixRow], translate: Callable[[str], str]
) -> dict[str, str]:
    legend = {letter: translate(meaning) for letter, meaning in scheme.meanings}
    known = dict((_A, _R, _C, _INFORMED))
    used = dict.fromkeys((scheme.first, scheme.other, scheme.participant))
    used.update(dict.fromkeys(value for row in rows for value in row.cells.values()))
    for value in used:
        for letter in filter(None, value.split("/")):
            legend.setdefault(letter, translate(known.get(letter, N_("set by the plan"))))
    for value in used:
        if value not in legend:
            legend[value] = " + ".join(legend[part] for part in filter(None, value.split("/")))
    return legend


#: A department that answers for more than this share of the rows is reported.
ACCOUNTABLE_SHARE = 0.2
#: A department that is involved in more than this share of the rows is reported.
INVOLVED_SHARE = 0.5
#: Shares say nothing about a handful of rows.
SHARES_FROM = 10


def _findings(
    rows: Sequence[MatrixRow],
    names: Sequence[str],
    groups: frozenset[str],
    scheme: Scheme,
    translate: Callable[[str], str],
) -> Iterable[Finding]:
    first = scheme.first.split("/")
    owner = "A" if "A" in first else first[0]
    for row in rows:
        yield from _row_findings(row, owner, groups, scheme, translate)
    if len(rows) < SHARES_FROM:
        return
    for name in names:
        if name in groups:
            continue
        held = [row.cells[name].split("/") for row in rows if name in row.cells]
        owned = sum(owner in letters for letters in held)
        where = translate("department {name}").format(name=name)
        if owned > ACCOUNTABLE_SHARE * len(rows):
            message = translate("{name} has {letter} in {count} of {rows} measures")
            message = message.format(name=name, letter=owner, count=owned, rows=len(rows))
            yield Finding("accountable-overload", WARNING, where, message)
        if len(held) > INVOLVED_SHARE * len(rows):
            message = translate("{name} is involved in {count} of {rows} measures")
            message = message.format(name=name, count=len(held), rows=len(rows))
            yield Finding("involved-overload", INFO, where, message)


def _row_findings(
    row: MatrixRow,
    owner: str,
    groups: frozenset[str],
    scheme: Scheme,
    translate: Callable[[str], str],
) -> Iterable[Finding]:
    where = translate("measure {id}").format(id=row.entry.id)
    letters = {name: value.split("/") for name, value in row.cells.items()}
    owners = [name for name, held in letters.items() if owner in held]
    if not owners:
        message = translate("nobody has {letter}").format(letter=owner)
        yield Finding("no-accountable", ERROR, where, message, translate("name a lead department"))
    if len(owners) > 1 and scheme.name != "literal":
        message = translate("{count} departments have {letter}: {names}")
        message = message.format(count=len(owners), letter=owner, names="、".join(owners))
        yield Finding("several-accountable", WARNING, where, message, translate("agree on one"))
    if "R" in scheme.first.split("/") and not any("R" in held for held in letters.values()):
        message = translate("nobody has {letter}").format(letter="R")
        yield Finding("no-responsible", ERROR, where, message, translate("name a lead department"))
    if row.entry.participants_open:
        message = translate("the list of participants is open (等): who else takes part?")
        yield Finding("open-list", INFO, where, message, translate("name every participant"))
    for name in row.cells:
        if name in groups:
            message = translate("{name} is a group: which departments does it mean?")
            message = message.format(name=name)
            yield Finding("group", INFO, where, message, translate("name every participant"))
