"""The commands plugins list, plugins check and plugins new."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

import click

from ecotui.cli import output
from ecotui.cli.errors import BROKEN, DONE, UsageError, say
from ecotui.cli.options import Command, Group, json_option, not_empty
from ecotui.cli.session import Session
from ecotui.i18n import _

if TYPE_CHECKING:
    from ecotui.plugin_host.loading import Plugin
    from ecotui.plugin_host.registry import Registered


@click.group("plugins", cls=Group, help=_("Third-party plugins: list, check or create."))
def plugins_() -> None:
    """Plugins."""


@plugins_.command("list", cls=Command, help=_("List the installed plugins and their status."))
@json_option
@click.pass_obj
def plugins_list(session: Session, as_json: bool) -> None:
    plugins = session.registry.plugins()
    if as_json:
        output.json(
            [
                {
                    "name": plugin.name,
                    "version": plugin.version,
                    "status": plugin.status,
                    "error": plugin.error,
                    "exporters": [spec.id for spec in plugin.exporters],
                    "importers": [spec.id for spec in plugin.importers],
                    "import_ms": round(plugin.import_ms, 1),
                }
                for plugin in plugins
            ]
        )
        return
    rows = []
    for plugin in plugins:
        ids = [spec.id for spec in plugin.exporters] + [spec.id for spec in plugin.importers]
        rows.append((plugin.name, plugin.version, plugin.status, plugin.error or ", ".join(ids)))
    head = output.titles(_("Plugin"), _("Version"), _("Status"), _("What it brings, or why not"))
    output.columns(rows, head=head)


@plugins_.command(
    "new",
    cls=Command,
    help=_(
        "Write a complete package with an exporter of this name, or an importer: code, tests, "
        "build files and workflows. It works as it is; change it as you like."
    ),
)
@click.argument("name", metavar="NAME")
@click.option(
    "-o",
    "--output",
    "path",
    metavar="DIR",
    callback=not_empty,
    help=_("Folder of the package; default: ecotui-NAME."),
)
@click.option("--importer", is_flag=True, help=_("Write an importer, not an exporter."))
@click.option("--author", default="", metavar="NAME", help=_("Who holds the rights."))
def plugins_new(name: str, path: str | None, importer: bool, author: str) -> None:
    from ecotui.cli import scaffold

    folder = scaffold.create(name, path, importer=importer, author=author)
    message = _("wrote {path}; next: pip install -e {path}, then ecotui plugins check")
    say(message.format(path=folder))


@plugins_.command(
    "check",
    cls=Command,
    help=_(
        "Check whether plugins keep the contract: those of the distribution NAME, or all. Each "
        "exporter is run with hostile and large plans. Exits with 4 if something is broken."
    ),
)
@click.argument("name", metavar="[NAME]", required=False)
@click.pass_obj
def plugins_check(session: Session, name: str | None) -> int:
    plugins = session.registry.plugins(name)
    if name is not None and not plugins:
        known = ", ".join(plugin.name for plugin in session.registry.plugins()) or _("none")
        message = _('no plugin "{name}"; there are: {known}')
        raise UsageError(message.format(name=name, known=known))
    sound = True
    for plugin in plugins:
        for result in _check_plugin(plugin, session):
            text = _("skipped: {reason}").format(reason=result.skipped) if result.skipped else "ok"
            row = (plugin.name, plugin.version, result.id, result.title, result.problem or text)
            output.columns([row])
            sound = sound and not result.problem
    return DONE if sound else BROKEN


class Result(NamedTuple):
    """What a check found in an exporter or importer."""

    #: ``-`` for the whole plugin.
    id: str
    title: str
    problem: str = ""
    #: Why the check could not be made, if it could not.
    skipped: str = ""


def _check_plugin(plugin: Plugin, session: Session) -> Iterator[Result]:
    if plugin.status == "disabled":
        return
    if plugin.error:
        yield Result("-", plugin.status, plugin.error)
        return
    yield Result("-", _("it can be loaded"))
    registry, name = session.registry, plugin.name
    exporters = [registry.exporter(f"{name}:{spec.id}") for spec in plugin.exporters]
    importers = [registry.importer(f"{name}:{spec.id}") for spec in plugin.importers]
    for listed in (*exporters, *importers):
        yield from _check(listed, session.plugin_dirs)


def _check(listed: Registered, folders: Sequence[str]) -> Iterator[Result]:
    """Try an exporter or importer, and make every check of the contract."""
    from ecotui.contract import checks, trial
    from ecotui.plugin_host.spec import ExporterSpec

    spec, name = listed.spec, f"{listed.plugin.name}:{listed.spec.id}"
    if listed.reason:
        yield Result(spec.id, _("it can be run"), skipped=listed.reason)
        return
    subject: checks.Subject
    try:
        with tempfile.TemporaryDirectory(prefix="ecotui-") as folder:
            if isinstance(spec, ExporterSpec):
                tried = trial.of_exporter(name, folder, folders=folders)
                subject, table = checks.ExporterSubject(spec, tried), checks.EXPORTER
            else:
                extension = f".{spec.extensions[0]}" if spec.extensions else ""
                tried = trial.of_importer(name, folder, extension, folders=folders)
                subject, table = checks.Subject(spec, tried), checks.IMPORTER
            for check in table:
                try:
                    yield Result(spec.id, _(check.title), "; ".join(check.find(subject)))
                except checks.CheckSkipped as reason:
                    yield Result(spec.id, _(check.title), skipped=str(reason))
    except trial.TrialFailed as error:
        yield Result(spec.id, _("it can be run"), str(error))
