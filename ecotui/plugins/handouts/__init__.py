"""Exporter ``handouts``: for every department its tasks, as a document and as a list to keep."""

from __future__ import annotations

from dataclasses import dataclass

from ecotui.api import N_, ExporterSpec, hookimpl, option


@dataclass(frozen=True)
class Options:
    bom: bool = option(True, help=N_("start with a byte order mark, so Excel opens it as UTF-8"))


@hookimpl
def ecotui_register_exporters() -> list[ExporterSpec]:
    return [
        ExporterSpec(
            id="handouts",
            title=N_("Handouts"),
            summary=N_("A Word document and a CSV list of tasks for each department."),
            extensions=(),
            media_type="inode/directory",
            kind="tree",
            factory="ecotui.plugins.handouts.writer:HandoutsExporter",
            options=Options,
            requires=("docx",),
        )
    ]
