"""The commands plugins list, plugins check and plugins new."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

import click

from ecotui.cli import output
from ecotui.cli.errors import BROKEN, DONE, UsageError, say
from ecotui.cli.options import json_option
from ecotui.cli.session import Session
from ecotui.i18n import _

if TYPE_CHECKING:
    from ecotui.plugin_host.loading import Plugin
    from ecotui.plugin_host.registry import Registered

    #: Titles of checks, and what finds what is wrong.
    Judged = list[tuple[str, Callable[[], Iterable[str]]]]


@click.group("plugins", help=_("Third-party plugins: list, check or create."))
def plugins_() -> None:
    """Plugins."""


@plugins_.command("list", help=_("List the installed plugins and their status."))
@json_option
@click.pass_obj
def plugins_list(session: Session, as_json: bool) -> None:
    """List the plugins."""
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
    output.columns(
        [
            (
                plugin.name,
                plugin.version,
                plugin.status,
                plugin.error or ", ".join(_ids(plugin)),
            )
            for plugin in plugins
        ]
    )


def _ids(plugin: Plugin) -> list[str]:
    return [spec.id for spec in plugin.exporters] + [spec.id for spec in plugin.importers]


@plugins_.command(
    "new",
    help=_(
        "Write a complete package with an exporter of this name: code, tests and build files. "
        "It works as it is; change it as you like."
    ),
)
@click.argument("name", metavar="NAME")
@click.option(
    "-o", "--output", "path", metavar="DIR", help=_("Folder of the package; default: ecotui-NAME.")
)
def plugins_new(name: str, path: str | None) -> None:
    """Write a new package."""
    from ecotui.cli import scaffold

    folder = scaffold.create(name, path)
    message = _("wrote {path}; next: pip install -e {path}, then ecotui plugins check")
    say(message.format(path=folder))


@plugins_.command(
    "check",
    help=_(
        "Check whether plugins keep the contract: those of the distribution NAME, or all. Each "
        "exporter is run with hostile and large plans. Exits with 4 if something is broken."
    ),
)
@click.argument("name", metavar="[NAME]", required=False)
@click.pass_obj
def plugins_check(session: Session, name: str | None) -> int:
    """Check the plugins."""
    plugins = session.registry.plugins(name)
    if name is not None and not plugins:
        known = ", ".join(plugin.name for plugin in session.registry.plugins()) or _("none")
        message = _('no plugin "{name}"; there are: {known}')
        raise UsageError(message.format(name=name, known=known))
    sound = True
    for plugin in plugins:
        for exporter, check, problem in _checked(session, plugin):
            output.columns([(plugin.name, plugin.version, exporter, check, problem or "ok")])
            sound = sound and not problem
    return DONE if sound else BROKEN


def _checked(session: Session, plugin: Plugin) -> Iterator[tuple[str, str, str]]:
    """Each exporter and importer of a plugin with each check, and what is wrong, if anything is."""
    if plugin.status == "disabled":
        return
    if plugin.error:
        yield "-", plugin.status, plugin.error
        return
    yield "-", _("it can be loaded"), ""
    registry, name = session.registry, plugin.name
    exporters = [registry.exporter(f"{name}:{spec.id}") for spec in plugin.exporters]
    importers = [registry.importer(f"{name}:{spec.id}") for spec in plugin.importers]
    for judge, every in ((_exporter, exporters), (_importer, importers)):
        for listed in every:
            if listed.reason:
                say(f"{name}:{listed.spec.id}: {listed.reason}")
            else:
                yield from _tried(listed, judge, session.plugin_dirs)


def _tried(
    listed: Registered,
    judge: Callable[[Registered, str, Sequence[str]], Judged],
    folders: Sequence[str],
) -> Iterator[tuple[str, str, str]]:
    from ecotui.contract.exporter_checks import CheckSkipped
    from ecotui.contract.trial import TrialFailed

    try:
        with tempfile.TemporaryDirectory(prefix="ecotui-") as folder:
            for title, find in judge(listed, folder, folders):
                try:
                    yield listed.spec.id, _(title), "; ".join(find())
                except CheckSkipped as reason:
                    say(f"{listed.plugin.name}:{listed.spec.id}: {_(title)}: {reason}")
    except TrialFailed as error:
        yield listed.spec.id, _("it can be run"), str(error)


def _exporter(listed: Registered, folder: str, folders: Sequence[str]) -> Judged:
    from ecotui.contract import exporter_checks, trial

    name = f"{listed.plugin.name}:{listed.spec.id}"
    subject = exporter_checks.Subject(listed.spec, trial.of_exporter(name, folder, folders=folders))
    return [(check.title, partial(check.find, subject)) for check in exporter_checks.CHECKS]


def _importer(listed: Registered, folder: str, folders: Sequence[str]) -> Judged:
    """What can be said of an importer without a document that it reads."""
    from ecotui.contract import importer_checks, trial

    name = f"{listed.plugin.name}:{listed.spec.id}"
    ending = f".{listed.spec.extensions[0]}" if listed.spec.extensions else ""
    documents = importer_checks.damaged(b"", ending)
    tried = trial.of_importer(name, folder, documents, folders=folders)
    subject = importer_checks.Subject(listed.spec, tried)
    return [
        (check.title, partial(check.find, subject))
        for check in importer_checks.CHECKS
        if check.name != "reads"
    ]
