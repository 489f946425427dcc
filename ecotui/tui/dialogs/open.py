"""Opening other plans or documents: recent ones, and what a path goes on with."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date
from itertools import islice
from typing import ClassVar, NamedTuple

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, Static

from ecotui.browser.recent import Recent, day_name
from ecotui.exporting.paths import complete, from_home, names
from ecotui.files import expanded
from ecotui.i18n import _, ngettext
from ecotui.query.index import holds
from ecotui.text.display import cut, pad, visible, width
from ecotui.text.folding import fold, is_latin
from ecotui.text.reasons import reason
from ecotui.tui.background import in_background
from ecotui.tui.dialogs.dialog import Dialog
from ecotui.tui.panes.base import CursorPane, Piece
from ecotui.tui.panes.text_line import TextLine

#: The most lines of the list, and the lines of the dialog beside it.
MAX_LINES, FRAME_LINES = 14, 6
#: The most names of a folder that are listed.
MAX_NAMES = 500


class Row(NamedTuple):
    """A line of the list: what it opens, and what it says of that."""

    paths: tuple[str, ...]
    text: str
    note: str = ""
    is_dim: bool = False  # It cannot be read, or is gone
    goes_on: bool = False  # A folder, whose files come next


class RowList(CursorPane):
    """Recent plans and names of files, some of them marked."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "screen.open", show=False),
        Binding("space", "screen.mark", show=False),
    ]

    def __init__(self) -> None:
        super().__init__("open-list")
        self.rows: Sequence[Row] = ()
        self.marked: list[Row] = []

    @property
    def count(self) -> int:
        return len(self.rows)

    @property
    def current(self) -> Row | None:
        return self.rows[self.cursor] if self.rows else None

    def show(self, rows: Sequence[Row]) -> None:
        self.rows = rows
        self.redraw_at(0)

    def mark(self) -> None:
        """Mark or unmark the line under the cursor, and go to the next."""
        row = self.current
        if row is not None:
            paths = [one.paths for one in self.marked]
            if row.paths in paths:
                del self.marked[paths.index(row.paths)]
            else:
                self.marked.append(row)
            self.redraw()
            self.move(1)

    def pieces(self, line: int) -> list[Piece]:
        row, base = self.rows[line], self.base
        is_marked = row.paths in [one.paths for one in self.marked]
        style = base + self.style_of("dim") if row.is_dim else base
        note = visible(row.note)
        room = max(0, self.size.width - 2 - width(note) - 1)
        return [
            ("● " if is_marked else "  ", base + self.style_of("chosen")),
            (pad(cut(visible(row.text), room), room), style),
            (f" {note}", base + self.style_of("dim")),
        ]

    def move(self, by: int) -> None:
        if by < 0 and self.cursor == 0:
            # Above the list is the path.
            self.screen.focus_previous()
        else:
            super().move(by)


class PathLine(TextLine):
    """The line of the path; ↓ goes to the list."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("down", "app.focus_next", show=False)]


class OpenScreen(Dialog[tuple[str, ...] | None]):
    """Asks for files; gives their paths.

    Args:
        check: Reads plans or documents; gives why they cannot be opened, empty if they can. It is
            called in a thread.
        recent: What was browsed before, the newest first.
        endings: Gives the endings of files that can be read, such as ``.docx``; called in a thread.
    """

    CSS_PATH = "open.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", show=False),
        Binding("tab", "complete", show=False, priority=True),
    ]

    def __init__(
        self,
        check: Callable[[Sequence[str]], str],
        recent: Iterable[Recent] = (),
        endings: Callable[[], Collection[str]] = frozenset,
    ) -> None:
        super().__init__()
        self._check = check
        self._recent = list(recent)
        self._find_endings = endings
        self._endings: Collection[str] = ()
        self._list = RowList()
        self._status = Static("", id="open-status", markup=False)
        self._reading: tuple[str, ...] = ()

    def compose(self) -> ComposeResult:
        with Vertical(id="open") as box:
            box.border_title = _("Open a plan or document")
            box.border_subtitle = _("Tab completes · Space marks · Enter opens · Esc closes")
            yield PathLine("", placeholder=_("path of a file or folder"), id="open-path")
            yield self._list
            yield self._status

    def on_mount(self) -> None:
        self.query_one(Input).focus()
        self._fill()
        in_background(self, self._find_endings, self._use_endings)

    def on_resize(self) -> None:
        self._list.styles.height = max(1, min(MAX_LINES, self.app.size.height - FRAME_LINES))

    def _use_endings(self, endings: Collection[str]) -> None:
        self._endings = endings
        cursor = self._list.cursor
        self._fill()
        self._list.go(cursor)

    def _show_status(self, message: str) -> None:
        self._status.update(Text(visible(message)))

    # -- the list

    def _fill(self) -> None:
        typed = self.query_one(Input).value
        self._list.show([*self._recent_rows(typed), *self._file_rows(typed)])

    def _recent_rows(self, typed: str) -> list[Row]:
        """The recent plans with the text in their title or path; both may be written in pinyin."""
        wanted, today = fold(typed), date.today()
        rows = []
        for one in self._recent:
            first, *others = one.paths
            if not any(holds(fold(text), wanted, is_latin(wanted)) for text in (one.title, first)):
                continue
            count = ngettext("{count} measure", "{count} measures", one.measures)
            note = f"{count.format(count=one.measures)}  {pad(day_name(one.day, today), 10)}"
            more = f" + {len(others)}" if others else ""
            folder = from_home(os.path.dirname(first))
            text = f"{one.title}{more}  {folder}/{os.path.basename(first)}"
            gone = not one.is_there
            rows.append(Row(one.paths, text, _("is gone") if gone else note, gone))
        return rows

    def _file_rows(self, typed: str) -> list[Row]:
        """What the path may go on with: folders, then what can be read, then the rest.

        What begins as it is typed stands before what only holds it, which may be pinyin.
        """
        folder = typed[: typed.rfind("/") + 1]
        part = typed[len(folder) :]
        wanted, latin = fold(part), is_latin(fold(part))
        # A name that begins with a dot is shown only if the dot is typed.
        known = names(folder + part[:1] if part.startswith(".") else folder)
        found = (name for name in known if holds(fold(name), wanted, latin))
        rows = []
        for name in islice(found, MAX_NAMES):
            is_folder = name.endswith("/")
            is_known = is_folder or name.lower().endswith(tuple(self._endings))
            path = expanded(folder + name)
            rows.append(Row((path,), name, "", not is_known and bool(self._endings), is_folder))
        rows.sort(key=lambda row: (not row.text.startswith(part), not row.goes_on, row.is_dim))
        return rows

    def action_mark(self) -> None:
        """Mark the line under the cursor, to open several at once."""
        self._list.mark()
        count = len(self._list.marked)
        text = ngettext("{count} marked; Enter opens it", "{count} marked; Enter opens them", count)
        self._show_status(text.format(count=count) if count else "")

    # -- the path

    def action_complete(self) -> None:
        """Complete the path as far as it is certain; the list shows how it can go on."""
        line = self.query_one(Input)
        line.focus()
        found = complete(line.value)
        self._write(found.text)

    def _write(self, path: str) -> None:
        line = self.query_one(Input)
        line.value = path
        line.cursor_position = len(path)
        line.focus()

    @on(Input.Changed)
    def _changed(self, message: Input.Changed) -> None:
        message.stop()
        self._reading = ()
        self._show_status("")
        self._fill()

    # -- opening

    @on(Input.Submitted)
    def _submitted(self, message: Input.Submitted) -> None:
        message.stop()
        try:
            path = expanded(message.value.strip())
        except OSError as error:
            self._show_status(reason(error))
            return
        if self._list.marked:
            self._open_marked()
        elif path and (os.path.exists(path) or not self._list.rows):
            self._open((path,))
        elif path:
            self.action_open()
        elif self._list.rows:
            self._list.focus()

    def action_open(self) -> None:
        """Open what is marked, or else the line under the cursor; a folder shows its files."""
        row = self._list.current
        if self._list.marked:
            self._open_marked()
        elif row is not None and row.goes_on:
            typed = self.query_one(Input).value
            self._write(typed[: typed.rfind("/") + 1] + row.text)
        elif row is not None:
            self._open(row.paths)

    def _open_marked(self) -> None:
        paths = [path for row in self._list.marked for path in row.paths]
        self._open(tuple(dict.fromkeys(paths)))

    def _open(self, paths: tuple[str, ...]) -> None:
        """Read files, and close with them if they can be opened."""
        if paths == self._reading:
            return
        self._reading = paths
        self._show_status(_("reading…"))

        def end(reason: str) -> None:
            if self._reading != paths:
                return
            self._reading = ()
            if reason:
                self._show_status(reason)
            else:
                self.dismiss(paths)

        in_background(self, lambda: self._check(paths), end)
