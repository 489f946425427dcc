"""Every measure stands below its heading, with its own departments, and nothing is lost unsaid."""

from __future__ import annotations

from itertools import product
from typing import NamedTuple

import pytest

from ecotui.importing.blocks import Paragraph, Place
from ecotui.importing.document import Imported, understand
from ecotui.importing.outline import DOUBTFUL, LEFT_OUT
from ecotui.model.toml import PlanError
from ecotui.text.numerals import numeral
from tests.support.importing import read

CHAPTERS = {
    "优化政务环境": ("提升服务", "法治保障", "招商引资"),
    "强化组织保障": ("督查考核", "宣传引导", "资金支持"),
}
BODIES = [f"市{word}局" for word in ("财政", "民政", "水务", "教育", "司法", "商务", "统计")]

#: What begins a chapter, a section and a measure: by c, s and n, or in Chinese by C and S.
NUMERALS = {
    "chinese": ("{C}、", "（{S}）", "{n}."),
    "enumerating": ("{C}、", "（{S}）", "{n}、"),
    "chapters and decimals": ("第{C}章 ", "{c}.{s} ", "{c}.{s}.{n} "),
    "numbers below decimals": ("第{C}章 ", "{c}.{s} ", "{n}、"),
    "without blanks": ("第{C}章", "{c}.{s}", "{c}.{s}.{n}"),
    "decimals": ("{c}. ", "{c}.{s} ", "{c}.{s}.{n} "),
    "chapters and sections": ("第{C}章 ", "第{S}节 ", "{n}."),
    "headings": ("## {C}、", "### （{S}）", "{n}."),
    "headings without numerals": ("## ", "### ", "{n}. "),
}
#: Who does it: behind the wording, in a line of its own with a label, or in brackets.
PLACES = {"behind": "（{}负责）", "label": "\n责任单位：{}", "line": "\n（{}负责）"}


class Row(NamedTuple):
    """A measure with the headings above it and the body that does it."""

    chapter: str
    section: str | None
    text: str
    body: str


class Written(NamedTuple):
    """A document, what its plan has to hold, and what has to be kept or said to be left out."""

    text: str
    rows: list[Row]
    others: list[str]


def written(kinds: tuple[str, ...], numerals: str, place: str) -> Written:
    """A document of six sections, each with numbered measures, plain ones, as one itself, …"""
    levels = NUMERALS[numerals]
    lines = ["# 青山市重点任务分工方案" if "#" in levels[0] else "青山市重点任务分工方案"]
    rows: list[Row] = []
    others: list[str] = []
    number = 0
    for c, (chapter, titles) in enumerate(CHAPTERS.items(), 1):
        lines += ["", levels[0].format(c=c, C=numeral(c)) + chapter]
        for s, title in enumerate(titles, 1):
            kind = kinds[3 * (c - 1) + s - 1]
            lines += ["", levels[1].format(c=c, s=s, S=numeral(s)) + title]
            if kind == "text":
                texts = [f"认真做好{title}工作，确保取得实效。", f"及时总结{title}的经验。"]
                lines += texts
                others += [title, *texts]
            elif kind == "empty":
                others.append(title)
            elif kind == "itself":
                body = BODIES[len(rows) % len(BODIES)]
                text = f"健全{title}的各项制度。"
                if "#" in levels[1]:
                    lines.append(text + PLACES[place].format(body))
                else:
                    lines[-1] += "。" + text + PLACES[place].format(body)
                    text = f"{title}。{text}"
                rows.append(Row(chapter, title, text, body))
            else:
                for _turn in range(2):
                    number += 1
                    body = BODIES[len(rows) % len(BODIES)]
                    text = f"推进{title}的第{numeral(number)}项工作，落实到位。"
                    sign = levels[2].format(c=c, s=s, n=number) if kind == "numbered" else ""
                    lines += [sign + text + PLACES[place].format(body), ""]
                    rows.append(Row(chapter, title, text, body))
    return Written("\n".join(lines) + "\n", rows, others)


def wrong(document: Written, file: str) -> list[object]:
    """What is not as it was written."""
    try:
        imported = read(document.text.encode(), file)
    except PlanError as error:
        return [error] if document.rows else []
    wanted = list(document.rows)
    found = [
        Row(chapter.title, section.title if section else None, m.text, "、".join(m.lead))
        for chapter, section, m in imported.plan.walk()
    ]
    # In a chapter whose sections are all measures there are no sections.
    parted = {row.chapter for row in found if row.section}
    wanted = [row if row.chapter in parted else row._replace(section=None) for row in wanted]
    wanted += [row for row in found if not row.body]
    held = [(row.section, row.text) for row in found if not row.body]
    said = " ".join(remark.message for remark in imported.remarks)
    silent = [
        text
        for text in document.others
        if text not in said and not any(text == title or text in own for title, own in held)
    ]
    return [*(set(wanted) ^ set(found)), *silent]


@pytest.mark.parametrize("numerals", NUMERALS)
@pytest.mark.parametrize("place", PLACES)
def test_sections_of_every_kind_stand_side_by_side(numerals: str, place: str) -> None:
    kinds = ("numbered", "plain", "itself", "text", "empty")
    file = "plan.md" if "#" in NUMERALS[numerals][0] else "plan.txt"
    failed = {}
    # Each kind beside each other; 89 is prime to 5, so that every place has every kind.
    for mixture in list(product(kinds, repeat=6))[::89]:
        if bad := wrong(written(mixture, numerals, place), file):
            failed[mixture] = bad
    assert failed == {}


def prose(*lines: str) -> Imported:
    return read("\n".join(["青山市重点任务分工方案", "", *lines, ""]).encode(), "plan.txt")


def rows(imported: Imported) -> list[tuple[str, str | None, int, str, str]]:
    return [
        (c.title, s.title if s else None, m.number, m.text, "、".join(m.lead))
        for c, s, m in imported.plan.walk()
    ]


def told(imported: Imported, kind: str) -> list[str]:
    return [remark.message for remark in imported.remarks if remark.kind == kind]


def test_a_chapter_that_is_a_measure_stands_beside_chapters() -> None:
    imported = prose(
        "一、总体要求",
        "坚持统筹。",
        "二、重点任务",
        "（一）服务",
        "1.一网通办。（市财政局负责）",
        "三、强化督查。定期督查。（市审计局负责）",
        "四、法治保障",
        "2.健全法规。（市司法局负责）",
    )
    assert rows(imported) == [
        ("重点任务", "服务", 1, "一网通办。", "市财政局"),
        ("强化督查", None, 3, "强化督查。定期督查。", "市审计局"),
        ("法治保障", None, 2, "健全法规。", "市司法局"),
    ]
    assert {"left out: 一、总体要求", "left out: 坚持统筹。"} <= set(told(imported, LEFT_OUT))


def test_paragraphs_with_lines_of_their_own_are_measures_of_their_own() -> None:
    imported = prose(
        "一、章",
        "（一）节",
        "推进通办。",
        "分步实施。",
        "牵头单位：市财政局",
        "配合单位：市民政局",
        "健全法规。",
        "牵头单位：市司法局",
        "完成时限：2026年",
        "加强监管。",
        "定期督查。",
        "公布结果。",
        "牵头单位：市审计局",
    )
    first, second, third = [m for _c, _s, m in imported.plan.walk()]
    assert (first.text, first.lead, first.participants) == (
        "推进通办。\n分步实施。",
        ("市财政局",),
        ("市民政局",),
    )
    assert (second.text, second.lead, second.deadline) == ("健全法规。", ("市司法局",), "2026年")
    assert (third.text, third.lead) == ("加强监管。\n定期督查。\n公布结果。", ("市审计局",))


@pytest.mark.parametrize("sign", [".", "．"])
def test_a_number_directly_before_a_digit_is_the_number_of_the_measure(sign: str) -> None:
    imported = prose(
        "一、章",
        f"1{sign}2025年底前建成农业园。（市财政局负责）",
        f"2{sign}5G网络全覆盖。（市民政局负责）",
        f"3{sign}一、二、三产业融合发展。（市民政局负责）",
        "二、章",
        f"4{sign}10个项目开工。（市水务局负责）",
        f"5{sign}2.5万亩农田建成。（市水务局负责）",
    )
    assert [row[2:4] for row in rows(imported)] == [
        (1, "2025年底前建成农业园。"),
        (2, "5G网络全覆盖。"),
        (3, "一、二、三产业融合发展。"),
        (4, "10个项目开工。"),
        (5, "2.5万亩农田建成。"),
    ]
    assert told(imported, DOUBTFUL) == []


@pytest.mark.parametrize("number", ["1.", "1", "1.1", "1.1."])
def test_a_number_that_word_counts_is_no_wording(number: str) -> None:
    blocks = [
        Paragraph("青山市重点任务分工方案", Place(paragraph=1), centred=True),
        Paragraph("发展", Place(paragraph=2), level=1, number="一、"),
        Paragraph("2025年建成农业园。（市财政局负责）", Place(paragraph=3), number=number),
    ]
    assert rows(understand(blocks, b"", "plan.docx"))[0][2:4] == (1, "2025年建成农业园。")


def test_an_amount_is_no_number() -> None:
    imported = prose(
        "一、章",
        "1.建设农田：",
        "2.5万亩在山区；",
        "3.5万亩在平原。",
        "（市水务局负责）",
        "2.养护。（市财政局负责）",
        "二、章",
        "1.5万套住房建成。（市民政局负责）",
    )
    assert [row[2:4] for row in rows(imported)] == [
        (1, "建设农田：\n2.5万亩在山区；\n3.5万亩在平原。"),
        (2, "养护。"),
        (3, "1.5万套住房建成。"),
    ]


@pytest.mark.parametrize("text", ["一、二、三产业融合发展。", "一、二级保护区全部划定。"])
def test_what_counts_on_is_no_heading(text: str) -> None:
    imported = prose("一、章", "（一）节", "建园。（市财政局负责）", f"{text}（市民政局负责）")
    assert rows(imported) == [
        ("章", "节", 1, "建园。", "市财政局"),
        ("章", "节", 2, text, "市民政局"),
    ]


def test_a_list_that_begins_again_at_1_is_part_of_the_measure_above_it() -> None:
    imported = prose(
        "一、章",
        "（一）节",
        "1.分步实施：",
        "（一）摸底；",
        "（二）核实。",
        "（市财政局负责）",
        "（二）节",
        "2.养护。（市民政局负责）",
    )
    assert [(row[1], row[3]) for row in rows(imported)] == [
        ("节", "分步实施：\n（一）摸底；\n（二）核实。"),
        ("节", "养护。"),
    ]


def test_a_full_line_that_ends_with_departments_ends_a_paragraph() -> None:
    lines = [
        f"推进第{numeral(n)}项重点工作，建立健全长效机制。（市财政局负责）" for n in range(1, 10)
    ]
    imported = prose("一、章", *lines)
    assert [m.lead for _c, _s, m in imported.plan.walk()] == [("市财政局",)] * 9


@pytest.mark.parametrize("blank", ["　", "  "])
def test_a_chapter_and_a_section_may_stand_in_one_line(blank: str) -> None:
    matrix = "| 序号 | 措施 | 市财政局 | 市民政局 | 市水务局 |\n|-|-|-|-|-|\n"
    source = f"""# 矩阵

{matrix}| 一、章{blank}（一）甲 | | | | |
| 1 | 建园 | A/R | C | I |
| （二）乙 | | | | |
| 2 | 养护 | A/R | C | I |
| 3 | 扩建 | C | A/R | I |
"""
    imported = read(source.encode(), "plan.md")
    assert [row[:2] for row in rows(imported)] == [("章", "甲"), ("章", "乙"), ("章", "乙")]
    source = f"# 方案\n\n## 一、章{blank}（一）甲\n\n1.建园。（市财政局负责）\n"
    assert [row[:2] for row in rows(read(source.encode(), "plan.md"))] == [("章", "甲")]
    source = f"# 方案\n\n## 章{blank}（一）甲\n\n1.建园。（市财政局负责）\n"
    assert [row[:2] for row in rows(read(source.encode(), "plan.md"))] == [("章", "甲")]
    source = f"# 方案\n\n## 矩阵{blank}一、章{blank}（一）甲\n\n1.建园。（市财政局负责）\n"
    imported = read(source.encode(), "plan.md")
    assert [row[:2] for row in rows(imported)] == [("章", "甲")]
    assert told(imported, LEFT_OUT) == ["left out: 矩阵"]


def test_a_plain_paragraph_behind_a_measure_takes_no_departments_of_it_and_gives_it_none() -> None:
    lines = ("一、章", "1.建园。", "责任单位：市财政局", "养护。", "责任单位：市民政局", "2.扩建。")
    imported = prose(*lines, "责任单位：市水务局")
    assert [row[3:] for row in rows(imported)] == [
        ("建园。", "市财政局"),
        ("养护。", "市民政局"),
        ("扩建。", "市水务局"),
    ]
    imported = prose("一、章", "1.建园。（市财政局负责）", "养护。（市民政局负责）")
    assert [row[3:] for row in rows(imported)] == [("建园。\n养护。（市民政局负责）", "市财政局")]
    assert len(told(imported, DOUBTFUL)) == 2


@pytest.mark.parametrize("page", ["- 3 -", "第 3 页", "第3页，共9页"])
def test_the_number_of_a_page_is_no_part_of_a_measure(page: str) -> None:
    texts = ["青山市重点任务分工方案", "一、水利", "1.修水库。（市水利局负责）", page]
    blocks = [Paragraph(text, Place(paragraph=at)) for at, text in enumerate(texts, 1)]
    imported = understand(blocks, b"", "plan.docx")
    assert [m.text for _c, _s, m in imported.plan.walk()] == ["修水库。"]
    assert any(page in remark.message for remark in imported.remarks)
