"""What a conversation on a terminal keeps for the next one: query, marks, grouping and order."""

from __future__ import annotations

from ecotui.browser.session import Session
from ecotui.browser.session_store import SessionStore
from ecotui.query.departments import ORDERS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ecotui.browser.launch import Launch
    from ecotui.browser.state import State


class Memory:
    """The saved session of the plans, as far as a conversation has one; the rest stays."""

    def __init__(self, launch: Launch, state: State) -> None:
        """Take up the saved session."""
        self.state = state
        self.store = SessionStore(launch.plan_index, launch.states, fresh=launch.fresh)
        self.kept, self.shared = self.store.load()
        self.store.complain(state.restore_saved(self.kept.query))
        state.restore_marks(self.kept.marks)
        state.grouping = self.kept.grouping
        if self.kept.order in ORDERS:
            state.order = self.kept.order
        self.store.start_from(self.now(), self.shared)

    def now(self) -> Session:
        """The session as it is now."""
        state = self.state
        same = state.grouping == self.kept.grouping
        return self.kept._replace(
            query=str(state.query),
            marks=state.marks,
            grouping=state.grouping,
            order=state.order,
            # Headings of another grouping are others.
            below=self.kept.below if same else None,
            folded=self.kept.folded if same else frozenset(),
        )

    def save(self, *, last: bool = False) -> list[str]:
        """Save what has changed, and return what there is to say about it, a line each."""
        if self.store.stage(self.now(), self.shared):
            self.store.write()
        return self.store.complaints(last=last)
