"""The key bar: the most useful keys of what has the focus."""

from __future__ import annotations

from rich.text import Text
from textual.widgets import Static

from ecotui.browser import actions
from ecotui.i18n import _
from ecotui.text.display import width
from ecotui.tui import keymap


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

    def show_keys(self, place: str) -> None:
        """Show the keys of what has the focus now."""
        self.place = place
        self.on_resize()

    def dim_actions(self, missing: frozenset[str]) -> None:
        """Show as unavailable the actions that need what is missing."""
        if self._missing != missing:
            self._missing = missing
            self.on_resize()

    def _words(self) -> list[tuple[str, str, bool]]:
        """Keys, what each does in a word, and whether it is available."""
        if self.place not in actions.PLACES:
            does = {"jump-number": _("go"), "seeker": _("choose")}.get(self.place, _("keep"))
            words = [("Enter", does, True), ("Esc", _("back"), True)]
            if self.place == "seeker":
                words[1:1] = [("← →", _("role"), True), ("-", _("not"), True)]
            if self.place == "query":
                words += [("Tab", _("complete"), True), ("↑", _("earlier"), True)]
            return words
        named = [action for action in actions.actions_at(self.place) if action.bar]
        # The help comes first, so that it stays on a narrow screen.
        named.sort(key=lambda action: action.name != "help")
        words = [
            (self.keymap.first_label(one.name), _(one.bar), one.needs not in self._missing)
            for one in named
        ]
        if actions.GRID in actions.PLACES[self.place]:
            keys = map(self.keymap.first_label, ("left", "down", "up", "right"))
            words.insert(0, ("".join(keys), _("move"), True))
        return words

    def on_resize(self) -> None:
        """Show as many keys as there is room for."""
        bar, words = Text(), self._words()
        sizes = [width(f"{key} {word}  ") for key, word, _is_available in words]
        if actions.TABLE in actions.PLACES.get(self.place, ()):
            # The way back, which is the last, stays on a narrow screen too.
            while len(words) > 2 and sum(sizes) > self.content_size.width:
                del words[-2], sizes[-2]
        room = max(0, self.content_size.width)
        for (key, word, is_available), size in zip(words, sizes, strict=True):
            if size > room:
                break
            room -= size
            bar.append(key, "bold" if is_available else "dim")
            bar.append(f" {word}  ", "" if is_available else "dim")
        if bar != self._drawn or bar.spans != self._drawn.spans:
            self._drawn = bar
            self.update(bar)
