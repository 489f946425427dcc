"""Saved views in the browser: the list of them, and the line that asks for a name."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, Static

from ecotui.browser.state import State
from ecotui.browser.views import ViewError, ViewExistsError, delete_view, save_query, term
from ecotui.i18n import _
from ecotui.query.grammar import Query, QueryError
from ecotui.query.selection import select
from ecotui.settings import saved_views
from ecotui.settings.config import ConfigError
from ecotui.text.display import cut, pad, visible, width
from ecotui.tui.dialogs.dialog import Dialog
from ecotui.tui.dialogs.question import Question
from ecotui.tui.panes.base import CursorPane, Piece
from ecotui.tui.panes.text_line import TextLine

#: The greatest width of a name.
MAX_NAME_CELLS = 24


class ViewList(CursorPane):
    """A line per view: name, number of measures, query."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "screen.choose", show=False),
        Binding("d", "screen.delete", show=False),
    ]

    def __init__(self, state: State) -> None:
        super().__init__("views-list")
        self.state = state
        self.fill()

    def fill(self) -> None:
        """Take the views of the state, and count the measures of each."""
        self.names = sorted(self.state.views)
        self.counts = [self._count_measures(name) for name in self.names]
        self.cursor = max(0, min(self.cursor, self.count - 1))

    def _count_measures(self, name: str) -> str:
        try:
            found = select(self.state.index, Query((term(name),)), views=self.state.views)
        except QueryError:
            return "!"
        return str(len(found))

    @property
    def count(self) -> int:
        return len(self.names)

    def pieces(self, line: int) -> list[Piece]:
        name, base = self.names[line], self.base
        room = min(MAX_NAME_CELLS, max(width(visible(name)) for name in self.names))
        return [
            (f"@{pad(cut(visible(name), room), room)} ", base + self.style_of("heading")),
            (f"{self.counts[line]:>5}  ", base),
            (self.state.views[name], base + self.style_of("dim")),
        ]


class ViewDialog(Dialog[str | None]):
    """A dialog with a line of status and a question that a second key confirms."""

    CSS_PATH = "views.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", show=False)]

    def __init__(self, state: State) -> None:
        super().__init__()
        self.state = state
        self._status = Static("", id="views-status", markup=False)
        #: About the view that the next key deletes or replaces.
        self._question = Question()

    def _show_status(self, message: str = "", *, about: str | None = None) -> None:
        self._question.withdraw()
        if about is not None:
            self._question.ask(about)
        self._status.update(Text(visible(message)))


class ViewsScreen(ViewDialog):
    """The saved views with their queries and how many measures they leave; Enter gives one."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("q,at", "dismiss", show=False)]

    def __init__(self, state: State, *, restricted: bool = False) -> None:
        super().__init__(state)
        self.restricted = restricted
        self._views = ViewList(state)

    def compose(self) -> ComposeResult:
        with Vertical(id="views") as box:
            box.border_title = _("Saved views")
            box.border_subtitle = (
                _("Enter applies · Esc closes")
                if self.restricted
                else _("Enter applies · d deletes · Esc closes")
            )
            yield self._views
            yield self._status

    def on_mount(self) -> None:
        self._fit_height()
        self._views.focus()
        self._views.moved = self._show_status

    def _fit_height(self) -> None:
        self._views.styles.height = min(self._views.count, max(1, self.app.size.height - 6))

    def action_choose(self) -> None:
        """Close the dialog with the view under the cursor, if it has no error."""
        name = self._views.names[self._views.cursor]
        try:
            select(self.state.index, Query((term(name),)), views=self.state.views)
        except QueryError as error:
            self._show_status(str(error))
        else:
            self.dismiss(name)

    def action_delete(self) -> None:
        """Delete the view under the cursor; ask first."""
        name = self._views.names[self._views.cursor]
        if self.restricted:
            self._show_status(_("views cannot be saved or deleted in restricted mode"))
            return
        if not self._question.is_answered(name):
            self._show_status(_("d again deletes @{name}").format(name=name), about=name)
            return
        links = saved_views.replacement_note()
        try:
            delete_view(name, self.state)
        except (ConfigError, QueryError, ViewError) as error:
            self._show_status(str(error))
            return
        if not self.state.views:
            self.dismiss(None)
            return
        self._views.fill()
        self._fit_height()
        self._views.redraw()
        said = _("deleted @{name}").format(name=name)
        self._show_status(_("; ").join(filter(None, (said, links))))


class SaveView(ViewDialog):
    """One line that asks for the name of a view; Enter saves the query under it."""

    def compose(self) -> ComposeResult:
        with Vertical(id="save-view") as box:
            box.border_title = _("Save the query as a view")
            box.border_subtitle = _("Enter saves · Esc closes")
            yield Static(Text(visible(str(self.state.query))))
            yield TextLine(placeholder=_("name, without spaces"), id="save-view-name")
            yield self._status

    def on_mount(self) -> None:
        self.query_one(Input).focus()

    @on(Input.Changed)
    def _changed(self, message: Input.Changed) -> None:
        message.stop()
        self._show_status()

    @on(Input.Submitted)
    def _submitted(self, message: Input.Submitted) -> None:
        message.stop()
        name = message.value.strip().removeprefix("@")
        try:
            save_query(self.state, name, replace=self._question.is_answered(name))
        except ViewExistsError:
            question = _("@{name} exists; Enter again replaces it").format(name=name)
            self._show_status(question, about=name)
        except (ConfigError, QueryError, ViewError) as error:
            self._show_status(str(error))
        else:
            self.dismiss(name)
