"""What every exporter of the RACI matrix lets a user choose."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from ecotui.api import (
    N_,
    Heading,
    Matrix,
    Selection,
    Thresholds,
    option,
    scheme_names,
    visible,
)

_DEFAULT = Thresholds()


@dataclass(frozen=True)
class MatrixOptions:
    """Letters and columns of a matrix, and which way round it stands."""

    scheme: str = option(
        "raci",
        choices=scheme_names,
        help=N_("scheme of the letters"),
        shared="raci",
    )
    columns: Literal["involved", "all"] = option(
        "involved", help=N_("columns: involved only, or all")
    )
    by: Literal["measure", "department"] = option(
        "measure", help=N_("rows: measures or departments")
    )

    def matrix(self, selection: Selection) -> Matrix:
        """The matrix of a selection."""
        return selection.matrix(self.scheme, columns=self.columns)


@dataclass(frozen=True)
class FindingOptions(MatrixOptions):
    """A matrix with its findings, whole or in parts."""

    split: Literal["no", "chapter", "section"] = option(
        "no", help=N_("a matrix for each chapter or section")
    )
    max_responsible: int = option(
        _DEFAULT.max_responsible,
        min=0,
        help=N_("finding if more than this many departments do the work of a measure"),
        shared="raci",
    )
    max_consulted: int = option(
        _DEFAULT.max_consulted,
        min=0,
        help=N_("finding if more than this many departments are consulted on a measure"),
        shared="raci",
    )
    max_accountable_share: int = option(
        _DEFAULT.max_accountable_share,
        min=0,
        max=100,
        help=N_("finding if a department is accountable for more than this percentage of measures"),
        shared="raci",
    )
    max_involved_share: int = option(
        _DEFAULT.max_involved_share,
        min=0,
        max=100,
        help=N_("finding if a department is involved in more than this percentage of measures"),
        shared="raci",
    )

    def matrix(self, selection: Selection) -> Matrix:
        """The matrix of a selection."""
        limits = Thresholds(**{name: getattr(self, name) for name in Thresholds._fields})
        return selection.matrix(self.scheme, columns=self.columns, thresholds=limits)

    def parts(self, selection: Selection) -> list[tuple[tuple[Heading, ...], Selection]]:
        """The selection in the parts that ``split`` asks for, none where it asks for none.

        Returns:
            For each part the headings that it stands below, and its measures.
        """
        return [] if self.split == "no" else selection.split(self.split)


@dataclass(frozen=True)
class PaperOptions(FindingOptions):
    """A matrix on paper."""

    paper: Literal["A4", "A3"] = option("A4", help=N_("the paper, in landscape"))
    date: str = option("", help=N_("the date on the pages; empty: the date of printing"))


def date_of(options: PaperOptions) -> str | None:
    """The date to write: the one given, or that of ``SOURCE_DATE_EPOCH``.

    None where neither says one: then it is that of printing, which a field gives. So the same
    input gives the same bytes on any day.
    """
    if options.date:
        return visible(options.date)
    if os.environ.get("SOURCE_DATE_EPOCH", "").isdigit():
        from ecotui.plugins.common.zip_package import timestamp

        return timestamp().date().isoformat()
    return None


def meanings(matrix: Matrix) -> list[str]:
    """The legend as short texts: each letter with what it means, without combinations."""
    return [f"{letter} {meaning}" for letter, meaning in matrix.legend.items() if "/" not in letter]


def table(matrix: Matrix, by: str) -> Iterator[tuple[str, str, list[str]]]:
    """The matrix row by row, whichever way round, for formats that have nothing but rows.

    Args:
        matrix: The matrix.
        by: ``"measure"`` or ``"department"``: what stands in the rows.

    Yields:
        First the header, then a row for each measure or department: its id or name, the text of a
        measure or "", and the cells.
    """
    rows = matrix.rows
    if by == "measure":
        yield "", "", list(matrix.departments)
        for row in rows:
            letters = [row.cells.get(name, "") for name in matrix.departments]
            yield row.entry.id, row.entry.text, letters
    else:
        yield "", "", [row.entry.id for row in rows]
        for name in matrix.departments:
            yield name, "", [row.cells.get(name, "") for row in rows]
