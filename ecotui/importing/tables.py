"""Reading an allocation document that is written as Markdown tables.

The tables of such a document are one table, cut where the printed pages end. Its columns are
found by their names, its headings and measures by their numerals, wherever a conversion has put
them; what was repaired, and what only looks doubtful, is noted. What has no place in a plan is
either noted (text outside the tables) or an error (anything inside them): nothing is lost
silently.
"""

from __future__ import annotations

import hashlib
import os
from typing import NamedTuple

from ecotui.i18n import _
from ecotui.importing import departments, layout
from ecotui.importing.layout import CHAPTER
from ecotui.importing.markdown import Row, Text, blocks, unspaced
from ecotui.importing.outline import Outline, Report
from ecotui.importing.plan_ids import plan_id as make_id
from ecotui.importing.title import front
from ecotui.model.plan import Department, Measure, Plan, Source
from ecotui.model.toml import PlanError, Problem
from ecotui.text import proofreading

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ecotui.importing.departments import Names
    from ecotui.importing.layout import Columns, Heading


class Imported(NamedTuple):
    """A plan read from a document.

    Args:
        plan: The plan.
        notes: What its reader should know: repairs, corrections, suspicious wordings and text
            that was left out, each with its line.
    """

    plan: Plan
    notes: tuple[Problem, ...] = ()


def read(data: bytes, file: str, plan_id: str | None = None) -> Imported:
    """Read an allocation document.

    A document of one level becomes chapters that hold measures: where it has sections (（一）)
    but no chapters (一、), its sections are the chapters; where it has no headings at all, or
    measures before its first section, there is one chapter, called as the column is. Where no
    measure of the document has a number, they are numbered in order.

    Args:
        data: The document: UTF-8 text with Markdown pipe tables.
        file: Its name, for messages and as the plan's source.
        plan_id: The id of the plan; by default made from the title.

    Raises:
        PlanError: with every place that cannot be read without losing something.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # What was decoded lacks the byte order mark, if there was one.
        decoded = error.object
        line = decoded.count(b"\n", 0, error.start) + 1
        message = _("byte 0x{byte:02x} is not UTF-8").format(byte=decoded[error.start])
        raise PlanError([Problem(file, line, message, _("save the file as UTF-8"))]) from None
    report = Report(file)
    items = list(blocks(text))
    if not any(isinstance(item, Row) for item in items):
        hint = _("a table needs the columns 具体措施 and 牵头单位, separated by |")
        raise PlanError([Problem(file, None, _("no Markdown table found"), hint)])
    name = os.path.basename(file)
    title, items = front(items)
    if not title:
        title = os.path.splitext(name)[0] or "-"
        report.note(None, _("no title found above the table; called {title}").format(title=title))
    reader = _Tables(items, report)
    chapters = reader.outline.finish(reader.label)
    if not report.problems and reader.outline.last is None:
        report.problem(None, _("the tables contain no measures"))
    if not reader.numbers and reader.outline.last is not None:
        report.note(None, _("the measures have no numbers; they are numbered in order"))
    if report.problems:
        raise PlanError(sorted(report.problems, key=_by_line))
    plan = Plan(
        plan_id or make_id(title),
        title,
        source=Source(name or file or "-", hashlib.sha256(data).hexdigest()),
        departments=tuple([Department(n, (), departments.kind(n)) for n in reader.departments]),
        chapters=chapters,
    )
    return Imported(plan, tuple(sorted(report.notes, key=_by_line)))


def _by_line(problem: Problem) -> int:
    return problem.line or 0


class _Tables:
    """Reads rows and the text between them, in order, into an outline."""

    def __init__(self, items: list[Row | Text], report: Report) -> None:
        self.report = report
        self.outline = Outline(report)
        # Names in the order of their first appearance.
        self.departments: dict[str, None] = {}
        self.columns: Columns | None = None
        # What the first table calls its headings.
        self.label = ""
        self.page_begins = False
        self.waiting: list[tuple[Heading, int]] = []
        self.numbers = any(_has_number(item) for item in items if isinstance(item, Row))
        for item in items:
            if isinstance(item, Row):
                self.row(item)
            else:
                self.text(item)
        self.leave_out(self.waiting)

    # -- text between the tables

    def text(self, item: Text) -> None:
        """Keep a Markdown heading that is a chapter's or section's; other text is noted."""
        head = layout.heading(item.text) if item.level else None
        if head is None:
            message = _("text outside the tables is ignored: {text}")
            self.report.note(item.line, message.format(text=_short(item.text)))
            return
        outranked = [w for w in self.waiting if head.level in (CHAPTER, w[0].level)]
        self.leave_out(outranked)
        self.waiting = [w for w in self.waiting if w not in outranked] + [(head, item.line)]

    def use_waiting(self, found: list[Heading]) -> None:
        """Apply the headings above a table, as far as its first row does not overrule them."""
        levels = {head.level for head in found}
        waiting, self.waiting = self.waiting, []
        for head, line in waiting:
            if CHAPTER in levels or head.level in levels:
                self.leave_out([(head, line)])
            else:
                self.outline.heading(head, line)

    def leave_out(self, waiting: list[tuple[Heading, int]]) -> None:
        """Note headings above no table, or above one that begins with its own."""
        for head, line in waiting:
            message = _("text outside the tables is ignored: {text}")
            self.report.note(line, message.format(text=_short(head.title)))

    # -- rows

    def row(self, row: Row) -> None:
        """Read one row."""
        columns = layout.columns(row.cells)
        if columns is not None and (row.header or not columns.unknown):
            self.columns = columns
            self.label = self.label or columns.label
            self.page_begins = True
        elif self.columns is None:
            if row.first:
                message = _("the header lacks the column of measures or of lead departments")
                hint = _("name the columns 重点任务, 具体措施, 牵头单位, 参加单位")
                self.report.problem(row.line, message, hint)
        elif any(row.cells):
            self.page_begins = self.page_begins or row.first
            self.content(row, self.columns)
            self.page_begins = False

    def content(self, row: Row, columns: Columns) -> None:
        """Place what the cells of a row hold."""
        line = row.line
        cells = [*row.cells, *[""] * (columns.width - len(row.cells))]
        if surplus := " | ".join(filter(None, cells[columns.width :])):
            message = _("the row has more cells than the table has columns: {text}")
            hint = _("write \\| for a | that does not separate cells")
            self.report.problem(line, message.format(text=_short(surplus)), hint)
        for index, name in columns.unknown:
            if cells[index]:
                message = _("a plan has no field for the column {name}: {text}")
                message = message.format(name=_short(name), text=_short(cells[index]))
                self.report.problem(line, message, _("remove the column, or empty it"))
        found: list[Heading] = []
        if columns.heading is not None:
            found, rest = layout.headings(cells[columns.heading])
            if rest and layout.numbered(rest, self.outline.expected):
                if not self.repair(line, rest, cells, columns):
                    return
            elif rest and found:
                found[-1] = found[-1]._replace(title=unspaced(f"{found[-1].title}\n{rest}"))
            elif rest:
                message = _("not read as a heading, because it has no numeral: {text}")
                hint = _("start it with 一、 or （一）")
                if len(row.cells) == 1:
                    hint = _("put a blank line above it if it is not part of the table")
                self.report.problem(line, message.format(text=_short(rest)), hint)
        below, body = layout.headings(cells[columns.measure], prose=self.may_continue())
        names = [
            departments.parse(cells[index]) if index is not None else departments.Names()
            for index in (columns.lead, columns.participants)
        ]
        if below and body and not any(names) and not layout.numbered(body, 1):
            below[-1] = below[-1]._replace(title=unspaced(f"{below[-1].title}\n{body}"))
            body = ""
        found += below
        self.use_waiting(found)
        for head in found:
            self.outline.heading(head, line)
        number = cells[columns.number] if columns.number is not None else ""
        self.measure(line, number, body, names[0], names[1], bool(found))

    def repair(self, line: int, text: str, cells: list[str], columns: Columns) -> bool:
        """Put a measure in the column of headings into its own, in place, if it is clear how.

        Where its column holds departments and the last column is empty, the whole row has slid
        to the left; where its column is empty, only the measure has.
        """
        place, width = columns.measure, columns.width
        beside = cells[place:width]
        if not cells[place]:
            cells[place] = text
            self.report.note(line, _("the measure was in the column of headings"))
        elif (
            columns.heading == place - 1
            and not beside[-1]
            and all(departments.is_list(cell) for cell in beside if cell)
        ):
            cells[place:width] = [text, *beside[:-1]]
            self.report.note(
                line, _("the row was shifted one column to the left; it is moved back")
            )
        else:
            message = _("there is a measure in the column of headings, and text beside it: {text}")
            hint = _("move it into the column of measures")
            self.report.problem(line, message.format(text=_short(text)), hint)
            return False
        return True

    def may_continue(self) -> bool:
        """Whether this row may go on with a measure that the page before broke off."""
        latest = self.outline.latest
        return self.page_begins and latest is not None and layout.is_unfinished(latest.text)

    def measure(
        self, line: int, count: str, body: str, lead: Names, participants: Names, headed: bool
    ) -> None:
        """Add the measure of a row, or go on with the one before.

        Args:
            line: The line of the row.
            count: Its running number, where the table has a column for it.
            body: The measure as its cell has it.
            lead: The lead departments.
            participants: The participating departments.
            headed: Whether the row has a heading too.
        """
        named = bool(lead or participants)
        given = layout.numbered(body, self.outline.expected)
        if not body:
            if named or (count and not headed):
                what = _("departments beside a heading") if headed else _("a row without a measure")
                self.report.problem(line, what, _("write the measure into its column"))
            return
        if given is None and count.isdecimal() and len(count) < 10:
            given = int(count), body
        elif given is None and not self.numbers:
            given = self.outline.expected, body
        elif given and count.isdecimal() and given[0] != int(count[:10]):
            message = _("measure {number} also has the running number {count}, which is not used")
            self.report.note(line, message.format(number=given[0], count=count))
        elif count and not count.isdecimal():
            message = _("{text} is not a running number").format(text=_short(count))
            self.report.problem(line, message)
        if given is None:
            if self.may_continue() and not headed and not named:
                latest = self.outline.join(body)
                message = _("continues measure {number} from the page before")
                self.report.note(line, message.format(number=latest.number))
            else:
                message = _("a measure without a number: {text}").format(text=_short(body))
                self.report.problem(line, message, _("start it with its number, as in 7."))
            return
        number, text = given
        if not number or not text:
            message = _("measure {number} has no text") if number else _("a measure numbered 0")
            self.report.problem(line, message.format(number=number))
            return
        for name in (*lead.names, *participants.names):
            if name not in self.departments and proofreading.correct(name)[1]:
                message = _("suspicious wording in the name {name}").format(name=name)
                self.report.note(line, message)
            self.departments[name] = None
        measure = Measure(
            number, text, lead.names, participants.names, participants.is_open, source_line=line
        )
        self.remark(measure, lead, participants)
        self.outline.measure(measure)

    def remark(self, measure: Measure, lead: Names, participants: Names) -> None:
        """Note what is unusual about a measure."""
        remarks = [*lead.remarks, *participants.remarks]
        if not lead.names:
            remarks.append(_("no lead department"))
        if lead.is_open:
            remarks.append(
                _("the list of lead departments ends in 等, which a plan cannot express")
            )
        for text in measure.text.split("\n")[1:]:
            if layout.numbered(text.strip(), measure.number + 1):
                message = _("a line in it starts with a number, perhaps of another measure: {text}")
                remarks.append(message.format(text=_short(text)))
        for remark in remarks:
            message = _("measure {number}: {remark}").format(number=measure.number, remark=remark)
            self.report.note(measure.source_line, message)


def _has_number(row: Row) -> bool:
    columns = layout.columns(row.cells)
    if columns is not None:
        return columns.number is not None
    return any(layout.numbered(line, 1) for cell in row.cells for line in cell.split("\n"))


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 40 else f"{text[:39]}…"


class Importer:
    """The built-in importer for Markdown tables, as the registry wants one."""

    def read(self, data: bytes, file: str) -> tuple[Plan, tuple[Problem, ...]]:
        """Read a document; see `read`."""
        imported = read(data, file)
        return imported.plan, imported.notes
