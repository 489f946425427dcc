"""Registers an exporter whose id is none."""

from ecotui.api import ExporterSpec, hookimpl


@hookimpl
def ecotui_register_exporters():
    return [
        ExporterSpec(
            id="Bad Id",
            title="Bad",
            summary="Has an id that no command line can call.",
            extensions=("txt",),
            media_type="text/plain",
            kind="text",
            factory="bad_spec:Nothing",
        )
    ]
