"""Reader ``text``: plain text and Markdown, also as it is pasted out of a PDF.

Of Markdown what converters of office documents write is undone: GitHub's pipe tables, backslash
escapes, entities, tags of layout and emphasis. Anything else stays as it stands, so that nothing
is lost.
"""

from __future__ import annotations

import re
from html.entities import html5
from statistics import quantiles
from unicodedata import normalize

from ecotui.api import Cell, Note, Paragraph, Place, Row, Table, _
from ecotui.plugins.readers.grids import MOST_CELLS, too_large
from ecotui.plugins.readers.raised import shift_named, shifted
from ecotui.plugins.readers.unshown import Unshown, shortened
from ecotui.plugins.readers.whitespace import NO_WIDTH

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ecotui.api import Block

_HAN = "\u3400-\u9fff\uf900-\ufaff"
_LINE_END = re.compile(r"\r\n|\r|\n")
_DELIMITER = re.compile(r"[\s|:\-]*\Z")
_PIPE = re.compile(r"\\.|\|", re.DOTALL)
_HEADING = re.compile(rf"(#{{1,6}})(?=[ \t{_HAN}])")
# What a printed page leaves behind: — 3 —, - 3 -, 第 3 页 共 9 页, 3 / 9, a form feed.
_PAGE_NUMBER = re.compile(
    r"[-—–－]+\s*[\d０-９]{1,5}\s*[-—–－]+|第\s*\d{1,5}\s*页(?:\W*共\s*\d{1,5}\s*页)?|\d{1,4}\s*/\s*\d{1,4}"
    r"|page \d+(?: of \d+)?",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d{1,4}")
#: What Markdown and mail put before the lines of a quotation.
_QUOTED = re.compile(rf"\A(?:>[ \t]*)+(?=[{_HAN}#*\s（(\[【|]|\d+[.．、]|\Z)")
_INNER_FEED = re.compile(r"(?<=[^\r\n\f])\f+(?=[^\r\n\f])")
_BEGINS = re.compile(
    rf"[(（〔]?\s*[零〇一二两三四五六七八九十百\d０-９]{{1,6}}\s*[)）〕、.．﹒]|第[一二三四五六七八九十百\d]+[章节条部]|附\s*件"
    rf"|[•●■◆△▲○□◇①-⑳#|>*-]|[{_HAN}]{{2,8}}[:：]|[一二三四五六七八九十]是|[A-Za-z][.．、)）]\s*[{_HAN}]"
    # Lead: A, Key partners: B, Goal 2: C, Objective 3 - D
    r"|[A-Z][A-Za-z /&()-]{1,30}(?:\d{1,3}\s?[.–—-]|\d{0,3}:)\s"
)
_EDGE = f" \t\u3000\xa0{NO_WIDTH}"
# A sentence ends, or the departments behind it.
_ENDS = re.compile("(?:[。｡！？；：!?;:]|(?:负责|牵头|配合|参加|落实)[)）])\\Z")
# Struck through, within a line and a cell. Between digits the sign is that of a span: 3~~5天.
_STRUCK = re.compile(
    r"(?<![~\\])(?!(?<=\d)~~\d)~~(?![~\s])(?:\\.|[^|\\~\r\n]|~(?!~)){1,1000}?(?<!\s)~~(?!~)"
    r"|<(s|del|strike)(?:\s[^<>\r\n]{0,1000})?>(?:\\.|[^|\\<\r\n]|<(?!/?\1>)){0,1000}</\1>",
    re.IGNORECASE,
)
_TAG = re.compile(r"<[^<>]*>")
# No mark of a line or page is longer.
_MARK = 60
_LATIN_END = re.compile("[A-Za-z,;]")
_LATIN_BEGIN = re.compile("[A-Za-z(]")


# In files of these names, markup is expected.
_MARKDOWN = (".md", ".markdown", ".mdown")
# So many signs of markup are listed.
_LISTED = 9


class Reader:
    """Turns text into paragraphs and tables: a line is a paragraph."""

    def blocks(self, data: bytes, file: str) -> Iterator[Block]:
        """The blocks of a text, in order.

        A row is a line that begins with a pipe, one above a delimiter row, or one directly below
        another row, as GitHub reads tables. Blank lines, delimiter rows, page numbers and rules are
        layout and left out. Where lines are broken as a page breaks them, they are joined.
        """
        from ecotui.plugins.readers.encodings import decode
        from ecotui.plugins.readers.office import by_content

        if other := by_content(data, file, None):
            yield from other
            return
        text, _encoding = decode(data, file)
        text, comments = _uncommented(text)
        yield from comments
        text, struck = _unstruck(text)
        yield from struck
        # Between two texts a form feed ends a line; at an end of one it ends a page.
        lines = _LINE_END.split(_INNER_FEED.sub("\n", text))
        numbers = _numbers_of_pages(lines)
        lines = [line.strip("\f") for line in lines]
        markdown = any(_is_delimiter(line) for line in lines)
        width = None if markdown else _broken_at(lines)
        if not markdown and not file.lower().endswith(_MARKDOWN):
            yield from _undone(lines)
        rows: list[Row] = []
        inside = False
        held: list[str] = []
        held_at = 0
        for index, raw in enumerate(lines):
            line, beside = _bare(raw)
            heading = _HEADING.match(line)
            place = Place(line=index + 1)
            seen = _seen(line)
            begins = heading or _BEGINS.match(line) or _BEGINS.match(seen)
            is_page_number = index in numbers or _PAGE_NUMBER.fullmatch(seen) is not None
            # A page mark or a blank line inside a sentence is the page's, not the author's.
            if held and begins and not is_page_number:
                yield from _joined(held, held_at)
                held = []
            if not line or is_page_number:
                if line and not markdown:
                    yield Note(_("page mark left out: {text}").format(text=line), place)
                inside = False
            elif _is_delimiter(line):
                inside = True
            elif heading:
                inside = False
                if rows:
                    yield _table(rows, file)
                    rows = []
                title = line[heading.end() :].strip()
                closed = title.rstrip("#")
                title = closed if closed[-1:].isspace() else title
                yield Paragraph(inline(title) + beside, place, level=len(heading[1]))
            else:
                header = index + 1 < len(lines) and _is_delimiter(lines[index + 1])
                header = header and _pipe(line)
                if inside or header or line.startswith("|"):
                    if rows and not inside:
                        yield _table(rows, file)
                        rows = []
                    *cells, last = [inline(cell) for cell in split_row(line)]
                    rows.append(Row(tuple(map(Cell, (*cells, last + beside))), place, header))
                    inside = True
                    continue
                if rows:
                    yield _table(rows, file)
                    rows = []
                if not any(character.isalnum() for character in line):
                    continue
                if not held:
                    held_at = index + 1
                held.append(line + beside)
                following = lines[index + 1] if index + 1 < len(lines) else ""
                is_broken = width is not None and len(line) >= width
                if _ENDS.search(line) or not (is_broken or _goes_on(line, following)):
                    yield from _joined(held, held_at)
                    held = []
        if held:
            yield from _joined(held, held_at)
        if rows:
            yield _table(rows, file)


def _uncommented(text: str) -> tuple[str, list[Note]]:
    """A text without its comments (``<!-- -->``), which no reader of Markdown shows, and these."""
    kept: list[str] = []
    notes: list[Note] = []
    at, line = 0, 1
    while (begin := text.find("<!--", at)) >= 0 and (end := text.find("-->", begin)) >= 0:
        inside, before = text[begin + 4 : end], text[at:begin]
        line += len(_LINE_END.findall(before))
        if comment := " ".join(inside.split()):
            message = _("comment left out: {text}").format(text=shortened(comment))
            notes.append(Note(message, Place(line=line)))
        ends = _LINE_END.findall(inside)
        kept += [before, *ends]
        at, line = end + 3, line + len(ends)
    return "".join([*kept, text[at:]]), notes


def _unstruck(text: str) -> tuple[str, list[Note]]:
    """A text without what is struck through, and what is to be said of each line that had some."""
    by_line: dict[int, Unshown] = {}
    line, before = 1, 0
    for found in _STRUCK.finditer(text):
        line, before = line + len(_LINE_END.findall(text, before, found.start())), found.start()
        by_line.setdefault(line, Unshown()).struck.append(_TAG.sub("", found[0]).strip("~"))
    notes = [
        Note(message, Place(line=at))
        for at, unshown in by_line.items()
        for message in unshown.messages()
    ]
    return _STRUCK.sub("", text), notes


def _numbers_of_pages(lines: list[str]) -> set[int]:
    """Indices of lines that hold a number alone, as the last or the first of a page."""
    feeds = [at for at, line in enumerate(lines) if "\f" in line]
    found: set[int] = set()
    for feed in feeds:
        above, at = feed - 1, feed
        while above >= 0 and not lines[above].strip():
            above -= 1
        while at < len(lines) and not lines[at].strip():
            at += 1
        found |= {one for one in (above, at) if 0 <= one < len(lines)}
    return {at for at in found if _NUMBER.fullmatch(lines[at].strip())}


def _undone(lines: list[str]) -> Iterator[Note]:
    """That signs of a plain text are read as markup, and which."""
    found: dict[str, int] = {}
    for at, line in enumerate(lines, 1):
        bare = _bare(line)[0]
        if len(found) <= _LISTED and _MARKUP.search(bare) and inline(bare) != bare:
            for sign in [match[0] for match in _TOKEN.finditer(bare)] or [
                "*" if "*" in bare else "_"
            ]:
                found.setdefault(sign, at)
    if found:
        signs = [*found][:_LISTED] + ["…"] * (len(found) > _LISTED)
        message = _("read as Markdown, so these signs are not kept: {signs}")
        place = Place(line=next(iter(found.values())))
        yield Note(message.format(signs=" ".join(signs)), place)


def _bare(raw: str) -> tuple[str, str]:
    """A line without what has no width at its ends, which would hide its mark; and that.

    Behind the text of the line it is still there to be reported.
    """
    line = _QUOTED.sub("", raw.strip())
    bare = line.strip(_EDGE)
    kept = line.find(bare) if bare else 0
    return bare, "".join([c for c in line[:kept] + line[kept + len(bare) :] if c in NO_WIDTH])


def _seen(line: str) -> str:
    """The beginning of a line as a reader of the page sees it: ⼀、 out of a PDF is 一、."""
    if line.isascii():
        return line
    return normalize("NFKC", "".join([c for c in line[:_MARK] if c not in NO_WIDTH]))


def _table(rows: list[Row], file: str) -> Table:
    """A table as it is written.

    Raises:
        PlanError: with its short rows filled up it has more cells than any document.
    """
    if max([len(row.cells) for row in rows]) * len(rows) > MOST_CELLS:
        raise too_large(file)
    return Table(tuple(rows))


def _broken_at(lines: list[str]) -> int | None:
    """The length from which a line is one that the page broke; None where none are."""
    full = [len(line.strip()) for line in lines if len(line.strip()) >= 20]
    if len(full) < 4:
        return None
    longest = int(quantiles(full, n=20)[-1])
    near = [line for line in map(str.strip, lines) if longest - 3 <= len(line) <= longest + 3]
    broken = [line for line in near if not _ENDS.search(line)]
    # Of few lines more have to be broken: two of one length may be by chance.
    least = len(full) * (0.25 if len(full) >= 8 else 0.5)
    if longest > 90 or len(broken) < max(2, least) or max(full) > longest + 8:
        return None
    return longest - 4


def _goes_on(line: str, following: str) -> bool:
    """Whether the next line is the rest of an English sentence, by its small letter."""
    begins = _bare(following)[0]
    is_small = begins[:1].islower() and begins.isascii()
    return is_small and _LATIN_END.match(line[-1:]) is not None and not _BEGINS.match(begins)


def _joined(held: list[str], line: int) -> Iterator[Block]:
    pieces = held[:1]
    for piece in held[1:]:
        latin = _LATIN_END.match(pieces[-1][-1:]) and _LATIN_BEGIN.match(piece)
        pieces.append(f" {piece}" if latin else piece)
    if len(held) > 1:
        message = _("lines {first} to {last} are joined").format(
            first=line, last=line + len(held) - 1
        )
        yield Note(message, Place(line=line))
    yield Paragraph(inline("".join(pieces)), Place(line=line))


def _is_delimiter(line: str) -> bool:
    return "|" in line and "-" in line and _DELIMITER.match(_bare(line)[0]) is not None


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
_TAGS = f"{_BLOCK_TAGS}|br|b|strong|i|em|u|s|del|strike|ins|sub|sup|span|font|small|big|mark"
_TOKEN = re.compile(
    r"\\(?P<escaped>[!-/:-@\[-`{-~])"
    r"|&(?P<entity>#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"
    rf"|</?(?P<tag>{_TAGS})(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)


_MARKUP = re.compile(r"[\\&<*_]")
_SHIFTED = re.compile(r"<(sup|sub)>([^<>\\&]{1,40})</\1>", re.IGNORECASE)


def inline(raw: str) -> str:
    """A piece of Markdown as plain text, without blanks around it.

    Backslash escapes, entities, emphasis (``*``, ``**``, ``_``, ``__``) and tags of layout are
    undone; ``<br>`` and the border of two paragraphs become line breaks. What was escaped is
    never taken for markup.
    """
    if not any(sign in raw for sign in "\\&<*_"):
        return raw.strip()
    raw = _SHIFTED.sub(lambda found: shifted(found[2], shift_named(found[1])), raw)
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
        if run == "*" and before.isdigit() and after.isdigit():
            # A sign of multiplication: 3*4*5.
            continue
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
