"""Matrices of letters: who leads, who takes part, which way round they are, what is no measure."""

from __future__ import annotations

import io
from collections import Counter
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from ecotui import checks
from ecotui.importing.builder import Decisions
from ecotui.importing.document import Imported
from ecotui.importing.outline import DOUBTFUL, LEFT_OUT, READ
from ecotui.model.plan import Measure, Plan
from ecotui.query.index import Index
from tests.support.importing import come_back, html, read

HEAD = "任务|市发改局|市财政局|市教育局"


def measures(imported: Imported) -> list[Measure]:
    return [measure for _c, _s, measure in imported.plan.walk()]


def parts(imported: Imported) -> list[tuple[str, str, str]]:
    """Wording and leads of each measure, and the others with their letters if they have any."""
    return [
        (
            m.text,
            " ".join(m.lead),
            " ".join(
                [n + mark for n, mark in m.raci if n not in m.lead]
                + [n for n in m.participants if n not in dict(m.raci)]
            ),
        )
        for m in measures(imported)
    ]


def told(imported: Imported, kind: str) -> list[str]:
    return [remark.message for remark in imported.remarks if remark.kind == kind]


def sides(plan: Plan) -> list[Any]:
    """What a matrix can say of each measure."""
    return [
        (m.number, sorted(m.lead), m.lead[:1], sorted(m.participants), m.participants_open)
        for _c, _s, m in plan.walk()
    ]


# -- our own


@pytest.mark.parametrize(
    ("exporter", "ending"),
    [("raci-csv", "csv"), ("raci-markdown", "md"), ("raci-docx", "docx")],
)
@pytest.mark.parametrize(
    "options",
    [
        {},
        {"by": "department"},
        {"by": "department", "scheme": "rasci"},
        {"scheme": "daci"},
    ],
    ids=str,
)
def test_a_matrix_of_ours_comes_back_whichever_way_round(
    index: Index, plan: Plan, tmp_path: Path, exporter: str, ending: str, options: dict[str, Any]
) -> None:
    back = come_back(index, tmp_path, exporter, ending, **options)
    assert sides(back) == sides(plan)
    # The letters are those that the scheme gives to whom the plan names.
    if options.get("scheme") != "daci":
        found = Counter(finding.code for finding in checks.check(Index([back]), "en"))
        assert not found["letters-differ"]
    assert all("推定" not in chapter.title for chapter in back.chapters)


@pytest.mark.parametrize("scheme", ["literal", "raci"])
def test_which_of_several_leads_is_first_is_told_by_a_letter_or_said(
    index: Index, plan: Plan, tmp_path: Path, scheme: str
) -> None:
    come_back(index, tmp_path, "raci-markdown", "md", scheme=scheme)
    data = (tmp_path / "plan.md").read_bytes()
    said = [text for text in told(read(data, "plan.md"), READ) if "order of several leads" in text]
    several = [str(m.number) for _c, _s, m in plan.walk() if len(m.lead) > 1]
    assert len(said) == (scheme == "literal")
    assert all(text.endswith("measures " + "、".join(several)) for text in said)


def test_leads_by_signs_are_in_the_order_of_the_matrix_which_is_said() -> None:
    rows = "任务|市发改局|市财政局|市教育局", "编制规划|牵头|牵头|配合", "修建水库|牵头||"
    (said,) = [text for text in told(html(*rows), READ) if "order of several leads" in text]
    assert said.endswith("measures 1")


@pytest.mark.parametrize(
    ("exporter", "ending", "options"),
    [
        ("raci-docx", "docx", {"by": "department"}),
        ("raci-markdown", "md", {"by": "department", "wording": "whole"}),
        ("raci-markdown", "md", {"wording": "whole"}),
    ],
)
def test_the_wordings_below_a_matrix_complete_it(
    index: Index, plan: Plan, tmp_path: Path, exporter: str, ending: str, options: dict[str, Any]
) -> None:
    back = come_back(index, tmp_path, exporter, ending, **options)
    assert [m.text for _c, _s, m in back.walk()] == [m.text for _c, _s, m in plan.walk()]


def test_a_matrix_of_numbers_without_wordings_is_a_doubt() -> None:
    imported = html("单位|1|2|3等", "林业厅|A/R|C|C", "财政厅|R|A/R|C", "水利厅|C|C|A/R")
    assert [(m.number, m.text) for m in measures(imported)] == [(1, "1"), (2, "2"), (3, "3")]
    assert [m.participants_open for m in measures(imported)] == [False, False, True]
    assert any("wording is missing" in message for message in told(imported, DOUBTFUL))


# -- which way round


@pytest.mark.parametrize("corner", ["单位", "", "任务/单位", "责任部门"])
def test_a_row_for_each_body_is_turned_over(corner: str) -> None:
    imported = html(
        f"{corner}|编制规划|修建水库|开展培训", "市发改局|A|C|I", "市水利局|C|A|", "市教育局|I|R|A"
    )
    assert parts(imported) == [
        ("编制规划", "市发改局", "市水利局C 市教育局I"),
        ("修建水库", "市水利局", "市发改局C 市教育局R"),
        ("开展培训", "市教育局", "市发改局I"),
    ]
    assert any("a row for each body" in message for message in told(imported, READ))


def test_the_headings_of_a_turned_matrix_are_chapters_and_titles_are_said() -> None:
    imported = html(
        "{colspan=5}责任矩阵",
        "{rowspan=2}部门|{colspan=2}一、基础设施|二、民生|{rowspan=2}合计",
        "1.编制规划|2.修建水库|3.扩建医院",
        "市发改局|A|C|I|3",
        "市水利局|C|A||2",
    )
    found = [(c.title, m.number, m.text) for c, _s, m in imported.plan.walk()]
    assert found == [
        ("基础设施", 1, "编制规划"),
        ("基础设施", 2, "修建水库"),
        ("民生", 3, "扩建医院"),
    ]
    assert {"left out: 责任矩阵", "left out: 合计"} <= {*told(imported, LEFT_OUT)}


def test_rows_in_words_and_signs_are_turned_over_too() -> None:
    for lead, other in (("牵头", "配合"), ("★", "☆")):
        imported = html(
            "部门|编制规划|修建水库", f"市发改局|{lead}|{other}", f"市水利局|{other}|{lead}"
        )
        assert parts(imported) == [
            ("编制规划", "市发改局", "市水利局"),
            ("修建水库", "市水利局", "市发改局"),
        ]


def test_what_decides_nothing_is_a_doubt() -> None:
    imported = html("|市工业园区|市体育中心", "市发改局|A|C", "市财政局|C|A")
    assert [m.text for m in measures(imported)] == ["市发改局", "市财政局"]
    assert any("rows and columns both" in message for message in told(imported, DOUBTFUL))


def test_cells_with_measures_under_letters_are_turned_over() -> None:
    imported = html(
        "单位|R|A|C", "市发改局|编制规划|修建水库|扩建医院", "市水利局|修建水库|编制规划；扩建医院|"
    )
    assert parts(imported) == [
        ("编制规划", "市水利局", "市发改局R"),
        ("修建水库", "市发改局", "市水利局R"),
        ("扩建医院", "市水利局", "市发改局C"),
    ]


# -- who leads and who takes part


def test_letters_but_a_put_nobody_into_a_list_which_is_said_once() -> None:
    imported = html(HEAD + "|市水利局", "编制规划|R|A|C|I", "修建水库|I|C|S|A", "招聘||A||")
    assert parts(imported) == [
        ("编制规划", "市财政局", "市发改局R 市教育局C 市水利局I"),
        ("修建水库", "市水利局", "市发改局I 市财政局C 市教育局S"),
        ("招聘", "市财政局", ""),
    ]
    assert all(m.participants == () for m in measures(imported))
    said = [message for message in told(imported, READ) if "neither leads nor" in message]
    assert len(said) == 1
    assert "市发改局、市教育局、市水利局、市财政局 (measures: 2)" in said[0]


def test_where_no_letter_is_a_those_responsible_lead() -> None:
    imported = html(HEAD, "编制规划|R|C|I", "修建水库|C|R|R")
    assert parts(imported) == [
        ("编制规划", "市发改局", "市财政局C 市教育局I"),
        ("修建水库", "市财政局 市教育局", "市发改局C"),
    ]
    assert [m.basis for m in measures(imported)] == [None, "R"]
    assert any("those responsible (R) lead" in message for message in told(imported, DOUBTFUL))


@pytest.mark.parametrize(
    ("cell", "letters"),
    [
        ("负责", "R"),
        ("批准", "A"),
        ("知会", "I"),
        ("负责/批准", "A/R"),
        ("R负责", "R"),
        ("咨询（C）", "C"),
    ],
)
def test_words_are_letters(cell: str, letters: str) -> None:
    imported = html(HEAD, f"编制规划|A|{cell}|C", "修建水库|C|A|I")
    assert dict(measures(imported)[0].raci)["市财政局"] == letters
    assert measures(imported)[0].extra == ()


def test_aliases_hold_for_the_heads_of_a_matrix() -> None:
    decisions = Decisions(aliases={"市发改局": "市发展改革委"})
    imported = html(HEAD, "编制规划|A|C|I", "修建水库|C|A|", decisions=decisions)
    assert dict(measures(imported)[0].raci)["市发展改革委"] == "A"
    assert "市发改局" not in [department.name for department in imported.plan.departments]


# -- what is no measure, and what is lost


@pytest.mark.parametrize(
    "row",
    [
        "{colspan=4}R=负责，A=批准，C=咨询，I=知会",
        "{colspan=4}注：本表由市发改局解释",
        "R|负责||",
        "A|{colspan=3}批准",
        "合计|2|2|2",
        HEAD,
        "{colspan=4}审核人：张三",
    ],
)
def test_legends_totals_notes_and_heads_are_no_measures(row: str) -> None:
    imported = html(HEAD, "编制规划|A|C|R", "修建水库|C|A|R", row)
    assert [m.text for m in measures(imported)] == ["编制规划", "修建水库"]
    assert len(imported.plan.chapters) == 1
    assert bool(told(imported, LEFT_OUT)) == (row != HEAD)


@pytest.mark.parametrize(
    "legend",
    [
        "图例：R=审批 A=执行 C=协调 I=备案",
        "R=主办，A=督办，C=会办，I=备案",
        "R：负责；A：批准；C：咨询",
    ],
)
def test_a_legend_above_a_matrix_is_said_and_is_no_title(legend: str) -> None:
    def sheet(*above: str) -> Imported:
        rows = [*above, HEAD.replace("|", ","), "编制规划,A,C,R", "修建水库,C,A,R"]
        return read("\n".join(rows).encode(), "m.csv")

    for above in (["某市重点任务矩阵"], []):
        imported = sheet(*above, legend)
        assert legend[:4] not in imported.plan.title
        assert [text for text in told(imported, LEFT_OUT) if legend[:4] in text]
    title = "某市重点任务矩阵（R负责、A批准、C咨询、I知会）"
    assert sheet(title).plan.title == title


def test_a_head_of_two_rows_keeps_every_body_and_the_deadline() -> None:
    imported = html(
        "{rowspan=2}序号|{rowspan=2}任务|{colspan=2}市发改局|{colspan=2}市财政局|{rowspan=2}完成时限",
        "领导|科室|领导|科室",
        "1|编制规划|A|R|I|C|6月",
        "2|修建水库|C|A|I|R|年底",
    )
    assert [sorted(dict(m.raci)) for m in measures(imported)] == [
        ["市发改局科室", "市发改局领导", "市财政局科室", "市财政局领导"]
    ] * 2
    assert [m.deadline for m in measures(imported)] == ["6月", "年底"]


def test_two_columns_of_one_body_and_a_list_in_a_head_lose_no_letter() -> None:
    imported = html("任务|市发改局|市财政局|市财政局|市水利局、市教育局", "编制规划|A|R|C|I")
    assert dict(measures(imported)[0].raci) == {
        "市发改局": "A",
        "市财政局": "C/R",
        "市水利局": "I",
        "市教育局": "I",
    }
    assert any("has 2 columns" in message for message in told(imported, DOUBTFUL))


def test_letters_under_no_head_and_bodies_without_letters_are_said() -> None:
    imported = html("任务|市发改局||市财政局|市审计局", "编制规划|A|R|C|", "修建水库|C||A|")
    assert any("under no body: R" in message for message in told(imported, DOUBTFUL))
    assert any("市审计局" in message for message in told(imported, LEFT_OUT))


def test_a_matrix_goes_on_in_a_further_table_without_a_head() -> None:
    def table(*lines: str) -> str:
        cells = ["".join(f"<td>{cell}</td>" for cell in line.split("|")) for line in lines]
        return f"<table border=1>{''.join(f'<tr>{line}</tr>' for line in cells)}</table>"

    tables = table(HEAD, "编制规划|A|C|R", "修建水库|C|A|R") + table("扩建医院|C|R|A", "招聘|A|C|R")
    imported = read(f"<html><body><h1>清单</h1>{tables}</body></html>".encode(), "x.html")
    assert parts(imported)[2:] == [
        ("扩建医院", "市教育局", "市发改局C 市财政局R"),
        ("招聘", "市发改局", "市财政局C 市教育局R"),
    ]


def test_a_matrix_on_a_further_sheet_is_a_chapter_of_its_own() -> None:
    book = openpyxl.Workbook()
    sheets: dict[str, list[str]] = {
        "市直部门任务": [HEAD, "编制规划|A|C|R", "修建水库|C|A|R"],
        "区县任务": ["任务|东区政府|西区政府|北区政府", "绿化|A|C|R", "治水|C|A|R"],
        "Sheet3": ["项目矩阵||", "部门|扩建医院|招聘", "市卫健委|A|C", "市人社局|C|A"],
    }
    for name, lines in sheets.items():
        sheet = book.create_sheet(name)
        for line in lines:
            sheet.append([cell or None for cell in line.split("|")])
    book.remove(book.worksheets[0])
    out = io.BytesIO()
    book.save(out)
    imported = read(out.getvalue(), "x.xlsx")
    found = [(chapter.title, m.text) for chapter, _s, m in imported.plan.walk()]
    assert found == [
        ("市直部门任务", "编制规划"),
        ("市直部门任务", "修建水库"),
        ("区县任务", "绿化"),
        ("区县任务", "治水"),
        ("项目矩阵", "扩建医院"),
        ("项目矩阵", "招聘"),
    ]


@pytest.mark.parametrize(
    "heads",
    ["任务编号|任务内容", "序号|任务内容", "事项编号|具体举措"],
)
@pytest.mark.parametrize("category", ["", "任务类别|", "重点任务|", "类别|"])
@pytest.mark.parametrize("marks", [("牵头", "配合"), ("A", "C")])
def test_a_matrix_has_the_columns_that_every_table_has(
    heads: str, category: str, marks: tuple[str, str]
) -> None:
    lead, other = marks
    number, _stop, wording = heads.partition("|")
    kind = category and "规划|"
    imported = html(
        f"{number}|{category}{wording}|市发改局|市财政局|市教育局",
        f"1|{kind}编制规划|{lead}|{other}|{other}",
        f"2|{kind}筹措资金|{other}|{lead}|{other}",
    )
    assert [(m.number, m.text, m.lead) for m in measures(imported)] == [
        (1, "编制规划", ("市发改局",)),
        (2, "筹措资金", ("市财政局",)),
    ]


@pytest.mark.parametrize("chapters", [False, True])
def test_a_table_whose_heads_come_again_is_no_matrix(chapters: bool) -> None:
    head = "序号|工作任务|牵头单位|配合单位|完成时限"
    lines = [
        ["1|完成年度造林任务|县水利局|县财政局|6月底", "2|改造公路20公里|县交通局|县林业局|7月底"],
        ["3|新建养老院2所|县民政局|县住建局|8月底", "4|培训教师500人|县教育局|县人社局|9月底"],
    ]
    above = [["{colspan=5}一、基础设施"], ["{colspan=5}二、民生保障"]] if chapters else [[], []]
    imported = html(*above[0], head, *lines[0], *above[1], head, *lines[1])
    assert [(m.number, m.lead, m.deadline) for m in measures(imported)] == [
        (1, ("县水利局",), "6月底"),
        (2, ("县交通局",), "7月底"),
        (3, ("县民政局",), "8月底"),
        (4, ("县教育局",), "9月底"),
    ]


@pytest.mark.parametrize("behind", ["（王建国）", " 李小明", "13812345678", "（13812345678）"])
def test_people_in_the_heads_of_a_matrix_are_told(behind: str) -> None:
    body = f"县水利局{behind}"
    for lines in (
        [f"任务,{body},县林业局", "打井,牵头,配合", "修路,配合,牵头"],
        ["单位,打井,修路", f"{body},牵头,配合", "县林业局,配合,牵头"],
    ):
        imported = read("\n".join(lines).encode(), "x.csv")
        doubts = [r.message for r in imported.remarks if r.kind == DOUBTFUL]
        assert any(behind.strip() in doubt for doubt in doubts)
