"""What a meeting should look at in a matrix: a list with a cursor, the gravest first."""

from __future__ import annotations

from functools import partialmethod
from typing import ClassVar

from textual.binding import BindingType
from textual.events import Click
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip

from ecotui.browser import actions
from ecotui.i18n import _
from ecotui.raci.findings import ERROR, INFO, WARNING, Finding
from ecotui.raci.matrix import Matrix
from ecotui.text.display import pad, width
from ecotui.tui import keymap
from ecotui.tui.dialogs.matrix.strips import wrap_pieces
from ecotui.tui.panes.base import Pane, Piece, render_pieces
from ecotui.tui.panes.rows import lines_from, top_for

#: A sign for each severity, the gravest first, and how it looks.
SIGNS = {ERROR: ("!", "match"), WARNING: ("▲", "match"), INFO: ("·", "dim")}


class Findings(Pane):
    """Findings by severity, then what the legend says below the letters."""

    BINDINGS: ClassVar[list[BindingType]] = [*keymap.bindings(actions.FINDINGS)]

    class Chosen(Message):
        """What the finding under the cursor is about is to be gone to."""

    def __init__(self) -> None:
        super().__init__(id="findings")
        self.cursor = self._top = 0
        self._items: list[Finding | str] = []
        self._lines: list[tuple[int, int]] = []
        self._laid_out: dict[int, list[list[Piece]]] = {}

    @property
    def count(self) -> int:
        return len(self._items)

    @property
    def current(self) -> Finding | None:
        """The finding under the cursor; None on a note."""
        item = self._items[self.cursor] if self._items else None
        return item if isinstance(item, Finding) else None

    @property
    def text(self) -> str:
        """The item under the cursor in words."""
        item = self._items[self.cursor] if self._items else ""
        return "".join(_parts(item)) if isinstance(item, Finding) else item

    def show_matrix(self, matrix: Matrix) -> None:
        """Show the findings of a matrix, from the first."""
        order = list(SIGNS)
        found = sorted(matrix.findings, key=lambda finding: order.index(finding.severity))
        self._items = [*found, *matrix.notes]
        self.cursor = self._top = 0
        counts = [
            f"{count}{sign}"
            for severity, (sign, _look) in SIGNS.items()
            if (count := sum(finding.severity == severity for finding in found))
        ]
        self.entitle(" ".join((_("Findings"), *(counts or [_("none")]))))
        self.redraw()

    # -- drawing

    def redraw(self) -> None:
        region = self.scrollable_content_region
        # Only the pane itself scrolls, never Textual.
        self.virtual_size = Size(region.width, region.height)
        self._laid_out = {}
        # Before there was so much room, the first items may have been scrolled away.
        self._top = 0
        self._arrange()

    def _arrange(self) -> None:
        height = max(1, self.size.height)
        lines_of = self._lines_of
        self._top = top_for(self.cursor, self._top, self.count, height, lines_of)
        self._lines = lines_from(self._top, self.count, height, lines_of)
        self.refresh()

    def _lines_of(self, number: int) -> int:
        return len(self._lay_out(number))

    def _lay_out(self, number: int) -> list[list[Piece]]:
        """An item in lines, its sign before the first; at most as many as there is room for."""
        if number not in self._laid_out:
            base, item = self.base, self._items[number]
            pieces: list[Piece] = []
            if isinstance(item, Finding):
                sign, look = SIGNS[item.severity]
                style = base + self.style_of(look)
                where, message = _parts(item)
                pieces += [(where, base + self.style_of("heading")), (message, base)]
            else:
                sign, style = "", base + self.style_of("dim")
                pieces.append((item, style))
            indent = 1 + max(width(one) for one, _look in SIGNS.values())
            most = max(1, self.size.height)
            lines = wrap_pieces(pieces, self.size.width - indent, most)
            signs = [sign, *[""] * (len(lines) - 1)]
            self._laid_out[number] = [
                [(pad(mark, indent), style), *line] for mark, line in zip(signs, lines, strict=True)
            ]
        return self._laid_out[number]

    def render_line(self, y: int) -> Strip:
        base = self.base
        if y >= len(self._lines):
            return render_pieces([], self.size.width, base).apply_style(base)
        number, line = self._lines[y]
        strip = render_pieces(self._lay_out(number)[line], self.size.width, base)
        strip = strip.apply_style(base)
        return self.barred(strip) if number == self.cursor and self.has_focus else strip

    def action_to_grid(self) -> None:
        self.screen.focus_previous()

    def action_to_finding(self) -> None:
        self.post_message(self.Chosen())

    # -- moving

    def move(self, by: int) -> None:
        """Put the cursor on another item."""
        self.cursor = max(0, min(self.cursor + by, self.count - 1))
        self._arrange()

    def _move_page(self, by: int) -> None:
        self.move(by * max(1, len({number for number, _line in self._lines}) // 2))

    action_page_down = partialmethod(_move_page, 1)
    action_page_up = partialmethod(_move_page, -1)

    def on_click(self, event: Click) -> None:
        """Put the cursor on the item under the mouse; a second click does what Enter does."""
        offset = event.get_content_offset(self)
        if offset is not None and offset.y < len(self._lines):
            number, before = self._lines[offset.y][0], self.cursor
            self.move(number - before)
            self.clicked(number, was_there=number == before)


def _parts(finding: Finding) -> tuple[str, str]:
    """Where it is, or the department that it is about, and what it says."""
    return finding.department or finding.where, _("{name}: {value}").format(
        name="", value=finding.message
    )
