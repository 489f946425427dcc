"""The browser on the screen: panes that are all drawn from the selection of one query."""

from __future__ import annotations

import gc
import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

    from ecotui.browser.launch import Launch


def browse(launch: Launch) -> NoReturn:
    """Browse plans until the user quits; then the process ends."""
    # Before the first picture there is no garbage worth collecting.
    gc.disable()
    from ecotui.tui.terminal import ambiguous_width, capabilities

    capabilities.drop_exported_size(sys.stdout.fileno(), os.environ)
    ambiguous_width.ambiguous_width(launch.config.ambiguous_width)
    from ecotui.browser.session import Session, SharedSession
    from ecotui.browser.session_store import SessionStore
    from ecotui.browser.state import State
    from ecotui.text.display import visible
    from ecotui.tui.terminal.splash import Splash
    from ecotui.tui.terminal.standard_files import StandardFiles

    # Read when Textual is imported. Animations turn a page of scrolling into 126 kB.
    os.environ.setdefault("TEXTUAL_ANIMATIONS", "none")
    # The most frames per second: a key waits for the next one. The driver skips those for which
    # the connection is too slow.
    os.environ.setdefault("TEXTUAL_FPS", "250")
    # With the kitty keyboard protocol Textual takes a long text of an input method for keys.
    os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")
    many = capabilities.colours(os.environ) > 16
    os.environ.setdefault("TEXTUAL_COLOR_SYSTEM", "256" if many else "standard")
    # It is only for mice, and changes how the terminal reports its size.
    os.environ.setdefault("TEXTUAL_SMOOTH_SCROLL", "0")
    state = State(launch.plan_index, launch.where, views=launch.views, plans=launch.plans)
    memory = None
    if not launch.restricted:
        memory = SessionStore(launch.plan_index, launch.states, fresh=launch.fresh)
    kept, common = memory.load() if memory else (Session(), SharedSession())
    theme = launch.config.theme or capabilities.theme(os.environ)
    files = StandardFiles()
    with Splash.shown(state, kept, common.theme or theme, files) as splash:
        import asyncio

        from ecotui.files import discard_unfinished
        from ecotui.tui.app import Browser
        from ecotui.tui.shutdown import Shutdown
        from ecotui.tui.terminal.driver import driver
        from ecotui.tui.warmup import Warmup

        warmup = Warmup(launch.plan_index)

        def first_shown() -> None:
            warmup.start()
            if not launch.restricted:
                from ecotui.browser.recent import open_paths, remember

                remember(open_paths(launch.plans), launch.plan_index)

        app = Browser(
            launch,
            state,
            theme=theme,
            memory=memory,
            driver_class=driver(files, splash),
            ready=first_shown,
        )
        runner = asyncio.Runner()
        with Shutdown(app, runner.get_loop(), files, splash).on_signals():
            try:
                runner.run(app.run_async(mouse=launch.mouse))
            finally:
                files.tell(sys.stderr, in_full=bool(app.return_code) and app.has_traceback)
    if memory is not None:
        from ecotui.browser.recent import wait_for_writes

        for line in wait_for_writes(1.0):
            # What keeps the session from being saved is said already.
            if not memory.cannot_save:
                sys.stderr.write(f"ecotui: {visible(line)}\n")
    discard_unfinished()
    sys.stdout.flush()
    sys.stderr.flush()
    if app.opened and launch.command_for is not None:
        # A new process begins with the new plan as if it were called with it: the same program in
        # the same way, since `python -m` would look for modules in the current folder.
        program = sys.orig_argv[1 : len(sys.orig_argv) - len(sys.argv) + 1]
        command = [sys.executable, *program, *launch.command_for(app.opened)]
        os.execv(sys.executable, command)
    # Taking down the loop and the interpreter would only cost time.
    os._exit(app.return_code or 0)
