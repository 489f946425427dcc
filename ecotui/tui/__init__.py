"""The browser: one query, and panes that are all drawn from the selection it leaves."""

from __future__ import annotations

import gc
import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ecotui.exporting.registry import Registry
    from ecotui.index import Index


def browse(
    index: Index,
    where: str = "",
    *,
    registry: Callable[[], Registry],
    views: Mapping[str, str] | None = None,
    export_options: Mapping[str, Mapping[str, object]] | None = None,
    restricted: bool = False,
    export_dir: str | None = None,
) -> None:
    """Browse plans until the user quits.

    Args:
        index: The plans.
        where: The query to begin with; it must be right.
        registry: Gives the exporters, when the export dialog is first opened.
        views: Query text of the saved views.
        export_options: The user's options by exporter.
        restricted: Export only into ``export_dir``, and overwrite nothing.
        export_dir: The folder in which exports are offered; the current one by default.
    """
    # Read when Textual is imported. Animations turn a page of scrolling into 126 kB.
    os.environ.setdefault("TEXTUAL_ANIMATIONS", "none")
    # Under the kitty keyboard protocol Textual takes a long commit of an input method for keys.
    os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")
    # It is for mice, and asks for another way to be told of the window's size.
    os.environ.setdefault("TEXTUAL_SMOOTH_SCROLL", "0")
    from ecotui.tui.app import Browser
    from ecotui.tui.driver import driver
    from ecotui.tui.state import State

    app = Browser(
        State(index, where, views=views or {}),
        registry=registry,
        export_options=export_options or {},
        restricted=restricted,
        export_dir=export_dir,
        driver_class=driver(),
    )
    app.run(mouse=False)
    # At its end Python would search all that was on the screen for garbage, for 80 ms.
    gc.freeze()
