"""The CSV exporter: exact cells, none of which a spreadsheet runs."""

from __future__ import annotations

import csv
import io
import subprocess
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from needs import needs, program

from ecotui.api import Table, clean
from ecotui.model.plan import Chapter, Department, Measure, Plan
from ecotui.plugins.readers.csv import Reader
from ecotui.query.selection import Selection, select


def rows(data: bytes) -> list[list[str]]:
    text = data.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


def test_it_holds_exactly_the_cells_of_the_matrix(whole: Selection, export: Any) -> None:
    matrix = whole.matrix("rasci", columns="all")
    data = export("raci-csv", whole, scheme="rasci", columns="all").read_bytes()
    header, *body = rows(data)
    assert header[0] == "No."
    assert header[2:] == list(matrix.departments)
    assert len(body) == 44
    for row, written in zip(matrix.rows, body, strict=True):
        letters = [row.cells.get(name, "") for name in matrix.departments]
        assert written == [row.entry.id, row.entry.text, *letters]


def test_the_header_says_what_the_letters_mean_unless_it_should_not(
    whole: Selection, chinese: Selection, export: Any
) -> None:
    matrix = whole.matrix()
    said = rows(export("raci-csv", whole).read_bytes())[0][1]
    assert said.startswith("Measure (A is inferred from the first-listed lead")
    assert said.endswith("; 等: 39)")
    for text in (*matrix.notes, *[f"{k} {v}" for k, v in matrix.legend.items() if k != "A/R"]):
        assert text in said
    assert "A 按首位牵头推定，非原文规定" in rows(export("raci-csv", chinese).read_bytes())[0][1]
    assert rows(export("raci-csv", whole, legend=False).read_bytes())[0][1] == "Measure"


def test_what_a_plan_sets_and_the_scheme_has_not_is_said(export_done: Any) -> None:
    measure = Measure(1, "甲", lead=("水利厅",), raci=(("水利厅", "负责"),))
    plan = Plan("p", "方案", "zh-CN", departments=(Department("水利厅"),), chapters=())
    plan = plan._replace(chapters=(Chapter(1, "章", (measure,)),))
    done = export_done("raci-csv", select(plan, language="zh"))
    assert done.warnings == ("规则 raci 没有的字母：措施 1",)


def test_departments_stand_in_the_rows_if_wanted(whole: Selection, export: Any) -> None:
    matrix = whole.matrix()
    data = export("raci-csv", whole, by="department", legend=False).read_bytes()
    header, *body = rows(data)
    assert header == ["Department", *[row.entry.id for row in matrix.rows]]
    wanted = [[n, *[row.cells.get(n, "") for row in matrix.rows]] for n in matrix.departments]
    assert body == wanted


def test_all_departments_have_a_column_only_if_wanted(plan: Plan, export: Any) -> None:
    selection = select(plan, "no:3", language="en")
    assert rows(export("raci-csv", selection).read_bytes())[0][2:] == ["林业厅", "财政厅"]
    every = rows(export("raci-csv", selection, columns="all").read_bytes())[0][2:]
    assert every == [department.name for department in plan.departments]


def test_lines_end_in_crlf_and_the_mark_can_be_left_out(whole: Selection, export: Any) -> None:
    with_mark = export("raci-csv", whole).read_bytes()
    assert with_mark.startswith(b"\xef\xbb\xbf")
    assert with_mark.count(b"\r\n") == 45 == with_mark.count(b"\n")
    assert export("raci-csv", whole, bom=False).read_bytes() == with_mark[3:]


def test_no_cell_begins_a_formula(hostile: Selection, export_done: Any) -> None:
    done = export_done("raci-csv", hostile)
    assert len(done.warnings) == 1
    header, *body = rows(Path(done.path).read_bytes())
    cells = [cell for row in (header, *body) for cell in row]
    assert not [cell for cell in cells if cell.startswith(tuple("=+-@\t\r＝＋－＠"))]
    assert header[2] == "'=cmd()"
    # What the plan sets is no letter.
    assert body[0][3] == "C"
    for entry, row in zip(hostile.measures, body, strict=True):
        text = clean(entry.text)
        assert row[1] in (text, f"'{text}")
    texts = [row[1] for row in body]
    assert "'=1+1" in texts
    assert "'-1" in texts
    assert "'引号" in texts


def test_with_several_plans_a_column_says_which(two_plans: Selection, export_done: Any) -> None:
    def written(**options: Any) -> list[list[str]]:
        return rows(Path(export_done("raci-csv", two_plans, **options).path).read_bytes())

    header, *body = written()
    assert header[:2] == ["Plan", "No."]
    wanted = [[entry.plan.title, str(entry.number)] for entry in two_plans.measures]
    assert [row[:2] for row in body] == wanted
    header = written(by="department")[0]
    assert header[1:] == [f"{title} {number}" for title, number in wanted]


def test_the_header_is_chinese(chinese: Selection, export: Any) -> None:
    assert rows(export("raci-csv", chinese).read_bytes())[0][0] == chinese.label("No.") != "No."


#: Where numbers begin again in each chapter, a measure is 1.10; names may be numbers.
ODD = Plan(
    "odd",
    "分工",
    departments=(Department("2023/7"), Department("007"), Department("财政厅")),
    chapters=tuple(
        Chapter(
            chapter,
            "任务",
            tuple(
                Measure(
                    n,
                    f"开展第{chapter}项和第{n}项工作。",
                    ("2023/7",),
                    ("007", "财政厅"),
                    target="50%",
                    deadline="2025-12",
                )
                for n in range(1, 11)
            ),
        )
        for chapter in (1, 2)
    ),
)


def test_ids_and_names_stay_texts_in_a_spreadsheet(export: Any) -> None:
    selection = select(ODD)
    header, *body = rows(export("raci-csv", selection, legend=False).read_bytes())
    assert header[2:] == ["'2023/7", "'007", "财政厅"]
    assert [row[0] for row in body] == [f"'{entry.id}" for entry in selection.measures]
    assert body[9][0] == "'1.10" != body[0][0]
    header, *body = rows(export("raci-csv", selection, by="department").read_bytes())
    assert header[10] == "'1.10"
    assert body[0][0] == "'2023/7"


def test_lists_for_departments_keep_what_a_plan_says_and_dates_are_dates(export: Any) -> None:
    folder = export("handouts", select(ODD), formats=("csv",))
    header, *body = rows((folder / "03-财政厅.csv").read_bytes())
    last = dict(zip(header, body[9], strict=True))
    assert last["序号"] == "'1.10"
    assert (last["工作目标"], last["完成时限"], last["截止日期"]) == (
        "'50%",
        "'2025-12",
        "2025-12-31",
    )


def test_the_reader_of_documents_has_the_texts_again(export: Any) -> None:
    path = export("raci-csv", select(ODD), legend=False)
    (table,) = Reader().blocks(path.read_bytes(), path.name)
    assert isinstance(table, Table)
    cells = [[cell.text for cell in row.cells] for row in table.rows]
    assert cells[0][2:] == ["2023/7", "007", "财政厅"]
    assert [row[0] for row in cells[1:]] == [entry.id for entry in select(ODD).measures]


@pytest.mark.thorough
@needs("/usr/lib/libreoffice/program/libsclo.so", "soffice")
@pytest.mark.parametrize("language", [1033, 2052], ids=["English", "Chinese"])
def test_office_changes_no_cell_even_if_it_looks_for_dates(
    export: Any, tmp_path: Path, language: int
) -> None:
    path = export("raci-csv", select(ODD))
    csv_filter = f"CSV:44,34,76,1,,{language},false,true"
    said = subprocess.run(
        [program("soffice"), f"-env:UserInstallation=file://{tmp_path}/office", "--headless",
         f"--infilter={csv_filter}", "--convert-to", "xlsx", "--outdir", tmp_path / "out", path],
        check=False, capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    (made,) = (tmp_path / "out").glob("*.xlsx")
    seen = openpyxl.load_workbook(made).active
    assert said.returncode == 0
    assert seen is not None
    wanted = rows(path.read_bytes())
    assert [[cell or "" for cell in row] for row in seen.iter_rows(values_only=True)] == wanted
