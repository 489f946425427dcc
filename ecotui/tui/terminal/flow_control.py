"""How far what is sent may run ahead of what the terminal has shown.

Between the browser and a terminal at the end of a slow line lie buffers that hold minutes of
pictures: of the kernel, of ssh on both sides, of the network. Whoever types ahead would watch all
of them go by. So now and then the terminal is asked how it is (DSR), which it answers when it has
come so far, and until then no more than a little is sent. What changes meanwhile is in the next
picture.

A terminal that has never answered is not waited for, and one that does not answer any more is
after a while not waited for either.
"""

from __future__ import annotations

from collections import deque

#: The report of its state that every terminal since the VT100 gives, and what it gives.
QUESTION, ANSWER = "\x1b[5n", "\x1b[0n"
#: Bytes after which to ask: a step of the cursor or two.
_ASK_EVERY_BYTES = 1_000
#: Bytes that may be on their way and another picture is sent all the same. Less would let the
#: pictures of a fast line with a long way wait for each other.
_AHEAD_BYTES = 2_000
#: Seconds that an answer is waited for, and how often that may be in vain.
ANSWER_WAIT_S, _MAX_UNANSWERED = 5.0, 3


class FlowControl:
    """Counts the bytes that are on their way to the terminal.

    Attributes:
        answers: Whether the terminal answers.
    """

    def __init__(self) -> None:
        self.answers = False
        self._asked: deque[int] = deque()
        self._since = self._vain = self._tries = 0
        self._begun = False
        self._until = 0.0

    @property
    def waiting(self) -> bool:
        """Whether an answer is to come."""
        return self.answers and bool(self._asked)

    def hold(self, now: float) -> float:
        """For how many seconds nothing may be sent unless an answer comes; 0 for send now."""
        if not self.waiting or sum(self._asked) + self._since < _AHEAD_BYTES:
            return 0.0
        if now >= self._until:
            self._asked.clear()
            self._vain += 1
            self.answers = self._vain < _MAX_UNANSWERED
            self._tries = 0
            return 0.0
        return self._until - now

    def sent(self, size: int, now: float) -> str:
        """Some bytes are sent; gives the question that goes with them, mostly none."""
        self._since += size
        if (self._begun and self._since < _ASK_EVERY_BYTES) or self._tries >= _MAX_UNANSWERED:
            return ""
        self._begun = True
        self._tries += not self.answers
        self._asked.append(self._since)
        self._since = 0
        self._until = now + ANSWER_WAIT_S
        return QUESTION

    def answered(self) -> None:
        """The terminal has shown what was sent before the oldest question."""
        self.answers = True
        self._vain = self._tries = 0
        if self._asked:
            self._asked.popleft()
