"""The due date that follows from the wording of a deadline: the last day of what it names."""

from __future__ import annotations

import re

from ecotui.text.folding import UNSEEN, compatible

_DIGITS = {"○": "0", "零": "0"} | {sign: str(at) for at, sign in enumerate("〇一二三四五六七八九")}
_HAN = "[一二三四五六七八九十]{1,3}"
_NUMBER = rf"(?:\d{{1,2}}|{_HAN})"
_MONTH_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
# A piece of time; what is left out of it, such as the year, is that of the piece before.
_PIECE = re.compile(
    r"(?<!\d)(?P<iso>\d{4})(?:(?P<sign>[-./])(?P<m>\d{1,2})(?:(?P=sign)(?P<d>\d{1,2}))?(?!\d)"
    # 2024.6—12, 2024.6.1—30, 2024.6.1—7.15
    r"(?:[-–—~至到](?:(?P<m2>\d{1,2})(?P=sign)(?P<d2>\d{1,2})|(?P<upto>\d{1,2}))(?![-./\d年月]))?)"
    r"|[“\"]?(?P<plan>十[一二三四五六七八九])五[”\"]?"
    r"|(?:(?<![\d一-九])(?P<year>\d{4}|[〇○零一二三四五六七八九]{4})年(?:度|内)?)?"
    rf"(?:(?:(?P<first_month>{_NUMBER})月?(?P<range>[-–—~至到、])(?:{_NUMBER}月?、){{0,10}})?(?<!\d)(?P<month>{_NUMBER})月份?"
    rf"(?:(?:{_NUMBER}日?[-–—~至到、和]){{0,9}}(?P<day>{_NUMBER})[日号]"
    r"|(?P<third>(?:[上中]旬?[-–—~至到、和]?){0,2}[上中下]旬|初))?[底末]?"
    rf"|前(?P<months>\d{{1,2}}|{_HAN})个月"
    r"|(?P<half>[上下])半年|(?:[前第]?(?:[1-4一二三四][-–—~、和至到第]{0,2}){0,3}(?P<quarter>[1-4一二三四])个?季度|(?P<first>首季)|[Qq](?P<q>[1-4]))"
    r"|(?P<start>年?初)|(?P<end>年[底末]))?"
)

# What leaves a year open: 国庆节前, 年中, 汛期, 农历正月. No rule says which day that is.
_PART_OF_YEAR = re.compile(
    # 底之前 leaves nothing open.
    r"(?![底末]?[之以]?前)(?:年?中(?![\w])|农历|阴历|[^，,；;。、\d]{0,8}?(?:节(?=[之以]?[前后]|期间|[，,；;。、]|\Z)|[春夏秋冬][季天]"
    r"|汛期|学期|[暑寒]假|暑期|期间|[^底末内年]前(?![期端述提置瞻])|前夕))"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ORDERS = {"fi": "1", "1s": "1", "se": "2", "2n": "2", "th": "3", "3r": "3", "fo": "4", "4t": "4"}
_MONTH = (
    "(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
_DAY = r"[0-9]{1,2}(?:st|nd|rd|th)?"
# 30 June 2020, June 30, 2020, June 2020, Q2 2021, second half of 2020, end of 2020, by 2020.
_ENGLISH = re.compile(
    r"(?P<begins>\b(?:from|since|after|start(?:s|ing|ed)?|begin(?:s|ning)?|as of)\b"
    r"(?:\s+(?:in|on|from|the|end|of))*\s+)?"
    r"(?:(?P<recurs>(?:\b(?:every|each|annual(?:ly)?|yearly)\b[\s,:]*)"
    rf"(?:(?:{_DAY}\s+)?{_MONTH}|year|quarter)?)"
    rf"|\b(?:(?P<d1>[0-9]{{1,2}})(?:st|nd|rd|th)?\s*(?:of\s+)?)?(?P<m1>{_MONTH})[\s,-]*(?P<y1>[0-9]{{4}})\b"
    rf"|\b(?P<m2>{_MONTH})\s*(?P<d2>[0-9]{{1,2}})(?:st|nd|rd|th)?[\s,]+(?P<y2>[0-9]{{4}})\b"
    r"|\b(?:Q(?=[1-4])|(?=(?:first|second|third|fourth|1st|2nd|3rd|4th)\s+quarter))"
    r"(?P<q>[1-4]|first|second|third|fourth|1st|2nd|3rd|4th)(?:\s+quarter)?"
    r"(?:\s+of|[\s,/-])*\s*(?P<y3>[0-9]{4})\b"
    r"|\b(?:H(?=[12]\b)|(?=(?:first|second)\s+half))(?P<h>[12]|first|second)(?:\s+half)?"
    r"(?:\s+of|[\s,/-])*\s*(?P<y4>[0-9]{4})\b"
    r"|\b(?:(?P<early>early|start\s+of|beginning\s+of)|late|(?:by\s+)?(?:the\s+)?(?:year[\s-]*)?end(?:\s+of)?"
    r"|by|in|during|within|no\s+later\s+than)[\s-]+(?:the\s+)?(?:year\s+)?(?P<y5>[0-9]{4})(?![-/.年0-9])"
    r"|\A\s*(?P<y6>[0-9]{4})\s*\Z)"
    r"(?P<onwards>\s*(?:onwards?|and\s+(?:after|beyond)))?",
    re.IGNORECASE,
)
_ALL_OF_NEXT = re.compile(
    r"((?:次|翌|来|明|第二)年)(?:度|内)?(?![底末初\d]|年[底末初]|[一二三四五六七八九十]{1,3}月|[上下]半年|[前第]?[一二三四]季度)"
)
_NEXT = re.compile(r"(?:次|翌|来|明|第二)年?\Z")
_BEGINS = re.compile("(?:开始|初)?起(?!草)|[之以]?后(?![备勤续])")
# What is done by then may be of another time: 6月底前完成“十五五”规划编制, 纳入2026年预算.
_DONE = re.compile(
    r"(?:[之以]?前|内)?(?:基本|全面|全部)?(?:完成|编制|制定|出台|下达|报送|上报)(?=[^，,；;。])"
)
_OF_A_YEAR = re.compile(
    r"[”\"]?(?:年度|度)?(?:预算|规划|资金|报告|台账|目录|清单|投资计划|工作计划|项目)"
)
_INTO = re.compile("(?:纳入|列入|编入|转入)\\Z")
_BEFORE = re.compile("[之以]?前|内")
_STOP = re.compile("[，,；;。、]")
# Before a time of day, whose hour is no digit of the day before it: 2025/8/1 0:00.
_CLOCK = re.compile(r"(?<=\d)\s+(?=\d{1,2}[:时点])")
# 2025年6.30前
_POINTED = re.compile(
    r"(?<=年)(1[0-2]|0?[1-9])[./](3[01]|[12]\d|0?[1-9])(?=日?(?:[之以]?前|[，,；;。、]|\Z))日?"
)
_RANGE = "-–—~至到"
_WORDS = {"元月": "1月", "前半年": "上半年", "后半年": "下半年"}
_OTHER_WORDS = re.compile("|".join(_WORDS))
# 20240630, and 24年底: a year of two digits is one where a part of the year follows.
_COMPACT = re.compile(r"(?<!\d)(20\d\d)(0[1-9]|1[0-2])([0-2]\d|3[01])(?!\d)")
_SHORT_YEAR = re.compile(
    r"(?<![\d第])(?=[2-4]\d年(?:[底末初]|[上下]半年|\d{1,2}月|第?[1-4一二三四]季度))"
)


def due_date(deadline: str) -> str | None:
    """The last day that a deadline names, as ISO 8601 writes it; None where it names none.

    What recurs (每年12月底前), what only begins (2018年起), and a day without a year name none.
    """
    return _read(deadline)[0]


def impossible(deadline: str) -> tuple[str, ...]:
    """The dates of a deadline that no calendar has: 2018年2月30日."""
    return _read(deadline)[1]


def _read(deadline: str) -> tuple[str | None, tuple[str, ...]]:
    """The last day, and the dates that there are not."""
    seen = re.sub(f"[{UNSEEN}]", "", deadline)
    seen = re.sub("[ⅠⅡⅢⅣ](?=季度)", lambda sign: str("ⅠⅡⅢⅣ".index(sign[0]) + 1), seen)
    text = "".join(_in_chinese(_CLOCK.sub("，", compatible(seen))).split())
    text = _SHORT_YEAR.sub("20", _COMPACT.sub(r"\1-\2-\3", text))
    text = _OTHER_WORDS.sub(lambda word: _WORDS[word[0]], text)
    text = _POINTED.sub(r"\1月\2日", text)
    # By itself the next year is all of it.
    text = _ALL_OF_NEXT.sub(r"\1底", text)
    year: int | None = None
    month = 0
    latest = of_what = None
    #: Where the clause ends whose verb was met.
    done = 0
    wrong: dict[str, None] = {}
    for piece in _PIECE.finditer(text):
        if not piece[0]:
            continue
        if named := piece["iso"] or piece["year"]:
            year = int("".join([_DIGITS.get(sign, sign) for sign in named]))
        elif year is not None and _NEXT.search(text, max(0, piece.start() - 3), piece.start()):
            # 2024年10月至次年3月
            year += 1
        begins, ends = _months(piece)
        if text[max(0, piece.start() - 1)] in _RANGE and not named:
            begins = begins or month
        if year is not None and begins > ends > 0:
            # 2024年11月至2月, 2024年11月20日至2月10日
            year += 1
        month = ends
        if piece["plan"]:
            # 十三五 ended with 2020.
            year = 1955 + 5 * (_number(piece["plan"]) or 0)
        if _is_impossible(year, piece):
            wrong[piece[0]] = None
        # 每年12月, and what only begins: 不早于2024年6月.
        recurs = text.endswith(("每", "每年", "早于", "农历", "阴历"), 0, piece.start())
        bare = piece["year"] is not None and piece[0][-1] in "年度内"
        # 2025年7/8月 says more than the year.
        if bare and (_PART_OF_YEAR.match(text, piece.end()) or text[piece.end() :][:1].isdigit()):
            continue
        if year is not None and not recurs and not _BEGINS.match(text, piece.end()):
            day = _last_day(year, piece)
            is_object = (
                (piece.start() < done and not _BEFORE.match(text, piece.end()))
                or _OF_A_YEAR.match(text, piece.end())
                or _INTO.search(text, max(0, piece.start() - 2), piece.start())
            )
            if is_object:
                of_what = max(filter(None, (of_what, day)), default=None)
            else:
                latest = max(filter(None, (latest, day)), default=None)
        if _DONE.match(text, piece.end()):
            stop = _STOP.search(text, piece.end())
            done = stop.start() if stop else len(text)
    return latest or of_what, tuple(wrong)


def _months(piece: re.Match[str]) -> tuple[int, int]:
    """The month that a range begins with, 0 for a single month, and the month it ends with."""
    month = _number(piece["m"] or piece["month"]) or 0
    if piece["iso"]:
        upto = _number(piece["m2"]) or (0 if piece["d"] else _number(piece["upto"])) or 0
        return (month, upto) if upto else (0, month)
    is_range = (piece["range"] or "、") in _RANGE
    return (_number(piece["first_month"]) or 0 if is_range else 0), month


def _is_impossible(year: int | None, piece: re.Match[str]) -> bool:
    """Whether a month or a day is named that there is not."""
    month, day = _number(piece["m"] or piece["month"]), _number(piece["d"] or piece["day"])
    if month is None or (piece["iso"] and day is None):
        # 2018-25 may be a range, or the number of a paper.
        return False
    if day is None:
        return piece["year"] is not None and not 1 <= month <= 12
    # Any year may be a leap year where none is named.
    return not (1 <= month <= 12 and 1 <= day <= _days(year or 2000, month))


def _days(year: int, month: int) -> int:
    if month == 2 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0):
        return 29
    return _MONTH_DAYS[month - 1]


def _in_chinese(text: str) -> str:
    """A text with its English dates as the same pieces of time in Chinese."""
    return re.sub(r"([0-9]{4})[\s,/-]*(?=[Qq][1-4])", r"\1年", _ENGLISH.sub(_english, text))


def _english(piece: re.Match[str]) -> str:
    """An English piece of time in Chinese; nothing where it recurs or only begins."""
    if piece["recurs"]:
        return ""
    year = next(filter(None, map(piece.group, ("y1", "y2", "y3", "y4", "y5", "y6"))), "")
    if name := piece["m1"] or piece["m2"]:
        day = piece["d1"] or piece["d2"]
        part = f"{_MONTHS.index(name[:3].lower()) + 1}月" + (f"{day}日" if day else "")
    elif quarter := piece["q"]:
        part = f"第{_ORDERS.get(quarter[:2].lower(), quarter)}季度"
    elif half := piece["h"]:
        part = "上半年" if half.lower() in ("1", "first") else "下半年"
    else:
        part = "初" if piece["early"] else ""
    begins = piece["begins"] or piece["onwards"]
    return f" {year}年{part}{'起' if begins else ''} "


def _last_day(year: int, piece: re.Match[str]) -> str | None:
    month, day = _number(piece["m"] or piece["month"]), _number(piece["d"] or piece["day"])
    if piece["m2"]:
        month, day = _number(piece["m2"]), _number(piece["d2"])
    elif upto := _number(piece["upto"]):
        month, day = (month, upto) if day else (upto, None)
    if piece["first"]:
        month = 3
    elif quarter := piece["quarter"] or piece["q"]:
        month = 3 * (_number(quarter) or 0)
    elif piece["months"]:
        month = _number(piece["months"]) or 0
    elif piece["half"]:
        month = 6 if piece["half"] == "上" else 12
    elif piece["start"]:
        month = 1
    elif month is None:
        month = 12
    if not 1 <= month <= 12:
        return None
    last = _days(year, month)
    if (third := piece["third"]) and "下" not in third:
        day = 20 if "中" in third else 10
    day = last if day is None else day
    return f"{year:04}-{month:02}-{day:02}" if year and 1 <= day <= last else None


def _number(text: str | None) -> int | None:
    from ecotui.text.numerals import parse_numeral

    return None if text is None else parse_numeral(text) or 0
