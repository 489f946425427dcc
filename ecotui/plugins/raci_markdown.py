"""Exporter ``raci-markdown``: the RACI matrix as a table for chats, issues and wikis."""

from __future__ import annotations

from collections.abc import Iterator

from ecotui.api import N_, OPEN_MARK, ExporterSpec, Matrix, Selection, Target, hookimpl
from ecotui.plugins.common import markdown_text as md
from ecotui.plugins.common.matrix_options import FindingOptions, table
from ecotui.plugins.common.wording import (
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
            summary=N_("RACI matrix as a Markdown table, with legend and findings."),
            extensions=("md",),
            media_type="text/markdown",
            kind="text",
            factory="ecotui.plugins.raci_markdown:RaciMarkdownExporter",
            options=FindingOptions,
            lossy=N_("It gives the first clause of each measure."),
        )
    ]


class RaciMarkdownExporter:
    """Writes the matrix, or one for each part, then legend and findings of the whole."""

    def export(self, selection: Selection, target: Target, options: FindingOptions) -> None:
        """Write the matrix of the selection."""
        matrix = options.matrix(selection)
        with target.text() as file:
            file.write(md.heading(1, selection.title))
            if query := query_line(selection):
                file.write(f"{md.inline(query)}\n\n")
            if not matrix.rows:
                file.write(f"{nothing(selection)}\n")
                return
            done = 0
            for headings, part in options.parts(selection) or [((), selection)]:
                if headings:
                    file.write(md.heading(2, "  ".join(h.label + h.title for h in headings)))
                for line in _table(part, options):
                    if target.cancelled:
                        return
                    file.write(line)
                    done += 1
                    target.progress(min(done, len(matrix.rows)), len(matrix.rows))
                file.write("\n")
            file.write(_below(selection, matrix))


def _table(selection: Selection, options: FindingOptions) -> Iterator[str]:
    matrix, label = options.matrix(selection), selection.label
    by_measure = options.by == "measure"
    rows = table(matrix, options.by)
    _name, _text, columns = next(rows)
    names = [label(N_("No.")), label(N_("Measure"))] if by_measure else [label(N_("Department"))]
    left = ["--:", "---"] if by_measure else ["---"]
    marked = {row.entry.id for row in matrix.rows if row.entry.participants_open}
    if not by_measure:
        columns = [id_ + OPEN_MARK * (id_ in marked) for id_ in columns]
    yield md.table_head([*names, *columns], [*left, *[":-:"] * len(columns)])
    for name, text, letters in rows:
        cells = [name, *letters]
        if by_measure:
            cells = [name + OPEN_MARK * (name in marked), first_clause(text), *letters]
        yield md.row([md.inline(cell) for cell in cells])


def _below(selection: Selection, matrix: Matrix) -> str:
    label = selection.label
    out = md.heading(2, label(N_("Legend")))
    out += labelled(selection, N_("Scheme"), f"{matrix.scheme}\n\n")
    out += md.table((label(N_("Letter")), label(N_("Meaning"))), list(matrix.legend.items()))
    for note in matrix.notes:
        out += f"{md.inline(note)}\n\n"
    out += md.heading(2, label(N_("Findings")))
    if matrix.findings:
        rows = [(*finding_cells(selection, f), f.code) for f in matrix.findings]
        out += md.table((*finding_header(selection), label(N_("Code"))), rows)
    else:
        out += label(N_("There are no findings.")) + "\n"
    return out.rstrip("\n") + "\n"
