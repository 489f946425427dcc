"""The line in which a department is searched, and the role in which it is to be chosen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Static

from ecotui.i18n import _
from ecotui.text.display import width
from ecotui.tui.panes.departments import Departments
from ecotui.tui.panes.text_line import TextLine

#: The roles that are offered, fields of a query; the first is the usual one.
ROLES = ("lead", "with", "dept")
#: Cells that are left to what is typed, where all roles are shown.
MIN_TEXT_CELLS = 10


class DepartmentFinder(Horizontal):
    """A name, pinyin or abbreviation, and what each role of the department would leave.

    It chooses among the lines of a pane; to choose a role again changes nothing.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", show=False),
        Binding("down", "step(1)", show=False),
        Binding("up", "step(-1)", show=False),
        # Otherwise the line of text would take these.
        Binding("right", "role(1)", show=False, priority=True),
        Binding("left", "role(-1)", show=False, priority=True),
        Binding("minus", "exclude", show=False, priority=True),
    ]

    @dataclass
    class Chosen(Message):
        """The department under the cursor of the pane is wanted in a role, or excluded."""

        field: str
        excluded: bool = False

    def __init__(self, departments: Departments) -> None:
        super().__init__(id="finder")
        self.departments = departments
        self.role = ROLES[0]

    def compose(self) -> ComposeResult:
        yield TextLine("", placeholder=_("name, pinyin or abbreviation"), id="seeker")
        yield Static("", id="seeker-roles", markup=False)

    def start_search(self) -> None:
        """Open the line, empty and with the focus."""
        self.role = ROLES[0]
        self.add_class("open")
        line = self.query_one(Input)
        line.value = ""
        line.focus()
        self.show_roles()

    def close(self) -> None:
        """Show every department again, and go to the one that was found."""
        departments, current = self.departments, self.departments.current
        self.remove_class("open")
        departments.search("")
        if current is not None:
            names = [choice.name for choice in departments.choices]
            departments.go(names.index(current.name))
        departments.focus()

    def on_resize(self) -> None:
        self.show_roles()

    def show_roles(self) -> None:
        """Show what each role would leave of the department under the cursor."""
        choice, roles = self.departments.current, Text(no_wrap=True)
        if choice is not None:
            counts = (choice.lead, choice.participant, choice.total)
            words = (_("lead"), _("part"), _("all"))
            texts = [f"{word} {count}" for word, count in zip(words, counts, strict=True)]
            chosen = ROLES.index(self.role)
            if width(" · ".join(texts)) + MIN_TEXT_CELLS > self.size.width:
                texts, chosen = [f"‹ {texts[chosen]} ›"], 0
            for number, text in enumerate(texts):
                roles.append(" · " if number else "", "dim")
                roles.append(text, "bold reverse" if number == chosen else "")
        self.query_one("#seeker-roles", Static).update(roles)

    @on(Input.Changed)
    def _search(self, message: Input.Changed) -> None:
        message.stop()
        self.departments.search(message.value.strip())
        self.show_roles()

    @on(Input.Submitted)
    def _submitted(self, message: Input.Submitted) -> None:
        message.stop()
        self.post_message(self.Chosen(self.role))

    def action_exclude(self) -> None:
        self.post_message(self.Chosen("dept", excluded=True))

    def action_close(self) -> None:
        self.close()

    def action_step(self, by: int) -> None:
        """Move the cursor of the list while typing."""
        self.departments.move(by)
        self.show_roles()

    def action_role(self, by: int) -> None:
        """Take the next role, or with -1 the one before; the first comes after the last."""
        self.role = ROLES[(ROLES.index(self.role) + by) % len(ROLES)]
        self.show_roles()
