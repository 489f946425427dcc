"""Tables as an office fills them: columns by their heads, rows of headings, merged cells.

The tables of a document that printed pages part are one table. What was repaired, and what only
looks doubtful, is noted. A column that a plan has no field for is kept under its own head.
"""

from __future__ import annotations

import re
from collections import Counter

from ecotui.i18n import _
from ecotui.importing import columns as heads
from ecotui.importing import layout, names, prose, statement, words
from ecotui.importing.blocks import Cell
from ecotui.importing.names import Names
from ecotui.importing.outline import DOUBTFUL, LEFT_OUT, READ, REPAIRED, Trace
from ecotui.importing.raci import RaciReader
from ecotui.importing.spacing import shortened, unspaced
from ecotui.importing.statement import FIRST_IS_LEAD, Statement
from ecotui.text.numerals import parse_numeral

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from ecotui.importing.blocks import Place, Row, Table
    from ecotui.importing.builder import Builder
    from ecotui.importing.columns import Columns
    from ecotui.importing.layout import Heading

_TOTAL = re.compile(
    r"(?:合\s*计|总\s*计|小\s*计|共\s*计|total)(?:[\d\s]|共|[项条个件])*\Z", re.IGNORECASE
)
_NOTE = re.compile(
    r"(?:注|备注|说明|填报单位|填表单位|填表人|制表|单位|联系人|notes?)\s*[:：]", re.IGNORECASE
)
# Who filled the table in, and how to reach them: 填表人：…, 审核人：…
_SIGNED = re.compile(
    r"(?:(?:填表|填报|制表|审核|审批|复核|核对|校对|签发|经办|报送|联系)(?:人员?|单位|日期|时间|电话)?"
    r"|(?:单位)?(?:主要|分管)?负责人|电话|日期)(?:[(（][^()（）]*[)）])?\s*[:：].*"
    r"|(?:填表|填报|制表|审核|联系)(?:人|日期|时间|电话)\Z",
    re.DOTALL,
)
#: 带*的为牵头单位, ★为牵头单位.
_SIGN_OF_LEADS = re.compile(
    r"([*＊★☆▲△●○◆◇■□※#])[”\"’』」]?(?:号|标志|标识|标记)*的?(?:单位|部门)?"
    r"(?:为|是|系|表示|代表|[:：])(?:该项|本项)?(?:任务|工作)?的?(?:总)?(?:牵头|主办)"
)
_NOTE_WORD = re.compile(r"(?:注|备\s*注|附注|说\s*明)\s*[:：]?")
#: The number of a heading in the column of numbers: 一, 二、, （三）.
_HEADING_NUMBER = re.compile(r"([(（]?)\s*([一二三四五六七八九十百]+)\s*[)）]?\s*[、.．]?")
#: What a number has no part of.
_WORD = re.compile(r"[^\W\d_一二三四五六七八九十百]")
_UNNAMED_SHEET = re.compile(r"(?:sheet|工作表|表)\s*\d*", re.IGNORECASE)
_LISTED = re.compile(r"\s*[(（]?(\d{1,2})(?:[.．、)）])(?!\d{2,}[.年])(.+)")
_SAME = re.compile(r"\W*(?:同上|as above|ditto|〃|″|”|same as above)\W*", re.IGNORECASE)
_LETTER = re.compile(r"([A-Za-z])[.)、]\s+\S")


class TableReader:
    """Reads the rows of a document's tables into its outline."""

    def __init__(self, builder: Builder) -> None:
        """Begin before the first table."""
        self.builder = builder
        self.report = builder.report
        self.outline = builder.outline
        self.chosen = builder.decisions.columns
        self.columns: Columns | None = None
        self.page_begins = False
        #: Whether any measure of the tables has a number.
        self.numbers = False
        self.rule = False
        #: The sign of the leads in a list of departments, by a note.
        self.sign = ""
        #: The sheet of the last table.
        self.sheet: str | None = None
        #: Rows above that a mark such as 同上 repeats.
        self.above: list[str] = []
        self.group: Statement | None = None
        self.depth = 0
        self.told: set[str] = set()
        self.counted = True
        #: Whether a Chinese numeral in the column of numbers is that of a heading.
        self.numeral_heads = False
        #: The texts of the head, row by row.
        self.head_rows: list[tuple[str, ...]] = []
        #: Titles of chapters that a column of headings gave.
        self.column_titles: set[str] = set()

    def table(self, table: Table, notes: list[str], depth: int) -> None:
        """Read a table.

        Args:
            table: The table.
            notes: The paragraphs below it.
            depth: How many headings of the text stand above it.
        """
        self.depth = depth
        rows = self.panels(list(table.rows))
        written = [*notes, *[cell.text for row in rows for cell in row.cells]]
        sign = next(filter(None, map(_SIGN_OF_LEADS.search, written)), None)
        self.sign = sign[1] if sign else ""
        self.rule = any(map(FIRST_IS_LEAD.search, written))
        raci = RaciReader(self.builder)
        if raci.roles_table(rows, written):
            self.numbers = self.numbers or any(
                words.role(cell.text) == words.NUMBER for row in rows[:8] for cell in row.cells
            )
            return
        at, found, taken = self.head(rows)
        if found is None or raci.by_words(table):
            if raci.table(table):
                return
            if not self.goes_on(rows):
                self.not_ours(rows)
                return
            at, taken = 0, 0
        else:
            if not self.begin_sheet(rows, at):
                for row in rows[:at]:
                    self.leave_out(row)
            if taken > 1:
                self.leave_out_above(rows[at], rows[at + 1])
            same = self.columns is not None and self.columns.heads == found.heads
            self.columns = found
            self.head_rows = [_plain(row) for row in rows[at : at + taken]]
            self.builder.label = self.builder.label or found.label
            if not same:
                self.above = []
                self.say_columns(found, rows[at], rows[at + taken :])
        columns = self.columns
        assert columns is not None
        self.group = None
        self.page_begins = True
        body = rows[at + taken :]
        self.numbers = (
            self.numbers
            or bool(columns.having(words.NUMBER))
            or any(
                layout.numbered(line, 1)
                for row in body
                for cell in row.cells
                for line in cell.text.split("\n")
            )
        )
        number_at = columns.having(words.NUMBER)
        # A running number over several rows is that of a heading.
        self.counted = not any(
            row.cells[at].down and not row.cells[columns.measure].down
            for row in body
            for at in number_at
            if at < len(row.cells) and columns.measure < len(row.cells)
        )
        # So is that of a row that holds several measures.
        self.counted = self.counted and not any(
            self.paired([cell.text for cell in row.cells], columns)
            for row in body
            if len(row.cells) >= columns.width
        )
        # Where some row with such a numeral names departments, the numeral is that of a measure.
        self.numeral_heads = any(_assigns(row, columns) for row in body) and not any(
            _assigns(row, columns) and _HEADING_NUMBER.fullmatch(row.cells[at].text.strip())
            for row in body
            for at in number_at[:1]
            if at < len(row.cells)
        )
        for row in body:
            self.row(row, columns)
        if found is not None:
            self.say_sheet(rows[at].place)

    def head(self, rows: list[Row]) -> tuple[int, Columns | None, int]:
        """Where the head is, what it says, and how many rows it takes."""
        for at, row in enumerate(rows[:12]):
            if at + 1 < len(rows):
                found = heads.of_two_rows(row, rows[at + 1], self.chosen)
                if found is not None:
                    return at, found, 2
            texts = [cell.text for cell in row.cells]
            found = heads.columns(texts, self.chosen)
            numbered = any(words.role(text) == words.NUMBER for text in texts)
            if found is None and numbered and _has_tails(rows):
                found = heads.columns(texts, self.chosen, tails=True)
            if found is not None:
                return at, found, 1
        return 0, None, 0

    def panels(self, rows: list[Row]) -> list[Row]:
        """The rows below each other where panels with the same heads stand side by side."""
        for at, row in enumerate(rows[:12]):
            texts = [unspaced(cell.text) for cell in row.cells]
            if not texts or texts[0] not in texts[1:]:
                continue
            again = texts.index(texts[0], 1)
            parts = [texts[start : start + again] for start in range(0, len(texts), again)]
            while parts[-1] and not parts[-1][-1] and len(parts[-1]) > 1:
                parts[-1].pop()
            named = [text for text in parts[0] if text]
            if any([text for text in part if text] != named for part in parts):
                continue
            if heads.columns(parts[0], self.chosen) is None:
                continue
            message = _("tables with the same heads side by side are read from left to right")
            self.report.note(READ, row.place, message)
            out = rows[:at]
            for start in range(0, len(texts), again):
                for below in rows[at:]:
                    cells = below.cells[start : start + again]
                    # What goes over all panels stands in the first.
                    if not (cells and start and cells[0].across):
                        cells += (Cell(""),) * (again - len(cells))
                        out.append(below._replace(cells=cells))
            return out
        return rows

    def begin_sheet(self, rows: list[Row], at: int) -> bool:
        """Let a further sheet be a chapter by its title or name; whether rows hold the title."""
        place = rows[at].place
        before, self.sheet = self.sheet, place.sheet
        if place.sheet is None or before is None or before == place.sheet:
            return False
        titles = [text for row in rows[:at] if len(text := {c.text for c in row.cells} - {""}) == 1]
        title = unspaced(titles[-1].pop()) if titles else place.sheet
        for row in rows[:at]:
            if title not in [unspaced(cell.text) for cell in row.cells]:
                self.leave_out(row)
        self.builder.wait(layout.Heading(layout.CHAPTER, None, title), place)
        first = bool(self.outline.root.measures) and not self.outline.chapters
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
        for at in columns.having(words.EXTRA):
            head = columns.heads[at]
            if head and head not in self.told and not words.head_role(head):
                self.told.add(head)
                message = _("the column {name} is kept under its own head")
                # Lists of departments under a head that is not known may be leads.
                texts = [r.cells[at].text for r in body[:50] if at < len(r.cells)]
                listed = [names.is_list(text) for text in texts if text]
                kind = DOUBTFUL if any(listed) and 2 * sum(listed) >= len(listed) else READ
                self.report.note(kind, row.place, message.format(name=shortened(head)))
        for at in columns.having(words.PEOPLE):
            head = columns.heads[at]
            if head not in self.told and not self.builder.decisions.people:
                self.told.add(head)
                message = _("the column {name} names people and is left out; --people keeps it")
                self.report.note(LEFT_OUT, row.place, message.format(name=shortened(head)))

    def goes_on(self, rows: list[Row]) -> bool:
        """Whether a table without a head is the rest of the one before."""
        if self.columns is None:
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
            self.leave_out(row)

    def leave_out(self, row: Row) -> None:
        """Report a row that the plan does not hold."""
        self.say_left_out(dict.fromkeys([cell.text for cell in row.cells if cell.text]), row.place)

    def say_left_out(self, texts: Iterable[str], place: Place) -> None:
        """Report texts that the plan does not hold, if there are any."""
        if text := " ".join(texts):
            message = _("left out: {text}").format(text=shortened(text))
            self.report.note(LEFT_OUT, place, message)

    def leave_out_above(self, above: Row, head: Row) -> None:
        """Report what the upper row of a head says of no column, such as who fills the table in."""
        counts = Counter(cell.text for cell in above.cells)
        alone = [
            upper.text
            for upper, cell in zip(above.cells, head.cells, strict=True)
            if upper.text and cell.text not in ("", upper.text)
            if counts[upper.text] == 1 and not cell.down
        ]
        self.say_left_out(alone, above.place)

    # -- rows

    def row(self, row: Row, columns: Columns) -> None:
        """Read one row below the head."""
        texts = [cell.text.strip() for cell in row.cells]
        if not any(texts):
            return
        if any(_repeats(_plain(row), head) for head in self.head_rows):
            # A head that is repeated on the next page.
            self.page_begins = True
            return
        distinct = {text for text in texts if text}
        first = next(text for text in texts if text)
        if (
            (len(distinct) <= 2 and any(_TOTAL.fullmatch(text) for text in distinct))
            or (len(distinct) == 1 and _NOTE.match(first))
            or (_NOTE_WORD.fullmatch(first) and not _assigns(row, columns))
            or _is_signed(texts)
        ):
            self.leave_out(row)
            return
        if head := self.numeral_heading(row, texts, columns):
            self.group = None
            self.begin([head], row)
        elif len(distinct) == 1 and self.is_group(row, texts, columns):
            self.group_row(row, first)
        else:
            self.content(row, texts, columns)
        self.page_begins = False

    def is_group(self, row: Row, texts: list[str], columns: Columns) -> bool:
        """Whether the only text of a row is a heading."""
        at = next(at for at, text in enumerate(texts) if text)
        text, count = texts[at], sum(map(bool, texts))
        if layout.numbered(text, self.outline.expected) and not layout.heading(text):
            return False
        if count > 1:
            # One cell over several columns; a merge downwards is no heading.
            return not row.cells[at].down
        if row.cells[at].down:
            return False
        role = columns.roles[at] if at < columns.width else words.EXTRA
        if layout.heading(text.split("\n")[0]):
            return not (role == words.MEASURE and self.may_continue())
        if len(row.cells) == 1:
            return columns.width > 1 and layout.is_unfinished(text) is not False
        if role == words.HEADING:
            return False
        if role == words.NUMBER:
            return not text.isdecimal()
        if role == words.MEASURE:
            return (
                bool(columns.having(words.NUMBER))
                and not self.may_continue()
                and len(text) <= 30
                and layout.is_unfinished(text)
            )
        # What stands alone behind the measures is a remark.
        return role == words.TITLE or (role == words.EXTRA and at < columns.measure)

    def numeral_heading(self, row: Row, texts: list[str], columns: Columns) -> Heading | None:
        """The heading of a row such as 一 | 绿化, whose numeral has the column of numbers."""
        filled = [at for at, text in enumerate(texts) if text]
        if not self.numeral_heads or len(filled) != 2 or filled[1] >= columns.width:
            return None
        at, title_at = filled
        match = _HEADING_NUMBER.fullmatch(texts[at])
        number = parse_numeral(match[2]) if match else None
        if (
            columns.roles[at] != words.NUMBER
            or columns.roles[title_at] not in (words.HEADING, words.TITLE, words.MEASURE)
            or row.cells[title_at].down
            or not match
            or not number
        ):
            return None
        level = layout.SECTION if match[1] else layout.CHAPTER
        return layout.Heading(level, number, unspaced(texts[title_at]))

    def group_row(self, row: Row, text: str) -> None:
        """A heading that has a row to itself; it may name the lead of what follows."""
        body, tails, _doubt = prose.split_tail(text)
        if not body:
            body, tails = text, []
        found, rest = layout.headings(body)
        if not found:
            found = [self.unnumbered(unspaced(body), group=True)]
        elif rest:
            found[-1] = found[-1]._replace(title=unspaced(f"{found[-1].title}\n{rest}"))
        self.group = None
        if tails:
            self.group = statement.read("；".join(tails), first_is_lead=self.first_is_lead)
            message = _("the departments of the heading {title} are those of what stands below it")
            message = message.format(title=shortened(found[-1].title))
            self.report.note(READ, row.place, message)
        self.begin(found, row)

    def unnumbered(self, title: str, *, group: bool) -> Heading:
        """A heading without a numeral: its level follows from what stands above it."""
        chapters = self.outline.chapters
        chapter = chapters[-1] if chapters else None
        waiting = [head for head, _place in self.builder.waiting if head.level == layout.CHAPTER]
        number = waiting[-1].number if waiting else chapter.number if chapter else None
        if group:
            below = number is not None and (bool(waiting) or chapter is not None)
        else:
            below = bool(waiting) or (
                chapter is not None and chapter.title not in self.column_titles
            )
        return layout.Heading(layout.SECTION if below else layout.CHAPTER, None, title)

    def begin(self, found: list[Heading], row: Row) -> None:
        """Begin the headings of a row."""
        self.builder.use_waiting(found)
        for head in found:
            self.outline.heading(head, row.place)
            self.builder.begun(row.place)

    @property
    def first_is_lead(self) -> bool:
        """Whether the first of a list leads."""
        columns = self.columns
        return self.rule or self.builder.first_is_lead or (columns is not None and columns.rule)

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
        for at, cell in enumerate(cells[: columns.width]):
            if _SAME.fullmatch(cell) and at < len(self.above) and self.above[at]:
                cells[at] = self.above[at]
        if surplus := " | ".join(filter(None, cells[columns.width :])):
            message = _("the row has more cells than the table has columns: {text}")
            hint = _("write \\| for a | that does not separate cells")
            self.report.problem(place, message.format(text=shortened(surplus)), hint)
        found, ok = self.row_headings(row, cells, columns)
        if not ok:
            return
        below, body = layout.headings(cells[columns.measure], prose=self.may_continue())
        said = self.statement(cells, columns, place)
        if below and body and not said and not layout.numbered(body, 1):
            below[-1] = below[-1]._replace(title=unspaced(f"{below[-1].title}\n{body}"))
            body = ""
        if below and said and not body:
            # The numeral is the measure's own.
            number, body = below[-1].number, below[-1].title
            below = below[:-1]
            cells[columns.measure] = f"{number}.{body}"
            body = cells[columns.measure]
        found += below
        if not found and self.cut_off(cells, columns):
            self.join_rows(row, cells, columns)
            return
        self.begin(found, row)
        self.above = cells[: columns.width]
        paired = self.paired(cells, columns)
        if not paired:
            if _listed(cells[columns.measure]) and any(
                _listed(cells[at]) for at in columns.having(*words.DEPARTMENT_ROLES)
            ):
                message = _("the numbered lists in the cells of the row do not pair")
                self.report.note(DOUBTFUL, place, message)
            self.measure(row, cells, body, said, columns, bool(found))
            return
        message = _("the numbered lists in the cells are {count} measures, paired by number")
        self.report.note(READ, place, message.format(count=len(paired)))
        for part in paired:
            said = self.statement(part, columns, place)
            self.measure(row, part, part[columns.measure], said, columns, bool(found))

    def paired(self, cells: list[str], columns: Columns) -> list[list[str]]:
        """The rows that one row holds whose cells are lists with the same numbers, if it does."""
        measures = _listed(cells[columns.measure])
        if not measures:
            return []
        lists = {columns.measure: measures}
        for at in columns.having(*words.DEPARTMENT_ROLES, words.DEADLINE, words.TARGET):
            listed = _listed(cells[at])
            if listed:
                lists[at] = listed
        if not any(columns.roles[at] in words.DEPARTMENT_ROLES for at in lists):
            return []
        if len({len(listed) for listed in lists.values()}) > 1:
            return []
        return [
            [lists[at][index] if at in lists else cell for at, cell in enumerate(cells)]
            for index in range(len(measures))
        ]

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
        said = self.statement(whole, columns, row.place)
        extra, target, deadline, _people = self.fields(whole, columns)
        self.builder.change_latest(
            *self.builder.parties(said),
            participants_open=said.participants.is_open,
            lead_open=said.lead.is_open,
            basis=said.basis,
            target=target or latest.target,
            deadline=deadline or latest.deadline,
            extra=tuple((dict(latest.extra) | extra).items()),
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
                heads_, rest = layout.headings(cells[at])
                if rest and layout.numbered(rest, self.outline.expected):
                    if not self.repair(row, rest, cells, columns, at):
                        return found, False
                elif rest and heads_:
                    heads_[-1] = heads_[-1]._replace(title=unspaced(f"{heads_[-1].title}\n{rest}"))
                elif rest:
                    body, tails, _doubt = prose.split_tail(rest)
                    body = body or rest
                    self.group = None
                    if tails:
                        self.group = statement.read(tails[-1], first_is_lead=self.first_is_lead)
                    head = self.column_heading(unspaced(body), at, columns)
                    if head is not None:
                        heads_ = [head]
                found += heads_
        return found, True

    def column_heading(self, title: str, at: int, columns: Columns) -> Heading | None:
        """A heading without numeral from a column; None where it goes on with the one before."""
        headings = columns.having(words.HEADING)
        if len(headings) > 1:
            level = layout.CHAPTER if at == headings[0] and not self.depth else layout.SECTION
            head = layout.Heading(level, None, title)
        else:
            head = self.unnumbered(title, group=False)
        if head.level == layout.CHAPTER:
            self.column_titles.add(title)
        latest = self.outline.here
        if latest.title == title and latest.number is None:
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

    def statement(self, cells: list[str], columns: Columns, place: Place) -> Statement:
        """What the columns of departments of a row say."""
        filled = [at for at in columns.having(*words.DEPARTMENT_ROLES) if cells[at]]
        # In an English list that semicolons part, the commas are those of names.
        comma_parts = not any(
            ";" in cells[at] and not re.search("[一-鿿]", cells[at]) for at in filled
        )
        said = []
        for at in filled:
            role: str | None = columns.roles[at]
            if role == words.DIVISION:
                role = None
            elif role == words.RESPONSIBLE and columns.having(words.LEAD):
                role = words.PARTICIPANTS
            elif role == words.GUIDES:
                others = [a for a in filled if a != at and names.parse(cells[a])]
                role = words.PARTICIPANTS if others else words.GUIDES
            if role != columns.roles[at] and role == words.PARTICIPANTS:
                self.builder.say_role(columns.heads[at], place)
            signed = bool(self.sign) and self.sign in cells[at]
            part = statement.read(
                cells[at].replace(self.sign, "") if signed else cells[at],
                role,
                wording=columns.heads[at],
                first_is_lead=self.first_is_lead,
                comma_parts=comma_parts,
            )
            said.append(self.with_signs(part, cells[at]) if signed else part)
        return statement.combined(said)

    def with_signs(self, said: Statement, cell: str) -> Statement:
        """What a cell says where those with a sign are the leads, the others participants."""
        leads = {
            name
            for piece in re.split(r"[、，,；;\n]", cell)
            if self.sign in piece
            for name in names.parse(piece.replace(self.sign, "")).names
        }
        every = dict.fromkeys([*said.lead.names, *said.participants.names])
        is_open = said.lead.is_open or said.participants.is_open
        return said._replace(
            lead=said.lead._replace(names=tuple([n for n in every if n in leads]), is_open=False),
            participants=said.participants._replace(
                names=tuple([n for n in every if n not in leads]), is_open=is_open
            ),
            basis=None,
        )

    def may_continue(self) -> bool:
        """Whether this row may go on with a measure that the page before broke off."""
        latest = self.outline.latest
        return self.page_begins and latest is not None and layout.is_unfinished(latest.text)

    def measure(
        self,
        row: Row,
        cells: list[str],
        body: str,
        said: Statement,
        columns: Columns,
        headed: bool,
    ) -> None:
        """Add the measure of a row, or go on with the one before."""
        place = row.place
        named = bool(said)
        cell = row.cells[columns.measure] if columns.measure < len(row.cells) else None
        if cell is not None and cell.down and self.outline.latest is not None and not headed:
            self.more(row, cells, said, columns)
            return
        counts = columns.having(words.NUMBER)
        count = cells[counts[0]] if counts else ""
        if body:
            rest, tails, doubt = prose.split_tail(body)
            if tails and rest:
                body = rest
                tail = statement.read("；".join(tails), first_is_lead=self.first_is_lead)
                said = statement.combined([said, tail])
                named = True
            if doubt:
                self.report.note(DOUBTFUL, place, doubt)
        if not body:
            titles = [cells[at] for at in columns.having(words.TITLE) if cells[at]]
            if titles and (named or count):
                body = titles[0]
        given = layout.numbered(body, self.outline.expected)
        if not body:
            if named or (count and not headed):
                what = _("departments beside a heading") if headed else _("a row without a measure")
                self.report.problem(place, what, _("write the measure into its column"))
            else:
                self.unused(row, cells, columns)
            return
        if given is None and self.continues(row, body, count, headed, named):
            self.unused(row, cells, columns)
            return
        number, text = self.number(row, given, body, count)
        if not number or not text:
            message = _("measure {number} has no text") if number else _("a measure numbered 0")
            self.report.problem(place, message.format(number=number))
            return
        if self.group:
            said = self.with_group(said, self.group)
        extra, target, deadline, people = self.fields(cells, columns)
        titles = [cells[at] for at in columns.having(words.TITLE) if cells[at]]
        if count and given is None and not count.isdecimal():
            extra = {columns.heads[counts[0]]: count, **extra}
        title = unspaced(titles[0]) if titles and titles[0] != text else None
        self.builder.add(
            number,
            text,
            said._replace(people=(*said.people, *people)),
            place,
            title=title,
            extra=extra.items(),
            target=target,
            deadline=deadline,
            from_table=True,
            traces=[
                Trace(place, shortened(cells[at]), columns.heads[at])
                for at in range(columns.width)
                if cells[at]
            ],
        )

    def unused(self, row: Row, cells: list[str], columns: Columns, *roles: str) -> None:
        """Report the cells of a row from which no measure was made, by default of all roles."""
        people = (words.PEOPLE,) if self.builder.decisions.people else ()
        usual = (words.NUMBER, words.TITLE, words.EXTRA, words.TARGET, words.DEADLINE, *people)
        texts = [
            cells[at]
            for at in columns.having(*(roles or usual))
            if cells[at] and not (at < len(row.cells) and row.cells[at].down)
            if columns.roles[at] != words.NUMBER or _WORD.search(cells[at])
        ]
        self.say_left_out([" | ".join(texts)], row.place)

    def with_group(self, said: Statement, group: Statement) -> Statement:
        """What a row says, completed by what its heading says."""
        if not said:
            return group
        if said.lead and self.columns is not None and self.columns.having(words.LEAD):
            return said
        if group.basis is not None:
            return said
        others = statement.combined(
            [said._replace(lead=Names(), participants=said.lead), said._replace(lead=Names())]
        )
        return statement.combined([group, others])._replace(basis=None)

    def continues(self, row: Row, body: str, count: str, headed: bool, named: bool) -> bool:
        """Go on with the measure before, if this row is the rest of it after a page break."""
        if not (self.may_continue() and not headed and not named and not count):
            return False
        latest = self.outline.join(body)
        message = _("continues measure {number} from the page before")
        self.report.note(REPAIRED, row.place, message.format(number=latest.number))
        return True

    def number(
        self, row: Row, given: tuple[int, str] | None, body: str, count: str
    ) -> tuple[int, str]:
        """The number of a measure, from its wording or the running number, and its text."""
        whole = int(count) if count.isdecimal() and len(count) < 10 and self.counted else None
        if given is not None:
            if whole is not None and given[0] != whole:
                message = _(
                    "measure {number} also has the running number {count}, which is not used"
                )
                message = message.format(number=given[0], count=count)
                self.report.note(DOUBTFUL, row.place, message)
            return given
        if whole is not None:
            return whole, body
        last = re.search(r"[.．-](\d{1,9})\Z", count)
        if last and self.counted:
            return int(last[1]), body
        if self.numbers and self.counted:
            message = _("a measure without a number is numbered {number}: {text}")
            message = message.format(number=self.outline.expected, text=shortened(body))
            self.report.note(DOUBTFUL, row.place, message)
        return self.outline.expected, body

    def fields(
        self, cells: list[str], columns: Columns
    ) -> tuple[dict[str, str], str | None, str | None, list[tuple[str, str]]]:
        """The other columns of a row: kept heads, goal, deadline, names of people."""
        extra: dict[str, str] = {}
        target = deadline = None
        people: list[tuple[str, str]] = []
        for at, role in enumerate(columns.roles):
            value, head = cells[at], columns.heads[at]
            if not value:
                continue
            if role == words.EXTRA:
                key = head or "-"
                extra[key] = f"{extra[key]}\n{value}" if key in extra else value
            elif role == words.TARGET:
                target = value
            elif role == words.DEADLINE:
                deadline = unspaced(value)
            elif role == words.PEOPLE and self.builder.decisions.people:
                people.append((head, value))
        return extra, target, deadline, people

    def more(self, row: Row, cells: list[str], said: Statement, columns: Columns) -> None:
        """A further row of a measure whose cell is merged over several."""
        latest = self.outline.latest
        assert latest is not None
        lead, others = self.builder.parties(said)
        extra = dict(latest.extra)
        fields, target, deadline, _people = self.fields(cells, columns)
        for head, value in fields.items():
            at = columns.heads.index(head) if head in columns.heads else None
            if at is not None and row.cells[at].down:
                continue
            if extra.get(head) != value:
                extra[head] = f"{extra[head]}\n{value}" if head in extra else value
        self.builder.change_latest(
            (*latest.lead, *lead),
            (*latest.participants, *others),
            participants_open=latest.participants_open or said.participants.is_open,
            lead_open=latest.lead_open or said.lead.is_open,
            basis=latest.basis or said.basis,
            target=_more(latest.target, target),
            deadline=_more(latest.deadline, deadline),
            extra=tuple(extra.items()),
        )
        self.unused(row, cells, columns, words.TITLE)
        message = _("the row goes on with measure {number}, whose cell is merged")
        self.report.note(READ, row.place, message.format(number=latest.number))


def _listed(cell: str) -> list[str]:
    """The lines of a cell without their numbers, where they are numbered 1, 2, 3; else nothing."""
    found = [_LISTED.match(line) for line in cell.strip().split("\n")]
    numbers = [int(match[1]) for match in found if match]
    if len(found) < 2 or numbers != list(range(1, len(found) + 1)):
        return []
    return [match[2].strip() for match in found if match]


def _assigns(row: Row, columns: Columns) -> bool:
    """Whether a row has text in a column of departments."""
    return any(
        at < len(row.cells) and row.cells[at].text.strip()
        for at in columns.having(*words.DEPARTMENT_ROLES)
    )


def _is_signed(texts: list[str]) -> bool:
    """Whether a row says who filled the table in: labels, each with its name or before it."""
    label = False
    for text in filter(None, texts):
        signed = bool(_SIGNED.match(text))
        if not signed and not label:
            return False
        # The next cell may be the name of a label that has none.
        label = signed and (text[-1] in ":：" or not re.search("[:：]", text))
    return True


def _has_tails(rows: list[Row]) -> bool:
    cells = (cell.text for row in rows for cell in row.cells if len(cell.text) > 8)
    return any(prose.split_tail(text)[1] for text in cells)


def _plain(row: Row) -> tuple[str, ...]:
    return tuple([unspaced(cell.text) for cell in row.cells])


def _repeats(row: tuple[str, ...], head: tuple[str, ...]) -> bool:
    """Whether a row is a head again, perhaps without some of its cells."""
    filled = [at for at, text in enumerate(row) if text]
    some = len({row[at] for at in filled}) > 2 and filled[-1] < len(head)
    return row == head or (some and all(row[at] == head[at] for at in filled))


def _begin(row: Row, at: int) -> int:
    """The column in which the cell of a column begins."""
    while at and at < len(row.cells) and row.cells[at].across:
        at -= 1
    return at


def _more(before: str | None, value: str | None) -> str | None:
    if value is None or before == value:
        return before
    return value if before is None else f"{before}；{value}"
