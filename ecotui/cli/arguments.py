"""What the words of a command line are: global options, files, terms of a query. No click here."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable

#: The global options, and whether each takes a value.
GLOBAL = {
    "--plan": True,
    "--lang": True,
    "--color": True,
    "--plugin-dir": True,
    "--no-pager": False,
    "--no-plugins": False,
}
#: Those that an exporter may have as options of its own.
_EXPORTERS = {"--plan", "--lang", "--color", "--no-pager"}

_FIELD = re.compile(r"[-－]?(?:[@＠]|[^\W\d_]+[:：])")
_TERM = re.compile(rf"{_FIELD.pattern}|[-－]?[^\x00-\x7f]")
_PLAIN = re.compile(r"[\w@%+=:,./-]+")
_ENDING = re.compile(r".\.[a-zA-Z]\w{0,7}$")


def is_term(word: str) -> bool:
    """Whether a word can only be meant as a term of a query: it has a field, or is not ASCII."""
    return _TERM.match(word) is not None


def is_file(word: str) -> bool:
    """Whether a word among the terms of a query is meant as a file, which may be missing."""
    if _FIELD.match(word):
        return False
    if _ENDING.search(word):
        return True
    # 和/或 is a word.
    return os.sep in word and (word.isascii() or os.path.exists(word))


def command_line(words: Iterable[str]) -> str:
    """A command to type in a shell: quoted only where a shell needs it, which Chinese does not."""
    from shlex import quote

    return " ".join(word if _PLAIN.fullmatch(word) else quote(word) for word in words)


def global_first(arguments: list[str], *, exporters_own: bool = True) -> list[str]:
    """The arguments with the global options before the command, wherever they stand.

    Args:
        arguments: The command line.
        exporters_own: Whether an option behind the name of an exporter may be its own.
    """
    first: list[str] = []
    rest: list[str] = []
    left = list(arguments)
    while left and left[0] != "--":
        name, equals, _value = left[0].partition("=")
        length = 2 if GLOBAL.get(name) and not equals else 1
        behind = exporters_own and rest[:1] == ["export"] and len(rest) > 1
        own = behind and name in _EXPORTERS
        if name in GLOBAL and length <= len(left) and not own:
            first += left[:length]
            del left[:length]
        else:
            rest.append(left.pop(0))
    return [*first, *rest, *left]
