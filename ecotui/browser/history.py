"""The queries that were kept, and the way back through them."""

from __future__ import annotations

#: How many queries are remembered.
LIMIT = 200


def remember(history: list[str], query: str) -> None:
    """Put a query at the end of a history; it stands there once, the oldest make room.

    Args:
        history: Queries, the oldest first; it is changed.
        query: The query as text; an empty one is not remembered.
    """
    if not query:
        return
    history[:] = [*[other for other in history if other != query], query][-LIMIT:]


class Recall:
    """A walk through a history that begins and ends with what is being typed.

    Args:
        history: Queries, the oldest first.
        typed: What stands in the line now; a query that is the same is passed over.
    """

    def __init__(self, history: list[str], typed: str) -> None:
        earlier = [query for query in reversed(history) if query != typed.strip()]
        self._lines = [typed, *dict.fromkeys(earlier)]
        self._at = 0

    def step(self, by: int) -> str:
        """The query that is some steps older, or with a negative number newer."""
        self._at = max(0, min(self._at + by, len(self._lines) - 1))
        return self._lines[self._at]
