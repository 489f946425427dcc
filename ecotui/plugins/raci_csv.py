"""Exporter ``raci-csv``: the RACI matrix for spreadsheets and programs."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass

from ecotui.api import N_, ExporterSpec, Selection, Target, hookimpl, option
from ecotui.plugins._matrix import MatrixOptions
from ecotui.plugins._wording import clean


@dataclass(frozen=True)
class Options(MatrixOptions):
    """What a user can choose."""

    bom: bool = option(True, help=N_("begin with a byte order mark, by which Excel knows UTF-8"))


@hookimpl
def ecotui_register_exporters() -> list[ExporterSpec]:
    """Name the exporter."""
    return [
        ExporterSpec(
            id="raci-csv",
            title=N_("RACI matrix, CSV"),
            summary=N_("Writes the RACI matrix as comma-separated values."),
            extensions=("csv",),
            media_type="text/csv",
            kind="text",
            factory="ecotui.plugins.raci_csv:RaciCsvExporter",
            options=Options,
        )
    ]


class RaciCsvExporter:
    """Writes one row for each measure, after a header."""

    def export(self, selection: Selection, target: Target, options: Options) -> None:
        """Write the matrix of the selection."""
        matrix = options.matrix(selection)
        names = matrix.departments
        with target.text() as file:
            if options.bom:
                file.write("\ufeff")
            writer = csv.writer(file, lineterminator="\r\n")
            label = selection.label
            writer.writerow(_safe([label(N_("No.")), label(N_("Measure")), *names]))
            for done, row in enumerate(matrix.rows, 1):
                if target.cancelled:
                    return
                letters = [row.cells.get(name, "") for name in names]
                writer.writerow(_safe([row.entry.id, row.entry.text, *letters]))
                target.progress(done, len(matrix.rows))


# With any of these first, a spreadsheet takes a cell for a formula, and runs it; some do so for
# the full-width forms as well.
_FORMULA = tuple("=+-@\t\r＝＋－＠")


def _safe(cells: Iterable[str]) -> list[str]:
    return [_guarded(cell, clean(cell)) for cell in cells]


def _guarded(raw: str, shown: str) -> str:
    return f"'{shown}" if raw.startswith(_FORMULA) or shown.startswith(_FORMULA) else shown
