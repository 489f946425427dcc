"""The list of a department's tasks as a workbook, for the department to fill in and send back."""

from __future__ import annotations

import io
import math
import re
from collections.abc import Sequence
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ecotui.api import N_, Selection, _, clean, cut, visible
from ecotui.plugins.common.units import fitting, units
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
from ecotui.plugins.raci_xlsx.formats import in_language
from ecotui.plugins.raci_xlsx.formulas import shown_id
from ecotui.plugins.raci_xlsx.lists import continued
from ecotui.plugins.raci_xlsx.pages import (
    LEAST_SCALE,
    PAGE_ROOM_PT,
    SIZE_PT,
    header_literal,
    lay_out,
)
from ecotui.plugins.raci_xlsx.properties import Book
from ecotui.plugins.raci_xlsx.workbook import (
    LINE_PT,
    MAX_HEADER,
    MAX_ROW_PT,
    MAX_TEXT,
    lines,
    points,
    width,
)

if TYPE_CHECKING:
    from ecotui.plugins.handouts import Options

#: The states of a task, of which one is chosen.
STATES = (N_("not started"), N_("in progress"), N_("done"))
#: Widths in characters, the least and the greatest; columns of text share what is left.
_WIDTHS = {
    "department": (10, 16),
    "chapter": (8, 14),
    "section": (8, 18),
    "plan": (10, 18),
    "id": (6, 20),
    "title": (10, 16),
    "measure": (28, 36),
    "role": (10, 16),
    "others": (14, 18),
    PROGRESS: (10, 10),
    DEADLINE: (12, 16),
    DUE: (12, 12),
}
_OTHER = (10, 14)
#: What the rows of a task that takes several have in common.
_NAMES = ("department", "chapter", "section", "plan", "id")
_TEXTS = ("title", "measure", "others", "target", "extra")
#: Lines in the header, which stays in sight.
_MAX_HEAD_LINES = 10
# Excel takes it for a character, but in the names of columns alone.
_ESCAPE = re.compile("_x[0-9a-fA-F]{4}_")
#: Type is printed as large as this if the columns allow it: 9 pt.
_GOOD_SCALE = 9.0 / SIZE_PT
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
# Excel takes no more units for the name of a column of a table.
_MAX_NAME = 255
#: The widest that the name of a column makes it.
_MAX_LEAST = 60.0
# It gets smaller with the sheet.
_HEADER_SIZE, _HEADER_WIDTH = "&11 ", 160


class Workbooks:
    """Makes the workbooks of a selection: all have the same columns, of the same widths."""

    def __init__(self, selection: Selection, columns: Sequence[Column], options: Options) -> None:
        self.selection, self.columns, self.options = selection, columns, options
        self.kinds = [column.kind for column in columns]
        #: The column of dates, which the due dates fill where the plan has deadlines.
        self.dated = DUE if DUE in self.kinds else DEADLINE
        #: What does not stand in the workbooks as it stands in the plan.
        self.doubts: dict[str, None] = {}

    @cached_property
    def widths(self) -> list[float]:
        """The widths of the columns in characters: texts are low, and the type is legible."""
        leasts, widths, weights = [], [], []
        for column in self.columns:
            most = longest(self.selection, column)
            least, greatest = _WIDTHS.get(column.kind, _OTHER)
            by_name = width(column.name) * 1.1 / _MAX_HEAD_LINES + 1
            leasts.append(max(least, min(by_name, _MAX_LEAST)))
            widths.append(max(min(most + 2, greatest), leasts[-1]))
            weights.append(math.sqrt(most) if column.kind in _TEXTS else 0)
        good, legible = (PAGE_ROOM_PT["A4"][0] / scale for scale in (_GOOD_SCALE, LEAST_SCALE))
        a_character = points(1) - points(0)
        if (over := sum(map(points, widths)) - legible) > 0:
            # As much narrower as they can be, each by the same part of what it can give.
            weights = [least - wide for least, wide in zip(leasts, widths, strict=True)]
            spare = max(-over / a_character, sum(weights))
        else:
            spare = max(0, good - sum(map(points, widths))) / a_character
        whole = sum(weights) or 1
        shares = [spare * weight / whole for weight in weights]
        return [
            math.floor(10 * (own + share)) / 10 for own, share in zip(widths, shares, strict=True)
        ]

    def workbook(self, parts: Sequence[Part]) -> bytes:
        """The workbook of a department."""
        label, out = self.selection.label, io.BytesIO()
        book = Book(out, {"in_memory": True})
        language = self.selection.language
        looks = {name: in_language(look, language) for name, look in _FORMATS.items()}
        formats = {name: book.add_format(look) for name, look in looks.items()}
        sheet = book.add_worksheet(label(N_("Handouts")))
        row = 0
        rooms = list(map(points, self.widths))
        for task in every(parts):
            texts = [clean(column.value(task)) for column in self.columns]
            for part, piece in enumerate(continued(texts, rooms)):
                row += 1
                cells = self._continued(texts, piece) if part else piece
                self._write(sheet, row, task, cells, formats)
                high = max(map(lines, cells, rooms))
                sheet.set_row(row, LINE_PT * high + 12)
        self._head(sheet, row, formats["header"])
        self._validate(sheet, row)
        department = parts[0].department
        self._page(sheet, department)
        title = label(N_("Tasks: {department}")).format(department=department)
        book.describe(title, language, visible(self.options.author))
        book.close()
        return out.getvalue()

    def _continued(self, texts: Sequence[str], cells: Sequence[str]) -> list[str]:
        """A further row of a task of which a text is too high for one."""
        said = dict.fromkeys(_NAMES) | {"role": self.selection.label(N_("continued"))}
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
            elif kind == "id" and isinstance(number := shown_id(task.entry), int):
                sheet.write_number(row, at, number, formats[look])
            elif kind == DUE and text >= "1900":
                sheet.write_datetime(row, at, date.fromisoformat(text), formats[look])
            else:
                sheet.write_string(row, at, text, formats[look])

    def _head(self, sheet: Any, last: int, look: Any) -> None:
        names = [column.name for column in self.columns]
        high = 1
        for at, (name, wide) in enumerate(zip(names, self.widths, strict=True)):
            sheet.set_column(at, at, wide)
            sheet.write_string(0, at, fitting(name, MAX_TEXT), look)
            # The button of the filter takes some of the room.
            high = max(high, lines(name, points(wide) - 14))
        sheet.set_row(0, min(LINE_PT * high + 6, MAX_ROW_PT))
        if LINE_PT * high + 6 > MAX_ROW_PT:
            message = N_("the name of a column is too long to be seen whole in the lists for Excel")
            self.doubts[_(message)] = None
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)
        if any(units(name) > _MAX_NAME or _ESCAPE.search(name) for name in names):
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
            "error_message": label(N_("Choose one from the list.")),
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
        lay_out(sheet, "A4")
        if sum(map(points, self.widths)) <= PAGE_ROOM_PT["A4"][0] / LEAST_SCALE:
            sheet.fit_to_pages(1, 0)
        else:
            # Several pages across, of which each has the number of the measure, and its plan.
            sheet.set_print_scale(math.ceil(100 * LEAST_SCALE))
            at = self.kinds.index("id")
            sheet.repeat_columns(at - ("plan" in self.kinds), at)
        title = visible(self.selection.title)
        header = _print_header(title, department)
        for text in (title, department):
            if header_literal(text) not in header:
                message = self.selection.label(
                    N_("too long for the print header, cut there: {text}")
                )
                self.doubts[message.format(text=f"{text[:12]}…")] = None
        sheet.set_header(header, {"margin": 0.3})
        page = self.selection.label(N_("Page {page} of {pages}"))
        footer = f"&C{_HEADER_SIZE}" + page.format(page="&P", pages="&N")
        if day := self.options.day(self.selection):
            footer = f"&L{_HEADER_SIZE}{header_literal(cut(day, 60))}{footer}"
        sheet.set_footer(footer, {"margin": 0.3})


def _print_header(title: str, department: str) -> str:
    """Plan at the left and department at the right, or below if both do not fit on a line."""
    side_by_side = width(title) + width(department) < _HEADER_WIDTH
    between = "&R" if side_by_side else "\n"
    codes = len(_HEADER_SIZE) * 2 + len("&L") + len(between)
    department = header_literal(fitting(department, MAX_HEADER // 2, header_literal))
    title = fitting(title, MAX_HEADER - codes - units(department), header_literal)
    return f"&L{_HEADER_SIZE}{header_literal(title)}{between}{_HEADER_SIZE}{department}"
