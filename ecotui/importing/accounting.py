"""What a document holds and its plan does not, whichever rule passed it over.

The rules of reading say themselves what they leave out. Here their books are checked: each run of
letters of a paragraph or cell is in the plan near its place, or in a remark on what stands there.
What is not is said to be left out, whoever else says the same; a department that only other
measures have, and a numeral that ranks too high for where it ended up, are said to be doubtful. So
a rule that is wrong loses nothing in silence.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_left, bisect_right
from typing import NamedTuple

from ecotui.i18n import _
from ecotui.importing import labels, layout, words
from ecotui.importing.blocks import Paragraph, Table
from ecotui.importing.outline import BEGINNING, DOUBTFUL
from ecotui.importing.spacing import shortened, unspaced

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from ecotui.importing.blocks import Block, Place
    from ecotui.importing.outline import Placed, Report

_RUN = re.compile(r"[^\W_丶①-⑳]+")
_BLANKS = re.compile(r"\s+")
#: The number of a heading such as 1.2 Rivers or 1.2河流.
_COUNT = re.compile(r"\A\s*\d{1,9}(?:(?:\.\d{1,9})+\s*(?=\D)|\s+)")
#: What says of names what they do, and what marks a title: no part of the plan.
_GRAMMAR = (
    "以及 有关 相关 按照 根据 结合 依据 职责 职能 分工 负责 牵头 主办 主责 统筹 配合 "
    "执行 参加 参与 协同 协助 协办 支持 活动 事项 流程 落实 实施 推进 推动 组织 具体 贯彻 "
    "共同 联合 分别 会同 会商 抓好 做好 抓落实 承办 办理 指导 督促 监督 协调 各自 工作 "
    "任务 单位 部门 完成 办结 到位 不再 下同 余同 其他 责任 附件 附表 附录 第一位 首位 "
    "列 者 同上 作为 批准 咨询 知会 告知 问责 及 和 与 由 并 的 各 按 商 同 为 是 均 总 等 需 请 "
    "全力 主动 通力 全程 协力 合力 倾力 及时 狠抓 分级 属地 直接 分区 分片 逐级 归口 统一 "
    "督导 汇总 开展 切实 认真 全面 分头 加快 主要 积极 密切 全部 总体 各项 "
    "省直 市直 州直 县直 区直 "
    "for the of and to with from by supported support lead leads etc as above ditto"
)
#: The mark of a note behind a wording: 建设园区①。
_NOTE_MARK = re.compile(r"(?<=[^\s\d（(])(?:[①-⑳*＊※]|[（(]?\d[)）])(?=[。，；、）)\n]|\Z)")
_STARS = ("*", "＊", "※")
_HALF_WIDTH = str.maketrans("（）", "()")
#: So many places are reported; each costs a search in the whole plan.
_MOST = 200


class _Piece(NamedTuple):
    """A paragraph or row of a document.

    A paragraph that begins with a numeral has its sign, the text behind it, and how high it ranks.
    """

    place: Place
    texts: list[str]
    in_table: bool = True
    numeral: tuple[str, str] = ("", "")
    rank: float = layout.BULLET


def check(
    blocks: Iterable[Block],
    plan: Iterable[Placed],
    read: Collection[Place],
    departments: Collection[str],
    title: str,
    report: Report,
) -> None:
    """Report what a document says and neither its plan nor a remark does.

    Args:
        blocks: The document.
        plan: The headings and measures of its plan.
        read: Where stands what was read of who does them.
        departments: Names of the plan's departments.
        title: The title of the plan.
        report: What was said so far; what is missing is added.
    """
    pieces = list(_pieces(blocks))
    order: dict[Place, int] = {}
    for at, piece in enumerate(pieces):
        order.setdefault(piece.place, at)
    placed: dict[int, list[Placed]] = {}
    plan = list(plan)
    _check_headings(plan, report)
    for one in plan:
        if one.place in order:
            placed.setdefault(order[one.place], []).append(one)
    marks = sorted(placed)
    _check_numerals(pieces, placed, marks, report)
    _check_notes(pieces, placed, report)
    general = _bare([title, *report.said.get(None, ())])
    whole = ""
    near = _Near("")
    wanted: Sequence[int] = [-1]
    told: list[str] = []
    found = 0
    for at, piece in enumerate(pieces):
        place = piece.place
        around = _around(at, piece, placed, marks)
        if around != wanted:
            wanted = around
            here = [one for mark in around for one in placed[mark]]
            # A category may stand in each row again, and a chapter above each of its sections.
            here += [heading for one in here for heading in one.above]
            near = _Near(_bare([text for one in here for text in one.texts]))
            told = [text for one in here for text in report.said.get(one.place, ())]
        others = [_bare([*report.said.get(place, ()), *told]), general]
        # 由甲局牵头的任务： is nowhere, although 甲局 is near.
        is_elsewhere = at in placed or place in read or place in report.said
        is_whole = not (piece.in_table or is_elsewhere)
        missing = [
            one for text in piece.texts for one in _missing(text, near, others, is_whole=is_whole)
        ]
        if not missing:
            continue
        named = {part for text, parts in missing for part in (*parts, text)}
        bodies = [name for name in departments if name in named]
        lost = [text for text, parts in missing if not all(part in bodies for part in parts)]
        # A head stands above each page, with the names of departments of all its rows.
        is_head = piece.in_table and at not in placed
        if is_head and lost:
            if not whole:
                every = [text for ones in placed.values() for one in ones for text in one.texts]
                said = [text for texts in report.said.values() for text in texts]
                whole = _bare([*departments, *every, *said])
            lost = [text for text, parts in missing if not all(part in whole for part in parts)]
        report.left_out(lost, place)
        if bodies and not is_head and marks and marks[0] <= at:
            message = _("named here, and not among the departments of this measure: {names}")
            report.note(DOUBTFUL, place, message.format(names=shortened("、".join(bodies))))
        found += bool(lost or bodies)
        if found == _MOST:
            return


def _around(
    at: int, piece: _Piece, placed: Mapping[int, Sequence[Placed]], marks: Sequence[int]
) -> Sequence[int]:
    """Where the headings and measures begin that what a piece says may have gone to."""
    if any(one.number is not None for one in placed.get(at, ())):
        return [at]
    # What comes before, what begins here, and what comes next.
    around = marks[max(0, bisect_left(marks, at) - 1) : bisect_right(marks, at) + 1]
    is_below_measure = (
        not (piece.in_table or at in placed)
        and bool(around)
        and around[0] < at
        and placed[around[0]][-1].number is not None
    )
    if is_below_measure and any(map(labels.label_pattern().match, piece.texts)):
        # A label line below a measure says nothing of the next one.
        return around[:1]
    return around


def _check_headings(plan: Sequence[Placed], report: Report) -> None:
    """Report headings that may be items of a measure: none stands below, or they end in ；."""
    used = {id(above) for one in plan if one.number is not None for above in one.above}
    used |= {id(above) for one in plan if id(one) in used for above in one.above}
    for one in plan:
        if one.number is not None:
            continue
        title = one.texts[0]
        if id(one) not in used:
            message = _("no measure stands below the heading {title}")
        elif title.endswith(("；", ";")):
            message = _("the heading {title} ends as an item of a list does")
        else:
            continue
        report.note(DOUBTFUL, one.place, message.format(title=shortened(title)))


def _check_numerals(
    pieces: Sequence[_Piece], placed: dict[int, list[Placed]], marks: list[int], report: Report
) -> None:
    """Report numerals in the wording of a measure that rank too high, or above the next one."""
    for at, piece in enumerate(pieces):
        sign, rest = piece.numeral
        if not rest or at in placed:
            continue
        rest = rest[:BEGINNING]
        here = bisect_left(marks, at)
        above = placed[marks[here - 1]][-1] if here else None
        if above and above.number is not None and rest in above.texts[1]:
            is_said = rest in "".join(report.said.get(piece.place, ()))
            if pieces[marks[here - 1]].rank >= piece.rank and not is_said:
                message = _("{sign} stands in the wording of measure {number}")
                message = message.format(sign=sign, number=above.number)
                report.note(DOUBTFUL, piece.place, message)
            continue
        for other in marks[here : here + 1]:
            following = placed[other][0]
            is_below = piece.rank < pieces[other].rank < layout.BULLET
            has_it = any(rest in text for text in following.texts)
            if following.number is not None and is_below and not has_it:
                message = _("measure {number} is not read as one below {sign}, which is no heading")
                message = message.format(sign=sign, number=following.number)
                report.note(DOUBTFUL, piece.place, message)


def _check_notes(
    pieces: Sequence[_Piece], placed: Mapping[int, Sequence[Placed]], report: Report
) -> None:
    """Report what stands in the wording of a measure and may be a note on one before it."""
    #: The measure that has each mark of a note.
    noted: dict[str, int] = {}
    latest: Placed | None = None
    for at, piece in enumerate(pieces):
        for one in placed.get(at, ()):
            if one.number is not None:
                latest = one
                found = _NOTE_MARK.findall(one.texts[1])
                noted.update({mark.translate(_HALF_WIDTH): one.number for mark in found})
        sign, rest = piece.numeral
        if not rest or at in placed or latest is None or latest.number is None:
            continue
        other = noted.get(sign.strip().translate(_HALF_WIDTH), latest.number)
        if other != latest.number and rest[:BEGINNING] in latest.texts[1]:
            message = _("in the wording of measure {number}, and perhaps a note on {other}: {text}")
            text = shortened(f"{sign}{rest}")
            message = message.format(number=latest.number, other=other, text=text)
            report.note(DOUBTFUL, piece.place, message)


class _Near:
    """The texts near a place, without blanks."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    def holds(self, part: str) -> bool:
        # As a rule one stands behind the other.
        found = self.text.find(part, self.at)
        found = self.text.find(part) if found < 0 else found
        self.at = max(found, 0)
        return found >= 0

    def lacks(self, run: str, others: Sequence[str]) -> bool:
        """Whether neither these texts nor others hold a run."""
        return not self.holds(run) and not any(run in other for other in others)


def _missing(
    text: str, near: _Near, others: Sequence[str], *, is_whole: bool
) -> Iterator[tuple[str, list[str]]]:
    """The lines of a text, or runs in them, that neither the plan has near its place nor others.

    Each comes with those of its parts that are missing; a whole run is missing where `is_whole`.
    """
    for line in text.split("\n"):
        if words.is_word(line):
            continue
        # A numeral at the beginning is that of a place in the plan.
        counted = _COUNT.sub("", line)
        mark = layout.mark(counted.strip())
        rest = labels.label_pattern().sub("|", mark.rest if mark else counted)
        # Blanks between characters are layout, or part two headings in one line.
        for spaced in (unspaced(rest), rest):
            runs = _RUN.findall(spaced)
            lacking = (
                [(run, [run]) for run in runs if near.lacks(run, others)]
                if is_whole
                else _lacking(runs, near, others)
            )
            if not lacking:
                break
        if lacking and len(lacking) == len(runs):
            yield line, [part for _run, parts in lacking for part in parts]
        else:
            yield from lacking


def _lacking(
    runs: Iterable[str], near: _Near, others: Sequence[str]
) -> list[tuple[str, list[str]]]:
    """The runs that are missing, each with its parts that are, cut where it says who does what."""
    found = []
    for run in runs:
        if near.lacks(run, others):
            parts = [part for part in _grammar().split(run) if len(part) > 1]
            parts = [part for part in parts if near.lacks(part, others)]
            if parts := [part for part in parts if words.role(part) is None]:
                found.append((run, parts))
    return found


def _bare(texts: Iterable[str]) -> str:
    return _BLANKS.sub("", "\n".join(texts).replace("\n", "|"))


@functools.cache
def _grammar() -> re.Pattern[str]:
    """What parts a run where it says who does something; also the words for columns."""
    listed = {word for every in words.WORDS.values() for word in every.split() if word.isalpha()}
    every = sorted(listed | {*_GRAMMAR.split()}, key=len, reverse=True)
    han = "|".join([word for word in every if not word.isascii()])
    latin = "|".join(filter(str.isascii, every))
    return re.compile(rf"{han}|\A(?:{latin})\Z", re.IGNORECASE)


def _pieces(blocks: Iterable[Block]) -> Iterator[_Piece]:
    """The paragraphs and rows of a document."""
    for block in blocks:
        if isinstance(block, Paragraph):
            mark = layout.mark(block.whole.strip())
            is_sign = mark and (mark.number is not None or mark.sign.strip() in _STARS)
            numeral = (mark.sign, mark.rest) if mark and is_sign else ("", "")
            rank = mark.rank if mark else layout.BULLET
            rank = block.level / 10 if block.level else rank
            yield _Piece(block.place, [block.text], False, numeral, rank)
        elif isinstance(block, Table):
            for row in block.rows:
                own = [cell.text for cell in row.cells if not (cell.across or cell.down)]
                yield _Piece(row.place, own)
