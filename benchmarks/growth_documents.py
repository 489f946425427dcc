"""Documents that grow: web pages, CSV, workbooks, Word documents, JSON, matrices read back."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

from growth_plans import PLANS, REGISTRY, WORDING, Make, Work, case, of, path
from growth_texts import importing

from ecotui.exporting.run import run
from ecotui.model.plan import Plan
from ecotui.model.toml import dumps
from ecotui.query.selection import select


def page(body: Callable[[int], str]) -> Make:
    """A web page that grows."""
    return lambda n: importing(
        "html",
        f"<html><head><title>方案</title></head><body>{body(n)}</body></html>".encode(),
        "p.html",
    )


HTML_HEAD = "<tr><th>序号</th><th>具体措施</th><th>牵头单位</th><th>配合单位</th></tr>"
HTML_ROW = "<tr><td>{i}</td><td>推进第{i}项任务。</td><td>甲局</td><td>乙局</td></tr>"
PAGES: dict[str, tuple[int, Callable[[int], str]]] = {
    "rows": (
        44,
        lambda n: (
            f"<table>{HTML_HEAD}{''.join(HTML_ROW.format(i=i) for i in range(1, n + 1))}</table>"
        ),
    ),
    "columns": (
        44,
        lambda n: (
            "<table><tr><th>具体措施</th><th>牵头单位</th>"
            + "".join(f"<th>列{i}</th>" for i in range(n))
            + "</tr><tr><td>建园。</td><td>甲局</td>"
            + "<td>值</td>" * n
            + "</tr></table>"
        ),
    ),
    "paragraphs": (
        44,
        lambda n: "".join(f"<p>{i}.建园。（甲局负责）</p>" for i in range(1, n + 1)),
    ),
    "deep tags": (64, lambda n: "<div>" * n + "1.建园。（甲局负责）" + "</div>" * n),
    "deep tags never closed": (64, lambda n: "<div><p>甲" * n),
    "deep inline tags": (
        64,
        lambda n: "<p>" + "<b><i>" * n + "1.建园。（甲局负责）" + "</i></b>" * n,
    ),
    "inline tags": (64, lambda n: "<p>1.建园" + "<b>甲</b>" * n + "。（甲局负责）</p>"),
    "ends without beginnings": (64, lambda n: "<p>1.建园。（甲局负责）" + "</b></i></td>" * n),
    "deep lists": (64, lambda n: "<ol><li>建园" * n),
    "numbered list": (64, lambda n: "<ol>" + "<li>建园。（甲局负责）</li>" * n + "</ol>"),
    "deep tables": (16, lambda n: f"<table>{HTML_HEAD}<tr><td>" * n),
    "rows of merged cells": (
        44,
        lambda n: (
            f"<table>{HTML_HEAD}"
            + "".join(
                f"<tr><td>{i}</td><td rowspan=2>建园{i}。</td><td colspan=2>甲局</td></tr>"
                "<tr><td>1</td><td>甲局</td></tr>"
                for i in range(n)
            )
            + "</table>"
        ),
    ),
    "one cell over all rows": (
        44,
        lambda n: (
            f"<table>{HTML_HEAD}<tr><td rowspan={n}>1</td>"
            "<td>建园。</td><td>甲局</td><td>乙局</td></tr>"
            + "<tr><td>植树。</td><td>甲局</td><td>乙局</td></tr>" * (n - 1)
            + "</table>"
        ),
    ),
    "attributes": (
        64,
        lambda n: "<p " + " ".join(f"a{i}=b" for i in range(n)) + ">1.建园。（甲局负责）",
    ),
    "styles": (64, lambda n: f"<p style='{'color:red;' * n}'>1.建园。（甲局负责）"),
    "entities": (64, lambda n: "<p>1.建园" + "&nbsp;&#x4e00;" * n + "（甲局负责）"),
    "comments": (64, lambda n: "<!-- a -->" * n + "<p>1.建园。（甲局负责）"),
    "breaks": (64, lambda n: "<p>1.建园" + "<br>" * n + "（甲局负责）"),
    "one text": (1000, lambda n: f"<p>1.{of(WORDING, n)}（甲局负责）</p>"),
    "open angles": (64, lambda n: "<p>1.建园（甲局负责）" + "<" * n),
    "open comment": (64, lambda n: "<p>1.建园（甲局负责）<!--" + "-" * n),
    "open comments": (64, lambda n: "<p>1.建园（甲局负责）" + "<!--" * n),
    "open tags": (64, lambda n: "<p>1.建园（甲局负责）" + "<a b='" * n),
    "ampersands": (64, lambda n: "<p>1.建园（甲局负责）" + "&" * n),
    "blanks": (64, lambda n: "<p>1.建园" + " " * n + "（甲局负责）"),
    "blank lines": (64, lambda n: "<p>1.建园" + "\n" * n + "（甲局负责）"),
    "hard blanks": (64, lambda n: "<p>1.建园" + "\xa0" * n + "（甲局负责）"),
}
for _what, (_first, _lines) in PAGES.items():
    case(f"html: {_what}", _first, page(_lines))


def csv(body: Callable[[int], str]) -> Make:
    """A CSV file that grows."""
    return lambda n: importing("csv", body(n).encode(), "p.csv")


CSV = "序号,具体措施,牵头单位,配合单位\n"
SHEETS: dict[str, tuple[int, Callable[[int], str]]] = {
    "rows": (
        44,
        lambda n: (
            CSV + "".join(f'{i},推进第{i}项。,第{i % 40}局,"甲局、乙局"\n' for i in range(1, n + 1))
        ),
    ),
    "columns": (
        44,
        lambda n: (
            "具体措施,牵头单位,"
            + ",".join(f"列{i}" for i in range(n))
            + "\n建园。,甲局"
            + ",值" * n
        ),
    ),
    "one cell": (1000, lambda n: f"{CSV}1,{of(WORDING, n)},甲局,乙局\n"),
    "lines in a cell": (1000, lambda n: f'{CSV}1,"' + "建园。\n" * n + '",甲局,乙局\n'),
    "quotation marks": (1000, lambda n: CSV + '1,"' + '""' * n + '",甲局,乙局\n'),
    "open quotation mark": (1000, lambda n: CSV + '1,"建园。' + "\n1,a" * n),
    "commas": (1000, lambda n: CSV + "1,建园。,甲局,乙局" + "," * n),
    "empty rows": (1000, lambda n: CSV + ",,,\n" * n + "1,建园。,甲局,乙局"),
}
for _what, (_first, _lines) in SHEETS.items():
    case(f"csv: {_what}", _first, csv(_lines))


def workbook(fill: Callable[[Any, int], None]) -> Make:
    """A workbook that grows."""

    def make(n: int) -> Work:
        import openpyxl

        book = openpyxl.Workbook()
        fill(book, n)
        stream = io.BytesIO()
        book.save(stream)
        return importing("xlsx", stream.getvalue(), "p.xlsx")

    return make


XLSX_HEAD = ["序号", "具体措施", "牵头单位", "配合单位"]


def _xlsx_rows(book: Any, n: int) -> None:
    book.active.append(XLSX_HEAD)
    for i in range(1, n + 1):
        book.active.append([i, f"推进第{i}项任务。", f"第{i % 40}局", "甲局、乙局"])


def _xlsx_columns(book: Any, n: int) -> None:
    n = min(n, 16000)
    book.active.append(["具体措施", "牵头单位", *[f"列{i}" for i in range(n)]])
    book.active.append(["建园。", "甲局", *["值"] * n])


def _xlsx_merged(book: Any, n: int) -> None:
    _xlsx_rows(book, 2 * n)
    for i in range(n):
        book.active.merge_cells(
            start_row=2 + 2 * i, end_row=3 + 2 * i, start_column=3, end_column=3
        )


def _xlsx_merged_all(book: Any, n: int) -> None:
    _xlsx_rows(book, n)
    book.active.merge_cells(start_row=2, end_row=n + 1, start_column=3, end_column=3)


def _xlsx_sheets(book: Any, n: int) -> None:
    for i in range(n):
        sheet = book.create_sheet(f"表{i}")
        sheet.append(XLSX_HEAD)
        sheet.append([1, f"建园{i}。", "甲局", "乙局"])


def _xlsx_text(book: Any, n: int) -> None:
    book.active.append(XLSX_HEAD)
    for i in range(max(1, n // 30000)):
        book.active.append([i + 1, of(WORDING, min(n, 30000)), "甲局", "乙局"])


def _xlsx_comments(book: Any, n: int) -> None:
    from openpyxl.comments import Comment

    _xlsx_rows(book, n)
    for i in range(n):
        book.active.cell(i + 2, 2).comment = Comment("说明", "甲")


def _xlsx_formulas(book: Any, n: int) -> None:
    _xlsx_rows(book, n)
    for i in range(n):
        book.active.cell(i + 2, 5).value = f"=ROW()-{i}"


def _xlsx_links(book: Any, n: int) -> None:
    _xlsx_rows(book, n)
    for i in range(n):
        book.active.cell(i + 2, 5).value = f'=HYPERLINK("https://a/{i}", "附件")'


def _xlsx_empty(book: Any, n: int) -> None:
    _xlsx_rows(book, 3)
    book.active.cell(n + 10, 2).value = " "
    for i in range(n):
        book.active.cell(i + 6, 1).number_format = "0.00"


for _what, (_first, _fill) in {
    "rows": (44, _xlsx_rows),
    "columns": (44, _xlsx_columns),
    "merged cells": (44, _xlsx_merged),
    "one merged cell": (44, _xlsx_merged_all),
    "sheets": (4, _xlsx_sheets),
    "long texts": (1000, _xlsx_text),
    "comments": (44, _xlsx_comments),
    "formulas": (44, _xlsx_formulas),
    "links by formulas": (44, _xlsx_links),
    "empty rows": (44, _xlsx_empty),
}.items():
    case(f"xlsx: {_what}", _first, workbook(_fill))


def document(fill: Callable[[Any, int], None]) -> Make:
    """A Word document that grows."""

    def make(n: int) -> Work:
        import docx

        made = docx.Document()
        made.add_paragraph("青山市重点任务分工方案")
        fill(made, n)
        stream = io.BytesIO()
        made.save(stream)
        return importing("docx", stream.getvalue(), "p.docx")

    return make


def _docx_paragraphs(made: Any, n: int) -> None:
    for i in range(1, n + 1):
        made.add_paragraph(f"{i}.推进第{i}项任务。（甲局负责）")


def _docx_list(made: Any, n: int) -> None:
    for _i in range(n):
        made.add_paragraph("推进任务。（甲局负责）", style="List Number")


def _docx_headings(made: Any, n: int) -> None:
    for i in range(n):
        made.add_heading(f"第{i}章", 1)
        made.add_paragraph(f"{i}.推进第{i}项任务。（甲局负责）")


def _docx_runs(made: Any, n: int) -> None:
    paragraph = made.add_paragraph("1.")
    for _i in range(n):
        paragraph.add_run("推进任务")
    paragraph.add_run("（甲局负责）")


def _docx_breaks(made: Any, n: int) -> None:
    paragraph = made.add_paragraph("1.推进任务")
    for _i in range(n):
        paragraph.add_run().add_break()
    paragraph.add_run("（甲局负责）")


def _docx_text(made: Any, n: int) -> None:
    made.add_paragraph(f"1.{of(WORDING, n)}（甲局负责）")


def _raw_table(made: Any, rows: list[str]) -> None:
    from docx.oxml import parse_xml

    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    made.element.body.insert(1, parse_xml(f"<w:tbl {space}>{''.join(rows)}</w:tbl>"))


def _row(*cells: str, merge: str = "") -> str:
    inner = "".join(
        f"<w:tc><w:tcPr>{merge if at == 2 else ''}</w:tcPr>"
        f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"
        for at, text in enumerate(cells)
    )
    return f"<w:tr>{inner}</w:tr>"


def _docx_rows(made: Any, n: int) -> None:
    _raw_table(
        made, [_row(*XLSX_HEAD), *[_row(str(i), f"建园{i}。", "甲局", "乙局") for i in range(1, n)]]
    )


def _docx_merged(made: Any, n: int, high: int = 2) -> None:
    starts, goes_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    rows = [
        _row(str(i), f"建园{i}。", "甲局", "乙局", merge=goes_on if i % high else starts)
        for i in range(n)
    ]
    _raw_table(made, [_row(*XLSX_HEAD), *rows])


def _docx_one_merged(made: Any, n: int) -> None:
    _docx_merged(made, n, high=n)


def _docx_columns(made: Any, n: int) -> None:
    head = ["具体措施", "牵头单位", *[f"列{i}" for i in range(n)]]
    _raw_table(made, [_row(*head), _row("建园。", "甲局", *["值"] * n)])


def _docx_fields(made: Any, n: int) -> None:
    from docx.oxml import parse_xml

    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
    )
    end = "<w:r><w:t>（甲局负责）</w:t></w:r></w:p>"
    body = f"<w:p {space}><w:r><w:t>1.建园</w:t></w:r>{field * n}{end}"
    made.element.body.insert(1, parse_xml(body))


for _what, (_first, _fill) in {
    "paragraphs": (44, _docx_paragraphs),
    "numbered list": (44, _docx_list),
    "headings": (44, _docx_headings),
    "runs": (44, _docx_runs),
    "breaks": (44, _docx_breaks),
    "one text": (1000, _docx_text),
    "rows": (44, _docx_rows),
    "merged cells": (44, _docx_merged),
    "one merged cell": (44, _docx_one_merged),
    "columns": (44, _docx_columns),
    "open fields": (44, _docx_fields),
}.items():
    case(f"docx: {_what}", _first, document(_fill))


def _json(make: Callable[[int], Plan]) -> Make:
    def made(n: int) -> Work:
        where = path() + ".json"
        listed = REGISTRY.exporter("json")
        run(listed, select(make(n)), listed.build({}), where)
        return importing("json", Path(where).read_bytes(), "p.json")

    return made


for _what in (
    "measures",
    "departments of one measure",
    "sections",
    "one text",
    "letters of its own",
):
    case(f"json: {_what}", PLANS[_what][0], _json(PLANS[_what][1]))
case("json: deep brackets", 1000, lambda n: importing("json", b"[" * n, "p.json"))


def _read_back(make: Callable[[int], Plan], by: str) -> Make:
    """A matrix in which half of the letters are changed, read back and put into the plan's text."""

    def made(n: int) -> Work:
        import openpyxl

        plan = make(n)
        where = path() + ".xlsx"
        listed = REGISTRY.exporter("raci-xlsx")
        run(listed, select(plan), listed.build({"by": by}), where)
        book = openpyxl.load_workbook(where)
        for sheet in book:
            for row in sheet.iter_rows():
                for cell in row:
                    if cell.value == "C":
                        cell.value = "I"
        stream = io.BytesIO()
        book.save(stream)
        data, file = stream.getvalue(), dumps(plan) + "# by hand\n"

        def work() -> object:
            from ecotui.importing.matrix_workbook import MatrixWorkbook, read_back
            from ecotui.importing.run import read
            from ecotui.model.toml_cells import with_cells

            try:
                return read(REGISTRY.importer("xlsx"), data, "m.xlsx")
            except MatrixWorkbook as found:
                back = read_back(found.sheets, [plan], "m.xlsx")
            return [with_cells(file, old, new) for old, new in back.plans]

        return work

    return made


for _by in ("measure", "department"):
    for _what in ("measures", "departments of one measure"):
        case(f"read back: {_what}, by {_by}", 32, _read_back(PLANS[_what][1], _by))
