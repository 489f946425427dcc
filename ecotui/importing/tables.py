"""Tables as an office fills them: columns by their heads, rows of headings, merged cells.

The tables of a document that printed pages part are one table. What was repaired, and what only
looks doubtful, is noted. A column that a plan has no field for is kept under its own head.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from ecotui.i18n import _
from ecotui.importing import columns as heads
from ecotui.importing import layout, names, raci_heads, statement, table_heads, words
from ecotui.importing.bodies import is_body
from ecotui.importing.outline import DOUBTFUL, LEFT_OUT, READ
from ecotui.importing.raci import RaciReader
from ecotui.importing.raci_cells import is_mark_or_sign
from ecotui.importing.raci_roles import RolesReader
from ecotui.importing.spacing import shortened, unspaced
from ecotui.importing.table_measures import MeasureReader
from ecotui.importing.table_rows import RowReader

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ecotui.importing.blocks import Place, Row, Table
    from ecotui.importing.builder import Builder
    from ecotui.importing.columns import Columns

#: 带*的为牵头单位, ★为牵头单位.
_SIGN_OF_LEADS = re.compile(
    r"([*＊★☆▲△●○◆◇■□※#])[”\"’』」]?(?:号|标志|标识|标记)*的?(?:单位|部门)?"
    r"(?:为|是|系|表示|代表|[:：])(?:该项|本项)?(?:任务|工作)?的?(?:总)?(?:牵头|主办)"
)
_UNNAMED_SHEET = re.compile(r"(?:sheet|工作表|表)\s*\d*", re.IGNORECASE)


class TableReader:
    """Reads a document's tables into its outline."""

    def __init__(self, builder: Builder) -> None:
        """Begin before the first table."""
        self.builder = builder
        self.report = builder.report
        self.outline = builder.outline
        self.chosen = builder.decisions.columns
        self.measures = MeasureReader(builder)
        self.rows = RowReader(builder, self.measures)
        self.raci = RaciReader(builder, self.begin_sheet, self.say_sheet)
        self.roles = RolesReader(self.raci)
        self.columns: Columns | None = None
        #: The sheet of the last table, and where each has its head.
        self.sheet: str | None = None
        self.sheets: dict[str, Place] = {}
        self.told: set[str] = set()

    def table(self, table: Table, notes: list[str], depth: int) -> None:
        """Read a table.

        Args:
            table: The table.
            notes: The paragraphs below it.
            depth: How many headings of the text stand above it.
        """
        rows = table_heads.panels(list(table.rows), self.chosen, self.report)
        written = [*notes, *[cell.text for row in rows for cell in row.cells]]
        sign = next(filter(None, map(_SIGN_OF_LEADS.search, written)), None)
        self.measures.sign = sign[1] if sign else ""
        self.measures.rule = any(map(statement.FIRST_IS_LEAD.search, notes)) or self.has_rule(rows)
        at, listed, taken = table_heads.find(rows, self.chosen)
        if not (listed and _is_list(listed, rows[at + taken :])):
            # Signs in the remarks of a list, or in its quarters, make no matrix of it.
            rows = self.raci.turned(rows)
        if self.roles.table(rows, written):
            return
        further = table_heads.further(rows, self.chosen)
        for start, end in pairwise((0, *further, len(rows))):
            self.part(rows[start:end], depth, last=end == len(rows))

    def has_rule(self, rows: list[Row]) -> bool:
        """Whether a cell says for the whole table that the first of a list leads.

        What stands behind a list in the same cell says it of that list, unless it says 下同.
        """
        for row in rows:
            for text in [cell.text for cell in row.cells]:
                if statement.FIRST_IS_LEAD.search(text) and not statement.is_own_rule(text):
                    message = _("the first of a list is the lead: {text}")
                    self.report.note(READ, row.place, message.format(text=shortened(text)))
                    return True
        return False

    def part(self, rows: list[Row], depth: int, *, last: bool) -> None:
        """Read a table, or what stands below one of its heads."""
        at, found, taken = table_heads.find(rows, self.chosen)
        if found is None or raci_heads.has_words(rows):
            if self.raci.table(rows):
                return
            if not self.goes_on(rows):
                self.not_ours(rows)
                return
            at, taken = 0, 0
        else:
            if not self.begin_sheet(rows, at):
                for row in rows[:at]:
                    self.report.left_out([cell.text for cell in row.cells], row.place)
            if taken > 1:
                self.leave_out_above(rows[at], rows[at + 1], found)
            same = self.columns is not None and self.columns.heads == found.heads
            known = self.columns if same and self.columns else found
            self.columns = found = heads.nested(known, rows[at + taken :], self.chosen)
            self.builder.decided.update(self.chosen.keys() & {*found.heads})
            self.rows.head_rows = [table_heads.plain(row) for row in rows[at : at + taken]]
            self.builder.label = self.builder.label or found.label
            if not same:
                self.rows.above = []
                self.say_columns(found, rows[at], rows[at + taken :])
        assert self.columns is not None
        self.rows.read(rows[at + taken :], self.columns, depth, last=last)
        if found is not None:
            self.say_sheet(rows[at].place)

    def begin_sheet(self, rows: list[Row], at: int) -> bool:
        """Let a further sheet be a chapter by its title or name; whether rows hold the title."""
        place = rows[at].place
        before, self.sheet = self.sheet, place.sheet
        if before != place.sheet:
            # 同上 in its first row repeats nothing of another sheet.
            self.rows.above = []
        if place.sheet is not None and not _UNNAMED_SHEET.fullmatch(place.sheet):
            self.sheets.setdefault(place.sheet, place)
        if place.sheet is None or before is None or before == place.sheet:
            return False
        titles = [text for row in rows[:at] if len(text := {c.text for c in row.cells} - {""}) == 1]
        title = unspaced(titles[-1].pop()) if titles else place.sheet
        for row in rows[:at]:
            if title not in [unspaced(cell.text) for cell in row.cells]:
                self.report.left_out([cell.text for cell in row.cells], row.place)
        # A sheet with heads alone waits as this one does.
        first = bool(self.outline.root.measures) and not (
            self.outline.chapters or self.builder.waiting
        )
        self.builder.wait(layout.Heading(layout.CHAPTER, None, title), place)
        if first and not _UNNAMED_SHEET.fullmatch(before):
            self.builder.label = before
        return True

    def say_sheet(self, place: Place) -> None:
        """Say that a sheet is a chapter, unless it has chapters of its own."""
        chapter = self.outline.above
        if place.sheet is not None and chapter.place == place:
            message = _("the sheet is a chapter of its own: {title}")
            self.report.note(READ, place, message.format(title=shortened(chapter.title)))

    def say_columns(self, columns: Columns, row: Row, body: list[Row]) -> None:
        """Say once of each column what a reader might not expect of it."""
        extra = Counter([columns.heads[at] for at in columns.having(words.EXTRA)])
        for head in [head for head, count in extra.items() if head and count > 1]:
            message = _("several columns have the head {name}; they are kept as one")
            self.report.note(DOUBTFUL, row.place, message.format(name=shortened(head)))
        for at in columns.having(words.EXTRA):
            head = columns.heads[at]
            if not head or head in self.told:
                continue
            own = [r.cells[at] for r in body if at < len(r.cells)]
            is_empty = not any(cell.text and not cell.across for cell in own)
            known = words.head_role(head)
            if known and (is_empty or known not in words.DEPARTMENT_ROLES):
                if is_empty and not words.is_word(head):
                    self.told.add(head)
                    self.report.left_out([head], row.place)
            else:
                self.told.add(head)
                message = _("the column {name} is kept under its own head")
                # Lists of departments under a head that is not known may be leads.
                texts = [r.cells[at].text for r in body[:50] if at < len(r.cells)]
                listed = [names.is_list(text) for text in texts if text]
                kind = DOUBTFUL if any(listed) and 2 * sum(listed) >= len(listed) else READ
                self.report.note(kind, row.place, message.format(name=shortened(head)))
        for head, role in zip(columns.heads, columns.roles, strict=True):
            if head in self.told or role in (words.EXTRA, words.PEOPLE) or head in self.chosen:
                continue
            is_rule = statement.FIRST_IS_LEAD.search(head) or _SIGN_OF_LEADS.search(head)
            understood = is_rule or role == words.DIVISION
            if head and not words.is_word(head) and not understood:
                self.told.add(head)
                message = _("the column {name} is read as {role}; the rest of its head is not kept")
                message = message.format(name=shortened(head), role=_(role))
                self.report.note(LEFT_OUT, row.place, message)
        for at in columns.having(words.PEOPLE):
            head = columns.heads[at]
            if head not in self.told and not self.builder.decisions.people:
                self.told.add(head)
                message = _("the column {name} names people and is left out; --people keeps it")
                self.report.note(LEFT_OUT, row.place, message.format(name=shortened(head)))
            if not self.builder.decisions.people:
                for below in body:
                    self.report.covers([c.text for c in below.cells[at : at + 1]], below.place)

    def goes_on(self, rows: list[Row]) -> bool:
        """Whether a table without a head is the rest of the one before."""
        if self.columns is None:
            return False
        listed = [
            row.cells[at].text
            for row in rows
            for at in self.columns.having(*words.DEPARTMENT_ROLES)
            if at < len(row.cells) and row.cells[at].text
        ]
        is_ours = not listed or any(
            map(is_body, [name for text in listed for name in names.parse(text).names])
        )
        if not is_ours or any(map(table_heads.is_of_another, rows[:3])):
            return False
        width = max(len(row.cells) for row in rows)
        cells = [cell.text for row in rows[:1] for cell in row.cells]
        return width == self.columns.width or (
            width < self.columns.width
            and any(layout.numbered(text, self.outline.expected) for text in cells)
        )

    def not_ours(self, rows: list[Row]) -> None:
        """Report a table that holds no measures."""
        first = next((row for row in rows if any(cell.text for cell in row.cells)), rows[0])
        text = " | ".join(dict.fromkeys([cell.text for cell in first.cells if cell.text]))
        message = _("a table without columns for measures and departments is left out: {text}")
        hint = _("name the columns 重点任务, 具体措施, 牵头单位, 参加单位")
        self.report.note(LEFT_OUT, first.place, message.format(text=shortened(text)), hint)
        for row in rows[rows.index(first) + 1 :]:
            self.report.left_out([cell.text for cell in row.cells], row.place)

    def leave_out_above(self, above: Row, head: Row, columns: Columns) -> None:
        """Report what the upper row of a head says of no column, such as who fills the table in.

        Above several columns it may be a word for what they hold.
        """
        further = [
            upper.text
            for upper, cell in zip(above.cells, head.cells, strict=True)
            if upper.text and cell.text not in ("", upper.text) and not cell.down
            if not words.is_word(upper.text)
            and not any(
                name.startswith(f"{' '.join(upper.text.split())} ") for name in columns.heads
            )
        ]
        self.report.left_out(further, above.place)


def _is_list(columns: Columns, body: list[Row]) -> bool:
    """Whether the columns of a table are those of a list of measures, whatever signs it has."""
    if columns.having(words.LEAD, words.PARTICIPANTS):
        return True
    measures = [row.cells[columns.measure].text for row in body if len(row.cells) >= columns.width]
    return bool(columns.having(words.RESPONSIBLE)) and not any(map(is_mark_or_sign, measures))
