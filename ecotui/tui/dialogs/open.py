"""Opening another plan or document, and what was understood of a document."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from ecotui.exporting.paths import complete, listed
from ecotui.i18n import N_, _
from ecotui.importing.document import Imported
from ecotui.importing.run import NotWritten, summary, write
from ecotui.model.plan import Entry
from ecotui.query.index import Index
from ecotui.text.display import pad, visible, width
from ecotui.tui.background import in_background
from ecotui.tui.panes.base import CursorPane, Piece

#: What a remark is, in one word, and how it looks.
_KINDS = {
    "doubtful": (N_("doubtful"), "match"),
    "left-out": (N_("left out"), "dim"),
    "repaired": (N_("repaired"), "heading"),
    "read": (N_("read"), "dim"),
}


class OpenScreen(ModalScreen[str | None]):
    """One line that asks for a file; ``Tab`` completes it, ``Enter`` opens it.

    Args:
        check: Reads a plan or document; gives why it cannot be opened, empty if it can. It is
            called in a thread.
    """

    CSS_PATH = "open.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", show=False),
        Binding("tab", "complete", show=False, priority=True),
    ]

    def __init__(self, check: Callable[[str], str]) -> None:
        super().__init__()
        self._check = check
        self._status = Static("", id="open-status", markup=False)
        self._reading = ""

    def compose(self) -> ComposeResult:
        with Vertical(id="open") as box:
            box.border_title = _("Open a plan or document")
            box.border_subtitle = _("Tab completes · Enter opens · Esc closes")
            yield Input(placeholder=_("path of a file or folder"), id="open-path", compact=True)
            yield self._status

    def on_mount(self) -> None:
        self.query_one(Input).focus()

    def _show_status(self, message: str) -> None:
        self._status.update(Text(visible(message)))

    def action_complete(self) -> None:
        """Complete the path as far as it is certain, and list how it can go on."""
        line = self.query_one(Input)
        found = complete(line.value)
        line.value = found.text
        line.cursor_position = len(found.text)
        self._show_status(listed(found.candidates))

    @on(Input.Changed)
    def _changed(self, message: Input.Changed) -> None:
        message.stop()
        self._reading = ""
        self._show_status("")

    @on(Input.Submitted)
    def _submitted(self, message: Input.Submitted) -> None:
        message.stop()
        path = os.path.expanduser(message.value.strip())
        if not path or path == self._reading:
            return
        self._reading = path
        self._show_status(_("reading…"))

        def end(reason: str) -> None:
            if self._reading != path:
                return
            self._reading = ""
            if reason:
                self._show_status(reason)
            else:
                self.dismiss(path)

        in_background(self, lambda: self._check(path), end)


class _RemarkList(CursorPane):
    """A line per remark: its kind, its place, and what it says."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "screen.jump", show=False)]

    def __init__(self, imported: Sequence[Imported]) -> None:
        super().__init__("remarks-list")
        self.remarks = [(one, remark) for one in imported for remark in one.remarks]
        # The name of a sheet may hold anything.
        self._places = [visible(str(remark.place or "")) for _one, remark in self.remarks]
        self._place_cells = max(map(width, self._places), default=0)

    @property
    def count(self) -> int:
        return len(self.remarks)

    def pieces(self, line: int) -> list[Piece]:
        _one, remark = self.remarks[line]
        name, look = _KINDS[remark.kind]
        cells = max(width(_(kind)) for kind, _look in _KINDS.values())
        text = remark.message + (f" {remark.suggestion}" if remark.suggestion else "")
        place = pad(self._places[line], self._place_cells)
        return [
            (f"{pad(_(name), cells)} ", self.base + self.style_of(look)),
            (f"{place}  ", self.base + self.style_of("dim")),
            (visible(text), self.base),
        ]


class RemarksScreen(ModalScreen[Entry | None]):
    """What was understood of documents; ``Enter`` goes to the measure, ``w`` writes the plan.

    Args:
        imported: The documents.
        index: Their plans.
        folder: Where plans are written.
        restricted: Whether nothing may be written.
    """

    CSS_PATH = "open.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss", show=False),
        Binding("w", "write", show=False),
    ]

    def __init__(
        self, imported: Sequence[Imported], index: Index, folder: str, *, restricted: bool
    ) -> None:
        super().__init__()
        self._imported = imported
        self._index = index
        self._folder = folder
        self._restricted = restricted
        self._list = _RemarkList(imported)
        self._status = Static("", id="remarks-status", markup=False)

    def compose(self) -> ComposeResult:
        with Vertical(id="remarks") as box:
            box.border_title = _("What was read")
            box.border_subtitle = _("Enter goes to the measure · w writes the plan · Esc closes")
            for one in self._imported:
                name = os.path.basename(one.file)
                yield Static(Text(visible(f"{name}: {summary(one)}")))
            yield self._list
            yield self._status

    def on_mount(self) -> None:
        height = self.app.size.height - 6 - len(self._imported)
        self._list.styles.height = max(1, min(self._list.count, height))
        self._list.focus()

    def action_jump(self) -> None:
        """Close the dialog and go to the measure that the remark is about, if there is one."""
        if not self._list.count:
            return
        one, remark = self._list.remarks[self._list.cursor]
        entry = measure_at(self._index, one, remark.place)
        if entry is None:
            self._status.update(Text(_("this is about no measure")))
        else:
            self.dismiss(entry)

    def action_write(self) -> None:
        """Write the plans as TOML files, which exist by no other name yet."""
        if self._restricted:
            self._status.update(Text(_("only exports are allowed here")))
            return
        said = []
        for one in self._imported:
            path = os.path.join(self._folder, f"{one.plan.id}.toml")
            if os.path.lexists(path):
                said.append(_("{path} exists, and is not overwritten").format(path=path))
                continue
            try:
                said.append(write(one, path, overwrite=False))
            except NotWritten as error:
                said.append(str(error))
        self._status.update(Text(visible("; ".join(said))))


def measure_at(index: Index, imported: Imported, place: object) -> Entry | None:
    """The measure that was read at a place of a document."""
    own = [entry for entry in index.entries if entry.plan.id == imported.plan.id]
    for entry, traces in zip(own, imported.traces, strict=False):
        if any(trace.place == place for trace in traces):
            return entry
    return None
