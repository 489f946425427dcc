"""Never comes back from its hook."""

from ecotui.api import hookimpl


@hookimpl
def ecotui_register_exporters():
    while True:
        pass
