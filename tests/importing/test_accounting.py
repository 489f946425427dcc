"""What a document says is in its plan or in a remark, whatever the rules of reading made of it."""

from __future__ import annotations

import random

import pytest

from ecotui.importing import accounting
from ecotui.importing.blocks import Block, Cell, Paragraph, Place, Row, Table
from ecotui.importing.outline import DOUBTFUL, LEFT_OUT, Placed, Report
from ecotui.model.toml import PlanError, dumps
from tests.support.importing import read

MEASURE = "健全公益林补偿标准的动态调整机制。（林业厅牵头，财政厅配合，2020年底前完成）"
WORDS = ("林业厅", "财政厅", "2020年底", "健全公益林补偿标准的动态调整机制")


def lines(*texts: str) -> list[Block]:
    return [Paragraph(text, Place(line=at)) for at, text in enumerate(texts, 1)]


def measure(line: int, *texts: str) -> Placed:
    return Placed(Place(line=line), ["1", *texts], 1)


def said(blocks: list[Block], *plan: Placed) -> list[tuple[str, int | None, str]]:
    report = Report("方案.txt")
    departments = {"林业厅", "财政厅", "水利厅"}
    accounting.check(blocks, plan, (), departments, "实施方案", report)
    return [(r.kind, r.place.line if r.place else None, r.message) for r in report.remarks]


WHOLE = measure(2, "健全公益林补偿标准的动态调整机制。", "林业厅", "财政厅", "2020年底前")


def test_of_what_the_plan_has_nothing_is_said() -> None:
    assert said(lines("实施方案", f"1.{MEASURE}"), WHOLE) == []


@pytest.mark.parametrize("word", ["林业厅", "财政厅", "2020年底前", "机制"])
def test_what_the_plan_lacks_is_said(word: str) -> None:
    lacking = WHOLE._replace(texts=[text.replace(word, "") for text in WHOLE.texts])
    ((kind, line, message),) = said(lines("实施方案", f"1.{MEASURE}"), lacking)
    assert (kind, line) == (DOUBTFUL if word.endswith("厅") else LEFT_OUT, 2)
    assert word in message


def test_a_department_that_went_to_another_measure_is_said() -> None:
    blocks = lines("实施方案", f"1.{MEASURE}", "2.推进退耕。", "3.实施草原补助。（水利厅负责）")
    right = [WHOLE, measure(3, "推进退耕。"), measure(4, "实施草原补助。", "水利厅")]
    assert said(blocks, *right) == []
    wrong = [WHOLE, measure(3, "推进退耕。", "水利厅"), measure(4, "实施草原补助。")]
    message = "named here, and not among the departments of this measure: 水利厅"
    assert said(blocks, *wrong) == [(DOUBTFUL, 4, message)]


def test_what_went_to_the_next_measure_from_a_line_below_this_one_is_said() -> None:
    blocks = lines("实施方案", "1.推进退耕。", "牵头单位：水利厅", "2.实施草原补助。")
    right = [measure(2, "推进退耕。", "水利厅"), measure(4, "实施草原补助。")]
    assert said(blocks, *right) == []
    wrong = [measure(2, "推进退耕。"), measure(4, "实施草原补助。", "水利厅")]
    message = "named here, and not among the departments of this measure: 水利厅"
    assert said(blocks, *wrong) == [(DOUBTFUL, 3, message)]


def test_that_another_measure_has_the_same_words_is_no_excuse() -> None:
    texts = [["措施", "完成时限"], ["健全标准。", "2020年底前"], ["推进退耕。", "2020年底前"]]
    rows = [Row(tuple(map(Cell, row)), Place(table=1, row=at)) for at, row in enumerate(texts, 1)]
    table: list[Block] = [Table(tuple(rows))]
    first = Placed(Place(table=1, row=2), ["1", "健全标准。", "2020年底前"], 1)
    second = Placed(Place(table=1, row=3), ["2", "推进退耕。"], 2)
    ((kind, _line, message),) = said(table, first, second)
    assert (kind, message) == (LEFT_OUT, "left out: 2020年底前")
    below = second._replace(above=[Placed(Place(table=1, row=2), ["2020年底前"])])
    assert said(table, first, below) == []


def test_of_a_bracket_over_two_paragraphs_nothing_is_said() -> None:
    page = (
        "<div>一、产业<br>1.建园区。（林业厅牵头，<br>财政厅配合）<br>2.修路。（水利厅牵头）</div>"
    )
    imported = read(f"<h1>方案</h1>{page}".encode(), "plan.html")
    assert [remark.message for remark in imported.remarks if remark.kind == LEFT_OUT] == []
    first, _second = [measure for _c, _s, measure in imported.plan.walk()]
    assert (first.lead, first.participants) == (("林业厅",), ("财政厅",))


def test_a_numeral_that_ranks_too_high_for_its_place_is_said() -> None:
    blocks = lines("实施方案", "1.健全标准。", "（二）推进退耕。", "1.实施草原补助。")
    first = measure(2, "健全标准。\n（二）推进退耕。")
    section = Placed(Place(line=3), ["推进退耕"])
    own = [(DOUBTFUL, 3, "（二） stands in the wording of measure 1")]
    assert said(blocks[:3], first) == own
    below = "measure 1 is not read as one below （二）, which is no heading"
    without = measure(2, "健全标准。")
    assert (DOUBTFUL, 3, below) in said(blocks, without, measure(4, "实施草原补助。"))
    below_it = measure(4, "实施草原补助。")._replace(above=[section])
    right = [measure(2, "健全标准。"), section, below_it]
    assert said(blocks, *right) == []


def test_cells_are_looked_for_in_the_measure_of_their_row() -> None:
    texts = [
        ["具体措施", "林业厅", "财政厅"],
        ["健全标准。", "A", "C"],
        ["推进退耕。", "", "水利厅"],
    ]
    rows = [Row(tuple(map(Cell, row)), Place(table=1, row=at)) for at, row in enumerate(texts, 1)]
    table: list[Block] = [Table(tuple(rows))]
    plan = [
        Placed(Place(table=1, row=2), ["1", "健全标准。", "林业厅", "A", "财政厅", "C"], 1),
        Placed(Place(table=1, row=3), ["2", "推进退耕。"], 2),
    ]
    ((kind, _line, message),) = said(table, *plan)
    assert kind == DOUBTFUL
    assert message.endswith("水利厅")


LOST = {
    "a deadline above all measures": f"一、重点任务\n完成时限：2019年底\n（一）{MEASURE}",
    "departments of a heading whose items name their own": (
        f"一、重点任务（水利厅牵头，科技厅配合）\n（一）{MEASURE}\n（二）推进退耕。（农业厅负责）"
    ),
    "two deadlines": f"一、{MEASURE}\n完成时限：2018年底",
    "a label below a heading that nobody has": f"一、重点任务\n备注：另行安排\n（一）{MEASURE}",
}


@pytest.mark.parametrize("name", LOST)
def test_what_a_rule_passes_over_is_said(name: str) -> None:
    text = LOST[name]
    imported = read(f"实施方案\n{text}".encode(), "方案.txt")
    told = dumps(imported.plan) + "".join([remark.message for remark in imported.remarks])
    for word in ("2019年底", "水利厅", "科技厅", "2018年底", "另行安排", *WORDS):
        assert word in told or word not in text, word


MARKS = (
    "一、",
    "二、",
    "（一）",
    "（二）",
    "1.",
    "2.",
    "（1）",
    "①",
    "一是",
    "- ",
    "## ",
    "第一章 ",
    "",
)
LABELS = ("牵头单位：", "配合单位：", "完成时限：", "目标：", "备注：", "短标题：", "资金：")
TEXTS = ("健全林地补偿", "推进草原保护", "开展湿地试点", "完善水质监测", "总体要求", "保障措施")
BODIES = ("林业厅", "财政厅", "水利厅", "省农业厅", "市教育局")
ENDS = (
    "（{}牵头，{}配合）",
    "（牵头单位：{}；配合单位：{}）",
    "（{}、{}按职责分工负责）",
    "（{}会同{}负责）",
)


def paragraph(chance: random.Random) -> str:
    bodies = chance.sample(BODIES, 2)
    mark, text = chance.choice(MARKS), chance.choice(TEXTS)
    match chance.randrange(4):
        case 0:
            return chance.choice(LABELS) + chance.choice((*bodies, text, "2025年底"))
        case 1:
            return mark + text + chance.choice(("。", "", "；", "："))
        case _:
            return mark + text + "。" + chance.choice(ENDS).format(*bodies)


@pytest.mark.parametrize("file", ["方案.txt", "方案.md"])
def test_each_word_of_any_document_is_in_the_plan_or_said(file: str) -> None:
    chance = random.Random(7)
    read_ = 0
    for _ in range(400):
        paragraphs = [paragraph(chance) for _ in range(chance.randint(2, 8))]
        try:
            imported = read("\n".join(["实施方案", "", *paragraphs]).encode(), file)
        except PlanError:
            continue
        read_ += 1
        told = "".join((dumps(imported.plan), *[r.message for r in imported.remarks]))
        for word in (*TEXTS, *BODIES, "2025年底"):
            assert word in told or word not in "".join(paragraphs), (word, paragraphs)
    assert read_ > 200


@pytest.mark.parametrize("line", ["完成时限：2024年12月底前", "工作目标：全覆盖"])
def test_what_a_label_says_of_a_heading_is_told_though_another_measure_says_the_same(
    line: str,
) -> None:
    lines = ["任务分工方案", "", "一、教育", line, "1.建校。（牵头单位：甲局）"]
    lines += ["二、交通", f"2.修路。（牵头单位：乙局；{line}）", ""]
    imported = read("\n".join(lines).encode(), "a.txt")
    assert any(line.partition("：")[2] in remark.message for remark in imported.remarks)


def test_a_heading_without_measures_is_said_once() -> None:
    blocks = lines("实施方案", "一、修渠", "二、学校", "1.建学校。")
    empty, used = Placed(Place(line=2), ["修渠"]), Placed(Place(line=3), ["学校"])
    right = [empty, used, measure(4, "建学校。")._replace(above=[used])]
    assert said(blocks, *right) == [(DOUBTFUL, 2, "no measure stands below the heading 修渠")]


def test_a_heading_that_ends_as_an_item_is_said() -> None:
    heading = Placed(Place(line=2), ["征地；"])
    right = [heading, measure(3, "建学校。")._replace(above=[heading])]
    message = "the heading 征地； ends as an item of a list does"
    assert said(lines("实施方案", "一、征地；", "1.建学校。"), *right) == [(DOUBTFUL, 2, message)]
