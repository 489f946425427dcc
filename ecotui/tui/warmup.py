"""What is done beside the screen while nobody waits for it, where a plan is large."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import threading
from typing import TYPE_CHECKING

from ecotui.text import layout

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ecotui.model.plan import Plan
    from ecotui.query.index import Index

#: Measures from which on a first search, or a second start, could be felt.
LARGE = 1000
#: Seconds between two steps, in which keys are answered.
_PAUSE = 0.001
#: Seconds that leaving waits for a step of writing to end; a disk that hangs takes longer.
_PATIENCE = 0.5


class Idle:
    """Prepares an index for its first search, and then has large plans kept for the next start.

    Args:
        index: The plans.
        uncached: Those that the cache does not have yet, with their names there.
    """

    def __init__(self, index: Index, uncached: Sequence[tuple[str, Plan]] = ()) -> None:
        self.index = index
        self._uncached = uncached
        self._over = threading.Event()
        self._writer: threading.Thread | None = None
        self._task: asyncio.Task[None] | None = None

    def begin(self) -> None:
        """Begin, when the first picture has been shown."""
        # What has been made by now stays; to look for garbage among it would be felt every time.
        gc.freeze()
        gc.enable()
        # The first text that is broken in an uncommon place would wait for it.
        threading.Thread(target=layout.warm, daemon=True).start()
        if len(self.index.entries) >= LARGE:
            self._task = asyncio.create_task(self._work())

    async def _work(self) -> None:
        for _step in self.index.prepare():
            await asyncio.sleep(_PAUSE)
        gc.freeze()
        if self._uncached:
            # Writing waits for the disk.
            self._writer = threading.Thread(target=self._keep, daemon=True)
            self._writer.start()

    def _keep(self) -> None:
        from ecotui.model import cache

        for key, plan in self._uncached:
            # Whoever leaves the steps half done has nothing left of them on the disk.
            with contextlib.closing(cache.keep(key, plan)) as steps:
                for _step in steps:
                    if self._over.is_set():
                        return

    def end(self) -> None:
        """End what is not done yet; what is half written goes."""
        self._over.set()
        if self._task is not None:
            self._task.cancel()
        if self._writer is not None:
            self._writer.join(_PATIENCE)
