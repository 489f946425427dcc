"""Its hook raises."""

from ecotui.api import hookimpl


@hookimpl
def ecotui_register_exporters():
    raise RuntimeError("raised on purpose")
