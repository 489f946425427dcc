"""The command line. One module per group of commands, imported only when one of them is called."""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn


def main() -> NoReturn:
    """Run the command that the process was started with, and exit with its code."""
    from ecotui.cli.ending import guarded

    arguments = sys.argv[1:]
    plain = _plain_list(arguments)
    if plain is None:
        from ecotui.cli.app import run

        sys.exit(guarded(lambda: run(arguments)))
    import gc
    import os

    from ecotui.cli import listing
    from ecotui.cli.session import Session

    # A process that lives for 20 ms is over before its garbage matters, and taking the interpreter
    # down in good order would be a tenth of its life. What it had to say is flushed.
    gc.disable()
    plans, language, where, as_json = plain
    session = Session(plans, language)
    code = guarded(lambda: listing.measures(session, where, as_json=as_json))
    sys.stderr.flush()
    os._exit(code)


def _plain_list(arguments: list[str]) -> tuple[list[str], str | None, str, bool] | None:
    """Read a ``list`` in its plainest form; None for everything else.

    A script calls ``list`` a hundred times, and the command-line library takes longer to import
    than all the rest. What is not understood here, or wrong, goes through the library.
    """
    plans: list[str] = []
    language: str | None = None
    rest = iter(arguments)
    for word in rest:
        value = next(rest, None) if word in ("--plan", "--lang") else ""
        if word == "list":
            break
        if word == "--plan" and value:
            plans.append(value)
        elif word == "--lang" and value in ("zh", "en"):
            language = value
        else:
            return None
    else:
        return None
    where, as_json = "", False
    for word in rest:
        if word == "--json" and not as_json:
            as_json = True
        elif word == "--where" and not where and (value := next(rest, "")):
            where = value
        else:
            return None
    return plans, language, where, as_json
