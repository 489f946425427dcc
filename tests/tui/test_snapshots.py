"""Every screen as it is drawn: in both languages, three sizes, and the themes.

A snapshot holds the text of a screen and, for each theme, what style each run of cells has. They
are read by a person once and kept in ``snapshots``; ``python tests/tui/test_snapshots.py`` writes
them anew, and the diff is what a change does to the screens.
"""

from __future__ import annotations

import asyncio
import string
import sys
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
from rich.style import Style
from textual._compositor import visible_screen_stack
from textual.pilot import Pilot

from ecotui import i18n
from ecotui.browser.launch import Launch
from ecotui.browser.state import State
from ecotui.model.toml import load
from ecotui.plugin_host.registry import Registry
from ecotui.query.index import Index
from ecotui.settings.config import Config
from ecotui.tui.app import Browser
from ecotui.tui.export.preview import Preview

FOLDER = Path(__file__).parent / "snapshots"
PLAN = Path(__file__).parents[2] / "data" / "allocation.toml"
SIZES = ((160, 50), (80, 24), (60, 16))
THEMES = ("dark", "light", "terminal")

#: What a user presses to come to each screen.
SCREENS: dict[str, tuple[str, ...]] = {
    "start": (),
    "search": ("slash", *"湿地", "enter", "n"),
    "unfinished": ("slash", *"湿地 lead:lin"),
    "departments": ("f", *"lyt", "enter", "f", *"czt", "enter", "enter"),
    "find": ("f", *"sh"),
    "grouped": ("b", "space", "j", "space", "h"),
    "nothing": ("slash", *"没有的词", "enter"),
    "help": ("question_mark",),
    "matrix": ("slash", *"section:湿地", "enter", "r"),
    "together": ("m", "j"),
    "together-grid": ("m", "tab", "j"),
    "compare": ("m", "c", "j"),
    "findings": ("r", "tab", "j"),
    "jump": ("3", "7"),
    "palette": ("ctrl+p", *"dc"),
    "export": ("e", "j", "j"),
}


def described(style: Style) -> str:
    """A style in words that stay the same from one release of a library to the next."""
    words = [
        name for name in ("bold", "dim", "italic", "underline", "reverse") if getattr(style, name)
    ]
    front = style.color.name if style.color else "default"
    back = style.bgcolor.name if style.bgcolor else "default"
    return " ".join([f"{front} on {back}", *words])


def drawn(app: Browser) -> tuple[list[str], list[list[tuple[int, str]]]]:
    """The screen's lines, and of each line its runs of cells with one style."""
    visible_screen_stack.set(app._background_screens)
    strips = app.screen._compositor.render_strips()
    runs = []
    for strip in strips:
        cells = [(described(s.style or Style.null()), s.cell_length) for s in strip if s.text]
        runs.append(
            [
                (sum(length for _style, length in group), style)
                for style, group in groupby(cells, key=lambda cell: cell[0])
            ]
        )
    return ["".join(s.text for s in strip).rstrip() for strip in strips], runs


def styles_of(runs: list[list[tuple[int, str]]]) -> list[str]:
    """Runs as lines such as ``3a 77b``, with what the letters mean below them."""
    names: dict[str, str] = {}
    lines = []
    for line in runs:
        words = []
        for length, style in line:
            name = names.setdefault(style, string.ascii_letters[len(names)])
            words.append(f"{length}{name}")
        lines.append(" ".join(words))
    # Lines that repeat are counted, so that an empty screen is short.
    counted = [(len(list(group)), line) for line, group in groupby(lines)]
    return [
        *[line if count == 1 else f"{line} ×{count}" for count, line in counted],
        *[f"{name} = {style}" for style, name in names.items()],
    ]


async def snapshot(index: Index, keys: tuple[str, ...], size: tuple[int, int]) -> str:
    """One screen in every theme."""
    launch = Launch(index, Config({}), lambda: Registry(plugins=False))
    app = Browser(launch, State(index, "", views={}))
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        await pilot.press(*keys)
        await settled(pilot)
        text, _runs = drawn(app)
        parts = [*text]
        for theme in THEMES:
            app.theme = theme
            await settled(pilot)
            again, runs = drawn(app)
            assert again == text, f"theme {theme} changes the text"
            parts += [f"--- {theme}", *styles_of(runs)]
    return "\n".join(parts) + "\n"


async def settled(pilot: Pilot[Any]) -> None:
    for _pause in range(3):
        await pilot.pause()
    # What a document would say is found in a thread.
    previews = pilot.app.screen.query(Preview)
    while any(one.is_on_screen and not one.text for one in previews):
        await pilot.pause(0.01)


def path_of(screen: str, language: str, size: tuple[int, int]) -> Path:
    return FOLDER / f"{screen}-{language}-{size[0]}x{size[1]}.txt"


@pytest.mark.parametrize(
    "size",
    [
        pytest.param(size, marks=[pytest.mark.thorough] if size == max(SIZES) else [])
        for size in SIZES
    ],
    ids=lambda size: f"{size[0]}x{size[1]}",
)
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("screen", SCREENS)
async def test_the_screen_is_the_one_that_was_reviewed(
    screen: str, language: str, size: tuple[int, int], index: Index
) -> None:
    i18n.use(language)
    seen = await snapshot(index, SCREENS[screen], size)
    kept = path_of(screen, language, size).read_text(encoding="utf-8")
    assert seen == kept, "`make snapshots` writes them; look at the diff"


def write() -> None:
    """Write every snapshot."""
    FOLDER.mkdir(exist_ok=True)
    index = Index(load(PLAN))
    wanted = set()
    for language in ("zh", "en"):
        i18n.use(language)
        for screen, keys in SCREENS.items():
            for size in SIZES:
                path = path_of(screen, language, size)
                wanted.add(path)
                path.write_text(asyncio.run(snapshot(index, keys, size)), encoding="utf-8")
    for path in set(FOLDER.glob("*.txt")) - wanted:
        path.unlink()


if __name__ == "__main__":
    sys.exit(write())
