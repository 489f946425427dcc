"""The RACI matrix in Markdown."""

from __future__ import annotations

from typing import Any

import pytest
from document_plans import SHAPES
from markdown_it import MarkdownIt

from ecotui.plugins.common.wording import short_title
from ecotui.query.selection import Selection, select


def tables(markdown: str) -> list[list[list[str]]]:
    """The texts of the cells of every table, as a reader sees them."""
    found: list[list[list[str]]] = []
    for token in MarkdownIt("commonmark").enable("table").parse(markdown):
        if token.type == "table_open":
            found.append([])
        elif token.type == "tr_open":
            found[-1].append([])
        elif token.type == "inline" and token.level > 2:
            children = token.children or []
            assert {child.type for child in children} <= {"text", "html_inline"}
            found[-1][-1].append("".join(child.content for child in children))
    return found


def test_the_table_holds_exactly_the_letters(whole: Selection, export: Any) -> None:
    matrix = whole.matrix("raci")
    written, legend, findings = tables(export("raci-markdown", whole).read_text("utf-8"))
    assert written[0] == ["No.", "Measure", *matrix.departments]
    for row, cells in zip(matrix.rows, written[1:], strict=True):
        letters = [row.cells.get(name, "") for name in matrix.departments]
        number = row.entry.id + "等" * (row.entry.id == "39")
        assert cells == [number, short_title(row.entry), *letters]
    assert legend[1:] == [list(pair) for pair in matrix.legend.items()]
    assert len(findings) == 1 + len(matrix.findings)


@pytest.mark.parametrize("by", ["measure", "department"])
def test_the_full_wording_stands_below_if_wanted(by: str, export: Any) -> None:
    selection = select(SHAPES["long-measure"]()[0], language="zh")
    text = export("raci-markdown", selection, wording="whole", by=by).read_text("utf-8")
    _matrix, wordings, *_more = tables(text)
    shown = {number.rstrip("等"): cell for number, cell in wordings[1:]}
    assert len(shown) == len(selection)
    for one in selection.measures:
        assert shown[one.id].replace("<br>", "\n") == one.text


def test_legend_note_and_findings_stand_below(whole: Selection, export: Any) -> None:
    text = export("raci-markdown", whole, scheme="literal").read_text("utf-8")
    assert "literal" not in text
    assert "| 牵 | leads |" in text
    assert "inferred" not in text
    text = export("raci-markdown", whole).read_text("utf-8")
    assert "\nA is inferred from the first-listed lead" in text
    assert text.index("## Legend") < text.index("## Findings")
    assert "| info | measure 39 |" in text
    assert "open-list" not in text
    severities = [row[0] for row in tables(text)[-1][1:]]
    assert severities == sorted(severities, reverse=True)
    assert severities[0] == "warning"
    assert "\nMarked 等: the list of participants is open\n" in text
    assert "\nGroups of departments, which carry no load: 省直相关部门\n" in text


def test_a_part_has_a_table_of_its_own(whole: Selection, export: Any) -> None:
    text = export("raci-markdown", whole, split="section").read_text("utf-8")
    *parts, legend, findings = tables(text)
    selections = [part for _headings, part in whole.split("section")]
    assert len(parts) == len(selections) == 12
    for part, written in zip(selections, parts, strict=True):
        assert written[0][2:] == list(part.matrix().departments)
        assert [cells[0].rstrip("等") for cells in written[1:]] == [e.id for e in part.measures]
    assert "\n## 一、分领域任务  （三）湿地生态保护补偿\n" in text
    assert len(legend) == 5
    assert len(findings) == 1 + len(whole.matrix().findings)


def test_departments_stand_in_the_rows_if_wanted(whole: Selection, export: Any) -> None:
    matrix = whole.matrix()
    written = tables(export("raci-markdown", whole, by="department").read_text("utf-8"))[0]
    ids = [row.entry.id + "等" * row.entry.participants_open for row in matrix.rows]
    assert written[0] == ["Department", *ids]
    for name, cells in zip(matrix.departments, written[1:], strict=True):
        assert cells == [name, *[row.cells.get(name, "") for row in matrix.rows]]


def test_the_thresholds_decide_what_is_found(whole: Selection, export: Any) -> None:
    lax = {"max_responsible": 99, "max_consulted": 99, "max_accountable_share": 100}
    text = export("raci-markdown", whole, **lax, max_involved_share=100).read_text("utf-8")
    found = {row[2].partition(" (")[0].partition(":")[0] for row in tables(text)[-1][1:]}
    assert found == {
        "the list of participants is open",
        "省直相关部门 is a group",
        "accountable in none of 44 measures",
    }


def test_each_of_several_plans_has_a_table(export: Any) -> None:
    selection = select(SHAPES["two-plans"](), "")
    text = export("raci-markdown", selection).read_text("utf-8")
    *matrices, _legend, findings = tables(text)
    numbers = [[cells[0].rstrip("等") for cells in written[1:]] for written in matrices]
    plans = [part for _above, part in selection.split("plan")]
    assert numbers == [[str(entry.number) for entry in part.measures] for part in plans]
    assert any("措施 2（数据管理工作要点任务分工）" in row for row in findings)
    assert "fields/" not in text


def test_hostile_names_stay_in_their_cells_and_are_no_letters(
    hostile: Selection, export: Any
) -> None:
    written, *_ = tables(export("raci-markdown", hostile).read_text("utf-8"))
    assert written[0][2:] == ["=cmd()", "甲<b>|*厅*", "乙厅 二行", "丙_厅_␛"]
    assert {row[3] for row in written[1:]} == {"C"}
    assert len(written) == 1 + len(hostile)


def test_no_measures_give_no_table(nothing: Selection, export: Any) -> None:
    text = export("raci-markdown", nothing).read_text("utf-8")
    assert tables(text) == []
    assert text.endswith("No measure matches the query.\n")


def test_no_findings_are_said(whole: Selection, export: Any) -> None:
    text = export("raci-markdown", select(whole.plan, "no:3", language="en")).read_text("utf-8")
    assert text.endswith("There are no findings.\n")
