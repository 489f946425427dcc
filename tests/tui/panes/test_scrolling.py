"""How far the outline scrolls at its edge."""

from __future__ import annotations

from typing import Any

import pytest
from browsing import app_of, press

from ecotui.tui.terminal.base_app import TerminalApp


@pytest.mark.parametrize("is_slow", [False, True])
async def test_a_slow_line_scrolls_by_a_third_of_the_page(
    browse: Any, monkeypatch: pytest.MonkeyPatch, is_slow: bool
) -> None:
    monkeypatch.setattr(TerminalApp, "is_line_slow", is_slow)
    async with browse(size=(120, 24)) as pilot:
        outline = app_of(pilot).main.outline
        height = outline.scrollable_content_region.height
        third = height // 3 if is_slow else 0
        await press(pilot, *"j" * (height - 1 - outline.cursor))
        assert outline.scroll_offset.y == 0
        await press(pilot, "j")
        assert outline.scroll_offset.y == 1 + third
        await press(pilot, *"j" * third)
        assert outline.scroll_offset.y == 1 + third, "these are steps without scrolling"
        await press(pilot, "j")
        assert outline.scroll_offset.y == 2 * (1 + third)
        await press(pilot, "G")
        assert outline.scroll_offset.y == outline.count - height, "not beyond the end"
        await press(pilot, *"k" * height)
        assert outline.scroll_offset.y == outline.count - height - 1 - third
        await press(pilot, "g")
        assert outline.scroll_offset.y == 0
