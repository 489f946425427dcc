"""The colours of the themes, by their use; nothing here needs Textual.

All of them are in the 256-colour palette, and different ones are different in 16 colours too.
"""

from __future__ import annotations

from typing import NamedTuple


class Palette(NamedTuple):
    """The colours of one theme, as ``#rrggbb``."""

    text: str  # Text
    paper: str  # The background
    raised: str  # Background of dialogs and bars
    heading: str  # Headings, and the frame of the pane with the focus
    match: str  # Text that the query found
    chosen: str  # Departments in the query, and marks
    error: str  # Errors
    dim: str  # Less important text
    rule: str  # Lines between panes
    cursor: str  # Background of the cursor's line in a pane without the focus
    first: str  # Letters of the first lead in a matrix
    other: str  # Letters of other leads
    participant: str  # Letters of participants
    dark: bool = True  # Whether the background is dark


#: The palettes of the themes that do not use the terminal's own colours.
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
        cursor="#000087",
        first="#ff87ff",
        other="#00d7af",
        participant="#87afd7",
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
        first="#af00af",
        other="#005fd7",
        participant="#5f5f87",
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
        first="#ff87ff",
        other="#00d7af",
        participant="#afafff",
    ),
}
