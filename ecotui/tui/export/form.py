"""The form of the export dialog: the path, and a field for each declared option."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Checkbox, Input, Select, Static

from ecotui.exporting import paths
from ecotui.i18n import _
from ecotui.options import Option, OptionError
from ecotui.text.display import visible


class Field(Input):
    """A line of text whose cursor does not blink, and that takes nothing but visible text."""

    def __init__(self, value: str, *, id: str) -> None:
        super().__init__(visible(value), id=id, select_on_focus=False, compact=True)
        self.cursor_blink = False

    def replace(self, text: str, start: int, end: int) -> None:
        """Put a text, typed or pasted, in the place of another."""
        super().replace(visible(text), start, end)


class PathField(Field):
    """The line in which the path stands; Tab completes it, or goes on to the next field.

    Args:
        value: The path to begin with.
        folders: Whether a folder is wanted.
        completes: Whether Tab completes at all.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("tab", "complete", show=False)]

    class Ambiguous(Message):
        """The path can go on in several ways; the text says which."""

        def __init__(self, text: str) -> None:
            self.text = text
            super().__init__()

    def __init__(self, value: str, *, folders: bool, completes: bool) -> None:
        super().__init__(value, id="export-path")
        self._folders = folders
        self._completes = completes
        self._listed: str | None = None

    def action_complete(self) -> None:
        """Complete what stands before the cursor; where there is nothing to add, go on."""
        before, after = self.value[: self.cursor_position], self.value[self.cursor_position :]
        if self._completes and not after:
            done = paths.complete(before, folders=self._folders)
            # Names are listed once; Tab again means the next field.
            if done.text != before or (done.candidates and self._listed != before):
                self._listed = done.text if done.candidates else None
                self.value = done.text
                self.cursor_position = len(done.text)
                self.post_message(self.Ambiguous(paths.listed(done.candidates)))
                return
        self.screen.focus_next()


class OnOff(Checkbox):
    """A box that also says in words whether it is ticked; its colour alone would not reach all."""

    def __init__(self, value: bool, *, id: str) -> None:
        super().__init__(self._word(value), value, id=id, compact=True)
        self._tick()

    @staticmethod
    def _word(value: bool) -> str:
        return _("yes") if value else _("no")

    def _tick(self) -> None:
        self.BUTTON_INNER = "X" if self.value else " "

    def watch_value(self) -> None:
        """Tick the box, or no longer."""
        self._tick()
        self.label = self._word(self.value)
        super().watch_value()


class ExportForm(VerticalScroll, can_focus=False):
    """The path of an export and the options of its exporter, as fields.

    Args:
        folder: The only folder that may be written to, where the user is restricted to one.
    """

    class Changed(Message):
        """The user has changed a field.

        Args:
            path: Whether it is the path.
        """

        def __init__(self, *, path: bool) -> None:
            self.path = path
            super().__init__()

    def __init__(self, *, folder: str | None = None) -> None:
        super().__init__(id="export-form")
        self._folder = folder
        self._tree = False
        self._options: Sequence[Option] = ()
        self._shown: dict[str, tuple[str, Any]] = {}

    async def show_fields(
        self,
        summary: str,
        path: str,
        *,
        tree: bool,
        options: Sequence[Option],
        values: Mapping[str, Any],
    ) -> None:
        """Show the fields of an exporter.

        Args:
            summary: What the exporter writes.
            path: The path that is offered.
            tree: Whether the path is that of a folder.
            options: The options of the exporter.
            values: What the fields begin with, by name of the option; also as text.
        """
        self._tree, self._options, self._shown = tree, options, {}
        fields: list[Widget] = [
            Static(Content(visible(summary))),
            Static("", id="export-path-name", classes="name", markup=False),
            PathField(path, folders=tree, completes=self._folder is None),
        ]
        for one in options:
            fields += self._field(one, values.get(one.name, one.default))
        async with self.batch():
            await self.remove_children()
            await self.mount(*fields)
            self.scroll_home(animate=False)
            self._judge_path()
            for one in options:
                self._judge(one)

    def _field(self, one: Option, value: Any) -> list[Widget]:
        name = f"option-{one.name}"
        title = Static(_label(one), id=f"name-{one.name}", classes="name", markup=False)
        if one.type == "bool":
            return [title, OnOff(self._parsed(one, value), id=name)]
        if one.type == "choice" and one.choices:
            # Their texts, since what an option may be need not be hashable.
            texts = [str(choice) for choice in one.choices]
            chosen = str(self._parsed(one, value))
            choices = [(Content(visible(text)), text) for text in texts]
            return [
                title,
                Select(
                    choices,
                    value=chosen if chosen in texts else texts[0],
                    allow_blank=False,
                    id=name,
                    compact=True,
                ),
            ]
        text = visible(one.text(value))
        self._shown[one.name] = (text, value)
        return [title, Field(text, id=name)]

    @staticmethod
    def _parsed(one: Option, value: Any) -> Any:
        """A value of an option of which the form shows no other, or its default."""
        try:
            value = one.parse(value)
        except OptionError:
            return one.default
        return getattr(value, "value", value)

    # -- what is in it

    @property
    def path_field(self) -> PathField:
        """The line with the path."""
        return self.query_one(PathField)

    @property
    def path(self) -> str:
        """The path as it is typed, without blanks around it."""
        return self.path_field.value.strip()

    def values(self) -> dict[str, Any]:
        """What the fields hold, by name of the option; numbers and lists as they are typed."""
        found: dict[str, Any] = {}
        for one in self._options:
            widget = self.query_one(f"#option-{one.name}")
            assert isinstance(widget, (Checkbox, Select, Field))
            found[one.name] = widget.value
            # A value that a line cannot show as it is stays what it was until it is edited.
            text, value = self._shown.get(one.name, ("", None))
            if one.name in self._shown and widget.value == text:
                found[one.name] = value
        return found

    def first_wrong(self) -> tuple[Widget, str] | None:
        """The first field whose value its option does not take, and why; None if all are right."""
        values = self.values()
        for one in self._options:
            try:
                one.parse(values[one.name])
            except OptionError as error:
                return self.query_one(f"#option-{one.name}"), str(error)
        return None

    # -- what is said beside the fields

    @on(Input.Changed)
    @on(Select.Changed)
    @on(Checkbox.Changed)
    def _changed(self, message: Input.Changed | Select.Changed | Checkbox.Changed) -> None:
        message.stop()
        control = message.control
        # Fields of the exporter before may still have something to say.
        if not control.is_attached:
            return
        if isinstance(control, PathField):
            self._judge_path()
        for one in self._options:
            if control.id == f"option-{one.name}":
                self._judge(one)
        self.post_message(self.Changed(path=isinstance(control, PathField)))

    def _judge(self, one: Option) -> None:
        if one.name not in self._shown:
            return
        label = _label(one)
        try:
            one.parse(self.values()[one.name])
        except OptionError as error:
            label = Content.assemble(label, "  ", (visible(str(error)), "$text-error"))
        self.query_one(f"#name-{one.name}", Static).update(label)

    def _judge_path(self) -> None:
        folder = self._folder
        if folder is not None:
            name = _("File in {folder}").format(folder=visible(folder))
        else:
            name = _("Folder") if self._tree else _("File")
        note = ""
        if path := self.path:
            path = os.path.expanduser(path) if folder is None else os.path.join(folder, path)
            note = paths.note(path, tree=self._tree, restricted=folder is not None)
            if folder is not None and not paths.is_plain(self.path):
                note = _("only a plain file name is allowed here")
        label = Content.assemble((name, "bold"), "  ", (note, "dim"))
        self.query_one("#export-path-name", Static).update(label)


def _label(one: Option) -> Content:
    return Content.styled(visible(one.help or one.name), "bold")
