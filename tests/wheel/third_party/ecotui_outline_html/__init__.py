"""Exporter ``outline-html``: the outline of a plan as an HTML page."""

from __future__ import annotations

from dataclasses import dataclass

from ecotui.api import ExporterSpec, hookimpl, option


@dataclass(frozen=True)
class Options:
    """What the user may choose."""

    departments: bool = option(True, help="name the departments below each measure")
    heading: int = option(1, min=1, max=4, help="level of the first heading")


@hookimpl
def ecotui_register_exporters() -> list[ExporterSpec]:
    """Name the exporter."""
    return [
        ExporterSpec(
            id="outline-html",
            title="HTML outline",
            summary="Writes the measures under their headings as an HTML page.",
            extensions=("html",),
            media_type="text/html",
            kind="text",
            factory="ecotui_outline_html.exporter:OutlineHtml",
            options=Options,
        )
    ]
