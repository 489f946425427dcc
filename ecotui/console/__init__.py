"""The browser line by line, for screen readers, scripts and simple terminals."""

from __future__ import annotations

from ecotui.console.conversation import Conversation
from ecotui.console.exports import Exports
from ecotui.console.memory import Memory
from ecotui.console.streams import Console, converse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ecotui.browser.launch import Launch
    from ecotui.browser.state import State


def run(launch: Launch, state: State, console: Console | None = None) -> None:
    """Read and run lines until the user quits; see `Console`."""
    console = console or Console()
    memory = Memory(launch, state) if console.interactive and not launch.restricted else None
    exports = Exports(launch, console.ask if console.interactive else None)
    conversation = Conversation(state, exports)
    if console.interactive and console.out.isatty():
        from ecotui.console import line_editing

        line_editing.enable(conversation)
    for note in launch.config.problems:
        console.complain(note)
    converse(conversation, console, memory)


def browse_plain(launch: Launch) -> None:
    """Browse plans line by line, for screen readers and terminals that cannot place text.

    It has no mouse, so ``mouse`` has no effect. Input that is no terminal is a script: no session
    is restored or saved, so that it does the same each time.
    """
    from ecotui.browser.state import State

    run(launch, State(launch.plan_index, launch.where, views=launch.views, plans=launch.plans))
