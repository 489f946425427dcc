"""Write the first version of the Word templates of the exporters.

The templates are edited in Word since then, and this undoes such edits. Run
``python tools/make_word_templates.py [FOLDER]`` and look at the difference. Each template shows a
paragraph of every style; the exporters remove these paragraphs.

`plain` is a working paper: the typography of official documents, smaller. `official` is that of
GB/T 9704-2012, the standard for the format of official documents of the party and the
administration: A4 with margins of 37, 28, 35 and 26 mm; 22 lines of 28 characters; the title in
小标宋 of 22 pt, chapters in 黑体, sections in 楷体, text in 仿宋, all of 16 pt; the page number
in 宋体 of 14 pt between dashes, 7 mm below the text, at its outer edge. `matrix` and `handouts`
are landscape pages filled by tables.

Only the frame of python-docx's default document is kept. Its styles, theme and settings are
American, and Word uses a font for Chinese characters only if a style names it without a theme font
beside it.
"""

from __future__ import annotations

import io
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import docx
from docx.enum.section import WD_ORIENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm

from ecotui.plugins.word.frame import (
    ABOVE,
    PROPERTIES,
    STYLES,
    footer_line,
    packed,
    properties,
    table_line,
    table_style,
)
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
    <w:useFELayout/>
    <w:compatSetting w:name="compatibilityMode"
        w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>
  </w:compat>
  <w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/>
  <w:decimalSymbol w:val="."/>
  <w:listSeparator w:val=","/>
</w:settings>
"""

LATIN = "Times New Roman"
BODY_FONT = "仿宋"
_TITLE_FONT = "方正小标宋简体"

#: The substitute for each font, if it is not installed.
SUBSTITUTES = {
    "仿宋": "FangSong",
    "楷体": "KaiTi",
    "黑体": "SimHei",
    "宋体": "SimSun",
    _TITLE_FONT: "宋体",
}


class Style(NamedTuple):
    """A style of paragraphs, or of characters in them.

    Args:
        id: Its id in the file.
        name: Its name; Word knows the built-in ones by their English names.
        font: Font of Chinese characters.
        size: In points.
        bold: Whether its text is bold.
        before: Space above, in points.
        after: Space below, in points.
        align: ``"center"``, ``"right"``, ``"both"``, or empty for left.
        first: Indent of the first line, in characters.
        left: Indent of every line, in characters.
        right: Indent at the right, in characters.
        line: Exact height of a line, in points; 0 for the height of the document.
        squeeze: By how many twips (twentieths of a point) characters are closer together.
        outline: Outline level from 0, for headings.
        latin: Font of all other characters.
        flows: Whether page breaks may split this heading, because it is the text itself.
        character: Whether it is a style of characters, which has a font and no more.
        tab: Where a tab leads to, with dots before it, in millimetres from the left margin.
    """

    id: str
    name: str
    font: str
    size: float
    bold: bool = False
    before: float = 0
    after: float = 0
    align: str = ""
    first: float = 0
    left: float = 0
    right: float = 0
    line: float = 0
    squeeze: int = 0
    outline: int | None = None
    latin: str = LATIN
    flows: bool = False
    character: bool = False
    tab: float = 0


class Page(NamedTuple):
    """A sheet of paper and its margins, in millimetres."""

    width: float = 210
    height: float = 297
    top: float = 28
    right: float = 26
    bottom: float = 25
    left: float = 26
    header: float = 15
    footer: float = 15


class Look(NamedTuple):
    """The look of a document.

    Args:
        styles: The paragraph styles. A document uses no others.
        page: The page.
        size: Size of text without a style of its own, in points.
        line: Height of a line in points, or below 5, a multiple of the font's height.
        footer: The text at the foot of a page; see `footer_line`. If there is a style
            ``FooterEven``, even pages use it.
        turned: Whether there are landscape pages too, which have all but the text where the others
            have it.
        grid: Whether every character, marks too, takes one place of a line.
    """

    styles: tuple[Style, ...]
    page: Page = Page()
    size: float = 12
    line: float = 4 / 3
    footer: str = "{page}"
    turned: bool = False
    grid: bool = False

    @property
    def mirrored(self) -> bool:
        """Whether even pages have their own footer."""
        return any(style.id == "FooterEven" for style in self.styles)


_TABLE = 10.5


def _tables(size: float, *, named: bool = False) -> tuple[Style, ...]:
    """Styles of text in tables: column headings, wording, and centred text."""
    common = Style("", "", "宋体", size, line=table_line(size))
    values: dict[str, dict[str, Any]] = {
        "Heading": {"font": "黑体", "align": "center"},
        "Text": {},
        "Centred": {"align": "center"},
    }
    return tuple(
        common._replace(
            id=table_style(name, size if named else 0),
            name=f"{STYLES[table_style(name)][0]}{f' {size:g}' if named else ''}",
            **own,
        )
        for name, own in values.items()
    )


def plain() -> Look:
    """The look of a working paper."""
    return Look(
        (
            Style("Title", "Title", "宋体", 20, True, before=12, after=12, align="center"),
            Style("Subtitle", "Subtitle", "楷体", 12, after=12, align="center"),
            *_headings(
                Style("", "", "宋体", 18, True, before=18, after=6, align="center"),
                Style("", "", "黑体", 16, before=18, after=6),
                Style("", "", "楷体", 14, True, before=12, after=6),
                Style("", "", "黑体", 12, before=9, after=3),
                *[Style("", "", "楷体", 12, True, before=9, after=3)] * 2,
            ),
            Style("BodyText", "Body Text", BODY_FONT, 12, first=2),
            Style("Footer", "footer", "宋体", 9, align="center"),
            Style("TOCHeading", "TOC Heading", "黑体", 12, before=6, after=3, align="center"),
            *_contents(Style("", "", BODY_FONT, 12)),
            *_tables(_TABLE),
        )
    )


def _headings(above: Style, *ladder: Style) -> Iterator[Style]:
    """Styles of headings of every level, and of one above them all."""
    yield above._replace(id=ABOVE, name=STYLES[ABOVE][0], outline=0)
    for level, style in enumerate(ladder, 1):
        yield style._replace(id=f"Heading{level}", name=f"heading {level}", outline=level - 1)


def _contents(style: Style) -> Iterator[Style]:
    """Styles of a contents list; each level is indented two more characters."""
    for level in range(1, 5):
        yield style._replace(id=f"TOC{level}", name=f"toc {level}", left=2 * (level - 1))


# 22 lines of this many points, cut to whole twips, fill the 225 mm of text on a page. 28 characters
# of 16 pt would be 2 mm wider than a line of 156 mm, so they are squeezed.
_LINE = 28.95
_SQUEEZE = 5


def official() -> Look:
    """The look of official documents."""

    def style(id: str, name: str, font: str, size: float = 16, **values: Any) -> Style:
        squeeze = _SQUEEZE if size == 16 else 0
        return Style(id, name, font, size, line=_LINE, squeeze=squeeze)._replace(**values)

    return Look(
        (
            style("Mark", STYLES["Mark"][0], "黑体"),
            style("Title", "Title", _TITLE_FONT, 22, line=36, align="center"),
            style("Subtitle", "Subtitle", "楷体", align="center"),
            *_headings(
                style("", "", _TITLE_FONT, 18, align="center"),
                style("", "", "黑体", first=2),
                style("", "", "楷体", first=2),
                *[style("", "", BODY_FONT, align="both", first=2, flows=True)] * 3,
            ),
            style("BodyText", "Body Text", BODY_FONT, align="both", first=2),
            Style("Roles", STYLES["Roles"][0], "楷体", 16, character=True),
            style("Footer", "footer", "宋体", 14, line=0, align="right", right=1, latin="宋体"),
            style("FooterEven", STYLES["FooterEven"][0], "宋体", 14, line=0, left=1, latin="宋体"),
            style("TOCHeading", "TOC Heading", "黑体", align="center"),
            *_contents(style("", "", BODY_FONT, tab=156)),
            style("Note", STYLES["Note"][0], "宋体", 10.5, line=15, before=2),
            *_tables(12),
            *(one for size in SIZES for one in _tables(size, named=True)),
        ),
        Page(210, 297, top=37, right=26, bottom=35, left=28, footer=25),
        size=16,
        line=_LINE,
        footer="— {page} —",
        turned=True,
        grid=True,
    )


#: Sizes of text in tables that fill a landscape page, in points; see `table_style`.
SIZES = (12, 10.5, 9, 8)


def wide(*sizes: float, apart: float = 0) -> Look:
    """The look of landscape pages filled by tables.

    Args:
        sizes: Sizes of text in tables, in points; see `table_style`.
        apart: Points above the headings of tables.
    """
    heading = Style("Heading1", "heading 1", "黑体", 12, after=4, align="center", line=17)
    return Look(
        (
            Style("Title", "Title", "宋体", 16, True, after=3, align="center", line=22),
            Style("Subtitle", "Subtitle", "楷体", 10.5, after=3, align="center", line=14),
            heading._replace(before=apart, outline=0),
            Style("Heading2", "heading 2", "黑体", 10.5, before=6, after=2, line=14, outline=1),
            Style("BodyText", "Body Text", BODY_FONT, 12),
            Style("Note", STYLES["Note"][0], "宋体", 9, before=2, line=12),
            Style("Footer", "footer", "宋体", 9, align="center"),
            *(style for size in sizes for style in _tables(size, named=True)),
        ),
        Page(297, 210, top=12, right=14, bottom=12, left=14, header=6, footer=6),
        line=1,
    )


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
    return packed({**members, PROPERTIES: properties("", "", "")})


LOOKS = {
    "plain": plain(),
    "official": official(),
    "matrix": wide(*SIZES),
    "handouts": wide(10.5, apart=8),
}


def main(folder: Path = TEMPLATES) -> None:
    """Write every template."""
    for name, look in LOOKS.items():
        (folder / f"{name}.docx").write_bytes(template(look))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))
