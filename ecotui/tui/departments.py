"""The departments with their counts in the selection; choosing them changes the query."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType
from textual.message import Message

from ecotui.i18n import N_, _
from ecotui.query import may_mean
from ecotui.selection import Facet
from ecotui.text import visible
from ecotui.text.layout import cut, pad, width
from ecotui.tui import keys
from ecotui.tui.draw import Piece
from ecotui.tui.panes import CursorPane
from ecotui.tui.state import State

#: One letter for how the query has a department.
SIGNS = {
    "lead": N_("L"),
    "first": N_("F"),
    "with": N_("P"),
    "dept": N_("E"),
    "-": "-",
}


#: The orders of the list, in turn, with their signs in the title.
ORDERS = {"plan": "", "count": "↓", "name": "A-Z"}

#: Cells of a column of counts.
COUNT = 5
#: From this width on there is room for a name of eight characters and three counts.
WIDE = 36


class Departments(CursorPane):
    """A line per department: how the query has it, its name, leads, participations, together."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings(keys.DEPARTMENTS)]

    class Chosen(Message):
        """A department is to be chosen in another way."""

        def __init__(self, name: str, *, exclude: bool = False) -> None:
            self.name = name
            self.exclude = exclude
            super().__init__()

    def __init__(self, state: State) -> None:
        super().__init__(id="departments")
        self.state = state
        self.sought = ""
        self.order = "plan"
        self.facets: list[Facet] = []
        self._build()

    @property
    def count(self) -> int:
        """How many lines there are."""
        return len(self.facets)

    @property
    def current(self) -> Facet | None:
        """The department that the cursor stands on."""
        return self.facets[self.cursor] if self.facets else None

    def show(self) -> None:
        """Draw the counts of the state's selection."""
        current = self.current
        self._build()
        names = [facet.name for facet in self.facets]
        if current is not None and current.name in names:
            self.cursor = names.index(current.name)
        self.cursor = max(0, min(self.cursor, self.count - 1))
        self.redraw()
        self._show_cursor()

    def seek(self, text: str) -> None:
        """Show only the departments that a name, pinyin or abbreviation may mean."""
        self.sought = text
        self.cursor = 0
        self._build()
        self.redraw()
        self._show_cursor()

    def begin(self, order: str) -> None:
        """Begin in an order, before anything is drawn."""
        self.order = order
        self._build()

    def _build(self) -> None:
        facets = self.state.selection.departments
        known = {department.name: department for department in self.state.index.departments}
        self.facets = [f for f in facets if may_mean(self.sought, known[f.name])]
        if self.order == "count":
            self.facets.sort(key=lambda facet: -facet.total)
        elif self.order == "name":
            from ecotui.text import fold, pinyin

            self.facets.sort(key=lambda facet: pinyin.spell(fold(facet.name)))

    @property
    def _columns(self) -> int:
        """How many counts are shown: where the names would suffer, not the last one."""
        return 3 if self.size.width >= WIDE else 2

    def _counted(self, facet: Facet) -> tuple[int, ...]:
        return (facet.lead, facet.participant, facet.total)[: self._columns]

    def pieces(self, line: int) -> list[Piece]:
        """One department; one without a measure in the selection is dim."""
        facet, base = self.facets[line], self.rich_style
        role = self.state.role(facet.name)
        sign = _(SIGNS[role]) if role else " "
        counts = "".join(f"{n:>{COUNT}}" for n in self._counted(facet))
        room = self.size.width - width(counts) - 3
        name = pad(cut(visible(facet.name), room), room)
        style = base if facet.total else base + self.style_of("dim")
        if role:
            style = base + self.style_of("chosen")
        return [(f"{pad(sign, 2)} ", style), (f"{name}{counts}", style)]

    def redraw(self) -> None:
        """Draw again, with the heads of the columns above them."""
        heads = [_("lead"), _("part"), _("all")][: self._columns]
        columns = "".join(" " * (COUNT - width(head)) + head for head in heads)
        name = f"{_('Departments')} {ORDERS[self.order]}".strip()
        room = self.size.width - width(columns) - 1
        title = f"{pad(name, room)}{columns}" if width(name) < room else name
        if self.border_title != title:
            self.border_title = title
        super().redraw()

    def action_order(self) -> None:
        """Sort by plan, by count, by name, and again; the cursor stays on its department."""
        orders = list(ORDERS)
        self.order = orders[(orders.index(self.order) + 1) % len(orders)]
        self.show()

    def action_choose(self) -> None:
        """Ask for the next way of choosing the department."""
        if self.current is not None:
            self.post_message(self.Chosen(self.current.name))

    def action_exclude(self) -> None:
        """Ask to leave the department out."""
        if self.current is not None:
            self.post_message(self.Chosen(self.current.name, exclude=True))
