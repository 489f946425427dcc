"""What tells who a person is: names, telephones, addresses, which are of no measure."""

from __future__ import annotations

import re

from ecotui.importing import english, labels
from ecotui.importing.bodies import is_body, is_person
from ecotui.text.folding import HAN

_SIGN = "[A-Za-z0-9_+-]"
_ADDRESS = (
    rf"(?<!{_SIGN})(?<!\.){_SIGN}[A-Za-z0-9_.+-]{{0,64}}@{_SIGN}{{1,64}}\."
    "[A-Za-z0-9.-]{1,64}(?<![.-])"
)
#: A telephone, an address or an identity number, with the word before it; 13800000000元 is none.
CONTACT = re.compile(
    r"(?:(?:联系)?(?:电话|手机|传真|(?:电子)?邮[箱件]|微信|QQ)|(?<![A-Za-z])(?:tel(?:ephone)?|phone|mobile|fax|e-?mail))"
    rf"(?:号码?)?[\s.:：]{{0,3}}(?:\+?[(]?\d[\d\s()-]{{4,20}}\d|{_ADDRESS})"
    r"|(?<![A-Za-z])ext(?:ension|n)?\.?[\s:]{0,3}\d{3,6}(?!\d)"
    r"|(?:短号|内线|分机)号?码?[\s.:：]{0,3}\d{3,8}(?!\d)"
    r"|(?:微信|QQ)号?[\s.:：]{0,3}[A-Za-z][A-Za-z0-9_-]{4,20}"
    r"|(?<![\d.])(?:[1１][3-9３-９]\d[-\s]?\d{4}[-\s]?\d{4}|[0０]\d{2,3}[-—–－]\d{7,8}"
    r"|[（(][0０]\d{2,3}[)）][-\s]?\d{7,8})(?![\d.%万亿元吨亩立千克米户人株])"
    # As English papers write them: 01234 567890, 020 7946 0958, (555) 123-4567, 555-123-4567.
    r"|(?<![\d.])(?:0\d{2,4} \d{3,4} ?\d{3,4}|(?:\(\d{3}\) ?|\d{3}-)\d{3}-\d{4})(?![\d.-])"
    # Six digits of a place, a day of birth, and four more.
    r"|(?<!\d)[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{3}[\dXx](?!\d)"
    rf"|\+\d{{1,3}}[\s-]?\(?\d[\d\s()-]{{5,20}}\d|{_ADDRESS}",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(rf"\s*[、，,；;\n]\s*|(?<=[{HAN}])\s+")
_OFFICE = re.compile(rf"[{HAN}]{{0,8}}?{labels.POST}(?=[{HAN}]{{2,3}}\Z)")
_NAME = re.compile(rf"[{HAN}·]{{2,4}}")
#: No text with names alone is longer.
_LONGEST = 60


def people_in(text: str) -> list[str]:
    """The lines of a text that list people alone, perhaps behind a label: 领衔代表：张三丰."""
    found = ((line, labels.own_label(line)) for line in text.split("\n"))
    return [line for line, label in found if _are_people(line[label.end() if label else 0 :])]


def _are_people(text: str) -> bool:
    """Whether a text lists people alone, perhaps by their office: 丁宇、副县长张三丰."""
    if len(text) > _LONGEST:
        return False
    if not re.search(f"[{HAN}]", text):
        # Robert Smith, Head of Transport
        parts = _SEPARATOR.split(text.strip(".,; "))
        return any(map(english.is_person, parts))
    listed = [_OFFICE.sub("", name) for name in _SEPARATOR.split(text.strip("。；; ")) if name]
    return (
        any(map(is_person, listed))
        and all(_NAME.fullmatch(name) for name in listed)
        and not any(map(is_body, listed))
    )
