"""What a workbook says beside the texts of its cells: struck texts, comments, boxes, pictures."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ecotui.plugins.readers.docx_beside import PAGE_NUMBER
from ecotui.plugins.readers.packages import Element, Package
from ecotui.plugins.readers.whitespace import tidy

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_D = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_ROW = re.compile(r"[A-Z]{1,3}(\d{1,7})")
# What a text above or below a page is set in, and what stands for numbers of pages and the like.
_CODE = re.compile(r'&(?:"[^"]*"|K(?:[0-9A-Fa-f]{6}|\d\d[+-]\d{3})|\d{1,3}|[A-Za-z])')


class Struck:
    """Finds what is struck through, whole cells and parts of a text, and takes it out.

    Args:
        package: The workbook.
        styles: The name of its part with the styles.
        strings: That of the texts which cells share.
    """

    def __init__(self, package: Package, styles: str, strings: str) -> None:
        #: The numbers of the styles that strike, and of the shared texts in which something is.
        self.styles: set[str] = set()
        self.texts: set[str] = set()
        #: The shared texts without it, as XML; None if the workbook has none.
        self.strings = package.read(strings)
        if b"strike" in (package.read(styles) or b""):
            self._read_styles(package.tree(styles))
        if self.strings is not None:
            package.refuse_types(self.strings, strings)
            root = package.tree(strings) if b"strike" in self.strings else None
            if root is not None:
                self._clean(root)

    def _read_styles(self, root: Element | None) -> None:
        if root is None:
            return
        fonts = [_strikes(font) for font in root.iterfind(f"{_S}fonts/{_S}font")]
        for number, form in enumerate(root.iterfind(f"{_S}cellXfs/{_S}xf")):
            font = form.get("fontId", "")
            if font.isdecimal() and int(font) < len(fonts) and fonts[int(font)]:
                self.styles.add(str(number))

    def _clean(self, root: Element) -> None:
        from lxml import etree

        for number, item in enumerate(root.iterfind(_S + "si")):
            if _cleaned(item):
                self.texts.add(str(number))
        if self.texts:
            self.strings = etree.tostring(root)

    def clean(self, row: Element) -> Iterator[str]:
        """Take what is struck through out of a row; gives the name of each cell that had it."""
        for cell in row:
            inside = cell.find(_S + "is")
            had: object
            if cell.get("s") in self.styles:
                had = inside is not None or cell.findtext(_S + "v")
                for part in list(cell):
                    cell.remove(part)
            elif cell.get("t") == "s":
                had = cell.findtext(_S + "v") in self.texts
            else:
                had = inside is not None and _cleaned(inside)
            if had:
                yield str(cell.get("r") or row.get("r"))


def comments(package: Package, part: str) -> Iterator[tuple[int, str]]:
    """The comments on the cells of a sheet, each with its row."""
    for kind, name in package.relations(part).values():
        root = package.tree(name) if kind == "comments" else None
        for comment in () if root is None else root.iter(_S + "comment"):
            place = _ROW.fullmatch(comment.get("ref", ""))
            text = tidy("".join([piece.text or "" for piece in comment.iter(_S + "t")]))
            if place and text:
                yield int(place[1]), text


def printed(element: Element) -> Iterator[str]:
    """The texts above and below the pages of a sheet, but for numbers of pages, files and dates."""
    for part in element:
        for text in re.split("&[LCR]", (part.text or "").replace("&&", "\0")):
            shown = tidy(_CODE.sub("", text).replace("\0", "&"))
            if PAGE_NUMBER.sub("", shown):
                yield shown


def drawings(package: Package, part: str) -> Iterator[tuple[int, str | None]]:
    """What floats over the cells of a sheet, each with its row: the text of a box, or a picture."""
    for kind, name in package.relations(part).values():
        root = package.tree(name) if kind == "drawing" else None
        for anchor in () if root is None else root:
            row = anchor.findtext(f"{_D}from/{_D}row", "0")
            number = int(row) + 1 if row.isdecimal() and len(row) < 8 else 1
            lines = [
                "".join([piece.text or "" for piece in one.iter(f"{_A}t")])
                for one in anchor.iter(f"{_A}p")
            ]
            if text := tidy("\n".join(lines)):
                yield number, text
            elif next(anchor.iter(f"{_D}pic"), None) is not None:
                yield number, None


def _cleaned(text: Element) -> bool:
    """Whether parts of a text were struck through, and are gone now."""
    parts = [part for part in text.iterfind(_S + "r") if _strikes(part.find(_S + "rPr"))]
    for part in parts:
        text.remove(part)
    return bool(parts)


def _strikes(font: Element | None) -> bool:
    found = None if font is None else font.find(_S + "strike")
    return found is not None and found.get("val", "1") in ("1", "true", "on")
