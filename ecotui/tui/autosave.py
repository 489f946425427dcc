"""Gives the browser back as it was left, and keeps what changes in it."""

from __future__ import annotations

import contextlib
import threading
from typing import TYPE_CHECKING

from ecotui.browser.session import Session, SharedSession, line_of, plain_items
from ecotui.browser.session_store import SessionStore
from ecotui.model.plan import Entry
from ecotui.query.grammar import QueryError
from ecotui.query.grouping import HIERARCHY
from ecotui.query.index import Heading
from ecotui.tui.main_screen import Panes
from ecotui.tui.panes.departments import ORDERS
from ecotui.tui.panes.outline import Outline

if TYPE_CHECKING:
    from textual.timer import Timer

    from ecotui.tui.app import Browser

#: Seconds after the first change that is not written yet; whoever types on loses no more.
_SOON = 0.5


class Keeper:
    """Between a browser and its memory.

    What belongs to every plan, and the query, are given back at once; what needs the panes, when
    they are made.

    Args:
        app: The browser. A query that it begins with goes before the one that was kept.
        memory: The files.
    """

    def __init__(self, app: Browser, memory: SessionStore) -> None:
        self.app = app
        self.memory = memory
        self._timer: Timer | None = None
        self._panes: Panes | None = None
        self._kept, common = memory.load()
        app.history[:] = common.history
        app.last_export = dict(common.last_export)
        self._theme = app.theme
        if common.theme in app.available_themes:
            app.theme = common.theme
        if not app.state.query:
            # The plan, or the saved views, may no longer have what the query names.
            with contextlib.suppress(QueryError):
                app.state.try_text(self._kept.query)

    def restore(self, panes: Panes) -> None:
        """Give the panes, which are not shown yet, what was left in them."""
        kept, state = self._kept, self.app.state
        state.marks = kept.marks
        self._panes = panes
        outline = panes.outline
        outline.marks = kept.marks
        if kept.grouping != HIERARCHY or kept.folded:
            outline.begin(kept.grouping, kept.folded)
        if (number := line_of(kept, outline.lines, state.index)) is not None:
            outline.cursor = number
        if kept.order in ORDERS:
            panes.departments.begin(kept.order)
        self.memory.start_from(*self._now(panes))
        if line := self.memory.complaint():
            self.app.call_later(self.app.tell, line)

    def _now(self, panes: Panes) -> tuple[Session, SharedSession]:
        app, outline = self.app, panes.outline
        below, entry = _standing(outline)
        kept = Session(
            query=str(app.state.query),
            grouping=outline.grouping,
            order=panes.departments.order,
            below=below,
            entry=entry,
            folded=frozenset(outline.folded),
            marks=app.state.marks,
        )
        # A theme that nobody chose is not kept, so that a better one may come with a new version.
        theme = app.theme if app.theme != self._theme else ""
        return kept, SharedSession(theme, tuple(app.history), plain_items(app.last_export))

    def soon(self) -> None:
        """Something may have changed: write it in a moment."""
        if self._timer is None:
            self._timer = self.app.set_timer(_SOON, self._write)

    def _write(self) -> None:
        self._timer = None
        if self._panes is not None and self.memory.stage(*self._now(self._panes)):
            # A slow disk is not felt, and a dead one does not hold up the end of the program.
            threading.Thread(target=self._write_in_thread, daemon=True).start()

    def _write_in_thread(self) -> None:
        self.memory.write()
        if line := self.memory.complaint():
            self.app.call_later(self.app.tell, line)

    def at_once(self, patience: float = -1) -> str:
        """Write what has changed before the program ends.

        Args:
            patience: How long to wait for a write that goes on, in seconds; -1 for ever.

        Returns:
            One line where it cannot be written and nobody has been told yet.
        """
        if self._panes is not None and self.memory.stage(*self._now(self._panes)):
            self.memory.write(patience)
        return self.memory.complaint()


def _standing(outline: Outline) -> tuple[Heading | None, Entry | None]:
    """The heading that the cursor stands on or below, and the measure that it stands on."""
    item = outline.current
    if item is None or isinstance(item, Heading):
        return item, None
    above = (outline.lines[number] for number in range(outline.cursor - 1, -1, -1))
    return next((line for line in above if isinstance(line, Heading)), None), item
