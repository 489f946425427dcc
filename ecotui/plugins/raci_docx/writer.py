"""What writes the RACI matrix as a Word document."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from ecotui.api import N_, Heading, Selection, Target, visible
from ecotui.plugins.common import text_grid, wording
from ecotui.plugins.common.matrix_options import meanings
from ecotui.plugins.raci_docx.table import Grid
from ecotui.plugins.word.document import MM_PER_PT, Page, WordFile

if TYPE_CHECKING:
    from ecotui.plugins.raci_docx import Options

#: Sizes of text in tables. Nobody reads smaller letters in a meeting: what does not fit then takes
#: further pages, in the usual one of these.
_SIZES_PT = (12, 10.5, 9, 8)
_USUAL_PT = 9
#: What title and heading take, and a line of the notes.
_TITLE_MM, _NOTE_MM = 17, 5


class RaciDocxExporter:
    """Writes a matrix of the whole selection, or one on pages of its own for each part of it."""

    def export(self, selection: Selection, target: Target, options: Options) -> None:
        page = selection.label(N_("Page {page} of {pages}"))
        footer = f"{page}　　{wording.date_of(options.date) or '{date}'}"
        parts = [
            _Part(part, above, options)
            for above, part in options.parts(selection) or [((), selection)]
        ]
        word = WordFile(visible(selection.title), "matrix", paper=options.paper, footer=footer)
        done = 0
        for part in parts:
            if target.cancelled:
                return
            part.write(word, new_page=done > 0)
            done += len(part.selection)
            target.progress(done, len(selection))
        with target.binary() as file:
            file.write(word.saved())

    def preview(self, selection: Selection, options: Options) -> str:
        """The pages of the matrix as text."""
        parts = options.parts(selection) or [((), selection)]
        return text_grid.pages(selection, options, parts)


class _Part:
    """A matrix with what stands above and below it."""

    def __init__(self, selection: Selection, above: tuple[Heading, ...], options: Options) -> None:
        self.selection, self.above, self.options = selection, above, options
        self.matrix = options.matrix(selection)
        whole = options.wording == "whole"
        self.grid = Grid(selection, self.matrix, above, by=options.by, whole=whole)
        self.letters = wording.joined(selection, meanings(self.matrix))
        self.notes = wording.joined(selection, self.matrix.notes)

    def fits(self, page: Page, size: float) -> bool:
        """Whether title, matrix and legend fit on one page in a size of text in points."""
        fitting = page.inner / MM_PER_PT / _USUAL_PT
        notes = sum(math.ceil(len(text) / fitting) for text in (self.letters, self.notes))
        query = _NOTE_MM if self.selection.query else 0
        needed = _TITLE_MM + query + self.grid.height(page, size) + notes * _NOTE_MM
        return needed < page.inner_height

    def size(self, page: Page) -> float:
        """The size of text in points: few tables first, then few pages, then large letters."""
        tables = {size: self.grid.tables(page, size) for size in _SIZES_PT}
        few = [size for size in _SIZES_PT if tables[size] == min(tables.values())]
        fitting = [size for size in few if self.fits(page, size)]
        return fitting[0] if fitting else min(few, key=lambda size: abs(size - _USUAL_PT))

    def write(self, word: WordFile, *, new_page: bool) -> None:
        selection = self.selection
        title = self.above[0].title if self.above and not self.above[0].level else selection.title
        word.paragraph("Title", visible(title), new_page=new_page)
        headings = [wording.heading_text(one) for one in self.above if one.level]
        word.heading(1, "　".join([selection.label(N_("RACI matrix")), *headings]))
        if query := wording.query_line(selection):
            word.paragraph("Subtitle", query)
        if self.matrix.rows:
            self.grid.write(word, self.size(word.page))
        else:
            word.paragraph("BodyText", wording.nothing(selection))
        legend = f"{selection.label(N_('Legend'))} ({self.matrix.scheme})"
        legend = wording.labelled(selection, visible(legend))
        word.paragraph("Note", visible(self.letters), bold=legend)
        if self.notes:
            word.paragraph("Note", visible(self.notes))
        if self.options.findings and self.matrix.findings:
            word.heading(2, selection.label(N_("Findings")))
            for finding in self.matrix.findings:
                cells = wording.finding_cells(selection, finding)
                severity, where, message, suggestion, _code = cells
                text = f"{message} → {suggestion}" if suggestion else message
                bold = wording.labelled(selection, where)
                word.paragraph("Note", f"{text} ({severity})", bold=bold)
