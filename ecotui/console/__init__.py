"""The browser line by line, for screen readers, scripts and simple terminals."""

from __future__ import annotations

from ecotui.console.conversation import Conversation
from ecotui.console.exports import Exports
from ecotui.console.streams import Console, converse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ecotui.browser.launch import Launch
    from ecotui.browser.state import State


def run(launch: Launch, state: State, console: Console | None = None) -> None:
    """Read and run lines until the user quits; see `Console`."""
    console = console or Console()
    exports = Exports(launch, console.ask if console.interactive else None)
    conversation = Conversation(state, exports)
    if console.interactive and console.out.isatty():
        from ecotui.console import line_editing

        line_editing.enable(conversation)
    for note in launch.config.problems:
        console.complain(note)
    converse(conversation, console)


def browse_plain(launch: Launch) -> None:
    """Browse plans line by line, for screen readers and terminals that cannot place text.

    A conversation saves no session and has no mouse, so ``fresh`` and ``mouse`` have no effect.
    """
    from ecotui.browser.state import State

    run(launch, State(launch.plan_index, launch.where, views=launch.views, plans=launch.plans))
