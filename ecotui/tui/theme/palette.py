"""The colours of the themes, by what they are for; nothing here needs Textual.

They are those that the 256-colour palette has, chosen so that the nearest of 16 differ where these
do.
"""

from __future__ import annotations

from typing import NamedTuple


class Palette(NamedTuple):
    """The colours of one theme, as ``#rrggbb``.

    Args:
        text: Text.
        paper: The background.
        raised: Background of dialogs and bars.
        heading: Headings, and the frame of the pane with the focus.
        match: What the query found.
        chosen: Departments in the query, and marks.
        error: What is wrong.
        dim: What matters less.
        rule: Lines between panes.
        cursor: Background of the cursor's line in a pane without the focus; with it, the line is
            reversed.
        dark: Whether the background is dark.
    """

    text: str
    paper: str
    raised: str
    heading: str
    match: str
    chosen: str
    error: str
    dim: str
    rule: str
    cursor: str
    dark: bool = True


#: Those of the themes that are not of the terminal's own colours.
PALETTES = {
    "dark": Palette(
        text="#e4e4e4",
        paper="#121212",
        raised="#262626",
        heading="#87d7ff",
        match="#ffd75f",
        chosen="#87ff87",
        error="#ff8787",
        dim="#a8a8a8",
        rule="#585858",
        cursor="#00005f",
    ),
    "light": Palette(
        text="#121212",
        paper="#ffffff",
        raised="#e4e4e4",
        heading="#0000af",
        match="#af0000",
        chosen="#5f0087",
        error="#af0000",
        dim="#585858",
        rule="#9e9e9e",
        cursor="#ffff87",
        dark=False,
    ),
    "contrast": Palette(
        text="#ffffff",
        paper="#000000",
        raised="#000000",
        heading="#5fffff",
        match="#ffff00",
        chosen="#5fff5f",
        error="#ff8787",
        dim="#d0d0d0",
        rule="#ffffff",
        cursor="#000087",
    ),
}
