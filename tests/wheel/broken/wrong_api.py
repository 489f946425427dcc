"""Was written for an interface that is yet to come."""

from ecotui.api import ExporterSpec, api_version, hookimpl


@hookimpl
def ecotui_register_exporters():
    return [
        ExporterSpec(
            id="of-tomorrow",
            title="Of tomorrow",
            summary="Writes what nobody can read yet.",
            extensions=("txt",),
            media_type="text/plain",
            kind="text",
            factory="wrong_api:Nothing",
            api=api_version + 1,
        )
    ]
