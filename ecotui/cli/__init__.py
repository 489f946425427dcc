"""The command line. One module per group of commands, imported only when one of them is called."""

from __future__ import annotations

import contextlib
import os
import sys
from typing import NoReturn


def main() -> NoReturn:
    """Run the command that the process was started with, and exit with its code."""
    try:
        _main()
    except KeyboardInterrupt:
        # While modules were loaded; a command itself is `guarded`.
        _discard_unfinished()
        os._exit(130)


def _main() -> NoReturn:
    from ecotui.cli.errors import end_errors, guarded

    if None in (sys.stdin, sys.stdout, sys.stderr):
        _replace_closed_streams()
    _wait_for_streams()
    _buffer_output()
    arguments = sys.argv[1:]
    if asked := os.environ.pop("_ECOTUI_COMPLETE", ""):
        # How programs with click are asked for what `ecotui completion` prints; and a script of
        # theirs must not be given a plan to run.
        if not asked.endswith("_source"):
            sys.exit(0)
        arguments = ["completion", asked.removesuffix("_source")]
    import gc

    plain = plain_arguments(arguments)
    if plain is None:
        # A command makes little garbage and many objects that stay: to search them every few
        # hundred, and again at the end, takes longer than the command line does.
        gc.set_threshold(50_000)
        from ecotui.cli.app import run

        _discard_on_signals()
        code = guarded(lambda: run(arguments))
        # An interruption may come where a file is just being made.
        _discard_unfinished()
        end_errors()
        gc.freeze()
        sys.exit(code)
    from ecotui.cli.session import Session

    # A process that lives for 20 ms is over before its garbage matters, and taking the interpreter
    # down in good order would be a tenth of its life. What it had to say is flushed.
    plans, language, command, where, flags = plain
    gc.disable()
    session = Session(plans, language)
    if command == "list":
        from ecotui.cli import listing
        from ecotui.cli.tables import Shape

        shape = Shape("json" if flags else "")
        code = guarded(lambda: listing.measures(session, where, shape))
    else:
        from ecotui.cli import launch

        code = guarded(lambda: launch.start(session, where, fresh=bool(flags)))
        sys.stdout.flush()
    end_errors()
    os._exit(code)


def _discard_on_signals() -> None:
    """Let a signal that ends the process leave nothing unfinished; the browser has its own way."""
    import signal

    from ecotui.signals import OTHERS

    def end(number: int, _frame: object) -> None:
        _discard_unfinished()
        signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)

    for number in (signal.SIGTERM, signal.SIGHUP, *OTHERS):
        # nohup has it ignored.
        if signal.getsignal(number) == signal.SIG_DFL:
            signal.signal(number, end)


def _discard_unfinished() -> None:
    """Remove what is being written, if anything could be."""
    if files := sys.modules.get("ecotui.files"):
        files.discard_unfinished()


def _replace_closed_streams() -> None:
    """Put something in the place of standard streams that the caller has closed.

    Otherwise Python has None there, and the next file that is opened gets the stream's number.
    """
    # In the order of their numbers: the lowest that is free is taken.
    if sys.stdin is None:
        sys.stdin = os.fdopen(os.open(os.devnull, os.O_RDONLY))
    if sys.stdout is None:
        # Only for reading, so that what is written fails, as on a disk that is full.
        sys.stdout = os.fdopen(os.open(os.devnull, os.O_RDONLY), "w", encoding="utf-8")
    if sys.stderr is None:
        sys.stderr = os.fdopen(os.open(os.devnull, os.O_WRONLY), "w", encoding="utf-8")


def _wait_for_streams() -> None:
    """Have reading and writing wait, whatever a program that shares the open files has set.

    Otherwise what is longer than a pipe or a terminal takes at once is lost.
    """
    for descriptor in range(3):
        # The standard streams may lead nowhere, or to what knows no waiting.
        with contextlib.suppress(OSError):
            os.set_blocking(descriptor, True)


def _buffer_output() -> None:
    """Have standard output written whole, or fail, where ``PYTHONUNBUFFERED`` is set.

    Python loses what is left of a text when the system takes only a part of it, as a disk does
    that fills up.
    """
    import io

    raw = sys.stdout.buffer
    if isinstance(raw, io.RawIOBase):
        sys.stdout = io.TextIOWrapper(
            io.BufferedWriter(raw),
            encoding=sys.stdout.encoding,
            errors=sys.stdout.errors,
            line_buffering=raw.isatty(),
        )


#: Commands that are often called in their plainest form, and the one flag that each may have there.
_PLAIN = {"list": "--json", "browse": "--fresh"}


def plain_arguments(
    arguments: list[str],
) -> tuple[list[str], str | None, str, str, set[str]] | None:
    """Read ``list`` or ``browse`` in their plainest form; None for everything else.

    A script calls ``list`` a hundred times, a user waits for ``browse``, and the command-line
    library takes longer to import than all that is needed to show the first lines. What is not
    understood here, or wrong, goes through the library.

    Returns:
        Plans, language, command, query and flags.
    """
    from ecotui.cli.arguments import is_file

    plans: list[str] = []
    language: str | None = None
    command = "browse"
    rest = iter(arguments)
    for word in rest:
        value = next(rest, None) if word in ("--plan", "--lang") else ""
        if word in _PLAIN:
            command = word
            break
        if word == "--plan" and value and value[0] != "~":
            plans.append(value)
        elif word == "--lang" and value in ("zh", "en"):
            language = value
        else:
            return None
    where, flags = "", set()
    terms: list[str] = []
    for word in rest:
        if word == _PLAIN[command]:
            flags.add(word)
        elif word in ("--where", "-w", "-q") and not where and (value := next(rest, "")):
            where = value
        elif word[:1] != "-" and not is_file(word):
            terms.append(word)
        else:
            return None
    return plans, language, command, " ".join(filter(None, [where, *terms])), flags
