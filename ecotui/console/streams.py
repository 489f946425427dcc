"""Lines in and lines out: what a terminal, a pipe or a test is to a conversation."""

from __future__ import annotations

import io
import sys

from ecotui.console.arguments import Refused
from ecotui.console.conversation import Conversation
from ecotui.console.exports import FAILURES
from ecotui.i18n import _
from ecotui.query.grammar import QueryError
from ecotui.settings.config import ConfigError
from ecotui.text.display import visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TextIO

#: Lines that are said before the user is asked whether to go on.
PAGE = 20


class Console:
    """Where lines come from and go to.

    Args:
        source: What is read, standard input by default. Where it is a terminal, there is a prompt.
        out: What is answered to, standard output by default.
        errors: What is complained to, standard error by default.
    """

    def __init__(
        self, source: TextIO | None = None, out: TextIO | None = None, errors: TextIO | None = None
    ) -> None:
        self.source = source or _tolerant(sys.stdin)
        self.out = out or _chinese(sys.stdout)
        self.errors = errors or _chinese(sys.stderr)
        self.interactive = self.source.isatty()

    def read(self, prompt: str) -> str | None:
        """The next line, without its end; None where there is none any more."""
        if not self.interactive:
            return _healed(line, self.source) if (line := self.source.readline()) else None
        try:
            return _healed(input(prompt), self.source)
        except EOFError:
            self.write("")
            return None

    def ask(self, question: str) -> str:
        """What the user answers; nothing where the input has ended."""
        return self.read(question) or ""

    def write(self, line: str) -> None:
        """Write one line."""
        self.out.write(f"{visible(line)}\n")

    def show(self, lines: Iterable[str]) -> None:
        """Write an answer; on a terminal a long one page by page."""
        paged = self.interactive and self.out.isatty()
        for count, line in enumerate(lines):
            if paged and count and count % PAGE == 0:
                more = _("more: press Enter to go on, or type anything to stop: ")
                if (answer := self.read(more)) is None or answer.strip():
                    break
            self.write(line)
        self.out.flush()

    def complain(self, message: str) -> None:
        """Write what went wrong, behind what was answered before."""
        self.out.flush()
        # Where somebody listens, the line before was theirs: it need not be said whose this is.
        name = "" if self.interactive else "ecotui: "
        self.errors.write(f"{name}{visible(message)}\n")
        self.errors.flush()


def _tolerant(stream: TextIO | None) -> TextIO:
    """A stream that gives every byte: what is not in its encoding is looked at later."""
    if stream is None:
        # The shell closed it: `<&-`.
        return io.StringIO()
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors="surrogateescape")
    return stream


def _chinese(stream: TextIO) -> TextIO:
    """A stream that takes Chinese: in the locale's encoding, or where that has none, in UTF-8."""
    if isinstance(stream, io.TextIOWrapper):
        try:
            "牵".encode(stream.encoding)
        except UnicodeEncodeError:
            stream.reconfigure(encoding="utf-8")
        stream.reconfigure(errors="replace")
    return stream


def _healed(line: str, source: TextIO) -> str:
    """A line whose bytes the locale does not know, read as UTF-8."""
    try:
        line.encode()
    except UnicodeEncodeError:
        encoding = source.encoding or "utf-8"
        return line.encode(encoding, "surrogateescape").decode("utf-8", "replace")
    return line


def converse(conversation: Conversation, console: Console) -> None:
    """Answer line after line until the user quits, or the input ends.

    Ctrl+C gives up the line, or the answer; where nobody types, it ends the program.

    Raises:
        KeyboardInterrupt: the input is no terminal, and Ctrl+C was pressed.
    """
    if console.interactive:
        console.show(conversation.greeting())
    while not conversation.ended:
        try:
            line = console.read(conversation.prompt)
            if line is None:
                break
            console.show(conversation.answer(line))
        except KeyboardInterrupt:
            if not console.interactive:
                raise
            console.show([""])
        except (QueryError, Refused, ConfigError, *FAILURES) as error:
            console.complain(str(error))
