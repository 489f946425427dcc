"""A matrix with a row for each body, turned over: a column for each, as matrices are read."""

from __future__ import annotations

import re
from typing import NamedTuple

from ecotui.importing import layout, words
from ecotui.importing.blocks import Cell, Row
from ecotui.importing.bodies import is_body
from ecotui.importing.raci_cells import (
    OF_PROGRESS,
    is_legend,
    is_mark_or_sign,
    is_total,
    without_legend,
)
from ecotui.importing.spacing import unspaced
from ecotui.raci.letters import is_nothing
from ecotui.text.folding import HAN

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from ecotui.importing.blocks import Place

ACTIVITY = re.compile(
    r"(?:activit(?:y|ies)|tasks?|name|area|área|deliverables?|process(?:es)?|steps?|phase|actions?"
    r"|decisions?|事项|任务|工作事项|活动|工作|职责|流程|工作任务|措施|具体措施|重点任务|actividad(?:es)?)"
    r"(?:\W.*)?",
    re.IGNORECASE | re.DOTALL,
)
BODIES = re.compile(
    r"(?:各|责任|参与|参加|成员|牵头|实施|承办|相关|有关|职能)?"
    r"(?:单位|部门|科室|处室|机构|股室|岗位|角色|人员|职务|成员|主体)(?:名称|及部门)?"
    r"|(?:raci )?roles?|teams?|(?:team )?members?|persons?|people|who|departments?|units?|offices?"
    r"|agenc(?:y|ies)|organi[sz]ations?|stakeholders?|positions?",
    re.IGNORECASE,
)
#: What a measure begins with, which may end as names of bodies do: 建设开发区.
_DOING = re.compile(
    r"(?:建设|建立|建成|筹建|新建|修建|改造|开展|推进|完善|编制|制定|加强|组织|落实|实施|健全|命名)"
    r"(?![部局厅委办]|银行|集团|公司).{2}"
)
_NUMBER = re.compile(r"\d{1,9}\s*(?:等|etc\.?)?")
#: A matrix has its head in the first rows.
_HEAD_ROWS = 8
_LONGEST_NAME = 24


class Turned(NamedTuple):
    """A table as a matrix with a column for each body.

    Args:
        rows: The rows, turned over or as they were.
        was_turned: Whether the bodies were the rows.
        is_clear: Whether nothing speaks against that.
        left_out: Rows of the table, and texts of each, that the matrix does not have.
        numbers_only: Whether the measures are named by their numbers alone.
    """

    rows: list[Row]
    was_turned: bool = False
    is_clear: bool = True
    left_out: tuple[tuple[Row, tuple[str, ...]], ...] = ()
    numbers_only: bool = False


def turned(rows: list[Row], known: Collection[str]) -> Turned:
    """A matrix with a column for each body.

    What the bodies are is told by their names, by the numbers of measures, and by the corner.

    Args:
        rows: The rows of a table, without empty ones.
        known: Names of bodies that the document has named before.
    """
    rows, counts = _without_counts(rows)
    grid = _Grid(rows)
    if grid.first is None or not grid.is_matrix():
        return Turned(rows, left_out=counts)
    by_corner = grid.corner()
    listed, heads = grid.names(), grid.heads()
    of_rows, of_heads = share(listed, known), share(heads, known)
    numbers = _part(_NUMBER.fullmatch(head) is not None for head in heads)
    is_clear = True
    if by_corner is True:
        is_turned = of_heads < 0.6 or of_rows >= of_heads
        is_clear = of_heads < 0.6
    elif by_corner is False:
        is_turned = of_rows >= 0.8 and of_heads <= 0.2
        is_clear = not is_turned
    else:
        is_turned = (of_rows >= 0.6 and of_rows - of_heads > 0.4) or (numbers > 0.8 and of_rows > 0)
        is_clear = of_heads <= 0.3 if is_turned else of_rows < 0.6
    if not is_turned:
        return Turned(rows, is_clear=is_clear, left_out=counts)
    found = grid.turn(is_clear)
    return found._replace(left_out=(*counts, *found.left_out))


def _without_counts(rows: list[Row]) -> tuple[list[Row], tuple[tuple[Row, tuple[str, ...]], ...]]:
    """The rows without the columns that count letters, and the heads of these."""
    width = max([len(row.cells) for row in rows], default=0)
    counting, named, letters = {}, {}, False
    for c in range(1, width):
        texts = [unspaced(row.cells[c].text) if c < len(row.cells) else "" for row in rows]
        at = next((at for at, t in enumerate(texts) if is_mark_or_sign(t) or is_total(t)), None)
        below = [text for text in texts[at + 1 :] if not is_nothing(text)] if at is not None else []
        if at is not None and len(below) > 1 and all(map(str.isdecimal, below)):
            counting[c], named[c] = rows[at], texts[at]
        letters = letters or (c not in counting and sum(map(is_mark_or_sign, texts)) > 1)
    if not counting or not letters:
        return rows, ()
    kept = [
        row._replace(cells=tuple([cell for c, cell in enumerate(row.cells) if c not in counting]))
        for row in rows
    ]
    return kept, ((next(iter(counting.values())), tuple(named.values())),)


class _Grid:
    """The texts of a table of letters: head rows, first columns, and marks."""

    def __init__(self, rows: list[Row]) -> None:
        self.rows = rows
        self.width = max([len(row.cells) for row in rows], default=0)
        self.texts = [
            [unspaced(cell.text) for cell in row.cells] + [""] * (self.width - len(row.cells))
            for row in rows
        ]
        marked = (at for at, row in enumerate(self.texts) if any(map(is_mark_or_sign, row[1:])))
        #: The first row with letters, below the head.
        self.first = next(marked, None)
        #: The first column that may have them, behind those with the names.
        self.left = 1
        if self.first is not None:
            body = self.lettered()
            while (
                self.left < self.width - 1
                and any(
                    not is_mark_or_sign(row[self.left]) and not is_nothing(row[self.left])
                    for row in body
                )
                and not any(is_mark_or_sign(row[self.left]) for row in body)
            ):
                self.left += 1

    def lettered(self) -> list[list[str]]:
        """The rows with letters."""
        return [row for row in self.texts[self.first :] if any(map(is_mark_or_sign, row[1:]))]

    def is_matrix(self) -> bool:
        """Whether there is a head, and most cells below it hold letters."""
        if not self.first or self.first > _HEAD_ROWS or self.width < 3:
            return False
        cells = [
            text for row in self.lettered() for text in row[self.left :] if not is_nothing(text)
        ]
        if all(map(OF_PROGRESS.fullmatch, self.heads())):
            return False
        marks = sum(map(is_mark_or_sign, cells))
        return len(self.lettered()) > 1 and marks > 1 and marks >= 0.7 * len(cells)

    def corner(self) -> bool | None:
        """Whether the corner says that the rows are bodies; None where it does not say."""
        assert self.first is not None
        said = set()
        for row in self.texts[: self.first]:
            for text in row[: self.left]:
                for part in re.split(r"[/／\\、|\n]", without_legend(text)):
                    if BODIES.fullmatch(part.strip()) or (
                        words.role(part.strip()) in words.DEPARTMENT_ROLES
                    ):
                        said.add(True)
                    elif ACTIVITY.fullmatch(part.strip() or "-"):
                        said.add(False)
        return said.pop() if len(said) == 1 else None

    def body_column(self) -> int:
        """The column with the names, which stands beside the letters."""
        rows = self.lettered()
        shares = [share([row[c] for row in rows], ()) for c in range(self.left)]
        best = max(range(self.left), key=lambda c: (shares[c], c))
        return best if shares[best] > 0 else self.left - 1

    def names(self) -> list[str]:
        """What the rows with letters are called."""
        at = self.body_column()
        return [row[at] for row in self.lettered()]

    def heads(self) -> list[str]:
        """What the columns with letters are called, in the last row of the head."""
        assert self.first is not None
        return [text for text in self.texts[self.first - 1][self.left :] if text]

    def turn(self, is_clear: bool) -> Turned:
        """The rows as columns."""
        assert self.first is not None
        at = self.body_column()
        head = [row for row in range(self.first) if len(set(self.texts[row]) - {""}) > 1]
        place = self.rows[head[-1] if head else 0].place
        titles = [self.rows[row] for row in range(self.first) if row not in head]
        left_out: list[tuple[Row, tuple[str, ...]]] = []
        bodies = []
        for row in range(self.first, len(self.rows)):
            texts = self.texts[row]
            if any(map(is_mark_or_sign, texts[1:])) or (
                len(set(texts) - {""}) == 1 and texts[at] and share([texts[at]], ()) == 1
            ):
                bodies.append(row)
            elif texts not in [self.texts[other] for other in head]:
                left_out.append((self.rows[row], tuple(texts)))
        for row in bodies:
            beside = [
                text
                for c, text in enumerate(self.texts[row][: self.left])
                if c != at and not text.isdecimal()
            ]
            if any(beside):
                left_out.append((self.rows[row], tuple(beside)))
        numbers = [row for row in head if self.is_numbers(row)]
        wordings = [row for row in head if row not in numbers][-1:]
        bands = [row for row in head if row not in (*numbers, *wordings)]
        label = "任务" if re.search(f"[{HAN}]", "".join(self.names())) else "Task"
        # The legend of our own matrices stands in the corner.
        corner = self.texts[head[-1]][at] if head else ""
        label += corner.removeprefix(without_legend(corner))
        first = [*["序号" for _row in numbers[:1]], label]
        out = [_row_of([*first, *[self.texts[row][at] for row in bodies]], place)]
        width, above = len(out[0].cells), ""
        out = [*titles, *out]
        for c in range(self.left, self.width):
            column = [self.texts[row][c] for row in bodies]
            named = [self.texts[row][c] for row in head]
            if not any(named) and not any(column):
                continue
            if not _of_marks(column):
                left_out.append((self.rows[head[-1]], tuple(dict.fromkeys(named))))
                continue
            text = self.texts[wordings[0]][c] if wordings else ""
            number = [self.texts[row][c] for row in numbers[:1]]
            over = dict.fromkeys(t for row in bands if (t := self.texts[row][c]) and t != text)
            if over and "\n".join(over) != above:
                above = "\n".join(over)
                out.append(_row_of([above] * width, place))
            out.append(_row_of([*number, text or _digits(number), *column], place))
        return Turned(out, True, is_clear, tuple(left_out), bool(numbers) and not wordings)

    def is_numbers(self, row: int) -> bool:
        """Whether a row of the head has the numbers of measures."""
        texts = [text for text in self.texts[row][self.left :] if text]
        return _part(_NUMBER.fullmatch(text) is not None for text in texts) > 0.6


def _row_of(texts: Iterable[str], place: Place) -> Row:
    return Row(tuple([Cell(text) for text in texts]), place)


def _digits(numbers: list[str]) -> str:
    return "".join(re.findall(r"\d+", "".join(numbers)))


def _of_marks(column: list[str]) -> bool:
    filled = [text for text in column if not is_nothing(text)]
    return not filled or any(map(is_mark_or_sign, filled))


def _part(flags: Iterable[bool]) -> float:
    every = list(flags)
    return sum(every) / len(every) if every else 0


def share(texts: Iterable[str], known: Collection[str] = ()) -> float:
    """How many of the texts name bodies."""
    filled = [text for text in texts if text and not is_total(text) and not is_legend(text)]
    return _part(
        text in known
        or (
            len(text) <= _LONGEST_NAME
            and layout.numbered(text) is None
            and is_body(text)
            and not _DOING.match(text)
        )
        for text in filled
    )
