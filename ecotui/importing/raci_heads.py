"""Where the head of a matrix of letters is, and what it says of each column."""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

from ecotui.importing import words
from ecotui.importing.columns import columns
from ecotui.importing.raci_cells import OF_PROGRESS, is_mark, letter_word, letters
from ecotui.importing.raci_turned import ACTIVITY
from ecotui.importing.table_heads import plain
from ecotui.raci.letters import is_nothing

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ecotui.importing.blocks import Row

#: A head of letters, and what the letters mean, stand in the first rows.
_FIRST = 8
_CHINESE = re.compile("[㐀-鿿]")
#: What stands in such a column is that, also where it is a letter.
_FURTHER = (words.EXTRA, words.DEADLINE, words.TARGET)


class Columns(NamedTuple):
    """What the columns of a matrix are that has one for each body.

    Args:
        heads: The head of each; "" where a column has none.
        activity: The one with the wordings.
        numbers: Those with the numbers of measures.
        bodies: Those of bodies.
        lettered: Those that have a letter, or a word for a role, in some row.
        empty: Bodies that have none in any row.
    """

    heads: list[str]
    activity: int
    numbers: list[int]
    bodies: list[int]
    lettered: list[int]
    empty: list[str]

    @classmethod
    def of(cls, rows: list[Row], heads: list[str]) -> Columns:
        """What the columns are below a head."""
        heads = [*heads, *[""] * (max(len(row.cells) for row in rows) - len(heads))]
        cells = [
            [row.cells[c].text for row in rows if c < len(row.cells)] for c in range(len(heads))
        ]
        lettered = [c for c, texts in enumerate(cells) if any(map(is_mark, texts))]
        numbers = [
            c
            for c, head in enumerate(heads)
            if c not in lettered and words.head_role(head) == words.NUMBER
        ]
        texts = [c for c in range(len(heads)) if c not in lettered and c not in numbers]
        first = min(lettered, default=len(heads))
        found = activity(heads, [c for c in texts if c < first])
        wordings = found if found is not None else texts[0] if texts else 0
        roles = [words.head_role(head) for head in heads]
        bodies = [
            c
            for c, head in enumerate(heads)
            if (c in lettered or (c > wordings and head))
            and c not in (wordings, *numbers)
            and roles[c] not in _FURTHER
        ]
        empty = [
            heads[c]
            for c in range(min(lettered, default=0), len(heads))
            if heads[c] and roles[c] is None and not any(cells[c])
        ]
        return cls(heads, wordings, numbers, bodies, lettered, empty)


def activity(heads: list[str], texts: list[int]) -> int | None:
    """The column with the wordings, of those before the bodies; None where no head tells.

    任务类别 | 任务内容 are columns as every table has them; of Activity | Description the first is
    the measure.
    """
    if any(_CHINESE.search(heads[c]) for c in texts):
        found = columns([heads[c] for c in texts], {}, tails=True)
        # 完成造林任务 is no head, and stands in a row of a table whose heads come again.
        if found is not None and words.role(found.heads[found.measure]) is not None:
            return texts[found.measure]
    return next((c for c in reversed(texts) if ACTIVITY.fullmatch(heads[c] or "-")), None)


def find(rows: list[Row]) -> tuple[int, int, list[str]] | None:
    """Where the head of a matrix begins and ends, and what it says of each column."""
    marked = (at for at, row in enumerate(rows[:12]) if any(is_mark(c.text) for c in row.cells[1:]))
    first = next(marked, None)
    if not first:
        return None
    columns = {
        c for row in rows[first:] for c, cell in enumerate(row.cells) if c and is_mark(cell.text)
    }

    def names_columns(row: Row) -> bool:
        texts = [cell.text for cell in row.cells]
        filled = sum(c < len(texts) and bool(texts[c]) for c in columns)
        return len({*texts} - {""}) > 1 and 2 * filled >= len(columns)

    at = next((at for at in reversed(range(first)) if names_columns(rows[at])), None)
    if at is None:
        return None
    upper = at
    while upper and names_columns(rows[upper - 1]):
        upper -= 1
    heads = list(plain(rows[at]))
    for row in reversed(rows[upper:at]):
        above = plain(row)
        again = {head for head, count in Counter(heads).items() if head and count > 1}
        for c, text in enumerate(above[: len(heads)]):
            if not heads[c] or (heads[c] in again and c in columns and text != heads[c]):
                heads[c] = text + heads[c]
    if all(OF_PROGRESS.fullmatch(heads[c]) for c in columns):
        return None
    return upper, at, heads


def find_letters(rows: list[Row]) -> tuple[int, dict[int, str]] | None:
    """The row that is a head of letters, and the columns of each letter."""
    for at, row in enumerate(rows[:_FIRST]):
        found = {c: letter for c, t in enumerate(plain(row)) if (letter := letter_word(t))}
        if len(set(found.values())) == len(found) >= 2 and 0 not in found:
            return at, found
    return None


def find_key(rows: list[Row]) -> Row | None:
    """The head of a table that says what each letter means."""
    for at, row in enumerate(rows[:_FIRST]):
        first = [below.cells[0].text for below in rows[at + 1 :]]
        is_head = len(row.cells) == 2 and letters(plain(row)[0]) is None
        if is_head and first and all(letters(text) for text in first if text):
            return row
    return None


def is_matrix(rows: list[Row], width: int) -> bool:
    """Whether most cells of the rows hold letters."""
    cells = [
        cell.text
        for row in rows
        if len({c.text for c in row.cells if c.text}) > 1
        for cell in row.cells[1:]
        if not is_nothing(cell.text)
    ]
    lettered = sum(map(is_mark, cells))
    if width < 3 or lettered < 2:
        return False
    columns = [[row.cells[c].text for row in rows if c < len(row.cells)] for c in range(width)]
    of_letters = [[is_mark(text) for text in column if not is_nothing(text)] for column in columns]
    full = sum(sum(column) > 0.6 * len(column) for column in of_letters)
    # Beside those of departments there may be as many others.
    return lettered >= 0.6 * len(cells) or full > 2


def has_words(rows: list[Row]) -> bool:
    """Whether a head of a table names letters by their words, as in Accountable, Consulted."""
    return any(
        len({letter for cell in row.cells if (letter := letter_word(cell.text))} & {*"ACI"}) > 1
        for row in rows[:4]
    )
