"""What Excel holds: texts in 16-bit units, whole numbers, rows, columns, names and formulas."""

from __future__ import annotations

import html
import re
import warnings
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from plans import plan_of

from ecotui.model.plan import Chapter, Department, Measure, Plan, Section
from ecotui.plugins.common.units import fitting, units
from ecotui.plugins.raci_xlsx import formulas
from ecotui.query.selection import Selection, select

#: A character beyond U+FFFF: two units of Excel.
FAR = "𠮷"


@pytest.mark.parametrize(
    ("text", "most", "kept"),
    [
        ("补偿", 2, "补偿"),
        ("补偿标准", 3, "补偿…"),
        (FAR * 3, 6, FAR * 3),
        (FAR * 4, 6, FAR * 2 + "…"),
        ("e\u0301" * 3, 4, "e\u0301…"),
        ("葛\U000e0100葛\U000e0100", 4, "葛\U000e0100…"),
        ("👩‍👩‍👧和", 8, "…"),
        ("补偿", 1, "…"),
        ("补偿", 0, ""),
    ],
)
def test_a_text_is_cut_between_what_is_seen_as_characters(text: str, most: int, kept: str) -> None:
    assert fitting(text, most) == kept
    assert units(kept) <= most


def test_signs_that_are_doubled_are_reckoned_doubled() -> None:
    short = fitting("&" * 300, 255, lambda text: text.replace("&", "&&"))
    assert short == "&" * 127 + "…"


def far_plan(text: str, number: int = 9007199254740993) -> Plan:
    measures = (Measure(1, text, ("水利厅",)), Measure(number, "整治。", ("水利厅",)))
    return plan_of(*measures, title=FAR * 140)


@pytest.mark.parametrize("by", ["measure", "department"])
def test_a_text_beyond_what_a_cell_holds_goes_on_and_is_said(export_done: Any, by: str) -> None:
    text = FAR * 20_000
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        done = export_done("raci-xlsx", select(far_plan(text), language="en"), by=by)
    assert "longer than an Excel cell, so they go on in further rows: measures 1" in done.warnings
    assert f"too long for the print header, cut there: {FAR * 12}…" in done.warnings
    book = openpyxl.load_workbook(done.path)
    column = next(c for c in book["Assignments"][1] if c.value == "Measure").column
    rows = [row[column - 1] for row in book["Assignments"].iter_rows(2, values_only=True)]
    assert "".join(str(one) for one in rows if FAR in str(one)) == text


@pytest.mark.parametrize("number", [9007199254740993, 10**15 + 1, 10**18 + 1])
def test_a_number_of_more_digits_than_excel_shows_is_a_text(export_done: Any, number: int) -> None:
    done = export_done("raci-xlsx", select(far_plan("甲。", number), language="en"))
    book = openpyxl.load_workbook(done.path)
    ids = {row[0] for row in book["RACI matrix"].iter_rows(4, values_only=True)}
    assert {1, str(number)} <= ids
    assert {1, str(number)} <= {c.value for c in book["Assignments"]["A"]}
    found = [str(c.value) for row in book["Assignments"].iter_rows() for c in row]
    assert any(f'MATCH("{number}",' in one for one in found)


def test_the_print_header_has_the_beginning_of_a_long_title(export_done: Any) -> None:
    done = export_done("raci-xlsx", select(far_plan("甲。")))
    with zipfile.ZipFile(done.path) as package:
        xml = package.read("xl/worksheets/sheet1.xml").decode()
        properties = package.read("docProps/core.xml").decode()
    (header,) = re.findall("<oddHeader>(.*)</oddHeader>", xml)
    assert units(html.unescape(header)) == 255
    assert header.endswith(f"{FAR}…")
    (title,) = re.findall("<dc:title>(.*)</dc:title>", properties)
    assert units(title) == 255
    assert title.endswith(f"{FAR}…")


LONG = {
    "far": FAR * 20_000,
    "long": "河湖治理工作，" * 5_800,
    "marks": "e\u0301" * 20_000,
    "markup": "<r>甲_x0041_&</r>",
}


def everywhere(text: str) -> Plan:
    """A plan in which every text is the same."""
    measures = tuple(
        Measure(
            number,
            text,
            (text,),
            ("水利厅",),
            title=text,
            deadline=text,
            target=text,
            extra=((text, text),),
            raci=((text, text),),
        )
        for number in (1, 2)
    )
    departments = (Department(text), Department("水利厅"))
    chapters = (Chapter(1, text, sections=(Section(1, text, measures),)),)
    return Plan("a" * 300, text, departments=departments, chapters=chapters)


def look(path: Path) -> None:
    """Assert that Excel opens a workbook as it is."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name).decode() for name in package.namelist()}
    for name, xml in parts.items():
        if name.startswith("xl/worksheets/sheet"):
            assert all(float(one) <= 409.5 for one in re.findall(r'<row [^>]*ht="([\d.]+)"', xml))
            assert all(float(one) <= 255 for one in re.findall(r'<col [^>]*width="([\d.]+)"', xml))
            for one in re.findall("<odd(?:Header|Footer)>(.*?)</odd", xml, re.DOTALL):
                assert units(html.unescape(one)) <= 255
            for one in map(html.unescape, re.findall("<f>(.*?)</f>", xml, re.DOTALL)):
                assert units(one) <= 8192
                assert all(units(text) <= 255 for text in re.findall('"((?:[^"]|"")*)"', one))
            for one in re.findall("<formula1>(.*?)</formula1>", xml):
                assert units(html.unescape(one)) <= 257
        if name.startswith("xl/tables/"):
            for one in re.findall(r'<tableColumn [^>]*?name="(.*?)"', xml):
                assert units(html.unescape(one)) <= 255
        if name == "xl/workbook.xml":
            for one in re.findall(r"<definedName [^>]*>(.*?)<", xml):
                assert all(units(text) <= 255 for text in re.findall('"(.*)"', html.unescape(one)))
    book = openpyxl.load_workbook(path)
    assert all(units(name) <= 31 for name in book.sheetnames)
    for sheet in book.worksheets:
        for row in sheet.iter_rows(values_only=True):
            assert all(units(cell) <= 32_767 for cell in row if isinstance(cell, str))


@pytest.mark.thorough
@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
@pytest.mark.parametrize("by", ["measure", "department"])
def test_excel_opens_whatever_a_plan_says(export_done: Any, text: str, by: str) -> None:
    done = export_done("raci-xlsx", select(everywhere(text)), by=by, split="section")
    look(Path(done.path))
    assert bool(done.warnings) == (len(text) > 100)


@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
def test_excel_opens_the_lists_for_departments(export_done: Any, text: str) -> None:
    plan = everywhere(text)
    done = export_done("handouts", select(plan), formats=("xlsx",), department="水利厅")
    (path,) = Path(done.path).glob("*.xlsx")
    look(path)
    assert bool(done.warnings) == (len(text) > 100)


def test_a_text_that_looks_like_the_markup_of_excel_is_shown_as_it_is(export: Any) -> None:
    text = LONG["markup"]
    book = openpyxl.load_workbook(export("raci-xlsx", select(everywhere(text)), split="section"))
    sheet = book.worksheets[0]
    assert sheet["A1"].value == text
    found = [cell for row in sheet.iter_rows(values_only=True) for cell in row if cell == text]
    assert len(found) >= 4


def test_a_high_heading_goes_on_in_further_rows(export: Any) -> None:
    title = "河湖治理工作，" * 400
    plan = Plan(
        "p",
        "题",
        departments=(Department("水利厅"),),
        chapters=(Chapter(1, title, (Measure(1, "整治。", ("水利厅",)),)),),
    )
    sheet = openpyxl.load_workbook(export("raci-xlsx", select(plan))).worksheets[0]
    said = [str(cell.value) for cell in sheet["B"] if "河湖治理" in str(cell.value)]
    assert len(said) > 1
    assert "".join(said) == f"一、{title}"
    assert max(high.height or 0 for high in sheet.row_dimensions.values()) <= 409


def test_a_formula_has_no_more_arguments_than_excel_takes() -> None:
    areas = [f"C{number}" for number in range(1, 301)]
    made = formulas.filled(areas)
    counts = re.findall(r"COUNTA\(([^)]*)\)", made)
    assert [len(one.split(",")) for one in counts] == [255, 45]
    assert formulas.filled(["C1:C9"]) == "=COUNTA(C1:C9)"


def test_what_a_library_warns_of_is_told_in_a_line(
    whole: Selection, export_done: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ecotui.plugins.json import JsonExporter

    export = JsonExporter.export

    def warns(self: Any, *args: Any) -> None:
        warnings.warn("too\nlong", UserWarning, stacklevel=1)
        export(self, *args)

    monkeypatch.setattr(JsonExporter, "export", warns)
    with warnings.catch_warnings():
        warnings.simplefilter("default")
        done = export_done("json", whole)
    assert done.warnings == ("a library warns: too long",)
