"""The history of queries, and stepping through it."""

from __future__ import annotations

#: The most queries that are kept.
LIMIT = 200


def remember(history: list[str], query: str) -> None:
    """Move or add a query to the end of a history (oldest first), unless it is empty."""
    if query:
        history[:] = [*[other for other in history if other != query], query][-LIMIT:]


class Recall:
    """Steps through a history (oldest first) from the typed text; an equal query is skipped."""

    def __init__(self, history: list[str], typed: str) -> None:
        earlier = [query for query in reversed(history) if query != typed.strip()]
        self._lines = [typed, *dict.fromkeys(earlier)]
        self._at = 0

    def step(self, by: int) -> str:
        """The query some steps older, or with a negative number newer."""
        self._at = max(0, min(self._at + by, len(self._lines) - 1))
        return self._lines[self._at]
