"""Saved views: naming, saving and deleting them."""

from __future__ import annotations

from collections.abc import Mapping

from ecotui.i18n import _
from ecotui.query.evaluation import select
from ecotui.query.grammar import VIEW, QueryError, Term
from ecotui.settings import saved_views
from ecotui.settings.config import ConfigError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ecotui.browser.state import State


def term(name: str) -> Term:
    """What refers to a view in a query."""
    return Term(VIEW, (name,))


def check_name(name: str) -> str | None:
    """What is wrong with the name of a view, in one line; None where nothing is."""
    if not name:
        return _("give the view a name")
    if any(character.isspace() for character in name):
        return _("the name of a view cannot contain spaces")
    return None


def keep(state: State, name: str) -> None:
    """Save the query of a browser as a view.

    Raises:
        QueryError: the view would refer to itself, or another view has gone.
        ConfigError: the file cannot be read or written.
    """
    views = {**saved_views.read(), name: str(state.query)}
    select(state.index, str(term(name)), views=views)
    _replace(state, views)


def delete(state: State, name: str) -> None:
    """Delete a saved view.

    Raises:
        QueryError: the query of the browser needs it.
        ConfigError: the file cannot be read or written.
    """
    views = saved_views.read()
    views.pop(name, None)
    try:
        select(state.index, state.query, views=views)
    except QueryError:
        message = _("the query needs @{name}; x clears it").format(name=name)
        raise QueryError(message) from None
    _replace(state, views)


def _replace(state: State, views: Mapping[str, str]) -> None:
    before = state.views
    state.use(views)
    try:
        saved_views.write(views)
    except ConfigError:
        state.use(before)
        raise
