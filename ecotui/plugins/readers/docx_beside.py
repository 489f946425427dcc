"""What stands beside the text of a Word document: notes, comments, headers, footers, pictures."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ecotui.plugins.readers.docx_numbering import W
from ecotui.plugins.readers.packages import Element, Package

#: The parts with notes, by what refers to them.
REFERENCES = {
    W + "footnoteReference": "footnotes",
    W + "endnoteReference": "endnotes",
    W + "commentReference": "comments",
}
_A = "{http://schemas.openxmlformats.org/drawingml/2006/"
#: What shows something else than text: pictures, charts, diagrams, files inside the document.
PICTURES = (
    f"{_A}main}}blip",
    "{urn:schemas-microsoft-com:vml}imagedata",
    f"{_A}chart}}chart",
    f"{_A}diagram}}relIds",
    "{urn:schemas-microsoft-com:office:office}OLEObject",
)
#: Text as a drawing, in an attribute.
TEXT_PATH = "{urn:schemas-microsoft-com:vml}textpath"
#: What the number of a page is written with.
PAGE_NUMBER = re.compile(r"[\d\W_]|第|页|共|page|of|[ivxlc]+\b", re.IGNORECASE)


def text_of(element: Element) -> str:
    """The text of all runs in an element, without layout."""
    return "".join([piece.text or "" for piece in element.iter(W + "t")]).strip()


def notes(root: Element | None) -> dict[str, str]:
    """The texts of footnotes, endnotes or comments, by their ids."""
    return {} if root is None else {note.get(W + "id", ""): text_of(note) for note in root}


def headers(package: Package, main: str, body: Element) -> Iterator[str]:
    """The texts of headers and footers that the body does not have, but for numbers of pages."""
    said: set[str] | None = None
    for kind, part in package.relations(main).values():
        root = package.tree(part) if kind in ("header", "footer") else None
        for paragraph in () if root is None else root.iter(W + "p"):
            text = text_of(paragraph)
            if not PAGE_NUMBER.sub("", text):
                continue
            if said is None:
                said = {"".join(text_of(one).split()) for one in body.iter(W + "p")}
            bare = "".join(text.split())
            if bare not in said:
                said.add(bare)
                yield text
