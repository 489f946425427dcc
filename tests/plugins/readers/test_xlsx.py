"""Workbooks become tables of what their sheets show."""

from __future__ import annotations

import datetime as dt
import io
import random
import re
import time
import zipfile
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from ecotui import i18n
from ecotui.importing.blocks import Block, Note, Place, Table
from ecotui.model.toml import PlanError
from ecotui.plugins.readers import packages
from ecotui.plugins.readers.number_formats import Value, as_shown
from ecotui.plugins.readers.xlsx import Reader

#: A picture of one point.
_PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b550000000a49"
    "444154789c63f80f0001010100b138f6140000000049454e44ae426082"
)


@pytest.fixture(autouse=True)
def english() -> None:
    i18n.use("en")


def saved(book: Any) -> bytes:
    with io.BytesIO() as stream:
        book.save(stream)
        return stream.getvalue()


def sheet_of(*rows: list[Any]) -> Worksheet:
    sheet = openpyxl.Workbook().active
    assert isinstance(sheet, Worksheet)
    for row in rows:
        sheet.append(row)
    return sheet


def read(book: Any) -> list[Block]:
    data = book if isinstance(book, bytes) else saved(getattr(book, "parent", book))
    return list(Reader().blocks(data, "a.xlsx"))


def grids(book: Any) -> list[list[list[str]]]:
    return [
        [[cell.text for cell in row.cells] for row in block.rows]
        for block in read(book)
        if isinstance(block, Table)
    ]


def messages(book: Any) -> list[tuple[str, Place]]:
    return [tuple(block) for block in read(book) if isinstance(block, Note)]


def replaced(data: bytes, change: Callable[[str, bytes], bytes | None]) -> bytes:
    """A package with some of its parts changed, or taken out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", 8) as new:
        for name in old.namelist():
            part = change(name, old.read(name))
            if part is not None:
                new.writestr(name, part)
    return out.getvalue()


# -- values


def test_sheets_are_tables_with_their_places() -> None:
    sheet = sheet_of(["序号", "任务"], [1, "甲\n 乙 "], [2.0, "丙"])
    sheet.title = "重点任务"
    second = sheet.parent.create_sheet("附")
    second["C3"] = 0.30000000000000004
    sheet.parent.create_sheet("空")
    first, second_table = read(sheet)
    assert isinstance(first, Table)
    assert [[c.text for c in row.cells] for row in first.rows] == [
        ["序号", "任务"],
        ["1", "甲\n乙"],
        ["2", "丙"],
    ]
    assert [row.place for row in first.rows][1] == Place(sheet="重点任务", row=2)
    assert isinstance(second_table, Table)
    assert second_table.rows[0].place == Place(sheet="附", row=3)
    assert [c.text for c in second_table.rows[0].cells] == ["0.3"]


def test_empty_margins_are_trimmed_and_empty_rows_between_stay() -> None:
    sheet = sheet_of()
    sheet["B3"], sheet["D5"], sheet["C900"] = "甲", "乙", "丙"
    sheet["A1"] = "  "
    assert grids(sheet) == [
        [["甲", "", ""], ["", "", ""], ["", "", "乙"], ["", "丙", ""]],
    ]


def test_merged_cells_have_their_text_at_every_position() -> None:
    sheet = sheet_of(
        ["总表"], ["序号", "任务", "单位"], ["一", "甲", "省厅"], [None, "乙"], [None, "丙", "市局"]
    )
    for area in ("A1:XFD1", "A3:A5", "C3:C4", "F9:G12"):
        sheet.merge_cells(area)
    (table,) = read(sheet)
    assert isinstance(table, Table)
    assert [[c.text for c in row.cells] for row in table.rows] == [
        ["总表", "总表", "总表"],
        ["序号", "任务", "单位"],
        ["一", "甲", "省厅"],
        ["一", "乙", "省厅"],
        ["一", "丙", "市局"],
    ]
    assert [(c.across, c.down) for c in table.rows[0].cells] == [(False, False)] + [
        (True, False)
    ] * 2
    assert [c.down for c in table.rows[3].cells] == [True, False, True]


DAY = dt.datetime(2026, 12, 5, 15, 4, 9)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ('yyyy"年"m"月"', "2026年12月"),
        ('[$-804]yyyy"年"m"月"d"日";@', "2026年12月5日"),
        ("[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", "2026年12月5日"),
        ("mm-dd-yy", "2026/12/5"),
        ("yyyy/m/d", "2026/12/5"),
        ("yyyy\\-mm\\-dd", "2026-12-05"),
        ("yyyy年m月", "2026年12月"),
        ("yyyy.mm.dd", "2026.12.05"),
        ('m"月底前"', "12月底前"),
        ('[DBNum1][$-804]yyyy"年"m"月"d"日"', "二〇二六年十二月五日"),
        ("[$-409]d-mmm-yy;@", "5-Dec-26"),
        ("mmmm yyyy", "December 2026"),
        ("yyyy/m/d h:mm", "2026/12/5 15:04"),
        ("h:mm:ss AM/PM", "3:04:09 PM"),
        ('上午/下午h"时"mm"分"', "下午3时04分"),
        ("aaaa", "星期六"),
        ('yyyy"年"m"月"d"日"dddd', "2026年12月5日星期六"),
        ("yy-m-d", "26-12-5"),
        ("mm:ss", "04:09"),
        ("[$-804]e", "2026"),
    ],
)
def test_dates_are_shown_by_their_formats(code: str, text: str) -> None:
    assert as_shown(DAY, code) == text


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (1, "General", "1"),
        (1.0, "General", "1"),
        (1.5, "General", "1.5"),
        (-3, "General", "-3"),
        (0.95, "0%", "95%"),
        (0.9555, "0.00%", "95.55%"),
        (0.985, "0%", "99%"),
        (0.005, "0%", "1%"),
        (2.5, "0", "3"),
        (-2.5, "0", "-3"),
        (1.005, "0.00", "1.01"),
        (3, "000", "003"),
        (6, '0"月底前"', "6月底前"),
        (2026, 'General"年"', "2026年"),
        (12, '"第"0"条"', "第12条"),
        (1234567.5, "#,##0.00", "1,234,567.50"),
        (1234.5, "#,##0.##", "1,234.5"),
        (1200, "[$￥-804]#,##0", "￥1,200"),
        (1200, "0.00,", "1.20"),
        (12345678, '#,##0,"千元"', "12,346千元"),
        (12345678, '0!.0,"万元"', "1234.6万元"),
        (12345678, '0"."0000"万元"', "1234.5678万元"),
        (5, '0"."0000"万元"', "0.0005万元"),
        (-12345678, r'0\.0,"万元"', "-1234.6万元"),
        (13812345678, "000-0000-0000", "138-1234-5678"),
        (0.5, '0"月"0.0', "0.5"),
        (5, 'G/通用格式"家"', "5家"),
        (-1234567, "0.0,,", "-1.2"),
        (1500, "0,.0", "1.5"),
        (1200, "0.0,%", "120.0%"),
        (500, "#.0,", ".5"),
        (-5, "0;(0)", "(5)"),
        (0, "0;-0;;@", ""),
        (0, '0;-0;"无"', "无"),
        (5, "[Red]0_ ", "5"),
        (12, '[>=10000]0!.0,"万";0', "12"),
        (45991, '[>=10000]0!.0,"万";0', "4.6万"),
        (45991, '[>=100000000]0!.00,,"亿";[>=10000]0!.0,"万";0', "4.6万"),
        (85, '[=0]"无";0', "85"),
        (0, '[=0]"无";0', "无"),
        (6, '[<10]"少于10个";0"个"', "少于10个"),
        (-5, "[>=0]0;0", "-5"),
        # The accounting format of Excel.
        (0, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-"),
        (0, "#,##0", "0"),
        (0, "#,###", ""),
        (1.5, "# ?/?", "1.5"),
        (5, "@", "5"),
        ("东山", '@"镇"', "东山镇"),
        ("财政", '"县"@"局"', "县财政局"),
        ("东山", '0;-0;0;@"镇"', "东山镇"),
        ("东山", "@", "东山"),
        ("东山", "0.00", "东山"),
        ("东山", '@"镇"0', "东山"),
        (1e300, "0", "1e+300"),
        (True, "General", "TRUE"),
        (None, "General", ""),
        (dt.time(8, 30), "h:mm", "8:30"),
        # A formula that refers to an empty cell.
        (dt.time(0), "yyyy/m/d", "1900/1/0"),
        (dt.time(0), 'yyyy"年"mm"月"dd"日"', "1900年01月00日"),
        (46022, "[$-804]aaaa", "星期三"),
        (46022, "aaa", "三"),
        (dt.timedelta(hours=30, minutes=5), "[h]:mm", "30:05:00"),
        (DAY, "General", "2026-12-05"),
    ],
)
def test_numbers_are_shown_by_their_formats(value: Value, code: str, text: str) -> None:
    assert as_shown(value, code) == text


def test_a_format_with_more_commas_than_any_shows_something() -> None:
    assert as_shown(5, "0." + "," * 3_000_000) == "0"
    assert as_shown(5, "0-" * 1_000_000 + "0") == "5"


@pytest.mark.parametrize(
    ("number", "text"), [(57, "2026年12月"), (31, "2026年12月5日"), (14, "2026/12/5")]
)
def test_formats_that_excel_for_china_has_by_number_are_known(number: int, text: str) -> None:
    sheet = sheet_of([DAY])
    sheet["A1"].number_format = "yyyy\\!"

    def change(name: str, part: bytes) -> bytes:
        if name != "xl/styles.xml":
            return part
        part = re.sub(rb"<numFmts.*?</numFmts>", b"", part)
        return re.sub(rb'numFmtId="16\d"', f'numFmtId="{number}"'.encode(), part)

    assert grids(replaced(saved(sheet.parent), change)) == [[[text]]]


def test_dates_count_from_1904_where_the_workbook_says_so() -> None:
    sheet = sheet_of([dt.datetime(2026, 12, 5)])
    sheet["A1"].number_format = "yyyy/m/d"
    sheet.parent.epoch = openpyxl.utils.datetime.MAC_EPOCH
    assert grids(sheet) == [[["2026/12/5"]]]


def test_texts_are_shown_by_their_formats() -> None:
    sheet = sheet_of(["财政局", "7月", "教育局"])
    sheet["A1"].number_format, sheet["B1"].number_format = '"县"@', '@"底前"'
    assert grids(sheet) == [[["县财政局", "7月底前", "教育局"]]]


def test_dates_that_are_not_shown_whole_are_said() -> None:
    day = dt.datetime(2025, 6, 30)
    sheet = sheet_of([day, day, day, day, day, day])
    codes = ('m"月"d"日"', "m/d/yyyy", "d-mmm-yy", "yyyy/m/d", 'yyyy"年"m"月"', 'yy"年"m"月"')
    for cell, code in zip(sheet[1], codes, strict=True):
        cell.number_format = code
    [(message, place)] = messages(sheet)
    assert message == (
        "dates are kept as they are shown, not as they are: A1 6月30日 (2025-06-30), "
        "B1 6/30/2025 (2025-06-30), C1 30-Jun-25 (2025-06-30)"
    )
    assert place.row == 1


def test_a_day_that_is_not_shown_is_said_unless_it_stands_for_the_month() -> None:
    days = [dt.datetime(2025, 6, day) for day in (15, 1, 30, 15, 15)]
    days.append(dt.datetime(9999, 12, 31))
    sheet = sheet_of(days)
    codes = ('yyyy"年"m"月"', 'yyyy"年"m"月"', "yyyy/m", "yyyy/m", 'yyyy"年"m"月"d"日"', "yyyy/m")
    for cell, code in zip(sheet[1], codes, strict=True):
        cell.number_format = code
    [(message, _place)] = messages(sheet)
    assert message == (
        "dates are kept as they are shown, not as they are: A1 2025年6月 (2025-06-15), "
        "D1 2025/6 (2025-06-15)"
    )


def written(fill: Callable[[Any, Any], object]) -> bytes:
    with io.BytesIO() as stream:
        with xlsxwriter.Workbook(stream) as book:
            fill(book, book.add_worksheet("表"))
        return stream.getvalue()


def test_formulas_are_read_by_their_results() -> None:
    def fill(_book: Any, sheet: Any) -> None:
        sheet.write_formula("A1", '="a"&"b"', None, "ab")
        sheet.write_formula("B1", "=1+1", None, 2)
        sheet.write_formula("C1", "=1/0", None, "#DIV/0!")
        sheet.write_rich_string("D1", "富", _book.add_format({"bold": True}), "文本")
        sheet.write_boolean("E1", True)

    assert grids(written(fill)) == [[["ab", "2", "#DIV/0!", "富文本", "TRUE"]]]
    assert messages(written(fill)) == [
        ("a cell holds an error instead of a value", Place(sheet="表", row=1))
    ]


def test_escapes_of_characters_are_read_as_what_they_stand_for() -> None:
    texts = ["_x000A_局", "_x005F_", "x005F_部", "_x41_", "甲\a乙", "甲\r\n乙"]

    def fill(_book: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, texts)
        sheet.write_formula(0, len(texts), '="x"', None, "_x005F_x000A_局")

    shown = [*texts[:4], "甲\a乙", "甲\n乙", texts[0]]
    data = written(fill)
    assert grids(data) == [[shown]]
    odd = replaced(data, lambda _name, part: part.replace(b"_x41_", b"_x0041__x4e59__xD83D_"))
    assert grids(odd) == [[[*shown[:3], "A乙\ufffd", *shown[4:]]]]


def test_what_stands_above_and_below_the_pages_is_said() -> None:
    sheet = sheet_of(["重点任务", "牵头单位"], ["健全机制。", "林业厅"])
    sheet.oddHeader.left.text = "内部资料 & 注意保存"
    sheet.oddHeader.center.text = "重点 任务"
    sheet.oddHeader.right.font = "宋体,Bold"
    sheet.oddHeader.right.size = 9
    sheet.oddHeader.right.text = "2016年版"
    sheet.oddFooter.center.text = "第 &P 页，共 &N 页"
    sheet.oddFooter.right.text = "&D &F"
    assert messages(sheet) == [
        ("header or footer left out: 内部资料 & 注意保存", Place(sheet="Sheet", row=1)),
        ("header or footer left out: 2016年版", Place(sheet="Sheet", row=1)),
    ]


def test_rows_and_columns_without_height_or_width_are_hidden_too() -> None:
    columns = '<cols><col min="2" max="2" width="0"/><col min="3" max="3" width="9"/></cols>'
    cells = "".join(f'<c r="{c}1" t="inlineStr"><is><t>{c}</t></is></c>' for c in "ABC")
    data = sheet_xml(f'{columns}<row r="1" ht="0">{cells}</row>')
    assert [message for message, _place in messages(data)] == [
        "hidden rows are read too: 1",
        "hidden columns are read too: B",
    ]


def test_formulas_without_results_are_reported() -> None:
    sheet = sheet_of(["甲", "乙"], ["=A1", ""], ["丙", "=B1"])
    assert grids(sheet) == [[["甲", "乙"], ["", ""], ["丙", ""]]]
    (note,) = messages(sheet)
    assert note == (
        "formulas have no result: A2, B3; open it in Excel or WPS, save it, import it again",
        Place(sheet="Sheet", row=2),
    )


def test_hidden_rows_and_columns_are_read_and_hidden_sheets_reported() -> None:
    sheet = sheet_of(["a", "b", "c"], ["d", "e", "f"])
    sheet.row_dimensions[2].hidden = True
    sheet.column_dimensions["B"].hidden = True
    sheet.parent.create_sheet("暗").append(["x"])
    sheet.parent["暗"].sheet_state = "hidden"
    assert grids(sheet) == [[["a", "b", "c"], ["d", "e", "f"]]]
    assert [message for message, _place in messages(sheet)] == [
        "hidden rows are read too: 2",
        "hidden columns are read too: B",
        "a hidden sheet is left out",
    ]


def test_struck_text_and_comments_are_left_out_and_reported() -> None:
    def fill(book: Any, sheet: Any) -> None:
        struck = book.add_format({"font_strikeout": True})
        sheet.write_row(0, 0, ["措施", "牵头单位", "参加单位"])
        sheet.write_row(1, 0, ["一", "财政厅", "水利厅"])
        sheet.write(1, 1, "财政厅", struck)
        sheet.write_rich_string(1, 2, "水利厅、", struck, "农业厅、", "林业厅")
        sheet.write(2, 0, 12, struck)
        sheet.write(2, 1, "教育厅")
        sheet.write_blank(2, 2, None, struck)
        sheet.write_comment(2, 1, "待定", {"author": "甲"})

    data = written(fill)
    assert grids(data) == [
        [["措施", "牵头单位", "参加单位"], ["一", "", "水利厅、林业厅"], ["", "教育厅", ""]]
    ]
    assert messages(data) == [
        ("struck text is left out: B2, C2, A3", Place(sheet="表", row=2)),
        ("comment left out: 待定", Place(sheet="表", row=3)),
    ]


def test_what_floats_over_cells_or_is_covered_by_one_is_left_out_and_reported() -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.merge_range(0, 0, 2, 0, "财政厅")
        sheet.write(1, 0, "财政厅")
        sheet.write(2, 0, "水利厅")
        sheet.insert_textbox(3, 1, "会议决定：\n推迟")
        sheet.insert_image(5, 1, "图.png", {"image_data": io.BytesIO(_PIXEL)})
        book.add_worksheet("空")

    data = written(fill)
    assert grids(data) == [[["财政厅"], ["财政厅"], ["财政厅"]]]
    assert messages(data) == [
        ("text box left out: 会议决定：\n推迟", Place(sheet="表", row=4)),
        ("pictures are left out", Place(sheet="表", row=6)),
        ("text in a cell that a merged one covers is left out: A3", Place(sheet="表", row=3)),
    ]


def test_struck_text_that_stands_in_the_cell_itself_is_left_out() -> None:
    xml = (
        '<c r="A1" t="inlineStr"><is><r><t>财政厅</t></r>'
        "<r><rPr><strike/></rPr><t>水利厅</t></r></is></c>"
        '<c r="B1" t="inlineStr"><is><r><rPr><strike val="0"/></rPr><t>农业厅</t></r></is></c>'
    )
    data = sheet_xml(f'<row r="1">{xml}</row>')
    assert grids(data) == [[["财政厅", "农业厅"]]]
    assert [message for message, _place in messages(data)] == ["struck text is left out: A1"]


def test_digits_above_the_line_in_the_cell_itself_keep_that() -> None:
    raised = '<r><rPr><vertAlign val="superscript"/></rPr><t>4</t></r>'
    xml = f'<c r="A1" t="inlineStr"><is><r><t>3×10</t></r>{raised}<r><t>吨</t></r></is></c>'
    assert grids(sheet_xml(f'<row r="1">{xml}</row>')) == [[["3×10⁴吨"]]]


def test_rows_that_are_repeated_on_each_page_are_heads() -> None:
    sheet = sheet_of(["题"], ["序号"], [1])
    sheet.print_title_rows = "1:2"
    (table,) = read(sheet)
    assert isinstance(table, Table)
    assert [row.head for row in table.rows] == [True, True, False]


# -- files that other programs read


def test_what_openpyxl_stumbles_over_is_no_matter() -> None:
    def change(name: str, part: bytes) -> bytes | None:
        match name:
            case "docProps/core.xml":
                return re.sub(rb"\d{4}-\d\d-\d\dT[^<]*", b"yesterday", part)
            case "xl/styles.xml":
                return re.sub(rb"<fill>.*?</fill>", b"<fill/>", part)
            case "xl/workbook.xml":
                return part.replace(b"<definedNames", b"<x").replace(
                    b"<bookViews>", b"<bookViews><y/>"
                )
            case "xl/worksheets/sheet1.xml":
                part = re.sub(rb"<dimension[^>]*>", b'<dimension ref="A1"/>', part)
                return re.sub(
                    rb"<sheetViews>.*?</sheetViews>", b"<sheetViews><z/></sheetViews>", part
                )
        return part

    assert grids(replaced(saved(sheet_of(["甲", "乙"], ["丙"]).parent), change)) == [
        [["甲", "乙"], ["丙", ""]]
    ]


def test_the_strict_form_of_the_format_is_read() -> None:
    def change(_name: str, part: bytes) -> bytes:
        usual, strict = b"http://schemas.openxmlformats.org/", b"http://purl.oclc.org/ooxml/"
        part = part.replace(usual + b"spreadsheetml/2006/main", strict + b"spreadsheetml/main")
        return part.replace(usual + b"officeDocument/2006/", strict + b"officeDocument/")

    assert grids(replaced(saved(sheet_of(["甲", 1]).parent), change)) == [[["甲", "1"]]]


def test_cells_without_addresses_and_shared_strings_that_are_missing() -> None:
    def change(name: str, part: bytes) -> bytes | None:
        if name == "xl/sharedStrings.xml":
            return None
        if name == "xl/worksheets/sheet1.xml":
            cell = '<row><c t="inlineStr"><is><t>甲</t></is></c><c><v>2</v></c></row>'
            return re.sub(
                rb"<sheetData>.*</sheetData>", f"<sheetData>{cell * 2}</sheetData>".encode(), part
            )
        return part

    assert grids(replaced(saved(sheet_of(["x"]).parent), change)) == [[["甲", "2"], ["甲", "2"]]]


# -- files that mean harm


def refused(data: bytes) -> str:
    with pytest.raises(PlanError) as caught:
        read(data)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def sheet_xml(xml: str | bytes) -> bytes:
    """A workbook whose sheet is this."""
    inside = xml if isinstance(xml, bytes) else xml.encode()

    def change(name: str, part: bytes) -> bytes:
        if name != "xl/worksheets/sheet1.xml":
            return part
        head, tail = re.split(rb"<sheetData>.*</sheetData>", part)
        return head + inside + tail

    return replaced(saved(sheet_of(["x"]).parent), change)


@pytest.mark.parametrize("count", [100_000, pytest.param(1_048_576, marks=pytest.mark.thorough)])
def test_a_million_formatted_rows_without_values_take_no_time(count: int) -> None:
    row = '<row r="{}" s="1" customFormat="1"><c r="A{}" s="1"/><c r="B{}" s="1"/></row>'
    rows = "".join(row.format(n, n, n) for n in range(2, count + 1))
    data = sheet_xml(f'<sheetData><row r="1"><c r="A1"><v>7</v></c></row>{rows}</sheetData>')
    begun = time.process_time()
    assert grids(data) == [[["7"]]]
    assert time.process_time() - begun < count / 50_000


def test_two_cells_in_the_corners_of_a_sheet_take_no_memory() -> None:
    cells = '<row r="1"><c r="A1"><v>1</v></c></row>'
    cells += '<row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
    (grid,) = grids(sheet_xml(f"<sheetData>{cells}</sheetData>"))
    assert (len(grid), len(grid[0]), grid[1][-1]) == (2, 16_384, "2")


def test_merged_cells_that_cover_everything_are_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("ecotui.plugins.readers.xlsx.MOST_CELLS", 30_000)
    rows = "".join(f'<row r="{n}"><c r="CV{n}"><v>1</v></c></row>' for n in range(1, 200))
    merged = '<mergeCell ref="CV1:XFD1048576"/><mergeCell ref="A1:XFD1048576"/>' * 2000
    data = sheet_xml(f"<sheetData>{rows}</sheetData><mergeCells>{merged}</mergeCells>")
    assert "more than 3000000 cells" in refused(data)


@pytest.mark.parametrize(
    "xml",
    [
        '<sheetData><row r="99999999999999"><c><v>1</v></c></row></sheetData>',
        '<sheetData><row r="2"><c><v>1</v></c></row><row r="2"><c><v>1</v></c></row></sheetData>',
        '<sheetData><row r="nan"><c><v>1</v></c></row></sheetData>',
        '<sheetData><row r="1"><c t="s"><v>99</v></c></row></sheetData>',
        '<sheetData><row r="1"><c><v>x</v></c></row></sheetData>',
        f'<sheetData><row r="1"><c><v>{"9" * 9999}</v></c></row></sheetData>',
        '<sheetData><row r="1"><c r="ÄÖ"><v>1</v></c></row></sheetData>',
        "<sheetData>" + "<c>" * 9000 + "</c>" * 9000 + "</sheetData>",
        "<sheetData><row>",
    ],
)
def test_damaged_sheets_are_refused(xml: str) -> None:
    assert "is damaged" in refused(sheet_xml(xml))


@pytest.mark.parametrize(
    "part", ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"]
)
def test_document_types_are_refused(part: str) -> None:
    data = replaced(
        written(lambda _book, sheet: sheet.write("A1", "x")),
        lambda name, old: b'<!DOCTYPE a [<!ENTITY e "x">]>' + old if name == part else old,
    )
    assert f"its part {part} is damaged" in refused(data)


def test_a_sheet_that_unpacks_to_too_much_is_refused_at_once() -> None:
    assert "unpacks to more" in refused(sheet_xml(b" " * 30_000_000))


def test_a_cell_of_12_megabytes_is_refused() -> None:
    noise = bytes(random.Random(1).choices(range(97, 123), k=1_000_000)) * 12
    cell = b'<sheetData><row r="1"><c t="str"><v>' + noise + b"</v></c></row></sheetData>"
    assert "is damaged" in refused(sheet_xml(cell))


def test_a_file_that_is_a_web_page_is_read_as_one() -> None:
    assert grids(b"<html><table><tr><td>1<td>2<tr><td>3<td>4") == [[["1", "2"], ["3", "4"]]]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook\0".encode("utf-16-le"), "an old Excel"),
        (b"PK\x03\x04", "an archive"),
        (b"a,b\n", "unknown format"),
    ],
)
def test_a_file_of_another_format_is_named(data: bytes, said: str) -> None:
    assert said in refused(data)


def sample() -> bytes:
    sheet = sheet_of(["题"], ["序号", "任务", DAY], [1, "甲", 0.5], ["=A3", None, True])
    sheet.merge_cells("A1:C1")
    sheet["C2"].number_format = 'yyyy"年"m"月"'
    return saved(sheet.parent)


SAMPLE = sample()
with zipfile.ZipFile(io.BytesIO(SAMPLE)) as _package:
    PARTS = {name: _package.read(name) for name in _package.namelist()}
SHARED = written(lambda _book, sheet: sheet.write("B2", "甲", _book.add_format({"bold": True})))


def is_read_or_refused(data: bytes) -> None:
    try:
        for block in Reader().blocks(data, "a.xlsx"):
            assert isinstance(block, (Note, Table))
    except PlanError as error:
        assert "\n" not in str(error)


EDITS = st.lists(st.tuples(st.integers(0, 1 << 20), st.binary(max_size=6)), min_size=1, max_size=6)


def mutated(data: bytes, edits: list[tuple[int, bytes]]) -> bytes:
    for at, piece in edits:
        at %= len(data) + 1
        data = data[:at] + piece + data[at + len(piece) :]
    return data


@given(st.sampled_from([SAMPLE, SHARED]), EDITS)
def test_any_damaged_file_is_read_or_refused(data: bytes, edits: list[tuple[int, bytes]]) -> None:
    is_read_or_refused(mutated(data, edits))


@given(st.sampled_from(sorted(PARTS)), EDITS)
def test_any_damaged_part_is_read_or_refused(part: str, edits: list[tuple[int, bytes]]) -> None:
    is_read_or_refused(
        replaced(SAMPLE, lambda name, old: mutated(old, edits) if name == part else old)
    )


PIECES = st.sampled_from(
    [
        b"",
        b'"-1"',
        b'"99999999999"',
        b'"x"',
        b'"1"',
        b'"s"',
        b'"n"',
        b'"d"',
        b"<c>",
        b"<v>9</v>",
        b"9",
    ]
)


@given(
    st.sampled_from(["xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/workbook.xml"]),
    st.lists(st.tuples(st.integers(0, 400), PIECES), min_size=1, max_size=8),
)
def test_any_values_are_read_or_refused(part: str, edits: list[tuple[int, bytes]]) -> None:
    pieces = re.split(rb'("[^"]*"|<[^>]*>)', PARTS[part])
    for at, piece in edits:
        pieces[at % len(pieces)] = piece
    is_read_or_refused(
        replaced(SAMPLE, lambda name, old: b"".join(pieces) if name == part else old)
    )


@given(
    st.one_of(
        st.floats(), st.integers(), st.datetimes(), st.times(), st.booleans(), st.timedeltas()
    ),
    st.text(st.sampled_from('yymdhse0#?,.;"\\[]$-804@%_* /APaGeneral年月E+'), max_size=14),
)
def test_any_format_shows_something(value: Value, code: str) -> None:
    assert isinstance(as_shown(value, code), str)


@pytest.mark.parametrize(
    ("digits", "text"),
    [
        ("9007199254740993", "9007199254740993"),
        ("110105194912310021.0", "110105194912310021"),
        ("1.10105194912310021E17", "110105194912310021"),
        ("-1.10105194912310021e+17", "-110105194912310021"),
        ("9007199254740993.5", "9007199254740993.5"),
        ("1.1010519491231E+17", "110105194912310000"),
        ("3.0000000000000002E-2", "0.03"),
        ("1E3", "1000"),
    ],
)
def test_numbers_have_the_digits_of_the_file(digits: str, text: str) -> None:
    """Scripts write account and identity numbers as numbers, with more digits than a float has."""
    data = saved(sheet_of(["编号"], [7]).parent)
    data = replaced(
        data, lambda _name, part: part.replace(b"<v>7</v>", f"<v>{digits}</v>".encode())
    )
    [table] = [block for block in Reader().blocks(data, "b.xlsx") if isinstance(block, Table)]
    assert table.rows[1].cells[0].text == text


def test_addresses_that_cells_do_not_show_are_told() -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, ["措施", "文件"])
        sheet.write_url(1, 1, "https://example.com/a", string="见文件")
        sheet.write_url(2, 1, "https://example.com/a")
        sheet.write_url(3, 1, "internal:'表'!A1", string="见上")
        sheet.write_formula(4, 1, '=HYPERLINK("https://example.com/a","标准")', None, "标准")
        sheet.write_formula(5, 1, '=HYPERLINK("#A1","标准")', None, "标准")

    told = ("addresses behind links are left out: B2, B5", Place(sheet="表", row=2))
    assert messages(written(fill)) == [told]


def test_what_a_sheet_without_values_has_beside_its_cells_is_told() -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, ["措施", "牵头单位"])
        book.add_worksheet("说明").insert_textbox("A1", "第2项改由县水利局牵头")
        book.add_worksheet("意见").write_comment("B3", "要求提前", {"author": "甲"})
        book.add_worksheet("撤销").write(0, 0, "修桥", book.add_format({"font_strikeout": True}))
        book.add_worksheet("作废").set_header("&C此表作废")
        book.add_worksheet("空")

    assert messages(written(fill)) == [
        ("text box left out: 第2项改由县水利局牵头", Place(sheet="说明", row=1)),
        ("comment left out: 要求提前", Place(sheet="意见", row=3)),
        ("struck text is left out: A1", Place(sheet="撤销", row=1)),
        ("header or footer left out: 此表作废", Place(sheet="作废", row=1)),
    ]


def test_a_sheet_is_searched_as_often_whatever_its_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who searches all of a sheet for each of its rows takes time that grows with the square."""
    searched = 0

    class Counted(bytes):
        def __contains__(self, key: Any) -> bool:
            nonlocal searched
            searched += 1
            return super().__contains__(key)

    read = packages.Package.read

    def counted(package: packages.Package, part: str) -> bytes | None:
        data = read(package, part)
        return None if data is None else Counted(data)

    monkeypatch.setattr(packages.Package, "read", counted)
    found = []
    for size in (5, 50):
        rows = [[f"=ROW()-{n}", f"修路{n}", "甲局"] for n in range(size)]
        data = saved(sheet_of(["序号", "任务", "牵头单位"], *rows).parent)
        searched = 0
        list(Reader().blocks(data, "a.xlsx"))
        found.append(searched)
    assert found[0] == found[1] > 0
