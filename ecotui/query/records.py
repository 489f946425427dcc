"""Measures, departments and findings as JSON has them: one shape for every command and exporter."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ecotui.model.plan import Chapter, Entry, Section
    from ecotui.query.selection import Facet, Selection
    from ecotui.raci.findings import Finding


def measure_record(selection: Selection, entry: Entry) -> dict[str, Any]:
    """A measure as ``list --json`` shows it.

    Args:
        selection: The selection that the measure is in; its query's words give the matches.
        entry: The measure.
    """
    return {
        "id": entry.id,
        "number": entry.number,
        "chapter": _heading(entry.chapter),
        "section": _heading(entry.section) if entry.section else None,
        "text": entry.text,
        "source_text": entry.source_text,
        "lead": list(entry.lead),
        "participants": list(entry.participants),
        "participants_open": entry.participants_open,
        "source_line": entry.source_line,
        "matches": [[start, end] for start, end in selection.matches(entry)],
    }


def department_record(facet: Facet) -> dict[str, Any]:
    """A department as ``departments --json`` shows it, with its counts inside a selection."""
    return {
        "name": facet.name,
        "kind": facet.kind,
        "lead": facet.lead,
        "first_lead": facet.first_lead,
        "participant": facet.participant,
        "total": facet.total,
    }


def _heading(heading: Chapter | Section) -> dict[str, Any]:
    return {"number": heading.number, "title": heading.title}


def finding_record(finding: Finding) -> dict[str, Any]:
    """Something questionable, as ``check --json`` and ``matrix --json`` show it."""
    return {
        "code": finding.code,
        "severity": finding.severity,
        "where": finding.where,
        "message": finding.message,
        "suggestion": finding.suggestion,
    }
