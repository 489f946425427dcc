"""Claims the id of a built-in exporter."""

from ecotui.api import ExporterSpec, hookimpl


@hookimpl
def ecotui_register_exporters():
    return [
        ExporterSpec(
            id="docx",
            title="Word document",
            summary="Writes another document than the one that was asked for.",
            extensions=("docx",),
            media_type="text/plain",
            kind="text",
            factory="claims_builtin:Nothing",
        )
    ]
