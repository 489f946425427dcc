"""The commands import and importers."""

from __future__ import annotations

import os
import sys

import click

from ecotui.cli import output
from ecotui.cli.commands.export import cause_shown, counted, origin, suffixes
from ecotui.cli.errors import REFUSED, UsageError, say
from ecotui.cli.options import json_option
from ecotui.cli.session import Session
from ecotui.i18n import _
from ecotui.model.plan import Plan
from ecotui.model.toml import Problem
from ecotui.plugin_host.registry import Registered


@click.command(
    "import",
    help=_("Read a document into a plan. Corrections and doubtful passages go to standard error."),
)
@click.argument("source", metavar="SOURCE")
@click.option(
    "-o", "--output", "path", required=True, metavar="FILE|-", help=_("Output file for the plan.")
)
@click.option("--id", "plan_id", metavar="ID", help=_("Id of the plan; default: from its title."))
@click.option("--importer", metavar="NAME", help=_("Importer; default: by the file extension."))
@click.option("--force", is_flag=True, help=_("Overwrite existing files."))
@click.option("--traceback", is_flag=True, help=_("Show where a plugin failed."))
@click.pass_obj
def import_(
    session: Session,
    source: str,
    path: str,
    plan_id: str | None,
    importer: str | None,
    force: bool,
    traceback: bool,
) -> int:
    from ecotui.model import toml

    with cause_shown(traceback):
        plan, notes = _read(session, source, importer)
    if plan_id:
        plan = plan._replace(id=plan_id)
    for note in notes:
        say(str(note))
    if path == "-":
        sys.stdout.write(toml.dumps(plan))
        return 0
    try:
        toml.save(plan, path, overwrite=force)
    except FileExistsError:
        say(_("{path} exists; --force overwrites it").format(path=path))
        return REFUSED
    except OSError as error:
        message = _("cannot write {path}: {reason}")
        say(message.format(path=path, reason=error.strerror))
        return REFUSED
    say(_("wrote {path}: {counted}").format(path=path, counted=counted(len(list(plan.walk())))))
    return 0


def _read(session: Session, source: str, importer: str | None) -> tuple[Plan, tuple[Problem, ...]]:
    """The plan in a document, and what is to be said of it."""
    from ecotui.importing.run import read

    listed = _chosen(session, source, importer)
    try:
        with open(source, "rb") as file:
            data = file.read()
    except OSError as error:
        message = _("cannot read {path}: {reason}")
        raise UsageError(message.format(path=source, reason=error.strerror)) from None
    return read(listed, data, source)


def _chosen(session: Session, source: str, name: str | None) -> Registered:
    """The importer that is named, or that reads files of this ending."""
    if name:
        return session.registry.importer(name)
    every = session.registry.importers()
    suffix = os.path.splitext(source)[1].lower().lstrip(".")
    for one in every:
        if suffix in one.spec.extensions and one.reason is None:
            return one
    known = ", ".join(f"{one.key} ({' '.join(suffixes(one))})" for one in every)
    message = _("no importer for {what}; there are {known}; choose one with --importer")
    raise UsageError(message.format(what=source, known=known))


@click.command("importers", help=_("List the importers: built-in ones and those of plugins."))
@json_option
@click.pass_obj
def importers_(session: Session, as_json: bool) -> None:
    listed = session.registry.importers()
    if as_json:
        output.json(
            [
                {
                    "id": one.key,
                    "title": one.title,
                    "summary": one.summary,
                    "extensions": one.spec.extensions,
                    **origin(one),
                }
                for one in listed
            ]
        )
        return
    rows = [(one.key, one.status, " ".join(suffixes(one)), one.summary) for one in listed]
    output.columns(rows)
