"""The lines of a title: broken between words, in the shapes that GB/T 9704 names."""

from __future__ import annotations

import bisect
import functools
import itertools
import math
from collections.abc import Iterator, Sequence

from ecotui.text.display import wrap
from ecotui.text.folding import ANY_HAN, _pattern, masked
from ecotui.text.segmentation import CLOSING, JOINING, OPENING, TRAILING, boundaries, words

# What says of what kind a document is: a line is best broken before it …
_KINDS = (
    "重点任务|重点工作|主要任务|目标任务|任务分工|分工方案|实施方案|工作方案|行动方案|总体方案|试点方案"
    "|改革方案|建设方案|行动计划|[两三四五六七八九十]年(?:行动|规划|计划)|工作计划|工作要点|规划纲要|指导意见"
    "|实施意见|若干意见|若干措施|若干政策|政策措施|管理办法|暂行办法|实施办法|实施细则|电视电话会议"
)
# … or behind what announces its title.
_ANNOUNCING = "印发|转发|批转|公布|发布"
# With these a phrase begins: 深化改革|优化环境. What they act upon is not torn from them.
_VERBS = (
    "推进|推动|促进|加强|强化|健全|完善|建立|建设|构建|打造|实施|执行|落实|贯彻|贯彻落实|开展|推行|推广"
    "|深化|创新|优化|提升|提高|改善|改进|改革|扩大|拓展|增强|加大|保障|维护|巩固|支持|鼓励|扶持|引导"
    "|培育|壮大|发展|规范|做好|抓好|办好|打好|运用|调整|解决|满足|防治|激发|释放|稳定|应对|防范|防止"
    "|遏制|化解|治理|取消|下放|放开|清理|整治|降低|减轻|压缩|简化|制定|修订|坚持|组织|利用|发挥|引领"
    "|聚焦|助力|夯实|筑牢|畅通|破解|盘活|增进|形成|建立健全|建立完善|改革完善|培育壮大|鼓励和支持|统筹推进"
    "|复制推广|优化调整"
)
_ADVERBS = (
    "进一步|切实|加快|全面|深入|大力|积极|更加|更好|着力|持续|扎实|稳步|有效|统筹|关于|科学|严格|充分|坚决"
    "|依法|认真|及时|主动|不断|有序|逐步|协同|优先"
)
# These belong to what stands before them, 放管服|改革, the second ones not as much.
_TAILS = (
    "改革|工作|精神|机制|制度|体制|体系|体制机制|事项|活动|行动|规划|方案|计划"
    "|意见|通知|办法|措施|条例|规定|办公厅|办公室|清单|报告|纲要|要求|任务|困难"
    "|问题|情况|时期|格局|能力|水平|举措|质量|作用|要素|领域|模式|事故"
)
_HALF_TAILS = (
    "建设|保护|管理|治理|整治|改造|服务|评估|运行|监管|监督|监测|发展|安全|产业"
    "|项目|部门|发展规划|专项规划|试点|示范|保障|利用"
)
# What has no 省 behind it, although it is one.
_PLACES = (
    "北京|天津|河北|山西|内蒙古|辽宁|吉林|黑龙江|上海|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东"
    "|广西|海南|重庆|四川|贵州|云南|西藏|陕西|甘肃|青海|宁夏|新疆"
)
# These are verbs before what they act upon, and nouns before anything else.
_NOUNS = "改革|建设|发展|治理|防治|规范|保障|利用"
# What says more of the word behind it: 重大|疫病, 农村|产业.
_ATTRIBUTES = (
    "重大|重点|重要|主要|基本|公共|统一|综合|专项|现代|优质|特色|先进|中央|地方|国家|农村|城乡|社会"
    "|农业|工业|全民|绿色|数字|智慧|智能|新型|新兴|传统|基层|区域|行政|政务|民生|企业|科技|文化|生态"
    "|乡镇|县级|远程|相关|有关|养老|医疗|教育|国际|国有|民营|民间|专业|职业|优秀|基础|联合|公平|既有|老旧|免费|校外|长效"
)
# A word that ends so says more of the next: 标准化|建设, 战略性|产业.
_QUALIFYING = "化性型式级类新"
# A line of an English title does not end with these.
_ENGLISH_JOINING = "a|an|the|of|and|or|to|in|on|for|with|by|from|at|as"
# A title of more lines has no shape, and there are too many ways to break it.
_MANY = 5
#: No title has more lines: what is longer is no title, and weighing its ways would take minutes.
_MOST_LINES = 100


def break_title(title: str, fitting: float, wanted: str = "") -> list[str]:
    """The lines of a title that is centred on a page.

    They break between words, hold what stands in brackets or quotation marks together where it
    fits, and are of similar length: two lines of different length, more of them growing, shrinking
    or longest in the middle (梯形, 菱形).

    Args:
        title: The title; a line feed in it ends a line.
        fitting: How many Chinese characters fit on a line.
        wanted: The title with ``/`` where lines end, if the rule is not wanted.
    """
    if wanted.strip(" /\n"):
        # A line that does not fit would be broken by the page, and anywhere.
        title = wanted.replace("/", "\n")
    return [part for line in _stripped(title) for part in _broken(line, fitting)] or [""]


def _stripped(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _broken(line: str, fitting: float) -> Sequence[str]:
    if _em(line) <= fitting:
        return [line]
    least = math.ceil(_em(line) / fitting)
    if least > _MOST_LINES:
        return _forced(line, fitting)
    # Better than none is a way that has a short line, or tears brackets or a long word.
    for shortest, held, inside in ((0.45, True, False), (0, True, False), (0.3, False, True)):
        places = list(_places(line, fitting if held else 0, inside))
        ways = [
            (cost + 5.0 * (count - least), ends)
            for count in range(least, least + least // 5 + 2 + inside)
            for cost, ends in (
                _ways(line, places, fitting, count, shortest)
                if count <= _MANY
                else _even(line, places, fitting, count)
            )
        ]
        if ways:
            return _pieces(line, min(ways)[1])
    return _forced(line, fitting)


def _em(text: str) -> float:
    """The width of a text in Chinese characters."""
    return sum([(0.7 if one.isupper() else 0.5) if one.isascii() else 1.0 for one in text])


def _pieces(line: str, ends: Sequence[int]) -> list[str]:
    return [line[start:end].strip() for start, end in itertools.pairwise((0, *ends, len(line)))]


def _places(line: str, fitting: float, inside: bool) -> Iterator[tuple[int, float]]:
    """Where the line may be broken, and how much there speaks against it."""
    if ANY_HAN not in masked(line):
        joining = _pattern(rf"(?i:.*\b(?:{_ENGLISH_JOINING}))")
        for at, one in enumerate(line):
            if one == " ":
                yield at + 1, 8.0 if joining.fullmatch(line[:at]) else 1.0
        return
    held = _held(line, fitting)
    split = [word for word, _known in words(line)]
    ends = {end: i for i, end in enumerate(itertools.accumulate(map(len, split)))}
    for at in boundaries(line, inside=inside):
        if any(start < at < stop for start, stop in held):
            continue
        if at in ends:
            before, after, *more = [word.strip() for word in split[ends[at] : ends[at] + 3]]
            yield at, _against(line, at, before, after, "".join(more))
        else:
            yield at, 9.0


def _held(line: str, fitting: float) -> list[tuple[int, int]]:
    """Brackets and quotation marks with what is in them, where it is not too long for a line."""
    open_at: list[int] = []
    found = []
    for at, one in enumerate(line):
        if one in OPENING:
            open_at.append(at)
        elif one in CLOSING and open_at:
            start = open_at.pop()
            if _em(line[start : at + 1]) <= fitting:
                found.append((start, at + 1))
    return found


@functools.cache
def _split(words_: str) -> frozenset[str]:
    return frozenset(words_.split("|"))


def _is(word: str, words_: str) -> bool:
    return word in _split(words_)


def _is_noun(after: str) -> bool:
    """Whether a word is none that a verb before it acts upon, so that the verb is a noun."""
    return (
        not after
        or after in TRAILING
        or after[0] in f"{CLOSING}（(、，"
        or bool(_pattern(f"(?:{_KINDS})").match(after))
    )


def _is_free(after: str) -> bool:
    """The same of a word behind those that are nouns as often as verbs."""
    return (
        _is_noun(after)
        or after in JOINING
        or _is(after, f"{_VERBS}|{_ADVERBS}")
        or _is(after[:2], f"{_TAILS}|{_HALF_TAILS}")
    )


def _against(line: str, at: int, before: str, after: str, following: str) -> float:
    """What speaks against a break between two words."""
    rest = line[at:]
    if _pattern(f"(?:{_ANNOUNCING})$").search(line[:at]) or (before[-1:] == "》"):
        return -1.0
    if before == "等":
        return 1.5
    if before == "的":
        return 3.0 if _is(after, _TAILS) else 1.5
    if before in JOINING:
        # Behind 关于 is better than inside what it is about, but worse than anywhere else.
        return 6.0 if before == "关于" else 12.0
    if _pattern("[0-9]年$").search(line[:at]):
        return 6.0
    verb = _pattern(f"(?:{_ADVERBS})*").sub("", before, count=1)
    if not verb:
        return 9.0
    if _is(verb, _VERBS) and not (_is(before, _NOUNS) and _is_free(after)):
        return 9.0
    if _is(after, _NOUNS) and not _is_free(following):
        return 3.5
    if _is(after, _VERBS) and _is_noun(following):
        return 7.0
    if _is(after, _TAILS):
        return 8.0
    if _is(after, _HALF_TAILS):
        return 7.0
    if after.startswith("关于"):
        return 0.5
    if _pattern(f"[省市县区州国]$|(?:{_PLACES})$").search(before):
        return 4.5
    if _pattern(f"(?:{_KINDS})").match(rest):
        return 0.0
    if len(after) > 3 and _is(after[:2], _TAILS):
        return 8.0
    if _pattern("(?:全[国省市县区]|第[一二三四五六七八九十]+[次批轮届])$|[三四五]”$").search(
        line[:at]
    ):
        return 6.0
    if after[:1] in "（(":
        return 6.0
    verb = _pattern(f"(?:{_ADVERBS})*").sub("", after, count=1)
    if not verb or _is(verb, _VERBS):
        return 0.5
    if after in ("和", "与", "及", "以及", "或"):
        return 3.0
    if before[-1:] in "、，；：" or after[:1] in OPENING:
        return 1.0
    if before[-1:] in _QUALIFYING or _is(before, _ATTRIBUTES):
        return 7.0
    # Two short words are mostly one of four characters: 精神卫生, 转型升级.
    short = (len(before) < 3) + (len(after) < 3)
    return 2.5 + short * 2.5


def _ways(
    line: str, places: Sequence[tuple[int, float]], fitting: float, count: int, shortest: float
) -> Iterator[tuple[float, tuple[int, ...]]]:
    """Every way to break a line into so many lines that fit, with what speaks against it."""
    mean = _em(line) / count

    def from_(start: int, first: int, left: int) -> Iterator[tuple[float, tuple[int, ...]]]:
        if left == 1:
            if _em(line[start:].strip()) <= fitting:
                yield 0.0, ()
            return
        for index in range(first, len(places)):
            end, cost = places[index]
            size = _em(line[start:end].strip())
            if size > fitting:
                return
            if size < max(2, mean * shortest):
                continue
            for rest, ends in from_(end, index + 1, left - 1):
                yield cost + rest, (end, *ends)

    for cost, ends in from_(0, 0, count):
        sizes = [_em(piece) for piece in _pieces(line, ends)]
        yield cost + _shape(sizes), ends


def _even(
    line: str, places: Sequence[tuple[int, float]], fitting: float, count: int
) -> Iterator[tuple[float, tuple[int, ...]]]:
    """The best way to break a line into so many lines of similar length, if there is one."""
    mean = _em(line) / count
    widths = list(itertools.accumulate(map(_em, line), initial=0.0))
    stops = [end for end, _cost in places]
    best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
    for left in range(count - 1, -1, -1):
        longer: dict[int, tuple[float, tuple[int, ...]]] = {}
        for start, (spent, ends) in best.items():
            first = bisect.bisect(stops, start)
            for end, cost in places[first:] if left else [(len(line), 0.0)]:
                size = widths[end] - widths[start]
                if size > fitting:
                    break
                total = spent + cost + (size - mean) ** 2 / mean
                if end not in longer or total < longer[end][0]:
                    longer[end] = (total, (*ends, end) if left else ends)
        best = longer
    yield from best.values()


def _shape(sizes: Sequence[float]) -> float:
    """What speaks against lines of such lengths."""
    mean = sum(sizes) / len(sizes)
    cost = sum((size - mean) ** 2 for size in sizes) / mean
    if min(sizes) < 4:
        cost += 10
    if max(sizes) - min(sizes) < 1:
        # A rectangle is neither of the shapes.
        cost += 2
    for at in range(1, len(sizes) - 1):
        # A waist: shorter than some line above and some below.
        waist = min(max(sizes[:at]), max(sizes[at + 1 :])) - sizes[at]
        cost += 2 + 2 * waist if waist > 0 else 0
    return cost


def _forced(line: str, fitting: float) -> list[str]:
    """Lines of about the same length, for a title of which no word is known."""
    size = _em(line) / math.ceil(_em(line) / fitting)
    return [line[start:end] for start, end in wrap(line, math.ceil(min(size + 1, fitting) * 2))]
