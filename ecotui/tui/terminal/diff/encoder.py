"""The cheapest bytes that make a terminal show one grid of cells where it shows another."""

from __future__ import annotations

import functools
from collections import Counter
from typing import NamedTuple

from ecotui.tui.terminal.diff.cells import Grid, is_width_unsure
from ecotui.tui.terminal.diff.sgr import PLAIN, Style, transition

#: So many blank cells are shorter to erase and jump over than to write.
_MIN_ERASED_CELLS = 9
_BLANKS = [" "] * _MIN_ERASED_CELLS
#: So many unchanged cells may be shorter to write again than to jump over.
_MAX_GAP_CELLS = 4
#: With so many changed cells in a row, it may pay to erase the rest of the row first.
_MIN_WIPED_CELLS = 12
#: So many pieces of rows must have moved before the terminal is asked to scroll.
_MIN_SCROLLED_PIECES = 4


class Terminal(NamedTuple):
    """What a terminal can do beyond the VT100."""

    fills: bool = False  # Erased cells get the background that is set (terminfo's ``bce``)
    erases: bool = False  # It erases a number of cells (ECH)
    columns: bool = False  # It moves the cursor to a column (CHA)
    reset_only: bool = True  # It switches attributes off only all at once
    # It draws characters of ambiguous width in one cell, whatever the terminal around it does.
    narrow: bool = False

    @classmethod
    def named(cls, term: str) -> Terminal:
        """The terminal that ``TERM`` names; one without any of these if it is unknown."""
        if term.startswith("tmux"):
            return cls(fills=True, erases=True, columns=True, reset_only=False, narrow=True)
        if term.startswith("screen"):
            return cls(columns=True, reset_only=False)
        known = ("xterm", "linux", "alacritty", "foot", "kitty", "konsole", "rxvt", "st-")
        if term.startswith((*known, "contour", "ghostty", "putty", "vte", "wezterm")):
            return cls(fills=True, erases=True, columns=True, reset_only=False)
        return cls()


class _Pen:
    """The cursor, the style that is set, and the output that led there."""

    def __init__(
        self, terminal: Terminal, x: int | None, y: int | None, style: Style, width: int
    ) -> None:
        self.terminal = terminal
        # None if it is not certain.
        self.x = x
        self.y = y
        self.style = style
        self.width = width
        self.out: list[str] = []

    def branch(self) -> _Pen:
        """Another pen in the same place, to try an output."""
        return _Pen(self.terminal, self.x, self.y, self.style, self.width)

    def follow(self, *pens: _Pen) -> None:
        """Take the output of the pen that wrote the least."""
        best = min(pens, key=lambda pen: pen.cost)
        self.out += best.out
        self.x, self.y, self.style = best.x, best.y, best.style

    @property
    def cost(self) -> int:
        return len("".join(self.out).encode())

    def set(self, style: Style) -> None:
        if style is not self.style:
            self.out.append(transition(self.style, style, self.terminal.reset_only))
            self.style = style

    def write(self, text: str, cells: int) -> None:
        """Write a text of so many cells."""
        self.out.append(text)
        assert self.x is not None
        self.x += cells
        if self.x >= self.width:
            # Terminals differ in where the cursor stands after the last column.
            self.x = None

    def move(self, x: int, y: int) -> None:
        if x != self.x or y != self.y:
            self.out.append(_move(self.x, self.y, x, y, self.terminal.columns))
            self.x, self.y = x, y


@functools.lru_cache(maxsize=16384)
def _move(from_x: int | None, from_y: int | None, x: int, y: int, columns: bool) -> str:
    """The shortest sequence that moves the cursor; positions that are not known are None."""
    right = "" if not x else "\x1b[C" if x == 1 else f"\x1b[{x}C"
    candidates = [f"\x1b[{y + 1 if y else ''};{x + 1}H" if x else f"\x1b[{y + 1 if y else ''}H"]
    if from_y == y:
        candidates.append(f"\r{right}")
        if columns:
            candidates.append(f"\x1b[{x + 1}G")
        if from_x is not None and x > from_x:
            candidates.append(f"\x1b[{x - from_x}C" if x - from_x > 1 else "\x1b[C")
        elif from_x is not None:
            candidates.append("\b" * (from_x - x))
    elif from_y is not None and y > from_y:
        down = y - from_y
        # The terminal driver may turn a line feed into a carriage return and a line feed.
        candidates.append("\r" + "\n" * down + right)
        if x == from_x:
            candidates.append(f"\x1b[{down}B" if down > 1 else "\x1b[B")
    return min(candidates, key=len)


class Encoder:
    """Encodes differences; remembers the cursor and the style from one to the next."""

    def __init__(self, terminal: Terminal) -> None:
        self._terminal = terminal
        self._pen = _Pen(terminal, None, None, PLAIN, 0)

    def reset_style(self) -> str:
        """The output that sets no style."""
        self._pen.out.clear()
        self._pen.set(PLAIN)
        return "".join(self._pen.out)

    def encode(self, shown: Grid | None, wanted: Grid, cursor: tuple[int, int]) -> str:
        """The output that makes the terminal show the wanted cells.

        Args:
            shown: The cells that it shows now; None if they are not known.
            wanted: The cells that it should show.
            cursor: Column and line for the cursor.
        """
        pen = self._pen
        pen.out = []
        pen.width = wanted.width
        if shown is None:
            # The style is not known either. Terminals agree about erasing without any.
            pen.out.append("\x1b[m\x1b[2J")
            pen.x = pen.y = None
            pen.style = PLAIN
            shown = Grid(wanted.width, wanted.height)
        plain = pen.branch()
        changed = self._differ(plain, shown, wanted)
        if moved := _find_move(shown, wanted, changed):
            other = pen.branch()
            self._differ(other, self._scroll(other, shown, *moved), wanted)
            pen.follow(plain, other)
        else:
            pen.follow(plain)
        pen.move(*cursor)
        return "".join(pen.out)

    def _is_unsure(self, cell: str) -> bool:
        return is_width_unsure(cell, self._terminal.narrow)

    def _can_erase(self, style: Style) -> bool:
        return style.erasable and (self._terminal.fills or not style.background)

    def _scroll(self, pen: _Pen, shown: Grid, top: int, bottom: int, by: int) -> Grid:
        """Scroll some rows of the terminal, and return the cells that it shows then."""
        # Terminals differ in the style of the new rows unless none is set.
        pen.set(PLAIN)
        pen.out.append(f"\x1b[{top + 1};{bottom + 1}r")
        if by > 0:
            pen.out.append(f"\x1b[{bottom + 1}H" + "\n" * by)
        else:
            pen.out.append(f"\x1b[{top + 1}H" + "\x1bM" * -by)
        pen.out.append("\x1b[r")
        pen.x = pen.y = None
        scrolled = Grid(shown.width, shown.height)
        for y in range(shown.height):
            source = y + by if top <= y <= bottom else y
            if source == y or top <= source <= bottom:
                scrolled.texts[y] = shown.texts[source]
                scrolled.styles[y] = shown.styles[source]
        return scrolled

    def _differ(self, pen: _Pen, shown: Grid, wanted: Grid) -> list[int]:
        """Write what differs, and return the numbers of the rows in which something did."""
        changed = []
        for y in range(wanted.height):
            texts, styles = wanted.texts[y], wanted.styles[y]
            before, before_styles = shown.texts[y], shown.styles[y]
            if texts == before and styles == before_styles:
                continue
            changed.append(y)
            different = [
                old != new or old_style != style
                for old, new, old_style, style in zip(
                    before, texts, before_styles, styles, strict=True
                )
            ]
            kept = pen.branch()
            self._row(kept, y, texts, styles, different, before)
            wiped = self._wipe(pen, y, texts, styles, different)
            pen.follow(*filter(None, (kept, wiped)))
        return changed

    def _wipe(
        self, pen: _Pen, y: int, texts: list[str], styles: list[Style], different: list[bool]
    ) -> _Pen | None:
        """Erase a row from the first change, then write the cells that are not blank."""
        if sum(different) < _MIN_WIPED_CELLS:
            return None
        first = different.index(True)
        blanks = Counter(
            style for text, style in zip(texts[first:], styles[first:], strict=True) if text == " "
        )
        style = next((style for style, _n in blanks.most_common() if self._can_erase(style)), None)
        if style is None or blanks[style] < _MIN_WIPED_CELLS:
            return None
        wiped = pen.branch()
        wiped.move(first, y)
        wiped.set(style)
        wiped.out.append("\x1b[K")
        rest = [
            x >= first and (text != " " or its != style)
            for x, (text, its) in enumerate(zip(texts, styles, strict=True))
        ]
        self._row(wiped, y, texts, styles, rest, _BLANKS)
        return wiped

    def _row(
        self,
        pen: _Pen,
        y: int,
        texts: list[str],
        styles: list[Style],
        different: list[bool],
        before: list[str],
    ) -> None:
        """Write the cells of a row that differ."""
        width = len(texts)
        # The rest of the row from here is blank, in one style.
        tail, last = width, styles[-1]
        if self._can_erase(last):
            while tail and texts[tail - 1] == " " and styles[tail - 1] == last:
                tail -= 1
        # Cells before this one are written even if they did not change: see below.
        spoilt = 0
        x = 0
        while x < width:
            if not different[x] and x >= spoilt:
                try:
                    x = different.index(True, x)
                except ValueError:
                    return
            style = styles[x]
            if x >= tail and (spoilt > x + 3 or True in different[x + 3 :]):
                pen.move(x, y)
                pen.set(style)
                pen.out.append("\x1b[K")
                return
            unsure, blank = self._is_unsure(texts[x]), texts[x] == " "
            end = x + 1
            while end < width:
                text = texts[end]
                if text and unsure:
                    # The cells of a border are alike, so it does not matter which is drawn where,
                    # and the next ones would be spoilt.
                    if text != texts[x] or styles[end] != style:
                        break
                    if not different[end] and end >= spoilt:
                        break
                elif text:
                    if not (different[end] or end < spoilt) or styles[end] != style or end == tail:
                        break
                    if text == " ":
                        if not blank and texts[end : end + _MIN_ERASED_CELLS] == _BLANKS:
                            break
                    elif blank or (text > "~" and self._is_unsure(text)):
                        break
                end += 1
            if (
                blank
                and end - x >= _MIN_ERASED_CELLS
                and self._terminal.erases
                and self._can_erase(style)
            ):
                # Half of a wide character that is left would take a blank with it.
                end -= before[end : end + 1] == [""]
                self._reach(pen, x, y, texts, styles)
                pen.set(style)
                pen.out.append(f"\x1b[{end - x}X")
            else:
                self._reach(pen, x, y, texts, styles)
                pen.set(style)
                wide = texts[x + 1 : x + 2] == [""]
                if unsure and wide:
                    # If the terminal draws these narrower, the old cells would be seen.
                    pen.write(" " * (end - x), end - x)
                    pen.move(x, y)
                pen.write("".join(texts[x:end]), end - x)
                if unsure and wide:
                    pen.x = None
                elif unsure:
                    # If the terminal draws these wider, the cursor is further right, and cells
                    # there are overwritten.
                    pen.x = None
                    reached = min(width, 2 * end - x)
                    # It does not matter which of the cells that are alike is drawn where.
                    while end < reached and not different[end] and end >= spoilt:
                        if texts[end] != texts[x] or styles[end] != style:
                            break
                        end += 1
                    spoilt = max(spoilt, reached)
            x = end

    def _reach(self, pen: _Pen, x: int, y: int, texts: list[str], styles: list[Style]) -> None:
        """Go to a cell, or write the cells before it again if that is shorter."""
        if pen.y == y and pen.x is not None and 0 < x - pen.x <= _MAX_GAP_CELLS:
            gap = range(pen.x, x)
            if texts[pen.x] and not any(self._is_unsure(texts[at]) for at in gap):
                jump, rewrite = pen.branch(), pen.branch()
                jump.move(x, y)
                for at in gap:
                    rewrite.set(styles[at])
                    rewrite.write(texts[at], 1)
                jump.set(styles[x])
                rewrite.set(styles[x])
                pen.follow(rewrite, jump)
                return
        pen.move(x, y)


def _find_move(shown: Grid, wanted: Grid, changed: list[int]) -> tuple[int, int, int] | None:
    """First row, last row and distance of the largest move up among the changes."""
    if len(changed) < _MIN_SCROLLED_PIECES:
        return None
    # A pane is narrower than the screen, so compare pieces of rows.
    step = max(1, wanted.width // 4)
    columns = range(0, wanted.width, step)
    found: dict[tuple[int, str], int] = {}
    for y, row in enumerate(shown.texts):
        for x in columns:
            found[x, "".join(row[x : x + step])] = y
    votes: dict[int, list[int]] = {}
    for y in changed:
        row = wanted.texts[y]
        for x in columns:
            piece = "".join(row[x : x + step])
            if not piece.isspace():
                source = found.get((x, piece), y)
                votes.setdefault(source - y, []).append(y)
    votes.pop(0, None)
    if not votes:
        return None
    by, rows = max(votes.items(), key=lambda item: len(item[1]))
    if len(rows) < _MIN_SCROLLED_PIECES:
        return None
    return min(rows[0], rows[0] + by), max(rows[-1], rows[-1] + by), by
