"""Word documents in Chinese typography, the same bytes for the same content.

The files in ``templates`` say how they look. These are edited in Word; the names of their styles
have to stay. The body of a document is written as text, since making ten thousand elements one by
one takes ten times as long.
"""

from __future__ import annotations

import re
from html import escape

from ecotui.api import pack
from ecotui.plugins.common.units import fitting
from ecotui.plugins.word.contents import Heading, contents_list
from ecotui.plugins.word.frame import DOCUMENT, HERE, PROPERTIES, Page, frame, properties
from ecotui.plugins.word.pages import LINE_PT, TITLE_PT, pages_of
from ecotui.plugins.word.runs import run
from ecotui.plugins.word.text import text_of
from ecotui.plugins.word.title import MM_PER_PT, title_lines, title_margin

__all__ = ["MM_PER_PT", "Page", "WordFile"]

#: Word has room for so many units in a property.
_MAX_PROPERTY = 255
_LANGUAGES = {"zh": "zh-CN", "en": "en-US"}


class WordFile:
    """A document in the making: blocks are added at its end.

    Args:
        title: For the properties of the document; the one on the page is a paragraph.
        template: Name of the file in ``templates``. ``official`` is GB/T 9704; a landscape page of
            it has its number where the other pages have it, as the standard wants.
        above: How many levels of headings there are above the chapters, such as several plans.
        paper: ``"A3"``; that of the template if it is empty.
        footer: See `footer_line`; that of the template if it is empty.
        running: Safe text before the footer on every page, such as what the document is.
        author: For the properties, which name nobody if it is empty.
        language: ``"zh"``, or ``"en"`` for text that is not justified.
        landscape: Whether the first pages are; None for as in the template.
        first_page: The number of the first page. If it is even, that is a left page.

    Attributes:
        page: The space on a page of the present section.
    """

    def __init__(
        self,
        title: str,
        template: str,
        *,
        above: int = 0,
        paper: str = "",
        footer: str = "",
        running: str = "",
        author: str = "",
        language: str = "zh",
        landscape: bool | None = None,
        first_page: int = 1,
    ) -> None:
        # The frame is that of many documents, which differ in what runs through them.
        self._frame = frame(template, above, paper, HERE * bool(running) + footer, language)
        self._running = running
        self.title_size = self._frame.title_size
        self._landscape = self._frame.landscape if landscape is None else landscape
        self._properties = properties(
            fitting(title, _MAX_PROPERTY),
            fitting(author, _MAX_PROPERTY),
            _LANGUAGES.get(language, ""),
        )
        self._blocks: list[str] = []
        self._headings: list[Heading] = []
        self._contents: tuple[int, str, int, bool, int] | None = None
        self._first_page = first_page
        self._is_new_page = True

    @property
    def page(self) -> Page:
        return self._frame.layouts[self._landscape].page

    def add(self, block: str) -> None:
        """Add a block of WordprocessingML, such as a table."""
        self._blocks.append(block)
        self._is_new_page = False

    def section(self, *, landscape: bool) -> None:
        """Go on with pages that are landscape, or not; numbers go on too.

        What was written before ends its page. There is nothing to do if the pages are so already.
        """
        if landscape == self._landscape:
            return
        if self._blocks:
            self._end_section()
            self._is_new_page = True
        self._landscape = landscape

    def _end_section(self) -> None:
        """Give the last paragraph the properties of its section."""
        properties = self._section_properties()
        last = self._blocks[-1]
        if last.endswith("</w:p>") and last.count("<w:pPr>") == 1:
            self._blocks[-1] = last.replace("</w:pPr>", f"{properties}</w:pPr>")
        else:
            self.add(_tiny(properties))

    def _section_properties(self) -> str:
        properties = self._frame.layouts[self._landscape].properties
        if self._first_page != 1:
            number = f'<w:pgNumType w:start="{self._first_page}"/>'
            properties = properties.replace("<w:cols", f"{number}<w:cols", 1)
            if self._first_page % 2 == 0:
                # LibreOffice takes the first page for a right one where nothing is said.
                even = '<w:type w:val="evenPage"/>'
                properties = properties.replace("<w:pgSz", f"{even}<w:pgSz", 1)
            # All sections after the first go on counting.
            self._first_page = 1
        return properties

    def annex(
        self, mark: str, title: str, title_break: str = "", subtitle: str = "", *, level: int = 0
    ) -> float:
        """Begin an annex of an official document, on a new page if something stands before.

        The mark (附件, 附件2) is at the left of the first line, and the title two lines below, on
        lines that end between words, or where a slash stands in ``title_break``. All are safe
        text; without a mark the title is on the first line. The subtitle follows, or an empty line.
        A level makes the title a heading, for the contents list and to navigate by; 1 is the
        highest.

        Returns:
            The millimetres that it takes.
        """
        new_page = not self._is_new_page
        if mark:
            self.paragraph("Mark", mark, new_page=new_page)
            self.paragraph("BodyText", "")
        count = self.title(title, title_break, new_page=new_page and not mark, level=level)
        self.paragraph("Subtitle" if subtitle else "BodyText", subtitle)
        return (LINE_PT * (3 if mark else 1) + TITLE_PT * count) * MM_PER_PT

    def title(
        self, title: str, title_break: str = "", *, new_page: bool = False, level: int = 0
    ) -> int:
        """Add a title, safe text; see `annex` for its lines, of which it returns the number."""
        lines = title_lines(title, self.page.inner, self.title_size, title_break)
        side = title_margin(lines, self.page.inner, self.title_size)
        text = ("\n" if side is None else "").join(lines)
        self.paragraph("Title", text, side=side or 0, new_page=new_page, level=level)
        return len(lines)

    def paragraph(
        self,
        style: str,
        text: str,
        *,
        bold: str = "",
        roles: str = "",
        with_next: bool = False,
        new_page: bool = False,
        side: float = 0,
        level: int = 0,
    ) -> None:
        """Add a paragraph of safe text, in which line breaks stay, with a bold text before it.

        ``roles`` stands behind it in the style of that name, ``with_next`` keeps it on the page on
        which the next paragraph begins, ``new_page`` begins a page with it, ``side`` leaves as many
        millimetres free on both sides, and ``level`` makes it a heading.
        """
        properties = f'<w:pStyle w:val="{style}"/>'
        properties += "<w:keepNext/>" if with_next else ""
        properties += "<w:pageBreakBefore/>" if new_page else ""
        if twips := round(side * 1440 / 25.4):
            properties += f'<w:ind w:left="{twips}" w:right="{twips}"/>'
        runs = (run(bold, bold=True) if bold else "") + (run(text) if text else "")
        if level:
            properties += f'<w:outlineLvl w:val="{level - 1}"/>'
            runs = self._listed(level, text.replace("\n", ""), runs)
        runs += run(roles, style="Roles") if roles else ""
        self.add(f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>")

    def heading(self, level: int, text: str) -> None:
        """Add a heading of safe text, which the contents list may refer to; 1 is the highest."""
        inner = self._listed(level, text, run(text))
        self.add(f'<w:p><w:pPr><w:pStyle w:val="Heading{level}"/></w:pPr>{inner}</w:p>')

    def _listed(self, level: int, text: str, runs: str) -> str:
        """The runs of a heading, with a mark that the contents list leads to."""
        if self._contents is None or level > self._contents[2]:
            return runs
        self._headings.append(Heading(level, text, len(self._blocks)))
        number = len(self._headings)
        mark = f'<w:bookmarkStart w:id="{number}" w:name="_Toc{number:06}"/>'
        return f'{mark}{runs}<w:bookmarkEnd w:id="{number}"/>'

    def contents(self, title: str, deepest: int, *, alone: bool = False, chapters: int = 0) -> None:
        """List the headings that follow here, down to a level; each line leads to its heading.

        Word can renew the list, since it is a field. Three headings are seen at a glance, and not
        listed. If ``alone`` is true and the list has more than six lines, or nothing stands before
        it, the text begins on a new page.

        The list has page numbers only if ``chapters`` says on which level they stand in an official
        document in Chinese without tables, of which every line is where it is reckoned to be.
        Elsewhere only a program that lays out pages knows them; without them the list is right as
        it is handed out.
        """
        self._contents = (len(self._blocks), title, deepest, alone, chapters)

    def text(self) -> str:
        """What was written so far, as text."""
        return text_of(self._blocks)

    def saved(self) -> bytes:
        members = dict(self._frame.members)
        before, _here, after = members[DOCUMENT].decode().partition(HERE)
        if self._contents is not None:
            self._list_headings(*self._contents)
            self._contents = None
        if self._blocks and self._blocks[-1].endswith("</w:tbl>"):
            # Word wants a paragraph after a table; one of the usual height may take a new page.
            self.add(_tiny())
        last = self._section_properties()
        members[DOCUMENT] = "".join((before, *self._blocks, last, after)).encode()
        members[PROPERTIES] = self._properties
        if self._running:
            said = escape(self._running, quote=False).encode()
            for name in [name for name in members if name.startswith("word/footer")]:
                members[name] = members[name].replace(HERE.encode(), said)
        return pack(members)

    def _list_headings(self, at: int, title: str, deepest: int, alone: bool, chapters: int) -> None:
        if len(self._headings) <= 3:
            return
        if alone and (not at or len(self._headings) > 6):
            style = re.compile("<w:pStyle [^>]*>")
            new_page = r"\g<0><w:pageBreakBefore/>"
            self._blocks[at] = style.sub(new_page, self._blocks[at], count=1)
        pages: list[int] | None = None
        if chapters:
            listed = contents_list(title, deepest, self._headings, [0] * len(self._headings))
            kept = [f"Heading{level}" for level in range(1, chapters + 2)]
            lines = [f"<w:p>{one}" for one in listed.split("<w:p>")[1:]]
            every = pages_of([*self._blocks[:at], *lines, *self._blocks[at:]], kept)
            places = [one.block + (len(lines) if one.block >= at else 0) for one in self._headings]
            pages = [self._first_page + every[place] for place in places]
        self._blocks.insert(at, contents_list(title, deepest, self._headings, pages))


def _tiny(properties: str = "") -> str:
    """An empty paragraph that takes no room."""
    line = '<w:spacing w:line="20" w:lineRule="exact"/>'
    return f"<w:p><w:pPr>{line}{properties}</w:pPr></w:p>"
