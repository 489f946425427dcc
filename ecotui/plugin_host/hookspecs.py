"""The hooks that a plugin may implement."""

from __future__ import annotations

from collections.abc import Iterable

import pluggy

from ecotui.plugin_host.spec import ExporterSpec, ImporterSpec

#: Entry-point group of plugins, and the name of the pluggy project.
PROJECT = "ecotui"

hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)


@hookspec
def ecotui_register_exporters() -> Iterable[ExporterSpec]:  # type: ignore[empty-body]
    """Name the plugin's exporters. Cheap: loads no heavy library."""


@hookspec
def ecotui_register_importers() -> Iterable[ImporterSpec]:  # type: ignore[empty-body]
    """Name the plugin's importers. Cheap: loads no heavy library."""
