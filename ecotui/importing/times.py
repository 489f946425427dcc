"""Times in a statement: until when, in words or as a date, and what only looks like one."""

from __future__ import annotations

import re

from ecotui.importing import english, labels
from ecotui.importing.bodies import is_body

# What a time may begin with.
_UNTIL = "(?:力争|确保|原则上|计划|拟|分别|分批|均|应|须|于|在|截至|到|至)*"
MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
_MONTH = rf"(?:{MONTHS})[a-z]*\.?"
_YEAR = r"(?:19|20)\d\d"
# As English papers write when, and no name such as Summer 2025 Team.
_PART_OF_YEAR = rf"(?:{_MONTH}|spring|summer|autumn|winter)(?: {_YEAR})?"
_ENGLISH = (
    r"(?i:(?:"
    # 30 June 2025, 31/12/2025, FY2025/26, H1 2025
    r"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? )?"
    rf"\d{{1,2}}(?:st|nd|rd|th)?[ -]{_MONTH}(?:,? {_YEAR})?"
    rf"|\d{{1,2}}[./-]\d{{1,2}}[./-]{_YEAR}|\d{{1,2}}/{_YEAR}"
    rf"|FY ?\d\d(?:\d\d)?(?:[/-]\d\d)?|H[12] {_YEAR}|{_YEAR}(?: [HQ][1-4])?(?=\s*\Z)"
    # end of June 2025, Summer 2025, July-September 2025
    r"|(?:the )?(?:early|mid|late|end|start|beginning)(?: of)?[ -]"
    rf"(?:the year|{_YEAR}|{_PART_OF_YEAR})"
    rf"|(?:spring|summer|autumn|fall|winter) {_YEAR}"
    rf"|{_MONTH} ?[–/-] ?{_MONTH}(?: {_YEAR})?|{_MONTH}(?=\s*\Z)"
    # within 6 months, every quarter
    r"|(?:immediate(?:ly)?|asap|as soon as possible|daily|weekly|monthly|half-yearly"
    r"|every (?:day|week|month|quarter|year)|(?:short|medium|long)[ -]term"
    r"|(?:within )?\d{1,2} (?:day|week|month|year)s?|year \d{1,2}"
    r"|(?:first|second|third|fourth|1st|2nd|3rd|4th|next|this) (?:half|quarter|month|week|year)"
    rf"(?: of)?(?: {_YEAR})?)(?=\s*\Z)"
    rf")(?!.{{0,40}}\b(?-i:{english.HEAD})\b))"
)
TIME = re.compile(
    rf"{_UNTIL}"
    r"(?:(?:[〇零一二三四五六七八九\d]{4}|今|明|本|当|每|全(?!年龄)|次)年|(?:\d{1,2}[-—–－~～至到])?\d{1,2}月|[一二三四五六七八九十]{1,3}月"
    r"|年[底内末初]|每[周月季日]|第?[一二三四1-4]季度|[上下]半年|长期(?!护理)|持续|常态(?!化[^，]*[办室组])|近期|适时|立即(?=整改|完成|办理|$)|立行立改|即知即改"
    r"|季度|Q[1-4]|(?:19|20)\d\d[-/.](?:\d{1,2}(?!\d)|20\d\d)"
    r"|(?i:ongoing|continuous(?:ly)?|annually|quarterly|year[- ]round)\b"
    r"|(?i:(?:by|before|until|throughout|during|in|from|no later than)\b"
    rf"(?=.{{0,40}}(?:\d{{4}}|{MONTHS})))"
    rf"|(?i:(?:{MONTHS})[a-z]*\.?\s\d)|{_ENGLISH})"
)
# What happened in a year, or belongs to it, and is no deadline.
_OF_A_YEAR = re.compile(
    "结转|更名|新[设增]|续建|实事|资金|万元|亿元|机构|成立|撤销|合并|拨付|工程|项目|编制|事项|性工作"
)
# The date that a clause begins with.
DATE = re.compile(
    rf"{_UNTIL}"
    r"(?:\d{4}年|[今明本当次]年)?"
    r"(?:年?[上下]半年|第?[一二三四1-4]季度|年?[底内末初中])?(?:[\d一二三四五六七八九十]{1,3}月)?"
    r"(?:\d{1,2}日|[上中下]旬|[底内末初])?(?:之前|以前|前|内)?"
)
#: A time without an end, and no more.
ALWAYS = re.compile("(?:长期|持续|常态化|常年|全年)(?:坚持|推进|实施|开展)?")
#: How often, before what is done then.
OFTEN = re.compile("(?:至少|原则上)?每(?:半年|季度|[年月周季日天])度?")
DONE = re.compile(
    r"(?:之?前|底|末|内|日|月|年)(?P<done>(?:基本|全部|全面)?(?:完成|落实|办结)(?:到位)?)\Z"
)
#: Behind a date, what is to be done by then, and not only that it is: 新增泊位3000个.
WORK = re.compile(
    r"(?!.*(?:年|月|季度))(?:[^\d]*\d[\d.]*+(?![\d.]|[日时点号周天]).*"
    "|(?!完成|取得|实现目标|并|长期|持续|坚持|常态|全面|全部|基本).{8,})"
)
# Until when, in brackets behind a name.
TIME_BEHIND = re.compile(r"(?P<name>[^、，,；;（）()]{1,40})[（(](?P<time>[^（）()]{1,40})[）)]")
# What begins a name and is a time elsewhere: 长期护理中心, 2025年世运会执委会, 八月湖街道.
BEGINS_AS_TIME = re.compile(
    "(?:长期|持续|常态化?|近期|全年|季度|\\d{4}年(?!度?第?[\\d一二三四五六七八九十]{1,2}(?:月|季度)|度?[上下]半年)"
    "|[一二三四五六七八九十]{1,2}月)(?![底前内末初上中下旬之以完省市县区州镇乡各相有由请]|[^、]{0,4}(?:推进|坚持|开展|实施|落实|完成))[^、]{3,}"
)
#: What may stand behind the date of a timetable without saying more than when.
_NO_MORE = re.compile(
    "[前底内]?(?:之前|以前)?(?:全面|全部|基本)?(?:完成|办结|到位|完工|竣工|建成)?"
)
_COLON = re.compile("[：:]")
#: What a label of a time ends with.
_OF_A_TIME = re.compile("(?:时间|日期|时限|期限|节点|进度)\\Z")
#: Where what stands under a label may end.
PART_ENDS = re.compile("；\n|[；;，,。]")


def is_time(text: str) -> bool:
    """Whether a text in brackets says until when, and is no remark or name: 2024年更名."""
    return TIME.match(text) is not None and not (is_body(text) or _OF_A_YEAR.search(text))


def own_label_in(deadline: str) -> re.Match[str] | None:
    """A label of the document's own in a deadline, behind which there is more than a time."""
    for cut in PART_ENDS.finditer(deadline):
        label = labels.own_label(deadline, cut.end())
        if label is None or not labels.is_own(label["label"]):
            continue
        if not (is_by_date(deadline, 0, label) or says_only_when(deadline, label.end())):
            return label
    return None


def is_by_date(text: str, at: int, label: re.Match[str]) -> bool:
    """Whether a label is a date in a timetable that begins at a place: 6月底：设计；9月底：开工."""
    begins = _COLON.search(text, at, label.start())
    return begins is not None and says_only_when(label["label"], 0)


def is_of_another(text: str, at: int, label: re.Match[str]) -> bool:
    """Whether a label behind a deadline is of another time: 开工时间：4月 below 完成时限：12月.

    Args:
        text: The text.
        at: Where the deadline begins.
        label: The label, which no word is known for.
    """
    # 完成时限：一期：6月底 has parts.
    has_own_line = labels.begins_line(text, label) and labels.own_label(text, at) is None
    return has_own_line or _OF_A_TIME.search(label["label"]) is not None


def says_only_when(text: str, at: int) -> bool:
    """Whether the part of a text at a place is a time and no more: 9月底, not 9月底完成一半."""
    end = PART_ENDS.search(text, at)
    part = text[at : end.start() if end else None].strip()
    date = DATE.match(part)
    return date is not None and _NO_MORE.fullmatch(part, date.end()) is not None


def is_only_when(text: str) -> bool:
    """Whether a text is a time and no more."""
    text = text.strip().rstrip("。；;")
    return bool(text) and PART_ENDS.search(text) is None and says_only_when(text, 0)
