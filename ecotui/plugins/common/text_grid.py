"""The matrix as lines of text, aligned also where Chinese stands, for previews."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from ecotui.api import N_, Entry, Heading, Matrix, Selection, cells, cut, pad, visible
from ecotui.plugins.common.matrix_options import (
    MatrixOptions,
    PartsOptions,
    first_names,
    letters,
    matrix_title,
    meanings,
)
from ecotui.plugins.common.wording import (
    heading_text,
    joined,
    labelled,
    marked_number,
    nothing,
    query_line,
    short_title,
)

#: Nobody reads more in a preview; and its columns are those of so many measures.
MEASURES, CONSIDERED = 100, 400
_NAME_CELLS, _HEAD_CHARACTERS = 24, 12


def pages(
    selection: Selection,
    options: PartsOptions,
    parts: Sequence[tuple[Sequence[Heading], Selection]],
) -> str:
    """Some parts of a selection, each as a matrix below its headings."""
    out = [visible(selection.title)]
    if query := query_line(selection):
        out.append(query)
    left = MEASURES
    for above, part in parts:
        if left <= 0:
            break
        out.append("")
        said = {one.mask for one in above}
        measures, part = len(part), part.first(CONSIDERED)
        matrix = options.matrix(part)
        out.append("　".join([matrix_title(selection, matrix), *map(heading_text, above)]))
        rows = grid(part, matrix, options, said, left)
        out += rows if len(part) else [nothing(part)]
        left -= measures
    if left < 0:
        return "\n".join([*out, "…"])
    matrix = options.matrix(selection.first(CONSIDERED))
    legend = labelled(selection, N_("Legend"))
    return "\n".join([*out, "", visible(legend + joined(selection, meanings(matrix)))])


def grid(
    selection: Selection, matrix: Matrix, options: MatrixOptions, said: set[int], limit: int
) -> Iterator[str]:
    """The lines of a matrix: upright heads, then its rows below their headings."""
    across = options.by == "department"
    *_number, name = first_names(selection, options.by)
    if across:
        heads = [marked_number(row.entry) for row in matrix.rows[:limit]]
        firsts = max((cells(one) for one in map(visible, matrix.departments)), default=0)
        first = min(max(firsts, cells(name)), _NAME_CELLS)
    else:
        heads = [visible(one) for one in matrix.departments]
        number = max((cells(marked_number(row.entry)) for row in matrix.rows[:limit]), default=1)
        first = number + 1 + _NAME_CELLS
    shown = {one for row in matrix.rows for one in row.cells.values()}
    wide = max((cells(one) for one in shown), default=1)
    wide = max(wide, *map(cells, heads), 2) if across else max(wide, 2)
    upright = [[one] for one in heads] if across else [one[:_HEAD_CHARACTERS] for one in heads]
    high = max(map(len, upright), default=1)
    for line in range(high):
        column = [one[line - high + len(one)] if line >= high - len(one) else "" for one in upright]
        yield _row(name if line == high - 1 else "", column, first, wide)
    rows = letters(matrix, options.by)
    if across:
        for department, row in zip(map(visible, matrix.departments), rows, strict=True):
            yield _row(department, row[:limit], first, wide)
        return
    band = ""
    left = iter(rows)
    for item in islice(selection.outline(), 4 * limit):
        if isinstance(item, Entry):
            if band:
                yield band
            band = ""
            if (letters_of := next(left, None)) is None or limit <= 0:
                return
            limit -= 1
            number_of = marked_number(item)
            text = short_title(item)
            before = f"{' ' * (number - cells(number_of))}{number_of} {cut(text, _NAME_CELLS)}"
            yield _row(before, letters_of, first, wide)
        elif item.mask not in said:
            band = f"{band}　{heading_text(item)}" if band else heading_text(item)


def _row(name: str, row: Sequence[str], first: int, wide: int) -> str:
    shown = " ".join(_centred(visible(one), wide) for one in row)
    return f"{pad(cut(name, first), first)} │ {shown}".rstrip(" ")


def _centred(text: str, wide: int) -> str:
    return pad(" " * ((wide - cells(text)) // 2) + text, wide)
