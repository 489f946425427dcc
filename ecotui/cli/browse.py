"""The command browse; where there is no terminal to browse on, the outline instead."""

from __future__ import annotations

import os
import sys
from functools import partial

import click

from ecotui.cli import listing
from ecotui.cli.ending import UsageError, say
from ecotui.cli.reading import where_option
from ecotui.cli.session import Session
from ecotui.i18n import _


@click.command("browse", help=_("Browse the plan from the keyboard; ? there lists the keys."))
@where_option
@click.option(
    "--plain",
    is_flag=True,
    help=_("Line by line, for screen readers and terminals that cannot place text."),
)
@click.option(
    "--fresh",
    is_flag=True,
    help=_("Start afresh, not where the last session ended."),
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
    plain: bool,
    fresh: bool,
    mouse: bool,
    restricted: bool,
    export_dir: str | None,
) -> None:
    """Browse."""
    if restricted and not export_dir:
        raise UsageError(_("--restricted needs --export-dir"))
    if export_dir is not None and not os.path.isdir(export_dir):
        raise UsageError(_("--export-dir: {path} is no folder").format(path=export_dir))
    start(
        session,
        where,
        plain=plain,
        fresh=fresh,
        mouse=mouse,
        restricted=restricted,
        export_dir=export_dir,
    )


def start(
    session: Session,
    where: str = "",
    *,
    plain: bool = False,
    fresh: bool = False,
    mouse: bool = False,
    restricted: bool = False,
    export_dir: str | None = None,
) -> None:
    """Browse, or say why not and print the outline.

    Raises:
        PlanError: a plan cannot be read.
        QueryError: the query is wrong.
    """
    selection = session.select(where)
    reason = None if plain else _no_screen()
    if reason:
        say(reason)
        listing.outline(selection)
        return
    from ecotui.config import ConfigError
    from ecotui.tui import browse, browse_plain

    try:
        views = session.views("@")
    except ConfigError as error:
        # The query needs none of them, or it would have failed above.
        say(str(error))
        views = {}
    # A conversation begins anew each time and has no mouse.
    uncached = () if restricted else session.uncached
    screen = partial(browse, fresh=fresh, mouse=mouse, uncached=uncached)
    face = browse_plain if plain else screen
    face(
        session.index,
        where,
        registry=lambda: session.registry,
        views=views,
        config=session.config,
        restricted=restricted,
        export_dir=export_dir,
    )


def _no_screen() -> str | None:
    """Why the browser cannot have a screen here; None where it can."""
    if not sys.stdout.isatty() or not sys.stdin.isatty():
        return _("no terminal here, so this is the outline; see ecotui --help")
    if os.environ.get("TERM", "dumb") in ("dumb", ""):
        return _("this terminal (TERM=dumb) cannot place text, so this is the outline; try --plain")
    return None
