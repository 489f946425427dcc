"""How allocation documents are laid out: their headings, their numbers, their marks."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from ecotui.text.numerals import numeral, parse_numeral

CHAPTER, SECTION = "chapter", "section"

_NUMERALS = "零〇一二两三四五六七八九十百千"
_MEASURE = re.compile(r"(\d{1,9})\s*([.．、﹒])(.*)", re.DOTALL)
_SENTENCE = re.compile(r"[。；;！!？?]")


class Heading(NamedTuple):
    """A heading: its level (`CHAPTER` or `SECTION`), number if it has one, and title without it."""

    level: str
    number: int | None
    title: str


_COUNTED = re.compile(r"(\d{1,9}(?:\.\d{1,9})*)\s+(\D.*)", re.DOTALL)


def heading(text: str, *, counted: bool = False) -> Heading | None:
    """The heading that one line is (一、 or （一）, brackets of either width), or None.

    Args:
        text: The line.
        counted: Whether it can be nothing but a heading: then 1 Water and 1.2 Rivers are ones too.
    """
    if counted and (match := _COUNTED.fullmatch(text)) and match[1].count(".") < 2:
        level = SECTION if "." in match[1] else CHAPTER
        return Heading(level, int(match[1].rpartition(".")[2]), match[2].strip())
    found = None if "\n" in text else mark(text)
    if not found or not found.number or not found.rest or found.rank not in _LEVELS:
        return None
    level = _LEVELS[found.rank]
    # 1）begins a part of a wording.
    is_heading = level == CHAPTER or text[0] in "(（"
    return Heading(level, found.number, found.rest) if is_heading else None


def _goes_on_counting(number: int, rest: str) -> bool:
    """Whether what follows a numeral counts on, so that it is none: 一、二、三产业, 1、2号线."""
    match = _NEXT.match(rest)
    counted = match and (int(match[1]) if match[1].isdecimal() else parse_numeral(match[1]))
    return counted == number + 1


_NEXT = re.compile(r"([一二三四五六七八九十]{1,3}|\d{1,3})(?=[、级期类等线号批轮环档])")
_PARTED = re.compile(r"(?:\u3000| {2,})\s*(?=[(（第一二三四五六七八九十])")


def parted(text: str) -> list[str]:
    """The headings that stand in one line, parted by blanks: 一、章　（一）节; else the line."""
    first, *others = [part.strip() for part in _PARTED.split(text)]
    # The first may say what the page is.
    return [first, *others] if others and all(map(mark, others)) else [text]


def headings(text: str, *, prose: bool = False, counted: bool = False) -> tuple[list[Heading], str]:
    """The headings at the start of a cell, and the text after them.

    Args:
        text: The cell.
        prose: Whether the cell may as well hold a measure: then a sentence is no heading, since
            wording such as 一、二级保护区 may begin one.
        counted: See `heading`.
    """
    found: list[Heading] = []
    lines = [part for line in text.split("\n") for part in parted(line)]
    for line in lines:
        head = heading(line.strip(), counted=counted)
        if head is None or (prose and _SENTENCE.search(head.title)):
            break
        found.append(head)
    return found, "\n".join(lines[len(found) :]).strip()


def numbered(text: str, expected: int | None = None) -> tuple[int, str] | None:
    """The number at the start of a measure and the text after it, or None.

    ``1.``, ``1．`` and ``1、`` number a measure. ``1.5`` does not, unless 1 is ``expected``:
    then it is measure 1, whose text begins with a digit.
    """
    match = _MEASURE.match(text)
    if match is None:
        return None
    number, sign, rest = int(match[1]), match[2], match[3]
    if sign != "、" and rest[:1].isdigit() and number != expected:
        return None
    if sign == "、" and _goes_on_counting(number, rest):
        return None
    return number, rest.strip()


def is_out_of(title: str, text: str) -> bool:
    """Whether a title only repeats words of a text, with ``…`` for what it leaves out.

    Our own short titles have commas of full width only.
    """
    at = 0
    text = text.replace(",", "，")
    for piece in title.rstrip("。").replace(",", "，").split("…"):
        found = text.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    return True


def is_unfinished(text: str) -> bool:
    """Whether a text breaks off, so that the next page may go on with it."""
    return text[-1:] not in "。；;.！!？?"


_BRACKET = re.compile(r"[（(〔\[【）)〕\]】]")
_ENUMERATED = re.compile(rf"(?:\d{{1,3}}|[{_NUMERALS}a-zA-Z]{{1,3}})\Z")


def unbalanced(text: str) -> int:
    """The place, from 1, of a bracket that has no other; 0 where all have. ``1）`` needs none."""
    opened: list[int] = []
    for match in _BRACKET.finditer(text):
        if match[0] in "（(〔[【":
            opened.append(match.start() + 1)
        elif opened:
            opened.pop()
        elif not _ENUMERATED.search(text, max(0, match.start() - 4), match.start()):
            return match.start() + 1
    return opened[0] if opened else 0


_COUNT = re.compile("[1一①]")


class Mark(NamedTuple):
    """The numeral that a paragraph begins with.

    Args:
        rank: How high it stands: a lower rank is a higher level.
        sign: The numeral as it is written.
        number: Its number, or None for a bullet.
        rest: The paragraph without it.
    """

    rank: float
    sign: str
    number: int | None
    rest: str


_HAN = f"[{_NUMERALS}]{{1,9}}"
_DIGITS = r"\d{1,9}"
_LETTERS = tuple("ABCDEFGH")
#: What the parts of an English plan are called: Priority 1: Safer streets.
_EN_PARTS = (
    "Part|Chapter|Theme|Pillar|Workstream|Focus [Aa]rea|(?:Strategic |Key )?"
    "(?:Priority|Goal|Objective|Outcome|Aim)"
)
#: Ranks of the marks of a paragraph; headings by style stand above them all.
PART, CLAUSE, CHINESE, BRACKETED, DECIMAL, SMALL, CIRCLED, BULLET = 1, 2, 3, 4, 5, 6, 7, 8
#: 任务一：, which ranks below the numerals of headings, and only where it counts on.
NAMED = BRACKETED + 0.5
#: Days that are named by their date, in the way of no numeral.
_DAYS = ("三八", "五一", "五四", "六一", "七一", "八一")
#: Levels of the marks that are headings in a table.
_LEVELS: dict[float, str] = {CHINESE: CHAPTER, BRACKETED: SECTION, SMALL: SECTION}
_MARKS = (
    (PART, re.compile(rf"第({_HAN}|{_DIGITS})(?:[章编篇]|部分)\s*[、：:]?\s*(.*)", re.DOTALL)),
    (PART, re.compile(rf"(?:{_EN_PARTS}) ({_DIGITS}|[A-H])\s*[:.–—-]\s*([^\W\d].*)", re.DOTALL)),
    (CLAUSE, re.compile(rf"第({_HAN}|{_DIGITS})[节条]\s*[、：:]?\s*(.*)", re.DOTALL)),
    (
        NAMED,
        re.compile(
            rf"(?:任务|事项|行动|举措|问题)({_HAN}|{_DIGITS})\s*[、：:\s]\s*(.+)", re.DOTALL
        ),
    ),
    (CHINESE, re.compile(rf"({_HAN})\s*[、丶.．]\s*(.*)", re.DOTALL)),
    (BRACKETED, re.compile(rf"[(（〔]?\s*({_HAN})\s*[)）〕]\s*[、.．]?\s*(.*)", re.DOTALL)),
    (DECIMAL + 0.5, re.compile(rf"({_DIGITS}(?:\.{_DIGITS})+)(?:[.．、]|\s)\s*(\D.*)", re.DOTALL)),
    (
        DECIMAL,
        # 1.5万套 is an amount, and so it is in 1.1.5万套.
        re.compile(
            rf"({_DIGITS})\s*(?:[、丶﹒]|[.．](?:(?!\d)|(?=\d+\.\d+(?:[万亿千百%％倍个]|公里|米|吨))))\s*(.*)",
            re.DOTALL,
        ),
    ),
    (SMALL, re.compile(rf"(?:[(（]\s*({_DIGITS})\s*[)）]|({_DIGITS})[)）])\s*(.*)", re.DOTALL)),
    (CIRCLED, re.compile(r"([①-⑳⑴-⒇])\s*(.*)", re.DOTALL)),
    (BULLET, re.compile(rf"([{_NUMERALS}])是(?=\S)(.*)", re.DOTALL)),
    (BULLET, re.compile(r"([-•·●■◆△▲○□◇*+–—])\s+(.*)|([•●■◆△▲○□◇])(.*)", re.DOTALL)),
)


def heading_mark(text: str, level: int, found: Mark | None) -> Mark | None:
    """The numeral of a heading of some style, 1 Water or 1.2 Rivers, which ranks by its style.

    Args:
        text: The heading.
        level: Level of the style, from 1.
        found: The mark that it has as a paragraph; None is returned where it ranks by that.
    """
    match = _COUNTED.fullmatch(text)
    if match is None or not (found is None or DECIMAL < found.rank < SMALL):
        return None
    return Mark(level / 10, match[1], int(match[1].rpartition(".")[2]), match[2].strip())


def goes_on_inside(first: Mark) -> bool:
    """Whether a text that begins with a numeral has the next one: 1.甲；2.乙。 is a list."""
    own = _COUNT.search(first.sign)
    # In 1. 1.甲；2.乙。 the list begins behind the number.
    if first.number != 1 or own is None or first.rest.startswith(first.sign):
        return False
    following = "2" if own[0] == "1" else "②" if own[0] == "①" else numeral(2)
    sign = re.escape(first.sign[: own.start()] + following + first.sign[own.end() :])
    return re.search(rf"[；;。]\s*{sign}(?!\d)", first.rest) is not None


def mark(text: str) -> Mark | None:
    """The numeral or bullet at the start of a paragraph, or None."""
    for rank, pattern in _MARKS:
        match = pattern.fullmatch(text)
        if match is None:
            continue
        groups = [group for group in match.groups() if group is not None]
        sign, rest = groups[0], groups[-1]
        if rank == BULLET:
            number = None
            counted = parse_numeral(sign) if sign in _NUMERALS else None
            if counted and f"{numeral(counted + 1)}是" in rest:
                # 一是建机制；二是强考核 is a wording, and no item of one.
                return None
            rest = text if sign in _NUMERALS else rest
        else:
            last = unicodedata.normalize("NFKC", sign).strip("()").rsplit(".", 1)[-1]
            number = ord(last) - ord("A") + 1 if last in _LETTERS else parse_numeral(last)
            if sign in _DAYS:
                # 五一、国庆节期间值守
                continue
            # 1、2号线 goes on counting, and 2.三、四线城市 does not.
            counts = rank == CHINESE or (rank == DECIMAL and text[len(sign) :].lstrip()[:1] == "、")
            if number is None or (counts and _goes_on_counting(number, rest)):
                continue
        # 1.1 stands below 1., and 1.1.1 below 1.1, all of them above （1）.
        level = (
            DECIMAL + 1 - 0.5 ** min(sign.count("."), 9)
            if rank > DECIMAL and rank < SMALL
            else rank
        )
        return Mark(level, text[: len(text) - len(rest)].strip(), number, rest.strip())
    return None
