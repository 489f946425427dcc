"""The departments with what choosing each would leave; choosing them changes the query."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from textual.binding import BindingType
from textual.message import Message

from ecotui.browser import actions
from ecotui.browser.outline import SIGNS
from ecotui.browser.state import State
from ecotui.i18n import N_, _
from ecotui.query.departments import Choice, meant, ordered
from ecotui.text.display import cut, pad, visible, width
from ecotui.tui import keymap
from ecotui.tui.panes.base import FOCUS_MARK, CursorPane, Piece
from ecotui.tui.terminal import ambiguous_width

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
#: A bar of at most so many cells gives way to column heads in whole words.
SHORT_BAR_CELLS = 4
#: Cells that a name needs at least to differ from others: four characters.
MIN_NAME_CELLS = 8
#: The lines of a bar, lead before participant, and the same where a terminal has no lines.
LINES, PLAIN_LINES = "━─", "=-"
#: A cell of a bar by what its two halves are: nothing, lead (1) or participant (2).
HALVES = {"00": " ", "10": "╸", "11": "━", "12": "╾", "20": "╴", "22": "─"}


class Layout(NamedTuple):
    """The cells of a line: heads of the counts, and widths of a count, the name and the bar."""

    heads: tuple[str, ...]
    column: int
    name: int
    bar: int


def lay_out(cells: int, longest_name: int, greatest_count: int, lines: str = LINES) -> Layout:
    """Share out the cells of a line: names come first, then three counts, then the bar."""
    words = (_("lead"), _("part"), _("all"))
    letters = (_(SIGNS["lead"]), _(SIGNS["with"]), _(SIGNS["dept"]))
    for heads in (words, letters):
        # The heads of the two counts are the legend of the bar as well.
        legend = (lines[0] + heads[0], lines[1] + heads[1], heads[2])
        column = 1 + max(len(str(greatest_count)), *map(width, legend))
        spare = cells - SIGN_CELLS - longest_name - 3 * column
        if spare > SHORT_BAR_CELLS:
            return Layout(legend, column, longest_name + 1, spare - 1)
    # Even a bar of one cell right behind the longest name tells few from many.
    column = 1 + max(len(str(greatest_count)), *map(width, letters))
    spare = cells - SIGN_CELLS - longest_name - 3 * column
    scale = max(0, min(1, spare), spare - 1)
    columns = 3
    name = cells - SIGN_CELLS - scale - columns * column
    while columns > 1 and name < min(MIN_NAME_CELLS, longest_name):
        columns -= 1
        name += column
    return Layout(letters[:columns], column, max(0, name), scale)


def bar(lead: float, share: float, cells: int, lines: str = LINES) -> tuple[str, str]:
    """A bar in two parts: where a department leads, and where it only participates.

    It is empty only at a share of 0 and full only at 1.

    Args:
        lead: The part that the first line shows, from 0 to ``share``.
        share: The part that both show, from 0 to 1.
        cells: The length for 1.
        lines: `LINES`, or `PLAIN_LINES`.
    """
    if not share or not cells:
        return "", ""
    # Half a cell cannot show both roles.
    least = 2 if 0 < lead < share else 1
    whole = 2 * cells if share == 1 else min(max(least, round(2 * cells * share)), 2 * cells - 1)
    first = whole if lead == share else min(round(2 * cells * lead), whole)
    if 0 < lead < share and whole > 1:
        first = max(1, min(first, whole - 1))
    if lines == PLAIN_LINES:
        drawn = lines[0] * ((first + 1) // 2)
        return drawn, lines[1] * ((whole + 1) // 2 - len(drawn))
    halves = "1" * first + "2" * (whole - first) + "0"
    drawn = "".join(HALVES[halves[at : at + 2]] for at in range(0, whole, 2))
    split = (first + 1) // 2
    return drawn[:split], drawn[split:]


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
        self.lines = LINES if ambiguous_width.drawn() else PLAIN_LINES
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
        self._build()
        # The order of the pane stays; a whole name is gone to.
        names = [choice.name for choice in self.choices]
        self.redraw_at(names.index(text) if text in names else 0)

    def _build(self) -> None:
        found = self.state.choices
        if self.wanted:
            names = {one.name for one in meant(self.wanted, self.state.index.departments)}
            found = [choice for choice in found if choice.name in names]
        self.choices = ordered(found, self.state.order)

    @property
    def _layout(self) -> Layout:
        # Of the whole plan, so that no query moves the columns.
        index = self.state.index
        longest = max([width(visible(d.name)) for d in index.departments], default=0)
        return lay_out(self.size.width, longest, len(index.entries), self.lines)

    def pieces(self, line: int) -> list[Piece]:
        """One department; it is dim if choosing it would leave nothing."""
        choice, layout, base = self.choices[line], self._layout, self.base
        sign = _(SIGNS[choice.role]) if choice.role else ""
        name = pad(cut(visible(choice.name), layout.name), layout.name)
        counts = (choice.lead, choice.participant, choice.total)[: len(layout.heads)]
        columns = "".join(f"{count:>{layout.column}}" for count in counts)
        lead, part = bar(choice.lead_share, choice.share, layout.bar, self.lines)
        dim = base + self.style_of("dim")
        style = base if choice.total else dim
        if choice.role:
            style = base + self.style_of("chosen")
        rest = " " * (layout.bar - width(lead) - width(part))
        return [
            (f"{pad(sign, SIGN_CELLS)}{name}{lead}", style),
            (part, dim),
            (f"{rest}{columns}", style),
        ]

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

    def click_line(self, line: int, x: int) -> None:
        """Choose the department under the mouse."""
        self.go(line)
        self.action_choose()

    def click_title(self, x: int) -> None:
        """Sort by the count under the mouse, or by name; again, as the plan does."""
        layout = self._layout
        column = (self.size.width - 1 - x) // layout.column
        orders = ("lead", "participant", "count")[: len(layout.heads)]
        order = orders[-1 - column] if 0 <= column < len(orders) else "name"
        self.state.sort("plan" if self.state.order == order else order)
        self.show_counts()

    def action_choose(self) -> None:
        if self.current is not None:
            self.post_message(self.Chosen(self.current.name))

    def action_exclude(self) -> None:
        if self.current is not None:
            self.post_message(self.Chosen(self.current.name, exclude=True))
