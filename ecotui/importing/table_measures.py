"""A row of a table as a measure: who does it, its number, its text, what else its columns say."""

from __future__ import annotations

import re
from itertools import pairwise

from ecotui.i18n import _
from ecotui.importing import labels, layout, names, statement, words
from ecotui.importing.names import Names
from ecotui.importing.outline import DOUBTFUL, READ, REPAIRED, Trace
from ecotui.importing.spacing import joined, shortened, unspaced
from ecotui.importing.statement import Statement
from ecotui.importing.tails import split_tail
from ecotui.text.folding import HAN, fold
from ecotui.text.numerals import numeral

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from ecotui.importing.blocks import Place, Row
    from ecotui.importing.builder import Builder
    from ecotui.importing.columns import Columns
    from ecotui.model.plan import Measure

#: Heads of the column that holds what has none of its own.
_OTHERS = ("其他", "other")
#: What a number has no part of.
_WORD = re.compile(r"[^\W\d_一二三四五六七八九十百]")
#: A number of the order, of rows or of headings: 3, （一）, 2.1.
_COUNT = re.compile(r"[\d.．、()（）\s一二三四五六七八九十百]+")
# The beginning of the next item of a list in one line: ①甲②乙.
_CIRCLED = re.compile("(?<=[^\\s])(?=[①-⑳])")
#: Ranks of the numerals of a list beside 1.
_NUMERALS = (layout.CHINESE, layout.BRACKETED, layout.CIRCLED)
#: Numbers of the measures that a line is of: 1、3.县财政局, 1.2.县财政局, 第1-2项：县财政局.
_TO = re.compile("[-—–－~～至到]")
_NUMBERS = rf"\d{{1,2}}(?:(?:[、,，和及与]|{_TO.pattern})\d{{1,2}}){{1,9}}"
_OF_SEVERAL = re.compile(
    rf"\s*[(（第]?(?:(?P<numbers>{_NUMBERS}|\d{{1,2}}(?:\.\d{{1,2}}){{1,9}}(?=\.[^\d\s])|\d{{1,2}}(?=[项条]))"
    r"(?:[项条][:：]?|[.．)）、]))(?P<rest>.+)"
)
#: Behind these numbers in the same line begin the next part: 1、2项甲，3项乙.
_IN_LINE = re.compile(rf"(?<=[；;。，,])\s{{0,3}}(?=第?(?:{_NUMBERS}|\d{{1,2}})[项条])")
#: How a list on one line may count: 1.甲；2.乙, 1、甲 2、乙, （1）甲（2）乙, 1)甲 2)乙.
_COUNTS = (
    # 1.6月底；2.年底, but not 1.6亿元.
    re.compile(r"(?<![\d.．])(\d{1,2})[.．](?!\d(?!\d?[月日号]))"),
    re.compile(r"(?<!\d)(\d{1,2})、(?!\d)"),
    re.compile(r"[(（](\d{1,2})[)）]"),
    re.compile(r"(?<![\d(（])(\d{1,2})[)）]"),
)
_BEGINS_LIST = re.compile("[(（第]?1")
#: Behind a number and a dot it is the rest of an amount: 2.6, 2.6亿元.
_AMOUNT = re.compile(r"\d{1,6}\s*(?:[万亿千百]?[元吨亩人户个米件套辆座]|公里|平方米|[%％])?")
_LISTED = re.compile(r"\s*[(（]?(\d{1,2})(?:[.．、)）])(?!\d{2,}[.年])(.+)")


class _Group:
    """What a heading of a table says of who does what stands below it.

    Args:
        title: The heading.
        tails: Its statements.
        place: Where it stands.
        first_is_lead: Whether the first of a list leads.
    """

    def __init__(self, title: str, tails: list[str], place: Place, *, first_is_lead: bool) -> None:
        self.title = title
        self.text = "；".join(tails)
        self.place = place
        self.said = statement.read(self.text, first_is_lead=first_is_lead)
        #: Whether a row below it has what it says.
        self.is_used = False

    def completed(self, said: Statement, columns: Columns) -> Statement:
        """What a row says, completed by what its heading says."""
        group = self.said
        if not group:
            return said
        if not said:
            self.is_used = True
            return group
        if (said.lead and columns.having(words.LEAD)) or group.basis is not None:
            return said
        self.is_used = True
        others = statement.combined(
            [said._replace(lead=Names(), participants=said.lead), said._replace(lead=Names())]
        )
        return statement.combined([group, others])._replace(basis=None)


class MeasureReader:
    """Makes measures of the rows of a document's tables, by what holds for the table."""

    def __init__(self, builder: Builder) -> None:
        """Begin before the first table."""
        self.builder = builder
        self.report = builder.report
        self.outline = builder.outline
        #: Whether any measure of the tables has a number.
        self.numbers = False
        #: Whether the table says that the first of a list leads.
        self.rule = False
        #: Whether most measures of the table begin with their numbers.
        self.listed = False
        #: The sign of the leads in a list of departments, by a note.
        self.sign = ""
        #: Whether the running number is that of a measure.
        self.counted = True
        #: The column of headings that has the running number where a measure has not.
        self.counted_heading: int | None = None
        #: Whether it was said that it has not.
        self.told = False
        #: What a heading says of the departments below it.
        self.group: _Group | None = None
        #: What the heading above a table says of them.
        self.heading: _Group | None = None
        #: Headings below the levels that a plan has, by the heads of their columns.
        self.below: dict[str, str] = {}
        #: What the rows of a measure say below each head, where its cell is merged over them.
        self.row_values: dict[str, list[str]] = {}
        #: Whether the row may be the first of a page.
        self.page_begins = False

    def begin_table(self, body: list[Row], columns: Columns) -> None:
        """Begin a table, or its part on a further page, by the rows below its head."""
        self.page_begins = True
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
        texts = [
            row.cells[columns.measure].text
            for row in body
            if columns.measure < len(row.cells) and not row.cells[columns.measure].across
        ]
        texts = [text for text in texts if text and not layout.heading(text.split("\n")[0])]
        listed = sum(re.match(r"\s*\d+\s*[.．、﹒]", text) is not None for text in texts)
        self.listed = 2 * listed > len(texts)
        # A running number over several rows is that of a heading.
        self.counted = not any(
            row.cells[at].down and not row.cells[columns.measure].down
            for row in body
            for at in number_at
            if at < len(row.cells) and columns.measure < len(row.cells)
        )
        # So is that of a row that holds several self.
        self.counted = self.counted and not any(
            paired([cell.text for cell in row.cells], columns)
            for row in body
            if len(row.cells) >= columns.width
        )
        self.counted_heading = None
        if self.counted or not number_at:
            return
        cells = [row.cells for row in body if len(row.cells) >= columns.width]
        for at in columns.having(words.HEADING):
            if all(row[at].down == row[number_at[0]].down for row in cells):
                self.counted_heading = at
        if not self.told:
            self.told = True
            message = _("one {name} counts several measures; they are numbered anew, it is kept")
            message = message.format(name=columns.heads[number_at[0]])
            self.report.note(READ, body[0].place, message)

    def begin_group(self, title: str, tails: list[str], place: Place, columns: Columns) -> None:
        """Let what a heading says of who does it hold for the rows below it."""
        self.end_group()
        if tails:
            rule = self.first_is_lead(columns)
            self.group = _Group(title, tails, place, first_is_lead=rule)

    def begin_heading(self, title: str, tails: list[str], place: Place) -> None:
        """Let what a heading above a table says of who does it hold for the rows of the table."""
        rule = self.builder.first_is_lead
        self.heading = _Group(title, tails, place, first_is_lead=rule)

    def end_heading(self) -> None:
        """Say whether the rows of the tables below a heading have what it says."""
        heading, self.heading = self.heading, None
        self._say(heading)

    def end_group(self) -> None:
        """Say whether the rows below a heading have what it says of who does them."""
        group, self.group = self.group, None
        self._say(group)

    def _say(self, group: _Group | None) -> None:
        if group and group.is_used:
            message = _("the departments of the heading {title} are those of what stands below it")
            message = message.format(title=shortened(group.title))
            self.report.note(READ, group.place, message)
        elif group:
            self.report.left_out([group.text], group.place)

    def count(self, cells: list[str], columns: Columns) -> int | None:
        """The running number of a row, if it is a whole number."""
        text = "".join([cells[at] for at in columns.having(words.NUMBER)[:1]])
        return int(text) if text.isdecimal() and len(text) < 10 else None

    def first_is_lead(self, columns: Columns) -> bool:
        """Whether the first of a list leads."""
        return self.rule or columns.rule or self.builder.first_is_lead

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
                is_beside = bool(columns.having(words.LEAD, words.RESPONSIBLE))
                role = words.PARTICIPANTS if is_beside and names.is_list(cells[at]) else None
                if is_beside and role is None:
                    # 职责分工：甲局负责摸底 beside a lead.
                    self.builder.say_role(columns.heads[at], place)
            elif role == words.RESPONSIBLE and columns.having(words.LEAD):
                role = words.PARTICIPANTS
            elif role == words.GUIDES:
                others = [a for a in filled if a != at and names.parse(cells[a])]
                role = words.PARTICIPANTS if others else words.GUIDES
            first = next(columns.heads[a] for a in filled if columns.roles[a] == columns.roles[at])
            is_further = (role == words.RESPONSIBLE and columns.heads[at] != first) or (
                role in (words.LEAD, words.PARTICIPANTS)
                and words.way(role, columns.heads[at]) != words.way(role, first)
            )
            if is_further or (role != columns.roles[at] and role == words.PARTICIPANTS):
                self.builder.say_role(columns.heads[at], place)
            text, wording = cells[at], columns.heads[at]
            first, _newline, last = text.rpartition("\n")
            if role == words.LEAD and first and words.role(last) == words.RESPONSIBLE:
                # The words of the source for those who do it, where nobody is named as the lead.
                text, role, wording = first, words.RESPONSIBLE, last
            signed = bool(self.sign) and self.sign in cells[at]
            part = statement.read(
                self.without_sign(text) if signed else text,
                role,
                wording=wording,
                first_is_lead=self.first_is_lead(columns),
                comma_parts=comma_parts,
            )
            part = self.with_signs(part, cells[at]) if signed else part
            if part.basis and columns.roles[at] == words.DIVISION and words.names_both(part.basis):
                message = _("who of them leads is not said; all are read as leads: {names}")
                listed = shortened("、".join(part.lead.names))
                self.report.note(DOUBTFUL, place, message.format(names=listed))
            said.append(part)
        return statement.combined(said)

    def without_sign(self, text: str) -> str:
        """A text without the sign of leads, also where it stands in brackets: 甲局（★）."""
        return re.sub(rf"[（(]\s*{re.escape(self.sign)}\s*[)）]|{re.escape(self.sign)}", "", text)

    def with_signs(self, said: Statement, cell: str) -> Statement:
        """What a cell says where those with a sign are the leads, the others participants."""
        parted = rf"[、，,；;\n]|[ \t\u3000]++(?=[{HAN}]|{re.escape(self.sign)})"
        leads = {
            name
            for piece in re.split(parted, cell)
            if self.sign in piece
            for name in names.parse(self.without_sign(piece)).names
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
        self.row_values = {}
        counts = columns.having(words.NUMBER)
        count = cells[counts[0]] if counts else ""
        if body:
            rest, tails, doubt = split_tail(body)
            if tails and rest:
                body = rest
                tail = statement.read("；".join(tails), first_is_lead=self.first_is_lead(columns))
                if said and {*_every(tail)} - {*_every(said)}:
                    message = _("the bracket at the end is read as departments: {text}")
                    message = message.format(text=shortened("；".join(tails)))
                    self.report.note(DOUBTFUL, place, message)
                said = statement.combined([said, tail])
                named = True
            if doubt:
                self.report.note(DOUBTFUL, place, doubt)
        if not body:
            titles = [cells[at] for at in columns.having(words.TITLE) if cells[at]]
            if titles and (named or count):
                body = titles[0]
        # Where numbers stand elsewhere, or nowhere, 1.5万套 is an amount.
        is_listed = self.listed and not count
        given = layout.numbered(body, self.outline.expected if is_listed else None)
        if given and count and begins_list(*given):
            given = None
        if not body:
            if named or (count and not headed and not _WORD.search(count)):
                what = _("departments beside a heading") if headed else _("a row without a measure")
                self.report.problem(place, what, _("write the measure into its column"))
            else:
                self.unused(row, cells, columns)
            return
        if given is None and self.continues(row, body, count, headed, named):
            self.unused(row, cells, columns)
            return
        # Behind the wording that begins with its number, another is the source's own, as 编号 is.
        own = given is not None and bool(counts) and counts[0] > columns.measure
        number, text = self.number(row, given, body, "" if own else count)
        if not number or not text:
            message = _("measure {number} has no text") if number else _("a measure numbered 0")
            self.report.problem(place, message.format(number=number))
            return
        if group := self.group or self.heading:
            said = group.completed(said, columns)
        said = statement.combined([said, *labelled(cells, columns)])
        extra, target, deadline, people = self.fields(row, cells, columns)
        extra = {**self.below, **extra}
        titles = [cells[at] for at in columns.having(words.TITLE) if cells[at]]
        is_number = _COUNT.fullmatch(count) if given else count.isdecimal()
        if not self.counted:
            # Nor is that of several measures theirs: a heading has it, or each keeps it.
            headings = (self.outline.above.number, self.outline.here.number)
            is_number = self.counted_heading is not None and self.count(cells, columns) in headings
        if count and (own or not is_number):
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
        self.report.left_out([" | ".join(texts)], row.place)

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
        self, row: Row, cells: list[str], columns: Columns
    ) -> tuple[dict[str, str], str | None, str | None, list[tuple[str, str]]]:
        """The other columns of a row: kept heads, goal, deadline, names of people."""
        extra: dict[str, str] = {}
        target = deadline = None
        people: list[tuple[str, str]] = []
        for at, role in enumerate(columns.roles):
            value, head = cells[at], columns.heads[at]
            # A cell that is merged over the columns of one head is one.
            is_merged = any(cell.across for cell in row.cells[at : at + 1])
            if not value or (is_merged and head == columns.heads[at - 1]):
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
        fields, target, deadline, people = self.fields(row, cells, columns)
        differing = []
        for head, value in (*fields.items(), *said.extra):
            at = columns.heads.index(head) if head in columns.heads else None
            if at is not None and row.cells[at].down:
                continue
            values = self.row_values.setdefault(head, [extra[head]] if head in extra else [])
            values.append(value)
            # What rows of their own departments say alike is of each: 800, 800, 350.
            kept = values if len({*values}) > 1 and (lead or others) else dict.fromkeys(values)
            extra[head] = "\n".join(kept)
            if value != values[0]:
                differing.append(value)
        own = columns.having(words.RESPONSIBLE)
        basis = latest.basis
        if own and not columns.having(words.LEAD) and {*lead} - {*latest.lead}:
            # Several rows name several, of whom nobody is the lead.
            basis = basis or columns.heads[own[0]]
        before = _said_of(latest)._replace(basis=basis)
        here = said.beside(deadline)._replace(
            lead=said.lead._replace(names=lead),
            participants=said.participants._replace(names=others),
            people=(*said.people, *people),
        )
        self.builder.change_latest(
            statement.combined([before, here]),
            row.place,
            extra=extra.items(),
            target=joined(joined(latest.target, target), said.target),
            deadline=here.beside(latest.deadline).deadline,
        )
        differing += [
            value
            for value, other in ((target, latest.target), (deadline, latest.deadline))
            if value and other and value != other
        ]
        if differing and (lead or others):
            message = _("the rows of measure {number} differ; in this one, of {names}: {text}")
            names_, text = shortened("、".join([*lead, *others])), shortened(" | ".join(differing))
            message = message.format(number=latest.number, names=names_, text=text)
            self.report.note(READ, row.place, message)
        self.unused(row, cells, columns, words.TITLE)
        message = _("the row goes on with measure {number}, whose cell is merged")
        self.report.note(READ, row.place, message.format(number=latest.number))

    def say_more(self, row: Row, text: str) -> None:
        """Give the measure above what a row of one cell says with a label."""
        latest = self.outline.latest
        assert latest is not None
        said = statement.read(text, first_is_lead=self.builder.first_is_lead)
        self.builder.change_latest(
            statement.combined([_said_of(latest), said]),
            row.place,
            extra=[*latest.extra, *said.extra],
            target=joined(latest.target, said.target),
            deadline=said.beside(latest.deadline).deadline,
        )
        self.say_goes_on(latest.number, row, text)

    def add_item(self, row: Row, text: str) -> None:
        """Give the measure above an item that has a row of its own."""
        latest = self.outline.latest
        assert latest is not None
        self.outline.change_latest(latest._replace(text=f"{latest.text}\n{text}"))
        self.say_goes_on(latest.number, row, text)

    def say_goes_on(self, number: int, row: Row, text: str) -> None:
        """Say that a row of one cell is about the measure above."""
        message = _("the row goes on with measure {number}: {text}")
        message = message.format(number=number, text=shortened(text))
        self.report.note(READ, row.place, message)


def _every(said: Statement) -> tuple[str, ...]:
    """All that a statement names."""
    return (*said.lead.names, *said.participants.names)


def _said_of(measure: Measure) -> Statement:
    """Who does a measure, as a statement says it."""
    return Statement(
        Names(measure.lead, measure.lead_open),
        Names(measure.participants, measure.participants_open),
        measure.basis,
    )


def begins_list(number: int, text: str) -> bool:
    """Whether the text behind a number has the next one: 1.甲；2.乙。 is a list of the wording."""
    following = number + 1
    chinese = numeral(following)
    next_one = rf"(?:{following}\s*[.．)）]|(?:{following}|{chinese})\s*、"
    next_one += rf"|[(（]\s*(?:{following}|{chinese})\s*[)）])"
    return re.search(rf"[；;。\n]\s*(?:{next_one})", text) is not None


def labelled(cells: list[str], columns: Columns) -> list[Statement]:
    """What the lines of a column for everything else say, each with its label; they are used up."""
    said: list[Statement] = []
    for at in columns.having(words.EXTRA):
        if fold(columns.heads[at]) not in _OTHERS or not labels.own_label(cells[at]):
            continue
        parts: list[str] = []
        for line in cells[at].split("\n"):
            if labels.own_label(line):
                parts.append(line)
            else:
                # What an earlier line says goes on.
                parts[-1] += f"\n{line}"
        cells[at] = ""
        for part in parts:
            label = labels.own_label(part)
            assert label is not None
            # An office beside the departments of the row is no department.
            known = words.role(label["label"]) in labels.ROLES and not (
                words.OFFICE.search(label["label"]) and columns.having(*words.DEPARTMENT_ROLES)
            )
            own = Statement(extra=((label["label"], part[label.end() :]),))
            said.append(statement.read(part) if known else own)
    return said


def paired(cells: list[str], columns: Columns) -> list[list[str]]:
    """The rows that one row holds whose cells are lists with the same numbers, if it does.

    A list of those who do it may leave numbers out, of measures that have nobody in its column.
    """
    measures = listed(cells[columns.measure])
    if len(measures) < 2 or not _is_gapless(measures):
        return []
    lists = {columns.measure: measures}
    for at in columns.having(*words.DEPARTMENT_ROLES, words.DEADLINE, words.TARGET, words.EXTRA):
        numbered = listed(cells[at])
        if numbered and (columns.roles[at] in words.DEPARTMENT_ROLES or _is_no_amount(numbered)):
            lists[at] = numbered
    # A list 1, 2 beside measures 1 to 3 may be one of bodies that do them all.
    if not any(
        columns.roles[at] in words.DEPARTMENT_ROLES
        and (len(numbered) == len(measures) or not _is_gapless(numbered))
        for at, numbered in lists.items()
    ):
        return []
    if any(number not in measures for numbered in lists.values() for number in numbered):
        return []
    for at, cell in enumerate(cells):
        if at in lists and at != columns.measure and "\n" not in cell:
            # The signs between the parts of one line are nobody's.
            lists[at] = {number: part.rstrip("；;，, ") for number, part in lists[at].items()}
    return [
        [lists[at].get(number, "") if at in lists else cell for at, cell in enumerate(cells)]
        for number in measures
    ]


def _is_no_amount(numbered: dict[int, str]) -> bool:
    """Whether lines are a list: neither one line alone, as 3.15前, nor 2.6 above 3.5亿元."""
    return len(numbered) > 1 and not all(map(_AMOUNT.fullmatch, numbered.values()))


def _is_gapless(numbered: dict[int, str]) -> bool:
    """Whether the lines of a list are numbered 1, 2, 3."""
    return list(numbered) == list(range(1, len(numbered) + 1))


def listed(cell: str) -> dict[int, str]:
    """The lines of a cell by their numbers, where each has one and these go up; else nothing.

    A line of several numbers is of each: 1、3.县财政局, 1-2项6月底.
    """
    found = [_numbered(line) for line in _lines(cell)]
    firsts = [numbers[0] for numbers, _rest in found if numbers]
    if len(firsts) < len(found) or firsts != sorted(set(firsts)):
        return {}
    lines: dict[int, str] = {}
    for numbers, rest in found:
        for number in numbers:
            lines[number] = f"{lines[number]}\n{rest}" if number in lines else rest
    return dict(sorted(lines.items()))


def of_several(cell: str) -> list[str]:
    """The lines of a list that are of several numbers."""
    return [line for line in _lines(cell) if _OF_SEVERAL.match(line)]


def _lines(cell: str) -> list[str]:
    """The lines of a cell; one that is a list, such as 1.甲；2.乙, is parted."""
    text = _CIRCLED.sub("\n", cell.strip())
    if "\n" in text or not _BEGINS_LIST.match(text):
        return text.split("\n")
    for count in _COUNTS:
        if not count.match(text):
            continue
        begins, last = [], 0
        for one in count.finditer(text):
            if int(one[1]) > last:
                begins.append(one.start())
                last = int(one[1])
        parts = [text[start:end] for start, end in pairwise((*begins, len(text)))]
        if len(parts) > 1 and all(_LISTED.match(part) for part in parts):
            return [part.rstrip(" \u3000、，,") for part in parts]
    return _IN_LINE.sub("\n", text).split("\n")


def _numbered(line: str) -> tuple[list[int], str]:
    """The numbers that a line begins with, 1. or ① or （一） or 1、3., and what stands behind."""
    if match := _OF_SEVERAL.match(line):
        first, *others = (int(number) for number in re.findall(r"\d+", match["numbers"]))
        to = others[0] if others else first
        whole = _TO.search(match["numbers"]) and len(others) == 1
        return list(range(first, to + 1)) if whole else [first, *others], match["rest"].strip(
            " ，,；;"
        )
    if match := _LISTED.match(line):
        return [int(match[1])], match[2].strip()
    mark = layout.mark(line.strip())
    if mark is None or mark.rank not in _NUMERALS or not mark.number or not mark.rest:
        return [], ""
    return [mark.number], mark.rest


def mentions(text: str, numbers: Iterable[int]) -> bool:
    """Whether a wording has all these numbers of a list, perhaps behind other words: ：①甲；②乙."""
    return all(
        re.search(rf"(?<!\d){n}\s*[.．、)）]|{numeral(n)}[、)）]|{chr(ord('①') + n - 1)}", text)
        for n in numbers
    )
