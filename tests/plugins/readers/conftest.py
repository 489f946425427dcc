"""What reads documents, without programs that may or may not be installed here."""

from __future__ import annotations

import pytest

from ecotui.plugins.readers import office


@pytest.fixture(autouse=True)
def without_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    """No old file is converted, unless a test brings its own converter."""
    monkeypatch.setattr(office, "_libreoffice", lambda: None)
