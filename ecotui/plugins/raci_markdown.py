"""Exporter ``raci-markdown``: the RACI matrix as a table for chats, issues and wikis."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ecotui.api import N_, ExporterSpec, Matrix, Selection, Target, hookimpl, option
from ecotui.plugins.common import markdown_text as md
from ecotui.plugins.common.matrix_options import FindingOptions
from ecotui.plugins.common.wording import (
    finding_cells,
    finding_header,
    gravest_first,
    marked_number,
    nothing,
)


@dataclass(frozen=True)
class Options(FindingOptions):
    wording: Literal["whole", "title"] = option(
        "title",
        help=N_("Short titles in the matrix alone, or the full wording of the measures below it."),
        label=N_("Wording"),
        labels={"whole": N_("in full"), "title": N_("short titles")},
    )


@hookimpl
def ecotui_register_exporters() -> list[ExporterSpec]:
    return [
        ExporterSpec(
            id="raci-markdown",
            title=N_("RACI matrix (Markdown)"),
            summary=N_("RACI matrix as a Markdown table, with legend and findings."),
            extensions=("md",),
            media_type="text/markdown",
            kind="text",
            factory="ecotui.plugins.raci_markdown:RaciMarkdownExporter",
            options=Options,
            lossy=N_(
                "It gives a short title of each measure, unless the full wording is asked for."
            ),
        )
    ]


class RaciMarkdownExporter:
    """Writes the matrix, or one for each part, then legend and findings of the whole."""

    def export(self, selection: Selection, target: Target, options: Options) -> None:
        matrix = options.matrix(selection)
        with target.text() as file:
            file.write(md.title(selection, selection.title))
            if not matrix.rows:
                file.write(f"{nothing(selection)}\n")
                return
            done = 0
            parts = options.parts(selection) or selection.split("plan") or [((), selection)]
            for headings, part in parts:
                if headings:
                    file.write(md.heading(2, "  ".join(h.label + h.title for h in headings)))
                for line in md.matrix_table(part, options.matrix(part), options.by):
                    if target.cancelled:
                        return
                    file.write(line)
                    done += 1
                    target.progress(min(done, len(matrix.rows)), len(matrix.rows))
                file.write("\n")
                if options.wording == "whole":
                    file.write(_wordings(part))
            file.write(_below(selection, matrix))


def _wordings(selection: Selection) -> str:
    """The measures of a matrix in full."""
    names = [selection.label(name) for name in (N_("No."), N_("Measure"))]
    rows = [(marked_number(one), one.text) for one in selection.measures]
    return md.table(names, rows)


def _below(selection: Selection, matrix: Matrix) -> str:
    label = selection.label
    out = md.heading(2, label(N_("Legend")))
    out += md.table((label(N_("Letter")), label(N_("Meaning"))), list(matrix.legend.items()))
    for note in matrix.notes:
        out += f"{md.inline(note)}\n\n"
    out += md.heading(2, label(N_("Findings")))
    if matrix.findings:
        worst_first = gravest_first(matrix.findings)
        rows = [finding_cells(selection, finding) for finding in worst_first]
        out += md.table(finding_header(selection), rows)
    else:
        out += label(N_("There are no findings.")) + "\n"
    return out.rstrip("\n") + "\n"
