"""What the importer's tests share: English messages, the real document, and small ones."""

from __future__ import annotations

from pathlib import Path

import pytest

DOCUMENT = Path(__file__).parents[1] / "data" / "allocation-source.md"


@pytest.fixture(scope="session")
def document() -> bytes:
    return DOCUMENT.read_bytes()
