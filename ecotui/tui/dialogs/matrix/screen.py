"""The screen of the RACI matrix: it places its parts and does what the keys say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.events import DescendantFocus, Resize, ScreenResume
from textual.message import Message

from ecotui.browser import actions
from ecotui.browser.outline import position_of
from ecotui.i18n import _
from ecotui.model.plan import Entry
from ecotui.query.index import Heading
from ecotui.raci.matrix import Matrix
from ecotui.raci.schemes import SCHEMES
from ecotui.text.folding import fold
from ecotui.tui import keymap
from ecotui.tui.dialogs.dialog import Dialog
from ecotui.tui.dialogs.matrix.findings import Findings
from ecotui.tui.dialogs.matrix.grid import MatrixGrid
from ecotui.tui.dialogs.matrix.seek import Hit, SeekLine, following, hits
from ecotui.tui.dialogs.matrix.strips import Detail, TitleStrip
from ecotui.tui.panes.key_bar import KeyBar
from ecotui.tui.terminal import clipboard

if TYPE_CHECKING:
    from ecotui.query.selection import Selection
    from ecotui.raci.rules import MatrixRules

#: A narrower screen shows the findings below the matrix, a wider one beside it.
BESIDE_COLUMNS = 140
#: Cells of the findings beside the matrix.
BESIDE_CELLS = 40
#: With fewer lines only the first finding is seen while they have not the focus.
LOW_LINES = 24
#: The most lines of the detail below the grid, and of how many lines of the screen it takes one.
DETAIL_LINES, DETAIL_SHARE = 3, 8


@dataclass
class MatrixView:
    """How the matrix was left, for when it is opened again.

    Attributes:
        scheme: Name of the scheme.
        wrapped: Whether wordings are wrapped; see `MatrixGrid`.
        mask: The measures that it was made of.
        row: The position of the row's measure in the plans.
        column: The name of the department.
        item: The line of the outline from which it was opened.
    """

    scheme: str
    wrapped: bool | None = None
    mask: int = 0
    row: int = 0
    column: str = ""
    item: Heading | Entry | None = None


class MatrixScreen(Dialog[Entry | None]):
    """The RACI matrix of a selection with its findings; Enter goes to the measure.

    Args:
        selection: What it is made of.
        keymap: The keys.
        rules: From where on much is too much.
        view: How it was left; changed when it is left again.
        item: The current line of the outline: where the cursor starts, unless that is where the
            matrix was opened the last time.
    """

    @dataclass
    class Exported(Message):
        """The matrix is to be exported in the scheme in which it is shown."""

        scheme: str

    CSS_PATH = "../tables.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        *keymap.bindings(actions.MATRIX, ("help", "back", "command_palette")),
    ]

    def __init__(
        self,
        selection: Selection,
        keymap: keymap.Keymap,
        rules: MatrixRules,
        view: MatrixView,
        item: Heading | Entry | None,
    ) -> None:
        super().__init__()
        self.selection = selection
        self.keymap = keymap
        self.rules = rules
        self.view = view
        if view.scheme not in SCHEMES:
            view.scheme = rules.scheme
        self.matrix = self._make()
        self.grid = MatrixGrid(self.matrix, selection, wrapped=view.wrapped)
        self.findings = Findings()
        self._title = TitleStrip(self.matrix)
        self._detail = Detail(self.matrix)
        self._seek_line = SeekLine(self._seek)
        self._start_at(item)
        # What was sought, which hit the cursor is on, and where the search began.
        self._hits: list[Hit] = []
        self._hit = 0
        self._only_columns = False
        self._sought_from = (0, 0)

    def compose(self) -> ComposeResult:
        yield self._title
        with Container(id="table-body"):
            with Container(id="matrix-rows"):
                yield self.grid
                yield self._detail
            yield self.findings
        yield self._seek_line
        yield KeyBar(self.keymap, "matrix")

    def on_mount(self) -> None:
        self.grid.moved = self._follow
        self.grid.focus()
        self.findings.show_matrix(self.matrix)

    def _make(self) -> Matrix:
        return self.selection.matrix(self.view.scheme, thresholds=self.rules)

    def _start_at(self, item: Heading | Entry | None) -> None:
        """Put the cursor where it was, or on the outline's measure if that is another now."""
        view, index = self.view, self.selection.index
        if item is not None and (item != view.item or view.mask != self.selection.mask):
            view.row = position_of(index, item)
        view.item, view.mask = item, self.selection.mask
        names = self.matrix.departments
        rows = [index.position(row.entry) for row in self.matrix.rows]
        row = sum(position < view.row for position in rows)
        self.grid.go(row, names.index(view.column) if view.column in names else 0)

    # -- drawing

    @on(Resize)
    @on(ScreenResume)
    def _fit(self) -> None:
        """Put the findings where there is room for them, and fit the strips."""
        columns, lines = self.app.size
        beside = columns >= BESIDE_COLUMNS
        self.set_class(beside, "beside")
        self.set_class(lines < LOW_LINES, "low")
        wanted = self._detail.lines_wanted(columns - 2 - BESIDE_CELLS * beside)
        self._detail.styles.height = 1 + max(1, min(wanted, DETAIL_LINES, lines // DETAIL_SHARE))
        self._title.fit(columns - 2)
        self.call_after_refresh(self._follow)

    def _follow(self) -> None:
        """Show what belongs to the cursor."""
        grid = self.grid
        self._title.show(self.matrix, grid.shown)
        self._detail.show(self.matrix, grid.row, grid.sought)
        grid.tell_cell()

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Show the keys of what has the focus."""
        if event.widget is self.grid or event.widget is self.findings:
            self._seek_line.display = False
            bar = self.query_one(KeyBar)
            bar.display = True
            bar.show_keys("matrix" if event.widget is self.grid else "findings")

    # -- leaving

    def _leave(self, entry: Entry | None) -> None:
        view, grid = self.view, self.grid
        view.wrapped = grid.wrapped
        if self.matrix.rows:
            view.row = self.selection.index.position(self.matrix.rows[grid.row].entry)
            view.column = self.matrix.departments[grid.column] if self.matrix.departments else ""
        self.dismiss(entry)

    def action_back(self) -> None:
        self._leave(None)

    @on(MatrixGrid.Chosen)
    def _to_measure(self) -> None:
        if self.matrix.rows:
            self._leave(self.matrix.rows[self.grid.row].entry)

    @on(Findings.Chosen)
    def _to_finding(self) -> None:
        """Go to what the finding is about: a measure in the outline, or a column."""
        found = self.findings.current
        if found is not None and found.department in self.matrix.departments:
            self.grid.focus()
            self.grid.go(self.grid.row, self.matrix.departments.index(found.department))
        elif found is not None and found.measure is not None:
            self._leave(self.selection.index.entry(found.measure))
        else:
            self.notify(_("this note is about no single measure or department"))

    # -- what the keys do

    def action_wrap_titles(self) -> None:
        self.grid.wrap_names()

    def action_scheme(self) -> None:
        names = list(SCHEMES)
        self.view.scheme = names[(names.index(self.view.scheme) + 1) % len(names)]
        self.matrix = self._make()
        self.grid.show_matrix(self.matrix)
        self.findings.show_matrix(self.matrix)
        self._follow()

    def action_export_matrix(self) -> None:
        self.post_message(self.Exported(self.view.scheme))

    def action_copy_row(self) -> None:
        """Copy the measure with its departments, or the finding."""
        if self.findings.has_focus:
            text = self.findings.text
        elif self.matrix.rows:
            entry = self.matrix.rows[self.grid.row].entry
            text = clipboard.text_of(self.selection, entry)
        else:
            return
        self.app.copy_to_clipboard(text)
        self.notify(_("Copied."))

    # -- finding

    def action_seek(self) -> None:
        """Ask for a text that a measure or a department has."""
        self._open_seek(_("text of a measure, or a department; pinyin works"), columns=False)

    def action_seek_column(self) -> None:
        """Ask for a department."""
        self._open_seek(_("department: name, pinyin or abbreviation"), columns=True)

    def _open_seek(self, hint: str, *, columns: bool) -> None:
        self._only_columns = columns
        self._sought_from = (self.grid.row, self.grid.column)
        self.query_one(KeyBar).display = False
        self._seek_line.open(hint)

    def _seek(self, text: str) -> str:
        """Go to the first hit from where the search began, and say which of how many it is."""
        self._hits = hits(text, self.matrix, self.selection, rows=not self._only_columns)
        self.grid.sought = "" if self._only_columns else fold(text.strip())
        self.grid.refresh()
        row, column = self._sought_from
        self.grid.go(row, column)
        self._follow()
        if not self._hits:
            return _("not found") if text.strip() else ""
        below = [at for at, hit in enumerate(self._hits) if hit.row is not None and hit.row >= row]
        return self._go_to_hit(below[0] if below else 0)

    def _go_to_hit(self, at: int) -> str:
        self._hit = at
        row, column = self._hits[at]
        self.grid.go(
            self.grid.row if row is None else row, self.grid.column if column is None else column
        )
        return f" {at + 1}/{len(self._hits)}"

    def _step(self, step: int) -> None:
        if not self._hits:
            self.notify(_(actions.REASONS["words"]))
        else:
            self._go_to_hit(following(self._hits, self._hit, self.grid.row, step))

    def action_seek_next(self) -> None:
        self._step(1)

    def action_seek_previous(self) -> None:
        self._step(-1)

    @on(SeekLine.Closed)
    def _seek_closed(self, message: SeekLine.Closed) -> None:
        if not message.kept:
            self._seek("")
            self.grid.go(*self._sought_from)
        self.grid.focus()
