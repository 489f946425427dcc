"""Saves the state of the browser while it runs, and restores it at the next start."""

from __future__ import annotations

import contextlib
import threading
from typing import TYPE_CHECKING

from ecotui.browser.outline import HIERARCHY
from ecotui.browser.session import Session, SharedSession, line_of, plain_items
from ecotui.browser.session_store import SessionStore
from ecotui.model.plan import Entry
from ecotui.query.grammar import QueryError
from ecotui.query.index import Heading
from ecotui.tui.main_screen import MainScreen
from ecotui.tui.panes.departments import ORDERS
from ecotui.tui.panes.outline import Outline

if TYPE_CHECKING:
    from textual.app import App
    from textual.timer import Timer

    from ecotui.browser.state import State

#: Seconds after the first change that is not written yet; whoever types on loses no more.
_WRITE_DELAY_S = 0.5


class Autosave:
    """Writes the state of the browser shortly after it changes, and restores it at the start.

    The query and what belongs to every plan are restored at once, the panes when they are made.

    Args:
        app: The browser.
        memory: The files.
        state: The query. If it is empty, it becomes the one that was saved.
        last_export: What the export dialog remembers; it is filled.
    """

    def __init__(
        self, app: App[None], memory: SessionStore, state: State, last_export: dict[str, object]
    ) -> None:
        self.app = app
        self.memory = memory
        self.state = state
        self.last_export = last_export
        self._timer: Timer | None = None
        self._screen: MainScreen | None = None
        self._kept, self._common = memory.load()
        last_export.update(self._common.last_export)
        self._theme = app.theme
        if self._common.theme in app.available_themes:
            app.theme = self._common.theme
        if not state.query:
            # The plan, or the saved views, may no longer have what the query names.
            with contextlib.suppress(QueryError):
                state.try_text(self._kept.query)

    def restore(self, screen: MainScreen) -> None:
        """Restore the panes, which are not shown yet."""
        kept, outline = self._kept, screen.outline
        self._screen = screen
        screen.history[:] = self._common.history
        self.state.marks = outline.marks = kept.marks
        if kept.grouping != HIERARCHY or kept.folded:
            outline.restore_folds(kept.grouping, kept.folded)
        if (number := line_of(kept, outline.lines, self.state.index)) is not None:
            outline.cursor = number
        if kept.order in ORDERS:
            screen.departments.restore_order(kept.order)
        self.memory.start_from(*self._now(screen))
        if line := self.memory.complaint():
            self.app.call_later(self.app.notify, line)

    def _now(self, screen: MainScreen) -> tuple[Session, SharedSession]:
        outline = screen.outline
        below, entry = _standing(outline)
        kept = Session(
            query=str(self.state.query),
            grouping=outline.grouping,
            order=screen.departments.order,
            below=below,
            entry=entry,
            folded=frozenset(outline.folded),
            marks=self.state.marks,
        )
        # A theme that nobody chose is not saved, so that a better one may come with a new version.
        theme = self.app.theme if self.app.theme != self._theme else ""
        return kept, SharedSession(theme, tuple(screen.history), plain_items(self.last_export))

    def save_soon(self) -> None:
        """Write in a moment, since something may have changed."""
        if self._timer is None:
            self._timer = self.app.set_timer(_WRITE_DELAY_S, self._write)

    def _write(self) -> None:
        self._timer = None
        if self._screen is not None and self.memory.stage(*self._now(self._screen)):
            # A slow disk is not felt, and a dead one does not hold up the end of the program.
            threading.Thread(target=self._write_in_thread, daemon=True).start()

    def _write_in_thread(self) -> None:
        self.memory.write()
        if line := self.memory.complaint():
            self.app.call_later(self.app.notify, line)

    def save_now(self, wait_s: float = -1) -> str:
        """Write what has changed before the program ends.

        Args:
            wait_s: How long to wait for a write that goes on, in seconds; -1 for ever.

        Returns:
            One line where it cannot be written and nobody has been told yet.
        """
        if self._screen is not None and self.memory.stage(*self._now(self._screen)):
            self.memory.write(wait_s)
        return self.memory.complaint()


def _standing(outline: Outline) -> tuple[Heading | None, Entry | None]:
    """The heading that the cursor stands on or below, and the measure that it stands on."""
    item = outline.current
    if item is None or isinstance(item, Heading):
        return item, None
    above = (outline.lines[number] for number in range(outline.cursor - 1, -1, -1))
    return next((line for line in above if isinstance(line, Heading)), None), item
