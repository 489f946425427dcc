"""The line in which the number of a measure is typed, to go there; it is no filter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Static

from ecotui.browser.outline import position_of
from ecotui.browser.state import State
from ecotui.i18n import _
from ecotui.model.plan import Entry
from ecotui.query.find import MeasureNotFound, measures_numbered
from ecotui.query.index import Heading
from ecotui.text.display import cut, visible, width
from ecotui.tui.panes.text_line import TextLine

#: Cells of the number, see ``browser.tcss``, and of the frame.
NUMBER_CELLS, FRAME_CELLS = 12, 2


class JumpLine(Horizontal):
    """A number or id, and the measure that it means; it takes the place of the query line."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "abandon", show=False)]

    @dataclass
    class Chosen(Message):
        """The user wants to go to a measure."""

        entry: Entry

    class Abandoned(Message):
        """The user wants to stay."""

    def __init__(self, state: State) -> None:
        super().__init__()
        self.state = state
        self._item: Heading | Entry | None = None
        self._position, self._plan = -1, ""
        self._is_warned = False
        self._label = _("Go to measure") + " "

    def compose(self) -> ComposeResult:
        yield Static(self._label, id="jump-label", markup=False)
        yield TextLine("", placeholder="", id="jump-number")
        yield Static("", id="jump-note", markup=False)

    @property
    def _line(self) -> Input:
        return self.query_one(Input)

    def start(self, typed: str, item: Heading | Entry | None) -> None:
        """Open the line.

        Args:
            typed: What has been typed already.
            item: What the cursor is on; of several measures with a number, the next one of the same
                plan is meant.
        """
        self._item, self._position, self._plan = item, -1, ""
        if item is not None:
            at = position_of(self.state.index, item)
            self._position = at - isinstance(item, Heading)
            # A heading at the end may be empty.
            for entry in self.state.index.entries[at : at + 1]:
                self._plan = entry.plan.id
        self._line.value = typed
        self._line.cursor_position = len(typed)
        self._describe()
        self._line.focus()

    def _find(self) -> Entry:
        """The measure that is meant; `MeasureNotFound` if there is none."""
        found = measures_numbered(self.state.index, self._line.value.strip())
        # Whoever stands on such a measure wants the next, in whichever plan.
        plan = "" if self._item in found else self._plan

        def rank(entry: Entry) -> tuple[bool, bool]:
            is_later = self.state.index.position(entry) > self._position
            return bool(plan) and entry.plan.id != plan, not is_later

        return min(found, key=rank)

    @on(Input.Changed)
    def _describe(self) -> None:
        """Show which measure is meant, or why none is."""
        self._is_warned = False
        note = ""
        if self._line.value.strip():
            try:
                entry = self._find()
            except MeasureNotFound as error:
                note = str(error)
            else:
                note = f"{entry.id}. {entry.text}"
                if not self._is_left(entry):
                    note = _("not among those shown · {measure}").format(measure=note)
        self._say(note)

    def _say(self, note: str) -> None:
        room = self.app.size.width - width(self._label) - NUMBER_CELLS - FRAME_CELLS
        self.query_one("#jump-note", Static).update(Text(cut(visible(note), max(0, room))))

    def _is_left(self, entry: Entry) -> bool:
        return bool(self.state.selection.mask >> self.state.index.position(entry) & 1)

    @on(Input.Submitted)
    def _submitted(self, message: Input.Submitted) -> None:
        message.stop()
        try:
            entry = self._find()
        except MeasureNotFound as error:
            self._say(str(error))
            return
        if self._is_left(entry) or self._is_warned:
            self.post_message(self.Chosen(entry))
            return
        # To go there costs the query, which may have taken long to find.
        self._is_warned = True
        text = _("{id} is not among those shown · Enter clears the query and goes · Esc stays")
        self._say(text.format(id=entry.id))

    def action_abandon(self) -> None:
        self.post_message(self.Abandoned())
