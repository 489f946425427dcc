"""Where the head of a table is, how many rows it takes, and whether others stand beside it."""

from __future__ import annotations

from ecotui.i18n import _
from ecotui.importing import columns as heads
from ecotui.importing import words
from ecotui.importing.blocks import Cell
from ecotui.importing.outline import READ
from ecotui.importing.spacing import unspaced
from ecotui.importing.tails import split_tail

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from ecotui.importing.blocks import Row
    from ecotui.importing.columns import Columns
    from ecotui.importing.outline import Report


def find(rows: list[Row], chosen: Mapping[str, str]) -> tuple[int, Columns | None, int]:
    """Where the head is, what it says, and how many rows it takes."""
    for at, row in enumerate(rows[:12]):
        upper = heads.upper_of_three(*rows[at : at + 3]) if at + 2 < len(rows) else None
        if upper and (found := heads.of_two_rows(upper, rows[at + 2], chosen)):
            return at, found, 3
        if at + 1 < len(rows):
            found = heads.of_two_rows(row, rows[at + 1], chosen)
            if found is not None:
                return at, found, 2
        texts = [cell.text for cell in row.cells]
        found = heads.columns(texts, chosen)
        numbered = any(words.role(text) == words.NUMBER for text in texts)
        if found is None and numbered and _has_tails(rows):
            found = heads.columns(texts, chosen, tails=True)
        if found is not None:
            return at, found, 1
    return 0, None, 0


def further(rows: list[Row], chosen: Mapping[str, str]) -> list[int]:
    """Where heads stand below the first that have other columns, or the same in another order.

    One that begins with 序号 may be that of a table about something else.
    """
    at, found, taken = find(rows, chosen)
    out: list[int] = []
    while found is not None and at < len(rows):
        head = [plain(row) for row in rows[at : at + taken]]
        at += taken
        above = at
        while at < len(rows) and not _is_another(rows[at], head, chosen):
            if begins_with_number(rows[at]) and not _is_known(rows[at], head):
                break
            at += 1
        if at < len(rows):
            start = at
            if not _is_another(rows[at], head, chosen):
                # With its title: no heading of ours.
                while start > above and len({*plain(rows[start - 1])} - {""}) < 2:
                    start -= 1
            out.append(start)
            taken = max(1, find(rows[at : at + 2], chosen)[2])
    return out


def _is_another(row: Row, head: list[tuple[str, ...]], chosen: Mapping[str, str]) -> bool:
    """Whether a row is a head by each of its words, and not the one that is known."""
    texts = {text for text in plain(row) if text}
    if len(texts) < 2 or not all(text in chosen or words.head_role(text) for text in texts):
        return False
    whole = sum(text in chosen or words.is_word(text) for text in texts)
    return (
        whole >= min(3, len(texts))
        and not _is_known(row, head)
        and heads.columns([cell.text for cell in row.cells], chosen) is not None
    )


def _is_known(row: Row, head: list[tuple[str, ...]]) -> bool:
    return any(repeats(plain(row), known) for known in head)


def begins_with_number(row: Row) -> bool:
    """Whether a row is a head of several columns, the first of them for numbers: 序号."""
    texts = [text for text in plain(row) if text]
    return len(set(texts)) > 2 and words.is_word(texts[0]) and words.role(texts[0]) == words.NUMBER


def panels(rows: list[Row], chosen: Mapping[str, str], report: Report) -> list[Row]:
    """The rows below each other where panels with the same heads stand side by side."""
    for at, row in enumerate(rows[:12]):
        texts = [unspaced(cell.text) for cell in row.cells]
        # 序号 | 任务 | 责任单位 | 任务 | 责任单位
        counted = len(texts) > 2 and words.role(texts[0]) == words.NUMBER
        counts = texts[:1] if counted and texts[0] not in texts[1:] else []
        texts = texts[len(counts) :]
        if not texts or texts[0] not in texts[1:]:
            continue
        again = texts.index(texts[0], 1)
        parts = [texts[start : start + again] for start in range(0, len(texts), again)]
        while parts[-1] and not parts[-1][-1] and len(parts[-1]) > 1:
            parts[-1].pop()
        named = [text for text in parts[0] if text]
        if any([text for text in part if text] != named for part in parts):
            continue
        if heads.columns([*counts, *parts[0]], chosen) is None:
            continue
        message = _("tables with the same heads side by side are read from left to right")
        report.note(READ, row.place, message)
        out = rows[:at]
        for start in range(0, len(texts), again):
            for below in rows[at:]:
                own = below.cells[len(counts) :]
                # The head has its count again; the numbers are those of the first.
                count = below.cells[: len(counts)]
                if start and below is not row:
                    count = (Cell(""),) * len(counts)
                cells = own[start : start + again]
                # What goes over all panels stands in the first.
                if not (cells and start and cells[0].across):
                    cells += (Cell(""),) * (again - len(cells))
                    out.append(below._replace(cells=count + cells))
        return out
    return rows


def plain(row: Row) -> tuple[str, ...]:
    """The texts of a row without the blanks of layout."""
    return tuple([unspaced(cell.text) for cell in row.cells])


def repeats(row: tuple[str, ...], head: tuple[str, ...]) -> bool:
    """Whether a row is a head again, perhaps without some of its cells."""
    filled = [at for at, text in enumerate(row) if text]
    some = len({row[at] for at in filled}) > 2 and filled[-1] < len(head)
    return row == head or (some and all(row[at] == head[at] for at in filled))


def is_of_another(row: Row) -> bool:
    """Whether a row is the head of a table that is about something else: 序号 | 单位 | 姓名."""
    if begins_with_number(row):
        return True
    found = [words.role(cell.text) for cell in row.cells if words.is_word(cell.text)]
    return len(found) > 1 and not {words.NUMBER, words.PEOPLE}.isdisjoint(found)


def _has_tails(rows: list[Row]) -> bool:
    cells = (cell.text for row in rows for cell in row.cells if len(cell.text) > 8)
    return any(split_tail(text)[1] for text in cells)
