"""How every command ends: with an exit code, and with one line if something went wrong."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable
from contextlib import suppress

from ecotui.i18n import _

DONE, FOUND_ERRORS, USAGE, REFUSED, BROKEN, INTERRUPTED = 0, 1, 2, 3, 4, 130


class UsageError(Exception):
    """A command was called in a way that cannot be right; the message is one line."""

    exit_code = USAGE


def say(message: str) -> None:
    """Write one line for the user, not for the next program, on standard error."""
    from ecotui.text.display import visible

    line = f"ecotui: {visible(message)}\n"
    encoding = sys.stderr.encoding or "utf-8"
    with suppress(OSError):
        sys.stderr.write(line.encode(encoding, "backslashreplace").decode(encoding))
    end_errors()


def end_errors() -> None:
    """Write what is left to say; what cannot be said must not change how the command ends.

    Python would try again at its exit, and make 120 of the exit code.
    """
    try:
        sys.stderr.flush()
    except OSError:
        sys.stderr = io.TextIOWrapper(io.BytesIO())


def _forget_output() -> None:
    """Let what is still in the buffer go nowhere: Python would complain again at its exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def guarded(command: Callable[[], int | None]) -> int:
    """Run a command; what it raises becomes a line and the exit code that the exception names.

    An exception without one is a mistake of our own and goes on.
    """
    try:
        code = command() or DONE
        sys.stdout.flush()
        return code
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # The reader has gone: `ecotui list | head`.
        _forget_output()
        return DONE
    except OSError as error:
        _forget_output()
        from ecotui.text.reasons import reason

        say(_("cannot write the result: {reason}").format(reason=reason(error)))
        return REFUSED
    except Exception as error:
        return reported(error)


def reported(error: Exception) -> int:
    """Say what an exception says, and give its exit code; one without a code is raised again."""
    if not hasattr(error, "exit_code"):
        raise error
    for message in _messages(error):
        say(message)
    return int(error.exit_code)


def _messages(error: Exception) -> list[str]:
    if problems := getattr(error, "problems", ()):
        return [str(problem) for problem in problems]
    if not hasattr(error, "position"):
        return [str(error)]
    message = _("query: {error}")
    if error.position is not None:
        message = _("query: {error} (at character {position})")
    return [message.format(error=error, position=(error.position or 0) + 1)]
