"""Saved views in the browser: the list of them, and the line that asks for a name."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from ecotui.browser.views import ViewError, ViewExistsError, delete_view, save_query, term
from ecotui.i18n import _
from ecotui.query.grammar import Query, QueryError
from ecotui.query.selection import select
from ecotui.settings.config import ConfigError
from ecotui.text.display import cut, pad, visible, width
from ecotui.tui.panes.base import CursorPane

if TYPE_CHECKING:
    from ecotui.browser.state import State
    from ecotui.tui.panes.drawing import Piece

#: Cells that the name of a view gets at most.
NAME = 24


class _Views(CursorPane):
    """A line per view: name, number of measures, query."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", show=False),
        Binding("d", "delete", show=False),
    ]

    class Chosen(Message):
        """The view under the cursor is to be the query."""

    class Deleted(Message):
        """The view under the cursor is to be deleted."""

    def __init__(self, state: State) -> None:
        super().__init__("views-list")
        self.state = state
        self.names: list[str] = []
        self.counts: list[str] = []
        self.fill()

    def fill(self) -> None:
        """Read the views of the state."""
        self.names = sorted(self.state.views)
        self.counts = [self._counted(name) for name in self.names]
        self.cursor = max(0, min(self.cursor, self.count - 1))

    def _counted(self, name: str) -> str:
        try:
            found = select(self.state.index, Query((term(name),)), views=self.state.views)
        except QueryError:
            return "!"
        return str(len(found))

    @property
    def count(self) -> int:
        return len(self.names)

    @property
    def current(self) -> str | None:
        """The name of the view under the cursor."""
        return self.names[self.cursor] if self.names else None

    def pieces(self, line: int) -> list[Piece]:
        """One view."""
        name, base = self.names[line], self.base
        room = min(NAME, max(width(visible(name)) for name in self.names))
        return [
            (f"@{pad(cut(visible(name), room), room)} ", base + self.style_of("heading")),
            (f"{self.counts[line]:>5}  ", base),
            (self.state.views[name], base + self.style_of("dim")),
        ]

    def action_choose(self) -> None:
        self.post_message(self.Chosen())

    def action_delete(self) -> None:
        self.post_message(self.Deleted())


class ViewsScreen(ModalScreen[str | None]):
    """The saved views with their queries and how many measures they leave; Enter gives one.

    Args:
        state: The query, the views, and the plans in which the measures are counted.
        restricted: Views are not deleted.
    """

    CSS_PATH = "views.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,at", "close", show=False)]

    def __init__(self, state: State, *, restricted: bool = False) -> None:
        super().__init__()
        self.state = state
        self.restricted = restricted
        self._confirmed: str | None = None

    def compose(self) -> ComposeResult:
        with Vertical(id="views") as box:
            box.border_title = _("Saved views")
            box.border_subtitle = (
                _("Enter applies · Esc closes")
                if self.restricted
                else _("Enter applies · d deletes · Esc closes")
            )
            yield _Views(self.state)
            yield Static("", id="views-status", markup=False)

    @property
    def _views(self) -> _Views:
        return self.query_one(_Views)

    def on_mount(self) -> None:
        self._fit()
        self._views.focus()
        self._views.moved = self._moved

    def _fit(self) -> None:
        self._views.styles.height = min(self._views.count, max(1, self.app.size.height - 6))

    def _say(self, message: str) -> None:
        self.query_one("#views-status", Static).update(Text(visible(message)))

    def _moved(self) -> None:
        self._confirmed = None
        self._say("")

    @on(_Views.Chosen)
    def _chosen(self) -> None:
        name = self._views.current
        if name is None:
            return
        try:
            select(self.state.index, Query((term(name),)), views=self.state.views)
        except QueryError as error:
            self._say(str(error))
            return
        self.dismiss(name)

    @on(_Views.Deleted)
    def _deleted(self) -> None:
        name = self._views.current
        if name is None:
            return
        if self.restricted:
            self._say(_("views cannot be saved or deleted in restricted mode"))
            return
        if self._confirmed != name:
            self._confirmed = name
            self._say(_("d again deletes @{name}").format(name=name))
            return
        self._confirmed = None
        try:
            delete_view(name, self.state)
        except (ConfigError, QueryError, ViewError) as error:
            self._say(str(error))
            return
        if not self.state.views:
            self.dismiss(None)
            return
        self._views.fill()
        self._fit()
        self._views.redraw()
        self._say(_("deleted @{name}").format(name=name))

    def action_close(self) -> None:
        self.dismiss(None)


class SaveView(ModalScreen[str | None]):
    """One line that asks for the name of a view; Enter saves the query under it.

    Args:
        state: The query, and the views among which it is put.
    """

    CSS_PATH = "views.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "close", show=False)]

    def __init__(self, state: State) -> None:
        super().__init__()
        self.state = state
        self._confirmed: str | None = None

    def compose(self) -> ComposeResult:
        """The query, the name, and a line for what is wrong."""
        with Vertical(id="save-view") as box:
            box.border_title = _("Save the query as a view")
            box.border_subtitle = _("Enter saves · Esc closes")
            yield Static(Text(visible(str(self.state.query))))
            yield Input(placeholder=_("name, without spaces"), id="save-view-name", compact=True)
            yield Static("", id="save-view-status", markup=False)

    def on_mount(self) -> None:
        self.query_one(Input).focus()

    def _say(self, message: str) -> None:
        self.query_one("#save-view-status", Static).update(Text(visible(message)))

    @on(Input.Changed)
    def _changed(self, message: Input.Changed) -> None:
        message.stop()
        self._confirmed = None
        self._say("")

    @on(Input.Submitted)
    def _submitted(self, message: Input.Submitted) -> None:
        message.stop()
        name = message.value.strip().removeprefix("@")
        try:
            save_query(self.state, name, replace=self._confirmed == name)
        except ViewExistsError:
            self._confirmed = name
            self._say(_("@{name} exists; Enter again replaces it").format(name=name))
            return
        except (ConfigError, QueryError, ViewError) as error:
            self._say(str(error))
            return
        self.dismiss(name)

    def action_close(self) -> None:
        self.dismiss(None)
