"""The help: what can be done where the user is, by task, and the query language by examples."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import ClassVar, NamedTuple

from rich.style import Style
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input

from ecotui.browser import actions
from ecotui.i18n import N_, _, translator
from ecotui.query.index import holds
from ecotui.text.display import pad, width, wrap
from ecotui.text.folding import fold, is_latin
from ecotui.tui import keymap
from ecotui.tui.dialogs.dialog import Dialog
from ecotui.tui.panes.base import Piece, TextPane
from ecotui.tui.panes.text_line import TextLine

_TITLES = {
    actions.BROWSER: N_("Everywhere"),
    actions.LIST: N_("In every list"),
    actions.OUTLINE: N_("In the outline"),
    actions.MEASURE: N_("In the measure"),
    actions.DEPARTMENTS: N_("In the departments"),
    actions.TABLE: N_("In every table"),
    actions.GRID: N_("In a grid"),
    actions.CELLS: N_("In the matrix's grid"),
    actions.FINDINGS: N_("In its findings"),
    actions.MATRIX: N_("In the RACI matrix"),
    actions.TOGETHER: N_("Co-working table"),
    actions.COMPARE: N_("In the comparison"),
    actions.EXPORT: N_("In the export dialog"),
    actions.RESULT: N_("After an export"),
}

_EXAMPLES = (
    ("湿地", N_("measures with this text, also in headings and department names")),
    ('"补偿标准"', N_("one text, also with spaces and punctuation")),
    ("stbc", N_("pinyin of the text, or its initials")),
    ("lead:林业厅", N_("林业厅 leads (first: leads first; with: participates; dept: either)")),
    ("lead:lyt,nyt", N_("one of them leads; pinyin and abbreviations work too")),
    ("-with:财政厅", N_("not with this participant")),
    ("section:湿地 no:7-12", N_("by heading and by number")),
    ("is:joint", N_("several leads (solo, open, group, corrected)")),
    ("@name", N_("a saved view")),
)


#: The actions of the main screen by task; what no task names is under Look.
_TASKS: dict[str, tuple[str, ...]] = {
    N_("Find"): (
        *("search", "find_department", "jump", "scope", "clear"),
        *("next_match", "previous_match"),
    ),
    N_("Mark and undo"): ("mark", "undo", "mark_all", "mark_range", "redo"),
    N_("Choose departments"): ("choose", "exclude", "join", "order"),
    N_("Export and copy"): ("export", "copy", "copy_command", "print_plain"),
    N_("Look"): ("open_item", "matrix", "together", "compare", "regroup"),
    N_("Views"): ("views", "save_view"),
    N_("Move"): ("jump", "next_pane", "previous_pane"),
}
_LOOK, _MOVE = "Look", "Move"
#: The tasks in the right one of two columns.
_RIGHT = ("Export and copy", "Look", "Views")
#: Where actions only move.
_MOVING = (actions.LIST, actions.OUTLINE, actions.MEASURE, actions.GRID, actions.TABLE)
#: A narrower text has one column, and a wider one two.
TWO_COLUMNS = 64
#: The greatest width of the dialog, see ``help.tcss``; columns and lines of its frame.
MAX_CELLS, FRAME_CELLS, FRAME_LINES = 124, 4, 4
#: Blanks between two columns, and between a key and what it does.
GAP = 2


class _Row(NamedTuple):
    """A line of the help: a key or an example, what it does, and why it does nothing now."""

    label: str
    text: str
    reason: str = ""
    also: tuple[str, ...] = ()  # Other texts by which it is found

    def fits(self, wanted: str) -> bool:
        """Whether each word of a folded text occurs in the row, as text, pinyin or initials."""
        texts = [fold(text) for text in (self.label, self.text, *self.also)]
        return all(
            any(holds(text, word, is_latin(word)) for text in texts) for word in wanted.split()
        )


class _Section(NamedTuple):
    """A heading and its rows."""

    title: str
    rows: list[_Row]
    is_right: bool = False  # In the right one of two columns


class HelpText(TextPane):
    """Sections side by side where there is room, then the query language.

    Attributes:
        wanted: Only rows that this text may mean are shown.
    """

    # Rows stand one below the other when some are left out, so the next one is the next line.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "down", id="next_match", show=False),
        Binding("N", "up", id="previous_match", show=False),
    ]

    def __init__(self, sections: list[_Section], query: _Section) -> None:
        super().__init__(id="help-text")
        self.wanted = ""
        self._sections = sections
        self._query = query
        self._query_line = 0

    def show_only(self, wanted: str) -> None:
        """Show the rows that a text may mean; all of them if it is empty."""
        self.wanted = fold(wanted)
        self.scroll_to(y=0, animate=False)
        self.redraw()

    def go_to_query(self) -> None:
        """Scroll to the query language."""
        self.scroll_to(y=self._query_line, animate=False)

    def count_lines(self, cells: int) -> int:
        """How many lines of some width the text has without a filter."""
        wanted, self.wanted = self.wanted, ""
        lines = self.lay_out(cells)
        self.wanted = wanted
        return len(lines)

    def lay_out(self, cells: int) -> list[list[Piece]]:
        sections = [self._kept(section) for section in (*self._sections, self._query)]
        if self.wanted or cells < TWO_COLUMNS:
            lines: list[list[Piece]] = []
            for section in [one for one in sections if one.rows]:
                self._query_line = len(lines)
                lines += self._lay_out(section, cells)
            return lines or [[(_("nothing here has this name"), self.base)]]
        column = (cells - GAP) // 2
        *others, moving = [one for one in sections[:-1] if one.rows]
        left = [line for one in others if not one.is_right for line in self._lay_out(one, column)]
        right = [line for one in others if one.is_right for line in self._lay_out(one, column)]
        # What matters is at the top of both.
        shorter = min(left, right, key=len)
        shorter += self._lay_out(moving, column)
        lines = []
        for number in range(max(len(left), len(right))):
            pieces = left[number] if number < len(left) else []
            beside = right[number] if number < len(right) else []
            room = column + GAP - sum(width(text) for text, _style in pieces)
            lines.append([*pieces, (" " * room, self.base), *beside] if beside else pieces)
        self._query_line = len(lines) + 1
        return [*lines, [], *self._lay_out(sections[-1], cells)]

    def _kept(self, section: _Section) -> _Section:
        if not self.wanted:
            return section
        return section._replace(rows=[row for row in section.rows if row.fits(self.wanted)])

    def _lay_out(self, section: _Section, cells: int) -> list[list[Piece]]:
        """A section in lines of some width."""
        base = self.base
        dim = base + self.style_of("dim")
        lines: list[list[Piece]] = [[(section.title, base + self.style_of("heading"))]]
        labels = max(width(row.label) for row in section.rows) + GAP
        for row in section.rows:
            whole = f"{row.text} ({row.reason})" if row.reason else row.text
            for number, (start, end) in enumerate(wrap(whole, cells - labels)):
                label = "" if number else row.label
                style = dim if row.reason else base
                lines.append(
                    [(pad(label, labels), style + Style(bold=True)), (whole[start:end], style)]
                )
        return lines


class Help(Dialog[None]):
    """The keys of a place, a key of `actions.PLACES`, and the query language."""

    CSS_PATH = "help.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("q,question_mark,f1", "dismiss", id="help", show=False),
        Binding("slash", "filter", id="search", show=False),
        Binding("tab", "query", id="next_pane", show=False),
    ]

    def __init__(
        self, place: str, keymap: keymap.Keymap, why_not: Callable[[actions.Action], str]
    ) -> None:
        super().__init__()
        self._place = place
        self._keymap = keymap
        self._why_not = why_not
        english, chinese = translator("en"), translator("zh")
        rows = [
            _Row(example, _(text), "", (english(text), chinese(text)))
            for example, text in _EXAMPLES
        ]
        hint = _("Terms separated by spaces must all match; a comma means or.")
        query = _Section(_("The query"), [*rows, _Row("", hint)])
        self._text = HelpText(list(self._sections()), query)

    def compose(self) -> ComposeResult:
        with Vertical(id="help") as box:
            box.border_title = _("Help")
            box.border_subtitle = _("/ filters · Tab: the query · Esc closes")
            yield TextLine("", placeholder=_("name, pinyin or initials"), id="help-filter")
            yield self._text

    def on_mount(self) -> None:
        self._text.focus()

    def on_resize(self) -> None:
        self._fit_height()

    def _fit_height(self) -> None:
        """Make the text as high as all of it, also with a filter: else more would be sent again."""
        screen = self.app.size
        cells = min(screen.width * 96 // 100, MAX_CELLS) - FRAME_CELLS
        lines = self._text.count_lines(cells)
        is_open = self._line.has_class("open")
        room = screen.height - FRAME_LINES
        self._text.styles.height = max(1, min(lines, room) - is_open)

    def _sections(self) -> Iterator[_Section]:
        """What is special to the place comes first, and moving last."""
        there = actions.actions_at(self._place)
        tasks: dict[str, list[actions.Action]] = {}
        for action in there:
            task = next((task for task, names in _TASKS.items() if action.name in names), None)
            if task is None and action.target in _MOVING:
                task = _MOVE
            elif task is None:
                task = _LOOK if action.target == actions.BROWSER else _TITLES[action.target]
            tasks.setdefault(task, []).append(action)
        own = actions.PLACES[self._place][0]
        order = list(_TASKS)

        def rank(task: str) -> tuple[bool, int]:
            is_own = task not in (_LOOK, _MOVE) and any(
                action.target == own for action in tasks[task]
            )
            return not is_own, order.index(task) if task in order else -1

        for task in sorted(tasks, key=rank):
            named = _TASKS.get(task, ())
            listed = sorted(
                tasks[task],
                key=lambda one: named.index(one.name) if one.name in named else len(named),
            )
            rows = [self._row(action) for action in listed]
            yield _Section(_(task), rows, task in _RIGHT)

    def _row(self, action: actions.Action) -> _Row:
        also = (action.name, action.help, translator("zh")(action.help))
        label = self._keymap.labels(action)
        return _Row(label, _(action.help), self._why_not(action), also)

    # -- the filter

    @property
    def _line(self) -> Input:
        return self.query_one("#help-filter", Input)

    def action_filter(self) -> None:
        """Ask for a part of what is searched."""
        self._line.add_class("open")
        self._fit_height()
        self._line.focus()

    def action_query(self) -> None:
        """Go to the query language."""
        self._text.focus()
        self._text.go_to_query()

    def action_leave(self) -> None:
        """Show everything again if something is left out; otherwise close."""
        if not self._line.has_class("open"):
            self.dismiss(None)
            return
        self._line.value = ""
        self._line.remove_class("open")
        self._fit_height()
        self._text.focus()

    @on(Input.Changed)
    def _changed(self, message: Input.Changed) -> None:
        message.stop()
        self._text.show_only(message.value)

    @on(Input.Submitted)
    def _submitted(self, message: Input.Submitted) -> None:
        message.stop()
        self._text.focus()
