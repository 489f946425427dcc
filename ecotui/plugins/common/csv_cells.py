"""Comma-separated values of which no spreadsheet runs one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ecotui.api import N_, csv_safe, option


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
    return list(map(csv_safe, cells))
