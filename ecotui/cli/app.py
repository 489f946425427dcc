"""The commands as click sees them: a table of names, each imported only when it is called."""

from __future__ import annotations

import errno
import importlib
import itertools
import os
import re

import click

from ecotui import __version__, i18n
from ecotui.cli.errors import USAGE, UsageError, say
from ecotui.cli.session import Session
from ecotui.i18n import N_, _
from ecotui.text.suggestions import unknown

#: Command: module that holds its function, and one line on it.
COMMANDS = {
    "browse": ("ecotui.cli.commands.browse", N_("browse the plan from the keyboard")),
    "list": ("ecotui.cli.commands.lists", N_("list measures")),
    "show": ("ecotui.cli.commands.lists", N_("show all of one measure")),
    "departments": ("ecotui.cli.commands.lists", N_("list departments with their counts")),
    "matrix": ("ecotui.cli.commands.matrix", N_("print the RACI matrix and its findings")),
    "export": ("ecotui.cli.commands.export", N_("write measures to a file in a format")),
    "exporters": ("ecotui.cli.commands.export", N_("list the exporters")),
    "importers": ("ecotui.cli.commands.import_", N_("list the importers")),
    "import": ("ecotui.cli.commands.import_", N_("read a document into a plan")),
    "check": ("ecotui.cli.commands.check", N_("report problems in the plan")),
    "views": ("ecotui.cli.commands.views", N_("list, save or delete named queries")),
    "plugins": ("ecotui.cli.commands.plugins", N_("list, check or create plugins")),
}

#: Texts of the command-line library itself, which looks them up in the same catalogue.
_LIBRARY = (
    N_("Usage:"),
    N_("Options"),
    N_("Commands"),
    N_("Arguments"),
    N_("Show this message and exit."),
    N_("Show the version and exit."),
    N_("[OPTIONS]"),
    N_("default: {default}"),
    N_("required"),
)


class _Lazy(click.Group):
    """A group that knows the names of its commands and imports one when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        module = importlib.import_module(COMMANDS[name][0])
        command: click.Command = getattr(module, f"{name}_")
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section(_("Commands")):
            formatter.write_dl([(name, _(line)) for name, (_module, line) in COMMANDS.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] not in COMMANDS:
            if _names_file(args[0]):
                return self.browse_files(ctx, args)
            raise UsageError(unknown(_("command"), args[0], COMMANDS))
        return super().resolve_command(ctx, args)

    def browse_files(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """``ecotui FILE…``: browse these."""
        files = list(itertools.takewhile(lambda word: not word.startswith("-"), args))
        for file in files:
            if not os.path.exists(file):
                message = _("cannot read {path}: {reason}")
                text = message.format(path=file, reason=os.strerror(errno.ENOENT))
                if file in COMMANDS:
                    text += "; " + _meant(f"ecotui --plan {args[0]} {file}")
                raise UsageError(text)
        ctx.params["plans"] = (*ctx.params["plans"], *files)
        return "browse", self.get_command(ctx, "browse"), args[len(files) :]


def _names_file(word: str) -> bool:
    """Whether a word that is no command is meant as a file."""
    return os.path.exists(word) or os.sep in word or bool(os.path.splitext(word)[1])


def _meant(command: str) -> str:
    return _("did you mean {name}?").format(name=command)


def group() -> click.Group:
    """The command ``ecotui`` with its global options, in the language in use."""

    @click.group(
        cls=_Lazy,
        invoke_without_command=True,
        context_settings={"help_option_names": ["-h", "--help"]},
        help=_("Browse a task-allocation plan from the keyboard, and export it."),
    )
    @click.option(
        "--plan",
        "plans",
        multiple=True,
        metavar="PATH",
        help=_(
            "A plan (TOML), a folder of them, or a document to import; may be repeated. "
            "Default: the shipped plan."
        ),
    )
    @click.option("--lang", type=click.Choice(i18n.LANGUAGES), help=_("Language of everything."))
    @click.option("--no-plugins", is_flag=True, help=_("Do not load third-party plugins."))
    @click.option(
        "--plugin-dir",
        "plugin_dirs",
        multiple=True,
        metavar="DIR",
        help=_("Load the Python files of a folder as plugins; may be repeated."),
    )
    @click.version_option(
        __version__,
        "--version",
        message="%(prog)s %(version)s",
        prog_name="ecotui",
        help=_("Show the version and exit."),
    )
    @click.pass_context
    def ecotui(
        context: click.Context,
        plans: tuple[str, ...],
        lang: str | None,
        no_plugins: bool,
        plugin_dirs: tuple[str, ...],
    ) -> None:
        for folder in plugin_dirs:
            if not os.path.isdir(folder) or not os.access(folder, os.R_OK | os.X_OK):
                message = _("--plugin-dir: {path} is not a readable folder")
                raise UsageError(message.format(path=folder))
        context.obj = Session(plans, lang, not no_plugins, plugin_dirs)
        if context.invoked_subcommand is None:
            from ecotui.cli import launch

            launch.start(context.obj)

    return ecotui


def run(arguments: list[str]) -> int:
    """Run a command line (without the program's name) and return the exit code."""
    try:
        result = _run(_global_first(arguments))
    except click.exceptions.Exit as end:
        return end.exit_code
    except click.Abort:
        raise KeyboardInterrupt from None
    except click.ClickException as error:
        say(_worded(error))
        return USAGE
    return result if isinstance(result, int) else 0


def _run(arguments: list[str]) -> object:
    _speak(arguments)
    try:
        return group().main(arguments, prog_name="ecotui", standalone_mode=False)
    except click.NoSuchOption as error:
        moved = _global_first(arguments, exporters_own=False)
        if error.option_name not in _GLOBAL or moved == arguments:
            raise
        # The exporter has no option of this name.
        return _run(moved)


#: The global options, and whether each takes a value.
_GLOBAL = {"--plan": True, "--lang": True, "--plugin-dir": True, "--no-plugins": False}


def _global_first(arguments: list[str], *, exporters_own: bool = True) -> list[str]:
    """The arguments with the global options before the command, wherever they stand.

    Args:
        arguments: The command line.
        exporters_own: Whether ``--plan`` and ``--lang`` behind the name of an exporter are options
            of its own.
    """
    first: list[str] = []
    rest: list[str] = []
    left = list(arguments)
    while left and left[0] != "--":
        name, equals, _value = left[0].partition("=")
        length = 2 if _GLOBAL.get(name) and not equals else 1
        behind = exporters_own and rest[:1] == ["export"] and len(rest) > 1
        own = behind and name in ("--plan", "--lang")
        if name in _GLOBAL and length <= len(left) and not own:
            first += left[:length]
            del left[:length]
        else:
            rest.append(left.pop(0))
    return [*first, *rest, *left]


def _speak(arguments: list[str]) -> None:
    """Set the language before any text is made: help is worded while options are declared."""
    for at, word in enumerate(arguments):
        name, equals, value = word.partition("=")
        if name == "--lang":
            chosen = value if equals else "".join(arguments[at + 1 : at + 2])
            if chosen in i18n.LANGUAGES:
                i18n.use(chosen)
            break
    import gettext

    # The command-line library words its own texts through gettext's global domain.
    os.environ["LANGUAGE"] = i18n.language()
    gettext.bindtextdomain("ecotui", i18n.FOLDER)
    gettext.textdomain("ecotui")


#: How the command-line library complains of words too many.
_TOO_MANY = re.compile(r"Got unexpected extra arguments? \((.+)\)")


def _worded(error: click.ClickException) -> str:
    hint = ""
    if isinstance(error, click.UsageError) and error.ctx is not None:
        command = f"{error.ctx.command_path} --help"
        hint = "; " + _("see {command}").format(command=command)
        if isinstance(error, click.exceptions.NoArgsIsHelpError):
            name = getattr(error.ctx.command, "subcommand_metavar", "") or "COMMAND"
            return _("{name} is missing").format(name=name.partition(" ")[0]) + hint
    needs_value = _("{option} needs a value")
    if isinstance(error, click.BadOptionUsage) and "requires" in error.message:
        return needs_value.format(option=error.option_name)
    if isinstance(error, click.NoSuchOption):
        text = _("unknown option {name}").format(name=error.option_name)
        if error.option_name in _GLOBAL:
            # It would have been moved to the front.
            return needs_value.format(option=error.option_name)
        if error.ctx is not None and error.ctx.parent is None:
            hint = "; " + _("options of a command stand behind it; see {command}").format(
                command="ecotui browse --help"
            )
        elif error.possibilities:
            hint = "; " + _("did you mean {name}?").format(name=error.possibilities[0])
        return text + hint
    if (found := _TOO_MANY.fullmatch(error.message)) and isinstance(error, click.UsageError):
        word = found[1].partition(" ")[0]
        if error.ctx is not None and _names_file(word):
            hint = "; " + _meant(f"ecotui --plan {word} {error.ctx.info_name}")
        elif error.ctx is not None and any(p.name == "where" for p in error.ctx.command.params):
            hint = "; " + _meant(f"{error.ctx.command_path} --where {word}")
        return _('unexpected argument "{name}"').format(name=found[1]) + hint
    if isinstance(error, click.MissingParameter):
        name = error.param.make_metavar(error.ctx) if error.param and error.ctx else ""
        return _("{name} is missing").format(name=name or error.param_hint) + hint
    if isinstance(error, click.BadParameter) and error.param is not None:
        kind = error.param.type
        if isinstance(kind, click.Choice):
            allowed = " / ".join(map(str, kind.choices))
            message = _("{option} takes {allowed}")
            return message.format(option=error.param.opts[0], allowed=allowed)
    return " ".join(error.format_message().split()) + hint
