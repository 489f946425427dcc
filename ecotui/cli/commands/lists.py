"""The commands list, show and departments, as click sees them."""

from __future__ import annotations

import click

from ecotui.cli import listing
from ecotui.cli.options import Queried, json_option, queried
from ecotui.cli.session import Session
from ecotui.i18n import _


@click.command("list", cls=Queried, help=_("List measures: id, text, leads and participants."))
@queried
@json_option
@click.pass_obj
def list_(session: Session, where: str, as_json: bool) -> None:
    listing.measures(session, where, as_json=as_json)


@click.command("show", help=_("Show all of one measure. ID is the first column of `list`."))
@click.argument("id_", metavar="ID")
@json_option
@click.pass_obj
def show_(session: Session, id_: str, as_json: bool) -> None:
    listing.show(session, id_, as_json=as_json)


@click.command(
    "departments", cls=Queried, help=_("List departments with their counts in the selection.")
)
@queried
@json_option
@click.pass_obj
def departments_(session: Session, where: str, as_json: bool) -> None:
    listing.departments(session, where, as_json=as_json)
