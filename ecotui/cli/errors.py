"""How every command ends: with an exit code, and with one line where something went wrong."""

from __future__ import annotations

import os
import sys

from ecotui.i18n import _
from ecotui.model.toml import PlanError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

DONE, FOUND_ERRORS, USAGE, REFUSED, BROKEN, INTERRUPTED = 0, 1, 2, 3, 4, 130


class UsageError(Exception):
    """A command was called in a way that cannot be right; the message is one line."""


#: Set by ``export --traceback``: show where a plugin broke.
show_traceback = False


def say(message: str) -> None:
    """Write one line for the user, not for the next program, on standard error."""
    from ecotui.text.display import visible

    line = f"ecotui: {visible(message)}\n"
    encoding = sys.stderr.encoding or "utf-8"
    sys.stderr.write(line.encode(encoding, "backslashreplace").decode(encoding))


def _forget_output() -> None:
    """Let what is still in the buffer go nowhere: Python would complain again at its exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def guarded(command: Callable[[], int | None]) -> int:
    """Run a command; whatever it raises becomes one line and an exit code."""
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
    except PlanError as error:
        for problem in error.problems:
            say(str(problem))
        return USAGE
    except OSError as error:
        _forget_output()
        say(_("cannot write the result: {reason}").format(reason=error.strerror or str(error)))
        return REFUSED
    except Exception as error:
        return _report(error)


def _report(error: Exception) -> int:
    """Say what went wrong and return the exit code; re-raise what is our own mistake."""
    from ecotui.query.grammar import QueryError
    from ecotui.settings.config import ConfigError

    if isinstance(error, QueryError):
        message = _("query: {error}")
        if error.position is not None:
            message = _("query: {error} (at character {position})")
        say(message.format(error=error, position=(error.position or 0) + 1))
        return USAGE
    if isinstance(error, (UsageError, ConfigError)):
        say(str(error))
        return USAGE
    # Only an export can have raised what follows, so nothing is imported for it in vain.
    from ecotui.options import OptionError
    from ecotui.plugin_host.calls import PluginBroken
    from ecotui.plugin_host.registry import PluginUnusable, UnknownExporter
    from ecotui.plugin_host.spec import ExportError

    if isinstance(error, (UnknownExporter, OptionError)) and not isinstance(error, PluginUnusable):
        say(str(error))
        return USAGE
    if isinstance(error, ExportError):
        say(str(error))
        return REFUSED
    if isinstance(error, (PluginBroken, PluginUnusable)):
        say(str(error))
        if show_traceback and error.__cause__ is not None:
            import traceback

            traceback.print_exception(error.__cause__)
        return BROKEN
    raise error
