"""A queue that hands on a key only when the key before it has taken effect.

Textual hands a key to the widget that has the focus when the key is read, while the effect of the
key before it, such as moving the focus, may still be on its way up to the app. Typing ahead on a
slow connection, or pasting, sends many keys in one packet: ``/湿地⏎`` lost its letters.

While more keys wait, the effect of a key is mostly not painted: the next key will change it again.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable
from contextlib import nullcontext
from typing import Any

from textual import events
from textual.app import App
from textual.message_pump import MessagePump
from textual.widgets import Input

from ecotui.tui.terminal.typed_text import ascii_of, key_name, one_line

#: Seconds after which a key is handed on although the one before has not taken effect.
_KEY_WAIT_S = 3.0
#: A key takes effect within some ten turns of the event loop. Opening a dialog takes many more, and
#: a check after each would slow it down: after so many turns, checks pause in between.
_TURNS = 50
_PAUSE_S = 0.005
#: Seconds after which the screen is painted although more keys wait, and for how long.
_UNPAINTED_S, _PAINT_S = 0.15, 0.01


def _is_idle(pump: MessagePump) -> bool:
    """Whether a widget has handled its last message and waits for the next.

    The length of its queue does not tell. A message to every widget and back would take longer
    than most keys.
    """
    ready: Any = pump._message_queue.ready_event
    return not pump._running or bool(ready._waiters and not ready.is_set())


def _is_letter(event: events.Event) -> bool:
    return isinstance(event, events.Key) and event.is_printable


class OrderedKeys(App[None]):
    """An app that lets each key take effect before the next one is handed on.

    Attributes:
        after_input: Called after every event of keyboard or mouse.
        before_key: Called before a key takes effect.
        pressed: The character of the key that takes effect; empty for other keys.
    """

    def __init__(self, *, driver_class: type | None = None) -> None:
        super().__init__(driver_class=driver_class)
        self.after_input: Callable[[], object] | None = None
        self.before_key: Callable[[], object] = lambda: None
        self.pressed = ""
        self._typed: deque[events.Event] = deque()
        self._typing_task: asyncio.Task[None] | None = None

    @property
    def waiting(self) -> int:
        """How many keys and other messages have not taken effect yet."""
        return len(self._typed) + self.message_queue_size

    async def on_event(self, event: events.Event) -> None:
        """Queue keys and pastes; handle other events as Textual does."""
        if isinstance(event, (events.Key, events.Paste)) and not event.is_forwarded:
            self._typed.append(event)
            self._start_handing_on()
        else:
            await super().on_event(event)
        if self.after_input is not None and isinstance(event, (events.InputEvent, events.Paste)):
            self.after_input()

    def again(self, event: events.Key) -> None:
        """Hand a key on once more, before those that wait: a dialog that it closed has no use."""
        self._typed.appendleft(events.Key(event.key, event.character))
        self._start_handing_on()

    def _start_handing_on(self) -> None:
        if self._typing_task is None:
            self._typing_task = asyncio.create_task(self._hand_on())
            self._typing_task.add_done_callback(self._raise_error)

    async def _hand_on(self) -> None:
        painted = time.monotonic()
        try:
            while self._typed:
                unseen = len(self._typed) > 1 and len(self.screen_stack) == 1
                with self.batch_update() if unseen else nullcontext():
                    await self.settled()
                if unseen and len(self.screen_stack) > 1:
                    # A dialog has to be laid out before it can handle a key.
                    await self.settled()
                await self._hand_on_one()
                if self._typed and time.monotonic() - painted > _UNPAINTED_S:
                    await asyncio.sleep(_PAINT_S)
                    painted = time.monotonic()
        finally:
            # Not in a callback of the task: a key that comes before the call would have to wait for
            # another key.
            self._typing_task = None

    async def _hand_on_one(self) -> None:
        event = self._typed.popleft()
        self.before_key()
        self.pressed = (event.character or "") if isinstance(event, events.Key) else ""
        if isinstance(event, events.Paste) and isinstance(self.focused, Input):
            # Textual's own would take the first line only.
            event = events.Paste(one_line(event.text))
        elif isinstance(event, events.Key) and event.key == "ideographic_space":
            # The space bar in full-width mode; Textual takes it for no text.
            event = events.Key("space", " ")
        in_line = _is_letter(event) and isinstance(self.focused, Input)
        await super().on_event(event)
        while in_line and self._typed and _is_letter(self._typed[0]):
            # A letter in a line of text does not move the focus: others may follow at once.
            await super().on_event(self._typed.popleft())

    async def _on_key(self, event: events.Key) -> None:
        """Handle a key that no widget took: as the key of an input method, or as unknown."""
        # Textual's own handler does only what the next line does.
        event.prevent_default()
        if await self._check_bindings(event.key):
            return
        chain = self.screen._modal_binding_chain
        is_bound = any(event.key in keys.key_to_bindings for _node, keys in chain)
        plain = "" if is_bound else ascii_of(event.key)
        if not plain or isinstance(self.focused, Input):
            await self.unhandled_key(event.key, is_bound=is_bound)
        elif not await self._check_bindings(key_name(plain)):
            # A widget may handle it without a binding.
            await super().on_event(events.Key(key_name(plain), plain))

    async def unhandled_key(self, key: str, *, is_bound: bool) -> None:
        """Called for a key that is not bound, or whose actions do not apply now."""

    def _raise_error(self, task: asyncio.Task[None]) -> None:
        if not task.cancelled() and task.exception() is not None:
            self.call_later(task.result)

    async def settled(self) -> None:
        """Wait until the app and each widget of the screen have handled their messages."""
        end = time.monotonic() + _KEY_WAIT_S
        turns = 0
        while not self._is_settled() and time.monotonic() < end:
            turns += 1
            await asyncio.sleep(0 if turns < _TURNS else _PAUSE_S)

    def _is_settled(self) -> bool:
        return all(map(_is_idle, (self, *self.screen.walk_children(with_self=True))))
