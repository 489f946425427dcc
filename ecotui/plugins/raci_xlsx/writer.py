"""Writes the RACI matrix as an Excel workbook: which sheets it has, and in which order."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Sequence

from ecotui.api import N_, Heading, Selection, Target, numeral
from ecotui.plugins.raci_xlsx import list_sheets
from ecotui.plugins.raci_xlsx.matrix_sheets import ByDepartment, ByMeasure
from ecotui.plugins.raci_xlsx.workbook import Workbook

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ecotui.plugins.common.matrix_options import PaperOptions


class RaciXlsxExporter:
    """Writes the matrix, its parts where they are wanted, and what follows from it."""

    def export(self, selection: Selection, target: Target, options: PaperOptions) -> None:
        """Write the matrix of the selection.

        Raises:
            ExportError: it has more rows or columns than a sheet.
        """
        out = io.BytesIO()
        with tempfile.TemporaryDirectory(prefix="ecotui-") as folder:
            written = _write_sheets(Workbook(selection, options, target, out, folder))
        if written:
            with target.binary() as file:
                file.write(out.getbuffer())


def _part_name(headings: Sequence[Heading]) -> str:
    """Name of the sheet of a part: its title, and the numbers that say where it belongs."""
    *above, own = headings
    label = "".join(numeral(heading.number) for heading in above if heading.level)
    return f"{label}{own.label}{own.title}"


def _write_sheets(book: Workbook) -> bool:
    """Write every sheet; False if the user has cancelled."""
    sheet = ByMeasure if book.options.by == "measure" else ByDepartment
    if not sheet(book, book.sheet(book.label(N_("RACI matrix"))), book.matrix).write():
        return False
    for headings, part in book.options.parts(book.selection):
        matrix = book.options.matrix(part)
        page = sheet(book, book.sheet(_part_name(headings)), matrix, headings, part)
        if not page.write():
            return False
    list_sheets.assignments(book, book.sheet(book.label(N_("Assignments"))))
    list_sheets.load(book, book.sheet(book.label(N_("Load"))))
    list_sheets.findings(book, book.sheet(book.label(N_("Findings"))))
    list_sheets.legend(book, book.sheet(book.label(N_("Legend"))))
    return book.close()
