"""The browser: one query, and panes that are all drawn from the selection it leaves."""

from __future__ import annotations

import gc
import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import NoReturn

    from ecotui.model.plan import Plan
    from ecotui.plugin_host.registry import Registry
    from ecotui.query.index import Index
    from ecotui.settings.config import Config


def browse(
    index: Index,
    where: str = "",
    *,
    fresh: bool = False,
    plans: Sequence[str] = (),
    registry: Callable[[], Registry],
    config: Config,
    views: Mapping[str, str] | None = None,
    restricted: bool = False,
    export_dir: str | None = None,
    mouse: bool = False,
    uncached: Sequence[tuple[str, Plan]] = (),
) -> NoReturn:
    """Browse plans until the user quits; the process ends then.

    Args:
        index: The plans.
        where: The query to begin with; it must be right.
        fresh: Begin as if nothing had been kept from the last session.
        plans: The files and folders that they were asked for by; empty for the usual ones.
        registry: Gives the exporters, when the export dialog is first opened.
        config: What the user has configured; what is wrong with it is told at the start.
        views: Query text of the saved views.
        restricted: Export only into ``export_dir``, overwrite nothing, and keep nothing: guests
            share an account.
        export_dir: The folder in which exports are offered; the current one by default.
        mouse: Whether clicks and the wheel come here, and not to the terminal's own selection.
        uncached: Large plans that the cache does not have yet, with their names there.
    """
    # Until the first picture is there nothing is thrown away that is worth looking for.
    gc.disable()
    from ecotui.tui.terminal import ambiguous_width, capabilities

    ambiguous_width.ambiguous_width(config.ambiguous_width)
    from ecotui.browser.session import Common, Kept
    from ecotui.browser.session_store import Memory
    from ecotui.browser.state import State
    from ecotui.tui.terminal.splash import Splash

    # Read when Textual is imported. Animations turn a page of scrolling into 126 kB.
    os.environ.setdefault("TEXTUAL_ANIMATIONS", "none")
    # So many frames in a second at most: a key waits for the next, so they are close together. What
    # the line cannot take the driver leaves out.
    os.environ.setdefault("TEXTUAL_FPS", "250")
    # Under the kitty keyboard protocol Textual takes a long commit of an input method for keys.
    os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")
    many = capabilities.colours(os.environ) > 16
    os.environ.setdefault("TEXTUAL_COLOR_SYSTEM", "256" if many else "standard")
    # It is for mice, and asks for another way to be told of the window's size.
    os.environ.setdefault("TEXTUAL_SMOOTH_SCROLL", "0")
    state = State(index, where, views=views or {}, plans=plans)
    memory = None if restricted else Memory(index, fresh=fresh)
    kept, common = memory.recall() if memory else (Kept(), Common())
    begin = config.theme or capabilities.theme(os.environ)
    with Splash.shown(state, kept, common.theme or begin) as splash:
        import asyncio

        from ecotui.files import discard_unfinished
        from ecotui.tui.app import Browser
        from ecotui.tui.keymap import Keymap
        from ecotui.tui.shutdown import Shutdown
        from ecotui.tui.terminal.driver import driver
        from ecotui.tui.warmup import Idle

        keymap = Keymap(config.keys)
        problems = [config.complain(("keys", name), problem) for name, problem in keymap.problems]
        idle = Idle(index, uncached)
        app = Browser(
            state,
            registry=registry,
            export_options=config.exporters,
            restricted=restricted,
            export_dir=export_dir,
            theme=begin,
            memory=memory,
            driver_class=driver(splash),
            keymap=keymap,
            notes=[*config.problems, *problems],
            ready=idle.begin,
        )
        runner = asyncio.Runner()
        with Shutdown(app, runner.get_loop(), splash).on_signals():
            try:
                runner.run(app.run_async(mouse=mouse))
            finally:
                idle.end()
    discard_unfinished()
    sys.stdout.flush()
    sys.stderr.flush()
    # Whatever of the loop and of the interpreter would be taken down now has nothing left to do.
    os._exit(app.return_code or 0)
