"""The key bar: the most useful keys of what has the focus."""

from __future__ import annotations

from typing import NamedTuple

from rich.text import Text
from textual.events import Click
from textual.widgets import Static

from ecotui.browser import actions
from ecotui.i18n import _
from ecotui.text.display import width
from ecotui.tui import keymap


class _Word(NamedTuple):
    """A key with what it does in a word."""

    key: str  # As Textual names it; empty for several keys
    label: str
    text: str
    is_available: bool = True


class KeyBar(Static):
    """A line with keys and a word for what each does.

    Args:
        keymap: The keys.
        place: What has the focus, a key of `actions.PLACES`, or a line of text.
    """

    def __init__(self, keymap: keymap.Keymap, place: str = "outline") -> None:
        super().__init__("", id="key-bar", markup=False)
        self.keymap = keymap
        self.place = place
        self._missing: frozenset[str] = frozenset()
        self._drawn: Text | None = None
        # The words in sight, and the cells of each.
        self._shown: list[tuple[_Word, int]] = []

    def show_keys(self, place: str) -> None:
        """Show the keys of what has the focus now."""
        self.place = place
        self.on_resize()

    def dim_actions(self, missing: frozenset[str]) -> None:
        """Show as unavailable the actions that need what is missing."""
        if self._missing != missing:
            self._missing = missing
            self.on_resize()

    def _words(self) -> list[_Word]:
        if self.place not in actions.PLACES:
            does = {"jump-number": _("go"), "seeker": _("choose")}.get(self.place, _("keep"))
            words = [_Word("enter", "Enter", does), _Word("escape", "Esc", _("back"))]
            if self.place == "seeker":
                words[1:1] = [_Word("right", "← →", _("role")), _Word("minus", "-", _("not"))]
            if self.place == "query":
                words += [_Word("tab", "Tab", _("complete")), _Word("up", "↑", _("earlier"))]
            return words
        named = [action for action in actions.actions_at(self.place) if action.bar]
        # The help comes first, so that it stays on a narrow screen.
        named.sort(key=lambda action: action.name != "help")
        words = []
        for one in named:
            key, is_available = self.keymap.keys_of(one)[0], one.needs not in self._missing
            words.append(_Word(key, keymap.key_label(key), _(one.bar), is_available))
        if actions.GRID in actions.PLACES[self.place]:
            keys = map(self.keymap.first_label, ("left", "down", "up", "right"))
            words.insert(0, _Word("", "".join(keys), _("move")))
        return words

    def on_resize(self) -> None:
        """Show as many keys as there is room for."""
        bar, words = Text(), self._words()
        sizes = [width(f"{one.label} {one.text}  ") for one in words]
        if actions.TABLE in actions.PLACES.get(self.place, ()):
            # The way back, which is the last, stays on a narrow screen too.
            while len(words) > 2 and sum(sizes) > self.content_size.width:
                del words[-2], sizes[-2]
        room = max(0, self.content_size.width)
        self._shown = []
        for word, size in zip(words, sizes, strict=True):
            if size > room:
                break
            room -= size
            self._shown.append((word, size))
            bar.append(word.label, "bold" if word.is_available else "dim")
            bar.append(f" {word.text}  ", "" if word.is_available else "dim")
        if bar != self._drawn or bar.spans != self._drawn.spans:
            self._drawn = bar
            self.update(bar)

    def on_click(self, event: Click) -> None:
        """Do what the key under the mouse does."""
        x = event.x - self.gutter.left
        for word, size in self._shown:
            # Two blanks part a word from the next.
            if 0 <= x < size - 2 and word.key:
                self.app.simulate_key(word.key)
            x -= size
