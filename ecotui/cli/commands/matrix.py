"""The command matrix."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

import click

from ecotui.cli import output
from ecotui.cli.findings import grouped
from ecotui.cli.options import Queried, json_option, queried, rules, rules_parameters
from ecotui.cli.session import Session
from ecotui.i18n import _
from ecotui.model.plan import open_mark
from ecotui.query.records import finding_record
from ecotui.query.selection import Selection
from ecotui.raci.matrix import Matrix
from ecotui.text.display import visible


@click.command(
    "matrix",
    cls=Queried,
    params=rules_parameters(),
    help=_(
        "Print the RACI matrix and its findings. The letters interpret leads and participants; "
        "the legend explains them."
    ),
)
@queried
@click.option(
    "--by",
    type=click.Choice(["measure", "department"]),
    default="measure",
    help=_("Rows: measures or departments."),
)
@click.option(
    "--columns",
    type=click.Choice(["involved", "all"]),
    default="involved",
    help=_("Columns: involved only, or all."),
)
@click.option(
    "--split",
    type=click.Choice(["chapter", "section"]),
    help=_("A matrix for each chapter or section."),
)
@json_option
@click.pass_obj
def matrix_(
    session: Session,
    /,
    where: str,
    by: str,
    columns: str,
    split: str | None,
    as_json: bool,
    **given: Any,
) -> None:
    limits = rules(session, given)

    def matrix(selection: Selection) -> Matrix:
        return selection.matrix(limits.scheme, columns=columns, thresholds=limits)

    selection = session.select(where)
    made = matrix(selection)
    parts = selection.split(split) if split else []
    if as_json:
        record = _record(made)
        if split:
            record["parts"] = [
                {
                    "headings": [{"number": h.number, "title": h.title} for h in headings],
                    **_record(matrix(part)),
                }
                for headings, part in parts
            ]
        output.json(record)
        return
    lines: list[str] = []
    for headings, part in parts:
        lines += ["  ".join(h.label + h.title for h in headings), ""]
        lines += [*_grid(matrix(part), by), ""]
    if not split:
        lines += [*_grid(made, by), ""]
    text = [visible(line.rstrip()) for line in (*lines, *_legend(made))]
    if made.findings:
        text += ["", *(grouped(made.findings) if sys.stdout.isatty() else _findings(made))]
    output.write("".join(f"{line}\n" for line in text))


def _record(made: Matrix) -> dict[str, Any]:
    return {
        "scheme": made.scheme,
        "legend": dict(made.legend),
        "note": made.note,
        "notes": list(made.notes),
        "departments": list(made.departments),
        "groups": [name for name in made.departments if name in made.groups],
        "open": [row.entry.id for row in made.rows if row.entry.participants_open],
        "rows": [{"id": row.entry.id, "cells": dict(row.cells)} for row in made.rows],
        "findings": [finding_record(finding) for finding in made.findings],
    }


def _grid(made: Matrix, by: str) -> Iterator[str]:
    """The matrix in lines, names upright above their columns; in parts if it is too wide."""
    from ecotui.text.display import cut, pad, width

    ids = [
        row.entry.id + open_mark(row.entry.plan) * row.entry.participants_open for row in made.rows
    ]
    if by == "measure":
        heads, tops = ids, list(made.departments)
        cells = [[row.cells.get(name, "·") for name in tops] for row in made.rows]
        after = [row.entry.text for row in made.rows]
    else:
        heads, tops = list(made.departments), ids
        cells = [[row.cells.get(name, "·") for row in made.rows] for name in heads]
        after = [""] * len(heads)
    names = [visible(name) for name in tops]
    height = max(map(len, names), default=0)
    margin = max((width(visible(head)) for head in heads), default=0)
    room = output.terminal_width() - margin if sys.stdout.isatty() else 4 * len(names) + 42
    step = max(1, room // 4)
    for start in range(0, max(1, len(names)), step):
        if start:
            yield ""
        part = slice(start, start + step)
        for level in range(height):
            letters = [(" " * (height - len(name)) + name)[level] for name in names[part]]
            yield " " * margin + "".join(f" {pad(letter, 3)}" for letter in letters)
        left = min(40, room - 4 * len(names[part]) - 2)
        for head, row, text in zip(heads, cells, after, strict=True):
            line = pad(visible(head), margin) + "".join(f" {pad(cell, 3)}" for cell in row[part])
            yield f"{line}  {cut(text, left)}" if left > 10 else line


def _legend(made: Matrix) -> Iterator[str]:
    """Scheme, letters, notes and findings in lines."""
    yield _("{name}: {value}").format(name=_("Scheme"), value=made.scheme)
    yield from (f"{letter}  {meaning}" for letter, meaning in made.legend.items())
    yield from made.notes


def _findings(made: Matrix) -> Iterator[str]:
    for found in made.findings:
        advice = f" ({found.suggestion})" if found.suggestion else ""
        said = _("{name}: {value}").format(name=found.where, value=found.message)
        line = f"{_(found.severity)}  {found.code}  {said}{advice}"
        yield visible(line)
