"""What Word holds: 63 columns, heights of rows, properties in 16-bit units, any text."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
from plans import plan_of

from ecotui.model.plan import Chapter, Department, Measure, Plan
from ecotui.plugins.common.units import units
from ecotui.plugins.word.tables import Cell, Row, table
from ecotui.query.selection import select

#: Columns of a table, and the greatest height of a row in twips, 1,584 points.
MOST_COLUMNS, MOST_TWIPS = 63, 31_680


def wide_plan(departments: int, heads: int) -> Plan:
    """A plan in which many work together, and of which the source had many columns."""
    names = tuple(f"第{number}号厅" for number in range(departments))
    extra = tuple((f"列{number}", f"值{number}") for number in range(heads))
    measures = tuple(
        Measure(number, f"做好第{number}项工作。", names[:1], names[1:], extra=extra)
        for number in range(1, 4)
    )
    chapters = (Chapter(1, "任务", measures),)
    return Plan("p", "分工", departments=tuple(map(Department, names)), chapters=chapters)


def tables(path: Path) -> list[Any]:
    return list(docx.Document(str(path)).tables)


@pytest.mark.parametrize("by", ["measure", "department"])
def test_a_matrix_of_many_columns_is_several_tables(export_done: Any, by: str) -> None:
    plan = wide_plan(70, 0)
    done = export_done("raci-docx", select(plan, language="en"), by=by, paper="A3")
    made = tables(Path(done.path))
    assert all(len(one.columns) <= MOST_COLUMNS for one in made)
    seen = {cell.text for one in made for row in one.rows[:1] for cell in row.cells}
    seen |= {row.cells[0].text for one in made for row in one.rows}
    assert {department.name for department in plan.departments} <= seen
    said = [p.text for p in docx.Document(done.path).paragraphs if p.text.startswith("Columns ")]
    # By department the second table has the wordings.
    assert len(said) == (len(made) if by == "measure" else 0)
    assert len(made) > 1


@pytest.mark.parametrize("style", ["plain", "official"])
def test_many_columns_of_the_source_share_one(export: Any, style: str) -> None:
    (made,) = tables(export("docx", select(wide_plan(3, 70)), layout="table", style=style))
    assert len(made.columns) <= MOST_COLUMNS
    said = "\n".join(cell.text for row in made.rows for cell in row.cells)
    assert all(f"值{number}" in said for number in range(70))


def test_no_row_is_higher_than_word_takes() -> None:
    made = table([10], [Row((Cell("长"),), height=5_000), Row((Cell("短"),), height=10)])
    heights = [int(one) for one in re.findall('<w:trHeight w:val="([0-9]+)"', made)]
    assert heights == [MOST_TWIPS, 567]


@pytest.mark.parametrize("name", ["docx", "raci-docx"])
def test_properties_end_within_what_word_holds(export: Any, name: str) -> None:
    plan = plan_of(Measure(1, "整治。", ("水利厅",)), title="𠮷" * 140)
    path = export(name, select(plan), author="𠮷" * 140)
    with zipfile.ZipFile(path) as package:
        xml = package.read("docProps/core.xml").decode()
    for tag in ("dc:title", "dc:creator"):
        (text,) = re.findall(f"<{tag}>([^<]*)</{tag}>", xml)
        assert units(text) == 255
        assert text == "𠮷" * 127 + "…"
    assert "𠮷" * 140 in "".join(p.text.replace("\n", "") for p in docx.Document(path).paragraphs)


def test_a_wording_of_any_length_stands_whole(export: Any) -> None:
    text = "𠮷" * 20_000
    path = export("docx", select(plan_of(Measure(1, text, ("水利厅",)))))
    assert text in "\n".join(p.text for p in docx.Document(path).paragraphs)


@pytest.mark.parametrize("style", ["plain", "official"])
def test_a_head_as_high_as_a_page_is_not_on_every_page(export: Any, style: str) -> None:
    head = "列" * 20_000
    plan = plan_of(Measure(1, "整治。", ("水利厅",), extra=((head, "值"),)), title="题" * 20_000)
    path = export("docx", select(plan), layout="table", style=style)
    (made,) = tables(path)
    assert head in [cell.text for cell in made.rows[0].cells]
    assert not made._tbl.xpath(".//w:tblHeader")
    title = [p.text.replace("\n", "") for p in docx.Document(str(path)).paragraphs]
    assert "题" * 20_000 in title
