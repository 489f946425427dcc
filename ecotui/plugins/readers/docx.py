"""Reads a Word document: paragraphs as they are shown, with their automatic numbers, and tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from ecotui.api import Block, Cell, Note, Paragraph, Place, Row, _
from ecotui.plugins.readers.docx_beside import (
    PICTURES,
    REFERENCES,
    TEXT_PATH,
    headers,
    notes,
    text_of,
)
from ecotui.plugins.readers.docx_columns import Spans, straightened
from ecotui.plugins.readers.docx_fields import Field
from ecotui.plugins.readers.docx_formulas import FORMULAS, in_line
from ecotui.plugins.readers.docx_numbering import (
    Numbering,
    W,
    is_on,
    unknown_signs,
    unpictured,
    value,
    whole,
)
from ecotui.plugins.readers.docx_styles import Style, Styles
from ecotui.plugins.readers.grids import (
    MOST_CELLS,
    MOST_COLUMNS,
    Rough,
    is_layout,
    table,
    too_large,
)
from ecotui.plugins.readers.office import by_content
from ecotui.plugins.readers.packages import Element, Package
from ecotui.plugins.readers.raised import Shift, shift_named, shifted
from ecotui.plugins.readers.unshown import Unshown
from ecotui.plugins.readers.whitespace import tidy

_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_P, _R, _T, _TBL, _TR, _TC = W + "p", W + "r", W + "t", W + "tbl", W + "tr", W + "tc"
_DELETED = (W + "del", W + "moveFrom")
_CHOICE, _BOX = _MC + "AlternateContent", W + "txbxContent"
# What is beside the text: properties, the reading of a ruby, what was deleted.
_BESIDE = (W + "pPr", W + "rPr", W + "rt", W + "delText", W + "sdtPr")
_SIGNS = {
    W + "tab": "\t",
    W + "ptab": "\t",
    W + "cr": "\n",
    W + "noBreakHyphen": "-",
}
_CONTENTS = re.compile(r"toc \d|toc heading|table of contents")


class Reader:
    """Reads Word documents."""

    def blocks(self, data: bytes, file: str) -> Iterator[Block]:
        """What a document shows, in its order.

        Raises:
            PlanError: it cannot be read.
        """
        if other := by_content(data, file, "docx"):
            yield from other
            return
        package = Package(data, file, "docx")
        main = package.related("", "officeDocument", "word/document.xml")
        root = package.tree(main)
        if root is None:
            raise package.damaged(main)
        body = root.find(W + "body")
        if body is not None:
            document = _Document(package, main)
            if next(body.iter(W + "subDoc"), None) is not None:
                document.say(_("a part of the document is embedded as a file, and was not read"))
            yield from document.content(body)
            yield from document.rest()
            for text in headers(package, main, body):
                message = _("header or footer left out: {text}").format(text=text)
                yield Note(message, Place(paragraph=1))
            if next(body.iter(_T), None) is None and next(body.iter(*PICTURES), None) is not None:
                message = _("the document holds pictures instead of text; ask for the text")
                yield Note(message, Place(paragraph=1))


@dataclass
class _Text:
    """The text of a paragraph in the making."""

    parts: list[str] = field(default_factory=list)
    #: Whether each piece that is not blank is bold.
    bold: list[bool] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The text without layout."""
        return tidy("".join(self.parts))


class _Row(NamedTuple):
    """A row of a table as it is marked up: its cells with their spans, columns left out before."""

    cells: list[tuple[Element, int]]
    before: int
    is_head: bool


class _Document:
    """A document on the way through it: what is counted from paragraph to paragraph."""

    def __init__(self, package: Package, main: str) -> None:
        self.package = package
        self.parts = dict(package.relations(main).values())
        self.links = package.links(main)
        self.styles = Styles(self._part("styles"))
        self.numbering = Numbering(self._part("numbering"), self.styles.numbering)
        self.paragraphs = self.tables = 0
        #: Fields that have begun.
        self.fields: list[Field] = []
        #: Text of paragraphs whose ends are deleted, which the next one takes up.
        self.carried: list[_Text] = []
        self.said: set[str] = set()
        self.unshown = Unshown()
        self.remarks: list[str] = []
        self._footnotes: dict[str, dict[str, str]] = {}

    def _part(self, kind: str) -> Element | None:
        part = self.parts.get(kind)
        return None if part is None else self.package.tree(part)

    # -- the order of a document

    def content(self, parent: Iterable[Element]) -> Iterator[Block]:
        """The blocks of a body, a cell of a layout table or a text box."""
        for element in self.flow(parent):
            if element.tag == _P:
                yield from self.paragraph(element)
            else:
                yield from self.table(element)

    def rest(self) -> Iterator[Block]:
        """What is still kept at the end of a document."""
        place = Place(paragraph=max(self.paragraphs, 1))
        for text in self.carried:
            if text.text:
                yield Paragraph(text.text, place)
        yield from self.notes(place)

    def flow(self, parent: Iterable[Element]) -> Iterator[Element]:
        """The paragraphs and tables below an element, whatever wraps them."""
        for element in parent:
            tag = element.tag
            if tag in (_P, _TBL):
                yield element
            elif tag in _DELETED:
                self.say(_("tracked changes are read as if they were accepted"))
            elif tag == W + "altChunk":
                self.say(_("a part of the document is embedded as a file, and was not read"))
            elif tag == W + "sdt" and _is_contents(element):
                self.say(_("the table of contents is left out"))
            elif tag == _CHOICE:
                yield from self.flow(_chosen(element))
            elif tag not in (W + "sectPr", W + "tcPr", W + "sdtPr", W + "sdtEndPr"):
                if tag == W + "ins":
                    self.say(_("tracked changes are read as if they were accepted"))
                yield from self.flow(element)

    def say(self, remark: str) -> None:
        """Keep a remark for the next block, once for a document."""
        if remark not in self.said:
            self.said.add(remark)
            self.remarks.append(remark)

    def signs(self, text: str, font: str = "") -> str:
        """A text with signs that every font has; it is said where there is none."""
        shown = unpictured(text, font)
        if shown != text and unknown_signs(text, font):
            self.say(_("signs of a font of pictures are not known; kept as •"))
        return shown

    def notes(self, place: Place) -> Iterator[Note]:
        """The remarks that were kept."""
        for remark in self.remarks:
            yield Note(remark, place)
        self.remarks.clear()

    # -- paragraphs

    def paragraph(self, element: Element) -> Iterator[Block]:
        """A paragraph, and the text boxes that hang on it."""
        self.paragraphs += 1
        place = Place(paragraph=self.paragraphs)
        yield from self.notes(place)
        read = self.read(element)
        if read is not None:
            text, number, style = read
            for note in text.notes:
                yield Note(note, place)
            shown = text.text
            if shown or number:
                bold = bool(text.bold) and all(text.bold)
                yield Paragraph(shown, place, style.level, number, bold, style.centred)
            for box in text.boxes:
                yield from self.content(box)
        yield from self.notes(place)

    def read(self, element: Element) -> tuple[_Text, str, Style] | None:
        """The text of a paragraph, its number and its style; None where nothing is shown."""
        properties = element.find(W + "pPr")
        style = self.styles.of_paragraph(properties)
        if style.name and _CONTENTS.fullmatch(style.name):
            self.say(_("the table of contents is left out"))
            return None
        text = self.carried.pop() if self.carried else _Text()
        begun = len(self.fields)
        self.runs(element, text, style)
        text.notes += self.unshown.messages()
        # A field that gives no result in its paragraph is damaged, and must not hide the rest.
        for one in [one for one in self.fields[begun:] if not one.shows]:
            self.fields.remove(one)
            self.made(one, style.bold, text)
        mark = None if properties is None else properties.find(W + "rPr")
        if mark is not None and any(mark.find(tag) is not None for tag in _DELETED):
            self.say(_("tracked changes are read as if they were accepted"))
            self.carried.append(text)
            return None
        number = ""
        if style.num_id:
            level = style.num_level
            if level is None:
                of_style = self.numbering.level_of(style.num_id, style.id)
                inherited = self.numbering.level_of(style.num_id, style.num_style)
                level = of_style if of_style is not None else inherited or 0
            number = self.numbering.next(style.num_id, level)
        return text, number, style

    def runs(self, parent: Iterable[Element], text: _Text, style: Style) -> None:
        """Add what stands in a paragraph, or in something that wraps runs of it."""
        for element in parent:
            tag = element.tag
            if tag == _R:
                self.run(element, text, style)
            elif tag in _DELETED:
                self.say(_("tracked changes are read as if they were accepted"))
            elif tag == _CHOICE:
                self.runs(_chosen(element), text, style)
            elif tag in FORMULAS:
                shown, sure = in_line(element, "".join(text.parts[-1:]))
                self.formula(shown, sure, False, text)
            elif tag == W + "hyperlink":
                self.link(self.links.get(element.get(_ID, ""), ""), text_of(element))
                self.runs(element, text, style)
            elif tag == W + "fldSimple" and not len(element):
                self.made(Field(code=element.get(W + "instr", "")), style.bold, text)
            elif tag not in _BESIDE and len(element):
                if tag in (W + "ins", W + "moveTo"):
                    self.say(_("tracked changes are read as if they were accepted"))
                self.runs(element, text, style)

    #: Whether a run is set above or below the line.
    shift: Shift = ""

    def run(self, run: Element, text: _Text, style: Style) -> None:
        """Add what stands in a run."""
        if _is_prompt(run):
            self.say(_("prompts of content controls that are not filled in are left out"))
            return
        properties = run.find(W + "rPr")
        self.shift = shift_named(value(properties, "vertAlign"))
        look = self.styles.of_run(style, properties)
        if look.hidden or look.struck:
            kept = self.unshown.hidden if look.hidden else self.unshown.struck
            kept += [piece.text or "" for piece in run.iter(_T)]
            return
        self.inside(run, look.bold, text)

    def inside(self, parent: Iterable[Element], bold: bool, text: _Text) -> None:
        """Add the pieces of a run."""
        for element in parent:
            tag = element.tag
            if tag == _T:
                self.add(shifted(self.signs(element.text or ""), self.shift), bold, text)
            elif tag in _SIGNS:
                self.add(_SIGNS[tag], bold, text)
            elif tag == W + "br":
                # Breaks of pages and columns are no part of the text.
                if element.get(W + "type", "textWrapping") == "textWrapping":
                    self.add("\n", bold, text)
            elif tag == W + "fldChar":
                self.field(element, bold, text)
            elif tag == W + "instrText":
                if self.fields:
                    self.fields[-1].code += element.text or ""
            elif tag == W + "sym":
                self.add(self.signs(_symbol(element), element.get(W + "font", "")), bold, text)
            elif tag in REFERENCES:
                self.footnote(REFERENCES[tag], element.get(W + "id", ""), text)
            elif tag == TEXT_PATH and (words := element.get("string", "")):
                text.notes.append(_("text of a WordArt left out: {text}").format(text=words))
            elif tag in PICTURES:
                self.say(_("pictures, charts and embedded files are left out"))
            elif tag == _CHOICE:
                self.inside(_chosen(element), bold, text)
            elif tag == _BOX:
                text.boxes.append(element)
            elif tag == W + "ruby":
                for base in element.iterchildren(W + "rubyBase"):
                    self.inside(base, bold, text)
            elif tag not in _BESIDE and len(element):
                self.inside(element, bold, text)

    def add(self, piece: str, bold: bool, text: _Text) -> None:
        """Add characters: to the code of a field that has no result so far, or else to the text."""
        for inner in reversed(self.fields):
            if not inner.shows:
                inner.code += piece
                return
            inner.has_result = True
        text.parts.append(piece)
        if piece and not piece.isspace():
            text.bold.append(bold)

    def field(self, mark: Element, bold: bool, text: _Text) -> None:
        """Go into a field, to its result, or out of it."""
        kind = mark.get(W + "fldCharType")
        if kind == "begin":
            self.fields.append(Field(mark.find(W + "ffData")))
        elif self.fields and kind == "separate":
            self.fields[-1].shows = True
        elif self.fields and kind == "end":
            self.made(self.fields.pop(), bold, text)

    def made(self, field: Field, bold: bool, text: _Text) -> None:
        """Add what a field without a result shows, or say that it is left out."""
        self.link(field.address, "".join(text.parts))
        if field.has_result:
            return
        if made := field.made("".join(text.parts[-1:])):
            self.formula(*made, bold, text)
        elif not field.is_silent and all(outer.shows for outer in self.fields):
            message = _("field without a result left out: {code}")
            text.notes.append(message.format(code=field.code.strip()))

    def link(self, address: str, shown: str) -> None:
        """Say that an address is left out, unless it is what the text shows."""
        if address and address.removeprefix("mailto:").rstrip("/") not in shown:
            self.say(_("addresses behind links are left out"))

    def formula(self, shown: str, sure: bool, bold: bool, text: _Text) -> None:
        """Add a formula, and say what may be lost of it in one line."""
        self.add(shown, bold, text)
        if not sure:
            message = _("a formula is read as “{text}”; compare it with the document")
            text.notes.append(message.format(text=shown))

    def footnote(self, kind: str, identifier: str, text: _Text) -> None:
        """Say what stands below the page or beside it; its text is no part of the paragraph."""
        if kind not in self._footnotes:
            self._footnotes[kind] = notes(self._part(kind))
        if note := self._footnotes[kind].get(identifier):
            is_comment = kind == "comments"
            message = (
                _("comment left out: {text}") if is_comment else _("footnote left out: {text}")
            )
            text.notes.append(message.format(text=note))

    # -- tables

    def table(self, element: Element) -> Iterator[Block]:
        """A table as a grid, then what stands inside its cells as tables of their own.

        Of a table that only lays out a page: what its cells hold.
        """
        rows = self.rows(element)
        if _lays_out(element, rows):
            for row in rows:
                for cell, _span in row.cells:
                    yield from self.content(cell)
            return
        self.tables += 1
        number = self.tables
        inner: list[Block] = []
        above: dict[int, str] = {}
        grid: list[Row] = []
        size = 0
        for row in rows:
            place = Place(table=number, row=len(grid) + 1)
            line = [Cell("")] * row.before
            texts: dict[int, str] = {}
            for cell, span in row.cells:
                merge = cell.find(f"{W}tcPr/{W}vMerge")
                down = merge is not None and merge.get(W + "val", "continue") != "restart"
                down = down and len(line) in above
                if down:
                    text = above[len(line)]
                    if (covered := text_of(cell)) and covered != text:
                        message = _("text in a cell that a merged one covers is left out: {text}")
                        inner.append(Note(message.format(text=covered), place))
                else:
                    text = self.cell(cell, place, inner)
                if merge is not None:
                    texts[len(line)] = text
                line.append(Cell(text, False, down))
                line += [Cell(text, True, down)] * (min(span, MOST_COLUMNS - len(line) + 1) - 1)
            above = texts
            inner += self.notes(place)
            grid.append(Row(tuple(line), place, row.is_head))
            size += len(line)
            if size > MOST_CELLS:
                raise too_large(self.package.file)
        if any(row.cells for row in grid):
            yield table(grid, self.package.file)
        yield from inner

    def rows(self, table: Element) -> list[_Row]:
        """The rows of a table, as they are marked up."""
        rows: list[_Row] = []
        for row in self.parts_of(table, _TR):
            properties = row.find(W + "trPr")
            before, is_head = 0, False
            if properties is not None:
                if any(properties.find(tag) is not None for tag in _DELETED):
                    self.say(_("tracked changes are read as if they were accepted"))
                    continue
                before = min(max(whole(value(properties, "gridBefore"), 0), 0), MOST_COLUMNS)
                is_head = is_on(properties, "tblHeader") or False
            cells: list[tuple[Element, int]] = []
            for cell in self.parts_of(row, _TC):
                own = cell.find(W + "tcPr")
                span = min(max(whole(value(own, "gridSpan"), 1), 1), MOST_COLUMNS)
                # Merged across in the way of old programs: cells that continue their neighbour.
                if cells and value(own, "hMerge") == "continue":
                    if (covered := text_of(cell)) and covered != text_of(cells[-1][0]):
                        message = _("text in a cell that a merged one covers is left out: {text}")
                        self.say(message.format(text=covered))
                    cells[-1] = (cells[-1][0], cells[-1][1] + span)
                else:
                    cells.append((cell, span))
            if cells:
                rows.append(_Row(cells, before, is_head))
        widths = [whole(one.get(W + "w"), 0) for one in table.iterfind(f"{W}tblGrid/{W}gridCol")]
        spans = [Spans(row.before, tuple([span for _cell, span in row.cells])) for row in rows]
        return [
            row._replace(
                cells=[(cell, n) for (cell, _n), n in zip(row.cells, now.cells, strict=True)],
                before=now.before,
            )
            for row, now in zip(rows, straightened(spans, widths), strict=True)
        ]

    def parts_of(self, parent: Element, wanted: str) -> Iterator[Element]:
        """The rows of a table, or the cells of a row, whatever wraps them."""
        for element in parent:
            if element.tag == wanted:
                yield element
            elif element.tag not in (*_DELETED, _P, _TBL, _TR, _TC):
                yield from self.parts_of(element, wanted)

    def cell(self, cell: Element, place: Place, inner: list[Block]) -> str:
        """The text of a cell; tables inside it, and remarks, are put aside."""
        lines: list[str] = []
        for element in self.flow(cell):
            if element.tag == _TBL:
                rows = self.rows(element)
                if _lays_out(element, rows):
                    parts = [
                        self.cell(part, place, inner) for row in rows for part, _n in row.cells
                    ]
                    lines += filter(None, parts)
                else:
                    inner += self.table(element)
            else:
                self.cell_paragraph(element, place, inner, lines)
        return "\n".join(lines)

    def cell_paragraph(
        self, element: Element, place: Place, inner: list[Block], lines: list[str]
    ) -> None:
        """Add the lines of a paragraph in a cell, and those of its text boxes."""
        read = self.read(element)
        if read is None:
            return
        text, number, _style = read
        inner += [Note(note, place) for note in text.notes]
        lines += filter(None, [Paragraph(text.text, place, number=number).whole])
        for box in text.boxes:
            lines += filter(None, [self.cell(box, place, inner)])


def _chosen(choice: Element) -> Iterable[Element]:
    """The first of several forms of the same, such as a text box; the others repeat it."""
    found = choice.find(_MC + "Choice")
    if found is None:
        found = choice.find(_MC + "Fallback")
    return () if found is None else found


def _is_contents(element: Element) -> bool:
    gallery = element.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    return gallery is not None and gallery.get(W + "val") == "Table of Contents"


def _is_prompt(run: Element) -> bool:
    """Whether a run only asks for a text: 单击此处输入文字."""
    control = next(run.iterancestors(W + "sdt"), None)
    return control is not None and bool(is_on(control.find(W + "sdtPr"), "showingPlcHdr"))


def _lays_out(table: Element, rows: list[_Row]) -> bool:
    if len(rows) > 1 and next(table.iterdescendants(_TBL), None) is None:
        return False
    return is_layout([[_rough(cell) for cell, _span in row.cells] for row in rows])


def _rough(cell: Element) -> Rough:
    has_table = next(cell.iter(_TBL), None) is not None
    text = any(
        (piece.text or "").strip() and next(piece.iterancestors(_TC), None) is cell
        for piece in cell.iter(_T)
    )
    return Rough(text, has_table)


def _symbol(element: Element) -> str:
    """A sign that was inserted from a table of them."""
    try:
        number = int(element.get(W + "char", ""), 16)
    except ValueError:
        return ""
    if number < 0x20 or number > 0xFFFF or 0xD800 <= number < 0xE000:
        return ""
    return chr(number)
