"""What writes the measures as a Word document: under headings, or as a table."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from ecotui.api import N_, Entry, Facet, Selection, Target, _, cells, visible
from ecotui.plugins.common import wording
from ecotui.plugins.docx.four_columns import Columns
from ecotui.plugins.docx.measures import Measures
from ecotui.plugins.word.document import MM_PER_PT, WordFile
from ecotui.plugins.word.pages import lines_of
from ecotui.plugins.word.tables import Cell, Row, table
from ecotui.plugins.word.text import Few

if TYPE_CHECKING:
    from ecotui.plugins.docx import Options

#: Width of the names of the roles in a table.
_ROLE_MM = 30
#: What a title takes in a working paper, and any line after it.
_TITLE_MM, _LINE_MM = 21, 11
#: The width of a character of a working paper; what stays together on a page at most.
_CHARACTER_MM, _SHORT_LINES = 12 * MM_PER_PT, 3


class DocxExporter:
    """Writes chapters, sections and measures as headings, or as the table of four columns.

    Each of several plans has a title and pages of its own.
    """

    def export(self, selection: Selection, target: Target, options: Options) -> None:
        """Write the selection.

        Raises:
            ExportError: the department is not one of the plan, or may be several.
        """
        document = _Document(options.worded(selection), target, options)
        if not document.write():
            return
        target.wrote(document.done)
        if options.title_break and not document.is_spelt:
            message = _("--title-break has other words than the title: {title}")
            target.warn(message.format(title=visible(selection.title)))
        if document.too_wide:
            message = _(
                "a line of --title-break is wider than the page, where {count} characters fit"
            )
            target.warn(message.format(count=document.too_wide))
        with target.binary() as file:
            file.write(document.word.saved())

    def preview(self, selection: Selection, options: Options) -> str:
        """The first measures of the document as text."""
        few = Few()
        document = _Document(options.worded(selection), few, options)
        document.write()
        return document.word.text() + ("\n…" if few.cancelled else "")


class _Part(NamedTuple):
    """The measures of one plan, or of a department in it, in lists with a title, or none."""

    selection: Selection
    title: str
    lists: list[tuple[str, Selection]]
    facet: Facet | None

    @property
    def total(self) -> int:
        return sum(len(one) for _title, one in self.lists)


def _parts(selection: Selection, options: Options) -> list[_Part]:
    """The parts that have measures; one in any case.

    Raises:
        ExportError: the department is not one of the plan, or may be several.
    """
    wanted = wording.one_department(selection, options.department) if options.department else None
    found = []
    for above, part in wording.by_plan(selection):
        title = above[0].title if above else selection.title
        if wanted is None:
            found.append(_Part(part, title, [("", part)], None))
        else:
            facet = next(one for one in part.departments if one.name == wanted.name)
            found.append(_Part(part, title, wording.task_lists(part, facet), facet))
    return [part for part in found if part.total] or found[:1]


class _Document:
    """A document in the making."""

    def __init__(self, selection: Selection, target: Target | Few, options: Options) -> None:
        self.selection, self.target, self.options = selection, target, options
        self.parts = _parts(selection, options)
        self.several = len(self.parts) > 1
        # Headings above the chapters: titles of plans, and the two lists of a department.
        self.above = [self.several, options.department != ""].count(True)
        self.official = options.official
        self.is_table = options.layout == "table"
        title = selection.title if self.several else self.parts[0].title
        self.word = WordFile(
            visible(title),
            options.style,
            above=self.above,
            # The paper of the template is A4.
            paper="" if options.paper == "A4" else options.paper,
            author=visible(options.author),
            language=selection.language,
            first_page=options.first_page,
            landscape=self.is_table,
        )
        self.measures: Measures
        self.count = sum(part.total for part in self.parts)
        self.done = 0
        #: Whether the lines that the user wants have the words of a title.
        self.is_spelt = False
        #: How many characters fit on a line of a title, if such a line has more.
        self.too_wide = 0
        #: Millimetres of the page that are taken already.
        self.taken = 0.0

    def write(self) -> bool:
        """Write all of it; False if the user has cancelled."""
        if self.several:
            self.contents()
        for number, part in enumerate(self.parts, 1):
            self.selection = part.selection
            self.measures = Measures(part.selection, self.options)
            self.begin(part, number)
            if not part.total:
                self.word.paragraph("BodyText", wording.nothing(self.selection))
            for title, one in part.lists:
                if title:
                    self.word.heading(self.above, title)
                    self.taken += _LINE_MM
                if not (self.table(one) if self.is_table else self.outline(one)):
                    return False
        return True

    def contents(self) -> None:
        """List the headings here, if that is wanted."""
        wanted = {"yes": True, "no": False}.get(self.options.contents, not self.official)
        if wanted and not self.is_table:
            # A department's sections are few, and come twice.
            deepest = self.above + (1 if self.options.department else 2)
            alone = self.official or self.several
            exact = self.official and self.options.roles == "line"
            exact = exact and self.selection.language == "zh" and self.options.paper == "A4"
            title = self.selection.label(N_("Contents"))
            chapters = self.above + 1 if exact else 0
            self.word.contents(title, deepest, alone=alone, chapters=chapters)

    def begin(self, part: _Part, number: int) -> None:
        """Write what stands above the measures of a part."""
        word, options = self.word, self.options
        title, level = visible(part.title), int(self.several)
        said = list(self.subtitles(part))
        if self.official:
            mark = options.mark(self.selection, number if self.several else 0)
            broken = self.title_break(title)
            self.taken = word.annex(mark, title, broken, "".join(said[:1]), level=level)
            for line in said[1:]:
                word.paragraph("Subtitle", line)
            if said:
                word.paragraph("BodyText", "")
        else:
            word.title(title, self.title_break(title), new_page=number > 1, level=level)
            for line in said:
                word.paragraph("Subtitle", line)
            self.taken = _TITLE_MM
        self.taken += _LINE_MM * len(said)
        if not self.several:
            self.contents()

    def title_break(self, title: str) -> str:
        """How the user breaks a title; of several titles it is meant for the one that it spells."""
        given = visible(self.options.title_break)
        if not given:
            return ""
        spells = _spelt(given.replace("/", "")) == _spelt(title)
        self.is_spelt |= spells
        if not spells and self.several:
            return ""
        fitting = int(self.word.page.inner / (self.word.title_size * MM_PER_PT))
        if max(map(cells, given.split("/"))) > 2 * fitting:
            self.too_wide = fitting
        return given

    def subtitles(self, part: _Part) -> Iterator[str]:
        selection, options = self.selection, self.options
        if options.query and not self.official and (said := wording.query_line(selection)):
            yield said
        if part.facet is not None:
            yield wording.labelled(selection, N_("Department"), visible(part.facet.name))
            yield wording.load_line(selection, part.facet)
        if day := options.day(selection):
            yield day

    def outline(self, selection: Selection) -> bool:
        """Write the headings and measures of a selection; False if the user has cancelled."""
        for item in selection.outline(empty=not self.options.department):
            if self.target.cancelled:
                return False
            if isinstance(item, Entry):
                self.measure(item)
                self.progress()
            elif item.level:
                self.word.heading(item.level + self.above, wording.heading_text(item))
        return True

    def progress(self) -> None:
        self.done += 1
        self.target.progress(self.done, self.count)

    def measure(self, entry: Entry) -> None:
        word, said = self.word, self.measures
        heading, lines = said.heading(entry), said.lines(entry)
        roles = list(said.roles(entry))
        as_table = self.options.roles == "table"
        if heading:
            word.heading(3 + self.above, heading)
        for number, line in enumerate(lines, 1):
            last = number == len(lines)
            behind = said.bracketed(roles) if last and self.official and not as_table else ""
            with_next = last and bool(roles) and not self.official and self.is_short(line)
            word.paragraph("BodyText", line, roles=behind, with_next=with_next)
        if as_table and roles:
            self.role_table(entry, roles)
        elif not self.official:
            for number, (name, text) in enumerate(roles, 1):
                bold = wording.named(self.selection, name)
                word.paragraph("BodyText", text, bold=bold, with_next=number < len(roles))

    def is_short(self, text: str) -> bool:
        """Whether a text may be kept on one page with what follows.

        LibreOffice moves all of it, and would leave much of a page empty for a longer one.
        """
        return lines_of(text, self.word.page.inner / _CHARACTER_MM, 2) <= _SHORT_LINES

    def role_table(self, entry: Entry, roles: list[tuple[str, str]]) -> None:
        """Write who does a measure, and what else is said of it, as a table of two columns."""
        widths = (_ROLE_MM, self.word.page.inner - _ROLE_MM)
        rows = [
            Row(
                (Cell(name, "TableHeading"), Cell(text)),
                with_next=number < len(roles),
                splits=len(text) > 300,
            )
            for number, (name, text) in enumerate(roles, 1)
        ]
        caption = f"{entry.number}. {self.selection.label(N_('Departments'))}"
        said = wording.joined(self.selection, [name for name, _text in roles])
        self.word.add(table(widths, rows, air=0.7, caption=caption, description=said))

    def table(self, selection: Selection) -> bool:
        """Write a selection as the table of four columns; False if the user has cancelled."""
        columns = Columns(
            selection,
            self.measures,
            self.word.page,
            official=self.official,
            above=self.taken,
        )
        rows = []
        for row in columns.rows():
            if self.target.cancelled:
                return False
            rows.append(row)
        for _entry in selection.measures:
            self.progress()
        self.word.add(columns.table(rows, visible(selection.title)))
        self.taken = columns.taken
        return True


def _spelt(title: str) -> str:
    """A title without blanks, and with marks of one width."""
    return "".join(unicodedata.normalize("NFKC", title).split())
