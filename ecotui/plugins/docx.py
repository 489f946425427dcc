"""Exporter ``docx``: the measures as an outline for Word, with headings that navigate."""

from __future__ import annotations

from ecotui.api import N_, ExporterSpec, hookimpl


@hookimpl
def ecotui_register_exporters() -> list[ExporterSpec]:
    """Name the exporter."""
    return [
        ExporterSpec(
            id="docx",
            title=N_("Word outline"),
            summary=N_("Writes the measures under their headings as a Word document."),
            extensions=("docx",),
            media_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            kind="binary",
            factory="ecotui.plugins.docx_writer:DocxExporter",
            requires=("docx",),
        )
    ]
