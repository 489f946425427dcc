"""Editing of lines on a terminal, by readline, without an escape sequence."""

from __future__ import annotations

import os

from ecotui.console import vocabulary
from ecotui.console.arguments import Refused
from ecotui.console.conversation import Conversation
from ecotui.query.departments import may_mean

#: What readline would write escape sequences for, however dumb the terminal is said to be.
_OFF = (
    "enable-bracketed-paste",
    "colored-stats",
    "colored-completion-prefix",
    "enable-active-region",
    "enable-meta-key",
    "show-mode-in-prompt",
)


def enable(conversation: Conversation) -> None:
    """Let lines be edited, called back and completed with Tab.

    The history is not kept when the program ends.
    """
    # Read when readline is: on a terminal that can do nothing it moves the cursor by writing.
    os.environ["TERM"] = "dumb"
    try:
        import readline
    except ImportError:
        # A Python built without it; the terminal's own editing remains.
        return
    for variable in _OFF:
        readline.parse_and_bind(f"set {variable} off")
    readline.parse_and_bind("bind ^I rl_complete")
    readline.parse_and_bind("tab: complete")
    readline.set_completer_delims(" \t,，、")
    found: list[str] = []

    def complete(word: str, number: int) -> str | None:
        if number == 0:
            before = readline.get_line_buffer()[: readline.get_begidx()]
            found[:] = completions(conversation, before, word)
        return found[number] if number < len(found) else None

    readline.set_completer(complete)


def completions(conversation: Conversation, before: str, word: str) -> list[str]:
    """What the word at the end of a line may become.

    Args:
        conversation: Knows the departments and exporters.
        before: The line before the word.
        word: The word, as far as it is typed; of a department also its pinyin.
    """
    if not before.strip():
        return vocabulary.complete_command(word)
    try:
        argument = vocabulary.find_command(before.split()[0]).argument.strip("[]")
    except Refused:
        return []
    if argument == vocabulary.COMMAND:
        return vocabulary.complete_command(word)
    if argument == vocabulary.DEPARTMENT:
        return [d.name for d in conversation.state.index.departments if may_mean(word, d)]
    if argument.startswith(vocabulary.EXPORTER):
        known = conversation.exports.names()
    else:
        known = argument.split("|") if "|" in argument else []
    return [value for value in known if value.startswith(word)]
