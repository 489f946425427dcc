"""Tables as offices fill them: group rows, merged cells, two heads, letters in cells."""

from __future__ import annotations

import importlib
import io

import pytest

from ecotui.importing.blocks import Place
from ecotui.importing.builder import Decisions
from ecotui.importing.document import Imported
from ecotui.importing.outline import DOUBTFUL, LEFT_OUT, READ, REPAIRED
from tests.support.importing import html, read


def rows(imported: Imported) -> list[tuple[str, int, str, str, str]]:
    """Headings, number, wording, leads and participants of each measure."""
    return [
        (
            chapter.title + (f"/{section.title}" if section else ""),
            m.number,
            m.text,
            " ".join(m.lead),
            " ".join(m.participants),
        )
        for chapter, section, m in imported.plan.walk()
    ]


def told(imported: Imported, *kinds: str) -> list[str]:
    return [remark.message for remark in imported.remarks if remark.kind in kinds]


HEAD = "序号|工作内容|牵头单位|配合单位"


@pytest.mark.parametrize(
    "group",
    ["{colspan=4}一、绿化", "一、绿化|||", "|一、绿化||", "{colspan=4}绿化", "绿化|||"],
)
def test_a_row_with_one_text_is_a_heading(group: str) -> None:
    imported = html(HEAD, group, "1|种树。|甲局|乙局", "2|修剪。|丙局|")
    assert rows(imported) == [
        ("绿化", 1, "种树。", "甲局", "乙局"),
        ("绿化", 2, "修剪。", "丙局", ""),
    ]
    assert told(imported, DOUBTFUL, LEFT_OUT) == []


def test_a_heading_may_name_the_lead_of_what_follows() -> None:
    imported = html(
        "序号|工作内容|配合单位", "{colspan=3}绿化（牵头单位：甲局）", "1|种树。|", "2|修剪。|"
    )
    assert [row[3] for row in rows(imported)] == ["甲局", "甲局"]
    assert any("of the heading 绿化" in message for message in told(imported, READ))


def test_cells_over_several_rows_go_on() -> None:
    imported = html(
        "序号|领域|工作内容|责任单位",
        "1|{rowspan=2}绿化|种树。|{rowspan=2}甲局、乙局",
        "2|修剪。",
        "3|道路|铺路。|丙局",
    )
    assert rows(imported) == [
        ("绿化", 1, "种树。", "甲局 乙局", ""),
        ("绿化", 2, "修剪。", "甲局 乙局", ""),
        ("道路", 3, "铺路。", "丙局", ""),
    ]
    assert [m.basis for _c, _s, m in imported.plan.walk()] == ["责任单位", "责任单位", None]


def test_a_measure_over_several_rows_is_one() -> None:
    imported = html(
        "序号|工作内容|责任单位|年度目标",
        "{rowspan=2}1|{rowspan=2}种树。|甲局|一百棵",
        "乙局|两百棵",
        "2|修剪。|丙局|",
    )
    assert rows(imported) == [
        ("工作内容", 1, "种树。", "甲局 乙局", ""),
        ("工作内容", 2, "修剪。", "丙局", ""),
    ]
    [(_c, _s, first), _second] = imported.plan.walk()
    assert first.target == "一百棵；两百棵"


def test_a_head_of_two_rows_below_a_title_and_who_fills_it_in() -> None:
    imported = html(
        "{colspan=4}附表",
        "{colspan=4}填报单位：市政府办公室",
        "{rowspan=2}序号|{rowspan=2}工作内容|{colspan=2}责任分工",
        "牵头单位|配合单位",
        "1|种树。|甲局|无",
        "2|修剪。|乙局|—",
        "合计|2||",
        "{colspan=4}注：按季度报送。",
    )
    assert rows(imported) == [
        ("工作内容", 1, "种树。", "甲局", ""),
        ("工作内容", 2, "修剪。", "乙局", ""),
    ]
    left = " ".join(told(imported, LEFT_OUT))
    assert all(text in left for text in ("填报单位", "合计", "注：按季度"))


def test_a_head_that_every_page_repeats_is_one() -> None:
    imported = html(HEAD, "1|种树。|甲局|", HEAD, "2|修剪。|乙局|")
    assert [row[1] for row in rows(imported)] == [1, 2]
    assert told(imported, DOUBTFUL, LEFT_OUT) == []


def test_a_note_below_the_table_says_who_leads() -> None:
    imported = html(
        "序号|工作内容|责任单位", "1|种树。|甲局、乙局", "{colspan=3}注：列第一位的为牵头单位。"
    )
    assert rows(imported) == [("工作内容", 1, "种树。", "甲局", "乙局")]


def test_the_mark_for_the_same_repeats_the_cell_above() -> None:
    imported = html(HEAD, "1|种树。|甲局|乙局", "2|修剪。|同上|同上")
    assert rows(imported)[1][3:] == ("甲局", "乙局")


def test_columns_that_a_plan_has_no_field_for_are_kept_under_their_heads() -> None:
    imported = html(
        "序号|工作内容|牵头单位|特色亮点|备注", "1|种树。|甲局|全市首个|试点", "2|修剪。|甲局||"
    )
    assert [m.extra for _c, _s, m in imported.plan.walk()] == [
        (("特色亮点", "全市首个"), ("备注", "试点")),
        (),
    ]
    assert told(imported, READ) == ["the column 特色亮点 is kept under its own head"]


def test_lists_of_departments_under_an_unknown_head_are_a_doubt() -> None:
    imported = html("序号|工作内容|牵头单位|配和单位", "1|种树。|甲局|市财政局、市教育局")
    assert told(imported, DOUBTFUL) == ["the column 配和单位 is kept under its own head"]
    chosen = Decisions(columns={"配和单位": "participants"})
    imported = html(
        "序号|工作内容|牵头单位|配和单位", "1|种树。|甲局|市财政局、市教育局", decisions=chosen
    )
    assert rows(imported) == [("工作内容", 1, "种树。", "甲局", "市财政局 市教育局")]
    assert told(imported, DOUBTFUL) == []


def test_a_table_inside_tables_of_layout_is_read_once() -> None:
    head, row = "<td>工作内容</td><td>牵头单位</td>", "<td>种树。</td><td>甲局</td>"
    inner = f"<table><tr>{head}</tr><tr>{row}</tr></table>"
    outer = f"<table><tr><td><table><tr><td>{inner}</td></tr></table></td></tr></table>"
    imported = read(f"<html><body>{outer}</body></html>".encode(), "x.html")
    assert [row[2:4] for row in rows(imported)] == [("种树。", "甲局")]


@pytest.mark.parametrize("group", ["一|绿化||", "一、|绿化||"])
def test_a_numeral_in_the_column_of_numbers_begins_a_chapter(group: str) -> None:
    imported = html(HEAD, group, "1|种树。|甲局|乙局", "二|道路||", "2|铺路。|丙局|")
    assert rows(imported) == [
        ("绿化", 1, "种树。", "甲局", "乙局"),
        ("道路", 2, "铺路。", "丙局", ""),
    ]
    assert [chapter.number for chapter in imported.plan.chapters] == [1, 2]
    assert told(imported, DOUBTFUL, LEFT_OUT) == []


def test_a_numeral_in_brackets_begins_a_section() -> None:
    imported = html(HEAD, "一|绿化||", "（一）|公园||", "1|种树。|甲局|")
    assert rows(imported) == [("绿化/公园", 1, "种树。", "甲局", "")]


def test_a_numeral_that_has_departments_elsewhere_is_that_of_a_measure() -> None:
    imported = html(HEAD, "一|种树。|甲局|", "二|修剪。||")
    assert [row[2] for row in rows(imported)] == ["种树。", "修剪。"]


@pytest.mark.parametrize(
    "last",
    [
        "备注|按季度报送。||",
        "填表人：张三||审核人：李四|",
        "填表人：|张三|审核人：|李四",
        "联系电话|12345||",
        "制表：张三|||",
    ],
)
def test_a_row_of_notes_or_signatures_is_left_out(last: str) -> None:
    imported = html(HEAD, "1|种树。|甲局|", last)
    assert rows(imported) == [("工作内容", 1, "种树。", "甲局", "")]
    assert len(told(imported, LEFT_OUT)) == 1
    assert told(imported, DOUBTFUL) == []


def test_a_measure_about_audits_is_no_signature() -> None:
    imported = html("工作内容|牵头单位", "审核|甲局", "制表|乙局")
    assert [row[2] for row in rows(imported)] == ["审核", "制表"]


@pytest.mark.parametrize("gap", ["", "|"])
def test_panels_side_by_side_are_read_one_after_the_other(gap: str) -> None:
    head = "序号|工作内容|牵头单位"
    imported = html(
        f"{head}{gap}|{head}", f"1|种树。|甲局{gap}|3|铺路。|丙局", f"2|修剪。|乙局{gap}|||"
    )
    assert [row[1:4] for row in rows(imported)] == [
        (1, "种树。", "甲局"),
        (2, "修剪。", "乙局"),
        (3, "铺路。", "丙局"),
    ]
    assert told(imported, DOUBTFUL, LEFT_OUT) == []
    assert any("side by side" in message for message in told(imported, READ))


@pytest.mark.parametrize("note", ["注：带*的为牵头单位。", "注：标*为牵头单位"])
def test_a_sign_of_leads_is_no_part_of_a_name(note: str) -> None:
    imported = html(
        "序号|工作内容|责任单位",
        "1|种树。|甲局、乙局*、丙局",
        "2|修剪。|甲局",
        f"{{colspan=3}}{note}",
    )
    assert [row[3:] for row in rows(imported)] == [("乙局", "甲局 丙局"), ("甲局", "")]


def test_lists_with_the_same_numbers_in_the_cells_of_a_row_are_paired() -> None:
    imported = html(
        "序号|领域|工作内容|牵头单位|配合单位|时限",
        "1|绿化|1.种树。<br>2.修剪。|1.甲局<br>2.乙局、丙局|各街道|1.6月<br>2.8月",
        "2|道路|铺路。|丁局||9月",
    )
    assert rows(imported) == [
        ("绿化", 1, "种树。", "甲局", "各街道"),
        ("绿化", 2, "修剪。", "乙局 丙局", "各街道"),
        ("道路", 3, "铺路。", "丁局", ""),
    ]
    assert [m.deadline for _c, _s, m in imported.plan.walk()] == ["6月", "8月", "9月"]
    assert told(imported, DOUBTFUL) == []


def sheets(**tables: list[list[str]]) -> Imported:
    """A workbook, by the names of its sheets."""
    out = io.BytesIO()
    book = importlib.import_module("xlsxwriter").Workbook(out, {"in_memory": True})
    for name, table in tables.items():
        sheet = book.add_worksheet(name)
        for at, row in enumerate(table):
            sheet.write_row(at, 0, row)
    book.close()
    return read(out.getvalue(), "x.xlsx")


def test_each_sheet_is_a_chapter() -> None:
    head = ["序号", "工作内容", "牵头单位"]
    imported = sheets(
        绿化=[["青山市任务清单"], head, ["1", "种树。", "甲局"], ["2", "修剪。", "乙局"]],
        道路=[head, ["1", "铺路。", "丙局"]],
        水利=[["水利任务清单"], head, ["1", "修坝。", "丙局"]],
        交通=[head, ["一", "公路", ""], ["1", "修桥。", "丙局"]],
    )
    assert [row[:2] for row in rows(imported)] == [
        ("绿化", 1),
        ("绿化", 2),
        ("道路", 1),
        ("水利任务清单", 1),
        ("公路", 1),
    ]
    assert told(imported, DOUBTFUL) == []
    assert sum("chapter of its own" in message for message in told(imported, READ)) == 2


def test_a_row_that_a_page_parts_in_a_list_is_one() -> None:
    imported = html(
        "序号|工作内容|牵头单位|配合单位|时限",
        "1|改造小区，完成|甲局|乙局、|2025年",
        "|一百户。||丙局|12月底",
        "2|加装电梯。|丁局||",
    )
    assert rows(imported) == [
        ("工作内容", 1, "改造小区，完成一百户。", "甲局", "乙局 丙局"),
        ("工作内容", 2, "加装电梯。", "丁局", ""),
    ]
    assert next(m.deadline for _c, _s, m in imported.plan.walk()) == "2025年12月底"
    assert told(imported, DOUBTFUL) == []
    assert any("continues measure 1" in message for message in told(imported, REPAIRED))


def test_a_column_of_leads_and_others_names_nobody_as_the_lead() -> None:
    imported = html("序号|工作内容|牵头单位及责任单位", "1|种树。|甲局、乙局")
    assert [m.basis for _c, _s, m in imported.plan.walk()] == ["牵头单位及责任单位"]


def test_a_number_of_two_levels_is_kept_as_it_is_written() -> None:
    imported = html(HEAD, "1|种树。|甲局|", "1.1|修剪。|乙局|", "3-1|浇水。|乙局|")
    assert [m.extra for _c, _s, m in imported.plan.walk()][1:] == [
        (("序号", "1.1"),),
        (("序号", "3-1"),),
    ]
    assert "measure 1 found where 2 was expected" in told(imported, DOUBTFUL)


def test_numbered_lists_that_do_not_pair_are_a_doubt() -> None:
    imported = html("序号|工作内容|牵头单位", "1|1.种树。<br>2.修剪。|1.甲局<br>2.乙局<br>3.丙局")
    assert any("do not pair" in message for message in told(imported, DOUBTFUL))


# -- tables of roles

ROLES = "序号|任务|市发改局|市财政局|市教育局|完成时限"


def test_a_column_for_each_body_with_roles_in_words() -> None:
    imported = html(ROLES, "1|编制规划|牵头|配合||6月", "2|招聘教师|参加|负责|配合|")
    assert rows(imported) == [
        ("任务", 1, "编制规划", "市发改局", "市财政局"),
        ("任务", 2, "招聘教师", "市财政局", "市发改局 市教育局"),
    ]
    assert [m.deadline for _c, _s, m in imported.plan.walk()] == ["6月", None]
    assert [m.raci for _c, _s, m in imported.plan.walk()] == [(), ()]
    assert told(imported, DOUBTFUL) == []


def test_a_note_says_what_the_signs_of_a_matrix_mean() -> None:
    imported = html(
        ROLES,
        "1|编制规划|△|★||",
        "2|招聘教师|★|△|△|",
        "{colspan=6}注：△为牵头单位，★为配合单位。",
    )
    assert [row[3:] for row in rows(imported)] == [
        ("市发改局", "市财政局"),
        ("市财政局 市教育局", "市发改局"),
    ]
    assert told(imported, DOUBTFUL) == []


def test_signs_without_a_note_are_a_doubt() -> None:
    imported = html(ROLES, "1|编制规划|★|△||", "2|招聘教师||△|★|")
    assert [row[3:] for row in rows(imported)] == [
        ("市发改局", "市财政局"),
        ("市教育局", "市财政局"),
    ]
    assert told(imported, DOUBTFUL) == ["no note says what the signs mean: △ ★"]


# -- tables of letters


def letters(imported: Imported) -> list[tuple[str, str, dict[str, str]]]:
    return [(chapter.title, m.text, dict(m.raci)) for chapter, _s, m in imported.plan.walk()]


def test_a_column_for_each_body_with_letters_in_the_cells() -> None:
    imported = html(
        "Activity|Editor|Designer|Sponsor",
        "{colspan=4}Prepare",
        "Choose topics|A/R|C|I",
        "Draw it|C / I|R, A|",
        "{colspan=4}Publish",
        "Send it|А|R|С",
    )
    assert letters(imported) == [
        ("Prepare", "Choose topics", {"Editor": "A/R", "Designer": "C", "Sponsor": "I"}),
        ("Prepare", "Draw it", {"Editor": "C/I", "Designer": "A/R"}),
        ("Publish", "Send it", {"Editor": "A", "Designer": "R", "Sponsor": "C"}),
    ]
    assert [m.lead for _c, _s, m in imported.plan.walk()] == [
        ("Editor",),
        ("Designer",),
        ("Editor",),
    ]
    assert told(imported, DOUBTFUL) == []


def test_a_column_for_each_letter_with_names_in_the_cells() -> None:
    imported = html("事项|负责|批准|咨询|知会", "种树|甲局|乙局|丙局、丁局|")
    assert letters(imported) == [
        ("事项", "种树", {"甲局": "R", "乙局": "A", "丙局": "C", "丁局": "C"})
    ]


def test_letters_are_read_however_they_are_written_and_dashes_are_no_text() -> None:
    imported = html(
        "任务|甲局|乙局|丙局|丁局", "种树|Ａ|r|-|—", "浇水|ar|c|i|×", "修路|R、A|－|√|无"
    )
    assert letters(imported) == [
        ("任务", "种树", {"甲局": "A", "乙局": "R"}),
        ("任务", "浇水", {"甲局": "A/R", "乙局": "C", "丙局": "I"}),
        ("任务", "修路", {"甲局": "A/R"}),
    ]
    # What is no letter and does not say that there is none is kept.
    assert [m.extra for _c, _s, m in imported.plan.walk()] == [(), (), (("丙局", "√"),)]


def test_an_activity_for_which_nobody_is_accountable_is_told() -> None:
    imported = html("Task|A局|B局|C局", "Plan it|R|C|I", "Do it|A|R|A", "Check it|A|R|")
    assert told(imported, DOUBTFUL) == [
        "measure 1: nobody is accountable (A)",
        "measure 2: several are accountable (A)",
    ]


def test_the_title_may_stand_below_the_mark_of_an_annex() -> None:
    lines = ["附件1,,", "青山市任务分工表,,", "序号,任务,牵头单位", "1,建园,甲局", "2,修路,乙局"]
    assert read("\n".join(lines).encode(), "x.csv").plan.title == "青山市任务分工表"


def test_an_alias_holds_in_each_row_of_a_merged_cell() -> None:
    rows_ = ["序号|措施|牵头单位", "{rowspan=2}1|{rowspan=2}种树。|甲局", "乙委"]
    imported = html(*rows_, decisions=Decisions(aliases={"乙委": "乙局"}))
    assert [m.lead for _c, _s, m in imported.plan.walk()] == [("甲局", "乙局")]
    assert [d.name for d in imported.plan.departments] == ["甲局", "乙局"]


def test_roles_that_a_plan_does_not_have_are_said_once() -> None:
    imported = html(
        "序号|工作内容|牵头单位|责任单位|配合单位|指导单位",
        "1|种树。|甲局|乙局|丙局|丁局",
        "2|修剪。|甲局|乙局||丁局",
        "3|浇水。|||丙局|",
    )
    assert rows(imported)[0][3:] == ("甲局", "乙局 丙局 丁局")
    said = "{} is not kept; those named are read as leads or participants"
    assert [one for one in told(imported, READ) if "not kept" in one] == [
        said.format("责任单位"),
        said.format("指导单位"),
    ]


def test_who_shares_a_measure_is_not_taken_for_its_lead() -> None:
    imported = html("序号|工作内容|牵头单位|共同承担单位", "1|种树。|甲局|乙局")
    assert rows(imported) == [("工作内容", 1, "种树。", "甲局", "")]
    (measure,) = [measure for _c, _s, measure in imported.plan.walk()]
    assert measure.extra == (("共同承担单位", "乙局"),)


@pytest.mark.parametrize(
    "above",
    ["填报单位：甲||单位：万元|", "3|浇水。|甲局|乙局", "意见|||", "||审核：甲|批准：乙"],
)
@pytest.mark.parametrize("width", [4, 5])
def test_the_row_above_a_head_is_said_to_be_left_out(above: str, width: int) -> None:
    more = "|" * (width - 4)
    imported = html(above + more, HEAD + more, f"1|种树。|甲局|乙局{more}", f"2|修剪。|丙局|{more}")
    said = " ".join([*told(imported, LEFT_OUT), imported.plan.title])
    assert all(text in said for text in above.split("|"))
    assert len(rows(imported)) == 2


def test_a_remark_alone_behind_the_columns_is_no_heading() -> None:
    imported = html(f"{HEAD}|备注|", "1|种树。|甲局|乙局||", "||||以此为准|", "|||||待定")
    assert rows(imported) == [("工作内容", 1, "种树。", "甲局", "乙局")]
    assert told(imported, LEFT_OUT) == ["left out: 以此为准", "left out: 待定"]


@pytest.mark.parametrize(
    "cells", ["甲局、乙局按职责分工负责|丙局", "甲局|乙局、丙局按职责分工负责"]
)
def test_how_departments_share_the_work_is_said_not_to_be_kept(cells: str) -> None:
    imported = html(HEAD, f"1|种树。|{cells}", f"2|修剪。|{cells}")
    said = "按职责分工负责 is not kept; those named are read as leads or participants"
    assert told(imported, READ).count(said) == 1


def test_items_of_a_list_are_names_without_their_bullets() -> None:
    items = "<ul><li>市甲局</li><li>市乙局</li></ul>"
    imported = html(HEAD, f"1|种树。|市丙局|{items}", f"2|修剪。|{items}|")
    assert [row[3:] for row in rows(imported)] == [
        ("市丙局", "市甲局 市乙局"),
        ("市甲局 市乙局", ""),
    ]


def test_a_head_of_two_rows_may_repeat_its_words() -> None:
    imported = html(
        "序号|工作内容|责任分工|责任分工|完成时限",
        "序号|工作内容|牵头单位|配合单位|完成时限",
        "1|种树。|甲局|乙局|6月",
    )
    assert rows(imported) == [("工作内容", 1, "种树。", "甲局", "乙局")]


def test_who_leads_and_participates_is_said_to_lead() -> None:
    imported = html(HEAD, "1|种树。|甲局|甲局、乙局", "2|修剪。|丙局|")
    assert rows(imported)[0][3:] == ("甲局", "乙局")
    said = "measure 1: 甲局 leads and participates; it is kept as a lead"
    assert told(imported, READ).count(said) == 1


@pytest.mark.parametrize(
    "cell",
    ["（1）建设平台10个；<br>（2）成交额突破200亿元。", "（1）建设平台<br>（2）扩大成交额"],
)
def test_a_cell_that_is_a_list_of_items_is_one_measure(cell: str) -> None:
    imported = html(HEAD, "1|种树。|甲局|", f"2|{cell}|甲局|乙局", "3|修剪。|乙局|")
    text = cell.replace("<br>", "\n")
    assert rows(imported) == [
        ("工作内容", 1, "种树。", "甲局", ""),
        ("工作内容", 2, text, "甲局", "乙局"),
        ("工作内容", 3, "修剪。", "乙局", ""),
    ]


def test_a_column_of_a_period_has_the_head_above_it_too() -> None:
    imported = html(
        "{rowspan=2}序号|{rowspan=2}工作内容|{colspan=2}责任单位|{colspan=2}时间安排",
        "牵头单位|配合单位|2024年|2025年及以后",
        "1|建成政务云。|甲局|乙局|完成招标|建成",
    )
    assert rows(imported) == [("工作内容", 1, "建成政务云。", "甲局", "乙局")]
    [(_chapter, _section, measure)] = imported.plan.walk()
    assert measure.extra == (("时间安排 2024年", "完成招标"), ("时间安排 2025年及以后", "建成"))


@pytest.mark.parametrize(
    "head",
    ["联系人及电话", "责任人及联系方式", "联络员", "承办人", "姓名", "手机号码", "主要负责同志"],
)
def test_names_and_telephones_of_people_are_left_out_unless_asked_for(head: str) -> None:
    table = f"序号|工作内容|牵头单位|{head}", "1|种树。|甲局|李四 13900001111"
    imported = html(*table)
    assert "李四" not in str(imported.plan)
    assert any("--people keeps" in text for text in told(imported, LEFT_OUT, READ, DOUBTFUL))
    kept = html(*table, decisions=Decisions(people=True))
    [(_chapter, _section, measure)] = kept.plan.walk()
    assert measure.extra == ((head, "李四 13900001111"),)


def test_whom_to_call_is_no_part_of_a_name() -> None:
    imported = html("序号|工作内容|牵头单位", "1|种树。|市教育局（局长：李明，13900001111）、乙局")
    assert rows(imported) == [("工作内容", 1, "种树。", "市教育局 乙局", "")]
    assert any("局长：李明" in message for message in told(imported, READ))


@pytest.mark.parametrize(
    ("cell", "lead", "others"),
    [
        ("市教育局（牵头）、市财政局、市人社局", "市教育局", "市财政局 市人社局"),
        ("市财政局、市教育局(牵头单位)", "市教育局", "市财政局"),
        ("市教育局（主办）、市财政局（协办）等", "市教育局", "市财政局"),
        ("第一责任单位：市教育局；第二责任单位：市财政局", "市教育局", "市财政局"),
    ],
)
def test_a_role_in_brackets_behind_a_name_is_read(cell: str, lead: str, others: str) -> None:
    imported = html("序号|工作内容|责任单位", f"1|种树。|{cell}")
    assert rows(imported) == [("工作内容", 1, "种树。", lead, others)]
    [(_chapter, _section, measure)] = imported.plan.walk()
    assert measure.participants_open == cell.endswith("等")
    assert told(imported, DOUBTFUL) == []


def test_a_matrix_may_have_as_many_other_columns_as_letters() -> None:
    imported = html(
        "No.|Task|Environment Agency|Fire Service|Police|Council|Due|Comments",
        "1|Issue warnings|A/R|I|C|I|Immediate|all day",
        "2|Evacuate|C|R|A|R|On order|",
        "3|Run shelters|I||C|A|4 hours|keys",
    )
    assert [row[2] for row in rows(imported)] == ["Issue warnings", "Evacuate", "Run shelters"]
    assert not any("no numbers" in message for message in told(imported, READ))
    names = [department.name for department in imported.plan.departments]
    assert sorted(names) == ["Council", "Environment Agency", "Fire Service", "Police"]


@pytest.mark.parametrize("cell", ["C?", "R（牵头）", "R1", "X"])
def test_what_is_no_letter_of_a_matrix_is_kept_and_said(cell: str) -> None:
    imported = html(
        "序号|任务|水利局|消防大队|公安局|县政府",
        f"1|发布预警|A|{cell}|C|I",
        "2|转移|C|R|A|R",
        "3|安置|I||C|A",
    )
    (measure, *_others) = [measure for _c, _s, measure in imported.plan.walk()]
    assert measure.extra == (("消防大队", cell),)
    assert any(cell in message for message in told(imported, DOUBTFUL))


@pytest.mark.parametrize("note", ["备注：费用为估算。", "注：费用为估算。", "Notes: estimates."])
def test_a_note_below_a_table_is_none_of_the_heading_above_it(note: str) -> None:
    head, rule = "| 序号 | 任务 | 牵头单位 |\n", "|---|---|---|\n"
    text = "# 青山市任务清单\n\n## 一、能源\n\n" + head + rule + "| 1 | 改造住房 | 市住建局 |\n\n"
    text += "## 二、交通\n\n" + head + rule + f"| 2 | 修路 | 市交通局 |\n\n{note}\n"
    imported = read(text.encode(), "x.md")
    assert [row[:3] for row in rows(imported)] == [("能源", 1, "改造住房"), ("交通", 2, "修路")]
    assert any(note[:4] in message for message in told(imported, LEFT_OUT))


@pytest.mark.parametrize(
    ("head", "texts"),
    [
        ("序号|工作内容|牵头单位", ["1.5万套住房。", "2.5亿元资金。", "3.15消费者权益日活动。"]),
        ("工作内容|牵头单位", ["1.5万套住房。", "种树。", "修剪。"]),
    ],
)
def test_an_amount_at_the_beginning_is_no_number(head: str, texts: list[str]) -> None:
    numbered = head.startswith("序号")
    lines = [f"{n}|" * numbered + f"{text}|甲局" for n, text in enumerate(texts, 1)]
    assert [row[2] for row in rows(html(head, *lines))] == texts


def test_a_number_before_a_digit_is_one_where_others_are_numbered() -> None:
    imported = html("工作内容|牵头单位", "1.种树。|甲局", "2.5万亩退耕还林。|乙局", "3.修剪。|乙局")
    assert [row[1:3] for row in rows(imported)] == [
        (1, "种树。"),
        (2, "5万亩退耕还林。"),
        (3, "修剪。"),
    ]


@pytest.mark.parametrize("above", ["", "{colspan=4}联络员名单"])
def test_a_list_of_people_of_the_same_width_is_no_rest_of_the_table(above: str) -> None:
    first = "".join(
        f"<tr>{''.join(f'<td>{cell}</td>' for cell in row.split('|'))}</tr>"
        for row in ("序号|任务|牵头单位|时限", "1|修路|市交通局|6月", "2|扩校|市教育局|8月")
    )
    title = f"<tr><td colspan=4>{above[11:]}</td></tr>" if above else ""
    people = "".join(
        f"<tr>{''.join(f'<td>{cell}</td>' for cell in row.split('|'))}</tr>"
        for row in ("序号|单位|姓名|联系电话", "1|市交通局|张三|13900001111")
    )
    tables = f"<table border=1>{first}</table><table border=1>{title}{people}</table>"
    imported = read(f"<html><body><h1>任务分解表</h1>{tables}</body></html>".encode(), "x.html")
    assert [row[2] for row in rows(imported)] == ["修路", "扩校"]
    assert "张三" not in str(imported.plan)
    assert any("without columns" in message for message in told(imported, LEFT_OUT))


def test_a_numbered_list_in_a_cell_beside_a_number_keeps_its_first_numeral() -> None:
    imported = html("序号|工作内容|牵头单位", "1|1.取消事项；2.下放权限。|甲局", "2|2.铺路。|乙局")
    assert [row[1:3] for row in rows(imported)] == [
        (1, "1.取消事项；2.下放权限。"),
        (2, "铺路。"),
    ]


def test_whom_to_call_below_a_table_is_no_word_of_the_heading_above_it() -> None:
    head, rule = "| 序号 | 任务 | 牵头单位 |\n", "|---|---|---|\n"
    text = f"# 任务清单\n\n## 一、能源\n\n{head}{rule}| 1 | 改造 | 甲局 |\n\n"
    text += f"## 二、交通\n\n{head}{rule}| 2 | 修路 | 乙局 |\n\n联系人：张三，电话：028-86001234\n"
    imported = read(text.encode(), "x.md")
    assert [row[:3] for row in rows(imported)] == [("能源", 1, "改造"), ("交通", 2, "修路")]
    assert any("联系人" in message for message in told(imported, LEFT_OUT))


def test_a_table_of_figures_of_the_same_width_is_no_rest_of_the_table() -> None:
    tables = [
        ("序号|任务|牵头单位|时限", "1|修路|市交通局|6月"),
        ("主要指标|2023年|2024年|2025年", "生产总值增速|5%|6%|7%"),
    ]
    body = "".join(
        "<table border=1>"
        + "".join("<tr>" + "".join(f"<td>{c}</td>" for c in r.split("|")) + "</tr>" for r in table)
        + "</table>"
        for table in tables
    )
    imported = read(f"<html><body><h1>任务分解表</h1>{body}</body></html>".encode(), "x.html")
    assert [row[2] for row in rows(imported)] == ["修路"]
    assert len(told(imported, LEFT_OUT)) == 2


def test_a_matrix_with_words_among_its_letters_keeps_its_head() -> None:
    imported = html(
        "任务|发改局|财政局|教育局", "建园区|A|C|", "建学校|负责|C|A", "培训|负责|配合|"
    )
    measures = [measure for _c, _s, measure in imported.plan.walk()]
    assert [measure.text for measure in measures] == ["建园区", "建学校", "培训"]
    assert [dict(measure.raci) for measure in measures[1:]] == [
        {"发改局": "R", "财政局": "C", "教育局": "A"},
        {"发改局": "R"},
    ]
    assert [(measure.lead, measure.participants) for measure in measures] == [
        (("发改局",), ()),
        (("教育局",), ("发改局",)),
        (("发改局",), ("财政局",)),
    ]
    assert told(imported, DOUBTFUL) == []


@pytest.mark.parametrize("below", ["||", "序号|任务|责任单位", "|任务|"])
@pytest.mark.parametrize("above", ["进度要求|进度要求|进度要求", "进度要求||", "节点计划||"])
@pytest.mark.parametrize("parts", ["一季度|二季度|三季度", "立项|开工|竣工"])
def test_columns_below_one_head_keep_both_also_where_no_cells_are_merged(
    above: str, below: str, parts: str
) -> None:
    """A quarter is no deadline, and the first row of a head is none of the measures."""
    imported = html(
        f"序号|任务|责任单位|{above}",
        f"{below}|{parts}",
        "1|修建环湖步道。|县交通局|完成立项|完成招标|完成竣工",
        "2|补植行道树。|县林业局|选种|栽种|验收",
    )
    plan_rows = [measure for _c, _s, measure in imported.plan.walk()]
    name = above.split("|")[0]
    heads = [f"{name} {part}" for part in parts.split("|")]
    assert [m.deadline for m in plan_rows] == [None, None]
    assert plan_rows[0].extra == tuple(
        zip(heads, ("完成立项", "完成招标", "完成竣工"), strict=True)
    )
    assert [m.number for m in plan_rows] == [1, 2]
    assert LEFT_OUT not in [remark.kind for remark in imported.remarks]


def test_departments_below_one_head_by_level_are_departments() -> None:
    imported = html(
        "序号|任务|责任单位||完成时限", "||县级|镇级|", "1|修路。|县交通局|城关镇|2025年"
    )
    [(_title, _number, _text, lead, _others)] = rows(imported)
    assert lead == "县交通局 城关镇"


def test_when_a_measure_begins_is_no_deadline() -> None:
    imported = html("任务|责任单位|启动时间|完成时间", "修路。|县交通局|1月|6月")
    [(_c, _s, measure)] = imported.plan.walk()
    assert (measure.deadline, measure.extra) == ("6月", (("启动时间", "1月"),))


@pytest.mark.parametrize("code", ["A-1", "7", "1", "GZ-2018-003"])
def test_a_number_of_the_source_behind_the_measure_comes_back(code: str) -> None:
    """As our own tables write 编号, which is among the words for running numbers."""
    imported = html("重点任务|具体措施|牵头单位|编号", f"|1.修路。|县交通局|{code}")
    [(_c, _s, measure)] = imported.plan.walk()
    assert (measure.number, measure.extra) == (1, (("编号", code),))
    assert not [r for r in imported.remarks if r.kind in (DOUBTFUL, LEFT_OUT)]


def test_other_columns_in_one_cell_are_no_departments() -> None:
    """Our Word table lists them with their heads in a column 其他."""
    imported = html("重点任务|具体措施|牵头单位|其他", "|1.修路。|县交通局|编号：A-1<br>序号：9")
    [(_c, _s, measure)] = imported.plan.walk()
    assert (measure.lead, measure.extra) == (("县交通局",), (("编号", "A-1"), ("序号", "9")))


def test_an_office_in_the_column_for_others_is_no_lead() -> None:
    imported = html("任务|牵头单位|其他", "修路。|县交通局|责任科室：工程科<br>备注：每月报送")
    [(_c, _s, measure)] = imported.plan.walk()
    assert measure.lead == ("县交通局",)
    assert measure.extra == (("责任科室", "工程科"), ("备注", "每月报送"))


def test_an_office_in_a_department_s_handout_is_no_lead() -> None:
    imported = html(
        "序号|措施|角色|共同承担单位|责任科室", "1|修路。|首位牵头|参加单位：县财政局|工程科"
    )
    [(_c, _s, measure)] = imported.plan.walk()
    assert "工程科" not in measure.lead
    assert dict(measure.extra)["责任科室"] == "工程科"


def test_a_column_of_sections_that_was_parted_is_carried_down() -> None:
    """What a sheet with merged cells becomes in CSV."""
    rows = ["重点任务,主要内容,序号,具体措施,牵头单位"]
    rows += [
        "一、经济,（一）工业,1,技改,县工信局",
        ",,2,招商,县商务局",
        ",（二）农业,3,稳粮,县农业局",
    ]
    rows += ["二、社会,（一）教育,4,建园,县教育局", ",,5,扩招,县教育局"]
    plan = read("\n".join(rows).encode(), "x.csv").plan
    assert [(c.title, s and s.title, m.number) for c, s, m in plan.walk()] == [
        *(("经济", "工业", 1), ("经济", "工业", 2), ("经济", "农业", 3)),
        *(("社会", "教育", 4), ("社会", "教育", 5)),
    ]


def test_a_remark_beside_the_departments_does_not_replace_the_column() -> None:
    imported = html("任务|责任单位|备注", "修路。|县交通局；备注：按季度报送|省级重点")
    [(_c, _s, measure)] = imported.plan.walk()
    assert measure.extra == (("备注", "省级重点\n按季度报送"),)


def test_offices_beside_departments_are_kept_under_their_head_and_alone_do_the_work() -> None:
    beside = html("任务|责任单位|责任科室", "修路。|县教育局|基教科、人事科")
    [(_c, _s, measure)] = beside.plan.walk()
    assert (measure.lead, measure.extra) == (("县教育局",), (("责任科室", "基教科、人事科"),))
    alone = html("任务|责任科室", "修路。|基教科、人事科")
    [(_c, _s, measure)] = alone.plan.walk()
    assert measure.lead == ("基教科", "人事科")


# -- levels of headings


def test_rows_in_brackets_above_a_column_of_headings_are_chapters() -> None:
    imported = html(
        "序号|重点任务|工作内容|责任单位",
        "（一）工业污染防治|||",
        "1|园区治理|建成污水处理厂3座。|市生态环境局",
        "2|清洁生产|审核企业30家。|市经信局",
        "（二）农业面源|||",
        "3|畜禽养殖|粪污综合利用率达到80%。|市农业农村局",
    )
    found = [(c.title, s and s.title, m.number) for c, s, m in imported.plan.walk()]
    assert found == [
        ("工业污染防治", "园区治理", 1),
        ("工业污染防治", "清洁生产", 2),
        ("农业面源", "畜禽养殖", 3),
    ]
    assert len(imported.plan.chapters) == 2


def test_numerals_in_brackets_in_the_first_of_two_columns_are_those_of_chapters() -> None:
    imported = html(
        "序号|工作类别|重点任务|具体措施|牵头单位",
        "1|（一）产业发展|工业振兴|建设园区3个。|市工信局",
        "2|||培育企业5户。|市工信局",
        "3||农业提质|建设基地2万亩。|市农业农村局",
        "4|（二）民生保障|就业促进|新增就业2万人。|市人社局",
    )
    found = [(c.title, s and s.title) for c, s, _m in imported.plan.walk()]
    assert found == [
        ("产业发展", "工业振兴"),
        ("产业发展", "工业振兴"),
        ("产业发展", "农业提质"),
        ("民生保障", "就业促进"),
    ]


def test_a_third_level_is_kept_under_the_head_of_its_column() -> None:
    imported = html(
        "序号|重点任务|工作内容|责任单位",
        "一、污染防治|||",
        "（一）工业|||",
        "1|园区治理|建成污水处理厂3座。|市生态环境局",
        "2||改造管网20公里。|市生态环境局",
        "（二）农业|||",
        "3|畜禽养殖|粪污综合利用率达到80%。|市农业农村局",
    )
    found = [(c.title, s and s.title, m.extra) for c, s, m in imported.plan.walk()]
    assert found == [
        ("污染防治", "工业", (("重点任务", "园区治理"),)),
        ("污染防治", "工业", (("重点任务", "园区治理"),)),
        ("污染防治", "农业", (("重点任务", "畜禽养殖"),)),
    ]


def test_of_two_headings_without_numerals_the_one_directly_above_is_the_chapter() -> None:
    imported = html(
        "重点任务|具体措施|牵头单位",
        "产业||",
        "园区||",
        "|1.建园。|市财政局",
        "企业||",
        "|2.扶持。|市财政局",
        "民生||",
        "学校||",
        "|3.建校。|市教育局",
    )
    found = [(c.title, s and s.title) for c, s, _m in imported.plan.walk()]
    assert found == [("产业", "园区"), ("产业", "企业"), ("民生", "学校")]


def test_a_heading_without_a_numeral_beside_some_that_have_one_is_doubted() -> None:
    imported = html(
        "重点任务|具体措施|牵头单位",
        "一、产业|（一）园区|",
        "|1.建园。|市财政局",
        "附则||",
        "|2.解释。|市财政局",
    )
    assert told(imported, DOUBTFUL) == ["附则 has no numeral; it is read as a section of 产业"]


# -- words among roles, and letters among remarks


@pytest.mark.parametrize("word", ["督办", "资金保障"])
@pytest.mark.parametrize(("lead", "other"), [("牵头", "配合"), ("★", "☆")])
def test_a_word_among_roles_does_not_take_its_column_away(word: str, lead: str, other: str) -> None:
    imported = html(
        "任务|区环保局|区水务局|区住建局",
        f"治水|{lead}|{other}|",
        f"治气|{other}|{word}|{lead}",
        f"治土|{lead}|指导|",
    )
    measures = [measure for _c, _s, measure in imported.plan.walk()]
    found = [(m.lead, m.participants) for m in measures]
    assert found == [
        (("区环保局",), ("区水务局",)),
        (("区住建局",), ("区环保局",)),
        (("区环保局",), ("区水务局",)),
    ]
    assert measures[1].extra == (("区水务局", word),)
    message = f"no role: {word}; kept as it stands under 区水务局"
    assert message in told(imported, DOUBTFUL)


def test_a_letter_in_a_column_of_remarks_is_a_remark() -> None:
    imported = html("任务|环保局|水务局|财政局|备注", "治水|A/R|C|I|急", "治气|R|A|C|C")
    measures = [measure for _c, _s, measure in imported.plan.walk()]
    assert [m.extra for m in measures] == [(("备注", "急"),), (("备注", "C"),)]
    assert [dict(m.raci).get("备注") for m in measures] == [None, None]


def test_people_in_a_table_of_roles_are_left_out() -> None:
    imported = html("任务|环保局|水务局|联系人", "治水|牵头|配合|张三", "治气|配合|牵头|李四")
    assert [m.extra for _c, _s, m in imported.plan.walk()] == [(), ()]
    assert sum("names of people" in message for message in told(imported, LEFT_OUT)) == 2


@pytest.mark.parametrize(
    "text",
    ["一、二、三产业融合发展", "二、三级路网改造", "1、2号线地铁建设", "3、4批项目开工"],
)
@pytest.mark.parametrize("count", ["1|", "2|", ""])
def test_numerals_that_count_on_are_wording(text: str, count: str) -> None:
    head = "序号|任务|牵头单位" if count else "任务|牵头单位"
    imported = html(head, f"{count}{text}|市住建局", f"{'9|' if count else ''}招商引资|市商务局")
    assert [measure.text for _c, _s, measure in imported.plan.walk()] == [text, "招商引资"]


def test_what_stands_behind_a_role_is_kept_beside_it() -> None:
    imported = html("任务|区环保局|区水务局", "治水|●（6月前）|○", "治气|○|●")
    [first, _second] = [measure for _c, _s, measure in imported.plan.walk()]
    assert (first.lead, first.participants) == (("区环保局",), ("区水务局",))
    assert first.extra == (("区环保局", "6月前"),)


ORDERS = {
    "牵头单位|配合单位|完成时限": "市水务局|市财政局|6月",
    "配合单位|牵头单位|完成时限": "市财政局|市水务局|6月",
    "完成时限|牵头部门|配合部门": "6月|市水务局|市财政局",
    "2025年完成时限|主办单位|协办单位": "6月|市水务局|市财政局",
}


@pytest.mark.parametrize("between", [[], ["{colspan=5}二、大气"], ["{colspan=5}注：按月调度。"]])
@pytest.mark.parametrize("order", ORDERS)
def test_a_further_head_says_what_the_columns_below_it_hold(order: str, between: list[str]) -> None:
    rows, first = [], "牵头单位|配合单位|完成时限"
    for number, head in enumerate([first, order, first], 1):
        rows += [f"序号|任务|{head}", f"{number}|完成第{number}批整治|{ORDERS[head]}"]
        rows += between if number == 1 else []
    result = html(*rows)
    for at, (_chapter, _section, measure) in enumerate(result.plan.walk(), 1):
        assert (measure.number, measure.text) == (at, f"完成第{at}批整治")
        assert (measure.lead, measure.participants) == (("市水务局",), ("市财政局",))
        assert measure.deadline == "6月"
    assert len(list(result.plan.walk())) == 3
    if "二、大气" in str(between):
        assert [chapter.title for chapter in result.plan.chapters] == ["任务", "大气"]


def test_a_further_head_may_take_two_rows() -> None:
    rows = ["序号|任务|牵头单位|配合单位|完成时限", "1|完成整治|市水务局|市财政局|6月"]
    rows += ["{rowspan=2}序号|{rowspan=2}任务|{rowspan=2}完成时限|{colspan=2}责任分工", "配合|牵头"]
    rows += ["2|淘汰锅炉|12月|市财政局|市生态环境局", "{colspan=5}注：按月调度。"]
    first, second = [measure for _c, _s, measure in html(*rows).plan.walk()]
    assert (first.lead, second.lead) == (("市水务局",), ("市生态环境局",))
    assert (second.participants, second.deadline) == (("市财政局",), "12月")


def test_words_of_a_head_in_a_measure_are_no_further_head() -> None:
    rows = ["任务|责任单位|完成时限", "做好重点工作|各责任单位|时间节点内", "完成整治|市水务局|6月"]
    assert [m.text for _c, _s, m in html(*rows).plan.walk()] == ["做好重点工作", "完成整治"]


def test_a_row_with_more_cells_than_its_head_is_doubted() -> None:
    rows = ["序号,任务,牵头单位,配合单位", "1,完成整治任务,市水务局,市财政局"]
    rows += ["2,推进湿地补偿试点,优先若尔盖,市林业局,市财政局", "3,完成验收,市水务局,"]
    result = read("\n".join(rows).encode(), "x.csv")
    doubts = [r for r in result.remarks if r.kind == DOUBTFUL and r.place]
    assert {r.place.line for r in doubts if r.place} == {3}
    assert doubts[0].message.endswith("市财政局")


def test_a_column_without_a_head_is_doubted_once() -> None:
    rows = ["序号|任务|牵头单位|配合单位|"]
    rows += [f"{at}|完成第{at}批整治|市水务局|市财政局|已报" for at in (1, 2, 3)]
    result = html(*rows)
    assert [r.place.row for r in result.remarks if r.kind == DOUBTFUL and r.place] == [2]
    assert [dict(m.extra) for _c, _s, m in result.plan.walk()] == [{"-": "已报"}] * 3


@pytest.mark.parametrize("head", ["完成时限", "工作目标", "备注"])
def test_a_cell_merged_over_departments_and_what_is_none_is_doubted(head: str) -> None:
    rows = [f"序号|任务|牵头单位|配合单位|{head}", "1|完成验收|市水务局|市财政局|6月"]
    rows += ["2|完成整治|市水务局|{colspan=2}市财政局、县审计局"]
    doubts = told(html(*rows), DOUBTFUL)
    also = ["measure 2: the deadline may name a department: 市财政局、县审计局"]
    assert doubts == [
        f"a cell merged over 配合单位 and {head} is read as both: 市财政局、县审计局",
        *(also if head == "完成时限" else []),
    ]


def test_who_is_responsible_below_a_common_head_beside_leads_participates() -> None:
    rows = ["{rowspan=2}序号|{rowspan=2}任务|{colspan=3}责任分工", "牵头|责任|配合"]
    rows += ["1|完成整治|市水务局|市财政局|市教育局"]
    result = html(*rows)
    (measure,) = [measure for _c, _s, measure in result.plan.walk()]
    assert (measure.lead, measure.participants) == (("市水务局",), ("市财政局", "市教育局"))
    assert told(result, LEFT_OUT) == []


def test_what_names_nobody_in_a_column_of_departments_is_kept_under_its_head() -> None:
    result = html(
        "序号|任务|牵头单位|配合单位|职责分工", "1|完成整治|市水务局|按职责分工配合|负责统筹协调"
    )
    (measure,) = [measure for _c, _s, measure in result.plan.walk()]
    assert (measure.lead, measure.participants) == (("市水务局",), ())
    assert measure.extra == (("配合单位", "按职责分工配合"), ("职责分工", "负责统筹协调"))


@pytest.mark.parametrize(
    ("cell", "leads"),
    [
        # Of its own list, behind which it stands.
        (
            "县住建局、县财政局按职责分工负责，排第一位的为牵头单位",
            ["县商务局 县发改局", "县住建局"],
        ),
        ("县住建局、县财政局（排第一位的为牵头单位）", ["县商务局 县发改局", "县住建局"]),
        # Of all, for it says so.
        ("县住建局、县财政局（排第一位的为牵头单位，下同）", ["县商务局", "县住建局"]),
    ],
)
def test_a_rule_in_a_cell_is_about_its_list_unless_it_goes_on(cell: str, leads: list[str]) -> None:
    result = html("序号|任务|责任单位", "1|推进招商|县商务局、县发改局", f"2|推进创建|{cell}")
    assert [row[3] for row in rows(result)] == leads
    rule = "the first of a list is the lead: "
    assert any(one.startswith(rule) for one in told(result, READ)) == ("下同" in cell)


def test_rows_that_go_on_with_a_measure_are_doubted_like_others() -> None:
    result = html(
        "序号|任务|牵头单位|配合单位|完成时限",
        "{rowspan=2}1|{rowspan=2}推进招商|县商务局|县发改局、县财政局|6月",
        "县发改局、张三|县商务局|2026年2月30日",
    )
    (measure,) = [measure for _c, _s, measure in result.plan.walk()]
    assert measure.lead == ("县商务局", "县发改局", "张三")
    assert (measure.participants, measure.deadline) == (("县财政局",), "6月；2026年2月30日")
    assert told(result, DOUBTFUL) == [
        "measure 1: there is no such date: 2026年2月30日",
        "measure 1: 张三 does not look like a name",
    ]
    twice = "measure 1: {} leads and participates; it is kept as a lead"
    assert {twice.format("县商务局"), twice.format("县发改局")} < {*told(result, READ)}


def test_rows_that_go_on_with_who_is_responsible_leave_it_so() -> None:
    result = html("序号|任务|责任单位", "{rowspan=2}1|{rowspan=2}推进招商|县商务局", "县发改局")
    (measure,) = [measure for _c, _s, measure in result.plan.walk()]
    assert (measure.lead, measure.basis) == (("县商务局", "县发改局"), "责任单位")


@pytest.mark.parametrize(
    "below",
    [
        ["附表：重点项目||", "序号|项目名称|建设单位|总投资", "1|站房|县交投公司|2亿元"],
        ["联系人名单||", "序号|单位|姓名|联系电话", "1|县商务局|张三|13800001111"],
        ["|||", "序号|企业|产值|税收", "1|县交投公司|2亿元|1亿元"],
    ],
)
def test_a_table_about_something_else_below_is_left_out(below: list[str]) -> None:
    head = "序号|工作任务|牵头单位|完成时限"
    result = html(head, "1|推进招商|县商务局|6月", *below, head, "2|推进创建|县住建局|9月")
    assert [(row[1], row[2], row[3]) for row in rows(result)] == [
        (1, "推进招商", "县商务局"),
        (2, "推进创建", "县住建局"),
    ]
    left = " ".join(told(result, LEFT_OUT))
    for row in below:
        assert all(text in left for text in row.split("|"))


def test_the_same_category_below_another_one_begins_anew() -> None:
    result = html(
        "序号|领域|类别|工作措施|牵头单位",
        "1|经济建设|项目建设|抓项目|市发展改革委",
        "2|经济建设|综合保障|抓资金|市财政局",
        "3|社会建设|综合保障|抓队伍|市人社局",
        "4|社会建设|综合保障|抓培训|市教育局",
    )
    assert [row[0] for row in rows(result)] == [
        "经济建设/项目建设",
        "经济建设/综合保障",
        "社会建设/综合保障",
        "社会建设/综合保障",
    ]


@pytest.mark.parametrize(
    ("measures", "bodies"),
    [
        ("①建平台。<br>②训人员。", "①市大数据局<br>②市人社局"),
        ("①建平台；②训人员。", "①市大数据局②市人社局"),
        ("一、建平台。<br>二、训人员。", "一、市大数据局<br>二、市人社局"),
        ("（一）建平台。<br>（二）训人员。", "（一）市大数据局<br>（二）市人社局"),
    ],
)
def test_lists_with_any_numerals_in_the_cells_of_a_row_are_paired(
    measures: str, bodies: str
) -> None:
    result = html("序号|任务|牵头单位", f"1|{measures}|{bodies}")
    assert [(row[2].rstrip("。；"), row[3]) for row in rows(result)] == [
        ("建平台", "市大数据局"),
        ("训人员", "市人社局"),
    ]


def test_a_list_behind_other_words_that_names_in_a_cell_count_along_is_doubted() -> None:
    result = html("序号|任务|牵头单位", "1|推进：①建平台；②训人员。|①市大数据局<br>②市人社局")
    assert told(result, DOUBTFUL) == ["the numbered lists in the cells of the row do not pair"]


def test_a_deadline_that_is_a_list_of_departments_is_doubted() -> None:
    result = html("序号|任务|牵头单位|完成时限", "1|完成整治|市水务局|市财政局、市审计局")
    message = "measure 1: the deadline may name a department: 市财政局、市审计局"
    assert told(result, DOUBTFUL) == [message]


@pytest.mark.parametrize(
    ("head", "heading"),
    [("序号|工作任务|任务类别|牵头单位", "任务类别"), ("序号|项目名称|类别|牵头单位", "类别")],
)
def test_a_category_behind_what_is_to_be_done_is_no_measure(head: str, heading: str) -> None:
    result = html(head, "1|建设水库|民生类|县水利局", "2|整治山塘|民生类|县林业局")
    assert [m.text for _c, _s, m in result.plan.walk()] == ["建设水库", "整治山塘"]
    assert [dict(m.extra) for _c, _s, m in result.plan.walk()] == [{heading: "民生类"}] * 2


def test_what_is_required_behind_what_is_to_be_done_is_no_measure() -> None:
    result = html("序号|工作任务|牵头单位|工作要求", "1|建设水库|县水利局|按期完工")
    (measure,) = [measure for _c, _s, measure in result.plan.walk()]
    assert (measure.text, measure.extra) == ("建设水库", (("工作要求", "按期完工"),))
    (measure,) = [m for _c, _s, m in html("序号|工作要求|牵头单位", "1|建库|县水利局").plan.walk()]
    assert measure.text == "建库"


@pytest.mark.parametrize("head", ["共同责任单位", "共同落实单位", "共同实施单位"])
def test_who_shares_a_measure_beside_its_lead_takes_part(head: str) -> None:
    result = html(f"序号|任务|牵头单位|{head}", "1|建设园区|县工信局|县财政局、县住建局")
    (measure,) = [measure for _c, _s, measure in result.plan.walk()]
    assert measure.participants == ("县财政局", "县住建局")
    assert any(head in message for message in told(result, READ))


def test_roles_that_a_plan_does_not_have_are_said_in_a_table_of_roles_too() -> None:
    result = html(
        "序号|任务|县水利局|县应急局|各乡镇", "1|安全度汛|牵头|指导|责任", "2|转移|配合|牵头|责任"
    )
    first = next(measure for _c, _s, measure in result.plan.walk())
    assert (first.lead, first.participants) == (("县水利局",), ("县应急局", "各乡镇"))
    assert {message.split(" ")[0] for message in told(result, READ)} >= {"指导", "责任"}


@pytest.mark.parametrize("people", [False, True])
def test_people_in_the_title_of_a_chapter_are_left_out_unless_they_are_wanted(people: bool) -> None:
    result = html(
        "序号|任务|牵头单位|配合单位",
        "{colspan=4}一、工业经济（责任领导：王五 13900002222）",
        "1|技改提升|县工信局|县财政局",
        decisions=Decisions(people=people),
    )
    (chapter,) = result.plan.chapters
    assert ("王五" in chapter.title) == people
    left = "names of people are left out: 责任领导：王五 13900002222; --people keeps them"
    assert (left in told(result, LEFT_OUT)) == (not people)


def test_a_row_of_one_cell_with_a_label_says_more_of_the_measure_above() -> None:
    lines = [
        "序号,重点任务,牵头单位,配合单位,完成时限",
        "1,促就业,县人社局,县残联,",
        ",完成时限：9月底,,,",
    ]
    lines += ["2,保交楼,县住建局,,6月", ",配合单位：各乡镇,,,", "3,修路,县交通局,县财政局,6月"]
    lines += [",由县公路局配合,,,"]
    lines += [",（说明：含高校毕业生）,,,", "4,办学,县教育局,县财政局,6月"]
    result = read("\n".join(lines).encode(), "x.csv")
    assert [(m.text, m.participants, m.deadline) for _c, _s, m in result.plan.walk()] == [
        ("促就业", ("县残联",), "9月底"),
        ("保交楼", ("各乡镇",), "6月"),
        ("修路", ("县财政局", "县公路局"), "6月"),
        ("办学", ("县财政局",), "6月"),
    ]
    assert len(result.plan.chapters) == 1
    assert any("说明：含高校毕业生" in message for message in told(result, LEFT_OUT))
    assert "the row goes on with measure 1: 完成时限：9月底" in told(result, READ)


@pytest.mark.parametrize("aside", ["（资金来源：省级专项）", "（其中3个项目由县城投公司负责）"])
def test_a_row_that_is_all_in_brackets_is_no_heading(aside: str) -> None:
    result = html(HEAD, "1|修路|县交通局|县财政局", f"|{aside}||", "2|办学|县教育局|县财政局")
    assert len(result.plan.chapters) == 1
    assert any(aside in message for message in told(result, LEFT_OUT))


@pytest.mark.parametrize("row", ["县农业农村局、县林业局", "2024年12月底前完成"])
def test_a_heading_that_lists_departments_or_says_until_when_is_doubted(row: str) -> None:
    result = html(HEAD, "1|修路|县交通局|县财政局", f"|{row}||", "2|办学|县教育局|县财政局")
    assert any(row in message for message in told(result, DOUBTFUL))


@pytest.mark.parametrize("head", ["落实单位", "实施单位", "承办单位"])
def test_a_second_column_of_who_does_it_is_said(head: str) -> None:
    result = html(f"序号|重点任务|责任单位|{head}", "1|修路|县交通局|各乡镇政府")
    assert any(head in message for message in told(result, READ))


@pytest.mark.parametrize("page", ["第 2 页 共 3 页", "- 2 -", "—3—"])
def test_the_number_of_a_page_is_no_heading(page: str) -> None:
    result = html(HEAD, "1|修路|县交通局|县财政局", f"{page}|||", "2|办学|县教育局|县财政局")
    assert len(result.plan.chapters) == 1
    assert any(page in message for message in told(result, LEFT_OUT))


def test_what_excel_writes_first_for_itself_is_no_title() -> None:
    lines = ["sep=;", "序号;重点任务;牵头单位", "1;修路，架桥;县交通局"]
    result = read("\n".join(lines).encode(), "x.csv")
    assert (result.plan.title, [m.text for _c, _s, m in result.plan.walk()]) == (
        "x",
        ["修路，架桥"],
    )
    assert [m.source_line for _c, _s, m in result.plan.walk()] == [3]


def test_a_column_of_departments_and_people_has_both() -> None:
    rows = [
        "序号,重点任务,牵头单位及责任人,配合单位,责任人,责任人",
        "1,修路,县水利局（张三）、县交通局（李四）,县财政局,王五,赵六",
        "2,修坝,张三（县水利局）,县财政局,,",
    ]
    result = read("\n".join(rows).encode(), "x.csv", decisions=Decisions(people=True))
    found = [(m.lead, dict(m.extra)) for _c, _s, m in result.plan.walk()]
    assert found == [
        (("县水利局", "县交通局"), {"牵头单位及责任人": "张三、李四", "责任人": "王五、赵六"}),
        (("县水利局",), {"牵头单位及责任人": "张三"}),
    ]


@pytest.mark.parametrize("second", ["重点任务", "主要任务", "工作任务"])
def test_what_is_to_be_done_stands_in_the_second_column(second: str) -> None:
    first = "重点任务" if second == "重点任务" else "重点工作"
    rows = [
        f"序号,{first},{second},牵头单位,配合单位",
        "1,教育,新建学校3所,县教育局,县财政局",
        "2,教育,改造操场2处,县体育局,县财政局",
        "3,卫生,改造医院2所,县卫健局,县财政局",
    ]
    result = read("\n".join(rows).encode(), "x.csv")
    assert [(c.title, m.text) for c, _s, m in result.plan.walk()] == [
        ("教育", "新建学校3所"),
        ("教育", "改造操场2处"),
        ("卫生", "改造医院2所"),
    ]


@pytest.mark.parametrize("words", [("牵头", "配合"), ("牵头单位", "配合单位")])
def test_a_role_beside_its_departments_below_one_head_is_theirs(words: tuple[str, str]) -> None:
    result = html(
        "序号|工作任务|{colspan=2}责任单位|完成时限",
        f"{{rowspan=2}}1|{{rowspan=2}}建学校|{words[0]}|县教育局|{{rowspan=2}}6月",
        f"{words[1]}|县财政局",
        f"{{rowspan=2}}2|{{rowspan=2}}建医院|{words[0]}|县卫健局|{{rowspan=2}}7月",
        f"{words[1]}|县医保局",
    )
    assert [(m.text, m.lead, m.participants, m.extra) for _c, _s, m in result.plan.walk()] == [
        ("建学校", ("县教育局",), ("县财政局",), ()),
        ("建医院", ("县卫健局",), ("县医保局",), ()),
    ]


def test_halves_of_a_table_may_share_the_column_of_numbers() -> None:
    result = html(
        "序号|任务|责任单位|任务|责任单位",
        "1|新建小学|县教育局|新建卫生院|县卫健局",
        "2|新建公园|县住建局|新建车站|县交通局",
    )
    assert [(m.text, m.lead) for _c, _s, m in result.plan.walk()] == [
        ("新建小学", ("县教育局",)),
        ("新建公园", ("县住建局",)),
        ("新建卫生院", ("县卫健局",)),
        ("新建车站", ("县交通局",)),
    ]
    assert any("side by side" in message for message in told(result, READ))


def test_departments_below_other_heads_are_doubted() -> None:
    result = html(
        "序号|任务|年度目标|牵头单位|完成时限|备注",
        "1|建学校|学位500个（责任单位：县人社局）|县教育局|6月（县财政局3月前拨款）|扩建（县住建局）",
        "2|修路|10公里|县交通局|7月|",
    )
    doubts = " ".join(told(result, DOUBTFUL))
    assert all(name in doubts for name in ("县人社局", "县财政局", "县住建局"))


def test_a_bracket_that_names_others_than_the_columns_is_a_doubt() -> None:
    imported = html(HEAD, "1|种树（丙局负责）|甲局|乙局", "2|修剪（甲局负责）|甲局|")
    assert told(imported, DOUBTFUL) == ["the bracket at the end is read as departments: 丙局负责"]


def test_a_sign_in_the_remarks_makes_no_matrix_of_a_list() -> None:
    imported = html(
        f"{HEAD}|备注", "1|种树。|甲局|乙局|★", "2|修剪。|丙局|乙局|", "3|浇水。|甲局|丙局、乙局|★"
    )
    assert [row[1:] for row in rows(imported)] == [
        (1, "种树。", "甲局", "乙局"),
        (2, "修剪。", "丙局", "乙局"),
        (3, "浇水。", "甲局", "丙局 乙局"),
    ]


def test_a_part_in_the_cell_of_a_measure_is_no_heading_of_those_below() -> None:
    imported = html(
        HEAD,
        "1|种树。|甲局|乙局",
        "2|（1）改造小区<br>改造12个，装电梯5部。|丙局|",
        "3|浇水。|甲局|",
    )
    assert [row[0] for row in rows(imported)] == ["工作内容"] * 3
    assert rows(imported)[1][2] == "（1）改造小区\n改造12个，装电梯5部。"


def test_marks_below_two_rows_of_heads_are_of_the_bodies_in_the_lower() -> None:
    imported = html(
        "{colspan=6}县分工表",
        "{rowspan=2}序号|{rowspan=2}工作任务|{colspan=2}县直部门|{colspan=2}乡镇",
        "县财政局|县住建局|城关镇|白水乡",
        "1|建园。|★||▲|",
        "2|建房。||★||▲",
        "{colspan=6}注：★为牵头单位，▲为配合单位",
    )
    assert [row[1:] for row in rows(imported)] == [
        (1, "建园。", "县财政局", "城关镇"),
        (2, "建房。", "县住建局", "白水乡"),
    ]
    assert any("县直部门" in message for message in told(imported, LEFT_OUT))


def test_a_timetable_beside_the_deadline_is_a_column_of_its_own() -> None:
    imported = html(
        "序号|工作内容|牵头单位|进度安排|完成时限", "1|种树。|甲局|3月设计|2025年12月底前"
    )
    [(_c, _s, measure)] = imported.plan.walk()
    assert (measure.deadline, measure.extra) == ("2025年12月底前", (("进度安排", "3月设计"),))


@pytest.mark.parametrize("signs", ["（1）|（2）|（3）", "（一）|（二）|（三）"])
def test_numerals_that_count_on_from_a_measure_are_measures(signs: str) -> None:
    first, second, third = signs.split("|")
    imported = html(
        "序号|工作任务|具体措施|牵头单位",
        f"1|优化环境|{first}一次办|甲局",
        f"||{second}设专窗|",
        f"||{third}清收费|",
        f"2|发展旅游|{first}建民宿|乙局",
        f"||{second}办节会|",
    )
    assert [row[:4] for row in rows(imported)] == [
        ("优化环境", 1, "一次办", "甲局"),
        ("优化环境", 2, "设专窗", ""),
        ("优化环境", 3, "清收费", ""),
        ("发展旅游", 1, "建民宿", "乙局"),
        ("发展旅游", 2, "办节会", ""),
    ]
    assert sum("no lead department" in message for message in told(imported, DOUBTFUL)) == 3


def test_a_row_that_lists_what_belongs_to_the_one_above_is_no_heading() -> None:
    imported = html(HEAD, "1|种树。|甲局|", "其中：城区3片、乡村2片|||", "2|浇水。|甲局|")
    assert [row[0] for row in rows(imported)] == ["工作内容", "工作内容"]
    assert any("城区3片" in message for message in told(imported, LEFT_OUT))


@pytest.mark.parametrize(
    ("head", "role", "field", "value"),
    [
        ("调整后时限", "deadline", "deadline", "9月"),
        ("当年任务量", "target", "target", "3万亩"),
        ("工作重点", "measure", "text", "推进造林"),
        ("短名", "title", "title", "林"),
    ],
)
def test_what_the_user_says_of_a_column_goes_before_what_others_look_like(
    head: str, role: str, field: str, value: str
) -> None:
    table = (
        "<table><tr><td>序号</td><td>工作重点</td><td>具体措施</td><td>牵头单位</td><td>完成时限</td>"
        "<td>工作目标</td><td>短名</td><td>短标题</td><td>调整后时限</td><td>当年任务量</td></tr>"
        "<tr><td>1</td><td>推进造林</td><td>种树</td><td>甲局</td><td>6月</td><td>绿</td><td>林</td>"
        "<td>树</td><td>9月</td><td>3万亩</td></tr></table>"
    )
    decisions = Decisions(columns={head: role})
    imported = read(f"<p>方案</p>{table}".encode(), "plan.html", decisions=decisions)
    [(_c, _s, measure)] = imported.plan.walk()
    assert getattr(measure, field) == value


@pytest.mark.parametrize(
    ("own", "lead", "other"), [("责任科室", "甲股", "乙股"), ("时限", "6月", "7月")]
)
def test_what_stands_below_the_participants_is_not_of_the_measure(
    own: str, lead: str, other: str
) -> None:
    imported = html(
        "{rowspan=2}序号|{rowspan=2}工作任务|{colspan=2}牵头单位|{colspan=2}配合单位",
        f"单位|{own}|单位|{own}",
        f"1|种树。|甲局|{lead}|乙局|{other}",
    )
    [(_c, _s, measure)] = imported.plan.walk()
    assert (measure.lead, measure.participants) == (("甲局",), ("乙局",))
    assert dict(measure.extra)[f"配合单位 {own}"] == other
    assert (measure.deadline or dict(measure.extra)[own]) == lead


def test_that_columns_of_one_head_are_one_is_said() -> None:
    imported = html(
        "序号|工作内容|牵头单位|责任科室|配合单位|责任科室", "1|种树。|甲局|甲股|乙局|乙股"
    )
    assert any("责任科室" in message for message in told(imported, DOUBTFUL))


def test_a_word_for_measures_behind_the_departments_is_a_column_of_its_own() -> None:
    imported = html(
        "序号|具体措施|牵头单位|主要内容", "1|种树。|甲局|3万亩。", "2|浇水。|甲局|5次。"
    )
    assert [row[2] for row in rows(imported)] == ["种树。", "浇水。"]
    assert [measure.extra for _c, _s, measure in imported.plan.walk()] == [
        (("主要内容", "3万亩。"),),
        (("主要内容", "5次。"),),
    ]


@pytest.mark.parametrize(
    ("tasks", "texts"),
    [
        (
            ("（一）建园区<br>1.选址；<br>2.施工。", "（二）招商引资。", "养老"),
            ["建园区\n1.选址；\n2.施工。", "招商引资。", "养老"],
        ),
        (
            ("一、建园区<br>加快选址。", "二、招商引资。", "三、养老。"),
            ["建园区\n加快选址。", "招商引资。", "养老。"],
        ),
    ],
)
def test_a_numeral_above_a_wording_is_the_measures_where_that_of_another_measure_is(
    tasks: tuple[str, ...], texts: list[str]
) -> None:
    imported = html(HEAD, *[f"{at}|{task}|甲局|" for at, task in enumerate(tasks, 1)])
    assert [row[0] for row in rows(imported)] == ["工作内容"] * 3
    assert [row[2] for row in rows(imported)] == texts


def test_a_chapter_above_its_first_measure_in_one_cell_stays_a_chapter() -> None:
    imported = html(
        HEAD, "1|一、工业<br>1.建园区。|甲局|", "2|2.招商。|乙局|", "3|二、民生<br>3.养老。|丙局|"
    )
    assert [row[0] for row in rows(imported)] == ["工业", "工业", "民生"]


@pytest.mark.parametrize("people", [False, True])
def test_categories_with_people_behind_them_stand_beside_each_other(people: bool) -> None:
    table = (
        "<table><tr><td>类别</td><td>工作内容</td><td>牵头单位</td></tr>"
        "<tr><td>产业（牵头领导：张三）</td><td>建园区。</td><td>甲局</td></tr>"
        "<tr><td>产业（牵头领导：张三）</td><td>招商。</td><td>乙局</td></tr>"
        "<tr><td>民生（牵头领导：李四）</td><td>养老。</td><td>丙局</td></tr></table>"
    )
    imported = read(f"<p>方案</p>{table}".encode(), "plan.html", decisions=Decisions(people=people))
    assert not any(chapter.sections for chapter in imported.plan.chapters)
    titles = [chapter.title.partition("（")[0] for chapter in imported.plan.chapters]
    assert titles == ["产业", "民生"]


@pytest.mark.parametrize(
    "group",
    [
        "二、民生（县财政局牵头，2025年6月底前完成）",
        "{colspan=5}民生（牵头单位：县财政局；完成时限：2025年6月底前）",
        "{colspan=5}民生（完成时限：2025年6月底前）",
    ],
)
def test_what_no_row_has_of_its_heading_is_said(group: str) -> None:
    """The same date and the same department elsewhere are no excuse."""
    imported = html(
        f"{HEAD}|完成时限",
        "{colspan=5}一、产业",
        "1|建园区。|县工信局|县财政局|2025年6月底前",
        group,
        "2|养老。|县民政局||",
        "3|助残。|县残联||",
    )
    assert any("2025年6月底前" in message for message in told(imported, LEFT_OUT))


def test_what_a_category_says_and_no_row_has_is_said() -> None:
    table = (
        "<table><tr><td>类别</td><td>工作内容</td><td>牵头单位</td><td>配合单位</td></tr>"
        "<tr><td rowspan=2>产业（县财政局牵头）</td><td>建园区。</td><td>甲局</td>"
        "<td>县财政局</td></tr><tr><td>招商。</td><td>乙局</td><td></td></tr></table>"
    )
    imported = read(f"<p>方案</p>{table}".encode(), "plan.html")
    assert any("县财政局牵头" in message for message in told(imported, LEFT_OUT))


def test_sections_in_the_column_of_measures_stand_below_each_chapter_of_its_own() -> None:
    imported = html(
        "重点任务|具体措施|牵头单位|参加单位",
        *("产业|（一）工业||", "|1.建园区。|甲局|", "|（二）农业||", "|2.建农田。|乙局|"),
        *("民生|（一）教育||", "|3.建学校。|丙局|", "|（二）医疗||", "|4.建医院。|丁局|"),
    )
    places = ["产业/工业", "产业/农业", "民生/教育", "民生/医疗"]
    assert [row[0] for row in rows(imported)] == places


def test_a_heading_without_a_numeral_behind_measures_of_a_numbered_one_is_doubted() -> None:
    imported = html(
        HEAD, "{colspan=4}一、产业", "1|建园区。|甲局|", "{colspan=4}民生", "2|建学校。|乙局|"
    )
    assert any("民生" in message for message in told(imported, DOUBTFUL))


@pytest.mark.parametrize("mark", ["同上", "〃", '"'])
def test_a_mark_for_the_same_in_a_column_of_headings_is_no_heading(mark: str) -> None:
    imported = html(
        *("类别|工作内容|牵头单位|完成时限", "产业|建园区。|甲局|6月", f"|招商。|乙局|{mark}"),
        *(f"{mark}|修路。|丙局|7月", "民生|建学校。|丁局|8月"),
    )
    assert [row[0] for row in rows(imported)] == ["产业", "产业", "产业", "民生"]
    deadlines = [measure.deadline for _c, _s, measure in imported.plan.walk()]
    assert deadlines == ["6月", "6月", "7月", "8月"]


@pytest.mark.parametrize("head", ["职责分工", "任务分工", "责任分工", "分工安排"])
def test_a_column_of_the_division_of_work_beside_the_leads_has_participants(head: str) -> None:
    imported = html(f"{HEAD}|{head}", "1|护学岗。|县教育局|县财政局|县公安局、县交通局")
    assert [row[3:] for row in rows(imported)] == [("县教育局", "县财政局 县公安局 县交通局")]
    assert any(head in message for message in told(imported, READ))


@pytest.mark.parametrize(
    ("row", "deadline"),
    [
        ("市教育局（3月底前）|市财政局（6月底前）|", "市教育局3月底前；市财政局6月底前"),
        ("市教育局|市财政局（6月底前）|12月底", "12月底；市财政局6月底前"),
        ("市教育局（6月底前）|市财政局（6月底前）|", "6月底前"),
        ("市教育局（6月底前）|市财政局|6月底前", "6月底前"),
        ("市教育局（3月底前）|市财政局|", "3月底前"),
    ],
)
def test_whose_date_it_is_stays_where_columns_have_several(row: str, deadline: str) -> None:
    imported = html(f"{HEAD}|完成时限", f"1|建学校。|{row}")
    assert [measure.deadline for _c, _s, measure in imported.plan.walk()] == [deadline]


@pytest.mark.parametrize(
    ("above", "items"),
    [
        ("实施水利工程：", ["（1）修渠5公里；", "（2）清淤3公里。"]),
        ("实施水利工程", ["（1）修渠5公里；", "（2）清淤3公里。"]),
        ("实施水利工程", ["①修渠5公里；", "②清淤3公里。"]),
        ("实施水利工程：", ["修渠5公里；", "清淤3公里。"]),
        ("实施水利工程：", ["（1）修渠5公里", "（2）清淤3公里"]),
    ],
)
def test_items_in_rows_of_their_own_are_those_of_the_measure_above(
    above: str, items: list[str]
) -> None:
    below = [f"|{item}||" for item in items]
    imported = html(HEAD, f"1|{above}|县水利局|县财政局", *below, "2|新建学校|县教育局|")
    first, second = rows(imported)
    assert first[1:] == (1, "\n".join([above, *items]), "县水利局", "县财政局")
    assert second[1:] == (2, "新建学校", "县教育局", "")
    assert len(told(imported, READ)) == len(items)


def test_headings_in_the_column_of_measures_stay_headings() -> None:
    below = ["|（一）农业||", "1|建农田。|甲局|", "|（二）工业||", "2|建园区。|乙局|"]
    assert [row[0] for row in rows(html(HEAD, *below))] == ["农业", "工业"]


def test_a_head_of_two_rows_keeps_both_beside_a_group_of_texts() -> None:
    imported = html(
        "{rowspan=2}序号|{colspan=2}重点任务|{rowspan=2}牵头单位|{rowspan=2}配合单位"
        "|{colspan=2}年度目标",
        "名称|内容|2025年|2026年",
        "1|水利工程|修渠|县水利局|县财政局|300|200",
    )
    (measure,) = [measure for _c, _s, measure in imported.plan.walk()]
    extra = {"重点任务 名称": "水利工程", "年度目标 2025年": "300", "年度目标 2026年": "200"}
    assert (measure.text, dict(measure.extra)) == ("修渠", extra)


def test_a_head_of_three_rows_keeps_all_of_them() -> None:
    imported = html(
        "{rowspan=3}序号|{rowspan=3}工作任务|{rowspan=3}牵头单位|{colspan=4}资金",
        "{colspan=2}省级|{colspan=2}县级",
        "2025年|2026年|2025年|2026年",
        "1|修渠|县水利局|6|7|8|9",
    )
    (measure,) = [measure for _c, _s, measure in imported.plan.walk()]
    heads = ["资金 省级 2025年", "资金 省级 2026年", "资金 县级 2025年", "资金 县级 2026年"]
    assert dict(measure.extra) == dict(zip(heads, "6789", strict=True))


@pytest.mark.parametrize("contact", ["电话", "邮箱", "微信"])
def test_people_of_the_second_group_of_a_head_are_left_out_too(contact: str) -> None:
    imported = html(
        "{rowspan=2}序号|{rowspan=2}工作任务|{colspan=3}牵头单位|{colspan=3}配合单位",
        f"单位|责任人|{contact}|单位|责任人|{contact}",
        "1|修渠|县水利局|张三|a1|县财政局|李四|b2",
    )
    (measure,) = [measure for _c, _s, measure in imported.plan.walk()]
    assert (measure.lead, measure.participants) == (("县水利局",), ("县财政局",))
    assert measure.extra == ()
    people = [one for one in told(imported, LEFT_OUT) if "people" in one]
    assert len(people) == 4


def test_each_year_of_a_head_keeps_its_goal() -> None:
    imported = html(
        "{rowspan=2}序号|{rowspan=2}工作任务|{rowspan=2}牵头单位|{colspan=2}2025年|{colspan=2}2026年",
        "目标|投资|目标|投资",
        "1|修渠|县水利局|3公里|100|2公里|80",
    )
    (measure,) = [measure for _c, _s, measure in imported.plan.walk()]
    extra = {"2025年投资": "100", "2026年目标": "2公里", "2026年投资": "80"}
    assert (measure.target, dict(measure.extra)) == ("3公里", extra)
    assert any("2025年目标" in message for message in told(imported, LEFT_OUT))


@pytest.mark.parametrize(
    "cell", ["县交通局（★）、县财政局", "县财政局、县交通局（★）", "★县交通局、县财政局"]
)
def test_a_sign_of_leads_goes_with_its_brackets(cell: str) -> None:
    imported = html(
        "序号|任务|责任单位",
        f"1|修路|{cell}",
        "2|建桥|★县水利局、县财政局",
        "注：标★的为牵头单位。||",
    )
    assert rows(imported)[0][3:] == ("县交通局", "县财政局")


def test_a_name_with_what_it_does_in_brackets_is_doubted_beside_the_name() -> None:
    imported = html(
        HEAD, "1|修路|县交通局|县财政局", "2|建桥|县交通局|县财政局（资金保障）", "3|建校|县教育局|"
    )
    doubt = "县财政局（资金保障） and 县财政局 may be the same"
    assert any(message.startswith(doubt) for message in told(imported, DOUBTFUL))


def test_a_part_below_a_measure_with_a_numeral_is_no_heading() -> None:
    imported = html(
        "任务|牵头单位|完成时限",
        "一、教育||",
        "1.新建改建学校|县教育局|8月底",
        "（1）新建第二实验小学||",
        "2.改造农村食堂|县市场监管局|9月底",
    )
    texts = [row[2] for row in rows(imported)]
    assert texts == ["新建改建学校\n（1）新建第二实验小学", "改造农村食堂"]
    assert [row[0] for row in rows(imported)] == ["教育", "教育"]


def test_lines_with_labels_in_the_cell_of_a_measure_are_taken_out() -> None:
    imported = html(
        "序号|工作内容|牵头单位",
        "1|培训教师。<br>工作目标：覆盖率100%<br>完成时限：10月底|县教育局",
        "2|改造食堂。|县教育局",
    )
    measure = next(measure for _c, _s, measure in imported.plan.walk())
    assert (measure.text, measure.target) == ("培训教师。", "覆盖率100%")
    assert measure.deadline == "10月底"


@pytest.mark.parametrize("head", ["项目内容", "实事内容", "任务分解", "工作要点", "民生实事"])
def test_heads_of_measures(head: str) -> None:
    imported = html(f"序号|{head}|主管部门|协作单位|完成节点", "1|建校。|县教育局|县财政局|6月底")
    assert rows(imported)[0][2:] == ("建校。", "县教育局", "县财政局")
    assert imported.plan.chapters[0].measures[0].deadline == "6月底"


def test_a_day_that_lost_its_format_is_doubted() -> None:
    imported = html("序号|任务|牵头单位|完成时限", "1|修路|县交通局|45838", "2|建桥|县水利局|2025")
    assert told(imported, DOUBTFUL) == [
        "measure 1: the deadline may be a date without its format: 45838"
    ]


def test_who_leads_by_the_head_leads_whatever_office_it_is() -> None:
    imported = html("序号|重点任务|牵头科室|责任单位", "1|监测耕地|耕保科|各县区分局")
    assert rows(imported)[0][3:] == ("耕保科", "各县区分局")
    imported = html("序号|重点任务|牵头单位|牵头科室", "1|监测耕地|县农业局|耕保科")
    assert rows(imported)[0][3:] == ("县农业局", "")


def test_the_columns_that_the_user_names_are_those() -> None:
    decisions = Decisions(columns={"工作任务": "heading", "具体要求": "measure"})
    imported = html(
        "工作任务|具体要求|责任科室",
        "{rowspan=2}办好专栏|更新概况。|办公室",
        "答复留言。|信访科",
        decisions=decisions,
    )
    assert [row[2:4] for row in rows(imported)] == [
        ("更新概况。", "办公室"),
        ("答复留言。", "信访科"),
    ]


@pytest.mark.parametrize("sign", ["{}", "{}.", "（{}）"])
def test_a_head_over_numbers_and_wordings_is_that_of_the_wordings(sign: str) -> None:
    imported = html(
        "工作任务|{colspan=2}工作要求|责任单位",
        f"{{rowspan=2}}扩大开放|{sign.format(1)}|编制目录。|档案馆",
        f"{sign.format(2)}|公布目录。|方志办",
        f"方便查阅|{sign.format(3)}|设立查阅室。|机关中心",
    )
    assert [row[:4] for row in rows(imported)] == [
        ("扩大开放", 1, "编制目录。", "档案馆"),
        ("扩大开放", 2, "公布目录。", "方志办"),
        ("方便查阅", 3, "设立查阅室。", "机关中心"),
    ]


def test_what_is_required_of_each_part_of_a_task_is_the_measure() -> None:
    imported = html(
        "工作任务|具体要求|责任科室|时限",
        "{rowspan=2}办好专栏|更新概况。|办公室|持续推进",
        "答复留言。|信访科|6月底前",
        "办好申请|按期答复。|法规科|立即整改",
    )
    assert [row[0] for row in rows(imported)] == ["办好专栏", "办好专栏", "办好申请"]
    assert [row[2:4] for row in rows(imported)] == [
        *(("更新概况。", "办公室"), ("答复留言。", "信访科"), ("按期答复。", "法规科")),
    ]


@pytest.mark.parametrize("signs", ["一、 二、", "1、 2、", "（一） （二）", "① ②", "1) 2)"])
def test_a_list_in_the_cell_of_a_measure_keeps_the_first_of_its_numerals(signs: str) -> None:
    first, second = signs.split()
    steps = f"{first}摸清底数；{second}落实制度。"
    imported = html("序号|整改措施|责任单位", f"1|{steps}|县水利局", "2|加快拨付。|县财政局")
    assert [row[2] for row in rows(imported)] == [steps, "加快拨付。"]


@pytest.mark.parametrize("head", ["启动时间", "开工日期", "计划开工时间"])
def test_when_a_measure_begins_is_no_deadline_without_another(head: str) -> None:
    imported = html(f"序号|任务|牵头单位|{head}", "1|修路|县交通局|2025年4月")
    measure = next(measure for _c, _s, measure in imported.plan.walk())
    assert (measure.deadline, measure.extra) == (None, ((head, "2025年4月"),))


def test_a_standard_or_a_goal_behind_what_is_done_is_no_measure() -> None:
    imported = html(
        "序号|工作任务|工作标准|责任单位", "1|开展健康教育|健康素养水平≥23%，锻炼人数≥38%|县卫健局"
    )
    [measure] = [measure for _c, _s, measure in imported.plan.walk()]
    assert measure.text == "开展健康教育"
    assert measure.extra == (("工作标准", "健康素养水平≥23%，锻炼人数≥38%"),)
    goal = "2月底前，基本建成回收利用体系。"
    imported = html("序号|工作内容|目标任务|责任单位", f"1|优化回收设施布局。|{goal}|县商务局")
    [measure] = [measure for _c, _s, measure in imported.plan.walk()]
    assert (measure.title, measure.text, measure.target) == (None, "优化回收设施布局。", goal)


@pytest.mark.parametrize(
    "heads", ["测评类别|测评内容", "领域|主要目标", "项目名称|具体标准", "类别|实现路径"]
)
def test_rows_with_departments_of_their_own_are_measures_below_a_merged_cell(heads: str) -> None:
    imported = html(
        f"{heads}|责任单位",
        "{rowspan=2}公共环境|主要街道卫生状况良好|县城管局",
        "公共场所无乱吵乱闹|县公安局",
        "公共秩序|交通秩序良好无违章|县交警队",
    )
    assert [(row[0], row[2], row[3]) for row in rows(imported)] == [
        ("公共环境", "主要街道卫生状况良好", "县城管局"),
        ("公共环境", "公共场所无乱吵乱闹", "县公安局"),
        ("公共秩序", "交通秩序良好无违章", "县交警队"),
    ]


def test_a_goal_before_a_task_is_that_of_the_task() -> None:
    imported = html("目标任务|工作任务|责任单位", "路灯全部点亮|维修路灯200盏|县城管局")
    [measure] = [measure for _c, _s, measure in imported.plan.walk()]
    assert (measure.text, measure.target) == ("维修路灯200盏", "路灯全部点亮")


@pytest.mark.parametrize("pair", ["牵头处室|配合处室", "主办科室|协办科室", "主责科室|协同科室"])
def test_offices_lead_and_take_part_where_nobody_else_is_named(pair: str) -> None:
    imported = html(f"序号|工作任务|{pair}", "1|编制预算|规划财务处|法规处")
    assert rows(imported)[0][3:] == ("规划财务处", "法规处")


def test_a_row_with_a_short_text_alone_behind_measures_is_a_heading_in_doubt() -> None:
    lines = ["序号,工作任务,牵头单位", "1,建设堤防,县水利局", "下同,,", "2,建设公路,县交通局"]
    result = read("\n".join(lines).encode(), "x.csv")
    [doubt] = [remark for remark in result.remarks if remark.kind == DOUBTFUL]
    assert doubt.place == Place(line=3)
    assert doubt.message == "下同 is read as a heading; it may be of the measure above it"


def test_a_sheet_with_heads_alone_takes_no_measures_of_another() -> None:
    head = ["序号", "任务", "牵头单位"]
    imported = sheets(
        一月=[["一月重点"], head, ["1", "修路", "县交通局"]],
        二月=[["二月重点"], head],
        三月=[["三月重点"], head, ["1", "植树", "县林业局"]],
    )
    found = [(chapter.title, m.text) for chapter, _s, m in imported.plan.walk()]
    assert found == [("一月", "修路"), ("三月重点", "植树")]


@pytest.mark.parametrize("head", ["工作要点", "任务名称", "重点工作"])
def test_a_group_that_stands_in_its_first_row_alone_is_a_heading(head: str) -> None:
    rows = "产业,种茶,县农业局\n,建库,县商务局\n生态,治河,县水利局\n,植树,县林业局\n"
    imported = read(f"{head},具体任务,牵头单位\n{rows}".encode(), "a.csv")
    assert [(c.title, [m.text for m in c.measures]) for c in imported.plan.chapters] == [
        ("产业", ["种茶", "建库"]),
        ("生态", ["治河", "植树"]),
    ]


def test_a_cell_that_is_merged_over_the_columns_of_one_head_is_kept_once() -> None:
    imported = html(
        "序号|任务|牵头单位|{colspan=2}资金来源",
        "1|建设园区。|市住建局|{colspan=2}专项债",
        "2|建设市场。|市商务局|省级|市级",
    )
    first, second = [measure for _c, _s, measure in imported.plan.walk()]
    assert dict(first.extra) == {"资金来源": "专项债"}
    assert dict(second.extra) == {"资金来源": "省级\n市级"}


@pytest.mark.parametrize("merged", [True, False])
@pytest.mark.parametrize(
    ("first", "second", "measures"),
    [("一", "二", "123"), ("（一）", "（二）", "123"), ("1", "2", ("1.1", "1.2", "2.1"))],
)
def test_a_row_of_a_number_and_a_title_alone_is_a_heading(
    merged: bool, first: str, second: str, measures: str | tuple[str, ...]
) -> None:
    one, two, three = measures

    def heading(number: str, title: str) -> str:
        return f"{number}|{{colspan=5}}{title}" if merged else f"{number}|{title}||||"

    imported = html(
        "序号|反馈问题|整改措施|牵头单位|责任单位|整改时限",
        heading(first, "落实部署方面"),
        f"{one}|学习不够|开展集中学习。|市委宣传部|市委办公室|6月底",
        f"{two}|投入不足|加大资金投入。|市财政局||9月底",
        heading(second, "从严治党方面"),
        f"{three}|责任不实|签订责任书。|市纪委监委机关||3月底",
    )
    found = [(c.title, s and s.title, m.text) for c, s, m in imported.plan.walk()]
    titles = [chapter or section for section, chapter, _text in found]
    assert titles == ["落实部署方面", "落实部署方面", "从严治党方面"]
    assert [text for _c, _s, text in found] == [
        "开展集中学习。",
        "加大资金投入。",
        "签订责任书。",
    ]
    assert not [one for one in imported.remarks if one.kind == DOUBTFUL]


def test_a_row_of_totals_is_left_out() -> None:
    imported = html(
        "序号|项目名称|投资（万元）|责任单位|完成时限|完成率",
        "1|扩建小学|4200|市教育局|8月|50%",
        "2|改造水厂|1560.5|市水利局|9月|—",
        "|合计|5,760.5|||50%",
    )
    assert [m.text for _c, _s, m in imported.plan.walk()] == ["扩建小学", "改造水厂"]
    assert any(
        one.kind == LEFT_OUT and "合计" in one.message and "5,760.5" in one.message
        for one in imported.remarks
    )


@pytest.mark.parametrize(
    "heads",
    [
        "建议编号|建议标题|领衔代表|主办单位|会办单位|办理类别|答复时限",
        "提案号|案由|提案人|主办|会办|类别|办理期限",
    ],
)
def test_what_deputies_propose_is_the_measure(heads: str) -> None:
    imported = html(
        heads,
        "1|关于建设学校的建议|陈代表|市教育局|市财政局|A类|6月30日前",
        "2|关于整治占道的建议|刘代表|市城管局||B类|7月30日前",
    )
    first, second = [measure for _c, _s, measure in imported.plan.walk()]
    assert (first.text, second.text) == ("关于建设学校的建议", "关于整治占道的建议")
    assert (first.lead, first.participants) == (("市教育局",), ("市财政局",))
    assert (first.deadline, second.deadline) == ("6月30日前", "7月30日前")


def test_an_english_tracker_has_its_headings_numbers_and_dates() -> None:
    imported = html(
        "Ref|Action|Lead Service|Supporting|Agreed date",
        "1|{colspan=4}Energy",
        "1.1|Retrofit homes|Housing Service|Finance Department|Mar 2026",
        "1.2|Install panels|Property Service||31 December 2025",
        "2|{colspan=4}Transport",
        "2.1|Build cycle lanes|Highways Department||Ongoing",
    )
    found = [(c.number, c.title, m.number, m.text, m.deadline) for c, _s, m in imported.plan.walk()]
    assert found == [
        (1, "Energy", 1, "Retrofit homes", "Mar 2026"),
        (1, "Energy", 2, "Install panels", "31 December 2025"),
        (2, "Transport", 1, "Build cycle lanes", "Ongoing"),
    ]


def test_a_heading_beside_its_subtotals_is_a_heading() -> None:
    imported = html(
        "序号|项目名称|总投资（亿元）|年度投资|责任单位|形象进度目标",
        "|合计（3个）|25.6|9.3||",
        "一|产业项目（2个）|18.5|6.5||",
        "1|建产业园|12.3|4|县经开区管委会|封顶",
        "2|建物流园|6.2|2.5|县商务局|投用",
        "二|基础设施（1个）|7.1|2.8||",
        "3|修绕城公路|7.1|2.8|县交通局|路基完成60%",
    )
    assert [(c.number, c.title, m.number, m.text) for c, _s, m in imported.plan.walk()] == [
        (1, "产业项目（2个）", 1, "建产业园"),
        (1, "产业项目（2个）", 2, "建物流园"),
        (2, "基础设施（1个）", 3, "修绕城公路"),
    ]
    told = [one.message for one in imported.remarks if one.kind == LEFT_OUT]
    assert any("18.5 6.5" in message for message in told)
    assert any("7.1 2.8" in message for message in told)
    assert any("25.6 9.3" in message for message in told)


def test_levels_of_indicators_are_headings_and_no_goal() -> None:
    imported = html(
        "一级指标|指标名称|权重|目标值|责任单位|协助单位",
        "{rowspan=2}经济发展|地区生产总值|10|6.5%|市发改委|市统计局",
        "固定资产投资|8|7%|市发改委|",
        "民生|城镇新增就业|5|5200人|市人社局|",
    )
    found = [(c.title, m.text, m.target) for c, _s, m in imported.plan.walk()]
    assert found == [
        ("经济发展", "地区生产总值", "6.5%"),
        ("经济发展", "固定资产投资", "7%"),
        ("民生", "城镇新增就业", "5200人"),
    ]


def test_offices_lead_where_others_only_help() -> None:
    imported = html(
        "序号|任务|责任科室|协助部门|完成时限",
        "1|走访老人46户|民政科|社区居委会|3月底",
        "2|检查餐饮28家|应急科|派出所、燃气公司|4月5日前",
    )
    found = [(m.lead, m.participants) for _c, _s, m in imported.plan.walk()]
    assert found == [(("民政科",), ("社区居委会",)), (("应急科",), ("派出所", "燃气公司"))]


def test_a_column_of_offices_beside_departments_is_said_to_be_kept() -> None:
    imported = html(
        "序号|任务|责任单位|责任科室",
        "1|走访老人46户|街道办事处|民政科",
        "2|检查餐饮28家|市场监管所|应急科",
    )
    assert all("责任科室" in dict(m.extra) for _c, _s, m in imported.plan.walk())
    assert any("责任科室" in one.message for one in imported.remarks)


@pytest.mark.parametrize(("goal", "action"), [("目标任务", "推进举措"), ("目标值", "重点举措")])
def test_the_goal_of_an_indicator_is_its_value(goal: str, action: str) -> None:
    imported = html(
        f"指标|{goal}|{action}|责任单位|完成时限",
        "到位资金|45亿元|举办对接会6场|县投促中心|12月",
        "城镇化率|提高1.1个百分点|落户2.3万人|县公安局|11月",
    )
    found = [(m.text, m.target, dict(m.extra)) for _c, _s, m in imported.plan.walk()]
    assert found == [
        ("举办对接会6场", "45亿元", {"指标": "到位资金"}),
        ("落户2.3万人", "提高1.1个百分点", {"指标": "城镇化率"}),
    ]


def test_numerals_of_one_character_within_a_line_are_told() -> None:
    imported = html(
        "序号|任务|牵头单位|备注",
        "⒈|㈠改造管网5处|县住建局|见附表⒈第㈢项",
        "⒉|㈡按㈠类标准清淤|县水利局|",
    )
    [message] = [one.message for one in imported.remarks if "U+" in one.message]
    assert "⒈ (U+2488) → 1." in message
    assert "㈢ (U+3222) → （三）" in message
    assert "㈠ (U+3220) → （一）" in message
    assert not {"⒉", "㈡"} & {*message}


def test_the_deadline_that_holds_is_the_later_one() -> None:
    imported = html(
        "序号|任务|责任单位|原定时限|调整后时限",
        "1|建桥2座|县住建局|2025年3月底|2025年9月底",
        "2|修路3公里|县交通局|2025年5月底|2025年8月底",
    )
    found = [(m.deadline, dict(m.extra)) for _c, _s, m in imported.plan.walk()]
    assert found == [
        ("2025年9月底", {"原定时限": "2025年3月底"}),
        ("2025年8月底", {"原定时限": "2025年5月底"}),
    ]


def test_when_to_report_is_no_deadline_beside_one() -> None:
    imported = html(
        "序号|任务|责任单位|上报时限|完成时限",
        "1|建桥2座|县住建局|3月10日|9月20日",
        "2|修路3公里|县交通局|4月11日|8月21日",
    )
    assert [m.deadline for _c, _s, m in imported.plan.walk()] == ["9月20日", "8月21日"]
