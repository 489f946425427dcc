"""The departments with what choosing each would leave; choosing them changes the query."""

from __future__ import annotations

from typing import ClassVar, NamedTuple

from textual.binding import BindingType
from textual.message import Message

from ecotui.browser import actions
from ecotui.browser.state import State
from ecotui.i18n import N_, _
from ecotui.query.departments import Choice, may_mean, ordered
from ecotui.text.display import cut, pad, visible, width
from ecotui.tui import keymap
from ecotui.tui.panes.base import CursorPane
from ecotui.tui.panes.drawing import Piece, bar
from ecotui.tui.terminal import ambiguous_width

#: One letter for how the query has a department.
SIGNS = {
    "lead": N_("L"),
    "first": N_("F"),
    "with": N_("P"),
    "dept": N_("E"),
    "-": "-",
}


#: The orders of the list, in turn, with their signs in the title.
ORDERS = {"plan": "", "count": "↓", "name": N_("A-Z")}

#: Cells before a name: the sign and a blank.
SIGN_CELLS = 3
#: Cells of a bar where there is room for it: one for each tenth.
BAR_CELLS = 10
#: A bar of fewer cells is not worth more than heads in whole words.
SHORT_BAR = 4
#: Cells that a name needs to be told from others: four characters.
SHORT_NAME = 8


class Layout(NamedTuple):
    """How the cells of a line are shared out.

    Args:
        heads: What stands above the counts.
        column: Cells of a count.
        name: Cells of the name and the blanks behind it.
        bar: Cells of the bar.
    """

    heads: tuple[str, ...]
    column: int
    name: int
    bar: int


def lay_out(cells: int, longest: int, most: int) -> Layout:
    """Share out the cells of a line: names come first, then three counts, then the bar.

    Args:
        cells: Width of the line.
        longest: Width of the longest name.
        most: The greatest count that there may be.
    """
    words = (_("lead"), _("part"), _("all"))
    letters = (_(SIGNS["lead"]), _(SIGNS["with"]), _(SIGNS["dept"]))
    for heads in (words, letters):
        column = 1 + max(len(str(most)), *map(width, heads))
        spare = cells - SIGN_CELLS - longest - 3 * column
        if spare > SHORT_BAR:
            scale = min(BAR_CELLS, spare - 1)
            return Layout(heads, column, longest + spare - scale, scale)
    # A bar of one cell, even right behind the longest name, still tells few from many.
    scale = max(0, min(1, spare), spare - 1)
    columns = 3
    name = cells - SIGN_CELLS - scale - columns * column
    while columns > 1 and name < min(SHORT_NAME, longest):
        columns -= 1
        name += column
    return Layout(heads[:columns], column, max(0, name), scale)


class Departments(CursorPane):
    """A line per department: how the query has it, its name, a bar, and three counts."""

    BINDINGS: ClassVar[list[BindingType]] = [*keymap.bindings(actions.DEPARTMENTS)]

    class Chosen(Message):
        """A department is to be chosen in another way."""

        def __init__(self, name: str, *, exclude: bool = False) -> None:
            self.name = name
            self.exclude = exclude
            super().__init__()

    def __init__(self, state: State) -> None:
        super().__init__("departments")
        self.state = state
        self.sought = ""
        self.order = "plan"
        self.blocks = ambiguous_width.drawn()
        self.choices: list[Choice] = []
        self._build()

    @property
    def count(self) -> int:
        return len(self.choices)

    @property
    def current(self) -> Choice | None:
        """The department that the cursor stands on."""
        return self.choices[self.cursor] if self.choices else None

    def show_counts(self) -> None:
        """Draw the counts of the state's selection."""
        current, before, line = self.current, self.choices, self.cursor
        self._build()
        names = [choice.name for choice in self.choices]
        if current is not None and current.name in names:
            self.cursor = names.index(current.name)
        self.cursor = max(0, min(self.cursor, self.count - 1))
        if len(before) != self.count or self._entitle():
            self.redraw()
        else:
            # Over a slow line every line of the pane that stays as it is counts.
            top = self.scroll_offset.y
            moved = {line, self.cursor} if line != self.cursor else set()
            for number in range(top, min(top + self.size.height, self.count)):
                if before[number] != self.choices[number] or number in moved:
                    self.redraw_line(number - top)
        self._show_cursor()

    def seek(self, text: str) -> None:
        """Show only the departments that a name, pinyin or abbreviation may mean."""
        self.sought = text
        self.cursor = 0
        self._build()
        self.redraw()
        self._show_cursor()

    def restore_order(self, order: str) -> None:
        """Begin in an order, before anything is drawn."""
        self.order = order
        self._build()

    def _build(self) -> None:
        known = {department.name: department for department in self.state.index.departments}
        found = [c for c in self.state.choices if may_mean(self.sought, known[c.name])]
        self.choices = ordered(found, self.order)

    @property
    def _layout(self) -> Layout:
        # Of the whole plan, so that the columns stay where they are whatever is left or sought.
        index = self.state.index
        longest = max([width(visible(d.name)) for d in index.departments], default=0)
        return lay_out(self.size.width, longest, len(index.entries))

    def pieces(self, line: int) -> list[Piece]:
        """One department; one that could not be chosen without leaving nothing is dim."""
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
        """Draw again, with the heads of the columns above them."""
        self._entitle()
        super().redraw()

    def _entitle(self) -> bool:
        """Put the heads of the columns above them; whether they were others before."""
        layout = self._layout
        columns = "".join(" " * (layout.column - width(head)) + head for head in layout.heads)
        joined = _("or") if self.state.is_joined else ""
        name = " ".join(
            filter(None, (_("Departments"), joined, ORDERS[self.order] and _(ORDERS[self.order])))
        )
        room = self.size.width - width(columns)
        title = f"{pad(name, room)}{columns}" if width(name) < room else name
        if self.border_title == title:
            return False
        self.border_title = title
        return True

    def action_order(self) -> None:
        """Sort by plan, by count, by name, and again; the cursor stays on its department."""
        orders = list(ORDERS)
        self.order = orders[(orders.index(self.order) + 1) % len(orders)]
        self.show_counts()

    def action_choose(self) -> None:
        """Ask for the next way of choosing the department."""
        if self.current is not None:
            self.post_message(self.Chosen(self.current.name))

    def action_exclude(self) -> None:
        if self.current is not None:
            self.post_message(self.Chosen(self.current.name, exclude=True))
