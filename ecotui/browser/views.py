"""Saved views: naming, saving and deleting them, for the screen, the console and the commands."""

from __future__ import annotations

from ecotui.browser.state import State
from ecotui.i18n import _
from ecotui.query.evaluation import no_view
from ecotui.query.grammar import VIEW, QueryError, Term, parse
from ecotui.query.index import Index
from ecotui.query.selection import select
from ecotui.settings import saved_views


class ViewError(Exception):
    """A view cannot be saved or deleted; the message is one line."""

    exit_code = 2


class ViewExistsError(ViewError):
    """A view of that name exists, and was not to be replaced."""


def term(name: str) -> Term:
    """What refers to a view in a query."""
    return Term(VIEW, (name,))


def save_view(index: Index, name: str, query: str, *, replace: bool = False) -> dict[str, str]:
    """Save a query as a view, and return all views.

    Raises:
        ViewExistsError: there is a view of that name.
        ViewError: the name is not one.
        QueryError: the query is wrong, or the view would refer to itself.
        ConfigError: the file cannot be read or written.
    """
    name = name.removeprefix("@")
    if not name:
        raise ViewError(_("give the view a name"))
    if any(character.isspace() for character in name):
        raise ViewError(_("the name of a view cannot contain spaces"))
    # On its own, so that an error says where in the query it stands.
    parse(query)
    with saved_views.changing() as views:
        is_there = name in views
        views[name] = query
        select(index, str(term(name)), views=views)
        if is_there and not replace:
            raise ViewExistsError(_("view @{name} exists").format(name=name))
    return views


def save_query(state: State, name: str, *, replace: bool = False) -> None:
    """Save the query of a browser as a view; see `save_view`."""
    state.use_views(save_view(state.index, name, str(state.query), replace=replace))


def delete_view(name: str, state: State | None = None) -> None:
    """Delete a saved view; a browser, if one is given, goes on without it.

    Raises:
        ViewError: there is no view of that name.
        QueryError: the query of the browser needs it.
        ConfigError: the file cannot be read or written.
    """
    # Where there is none, nothing is written, not even the folder.
    if name not in (views := saved_views.read()):
        raise ViewError(no_view(name, views))
    with saved_views.changing() as views:
        views.pop(name, None)
        if state is not None:
            try:
                select(state.index, state.query, views=views)
            except QueryError:
                message = _("the query needs @{name}; x clears it").format(name=name)
                raise QueryError(message) from None
    if state is not None:
        state.use_views(views)
