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
        config: What the user has configured; what is wrong with it is told at the start.
        registry: Gives the exporters, when they are first asked for.
        where: The query to begin with; it must be right.
        plans: The files and folders that the plans were asked for by; empty for the usual ones.
        views: Query text of the saved views.
        fresh: Begin as if nothing had been kept from the last session.
        restricted: Export only into ``export_dir``, overwrite nothing, and keep nothing: guests
            share an account.
        export_dir: The folder in which exports are offered; the current one by default.
        mouse: Whether clicks and the wheel come here, and not to the terminal's own selection.
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
