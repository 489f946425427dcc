"""Tables of letters: RACI matrices with a column a body, or a column a letter."""

from __future__ import annotations

import re
from collections import Counter

from ecotui.i18n import _
from ecotui.importing import contacts, layout, names, raci_heads, raci_turned, words
from ecotui.importing.bodies import is_body
from ecotui.importing.names import Names
from ecotui.importing.outline import BEGINNING, DOUBTFUL, LEFT_OUT, READ, Remark, Trace
from ecotui.importing.raci_cells import (
    ROLE,
    is_legend,
    is_mark,
    is_total,
    letters,
    without_legend,
)
from ecotui.importing.raci_rules import Rules
from ecotui.importing.raci_turned import ACTIVITY
from ecotui.importing.spacing import shortened, unspaced
from ecotui.importing.statement import Statement
from ecotui.importing.table_heads import plain, repeats
from ecotui.raci.letters import is_nothing

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    from ecotui.importing.blocks import Place, Row
    from ecotui.importing.builder import Builder
    from ecotui.model.plan import Measure

#: The number of a measure whose list of participants is open.
_NUMBER = re.compile(r"(\d{1,9})\s*(等|etc\.?)?")
#: What the legend of our own matrices says of such lists.
_OPEN = re.compile(r"[；;（(]\s*(?:等|etc\.?)\s*[：:]\s*([\d、，, and]+)[；;）)]")


class RaciReader:
    """Reads matrices of letters into the outline of a builder."""

    def __init__(
        self,
        builder: Builder,
        begin: Callable[[list[Row], int], bool],
        end: Callable[[Place], None],
    ) -> None:
        """Begin before the first matrix.

        Args:
            builder: What the matrices are read into.
            begin: Takes in what stands above a head; whether it has told it.
            end: Is called with the place of the head after a matrix.
        """
        self.builder = builder
        self.report = builder.report
        self.begin, self.end = begin, end
        #: The head of the matrix before, which may go on in a further table.
        self.heads: list[str] = []
        #: Who has letters in some measure and is in no list of it, and the remark that says so.
        self.unlisted: dict[str, None] = {}
        self.unlisting = 0
        self.of_unlisted: Remark | None = None
        #: The measures whose leads stand in the order of the matrix, and the remark that says so.
        self.ordered: dict[str, None] = {}
        self.of_order: Remark | None = None
        #: What was said of matrices that have no wordings; a list of them may follow.
        self.unworded: list[Remark] = []

    def turned(self, rows: list[Row]) -> list[Row]:
        """The rows with a column for each body, also where they had a row for each."""
        filled = [row for row in rows if any(cell.text for cell in row.cells)]
        found = raci_turned.turned(filled, self.builder.departments)
        for row, texts in found.left_out:
            if not any(map(is_legend, texts)):
                self.report.left_out(texts, row.place)
        if found.left_out and not found.was_turned:
            # The head of a column of counts is said, and each of its cells with it.
            for whole, kept in zip(filled, found.rows, strict=True):
                counts = [cell.text for cell in whole.cells if cell not in kept.cells]
                self.report.covers(counts, whole.place)
        if not filled or not (found.was_turned or not found.is_clear):
            return found.rows if found.left_out else rows
        place = filled[0].place
        if not found.was_turned:
            message = _("rows and columns both look like bodies; the columns are read as bodies")
            self.report.note(DOUBTFUL, place, message)
            return found.rows
        message = _("the matrix has a row for each body; its columns are read as the measures")
        self.report.note(READ if found.is_clear else DOUBTFUL, place, message)
        # The word in the corner is said with that.
        corners = [
            row.cells[0].text for row in filled if raci_turned.BODIES.fullmatch(row.cells[0].text)
        ]
        self.report.covers(corners, place)
        if found.numbers_only:
            message = _("the matrix has the numbers of its measures only; their wording is missing")
            self.unworded.append(Remark(DOUBTFUL, place, message))
            self.report.remarks.append(self.unworded[-1])
        return found.rows

    def table(self, rows: list[Row]) -> bool:
        """Read a table if it is a matrix of letters; whether it is one."""
        rows = [row for row in rows if any(cell.text for cell in row.cells)]
        if self.goes_on(rows):
            self.by_body(rows, self.heads)
            return True
        if self.wordings(rows):
            return True
        found = raci_heads.find(rows)
        if found is not None:
            upper, at, heads = found
            rest, place = rows[at + 1 :], rows[at].place
            if raci_heads.is_matrix(rest, len(heads)):
                if self.repeats(rest):
                    message = _("a matrix that repeats measures read before is left out")
                    self.report.note(LEFT_OUT, place, message)
                    return True
                self.report_above(rows, upper)
                for row in rows[upper:at]:
                    self.report_upper(row, heads)
                self.by_body(rest, heads)
                self.heads = heads
                self.end(rows[upper].place)
                return True
        if (of_letters := raci_heads.find_letters(rows)) is not None:
            at, columns = of_letters
            self.report_above(rows, at)
            self.by_letter(rows[at], rows[at + 1 :], columns)
            self.end(rows[at].place)
            return True
        if (key := raci_heads.find_key(rows)) is not None:
            self.report.left_out([" | ".join(plain(key))], key.place)
            return True
        return False

    def goes_on(self, rows: list[Row]) -> bool:
        """Whether a table without a head is the rest of the matrix before."""
        return bool(
            self.heads
            and rows
            and len(rows[0].cells) == len(self.heads)
            and any(is_mark(cell.text) for cell in rows[0].cells[1:])
            and raci_heads.is_matrix(rows, len(self.heads))
        )

    def wordings(self, rows: list[Row]) -> bool:
        """Read the wordings of a matrix in a list by number below it; whether it is one."""
        head = [unspaced(cell.text) for cell in rows[0].cells] if rows else []
        if not self.heads or [words.role(text) for text in head[:1]] != [words.NUMBER]:
            return False
        if len(head) != 2 or not ACTIVITY.fullmatch(head[1]):
            return False
        listed = {
            int(match[1]): row
            for row in rows[1:]
            if (match := _NUMBER.fullmatch(row.cells[0].text.strip()))
        }
        worded: set[int] = set()

        def change(measure: Measure, place: Place) -> Measure:
            row = listed.get(measure.number)
            text = unspaced(row.cells[1].text) if row else ""
            own = measure.text.rstrip("。")
            if not measure.raci or not (own == str(measure.number) or layout.is_out_of(own, text)):
                return measure
            worded.add(measure.number)
            return measure._replace(text=text)

        self.builder.outline.update(change)
        if not worded:
            return False
        for row in rows[1:]:
            match = _NUMBER.fullmatch(row.cells[0].text.strip())
            texts = [cell.text for cell in row.cells]
            if len({*texts}) > 1 and not (match and int(match[1]) in worded):
                self.report.left_out(texts, row.place)
        for said in self.unworded:
            self.report.remarks.remove(said)
        self.unworded.clear()
        return True

    def report_above(self, rows: list[Row], at: int) -> None:
        """Take in what stands above the head: the title of a sheet, else what is left out."""
        if not self.begin(rows, at):
            for row in rows[:at]:
                self.report.left_out([cell.text for cell in row.cells], row.place)

    def report_upper(self, row: Row, heads: list[str]) -> None:
        """Report what the upper row of a head says of no column."""
        texts = [unspaced(cell.text) for cell in row.cells]
        further = [
            text
            for text in texts
            if not any(text in head for head in heads)
            and not raci_turned.BODIES.fullmatch(text)
            and words.head_role(text) is None
        ]
        self.report.left_out(further, row.place)

    def repeats(self, rows: list[Row]) -> bool:
        """Whether most rows are about measures that the document has already."""
        known = self.builder.outline.beginnings()
        texts = [[_unnumbered(cell.text) for cell in row.cells] for row in rows]
        again = sum(
            any(text.rstrip("。.；;")[:BEGINNING] in known for text in row if text) for row in texts
        )
        return bool(known) and again * 2 > len(rows)

    def doubt_people(self, heads: Iterable[str], place: Place) -> None:
        """Doubt the heads of bodies that name people too."""
        for head in heads:
            if not self.builder.decisions.people and contacts.are_in(head):
                message = _("{name} does not look like a name").format(name=head)
                self.report.note(DOUBTFUL, place, message)

    def by_body(self, rows: list[Row], heads: list[str]) -> None:
        """A column a body; cells hold letters."""
        columns = raci_heads.Columns.of(rows, heads)
        heads, activity, place = columns.heads, columns.activity, rows[0].place
        of_bodies = [c for c in columns.bodies if c in columns.lettered]
        wanted = self.builder.wanted_name
        names_of = {c: [wanted(name) for name in self.in_head(heads[c])] for c in columns.bodies}
        for c in of_bodies:
            # 县财政局/县国资委 leaves open who it is.
            for doubt in names.parse(heads[c]).doubts if len(names_of[c]) > 1 else ():
                self.report.note(DOUBTFUL, place, doubt)
        self.doubt_people([heads[c] for c in of_bodies], place)
        for name, count in Counter(name for c in of_bodies for name in names_of[c]).items():
            if name and count > 1:
                message = _("{name} has {count} columns; their letters are put together")
                message = message.format(name=name, count=count)
                self.report.note(DOUBTFUL, place, message)
        if columns.empty:
            message = _("without any letter, so in no measure: {names}")
            message = message.format(names=shortened("、".join(columns.empty)))
            self.report.note(LEFT_OUT, place, message)
        marks = [
            found
            for row in rows
            for c in of_bodies
            if c < len(row.cells) and (found := letters(row.cells[c].text))
        ]
        rules = Rules.of(marks, self.builder.schemes)
        if marks and not rules.has_accountable and rules.scheme is None:
            message = _("nobody is accountable (A) in the matrix; those responsible (R) lead")
            self.report.note(DOUBTFUL, place, message)
        for row, texts in self.activity_rows(rows, heads, activity):
            if self.is_no_measure(row, texts, activity, columns.numbers):
                continue
            given: dict[str, str] = {}
            roles: dict[str, str] = {}
            kept: set[int] = set()
            for c in columns.bodies:
                text = texts[c]
                letter, role = letters(text), ROLE.fullmatch(text)
                if not heads[c] and (letter or role):
                    message = _("a letter under no body: {text}")
                    self.report.note(DOUBTFUL, row.place, message.format(text=text))
                    continue
                for name in names_of[c]:
                    if letter:
                        both = {*letter.split("/"), *filter(None, given.get(name, "").split("/"))}
                        given[name] = "/".join(sorted(both))
                    if role and role.lastgroup:
                        roles[name] = role.lastgroup
                if not letter and not role and c in columns.lettered and not is_nothing(text):
                    message = _("no letter: {text}; kept as it stands under {name}")
                    message = message.format(text=shortened(text), name=heads[c])
                    self.report.note(DOUBTFUL, row.place, message)
                if letter or role:
                    kept.add(c)
            self.lettered(row, texts, heads, activity, kept, given, rules, roles)
            if texts[activity] and not rules.tells_first(given):
                self.say_order(rules.leads(given, roles)[0], row.place)
        self.say_unlisted(place)

    @staticmethod
    def in_head(head: str) -> tuple[str, ...]:
        """The bodies that a head names: one, or a list of them."""
        listed = names.parse(head).names
        return listed if len(listed) > 1 and all(map(is_body, listed)) else (head,)

    def is_no_measure(self, row: Row, texts: list[str], activity: int, numbers: list[int]) -> bool:
        """Whether a row only counts letters or says what they mean; it is told."""
        names_letter = [c for c in (activity, *numbers) if texts[c] and letters(texts[c])]
        beside = [t for c, t in enumerate(texts) if c not in (activity, *numbers)]
        counts = is_total(texts[activity] or texts[0]) and all(
            text.isdecimal() or is_nothing(text) or is_total(text) for text in beside
        )
        if names_letter or counts or is_legend(texts[activity]):
            self.report.left_out(texts, row.place)
            return True
        return False

    def activity_rows(
        self, rows: list[Row], heads: list[str], activity: int
    ) -> Iterator[tuple[Row, list[str]]]:
        """The rows that are no headings, with a text for each column; headings are begun."""
        self.builder.label = self.builder.label or without_legend(heads[activity])
        head = tuple(heads)
        last = max(
            [at for at, row in enumerate(rows) if len({c.text for c in row.cells if c.text}) > 1],
            default=-1,
        )
        for at, row in enumerate(rows):
            texts = [cell.text.strip() for cell in row.cells]
            texts += [""] * (len(heads) - len(texts))
            if repeats(plain(row), head):
                continue
            if len({text for text in texts if text}) == 1 and (
                at > last or any(map(is_legend, texts))
            ):
                # A note, or a heading of nothing.
                self.report.left_out(texts, row.place)
            elif not self.heading(row, texts):
                yield row, texts

    def by_letter(self, head: Row, rows: list[Row], columns: dict[int, str]) -> None:
        """A column a letter; cells hold names."""
        activity, heads = max(0, min(columns) - 1), [*plain(head)]
        rules = Rules.of(columns.values(), self.builder.schemes)
        if self.bodies_first(rows, columns, activity, heads[activity]):
            self.by_letter_turned(rows, columns, activity)
            return
        for row, texts in self.activity_rows(rows, heads, activity):
            given: dict[str, str] = {}
            for column, letter in columns.items():
                listed = names.parse(texts[column])
                for doubt in listed.doubts:
                    self.report.note(DOUBTFUL, row.place, doubt)
                for written in listed.names:
                    name = self.builder.wanted_name(written)
                    given[name] = f"{given[name]}/{letter}" if name in given else letter
            given = {name: "/".join(sorted(set(text.split("/")))) for name, text in given.items()}
            self.lettered(row, texts, heads, activity, {*columns}, given, rules)
        if rows:
            self.say_unlisted(rows[0].place)

    @staticmethod
    def bodies_first(rows: list[Row], columns: Collection[int], activity: int, corner: str) -> bool:
        """Whether the first column names bodies, and those of letters name measures."""
        first = [unspaced(row.cells[activity].text) for row in rows]
        cells = [row.cells[c].text for row in rows for c in columns if c < len(row.cells)]
        listed = [name for cell in cells for name in names.parse(cell).names]
        of_rows, of_cells = raci_turned.share(first), raci_turned.share(listed)
        says_so = raci_turned.BODIES.fullmatch(without_legend(corner)) is not None
        return of_rows >= 0.6 and (of_cells <= 0.3 or says_so)

    def by_letter_turned(self, rows: list[Row], columns: dict[int, str], activity: int) -> None:
        """A row a body, a column a letter; cells hold measures."""
        message = _("the matrix has a row for each body; its cells are read as the measures")
        self.report.note(DOUBTFUL, rows[0].place, message)
        found: dict[str, dict[str, str]] = {}
        places: dict[str, Row] = {}
        for row in rows:
            texts = [cell.text.strip() for cell in row.cells]
            used = {activity, *columns}
            self.report.left_out([t for c, t in enumerate(texts) if c not in used], row.place)
            if len({*texts} - {""}) < 2:
                self.report.left_out(texts, row.place)
                continue
            name = unspaced(texts[activity])
            for c, letter in columns.items():
                for written in re.split(r"[、；;\n]", texts[c] if c < len(texts) else ""):
                    if text := unspaced(written):
                        given = found.setdefault(text, {})
                        before = given.get(name, letter).split("/")
                        given[name] = "/".join(sorted({*before, letter}))
                        places.setdefault(text, row)
        marks = [letter for given in found.values() for letter in given.values()]
        rules = Rules.of(marks, self.builder.schemes)
        for text, given in found.items():
            self.lettered(places[text], [text], [""], 0, (), given, rules)
        self.say_unlisted(rows[0].place)

    def heading(self, row: Row, texts: list[str]) -> bool:
        """Read a row with one text as a heading; whether it is one."""
        distinct = {text for text in texts if text}
        if not distinct:
            return True
        if len(distinct) > 1:
            return False
        text = distinct.pop()
        if self.builder.schemes:
            # In our own matrices an ideographic blank parts a chapter and a section.
            text = text.replace("\u3000", "\n")
        found, rest = layout.headings(text)
        lines = [unspaced(line).strip("*") for line in rest.split("\n") if line]
        ours = bool(self.builder.schemes)
        parted = ours or not found
        if not found and ours and len(lines) > 1:
            found = [layout.Heading(layout.CHAPTER, None, lines.pop(0))]
        elif not found:
            found = [self.unnumbered(lines.pop(0), row.place)]
        if parted and lines and found[-1].level == layout.CHAPTER:
            found.append(layout.Heading(layout.SECTION, None, lines.pop(0)))
        if lines:
            title = unspaced("\n".join([found[-1].title, *lines]))
            found[-1] = found[-1]._replace(title=title)
        self.builder.use_waiting(found)
        for head in found:
            self.builder.heading(head, row.place)
            self.builder.begun(row.place)
        return True

    def unnumbered(self, title: str, place: Place) -> layout.Heading:
        """A heading without a numeral: a section below a chapter that has one, or that waits."""
        chapters = self.builder.outline.chapters
        waiting = any(head.level == layout.CHAPTER for head, _place in self.builder.waiting)
        ours = bool(self.builder.schemes)
        below = waiting or (
            bool(chapters)
            and (chapters[-1].number is not None or (ours and bool(chapters[-1].sections)))
        )
        if below and not waiting:
            self.builder.doubt_section(title, place)
        return layout.Heading(layout.SECTION if below else layout.CHAPTER, None, title)

    def lettered(
        self,
        row: Row,
        texts: list[str],
        heads: list[str],
        activity: int,
        used: Collection[int],
        given: dict[str, str],
        rules: Rules,
        roles: Mapping[str, str] = {},
    ) -> None:
        """Add the measure of a row with letters.

        Args:
            row: The row.
            texts: Its cells.
            heads: The heads of the columns.
            activity: The column with the wording.
            used: The columns whose cells are read as letters or roles.
            given: Names and letters.
            rules: What the letters of the matrix say of leads.
            roles: Names, and the role that a word gives: ``lead``, ``other`` or ``does``.
        """
        lead, basis = rules.leads(given, roles)
        # In a matrix that is not ours the letters R, C and I say nothing of leads and participants.
        others = [n for n in dict.fromkeys((*given, *roles)) if rules.scheme or n in roles]
        others = [name for name in others if name not in lead]
        said = Statement(Names(tuple(lead)), Names(tuple(others)), basis)
        traces = [
            Trace(row.place, f"{name}: {letter}", _("a letter")) for name, letter in given.items()
        ]
        raci = tuple(given.items())
        number = self.measure(row, texts, heads, activity, used, said, traces, raci=raci)
        if number is None:
            return
        owner = rules.scheme.owner if rules.scheme else "A"
        accountable = [
            n for n, letter in given.items() if owner in letter.split("/") or roles.get(n) == "lead"
        ]
        if not accountable and not lead:
            message = _("measure {number}: nobody is accountable (A)").format(number=number)
            self.report.note(DOUBTFUL, row.place, message)
        elif len(accountable) > 1:
            message = _("measure {number}: several are accountable (A)").format(number=number)
            self.report.note(DOUBTFUL, row.place, message)
        unlisted = [name for name in given if name not in (*lead, *others)]
        self.unlisted.update(dict.fromkeys(unlisted))
        self.unlisting += bool(unlisted)

    def measure(
        self,
        row: Row,
        texts: list[str],
        heads: list[str],
        activity: int,
        used: Collection[int],
        said: Statement,
        traces: list[Trace],
        *,
        extra: Iterable[tuple[str, str]] = (),
        raci: tuple[tuple[str, str], ...] = (),
    ) -> int | None:
        """Add the measure of a row, if it has one, with what its other columns say; its number."""
        builder = self.builder
        if not texts[activity]:
            message = _("a row without an activity is left out")
            self.report.note(LEFT_OUT, row.place, message)
            self.report.left_out(texts, row.place)
            return None
        builder.use_waiting()
        count, is_open = None, False
        fields: dict[str, list[str]] = {words.DEADLINE: [], words.TARGET: []}
        people, kept = [], [*extra]
        for c, (head, text) in enumerate(zip(heads, texts, strict=False)):
            if c == activity or c in used or is_nothing(text):
                continue
            role = words.head_role(head)
            if role == words.NUMBER and count is None and (match := _NUMBER.fullmatch(text)):
                count, is_open = int(match[1]), match[2] is not None
            elif role in fields:
                fields[role].append(unspaced(text))
            elif role == words.PEOPLE:
                people.append((head, text))
            else:
                kept.append((head or "-", text))
        marked = _OPEN.search(heads[activity])
        is_open = is_open or (marked is not None and str(count) in re.findall(r"\d+", marked[1]))
        builder.counted = builder.counted or count is not None
        numbered = layout.numbered(texts[activity])
        text = numbered[1] if numbered else texts[activity]
        number = numbered[0] if numbered else count or builder.outline.expected
        participants = said.participants._replace(is_open=is_open)
        builder.add(
            number,
            unspaced(text),
            said._replace(participants=participants, people=tuple(people)),
            row.place,
            raci=raci,
            extra=kept,
            deadline="；".join(fields[words.DEADLINE]) or None,
            target="；".join(fields[words.TARGET]) or None,
            traces=traces,
        )
        return number

    def say_unlisted(self, place: Place) -> None:
        """Say once who has letters and is in no list."""
        if not self.unlisted:
            return
        message = _(
            "neither leads nor participants by their letters: {names} (measures: {count}); the "
            "plan keeps the letters, but lists and documents do not name them there"
        )
        listed = shortened("、".join(self.unlisted))
        message = message.format(names=listed, count=self.unlisting)
        self.of_unlisted = self.say_anew(self.of_unlisted, place, message)

    def say_order(self, leads: Collection[str], place: Place) -> None:
        """Say once in which measures the first of several leads is that of the matrix."""
        last = self.builder.outline.last
        if len(leads) < 2 or last is None:
            return
        self.ordered[str(last)] = None
        message = _("the order of several leads is that of the matrix: measures {numbers}")
        message = message.format(numbers=shortened("、".join(self.ordered)))
        self.of_order = self.say_anew(self.of_order, place, message)

    def say_anew(self, said: Remark | None, place: Place, message: str) -> Remark:
        """Say more in a remark that stands once in a document."""
        if said is not None:
            self.report.remarks.remove(said)
        remark = said._replace(message=message) if said else Remark(READ, place, message)
        self.report.remarks.append(remark)
        return remark


def _unnumbered(text: str) -> str:
    found = layout.numbered(text.strip())
    return found[1] if found else text.strip()
