"""Matrices of ``raci-xlsx`` as a meeting changes them, and their way back into the plan."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.cell import Cell
from openpyxl.utils import range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

from ecotui.exporting.run import run
from ecotui.importing.choosing import importer_for
from ecotui.importing.matrix_workbook import MatrixWorkbook, ReadBack, read_back
from ecotui.importing.run import read
from ecotui.model.plan import Plan
from ecotui.options import build
from ecotui.plugin_host.registry import Registry
from ecotui.query.index import Index
from ecotui.query.selection import select

Edit = Callable[["Book"], None]


class Book:
    """A workbook in openpyxl, whose cells are found as a reader of the sheet finds them."""

    def __init__(self, path: Path) -> None:
        self.book = openpyxl.load_workbook(path)
        self.sheet = self.book.worksheets[0]

    def area(self, sheet: Worksheet | None = None) -> tuple[int, int, int, int]:
        """First column and row, last column and row of a matrix."""
        name = (sheet or self.sheet).defined_names["ecotui_matrix"]
        first, top, last, bottom = range_boundaries(name.attr_text.rpartition("!")[2])
        return int(first or 0), int(top or 0), int(last or 0), int(bottom or 0)

    def cell(self, id_: str, department: str, sheet: Worksheet | None = None) -> Cell:
        """The cell of a measure and a department."""
        found = sheet or self.sheet
        first, top, last, bottom = self.area(found)
        across = {str(found.cell(top, c).value): c for c in range(first, last + 1)}
        down = {str(found.cell(r, first).value): r for r in range(top + 1, bottom + 1)}
        if id_ in down:
            cell = found.cell(down[id_], across[department])
        else:
            cell = found.cell(down[department], across[id_])
        assert isinstance(cell, Cell)
        return cell

    def put(self, id_: str, department: str, letter: str | None) -> None:
        """Write a letter on the first sheet."""
        self.cell(id_, department).value = letter


def exported(
    path: Path, *plans: Plan, where: str = "", language: str = "zh", **options: Any
) -> Path:
    """The matrix of some plans."""
    listed = Registry(plugins=False).exporter("raci-xlsx")
    selection = select(Index(plans), where, language=language)
    run(listed, selection, build(listed.spec.options, options), str(path))
    return path


def edited(path: Path, edit: Edit) -> Path:
    """The workbook after somebody has changed it."""
    book = Book(path)
    edit(book)
    book.book.save(path)
    return path


def back(path: Path, *plans: Plan) -> ReadBack:
    """What a workbook says of plans."""
    registry = Registry(plugins=False)
    try:
        read(importer_for(registry, path.name).importer, path.read_bytes(), path.name)
    except MatrixWorkbook as workbook:
        return read_back(workbook.sheets, plans, path.name)
    raise AssertionError("no matrix in it")


def letters(plan: Plan, scheme: str = "raci") -> dict[str, dict[str, str]]:
    """Every letter of a plan, by measure and department."""
    return {row.entry.id: dict(row.cells) for row in select(plan).matrix(scheme).rows}
