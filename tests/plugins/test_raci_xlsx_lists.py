"""The lists of the Excel workbook: what they say, what follows the matrix, how they are used."""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from document_plans import SHAPES
from needs import needs
from openpyxl.utils import get_column_letter, range_boundaries
from paper import recalculated
from plans import plan_of

from ecotui.model.plan import GROUP, Measure, Plan
from ecotui.plugins.raci_xlsx.formulas import count_of
from ecotui.plugins.raci_xlsx.lists import LIST_LINE_PT, continued
from ecotui.plugins.raci_xlsx.load_sheet import unit
from ecotui.plugins.raci_xlsx.workbook import MAX_ROW_PT, lines, points
from ecotui.query.index import Index
from ecotui.query.selection import Selection, select

CHAIN = "".join(f"第{n}句说明一项要求，并写明由谁办理；" for n in range(1, 400))


@pytest.fixture
def book(whole: Selection, export: Any) -> Any:
    return openpyxl.load_workbook(export("raci-xlsx", whole))


def table(path: Path, name: str) -> list[dict[str, Any]]:
    """The rows of the table of a sheet, with the values of its formulas."""
    sheet = openpyxl.load_workbook(path, data_only=True)[name]
    (ref,) = [one.ref for one in sheet.tables.values()]
    header, *rows = [[cell.value for cell in row] for row in sheet[ref]]
    return [dict(zip(header, row, strict=True)) for row in rows]


def fills(sheet: Any, column: int) -> dict[Any, str]:
    """The colours of the cells of a column, by what they hold."""
    cells = [sheet.cell(row, column) for row in range(2, sheet.max_row + 1)]
    return {cell.value: cell.fill.fgColor.rgb for cell in cells if cell.value is not None}


# -- assignments


def test_assignments_have_a_row_for_each_role_and_the_whole_wording(
    whole: Selection, export: Any
) -> None:
    rows = table(export("raci-xlsx", whole), "Assignments")
    columns = ["No.", "Chapter", "Section", "Short title", "Measure"]
    assert list(rows[0]) == [*columns, "Department", "Role", "Letter"]
    roles = Counter(row["Role"] for row in rows)
    assert roles == {"first lead": 44, "lead": 22, "participant": 175}
    assert [rows[0][name] for name in columns[:3]] == [1, "分领域任务", "森林生态保护补偿"]
    assert {row["No."]: row["Measure"] for row in rows} == {
        entry.number: entry.text for entry in whole.measures
    }
    letters = {(row["No."], row["Department"]): row["Letter"] for row in rows}
    assert letters == {
        (row.entry.number, name): letter
        for row in whole.matrix().rows
        for name, letter in row.cells.items()
    }


def test_a_department_with_two_roles_or_none_is_assigned_as_it_is(export: Any) -> None:
    plan = plan_of(Measure(1, "文", ("甲", "甲"), ("甲", "乙"), raci=(("丙", "I"),)))
    rows = table(export("raci-xlsx", select(plan, language="en")), "Assignments")
    assert [(row["Department"], row["Role"], row["Letter"]) for row in rows] == [
        ("甲", "first lead", "A/R"),
        ("甲", "participant", "A/R"),
        ("乙", "participant", "C"),
        ("丙", "set by the plan", "I"),
    ]


def test_nobody_is_the_first_lead_where_the_source_names_none(export: Any) -> None:
    plan = plan_of(Measure(1, "文。", ("甲", "乙"), basis="按职责分工负责"))
    rows = table(export("raci-xlsx", select(plan, language="en")), "Assignments")
    assert [row["Role"] for row in rows] == ["lead", "lead"]


def test_what_some_measure_says_beside_its_wording_has_a_column(export: Any) -> None:
    measures = (
        Measure(1, "甲事。", ("甲",), deadline="2018年12月底前", extra=(("责任人", "张三"),)),
        Measure(2, "乙事。", ("甲",), target="目标", extra=(("Measure", "=1"), ("备注", "注"))),
    )
    rows = table(export("raci-xlsx", select(plan_of(*measures), language="en")), "Assignments")
    first, second = rows
    assert list(first)[7:] == ["Deadline", "Due date", "Target", "责任人", "Measure 2", "备注"]
    assert first["Deadline"] == "2018年12月底前"
    assert str(first["Due date"]) == "2018-12-31 00:00:00"
    assert (first["责任人"], second["责任人"]) == ("张三", None)
    assert (second["Target"], second["Measure 2"], second["备注"]) == ("目标", "=1", "注")
    # There is no section, so no column says so.
    assert "Section" not in first


def test_a_long_wording_goes_on_in_further_rows(export: Any) -> None:
    plan = plan_of(Measure(1, CHAIN, ("甲",), ("乙",)), Measure(2, "短。", ("甲",)))
    path = export("raci-xlsx", select(plan, language="en"))
    rows = table(path, "Assignments")
    for name, role, letter in (("甲", "first lead", "A/R"), ("乙", "participant", "C")):
        own = [row for row in rows if row["Department"] == name and row["No."] == 1]
        assert "".join(row["Measure"] for row in own) == CHAIN
        assert [row["Role"] for row in own] == [role] + ["continued"] * (len(own) - 1)
        # What counts letters counts each once.
        assert [row["Letter"] for row in own] == [letter] + [None] * (len(own) - 1)
        assert len(own) > 3
        assert {row["Short title"] for row in own} == {own[0]["Short title"]}
    sheet = openpyxl.load_workbook(path)["Assignments"]
    assert max(one.height or 15 for one in sheet.row_dimensions.values()) <= 409


@pytest.mark.parametrize("text", [CHAIN, "word " * 3000, "x" * 9000, "一\n" * 200, "", "短"])
def test_continued_texts_are_whole_and_fit(text: str) -> None:
    rows = list(continued([text, "旁"], [points(60), points(8)]))
    # A blank at which a text was cut is left out.
    between = " " if " " in text else ""
    assert between.join(row[0] for row in rows).split() == text.split()
    assert all(LIST_LINE_PT * lines(row[0], points(60)) < MAX_ROW_PT for row in rows)
    assert [row[1] for row in rows] == ["旁"] + [""] * (len(rows) - 1)


# -- load


def test_the_load_is_formulas_over_the_letters_with_their_values(
    whole: Selection, export: Any
) -> None:
    path = export("raci-xlsx", whole)
    rows = table(path, "Load")
    departments = [d for d in whole.departments if d.kind != GROUP]
    assert [[row[name] for name in ("Department", "A/R", "R", "C", "Total")] for row in rows] == [
        [d.name, d.first_lead, d.lead - d.first_lead, d.participant, d.total] for d in departments
    ]
    assert [row["Share"] for row in rows] == pytest.approx([d.total / 44 for d in departments])
    sheet = openpyxl.load_workbook(path)["Load"]
    matrix = openpyxl.load_workbook(path).worksheets[0]
    formula = sheet["B2"].value
    assert formula.startswith("=COUNTIF('RACI matrix'!$C$")
    assert formula.endswith(',"A/R")')
    area = formula.split("!")[1].split(",")[0].replace("$", "")
    assert Counter(cell.value for (cell,) in matrix[area])["A/R"] == rows[0]["A/R"]
    for at in range(2, sheet.max_row + 1):
        if sheet.cell(at, 2).value is None:
            break
        assert {sheet.cell(at, column).data_type for column in range(2, 7)} == {"f"}
    assert at == len(rows) + 2


def test_the_chart_has_the_colours_of_the_letters_and_whole_steps(plan: Plan, export: Any) -> None:
    path = export("raci-xlsx", select(plan, "no:39", language="en"))
    with zipfile.ZipFile(path) as package:
        chart = package.read("xl/charts/chart1.xml").decode()
        drawing = package.read("xl/drawings/drawing1.xml").decode()
    # No measure here has an R, and C is as light as ever.
    assert [chart.index(colour) for colour in ("1F4E79", "9DC3E6", "EAF1F8")] == sorted(
        chart.index(colour) for colour in ("1F4E79", "9DC3E6", "EAF1F8")
    )
    assert '<c:majorUnit val="1"/>' in chart
    assert '<c:numFmt formatCode="0" sourceLinked="0"/>' in chart
    assert 'descr="Load per department: ' in drawing


@pytest.mark.parametrize(
    ("most", "step"), [(1, 1), (10, 1), (11, 2), (21, 5), (51, 10), (101, 20), (299, 50)]
)
def test_the_axis_has_at_most_ten_steps(most: int, step: int) -> None:
    assert unit(most) == step


def test_charts_of_many_departments_name_each(export: Any) -> None:
    selection = select(SHAPES["many-departments"]()[0], language="en")
    sheet = openpyxl.load_workbook(export("raci-xlsx", selection))["Load"]
    charted: list[int] = []
    for chart in sheet._charts:
        first, last = map(int, re.findall(r"\d+", chart.series[0].val.numRef.f))
        rows = range(first, last + 1)
        # A chart stands beside the rows that it shows, on their page.
        height = sum(sheet.row_dimensions[row].height for row in rows)
        assert chart.anchor._from.row + 1 == first
        assert 15 * len(rows) < height < 460
        charted += rows
    loaded = [one for one in selection.departments if one.total and one.kind != GROUP]
    assert charted == list(range(2, 2 + len(loaded)))
    assert len(sheet.row_breaks.brk) == len(sheet._charts) - 1 > 0


def test_several_plans_are_one_load(export: Any, assert_clean: Any) -> None:
    selection = select(Index(SHAPES["two-plans"]()), language="en")
    path = export("raci-xlsx", selection)
    assert_clean(path)
    book = openpyxl.load_workbook(path)
    counts = {row["Department"]: row["Total"] for row in table(path, "Load")}
    assert counts == {d.name: d.total for d in selection.departments if d.total}
    named = [{one for _, _, m in plan.walk() for one in m.departments} for plan in selection.plans]
    formulas = {name.value: cell.value for name, cell in book["Load"][f"A2:B{len(counts) + 1}"]}
    for name, formula in formulas.items():
        assert formula.count("COUNTIF(") == sum(name in some for some in named)
    assert set.intersection(*named)
    # A number is one of a plan, which is named beside it; letters are found by both.
    said = {(row["Plan"], row["No."], row["Measure"]) for row in table(path, "Assignments")}
    assert said == {(one.plan.title, one.number, one.text) for one in selection.measures}
    sheet = book["Assignments"]
    assert "MATCH(1," in sheet["E2"].value
    assert sheet["B2"].value == 1
    places = [row["Where"] for row in table(path, "Findings")]
    assert f"measure 2 ({selection.plans[1].title})" in places
    assert not [place for place in places if "/" in place]


def test_letters_that_a_condition_would_misread_are_compared() -> None:
    values = ("A/R", "牵", "=1", "a", "A", "*")
    assert count_of(["X!A1"], "A/R", values) == '=COUNTIF(X!A1,"A/R")'
    assert count_of(["X!A1", "Y!A1"], "牵", values) == '=COUNTIF(X!A1,"牵")+COUNTIF(Y!A1,"牵")'
    for value in ("=1", "*", "a", "A"):
        assert count_of(["X!A1"], value, values) == f'=SUMPRODUCT(--EXACT(X!A1,"{value}"))'
    assert count_of(["X!A1"], '"', values) == '=SUMPRODUCT(--EXACT(X!A1,""""))'


# -- findings, legend, contents


def test_the_gravest_finding_is_the_first_and_has_a_colour(whole: Selection, book: Any) -> None:
    sheet = book["Findings"]
    header = [cell.value for cell in sheet[1]][:4]
    assert header == ["Severity", "Where", "Finding", "Suggestion"]
    severities = [sheet.cell(row, 1).value for row in range(2, sheet.max_row + 1)]
    assert severities == ["warning"] + ["info"] * (len(whole.matrix().findings) - 1)
    colours = fills(sheet, 1)
    assert colours["warning"] == "FFFFEB9C"
    assert colours["warning"] != colours["info"]


def test_the_legend_has_the_colours_of_the_matrix(book: Any) -> None:
    colours = fills(book["Legend"], 1)
    assert colours["A/R"] == colours["A"] == "FF1F4E79"
    assert colours["R"] == "FF9DC3E6"
    assert colours["C"] == "FFEAF1F8"


@pytest.mark.parametrize("split", ["no", "section"])
def test_contents_link_every_sheet_and_each_links_back(
    whole: Selection, export: Any, split: str
) -> None:
    book = openpyxl.load_workbook(export("raci-xlsx", whole, split=split))
    assert book.active.title == "RACI matrix"
    contents = book.worksheets[1]
    assert contents.title == "Contents"
    links = [row[0] for row in contents.iter_rows(min_row=2)]
    names = [name for name in book.sheetnames if name != "Contents"]
    assert [cell.value for cell in links] == names
    for cell in links:
        sheet, _, target = cell.hyperlink.location.rpartition("!")
        assert (sheet.strip("'"), target) == (cell.value, "A1")
    for sheet in [sheet for sheet in book.worksheets if sheet is not contents]:
        back = [cell for cell in sheet[1] if cell.hyperlink]
        assert [cell.hyperlink.location for cell in back] == ["Contents!A1"]


@pytest.mark.parametrize("by", ["measure", "department"])
def test_the_title_of_a_matrix_stands_once_and_is_the_link(
    chinese: Selection, export: Any, by: str
) -> None:
    sheet = openpyxl.load_workbook(export("raci-xlsx", chinese, by=by)).worksheets[0]
    (title,) = [cell for cell in sheet[1] if cell.value]
    assert title.value == chinese.title
    assert title.hyperlink.location == "目录!A1"


def test_sheets_are_called_in_the_language_of_the_plan(chinese: Selection, export: Any) -> None:
    names = openpyxl.load_workbook(export("raci-xlsx", chinese)).sheetnames
    assert names[1:] == ["目录", "分工清单", "任务量", "问题", "图例"]


# -- the file


def test_properties_say_what_is_known(whole: Selection, chinese: Selection, export: Any) -> None:
    for selection, language in ((whole, "en"), (chinese, "zh-CN")):
        with zipfile.ZipFile(export("raci-xlsx", selection)) as package:
            core = package.read("docProps/core.xml").decode()
        assert f"<dc:title>{selection.title}</dc:title>" in core
        assert f"<dc:language>{language}</dc:language>" in core
        for unknown in ("creator", "lastModifiedBy", "created>", "modified>"):
            assert unknown not in core


def test_every_list_is_a_table_with_a_description(
    whole: Selection, export: Any, assert_clean: Any
) -> None:
    path = export("raci-xlsx", whole)
    assert_clean(path)
    with zipfile.ZipFile(path) as package:
        tables = [n for n in package.namelist() if n.startswith("xl/tables/")]
        texts = [package.read(name).decode() for name in tables]
    assert len(texts) == 5
    assert all('headerRowCount="0"' not in text for text in texts)
    book = openpyxl.load_workbook(path)
    assert {name: list(book[name].tables) for name in book.sheetnames[1:]} == {
        "Contents": ["contents"],
        "Assignments": ["assignments"],
        "Load": ["load"],
        "Findings": ["findings"],
        "Legend": ["legend"],
    }
    for name in book.sheetnames[1:]:
        sheet = book[name]
        assert sheet.freeze_panes == "A2"
        assert sheet.print_title_rows == "$1:$1"


@needs("/usr/lib/libreoffice/program/libsclo.so", "soffice")
@pytest.mark.parametrize("by", ["measure", "department"])
def test_the_lists_follow_what_a_meeting_changes(
    by: str, whole: Selection, export: Any, tmp_path: Path
) -> None:
    path = export("raci-xlsx", whole, by=by)
    book = openpyxl.load_workbook(path)
    _matrix, _, area = book["Load"]["B2"].value.removesuffix(',"A/R")').partition("!")
    letters = [cell for row in book.worksheets[0][area] for cell in row if cell.value]
    assert (letters[0].value, book["Load"]["A2"].value) == ("A/R", "林业厅")
    letters[0].value = "C"
    book.save(path)
    made = recalculated(path, tmp_path)
    load = {row["Department"]: row for row in table(made, "Load")}
    assert [load["林业厅"][name] for name in ("A/R", "R", "C", "Total")] == [6, 2, 16, 24]
    assert table(made, "Assignments")[0]["Letter"] == "C"


def test_width_of_columns_is_that_of_a_page_with_legible_type(export: Any) -> None:
    for shape in ("shipped", "every-field", "english"):
        sheet = openpyxl.load_workbook(
            export("raci-xlsx", select(SHAPES[shape]()[0], language="en"))
        )["Assignments"]
        count = sheet.tables["assignments"].ref.split(":")[1].rstrip("0123456789")
        columns = range(1, openpyxl.utils.column_index_from_string(count) + 1)
        wide = sum(points(sheet.column_dimensions[get_column_letter(n)].width) for n in columns)
        pages = sheet.page_setup.fitToWidth or 1
        assert 784 * int(pages) / wide >= 8 / 10.5


def test_a_letter_that_was_taken_away_has_an_empty_cell(export: Any) -> None:
    plan = plan_of(Measure(1, "文", ("甲",), ("乙",), raci=(("甲", ""),)))
    rows = table(export("raci-xlsx", select(plan, language="en")), "Assignments")
    assert [(row["Department"], row["Letter"]) for row in rows] == [("甲", None), ("乙", "C")]


@pytest.mark.parametrize("shape", SHAPES)
def test_the_load_is_legible_on_paper(shape: str, export: Any) -> None:
    letters = tuple((f"单位{letter}", letter) for letter in "RAISVQODP")
    plan = plan_of(Measure(1, "文", ("甲",), ("乙",), raci=letters))
    for selection in (select(Index(SHAPES[shape]())), select(plan)):
        sheet = openpyxl.load_workbook(export("raci-xlsx", selection))["任务量"]
        assert 10.5 * (sheet.page_setup.scale or 100) / 100 >= 8
    # So many columns leave no room beside them, and the charts stand on the next page.
    assert [one.id for one in sheet.col_breaks.brk] == [sheet._charts[0].anchor._from.col]


@pytest.mark.parametrize("shape", SHAPES)
def test_a_link_back_is_not_printed(shape: str, export: Any) -> None:
    book = openpyxl.load_workbook(export("raci-xlsx", select(Index(SHAPES[shape]()))))
    for sheet in book.worksheets[-4:]:
        (link,) = [cell for cell in sheet[1] if cell.hyperlink]
        area = sheet.print_area.rpartition("!")[2].replace("$", "")
        _left, _top, right, bottom = range_boundaries(area)
        assert link.column == right + 1
        assert bottom >= sheet.max_row
        for chart in sheet._charts:
            # A chart is in the area as a whole.
            assert chart.anchor.to.col < right
            assert chart.anchor.to.row < bottom


def test_a_chart_has_room_for_long_names(export: Any) -> None:
    path = export("raci-xlsx", select(SHAPES["long-names"]()[0]))
    with zipfile.ZipFile(path) as package:
        chart = package.read("xl/charts/chart1.xml").decode()
    plot = chart[chart.index("<c:plotArea>") :]
    left, wide = (float(re.search(rf'<c:{one} val="(.*?)"', plot)[1]) for one in "xw")
    assert left + wide < 1
    sheet = openpyxl.load_workbook(path)["任务量"]
    names = [sheet.cell(row, 1).value for row in range(2, 8)]
    # Names of 40 characters of 10 points; the bars have a fifth of the chart, or more.
    anchor = sheet._charts[0].anchor
    pixels = 64 * (anchor.to.col - anchor._from.col)
    assert left * pixels > max(map(len, names)) * 10 * 4 / 3 * 0.95
    assert wide > 0.2
    # It is on a page of its own.
    assert [one.id for one in sheet.col_breaks.brk] == [anchor._from.col]


def test_assignments_on_several_pages_say_whose_they_are_on_each(
    whole: Selection, export: Any
) -> None:
    sheet = openpyxl.load_workbook(export("raci-xlsx", whole))["Assignments"]
    assert sheet.print_title_cols is None
    extra = tuple((f"栏{n}", "文") for n in range(6))
    plan = plan_of(Measure(1, CHAIN, ("甲",), ("乙",), deadline="2018年", extra=extra))
    path = export("raci-xlsx", select(plan, language="en"))
    sheet = openpyxl.load_workbook(path)["Assignments"]
    assert sheet.print_title_cols == "$A:$B"
    rows = table(path, "Assignments")
    assert list(rows[0])[:4] == ["No.", "Department", "Role", "Letter"]
    own = [row for row in rows if row["Department"] == "甲"]
    assert "".join(row["Measure"] for row in own) == CHAIN
    assert {row["Chapter"] for row in own} == {own[0]["Chapter"]}
    assert [row["栏1"] for row in own] == ["文"] + [None] * (len(own) - 1)
