"""Struck and hidden text: it is no part of a document, and where it stood is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ecotui.api import _
from ecotui.plugins.readers.whitespace import tidy

if TYPE_CHECKING:
    from collections.abc import Iterator

#: So much of such a text is said.
LONGEST = 60


class Unshown:
    """What of one paragraph is left out because it is struck or hidden."""

    def __init__(self) -> None:
        self.struck: list[str] = []
        self.hidden: list[str] = []

    def messages(self) -> Iterator[str]:
        """What to say of each kind; the next paragraph begins with none."""
        for texts, message in (
            (self.struck, _("struck text is left out: {text}")),
            (self.hidden, _("hidden text is left out: {text}")),
        ):
            if text := tidy("".join(texts)).replace("\n", " "):
                yield message.format(text=shortened(text))
            texts.clear()


def shortened(text: str) -> str:
    """As much of a text as a line says of it."""
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
