"""The export dialog: any exporter over the selection, with a form made from its options."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Checkbox, Input, OptionList, Select, Static
from textual.widgets.option_list import Option as Line

from ecotui.exporting.run import Done, PluginBroken, default_name, run
from ecotui.exporting.spec import ExportError, Option, OptionError, build, declared
from ecotui.exporting.target import HostTarget
from ecotui.i18n import _, ngettext
from ecotui.text import visible

if TYPE_CHECKING:
    from ecotui.exporting.registry import Listed, Registry
    from ecotui.selection import Selection


class ExportDialog(ModalScreen[str | None]):
    """Choose an exporter, set its options, name the file; Enter in any field exports.

    Args:
        selection: What is exported.
        registry: The exporters; those of plugins are imported now.
        options: The user's options by exporter, which the form begins with.
        folder: Where files are offered; the current folder by default.
        restricted: Export only into ``folder``, and overwrite nothing.
    """

    CSS = """
    ExportDialog { align: center middle; }
    #export { width: 96%; max-width: 110; height: 20; max-height: 96%; border: round $primary;
              background: $surface; padding: 0 1; }
    #export-exporters { width: 26; height: 1fr; border: none; scrollbar-size: 0 0; }
    #export-form { width: 1fr; padding: 0 0 0 2; scrollbar-size: 1 1; }
    #export-form Static { margin: 0; }
    #export-form Input { border: none; height: 1; background: $foreground 10%; }
    #export-form Input:focus { background: $foreground 20%; }
    #export-form Checkbox { border: none; height: 1; padding: 0; background: $surface; }
    #export-form .name { margin: 1 0 0 0; text-style: bold; }
    #export-status { height: auto; max-height: 3; }
    #export-status.error { color: $text-error; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", show=False),
        Binding("j", "line(1)", show=False),
        Binding("k", "line(-1)", show=False),
        Binding("g", "first", show=False),
        Binding("G", "last", show=False),
    ]

    def __init__(
        self,
        selection: Selection,
        registry: Registry,
        *,
        options: Mapping[str, Mapping[str, object]],
        folder: str | None = None,
        restricted: bool = False,
    ) -> None:
        super().__init__()
        self.selection = selection
        self.exporters = registry.exporters()
        self.troubles = [
            f"{plugin.name} {plugin.version}: {plugin.error}"
            for plugin in registry.plugins()
            if plugin.error
        ]
        self.configured = options
        self.folder = folder
        self.restricted = restricted
        self._chosen: Listed | None = None
        self._declared: tuple[Option, ...] = ()
        self._confirmed: str | None = None
        self._target: HostTarget | None = None

    def compose(self) -> ComposeResult:
        """Exporters on the left, the form of the one under the cursor on the right."""
        with Vertical(id="export") as box:
            box.border_title = _("Export: {what}").format(what=self.amount())
            box.border_subtitle = _("Enter exports · Tab next field · Esc closes")
            with Horizontal():
                yield OptionList(
                    *[
                        Line(Content(visible(one.key)), id=str(number), disabled=bool(one.reason))
                        for number, one in enumerate(self.exporters)
                    ],
                    id="export-exporters",
                )
                yield VerticalScroll(id="export-form", can_focus=False)
            yield Static("", id="export-status", markup=False)

    def amount(self) -> str:
        """What the file will hold, in words."""
        measures = len(self.selection)
        departments = sum(1 for facet in self.selection.departments if facet.total)
        both = (
            ngettext("{count} measure", "{count} measures", measures).format(count=measures),
            ngettext("{count} department", "{count} departments", departments).format(
                count=departments
            ),
        )
        return _("{measures}, {departments}").format(measures=both[0], departments=both[1])

    def on_mount(self) -> None:
        """Begin with the first exporter; say which plugins are broken."""
        self.query_one(OptionList).focus()
        if self.troubles:
            self._say(_("not usable: {plugins}").format(plugins="; ".join(self.troubles)))

    # -- the form

    @on(OptionList.OptionHighlighted, "#export-exporters")
    async def _show_form(self, message: OptionList.OptionHighlighted) -> None:
        self._chosen = chosen = self.exporters[int(message.option.id or 0)]
        self._declared = declared(chosen.spec.options)
        self._confirmed = None
        name = default_name(chosen, self.selection)
        path = name if self.restricted or not self.folder else os.path.join(self.folder, name)
        form = self.query_one("#export-form", VerticalScroll)
        fields: list[Widget] = [
            Static(Text(visible(_(chosen.spec.summary)))),
            Static(self._path_label(), classes="name", markup=False),
            Input(path, id="export-path", select_on_focus=False),
        ]
        values = self.configured.get(chosen.spec.id, {})
        for one in self._declared:
            fields += self._field(one, values.get(one.name, one.default))
        async with self.batch():
            await form.remove_children()
            await form.mount(*fields)

    def _path_label(self) -> str:
        if self.restricted:
            return _("File in {folder}").format(folder=visible(self.folder or "."))
        return _("Folder") if self._chosen and self._chosen.spec.kind == "tree" else _("File")

    @staticmethod
    def _field(one: Option, value: Any) -> list[Widget]:
        name = f"option-{one.name}"
        label = visible(_(one.help) if one.help else one.name)
        if one.type == "bool":
            return [Checkbox(Content(label), value is True, id=name, classes="name")]
        title = Static(Text(label), classes="name")
        if one.type == "choice" and one.choices:
            choices = [(Content(visible(str(choice))), choice) for choice in one.choices]
            chosen = value if value in one.choices else one.default
            return [
                title,
                Select(choices, value=chosen, allow_blank=False, id=name, compact=True),
            ]
        text = ",".join(value) if isinstance(value, (tuple, list)) else str(value)
        return [title, Input(visible(text), id=name, select_on_focus=False)]

    def _values(self) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for one in self._declared:
            widget = self.query_one(f"#option-{one.name}")
            assert isinstance(widget, (Checkbox, Select, Input))
            values[one.name] = widget.value
        return values

    @on(OptionList.OptionSelected, "#export-exporters")
    def _to_path(self) -> None:
        self.query_one("#export-path", Input).focus()

    def action_line(self, by: int) -> None:
        """Move among the exporters with j and k as with the arrows."""
        lines = self.query_one(OptionList)
        if lines.has_focus:
            (lines.action_cursor_down if by > 0 else lines.action_cursor_up)()

    def action_first(self) -> None:
        """To the first exporter."""
        self.query_one(OptionList).action_first()

    def action_last(self) -> None:
        """To the last exporter."""
        self.query_one(OptionList).action_last()

    # -- the run

    @on(Input.Submitted)
    def _submitted(self, message: Input.Submitted) -> None:
        message.stop()
        self.start()

    def start(self) -> None:
        """Export as the form says; ask once more before a file is overwritten."""
        chosen = self._chosen
        if chosen is None or self._target is not None:
            return
        name = self.query_one("#export-path", Input).value.strip()
        if not name or name == "-":
            self._say(_("give the name of a file"), error=True)
            return
        path = os.path.expanduser(name)
        if self.restricted:
            if os.path.basename(path) != path or path.startswith("."):
                self._say(_("only a plain file name is allowed here"), error=True)
                return
            path = os.path.join(self.folder or ".", path)
        if self._exists(chosen, path) and self._confirmed != path:
            if self.restricted:
                self._say(_("{path} exists; choose another name").format(path=name), error=True)
                return
            self._confirmed = path
            self._say(_("{path} exists; Enter again overwrites it").format(path=name), error=True)
            return
        try:
            options = build(chosen.spec.options, self._values())
        except OptionError as error:
            self._say(str(error), error=True)
            return
        self._target = HostTarget(
            path,
            chosen.spec.kind,
            overwrite=self._confirmed == path,
            on_progress=lambda done, total: self.app.call_from_thread(self._progress, done, total),
        )
        self._say(_("writing {path} …").format(path=path))
        target = self._target
        self.run_worker(lambda: self._work(chosen, options, target), thread=True, group="export")

    @staticmethod
    def _exists(chosen: Listed, path: str) -> bool:
        if chosen.spec.kind == "tree":
            return os.path.isdir(path) and bool(os.listdir(path))
        return os.path.lexists(path) and not os.path.isdir(path)

    def _work(self, chosen: Listed, options: Any, target: HostTarget) -> None:
        try:
            done = run(chosen, self.selection, options, target.path, target=target)
        except (ExportError, PluginBroken) as error:
            self.app.call_from_thread(self._failed, str(error))
        else:
            self.app.call_from_thread(self._done, done)

    def _progress(self, done: int, total: int) -> None:
        self._say(_("{done} of {total}").format(done=done, total=total))

    def _failed(self, reason: str) -> None:
        self._target = self._confirmed = None
        if self.is_attached:
            self._say(reason, error=True)

    def _done(self, done: Done) -> None:
        self._target = None
        if self.is_current:
            message = _("wrote {path}: {what}").format(path=done.path, what=self.amount())
            self.dismiss("; ".join((message, *done.warnings)))

    def _say(self, message: str, *, error: bool = False) -> None:
        status = self.query_one("#export-status", Static)
        status.set_class(error, "error")
        status.update(Text(visible(message)))

    def action_close(self) -> None:
        """Cancel what is being written, or close."""
        if self._target is not None:
            self._target.cancel_requested = True
            return
        self.dismiss(None)
