"""Misspells its hook, which would never be called."""

from ecotui.api import hookimpl


@hookimpl
def ecotui_register_exporter():
    return []
