"""Reads a web page: what it shows, in the order in which it stands there.

The tree is made by lxml, which the Word documents need anyway. selectolax follows HTML 5 more
closely, but takes the whole program down with it where its parser fails (#91, #135, #217).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ecotui.api import Block, Cell, Note, Paragraph, Place, Row, _
from ecotui.plugins.readers import html_styles
from ecotui.plugins.readers.docx_beside import PAGE_NUMBER
from ecotui.plugins.readers.encodings import decode
from ecotui.plugins.readers.formats import broken
from ecotui.plugins.readers.grids import (
    MOST_CELLS,
    MOST_COLUMNS,
    Rough,
    is_layout,
    table,
    too_large,
)
from ecotui.plugins.readers.numbers import shown
from ecotui.plugins.readers.office import by_content
from ecotui.plugins.readers.raised import shifted
from ecotui.plugins.readers.unshown import Unshown, shortened
from ecotui.plugins.readers.whitespace import tidy

if TYPE_CHECKING:
    from lxml.etree import _Element

    Element = _Element
else:
    Element = Any

# A tree takes ten times as much memory as its page.
_MOST = 32_000_000
_SKIPPED = frozenset(
    "script style noscript template head nav header footer aside button input select textarea"  # noqa: SIM905 - a list of words
    " iframe object svg audio video canvas map datalist rt rp".split()
)
# Of these nothing is said; the reading of a ruby repeats its base.
_CODE = ("script", "style", "head", "rt", "rp")
# Fields of a form that hold nothing of the text, and those that do only if they are ticked.
_NO_TEXT = ("hidden", "submit", "button", "reset", "image")
_TICKED = ("checkbox", "radio")
# Inside these, a header is that of the text itself and has its title.
_TEXTS = ("article", "main", "section")
_LISTS = ("ol", "ul", "menu", "dir")
_SPACE = re.compile(r"[ \t\r\n\f]+")
# Where breaks of lines part paragraphs: a blank line, or a line with the indent of one.
_PARTED = re.compile(r"(?:(?<![^\S\n])[^\S\n]*+\n){2,}|\n ?(?=[\u3000\xa0]{2})")
_QUOTED = r"""=\s*+(?:"[^"]*"|'[^']*')"""
_TAG = re.compile(rf"<[a-zA-Z](?>[^>=]++|{_QUOTED}|=)*+")
_MOST_ATTRIBUTES = 1000
_END = re.compile(rb"</(?:html|body)\s*>", re.IGNORECASE)


class Reader:
    """Reads web pages."""

    def blocks(self, data: bytes, file: str) -> Iterator[Block]:
        """What a page shows, in its order. Nothing that it names is fetched.

        Raises:
            PlanError: it cannot be read.
        """
        if other := by_content(data, file, "html"):
            yield from other
            return
        root = _tree(decode(data, file)[0], file)
        if root is not None:
            yield from _Page(root, file).blocks()


def _tree(text: str, file: str) -> Element | None:
    """The tree of a page; None where there is nothing in it.

    Raises:
        PlanError: it is larger, or nested deeper, than any page.
    """
    from lxml import etree

    # The encoding is known; what the page says of it is not asked.
    data = text.replace("\0", "").encode("utf-8", "replace")
    # The parser compares each attribute of a tag with all before it.
    if len(data) > _MOST or any(map(_is_overlong, _TAG.finditer(text))):
        raise broken(file, _("it is larger than any document"))
    # What stands behind an end, as in two pages that were joined, is shown; the parser drops it.
    data = _END.sub(b"", data)
    parser = etree.HTMLParser(
        encoding="utf-8",
        # Without it, whatever stands deeper than 256 elements is lost without a word.
        huge_tree=True,
        no_network=True,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.LxmlError, ValueError):
        return None
    if any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log):
        raise broken(file, _("it is nested deeper than any document"))
    if root is not None:
        _part_cells(root)
    return root


def _part_cells(root: Element) -> None:
    """Put cells and rows that stand in another cell behind it.

    So browsers show them where ``</td>`` is left out behind an element that is still open.
    """
    #: The last that was put behind each cell or row, and behind what each of these was put.
    last: dict[Element, Element] = {}
    put_behind: dict[Element, Element] = {}
    for element in list(root.iter("tr", "td", "th")):
        around = next(element.iterancestors("td", "th", "table"), None)
        if around is not None and around.tag != "table" and element.tag == "tr":
            around = next(around.iterancestors("tr", "table"), None)
        if around is None or around.tag == "table":
            continue
        last.get(around, around).addnext(element)
        put_behind[element] = around
        before: Element | None = around
        while before is not None:
            last[before] = element
            before = put_behind.get(before)


def _is_overlong(tag: re.Match[str]) -> bool:
    """Whether a tag has more attributes than any tag."""
    if tag.end() - tag.start() <= _MOST_ATTRIBUTES:
        return False
    return len(re.sub(_QUOTED, " ", tag[0]).split()) > _MOST_ATTRIBUTES


@dataclass
class _Flow:
    """Where text goes: the page, or a cell of a table."""

    pieces: list[str] = field(default_factory=list)
    bold: list[bool] = field(default_factory=list)
    look: html_styles.Look = field(default_factory=html_styles.Look)
    #: What stands before the next paragraph.
    number: str = ""
    #: Of a cell: its paragraphs.
    lines: list[str] | None = None


@dataclass
class _Grid:
    """A table on the way through it."""

    number: int
    rows: list[Row] = field(default_factory=list)
    cells: list[tuple[str, int, int, bool]] = field(default_factory=list)
    #: How many rows there are so far, also those without a cell.
    passed: int = 0
    #: By column: what a cell that reaches down gives to each row, and the last of these.
    above: dict[int, tuple[Cell, int]] = field(default_factory=dict)
    #: A row that has nothing but such cells, and the last row that is like it.
    below: tuple[tuple[Cell, ...], int] = ((), 0)
    size: int = 0
    inner: list[Block] = field(default_factory=list)


class _Page:
    """A page on the way through it. It goes from tag to tag, so nothing nests too deep for it."""

    def __init__(self, root: Element, file: str) -> None:
        self.root = root
        self.file = file
        self.layout = _layout_tables(root)
        self.sheets = html_styles.Sheets(root)
        self.paragraphs = self.tables = 0
        self.looks = [html_styles.Look()]
        self.flows = [_Flow()]
        self.lists: list[html_styles.List] = []
        self.grids: list[_Grid | None] = []
        self.texts = 0
        self.done: list[Block] = []
        self.unshown = Unshown()
        #: The outermost element that a style sheet may hide.
        self.concealed: Element | None = None
        self.pictures = 0
        self.has_links = False
        #: What stands beside the text, such as ``nav``, and was left out.
        self.beside: dict[str, None] = {}

    def blocks(self) -> Iterator[Block]:
        """The blocks of the page."""
        from lxml import etree

        walk = etree.iterwalk(self.root, events=("start", "end"))
        skipped = None
        for event, element in walk:
            if not isinstance(element.tag, str):
                continue
            if event == "start":
                if self.skips(element):
                    skipped = element
                    walk.skip_subtree()
                else:
                    self.start(element)
            else:
                if element is not skipped:
                    self.end(element)
                self.add(element.tail)
                if not self.grids and self.done:
                    yield from self.done
                    self.done.clear()
        self.flush()
        yield from self.done
        if self.beside:
            message = _("what stands beside the text of the page is left out: {names}")
            place = Place(paragraph=max(self.paragraphs, 1))
            yield Note(message.format(names=", ".join(self.beside)), place)
        if self.has_links:
            place = Place(paragraph=max(self.paragraphs, 1))
            yield Note(_("addresses behind links are left out"), place)
        if self.pictures:
            place = Place(paragraph=max(self.paragraphs, 1))
            yield Note(_("pictures, charts and embedded files are left out"), place)

    def skips(self, element: Element) -> bool:
        """Whether an element is no part of the text: navigation, scripts, what is hidden."""
        tag = element.tag
        # The parser has what follows an embed inside of it, which never has an end tag.
        if tag in ("img", "svg", "picture", "object", "canvas", "embed"):
            self.pictures += 1
        if tag in _SKIPPED:
            # The header of the page is no part of it, unless it holds the title.
            titled = tag == "header" and element.find(".//h1") is not None
            if titled or (tag == "header" and self.texts):
                return False
            shows = _holds(element) if tag == "input" else any(map(str.strip, _texts(element)))
            if tag not in _CODE and shows:
                self.beside[tag] = None
            return True
        if kind := "math" if tag == "math" else _office_kind(element):
            if kind != "mark":
                self.say(kind, " ".join("".join(_texts(element)).split()))
            return kind != "math"
        style = element.get("style")
        if element.get("hidden") is not None or (style and html_styles.is_hidden(style)):
            self.unshown.hidden += _texts(element)
            return True
        return False

    def say(self, kind: str, text: str) -> None:
        """Say how a formula is read, or that a comment or a header is left out.

        Nothing is said of a header that only numbers the pages.
        """
        if kind == "math":
            message = _("a formula is read as “{text}”; compare it with the document")
        elif kind == "comment":
            message = _("comment left out: {text}")
        elif PAGE_NUMBER.sub("", text):
            message = _("header or footer left out: {text}")
        else:
            return
        self.note(message.format(text=text))

    def note(self, message: str) -> None:
        """Say something of the place that the way is at."""
        place = Place(paragraph=max(self.paragraphs, 1))
        if self.grid is not None:
            place = Place(table=self.grid.number, row=len(self.grid.rows) + 1)
        (self.done if self.grid is None else self.grid.inner).append(Note(message, place))

    # -- tags

    def start(self, element: Element) -> None:
        """Go into an element."""
        tag = element.tag
        look = html_styles.look_of(self.looks[-1], element, self.sheets.struck)
        if look.is_line:
            self.flush()
        self.looks.append(look)
        if self.concealed is None and self.sheets.hide(element):
            self.concealed = element
            if text := " ".join("".join(_texts(element)).split()):
                message = _("text hidden by a style sheet is read too: {text}")
                self.note(message.format(text=shortened(text)))
        if tag == "br" and not self.looks[-1].struck:
            self.flows[-1].pieces.append("\n")
        elif tag in _LISTS:
            self.lists.append(html_styles.list_of(element))
        elif tag == "li":
            self.flows[-1].number = self.item(element)
        elif tag == "table":
            self.grids.append(None if self.layout[element] else _Grid(self.tables + 1))
            self.tables += self.grids[-1] is not None
        elif tag in ("td", "th") and self.grid is not None:
            self.flows.append(_Flow(lines=[]))
        elif tag in _TEXTS:
            self.texts += 1
        elif tag == "a":
            self.has_links |= _hides_address(element)
        self.add(element.text)

    def end(self, element: Element) -> None:
        """Go out of an element."""
        tag = element.tag
        if self.looks[-1].is_line:
            self.flush()
        self.looks.pop()
        if element is self.concealed:
            self.concealed = None
        if tag in _LISTS:
            self.lists.pop()
        elif tag == "li":
            self.flows[-1].number = ""
        elif tag == "table":
            grid = self.grids.pop()
            if grid is not None:
                self.table(grid)
        elif tag in ("td", "th") and self.grid is not None:
            lines = self.flows.pop().lines or []
            spans = _span(element, "colspan"), _span(element, "rowspan")
            self.grid.cells.append(("\n".join(lines), *spans, tag == "th"))
        elif tag == "tr" and self.grid is not None:
            self.row(self.grid, _in_head(element))
        elif tag in ("thead", "tbody", "tfoot") and self.grid is not None:
            # No cell reaches out of its part of a table.
            self.grid.above = {}
        elif tag in _TEXTS:
            self.texts -= 1

    @property
    def grid(self) -> _Grid | None:
        """The innermost table, unless it only lays out the page."""
        return self.grids[-1] if self.grids else None

    # -- text

    def add(self, text: str | None) -> None:
        """Add text where it stands."""
        if not text:
            return
        look, flow = self.looks[-1], self.flows[-1]
        if look.struck:
            self.unshown.struck.append(text)
            return
        if not look.keeps_lines:
            text = _SPACE.sub(" ", text)
        if not text.strip():
            # Blanks between tags show only inside a line; ideographic ones are an indent.
            if flow.pieces or "\u3000" in text or "\xa0" in text:
                flow.pieces.append(text)
            return
        if not flow.bold:
            flow.look = look
        flow.pieces.append(shifted(text, look.shift))
        flow.bold.append(look.bold)

    def flush(self) -> None:
        """End a paragraph."""
        flow = self.flows[-1]
        raw = "".join(flow.pieces)
        shown_bold = bool(flow.bold) and all(flow.bold)
        flow.pieces.clear()
        flow.bold.clear()
        for message in self.unshown.messages():
            self.note(message)
        if not raw.strip():
            return
        look = flow.look
        parts = _PARTED.split(raw) if not look.keeps_lines else [raw]
        if look.is_plain:
            parts = raw.split("\n")
        for part in parts:
            text = tidy(part)
            if not text:
                continue
            number, flow.number = flow.number, ""
            if flow.lines is not None:
                flow.lines.append(Paragraph(text, Place(), number=number).whole)
            else:
                self.paragraphs += 1
                place = Place(paragraph=self.paragraphs)
                self.done.append(
                    Paragraph(text, place, look.level, number, shown_bold, look.centred)
                )

    def item(self, element: Element) -> str:
        """What a browser shows before an item of a list."""
        if not self.lists:
            return ""
        of = self.lists[-1]
        number = html_styles.whole_number(element.get("value"), of.next)
        of.next = number + of.step
        if of.style in html_styles.BULLETS:
            return html_styles.BULLETS[of.style]
        text = shown(number, of.style)
        if not text:
            return ""
        return text + ("、" if of.style in ("chineseCountingThousand", "ideographDigital") else ".")

    # -- tables

    def row(self, grid: _Grid, in_head: bool) -> None:
        """Put the cells of a row into the columns that those above leave free."""
        cells, grid.cells = grid.cells, []
        heads = [is_head for _text, _across, _down, is_head in cells]
        grid.passed += 1
        now = grid.passed
        made, until = grid.below
        if cells or now > until:
            grid.above = {at: own for at, own in grid.above.items() if own[1] >= now}
            made = self.laid(grid, cells)
            until = 0 if cells else min([last for _cell, last in grid.above.values()], default=0)
        grid.below = made, until
        grid.size += len(made)
        if grid.size > MOST_CELLS:
            raise too_large(self.file)
        if made:
            place = Place(table=grid.number, row=len(grid.rows) + 1)
            grid.rows.append(Row(made, place, in_head or (bool(heads) and all(heads))))

    def laid(self, grid: _Grid, cells: list[tuple[str, int, int, bool]]) -> tuple[Cell, ...]:
        """The cells of a row, each at its column, with those that reach down to it."""
        line: list[Cell] = []
        above, own = grid.above, dict[int, tuple[Cell, int]]()
        for text, across, down, _is_head in cells:
            while len(line) in above:
                line.append(above[len(line)][0])
            for step in range(min(across, max(MOST_COLUMNS - len(line), 1))):
                # A cell may reach below another; the one that was there first goes on.
                if step and len(line) in above:
                    break
                # Each row may add a column that all below it have: no table has so many.
                if down > 1 and len(line) < MOST_COLUMNS:
                    own[len(line)] = Cell(text, step > 0, True), grid.passed + down - 1
                line.append(Cell(text, step > 0))
        for at in range(len(line), max(above, default=-1) + 1):
            line.append(above[at][0] if at in above else Cell(""))
        above.update(own)
        return tuple(line)

    def table(self, grid: _Grid) -> None:
        """End a table: put it before those that stood in its cells."""
        if grid.cells:
            self.row(grid, False)
        blocks: list[Block] = [table(grid.rows, self.file)] if grid.rows else []
        blocks += grid.inner
        outer = next((one for one in reversed(self.grids) if one is not None), None)
        (self.done if outer is None else outer.inner).extend(blocks)


def _layout_tables(root: Element) -> dict[Element, bool]:
    """Of each table, whether it only lays out the page."""
    from lxml import etree

    found: dict[Element, bool] = {}
    tables: list[list[list[Rough]]] = []
    cells: list[Rough] = []
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag
        if event == "start":
            if tag == "table":
                if cells:
                    cells[-1] = cells[-1]._replace(has_table=True)
                tables.append([])
                # Text between the cells of a table is not that of the cell around it.
                cells.append(Rough(False, False))
            elif tag == "tr" and tables:
                tables[-1].append([])
            elif tag in ("td", "th"):
                cells.append(Rough(False, False))
            text = element.text
        else:
            text = element.tail
            if tag == "table":
                cells.pop()
                found[element] = is_layout(tables.pop())
            elif tag in ("td", "th"):
                cell = cells.pop()
                if tables:
                    tables[-1] = tables[-1] or [[]]
                    tables[-1][-1].append(cell)
        if cells and text and not cells[-1].has_text and text.strip():
            cells[-1] = cells[-1]._replace(has_text=True)
    return found


def _texts(element: Element) -> Iterator[str]:
    for one in element.iter():
        # Not what a comment or a script says.
        if isinstance(one.tag, str) and (one is element or one.tag not in _CODE):
            yield one.text or ""
        if one is not element:
            yield one.tail or ""


def _hides_address(link: Element) -> bool:
    """Whether a link leads to another page, and its text does not show where."""
    address = (link.get("href") or "").strip()
    if not address or address.startswith(("#", "javascript:")):
        return False
    shown = "".join(_texts(link))
    return bool(shown.strip()) and address.removeprefix("mailto:").rstrip("/") not in shown


def _holds(field: Element) -> bool:
    """Whether a field of a form holds a text or a choice."""
    kind = (field.get("type") or "").strip().lower()
    if kind in _TICKED:
        return field.get("checked") is not None
    return kind not in _NO_TEXT and bool((field.get("value") or "").strip())


def _office_kind(element: Element) -> str:
    """Whether office programs saved an element from a comment, a header or a footer."""
    kind = html_styles.declared_by(element).get("mso-element", "")
    if element.get("class") in ("msocomanchor", "MsoCommentReference"):
        # [李明1], the mark of a comment, which is said with its text.
        return "mark"
    if element.tag == "comment" or kind in ("comment", "comment-list"):
        return "comment"
    title = element.get("title") if element.tag == "div" else None
    return "header" if (title or kind) in ("header", "footer") else ""


def _span(element: Element, name: str) -> int:
    """How many columns or rows a cell covers; ``rowspan=0`` means all that are left."""
    number = html_styles.whole_number(element.get(name), 1)
    if number == 0 and name == "rowspan":
        return 65534
    return min(max(number, 1), MOST_COLUMNS if name == "colspan" else 65534)


def _in_head(row: Element) -> bool:
    parent = row.getparent()
    return parent is not None and parent.tag == "thead"
