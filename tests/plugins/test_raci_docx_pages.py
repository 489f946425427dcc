"""The matrix for Word on paper: official annexes, several plans, long and many texts."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from document_plans import (
    english,
    large,
    long_measure,
    long_names,
    many_departments,
    one_level,
    plan_between,
)
from docx.table import Table
from word_files import W, opened, paragraphs, text_of

from ecotui.api import clean
from ecotui.model.plan import Plan
from ecotui.plugins.raci_docx.measuring import em, lines
from ecotui.query.index import Index
from ecotui.query.selection import Selection, select

Clean = Callable[[Path], None]


def property_of(row: Any, name: str) -> Any:
    return row._tr.find(f"{W}trPr/{W}{name}")


def directions(table: Table) -> dict[str, str]:
    """The upright texts of a table, and which way they run."""
    found = table._tbl.iter(f"{W}textDirection")
    return {text_of(one.getparent().getparent()): one.get(f"{W}val") for one in found}


def columns(table: Table) -> int:
    return len(table._tbl.tblGrid.findall(f"{W}gridCol"))


# -- official documents


def test_an_official_matrix_is_an_annex_in_landscape(chinese: Selection, export: Any) -> None:
    path = export("raci-docx", chinese, style="official")
    written = paragraphs(path)
    assert written[:2] == [("附件标识", "附件"), ("Body Text", "")]
    assert written[2] == ("Title", chinese.title)
    assert written[3] == ("Subtitle", "RACI 矩阵")
    (section,) = opened(path).sections
    sides = (section.page_width, section.page_height, section.top_margin, section.bottom_margin)
    # The margins of an upright page, 37, 28, 35 and 26 mm, turned to the left.
    assert [round(one.mm) for one in sides if one] == [297, 210, 28, 26]
    across = (section.left_margin, section.right_margin)
    assert [round(one.mm) for one in across if one] == [35, 37]


def test_an_official_matrix_is_black_and_white(chinese: Selection, export: Any) -> None:
    (table,) = opened(export("raci-docx", chinese, style="official")).tables
    assert list(table._tbl.iter(f"{W}shd")) == []
    assert list(table._tbl.iter(f"{W}color")) == []
    bold = {text_of(run.getparent().getparent()) for run in table._tbl.iter(f"{W}b")}
    assert len(bold) > 0
    letters = {
        text_of(tc)
        for row in table.rows
        for tc in row._tr.tc_lst
        if tc.find(f".//{W}b") is not None
    }
    assert letters == {"A/R", "R"}


def test_mark_title_and_first_page_are_those_that_are_asked_for(
    chinese: Selection, export: Any
) -> None:
    options = {"attachment": "附件2", "first_page": 5, "title_break": "四川省健全/重点任务分工方案"}
    path = export("raci-docx", chinese, style="official", **options)
    assert paragraphs(path)[0] == ("附件标识", "附件2")
    start = opened(path).sections[0]._sectPr.find(f"{W}pgNumType")
    assert start is not None
    assert start.get(f"{W}start") == "5"
    unmarked = paragraphs(export("raci-docx", chinese, style="official", attachment=""))
    assert unmarked[0] == ("Title", chinese.title)


def test_parts_of_an_official_matrix_are_one_annex(chinese: Selection, export: Any) -> None:
    path = export("raci-docx", chinese, style="official", split="section")
    written = paragraphs(path)
    assert [text for style, text in written if style == "附件标识"] == ["附件"]
    sections = [text for style, text in written if style == "Heading 2"]
    assert len(sections) == 12
    assert sections[0] == "（一）森林生态保护补偿"


# -- several plans


@pytest.fixture
def two(plan: Plan) -> Selection:
    return select(Index((plan, one_level())))


def test_each_plan_has_a_page_and_a_title_of_its_own(two: Selection, export: Any) -> None:
    path = export("raci-docx", two)
    document = opened(path)
    titles = [p for p in document.paragraphs if p.style and p.style.name == "Title"]
    assert [p.text for p in titles] == [plan.title for plan in two.plans]
    assert [p.paragraph_format.page_break_before for p in titles] == [None, True]
    first, second = document.tables
    assert [text_of(row._tr.tc_lst[0]) for row in second.rows if len(row._tr.tc_lst) > 1] == [
        "序号",
        *[str(measure.number) for _chapter, _section, measure in two.plans[1].walk()],
    ]
    # Nobody who has no part in a plan has a column in its matrix.
    assert columns(first) == 2 + 20
    assert columns(second) == 2 + len(select(two.plans[1]).matrix().departments)


def test_no_id_of_a_plan_is_on_paper(two: Selection, export: Any) -> None:
    for by in ("measure", "department"):
        path = export("raci-docx", two, by=by, findings=True)
        texts = [text for _style, text in paragraphs(path)]
        texts += [
            text_of(tc)
            for table in opened(path).tables
            for row in table.rows
            for tc in row._tr.tc_lst
        ]
        assert not [text for text in texts if two.plan.id in text or "/1" in text]


def test_annexes_of_several_plans_are_numbered(two: Selection, export: Any) -> None:
    written = paragraphs(export("raci-docx", two, style="official"))
    assert [text for style, text in written if style == "附件标识"] == ["附件1", "附件2"]
    later = paragraphs(export("raci-docx", two, style="official", attachment="附件3"))
    assert [text for style, text in later if style == "附件标识"] == ["附件3", "附件4"]


# -- long and many texts


def test_only_a_row_that_may_be_higher_than_a_page_is_split(export: Any) -> None:
    (table,) = opened(export("raci-docx", select(long_measure()))).tables
    splitting = [row for row in table.rows if property_of(row, "cantSplit") is None]
    (row,) = splitting
    assert clean(row.cells[1].text) == select(long_measure()).measures[1].text
    # What is at least so high as a page would never fit on one.
    assert property_of(row, "trHeight") is None
    assert {tc.find(f"{W}tcPr/{W}vAlign").get(f"{W}val") for tc in row._tr.tc_lst} == {"top"}


def test_a_long_measure_is_listed_below_departments(export: Any) -> None:
    path = export("raci-docx", select(long_measure()), by="department")
    _matrix, listed = opened(path).tables
    texts = [row.cells[1].text for row in listed.rows if len(row._tr.tc_lst) > 1]
    assert texts[1:] == [measure.text for measure in select(long_measure()).measures]
    assert [property_of(row, "cantSplit") is None for row in listed.rows].count(True) == 1


def test_rows_of_headings_are_as_high_as_their_text(export: Any, plan: Plan) -> None:
    title = "深化集体林权制度配套改革和推进现代林业产业高质量发展" * 6
    first, *others = plan.chapters
    selection = select(plan._replace(chapters=(first._replace(title=title), *others)))
    heights = []
    for one in (selection, select(plan)):
        (table,) = opened(export("raci-docx", one)).tables
        heights.append(int(property_of(table.rows[1], "trHeight").get(f"{W}val")))
    # In smaller letters two lines are not twice as high.
    assert heights[0] > 1.3 * heights[1]
    # Above columns an upright title leaves room for the letters.
    across = opened(export("raci-docx", selection, by="department")).tables[0]
    head = [row for row in across.rows if property_of(row, "tblHeader") is not None]
    high = sum(int(property_of(row, "trHeight").get(f"{W}val")) for row in head)
    assert high / 1440 * 25.4 < 130


@pytest.mark.parametrize("by", ["measure", "department"])
def test_no_table_has_more_columns_than_word_opens(by: str, export_done: Any) -> None:
    done = export_done(
        "raci-docx", select(large()), by=by, scheme="literal", paper="A3", wording="clause"
    )
    tables = opened(Path(done.path)).tables
    assert max(map(columns, tables)) <= 63
    assert len(tables) > 1 or by == "measure"


def test_columns_of_several_tables_say_which_they_are(export: Any) -> None:
    path = export("raci-docx", select(many_departments()), by="department")
    notes = [text for _style, text in paragraphs(path) if text.startswith("第")]
    ends = [re.findall(r"\d+", note) for note in notes]
    assert [end[2] for end in ends] == ["40"] * len(ends)
    assert [ends[0][0], ends[-1][1]] == ["1", "40"]


def test_names_of_forty_characters_stand_whole_in_several_lines(export: Any) -> None:
    selection = select(long_names())
    path = export("raci-docx", selection, split="section")
    for table in opened(path).tables:
        head = {text_of(tc) for tc in table.rows[0]._tr.tc_lst}
        names = head - {"序号", "措施"}
        assert names <= set(selection.matrix().departments)
        assert {len(name) for name in names} == {40}


def test_one_long_name_does_not_part_columns_that_fit(export: Any) -> None:
    names = tuple([f"市{n}局" for n in "甲乙丙丁戊己庚辛壬癸子丑"])
    long = "国家税务总局青山省税务局第三稽查局暨跨区域风险管理与重大案件协调办公室筹备组（临时）"
    plan = plan_between((*names, long), 12, "重点任务分工方案")
    (table,) = opened(export("raci-docx", select(plan), style="official")).tables
    widths = [int(one.get(f"{W}w")) for one in table._tbl.tblGrid.findall(f"{W}gridCol")][2:]
    assert len(widths) == 13
    assert max(widths) == widths[-1] > 1.2 * widths[0]


def test_a_matrix_of_very_many_pages_says_which_option_helps(export_done: Any) -> None:
    (warning,) = export_done("raci-docx", select(large(), language="en")).warnings
    assert warning.startswith("the matrix takes about ")
    assert "--paper A3, --wording clause, --split section" in warning
    # What is chosen already is not proposed.
    (warning,) = export_done(
        "raci-docx", select(large(), language="en"), paper="A3", by="department", columns="all"
    ).warnings or ("",)
    assert "--paper" not in warning


def test_names_that_no_page_can_hold_are_said(export_done: Any, plan: Plan) -> None:
    name = "很长的单位名称" * 120
    one = plan.chapters[0].sections[0].measures[0]
    chapter = plan.chapters[0]._replace(
        measures=(one._replace(lead=(name,), participants=()),), sections=()
    )
    selection = select(plan._replace(chapters=(chapter,)))
    (warning,) = export_done("raci-docx", selection).warnings
    assert "--by department" in warning
    assert export_done("raci-docx", selection, by="department").warnings == ()


# -- English


def test_english_names_are_turned_and_chinese_ones_upright(chinese: Selection, export: Any) -> None:
    selection = select(english(), language="en")
    (table,) = opened(export("raci-docx", selection)).tables
    assert directions(table) == dict.fromkeys(selection.matrix().departments, "btLr")
    (table,) = opened(export("raci-docx", chinese)).tables
    assert directions(table) == dict.fromkeys(chinese.matrix().departments, "tbRlV")


def test_english_breaks_at_blanks() -> None:
    text = "Establish a register of grasslands, publish it every year"
    assert lines(text, em(text)) == 1
    assert lines(text, em(text) - 0.1) == 2
    assert lines("Establishment", em("Establishment") / 2 + 0.1) > 1
    # A number and what it counts are no word that is never broken.
    assert lines("将25度以上坡耕地", 4) == 3


def test_what_may_not_begin_a_line_takes_along_what_is_before_it() -> None:
    assert lines("一二三四，五", 4) == 2
    assert lines("一二三四，五六", 4) == 2
    assert lines("一二三四，五六七八", 4) == 3
    assert lines("一二三（四五", 4) == 2
    assert lines("一\n二", 4) == 2


# -- who cannot see it


def test_tables_say_what_they_are(chinese: Selection, export: Any) -> None:
    for table in opened(export("raci-docx", chinese, by="department")).tables:
        properties = table._tbl.tblPr
        assert properties.find(f"{W}tblCaption").get(f"{W}val")
        assert properties.find(f"{W}tblLook").get(f"{W}firstRow") == "1"


def test_nobody_is_named_as_author_unless_given(chinese: Selection, export: Any) -> None:
    properties = opened(export("raci-docx", chinese)).core_properties
    assert (properties.author, properties.created, properties.title) == ("", None, chinese.title)
    named = opened(export("raci-docx", chinese, author="王小明")).core_properties
    assert named.author == "王小明"


@pytest.mark.parametrize("by", ["measure", "department"])
def test_nothing_is_found_wrong_with_official_annexes(
    by: str, two: Selection, export: Any, assert_clean: Clean
) -> None:
    assert_clean(export("raci-docx", two, by=by, style="official", findings=True, first_page=4))
