"""The line of text that every input is."""

from __future__ import annotations

from textual.widgets import Input

from ecotui.text.display import visible


class TextLine(Input):
    """An input of one line without a frame, whose cursor does not blink.

    It takes only visible text: Textual writes what is in it to the terminal as it is.
    """

    def __init__(self, value: str = "", *, placeholder: str = "", id: str) -> None:
        super().__init__(
            visible(value), placeholder=placeholder, id=id, select_on_focus=False, compact=True
        )
        self.cursor_blink = False

    def validate_value(self, value: str) -> str:
        """What a program puts into the line, such as the name of a department."""
        return visible(value, unseen="")

    def replace(self, text: str, start: int, end: int) -> None:
        """Put a text, typed or pasted, in the place of another."""
        # What nobody sees counts for nothing in a query, so it need not be shown either.
        super().replace(visible(text, unseen=""), start, end)
