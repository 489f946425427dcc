"""Names of bodies: what is one, what is a group of them, and what does not look like one."""

from __future__ import annotations

import re

from ecotui.importing import brackets, english, people
from ecotui.model.plan import DEPARTMENT, GROUP
from ecotui.text.folding import HAN
from ecotui.text.segmentation import words

_GROUP = re.compile(
    r"各(?!界)|(?:相关|有关|其他|其它)(?!$)|[省市县州区][级直](?:机关)?(?:部门|单位)$"
    r"|^[省市县区州乡镇]、|^(?:涉事|涉及|属地(?!管理|负责|原则))|成员单位$|等[省市县区州乡镇街道（）()、]+(?:人民)?政府$"
    r"|(?:^|\s)(?:NGOs?|all |other |relevant |local )",
)
# A kind of bodies, not one of them: 街道办事处, 乡镇人民政府, 县（市、区）政府.
_NAMELESS = re.compile(
    r"(?:乡镇?|镇|街道|镇街|村|社区|县级市|[市县区州][市县区州、（(][市县区州、）)]*)(?:人民政府|政府|办事处|管委会)"
    r"|村民委员会|居民委员会|村委会|居委会"
    r"|(?:各级)?(?:党委|党工委)(?:[、和及与]?(?:人民政府|政府|管委会|办事处))?|政府"
    r"|街道|乡镇|区县|县区|镇街|街镇|社区|成员单位|责任单位|牵头单位|主管部门"
)
# Heads of columns that end as names of bodies do, and are none.
_HEADS = ("单位", "出处", "片区", "地区", "园区", "景区", "校区", "库区")
_IN_NAME = re.compile(r"[省市县州区]?委?各界|国际有关")
#: How names of offices end; a line break or a blank behind it may part two.
ENDS = "[局厅委办部署院会社站馆行司队府协所处联校园台港厂关团心门]"
_BODY = re.compile(
    r"[厅局委办部署院会社所室行司府站队处组校馆联协台园港团关厂]$|(?<=[㐀-鿿]{2})(?<![省市县区州])[科股]$"
    r"|(?:中心|部门|单位|专班|机关|集团|银行|公司|大学|学院|医院|学校|企业|机构|团市委|团省委|团县委|团区委"
    r"|街道|社区|乡镇|镇街|街镇|开发区|高新区|新区|园区|景区|市|县|区|州|镇|乡|村|工会|支队|大队|总队|分局|人大"
    r"|[林农牧渔茶种]场|公路段|[一二三四五六七八九十]中|[一二三四五六]小|中学|小学|城投|交投|国投|农投|文旅投|物业)$"
)
#: Longest name of a department, in characters, that is not asked about.
LONGEST = 20
#: Longest name that may end in another way than names of bodies do, and how: 中国电信.
_SHORT = 6
_SHORT_NAME = re.compile(
    "(?:电信|移动|联通|铁塔|广电|邮政|石油|石化|烟草|盐业|电力|电网|供电|供水|水务|燃气|公交|高铁|铁路|地铁"
    "|税务|气象|地震|消防|武警|公安|海关|海事|国安|人行|农信|农行|工行|建行|中行|邮储|农发|国开|人寿|人保"
    "|人武|编办|法制|供销|纪检|监委|党校|城投|交投|文旅|农垦|林科|农科|社科|新华|日报|晚报)\\Z"
)
_VERB_LEFT = re.compile(
    r".由(?=[省市县区各])|位于|坐落|移交|目前|正在|已[经完开建覆]|\A(?:不[需必]|包括|尤其|此外|必要时)|.(?:按照?(?!摩)|依据|根据).|[（(](?:联合|商|会同)[^（）()]*[局厅委办部院][)）]|(?:协助|支持)[)）]|[（(](?:统筹|协调|承办|实施|责任|推进|督办|督导|督促|监督|指导|审核|验收)[^（）()]{0,2}[）)]|[（(](?:[A-DＡ-Ｄ甲乙丙]角|[主次副辅])[）)]|(?:负责|牵头|落实|指导|下同|配合|参加|参与|协同|见附|详见|所列|__|[（(](?:[RACI]/?)+[)）]|(?<![政科侨作记])协办|组织实施|会同(?!县)|给予|予以|(?:统筹|把关)$|主责|按职责分工|职责|分工)"
)
# What is in no name of a body: any sign but these, or a numeral; a proposal.
_SIGNS = re.compile(
    r"[^\w\s（）()〔〕【】“”「」『』《》、，,·•・.．/／:：。&＆'’—－–-]|[①-⑳]|\.\.|\A(?:建议|拟)|[(（](?:待定|暂定|拟)[)）]"
)
#: What begins a sentence about a measure, and few names of bodies: 推进办, 支持中心.
_ACTION = re.compile(
    "(?:加[强快大]|强化|坚持|支持|鼓励|引导|推[动进行广]|建立|动员|发[动挥]|实[行施现]|落实|明确|确定|组织(?!部)|吸引|带动|依托"
    "|委托|做[好强大]|抓[好实]|争取|开展|完善|健全|深[化入]|压实|督促|指导|要求|选派|培[育养]|形成|广泛|积极|充分|主动|邀请|聘请"
    "|引[入进]|借助|注重|突出|促进|提[升高倡]|优化|扩大|构建|搭建|设立|打造|探索|创新|拓[展宽]|盘活|用好|聚焦|围绕|严格|扎实|切实"
    "|大力|全力|着力|努力|力争|逐步|有序|稳步|倡导|激发|调动|整合|汇聚|凝聚|密切|协同|进一步|持续|试点|确保|实施)"
    r"(?:[省市县区州乡镇街各与和].+|.+(?<![办组局处站室村镇])(?<!专班|中心|公司|集团)(?<!指挥部|委员会|促进会))\Z"
    # What is done with a body, and begins no name.
    "|(?:委托|实行|设立|成立|会同(?!县)|联合(?![会国])|协调(?!办)|协助|提请|提交|获得|依靠|得到|凡需"
    "|[以与向为对报受随](?=[省市县区州][㐀-鿿]{2})).."
    # What is made or won, and how many of it: 建成卫生院3所, 争创国家级旅游度假区.
    r"|(?:\d{4}年|[㐀-鿿]{2,4}前)?(?:建成|争创|新增|新建(?!县|区|镇|乡)|[改扩迁]建|改造|创成|创建(?!办)|出台|组建|培树|打造"
    "|举办|召开|走访|排查|巡查|摸排|移交|接入|开通|启动|投用|招引|获[批评]|入选|增[设加]|配齐|购置|拆除|关停|取缔|惠及|覆盖|达到|实现|解决|完成|印发|制定|修订|上线|开展)..+"
    r"|.{1,40}?(?<![第\d])\d{1,6}[所个家处座条院校场村镇乡县区站馆]\Z"
)
_OFFICIAL = re.compile("(?:副?[省市县区州镇乡]长|书记)$")
# What stands in brackets behind a name, and what else than people: kinds of places, other signs.
_IN_BRACKETS = re.compile(r"[(（【〔\[]([^()（）【】〔〕\[\]]+)[)）】〕\]]")
_NOBODY = re.compile(
    rf"[省市县区州盟旗乡镇街道村社办事处工委自治直辖级行署地及和与各等]*|.*[^{HAN}·].*"
)
_TWO_BODIES = re.compile(
    rf"[省市县区州][{HAN}]{{1,8}}(?:[局厅部队]|中心|公司|办公室)(?:[连偕]?同|并|协助|兼|跟|[.．－_—-]{{0,2}})[省市县区州][{HAN}]{{2,8}}[局厅办院室部]"
    f"|[{HAN}]{{2,6}}人民政府[{HAN}]{{2,6}}人民政府"
)
#: A group and one body, or a body and a group, in one: 各乡镇和县电投, 县财政局并各乡镇.
_JOINED = re.compile(
    rf"(?:各|有关|相关)[{HAN}]{{1,6}}(?:以及|[及和与])[省市县区州][{HAN}]{{2,10}}"
    rf"|[{HAN}]{{1,12}}{ENDS}(?:并|连同|统筹)各[{HAN}]{{2,10}}"
)
_UNUSUAL_SEPARATOR = re.compile(rf"{ENDS}[·•・—→～－][{HAN}]{{2,}}")
#: 市教育局督促各县区政府; 县委组织部 and 市政府协调办公室 are names.
_HAS_OTHERS_DO = re.compile(
    rf"{ENDS}(?:督促(?!检)|协调(?![办小中会处])|(?<!社会)(?<!作社)组织(?![部联])|安排|责成|要求|通知|推动|监督(?![管检办执])|委托|动员|邀请|配合|带领)"
    rf"[{HAN}]{{2,}}"
)
#: More behind what could end a name, such as a verb that is misspelt.
_GOES_ON = re.compile(rf"..(?:{ENDS}|[）)])[{HAN}]{{1,4}}\Z")


def kind(name: str) -> str:
    """`GROUP` for a collective such as 省直相关部门 or 各市（州）人民政府, else `DEPARTMENT`."""
    return (
        GROUP if _GROUP.search(_IN_NAME.sub("", name)) or _NAMELESS.fullmatch(name) else DEPARTMENT
    )


def is_kind_of_body(name: str) -> bool:
    """Whether a name is that of a kind of bodies or places, which heads a column: 县区."""
    return name in _HEADS or _NAMELESS.fullmatch(name) is not None


def is_body(name: str) -> bool:
    """Whether a name ends as names of bodies do."""
    return ends_as_body(name) or kind(name) == GROUP


def ends_as_body(name: str) -> bool:
    """Whether a name, without what stands in brackets, ends as those of single bodies do."""
    return bool(_BODY.search(brackets.without(name)))


def _may_be_person(listed: str) -> bool:
    """Whether what stands in brackets in a name is of people: 次仁卓玛, but not 林业."""
    for inside in re.split("[、，,；/／ —－–-]+|[A-DＡ-Ｄ][岗角]", listed):
        if people.looks_like_one(inside, shortest=2):
            return True
        known = all(is_known and len(word) > 1 for word, is_known in words(inside))
        if not (is_body(inside) or _NOBODY.fullmatch(inside) or known):
            return True
    return False


#: Numbers of items before a name or behind it: （1）（2）县财政局, 1—3.甲局, 甲局（1、3项）.
_COUNTED = re.compile(
    r"(?:[(（]\s*\d{1,2}\s*[)）]|\d{1,2}\s*[项条.．、）)—–~-])"
    r"|.*[(（]第?\s*\d{1,2}(?:[-—–~～、,，和]\d{1,2}){0,9}\s*[项条]?[)）]\Z"
)


def is_odd(name: str) -> bool:
    """Whether a name does not look like one; readers keep it with a doubt."""
    if re.search(r"[a-z]", name):
        return (
            len(name) > 80
            or bool(brackets.open_count(name))
            # and Health Bureau, e.g. through its offices
            or (re.match(r"[a-z](?:[a-z]|\W)", name) is not None and kind(name) != GROUP)
            or bool(re.search(f"[{HAN}]", name) and _SIGNS.search(name))
            or english.names_person(name)
        )
    bare = brackets.without(name)
    return (
        _VERB_LEFT.search(name) is not None
        or len(bare) > LONGEST
        or bare.startswith("等")
        or not any(character.isalpha() for character in name)
        or re.search("[/／:：。]", bare) is not None
        or bool(brackets.open_count(name))
        or _SIGNS.search(name) is not None
        or _COUNTED.match(name) is not None
        or (
            re.search(f"[{HAN}]", bare) is not None
            and not is_body(name)
            and not (len(bare) <= _SHORT and _SHORT_NAME.search(bare))
        )
        or any(re.search("[:：]", inside) for inside in _IN_BRACKETS.findall(name))
        or _OFFICIAL.search(name) is not None
        or _ACTION.match(name) is not None
        or re.fullmatch("[省市县区州乡镇]{1,3}[级直]|国家|中央|上级|各级|本级", name) is not None
        # 所属学校 alone does not say whose they are.
        or re.match("(?:有关|相关|各)?[下所][属辖设]", name) is not None
        # 东、西、南区政府, and 市财政局1, whose digit is a note's.
        or re.fullmatch(f"[{HAN}]|.*[{HAN}][0-9０-９]{{1,3}}", name) is not None
        or any(map(people.COMMON.fullmatch, (name, bare)))
        or (name[-1:] in brackets.CLOSING and any(map(_may_be_person, _IN_BRACKETS.findall(name))))
        or _UNUSUAL_SEPARATOR.search(name) is not None
        or _HAS_OTHERS_DO.search(bare) is not None
        or _JOINED.fullmatch(bare) is not None
        # 县教育局县财政局, whose separator is missing.
        or _TWO_BODIES.fullmatch(bare) is not None
        # 各乡镇全力, which is left of a verb.
        or (bool(re.search(f"[{HAN}]", bare)) and kind(name) == GROUP and not ends_as_body(name))
        or (_GOES_ON.search(name) is not None and not is_body(name))
    )
