"""The lists of tasks as Word documents."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from ecotui.api import N_, Selection, cells, clean, visible
from ecotui.plugins.common import wording
from ecotui.plugins.handouts import tasks
from ecotui.plugins.handouts.tasks import DEADLINE, PROGRESS, Column, Part, Task, longest
from ecotui.plugins.word.document import MM_PER_PT, WordFile
from ecotui.plugins.word.frame import table_line, table_style
from ecotui.plugins.word.tables import Cell, Row, table

if TYPE_CHECKING:
    from ecotui.plugins.handouts import Options

_SIZE_PT, _MARGIN_MM, _AIR_MM = 10.5, 1, 0.7
#: Half of a Chinese character.
_HALF_MM = _SIZE_PT / 2 * MM_PER_PT
#: Columns that a document has in headings, or beside the deadline.
_NOT_ON_PAPER = ("department", "chapter", "section", "plan", "title", "due")
#: Widths of the columns, the least and the greatest; columns of text share what is left, and have
#: at least the last.
_MM = {"id": (14, 24), "role": (20, 30), PROGRESS: (28, 28), DEADLINE: (28, 40)}
_LEAST_MM = {"measure": 60, "others": 34, "target": 24, "extra": 20}
_CENTRED = ("id", "role", DEADLINE)
_BAND = "EDEDED"


class _Layout(NamedTuple):
    columns: list[Column]
    #: What has no column, and stands below the wording.
    below: list[Column]
    #: Millimetres.
    widths: list[float]
    #: A row that is higher goes over the end of a page.
    highest: float


class Documents:
    """Makes the documents of a selection: all have the same columns, of the same widths.

    A plan in another language than the first has columns of its own.
    """

    def __init__(self, selection: Selection, options: Options) -> None:
        self.selection, self.options, self.label = selection, options, selection.label
        # An annex is printed, and not filled in.
        columns = tasks.columns(selection, blank=not options.annexes)
        self._columns = [one for one in columns if one.kind not in _NOT_ON_PAPER]
        self._titles = [one for one in columns if one.kind == "title"]
        self._between, self._colon = ("　", "：") if selection.language == "zh" else ("   ", ": ")
        self._laid_out = cache(self._layout)
        self._other = cache(lambda part: Documents(part, options))

    def document(self, parts: Sequence[Part], most: int | None = None) -> WordFile:
        """The document of a department; of each list as many rows as are wanted.

        Every plan has a first page of its own.
        """
        first = self._of(parts[0])
        plans = wording.joined(first.selection, [visible(part.plan.title) for part in parts])
        word = first._file(
            first._title(parts[0]),
            "handouts",
            footer=first.label(N_("Page {page} of {pages}")),
            running=f"{plans} · {parts[0].department} · ",
        )
        for part in parts:
            own = self._of(part)
            word.title(own._title(part), new_page=part is not parts[0])
            for line in own._subtitles(part):
                word.paragraph("Subtitle", line)
            # The footer names all of several plans.
            own._lists(word, part, most, named=len(parts) > 1)
        return word

    def annexes(self, parts: Sequence[Part], most: int | None = None) -> WordFile:
        """One official document with the lists of departments as annexes, one after the other."""
        options = self.options
        word = self._file(visible(self.selection.title), "official", landscape=True)
        broken = visible(options.title_break) if len(parts) == 1 else ""
        marks = options.marks([part.selection for part in parts])
        for mark, part in zip(marks, parts, strict=True):
            own = self._of(part)
            word.annex(mark, own._title(part), broken)
            if day := options.day(part.selection):
                word.paragraph("Subtitle", day)
            own._lists(word, part, most, named=True)
        return word

    def _of(self, part: Part) -> Documents:
        """What writes a part in its language."""
        same = part.selection.language == self.selection.language
        return self if same else self._other(part.selection)

    def _file(
        self,
        title: str,
        template: str,
        *,
        footer: str = "",
        running: str = "",
        landscape: bool | None = None,
    ) -> WordFile:
        options = self.options
        author, language = visible(options.author), self.selection.language
        return WordFile(
            title,
            template,
            author=author,
            language=language,
            # "Page 5 of 4" is nothing to write on a working paper.
            first_page=options.first_page if options.official else 1,
            footer=footer,
            running=running,
            landscape=landscape,
        )

    def _title(self, part: Part) -> str:
        return self.label(N_("Tasks: {department}")).format(department=part.department)

    def _subtitles(self, part: Part) -> Iterator[str]:
        yield visible(part.plan.title)
        if self.options.query and (said := wording.query_line(self.selection)):
            yield said
        yield wording.load_line(self.selection, part.facet)
        if day := self.options.day(self.selection):
            yield day

    def _lists(self, word: WordFile, part: Part, most: int | None, *, named: bool) -> None:
        """Write the lists of a part, with plan and department in the headers if ``named``."""
        layout = self._laid_out(word.page.inner, word.page.inner_height)
        name = f"{visible(part.plan.title)} · {part.department}" if named else ""
        for title, listed in part.lists:
            word.heading(1, wording.bracketed(self.selection, title, len(listed)))
            rows = islice(self._rows(layout, name, listed), most)
            about = {
                "caption": f"{self._title(part)} · {title}",
                "description": wording.names(self.selection, [one.name for one in layout.columns]),
            }
            word.add(table(layout.widths, rows, margin=_MARGIN_MM, air=_AIR_MM, **about))

    def _layout(self, room: float, height: float) -> _Layout:
        """How columns share a page; what does not fit on it stands below the wording."""
        least = list(map(self._least, self._columns))
        further = [at for at, one in enumerate(self._columns) if one.kind in ("target", "extra")]
        kept, needed = len(further), sum(least)
        while kept and needed > room:
            kept -= 1
            needed -= least[further[kept]]
        left = set(further[kept:])
        below = [one for at, one in enumerate(self._columns) if at in left]
        columns = [one for at, one in enumerate(self._columns) if at not in left]
        widths = [one for at, one in enumerate(least) if at not in left]
        weights = [
            math.sqrt(longest(self.selection, one)) if one.kind in _LEAST_MM else 0
            for one in columns
        ]
        free = (room - sum(widths)) / sum(weights)
        widths = [own + free * weight for own, weight in zip(widths, weights, strict=True)]
        return _Layout(columns, below, widths, height / 3)

    def _least(self, column: Column) -> float:
        if column.kind in _LEAST_MM:
            return _LEAST_MM[column.kind]
        least, greatest = _MM[column.kind]
        # Word has gaps between Chinese characters and digits.
        wanted = (longest(self.selection, column) + 2) * _HALF_MM + 2 * _MARGIN_MM
        return max(least, min(wanted, greatest))

    def _rows(self, layout: _Layout, name: str, listed: Sequence[Task]) -> Iterator[Row]:
        """The rows of one list: its header, headings of the plan as bands, tasks."""
        heading, text = table_style("Heading", _SIZE_PT), table_style("Text", _SIZE_PT)
        centred = table_style("Centred", _SIZE_PT)
        columns, across = layout.columns, len(layout.columns)
        if name:
            yield Row((Cell(name, text, span=across),), 6, header=True, with_next=True)
        names = [Cell(column.name, heading) for column in columns]
        yield Row(names, 8, header=True, with_next=True)
        styles = [centred if column.kind in _CENTRED else text for column in columns]
        before: dict[int, str] = {}
        for task in listed:
            if band := _changed(before, task.above):
                shown = Cell(self._between.join(band), text, shade=_BAND, bold=True, span=across)
                yield Row((shown,), 6, with_next=True)
            before = task.above
            said = [self._said(task, column, layout.below) for column in columns]
            high = max(map(_height, said, layout.widths))
            yield Row(list(map(Cell, said, styles)), 10, splits=high > layout.highest)

    def _said(self, task: Task, column: Column, below: Sequence[Column]) -> str:
        """What a column says of a task on paper."""
        said = clean(column.value(task))
        if column.kind == DEADLINE and task.entry.due not in (None, said):
            due = wording.bracketed(self.selection, "", task.entry.due).strip()
            return f"{said}\n{due}"
        if column.kind != "measure":
            return said
        lines = [*filter(None, (clean(one.value(task)) for one in self._titles)), said]
        for one in below:
            if value := clean(one.value(task)):
                lines.append(f"{one.name}{self._colon}{value}")
        return "\n".join(lines)


def _height(text: str, width: float) -> float:
    """How high a text is in a column, both in millimetres."""
    halves = (width - 2 * _MARGIN_MM) / _HALF_MM
    lines = sum(max(1, math.ceil(cells(line) / halves)) for line in text.split("\n"))
    return lines * table_line(_SIZE_PT) * MM_PER_PT


def _changed(before: dict[int, str], above: dict[int, str]) -> list[str]:
    """The headings below the plan that are not those of the task before."""
    levels = sorted(level for level in above if level)
    same = 0
    while same < len(levels) and before.get(levels[same]) == above[levels[same]]:
        same += 1
    return [above[level] for level in levels[same:]]
