"""Word documents, made as an office has them, become what their reader sees."""

from __future__ import annotations

import io
import random
import re
import zipfile
from typing import Any

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ecotui import i18n
from ecotui.importing.blocks import Block, Note, Paragraph, Place, Table
from ecotui.model.toml import PlanError
from ecotui.plugins.readers.docx import Reader
from ecotui.plugins.readers.numbers import shown


@pytest.fixture(autouse=True)
def english() -> None:
    i18n.use("en")


def saved(document: Any) -> bytes:
    with io.BytesIO() as stream:
        document.save(stream)
        return stream.getvalue()


def read(document: Any) -> list[Block]:
    data = document if isinstance(document, bytes) else saved(document)
    return list(Reader().blocks(data, "a.docx"))


def wholes(document: Any) -> list[str]:
    return [block.whole for block in read(document) if isinstance(block, Paragraph)]


def messages(document: Any) -> list[str]:
    return [block.message for block in read(document) if isinstance(block, Note)]


def grids(document: Any) -> list[list[list[str]]]:
    return [
        [[cell.text for cell in row.cells] for row in block.rows]
        for block in read(document)
        if isinstance(block, Table)
    ]


def body(xml: str, **parts: str) -> bytes:
    """A document whose body is raw XML, with other parts in place of the usual ones."""
    document = docx.Document()
    for element in list(document.element.body)[:-1]:
        document.element.body.remove(element)
    spaces = nsdecls("w") + (
        ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
        ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
        ' xmlns:v="urn:schemas-microsoft-com:vml"'
        ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    )
    root = parse_xml(f"<w:body {spaces}>{xml}</w:body>")
    for element in reversed(list(root)):
        document.element.body.insert(0, element)
    return replaced(saved(document), {f"word/{name}.xml": text for name, text in parts.items()})


def replaced(data: bytes, parts: dict[str, str | bytes]) -> bytes:
    """A package with some of its members in another form, or new ones."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", 8) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, text in parts.items():
            new.writestr(name, text)
    return out.getvalue()


def related(data: bytes, kind: str) -> bytes:
    """A document that refers to a part of a kind."""
    name = "word/_rels/document.xml.rels"
    rels = zipfile.ZipFile(io.BytesIO(data)).read(name).decode()
    type_ = f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"
    more = f'<Relationship Id="rIdMore" Type="{type_}" Target="{kind}.xml"/></Relationships>'
    return replaced(data, {name: rels.replace("</Relationships>", more)})


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(text: str = "", properties: str = "") -> str:
    inside = text if text.startswith("<") else run(text)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inside}</w:p>"


# -- automatic numbering


def level(number: int, style: str, text: str, more: str = "") -> str:
    start = "" if "<w:start " in more else '<w:start w:val="1"/>'
    return (
        f'<w:lvl w:ilvl="{number}">{start}<w:numFmt w:val="{style}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def numbering(
    *levels: str, nums: str = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
) -> str:
    return (
        f"<w:numbering {nsdecls('w')}>"
        f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>'
        f"{nums}</w:numbering>"
    )


def item(number: int, text: str, num_id: int = 1) -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{number}"/><w:numId w:val="{num_id}"/></w:numPr>')


OFFICIAL = (
    level(0, "chineseCounting", "%1、"),
    level(1, "chineseCountingThousand", "（%2）"),
    level(2, "decimal", "%3."),
    level(3, "decimalFullWidth", "（%4）"),
)


def test_the_levels_of_an_official_document_are_numbered() -> None:
    xml = [item(0, "甲"), item(1, "乙"), item(2, "丙"), item(2, "丁"), item(3, "戊"), item(1, "己")]
    xml += [item(2, "庚"), item(0, "辛"), item(1, "壬"), item(2, "癸")]
    found = wholes(body("".join(xml), numbering=numbering(*OFFICIAL)))
    assert found == [
        "一、甲", "（一）乙", "1.丙", "2.丁", "（１）戊", "（二）己", "1.庚", "二、辛",
        "（一）壬", "1.癸",
    ]  # fmt: skip


def test_the_text_of_a_numbered_paragraph_lacks_the_number() -> None:
    (block,) = read(body(item(0, "甲"), numbering=numbering(*OFFICIAL)))
    assert isinstance(block, Paragraph)
    assert (block.text, block.number, block.whole) == ("甲", "一、", "一、甲")


def test_numbers_that_run_on_over_the_chapters() -> None:
    on = (OFFICIAL[0], level(1, "japaneseCounting", "（%2）", '<w:lvlRestart w:val="0"/>'))
    xml = item(0, "a") + item(1, "b") + item(0, "c") + item(1, "d")
    assert wholes(body(xml, numbering=numbering(*on))) == ["一、a", "（一）b", "二、c", "（二）d"]


def test_a_level_restarts_only_after_the_level_that_it_names() -> None:
    levels = (OFFICIAL[0], OFFICIAL[1], level(2, "decimal", "%3.", '<w:lvlRestart w:val="1"/>'))
    xml = "".join(item(at, "x") for at in (0, 1, 2, 1, 2, 0, 1, 2))
    assert [text[:-1] for text in wholes(body(xml, numbering=numbering(*levels)))] == [
        "一、", "（一）", "1.", "（二）", "2.", "二、", "（一）", "1.",
    ]  # fmt: skip


def test_lists_that_share_their_levels_go_on_unless_one_says_where_it_starts() -> None:
    nums = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="0"/>{more}</w:num>'
        for number, more in (
            (1, ""),
            (2, ""),
            (3, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'),
            (4, f'<w:lvlOverride w:ilvl="0">{level(0, "upperRoman", "%1)")}</w:lvlOverride>'),
        )
    )
    xml = "".join(item(0, "x", num_id) for num_id in (1, 2, 1, 3, 3, 4))
    found = wholes(body(xml, numbering=numbering(level(0, "decimal", "%1."), nums=nums)))
    assert found == ["1.x", "2.x", "3.x", "1.x", "2.x", "III)x"]


def test_a_number_can_show_the_levels_above_in_decimal() -> None:
    levels = (OFFICIAL[0], level(1, "decimal", "%1.%2", "<w:isLgl/>"), level(2, "decimal", "%1.%3"))
    xml = item(0, "a") + item(1, "b") + item(1, "c") + item(2, "d")
    assert wholes(body(xml, numbering=numbering(*levels))) == ["一、a", "1.1b", "1.2c", "一.1d"]


def test_a_level_above_that_has_not_come_is_shown_as_its_first_and_not_counted() -> None:
    levels = (OFFICIAL[0], level(1, "decimal", "%1.%2", "<w:isLgl/>"))
    xml = item(1, "a") + item(0, "b")
    assert wholes(body(xml, numbering=numbering(*levels))) == ["1.1a", "一、b"]


def test_numbers_start_where_the_list_says() -> None:
    levels = level(0, "decimal", "第%1条", '<w:start w:val="7"/>')
    assert wholes(body(item(0, "a") + item(0, "b"), numbering=numbering(levels))) == [
        "第7条a",
        "第8条b",
    ]


def test_bullets_are_signs_that_every_font_has() -> None:
    font = '<w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr>'
    levels = (level(0, "bullet", "\uf0b7"), level(1, "bullet", "l", font), level(2, "bullet", "—"))
    xml = "".join(item(at, "x") for at in (0, 1, 2))
    assert wholes(body(xml, numbering=numbering(*levels))) == ["•x", "●x", "—x"]


def test_hidden_and_absent_numbers_are_counted_or_not_there() -> None:
    hidden = level(0, "decimal", "%1.", "<w:rPr><w:vanish/></w:rPr>")
    xml = item(0, "a") + item(0, "b", 0) + item(0, "c", 9)
    assert wholes(body(xml, numbering=numbering(hidden))) == ["a", "b", "c"]


def test_an_empty_paragraph_with_a_number_shows_it() -> None:
    xml = item(0, "a") + item(0, "") + item(0, "c")
    assert wholes(body(xml, numbering=numbering(*OFFICIAL))) == ["一、a", "二、", "三、c"]


def test_a_format_of_its_own_is_padded() -> None:
    own = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><mc:AlternateContent '
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        '<mc:Choice Requires="w14"><w:numFmt w:val="custom" w:format="001, 002, 003, ..."/>'
        '</mc:Choice><mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent>'
        '<w:lvlText w:val="%1"/></w:lvl>'
    )
    assert wholes(body(item(0, "a"), numbering=numbering(own))) == ["001. a"]


@pytest.mark.parametrize(
    ("format_", "shown"), [("%1", "1. 30万亩"), ("%1.", "1. 30万亩"), ("（%1）", "（1）30万亩")]
)
def test_a_number_does_not_run_into_the_figure_that_follows(format_: str, shown: str) -> None:
    numbers = numbering(level(0, "decimal", format_))
    cell = f"<w:tbl><w:tr><w:tc>{item(0, '30万亩')}</w:tc><w:tc>{p('甲')}</w:tc></w:tr></w:tbl>"
    assert wholes(body(item(0, "30万亩"), numbering=numbers)) == [shown]
    assert grids(body(cell, numbering=numbers)) == [[[shown, "甲"]]]


def test_a_fraction_behind_a_whole_number_is_apart_from_it() -> None:
    data = body(p(run("增长2") + field(r"EQ \f(1,2)") + run("倍")))
    assert wholes(data) == ["增长2(1/2)倍"]


STYLES = f"""<w:styles {nsdecls("w")}>
<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/>
 <w:pPr><w:numPr><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr>
 <w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="2"><w:name w:val="标题 2"/><w:basedOn w:val="1"/>
 <w:rPr><w:b w:val="0"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="3"><w:name w:val="我的条目"/><w:basedOn w:val="2"/></w:style>
<w:style w:type="paragraph" w:styleId="4"><w:name w:val="条"/>
 <w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="5"><w:name w:val="Title"/>
 <w:pPr><w:jc w:val="left"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="6"><w:name w:val="toc 1"/></w:style>
<w:style w:type="paragraph" w:styleId="7"><w:name w:val="circle"/><w:basedOn w:val="8"/></w:style>
<w:style w:type="paragraph" w:styleId="8"><w:name w:val="circle too"/>
 <w:basedOn w:val="7"/></w:style>
<w:style w:type="character" w:styleId="9"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="numbering" w:styleId="n"><w:name w:val="list"/>
 <w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>
</w:styles>"""


def styled(style: str, text: str, more: str = "") -> str:
    return p(text, f'<w:pStyle w:val="{style}"/>{more}')


def test_a_style_numbers_its_paragraphs_at_the_level_that_is_linked_to_it() -> None:
    levels = (
        level(0, "chineseCounting", "%1、", '<w:pStyle w:val="1"/>'),
        level(1, "chineseCounting", "（%2）", '<w:pStyle w:val="2"/>'),
    )
    none = '<w:numPr><w:numId w:val="0"/></w:numPr>'
    xml = styled("1", "a") + styled("2", "b") + styled("2", "c") + styled("1", "d", none)
    xml += styled("1", "e") + styled("3", "f")
    found = read(body(xml, numbering=numbering(*levels), styles=STYLES))
    assert [(b.whole, b.level, b.bold) for b in found if isinstance(b, Paragraph)] == [
        ("一、a", 1, True),
        ("（一）b", 2, False),
        ("（二）c", 2, False),
        ("d", 1, True),
        ("二、e", 1, True),
        ("三、f", 2, False),
    ]


def test_a_list_that_is_kept_under_the_name_of_a_style_is_followed() -> None:
    root = (
        f"<w:numbering {nsdecls('w')}>"
        '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="n"/></w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="1"><w:styleLink w:val="n"/>{OFFICIAL[0]}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
    )
    assert wholes(body(item(0, "a") + item(0, "b"), numbering=root, styles=STYLES)) == [
        "一、a",
        "二、b",
    ]


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ("chineseCounting", "一 十 十一 二十 二十一 九十九 一〇一"),
        ("chineseCountingThousand", "一 十 十一 二十 二十一 九十九 一百零一"),
        ("japaneseCounting", "一 十 十一 二十 二十一 九十九 百一"),
        ("ideographDigital", "一 一〇 一一 二〇 二一 九九 一〇一"),
        ("chineseLegalSimplified", "壹 壹拾 壹拾壹 贰拾 贰拾壹 玖拾玖 壹佰零壹"),
        ("decimalFullWidth", "１ １０ １１ ２０ ２１ ９９ １０１"),
        ("decimalEnclosedCircle", "① ⑩ ⑪ ⑳ ㉑ 99 101"),
        ("upperLetter", "A J K T U UUUU WWWW"),
        ("lowerRoman", "i x xi xx xxi xcix ci"),
        ("ideographTraditional", "甲 癸 11 20 21 99 101"),
        ("decimalZero", "01 10 11 20 21 99 101"),
        ("ordinalText", "1 10 11 20 21 99 101"),
    ],
)
def test_numbers_are_shown_in_the_styles_of_word(style: str, expected: str) -> None:
    assert " ".join(shown(n, style) for n in (1, 10, 11, 20, 21, 99, 101)) == expected


# -- paragraphs


def test_styles_and_outline_levels_make_headings() -> None:
    levels = '<w:outlineLvl w:val="{}"/>'
    xml = styled("4", "a") + styled("4", "b", levels.format(9)) + p("c", levels.format(1))
    found = read(body(xml + styled("7", "d"), styles=STYLES))
    assert [b.level for b in found if isinstance(b, Paragraph)] == [3, 0, 2, 0]


def test_what_is_centred_or_a_title_is_known() -> None:
    centre = '<w:jc w:val="center"/>'
    found = read(body(styled("5", "a") + p("b", centre) + p("c"), styles=STYLES))
    assert [b.centred for b in found if isinstance(b, Paragraph)] == [True, True, False]


def test_only_a_paragraph_that_is_bold_all_over_is_bold() -> None:
    strong = '<w:rStyle w:val="9"/>'
    xml = [run("a", "<w:b/>") + run(" "), run("a", "<w:b/>") + run("b"), run("a", strong)]
    xml += [run("a", '<w:b w:val="false"/>')]
    found = read(body("".join(f"<w:p>{one}</w:p>" for one in xml), styles=STYLES))
    assert [b.bold for b in found if isinstance(b, Paragraph)] == [True, False, True, False]


def test_a_document_of_python_docx_is_read_in_order_with_its_places() -> None:
    document = docx.Document()
    document.add_heading("方案", 0)
    document.add_paragraph("  　首行缩进\t制表\n换行  ")
    document.add_paragraph("")
    table = document.add_table(2, 2)
    table.cell(0, 0).text, table.cell(1, 1).text = "一", "二\n三"
    document.add_heading("一、总则", 1).alignment = WD_ALIGN_PARAGRAPH.CENTER
    title, text, grid, heading = read(document)
    assert isinstance(title, Paragraph)
    assert (title.centred, title.level) == (True, 0)
    assert isinstance(text, Paragraph)
    assert text.text == "首行缩进\t制表\n换行"
    assert isinstance(grid, Table)
    assert grid.rows[1].place == (None, None, 1, 2, None)
    assert [[c.text for c in row.cells] for row in grid.rows] == [["一", ""], ["", "二\n三"]]
    assert isinstance(heading, Paragraph)
    assert (heading.level, heading.centred, heading.place.paragraph) == (1, True, 4)


def test_content_controls_links_and_results_of_fields_are_text() -> None:
    field = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    nested = field.format("begin") + run("no") + field.format("end")
    xml = (
        "<w:sdt><w:sdtPr/><w:sdtContent>"
        + p(
            "<w:hyperlink>" + run("a") + "</w:hyperlink>"
            "<w:smartTag>" + run("b") + "</w:smartTag>"
            '<w:fldSimple w:instr="PAGE">' + run("c") + "</w:fldSimple>"
            + field.format("begin")
            + "<w:r><w:instrText>REF x</w:instrText></w:r>" + nested
            + field.format("separate") + run("d") + field.format("end")
            + "<w:sdt><w:sdtContent>" + run("e") + "</w:sdtContent></w:sdt>"
            + "<w:r><w:ruby><w:rt>" + run("x") + "</w:rt><w:rubyBase>" + run("f")
            + "</w:rubyBase></w:ruby></w:r>"
            + '<w:r><w:noBreakHyphen/><w:br w:type="page"/><w:br/><w:sym w:char="2460"/></w:r>'
            + "<m:oMath><m:r><m:t>x²</m:t></m:r></m:oMath>"
        )
        + "</w:sdtContent></w:sdt>"
    )  # fmt: skip
    assert wholes(body(xml)) == ["abcdef-\n①x²"]


def test_signs_of_fonts_of_pictures_are_signs_of_every_font() -> None:
    sign = '<w:r><w:sym w:font="{}" w:char="{}"/></w:r>'
    xml = sign.format("Wingdings", "F0FC") + sign.format("Wingdings 2", "F050") + run("\uf0fe")
    xml += sign.format("x", "zz") + sign.format("x", "D800") + sign.format("x", "221A")
    assert wholes(body(p(xml))) == ["✓✓☑√"]
    xml = "".join([sign.format("Symbol", code) for code in ("F0B3", "F0A3", "F0B1", "F06D")])
    assert wholes(body(p(xml))) == ["≥≤±μ"]
    codes = [("Symbol", "F025"), ("Wingdings", "F0AB"), ("Wingdings", "F082")]
    xml = "".join([sign.format(font, code) for font, code in codes])
    assert wholes(body(p(xml))) == ["%★②"]


def test_signs_that_no_font_has_are_said() -> None:
    sign = '<w:r><w:sym w:font="Webdings" w:char="F0FC"/></w:r>'
    blocks = body(p(run("建设") + sign))
    assert wholes(blocks) == ["建设•"]
    assert messages(blocks) == ["signs of a font of pictures are not known; kept as •"]


def test_a_field_that_is_never_ended_hides_nothing_after_its_paragraph() -> None:
    xml = p('<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + run("a")) + p("b")
    assert wholes(body(xml)) == ["b"]


def field(code: str, control: str = "") -> str:
    """A field without a result, as Word stores those that it works out itself."""
    mark = '<w:r><w:fldChar w:fldCharType="{}">{}</w:fldChar></w:r>'
    instruction = f'<w:r><w:instrText xml:space="preserve">{code}</w:instrText></w:r>'
    control = control and f"<w:ffData>{control}</w:ffData>"
    return mark.format("begin", control) + instruction + mark.format("end", "")


def said_of(code: str) -> list[str]:
    return [f"field without a result left out: {code}"]


def compared(text: str) -> list[str]:
    return [f"a formula is read as “{text}”; compare it with the document"]


@pytest.mark.parametrize(
    ("code", "text", "said"),
    [
        (r" eq \o\ac(○,3)", "③", []),
        (r" EQ \o\ac(○,２１)", "㉑", []),
        (r" eq \o\ac(○,一)", "㊀", []),
        (r" eq \o\ac(△,重)", "重", compared("重")),
        (r"EQ \* jc2 \* &quot;Font:宋体&quot; \* hps10 \o\ad(\s\up 9(zhì),治)", "治", []),
        (r"eq \f(30,100)", "30/100", []),
        (r"eq \r(3,x)", "", said_of(r"eq \r(3,x)")),
        (" AUTONUM ", "", said_of("AUTONUM")),
        (' XE "湿地" ', "", []),
    ],
)
def test_a_field_without_a_result_is_worked_out_or_said(
    code: str, text: str, said: list[str]
) -> None:
    data = body(p(run("前") + field(code) + run("后")))
    assert wholes(data) == [f"前{text}后"]
    assert messages(data) == said
    simple = body(p(run("前") + f"<w:fldSimple w:instr='{code}'/>" + run("后")))
    assert wholes(simple) == wholes(data)


ENTRIES = '<w:listEntry w:val="市教育局"/><w:listEntry w:val="市卫生健康委"/>'


@pytest.mark.parametrize(
    ("control", "text"),
    [
        (f'<w:ddList><w:result w:val="1"/>{ENTRIES}</w:ddList>', "市卫生健康委"),
        (f'<w:ddList><w:default w:val="1"/>{ENTRIES}</w:ddList>', "市卫生健康委"),
        (f"<w:ddList>{ENTRIES}</w:ddList>", "市教育局"),
        (f'<w:ddList><w:result w:val="7"/>{ENTRIES}</w:ddList>', ""),
        ('<w:textInput><w:default w:val="市水务局"/></w:textInput>', "市水务局"),
        ("<w:textInput/>", ""),
        ('<w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox>', "☑"),
        ('<w:checkBox><w:default w:val="1"/><w:checked w:val="0"/></w:checkBox>', "□"),
        ('<w:checkBox><w:default w:val="1"/></w:checkBox>', "☑"),
    ],
)
def test_the_controls_of_an_old_form_show_what_was_chosen(control: str, text: str) -> None:
    data = body(p(run("前") + field(" FORM ", control) + run("后")))
    assert wholes(data) == [f"前{text}后"]
    assert messages(data) == []


def test_a_field_of_libreoffice_has_an_empty_result() -> None:
    control = f'<w:ffData><w:ddList><w:result w:val="1"/>{ENTRIES}</w:ddList></w:ffData>'
    mark = '<w:r><w:fldChar w:fldCharType="{}">{}</w:fldChar></w:r>'
    xml = mark.format("begin", control) + mark.format("separate", "") + "<w:r/>"
    assert wholes(body(p(xml + mark.format("end", "")))) == ["市卫生健康委"]


def test_the_result_of_a_form_field_comes_before_its_usual_text() -> None:
    control = '<w:ffData><w:textInput><w:default w:val="甲"/></w:textInput></w:ffData>'
    mark = '<w:r><w:fldChar w:fldCharType="{}">{}</w:fldChar></w:r>'
    xml = mark.format("begin", control) + mark.format("separate", "")
    assert wholes(body(p(xml + run("乙") + mark.format("end", "")))) == ["乙"]


def math(inside: str) -> str:
    return f"<m:oMathPara><m:oMath>{inside}</m:oMath></m:oMathPara>"


def letters(text: str) -> str:
    return f"<m:r><w:rPr><w:b/></w:rPr><m:t>{text}</m:t></m:r>"


def over(above: str, below: str, properties: str = "") -> str:
    return f"<m:f>{properties}<m:num>{above}</m:num><m:den>{below}</m:den></m:f>"


HALF = over(letters("1"), letters("2"))


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        (over(letters("30"), letters("100")), "30/100"),
        (over(letters("a+b"), letters("2")), "(a+b)/2"),
        (letters("1") + HALF, "1(1/2)"),
        (HALF + letters("x"), "(1/2)x"),
        (HALF + letters("倍"), "1/2倍"),
        (f"<m:sSup><m:e>{letters('10')}</m:e><m:sup>{letters('8')}</m:sup></m:sSup>", "10⁸"),
        (f"<m:sSup><m:e>{HALF}</m:e><m:sup>{letters('2')}</m:sup></m:sSup>", "(1/2)²"),
        (f"<m:sSub><m:e>{letters('CO')}</m:e><m:sub>{letters('2')}</m:sub></m:sSub>", "CO₂"),
        (f"<m:d><m:e>{letters('a')}</m:e></m:d>", "(a)"),
        (f'<m:d><m:dPr><m:begChr m:val="["/><m:endChr m:val="]"/></m:dPr><m:e>{HALF}</m:e></m:d>',
         "[1/2]"),
    ],
)  # fmt: skip
def test_a_formula_keeps_its_meaning_in_one_line(inside: str, text: str) -> None:
    data = body(p(run("提高到") + math(inside)))
    assert wholes(data) == [f"提高到{text}"]
    assert messages(data) == []


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        (f"<m:rad><m:deg/><m:e>{letters('2')}</m:e></m:rad>", "2"),
        (f"<m:sSup><m:e>{letters('x')}</m:e><m:sup>{letters('甲')}</m:sup></m:sSup>", "x甲"),
        (over(letters("3"), letters("2"), '<m:fPr><m:type m:val="noBar"/></m:fPr>'), "3/2"),
        (over(f"<m:bar><m:e>{letters('3')}</m:e></m:bar>", letters("2")), "3/2"),
        (f"<w:del>{letters('3')}</w:del>{letters('2')}", "2"),
    ],
)
def test_a_formula_that_has_no_line_like_it_is_said(inside: str, text: str) -> None:
    data = body(p(run("提高到") + math(inside)))
    assert wholes(data) == [f"提高到{text}"]
    assert messages(data) == compared(text)


def test_a_whole_number_before_a_fraction_is_no_digit_of_it() -> None:
    assert wholes(body(p(run("提高1") + math(HALF) + run("倍")))) == ["提高1(1/2)倍"]


@pytest.mark.parametrize("shape", ["run", "paragraph", "cell"])
def test_the_prompt_of_a_content_control_is_no_text(shape: str) -> None:
    control = "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
    prompt = run("单击此处输入文字")
    if shape == "run":
        data = body(p(run("甲") + control.format(prompt)))
        assert wholes(data) == ["甲"]
    elif shape == "paragraph":
        data = body(p("甲") + control.format(p(prompt)))
        assert wholes(data) == ["甲"]
    else:
        row = "<w:tr>" + tc("甲") + control.format(tc(p(prompt))) + tc("乙") + "</w:tr>"
        data = body(tbl(row, row))
        assert grids(data) == [[["甲", "", "乙"]] * 2]
    assert messages(data) == ["prompts of content controls that are not filled in are left out"]


def test_tracked_changes_are_read_as_accepted() -> None:
    mark = '<w:rPr><w:del w:id="1" w:author="x"/></w:rPr>'
    xml = p(
        f'<w:ins w:id="2">{run("新")}</w:ins>'
        '<w:del w:id="3"><w:r><w:delText>旧</w:delText></w:r></w:del>'
        f'<w:moveFrom w:id="4">{run("走")}</w:moveFrom><w:moveTo w:id="5">{run("来")}</w:moveTo>'
    )
    xml += p("甲", mark) + p("乙") + p("丙", mark)
    assert wholes(body(xml)) == ["新来", "甲乙", "丙"]
    assert messages(body(xml)) == ["tracked changes are read as if they were accepted"]


@pytest.mark.parametrize("tag", ["ins", "moveTo", "del", "moveFrom"])
def test_each_kind_of_tracked_change_is_said(tag: str) -> None:
    xml = f"<w:p>{run('甲')}<w:{tag} w:id='2'>{run('乙')}</w:{tag}></w:p>"
    assert messages(body(xml)) == ["tracked changes are read as if they were accepted"]


def test_a_text_box_is_read_once_after_its_paragraph() -> None:
    box = f"<w:txbxContent>{p('框一')}{p('框二')}</w:txbxContent>"
    xml = p(
        run("外")
        + '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>'
        + box
        + "</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>"
        + box
        + "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert wholes(body(xml + p("后"))) == ["外", "框一", "框二", "后"]


def test_footnotes_hidden_text_and_contents_are_left_out_and_reported() -> None:
    note = f'<w:footnote w:id="2">{p(" 以当年为准 ")}</w:footnote>'
    xml = styled("6", "一、总则\t1") + p(run("正文") + '<w:r><w:footnoteReference w:id="2"/></w:r>')
    xml += p(run("隐", "<w:vanish/>") + run("显"))
    data = body(xml, styles=STYLES, footnotes=f"<w:footnotes {nsdecls('w')}>{note}</w:footnotes>")
    data = related(data, "footnotes")
    assert wholes(data) == ["正文", "显"]
    assert messages(data) == [
        "the table of contents is left out",
        "footnote left out: 以当年为准",
        "hidden text is left out: 隐",
    ]


def test_comments_are_left_out_and_reported() -> None:
    note = f'<w:comment w:id="0" w:author="甲">{p("牵头单位")}{p("待定")}</w:comment>'
    xml = p('<w:commentRangeStart w:id="0"/>' + run("正文") + '<w:commentRangeEnd w:id="0"/>')
    xml = xml.replace("</w:p>", '<w:r><w:commentReference w:id="0"/></w:r></w:p>')
    data = body(xml, comments=f"<w:comments {nsdecls('w')}>{note}</w:comments>")
    data = related(data, "comments")
    assert wholes(data) == ["正文"]
    assert messages(data) == ["comment left out: 牵头单位待定"]


def test_a_document_of_scanned_pages_is_said_to_be_one() -> None:
    picture = "<w:r><w:pict><v:shape><v:imagedata/></v:shape></w:pict></w:r>"
    left_out = "pictures, charts and embedded files are left out"
    said = [left_out, "the document holds pictures instead of text; ask for the text"]
    assert messages(body(p(picture))) == said
    assert messages(body(p(picture) + p("甲") + p(picture))) == [left_out]


def test_headers_and_footers_are_reported_unless_the_body_says_the_same() -> None:
    document = docx.Document()
    document.add_paragraph("2018年 分工方案")
    section = document.sections[0]
    section.header.paragraphs[0].text = "2018年分工方案"
    section.footer.paragraphs[0].text = "第 1 页 共 3 页"
    assert messages(document) == []
    section.header.add_paragraph("征求意见稿")
    section.different_first_page_header_footer = True
    section.first_page_header.paragraphs[0].text = "征求意见稿"
    section.first_page_footer.paragraphs[0].text = "联系人：甲"
    assert sorted(messages(document)) == [
        "header or footer left out: 征求意见稿",
        "header or footer left out: 联系人：甲",
    ]


# -- tables


def tc(text: str = "", properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{text if text.startswith('<') else p(text)}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def tbl(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


RESTART, ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def span(width: int) -> str:
    return f'<w:gridSpan w:val="{width}"/>'


def test_merged_cells_have_their_text_at_every_position() -> None:
    xml = tbl(
        tr(tc("题", span(3)), properties="<w:tblHeader/>"),
        tr(tc("甲", span(2) + RESTART), tc("1")),
        tr(tc("", span(2) + ON), tc("2")),
        tr(tc("乙", RESTART), tc("x"), tc("3")),
        tr(tc("丙", ON), tc("y"), tc("4")),
    )
    table, covered = read(body(xml))
    assert covered == Note(
        "text in a cell that a merged one covers is left out: 丙", Place(table=1, row=5)
    )
    assert isinstance(table, Table)
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["题", "题", "题"], ["甲", "甲", "1"], ["甲", "甲", "2"], ["乙", "x", "3"],
        ["乙", "y", "4"],
    ]  # fmt: skip
    assert [row.head for row in table.rows] == [True, False, False, False, False]
    assert [(c.across, c.down) for c in table.rows[0].cells] == [
        (False, False),
        (True, False),
        (True, False),
    ]
    assert [(c.across, c.down) for c in table.rows[2].cells] == [
        (False, True),
        (True, True),
        (False, False),
    ]


def test_rows_that_begin_late_or_end_early_keep_their_columns() -> None:
    xml = tbl(
        tr(tc("a"), tc("b"), tc("c")),
        tr(tc("d"), properties='<w:gridBefore w:val="1"/><w:gridAfter w:val="1"/>'),
        tr(tc("e")),
    )
    assert grids(body(xml)) == [[["a", "b", "c"], ["", "d", ""], ["e", "", ""]]]


def edges(grid: list[int], *rows: str) -> str:
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in grid)
    return f"<w:tbl><w:tblPr/><w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"


def test_an_edge_that_was_dragged_in_some_rows_makes_no_column() -> None:
    xml = edges(
        [560, 140, 3400, 1700],
        tr(tc("序号"), tc("任务", span(2)), tc("单位")),
        tr(tc("1", span(2)), tc("种树"), tc("甲局")),
        tr(tc("2"), tc("修剪", span(2)), tc("乙局")),
    )
    assert grids(body(xml)) == [
        [["序号", "任务", "单位"], ["1", "种树", "甲局"], ["2", "修剪", "乙局"]]
    ]


@pytest.mark.parametrize("grid", [[560, 900, 3400], [560, 0, 3400]])
def test_a_column_that_is_wide_or_of_no_known_width_stays(grid: list[int]) -> None:
    xml = edges(grid, tr(tc("甲"), tc("乙", span(2))), tr(tc("丙", span(2)), tc("丁")))
    assert grids(body(xml)) == [[["甲", "乙", "乙"], ["丙", "丙", "丁"]]]


def test_a_narrow_column_with_a_cell_of_its_own_stays() -> None:
    xml = edges([560, 140, 3400], tr(tc("甲", span(2)), tc("乙")), tr(tc("丙"), tc("丁"), tc("戊")))
    assert grids(body(xml)) == [[["甲", "甲", "乙"], ["丙", "丁", "戊"]]]


def test_rows_that_begin_late_keep_their_columns_without_one_that_is_none() -> None:
    late = '<w:gridBefore w:val="2"/>'
    xml = edges(
        [560, 140, 3400],
        tr(tc("甲"), tc("乙", span(2))),
        tr(tc("丙", span(2)), tc("丁")),
        tr(tc("戊"), properties=late),
    )
    assert grids(body(xml)) == [[["甲", "乙"], ["丙", "丁"], ["", "戊"]]]


def control(inside: str) -> str:
    return f"<w:sdt><w:sdtContent>{inside}</w:sdtContent></w:sdt>"


def test_deleted_rows_are_gone_and_wrapped_ones_are_there() -> None:
    xml = tbl(
        tr(tc("a"), tc("b")),
        tr(tc("c"), tc("d"), properties='<w:del w:id="1"/>'),
        control(tr(control(tc("e")), tc("f"))),
    )
    assert grids(body(xml)) == [[["a", "b"], ["e", "f"]]]


def test_a_column_of_numbers_can_be_automatic() -> None:
    one = level(0, "decimal", "%1")
    xml = tbl(*(tr(tc(item(0, "")), tc(p("上") + p("") + p("下"))) for _ in range(3)))
    assert grids(body(xml, numbering=numbering(one))) == [
        [["1", "上\n下"], ["2", "上\n下"], ["3", "上\n下"]]
    ]


def test_what_is_left_out_of_a_table_is_said_with_its_row() -> None:
    document = docx.Document()
    table = document.add_table(4, 2)
    for number, row in enumerate(table.rows, 1):
        for cell in row.cells:
            cell.text = f"第{number}行"
    table.cell(1, 1).paragraphs[0].add_run("删").font.strike = True
    table.cell(2, 0).paragraphs[0].add_run("隐").font.hidden = True
    notes = [(one.place.row, one.message) for one in read(document) if isinstance(one, Note)]
    assert notes == [(2, "struck text is left out: 删"), (3, "hidden text is left out: 隐")]


@pytest.mark.parametrize(
    ("look", "said"),
    [
        ("<w:strike/>", "struck text is left out: "),
        ("<w:dstrike/>", "struck text is left out: "),
        ("<w:vanish/>", "hidden text is left out: "),
    ],
)
def test_what_a_style_strikes_or_hides_is_left_out_unless_a_run_shows_it(
    look: str, said: str
) -> None:
    styles = (
        f"<w:styles {nsdecls('w')}>"
        f'<w:style w:type="character" w:styleId="c"><w:rPr>{look}</w:rPr></w:style>'
        f'<w:style w:type="paragraph" w:styleId="p"><w:rPr>{look}</w:rPr></w:style></w:styles>'
    )
    shown = look.replace("/>", ' w:val="0"/>')
    xml = p(run("甲") + run("乙", '<w:rStyle w:val="c"/>') + run("丙", shown))
    xml += p(run("丁") + run("戊", shown), '<w:pStyle w:val="p"/>')
    data = body(xml, styles=styles)
    assert wholes(data) == ["甲丙", "戊"]
    assert messages(data) == [f"{said}乙", f"{said}丁"]


def test_a_table_inside_a_cell_is_a_table_of_its_own() -> None:
    inner = tbl(tr(tc("x"), tc("y")))
    xml = tbl(tr(tc("a"), tc("b")), tr(tc(p("c") + inner + p("d")), tc("e")), tr(tc("f"), tc("g")))
    assert grids(body(xml)) == [[["a", "b"], ["c\nd", "e"], ["f", "g"]], [["x", "y"]]]


def test_a_frame_inside_a_cell_is_text_of_the_cell() -> None:
    frame = tbl(tr(tc(p("c") + p("d"))))
    xml = tbl(tr(tc("a"), tc("b")), tr(tc(frame + p("")), tc("e")), tr(tc("f"), tc("g")))
    assert grids(body(xml)) == [[["a", "b"], ["c\nd", "e"], ["f", "g"]]]


def test_a_table_that_grows_when_it_is_resolved_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("ecotui.plugins.readers.docx.MOST_CELLS", 30_000)
    rows = tr(tc("", span(200))) * 200
    assert "more than 3000000 cells" in refused(body(tbl(rows)))


def test_tables_that_only_lay_out_the_page_are_looked_through() -> None:
    data = tbl(tr(tc("序号"), tc("任务")), tr(tc("1"), tc("甲")))
    xml = tbl(tr(tc(p("题"))), tr(tc(tbl(tr(tc(data + p(""))))))) + tbl(tr(tc(p("框") + p("内"))))
    found = read(body(p("前") + xml))
    assert [type(block) for block in found] == [Paragraph, Paragraph, Table, Paragraph, Paragraph]
    assert wholes(body(p("前") + xml)) == ["前", "题", "框", "内"]
    assert grids(body(xml)) == [[["序号", "任务"], ["1", "甲"]]]


# -- files that are not what they seem


def test_the_strict_form_of_the_format_is_read() -> None:
    data = body(p("甲"))
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    usual = b"http://schemas.openxmlformats.org/"
    strict = b"http://purl.oclc.org/ooxml/"
    for name, part in parts.items():
        part = part.replace(
            usual + b"wordprocessingml/2006/main", strict + b"wordprocessingml/main"
        )
        parts[name] = part.replace(usual + b"officeDocument/2006/", strict + b"officeDocument/")
    assert wholes(replaced(data, parts)) == ["甲"]


def test_a_part_that_is_named_and_missing_is_no_matter() -> None:
    data = body(p("甲"))
    rels = zipfile.ZipFile(io.BytesIO(data)).read("word/_rels/document.xml.rels").decode()
    more = '<Relationship Id="rIdX" Type="http://x/image" Target="NULL"/></Relationships>'
    rels = rels.replace("</Relationships>", more)
    assert wholes(replaced(data, {"word/_rels/document.xml.rels": rels})) == ["甲"]


def refused(data: bytes) -> str:
    with pytest.raises(PlanError) as caught:
        read(data)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def document_of(xml: str) -> bytes:
    return replaced(body(p("a")), {"word/document.xml": xml})


ENTITIES = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "x"}">' for n in range(9))


@pytest.mark.parametrize(
    "xml",
    [
        f"<!DOCTYPE d [{ENTITIES}]><d>&e8;</d>",
        '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><d>&x;</d>',
        '<?xml version="1.0" encoding="utf-7"?>+ADwAIQ-DOCTYPE d+AD4-<d/>',
        "<d>" * 9000,
        "<d>" * 9000 + "</d>" * 9000,
        "no xml",
        "",
    ],
)
def test_hostile_and_damaged_parts_are_refused(xml: str) -> None:
    assert "its part word/document.xml is damaged" in refused(document_of(xml))


@pytest.mark.parametrize("size", [30_000_000])
def test_a_file_that_unpacks_to_too_much_is_refused_at_once(size: int) -> None:
    data = replaced(body(p("a")), {"word/document.xml": b" " * size})
    assert "unpacks to more" in refused(data)


def test_a_cell_of_12_megabytes_is_refused() -> None:
    noise = bytes(random.Random(1).choices(range(97, 123), k=1_000_000)) * 12
    part = f"<w:document {nsdecls('w')}><w:body>{p('@')}</w:body></w:document>".encode()
    part = part.replace(b"@", noise)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", 0) as new:
        new.writestr("word/document.xml", part)
    assert "is damaged" in refused(out.getvalue())


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def test_a_file_that_is_a_web_page_is_read_as_one() -> None:
    assert wholes(b"<html><body><p>\xe7\x94\xb2") == ["甲"]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (OLE + bytes(99) + "WordDocument\0".encode("utf-16-le"), "an old Word"),
        (b"%PDF-1.4", "a PDF"),
        (b"PK\x03\x04 broken", "an archive"),
        (b"text", "unknown format"),
        (b"", "unknown format"),
    ],
)
def test_a_file_of_another_format_is_named(data: bytes, said: str) -> None:
    assert said in refused(data)


def sample() -> bytes:
    xml = styled("1", "甲") + item(1, "乙") + tbl(tr(tc("a", RESTART), tc("b", span(2)))) + p("完")
    return body(xml, numbering=numbering(*OFFICIAL), styles=STYLES)


SAMPLE = sample()
with zipfile.ZipFile(io.BytesIO(SAMPLE)) as _package:
    PARTS = {
        name: _package.read(name)
        for name in ("word/document.xml", "word/numbering.xml", "word/styles.xml")
    }


def mutated(data: bytes, edits: list[tuple[int, bytes]]) -> bytes:
    for at, piece in edits:
        at %= len(data) + 1
        data = data[:at] + piece + data[at + len(piece) :]
    return data


EDITS = st.lists(st.tuples(st.integers(0, 1 << 20), st.binary(max_size=6)), min_size=1, max_size=6)
PIECES = st.sampled_from(
    [
        b"",
        b'"-1"',
        b'"99999999999"',
        b'"x"',
        b"<w:p>",
        b"</w:p>",
        b"<w:tbl/>",
        b"<w:tr/>",
        b"w:del",
        b"0",
    ]
)
WORDS = st.lists(st.tuples(st.integers(0, 400), PIECES), min_size=1, max_size=8)


def is_read_or_refused(data: bytes) -> None:
    try:
        for block in Reader().blocks(data, "a.docx"):
            str(block)
    except PlanError as error:
        assert "\n" not in str(error)


@given(EDITS)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_damaged_file_is_read_or_refused(edits: list[tuple[int, bytes]]) -> None:
    is_read_or_refused(mutated(SAMPLE, edits))


@given(st.sampled_from(sorted(PARTS)), EDITS)
def test_any_damaged_part_is_read_or_refused(part: str, edits: list[tuple[int, bytes]]) -> None:
    is_read_or_refused(replaced(SAMPLE, {part: mutated(PARTS[part], edits)}))


@given(st.sampled_from(sorted(PARTS)), WORDS)
def test_any_values_are_read_or_refused(part: str, edits: list[tuple[int, bytes]]) -> None:
    pieces = re.split(rb'("[^"]*"|<[^>]*>)', PARTS[part])
    for at, piece in edits:
        pieces[at % len(pieces)] = piece
    is_read_or_refused(replaced(SAMPLE, {part: b"".join(pieces)}))


def test_a_digit_above_the_line_stays_above_it() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("新增学位20")
    paragraph.add_run("1").font.superscript = True
    paragraph.add_run("个，减排CO")
    paragraph.add_run("2").font.subscript = True
    paragraph.add_run("。")
    assert wholes(document) == ["新增学位20¹个，减排CO₂。"]


@pytest.mark.parametrize(("text", "count"), [("乙局", 1), ("甲局", 0), ("", 0)])
def test_text_in_a_cell_that_goes_on_with_its_neighbour_is_said(text: str, count: int) -> None:
    def cell(text: str, merge: str) -> str:
        return f'<w:tc><w:tcPr><w:hMerge w:val="{merge}"/></w:tcPr>{p(text)}</w:tc>'

    cells = f"<w:tc>{p('措施')}</w:tc>{cell('甲局', 'restart')}{cell(text, 'continue')}"
    data = body(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>")
    assert grids(data) == [[["措施", "甲局", "甲局"]]]
    assert len([one for one in messages(data) if "covers" in one and "乙局" in one]) == count


def test_addresses_that_links_do_not_show_and_texts_drawn_by_shapes_are_told() -> None:
    document = docx.Document()
    for words in ("标准", "https://example.com/a/"):
        address = "https://example.com/a"
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
        rid = document.part.relate_to(address, kind, is_external=True)
        spaces = nsdecls("w", "r")
        link = f'<w:hyperlink {spaces} r:id="{rid}">{run(words)}</w:hyperlink>'
        document.add_paragraph("见")._p.append(parse_xml(link))
    assert wholes(document) == ["见标准", "见https://example.com/a/"]
    notes = [(one.place.paragraph, one.message) for one in read(document) if isinstance(one, Note)]
    assert notes == [(1, "addresses behind links are left out")]
    begin, shows, end = (
        f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
    )
    for code, said in (
        ('HYPERLINK "https://example.com"', ["addresses behind links are left out"]),
        ('HYPERLINK "标准"', []),
        ('HYPERLINK \\l "_Toc1"', []),
    ):
        instruction = f"<w:r><w:instrText>{code}</w:instrText></w:r>"
        assert messages(body(p(begin + instruction + shows + run("标准") + end))) == said
    shape = '<v:shape><v:textpath on="t" string="自印发之日起施行"/></v:shape>'
    told = messages(body(p(f"<w:r><w:pict>{shape}</w:pict></w:r>") + p("后")))
    assert told == ["text of a WordArt left out: 自印发之日起施行"]
