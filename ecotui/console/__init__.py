"""The browser line by line, for screen readers, scripts and simple terminals."""

from __future__ import annotations

from ecotui.console.conversation import Conversation
from ecotui.console.exports import Exports
from ecotui.console.streams import Console, converse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ecotui.browser.launch import Launch
    from ecotui.browser.state import State
    from ecotui.plugin_host.registry import Registry
    from ecotui.settings.config import UserOptions


def run(
    state: State,
    *,
    registry: Callable[[], Registry],
    export_options: UserOptions,
    restricted: bool = False,
    export_dir: str | None = None,
    notes: Iterable[str] = (),
    console: Console | None = None,
) -> None:
    """Read and run lines until the user quits; see `Launch` and `Console`."""
    console = console or Console()
    exports = Exports(
        registry,
        export_options,
        folder=export_dir,
        restricted=restricted,
        ask=console.ask if console.interactive else None,
    )
    conversation = Conversation(state, exports)
    if console.interactive and console.out.isatty():
        from ecotui.console import line_editing

        line_editing.enable(conversation)
    for note in notes:
        console.complain(note)
    converse(conversation, console)


def browse_plain(launch: Launch) -> None:
    """Browse plans line by line, for screen readers and terminals that cannot place text.

    A conversation saves no session and has no mouse, so ``fresh`` and ``mouse`` have no effect.
    """
    from ecotui.browser.state import State

    run(
        State(launch.plan_index, launch.where, views=launch.views, plans=launch.plans),
        registry=launch.registry,
        export_options=launch.config.options,
        restricted=launch.restricted,
        export_dir=launch.export_dir,
        notes=launch.config.problems,
    )
