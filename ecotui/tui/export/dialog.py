"""The export dialog: any exporter over the selection, with a form made from its options."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping, MutableMapping
from typing import TYPE_CHECKING, Any, ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Horizontal, Vertical
from textual.content import Content
from textual.events import Resize
from textual.geometry import Size
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option as Line

from ecotui.browser import actions
from ecotui.browser.last_export import LastExport
from ecotui.exporting import paths
from ecotui.exporting.names import default_name
from ecotui.exporting.run import ExportResult, attempt
from ecotui.exporting.target import HostTarget, is_taken
from ecotui.files import absolute, current_folder
from ecotui.i18n import _, ngettext
from ecotui.text.display import visible
from ecotui.tui.background import in_background, redraw_after
from ecotui.tui.export.form import ExportForm, PathField
from ecotui.tui.export.preview import Preview
from ecotui.tui.keymap import Keymap, bindings

if TYPE_CHECKING:
    from ecotui.browser.launch import Launch
    from ecotui.plugin_host.registry import Registered
    from ecotui.query.selection import Selection

#: A screen of so many lines has the preview below the form; otherwise one of so many columns has it
#: beside the form.
BELOW_LINES, BESIDE_COLUMNS = 30, 110
#: On a narrower screen the list of exporters is as narrow as their names.
NARROW_COLUMNS = 70
#: Seconds between two messages about the progress of an export.
PROGRESS_EVERY_S = 0.1


class ExporterList(OptionList):
    """The exporters; j, k, g and G move as in every list of the browser."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "cursor_down", show=False),
        Binding("k", "cursor_up", show=False),
        Binding("g", "first", show=False),
        Binding("G", "last", show=False),
    ]


class ExportDialog(ModalScreen[str | None]):
    """Choose an exporter, set its options, name the file; Enter in any field of text exports.

    Args:
        launch: The exporters, of which those of plugins are imported now; the user's values of
            options, with which the form starts; and where files may be written.
        selection: The measures to export.
        keymap: The keys.
        initial: The key of the exporter to start with, or "" for the last one, and its options.
        last: What the dialog remembers from one time to the next, see `LastExport`; changed.
    """

    CSS_PATH = "dialog.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(actions.EXPORT),
        Binding("escape", "close", show=False),
    ]

    def __init__(
        self,
        launch: Launch,
        selection: Selection,
        *,
        keymap: Keymap,
        initial: tuple[str, Mapping[str, object]],
        last: MutableMapping[str, object],
    ) -> None:
        super().__init__()
        registry = launch.registry()
        self.launch = launch
        self.selection = selection
        self.exporters = registry.exporters()
        self.broken = [
            f"{plugin.name} {plugin.version}: {plugin.error}"
            for plugin in registry.plugins()
            if plugin.error
        ]
        self.keymap = keymap
        self.initial = initial
        self.memory = LastExport(last)
        self._box = Vertical(id="export")
        self._list = ExporterList(id="export-exporters")
        self._form = ExportForm(folder=launch.export_dir or "." if launch.restricted else None)
        self._preview = Preview(selection)
        self._status = Static("", id="export-status", markup=False)
        self._chosen: Registered | None = None
        # Path and options of every exporter whose form was shown.
        self._drafts: dict[str, tuple[str, dict[str, Any]]] = {}
        # The path that the next Enter overwrites.
        self._confirmed: str | None = None
        self._target: HostTarget | None = None
        self._progress_shown_at = 0.0
        self._focus_before: Widget | None = None

    def compose(self) -> ComposeResult:
        """Exporters on the left, the form of the chosen one on the right, a preview."""
        with self._box:
            with Container(id="export-body"):
                with Horizontal(id="export-top"):
                    yield self._list
                    yield self._form
                yield self._preview
            yield self._status

    def amount(self) -> str:
        """How many measures and departments the file will have, in words."""
        measures = len(self.selection)
        departments = sum(1 for facet in self.selection.departments if facet.total)
        return _("{measures}, {departments}").format(
            measures=ngettext("{count} measure", "{count} measures", measures).format(
                count=measures
            ),
            departments=ngettext("{count} department", "{count} departments", departments).format(
                count=departments
            ),
        )

    def on_mount(self) -> None:
        # A new screen is told its size too late for its first layout.
        self._arrange(self.app.size)
        self._box.border_title = _("Export: {what}").format(what=self.amount())
        self._list.add_options(
            Line(Content(visible(one.key)), disabled=bool(one.reason)) for one in self.exporters
        )
        usable = [number for number, one in enumerate(self.exporters) if not one.reason]
        wanted = self.initial[0] or self.memory.exporter
        first = [number for number in usable if self.exporters[number].key == wanted]
        self._list.highlighted = next(iter((*first, *usable)), None)
        self._list.focus()
        self._show_keys()
        if self.broken:
            self._show_status(_("not usable: {plugins}").format(plugins="; ".join(self.broken)))

    def on_resize(self, event: Resize) -> None:
        self._arrange(event.size)

    def _arrange(self, size: Size) -> None:
        """Show the preview where there is room for it."""
        below = size.height >= BELOW_LINES
        self._box.set_class(below, "below")
        self._box.set_class(not below and size.width >= BESIDE_COLUMNS, "beside")
        self._box.set_class(size.width < NARROW_COLUMNS, "narrow")

    def on_unmount(self) -> None:
        if self._target is not None:
            self._target.cancelled = True

    # -- the form

    @on(OptionList.OptionHighlighted, "#export-exporters")
    async def _show_form(self, message: OptionList.OptionHighlighted) -> None:
        if message.option_index != self._list.highlighted:
            return
        self._keep_draft()
        self._chosen = chosen = self.exporters[message.option_index]
        self._withdraw_question()
        if chosen.key in self._drafts:
            path, values = self._drafts[chosen.key]
        else:
            path = self.memory.path(chosen.key) or ""
            if not path or (self.launch.restricted and not paths.is_plain(path)):
                path = self._default_path(chosen)
            values = self._defaults(chosen) | self.memory.options(chosen.key, chosen.options)
            if chosen.key == self.initial[0]:
                values |= self.initial[1]
        await self._form.show_fields(chosen, path, values)
        self._preview.request(chosen, self._form.values())

    def _defaults(self, exporter: Registered) -> dict[str, Any]:
        """The values of an exporter's options before any is set here."""
        values = self.launch.config.options.of(exporter.spec.id, exporter.options)
        return {one.name: values.get(one.name, one.default) for one in exporter.options}

    def _default_path(self, exporter: Registered) -> str:
        name = default_name(exporter, self.selection)
        folder = self.launch.export_dir or self.memory.folder
        if self.launch.restricted or not folder or absolute(folder) == current_folder():
            return name
        return os.path.join(paths.from_home(folder), name)

    def _keep_draft(self) -> None:
        if self._chosen is not None:
            self._drafts[self._chosen.key] = (self._form.path, self._form.values())

    def _remember_options(self) -> None:
        self._keep_draft()
        for one in self.exporters:
            if one.key in self._drafts:
                values = self._drafts[one.key][1]
                self.memory.remember_options(one.key, one.options, values, self._defaults(one))

    @on(ExportForm.Changed)
    def _form_changed(self, message: ExportForm.Changed) -> None:
        if message.path:
            self._withdraw_question()
        if self._chosen is not None:
            self._preview.request(self._chosen, self._form.values())

    def _withdraw_question(self) -> None:
        if self._confirmed is not None:
            self._show_status("")

    @on(PathField.Completed)
    def _show_candidates(self, message: PathField.Completed) -> None:
        if message.candidates or self._confirmed is None:
            self._show_status(message.candidates)

    @on(OptionList.OptionSelected, "#export-exporters")
    def _focus_path(self) -> None:
        self._form.path_field.focus()

    # -- the preview

    def action_preview(self) -> None:
        """Enlarge the preview to the whole dialog, or restore it."""
        enlarged = not self._box.has_class("enlarged")
        if enlarged:
            self._focus_before = self.focused
        self._preview.can_focus = enlarged
        self._box.set_class(enlarged, "enlarged")
        self._show_keys()
        if enlarged:
            self._preview.focus()
        elif self._focus_before is not None and self._focus_before.is_attached:
            # A hidden field can take the focus only when it is shown again.
            self.call_after_refresh(self._focus_before.focus)

    def _show_keys(self) -> None:
        if self._box.has_class("enlarged"):
            words = _("{write} exports · {preview} or Esc back · j k scroll")
        else:
            words = _("{write} exports · {preview} preview · Esc closes")
        self._box.border_subtitle = words.format(
            write=self.keymap.first_label("write"), preview=self.keymap.first_label("preview")
        )

    # -- the export

    @on(Input.Submitted)
    def _submitted(self, message: Input.Submitted) -> None:
        message.stop()
        self.start()

    def action_write(self) -> None:
        self.start()

    def start(self) -> None:
        """Export as the form says; ask once more before a file is overwritten."""
        chosen = self._chosen
        if chosen is None or self._target is not None:
            return
        name = self._form.path
        if not name or name == "-":
            self._refuse(_("give the name of a file"))
            return
        if self.launch.restricted and not paths.is_plain(name):
            self._refuse(_("only a plain file name is allowed here"))
            return
        if (wrong := self._form.first_wrong()) is not None:
            field, reason = wrong
            self._refuse(reason, field)
            return
        path = os.path.expanduser(name)
        if self.launch.restricted:
            path = os.path.join(self.launch.export_dir or ".", name)
        overwrite = self._confirmed == path
        if not overwrite and is_taken(path, tree=chosen.spec.kind == "tree"):
            if self.launch.restricted:
                self._refuse(_("{path} exists; choose another name").format(path=name))
            else:
                self._refuse(_("{path} exists; Enter again overwrites it").format(path=name))
                self._confirmed = path
            return
        target = self._target = HostTarget(
            path, chosen.spec.kind, overwrite=overwrite, on_progress=self._report_progress
        )
        values = self._form.values()
        self._show_status(_("writing {path}…").format(path=path))
        in_background(
            self,
            lambda: attempt(chosen, self.selection, values, target),
            lambda ended: self._ended(chosen, target, *ended),
        )

    def _refuse(self, reason: str, field: Widget | None = None) -> None:
        """Say why nothing is written, and focus the field at fault: by default the path."""
        if self._box.has_class("enlarged"):
            self.action_preview()
            self._focus_before = None
        (field or self._form.path_field).focus()
        self._show_status(reason, error=True)

    def _report_progress(self, done: int, total: int) -> None:
        # Called in the thread of the export. An exporter may pass anything, as often as it likes.
        done, total = int(done), int(total)
        if time.monotonic() - self._progress_shown_at >= PROGRESS_EVERY_S:
            self._progress_shown_at = time.monotonic()
            self.call_later(self._show_progress, done, total)

    def _show_progress(self, done: int, total: int) -> None:
        if self._target is not None and not self._target.cancelled:
            self._show_status(_("{done} of {total}").format(done=done, total=total))

    def _ended(
        self, exporter: Registered, target: HostTarget, done: ExportResult | None, reason: str
    ) -> None:
        self._target = None
        redraw_after(self, exporter)
        if done is None:
            self._show_status(reason, error=True)
            return
        self._remember_options()
        self.memory.remember_export(exporter.key, target.path)
        message = "; ".join((done.told(), *done.warnings))
        if self.is_current:
            self.dismiss(message)
        else:
            self._show_status(message)

    def _show_status(self, message: str, *, error: bool = False) -> None:
        # A question that is no longer shown is not answered by the next Enter.
        self._confirmed = None
        if message:
            # A notification about the export before would cover it.
            self.app.clear_notifications()
        self._status.set_class(error, "error")
        self._status.update(Text(visible(message)))

    def action_close(self) -> None:
        """Restore the preview, cancel what is being written, or close."""
        if self._box.has_class("enlarged"):
            self.action_preview()
            return
        if self._target is not None and not self._target.cancelled:
            self._target.cancelled = True
            self._show_status(_("Cancelling… Esc again closes now"))
            return
        self._remember_options()
        if (chosen := self._chosen) is not None:
            path = self._drafts[chosen.key][0]
            is_default = path == self._default_path(chosen)
            self.memory.remember_path(chosen.key, "" if is_default else path)
        self.dismiss(None)
