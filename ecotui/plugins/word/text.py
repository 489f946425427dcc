"""The blocks of a Word document as text, for previews."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import unescape

from ecotui.api import cells, cut, pad

#: Nobody reads more in a preview.
MEASURES = 60
_WIDEST_CELL = 36

_PART = re.compile("<w:tbl>.*?</w:tbl>|<w:p>.*?</w:p>", re.S)
_ROW, _CELL = re.compile("<w:tr>.*?</w:tr>", re.S), re.compile("<w:tc>.*?</w:tc>", re.S)
_PIECE = re.compile(r"<w:t(?: [^>]*)?>([^<]*)</w:t>|<w:(br|tab)/>")
_HEADING = re.compile('<w:pStyle w:val="Heading')


class Few:
    """In place of a target: cancelled as soon as there is enough for a preview."""

    cancelled = False

    def progress(self, done: int, total: int) -> None:
        self.cancelled = done >= MEASURES


def text_of(blocks: Iterable[str]) -> str:
    """Paragraphs as lines, with an empty one above headings; tables as aligned columns."""
    lines: list[str] = []
    after_heading = False
    for block in blocks:
        for part in _PART.findall(block):
            if part.startswith("<w:tbl>"):
                lines += _table(part)
                after_heading = False
            else:
                text = _text(part)
                is_heading = bool(_HEADING.search(part))
                if is_heading and not after_heading and lines and lines[-1]:
                    lines.append("")
                after_heading = is_heading
                lines.append(text)
    return "\n".join(lines)


def _text(block: str) -> str:
    said = {"br": "\n", "tab": " "}
    return "".join(said.get(mark) or unescape(text) for text, mark in _PIECE.findall(block))


def _table(block: str) -> Iterator[str]:
    rows = [
        [_text(cell).replace("\n", " ") for cell in _CELL.findall(row)]
        for row in _ROW.findall(block)
    ]
    count = max(map(len, rows), default=0)
    full = [row for row in rows if len(row) == count]
    widths = [min(max(map(cells, column)), _WIDEST_CELL) for column in zip(*full, strict=True)]
    for row in rows:
        if len(row) < count:
            # A band over the whole table.
            yield "　".join(row)
            continue
        shown = [pad(cut(one, wide), wide) for one, wide in zip(row, widths, strict=True)]
        yield " │ ".join(shown).rstrip(" ")
