"""Draw the pictures of the documentation; run by ``make screenshots``.

The browser runs without a terminal and draws itself as SVG. Rich, which writes the SVG, gives every
character one cell and names a font that the viewer must download. Here every run of characters of
one width becomes its own text element with its true position and length, in installed fonts, so
Chinese characters stay in their columns. No name in the file depends on the run, so the same screen
gives the same bytes.
"""

from __future__ import annotations

import asyncio
import html
import itertools
import os
import re
import sys
from pathlib import Path

# Textual reads these when it is imported.
os.environ["TEXTUAL_ANIMATIONS"] = "none"
os.environ["TEXTUAL_COLOR_SYSTEM"] = "truecolor"

from ecotui import i18n
from ecotui.browser.launch import Launch
from ecotui.browser.state import State
from ecotui.model.toml import load
from ecotui.plugin_host.registry import Registry
from ecotui.query.index import Index
from ecotui.settings.config import Config
from ecotui.text.display import width
from ecotui.tui.app import Browser

ROOT = Path(__file__).parents[1]
SIZE = (120, 40)
#: The tour: both departments as leads, then in any role.
_LEAD = ("f", *"slt", "enter", "f", *"czt", "enter")
_BOTH = (*_LEAD, "1")
#: The pictures: the first query, and the keys pressed before the picture.
PICTURES: dict[str, tuple[str, tuple[str, ...]]] = {
    "browser": ("补偿 dept:林业厅", ("j",) * 6),
    "tour-lead": ("", _LEAD),
    "tour-both": ("", _BOTH),
    "tour-matrix": ("", (*_BOTH, "r")),
    "tour-export": ("", (*_BOTH, "r", "e")),
    "together": ("", ("m", "j")),
}

#: The moving picture: keys, what they are for, and for how many seconds the screen is shown.
MOVING: tuple[tuple[tuple[str, ...], str, float], ...] = (
    ((), "ecotui", 2.5),
    (("slash", *"湿地"), "/ 湿地", 2),
    (("enter",), "Enter", 1.5),
    (("x", "f", *"fgw"), "f fgw", 2),
    (("enter",), "Enter", 2.5),
    (("r",), "r", 3.5),
    (("e",), "e", 3.5),
)
#: Its size, smaller than the pictures, so that it can be read on the first page.
MOVING_SIZE = (100, 30)

#: Width of a cell in the SVG that Rich writes: font size times the proportion of its width.
CELL = 20 * 0.61
# A Chinese character is as wide as the font is high, less than two cells. The rest goes between the
# characters: by textLength in browsers, by letter-spacing in programs that do not know it.
_STYLE = f"""
    text {{ font-family: "DejaVu Sans Mono", Menlo, Consolas, monospace; font-size: 20px; }}
    .wide {{
        font-family: "Noto Sans Mono CJK SC", "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei",
            monospace;
        letter-spacing: {2 * CELL - 20:g}px;
    }}
"""
_TEXT = re.compile(
    r'<text class="(?P<class>[^"]+)" x="(?P<x>[\d.]+)" y="(?P<y>[\d.]+)"'
    r' textLength="[\d.]+" clip-path="[^"]+">(?P<content>[^<]*)</text>'
)


def aligned(svg: str) -> str:
    """The picture with every run of characters of one width in its columns.

    Args:
        svg: What Textual exports.
    """
    svg = re.sub(r"\s*@font-face \{.*?\}", "", svg, flags=re.S)
    svg = re.sub(r"terminal-\d+-", "t-", svg)
    svg = re.sub(r'<clipPath id="t-line-.*?</clipPath>\s*', "", svg, flags=re.S)
    svg = re.sub(r"\.t-matrix \{.*?\}\s*", "", svg, flags=re.S)
    svg = svg.replace("<style>", f"<style>{_STYLE}", 1)
    return "\n".join(line.rstrip() for line in _TEXT.sub(_runs, svg).splitlines()) + "\n"


def _runs(match: re.Match[str]) -> str:
    """One text as texts of one width, without blanks at the ends and double blanks inside."""
    at = round(float(match["x"]) / CELL)
    text = html.unescape(match["content"]).replace("\xa0", " ")
    texts = []
    for cells, group in itertools.groupby(text, width):
        run = "".join(group)
        for part in re.finditer(r"\S+(?: \S+)*", run):
            name = match["class"] + (" wide" if cells == 2 else "")
            place, length = at + cells * part.start(), cells * len(part[0])
            texts.append(
                f'<text class="{name}" x="{place * CELL:.1f}" y="{match["y"]}"'
                f' textLength="{length * CELL:.1f}">{html.escape(part[0], quote=False)}</text>\n'
            )
        at += cells * len(run)
    return "".join(texts)


def _browser(query: str) -> Browser:
    index = Index(load(ROOT / "data" / "allocation.toml"))
    launch = Launch(index, Config({}), lambda: Registry(plugins=False))
    return Browser(launch, State(index, query, views={}))


async def picture(query: str, keys: tuple[str, ...]) -> str:
    """The browser with the shipped plan after a query and some keys, as SVG."""
    app = _browser(query)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press(*keys)
        await pilot.pause()
        return aligned(app.export_screenshot(title="ecotui"))


async def moving_picture() -> str:
    """The screens of `MOVING` one after the other, without end, as one SVG."""
    app, screens = _browser(""), []
    async with app.run_test(size=MOVING_SIZE) as pilot:
        for keys, _label, _seconds in MOVING:
            await pilot.press(*keys)
            await pilot.pause()
            screens.append(aligned(app.export_screenshot(title="ecotui")))
    return _moving(screens)


def _moving(screens: list[str]) -> str:
    """One SVG of many: each is a group that is shown in its turn; its keys stand in the title."""
    length = sum(seconds for _keys, _label, seconds in MOVING)
    styles, groups, begin = [_STYLE], [], 0.0
    for number, (svg, (_keys, label, seconds)) in enumerate(zip(screens, MOVING, strict=True)):
        svg = svg.replace(_STYLE, "").replace(">ecotui<", f">{html.escape(label)}<", 1)
        svg = re.sub(r"\bt-", f"s{number}-", svg)
        _head, _tag, rest = svg.partition("<style>")
        style, _tag, body = rest.removesuffix("</svg>\n").partition("</style>")
        end = begin + seconds
        first, last = 100 * begin / length, 100 * end / length
        shown = f"{first:.3f}%, {last - 0.001:.3f}% {{ visibility: visible }}"
        hidden = f"{last:.3f}%, 100% {{ visibility: hidden }}" if last < 100 else ""
        before = "0% { visibility: hidden } " if first else ""
        styles.append(
            f"{style}\n@keyframes s{number} {{ {before}{shown} {hidden} }}\n"
            f"#s{number} {{ visibility: hidden;"
            f" animation: s{number} {length:g}s step-end infinite }}\n"
        )
        groups.append(f'<g id="s{number}">{body}</g>\n')
        begin = end
    head = screens[0][: screens[0].index(">") + 1]
    return f"{head}\n<style>{''.join(styles)}</style>\n{''.join(groups)}</svg>\n"


def main(folder: Path) -> None:
    """Write every picture into a folder."""
    i18n.use("zh")
    folder.mkdir(parents=True, exist_ok=True)
    for name, (query, keys) in PICTURES.items():
        drawn = asyncio.run(picture(query, keys))
        (folder / f"{name}.svg").write_text(drawn, encoding="utf-8")
    moving = asyncio.run(moving_picture())
    (folder / "moving.svg").write_text(moving, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "img")
