"""The browser without a screen: it reads a line, answers in lines, and places no text."""

from __future__ import annotations

from ecotui.console.conversation import Conversation
from ecotui.console.exports import Exports
from ecotui.console.streams import Console, converse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from ecotui.browser.state import State
    from ecotui.plugin_host.registry import Registry
    from ecotui.query.index import Index
    from ecotui.settings.config import Config
    from ecotui.settings.user_options import UserOptions


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
    """Converse until the user quits.

    Args:
        state: The query and its selection.
        registry: Gives the exporters, when they are first asked for.
        export_options: The user's values of options.
        restricted: Export only into ``export_dir``, overwrite nothing, and save no view.
        export_dir: The folder of exports that are named without one.
        notes: What the user should know at the start, a line each.
        console: Where lines come from and go to; standard input and output by default.
    """
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

        line_editing.begin(conversation)
    for note in notes:
        console.complain(note)
    converse(conversation, console)


def browse_plain(
    index: Index,
    where: str = "",
    *,
    plans: Sequence[str] = (),
    registry: Callable[[], Registry],
    config: Config,
    views: Mapping[str, str] | None = None,
    restricted: bool = False,
    export_dir: str | None = None,
) -> None:
    """Browse plans line by line, for screen readers and terminals that cannot place text.

    Args:
        index: The plans.
        where: The query to begin with; it must be right.
        plans: The files and folders that they were asked for by; empty for the usual ones.
        registry: Gives the exporters, when they are first asked for.
        config: What the user has configured; what nothing reads of it is told at the start.
        views: Query text of the saved views.
        restricted: Export only into ``export_dir``, overwrite nothing, and save no view.
        export_dir: The folder of exports that are named without one; the current one by default.
    """
    from ecotui.browser.state import State
    from ecotui.console import run

    run(
        State(index, where, views=views or {}, plans=plans),
        registry=registry,
        export_options=config.options,
        restricted=restricted,
        export_dir=export_dir,
        notes=config.problems,
    )
