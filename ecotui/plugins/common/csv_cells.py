"""Comma-separated values of which no spreadsheet runs or changes one."""

from __future__ import annotations

from collections.abc import Collection, Iterable
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


def safe(cells: Iterable[str], dates: Collection[int] = ()) -> list[str]:
    """Cells that stay the texts that they are: ``'`` stands before what a spreadsheet would change.

    In the columns ``dates`` stand dates such as 2018-12-31, which are to be dates there as well.
    """
    return [cell if at in dates else csv_safe(cell) for at, cell in enumerate(cells)]


def lines(rows: Iterable[Iterable[str]], end: str) -> str:
    """Rows of a CSV file.

    Cells are also quoted for what separates those of other countries: LibreOffice takes commas,
    semicolons and tabs all at once, and what stands behind one could be a formula.
    """
    # An only cell that is empty would be no row.
    return "".join([(",".join(map(_quoted, row)) or '""') + end for row in rows])


def _quoted(cell: str) -> str:
    if any(sign in cell for sign in ',;\t"\r\n'):
        return '"' + cell.replace('"', '""') + '"'
    return cell
