"""Exporter ``docx``: the measures as an outline for Word, with headings that navigate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ecotui.api import N_, ExporterSpec, hookimpl, option
from ecotui.plugins.common.document_options import AUTO, OfficialOptions


@dataclass(frozen=True)
class Options(OfficialOptions):
    layout: Literal["outline", "table"] = option(
        "outline",
        help=N_("Headings and measures, or the table of four columns."),
        label=N_("Layout"),
        labels={"outline": N_("outline"), "table": N_("table")},
    )
    contents: Literal["auto", "yes", "no"] = option(
        AUTO,
        help=N_("A list of the headings; auto: not in the official style."),
        label=N_("Contents"),
        labels={"auto": N_("by style"), "yes": N_("yes"), "no": N_("no")},
        advanced=True,
    )
    roles: Literal["line", "table"] = option(
        "line",
        help=N_("Lead and participating departments as lines or as a table."),
        label=N_("Roles"),
        labels={"line": N_("lines"), "table": N_("table")},
    )
    paper: Literal["A4", "Letter"] = option(
        "A4", help=N_("The paper."), label=N_("Paper"), advanced=True
    )
    department: str = option(
        "",
        help=N_(
            "Only the tasks of this department, those it leads first; a query does not set it."
        ),
        label=N_("Department"),
    )


@hookimpl
def ecotui_register_exporters() -> list[ExporterSpec]:
    return [
        ExporterSpec(
            id="docx",
            title=N_("Measures (Word)"),
            summary=N_("Measures under their headings as a Word document."),
            extensions=("docx",),
            media_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            kind="binary",
            factory="ecotui.plugins.docx.writer:DocxExporter",
            options=Options,
            requires=("docx",),
        )
    ]
