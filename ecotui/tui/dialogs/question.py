"""A question that the same key answers when it is pressed again."""

from __future__ import annotations

import time

#: Seconds without the key before it answers. A key that is held comes again after up to 0.66 s, and
#: from then on some thirty times a second; who has read the question takes longer.
REST_S = 0.8


class Question:
    """What is asked before something of the user's is replaced or deleted.

    A key that is held, and one that is pressed twice while a slow line has not shown the question
    yet, answers nothing.
    """

    def __init__(self) -> None:
        self._about: str | None = None
        self._at = 0.0

    @property
    def is_open(self) -> bool:
        """Whether something is asked."""
        return self._about is not None

    def ask(self, about: str) -> None:
        """Ask about a file or a view; the time until it may be answered begins."""
        self._about, self._at = about, time.monotonic()

    def withdraw(self) -> None:
        """Ask nothing any more."""
        self._about = None

    def is_answered(self, about: str) -> bool:
        """Whether the key that was pressed now answers what is asked about a file or a view."""
        return self._about == about and time.monotonic() - self._at >= REST_S
