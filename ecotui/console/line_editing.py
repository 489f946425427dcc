"""Editing of lines on a terminal, by readline, without an escape sequence."""

from __future__ import annotations

import os

from ecotui.console import vocabulary
from ecotui.console.arguments import Refused
from ecotui.console.conversation import Conversation
from ecotui.query.departments import meant

#: Variables of readline with which it writes escape sequences even to a dumb terminal.
_OFF = (
    "enable-bracketed-paste",
    "colored-stats",
    "colored-completion-prefix",
    "enable-active-region",
    "enable-meta-key",
    "show-mode-in-prompt",
)


def enable(conversation: Conversation) -> None:
    """Enable editing, history and completion with Tab; the history is not saved."""
    # Readline reads it when it is imported. On a dumb terminal it moves the cursor by writing.
    os.environ["TERM"] = "dumb"
    try:
        import readline
    except ImportError:
        # Python was built without it; the terminal's own editing remains.
        return
    for variable in _OFF:
        readline.parse_and_bind(f"set {variable} off")
    # To the one library the command of the other would bind the key b.
    is_libedit = "libedit" in (readline.__doc__ or "")
    readline.parse_and_bind("bind ^I rl_complete" if is_libedit else "tab: complete")
    # A search through lines that were changed can end the process: readline 8.2 frees what they
    # were changed by twice, in this search and in the one that goes on with each key.
    for key in "rs":
        readline.parse_and_bind(f'"\\C-{key}": ""')
    # Guests need not know whose home is where.
    for key in "&~":
        readline.parse_and_bind(f'"\\e{key}": abort')
    readline.set_completer_delims(" \t,，、")
    found: list[str] = []

    def complete(word: str, number: int) -> str | None:
        if number == 0:
            before = readline.get_line_buffer()[: readline.get_begidx()]
            found[:] = completions(conversation, before, word)
        return found[number] if number < len(found) else None

    readline.set_completer(complete)


def completions(conversation: Conversation, before: str, word: str) -> list[str]:
    """The completions of the word at the end of a line; departments are also found by pinyin."""
    if not before.strip():
        return vocabulary.complete_command(word)
    try:
        argument = vocabulary.find_command(before.split()[0]).argument.strip("[]")
    except Refused:
        return []
    if argument == vocabulary.COMMAND:
        return vocabulary.complete_command(word)
    if argument == vocabulary.DEPARTMENT:
        return [d.name for d in meant(word, conversation.state.index.departments)]
    if argument.startswith(vocabulary.EXPORTER):
        known = conversation.exports.names()
    else:
        known = argument.split("|") if "|" in argument else []
    return [value for value in known if value.startswith(word)]
