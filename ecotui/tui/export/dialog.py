"""The export dialog: any exporter over the selection, with a form made from its options."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping, MutableMapping
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
from ecotui.exporting.run import ExportResult, attempt, default_name
from ecotui.exporting.target import HostTarget, is_taken
from ecotui.i18n import _, ngettext
from ecotui.text.display import visible
from ecotui.tui.background import in_background
from ecotui.tui.export.form import ExportForm, PathField
from ecotui.tui.export.preview import Preview
from ecotui.tui.keymap import Keymap, bindings

if TYPE_CHECKING:
    from ecotui.plugin_host.registry import Registered, Registry
    from ecotui.query.selection import Selection
    from ecotui.settings.config import UserOptions

#: From this height on the preview stands below the form, else from this width on beside it.
BELOW, BESIDE = 30, 110
#: Below this width the list of exporters is as narrow as their names.
NARROW = 70
#: Seconds between two messages on how far an export is.
PROGRESS_EVERY_S = 0.1


class ExportDialog(ModalScreen[str | None]):
    """Choose an exporter, set its options, name the file; Enter in any field of text exports.

    Args:
        selection: What is exported.
        registry: The exporters; those of plugins are imported now.
        keymap: The keys; the defaults if None.
        initial: The exporter to begin with, by its id, and options for it; the last one if None.
        options: The user's values of options, which the form begins with.
        last: What the dialog remembers from one time to the next, see `LastExport`; changed.
        folder: Where files are offered; by default the folder of the last export.
        restricted: Export only into ``folder``, and overwrite nothing.
    """

    CSS_PATH = "dialog.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(actions.EXPORT),
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
        keymap: Keymap | None = None,
        initial: tuple[str, Mapping[str, object]] | None = None,
        options: UserOptions,
        last: MutableMapping[str, object] | None = None,
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
        self.keymap = keymap or Keymap()
        self.initial = initial or ("", {})
        self.memory = LastExport({} if last is None else last)
        self.folder = folder
        self.restricted = restricted
        self._chosen: Registered | None = None
        self._drafts: dict[str, tuple[str, dict[str, Any]]] = {}
        self._confirmed: str | None = None
        self._target: HostTarget | None = None
        self._focus_before: Widget | None = None

    def compose(self) -> ComposeResult:
        """Exporters on the left, the form of the one under the cursor on the right, a preview."""
        with Vertical(id="export") as box:
            box.border_title = _("Export: {what}").format(what=self.amount())
            with Container(id="export-body"):
                with Horizontal(id="export-top"):
                    yield OptionList(
                        *[
                            Line(
                                Content(visible(one.key)), id=str(number), disabled=bool(one.reason)
                            )
                            for number, one in enumerate(self.exporters)
                        ],
                        id="export-exporters",
                    )
                    yield ExportForm(folder=self.folder or "." if self.restricted else None)
                yield Preview(self.selection)
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
        """Begin with the last exporter; say which plugins are broken."""
        # A screen that is pushed is told its size too late for its first layout.
        self._arrange(self.app.size)
        usable = [number for number, one in enumerate(self.exporters) if not one.reason]
        wanted = self.initial[0] or self.memory.exporter
        first = [number for number in usable if self.exporters[number].key == wanted]
        lines = self.query_one(OptionList)
        lines.highlighted = next(iter((*first, *usable)), None)
        lines.focus()
        self._entitle()
        if self.troubles:
            self._say(_("not usable: {plugins}").format(plugins="; ".join(self.troubles)))

    def on_resize(self, event: Resize) -> None:
        """Show the preview where there is room for it."""
        self._arrange(event.size)

    def _arrange(self, size: Size) -> None:
        below = size.height >= BELOW
        self._box.set_class(below, "below")
        self._box.set_class(not below and size.width >= BESIDE, "beside")
        self._box.set_class(size.width < NARROW, "narrow")

    @property
    def _box(self) -> Vertical:
        return self.query_one("#export", Vertical)

    def on_unmount(self) -> None:
        """Stop what is being written."""
        if self._target is not None:
            self._target.cancelled = True

    # -- the form

    @property
    def _form(self) -> ExportForm:
        return self.query_one(ExportForm)

    @property
    def _preview(self) -> Preview:
        return self.query_one(Preview)

    @on(OptionList.OptionHighlighted, "#export-exporters")
    async def _show_form(self, message: OptionList.OptionHighlighted) -> None:
        if message.option_index != message.option_list.highlighted:
            return
        self._keep_draft()
        self._chosen = chosen = self.exporters[message.option_index]
        options = chosen.options
        self._ask_no_more()
        if chosen.key in self._drafts:
            path, values = self._drafts[chosen.key]
        else:
            path = self._offered(chosen)
            values = self._usual(chosen) | self.memory.options(chosen.key, options)
            if chosen.key == self.initial[0]:
                values |= self.initial[1]
        await self._form.show_fields(
            chosen.summary,
            path,
            tree=chosen.spec.kind == "tree",
            options=options,
            values=values,
        )
        self._preview.ask(chosen, self._form.values())

    def _usual(self, chosen: Registered) -> dict[str, Any]:
        """The options that an exporter has where none was set here."""
        usual = self.configured.of(chosen.spec.id, chosen.options)
        return {one.name: usual.get(one.name, one.default) for one in chosen.options}

    def _offered(self, chosen: Registered) -> str:
        """The path that the form begins with."""
        path = self.memory.path(chosen.key)
        if path and (paths.is_plain(path) or not self.restricted):
            return path
        return self._default_path(chosen)

    def _default_path(self, chosen: Registered) -> str:
        name = default_name(chosen, self.selection)
        folder = self.folder or self.memory.folder
        if self.restricted or not folder or os.path.abspath(folder) == os.getcwd():
            return name
        return os.path.join(paths.from_home(folder), name)

    def _keep_draft(self) -> None:
        if self._chosen is not None:
            self._drafts[self._chosen.key] = (self._form.path, self._form.values())

    def _remember(self) -> None:
        """Remember what was set for every exporter of which a form was shown."""
        self._keep_draft()
        for one in self.exporters:
            if one.key in self._drafts:
                options, values = one.options, self._drafts[one.key][1]
                self.memory.keep(one.key, options, values, self._usual(one))

    @on(ExportForm.Changed)
    def _changed(self, message: ExportForm.Changed) -> None:
        if message.path and self._confirmed is not None:
            self._ask_no_more()
        if self._chosen is not None:
            self._preview.ask(self._chosen, self._form.values())

    def _ask_no_more(self) -> None:
        if self._confirmed is not None:
            self._say("")

    @on(PathField.Ambiguous)
    def _show_candidates(self, message: PathField.Ambiguous) -> None:
        if message.text or self._confirmed is None:
            self._say(message.text)

    @on(OptionList.OptionSelected, "#export-exporters")
    def _to_path(self) -> None:
        self._form.path_field.focus()

    def _in_list(self) -> OptionList | None:
        lines = self.query_one("#export-exporters", OptionList)
        return lines if lines.has_focus else None

    def action_line(self, by: int) -> None:
        """Move among the exporters with j and k as with the arrows."""
        if lines := self._in_list():
            (lines.action_cursor_down if by > 0 else lines.action_cursor_up)()

    def action_first(self) -> None:
        if lines := self._in_list():
            lines.action_first()

    def action_last(self) -> None:
        if lines := self._in_list():
            lines.action_last()

    # -- the preview

    def action_preview(self) -> None:
        """Give the preview the whole dialog, or no longer."""
        preview = self._preview
        enlarged = not self._box.has_class("enlarged")
        if enlarged:
            self._focus_before = self.focused
        preview.can_focus = enlarged
        self._box.set_class(enlarged, "enlarged")
        self._entitle()
        if enlarged:
            preview.focus()
        elif self._focus_before is not None and self._focus_before.is_attached:
            # What was hidden until now can take the focus once it is shown again.
            self.call_after_refresh(self._focus_before.focus)

    def _entitle(self) -> None:
        """Name the keys in the frame."""
        if self._box.has_class("enlarged"):
            words = _("{write} exports · {preview} or Esc back · j k scroll")
        else:
            words = _("{write} exports · {preview} preview · Esc closes")
        self._box.border_subtitle = words.format(
            write=self.keymap.first("write"), preview=self.keymap.first("preview")
        )

    # -- the run

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
        path = os.path.expanduser(name)
        if self.restricted:
            if not paths.is_plain(name):
                self._refuse(_("only a plain file name is allowed here"))
                return
            path = os.path.join(self.folder or ".", name)
        wrong = self._form.first_wrong()
        if wrong is not None:
            self._refuse(wrong[1], wrong[0])
            return
        overwrite = self._confirmed == path
        if not overwrite and is_taken(path, tree=chosen.spec.kind == "tree"):
            if self.restricted:
                self._refuse(_("{path} exists; choose another name").format(path=name))
                return
            self._refuse(_("{path} exists; Enter again overwrites it").format(path=name))
            self._confirmed = path
            return
        target = self._target = HostTarget(
            path, chosen.spec.kind, overwrite=overwrite, on_progress=self._reporter()
        )
        values = self._form.values()
        self._say(_("writing {path}…").format(path=path))
        in_background(
            self,
            lambda: attempt(chosen, self.selection, values, target),
            lambda ended: self._ended(chosen, target, *ended),
        )

    def _refuse(self, reason: str, field: Widget | None = None) -> None:
        """Say why nothing is written, and go to the field that is to blame: by default the path."""
        if self._box.has_class("enlarged"):
            self.action_preview()
            self._focus_before = None
        (field or self._form.path_field).focus()
        self._say(reason, error=True)

    def _reporter(self) -> Callable[[int, int], None]:
        said = 0.0

        def report(done: int, total: int) -> None:
            nonlocal said
            # Whatever an exporter gives, the screen gets numbers, and not more than it can show.
            done, total = int(done), int(total)
            if time.monotonic() - said >= PROGRESS_EVERY_S:
                said = time.monotonic()
                self.call_later(self._progress, done, total)

        return report

    def _progress(self, done: int, total: int) -> None:
        if self._target is not None and not self._target.cancelled:
            self._say(_("{done} of {total}").format(done=done, total=total))

    def _ended(
        self, chosen: Registered, target: HostTarget, done: ExportResult | None, reason: str
    ) -> None:
        if target is not self._target:
            return
        self._target = None
        if done is None:
            self._say(reason, error=True)
            return
        self._remember()
        self.memory.written(chosen.key, target.path)
        message = _("wrote {path}: {what}").format(path=done.path, what=self.amount())
        message = "; ".join((message, *done.warnings))
        if self.is_current:
            self.dismiss(message)
        else:
            self._say(message)

    def _say(self, message: str, *, error: bool = False) -> None:
        # A question that is no longer on the screen is not answered by the next Enter.
        self._confirmed = None
        if message:
            # What is still told of the export before would lie over it.
            self.app.clear_notifications()
        status = self.query_one("#export-status", Static)
        status.set_class(error, "error")
        status.update(Text(visible(message)))

    def action_close(self) -> None:
        """Make the preview small, cancel what is being written, or close."""
        if self._box.has_class("enlarged"):
            self.action_preview()
            return
        if self._target is not None and not self._target.cancelled:
            self._target.cancelled = True
            self._say(_("Cancelling… Esc again closes now"))
            return
        self._remember()
        if (chosen := self._chosen) is not None:
            path = self._drafts[chosen.key][0]
            self.memory.left(chosen.key, path if path != self._default_path(chosen) else "")
        self.dismiss(None)
