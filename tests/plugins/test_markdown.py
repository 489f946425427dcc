"""The Markdown exporter: readable, exact under GitHub's rules, and read back as it was."""

from __future__ import annotations

from typing import Any

import pytest
from document_plans import SHAPES
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token
from plans import plan_of

from ecotui.api import clean
from ecotui.model.plan import Chapter, Department, Measure, Plan, Section
from ecotui.plugins.common import markdown_text as md
from ecotui.plugins.markdown import _headings, _table
from ecotui.query.selection import Selection, select
from ecotui.text.display import visible
from tests.support.importing import read

#: The tokens of a number in bold, with the text before it.
NUMBER = ["text", "strong_open", "text", "strong_close"]


def parser() -> MarkdownIt:
    github = MarkdownIt("gfm-like")
    assert github.linkify is not None
    # Bare names of hosts are links to this parser, but not to GitHub.
    github.linkify.set({"fuzzy_link": False})
    return github


def shown(token: Token) -> str:
    """The characters that a reader sees; anything but text and line breaks is refused."""
    out = ""
    for child in token.children or ():
        if child.type == "html_inline" and child.content == "<br>":
            out += "\n"
        else:
            assert child.type == "text", child
            out += child.content
    return out


def texts(markdown: str) -> list[str]:
    return [shown(token) for token in parser().parse(markdown) if token.type == "inline"]


def outline(plan: Plan) -> list[Any]:
    return [
        (
            (chapter.number, chapter.title),
            section and (section.number, section.title),
            measure.number,
            measure.text,
            measure.lead,
            measure.participants,
            measure.participants_open,
        )
        for chapter, section, measure in plan.walk()
    ]


def test_headings_measures_and_departments_stand_below_one_another(plan: Plan, export: Any) -> None:
    selection = select(plan, "no:8,39", language="en")
    assert export("markdown", selection).read_text(encoding="utf-8") == (
        "# 四川省健全生态保护补偿机制重点任务分工方案\n\n"
        "measures 8, 39\n\n"
        "## 一、分领域任务\n\n"
        "### （三）湿地生态保护补偿\n\n"
        "**8.** 命名一批省级重点公园,择优申报国家重点公园和国家城市湿地公园。\n\n"
        "Lead departments: 住房城乡建设厅\n\n"
        "## 二、机制创新\n\n"
        "### （五）创新政策协同机制\n\n"
        "**39.** 加快推进国家绿色产品标准、认证和标识等体系实施。\n\n"
        "Lead departments: 省质监局\n\n"
        "Participating departments: 省发展改革委, 省经济和信息化委, 科技厅, 财政厅, 环境保护厅,"
        " 住房城乡建设厅, 交通运输厅, 商务厅, 林业厅, 农业厅, 水利厅, etc.\n"
    ).replace("## 二", "\n## 二").replace("\n\n\n", "\n\n")


@pytest.mark.parametrize("layout", ["headings", "table", "tasks"])
def test_a_title_of_the_plan_has_its_name(layout: str, export: Any) -> None:
    measure = Measure(1, "推进*绿化*。", ("林业厅",), title="绿化")
    departments = (Department("林业厅"),)
    plan = Plan("p", "题", departments=departments, chapters=(Chapter(1, "章", (measure,)),))
    text = export("markdown", select(plan), layout=layout).read_text(encoding="utf-8")
    assert r"推进\*绿化\*。" in text
    assert ("| 短标题 |" if layout == "table" else "短标题：绿化\n") in text


def test_each_of_several_plans_has_its_title(two_plans: Selection, export: Any) -> None:
    lines = export("markdown", two_plans).read_text(encoding="utf-8").split("\n")
    titles = [line for line in lines if line.startswith("# ")]
    assert titles == [f"# {two_plans.plan.title}", r"# 题 \*目\* \<b> \##"]


def test_empty_selections_say_so(nothing: Selection, no_measures: Selection, export: Any) -> None:
    for layout in ("headings", "table"):
        text = export("markdown", nothing, layout=layout).read_text(encoding="utf-8")
        assert text.endswith("containing “没有这样的词”\n\nNo measure matches the query.\n")
        text = export("markdown", no_measures, layout=layout).read_text(encoding="utf-8")
        assert text == "# 空方案\n\nThe plan has no measures.\n"


def test_hostile_text_is_shown_as_it_is(hostile: Selection, export: Any) -> None:
    source = export("markdown", hostile).read_text(encoding="utf-8")
    tokens = parser().parse(source)
    kinds = {token.type for token in tokens} - {"inline"}
    assert kinds == {"heading_open", "heading_close", "paragraph_open", "paragraph_close"}
    found = []
    for token in tokens:
        if token.type == "inline" and token.content.startswith("**"):
            assert [child.type for child in token.children or ()][:4] == NUMBER
            token.children = (token.children or [])[4:]
            found.append(shown(token).removeprefix(" "))
    assert found == [clean(entry.text) for entry in hostile.measures]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_table_is_read_back_as_the_same_plan(language: str, plan: Plan, export: Any) -> None:
    written = export("markdown", select(plan, language=language), layout="table")
    again = read(written.read_bytes(), "again.md").plan
    assert again.title == plan.title
    assert outline(again) == outline(plan)
    assert [(d.name, d.kind) for d in again.departments] == [
        (d.name, d.kind) for d in plan.departments
    ]


def test_a_selection_is_read_back_too(plan: Plan, export: Any) -> None:
    selection = select(plan, "with:省发展改革委 section:湿地,水流,扶贫,投入,5", language="en")
    written = export("markdown", selection, layout="table")
    assert outline(read(written.read_bytes(), "again.md").plan) == outline(selection.to_plan())


def test_measures_may_stand_in_a_chapter_and_begin_with_a_digit(export: Any) -> None:
    name = ("林业厅",)
    chapters = (
        Chapter(1, "甲", (Measure(7, "5万亩。", name), Measure(9, ".5。", name))),
        Chapter(
            2, "乙", (Measure(11, "丁。", name),), (Section(1, "丙", (Measure(12, "戊", name),)),)
        ),
    )
    plan = Plan("p", "方案", departments=(Department(name[0]),), chapters=chapters)
    written = export("markdown", select(plan, language="en"), layout="table")
    assert outline(read(written.read_bytes(), "p.md").plan) == outline(plan)


def test_a_table_for_each_of_several_plans(two_plans: Selection, export: Any) -> None:
    tokens = parser().parse(export("markdown", two_plans, layout="table").read_text("utf-8"))
    kinds = [token.type for token in tokens if token.level == 0 and token.nesting == 1]
    assert kinds == ["heading_open", "table_open"] * 2


HOSTILE_TEXT = st.text(
    st.sampled_from("生态，。、（）一1.5 \n\t|\\`*_~[]<>&#$!:/@=+-'\"ab;w{}()^"),
    min_size=1,
    max_size=30,
).filter(lambda text: text.strip() == text)


WORDINGS = st.lists(HOSTILE_TEXT, min_size=1, max_size=3)


def plan_that_says(wordings: list[str]) -> Plan:
    return plan_of(*(Measure(i, text, ("林业厅",)) for i, text in enumerate(wordings, 1)))


@settings(max_examples=300)
@given(WORDINGS)
def test_any_text_is_shown_and_read_back_exactly(wordings: list[str]) -> None:
    table = "".join(_table(select(plan_that_says(wordings), language="en")))
    again = read(f"# 方案\n\n{table}".encode(), "p.md").plan
    assert [measure.text for _, _, measure in again.walk()] == wordings
    cells = [token for token in parser().parse(table) if token.type == "inline"]
    for number, text in enumerate(wordings, 1):
        blank = " " if text[:1].isdigit() else ""
        assert shown(cells[8 + 4 * (number - 1) + 1]) == f"{number}.{blank}{text}"


def test_ordinary_text_is_left_alone(plan: Plan) -> None:
    for _, _, measure in plan.walk():
        assert md.inline(measure.text) == measure.text
    for text in ("15-25度，1. 甲 + 乙 > 丙 # 3", "A&B、R&D（试行）!", "10% = 1/10; a:b www 甲"):
        assert md.inline(text) == text


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("www.a.example", r"www\.a.example"),
        ("http://a.example", r"http\://a.example"),
        ("a@b.example", r"a\@b.example"),
        ("&lt;", r"\&lt;"),
        ("3~5年、10~20年", r"3\~5年、10\~20年"),
        ("a\r\nb\rc\nd", "a<br>b<br>c<br>d"),
        ("\x1b[0m", r"␛\[0m"),
    ],
)
def test_what_would_be_markup_is_escaped(text: str, escaped: str) -> None:
    assert md.inline(text) == escaped


@pytest.mark.parametrize("text", ["甲 ##", "# 甲", "#", "甲#", "甲\n乙 #", "1. 甲", "甲 \\#"])
def test_a_heading_keeps_its_signs(text: str) -> None:
    assert texts(md.heading(2, text)) == [text.replace("\n", " ")]


def test_the_labels_are_chinese(chinese: Selection, export: Any) -> None:
    text = export("markdown", chinese).read_text(encoding="utf-8")
    assert "\n\n牵头单位：林业厅、财政厅\n\n参加单位：省发展改革委\n" in text
    assert "水利厅等\n" in text
    table = export("markdown", chinese, layout="table").read_text(encoding="utf-8")
    assert "\n| 重点任务 | 具体措施 | 牵头单位 | 参加单位 |\n" in table


def test_tasks_can_be_ticked_off(plan: Plan, export: Any) -> None:
    selection = select(plan, "no:8,39", language="en")
    assert export("markdown", selection, layout="tasks").read_text(encoding="utf-8") == (
        "# 四川省健全生态保护补偿机制重点任务分工方案\n\n"
        "measures 8, 39\n\n"
        "## 一、分领域任务\n\n"
        "### （三）湿地生态保护补偿\n\n"
        "- [ ] **8.** 命名一批省级重点公园,择优申报国家重点公园和国家城市湿地公园。\n"
        "  - Lead departments: 住房城乡建设厅\n"
        "\n"
        "## 二、机制创新\n\n"
        "### （五）创新政策协同机制\n\n"
        "- [ ] **39.** 加快推进国家绿色产品标准、认证和标识等体系实施。\n"
        "  - Lead departments: 省质监局\n"
        "  - Participating departments: 省发展改革委, 省经济和信息化委, 科技厅, 财政厅, 环境保护厅,"
        " 住房城乡建设厅, 交通运输厅, 商务厅, 林业厅, 农业厅, 水利厅, etc.\n"
    )


def listed(tokens: list[Token]) -> list[tuple[int, str]]:
    """Depth in lists and visible text of every paragraph in a list."""
    depth, found = 0, []
    for token in tokens:
        depth += token.nesting * (token.type in ("bullet_list_open", "bullet_list_close"))
        if token.type == "inline" and depth:
            children = token.children or []
            if depth == 1:
                assert [child.type for child in children[:4]] == NUMBER
                assert children[0].content == "[ ] "
                number, token.children = children[2].content, children[4:]
                found.append((1, number + shown(token)))
            else:
                found.append((depth, shown(token)))
    return found


def test_hostile_tasks_are_shown_as_they_are(hostile: Selection, export: Any) -> None:
    tokens = parser().parse(export("markdown", hostile, layout="tasks").read_text("utf-8"))
    found = listed(tokens)
    assert [text for depth, text in found if depth == 1] == [
        f"{entry.number}. {clean(entry.text)}" for entry in hostile.measures
    ]
    leads = [text for depth, text in found if depth == 2 and text.startswith("Lead")]
    assert leads == ["Lead departments: =cmd()"] * len(hostile)
    assert {depth for depth, _ in found} == {1, 2}


@settings(max_examples=200)
@given(WORDINGS)
def test_any_task_is_shown_exactly(wordings: list[str]) -> None:
    found = listed(parser().parse("".join(_headings(select(plan_that_says(wordings)), tasks=True))))
    assert found == [
        one
        for number, text in enumerate(wordings, 1)
        for one in ((1, f"{number}. {text}"), (2, "牵头单位：林业厅"))
    ]


@pytest.mark.parametrize("layout", ["headings", "table", "tasks"])
def test_the_matrix_stands_at_the_end(layout: str, plan: Plan, export: Any) -> None:
    selection = select(plan, "no:7,39")
    without = export("markdown", selection, layout=layout).read_text(encoding="utf-8")
    text = export("markdown", selection, layout=layout, matrix=True).read_text(encoding="utf-8")
    assert text.startswith(f"{without}\n## RACI 矩阵\n\n| 序号 | 措施 | 林业厅 |")
    cells = [shown(t) for t in parser().parse(text[len(without) :]) if t.type == "inline"][1:]
    matrix = selection.matrix()
    width = 2 + len(matrix.departments)
    assert cells[:width] == ["序号", "措施", *matrix.departments]
    for at, row in enumerate(matrix.rows, 1):
        written = cells[at * width : (at + 1) * width]
        assert written[0] == {"7": "7", "39": "39等"}[row.entry.id]
        assert written[2:] == [row.cells.get(name, "") for name in matrix.departments]
    legend, *notes = cells[3 * width :]
    assert legend.startswith("图例：A 负总责：对结果负责；R 承办")
    assert notes == list(matrix.notes)
    assert notes[0] == "A 按首位牵头推定，非原文规定"


def test_a_hostile_matrix_is_shown_as_it_is(hostile: Selection, export: Any) -> None:
    text = export("markdown", hostile, matrix=True, scheme="literal").read_text(encoding="utf-8")
    cells = [shown(t) for t in parser().parse(text[text.index("| No.") :]) if t.type == "inline"]
    matrix = hostile.matrix("literal")
    assert cells[2:6] == [visible(name) for name in matrix.departments]
    width = 2 + len(matrix.departments)
    letters = [cells[(at + 1) * width + 3] for at in range(len(matrix.rows))]
    # What the plan sets there, "=1", is no letter of a scheme.
    assert letters == [row.cells[matrix.departments[1]] for row in matrix.rows]
    assert set(letters) == {"参"}


@pytest.mark.parametrize("layout", ["headings", "table", "tasks"])
def test_deadline_target_and_other_columns_are_there(layout: str, export: Any) -> None:
    selection = select(SHAPES["every-field"]()[0], language="zh")
    text = export("markdown", selection, layout=layout).read_text(encoding="utf-8")
    for entry in selection.measures:
        measure = entry.measure
        said = [measure.deadline, measure.target, *[value for _head, value in measure.extra]]
        assert all(value.splitlines()[0] in text for value in said if value)


@pytest.mark.parametrize("layout", ["headings", "table"])
def test_an_open_list_of_leads_and_the_words_for_no_lead_are_said(layout: str, export: Any) -> None:
    selection = select(SHAPES["every-field"](), "")
    text = export("markdown", selection, layout=layout).read_text()
    assert "财政厅等" in text
    said = (
        "审计厅、财政厅<br>按职责分工负责"
        if layout == "table"
        else "按职责分工负责：审计厅、财政厅"
    )
    assert said in text
