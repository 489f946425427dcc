"""Exporter ``raci-csv``: the RACI matrix for spreadsheets and programs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ecotui.api import (
    N_,
    Entry,
    ExporterSpec,
    Matrix,
    Selection,
    Target,
    hookimpl,
    join_names,
    open_mark,
    option,
    visible,
)
from ecotui.plugins.common.csv_cells import bom_option, lines, safe
from ecotui.plugins.common.matrix_options import (
    MatrixOptions,
    first_names,
    letters,
    meanings,
    sides,
)
from ecotui.plugins.common.wording import joined, labelled, own_id

# So many measures are named in a line.
_LISTED = 9


@dataclass(frozen=True)
class Options(MatrixOptions):
    bom: bool = bom_option()
    legend: bool = option(
        True,
        help=N_("Explain in the header what the letters mean and what is inferred."),
        label=N_("Legend"),
    )


@hookimpl
def ecotui_register_exporters() -> list[ExporterSpec]:
    return [
        ExporterSpec(
            id="raci-csv",
            title=N_("RACI matrix (CSV)"),
            summary=N_("RACI matrix as comma-separated values, for spreadsheets."),
            extensions=("csv",),
            media_type="text/csv",
            kind="text",
            factory="ecotui.plugins.raci_csv:RaciCsvExporter",
            options=Options,
        )
    ]


class RaciCsvExporter:
    """Writes one row for each measure, or department, after a header."""

    def export(self, selection: Selection, target: Target, options: Options) -> None:
        matrix = options.matrix(selection)
        several = len(selection.plans) > 1
        # A table has no room for findings; of a letter that it has not, somebody has to hear.
        if odd := [one for one in matrix.findings if one.code == "unknown-letter"]:
            places = join_names([one.where for one in odd[:_LISTED]], language=selection.language)
            message = selection.label(
                N_("letters that the scheme {scheme} does not have: {places}")
            )
            more = "…" * (len(odd) > _LISTED)
            target.warn(message.format(scheme=matrix.scheme, places=visible(places) + more))

        def said(entry: Entry) -> Sequence[str]:
            if several and options.by == "measure":
                return entry.plan.title, own_id(entry), entry.text
            return _place(entry, several=several), entry.text

        names, columns = sides(matrix, options.by, said)
        rows = zip(names, letters(matrix, options.by), strict=True)
        with target.text() as file:
            if options.bom:
                file.write("\ufeff")
            file.write(lines([safe([*_head(selection, matrix, options), *columns])], "\r\n"))
            for done, (name, cells) in enumerate(rows, 1):
                if target.cancelled:
                    return
                file.write(lines([safe([*name, *cells])], "\r\n"))
                target.progress(done, len(names))


def _place(entry: Entry, *, several: bool) -> str:
    """The number of a measure, behind the title of its plan if there are several."""
    return f"{entry.plan.title} {own_id(entry)}" if several else own_id(entry)


def _head(selection: Selection, matrix: Matrix, options: Options) -> list[str]:
    """Names of the first columns, the last of them with the legend in brackets.

    There it is read before the letters are, and the table keeps one header, a row for each measure
    and a column for each department.
    """
    names, several = first_names(selection, options.by), len(selection.plans) > 1
    if several and options.by == "measure":
        names.insert(0, selection.label(N_("Plan")))
    if options.legend:
        said = [*matrix.notes, *meanings(matrix)]
        is_open = [row.entry for row in matrix.rows if row.entry.participants_open]
        if is_open:
            places = [_place(entry, several=several) for entry in is_open]
            ids = join_names(places, language=selection.language)
            said.append(labelled(selection, open_mark(selection.plan).strip(), ids))
        legend = joined(selection, map(visible, said))
        names[-1] += f"（{legend}）" if selection.language == "zh" else f" ({legend})"
    return names
