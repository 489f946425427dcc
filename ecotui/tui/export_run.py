"""Running an exporter for the screen: whatever it does, there is something to say in the end."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ecotui.exporting.run import Done, run
from ecotui.exporting.target import HostTarget
from ecotui.i18n import _
from ecotui.plugin_host.calls import PluginBroken, broken
from ecotui.plugin_host.options import OptionError, build
from ecotui.plugin_host.spec import ExportError

if TYPE_CHECKING:
    from ecotui.plugin_host.registry import Listed
    from ecotui.query.selection import Selection


def attempt(
    listed: Listed, selection: Selection, values: Mapping[str, Any], target: HostTarget
) -> tuple[Done | None, str]:
    """Run an exporter in a thread; no exception comes out.

    Args:
        listed: The exporter.
        selection: What to write.
        values: Its options by name, also as text.
        target: Where it writes.

    Returns:
        What was done; or None, and why it was not, with the plugin's name where it is to blame.
    """
    try:
        return _run(listed, selection, values, target)
    # The class of the options may raise too; and in a thread nobody presses Ctrl+c.
    except BaseException as error:
        return None, str(broken(listed, error))


def _run(
    listed: Listed, selection: Selection, values: Mapping[str, Any], target: HostTarget
) -> tuple[Done | None, str]:
    try:
        options = build(listed.spec.options, values)
        done = run(listed, selection, options, target.path, target=target)
    except (PluginBroken, OptionError) as error:
        return None, str(error)
    except ExportError as error:
        plugin, reason = listed.plugin, str(error)
        # A folder that is not there is no fault of the plugin's.
        elsewhere = target.cancel_requested or isinstance(error.__cause__, OSError)
        if elsewhere or plugin.name == "ecotui":
            return None, reason
        message = _("plugin {name} {version}, {exporter}: {reason}")
        return None, message.format(
            name=plugin.name, version=plugin.version, exporter=listed.spec.id, reason=reason
        )
    return Done(done.path, tuple(map(str, done.warnings))), ""
