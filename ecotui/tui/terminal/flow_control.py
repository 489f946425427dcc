"""Flow control: output never runs far ahead of what the terminal has shown.

A slow connection has buffers that hold minutes of pictures: in the kernel, in ssh on both sides, in
the network. Whoever types ahead would watch all of them go by. So the terminal is asked for its
status (DSR) now and then. It answers when it gets to the question, and until then only a little
more is sent. Later changes are part of the next picture.

A terminal that never answers is not waited for, nor is one that stops answering for some time.
"""

from __future__ import annotations

from collections import deque

#: The question for its status, which every terminal since the VT100 answers, and the answer.
QUESTION, ANSWER = "\x1b[5n", "\x1b[0n"
#: Bytes after which to ask: a step of the cursor or two.
_ASK_EVERY_BYTES = 1_000
#: Unanswered bytes up to which another picture is sent. With less, pictures would wait for each
#: other on a fast connection with a high latency.
_MAX_UNANSWERED_BYTES = 2_000
#: Seconds to wait for an answer, and how many waits may fail.
ANSWER_WAIT_S, _MAX_FAILED_WAITS = 5.0, 3
#: Seconds for which leaving waits for an answer, or in all for the first one.
LEAVING_WAIT_S, FIRST_WAIT_S = 1.0, 1.5
#: A line is slow if each of the last answers took longer, in seconds.
SLOW_ANSWER_S, _SLOW_ANSWERS = 0.05, 3


class FlowControl:
    """Counts the bytes that are on their way to the terminal.

    Attributes:
        answers: Whether the terminal answers.
    """

    def __init__(self) -> None:
        self.answers = False
        # Bytes before each question that is not answered, and when it was sent.
        self._asked: deque[tuple[int, float]] = deque()
        self._took: deque[float] = deque(maxlen=_SLOW_ANSWERS)
        # Bytes since the last question; waits that failed; questions to a terminal that is silent.
        self._since = self._failed_waits = self._tries = 0
        self._has_asked = False
        self._deadline = 0.0

    @property
    def waiting(self) -> bool:
        """Whether an answer is expected."""
        return self.answers and bool(self._asked)

    def due(self, now: float) -> float:
        """Seconds until the next answer should be here; 0 if none is expected.

        A terminal that has not answered yet may be silent: only its first seconds are waited for.
        """
        if not self._asked:
            return 0.0
        if self.answers:
            return LEAVING_WAIT_S
        return max(0.0, self._asked[0][1] + FIRST_WAIT_S - now)

    @property
    def is_slow(self) -> bool:
        """Whether the terminal shows things late: the line has few bytes a second, or is long."""
        return len(self._took) == _SLOW_ANSWERS and min(self._took) > SLOW_ANSWER_S

    def hold(self, now: float) -> float:
        """Seconds for which to send nothing unless an answer comes; 0 to send now."""
        if not self.waiting or self._unanswered < _MAX_UNANSWERED_BYTES:
            return 0.0
        if now >= self._deadline:
            self._asked.clear()
            self._failed_waits += 1
            self.answers = self._failed_waits < _MAX_FAILED_WAITS
            self._tries = 0
            return 0.0
        return self._deadline - now

    def sent(self, size: int, now: float) -> str:
        """Count bytes that are sent, and return the question to send after them, if any."""
        self._since += size
        if (self._has_asked and self._since < _ASK_EVERY_BYTES) or self._tries >= _MAX_FAILED_WAITS:
            return ""
        self._has_asked = True
        self._tries += not self.answers
        self._asked.append((self._since, now))
        self._since = 0
        self._deadline = now + ANSWER_WAIT_S
        return QUESTION

    @property
    def _unanswered(self) -> int:
        return sum(size for size, _sent in self._asked) + self._since

    def answered(self, now: float | None = None) -> None:
        """Count an answer: the terminal has shown what was sent before the oldest question."""
        self.answers = True
        self._failed_waits = self._tries = 0
        if self._asked:
            _size, sent = self._asked.popleft()
            if now is not None:
                self._took.append(now - sent)
