"""Tables of Word documents, as WordprocessingML."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import NamedTuple

from ecotui.plugins.word.runs import run

_TWIPS_PER_MM = 1440 / 25.4
#: Word takes no greater height of a row, in twips (1,584 points); rows get as high as they need.
_MAX_HEIGHT = 31_680
# What is free above and below an upright text, which is as tall as its cell.
_ENDS = '<w:tcMar><w:top w:w="45" w:type="dxa"/><w:bottom w:w="45" w:type="dxa"/></w:tcMar>'


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
    #: ``restart`` for a cell that goes over several rows, ``continue`` for those below it.
    merged: str = ""


class Row(NamedTuple):
    """A row of a table; no page ends inside it, unless it ``splits``."""

    cells: Sequence[Cell]
    #: The least height in millimetres, or 0.
    height: float = 0
    #: Whether it is repeated at the top of each page.
    header: bool = False
    #: Whether it stays on the page of the row after it.
    with_next: bool = False
    #: Whether a page may end inside it, since it may be higher than a page.
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
    above and below it. The caption and the description are for those who cannot see the table; a
    table with a header is described by the heads of its columns if nothing else is given.
    """
    rows = list(rows)
    if rows and rows[0].header:
        description = description or " | ".join([cell.text for cell in rows[0].cells if cell.text])
    columns = [round(width * _TWIPS_PER_MM) for width in widths]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in columns)
    sides = {"top": air, "left": margin, "bottom": air, "right": margin}
    free = "".join(
        f'<w:{side} w:w="{round(value * _TWIPS_PER_MM)}" w:type="dxa"/>'
        for side, value in sides.items()
    )
    first_row = int(bool(rows) and rows[0].header)
    said = {"tblCaption": caption, "tblDescription": description}
    told = "".join(f'<w:{name} w:val="{escape(text)}"/>' for name, text in said.items() if text)
    return (
        '<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/>'
        f'<w:tblW w:w="{sum(columns)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{free}</w:tblCellMar>'
        f'<w:tblLook w:val="{0x600 + 32 * first_row:04X}" w:firstRow="{first_row}" w:lastRow="0"'
        f' w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>{told}</w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>"
        f"{''.join(_row(row, columns) for row in rows)}</w:tbl>"
    )


def _row(row: Row, columns: Sequence[int]) -> str:
    properties = "" if row.splits else "<w:cantSplit/>"
    if row.height:
        high = min(round(row.height * _TWIPS_PER_MM), _MAX_HEIGHT)
        properties += f'<w:trHeight w:val="{high}" w:hRule="atLeast"/>'
    if row.header:
        properties += "<w:tblHeader/>"
    out = [f"<w:tr><w:trPr>{properties}</w:trPr>"]
    at = 0
    for cell in row.cells:
        out.append(_cell(cell, sum(columns[at : at + cell.span]), row))
        at += cell.span
    out.append("</w:tr>")
    return "".join(out)


def _is_far_eastern(text: str) -> bool:
    return any("\u2e80" <= one <= "\uffef" or one >= "\U00020000" for one in text)


def _cell(cell: Cell, width: int, row: Row) -> str:
    span = f'<w:gridSpan w:val="{cell.span}"/>' if cell.span > 1 else ""
    merged = f'<w:vMerge w:val="{cell.merged}"/>' if cell.merged else ""
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{cell.shade}"/>' if cell.shade else ""
    # Letters of words do not stand above one another, but lie.
    downwards = "tbRlV" if _is_far_eastern(cell.text) else "btLr"
    upright = f'{_ENDS}<w:textDirection w:val="{downwards}"/>' if cell.upright else ""
    # Of a row on several pages the first should say what it is about.
    align = "top" if row.splits else "center"
    keep = "<w:keepNext/>" if row.with_next else ""
    inner = run(cell.text, bold=cell.bold, colour=cell.colour) if cell.text else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merged}{shade}{upright}'
        f'<w:vAlign w:val="{align}"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="{cell.style}"/>{keep}'
        f"</w:pPr>{inner}</w:p></w:tc>"
    )
