"""The command completion."""

from __future__ import annotations

import sys

import click

from ecotui.cli import completing
from ecotui.cli.errors import UsageError
from ecotui.cli.options import Command
from ecotui.i18n import _


@click.command(
    "completion",
    cls=Command,
    help=_(
        "Print a script by which a shell completes commands, options, departments, views, numbers "
        "and files. Each new shell needs it: put the line below into ~/.bashrc or ~/.zshrc."
    ),
)
@click.argument("shell", metavar="bash|zsh|fish", type=click.Choice(list(completing.SCRIPTS)))
# What the script asks for at each Tab: the command line, and for bash
# the signs that part words and the kind of completion.
@click.argument("asked", metavar="", nargs=-1)
def completion_(shell: str, asked: tuple[str, ...]) -> None:
    if not asked:
        sys.stdout.write(completing.script(shell))
        return
    if len(asked) > 3:
        raise UsageError(_('unexpected argument "{name}"').format(name=asked[3]))
    try:
        lines = [f"{answer}\n" for answer in completing.answers(shell, *asked)]
    except Exception:
        # Whatever is wrong, a shell must not show it between the words of its user.
        lines = []
    sys.stdout.buffer.write("".join(lines).encode("utf-8", "replace"))
