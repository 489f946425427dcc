"""Work done beside the first picture, so that the first search and measure do not pause."""

from __future__ import annotations

import asyncio
import gc
import threading
from typing import TYPE_CHECKING

from ecotui.text import display

if TYPE_CHECKING:
    from ecotui.query.index import Index

#: Measures above which the first search would pause: 0.07 s at 10,000, 0.3 s at 100,000.
LARGE = 1000
#: Seconds between two steps, in which keys are answered.
_PAUSE = 0.001


class Warmup:
    """Prepares an index for its first search.

    Args:
        index: The plans.
    """

    def __init__(self, index: Index) -> None:
        self.index = index
        self._task: asyncio.Task[None] | None = None

    def begin(self) -> None:
        """Begin, when the first picture has been shown."""
        # The garbage collector is not to search what stays until the end.
        gc.freeze()
        gc.enable()
        # The first text that needs the rules for breaking lines would wait for their import.
        threading.Thread(target=display.warm, daemon=True).start()
        if len(self.index.entries) >= LARGE:
            # The event loop itself holds a task only weakly.
            self._task = asyncio.create_task(self._prepare())

    async def _prepare(self) -> None:
        for _step in self.index.prepare():
            await asyncio.sleep(_PAUSE)
        gc.freeze()
