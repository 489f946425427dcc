"""The help: every key, and the query language by examples."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from ecotui.i18n import N_, _
from ecotui.text.layout import pad
from ecotui.tui import keys

_TARGETS = {
    keys.BROWSER: N_("Everywhere"),
    keys.LIST: N_("In every list"),
    keys.OUTLINE: N_("In the outline"),
    keys.DEPARTMENTS: N_("In the departments"),
    keys.EXPORT: N_("In the export dialog"),
}

_EXAMPLES = (
    ("湿地", N_("measures with this text, also in headings and department names")),
    ('"补偿标准"', N_("exactly this, with blanks and signs")),
    ("stbc", N_("initials or pinyin of the text")),
    ("lead:林业厅", N_("林业厅 leads (first: leads first; with: participates; dept: either)")),
    ("lead:lyt,nyt", N_("one of them leads; pinyin and abbreviations serve")),
    ("-with:财政厅", N_("not with this participant")),
    ("section:湿地 no:7-12", N_("by heading and by number")),
    ("is:joint", N_("several leads (solo, open, group, corrected)")),
    ("@name", N_("a saved view")),
)


class Help(ModalScreen[None]):
    """Keys and query language; any of Esc, q and ? closes it."""

    CSS = """
    Help { align: center middle; }
    Help > VerticalScroll {
        width: 90%; max-width: 90; height: auto; max-height: 95%;
        border: round $primary; background: $surface; padding: 0 1;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark", "close", show=False),
        Binding("j", "scroll(2)", show=False),
        Binding("k", "scroll(-2)", show=False),
    ]

    def compose(self) -> ComposeResult:
        """One long text."""
        with VerticalScroll() as body:
            body.border_title = _("Help")
            body.border_subtitle = _("Esc closes")
            yield Static(self._text(), markup=False)

    def on_mount(self) -> None:
        """Let the arrow keys scroll."""
        self.query_one(VerticalScroll).focus()

    @staticmethod
    def _text() -> Text:
        text = Text()
        for target, title in _TARGETS.items():
            text.append(f"{_(title)}\n", "bold")
            for action in keys.ACTIONS:
                if action.target == target:
                    text.append(f"  {pad(action.shown, 10)} {_(action.help)}\n")
        text.append(f"{_('The query')}\n", "bold")
        for example, meaning in _EXAMPLES:
            text.append(f"  {pad(example, 22)} {_(meaning)}\n")
        text.append(_("Terms with a blank between them all hold; a comma means or."))
        return text

    def action_close(self) -> None:
        """Back to the browser."""
        self.dismiss()

    def action_scroll(self, by: int) -> None:
        """Scroll by some lines."""
        body = self.query_one(VerticalScroll)
        body.scroll_to(y=body.scroll_y + by, animate=False)
