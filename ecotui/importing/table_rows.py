"""A row of a table as what it is: a head again, a note, a heading, or measures."""

from __future__ import annotations

import itertools
import re

from ecotui.i18n import _
from ecotui.importing import (
    labels,
    layout,
    names,
    statement,
    table_levels,
    table_notes,
    words,
)
from ecotui.importing.outline import CONTINUED, DOUBTFUL, READ, REPAIRED
from ecotui.importing.spacing import joined, shortened, unspaced
from ecotui.importing.table_heads import plain, repeats
from ecotui.importing.table_levels import Levels
from ecotui.importing.table_measures import begins_list, listed, mentions, of_several, paired
from ecotui.importing.tails import split_tail
from ecotui.text.numerals import parse_numeral

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ecotui.importing.blocks import Cell, Place, Row
    from ecotui.importing.builder import Builder
    from ecotui.importing.columns import Columns
    from ecotui.importing.layout import Heading
    from ecotui.importing.statement import Statement
    from ecotui.importing.table_measures import MeasureReader


# A part of a measure: （1）改造小区.
_PART = re.compile(r"\s*[(（]\s*\d")
#: The number of a heading in the column of numbers: 一, 二、, （三）.
_HEADING_NUMBER = re.compile(r"([(（]?)\s*([一二三四五六七八九十百]+)\s*[)）]?\s*[、.．]?")
#: The number of a measure below a heading: 1.2, 1-2.
_DOTTED = re.compile(r"(\d{1,3})[.．-]\d{1,3}")
#: What marks the items of a measure, each in a row of its own.
_ITEM_RANKS = (layout.BRACKETED, layout.DECIMAL, layout.SMALL, layout.CIRCLED)
_SAME = re.compile(r"\W*(?:同上|as above|ditto|[〃″”\"＂]|same as above)\W*", re.IGNORECASE)


class RowReader:
    """Reads the rows below the heads of a document's tables."""

    def __init__(self, builder: Builder, measures: MeasureReader) -> None:
        """Begin before the first table."""
        self.builder = builder
        self.report = builder.report
        self.outline = builder.outline
        self.measures = measures
        #: Rows above that a mark such as 同上 repeats.
        self.above: list[str] = []
        self.depth = 0
        #: Whether a Chinese numeral in the column of numbers is that of a heading.
        self.numeral_heads = False
        #: Numbers in the column of numbers that are those of headings: 1 above 1.1 and 1.2.
        self.heading_counts: set[str] = set()
        #: The texts of the head, row by row.
        self.head_rows: list[tuple[str, ...]] = []
        #: Whether a row of the table names departments beside its measure.
        self.assigned = False
        #: Whether the rows are numbered one by one: each is a measure, whatever it begins with.
        self.every_row_counts = False
        #: Levels of numerals that are those of measures: 一、 where one stands before a measure.
        self.own_levels: set[str] = set()
        #: The numeral of the last measure that has its own.
        self.item: Heading | None = None
        #: Whether a row of the table was a note.
        self.noted = False
        #: Titles of chapters that a column of headings gave.
        self.column_titles: set[str] = set()
        #: Titles to which a column of numbers gave theirs.
        self.counted_titles: set[str] = set()
        #: Levels that the rows of headings of the table have above this row: 0, 1 or 2.
        self.row_levels = 0
        self.levels = Levels()

    def read(self, body: list[Row], columns: Columns, depth: int, *, last: bool = True) -> None:
        """Read the rows of a table below its head.

        Args:
            body: The rows.
            columns: What its columns hold.
            depth: How many headings of the text stand above the table.
            last: Whether no further head stands below them.
        """
        self.depth = depth
        self.measures.begin_table(body, columns)
        assigned = [at for at, row in enumerate(body) if _assigns(row, columns)]
        assigning = [body[at] for at in assigned]
        counts = [
            row.cells[at].text.strip()
            for row in assigning
            for at in columns.having(words.NUMBER)[:1]
            if at < len(row.cells)
        ]
        # Where some row with such a numeral names departments, the numeral is that of a measure.
        self.numeral_heads = bool(assigned) and not any(map(_HEADING_NUMBER.fullmatch, counts))
        dotted = filter(None, map(_DOTTED.fullmatch, counts))
        self.heading_counts = {match[1] for match in dotted} - {*counts}
        self.doubt_surplus(body, columns)
        self.assigned = any(len({cell.text for cell in row.cells} - {""}) > 1 for row in assigning)
        self.every_row_counts = bool(assigned) and _every_row_counts(body, columns)
        self.own_levels = _levels_of_measures(assigning, columns)
        self.noted = False
        self.item = None
        self.row_levels = 0
        above = bool(self.depth or self.outline.chapters or self.builder.waiting)
        alone = [_alone(row, columns) for row in body]
        self.levels = table_levels.find(body, alone, columns, above=above)
        for at, row in enumerate(body):
            self.row(row, columns, last and bool(assigned) and at > assigned[-1])
        self.measures.end_group()

    def doubt_surplus(self, body: list[Row], columns: Columns) -> None:
        """Doubt rows with more cells than their head: each may be one column to the right."""
        named = max(at for at, head in enumerate(columns.heads) if head) + 1
        rows = [row for row in body if any(map(_own, row.cells[columns.measure :][:1]))]
        longer = [
            (row, text)
            for row in rows
            if (text := " | ".join([c.text for c in row.cells[named : columns.width] if _own(c)]))
        ]
        # A column without a head is said once.
        for row, text in longer[:1] if len(longer) == len(rows) else longer:
            message = _("the row has more cells than the head; they may be shifted: {text}")
            self.report.note(DOUBTFUL, row.place, message.format(text=shortened(text)))

    def row(self, row: Row, columns: Columns, below: bool) -> None:
        """Read one row below the head.

        Args:
            row: The row.
            columns: What the columns of the table hold.
            below: Whether no further row of the table names departments.
        """
        texts = [cell.text.strip() for cell in row.cells]
        if not any(texts):
            return
        if any(repeats(plain(row), head) for head in self.head_rows):
            # A head that is repeated on the next page.
            self.measures.page_begins = True
            return
        distinct = {text for text in texts if text}
        first = next(text for text in texts if text)
        is_note = table_notes.is_note(texts, assigns=_assigns(row, columns))
        self.noted = self.noted or is_note
        is_alone = len(distinct) == 1
        if (
            is_note
            or table_notes.is_beside(row)
            or (is_alone and len(texts) > 1 and self.is_title_again(first))
            or (below and (self.noted or (is_alone and table_notes.is_date(first))))
        ):
            self.report.left_out(texts, row.place)
            return
        has_one = sum(map(bool, texts)) == 1
        if has_one and self.says_more(first, columns):
            self.measures.say_more(row, first)
        elif has_one and self.is_item(row, texts, columns):
            self.measures.add_item(row, first)
        elif head := self.numeral_heading(row, texts, columns):
            self.measures.end_group()
            self.begin_row([head], row, columns)
        elif len(distinct) == 1 and self.is_group(row, texts, columns):
            self.group_row(row, first, columns)
        else:
            self.content(row, texts, columns)
        self.measures.page_begins = False

    def says_more(self, text: str, columns: Columns) -> bool:
        """Whether the only cell of a row says more of the measure above: 完成时限：9月底."""
        roles = (*words.DEPARTMENT_ROLES, words.DEADLINE, words.TARGET)
        latest = self.outline.latest
        has_lead = latest is not None and bool(latest.lead)
        is_beside = bool(columns.having(*words.DEPARTMENT_ROLES))
        is_label = labels.role_of_first(text) in roles
        return has_lead and is_beside and (is_label or statement.is_nothing_else(text))

    def is_item(self, row: Row, texts: list[str], columns: Columns) -> bool:
        """Whether the only text of a row is an item of the measure above: （1）修渠； below it."""
        at, latest = columns.measure, self.outline.latest
        if latest is None or at >= len(texts) or not texts[at] or row.cells[at].down:
            return False
        first, _newline, last = latest.text.rpartition("\n")
        is_whole = not layout.is_unfinished(texts[at])
        if last.endswith(("；", ";") if first and is_whole else ("：", ":")):
            return True
        mark, before = layout.mark(texts[at]), layout.mark(last)
        if mark is None or mark.number is None or mark.rank not in _ITEM_RANKS:
            return False
        if first and before and before.rank == mark.rank:
            return mark.number == (before.number or 0) + 1
        # Below 1. the rank of （1） tells.
        is_below = self.measures.listed and mark.rank >= layout.SMALL
        return mark.number == 1 and (is_below or (is_whole and bool(columns.having(words.NUMBER))))

    def is_title_again(self, text: str) -> bool:
        """Whether a row over all columns is the title of the table on a further page: …表（续）."""
        title, continued = CONTINUED.subn("", text)
        above = self.outline.chapters
        headings = {n.title for chapter in above for n in (chapter, *chapter.sections)}
        return bool(continued) and not layout.mark(text) and title not in headings

    def is_group(self, row: Row, texts: list[str], columns: Columns) -> bool:
        """Whether the only text of a row is a heading."""
        at = next(at for at, text in enumerate(texts) if text)
        text, count = texts[at], sum(map(bool, texts))
        if count > columns.measure and count == len(texts) and self.assigned:
            # One cell over all columns holds no measure, where others name their departments.
            return not row.cells[at].down and _is_title(split_tail(text)[0])
        if layout.numbered(text, self.outline.expected) and not layout.heading(text):
            return False
        if count > 1:
            # One cell over several columns; a merge downwards is no heading.
            return not row.cells[at].down
        if row.cells[at].down:
            return False
        role = columns.roles[at] if at < columns.width else words.EXTRA
        if head := layout.heading(text.split("\n")[0]):
            goes_on = self.measures.may_continue() or self.is_next(head)
            return not (role == words.MEASURE and goes_on)
        if len(row.cells) == 1:
            return columns.width > 1 and layout.is_unfinished(text) is not False
        if role == words.HEADING:
            return False
        if role == words.NUMBER:
            return not text.isdecimal()
        if role == words.MEASURE:
            return (
                bool(columns.having(words.NUMBER))
                # Where headings have a column, it is the rest of a measure.
                and not columns.having(words.HEADING)
                and not self.measures.may_continue()
                and len(text) <= 30
                and layout.is_unfinished(text)
            )
        # What stands alone behind the measures is a remark.
        return role == words.TITLE or (role == words.EXTRA and at < columns.measure)

    def is_next(self, head: Heading) -> bool:
        """Whether a numeral counts on from that of the measure before: （2） below （1）."""
        item = self.item
        return bool(item and head.level == item.level and head.number == (item.number or 0) + 1)

    def numeral_heading(self, row: Row, texts: list[str], columns: Columns) -> Heading | None:
        """The heading of a row such as 一 | 绿化, whose numeral has the column of numbers."""
        # The title may have a cell that is merged to the end.
        cells = [at for at, text in enumerate(texts) if text and (not at or _begin(row, at) == at)]
        if len(cells) < 2:
            return None
        at, title_at, *beside = cells
        amounts = [texts[one] for one in beside]
        if title_at > columns.measure or not all(map(table_notes.is_amount, amounts)):
            return None
        if columns.roles[at] != words.NUMBER or row.cells[title_at].down:
            return None
        count = texts[at].rstrip("、.．")
        match = _HEADING_NUMBER.fullmatch(texts[at]) if self.numeral_heads else None
        number = parse_numeral(match[2]) if match else None
        if count in self.heading_counts:
            number = int(count)
        if not number:
            return None
        # 一 | 产业项目 | 18.5 is a subtotal, too.
        self.report.left_out(amounts, row.place)
        level = layout.SECTION if match and match[1] else layout.CHAPTER
        return layout.Heading(level, number, unspaced(texts[title_at]))

    def group_row(self, row: Row, text: str, columns: Columns) -> None:
        """A heading that has a row to itself; it may name the lead of what follows."""
        body, tails, _doubt = split_tail(text)
        if not body:
            body, tails = text, []
        found, rest = layout.headings(body, counted=True)
        numbered = layout.numbered(body)
        if not found and numbered and len({cell.text for cell in row.cells}) == 1:
            head = self.unnumbered(unspaced(numbered[1]), row.place, group=True)
            found = [head._replace(number=numbered[0])]
        elif not found:
            found = [self.unnumbered(unspaced(body), row.place, group=True)]
        elif rest:
            found[-1] = found[-1]._replace(title=unspaced(f"{found[-1].title}\n{rest}"))
        self.measures.begin_group(found[-1].title, tails, row.place, columns)
        self.begin_row(found, row, columns)

    def begin_row(self, found: list[Heading], row: Row, columns: Columns) -> None:
        """Begin the headings of a row that holds nothing else."""
        level = self.levels.of_row(_alone(row, columns), row.place)
        if level and len(found) == 1:
            found = [found[0]._replace(level=level)]
        self.item = None
        at = next((at for at, cell in enumerate(row.cells) if cell.text.strip()), 0)
        headings = columns.having(words.HEADING)
        # （一）农业 alone in the column of measures stands below what the column of headings has.
        if not (headings and headings[0] < at == columns.measure):
            self.row_levels = 2 if found[-1].level == layout.SECTION else 1
        self.measures.below.clear()
        self.begin(found, row)

    def unnumbered(self, title: str, place: Place, *, group: bool) -> Heading:
        """A heading without a numeral: its level follows from what stands above it."""
        chapters = self.outline.chapters
        chapter = chapters[-1] if chapters else None
        if group and not chapters and self.outline.root.measures and not self.builder.waiting:
            self.builder.doubt_heading(title, place)
        if level := self.levels.plain.get(place):
            if level == layout.SECTION and chapter and chapter.sections:
                # It may as well be a chapter without sections.
                self.builder.doubt_section(title, place, always=True)
            return layout.Heading(level, None, title)
        waiting = [head for head, _place in self.builder.waiting if head.level == layout.CHAPTER]
        number = waiting[-1].number if waiting else chapter.number if chapter else None
        if group:
            below = number is not None and (bool(waiting) or chapter is not None)
        else:
            below = bool(waiting) or (
                chapter is not None and chapter.title not in self.column_titles
            )
        if below and not waiting:
            self.builder.doubt_section(title, place)
        return layout.Heading(layout.SECTION if below else layout.CHAPTER, None, title)

    def begin(self, found: list[Heading], row: Row) -> None:
        """Begin the headings of a row."""
        self.builder.use_waiting(found)
        for head in found:
            self.builder.heading(head, row.place)
            self.builder.begun(row.place)

    def content(self, row: Row, texts: list[str], columns: Columns) -> None:
        """Place what the cells of a row hold."""
        place = row.place
        cells = [*texts, *[""] * (columns.width - len(texts))]
        for at in columns.having(*words.DEPARTMENT_ROLES):
            if cells[at] and columns.roles[_begin(row, at)] not in words.DEPARTMENT_ROLES:
                message = _(
                    "a cell merged into the column {name} is not read as departments: {text}"
                )
                message = message.format(name=columns.heads[at], text=shortened(cells[at]))
                self.report.note(DOUBTFUL, place, message)
                cells[at] = ""
        for at in columns.having(words.DEADLINE, words.TARGET, words.EXTRA):
            begin = _begin(row, at)
            if cells[at] and columns.roles[begin] in words.DEPARTMENT_ROLES:
                message = _("a cell merged over {first} and {second} is read as both: {text}")
                message = message.format(
                    first=columns.heads[begin],
                    second=columns.heads[at] or "-",
                    text=shortened(cells[at]),
                )
                self.report.note(DOUBTFUL, place, message)
        for at, cell in enumerate(cells[: columns.width]):
            if _SAME.fullmatch(cell) and at < len(self.above):
                # The heading of an empty cell is that above it.
                is_heading = columns.roles[at] == words.HEADING
                cells[at] = self.above[at] or ("" if is_heading else cell)
        for at in columns.having(*words.DEPARTMENT_ROLES)[:-1]:
            is_beside = columns.heads[at] == columns.heads[at + 1]
            if is_beside and cells[at + 1] and words.role(cells[at]) in words.DEPARTMENT_ROLES:
                # 牵头 | 县教育局 below one head.
                cells[at], cells[at + 1] = "", f"{cells[at]}：{cells[at + 1]}"
        if surplus := " | ".join(filter(None, cells[columns.width :])):
            message = _("the row has more cells than the table has columns: {text}")
            hint = _("write \\| for a | that does not separate cells")
            self.report.problem(place, message.format(text=shortened(surplus)), hint)
        found, ok = self.row_headings(row, cells, columns)
        if not ok:
            return
        said = self.measures.statement(cells, columns, place)
        below, body = self.measure_cell(cells, columns, said)
        found += below
        if not found and self.cut_off(cells, columns):
            self.join_rows(row, cells, columns)
            return
        self.begin(found, row)
        self.above = cells[: columns.width]
        pairs = paired(cells, columns)
        if not pairs:
            lists = [listed(cells[at]) for at in columns.having(*words.DEPARTMENT_ROLES)]
            if any(
                one and (listed(cells[columns.measure]) or (len(one) > 1 and mentions(body, one)))
                for one in lists
            ):
                message = _("the numbered lists in the cells of the row do not pair")
                self.report.note(DOUBTFUL, place, message)
            self.measures.measure(row, cells, body, said, columns, bool(found))
            return
        message = _("the numbered lists in the cells are {count} measures, paired by number")
        self.report.note(READ, place, message.format(count=len(pairs)))
        for at in columns.having(*words.DEPARTMENT_ROLES):
            if cells[at] and cells[at] == pairs[0][at]:
                message = _("what is not numbered is read as of all {count} measures: {text}")
                message = message.format(count=len(pairs), text=shortened(cells[at]))
                self.report.note(READ, place, message)
        for at in range(columns.width):
            for line in of_several(cells[at]) if cells[at] != pairs[0][at] else ():
                message = _("read as of the measures that it numbers: {text}")
                self.report.note(READ, place, message.format(text=shortened(line)))
        for part in pairs:
            said = self.measures.statement(part, columns, place)
            self.measures.measure(row, part, part[columns.measure], said, columns, bool(found))

    def measure_cell(
        self, cells: list[str], columns: Columns, said: Statement
    ) -> tuple[list[Heading], str]:
        """The headings at the start of the cell of measures, and the wording behind them.

        The cell is changed where its numeral is the measure's own.
        """
        text = cells[columns.measure]
        below, body = layout.headings(text, prose=self.measures.may_continue())
        counts = columns.having(words.NUMBER)
        is_part = bool(counts and cells[counts[0]]) and _PART.match(text)
        if (
            # （1）小区 above its wording, in a row with a number.
            (body and is_part)
            or len({head.level for head in below}) < len(below)
            or (body and below and not layout.is_unfinished(below[-1].title))
            or (below and below[-1].number and begins_list(below[-1].number, below[-1].title))
        ):
            # A list of sentences, such as （1）…；（2）…。, is the measure.
            return [], text
        if body and said and len(below) == 1 and below[0].level in self.own_levels:
            # 一、建园区 above its wording, where 二、招商 is a measure; a list has its own 1.
            sign = "" if layout.numbered(body, 1) else f"{below[0].number}."
            cells[columns.measure] = f"{sign}{below[0].title}\n{body}"
            return [], cells[columns.measure]
        if below and body and not said and not layout.numbered(body, 1):
            below[-1] = below[-1]._replace(title=unspaced(f"{below[-1].title}\n{body}"))
            body = ""
        if below and not body and (said or self.every_row_counts or self.is_next(below[-1])):
            # The numeral is the measure's own.
            self.item = below.pop()
            cells[columns.measure] = body = f"{self.item.number}.{self.item.title}"
        return below, body

    def cut_off(self, cells: list[str], columns: Columns) -> bool:
        """Whether a page parted the row above from this one, in the middle of a list."""
        latest = self.outline.latest
        counts = columns.having(words.NUMBER)
        if latest is None or not counts or len(self.above) < columns.width:
            return False
        if cells[counts[0]] not in ("", self.above[counts[0]]) or not cells[columns.measure]:
            return False
        return layout.is_unfinished(latest.text) and any(
            self.above[at].endswith(("、", "，", ",")) and cells[at]
            for at in columns.having(*words.DEPARTMENT_ROLES)
        )

    def join_rows(self, row: Row, cells: list[str], columns: Columns) -> None:
        """Put the rest of a row that a page parted behind its beginning, cell by cell."""
        latest = self.outline.join(cells[columns.measure])
        whole = [
            before if before == cell and at in columns.having(words.NUMBER) else before + cell
            for at, (before, cell) in enumerate(zip(self.above, cells, strict=False))
        ]
        extra, target, deadline, people = self.measures.fields(row, whole, columns)
        said = self.measures.statement(whole, columns, row.place).beside(deadline)
        self.builder.change_latest(
            said._replace(people=(*said.people, *people)),
            row.place,
            extra=(dict(latest.extra) | extra | dict(said.extra)).items(),
            target=joined(target, said.target) or latest.target,
            deadline=said.deadline or latest.deadline,
        )
        self.above = whole
        message = _("continues measure {number} from the page before")
        self.report.note(REPAIRED, row.place, message.format(number=latest.number))

    def row_headings(
        self, row: Row, cells: list[str], columns: Columns
    ) -> tuple[list[Heading], bool]:
        """The headings in the columns of headings; whether the row can be read on."""
        found: list[Heading] = []
        for at in columns.having(words.HEADING):
            cell = row.cells[at] if at < len(row.cells) else None
            if cells[at] and not (cell and cell.down):
                heads_, rest = layout.headings(cells[at], counted=True)
                numbered = layout.numbered(rest, self.outline.expected) if rest else None
                beside = cells[columns.measure]
                is_heading = at in self.levels.numbered and beside and not names.is_list(beside)
                if numbered and is_heading and _is_title(numbered[1]):
                    # 1.工业振兴 beside a measure is a heading.
                    head = self.column_heading(
                        unspaced(numbered[1]), at, columns, row.place, new=bool(found)
                    )
                    heads_ = [] if head is None else [head._replace(number=numbered[0])]
                elif numbered:
                    if not self.repair(row, rest, cells, columns, at):
                        return found, False
                elif rest and heads_:
                    heads_[-1] = heads_[-1]._replace(title=unspaced(f"{heads_[-1].title}\n{rest}"))
                elif rest:
                    body, tails, _doubt = split_tail(rest)
                    body = body or rest
                    self.measures.begin_group(body, tails, row.place, columns)
                    head = self.column_heading(
                        unspaced(body), at, columns, row.place, new=bool(found)
                    )
                    if head is not None and at == self.measures.counted_heading:
                        head = head._replace(number=self.measures.count(cells, columns))
                        self.counted_titles.add(self.builder.without_people(head.title)[0])
                    if head is not None:
                        heads_ = [head]
                if at == self.levels.promoted:
                    heads_ = [head._replace(level=layout.CHAPTER) for head in heads_]
                found += heads_
        return found, True

    def column_heading(
        self, title: str, at: int, columns: Columns, place: Place, *, new: bool
    ) -> Heading | None:
        """A heading without numeral from a column.

        None where it goes on with the one before, or stands below the levels that a plan has: then
        it is kept under its own head.

        Args:
            title: Its text.
            at: The column.
            columns: What the columns hold.
            place: The row.
            new: Whether the row begins a heading above it.
        """
        if place in self.levels.plain:
            return self.unnumbered(title, place, group=False)
        headings = columns.having(words.HEADING)
        if (self.row_levels or bool(self.depth)) + headings.index(at) > 1:
            for other in headings[headings.index(at) :]:
                self.measures.below.pop(columns.heads[other], None)
            self.measures.below[columns.heads[at]] = title
            return None
        if self.row_levels:
            self.builder.doubt_section(title, place)
            head = layout.Heading(layout.SECTION, None, title)
        elif len(headings) > 1:
            level = layout.CHAPTER if at == headings[0] and not self.depth else layout.SECTION
            head = layout.Heading(level, None, title)
        else:
            head = self.unnumbered(title, place, group=False)
        title, _people = self.builder.without_people(title)
        if head.level == layout.CHAPTER:
            self.column_titles.add(title)
        latest = self.outline.here
        if new or self.builder.waiting:
            # Below another heading the same title begins anew.
            return head
        if latest.title == title and (latest.number is None or title in self.counted_titles):
            return None
        return head

    def repair(self, row: Row, text: str, cells: list[str], columns: Columns, heading: int) -> bool:
        """Put a measure in the column of headings into its own, in place, if it is clear how.

        Where its column holds departments and the last column is empty, the whole row has slid
        to the left; where its column is empty, only the measure has.
        """
        place, width = columns.measure, columns.width
        beside = cells[place:width]
        if not cells[place]:
            cells[place] = text
            self.report.note(REPAIRED, row.place, _("the measure was in the column of headings"))
        elif (
            heading == place - 1
            and not beside[-1]
            and all(names.is_list(cell) for cell in beside if cell)
        ):
            cells[place:width] = [text, *beside[:-1]]
            message = _("the row was shifted one column to the left; it is moved back")
            self.report.note(REPAIRED, row.place, message)
        else:
            message = _("there is a measure in the column of headings, and text beside it: {text}")
            hint = _("move it into the column of measures")
            self.report.problem(row.place, message.format(text=shortened(text)), hint)
            return False
        return True


def _is_title(text: str) -> bool:
    """Whether a text can be a heading: short, and no sentence."""
    return len(text) <= 40 and layout.is_unfinished(text) and not split_tail(text)[1]


def _alone(row: Row, columns: Columns) -> str:
    """The only text of a row that may be a heading; empty where it has others.

    A numeral in the column of numbers belongs to it: 一 | 绿化.
    """
    filled = [at for at, cell in enumerate(row.cells) if cell.text.strip()]
    texts = list(dict.fromkeys([row.cells[at].text.strip() for at in filled]))
    if not texts or any(row.cells[at].down for at in filled):
        return ""
    if len(texts) == 2 and _HEADING_NUMBER.fullmatch(texts[0]) and filled[0] < columns.measure:
        sign = texts[0] if texts[0][0] in "(（" else texts[0].rstrip("、.．") + "、"
        return sign + texts[1]
    before = filled[0] < columns.measure or len(filled) == len(row.cells)
    is_note = table_notes.is_no_heading(row, texts[0])
    return texts[0] if len(texts) == 1 and before and not is_note else ""


def _every_row_counts(body: list[Row], columns: Columns) -> bool:
    """Whether each row with a wording has a number, one more than the row before."""
    counts = [
        row.cells[at].text.strip()
        for row in body
        for at in columns.having(words.NUMBER)[:1]
        if max(at, columns.measure) < len(row.cells)
        and row.cells[columns.measure].text.strip()
        and len({cell.text for cell in row.cells} - {""}) > 1
    ]
    numbers = [int(count) if count.isdecimal() and len(count) < 6 else 0 for count in counts]
    return len(numbers) > 1 and all(
        before and after == before + 1 for before, after in itertools.pairwise(numbers)
    )


def _levels_of_measures(assigning: list[Row], columns: Columns) -> set[str]:
    """The levels of numerals such as 一、 that a measure of one line has before it.

    Args:
        assigning: The rows that name departments.
        columns: What the columns hold.
    """
    at = columns.measure
    cells = [cell for row in assigning for cell in row.cells[at : at + 1]]
    heads = [layout.heading(cell.text) for cell in cells if "\n" not in cell.text.strip()]
    return {head.level for head in heads if head}


def _assigns(row: Row, columns: Columns) -> bool:
    """Whether a row has text in a column of departments."""
    return any(
        at < len(row.cells)
        and row.cells[at].text.strip()
        and columns.roles[_begin(row, at)] in words.DEPARTMENT_ROLES
        for at in columns.having(*words.DEPARTMENT_ROLES)
    )


def _own(cell: Cell) -> bool:
    return bool(cell.text.strip()) and not cell.across and not cell.down


def _begin(row: Row, at: int) -> int:
    """The column in which the cell of a column begins."""
    while at and at < len(row.cells) and row.cells[at].across:
        at -= 1
    return at
