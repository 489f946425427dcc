"""The current measure, whole, with what the query matched in it."""

from __future__ import annotations

from typing import ClassVar

from rich.style import Style
from textual.binding import BindingType
from textual.message import Message

from ecotui.browser import actions
from ecotui.browser.outline import clip_spans, fit_pieces, highlight, source_fields, task_fields
from ecotui.i18n import _, ngettext
from ecotui.model.plan import Entry, language_of
from ecotui.query.grammar import Term
from ecotui.query.index import Heading
from ecotui.query.selection import Selection
from ecotui.text.display import cut, join_names, visible, width, wrap
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
        #: The terms of a query that leaves nothing, with what each leaves by itself.
        self.alone: list[tuple[Term, int]] = []
        self.nothing_left = ""

    def show_item(self, selection: Selection, item: Heading | Entry | None) -> None:
        if item is not self.item:
            self.scroll_to(y=0, animate=False)
        self.selection, self.item = selection, item
        name = _("Measure") if isinstance(item, Entry) else _("Measures")
        self.entitle(f"{name} {item.id}" if isinstance(item, Entry) else name)
        self.redraw()

    def action_to_outline(self) -> None:
        self.post_message(self.Left())

    def lay_out(self, cells: int) -> list[list[Piece]]:
        base, item = self.base, self.item
        if item is None:
            # What each term would leave by itself; the ways out are in the outline.
            lines = self._wrap(self.nothing_left, cells, base + self.style_of("dim"))
            for term, count in self.alone:
                left = ngettext("{count} measure", "{count} measures", count).format(count=count)
                lines += self._wrap(f"{term}  {left}", cells, base)
            return lines
        if isinstance(item, Heading):
            return self._lay_out_heading(item, cells)
        # The leads come first: below a long wording they would be out of sight.
        lines = [line for field in task_fields(item) for line in self._field(*field, cells)]
        measure = item.measure
        lines += [[], *self._wrap(f"{measure.number}. {measure.text}", cells, base), []]
        for field in source_fields(item, self.selection.index):
            lines += self._field(*field, cells)
        return lines

    def _lay_out_heading(self, item: Heading, cells: int) -> list[list[Piece]]:
        """The measures below a heading with their leads, then its departments, as there is room."""
        base, index = self.base, self.selection.index
        dim, heading = base + self.style_of("dim"), base + self.style_of("heading")
        mask = item.mask & self.selection.mask
        count = mask.bit_count()
        text = ngettext("{count} measure", "{count} measures", count).format(count=count)
        if count < item.total:
            text = _("{matched} of {total} measures").format(matched=count, total=item.total)
        lines = [*self._wrap(f"{item.label}{item.title}", cells, heading), [(text, dim)], []]
        room = max(1, self.scrollable_content_region.height - len(lines))
        # The bits that there is room for; a heading may have thousands of measures.
        shown, rest = 0, mask
        while rest and shown.bit_count() < room:
            shown |= rest & -rest
            rest &= rest - 1
        if rest:
            shown &= ~(1 << shown.bit_length() - 1)
        listed = index.measures(shown)
        numbers = max([width(str(entry.number)) for entry in listed], default=0)
        for entry in listed:
            lines.append(self._listed(entry, numbers, cells))
        left = count - len(listed)
        if left:
            return [*lines, [(_("… {count} more").format(count=left), dim)]]
        counted = [
            (d.name, (mask & index.department_mask("dept", d.name)).bit_count())
            for d in index.departments
        ]
        counted.sort(key=lambda one: -one[1])
        names = _packed([f"{visible(name)} {count}" for name, count in counted if count], cells)
        below = [[], [(_("Departments"), heading)], *[[(line, base)] for line in names]]
        return lines + (below if len(below) <= room - len(listed) else [])

    def _listed(self, entry: Entry, numbers: int, cells: int) -> list[Piece]:
        """A measure in one line: its number, its wording as far as there is room, its leads."""
        base, measure = self.base, entry.measure
        dim = base + self.style_of("dim")
        leads = join_names(
            measure.lead, open_list=measure.lead_open, language=language_of(entry.plan)
        )
        leads = cut(visible(leads), max(0, cells * 2 // 5))
        number = f"{measure.number:>{numbers}}. "
        room = cells - width(number) - width(leads) - 1
        wording = measure.title or measure.text
        pieces = highlight(
            wording, self.selection.spans(wording), base, base + self.style_of("match")
        )
        fitting = fit_pieces(pieces, max(0, room))
        blank = room + 1 - sum(width(text) for text, _style in fitting)
        return [(number, dim), *fitting, (" " * blank, base), (leads, dim)]

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


def _packed(texts: list[str], cells: int) -> list[str]:
    """Texts in as few lines as hold them, none of them broken."""
    lines: list[str] = []
    for text in texts:
        if lines and width(f"{lines[-1]}  {text}") <= cells:
            lines[-1] += f"  {text}"
        else:
            lines.append(text)
    return lines
