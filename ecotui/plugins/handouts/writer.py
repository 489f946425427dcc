"""What writes the handouts of the departments."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import chain, islice
from typing import TYPE_CHECKING
from urllib.parse import quote

from ecotui.api import N_, Facet, Selection, Target, TargetFile, _, visible
from ecotui.plugins.common import markdown_text as md
from ecotui.plugins.common import wording
from ecotui.plugins.common.csv_cells import lines, safe
from ecotui.plugins.handouts import tasks
from ecotui.plugins.word.text import MEASURES

if TYPE_CHECKING:
    from ecotui.plugins.handouts import Options
    from ecotui.plugins.handouts.document import Documents
    from ecotui.plugins.handouts.tasks import Part
    from ecotui.plugins.handouts.workbook import Workbooks

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
        selection = options.worded(selection)
        busy, names = _planned(selection, options)
        if options.department:
            target.wrote(sum(facet.total for facet in busy))
        else:
            target.wrote(sum(1 for one in selection.measures if one.lead or one.participants))
        files = _Files(selection, options)
        every = [tasks.parts(selection, facet) for facet in busy]
        if options.annexes and busy:
            annexes = files.documents.annexes(list(chain(*every)))
            _write(target.member(_annexes(selection)), annexes.saved())
        for done, (parts, name) in enumerate(zip(every, names, strict=True), 1):
            if target.cancelled:
                return
            for kind in options.each:
                files.write(target.member(f"{name}.{kind}"), kind, parts)
            target.progress(done, len(busy))
        nobodys = [wording.own_id(e) for e in selection.measures if not (e.lead or e.participants)]
        if nobodys and not options.department:
            message = _("in nobody's file, since nobody is named for them: measures {numbers}")
            listed = ", ".join(nobodys[:_NAMED]) + "…" * (len(nobodys) > _NAMED)
            target.warn(message.format(numbers=listed))
        for message in files.doubts():
            target.warn(message)
        with target.member("index.md").text() as index:
            index.write(_index(selection, busy, every, names, options))

    def preview(self, selection: Selection, options: Options) -> str:
        """The names of the files, and the first department's document as text."""
        selection = options.worded(selection)
        busy, names = _planned(selection, options)
        if not busy:
            return wording.nothing(selection)
        shown = [_annexes(selection)] if options.annexes else []
        shown += [f"{name}.{kind}" for name in names[:_NAMED] for kind in options.each]
        more = "  …" if len(names) > _NAMED else ""
        documents = _Files(selection, options).documents
        parts = tasks.parts(selection, busy[0])
        make = documents.annexes if options.annexes else documents.document
        return f"{'  '.join(shown)}{more}\n\n{make(parts, MEASURES).text()}"


class _Files:
    """Writes the files of departments; a library is loaded for the formats that need it."""

    def __init__(self, selection: Selection, options: Options) -> None:
        self.selection, self.options = selection, options
        self.columns = tasks.columns(selection)

    @cached_property
    def documents(self) -> Documents:
        from ecotui.plugins.handouts.document import Documents

        return Documents(self.selection, self.options)

    @cached_property
    def workbooks(self) -> Workbooks:
        from ecotui.plugins.handouts.workbook import Workbooks

        return Workbooks(self.selection, self.columns, self.options)

    def doubts(self) -> Iterable[str]:
        """What does not stand in the files as it stands in the plan."""
        return self.workbooks.doubts if "xlsx" in self.options.each else ()

    def write(self, member: TargetFile, kind: str, parts: Sequence[Part]) -> None:
        if kind == "docx":
            _write(member, self.documents.document(parts).saved())
        elif kind == "xlsx":
            _write(member, self.workbooks.workbook(parts))
        else:
            with member.text() as text:
                text.write("\ufeff" if self.options.bom else "")
                head, *rows = tasks.rows(self.columns, parts)
                dates = [at for at, one in enumerate(self.columns) if one.kind == tasks.DUE]
                cells = [safe(head), *[safe(row, dates) for row in rows]]
                text.write(lines(cells, "\r\n"))


def _write(member: TargetFile, data: bytes) -> None:
    with member.binary() as file:
        file.write(data)


def _planned(selection: Selection, options: Options) -> tuple[list[Facet], list[str]]:
    """The departments that get handouts, and the names of their files without the ending.

    The files of one department have the number that they have in an export of the whole plan,
    whatever was selected, so that those of several sort in one folder.
    """
    facets, among = selection.departments, selection.measures
    if options.department:
        facets = (wording.one_department(selection, options.department),)
        among = tuple(selection.index.entries)
    every = {name for one in among for name in (*one.lead, *one.participants)}
    places = [facet.name for facet in selection.departments if facet.name in every]
    digits = max(2, len(str(len(places))))
    names = {name: f"{at:0{digits}}{_stem(name)}" for at, name in enumerate(places, 1)}
    busy = [facet for facet in facets if facet.total]
    return busy, [names[facet.name] for facet in busy]


def _stem(name: str) -> str:
    """A department's name as the end of a file name, with the dash before it."""
    # Members have names that every system shows; a character of a private font has no such.
    shown = "".join([sign if sign.isprintable() else "-" for sign in visible(name)])
    fit = _UNFIT.sub("-", shown)[:_MAX_STEM_CHARACTERS].strip(" .-")
    return f"-{fit}" if fit else ""


def _annexes(selection: Selection) -> str:
    """Name of the file with the lists of all departments."""
    return f"{selection.label(N_('Annexes'))}.docx"


def _index(
    selection: Selection,
    busy: Sequence[Facet],
    every: Sequence[Sequence[Part]],
    names: Sequence[str],
    options: Options,
) -> str:
    """The departments with what they do and their files, or their annexes."""
    out = md.heading(1, selection.label(N_("Handouts")))
    query = wording.query_line(selection) if options.query else None
    for line in filter(None, (visible(selection.title), query)):
        out += f"{md.inline(line)}\n\n"
    if not busy:
        return f"{out}{wording.nothing(selection)}\n"
    if options.annexes:
        out += f"{_link(_annexes(selection))}\n\n"
    counted = iter(options.marks([part.selection for parts in every for part in parts]))
    marks = [list(islice(counted, len(parts))) for parts in every]
    plans = [plan for _above, plan in wording.by_plan(selection)]
    if len({plan.language for plan in plans}) == 1:
        return out + _table(selection, zip(busy, names, marks, strict=True), options)
    # A plan in another language has a table of its own.
    for plan in plans:
        rows = [
            (part.facet, name, [mark])
            for parts, name, some in zip(every, names, marks, strict=True)
            for part, mark in zip(parts, some, strict=True)
            if part.selection is plan
        ]
        out += md.heading(2, plan.measures[0].plan.title) + _table(plan, rows, options) + "\n"
    return out.removesuffix("\n")


def _table(
    selection: Selection, rows: Iterable[tuple[Facet, str, list[str]]], options: Options
) -> str:
    """Departments, each with the name of its files and the marks of its annexes."""
    has_marks = options.annexes and options.mark(selection) != ""
    heads = [N_("Department"), N_("Leads"), N_("Participates")]
    alignment = ["---", "--:", "--:"]
    heads += [N_("Annex")] if has_marks else []
    heads += [_KINDS[kind] for kind in options.each]
    alignment += ["---"] * (len(heads) - len(alignment))
    out = md.table_head([selection.label(head) for head in heads], alignment)
    for facet, name, marks in rows:
        cells = [md.inline(visible(facet.name)), str(facet.lead), str(facet.total - facet.lead)]
        cells += [md.inline(wording.names(selection, marks))] if has_marks else []
        out += md.row([*cells, *[_link(f"{name}.{kind}") for kind in options.each]])
    return out


def _link(name: str) -> str:
    return f"[{md.inline(name)}](<{quote(name)}>)"
