"""Short titles of measures: what is done, out of a wording that says more."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence

from ecotui.text.display import cut, visible, width
from ecotui.text.folding import ANY_HAN, _pattern, masked
from ecotui.text.segmentation import CLOSING, OPENING, boundaries, cut_at_word, words

# How clauses begin that say why, how, when or on what grounds: the next one says what is done.
_INTRODUCING = (
    r"按照|按(?=.*(?:要求|规定|原则|程序|部署|安排|计划))|根据|依据|依照|遵照|参照|对照|围绕|结合|依托|通过"
    r"|针对|随着|立足|聚焦|坚持|本着|鉴于|基于|借助|利用|凭借|为了|着眼|紧扣|紧紧围绕|牢牢把握|牢固树立"
    r"|充分发挥|充分利用|经过|力争|争取(?=到?[0-9]{4})|自[0-9]|从[0-9]|截至|[到至]?[0-9]{4}年"
    r"|在(?=.*(?:[下中上内外前后时间里]|方面|领域|地区|区域|流域|基础|期间|范围|过程|环节)$)"
    r"|以(?=.*为(?:(?!推进|开展|实施|实行|建立).){1,6}$)"
    r"|为(?=(?:进一步|切实|深入|全面|更好|有效|加快|推[进动]|促进|加强|贯彻|落实|方便|保障|提[高升]|确保|解决))"
    r"|(?:全面|深入|认真|坚决)*(?:贯彻|学习|落实)(?=.*(?:精神|思想|讲话|指示|批示|理念|决策部署)$)"
    r"|.{0,10}(?:高度重视|提高认识|统一思想|提高站位|解放思想)"
    r"|既要|又要|更好地?发挥|(?:同时|其中|此外|另外|首先|其次|再次|最后|第[一二三四五六七八九十0-9]+)$"
    r"|除(?=.*外$)|经(?=.*(?:批准|同意|审核|审定|授权|批复|备案)后?$)|自(?=.*(?:起|以来)$)"
    r"|如(?=[遇有需因]|发生|确)|作为(?=.*(?:部分|内容|抓手|重点|手段|载体|途径)$)|遵循"
    r"|由(?=.*(?:会同|牵头).*(?:部门|单位|政府|[厅局委办])$)|.{0,12}(?:按照?|根据)职责分工$"
    r"|由(?=.*(?:牵头|负责)$)|会同(?=.*(?:部门|单位|[厅局委办部])$)|以(?=.*为单位$)"
    r"|必要时$|目前$|当前$|据此$|为此$|因此$|对此$|与此同时$|例如$|.{0,12}(?:期间|以来|[年月日]?底前|[年月日][前内])$"
)
# Who is to do it where that is everybody, and words that only say that it is to be done.
_EVERYBODY = (
    "(?:(?:各|有关|相关|各有关|各相关)(?:地方|地区|地|部门|单位|级|市州|市县)(?:政府|人民政府)?[、和及]?)+"
    "(?:要|应当|应)|(?:必须|应当|要(?![素求点领害件闻务]))"
)
# What stands before a colon in any plan.
_GENERAL_HEADS = (
    "(?:主要|重点|具体|工作|目标|总体|时间|责任|牵头|完成|保障|其中|例如)?"
    "(?:任务|目标|要求|措施|举措|内容|步骤|分工|时限|部门|单位|其中|例如)"
)
# Verbs by which measures say what is done.
_ACTS = (
    "推进|推动|促进|加强|强化|健全|完善|建立|建设|构建|建成|形成|打造|实施|实行|执行|落实|开展|推行|推广|普及"
    "|深化|创新|优化|提升|提高|改善|改进|改造|扩大|拓展|拓宽|增加|增强|充实|加大|保障|保护|维护|巩固"
    "|支持|鼓励|扶持|引导|培育|发展|探索|研究|制定|修订|编制|出台|发布|争取|划定|严守|控制|治理|整治|清理"
    "|整合|查处|监测|评估|公开|给予|纳入|赋予|提供|设立|安装|更换|增设|新建|取消|下放|简化|压缩|缩短|减少"
    "|降低|淘汰|遏制|化解|防范|扎实|加快|积极|大力|逐步|统筹|做好|抓好|搞好|用好"
)
_ADVERBS = (
    "适时|积极|进一步|切实|扎实|大力|全面|深入|持续|有序|稳步|逐步|加快|认真|不断|着力|重点|统筹"
    "|依法|严格"
)
# Who is to do something, or where: in a clause that is too long what is done stands behind it.
_AGENTS = "组织|在|对|按照|根据|通过|结合|依托|利用|围绕|以|由"
_URGED = "鼓励和支持|支持和鼓励|引导和鼓励|鼓励|支持|引导|推动|督促|指导"
_DONE = "开展|实行|实施|推行|推进|建立|完善|健全|加强|给予|落实|制定|设立"
# What may have a list of properties before it that goes on behind a comma.
_BUILT = "建立|构建|形成|打造|建设|完善|健全"

_ENGLISH_INTRODUCING = (
    r"(?:according to|in (?:line|accordance|keeping|view|light|order|cooperation|coordination"
    r"|consultation)\b|subject to|based on|building on|following|pursuant to|as part of|by (?:the "
    r"end|20)|from 20|under|with a view|with|given|to|for|through|where|once|after|before|during"
    r"|within|in|on|at|by)\b"
)
_ABBREVIATIONS = frozenset(
    {"no", "dr", "mr", "mrs", "ms", "st", "prof", "art", "sec", "para", "fig", "vs", "cf"}
    | {"approx", "incl", "dept", "govt", "ltd", "inc", "co", "gen", "nos", "vol", "ch", "pp"}
)
_ENGLISH_JOINING = (
    "a|an|the|of|and|or|to|in|on|for|with|by|from|at|as|into|that|which|their|its|between"
)


_NAMES_OF_WHOLES = (
    "体系|机制|制度|网络|格局|模式|平台|环境|体制|市场|队伍|系统|链|圈|带|集群|通道|屏障|空间"
)


def short_wording(text: str, cells: int) -> str:
    """What a measure's wording says is to be done, in so many cells.

    It is the first clause that does not introduce another one (按照…, 以…为…), whole if it fits.
    If not, what stands before the act itself (组织…开展…) or in the middle of its object is left
    out, or else it is cut where a word ends; … stands for what is left out after the first word.
    """
    line, clauses, telling = _read(text)
    if not clauses:
        return _english(line, cells)
    title = _head(_whole(clauses, telling, cells))
    return _fitted(title.rstrip(_ENDING) or title, cells)


# A document may try several lengths.
@functools.lru_cache(maxsize=1024)
def _read(text: str) -> tuple[str, Sequence[str], int]:
    """The first line of a wording, its clauses if it is Chinese, and which of them tells."""
    line = _first_line(text)
    if ANY_HAN not in masked(line):
        return line, (), 0
    sentence = line[: _clause_end(line, "。！？!?")]
    clauses = [bare for one in _clauses(sentence) if (bare := _bare(one))] or [line]
    return line, clauses, _telling(clauses)


def fitting_clauses(text: str, fits: Callable[[str], bool]) -> str:
    """The first clauses of a measure, as many as fit, without the mark behind the last.

    They begin with those that introduce the first that says what is done only if they fit
    together. If that one does not fit alone, it is cut where a word ends and ends in ``…``.
    """
    line = _first_line(text).rstrip(_ENDING)
    start, end = 0, 0
    for _passed in range(_telling(_clauses(line)) + 1):
        start, end = end + bool(end), _next_end(line, end)
    if fits(line[:end]):
        start = 0
    found = line[start:end].strip()
    if not fits(found):
        for at in (*reversed(boundaries(found)), *range(len(found) - 1, 0, -1)):
            if fits(f"{found[:at]}…") and found[at - 1] not in _MARKS:
                return f"{found[:at]}…"
        return "…"
    while end < len(line):
        end = _next_end(line, end)
        if not fits(line[start:end].strip()):
            break
        found = line[start:end].strip()
    return found


def _first_line(text: str) -> str:
    """The first line, with those into which it goes on; without a numeral that counts clauses."""
    line = ""
    for one in text.replace("\r", "\n").strip().split("\n"):
        line += visible(one, unseen="").strip()
        if line[-1:] not in "，、," or len(line) > _FARTHEST:
            break
    return _uncounted(line[:_FARTHEST])


def _uncounted(clause: str) -> str:
    """A clause without the numeral that counts it: 一是, 二要, （1）, 1., ①."""
    return _pattern(
        "^(?:[一二三四五六七八九十][是要]|[（(][0-9一二三四五六七八九十]{1,3}[）)]|[0-9]{1,2}(?:[．、]|[.](?![0-9]))"
        "|[一二三四五六七八九十]{1,3}、|[①-⑳])\\s*"
        # 一、二类水体 and 1、2号线 count on.
        "(?!(?:[0-9]{1,3}|[一二三四五六七八九十]{1,3})[、级期类等线号批轮环档])(?=.)"
    ).sub("", clause)


def _bare(clause: str) -> str:
    """A clause without what says nothing: numeral, general head, everybody who is to do it."""
    clause = _pattern(f"^(?:{_GENERAL_HEADS})[：:](?=.)").sub("", _uncounted(clause))
    return _pattern(f"^(?:{_EVERYBODY})(?=..)").sub("", clause)


def _head(clause: str) -> str:
    """What stands before a colon or a dash, if it says what the rest is about."""
    end = min(_clause_end(clause, "：:"), _clause_end(clause.replace("——", "—", 1), "—"))
    head, rest = clause[:end], clause[end:].lstrip("：:—")
    if not rest or (clause[end : end + 1] == ":" and rest[:1].isdigit()):
        return clause
    return head if width(head) >= _LEAST_HEAD else clause


# -- clauses


_MARKS = "，。；,;"
#: What stands further behind, in characters, says nothing of what a measure is.
_FARTHEST = 2000
#: What a title does not end with.
_ENDING = "，。；：！？、…—,;:!?. "
#: The width of a head that says enough by itself.
_LEAST_HEAD = 8


def _clauses(line: str) -> list[str]:
    found: list[str] = []
    end = 0
    while not found or end < len(line):
        start, end = end + bool(found), _next_end(line, end) if found else _clause_end(line)
        found.append(line[start:end].strip())
    return found


def _next_end(line: str, end: int) -> int:
    """Where the clause ends that begins behind the mark at a place, or at the start."""
    start = end + bool(end)
    return start + _clause_end(line[start:])


def _clause_end(line: str, marks: str = _MARKS, brackets: bool = True) -> int:
    depth = 0
    for index, character in enumerate(line):
        if brackets and character in OPENING:
            depth += 1
        elif brackets and character in CLOSING:
            depth = max(depth - 1, 0)
        elif character in marks and not depth and index and not _in_number(line, index):
            return index
    # A bracket that is never closed encloses nothing.
    return _clause_end(line, marks, brackets=False) if depth else len(line)


def _in_number(line: str, index: int) -> bool:
    return (
        line[index] == "," and line[index - 1].isdigit() and line[index + 1 : index + 2].isdigit()
    )


def _telling(clauses: Sequence[str]) -> int:
    """Which clause is the first that introduces no other one."""
    introducing = _pattern(rf"(?:{_INTRODUCING})")
    for at, clause in enumerate(clauses[:-1]):
        if not introducing.match(clause):
            return at
    return len(clauses) - 1 if not introducing.match(clauses[-1]) else 0


def _whole(clauses: Sequence[str], at: int, cells: int) -> str:
    """A clause with the next ones, where it is not complete without them."""
    clause = clauses[at]
    introducing = _pattern(f"(?:{_INTRODUCING})")
    after = clauses[at + 1 : at + 4]
    after = [one for one in after if not introducing.match(one)] or after
    if (
        after
        and (clause.startswith(("对", "将", "把", "凡")) or clause.endswith("的"))
        and _acts().isdisjoint(word for word, _known in words(clause.rpartition("的")[2]))
    ):
        # What is done to it is said behind the comma.
        joined = f"{clause}，{after[0]}"
        return joined if width(joined) <= cells else after[0]
    wholes = _words(_NAMES_OF_WHOLES)
    is_built = any(one.startswith(_words(_BUILT)) for one in _without_adverbs(clause))
    if is_built and not clause.endswith(wholes):
        joined = clause
        for one in after:
            if one.startswith(_words(_AGENTS) + _words(_ADVERBS) + _words(_ACTS)):
                break
            joined += f"，{one}"
            if one.rpartition("的")[2].endswith(wholes) and "的" in one:
                return joined
    return clause


# Comparing beginnings is quick at once; compiling a pattern of so many words is not.
@functools.cache
def _words(alternatives: str) -> tuple[str, ...]:
    return tuple(alternatives.split("|"))


@functools.cache
def _acts() -> frozenset[str]:
    return frozenset(_words(_ACTS))


def _without_adverbs(text: str) -> list[str]:
    """The text without none, one, two … of the adverbs that it begins with."""
    found = [text]
    while adverb := next(filter(found[-1].startswith, _words(_ADVERBS)), ""):
        found.append(found[-1].removeprefix(adverb))
    return found


# -- what is too long


def _fitted(title: str, cells: int) -> str:
    if width(title) <= cells:
        return title
    for bare in reversed(_without_adverbs(title)[1:]):
        if bare.startswith(_words(_ACTS) + _words(_DONE)):
            if width(bare) <= cells:
                return bare
            break
    title = title.removeprefix("适时")
    return _act(title, cells) or _middle(title, cells) or cut_at_word(title, cells)


def _act(title: str, cells: int) -> str | None:
    """The act itself, where who is to do it, or where, stands before it: 组织专家开展… → 开展…."""
    agent = next(filter(title.startswith, _words(_AGENTS)), "")
    urged = next(filter(title.startswith, _words(_URGED)), "")
    if not agent and not urged:
        return None
    split = [word for word, _known in words(title)]
    done = _DONE.split("|")
    for at in range(1, len(split)):
        if split[at] not in done:
            continue
        after = split[at + 1 :]
        if "的" in after and any(word in done for word in after[after.index("的") :]):
            continue
        tail = "".join(split[at:])
        if urged:
            found = f"{urged}…{tail}"
        elif agent == "对":
            found = cut_at_word("".join(split[:at]), cells - width(tail)) + tail
        else:
            return (
                tail if width(tail) <= cells else _middle(tail, cells) or cut_at_word(tail, cells)
            )
        return found if len(after) > 1 and width(found) <= cells else None
    return None


def _middle(title: str, cells: int) -> str | None:
    """The verb and the head of its object, … for what the object is said to be of."""
    before, of, head = title.rpartition("的")
    if not of or not 4 <= width(head) <= cells * 2 // 3 or head[-1] in CLOSING:
        return None
    verb = words(title)[0][0]
    if width(before + head) <= cells:
        return before + head
    kept = cut_at_word(before, cells - width(head)).removesuffix("…")
    # Where the properties are clauses, whole ones.
    if "，" in before and "，" in kept:
        kept = before[: len(kept) + 1].rpartition("，")[0]
    if not title.startswith(_words(_ADVERBS) + _words(_ACTS)) or len(kept) < len(verb):
        return None
    return f"{kept}…{head}"


def _english_end(line: str) -> int:
    """Where the first sentence ends: not behind an abbreviation such as e.g., U.S. or No."""
    for match in _pattern(r"[.;!?](?=\s|$)").finditer(line):
        word = line[: match.start()].rpartition(" ")[2].strip("(“\"'")
        is_short = match[0] == "." and (
            "." in word or len(word) == 1 or word.lower() in _ABBREVIATIONS
        )
        if not is_short or match.end() == len(line):
            return match.start()
    return len(line)


def _english(line: str, cells: int) -> str:
    """The first sentence, or what of it follows a phrase that introduces it, cut at a blank."""
    sentence = line[: _english_end(line)]
    if _pattern(f"(?i:{_ENGLISH_INTRODUCING})").match(sentence):
        first, comma, rest = sentence.partition(", ")
        if comma and rest.strip() and not first[:1].isdigit():
            sentence = rest.strip()
            sentence = sentence[:1].upper() + sentence[1:]
    if width(sentence) <= cells:
        return sentence
    kept = cut(sentence, cells).removesuffix("…")
    if not sentence[len(kept)].isspace() and " " in kept:
        kept = kept.rpartition(" ")[0]
    found = kept.split()
    joining = _pattern(f"(?i:{_ENGLISH_JOINING})")
    while len(found) > 1 and joining.fullmatch(found[-1].strip(",")):
        found.pop()
    return " ".join(found).rstrip(",:–-") + "…"
