"""Word documents in Chinese typography, the same bytes for the same content.

The files in ``templates`` say how they look. These are edited in Word; the names of their styles
have to stay. The body of a document is written as text, since making ten thousand elements one by
one takes ten times as long.
"""

from __future__ import annotations

import copy
import functools
import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from datetime import datetime
from html import escape
from importlib.resources import files
from itertools import chain
from typing import Any, NamedTuple

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm

from ecotui.plugins.common.wording import timestamp
from ecotui.plugins.word.text import text_of

MM_PER_PT = 25.4 / 72
#: Id of the style of headings above the chapters, such as those of several plans.
ABOVE = "HeadingAbove"
_HEADINGS = [f"Heading{level}" for level in range(1, 6)]
_DOCUMENT, _PROPERTIES = "word/document.xml", "docProps/core.xml"
# No title can hold it: nothing else writes the picture of a control character twice.
_HERE = "\u2400\u2400here\u2400\u2400"
_HOLDER = f"<w:p><w:r><w:t>{_HERE}</w:t></w:r></w:p>"


class Page(NamedTuple):
    """The space between the margins of a page, in millimetres."""

    inner: float
    inner_height: float


def table_line(size: float) -> float:
    """Height in points of a line of text in a table, so that it is the same in every program."""
    return round(size * 25) / 20


def table_style(name: str, size: float = 0) -> str:
    """Id of a style of text in tables: ``Heading``, ``Text`` or ``Centred``.

    A size in points is named if the tables of a document have texts of several sizes.
    """
    return f"Table{name}{round(size * 10) or ''}"


class WordFile:
    """A document in the making: blocks are added at its end.

    The title is for the properties of the document; the one on the page is a paragraph. ``above``
    is how many levels of headings there are above the chapters, such as several plans. The paper,
    ``"A3"``, and the footer, see `footer_line`, are those of the template if they are empty.
    """

    def __init__(
        self, title: str, template: str, *, above: int = 0, paper: str = "", footer: str = ""
    ) -> None:
        self._frame = _frame(template, above, paper, footer, timestamp())
        self.page, self.title_size = self._frame.page, self._frame.title_size
        # The format allows no more.
        self._title = title[:255]
        self._blocks: list[str] = []
        self._headings: list[tuple[int, str]] = []
        self._contents: tuple[int, str, int, bool] | None = None

    def add(self, block: str) -> None:
        """Add a block of WordprocessingML, such as a table."""
        self._blocks.append(block)

    def paragraph(
        self,
        style: str,
        text: str,
        *,
        bold: str = "",
        with_next: bool = False,
        new_page: bool = False,
        side: float = 0,
    ) -> None:
        """Add a paragraph of safe text, in which line breaks stay, with a bold text before it.

        ``with_next`` keeps it on the page on which the next paragraph begins, ``new_page`` begins a
        page with it, and ``side`` leaves as many millimetres free on both sides.
        """
        properties = f'<w:pStyle w:val="{style}"/>'
        properties += "<w:keepNext/>" if with_next else ""
        properties += "<w:pageBreakBefore/>" if new_page else ""
        if twips := round(side * 1440 / 25.4):
            properties += f'<w:ind w:left="{twips}" w:right="{twips}"/>'
        runs = (run(bold, bold=True) if bold else "") + (run(text) if text else "")
        self.add(f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>")

    def heading(self, level: int, text: str) -> None:
        """Add a heading of safe text, which the contents list may refer to; 1 is the highest."""
        inner = run(text)
        if self._contents is not None and level <= self._contents[2]:
            self._headings.append((level, text))
            number = len(self._headings)
            mark = f'<w:bookmarkStart w:id="{number}" w:name="_Toc{number:06}"/>'
            inner = f'{mark}{inner}<w:bookmarkEnd w:id="{number}"/>'
        self.add(f'<w:p><w:pPr><w:pStyle w:val="Heading{level}"/></w:pPr>{inner}</w:p>')

    def contents(self, title: str, deepest: int, *, alone: bool = False) -> None:
        """List the headings that follow here, down to a level; each line leads to its heading.

        Word can renew the list, since it is a field. It has no page numbers: only a program that
        lays out pages knows them, and without them the list is right as it is handed out. Three
        headings are seen at a glance, and not listed. If ``alone`` is true and the list has more
        than six lines, the text begins on a new page.
        """
        self._contents = (len(self._blocks), title, deepest, alone)

    def text(self) -> str:
        """What was written so far, as text."""
        return text_of(self._blocks)

    def saved(self) -> bytes:
        members = dict(self._frame.members)
        before, _here, after = members[_DOCUMENT].decode().partition(_HERE)
        if self._contents is not None:
            self._list_headings(*self._contents)
            self._contents = None
        if self._blocks and self._blocks[-1].endswith("</w:tbl>"):
            # Word wants a paragraph after a table; one of the usual height may take a new page.
            self.add('<w:p><w:pPr><w:spacing w:line="20" w:lineRule="exact"/></w:pPr></w:p>')
        members[_DOCUMENT] = "".join((before, *self._blocks, after)).encode()
        title = escape(self._title, quote=False)
        members[_PROPERTIES] = members[_PROPERTIES].replace(_HERE.encode(), title.encode())
        return packed(members)

    def _list_headings(self, at: int, title: str, deepest: int, alone: bool) -> None:
        if len(self._headings) > 3:
            if alone and len(self._headings) > 6:
                style = re.compile("<w:pStyle [^>]*>")
                new_page = r"\g<0><w:pageBreakBefore/>"
                self._blocks[at] = style.sub(new_page, self._blocks[at], count=1)
            self._blocks.insert(at, _contents_list(title, deepest, self._headings))


# Without the hint Word takes quotation marks, dashes and dots from a Latin font: too narrow.
_HINT = '<w:rFonts w:hint="eastAsia"/>'
_BREAKS = {"\n": '</w:t><w:br/><w:t xml:space="preserve">', "\t": "</w:t><w:tab/><w:t>"}
_BREAK = re.compile("[\n\t]")


def run(text: str, *, bold: bool = False, colour: str = "") -> str:
    """A run of safe text, in which line breaks and tabs stay; a colour has six hex digits."""
    properties = "" if text.isascii() else _HINT
    if bold:
        properties += "<w:b/>"
    if colour:
        properties += f'<w:color w:val="{colour}"/>'
    if properties:
        properties = f"<w:rPr>{properties}</w:rPr>"
    inner = _BREAK.sub(lambda found: _BREAKS[found[0]], escape(text, quote=False))
    return f'<w:r>{properties}<w:t xml:space="preserve">{inner}</w:t></w:r>'


def _contents_list(title: str, deepest: int, headings: Sequence[tuple[int, str]]) -> str:
    begin = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve">'
        f' TOC \\o "1-{deepest}" \\n \\h \\z </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    lines = [
        f'<w:p><w:pPr><w:pStyle w:val="TOC{level}"/></w:pPr>{begin if number == 1 else ""}'
        f'<w:hyperlink w:anchor="_Toc{number:06}" w:history="1">{run(text)}</w:hyperlink>'
        f"{end if number == len(headings) else ''}</w:p>"
        for number, (level, text) in enumerate(headings, 1)
    ]
    return (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/>'
        "<w:docPartUnique/></w:docPartObj></w:sdtPr><w:sdtContent>"
        f'<w:p><w:pPr><w:pStyle w:val="TOCHeading"/></w:pPr>{run(title)}</w:p>'
        f"{''.join(lines)}"
        "</w:sdtContent></w:sdt>"
    )


# -- the frame


# Ids of styles that do not follow from their names.
_IDS = {"Attachment Mark": "Mark", "Table Note": "Note", "Normal Table": "TableNormal"}
_REFERENCES = [qn(f"w:{name}") for name in ("basedOn", "next", "link", "pStyle")]


def _style_id(name: str) -> str:
    """The id of a style of that name: ``BodyText`` of ``Body Text``."""
    if found := re.fullmatch(r"Table (\w+) ([\d.]+)", name):
        return table_style(found[1], float(found[2]))
    words = name.replace("toc ", "TOC ").split(" ")
    return _IDS.get(name) or "".join(word[:1].upper() + word[1:] for word in words)


def _restore_ids(styles: Any, *users: Any) -> None:
    """Give styles, and what refers to them, the ids that documents use.

    Word writes other ids in each of its languages.
    """
    ids = {style.styleId: _style_id(style.name_val) for style in styles.style_lst}
    for style in styles.style_lst:
        style.styleId = ids[style.styleId]
    for reference in chain.from_iterable(one.iter(*_REFERENCES) for one in (styles, *users)):
        value = reference.get(qn("w:val"))
        reference.set(qn("w:val"), ids.get(value, value))


class _Frame(NamedTuple):
    """An empty document: its files by name, with `_HERE` in place of the title and the blocks."""

    members: dict[str, bytes]
    page: Page
    #: Points.
    title_size: float


@functools.lru_cache(maxsize=8)
def _frame(template: str, above: int, paper: str, footer: str, time: datetime) -> _Frame:
    file = files("ecotui.plugins.word") / "templates" / f"{template}.docx"
    document = docx.Document(io.BytesIO(file.read_bytes()))
    section = document.sections[0]
    footers = [section.footer, section.even_page_footer]
    written = [one._element for one in footers if not one.is_linked_to_previous]
    _restore_ids(document.styles.element, *written)
    if paper == "A3":
        section.page_width, section.page_height = Mm(420), Mm(297)
    if footer:
        line = section.footer.paragraphs[0]._p
        section.footer._element.replace(line, parse_xml(footer_line("Footer", footer))[0])
    _push_down(document.styles.element, above)
    properties = document.core_properties
    properties.title = _HERE
    properties.author = properties.last_modified_by = "ecotui"
    properties.comments = ""
    properties.created = properties.modified = time
    properties.revision = 1
    body: Any = document.element.body
    # A template shows its styles.
    for shown in body[:-1]:
        body.remove(shown)
    body.sectPr.addprevious(parse_xml(_HOLDER.replace("<w:p>", f"<w:p {nsdecls('w')}>")))
    out = io.BytesIO()
    document.save(out)
    with zipfile.ZipFile(out) as package:
        members = {name: package.read(name) for name in package.namelist()}
    members[_DOCUMENT] = members[_DOCUMENT].replace(_HOLDER.encode(), _HERE.encode())
    size: Any = document.styles["Title"].font.size
    return _Frame(members, _page(section), size.pt)


def _page(section: Any) -> Page:
    """The page of a section; a file has it in twips, but a tenth of a millimetre is meant."""
    across = (section.page_width, section.left_margin, section.right_margin)
    down = (section.page_height, section.top_margin, section.bottom_margin)
    (width, left, right), (height, top, bottom) = (
        [round(length.mm, 1) for length in lengths] for lengths in (across, down)
    )
    return Page(width - left - right, height - top - bottom)


def _push_down(styles: Any, above: int) -> None:
    """Move the look of each heading down by some levels; the highest get that of `ABOVE`."""
    known = {style.styleId: style for style in styles.style_lst}
    if ABOVE not in known:
        return
    at = styles.index(known[ABOVE])
    headings = [known[name] for name in _HEADINGS]
    for level, style in enumerate([*[known[ABOVE]] * above, *headings][: len(headings)]):
        style = copy.deepcopy(style)
        style.styleId, style.name_val = f"Heading{level + 1}", f"heading {level + 1}"
        style.find(f".//{qn('w:outlineLvl')}").set(qn("w:val"), str(level))
        styles.insert(at + level, style)
    for style in (known[ABOVE], *headings):
        styles.remove(style)


# A date is worked out anew whenever the file is opened, so it need not be right before.
_FIELDS = {
    "{page}": ("PAGE", "1"),
    "{pages}": ("NUMPAGES", "1"),
    "{date}": (r'DATE \@ "yyyy-MM-dd"', ""),
}


def footer_line(style: str, text: str) -> str:
    """A footer of one line, in which ``{page}``, ``{pages}`` and ``{date}`` are fields.

    The last one is the date of printing.
    """
    pieces = []
    for piece in re.split(r"(\{\w+\})", text):
        if piece in _FIELDS:
            instruction, shown = _FIELDS[piece]
            instruction = escape(instruction)
            pieces.append(f'<w:fldSimple w:instr=" {instruction} ">{run(shown)}</w:fldSimple>')
        elif piece:
            pieces.append(run(piece))
    line = f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{"".join(pieces)}</w:p>'
    return f"<w:ftr {nsdecls('w')}>{line}</w:ftr>"


def packed(members: Mapping[str, bytes]) -> bytes:
    """A zip file with these members by their names in this order, all of them of `timestamp`."""
    time = timestamp()
    date_time = (time.year, time.month, time.day, time.hour, time.minute, time.second)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in members.items():
            member = zipfile.ZipInfo(name, date_time)
            member.compress_type = zipfile.ZIP_DEFLATED
            # What would else tell the system that it was written on.
            member.create_system = 3
            target.writestr(member, data)
    return out.getvalue()
