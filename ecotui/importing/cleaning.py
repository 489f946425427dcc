"""What nobody sees in a document, and what looks like another character, taken out of its blocks.

A reader leaves such characters in, so that they can be reported; for what comes after they would
make two names of one.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cached_property

from ecotui.i18n import _, ngettext
from ecotui.importing.blocks import Paragraph, Table
from ecotui.importing.outline import READ, REPAIRED
from ecotui.text.lookalikes import lookalikes, plain, without
from ecotui.text.proofreading import is_simplified

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from ecotui.importing.blocks import Block, Place
    from ecotui.importing.outline import Report

_BLANKS = re.compile(r"[^\S\n\t\u3000]{2,}")
#: Numerals with their sign as one character: ⒈ and ㈠; no other sign reads so.
_NUMERAL = re.compile(r"([⒈-⒛])[^\S\n]*(?=(\d?))|([㈠-㈩])")
# What may stand on either side of a name.
_BESIDE = re.compile(r"[\s、，,；;。.：:|（）()]+")


class Cleaning:
    """Cleans the blocks of a document, and remembers what stood in them.

    Args:
        blocks: The blocks as a reader gives them.

    Attributes:
        blocks: The blocks without such characters.
    """

    def __init__(self, blocks: Iterable[Block]) -> None:
        self._given = list(blocks)
        #: How often each character was found, for those that nobody sees and for the others.
        self._counts: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
        self._places: dict[int, Place] = {}
        #: Words by what is read instead, each with its place.
        self._words: dict[str, dict[str, Place]] = {}
        self.blocks = [self._block(block) for block in self._given]

    def report(self, report: Report, names: Collection[str]) -> None:
        """Say what was taken out, and which names are written with it."""
        unseen, others = [
            ", ".join([f"{what} ({count})" for what, count in counts.items()])
            for counts in self._counts
        ]
        if unseen:
            total = self._counts[0].total()
            message = ngettext(
                "{count} character that nobody sees is left out: {characters}",
                "{count} characters that nobody sees are left out: {characters}",
                total,
            )
            message = message.format(count=total, characters=unseen)
            report.note(REPAIRED, self._places[0], message)
        if others:
            total = self._counts[1].total()
            message = ngettext(
                "{count} character that looks like another is replaced: {characters}",
                "{count} characters that look like others are replaced: {characters}",
                total,
            )
            message = message.format(count=total, characters=others)
            report.note(REPAIRED, self._places[1], message)
        for name, written in self._words.items():
            if name in names:
                for word, place in written.items():
                    points = ", ".join(dict.fromkeys(map(str, lookalikes(word))))
                    message = _("{written} is read as {name}: {characters}")
                    message = message.format(written=word, name=name, characters=points)
                    report.note(READ, place, message)

    @cached_property
    def _is_simplified(self) -> bool:
        return is_simplified("".join([text for block in self._given for text in texts(block)]))

    def _block(self, block: Block) -> Block:
        if isinstance(block, Paragraph):
            text, number = [self._text(text, block.place) for text in (block.text, block.number)]
            return block._replace(text=text, number=number)
        if isinstance(block, Table):
            rows = []
            for row in block.rows:
                # A merged cell has its text at each place that it covers.
                texts = [
                    self._text(cell.text, None if cell.across or cell.down else row.place)
                    for cell in row.cells
                ]
                cells = [
                    cell if text is cell.text else cell._replace(text=text)
                    for cell, text in zip(row.cells, texts, strict=True)
                ]
                rows.append(row._replace(cells=tuple(cells)))
            return Table(tuple(rows))
        return block

    def _tell_numerals(self, text: str, place: Place) -> None:
        """Remember numerals of one character that number no item: 按㈠类标准."""
        for line in text.split("\n"):
            for at, sign in enumerate(_NUMERAL.finditer(line)):
                if at or line[: sign.start()].strip():
                    mark = sign[1] or sign[3]
                    self._counts[1][f"{mark} (U+{ord(mark):04X}) → {_parted(sign).strip()}"] += 1
                    self._places.setdefault(1, place)

    def _text(self, text: str, place: Place | None) -> str:
        """A text without such characters, which are remembered if it has a place."""
        if _NUMERAL.search(text):
            if place is not None:
                self._tell_numerals(text, place)
            text = _NUMERAL.sub(_parted, text)
        found = lookalikes(text)
        if not found:
            return text
        if not self._is_simplified:
            found = lookalikes(text, simplified=False)
        if place is not None:
            for one in found:
                seen = int(bool(one.meant))
                self._counts[seen][str(one)] += 1
                self._places.setdefault(seen, place)
            for word in _BESIDE.split(text):
                if (read := plain(word)) != word:
                    self._words.setdefault(read, {}).setdefault(word, place)
        cleaned = _BLANKS.sub(" ", without(text, found))
        return "\n".join([line.strip() for line in cleaned.split("\n")]).strip()


def _parted(numeral: re.Match[str]) -> str:
    """The characters that one stands for: 1. and （一）."""
    plainly = unicodedata.normalize("NFKC", numeral[0]).rstrip()
    if numeral[3]:
        return plainly.replace("(", "（").replace(")", "）")
    return f"{plainly} " if numeral[2] else plainly


def texts(block: Block) -> Iterator[str]:
    """The texts of a block; that of a merged cell at each place that it covers."""
    if isinstance(block, Paragraph):
        yield block.text
    elif isinstance(block, Table):
        yield from (cell.text for row in block.rows for cell in row.cells)
