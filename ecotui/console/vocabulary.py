"""The commands of the console, and which of them a line is."""

from __future__ import annotations

import re
from typing import NamedTuple

from ecotui.browser.actions import ACTIONS
from ecotui.console.arguments import Refused
from ecotui.i18n import N_, _, also, language
from ecotui.query.grammar import FIELDS
from ecotui.text.folding import fold
from ecotui.text.suggestions import did_you_mean

#: Arguments that completion knows.
DEPARTMENT, EXPORTER, COMMAND = N_("DEPARTMENT"), N_("EXPORTER"), N_("COMMAND")

_HELP = {action.name: action.help for action in ACTIONS}


class Command(NamedTuple):
    """A command. Its argument and help are in English, the ids of their translations."""

    name: str  # The English word
    chinese: str  # The Chinese word
    argument: str = ""  # In brackets if it is optional, empty if there is none
    action: str | None = None  # The action of the key that does the same
    help: str = ""  # What it does; if empty, the action says it

    def starts_with(self, folded: str) -> bool:
        """Whether one of its words starts with this text."""
        return bool(folded) and any(w.startswith(folded) for w in (self.name, self.chinese))

    @property
    def method(self) -> str:
        """The method of a conversation that runs it, without the underscore."""
        return "overwrite" if self.name == "export!" else self.name

    @property
    def description(self) -> str:
        """What it does, in the language in use."""
        return _(self.help or _HELP[self.action or ""])

    @property
    def word(self) -> str:
        """Its word in the language in use."""
        return self.chinese if language() == "zh" else self.name

    @property
    def usage(self) -> str:
        """How it is typed, with its word in the other language in brackets."""
        usage = f"{self.word} {_(self.argument)}" if self.argument else self.word
        other = self.name if self.word == self.chinese else self.chinese
        return _("{usage} ({other})").format(usage=usage, other=other)


COMMANDS: tuple[Command, ...] = (
    Command("list", "列出", help=N_("list the measures shown, under their headings")),
    Command(
        "open", "打开", N_("[NUMBER]"), help=N_("show all of a measure; or just type its number")
    ),
    Command("down", "下", action="down", help=N_("to the next measure")),
    Command("up", "上", action="up", help=N_("to the measure before")),
    Command("first", "首条", action="first", help=N_("to the first measure")),
    Command("last", "末条", action="last", help=N_("to the last measure")),
    Command("next", "下一处", action="next_match"),
    Command("previous", "上一处", action="previous_match"),
    Command(
        "search",
        "搜索",
        N_("[TEXT]"),
        "search",
        N_("set the query, or show it; or just type /TEXT"),
    ),
    Command("add", "追加", N_("TEXT"), "search", N_("add terms to the query; or just type lead:…")),
    Command("lead", "牵头", DEPARTMENT, "choose", N_("only measures that the department leads")),
    Command("with", "参加", DEPARTMENT, "choose", N_("only measures in which it participates")),
    Command(
        "dept", "部门", DEPARTMENT, "choose", N_("only measures in which it leads or participates")
    ),
    Command("off", "不选", DEPARTMENT, "choose", N_("remove the department from the query")),
    Command(
        "exclude",
        "排除",
        DEPARTMENT,
        "exclude",
        N_("exclude the department; or just type -DEPARTMENT"),
    ),
    Command("join", "或", action="join"),
    Command(
        "scope",
        "限定",
        N_("[HEADING]"),
        "scope",
        N_("show only this section, or a named one; again: show all"),
    ),
    Command("undo", "撤销", action="undo"),
    Command("redo", "重做", action="redo"),
    Command("clear", "清除", action="clear"),
    Command(
        "departments",
        "单位",
        N_("[DEPARTMENT]"),
        "find_department",
        N_("list the departments and how many measures each would leave, or find one"),
    ),
    Command(
        "order",
        "排序",
        N_("[plan|count|lead|participant|name]"),
        "order",
        N_("sort the departments"),
    ),
    Command("regroup", "分组", N_("[hierarchy|first|dept]"), "regroup"),
    Command("mark", "标记", N_("[NUMBERS]"), "mark", N_("mark 7-12, the current measure, or all")),
    Command(
        "unmark",
        "取消标记",
        N_("[NUMBERS]"),
        "mark_all",
        N_("unmark measures; takes the same as mark"),
    ),
    Command("marks", "已标记", help=N_("list the marked measures")),
    Command("matrix", "矩阵", "[raci|rasci|joint|literal|daci]", "matrix"),
    Command(
        "together",
        "协作",
        N_("[DEPARTMENT]"),
        "together",
        N_("show who works with whom, or with one; with two: only what both do"),
    ),
    Command("export", "导出", N_("EXPORTER [FILE] [NAME=VALUE …]"), "export"),
    Command("export!", "导出!", N_("EXPORTER …"), "export", N_("export, and overwrite the file")),
    Command(
        "exporters",
        "导出格式",
        N_("[EXPORTER]"),
        "export",
        N_("list the exporters, or one's options"),
    ),
    Command("command", "命令", action="copy_command", help=N_("show the shell command for this")),
    Command(
        "views",
        "视图",
        action="views",
        help=N_("list the saved views; @name in a query refers to one"),
    ),
    Command("save", "保存", N_("NAME"), action="save_view"),
    Command("help", "帮助", N_("[COMMAND]"), "help", N_("explain the commands, or one of them")),
    Command("quit", "退出", action="quit"),
)

_WORDS = [word for one in COMMANDS for word in (one.name, one.chinese)]
_NUMBER = re.compile(r"\d+\.?")
_FIELDS = "|".join(name for field, others in FIELDS.items() for name in (field, *others))
_TERM = re.compile(rf"[-－]?(?:@|(?:{_FIELDS})[:：])", re.I)
_SIGNS = {"/": "search", "?": "help", "-": "exclude"}


def parse_line(line: str) -> tuple[Command, str]:
    """The command of a line, and its argument.

    A word may be cut short if no other starts the same way, and a Chinese word needs no blank
    behind it. A number alone opens a measure; a term alone is added to the query.

    Raises:
        Refused: there is no such command, or several; or the argument is missing, or not wanted.
    """
    line = line.strip()
    sign = fold(line[0])
    if _NUMBER.fullmatch(fold(line)):
        line = f"open {line}"
    elif _TERM.match(line):
        line = f"add {line}"
    elif sign in _SIGNS:
        line = f"{_SIGNS[sign]} {line[1:]}"
    command, rest = _split_command(line)
    if rest and not command.argument:
        raise Refused(_("{command} takes no argument").format(command=command.word))
    if not rest and command.argument and not command.argument.startswith("["):
        raise Refused(_("something is missing; usage: {usage}").format(usage=command.usage))
    return command, rest


def find_command(word: str) -> Command:
    """The command with this name, which may be cut short; `Refused` if it is not clear."""
    return _split_command(word)[0]


def _split_command(line: str) -> tuple[Command, str]:
    """The command at the start of a line, and the rest of the line."""
    head, *rest = line.split(maxsplit=1)
    wanted = fold(head)
    found = [one for one in COMMANDS if wanted in (one.name, one.chinese)]
    found = found or [one for one in COMMANDS if one.starts_with(wanted)]
    if len(found) == 1:
        return found[0], "".join(rest).strip()
    if found:
        names = ", ".join(one.name if wanted.isascii() else one.chinese for one in found)
        raise Refused(_('"{value}" may mean {names}').format(value=head, names=names))
    glued = [one for one in COMMANDS if one.argument and head.startswith(one.chinese)]
    if glued:
        one = max(glued, key=lambda one: len(one.chinese))
        return one, line[len(one.chinese) :].strip()
    hint = did_you_mean(wanted, _WORDS)
    hint = hint or _("/{word} searches for it, help lists the commands").format(word=head)
    raise Refused(also(_('no command "{word}"').format(word=head), hint))


def complete_command(word: str) -> list[str]:
    """The words of commands that start with this text, in both languages."""
    return [name for name in _WORDS if name.startswith(word.lower())]
