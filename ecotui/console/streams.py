"""Input and output of the console: lines from and to a terminal, a pipe or a test."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterable
from typing import TextIO

from ecotui.browser.views import ViewError
from ecotui.console.arguments import Refused
from ecotui.console.conversation import Conversation
from ecotui.console.exports import FAILURES
from ecotui.i18n import _
from ecotui.query.find import MeasureNotFound
from ecotui.query.grammar import QueryError
from ecotui.settings.config import ConfigError
from ecotui.text.display import visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ecotui.console.memory import Memory

#: No line is longer that is typed, or that a program sends.
_LONGEST = 20_000
#: Lines that are shown before the user is asked whether to go on.
PAGE_LINES = 20


class Console:
    """Where lines come from, and where replies and errors go; by default the standard streams.

    If the input is a terminal, there is a prompt.
    """

    def __init__(
        self, source: TextIO | None = None, out: TextIO | None = None, errors: TextIO | None = None
    ) -> None:
        self.source = source or _any_bytes(sys.stdin)
        self.out = out or _with_chinese(sys.stdout)
        self.errors = errors or _with_chinese(sys.stderr)
        self.interactive = self.source.isatty()

    def read(self, prompt: str) -> str | None:
        """The next line, without its end; None at the end of the input."""
        if not self.interactive:
            line = self.source.readline(_LONGEST)
            if len(line) == _LONGEST and not line.endswith("\n"):
                # What does it is written again and again for each that is understood of it.
                while (rest := self.source.readline(_LONGEST)) and not rest.endswith("\n"):
                    pass
                message = _("a line of more than {count} characters is left out")
                self.complain(message.format(count=_LONGEST))
                return ""
            return _decode_again(line, self.source) if line else None
        try:
            return _decode_again(input(prompt), self.source)
        except EOFError:
            self.write("")
            return None

    def ask(self, question: str) -> str:
        """Ask a question; the reply is empty if the input has ended."""
        return self.read(question) or ""

    def write(self, line: str) -> None:
        """Write one line."""
        self.out.write(f"{visible(line)}\n")

    def write_lines(self, lines: Iterable[str]) -> None:
        """Write lines; on a terminal, page by page."""
        paged = self.interactive and self.out.isatty()
        for count, line in enumerate(lines):
            if paged and count and count % PAGE_LINES == 0:
                more = _("more: press Enter to go on, or type anything to stop: ")
                if (answer := self.read(more)) is None or answer.strip():
                    break
            self.write(line)
        self.out.flush()

    def complain(self, message: str) -> None:
        """Write an error, after all that was written before."""
        self.out.flush()
        # In a conversation it is clear which program reports the error.
        name = "" if self.interactive else "ecotui: "
        self.errors.write(f"{name}{visible(message)}\n")
        self.errors.flush()


def _any_bytes(stream: TextIO | None) -> TextIO:
    """A stream that reads every byte: a byte outside its encoding is decoded later."""
    if stream is None:
        # The shell closed it: ``<&-``.
        return io.StringIO()
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors="surrogateescape")
    return stream


def _with_chinese(stream: TextIO) -> TextIO:
    """A stream that takes Chinese: in the encoding of the locale if it can, otherwise in UTF-8."""
    if isinstance(stream, io.TextIOWrapper):
        try:
            "牵".encode(stream.encoding)
        except UnicodeEncodeError:
            stream.reconfigure(encoding="utf-8")
        stream.reconfigure(errors="replace")
    return stream


def _decode_again(line: str, source: TextIO) -> str:
    """A line with bytes that the locale cannot decode, decoded as UTF-8."""
    try:
        line.encode()
    except UnicodeEncodeError:
        encoding = source.encoding or "utf-8"
        return line.encode(encoding, "surrogateescape").decode("utf-8", "replace")
    return line


def converse(conversation: Conversation, console: Console, memory: Memory | None = None) -> None:
    """Run line after line until the user quits, or the input ends.

    Ctrl+C cancels the line or its reply; if the input is not a terminal, it ends the program.
    """
    if console.interactive:
        console.write_lines(conversation.greeting())

    def save(*, last: bool = False) -> None:
        for note in memory.save(last=last) if memory else ():
            console.complain(note)

    save()
    while not conversation.ended:
        try:
            line = console.read(conversation.prompt)
            if line is None:
                break
            console.write_lines(conversation.answer(line))
        except KeyboardInterrupt:
            if not console.interactive:
                raise
            console.write_lines([""])
        except (QueryError, Refused, ViewError, MeasureNotFound, ConfigError, *FAILURES) as error:
            console.complain(str(error))
        save()
    save(last=True)
