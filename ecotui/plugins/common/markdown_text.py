"""Text into GitHub's Markdown, so that it shows exactly the characters that it has.

Only what would be markup is escaped, so that ordinary Chinese text stays as it is. Markup at the
start of a line is not escaped: the exporters begin every line with a text of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from ecotui.api import Matrix, Selection, escape_markdown, visible
from ecotui.plugins.common.matrix_options import first_names, letters, sides
from ecotui.plugins.common.wording import marked_number, query_line, short_title

_CLOSING = re.compile(r"#+$")

#: A text inside a paragraph or a cell.
inline = escape_markdown


def heading(level: int, text: str) -> str:
    """A heading, with the blank line after it; level 1 is the highest."""
    # Number signs at the end would be taken for the end of the heading.
    escaped = _CLOSING.sub(r"\\\g<0>", inline(visible(text)))
    return f"{'#' * level} {escaped}\n\n"


def title(selection: Selection, text: str) -> str:
    """The title of a document, and below it the query, if there is one."""
    query = query_line(selection)
    return heading(1, text) + (f"{inline(query)}\n\n" if query else "")


def row(cells: Iterable[str]) -> str:
    """A row of a table; the cells are already escaped."""
    return "|" + "".join(f" {cell} |" if cell else " |" for cell in cells) + "\n"


def table_head(names: Sequence[str], alignment: Sequence[str] | None = None) -> str:
    """The first two lines of a table; each column is aligned by ``---``, ``:-:`` or ``--:``."""
    return row([inline(visible(name)) for name in names]) + row(alignment or ["---"] * len(names))


def table(names: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A whole table of any texts, with the blank line after it."""
    body = "".join(row([inline(cell) for cell in cells]) for cells in rows)
    return f"{table_head(names)}{body}\n"


def matrix_table(selection: Selection, matrix: Matrix, by: str) -> Iterator[str]:
    """The lines of a matrix, with measures or departments in the rows."""
    firsts, columns = sides(matrix, by, lambda one: (marked_number(one), short_title(one)))
    left = ["--:", "---"] if by == "measure" else ["---"]
    yield table_head([*first_names(selection, by), *columns], [*left, *[":-:"] * len(columns)])
    for first, cells in zip(firsts, letters(matrix, by), strict=True):
        yield row([inline(cell) for cell in (*first, *cells)])
