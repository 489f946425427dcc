"""Tables with a column for each body whose cells hold roles: 牵头, 配合, or signs for them."""

from __future__ import annotations

import re

from ecotui.i18n import _
from ecotui.importing import words
from ecotui.importing.bodies import is_body
from ecotui.importing.names import Names
from ecotui.importing.outline import DOUBTFUL, Trace
from ecotui.importing.raci_cells import DO_IT, LEADS, OTHERS, ROLE, SIGNS, letters
from ecotui.importing.raci_heads import activity
from ecotui.importing.spacing import shortened, unspaced
from ecotui.importing.statement import Statement
from ecotui.raci.letters import is_nothing

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ecotui.importing.blocks import Row
    from ecotui.importing.raci import RaciReader

#: A sign and what a note says that it means: ★为牵头单位, “√”表示参加.
_MEANING = re.compile(
    rf"([{SIGNS}])[^，,；;。\w]{{0,3}}(?:号|标志)?的?(?:单位|部门)?(?:为|是|系|表示|代表)?"
    rf"[^，,；;。\w]{{0,3}}(?:(?P<lead>{LEADS})|{OTHERS}|{DO_IT})"
)

# What a plan has no role for.
_NO_ROLE = re.compile(rf"{DO_IT}|指导")
_BEHIND = re.compile(r"(?P<role>[^（）()]+)[（(](?P<text>[^（）()]+)[)）]")


class RolesReader:
    """Reads tables of roles into the outline of a builder."""

    def __init__(self, matrices: RaciReader) -> None:
        """Begin before the first table; headings are those of the matrices of letters."""
        self.matrices = matrices
        self.builder = matrices.builder
        self.report = matrices.report

    def table(self, rows: list[Row], notes: list[str]) -> bool:
        """Read a table whose columns are bodies and whose cells hold 牵头, 配合 or signs, if it is.

        Args:
            rows: The rows.
            notes: Texts of which one may say what the signs mean.
        """
        for at, heads, end in _heads(rows):
            rest = [r for r in rows[end:] if len({c.text for c in r.cells if c.text}) > 1]
            bodies = [
                c
                for c, head in enumerate(heads)
                if head and words.head_role(head) is None and _holds_roles(rest, c, head)
            ]
            named = sum(is_body(heads[c]) for c in bodies)
            if len(bodies) < 2 or 2 * named < len(bodies):
                continue
            wordings = activity(heads, [c for c in range(len(heads)) if c not in bodies])
            if wordings is None:
                continue
            self.matrices.report_above(rows, at)
            self.matrices.doubt_people([heads[c] for c in bodies], rows[at].place)
            if end > at + 1:
                groups = [head for head in _texts(rows[at]) if head not in heads]
                self.report.left_out(groups, rows[at].place)
            self.by_role(rows[end:], heads, bodies, wordings, notes)
            self.matrices.end(rows[at].place)
            return True
        return False

    def by_role(
        self, rows: list[Row], heads: list[str], bodies: list[int], activity: int, notes: list[str]
    ) -> None:
        """A column a body; cells hold roles, in words or signs."""
        found = [match for note in notes for match in _MEANING.finditer(note)]
        meanings = {match[1]: bool(match["lead"]) for match in found}
        said_of = {match[1]: match[0] for match in found}
        used = {
            mark
            for row in rows
            for c in bodies
            if c < len(row.cells) and (mark := row.cells[c].text.strip()) and mark in SIGNS
        }
        if unknown := sorted(used - meanings.keys()):
            message = _("no note says what the signs mean: {signs}")
            self.report.note(DOUBTFUL, rows[0].place, message.format(signs=" ".join(unknown)))
        for row in filter(_is_note, rows):
            self.report.left_out([cell.text for cell in row.cells], row.place)
        rows = [row for row in rows if not _is_note(row)]
        for row, texts in self.matrices.activity_rows(rows, heads, activity):
            further = []
            for c in bodies:
                # ●（6月前）: what stands behind a role is kept beside it.
                behind = _BEHIND.fullmatch(texts[c])
                if behind and _is_role(behind["role"]):
                    texts[c] = behind["role"]
                    further.append((heads[c], behind["text"]))
            having = [c for c in bodies if _is_role(texts[c])]
            given = {heads[c]: texts[c] for c in having}
            leads = [name for name, mark in given.items() if _leads(mark, meanings)]
            if not leads:
                # Those who do the work are the leads where nobody else is.
                leads = [n for n, mark in given.items() if re.match(DO_IT, mark)]
            participants = [name for name in given if name not in leads]
            for c, text in enumerate(texts[: len(heads)]):
                named = c in bodies or (c != activity and is_body(heads[c]))
                if named and c not in having and not is_nothing(text):
                    message = _("no role: {text}; kept as it stands under {name}")
                    message = message.format(text=shortened(text), name=heads[c])
                    self.report.note(DOUBTFUL, row.place, message)
            # 指导, and 责任 beside 牵头: a plan has no role for it.
            marks = [said_of.get(given[name], given[name]) for name in participants]
            ways = [words.way(words.PARTICIPANTS, mark) for mark in marks]
            known = [way for way in ways if way is not None]
            unkept = [
                mark
                for mark, way in dict(zip(marks, ways, strict=True)).items()
                if _NO_ROLE.search(mark) or way not in (None, *known[:1])
            ]
            said = Statement(Names(tuple(leads)), Names(tuple(participants)), roles=tuple(unkept))
            traces = [
                Trace(row.place, f"{name}: {mark}", _("who does it"))
                for name, mark in given.items()
            ]
            self.matrices.measure(row, texts, heads, activity, having, said, traces, extra=further)
            if texts[activity]:
                self.matrices.say_order(leads, row.place)


def _texts(row: Row) -> list[str]:
    return [unspaced(cell.text) for cell in row.cells]


def _heads(rows: list[Row]) -> Iterator[tuple[int, list[str], int]]:
    """Where a head may begin, what it says of each column, and where it ends: in two rows, or one.

    The upper of two groups the bodies of the lower: 县直部门 above 县财政局 | 县住建局.
    """
    for at, row in enumerate(rows[:8]):
        texts = _texts(row)
        is_title = len({*texts} - {""}) < 2
        if at + 1 < len(rows) and not is_title and any(cell.across for cell in row.cells):
            below = rows[at + 1].cells
            if len(below) == len(row.cells):
                pairs = zip(texts, below, strict=True)
                yield at, [unspaced(cell.text) or head for head, cell in pairs], at + 2
        yield at, texts, at + 1


def _is_note(row: Row) -> bool:
    """Whether a row says what a sign means, and nothing else."""
    distinct = {cell.text for cell in row.cells} - {""}
    return len(distinct) == 1 and any(map(_MEANING.search, distinct))


def _holds_roles(rows: list[Row], column: int, head: str) -> bool:
    """Whether the cells of a column hold roles: all that have text, or some of a body's.

    Beside letters, words are letters too.
    """
    texts = [row.cells[column].text.strip() for row in rows if column < len(row.cells)]
    texts = [match["role"] if (match := _BEHIND.fullmatch(text)) else text for text in texts]
    roles = [text for text in texts if _is_role(text)]
    others = [text for text in texts if text and not _is_role(text)]
    return bool(roles) and (not others or (is_body(head) and not any(map(letters, others))))


def _is_role(text: str) -> bool:
    return bool(text) and (ROLE.fullmatch(text) is not None or text in SIGNS)


def _leads(mark: str, meanings: dict[str, bool]) -> bool:
    """Whether a cell says that its body leads; a star does where no note says what it means."""
    match = ROLE.fullmatch(mark)
    if match:
        return bool(match["lead"])
    return meanings.get(mark, mark in "★●")
