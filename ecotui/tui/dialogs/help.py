"""The help: the keys of what had the focus, and the query language by examples."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from ecotui.browser import actions
from ecotui.i18n import N_, _
from ecotui.text.display import pad
from ecotui.tui import keymap

_TITLES = {
    actions.BROWSER: N_("Everywhere"),
    actions.LIST: N_("In every list"),
    actions.OUTLINE: N_("In the outline"),
    actions.DEPARTMENTS: N_("In the departments"),
    actions.TABLE: N_("In every table"),
    actions.GRID: N_("In a grid"),
    actions.CELLS: N_("In the matrix's grid"),
    actions.FINDINGS: N_("In its findings"),
    actions.MATRIX: N_("In the RACI matrix"),
    actions.TOGETHER: N_("In who works with whom"),
    actions.COMPARE: N_("In the comparison"),
    actions.EXPORT: N_("In the export dialog"),
}

_EXAMPLES = (
    ("湿地", N_("measures with this text, also in headings and department names")),
    ('"补偿标准"', N_("exactly this text, with spaces and punctuation")),
    ("stbc", N_("pinyin of the text, or its initials")),
    ("lead:林业厅", N_("林业厅 leads (first: leads first; with: participates; dept: either)")),
    ("lead:lyt,nyt", N_("one of them leads; pinyin and abbreviations work too")),
    ("-with:财政厅", N_("not with this participant")),
    ("section:湿地 no:7-12", N_("by heading and by number")),
    ("is:joint", N_("several leads (solo, open, group, corrected)")),
    ("@name", N_("a saved view")),
)


class Help(ModalScreen[None]):
    """The keys of a place, a key of `actions.PLACES`, and the query language."""

    CSS_PATH = "help.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark,f1", "dismiss", show=False),
        Binding("j", "scroll(2)", show=False),
        Binding("k", "scroll(-2)", show=False),
    ]

    def __init__(
        self, place: str, keymap: keymap.Keymap, why_not: Callable[[actions.Action], str]
    ) -> None:
        super().__init__()
        self._place = place
        self._keymap = keymap
        self._why_not = why_not

    def compose(self) -> ComposeResult:
        with VerticalScroll() as body:
            body.border_title = _("Help")
            body.border_subtitle = _("Esc closes")
            yield Static(self._text(), markup=False)

    def on_mount(self) -> None:
        self.query_one(VerticalScroll).focus()

    def _text(self) -> Text:
        text = Text()
        for target in actions.PLACES[self._place]:
            text.append(f"{_(_TITLES[target])}\n", "bold")
            for action in actions.actions_at(self._place):
                if action.target == target:
                    shown = pad(self._keymap.labels(action), 12)
                    text.append(f"  {shown} {_(action.help)}")
                    if reason := self._why_not(action):
                        text.append(f"  ({reason})", "dim")
                    text.append("\n")
        text.append(f"{_('The query')}\n", "bold")
        for example, meaning in _EXAMPLES:
            text.append(f"  {pad(example, 22)} {_(meaning)}\n")
        text.append(_("Terms separated by spaces must all match; a comma means or."))
        return text

    def action_scroll(self, by: int) -> None:
        body = self.query_one(VerticalScroll)
        body.scroll_to(y=body.scroll_y + by, animate=False)
