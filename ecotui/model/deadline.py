"""The due date that follows from the wording of a deadline: the last day of what it names."""

from __future__ import annotations

import re

from ecotui.text.folding import compatible

_DIGITS = {"○": "0", "零": "0"} | {sign: str(at) for at, sign in enumerate("〇一二三四五六七八九")}
_HAN = "[一二三四五六七八九十]{1,3}"
_NUMBER = rf"(?:\d{{1,2}}|{_HAN})"
_MONTH_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
# A piece of time; what is left out of it, such as the year, is that of the piece before.
_PIECE = re.compile(
    r"(?<!\d)(?P<iso>\d{4})(?:(?P<sign>[-./])(?P<m>\d{1,2})(?:(?P=sign)(?P<d>\d{1,2}))?(?!\d))"
    r"|[“\"]?(?P<plan>十[一二三四五六七八九])五[”\"]?"
    r"|(?:(?<![\d一-九])(?P<year>\d{4}|[〇○零一二三四五六七八九]{4})年(?:度|内)?)?"
    rf"(?:(?:{_NUMBER}月?[-–—~至到、])?(?<!\d)(?P<month>{_NUMBER})月份?"
    rf"(?:(?:{_NUMBER}日?[-–—~至到])?(?P<day>{_NUMBER})[日号]|(?P<third>[上中]旬|初))?[底末]?"
    r"|(?P<half>[上下])半年|(?:[前第]?(?P<quarter>[1-4一二三四])季度|[Qq](?P<q>[1-4]))"
    r"|(?P<start>年?初)|(?P<end>年[底末]))?"
)

# What leaves a year open: 国庆节前, 年中, 汛期, 农历正月. No rule says which day that is.
_PART_OF_YEAR = re.compile(
    r"年?中(?![\w])|农历|阴历|[^，,；;。、\d]{0,8}?(?:节(?=前|后|期间|[，,；;。、]|\Z)|[春夏秋冬][季天]"
    r"|汛期|学期|[暑寒]假|暑期|期间|[^底末内年]前(?![期端述提置瞻])|前夕)"
)
_BEGINS = re.compile("(?:开始|初)?起(?!草)")


def due_date(deadline: str) -> str | None:
    """The last day that a deadline names, as ISO 8601 writes it; None where it names none.

    What recurs (每年12月底前), what only begins (2018年起), and a day without a year name none.
    """
    text = "".join(compatible(deadline).split())
    year: int | None = None
    latest = None
    for piece in _PIECE.finditer(text):
        if not piece[0]:
            continue
        if named := piece["iso"] or piece["year"]:
            year = int("".join([_DIGITS.get(sign, sign) for sign in named]))
        if piece["plan"]:
            # 十三五 ended with 2020.
            year = 1955 + 5 * (_number(piece["plan"]) or 0)
        recurs = text.endswith("每", 0, piece.start()) or text.endswith("每年", 0, piece.start())
        bare = piece["year"] is not None and piece[0][-1] in "年度内"
        if bare and _PART_OF_YEAR.match(text, piece.end()):
            continue
        if year is not None and not recurs and not _BEGINS.match(text, piece.end()):
            latest = max(filter(None, (latest, _last_day(year, piece))), default=None)
    return latest


def _last_day(year: int, piece: re.Match[str]) -> str | None:
    month, day = _number(piece["m"] or piece["month"]), _number(piece["d"] or piece["day"])
    if quarter := piece["quarter"] or piece["q"]:
        month = 3 * (_number(quarter) or 0)
    elif piece["half"]:
        month = 6 if piece["half"] == "上" else 12
    elif piece["start"]:
        month = 1
    elif month is None:
        month = 12
    if not 1 <= month <= 12:
        return None
    last = _MONTH_DAYS[month - 1]
    if month == 2 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0):
        last = 29
    if piece["third"]:
        day = 20 if piece["third"] == "中旬" else 10
    day = last if day is None else day
    return f"{year:04}-{month:02}-{day:02}" if year and 1 <= day <= last else None


def _number(text: str | None) -> int | None:
    from ecotui.text.numerals import parse_numeral

    return None if text is None else parse_numeral(text) or 0
