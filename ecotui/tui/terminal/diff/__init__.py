"""Turns what Textual draws into the bytes that change the screen of the terminal.

``sgr`` knows styles, ``cells`` is a grid of cells, ``decoder`` reads Textual's output into a grid,
and ``encoder`` writes the difference between two grids. `Wire` puts them together. Nothing here
needs Textual, an event loop or a file.
"""

from __future__ import annotations

import re

from ecotui.tui.terminal.diff.cells import Grid
from ecotui.tui.terminal.diff.decoder import Decoder
from ecotui.tui.terminal.diff.encoder import Encoder, Terminal
from ecotui.tui.terminal.diff.sgr import Style

__all__ = ["Terminal", "Wire"]

_SYNC_START, _SYNC_END = "\x1b[?2026h", "\x1b[?2026l"
#: Sets the shape of the mouse pointer.
_POINTER = "\x1b]22;"
#: Begins and ends the kitty keyboard protocol.
_KITTY_START, _KITTY_END = re.compile(r"\x1b\[>\d*u"), "\x1b[<u"
_ENTER, _LEAVE = "\x1b[?1049h", "\x1b[?1049l"
_SHOW_CURSOR = "\x1b[?25h"
#: Switches off what another program may have left on. Some terminals print what they do not know,
#: and some of these move the cursor: the screen is cleared next. In turn: UTF-8, ASCII, the keypad
#: of numbers; no insert mode, line feeds as they are; usual cursor keys, not reversed, no origin,
#: no margins, no mouse, no focus, no paste, no synchronised output; a region that is the whole
#: screen; keys as ever in xterm and in kitty.
SANE = (
    "\x1b%G\x1b(B\x0f\x1b>\x1b[4;20l"
    "\x1b[?1;5;6;9;69;1000;1002;1003;1004;1005;1006;1015;1016;2004;2026l"
    "\x1b[r\x1b[>4m\x1b[=0u"
)
#: The style and the characters that were saved with the cursor may be another program's too.
AFTER_LEAVING = "\x1b[m\x1b(B\x0f"
#: Shows the alternate screen, and saves no cursor.
_ALTERNATE = "\x1b[?47h"
#: Not passed on: the browser does not need reports of the focus, and ends synchronisation itself.
_DROPPED = {"\x1b[?1004h", "\x1b[?1004l", _SYNC_END}


class Wire:
    """Keeps the cells that are wanted and those that the terminal shows."""

    def __init__(self, terminal: Terminal, width: int = 80, height: int = 24) -> None:
        self._wanted = Grid(width, height)
        # None before the first frame.
        self._shown: Grid | None = None
        self._decoder = Decoder(self._wanted)
        self._encoder = Encoder(terminal)
        self._controls: list[str] = []
        self._drawing = self._sync = self._kitty = False
        self._is_splash_shown = False

    def resize(self, width: int, height: int) -> None:
        """Take another size; the whole screen will be drawn again."""
        self._wanted.resize(width, height)
        self.forget()

    def forget(self) -> None:
        """Send everything again, since the cells of the terminal are not known."""
        self._shown = None

    def reset(self) -> None:
        """Enter the screen and send everything again, since another program may have left it."""
        self._controls += (_ALTERNATE, SANE)
        self.forget()

    @property
    def size(self) -> tuple[int, int]:
        """Columns and lines."""
        return self._wanted.width, self._wanted.height

    def write(self, text: str) -> None:
        """Draw the output of Textual into the wanted cells; pass on other sequences unchanged."""
        for control in self._decoder.decode(text):
            if control == _SYNC_START:
                # Textual writes it only if the terminal supports it.
                self._sync = True
            elif control == _ENTER and self._is_splash_shown:
                # The splash entered the screen already.
                self._is_splash_shown = False
            elif control == _KITTY_END and not self._kitty:
                # Textual ends it even if it has not begun it.
                continue
            elif control not in _DROPPED and not control.startswith(_POINTER):
                if control == _LEAVE:
                    # The shell must not inherit the colours.
                    self._controls.append(self._encoder.reset_style())
                elif control == _SHOW_CURSOR and not self._drawing:
                    self._controls.append(AFTER_LEAVING)
                self._kitty = self._kitty or bool(_KITTY_START.fullmatch(control))
                self._controls.append(control)
                if control == _ENTER:
                    self._controls.append(SANE)
                if control in (_ENTER, _LEAVE):
                    self._drawing = control == _ENTER
                    self.forget()

    def enter_screen(self) -> None:
        """Enter the alternate screen for the splash, before Textual does."""
        self.write(f"{_ENTER}\x1b[?25l")
        self._is_splash_shown = True

    def fill(self, style: Style) -> None:
        """Draw a blank screen in a style."""
        self._wanted.resize(*self.size, style)

    def put(self, x: int, y: int, text: str, style: Style) -> int:
        """Draw a text, and return the column after it."""
        return self._wanted.put(x, y, text, style)

    def output(self) -> str:
        """The bytes to send; empty if the terminal shows the wanted cells."""
        controls, self._controls = "".join(self._controls), []
        if not self._drawing:
            return controls
        frame = self._encoder.encode(self._shown, self._wanted, self._decoder.cursor)
        if self._shown is None:
            self._shown = Grid(*self.size)
        self._shown.copy(self._wanted)
        if frame and self._sync:
            frame = f"{_SYNC_START}{frame}{_SYNC_END}"
        return controls + frame
