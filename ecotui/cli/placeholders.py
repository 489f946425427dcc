"""What stands in the help for what a user gives, in the language in use."""

from __future__ import annotations

import re

import click

from ecotui.i18n import N_, _

_WORDS = (
    *(N_("ARGS"), N_("COMMAND"), N_("DIR"), N_("EXPORTER"), N_("FILE"), N_("FLOAT"), N_("HEAD")),
    *(N_("ID"), N_("INT"), N_("NAME"), N_("NAMES"), N_("NUMBER"), N_("NUMERAL"), N_("OTHER")),
    *(N_("PATH"), N_("QUERY"), N_("ROLE"), N_("SIZE"), N_("STR")),
)


def placeholders(text: str) -> str:
    """The placeholders of a text, such as ``[QUERY|FILE]``, in the language in use."""
    return re.sub(r"[A-Z]+", lambda found: _(found[0]) if found[0] in _WORDS else found[0], text)


def reword(command: click.Command) -> None:
    """Word in the language in use what the library itself writes about a command."""
    command.options_metavar = _("[OPTIONS]")
    for one in command.params:
        if one.metavar:
            one.metavar = placeholders(one.metavar)
    if isinstance(command, click.Group):
        command.subcommand_metavar = placeholders(command.subcommand_metavar)
        for inner in command.commands.values():
            reword(inner)
