"""Who does what, as the end of a paragraph, a label line or a cell words it.

``牵头单位：甲局；配合单位：乙局``, ``甲局牵头，乙局、丙局等参加``, ``甲局、乙局按职责分工负责``,
``甲局会同有关部门负责，2032年底前完成``: one grammar for all of them. No verb, 等, rule or deadline
ends up in a name.
"""

from __future__ import annotations

import functools
import itertools
import re
from typing import NamedTuple

from ecotui.i18n import _
from ecotui.importing import labels, words
from ecotui.importing import names as department_names
from ecotui.importing.names import CLOSING, OPENING, Names, is_body
from ecotui.importing.spacing import shortened
from ecotui.model.plan import GROUP

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

FIRST_IS_LEAD = re.compile(
    r"(?:[^，。；]{0,12}?)(?:(?:列|排|居)(?:在|于)?(?:第一|首)位|第一个|首个)(?:的|者|置)*(?:单位|部门|的部门|的单位)*"
    r"(?:为|是|系)(?:该项)?(?:工作|任务)?(?:的)?(?:牵头|汇总|主办|主责|责任)?(?:责任)?(?:单位|部门|负责|者)?"
    r"(?:或汇总单位|和汇总单位)?"
)
#: What is said of the measures below as well, and cannot be a part of a list.
_FOR_ALL = re.compile("(?:以下|下列|以上|上述|各项).{0,12}均.+|不再(?:一一|逐一)?列出")
_ALIKE = re.compile(r"(?:以)?下同|余同")
# Without such a word a rule holds for the list that it stands in.
_GOES_ON = re.compile("下同|余同|以下|[各每]项|均")
_PERSON = re.compile(
    "(?:[省市县区州乡镇](?:委|政府)?|党委|党组)?(?:常务)?副?(?:[省市县区州乡镇]长|书记|主任|秘书长)"
)
_ENGLISH_WITH = re.compile(
    r"(?P<lead>.*?)(?<![\s,])[\s,]*+\b"
    r"(?:with (?:the )?(?:support|assistance|help|participation) (?:from|of)"
    r"|supported by|in (?:partnership|collaboration|cooperation|coordination) with)"
    r"\s+(?P<others>.+)",
    re.DOTALL | re.IGNORECASE,
)

_DUTY = (
    r"(?:按照|按|依据|依照|依|根据|结合)(?:本|各自|部门|相关|有关)*"
    r"(?:职责|职能|职能职责|任务|工作|权限)?(?:分工|任务|职责)*"
)
_DO = (
    r"(?:结合实际|抓好|做好|推动|推进|组织|具体|贯彻|共同|分别|认真|协调|全面|分头|分工|切实|统筹|"
    r"加快)"
)
_VERBS = (
    (
        words.LEAD,
        (
            rf"(?:{_DUTY})?(?:共同|联合|分别|总)?牵头"
            r"(?:负责|组织|落实|实施|抓总|推进|协调|办理|会商|制定)*"
            r"|主办|主责(?:负责|落实)*|(?:负责)?统筹(?:协调|推进|抓总)*"
        ),
    ),
    (
        words.PARTICIPANTS,
        (
            rf"(?:{_DUTY})?(?:共同|积极|密切|分别|做好|给予|予以|大力)*"
            r"(?:配合|参加|参与|协同|协助|协办|支持|(?<=[予以])保障|提供\w{0,4}保障)"
            r"(?:做好|负责|实施|落实|推进|工作|相关工作|抓好|配合)*"
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
            rf"|{_DO}*(?:负责|落实|实施|承办|办理)(?:(?:{_DO}|落实|实施)*(?:落实|实施|推进))?"
        ),
    ),
)
_VERB_ENDS = [
    (role, re.compile(rf"(?P<names>.*?)(?P<verb>{pattern})(?:工作)?\Z", re.DOTALL))
    for role, pattern in _VERBS
]
#: No verb with what belongs to it is longer; each pattern goes over it from many places.
_LONGEST_VERB = 80


_ORGANISED = re.compile("(?:群团|社会|基层|民间|党|合作|行业|经济|国际|自治|志愿)\\Z")


def _verb_at_end(clause: str, pattern: re.Pattern[str]) -> tuple[str, str] | None:
    """The names before the verb that a clause ends with, and the verb; None where it has none."""
    found = pattern.fullmatch(clause, max(0, len(clause) - _LONGEST_VERB))
    if not found:
        return None
    names, verb = clause[: found.start("verb")], found["verb"]
    if verb.startswith("组织") and _ORGANISED.search(names):
        # 群团组织 are bodies.
        rest = pattern.fullmatch(verb.removeprefix("组织"))
        return (f"{names}组织", rest["verb"]) if rest and rest["verb"] else None
    if verb.startswith("协办") and names and not _is_named(names, -1):
        # 县政协办 and 县科协办 are offices.
        rest = pattern.fullmatch(verb.removeprefix("协办"))
        return (f"{names}协办", rest["verb"]) if rest and rest["verb"] else None
    return names, verb


_WITH = re.compile("会同|会商|联合|商(?=[省市县区有各])")


def _with_others(clause: str, *, listed: bool = False) -> tuple[str, str] | None:
    """Who does it and with whom, in a clause such as 甲局会同乙局; None where it says neither.

    县残疾人联合会 and 市联合执法大队 are names, and so is the county 会同县, as one of a list or
    behind its province or city, or at the beginning of a list that has a label.
    """
    for found in _WITH.finditer(clause):
        lead = clause[: found.start()].removesuffix("牵头")
        others = clause[found.end() :]
        if not others:
            continue
        if found[0] == "会同":
            before = ("省", "市", "州", "、", "，", *([""] if listed else []))
            is_county = others[0] == "县" and lead[-1:] in before
            if not is_county:
                return lead, others
        elif _is_named(lead, -1) and _is_named(others, 0):
            return lead, others
    return None


def _is_named(text: str, at: int) -> bool:
    """Whether the first or the last of several names is a body, or there is none."""
    name = re.split("[、，,和及与]", text)[at].strip()
    return not text or (len(name) > 1 and is_body(name))


# A clause that says how, not who: 委托第三方机构，甲局负责.
_DOING = re.compile("(?:委托|聘请|邀请|引入|引进|通过|采取|依托|借助)..")

_MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
# Its comma parts no clauses: June 30, 2024.
_ENGLISH_DATE = re.compile(rf"(?<=\b)((?:{_MONTHS})[a-z]*\.?\s\d{{1,2}}),(?=\s\d{{4}}\b)")
_TIME = re.compile(
    r"(?:力争|确保|原则上|计划|拟|于|在|截至|到|至)*"
    r"(?:(?:[〇零一二三四五六七八九\d]{4}|今|明|本|当|每|全(?!年龄)|次)年|\d{1,2}月|[一二三四五六七八九十]{1,3}月"
    r"|年[底内末初]|每[周月季日]|第?[一二三四1-4]季度|[上下]半年|长期(?!护理)|持续|常态(?!化[^，]*[办室组])|近期|适时|立行立改|即知即改"
    r"|季度|Q[1-4]|\d{4}[-/.]\d"
    r"|(?i:ongoing|continuous(?:ly)?|annually|quarterly|year[- ]round)\b"
    r"|(?i:(?:by|before|until|throughout|during|in|from|no later than)\b"
    rf"(?=.{{0,40}}(?:\d{{4}}|{_MONTHS})))"
    rf"|(?i:(?:{_MONTHS})[a-z]*\.?\s\d))"
)
#: Where the text of a label may end, and how many of such places are looked at.
_CUT = re.compile("；\n|[；;，,。]")
_CUTS = 9
# A body that does something, in a text that is about something else.
_DOES = re.compile(
    "[㐀-鿿](?:[局委厅办部院]|中心|政府|部门|单位|公司)(?:等[㐀-鿿]{0,6})?"
    "(?:牵头|配合|负责|参加|参与|协助|按(?:各自)?职责|会同)"
)
# A person without a colon: 责任人张三.
_NAMED_PERSON = re.compile(
    rf"(?P<label>{words.PERSON.pattern})(?P<name>[㐀-鿿·]{{2,3}})(?<![局厅委办部院会所])"
)
# The date that a clause begins with.
_DATE = re.compile(
    r"(?:力争|确保|原则上|计划|拟|于|在|截至|到|至)*(?:\d{4}年|[今明本当次]年)?"
    r"(?:年?[上下]半年|第?[一二三四1-4]季度|年?[底内末初中])?(?:[\d一二三四五六七八九十]{1,3}月)?"
    r"(?:\d{1,2}日|[上中下]旬|[底内末初])?(?:之前|以前|前|内)?"
)
# A department in a text that is more than its name.
_MAY_NAME = re.compile("[省市县区州乡镇][㐀-鿿]{0,10}?[局委厅办]")
# What goes before a name on occasion: 必要时市财政局参加, 重大事项请市委办参与.
_CONDITION = re.compile(
    "(?:(?:必要|需要)时|必要情况下|适时|视情况?|同时|另外?|如[㐀-鿿]{2,5}?|重大事项|特殊情况下?)"
    "(?:并|再|另|可)*(?:由|商请|报请|提请|函请|请)?(?=[省市县区州])"
    "|(?:并|再|另|还)(?:由|商请|报请|提请|函请|请)(?=[省市县区州])"
)
_DONE = re.compile(
    r"(?:之?前|底|末|内|日|月|年)(?P<done>(?:基本|全部|全面)?(?:完成|落实|办结)(?:到位)?)\Z"
)
# Behind a verb the mark that otherwise parts names parts clauses: 甲局牵头、乙局配合.
_AFTER_VERB = re.compile("(?<=牵头|负责|配合|参加|参与|指导|落实)、")
_CLAUSES = "，,。；;"
#: Stands between the statements of several brackets or lines.
NEXT = "；\n"
#: No text in brackets that is longer says who does something.
_LONGEST = 4_000


class Statement(NamedTuple):
    """What a statement says of a measure.

    Args:
        lead: The leads.
        participants: The participants.
        basis: How the source words it where it names several, and nobody as *the* lead.
        deadline: Until when.
        target: The goal.
        title: The short title.
        people: Pairs of a label and names of people.
        extra: Pairs of another label and its text.
        rule: Whether it says that the first of a list is the lead from here on, not only here.
        roles: Words for what a plan has no role for, such as 责任单位 beside 牵头单位.
        doubts: What may be wrong.
        remarks: What had to be decided.
    """

    lead: Names = Names()
    participants: Names = Names()
    basis: str | None = None
    deadline: str | None = None
    target: str | None = None
    title: str | None = None
    people: tuple[tuple[str, str], ...] = ()
    extra: tuple[tuple[str, str], ...] = ()
    rule: bool = False
    roles: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether it names anybody."""
        return bool(self.lead or self.participants)


def forget() -> None:
    """Forget what was read before: its remarks are in the language of then."""
    read.cache_clear()
    department_names.parse.cache_clear()


def _by_sign(names: list[str]) -> dict[str, list[str]]:
    """Names by the role that each has in brackets behind it; those without by an empty text."""
    out: dict[str, list[str]] = {}
    for name in names:
        sign = department_names.ROLE_BEHIND.search(name, 1)
        role = "" if sign is None else words.LEAD if sign["lead"] else words.PARTICIPANTS
        out.setdefault(role, []).append(name[: sign.start()].rstrip() if sign else name)
    return out or {"": []}


_TIME_BEHIND = re.compile(r"(?P<name>[^、，,；;（）()]{1,40})[（(](?P<time>[^（）()]{1,40})[）)]")


def _is_time(text: str) -> bool:
    return _TIME.match(text) is not None and not is_body(text)


def _is_official(name: str) -> bool:
    """Whether a name is that of an office of one person, perhaps with theirs: 副市长张三."""
    if (found := _PERSON.match(name)) is None:
        return False
    own = name[found.end() :]
    return not own or (len(own) <= 3 and not is_body(name))


class _Part(NamedTuple):
    """A list of names with what it says of them: a role, and the words for it."""

    role: str
    names: Names
    wording: str


def is_statement(text: str) -> bool:
    """Whether a text in brackets says who is responsible or until when, by labels or by verbs."""
    if len(text) > _LONGEST:
        return False
    found = labels.found_in(text)
    if any(words.role(m["label"]) in words.DEPARTMENT_ROLES for m in found):
        return True
    if found and not found[0].start() and words.role(found[0]["label"]) != words.PEOPLE:
        return True
    if FIRST_IS_LEAD.search(text) and len(text) < 80:
        return True
    statement = read(text)
    names = [*statement.lead.names, *statement.participants.names]
    sure = [name for name in names if is_body(name)]
    return statement.basis != "" and bool(sure) and len(sure) * 2 >= len(names) and _has_verb(text)


def is_nothing_else(sentence: str) -> bool:
    """Whether a sentence says, by verbs, who does something, names only bodies, and all of it."""
    said = read(sentence)
    names = [*said.lead.names, *said.participants.names]
    return (
        bool(said)
        and all(map(is_body, names))
        # 各地负责落实 is a wording; 由各地牵头 says who.
        and (
            sentence.lstrip().startswith("由")
            or not all(department_names.kind(name) == GROUP for name in names)
        )
        and not (said.people or said.extra or said.doubts or said.target or said.title)
        and _has_verb(sentence)
    )


def _has_verb(text: str) -> bool:
    clauses = _clauses(text)
    return any(
        (found := _verb_at_end(clause, pattern)) and (found[0] or len(clauses) > 1)
        for clause in clauses
        for _role, pattern in _VERB_ENDS
    )


def _clauses(text: str) -> list[str]:
    """The clauses of a text, cut at commas, semicolons and full stops outside brackets."""
    text = _ENGLISH_DATE.sub(r"\1", _AFTER_VERB.sub("，", text))
    out, depth, start = [], 0, 0
    for at, character in enumerate(text):
        if character in OPENING:
            depth += 1
        elif character in CLOSING:
            depth = max(0, depth - 1)
        elif character in _CLAUSES and not depth:
            out.append(text[start:at])
            start = at + 1
    out.append(text[start:])
    return [clause.strip() for clause in out if clause.strip()]


# A document says the same again and again.
@functools.lru_cache(maxsize=4096)
def read(
    text: str,
    role: str | None = None,
    *,
    wording: str = "",
    first_is_lead: bool = False,
    comma_parts: bool = True,
) -> Statement:
    """Read a statement.

    Args:
        text: The statement, without the brackets around it.
        role: What its names are where it does not say so itself, as by the head of a column.
        wording: How the source words that role: the head of the column.
        first_is_lead: Whether the first of a list without a named lead leads.
        comma_parts: See `department_names.parse`.
    """
    reader = _Reader(role, wording, comma_parts)
    text = labels.parted(labels.uncounted(text))
    at = 0
    for label in labels.found_in(text):
        reader.clauses(text[at : label.start()])
        reader.label(label["label"])
        at = label.end()
    reader.clauses(text[at:])
    return reader.result(first_is_lead)


def combined(statements: Iterable[Statement]) -> Statement:
    """Several statements about one measure as one."""
    said = [statement for statement in statements if statement != Statement()]
    if len(said) == 1:
        return said[0]
    lead = _merged([s.lead for s in said])
    taken = set(lead.names)
    participants = _merged([s.participants for s in said])
    twice = _twice(lead, participants)
    participants = participants._replace(
        names=tuple([name for name in participants.names if name not in taken])
    )
    return Statement(
        lead,
        participants,
        next((s.basis for s in said if s.basis), None),
        "；".join([s.deadline for s in said if s.deadline]) or None,
        "；".join([s.target for s in said if s.target]) or None,
        next((s.title for s in said if s.title), None),
        tuple([pair for s in said for pair in s.people]),
        tuple([pair for s in said for pair in s.extra]),
        any(s.rule for s in said),
        tuple([role for s in said for role in s.roles]),
        tuple([doubt for s in said for doubt in s.doubts]),
        (*[remark for s in said for remark in s.remarks], *twice),
    )


def _twice(lead: Names, participants: Names) -> list[str]:
    """What to say of those who are named as leads and as participants."""
    message = _("{name} leads and participates; it is kept as a lead")
    leads = set(lead.names)
    return [message.format(name=name) for name in participants.names if name in leads]


def _merged(parts: list[Names]) -> Names:
    names: dict[str, None] = {}
    for part in parts:
        names.update(dict.fromkeys(part.names))
    return Names(tuple(names), any(part.is_open for part in parts))


class _Reader:
    """Collects what the clauses of a statement say."""

    def __init__(self, role: str | None, wording: str, comma_parts: bool) -> None:
        self.role = role
        self.wording = wording
        self.comma_parts = comma_parts
        self.parts: list[_Part] = []
        # Names whose verb is still to come.
        self.pending: list[str] = []
        self.deadline: list[str] = []
        #: Until when in brackets behind a name.
        self.when: list[tuple[str, str]] = []
        self.texts: list[tuple[str, str, str]] = []
        self.rule = False
        self.rule_goes_on = False
        #: Words for what a plan has no role for.
        self.unkept: list[str] = []
        self.doubts: list[str] = []
        self.remarks: list[str] = []

    def label(self, label: str) -> None:
        self.flush()
        self.role = words.role(label)
        if self.role not in labels.ROLES:
            self.role = words.EXTRA
        if self.role == words.DIVISION:
            self.role = None
        if self.role in words.DEPARTMENT_ROLES and self.parts and words.OFFICE.search(label):
            self.role = words.EXTRA
        self.wording = label
        if of := words.whose(label):
            # 北段牵头单位：甲局；南段牵头单位：乙局
            message = _("{label}: {of} is not kept")
            self.doubts.append(message.format(label=label, of=of))
        if FIRST_IS_LEAD.search(label):
            self.take_rule(label)

    def take_rule(self, text: str) -> None:
        self.rule = True
        self.rule_goes_on = self.rule_goes_on or _GOES_ON.search(text) is not None

    def clauses(self, text: str) -> None:
        if self.role in (words.TITLE, words.TARGET, words.PEOPLE, words.EXTRA):
            text, others = self.own(text)
            if value := text.strip().strip("；;。，,"):
                self.texts.append((self.role, self.wording, value))
                if words.role(self.wording) is None and any(map(is_body, self.parse(value).names)):
                    message = _("{label} is no word that is known; kept as it stands: {text}")
                    self.doubts.append(message.format(label=self.wording, text=value))
            if others:
                self.role, self.wording = None, ""
                self.clauses(others)
            return
        if not self.comma_parts:
            clauses = [text.strip()] if text.strip() else []
        else:
            clauses = _clauses(text)
        for clause in clauses:
            self.clause(clause)
        self.flush()

    def own(self, text: str) -> tuple[str, str]:
        """What a label's text is, and what behind it says who does something: 三处，乙局配合."""
        if self.role != words.TITLE:
            for cut in itertools.islice(_CUT.finditer(text), _CUTS):
                if is_nothing_else(text[cut.end() :]):
                    return text[: cut.start()], text[cut.end() :]
        return text, ""

    def clause(self, clause: str) -> None:
        every = _TIME_BEHIND.finditer(clause) if "（" in clause or "(" in clause else ()
        times = [match for match in every if _is_time(match["time"])]
        if len(times) > 1:
            # 县教育局（6月底前）、县财政局（7月底前）
            self.when += [(match["name"].strip(), match["time"]) for match in times]
            for match in reversed(times):
                clause = clause[: match.end("name")] + clause[match.end() :]
        note = re.search(r"[（(]([^（）()]*)[）)]\Z", clause)
        if note and self.aside(note[1], clause[: note.start()]):
            clause = clause[: note.start()].strip()
        person = _NAMED_PERSON.fullmatch(clause)
        if person and not is_body(clause):
            self.texts.append((words.PEOPLE, person["label"], person["name"]))
        elif self.role == words.DEADLINE and is_nothing_else(clause):
            self.named(clause)
        elif self.role == words.DEADLINE:
            self.until(clause)
        elif found := FIRST_IS_LEAD.search(clause):
            self.take_rule(clause[found.start() :])
            before = re.sub(r"(?:按职责分工|均)?[（(]?\Z", "", clause[: found.start()]).strip()
            if before and is_body(before):
                self.clause(before)
        elif _FOR_ALL.fullmatch(clause):
            message = _("a rule for all measures is not applied: {text}")
            self.doubts.append(message.format(text=clause))
        elif _ALIKE.fullmatch(clause):
            if self.rule:
                self.rule_goes_on = True
            else:
                self.doubts.append(_("what {text} refers to is not known").format(text=clause))
        elif _TIME.match(clause) and not self.is_name(clause):
            self.until(clause)
        else:
            self.named(clause)

    def until(self, clause: str) -> None:
        """A clause that says until when; who does it then may stand behind that."""
        done = _DONE.search(clause)
        if done and self.role != words.DEADLINE:
            clause = clause[: done.start("done")]
        date = _DATE.match(clause)
        rest = clause[date.end() :] if date else clause
        does = re.sub("(?:基本|全部|全面)?(?:完成|办结|到位)\\Z", "", rest)
        if (
            does
            and len(rest) < len(clause)
            and not _TIME.match(does)
            and (is_nothing_else(does) or (_with_others(does) and is_body(does)))
        ):
            self.deadline.append(clause[: -len(rest)])
            self.named(does)
            return
        self.deadline.append(clause)
        if rest and _MAY_NAME.search(rest):
            message = _("the deadline may name a department: {text}")
            self.doubts.append(message.format(text=clause))

    def aside(self, text: str, before: str) -> bool:
        """Take a bracket behind a clause that is no part of a name; whether it is one."""
        if FIRST_IS_LEAD.search(text):
            self.take_rule(text)
        elif _ALIKE.fullmatch(text):
            self.doubts.append(_("what {text} refers to is not known").format(text=text))
        elif (label := labels.label_pattern().match(text)) and (
            words.role(label["label"]) == words.DEADLINE
        ):
            self.when.append((before.rpartition("、")[2].strip(), text[label.end() :]))
        elif _is_time(text):
            self.when.append((before.rpartition("、")[2].strip(), text))
        else:
            return False
        return True

    def is_name(self, clause: str) -> bool:
        """Whether a clause that begins like a time is a list of names, perhaps with its verb."""
        for _role, pattern in _VERB_ENDS:
            if verb := _verb_at_end(clause, pattern):
                clause = verb[0]
                break
        return "、" in clause and all(is_body(name) for name in self.parse(clause).names)

    def parse(self, text: str) -> Names:
        return department_names.parse(text, comma_parts=self.comma_parts)

    def named(self, clause: str) -> None:
        """A clause with names, perhaps with a verb at its end, perhaps several."""
        if condition := _CONDITION.match(clause):
            clause = clause[condition.end() :]
            self.remarks.append(_("left out: {text}").format(text=condition[0]))
        clause = re.sub(r"\A(?:拟?由|需要?|请|商请)(?=\S{2})", "", clause)
        if found := _ENGLISH_WITH.fullmatch(clause):
            if found["lead"]:
                self.pending.append(found["lead"])
            self.add(self.role or words.RESPONSIBLE, self.wording)
            self.role, self.wording = words.PARTICIPANTS, ""
            self.pending.append(found["others"])
            return
        for role, pattern in _VERB_ENDS:
            if verb := _verb_at_end(clause, pattern):
                self.verb(role, verb[0].strip(), verb[1])
                return
        with_others = _with_others(clause, listed=self.role is not None)
        if with_others and with_others[0] and self.role == words.PARTICIPANTS:
            self.pending += with_others
        elif with_others and (with_others[0] or self.pending or self.parts):
            self.together(with_others, words.LEAD, "会同")
        else:
            self.pending.append(clause)

    def verb(self, role: str, names: str, verb: str) -> None:
        with_others = _with_others(names) if role in (words.LEAD, words.RESPONSIBLE) else None
        if with_others and (with_others[0] or self.pending or self.parts):
            self.together(with_others, role, verb)
            return
        if names:
            self.without_doings()
            self.pending.append(names)
        elif not self.pending and self.parts and role == words.RESPONSIBLE:
            # 甲局牵头，按职责分工负责
            self.unkept.append(verb)
            return
        if self.role in (words.LEAD, words.PARTICIPANTS):
            if role == words.RESPONSIBLE:
                self.unkept.append(verb)
            elif role in (words.LEAD, words.PARTICIPANTS) and role != self.role:
                if self.role == words.LEAD and self.parts:
                    # Below 牵头单位: 甲局牵头，乙局配合
                    self.add(role, verb)
                    return
                message = _("{text}: read as {label} says")
                self.doubts.append(message.format(text=f"{names}{verb}", label=self.wording))
            role = self.role
        self.add(role, verb)

    def without_doings(self) -> None:
        """Leave out, with a doubt, the clauses before a verb that name nobody."""
        if self.role is not None:
            return
        for clause in filter(_DOING.match, self.pending):
            self.doubts.append(
                _("{text} is not read as a department; left out").format(text=clause)
            )
        self.pending = [clause for clause in self.pending if not _DOING.match(clause)]

    def together(self, found: tuple[str, str], role: str, verb: str) -> None:
        lead, others = found
        if lead.strip():
            self.pending.append(lead.strip())
        self.add(words.LEAD, verb)
        self.pending.append(others.strip())
        self.add(words.PARTICIPANTS, verb)

    def add(self, role: str, wording: str) -> None:
        if self.pending:
            names = self.parse("，".join(self.pending) if self.comma_parts else self.pending[0])
            self.pending.clear()
            self.doubts += names.doubts
            self.remarks += names.remarks
            people = [name for name in names.names if _is_official(name)]
            self.texts += [(words.PEOPLE, wording, name) for name in people]
            bodies = [name for name in names.names if name not in people]
            # Who has the sign of a lead comes before those without any.
            by_sign = dict(sorted(_by_sign(bodies).items(), key=lambda item: item[0] != words.LEAD))
            for own, named in by_sign.items():
                # 等 is said of the last.
                is_open = names.is_open and named is list(by_sign.values())[-1]
                part = names._replace(names=tuple(named), is_open=is_open)
                self.parts.append(_Part(own or role, part, wording))

    def flush(self) -> None:
        """Names that no verb followed: what the label says they are, or the verb before."""
        if not self.pending:
            return
        if self.role in words.DEPARTMENT_ROLES:
            self.add(self.role, self.wording)
        elif self.parts:
            self.doubts.append(
                _("no word says what {names} do; read as participants").format(
                    names="、".join(self.pending)
                )
            )
            self.add(words.PARTICIPANTS, "")
        else:
            self.add(words.RESPONSIBLE, "")

    def result(self, first_is_lead: bool) -> Statement:
        for role, label, text in self.texts:
            if role in (words.TARGET, words.EXTRA) and _DOES.search(text):
                message = _("who does it may stand under {label}: {text}")
                self.doubts.append(message.format(label=label, text=shortened(text)))
        rule = self.rule or first_is_lead
        named = [part for part in self.parts if part.names]
        has_lead = any(part.role == words.LEAD for part in named)
        responsible = [part for part in named if part.role == words.RESPONSIBLE]
        guides = [part for part in named if part.role == words.GUIDES]
        basis = None
        lead = [part.names for part in named if part.role == words.LEAD]
        others = [part.names for part in named if part.role not in (words.LEAD, words.RESPONSIBLE)]
        if has_lead:
            others = [part.names for part in named if part.role != words.LEAD]
        elif responsible:
            everyone = _merged([part.names for part in responsible])
            if rule:
                lead = [Names(everyone.names[:1])]
                others.insert(0, Names(everyone.names[1:], everyone.is_open))
            else:
                lead = [everyone]
                if len(everyone.names) > 1 or everyone.is_open:
                    basis = "，".join(dict.fromkeys([p.wording for p in responsible if p.wording]))
                    basis = basis or None
        elif guides and not any(part.role == words.PARTICIPANTS for part in named):
            lead, others = [part.names for part in guides], []
            basis = "，".join(dict.fromkeys([part.wording for part in guides]))
            self.doubts.append(_("only who guides is named; read as lead"))
        aside = [*(responsible if has_lead else ()), *(guides if others else ())]
        leads = _merged(lead)
        participants = _merged(others)
        self.remarks += _twice(leads, participants)
        taken = set(leads.names)
        several = len({text for _name, text in self.when}) > 1
        own = [f"{name}{text}" if several else text for name, text in self.when]
        return Statement(
            leads,
            participants._replace(
                names=tuple([name for name in participants.names if name not in taken])
            ),
            basis,
            "，".join(dict.fromkeys((*self.deadline, *own))) or None,
            "；".join([text for role, _w, text in self.texts if role == words.TARGET]) or None,
            next((text for role, _w, text in self.texts if role == words.TITLE), None),
            tuple([(w, text) for role, w, text in self.texts if role == words.PEOPLE]),
            tuple([(w, text) for role, w, text in self.texts if role == words.EXTRA]),
            self.rule_goes_on,
            tuple(filter(None, [*[part.wording for part in aside], *self.unkept])),
            tuple(self.doubts),
            tuple(self.remarks),
        )
