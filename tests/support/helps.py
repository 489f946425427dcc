"""The help of every command, in one language: modules of commands keep that of their import."""

from __future__ import annotations

import functools
import json
import subprocess
import sys
from collections.abc import Sequence

import click

from ecotui.cli import app
from ecotui.cli.session import Session


def every(command: click.Command, context: click.Context) -> dict[str, str]:
    """The help of a command and of those below it, by what is typed behind ``ecotui``."""
    found = {context.command_path.partition(" ")[2]: command.get_help(context)}
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            assert inner is not None
            found |= every(inner, click.Context(inner, parent=context, info_name=name))
    return found


@functools.cache
def helps(language: str, columns: int) -> dict[str, str]:
    """What `every` says in a process of its own, on a terminal of so many columns."""
    made = subprocess.run(
        [sys.executable, __file__, language, str(columns)],
        stdout=subprocess.PIPE,
        encoding="utf-8",
        check=True,
    )
    found: dict[str, str] = json.loads(made.stdout)
    return found


def main(arguments: Sequence[str]) -> None:
    language, columns = arguments
    app._speak(["--lang", language])
    root = app.group()
    session = Session(language=language, plugins=False)
    context = click.Context(root, info_name="ecotui", obj=session, terminal_width=int(columns))
    print(json.dumps(every(root, context)))


if __name__ == "__main__":
    main(sys.argv[1:])
