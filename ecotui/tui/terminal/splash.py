"""The splash: a first picture of the outline, on the screen before Textual is imported.

Importing Textual and laying out its widgets takes some 200 ms. The splash is drawn through the same
cells (`ecotui.tui.terminal.diff`), so the driver does not send again what is right already.
"""

from __future__ import annotations

import contextlib
import os
import signal
import termios

from ecotui.browser import outline
from ecotui.browser.outline import HIERARCHY, position_of
from ecotui.browser.session import line_of
from ecotui.query.index import Heading
from ecotui.signals import OTHERS
from ecotui.tui.terminal import capabilities
from ecotui.tui.terminal.capabilities import is_stock
from ecotui.tui.terminal.diff import AFTER_LEAVING, Terminal, Wire
from ecotui.tui.terminal.diff.sgr import PLAIN, Style
from ecotui.tui.theme.palette import PALETTES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

    from ecotui.browser.session import Session
    from ecotui.browser.state import State
    from ecotui.tui.terminal.standard_files import StandardFiles

#: Lines above the outline, for the query and the frame, and below it, for the key bar.
_LINES_ABOVE, _LINES_BELOW = 2, 1
#: Columns of blanks on either side of the outline.
_MARGIN = 1
#: A screen narrower than this shows one pane at a time.
TWO_PANES_COLUMNS = 70
#: The panes beside the outline are not wider than this, as the style sheet says.
SIDE_COLUMNS = 60
#: A smaller screen shows nothing but how large it has to be.
MIN_COLUMNS, MIN_LINES = 40, 10
_LEAVE = f"\x1b[?25h\x1b[?1049l{AFTER_LEAVING}"
#: These signals wait until the browser can restore the terminal.
_BLOCKED_SIGNALS = (
    *(signal.SIGHUP, signal.SIGTERM, signal.SIGINT, signal.SIGTSTP),
    *OTHERS,
)


class Splash:
    """What the terminal shows, and the state to which it is restored."""

    def __init__(self, wire: Wire, attributes: list[Any], blocked: set[Any]) -> None:
        self.wire = wire
        self.attributes = attributes
        self._blocked = blocked
        self._is_handed_over = False

    def hand_over(self) -> None:
        """Leave it to the app to handle signals and restore the terminal."""
        self._is_handed_over = True
        signal.pthread_sigmask(signal.SIG_SETMASK, self._blocked)

    @classmethod
    @contextlib.contextmanager
    def shown(
        cls, state: State, kept: Session, theme: str, files: StandardFiles
    ) -> Iterator[Splash | None]:
        """Show the outline; restore the terminal unless the app has taken it over.

        From then on what others write does not reach the terminal. If the query is empty, it
        becomes that of the saved session.
        """
        descriptor = files.input
        if is_stock(os.environ) or os.tcgetpgrp(descriptor) != os.getpgrp():
            # Textual's own driver cannot continue from it, and in the background the terminal is
            # not ours.
            yield None
            return
        state.restore_saved(kept.query)
        attributes = termios.tcgetattr(descriptor)
        quiet = [*attributes]
        quiet[0] &= ~termios.ICRNL
        quiet[3] &= ~(termios.ECHO | termios.ICANON)
        size = capabilities.size(files.output, os.environ)
        wire = Wire(Terminal.named(os.environ.get("TERM", "")), *size)
        splash = cls(wire, attributes, signal.pthread_sigmask(signal.SIG_BLOCK, _BLOCKED_SIGNALS))
        try:
            # Keys typed from now on are for the browser and must not be echoed.
            termios.tcsetattr(descriptor, termios.TCSANOW, quiet)
            wire.enter_screen()
            paint(wire, state, kept, styles(theme, os.environ))
            files.start_output()
            _send(files.output, wire.output())
            files.divert()
            yield splash
        finally:
            if not splash._is_handed_over:
                files.restore()
                _send(files.output, _LEAVE)
                termios.tcsetattr(descriptor, termios.TCSANOW, attributes)
                splash.hand_over()


def _send(descriptor: int, output: str) -> None:
    data = output.encode()
    while data:
        data = data[os.write(descriptor, data) :]


def _number(colour: str) -> int:
    """The number that Rich gives a colour of a theme in the 256-colour palette.

    The palette has these colours exactly, but Rich often takes the next darker grey.
    """
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    if red == green == blue:
        grey = round(red / 255 * 25)
        return {0: 16, 25: 231}.get(grey, 231 + grey)
    levels = (0, 95, 135, 175, 215, 255)
    return 16 + 36 * levels.index(red) + 6 * levels.index(green) + levels.index(blue)


def styles(theme: str, environ: Mapping[str, str]) -> dict[str, Style]:
    """The styles of a theme by part of a line; those other than ``text`` go over it."""
    palette = PALETTES.get(theme)
    bold, dim, underline, reverse = map(frozenset, "1247")
    if palette is None or capabilities.colours(environ) < 256 or environ.get("NO_COLOR"):
        colourless = capabilities.colourless(environ)
        on_cyan = ("", "") if colourless else ("30", "46")
        return {
            "text": PLAIN,
            "heading": Style("", "", bold),
            "dim": Style("", "", dim),
            "chosen": Style("", "", bold),
            "match": Style(*on_cyan, bold | underline if colourless else underline),
            "cursor": Style(*on_cyan, reverse if colourless else frozenset()),
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
        "cursor": Style(f"38;5;{_number(palette.paper)}", f"48;5;{_number(palette.heading)}"),
    }


def paint(wire: Wire, state: State, kept: Session, looks: Mapping[str, Style]) -> None:
    """Draw the outline in its later place, with the cursor on the saved line."""
    columns, height = wire.size
    room = height - _LINES_ABOVE - _LINES_BELOW
    if columns < MIN_COLUMNS or height < MIN_LINES:
        return
    cells = columns - 2 * _MARGIN
    if columns >= TWO_PANES_COLUMNS:
        cells = max(columns * 3 // 5, columns - SIDE_COLUMNS) - 2 * _MARGIN
    selection, index = state.selection, state.index
    lines = outline.outline_lines(selection, kept.grouping, kept.folded)
    cursor = line_of(kept, lines, index)
    if cursor is None:
        cursor = next((at for at, line in enumerate(lines) if not isinstance(line, Heading)), 0)
    several_plans = kept.grouping == HIERARCHY and len(index.plans) > 1
    top = max(0, cursor - room + 1)
    wire.fill(Style("", looks["text"].background))
    for y in range(_LINES_ABOVE, _LINES_ABOVE + room):
        wire.put(0, y, " " * (cells + 2 * _MARGIN), looks["text"])
    below = None
    for at, line in enumerate(lines[: top + room]):
        if kept.grouping == "dept" and isinstance(line, Heading):
            below = line
        if at < top:
            continue
        row = outline.render_row(
            selection,
            line,
            is_folded=line in kept.folded,
            is_marked=bool(kept.marks >> position_of(index, line) & 1),
            below=below,
            several_plans=several_plans,
        )
        x, y = _MARGIN, _LINES_ABOVE + at - top
        for text, look in outline.fit_pieces(row, cells):
            x = wire.put(x, y, text, _bar(looks, look) if at == cursor else _over(looks, *look))
        if at == cursor:
            wire.put(x, y, " " * (cells + _MARGIN - x), looks["cursor"])


def _bar(looks: Mapping[str, Style], look: outline.Look) -> Style:
    """The style of a piece of the cursor's line: of its own it has only the line of a match."""
    bar = looks["cursor"]
    lines = frozenset("4") if outline.MATCH in look else frozenset()
    return bar._replace(attributes=bar.attributes | lines)


def _over(looks: Mapping[str, Style], *names: str) -> Style:
    """The style of text with other styles over it."""
    style = looks["text"]
    for name in names:
        other = looks.get(name, PLAIN)
        style = Style(
            other.colour or style.colour,
            other.background or style.background,
            style.attributes | other.attributes,
        )
    return style
