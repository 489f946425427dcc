"""Work that may take long, or never end, beside the screen."""

from __future__ import annotations

import contextlib
import contextvars
import threading
from collections.abc import Callable
from typing import TypeVar

from textual.message_pump import MessagePump

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ecotui.plugin_host.registry import Registry

T = TypeVar("T")


def in_background(owner: MessagePump, work: Callable[[], T], then: Callable[[T], object]) -> None:
    """Do something in a thread, and hand its result back to the screen.

    The thread ends with the program at the latest. Textual's own workers are waited for when the
    program ends, so a plugin that hangs would keep it from quitting.

    Args:
        owner: In whose queue ``then`` is called; where it has gone by then, nothing is.
        work: What to do in the thread; it must not raise.
        then: Takes what ``work`` returns.
    """

    def run() -> None:
        result = work()
        # The loop has been closed where the app ended meanwhile.
        with contextlib.suppress(RuntimeError):
            owner.call_later(then, result)

    context = contextvars.copy_context()
    threading.Thread(target=context.run, args=(run,), daemon=True).start()


#: Seconds that the screen waits for plugins before it goes on without them.
PLUGIN_WAIT_S = 0.4


def when_loaded(
    owner: MessagePump,
    registry: Registry,
    then: Callable[[], object],
    slow: Callable[[], object],
) -> None:
    """Do something once every plugin has been imported: now, where they are quick.

    Keys that are typed behind the one that asked are then meant for what it opens. A plugin that
    hangs is given up by the registry, and must not hold up the screen until then.

    Args:
        owner: In whose queue ``then`` is called if it is not called now.
        registry: Imports the plugins.
        then: What to do.
        slow: Called first where it takes longer than `PLUGIN_WAIT_S`.
    """
    if not registry.pending:
        then()
        return
    ready = threading.Event()
    done = False

    def load() -> None:
        registry.plugins()
        ready.set()

    def go_on(_nothing: None) -> None:
        nonlocal done
        if not done:
            done = True
            then()

    in_background(owner, load, go_on)
    if ready.wait(PLUGIN_WAIT_S):
        go_on(None)
    else:
        slow()
