"""What a browser of either face starts with in a test."""

from __future__ import annotations

from typing import Any

from ecotui.browser.launch import Launch
from ecotui.exporting.guest_folder import GuestFolder
from ecotui.plugin_host.registry import Registry
from ecotui.query.index import Index
from ecotui.settings.config import Config


def launch_of(index: Index, **wishes: Any) -> Launch:
    """Nothing of the user's: no plugins, no configuration, no saved views.

    ``restricted=True`` makes it a guest's, whose folder is ``export_dir``.
    """
    if wishes.pop("restricted", False):
        wishes["guest_folder"] = GuestFolder(wishes.pop("export_dir", "."))
    registry = Registry(plugins=False)
    return Launch(
        **{"plan_index": index, "config": Config({}), "registry": lambda: registry, **wishes}
    )
