"""A table as an office has it, in each format that holds one."""

from __future__ import annotations

import csv
import html
import io
from collections.abc import Callable, Sequence

import docx
import openpyxl

#: A cell that is merged with the one to its left, or above it.
LEFT, ABOVE = "<", "^"
Rows = Sequence[Sequence[str]]


def of_csv(rows: Rows, title: str = "") -> bytes:
    """Cells that are merged are empty but for the first."""
    writer = csv.writer(out := io.StringIO())
    writer.writerows([[title]] * bool(title))
    writer.writerows([["" if cell in (LEFT, ABOVE) else cell for cell in row] for row in rows])
    return out.getvalue().encode()


def of_xlsx(rows: Rows, title: str = "") -> bytes:
    """The title is a row over all columns."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "任务"
    above = [[title, *[LEFT] * (len(rows[0]) - 1)]] * bool(title)
    every = [*above, *rows]
    for row in every:
        sheet.append([None if cell in ("", LEFT, ABOVE) else cell for cell in row])
    for at, column, down, across in _merged(every):
        sheet.merge_cells(
            start_row=at + 1, start_column=column + 1, end_row=at + down, end_column=column + across
        )
    book.save(out := io.BytesIO())
    return out.getvalue()


def of_docx(rows: Rows, title: str = "") -> bytes:
    """The title is a centred paragraph."""
    document = docx.Document()
    if title:
        document.add_paragraph(title).alignment = 1
    table = document.add_table(len(rows), len(rows[0]))
    for row, cells in zip(rows, table.rows, strict=True):
        for text, cell in zip(row, cells.cells, strict=True):
            if text not in ("", LEFT, ABOVE):
                cell.text = text
    for at, column, down, across in _merged(rows):
        if (down, across) != (1, 1):
            table.cell(at, column).merge(table.cell(at + down - 1, column + across - 1))
            table.cell(at, column).text = rows[at][column]
    document.save(out := io.BytesIO())
    return out.getvalue()


def of_html(rows: Rows, title: str = "") -> bytes:
    """The title is a heading."""
    spans = {(at, column): span for at, column, *span in _merged(rows)}
    lines = []
    for at, row in enumerate(rows):
        line = "<tr>"
        for column, text in enumerate(row):
            if (at, column) in spans:
                down, across = spans[at, column]
                shown = html.escape(text).replace("\n", "<br>")
                line += f"<td rowspan={down} colspan={across}>{shown}</td>"
        lines.append(f"{line}</tr>")
    heading = f"<h1>{title}</h1>" if title else ""
    return f"<html>{heading}<table>{''.join(lines)}</table></html>".encode()


def _merged(rows: Rows) -> list[tuple[int, int, int, int]]:
    """Each cell that is none of another: its row and column, how many it covers down and across."""
    found = []
    for at, row in enumerate(rows):
        for column, text in enumerate(row):
            if text in (LEFT, ABOVE):
                continue
            across = down = 1
            while row[column + across : column + across + 1] == [LEFT]:
                across += 1
            while at + down < len(rows) and rows[at + down][column] == ABOVE:
                down += 1
            found.append((at, column, down, across))
    return found


FORMATS: dict[str, Callable[..., bytes]] = {
    "清单.csv": of_csv,
    "清单.xlsx": of_xlsx,
    "清单.docx": of_docx,
    "清单.html": of_html,
}
