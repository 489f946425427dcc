"""The commands list, show and departments, as click sees them."""

from __future__ import annotations

from typing import Any

import click

from ecotui.cli import candidates, listing
from ecotui.cli.options import Command, Queried, json_option, queried, shape, table_options
from ecotui.cli.session import Session
from ecotui.i18n import _


@click.command("list", cls=Queried, help=_("List measures: id, text, leads and participants."))
@queried
@table_options(listing.MEASURE_COLUMNS)
@click.pass_obj
def list_(session: Session, /, where: str, **wanted: Any) -> None:
    listing.measures(session, where, shape(**wanted))


@click.command(
    "show",
    cls=Command,
    help=_("Show measures in full: 7, 7-9 or 7,12. ID is the first column of `list`."),
)
@click.argument("ids", metavar="ID...", nargs=-1, required=True, shell_complete=candidates.measures)
@json_option
@click.pass_obj
def show_(session: Session, ids: tuple[str, ...], as_json: bool) -> None:
    listing.show(session, ids, as_json=as_json)


@click.command(
    "departments", cls=Queried, help=_("List departments with their counts in the selection.")
)
@queried
@table_options(listing.DEPARTMENT_COLUMNS)
@click.pass_obj
def departments_(session: Session, /, where: str, **wanted: Any) -> None:
    listing.departments(session, where, shape(**wanted))
