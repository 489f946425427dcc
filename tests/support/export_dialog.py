"""The export dialog of a browser that a pilot drives."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from browsing import app_of
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import Checkbox, Input, OptionList, Select, Static

from ecotui.tui.export.dialog import ExportDialog
from ecotui.tui.export.preview import Preview
from ecotui.tui.export.result import ResultLine


class Exporting:
    """What a user does in the dialog, and what is seen of it; `open` comes first."""

    def __init__(self, pilot: Pilot[Any]) -> None:
        self.pilot = pilot
        self.app = app_of(pilot)

    async def open(self) -> None:
        await self.pilot.pause()
        await self.press("e")
        self.begin()

    def begin(self) -> None:
        """Go on with the dialog that is open."""
        assert isinstance(self.app.screen, ExportDialog)
        self.screen = self.app.screen

    @property
    def is_open(self) -> bool:
        return self.app.screen is self.screen

    @property
    def focused(self) -> Widget | None:
        return self.screen.focused

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def until(self, holds: Callable[[], bool], what: Callable[[], object]) -> None:
        for _attempt in range(200):
            if holds():
                return
            await self.pilot.pause(0.03)
        pytest.fail(f"at last: {what()!r}")

    async def at_rest(self) -> None:
        """Wait as the next key does: until every field of a form has its value."""
        await self.pilot.pause()
        await self.app.settled()
        await self.pilot.pause()

    # -- the exporters

    @property
    def ids(self) -> list[str]:
        """The exporters in the order of the list."""
        return [line.id for line in self.screen.query_one(OptionList).options if line.id]

    @property
    def chosen(self) -> str:
        listed = self.screen.query_one(OptionList)
        return str(listed.get_option_at_index(listed.highlighted or 0).id)

    async def choose(self, name: str) -> None:
        listed = self.screen.query_one(OptionList)
        listed.highlighted = listed.get_option_index(name)
        await self.at_rest()

    # -- fields

    @property
    def path(self) -> Input:
        return self.screen.query_one("#export-path", Input)

    def line(self, name: str) -> Input:
        """The field of an option that is typed."""
        return self.screen.query_one(f"#option-{name}", Input)

    def box(self, name: str) -> Checkbox:
        return self.screen.query_one(f"#option-{name}", Checkbox)

    def choice(self, name: str) -> Select[Any]:
        return self.screen.query_one(f"#option-{name}", Select)

    def text(self, name: str) -> str:
        """What a line of the dialog says."""
        return str(self.screen.query_one(f"#{name}", Static).render())

    # -- writing

    @property
    def status(self) -> str:
        return self.text("export-status")

    async def start(self, answer: str = "") -> None:
        """Export; wait for what the dialog answers, or else for its end."""
        self.screen.start()
        if answer:
            await self.said(answer)
        else:
            await self.closed()

    async def said(self, text: str) -> None:
        await self.until(lambda: text in self.status, lambda: self.status)

    async def closed(self) -> None:
        await self.until(lambda: not isinstance(self.app.screen, ExportDialog), lambda: self.status)

    async def result(self) -> str:
        """What the line after an export says."""
        await self.until(lambda: isinstance(self.app.screen, ResultLine), lambda: self.app.screen)
        await self.at_rest()
        return str(self.app.screen.query_one(Static).render())

    # -- the preview

    @property
    def preview(self) -> Preview:
        return self.screen.query_one(Preview)

    async def previewed(self, text: str) -> None:
        await self.until(lambda: text in self.preview.text, lambda: self.preview.text)
        await self.at_rest()
