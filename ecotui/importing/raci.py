"""Tables of letters: RACI matrices with a column a body, or a column a letter."""

from __future__ import annotations

import re

from ecotui.i18n import _
from ecotui.importing import layout, names, words
from ecotui.importing.names import Names
from ecotui.importing.outline import BEGINNING, DOUBTFUL, LEFT_OUT, READ, Trace
from ecotui.importing.spacing import shortened, unspaced
from ecotui.importing.statement import Statement
from ecotui.raci.letters import KNOWN, LOOKALIKES, canonical, is_nothing, several
from ecotui.text.folding import compatible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ecotui.importing.blocks import Row, Table
    from ecotui.importing.builder import Builder

_ACTIVITY = re.compile(
    r"(?:activit(?:y|ies)|tasks?|name|area|área|deliverables?|process(?:es)?|steps?|phase|actions?"
    r"|decisions?|事项|任务|工作事项|活动|工作|职责|流程|工作任务|措施|具体措施|重点任务|actividad(?:es)?)"
    r"(?:\W.*)?",
    re.IGNORECASE | re.DOTALL,
)
_WORDS = {
    "r": "R", "responsible": "R", "负责": "R", "执行": "R",
    "a": "A", "accountable": "A", "批准": "A", "问责": "A", "当责": "A",
    "c": "C", "consulted": "C", "咨询": "C", "consult": "C",
    "i": "I", "informed": "I", "知会": "I", "inform": "I", "告知": "I",
    "s": "S", "support": "S", "supportive": "S", "支持": "S",
}  # fmt: skip
_KEY = re.compile(
    r"(?:letter|key|legend|code|role|字母|代码|图例|说明).*", re.IGNORECASE | re.DOTALL
)


_SIGNS = "★☆▲△●○◎◆◇■□√✓✔*＊※"
_LEADS = r"牵头|主办|主责"
_OTHERS = r"配合|参加|参与|协办|协助|协同|支持"
_ROLE = re.compile(rf"(?:(?P<lead>{_LEADS})|{_OTHERS}|负责|责任|承办)(?:单位|部门)?")
#: A sign and what a note says that it means: ★为牵头单位, “√”表示参加.
_MEANING = re.compile(
    rf"([{_SIGNS}])[^，,；;。\w]{{0,3}}(?:号|标志)?的?(?:单位|部门)?(?:为|是|系|表示|代表)?"
    rf"[^，,；;。\w]{{0,3}}(?:(?P<lead>{_LEADS})|{_OTHERS}|负责|责任|承办)"
)

#: No cell with letters is longer.
_LONGEST = 200


def letters(cell: str) -> str | None:
    """The letters of a cell in one form (``A/R``), or None where it holds anything else."""
    if len(cell) > _LONGEST:
        return None
    text = cell.strip().strip("*")
    return several(text, KNOWN) or canonical(text, ("A/R",)) or None


class RaciReader:
    """Reads a matrix of letters into the outline of a builder."""

    def __init__(self, builder: Builder) -> None:
        """Begin to read for ``builder``."""
        self.builder = builder
        self.report = builder.report

    def table(self, table: Table) -> bool:
        """Read a table if it is a matrix of letters; whether it is one."""
        rows = [row for row in table.rows if any(cell.text for cell in row.cells)]
        for at, row in enumerate(rows[:8]):
            texts = [unspaced(cell.text) for cell in row.cells]
            if len(texts) < 2 or len({text for text in texts if text}) < 2:
                continue
            by_letter = {c: letter for c, t in enumerate(texts) if (letter := _letter_word(t))}
            rest = rows[at + 1 :]
            is_head = len(set(by_letter.values())) == len(by_letter) >= 2
            if is_head and 0 not in by_letter:
                first = min(by_letter)
                self.by_letter(rest, by_letter, max(0, first - 1), texts)
                return True
            if sum(letters(text) is not None for text in texts) > 1:
                # A row of the matrix is no head of what stands below it.
                continue
            if self.is_matrix(rest, len(texts)) and self.repeats(rest):
                message = _("a matrix that repeats measures read before is left out")
                self.report.note(READ, row.place, message)
                return True
            if self.is_matrix(rest, len(texts)):
                self.report_above(rows[:at])
                self.by_body(rest, texts)
                return True
            if len(texts) == 2 and letters(texts[0]) is None and self.is_key(rest):
                self.report.left_out([" | ".join(texts)], row.place)
                return True
        return False

    def roles_table(self, rows: list[Row], notes: list[str]) -> bool:
        """Read a table whose columns are bodies and whose cells hold 牵头, 配合 or signs, if it is.

        Args:
            rows: The rows.
            notes: Texts of which one may say what the signs mean.
        """
        for at, row in enumerate(rows[:8]):
            heads = [unspaced(cell.text) for cell in row.cells]
            if not any(_ACTIVITY.fullmatch(head or "-") for head in heads):
                continue
            rest = [r for r in rows[at + 1 :] if len({c.text for c in r.cells if c.text}) > 1]
            bodies = [
                c
                for c, head in enumerate(heads)
                if head and words.head_role(head) is None and _only_roles(rest, c)
            ]
            text = [
                c
                for c, head in enumerate(heads)
                if c not in bodies and _ACTIVITY.fullmatch(head or "-")
            ]
            named = sum(names.is_body(heads[c]) for c in bodies)
            if len(bodies) < 2 or not text or 2 * named < len(bodies):
                continue
            self.report_above(rows[:at])
            self.by_role(rows[at + 1 :], heads, bodies, text[-1], notes)
            return True
        return False

    def by_role(
        self, rows: list[Row], heads: list[str], bodies: list[int], activity: int, notes: list[str]
    ) -> None:
        """A column a body; cells hold roles, in words or signs."""
        meanings = {
            match[1]: bool(match["lead"]) for note in notes for match in _MEANING.finditer(note)
        }
        used = {
            mark
            for row in rows
            for c in bodies
            if c < len(row.cells) and (mark := row.cells[c].text.strip()) and mark in _SIGNS
        }
        if unknown := sorted(used - meanings.keys()):
            message = _("no note says what the signs mean: {signs}")
            self.report.note(DOUBTFUL, rows[0].place, message.format(signs=" ".join(unknown)))
        self.builder.label = self.builder.label or heads[activity]
        numbers = [c for c, head in enumerate(heads) if words.role(head) == words.NUMBER]
        for row in rows:
            texts = [cell.text.strip() for cell in row.cells]
            texts += [""] * (len(heads) - len(texts))
            distinct = {text for text in texts if text}
            if len(distinct) == 1 and any(map(_MEANING.search, distinct)):
                self.report_above([row])
                continue
            if self.heading(row, texts, activity):
                continue
            given = {heads[c]: texts[c] for c in bodies if texts[c]}
            leads = [name for name, mark in given.items() if _leads(mark, meanings)]
            if not leads:
                # Those who do the work are the leads where nobody else is.
                leads = [n for n, mark in given.items() if re.match("负责|责任|承办", mark)]
            text = texts[activity]
            if not text:
                message = _("a row without an activity is left out")
                self.report.note(LEFT_OUT, row.place, message)
                continue
            counts = _counts(texts, numbers)
            numbered = layout.numbered(text)
            if numbered:
                counts, text = [numbered[0]], numbered[1]
            deadline = [
                texts[c]
                for c, head in enumerate(heads)
                if words.head_role(head) == words.DEADLINE and texts[c]
            ]
            others = [
                c
                for c, head in enumerate(heads)
                if texts[c] and c not in (activity, *bodies)
                if c not in numbers or not _counts(texts, [c])
                if words.head_role(head) != words.DEADLINE
            ]
            self.builder.use_waiting()
            self.builder.add(
                counts[0] if counts else self.builder.outline.expected,
                unspaced(text),
                Statement(
                    Names(tuple(leads)), Names(tuple([name for name in given if name not in leads]))
                ),
                row.place,
                deadline=unspaced(deadline[0]) if deadline else None,
                extra=[(heads[c] or "-", texts[c]) for c in others],
                traces=[
                    Trace(row.place, f"{name}: {mark}", _("who does it"))
                    for name, mark in given.items()
                ],
            )

    def by_words(self, table: Table) -> bool:
        """Whether a head of a table names letters by their words, as in Accountable, Consulted."""
        return any(
            len({letter for cell in row.cells if (letter := _letter_word(cell.text))} & {*"ACI"})
            > 1
            for row in table.rows[:4]
        )

    def report_above(self, rows: list[Row]) -> None:
        """Report the rows above the head."""
        for row in rows:
            self.report.left_out([cell.text for cell in row.cells], row.place)

    def repeats(self, rows: list[Row]) -> bool:
        """Whether most rows are about measures that the document has already."""
        known = self.builder.outline.beginnings()
        texts = [[_unnumbered(cell.text) for cell in row.cells] for row in rows]
        again = sum(
            any(text.rstrip("。.；;")[:BEGINNING] in known for text in row if text) for row in texts
        )
        return bool(known) and again * 2 > len(rows)

    def is_key(self, rows: list[Row]) -> bool:
        """Whether rows say what each letter means."""
        return bool(rows) and all(letters(row.cells[0].text) for row in rows if row.cells[0].text)

    def is_matrix(self, rows: list[Row], width: int) -> bool:
        """Whether most cells of the rows hold letters."""
        cells = [
            cell.text
            for row in rows
            if len({c.text for c in row.cells if c.text}) > 1
            for cell in row.cells[1:]
            if not is_nothing(cell.text)
        ]
        lettered = sum(map(_is_mark, cells))
        if width < 3 or lettered < 2:
            return False
        columns = [[row.cells[c].text for row in rows if c < len(row.cells)] for c in range(width)]
        of_letters = [
            [_is_mark(text) for text in column if not is_nothing(text)] for column in columns
        ]
        full = sum(sum(column) > 0.6 * len(column) for column in of_letters)
        # Beside those of departments there may be as many others.
        return lettered >= 0.6 * len(cells) or full > 2

    def by_body(self, rows: list[Row], heads: list[str]) -> None:
        """A column a body; cells hold letters."""
        is_text = [
            all(
                letters(row.cells[c].text) is None
                for row in rows
                if c < len(row.cells) and row.cells[c].text
            )
            for c in range(len(heads))
        ]
        numbers = [c for c, head in enumerate(heads) if words.role(head) == words.NUMBER]
        activities = [
            c
            for c in range(len(heads))
            if is_text[c] and c not in numbers and _ACTIVITY.fullmatch(heads[c] or "-")
        ]
        activity = (
            activities[-1]
            if activities
            else next((c for c in range(len(heads)) if is_text[c] and c not in numbers), 0)
        )
        bodies = [c for c in range(len(heads)) if not is_text[c] or (c > activity and heads[c])]
        bodies = [c for c in bodies if heads[c] and c != activity and c not in numbers]
        for row, texts in self.activity_rows(rows, heads, activity):
            given = {heads[c]: letter for c in bodies if (letter := letters(texts[c]))}
            for c in bodies:
                if not is_text[c] and heads[c] not in given and not is_nothing(texts[c]):
                    message = _("no letter: {text}; kept as it stands under {name}")
                    message = message.format(text=shortened(texts[c]), name=heads[c])
                    self.report.note(DOUBTFUL, row.place, message)
            used = {activity, *[c for c, text in enumerate(texts) if letters(text) is not None]}
            extra = _others(heads, texts, used, numbers)
            counts = _counts(texts, numbers)
            self.measure(row, texts[activity], given, extra, counts[0] if counts else None)

    def activity_rows(
        self, rows: list[Row], heads: list[str], activity: int
    ) -> Iterator[tuple[Row, list[str]]]:
        """The rows that are no headings, with a text for each column; headings are begun."""
        self.builder.label = self.builder.label or heads[activity]
        for row in rows:
            texts = [cell.text.strip() for cell in row.cells]
            texts += [""] * (len(heads) - len(texts))
            if not self.heading(row, texts, activity):
                yield row, texts

    def by_letter(
        self, rows: list[Row], columns: dict[int, str], activity: int, heads: list[str]
    ) -> None:
        """A column a letter; cells hold names."""
        numbers = [c for c, head in enumerate(heads) if words.role(head) == words.NUMBER]
        for row, texts in self.activity_rows(rows, heads, activity):
            given: dict[str, str] = {}
            for column, letter in columns.items():
                for name in names.parse(texts[column]).names:
                    given[name] = f"{given[name]}/{letter}" if name in given else letter
            given = {name: "/".join(sorted(set(text.split("/")))) for name, text in given.items()}
            extra = _others(heads, texts, {activity, *columns}, numbers)
            counts = _counts(texts, numbers)
            self.measure(row, texts[activity], given, extra, counts[0] if counts else None)

    def heading(self, row: Row, texts: list[str], activity: int) -> bool:
        """Read a row with one text as a heading; whether it is one."""
        distinct = {text for text in texts if text}
        if not distinct:
            return True
        if len(distinct) > 1:
            return False
        text = distinct.pop()
        found, rest = layout.headings(text)
        if rest or not found:
            found = [layout.Heading(layout.CHAPTER, None, unspaced(text).strip("*"))]
        self.builder.use_waiting(found)
        for head in found:
            self.builder.outline.heading(head, row.place)
        self.builder.begun(row.place)
        return True

    def measure(
        self,
        row: Row,
        text: str,
        given: dict[str, str],
        extra: dict[str, str],
        count: int | None = None,
    ) -> None:
        """Add a measure with the letters that its row gives."""
        builder = self.builder
        if not text:
            message = _("a row without an activity is left out")
            self.report.note(LEFT_OUT, row.place, message)
            return
        builder.use_waiting()
        builder.counted = builder.counted or count is not None
        accountable = [name for name, letter in given.items() if "A" in letter]
        number = count or builder.outline.expected
        if not accountable:
            message = _("measure {number}: nobody is accountable (A)").format(number=number)
            self.report.note(DOUBTFUL, row.place, message)
        elif len(accountable) > 1:
            message = _("measure {number}: several are accountable (A)").format(number=number)
            self.report.note(DOUBTFUL, row.place, message)
        numbered = layout.numbered(text)
        builder.add(
            numbered[0] if numbered else number,
            unspaced(numbered[1] if numbered else text),
            Statement(Names(tuple(accountable))),
            row.place,
            raci=tuple(given.items()),
            extra=extra.items(),
            traces=[
                Trace(row.place, f"{name}: {letter}", _("a letter"))
                for name, letter in given.items()
            ],
        )


def _counts(texts: list[str], numbers: list[int]) -> list[int]:
    """The numbers of a row, from the columns that may hold one."""
    return [int(texts[c]) for c in numbers if texts[c].isdecimal() and len(texts[c]) < 10]


def _others(
    heads: list[str], texts: list[str], used: set[int], numbers: list[int]
) -> dict[str, str]:
    """What the other columns of a row say, by their heads."""
    return {
        head or "-": text
        for c, (head, text) in enumerate(zip(heads, texts, strict=False))
        if c not in used and not is_nothing(text)
        if not (c in numbers and _counts(texts, [c]))
    }


def _only_roles(rows: list[Row], column: int) -> bool:
    """Whether every cell of a column that has text holds a role or a sign."""
    texts = [row.cells[column].text.strip() for row in rows if column < len(row.cells)]
    texts = [text for text in texts if text]
    return bool(texts) and all(_ROLE.fullmatch(text) or text in _SIGNS for text in texts)


def _leads(mark: str, meanings: dict[str, bool]) -> bool:
    """Whether a cell says that its body leads; a star does where no note says what it means."""
    match = _ROLE.fullmatch(mark)
    if match:
        return bool(match["lead"])
    return meanings.get(mark, mark in "★●")


def _is_mark(cell: str) -> bool:
    """Whether a cell holds letters, or a word for one, as hands write between them."""
    return letters(cell) is not None or _ROLE.fullmatch(cell.strip()) is not None


def _unnumbered(text: str) -> str:
    found = layout.numbered(text.strip())
    return found[1] if found else text.strip()


def _letter_word(text: str) -> str | None:
    """The letter that a head names, by itself or as a word: R, Responsible, Responsible (R)."""
    bare = re.sub(r"[(（][^()（）]*[)）]", "", compatible(text).translate(LOOKALIKES))
    inner = re.search(r"[(（]\s*([RACIS])\s*[)）]", text)
    if inner:
        return inner[1]
    return _WORDS.get(bare.strip().casefold())
