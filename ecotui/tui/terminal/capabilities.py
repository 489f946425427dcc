"""What the environment says about the terminal; asking the terminal would take a round trip."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, MutableMapping

#: Parts of a TERM that has 256 colours or more.
_MANY = ("256", "direct", "kitty", "alacritty", "foot", "ghostty", "wezterm")
#: Names of terminals without any: the VT100 and what came after it, and variants that say so.
_COLOURLESS = re.compile(r"^vt\d|-m(?:ono)?\b")

#: More than any screen shows. A terminal may claim to have 65,535 of each, which no memory holds.
MOST_COLUMNS, MOST_LINES = 1_000, 500


def colours(environ: Mapping[str, str]) -> int:
    """How many colours to use: 256, 16, or none.

    Never more than 256: a colour of the palette takes 11 bytes, one of 16 million up to 19, and
    every run of text has two. The palette has all colours of the themes.
    """
    if environ.get("COLORTERM") or any(part in environ.get("TERM", "") for part in _MANY):
        return 256
    return 0 if _COLOURLESS.search(environ.get("TERM", "")) else 16


def colourless(environ: Mapping[str, str]) -> bool:
    """Whether there are no colours: NO_COLOR is set, or the terminal has none."""
    return bool(environ.get("NO_COLOR")) or not colours(environ)


def is_light(environ: Mapping[str, str]) -> bool:
    """Whether the terminal says that its background is light: COLORFGBG, as in ``0;15``."""
    background = environ.get("COLORFGBG", "").rpartition(";")[2]
    # 8 is dark grey; 7 and what is above 8 are light colours.
    return background.isdecimal() and int(background) in (7, *range(9, 16))


def theme(environ: Mapping[str, str]) -> str:
    """The default theme.

    With 16 colours it is the terminal's own; the other themes would only be approximated.
    """
    if colours(environ) <= 16:
        return "terminal"
    return "light" if is_light(environ) else "dark"


def size(descriptor: int, environ: Mapping[str, str]) -> tuple[int, int]:
    """Columns and lines of a terminal; from the environment, or 80 by 24, if it does not tell.

    They are at most `MOST_COLUMNS` and `MOST_LINES`, whatever it tells.
    """
    named = (environ.get("COLUMNS", ""), environ.get("LINES", ""))
    columns, lines = (
        own or (int(other) if other.isdecimal() else 0) or usual
        for own, other, usual in zip(_told_size(descriptor), named, (80, 24), strict=True)
    )
    return min(columns, MOST_COLUMNS), min(lines, MOST_LINES)


def drop_exported_size(descriptor: int, environ: MutableMapping[str, str]) -> None:
    """Forget COLUMNS and LINES if the terminal tells its size: Rich would ask them first.

    Where it tells a size that no screen has, they keep Rich from it; see `size`.
    """
    told, bounds = _told_size(descriptor), (MOST_COLUMNS, MOST_LINES)
    if all(told):
        for name, own, most in zip(("COLUMNS", "LINES"), told, bounds, strict=True):
            environ.pop(name, None)
            if own > most:
                environ[name] = str(most)


def _told_size(descriptor: int) -> tuple[int, int]:
    try:
        return os.get_terminal_size(descriptor)
    except OSError:
        return 0, 0


def is_stock(environ: Mapping[str, str]) -> bool:
    """Whether to use Textual's own driver: ``ECOTUI_DRIVER=stock``."""
    return environ.get("ECOTUI_DRIVER") == "stock"
