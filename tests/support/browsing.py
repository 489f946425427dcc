"""A browser that a pilot drives: how a test opens one, types into it, and reads its screen."""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import Any

from launching import launch_of
from textual.pilot import Pilot

from ecotui.browser.launch import Launch
from ecotui.browser.state import State
from ecotui.model.plan import Entry
from ecotui.query.index import Index
from ecotui.tui.app import Browser


class Recording(Browser):
    """A browser that keeps what its notices said."""

    CSS_PATH = Path(inspect.getfile(Browser)).with_name("theme") / "browser.tcss"

    def notify(self, message: str, **options: Any) -> None:
        self.__dict__.setdefault("told", []).append(message)
        super().notify(message, **options)


def browser_of(index: Index, where: str = "", **options: Any) -> Browser:
    """A browser with nothing of the user's; options are those of `Launch` and of `Browser`."""
    wishes = {
        name: options.pop(name) for name in (*Launch._fields, "restricted") if name in options
    }
    return Recording(
        launch_of(index, **wishes), State(index, where, views=wishes.get("views", {})), **options
    )


async def press(pilot: Pilot[Any], *keys: str) -> None:
    """Press keys and wait until everything they bring is done."""
    await pilot.press(*keys)
    await pilot.pause()


async def typed(pilot: Pilot[Any], text: str, *keys: str) -> None:
    """Type a text, then press keys, and wait likewise."""
    await press(pilot, *text, *keys)


async def resize(pilot: Pilot[Any], columns: int, lines: int) -> None:
    await pilot.resize_terminal(columns, lines)
    await pilot.pause()


def app_of(pilot: Pilot[Any]) -> Browser:
    assert isinstance(pilot.app, Browser)
    return pilot.app


def query_of(pilot: Pilot[Any]) -> str:
    return str(app_of(pilot).state.query)


def error_of(pilot: Pilot[Any]) -> str:
    """What is wrong with the query that is being typed."""
    line = app_of(pilot).main.query_one("#completions")
    return str(line.render()).strip() if line.has_class("wrong") else ""


def hint_of(pilot: Pilot[Any]) -> str:
    """What the query line asks for."""
    return str(app_of(pilot).main.query_one("#query-hint").render()).strip()


def numbers(pilot: Pilot[Any]) -> list[int]:
    """The measures in the outline."""
    return [item.number for item in app_of(pilot).main.outline.lines if isinstance(item, Entry)]


def current(pilot: Pilot[Any]) -> int | str:
    """The number of the measure under the outline's cursor, or the title of the heading."""
    item = app_of(pilot).main.outline.current
    assert item is not None
    return item.number if isinstance(item, Entry) else item.title


def told(pilot: Pilot[Any]) -> list[str]:
    """The notices so far."""
    return list(vars(pilot.app).get("told", []))


def pane_lines(pilot: Pilot[Any], pane: str) -> list[str]:
    """A pane as it is drawn, with its frame."""
    widget = pilot.app.screen.query_one(f"#{pane}")
    return [strip.text for strip in widget.render_lines(widget.outer_size.region)]


def static_text(pilot: Pilot[Any]) -> str:
    """What the texts of the screen say, one below the other."""
    return "\n".join(str(widget.render()) for widget in pilot.app.screen.query("Static"))
