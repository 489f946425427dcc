"""The first lines that an exporter would write, in memory: nothing reaches a file."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterator
from typing import BinaryIO, TextIO, cast

from ecotui.exporting.target import HostTarget

#: The most lines and characters that are kept.
MAX_LINES, MAX_CHARACTERS = 200, 40_000


class _Enough(Exception):
    """Stops an exporter: the rest is not wanted."""


class _Text(io.StringIO):
    """Takes text until there is enough of it."""

    def __init__(self) -> None:
        # The line ends of the exporter are kept.
        super().__init__(newline="")
        self.lines = 0
        self.full = False

    def write(self, text: str) -> int:
        super().write(text[: MAX_CHARACTERS - self.tell()])
        self.lines += text.count("\n")
        if self.lines >= MAX_LINES or self.tell() >= MAX_CHARACTERS:
            self.full = True
            raise _Enough
        return len(text)


class _Bytes(io.BytesIO):
    """Takes bytes; what goes beyond the limit is dropped."""

    def write(self, data: object) -> int:
        # Raising here would upset the wrapper that an exporter may have put around.
        taken = bytes(data)  # type: ignore[call-overload]
        super().write(taken[: max(0, 4 * MAX_CHARACTERS - self.tell())])
        return len(taken)


class PreviewTarget(HostTarget):
    """A target for `ecotui.exporting.run.run` that keeps the first lines of a text.

    An exporter that writes more than `MAX_LINES` lines or `MAX_CHARACTERS` characters is stopped by
    an exception. If `full` is true, the exporter did not fail, whatever it raised.
    """

    def __init__(self) -> None:
        super().__init__("-", "text")
        self._text = _Text()
        self._bytes = _Bytes()

    def _open_file(self) -> BinaryIO:
        return cast(BinaryIO, self._bytes)

    @contextlib.contextmanager
    def text(self) -> Iterator[TextIO]:
        self._open()
        yield self._text

    @property
    def full(self) -> bool:
        """Whether there is more than what was kept."""
        return self._text.full

    @property
    def lines(self) -> list[str]:
        """The lines that were kept, without a byte order mark."""
        text = self._text.getvalue()
        if not text:
            text = self._bytes.getvalue().decode("utf-8", "replace")[:MAX_CHARACTERS]
        return text.removeprefix("\ufeff").splitlines()[:MAX_LINES]
