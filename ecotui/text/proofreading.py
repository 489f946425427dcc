"""Slips of the pen in Chinese official prose: the certain ones, and those worth a second look.

A certain slip can mean only one thing, and is corrected on import; the wording of the source is
kept beside. A doubtful one is only reported. Both tables are short on purpose: a proof-reader
who cries wolf is not read.
"""

from __future__ import annotations

import functools
import re

from ecotui.i18n import N_, _
from ecotui.text.folding import HAN, read_pairs

_FUNCTION_WORDS = {"with": "与", "and": "和"}
_FUNCTION_WORD = re.compile(
    rf"(?<=[{HAN}])\s*(?<![A-Za-z])({'|'.join(_FUNCTION_WORDS)})(?![A-Za-z])\s*(?=[{HAN}])"
)

# Outside GB 2312, but standard characters of names since the table of 2013 (通用规范汉字表): the
# 昇 of 毕昇 is no slip.
_NAME_CHARACTERS = "昇陞祕脩谿扞氾"


@functools.cache
def _tables() -> tuple[dict[int, str], frozenset[str]]:
    """Certainly traditional characters with their simplified form; certainly simplified ones.

    A traditional character is certain where GB 2312, the set of simplified texts, lacks it and
    has its simplified form; so 乾 and 徵, which have uses of their own, stay. A simplified one is
    certain where Big5, the set of traditional texts, lacks it.
    """
    traditional: dict[int, str] = {}
    simplified: set[str] = set()
    for old, new in read_pairs("simplified.txt").items():
        before, after = chr(old), chr(new)
        if _has("gb2312", after):
            if before not in _NAME_CHARACTERS and not _has("gb2312", before):
                traditional[ord(before)] = after
            if not _has("big5", after):
                simplified.add(after)
    return traditional, frozenset(simplified)


def _has(charset: str, character: str) -> bool:
    try:
        character.encode(charset)
    except UnicodeEncodeError:
        return False
    return True


def simplified(character: str) -> str:
    """The simplified form of a character that is certainly traditional; any other itself."""
    return character.translate(_tables()[0])


def is_simplified(text: str) -> bool:
    """Whether a text has as many simplified characters as traditional ones, or more."""
    traditional, simplified = _tables()
    odd = sum(ord(character) in traditional for character in text)
    return sum(character in simplified for character in text) >= odd


def correct(text: str) -> tuple[str, list[str]]:
    """Correct what is certain.

    * A traditional character in a text that is otherwise simplified: 風景名胜區里 has fewer
      simplified characters than traditional ones and stays, 国家级风景名胜區 becomes …区.
    * An English function word alone between two Chinese characters, as translation software
      leaves it: 管理 with 收储 becomes 管理与收储, the blanks dropped.

    Returns:
        The corrected text, and each kind of change as ``before → after``.
    """
    changes: dict[str, None] = {}
    traditional, _simplified = _tables()
    odd = [character for character in text if ord(character) in traditional]
    if odd and is_simplified(text):
        changes.update(dict.fromkeys(f"{c} → {traditional[ord(c)]}" for c in odd))
        text = text.translate(traditional)

    def word(match: re.Match[str]) -> str:
        found, right = match[1], _FUNCTION_WORDS[match[1]]
        changes[f"{found} → {right}"] = None
        return right

    return _FUNCTION_WORD.sub(word, text), list(changes)


_SOUND = N_("sounds like another character")
_LOOK = N_("looks like another character")
_FORM = N_("the standard form")

# Pattern of the suspected word in its context, what it may be meant for, why.
_DOUBTFUL = (
    # Who gets a benefit is 受益; 收益 is the money: 资源开发收益 is right, 生态收益地区 hardly.
    (
        r"收益(?=地区|区域|区(?!间)|者|人(?!民)|群体|群众|主体|对象|农户|方(?![式法案面向便针程]))",
        "受益",
        _SOUND,
    ),
    (r"反应(?=情况|问题|诉求|意见|呼声|民意)", "反映", _SOUND),
    (r"必需(?=按|依法|坚持|遵守|严格|符合)", "必须", _SOUND),
    (r"截止(?=目前|[0-9]{4} ?年)", "截至", _LOOK),
    (r"(?<![叫称当看])做为", "作为", _SOUND),
    (r"布署", "部署", _SOUND),
    (r"按装(?![机备置载修])", "安装", _SOUND),
    (r"既使", "即使", _LOOK),
    (r"补尝", "补偿", _LOOK),
    (r"复盖", "覆盖", _SOUND),
    (r"幅射", "辐射", _LOOK),
    (r"松驰", "松弛", _LOOK),
    (r"气侯", "气候", _LOOK),
    (r"侯鸟", "候鸟", _LOOK),
    (r"植披", "植被", _LOOK),
    (r"泻洪", "泄洪", _SOUND),
    (r"竟争", "竞争", _LOOK),
    (r"座落", "坐落", _FORM),
    (r"帐(?=[户号目款簿])", "账", _FORM),
    (r"部份", "部分", _FORM),
    (r"水份", "水分", _FORM),
    (r"(?<![目标])的的(?![确士])", "的", N_("the character is doubled")),
    (r"([，。；、])\1", None, N_("the punctuation mark is doubled")),
)


@functools.cache
def _patterns() -> list[tuple[re.Pattern[str], str | None, str]]:
    return [(re.compile(pattern), *rest) for pattern, *rest in _DOUBTFUL]


def doubtful(text: str) -> list[tuple[int, int, str, str]]:
    """What a proof-reader would look at again.

    Returns:
        For each place its start and end in ``text``, what may be meant, and why (in the language
        of the messages), in text order.
    """
    found = [
        (match.start(), match.end(), meant or match[0][0], _(reason))
        for pattern, meant, reason in _patterns()
        for match in pattern.finditer(text)
    ]
    return sorted(found)
