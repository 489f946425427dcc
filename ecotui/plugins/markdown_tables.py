"""Importer ``markdown-tables``: allocation documents that are written as Markdown tables."""

from __future__ import annotations

from ecotui.api import N_, ImporterSpec, hookimpl


@hookimpl
def ecotui_register_importers() -> list[ImporterSpec]:
    return [
        ImporterSpec(
            id="markdown-tables",
            title=N_("Markdown tables"),
            summary=N_("Reads an allocation document written as Markdown tables."),
            extensions=("md", "markdown"),
            factory="ecotui.importing.tables:Importer",
        )
    ]
