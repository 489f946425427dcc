"""Exporter ``raci-docx``: the RACI matrix as a Word document to meet over and to print."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ecotui.api import N_, ExporterSpec, hookimpl, option
from ecotui.plugins.common.document_options import OfficialOptions
from ecotui.plugins.common.matrix_options import FindingOptions


@dataclass(frozen=True)
class Options(FindingOptions, OfficialOptions):
    paper: Literal["A4", "A3", "Letter"] = option(
        "A4", help=N_("The paper, in landscape."), label=N_("Paper")
    )
    wording: Literal["whole", "clause"] = option(
        "whole",
        help=N_("The full wording of a measure, or the clauses that fit on one line."),
        label=N_("Wording"),
        labels={"whole": N_("in full"), "clause": N_("one line")},
    )
    findings: bool = option(
        False, help=N_("List the findings below the matrix."), label=N_("Findings"), advanced=True
    )


@hookimpl
def ecotui_register_exporters() -> list[ExporterSpec]:
    return [
        ExporterSpec(
            id="raci-docx",
            title=N_("RACI matrix (Word)"),
            summary=N_("RACI matrix as a Word document, with legend."),
            extensions=("docx",),
            media_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            kind="binary",
            factory="ecotui.plugins.raci_docx.writer:RaciDocxExporter",
            options=Options,
            requires=("docx",),
        )
    ]
