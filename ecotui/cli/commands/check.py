"""The command check."""

from __future__ import annotations

import sys
from typing import Any

import click

from ecotui import i18n
from ecotui.cli import output
from ecotui.cli.errors import DONE, FOUND_ERRORS
from ecotui.cli.findings import grouped
from ecotui.cli.options import Command, json_option, rules, rules_parameters
from ecotui.cli.session import Session
from ecotui.i18n import _


@click.command(
    "check",
    cls=Command,
    params=rules_parameters(),
    help=_(
        "Report problems in the plan: data, RACI and wording. Exits with 1 if there are errors."
    ),
)
@json_option
@click.pass_obj
def check_(session: Session, /, as_json: bool, **given: Any) -> int:
    from ecotui.checks import check

    limits = rules(session, given)
    found = check(session.index, i18n.language(), limits.scheme, limits)
    if as_json:
        from ecotui.query.records import finding_record

        output.json([finding_record(finding) for finding in found])
    elif sys.stdout.isatty():
        output.write("".join(f"{line}\n" for line in grouped(found)))
    else:
        output.columns(
            [(_(f.severity), f.code, f.where, f.message, f.suggestion or "") for f in found]
        )
    return FOUND_ERRORS if any(f.severity == "error" for f in found) else DONE
