"""Writes the RACI matrix as an Excel workbook, and the lists that stand behind it."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ecotui.api import Heading, Selection, Target, numeral, visible
from ecotui.plugins.common import text_grid
from ecotui.plugins.common.matrix_options import matrix_title
from ecotui.plugins.common.wording import heading_text
from ecotui.plugins.raci_xlsx import assignments, lists, load_sheet
from ecotui.plugins.raci_xlsx.by_department import ByDepartment
from ecotui.plugins.raci_xlsx.by_measure import ByMeasure
from ecotui.plugins.raci_xlsx.workbook import Workbook

if TYPE_CHECKING:
    from ecotui.plugins.common.matrix_options import PaperOptions
    from ecotui.plugins.raci_xlsx.matrix_sheets import Sheet


class RaciXlsxExporter:
    """Writes the matrix, its parts if they are wanted, and what follows from it."""

    def export(self, selection: Selection, target: Target, options: PaperOptions) -> None:
        """Write the matrix of the selection.

        Raises:
            ExportError: it has more rows or columns than a sheet.
        """
        out = io.BytesIO()
        with contextlib.ExitStack() as files:
            finished = _write_sheets(Workbook(selection, options, target, out, files))
        if finished:
            with target.binary() as file, out.getbuffer() as view:
                file.write(view)

    def preview(self, selection: Selection, options: PaperOptions) -> str:
        """The sheets of the matrix as text."""
        return text_grid.pages(selection, options, [((), selection), *options.parts(selection)])


def _part_name(headings: Sequence[Heading]) -> str:
    """Name of the sheet of a part: its title, and the numbers that say where it belongs."""
    *above, own = headings
    if own.label.endswith(" "):
        # Out of Chinese, 1.1 says itself where it belongs.
        return f"{own.label}{own.title}"
    label = "".join(_mark(h) for h in above if h.level)
    return f"{label}{own.label}{own.title}"


def _mark(heading: Heading) -> str:
    if heading.number and heading.label.endswith("、"):
        return numeral(heading.number)
    return heading.label or heading.title


def _write_sheets(book: Workbook) -> bool:
    """Write every sheet; False if the user has cancelled."""
    options, label = book.options, book.label
    kind: type[Sheet] = ByMeasure if options.by == "measure" else ByDepartment
    # Each plan has a matrix of its own.
    plans = book.selection.split("plan") or [((), book.selection)]
    parts = options.parts(book.selection)
    title = matrix_title(book.selection, book.matrix)
    first = book.sheet(title)
    # Behind the matrix, with which the workbook opens.
    contents = lists.Contents(book)
    mains: list[Sheet] = []
    for at, (headings, part) in enumerate((*plans, *parts)):
        main = at < len(plans)
        sheet = book.sheet(title if main else _part_name(headings)) if at else first
        matrix = options.matrix(part) if headings else book.matrix
        page = kind(book, sheet, matrix, headings, part)
        if not page.write():
            return False
        contents.title(page)
        if main:
            mains.append(page)
        said = "  ".join(map(heading_text, headings)) or visible(part.title)
        contents.add(sheet, said, len(matrix.rows))
    for made, about in (
        (assignments.assignments(book, mains), assignments.ABOUT),
        (load_sheet.load_sheet(book, mains), load_sheet.ABOUT),
        (lists.findings(book), lists.FINDINGS),
        (lists.legend(book), lists.LEGEND),
    ):
        contents.add(made.sheet, label(about))
        contents.back(made.sheet, max(made.at, made.bottom, 1), made.right)
    contents.close()
    return book.close()
