"""A row of a matrix: a measure and its letters."""

from __future__ import annotations

from typing import NamedTuple

from ecotui.model.plan import Entry
from ecotui.raci.schemes import Scheme

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping


class MatrixRow(NamedTuple):
    """One measure of a matrix with its cells: department name to letters."""

    entry: Entry
    cells: Mapping[str, str]


def cells(entry: Entry, scheme: Scheme) -> dict[str, str]:
    """The letters of one measure by department: leads first, then participants, then set cells.

    Where nobody is named as *the* lead, each has the letters of another lead. A department that
    is named twice keeps its first role; a cell that the plan sets itself wins.
    """
    letters: dict[str, str] = {}
    for name in entry.lead:
        is_first = name == entry.measure.first_lead
        letters.setdefault(name, scheme.first if is_first else scheme.other)
    for name in entry.participants:
        letters.setdefault(name, scheme.participant)
    letters.update(entry.measure.raci)
    return letters
