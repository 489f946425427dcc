"""What writes the handouts of the departments."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import quote

from ecotui.api import N_, Entry, Facet, Heading, Selection, Target, visible
from ecotui.plugins.common import markdown_text as md
from ecotui.plugins.common import wording
from ecotui.plugins.common.csv_cells import safe
from ecotui.plugins.word.document import WordFile
from ecotui.plugins.word.frame import table_style
from ecotui.plugins.word.tables import Cell, Row, table
from ecotui.plugins.word.text import MEASURES

if TYPE_CHECKING:
    from ecotui.plugins.handouts import Options

_SIZE_PT = 10.5
#: The columns of a task list with their widths; the measure has what remains.
_COLUMNS_MM = {
    N_("No."): 14,
    N_("Measure"): 0,
    N_("Role"): 20,
    N_("With whom"): 66,
    N_("Progress"): 36,
    N_("Deadline"): 28,
}
_BAND = "EDEDED"
# Not every file system takes these in the name of a file.
_UNFIT = re.compile(r'[<>:"/\\|?*\s]+')
#: The name of a file may have 255 bytes, and a character may take four.
_MAX_STEM_CHARACTERS = 50
#: How many departments a preview names.
_NAMED = 3


class HandoutsExporter:
    """Writes ``NN-DEPARTMENT.docx`` and ``.csv`` for departments with a task, and ``index.md``."""

    def export(self, selection: Selection, target: Target, options: Options) -> None:
        busy, files = _planned(selection, options)
        if options.department:
            target.wrote(sum(facet.total for facet in busy))
        else:
            target.wrote(sum(1 for one in selection.measures if one.lead or one.participants))
        footer = selection.label(N_("Page {page} of {pages}"))
        for done, (facet, file) in enumerate(zip(busy, files, strict=True), 1):
            if target.cancelled:
                return
            tasks = _Tasks(selection, facet)
            with target.member(f"{file}.docx").binary() as document:
                document.write(tasks.document(footer).saved())
            with target.member(f"{file}.csv").text() as text:
                if options.bom:
                    text.write("\ufeff")
                csv.writer(text, lineterminator="\r\n").writerows(map(safe, tasks.rows()))
            target.progress(done, len(busy))
        with target.member("index.md").text() as index:
            index.write(_index(selection, busy, files))

    def preview(self, selection: Selection, options: Options) -> str:
        """The names of the files, and the first of them as text."""
        busy, files = _planned(selection, options)
        if not busy:
            return wording.nothing(selection)
        names = "  ".join(f"{one}.docx  {one}.csv" for one in files[:_NAMED])
        more = "  …" if len(files) > _NAMED else ""
        return f"{names}{more}\n\n{_Tasks(selection, busy[0]).document('', MEASURES).text()}"


def _planned(selection: Selection, options: Options) -> tuple[list[Facet], list[str]]:
    """The departments that get handouts, and the names of their files without the ending."""
    facets: Iterable[Facet] = selection.departments
    if options.department:
        facets = [wording.one_department(selection, options.department)]
    busy = [facet for facet in facets if facet.total]
    digits = max(2, len(str(len(busy))))
    return busy, [f"{at:0{digits}}{_stem(facet.name)}" for at, facet in enumerate(busy, 1)]


class _Tasks:
    def __init__(self, selection: Selection, facet: Facet) -> None:
        self.selection, self.facet = selection, facet
        self.lists = wording.task_lists(selection, facet)

    def header(self) -> list[str]:
        return [self.selection.label(name) for name in _COLUMNS_MM]

    def task(self, entry: Entry) -> tuple[str, str]:
        """What the department does for a measure, and with whom."""
        name, label = self.facet.name, self.selection.label
        if name not in entry.lead:
            role = label(N_("participates"))
        elif len(entry.lead) == 1:
            role = label(N_("leads"))
        elif name == entry.measure.first_lead:
            role = label(N_("leads, listed first"))
        else:
            role = label(N_("leads with others"))
        others = [
            wording.labelled(self.selection, said, departments)
            for said, departments in wording.roles(self.selection, entry, without=name)
        ]
        return role, "\n".join(others)

    def rows(self) -> Iterator[list[str]]:
        """The rows of the list to keep: one for each task, to be filled in at its end."""
        yield self.header()
        for _title, tasks in self.lists:
            for entry in tasks.measures:
                yield [entry.id, entry.text, *self.task(entry), "", ""]

    def document(self, footer: str, most: int | None = None) -> WordFile:
        """The document; of each list as many rows as are wanted, headings included."""
        selection = self.selection
        name = visible(self.facet.name)
        title = selection.label(N_("Tasks: {department}")).format(department=name)
        word = WordFile(title, "handouts", footer=footer)
        word.paragraph("Title", title)
        load, query = wording.load_line(selection, self.facet), wording.query_line(selection)
        for line in filter(None, (visible(selection.title), load, query)):
            word.paragraph("Subtitle", line)
        free = word.page.inner - sum(_COLUMNS_MM.values())
        widths = [width or free for width in _COLUMNS_MM.values()]
        for list_title, tasks in self.lists:
            word.heading(1, f"{list_title} ({len(tasks)})")
            rows = islice(self.table_rows(tasks), most)
            word.add(table(widths, rows, margin=1, air=0.7))
        return word

    def table_rows(self, tasks: Selection) -> Iterator[Row]:
        """The rows of one list: its header, headings of the plan as bands, tasks."""
        heading, text = table_style("Heading", _SIZE_PT), table_style("Text", _SIZE_PT)
        centred = table_style("Centred", _SIZE_PT)
        yield Row([Cell(name, heading) for name in self.header()], 8, header=True, with_next=True)
        above: list[str] = []
        for item in tasks.outline():
            if isinstance(item, Heading):
                above.append(wording.heading_text(item))
                continue
            if above:
                band = Cell("　".join(above), text, shade=_BAND, bold=True, span=len(_COLUMNS_MM))
                yield Row((band,), 6, with_next=True)
                above = []
            role, others = self.task(item)
            cells = [
                Cell(visible(item.id), centred),
                Cell(wording.clean(item.text), text),
                Cell(role, centred),
                Cell(others, text),
                *[Cell("", text)] * 2,
            ]
            yield Row(cells, 10)


def _stem(name: str) -> str:
    """A department's name as the end of a file name, with the dash before it."""
    fit = _UNFIT.sub("-", visible(name))[:_MAX_STEM_CHARACTERS].strip(" .-")
    return f"-{fit}" if fit else ""


def _index(selection: Selection, busy: list[Facet], files: list[str]) -> str:
    label = selection.label
    out = md.heading(1, label(N_("Handouts")))
    for line in filter(None, (visible(selection.title), wording.query_line(selection))):
        out += f"{md.inline(line)}\n\n"
    if not busy:
        return f"{out}{wording.nothing(selection)}\n"
    columns = [N_("Department"), N_("Leads"), N_("Participates"), N_("Document"), N_("List")]
    out += md.table_head([label(one) for one in columns], ["---", "--:", "--:", "---", "---"])
    for facet, file in zip(busy, files, strict=True):
        links = [f"[{md.inline(file + end)}](<{quote(file + end)}>)" for end in (".docx", ".csv")]
        others = facet.total - facet.lead
        out += md.row([md.inline(visible(facet.name)), str(facet.lead), str(others), *links])
    return out
