"""What lies over the panes is whole, wherever the panes behind it end."""

from __future__ import annotations

from typing import Any

import pytest
from browsing import browser_of

from ecotui.query.index import Index

NOTICE = "请先以同一身份选定两个以上单位"


def drawn(pilot: Any) -> str:
    strips = pilot.app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip) for strip in strips)


@pytest.mark.parametrize("blanks", [0, 1])
@pytest.mark.parametrize("columns", [80, 109, 110, 120, 131, 160])
async def test_a_notice_loses_no_character(index: Index, columns: int, blanks: int) -> None:
    app = browser_of(index)
    async with app.run_test(size=(columns, 30), notifications=True) as pilot:
        await pilot.pause()
        before = drawn(pilot).splitlines()
        app.notify("x" * blanks + NOTICE)
        for _ in range(20):
            await pilot.pause(0.05)
            if NOTICE in (text := drawn(pilot)):
                break
        *lines, last = text.splitlines()
        assert last.strip() == "x" * blanks + NOTICE
        assert lines == before[:-1], "it covers nothing but the key bar"


async def test_the_line_about_a_small_screen_is_whole(browse: Any) -> None:
    async with browse(size=(39, 9)) as pilot:
        pilot.app.screen.query_one("#too-small").update("窗口太小，窗口太小")
        await pilot.pause()
        assert drawn(pilot).splitlines()[0].rstrip() == "窗口太小，窗口太小"
