"""Paragraphs as they are meant, before the items of a document are found: parted and joined."""

from __future__ import annotations

import itertools
import re

from ecotui.i18n import _
from ecotui.importing import brackets, labels, layout, words
from ecotui.importing.blocks import Note, Paragraph, Table
from ecotui.importing.outline import DOUBTFUL, READ, Report
from ecotui.importing.spacing import glued, shortened
from ecotui.importing.tails import split_sentences, split_tail

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ecotui.importing.blocks import Block

_ANNEX = re.compile(r"附\s*[件表]\s*[\d一二三四五六七八九十]{0,2}\s*[:：]?")
#: The title of an annex has no more lines.
_LINES = 3
#: Signs before headings; others begin the items of a list.
_SIGNS = "●◆■▲○□◇△"
#: What stands above the first of such headings.
_HIGHER = {layout.PART, layout.CHINESE, layout.BRACKETED, layout.BULLET}
#: So many lines in bold are headings.
_SEVERAL = 2


def whole(blocks: Iterable[Block], report: Report) -> list[Block]:
    """The blocks, each paragraph one heading, one item, or one measure of several sentences."""
    lines = [line for block in _unnumbered([*blocks], report) for line in _lines(block, report)]
    joined = _joined([part for line in lines for part in _headings(line)], report)
    return [one for block in joined for one in _sentences(block, report)]


def _unnumbered(blocks: list[Block], report: Report) -> list[Block]:
    """The blocks; lines in bold, or with a sign, above numbered items are headings.

    Where a document has others, such a line is one without its sign: ●产业发展 is no item.
    """
    above: dict[int, Paragraph] = {}
    ranks: list[float] = []
    marks = [layout.mark(one.whole) if isinstance(one, Paragraph) else None for one in blocks]
    for at, (block, mark, below) in enumerate(zip(blocks, marks, [*marks, None][1:], strict=True)):
        if not isinstance(block, Paragraph):
            continue
        ranks += [mark.rank] if mark else []
        is_signed = mark is not None and mark.sign in _SIGNS and (above or {*ranks} <= _HIGHER)
        head = block._replace(text=mark.rest) if is_signed and mark else block
        if not at or below is None or below.rank != layout.DECIMAL:
            continue
        if (is_signed or (block.bold and not block.centred)) and _may_title(head):
            above[at] = head
    begin = min(above, default=len(blocks))
    styled = any(isinstance(block, Paragraph) and block.level for block in blocks[begin:])
    if len(above) < _SEVERAL or styled:
        return blocks
    has_others = min(ranks) < layout.DECIMAL
    if not has_others:
        message = _(
            "lines in bold or with a sign above numbered items are read as headings: {text}"
        )
        text = "、".join([head.whole.strip() for head in above.values()])
        report.note(DOUBTFUL, above[begin].place, message.format(text=shortened(text)))
    level = 0 if has_others else 1
    return [
        above[at]._replace(level=level) if at in above else block for at, block in enumerate(blocks)
    ]


def _lines(block: Block, report: Report) -> list[Block]:
    """A paragraph whose lines are items, each with its numeral, as those; else the paragraph.

    Pasted text has such: 二、民生 above 3.建学校。（甲局牵头） above 4.建医院。（乙局牵头）.
    The lines of one measure stay together: its parts count from 1, and one may end it.
    """
    if not isinstance(block, Paragraph) or "\n" not in block.text:
        return [block]
    lines = block.whole.split("\n")
    starts: list[int] = []
    last: dict[float, int] = {}
    for at, line in enumerate(lines):
        mark = layout.mark(line.strip())
        if not mark or mark.number is None or not mark.rest or mark.rank > layout.DECIMAL:
            continue
        if mark.rank in last:
            goes_on = mark.number == last[mark.rank] + 1
        else:
            # Below a heading of this paragraph, or the next heading of the document.
            is_below = any(rank < min(mark.rank, layout.DECIMAL) for rank in last)
            goes_on = is_below or (mark.rank < layout.DECIMAL and mark.number > 1)
        if starts and not goes_on:
            return [block]
        last = {rank: number for rank, number in last.items() if rank < mark.rank}
        last[mark.rank] = mark.number
        starts.append(at)
    if len(starts) < 2 or not any(_says_who(line) for line in lines[: starts[-1]]):
        return [block]
    if starts[0]:
        starts.insert(0, 0)
    message = _("the lines of one paragraph are read as items of their own: {text}")
    report.note(READ, block.place, message.format(text=shortened(block.whole)))
    parts = [
        "\n".join(lines[begin:end]).strip()
        for begin, end in itertools.pairwise([*starts, len(lines)])
    ]
    return [block._replace(text=part, number="", level=0) for part in parts if part]


def _says_who(line: str) -> bool:
    """Whether a line ends in brackets that say who does something, or is a label and names."""
    label = labels.label_pattern().match(line.strip())
    role = words.role(label["label"]) if label else None
    return bool(split_tail(line)[1]) or role in words.DEPARTMENT_ROLES


def _headings(block: Block) -> Iterator[Block]:
    """A heading that is several, each with its numeral, as those: 一、章　（一）节."""
    parts = layout.parted(block.whole) if isinstance(block, Paragraph) and block.level else []
    if len(parts) < 2 or not isinstance(block, Paragraph):
        yield block
        return
    first, second = map(layout.mark, parts[:2])
    if not first and second and second.rank <= layout.CHINESE:
        # What stands before a chapter says what the page is.
        yield block._replace(text=parts.pop(0), number="", level=0)
    for below, part in enumerate(parts):
        yield block._replace(text=part, number="", level=block.level + below)


def _joined(blocks: Iterable[Block], report: Report) -> Iterator[Block]:
    """The blocks, paragraphs joined whose last bracket closes only in one of the next."""
    held: Paragraph | None = None
    waiting: list[Paragraph] = []
    for block in blocks:
        if held is not None:
            if isinstance(block, Paragraph) and len(waiting) < 4 and not layout.mark(block.whole):
                waiting.append(block)
                whole = held._replace(text=glued([held.text, *[p.whole for p in waiting]]))
                if brackets.depth(whole.text) <= 0 and split_tail(whole.whole)[1]:
                    yield whole
                    for rest in waiting:
                        # What is read of it is read where the bracket opens.
                        report.covers([], rest.place)
                    held, waiting = None, []
                continue
            yield held
            yield from waiting
            held, waiting = None, []
        if isinstance(block, Paragraph) and brackets.depth(block.text) > 0:
            held = block
        else:
            yield block
    if held is not None:
        yield held
        yield from waiting


def annexes(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks; the title of what an annex assigns, behind measures, is a heading of its own.

    Else the table, or the items, would stand below the last heading of the text that the annex
    belongs to.
    """
    begun, annex = False, False
    highest: float = layout.BULLET
    held: list[Paragraph] = []
    waiting = [*blocks]
    for at, block in enumerate(waiting):
        mark = layout.mark(block.whole) if isinstance(block, Paragraph) else None
        if isinstance(block, Table):
            yield from _as_heading(held) if annex else held
            begun, annex, held = True, False, []
        elif is_annex(block):
            yield from held
            annex, held = begun, []
            yield block
            continue
        elif annex and isinstance(block, Paragraph) and len(held) < _LINES and _may_title(block):
            held.append(block)
            continue
        else:
            is_below = annex and mark and mark.rank > highest and _assigns(waiting[at:])
            yield from _as_heading(held) if is_below else held
            annex, held = annex and isinstance(block, Note), []
            begun = begun or (isinstance(block, Paragraph) and bool(split_tail(block.text)[1]))
        highest = min(highest, mark.rank) if mark else highest
        yield block
    yield from held


def is_annex(block: Block) -> bool:
    """Whether a paragraph begins an annex: 附件1."""
    return isinstance(block, Paragraph) and _ANNEX.fullmatch(block.whole.strip()) is not None


def _as_heading(title: list[Paragraph]) -> Iterator[Paragraph]:
    """The lines of the title of an annex as a heading above all others."""
    if title:
        lines = "\n".join([line.whole for line in title])
        yield title[0]._replace(text=lines, number="", level=1)


def _assigns(blocks: Iterable[Block]) -> bool:
    """Whether what stands before the next annex says who does something."""
    annex = itertools.takewhile(lambda block: not is_annex(block), blocks)
    return any(isinstance(block, Paragraph) and _says_who(block.whole) for block in annex)


def _may_title(block: Paragraph) -> bool:
    """Whether a paragraph may be a line of the title of a table."""
    text = block.whole.strip()
    return bool(
        len(text) < 60
        and not layout.mark(text)
        and not labels.label_pattern().match(text)
        and layout.is_unfinished(text)
    )


def _sentences(block: Block, report: Report) -> list[Block]:
    """A paragraph whose sentences each say who does it, as a heading and a paragraph for each.

    ``（一）兴农。稳面积（甲局负责）。建农田（乙局负责）。`` Where the first sentence with a numeral
    is no heading, the paragraph stays as it is.
    """
    if not isinstance(block, Paragraph) or block.level:
        return [block]
    pieces = split_sentences(block.text)
    if len(pieces) < 2:
        return [block]
    heading, stop, first = pieces[0].partition("。")
    first = first.strip()
    if layout.mark(f"{block.number}{heading}"):
        is_bracket = first[:1] in brackets.OPENING and not layout.mark(first)
        if not first or brackets.last(heading) is not None or is_bracket:
            return [block]
        pieces[:1] = [heading + stop, first]
    message = _("the sentences with departments of their own are measures: {text}")
    report.note(READ, block.place, message.format(text=shortened(block.text)))
    numbers = [block.number, *[""] * (len(pieces) - 1)]
    return [
        block._replace(text=piece, number=number)
        for piece, number in zip(pieces, numbers, strict=True)
    ]
