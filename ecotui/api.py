"""Everything that a plugin needs, and the only module of ecotui that it imports.

Names here are stable within one `api_version`. Nothing here loads a terminal, command-line, DOCX or
XLSX library.
"""

from ecotui.browser.outline import details as measure_details
from ecotui.exporting.packing import pack, repacked, timestamp
from ecotui.i18n import N_, _
from ecotui.importing.blocks import Block, Cell, MatrixSheet, Note, Paragraph, Place, Row, Table
from ecotui.importing.helpers import (
    convert_with,
    department_named,
    plan_id,
    read_names,
    split_numeral,
)
from ecotui.model.plan import Chapter, Department, Entry, Measure, Plan, Section, Source, open_mark
from ecotui.model.toml import PlanError, Problem
from ecotui.model.toml import dumps as plan_to_toml
from ecotui.options import NoOptions, option
from ecotui.plugin_host.spec import API_VERSION as api_version
from ecotui.plugin_host.spec import (
    Exporter,
    ExportError,
    ExporterSpec,
    Importer,
    ImporterSpec,
    Target,
    TargetFile,
    hookimpl,
)
from ecotui.query.index import Heading
from ecotui.query.records import department_record, measure_record
from ecotui.query.selection import Facet, Selection
from ecotui.raci.findings import Finding
from ecotui.raci.matrix import OPEN_MARK, Matrix
from ecotui.raci.rules import SchemeOptions, Thresholds
from ecotui.raci.schemes import SCHEMES, MatrixRow, Scheme, scheme_names
from ecotui.text.display import cut, join_names, pad
from ecotui.text.display import width as cells
from ecotui.text.escaping import clean, csv_safe, escape_markdown, visible
from ecotui.text.numerals import numeral
from ecotui.text.segmentation import cut_at_word
from ecotui.text.short_titles import fitting_clauses, short_wording
from ecotui.text.title_lines import break_title

__all__ = [
    "N_",
    "OPEN_MARK",
    "SCHEMES",
    "Block",
    "Cell",
    "Chapter",
    "Department",
    "Entry",
    "ExportError",
    "Exporter",
    "ExporterSpec",
    "Facet",
    "Finding",
    "Heading",
    "Importer",
    "ImporterSpec",
    "Matrix",
    "MatrixRow",
    "MatrixSheet",
    "Measure",
    "NoOptions",
    "Note",
    "Paragraph",
    "Place",
    "Plan",
    "PlanError",
    "Problem",
    "Row",
    "Scheme",
    "SchemeOptions",
    "Section",
    "Selection",
    "Source",
    "Table",
    "Target",
    "TargetFile",
    "Thresholds",
    "_",
    "api_version",
    "break_title",
    "cells",
    "clean",
    "convert_with",
    "csv_safe",
    "cut",
    "cut_at_word",
    "department_named",
    "department_record",
    "escape_markdown",
    "fitting_clauses",
    "hookimpl",
    "join_names",
    "measure_details",
    "measure_record",
    "numeral",
    "open_mark",
    "option",
    "pack",
    "pad",
    "plan_id",
    "plan_to_toml",
    "read_names",
    "repacked",
    "scheme_names",
    "short_wording",
    "split_numeral",
    "timestamp",
    "visible",
]
