"""Word documents in Chinese typography, the same bytes for the same content.

Of the template that python-docx brings, nothing stays but the frame: its styles, theme and
settings are American, and Word takes fonts for Chinese characters only where a style names them
and no theme font stands beside them. The typography is that of official documents (GB/T 9704:
headings in 黑体 and 楷体, text in 仿宋), smaller, since an outline is a working paper.
"""

from __future__ import annotations

import io
from typing import Any, NamedTuple

import docx
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm

from ecotui.plugins._package import repacked, timestamp

_LATIN = "Times New Roman"
_BODY_FONT = "仿宋"


class _Style(NamedTuple):
    """A paragraph style; lengths in points."""

    id: str
    name: str
    font: str
    size: float
    bold: bool = False
    before: float = 0
    after: float = 0
    centred: bool = False
    indented: bool = False
    outline: int | None = None


_STYLES = (
    _Style("Title", "Title", "宋体", 20, True, before=12, after=12, centred=True),
    _Style("Subtitle", "Subtitle", "楷体", 12, after=12, centred=True),
    _Style("Heading1", "heading 1", "黑体", 16, before=18, after=6, outline=0),
    _Style("Heading2", "heading 2", "楷体", 14, True, before=12, after=6, outline=1),
    _Style("Heading3", "heading 3", "黑体", 12, before=9, after=3, outline=2),
    _Style("Heading4", "heading 4", "楷体", 12, True, before=9, after=3, outline=3),
    _Style("BodyText", "Body Text", _BODY_FONT, 12, indented=True),
    _Style("Footer", "footer", "宋体", 9, centred=True),
)

# What a document needs to be one that Word neither repairs nor rewrites.
_PARTS = ("officeDocument", "core-properties", "styles", "settings", "theme")

_SETTINGS = f"""
<w:settings {nsdecls("w")}>
  <w:zoom w:percent="100"/>
  <w:defaultTabStop w:val="480"/>
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


class WordFile:
    """A document of A4 pages with numbers at their foot.

    Args:
        title: Title for the properties of the document; what stands on the page is a paragraph.
    """

    def __init__(self, title: str) -> None:
        """Begin an empty document."""
        self._document = docx.Document()
        self._strip()
        styles = self._document.styles.element
        for child in list(styles):
            styles.remove(child)
        for child in list(parse_xml(_styles())):
            styles.append(child)
        self._page()
        self._properties(title)
        # Asking for the end of the body at each paragraph would take quadratic time.
        self._end: Any = self._document.element.body.sectPr

    def paragraph(self, style: str, text: str, *, bold: str = "", with_next: bool = False) -> None:
        """Add a paragraph at the end.

        Args:
            style: Id of its style.
            text: Safe text; line breaks stay within the paragraph.
            bold: Text to stand in bold before it.
            with_next: Keep it on the page on which the next paragraph begins.
        """
        self._end.addprevious(_paragraph(style, text, bold, with_next))

    def saved(self) -> bytes:
        """The finished file."""
        out = io.BytesIO()
        self._document.save(out)
        return repacked(out.getvalue())

    def _strip(self) -> None:
        """Remove what the document does not need, and what is American in the rest."""
        part: Any = self._document.part
        for owner in (part, part.package):
            for key, relation in list(owner.rels.items()):
                kind = relation.reltype.rpartition("/")[2]
                if kind == "fontTable":
                    relation.target_part._blob = _font_table().encode()
                elif kind not in _PARTS:
                    del owner.rels[key]
        settings = self._document.settings.element
        for child in list(settings):
            settings.remove(child)
        for child in list(parse_xml(_SETTINGS)):
            settings.append(child)

    def _page(self) -> None:
        section = self._document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = Mm(26)
        section.top_margin, section.bottom_margin = Mm(28), Mm(25)
        section.header_distance, section.footer_distance = Mm(15), Mm(15)
        footer: Any = section.footer.paragraphs[0]._p
        number = parse_xml(
            f'<w:p {nsdecls("w")}><w:pPr><w:pStyle w:val="Footer"/></w:pPr>'
            '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p>'
        )
        footer.getparent().replace(footer, number)

    def _properties(self, title: str) -> None:
        properties = self._document.core_properties
        # The format allows no more.
        properties.title = title[:255]
        properties.author = properties.last_modified_by = "ecotui"
        properties.comments = ""
        properties.created = properties.modified = timestamp()
        properties.revision = 1


def _paragraph(style: str, text: str, bold: str, with_next: bool) -> Any:
    paragraph = OxmlElement("w:p")
    properties = OxmlElement("w:pPr")
    paragraph.append(properties)
    named = OxmlElement("w:pStyle")
    named.set(qn("w:val"), style)
    properties.append(named)
    if with_next:
        properties.append(OxmlElement("w:keepNext"))
    if bold:
        paragraph.append(_run(bold, bold=True))
    if text:
        paragraph.append(_run(text))
    return paragraph


def _run(text: str, *, bold: bool = False) -> Any:
    run: Any = OxmlElement("w:r")
    if bold or not text.isascii():
        properties = OxmlElement("w:rPr")
        if not text.isascii():
            # Quotation marks, dashes and dots are in Latin fonts too; without the hint Word
            # takes them from there, and they come out narrow.
            fonts = OxmlElement("w:rFonts")
            fonts.set(qn("w:hint"), "eastAsia")
            properties.append(fonts)
        if bold:
            properties.append(OxmlElement("w:b"))
        run.append(properties)
    run.text = text
    return run


def _fonts(font: str) -> str:
    return f'<w:rFonts w:ascii="{_LATIN}" w:eastAsia="{font}" w:hAnsi="{_LATIN}" w:cs="{_LATIN}"/>'


def _font_table() -> str:
    chinese = dict.fromkeys((_BODY_FONT, *(style.font for style in _STYLES)))
    fonts = [f'<w:font w:name="{name}"><w:charset w:val="86"/></w:font>' for name in chinese]
    latin = f'<w:font w:name="{_LATIN}"><w:charset w:val="00"/></w:font>'
    return f"<w:fonts {nsdecls('w')}>{latin}{''.join(fonts)}</w:fonts>"


def _styles() -> str:
    return f"""
<w:styles {nsdecls("w")}>
  <w:docDefaults>
    <w:rPrDefault><w:rPr>
      {_fonts(_BODY_FONT)}<w:sz w:val="24"/><w:szCs w:val="24"/>
      <w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>
    </w:rPr></w:rPrDefault>
    <w:pPrDefault><w:pPr>
      <w:spacing w:before="0" w:after="0" w:line="320" w:lineRule="auto"/>
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
  {"".join(_style(style) for style in _STYLES)}
</w:styles>
"""


def _style(style: _Style) -> str:
    heading = style.outline is not None
    following = "BodyText" if heading else style.id
    half_points = int(style.size * 2)
    twips = f'w:before="{int(style.before * 20)}" w:after="{int(style.after * 20)}"'
    return "".join(
        (
            f'<w:style w:type="paragraph" w:styleId="{style.id}"><w:name w:val="{style.name}"/>',
            f'<w:basedOn w:val="Normal"/><w:next w:val="{following}"/><w:qFormat/><w:pPr>',
            "<w:keepNext/><w:keepLines/>" if heading else "",
            f"<w:spacing {twips}/>",
            '<w:ind w:firstLineChars="200" w:firstLine="480"/>' if style.indented else "",
            '<w:jc w:val="center"/>' if style.centred else "",
            f'<w:outlineLvl w:val="{style.outline}"/>' if heading else "",
            f"</w:pPr><w:rPr>{_fonts(style.font)}",
            "<w:b/><w:bCs/>" if style.bold else "",
            f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/></w:rPr></w:style>',
        )
    )
