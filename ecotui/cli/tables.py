"""Tables whose columns, order and form the user chooses. Nothing here needs click."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from ecotui.cli import output
from ecotui.cli.errors import UsageError
from ecotui.i18n import _


def in_order(item: Any) -> int:
    """The key of a column by which the rows are in order already."""
    raise NotImplementedError


class Column(NamedTuple):
    """One column of a table.

    Args:
        name: What ``--columns`` and ``--sort`` call it.
        label: What stands above it, in English.
        text: The text of a cell.
        key: What the rows are sorted by; by default the text as Chinese is sorted, by its pinyin.
            An empty key goes last in either direction.
        right: Whether it is aligned to the right.
        look: How it looks where there are colours.
    """

    name: str
    label: str
    text: Callable[[Any], str]
    key: Callable[[Any], Any] | None = None
    right: bool = False
    look: str = ""


class Shape(NamedTuple):
    """How a table is wanted; empty or None stands for as usual.

    ``form`` is ``"csv"``, ``"tsv"`` or ``"json"``, ``columns`` and ``sort`` are as typed.
    """

    form: str = ""
    columns: str = ""
    sort: str = ""
    header: bool | None = None
    limit: int | None = None


AS_USUAL = Shape()


def ordered(columns: Sequence[Column], items: Sequence[Any], shape: Shape) -> list[Any]:
    """The items in the order that is wanted, and as many as are."""
    found = list(items)
    places = {id(item): place for place, item in enumerate(items)}
    for wanted in reversed(split_names(shape.sort)):
        name = wanted.strip("-")
        column = _named(columns, name, "--sort")
        key = column.key or _by_pinyin(column.text)
        if key is in_order:
            key = _place_in(places)
        empty = [item for item in found if key(item) in (None, "", ())]
        full = [item for item in found if key(item) not in (None, "", ())]
        found = [*sorted(full, key=key, reverse=wanted != name), *empty]
    return found[: shape.limit]


def _place_in(places: Mapping[int, int]) -> Callable[[Any], Any]:
    return lambda item: places[id(item)]


def _by_pinyin(text: Callable[[Any], str]) -> Callable[[Any], Any]:
    from ecotui.text import pinyin
    from ecotui.text.folding import fold

    return lambda item: pinyin.spell(fold(text(item)))


def show(
    columns: Sequence[Column],
    items: Sequence[Any],
    shape: Shape,
    *,
    usual: Sequence[str],
    elsewhere: Sequence[str],
    header: bool,
    prose: str = "",
    marks: Callable[[Any], output.Spans] | None = None,
) -> None:
    """Write a table.

    Args:
        columns: Those that there are.
        items: What the rows are made of, in order.
        shape: What the user wants.
        usual: The columns on a terminal.
        elsewhere: The columns in a pipe.
        header: Whether a table in a pipe has a header.
        prose: The column that gets the room that the others leave on a terminal.
        marks: The parts of its text that the query found.
    """
    terminal = sys.stdout.isatty()
    names = split_names(shape.columns) or (usual if terminal and not shape.form else elsewhere)
    chosen = [_named(columns, name, "--columns") for name in names]
    rows = [[column.text(item) for column in chosen] for item in items]
    wanted = bool(terminal or shape.form or header) if shape.header is None else shape.header
    head = [_(column.label) for column in chosen] if wanted else []
    if shape.form in ("csv", "tsv"):
        dates = [at for at, column in enumerate(chosen) if column.name == "due"]
        _write_cells(head, rows, shape.form, dates)
        return
    at = next((n for n, column in enumerate(chosen) if column.name == prose), -1)
    output.columns(
        rows,
        right=[number for number, column in enumerate(chosen) if column.right],
        head=head,
        prose=at,
        marks=[marks(item) for item in items] if marks and terminal and at >= 0 else (),
        looks={number: column.look for number, column in enumerate(chosen)},
    )


def _write_cells(
    head: Sequence[str], rows: Sequence[Sequence[str]], form: str, dates: Sequence[int]
) -> None:
    import io

    from ecotui.plugins.common.csv_cells import lines, safe
    from ecotui.text.display import visible
    from ecotui.text.escaping import FORMULA

    text = io.StringIO()
    if form == "csv" and not sys.stdout.isatty():
        # As the exporters do, so that Excel reads UTF-8.
        text.write("\ufeff")
    for row in [head, *rows] if head else rows:
        if form == "csv":
            text.write(lines([safe(row, dates if row is not head else ())], "\n"))
        else:
            # Values stay as they are, for scripts; what a spreadsheet would run does not, nor what
            # it would take for the beginning of a quotation over several lines.
            run = [cell.lstrip("'").startswith((*FORMULA, '"')) for cell in row]
            shown = [
                f"'{visible(c)}" if runs else visible(c) for c, runs in zip(row, run, strict=True)
            ]
            text.write("\t".join(shown) + "\n")
    output.write(text.getvalue())


def split_names(names: str) -> list[str]:
    """The names of columns in a list of them."""
    return [name for name in re.split(r"[,，、\s]+", names) if name]


def _named(columns: Sequence[Column], name: str, option: str) -> Column:
    for column in columns:
        if name.casefold() in (column.name, _(column.label).casefold()):
            return column
    allowed = " / ".join(column.name for column in columns)
    message = _('{option} takes {allowed}, not "{value}"')
    raise UsageError(message.format(option=option, allowed=allowed, value=name))
