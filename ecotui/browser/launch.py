"""What the browser starts with, whichever face it has."""

from __future__ import annotations

from typing import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from ecotui.plugin_host.registry import Registry
    from ecotui.query.index import Index
    from ecotui.settings.config import Config


class Launch(NamedTuple):
    """What the browser starts with.

    Args:
        plan_index: The plans.
        config: The user's configuration; its problems are shown at the start.
        registry: Gives the exporters, when they are first needed.
        where: The query to start with; it must be right.
        plans: The files and folders of the plans; empty for the default ones.
        views: Query text of the saved views.
        fresh: Ignore the saved session.
        restricted: Export only into ``export_dir``, overwrite nothing, and save nothing, since
            guests share an account.
        export_dir: The folder in which exports are offered; the current one by default.
        mouse: Handle clicks and the wheel, in place of the terminal's own selection.
    """

    plan_index: Index
    config: Config
    registry: Callable[[], Registry]
    where: str = ""
    plans: Sequence[str] = ()
    views: Mapping[str, str] = {}
    fresh: bool = False
    restricted: bool = False
    export_dir: str | None = None
    mouse: bool = False
