"""What writes the RACI matrix as a Word document."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ecotui.api import N_, Heading, Selection, Target, _, visible
from ecotui.plugins.common import text_grid, wording
from ecotui.plugins.common.matrix_options import matrix_title, meanings
from ecotui.plugins.raci_docx import contents
from ecotui.plugins.raci_docx.measuring import lines
from ecotui.plugins.raci_docx.table import Grid
from ecotui.plugins.word.document import MM_PER_PT, Page, WordFile
from ecotui.plugins.word.title import title_lines

if TYPE_CHECKING:
    from ecotui.plugins.raci_docx import Options

#: Sizes of text in tables. Nobody reads smaller letters in a meeting: what does not fit then takes
#: further pages.
_SIZES_PT = (12, 10.5, 9, 8)
#: That of lists.
_USUAL_PT = 9
#: Larger letters are worth so many times the pages.
_WORTH = 1.35
#: How many characters of a measure stand above its column, the most that take no further page.
_HEAD_CHARACTERS = (18, 15, 12)
#: A heading below a table.
_HEADING_MM = 10
#: A matrix on more pages is not read to its end.
_MANY_PAGES = 20
#: By how much A3 is wider and higher than A4.
_A3_MM = 123, 87
#: What a line of a style takes, and the size of its text, in points.
_STYLES: dict[str, dict[str, tuple[float, float]]] = {
    "plain": {"Title": (25, 16), "Heading1": (21, 12), "Subtitle": (17, 10.5), "Note": (14, 9)},
    "official": {
        "Mark": (28.95, 16),
        "Title": (36, 22),
        "Heading1": (28.95, 16),
        "Heading2": (28.95, 16),
        "Subtitle": (28.95, 16),
        "Note": (17, 10.5),
    },
}


class RaciDocxExporter:
    """Writes a matrix of each plan, or one on pages of its own for each part of it."""

    def export(self, selection: Selection, target: Target, options: Options) -> None:
        selection = options.worded(selection)
        footer = ""
        if not options.official:
            # How many pages there are says nothing if they do not begin with 1.
            of_all = options.first_page == 1
            page = selection.label(N_("Page {page} of {pages}") if of_all else N_("Page {page}"))
            footer = "　　".join(filter(None, (page, options.day(selection))))
        word = WordFile(
            visible(selection.title),
            "official" if options.official else "matrix",
            paper=options.paper,
            footer=footer,
            author=visible(options.author),
            language=selection.language,
            landscape=True,
            first_page=options.first_page,
        )
        several = len(selection.split("plan")) > 1
        parts = []
        for number, above, measures in _parts(selection, options):
            mark = options.mark(measures, number if several else 0) if number else None
            parts.append(_Part(measures, above, options, mark, word.page))
        done = 0
        for at, part in enumerate(parts):
            if target.cancelled:
                return
            part.write(word, new_page=at > 0)
            done += len(part.selection)
            target.progress(done, len(selection))
        for message in dict.fromkeys(message for part in parts for message in part.doubts()):
            target.warn(message)
        with target.binary() as file:
            file.write(word.saved())

    def preview(self, selection: Selection, options: Options) -> str:
        """The pages of the matrix as text."""
        selection = options.worded(selection)
        parts = [(above, part) for _number, above, part in _parts(selection, options)]
        return text_grid.pages(selection, options, parts)


def _parts(
    selection: Selection, options: Options
) -> Iterator[tuple[int, tuple[Heading, ...], Selection]]:
    """The headings and the measures of each matrix of the document; each plan has its own.

    Before them stands the number of the plan that begins with them, or 0.
    """
    for number, plan in enumerate(wording.by_plan(selection), 1):
        for at, (above, part) in enumerate(options.parts(plan[1]) or [plan]):
            yield 0 if at else number, above, part


class _Part:
    """A matrix with what stands above and below it.

    ``mark`` is that of the annex which it begins, None where it goes on with one.
    """

    def __init__(
        self,
        selection: Selection,
        above: tuple[Heading, ...],
        options: Options,
        mark: str | None,
        page: Page,
    ) -> None:
        self.selection, self.options, self.mark, self.page = selection, options, mark, page
        self.matrix = options.matrix(selection)
        plan = [heading.title for heading in above if not heading.level]
        self.title = visible(plan[0] if plan else selection.title)
        self.headings = [wording.heading_text(one) for one in above if one.level]
        self.title_break = visible(options.title_break)
        self.said = {one.mask for one in above}
        self.taken = self._taken(page)
        self.grid, self.size = self._best()

    def _best(self) -> tuple[Grid, float]:
        """The tables, and the size of their text."""
        selection, matrix = self.selection, self.matrix
        if self.options.by == "measure":
            grid = self._grid(contents.by_measure(selection, matrix, self.said))
            return grid, self._size(grid)
        found = []
        for limit in _HEAD_CHARACTERS:
            grid = self._grid(contents.by_department(selection, matrix, self.said, limit))
            size = self._size(grid)
            found.append((grid.pages(self.page, size, self.taken), -limit, grid, size))
        # Long names are worth no pages.
        _pages, _limit, grid, size = min(found, key=lambda one: one[:2])
        return grid, size

    def _grid(self, of: contents.Contents) -> Grid:
        whole, official = self.options.wording == "whole", self.options.official
        return Grid(self.selection, self.matrix, of, whole=whole, official=official)

    def _size(self, grid: Grid) -> float:
        """The size of text in points: few tables first, then few pages, then large letters."""
        tables = {size: grid.tables(self.page, size) for size in _SIZES_PT}
        few = [size for size in _SIZES_PT if tables[size] == min(tables.values())]
        pages = {size: grid.pages(self.page, size, self.taken) for size in few}
        return next(size for size in few if pages[size] <= _WORTH * min(pages.values()))

    def above(self) -> Iterator[tuple[str, str]]:
        """Styles and texts of what stands above the table, but for the mark."""
        selection, options = self.selection, self.options
        name = matrix_title(selection, self.matrix)
        described = wording.query_line(selection) if options.query else None
        if not options.official:
            yield "Title", self.title
            yield "Heading1", "　".join([name, *self.headings])
            if described:
                yield "Subtitle", described
            return
        if self.mark is not None:
            comma = "，" if selection.language == "zh" else ", "
            said = comma.join(filter(None, (described, options.day(selection))))
            yield "Title", self.title
            yield "Subtitle", wording.bracketed(selection, name, said)
        for level, text in enumerate(self.headings, 1):
            yield f"Heading{level}", text

    def legend(self) -> Iterator[tuple[str, str]]:
        """Bold and other text of the notes above the table."""
        letters = wording.joined(self.selection, meanings(self.matrix))
        if not self.matrix.rows:
            return
        yield wording.labelled(self.selection, N_("Legend")), visible(letters)
        if self.matrix.notes:
            yield "", visible(wording.joined(self.selection, self.matrix.notes))

    def _taken(self, page: Page) -> float:
        """What stands above the table, in millimetres."""
        styles = _STYLES["official" if self.options.official else "plain"]
        texts = [*self.above(), *[("Note", "".join(texts)) for texts in self.legend()]]
        if self.options.official and self.mark is not None:
            # An empty line stands below the mark.
            texts += [("Mark", ""), ("Mark", "")] if self.mark else []
        points = 5.0
        for style, text in texts:
            line, size = styles[style]
            if style == "Title":
                count = len(title_lines(text, page.inner, size, self.title_break))
            else:
                count = lines(text, page.inner / MM_PER_PT / size)
            points += line * count
        return points * MM_PER_PT

    def write(self, word: WordFile, *, new_page: bool) -> None:
        options, selection = self.options, self.selection
        above = [*self.above()]
        if options.official and self.mark is not None:
            (_title, title), (_subtitle, subtitle), *above = above
            word.annex(self.mark, title, self.title_break, subtitle, level=1)
            new_page = False
        for style, text in above:
            if style == "Title":
                word.title(text, self.title_break, new_page=new_page)
            else:
                word.paragraph(style, text, new_page=new_page)
            new_page = False
        for bold, text in self.legend():
            word.paragraph("Note", text, bold=bold)
        if not self.matrix.rows:
            word.paragraph("BodyText", wording.nothing(selection))
            return
        left = self.grid.settle(self.page, self.size, self.taken)
        name = matrix_title(selection, self.matrix)
        self.grid.write(word, self.size, "　".join([self.title, name, *self.headings]))
        if options.by == "department" and options.wording == "whole":
            self.write_wordings(word, left)
        if options.findings:
            self.write_findings(word)

    def write_wordings(self, word: WordFile, left: float) -> None:
        """Write what the numbers above the columns stand for, where so much of a page is left."""
        title = self.selection.label(N_("Measures"))
        word.heading(2, title)
        grid = self._grid(contents.wordings(self.selection, self.said))
        grid.settle(self.page, _USUAL_PT, self.page.inner_height - left + _HEADING_MM)
        grid.write(word, _USUAL_PT, title)

    def write_findings(self, word: WordFile) -> None:
        """Write what is questionable, what is worst first."""
        selection = self.selection
        findings = wording.gravest_first(self.matrix.findings)
        if findings:
            word.heading(2, selection.label(N_("Findings")))
        for finding in findings:
            severity, where, text, suggestion = wording.finding_cells(selection, finding)
            if suggestion:
                text = wording.joined(selection, (text, suggestion))
            bold = wording.labelled(selection, where)
            word.paragraph("Note", wording.bracketed(selection, text, severity), bold=bold)

    # -- what its readers may miss

    def doubts(self) -> Iterator[str]:
        """What cannot be read well, and which option helps."""
        if not self.matrix.rows:
            return
        page, size, options = self.page, self.size, self.options
        if self.grid.is_cut(page, size):
            yield _(
                "names of departments are too long to stand above their columns;"
                " --by department shows them whole"
            )
        count = self.grid.pages(page, size, self.taken)
        if count <= _MANY_PAGES:
            return
        helps = []
        if options.paper != "A3":
            wide, high = _A3_MM
            larger = Page(page.inner + wide, page.inner_height + high)
            if self.grid.pages(larger, size, self._taken(larger)) < count:
                helps.append("--paper A3")
        if options.wording == "whole" and self.grid.has_wording:
            helps.append("--wording clause")
        if options.split == "no":
            helps.append("--split section")
        message = _("the matrix takes about {count} pages; what helps: {options}")
        yield message.format(count=count, options=", ".join(helps) or "--where")
