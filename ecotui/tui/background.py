"""Work that may take long, or never end, beside the screen."""

from __future__ import annotations

import contextlib
import contextvars
import threading
from collections.abc import Callable
from typing import TypeVar

from textual.message_pump import MessagePump

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
