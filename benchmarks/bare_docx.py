"""What python-docx takes to write the same texts and cells as the exporters, in its own way.

``python benchmarks/bare_docx.py [PAIRS]`` writes the shipped plan in turn with an exporter and with
the library alone, in one process that has imported both, and prints medians and the median of the
ratios.
"""

from __future__ import annotations

import io
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from statistics import median
from typing import Any

import docx

from ecotui.exporting.registry import Registry
from ecotui.exporting.run import run
from ecotui.exporting.spec import build
from ecotui.plan import Entry
from ecotui.plugins import _docx
from ecotui.plugins._wording import first_clause, roles
from ecotui.selection import Selection, select
from ecotui.toml_store import load

ROOT = Path(__file__).parents[1]


def outline(selection: Selection) -> None:
    """The paragraphs of ``docx``."""
    document = docx.Document()
    document.add_paragraph(selection.title, style="Title")
    for item in selection.outline():
        if isinstance(item, Entry):
            document.add_heading(f"{item.number}. {first_clause(item.text)}", 3)
            document.add_paragraph(item.text)
            for label, names in roles(selection, item):
                paragraph = document.add_paragraph()
                paragraph.add_run(label).bold = True
                paragraph.add_run(names)
        else:
            document.add_heading(item.label + item.title, item.level)
    document.save(io.BytesIO())


def matrix(selection: Selection) -> None:
    """The cells of ``raci-docx``."""
    found = selection.matrix()
    document = docx.Document()
    document.add_paragraph(selection.title, style="Title")
    rows = [["No.", "Measure", *found.departments]]
    for row in found.rows:
        letters = [row.cells.get(name, "") for name in found.departments]
        rows.append([row.entry.id, row.entry.text, *letters])
    _table(document, rows)
    document.save(io.BytesIO())


def handouts(selection: Selection) -> None:
    """The documents of ``handouts``."""
    for facet in selection.departments:
        document = docx.Document()
        document.add_paragraph(facet.name, style="Title")
        for role in ("lead", "with"):
            tasks = selection.tasks(facet.name, role).measures
            if tasks:
                document.add_heading(role, 1)
                others = ["\n".join(names for _, names in roles(selection, m)) for m in tasks]
                _table(
                    document,
                    [
                        [measure.id, measure.text, role, names, "", ""]
                        for measure, names in zip(tasks, others, strict=True)
                    ],
                )
        document.save(io.BytesIO())


def _table(document: Any, rows: Sequence[Sequence[str]]) -> None:
    table = document.add_table(len(rows), len(rows[0]))
    for row, texts in zip(table.rows, rows, strict=True):
        # Asking the row once is the quickest way that the library has.
        for cell, text in zip(row.cells, texts, strict=True):
            if text:
                cell.text = text


#: By exporter: what does the same with the library alone.
BARE: dict[str, Callable[[Selection], None]] = {
    "docx": outline,
    "raci-docx": matrix,
    "handouts": handouts,
}


def exported(name: str, selection: Selection) -> None:
    """Write a selection as a user has it written."""
    # A process writes once.
    _docx._frame.cache_clear()
    listed = Registry(plugins=False).exporter(name)
    with tempfile.TemporaryDirectory() as folder:
        run(listed, selection, build(listed.spec.options, {}), f"{folder}/out")


def seconds(what: Callable[..., None], *arguments: object) -> float:
    """How long a call takes."""
    start = time.perf_counter()
    what(*arguments)
    return time.perf_counter() - start


def main(pairs: int, names: Iterable[str] = BARE) -> None:
    """Print a line per exporter."""
    selection = select(load(ROOT / "data" / "allocation.toml"))
    print(f"{'exporter':12} {'ms':>7} {'library ms':>10} {'ratio':>6}   ({pairs} pairs, medians)")
    for name in names:
        ours, theirs = [], []
        exported(name, selection)
        for _pair in range(pairs):
            ours.append(seconds(exported, name, selection))
            theirs.append(seconds(BARE[name], selection))
        ratio = median(a / b for a, b in zip(ours, theirs, strict=True))
        print(f"{name:12} {median(ours) * 1e3:7.1f} {median(theirs) * 1e3:10.1f} {ratio:6.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 7)
