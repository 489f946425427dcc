"""Options that several commands share."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

import click

from ecotui.cli import candidates
from ecotui.cli.arguments import is_file, is_term
from ecotui.cli.errors import UsageError
from ecotui.cli.examples import EXAMPLES
from ecotui.cli.session import Session, path_at_home
from ecotui.cli.tables import Column, Shape, split_names
from ecotui.i18n import _, also, sentences
from ecotui.options import Option, build, declared
from ecotui.raci.rules import MatrixRules
from ecotui.raci.schemes import scheme_named
from ecotui.text.display import visible
from ecotui.text.suggestions import unknown


def at_home(_context: click.Context, _one: click.Parameter, given: Any) -> Any:
    """The path or paths with the home folder for ``~``, where the shell did not see to it.

    Shells leave ``--output=~/x`` as it is, and quotes; a folder named ``~`` nobody wants.
    """
    if isinstance(given, (tuple, list)):
        return tuple(map(path_at_home, given))
    return given if given is None else path_at_home(given)


def not_empty(context: click.Context, one: click.Parameter, given: Any) -> Any:
    """Refuse an empty path, which mostly comes from a variable that is not set; see `at_home`."""
    if "" in ([given] if isinstance(given, str) else given or ()):
        raise UsageError(_("{option}: the path is empty").format(option=one.opts[0]))
    return at_home(context, one, given)


def all_of(_context: click.Context, _one: click.Parameter, given: Sequence[str]) -> str:
    """The query of an option that is given several times: all of it has to match."""
    return " ".join(filter(None, given))


def where_option(command: Any) -> Any:
    """Give a command ``--where``, worded in the language in use."""
    return click.option(
        "-w",
        "-q",
        "--where",
        multiple=True,
        callback=all_of,
        metavar="QUERY",
        shell_complete=candidates.query,
        help=_("Only the measures that match the query."),
    )(command)


def json_option(command: Any) -> Any:
    """Give a command ``--json``, worded in the language in use."""
    return click.option("--json", "as_json", is_flag=True, help=_("Write JSON."))(command)


def table_options(columns: Iterable[Column]) -> Callable[[Any], Any]:
    """The options that make a `Shape` of a table; `shape` takes their values."""
    known = [column.name for column in columns]
    names = ", ".join(known)
    options = [
        click.option("--json", is_flag=True, help=_("Write JSON.")),
        click.option("--csv", is_flag=True, help=_("Write CSV, for spreadsheets.")),
        click.option("--tsv", is_flag=True, help=_("Write tabs between columns.")),
        click.option(
            "--columns",
            metavar="NAMES",
            shell_complete=candidates.listed(known),
            help=_("Columns, with commas: {names}.").format(names=names),
        ),
        click.option(
            "--sort",
            metavar="NAMES",
            shell_complete=candidates.listed(known),
            help=_("Sort by these columns; a minus behind a name, as in lead-, means descending."),
        ),
        click.option("--limit", metavar="INT", help=_("Write at most this many rows.")),
        click.option(
            "--header/--no-header",
            default=None,
            help=_("Whether to write the names of the columns."),
        ),
    ]

    def decorate(command: Any) -> Any:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


def shape(
    columns: str | None, sort: str | None, limit: str | None, header: bool | None, **forms: bool
) -> Shape:
    """What `table_options` gave."""
    chosen = [form for form, given in forms.items() if given]
    if len(chosen) > 1:
        message = _("{option} and {other} cannot be used together")
        raise UsageError(message.format(option=f"--{chosen[0]}", other=f"--{chosen[1]}"))
    for option, names in (("--columns", columns), ("--sort", sort)):
        if names is not None and not split_names(names):
            raise UsageError(_("{option} needs a value").format(option=option))
    if limit is not None and not (limit.isascii() and limit.isdecimal()):
        message = _('{option} takes {allowed}, not "{value}"')
        allowed = f"{_('a whole number')} 0…"
        raise UsageError(message.format(option="--limit", allowed=allowed, value=limit))
    form = chosen[0] if chosen else ""
    return Shape(form, columns or "", sort or "", header, None if limit is None else int(limit))


class Exemplified:
    """What gives the help of a command its examples."""

    #: Those of a command that the table of examples does not know.
    examples: Sequence[str] = ()

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the examples below the options."""
        path = ctx.command_path.partition(" ")[2]
        if examples := EXAMPLES.get(path, self.examples):
            with formatter.section(_("Examples")):
                formatter.write("".join(f"  {line}\n" for line in examples))


class Command(Exemplified, click.Command):
    """A command with examples, whose first sentence says in a list what it does."""

    def get_short_help_str(self, limit: int = 45) -> str:
        """The first sentence, whole: the lines of a list are broken."""
        return re.split(r"(?<=。)|(?<=\.)\s", self.help or "", maxsplit=1)[0]


class Queried(Command):
    """A command that takes terms of a query, and files to open, as words too."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Keep terms such as ``-with:财政厅``, which are no options."""
        valued = {
            name
            for one in self.params
            if isinstance(one, click.Option) and not one.is_flag
            for name in one.opts
        }
        before = args[: args.index("--")] if "--" in args else args
        terms = [
            word
            for last, word in zip(["", *before], before, strict=False)
            if word.startswith("-") and is_term(word) and last not in valued
        ]
        if terms:
            args = [*[word for word in args if word not in terms], "--", *terms]
        return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command with its files opened and its terms in ``where``."""
        words = ctx.params.pop("_words")
        files = [word for word in words if is_file(word)]
        ctx.obj.add_plans(files)
        terms = [ctx.params["where"], *[word for word in words if word not in files]]
        ctx.params["where"] = " ".join(filter(None, terms))
        return super().invoke(ctx)


def queried(command: Any) -> Any:
    """Give a command of the kind `Queried` its words and ``--where``."""
    words = click.argument(
        "_words", metavar="[QUERY|FILE]...", nargs=-1, shell_complete=candidates.words
    )
    return words(where_option(command))


class Group(Exemplified, click.Group):
    """A group that says in our words that it has no such command."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the first word names."""
        if args[0] not in self.commands:
            raise UsageError(unknown(_("command"), args[0], self.commands))
        return super().resolve_command(ctx, args)


def parameter(one: Option) -> click.Option:
    """A declared option on the command line; None is passed on if it is not given.

    Then the configuration file decides, and after it the declaration.
    """
    default = one.text(one.default)
    if one.type == "bool":
        default = _("yes") if one.default else _("no")
    notes = [_("default: {default}").format(default=visible(default))] if default else []
    notes += [one.range] if one.range else []
    help_text = sentences(one.help, f"[{also(*notes)}]" if notes else "")
    if one.type == "bool" or one.is_switch:
        flag = f"{one.flag}/--no-{one.flag[2:]}"
        return click.Option([flag, one.name], default=None, help=help_text)
    between = {"choice": "|", "list": ","}.get(one.type)
    metavar = visible(between.join(map(str, one.choices))) if between and one.choices else None
    known = candidates.choice(map(str, one.choices)) if one.choices else None
    if one.type == "path":
        metavar, known = "FILE", candidates.paths
    is_list = one.type == "list"
    return click.Option(
        [one.flag, one.name],
        # A list may be given in one word with commas, or a word for each item.
        multiple=is_list,
        callback=_listed if is_list else None,
        default=None,
        metavar=metavar or ("TEXT,…" if is_list else one.type.upper()),
        shell_complete=candidates.departments if one.name == "department" else known,
        help=help_text,
    )


def _listed(_context: click.Context, _one: click.Parameter, given: tuple[str, ...]) -> str | None:
    return ",".join(given) if given else None


def rules_parameters() -> list[click.Parameter]:
    """The options of `MatrixRules` on the command line."""
    return [parameter(replace(one, help=_(one.help))) for one in declared(MatrixRules)]


def rules(session: Session, given: dict[str, Any]) -> MatrixRules:
    """The rules for a matrix: what is given, else what ``[raci]`` says."""
    given = {name: value for name, value in given.items() if value is not None}
    values = {**session.config.options.raci, **given}
    try:
        scheme_named(values.get("scheme", "raci"))
    except ValueError as error:
        raise UsageError(str(error)) from None
    made: MatrixRules = build(MatrixRules, values)
    return made
