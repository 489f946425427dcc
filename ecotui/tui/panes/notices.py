"""Notices, in the place of the key bar: how a text fits it, what is said, and at the start."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from ecotui.browser.state import State
from ecotui.i18n import _, ngettext
from ecotui.model.plan import Entry
from ecotui.query.index import Heading
from ecotui.query.selection import Selection
from ecotui.text.display import cut, visible, wrap
from ecotui.tui.keymap import Keymap

if TYPE_CHECKING:
    from textual.app import App
    from textual.notifications import SeverityLevel

    from ecotui.settings.config import Config

#: Seconds for which a note of the start is shown.
START_NOTE_S = 15
#: A notice takes the line of the key bar, and the line above if it is long.
NOTICE_LINES = 2


def fit(message: str, cells: int) -> str:
    """A text in lines of some width, of which the last is cut; it may come from a plan."""
    text = visible(message)
    # Textual's own wrapping does not know the rules for Chinese.
    spans = wrap(text, cells)
    lines = [text[start:end] for start, end in spans[: NOTICE_LINES - 1]]
    if len(spans) >= NOTICE_LINES:
        lines.append(cut(text[spans[NOTICE_LINES - 1][0] :], cells))
    return "\n".join(lines)


def copied(selection: Selection, item: Heading | Entry, key: str) -> str:
    """What was copied, and the key that prints it instead."""
    if isinstance(item, Entry):
        return _("Copied. If paste is empty, press {key}.").format(key=key)
    count = (item.mask & selection.mask).bit_count()
    text = ngettext(
        "Copied. {count} measure; if paste is empty, press {key}.",
        "Copied. {count} measures; if paste is empty, press {key}.",
        count,
    )
    return text.format(count=count, key=key)


def marked(before: int, after: int, key: str) -> str:
    """How many measures are marked now, or were unmarked if none is, and the key that undoes it."""
    count = after.bit_count()
    text = ngettext("{count} marked · {key} undoes", "{count} marked · {key} undoes", count)
    if before and not after:
        count = before.bit_count()
        text = ngettext("{count} unmarked · {key} undoes", "{count} unmarked · {key} undoes", count)
    return text.format(count=count, key=key)


def start_notes(
    config: Config, keymap: Keymap, state: State, complaints: Iterable[str], cells: int
) -> Iterator[tuple[str, SeverityLevel]]:
    """What is wrong in the configuration or with the saved session, and what was resumed.

    Of the session, as much is said at once as has room in lines of so many cells.
    """
    for note in config.problems:
        yield note, "warning"
    for name, why in keymap.problems:
        yield config.complain(("keys", name), why), "warning"
    for complaint in _together(complaints, cells):
        yield complaint, "warning"
    if resumed := _describe_resumed(state, keymap):
        yield resumed, "information"


def _together(notes: Iterable[str], cells: int) -> list[str]:
    """Notes, those joined that have room in one notice."""
    joined: list[str] = []
    for note in notes:
        both = f"{joined[-1]} · {note}" if joined else note
        if joined and len(wrap(visible(both), cells)) <= NOTICE_LINES:
            joined[-1] = both
        else:
            joined.append(note)
    return joined


def _describe_resumed(state: State, keymap: Keymap) -> str:
    """What of the last session hides or marks measures; empty if nothing does."""
    what = []
    if state.is_query_restored:
        shown = f"{len(state.selection)}/{len(state.index.entries)}"
        text = _("{shown} · {key} clears the query")
        what.append(text.format(shown=shown, key=keymap.first_label("clear")))
    if marks := state.marks.bit_count():
        # The key that clears the query keeps the marks.
        text = ngettext("{count} marked · {key} unmarks", "{count} marked · {key} unmarks", marks)
        what.append(text.format(count=marks, key=keymap.first_label("mark_all")))
    return _("resumed: {what}").format(what=" · ".join(what)) if what else ""


class StartNotes:
    """The notes of the start, one after the other.

    Each is shown until a key is pressed or it has had its time.
    """

    def __init__(self, app: App[Any]) -> None:
        self._app = app
        self._left: list[tuple[str, SeverityLevel]] = []

    def show(self, notes: Iterable[tuple[str, SeverityLevel]]) -> None:
        self._left = list(notes)
        self._show_next()

    def dismiss(self, notice: str) -> None:
        """Go on after a notice that was dismissed, which may be one of these."""
        if self._left and self._left[0][0] == notice:
            self._left.pop(0)
        self._app.call_later(self._show_next)

    def _show_next(self) -> None:
        if self._left:
            note, severity = self._left[0]
            self._app.notify(note, severity=severity, timeout=START_NOTE_S)
            self._app.set_timer(START_NOTE_S, lambda: self._pass(note))

    def _pass(self, note: str) -> None:
        if self._left and self._left[0][0] == note:
            self._left.pop(0)
            self._show_next()
