"""The commands plugins list, plugins check and plugins new."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

import click

from ecotui.cli import output
from ecotui.cli.errors import BROKEN, DONE, UsageError, say
from ecotui.cli.options import Command, Group, json_option, not_empty
from ecotui.cli.session import Session
from ecotui.i18n import _
from ecotui.text.display import visible

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
        status, error = _state(plugin, session)
        rows.append((plugin.name, plugin.version, status, error or ", ".join(_ids(plugin))))
    head = output.titles(_("Plugin"), _("Version"), _("Status"), _("What it brings, or why not"))
    output.columns(rows, head=head)


def _ids(plugin: Plugin) -> list[str]:
    exporters = [spec.id for spec in plugin.exporters]
    return exporters + [spec.id for spec in plugin.importers]


def _listed(plugin: Plugin, session: Session) -> list[Registered]:
    """The exporters and importers of a plugin."""
    registry, name = session.registry, plugin.name
    exporters = [registry.exporter(f"{name}:{spec.id}") for spec in plugin.exporters]
    return exporters + [registry.importer(f"{name}:{spec.id}") for spec in plugin.importers]


def _state(plugin: Plugin, session: Session) -> tuple[str, str | None]:
    """The status of a plugin and why it is not ok: also that something of it cannot be used."""
    if plugin.error:
        return plugin.status, plugin.error
    reasons = [(one.spec.id, one.reason) for one in _listed(plugin, session) if one.reason]
    if not reasons:
        return plugin.status, None
    return "unavailable", "; ".join(f"{id_}: {reason}" for id_, reason in reasons)


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
        "exporter is run with hostile, large and several plans, and with every choice of its "
        "options. What cannot be checked is listed as skipped. Exits with 4 if something is "
        "broken, or cannot be run here."
    ),
)
@click.argument("name", metavar="[NAME]", required=False)
@click.option(
    "--document",
    "documents",
    metavar="FILE",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False),
    help=_("A document that an importer must read; may be repeated."),
)
@click.option("--traceback", is_flag=True, help=_("Show where a plugin failed."))
@click.pass_obj
def plugins_check(
    session: Session, name: str | None, documents: tuple[str, ...], traceback: bool
) -> int:
    plugins = session.registry.plugins(name)
    if name is not None and not plugins:
        known = ", ".join(plugin.name for plugin in session.registry.plugins()) or _("none")
        message = _('no plugin "{name}"; there are: {known}')
        raise UsageError(message.format(name=name, known=known))
    trying = _Trying(session.plugin_dirs, _assigned(documents, plugins))
    sound = True
    for plugin in plugins:
        # A plugin that nobody has asked for may be disabled.
        wanted = plugin.status != "disabled" or name is not None
        for result in _check_plugin(plugin, session, trying):
            text = _("skipped: {reason}").format(reason=result.skipped) if result.skipped else "ok"
            row = (plugin.name, plugin.version, result.id, result.title, result.problem or text)
            _Progress.clear()
            output.columns([row])
            sound = sound and (result.sound or not wanted)
        if traceback:
            _Progress.clear()
            for text in trying.tracebacks(plugin):
                sys.stderr.write(text)
    _Progress.clear()
    return DONE if sound else BROKEN


class Result(NamedTuple):
    """What a check found in an exporter or importer."""

    #: ``-`` for the whole plugin.
    id: str
    title: str
    problem: str = ""
    #: Why the check could not be made, if it could not.
    skipped: str = ""
    #: Whether that is so because nothing was tried.
    untried: bool = False

    @property
    def sound(self) -> bool:
        """Whether the plugin may be sound."""
        return not (self.problem or self.untried)


class _Progress:
    """Says on a terminal what is being tried, in a line that the next one replaces."""

    shown = False

    @classmethod
    def show(cls, text: str) -> None:
        if sys.stderr.isatty():
            sys.stderr.write(f"\r\x1b[K{visible(text)}")
            sys.stderr.flush()
            cls.shown = True

    @classmethod
    def clear(cls) -> None:
        if cls.shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
            cls.shown = False


@dataclass
class _Trying:
    """How plugins are tried, and the exceptions that they raised meanwhile."""

    folders: Sequence[str]
    #: By ``plugin:id`` of an importer, the files that it must read.
    documents: dict[str, list[str]]
    raised: dict[str, None] = field(default_factory=dict)

    def note(self, report: dict[str, object]) -> None:
        """Keep every traceback of a report, once."""
        for value in (report, *report.values()):
            for one in (value, *value.values()) if isinstance(value, dict) else ():
                if isinstance(one, dict) and "traceback" in one:
                    self.raised[str(one["traceback"])] = None
        if text := report.get("traceback"):
            self.raised[str(text)] = None

    def tracebacks(self, plugin: Plugin) -> Iterator[str]:
        """The tracebacks of one plugin, which are then forgotten."""
        from traceback import format_exception

        if plugin.cause is not None:
            yield "".join(format_exception(plugin.cause))
        yield from self.raised
        self.raised.clear()


def _assigned(documents: Sequence[str], plugins: Sequence[Plugin]) -> dict[str, list[str]]:
    """Each document with the importers that read its ending, or with the only one that there is.

    Raises:
        UsageError: no importer that is checked reads it.
    """
    importers = [
        (f"{plugin.name}:{spec.id}", spec) for plugin in plugins for spec in plugin.importers
    ]
    found: dict[str, list[str]] = {}
    for document in documents:
        name = os.path.basename(document).lower()
        endings = {
            key: [f".{one.lower().lstrip('.')}" for one in spec.extensions]
            for key, spec in importers
        }
        keys = [key for key, ends in endings.items() if name.endswith(tuple(ends))]
        if len(importers) == 1:
            keys = list(endings)
        if not keys:
            message = _("--document: no importer that is checked reads {file}")
            raise UsageError(message.format(file=document))
        for key in keys:
            found.setdefault(key, []).append(document)
    return found


def _check_plugin(plugin: Plugin, session: Session, trying: _Trying) -> Iterator[Result]:
    if plugin.status == "disabled":
        yield Result("-", _("it can be loaded"), skipped=plugin.error or "", untried=True)
        return
    if plugin.error:
        yield Result("-", plugin.status, plugin.error)
        return
    yield Result("-", _("it can be loaded"))
    listed = _listed(plugin, session)
    if not listed:
        yield Result("-", _("it can be run"), _("it registers no exporter and no importer"))
    for one in listed:
        yield from _check(one, trying)


def _check(listed: Registered, trying: _Trying) -> Iterator[Result]:
    """Try an exporter or importer, and make every check of the contract."""
    from ecotui.contract import checks, trial
    from ecotui.plugin_host.spec import ExporterSpec

    spec, name = listed.spec, f"{listed.plugin.name}:{listed.spec.id}"
    if listed.reason:
        yield Result(spec.id, _("it can be run"), skipped=listed.reason, untried=True)
        return
    subject: checks.Subject

    def progress(doing: str) -> None:
        _Progress.show(_("trying {name}: {what}").format(name=name, what=doing))

    progress("…")
    folders = trying.folders
    try:
        with tempfile.TemporaryDirectory(prefix="ecotui-") as folder:
            if isinstance(spec, ExporterSpec):
                tried = trial.of_exporter(name, folder, folders=folders, on_progress=progress)
                subject, table = checks.ExporterSubject(spec, tried), checks.EXPORTER
            else:
                files = trying.documents.get(name, [])
                ending = f".{spec.extensions[0].lstrip('.')}" if spec.extensions else ""
                if files:
                    ending = os.path.splitext(files[0])[1]
                tried = trial.of_importer(
                    name,
                    folder,
                    ending,
                    [_content(file) for file in files],
                    folders=folders,
                    on_progress=progress,
                )
                subject, table = checks.Subject(spec, tried), checks.IMPORTER
            trying.note(tried.here)
            for check in table:
                try:
                    yield Result(spec.id, _(check.title), "; ".join(check.find(subject)))
                except checks.CheckSkipped as reason:
                    yield Result(spec.id, _(check.title), skipped=str(reason))
    except trial.TrialFailed as error:
        yield Result(spec.id, _("it can be run"), str(error))


def _content(file: str) -> bytes:
    with open(file, "rb") as stream:
        return stream.read()
