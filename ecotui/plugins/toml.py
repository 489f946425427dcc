"""Exporter ``toml``: the selected measures as a plan of their own, which ecotui reads."""

from __future__ import annotations

from ecotui.api import (
    N_,
    ExportError,
    ExporterSpec,
    NoOptions,
    Selection,
    Target,
    _,
    hookimpl,
    plan_to_toml,
)


@hookimpl
def ecotui_register_exporters() -> list[ExporterSpec]:
    return [
        ExporterSpec(
            id="toml",
            title=N_("Plan (TOML)"),
            summary=N_("The selected measures as a plan file that ecotui can read."),
            extensions=("toml",),
            media_type="application/toml",
            kind="text",
            factory="ecotui.plugins.toml:TomlExporter",
        )
    ]


class TomlExporter:
    """Writes a plan file."""

    def export(self, selection: Selection, target: Target, options: NoOptions) -> None:
        """Write the selection.

        Raises:
            ExportError: it is from several plans, and a plan file holds one.
        """
        if len(selection.plans) > 1:
            message = _("a plan file holds one plan, and {count} are open; name one with --plan")
            raise ExportError(message.format(count=len(selection.plans)))
        if target.cancelled:
            return
        with target.text() as file:
            file.write(plan_to_toml(selection.to_plan()))
