"""Lists of departments as documents write them."""

from __future__ import annotations

import functools
import itertools
import re
from typing import NamedTuple

from ecotui.i18n import _
from ecotui.importing import brackets, english
from ecotui.importing.bodies import (
    ENDS,
    LONGEST,
    ends_as_body,
    is_body,
    is_odd,
    kind,
)
from ecotui.importing.contacts import CONTACT
from ecotui.importing.people import SURNAMES
from ecotui.importing.spacing import unspaced
from ecotui.model.plan import GROUP
from ecotui.text.folding import HAN

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Sequence


class Names(NamedTuple):
    """The departments of one list, in order.

    Args:
        names: Each name once.
        is_open: Whether the list ends in 等.
        remarks: What had to be decided to read it.
        doubts: What may be wrong about it.
        people: Names and data of people, which are left out of it.
    """

    names: tuple[str, ...] = ()
    is_open: bool = False
    remarks: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    people: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether the list names anybody."""
        return bool(self.names) or self.is_open

    @classmethod
    def joined(cls, lists: Sequence[Names]) -> Names:
        """Several lists as one, each name once."""
        names = dict.fromkeys([name for one in lists for name in one.names])
        return cls(tuple(names), any(one.is_open for one in lists))

    def without(self, others: Names) -> Names:
        """The list without the names of another one."""
        taken = set(others.names)
        return self._replace(names=tuple([name for name in self.names if name not in taken]))


_SEPARATORS = "、､，,；;"
_COUNT = "[0-9０-９一二三四五六七八九十]{1,3}"
# Not in 高等 and 中等, but behind 一中.
_ETC = "(?:(?<![高平同中上初])|(?<=[一二三四五六]中))等"
_OPEN = re.compile(
    rf"(?:{_ETC}(?:{_COUNT}[个家]?)?(?:[省市县区]级?)?(?:各|有关|相关|责任|成员|职能)*(?:省直|市直|区直|县直)?"
    r"(?:部门|单位|机构|医院|学校|企业|乡镇|街道|社区|园区|县区|[乡镇村区县市州](?:[（(][市县区州、]{1,5}[）)])?)?"
    r"(?:[和及与](?:部门|单位|机构)|[（(](?:部门|单位|机构)[）)])?"
    # 等政法单位, 等市属企业, 等群团组织
    rf"|{_ETC}(?:{_COUNT}[个家])?(?P<kind>[{HAN}]{{2,6}}(?:部门|单位|机构|机关|组织|团体|企业|公司|院校|高校|银行))"
    r"|(?:^|\s)etc\.?|(?:^|\s)and others"
    r"|(?<!…)…+|(?<!\.)\.{3,}|(?<!。)。{2,})\Z"
)
# An open list in the middle of one: 甲局等和各区人民政府.
_OPEN_INSIDE = re.compile(
    rf"(.+?)等(?:{_COUNT}个?)?(?:有关|相关)?(?:部门|单位)?(?:和|及|以及|与)(.+)"
)
#: Words that are no name of their own: 等部门和单位, 涉事乡镇和部门.
_BARE_KIND = re.compile("部门|单位|机构")
#: The other half of who governs a place, no name without the first: 各级党委、政府.
_PARTY = re.compile(r"(?:党[（(]?工?[)）]?委|[省市县区州镇乡][)）]?委)$")
_BARE_GOVERNMENT = re.compile(
    "(?:人民)?政府(?:[（(](?:街道)?(?:办事处|管委会)[)）])?|管委会|管理委员会|(?:街道)?办事处"
)
# What stands in a list of departments and names none: a rule, a note, a reference, a sentence.
_RULE = re.compile(
    r"(?:[带标有注](?:有|注)?)?[*＊※★☆△▲◆●#]\s*(?:号|标)?的?\s*(?:为|是|系|表示|代表|[:：])"
)
# What is excepted, and what others are called, also where it ends as names do: 不含乡镇.
_EXCEPTED = re.compile(r"(?:不含|不包括|除|(?:以下|下文)(?:统称|简称|合称|并称)).+")
_NO_NAME = re.compile(
    r"(?i:same as .+|as (?:above|before|per .+)|ditto|(?:see|refer to) .+)|"
    r"(?:填[表报]|编制)?(?:注|备\s*注|附\s*注|说\s*明)\s*[:：].*"
    r"|(?:详见|参见|参照|另见|见).*|同(?:[上前下左右]|第?[（(]?[0-9０-９一二三四五六七八九十].*)|如(?:有|遇|需|因|涉及|无).*"
    # What is said of a measure: 已完成, 确保资金到位, 省级重点.
    r"|(?:以|按|按照|根据|依据|依照).*(?:为准|执行|确定|办理|规定|要求|报送)|.*(?:为准|除外|另行通知|如下)"
    r"|(?:已|未|正在|确保|要求|力争|争取|完成|新增|年内|继续|持续|加快|加强|做好|抓好|推进|实现|达到|投资|资金|拟)..*"
    r"|.+(?:完成|到位|重点|见效|达标|完工|开工|在建|竣工|投产|推进|落实|办结)"
    r"|(?:其中|同时|并且|并|但是|但|由于|因为|原则上|每|定期|及时|按时|按期)..+",
    re.DOTALL,
)
# How it is done, and another measure: 分年, 全程, 试点先行, 与上条相同.
_MANNER = re.compile(
    r"分[年步级期批类阶段]+|全程|全员|全面|社会(?:各界|力量|各方)?|试点.{0,4}|(?:纳入|列入|逐[年步级项]).*"
    r"|立项|按(?:计划|程序|规定|要求|期|季|月|年|节点).*|依法(?:依规)?|有序|稳步|同步|联动|动态|专人"
    r"|[多各]方|各司其职|各负其责|与上.{0,4}同"
)
_BODY_END = re.compile(r"[厅局委办部署院会社所室行司府]$|(?:中心|部门|单位|机关|集团|银行)$")
#: How names end between which a blank parts, those of places too.
_LAST = f"{ENDS[:-1]}室站学镇乡村道区县市州大]"
# The name of a body behind a blank, and what follows it.
_NEXT_NAME = (
    rf"(?:各[{HAN}（）()、]{{1,12}}?(?:政府|部门|单位|街道|委会)"
    rf"|(?:[{HAN}\dA-Z]{{2,15}}?{_LAST}|[{HAN}]{{1,8}}?[一二三四五六][中小])"
    r"(?:[（(][^（）()]{2,15}[）)])?)"
    r"(?:等(?:单位|部门|有关|相关)|等?(?:"
    r"[牵负配参按共会联分做予给协支组落具依统指承主和及与、，,；;）)。 \t\u3000]|\Z))"
)
#: A blank between two names of bodies.
PARTING_BLANK = re.compile(
    rf"(?:(?<={_LAST})|(?<={_LAST}[）)])|(?<=[一二三四五六][中小]))[ \t\u3000]+"
    rf"(?!办公|研究|牵头|负责|配合|参加|会同|共同)(?={_NEXT_NAME})"
)
_NOTHING = re.compile(
    r"[-—–－/／\s]*|无|暂无|/|N/?A|none|nil|TB[CD]|to be (?:confirmed|determined|decided|advised)"
    r"|待定|待(?:明确|确定)|[暂尚]未(?:明确|确定)|另行(?:明确|确定)",
    re.IGNORECASE,
)
#: Words that begin as a name ends; a break inside one is layout: 市人力资源社会保障局.
_WORDS_OF_ENDS = (
    "社会",
    "司法",
    "办公",
    "行政",
    "委员",
    "委会",
    "会计",
    "府办",
    "室内",
    "行业",
    "院校",
)
# What readers write before an item of a list without numbers.
_BULLET = re.compile(r"^[ \t]*(?:[•●○■◆▪·][ \t]*|[-–—][ \t]+)(?=\w)", re.MULTILINE)
# The numeral of a list before a name: 1.县司法局, （1）县统计局.
_NUMERAL = re.compile(
    rf"(?:^|(?<=[\n{_SEPARATORS}]))[^\S\n]*+"
    r"(?:[（(](?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})[）)]|[0-9]{1,2}[.．、)）]|[一二三四五六七八九十]{1,3}、|[①-⑳])"
    rf"\s*(?=[{HAN}A-Z])"
)
_CHINESE_NUMERALS = {*"一二三四五六七八九十"}
# The same without a mark before it, which it is itself: ①县司法局②县统计局, 1.县司法局 2.县统计局.
_PARTING_NUMERAL = re.compile(
    rf"(?<=[^\s{_SEPARATORS}])(?:\s*[①-⑳]|(?<={ENDS})[0-9]{{1,2}}[.．]|\s+(?:[（(][0-9]{{1,2}}[）)]|[0-9]{{1,2}}[.．、]))\s*(?=[{HAN}])"
)
# Whom to call: 市教育局（局长：李明，13900001111）.
_OFFICE = (
    "(?:[局厅处科部股院校县市区镇乡行所站队组班室委办总司]长|主任|主席|书记|经理|同志|工程师|领导|科员"
    "|干部|成员|干事|专员|调研员|主管|负责人|联系人|政委|教导员|指导员|秘书长|总监"
    "|(?:联络|信息|管理|安全|监督|协调|技术|网格|驻村)员)"
)
_PERSONS_NAME = f"[{SURNAMES}][{HAN}]{{1,2}}"
_PERSON_BEHIND = re.compile(
    rf"[(（](?:(?=[^()（）]*(?:\d[\d-]{{6}}|电话|手机|联系人|负责人|责任人|[Cc]ontact\b|[局厅主处科部][长任][:：]))[^()（）]+"
    # 质安站站长徐明, 徐明/副局长
    rf"|[^()（）]{{0,20}}{_OFFICE}[、/，,\s]?{_PERSONS_NAME}"
    rf"|{_PERSONS_NAME}[、/，,\s]?[{HAN}]{{0,6}}{_OFFICE}"
    rf"|{english.PERSON}[^()]{{0,60}})[)）]\Z"
)
# The same with a name that is rarer, and a post alone: 局长万小明, 主任扎西顿珠, 欧阳明副局长.
_OFFICIAL_BEHIND = re.compile(
    rf"[(（][{HAN}]{{0,12}}?{_OFFICE}(?!负责|牵头|主持|审批)(?P<name>[{HAN}·]{{2,10}})[)）]\Z"
    rf"|[(（](?:[{HAN}]{{2,4}}?)(?:常务|专职)?副?{_OFFICE}[)）]\Z"
)
# What the document calls it from there on: （以下简称“县住建局”）.
_SHORT_FOR = re.compile(
    r"[(（](?:以下|下文|下)?(?:统称|简称|称)[：:为]?[“\"]?(?P<name>[^()（）“”\"]+)[”\"]?[)）]\Z"
)
#: What one of several does, in brackets behind its name: 市教育局（牵头）.
ROLE_BEHIND = re.compile(
    r"[(（](?:(?P<lead>牵头?|主办?|主责|总牵头|第一责任)|(?:协办?|配合?|辅助?|参加|参与|协同|协助|支持))"
    r"(?:单位|部门)?[)）]\Z"
    # Parks Department (lead), Parks Department to support
    r"|(?i:\((?P<leads>(?:to )?lead(?:s|ing)?(?: department| agency| body)?)\)\Z"
    r"|\((?:to )?(?:support|assist|help|partner|participat|contribut|consult)"
    r"(?:s|e|ed|er|ing)?\)\Z|\bto (?:(?P<to_lead>lead)|support|assist|help)\Z)"
)
#: How many a list has, behind its last name: 市财政局、市审计局两局.
_SUM = re.compile(rf"(?<={ENDS})[两二三四五六七八九十\d](?:个|家)?(?:部门|单位|局|委|厅)\Z")
#: What says of a list that its order means nothing.
_NO_ORDER = re.compile(r"[（(]?排名不分先后[)）]?")
_INNER_BLANK = re.compile(rf"(?<=[{HAN}])\s+(?=[{HAN}])")
_OR = re.compile(r"或者?|[/／|｜\\&＆+＋]")
_AND = re.compile(r"以及|及(?=其[他它余])|及其|及|和|与|暨|&|\band\b")
# Words that contain one of these and part nothing.
_COUNTY_NAMES = ("田", "龙", "硕", "静", "布", "顺", "政", "林", "兴", "邦", "美")
_OF_THE_STATE = ("国家", "国网", "国有", "国资", "国税", "国开")
_NOT_AND = re.compile(
    r"协和(?=医|学)|及其(?![他它余])|和(?!各|有关|相关)(?=国|平|谐|睦|田|县|龙|硕|静|布|顺|政县|林格|兴[镇乡街]|邦|美)|总体和|与会|共和|和平|发展和改革|住房和城乡|文化和旅游"
    r"|工业和信息化|人力资源和社会|农业和农村|自然资源和规划|规划和自然资源|卫生和|教育和|经济和信息化"
    r"|农业农村[和与及]|商务和|科技和|广播和|交通和|体育和|民族和|城市管理和|退役和"
    # 县教育局及所属学校: whose they are is a part of the name.
    r"|(?:以及|[及和与暨])(?=(?:有关|相关|各)?(?:[下所][属辖设]|直属(?:事业)?(?:单位|机构|企业|学校|医院)"
    r"|系统各?单位|子公司))"
)
# What begins a further body: 县林业局, 各乡镇; 市政园林局 is the rest of one.
_MAY_BEGIN = re.compile("[省市县区州](?!政(?!府|协)|场|容|民(?!政)|域|际)|各|有关|相关")
# The rest of a place whose name begins with 和: 和顺县, 和兴镇.
_MAY_BE_PLACE = re.compile(f"(?![省市县区州各])[{HAN}](?:[县区市镇乡村旗]|[{HAN}]?[路街])")
# The rest of a place whose name begins with 及 or 与: 及第镇, 与田镇.
_OF_ONE = re.compile(f"(?![省市县区州各])[{HAN}](?:[县镇乡村]|街道|社区)")
_PLACES = "乡镇街道区县市州省盟旗村"
#: The levels of government, the higher the larger.
_LEVELS = {"省": 4, "市": 3, "州": 3, "县": 2, "区": 2, "乡": 1, "镇": 1, "街": 1, "村": 0}
_BARE_LEVELS = re.compile("[省市县区州乡镇](?:、[省市县区州乡镇]){0,3}")
_KIND_OF_PLACE = (
    r"(?:自治[区州县旗]|直辖市|特区|功能区|市辖区|县级市?|设区市|地级(?:以上)?市|辖[市区县]|苏木|社区"
    rf"|街道?办|[{_PLACES}]{{1,3}})(?:[（(〔][{_PLACES}地、]{{1,5}}[)）〕])?"
)
# Several kinds of places under one 各, before the last of them: 黄河流域各市.
#: Departments of a level, a group beside the places before them: 各县区、市级有关部门.
_OF_LEVEL = re.compile(
    "[省市县区州乡镇](?:[直属]|本?级(?!市|(?:人民)?政府))|(?<=县区、|区县、)[省市州](?:有关|相关|各)"
)
#: These with an ending may be one body: 园区管委会.
_BARE_PLACES = ("园区", "开发区", "社区")
_EACH = re.compile(
    rf"[{HAN}]{{0,6}}各(?:有关)?{_KIND_OF_PLACE}(?:行政公署)?"
    rf"(?:、(?:{_KIND_OF_PLACE}|{'|'.join(_BARE_PLACES)}))*"
)
#: More of them, with what all are: 县（市、区）人民政府, 街道办事处; 县水利局 is a body.
_FURTHER_PLACES = re.compile(
    rf"{_KIND_OF_PLACE}(?:级市?)?(?:[（(〔][^（）()〔〕]*[)）〕])?"
    r"(?:党委|党工委|[党工]*委)?[和及与]?"
    r"(?:(?:人民)?(?:政府|法院|检察院|街道办事处|办事处|管委会|管理委员会"
    r"|村委会|居委会|村民委员会|居民委员会))?"
    r"(?:(?:有关|相关)?(?:部门|单位|职能部门))?(?:[（(〔][^（）()〔〕]*[)）〕])?"
)
# The last of several places, with what all of them are: 陕西等省（区）人民政府.
_AND_SUCH_PLACES = re.compile(rf"[{HAN}]{{2,6}}等[省市县区州乡镇街道（）()、]+(?:人民)?政府")
#: Places of one level, one of which is no part of another.
_ALIKE_PLACES = [
    re.compile(rf"[{HAN}](?:{kind})\Z") for kind in ("[乡镇]|街道", "[区县]", "村|社区")
]
_PLACE_BODY = re.compile(
    rf"(?P<place>[{HAN}]{{2,5}}?)"
    r"(?P<body>(?:乡镇|街道|乡|镇|区|县|市|州|盟|旗)?(?:人民政府|政府|街道办事处|办事处|管委会|党工委|党委))"
)

# An organ by its bare name, and what others beside it end in: 县委、县政府督查室.
_ORGAN = re.compile("(?P<level>[省市州县区])(?:委|纪委|人大|人大常委会|人民政府|政府|政协)")
_OF_ORGAN = re.compile(
    f"(?P<level>[省市州县区])(?:委|人大|人大常委会|人民政府|政府|政协)(?P<end>[{HAN}]{{0,6}}[室办局])"
)

_LONGEST_GROUP = 40


def may_be_one(name: str, whole: str) -> str:
    """Say that two names may be one body's, and how the user makes them one."""
    message = _("{name} and {whole} may be the same; --alias {name}={whole} makes them one")
    return message.format(name=name, whole=whole)


# A document says the same lists again and again.
@functools.lru_cache(maxsize=4096)
def parse(text: str, *, comma_parts: bool = True) -> Names:
    """Read a list of departments.

    Names are parted by 、，,；; outside brackets, and by a line break where the name before it is
    complete (it ends as names of offices do); otherwise the break is layout. Blanks between
    Chinese characters are layout too. 和, 及 and 与 part two names that are each a whole body. A
    dash, a slash or 无 stands for nobody. A group that is written with a separator
    (各区、县级市) is one name; an ending that several names share (青山、白水、红石镇人民政府) is
    given to each.

    Args:
        text: The list.
        comma_parts: Whether a comma parts; not where ``;`` does in a list of English names.
    """
    text = _BULLET.sub("", text)
    numerals: list[str] = []
    for pattern, mark in ((_NUMERAL, ""), (_PARTING_NUMERAL, "；")):
        pieces = []
        at = 0
        for numeral in pattern.finditer(text):
            if not _counts_on(text, numeral):
                numerals.append(numeral[0].strip())
                pieces += [text[at : numeral.start()], mark]
                at = numeral.end()
        text = "".join([*pieces, text[at:]])
    if is_nothing(text):
        return Names()
    remarks: list[str] = []
    doubts: list[str] = []
    if len(numerals) > 1:
        message = _("the numerals before what is said of who does it are not kept: {numerals}")
        remarks.append(message.format(numerals="、".join(numerals)))
    if "丶" in text:
        # Keyboards put this stroke beside the mark, which it looks like; no name has it.
        remarks.append(_("{sign} is read as {meant}").format(sign="丶", meant="、"))
        text = text.replace("丶", "、")
    if no_order := _NO_ORDER.search(text):
        remarks.append(_("left out: {text}").format(text=no_order[0]))
        text = _NO_ORDER.sub("", text)
    separators = _SEPARATORS if comma_parts else ";；"
    pieces = [piece for part in _split(text, separators) for piece in _lines(part, remarks)]
    pieces = [part for piece in pieces for part in _blanks(piece, remarks)]
    pieces = [half for piece in pieces for half in _halves(piece, doubts)]
    pieces = [_unjoined(piece, pieces, at) for at, piece in enumerate(pieces)]
    pieces = [choice for piece in pieces for choice in _choices(piece, doubts)]
    pieces = english.as_one([english.unstopped(piece) for piece in pieces], doubts)
    is_open = False
    for at, piece in enumerate(pieces):
        if inside := _OPEN_INSIDE.fullmatch(piece):
            pieces[at] = f"{inside[1]}、{inside[2]}"
            is_open = True
    if is_open:
        pieces = [half for piece in pieces for half in _split(piece, "、")]
    for at, piece in enumerate(pieces):
        # 甲局等部门（配合）
        sign = ROLE_BEHIND.search(piece, 1)
        if sign and (found := _OPEN.search(piece[: sign.start()].rstrip())):
            pieces[at] = piece[: found.start()] + sign[0]
            is_open = True
        elif found := _OPEN.search(piece):
            if found["kind"]:
                remarks.append(_("left out: {text}").format(text=found[0]))
            elif re.search(r"\d|[二三四五六七八九十]", found[0]):
                message = _("how many the list has is not kept: {text}")
                remarks.append(message.format(text=found[0]))
            pieces[at] = piece[: found.start()].rstrip(" ,，")
            is_open = True
        elif is_open and at and _BARE_KIND.fullmatch(piece):
            # 甲局等部门、单位
            pieces[at] = ""
    if len(pieces) > 1:
        undecided = [piece for piece in pieces if re.search(r"\w", piece) and is_nothing(piece)]
        remarks += [_("left out: {text}").format(text=piece) for piece in undecided]
    pieces = _shared_endings(
        _groups([piece for piece in pieces if not _NOTHING.fullmatch(piece)]), remarks
    )
    _doubt_organs(pieces, doubts)
    names: dict[str, None] = {}
    people: list[str] = []
    for piece in pieces:
        person = _PERSON_BEHIND.search(piece)
        if person is None and (official := _OFFICIAL_BEHIND.search(piece)):
            person = official if not (official["name"] and is_body(official["name"])) else None
        if person:
            people.append(person[0])
            piece = piece[: person.start()].rstrip()
        if contact := CONTACT.search(piece):
            # Water Agency (j.doe@water.gov)
            begin = contact.start()
            if brackets.open_count(piece[:begin]):
                begin = max(map(piece[:begin].rfind, brackets.OPENING))
            people.append(piece[begin:])
            piece = piece[:begin].rstrip(" (（，,:：")
        if short := _SHORT_FOR.search(piece):
            # 县住房和城乡建设局（以下简称县住建局）
            piece = piece[: short.start()].rstrip()
            doubts.append(may_be_one(short["name"], unspaced(piece)))
        if re.search(rf"[{HAN}）)][.．]\Z", piece):
            piece = piece[:-1]
        if len(pieces) > 1 and piece is pieces[-1] and (total := _SUM.search(piece)):
            message = _("how many the list has is not kept: {text}")
            remarks.append(message.format(text=total[0]))
            piece = piece[: total.start()]
        name = unspaced(piece)
        names_nobody = _RULE.match(name) or _MANNER.fullmatch(name) or _EXCEPTED.fullmatch(name)
        if names_nobody or (_NO_NAME.fullmatch(name) and not ends_as_body(name)):
            message = _("{text} is not read as a department; left out")
            doubts.append(message.format(text=name))
            continue
        if _INNER_BLANK.search(piece):
            remarks.append(_("the space inside the name {name} is removed").format(name=name))
        if name in names:
            remarks.append(_("{name} is listed twice; kept once").format(name=name))
        elif name:
            names[name] = None
            if is_odd(ROLE_BEHIND.sub("", name)):
                doubts.append(_("{name} does not look like a name").format(name=name))
    latin = [name for name in names if re.search("[a-z]{2}", name)]
    whole = [name for name in latin if english.BODY.search(name)]
    if len(latin) > len(whole) > 0:
        # Culture, Radio, Television and Tourism Bureau may be one.
        message = _("{name} does not look like a name")
        parts = [name for name in latin if name not in whole and " " not in name]
        doubts += [message.format(name=name) for name in parts if not name.isupper()]
    message = _("names of people are left out: {text}")
    remarks += [message.format(text=person) for person in people]
    return Names(tuple(names), is_open, tuple(remarks), tuple(doubts), tuple(people))


def _counts_on(text: str, numeral: re.Match[str]) -> bool:
    """Whether a numeral is one of several in a name: 县第一、二、三中学, 一、二中队."""
    if numeral[0].strip()[0] not in _CHINESE_NUMERALS:
        return False
    before = text[max(0, numeral.start() - 4) : numeral.start()].rstrip(f"{_SEPARATORS} ")[-1:]
    return bool({before, text[numeral.end() : numeral.end() + 1]} & _CHINESE_NUMERALS)


def is_nothing(text: str) -> bool:
    """Whether a cell says that there is nobody: 无, a dash, 待定."""
    return _NOTHING.fullmatch(text.strip(" \n\t\u3000.。")) is not None


def is_list(text: str) -> bool:
    """Whether a cell reads as a list of departments and not as a sentence."""
    if not text or re.search(r"[。！？]", text):
        return False
    names = parse(text).names
    return (
        bool(names)
        and all(len(name) <= 24 for name in names)
        and all(_BODY_END.search(name) or kind(name) == GROUP for name in names)
    )


def shared_prefix(name: str, known: Collection[str]) -> str | None:
    """The known name that is this one with 省, 市, 县 or 区 before it, if there is one."""
    return next((sign + name for sign in "省市县区州" if sign + name in known), None)


def shared_end(name: str, known: Collection[str]) -> str | None:
    """The known name that this one has at its end, behind more than the sign of a level."""
    if kind(name) == GROUP:
        return None
    first = 2 if name[:1] in "省市县区州" else 1
    ends = (name[at:] for at in range(max(first, len(name) - LONGEST), len(name) - 2))
    return next((end for end in ends if end in known and kind(end) != GROUP), None)


def _split(text: str, separators: str) -> list[str]:
    """Cut at the separators that stand outside brackets; a bracket that never closes is none."""
    cuts: list[int] = []
    inside: list[int] = []
    depth = 0
    for index, character in enumerate(text):
        if character in brackets.OPENING_OR_QUOTE:
            depth += 1
        elif character in brackets.CLOSING_OR_QUOTE and depth:
            depth -= 1
            if not depth:
                inside.clear()
        elif character in separators:
            (inside if depth else cuts).append(index)
    bounds = [-1, *cuts, *inside, len(text)]
    parts = [text[a + 1 : b].strip() for a, b in itertools.pairwise(bounds)]
    return [part for part in parts if part]


def _lines(part: str, remarks: list[str]) -> list[str]:
    lines = [line.strip() for line in part.split("\n") if line.strip()]
    names: list[str] = []
    # The lines of one name, and how it ends as far as they go: put together one by one, thousands
    # of lines would be gone through thousands of times.
    own: list[str] = []
    end = ""

    def complete() -> None:
        names.append(unspaced("\n".join(own)) if len(own) > 1 else own[0])
        if len(own) > 1:
            remarks.append(_("the line break inside {name} is removed").format(name=names[-1]))

    for line in lines:
        is_name = len(line) > 2 and is_body(_OPEN.sub("", line))
        is_whole = (
            _BODY_END.search(brackets.without(end))
            or kind(end) == GROUP
            or _OPEN.search(end)
            # 市妇联 above 团市委: two bodies, of which the second begins as one.
            or (is_name and line[0] in "省市县区州团各" and is_body(end))
            # What ends so goes on with no body: 支队, 档案馆, 海关; 县经开区 above 管委会 does.
            or (is_name and len(end) > 2 and end[-1] in "队校馆联协关处")
            # 城关镇 above 东风乡; 长沙市 above 天心区 may be one name.
            or any(one.search(end) and one.search(line) for one in _ALIKE_PLACES)
            # Finance Bureau above Works Bureau
            or (english.END.search(end) and line[:1].isupper())
        )
        if own and is_whole and end[-1] + line[0] not in _WORDS_OF_ENDS:
            complete()
            message = _("the line break is read as a separator between {before} and {after}")
            remarks.append(message.format(before=names[-1], after=line))
            own, end = [], ""
        end = unspaced(f"{end}\n{line}"[-LONGEST:]) if own else line
        own.append(line)
    if own:
        complete()
    return names


def _blanks(piece: str, remarks: list[str]) -> list[str]:
    """A piece cut at its blanks where each part is the whole name of a body: 市财政局 市教育局."""
    parts = piece.split()
    bare = [_OPEN.sub("", part) for part in parts]
    whole = [len(part) > 2 and is_body(part) and part[:2] != "办公" for part in bare]
    if len(parts) < 2 or not all(whole):
        return [piece]
    message = _("the space is read as a separator between {before} and {after}")
    for before, after in itertools.pairwise(parts):
        remarks.append(message.format(before=before, after=after))
    return parts


def _halves(piece: str, doubts: list[str]) -> list[str]:
    """A piece cut at each 和, 及 or 与 outside brackets that stands between two whole names."""
    if len(piece) > 400:
        return [piece]
    taken = [match.span() for match in _NOT_AND.finditer(piece)]
    halves: list[str] = []
    start = 0
    for match in _AND.finditer(piece):
        left, right = piece[start : match.start()].strip(), piece[match.end() :].strip()
        # 和县 is a place and 共和国 a state, but behind a whole name 和 stands before 县 and 国网.
        is_place = not (
            (
                right[:2] in _OF_THE_STATE
                or (right[:1] in "县国" and left[-1:] not in "省市州")
                or (right[:1] in _COUNTY_NAMES and left[-1:] not in "省市州区县盟")
            )
            and (_BODY_END.search(left) or ((len(left) > 2 or left[:1] == "各") and is_body(left)))
        )
        is_sign = match[0] in ("&", "and")
        may_begin = not is_sign and _MAY_BEGIN.match(right) and is_body(_OPEN.sub("", right))
        if is_place and any(begin <= match.start() < end for begin, end in taken):
            if may_begin and len(left) > 1 and left[-1] not in "省市州区县盟":
                # 县电信和县林业局, or the bureau of a county that begins with 和.
                doubts.append(_("{name} does not look like a name").format(name=piece))
            continue
        if (
            not left
            or not right
            or brackets.open_count(piece[: match.start()])
            or _BARE_KIND.fullmatch(right)
        ):
            continue
        if _PARTY.search(left) and _BARE_GOVERNMENT.fullmatch(_OPEN.sub("", right)):
            continue
        if is_sign:
            # In Parks & Recreation and Police Department the & binds closer.
            parts = english.same_make(left, right) or (
                match[0] == "and" and "&" in left and english.MAKES[1].fullmatch(right)
            )
        else:
            parts = len(left) > 1 and is_body(left) and is_body(_OPEN.sub("", right))
        if parts:
            halves.append(left)
            if match[0] == "和" and _is_place(left) and _MAY_BE_PLACE.match(right):
                # 晋中市和顺县水利局
                doubts.append(_("{name} does not look like a name").format(name=piece))
            start = match.end()
        elif len(left) > 1 and may_begin:
            # 县电投和县财政局: the first ends as few bodies do.
            doubts.append(_("{name} does not look like a name").format(name=piece))
    return [*halves, piece[start:].strip()]


def _unjoined(piece: str, pieces: list[str], at: int) -> str:
    """A name without the word that joins it to the one before: 甲局、以及乙局.

    和县财政局 may be that of a county, unless another name begins with 县.
    """
    if at and (conjunction := re.match("(?:and|&) +(?=[A-Z])", piece)):
        # Parks Department, Roads Department, and Schools Department
        return piece[conjunction.end() :]
    found = re.match("以及|及(?!其)|与|和", piece) if at else None
    # 及第镇 is a town.
    if found is None or not is_body(piece[found.end() :]) or _OF_ONE.match(piece, found.end()):
        return piece
    rest = piece[found.end() :]
    alike = any(other[0] == rest[0] for other in pieces[:at] if other)
    return piece if found[0] == "和" and not alike else rest


def _choices(piece: str, doubts: list[str]) -> list[str]:
    """The bodies of an open choice, with a doubt: 甲局或乙局, 甲局/乙局."""
    parts = [part.strip() for part in _OR.split(piece)]
    if not all(map(is_body, parts)):
        parts = english.OR.split(piece)
    if len(parts) < 2 or any(map(brackets.open_count, parts)):
        return [piece]
    if not all(is_body(part) or english.is_body(part) for part in parts):
        # Communications/Marketing, Property Services/Leisure
        doubts.append(_("{name} does not look like a name").format(name=piece))
        return [piece]
    doubts.append(_("{text} leaves open which of them; all are kept").format(text=piece))
    return parts


def _groups(pieces: list[str]) -> list[str]:
    """Join what a separator parts inside one group: 各区、县级市, 各乡、镇, 各市、县（区）政府."""
    joined: list[str] = []
    for piece in pieces:
        before = joined[-1] if joined else ""
        if _PARTY.search(before) and _BARE_GOVERNMENT.fullmatch(piece):
            joined[-1] = f"{before}、{piece}"
        elif _AND_SUCH_PLACES.fullmatch(piece):
            places = [piece]
            while joined and _is_place(joined[-1]):
                places.append(joined.pop())
            joined.append("、".join(reversed(places)))
        elif _BARE_LEVELS.fullmatch(before) and piece[0] in _LEVELS:
            # 市、县（区）水利局
            joined[-1] = f"{before}、{piece}"
        elif (
            len(before) < _LONGEST_GROUP
            and _EACH.fullmatch(before)
            and len(brackets.without(piece)) <= 9
            and (_FURTHER_PLACES.fullmatch(piece) or piece in _BARE_PLACES)
            and not _OF_LEVEL.match(f"{before}、{piece}", len(before) + 1)
            and not _is_above(piece, before)
        ) or (kind(before) == GROUP and re.fullmatch("单位|部门|企业|机构|直属机构", piece)):
            joined[-1] = f"{before}、{piece}"
        else:
            joined.append(piece)
    return joined


def _is_above(piece: str, places: str) -> bool:
    """Whether an office is of a higher level than the places before it: 各县区、市政府办公室."""
    of_places = [_LEVELS[sign] for sign in places if sign in _LEVELS]
    is_office = re.search("[室部院会所处署]$", piece) is not None
    return is_office and _LEVELS.get(piece[0], 0) > max(of_places, default=0)


def _is_place(piece: str) -> bool:
    """Whether a piece is a place by its bare name: 山西, 杭州市."""
    return (
        re.fullmatch(rf"[{HAN}]{{2,6}}", piece) is not None
        and kind(piece) != GROUP
        and (piece[-1] in _PLACES or (len(piece) <= 4 and not is_body(piece)))
    )


def _doubt_organs(pieces: list[str], doubts: list[str]) -> None:
    """Doubt organs before an office of another one: 县委、县政府督查室 may be 县委督查室."""
    for before, piece in itertools.pairwise(pieces):
        organ, office = _ORGAN.fullmatch(before), _OF_ORGAN.fullmatch(piece)
        if organ and office and organ["level"] == office["level"]:
            message = _("{name} is read as {before}, and may be {meant}")
            names = f"{before}、{piece}"
            doubts.append(message.format(name=names, before=before, meant=before + office["end"]))


def _shared_endings(pieces: list[str], remarks: list[str]) -> list[str]:
    """Give the ending of the last of several places to each: 青山、白水、红石镇人民政府."""
    out = list(pieces)
    for at, piece in enumerate(pieces):
        found = _PLACE_BODY.fullmatch(piece)
        if found is None or kind(piece) == GROUP:
            continue
        body = found["body"]
        government = re.sub(r"^(?:乡镇|街道(?!办)|[乡镇区县市州盟旗])", "", body)
        before, given = at - 1, list[str]()
        while before >= 0 and 2 <= len(pieces[before]) <= 6 and kind(pieces[before]) != GROUP:
            place = pieces[before]
            if re.search(r"[乡镇区县市州盟旗]$|街道$", place):
                if body.startswith(("管委", "管理委")) or "区管" in body:
                    # A zone has such a committee, a town has none.
                    government = government if place.endswith("区") else ""
                if not body.startswith("街道办"):
                    out[before] = place + government
                elif place.endswith("街道"):
                    out[before] = place + body.removeprefix("街道")
            elif len(place) <= 3 and not is_body(place) and place[0] not in "省市县区团":
                out[before] = place + body
            else:
                break
            if out[before] != place:
                given.insert(0, place)
            before -= 1
        if given:
            message = _("the ending of {name} is given to {names}")
            remarks.append(message.format(name=piece, names="、".join(given)))
    return out
