"""What the importer's tests share: English messages, the real document, and small ones."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ecotui import i18n


@pytest.fixture(autouse=True, scope="module")
def english() -> Iterator[None]:
    """English messages, also for what is read once for a module."""
    i18n.use("en")
    yield
    i18n.use(None)
