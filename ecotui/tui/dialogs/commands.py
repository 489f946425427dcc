"""What the command palette offers: actions, filters, groupings, views, themes, exporters."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import partial

from textual.dom import DOMNode
from textual.widget import Widget

from ecotui.browser import actions
from ecotui.browser.views import term
from ecotui.i18n import N_, _, translator
from ecotui.plugin_host.registry import Registered, Registry
from ecotui.query.find import MeasureNotFound, measures_numbered
from ecotui.query.grammar import QueryError
from ecotui.query.selection import select
from ecotui.settings.config import THEMES
from ecotui.tui.background import in_background
from ecotui.tui.dialogs.command_palette import Command, CommandPalette
from ecotui.tui.keymap import Keymap
from ecotui.tui.main_screen import MainScreen

#: Properties of measures in words, by what a query calls them.
FILTERS = {
    "is:joint": N_("only measures with several leads"),
    "is:solo": N_("only measures without participants"),
    "is:open": N_("only measures with an open list of departments"),
    "is:group": N_("only measures that name a group of departments"),
    "is:corrected": N_("only measures with corrected wording"),
    "due:none": N_("only measures without a due date"),
}
#: With more measures the palette opens at once, without looking what each filter would leave.
MANY = 20_000
#: Ways to group the measures, by the keys of `GROUPINGS`.
GROUPS = {
    "hierarchy": N_("group by chapter and section"),
    "first": N_("group by first lead"),
    "dept": N_("group by department"),
}
#: Actions that are left out, since they only move.
_LEFT_OUT = {
    *("command_palette", "next_pane", "previous_pane", "fold", "unfold", "open_item", "to_outline"),
    *("left", "right", "first_column", "last_column", "back"),
}


def _named(message: str) -> tuple[str, ...]:
    """A message in both languages: a command is found by either, whatever the interface's."""
    return message, translator("zh")(message)


def palette(
    main: MainScreen, keymap: Keymap, place: str, registry: Registry, recent: Sequence[str]
) -> CommandPalette:
    """The palette of a place, a key of `actions.PLACES`.

    Args:
        main: The main screen.
        keymap: The keys.
        place: What has the focus.
        registry: The exporters; those of plugins are offered when they are loaded.
        recent: Ids of commands, the most recent last.
    """
    app = main.app
    is_main = app.screen is main
    offered = list(_actions(main, keymap, place))
    if is_main:
        offered += _filters(main)
    measures = partial(_measures, main) if is_main else lambda _typed: ()
    dialog = CommandPalette([*offered, *_themes(main)], recent, measures)

    def add(exporters: Iterable[Registered]) -> None:
        dialog.add(_exporters(main, exporters))

    if is_main and registry.pending:
        in_background(app, registry.exporters, add)
    elif is_main:
        add(registry.exporters())
    return dialog


def _actions(main: MainScreen, keymap: Keymap, place: str) -> Iterator[Command]:
    """The actions of a place, except moving, then those of the browser."""
    at = main.app.screen.focused or main.app.screen
    offered = [one for one in actions.actions_at(place) if one.target != actions.LIST]
    offered.sort(key=lambda one: one.target == actions.BROWSER)
    for action in offered:
        if action.name not in _LEFT_OUT:
            run: Callable[[], object] = partial(main.action_do, action.name)
            if action.target != actions.BROWSER:
                owner = _owner(at, action.name)
                if owner is None:
                    # A line of text has the focus, and not the outline.
                    continue
                run = partial(main.app.run_action, action.name, owner)
            yield Command(
                action.name,
                _(action.help),
                run,
                keymap.labels(action),
                main.why_not(action),
                (*_named(action.help), *_named(action.bar)),
            )


def _owner(at: Widget, name: str) -> DOMNode | None:
    """What does an action: the widget with the focus, or what it is in; None if nothing does."""
    return next((x for x in at.ancestors_with_self if hasattr(x, f"action_{name}")), None)


def _measures(main: MainScreen, typed: str) -> Iterator[Command]:
    """The measures that have a number or id."""
    with suppress(MeasureNotFound):
        for entry in measures_numbered(main.state.index, typed) if typed.strip() else ():
            name = _("go to {id}. {text}").format(id=entry.id, text=entry.text)
            yield Command(f"measure {entry.id}", name, partial(main.go_to, entry))


def _why_no_filter(main: MainScreen, text: str) -> str:
    """Why a filter would change nothing, or leave nothing; empty otherwise."""
    shown = main.state.selection.mask
    left = select(main.state.index, text).mask & shown
    if not left:
        return _("no measures match")
    return _("holds for everything shown") if left == shown else ""


def _filters(main: MainScreen) -> Iterator[Command]:
    """Filters that narrow the query, groupings, and saved views that replace the query."""
    state = main.state
    for text, name in FILTERS.items():
        reason = _why_no_filter(main, text) if len(state.index.entries) <= MANY else ""
        yield Command(text, _(name), partial(main.narrow, text), text, reason, _named(name))
    for grouping, name in GROUPS.items():
        reason = _("in use") if state.grouping == grouping else ""
        run = partial(main.group, grouping)
        yield Command(f"group {grouping}", _(name), run, "", reason, _named(name))
    for view in state.views:
        called = str(term(view))
        name = _("saved view {name}").format(name=called)
        reason = ""
        try:
            select(state.index, called, views=state.views)
        except QueryError as error:
            reason = str(error)
        yield Command(called, name, partial(main.apply_view, view), "", reason)


def _exporters(main: MainScreen, exporters: Iterable[Registered]) -> Iterator[Command]:
    """The export dialog with an exporter chosen."""
    export = N_("export {title}")
    for one in exporters:
        also = [name.format(title=one.spec.title) for name in _named(export)]
        yield Command(
            f"export {one.key}",
            _(export).format(title=one.title),
            partial(main.app.run_action, f"export({one.key!r})", main.app),
            "",
            one.reason or "",
            (*also, one.key),
        )


def _themes(main: MainScreen) -> Iterator[Command]:
    """The themes by name; none where there are no colours."""
    theme = N_("theme: {name}")
    app = main.app
    for name in [] if app.no_color else THEMES:
        also = [text.format(name=one) for text in _named(theme) for one in _named(name)]
        yield Command(
            f"theme {name}",
            _(theme).format(name=_(name)),
            partial(setattr, app, "theme", name),
            "",
            _("in use") if app.theme == name else "",
            tuple(also),
        )
