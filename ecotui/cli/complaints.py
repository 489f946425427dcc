"""What is wrong with a command line, in our own words: the library's are English."""

from __future__ import annotations

import click

from ecotui.cli.arguments import GLOBAL, command_line, is_file
from ecotui.i18n import _, also
from ecotui.text.suggestions import nearest


def worded(error: click.ClickException) -> str:
    """One line that says what is wrong and what would be right."""
    context = getattr(error, "ctx", None)
    help_ = f"{context.command_path} --help" if context else "ecotui --help"
    see = _("see {command}").format(command=help_)
    if isinstance(error, click.exceptions.NoArgsIsHelpError) and context:
        name = getattr(context.command, "subcommand_metavar", "") or "COMMAND"
        return also(_("{name} is missing").format(name=name.partition(" ")[0]), see)
    if isinstance(error, click.NoSuchOption):
        return _unknown_option(error, see)
    if isinstance(error, click.BadOptionUsage):
        needs = "requires" in error.message
        text = _("{option} needs a value") if needs else _("{option} takes no value")
        return text.format(option=error.option_name)
    if isinstance(error, click.MissingParameter):
        name = error.param.make_metavar(error.ctx) if error.param and error.ctx else ""
        name = name.removesuffix("...")
        return also(_("{name} is missing").format(name=name or error.param_hint or "?"), see)
    if isinstance(error, click.BadParameter) and error.param is not None:
        name = error.param.opts[0]
        if isinstance(error.param.type, click.Choice):
            allowed = " / ".join(map(str, error.param.type.choices))
            return _("{option} takes {allowed}").format(option=name, allowed=allowed)
        return also(_("{option}: this value is not allowed").format(option=name), see)
    if isinstance(error, click.FileError):
        return _("cannot read {path}").format(path=error.filename)
    if "unexpected extra" in error.message:
        words = error.message.partition("(")[2].rstrip(")")
        if context and is_file(words):
            right = command_line(["ecotui", "--plan", words, context.info_name or ""])
            see = _("did you mean {name}?").format(name=right)
        return also(_('unexpected argument "{name}"').format(name=words), see)
    return also(_("the command line is not understood"), see)


def _unknown_option(error: click.NoSuchOption, see: str) -> str:
    if error.option_name in GLOBAL:
        # It would have been moved to the front.
        return _("{option} needs a value").format(option=error.option_name)
    text = _("unknown option {name}").format(name=error.option_name)
    if error.ctx is not None and error.ctx.parent is None:
        message = _("options of a command stand behind it; see {command}")
        return also(text, message.format(command="ecotui browse --help"))
    # Without the dashes, which make all of them alike.
    near = {name.lstrip("-"): name for name in error.possibilities or ()}
    if name := nearest(error.option_name.lstrip("-"), near):
        return also(text, _("did you mean {name}?").format(name=near[name]))
    return also(text, see)
