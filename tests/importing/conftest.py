"""What the importer's tests share: English messages, the real document, and small ones."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ecotui import i18n

DOCUMENT = Path(__file__).parents[1] / "data" / "allocation-source.md"


@pytest.fixture(autouse=True, scope="module")
def english() -> Iterator[None]:
    i18n.use("en")
    yield
    i18n.use(None)


@pytest.fixture(scope="session")
def document() -> bytes:
    return DOCUMENT.read_bytes()
