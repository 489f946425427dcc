"""The contents list of a document, a field that Word can renew."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ecotui.plugins.word.runs import run


class Heading(NamedTuple):
    """A heading that the list leads to; ``block`` is its place among the blocks of the text."""

    level: int
    text: str
    block: int


_END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def contents_list(
    title: str, deepest: int, headings: Sequence[Heading], pages: Sequence[int] | None
) -> str:
    """The list with its title, down to a level; without pages it has no page numbers."""
    without = "" if pages else "\\n "
    begin = _begin(f'TOC \\o "1-{deepest}" {without}\\h \\z')
    lines = []
    for number, one in enumerate(headings, 1):
        mark = f"_Toc{number:06}"
        page = ""
        if pages:
            shown = run(str(pages[number - 1]))
            reference = _begin(rf"PAGEREF {mark} \h")
            page = f"<w:r><w:tab/></w:r>{reference}{shown}{_END}"
        lines.append(
            f'<w:p><w:pPr><w:pStyle w:val="TOC{one.level}"/></w:pPr>{begin if number == 1 else ""}'
            f'<w:hyperlink w:anchor="{mark}" w:history="1">{run(one.text)}{page}</w:hyperlink>'
            f"{_END if number == len(headings) else ''}</w:p>"
        )
    return (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/>'
        "<w:docPartUnique/></w:docPartObj></w:sdtPr><w:sdtContent>"
        f'<w:p><w:pPr><w:pStyle w:val="TOCHeading"/></w:pPr>{run(title)}</w:p>'
        f"{''.join(lines)}"
        "</w:sdtContent></w:sdt>"
    )


def _begin(instruction: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve">'
        f" {instruction} </w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
