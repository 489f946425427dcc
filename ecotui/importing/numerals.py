"""Numbers before headings and items that only what stands around them tells from amounts.

1 Rivers, 2.1河流 and 1.2025年 become 1.Rivers, 2.1 河流 and 1. 2025年 where they count.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from ecotui.importing import layout
from ecotui.importing.blocks import Paragraph, Table
from ecotui.importing.tails import split_tail

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from ecotui.importing.blocks import Block

# A heading counted without a sign, and the first below it: 1 Rivers, 1.1 Banks.
_COUNTED = re.compile(r"\s*(\d{1,2})\s+(\D[^。；;]{1,39})")
_FIRST_BELOW = re.compile(r"\s*(\d{1,2})\.1(?!\d)")
_SECTION = re.compile(
    r"(\d{1,2}(?:[.．]\d{1,2})+)(?=[一-鿿])(?![万亿千百十倍个项亩公米吨元年月日时号条家座户处次件人期级类])"
)
_COUNTED_TWICE = re.compile(
    r"\s*(\d{1,2})[.．](\d{1,2})(?![\d.．])"
    # No amount: 1.1亿元.
    r"(?:\s+|(?![万亿千百十倍个项亩公米吨元年月日时号条家座户处次件人期级类分度平立]))"
    r"(?=[一-鿿A-Z][^\n]{3})"
)
_BEFORE_DIGIT = re.compile(r"(\d{1,9})[.．](?=\d)")


class _Item(NamedTuple):
    """A paragraph by its index, its number (0 of a heading), and whether it has one for certain."""

    at: int
    number: int
    is_certain: bool


def put_right(blocks: Iterable[Block]) -> list[Block]:
    """The blocks, with such numbers as `layout.mark` knows them."""
    out = list(blocks)
    first = (_FIRST_BELOW.match(one.whole) for one in out if isinstance(one, Paragraph))
    has_below = {match[1] for match in first if match}
    listed = _listed([one.whole if isinstance(one, Paragraph) else "" for one in out])
    chapter = item = 0
    sections: set[tuple[int, ...]] = set()
    items: list[_Item] = []
    for at, block in enumerate(out):
        if isinstance(block, Table):
            out[at] = _by_last(block)
        if not isinstance(block, Paragraph):
            continue
        if block.number and (block.number[-1].isdigit() or block.text[:1].isdigit()):
            # Word shows it apart from the text.
            block = out[at] = block._replace(number=f"{block.number} ")
        text = block.whole
        match = None if block.level else _COUNTED.fullmatch(text)
        if match and match[1] in has_below:
            text = f"{match[1]}.{match[2]}"
        mark = layout.mark(text)
        if mark and mark.rank <= layout.DECIMAL:
            if mark.rank == layout.DECIMAL:
                item = mark.number or item
            elif mark.rank <= layout.CHINESE:
                chapter = mark.number or chapter
            # Numbers may start again below a heading.
            number = mark.number if mark.rank == layout.DECIMAL else 0
            items.append(_Item(at, number or 0, True))
        elif mark and mark.rank < layout.SMALL:
            sections.add(tuple(map(int, mark.sign.rstrip(".．、").split("."))))
        elif not mark and (match := _SECTION.match(text)):
            *above, last = map(int, re.split("[.．]", match[1]))
            known = at in listed or tuple(above) in sections or above in ([chapter], [item])
            if (
                at in listed
                or len(above) > 1
                or (known and (last == 1 or (*above, last - 1) in sections))
            ):
                sections.add((*above, last))
                text = f"{match[1]} {text[match.end() :]}"
        if text != block.whole:
            out[at] = block._replace(text=text, number="")
        elif not mark and (match := _BEFORE_DIGIT.match(text)):
            items.append(_Item(at, int(match[1]), False))
    _part_from_digits(out, items)
    return out


def _by_last(table: Table) -> Table:
    """A table; the cells of a column that are counted 1.1, 1.2, 2.1 have the last number alone."""
    rows = [list(row.cells) for row in table.rows]
    for column in range(max(map(len, rows), default=0)):
        texts = [cells[column].text if column < len(cells) else "" for cells in rows]
        found = _listed(texts)
        # Of a column of other texts some may begin with amounts; the first filled cell is its head.
        if len(found) < len(list(filter(None, texts))) - 2:
            continue
        # 1.1 Early warning below 1 Protect people is a section.
        if any(map(_COUNTED.fullmatch, texts)):
            continue
        for at in found:
            match = _COUNTED_TWICE.match(texts[at])
            assert match
            text = f"{match[2]}. {texts[at][match.end() :]}"
            rows[at][column] = rows[at][column]._replace(text=text)
    if all(tuple(new) == row.cells for new, row in zip(rows, table.rows, strict=True)):
        return table
    return Table(
        tuple([row._replace(cells=tuple(new)) for new, row in zip(rows, table.rows, strict=True)])
    )


def _listed(texts: Iterable[str]) -> set[int]:
    """Indices of the texts that begin with numbers which count on: 1.1培育, 1.2实施, 2.1建设."""
    found: set[int] = set()
    before: tuple[int, int, int] | None = None
    for at, text in enumerate(texts):
        match = _COUNTED_TWICE.match(text)
        if match is None:
            continue
        first, second = int(match[1]), int(match[2])
        if before and (first, second) in ((before[1], before[2] + 1), (before[1] + 1, 1)):
            found |= {before[0], at}
        before = at, first, second
    return found


def _part_from_digits(blocks: list[Block], items: list[_Item]) -> None:
    """Put a blank between the number of an item and a digit: 1.2025年, 2.5G网络.

    It is a number, and no amount, where it follows the one before, and the next follows it, or the
    departments at its own end tell.
    """
    goes_on: list[bool] = []
    after = 0
    for at, number, is_certain in reversed(items):
        block = blocks[at]
        assert isinstance(block, Paragraph)
        fits = after == number + 1 or (
            not is_certain and number > 1 and bool(split_tail(block.whole)[1])
        )
        goes_on.insert(0, fits)
        if number:
            after = number if is_certain or fits else 0
    last, begins = 0, True
    for (at, number, is_certain), fits in zip(items, goes_on, strict=True):
        block = blocks[at]
        if is_certain:
            last, begins = number or last, not number
        elif fits and (number == last + 1 or (begins and number == 1)):
            assert isinstance(block, Paragraph)
            whole = _BEFORE_DIGIT.sub(r"\g<0> ", block.whole, count=1)
            blocks[at] = block._replace(text=whole, number="")
            last, begins = number, False
