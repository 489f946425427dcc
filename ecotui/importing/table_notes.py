"""Rows of a table that hold neither a heading nor a measure: notes, totals, who filled it in."""

from __future__ import annotations

import re

from ecotui.importing import brackets, labels, words
from ecotui.importing.items import PAGE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ecotui.importing.blocks import Row

_TOTAL = re.compile(
    r"(?:合\s*计|总\s*计|小\s*计|共\s*计|total)(?:[\d\s（()）]|共|[项条个件家处])*\Z",
    re.IGNORECASE,
)
#: What stands beside a total: 4,540.5, 12项, 3.2亿元, 100%.
_AMOUNT = re.compile(r"[\d.,，:：/%％‰—–-][\d.,，:：/%％‰—–\s-]*[^\W\d]{0,4}")
_NOTE = re.compile(
    r"[(（]?(?:(?:填[表报]|编制)?(?:注|备\s*注|附\s*注|说\s*明)|notes?|remarks?)\s*[:：]"
    r"|[*＊※★☆△▲◆#]\s*(?:号|标)?的?(?:为|是|系|表示|代表)|(?:抄送|抄报|主送)\s*[:：]"
    r"|[(（]?(?:续[表上下]|未完)",
    re.IGNORECASE,
)
_DATE = re.compile(r"\d{4}\s*年\s*\d{1,2}\s*月(?:\s*\d{1,2}\s*日)?(?:印发)?")
_NOTE_WORD = re.compile(r"(?:填[表报]|编制)?(?:注|备\s*注|附\s*注|说\s*明)\s*[:：]?")
# Who filled the table in, and how to reach them: 填表人：…, 审核人：…, with the name or before it.
_WHO = r"(?:填表|填报|制表|审核|审批|审定|批准|复核|核对|校对|签发|经办|报送|录入|联系)"
_SIGNED = re.compile(
    rf"(?:{_WHO}(?:人员?|单位|部门|处室|科室|日期|时间|电话|方式)?"
    r"|(?:单位)?(?:主要|分管)?(?:负责人|领导)(?:签字|签名|签章)?|单位|盖章|日期"
    r"|(?:办公|移动|固定)?电话|传真|手机|(?:电子)?邮箱|地址|邮编|(?:资料|数据)来源"
    r"|contacts?|(?:prepared|reviewed|checked|approved|filled in|compiled) by|date|tel(?:ephone)?"
    r"|phone|fax|e-?mail|source)\.?\s*(?:[(（][^()（）]*[)）])?\s*[:：].*"
    rf"|(?:{_WHO}(?:人|日期|时间|电话|方式)|日期|电话|传真|手机|(?:电子)?邮箱)\Z",
    re.DOTALL | re.IGNORECASE,
)
#: No numeral in brackets is longer: （二十一）.
_LONGEST_NUMERAL = 5


def is_note(texts: Sequence[str], *, assigns: bool) -> bool:
    """Whether a row begins a note, as in 注：….

    Args:
        texts: The texts of its cells, not all empty.
        assigns: Whether some stand in columns of departments.
    """
    distinct = {text for text in texts if text}
    first = next(text for text in texts if text)
    begins = len(distinct) == 1 and _NOTE.match(first)
    return bool(begins or (_NOTE_WORD.fullmatch(first) and not assigns))


def is_beside(row: Row) -> bool:
    """Whether a row is a total, a page number, says who filled the table in, or is an aside."""
    distinct = {text for cell in row.cells if (text := cell.text.strip())}
    totals = [text for text in distinct if _TOTAL.fullmatch(text)]
    if totals and (len(distinct) <= 2 or all(map(is_amount, distinct - {*totals}))):
        return True
    if len(distinct) == 1:
        (text,) = distinct
        if _names_people(text) or _is_aside(text) or PAGE.fullmatch(text):
            return True
    return _is_signed(row)


def is_amount(text: str) -> bool:
    """Whether a text is a number and its unit, as beside a total: 4,540.5, 12项, 100%."""
    return _AMOUNT.fullmatch(text) is not None


def is_date(text: str) -> bool:
    """Whether a text is the date of a document, perhaps with 印发."""
    return _DATE.fullmatch(text) is not None


def is_no_heading(row: Row, text: str) -> bool:
    """Whether the only text of a row is a note, a total, a date, or says who filled it in."""
    patterns = _NOTE.match, _TOTAL.fullmatch, _DATE.fullmatch
    return any(matches(text) for matches in patterns) or _is_signed(row)


def _is_aside(text: str) -> bool:
    """Whether a text is all in brackets, and no numeral: （资金来源：省级专项）; or 其中：…."""
    is_bracketed = len(text) > _LONGEST_NUMERAL and brackets.last(text) == 0
    return is_bracketed or text.startswith(("其中：", "其中:"))


def _names_people(text: str) -> bool:
    """Whether a text is a label with names of people: 责任领导：李建国."""
    label = labels.own_label(text)
    return label is not None and words.role(label["label"]) == words.PEOPLE


def _is_signed(row: Row) -> bool:
    """Whether a row says who filled the table in: labels, each with its name or before it."""
    label = False
    for text in [cell.text.strip() for cell in row.cells if cell.text and not cell.across]:
        signed = bool(_SIGNED.match(text))
        if not signed and not label:
            return False
        # The next cell may be the name of a label that has none.
        label = signed and (text[-1] in ":：" or not re.search("[:：]", text))
    return True
