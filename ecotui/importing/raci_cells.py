"""What a cell of a matrix of letters says, and what only explains or counts letters."""

from __future__ import annotations

import functools
import re

from ecotui.raci.letters import KNOWN, LOOKALIKES, canonical, several
from ecotui.text.folding import compatible

_WORDS = {
    "r": "R", "responsible": "R", "负责": "R", "执行": "R", "承办": "R",
    "a": "A", "accountable": "A", "批准": "A", "问责": "A", "当责": "A", "审批": "A", "负总责": "A",
    "c": "C", "consulted": "C", "咨询": "C", "consult": "C",
    "i": "I", "informed": "I", "知会": "I", "inform": "I", "告知": "I",
    "s": "S", "support": "S", "supportive": "S", "支持": "S",
}  # fmt: skip
_BETWEEN = re.compile(r"[\s/\\,，、;；&+|]+")
_WORD_AND_LETTER = re.compile(
    r"(?P<word>\w+)\s*[(（]\s*(?P<in>[RACIS])\s*[)）]|(?P<before>[RACIS])\s*[(（]?(?P<of>[^\W\dA-Z]+)[)）]?"
)

SIGNS = "★☆▲△●○◎◆◇■□√✓✔*＊※"
LEADS = r"牵头?|主办|主责"
OTHERS = r"配合|参加|参与|参|协办|协助|协同|支持|(?:业务)?指导"
DO_IT = r"负责|责任|承办"
ROLE = re.compile(rf"(?:(?P<lead>{LEADS})|(?P<other>{OTHERS})|(?P<does>{DO_IT}))(?:单位|部门)?")

#: A letter and what it means: R 负责, A=批准, C（Consulted）.
_MEANING = re.compile(
    r"(?<![A-Za-z])(A/R|[RACIS])\s*(?:[=＝]\s*(?=\w{2})"
    r"|(?:[=＝:：—–-]{1,2}|为|是|表示|代表|指|即)?\s*[(（“\"]?\s*"
    r"(?:负|执行|承|批准|审批|问责|当责|谁|牵头|咨询|征求|参|配合|协|知会|告知|通知|被|支持"
    r"|responsib|accountab|consult|inform|support|does|answers|approv))",
    re.IGNORECASE,
)
#: A note in a row of its own.
_NOTE = re.compile(
    r"(?:[*＊※]?\s*(?:图\s*例|(?:字母|填表|填报)?(?:说\s*明|注)|备\s*注|附\s*注|legend|key|notes?|remarks?))\s*[:：]",
    re.IGNORECASE,
)
_TOTAL = re.compile(
    r"(?:合\s*计|总\s*计|小\s*计|共\s*计|数\s*量|totals?|count|sum)\b.{0,6}", re.IGNORECASE
)

#: No cell with letters is longer.
_LONGEST = 200
#: Heads of columns that say when, or how far: ticks below them are of a list.
OF_PROGRESS = re.compile(
    r"(?:20\d\d年?)?(?:\d{1,2}月份?|第?[一二三四1-4]季度|[上下]半年|Q[1-4])|20\d\d年?|是否.{1,10}|备注"
    "|(?:已|未|是否)?(?:完成|销号|开工|整改|办结)(?:情况)?|进行中|推进中|正在推进"
)


# A table says the same in cell after cell.
@functools.lru_cache(maxsize=4096)
def letters(cell: str) -> str | None:
    """The letters of a cell in one form (``A/R``), or None where it holds anything else."""
    if len(cell) > _LONGEST:
        return None
    text = cell.strip().strip("*")
    if found := several(text, KNOWN) or canonical(text, ("A/R",)):
        return found
    if match := _WORD_AND_LETTER.fullmatch(text):
        letter = match["in"] or match["before"]
        return letter if _WORDS.get((match["word"] or match["of"]).casefold()) == letter else None
    words = [_WORDS.get(part.casefold(), "") for part in _BETWEEN.split(text) if part]
    return "/".join(sorted({*words})) if words and all(words) else None


@functools.lru_cache(maxsize=4096)
def is_mark(cell: str) -> bool:
    """Whether a cell holds letters, or a word for a role, as hands write between them."""
    text = cell.strip()
    # 牵头单位 is what heads are called.
    is_role = ROLE.fullmatch(text) is not None and not text.endswith(("单位", "部门"))
    return letters(cell) is not None or is_role


def is_mark_or_sign(text: str) -> bool:
    """Whether a cell holds letters, or one sign that matrices have: √, ●."""
    return is_mark(text) or (len(text) == 1 and text in SIGNS)


def letter_word(text: str) -> str | None:
    """The letter that a head names, by itself or as a word: R, Responsible, Responsible (R)."""
    bare = re.sub(r"[(（][^()（）]*[)）]", "", compatible(text).translate(LOOKALIKES))
    inner = re.search(r"[(（]\s*([RACIS])\s*[)）]", text)
    if inner:
        return inner[1]
    return _WORDS.get(bare.strip().casefold())


def is_legend(text: str) -> bool:
    """Whether a text says what letters mean, or is a note."""
    return _NOTE.match(text) is not None or len(set(_MEANING.findall(text))) > 1


def begins_legend(text: str) -> bool:
    """Whether a text is a legend from its first character on: no title with one behind it."""
    return is_legend(text) and (_NOTE.match(text) or _MEANING.match(text)) is not None


def is_total(text: str) -> bool:
    """Whether a text is the head of a row or column of counts."""
    return _TOTAL.fullmatch(text) is not None


def without_legend(head: str) -> str:
    """A head without the legend that stands in brackets behind it."""
    name, bracket, inside = head.partition("（") if "（" in head else head.partition("(")
    return name.strip() if bracket and name and is_legend(inside) else head
