"""The empty documents that exporters fill: made of the templates, once for each kind."""

from __future__ import annotations

import copy
import functools
import io
import re
import zipfile
from html import escape
from importlib.resources import files
from itertools import chain
from typing import Any, NamedTuple

import docx
from docx.enum.section import WD_ORIENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm
from lxml import etree

from ecotui.plugins.word.runs import run

#: Id of the style of headings above the chapters, such as those of several plans.
ABOVE = "HeadingAbove"
_HEADINGS = [f"Heading{level}" for level in range(1, 6)]
DOCUMENT = "word/document.xml"
PROPERTIES = "docProps/core.xml"
# No title can hold it: nothing else writes the picture of a control character twice.
HERE = "\u2400\u2400here\u2400\u2400"
_HOLDER = f"<w:p><w:r><w:t>{HERE}</w:t></w:r></w:p>"


def table_line(size: float) -> float:
    """Height in points of a line of text in a table, so that it is the same in every program."""
    return round(size * 25) / 20


def table_style(name: str, size: float = 0) -> str:
    """Id of a style of text in tables: ``Heading``, ``Text`` or ``Centred``.

    A size in points is named if the tables of a document have texts of several sizes.
    """
    return f"Table{name}{round(size * 10) or ''}"


#: Names of the styles that are not Word's own, by their ids: what Chinese and others read.
STYLES = {
    "Mark": ("附件标识", "Attachment Mark"),
    "Note": ("表注", "Table Note"),
    "Roles": ("分工", "Roles"),
    ABOVE: ("上级标题", "Heading Above"),
    "FooterEven": ("偶数页页脚", "Footer Even"),
    "TableHeading": ("表头", "Table Heading"),
    "TableText": ("表格文字", "Table Text"),
    "TableCentred": ("表格居中", "Table Centred"),
}
_IDS = {name: id_ for id_, names in STYLES.items() for name in names}
_REFERENCES = [qn(f"w:{name}") for name in ("basedOn", "next", "link", "pStyle")]


def _style_id(name: str) -> str:
    """The id of a style of that name: ``BodyText`` of ``Body Text``."""
    own, _blank, size = name.rpartition(" ")
    if own in _IDS and size[:1].isdigit():
        return table_style(_IDS[own].removeprefix("Table"), float(size))
    if name in ("Normal Table", *_IDS):
        return _IDS.get(name, "TableNormal")
    words = name.replace("toc ", "TOC ").split(" ")
    return "".join(word[:1].upper() + word[1:] for word in words)


def _speak_english(styles: Any) -> None:
    """Give the styles that are not Word's own their English names."""
    english = dict(STYLES.values())
    for style in styles.style_lst:
        own, blank, size = style.name_val.partition(" ")
        style.name_val = f"{english.get(own, own)}{blank}{size}"


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


class Page(NamedTuple):
    """The space between the margins of a page, in millimetres."""

    inner: float
    inner_height: float


class Layout(NamedTuple):
    """The pages of a section: their properties as WordprocessingML, and their space."""

    properties: str
    page: Page


class Frame(NamedTuple):
    """An empty document: its files by name, with `HERE` in place of the blocks."""

    members: dict[str, bytes]
    #: By whether the pages are landscape.
    layouts: dict[bool, Layout]
    #: Whether the first pages of the template are landscape.
    landscape: bool
    #: Points.
    title_size: float


_MM = {"A4": (210.0, 297.0), "A3": (297.0, 420.0), "Letter": (215.9, 279.4)}


@functools.lru_cache(maxsize=8)
def frame(template: str, above: int, paper: str, footer: str, language: str) -> Frame:
    """The empty document of a template; see `WordFile`."""
    file = files("ecotui.plugins.word") / "templates" / f"{template}.docx"
    document = docx.Document(io.BytesIO(file.read_bytes()))
    sections = list(document.sections)
    written = [
        one._element
        for section in sections
        for one in (section.footer, section.even_page_footer)
        if not one.is_linked_to_previous
    ]
    styles = document.styles.element
    _restore_ids(styles, *written)
    if footer:
        line = sections[0].footer.paragraphs[0]._p
        sections[0].footer._element.replace(line, parse_xml(footer_line("Footer", footer))[0])
    _push_down(styles, above)
    if language != "zh":
        _speak_english(styles)
        for align in styles.iter(qn("w:jc")):
            # Words between wide gaps are hard to read.
            if align.get(qn("w:val")) == "both":
                align.set(qn("w:val"), "left")
    layouts = {_is_landscape(one): _layout(one, paper) for one in reversed(sections)}
    landscape = _is_landscape(sections[0])
    if (turned := not landscape) not in layouts:
        section = sections[0]
        section.page_width, section.page_height = section.page_height, section.page_width
        section.orientation = WD_ORIENT.LANDSCAPE if turned else WD_ORIENT.PORTRAIT
        layouts[turned] = _layout(section, "")
    body: Any = document.element.body
    # A template shows its styles.
    for shown in list(body):
        body.remove(shown)
    body.append(parse_xml(_HOLDER.replace("<w:p>", f"<w:p {nsdecls('w')}>")))
    out = io.BytesIO()
    document.save(out)
    with zipfile.ZipFile(out) as package:
        members = {name: package.read(name) for name in package.namelist()}
    members[DOCUMENT] = members[DOCUMENT].replace(_HOLDER.encode(), HERE.encode())
    size: Any = document.styles["Title"].font.size
    return Frame(members, layouts, landscape, size.pt)


def _is_landscape(section: Any) -> bool:
    return bool(section.page_width > section.page_height)


def _layout(section: Any, paper: str) -> Layout:
    """The layout of a section; a file has it in twips, but a tenth of a millimetre is meant."""
    if paper:
        short, long = map(Mm, _MM[paper])
        sides = (long, short) if _is_landscape(section) else (short, long)
        section.page_width, section.page_height = sides
    across = (section.page_width, section.left_margin, section.right_margin)
    down = (section.page_height, section.top_margin, section.bottom_margin)
    (width, left, right), (height, top, bottom) = (
        [round(length.mm, 1) for length in lengths] for lengths in (across, down)
    )
    # The document has the names of its own.
    properties = re.sub(r' xmlns:\w+="[^"]*"', "", etree.tostring(section._sectPr).decode())
    return Layout(properties, Page(width - left - right, height - top - bottom))


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


_FIELDS = {
    "{page}": ("PAGE", "1"),
    "{pages}": ("NUMPAGES", "1"),
}


def footer_line(style: str, text: str) -> str:
    """A footer of one line, in which ``{page}`` and ``{pages}`` are fields."""
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


_NAMES = (
    'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
)


def properties(title: str, author: str, language: str) -> bytes:
    """The properties of a document; who and when are left out where nobody said it."""
    said = {"title": title, "creator": author, "language": language}
    inner = "".join(
        f"<dc:{name}>{escape(text, quote=False)}</dc:{name}>" for name, text in said.items() if text
    )
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    return f"{head}<cp:coreProperties {_NAMES}>{inner}</cp:coreProperties>".encode()
