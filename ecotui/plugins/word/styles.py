"""How Word documents look: pages, paragraph styles and fonts, as values.

`plain` is a working paper: the typography of official documents, smaller. `official` is that of
GB/T 9704-2012, the standard for the format of official documents of the party and the
administration: A4 with margins of 37, 28, 35 and 26 mm; 22 lines of 28 characters; the title in
小标宋 of 22 pt, chapters in 黑体, sections in 楷体, text in 仿宋, all of 16 pt; the number of
the page in 宋体 of 14 pt between dashes, 7 mm below the text, at its outer edge.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import Any, NamedTuple

LATIN = "Times New Roman"
BODY_FONT = "仿宋"
_TITLE_FONT = "方正小标宋简体"

#: What stands in for a font where it is not installed.
SUBSTITUTES = {
    "仿宋": "FangSong",
    "楷体": "KaiTi",
    "黑体": "SimHei",
    "宋体": "SimSun",
    _TITLE_FONT: "宋体",
}


class Style(NamedTuple):
    """A paragraph style.

    Args:
        id: Its id in the file.
        name: Its name; Word knows the built-in ones by their English names.
        font: Font of Chinese characters.
        size: In points.
        bold: Whether its text is bold.
        before: Space above, in points.
        after: Space below, in points.
        align: ``"center"``, ``"right"``, ``"both"`` or nothing for the left.
        first: Indent of the first line, in characters.
        left: Indent of every line, in characters.
        right: Indent at the right, in characters.
        line: Exact height of a line in points; 0 for that of the document.
        squeeze: By how many twips (a twentieth of a point) characters stand closer.
        outline: Outline level from 0, for headings.
        latin: Font of everything else.
        flows: Whether it is a heading that pages break as they break text, as it is the text.
    """

    id: str
    name: str
    font: str
    size: float
    bold: bool = False
    before: float = 0
    after: float = 0
    align: str = ""
    first: float = 0
    left: float = 0
    right: float = 0
    line: float = 0
    squeeze: int = 0
    outline: int | None = None
    latin: str = LATIN
    flows: bool = False


class Page(NamedTuple):
    """A sheet of paper and what is left free at its edges, in millimetres."""

    width: float = 210
    height: float = 297
    top: float = 28
    right: float = 26
    bottom: float = 25
    left: float = 26
    header: float = 15
    footer: float = 15

    @property
    def inner(self) -> float:
        """Width between the margins."""
        return self.width - self.left - self.right

    @property
    def inner_height(self) -> float:
        """Height between the margins."""
        return self.height - self.top - self.bottom


class Look(NamedTuple):
    """All that a document looks like.

    Args:
        styles: The paragraph styles; a document uses no others.
        page: The page.
        size: Size of text without a style of its own, in points.
        line: Height of a line in points, or a multiple of the font's where it is below 5.
        footer: What stands at the foot of a page; ``{page}``, ``{pages}`` and ``{date}`` in it are
            fields: the number of the page, how many there are, the day of printing. Where there
            is a style ``FooterEven``, even pages have it.
    """

    styles: tuple[Style, ...]
    page: Page = Page()
    size: float = 12
    line: float = 4 / 3
    footer: str = "{page}"

    @property
    def mirrored(self) -> bool:
        """Whether even pages have a footer of their own."""
        return any(style.id == "FooterEven" for style in self.styles)


#: Headings are told apart as far as this level.
DEEPEST = 5
_TABLE = 10.5


def table_line(size: float) -> float:
    """Height in points of a line of text in a table, so that it is the same in every program."""
    return round(size * 25) / 20


def table_style(name: str, size: float = 0) -> str:
    """Id of a style of text in tables: ``Heading``, ``Text`` or ``Centred``.

    Args:
        name: Which of them.
        size: In points, for documents whose tables have texts of several sizes.
    """
    return f"Table{name}{round(size * 10) or ''}"


def _tables(size: float, *, named: bool = False) -> tuple[Style, ...]:
    """Styles of text in tables: names of columns, wording, and what stands in the middle."""
    common = Style("", "", "宋体", size, line=table_line(size))
    values: dict[str, dict[str, Any]] = {
        "Heading": {"font": "黑体", "align": "center"},
        "Text": {},
        "Centred": {"align": "center"},
    }
    return tuple(
        common._replace(
            id=table_style(name, size if named else 0),
            name=f"Table {name}{f' {size:g}' if named else ''}",
            **own,
        )
        for name, own in values.items()
    )


@functools.cache
def plain(above: int = 0) -> Look:
    """The look of a working paper.

    Args:
        above: How many levels of headings there are above the chapters, such as several plans.
    """
    top = Style("", "", "宋体", 18, True, before=18, after=6, align="center")
    ladder = [
        *[top] * above,
        Style("", "", "黑体", 16, before=18, after=6),
        Style("", "", "楷体", 14, True, before=12, after=6),
        Style("", "", "黑体", 12, before=9, after=3),
        *[Style("", "", "楷体", 12, True, before=9, after=3)] * 2,
    ]
    return Look(
        (
            Style("Title", "Title", "宋体", 20, True, before=12, after=12, align="center"),
            Style("Subtitle", "Subtitle", "楷体", 12, after=12, align="center"),
            *_headings(ladder),
            Style("BodyText", "Body Text", BODY_FONT, 12, first=2),
            Style("Footer", "footer", "宋体", 9, align="center"),
            Style("TOCHeading", "TOC Heading", "黑体", 12, before=6, after=3, align="center"),
            *_contents(Style("", "", BODY_FONT, 12)),
            *_tables(_TABLE),
        )
    )


def _headings(ladder: list[Style]) -> Iterator[Style]:
    """Styles of headings of every level that look like these."""
    for level, style in enumerate(ladder[:DEEPEST], 1):
        yield style._replace(id=f"Heading{level}", name=f"heading {level}", outline=level - 1)


def _contents(style: Style) -> Iterator[Style]:
    """Styles of the lines of a contents list, each level two characters further in."""
    for level in range(1, DEEPEST):
        yield style._replace(id=f"TOC{level}", name=f"toc {level}", left=2 * (level - 1))


# 225 mm of text on a page are 22 lines of this many points, cut to whole twips; 28 characters of
# 16 pt would be 2 mm wider than the 156 mm of a line.
_LINE = 28.95
_SQUEEZE = 5


@functools.cache
def official(above: int = 0) -> Look:
    """The look of official documents.

    Args:
        above: How many levels of headings there are above the chapters, such as several plans.
    """

    def style(id: str, name: str, font: str, size: float = 16, **values: Any) -> Style:
        squeeze = _SQUEEZE if size == 16 else 0
        return Style(id, name, font, size, line=_LINE, squeeze=squeeze)._replace(**values)

    ladder = [style("", "", _TITLE_FONT, 18, align="center")] * above
    ladder += [style("", "", font, first=2) for font in ("黑体", "楷体")]
    ladder += [style("", "", BODY_FONT, align="both", first=2, flows=True)] * 3
    return Look(
        (
            style("Mark", "Attachment Mark", "黑体"),
            style("Title", "Title", _TITLE_FONT, 22, line=36, align="center"),
            style("Subtitle", "Subtitle", "楷体", align="center"),
            *_headings(ladder),
            style("BodyText", "Body Text", BODY_FONT, align="both", first=2),
            style("Footer", "footer", "宋体", 14, line=0, align="right", right=1, latin="宋体"),
            style("FooterEven", "Footer Even", "宋体", 14, line=0, left=1, latin="宋体"),
            style("TOCHeading", "TOC Heading", "黑体", align="center"),
            *_contents(style("", "", BODY_FONT)),
            *_tables(12),
        ),
        Page(210, 297, top=37, right=26, bottom=35, left=28, footer=25),
        size=16,
        line=_LINE,
        footer="— {page} —",
    )


def wide(paper: str, sizes: tuple[float, ...], footer: str) -> Look:
    """The look of landscape pages that tables fill.

    Args:
        paper: ``"A4"`` or ``"A3"``.
        sizes: Sizes of the texts in tables, in points; see `table_style`.
        footer: See `Look`.
    """
    width, height = {"A4": (297, 210), "A3": (420, 297)}[paper]
    return Look(
        (
            Style("Title", "Title", "宋体", 16, True, after=3, align="center", line=22),
            Style("Subtitle", "Subtitle", "楷体", 10.5, after=3, align="center", line=14),
            Style("Heading1", "heading 1", "黑体", 12, after=4, align="center", line=17, outline=0),
            Style("Heading2", "heading 2", "黑体", 10.5, before=6, after=2, line=14, outline=1),
            Style("BodyText", "Body Text", BODY_FONT, 12),
            Style("Note", "Table Note", "宋体", 9, before=2, line=12),
            Style("Footer", "footer", "宋体", 9, align="center"),
            *(style for size in sizes for style in _tables(size, named=True)),
        ),
        Page(width, height, top=12, right=14, bottom=12, left=14, header=6, footer=6),
        line=1,
        footer=footer,
    )
