"""Reading documents in tests: a reader, and what is understood of its blocks."""

from __future__ import annotations

from ecotui.importing.document import Decisions, Imported, understand
from ecotui.plugins.readers.text import Reader


def read(
    data: bytes, file: str, plan_id: str | None = None, decisions: Decisions | None = None
) -> Imported:
    """A text or Markdown document as a plan."""
    return understand(Reader().blocks(data, file), data, file, decisions, plan_id)
