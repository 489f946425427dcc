"""What the panes have in common: only the lines that are seen are drawn, some with a cursor."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.binding import BindingType
from textual.events import Click
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from ecotui.browser import actions
from ecotui.browser.outline import fit_pieces
from ecotui.text.display import visible, width
from ecotui.tui import keymap
from ecotui.tui.terminal.base_app import TerminalApp

#: What stands before the title of the pane with the focus, so that it is seen without colour.
FOCUS_MARK = "»"
#: A text with its style.
Piece = tuple[str, Style]


def render_pieces(pieces: Sequence[Piece], cells: int, base: Style) -> Strip:
    """A line of so many cells, see `fit_pieces`; the rest is blank in the base style."""
    segments = [Segment(text, style) for text, style in fit_pieces(pieces, cells)]
    room = cells - sum(width(text) for text, _style, _control in segments)
    if room > 0:
        segments.append(Segment(" " * room, base))
    return Strip(segments, cells)


class Pane(ScrollView, can_focus=True):
    """Lines of which only those on the screen are drawn; subclasses give `count` and `pieces`."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"pane--{part}"
        for part in (
            *("cursor", "match", "heading", "dim", "chosen"),
            *("first", "other", "participant"),
        )
    }
    BINDINGS: ClassVar[list[BindingType]] = [*keymap.bindings(actions.LIST)]
    # Caches: every line asks for its styles, and Textual computes them anew each time.
    _base: Style | None = None
    _parts: dict[tuple[str, bool], Style] | None = None
    # Where the last click put the cursor.
    _clicked: object = None
    _title = ""

    @property
    def count(self) -> int:
        """How many lines there are."""
        raise NotImplementedError

    def pieces(self, line: int) -> list[Piece]:
        """The texts of a line."""
        raise NotImplementedError

    @property
    def base(self) -> Style:
        """The style of text that has no other."""
        if self._base is None:
            self._base = self.rich_style
        return self._base

    def style_of(self, name: str) -> Style:
        """The style of a part, such as ``cursor``; see ``COMPONENT_CLASSES``."""
        if self._parts is None:
            self._parts = {}
        key = name, self.has_focus
        if key not in self._parts:
            self._parts[key] = self.get_component_rich_style(f"pane--{name}", partial=True)
        return self._parts[key]

    def entitle(self, title: str) -> bool:
        """Put a title into the frame, marked while the pane has the focus.

        Returns:
            Whether the title changed.
        """
        self._title = title
        # Textual takes it for markup, and draws the whole pane when it is set.
        shown = (FOCUS_MARK if self.has_focus else " ") + visible(title).replace("[", "\\[")
        if self.border_title == shown:
            return False
        self.border_title = shown
        return True

    def watch_has_focus(self, value: bool) -> None:
        super().watch_has_focus(value)
        self.entitle(self._title)

    def redraw(self) -> None:
        region = self.scrollable_content_region
        # A new size makes Textual lay out the whole screen, so an empty rest counts as well.
        self.virtual_size = Size(region.width, max(self.count, region.height))
        self.refresh()

    def on_resize(self) -> None:
        self.redraw()

    def notify_style_update(self) -> None:
        """Draw again in the colours of another theme."""
        super().notify_style_update()
        self._base = self._parts = None
        # Textual updates the styles of the parts after this.
        self.call_later(self._restyle)

    def _restyle(self) -> None:
        self._parts = None
        self.redraw()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw some lines; the blanks beside the text have its colour, so that one run has both."""
        ink = Style(color=self.base.color)
        return [strip.apply_style(ink) for strip in super().render_lines(crop)]

    def render_line(self, y: int) -> Strip:
        number = self.scroll_offset.y + y
        cells, base = self.size.width, self.base
        if not 0 <= number < self.count:
            return render_pieces([], cells, base)
        return render_pieces(self.pieces(number), cells, base).apply_style(base)

    def barred(self, strip: Strip) -> Strip:
        """A line under the cursor: one bar, as wide as the pane, over the colours of the pieces."""
        styled = Segment.apply_style(strip, post_style=self.style_of("cursor"))
        return Strip(styled, strip.cell_length)

    # -- the mouse

    def clicked(self, place: object, *, was_there: bool) -> None:
        """Do what Enter does, if a place is clicked on where the last click put the cursor."""
        if was_there and place == self._clicked:
            self.app.simulate_key("enter")
        self._clicked = place

    def on_blur(self) -> None:
        self._clicked = None

    # -- moving; a list moves its cursor instead

    def move(self, by: int) -> None:
        """Scroll by some lines."""
        self.scroll_to(y=self.scroll_offset.y + by, animate=False)

    def action_down(self) -> None:
        self.move(1)

    def action_up(self) -> None:
        self.move(-1)

    def action_page_down(self) -> None:
        self.move(max(1, self.size.height // 2))

    def action_page_up(self) -> None:
        self.move(-max(1, self.size.height // 2))

    def action_first(self) -> None:
        self.move(-self.count)

    def action_last(self) -> None:
        self.move(self.count)


class TextPane(Pane):
    """A text broken into lines of the pane's width; subclasses give `lay_out`."""

    _lines: Sequence[list[Piece]] = ()

    @property
    def count(self) -> int:
        return len(self._lines)

    def pieces(self, line: int) -> list[Piece]:
        return self._lines[line]

    def lay_out(self, cells: int) -> list[list[Piece]]:
        """The text in lines of this width."""
        raise NotImplementedError

    def redraw(self) -> None:
        # Before there is a size or a style sheet nothing can be laid out; a resize will come.
        cells = self.scrollable_content_region.width
        self._lines = self.lay_out(cells) if cells > 1 and self.is_attached else []
        super().redraw()


class CursorPane(Pane):
    """A pane with a cursor, which stays in sight.

    Attributes:
        moved: Called when the cursor stands on another line. The screen sets it, to draw what
            follows the cursor in the same frame; a message would arrive a frame later.
    """

    cursor = 0

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self.moved: Callable[[], object] = lambda: None

    def move(self, by: int) -> None:
        self.go(self.cursor + by)

    def go(self, line: int) -> None:
        """Put the cursor on a line, or on the nearest one."""
        line = max(0, min(line, self.count - 1))
        if line == self.cursor:
            return
        before, self.cursor = self.cursor, line
        # Panes stand side by side, and a terminal scrolls whole lines: scrolling sends what stands
        # beside the outline too, twice as much as a step. A slow line takes that once for many.
        is_step = abs(line - before) == 1
        is_slow = isinstance(self.app, TerminalApp) and self.app.is_line_slow
        self._scroll_to_cursor(by_third=is_step and is_slow)
        for number in (before, line):
            self.redraw_line(number - self.scroll_offset.y)
        self.moved()

    def redraw_at(self, cursor: int) -> None:
        """Draw other lines, with the cursor on one of them."""
        self.cursor = max(0, min(cursor, self.count - 1))
        self.redraw()
        self._scroll_to_cursor()

    def _scroll_to_cursor(self, *, by_third: bool = False) -> None:
        """Scroll as little as is needed to show the cursor, or by a third of the page more."""
        top, height = self.scroll_offset.y, self.scrollable_content_region.height
        if height <= 0:
            return
        more = height // 3 if by_third else 0
        if self.cursor < top:
            self.scroll_to(y=max(0, self.cursor - more), animate=False, force=True)
        elif self.cursor >= top + height:
            lowest = max(0, self.count - height)
            top = min(self.cursor - height + 1 + more, lowest)
            self.scroll_to(y=top, animate=False, force=True)

    def on_resize(self) -> None:
        super().on_resize()
        self._scroll_to_cursor()

    def on_click(self, event: Click) -> None:
        offset = event.get_content_offset(self)
        if offset is None:
            self.click_title(event.x - self.gutter.left)
        elif self.scroll_offset.y + offset.y < self.count:
            self.click_line(self.scroll_offset.y + offset.y, offset.x)

    def click_line(self, line: int, x: int) -> None:
        """Put the cursor on the line under the mouse; a second click does what Enter does.

        Args:
            line: The line.
            x: The cell of the line.
        """
        was_there = line == self.cursor
        self.go(line)
        self.clicked(line, was_there=was_there)

    def click_title(self, x: int) -> None:
        """The frame was clicked, above this cell of the lines; the pane has the focus now."""

    def redraw_line(self, y: int) -> None:
        """Draw one line of the screen again."""
        self.refresh(Region(0, y, self.size.width, 1))

    def render_line(self, y: int) -> Strip:
        strip = super().render_line(y)
        if self.scroll_offset.y + y == self.cursor and self.count:
            return self.barred(strip)
        return strip
