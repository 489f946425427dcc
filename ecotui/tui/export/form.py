"""The form of the export dialog: the path, and a field for each declared option."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.events import DescendantBlur, DescendantFocus, Key
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Checkbox, Input, OptionList, Select, Static

from ecotui.exporting import paths
from ecotui.files import expanded
from ecotui.i18n import _
from ecotui.options import Option, OptionError
from ecotui.text.display import visible, width
from ecotui.text.reasons import reason
from ecotui.tui.export.wrapped import Said
from ecotui.tui.panes.text_line import TextLine

if TYPE_CHECKING:
    from ecotui.exporting.guest_folder import GuestFolder
    from ecotui.plugin_host.registry import Registered


#: On a narrower screen labels of what is hidden at first are broken.
NARROW_COLUMNS = 70
#: Labels that are wider are broken; with more departments they are typed, not chosen.
MAX_LABEL_CELLS, MAX_DEPARTMENTS = 24, 100


class PathField(TextLine):
    """The line of the path; Tab completes it, or goes to the next field."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("tab", "complete", show=False)]

    @dataclass
    class Completed(Message):
        """The path was completed as far as is certain; how it may go on, in one line."""

        candidates: str

    def __init__(self, value: str, *, folders: bool, completes: bool) -> None:
        super().__init__(value, id="export-path")
        self._folders = folders
        self._completes = completes
        self._listed: str | None = None

    def action_complete(self) -> None:
        """Complete the text before the cursor; if nothing can be added, go to the next field."""
        before, after = self.value[: self.cursor_position], self.value[self.cursor_position :]
        if self._completes and not after:
            done = paths.complete(before, folders=self._folders)
            # Candidates are listed once; Tab again goes to the next field.
            if done.text != before or (done.candidates and self._listed != before):
                self._listed = done.text if done.candidates else None
                self.value = done.text
                self.cursor_position = len(done.text)
                self.post_message(self.Completed(paths.listed(done.candidates)))
                return
        self.screen.focus_next()


class OnOff(Checkbox):
    """A checkbox that also says yes or no, for readers who cannot see its colour."""

    def __init__(self, value: bool, *, id: str) -> None:
        super().__init__(value=value, id=id, compact=True)
        self._show_value()

    def _show_value(self) -> None:
        self.BUTTON_INNER = "X" if self.value else " "
        self.label = _("yes") if self.value else _("no")

    def watch_value(self) -> None:
        self._show_value()
        super().watch_value()


class More(Static, can_focus=True):
    """The line that shows the options that few need, and hides them again."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "unfold", show=False),
        Binding("right,l", "unfold(True)", show=False),
        Binding("left,h", "unfold(False)", show=False),
    ]

    def __init__(self, *, is_open: bool) -> None:
        super().__init__("", id="export-more", markup=False)
        self.is_open = is_open

    def on_mount(self) -> None:
        self.action_unfold(self.is_open)

    def on_click(self) -> None:
        self.action_unfold()

    def action_unfold(self, is_open: bool | None = None) -> None:
        """Show the options, hide them, or change between the two."""
        self.is_open = not self.is_open if is_open is None else is_open
        self.update(f"{_('More options')} {'▾' if self.is_open else '▸'}")
        self.screen.set_class(self.is_open, "more")
        if self.is_open and self.has_focus:
            self.call_after_refresh(self.scroll_visible, animate=False, top=True)


class ExportForm(VerticalScroll, can_focus=False):
    """The path of an export and the options of its exporter, as lines of a label and a field.

    Args:
        folder: The only folder that may be written to, if a guest is at the keys.
        departments: The departments that an option ``department`` offers.
    """

    @dataclass
    class Changed(Message):
        """The user has changed a field; ``path`` says whether it is the path."""

        path: bool

    def __init__(
        self, *, folder: GuestFolder | None = None, departments: Sequence[str] = ()
    ) -> None:
        super().__init__(id="export-form")
        self._folder = folder
        self._departments = departments if len(departments) <= MAX_DEPARTMENTS else ()
        self._tree = False
        self._label_cells = 0
        self._options: Sequence[Option] = ()
        # The text of each line at the start, and the value that it stands for.
        self._initial: dict[str, tuple[str, Any]] = {}

    async def show_fields(self, exporter: Registered, path: str, values: Mapping[str, Any]) -> None:
        """Show the fields of an exporter; values may also be text, as in a draft."""
        self._tree = exporter.spec.kind == "tree"
        # Guests read no file through an exporter.
        is_guest = self._folder is not None
        self._options = [one for one in exporter.options if not (is_guest and one.type == "path")]
        self._initial = {}
        usual = [one for one in self._options if not one.advanced]
        rare = [one for one in self._options if one.advanced]
        shown = self._options if self.app.size.width >= NARROW_COLUMNS else usual
        labels = [_("Folder") if self._tree else _("File"), *map(_label, shown)]
        self._label_cells = min(max(map(width, map(visible, labels))), MAX_LABEL_CELLS)
        path_field = PathField(path, folders=self._tree, completes=self._folder is None)
        fields: list[Widget] = [
            Said(visible(exporter.summary), id="export-summary"),
            *self._row(labels[0], path_field, "export-path-note"),
        ]
        is_changed = any(values.get(one.name, one.default) != one.default for one in rare)
        for one in (*usual, *rare):
            if rare and one is rare[0]:
                fields.append(More(is_open=is_changed))
            field = self._field(one, values.get(one.name, one.default))
            for widget in self._row(_label(one), field, f"note-{one.name}"):
                widget.set_class(one.advanced, "rare")
                fields.append(widget)
        async with self.batch():
            await self.remove_children()
            await self.mount(*fields)
            self.scroll_home(animate=False)
            self._check_path()
            for one in self._options:
                self._check(one)

    def _row(self, label: str, field: Widget, note: str) -> tuple[Widget, Widget]:
        """A field beside its label, and the line for what is to be said about it."""
        name = Said(visible(label), classes="name")
        name.styles.width = self._label_cells + 2
        below = Said(id=note, classes="note")
        below.styles.margin = (0, 0, 0, self._label_cells + 2)
        return Horizontal(name, field), below

    def _field(self, one: Option, value: Any) -> Checkbox | Select[str] | TextLine:
        name = f"option-{one.name}"
        if one.type == "bool":
            return OnOff(_parsed(one, value), id=name)
        if one.type == "choice" and one.choices:
            # Texts, since the values of an option need not be hashable.
            texts = [str(choice) for choice in one.choices]
            chosen = str(_parsed(one, value))
            return _choice(name, dict(zip(texts, one.choice_labels or (), strict=True)), chosen)
        if is_department(one) and self._departments and value in ("", *self._departments):
            departments = {"": _("all departments"), **{name: name for name in self._departments}}
            return _choice(name, departments, str(value))
        text = visible(one.text(value))
        self._initial[one.name] = (text, value)
        return TextLine(text, id=name)

    # -- the values

    @property
    def path_field(self) -> PathField:
        return self.query_one(PathField)

    @property
    def path(self) -> str:
        """The path as it is typed, without blanks around it."""
        return self.path_field.value.strip()

    def values(self) -> dict[str, Any]:
        """The values of the fields by name of the option; numbers and lists as they are typed."""
        found: dict[str, Any] = {}
        for one in self._options:
            widget = self.query_one(f"#option-{one.name}")
            assert isinstance(widget, (Checkbox, Select, TextLine))
            found[one.name] = widget.value
            # A line may not show a value exactly: the value stays until the line is edited.
            text, value = self._initial.get(one.name, (None, None))
            if widget.value == text:
                found[one.name] = value
        return found

    def first_wrong(self) -> tuple[Widget, str] | None:
        """The first field whose value its option rejects, and why; None if all are right."""
        values = self.values()
        for one in self._options:
            try:
                one.parse(values[one.name])
            except OptionError as error:
                return self.query_one(f"#option-{one.name}"), str(error)
        return None

    def on_key(self, event: Key) -> None:
        """Drop a key for a list that has just opened: it cannot page before it is laid out."""
        focused = self.screen.focused
        is_new = isinstance(focused, OptionList) and not focused.scrollable_content_region
        if is_new and event.key in ("pageup", "pagedown"):
            event.stop()

    # -- the labels beside the fields

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        self._show_current(event.widget, True)

    def on_descendant_blur(self, event: DescendantBlur) -> None:
        self._show_current(event.widget, False)

    def _show_current(self, field: Widget, is_current: bool) -> None:
        if isinstance(field.parent, Horizontal):
            field.parent.set_class(is_current, "current")

    @on(Input.Changed)
    @on(Select.Changed)
    @on(Checkbox.Changed)
    def _changed(self, message: Input.Changed | Select.Changed | Checkbox.Changed) -> None:
        message.stop()
        control = message.control
        # Fields of the exporter before may still send messages.
        if not control.is_attached:
            return
        is_path = isinstance(control, PathField)
        if is_path:
            self._check_path()
        for one in self._options:
            if control.id == f"option-{one.name}":
                self._check(one)
        self.post_message(self.Changed(path=is_path))

    def _check(self, one: Option) -> None:
        """Say beside the label what is wrong with a line."""
        if one.name not in self._initial:
            return
        wrong = ""
        try:
            one.parse(self.values()[one.name])
        except OptionError as error:
            wrong = visible(str(error))
        note = self.query_one(f"#note-{one.name}", Said)
        note.say(wrong, "$text-error")
        note.set_class(bool(wrong), "said")

    def open_more(self) -> None:
        """Show the options that few need."""
        for more in self.query(More):
            more.action_unfold(True)

    def _check_path(self) -> None:
        """Say below the path what is there."""
        folder, path = self._folder, self.path
        note, place = "", ""
        if folder is not None:
            place = _("in {folder}").format(folder=visible(folder.path))
            note = path and folder.note(path, tree=self._tree)
        elif path:
            try:
                note = paths.note(expanded(path), tree=self._tree)
            except OSError as error:
                note = reason(error)
        line = self.query_one("#export-path-note", Said)
        line.say(" · ".join(filter(None, (note, place))), "dim")
        line.add_class("said")


def _parsed(one: Option, value: Any) -> Any:
    """A value that its option takes, or the default."""
    try:
        value = one.parse(value)
    except OptionError:
        return one.default
    return getattr(value, "value", value)


def _choice(name: str, labels: Mapping[str, str], chosen: str) -> Select[str]:
    return Select(
        [(Content(visible(label)), value) for value, label in labels.items()],
        value=chosen if chosen in labels else next(iter(labels)),
        allow_blank=False,
        id=name,
        compact=True,
    )


def _label(one: Option) -> str:
    return one.label or one.help or one.name


def is_department(one: Option) -> bool:
    """Whether an option names a department, as the query may."""
    return one.name == "department" and one.type == "str"
