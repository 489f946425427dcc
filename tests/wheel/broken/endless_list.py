"""Names exporters without end."""

from ecotui.api import ExporterSpec, hookimpl


@hookimpl
def ecotui_register_exporters():
    number = 0
    while True:
        number += 1
        yield ExporterSpec(
            id=f"endless-{number}",
            title="Endless",
            summary="One more.",
            extensions=("txt",),
            media_type="text/plain",
            kind="text",
            factory="endless_list:Nothing",
        )
