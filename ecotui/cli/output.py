"""Writing results to standard output: JSON for programs, safe text for people."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Sequence

from ecotui.text.display import visible

# JSON may hold these raw, but a terminal that shows it would obey them.
_RAW = "[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]"


def json(value: object) -> None:
    """Write a value as JSON: one line an item for a list, UTF-8 whatever the locale says."""
    from json import dumps

    if isinstance(value, list):
        items = ",\n".join(dumps(item, ensure_ascii=False) for item in value)
        text = f"[\n{items}\n]\n" if items else "[]\n"
    else:
        text = dumps(value, ensure_ascii=False, indent=2) + "\n"
    _write(re.sub(_RAW, lambda match: f"\\u{ord(match[0]):04x}", text))


def lines(rows: Iterable[str]) -> None:
    """Write lines; what is not safe to show in them is made visible."""
    _write("".join([f"{visible(row)}\n" for row in rows]))


def columns(rows: Sequence[Sequence[str]], right: Sequence[int] = ()) -> None:
    """Write rows in columns: aligned on a terminal, with tabs between them elsewhere.

    All rows have as many cells. ``right`` are the columns that are aligned to the right.
    """
    if not sys.stdout.isatty():
        _write("".join(["\t".join([visible(cell) for cell in row]) + "\n" for row in rows]))
        return
    from ecotui.text.display import cut, pad, width

    safe = [[visible(cell) for cell in row] for row in rows]
    widths = [max(map(width, column)) for column in zip(*safe, strict=True)]
    room = terminal_width()
    out = []
    for row in safe:
        cells = [
            " " * (size - width(cell)) + cell if number in right else pad(cell, size)
            for number, (cell, size) in enumerate(zip(row, widths, strict=True))
        ]
        out.append(cut("  ".join(cells).rstrip(), room) + "\n")
    _write("".join(out))


def terminal_width() -> int:
    """Columns of the terminal at standard output; 80 if it does not say."""
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or 80
    except (OSError, ValueError):
        return 80


def _write(text: str) -> None:
    try:
        sys.stdout.write(text)
    except UnicodeEncodeError:
        # A locale without Chinese. UTF-8 is right nearly everywhere, a traceback nowhere.
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode("utf-8", "replace"))
