"""The items of running text: what stands below each, and who is said to do it."""

from __future__ import annotations

import re

from ecotui.importing import layout
from ecotui.importing.bodies import is_body

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ecotui.importing.blocks import Place, Table
    from ecotui.importing.outline import Report

#: The rank of a paragraph without a numeral, below all others.
PLAIN = 99.0
#: A note, not about who does it.
FOOTNOTE = re.compile(
    r"(?:[\[【〔]\d+[\]】〕]\s*)?(?:注|备注|说明|图例|Notes?|Legend)\s*\d?\s*[:：]|[\[【〔]\d+[\]】〕]"
    # As Markdown has them.
    r"|\[\^[^\]\s]{1,20}\]:"
)
#: What a printed page leaves behind: - 3 -, 第 3 页 共 9 页.
PAGE = re.compile(r"[-—–－]+\s*\d{1,4}\s*[-—–－]+|第\s*\d{1,4}\s*页(?:\W*共\s*\d{1,4}\s*页)?")
#: Who was at a meeting, above or below its minutes, and whom they go to.
MEETING = re.compile(
    r"(?:出席|列席|缺席|请假|主持|记录|参会|与会|(?:参加|参会|与会|出席|列席)(?:人员|领导|单位和人员)|(?:主持|记录)人"
    r"|发|送|报|分送|抄报|抄送|主送)\s*[:：].*",
    re.DOTALL,
)
#: No heading of a table that says who does it is longer.
_LONGEST_HEADING = 24
#: What ends a document and is no part of its last measure.
CLOSING_LINE = re.compile(
    # What web pages put below a text.
    r"(?:公开(?:方式|属性|形式)|(?:责任)?编辑|审核|审签|校对|录入|信息来源|稿源|作者|发布(?:时间|日期|单位|机构)|索引号|浏览(?:次数|量)"
    r"|点击(?:数|量)|访问量)\s*[:：].*|"
    r"(?i:(?:prepared|drafted|compiled|checked|reviewed|approved|issued|signed|authorised) by"
    r"|distribution(?: list)?|annex(?:es)?(?: [\dA-Z])?|appendix(?: [\dA-Z])?|version)\s*:.*|"
    r"特此(?:通知|通报|报告|函告|函达|请示).{0,3}|附\s*[:：].*|"
    r"附件\s*[\d一二三四五六七八九十]{0,2}\s*[:：]?.*|抄送.*|主送.*|[(（]?此件(?:公开|主动|依申请).*|印发日期.*"
    r"|.{0,40}\d{4}年\d{1,2}月\d{1,2}日.{0,20}|[\d〇○一二三四五六七八九]{4}年[\d一二三四五六七八九十]{1,2}月"
    r"[\d一二三四五六七八九十]{1,3}日|本(?:方案|措施|意见|通知|计划|办法|行动方案|实施方案)自.*",
    re.DOTALL,
)


class Node:
    """An item of running text with what stands below it.

    Args:
        rank: How high it stands, see `layout.mark`; plain paragraphs rank lowest.
        place: Where it begins.
        text: Its own paragraph without numeral and tail.
        mark: The numeral, if it has one.
        level: The level of its style, from 1; 0 where it is no heading by that.
        table: The table that it is, if it is one.
    """

    def __init__(
        self,
        rank: float,
        place: Place,
        text: str = "",
        mark: layout.Mark | None = None,
        level: int = 0,
        table: Table | None = None,
    ) -> None:
        self.rank = rank
        self.place = place
        self.text = text
        self.mark = mark
        self.level = level
        self.table = table
        self.children: list[Node] = []
        #: Statements at the end of its own paragraph.
        self.inline: list[tuple[str, Place]] = []
        #: Statements in paragraphs of their own below it.
        self.below: list[tuple[str, Place]] = []
        #: Plain paragraphs after its statement: no part of it.
        self.after: list[Node] = []
        #: The paragraph after the statement of the item above that it stands behind, if any.
        self.behind: Node | None = None
        #: The number of the last item of its rank below the heading before, which may count on.
        self.counted = 0

    @property
    def number(self) -> int | None:
        """The number of its numeral."""
        return self.mark.number if self.mark else None

    @property
    def statements(self) -> list[tuple[str, Place]]:
        """What is said of who does it."""
        return [*self.inline, *self.below]

    def walk(self) -> Iterator[Node]:
        """The node and everything below it, in order."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting += reversed(node.children)

    def ends_with(self, node: Node) -> bool:
        """Whether the next item that is no plain paragraph stands beside or above it.

        Numerals tell, or styles where one of two headings has no numeral.
        """
        if self.level and node.level and min(self.rank, node.rank) < layout.PART:
            return self.level >= node.level
        if self.level and not node.level and self.rank == node.rank and not self.inline:
            # Below a heading （1） a list may begin with 1）, or with the next number, and goes on.
            last = self.last_below
            return node.number != last + 1 if last else node.number not in (1, self.counted + 1)
        return self.rank >= node.rank

    @property
    def last_below(self) -> int:
        """The number of the last item without a style below it that has its rank, or 0."""
        below = (one.number or 0 for one in self.children if one.rank == self.rank)
        return max(below, default=0)

    def count_on(self, before: Node) -> None:
        """Let the items below a heading count on from those below the heading before it."""
        if self.level and (self.level, self.rank) == (before.level, before.rank):
            self.counted = before.last_below or before.counted

    @property
    def assigned(self) -> bool:
        """Whether anything in it says who does it, or is a table."""
        return any(node.statements or node.table for node in self.walk())


def may_head_table(node: Node) -> bool:
    """Whether an item with departments may be the heading of a table: 一、产业（甲局牵头）."""
    is_short = len(node.text) <= _LONGEST_HEADING and layout.is_unfinished(node.text)
    return node.rank <= layout.CHINESE and is_short and not node.below


def heads_table(node: Node) -> bool:
    """Whether an item is the heading of the tables below it, with nothing else there."""
    below = [child for child in node.children if child.table]
    others = [child for child in node.children if not child.table and child.mark]
    return may_head_table(node) and bool(below) and not others


def is_sentence(text: str) -> bool:
    """Whether a plain paragraph may say what is to be done: no closing, and no beginning."""
    text = text.rstrip()
    if CLOSING_LINE.fullmatch(text) or FOOTNOTE.match(text):
        return False
    return text[-1:] in "。；" or (
        len(text) >= 4 and text[-1] not in "：:，,、" and not is_body(text)
    )


def left_out(nodes: Iterable[Node], report: Report) -> None:
    """Report every paragraph of these."""
    for node in nodes:
        for below in node.walk():
            if below.text and not below.table:
                sign = below.mark.sign if below.mark else ""
                report.left_out([sign + below.text], below.place)
            for after in below.after:
                report.left_out([after.text], after.place)
