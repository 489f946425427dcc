"""The line below the query in which its completions stand while one types."""

from __future__ import annotations

from rich.text import Text
from textual.widgets import Static

from ecotui.text.display import cut, visible, width

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ecotui.query.completion import Candidate

#: Cells that a note may take; a saved view's is its whole query.
NOTE = 30


class Completions(Static):
    """Candidates side by side in one line, which is there only while there are any.

    It lies above what stands below the query, so that nothing moves: over a slow line, a list that
    pushed the panes down would send the whole screen twice for a word.
    """

    def __init__(self) -> None:
        super().__init__("", id="completions", markup=False)

    def show_candidates(self, candidates: Sequence[Candidate], chosen: int | None = None) -> None:
        """Show some candidates, or put the line away.

        Args:
            candidates: The likeliest first.
            chosen: Which of them stands in the query now, if one does; it is always in sight.
        """
        self.set_class(bool(candidates), "open")
        if not candidates:
            return
        self.update(
            self._line([_words(candidate) for candidate in candidates], chosen or 0, chosen)
        )

    def _line(self, shown: list[tuple[str, str]], wanted: int, chosen: int | None) -> Text:
        room = max(0, self.app.size.width - 2)
        first = 0
        while first < wanted and sum(_size(words) for words in shown[first : wanted + 1]) > room:
            first += 1
        line, at = Text(no_wrap=True), 0
        for number, words in enumerate(shown[first:], first):
            text, note = (f" {words[0]}", f" {words[1]} " if words[1] else " ")
            if at + _size(words) > room and number > first:
                break
            line.append(text, "bold reverse" if number == chosen else "bold").append(note, "dim")
            at += _size(words)
        return line


def _words(candidate: Candidate) -> tuple[str, str]:
    return visible(candidate.text), cut(visible(candidate.note), NOTE)


def _size(words: tuple[str, str]) -> int:
    text, note = words
    return width(f" {text} {note} " if note else f" {text} ")
