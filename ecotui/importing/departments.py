"""Lists of departments as a cell writes them."""

from __future__ import annotations

import itertools
import re
from typing import NamedTuple

from ecotui.i18n import _
from ecotui.importing.markdown import unspaced
from ecotui.model.plan import DEPARTMENT, GROUP
from ecotui.text.folding import HAN


class Names(NamedTuple):
    """The departments of one cell, in order.

    Args:
        names: Each name once.
        is_open: Whether the list ends in 等.
        remarks: What had to be decided to read it.
    """

    names: tuple[str, ...] = ()
    is_open: bool = False
    remarks: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether the cell names anybody."""
        return bool(self.names) or self.is_open


_SEPARATORS = "、，,；;"
_OPENING, _CLOSING = "（(〔[【", "）)〕]】"
_PLACE = "地区|地方|市|州|县|区|乡镇|街道|省"
_BODIES = f"部门|单位|厅局|机构|企业|院校|高校|政府|人民政府|{_PLACE}"
_OPEN = re.compile(
    r"(?:等(?:[0-9一二三四五六七八九十]{1,3}个?)?(?:有关|相关)?(?:部门|单位)?|(?:^|\s)etc\.?)\Z"
)
_GROUP = re.compile(
    rf"(?:相关|有关|其他|其它)(?:责任|职能|成员|主管|行业|金融|省直|市直)?(?:{_BODIES})"
    rf"|(?:^|[省市县州区][级直]?)各(?:级|有关|相关|成员|责任|省直|市直)?(?:{_BODIES})"
    r"|[省市县州区][级直](?:机关)?(?:部门|单位)$"
)
_BODY_END = re.compile(r"[厅局委办部署院会社所室行司府]$|(?:中心|部门|单位|机关|集团|银行)$")
_NOTHING = re.compile(r"[-—–－/／\s]*|无")
_INNER_BLANK = re.compile(rf"(?<=[{HAN}])\s+(?=[{HAN}])")


def kind(name: str) -> str:
    """`GROUP` for a collective such as 省直相关部门 or 各市（州）人民政府, else `DEPARTMENT`."""
    return GROUP if _GROUP.search(name) else DEPARTMENT


def parse(text: str) -> Names:
    """Read a list of departments.

    Names are parted by 、，,；; outside brackets, and by a line break where the name before it is
    complete (it ends as names of offices do); otherwise the break is layout. Blanks between
    Chinese characters are layout too. A dash, a slash or 无 stands for nobody.
    """
    if _NOTHING.fullmatch(text):
        return Names()
    remarks: list[str] = []
    pieces = [piece for part in _split(text) for piece in _lines(part, remarks)]
    is_open = False
    if pieces:
        last = pieces[-1]
        pieces[-1] = _OPEN.sub("", last).strip()
        is_open = pieces[-1] != last
    names: dict[str, None] = {}
    for piece in pieces:
        name = unspaced(piece)
        if _INNER_BLANK.search(piece):
            remarks.append(_("the space inside the name {name} is removed").format(name=name))
        if name in names:
            remarks.append(_("{name} is listed twice; kept once").format(name=name))
        elif name:
            names[name] = None
    return Names(tuple(names), is_open, tuple(remarks))


def is_list(text: str) -> bool:
    """Whether a cell reads as a list of departments and not as a sentence."""
    if not text or re.search(r"[。！？]", text):
        return False
    names = parse(text).names
    return (
        bool(names)
        and all(len(name) <= 24 for name in names)
        and all(_BODY_END.search(name) or kind(name) == GROUP for name in names)
    )


def _split(text: str) -> list[str]:
    """Cut at the separators that stand outside brackets; a bracket that never closes is none."""
    cuts: list[int] = []
    inside: list[int] = []
    depth = 0
    for index, character in enumerate(text):
        if character in _OPENING:
            depth += 1
        elif character in _CLOSING and depth:
            depth -= 1
            if not depth:
                inside.clear()
        elif character in _SEPARATORS:
            (inside if depth else cuts).append(index)
    bounds = [-1, *cuts, *inside, len(text)]
    parts = [text[a + 1 : b].strip() for a, b in itertools.pairwise(bounds)]
    return [part for part in parts if part]


def _lines(part: str, remarks: list[str]) -> list[str]:
    lines = [line.strip() for line in part.split("\n") if line.strip()]
    names: list[str] = []
    for line in lines:
        if names and not _BODY_END.search(names[-1]):
            names[-1] = unspaced(f"{names[-1]}\n{line}")
            remarks.append(_("the line break inside {name} is removed").format(name=names[-1]))
        else:
            if names:
                message = _("the line break is read as a separator between {before} and {after}")
                remarks.append(message.format(before=names[-1], after=line))
            names.append(line)
    return names
