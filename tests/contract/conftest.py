"""English messages, and a folder for the plugins of one test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from installing import Plugins, installed_in

from ecotui import i18n


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    i18n.use("en")
    yield
    i18n.use(None)


@pytest.fixture
def plugins(tmp_path: Path) -> Iterator[Plugins]:
    with installed_in(tmp_path / "site") as plugins:
        yield plugins
