"""Keys take effect one after the other, also when many arrive at once.

Textual hands a key to the widget that has the focus when the key is read, while what the key
before it does, such as moving the focus, may still be on its way up to the app. Whoever types
ahead on a slow line, or pastes, sends many keys in one packet: ``/湿地⏎`` lost its letters.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque

from textual import events
from textual.app import App
from textual.widgets import Input

#: Keys further apart than this do not meet: what the first did is done.
_APART = 0.1
#: A key climbs from the widget to the app, an action posts a message, a message moves the focus:
#: each is a step through the queues. The deepest way has six.
_STEPS = 8
#: Seconds after which a step is given up, where a queue is closed and will not answer.
_PATIENCE = 1.0


class OrderedKeys(App[None]):
    """An app that lets each key do its work before the next one is handed on."""

    def __init__(self, *, driver_class: type | None = None) -> None:
        super().__init__(driver_class=driver_class)
        self._typed: deque[events.Event] = deque()
        self._typist: asyncio.Task[None] | None = None
        self._last_key = 0.0

    async def on_event(self, event: events.Event) -> None:
        """Queue what is typed or pasted; everything else goes its way."""
        if isinstance(event, (events.Key, events.Paste)) and not event.is_forwarded:
            self._typed.append(event)
            if self._typist is None:
                self._typist = asyncio.create_task(self._hand_on())
                self._typist.add_done_callback(self._handed_on)
            return
        await super().on_event(event)

    async def _hand_on(self) -> None:
        try:
            while self._typed:
                if time.monotonic() - self._last_key < _APART:
                    for _step in range(_STEPS):
                        await self._every_queue()
                event = self._typed.popleft()
                field = self.focused if isinstance(self.focused, Input) else None
                await super().on_event(event)
                # A letter in a line of text moves no focus: what follows may come right behind.
                letter = isinstance(event, events.Key) and event.is_printable and field is not None
                self._last_key = 0.0 if letter else time.monotonic()
        finally:
            # Not in a callback of the task: a key may come before that is called, and would wait
            # for the one after it.
            self._typist = None

    def _handed_on(self, task: asyncio.Task[None]) -> None:
        if not task.cancelled() and (error := task.exception()) is not None:
            self.call_later(self._raise, error)

    @staticmethod
    def _raise(error: BaseException) -> None:
        raise error

    async def _every_queue(self) -> None:
        """Wait until the app and each widget of the screen have handled what they have now."""
        waiting = 0
        done = asyncio.Event()

        def answered() -> None:
            nonlocal waiting
            waiting -= 1
            if not waiting:
                done.set()

        for pump in (self, *self.screen.walk_children(with_self=True)):
            waiting += pump.call_later(answered)
        if waiting:
            try:
                await asyncio.wait_for(done.wait(), _PATIENCE)
            except TimeoutError:
                return
