"""Who works with whom: the pairs of departments that share measures, as a ranking or as a grid."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.style import Style
from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.events import DescendantFocus, Resize, ScreenResume
from textual.widgets import Input, Static

from ecotui.browser import actions
from ecotui.i18n import _, ngettext
from ecotui.model.plan import Entry
from ecotui.query.pairs import ORDERS, Pair, ordered, pairs, with_departments
from ecotui.query.selection import Selection
from ecotui.text.display import cut, pad, visible, width
from ecotui.tui import keymap
from ecotui.tui.dialogs.compare import CompareScreen
from ecotui.tui.dialogs.dialog import Dialog
from ecotui.tui.panes.grid import Grid, edge
from ecotui.tui.panes.key_bar import KeyBar
from ecotui.tui.panes.pairs import PairList, Shares, in_a_line
from ecotui.tui.panes.text_line import TextLine
from ecotui.tui.terminal import ambiguous_width

#: A narrower screen shows the parts of the pair below the ranking, a wider one beside it.
BESIDE_COLUMNS = 140
#: How a cell of the grid looks by the share of the greatest count, from few to many.
HEAT = ("dim", "", "bold", "hot")
#: The shares of the greatest count from which on a cell looks hotter.
HEAT_SHARES = (0.25, 0.5, 0.75)


class CountGrid(Grid):
    """Every two departments with the number of measures that they share: the more, the bolder."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"pane--hot"}
    greatest = 1

    def cell_style(self, text: str) -> Style:
        if not text.strip().isdecimal():
            return self.style_of("dim")
        look = HEAT[sum(int(text) >= share * self.greatest for share in HEAT_SHARES)]
        if look == "dim":
            return self.style_of(look)
        style = self.style_of(look) if look == "hot" else Style.null()
        return style + Style(bold=bool(look))


class PairFinder(TextLine):
    """The line in which one department, or two, are searched."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "screen.abandon_finder", show=False),
        Binding("down", "screen.move(1)", show=False),
        Binding("up", "screen.move(-1)", show=False),
    ]

    def __init__(self) -> None:
        hint = _("one department or two, by name or pinyin; Enter keeps")
        super().__init__("", placeholder=hint, id="pair-seeker")


class TogetherScreen(Dialog[tuple[str, str] | Entry | None]):
    """The pairs; gives the pair to filter to, or a measure to go to.

    Args:
        selection: The measures that count.
        keymap: The keys.
        start: Departments on whose pair the cursor starts, or on that of the first of them.
        wanted: What is searched at the start.
    """

    CSS_PATH = "together.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        *keymap.bindings(actions.TOGETHER, ("help", "back", "command_palette"))
    ]

    def __init__(
        self,
        selection: Selection,
        keymap: keymap.Keymap,
        *,
        start: Sequence[str] = (),
        wanted: str = "",
    ) -> None:
        super().__init__()
        self.selection = selection
        self.keymap = keymap
        self.wanted = wanted
        self.pairs = pairs(selection.index, selection.mask)
        self.totals = {facet.name: facet for facet in selection.departments if facet.total}
        self.list = PairList(self.pairs)
        self.grid = CountGrid([], [], [])
        self.grid.greatest = max([pair.total for pair in self.pairs], default=1)
        self.shares = Shares(selection)
        self.finder = PairFinder()
        self._counts = {pair[:2]: pair for pair in self.pairs}
        self._counts |= {pair.turned[:2]: pair.turned for pair in self.pairs}
        self._rows: list[str] = []
        self._fill()
        for names in ({*start[:2]}, {*start[:1]}):
            lines = [n for n, pair in enumerate(self.list.pairs) if names <= {*pair[:2]}]
            if lines:
                self.list.cursor = lines[0]
                break

    def compose(self) -> ComposeResult:
        yield Static("", id="title", markup=False)
        yield self.finder
        with Container(id="together"):
            yield self.list
            yield self.shares
            yield self.grid
        yield Static("", id="cell", markup=False)
        yield KeyBar(self.keymap, "together")

    def on_mount(self) -> None:
        self.list.moved = self.grid.moved = self._describe
        self.list.focus()
        self._describe()

    @on(Resize)
    @on(ScreenResume)
    def _arrange(self) -> None:
        beside = self.app.size.width >= BESIDE_COLUMNS
        self.set_class(beside, "beside")
        if self.shares.whole != beside:
            self.shares.whole = beside
            self.shares.redraw()
        self._describe()

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        if event.widget is self.finder:
            place = "pair-seeker"
        else:
            place = "together-grid" if event.widget is self.grid else "together"
        self.query_one(KeyBar).show_keys(place)

    # -- what is shown

    def _fill(self, cursor: int = 0) -> None:
        """Show the pairs that are searched, in both views."""
        departments = self.selection.index.departments
        found = with_departments(self.pairs, self.wanted, departments)
        self.list.show_pairs(ordered(found, self.list.order), self.list.order, cursor)
        names = list(self.totals)
        firsts = {pair.one for pair in found} if self.wanted else set(names)
        self._rows = [name for name in names if name in firsts]
        longest = max([width(visible(name)) for name in names], default=0)
        most = max([facet.total for facet in self.totals.values()], default=0)
        digits = max(2, len(str(most)))
        rule = "│" if ambiguous_width.drawn() else "|"
        rows = [
            f"{pad(visible(name), longest)} {self.totals[name].total:>{digits}}{rule}"
            for name in self._rows
        ]
        cells = [[f"{self._cell(row, name):>{digits}}" for name in names] for row in self._rows]
        self.grid.fill(rows, names, cells)

    def _cell(self, row: str, column: str) -> str:
        if row == column:
            return "\\"
        pair = self._counts.get((row, column))
        return str(pair.total) if pair else "·"

    def _describe(self) -> None:
        self.shares.show_pair(self.pair)
        names = self._names()
        room = self.app.size.width - 2
        parts, right = [_("Who works with whom")], ""
        if self._is_grid:
            shown, columns = self.grid.shown, len(self.totals)
            right = " ".join(
                (
                    edge(_("columns"), shown.columns, columns, "◂▸"),
                    edge(_("rows"), shown.rows, len(self._rows), "▴▾"),
                )
            )
            cell = cut(visible(self._describe_cell(*names)), room) if names else ""
            self.query_one("#cell", Static).update(Text(cell))
        else:
            count = self.list.count
            parts.append(ngettext("{count} pair", "{count} pairs", count).format(count=count))
        if self.wanted:
            parts.append(f"{self.keymap.first_label('find_pairs')} {self.wanted}")
        left = room - width(right)
        title = pad(cut(visible("  ".join(parts)), left), left) + right
        self.query_one("#title", Static).update(Text(title))

    def _describe_cell(self, one: str, other: str) -> str:
        facet, pair = self.totals[one], self._counts.get((one, other))
        if one == other:
            text = _("{one}: {count} measures").format(one=one, count=facet.total)
            return f"{text}  {_('lead')} {facet.lead} · {_('part')} {facet.total - facet.lead}"
        named = _("{name}: {value}")
        text = named.format(name=f"{one} × {other}", value=pair.total if pair else 0)
        if pair is None:
            return text
        room = self.app.size.width - 2 - width(text) - 2
        return f"{text}  {in_a_line(one, other, pair[2:], room)}"

    # -- the pair under the cursor

    @property
    def _is_grid(self) -> bool:
        return self.has_class("grid")

    def _names(self) -> tuple[str, str] | None:
        """The departments under the cursor; in the grid they may be the same."""
        if not self._is_grid:
            pair = self.list.current
            return (pair.one, pair.other) if pair else None
        if not self._rows:
            return None
        return self._rows[self.grid.row], list(self.totals)[self.grid.column]

    @property
    def pair(self) -> Pair | None:
        """The pair under the cursor; None where two departments share nothing."""
        names = self._names()
        return self._counts.get(names) if names else None

    # -- actions

    def action_back(self) -> None:
        self.dismiss(None)

    def action_filter_pair(self) -> None:
        if names := self._names():
            self.dismiss(names)

    def action_compare_pair(self) -> None:
        names = self._names()
        if names is None or names[0] == names[1]:
            self.notify(_("choose two departments to compare"))
            return
        self.app.push_screen(CompareScreen(self.selection, self.keymap, *names), self._compared)

    def _compared(self, entry: Entry | None) -> None:
        if entry is not None:
            self.dismiss(entry)

    def action_order_pairs(self) -> None:
        """Sort the ranking by the next order; the cursor goes to the first line."""
        if self._is_grid:
            self.notify(_("the grid is in plan order"))
            return
        self.list.order = ORDERS[(ORDERS.index(self.list.order) + 1) % len(ORDERS)]
        self._fill()
        self._describe()

    def action_other_view(self) -> None:
        """Show the grid in place of the ranking, or the ranking again, at the same pair."""
        names = self._names()
        self.set_class(not self._is_grid, "grid")
        if names and self._is_grid:
            if names[0] in self._rows:
                self.grid.row = self._rows.index(names[0])
                self.grid.column = list(self.totals).index(names[1])
                self.grid.redraw()
        elif names:
            same = (n for n, pair in enumerate(self.list.pairs) if set(pair[:2]) == set(names))
            self.list.go(next(same, self.list.cursor))
        (self.grid if self._is_grid else self.list).focus()
        self._describe()

    # -- the search

    def action_find_pairs(self) -> None:
        self.finder.value = ""
        self.add_class("searching")
        self.finder.focus()

    def action_move(self, by: int) -> None:
        (self.grid if self._is_grid else self.list).move(by)

    @on(Input.Changed)
    def _search(self, message: Input.Changed) -> None:
        message.stop()
        if self.has_class("searching"):
            self.wanted = message.value.strip()
            self._fill()
            self._describe()

    @on(Input.Submitted)
    def _found(self, message: Input.Submitted) -> None:
        message.stop()
        self._close_finder()

    def action_abandon_finder(self) -> None:
        self.finder.value = ""
        self.wanted = ""
        self._fill()
        self._close_finder()

    def _close_finder(self) -> None:
        self.remove_class("searching")
        (self.grid if self._is_grid else self.list).focus()
        self._describe()
