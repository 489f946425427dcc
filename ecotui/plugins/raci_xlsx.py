"""Exporter ``raci-xlsx``: the RACI matrix as a workbook to meet over and to print."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ecotui.api import N_, SCHEMES, ExporterSpec, hookimpl, option


@dataclass(frozen=True)
class Options:
    """What a user can choose."""

    scheme: str = option(
        "raci", choices=tuple(SCHEMES), help=N_("the rule that turns roles into letters")
    )
    columns: Literal["involved", "all"] = option(
        "involved", help=N_("departments that have a letter, or all of the plan")
    )


@hookimpl
def ecotui_register_exporters() -> list[ExporterSpec]:
    """Name the exporter."""
    return [
        ExporterSpec(
            id="raci-xlsx",
            title=N_("RACI matrix, Excel"),
            summary=N_("Writes the RACI matrix as an Excel workbook, with findings and legend."),
            extensions=("xlsx",),
            media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            kind="binary",
            factory="ecotui.plugins.raci_xlsx_writer:RaciXlsxExporter",
            options=Options,
            requires=("xlsxwriter",),
        )
    ]
