"""Readable ids for plans, from their titles."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ecotui.text.folding import fold
from ecotui.text.pinyin import spell

_LONGEST = 60

_PROVINCES = (
    "北京 天津 河北 山西 内蒙古 辽宁 吉林 黑龙江 上海 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南"
    " 广东 广西 海南 重庆 四川 贵州 云南 西藏 陕西 甘肃 青海 宁夏 新疆 台湾 香港 澳门"
)

# Its official spelling has two a's, to tell it from 山西.
_SPELLED = {"陕西": "shaanxi"}

_SUBJECTS = {
    "生态保护补偿": "ecological-compensation",
    "生态补偿": "ecological-compensation",
    "生态环境保护": "ecological-protection",
    "生态文明建设": "ecological-civilization",
    "大气污染防治": "air-pollution",
    "水污染防治": "water-pollution",
    "土壤污染防治": "soil-pollution",
    "西部大开发": "western-development",
    "现代流通体系": "modern-circulation",
    "乡村振兴": "rural-revitalization",
    "脱贫攻坚": "poverty-alleviation",
    "扶贫": "poverty-alleviation",
    "脱贫": "poverty-alleviation",
    "就业": "employment",
    "营商环境": "business-environment",
    "养老服务": "elderly-care",
    "社会保障": "social-security",
    "义务教育": "compulsory-education",
    "医药卫生体制改革": "health-reform",
    "数字经济": "digital-economy",
}

_BOILERPLATE = (
    "健全 完善 推进 加快 实施 关于 机制 制度 体系 建设 建立 促进 加强 深化 落实 贯彻 进一步 全面"
    " 若干 重点任务 主要任务 任务分工 责任分工 分工方案 分工表 实施方案 工作方案 行动方案 行动计划"
    " 实施意见 意见 通知 措施 方案 任务 工作 重点 分工 的 及 与"
)


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_PIECE = re.compile(
    rf"(?P<province>{_any(_PROVINCES.split())})(?:省|市|(?:壮族|回族|维吾尔)?自治区|特别行政区)?"
    rf"|(?P<subject>{_any(_SUBJECTS)})"
    rf"|(?P<boilerplate>和(?![谐平睦])|{_any(_BOILERPLATE.split())})"
    r"|(?P<latin>[a-z0-9]+)"
    r"|(?P<other>\w)|\W"
)


def plan_id(title: str) -> str:
    """A readable id for a plan, by rule from its title: ``[a-z0-9-]+``, at most 60 characters.

    四川省健全生态保护补偿机制重点任务分工方案 gives ``sichuan-ecological-compensation``:
    provinces in pinyin, known subjects of policy in English, the words that every such title has
    dropped, and whatever else in pinyin, each run of it one word. A title that leaves nothing
    gives ``plan``.
    """
    words: list[str] = []
    run = ""
    for match in _PIECE.finditer(fold(title)):
        if match["other"]:
            run += match["other"]
            continue
        words.append(_pinyin(run))
        run = ""
        if province := match["province"]:
            words.append(_SPELLED.get(province) or _pinyin(province))
        elif subject := match["subject"]:
            words.append(_SUBJECTS[subject])
        elif match["latin"]:
            words.append(match["latin"])
    words.append(_pinyin(run))
    return _joined([word for word in words if word]) or "plan"


def _pinyin(run: str) -> str:
    return re.sub(r"[^a-z0-9]", "", "".join(spell(run)))


def _joined(words: list[str]) -> str:
    joined = ""
    for word in words:
        longer = f"{joined}-{word}" if joined else word[:_LONGEST]
        if len(longer) > _LONGEST:
            break
        joined = longer
    return joined
