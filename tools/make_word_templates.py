"""Write the first version of the Word templates of the exporters.

The templates are edited in Word since then, and this undoes such edits. Run
``python tools/make_word_templates.py [FOLDER]`` and look at the difference. Each template shows a
paragraph of every style; the exporters remove these paragraphs. `word_looks` says how they look.

Only the frame of python-docx's default document is kept. Its styles, theme and settings are
American, and Word uses a font for Chinese characters only if a style names it without a theme font
beside it.
"""

from __future__ import annotations

import io
import sys
import zipfile
from pathlib import Path
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm
from word_looks import BODY_FONT, LATIN, LOOKS, SUBSTITUTES, Look, Page, Style

from ecotui.api import pack
from ecotui.plugins.word.frame import PROPERTIES, footer_line, properties
from ecotui.plugins.word.runs import run

TEMPLATES = Path(__file__).resolve().parent.parent / "ecotui" / "plugins" / "word" / "templates"
# The parts without which Word would repair or rewrite a document.
_PARTS = ("officeDocument", "core-properties", "styles", "settings", "theme")

_SETTINGS = f"""
<w:settings {nsdecls("w")}>
  <w:zoom w:percent="100"/>
  <w:defaultTabStop w:val="480"/>
  {{pages}}
  <w:characterSpacingControl w:val="{{spacing}}"/>
  <w:compat>
    <w:doNotExpandShiftReturn/>
    <w:useFELayout/>
    <w:compatSetting w:name="compatibilityMode"
        w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>
  </w:compat>
  <w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/>
  <w:decimalSymbol w:val="."/>
  <w:listSeparator w:val=","/>
</w:settings>
"""


def _strip(document: Any, look: Look) -> None:
    """Remove the parts that a document does not need, and American settings."""
    part = document.part
    for owner in (part, part.package):
        for key, relation in list(owner.rels.items()):
            kind = relation.reltype.rpartition("/")[2]
            if kind == "fontTable":
                relation.target_part._blob = _font_table(look).encode()
            elif kind not in _PARTS:
                del owner.rels[key]
    pages = "<w:evenAndOddHeaders/>" if look.mirrored else ""
    spacing = "doNotCompress" if look.grid else "compressPunctuation"
    _replace(document.settings.element, _SETTINGS.format(pages=pages, spacing=spacing))


def _replace(element: Any, xml: str) -> None:
    """Replace the children of an element by those of the XML."""
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
    _replace(section.footer._element, footer_line("Footer", look.footer))
    if look.mirrored:
        _replace(section.even_page_footer._element, footer_line("FooterEven", look.footer))
    if look.turned:
        _turned(document, look)


# Where the middle of the line of the page number is, from the edge of the paper.
_NUMBER_MM, _BOX_MM = 27.5, 10
_TWIPS_PER_MM = 1440 / 25.4


def _turned(document: Any, look: Look) -> None:
    """Add a section of landscape pages, whose sheets are bound with the others.

    A sheet is turned to the left, so that its head is at the binding edge of odd pages, and its
    page number at the left, upright for who holds the sheet as all others.
    """
    page = look.page
    section = document.add_section()
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(page.height), Mm(page.width)
    section.left_margin, section.right_margin = Mm(page.bottom), Mm(page.top)
    section.top_margin, section.bottom_margin = Mm(page.left), Mm(page.right)
    # The number is beside the text: the line that holds it must not take room below.
    section.footer_distance = Mm(10)
    footers = {"Footer": section.footer, "FooterEven": section.even_page_footer}
    for style, footer in footers.items():
        footer.is_linked_to_previous = False
        line = footer_line(style, look.footer).partition(">")[2].removesuffix("</w:ftr>")
        _replace(footer._element, f"<w:ftr {nsdecls('w')}>{_box(line, page)}</w:ftr>")


def _box(line: str, page: Page) -> str:
    """A line turned to the right at the left of a landscape page: in a table that stands there.

    Each program places a table where it is told to; of text boxes not all do.
    """
    left, width = round((_NUMBER_MM - _BOX_MM / 2) * _TWIPS_PER_MM), round(_BOX_MM * _TWIPS_PER_MM)
    top = round(page.left * _TWIPS_PER_MM)
    high = round((page.width - page.left - page.right) * _TWIPS_PER_MM)
    return f"""
<w:tbl>
  <w:tblPr>
    <w:tblpPr w:leftFromText="0" w:rightFromText="0" w:vertAnchor="page" w:horzAnchor="page"
        w:tblpX="{left}" w:tblpY="{top}"/>
    <w:tblW w:w="{width}" w:type="dxa"/><w:tblLayout w:type="fixed"/>
    <w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>
  </w:tblPr>
  <w:tblGrid><w:gridCol w:w="{width}"/></w:tblGrid>
  <w:tr>
    <w:trPr><w:trHeight w:val="{high}" w:hRule="exact"/></w:trPr>
    <w:tc><w:tcPr>
      <w:tcW w:w="{width}" w:type="dxa"/><w:textDirection w:val="tbRl"/><w:vAlign w:val="center"/>
    </w:tcPr>{line}</w:tc>
  </w:tr>
</w:tbl>
<w:p><w:pPr><w:pStyle w:val="FooterEven"/></w:pPr></w:p>"""


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
    if style.character:
        return (
            f'<w:style w:type="character" w:styleId="{style.id}"><w:name w:val="{style.name}"/>'
            '<w:basedOn w:val="DefaultParagraphFont"/><w:qFormat/>'
            f"<w:rPr>{_fonts(style.font, style.latin)}</w:rPr></w:style>"
        )
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
            _tab(style),
            # What it says is the default. LibreOffice takes it for its opposite, and has to: of the
            # marks that it lets hang in the margin it loses some.
            f'<w:overflowPunct w:val="1"/><w:spacing {twips} {line}/>',
            _indent(style),
            f'<w:jc w:val="{style.align}"/>' if style.align else "",
            f'<w:outlineLvl w:val="{style.outline}"/>' if heading else "",
            f"</w:pPr><w:rPr>{_fonts(style.font, style.latin)}",
            "<w:b/><w:bCs/>" if style.bold else "",
            f'<w:spacing w:val="{-style.squeeze}"/>' if style.squeeze else "",
            f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/></w:rPr></w:style>',
        )
    )


def _tab(style: Style) -> str:
    if not style.tab:
        return ""
    place = round(style.tab * _TWIPS_PER_MM)
    return f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{place}"/></w:tabs>'


def _indent(style: Style) -> str:
    """Indents in characters, and in twips for programs that do not know those."""
    sides = (("left", style.left), ("right", style.right), ("firstLine", style.first))
    values = [
        f'w:{side}Chars="{round(value * 100)}" w:{side}="{round(value * style.size * 20)}"'
        for side, value in sides
        if value
    ]
    return f"<w:ind {' '.join(values)}/>" if values else ""


def template(look: Look) -> bytes:
    """An empty document of this look, as bytes."""
    document = docx.Document()
    _strip(document, look)
    _replace(document.styles.element, _styles(look))
    _page(document, look)
    body: Any = document.element.body
    for style in look.styles:
        mark = f'<w:pPr><w:pStyle w:val="{style.id}"/></w:pPr>'
        shown = f"<w:p {nsdecls('w')}>{mark}{run(style.name)}</w:p>"
        if style.character:
            shown = f"<w:p {nsdecls('w')}>{run(style.name, style=style.id)}</w:p>"
        body.sectPr.addprevious(parse_xml(shown))
    out = io.BytesIO()
    document.save(out)
    with zipfile.ZipFile(out) as package:
        members = {name: package.read(name) for name in package.namelist()}
    return pack({**members, PROPERTIES: properties("", "", "")})


def main(folder: Path = TEMPLATES) -> None:
    """Write every template."""
    for name, look in LOOKS.items():
        (folder / f"{name}.docx").write_bytes(template(look))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))
