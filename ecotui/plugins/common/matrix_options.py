"""What every exporter of the RACI matrix lets a user choose."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from ecotui.api import N_, Entry, Heading, Matrix, SchemeOptions, Selection, Thresholds, option
from ecotui.plugins.common.document_options import DocumentOptions


@dataclass(frozen=True)
class MatrixOptions(SchemeOptions):
    """Letters and columns of a matrix, and which way round it stands."""

    columns: Literal["involved", "all"] = option(
        "involved",
        help=N_("Columns: involved only, or all."),
        label=N_("Departments"),
        labels={"involved": N_("involved only"), "all": N_("all departments")},
    )
    by: Literal["measure", "department"] = option(
        "measure",
        help=N_("Rows: measures or departments."),
        label=N_("Rows"),
        labels={"measure": N_("measures"), "department": N_("departments")},
    )

    def matrix(self, selection: Selection) -> Matrix:
        return selection.matrix(self.scheme, columns=self.columns)


@dataclass(frozen=True)
class PartsOptions(MatrixOptions):
    split: Literal["no", "chapter", "section"] = option(
        "no",
        help=N_("A matrix for each chapter or section."),
        label=N_("Parts"),
        labels={
            "no": N_("one matrix"),
            "chapter": N_("one per chapter"),
            "section": N_("one per section"),
        },
    )

    def parts(self, selection: Selection) -> list[tuple[tuple[Heading, ...], Selection]]:
        """The parts that ``split`` asks for, if any: the headings of each, and its measures."""
        return [] if self.split == "no" else selection.split(self.split)


@dataclass(frozen=True)
class FindingOptions(Thresholds, PartsOptions):
    def matrix(self, selection: Selection) -> Matrix:
        return selection.matrix(self.scheme, columns=self.columns, thresholds=self)


@dataclass(frozen=True)
class PaperOptions(FindingOptions, DocumentOptions):
    paper: Literal["A4", "A3"] = option(
        "A4", help=N_("The paper, in landscape."), label=N_("Paper")
    )


#: Schemes whose matrix people call by their letters.
_NAMED = {"raci": "RACI", "joint": "RACI", "rasci": "RASCI", "daci": "DACI"}


def matrix_title(selection: Selection, matrix: Matrix) -> str:
    """What a matrix is called: after its letters, where these have a name."""
    if name := _NAMED.get(matrix.scheme):
        return selection.label(N_("{name} matrix")).format(name=name)
    return selection.label(N_("Task allocation matrix"))


def meanings(matrix: Matrix, *, brief: bool = False) -> list[str]:
    """The legend as short texts: each letter with what it means, without combinations.

    ``brief``: what stands before the colon of a meaning.
    """
    found = []
    for letter, meaning in matrix.legend.items():
        if "/" not in letter:
            said = re.split("[:：]", meaning, maxsplit=1)[0] if brief else meaning
            found.append(f"{letter} {said}")
    return found


def first_names(selection: Selection, by: str) -> list[str]:
    """Names of the columns before the letters."""
    names = [N_("No."), N_("Measure")] if by == "measure" else [N_("Department")]
    return [selection.label(name) for name in names]


def sides(
    matrix: Matrix, by: str, names: Callable[[Entry], Sequence[str]]
) -> tuple[list[Sequence[str]], list[str]]:
    """What stands before each row of letters, and above a column: of a measure its first name."""
    measures = [names(row.entry) for row in matrix.rows]
    if by == "measure":
        return [*measures], [*matrix.departments]
    return [[name] for name in matrix.departments], [first for first, *_more in measures]


def letters(matrix: Matrix, by: str) -> list[list[str]]:
    """The cells of a matrix row by row, with measures or departments in the rows."""
    names, rows = matrix.departments, matrix.rows
    if by == "measure":
        return [[row.cells.get(name, "") for name in names] for row in rows]
    return [[row.cells.get(name, "") for row in rows] for name in names]
