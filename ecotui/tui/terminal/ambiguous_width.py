"""Lines, blocks and characters of ambiguous width, as the terminal draws them."""

from __future__ import annotations

import sys

from ecotui.text import display
from ecotui.tui.terminal.diff.cells import ambiguous_are_wide

#: What bars and frames are made of.
_DRAWN = "▏▎▍▌▋▊▉█─╾╸╴│┌┐└┘━╭╮╰╯"

#: Substitutes for lines and blocks on terminals without them.
ASCII = {
    **dict.fromkeys(range(0x2500, 0x2580), "+"),
    **dict.fromkeys(range(0x2580, 0x25A0), "#"),
    **dict.fromkeys(map(ord, "─━┄┅┈┉╌╍═╴╶╸╺╼╾▔▀▄"), "-"),
    **dict.fromkeys(map(ord, "│┃┆┇┊┋╎╏║╵╷╹╻╽╿▏▎▍▐▕"), "|"),
    **dict.fromkeys(map(ord, "▁▂"), "_"),
    ord("╱"): "/",
    ord("╲"): "\\",
    ord("╳"): "X",
}


def ambiguous_width(cells: int) -> None:
    """Lay out characters of ambiguous width one or two cells wide.

    Call it before anything is measured: Rich and Textual cache widths.
    """
    if cells == 2:
        display.ambiguous_width(2)
        _tell_rich()
        ambiguous_are_wide()


def _tell_rich() -> None:
    """Change the tables of Rich, with which Textual measures; it has no setting for this."""
    from rich import _unicode_data, cells, segment

    ambiguous = [code for code in range(0xA0, 0xFFFE) if display.is_ambiguous(chr(code))]
    known = _unicode_data.load()
    # Its ranges have the characters that are wide or have no width: none is ambiguous.
    table = known._replace(widths=sorted([*known.widths, *((at, at, 2) for at in ambiguous)]))
    narrow = cells._SINGLE_CELLS.difference(map(chr, ambiguous)).issuperset
    vars(cells)["load_cell_table"] = lambda _version="auto": table
    for module in (cells, segment):
        vars(module)["_is_single_cell_widths"] = narrow


def drawn() -> bool:
    """Whether the terminal has lines and blocks: in its encoding, and one cell wide."""
    return display.width("…") == 1 and are_in(getattr(sys.__stdout__, "encoding", None) or "utf-8")


def are_in(encoding: str) -> bool:
    """Whether an encoding has lines and blocks."""
    try:
        _DRAWN.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True
