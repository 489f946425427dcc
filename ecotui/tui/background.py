"""Work in threads, which may take long or never end."""

from __future__ import annotations

import contextlib
import contextvars
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from textual.message_pump import MessagePump

if TYPE_CHECKING:
    from ecotui.plugin_host.registry import Registered, Registry

T = TypeVar("T")


def in_background(owner: MessagePump, work: Callable[[], T], then: Callable[[T], object]) -> None:
    """Call something in a thread, and pass its result to the screen.

    The program does not wait for the thread when it ends. It would wait for a worker of Textual, so
    that a plugin that hangs would keep it from quitting. The work must not raise.
    """

    def run() -> None:
        result = work()
        # The loop is closed if the app ended meanwhile.
        with contextlib.suppress(RuntimeError):
            owner.call_later(then, result)

    context = contextvars.copy_context()
    threading.Thread(target=context.run, args=(run,), daemon=True).start()


def redraw_after(owner: MessagePump, ran: Registered) -> None:
    """Draw the screen again after an exporter of a plugin, which may have written over it."""
    if not ran.is_own:
        owner.call_later(owner.app.run_action, "redraw")


#: Seconds for which the screen waits for plugins.
PLUGIN_WAIT_S = 0.4


def when_loaded(
    owner: MessagePump,
    registry: Registry,
    then: Callable[[], object],
    slow: Callable[[], object],
) -> None:
    """Call ``then`` when every plugin is imported; ``slow`` first if that takes `PLUGIN_WAIT_S`.

    If plugins are quick, it is called at once, so that the next keys reach the dialog that it
    opens. The registry gives up on a plugin that hangs, but the screen must not wait for that.
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
