"""Setting texts at the top of a TOML file, so that every other byte of it stays.

The parsers at hand give values without positions. What a file of views needs of them is the extent
of a few lines, which is less than what a library that keeps whole documents would cost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

#: What parts the statements of a text that parses, and what may hide it: strings and comments.
_TOKEN = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}'
    r"|'''.*?'{3,5}"
    r'|"(?:\\.|[^"\\\n])*"'
    r"|'[^'\n]*'"
    r"|#[^\n]*|[\[\]{}=\n]",
    re.DOTALL,
)


class _Statement(NamedTuple):
    """The extent of a statement with the end of its line, or of a line that is blank or a comment.

    ``value`` is the extent of what is assigned, if that is a string.
    """

    start: int
    end: int
    is_assignment: bool
    value: tuple[int, int] | None


def _statements(text: str) -> Iterator[_Statement]:
    start, depth, is_assignment, value = 0, 0, False, None
    for token in _TOKEN.finditer(text):
        kind = token[0]
        if kind in "[{":
            depth += 1
        elif kind in "]}":
            depth -= 1
        elif kind == "=":
            is_assignment = True
        elif kind[0] in "\"'" and is_assignment and not depth:
            value = token.span()
        elif kind == "\n" and not depth:
            yield _Statement(start, token.end(), is_assignment, value)
            start, is_assignment, value = token.end(), False, None
    if start < len(text):
        yield _Statement(start, len(text), is_assignment, value)


def texts(data: Mapping[str, Any]) -> dict[str, str]:
    """Those of the values of a file that are texts."""
    return {name: value for name, value in data.items() if isinstance(value, str)}


def with_texts(text: str, wanted: Mapping[str, str]) -> str:
    """A TOML text, changed so that its texts outside of tables are those wanted, by their names.

    A line that changes keeps its name and its comment as they are written; a new one stands behind
    the last one before the first table. What is no text stays.

    Raises:
        ValueError: the text is no TOML, or a name is that of something else.
    """
    import tomli
    import tomli_w

    def read(changed: str) -> dict[str, Any]:
        # As texts, numbers are what they were: NaN differs from itself.
        return tomli.loads(changed, parse_float=str)

    body = text.removeprefix("\ufeff")
    data = read(body)
    before = texts(tomli.loads(body))
    ending = "\r\n" if body.partition("\n")[0].endswith("\r") else "\n"
    edits: list[tuple[int, int, str]] = []
    behind: int | None = None
    above_table = 0
    for one in _statements(body):
        written = body[one.start : one.end]
        if written.lstrip(" \t").startswith("["):
            break
        if not written.lstrip(" \t").startswith("#"):
            # Comments right above a table belong to it.
            above_table = one.end
        if not one.is_assignment:
            continue
        behind = one.end
        ((name, value),) = tomli.loads(written).items()
        if one.value is None or name not in before or not isinstance(value, str):
            continue
        if name not in wanted:
            edits.append((one.start, one.end, ""))
        elif wanted[name] != value:
            edits.append((*one.value, tomli_w.dumps({"v": wanted[name]})[len("v = ") : -1]))
    else:
        above_table = len(body)
    lines = [
        tomli_w.dumps({name: wanted[name]})[:-1] for name in sorted(wanted) if name not in before
    ]
    if lines:
        at = above_table if behind is None else behind
        new = ending.join(lines)
        is_open = at > 0 and body[at - 1] != "\n"
        edits.append((at, at, f"{ending}{new}" if is_open else f"{new}{ending}"))
    changed = body
    for start, end, new in sorted(edits, reverse=True):
        changed = changed[:start] + new + changed[end:]
    others = {name: value for name, value in data.items() if name not in before}
    if read(changed) != {**others, **wanted}:
        raise ValueError("it reads back otherwise")
    return text[: len(text) - len(body)] + changed
