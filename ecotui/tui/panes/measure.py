"""The current measure, whole, with what the query matched in it."""

from __future__ import annotations

from typing import ClassVar

from rich.style import Style
from textual.binding import BindingType
from textual.message import Message

from ecotui.browser import actions
from ecotui.browser.outline import clip_spans, highlight, source_fields, task_fields
from ecotui.i18n import _
from ecotui.model.plan import Entry
from ecotui.query.index import Heading
from ecotui.query.selection import Selection
from ecotui.text.display import wrap
from ecotui.tui import keymap
from ecotui.tui.panes.base import Piece, TextPane


class MeasurePane(TextPane):
    """The wording, leads, participants and source of what the outline's cursor stands on."""

    BINDINGS: ClassVar[list[BindingType]] = [*keymap.bindings(actions.MEASURE)]

    class Left(Message):
        """The user has read it."""

    def __init__(self, selection: Selection) -> None:
        super().__init__(id="measure")
        self.selection = selection
        self.item: Heading | Entry | None = None

    def show_item(self, selection: Selection, item: Heading | Entry | None) -> None:
        if item is not self.item:
            self.scroll_to(y=0, animate=False)
        self.selection, self.item = selection, item
        self.redraw()

    def action_leave(self) -> None:
        self.post_message(self.Left())

    def lay_out(self, cells: int) -> list[list[Piece]]:
        base, item = self.base, self.item
        dim, heading = base + self.style_of("dim"), base + self.style_of("heading")
        if item is None:
            return self._wrap(_("No measures match. Press x to clear."), cells, dim)
        if isinstance(item, Heading):
            matched = (item.mask & self.selection.mask).bit_count()
            counts = _("{matched} of {total} measures")
            text = counts.format(matched=matched, total=item.total)
            return [*self._wrap(f"{item.label}{item.title}", cells, heading), [(text, dim)]]
        # The leads come first: below a long wording they would be out of sight.
        lines = [line for field in task_fields(item) for line in self._field(*field, cells)]
        measure = item.measure
        lines += [[], *self._wrap(f"{measure.number}. {measure.text}", cells, base), []]
        for field in source_fields(item, self.selection.index):
            lines += self._field(*field, cells)
        return lines

    def _field(self, name: str, value: str, cells: int) -> list[list[Piece]]:
        """A name and its value, in one line if they fit."""
        base = self.base
        label = name + " "
        lines = self._wrap(label + (value or "—"), cells, base)
        text = "".join(piece for piece, _style in lines[0])
        spans = [span for span in self.selection.spans(text) if span[0] >= len(label)]
        spans = clip_spans(spans, len(label), len(text))
        rest = highlight(text[len(label) :], spans, base, base + self.style_of("match"))
        lines[0] = [(text[: len(label)], base + self.style_of("heading")), *rest]
        return lines

    def _wrap(self, text: str, cells: int, style: Style) -> list[list[Piece]]:
        spans = self.selection.spans(text)
        match = style + self.style_of("match")
        return [
            highlight(text[start:end], clip_spans(spans, start, end), style, match)
            for start, end in wrap(text, cells)
        ]
