"""Writing results to standard output: JSON for programs, safe text for people."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Mapping, Sequence

from ecotui.text.display import visible

# JSON may hold these raw, but a terminal that shows it would obey them.
_RAW = "[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]"

#: What ``--color`` takes.
COLOURS = ("auto", "always", "never")
#: Looks of text by name, in the eight colours that every terminal lets its user choose.
_LOOKS = {
    "head": "1",
    "dim": "2",
    "lead": "36",
    "match": "1;4",
    "error": "1;31",
    "warning": "33",
    "info": "34",
}

#: Pairs of start and end in a text, ascending.
Spans = Sequence[tuple[int, int]]

_colour = "auto"
_paged = True


def use(colour: str | None, *, pager: bool = True) -> None:
    """Say when to write in colours, and whether a long result goes through a pager."""
    global _colour, _paged
    _colour, _paged = colour or "auto", pager


def json(value: object) -> None:
    """Write a value as JSON: one line an item for a list, UTF-8 whatever the locale says."""
    from json import dumps

    if isinstance(value, list):
        items = ",\n".join(dumps(item, ensure_ascii=False) for item in value)
        text = f"[\n{items}\n]\n" if items else "[]\n"
    else:
        text = dumps(value, ensure_ascii=False, indent=2) + "\n"
    write(re.sub(_RAW, lambda match: f"\\u{ord(match[0]):04x}", text))


def lines(rows: Iterable[str]) -> None:
    """Write lines; what is not safe to show in them is made visible."""
    write("".join([f"{visible(row)}\n" for row in rows]))


def columns(
    rows: Sequence[Sequence[str]],
    right: Sequence[int] = (),
    *,
    head: Sequence[str] = (),
    prose: int = -1,
    looks: Mapping[int, str] | None = None,
    marks: Sequence[Spans] = (),
) -> None:
    """Write rows in columns: laid out on a terminal, with tabs between them elsewhere.

    Args:
        rows: All have as many cells.
        right: The columns that are aligned to the right.
        head: What stands above them.
        prose: The column that gets the room that the others leave.
        looks: How columns look where there are colours.
        marks: For each row the parts of its prose that stand out on a terminal.
    """
    every = [head, *rows] if head else list(rows)
    usual = [(looks or {}).get(number, "") for number in range(len(every[0]) if every else 0)]
    styles = [usual] * len(every)
    if head:
        styles[0] = ["head"] * len(head)
    if sys.stdout.isatty():
        # Of a text that was made safe, the parts stand elsewhere.
        found = (
            [
                spans if visible(row[prose]) == row[prose] else ()
                for row, spans in zip(rows, marks, strict=True)
            ]
            if marks
            else []
        )
        if found and head:
            found.insert(0, ())
        laid = laid_out(every, styles, right, prose, found)
        write("".join(f"{line}\n" for row in laid for line in row))
    elif coloured():
        for row, names in zip(every, styles, strict=True):
            write("\t".join(map(painted, map(visible, row), names)) + "\n")
    else:
        write("".join(["\t".join([visible(cell) for cell in row]) + "\n" for row in every]))


def titles(*labels: str) -> Sequence[str]:
    """The header of a table that has one on a terminal alone."""
    return labels if sys.stdout.isatty() else ()


def laid_out(
    rows: Sequence[Sequence[str]],
    looks: Sequence[Sequence[str]],
    right: Sequence[int] = (),
    prose: int = -1,
    marks: Sequence[Spans] = (),
) -> list[list[str]]:
    """The lines of each row of a table on the terminal; what is too wide is wrapped, never cut.

    ``marks`` are for each row the parts of its prose that stand out.
    """
    from ecotui.text.display import width, wrap

    if not rows:
        return []
    gap = "  "
    safe = [["\n".join(map(visible, cell.split("\n"))) for cell in row] for row in rows]
    sizes = [
        max(width(line) for cell in column for line in cell.split("\n"))
        for column in zip(*safe, strict=True)
    ]
    prose %= len(sizes)
    room = terminal_width()
    if sum(sizes) + len(gap) * (len(sizes) - 1) > room:
        sizes = [
            size if number == prose else min(size, max(8, room // 3))
            for number, size in enumerate(sizes)
        ]
        others = sum(sizes) - sizes[prose] + len(gap) * (len(sizes) - 1)
        sizes[prose] = max(10, min(sizes[prose], room - others))
    done = []
    for at, (row, styles) in enumerate(zip(safe, looks, strict=True)):
        cells = [wrap(text, size) for text, size in zip(row, sizes, strict=True)]
        made = []
        for level in range(max(map(len, cells))):
            line, owed = "", 0
            for number, (parts, size, style) in enumerate(zip(cells, sizes, styles, strict=True)):
                start, end = parts[level] if level < len(parts) else (0, 0)
                blanks = size - width(row[number][start:end])
                if start < end:
                    before = owed + (blanks if number in right else 0)
                    found = marks[at] if marks and number == prose else ()
                    line += " " * before + _marked(row[number], start, end, style, found)
                    owed = 0 if number in right else blanks
                else:
                    owed += size
                owed += len(gap)
            made.append(line)
        done.append(made)
    return done


def _marked(text: str, start: int, end: int, look: str, spans: Spans) -> str:
    """A part of a text in its look, with what stands out in it."""
    line = ""
    for first, last in spans:
        if start < last and first < end:
            line += painted(text[start : max(start, first)], look)
            line += painted(text[max(start, first) : min(last, end)], "match")
            start = min(last, end)
    return line + painted(text[start:end], look)


def coloured() -> bool:
    """Whether to write in colours: as ``--color`` says, else where a terminal can show them."""
    if _colour != "auto":
        return _colour == "always"
    if os.environ.get("CLICOLOR_FORCE", "0") not in ("", "0"):
        return True
    if os.environ.get("NO_COLOR") or os.environ.get("TERM", "dumb") in ("dumb", ""):
        return False
    return sys.stdout.isatty()


def painted(text: str, look: str) -> str:
    """A safe text in a look, where there are colours."""
    return f"\x1b[{_LOOKS[look]}m{text}\x1b[0m" if look and text and coloured() else text


def terminal_width() -> int:
    """Columns of the terminal at standard output; if it does not say, COLUMNS or 80."""
    return _terminal_size()[0]


def _terminal_size() -> tuple[int, int]:
    try:
        columns, rows = os.get_terminal_size(sys.stdout.fileno())
    except (OSError, ValueError):
        return 80, 24
    # A serial line and some containers have terminals without a size.
    return columns or _stated("COLUMNS") or 80, rows or _stated("LINES") or 24


def _stated(name: str) -> int:
    value = os.environ.get(name, "")
    return int(value) if value.isdecimal() else 0


def write(text: str) -> None:
    """Write a text that is safe to show; through a pager if the terminal is too small for it."""
    if _paged and sys.stdout.isatty() and _too_long(text) and _page(text):
        return
    try:
        sys.stdout.write(text)
    except UnicodeEncodeError:
        # A locale without Chinese. UTF-8 is right nearly everywhere, a traceback nowhere.
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode("utf-8", "replace"))


def _too_long(text: str) -> bool:
    from ecotui.text.display import width

    across, down = _terminal_size()
    plain = re.sub(r"\x1b\[[\d;]*m", "", text)
    taken = 0
    for line in plain.splitlines():
        taken += max(1, -(-width(line) // across))
        if taken >= down:
            return True
    return False


def _page(text: str) -> bool:
    """Show a text in the user's pager; False if there is none that can."""
    import shutil
    import subprocess

    command = os.environ.get("PAGER")
    if command is None:
        command = "less -FRX" if shutil.which("less") else ""
    if command in ("", "cat") or os.environ.get("TERM", "dumb") in ("dumb", ""):
        return False
    # As git does: colours are shown whatever the pager's own options are.
    environment = {"LESS": "FRX", **os.environ}
    sys.stdout.flush()
    try:
        # $PAGER is a command of the user's shell.
        with subprocess.Popen(command, shell=True, stdin=subprocess.PIPE, env=environment) as pager:
            try:
                pager.communicate(text.encode("utf-8", "replace"))
            except KeyboardInterrupt:
                # It is for the pager, which takes it and goes on.
                pager.wait()
    except OSError:
        return False
    # 127: the shell found no such command, so nothing was shown.
    return pager.returncode != 127
