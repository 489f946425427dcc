"""Importers ``text``, ``html``, ``docx``, ``xlsx`` and ``csv``: the formats that offices have."""

from __future__ import annotations

from ecotui.api import N_, ImporterSpec, hookimpl

_READERS = (
    ("text", N_("Plain text and Markdown"), "txt text md markdown", ""),
    ("html", N_("Web page"), "html htm xhtml", "lxml"),
    ("docx", N_("Word document"), "docx docm doc wps rtf odt", "docx"),
    ("xlsx", N_("Excel workbook"), "xlsx xlsm xls et ods", "openpyxl"),
    ("csv", N_("Separated values"), "csv tsv", ""),
    ("json", N_("JSON of ecotui"), "json", ""),
)


@hookimpl
def ecotui_register_importers() -> list[ImporterSpec]:
    """Name the importers."""
    return [
        ImporterSpec(
            id=name,
            title=title,
            summary=N_("Reads an allocation document: prose with departments, or tables."),
            extensions=tuple(endings.split(" ")),
            factory=f"ecotui.plugins.readers.{name}:Reader",
            requires=tuple(filter(None, (needs,))),
        )
        for name, title, endings, needs in _READERS
    ]
