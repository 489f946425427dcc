"""Exporter ``raci-markdown``: the RACI matrix as a table for chats, issues and wikis."""

from __future__ import annotations

from collections.abc import Iterator

from ecotui.api import N_, ExporterSpec, Matrix, Selection, Target, hookimpl
from ecotui.plugins import _markdown as md
from ecotui.plugins._matrix import MatrixOptions
from ecotui.plugins._wording import (
    finding_cells,
    finding_header,
    first_clause,
    labelled,
    nothing,
    query_line,
)


@hookimpl
def ecotui_register_exporters() -> list[ExporterSpec]:
    """Name the exporter."""
    return [
        ExporterSpec(
            id="raci-markdown",
            title=N_("RACI matrix, Markdown"),
            summary=N_("Writes the RACI matrix as a Markdown table, with legend and findings."),
            extensions=("md",),
            media_type="text/markdown",
            kind="text",
            factory="ecotui.plugins.raci_markdown:RaciMarkdownExporter",
            options=MatrixOptions,
            lossy=N_("Of each measure it gives the first clause."),
        )
    ]


class RaciMarkdownExporter:
    """Writes the matrix, measures down and departments across."""

    def export(self, selection: Selection, target: Target, options: MatrixOptions) -> None:
        """Write the matrix of the selection."""
        matrix = selection.matrix(options.scheme, columns=options.columns)
        with target.text() as file:
            file.write(md.heading(1, selection.title))
            if query := query_line(selection):
                file.write(f"{md.inline(query)}\n\n")
            if not matrix.rows:
                file.write(f"{nothing(selection)}\n")
                return
            for done, line in enumerate(_table(selection, matrix)):
                if target.cancelled:
                    return
                file.write(line)
                target.progress(done, len(matrix.rows))
            file.write(_below(selection, matrix))


def _table(selection: Selection, matrix: Matrix) -> Iterator[str]:
    names = [selection.label(N_("No.")), selection.label(N_("Measure")), *matrix.departments]
    yield md.table_head(names, ["--:", "---", *[":-:"] * len(matrix.departments)])
    for row in matrix.rows:
        cells = [row.entry.id, first_clause(row.entry.text)]
        cells += [row.cells.get(name, "") for name in matrix.departments]
        yield md.row([md.inline(cell) for cell in cells])


def _below(selection: Selection, matrix: Matrix) -> str:
    label = selection.label
    out = "\n" + md.heading(2, label(N_("Legend")))
    out += labelled(selection, N_("Scheme"), f"{matrix.scheme}\n\n")
    out += md.table((label(N_("Letter")), label(N_("Meaning"))), list(matrix.legend.items()))
    if matrix.note:
        out += f"{md.inline(matrix.note)}\n\n"
    out += md.heading(2, label(N_("Findings")))
    if matrix.findings:
        rows = [finding_cells(selection, finding) for finding in matrix.findings]
        out += md.table(finding_header(selection), rows)
    else:
        out += label(N_("There are no findings.")) + "\n"
    return out.rstrip("\n") + "\n"
