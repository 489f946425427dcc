"""The wire to the terminal: what Textual draws goes in, the bytes that change the screen come out.

``sgr`` knows styles, ``cells`` is a grid of cells, ``decoder`` reads Textual's output into one,
and ``encoder`` writes the difference between two. `Wire` puts them together. Nothing here knows
Textual, an event loop or a file.
"""

from __future__ import annotations

from ecotui.tui.terminal.diff.cells import Grid
from ecotui.tui.terminal.diff.decoder import Reader
from ecotui.tui.terminal.diff.encoder import Painter, Terminal
from ecotui.tui.terminal.diff.sgr import Style

__all__ = ["Terminal", "Wire"]

_SYNC_START, _SYNC_END = "\x1b[?2026h", "\x1b[?2026l"
#: Shapes of the mouse's pointer.
_POINTER = "\x1b]22;"
_ENTER, _LEAVE = "\x1b[?1049h", "\x1b[?1049l"
#: The browser has no use for knowing that its window was left or entered.
_REFUSED = {"\x1b[?1004h", "\x1b[?1004l", _SYNC_END}


class Wire:
    """Keeps the cells that are wanted and those that the terminal shows.

    Args:
        terminal: What the terminal can do.
        width: Columns of the terminal.
        height: Lines of the terminal.
    """

    def __init__(self, terminal: Terminal, width: int = 80, height: int = 24) -> None:
        self._wanted = Grid(width, height)
        # What the terminal shows; nothing is known before the first frame.
        self._shown: Grid | None = None
        self._reader = Reader(self._wanted)
        self._painter = Painter(terminal)
        self._controls: list[str] = []
        self._drawing = self._sync = False
        self._has_begun = False

    def resize(self, width: int, height: int) -> None:
        """The terminal has another size; all that it shows will be drawn anew."""
        self._wanted.resize(width, height)
        self.forget()

    def forget(self) -> None:
        """What the terminal shows is anybody's guess: send everything again."""
        self._shown = None

    @property
    def size(self) -> tuple[int, int]:
        """Columns and lines."""
        return self._wanted.width, self._wanted.height

    def write(self, text: str) -> None:
        """Take what Textual writes: the picture is kept, everything else goes on as it is."""
        for control in self._reader.read(text):
            if control == _SYNC_START:
                # Textual writes it only where the terminal has said that it knows it.
                self._sync = True
            elif control == _ENTER and self._has_begun:
                # What was drawn before is right as far as it goes.
                self._has_begun = False
            elif control not in _REFUSED and not control.startswith(_POINTER):
                if control == _LEAVE:
                    # A shell must not inherit the colours.
                    self._controls.append(self._painter.plain())
                self._controls.append(control)
                if control in (_ENTER, _LEAVE):
                    self._drawing = control == _ENTER
                    self.forget()

    def enter_screen(self) -> None:
        """Begin before Textual does, which then finds the screen begun."""
        self.write(f"{_ENTER}\x1b[?25l")
        self._has_begun = True

    def fill(self, style: Style) -> None:
        """Want a blank screen in a style."""
        self._wanted.resize(*self.size, style)

    def put(self, x: int, y: int, text: str, style: Style) -> int:
        """Want a text in a place; returns the column after it."""
        return self._wanted.put(x, y, text, style)

    def output(self) -> str:
        """What to send so that the terminal shows what is wanted; empty where it does."""
        controls, self._controls = "".join(self._controls), []
        if not self._drawing:
            return controls
        frame = self._painter.paint(self._shown, self._wanted, self._reader.cursor)
        if self._shown is None:
            self._shown = Grid(*self.size)
        self._shown.copy(self._wanted)
        if frame and self._sync:
            frame = f"{_SYNC_START}{frame}{_SYNC_END}"
        return controls + frame
