"""Exporter ``raci-xlsx``: the RACI matrix as a workbook to meet over and to print."""

from __future__ import annotations

from ecotui.api import N_, ExporterSpec, hookimpl
from ecotui.plugins.common.matrix_options import PaperOptions


@hookimpl
def ecotui_register_exporters() -> list[ExporterSpec]:
    return [
        ExporterSpec(
            id="raci-xlsx",
            title=N_("RACI matrix (Excel)"),
            summary=N_("RACI matrix as an Excel workbook, for meetings and print."),
            extensions=("xlsx",),
            media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            kind="binary",
            factory="ecotui.plugins.raci_xlsx.writer:RaciXlsxExporter",
            options=PaperOptions,
            requires=("xlsxwriter",),
        )
    ]
