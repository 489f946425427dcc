"""Reading the plainest command lines without the command-line library."""

from __future__ import annotations

#: Commands that are often called in their plainest form, and the one flag that each may have there.
_PLAIN = {"list": "--json", "browse": "--fresh"}


def plain_arguments(
    arguments: list[str],
) -> tuple[list[str], str | None, str, str, set[str]] | None:
    """Read ``list`` or ``browse`` in their plainest form; None for everything else.

    A script calls ``list`` a hundred times, a user waits for ``browse``, and the command-line
    library takes longer to import than all that is needed to show the first lines. What is not
    understood here, or wrong, goes through the library.

    Returns:
        Plans, language, command, query and flags.
    """
    plans: list[str] = []
    language: str | None = None
    command = "browse"
    rest = iter(arguments)
    for word in rest:
        value = next(rest, None) if word in ("--plan", "--lang") else ""
        if word in _PLAIN:
            command = word
            break
        if word == "--plan" and value:
            plans.append(value)
        elif word == "--lang" and value in ("zh", "en"):
            language = value
        else:
            return None
    where, flags = "", set()
    for word in rest:
        if word == _PLAIN[command]:
            flags.add(word)
        elif word == "--where" and not where and (value := next(rest, "")):
            where = value
        else:
            return None
    return plans, language, command, where, flags
