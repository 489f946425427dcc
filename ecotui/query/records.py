"""Measures, departments and findings as JSON has them: one shape for every command and exporter."""

from __future__ import annotations

from ecotui.model.fields import fields, plain
from ecotui.model.plan import Measure

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ecotui.model.plan import Chapter, Entry, Section
    from ecotui.query.selection import Facet, Selection
    from ecotui.raci.findings import Finding


def measure_record(selection: Selection, entry: Entry) -> dict[str, Any]:
    """A measure as ``list --json`` shows it; the selection's words give the matches."""
    measure = entry.measure
    record = {
        "id": entry.id,
        "number": measure.number,
        "chapter": _heading(entry.chapter),
        "section": _heading(entry.section) if entry.section else None,
        "text": measure.text,
        "source_text": measure.source_text,
        "lead": list(measure.lead),
        "participants": list(measure.participants),
        "participants_open": measure.participants_open,
        "source_line": measure.source_line,
        "matches": [[start, end] for start, end in selection.matches(entry)],
    }
    for field, value in [(field, getattr(measure, field.name)) for field in fields(Measure)]:
        # Few plans set letters of their own.
        if value or field.kind != "Cells":
            record.setdefault(field.name, plain(field.kind, value))
        if field.name == "deadline":
            record["due"] = measure.due
    return record


def department_record(facet: Facet) -> dict[str, Any]:
    """A department as ``departments --json`` shows it, with its counts inside a selection."""
    return facet._asdict()


def _heading(heading: Chapter | Section) -> dict[str, Any]:
    return {"number": heading.number, "title": heading.title}


def finding_record(finding: Finding) -> dict[str, Any]:
    """Something questionable, as ``check --json`` and ``matrix --json`` show it."""
    return finding._asdict()
