"""The command help: the same as ``--help`` behind a command."""

from __future__ import annotations

import click

from ecotui.cli import candidates, output
from ecotui.cli.app import COMMANDS
from ecotui.cli.errors import UsageError
from ecotui.cli.options import Command
from ecotui.i18n import _


@click.command("help", cls=Command, help=_("Show the help of a command; without one, of ecotui."))
@click.argument(
    "words", metavar="[COMMAND]...", nargs=-1, shell_complete=candidates.choice(COMMANDS)
)
@click.pass_context
def help_(context: click.Context, words: tuple[str, ...]) -> None:
    context = context.find_root()
    for word in words:
        command = context.command
        if not isinstance(command, click.Group):
            raise UsageError(_('unexpected argument "{name}"').format(name=word))
        name, found, _rest = command.resolve_command(context, [word])
        assert found is not None
        context = click.Context(found, parent=context, info_name=name)
    output.lines(context.get_help().splitlines())
