"""Keys take effect one after the other, also when many arrive at once.

Textual hands a key to the widget that has the focus when the key is read, while what the key
before it does, such as moving the focus, may still be on its way up to the app. Whoever types
ahead on a slow line, or pastes, sends many keys in one packet: ``/湿地⏎`` lost its letters.

While more keys wait, what one of them changes is mostly not painted: the next will change it again.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from contextlib import nullcontext
from typing import Any

from textual import events
from textual.app import App
from textual.message_pump import MessagePump
from textual.widgets import Input

#: Seconds after which a key is handed on although what the one before it does has not ended.
_KEY_WAIT_S = 3.0
#: What a key does takes some ten turns of the event loop; opening a dialog far more, and then a
#: look after each would slow it down.
_TURNS = 50
_PAUSE_S = 0.005
#: Seconds after which the screen is painted although more keys wait, and those that it is given.
_UNPAINTED_S, _PAINT_S = 0.15, 0.01


def _waits(pump: MessagePump) -> bool:
    """Whether it has done everything about its last message, and waits for the next.

    The length of its queue does not tell, and asking by a message, over all widgets, takes longer
    than what most keys do.
    """
    word: Any = pump._message_queue.ready_event
    return not pump._running or bool(word._waiters and not word.is_set())


def _is_letter(event: events.Event) -> bool:
    return isinstance(event, events.Key) and event.is_printable


class OrderedKeys(App[None]):
    """An app that lets each key do its work before the next one is handed on."""

    def __init__(self, *, driver_class: type | None = None) -> None:
        super().__init__(driver_class=driver_class)
        self._typed: deque[events.Event] = deque()
        self._typist: asyncio.Task[None] | None = None

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
        painted = time.monotonic()
        try:
            while self._typed:
                unseen = len(self._typed) > 1 and len(self.screen_stack) == 1
                with self.batch_update() if unseen else nullcontext():
                    await self.settled()
                if unseen and len(self.screen_stack) > 1:
                    # A dialog has to have its place before it can make sense of a key.
                    await self.settled()
                await self._hand_on_one()
                if self._typed and time.monotonic() - painted > _UNPAINTED_S:
                    await asyncio.sleep(_PAINT_S)
                    painted = time.monotonic()
        finally:
            # Not in a callback of the task: a key may come before that is called, and would wait
            # for the one after it.
            self._typist = None

    async def _hand_on_one(self) -> None:
        event = self._typed.popleft()
        in_line = _is_letter(event) and isinstance(self.focused, Input)
        await super().on_event(event)
        while in_line and self._typed and _is_letter(self._typed[0]):
            # A letter in a line of text moves no focus: others may come right behind.
            await super().on_event(self._typed.popleft())

    def _handed_on(self, task: asyncio.Task[None]) -> None:
        if not task.cancelled() and (error := task.exception()) is not None:
            self.call_later(self._raise, error)

    @staticmethod
    def _raise(error: BaseException) -> None:
        raise error

    async def settled(self) -> None:
        """Wait until the app and each widget of the screen have done all that they were told."""
        end = time.monotonic() + _KEY_WAIT_S
        turns = 0
        while not self._is_settled() and time.monotonic() < end:
            turns += 1
            await asyncio.sleep(0 if turns < _TURNS else _PAUSE_S)

    def _is_settled(self) -> bool:
        return all(map(_waits, (self, *self.screen.walk_children(with_self=True))))
