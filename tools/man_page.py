"""Write the manual page from the table of commands, their help and their examples.

Run with the development dependencies installed: ``python tools/man_page.py``. The page is English,
and a test compares it with what the program has now.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click

from ecotui import __version__, i18n
from ecotui.cli import app
from ecotui.cli.examples import EXAMPLES
from ecotui.cli.session import Session

PAGE = Path(__file__).resolve().parent.parent / "docs" / "ecotui.1"

DESCRIPTION = """\
ecotui shows a task-allocation plan (measures with lead and participating departments) in the
terminal: search and filter it, see it as a RACI matrix, and export it to Word, Excel and other
formats. Without a command it starts the browser; there ? lists the keys.

A FILE is a plan (TOML), or a document that an importer reads: text, Markdown, HTML, Word, Excel or
CSV. A QUERY has terms that all hold: words of the text, and fields such as lead:NAME, with:NAME,
dept:NAME, section:TITLE, no:7-12, due:2018 and is:joint; a comma means or, a leading minus negates,
@NAME is a saved view. Names and words are found by their pinyin too.
"""
EXITS = {
    "0": "success",
    "1": "check found errors",
    "2": "the usage or the query is wrong, or a plan or the configuration cannot be read",
    "3": "an exporter or import refused or failed, or the result cannot be written",
    "4": "a plugin failed, or does not keep the contract",
    "130": "interrupted",
}
VARIABLES = {
    "ECOTUI_PLAN": "plans to open without --plan; colons stand between several",
    "ECOTUI_NO_PLUGINS": "if set, loads no third-party plugins",
    "NO_COLOR": "if not empty, no colours",
    "PAGER": "shows what is longer than the terminal; less -FRX by default",
    "XDG_CONFIG_HOME": "folder of the configuration; ~/.config by default",
    "XDG_STATE_HOME": "folder of the saved session; ~/.local/state by default",
}
FILES = {
    "~/.config/ecotui/config.toml": "the configuration",
    "~/.config/ecotui/views.toml": "the saved views",
}


#: What roff would take for something else, the backslash first.
_SIGNS = {
    "\\": "\\e",
    "…": "...",
    "-": "\\-",
    "'": "\\(aq",
    "`": "\\(ga",
    "^": "\\(ha",
    "~": "\\(ti",
}


def escaped(text: str) -> str:
    """A text that roff shows as it is."""
    for sign, code in _SIGNS.items():
        text = text.replace(sign, code)
    return re.sub(r"^\.", r"\\&.", text)


def definitions(pairs: dict[str, str]) -> Iterator[str]:
    """Terms in bold, each with its explanation below it."""
    for term, text in pairs.items():
        yield f".TP\n.B {escaped(term)}\n{escaped(text)}"


def options(command: click.Command, context: click.Context) -> Iterator[str]:
    """The options of a command."""
    records = [one.get_help_record(context) for one in command.params]
    yield from definitions({names: text for names, text in filter(None, records) if text})


def examples(path: str) -> Iterator[str]:
    """The examples of a command, as they are typed."""
    lines = "\n".join(escaped(line) for line in EXAMPLES[path])
    yield f".PP\n.RS 4\n.nf\n{lines}\n.fi\n.RE"


def commands(command: click.Command, context: click.Context) -> Iterator[str]:
    """What a command does, its options and examples, and those of the commands below it."""
    path = context.command_path.partition(" ")[2]
    usage = " ".join([path, *command.collect_usage_pieces(context)]).replace("[OPTIONS] ", "")
    yield f".SS {escaped(usage)}\n{escaped(command.help or '')}"
    yield from options(command, context)
    yield from examples(path)
    if path == "export" or not isinstance(command, click.Group):
        return
    for name, inner in command.commands.items():
        yield from commands(inner, click.Context(inner, parent=context, info_name=name))


def page() -> str:
    """The manual page."""
    i18n.use("en")
    root = app.group()
    context = click.Context(root, info_name="ecotui", obj=Session(language="en", plugins=False))
    usage = " ".join(root.collect_usage_pieces(context))
    parts = [
        f'.TH ECOTUI 1 "" "ecotui {__version__}" "User Commands"',
        ".SH NAME\necotui \\- browse a task\\-allocation plan from the keyboard, and export it",
        f".SH SYNOPSIS\n.B ecotui\n{escaped(usage)}",
        ".SH DESCRIPTION\n" + escaped(DESCRIPTION).strip().replace("\n\n", "\n.PP\n"),
        *examples(""),
        ".SH OPTIONS\nThese stand before or after the command.",
        *options(root, context),
        ".SH COMMANDS",
    ]
    for name in root.list_commands(context):
        command = root.get_command(context, name)
        assert command is not None
        parts += commands(command, click.Context(command, parent=context, info_name=name))
    for title, pairs in (("EXIT STATUS", EXITS), ("ENVIRONMENT", VARIABLES), ("FILES", FILES)):
        parts += [f".SH {title}", *definitions(pairs)]
    i18n.use(None)
    return "\n".join(parts) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
