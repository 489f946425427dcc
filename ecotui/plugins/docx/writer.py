"""What writes the outline as a Word document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ecotui.api import N_, Entry, Selection, Target, visible
from ecotui.plugins.common import wording
from ecotui.plugins.word.document import WordFile
from ecotui.plugins.word.tables import Cell, Row, table
from ecotui.plugins.word.text import Few

if TYPE_CHECKING:
    from ecotui.plugins.docx import Options

#: Width of the names of the roles in a table.
_ROLE_MM = 30


class DocxExporter:
    """Writes chapters, sections and measures as headings of three levels.

    Several plans, or the roles of a department, are headings above: all else is one level deeper.
    """

    def export(self, selection: Selection, target: Target, options: Options) -> None:
        """Write the selection.

        Raises:
            ExportError: the department is not one of the plan, or may be several.
        """
        outline, measures = _written(selection, target, options)
        if target.cancelled:
            return
        target.wrote(measures)
        with target.binary() as file:
            file.write(outline.word.saved())

    def preview(self, selection: Selection, options: Options) -> str:
        """The first measures of the document as text."""
        few = Few()
        outline, _measures = _written(selection, few, options)
        return outline.word.text() + ("\n…" if few.cancelled else "")


def _written(selection: Selection, target: Target | Few, options: Options) -> tuple[_Outline, int]:
    """The document, and how many measures it has; not whole if the target is cancelled."""
    lists = [("", selection)]
    # An official document speaks no query language.
    subtitles = [options.day(selection)]
    if options.query and not options.official:
        subtitles.append(wording.query_line(selection) or "")
    if options.department:
        facet = wording.one_department(selection, options.department)
        subtitles += [
            wording.labelled(selection, N_("Department"), visible(facet.name)),
            wording.load_line(selection, facet),
        ]
        lists = wording.task_lists(selection, facet)
    outline = _Outline(selection, target, options)
    outline.begin([line for line in subtitles if line])
    if not any(len(one) for _title, one in lists):
        outline.word.paragraph("BodyText", wording.nothing(selection))
    for title, one in lists:
        if title:
            outline.word.heading(1, title)
        if not outline.write(one):
            break
    return outline, sum(len(one) for _title, one in lists)


class _Outline:
    """A document in the making."""

    def __init__(self, selection: Selection, target: Target | Few, options: Options) -> None:
        self.selection, self.target, self.options = selection, target, options
        self.deeper = [len(selection.plans) > 1, options.department != ""].count(True)
        self.official = options.official
        self.word = WordFile(
            visible(selection.title),
            options.style,
            above=self.deeper,
            author=visible(options.author),
            language=selection.language,
            first_page=options.first_page,
        )
        self.done = 0

    def begin(self, subtitles: list[str]) -> None:
        """Write what stands above the outline."""
        word = self.word
        options, title = self.options, visible(self.selection.title)
        if self.official:
            word.annex(options.mark(self.selection), title, visible(options.title_break))
        else:
            word.paragraph("Title", title)
        for line in subtitles:
            word.paragraph("Subtitle", line)
        if self.options.contents:
            title = self.selection.label(N_("Contents"))
            # A department's sections are few, and come twice.
            deepest = self.deeper + (1 if self.options.department else 2)
            word.contents(title, deepest, alone=self.official)

    def write(self, selection: Selection) -> bool:
        """Write the headings and measures of a selection; False if the user has cancelled."""
        for item in selection.outline():
            if self.target.cancelled:
                return False
            if isinstance(item, Entry):
                self.measure(item)
                self.done += 1
                self.target.progress(self.done, len(self.selection))
            else:
                self.word.heading(item.level + self.deeper, wording.heading_text(item))
        return True

    def measure(self, entry: Entry) -> None:
        word, level = self.word, 3 + self.deeper
        responsible = list(wording.roles(self.selection, entry))
        if self.official:
            # As in printed documents the number stands before the wording itself.
            word.heading(level, f"{entry.number}. {wording.clean(entry.text)}")
        else:
            title, text = wording.short_title(entry), wording.clean(entry.text)
            more = wording.says_more(title, text)
            word.heading(level, f"{entry.number}. {title if more else text}")
            if more:
                word.paragraph("BodyText", text, with_next=bool(responsible))
        if self.options.roles == "table" and responsible:
            self.role_table(responsible)
            return
        for index, (label, departments) in enumerate(responsible, 1):
            bold = wording.labelled(self.selection, label)
            with_next = index < len(responsible) and not self.official
            word.paragraph("BodyText", departments, bold=bold, with_next=with_next)

    def role_table(self, responsible: list[tuple[str, str]]) -> None:
        """Write who does a measure as a table of two columns."""
        widths = (_ROLE_MM, self.word.page.inner - _ROLE_MM)
        rows = [
            Row(
                (Cell(self.selection.label(label), "TableHeading"), Cell(departments)),
                with_next=index < len(responsible),
            )
            for index, (label, departments) in enumerate(responsible, 1)
        ]
        self.word.add(table(widths, rows, air=0.7))
