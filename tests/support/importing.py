"""Reading documents in tests: a reader by the file's ending, and what is understood."""

from __future__ import annotations

from importlib import import_module
from pathlib import PurePath

from ecotui.importing.builder import Decisions
from ecotui.importing.document import Imported, understand

_READERS = {".html": "html", ".htm": "html", ".csv": "csv", ".docx": "docx", ".xlsx": "xlsx"}


def read(
    data: bytes, file: str, plan_id: str | None = None, decisions: Decisions | None = None
) -> Imported:
    """A document as a plan; what is no other format is text."""
    name = _READERS.get(PurePath(file).suffix, "text")
    reader = import_module(f"ecotui.plugins.readers.{name}").Reader()
    return understand(reader.blocks(data, file), data, file, decisions, plan_id)
