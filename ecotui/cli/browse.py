"""The command browse; where there is no terminal to browse on, the outline instead."""

from __future__ import annotations

import os
import sys

import click

from ecotui.cli import listing
from ecotui.cli.ending import UsageError, say
from ecotui.cli.reading import where_option
from ecotui.cli.session import Session
from ecotui.i18n import _


@click.command("browse", help=_("Browse the plan from the keyboard; ? there lists the keys."))
@where_option
@click.option(
    "--fresh",
    is_flag=True,
    help=_("Start afresh. Nothing is kept between sessions yet, so every start is."),
)
@click.option(
    "--restricted",
    is_flag=True,
    help=_("For guests: export only into --export-dir, overwrite nothing."),
)
@click.option("--export-dir", metavar="DIR", help=_("Folder in which exports are offered."))
@click.option(
    "--mouse",
    is_flag=True,
    help=_("Click and scroll with the mouse; the terminal's own selection then needs Shift."),
)
@click.pass_obj
def browse_(
    session: Session,
    where: str,
    fresh: bool,
    restricted: bool,
    export_dir: str | None,
    mouse: bool,
) -> None:
    """Browse."""
    if restricted and not export_dir:
        raise UsageError(_("--restricted needs --export-dir"))
    if export_dir is not None and not os.path.isdir(export_dir):
        raise UsageError(_("--export-dir: {path} is no folder").format(path=export_dir))
    start(session, where, restricted=restricted, export_dir=export_dir, mouse=mouse)


def start(
    session: Session,
    where: str = "",
    *,
    restricted: bool = False,
    export_dir: str | None = None,
    mouse: bool = False,
) -> None:
    """Browse, or say why not and print the outline.

    Raises:
        PlanError: a plan cannot be read.
        QueryError: the query is wrong.
    """
    selection = session.select(where)
    reason = None
    if not sys.stdout.isatty() or not sys.stdin.isatty():
        reason = _("no terminal here, so this is the outline; see ecotui --help")
    elif os.environ.get("TERM", "dumb") in ("dumb", ""):
        reason = _("this terminal (TERM=dumb) cannot place text, so this is the outline")
    if reason:
        say(reason)
        listing.outline(selection)
        return
    from ecotui.tui import browse

    browse(
        session.index,
        where,
        registry=lambda: session.registry,
        views=session.views("@"),
        export_options=session.config.exporters,
        restricted=restricted,
        export_dir=export_dir,
        theme=session.config.theme,
        mouse=mouse,
    )
