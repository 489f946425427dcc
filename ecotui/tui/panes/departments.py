"""The departments with what choosing each would leave; choosing them changes the query."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from textual.binding import BindingType
from textual.message import Message

from ecotui.browser import actions
from ecotui.browser.state import State
from ecotui.i18n import N_, _
from ecotui.query.departments import Choice, may_mean, ordered
from ecotui.text.display import cut, pad, visible, width
from ecotui.tui import keymap
from ecotui.tui.panes.base import FOCUS_MARK, CursorPane, Piece
from ecotui.tui.terminal import ambiguous_width

#: One letter for the role that the query gives a department.
SIGNS = {"lead": N_("L"), "first": N_("F"), "with": N_("P"), "dept": N_("E"), "-": "-"}
#: The orders of the list, in turn, with their signs in the title.
ORDERS = {
    "plan": "",
    "count": N_("all ↓"),
    "lead": N_("lead ↓"),
    "participant": N_("part ↓"),
    "name": N_("pinyin"),
}
#: Cells before a name: the sign and a blank.
SIGN_CELLS = 3
#: Cells of the longest bar: one for each tenth.
MAX_BAR_CELLS = 10
#: A bar of at most so many cells gives way to column heads in whole words.
SHORT_BAR_CELLS = 4
#: Cells that a name needs at least to differ from others: four characters.
MIN_NAME_CELLS = 8
#: A cell that is filled from the left by so many eighths.
EIGHTHS = " ▏▎▍▌▋▊▉█"


class Layout(NamedTuple):
    """The cells of a line: heads of the counts, and widths of a count, the name and the bar."""

    heads: tuple[str, ...]
    column: int
    name: int
    bar: int


def lay_out(cells: int, longest_name: int, greatest_count: int) -> Layout:
    """Share out the cells of a line: names come first, then three counts, then the bar."""
    words = (_("lead"), _("part"), _("all"))
    letters = (_(SIGNS["lead"]), _(SIGNS["with"]), _(SIGNS["dept"]))
    for heads in (words, letters):
        column = 1 + max(len(str(greatest_count)), *map(width, heads))
        spare = cells - SIGN_CELLS - longest_name - 3 * column
        if spare > SHORT_BAR_CELLS:
            scale = min(MAX_BAR_CELLS, spare - 1)
            return Layout(heads, column, longest_name + spare - scale, scale)
    # Even a bar of one cell right behind the longest name tells few from many.
    scale = max(0, min(1, spare), spare - 1)
    columns = 3
    name = cells - SIGN_CELLS - scale - columns * column
    while columns > 1 and name < min(MIN_NAME_CELLS, longest_name):
        columns -= 1
        name += column
    return Layout(heads[:columns], column, max(0, name), scale)


def bar(share: float, cells: int, *, blocks: bool = True) -> str:
    """A bar as long as a share of some cells; it is empty only at 0 and full only at 1.

    Args:
        share: From 0 to 1.
        cells: The length for 1.
        blocks: Whether the terminal has block characters; if not, ``#`` for each whole cell.
    """
    eighths = round(share * cells * 8)
    if 0 < share < 1:
        eighths = max(1, min(eighths, cells * 8 - 1))
    whole, rest = divmod(eighths, 8)
    if not blocks:
        return "#" * max(whole, 1 if share else 0)
    return EIGHTHS[8] * whole + EIGHTHS[rest].strip()


class Departments(CursorPane):
    """A line per department: its role in the query, its name, a bar, and three counts."""

    BINDINGS: ClassVar[list[BindingType]] = [*keymap.bindings(actions.DEPARTMENTS)]

    @dataclass
    class Chosen(Message):
        """A department is to be chosen in its next role, or to be excluded."""

        name: str
        exclude: bool = False

    def __init__(self, state: State) -> None:
        super().__init__("departments")
        self.state = state
        self.wanted = ""
        self.blocks = ambiguous_width.drawn()
        self.choices: list[Choice] = []
        self._build()

    @property
    def count(self) -> int:
        return len(self.choices)

    @property
    def current(self) -> Choice | None:
        return self.choices[self.cursor] if self.choices else None

    def show_counts(self) -> None:
        current, before, line = self.current, self.choices, self.cursor
        self._build()
        names = [choice.name for choice in self.choices]
        if current is not None and current.name in names:
            self.cursor = names.index(current.name)
        self.cursor = max(0, min(self.cursor, self.count - 1))
        if len(before) != self.count or self._entitle():
            self.redraw()
        else:
            # Every line that is not sent again saves time on a slow connection.
            top = self.scroll_offset.y
            moved = {line, self.cursor} if line != self.cursor else set()
            for number in range(top, min(top + self.size.height, self.count)):
                if before[number] != self.choices[number] or number in moved:
                    self.redraw_line(number - top)
        self._scroll_to_cursor()

    def search(self, text: str) -> None:
        """Show only the departments that a name, pinyin or abbreviation may mean."""
        self.wanted = text
        self.cursor = 0
        self._build()
        self.redraw()
        self._scroll_to_cursor()

    def _build(self) -> None:
        found = self.state.choices
        if self.wanted:
            known = {department.name: department for department in self.state.index.departments}
            found = [choice for choice in found if may_mean(self.wanted, known[choice.name])]
        self.choices = ordered(found, self.state.order)

    @property
    def _layout(self) -> Layout:
        # Of the whole plan, so that no query moves the columns.
        index = self.state.index
        longest = max([width(visible(d.name)) for d in index.departments], default=0)
        return lay_out(self.size.width, longest, len(index.entries))

    def pieces(self, line: int) -> list[Piece]:
        """One department; it is dim if choosing it would leave nothing."""
        choice, layout, base = self.choices[line], self._layout, self.base
        sign = _(SIGNS[choice.role]) if choice.role else ""
        name = pad(cut(visible(choice.name), layout.name), layout.name)
        counts = (choice.lead, choice.participant, choice.total)[: len(layout.heads)]
        columns = "".join(f"{count:>{layout.column}}" for count in counts)
        share = pad(bar(choice.share, layout.bar, blocks=self.blocks), layout.bar)
        style = base if choice.total else base + self.style_of("dim")
        if choice.role:
            style = base + self.style_of("chosen")
        return [(f"{pad(sign, SIGN_CELLS)}{name}{share}{columns}", style)]

    def redraw(self) -> None:
        self._entitle()
        super().redraw()

    def _entitle(self) -> bool:
        """Put the column heads into the title, and return whether they changed."""
        layout = self._layout
        columns = "".join(" " * (layout.column - width(head)) + head for head in layout.heads)
        joined = _("or") if self.state.is_joined else ""
        order = _(ORDERS[self.state.order]) if self.state.order != "plan" else ""
        name = " ".join(filter(None, (_("Departments"), joined, order)))
        room = self.size.width - width(columns) - width(FOCUS_MARK)
        title = f"{pad(name, room)}{columns}" if width(name) < room else name
        return self.entitle(title)

    def action_order(self) -> None:
        """Sort by the next of `ORDERS`; the cursor stays on its department."""
        orders = list(ORDERS)
        self.state.sort(orders[(orders.index(self.state.order) + 1) % len(orders)])
        self.show_counts()

    def action_choose(self) -> None:
        if self.current is not None:
            self.post_message(self.Chosen(self.current.name))

    def action_exclude(self) -> None:
        if self.current is not None:
            self.post_message(self.Chosen(self.current.name, exclude=True))
