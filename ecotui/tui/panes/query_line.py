"""The query as one editable text, with its completions and its error."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import on
from textual.actions import SkipAction
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Static

from ecotui.browser.history import Recall, remember
from ecotui.browser.state import State
from ecotui.i18n import _
from ecotui.text.display import cut, visible, width
from ecotui.tui.panes.text_line import TextLine

if TYPE_CHECKING:
    from ecotui.query.completion import Candidate

#: A narrower screen does not say which match has the cursor: the query needs the room.
WIDE_COLUMNS = 60
#: Cells that the note of a completion may take; a saved view's is its whole query.
NOTE_CELLS = 30


class Completions(Static):
    """Completions side by side in one line, or an error; it is open only while there are any.

    It lies over the line below the query. A list that moved the panes down would send the whole
    screen twice for a word, which a slow connection makes felt.
    """

    def __init__(self) -> None:
        super().__init__("", id="completions", markup=False)

    def show_candidates(self, candidates: Sequence[Candidate], chosen: int | None = None) -> None:
        """Show completions, with the chosen one in sight; without any, an error stays."""
        if not candidates:
            self.set_class(self.has_class("wrong"), "open")
            return
        self.remove_class("wrong").add_class("open")
        texts = []
        for one in candidates:
            note = cut(visible(one.note), NOTE_CELLS)
            texts.append((f" {visible(one.text)}", f" {note} " if note else " "))
        sizes = [width(text + note) for text, note in texts]
        room = max(0, self.app.size.width - 2)
        wanted = chosen or 0
        first = 0
        while first < wanted and sum(sizes[first : wanted + 1]) > room:
            first += 1
        line = Text(no_wrap=True)
        for number in range(first, len(texts)):
            if sizes[number] > room and number > first:
                break
            room -= sizes[number]
            text, note = texts[number]
            line.append(text, "bold reverse" if number == chosen else "bold").append(note, "dim")
        self.update(line)

    def show_error(self, error: str) -> None:
        """Show what is wrong in place of the completions; an empty error goes away."""
        if error:
            self.add_class("wrong", "open")
            self.update(Text(f" {cut(visible(error), max(0, self.app.size.width - 4))}"))
        elif self.has_class("wrong"):
            self.remove_class("wrong", "open")


class QueryInput(TextLine):
    """The input of the query; at its end → accepts the first completion."""

    def __init__(self, value: str, *, placeholder: str, accept: Callable[[], bool]) -> None:
        super().__init__(value, placeholder=placeholder, id="query")
        self._accept = accept

    def action_cursor_right(self, select: bool = False) -> None:
        if select or not self.cursor_at_end or not self._accept():
            super().action_cursor_right(select)


class QueryLine(Horizontal):
    """The query, always in sight; Enter keeps what was typed, Esc restores the query before."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "abandon", show=False),
        Binding("tab", "complete(1)", show=False),
        Binding("shift+tab", "complete(-1)", show=False),
        Binding("up", "recall(1)", show=False),
        Binding("down", "recall(-1)", show=False),
    ]

    @dataclass
    class Edited(Message):
        """The text was changed by the user."""

        text: str
        rest: str  # The text without the term that is being typed

    class Accepted(Message):
        """The user is done with the text."""

    class Abandoned(Message):
        """The user wants the query back that was there before."""

    def __init__(self, state: State) -> None:
        super().__init__()
        self.state = state
        self._written = visible(str(state.query))
        self._completions = Completions()
        self._counts = ""
        # The text that recalling or completing put into the line; any other text ends either.
        self._inserted: str | None = None
        self._recall: Recall | None = None
        #: The queries that were kept or cleared, the oldest first.
        self.history: list[str] = []
        # The text before the first completion, the completions, and which one is in the line.
        self._cycle: tuple[str, list[Candidate], int] | None = None
        self._candidates: list[Candidate] = []
        self._completed_at = ("", 0)

    def compose(self) -> ComposeResult:
        yield self._completions
        yield Static(_("Query") + " ", id="query-label", markup=False)
        hint = _("/ searches; for example 湿地 lead:林业厅")
        # An input with a text can be made only when the app has a screen.
        self._input = QueryInput(self._written, placeholder=hint, accept=self._accept_completion)
        yield self._input
        yield Static("", id="query-hint", markup=False)
        yield Static("", id="query-place", markup=False)

    def on_mount(self) -> None:
        """Complete the word at the cursor wherever the cursor goes."""
        self.watch(self._input, "selection", self._update_completions, init=False)

    @property
    def text(self) -> str:
        return self._input.value

    def start_editing(self) -> None:
        """Give the line the focus, with the cursor after the text."""
        line = self._input
        if line.value and not line.value.endswith(" "):
            self.write(line.value + " ")
        line.focus()
        line.cursor_position = len(line.value)

    def write(self, text: str) -> None:
        """Show a query that was changed elsewhere."""
        self._written = self._inserted = visible(text)
        self._recall = self._cycle = None
        self._input.value = self._written
        self.show_error("")

    def show_error(self, error: str, *, finished: bool = True) -> None:
        """Show what is wrong with the text; nothing if the error is empty.

        What is not finished and may go on well is no error: at most it is said what is asked for.
        """
        hint = ""
        if error and not finished:
            from ecotui.query.completion import asked

            hint = asked(self._input.value, self._input.cursor_position)
            error = "" if hint or self._candidates else error
        self.query_one("#query-hint", Static).update(Text(f" {hint}" if hint else ""))
        self._completions.show_error(error)

    def show_counts(self, left: int, match: tuple[int, int] | None) -> None:
        """Show how many measures are left of all, and which match of how many has the cursor.

        Args:
            left: The measures that are left.
            match: The number of the match under the cursor, and of all; None on no match.
        """
        text = f" {left}/{len(self.state.index.entries)}"
        if match is not None and self.app.size.width >= WIDE_COLUMNS:
            text += " · " + _("match {number}/{count}").format(number=match[0], count=match[1])
        if text == self._counts:
            return
        before, self._counts = self._counts, text
        # To lay out the screen at every step would be felt; most counts are equally long.
        place = self.query_one("#query-place", Static)
        place.update(Text(text), layout=width(before) != width(text))

    @on(Input.Changed, "#query")
    def _changed(self, message: Input.Changed) -> None:
        message.stop()
        if self._input.value != self._inserted:
            self._inserted = self._recall = self._cycle = None
        self._update_completions()
        if message.value != self._written:
            self._written = message.value
            from ecotui.query.completion import rest

            cursor = self._input.cursor_position
            self.post_message(self.Edited(message.value, rest(message.value, cursor)))

    @on(Input.Submitted, "#query")
    def _submitted(self, message: Input.Submitted) -> None:
        message.stop()
        self.post_message(self.Accepted())

    def action_abandon(self) -> None:
        self.post_message(self.Abandoned())

    def _insert(self, text: str, cursor: int) -> None:
        """Put a text into the line as if it had been typed."""
        self._inserted = text
        self._input.value = text
        self._input.cursor_position = cursor

    # -- history

    def remember(self, query: str) -> None:
        """Keep a query, so that it can be recalled."""
        remember(self.history, query)

    def action_recall(self, by: int) -> None:
        """Show an older query, or with a negative number a newer; last is what was typed."""
        if self._recall is None:
            self._recall = Recall(self.history, self._input.value)
        text = visible(self._recall.step(by))
        self._cycle = None
        self._insert(text, len(text))

    # -- completion

    def _update_completions(self) -> None:
        """Show the completions of the word at the cursor."""
        from ecotui.query.completion import complete

        line = self._input
        now = (line.value, line.cursor_position)
        if not line.has_focus or now == self._completed_at:
            return
        if self._cycle is not None and line.value == self._inserted:
            return
        self._completed_at, self._cycle = now, None
        self._candidates = complete(*now, self.state.index, self.state.views)
        self._completions.show_candidates(self._candidates)

    def on_descendant_blur(self) -> None:
        self._candidates, self._completed_at, self._cycle = [], ("", 0), None
        self._completions.show_candidates([])

    def action_complete(self, by: int) -> None:
        """Put the first completion into the line; again, the next one in its place."""
        # Keys may be ahead of what says that the text has changed.
        if self._input.value != self._inserted:
            self._cycle = None
        self._update_completions()
        text, candidates, chosen = self._cycle or (self._input.value, self._candidates, -1)
        if not candidates:
            # Tab then does what it does elsewhere: it goes to the next pane.
            raise SkipAction
        if by < 0 and chosen < 0:
            chosen = 0
        chosen = (chosen + by) % len(candidates)
        self._cycle = (text, candidates, chosen) if len(candidates) > 1 else None
        self._insert(*candidates[chosen].apply(text))
        if self._cycle:
            self._completions.show_candidates(candidates, chosen)

    def _accept_completion(self) -> bool:
        if self._cycle is not None:
            # The completion is in the line already; now the text after it is completed.
            self._cycle, self._completed_at = None, ("", 0)
            self._update_completions()
            return True
        if not self._candidates:
            return False
        self._insert(*self._candidates[0].apply(self._input.value))
        return True
