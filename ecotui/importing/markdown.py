"""Markdown as far as tables need it: bytes into rows of cells, with the lines they stand on.

Only what converters of office documents write is undone: GitHub's pipe tables, backslash
escapes, entities, tags of layout and emphasis. Anything else stays as it stands, so that nothing
is lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.entities import html5
from typing import NamedTuple

from ecotui.text.folding import HAN

_CJK = f"{HAN}\u3000-\u3003\u3008-\u301b\uff01-\uff5e\u201c\u201d"


class Row(NamedTuple):
    """One row of a table.

    Args:
        line: Its line in the document, from 1.
        cells: The text of each cell, markup undone.
        first: Whether it begins a table, as after a page break.
        header: Whether a delimiter row follows.
    """

    line: int
    cells: tuple[str, ...]
    first: bool = False
    header: bool = False


class Text(NamedTuple):
    """One line outside the tables, markup undone; ``level`` is that of a Markdown heading, or 0."""

    line: int
    text: str
    level: int = 0


_LINE_END = re.compile(r"\r\n|\r|\n")
_DELIMITER = re.compile(r"[\s|:\-]*\Z")
_PIPE = re.compile(r"\\.|\|", re.S)
_HEADING = re.compile(rf"(#{{1,6}})(?=[ \t{HAN}])")
# What a printed page leaves behind between two tables: — 3 —, - 3 -, 第 3 页 共 9 页.
_PAGE_NUMBER = re.compile(
    r"[-—–－]+\s*\d{1,5}\s*[-—–－]+|第\s*\d{1,5}\s*页(?:\W*共\s*\d{1,5}\s*页)?"
)


def blocks(text: str) -> Iterator[Row | Text]:
    """The rows and the lines of text of a document, in order.

    A row is a line that begins with a pipe, one above a delimiter row, or one directly below
    another row, as GitHub reads tables. Blank lines, delimiter rows, page numbers and rules are
    layout and left out.
    """
    lines = _LINE_END.split(text)
    inside = False
    for index, raw in enumerate(lines):
        line = raw.strip()
        heading = _HEADING.match(line)
        if not line or _PAGE_NUMBER.fullmatch(line):
            inside = False
        elif _is_delimiter(line):
            inside = True
        elif heading:
            inside = False
            title = line[heading.end() :].strip()
            closed = title.rstrip("#")
            title = closed if closed[-1:].isspace() else title
            yield Text(index + 1, inline(title), len(heading[1]))
        else:
            header = index + 1 < len(lines) and _is_delimiter(lines[index + 1].strip())
            header = header and _pipe(line)
            if inside or header or line.startswith("|"):
                cells = tuple([inline(cell) for cell in split_row(line)])
                yield Row(index + 1, cells, not inside, header)
                inside = True
            elif any(character.isalnum() for character in line):
                yield Text(index + 1, inline(line))


def _is_delimiter(line: str) -> bool:
    return "|" in line and "-" in line and _DELIMITER.match(line) is not None


def _pipe(line: str) -> bool:
    return any(match[0] == "|" for match in _PIPE.finditer(line))


def split_row(line: str) -> list[str]:
    """The cells of a table row, still with their markup; a pipe after a backslash parts none."""
    line = line.strip()
    cuts = [match.start() for match in _PIPE.finditer(line) if match[0] == "|"]
    cells, start = [], 0
    for cut in cuts:
        cells.append(line[start:cut])
        start = cut + 1
    cells.append(line[start:])
    if cuts and cuts[0] == 0:
        del cells[0]
    if len(cells) > 1 and cuts[-1] == len(line) - 1:
        del cells[-1]
    return cells


_BLOCK_TAGS = "p|div|li|ul|ol|center"
_TAGS = f"{_BLOCK_TAGS}|br|b|strong|i|em|u|s|del|ins|sub|sup|span|font|small|big|mark"
_TOKEN = re.compile(
    r"\\(?P<escaped>[!-/:-@\[-`{-~])"
    r"|&(?P<entity>#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"
    rf"|</?(?P<tag>{_TAGS})(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)


def inline(raw: str) -> str:
    """A piece of Markdown as plain text, without blanks around it.

    Backslash escapes, entities, emphasis (``*``, ``**``, ``_``, ``__``) and tags of layout are
    undone; ``<br>`` and the border of two paragraphs become line breaks. What was escaped is
    never taken for markup.
    """
    if not any(sign in raw for sign in "\\&<*_"):
        return raw.strip()
    # Of the same length: the text, and the text with what was escaped made harmless.
    out: list[str] = []
    mask: list[str] = []
    paragraph_ends = False

    def add(text: str, shown: str) -> None:
        nonlocal paragraph_ends
        if paragraph_ends and not text.isspace():
            if out and out[-1] != "\n":
                out.append("\n")
                mask.append("\n")
            paragraph_ends = False
        if not paragraph_ends:
            out.extend(text)
            mask.extend(shown)

    at = 0
    for match in _TOKEN.finditer(raw):
        if plain := raw[at : match.start()]:
            add(plain, plain)
        at = match.end()
        tag = (match["tag"] or "").lower()
        if tag == "br":
            paragraph_ends = False
            add("\n", "\n")
        elif tag:
            paragraph_ends = paragraph_ends or tag in _BLOCK_TAGS.split("|")
        else:
            literal = match["escaped"] or _entity(match["entity"]) or match[0]
            add(literal, literal.replace("*", "x").replace("_", "x"))
    if plain := raw[at:]:
        add(plain, plain)
    dropped = _emphasis("".join(mask))
    return "".join([c for index, c in enumerate(out) if index not in dropped]).strip()


def _entity(name: str) -> str | None:
    """The characters that an entity names, or None where there is no such one."""
    if not name.startswith("#"):
        return html5.get(f"{name};")
    code = int(name[2:], 16) if name[1] in "xX" else int(name[1:])
    return chr(code) if 0 < code < 0xD800 or 0xDFFF < code < 0x110000 else None


_MARKS = re.compile(r"\*+|_+")


def _emphasis(text: str) -> set[int]:
    """Indices of the signs of emphasis: runs of equal length that open and close.

    A single sign keeps to CommonMark's rule, that it does not open before punctuation inside a
    word nor close after it, since a lone asterisk is often a footnote's. Double ones are taken
    wherever they stand at a word: ``**“三江”**流域`` is meant as emphasis, though CommonMark
    would not read it so.
    """
    dropped: set[int] = set()
    opened: dict[str, int] = {}
    for match in _MARKS.finditer(text):
        run = match[0]
        if len(run) > 3:
            continue
        before = text[match.start() - 1] if match.start() else " "
        after = text[match.end()] if match.end() < len(text) else " "
        if _stands_at_end(run, before, after) and run in opened:
            start = opened.pop(run)
            dropped.update(range(start, start + len(run)))
            dropped.update(range(match.start(), match.end()))
        elif _stands_at_end(run, after, before):
            opened[run] = match.start()
    return dropped


def _stands_at_end(run: str, inner: str, outer: str) -> bool:
    if inner.isspace() or (run[0] == "_" and outer.isalnum()):
        return False
    return len(run) > 1 or inner.isalnum() or not outer.isalnum()


_LAYOUT_BLANK = re.compile(rf"(?<=[{_CJK}])\s+(?=[{_CJK}])")


def unspaced(text: str) -> str:
    """A name or title without the blanks and breaks that layout put between Chinese characters."""
    return " ".join(_LAYOUT_BLANK.sub("", text).split())
