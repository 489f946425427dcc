"""Prepares the first search and the first measure while the browser waits for keys."""

from __future__ import annotations

import asyncio
import gc
import threading

from ecotui.query.index import Index
from ecotui.text import display

#: With so many measures the first search would pause: 0.07 s at 10,000, 0.3 s at 100,000.
LARGE = 1000
#: Seconds between two steps, for handling keys.
_PAUSE_S = 0.001


class Warmup:
    """Prepares an index for its first search."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Start when the first picture is shown."""
        # The garbage collector need not search what stays until the end.
        gc.freeze()
        gc.enable()
        # Otherwise the first text that is wrapped waits for the import of the rules.
        threading.Thread(target=display.warm, daemon=True).start()
        if len(self.index.entries) >= LARGE:
            # The event loop has only a weak reference to a task.
            self._task = asyncio.create_task(self._prepare())

    async def _prepare(self) -> None:
        for _step in self.index.prepare():
            await asyncio.sleep(_PAUSE_S)
        gc.freeze()
