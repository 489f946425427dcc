"""Saves the state of the browser while it runs, and restores it at the next start."""

from __future__ import annotations

import threading

from textual.app import App
from textual.timer import Timer

from ecotui.browser.outline import HIERARCHY
from ecotui.browser.session import Session, SharedSession, line_of, plain_items
from ecotui.browser.session_store import SessionStore
from ecotui.browser.state import State
from ecotui.model.plan import Entry
from ecotui.query.departments import ORDERS
from ecotui.query.index import Heading
from ecotui.tui.main_screen import MainScreen

#: Debounce: seconds from the first change to the write.
_WRITE_DELAY_S = 0.5


class Autosave:
    """Saves the state of the browser shortly after it changes, and restores it at the start.

    The query and the values that all plans share are restored at once, the panes later.
    A query of the command line is kept.
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
        memory.complain(state.restore_saved(self._kept.query))

    def restore(self, screen: MainScreen) -> None:
        """Restore the panes of a screen that is not shown yet."""
        kept, outline = self._kept, screen.outline
        self._screen = screen
        screen.query_line.history[:] = self._common.history
        self.state.restore_marks(kept.marks)
        outline.marks = kept.marks
        self.state.grouping = kept.grouping
        if kept.grouping != HIERARCHY or kept.folded:
            outline.restore_folds(kept.grouping, kept.folded)
        if (number := line_of(kept, outline.lines, self.state.index)) is not None:
            outline.cursor = number
        if kept.order in ORDERS:
            self.state.order = kept.order
        self.memory.start_from(*self._current_session(screen))

    def _current_session(self, screen: MainScreen) -> tuple[Session, SharedSession]:
        outline = screen.outline
        item, entry = outline.current, None
        below = item if isinstance(item, Heading) else None
        if isinstance(item, Entry):
            entry = item
            above = reversed(outline.lines[: outline.cursor])
            below = next((line for line in above if isinstance(line, Heading)), None)
        kept = Session(
            query=str(self.state.query),
            grouping=self.state.grouping,
            order=self.state.order,
            below=below,
            entry=entry,
            folded=frozenset(outline.folded),
            marks=self.state.marks,
        )
        # The default theme is not saved, since another version may have a better default.
        theme = self.app.theme if self.app.theme != self._theme else ""
        return kept, SharedSession(
            theme, tuple(screen.query_line.history), plain_items(self.last_export)
        )

    def save_soon(self) -> None:
        """Save after a moment, since something may have changed."""
        if self._timer is None:
            self._timer = self.app.set_timer(_WRITE_DELAY_S, self._write)

    def _write(self) -> None:
        self._timer = None
        if self._screen is not None and self.memory.stage(*self._current_session(self._screen)):
            # A thread, so that a slow disk does not delay keys, nor a dead one the end.
            threading.Thread(target=self._write_in_thread, daemon=True).start()

    def _write_in_thread(self) -> None:
        self.memory.write()
        self._report_problem()

    def _report_problem(self) -> None:
        for line in self.memory.complaints():
            self.app.call_later(self.app.notify, line)

    def save_now(self, wait_s: float = -1) -> list[str]:
        """Save before the program ends, and return why that failed, and what is not reported yet.

        Args:
            wait_s: Seconds to wait for a write that has started; -1 to wait forever.
        """
        if self._screen is not None and self.memory.stage(*self._current_session(self._screen)):
            self.memory.write(wait_s)
        return self.memory.complaints(last=True)
