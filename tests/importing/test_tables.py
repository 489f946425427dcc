"""Reading allocation documents: what the real one has, each with its line quoted, and more."""

from __future__ import annotations

import contextlib
import hashlib
import re
import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ecotui import i18n
from ecotui.importing import words
from ecotui.importing.document import Imported
from ecotui.importing.outline import LEFT_OUT
from ecotui.model.plan import GROUP, Measure, Plan
from ecotui.model.toml import PlanError, Problem, dumps, loads
from ecotui.text.numerals import numeral
from tests.support.importing import html, read

HEAD = "| 重点任务 | 具体措施 | 牵头单位 | 参加单位 |\n|---|:--|--:|---|\n"
CHAPTER = "| 一、章 | （一）节 | | |\n"


def document_of(*rows: str, head: str = HEAD + CHAPTER) -> bytes:
    return ("四川省测试方案\n\n" + head + "\n".join(rows) + "\n").encode()


def small(*rows: str, head: str = HEAD + CHAPTER) -> Imported:
    return read(document_of(*rows, head=head), "small.md")


def problems(*rows: str, head: str = HEAD + CHAPTER) -> tuple[Problem, ...]:
    with pytest.raises(PlanError) as caught:
        small(*rows, head=head)
    return caught.value.problems


def measures(plan: Plan) -> list[Measure]:
    return [measure for _, _, measure in plan.walk()]


def only(imported: Imported) -> Measure:
    [measure] = measures(imported.plan)
    return measure


def said(imported: Imported) -> list[tuple[int | None, str]]:
    return [(note.line, note.message) for note in imported.notes]


@pytest.fixture(scope="module")
def whole(document: bytes) -> Imported:
    i18n.use("en")
    return read(document, "folder/allocation-source.md")


@pytest.fixture(scope="module")
def lines(document: bytes) -> list[str]:
    return document.decode().split("\n")


def test_the_plan_is_the_one_the_document_holds(whole: Imported, document: bytes) -> None:
    plan = whole.plan
    assert plan.id == "sichuan-ecological-compensation"
    assert plan.title == "四川省健全生态保护补偿机制重点任务分工方案"
    assert plan.source is not None
    assert plan.source.file == "allocation-source.md"
    assert plan.source.sha256 == hashlib.sha256(document).hexdigest()
    outline = [(c.number, c.title, len(c.measures), len(c.sections)) for c in plan.chapters]
    assert outline == [(1, "分领域任务", 0, 6), (2, "机制创新", 0, 6)]
    for chapter in plan.chapters:
        assert [section.number for section in chapter.sections] == [1, 2, 3, 4, 5, 6]
    found = measures(plan)
    assert [measure.number for measure in found] == list(range(1, 45))
    assert sum(len(measure.lead) for measure in found) == 66
    assert sum(len(measure.participants) for measure in found) == 175
    kinds = [department.kind for department in plan.departments]
    assert (kinds.count("department"), kinds.count(GROUP)) == (19, 1)
    assert [m.number for m in found if m.participants_open] == [39]
    assert [m.number for m in found if m.source_text] == [20, 35]
    assert [m.number for m in found if not m.participants] == [8, 10, 26, 29]
    assert loads(dumps(plan)) == plan


def test_notes_are_the_corrections_the_repair_and_the_doubtful_word(whole: Imported) -> None:
    assert [(note.line, note.message) for note in whole.notes] == [
        (44, "measure 20: corrected 區 → 区"),
        (47, "the row was shifted one column to the left; it is moved back"),
        (54, "measure 25: 收益 is suspicious: sounds like another character"),
        (72, "measure 35: corrected with → 与"),
    ]
    assert whole.notes[2].suggestion == "did you mean 受益?"


def test_departments_stand_in_the_order_of_their_first_appearance(whole: Imported) -> None:
    names = [department.name for department in whole.plan.departments]
    assert names[:5] == ["林业厅", "财政厅", "省发展改革委", "农业厅", "水利厅"]
    assert names[-1] == "省直相关部门"


def test_every_measure_has_its_source_line(whole: Imported, lines: list[str]) -> None:
    for measure in measures(whole.plan):
        assert measure.source_line is not None
        assert measure.text[-20:] in lines[measure.source_line - 1]


def names(listed: str) -> tuple[str, ...]:
    return tuple(listed.split("、"))


ROWS = [
    pytest.param(
        "| | 1.{text} | 林业厅、 财政厅 | 省发展改革委 |",
        Measure(
            1,
            "健全省级公益林补偿标准的动态调整机制，随着国家级公益林生态补偿标准的提高，"
            "同步提高省级公益林补偿标准。",
            names("林业厅、财政厅"),
            names("省发展改革委"),
        ),
        id="a blank after the separator",
    ),
    pytest.param(
        "| | 8.{text} | 住房城乡建设厅 | |",
        Measure(
            8, "命名一批省级重点公园,择优申报国家重点公园和国家城市湿地公园。", ("住房城乡建设厅",)
        ),
        id="no participants, half-width comma kept",
    ),
    pytest.param(
        "| | 18.{text} | 林业厅 | 环境保护厅、农业厅、财政厅、省发展改革委 |",
        Measure(
            18,
            "将 25 度以上坡耕地纳入新一轮退耕还林还草补助范围，组织开展 25 度以上坡耕地梯田、"
            "重要水源地 15-25 度坡耕地以及严重污染地退耕还林需求调查。",
            names("林业厅"),
            names("环境保护厅、农业厅、财政厅、省发展改革委"),
        ),
        id="blanks inside the wording are kept",
    ),
    pytest.param(
        "| | 19.{text} | 农业厅 |"
        " 环境保护厅、水利厅、林业厅、住房城乡建设厅、财政厅、省发展改革委 |",
        Measure(
            19,
            "落实好耕地质量保护与提升等支持政策，积极探索以秸秆还田、腐熟还田、酸性土壤改良、"
            "增施有机肥、种植绿肥等为实施内容的耕地质量提升综合技术模式。",
            names("农业厅"),
            names("环境保护厅、水利厅、林业厅、住房城乡建设厅、财政厅、省发展改革委"),
        ),
        id="等 inside a measure means nothing",
    ),
    pytest.param(
        "| | <p>24.{text}</p> | <p>财政厅</p> | <p>省发展改革委、国土资源厅、环境保护厅、"
        "住房城乡建设厅、水利厅、农业厅、林业厅</p> |",
        Measure(
            24,
            "密切关注国家跨区域横向生态保护补偿试点动态,适时开展我省横向生态保护补偿的前期研究。",
            names("财政厅"),
            names("省发展改革委、国土资源厅、环境保护厅、住房城乡建设厅、水利厅、农业厅、林业厅"),
        ),
        id="tags of paragraphs",
    ),
    pytest.param(
        "| | 39.{text} | 省质监局 | 省发展改革委、省经济和信息化委、科技厅、财政厅、环境保护厅、"
        "住房城乡建设厅、交通运输厅、商务厅、林业厅、农业厅、水利厅等 |",
        Measure(
            39,
            "加快推进国家绿色产品标准、认证和标识等体系实施。",
            names("省质监局"),
            names(
                "省发展改革委、省经济和信息化委、科技厅、财政厅、环境保护厅、住房城乡建设厅、"
                "交通运输厅、商务厅、林业厅、农业厅、水利厅"
            ),
            participants_open=True,
        ),
        id="an open list",
    ),
    pytest.param(
        "| | 43.{text} | 省发展改革委、财政厅 | 省直相关部门 |",
        Measure(
            43,
            "加大生态保护补偿资金、国家重大生态工程项目对贫困地区的倾斜。",
            names("省发展改革委、财政厅"),
            names("省直相关部门"),
        ),
        id="a group",
    ),
]


@pytest.mark.parametrize(("row", "expected"), ROWS)
def test_a_row_is_read(row: str, expected: Measure, whole: Imported, lines: list[str]) -> None:
    line = row.format(text=expected.text)
    assert line in lines
    there = next(m for m in measures(whole.plan) if m.number == expected.number)
    assert there == expected._replace(source_line=lines.index(line) + 1)
    assert only(small(line)) == expected._replace(source_line=6)


HEADINGS = [
    ("| 一、分领域任务 | （一）森林生态保护补偿 | | |", (1, "分领域任务", 1, "森林生态保护补偿")),
    ("| (四) 荒漠生态保护补偿 | | | |", (1, "分领域任务", 4, "荒漠生态保护补偿")),
    ("| 二、机制创新 | （一）建立稳定的投入机制 | | |", (2, "机制创新", 1, "建立稳定的投入机制")),
    ("| <p>(三) 推进横向生态保护补偿</p> | | | |", (2, "机制创新", 3, "推进横向生态保护补偿")),
    ("| （四）健全配套制度体系 | | | |", (2, "机制创新", 4, "健全配套制度体系")),
    (
        "| (六) 结合生态保护补偿推进精准脱贫 | | | |",
        (2, "机制创新", 6, "结合生态保护补偿推进精准脱贫"),
    ),
]


@pytest.mark.parametrize(("line", "expected"), HEADINGS)
def test_a_heading_of_the_document(
    line: str, expected: tuple[int, str, int, str], whole: Imported, lines: list[str]
) -> None:
    assert line in lines
    outline = [
        (c.number, c.title, s.number, s.title) for c in whole.plan.chapters for s in c.sections
    ]
    assert expected in outline
    number, title, section_number, section_title = expected
    before = "" if title in line else f"| {'一二'[number - 1]}、{title} | | | |\n"
    [chapter] = small("| | 1.文。 | 甲厅 | |", head=f"{HEAD}{before}{line}\n").plan.chapters
    [section] = chapter.sections
    found = (chapter.number, chapter.title, section.number, section.title)
    assert found == (number, title, section_number, section_title)
    assert [measure.text for measure in section.measures] == ["文。"]


def test_a_row_that_slid_to_the_left_is_moved_back(whole: Imported, lines: list[str]) -> None:
    line = (
        "| <p>22.划定并严守生态保护红线，在重点生态功能区、生态环境敏感区和脆弱区等区域划定"
        "生态保护红线，研究制定生态保护红线管理办法；分区分类制定生态保护红线产业准入负面清单，"
        "建立生态补偿、绩效考核、产业退出机制，建立生态保护红线统一监管平台，强化生态状况监测，"
        "定期发布红线绩效考核结果。</p> | 环境保护厅 | 省发展改革委、财政厅、国土资源厅、"
        "住房城乡建设厅、水利厅、农业厅、林业厅 | |"
    )
    assert line in lines
    alone = small(line)
    assert (6, "the row was shifted one column to the left; it is moved back") in said(alone)
    for measure in (measures(whole.plan)[21], only(alone)):
        assert measure.number == 22
        assert measure.text.startswith("划定并严守生态保护红线，")
        assert measure.lead == ("环境保护厅",)
        assert len(measure.participants) == 7


@pytest.mark.parametrize(
    ("number", "wrong", "right"),
    [(20, "国家级风景名胜區、", "国家级风景名胜区、"), (35, "管理 with 收储", "管理与收储")],
)
def test_a_certain_slip_is_corrected_and_its_wording_kept(
    number: int, wrong: str, right: str, whole: Imported, lines: list[str]
) -> None:
    [line] = [line for line in lines if wrong in line]
    for measure in (measures(whole.plan)[number - 1], only(small(line))):
        assert measure.number == number
        assert right in measure.text
        assert wrong not in measure.text
        assert measure.source_text is not None
        assert measure.source_text.replace(wrong, right) == measure.text


def test_a_doubtful_word_is_noted_and_kept(whole: Imported, lines: list[str]) -> None:
    [line] = [line for line in lines if "鼓励生态收益地区与生态保护地区" in line]
    for imported in (whole, small(line)):
        [note] = [note for note in imported.notes if "收益" in note.message]
        assert note.suggestion == "did you mean 受益?"
        measure = next(m for m in measures(imported.plan) if m.number == 25)
        assert "生态收益地区" in measure.text
        assert measure.source_text is None
    [line] = [line for line in lines if "资源开发收益" in line]
    assert not any("收益" in note.message for note in small(line).notes)


def test_a_section_runs_over_the_page(whole: Imported, lines: list[str]) -> None:
    heading = "| | （三）湿地生态保护补偿 | | |"
    at = lines.index(heading)
    assert lines[at + 1 : at + 3] == ["", "| 重点任务 | 具体措施 | 牵头单位 | 参加单位 |"]
    assert [m.number for m in whole.plan.chapters[0].sections[2].measures] == [7, 8]
    imported = small(heading, "", HEAD + "| | 1.文。 | 甲厅 | |")
    assert [len(s.measures) for s in imported.plan.chapters[0].sections] == [0, 1]


def test_the_title_loses_the_blank_of_the_layout(lines: list[str]) -> None:
    assert lines[2:5] == ["附件", "", "四川省健全生态保护补偿机制 重点任务分工方案"]
    data = ("\n".join(lines[:6]) + "\n" + HEAD + CHAPTER + "| | 1.文。 | 甲厅 | |").encode()
    imported = read(data, "x.md")
    assert imported.plan.title == "四川省健全生态保护补偿机制重点任务分工方案"
    assert imported.notes == ()


@pytest.mark.parametrize(
    ("front", "title", "left"),
    [
        ("四川省测试\n重点任务分工方案", "四川省测试重点任务分工方案", []),
        ("附件1\n\n测试方案", "测试方案", []),
        ("附件 2：\n测试方案\n\n说明文字", "测试方案", [4]),
        ("附件1：测试方案", "测试方案", []),
        ("前言\n\n附件\n\n测试方案", "测试方案", [1]),
        ("前言\n\n# **测试方案** #\n\n- 3 -", "测试方案", [1]),
        ("## 一、总体要求\n\n测试方案", "测试方案", [1]),
        ("\ufeff测试方案", "测试方案", []),
    ],
)
def test_title_and_what_else_stands_above(front: str, title: str, left: list[int]) -> None:
    body = f"{front}\n\n{HEAD}{CHAPTER}| | 1.文。 | 甲厅 | |\n\n— 3 —\n\n第 4 页 共 9 页\n"
    imported = read(body.encode(), "x.md")
    assert imported.plan.title == title
    assert [note.line for note in imported.notes] == left
    assert all(note.message.startswith("left out: ") for note in imported.notes)


def test_a_document_without_a_title_is_called_as_its_file() -> None:
    imported = read((HEAD + CHAPTER + "| | 1.文。 | 甲厅 | |").encode(), "dir/计划.md")
    assert imported.plan.title == "计划"
    [(_line, message)] = said(imported)
    assert message == "no title found above the table; called 计划"


def test_text_between_and_below_the_tables_is_noted() -> None:
    imported = small(
        "| | 1.文。 | 甲厅 | |", "", "注：略", "", HEAD + "| | 2.文。 | 甲厅 | |", "", "完"
    )
    assert said(imported) == [
        (8, "left out: 注：略"),
        (14, "left out: 完"),
    ]


def test_markdown_headings_between_tables_are_headings() -> None:
    body = f"# 方案\n\n## 一、甲\n\n{HEAD}| （一）子 | 1.文。 | 甲厅 | |\n\n"
    body += f"## 二、乙\n\n{HEAD}| | 2.文。 | 甲厅 | |\n"
    imported = read(body.encode(), "x.md")
    first, second = imported.plan.chapters
    assert (first.title, first.sections[0].title) == ("甲", "子")
    assert (second.title, second.measures[0].number) == ("乙", 2)
    assert imported.notes == ()


@pytest.mark.parametrize(
    "header",
    [
        "| 重 点 任 务 | **具体措施** | 牵头部门 | 配合部门 |",
        "| 主要任务 | 工作内容 | 责任单位 | 参与单位 |",
        "| 工作任务 | 主要举措 | 主办单位（第一位为首） | 协办单位 |",
        "| Key tasks | Measures | Lead departments | Participating departments |",
        "重点任务 | 措施 | 牵头单位 | 参加部门",
    ],
)
def test_columns_go_by_their_names(header: str) -> None:
    imported = small("| | 1.文。 | 甲厅 | 乙厅 |", head=f"{header}\n--|--|--|--\n{CHAPTER}")
    assert only(imported) == Measure(1, "文。", ("甲厅",), ("乙厅",), source_line=6)
    said = "the column 主办单位（第一位为首） is read as lead; the rest of its head is not kept"
    assert [note.message for note in imported.notes] == [said] * ("为首" in header)


def test_columns_may_stand_in_another_order_with_a_running_number() -> None:
    head = "| 序号 | 措施 | 参加单位 | 任务 | 牵头单位 |\n|-|-|-|-|-|\n| | | | 一、章 | |\n"
    imported = small("| 1 | 文甲。 | 乙厅 | | 甲厅 |", "| 2 | 文乙。 | | | 甲厅 |", head=head)
    assert [(m.number, m.text, m.lead, m.participants) for m in measures(imported.plan)] == [
        (1, "文甲。", ("甲厅",), ("乙厅",)),
        (2, "文乙。", ("甲厅",), ()),
    ]


def test_tasks_are_the_measures_where_no_column_is_called_so() -> None:
    imported = small("| 一、章 | |", "| 1、文。 | 甲厅 |", head="| 工作任务 | 责任单位 |\n|-|-|\n")
    assert imported.plan.chapters[0].measures == (Measure(1, "文。", ("甲厅",), source_line=6),)


def test_a_page_break_may_leave_the_header_out() -> None:
    imported = small("| | 1.文。 | 甲厅 | |", "", "| | 2.文。 | 甲厅 | |", "|-|-|-|-|")
    assert [m.number for m in measures(imported.plan)] == [1, 2]


def test_a_column_has_a_field_or_is_kept_under_its_own_head() -> None:
    head = "| 任务 | 措施 | 牵头单位 | 完成时限 | 特色亮点 |\n|-|-|-|-|-|\n| 一、章 | | | | |\n"
    told = [(3, "the column 特色亮点 is kept under its own head")]
    imported = small("| | 1.文。 | 甲厅 | | |", head=head)
    assert only(imported) == Measure(1, "文。", ("甲厅",), source_line=6)
    assert said(imported) == told
    imported = small(
        "| | 1.文。 | 甲厅 | 2020年 | 自筹 |", "| | 2.文。 | 甲厅 | | 自筹 |", head=head
    )
    first, second = measures(imported.plan)
    assert (first.deadline, first.extra) == ("2020年", (("特色亮点", "自筹"),))
    assert (second.deadline, second.extra) == (None, (("特色亮点", "自筹"),))
    assert said(imported) == told


def test_chapters_may_hold_measures() -> None:
    plan = small("| 一、甲 | 1.文。 | 甲厅 | |", "| 二、乙 | 2．文。 | 甲厅 | |", head=HEAD).plan
    found = [(c.title, [m.number for m in c.measures]) for c in plan.chapters]
    assert found == [("甲", [1]), ("乙", [2])]


def test_sections_without_chapters_are_the_chapters() -> None:
    plan = small("| （一）甲 | 1.文。 | 甲厅 | |", "| | （二）乙 | | |", head=HEAD).plan
    found = [(c.number, c.title, len(c.measures)) for c in plan.chapters]
    assert found == [(1, "甲", 1), (2, "乙", 0)]


def test_a_document_without_headings_has_one_chapter() -> None:
    [chapter] = small("| | 1.文。 | 甲厅 | |", head=HEAD).plan.chapters
    assert (chapter.number, chapter.title, len(chapter.measures)) == (1, "重点任务", 1)


def test_what_stands_before_any_chapter_gets_one_of_its_own() -> None:
    told = [(5, "what comes before the first chapter is put into one called 重点任务")]
    later = CHAPTER + "| | 2.文。 | 甲厅 | |"
    imported = small("| （一）早 | | | |", "| | 1.文。 | 甲厅 | |", later, head=HEAD)
    first, second = imported.plan.chapters
    assert (first.number, first.title, first.sections[0].title) == (None, "重点任务", "早")
    assert (second.number, second.title, second.sections[0].title) == (1, "章", "节")
    assert said(imported) == told
    imported = small("| | 1.文。 | 甲厅 | |", later, head=HEAD)
    first, second = imported.plan.chapters
    assert (first.number, first.title, first.measures[0].number) == (None, "重点任务", 1)
    assert said(imported) == told


def test_a_heading_repeated_on_the_next_page_is_one() -> None:
    again = HEAD + "| 一、章（续） | （一）节 | | |\n| | 2.文。 | 甲厅 | |"
    [chapter] = small("| | 1.文。 | 甲厅 | |", "", again).plan.chapters
    assert [len(section.measures) for section in chapter.sections] == [2]


@pytest.mark.parametrize("again", [HEAD, "| 重点任务 | 具体措施 | 牵头单位 | |"])
def test_a_head_repeated_on_the_next_page_is_none_of_the_measures(again: str) -> None:
    imported = small("| | 1.文。 | 甲厅 | |", again.splitlines()[0], "| | 2.文。 | 甲厅 | |")
    assert [m.text for m in measures(imported.plan)] == ["文。", "文。"]
    assert imported.notes == ()


def test_a_measure_merged_into_the_column_of_leads_names_none() -> None:
    head = "<tr><th>具体措施</th><th>牵头单位</th><th>参加单位</th></tr>"
    body = "<tr><td colspan=2>1.组织省级普查。</td><td>乙厅</td></tr>"
    body += "<tr><td>2.文。</td><td colspan=2>甲厅</td></tr>"
    page = f"<h1>四川省测试方案</h1><table>{head}{body}</table>"
    imported = read(page.encode(), "small.html")
    found = [(m.text, m.lead, m.participants) for m in measures(imported.plan)]
    assert found[0] == ("组织省级普查。", (), ("乙厅",))
    assert found[1][:2] == ("文。", ("甲厅",))
    message = "a cell merged into the column 牵头单位 is not read as departments: 1.组织省级普查。"
    assert f"table 1, row 2: {message}" in [text for _line, text in said(imported)]


def test_gaps_in_the_numbers_are_noted() -> None:
    imported = small("| （三）丙 | 1.文。 | 甲厅 | |", "| | 3.文。 | 甲厅 | |")
    assert said(imported) == [
        (5, "no measure stands below the heading 节"),
        (6, "section 3 found where 2 was expected"),
        (7, "measure 3 found where 2 was expected"),
    ]


def test_numbers_may_start_again_below_a_heading() -> None:
    imported = small("| | 1.文。 | 甲厅 | |", "| （二）丙 | 1.文。 | 甲厅 | |")
    assert imported.notes == ()


def test_measures_without_any_numbers_are_numbered() -> None:
    imported = small("| | 文甲。 | 甲厅 | |", "| | 文乙。 | 甲厅 | |")
    assert [(m.number, m.text) for m in measures(imported.plan)] == [(1, "文甲。"), (2, "文乙。")]
    assert said(imported) == [(None, "the measures have no numbers; they are numbered in order")]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("1. 文。", "文。"),
        ("1．文。", "文。"),
        ("1、文。", "文。"),
        ("１.文。", "文。"),
        ("**1.** 文。", "文。"),
        ("1.25度以上", "25度以上"),
        ("1. 2.文", "2.文"),
    ],
)
def test_the_number_of_a_measure(cell: str, text: str) -> None:
    assert only(small(f"| | {cell} | 甲厅 | |")).text == text


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (r"甲\|乙", "甲|乙"),
        (r"甲\\\|乙", "甲\\|乙"),
        (r"\*\*甲\*\*", "**甲**"),
        ("**甲**乙*丙*", "甲乙丙"),
        ("**“三江”**流域", "“三江”流域"),
        ("***甲***", "甲"),
        ("林业局*、财政局*", "林业局*、财政局*"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("3*4*5 米", "3*4*5 米"),
        ("第*3*项", "第3项"),
        ("a_b_c", "a_b_c"),
        ("&lt;p&gt;甲&amp;lt;", "<p>甲&lt;"),
        ("甲&#42;乙&#x2a;丙&unknown;", "甲*乙*丙&unknown;"),
        ("甲<br>乙<br/>丙", "甲\n乙\n丙"),
        ("<p>甲</p> <p>乙</p>", "甲\n乙"),
        ('<span style="font:宋体">甲</span>', "甲"),
        ("<甲>", "<甲>"),
        ("甲  乙", "甲  乙"),
        ("甲\x1b[31m乙\x01", "甲[31m乙"),
    ],
)
def test_markup_is_undone_and_nothing_else(cell: str, text: str) -> None:
    assert only(small(f"| | 1.{cell} | 甲厅 | |")).text == text


ESCAPED = "\\`*_{}[]<>()#+-.!|&~"


@given(st.text("甲乙a1 " + ESCAPED, min_size=1).map(lambda text: f"文{text}。"))
def test_an_escaped_text_comes_back(text: str) -> None:
    cell = re.sub(r"[!-/:-@\[-`{-~]", lambda match: "\\" + match[0], text)
    assert only(small(f"| | 1. {cell} | 甲厅 | |")).text == text
    cell = "".join(f"&#{ord(c)};" if c in ESCAPED else c for c in text)
    assert only(small(f"| | 1. {cell} | 甲厅 | |")).text == text


@pytest.mark.parametrize(
    ("cell", "names", "is_open"),
    [
        ("甲厅、乙厅，丙厅,丁厅；戊厅;己厅", "甲厅 乙厅 丙厅 丁厅 戊厅 己厅", False),
        ("财政厅、有关市（州、县）人民政府", "财政厅 有关市（州、县）人民政府", False),
        ("甲厅（乙、丙厅", "甲厅（乙 丙厅", False),
        ("甲厅、乙厅等部门", "甲厅 乙厅", True),
        ("甲厅、乙厅等有关部门", "甲厅 乙厅", True),
        ("甲厅、乙厅等7个单位", "甲厅 乙厅", True),
        ("甲厅、等", "甲厅", True),
        ("甲厅, 乙厅, etc.", "甲厅 乙厅", True),
        ("高等法院", "高等法院", False),
        ("—", "", False),
        ("无", "", False),
        ("甲厅<br>乙厅", "甲厅 乙厅", False),
        ("住房城乡<br>建设厅", "住房城乡建设厅", False),
        ("林业 厅", "林业厅", False),
    ],
)
def test_lists_of_departments(cell: str, names: str, is_open: bool) -> None:
    measure = only(small(f"| | 1.文。 | 子厅 | {cell} |"))
    assert (" ".join(measure.participants), measure.participants_open) == (names, is_open)


def test_what_is_odd_about_a_list_is_noted() -> None:
    imported = small(
        "| | 1.文。 | 甲厅、甲厅等 | 林业 厅、住房城乡<br>建设厅 |", "| | 2.文。 | | |"
    )
    assert measures(imported.plan)[0].lead_open
    assert said(imported) == [
        (6, "measure 1: 甲厅 is listed twice; kept once"),
        (6, "measure 1: the line break inside 住房城乡建设厅 is removed"),
        (6, "measure 1: the space inside the name 林业厅 is removed"),
        (7, "measure 2: no lead department"),
    ]


@pytest.mark.parametrize(
    ("name", "is_group"),
    [
        *((name, True) for name in ("省直相关部门", "省直有关部门", "省级各部门")),
        *((name, True) for name in ("各市（州）人民政府", "有关市（州）", "其他相关单位")),
        *((name, False) for name in ("财政厅", "省委各界联络办", "省机关事务管理局")),
    ],
)
def test_groups(name: str, is_group: bool) -> None:
    plan = small(f"| | 1.文。 | {name} | |").plan
    assert [d.kind == GROUP for d in plan.departments] == [is_group]


def test_a_measure_goes_on_after_the_page_break() -> None:
    imported = small("| | 1.加强监测，", "", HEAD + "| | 健全体系。 | | |", "| | 2.文。 | 甲厅 | |")
    assert [m.text for m in measures(imported.plan)] == ["加强监测，健全体系。", "文。"]
    assert (10, "continues measure 1 from the page before") in said(imported)


def test_a_page_break_may_be_a_mere_gap() -> None:
    imported = small("| | 1.加强监测，", "", "| | 健全体系。 | | |")
    assert only(imported).text == "加强监测，健全体系。"


def test_a_sentence_that_begins_with_a_numeral_is_no_heading() -> None:
    imported = small("| | 1.加强一、", "", HEAD + "| | 二、三级保护区监测。 | | |")
    assert only(imported).text == "加强一、二、三级保护区监测。"


@pytest.mark.parametrize(
    "rows",
    [
        ["| | 1.完整。 | 甲厅 | |", "", HEAD + "| | 健全体系。 | | |"],
        ["| | 1.加强监测， | 甲厅 | |", "| | 健全体系。 | | |"],
        ["| | 1.加强监测， | 甲厅 | |", "", HEAD + "| | 健全体系。 | 乙厅 | |"],
    ],
)
def test_other_texts_without_a_number_are_numbered_and_told(rows: list[str]) -> None:
    imported = small(*rows)
    first, second = measures(imported.plan)
    assert first.text in rows[0]
    assert (second.number, second.text) == (2, "健全体系。")
    message = "a measure without a number is numbered 2: 健全体系。"
    assert (second.source_line, message) in said(imported)
    if not second.lead:
        assert (second.source_line, "measure 2: no lead department") in said(imported)


def test_all_problems_come_at_once() -> None:
    found = problems(
        "| | | 甲厅 | |",
        "| （二）节 | | 甲厅 | |",
        "| 1.错位 | 这是一句话。 | | |",
        "| | 1.文。 | 甲厅 | | 多余 |",
        "| | 0.文。 | 甲厅 | |",
        "注：没有空行",
    )
    assert [(p.line, p.message) for p in found] == [
        (6, "a row without a measure"),
        (7, "departments beside a heading"),
        (8, "there is a measure in the column of headings, and text beside it: 1.错位"),
        (9, "the row has more cells than the table has columns: 多余"),
        (10, "a measure numbered 0"),
    ]
    assert all(p.file == "small.md" and p.suggestion for p in found if p.line != 10)


def test_a_heading_without_a_numeral_is_a_heading() -> None:
    imported = small("| 没有数字 | | | |", "| | 1.文。 | 甲厅 | |", "注：没有空行", head=HEAD)
    [chapter] = imported.plan.chapters
    assert (chapter.number, chapter.title, len(chapter.measures)) == (None, "没有数字", 1)
    assert said(imported) == [(7, "left out: 注：没有空行")]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_other_encodings_are_read(encoding: str) -> None:
    data = document_of("| | 1.文。 | 甲厅 | 乙厅 |").decode().encode(encoding)
    imported = read(data, "small.md")
    assert only(imported) == Measure(1, "文。", ("甲厅",), ("乙厅",), source_line=6)
    assert imported.notes == ()


@pytest.mark.parametrize(
    ("data", "line", "message"),
    [
        (b"\xef\xbb\xbf", None, "the document assigns no measures to departments"),
        ("一段文字".encode(), None, "the document assigns no measures to departments"),
        ("好\n好".encode("gbk"), None, "the document assigns no measures to departments"),
        (b"\xe5\xa5\xbd\xe5\xa5\xbd\n" * 9 + b"\xe5\xa5", 10, "byte 0xe5 is not UTF-8"),
        ("| 甲 | 乙 |\n|-|-|\n| 丙 | 丁 |".encode(), None, "the tables contain no measures"),
        (HEAD.encode(), None, "the tables contain no measures"),
    ],
)
def test_what_is_no_such_document(data: bytes, line: int | None, message: str) -> None:
    with pytest.raises(PlanError) as caught:
        read(data, "x.md")
    [problem] = caught.value.problems
    assert problem.line == line
    assert problem.message.startswith(message)


def test_a_row_of_ten_thousand_cells() -> None:
    [problem] = problems("| | 1.文。 | 甲厅 | " + "| 多 " * 10_000 + "|")
    assert problem.line == 6
    assert len(problem.message) < 200


@pytest.mark.parametrize(
    "sign", ["*", "_", "**", "`", "<p ", "&", "\\", "(", "【", "等", "、", "|"]
)
def test_long_runs_of_signs_take_no_time(sign: str) -> None:
    began = time.process_time()
    with contextlib.suppress(PlanError):
        small("| | 1.文。 | 甲厅 | " + f"甲{sign}" * 30_000)
    assert time.process_time() - began < 5


def test_the_last_row_need_not_be_closed() -> None:
    assert only(small("| | 1.文。 | 甲厅 | 乙厅")).participants == ("乙厅",)


@given(st.binary())
def test_random_bytes_are_an_error(data: bytes) -> None:
    with pytest.raises(PlanError):
        read(data, "x.md")


PIECES = st.sampled_from(
    [
        *"|\\*#、（厅无等\n\r\x1b\ufeff",
        *(HEAD, CHAPTER, "| | ", " | ", "<br>", "<p>", "&#", "附件", "with"),
        *("- 3 -", "1.", "2、", "（二）", "三、"),
    ]
)


@settings(max_examples=300)
@given(st.lists(st.one_of(PIECES, st.text(max_size=5)), max_size=40).map("".join))
@example("||*|,")
def test_any_text_is_read_or_refused(text: str) -> None:
    for body in (text, HEAD + text, document_of(text, "| | 1.文。 | 甲厅 | |").decode()):
        try:
            plan = read(body.encode("utf-8", "ignore"), "x.md").plan
        except PlanError as error:
            assert error.problems
        else:
            assert loads(dumps(plan)) == plan


# Characters of which none is a numeral, a separator or a word that the reader knows.
RARE = [bytes((row, at)).decode("gb2312") for row in range(0xD8, 0xE8) for at in range(0xA1, 0xFF)]
CELL = st.lists(
    st.sampled_from(["字", "字", "字", *"；、。 （）*_", "<br>", "</p>", "\\|", "&lt;"]), max_size=9
)
TEXT = CELL.map(lambda pieces: "字" + "".join(pieces))
NAMES = st.one_of(st.just(""), TEXT)
ROW = st.one_of(
    st.tuples(st.just("| | {number}."), TEXT, st.just(" | "), NAMES, st.just(" | "), NAMES),
    st.tuples(st.just("| {number}."), TEXT, st.just(" | "), TEXT, st.just("厅 | | ")),
    st.tuples(st.just("| {chapter}、"), TEXT, st.just(" | （一）"), TEXT, st.just(" | | ")),
    st.tuples(st.just("| | （2）"), TEXT, st.just("| | ")),
    st.tuples(st.just("\n" + HEAD + "| | "), TEXT, st.just(" | | ")),
    st.tuples(st.just("\n"), TEXT, st.just("\n\n" + HEAD)),
)


@settings(max_examples=300)
@given(st.lists(ROW, max_size=8))
def test_every_character_is_in_the_plan_or_reported(rows: list[tuple[str, ...]]) -> None:
    text, rare, numbers = [], iter(RARE), {"number": 0, "chapter": 1}
    for row in rows:
        for name in numbers:
            numbers[name] += f"{{{name}}}" in row[0]
        line = row[0].format(number=numbers["number"], chapter=numeral(numbers["chapter"]))
        text.append(re.sub("字", lambda _: next(rare), line + "".join(row[1:])))
    try:
        imported = small(*text)
    except PlanError as error:
        assert error.problems
        return
    kept = dumps(imported.plan) + "".join(map(str, imported.notes))
    assert [c for c in "".join(text) if c in RARE and c not in kept] == []


def test_columns_for_a_part_of_the_time_stand_beside_the_whole() -> None:
    imported = read(
        "# 青山县任务分解表\n\n"
        "| 序号 | 重点任务 | 一季度目标 | 1—6月目标 | 责任单位 |\n|---|---|---|---|---|\n"
        "| 1 | 建园区 | 开工 | 投资2亿元 | 县发改局 |\n".encode(),
        "a.md",
    )
    [(_chapter, _section, measure)] = imported.plan.walk()
    assert measure.target is None
    assert measure.extra == (("一季度目标", "开工"), ("1—6月目标", "投资2亿元"))


def test_rows_that_number_measures_and_departments_side_by_side_need_no_column_of_numbers() -> None:
    imported = read(
        "工作任务,具体举措,责任单位,完成时间\n"
        '（一）简政,"1.取消证明。\n2.压减时限。","1.市司法局\n2.市审批局",12月\n'
        "（二）研发,3.增加投入。,市科技局,12月\n".encode(),
        "list.csv",
    )
    found = [(m.text, " ".join(m.lead)) for _c, _s, m in imported.plan.walk()]
    assert found == [
        ("取消证明。", "市司法局"),
        ("压减时限。", "市审批局"),
        ("增加投入。", "市科技局"),
    ]


@pytest.mark.parametrize(
    ("first", "second"), [("（1）", "（2）"), ("（一）", "（二）"), ("1.", "2.")]
)
@pytest.mark.parametrize("between", ["", "\n"])
def test_a_list_in_a_wording_keeps_its_first_number(first: str, second: str, between: str) -> None:
    wording = f"{first}建平台。{between}{second}定办法。"
    imported = read(
        f'序号,重点任务,具体措施,牵头单位\n1,一、简政,"{wording}",市司法局\n'
        f'2,,取消证明。,市司法局\n3,二、放权,"{wording}",市审批局\n'.encode(),
        "list.csv",
    )
    found = [(m.number, m.text) for _c, _s, m in imported.plan.walk()]
    assert found == [(1, wording), (2, "取消证明。"), (3, wording)]


@pytest.mark.parametrize("numeral", ["（1）", "（一）", "1.", "①"])
def test_a_row_with_its_running_number_is_a_measure_also_without_departments(numeral: str) -> None:
    imported = read(
        f"序号,重点任务,具体措施,牵头单位\n1,一、稳增长,{numeral}推进甲项目。,\n"
        "2,,推进乙项目。,市住建局\n3,,推进丙项目。,市发改委\n".encode(),
        "list.csv",
    )
    found = [(m.number, m.text) for _c, _s, m in imported.plan.walk()]
    assert found[0][1].endswith("推进甲项目。")
    assert [number for number, _text in found] == [1, 2, 3]


def numbered_lists(leads: str, participants: str) -> Imported:
    return read(
        "序号,任务,具体措施,牵头单位,配合单位\n"
        f'1,简政,"1.取消证明。\n2.压减时限。\n3.推行通办。","{leads}","{participants}"\n'.encode(),
        "list.csv",
    )


@pytest.mark.parametrize(
    ("leads", "participants", "expected"),
    [
        ("1.甲局\n2.乙局\n3.丙局", "1.丁局\n3.戊局", ["甲局/丁局", "乙局/", "丙局/戊局"]),
        ("1.甲局\n2.乙局\n3.丙局", "1.丁局\n2.戊局", ["甲局/丁局", "乙局/戊局", "丙局/"]),
        ("1.甲局\n3.乙局", "", ["甲局/", "/", "乙局/"]),
        ("1.甲局\n2.乙局", "", ["甲局 乙局/"]),
        ("1.甲局\n4.乙局", "", ["甲局 乙局/"]),
    ],
)
def test_lists_in_cells_are_paired_by_their_numbers(
    leads: str, participants: str, expected: list[str]
) -> None:
    imported = numbered_lists(leads, participants)
    found = [f"{' '.join(m.lead)}/{' '.join(m.participants)}" for _c, _s, m in imported.plan.walk()]
    assert found == expected
    if len(found) == 1:
        assert any("do not pair" in remark.message for remark in imported.remarks)


def test_what_is_not_numbered_beside_paired_lists_is_doubted() -> None:
    imported = numbered_lists("1.甲局\n2.乙局\n3.丙局", "丁局")
    assert [m.participants for _c, _s, m in imported.plan.walk()] == [("丁局",)] * 3
    assert "what is not numbered is read as of all 3 measures: 丁局" in [
        remark.message for remark in imported.remarks
    ]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("2.6", ["2.6"] * 3),
        ("1.5亿元产值", ["1.5亿元产值"] * 3),
        ("3.15前", ["3.15前"] * 3),
        ("2.6 million", ["2.6 million"] * 3),
        ("1.5\n2.6\n3.2", ["1.5\n2.6\n3.2"] * 3),
        ("1.6月底\n2.9月底\n3.年底", ["6月底", "9月底", "年底"]),
        ("1.6月底；2.9月底；3.年底", ["6月底", "9月底", "年底"]),
        ("1.文件；2.截图；3.凭证", ["文件", "截图", "凭证"]),
        ("1、2项6月底，3项年底", ["6月底", "6月底", "年底"]),
        ("1-2项6月底；3项年底", ["6月底", "6月底", "年底"]),
    ],
)
@pytest.mark.parametrize("head", ["完成时限", "工作目标", "投资"])
def test_an_amount_in_a_row_of_lists_is_whole(head: str, cell: str, expected: list[str]) -> None:
    text = (
        f"序号,项目,主要任务,责任单位,{head}\n"
        f'1,路网,"1.修路；\n2.建厂；\n3.通车。","1.甲局\n2.乙局\n3.丙局","{cell}"\n2,市场,开工,丁局,年底\n'
    )
    imported = read(text.encode(), "list.csv")
    measures = [measure for _c, _s, measure in imported.plan.walk()][:3]
    found = [m.deadline or m.target or dict(m.extra).get(head) for m in measures]
    if head == "完成时限":
        # A deadline is one line.
        expected = [one.replace("\n", " ") for one in expected]
    assert found == expected
    assert not [one for one in imported.remarks if one.kind == LEFT_OUT]


@pytest.mark.parametrize(
    ("participants", "expected"),
    [
        ("1、3.丁局\n2.戊局", ["丁局", "戊局", "丁局"]),
        ("1.2.丁局", ["丁局", "丁局", ""]),
        ("1、2项丁局，3项各乡镇", ["丁局", "丁局", "各乡镇"]),
        ("1-3.丁局\n2.戊局", ["丁局", "丁局 戊局", "丁局"]),
        ("1.丁局；2.戊局", ["丁局", "戊局", ""]),
        ("1.丁局；2.戊局、己局；3.庚局", ["丁局", "戊局 己局", "庚局"]),
        ("1.丁局；3.戊局", ["丁局", "", "戊局"]),
        ("1.丁局 2.戊局", ["丁局", "戊局", ""]),
        ("1.丁局、2.戊局，3.己局", ["丁局", "戊局", "己局"]),
        ("1、丁局；2、戊局", ["丁局", "戊局", ""]),
        ("（1）丁局（2）戊局", ["丁局", "戊局", ""]),
        ("①丁局②戊局", ["丁局", "戊局", ""]),
    ],
)
def test_a_line_of_several_numbers_is_of_each(participants: str, expected: list[str]) -> None:
    imported = numbered_lists("1.甲局\n2.乙局\n3.丙局", participants)
    found = [" ".join(m.participants) for _c, _s, m in imported.plan.walk()]
    assert found == expected
    assert not [one for one in imported.remarks if one.kind == LEFT_OUT]


TABLE_BELOW = """# 任务清单

一、政务（牵头单位：甲局）

| 序号 | 任务 | 牵头单位 | 配合单位 |
|---|---|---|---|
| 1 | 办证 | {first} | 丙局 |
| 2 | 亮证 | 丁局 | |

二、法治（牵头单位：乙局）

| 序号 | 任务 | 牵头单位 | 配合单位 |
|---|---|---|---|
| 3 | 执法 | 乙局 | |
| 4 | 破产 | 戊局 | |
"""


@pytest.mark.parametrize(("first", "lead"), [("乙局", "乙局"), ("", "甲局")])
def test_a_heading_with_a_lead_above_a_table_is_a_heading(first: str, lead: str) -> None:
    imported = read(TABLE_BELOW.format(first=first).encode(), "list.md")
    found = [(c.title, m.number, m.lead) for c, _s, m in imported.plan.walk()]
    assert found == [
        ("政务", 1, (lead,)),
        ("政务", 2, ("丁局",)),
        ("法治", 3, ("乙局",)),
        ("法治", 4, ("戊局",)),
    ]
    messages = [one.message for one in imported.remarks]
    assert "left out: 牵头单位：乙局" in messages
    of_those_below = "the departments of the heading 政务 are those of what stands below it"
    assert ("left out: 牵头单位：甲局" if first else of_those_below) in messages


def test_an_item_above_an_annex_is_a_measure() -> None:
    table = "| 序号 | 任务 | 牵头单位 |\n|---|---|---|\n| 1 | 亮证 | 丁局 |\n"
    text = f"# 任务\n\n一、办证（牵头单位：甲局）\n\n二、执法（牵头单位：乙局）\n\n{table}"
    found = [m.text for _c, _s, m in read(text.encode(), "list.md").plan.walk()]
    assert found == ["办证", "执法", "亮证"]


def test_what_rows_of_a_merged_measure_say_alike_is_of_each() -> None:
    imported = html(
        "序号|任务|责任单位|金额|完成时限",
        "{rowspan=3}1|{rowspan=3}清理欠款|甲局|800|6月底",
        "乙局|800|6月底",
        "丙局|350|12月底",
        "2|压减公司|丁局|5|12月底",
    )
    [(_chapter, _section, measure), _other] = imported.plan.walk()
    assert measure.lead == ("甲局", "乙局", "丙局")
    assert measure.extra == (("金额", "800\n800\n350"),)
    assert [one.message for one in imported.remarks if "differ" in one.message] == [
        "the rows of measure 1 differ; in this one, of 丙局: 350 | 12月底"
    ]


@pytest.mark.parametrize(
    ("head", "cell"),
    [
        ("牵头及配合单位", "甲局、乙局、丙局"),
        ("Lead Agency & Partners", "Water Board; Health Office; Roads Office"),
    ],
)
def test_a_list_of_leads_and_participants_without_words_is_doubted(head: str, cell: str) -> None:
    imported = read(f"序号,任务,{head}\n1,打井,{cell}\n2,修路,丁局（牵头）\n".encode(), "a.csv")
    [(_c, _s, first), _other] = imported.plan.walk()
    assert len(first.lead) == 3
    assert any("who of them leads is not said" in one.message for one in imported.remarks)


@pytest.mark.parametrize(
    ("head", "role"),
    [
        ("Supporting Departments / Partners", "participants"),
        ("Support Dept(s)", "participants"),
        ("Delivery partners", "participants"),
        ("Supporting entities", "participants"),
        ("Lead agency/agencies", "lead"),
        ("Lead / Owner", "responsible"),
        ("Contact / Department", None),
        ("Target group", None),
        ("Local authority", None),
    ],
)
def test_heads_of_departments_in_english_may_be_put_together(head: str, role: str | None) -> None:
    assert words.role(head) == role


def test_a_head_with_a_sign_leads_beside_the_same_without() -> None:
    imported = read(
        "序号,任务,责任单位（牵头）,责任单位\n1,建园。,甲局,乙局、丙局\n".encode(), "list.csv"
    )
    [(_chapter, _section, measure)] = imported.plan.walk()
    assert (measure.lead, measure.participants) == (("甲局",), ("乙局", "丙局"))


def test_a_title_that_is_repeated_on_the_next_page_is_no_chapter() -> None:
    title = "<tr><td colspan=4>任务分解表（续）</td></tr>"
    text = (
        "<h1>任务分解表</h1><table><tr><th>序号<th>重点任务<th>具体措施<th>牵头单位</tr>"
        f"<tr><td>1<td>一、简政<td>取消证明。<td>市司法局</tr>{title}"
        "<tr><td>2<td><td>压减时限。<td>市妇联<br>团市委、联和投资公司</tr></table>"
    )
    imported = read(text.encode(), "list.html")
    assert [chapter.title for chapter, _s, _m in imported.plan.walk()] == ["简政", "简政"]
    *_first, last = [m.lead for _c, _s, m in imported.plan.walk()]
    assert last == ("市妇联", "团市委", "联和投资公司")


def test_a_heading_over_all_columns_may_name_its_lead() -> None:
    text = (
        "<h1>任务分工</h1><table><tr><th>序号<th>具体措施<th>牵头单位<th>完成时限</tr>"
        "<tr><td colspan=4>一、防洪（市水利局牵头）</tr><tr><td>1<td>修堤。<td>市水利局<td>6月</tr>"
        "<tr><td colspan=4>二、抗旱（市农业局牵头）</tr>"
        "<tr><td>2<td>打井。<td>市林业局<td>9月</tr></table>"
    )
    imported = read(text.encode(), "list.html")
    found = [(c.title, m.text, m.lead, m.deadline) for c, _s, m in imported.plan.walk()]
    assert [row[:2] + row[3:] for row in found] == [
        ("防洪", "修堤。", "6月"),
        ("抗旱", "打井。", "9月"),
    ]


@pytest.mark.parametrize("heads", ["任务类别,任务名称", "重点领域,改革事项", "领域,项目名称"])
def test_names_behind_their_headings_are_the_measures(heads: str) -> None:
    imported = read(
        f"序号,{heads},牵头单位\n1,民生,建学校,甲局\n2,民生,建医院,乙局\n3,交通,修路,丙局\n".encode(),
        "a.csv",
    )
    assert [(c.title, m.text) for c, _s, m in imported.plan.walk()] == [
        ("民生", "建学校"),
        ("民生", "建医院"),
        ("交通", "修路"),
    ]


def test_a_row_that_names_who_is_in_charge_is_no_heading() -> None:
    text = (
        "<h1>任务分解表</h1><table><tr><th>序号<th>具体措施<th>牵头单位</tr>"
        "<tr><td colspan=3>责任领导：李建国</tr><tr><td>1<td>建学校<td>甲局</tr></table>"
    )
    imported = read(text.encode(), "a.html")
    assert "李建国" not in [c.title for c, _s, _m in imported.plan.walk()]
    assert any("李建国" in remark.message for remark in imported.remarks)


@pytest.mark.parametrize("lead", ["责任单位", "牵头单位", "责任科室"])
@pytest.mark.parametrize("heads", ["是否完成,备注", "一季度,二季度", "1月,2月"])
@pytest.mark.parametrize("task", ["工作任务", "整改措施", "整改内容及要求"])
def test_signs_in_the_columns_of_a_list_make_no_matrix_of_it(
    lead: str, heads: str, task: str
) -> None:
    lines = [f"序号,{task},{lead},{heads}", "1,走访慰问,县民政局,√,", "2,维护稳定,县信访局,√,√"]
    imported = read("\n".join(lines).encode(), "x.csv")
    found = [(m.text, *m.lead) for _c, _s, m in imported.plan.walk()]
    assert found == [("走访慰问", "县民政局"), ("维护稳定", "县信访局")]


@pytest.mark.parametrize("head", ["需协调事项", "需上级支持事项", "考核内容", "注意事项"])
def test_what_is_to_be_settled_behind_the_departments_is_no_measure(head: str) -> None:
    lines = [f"序号,工作任务,牵头单位,责任单位,{head}", "1,园区扩建,县工信局,县住建局,落实用地"]
    lines.append("2,学校建设,县教育局,县住建局,")
    imported = read("\n".join(lines).encode(), "x.csv")
    assert [m.text for _c, _s, m in imported.plan.walk()] == ["园区扩建", "学校建设"]
    assert imported.plan.chapters[0].measures[0].extra == ((head, "落实用地"),)


def test_cells_counted_by_two_numbers_are_measures_by_the_second() -> None:
    lines = ["重点任务,具体措施,牵头单位", "产业,1.1培育企业20家。,县工信局"]
    lines += ["产业,1.2实施项目30个。,县工信局", "农业,2.1建设农田。,县农业局"]
    imported = read("\n".join(lines).encode(), "x.csv")
    found = [(m.number, m.text) for _c, _s, m in imported.plan.walk()]
    assert found == [(1, "培育企业20家。"), (2, "实施项目30个。"), (1, "建设农田。")]
    # Amounts in other columns stay.
    lines = ["序号,具体措施,牵头单位,工作目标", "1,建园区。,县工信局,1.1亿元投资到位"]
    lines += ["2,招商。,县商务局,1.2亿元投资到位", "3,建农田。,县农业局,2.1千公顷农田建成"]
    imported = read("\n".join(lines).encode(), "x.csv")
    targets = [m.target for _c, _s, m in imported.plan.walk()]
    assert targets == ["1.1亿元投资到位", "1.2亿元投资到位", "2.1千公顷农田建成"]


def test_the_end_of_a_timetable_is_the_deadline() -> None:
    for over, begin, end in (("时间进度", "启动", "完成"), ("工作时限", "启动时间", "办结时间")):
        lines = [f"序号,任务,责任单位,{over},{over}", f"序号,任务,责任单位,{begin},{end}"]
        lines += ["1,建学校,县教育局,1月,3月", "2,建医院,县卫健委,4月,12月"]
        imported = read("\n".join(lines).encode(), "x.csv")
        assert [m.deadline for _c, _s, m in imported.plan.walk()] == ["3月", "12月"]


def test_a_sign_of_leads_counts_between_names_with_a_blank() -> None:
    lines = ["序号,任务,责任单位（带★的为牵头单位）", "1,修路,县财政局 ★县交通局"]
    lines.append("2,建水厂,★县水利局 县财政局")
    imported = read("\n".join(lines).encode(), "x.csv")
    found = [(m.lead, m.participants) for _c, _s, m in imported.plan.walk()]
    assert found == [(("县交通局",), ("县财政局",)), (("县水利局",), ("县财政局",))]
