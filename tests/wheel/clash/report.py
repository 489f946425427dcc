"""One of two plugins that both call their exporter ``report``."""

from ecotui.api import ExporterSpec, hookimpl


@hookimpl
def ecotui_register_exporters():
    return [
        ExporterSpec(
            id="report",
            title="Report",
            summary="Writes how many measures there are.",
            extensions=("txt",),
            media_type="text/plain",
            kind="text",
            factory=f"{__name__}:Report",
        )
    ]


class Report:
    def export(self, selection, target, options):
        with target.text() as file:
            file.write(f"{__name__}: {len(selection.measures)}\n")
