"""The clauses of a statement: what parts them, the verbs that they end with, times, conditions."""

from __future__ import annotations

import re

from ecotui.importing import times, words
from ecotui.importing.bodies import is_body
from ecotui.importing.brackets import CLOSING, OPENING

_DUTY = (
    r"(?:按照|按|依据|依照|依|根据|结合)(?:本|各自|部门|相关|有关)*"
    r"(?:职责|职能|职能职责|任务|工作|权限|要求|规定|计划|属地|行业|[^，；。]{1,16}?(?:的?原则|要求))?(?:分工|任务|职责)*"
)
_DO = (
    r"(?:结合实际|抓好|做好|推动|推进|组织|具体|贯彻|共同|联合|分别|认真|协调|全面|分头|分工|切实|统筹|"
    r"加快|狠抓|抓|分级|属地|直接|分区|分片|逐级|归口)"
)
_VERBS = (
    (
        words.LEAD,
        (
            rf"(?:{_DUTY})?(?:共同|联合|分别|具体|直接|统一|分区|分片|总|负责)?牵头"
            r"(?:负责|组织|落实|实施|抓总|抓好|做好|推进|推动|开展|协调|统筹|指导|督导|汇总|办理|会商|制定|完成)*"
            r"|抓总|主办|领办|主责(?:负责|落实)*|(?:负责)?统筹(?:协调|推进|抓总)*"
            r"|(?:作为|为)(?:总)?(?:牵头|主办|主责)(?:单位|部门)"
        ),
    ),
    (
        words.PARTICIPANTS,
        (
            rf"(?:{_DUTY})?(?:共同|积极|密切|分别|做好|给予|予以|大力|全力|主动|通力|全程|协力|合力|倾力|及时)*"
            r"(?:配合|参加|参与|协同|协助|协办|会办|联办|支持|(?<=[予以])保障|提供\w{0,4}保障)"
            r"(?:做好|负责|实施|落实|推进|工作|相关工作|抓好|配合)*"
            r"|(?:作为|为)(?:配合|参加|参与|协办|协同|协助|支持)(?:单位|部门)"
        ),
    ),
    (
        words.GUIDES,
        r"(?:负责|加强)?(?:业务)?(?:指导|监督指导|指导监督|督促指导|指导协调|督促|督办|督查)",
    ),
    (
        words.RESPONSIBLE,
        (
            rf"{_DUTY}{_DO}*+(?:负责|落实|实施|抓落实|推进)*(?:相关工作)?"
            # 推进 is among both: as a star in a star they would be parted in every way there is.
            rf"|{_DO}*(?:负责|落实|实施|承办|办理|执行)(?:(?:{_DO}|落实|实施)*(?:落实|实施|推进))?"
            r"|(?:作为|为)(?:第一)?(?:责任|承办|落实|实施)(?:单位|部门)|各司其职(?:、?各负其责)?|各负其责|查处"
        ),
    ),
)
VERBS_AT_END = [
    (role, re.compile(rf"(?P<names>.*?)(?P<verb>{pattern})(?:工作)?\Z", re.DOTALL))
    for role, pattern in _VERBS
]
#: No verb with what belongs to it is longer; each pattern goes over it from many places.
_LONGEST_VERB = 80
# Before 组织 it names bodies: 群团组织.
_VERBS_AS_OFFICES = ("协办", "会办", "联办", "查处")
_ORGANISED = re.compile("(?:群团|社会|基层|民间|党|合作|行业|经济|国际|自治|志愿)\\Z")


def verb_at_end(clause: str, pattern: re.Pattern[str]) -> tuple[str, str] | None:
    """The names before the verb that a clause ends with, and the verb; None where it has none."""
    found = pattern.fullmatch(clause, max(0, len(clause) - _LONGEST_VERB))
    if not found:
        return None
    names, verb = clause[: found.start("verb")], found["verb"]
    if verb.startswith("组织") and _ORGANISED.search(names):
        # 群团组织 are bodies.
        rest = pattern.fullmatch(verb.removeprefix("组织"))
        return (f"{names}组织", rest["verb"]) if rest and rest["verb"] else None
    if verb.startswith(_VERBS_AS_OFFICES) and names and not _is_named(names, -1):
        # 县政协办 and 县科协办 are offices.
        own = verb[:2]
        rest = pattern.fullmatch(verb.removeprefix(own))
        return (f"{names}{own}", rest["verb"]) if rest and rest["verb"] else None
    return names, verb


def role_at_end(clause: str) -> str | None:
    """The role of the verb that a clause ends with; None where it has none."""
    return next((role for role, verb in VERBS_AT_END if verb_at_end(clause, verb)), None)


_WITH = re.compile(
    "会同|会商|联合|商(?=[省市县区有各]|团[省市县区州]委)|(?<=[局厅委办部院会联])商(?![务会业贸标品投场户])"
)
_GOVERNMENT = re.compile("县(?:人民政府|政府|委\\Z)")
_IS_OF_A_NAME = re.compile("[镇乡街村社]|党委|党支部|党总支|工会|支部")
# The last of these names ends before 商: 管委会商县财政局.
_ENDS_IN_HUI = re.compile(
    "(?:管委|常委|委员|联合|协|商|学|工|基金|促进|理事|董事|红十字|村委|居委)\\Z"
)


def with_others(clause: str, *, listed: bool = False) -> tuple[str, str] | None:
    """Who does it and with whom, in a clause such as 甲局会同乙局; None where it says neither.

    县残疾人联合会 and 市联合执法大队 are names, and so is the county 会同县, as one of a list or
    behind its province or city, or at the beginning of a list that has a label.
    """
    for found in _WITH.finditer(clause):
        lead = clause[: found.start()].removesuffix("牵头")
        others = clause[found.end() :]
        if not others:
            continue
        if found[0] == "会商" and _ENDS_IN_HUI.search(lead):
            lead += "会"
        may_be_name = found[0] in ("会同", "联合") and _IS_OF_A_NAME.match(others)
        if may_be_name and (others[0] == "党" or lead[-1:] not in set("局厅委办部院")):
            # 联合镇 and 会同镇 are towns, and 县委联合党委 is a body.
            continue
        if found[0] == "会同":
            before = ("省", "市", "州", "、", "，", *([""] if listed else []))
            # A line of its own may as well begin with whom: 会同县财政局.
            is_county = others[0] == "县" and (
                lead[-1:] in before or (lead[-1:] == "\n" and _GOVERNMENT.match(others))
            )
            if not is_county:
                return lead, others
        elif _is_named(lead, -1) and _is_named(others, 0):
            return lead, others
    return None


def _is_named(text: str, at: int) -> bool:
    """Whether the first or the last of several names is a body, or there is none."""
    name = re.split("[、，,；;\n和及与]", text)[at].strip()
    return not text or (len(name) > 1 and is_body(name))


# A clause that says how, not who: 委托第三方机构，甲局负责.
DOING = re.compile("(?:委托|聘请|邀请|引入|引进|通过|采取|依托|借助)..")

# Its comma parts no clauses: June 30, 2024.
_ENGLISH_DATE = re.compile(rf"(?<=\b)((?:{times.MONTHS})[a-z]*\.?\s\d{{1,2}}),(?=\s\d{{4}}\b)")
# A body that does something, in a text that is about something else.
DOES = re.compile(
    "[㐀-鿿](?:[局委厅办部院]|中心|政府|部门|单位|公司)(?:等[㐀-鿿]{0,6})?"
    "(?:牵头|配合|负责|参加|参与|协助|按(?:各自)?职责|会同)"
    "|[；;，,](?:各|有关|相关|[省市县区]直|驻|沿)[㐀-鿿]{1,8}(?:配合|参加|参与|协助)"
)
# A person without a colon: 责任人张三.
NAMED_PERSON = re.compile(
    "(?P<label>[㐀-鿿]{0,3}(?:责任|负责|联系|牵头|分管|主管|承办|经办)(?:人|领导|同志))"
    "(?P<name>[㐀-鿿·]{2,3})(?<![局厅委办部院会所等])"
)
# A department in a text that is more than its name.
MAY_NAME = re.compile("[省市县区州乡镇][㐀-鿿]{0,10}?[局委厅办]")
# What goes before a name on occasion: 必要时市财政局参加, 重大事项请市委办参与.
CONDITION = re.compile(
    "(?:(?:必要|需要)时|必要情况下|适时|视情况?|同时|另外?|如(?![皋东])[㐀-鿿]{2,5}?|重大事项|特殊情况下?)"
    "(?:并|再|另|可)*(?:由|商请|报请|提请|函请|请)?(?=[省市县区州])"
    "|(?:并|再|另|还)(?:由|商请|报请|提请|函请|请)(?=[省市县区州])"
)
# Behind a verb the mark that otherwise parts names parts clauses: 甲局牵头、乙局配合.
_AFTER_VERB = re.compile(r"(?<=牵头|负责|配合|参加|参与|指导|落实|主办|协办|主责|协助)[、\n]\s*")
_SIGNS = "，,。；;"
#: Whom the clauses before it name is another's doing: 甲局；乙局配合.
STOPS = "；;"
# Who does it, and with whom: A with the support of B.
ENGLISH_WITH = re.compile(
    r"(?P<lead>.*?)(?<![\s,])[\s,]*+\b"
    r"(?:with (?:the )?(?:support|assistance|help|participation) (?:from|of)"
    r"|(?:supported|assisted) by|(?:jointly|together|along) with"
    r"|in (?:partnership|collaboration|cooperation|coordination|conjunction) with)"
    r"\s+(?P<others>.+)",
    re.DOTALL | re.IGNORECASE,
)


def parted(text: str, signs: str = _SIGNS) -> list[str]:
    """The clauses of a text, cut at commas, semicolons and full stops outside brackets.

    Args:
        text: The text.
        signs: What it is cut at.
    """
    text = _ENGLISH_DATE.sub(r"\1", _AFTER_VERB.sub("，", text))
    out, depth, start = [], 0, 0
    for at, character in enumerate(text):
        if character in OPENING:
            depth += 1
        elif character in CLOSING:
            depth = max(0, depth - 1)
        elif character in signs and not depth:
            out.append(text[start:at])
            start = at + 1
    out.append(text[start:])
    return [clause.strip() for clause in out if clause.strip()]
