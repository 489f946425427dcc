"""The list of a department's tasks as a workbook, for the department to fill in and send back."""

from __future__ import annotations

import io
import math
from bisect import bisect_left
from collections.abc import Sequence
from datetime import date
from functools import cached_property
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

import xlsxwriter  # type: ignore[import-untyped]  # has none

from ecotui.api import N_, Selection, cut, visible
from ecotui.plugins.common import wording
from ecotui.plugins.handouts.tasks import (
    DEADLINE,
    DUE,
    PROGRESS,
    Column,
    Part,
    Task,
    every,
    longest,
)
from ecotui.plugins.raci_xlsx.workbook import (
    LEGIBLE_PT,
    LINE_PT,
    MAX_ROW_PT,
    PAGE_ROOM_PT,
    SIZE_PT,
    lines,
    points,
    width,
)

if TYPE_CHECKING:
    from ecotui.plugins.handouts import Options

#: The states of a task, of which one is chosen.
STATES = (N_("not started"), N_("in progress"), N_("done"))
#: Widths in characters; columns of text share what is left, and have at least the last.
_WIDTHS = {"department": 12, "chapter": 14, "section": 16, "plan": 16, "role": 14}
_WIDTHS |= {PROGRESS: 10, DUE: 12, DEADLINE: 14}
#: What the rows of a task that takes several have in common.
_NAMES = ("department", "chapter", "section", "plan", "id")
_TEXTS, _LEAST = ("measure", "others", "target", "extra"), 12
#: Lines in the highest row, in the header, and on a screen of 768 pixels beside it.
_MAX_LINES, _MAX_HEAD_LINES = int(MAX_ROW_PT / LINE_PT) - 1, 10
#: Type is printed as large as this if the columns allow it.
_GOOD_PT = 9.0
_BODY: dict[str, Any] = {
    "font_name": "宋体",
    "font_size": SIZE_PT,
    "valign": "vcenter",
    "border": 1,
}
_FORMATS: dict[str, dict[str, Any]] = {
    "header": {
        **_BODY,
        "font_name": "黑体",
        "align": "center",
        "text_wrap": True,
        "bg_color": "#D9D9D9",
    },
    "text": {**_BODY, "text_wrap": True},
    "centred": {**_BODY, "text_wrap": True, "align": "center"},
    "date": {**_BODY, "align": "center", "num_format": "yyyy-mm-dd"},
}
# Excel takes no more for the name of a column of a table, and for a print header.
_MAX_NAME = _MAX_HEADER = 255
_HEADER_FONT, _HEADER_WIDTH = '&"宋体,Regular"&9 ', 160
#: Behind these a text goes on in another row.
_MARKS = "。；;，、,. \n"


class Workbooks:
    """Makes the workbooks of a selection: all have the same columns, of the same widths."""

    def __init__(self, selection: Selection, columns: Sequence[Column], options: Options) -> None:
        self.selection, self.columns, self.options = selection, columns, options
        self.kinds = [column.kind for column in columns]
        #: The column of dates, which the due dates fill where the plan has deadlines.
        self.dated = DUE if DUE in self.kinds else DEADLINE

    @cached_property
    def widths(self) -> list[float]:
        """The widths of the columns in characters: texts are low, and the type is legible."""
        widths, weights = [], []
        for column in self.columns:
            most = longest(self.selection, column)
            least = min(max(6, most + 2), 20) if column.kind == "id" else 0
            head = width(column.name) * 1.1 / _MAX_HEAD_LINES + 1
            widths.append(max(_WIDTHS.get(column.kind, _LEAST), least, head))
            weights.append(math.sqrt(most) if column.kind in _TEXTS else 0)
        room = PAGE_ROOM_PT["A4"][0] * SIZE_PT / _GOOD_PT
        spare = max(0, room - sum(map(points, widths))) / (points(1) - points(0))
        shares = [spare * weight / sum(weights) for weight in weights]
        return [round(own + share, 1) for own, share in zip(widths, shares, strict=True)]

    def workbook(self, parts: Sequence[Part]) -> bytes:
        """The workbook of a department."""
        label, out = self.selection.label, io.BytesIO()
        settings = {f"strings_to_{kind}": False for kind in ("formulas", "urls", "numbers")}
        book = xlsxwriter.Workbook(out, {"in_memory": True, **settings})
        formats = {name: book.add_format(look) for name, look in _FORMATS.items()}
        sheet = book.add_worksheet(label(N_("Handouts")))
        row = 0
        rooms = list(map(points, self.widths))
        for task in every(parts):
            texts = [wording.clean(column.value(task)) for column in self.columns]
            pieces = [_pieces(text, room) for text, room in zip(texts, rooms, strict=True)]
            for part, piece in enumerate(zip_longest(*pieces, fillvalue="")):
                row += 1
                cells = self._continued(texts, piece) if part else piece
                self._write(sheet, row, task, cells, formats)
                high = max(map(lines, cells, rooms))
                sheet.set_row(row, LINE_PT * high + 6)
        self._head(sheet, row, formats["header"])
        self._validate(sheet, row)
        department = parts[0].department
        self._page(sheet, department)
        title = label(N_("Tasks: {department}")).format(department=department)
        created = wording.timestamp().replace(tzinfo=None)
        author = visible(self.options.author)[:_MAX_NAME]
        book.set_properties({"title": title[:_MAX_NAME], "author": author, "created": created})
        book.close()
        return out.getvalue()

    def _continued(self, texts: Sequence[str], cells: Sequence[str]) -> list[str]:
        """A further row of a task of which a text is too high for one."""
        said = dict.fromkeys(_NAMES) | {"role": self.selection.label(N_("(continued)"))}
        return [
            (said[kind] or text) if kind in said else cell
            for kind, text, cell in zip(self.kinds, texts, cells, strict=True)
        ]

    def _write(
        self, sheet: Any, row: int, task: Task, cells: Sequence[str], formats: dict[str, Any]
    ) -> None:
        for at, (kind, text) in enumerate(zip(self.kinds, cells, strict=True)):
            look = "date" if kind == self.dated else "text"
            if kind in ("id", "role", PROGRESS):
                look = "centred"
            if not text:
                sheet.write_blank(row, at, None, formats[look])
            elif kind == "id" and text == str(task.entry.number):
                sheet.write_number(row, at, task.entry.number, formats[look])
            elif kind == DUE and text >= "1900":
                sheet.write_datetime(row, at, date.fromisoformat(text), formats[look])
            else:
                sheet.write_string(row, at, text, formats[look])

    def _head(self, sheet: Any, last: int, look: Any) -> None:
        names = [column.name for column in self.columns]
        high = 1
        for at, (name, wide) in enumerate(zip(names, self.widths, strict=True)):
            sheet.set_column(at, at, wide)
            sheet.write_string(0, at, name, look)
            # The button of the filter takes some of the room.
            high = max(high, lines(name, points(wide) - 14))
        sheet.set_row(0, LINE_PT * high + 6)
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)
        if max(map(len, names)) > _MAX_NAME:
            sheet.autofilter(0, 0, last, len(names) - 1)
            return
        columns = [{"header": name, "header_format": look} for name in names]
        table = {"name": "tasks", "style": None, "columns": columns}
        sheet.add_table(0, 0, last, len(names) - 1, table)

    def _validate(self, sheet: Any, last: int) -> None:
        """Let progress be one of the states, and the deadline a date."""
        label = self.selection.label
        states = {
            "validate": "list",
            "source": [label(state) for state in STATES],
            "error_message": label(N_("Choose one of the list.")),
        }
        days = {
            "validate": "date",
            "criteria": "between",
            "minimum": date(1900, 1, 1),
            "maximum": date(9999, 12, 31),
            "error_message": label(N_("Write a date, such as 2018-12-31.")),
        }
        for kind, valid in ((PROGRESS, states), (self.dated, days)):
            at = self.kinds.index(kind)
            title = {"error_title": self.columns[at].name}
            sheet.data_validation(1, at, last, at, valid | title)

    def _page(self, sheet: Any, department: str) -> None:
        """Set up printing: department and plan, and the number of the page, on each page."""
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.center_horizontally()
        sheet.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
        if sum(map(points, self.widths)) <= PAGE_ROOM_PT["A4"][0] * SIZE_PT / LEGIBLE_PT:
            sheet.fit_to_pages(1, 0)
        else:
            # Several pages across, of which each has the number of the measure.
            sheet.set_print_scale(math.ceil(100 * LEGIBLE_PT / SIZE_PT))
            at = self.kinds.index("id")
            sheet.repeat_columns(at, at)
        sheet.set_header(_print_header(visible(self.selection.title), department), {"margin": 0.3})
        page = self.selection.label(N_("Page {page} of {pages}"))
        sheet.set_footer("&C" + page.format(page="&P", pages="&N"), {"margin": 0.3})


def _pieces(text: str, room: float) -> list[str]:
    """A text in pieces that are not higher than a row can be, cut behind a mark if it can be."""
    found = []
    while lines(text, room) > _MAX_LINES:
        end = bisect_left(range(len(text)), _MAX_LINES + 1, key=lambda n: lines(text[:n], room)) - 1
        marks = [at for at in range(end // 2, end) if text[at] in _MARKS]
        end = marks[-1] + 1 if marks else max(end, 1)
        found.append(text[:end].rstrip("\n"))
        text = text[end:].lstrip("\n")
    return [*found, text]


def _print_header(title: str, department: str) -> str:
    """Plan at the left and department at the right, or below if both do not fit on a line."""
    side_by_side = width(title) + width(department) < _HEADER_WIDTH
    between = "&R" if side_by_side else "\n"
    codes = len(_HEADER_FONT) * 2 + len("&L") + len(between)
    department = cut(department, _MAX_HEADER // 2)
    room = _MAX_HEADER - codes - len(_literal(department))
    while len(_literal(title)) > room:
        title = f"{title.rstrip('…')[:-1]}…"
    return f"&L{_HEADER_FONT}{_literal(title)}{between}{_HEADER_FONT}{_literal(department)}"


def _literal(text: str) -> str:
    """A text for a print header, in which ``&`` begins a code."""
    return text.replace("&", "&&")
