"""What the panes have in common: lines drawn when they are seen, and a cursor among them."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.binding import BindingType
from textual.events import Click
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from ecotui.browser import actions
from ecotui.tui import keymap
from ecotui.tui.panes import drawing
from ecotui.tui.panes.drawing import Piece


class Pane(ScrollView, can_focus=True):
    """Lines of which only those on the screen are drawn; subclasses give `count` and `pieces`."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "pane--cursor",
        "pane--match",
        "pane--heading",
        "pane--dim",
        "pane--chosen",
    }
    BINDINGS: ClassVar[list[BindingType]] = [*keymap.bindings(actions.LIST)]
    # Asked for with each line; Textual puts them together from all that is behind, every time.
    _base: Style | None = None
    _parts: dict[tuple[str, bool], Style] | None = None

    @property
    def count(self) -> int:
        """How many lines there are."""
        raise NotImplementedError

    def pieces(self, line: int) -> list[Piece]:
        """What stands in a line."""
        raise NotImplementedError

    @property
    def base(self) -> Style:
        """The style of what has none of its own."""
        if self._base is None:
            self._base = self.rich_style
        return self._base

    def style_of(self, name: str) -> Style:
        """The style of a part: ``cursor``, ``match``, ``heading``, ``dim`` or ``chosen``."""
        if self._parts is None:
            self._parts = {}
        key = name, self.has_focus
        if key not in self._parts:
            self._parts[key] = self.get_component_rich_style(f"pane--{name}", partial=True)
        return self._parts[key]

    def redraw(self) -> None:
        """Draw again after the lines have changed."""
        region = self.scrollable_content_region
        # Another size has the whole screen laid out: no matter how much of the pane is empty.
        self.virtual_size = Size(region.width, max(self.count, region.height))
        self.refresh()

    def on_resize(self) -> None:
        """Keep the width of the lines that of the pane."""
        self.redraw()

    def notify_style_update(self) -> None:
        """Draw again in the colours of another theme."""
        super().notify_style_update()
        self._base = self._parts = None
        # The styles of parts of the pane are brought up to date after its own.
        self.call_later(self._restyle)

    def _restyle(self) -> None:
        self._parts = None
        self.redraw()

    def render_line(self, y: int) -> Strip:
        """Draw one line of the screen."""
        number = self.scroll_offset.y + y
        width, base = self.size.width, self.base
        if not 0 <= number < self.count:
            return drawing.line([], width, base)
        return drawing.line(self.pieces(number), width, base).apply_style(base)

    # -- moving; a list moves its cursor instead

    def move(self, by: int) -> None:
        """Go up or down by some lines."""
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


class CursorPane(Pane):
    """A pane with a cursor, which stays in sight.

    Attributes:
        moved: Called when the cursor stands on another line. The screen sets it, to draw what
            follows the cursor in the same frame; a message would arrive when one has been drawn.
    """

    cursor = 0

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self.moved: Callable[[], object] = bool

    def move(self, by: int) -> None:
        """Move the cursor up or down by some lines."""
        self.go(self.cursor + by)

    def go(self, line: int) -> None:
        """Put the cursor on a line, or on the nearest that there is."""
        line = max(0, min(line, self.count - 1))
        if line == self.cursor:
            return
        before, self.cursor = self.cursor, line
        self._show_cursor()
        for number in (before, line):
            self.redraw_line(number - self.scroll_offset.y)
        self.moved()

    def _show_cursor(self) -> None:
        top, height = self.scroll_offset.y, self.scrollable_content_region.height
        if height <= 0:
            return
        if self.cursor < top:
            self.scroll_to(y=self.cursor, animate=False, force=True)
        elif self.cursor >= top + height:
            self.scroll_to(y=self.cursor - height + 1, animate=False, force=True)

    def on_resize(self) -> None:
        """Keep the cursor in sight."""
        super().on_resize()
        self._show_cursor()

    def on_click(self, event: Click) -> None:
        """Put the cursor on the line under the mouse, where there is a mouse."""
        offset = event.get_content_offset(self)
        if offset is not None and self.scroll_offset.y + offset.y < self.count:
            self.go(self.scroll_offset.y + offset.y)

    def redraw_line(self, y: int) -> None:
        """Draw one line of the screen again."""
        from textual.geometry import Region

        self.refresh(Region(0, y, self.size.width, 1))

    def render_line(self, y: int) -> Strip:
        """Draw one line of the screen, the cursor's in its own style."""
        strip = super().render_line(y)
        if self.scroll_offset.y + y == self.cursor and self.count:
            # Over the background that each piece has already.
            styled = Segment.apply_style(strip, post_style=self.style_of("cursor"))
            return Strip(styled, strip.cell_length)
        return strip
