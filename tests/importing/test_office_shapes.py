"""Random plans as Word and Excel files that an office makes are read back as they were."""

from __future__ import annotations

import importlib
import io
from collections.abc import Callable

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from hypothesis import given, settings

from ecotui.importing.outline import DOUBTFUL, LEFT_OUT
from tests.support.importing import read
from tests.support.shapes import (
    HEAD,
    Chapters,
    cells,
    held,
    label_lines,
    numbered,
    plans,
    verbs,
    wanted,
)
from tests.support.table_files import FORMATS, LEFT

TITLE = "青山市重点任务分工方案"


def word_prose(plan: Chapters) -> bytes:
    """Paragraphs whose last bracket is a run of its own in another font."""
    document = docx.Document()
    document.add_paragraph(TITLE).alignment = WD_ALIGN_PARAGRAPH.CENTER
    for at, chapter, listed in numbered(plan):
        document.add_paragraph(f"{'零一二三四五六七八'[at]}、{chapter.title}").runs[0].bold = True
        for number, item in listed:
            paragraph = document.add_paragraph(f"{number}.{item.text}")
            paragraph.add_run(verbs(item)).font.name = "楷体"
    return saved(document)


def word_labels(plan: Chapters) -> bytes:
    """Headings by style, and a paragraph for each label."""
    document = docx.Document()
    document.add_heading(TITLE, 0)
    for at, chapter, listed in numbered(plan):
        document.add_heading(f"{'零一二三四五六七八'[at]}、{chapter.title}", 1)
        for number, item in listed:
            document.add_paragraph(f"{number}.{item.text}")
            for line in label_lines(item).strip().split("\n"):
                document.add_paragraph(line)
    return saved(document)


def word_table(plan: Chapters) -> bytes:
    """A table whose headings are cells over several rows."""
    document = docx.Document()
    document.add_paragraph(TITLE).alignment = WD_ALIGN_PARAGRAPH.CENTER
    table = document.add_table(1, len(HEAD))
    for cell, head in zip(table.rows[0].cells, HEAD, strict=True):
        cell.text = head
    for _at, chapter, listed in numbered(plan):
        first = len(table.rows)
        for number, item in listed:
            row = table.add_row().cells
            count, *rest = cells(number, item)
            for cell, text in zip((row[0], *row[2:]), (count, *rest), strict=True):
                cell.text = text
        last = len(table.rows) - 1
        table.cell(first, 1).merge(table.cell(last, 1)).text = chapter.title
    return saved(document)


def saved(document: docx.document.Document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def workbook(plan: Chapters) -> bytes:
    """A sheet with a title over all columns, and merged headings."""
    out = io.BytesIO()
    # It has no types.
    book = importlib.import_module("xlsxwriter").Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("任务")
    sheet.merge_range(0, 0, 0, len(HEAD) - 1, TITLE)
    sheet.write_row(1, 0, HEAD)
    at = 2
    for _at, chapter, listed in numbered(plan):
        if len(listed) > 1:
            sheet.merge_range(at, 1, at + len(listed) - 1, 1, chapter.title)
        else:
            sheet.write(at, 1, chapter.title)
        for number, item in listed:
            _count, *rest = cells(number, item)
            sheet.write_number(at, 0, number)
            sheet.write_row(at, 2, rest)
            at += 1
    book.close()
    return out.getvalue()


SHAPES: dict[str, Callable[[Chapters], bytes]] = {
    "prose.docx": word_prose,
    "labels.docx": word_labels,
    "table.docx": word_table,
    "register.xlsx": workbook,
}


@pytest.mark.parametrize("shape", SHAPES)
@settings(max_examples=12, deadline=None)
@given(plan=plans())
def test_a_plan_comes_back_from_an_office_file(shape: str, plan: Chapters) -> None:
    imported = read(SHAPES[shape](plan), shape)
    assert held(imported) == wanted(plan)
    assert imported.plan.title == TITLE
    told = [remark.message for remark in imported.remarks if remark.kind in (DOUBTFUL, LEFT_OUT)]
    assert told == []


@pytest.mark.parametrize("file", FORMATS)
@pytest.mark.parametrize("again", [TITLE, "青山市\n重点任务分工方案"])
def test_the_title_that_the_first_row_repeats_is_one(file: str, again: str) -> None:
    rows = [
        [again, LEFT, LEFT, LEFT],
        ["序号", "具体措施", "牵头单位", "参加单位"],
        ["1", "健全补偿机制。", "林业厅", "财政厅"],
        ["2", "清理河道。", "水利厅", "财政厅"],
    ]
    imported = read(FORMATS[file](rows, TITLE), file)
    assert imported.plan.title == TITLE
    assert [remark.message for remark in imported.remarks] == []
