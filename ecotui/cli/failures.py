"""What a command's exception means to the user: one line, and an exit code."""

from __future__ import annotations

import traceback

from ecotui.cli.session import BROKEN, REFUSED, USAGE, UsageError, say
from ecotui.config import ConfigError
from ecotui.i18n import _
from ecotui.query import QueryError

#: Set by ``export --traceback``: show where a plugin broke.
show_traceback = False


def report(error: Exception) -> int:
    """Say what went wrong and return the exit code; re-raise what is our own mistake."""
    if isinstance(error, QueryError):
        message = _("query: {error}").format(error=error)
        if error.position is not None:
            message += " " + _("(at character {position})").format(position=error.position + 1)
        say(message)
        return USAGE
    if isinstance(error, (UsageError, ConfigError)):
        say(str(error))
        return USAGE
    # Only an export can have raised what follows, so nothing is imported for it in vain.
    from ecotui.exporting.registry import UnknownExporter
    from ecotui.exporting.run import PluginBroken
    from ecotui.exporting.spec import ExportError, OptionError

    if isinstance(error, (UnknownExporter, OptionError)):
        say(str(error))
        return USAGE
    if isinstance(error, ExportError):
        say(str(error))
        return REFUSED
    if isinstance(error, PluginBroken):
        say(str(error))
        if show_traceback and error.__cause__ is not None:
            traceback.print_exception(error.__cause__)
        return BROKEN
    raise error
