"""The export dialog: what is it for, then few fields, and a preview of what will be written."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator, Mapping, MutableMapping
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Horizontal, Vertical
from textual.content import Content
from textual.events import Resize
from textual.geometry import Size
from textual.widget import Widget
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option as Line

from ecotui.browser import actions
from ecotui.browser.last_export import LastExport
from ecotui.browser.launch import outdated
from ecotui.exporting import paths
from ecotui.exporting.guest_folder import GuestTarget
from ecotui.exporting.names import default_name, department_of
from ecotui.exporting.run import ExportResult, attempt
from ecotui.exporting.target import HostTarget, is_source, is_taken
from ecotui.files import absolute, current_folder, expanded
from ecotui.i18n import _, ngettext
from ecotui.plugin_host.spec import ExportError
from ecotui.text import reasons
from ecotui.text.display import visible
from ecotui.tui.background import in_background, redraw_after
from ecotui.tui.dialogs.dialog import Dialog
from ecotui.tui.dialogs.question import Question
from ecotui.tui.export.form import NARROW_COLUMNS, ExportForm, PathField, is_department
from ecotui.tui.export.preview import Preview
from ecotui.tui.export.wrapped import Said, Wrapped
from ecotui.tui.keymap import Keymap, bindings

if TYPE_CHECKING:
    from ecotui.browser.launch import Launch
    from ecotui.options import Option
    from ecotui.plugin_host.registry import Registered
    from ecotui.query.selection import Selection

#: A screen of so many lines has the preview below the form; otherwise one of so many columns has it
#: beside the form.
BELOW_LINES, BESIDE_COLUMNS = 30, 110
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


class ExportDialog(Dialog[ExportResult | None]):
    """Choose what to write, set its options, name the file; Enter in list or text exports.

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
        *bindings(actions.EXPORT, ("help",)),
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
        self.memory = LastExport(last)
        self.exporters = _in_order(registry.exporters(), self.memory.exporter)
        self.department = department_of(selection)
        self.broken = [
            f"{plugin.name} {plugin.version}: {plugin.error}"
            for plugin in registry.plugins()
            if plugin.error
        ]
        self.keymap = keymap
        self.initial = initial
        self._box = Vertical(id="export")
        self._list = ExporterList(id="export-exporters")
        self._form = ExportForm(
            folder=launch.guest_folder,
            departments=[facet.name for facet in selection.departments if facet.total],
        )
        self._preview = Preview(selection)
        self._status = Said(id="export-status")
        self._chosen: Registered | None = None
        # Path and options of every exporter whose form was shown.
        self._drafts: dict[str, tuple[str, dict[str, Any]]] = {}
        # The path that the form began with, or that follows from its options.
        self._offered = ""
        #: About the path that the next Enter overwrites.
        self._question = Question()
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
        what = self.amount()
        if self.department:
            what += f" · {visible(self.department)}"
        self._box.border_title = _("Export: {what}").format(what=what)
        self._list.add_options(self._lines())
        usable = [one.key for one in self.exporters if not one.reason]
        wanted = self.initial[0] or self.memory.exporter
        first = next((key for key in (wanted, *usable) if key in usable), None)
        self._list.highlighted = None if first is None else self._list.get_option_index(first)
        self._list.focus()
        self._show_keys()
        if self.broken:
            self._show_status(_("not usable: {plugins}").format(plugins="; ".join(self.broken)))

    def _lines(self) -> Iterator[Line]:
        """The exporters by what they are for; those for programs below a heading."""
        titles = [one.title for one in self.exporters]
        is_first = True
        for one in self.exporters:
            if is_first and _is_for_programs(one) and one is not self.exporters[0]:
                is_first = False
                yield Line(Content.styled(_("Other formats"), "dim"), disabled=True)
            title = visible(one.title)
            if titles.count(one.title) > 1:
                title += f" ({visible(one.key)})"
            yield Line(Wrapped(title), id=one.key, disabled=bool(one.reason))

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
        chosen = next(one for one in self.exporters if one.key == message.option_id)
        # Until its fields are there, nothing is chosen that could be kept, or written.
        self._chosen = None
        self._withdraw_question()
        if chosen.key in self._drafts:
            path, values = self._drafts[chosen.key]
            self._offered = self._default_path(chosen, values)
        else:
            values = self._defaults(chosen)
            values |= self.memory.options(chosen.key, _remembered(chosen))
            if chosen.key == self.initial[0]:
                values |= self.initial[1]
            self._offered = self._default_path(chosen, values)
            path = self.memory.path(chosen.key) or ""
            folder = self.launch.guest_folder
            if not path or (folder and not folder.allows(path)):
                path = self._offered
        await self._form.show_fields(chosen, path, values)
        self._chosen = chosen
        # A wrong value stands in its field, which says so.
        _values, unknown, _wrong = self.launch.config.options_of(chosen.spec.id, chosen.options)
        if unknown:
            self._show_status(unknown[0], error=True)
        self._preview.request(chosen, self._form.values())

    def _defaults(self, exporter: Registered) -> dict[str, Any]:
        """The values of an exporter's options before any is set here."""
        values = self.launch.config.options.of(exporter.spec.id, exporter.options)
        found = {one.name: values.get(one.name, one.default) for one in exporter.options}
        if self.department and any(map(is_department, exporter.options)):
            found["department"] = self.department
        return found

    def _default_path(self, exporter: Registered, values: Mapping[str, Any]) -> str:
        has_department = any(map(is_department, exporter.options))
        department = str(values.get("department") or "") if has_department else ""
        name = default_name(exporter, self.selection, department)
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
                usual = self._defaults(one)
                self.memory.remember_options(one.key, _remembered(one), values, usual)

    @on(ExportForm.Changed)
    def _form_changed(self, message: ExportForm.Changed) -> None:
        if message.path:
            self._withdraw_question()
        if (chosen := self._chosen) is not None:
            values = self._form.values()
            offered = self._default_path(chosen, values)
            if not message.path and self._form.path == self._offered != offered:
                self._form.path_field.value = offered
            self._offered = offered
            self._preview.request(chosen, values)

    def _withdraw_question(self) -> None:
        if self._question.is_open:
            self._show_status("")

    @on(PathField.Completed)
    def _show_candidates(self, message: PathField.Completed) -> None:
        if message.candidates or not self._question.is_open:
            self._show_status(message.candidates)

    @on(OptionList.OptionSelected, "#export-exporters")
    def _selected(self) -> None:
        self.start()

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
            words = _("Enter exports · Tab next · {preview} preview · Esc closes")
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
        if (wrong := self._form.first_wrong()) is not None:
            field, reason = wrong
            self._form.open_more()
            self._refuse(reason, field)
            return
        self._target = target = self._new_target(name, chosen.spec.kind)
        if target is None:
            return
        if self.launch.is_outdated():
            target.warn(outdated())
        values = self._form.values()
        self._show_status(_("writing {path}…").format(path=target.path))
        in_background(
            self,
            lambda: attempt(chosen, self.selection, values, target),
            lambda ended: self._ended(chosen, target, *ended),
        )

    def _new_target(self, name: str, kind: str) -> HostTarget | None:
        """Where an export of this name goes; None if it cannot go there, or not without asking."""
        if (folder := self.launch.guest_folder) is not None:
            try:
                return GuestTarget(folder, name, kind, on_progress=self._report_progress)
            except ExportError as error:
                self._refuse(str(error))
                return None
        try:
            path = expanded(name)
        except OSError as error:
            self._refuse(reasons.reason(error))
            return None
        if paths.is_too_long(path):
            self._refuse(_("the file name is too long"))
            return None
        if is_source(path, self.launch.states):
            self._refuse(
                _("{path} is the plan that is open; choose another name").format(path=name)
            )
            return None
        overwrite = self._question.is_answered(path)
        if not overwrite and is_taken(path, tree=kind == "tree"):
            self._refuse(_("{path} exists; Enter again overwrites it").format(path=name))
            self._question.ask(path)
            return None
        return HostTarget(
            path,
            kind,
            overwrite=overwrite,
            sources=self.launch.states,
            on_progress=self._report_progress,
        )

    def _refuse(self, reason: str, field: Widget | None = None) -> None:
        """Say why nothing is written, and focus the field at fault: by default the path."""
        if self._box.has_class("enlarged"):
            self.action_preview()
            self._focus_before = None
        field = field or self._form.path_field
        field.focus()
        # It may have been hidden until now.
        self.call_after_refresh(field.focus)
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
        # Not `is_current`, which is also true below a dialog that lies over this one.
        if self.is_active:
            self.dismiss(done)
        else:
            self._show_status("; ".join((done.told(), *done.warnings)))

    def _show_status(self, message: str, *, error: bool = False) -> None:
        # A question that is no longer shown is not answered by the next Enter.
        self._question.withdraw()
        if message:
            # A notification about the export before would cover it.
            self.app.clear_notifications()
        self._status.set_class(error, "error")
        self._status.say(visible(message))

    def action_close(self) -> None:
        """Restore the preview, cancel what is being written, or close."""
        if not self.is_active:
            # The export ended, and closed the dialog, just before the key.
            return
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
            is_default = path == self._default_path(chosen, self._drafts[chosen.key][1])
            self.memory.remember_path(chosen.key, "" if is_default else path)
        self.dismiss(None)


def _is_for_programs(exporter: Registered) -> bool:
    """Whether an exporter writes text: people ask for documents first."""
    return bool(exporter.spec.kind == "text")


def _in_order(exporters: Iterable[Registered], last: str | None) -> list[Registered]:
    """The exporters as the list shows them: the last used one, documents, text."""
    return sorted(exporters, key=lambda one: (one.key != last, _is_for_programs(one)))


def _remembered(exporter: Registered) -> list[Option]:
    """The options that are as the user last set them; a department follows the query instead."""
    return [one for one in exporter.options if not is_department(one)]
