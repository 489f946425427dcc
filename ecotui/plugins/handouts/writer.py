"""What writes the handouts of the departments."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING
from urllib.parse import quote

from ecotui.api import N_, Facet, Selection, Target, TargetFile, visible
from ecotui.plugins.common import markdown_text as md
from ecotui.plugins.common import wording
from ecotui.plugins.common.csv_cells import safe
from ecotui.plugins.handouts import tasks
from ecotui.plugins.word.text import MEASURES

if TYPE_CHECKING:
    from ecotui.plugins.handouts import Options

# Not every file system takes these in the name of a file.
_UNFIT = re.compile(r'[<>:"/\\|?*\s]+')
#: The name of a file may have 255 bytes, and a character may take four.
_MAX_STEM_CHARACTERS = 50
#: How many departments a preview names.
_NAMED = 3
#: What the index calls the files.
_KINDS = {"docx": N_("Document"), "xlsx": N_("Workbook"), "csv": N_("List")}


class HandoutsExporter:
    """Writes ``NN-DEPARTMENT`` in each format for departments with a task, and ``index.md``."""

    def export(self, selection: Selection, target: Target, options: Options) -> None:
        busy, files = _planned(selection, options)
        if options.department:
            target.wrote(sum(facet.total for facet in busy))
        else:
            target.wrote(sum(1 for one in selection.measures if one.lead or one.participants))
        columns = tasks.columns(selection)
        if "docx" in options.formats:
            from ecotui.plugins.handouts.document import Documents

            documents = Documents(selection, columns, options)
        if "xlsx" in options.formats:
            from ecotui.plugins.handouts.workbook import Workbooks

            workbooks = Workbooks(selection, columns)
        for done, (facet, file) in enumerate(zip(busy, files, strict=True), 1):
            if target.cancelled:
                return
            parts = tasks.parts(selection, facet)
            for kind in options.formats:
                member = target.member(f"{file}.{kind}")
                if kind == "docx":
                    _write(member, documents.document(parts).saved())
                elif kind == "xlsx":
                    _write(member, workbooks.workbook(parts))
                else:
                    with member.text() as text:
                        text.write("\ufeff" if options.bom else "")
                        rows = tasks.rows(columns, parts)
                        csv.writer(text, lineterminator="\r\n").writerows(map(safe, rows))
            target.progress(done, len(busy))
        with target.member("index.md").text() as index:
            index.write(_index(selection, busy, files, options.formats))

    def preview(self, selection: Selection, options: Options) -> str:
        """The names of the files, and the first department's document as text."""
        busy, files = _planned(selection, options)
        if not busy:
            return wording.nothing(selection)
        from ecotui.plugins.handouts.document import Documents

        names = "  ".join(f"{file}.{kind}" for file in files[:_NAMED] for kind in options.formats)
        more = "  …" if len(files) > _NAMED else ""
        documents = Documents(selection, tasks.columns(selection), options)
        document = documents.document(tasks.parts(selection, busy[0]), MEASURES)
        return f"{names}{more}\n\n{document.text()}"


def _write(member: TargetFile, data: bytes) -> None:
    with member.binary() as file:
        file.write(data)


def _planned(selection: Selection, options: Options) -> tuple[list[Facet], list[str]]:
    """The departments that get handouts, and the names of their files without the ending."""
    facets: Iterable[Facet] = selection.departments
    if options.department:
        facets = [wording.one_department(selection, options.department)]
    busy = [facet for facet in facets if facet.total]
    digits = max(2, len(str(len(busy))))
    return busy, [f"{at:0{digits}}{_stem(facet.name)}" for at, facet in enumerate(busy, 1)]


def _stem(name: str) -> str:
    """A department's name as the end of a file name, with the dash before it."""
    fit = _UNFIT.sub("-", visible(name))[:_MAX_STEM_CHARACTERS].strip(" .-")
    return f"-{fit}" if fit else ""


def _index(
    selection: Selection, busy: list[Facet], files: list[str], formats: Sequence[str]
) -> str:
    label = selection.label
    out = md.heading(1, label(N_("Handouts")))
    for line in filter(None, (visible(selection.title), wording.query_line(selection))):
        out += f"{md.inline(line)}\n\n"
    if not busy:
        return f"{out}{wording.nothing(selection)}\n"
    names = [N_("Department"), N_("Leads"), N_("Participates"), *map(_KINDS.get, formats)]
    out += md.table_head(list(map(label, names)), ["---", "--:", "--:", *["---"] * len(formats)])
    for facet, file in zip(busy, files, strict=True):
        names = [f"{file}.{kind}" for kind in formats]
        links = [f"[{md.inline(name)}](<{quote(name)}>)" for name in names]
        others = facet.total - facet.lead
        out += md.row([md.inline(visible(facet.name)), str(facet.lead), str(others), *links])
    return out
