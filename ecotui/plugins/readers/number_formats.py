"""Numbers and dates as a workbook shows them, by the format of their cell."""

from __future__ import annotations

import calendar
import datetime as dt
import functools
import operator
import re
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import TYPE_CHECKING, NamedTuple

from ecotui.plugins.readers.numbers import shown

if TYPE_CHECKING:
    from collections.abc import Callable

#: Formats that Excel for China has by number, and does not write into the file.
CHINESE = {
    27: 'yyyy"年"m"月"',
    28: 'm"月"d"日"',
    29: 'm"月"d"日"',
    30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"',
    34: '上午/下午h"时"mm"分"',
    35: '上午/下午h"时"mm"分"ss"秒"',
    36: 'yyyy"年"m"月"',
    50: 'yyyy"年"m"月"',
    51: 'm"月"d"日"',
    52: 'yyyy"年"m"月"',
    53: 'm"月"d"日"',
    54: 'm"月"d"日"',
    55: '上午/下午h"时"mm"分"',
    56: '上午/下午h"时"mm"分"ss"秒"',
    57: 'yyyy"年"m"月"',
    58: 'm"月"d"日"',
}
# Formats that follow the country of the reader: as they are shown in China, where they are read.
_OF_THE_COUNTRY = {"mm-dd-yy": "yyyy/m/d", "m/d/yy h:mm": "yyyy/m/d h:mm"}
_LONG_DATE, _LONG_TIME = 'yyyy"年"m"月"d"日"', "h:mm:ss"

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|[\\!](?P<escaped>.)|\[(?P<bracket>[^\]]*)\]|_.|\*.'
    r"|(?P<half>am/pm|a/p|上午/下午)|(?P<general>general|G/通用格式)|(?P<date>y+|m+|d+|h+|s+(?:\.0+)?|e+|a{3,4}|g+)"
    r"|(?P<digits>[#0?][#0?,]*(?:\.[#0?]*,*)?|\.[#0?]+,*)|(?P<other>.)",
    re.I | re.S,
)
_CONDITION = re.compile(r"(<=|>=|<>|=|<|>)\s*(-?\d{1,15}(?:\.\d{1,15})?)")
_COMPARE: dict[str, Callable[[float, float], bool]] = {
    "<=": operator.le,
    ">=": operator.ge,
    "<>": operator.ne,
    "=": operator.eq,
    "<": operator.lt,
    ">": operator.gt,
}
#: No more parts of digits have texts between them: no format is so long.
_MOST_PARTS = 30
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_NUMBERS = re.compile("[0-9]+|[〇○一二三四五六七八九十]+")
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
#: No day of Excel has a higher number.
_LAST_DAY = 2_958_466
_CHINESE_DAYS = "一二三四五六日"
#: Styles of digits that a format can ask for.
_DIGITS = {
    "dbnum1": ("ideographDigital", "chineseCountingThousand"),
    "dbnum2": ("ideographDigital", "chineseLegalSimplified"),
    "dbnum3": ("decimalFullWidth", "decimalFullWidth"),
}

#: What openpyxl gives as the value of a cell; bool is one of the whole numbers.
Value = str | int | float | dt.datetime | dt.date | dt.time | dt.timedelta | None


def as_shown(value: Value, code: str) -> str:
    """A value of a cell as it is shown.

    Args:
        value: What openpyxl gives.
        code: The format of the cell, such as ``yyyy"年"m"月"``.
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return _text(value, code) if "@" in code and code != "@" else value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (dt.datetime, dt.date, dt.time)):
        return _date(value, code)
    if isinstance(value, dt.timedelta):
        return _span(value)
    return _plain(value) if code == "General" else _number(value, code)


def shows_date(value: dt.date, text: str) -> bool:
    """Whether a date is shown with its year, in an order that tells the month from the day.

    Its day is shown too, unless it is the first or the last, which stand for the whole month.
    """
    has_year = text.startswith(str(value.year)) or "年" in text
    is_whole_month = value.day in (1, calendar.monthrange(value.year, value.month)[1])
    return has_year and (is_whole_month or len(_NUMBERS.findall(text)) > 2)


@functools.lru_cache(maxsize=256)
def _sections(code: str) -> list[list[re.Match[str]]]:
    """The pieces of a format, in its parts: for positive numbers, negative ones, zero, text."""
    sections: list[list[re.Match[str]]] = [[]]
    for match in _TOKEN.finditer(code):
        if match[0] == ";":
            sections.append([])
        else:
            sections[-1].append(match)
    return sections


def _text(value: str, code: str) -> str:
    """A text by the part of a format that is for texts, such as ``@"镇"``."""
    shown_parts: list[str] = []
    for match in next(section for section in _sections(code) if "@" in [m[0] for m in section]):
        if match["date"] or match["digits"] or match["general"] or match["half"]:
            return value
        literal = match["quoted"] or match["escaped"] or match["other"] or ""
        shown_parts.append(value if match["other"] == "@" else literal)
    return "".join(shown_parts)


def _plain(number: float) -> str:
    """A number without a format: ``1``, ``0.3``."""
    if isinstance(number, int):
        # What is longer than any number of a cell is no number.
        return str(number) if abs(number) < 10**300 else "#NUM!"
    if number.is_integer() and abs(number) < 1e21:
        return str(int(number))
    return f"{number:.15g}"


def _number(number: float, code: str) -> str:
    """A number by its format; as it is where the format has more to it than digits and text."""
    sections, given = _sections(code), number
    negative = number < 0
    section = sections[0]
    conditions = [_condition(one) for one in sections]
    if any(conditions):
        section = sections[_chosen(number, conditions)]
    elif negative and len(sections) > 1:
        section, number, negative = sections[1], -number, False
    elif number == 0 and len(sections) > 2:
        section = sections[2]
    # The texts before, between and behind the digits.
    texts, digits, percent = [""], list[str](), 0
    for match in section:
        text = match["quoted"] or match["escaped"] or ""
        if match["bracket"] is not None:
            # Of a currency the sign is shown; conditions, colours and countries are not.
            text = match[0][2:-1].partition("-")[0] if match[0].startswith("[$") else ""
        elif match["digits"] or match["general"]:
            digits.append(match[0])
            texts.append("")
            continue
        elif (match["date"] or "")[:1] in ("a", "A") and 0 < given < _LAST_DAY:
            # Of a format of the day of the week alone openpyxl makes no date.
            return _date(dt.date(1899, 12, 30) + dt.timedelta(days=int(given)), code)
        elif match["date"] or match["half"] or match["other"] in ("/", "@"):
            return _plain(given)
        elif match["other"]:
            text = match["other"]
            percent += text == "%"
        texts[-1] += text
    if not digits:
        # A format of text alone: whatever the number, that is shown.
        return texts[0] if texts[0] or len(sections) > 1 else _plain(given)
    if len(digits) == 1:
        between: str | None = _digits(abs(number), digits[0], 2 * percent)
    else:
        between = _spread(abs(number), digits, texts[1:-1], 2 * percent)
    if between is None:
        return _plain(given)
    return "-" * negative + texts[0] + between + texts[-1]


def _condition(section: list[re.Match[str]]) -> re.Match[str] | None:
    """The condition of a part of a format: ``[>=10000]``."""
    found = (_CONDITION.fullmatch(match["bracket"] or "") for match in section)
    return next(filter(None, found), None)


def _chosen(number: float, conditions: list[re.Match[str] | None]) -> int:
    """Which part of a format is for a number: the first whose condition holds, else the rest."""
    for at, condition in enumerate(conditions[:2]):
        if condition and _COMPARE[condition[1]](number, float(condition[2])):
            return at
    rest = 2 if all(conditions[:2]) and len(conditions) > 1 else 1
    return min(rest, len(conditions) - 1)


def _spread(number: float, patterns: list[str], texts: list[str], shift: int) -> str | None:
    """Whole digits with texts between them, such as ``0!.0,"万元"``; None for other patterns."""
    *inner, last = patterns
    if len(patterns) > _MOST_PARTS or not all(
        set(pattern) <= {*"#0?"} for pattern in (*inner, last.rstrip(","))
    ):
        return None
    shown_number = _digits(number, "".join(patterns), shift)
    parts: list[str] = []
    for pattern, text in zip(reversed(patterns[1:]), reversed(texts), strict=True):
        places = len(pattern.rstrip(","))
        parts += [shown_number[-places:], text]
        shown_number = shown_number[:-places]
    return shown_number + "".join(reversed(parts))


def _digits(number: float, pattern: str, shift: int = 0) -> str:
    """Digits by a pattern such as ``#,##0.00``, the point so many places further to the right."""
    whole, _point, places = pattern.partition(".")
    # A comma behind the digits, on either side of the point, shows thousands.
    for digits in (whole, places):
        shift -= 3 * min(len(digits) - len(digits.rstrip(",")), 99)
    if pattern.lower() in ("general", "g/通用格式") or number * 10**shift >= 1e15:
        return _plain(number * 10**shift)
    most, least = len(re.sub("[^#0?]", "", places)), places.count("0")
    # Spreadsheets round halves up, of the number as it is written.
    exact = Decimal(f"{number:.15g}").scaleb(shift)
    exact = exact.quantize(Decimal(1).scaleb(-min(most, 30)), ROUND_HALF_UP, Context(prec=50))
    text = f"{exact:,f}" if "," in whole.rstrip(",") else f"{exact:f}"
    head, _point, tail = text.partition(".")
    while len(tail) > least and tail.endswith("0"):
        tail = tail[:-1]
    head = head.zfill(whole.count("0"))
    if head == "0" and "0" not in whole:
        head = ""
    return f"{head}.{tail}" if tail else head


class _Plan(NamedTuple):
    """A format of dates, taken apart."""

    #: Each with what is shown as it stands, or else a field and whether ``m`` is a minute.
    pieces: list[tuple[str, str, bool]]
    halves: bool
    digits: str
    chinese: bool


@functools.lru_cache(maxsize=256)
def _plan(code: str) -> _Plan:
    code = _OF_THE_COUNTRY.get(code, code)
    small = code.lower()
    if small.startswith("[$-f800]"):
        code = _LONG_DATE
    elif small.startswith("[$-f400]"):
        code = _LONG_TIME
    tokens = _sections(code)[0]
    # Minutes are written as months are; which it is, tells what stands beside it.
    letters = [token["date"][0].lower() if token["date"] else "" for token in tokens]
    pieces: list[tuple[str, str, bool]] = []
    for at, token in enumerate(tokens):
        if token["date"]:
            before = next((one for one in reversed(letters[:at]) if one), "")
            after = next((one for one in letters[at + 1 :] if one), "")
            short = letters[at] == "m" and len(token["date"]) < 3
            minute = short and (before == "h" or after == "s")
            pieces.append(("", token["date"].lower(), minute))
        elif token["half"]:
            pieces.append(("", token["half"], False))
        elif token["bracket"] is None and token[0][0] not in "_*":
            text = token["quoted"] or token["escaped"] or token["other"] or token["digits"]
            pieces.append((text or "", "", False))
    return _Plan(
        pieces,
        any(token["half"] for token in tokens),
        next((name for name in _DIGITS if f"[{name}]" in small), ""),
        "年" in code or "[$-804]" in code or "[$-404]" in code,
    )


def _date(value: dt.datetime | dt.date | dt.time, code: str) -> str:
    """A date or a time by its format."""
    plan = _plan(code)
    if not any(field for _text, field, _minute in plan.pieces):
        plan = _plan(_LONG_TIME if isinstance(value, dt.time) else "yyyy-mm-dd")
    out: list[str] = []
    for text, field, minute in plan.pieces:
        if "/" in field:
            first, _slash, second = field.partition("/")
            out.append(second if getattr(value, "hour", 0) >= 12 else first)
        elif field:
            out.append(_field(value, field, minute, plan.halves, plan.digits, plan.chinese))
        else:
            out.append(text)
    return "".join(out).strip()


def _field(
    value: dt.datetime | dt.date | dt.time,
    token: str,
    minutes: bool,
    halves: bool,
    digits: str,
    chinese: bool,
) -> str:
    """One field of a date, such as ``mm``."""
    letter, width = token[0], len(token)
    if letter in "hs" or minutes:
        number = getattr(value, {"h": "hour", "s": "second"}.get(letter, "minute"), 0)
        if letter == "h" and halves:
            number = number % 12 or 12
        if "." in token:
            width = token.index(".")
        return _shown(number, width, digits)
    if isinstance(value, dt.time):
        # The number 0 is the day before the first of 1900.
        if letter == "d" and width < 3:
            return "0" * width
        value = dt.date(1900, 1, 1)
    if letter == "g":
        return ""
    if letter in "ye":
        year = value.year if letter == "e" or width > 2 else value.year % 100
        text = str(year) if letter == "e" or width > 2 else f"{year:02}"
        return shown(int(text), _DIGITS[digits][0]) if digits else text
    if letter == "m":
        if width > 2 and chinese:
            return f"{shown(value.month, 'chineseCountingThousand')}月"
        if width > 2:
            name = _MONTHS[value.month - 1]
            return name if width == 4 else name[:3] if width == 3 else name[0]
        return _shown(value.month, width, digits)
    if letter == "a" or width > 2:
        day = value.weekday()
        if letter == "a" or chinese:
            return ("星期" if width == 4 else "" if letter == "a" else "周") + _CHINESE_DAYS[day]
        return _DAYS[day] if width > 3 else _DAYS[day][:3]
    return _shown(value.day, width, digits)


def _shown(number: int, width: int, digits: str) -> str:
    if digits and number:
        return shown(number, _DIGITS[digits][1])
    return f"{number:02}" if width > 1 else str(number)


def _span(value: dt.timedelta) -> str:
    """A length of time in hours, minutes and seconds."""
    seconds = round(value.total_seconds())
    sign = "-" * (seconds < 0)
    minutes, seconds = divmod(abs(seconds), 60)
    return f"{sign}{minutes // 60}:{minutes % 60:02}:{seconds:02}"
