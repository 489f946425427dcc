"""The properties of a workbook, without those that nobody can vouch for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

import xlsxwriter  # type: ignore[import-untyped]  # has none
from xlsxwriter.app import App  # type: ignore[import-untyped]  # has none
from xlsxwriter.core import Core  # type: ignore[import-untyped]  # has none
from xlsxwriter.packager import Packager  # type: ignore[import-untyped]  # has none
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]  # has none

from ecotui.plugins.common.units import fitting

#: Units of a property of a document.
MAX_PROPERTY = 255
_SETTINGS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    # Of its digits programs make the unit of widths: a font that each of them has, or has another
    # of the same widths for.
    "default_format_properties": {"font_name": "Arial", "font_size": 10, "font_scheme": "none"},
}


class _Core(Core):  # type: ignore[misc]  # untyped
    """The part with the properties: the library always names an author and a time."""

    def _write_dc_creator(self) -> None:
        if self.properties["author"]:
            super()._write_dc_creator()

    def _write_cp_last_modified_by(self) -> None:
        """Who changed it last is not known."""

    def _write_dcterms_created(self) -> None:
        """Optional, and no file says the day on which it was made. The language stands here."""
        self._xml_data_element("dc:language", self.properties["language"])

    def _write_dcterms_modified(self) -> None:
        """As for the time of creation."""


class _App(App):  # type: ignore[misc]  # untyped
    """The part that says which program wrote the file: the library says that Excel did."""

    def _assemble_xml_file(self) -> None:
        self._xml_declaration()
        self._write_properties()
        self._xml_end_tag("Properties")
        self._xml_close()


class _Packager(Packager):  # type: ignore[misc]  # untyped
    def _write_app_file(self) -> None:
        app = _App()
        app._set_xml_writer(self._filename("docProps/app.xml"))
        app._assemble_xml_file()

    def _write_core_file(self) -> None:
        core = _Core()
        core._set_properties(self.workbook.doc_properties)
        core._set_xml_writer(self._filename("docProps/core.xml"))
        core._assemble_xml_file()


class _Worksheet(Worksheet):  # type: ignore[misc]  # untyped
    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        """The formula as the file has it: ours have none of the later functions to look for."""
        return formula.removeprefix("=")

    def _write_string(self, row: int, col: int, string: str, cell_format: Any = None) -> int:
        """A text as it stands: the library takes one between <r> and </r> for its own markup."""
        if string.startswith("<r>") and string.endswith("</r>") and cell_format is not None:
            runs = (cell_format, string[0], cell_format, string[1:], cell_format)
            done: int = self._write_rich_string(row, col, *runs)
        else:
            done = super()._write_string(row, col, string, cell_format)
        return done


class Book(xlsxwriter.Workbook):  # type: ignore[misc]  # untyped
    """A workbook with a title, a language, and an author if one is given; texts are texts."""

    worksheet_class = _Worksheet

    def __init__(self, out: BinaryIO, settings: Mapping[str, Any]) -> None:
        super().__init__(out, {**_SETTINGS, **settings})

    def describe(self, title: str, language: str, author: str = "") -> None:
        """Set the properties, as much of each as Excel has room for."""
        said = {"title": fitting(title, MAX_PROPERTY), "author": fitting(author, MAX_PROPERTY)}
        self.doc_properties = {**said, "language": {"zh": "zh-CN"}.get(language, language)}

    def texts(self) -> Iterator[tuple[Any, Iterator[tuple[int, int, str]]]]:
        """Each sheet with its texts that are no formulas, their rows and columns, from 0."""
        strings = list(self.str_table.string_table)

        def of(sheet: Any) -> Iterator[tuple[int, int, str]]:
            for row, cells in sheet.table.items():
                for column, cell in cells.items():
                    if hasattr(cell, "raw_string"):
                        yield row, column, cell.raw_string
                    elif hasattr(cell, "string"):
                        yield row, column, strings[cell.string]

        for sheet in self.worksheets():
            yield sheet, of(sheet)

    def _get_packager(self) -> Packager:
        return _Packager()
