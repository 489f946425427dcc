"""Wording that several exporters share: labels, names, first clauses, safe text, dates."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from functools import lru_cache

from ecotui.api import (
    N_,
    OPEN_MARK,
    Entry,
    ExportError,
    Facet,
    Finding,
    Heading,
    Selection,
    join_names,
    visible,
)

SEVERITIES = {"error": N_("error"), "warning": N_("warning"), "info": N_("info")}

_OPENING, _CLOSING = "（(〔[【《〈「『“", "）)〕]】》〉」』”"
_LINE_END = re.compile(r"\r\n?")


# The cells of a matrix hold the same few letters.
@lru_cache(maxsize=256)
def clean(text: str) -> str:
    """A text of several lines that is safe in a file: line feeds end them, controls are visible."""
    return visible(_LINE_END.sub("\n", text), one_line=False).strip()


def labelled(selection: Selection, label: str, value: str = "") -> str:
    """A label, given in English, and what it labels, with a colon: ``牵头单位：财政厅``."""
    colon = "：" if selection.language == "zh" else ": "
    return f"{selection.label(label)}{colon}{value}"


def joined(selection: Selection, texts: Iterable[str]) -> str:
    """Texts in a row, with the semicolon of the language between them."""
    return ("；" if selection.language == "zh" else "; ").join(texts)


def bracketed(selection: Selection, text: str, inner: object) -> str:
    """A text with another in brackets behind it: ``牵头任务（9）``."""
    return f"{text}（{inner}）" if selection.language == "zh" else f"{text} ({inner})"


def heading_text(heading: Heading) -> str:
    """A heading with its numeral, safe and in one line."""
    return visible(f"{heading.label}{heading.title}")


def marked_id(entry: Entry) -> str:
    """The id of a measure, with a mark behind it if its list of participants is open."""
    return visible(entry.id) + (OPEN_MARK if entry.participants_open else "")


def query_line(selection: Selection) -> str | None:
    """The line that says which query left the measures, or None if there was no query."""
    if not selection.query:
        return None
    return labelled(selection, N_("Query"), visible(selection.query))


def nothing(selection: Selection) -> str:
    """What a document says if there are no measures."""
    if selection.query:
        return selection.label(N_("No measure matches the query."))
    return selection.label(N_("The plan has no measures."))


def names(selection: Selection, departments: Sequence[str], *, is_open: bool = False) -> str:
    """Departments as a sentence lists them, in the language of the selection."""
    safe = [visible(name) for name in departments]
    joined = join_names(safe, open_list=is_open, language=selection.language)
    return joined.removeprefix(", ")


def roles(
    selection: Selection, entry: Entry, *, without: str | None = None
) -> Iterator[tuple[str, str]]:
    """Labels in English and departments, but for one, of the roles that somebody has."""
    # Where the source says how it is responsible, it names nobody as the lead.
    lead = N_("Lead departments") if entry.basis is None else N_("Responsible departments")
    for label, departments, is_open in (
        (lead, entry.lead, entry.lead_open),
        (N_("Participating departments"), entry.participants, entry.participants_open),
    ):
        listed = [one for one in departments if one != without]
        if listed or is_open:
            yield label, names(selection, listed, is_open=is_open)


def load_line(selection: Selection, facet: Facet) -> str:
    """How many measures a department leads, and in how many others it participates, if any."""
    lead, others = facet.lead, facet.total - facet.lead
    message = N_("leads {lead}, participates in {others}")
    if lead and not others:
        message = N_("leads {lead}")
    elif others and not lead:
        message = N_("participates in {others}")
    return selection.label(message).format(lead=lead, others=others)


def one_department(selection: Selection, value: str) -> Facet:
    """The department that the option ``department`` names.

    Raises:
        ExportError: it is not one of the plan, or may be several.
    """
    try:
        return selection.department(value)
    except ValueError as error:
        raise ExportError(f"--department: {error}") from None


def task_lists(selection: Selection, facet: Facet) -> list[tuple[str, Selection]]:
    """The tasks of a department, each list with its name: what it leads, what it takes part in."""
    lists = [
        (selection.label(N_("As lead department")), selection.tasks(facet.name, "lead")),
        (selection.label(N_("As participating department")), selection.tasks(facet.name, "with")),
    ]
    return [(title, one) for title, one in lists if len(one)]


def first_clause(text: str, limit: int = 30) -> str:
    """What a measure begins with, short enough for a heading; a longer clause ends in ``…``.

    The text up to its first comma, semicolon or full stop outside brackets and quotation marks,
    or up to its first line break; a comma between two digits ends nothing.
    """
    line = clean(text).partition("\n")[0]
    clause = visible(line[: _clause_end(line)])
    return clause if len(clause) <= limit else f"{clause[: limit - 1]}…"


def fitting_clauses(text: str, fits: Callable[[str], bool]) -> str:
    """The first clauses of a measure, as many as fit, without the mark behind the last.

    If the first does not fit, it is cut and ends in ``…``.
    """
    line = visible(clean(text).partition("\n")[0]).rstrip("，。；,;")
    end = _clause_end(line)
    found = line[:end]
    if not fits(found):
        while found and not fits(f"{found}…"):
            found = found[:-1]
        return f"{found}…"
    while end < len(line):
        end += 1 + _clause_end(line[end + 1 :])
        if not fits(line[:end]):
            break
        found = line[:end]
    return found


def _clause_end(line: str, brackets: bool = True) -> int:
    depth = 0
    for index, character in enumerate(line):
        if brackets and character in _OPENING:
            depth += 1
        elif brackets and character in _CLOSING:
            depth = max(depth - 1, 0)
        elif character in "，。；,;" and not depth and index and not _in_number(line, index):
            return index
    # A bracket that is never closed encloses nothing.
    return _clause_end(line, brackets=False) if depth else len(line)


def _in_number(line: str, index: int) -> bool:
    return (
        line[index] == "," and line[index - 1].isdigit() and line[index + 1 : index + 2].isdigit()
    )


def finding_cells(selection: Selection, finding: Finding) -> tuple[str, str, str, str, str]:
    """Severity, place, message, suggestion and code of a finding, as a row of a table."""
    severity = selection.label(SEVERITIES.get(finding.severity, finding.severity))
    suggestion = visible(finding.suggestion or "")
    return severity, visible(finding.where), visible(finding.message), suggestion, finding.code


def finding_header(selection: Selection) -> list[str]:
    """Names of the columns that `finding_cells` fills."""
    names = (N_("Severity"), N_("Where"), N_("Finding"), N_("Suggestion"), N_("Code"))
    return [selection.label(name) for name in names]


# The earliest and the latest time that a member of a zip file can have.
_EARLIEST, _LATEST = 315_532_800, 4_354_819_198


def timestamp() -> datetime:
    """The time that files carry: ``SOURCE_DATE_EPOCH``, or else 1980-01-01, never the clock."""
    try:
        seconds = int(os.environ.get("SOURCE_DATE_EPOCH", ""))
    except ValueError:
        seconds = _EARLIEST
    return datetime.fromtimestamp(min(max(seconds, _EARLIEST), _LATEST), UTC)


def date_of(date: str) -> str | None:
    """The date to write: the one given, or that of ``SOURCE_DATE_EPOCH``.

    None if neither says one: a field then shows the date of printing, so that the same input gives
    the same bytes on any day.
    """
    if date:
        return visible(date)
    if os.environ.get("SOURCE_DATE_EPOCH", "").isdigit():
        return timestamp().date().isoformat()
    return None
