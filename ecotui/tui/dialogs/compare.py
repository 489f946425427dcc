"""Two departments side by side: the measures of only the one, of both, and of only the other."""

from __future__ import annotations

from functools import partialmethod
from typing import ClassVar

from rich.style import Style
from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.events import DescendantFocus, Resize, ScreenResume
from textual.widgets import Static

from ecotui.browser import actions
from ecotui.browser.outline import SIGNS
from ecotui.i18n import _
from ecotui.model.plan import Entry
from ecotui.query.pairs import compare, split
from ecotui.query.selection import Selection
from ecotui.text.display import cut, visible, width, wrap
from ecotui.tui import keymap
from ecotui.tui.dialogs.dialog import Dialog
from ecotui.tui.panes.base import CursorPane, Piece, TextPane
from ecotui.tui.panes.key_bar import KeyBar
from ecotui.tui.panes.pairs import in_a_line, short_id, short_wording

#: A narrower screen shows one column at a time.
THREE_COLUMNS = 100


def sign_of(entry: Entry, name: str) -> str:
    """The letter for the role of a department in a measure; a lead is no participant."""
    if name in entry.lead:
        return _(SIGNS["lead"])
    return _(SIGNS["with"])


class Column(CursorPane):
    """Measures, a line each: the roles of the departments that it has, number and wording."""

    def __init__(self, id: str, head: str, names: tuple[str, ...], measures: list[Entry]) -> None:
        super().__init__(id)
        self.head = f"{visible(head)} {len(measures)}"
        self.entitle(self.head)
        self.measures = measures
        self._names = names
        self._id_cells = max([width(short_id(entry)) for entry in measures], default=0)

    @property
    def count(self) -> int:
        return len(self.measures)

    @property
    def current(self) -> Entry | None:
        return self.measures[self.cursor] if self.measures else None

    def pieces(self, line: int) -> list[Piece]:
        entry, base = self.measures[line], self.base
        dim, heading = base + self.style_of("dim"), base + self.style_of("heading")
        pieces: list[Piece] = [
            (f"{sign_of(entry, name)} ", heading if name in entry.lead else dim)
            for name in self._names
        ]
        id_ = short_id(entry)
        pieces.append((" " * (self._id_cells - width(id_)) + f"{id_} ", dim))
        return [*pieces, (short_wording(entry), base)]

    def style_of(self, name: str) -> Style:
        """The style of a part; only the column with the focus shows its cursor."""
        if name == "cursor" and not self.has_focus:
            return Style.null()
        return super().style_of(name)


class Wording(TextPane):
    """The whole wording of a measure."""

    def __init__(self) -> None:
        super().__init__(id="wording")
        self.entry: Entry | None = None

    def show_entry(self, entry: Entry | None) -> None:
        self.entry = entry
        self.redraw()

    def lay_out(self, cells: int) -> list[list[Piece]]:
        if self.entry is None:
            return []
        text = f"{short_id(self.entry)}. {self.entry.text}"
        starts = [start for start, _end in wrap(text, cells)]
        # What has no room is in the last line, which is cut.
        starts = starts[: max(1, self.scrollable_content_region.height)]
        ends = [*starts[1:], len(text)]
        return [[(text[a:b], self.base)] for a, b in zip(starts, ends, strict=True)]


class CompareScreen(Dialog[Entry | None]):
    """The measures of two departments in three columns; gives the measure to go to."""

    CSS_PATH = "together.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        *keymap.bindings(
            actions.COMPARE, ("left", "right", "first_column", "last_column", "help", "back")
        )
    ]

    def __init__(self, selection: Selection, keymap: keymap.Keymap, one: str, other: str) -> None:
        super().__init__()
        self.keymap = keymap
        self.names = (one, other)
        index, mask = selection.index, selection.mask
        self._shares = [part.bit_count() for part in split(index, mask, one, other)]
        parts = [index.measures(part) for part in compare(index, mask, one, other)]
        only = _("only {name}")
        self.columns = [
            Column("only-one", only.format(name=one), (one,), parts[0]),
            Column("both", _("both"), (one, other), parts[1]),
            Column("only-other", only.format(name=other), (other,), parts[2]),
        ]
        self.wording = Wording()
        # Both is what they have to talk about; if there is nothing, the first that has something.
        self._at = next((n for n in (1, 0, 2) if parts[n]), 1)

    def compose(self) -> ComposeResult:
        yield Static("", id="title", markup=False)
        with Horizontal(id="columns"):
            yield from self.columns
        yield self.wording
        yield KeyBar(self.keymap, "compare")

    def on_mount(self) -> None:
        for column in self.columns:
            column.moved = self._describe
        self._focus_column(self._at)

    @on(Resize)
    @on(ScreenResume)
    def _arrange(self) -> None:
        self.set_class(self.app.size.width < THREE_COLUMNS, "narrow")
        self._describe()

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        if event.widget in self.columns:
            self._at = self.columns.index(event.widget)
            self._describe()

    def _describe(self) -> None:
        """Show the wording under the cursor, and on a narrow screen the heads of all columns."""
        self.wording.show_entry(self.columns[self._at].current)
        one, other = map(visible, self.names)
        if self.has_class("narrow"):
            title = Text(no_wrap=True)
            for number, column in enumerate(self.columns):
                title.append(f" {column.head} ", "reverse" if number == self._at else "")
        else:
            text = f"{one} × {other}  "
            room = self.app.size.width - 2
            text += in_a_line(one, other, self._shares, room - width(text))
            title = Text(cut(text, room))
        self.query_one("#title", Static).update(title)

    def _focus_column(self, at: int) -> None:
        self._at = at
        for number, column in enumerate(self.columns):
            column.set_class(number == at, "shown")
        self.columns[at].focus()
        self._describe()

    def _step(self, by: int, *, around: bool = False) -> None:
        at = self._at + by
        self._focus_column(at % 3 if around else max(0, min(at, 2)))

    action_left = partialmethod(_step, -1)
    action_right = partialmethod(_step, 1)
    action_first_column = partialmethod(_step, -2)
    action_last_column = partialmethod(_step, 2)
    action_next_column = partialmethod(_step, 1, around=True)
    action_previous_column = partialmethod(_step, -1, around=True)

    def action_show_measure(self) -> None:
        entry = self.columns[self._at].current
        if entry is not None:
            self.dismiss(entry)

    def action_back(self) -> None:
        self.dismiss(None)
