"""Reading documents in tests: a reader by the file's ending, and what is understood."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path, PurePath
from typing import Any

from ecotui.exporting.run import run
from ecotui.exporting.target import HostTarget
from ecotui.importing import run as importing
from ecotui.importing.builder import Decisions
from ecotui.importing.choosing import importer_for
from ecotui.importing.document import Imported, understand
from ecotui.model.plan import Plan
from ecotui.options import build
from ecotui.plugin_host.registry import Registry
from ecotui.query.index import Index
from ecotui.query.selection import select

_READERS = {".html": "html", ".htm": "html", ".csv": "csv", ".docx": "docx", ".xlsx": "xlsx"}


def read(
    data: bytes, file: str, plan_id: str | None = None, decisions: Decisions | None = None
) -> Imported:
    """A document as a plan; what is no other format is text."""
    name = _READERS.get(PurePath(file).suffix, "text")
    reader = import_module(f"ecotui.plugins.readers.{name}").Reader()
    return understand(reader.blocks(data, file), data, file, decisions, plan_id)


def html(*rows: str, decisions: Decisions | None = None) -> Imported:
    """A table of rows; cells are parted by ``|``, and may begin with ``{rowspan=2}``."""
    lines = []
    for row in rows:
        cells = []
        for cell in row.split("|"):
            attributes, brace, text = cell.strip().rpartition("}")
            cells.append(f"<td {attributes.lstrip('{')}>{text if brace else cell.strip()}</td>")
        lines.append(f"<tr>{''.join(cells)}</tr>")
    body = f"<h1>青山市任务清单</h1><table border=1>{''.join(lines)}</table>"
    return read(f"<html><body>{body}</body></html>".encode(), "x.html", decisions=decisions)


def come_back(
    index: Index, folder: Path, exporter: str, ending: str, language: str = "zh", **options: Any
) -> Plan:
    """A plan written by an exporter and read by the importer of the ending."""
    registry = Registry(plugins=False)
    listed = registry.exporter(exporter)
    path = folder / f"plan.{ending}"
    target = HostTarget(str(path), listed.spec.kind)
    run(listed, select(index, language=language), build(listed.spec.options, options), target)
    return importing.read(
        importer_for(registry, path.name).importer, path.read_bytes(), path.name
    ).plan
