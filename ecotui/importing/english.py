"""Names in English: how those of bodies are made, and what names of people look like."""

from __future__ import annotations

import re

from ecotui.i18n import _
from ecotui.text.folding import HAN

# Given names that begin the name of few bodies, and surnames as pinyin has them.
_GIVEN = (
    "Aaron|Adam|Ahmed|Aisha|Alan|Alex|Alexander|Alice|Alison|Amanda|Amy|Andrea|Andrew|Angela|Ann|Anna|Anne|Anthony|Barbara"
    "|Ben|Benjamin|Brian|Carol|Caroline|Catherine|Charles|Charlotte|Chris|Christine|Christopher|Claire|Clare|Craig|Daniel|Dave"
    "|David|Deborah|Denise|Diane|Donald|Edward|Elena|Elizabeth|Emily|Emma|Eric|Fatima|Fiona|Frank|Gareth|Gary|Geoff|George"
    "|Graham|Greg|Hannah|Heather|Helen|Henry|Ian|Jack|Jacqueline|James|Jamie|Jan|Jane|Janet|Jason|Jean|Jennifer|Jenny|Jessica"
    "|Jill|Jim|Joan|Joanna|Joanne|Joe|John|Jonathan|Joseph|Joyce|Juan|Judith|Julia|Julie|Karen|Kate|Katherine|Kathryn|Keith"
    "|Kelly|Ken|Kenneth|Kevin|Laura|Lauren|Linda|Lisa|Louise|Lucy|Luke|Lynn|Margaret|Maria|Marie|Mark|Martin|Mary|Matt"
    "|Matthew|Megan|Michael|Michelle|Mike|Mohamed|Mohammed|Muhammad|Nancy|Natalie|Neil|Nicholas|Nick|Nicola|Nigel|Olivia"
    "|Pamela|Patricia|Patrick|Paul|Paula|Peter|Philip|Phil|Priya|Rachel|Raj|Rebecca|Richard|Rob|Robert|Robin|Roger|Ronald"
    "|Rosemary|Russell|Ruth|Ryan|Sally|Sam|Samantha|Samuel|Sandra|Sara|Sarah|Sean|Sharon|Sheila|Simon|Sophie|Stephanie"
    "|Stephen|Steve|Steven|Stuart|Sue|Susan|Thomas|Tim|Timothy|Tina|Tom|Tony|Tracey|Tracy|Vanessa|Victoria|Wendy|William|Zoe"
)
_ROMAN = (
    "Wang|Li|Zhang|Liu|Chen|Yang|Zhao|Huang|Zhou|Wu|Xu|Sun|Zhu|Ma|Hu|Guo|Lin|Gao|Liang|Zheng|Luo|Xie|Tang|Han|Cao"
    "|Deng|Xiao|Feng|Zeng|Cheng|Cai|Peng|Pan|Yuan|Dong|Yu|Su|Ye|Lü|Lu|Wei|Jiang|Tian|Du|Ding|Shen|Fu|Zhong|Wen|Ren"
    "|Yao|Liao|Qiu|Xia|Jia|Zou|Shi|Xiong|Meng|Qin|Yan|Xue|Hou|Bai|Duan|Hao|Kong|Shao|Mao|Wan|Gu|Lai|Wong|Chan"
)
#: What the names of bodies have in English.
HEAD = (
    "(?:Department|Dept|Ministry|Office|Agency|Authority|Board|Commission|Council|Committee"
    "|Division|Bureau|Institute|University|College|Services?|Cent(?:re|er)|Administration"
    "|Directorate|Secretariat|Unit|Police|Bank|Corporation|Association|Foundation|Society"
    "|Trust|Executive|Court|Hospital|Team|Section|Branch|Group|Partnership|Network|School|Fund|NGOs?)"
)
#: In a text that names a body.
BODY = re.compile(rf"\b{HEAD}\b")
#: The name of a person in Latin letters: Jane Smith, Dr Khan, J. Smith, LI Ming.
PERSON = (
    rf"(?![^(),，]{{0,40}}\b{HEAD}\b)"
    r"(?:(?:Mrs?|Ms|Miss|Dr|Prof|Cllr|Councillor|Sir)\b\.?(?:[ -][A-Z][\w.'’-]*){1,3}"
    rf"|(?:{_GIVEN})(?: [A-Z]\.?)?(?: (?:Mc|Mac|O['’])?[A-Z][a-z]+(?:-[A-Z][a-z]+)?){{1,2}}"
    rf"|[A-Z]\.? ?(?:[A-Z]\.? ?)?(?<=[. ])[A-Z][a-z]{{2,}}"
    rf"|(?:{_ROMAN}|{_ROMAN.upper()}) [A-Z][a-z]{{1,4}}(?:[ -]?[a-z]{{2,5}})?)"
)
_PERSON = re.compile(PERSON)
_PARTS = re.compile(r"[()（）,;:]|\s[–—-]\s|\b(?:Dir|attn|c/o|Contact|Head|Manager|Officer)\b\.?")
#: How names of bodies are made: Ministry of Health, Port Authority, EPA.
MAKES = (
    re.compile(rf"(?:[\w'’-]+ )?{HEAD} (?:of|for) .+"),
    re.compile(rf"[\w'’&. -]+ {HEAD}"),
    re.compile("[A-Z]{2,6}"),
)
#: Between two words or abbreviations: WHO/UNICEF, Policy Team / Highways Team, A with B.
OR = re.compile(r"(?<=[A-Za-z)]{2})(?:\s?[/／|｜+]\s?|\swith\s)(?=[A-Z]{2}|[A-Z][a-z]{2})")
#: What a whole name ends with.
END = re.compile(rf"\b{HEAD}\Z")
# Behind these a full stop ends no sentence.
_ABBREVIATED = re.compile(r"(?:\b(?:Inc|Ltd|Co|Corp|Dept|Bros|St|[A-Z])|\.\w+|etc)\.\Z")


def same_make(left: str, right: str) -> bool:
    """Whether two halves of an English list are whole names of like make: both Ministry of …."""
    first, second = left.split(" ")[0], right.split(" ")[0]
    return (len(left.split(" ")) > 1 and first == second) or any(
        make.fullmatch(left) and make.fullmatch(right.rstrip(".")) for make in MAKES
    )


def is_body(name: str) -> bool:
    """Whether a name is made as those of bodies are in English."""
    return any(make.fullmatch(name) for make in MAKES)


def unstopped(piece: str) -> str:
    """An English name without the full stop of its sentence."""
    if piece.endswith(".") and re.search("[a-z]", piece) and not _ABBREVIATED.search(piece):
        return piece[:-1]
    return piece


def as_one(pieces: list[str], doubts: list[str]) -> list[str]:
    """The only two pieces as one name, where the last is none: Housing, Communities and Land."""
    if len(pieces) != 2 or re.search(f"[{HAN}]", "".join(pieces)):
        return pieces
    first, last = pieces
    whole = re.search(rf"\b{HEAD}\b(?! (?:of|for)\b)", first) or MAKES[2].fullmatch(first)
    if whole or re.search(rf"\b{HEAD}\b", last) or not re.search(r"\w (?:and|&) \w", last):
        return pieces
    name = f"{first}, {last}"
    doubts.append(_("{name} is read as one name").format(name=name))
    return [name]


def names_person(text: str) -> bool:
    """Whether a part of a text is the name of a person: Dir. John Smith."""
    return any(is_person(part.strip()) for part in _PARTS.split(text))


def is_person(name: str) -> bool:
    """Whether a text is the name of a person, and nothing else."""
    return _PERSON.fullmatch(name) is not None
