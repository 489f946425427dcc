"""Comma-separated values of which no spreadsheet runs one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ecotui.api import N_, option
from ecotui.plugins.common.wording import clean

# With any of these first, a spreadsheet takes a cell for a formula, and runs it; some do so for
# the full-width forms as well.
_FORMULA = tuple("=+-@\t\r＝＋－＠")


def bom_option() -> Any:
    """The option that makes Excel read a file as UTF-8."""
    return option(
        True,
        help=N_("Begin with a byte order mark, so that Excel reads UTF-8."),
        label=N_("For Excel"),
        advanced=True,
    )


def safe(cells: Iterable[str]) -> list[str]:
    """Cells that are shown as they are: ``'`` stands before what would be a formula."""
    return [_guarded(cell, clean(cell)) for cell in cells]


def _guarded(raw: str, shown: str) -> str:
    return f"'{shown}" if raw.startswith(_FORMULA) or shown.startswith(_FORMULA) else shown
