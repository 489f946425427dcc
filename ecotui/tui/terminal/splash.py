"""The first picture: the outline as it will stand, on the screen before Textual is imported.

Importing Textual and laying out its widgets takes some 200 ms. Until then there is something to
read. It is drawn through the same cells (`ecotui.tui.terminal.diff`), so what is right already is
not sent again.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import termios

from ecotui.browser import outline
from ecotui.browser.outline import HIERARCHY, place
from ecotui.browser.session import line_of
from ecotui.query.grammar import QueryError
from ecotui.query.index import Heading
from ecotui.text.display import cut, visible, width
from ecotui.tui.terminal import capabilities
from ecotui.tui.terminal.capabilities import is_stock
from ecotui.tui.terminal.diff import Terminal, Wire
from ecotui.tui.terminal.diff.sgr import PLAIN, Style
from ecotui.tui.theme.palette import PALETTES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

    from ecotui.browser.session import Session
    from ecotui.browser.state import State

#: Lines above the outline: the query and the frame; below it is the key bar.
_ABOVE, _BELOW = 2, 1
#: Columns of blanks on either side of the outline.
_MARGIN = 1
#: Below these sizes the outline is not alone on its side, or there is nothing to see.
_WIDE, _LEAST = 70, (40, 10)
_LEAVE = "\x1b[?25h\x1b[?1049l"
#: They wait until the browser can give the terminal back.
_HELD = (signal.SIGHUP, signal.SIGTERM, signal.SIGINT, signal.SIGTSTP)


class Splash:
    """What was shown, and the terminal as it was before.

    Args:
        wire: What the terminal shows.
        attributes: Those of the terminal before, as termios tells them.
        held: The signals that were held back before.
    """

    def __init__(self, wire: Wire, attributes: list[Any], held: set[Any]) -> None:
        self.wire = wire
        self.attributes = attributes
        self._held = held
        self._is_handed_over = False

    def hand_over(self) -> None:
        """From here on it is the app that heeds signals, and gives the terminal back."""
        self._is_handed_over = True
        signal.pthread_sigmask(signal.SIG_SETMASK, self._held)

    @classmethod
    @contextlib.contextmanager
    def shown(cls, state: State, kept: Session, theme: str) -> Iterator[Splash | None]:
        """Show the outline; give the terminal back if it was not handed over to the browser.

        Args:
            state: The query, which becomes the kept one if it is empty.
            kept: What was left last time.
            theme: Name of the theme.
        """
        descriptor = sys.stdin.fileno()
        if is_stock(os.environ) or os.tcgetpgrp(descriptor) != os.getpgrp():
            # It is drawn through our driver; and in the background the terminal is another's.
            yield None
            return
        if not state.query:
            # The plan, or the saved views, may no longer have what the query names.
            with contextlib.suppress(QueryError):
                state.try_text(kept.query)
        attributes = termios.tcgetattr(descriptor)
        quiet = [*attributes]
        quiet[0] &= ~termios.ICRNL
        quiet[3] &= ~(termios.ECHO | termios.ICANON)
        wire = Wire(Terminal.named(os.environ.get("TERM", "")), *os.get_terminal_size())
        splash = cls(wire, attributes, signal.pthread_sigmask(signal.SIG_BLOCK, _HELD))
        try:
            # What is typed from here on is for the browser, and must not stand in the picture.
            termios.tcsetattr(descriptor, termios.TCSANOW, quiet)
            wire.enter_screen()
            paint(wire, state, kept, styles(theme, os.environ))
            _send(wire.output())
            yield splash
        finally:
            if not splash._is_handed_over:
                _send(_LEAVE)
                termios.tcsetattr(descriptor, termios.TCSANOW, attributes)
                splash.hand_over()


def _send(output: str) -> None:
    data = output.encode()
    while data:
        data = data[os.write(sys.stdout.fileno(), data) :]


def _number(colour: str) -> int:
    """The number that Rich gives a colour in the 256-colour palette.

    The themes use colours that the palette has; of the greys Rich often takes the next darker.
    """
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    if red == green == blue:
        grey = round(red / 255 * 25)
        return {0: 16, 25: 231}.get(grey, 231 + grey)
    levels = (0, 95, 135, 175, 215, 255)
    return 16 + 36 * levels.index(red) + 6 * levels.index(green) + levels.index(blue)


def styles(theme: str, environ: Mapping[str, str]) -> dict[str, Style]:
    """How the parts of a line look in a theme: ``text`` alone, the others over it."""
    palette = PALETTES.get(theme)
    bold, dim, reverse = frozenset("1"), frozenset("2"), frozenset("7")
    if palette is None or capabilities.colourless(environ) or capabilities.colours(environ) < 256:
        return {
            "text": PLAIN,
            "heading": Style("", "", bold),
            "dim": Style("", "", dim),
            "cursor": Style("", "", reverse),
        }
    paper = f"48;5;{_number(palette.paper)}"

    def in_colour(colour: str, attributes: frozenset[str] = frozenset()) -> Style:
        return Style(f"38;5;{_number(colour)}", paper, attributes)

    return {
        "text": in_colour(palette.text),
        "heading": in_colour(palette.heading, bold),
        "dim": in_colour(palette.dim),
        "chosen": in_colour(palette.chosen, bold),
        "match": in_colour(palette.match, bold),
        "cursor": Style("", f"48;5;{_number(palette.cursor)}", reverse),
    }


def paint(wire: Wire, state: State, kept: Session, looks: Mapping[str, Style]) -> None:
    """Draw the outline where it will stand, with the cursor where it stood."""
    columns, height = wire.size
    room = height - _ABOVE - _BELOW
    if columns < _LEAST[0] or height < _LEAST[1]:
        return
    cells = (columns * 3 // 5 if columns >= _WIDE else columns) - 2 * _MARGIN
    selection, index = state.selection, state.index
    lines = outline.lines(selection, kept.grouping, kept.folded)
    cursor = line_of(kept, lines, index)
    if cursor is None:
        cursor = next((at for at, line in enumerate(lines) if not isinstance(line, Heading)), 0)
    several = kept.grouping == HIERARCHY and len(index.plans) > 1
    top = max(0, cursor - room + 1)
    wire.fill(Style("", looks["text"].background))
    for y in range(_ABOVE, _ABOVE + room):
        wire.put(_MARGIN, y, " " * cells, looks["text"])
    for at, line in enumerate(lines[top : top + room], top):
        row = outline.row(
            selection,
            line,
            is_folded=line in kept.folded,
            is_marked=bool(kept.marks >> place(index, line) & 1),
            several=several,
        )
        x, y = _MARGIN, _ABOVE + at - top
        below = ("cursor",) if at == cursor else ()
        for number, (text, look) in enumerate(row, 1):
            room, text = cells + _MARGIN - x, visible(text)
            if number < len(row) and width(text) == room:
                text += "…"
            text = cut(text, room)
            x = wire.put(x, y, text, _over(looks, *look, *below))
            if text.endswith("…"):
                break
        if below:
            wire.put(x, y, " " * (cells + _MARGIN - x), _over(looks, *below))


def _over(looks: Mapping[str, Style], *names: str) -> Style:
    """The style of text with others over it."""
    style = looks["text"]
    for name in names:
        other = looks.get(name, PLAIN)
        style = Style(
            other.colour or style.colour,
            other.background or style.background,
            style.attributes | other.attributes,
        )
    return style
