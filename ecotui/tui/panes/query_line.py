"""The query as one editable text with its error beside it, and the department seeker."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import on
from textual.actions import SkipAction
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Static

from ecotui.browser.history import Recall
from ecotui.i18n import _
from ecotui.text.display import visible
from ecotui.tui.panes.completion_bar import Completions

if TYPE_CHECKING:
    from ecotui.browser.state import State
    from ecotui.query.completion import Candidate


class _Line(Input):
    """An input of one line without a frame, whose cursor does not blink."""

    def __init__(self, value: str, *, placeholder: str, id: str) -> None:
        super().__init__(value, placeholder=placeholder, id=id, select_on_focus=False, compact=True)
        self.cursor_blink = False


class _QueryInput(_Line):
    """The input of the query; at its end → takes the first completion."""

    def __init__(self, value: str, *, placeholder: str, take: Callable[[], bool]) -> None:
        super().__init__(value, placeholder=placeholder, id="query")
        self._take = take

    def action_cursor_right(self, select: bool = False) -> None:
        """Go right, or at the end take the first completion."""
        if select or not self.cursor_at_end or not self._take():
            super().action_cursor_right(select)


class QueryLine(Horizontal):
    """The query, always in sight; Enter keeps what was typed, Esc what was there before.

    Args:
        state: The query, and what it may be completed with.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "abandon", show=False),
        Binding("tab", "complete(1)", show=False),
        Binding("shift+tab", "complete(-1)", show=False),
        Binding("up", "screen.recall(1)", show=False),
        Binding("down", "screen.recall(-1)", show=False),
    ]

    class Edited(Message):
        """The text was changed by the user."""

        def __init__(self, text: str) -> None:
            self.text = text
            super().__init__()

    class Accepted(Message):
        """The user is done with the text."""

    class Abandoned(Message):
        """The user wants the query back that was there before."""

    def __init__(self, state: State) -> None:
        super().__init__()
        self.state = state
        self._written = visible(str(state.query))
        self._place: tuple[int, int] | None = None
        # What was put into the line by recalling or completing; other text ends either.
        self._put: str | None = None
        self._recall: Recall | None = None
        self._cycle: tuple[str, list[Candidate], int] | None = None
        self._candidates: list[Candidate] = []
        self._completed = ("", 0)

    def compose(self) -> ComposeResult:
        """Label, text, error, place among the matches, and completions below."""
        yield Completions()
        yield Static(_("Query") + " ", id="query-label", markup=False)
        hint = _("/ searches; for example 湿地 lead:林业厅")
        yield _QueryInput(self._written, placeholder=hint, take=self._take)
        yield Static("", id="query-error", markup=False)
        yield Static("", id="query-place", markup=False)

    def on_mount(self) -> None:
        """Complete what stands at the cursor, wherever it goes."""
        self.watch(self._input, "selection", self._offer, init=False)

    @property
    def _input(self) -> _QueryInput:
        return self.query_one(_QueryInput)

    @property
    def text(self) -> str:
        """What stands in the line."""
        return self._input.value

    def open(self) -> None:
        """Begin to edit behind what stands there."""
        line = self._input
        if line.value and not line.value.endswith(" "):
            self.write(line.value + " ")
        line.focus()
        line.cursor_position = len(line.value)

    def write(self, text: str) -> None:
        """Show a query that was changed elsewhere."""
        self._written = self._put = visible(text)
        self._recall = self._cycle = None
        self._input.value = self._written

    def complain(self, error: str) -> None:
        """Show what is wrong with the text, or nothing."""
        self.query_one("#query-error", Static).update(Text(f" {visible(error)}" if error else ""))

    def show_place(self, place: tuple[int, int] | None) -> None:
        """Show which match the cursor is on, and of how many; None where it is on none."""
        if place == self._place:
            return
        before, self._place = _fraction(self._place), place
        # Laying out the screen anew at every step would be felt; most fractions are as long.
        self.query_one("#query-place", Static).update(
            Text(_fraction(place)), layout=len(before) != len(_fraction(place))
        )

    @on(Input.Changed, "#query")
    def _changed(self, message: Input.Changed) -> None:
        message.stop()
        if self._input.value != self._put:
            self._put = self._recall = self._cycle = None
        self._offer()
        if message.value != self._written:
            self._written = message.value
            self.post_message(self.Edited(message.value))

    @on(Input.Submitted, "#query")
    def _submitted(self, message: Input.Submitted) -> None:
        message.stop()
        self.post_message(self.Accepted())

    def action_abandon(self) -> None:
        self.post_message(self.Abandoned())

    def _type(self, text: str, cursor: int) -> None:
        """Put a text into the line as if it had been typed."""
        self._put = text
        self._input.value = text
        self._input.cursor_position = cursor

    # -- history

    def recall(self, history: list[str], by: int) -> None:
        """Show an older query, or with a negative number a newer; at last what was typed."""
        if self._recall is None:
            self._recall = Recall(history, self._input.value)
        text = visible(self._recall.step(by))
        self._cycle = None
        self._type(text, len(text))

    # -- completion

    def _offer(self) -> None:
        """Show what the text may go on with at the cursor."""
        from ecotui.query.completion import complete

        line = self._input
        now = (line.value, line.cursor_position)
        if not line.has_focus or now == self._completed:
            return
        if self._cycle is not None and line.value == self._put:
            return
        self._completed, self._cycle = now, None
        self._candidates = complete(*now, self.state.index, self.state.views)
        self._list.show_candidates(self._candidates)

    @property
    def _list(self) -> Completions:
        return self.query_one(Completions)

    def on_descendant_blur(self) -> None:
        """Nothing is completed where nothing is typed."""
        self._candidates, self._completed, self._cycle = [], ("", 0), None
        self._list.show_candidates([])

    def action_complete(self, by: int) -> None:
        """Put the first completion into the line; again, the next one in its place."""
        text, candidates, chosen = self._cycle or (self._input.value, self._candidates, -1)
        if not candidates:
            # Tab is then what it is elsewhere: the way to the next pane.
            raise SkipAction
        if by < 0 and chosen < 0:
            chosen = 0
        chosen = (chosen + by) % len(candidates)
        self._cycle = (text, candidates, chosen) if len(candidates) > 1 else None
        self._type(*candidates[chosen].apply(text))
        if self._cycle:
            self._list.show_candidates(candidates, chosen)

    def _take(self) -> bool:
        if self._cycle is not None:
            # It is taken already; what the text may go on with now is another matter.
            self._cycle, self._completed = None, ("", 0)
            self._offer()
            return True
        if not self._candidates:
            return False
        self._type(*self._candidates[0].apply(self._input.value))
        return True


def _fraction(place: tuple[int, int] | None) -> str:
    return " {}/{}".format(*place) if place else ""


class Seeker(_Line):
    """The line in which a department is sought by name, pinyin or abbreviation."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "abandon", show=False),
        Binding("down", "step(1)", show=False),
        Binding("up", "step(-1)", show=False),
    ]

    class Abandoned(Message):
        """The search is over without a choice."""

    def __init__(self) -> None:
        super().__init__(
            "", placeholder=_("name, pinyin or abbreviation; Enter selects"), id="seeker"
        )

    def open(self) -> None:
        """Begin to seek."""
        self.value = ""
        self.add_class("open")
        self.focus()

    def close(self) -> None:
        """Put the line away."""
        self.remove_class("open")

    def action_abandon(self) -> None:
        self.post_message(self.Abandoned())

    def action_step(self, by: int) -> None:
        """Move the cursor of the list while typing."""
        from ecotui.tui.panes.departments import Departments

        self.screen.query_one(Departments).move(by)
