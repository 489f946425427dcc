"""Running text: which paragraphs are measures, and what belongs to none."""

from __future__ import annotations

import re
import time

import pytest

from ecotui.importing.builder import Decisions
from ecotui.importing.document import Imported
from ecotui.importing.outline import DOUBTFUL, LEFT_OUT, READ, REPAIRED
from ecotui.model.plan import Measure
from ecotui.model.toml import PlanError
from tests.support.importing import read


def prose(*lines: str, decisions: Decisions | None = None) -> Imported:
    text = "\n".join(["青山市重点任务分工方案", "", *lines]) + "\n"
    return read(text.encode(), "plan.txt", decisions=decisions)


def rows(imported: Imported) -> list[tuple[str, int, str, str]]:
    """Chapter, number, wording and leads of each measure."""
    return [
        (chapter.title, m.number, m.text, " ".join(m.lead))
        for chapter, _section, m in imported.plan.walk()
    ]


def told(imported: Imported, kind: str) -> list[str]:
    return [remark.message for remark in imported.remarks if remark.kind == kind]


def only(imported: Imported) -> Measure:
    [(_chapter, _section, measure)] = imported.plan.walk()
    return measure


# -- headings


def test_headings_below_sections_are_kept_with_what_stands_below_them() -> None:
    text = """# 水污染防治重点任务分工方案

## 一、深化工业污染防治

### （一）专项整治

#### 1. 造纸行业

##### （1）排放限值

1）落实造纸行业水污染物排放限值。（牵头单位：省生态环境厅；配合单位：省工业和信息化厅）

2）完成清洁化改造。（牵头单位：省工业和信息化厅；配合单位：省生态环境厅）

#### 2. 印染行业

##### （1）工艺

1）推广低排水染整工艺。（牵头单位：省工业和信息化厅；配合单位：省科技厅）
"""
    imported = read(text.encode(), "plan.md")
    assert [(m.text, dict(m.extra)["所属标题"]) for _c, _s, m in imported.plan.walk()] == [
        ("落实造纸行业水污染物排放限值。", "1.造纸行业\n（1）排放限值"),
        ("完成清洁化改造。", "1.造纸行业\n（1）排放限值"),
        ("推广低排水染整工艺。", "2.印染行业\n（1）工艺"),
    ]


# -- tails


@pytest.mark.parametrize(
    "lines",
    [
        ["1.建园。（甲局牵头，乙局配合）"],
        ["1.建园。(甲局牵头,乙局配合)"],
        ["1.建园。〔甲局牵头，乙局配合〕"],
        ["1.建园。[甲局牵头，乙局配合]"],
        ["1.建园。（甲局牵头，乙局配合）。"],
        ["1、建园。", "（甲局牵头，乙局配合）"],
        ["1.建园。（甲局牵头，", "乙局配合）"],
        ["１．建园。（牵头单位：甲局；配合单位：乙局）"],
        ["1.建园。", "牵头单位：甲局", "", "配合单位：乙局"],
        ["1.建园。", "牵头单位:甲局  配合单位:乙局"],
        ["1.建园。牵头单位：甲局；配合单位：乙局"],
        ["1.建园。（甲局牵头）（乙局配合）"],
    ],
)
def test_who_does_it_stands_at_the_end(lines: list[str]) -> None:
    measure = only(prose("一、章", *lines))
    assert (measure.number, measure.text) == (1, "建园。")
    assert (measure.lead, measure.participants) == (("甲局",), ("乙局",))


@pytest.mark.parametrize("remark", ["（自有房屋除外，下同）", "（2026-2027年）", "（见附件2）"])
def test_another_bracket_at_the_end_is_wording(remark: str) -> None:
    imported = prose("一、章", f"1.建园{remark}", "2.养护。（甲局负责）")
    assert rows(imported) == [("章", 1, f"建园{remark}", ""), ("章", 2, "养护。", "甲局")]
    assert told(imported, DOUBTFUL) == ["measure 1: no lead department"]


@pytest.mark.parametrize(
    "text",
    ["15 - 25 度坡耕地", "甲 · 乙", "A++ 级", "+- 5 度", "3*4*5 米", "生态 * 保护", "一 • 二"],
)
def test_a_sign_inside_a_wording_is_no_mark_of_a_list(text: str) -> None:
    assert only(prose("一、章", f"1.建设{text}。（甲局牵头）")).text == f"建设{text}。"


def test_a_bracket_that_only_lists_names_is_known_by_the_names() -> None:
    imported = prose(
        "一、章", "1.建园。（市财政局、市档案馆牵头）", "2.养护。（市档案馆、市财政局）"
    )
    assert rows(imported)[1] == ("章", 2, "养护。", "市档案馆 市财政局")
    assert [m.basis for _c, _s, m in imported.plan.walk()] == [None, None]


@pytest.mark.parametrize(
    ("line", "doubt"),
    [
        (
            "1.建园。（甲局牵头，乙局配合",
            "a bracket is opened and not closed: （甲局牵头，乙局配合",
        ),
        ("1.建园。牵头单位：甲局；配合单位：乙局）", "a bracket is closed and not opened"),
    ],
)
def test_a_lost_bracket_is_read_and_told(line: str, doubt: str) -> None:
    imported = prose("一、章", line)
    measure = only(imported)
    assert (measure.text, measure.lead, measure.participants) == ("建园。", ("甲局",), ("乙局",))
    assert [message.startswith(doubt) for message in told(imported, DOUBTFUL)] == [True]


@pytest.mark.parametrize(
    ("end", "people"),
    [
        ("县住建局牵头，县生态环境局配合。", ("县住建局", "县生态环境局")),
        ("——县住建局牵头，县生态环境局、各乡镇配合", ("县住建局", "县生态环境局 各乡镇")),
        ("——牵头单位：县住建局；配合单位：县生态环境局", ("县住建局", "县生态环境局")),
        ("由县住建局负责，2020年底前完成。", ("县住建局", "")),
        # Nobody by name, or more than who does it.
        ("各地各部门负责落实。", ("", "")),
        ("县住建局负责制定规划。", ("", "")),
        ("加快制定办法，县住建局牵头，推进整合。", ("", "")),
    ],
)
def test_the_last_sentence_may_say_who_does_it(end: str, people: tuple[str, str]) -> None:
    imported = prose("一、章", f"1.治理垃圾。{end}", "2.建园。（县林业局负责）")
    (_chapter, _section, measure), _other = imported.plan.walk()
    assert (" ".join(measure.lead), " ".join(measure.participants)) == people
    assert measure.text == ("治理垃圾。" if people[0] else f"治理垃圾。{end}")


@pytest.mark.parametrize("heading", ["（一）兴农。", "（一）兴农\n", "1.兴农。"])
def test_sentences_with_departments_of_their_own_are_measures(heading: str) -> None:
    body = "稳面积（县农业局牵头，县统计局配合）。建农田三万亩（县农业局、县林业局负责）；"
    body += "护耕地（县林业局牵头）。"
    imported = prose("一、章", f"{heading}{body}")
    assert [(m.text, m.lead, m.participants) for _c, _s, m in imported.plan.walk()] == [
        ("稳面积", ("县农业局",), ("县统计局",)),
        ("建农田三万亩", ("县农业局", "县林业局"), ()),
        ("护耕地", ("县林业局",), ()),
    ]
    assert [message for message in told(imported, READ) if "sentences" in message]


@pytest.mark.parametrize(
    "line",
    [
        "1.建园（县林业局负责）。养护（县财政局负责）。",
        "1.兴农。建园（县林业局负责），养护（县财政局负责）。",
        "1.兴农。建园（一期）。养护（县财政局负责）。",
    ],
)
def test_a_measure_of_several_sentences_stays_one(line: str) -> None:
    assert only(prose("一、章", line)).lead == ("县财政局",)


def test_a_blank_behind_a_bracket_parts_names() -> None:
    line = "1.治理。牵头单位：市水务局 市农业农村局（市乡村振兴局） 市消防救援支队"
    assert only(prose("一、章", line)).lead == (
        "市水务局",
        "市农业农村局（市乡村振兴局）",
        "市消防救援支队",
    )


def test_a_verb_against_the_head_of_its_list_is_told() -> None:
    imported = prose("一、章", "1.治理。（牵头单位：市水务局、县区政府配合）")
    assert only(imported).lead == ("市水务局", "县区政府")
    assert told(imported, DOUBTFUL) == ["measure 1: 市水务局、县区政府配合: read as 牵头单位 says"]


# -- which level is the measure


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        # The chapters themselves.
        (
            ["一、建园。（甲局负责）", "二、养护。（乙局负责）"],
            [(1, "建园。", "甲局"), (2, "养护。", "乙局")],
        ),
        # Items that run on over the chapters, and items that start again.
        (
            ["一、章", "（一）建园。（甲局负责）", "二、节", "（二）养护。（乙局负责）"],
            [(1, "建园。", "甲局"), (2, "养护。", "乙局")],
        ),
        (
            ["一、章", "（一）建园。（甲局负责）", "二、节", "（一）养护。（乙局负责）"],
            [(1, "建园。", "甲局"), (1, "养护。", "乙局")],
        ),
        # Items below sections.
        (
            ["一、章", "（一）节", "1.建园。（甲局负责）", "（二）节", "2.养护。（乙局负责）"],
            [(1, "建园。", "甲局"), (2, "养护。", "乙局")],
        ),
        # Another level in another chapter.
        (
            ["一、章", "（一）建园。（甲局负责）", "二、章", "（一）节", "1.养护。（乙局负责）"],
            [(1, "建园。", "甲局"), (1, "养护。", "乙局")],
        ),
        # Gaps are the document's.
        (
            ["一、章", "1.建园。（甲局负责）", "4.养护。（乙局负责）"],
            [(1, "建园。", "甲局"), (4, "养护。", "乙局")],
        ),
        # Without numerals.
        (
            ["一、章", "建园。（甲局负责）", "养护。（乙局负责）"],
            [(1, "建园。", "甲局"), (2, "养护。", "乙局")],
        ),
    ],
)
def test_the_level_that_carries_the_tail_is_the_measure(
    lines: list[str], expected: list[tuple[int, str, str]]
) -> None:
    assert [row[1:] for row in rows(prose(*lines))] == expected


def test_sub_items_belong_to_the_measure_that_names_who_does_it() -> None:
    imported = prose(
        "一、章",
        "1.建园",
        "（1）选址。",
        "（2）种树。",
        "（甲局负责）",
        "2.养护",
        "（1）修剪。",
        "（乙局负责）",
    )
    assert rows(imported) == [
        ("章", 1, "建园\n（1）选址。\n（2）种树。", "甲局"),
        ("章", 2, "养护\n（1）修剪。", "乙局"),
    ]


def test_sub_items_that_each_name_somebody_are_measures() -> None:
    imported = prose("一、章", "1.建园", "（1）选址。（甲局负责）", "（2）种树。（乙局负责）")
    assert [row[1:] for row in rows(imported)] == [(1, "选址。", "甲局"), (2, "种树。", "乙局")]
    [(chapter, section, _m), _second] = imported.plan.walk()
    assert (chapter.title, section and section.title) == ("章", "建园")


def test_an_item_without_anybody_among_others_is_kept_and_told() -> None:
    imported = prose("一、章", "1.建园。（甲局负责）", "2.养护。", "3.扩建。（乙局负责）")
    assert [row[1:] for row in rows(imported)] == [
        (1, "建园。", "甲局"),
        (2, "养护。", ""),
        (3, "扩建。", "乙局"),
    ]
    assert told(imported, DOUBTFUL) == ["measure 2: no lead department"]


def test_a_chapter_in_which_nobody_is_named_is_left_out_and_told() -> None:
    imported = prose(
        "一、总体要求",
        "1.坚持统筹。",
        "二、重点任务",
        "2.建园。（甲局负责）",
        "三、保障措施",
        "3.加强领导。",
    )
    assert [row[:2] for row in rows(imported)] == [("重点任务", 2)]
    left = " ".join(told(imported, LEFT_OUT))
    for text in ("总体要求", "坚持统筹", "保障措施", "加强领导"):
        assert text in left


def test_measures_that_count_on_through_chapters_are_no_parts_of_one() -> None:
    imported = prose(
        "一、水源保护",
        "（一）水源",
        "1.开展普查。",
        "牵头单位：市水利局",
        "二、土壤保护",
        "2.健全机制。",
        "3.加大投入。",
        "牵头单位：市财政局",
    )
    assert rows(imported) == [
        ("水源保护", 1, "开展普查。", "市水利局"),
        ("土壤保护", 2, "健全机制。", ""),
        ("土壤保护", 3, "加大投入。", "市财政局"),
    ]
    assert told(imported, DOUBTFUL) == ["measure 2: no lead department"]


def test_a_line_below_the_last_part_that_is_read_as_of_the_whole_is_said() -> None:
    imported = prose("一、土壤保护", "1.健全机制。", "2.加大投入。", "牵头单位：市财政局")
    assert [row[3] for row in rows(imported)] == ["市财政局"]
    assert told(imported, READ) == [
        "the line below the last part is read as of the whole: 土壤保护"
    ]


@pytest.mark.parametrize("level", [None, "（1）"])
def test_a_measure_beside_headings_stands_in_none_of_them(level: str | None) -> None:
    imported = prose(
        "一、稳增长",
        "1.推进项目建设。",
        "（1）抓开工。（市发展改革委牵头）",
        "（2）抓进度。（市住建局牵头）",
        "2.争取专项债。",
        "（1）储备项目。（市财政局牵头）",
        "3.加强调度。（市政府办牵头）",
        decisions=Decisions(measure_level=level) if level else None,
    )
    sections = [section.title for _c, section, _m in imported.plan.walk() if section]
    assert sections[-2:] == ["争取专项债", "加强调度"]


@pytest.mark.parametrize("blank", ["　　", "  ", " "])
def test_blanks_part_the_labels_of_a_line_that_begins_with_leaders(blank: str) -> None:
    line = blank.join(["包抓领导：吴十", "责任单位：综治中心、司法所", "协助单位：各村"])
    imported = prose("（一）维稳。", line, "（二）招商。", "责任单位：经济发展办")
    measure = next(measure for _c, _s, measure in imported.plan.walk())
    assert (measure.lead, measure.participants) == (("综治中心", "司法所"), ("各村",))
    assert measure.basis == "责任单位"


@pytest.mark.parametrize("others", ["", "备注：新增"])
def test_a_note_at_the_end_is_of_all_unless_others_have_one(others: str) -> None:
    first = ["1.建园。", "牵头单位：甲局", *([others] if others else [])]
    imported = prose("一、任务", *first, "2.养护。", "牵头单位：乙局", "备注：按季度报送。")
    *_others, last = [measure for _c, _s, measure in imported.plan.walk()]
    assert last.extra == ((("备注", "按季度报送"),) if others else ())
    assert ("left out: 备注：按季度报送。" in told(imported, LEFT_OUT)) == (not others)


@pytest.mark.parametrize("blank", ["　", " ", "\t"])
def test_blanks_part_towns_and_districts_in_what_says_who_does_it(blank: str) -> None:
    imported = prose(
        "一、任务",
        f"1.建{blank}园。",
        "牵头单位：县林业局",
        f"责任单位：白水镇{blank}青山镇{blank}永宁镇",
        f"2.养护。（城关街道{blank}西河街道负责）",
        f"3.管护。（经开区{blank}高新区牵头，县商务局配合）",
        f"4.监督。（县人大{blank}县财政局负责）",
    )
    assert [(m.text, m.lead, m.participants) for _c, _s, m in imported.plan.walk()] == [
        ("建园。", ("县林业局",), ("白水镇", "青山镇", "永宁镇")),
        ("养护。", ("城关街道", "西河街道"), ()),
        ("管护。", ("经开区", "高新区"), ("县商务局",)),
        ("监督。", ("县人大", "县财政局"), ()),
    ]


def test_a_stroke_that_looks_like_the_mark_behind_a_numeral_is_one() -> None:
    imported = prose("一丶农业", "1丶种树。（甲局牵头）", "二丶工业", "2丶建厂。（乙局牵头）")
    assert rows(imported) == [("农业", 1, "种树。", "甲局"), ("工业", 2, "建厂。", "乙局")]


# -- letters and closings


def test_who_signs_a_plan_is_no_part_of_its_last_measure() -> None:
    text = "一、任务\n1.建园。（甲局牵头）\n2.养护。\n\n青山市人民政府办公室\n\n2026年3月5日\n"
    imported = read(text.encode(), "plan.txt")
    assert rows(imported) == [("任务", 1, "建园。", "甲局"), ("任务", 2, "养护。", "")]
    assert told(imported, LEFT_OUT)[-2:] == [
        "left out: 青山市人民政府办公室",
        "left out: 2026年3月5日",
    ]


def test_a_letter_around_the_plan_is_no_part_of_it() -> None:
    imported = read(
        "\n".join(
            [
                "青山市人民政府办公室关于印发实施方案的通知",
                "各区人民政府，市直各部门：",
                "现将实施方案印发给你们，请认真执行。",
                "青山市人民政府办公室",
                "2026年3月1日",
                "（此件公开发布）",
                "",
                "青山市公园建设实施方案",
                "",
                "为建好公园，制定本方案。",
                "一、任务",
                "1.建园。（甲局负责）",
                "2.养护。（乙局负责）",
                "各部门要于年底前报送总结。",
                "本方案自印发之日起施行。",
                "附件：公园名录",
                "抄送：市委办公室",
            ]
        ).encode(),
        "letter.txt",
    )
    assert imported.plan.title == "青山市公园建设实施方案"
    assert rows(imported) == [("任务", 1, "建园。", "甲局"), ("任务", 2, "养护。", "乙局")]
    left = " ".join(told(imported, LEFT_OUT))
    for text in (
        "各区人民政府，市直各部门",
        "现将",
        "此件公开",
        "为建好公园",
        "各部门要于",
        "本方案自",
        "抄送",
    ):
        assert text in left
    [chapter] = imported.plan.chapters
    assert chapter.number == 1


def test_a_rule_says_who_leads_from_there_on() -> None:
    imported = prose(
        "一、章",
        "1.建园。（甲局、乙局负责）",
        "2.养护。（甲局、乙局负责。列第一位者为牵头单位，下同）",
        "3.扩建。（乙局、丙局负责）",
        "4.绿化。（乙局、丙局牵头负责）",
    )
    assert [(m.lead, m.participants, m.basis) for _c, _s, m in imported.plan.walk()] == [
        (("甲局", "乙局"), (), "负责"),
        (("甲局",), ("乙局",), None),
        (("乙局",), ("丙局",), None),
        (("乙局", "丙局"), (), None),
    ]


def test_a_standing_rule_is_told_and_not_applied() -> None:
    imported = prose(
        "以下任务均需各区人民政府负责落实，不再列出。", "一、章", "1.建园。（甲局负责）"
    )
    assert only(imported).participants == ()
    [message] = [m for m in told(imported, DOUBTFUL) if "rule" in m]
    assert "以下任务均需各区人民政府负责落实" in message


# -- what the user decides


def test_the_user_may_say_that_the_first_leads() -> None:
    decisions = Decisions(first_leads=True)
    measure = only(prose("一、章", "1.建园。（甲局、乙局负责）", decisions=decisions))
    assert (measure.lead, measure.participants, measure.basis) == (("甲局",), ("乙局",), None)


def test_names_of_people_are_kept_only_where_asked_for() -> None:
    lines = ("一、章", "1.建园。", "分管领导：张三", "牵头单位：甲局")
    imported = prose(*lines)
    assert only(imported).extra == ()
    assert any("张三" in message for message in told(imported, LEFT_OUT))
    measure = only(prose(*lines, decisions=Decisions(people=True)))
    assert measure.extra == (("分管领导", "张三"),)


def test_an_alias_stands_for_another_name() -> None:
    decisions = Decisions(aliases={"甲委": "甲局"})
    imported = prose("一、章", "1.建园。（甲局、甲委负责）", decisions=decisions)
    assert only(imported).lead == ("甲局",)
    assert [d.name for d in imported.plan.departments] == ["甲局"]


def test_the_user_may_say_which_level_is_the_measure() -> None:
    lines = ("一、章", "（一）建园", "1.选址。（甲局负责）", "2.种树。（乙局负责）")
    imported = prose(*lines, decisions=Decisions(measure_level="（一）"))
    assert [m.number for _c, _s, m in imported.plan.walk()] == [1]
    # The text, and what the file says of who does it, is not lost.
    assert "选址" in only(imported).text


# -- what is no plan


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        (["一、章", "1.建园。", "2.养护。"], "assigns no measures to departments"),
        (
            ["一、市财政局：筹措资金。", "二、市教育局：开展宣传。", "三、市档案馆：整理档案。"],
            "goes by department",
        ),
    ],
)
def test_what_holds_no_plan_is_refused_with_the_reason(lines: list[str], reason: str) -> None:
    with pytest.raises(PlanError) as caught:
        prose(*lines)
    [problem] = caught.value.problems
    assert reason in problem.message
    assert problem.suggestion


# -- size


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("文字，" * 300_000 + "（甲局负责）", id="a long paragraph"),
        pytest.param("文（" + "甲局牵头，" * 100_000 + "）", id="a long bracket"),
        pytest.param("文" + "（" * 100_000 + "甲局负责" + "）" * 100_000, id="nested brackets"),
        pytest.param("文" + "（" * 100_000 + "甲局负责", id="open brackets"),
        pytest.param("文" + "（甲局负责）" * 50_000, id="many brackets"),
        pytest.param("文。" + "牵头单位：甲局" * 20_000, id="many labels"),
        pytest.param("文。\n牵头单位：" + "各市、" + "县、" * 50_000, id="a group that goes on"),
        pytest.param("\n".join(f"{i}.文。（甲局负责）" for i in range(2, 8_000)), id="many items"),
        pytest.param("文（甲\n" * 8_000, id="brackets never closed"),
        pytest.param("\n".join("1." * i + "1 文（甲局负责）" for i in range(1, 900)), id="deep"),
    ],
)
def test_nothing_takes_more_time_than_its_length_asks_for(body: str) -> None:
    began = time.process_time()
    assert rows(prose("一、章", "1.建园。（甲局负责）", f"2.{body}"))
    assert time.process_time() - began < 10


@pytest.mark.parametrize(
    ("heading", "wording", "title", "text"),
    [
        # A line of its own is kept as the title, whether or not its words stand in the wording.
        (
            "健全补偿标准",
            "建立动态机制，健全补偿标准。",
            "健全补偿标准",
            "建立动态机制，健全补偿标准。",
        ),
        (
            "健全标准，加大投入",
            "逐步健全标准，加大投入。",
            "健全标准，加大投入",
            "逐步健全标准，加大投入。",
        ),
        ("草原补偿", "健全奖励政策。", "草原补偿", "草原补偿\n健全奖励政策。"),
        # What the wording begins with, or a program cut, says nothing of its own.
        ("推进补偿", "推进补偿，加大投入。", None, "推进补偿，加大投入。"),
        ("建立…机制", "建立动态的机制。", None, "建立动态的机制。"),
    ],
)
def test_a_short_heading_of_a_measure_is_kept(
    heading: str, wording: str, title: str | None, text: str
) -> None:
    lines = ("一、任务", f"1. {heading}", f"{wording}（林业厅牵头，财政厅参加）")
    measure = only(prose(*lines))
    assert (measure.title, measure.text) == (title, text)


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("第一章 分领域任务", "分领域任务"),
        ("第一章 部门职责", "部门职责"),
        ("第一章 部分改革", "部分改革"),
        ("第一篇 编制规划", "编制规划"),
        ("第一部分 总体要求", "总体要求"),
    ],
)
def test_a_heading_keeps_all_of_its_title(line: str, title: str) -> None:
    lines = ["某市重点任务分工方案", line, "1.种树。（市林业局牵头）", "2.修剪。（市林业局牵头）"]
    imported = read("\n".join(lines).encode(), "x.txt")
    assert [chapter.title for chapter in imported.plan.chapters] == [title]


def test_a_heading_may_name_the_departments_of_the_items_below_it() -> None:
    imported = prose(
        *("一、产业发展（牵头单位：甲局）", "1.建设园区。", "2.培育企业。"),
        *("二、城市建设（牵头单位：乙局；配合单位：丙局）", "1.改造管网。", "2.修建公园。"),
    )
    assert rows(imported) == [
        ("产业发展", 1, "建设园区。", "甲局"),
        ("产业发展", 2, "培育企业。", "甲局"),
        ("城市建设", 1, "改造管网。", "乙局"),
        ("城市建设", 2, "修建公园。", "乙局"),
    ]


def test_until_when_a_heading_says_is_told_where_its_items_have_their_own() -> None:
    imported = prose(
        *("一、产业", "1.建园区。（牵头单位：甲局；完成时限：2025年6月底前；目标：9成）"),
        "二、民生（乙局牵头，2025年6月底前完成）",
        *("2.养老。（牵头单位：丙局）", "三、环保（牵头单位：丁局；目标：9成）"),
        "3.治水。（牵头单位：戊局）",
    )
    said = told(imported, LEFT_OUT)
    assert any("2025年6月底前" in message for message in said)
    assert any("9成" in message for message in said)


@pytest.mark.parametrize("numeral", ["2.", "2、", "②", "（2）"])
def test_a_numeral_below_departments_without_one_begins_the_next_measure(numeral: str) -> None:
    first = numeral.replace("2", "1").replace("②", "①")
    for below in (["配合单位：县财政局、", "县教育局"], ["责任单位：", "县教育局", "县财政局"]):
        imported = prose("一、民生", f"{first}提高质量。", *below, f"{numeral}新建县中医院。")
        assert [measure.text for _c, _s, measure in imported.plan.walk()] == [
            "提高质量。",
            "新建县中医院。",
        ]


def test_departments_with_numerals_count_from_one() -> None:
    imported = prose(
        *("一、民生", "1.提高质量。", "责任单位：", "1.县教育局", "2.县财政局"),
        *("2.新建学校。", "责任单位：", "（1）县教育局", "（2）县住建局"),
    )
    leads = [measure.lead for _c, _s, measure in imported.plan.walk()]
    assert leads == [("县教育局", "县财政局"), ("县教育局", "县住建局")]


def test_who_signs_the_document_is_no_department_of_its_last_measure() -> None:
    imported = prose(
        *("一、民生", "1.提高质量。", "责任单位：", "县教育局", "县财政局"),
        *("某县人民政府办公室", "2026年3月1日"),
    )
    [(_c, _s, measure)] = imported.plan.walk()
    assert measure.lead == ("县教育局", "县财政局")
    assert any("某县人民政府办公室" in message for message in told(imported, LEFT_OUT))


def test_that_those_who_host_lead_beside_the_leads_is_said() -> None:
    lines = prose("一、产业", "1.建园。（牵头单位：甲局；主办单位：乙局）")
    table = read("序号,任务,牵头单位,主办单位\n1,建园,甲局,乙局\n".encode(), "plan.csv")
    for imported in (lines, table):
        [(_c, _s, measure)] = imported.plan.walk()
        assert measure.lead == ("甲局", "乙局")
        assert any("主办单位" in remark.message for remark in imported.remarks)


@pytest.mark.parametrize("signer", ["主办：县政府", "主办单位：县政府办公室"])
def test_whose_page_it_is_leads_nothing(signer: str) -> None:
    lines = ("一、产业", "1.建园。", "牵头单位：甲局", "2.修路。", "牵头单位：乙局")
    for below in ((signer,), (signer, "承办：县大数据中心"), ("扫一扫在手机打开", signer)):
        imported = prose(*lines, *below)
        assert [measure.lead for _c, _s, measure in imported.plan.walk()] == [("甲局",), ("乙局",)]
        assert any(signer in message for message in told(imported, LEFT_OUT))
    hosted = prose(*lines[:2], "主办单位：甲局", *lines[3:4], "主办单位：乙局")
    assert [measure.lead for _c, _s, measure in hosted.plan.walk()] == [("甲局",), ("乙局",)]


@pytest.mark.parametrize(
    ("before", "line", "field", "value"),
    [
        ("完成时限：6月底", "各配合单位：丙局", "deadline", "6月底"),
        ("工作目标：通车", "各乡镇责任单位：丙镇", "target", "通车"),
        ("配合单位：丙局", "全部完成时限：6月底", "deadline", "6月底"),
        ("配合单位：丙局", "各乡镇完成时限：6月底", "participants", ("丙局",)),
        ("配合单位：丙局", "各乡镇工作目标：百户", "participants", ("丙局",)),
    ],
)
def test_what_stands_before_a_label_is_of_no_other_line(
    before: str, line: str, field: str, value: object
) -> None:
    for text in (
        ("1.建园。", "牵头单位：甲局", before, line),
        (f"1.建园。（牵头单位：甲局；{before}；{line}）",),
    ):
        [(_c, _s, measure)] = prose("一、产业", *text).plan.walk()
        assert getattr(measure, field) == value
        assert "甲局" in measure.lead


def test_a_short_title_has_commas_of_full_width_where_the_wording_has_others() -> None:
    text = """# 方案

## 一、产业

### 1. 将"放管服"，"一件事"做实

将"放管服","一件事"做实

牵头单位：甲局
"""
    [(_c, _s, measure)] = read(text.encode(), "plan.md").plan.walk()
    assert measure.text == '将"放管服","一件事"做实'


@pytest.mark.parametrize(
    ("label", "field", "value"),
    [
        ("完成时限：6月底", "deadline", "6月底"),
        ("目标：建成3座", "target", "建成3座"),
        ("责任人：张三", "extra", (("责任人", "张三"),)),
        ("责任处室：水利科", "extra", (("责任处室", "水利科"),)),
    ],
)
def test_who_helps_and_until_when_stand_behind_any_label(
    label: str, field: str, value: object
) -> None:
    decisions = Decisions(people=True)
    for behind, deadline in (
        ("各乡镇配合", None),
        ("县财政局配合", None),
        ("6月底前完成", "6月底前"),
    ):
        if deadline and field == "deadline":
            continue
        text = f"1.修坝。（牵头单位：县水利局；{label}；{behind}）"
        [(_c, _s, measure)] = prose("一、水利", text, decisions=decisions).plan.walk()
        assert getattr(measure, field) == value
        assert measure.lead == ("县水利局",)
        if deadline:
            assert measure.deadline == deadline
        else:
            assert measure.participants == (behind.removesuffix("配合"),)


def test_a_timetable_is_not_parted_at_its_last_date() -> None:
    text = "1.修坝。（牵头单位：县水利局；进展：3月底设计；6月底）"
    [(_c, _s, measure)] = prose("一、水利", text).plan.walk()
    assert measure.deadline is None
    assert measure.extra == (("进展", "3月底设计；6月底"),)


def test_departments_between_their_people_are_departments() -> None:
    cell = '"县财政局\n责任人：张三\n县发改局\n责任人：李四"'
    table = f"任务,牵头单位,配合单位\n修渠,县水利局,{cell}\n"
    imported = read(table.encode(), "plan.csv", decisions=Decisions(people=True))
    [(_c, _s, measure)] = imported.plan.walk()
    assert measure.participants == ("县财政局", "县发改局")
    assert dict(measure.extra)["责任人"] == "张三、李四"


@pytest.mark.parametrize("front", ["镇（街道）", "县（市、区）", "市直及区县"])
def test_a_front_of_a_label_with_brackets_is_no_department(front: str) -> None:
    text = f"1.修坝。（牵头单位：县水利局；{front}配合单位：甲镇、乙镇）"
    imported = prose("一、水利", text)
    [(_c, _s, measure)] = imported.plan.walk()
    assert (measure.lead, measure.participants) == (("县水利局",), ("甲镇", "乙镇"))
    assert any(front in message for message in told(imported, DOUBTFUL))


def test_the_bracket_of_a_last_line_stays_in_it_above_label_lines() -> None:
    text = "1.教育。<br>（1）义务教育。（省教育厅负责）<br>（2）取暖。（省能源局负责）"
    page = f"<h1>方案</h1><p>一、民生</p><p>{text}</p><p>牵头单位：省发改委</p>"
    [(_c, _s, measure)] = read(page.encode(), "plan.html").plan.walk()
    assert (measure.lead, measure.participants) == (("省发改委",), ())
    assert measure.text.endswith("（2）取暖。（省能源局负责）")


def test_people_parted_by_blanks_are_several() -> None:
    imported = prose(
        "一、产业",
        *("1.建园区。", "牵头单位：甲局", "责任人：李四 王五"),
        "2.招商。（牵头单位：乙局；责任人：赵 六）",
        decisions=Decisions(people=True),
    )
    extra = [dict(measure.extra) for _c, _s, measure in imported.plan.walk()]
    assert extra == [{"责任人": "李四、王五"}, {"责任人": "赵六"}]


@pytest.mark.parametrize("numerals", [("（一）", "（二）"), ("1.", "2.")])
def test_every_attachment_is_left_out(numerals: tuple[str, str]) -> None:
    imported = prose(
        "一、产业",
        *(f"{numerals[0]}扩大投资。（甲局牵头）", f"{numerals[1]}提振消费。（乙局牵头）"),
        *("附件：1.责任清单", "      2.联系人名单", "      3.考核办法", "某市人民政府办公室"),
    )
    assert [row[2] for row in rows(imported)] == ["扩大投资。", "提振消费。"]
    assert len(told(imported, LEFT_OUT)) == 4


@pytest.mark.parametrize("amount", ["1.5万套住房", "1.5亿元资金", "1.5%的增长"])
def test_an_amount_behind_a_numeral_is_of_the_wording(amount: str) -> None:
    imported = prose("一、任务", f"1.{amount}。（甲局牵头）", "2.2.5公里道路。（乙局牵头）")
    assert [row[1:3] for row in rows(imported)] == [(1, f"{amount}。"), (2, "2.5公里道路。")]


def test_a_list_of_names_at_the_end_may_have_brackets_inside() -> None:
    imported = prose(
        *(
            "1.救助。（省民政厅、各市（州）人民政府负责）",
            "2.扶助。（省民政厅、各市（州）人民政府）",
        )
    )
    assert rows(imported)[1][2:] == ("扶助。", "省民政厅 各市（州）人民政府")


def test_the_last_item_before_a_table_is_a_measure_like_those_before_it() -> None:
    text = "# 青山市任务分工\n\n## 一、任务\n\n1.建设平台。（牵头单位：甲局）\n\n2.推进改革。\n\n"
    text += "| 序号 | 任务 | 牵头单位 |\n|---|---|---|\n| 3 | 修路 | 乙局 |\n"
    imported = read(text.encode(), "plan.md")
    assert [row[1:3] for row in rows(imported)] == [
        (1, "建设平台。"),
        (2, "推进改革。"),
        (3, "修路"),
    ]
    assert told(imported, DOUBTFUL) == ["measure 2: no lead department"]


def test_headings_by_style_keep_the_departments_below_each() -> None:
    text = """# 营商环境任务分工方案

## 一、主要任务

### 1.健全法规体系。

牵头单位：省司法厅

## 二、保障措施

### 1.加强组织领导。

各部门要高度重视。

### 2.强化督导考核。

牵头单位：省政府督查室
"""
    imported = read(text.encode(), "plan.md")
    assert [(row[0], row[1], row[3]) for row in rows(imported)] == [
        ("主要任务", 1, "省司法厅"),
        ("保障措施", 1, ""),
        ("保障措施", 2, "省政府督查室"),
    ]


def test_headings_may_be_counted_without_a_sign() -> None:
    imported = prose(
        "1 产业发展",
        "1.1 新建产线。（生产部牵头）",
        "1.2 改造仓库。（物流部牵头）",
        "2 人才队伍",
        "2.1 招聘员工。（人力资源部牵头）",
    )
    assert imported.plan.title == "青山市重点任务分工方案"
    assert [row[:3] for row in rows(imported)] == [
        ("产业发展", 1, "新建产线。"),
        ("产业发展", 2, "改造仓库。"),
        ("人才队伍", 1, "招聘员工。"),
    ]


@pytest.mark.parametrize("same", ["（同上）", "（责任单位：同上）", "(同上)。"])
def test_the_same_as_above_is_as_the_measure_before(same: str) -> None:
    imported = prose(
        "一、产业发展（县发改局牵头，县财政局配合）",
        "1.修路。",
        "2.架桥。（县水利局牵头）",
        f"3.护桥。{same}",
    )
    assert [row[2:] for row in rows(imported)] == [
        ("修路。", "县发改局"),
        ("架桥。", "县水利局"),
        ("护桥。", "县水利局"),
    ]
    assert "as the measure before: 县水利局" in told(imported, READ)


@pytest.mark.parametrize("page", ["6\n\n\f", "\f6\n\n", "\n6\n\f"])
def test_a_number_at_the_end_or_the_beginning_of_a_page_is_the_pages(page: str) -> None:
    imported = prose(
        "一、主要任务",
        "1. 新建学校，改善办学条件",
        "新建学校5所，改善办学条件，按期投入使",
        f"用。\n\n{page}牵头单位：县教育局",
        "2. 修路。",
        "牵头单位：县交通局",
    )
    assert "6" not in rows(imported)[0][2]
    assert any(message.endswith("left out: 6") for message in told(imported, REPAIRED))


def test_people_that_stay_in_a_wording_are_told() -> None:
    imported = prose("1.修路。牵头领导：张三；尽快开工。（县交通局负责）")
    assert any("names of people may be left" in message for message in told(imported, DOUBTFUL))


@pytest.mark.parametrize("tick", ["- [x] ", "- [X] ", "☑ ", "✓", "√ ", "- ☑ "])
def test_ticks_before_items_are_said_once_to_be_dropped(tick: str) -> None:
    lines = ["任务清单", "一、水环境"]
    for at, before in enumerate((tick, tick.replace("x", " ").replace("X", " "), ""), 1):
        lines += [f"{before}{at}. 完成整治任务{at}。（牵头单位：市水务局）", ""]
    imported = read("\n".join(lines).encode(), "x.md")
    assert [m.text for _c, _s, m in imported.plan.walk()] == [
        f"完成整治任务{at}。" for at in (1, 2, 3)
    ]
    said = [r.message for r in imported.remarks if r.message.startswith("ticks are not kept")]
    assert said == ["ticks are not kept: 1" + "、2" * ("[" not in tick)]


def test_a_box_that_is_not_ticked_beside_one_that_is_is_a_doubt() -> None:
    lines = ["任务清单", "一、水环境", "1. 完成整治任务。（□市水务局 ☑市财政局牵头）"]
    imported = read("\n\n".join(lines).encode(), "x.txt")
    assert [r for r in imported.remarks if r.kind == DOUBTFUL and "not ticked" in r.message]


def test_labels_in_a_bracket_that_only_blanks_part() -> None:
    measure = only(
        prose("一、产业", "1. 建园区。（责任单位：发改局 财政局 完成时限：6月 目标：投资5亿元）")
    )
    assert measure.lead == ("发改局", "财政局")
    assert (measure.deadline, measure.target) == ("6月", "投资5亿元")


def test_a_blank_before_a_colon_in_a_wording_is_layout() -> None:
    measure = only(prose("一、产业", "1. 坚持标准 时限：按期办结。（牵头单位：甲局）"))
    assert measure.text == "坚持标准时限：按期办结。"


def test_headings_that_are_departments_lead_what_stands_below_them() -> None:
    imported = prose(
        "一、县教育局、县人社局",
        "1. 新建学校3所。",
        "2. 改革招生。",
        "二、县财政局",
        "1. 落实预算。",
    )
    assert [(number, leads) for _c, number, _t, leads in rows(imported)] == [
        (1, "县教育局 县人社局"),
        (2, "县教育局 县人社局"),
        (1, "县财政局"),
    ]
    [doubt] = told(imported, DOUBTFUL)
    assert "县教育局、县人社局、县财政局" in doubt


@pytest.mark.parametrize("second", ["二、产业发展", "二、县财政局职责"])
def test_headings_of_which_one_is_no_department_name_nobody(second: str) -> None:
    with pytest.raises(PlanError):
        prose("一、县教育局", "1. 新建学校3所。", second, "1. 落实预算。")


def test_headings_that_are_departments_name_nobody_where_a_measure_does() -> None:
    imported = prose(
        "一、县教育局", "1. 建校。（甲局牵头）", "二、县财政局", "1. 编预算。（乙局牵头）"
    )
    assert [leads for _c, _n, _t, leads in rows(imported)] == ["甲局", "乙局"]


@pytest.mark.parametrize(
    "said",
    [
        "市发展改革委 市审计局共同负责",
        "市发展改革委 市审计局会同市财政局负责",
        "市发展改革委 市审计局做好配合",
        "牵头单位：市发展改革委 市审计局等",
    ],
)
def test_a_blank_between_names_parts_them_whatever_verb_follows(said: str) -> None:
    measure = only(prose("一、产业", f"1. 建园区。（{said}）"))
    assert {"市发展改革委", "市审计局"} <= {*measure.lead, *measure.participants}


def test_a_blank_parts_a_name_from_a_group() -> None:
    measure = only(prose("一、治安", "1. 建平台。（市公安局 各县（区）人民政府负责）"))
    assert measure.lead == ("市公安局", "各县（区）人民政府")


def test_the_table_of_an_annex_stands_under_its_own_title() -> None:
    table = "|序号|具体措施|牵头单位|\n|-|-|-|\n|{number}|{name}|县教育局|\n"
    text = (
        "# 青山县民生实事方案\n\n一、重点任务\n\n1. 改造学校。（责任单位：县教育局）\n\n"
        "二、保障措施\n\n2. 安排资金。（责任单位：县财政局）\n\n"
        "附件1\n\n重点项目分解表\n\n"
        + table.format(number=1, name="建幼儿园")
        + "\n附件2：\n\n改革任务分解表\n\n"
        + table.format(number=1, name="招聘教师")
    )
    imported = read(text.encode(), "plan.md")
    assert [(title, wording) for title, _n, wording, _l in rows(imported)] == [
        ("重点任务", "改造学校。"),
        ("保障措施", "安排资金。"),
        ("重点项目分解表", "建幼儿园"),
        ("改革任务分解表", "招聘教师"),
    ]


def test_a_table_below_the_first_annex_is_the_plan() -> None:
    table = "|序号|具体措施|牵头单位|\n|-|-|-|\n|1|建园|甲局|\n"
    text = f"关于印发方案的通知\n\n附件1\n\n重点项目分解表\n\n{table}"
    imported = read(text.encode(), "plan.md")
    assert imported.plan.title == "重点项目分解表"


def test_the_only_item_of_a_section_is_a_measure_where_others_of_its_level_are() -> None:
    imported = prose(
        "一、民生",
        "1.产业",
        "（1）修建公路。",
        "牵头单位：甲局",
        "2.社会",
        "（2）落实政策。（责任单位：乙局）",
        "（3）建设农田。由各乡镇人民政府牵头负责。",
    )
    assert [row[1:] for row in rows(imported)] == [
        (1, "修建公路。", "甲局"),
        (2, "落实政策。", "乙局"),
        (3, "建设农田。", "各乡镇人民政府"),
    ]


def test_the_only_items_of_mere_titles_are_measures() -> None:
    imported = prose(
        "一、民生",
        "1.产业",
        "（1）修建公路。",
        "牵头单位：甲局",
        "2.社会",
        "（1）建校。",
        "牵头单位：乙局",
    )
    assert [row[1:] for row in rows(imported)] == [(1, "修建公路。", "甲局"), (1, "建校。", "乙局")]


def test_two_works_in_one_measure_with_who_does_each_are_doubted() -> None:
    imported = prose(
        "一、城乡建设",
        "1.实施城市更新行动。",
        "近期任务：改造老旧小区20个。",
        "责任单位：区住建局",
        "中期任务：改造管网30公里。",
        "责任单位：区城管局",
        "2.修路10公里。",
        "责任单位：区交通局",
    )
    doubt = "what belongs to which of the leads is not kept: 区住建局、区城管局"
    assert any(doubt in remark.message for remark in imported.remarks)


def test_the_last_part_of_a_heading_has_its_own_departments() -> None:
    imported = prose(
        "一、目标任务（牵头单位：县政府办）",
        "1.抓产业。培育企业10家。",
        "2.抓项目。建设园区3个。",
        "二、保障措施",
        "3.加强组织领导。成立工作专班。",
        "4.严肃监督问责。（责任单位：县纪委监委）",
    )
    assert [row[2:] for row in rows(imported)][2:] == [
        ("加强组织领导。成立工作专班。", ""),
        ("严肃监督问责。", "县纪委监委"),
    ]


def test_a_last_sentence_about_partners_stays_in_the_measure() -> None:
    imported = prose("一、保障", "（一）健全机制。加强部门配合。", "牵头单位：县发改局")
    assert [row[2:] for row in rows(imported)] == [("健全机制。加强部门配合。", "县发改局")]


def test_a_bracket_with_a_time_follows_the_one_about_who_does_it() -> None:
    imported = prose(
        "一、水利", "1.修水库。（县水利局牵头负责）（6月底前）", "2.修渠。（县水利局负责）"
    )
    _c, _s, first = next(imported.plan.walk())
    assert (first.text, first.lead, first.deadline) == ("修水库。", ("县水利局",), "6月底前")


def test_sentences_of_each_item_are_of_that_item() -> None:
    imported = prose(
        "一、加强要素保障",
        "（一）用地保障。新增建设用地。由市自然资源局牵头，市发展改革委配合。",
        "（二）金融支持。",
        "1.新增贷款500亿元。此项工作由市财政局牵头，市审计局配合。",
        "2.入驻企业突破1万家。由市发展改革委牵头，市统计局配合。",
        "（三）用工保障。开展春风行动。由市人社局牵头，市总工会配合。",
    )
    leads = {m.text: m.lead for _c, _s, m in imported.plan.walk()}
    assert leads["新增贷款500亿元。"] == ("市财政局",)
    assert leads["入驻企业突破1万家。"] == ("市发展改革委",)


def test_a_table_of_indicators_says_nothing_of_the_measure_above() -> None:
    table = "| 工作目标 | 责任人 |\n|---|---|\n| 高企培育 | 张三 |"
    text = f"# 方案\n\n## 一、科技\n1.研发投入。（市统计局牵头）\n\n{table}\n"
    imported = read(text.encode(), "x.md")
    [(_c, _s, measure)] = imported.plan.walk()
    assert (measure.target, measure.extra) == (None, ())
    assert any("高企培育" in message for message in told(imported, LEFT_OUT))


def test_notes_in_a_list_of_labels_are_labels() -> None:
    listed = "  - 牵头单位：县教育局\n  - 说明：省定\n  - 进度说明：过半\n"
    text = f"# 方案\n\n## 一、章\n\n- [ ] **1.** 建校\n{listed}"
    [(_c, _s, measure)] = read(text.encode(), "x.md").plan.walk()
    assert measure.extra == (("说明", "省定"), ("进度说明", "过半"))


def test_a_list_of_departments_in_the_wording_is_doubted() -> None:
    for listed in ("市投促局、市经合局", "市投促局", "市财政局、各镇", "市财政局、市供电公司"):
        text = f"1.招商10次（{listed}）；签约50亿元（市商务局牵头）。"
        assert any(listed in message for message in told(prose("一、产业", text), DOUBTFUL))


def test_what_a_web_page_puts_below_a_text_is_no_label() -> None:
    below = ["公开方式：主动公开", "审核：李四", "编辑：王五"]
    imported = prose("一、教育", "1.新建学校。", "牵头单位：县教育局", "配合单位：县财政局", *below)
    [(_c, _s, measure)] = imported.plan.walk()
    assert measure.extra == ()
    assert [f"left out: {line}" for line in below] == told(imported, LEFT_OUT)


def test_labels_below_the_date_are_of_the_page() -> None:
    imported = prose(
        "一、强化基层基础",
        "1.做好防汛工作。（市水利局牵头，市应急局配合）",
        "安宁市人民政府办公室",
        "2025年3月1日",
        "主办：安宁市委网信办",
        "承办单位：安宁市大数据局",
    )
    [(_c, _s, measure)] = imported.plan.walk()
    assert (measure.lead, measure.participants) == (("市水利局",), ("市应急局",))
    assert {"left out: 主办：安宁市委网信办", "left out: 承办单位：安宁市大数据局"} <= {
        *told(imported, LEFT_OUT)
    }


@pytest.mark.parametrize("line", ["年度目标：学位500个", "重点项目：县一中扩建", "项目三：修操场"])
def test_departments_in_brackets_of_another_label_are_doubted(line: str) -> None:
    imported = prose(
        "一、教育", "1.建学校。", "牵头单位：县教育局", f"{line}（责任单位：县人社局）"
    )
    assert any("县人社局" in message for message in told(imported, DOUBTFUL))


@pytest.mark.parametrize("line", ["问题二：化债进度慢。", "项目3：修操场", "任务八：化债"])
def test_a_label_that_counts_is_doubted(line: str) -> None:
    imported = prose(
        "一、教育",
        "1.建学校。",
        "牵头单位：县教育局",
        line,
        "2.招教师。",
        "牵头单位：县人社局",
    )
    assert any(line[4:].rstrip("。") in message for message in told(imported, DOUBTFUL))


def test_labels_behind_a_deadline_are_no_part_of_it() -> None:
    imported = prose(
        "一、任务",
        "1.建农田。",
        "牵头单位：县农业局",
        "完成时限：主体工程：6月底，附属工程：9月底",
        "责任乡镇：城关镇、白水镇",
        "2.建房。（县住建局牵头；完成时限：一期：6月底；二期：9月底；验收标准：合格，资料齐全；配合单位：县财政局）",
        "3.建桥。（责任单位：县交通局，完成时限：11月底，序时进度：6月底完成50%，9月底完成80%）",
    )
    first, second, third = [measure for _c, _s, measure in imported.plan.walk()]
    assert (first.deadline, first.participants) == (
        "主体工程：6月底，附属工程：9月底",
        ("城关镇", "白水镇"),
    )
    assert (second.deadline, second.participants) == ("一期：6月底，二期：9月底", ("县财政局",))
    assert second.extra == (("验收标准", "合格，资料齐全"),)
    assert (third.deadline, third.extra) == (
        "11月底",
        (("序时进度", "6月底完成50%，9月底完成80%"),),
    )
    assert any("责任乡镇" in message for message in told(imported, READ))


@pytest.mark.parametrize(
    "names",
    [
        "牵头单位：甲局；配合单位：乙局；参与单位：丙局",
        "甲局牵头，乙局配合，丙局参加",
        "牵头单位：甲局；协办单位：乙局；参与单位：丙局",
    ],
)
def test_that_two_ways_to_take_part_are_one_role_is_said(names: str) -> None:
    imported = prose("一、任务", f"1.建房。（{names}）")
    [(_c, _s, measure)] = imported.plan.walk()
    assert measure.participants == ("乙局", "丙局")
    assert any("参" in message for message in told(imported, READ))


@pytest.mark.parametrize("label", ["总牵头", "总协调", "统筹"])
def test_what_a_line_below_a_heading_says_is_told_even_where_another_measure_has_it(
    label: str,
) -> None:
    imported = prose(
        "一、生态",
        "工作目标：森林覆盖率40%。",
        f"{label}：县林业局",
        "2.造林。",
        "牵头单位：县林业局",
        "3.治水。",
        "牵头单位：县水利局",
    )
    assert any(f"{label}：县林业局" in message for message in told(imported, LEFT_OUT))


def test_a_label_of_two_words_is_one() -> None:
    imported = prose(
        "一、任务", "1.建园区。（牵头单位：县发改局；责任科室：产业股；工作 进度：已开工）"
    )
    [(_c, _s, measure)] = imported.plan.walk()
    assert measure.extra == (("责任科室", "产业股"), ("工作进度", "已开工"))


@pytest.mark.parametrize(
    "items",
    [
        ("（1）县财政局", "（2）县住建局"),
        ("①县财政局；", "②县住建局。"),
        ("- 县财政局", "- 县住建局"),
        ("县财政局、", "县住建局"),
        ("1.县财政局", "2.县住建局"),
    ],
)
def test_departments_in_lines_below_their_label_take_part(items: tuple[str, ...]) -> None:
    imported = prose(
        "一、产业",
        "1.建园区。",
        "牵头单位：县发改局",
        "配合单位：",
        *items,
        "完成时限：6月底",
        "2.技改。",
        "牵头单位：县工信局",
    )
    measure = next(imported.plan.walk())[2]
    assert measure.participants == ("县财政局", "县住建局")
    assert (measure.text, measure.deadline) == ("建园区。", "6月底")


@pytest.mark.parametrize("signs", ["①②", "（1）|（2）", "1）|2）"])
def test_items_below_the_label_of_a_deadline_or_remark_are_its_text(signs: str) -> None:
    first, second = signs.split("|") if "|" in signs else signs
    imported = prose(
        "一、产业",
        "1.建园区。",
        "牵头单位：县发改局",
        "完成时限：",
        f"{first}6月底前10家；",
        f"{second}12月底前20家。",
        f"备注：{first}按月报送；",
        f"{second}列入考核。",
        "2.技改。",
        "牵头单位：县工信局",
    )
    measure = next(imported.plan.walk())[2]
    assert measure.text == "建园区。"
    assert all(part in str(measure.deadline) for part in ("6月底前10家", "12月底前20家"))
    assert dict(measure.extra)["备注"] == f"{first}按月报送；\n{second}列入考核"


PASTED = (
    "二、民生\n3.建学校。（县教育局牵头）\n4.建医院。（县卫健局牵头）\n三、生态",
    "二、民生\n3.建学校。\n牵头单位：县教育局\n4.建医院。\n牵头单位：县卫健局\n三、生态",
)


@pytest.mark.parametrize("pasted", PASTED)
def test_the_items_of_one_paragraph_are_parted_at_its_line_breaks(pasted: str) -> None:
    page = "".join(
        f"<p>{line}</p>"
        for line in (
            "县方案",
            "一、产业",
            "1.建园区。（县发改局牵头）",
            "2.技改。（县工信局牵头）",
            pasted.replace("\n", "<br>"),
            "5.造林。（县林业局牵头）",
        )
    )
    imported = read(f"<html><body>{page}</body></html>".encode(), "plan.html")
    assert [
        (chapter.title, measure.number, *measure.lead)
        for chapter, _section, measure in imported.plan.walk()
    ] == [
        ("产业", 1, "县发改局"),
        ("产业", 2, "县工信局"),
        ("民生", 3, "县教育局"),
        ("民生", 4, "县卫健局"),
        ("生态", 5, "县林业局"),
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ["（1）选址（甲局牵头）", "（2）开工（乙局牵头）"],
        ["1.选址（甲局牵头）", "2.开工（乙局牵头）"],
        ["一、选址（甲局牵头）", "二、开工（乙局牵头）"],
    ],
)
def test_the_lines_of_a_measure_stay_in_its_paragraph(lines: list[str]) -> None:
    text = "<br>".join(["1.建学校。", *lines])
    page = f"<p>县方案</p><p>一、教育</p><p>{text}</p><p>2.招教师。（丙局牵头）</p>"
    imported = read(f"<html><body>{page}</body></html>".encode(), "plan.html")
    assert len(list(imported.plan.walk())) == 2


@pytest.mark.parametrize(
    "line", ["下列任务由县林业局负责：", "由县林业局牵头的任务：", "县林业局任务："]
)
def test_a_line_that_introduces_others_is_no_label_of_the_measure_above(line: str) -> None:
    imported = prose(
        "一、产业",
        "1.建园区。",
        "牵头单位：县发改局",
        line,
        "2.造林。",
        "牵头单位：县林业局",
        "3.治水。",
        "牵头单位：县水利局",
    )
    assert any(line in message for message in told(imported, LEFT_OUT))


def test_articles_below_headings_are_measures_and_the_headings_stay() -> None:
    imported = prose(
        "一、产业",
        "（一）园区",
        "第一条 建园区。（责任单位：县经信局）",
        "（二）农业",
        "第二条 建大棚。（责任单位：县农业农村局）",
        "二、民生",
        "（一）教育",
        "第三条 建学校。（责任单位：县教育局）",
    )
    assert [
        (chapter.title, section and section.title, measure.number, measure.text)
        for chapter, section, measure in imported.plan.walk()
    ] == [
        ("产业", "园区", 1, "建园区。"),
        ("产业", "农业", 2, "建大棚。"),
        ("民生", "教育", 3, "建学校。"),
    ]


def test_a_label_may_hold_a_list() -> None:
    imported = prose(
        "一、产业", "1.建园区。（牵头单位：县发改局；责任科室：产业股；存在的困难、问题：缺地）"
    )
    [(_c, _s, measure)] = imported.plan.walk()
    assert measure.extra == (("责任科室", "产业股"), ("存在的困难、问题", "缺地"))


def test_a_timetable_below_the_label_of_a_deadline_is_the_deadline() -> None:
    imported = prose(
        "一、任务",
        "1.建桥。",
        "牵头单位：县交通局",
        "时间节点：",
        "2025年3月底：完成设计；",
        "6月底：开工建设。",
        "备注：无",
        "2.建房。",
        "牵头单位：县住建局",
    )
    measure = next(imported.plan.walk())[2]
    assert measure.deadline is not None
    assert "3月底：完成设计" in measure.deadline
    assert "6月底：开工建设" in measure.deadline
    assert measure.due == "2025-06-30"


def test_a_paragraph_behind_a_bare_bracket_is_no_part_of_the_measure() -> None:
    imported = prose(
        "一、任务",
        "1.值守。（县应急局牵头，县水利局配合）",
        "2.加强河道巡查。（县水利局）",
        "各责任单位要于每月25日前报送进展。",
    )
    assert [measure.text for _c, _s, measure in imported.plan.walk()] == [
        "值守。",
        "加强河道巡查。",
    ]
    assert any("每月25日" in message for message in told(imported, LEFT_OUT))


@pytest.mark.parametrize("how", ["共同负责", "按职责分工负责", "分别负责"])
def test_how_one_does_it_with_others_is_said_not_to_be_kept(how: str) -> None:
    imported = prose("一、任务", f"1.整治河道。（县水利局会同县财政局{how}）")
    assert any(how in message for message in told(imported, READ))


@pytest.mark.parametrize(("text", "is_said"), [("待定", True), ("另行明确", True), ("无", False)])
def test_that_nobody_takes_part_so_far_is_said(text: str, is_said: bool) -> None:
    imported = prose("一、任务", f"1.整治河道。（牵头单位：县水利局，配合单位：{text}）")
    assert any(text in message for message in told(imported, READ)) == is_said


def test_lines_below_items_with_brackets_of_their_own_are_of_all_of_them() -> None:
    imported = prose(
        "一、任务",
        "1.整治河道。",
        "（1）摸底排查。（县水利局负责，3月底前完成）",
        "（2）集中整治。（县住建局负责，6月底前完成）",
        "牵头单位：县林业局",
        "完成时限：2025年12月底前",
    )
    measures = [(m.text, m.lead, m.deadline) for _c, _s, m in imported.plan.walk()]
    assert measures == [
        ("摸底排查。", ("县水利局",), "3月底前"),
        ("集中整治。", ("县住建局",), "6月底前"),
    ]
    assert any("县林业局" in message for message in told(imported, DOUBTFUL))
    assert any("12月底前" in message for message in told(imported, LEFT_OUT))


def test_that_a_lead_is_only_proposed_is_said() -> None:
    imported = prose("一、任务", "1.整治河道。（拟由县水利局牵头，县财政局配合）")
    assert any("拟由" in message for message in told(imported, READ))


@pytest.mark.parametrize(
    "names",
    [
        "牵头单位：甲局会同乙局；配合单位：丙局",
        "甲局会同乙局牵头，丙局配合",
        "牵头单位：甲局、待定",
    ],
)
def test_what_a_lead_is_with_is_said_where_it_is_not_kept(names: str) -> None:
    imported = prose("一、任务", f"1.整治河道。（{names}，完成时限：待定）")
    [(_c, _s, measure)] = imported.plan.walk()
    assert measure.lead == ("甲局",)
    assert any("会同" in message or "待定" in message for message in told(imported, READ))


def test_the_deadline_is_what_says_when_it_ends() -> None:
    imported = prose(
        "一、任务",
        "1.建桥。",
        "牵头单位：县交通局",
        "时间节点：3月底前设计",
        "完成时限：2025年12月底前",
    )
    [(_c, _s, measure)] = imported.plan.walk()
    assert (measure.deadline, measure.extra) == (
        "2025年12月底前",
        (("时间节点", "3月底前设计"),),
    )


def test_lines_below_measures_that_have_leads_are_not_those_of_the_last() -> None:
    imported = prose(
        "一、问题",
        "（一）超标排放。",
        "1.提标改造。（县住建局牵头）",
        "2.加强监测。（县环境监测站牵头）",
        "牵头单位：县水务局",
        "整改时限：2025年12月底前",
        "（二）巡河。",
        "1.修订制度。（县水利局牵头）",
    )
    assert [(m.lead, m.deadline) for _c, _s, m in imported.plan.walk()] == [
        (("县住建局",), None),
        (("县环境监测站",), None),
        (("县水利局",), None),
    ]
    assert any("县水务局" in message for message in told(imported, DOUBTFUL))


@pytest.mark.parametrize(
    "label",
    ["挂联县领导", "包联市级领导", "挂钩县领导", "主抓市领导", "县级牵头领导", "村级责任人"],
)
def test_the_label_of_a_leader_makes_no_department(label: str) -> None:
    imported = prose("一、任务", f"1.建园。（牵头单位：县A局；{label}：赵六；配合单位：县B局）")
    [(_c, _s, measure)] = imported.plan.walk()
    assert (measure.lead, measure.participants) == (("县A局",), ("县B局",))
    assert any(label in message for message in told(imported, LEFT_OUT))


@pytest.mark.parametrize(
    "title", ["附录：名词解释", "联系人及电话", "专栏1 重点工程", "注意事项："]
)
def test_items_below_a_title_behind_a_measure_are_no_part_of_it(title: str) -> None:
    imported = prose(
        "一、任务",
        "1.建云。（牵头单位：省数据局）",
        "2.推行证照。（牵头单位：省公安厅）",
        title,
        "（1）县数据局：张三，13800000000。",
        "（2）免申即享：指免于申报。",
    )
    assert [m.text for _c, _s, m in imported.plan.walk()] == ["建云。", "推行证照。"]
    said = " ".join(told(imported, LEFT_OUT))
    assert "张三" in said
    assert "免申即享" in said


@pytest.mark.parametrize("remark", ["2024年结转任务", "2025年省民生实事", "每年10万元"])
def test_a_remark_of_a_year_is_no_deadline(remark: str) -> None:
    imported = prose(
        "一、任务", f"1.建楼。（牵头单位：县卫健局）（{remark}）", "2.招生。（县教育局牵头）"
    )
    first = next(imported.plan.walk())[2]
    assert (first.text, first.lead, first.deadline) == (f"建楼。（{remark}）", ("县卫健局",), None)


@pytest.mark.parametrize("name", ["县档案馆（2024年更名）", "县财政局（6月底前拨付资金）"])
def test_a_remark_behind_a_name_stays_with_it(name: str) -> None:
    imported = prose("一、任务", f"1.建楼。（牵头单位：县卫健局；配合单位：{name}）")
    [(_c, _s, measure)] = imported.plan.walk()
    assert (measure.participants, measure.deadline) == ((name,), None)


@pytest.mark.parametrize(
    "label",
    [
        *("2025年计划投资", "其他", "2025年目标任务数", "12月进度", "第一季度", "省级联系单位"),
        *("属地责任", "“十四五”目标", "全年任务数", "前期工作"),
    ],
)
def test_a_label_that_begins_as_a_time_is_no_deadline(label: str) -> None:
    imported = prose(
        "一、任务", "1.建楼。", "牵头单位：县卫健局", "完成时限：10月", f"{label}：3亿元"
    )
    [(_c, _s, measure)] = imported.plan.walk()
    assert (measure.deadline, measure.extra) == ("10月", ((label, "3亿元"),))


def test_letters_before_items_are_no_part_of_the_label_above() -> None:
    imported = prose(
        "一、教育",
        "（一）招教师",
        "牵头单位：县教育局",
        "a.公告（牵头单位：县人社局）",
        "b.考试（牵头单位：县考试中心）",
    )
    names = [name for _c, _s, m in imported.plan.walk() for name in (*m.lead, *m.participants)]
    assert not any("公告" in name or "考试（" in name for name in names)


def test_the_bracket_behind_the_last_part_of_a_measure_is_of_all_of_it() -> None:
    imported = prose(
        "一、任务",
        "1.建学校：",
        "（1）选址；",
        "（2）开工。（牵头单位：县教育局）",
        "2.招教师（牵头单位：县人社局）",
    )
    assert [row[2:] for row in rows(imported)] == [
        ("建学校：\n（1）选址；\n（2）开工。", "县教育局"),
        ("招教师", "县人社局"),
    ]


@pytest.mark.parametrize("ends", ["。", "；"])
def test_items_of_a_list_that_is_begun_are_one_measure_also_alone_in_a_section(ends: str) -> None:
    imported = prose(
        *(
            "一、产业",
            "（一）园区",
            "1、建园区。（牵头单位：县工信局）",
            "（二）站点",
            "1、完善站点：",
        ),
        *("一是建园；", f"二是落实{ends}（牵头单位：县发改局）"),
    )
    listed = f"完善站点：\n一是建园；\n二是落实{ends}"
    assert [row[2:] for row in rows(imported)] == [("建园区。", "县工信局"), (listed, "县发改局")]


def test_whom_to_call_below_the_last_item_changes_nothing() -> None:
    imported = prose(
        *("一、产业", "1.修平台：", "（1）建水库；", "（2）建驿站。（责任单位：县教育局）"),
        *("", "联系人：张三，电话：0830-1234567"),
    )
    listed = "修平台：\n（1）建水库；\n（2）建驿站。"
    assert [row[2:] for row in rows(imported)] == [(listed, "县教育局")]


def test_the_last_line_of_labels_may_begin_with_who_helps() -> None:
    imported = prose(
        *("一、产业", "1.建桥。", "责任单位：县残联", "2.修路。"),
        "协办单位：县生态环境局  责任单位：县公安局  完成时间：2026年11月4日",
    )
    [_first, (_c, _s, second)] = imported.plan.walk()
    assert (second.lead, second.participants) == (("县公安局",), ("县生态环境局",))
    assert second.deadline == "2026年11月4日"


def test_a_line_of_labels_may_begin_with_one_of_its_own() -> None:
    imported = prose(
        *("一、产业", "1.建桥。", "考核方式：通报17次  完成时限：2025年10月  牵头部门：县教育局"),
        *("2.修路。", "牵头单位：县交通局"),
    )
    [(_c, _s, first), _second] = imported.plan.walk()
    assert (first.text, first.lead, first.deadline) == ("建桥。", ("县教育局",), "2025年10月")
    assert first.extra == (("考核方式", "通报17次"),)


@pytest.mark.parametrize(
    ("text", "wording", "lead", "others"),
    [
        ("建渠。甲局牵头负责。乙局、丙局按职责分工负责。", "建渠。", ("甲局",), ("乙局", "丙局")),
        ("建渠。由甲局牵头，乙局配合。各乡镇负责落实。", "建渠。", ("甲局",), ("乙局", "各乡镇")),
        ("建渠。甲局牵头负责。责任单位：乙局。", "建渠。", ("甲局",), ("乙局",)),
        ("建渠，由甲局牵头。（责任单位：乙局）", "建渠", ("甲局",), ("乙局",)),
        (
            "建渠，由甲局牵头制定方案。（责任单位：乙局）",
            "建渠，由甲局牵头制定方案。",
            ("乙局",),
            (),
        ),
    ],
)
def test_who_leads_may_stand_in_a_sentence_before_who_else_does_it(
    text: str, wording: str, lead: tuple[str, ...], others: tuple[str, ...]
) -> None:
    written = re.sub("(?=[甲乙丙]局)", "市", text)
    measure = only(prose("一、任务", f"1.{written}"))
    assert measure.text == re.sub("(?=甲局)", "市", wording)
    assert measure.lead == tuple(f"市{name}" for name in lead)
    assert measure.participants == tuple(
        name if name[0] == "各" else f"市{name}" for name in others
    )


def test_a_bracket_of_names_below_a_measure_of_two_paragraphs_is_of_the_measure() -> None:
    imported = prose(
        *(
            "一、措施",
            "（一）健全网络。每年新建10个。（市民政局负责）",
            "（二）强化支撑。给予奖励：本科6000元。",
        ),
        *(
            "对毕业生给予补贴。（市人社局，市财政局）",
            "（三）发展经济。每年举办1次。（市商务局负责）",
        ),
    )
    second = rows(imported)[1]
    assert second[2] == "强化支撑。给予奖励：本科6000元。\n对毕业生给予补贴。"
    assert second[3] == "市人社局 市财政局"


@pytest.mark.parametrize("label", ["牵头", "牵头单位", "责任单位"])
def test_labels_behind_a_blank_are_no_part_of_the_wording(label: str) -> None:
    imported = prose(
        *("一、应用（责任单位：县直各部门）", "1.建报警台。"),
        f"2.建校园 {label}：县教体局 协同：县数据局 时限：9月1日",
    )
    [_first, (_c, _s, second)] = imported.plan.walk()
    assert (second.text, second.lead, second.participants) == (
        *("建校园", ("县教体局",)),
        ("县数据局",),
    )
    assert second.deadline == "9月1日"


def who(imported: Imported) -> list[tuple[str, ...]]:
    """What each measure says, and who leads it and takes part."""
    return [
        (measure.text, "、".join(measure.lead), "、".join(measure.participants))
        for _chapter, _section, measure in imported.plan.walk()
    ]


def test_lines_above_groups_of_items_say_who_does_them() -> None:
    imported = prose(
        "水环境整治任务清单",
        "牵头单位：市生态环境局",
        "配合单位：各乡镇",
        "1.整治排污口120个；",
        "2.关停污染企业15家。",
        "牵头单位：市水利局",
        "3.清理河道30公里；",
        "4.拆除违建5处。",
    )
    assert who(imported) == [
        ("整治排污口120个；", "市生态环境局", "各乡镇"),
        ("关停污染企业15家。", "市生态环境局", "各乡镇"),
        ("清理河道30公里；", "市水利局", ""),
        ("拆除违建5处。", "市水利局", ""),
    ]
    message = "it says who does what stands below it"
    assert [text.partition(":")[0] for text in told(imported, READ)] == [message] * 3


def test_a_rule_behind_all_measures_is_about_them() -> None:
    imported = prose(
        "方案",
        "1.地区生产总值增长6%。",
        "责任单位：市发改委、市统计局",
        "2.工业增加值增长8%。",
        "责任单位：市经信局、市统计局",
        "注：排在第一位的单位为牵头单位。",
    )
    assert [row[1:] for row in who(imported)] == [
        ("市发改委", "市统计局"),
        ("市经信局", "市统计局"),
    ]
    rule = "the first of each list is the lead: 注：排在第一位的单位为牵头单位。"
    assert told(imported, READ) == [rule]


def test_brackets_of_bodies_alone_say_who_does_it_where_nothing_else_does() -> None:
    imported = prose(
        "方案",
        "1.加大投入。设立基金。（市工信局、市财政局）",
        "2.优化服务。（市税务局）",
        "3.强化用地。（市自然资源局、各县区政府）",
    )
    assert [row[1] for row in who(imported)] == [
        *("市工信局、市财政局", "市税务局", "市自然资源局、各县区政府"),
    ]
    assert len(told(imported, DOUBTFUL)) == 3
    with pytest.raises(PlanError):
        prose("方案", "1.加大投入。（市工信局、市财政局）", "2.优化服务。（纳税人之家）")


@pytest.mark.parametrize("blank", [[], [""]])
def test_a_title_of_two_lines_is_one_whether_empty_lines_part_all_or_none(
    blank: list[str],
) -> None:
    lines = ["青山区2025年重点工作", "任务分解方案", "一、经济", "1.兴工业。（区工信局牵头）"]
    text = "\n".join([line for text in lines for line in (text, *blank)])
    imported = read(text.encode(), "plan.txt")
    assert imported.plan.title == "青山区2025年重点工作任务分解方案"


def test_parts_in_one_line_that_each_name_somebody_are_measures() -> None:
    imported = prose(
        "方案",
        "一、补短板",
        "1.改善民生。（1）建学校。（县教育局牵头）（2）建医院。（县卫健局牵头）（3）修路。（县交通局牵头）",
    )
    assert who(imported) == [
        *(("建学校。", "县教育局", ""), ("建医院。", "县卫健局", ""), ("修路。", "县交通局", "")),
    ]


def test_a_deadline_that_stays_in_a_wording_is_doubted() -> None:
    imported = prose(
        "方案",
        "一、教育提升行动",
        "牵头单位：县教育局",
        "1.新建学校2所。完成时限：8月底",
        "2.改造食堂15个。完成时限：9月底",
        "二、健康提升行动",
        "牵头单位：县卫健局",
        "3.建卫生室10个。完成时限：10月底",
    )
    doubts = [one for one in told(imported, DOUBTFUL) if "a deadline may be left" in one]
    assert len(doubts) == 3


def test_a_bracket_of_any_kind_in_a_wording_is_doubted() -> None:
    for opening, closing in ("（）", "〔〕", "【】", "［］", "[]"):
        imported = prose(
            "方案",
            f"1.编制清单。{opening}市环境局牵头，市规划局参与{closing}不再新建锅炉。（市市场局牵头）",
            "2.整治企业。（市工信局牵头）",
        )
        doubt = "measure 1: departments may be left in its wording: 市环境局牵头，市规划局参与"
        assert doubt in told(imported, DOUBTFUL)
    nested = "市环境局牵头，各镇政府（管委会）负责落实"
    imported = prose(
        "方案", f"1.编制清单。（{nested}）不再新建。（市市场局牵头）", "2.建校。（市教育局牵头）"
    )
    assert f"measure 1: departments may be left in its wording: {nested}" in told(
        imported, DOUBTFUL
    )


@pytest.mark.parametrize(
    "verb",
    [
        *(
            "牵头督导",
            "牵头推动",
            "负责牵头",
            "牵头做好",
            "牵头统筹",
            "牵头汇总",
            "牵头指导",
            "牵头开展",
        ),
    ],
)
def test_verbs_that_lead(verb: str) -> None:
    imported = prose("方案", f"1.兴业。（市工信局{verb}，各县区配合）", "2.惠民。（市民政局牵头）")
    assert who(imported)[0][1:] == ("市工信局", "各县区")
    assert told(imported, DOUBTFUL) == []


@pytest.mark.parametrize("label", ["完成节点", "时间", "期限", "完成年限"])
def test_labels_of_a_deadline(label: str) -> None:
    imported = prose(
        "方案",
        f"1.兴业。（牵头单位：市工信局；{label}：6月底）",
        f"2.惠民。（市民政局牵头，{label}：6月底）",
    )
    measures = [measure for _c, _s, measure in imported.plan.walk()]
    assert [measure.deadline for measure in measures] == ["6月底", "6月底"]


def test_a_time_in_brackets_above_who_does_it_is_doubted() -> None:
    imported = prose(
        "方案", "1.建操场。（11月底前）", "责任单位：县文旅局", "2.建校。（县教育局牵头）"
    )
    assert told(imported, DOUBTFUL) == [
        "measure 1: a deadline may be left in its wording: 11月底前"
    ]


@pytest.mark.parametrize("sign", ["①", "★", "○", "◆ ", "▲"])
def test_a_sign_before_a_label_is_none_of_it(sign: str) -> None:
    imported = prose(
        "方案",
        *("1.建校。", f"{sign}牵头单位：县教育局", f"{sign}配合单位：县财政局"),
        *("2.修路。", f"{sign}牵头单位：县交通局", f"{sign}配合单位：县财政局"),
    )
    assert [row[1:] for row in who(imported)] == [
        *(("县教育局", "县财政局"), ("县交通局", "县财政局")),
    ]


def test_labels_in_brackets_are_labels() -> None:
    imported = prose(
        "方案",
        "1.建校。【重点】",
        "【牵头单位】县教育局",
        "【配合单位】县财政局",
        "【完成时限】6月底",
    )
    assert who(imported) == [("建校。【重点】", "县教育局", "县财政局")]
    assert only(imported).deadline == "6月底"


def test_brackets_may_say_until_when_beside_the_bodies() -> None:
    imported = prose(
        "方案", "1.建校。（县教育局、县财政局，6月底前）", "2.修路。（县交通局，9月底前）"
    )
    measures = [measure for _c, _s, measure in imported.plan.walk()]
    assert [measure.deadline for measure in measures] == ["6月底前", "9月底前"]
    assert [row[1] for row in who(imported)] == ["县教育局、县财政局", "县交通局"]


def test_a_last_sentence_that_only_says_until_when_is_doubted() -> None:
    imported = prose(
        "方案", "1.清理河道。2025年底前完成。（牵头单位：县水利局）", "2.修路。（县交通局牵头）"
    )
    assert told(imported, DOUBTFUL) == [
        "measure 1: a deadline may be left in its wording: 2025年底前完成"
    ]


def test_a_body_that_a_group_holds_and_others_name_alone_is_doubted() -> None:
    imported = prose(
        "方案", "1.修路。（县交通局牵头，各乡镇、县政府配合）", "2.建校。（县政府牵头）"
    )
    doubt = "各乡镇、县政府 is read as one name, and 县政府 stands elsewhere as another"
    assert told(imported, DOUBTFUL) == [doubt]


@pytest.mark.parametrize("date", ["2025年3月", "二〇二五年三月", "二○二五年三月十日"])
def test_the_date_below_a_title_is_no_line_of_it(date: str) -> None:
    lines = ["青山区任务分解方案", date, "1.兴工业。（区工信局牵头）"]
    assert read("\n".join(lines).encode(), "plan.txt").plan.title == "青山区任务分解方案"


@pytest.mark.parametrize("stop", ["", "。"])
def test_sentences_before_brackets_of_their_own_are_measures(stop: str) -> None:
    imported = prose(
        "方案",
        "一、治水",
        f"1.整治河道。清淤五里。（县水利局牵头，各镇（街道）配合）{stop}修堤三里。（县住建局牵头）{stop}",
        "2.治污。（县环境局牵头）",
    )
    assert who(imported) == [
        *(("清淤五里。", "县水利局", "各镇（街道）"), ("修堤三里。", "县住建局", "")),
        ("治污。", "县环境局", ""),
    ]


@pytest.mark.parametrize("signs", ["1. 2. 3.", "1、 2、 3、", "（1） （2） （3）", "① ② ③"])
@pytest.mark.parametrize("end", ["（县水利局牵头）", "\n牵头单位：县水利局"])
def test_a_list_in_one_paragraph_keeps_the_first_of_its_numerals(signs: str, end: str) -> None:
    first, second, third = signs.split()
    steps = f"{first}编制方案；{second}开展整治；{third}组织验收。"
    other = f"{first}划定区域；{second}设置标识。"
    imported = prose(
        *("方案", "一、重点任务", "（一）河道清理", *f"{steps}{end}".split("\n")),
        *("（二）水源保护", *f"{other}{end}".split("\n")),
    )
    texts = [row[0] for row in who(imported)]
    assert [text.partition("\n")[2] for text in texts] == [steps, other]
    assert [row[1] for row in who(imported)] == ["县水利局", "县水利局"]


def test_a_number_behind_a_semicolon_that_is_none_of_a_list_is_none() -> None:
    imported = prose("方案", "1.建站；2.5万千瓦并网。（县能源局牵头）", "2.修路。（县交通局牵头）")
    assert [row[0] for row in who(imported)] == ["建站；2.5万千瓦并网。", "修路。"]


@pytest.mark.parametrize("sign", ["## {}. ", "## {}、"])
def test_items_that_count_on_below_headings_with_numbers_of_their_own(sign: str) -> None:
    """The second heading is a chapter, although 3. could stand beside 2."""
    lines = ["# 县重点任务", *(sign.format(1) + "产业", "1. 招商。（牵头单位：县商务局）")]
    lines += ["2. 建园。（牵头单位：县发改局）", sign.format(2) + "民生"]
    lines += ["3. 建校。（牵头单位：县教育局）", "4. 修路。（牵头单位：县交通局）"]
    imported = read("\n\n".join(lines).encode(), "a.md")
    chapters = imported.plan.chapters
    assert [(one.title, [m.number for m in one.measures]) for one in chapters] == [
        ("产业", [1, 2]),
        ("民生", [3, 4]),
    ]


def test_a_deadline_below_the_last_of_several_items_is_of_all_where_that_is_usual() -> None:
    problem = ("1.建库。（牵头单位：县水利局）", "2.建站。（牵头单位：县财政局）")
    first = ("（一）水质不达标", *problem, "整改时限：6月底前", "督导单位：县委督查室")
    second = ("（二）管网不足", *problem, "整改时限：9月底前")
    imported = prose("整改方案", "一、问题", *first, *second)
    measures = [measure for _c, _s, measure in imported.plan.walk()]
    assert [m.deadline for m in measures] == ["6月底前", "6月底前", "9月底前", "9月底前"]
    assert [m.extra for m in measures[:2]] == [(("督导单位", "县委督查室"),)] * 2
    assert "it stands below the last item and is of all items above: 整改时限：9月底前" in told(
        imported, READ
    )


def test_a_single_deadline_below_the_last_of_several_items_is_doubted() -> None:
    problem = ("1.建库。（牵头单位：县水利局）", "2.建站。（牵头单位：县财政局）")
    imported = prose("整改方案", "一、问题", *problem, "整改时限：6月底前")
    assert [m.deadline for _c, _s, m in imported.plan.walk()] == [None, "6月底前"]
    assert "it stands below the last item and may be of all items above: 整改时限：6月底前" in told(
        imported, DOUBTFUL
    )


def test_how_often_something_is_done_is_said_to_stand_in_the_deadline() -> None:
    text = "1.强化执法。县应急局牵头，县公安局参加，每季度开展一次联合执法。"
    imported = prose("工作要点", "一、责任", text, "2.修路。（县交通局牵头）")
    assert any("每季度开展一次联合执法" in one for one in told(imported, READ))


@pytest.mark.parametrize("before", ["", "牵头领导：副市长田野；"])
@pytest.mark.parametrize(
    "of", ["办公室电话：0517-83600000", "办公室联系人：孙晓", "专班电话：8022001"]
)
def test_the_office_of_a_label_takes_no_part(before: str, of: str) -> None:
    text = f"1.管理。（{before}牵头单位：市教育局；配合单位：市公安局；{of}；完成时间：全年）"
    imported = prose("任务分解", "一、教育", text, "2.修路。（牵头单位：市交通局）")
    [first, _second] = [measure for _c, _s, measure in imported.plan.walk()]
    assert (first.lead, first.participants) == (("市教育局",), ("市公安局",))


@pytest.mark.parametrize(
    "label", ["相关附件：任务清单.docx", "相关链接：见网站", "有关要求：每月报送"]
)
@pytest.mark.parametrize("last", ["责任单位：县水利局", "完成时限：6月底"])
def test_a_label_with_a_word_for_several_is_no_body(label: str, last: str) -> None:
    lines = sorted(["责任单位：县水利局", "完成时限：6月底"], key=lambda line: line == last)
    imported = prose("任务分工", "一、任务", "1.打井。", *lines, label, "2.修路。（县交通局牵头）")
    [first, _second] = [measure for _c, _s, measure in imported.plan.walk()]
    assert (first.lead, first.participants, first.deadline) == (("县水利局",), (), "6月底")
    assert first.extra == (tuple(label.split("：")),)


@pytest.mark.parametrize(
    "foot", ["地址：某市大道99号", "网站标识码：3700000001", "联系电话：0517-8301"]
)
def test_the_foot_of_a_page_leads_no_measure(foot: str) -> None:
    lines = ("1.打井。", "责任单位：市发改委", "2.促消费。", "责任单位：市商务局")
    imported = prose("任务分工", "一、任务", *lines, "主办：某市政府办公室", "承办：市数据局", foot)
    assert [m.lead for _c, _s, m in imported.plan.walk()] == [("市发改委",), ("市商务局",)]
    assert any("某市政府办公室" in message for message in told(imported, LEFT_OUT))


@pytest.mark.parametrize("note", ["* 含结转2公里。", "※ 含结转2公里。"])
def test_a_note_with_a_star_may_be_on_the_measure_that_has_the_star(note: str) -> None:
    text = (
        f"县任务\n\n一、工程\n1.清淤12公里{note[0]}。\n责任单位：甲局\n"
        f"2.修泵站。\n责任单位：乙局\n{note}\n"
    )
    imported = read(text.encode(), "a.txt")
    assert any(
        "perhaps a note on 1" in one.message or "含结转" in one.message for one in imported.remarks
    )


@pytest.mark.parametrize(
    ("between", "other", "lead"),
    [("整改措施：开展督查。\n", "责任单位", ("甲局", "乙局")), ("", "配合单位", ("甲局",))],
)
def test_what_two_departments_have_alike_stands_twice(
    between: str, other: str, lead: tuple[str, ...]
) -> None:
    text = (
        "县任务\n\n1.压实责任。\n整改目标：压实\n整改措施：修订清单。\n责任单位：甲局\n资金：20万元\n"
        f"{between}{other}：乙局\n资金：20万元\n2.禁烧。\n责任单位：丙局\n资金：3万元\n"
    )
    [(_c, _s, first), _other] = read(text.encode(), "a.txt").plan.walk()
    assert first.lead == lead
    assert dict(first.extra)["资金"] == "20万元\n20万元"


@pytest.mark.parametrize(
    "name", ["（1）（2）县财政局", "1—3.县财政局", "县财政局（1、3项）", "2项县财政局"]
)
def test_a_name_with_the_numbers_of_items_is_doubted(name: str) -> None:
    text = f"序号,任务,牵头单位\n1,修路,{name}\n2,建厂,县水利局\n"
    imported = read(text.encode(), "a.csv")
    assert any(name in one.message for one in imported.remarks)


@pytest.mark.parametrize("label", ["说明：", "备注：", "填表说明："])
def test_items_behind_a_line_that_says_notes_are_no_measures(label: str) -> None:
    notes = [label, "1.按季报送。", "2.带星的为重点。"]
    lines = ["一、工程", "1.修路。", "责任单位：甲局", "2.建厂。", "责任单位：乙局"]
    for text in (
        [*lines, *notes],
        [*notes, *lines],
        [*lines, *notes, "二、民生", "3.建校。（丙局负责）"],
    ):
        imported = prose(*text)
        assert [row[2] for row in rows(imported)][:2] == ["修路。", "建厂。"]
        assert "报送" not in str(rows(imported))
        said = [one.message for one in imported.remarks if one.kind == LEFT_OUT]
        assert said == [f"left out: {note}" for note in notes]


def test_items_behind_notes_that_somebody_is_charged_with_are_measures() -> None:
    imported = prose(
        "一、工程", "说明：", "1.修路。", "责任单位：甲局", "2.建厂。", "责任单位：乙局"
    )
    assert [row[3] for row in rows(imported)] == ["甲局", "乙局"]


def test_a_bracket_of_a_time_and_names_is_read_in_either_order() -> None:
    text = (
        "县任务\n\n1.车展（4月，县商务局）\n2.美食节（县文旅局，6月底前）\n"
        "3.读书月（县教育局，全年）\n4.灯会（县文旅局；长期坚持）\n"
    )
    measures = [measure for _c, _s, measure in read(text.encode(), "a.txt").plan.walk()]
    assert [(one.text, one.lead, one.deadline) for one in measures] == [
        ("车展", ("县商务局",), "4月"),
        ("美食节", ("县文旅局",), "6月底前"),
        ("读书月", ("县教育局",), "全年"),
        ("灯会", ("县文旅局",), "长期坚持"),
    ]


def test_a_time_behind_a_word_for_each_is_no_department() -> None:
    text = (
        "县任务\n\n1.办车展。（县商务局牵头，县财政局配合，分别于6月底、12月底前完成）\n"
        "2.办灯会。（县文旅局牵头，须于6月底前完成）\n"
    )
    [(_c, _s, first), (_d, _t, second)] = read(text.encode(), "a.txt").plan.walk()
    assert (first.participants, first.deadline) == (("县财政局",), "分别于6月底、12月底前")
    assert second.deadline == "须于6月底前"


def test_a_department_of_other_brackets_may_stand_alone_in_one() -> None:
    text = (
        "市任务\n\n1.给予低保。（市民政局）\n2.调整补贴。（市民政局、市财政局）\n"
        "3.办理年审。（市残联负责）\n4.修订规划（草案）\n"
    )
    found = [measure for _c, _s, measure in read(text.encode(), "a.txt").plan.walk()]
    assert [one.lead for one in found] == [
        ("市民政局",),
        ("市民政局", "市财政局"),
        ("市残联",),
        (),
    ]
    assert found[3].text == "修订规划（草案）"


@pytest.mark.parametrize(
    "parts",
    [
        ("Priority 1: Safer streets", "Priority 2: Better homes"),
        ("Objective 1 - Safer streets", "Objective 2 - Better homes"),
        ("Strategic Goal 1. Safer streets", "Strategic Goal 2. Better homes"),
        ("Theme A: Safer streets", "Theme B: Better homes"),
    ],
)
def test_the_parts_of_an_english_plan_are_chapters(parts: tuple[str, str]) -> None:
    text = (
        f"Delivery Plan 2025\n\n{parts[0]}\n1. Install 40 cameras. (Lead: Safety Department)\n"
        f"{parts[1]}\n2. Build 120 homes. (Lead: Housing Department)\n"
    )
    plan = read(text.encode(), "a.txt").plan
    assert plan.title == "Delivery Plan 2025"
    assert [(chapter.number, chapter.title) for chapter in plan.chapters] == [
        (1, "Safer streets"),
        (2, "Better homes"),
    ]


@pytest.mark.parametrize("word", ["任务", "问题", "事项", "行动", "举措"])
@pytest.mark.parametrize("signs", [("一：", "二："), ("1 ", "2 "), ("1、", "2、")])
def test_records_that_are_counted_by_a_word_are_measures(word: str, signs: tuple[str, str]) -> None:
    text = (
        f"市任务清单\n\n一、城市建设\n{word}{signs[0]}建设产业园\n牵头单位：市工信局\n时限：6月底\n"
        f"{word}{signs[1]}改造小区\n责任单位：市住建局\n"
    )
    found = read(text.encode(), "a.txt").plan.walk()
    assert [(c.title, m.number, m.text, m.lead, m.deadline) for c, _s, m in found] == [
        ("城市建设", 1, "建设产业园", ("市工信局",), "6月底"),
        ("城市建设", 2, "改造小区", ("市住建局",), None),
    ]


def test_what_is_counted_by_a_word_is_a_heading_above_items() -> None:
    text = (
        "市工作安排\n\n任务1 推进数字政府\n（1）上线平台。\n牵头部门：市数据局\n"
        "任务2 优化环境\n（1）压减材料。\n牵头部门：市司法局\n"
    )
    found = read(text.encode(), "a.txt").plan.walk()
    assert [(c.number, c.title, m.text) for c, _s, m in found] == [
        (1, "推进数字政府", "上线平台。"),
        (2, "优化环境", "压减材料。"),
    ]
