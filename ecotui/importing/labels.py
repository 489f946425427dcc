"""Labels in running text, and their colons: 牵头单位：, and those that only one document has."""

from __future__ import annotations

import functools
import re
from bisect import bisect_left

from ecotui.importing import brackets, words
from ecotui.importing.bodies import ENDS, is_body, is_kind_of_body, kind
from ecotui.importing.brackets import CLOSING, OPENING
from ecotui.model.plan import GROUP
from ecotui.text.folding import HAN

# A label of the document's own, behind those that are known: 资金：120万元.
_OWN_LABEL = re.compile(
    r"\s*(?P<label>(?!\d+[:：]\d)(?:[^\s：:；;，,。、“”\"（(]|“[^“”：:\n]{1,12}”)"
    # 资金（万元）, “十四五”目标; not a.公告（牵头单位.
    r"(?:[^：:；;，,。“”\"\n（()）]|“[^“”：:\n]{1,12}”|[（(][^：:（()）\n]{0,20}[)）]){0,29}(?<!\s))\s*[:：]\s*(?!//)"
)
#: What is done to reach a goal, behind the sentence with the goal.
_WAYS = re.compile(
    r"(?<=[。；;\n])\s*(?P<label>(?:(?:工作|具体|主要|重点|推进|整改|保障|落实)(?:措施|举措)|措施|举措"
    r"|(?:工作|具体|主要)内容))\s*[:：]\s*"
)
#: What is measured, as a label within a goal: 供水率, 满意度.
_SHARE = re.compile("(?:率|比例|占比|满意度|数量)\\Z")
#: Whose money it is, as labels within 资金来源.
_FUND = re.compile(
    "(?:(?:中央|国家|[省市州县区乡镇]{1,2})(?:级|本级|财政|资金|级资金|级财政)?"
    "|自筹|地方|上级|社会资本|社会投资|专项债|企业)"
)
#: The label of the first part of a text.
_PART_LABEL = re.compile(r"\s*([^\s，,；;。：:]{1,12})[：:]")
# Where a part of a text may begin, and the brackets in which none does.
_PART = re.compile(rf"\A|[\n；;]\s*|(?P<bracket>[{re.escape(OPENING + CLOSING)}])")
#: What may follow a label.
ROLES = (
    *(*words.DEPARTMENT_ROLES, words.TITLE, words.DEADLINE),
    *(words.TARGET, words.PEOPLE, words.EXTRA),
)
#: The post of a person, before the name: 副县长.
POST = "(?:[省市县区州乡镇村局厅处科院校部行所组站]长|书记|主任|主席|常委|委员|经理)"
# Names of people, perhaps by their office, and no ending of a body: 副县长张三丰、李四（常务）.
# Each is read in one way alone, where a list of them ends as none does.
_PERSON = (
    rf"(?>(?:(?:[{HAN}]{{0,6}}{POST})?[{HAN}·]{{2,4}}(?:同志)?(?<![局厅委办部院会所室府处中心市县区镇乡])"
    # 县委常委 beside 副县长李明辉
    rf"|[{HAN}]{{0,8}}{POST})(?=[（()）；;。.、，,\s\d]|\Z))"
)
_PEOPLE = rf"{_PERSON}(?:[、，,\s]++{_PERSON})*+\s*(?:[（()）；;。.，,\s\d]|\Z)"
#: Before a label, from the beginning of its part on; no such words are more.
_LONGEST_FRONT = 12
_FRONT = re.compile(rf"(?:\A|[\n；;]\s*)([{HAN}A-Za-z、（）()]{{1,{_LONGEST_FRONT}}})\Z")
# Kinds of places and rooms, which end as a body does: 镇（街道）, 市直及区县, 办公室（电话）.
_NO_NAME = re.compile(
    "全部|各?(?:相关|有关)|其[他它]|[省市县区州乡镇街道村社区直属级及和与各、（）()]+"
    f"|[{HAN}]{{0,4}}领导小组(?:办公室)?|(?:指挥部|工作?专班)?办公室|(?:工作)?专班|指挥部|值班室|秘书处|窗口"
)
#: Below a deadline 工作专班：张伟、李志强 is a label of people, and so is one of a telephone.
_OF_PEOPLE = re.compile(
    rf"[{HAN}·]{{2,4}}(?:[、，,\s]+[{HAN}·]{{2,4}}){{0,20}}(?=[；;。\s\d（(]|\Z)|[^；;\n]{{0,30}}\d{{7}}"
)
#: What says nothing before a label.
EACH = re.compile(
    "[各总]|全部|总体|各?项|各项?(?:任务|工作)|整改|任务|工作|项目|具体|最终|计划|预计"
)
_PARTED_PEOPLE = re.compile(
    rf"[{HAN}·]{{2,4}}(?:[ \t\u3000]+[{HAN}·]{{2,4}})+(?=\s*(?:[；;。，,、（()）\n]|\Z))"
)
# A name of a body, and what parts it from the next one.
_BODIES = (
    rf"[{HAN}（）()]{{1,24}}?(?:{ENDS}|政府|公司|单位|[乡镇村])(?:[、，,；;。等)）\s和及与]|\Z)"
)
#: Blanks before a label, without its colon: 完成时限：6月 资金：5亿元.
_BLANK = re.compile(rf"(?<=[^\s；;，,、：:])[ \t\u3000]+(?=(?P<label>[{HAN}]{{2,8}})\s*[:：])")
_LAST_WORD = re.compile(rf"[{HAN}]*\Z")
_NUMERAL = re.compile(
    # Each run of blanks is begun once.
    r"(?:\A|(?<=[\n；;，,。])|(?<=\S)(?=[ \t①-⑳]))[ \t]*+"
    r"(?:\d{1,2}[.．、)）]|[（(][\d一二三四五六七八九十]{1,2}[)）]|[①-⑳])[ \t]*+"
)
# What stands before the label of a line, and a label that brackets mark.
_SIGN = re.compile(r"[①-⑳★☆○●◎◆◇■▲△▶►※]\s*")
# A dash or a blank for a colon: 牵头单位—甲局.
_DASHED = re.compile(
    rf"^(?P<label>[{HAN}]{{2,4}}(?:单位|部门))"
    r"(?:[ \t\u3000]*[-—–－]{1,2}[ \t\u3000]*|[ \t\u3000]+)"
    rf"(?P<name>[{HAN}]{{2,30}})(?=[、，,；;。\s（(]|\Z)",
    re.MULTILINE,
)
_BRACKETED = re.compile(r"【(\w{2,8})】\s*[:：]?\s*(?=\S)")
# Begins a label that ends as a body does: 试点乡镇, 涉及村.
_WHAT_KIND = re.compile(
    "(?:相关|有关|其[他它]|各[类项])(?:附件|链接|要求|说明|材料|文件|资料|事项|情况|内容|政策|工作|通知|表格|下载|阅读|报道)"
    "|试点|示范|涉及|覆盖|受益|承接|建设|项目|属地|重点|所在|适用|推广|申报|其[他它](?: \\d)?\\Z"
)
# What introduces a list, and names nothing.
_NO_LABELS = ("其中", "包括", "即", "例如", "如")


def found_in(text: str) -> list[re.Match[str]]:
    """The labels in a text that stand outside brackets."""
    if "：" not in text and ":" not in text:
        return []
    found, depth, before = [], 0, 0
    closed = brackets.depth(text) == 0
    for match in label_pattern().finditer(text):
        passed = text[before : match.start()]
        depth += brackets.depth(passed)
        before = match.start()
        if not closed and passed.rstrip()[-1:] in ("；", ";", "\n"):
            # A bracket that never closes ends with the list that it stands in.
            depth = 0
        if not depth:
            found.append(match)
    ends = {label.end(): label for label in found}
    every = _with_own(text, found)
    return [label for label in every if not _is_in_remark(label, ends.get(label.start()))]


def begins_line(text: str, label: re.Match[str]) -> bool:
    """Whether a label begins a line."""
    at = label.start()
    while at and text[at - 1] == " ":
        at -= 1
    return not at or text[at - 1] == "\n"


def without_quoted(text: str, found: list[re.Match[str]]) -> list[re.Match[str]]:
    """The labels but those inside a line of a remark or goal for which another line stands.

    备注：原时限：3月底；完成时限：延至6月底 stands below 完成时限：6月底.
    """
    begins = {
        label.start(): words.role(label["label"]) for label in found if begins_line(text, label)
    }
    if len(begins) < 2:
        return found
    begun = {*begins.values()} - {words.TARGET, words.EXTRA, words.PEOPLE}
    kept, own = [], False
    for label in found:
        role = words.role(label["label"])
        if label.start() in begins:
            own = role in (words.TARGET, words.EXTRA)
        elif own and role in begun:
            continue
        kept.append(label)
    return kept


def is_of_part(text: str, at: int, label: re.Match[str], role: str | None) -> bool:
    """Whether a label is of a part of the goal or remark that it stands in.

    Args:
        text: The text.
        at: Where the goal or remark begins.
        label: The label, which no word is known for.
        role: What the label before it holds.
    """
    if role not in (words.TARGET, words.EXTRA):
        return False
    if role == words.TARGET and _SHARE.search(label["label"]):
        return True
    first = _PART_LABEL.match(text, at, label.start())
    return first is not None and (
        first[1][-1] == label["label"][-1] or all(map(_FUND.fullmatch, (first[1], label["label"])))
    )


def _is_in_remark(label: re.Match[str], before: re.Match[str] | None) -> bool:
    """Whether a label is the text of the one directly before it: 备注：原牵头单位：甲局."""
    if before is None or not re.match(words.OTHER, label["label"]):
        return False
    return words.role(label["label"]) == words.role(before["label"]) == words.EXTRA


def _with_own(text: str, found: list[re.Match[str]]) -> list[re.Match[str]]:
    """The labels, and those that only this document has: behind a known one, where a part begins.

    A part is a line, or what a semicolon ends in a line that begins with departments or a goal.
    """
    if not found:
        return found
    roles = {match.start(): words.role(match["label"]) for match in found}
    starts = list(roles)
    every, depth, by_semicolons = list(found), 0, False
    for part in _PART.finditer(text):
        if part["bracket"]:
            depth = max(0, depth + (1 if part[0] in OPENING else -1))
        if part["bracket"] or depth:
            continue
        at = part.end()
        if part[0].rstrip(" ") not in ("；", ";"):
            by_semicolons = roles.get(at) in (*words.DEPARTMENT_ROLES, words.TARGET)
        elif not by_semicolons:
            # 牵头领导：张三；牵头单位：甲局；资金：5万元
            by_semicolons = roles.get(at) in words.DEPARTMENT_ROLES
            continue
        own = own_label(text, at) if at > starts[0] else None
        if own is None or bisect_left(starts, at) < bisect_left(starts, own.end()):
            continue
        last = roles[starts[bisect_left(starts, at) - 1]]
        is_of_people = last in (words.DEADLINE, words.TARGET) and _OF_PEOPLE.match(text, own.end())
        if is_own(own["label"]) or is_of_people:
            every.append(own)
    known = {own.start("label") for own in every}
    depth, before = 0, 0
    for way in _WAYS.finditer(text, starts[0]):
        depth, before = depth + brackets.depth(text[before : way.start()]), way.start()
        if not depth and way.start("label") not in known:
            every.append(way)
    return sorted(every, key=lambda match: match.start())


def is_own(label: str) -> bool:
    """Whether what stands before a colon is a label: no name of a body, and no 其中."""
    # 省级联系单位 names nobody.
    is_kind = label.endswith(("单位", "部门")) and kind(label) != GROUP
    is_name = is_body(label) and not (is_kind or is_kind_of_body(label) or _WHAT_KIND.match(label))
    return label not in _NO_LABELS and not is_name


def parted(text: str) -> str:
    """A text with a semicolon for the blanks that alone part a label from what stands before it."""
    if not ("：" in text or ":" in text) or not _BLANK.search(text):
        return text
    first = label_pattern().search(text)

    def sign(blank: re.Match[str]) -> str:
        at, label = blank.start(), blank["label"]
        begun = _LAST_WORD.search(text, max(0, at - 8), at)
        if begun and begun[0] and words.is_word(begun[0] + label):
            # 配合 单位：
            return ""
        begins = at - len(begun[0]) if begun else at
        if text[begins - 1 : begins] in ("；", ";", "\n") and words.role(label) in (
            None,
            words.EXTRA,
        ):
            # ；资金 中央：5亿元 has a label of two words.
            return blank[0]
        is_label = (
            first
            and at >= first.end()
            and label not in _NO_LABELS
            and (words.role(label) or not is_body(label))
        )
        return "；" if is_label else blank[0]

    return _BLANK.sub(sign, text)


def people_parted(text: str) -> str:
    """A text with 、 for the blanks between people behind a label: 责任人：张三 李四."""
    if not ("：" in text or ":" in text):
        return text
    parts, at = [], 0
    for label in label_pattern().finditer(text):
        listed = _PARTED_PEOPLE.match(text, label.end())
        if listed and words.role(label["label"]) == words.PEOPLE:
            parts += [text[at : label.end()], "、".join(listed[0].split())]
            at = listed.end()
    return "".join([*parts, text[at:]])


def front(text: str, label: re.Match[str]) -> str:
    """What stands before a label, in its part of a text, and names nobody: 各乡镇完成时限."""
    found = _FRONT.search(text, max(0, label.start() - _LONGEST_FRONT - 1), label.start())
    if found is None:
        return ""
    is_name = is_body(found[1]) and kind(found[1]) != GROUP
    return "" if is_name and not _NO_NAME.fullmatch(found[1]) else found[1]


def uncounted(text: str) -> str:
    """A text without the numerals before its labels: 1.牵头单位：甲局；2.配合单位：乙局."""
    return _counted().sub(" ", text) if _NUMERAL.search(text) else text


def bare(text: str) -> str:
    """A line without the sign before its label, and with a colon behind one in brackets.

    ①牵头单位：甲局, ★牵头单位：甲局 and 【牵头单位】甲局 say the same.
    """
    text = unbracketed(text)
    found = _SIGN.match(text)
    return text[found.end() :] if found and label_pattern().match(text, found.end()) else text


def undashed(text: str) -> str:
    """A text with a colon behind each label of a line that has a dash or a blank: 牵头单位—甲局."""

    def with_colon(line: re.Match[str]) -> str:
        is_label = words.role(line["label"]) in words.DEPARTMENT_ROLES and is_body(line["name"])
        return f"{line['label']}：{line['name']}" if is_label else line[0]

    return _DASHED.sub(with_colon, text)


def unbracketed(text: str) -> str:
    """A text with a colon behind each label that brackets mark: 【牵头】甲局【配合】乙局."""
    return _BRACKETED.sub(_with_colon, text) if "【" in text else text


def _with_colon(bracket: re.Match[str]) -> str:
    if not words.role(bracket[1]):
        return bracket[0]
    before = bracket.string[: bracket.start()].rstrip(" ")[-1:]
    return f"{'' if before in ('', chr(10), '；', ';', '。') else '；'}{bracket[1]}："


def numerals(text: str) -> list[str]:
    """The numerals before the labels of a text."""
    if not _NUMERAL.search(text):
        return []
    return [found[0].strip() for found in _counted().finditer(text)]


@functools.cache
def _counted() -> re.Pattern[str]:
    return re.compile(rf"(?:{_NUMERAL.pattern})(?={label_pattern().pattern})", re.IGNORECASE)


@functools.cache
def label_pattern() -> re.Pattern[str]:
    """A label and its colon: ``牵头单位：``. The label is the group ``label``."""
    listed = {
        word.replace("_", " ")
        for role in ROLES
        if role != words.TITLE
        for word in words.WORDS[role].split(" ")
        if len(word) > 1
    } | {*words.SHORT_TITLE}
    long, short, english = (
        "|".join(_bracketed(word) for word in sorted(listed, key=len, reverse=True) if is_one(word))
        for is_one in (
            _stands_alone,
            lambda word: not (_stands_alone(word) or word.isascii()),
            str.isascii,
        )
    )
    # Not of Paid for by: and family support:, but of Police Deadline:.
    english = rf"(?-i:(?<![A-Za-z,] )|(?=[A-Z]))(?:{english})"
    of_departments = "|".join(
        word
        for role in words.DEPARTMENT_ROLES
        for word in words.WORDS[role].split(" ")
        if word.endswith(("单位", "部门")) and len(word) >= 4
    )
    # Of such words only names of people make a label: 县级领导：张三丰、李四.
    named = rf"(?=\s*[:：]\s*{_PEOPLE})"
    ranked = rf"(?:{words.RANKED.pattern}|(?<![{HAN}]){words.HEAD_OF.pattern}){named}"
    # 原牵头单位 is a label of its own.
    other = rf"(?<![{HAN}\d]){words.OTHER}(?:{long}|{short}|{english})"
    people = "|".join(word for word in words.WORDS[words.PEOPLE].split(" ") if not word.isascii())
    of_whom = rf"(?<![{HAN}])(?:{words.OF_WHOM})(?:{words.PERSON.pattern}|{people})"
    # 加快推进：… says what is done.
    duty = rf"{words.DUTY}(?=\s*[:：]\s*{_BODIES})"
    return re.compile(
        rf"(?P<label>(?:{other}|(?<![{HAN}])(?:{words.JOINT}|{words.REACHED})|{ranked}|{of_whom}|{words.PERSON.pattern}|{long}|(?<![{HAN}]){words.WHOSE}(?:{of_departments})|(?<![\w”》】])(?:{duty}|{short}|{english})|(?<![{HAN}]){words.ROLE})"
        r"(?:[(（][^()（）]*[)）])?)\s*[:：]\s*",
        re.IGNORECASE,
    )


def role_of_first(text: str) -> str | None:
    """What the known label that a text begins with holds; None where it begins with none."""
    label = label_pattern().match(text)
    return None if label is None else words.role(label["label"])


def own_label(text: str, at: int = 0) -> re.Match[str] | None:
    """The label at a place of a text, and its colon, also where no word of it is known."""
    return _OWN_LABEL.match(text, at)


def _bracketed(word: str) -> str:
    """A pattern for a word; its brackets may be those of either width."""
    return re.escape(word).replace(r"\(", "[(（]").replace(r"\)", "[)）]")


def _stands_alone(word: str) -> bool:
    """Whether a label is clear enough to be one directly behind another word."""
    return (len(word) >= 4 or word == "备注") and not word.isascii()
