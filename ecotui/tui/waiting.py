"""Waiting for plugins without the screen standing still."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.message_pump import MessagePump

from ecotui.tui.background import in_background

if TYPE_CHECKING:
    from ecotui.plugin_host.registry import Registry

#: Seconds that the screen waits for plugins before it goes on without them.
PATIENCE = 0.4


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
        slow: Called first where it takes longer than `PATIENCE`.
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
    if ready.wait(PATIENCE):
        go_on(None)
    else:
        slow()
