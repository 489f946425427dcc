"""Where the title of a document is broken into lines."""

from __future__ import annotations

from ecotui.api import break_title, cells

MM_PER_PT = 25.4 / 72


def title_lines(title: str, inner: float, size: float, title_break: str = "") -> list[str]:
    """The lines of a title of full-width characters on a page of a width in millimetres.

    The standard wants lines to break between words, and to be of similar length. A title with a
    slash where lines end goes before.
    """
    return break_title(title, int(inner / (size * MM_PER_PT)), title_break)


def title_margin(lines: list[str], inner: float, size: float) -> float | None:
    """Millimetres to leave free on both sides, so that a title breaks into these lines by itself.

    Then it is one text, and copied as one. None if no margin does it, because a line is shorter
    than one below it, or has characters of other widths: it takes manual breaks.
    """
    if len(lines) == 1:
        return 0
    longest = len(lines[0])
    if any(len(line) != longest for line in lines[:-1]) or len(lines[-1]) > longest:
        return None
    if not all(map(_is_full_width, lines)):
        return None
    return max(0, inner - (longest + 0.4) * size * MM_PER_PT) / 2


def _is_full_width(text: str) -> bool:
    return cells(text) == 2 * len(text)
