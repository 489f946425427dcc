"""The CSV exporter: exact cells, none of which a spreadsheet runs."""

from __future__ import annotations

import csv
import io
from typing import Any

from ecotui.api import clean
from ecotui.model.plan import Plan
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


def test_no_cell_begins_a_formula(hostile: Selection, export: Any) -> None:
    header, *body = rows(export("raci-csv", hostile).read_bytes())
    cells = [cell for row in (header, *body) for cell in row]
    assert not [cell for cell in cells if cell.startswith(tuple("=+-@\t\r＝＋－＠"))]
    assert header[2] == "'=cmd()"
    assert body[0][3] == "'=1"
    for entry, row in zip(hostile.measures, body, strict=True):
        text = clean(entry.text)
        assert row[1] in (text, f"'{text}")
    texts = [row[1] for row in body]
    assert "'=1+1" in texts
    assert "'-1" in texts
    assert "'引号" in texts


def test_with_several_plans_a_column_says_which(two_plans: Selection, export: Any) -> None:
    header, *body = rows(export("raci-csv", two_plans).read_bytes())
    assert header[:2] == ["Plan", "No."]
    wanted = [[entry.plan.title, str(entry.number)] for entry in two_plans.measures]
    assert [row[:2] for row in body] == wanted
    header = rows(export("raci-csv", two_plans, by="department").read_bytes())[0]
    assert header[1:] == [f"{title} {number}" for title, number in wanted]


def test_the_header_is_chinese(chinese: Selection, export: Any) -> None:
    assert rows(export("raci-csv", chinese).read_bytes())[0][0] == chinese.label("No.") != "No."
