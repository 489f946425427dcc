"""The command browse, as click sees it."""

from __future__ import annotations

import os

import click

from ecotui.cli import candidates
from ecotui.cli.errors import UsageError
from ecotui.cli.guests import confine
from ecotui.cli.launch import start
from ecotui.cli.options import Queried, at_home, queried
from ecotui.cli.session import Session
from ecotui.exporting.quota import DEFAULT_QUOTA, size_of, size_text
from ecotui.i18n import _
from ecotui.text.reasons import reason


def _bytes(_context: click.Context, _option: click.Parameter, value: str | None) -> int | None:
    if value is None:
        return None
    try:
        return size_of(value)
    except ValueError:
        message = _("--export-quota takes a size such as {example}, not {value}")
        raise UsageError(message.format(example="50M", value=value)) from None


@click.command(
    "browse", cls=Queried, help=_("Browse the plan from the keyboard; ? there lists the keys.")
)
@queried
@click.option(
    "--plain",
    is_flag=True,
    help=_(
        "Line by line, for screen readers and terminals that cannot place text. Of input that is no"
        " terminal nothing is kept, nor any mark."
    ),
)
@click.option("--fresh", is_flag=True, help=_("Start without the saved session."))
@click.option(
    "--restricted",
    is_flag=True,
    help=_("For guests: export only into --export-dir, overwrite nothing."),
)
@click.option(
    "--export-dir",
    metavar="DIR",
    callback=at_home,
    shell_complete=candidates.folders,
    help=_("Folder for exported files."),
)
@click.option(
    "--export-quota",
    callback=_bytes,
    metavar="SIZE",
    help=_(
        "What may lie in --export-dir after an export, with --restricted. Default: {size}."
    ).format(size=size_text(DEFAULT_QUOTA)),
)
@click.option(
    "--guest-plugin",
    "guest_plugins",
    metavar="NAME",
    multiple=True,
    help=_("A plugin that guests may use, with --restricted; may be repeated."),
)
@click.option(
    "--mouse",
    is_flag=True,
    help=_("Click and scroll with the mouse; the terminal's own selection then needs Shift."),
)
@click.pass_obj
def browse_(
    session: Session,
    /,
    where: str,
    plain: bool,
    restricted: bool,
    export_dir: str | None,
    export_quota: int | None,
    guest_plugins: tuple[str, ...],
    **wishes: bool,
) -> None:
    if restricted and not export_dir:
        raise UsageError(_("--restricted needs --export-dir"))
    if export_dir is not None and not os.path.isdir(export_dir):
        raise UsageError(_("--export-dir: {path} is not a folder").format(path=export_dir))
    if guest_plugins and not restricted:
        raise UsageError(_("--guest-plugin needs --restricted"))
    if export_quota and not restricted:
        raise UsageError(_("--export-quota needs --restricted"))
    if not restricted or export_dir is None:
        start(session, where, plain=plain, export_dir=export_dir, **wishes)
        return
    from ecotui.exporting.guest_folder import GuestFolder

    confine()
    # What a plugin does with its options nobody knows but its author.
    session.only_plugins = guest_plugins
    session.is_for_guests = True
    try:
        folder = GuestFolder(export_dir, export_quota or DEFAULT_QUOTA)
    except OSError as error:
        message = _("cannot read {path}: {reason}")
        raise UsageError(message.format(path=export_dir, reason=reason(error))) from None
    start(session, where, plain=plain, guest_folder=folder, **wishes)
