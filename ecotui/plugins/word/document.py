"""Word documents in Chinese typography, the same bytes for the same content.

Of the template that python-docx brings, nothing stays but the frame: its styles, theme and
settings are American, and Word takes fonts for Chinese characters only where a style names them
and no theme font stands beside them. A frame is made once for each look. What stands in a document
is written as text, since ten thousand elements made one by one take ten times as long.
"""

from __future__ import annotations

import functools
import io
import re
import zipfile
from collections.abc import Sequence
from datetime import datetime
from html import escape
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm

from ecotui.plugins.common.zip_package import packed, timestamp
from ecotui.plugins.word.styles import BODY_FONT, LATIN, SUBSTITUTES, Look, Style

# What a document needs to be one that Word neither repairs nor rewrites.
_PARTS = ("officeDocument", "core-properties", "styles", "settings", "theme")

_SETTINGS = f"""
<w:settings {nsdecls("w")}>
  <w:zoom w:percent="100"/>
  <w:defaultTabStop w:val="480"/>
  {{pages}}
  <w:characterSpacingControl w:val="compressPunctuation"/>
  <w:compat>
    <w:useFELayout/>
    <w:compatSetting w:name="compatibilityMode"
        w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>
  </w:compat>
  <w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/>
  <w:decimalSymbol w:val="."/>
  <w:listSeparator w:val=","/>
</w:settings>
"""
_DOCUMENT, _PROPERTIES = "word/document.xml", "docProps/core.xml"
# No title can hold it: it is a control character's picture that nothing else writes doubled.
_HERE = "\u2400\u2400here\u2400\u2400"


class WordFile:
    """A document in the making: blocks are added at its end.

    Args:
        title: Title for the properties of the document; what stands on the page is a paragraph.
        look: What it looks like.
    """

    def __init__(self, title: str, look: Look) -> None:
        """Begin an empty document."""
        self.look = look
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
        """Add a paragraph.

        Args:
            style: Id of its style.
            text: Safe text; line breaks stay within the paragraph.
            bold: Text to stand in bold before it.
            with_next: Keep it on the page on which the next paragraph begins.
            new_page: Begin a page with it.
            side: What is left free at the left and the right of it, in millimetres.
        """
        properties = f'<w:pStyle w:val="{style}"/>'
        properties += "<w:keepNext/>" if with_next else ""
        properties += "<w:pageBreakBefore/>" if new_page else ""
        if twips := round(side * 1440 / 25.4):
            properties += f'<w:ind w:left="{twips}" w:right="{twips}"/>'
        runs = (run(bold, bold=True) if bold else "") + (run(text) if text else "")
        self.add(f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>")

    def heading(self, level: int, text: str) -> None:
        """Add a heading, which the contents list may refer to.

        Args:
            level: From 1, the highest.
            text: Safe text of one line.
        """
        inner = run(text)
        if self._contents is not None and level <= self._contents[2]:
            self._headings.append((level, text))
            number = len(self._headings)
            mark = f'<w:bookmarkStart w:id="{number}" w:name="_Toc{number:06}"/>'
            inner = f'{mark}{inner}<w:bookmarkEnd w:id="{number}"/>'
        self.add(f'<w:p><w:pPr><w:pStyle w:val="Heading{level}"/></w:pPr>{inner}</w:p>')

    def contents(self, title: str, deepest: int, *, alone: bool = False) -> None:
        """Put a list of the headings that follow here.

        It is a field of Word's, so that an edited document can renew it, that asks for no page
        numbers: only a program that lays out pages knows these, and without them the list is
        right as it is handed out. Each line leads to its heading. Three headings are seen at a
        glance, and not listed.

        Args:
            title: What stands above the list.
            deepest: The lowest level of headings in it.
            alone: Begin a page after it where it is longer than half a dozen lines.
        """
        self._contents = (len(self._blocks), title, deepest, alone)

    def saved(self) -> bytes:
        """The finished file."""
        members = dict(_frame(self.look, timestamp()))
        before, _here, after = members[_DOCUMENT].decode().partition(_HERE)
        if self._contents is not None:
            self._list_headings(*self._contents)
            self._contents = None
        if self._blocks and self._blocks[-1].endswith("</w:tbl>"):
            # Word wants a paragraph after a table, and a page for it where there is no room.
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


# Quotation marks, dashes and dots are in Latin fonts too; without the hint Word takes them from
# there, and they come out narrow.
_HINT = '<w:rFonts w:hint="eastAsia"/>'
_BREAKS = {"\n": '</w:t><w:br/><w:t xml:space="preserve">', "\t": "</w:t><w:tab/><w:t>"}
_BREAK = re.compile("[\n\t]")


def run(text: str, *, bold: bool = False, colour: str = "") -> str:
    """A run of safe text, in which line breaks and tabs stay.

    Args:
        text: The text.
        bold: Whether it is bold.
        colour: Six hexadecimal digits, or nothing for that of the style.
    """
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


@functools.lru_cache(maxsize=8)
def _frame(look: Look, time: datetime) -> dict[str, bytes]:
    """The members of an empty document, with `_HERE` where title and blocks come."""
    document = docx.Document()
    _strip(document, look)
    _replace(document.styles.element, _styles(look))
    _page(document, look)
    properties = document.core_properties
    properties.title = _HERE
    properties.author = properties.last_modified_by = "ecotui"
    properties.comments = ""
    properties.created = properties.modified = time
    properties.revision = 1
    body: Any = document.element.body
    body.sectPr.addprevious(parse_xml(f"<w:p {nsdecls('w')}><w:r><w:t>{_HERE}</w:t></w:r></w:p>"))
    out = io.BytesIO()
    document.save(out)
    with zipfile.ZipFile(out) as package:
        members = {name: package.read(name) for name in package.namelist()}
    holder = f"<w:p><w:r><w:t>{_HERE}</w:t></w:r></w:p>".encode()
    members[_DOCUMENT] = members[_DOCUMENT].replace(holder, _HERE.encode())
    return members


def _strip(document: Any, look: Look) -> None:
    """Remove what the document does not need, and what is American in the rest."""
    part = document.part
    for owner in (part, part.package):
        for key, relation in list(owner.rels.items()):
            kind = relation.reltype.rpartition("/")[2]
            if kind == "fontTable":
                relation.target_part._blob = _font_table(look).encode()
            elif kind not in _PARTS:
                del owner.rels[key]
    pages = "<w:evenAndOddHeaders/>" if look.mirrored else ""
    _replace(document.settings.element, _SETTINGS.format(pages=pages))


def _replace(element: Any, xml: str) -> None:
    """Put the children of what is written in place of an element's own."""
    for child in list(element):
        element.remove(child)
    for child in list(parse_xml(xml)):
        element.append(child)


def _page(document: Any, look: Look) -> None:
    section, page = document.sections[0], look.page
    section.page_width, section.page_height = Mm(page.width), Mm(page.height)
    if page.width > page.height:
        section.orientation = WD_ORIENT.LANDSCAPE
    section.left_margin, section.right_margin = Mm(page.left), Mm(page.right)
    section.top_margin, section.bottom_margin = Mm(page.top), Mm(page.bottom)
    section.header_distance, section.footer_distance = Mm(page.header), Mm(page.footer)
    section.gutter = 0
    _number(section.footer, "Footer", look)
    if look.mirrored:
        _number(section.even_page_footer, "FooterEven", look)


# A date is worked out anew whenever the file is opened, so it need not be right before.
_FIELDS = {
    "{page}": ("PAGE", "1"),
    "{pages}": ("NUMPAGES", "1"),
    "{date}": (r'DATE \@ "yyyy-MM-dd"', ""),
}


def _number(footer: Any, style: str, look: Look) -> None:
    pieces = []
    for piece in re.split(r"(\{\w+\})", look.footer):
        if piece in _FIELDS:
            instruction, shown = _FIELDS[piece]
            instruction = escape(instruction)
            pieces.append(f'<w:fldSimple w:instr=" {instruction} ">{run(shown)}</w:fldSimple>')
        elif piece:
            pieces.append(run(piece))
    xml = f'<w:p {nsdecls("w")}><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{"".join(pieces)}</w:p>'
    old = footer.paragraphs[0]._p
    old.getparent().replace(old, parse_xml(xml))


def _fonts(font: str, latin: str = LATIN) -> str:
    return f'<w:rFonts w:ascii="{latin}" w:eastAsia="{font}" w:hAnsi="{latin}" w:cs="{latin}"/>'


def _font_table(look: Look) -> str:
    chinese = dict.fromkeys((BODY_FONT, *(style.font for style in look.styles)))
    fonts = [
        f'<w:font w:name="{name}"><w:altName w:val="{SUBSTITUTES[name]}"/>'
        '<w:charset w:val="86"/></w:font>'
        for name in chinese
    ]
    latin = f'<w:font w:name="{LATIN}"><w:charset w:val="00"/></w:font>'
    return f"<w:fonts {nsdecls('w')}>{latin}{''.join(fonts)}</w:fonts>"


def _styles(look: Look) -> str:
    size = int(look.size * 2)
    return f"""
<w:styles {nsdecls("w")}>
  <w:docDefaults>
    <w:rPrDefault><w:rPr>
      {_fonts(BODY_FONT)}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>
      <w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>
    </w:rPr></w:rPrDefault>
    <w:pPrDefault><w:pPr>
      <w:spacing w:before="0" w:after="0" {_line(look.line)}/>
    </w:pPr></w:pPrDefault>
  </w:docDefaults>
  <w:style w:type="paragraph" w:default="1" w:styleId="Normal">
    <w:name w:val="Normal"/><w:qFormat/>
  </w:style>
  <w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">
    <w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/>
  </w:style>
  <w:style w:type="table" w:default="1" w:styleId="TableNormal">
    <w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/>
    <w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>
      <w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>
      <w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/>
    </w:tblCellMar></w:tblPr>
  </w:style>
  <w:style w:type="table" w:styleId="TableGrid">
    <w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/>
    <w:tblPr><w:tblBorders>{_borders()}</w:tblBorders></w:tblPr>
  </w:style>
  {"".join(map(_style, look.styles))}
</w:styles>
"""


def _borders() -> str:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    line = 'w:val="single" w:sz="4" w:space="0" w:color="auto"'
    return "".join(f"<w:{side} {line}/>" for side in sides)


def _line(height: float) -> str:
    if height < 5:
        return f'w:line="{round(height * 240)}" w:lineRule="auto"'
    return f'w:line="{round(height * 20)}" w:lineRule="exact"'


def _style(style: Style) -> str:
    heading = style.outline is not None
    following = "BodyText" if heading else style.id
    half_points = int(style.size * 2)
    twips = f'w:before="{round(style.before * 20)}" w:after="{round(style.after * 20)}"'
    in_table = style.id.startswith("Table")
    line = _line(1) if in_table or style.id.startswith("Footer") else ""
    line = _line(style.line) if style.line else line
    return "".join(
        (
            f'<w:style w:type="paragraph" w:styleId="{style.id}"><w:name w:val="{style.name}"/>',
            f'<w:basedOn w:val="Normal"/><w:next w:val="{following}"/><w:qFormat/><w:pPr>',
            "<w:keepNext/>" if heading and not style.flows else "",
            # No punctuation stands outside the margins.
            f'<w:overflowPunct w:val="0"/><w:spacing {twips} {line}/>',
            _indent(style),
            f'<w:jc w:val="{style.align}"/>' if style.align else "",
            f'<w:outlineLvl w:val="{style.outline}"/>' if heading else "",
            f"</w:pPr><w:rPr>{_fonts(style.font, style.latin)}",
            "<w:b/><w:bCs/>" if style.bold else "",
            f'<w:spacing w:val="{-style.squeeze}"/>' if style.squeeze else "",
            f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/></w:rPr></w:style>',
        )
    )


def _indent(style: Style) -> str:
    """Indents in characters, and for programs that do not know these in twips."""
    sides = (("left", style.left), ("right", style.right), ("firstLine", style.first))
    values = [
        f'w:{side}Chars="{round(value * 100)}" w:{side}="{round(value * style.size * 20)}"'
        for side, value in sides
        if value
    ]
    return f"<w:ind {' '.join(values)}/>" if values else ""
