"""The query as one editable text with its error beside it, and the department seeker."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Static

from ecotui.i18n import _
from ecotui.text import visible


class _Line(Input):
    """An input of one line without a frame, whose cursor does not blink."""

    DEFAULT_CSS = """
    _Line, _Line:focus { border: none; height: 1; padding: 0; background: $background; }
    _Line > .input--cursor { text-style: reverse; }
    """

    def __init__(self, value: str, *, placeholder: str, id: str) -> None:
        super().__init__(value, placeholder=placeholder, id=id, select_on_focus=False, compact=True)
        self.cursor_blink = False


class QueryLine(Horizontal):
    """The query, always in sight; Enter keeps what was typed, Esc what was there before."""

    DEFAULT_CSS = """
    QueryLine { height: 1; padding: 0 1; }
    QueryLine > #query-label { width: auto; }
    QueryLine > #query { width: 1fr; }
    QueryLine > #query-error { width: auto; max-width: 60%; color: $text-error; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "abandon", show=False)]

    class Edited(Message):
        """The text was changed by the user."""

        def __init__(self, text: str) -> None:
            self.text = text
            super().__init__()

    class Accepted(Message):
        """The user is done with the text."""

    class Abandoned(Message):
        """The user wants the query back that was there before."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text
        self._written = text

    def compose(self) -> ComposeResult:
        """Label, text, error."""
        yield Static(_("Query") + " ", id="query-label", markup=False)
        hint = _("/ searches; for example 湿地 lead:林业厅")
        yield _Line(visible(self._text), placeholder=hint, id="query")
        yield Static("", id="query-error", markup=False)

    @property
    def _input(self) -> _Line:
        return self.query_one(_Line)

    def open(self) -> None:
        """Begin to edit behind what stands there."""
        line = self._input
        if line.value and not line.value.endswith(" "):
            self.write(line.value + " ")
        line.focus()
        line.cursor_position = len(line.value)

    def write(self, text: str) -> None:
        """Show a query that was changed elsewhere."""
        self._written = text
        self._input.value = text

    def complain(self, error: str) -> None:
        """Show what is wrong with the text, or nothing."""
        self.query_one("#query-error", Static).update(Text(f" {visible(error)}" if error else ""))

    @on(Input.Changed, "#query")
    def _changed(self, message: Input.Changed) -> None:
        message.stop()
        if message.value != self._written:
            self._written = message.value
            self.post_message(self.Edited(message.value))

    @on(Input.Submitted, "#query")
    def _submitted(self, message: Input.Submitted) -> None:
        message.stop()
        self.post_message(self.Accepted())

    def action_abandon(self) -> None:
        """Give the old query back."""
        self.post_message(self.Abandoned())


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
            "", placeholder=_("name, pinyin or abbreviation; Enter chooses"), id="seeker"
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
        """Seek no longer."""
        self.post_message(self.Abandoned())

    def action_step(self, by: int) -> None:
        """Move the cursor of the list while typing."""
        from ecotui.tui.departments import Departments

        self.screen.query_one(Departments).move(by)
