"""Tables of Word documents, as WordprocessingML."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import NamedTuple

from ecotui.plugins.word.runs import run

_TWIPS_PER_MM = 1440 / 25.4


class Cell(NamedTuple):
    """A cell of a table, with safe text; colours are six hexadecimal digits, or nothing."""

    text: str
    #: Id of the style of its paragraph.
    style: str = "TableText"
    #: Colour behind it.
    shade: str = ""
    colour: str = ""
    bold: bool = False
    #: Whether Chinese characters stand upright above one another.
    upright: bool = False
    #: Over how many columns it goes.
    span: int = 1
    #: Whether it goes over the rows after it: ``"first"`` of these rows, or ``"next"``.
    merged: str = ""


class Row(NamedTuple):
    """A row of a table."""

    cells: Sequence[Cell]
    #: The least height in millimetres, or 0.
    height: float = 0
    #: Whether it is repeated at the top of each page.
    header: bool = False
    #: Whether it stays on the page of the row after it.
    with_next: bool = False
    #: Whether a page may end inside it, because it may be higher than one.
    splits: bool = False


def table(
    widths: Sequence[float],
    rows: Iterable[Row],
    *,
    margin: float = 1.5,
    air: float = 0,
    caption: str = "",
    description: str = "",
) -> str:
    """A table with lines around every cell; all lengths are in millimetres.

    ``margin`` is what is free at the left and the right of a text in its cell, ``air`` what is free
    above and below it. Caption and description are read to who cannot see the table; without a
    description it is the heads of its columns.
    """
    rows = list(rows)
    heads = [cell.text for row in rows[:1] if row.header for cell in row.cells]
    said = "".join(
        f'<w:{name} w:val="{escape(" ".join(text.split()))}"/>'
        for name, text in (
            ("tblCaption", caption),
            ("tblDescription", description or " | ".join(filter(None, heads))),
        )
        if text
    )
    columns = [round(width * _TWIPS_PER_MM) for width in widths]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in columns)
    sides = {"top": air, "left": margin, "bottom": air, "right": margin}
    free = "".join(
        f'<w:{side} w:w="{round(value * _TWIPS_PER_MM)}" w:type="dxa"/>'
        for side, value in sides.items()
    )
    return (
        '<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/>'
        f'<w:tblW w:w="{sum(columns)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{free}</w:tblCellMar>'
        '<w:tblLook w:val="0620" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0"'
        f' w:noHBand="1" w:noVBand="1"/>{said}</w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>"
        f"{''.join(_row(row, columns) for row in rows)}</w:tbl>"
    )


def _row(row: Row, columns: Sequence[int]) -> str:
    properties = "" if row.splits else "<w:cantSplit/>"
    if row.height:
        properties += f'<w:trHeight w:val="{round(row.height * _TWIPS_PER_MM)}" w:hRule="atLeast"/>'
    if row.header:
        properties += "<w:tblHeader/>"
    out = [f"<w:tr><w:trPr>{properties}</w:trPr>" if properties else "<w:tr>"]
    at = 0
    for cell in row.cells:
        out.append(_cell(cell, sum(columns[at : at + cell.span]), row.with_next))
        at += cell.span
    out.append("</w:tr>")
    return "".join(out)


def _cell(cell: Cell, width: int, with_next: bool) -> str:
    span = f'<w:gridSpan w:val="{cell.span}"/>' if cell.span > 1 else ""
    rows = {"first": '<w:vMerge w:val="restart"/>', "next": "<w:vMerge/>"}.get(cell.merged, "")
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{cell.shade}"/>' if cell.shade else ""
    upright = '<w:textDirection w:val="tbRlV"/>' if cell.upright else ""
    keep = "<w:keepNext/>" if with_next else ""
    inner = run(cell.text, bold=cell.bold, colour=cell.colour) if cell.text else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{rows}{shade}{upright}'
        f'<w:vAlign w:val="center"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="{cell.style}"/>{keep}'
        f"</w:pPr>{inner}</w:p></w:tc>"
    )
