"""The text above the first table: the title, and what is not."""

from __future__ import annotations

import re

from ecotui.importing.layout import heading
from ecotui.importing.markdown import Row, Text, unspaced

_MARK = re.compile(r"附\s*[件表录]\s*[0-9０-９一二三四五六七八九十]{0,3}\s*[:：]?\s*")


def front(items: list[Row | Text]) -> tuple[str, list[Row | Text]]:
    """Find the title of a document.

    It is the first Markdown heading above the first table that is no chapter's or section's;
    where there is none, the first paragraph after the last mark such as 附件 or 附件1, or simply
    the first. A title broken over several lines is one paragraph.

    Returns:
        The title, empty where there is none, and the items without it and without such marks.
    """
    above: list[Text] = []
    for item in items:
        if isinstance(item, Row):
            break
        above.append(item)
    title = [t for t in above if t.level and not heading(t.text) and not _is_mark(t)][:1]
    if not title:
        paragraphs: list[list[Text]] = []
        marked = 0
        before: Text | None = None
        for text in above:
            if _MARK.match(text.text):
                marked = len(paragraphs)
            if _is_mark(text) or text.level:
                before = None
                continue
            if before and text.line == before.line + 1 and not _MARK.match(text.text):
                paragraphs[-1].append(text)
            else:
                paragraphs.append([text])
            before = text
        title = next(iter(paragraphs[marked:] or paragraphs), [])
    rest = [i for i in items if isinstance(i, Row) or not (_is_mark(i) or i in title)]
    words = "\n".join(text.text for text in title)
    return unspaced(_MARK.sub("", words, count=1) if _MARK.match(words) else words), rest


def _is_mark(text: Text) -> bool:
    return _MARK.fullmatch(text.text) is not None
