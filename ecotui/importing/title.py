"""The title of a document: the last line like a heading before the plan begins."""

from __future__ import annotations

import contextlib
import itertools
import os
import re

from ecotui.importing import layout
from ecotui.importing.blocks import Paragraph, Place, Table
from ecotui.importing.raci_cells import begins_legend
from ecotui.importing.spacing import unspaced

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ecotui.importing.blocks import Block

_MARK = re.compile(r"附\s*[件表录]\s*[0-9０-９一二三四五六七八九十]{0,3}\s*[:：]?\s*")
_NO_TITLE = re.compile(
    r".*[。；;：:，,、]\s*\Z|.*[〔\[（(]\d{4}[〕\]）)].*号|[（(].*[）)]|\W*(?:\d{4}|[〇○零一二三四五六七八九]{4})年.*[日月]"
    r"|(?:填报|编制|制表|单位|日期|联系|说明|密级|备注|注|牵头|参加|配合|责任|完成|时限)\S{0,6}[:：].*"
    r"|目\s*录|contents|成文日期.*|索\s*引\s*号.*"
    # The first chapter, with a numeral that headings rarely have.
    r"|(?:[壹贰叁肆伍陆柒捌玖拾]{1,3}|[A-Z])[、.．].*"
    r"|(?:任务|专题|专项|专项行动|行动|板块|模块|工程)[一二三四五六七八九十\d]{1,3}[:：、\s].*",
    re.IGNORECASE | re.DOTALL,
)
_LABEL = re.compile(r"\s*[㐀-鿿]{1,2}[㐀-鿿\s]{0,4}[:：]")
#: Behind a title in its cell: 填报单位：县府办　填报人：刘建军.
_FORM = re.compile(
    r"(?:\n\s*|(?<![ \t\u3000])[ \t\u3000]++)"
    r"(?=(?:填报|填表|编制|制表|审核|审批|报送|联系|负责|经办|时间|地点|主持|参会|出席|列席|记录|单位|日期)"
    r"[㐀-鿿]{0,4}[:：])"
)
_LONGEST = 80
_ENDS_AS_TITLE = re.compile(
    r"(?:方案|意见|措施|计划|清单|分工|分工表|分解表|任务表|规划|要点|办法|细则|任务|一览表|台账|举措|安排|任务书)"
    r"(?:[（(][^（）()]*[）)])?\Z"
)
_ENDS_AS_LETTER = re.compile("的(?:通知|通报|决定|报告|批复|函)\\Z")
_VERSION = re.compile("(?:送审|征求意见|讨论|审议|报批|修改|修订|汇报|初)稿|草案|试行")


def find_title(blocks: list[Block], begins: Place | None) -> tuple[str, set[Place], str]:
    """Find the title of a document.

    It is the first heading by style or tag above the plan that has no numeral, unless a centred
    paragraph above it is worded as a title; where there is none, a centred paragraph; else the
    first paragraph after the last mark such as 附件1, or the first that could be a title. A title
    broken over several lines is one.

    Args:
        blocks: The document.
        begins: Where the plan begins.

    Returns:
        The title, empty where there is none; the places of it and of such marks; and what else
        stands in its paragraph or cell: who filled a table in, or was at a meeting.
    """
    above: list[Paragraph] = []
    for block in blocks:
        if isinstance(block, Table):
            above += _title_rows(block)
            break
        if isinstance(block, Paragraph):
            if block.place == begins:
                break
            if block.text.strip():
                above.append(block)
    gap = _gap(blocks)
    marks = {p.place for p in above if _MARK.fullmatch(p.text.strip())}
    head = next((at for at, p in enumerate(above) if p.level and _could_be(p)), 0)
    is_below = any(_is_worded(p) for p in above[:head])
    if any(p.centred and _could_be(p) for p in above[:head]):
        # 1 Protect people there is the first chapter; alone 5 Year Plan may be the title.
        above = [p for p in above if not (p.level and layout.heading_mark(p.whole, p.level, None))]
    marked = max((at for at, p in enumerate(above) if _MARK.match(p.text)), default=0)
    for wanted in (
        lambda p: is_below and _is_worded(p),
        lambda p: p.level == 1 and _could_be(p),
        lambda p: bool(p.level) and _could_be(p),
        lambda p: p.centred and _could_be(p),
        _could_be,
    ):
        for part in (above[marked:], above) if marked else (above,):
            found = [at for at, p in enumerate(part) if wanted(p)]
            if found:
                # Behind a letter the plan has a title of its own.
                titles = [at for at in found if _ENDS_AS_TITLE.search(part[at].text.strip())]
                at = titles[-1] if titles and not part[found[0]].level else found[0]
                could_be = set(found)
                while at - 1 in could_be and _goes_on(part[at - 1], part[at], gap):
                    at -= 1
                lines = _lines(part, at, gap)
                whole = "\n".join(p.text for p in lines)
                form = _FORM.search(whole)
                text = unspaced(whole[: form.start()] if form else whole)
                beside = unspaced(whole[form.end() :]) if form else ""
                text = _MARK.sub("", text, count=1) if _MARK.match(text) else text
                again = {p.place for p in above if unspaced(p.text) == text}
                return text, marks | again | {p.place for p in lines}, beside
    return "", marks, ""


def _title_rows(table: Table) -> list[Paragraph]:
    """The first rows that hold one text each: 附件1, and the title over all columns."""
    found: list[Paragraph] = []
    for row in table.rows[:-1]:
        texts = {cell.text for cell in row.cells if cell.text}
        if len(texts) != 1:
            break
        found.append(Paragraph(texts.pop(), row.place, centred=True))
    return found


def _could_be(paragraph: Paragraph) -> bool:
    text = paragraph.text.strip()
    return (
        2 <= len(text) <= _LONGEST
        and not _MARK.fullmatch(text)
        and not layout.mark(paragraph.whole.strip())
        and not _NO_TITLE.fullmatch(text)
        and not begins_legend(text)
    )


def _is_worded(paragraph: Paragraph) -> bool:
    """Whether a centred paragraph is a title by its words; a heading below it names a part."""
    return (
        paragraph.centred
        and not paragraph.level
        and _could_be(paragraph)
        and _ENDS_AS_TITLE.search(paragraph.text.strip()) is not None
    )


def _gap(blocks: list[Block]) -> int:
    """How many lines lie between the beginnings of two paragraphs: 2 where empty ones part all."""
    lines = [block.place.line for block in blocks if isinstance(block, Paragraph)]
    between = [
        after - before
        for before, after in itertools.pairwise(line for line in lines if line is not None)
    ]
    return max(1, min(between, default=1))


def _lines(part: list[Paragraph], at: int, gap: int) -> list[Paragraph]:
    """A title with the lines that it goes on with: directly below, and of the same make."""
    lines = [part[at]]
    for paragraph in part[at + 1 :]:
        so_far = unspaced("\n".join([line.text for line in lines]))
        is_whole = _ENDS_AS_TITLE.search(so_far) or _ENDS_AS_LETTER.search(so_far)
        goes_on = not is_whole or _ENDS_AS_TITLE.search(paragraph.text.strip())
        if not goes_on or _VERSION.fullmatch(paragraph.text.strip()):
            # Who issues it stands below a title.
            break
        if not _goes_on(lines[-1], paragraph, gap):
            break
        lines.append(paragraph)
    return lines


def _goes_on(before: Paragraph, paragraph: Paragraph, gap: int) -> bool:
    """Whether a paragraph may be the next line of a title."""
    same = (paragraph.level, paragraph.centred) == (before.level, before.centred)
    last, line = before.place.line, paragraph.place.line
    close = last is None or line is None or line == last + gap
    styled = paragraph.centred or line is not None
    # The first row of a table may repeat the title above it.
    repeats = unspaced(before.text) in unspaced(paragraph.text)
    # Below the title of minutes: 时间：7月8日
    repeats = repeats or _LABEL.match(paragraph.text) is not None
    return (
        same and close and styled and not repeats and not paragraph.level and _could_be(paragraph)
    )


def file_name(path: str) -> str:
    """A file's name; archives of Windows hold names in GBK, which Python shows as surrogates."""
    data = os.path.basename(path).encode("utf-8", "surrogateescape")
    for encoding in ("utf-8", "gb18030"):
        with contextlib.suppress(UnicodeDecodeError):
            return data.decode(encoding)
    return data.decode("utf-8", "replace")
