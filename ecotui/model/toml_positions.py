"""Where in a TOML text each value stands, for messages about values that parse but are wrong.

The TOML parsers at hand give values without positions. This reads only what plans use: table
headers, arrays of tables and keys at the start of a line; what it cannot place, the caller places
at the nearest thing around it.
"""

from __future__ import annotations

import re

Path = tuple[str | int, ...]

_HEADER = re.compile(r"\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"""\s*([A-Za-z0-9_-]+|"(?:[^"\\]|\\.)*"|'[^']*')\s*=""")
_STRING = re.compile(r"""("(?:[^"\\]|\\.)*"|'[^']*')""")
# What may open or hide a string: a delimiter of several lines, a string, the rest of a comment.
_TOKEN = re.compile(r"""["]{3}|'{3}|"(?:[^"\\]|\\.)*"|'[^']*'|#.*""")
_CLOSING = {
    '"' * 3: re.compile(r"""(?:[^"\\]|\\.|"(?!""))*"{3}"""),
    "'" * 3: re.compile(r".*?'{3}"),
}


def locate(text: str) -> dict[Path, int]:
    """Map paths such as ``("chapters", 0, "measures", 3, "lead")`` to lines, from 1.

    A string in the value of a key is placed too, by its text: ``(…, "lead", "林业厅")``.
    """
    lines: dict[Path, int] = {}
    counts: dict[Path, int] = {}
    table: Path = ()
    key: Path | None = None
    string = ""
    # Not splitlines(): TOML knows no other line ends, and its strings may hold what that splits at.
    for number, line in enumerate(text.split("\n"), 1):
        inside = bool(string)
        line, string = _outside(line, string)
        if inside:
            continue
        if header := _HEADER.match(line):
            names = [_bare(name) for name in header[2].split(".")]
            table = ()
            for name in names[:-1]:
                table = (*table, name)
                if table in counts:
                    table = (*table, counts[table])
            table = (*table, names[-1])
            if header[1] == "[[":
                counts[table] = counts.get(table, -1) + 1
                table = (*table, counts[table])
            lines.setdefault(table, number)
            key = None
            continue
        if found := _KEY.match(line):
            key = (*table, _bare(found[1]))
            lines.setdefault(key, number)
            line = line[found.end() :]
        if key is not None:
            for value in _STRING.findall(line):
                lines.setdefault((*key, value[1:-1]), number)
    return lines


def _outside(line: str, string: str) -> tuple[str, str]:
    """A line without its comment and what is in strings of several lines.

    Takes the delimiter of the string that the line begins in, and gives that of the string that
    it ends in; empty outside a string.
    """
    at, kept = 0, ""
    while True:
        if string:
            closing = _CLOSING[string].match(line, at)
            if closing is None:
                return kept, string
            at, string = closing.end(), ""
        token = _TOKEN.search(line, at)
        if token is None:
            return kept + line[at:], ""
        kept += line[at : token.start()]
        at = token.end()
        if token[0] in _CLOSING:
            string = token[0]
        elif token[0][0] != "#":
            kept += token[0]


def _bare(name: str) -> str:
    name = name.strip()
    return name[1:-1] if name[:1] in "\"'" else name
