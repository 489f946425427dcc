"""The command line. One module per group of commands, imported only when one of them is called."""

from __future__ import annotations

import sys

from ecotui.cli.shortcut import plain_arguments

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn


def main() -> NoReturn:
    """Run the command that the process was started with, and exit with its code."""
    from ecotui.cli.errors import guarded

    arguments = sys.argv[1:]
    plain = plain_arguments(arguments)
    if plain is None:
        from ecotui.cli.app import run

        sys.exit(guarded(lambda: run(arguments)))
    import gc
    import os

    from ecotui.cli.session import Session

    # A process that lives for 20 ms is over before its garbage matters, and taking the interpreter
    # down in good order would be a tenth of its life. What it had to say is flushed.
    plans, language, command, where, flags = plain
    gc.disable()
    if command == "list":
        from ecotui.cli import listing

        session = Session(plans, language)
        code = guarded(lambda: listing.measures(session, where, as_json=bool(flags)))
    else:
        from ecotui.cli import launch

        session = Session(plans, language)
        code = guarded(lambda: launch.start(session, where, fresh=bool(flags)))
        sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)
