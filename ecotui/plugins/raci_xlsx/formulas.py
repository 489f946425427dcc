"""Formulas over the cells of letters, for numbers that follow what a meeting changes."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Any

from xlsxwriter.utility import (  # type: ignore[import-untyped]  # has none
    quote_sheetname,
    xl_range_abs,
)

from ecotui.api import Entry
from ecotui.plugins.common.units import units
from ecotui.plugins.common.wording import own_id

#: First row, first column, last row, last column, from 0.
Place = tuple[int, int, int, int]

#: The mark with which begins what reads like the escape of a character.
ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
# Excel repairs a file that has more: units in a formula, and in a text within it; arguments.
_MAX_FORMULA, _MAX_LITERAL, _MAX_ARGUMENTS = 8_000, 250, 255
#: A whole number that is shown in full; as a number, Excel keeps 15 digits.
_PLAIN = 99_999_999_999


def area(sheet: Any, place: Place) -> str:
    """Cells of a sheet as a formula on another sheet names them: ``'RACI 矩阵'!$C$5:$C$48``."""
    return f"{quote_sheetname(sheet.name)}!{xl_range_abs(*place)}"


def literal(text: str) -> str:
    """A text in a formula."""
    doubled = text.replace('"', '""')
    return f'"{doubled}"'


def escaped(text: str) -> str:
    """A text in which nothing reads like the escape of a character, as the library writes cells."""
    return ESCAPE.sub("_x005F_", text)


def count_of(areas: Sequence[str], value: str, values: Collection[str]) -> str:
    """How many cells hold a value; ``values`` is all that cells may hold.

    ``COUNTIF`` reads signs such as ``=`` and ``*`` as a condition, and ``a`` as ``A``.
    """
    plain = all(part.isalpha() for part in value.split("/"))
    if plain and sum(one.casefold() == value.casefold() for one in values) < 2:
        counts = [f"COUNTIF({cells},{literal(value)})" for cells in areas]
    else:
        counts = [f"SUMPRODUCT(--EXACT({cells},{literal(value)}))" for cells in areas]
    return f"={'+'.join(counts)}"


def filled(areas: Sequence[str]) -> str:
    """How many cells hold anything."""
    starts = range(0, len(areas), _MAX_ARGUMENTS)
    some = [",".join(areas[start : start + _MAX_ARGUMENTS]) for start in starts]
    return "=" + "+".join([f"COUNTA({one})" for one in some])


def shown_id(entry: Entry) -> int | str:
    """What stands for a measure: its number, as a text where Excel would not show it as it is."""
    id_ = own_id(entry)
    return entry.number if id_ == str(entry.number) and 0 <= entry.number <= _PLAIN else id_


def rest(filled: str, counts: str) -> str:
    """How many of the cells that are filled are in none of some counts."""
    return f"{filled}-SUM({counts})"


def found(id_: str | int, ids: str, letters: str) -> str:
    """The letters of a measure, which its id finds also after a sort; nothing if it is gone."""
    # A text with these is a pattern.
    sought = id_ if isinstance(id_, int) else literal(re.sub(r"([~*?])", r"~\1", id_))
    return f'=IFERROR(INDEX({letters},MATCH({sought},{ids},0))&"","")'


def fits(id_: str | int) -> bool:
    """Whether Excel finds such an id."""
    return isinstance(id_, int) or units(id_) <= _MAX_LITERAL


def write(sheet: Any, row: int, column: int, formula: str, style: Any, value: str | float) -> None:
    """Write a formula with its value; what is too long for Excel, as the value alone."""
    literals = re.findall('"((?:[^"]|"")*)"', formula)
    if units(formula) <= _MAX_FORMULA and all(units(one) <= _MAX_LITERAL for one in literals):
        value = escaped(value) if isinstance(value, str) else value
        sheet.write_formula(row, column, formula, style, value)
    elif isinstance(value, str):
        sheet.write_string(row, column, value, style)
    else:
        sheet.write_number(row, column, value, style)
