"""The current measure, whole, with what the query matched in it."""

from __future__ import annotations

from rich.style import Style

from ecotui.browser.outline import marked
from ecotui.i18n import _
from ecotui.model.plan import Entry
from ecotui.query.index import Heading
from ecotui.query.measure_fields import source_fields, task_fields
from ecotui.query.selection import Selection
from ecotui.text.display import wrap
from ecotui.tui.panes.base import Pane
from ecotui.tui.panes.drawing import Piece, within


class MeasurePane(Pane):
    """The wording, leads, participants and source of what the outline's cursor stands on."""

    def __init__(self, selection: Selection) -> None:
        super().__init__(id="measure")
        self.selection = selection
        self.item: Heading | Entry | None = None
        self._lines: list[list[Piece]] = []

    @property
    def count(self) -> int:
        return len(self._lines)

    def pieces(self, line: int) -> list[Piece]:
        """A line of the text."""
        return self._lines[line]

    def show_item(self, selection: Selection, item: Heading | Entry | None) -> None:
        """Show a measure or a heading."""
        if item is not self.item:
            self.scroll_to(y=0, animate=False)
        self.selection, self.item = selection, item
        self.redraw()

    def redraw(self) -> None:
        """Break the text into lines of the pane's width, and draw them."""
        # Without a size or a style sheet there is nothing to lay out yet; a resize will come.
        width = self.scrollable_content_region.width
        self._lines = self._laid_out(width) if width > 0 and self.is_attached else []
        super().redraw()

    def _laid_out(self, width: int) -> list[list[Piece]]:
        base, item = self.base, self.item
        dim, heading = base + self.style_of("dim"), base + self.style_of("heading")
        if item is None:
            return self._wrapped(_("No measures match. Press x to clear."), width, dim)
        if isinstance(item, Heading):
            matched = (item.mask & self.selection.mask).bit_count()
            counts = _("{matched} of {total} measures")
            text = counts.format(matched=matched, total=item.total)
            return [*self._wrapped(f"{item.label}{item.title}", width, heading), [(text, dim)]]
        # Who leads comes first: below a long wording it would be out of sight.
        lines = [line for field in task_fields(item) for line in self._field(*field, width)]
        wording = f"{item.measure.number}. {item.measure.text}"
        lines += [[], *self._wrapped(wording, width, base), []]
        for field in source_fields(item, self.selection.index):
            lines += self._field(*field, width)
        return lines

    def _field(self, name: str, value: str, width: int) -> list[list[Piece]]:
        """A name and its value, in one line where they fit."""
        base = self.base
        label = name + " "
        lines = self._wrapped(label + (value or "—"), width, base)
        first = lines[0]
        text = "".join(piece for piece, _style in first)
        spans = [span for span in self.selection.spans(text) if span[0] >= len(label)]
        rest = marked(
            text[len(label) :],
            within(spans, len(label), len(text)),
            base,
            base + self.style_of("match"),
        )
        lines[0] = [(text[: len(label)], base + self.style_of("heading")), *rest]
        return lines

    def _wrapped(self, text: str, width: int, style: Style) -> list[list[Piece]]:
        spans = self.selection.spans(text)
        match = style + self.style_of("match")
        return [
            marked(text[start:end], within(spans, start, end), style, match)
            for start, end in wrap(text, width)
        ]
