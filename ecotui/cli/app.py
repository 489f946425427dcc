"""The commands as click sees them: a table of names, each imported only when it is called."""

from __future__ import annotations

import importlib
import os
import re
import sys
from collections.abc import Iterable
from itertools import zip_longest

import click
from click.shell_completion import CompletionItem

from ecotui import __version__, i18n
from ecotui.cli import candidates, output
from ecotui.cli.arguments import GLOBAL, command_line, global_first, is_file, is_term
from ecotui.cli.complaints import worded
from ecotui.cli.errors import USAGE, UsageError, say
from ecotui.cli.options import Exemplified, not_empty
from ecotui.cli.placeholders import placeholders, reword
from ecotui.cli.session import Session
from ecotui.i18n import N_, _
from ecotui.text.display import pad, width, wrap
from ecotui.text.suggestions import unknown

#: Command: module that holds its function, and one line on it.
COMMANDS = {
    "browse": ("ecotui.cli.commands.browse", N_("browse the plan from the keyboard")),
    "list": ("ecotui.cli.commands.lists", N_("list measures")),
    "show": ("ecotui.cli.commands.lists", N_("show measures in full")),
    "departments": ("ecotui.cli.commands.lists", N_("list departments with their counts")),
    "matrix": ("ecotui.cli.commands.matrix", N_("print the RACI matrix and its findings")),
    "export": ("ecotui.cli.commands.export", N_("write measures to a file in a format")),
    "exporters": ("ecotui.cli.commands.export", N_("list the exporters")),
    "importers": ("ecotui.cli.commands.import_", N_("list the importers")),
    "import": ("ecotui.cli.commands.import_", N_("read a document into a plan")),
    "check": ("ecotui.cli.commands.check", N_("report problems in the plan")),
    "views": ("ecotui.cli.commands.views", N_("list, save or delete named queries")),
    "plugins": ("ecotui.cli.commands.plugins", N_("list, check or create plugins")),
    "completion": (
        "ecotui.cli.commands.completion",
        N_("print a script that completes commands in a shell"),
    ),
    "help": ("ecotui.cli.commands.help", N_("show the help of a command")),
}

#: Texts of the command-line library itself, which looks them up in the same catalogue.
_LIBRARY = (
    N_("Options"),
    N_("Commands"),
    N_("Arguments"),
    N_("Show this message and exit."),
    N_("Show the version and exit."),
    N_("default: {default}"),
    N_("required"),
)


class _Lazy(Exemplified, click.Group):
    """A group that knows the names of its commands and imports one when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        module = importlib.import_module(COMMANDS[name][0])
        command: click.Command = getattr(module, f"{name}_")
        reword(command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section(_("Commands")):
            formatter.write_dl([(name, _(line)) for name, (_module, line) in COMMANDS.items()])

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem[str]]:
        """Options, or commands, files and terms of a query; no command is imported for it."""
        if incomplete.startswith("-"):
            return click.Command.shell_complete(self, ctx, incomplete)
        named = [
            CompletionItem(name, help=_(line))
            for name, (_module, line) in COMMANDS.items()
            if name.startswith(incomplete)
        ]
        if not incomplete:
            return named
        return named + candidates.words(ctx, self.params[0], incomplete)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        word = args[0]
        if word not in COMMANDS:
            if not (is_file(word) or is_term(word) or os.path.exists(word)):
                raise UsageError(unknown(_("command"), word, COMMANDS))
            if name := next((one for one in args[1:] if one in COMMANDS), ""):
                at = args.index(name)
                files, rest = args[:at], args[at + 1 :]
                if all(map(os.path.isfile, files)):
                    message = _("the command stands before the files: {command}")
                    right = command_line(["ecotui", name, *rest, *files])
                    raise UsageError(message.format(command=right))
            # ``ecotui FILE…`` and ``ecotui QUERY`` browse.
            if os.path.exists(word) and not is_file(word):
                args = [os.path.join(".", word), *args[1:]]
            return "browse", self.get_command(ctx, "browse"), args
        return super().resolve_command(ctx, args)


def _lines(text: str, cells: int) -> list[str]:
    """The lines of a text; a note in brackets at its end is broken only if no line holds it."""
    found = re.fullmatch(r"(.+?)(\s*)(\[[^\[\]]*\])", text)
    before, blank, note = found.groups() if found else (text, "", "")
    *lines, last = [before[start:end] for start, end in wrap(before, cells)]
    if width(last + blank + note) <= cells:
        return [*lines, last + blank + note]
    return [*lines, last, *(note[start:end] for start, end in wrap(note, cells))]


class _Help(click.HelpFormatter):
    """Help with the punctuation of the language, and lines as long as Chinese makes them."""

    def __init__(self, *, width: int | None = None, max_width: int | None = None) -> None:
        if width is None and sys.stdout.isatty():
            # click would ask COLUMNS before the terminal.
            width = max(min(output.terminal_width(), max_width or 80) - 2, 50)
        super().__init__(width=width, max_width=max_width)

    def write_text(self, text: str) -> None:
        indent = " " * self.current_indent
        for line in _lines(" ".join(text.split()), self.width - self.current_indent):
            self.write(f"{indent}{line}\n")

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        rows, indent = list(rows), self.current_indent
        first = min(col_max, max(width(term) for term, _text in rows)) + col_spacing
        for term, text in rows:
            lines = _lines(text, self.width - indent - first)
            if width(term) > first - col_spacing:
                lines.insert(0, "")
            for beginning, line in zip_longest([term], lines, fillvalue=""):
                self.write(f"{' ' * indent}{pad(beginning, first)}{line}".rstrip() + "\n")

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        first = f"{_('Usage: ') if prefix is None else prefix}{prog} "
        lines = [first]
        # What is in brackets stays on one line.
        for piece in re.findall(r"\[[^\]]*\]\S*|\S+", args):
            if width(lines[-1] + piece) > self.width and lines[-1].strip():
                lines.append(" " * width(first))
            lines[-1] += f"{piece} "
        self.write("".join(f"{line.rstrip()}\n" for line in lines))

    def write_heading(self, heading: str) -> None:
        self.write(_("{name}:").format(name=heading) + "\n")


def group() -> click.Group:
    """The command ``ecotui`` with its global options, in the language in use."""

    @click.group(
        cls=_Lazy,
        options_metavar=_("[OPTIONS]"),
        subcommand_metavar=_("COMMAND | FILE… | QUERY"),
        invoke_without_command=True,
        context_settings={"help_option_names": ["-h", "--help"]},
        help=_("Browse a task-allocation plan from the keyboard, and export it."),
    )
    @click.option(
        "--plan",
        "plans",
        multiple=True,
        metavar=placeholders("PATH"),
        callback=not_empty,
        shell_complete=candidates.paths,
        help=_(
            "A plan (TOML), a folder of them, or a document to import; may be repeated. "
            "Default: the shipped plan."
        ),
    )
    @click.option(
        "--lang",
        type=click.Choice(i18n.LANGUAGES),
        help=_("Language of the program; documents are in the language of the plan."),
    )
    @click.option("--no-plugins", is_flag=True, help=_("Do not load third-party plugins."))
    @click.option(
        "--plugin-dir",
        "plugin_dirs",
        multiple=True,
        metavar=placeholders("DIR"),
        callback=not_empty,
        shell_complete=candidates.folders,
        help=_("Load the Python files of a folder as plugins; may be repeated."),
    )
    @click.option("--color", type=click.Choice(output.COLOURS), help=_("When to use colours."))
    @click.option("--no-pager", is_flag=True, help=_("Do not show long results in a pager."))
    @click.version_option(
        __version__,
        "-V",
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
        color: str | None,
        no_pager: bool,
    ) -> None:
        for folder in plugin_dirs:
            if not os.path.isdir(folder) or not os.access(folder, os.R_OK | os.X_OK):
                message = _("--plugin-dir: {path} is not a readable folder")
                raise UsageError(message.format(path=folder))
        output.use(color, pager=not no_pager)
        context.obj = Session(plans, lang, not no_plugins, plugin_dirs)
        if context.invoked_subcommand is None:
            from ecotui.cli import launch

            launch.start(context.obj)

    return ecotui


def run(arguments: list[str]) -> int:
    """Run a command line (without the program's name) and return the exit code."""
    try:
        result = _run(global_first(arguments))
    except click.exceptions.Exit as end:
        return end.exit_code
    except click.Abort:
        raise KeyboardInterrupt from None
    except click.ClickException as error:
        say(worded(error))
        return USAGE
    return result if isinstance(result, int) else 0


def _run(arguments: list[str]) -> object:
    _speak(arguments)
    try:
        return group().main(arguments, prog_name="ecotui", standalone_mode=False)
    except click.NoSuchOption as error:
        moved = global_first(arguments, exporters_own=False)
        if error.option_name not in GLOBAL or moved == arguments:
            raise
        # The exporter has no option of this name.
        return _run(moved)


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
    click.Context.formatter_class = _Help
