"""What tells who a person is: names, telephones, addresses, which are of no measure."""

from __future__ import annotations

import re

from ecotui.importing import english, labels, words
from ecotui.importing.bodies import ENDS, is_body
from ecotui.importing.people import DOUBLE, RARER, SURNAMES, is_person
from ecotui.text import segmentation
from ecotui.text.folding import HAN

_SIGN = "[A-Za-z0-9_+-]"
_ADDRESS = (
    rf"(?<!{_SIGN})(?<!\.){_SIGN}[A-Za-z0-9_.+-]{{0,64}}@{_SIGN}{{1,64}}\."
    "[A-Za-z0-9.-]{1,64}(?<![.-])"
)
#: A telephone, an address or an identity number, with the word before it; 13800000000元 is none.
CONTACT = re.compile(
    r"(?:(?:联系)?(?:电话|手机|座机|固话|热线|专线|传真|(?:电子)?邮[箱件]|微信|QQ)|(?<![A-Za-z])(?:tel(?:ephone)?|phone|mobile|fax|e-?mail))"
    rf"(?:号码?)?[\s.:：]{{0,3}}(?:\+?[(]?\d[\d\s()-]{{4,20}}\d|{_ADDRESS})"
    r"|(?<![A-Za-z])ext(?:ension|n)?\.?[\s:]{0,3}\d{3,6}(?!\d)"
    r"|(?:短号|内线|分机)号?码?[\s.:：]{0,3}\d{3,8}(?!\d)"
    r"|(?<!\d)\d{7,8}[（(](?:办|宅|家|传真|座机)[)）]"
    r"|(?:微信|QQ|(?<![A-Za-z])(?:vx|wx|we?ixin|wechat))号?[\s.:：]{0,3}[A-Za-z][A-Za-z0-9_-]{4,20}"
    r"|(?<![\d.])(?:[1１][3-9３-９]\d[-\s.·—–－]?\d{4}[-\s.·—–－]?\d{4}|[0０]\d{2,3}[-—–－]\d{7,8}"
    r"|[（(][0０]\d{2,3}[)）][-\s]?\d{7,8})(?![\d.%万亿元吨亩立千克米户人株])"
    # 业务咨询：6239325, 财务科 6239326
    r"|(?:咨询|举报|投诉|值班|监督|服务台|窗口|大厅|[室科股处])[\s:：]{0,2}[2-8]\d{6,7}(?![\d.%％万亿元吨亩立千克米户人株年月平个])"
    # As English papers write them: 01234 567890, 020 7946 0958, (555) 123-4567, 555-123-4567.
    r"|(?<![\d.])(?:0\d{2,4} \d{3,4} ?\d{3,4}|(?:\(\d{3}\) ?|\d{3}-)\d{3}-\d{4})(?![\d.-])"
    # Six digits of a place, a day of birth, and four more.
    r"|(?<!\d)[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{3}[\dXx](?!\d)"
    rf"|\+\d{{1,3}}[\s-]?\(?\d[\d\s()-]{{5,20}}\d|{_ADDRESS}",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(rf"\s*[、，,；;\n]\s*|(?<=[{HAN}）)])\s+")
_IN_BRACKETS = re.compile("[（(][^（()）]*[)）]")
#: Behind a name: a number, how to call somebody; what they are, before it or behind.
_BESIDE_NAME = re.compile(r"[\s\d+-]+\Z|(?:同志|先生|女士)(?=[\s\d+-]*\Z)")
_POST = re.compile(rf"[{HAN}]{{0,12}}?{labels.POST}")
_OFFICE = re.compile(rf"[{HAN}]{{0,12}}?{labels.POST}(?=[{HAN}]{{2,3}}\Z)")
# The blank before the post was layout: 李明辉县委常委.
_BEFORE_POST = re.compile(rf"(?<=\A[{SURNAMES}][{HAN}]{{2}})[{HAN}]{{0,8}}?{labels.POST}\Z")
_ONE = f"[{SURNAMES}][{HAN}]{{1,2}}"
_LEADS_ON = re.compile("(?:根据|按照?|遵照|依据|落实|贯彻|[请与和同向报经由待受送呈])")
_ANYONE = f"(?:{_ONE}|[{RARER}][{HAN}]{{2}}|{DOUBLE}[{HAN}]{{1,2}})"
_NAME = re.compile(rf"[{HAN}·]{{2,4}}")
# Two or three names whose blanks were layout: 李明辉王芳.
_NAMES = re.compile(f"(?:{_ONE}){{2,3}}")
#: What one person does, as no body does as a rule: 盯办, 分管.
_PERSONAL = (
    "盯[办抓守]|领办|经办|承办|主办|跟[办踪进]|督导|分管|主管|主抓|包[保联抓案片干挂]|挂[帅包联点]"
)
_DOING = f"(?:具体|共同|亲自)?(?:负责|牵头|督办|联系|落实|协调|统筹|调度|{_PERSONAL})"
#: What people are said to do or have done: 周大勇已对接, 何平、韩磊参加.
_ACTS = (
    "(?:已|正在|参[加会与]|到[场会]|出席|陪同|现场|汇报|跟进|对接|督促|主持|调研|带队|签批|批示"
    f"|{_DOING})"
)
_DOES = rf"(?:同志|先生|女士)?(?:{_DOING}){{0,3}}"
#: Nothing, or what leads on to somebody: 根据李国华县长批示, 与李国华科长对接.
_LED_TO = f"(?:(?<![{HAN}])|(?<=[据照按实彻请与和同向报经由待受送呈]))"
#: Whose it is, in brackets: 水政股（王建国）, 打井工程（王建国负责）.
_ASIDE = re.compile(
    f"[（(](?P<names>[^（()）。：:]{{2,40}}?)(?P<does>(?:{_DOING}|同志){{1,3}})?[)）]"
)
#: Who does it: 王建国负责东区, 县水利局局长王建国牵头.
_DOER = re.compile(
    rf"(?:\A|[^{HAN}]|{labels.POST}|{ENDS})(?P<name>[{SURNAMES}](?!多|经|已)[{HAN}]{{2}})"
    f"(?:同志)?(?:具体|共同)?(?:负责|牵头|督办|{_PERSONAL})"
)
#: Somebody by post or by word: 分管县长王芳, 王芳副县长, 由王芳负责, 王局长, （张三丰）.
_CALLED = re.compile(
    rf"(?:{labels.POST}|领导|[{HAN}][人员])[:：\s]?(?P<behind>[{HAN}]{{2,3}}?){_DOES}(?![{HAN}])"
    r"(?:\s?\d[\d-]{5,15})?"
    rf"|{_LED_TO}由?(?P<family>[{SURNAMES}])副?{labels.POST}{_DOES}(?![{HAN}])"
    rf"|(?<![{HAN}])(?P<acts>{_ONE}(?:[、，,]{_ONE}){{0,9}}){_ACTS}"
    rf"|{_LED_TO}由?(?!常务)(?P<titled>{_ANYONE})(?:(?:常务|党组)?副?{labels.POST}|同志)"
    rf"|(?<=[据照按实彻请与和同向报经由待受送呈])(?P<relative>[{SURNAMES}])副?{labels.POST}"
    rf"|(?P<comrade>{_ANYONE})同志"
    rf"|{_LED_TO}由?(?P<dotted>[{HAN}]{{2,8}}·[{HAN}]{{2,8}}?)"
    rf"(?:(?![{HAN}·])|(?P<sign>同志|副?{labels.POST}|{_ACTS}))"
    rf"|(?:{_DOING}|责任|签[字名收发]|[填审校]核?|记录|录入|经手)[:：]\s?(?P<told>{_ANYONE})(?![{HAN}])"
    rf"|[{HAN}\d]{{0,8}}(?:[科股室处局办委厅部院站所队月日年底前内末]|中心)[ \u3000/／—–,，:：-]+"
    rf"(?P<beside>{_ANYONE}){_DOES}(?![{HAN}])"
    rf"|\d(?:月|日|月?[底末初]|[月日][之以]?前)(?P<until>{_ANYONE})(?![{HAN}])"
    rf"|(?<![{HAN}])(?P<before>[{HAN}]{{2,8}}?)(?:同志|{labels.POST}){_DOES}(?![{HAN}])"
    rf"|(?<![{HAN}])由(?P<by>[{HAN}·]{{2,10}}?)(?:同志)?{_DOING}(?![{HAN}])"
    rf"|(?<=[（(])(?P<alone>[{HAN}]{{2,4}}(?:[、，,\s][{HAN}]{{2,4}}){{0,9}})(?:\s?\d[\d-]{{5,12}})?(?=[)）])"
    rf"|(?<![{HAN}])(?P<of>[{HAN}]{{2,4}})[（(][{HAN}]{{2,10}}{ENDS}[)）]"
    rf"|(?<![{HAN}])[{HAN}]{{2,10}}?(?:{ENDS}(?P<official>(?!于){_ANYONE})|[科股室处](?P<clerk>{_ANYONE})){_DOES}"
    rf"(?![{HAN}])"
)
#: The same of whatever name, where nothing else stands beside it: （局长次仁卓玛）.
_SURELY_CALLED = re.compile(
    rf"(?:\A|[（(，,、；;。\s])[{HAN}]{{0,8}}?(?:{labels.POST}|领导|[系责管保头任]人)[:：\s]?"
    rf"(?P<behind>(?![会和与及或的等任兼审]|{_DOING})[{HAN}]{{2,6}}?){_DOES}(?=[)），,、；;。\s]|\Z)"
    rf"|(?:\A|[（(，,、；;。\s])由?(?P<before>[{HAN}]{{2,6}}?)同志{_DOES}(?=[)），,、；;。\s]|\Z)"
)
#: What somebody is, as the head of a column or a label, also in one's own words.
_OF_PERSON = re.compile(
    rf"[{HAN}]{{0,8}}(?:[人员长]|支书|书记|主任|同志|领导|干部|专干|助理|秘书|代表|经理|骨干|一把手|监理|总监)"
    "|(?:[AaBb甲乙主副正]|第[一二])[角岗]"
)
# In a line of English: Water works; Sponsor: Ngozi Okafor.
_FIELD = re.compile(
    r"(?<![^\s;(])(?P<label>[A-Z][\w’'-]*(?: [\w’'-]+){0,3}):\s*(?P<text>[^;:()]{3,60})"
)
_LABEL = re.compile(r"\s*(?P<label>\S{2,12}?)\s*[:：]")
_BEFORE_NAME = re.compile(rf"[{HAN}]{{0,12}}{labels.POST}(?=[{HAN}·]{{2,20}}\Z)")
_WHOLE_NAME = re.compile(
    r"(?!待|暂|未|空缺|同上|见|另|[一二两三四五六七八九十几]+[名人位])"
    rf"[{HAN}]{{1,8}}(?:[·•‧・.][{HAN}]{{1,8}}){{0,3}}(?<=[{HAN}·][{HAN}])"
)
# A given name may be a word: 覃建国.
_GIVEN_WORD = re.compile(
    rf"[^各全本相有某其该每两无不原新老省市县区州镇乡村街局处科室][{HAN}]{{2}}"
)
# A name of two characters is written as wide as one of three: 刘　洋.
_PADDED = re.compile(
    rf"(?<![{HAN}])([{SURNAMES}])[ \u3000]{{1,4}}([{HAN}])(?:(?![{HAN}])|(?={_ACTS}))"
)
_BEHIND_BODY = re.compile(rf".+{ENDS}(?P<name>[{HAN}]{{2,3}})")
#: No text with names alone is longer.
_LONGEST = 60


def people_in(text: str) -> list[str]:
    """The lines of a text that list people alone, and who is named in its other lines.

    领衔代表：张三丰 is such a line. Elsewhere somebody is known by a post, a word, a bracket, an
    office beside the name, or by what is done: 分管县长王芳, 财务科 吴小梅, 周大勇已对接.
    """
    found = []
    for line in text.split("\n"):
        written, line = line, _PADDED.sub(r"\1\2", line)
        label = labels.own_label(line)
        of = _LABEL.match(line)
        if _are_people(line[label.end() if label else 0 :]) or (
            of is not None and beside(of["label"], line[of.end() :])
        ):
            found.append(written)
        elif not re.search(f"[{HAN}]", line):
            found += english.people_in(line) or [
                one[0] for one in _FIELD.finditer(line) if beside(one["label"], one["text"])
            ]
        else:
            asides = [one for one in _ASIDE.finditer(line) if _is_whose(one)]
            doers = [one for one in _DOER.finditer(line) if is_person(one["name"])]
            called = [one for one in _CALLED.finditer(line) if _is_named(one)]
            end = 0
            for one in sorted(
                [*asides, *doers, *called], key=lambda one: (one.start(), -one.end())
            ):
                # （张建国盯办） is found once.
                if one.start() >= end:
                    found.append(one[0])
                    end = one.end()
            surely = [one[0] for one in _SURELY_CALLED.finditer(line) if _is_unknown(one)]
            found += [one for one in surely if not any(known in one for known in found)]
    return found


def _is_named(called: re.Match[str]) -> bool:
    """Whether who is called by a post or by a word has a name: not 主任会议."""
    if called["family"] or called["relative"] or called["sign"]:
        return True
    if called["dotted"]:
        return _is_no_word(called["dotted"])
    name = next(filter(None, called.groups()))
    if called["told"]:
        return _is_surely_person(name)
    if _POST.search(name):
        return False
    if called["before"]:
        bare = _LEADS_ON.sub("", name).removesuffix("副")
        # Behind a heading the blank was layout: 水利任务覃桂英同志.
        return (
            bare in SURNAMES
            or is_person(bare)
            or (bare == name and is_person(name[:3]))
            or (len(bare) > 4 and any(_is_surely_person(bare[-size:]) for size in (2, 3)))
        )
    if called["official"] and name[0] not in SURNAMES:
        return _is_surely_person(name)
    return all(map(is_person, _SEPARATOR.split(name)))


def _is_surely_person(name: str) -> bool:
    """Whether a name of a person has no word: not 高中股, nor 障碍 behind 洪."""
    return is_person(name) and _is_no_word(name)


def beside(head: str, text: str) -> list[str]:
    """Who may be named below a head that says what people are: 段长, 签收人, Sponsor."""
    if not re.search(f"[{HAN}]", head):
        return english.beside(head, text)
    if not (_OF_PERSON.fullmatch(head.strip()) or words.role(head) == words.PEOPLE):
        return []
    parts = [
        _BEFORE_NAME.sub("", _BESIDE_NAME.sub("", part))
        for part in _SEPARATOR.split(_IN_BRACKETS.sub("", text).strip("。；; "))
    ]
    return [part for part in parts if _WHOLE_NAME.fullmatch(part) and _may_be_name(part)]


def _may_be_name(text: str) -> bool:
    """Whether a text has no word, but perhaps a given name that is one."""
    is_given = _GIVEN_WORD.fullmatch(text) and len(segmentation.words(text)[0][0]) == 1
    return bool(is_given) or _is_no_word(text)


def _is_unknown(called: re.Match[str]) -> bool:
    """Whether whoever has a post is called by no word that is known, nor as a body is."""
    return _is_no_word(next(filter(None, called.groups())))


def _is_no_word(name: str) -> bool:
    has_word = any(is_known and len(word) > 1 for word, is_known in segmentation.words(name))
    return not (has_word or is_body(name) or _POST.search(name))


def are_in(head: str) -> bool:
    """Whether the head of a column of a body names people too: 县林业局 李小明."""
    beside = _BEHIND_BODY.fullmatch(head)
    is_named = beside is not None and not is_body(head) and is_person(beside["name"])
    return is_named or CONTACT.search(head) is not None or bool(people_in(head))


def _is_whose(bracket: re.Match[str]) -> bool:
    """Whether what stands in brackets is people: who does it, or who they are of a body."""
    before = bracket.string[max(0, bracket.start() - 8) : bracket.start()]
    is_apart = bool(bracket["does"]) or before[-1:] in "。；;" or is_body(before)
    return is_apart and _are_people(bracket["names"])


def _are_people(text: str) -> bool:
    """Whether a text lists people alone, perhaps with what they are: 丁宇、副县长张三丰."""
    if len(text) > _LONGEST:
        return False
    if not re.search(f"[{HAN}]", text):
        # Robert Smith, Head of Transport
        parts = _SEPARATOR.split(text.strip(".,; "))
        return any(map(english.is_person, parts))
    text = _IN_BRACKETS.sub("", text).strip("。；; ")
    parts = [part for one in _SEPARATOR.split(text) if (part := _BESIDE_NAME.sub("", one))]
    named = [part for part in parts if is_person(part[:3]) or not _POST.fullmatch(part)]
    listed = [_BEFORE_POST.sub("", _OFFICE.sub("", part)) for part in named]
    if listed and all(map(_NAMES.fullmatch, listed)):
        return True
    return (
        any(map(is_person, listed))
        and all(_NAME.fullmatch(name) for name in listed)
        and not any(map(is_body, listed))
    )
