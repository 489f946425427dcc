"""Exporter ``json``: the selection with everything in it, for programs."""

from __future__ import annotations

import json
import re
from typing import Any

from ecotui.api import (
    N_,
    ExporterSpec,
    NoOptions,
    Plan,
    Selection,
    Target,
    department_record,
    hookimpl,
    measure_record,
)

# Legal in JSON as they are, but they act on a terminal or cannot be UTF-8.
_UNSAFE = re.compile(
    "[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)


@hookimpl
def ecotui_register_exporters() -> list[ExporterSpec]:
    return [
        ExporterSpec(
            id="json",
            title=N_("Data (JSON)"),
            summary=N_("Plan details, measures and counts of each department as JSON."),
            extensions=("json",),
            media_type="application/json",
            kind="text",
            factory="ecotui.plugins.json:JsonExporter",
        )
    ]


class JsonExporter:
    """Writes one JSON object; its records have the shapes of the ``--json`` listings."""

    def export(self, selection: Selection, target: Target, options: NoOptions) -> None:
        """Write the selection; if there are several plans, ``plans`` names them all."""
        record: dict[str, Any] = {"plan": _plan(selection.plan)}
        if len(selection.plans) > 1:
            record["plans"] = [_plan(plan) for plan in selection.plans]
        record["query"] = selection.query
        record["measures"] = [measure_record(selection, entry) for entry in selection.measures]
        others = {one.name: list(one.aliases) for p in selection.plans for one in p.departments}
        record["departments"] = [
            {**department_record(facet), **_named("aliases", others.get(facet.name))}
            for facet in selection.departments
        ]
        if target.cancelled:
            return
        text = json.dumps(record, ensure_ascii=False, indent=2)
        with target.text() as file:
            file.write(_UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text) + "\n")


def _named(name: str, value: object) -> dict[str, object]:
    """A value under its name; nothing where there is none."""
    return {name: value} if value else {}


def _plan(plan: Plan) -> dict[str, Any]:
    source = plan.source
    return {
        "id": plan.id,
        "title": plan.title,
        "language": plan.language,
        "source": {"file": source.file, "sha256": source.sha256} if source else None,
    }
