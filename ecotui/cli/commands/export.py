"""The commands export and exporters."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Collection, Iterator
from typing import Any, BinaryIO

import click

from ecotui.cli import candidates, errors, output
from ecotui.cli.errors import say
from ecotui.cli.options import (
    Command,
    Exemplified,
    Queried,
    all_of,
    json_option,
    not_empty,
    parameter,
)
from ecotui.cli.placeholders import placeholders, reword
from ecotui.cli.session import Session
from ecotui.i18n import _, also, sentences
from ecotui.plugin_host.registry import Registered
from ecotui.plugin_host.spec import ExportError
from ecotui.text.escaping import clean

#: Endings that say of what format a file is, and whose programs would not open another.
_ENDINGS = frozenset(
    {
        *(".csv", ".doc", ".docx", ".epub", ".html", ".json", ".md", ".odp", ".ods", ".odt"),
        *(".pdf", ".pptx", ".rtf", ".toml", ".xls", ".xlsx"),
    }
)


@contextlib.contextmanager
def cause_shown(wanted: bool) -> Iterator[None]:
    """If wanted, show after the message of an exception the traceback of its cause."""
    try:
        yield
    except Exception as error:
        if not wanted or error.__cause__ is None or getattr(error, "exit_code", 0) != errors.BROKEN:
            raise
        import traceback

        say(str(error))
        sys.stderr.write(clean("".join(traceback.format_exception(error.__cause__))) + "\n")
        sys.exit(errors.BROKEN)


class _ExportGroup(Exemplified, click.Group):
    """One command per exporter, made from its declared options when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [listed.key for listed in ctx.obj.registry.exporters()]

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        command = _command(ctx.obj.registry.exporter(name))
        reword(command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name, *rest = args
        if name.startswith("-"):
            raise click.UsageError(_("the name of the exporter comes before its options"), ctx)
        # Its options are not known if its plugin is broken.
        with cause_shown("--traceback" in rest):
            return name, self.get_command(ctx, name), rest


@click.command(
    "export",
    cls=_ExportGroup,
    subcommand_metavar=placeholders("EXPORTER [-o FILE|DIR|-] [--where QUERY] [--force] …"),
    help=_(
        "Write measures in the format of an exporter. `export EXPORTER --help` shows its options. "
        "Without -o the result goes to standard output."
    ),
)
def export_() -> None:
    """Export; see the commands of the group."""


#: Standard output by its names; while plugins run, what they print goes elsewhere.
_STDOUT = ("/dev/stdout", "/dev/fd/1", "/proc/self/fd/1")


def _command(listed: Registered) -> click.Command:
    from ecotui.exporting.names import file_name

    is_tree = listed.spec.kind == "tree"
    written = _("Output file; without it, or with -, standard output.")
    parameters: list[click.Parameter] = [
        click.Option(
            ["-o", "--output", "path"],
            default="-",
            metavar="DIR" if is_tree else "FILE|-",
            callback=not_empty,
            shell_complete=candidates.folders if is_tree else candidates.paths,
            help=sentences(_("Output folder."), f"[{_('required')}]") if is_tree else written,
        ),
        click.Option(
            ["-w", "-q", "--where"],
            multiple=True,
            callback=all_of,
            metavar="QUERY",
            shell_complete=candidates.query,
            help=_("Only the measures that match the query."),
        ),
        click.Argument(
            ["_words"],
            metavar="[QUERY|FILE]...",
            nargs=-1,
            shell_complete=candidates.words,
        ),
        click.Option(["--force"], is_flag=True, help=_("Overwrite existing files.")),
        *_empty_option(listed),
        click.Option(["--traceback"], is_flag=True, help=_("Show where a plugin failed.")),
        *[parameter(one) for one in listed.options],
    ]

    @click.pass_obj
    def export(
        session: Session,
        /,
        path: str,
        where: str,
        force: bool,
        traceback: bool,
        allow_empty: bool = False,
        **values: Any,
    ) -> None:
        from ecotui.exporting.names import department_of
        from ecotui.exporting.run import NothingToExport, run
        from ecotui.exporting.target import HostTarget, is_source

        if path in _STDOUT:
            path = "-"
        given = {name: value for name, value in values.items() if value is not None}
        usual = _usual(session, listed, given)
        with cause_shown(traceback):
            options = listed.build({**usual, **given})
            selection = session.select(where).as_document()
            whole = len(selection) == len(selection.index.entries)
            onto_itself = [one for one in session.read_files() if is_source(path, [one])]
            # A plan may be written anew; a document that was read would be gone.
            is_plan = not any(map(session.is_document, onto_itself))
            if onto_itself and not (whole and is_plan and listed.spec.id == "toml"):
                message = _("{path} is a plan that is read; write to another file")
                raise errors.UsageError(message.format(path=path))
            if onto_itself and force and _has_comments(path):
                message = _("{path}: it is written anew, without the comments of {old}")
                say(message.format(path=path, old=path))
            with _results() as stdout:
                target = HostTarget(
                    path,
                    listed.spec.kind,
                    overwrite=force,
                    sources=session.read_files(),
                    stdout=stdout,
                )
                try:
                    done = run(listed, selection, options, target, allow_empty=allow_empty)
                except NothingToExport as error:
                    advice = _("--allow-empty writes it all the same")
                    raise ExportError(also(str(error), advice)) from None
        for warning in done.warnings:
            say(_("{name}: {value}").format(name=listed.key, value=warning))
        if done.path != "-":
            say(done.told())
            endings, ending = suffixes(listed), os.path.splitext(done.path)[1].lower()
            if endings and ending not in endings and ending in _ENDINGS:
                message = _("it is not a {ending} file: the ending of {exporter} is {usual}")
                say(message.format(ending=ending, exporter=listed.key, usual=endings[0]))
            names_one = "department" in values and department_of(selection)
            if names_one and not getattr(options, "department", ""):
                message = _("--department {name} writes only what concerns this department")
                say(message.format(name=names_one))

    command = Queried(listed.key, params=parameters, callback=export, help=listed.summary)
    file = file_name(listed)
    command.examples = (
        f"ecotui export {listed.key} -o {file}",
        f"ecotui export {listed.key} 湿地 lead:林业厅 -o {file} --force",
    )
    return command


def _usual(session: Session, listed: Registered, given: Collection[str]) -> dict[str, Any]:
    """What ``config.toml`` says of the options that are not given.

    Raises:
        ConfigError: it says something that one of them does not take.
    """
    from ecotui.settings.config import ConfigError

    values, unknown, wrong = session.config.options_of(listed.spec.id, listed.options)
    for line in unknown:
        say(line)
    for name, line in wrong.items():
        if name not in given:
            raise ConfigError(line)
    return values


def _empty_option(listed: Registered) -> list[click.Parameter]:
    """What lets a document to hand out hold no measures; text goes to other programs anyway."""
    if listed.spec.kind == "text":
        return []
    words = _("Write the document even if it holds no measures.")
    return [click.Option(["--allow-empty"], is_flag=True, help=words)]


@contextlib.contextmanager
def _results() -> Iterator[BinaryIO]:
    """Standard output, for the result alone: what else writes to it writes to standard error.

    A library that an exporter uses may do so without Python's knowing.
    """
    sys.stdout.flush()
    with os.fdopen(os.dup(1), "wb") as stream:
        try:
            os.dup2(2, 1)
        except OSError:
            # Standard error is closed.
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        try:
            yield stream
        finally:
            os.dup2(stream.fileno(), 1)


@click.command(
    "exporters", cls=Command, help=_("List the exporters: built-in ones and those of plugins.")
)
@json_option
@click.pass_obj
def exporters_(session: Session, as_json: bool) -> None:
    listed = session.registry.exporters()
    broken = [plugin for plugin in session.registry.plugins() if plugin.error]
    if not as_json:
        rows = [(o.key, o.status, "".join(suffixes(o)[:1]), o.summary) for o in listed]
        head = output.titles(_("Exporter"), _("Status"), _("Files"), _("Summary"))
        output.columns(rows, head=head)
        for plugin in broken:
            say(plugin.state)
        return
    output.json(
        [
            {
                "id": one.key,
                "title": one.title,
                "summary": one.text(one.spec.summary),
                "lossy": one.text(one.spec.lossy) or None,
                "kind": one.spec.kind,
                "extensions": one.spec.extensions,
                "media_type": one.spec.media_type,
                "options": option_records(one),
                **origin(one),
            }
            for one in listed
        ]
    )


def option_records(listed: Registered) -> list[dict[str, Any]]:
    """The options of an exporter or importer, for JSON."""
    keys = ("name", "type", "default", "choices", "min", "max", "help", "label", "choice_labels")
    return [{key: getattr(one, key) for key in keys} for one in listed.options]


def suffixes(listed: Registered) -> list[str]:
    """The endings of the files of an exporter or importer, with their dots."""
    return [f".{extension}" for extension in listed.spec.extensions]


def origin(listed: Registered) -> dict[str, Any]:
    """The plugin of an exporter or importer, and whether it can be used, for JSON."""
    return {
        "plugin": {"name": listed.plugin.name, "version": listed.plugin.version},
        "status": listed.status,
        "reason": listed.reason,
    }


def _has_comments(path: str) -> bool:
    """Whether a plan may have comments, which an export of it does not have."""
    with open(path, "rb") as file:
        return b"#" in file.read()
