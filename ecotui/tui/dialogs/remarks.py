"""What was understood of documents that were imported."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from ecotui.exporting.paths import plan_path
from ecotui.i18n import N_, _
from ecotui.importing.document import Imported
from ecotui.importing.run import NotWritten, summary, write
from ecotui.model.plan import Entry
from ecotui.query.index import Index
from ecotui.text.display import pad, visible, width
from ecotui.tui.dialogs.dialog import Dialog
from ecotui.tui.panes.base import CursorPane, Piece

#: What a remark is, in one word, and how it looks.
_KINDS = {
    "doubtful": (N_("doubtful"), "match"),
    "left-out": (N_("left out"), "dim"),
    "repaired": (N_("repaired"), "heading"),
    "read": (N_("read"), "dim"),
}


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

    def text(self, line: int) -> str:
        """What the remark of a line says."""
        _one, remark = self.remarks[line]
        what = remark.message
        if remark.suggestion:
            what = _("{first}, {second}").format(first=what, second=remark.suggestion)
        return visible(what)

    def pieces(self, line: int) -> list[Piece]:
        _one, remark = self.remarks[line]
        name, look = _KINDS[remark.kind]
        cells = max(width(_(kind)) for kind, _look in _KINDS.values())
        place = pad(self._places[line], self._place_cells)
        return [
            (f"{pad(_(name), cells)} ", self.base + self.style_of(look)),
            (f"{place}  ", self.base + self.style_of("dim")),
            (self.text(line), self.base),
        ]


class RemarksScreen(Dialog[Entry | None]):
    """What was understood of documents; ``Enter`` goes to the measure, ``w`` writes the plan.

    Args:
        imported: The documents.
        index: Their plans.
        folder: Where plans are written.
    """

    CSS_PATH = "remarks.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss", show=False),
        Binding("w", "write", show=False),
    ]

    def __init__(self, imported: Sequence[Imported], index: Index, folder: str) -> None:
        super().__init__()
        self._imported = imported
        self._index = index
        self._folder = folder
        self._list = _RemarkList(imported)
        # A line of the list may be cut; the remark under the cursor is not.
        self._whole = Static("", id="remarks-whole", markup=False)
        self._status = Static("", id="remarks-status", markup=False)

    def compose(self) -> ComposeResult:
        with Vertical(id="remarks") as box:
            box.border_title = _("What was read")
            box.border_subtitle = _("Enter goes to the measure · w writes the plan · Esc closes")
            for one in self._imported:
                name = os.path.basename(one.file)
                yield Static(
                    Text(visible(_("{name}: {value}").format(name=name, value=summary(one))))
                )
            yield self._list
            yield self._whole
            yield self._status

    def on_mount(self) -> None:
        height = self.app.size.height - 9 - len(self._imported)
        self._list.styles.height = max(1, min(self._list.count, height))
        self._list.moved = self._show_whole
        self._list.focus()
        self._show_whole()

    def _show_whole(self) -> None:
        """Show all of the remark under the cursor."""
        if self._list.count:
            self._whole.update(Text(self._list.text(self._list.cursor)))

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
        said = []
        for one in self._imported:
            path = plan_path(self._folder, one.plan.id)
            if path is None:
                message = _("{id} is no name of a file; import the document with `ecotui import`")
                said.append(message.format(id=repr(one.plan.id)))
                continue
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
