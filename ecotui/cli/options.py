"""Options that several commands share."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import click

from ecotui.cli.errors import UsageError
from ecotui.cli.session import Session
from ecotui.i18n import _
from ecotui.options import Option, build, declared
from ecotui.raci.rules import MatrixRules
from ecotui.raci.schemes import scheme_named

where_option = click.option(
    "--where", default="", metavar="QUERY", help=_("Only the measures that match the query.")
)
json_option = click.option("--json", "as_json", is_flag=True, help=_("Write JSON."))


def parameter(one: Option) -> click.Option:
    """A declared option on the command line; None is passed on if it is not given.

    Then the configuration file decides, and after it the declaration.
    """
    note = _("default: {default}").format(default=one.text(one.default))
    help_text = f"{one.help} [{note}]" if one.help else f"[{note}]"
    if one.type == "bool":
        flag = f"{one.flag}/--no-{one.flag[2:]}"
        return click.Option([flag, one.name], default=None, help=help_text)
    metavar = "|".join(map(str, one.choices)) if one.type == "choice" and one.choices else None
    return click.Option(
        [one.flag, one.name], default=None, metavar=metavar or one.type.upper(), help=help_text
    )


def rules_parameters() -> list[click.Parameter]:
    """The options of `MatrixRules` on the command line."""
    return [parameter(replace(one, help=_(one.help))) for one in declared(MatrixRules)]


def rules(session: Session, given: dict[str, Any]) -> MatrixRules:
    """The rules for a matrix: what is given, else what ``[raci]`` says."""
    given = {name: value for name, value in given.items() if value is not None}
    values = {**session.config.options.raci, **given}
    try:
        scheme_named(values.get("scheme", "raci"))
    except ValueError as error:
        raise UsageError(str(error)) from None
    made: MatrixRules = build(MatrixRules, values)
    return made
