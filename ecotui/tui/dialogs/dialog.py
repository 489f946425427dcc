"""A screen over the others, which ends once."""

from __future__ import annotations

from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen, ScreenResultType


class Dialog(ModalScreen[ScreenResultType]):
    """A modal screen that may be asked to end several times before it has gone.

    An export may end, or a key be pressed twice, while the screen is still there. Textual would
    hand over a second result, or close the screen beneath.
    """

    _has_ended = False

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        if self._has_ended:
            return AwaitComplete()
        self._has_ended = True
        return super().dismiss(result)
