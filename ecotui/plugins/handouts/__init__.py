"""Exporter ``handouts``: for every department its tasks, as a document and as a list to keep."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ecotui.api import N_, ExporterSpec, Selection, hookimpl, option
from ecotui.plugins.common.csv_cells import bom_option
from ecotui.plugins.common.document_options import OfficialOptions

#: The endings of the files that a department gets.
FORMATS = ("docx", "xlsx", "csv")


@dataclass(frozen=True)
class Options(OfficialOptions):
    department: str = option(
        "",
        help=N_("Only the files of this department; a query does not set it."),
        label=N_("Department"),
    )
    formats: tuple[str, ...] = option(
        FORMATS,
        choices=FORMATS,
        help=N_("The files of each department."),
        label=N_("Formats"),
    )
    bom: bool = bom_option()

    @property
    def annexes(self) -> bool:
        """Whether one official document has the lists of all departments."""
        return self.official and "docx" in self.formats

    def marks(self, parts: Sequence[Selection]) -> list[str]:
        """The marks of annexes, of which a single one has no number."""
        several = len(parts) > 1
        return [self.mark(one, number if several else 0) for number, one in enumerate(parts, 1)]

    @property
    def each(self) -> list[str]:
        """The endings of The files of each department.."""
        return [
            one for one in FORMATS if one in self.formats and (one, self.annexes) != ("docx", True)
        ]


@hookimpl
def ecotui_register_exporters() -> list[ExporterSpec]:
    return [
        ExporterSpec(
            id="handouts",
            title=N_("Task lists (Word, Excel, CSV)"),
            summary=N_(
                "The tasks of each department: a Word document, and lists to fill in (Excel, CSV)."
            ),
            extensions=(),
            media_type="inode/directory",
            kind="tree",
            factory="ecotui.plugins.handouts.writer:HandoutsExporter",
            options=Options,
            requires=("docx", "xlsxwriter"),
        )
    ]
