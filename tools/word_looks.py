"""How the Word templates look: pages and styles.

`plain` is a working paper: the typography of official documents, smaller. `official` is that of
GB/T 9704-2012, the standard for the format of official documents of the party and the
administration: A4 with margins of 37, 28, 35 and 26 mm; 22 lines of 28 characters; the title in
小标宋 of 22 pt, chapters in 黑体, sections in 楷体, text in 仿宋, all of 16 pt; the page number
in 宋体 of 14 pt between dashes, 7 mm below the text, at its outer edge. `matrix` and `handouts`
are landscape pages filled by tables.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from ecotui.plugins.word.frame import ABOVE, STYLES, table_line, table_style

LATIN = "Times New Roman"
BODY_FONT = "仿宋"
_TITLE_FONT = "方正小标宋简体"

#: The substitute for each font, if it is not installed.
SUBSTITUTES = {
    "仿宋": "FangSong",
    "楷体": "KaiTi",
    "黑体": "SimHei",
    "宋体": "SimSun",
    _TITLE_FONT: "宋体",
}


class Style(NamedTuple):
    """A style of paragraphs, or of characters in them.

    Args:
        id: Its id in the file.
        name: Its name; Word knows the built-in ones by their English names.
        font: Font of Chinese characters.
        size: In points.
        bold: Whether its text is bold.
        before: Space above, in points.
        after: Space below, in points.
        align: ``"center"``, ``"right"``, ``"both"``, or empty for left.
        first: Indent of the first line, in characters.
        left: Indent of every line, in characters.
        right: Indent at the right, in characters.
        line: Exact height of a line, in points; 0 for the height of the document.
        squeeze: By how many twips (twentieths of a point) characters are closer together.
        outline: Outline level from 0, for headings.
        latin: Font of all other characters.
        flows: Whether page breaks may split this heading, because it is the text itself.
        character: Whether it is a style of characters, which has a font and no more.
        tab: Where a tab leads to, with dots before it, in millimetres from the left margin.
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
    character: bool = False
    tab: float = 0


class Page(NamedTuple):
    """A sheet of paper and its margins, in millimetres."""

    width: float = 210
    height: float = 297
    top: float = 28
    right: float = 26
    bottom: float = 25
    left: float = 26
    header: float = 15
    footer: float = 15


class Look(NamedTuple):
    """The look of a document.

    Args:
        styles: The paragraph styles. A document uses no others.
        page: The page.
        size: Size of text without a style of its own, in points.
        line: Height of a line in points, or below 5, a multiple of the font's height.
        footer: The text at the foot of a page; see `footer_line`. If there is a style
            ``FooterEven``, even pages use it.
        turned: Whether there are landscape pages too, which have all but the text where the others
            have it.
        grid: Whether every character, marks too, takes one place of a line.
    """

    styles: tuple[Style, ...]
    page: Page = Page()
    size: float = 12
    line: float = 4 / 3
    footer: str = "{page}"
    turned: bool = False
    grid: bool = False

    @property
    def mirrored(self) -> bool:
        """Whether even pages have their own footer."""
        return any(style.id == "FooterEven" for style in self.styles)


_TABLE = 10.5


def _tables(size: float, *, named: bool = False) -> tuple[Style, ...]:
    """Styles of text in tables: column headings, wording, and centred text."""
    common = Style("", "", "宋体", size, line=table_line(size))
    values: dict[str, dict[str, Any]] = {
        "Heading": {"font": "黑体", "align": "center"},
        "Text": {},
        "Centred": {"align": "center"},
    }
    return tuple(
        common._replace(
            id=table_style(name, size if named else 0),
            name=f"{STYLES[table_style(name)][0]}{f' {size:g}' if named else ''}",
            **own,
        )
        for name, own in values.items()
    )


def plain() -> Look:
    """The look of a working paper."""
    return Look(
        (
            Style("Title", "Title", "宋体", 20, True, before=12, after=12, align="center"),
            Style("Subtitle", "Subtitle", "楷体", 12, after=12, align="center"),
            *_headings(
                Style("", "", "宋体", 18, True, before=18, after=6, align="center"),
                Style("", "", "黑体", 16, before=18, after=6),
                Style("", "", "楷体", 14, True, before=12, after=6),
                Style("", "", "黑体", 12, before=9, after=3),
                *[Style("", "", "楷体", 12, True, before=9, after=3)] * 2,
            ),
            Style("BodyText", "Body Text", BODY_FONT, 12, first=2),
            Style("Footer", "footer", "宋体", 9, align="center"),
            Style("TOCHeading", "TOC Heading", "黑体", 12, before=6, after=3, align="center"),
            *_contents(Style("", "", BODY_FONT, 12)),
            *_tables(_TABLE),
        )
    )


def _headings(above: Style, *ladder: Style) -> Iterator[Style]:
    """Styles of headings of every level, and of one above them all."""
    yield above._replace(id=ABOVE, name=STYLES[ABOVE][0], outline=0)
    for level, style in enumerate(ladder, 1):
        yield style._replace(id=f"Heading{level}", name=f"heading {level}", outline=level - 1)


def _contents(style: Style) -> Iterator[Style]:
    """Styles of a contents list; each level is indented two more characters."""
    for level in range(1, 5):
        yield style._replace(id=f"TOC{level}", name=f"toc {level}", left=2 * (level - 1))


# 22 lines of this many points, cut to whole twips, fill the 225 mm of text on a page. 28 characters
# of 16 pt would be 2 mm wider than a line of 156 mm, so they are squeezed.
_LINE = 28.95
_SQUEEZE = 5


def official() -> Look:
    """The look of official documents."""

    def style(id: str, name: str, font: str, size: float = 16, **values: Any) -> Style:
        squeeze = _SQUEEZE if size == 16 else 0
        return Style(id, name, font, size, line=_LINE, squeeze=squeeze)._replace(**values)

    return Look(
        (
            style("Mark", STYLES["Mark"][0], "黑体"),
            style("Title", "Title", _TITLE_FONT, 22, line=36, align="center"),
            style("Subtitle", "Subtitle", "楷体", align="center"),
            *_headings(
                style("", "", _TITLE_FONT, 18, align="center"),
                style("", "", "黑体", first=2),
                style("", "", "楷体", first=2),
                *[style("", "", BODY_FONT, align="both", first=2, flows=True)] * 3,
            ),
            style("BodyText", "Body Text", BODY_FONT, align="both", first=2),
            Style("Roles", STYLES["Roles"][0], "楷体", 16, character=True),
            style("Footer", "footer", "宋体", 14, line=0, align="right", right=1, latin="宋体"),
            style("FooterEven", STYLES["FooterEven"][0], "宋体", 14, line=0, left=1, latin="宋体"),
            style("TOCHeading", "TOC Heading", "黑体", align="center"),
            *_contents(style("", "", BODY_FONT, tab=156)),
            style("Note", STYLES["Note"][0], "宋体", 10.5, line=15, before=2),
            *_tables(12),
            *(one for size in SIZES for one in _tables(size, named=True)),
        ),
        Page(210, 297, top=37, right=26, bottom=35, left=28, footer=25),
        size=16,
        line=_LINE,
        footer="— {page} —",
        turned=True,
        grid=True,
    )


#: Sizes of text in tables that fill a landscape page, in points; see `table_style`.
SIZES = (12, 10.5, 9, 8)


def wide(*sizes: float, apart: float = 0) -> Look:
    """The look of landscape pages filled by tables.

    Args:
        sizes: Sizes of text in tables, in points; see `table_style`.
        apart: Points above the headings of tables.
    """
    heading = Style("Heading1", "heading 1", "黑体", 12, after=4, align="center", line=17)
    return Look(
        (
            Style("Title", "Title", "宋体", 16, True, after=3, align="center", line=22),
            Style("Subtitle", "Subtitle", "楷体", 10.5, after=3, align="center", line=14),
            heading._replace(before=apart, outline=0),
            Style("Heading2", "heading 2", "黑体", 10.5, before=6, after=2, line=14, outline=1),
            Style("BodyText", "Body Text", BODY_FONT, 12),
            Style("Note", STYLES["Note"][0], "宋体", 9, before=2, line=12),
            Style("Footer", "footer", "宋体", 9, align="center"),
            *(style for size in sizes for style in _tables(size, named=True)),
        ),
        Page(297, 210, top=12, right=14, bottom=12, left=14, header=6, footer=6),
        line=1,
    )


LOOKS = {
    "plain": plain(),
    "official": official(),
    "matrix": wide(*SIZES),
    "handouts": wide(10.5, apart=8),
}
