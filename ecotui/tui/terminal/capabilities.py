"""What the environment says of the terminal. Asking the terminal itself would take a round trip."""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

#: Parts of a TERM that has 256 colours or more.
_MANY = ("256", "direct", "kitty", "alacritty", "foot", "ghostty", "wezterm")
#: Names of terminals without any: the VT100 and what came after it, and variants that say so.
_COLOURLESS = re.compile(r"^vt\d|-m(?:ono)?\b")


def colours(environ: Mapping[str, str]) -> int:
    """How many colours to use: 256, 16, or none.

    Never more than 256: a colour of the palette takes 11 bytes, one of sixteen million up to 19,
    and every run of text has two of them. The themes use none that the palette does not have.
    """
    if environ.get("COLORTERM") or any(part in environ.get("TERM", "") for part in _MANY):
        return 256
    return 0 if _COLOURLESS.search(environ.get("TERM", "")) else 16


def colourless(environ: Mapping[str, str]) -> bool:
    """Whether there is no colour at all: NO_COLOR is there and not empty, or no terminal for it."""
    return bool(environ.get("NO_COLOR")) or not colours(environ)


def is_light(environ: Mapping[str, str]) -> bool:
    """Whether the terminal says that its background is light: COLORFGBG, as in ``0;15``."""
    background = environ.get("COLORFGBG", "").rpartition(";")[2]
    # 8 is dark grey; 7 and what is above 8 are light colours.
    return background.isdecimal() and int(background) in (7, *range(9, 16))


def theme(environ: Mapping[str, str]) -> str:
    """The theme to begin with where the user has chosen none.

    With 16 colours it is the terminal's own: those of the others would only be come near to.
    """
    if colours(environ) <= 16:
        return "terminal"
    return "light" if is_light(environ) else "dark"


def is_stock(environ: Mapping[str, str]) -> bool:
    """Whether Textual shall write to the terminal itself: ``ECOTUI_DRIVER=stock``."""
    return environ.get("ECOTUI_DRIVER") == "stock"
