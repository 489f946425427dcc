"""The lists of tasks as Word documents."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from ecotui.api import N_, Selection, cells, visible
from ecotui.plugins.common import wording
from ecotui.plugins.handouts.tasks import DEADLINE, PROGRESS, Column, Part, Task, longest
from ecotui.plugins.word.document import WordFile, table_style
from ecotui.plugins.word.tables import Cell, Row, table

if TYPE_CHECKING:
    from ecotui.plugins.handouts import Options

_SIZE_PT = 10.5
#: Columns that a document has in headings, or beside the deadline.
_NOT_ON_PAPER = ("department", "chapter", "section", "plan", "due")
#: Widths of the columns; columns of text share what is left, and have at least these.
_MM = {"id": 14, "role": 20, PROGRESS: 32, DEADLINE: 28}
_LEAST_MM = {"measure": 66, "others": 36, "target": 26, "extra": 22}
_CENTRED = ("id", "role", DEADLINE)
_BAND = "EDEDED"


class Documents:
    """Makes the documents of a selection: all have the same columns, of the same widths."""

    def __init__(self, selection: Selection, columns: Sequence[Column], options: Options) -> None:
        self.selection, self.options = selection, options
        self.columns = [one for one in columns if one.kind not in _NOT_ON_PAPER]

    def document(self, parts: Sequence[Part], most: int | None = None) -> WordFile:
        """The document of a department; of each list as many rows as are wanted."""
        selection = self.selection
        title = selection.label(N_("Tasks: {department}")).format(department=parts[0].department)
        footer = selection.label(N_("Page {page} of {pages}"))
        word = WordFile(title, "handouts", footer=footer)
        for part in parts:
            word.paragraph("Title", title, new_page=part is not parts[0])
            load, query = wording.load_line(selection, part.facet), wording.query_line(selection)
            for line in filter(None, (visible(part.plan.title), load, query)):
                word.paragraph("Subtitle", line)
            self._lists(word, part, most)
        return word

    def _lists(self, word: WordFile, part: Part, most: int | None) -> None:
        columns, below, widths = self._laid_out(word.page.inner)
        for title, tasks in part.lists:
            word.heading(1, f"{title}（{len(tasks)}）")
            rows = islice(self._rows(columns, below, tasks), most)
            word.add(table(widths, rows, margin=1, air=0.7))

    def _laid_out(self, room: float) -> tuple[list[Column], list[Column], list[float]]:
        """The columns of a page, those that stand below the wording instead, and the widths."""
        columns, below = list(self.columns), []
        while sum(map(self._least, columns)) > room:
            last = next((one for one in reversed(columns) if one.kind in ("extra", "target")), None)
            if last is None:
                break
            columns.remove(last)
            below.insert(0, last)
        widths = list(map(self._least, columns))
        free = room - sum(widths)
        weights = [
            math.sqrt(longest(self.selection, one)) if one.kind in _LEAST_MM else 0
            for one in columns
        ]
        shares = [free * weight / sum(weights) for weight in weights]
        return columns, below, [own + share for own, share in zip(widths, shares, strict=True)]

    def _least(self, column: Column) -> float:
        return _MM.get(column.kind) or _LEAST_MM[column.kind]

    def _rows(
        self, columns: Sequence[Column], below: Sequence[Column], tasks: Sequence[Task]
    ) -> Iterator[Row]:
        """The rows of one list: its header, headings of the plan as bands, tasks."""
        heading, text = table_style("Heading", _SIZE_PT), table_style("Text", _SIZE_PT)
        centred = table_style("Centred", _SIZE_PT)
        names = [Cell(column.name, heading) for column in columns]
        yield Row(names, 8, header=True, with_next=True)
        before: dict[int, str] = {}
        for task in tasks:
            if band := _changed(before, task.above):
                shown = Cell("　".join(band), text, shade=_BAND, bold=True, span=len(columns))
                yield Row((shown,), 6, with_next=True)
            before = task.above
            said = [self._said(task, column, below) for column in columns]
            styles = [centred if column.kind in _CENTRED else text for column in columns]
            yield Row(list(map(Cell, said, styles)), 10)

    def _said(self, task: Task, column: Column, below: Sequence[Column]) -> str:
        """What a column says of a task on paper."""
        said = wording.clean(column.value(task))
        if column.kind == "id":
            # The plan is named above.
            return said.rpartition("/")[2]
        if column.kind == DEADLINE and task.entry.due not in (None, said):
            return wording.bracketed(self.selection, said, task.entry.due)
        if column.kind == "measure":
            lines = [said]
            for one in below:
                if value := wording.clean(one.value(task)):
                    lines.append(wording.labelled(self.selection, one.name, value))
            return "\n".join(lines)
        return said


def _changed(before: dict[int, str], above: dict[int, str]) -> list[str]:
    """The headings below the plan that are not those of the task before."""
    levels = sorted(level for level in above if level)
    same = 0
    while same < len(levels) and before.get(levels[same]) == above[levels[same]]:
        same += 1
    return [above[level] for level in levels[same:]]
