"""The commands plugins list, plugins check and plugins new."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from ecotui.cli import output
from ecotui.cli.ending import BROKEN, DONE, UsageError, say
from ecotui.cli.reading import json_option
from ecotui.cli.session import Session
from ecotui.i18n import _

if TYPE_CHECKING:
    from ecotui.exporting.loading import Plugin


@click.group("plugins", help=_("Plugins of third parties: list them, check them, begin one."))
def plugins_() -> None:
    """Plugins."""


@plugins_.command("list", help=_("List the plugins that are installed, and how each fares."))
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
        "Write a complete package with an exporter of this name: code, tests, what builds it. "
        "It works as it is, and is yours to change."
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
        "exporter is run over hostile and large plans. Exits with 4 where something is broken."
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
    """Each exporter of a plugin with each check, and what is wrong, empty if nothing is."""
    from ecotui.contract import exporters, trial

    if plugin.status == "disabled":
        return
    if plugin.error:
        yield "-", plugin.status, plugin.error
        return
    yield "-", _("it can be loaded"), ""
    for spec in plugin.exporters:
        key = f"{plugin.name}:{spec.id}"
        listed = session.registry.exporter(key)
        if listed.reason:
            say(f"{key}: {listed.reason}")
            continue
        try:
            with tempfile.TemporaryDirectory(prefix="ecotui-") as folder:
                tried = trial.of_exporter(key, folder, folders=session.plugin_dirs)
                subject = exporters.Subject(spec, tried)
                for check in exporters.CHECKS:
                    try:
                        found = list(check.find(subject))
                    except exporters.NotJudged as reason:
                        say(f"{key}: {_(check.title)}: {reason}")
                        continue
                    yield spec.id, _(check.title), "; ".join(found)
        except trial.TrialFailed as error:
            yield spec.id, _("it can be run"), str(error)
