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
from ecotui.importing import attribution, brackets, clauses, english, labels, times, words
from ecotui.importing import names as department_names
from ecotui.importing.attribution import Part
from ecotui.importing.bodies import ends_as_body, is_body, is_odd, kind
from ecotui.importing.brackets import CLOSING, OPENING
from ecotui.importing.names import Names, is_nothing
from ecotui.importing.people import is_person
from ecotui.importing.spacing import joined, shortened
from ecotui.model.plan import GROUP
from ecotui.text.folding import fold

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

FIRST_IS_LEAD = re.compile(
    r"(?:[^，。；]{0,12}?)(?:(?:列|排|居)(?:在|于)?(?:第一|首)位|第一个|首个)(?:的|者|置)*(?:责任)?(?:单位|部门|的部门|的单位)*"
    r"(?:为|是|系|作为|(?=牵头|主办|主责|总?负责))(?:该项)?(?:工作|任务)?(?:的)?(?:牵头|汇总|主办|主责|责任)?(?:责任)?(?:单位|部门|负责|者)?"
    r"(?:或汇总单位|和汇总单位)?"
    r"|(?:第一|首)[位个家名](?:的)?(?:单位|部门)?(?:为|是|系)(?:牵头|主办|主责|总?负责)(?:责任)?(?:单位|部门|者)?"
)
#: A verb for the colon of a label: 牵头单位为甲局, but not 列首位的责任单位为牵头单位.
_LABEL_WITH_IS = re.compile(
    "(?<=(?:牵头|主办|主责|责任|配合|参加|参与|协办|协同)(?:单位|部门))(?:为|是)(?!牵头|主办|主责|责任|汇总|第一)"
    "(?=[㐀-鿿])|(?<=完成时[限间])(?:为|是)(?=[\\d㐀-鿿])"
)
#: A body that does a part, within a wording: 绿化河岸，县林业局负责栽植; 责任单位为县水利局.
_PLACED_BODY = "[省市县区州镇乡][㐀-鿿]{1,12}?[局委办厅部院]"
_DOES_PART = re.compile(
    r"(?:\A|[，,；;。\n])\s*(?:由|(?:责任|牵头)(?:单位|部门)为)?"
    rf"(?P<name>{_PLACED_BODY})(?:(?:具体|共同|牵头)?(?:负责|承办)|[，,。；;]?\Z)"
    # （县住建局牵头，蓉城、新河等镇配合）, which was not read
    rf"|[（(](?P<inside>{_PLACED_BODY})(?:[、，,；;]|会同|牵头|督促|组织|指导|协调)"
    # （发改、财政等单位配合） at the end
    r"|[（(](?P<last>会同[^（()）]{2,60}|[^（()）]{2,60}(?:牵头|配合|协助|参加|参与|组织实施))[)）]\s*[。；;]?\Z"
)
# Before a label: Partners: UNDP. Budget: USD 12 million.
_ENGLISH_STOP = re.compile(
    r"(?<=[A-Za-z0-9)\]])(?:\.\s| [-–—|]\s)\s{0,2}(?=[A-Z][A-Za-z /&-]{1,30}:\s)"
)
#: With what a rule for all measures ends.
NOT_LISTED = "不再(?:一一|逐一|单独|另行|分别|重复)?列出"
#: What is said of the measures below as well, and cannot be a part of a list.
_FOR_ALL = re.compile(f"(?:以下|下列|以上|上述|各项).{{0,12}}均.+|{NOT_LISTED}")
#: Of the list that a rule is about, and none of its names.
_OTHERS = re.compile("(?:其他|其它|其余)(?:[有相]关|责任)?(?:部门|单位|各?方|地区|的?(?:为|是|均))")
_ALIKE = re.compile(r"(?:以)?下同|余同")
#: Without such a word a rule holds for the list that it stands in.
_GOES_ON = re.compile("下同|余同|以下|[各每]项|均")
# What parts a department from a person where a label is of both.
_BEHIND = re.compile(r"(?P<name>[^、，,；;\s（）()]{1,40})[（(](?P<inside>[^（）()]{2,20})[)）]")
_BODIES_BEHIND = re.compile(
    r"(?P<name>[^、，,；;\s（）()]{2,40})[（(](?P<inside>[^（）()]{2,80})[)）]"
)
_BETWEEN = re.compile(r"\s*[-—–－/／：:\n]\s*|[ \t\u3000]+")
# What a clause begins with that names nobody: 此项工作由, 具体由, 该任务.
_WORK = "[此该本这](?:[项件个])?(?:工作|任务|措施|事项|项目|活动)"
# The rest of a place whose name begins with 由: 由拳街道, 由义村.
_TOWN = "(?:拳|(?![省市县区州镇乡各该全本此])[㐀-鿿](?:[镇乡村]|街道|社区))"
_BEFORE_NAMES = re.compile(
    rf"\A(?:(?:{_WORK}|工作|任务)?(?:具体|主要|统一)?拟?由(?!{_TOWN})(?=\S{{2}})"
    r"|(?:(?:分别|主要|具体|依次|一般|原则上|暂时?|均|应|改|调整|变更|明确|确定)(?:为|是|系|包括)"
    r"|暂定|原则上(?!由))(?=\S{2})"
    r"|(?:需要?|请|商请)(?=\S{2})"
    rf"|{_WORK}(?=[省市县区州各]|\Z)|(?:其中|以及|并会同)(?=\S{{2}})"
    r"|(?:并(?:联合(?![镇乡街]))?|另外?)(?=[省市县区各]\S|州[^街乡镇]))"
)
# What else stands before 由: 日常工作由, 原则上由, but not 自由贸易区.
_BY_WHOM = re.compile(rf"(?P<before>[㐀-鿿]{{1,8}}?)(?<![自经理缘事])由(?!{_TOWN})(?=[㐀-鿿]{{2}})")
# Until when, before who does it: 6月底前由甲局牵头完成.
_TIME_BY_WHOM = re.compile(
    rf"(?P<time>(?:{times.TIME.pattern})[^由、，（(]{{0,12}}?)(?=由(?!{_TOWN})[㐀-鿿]{{2}})"
)
_DONE_BY_THEN = re.compile("(?:基本|全部|全面)?(?:完成|办结|到位)\\Z")
# What counts may be what the next measure is about: 问题二, 项目3.
_COUNTED = re.compile(r"[一二三四五六七八九十\d]\Z")
_DASHES = "-—–－/／无 \n\t\u3000"
_OPEN, _CLOSED = re.escape(OPENING), re.escape(CLOSING)
_INSIDE = re.compile(
    rf"[{_OPEN}]((?:[^{_OPEN}{_CLOSED}]|[{_OPEN}][^{_OPEN}{_CLOSED}]{{0,20}}[{_CLOSED}]){{2,80}})[{_CLOSED}]"
)
_IN_LABEL = re.compile(r"[（(]([^（）()]+)[)）]\s*\Z")
_WITH_IN_BRACKETS = re.compile(
    r"\A(?P<lead>[^（()）]{2,40})[（(]并?会同(?P<others>(?:[^（()）]|[（(][^（()）]{1,20}[)）]){2,40})[)）]\Z"
)
# Whom a sentence about a measure names, and none of them: 民营企业, 金融机构.
_CLASS = re.compile("(?:企业|机构|部门|单位|高校|院校|社会|城乡|社区|园区|合作社|组织|主体)\\Z")
# What is done for a body: 对新建研发中心给予支持; 对外经贸局配合 is who does it.
_FOR_WHOM = re.compile(
    "\\s*(?:对(?![外台口])|为|向|给).*(?:支持|保障|指导|督导|督促|督查|督办|查处|办理)[。\\s]*",
    re.DOTALL,
)
#: In a sentence that tells something, and in no list of names.
_TELLS = re.compile(
    "[已的后较了]|目前|正在|位于|地处|坐落|移交|上起|下至|为[㐀-鿿]+[省市县区镇乡村]"
)
_LEADS = re.compile("牵头|主办|主责")
_TEXTS = (words.TARGET, words.EXTRA, words.PEOPLE)
#: How several lead, where a plan has the first as the one that answers for it.
_TOGETHER = re.compile("共同|联合|分别|按|依|根据|结合")
_PERSON = re.compile(
    "(?:[省市县区州乡镇](?:委|政府)?|党委|党组)?(?:常务)?副?(?:[省市县区州乡镇]长|书记|主任|秘书长)"
)
_PERSON_BEFORE = re.compile(
    rf"(?P<name>[㐀-鿿]{{2,3}}?)(?:常务|专职)?副?(?:{labels.POST}|秘书长|部长)"
)
_HAN_NAME = re.compile("[㐀-鿿·]{2,10}")
_LINES = re.compile("[；;\n]+")
_SENTENCE = re.compile(r"[^。；;！!\n]+")
_COMMA = re.compile("[，,]")
#: In how many places the text of a label is looked at for its end.
_CUTS = 9
#: Stands between the statements of several brackets or lines.
NEXT = "；\n"
#: No text in brackets that is longer says who does something.
_LONGEST = 4_000
#: Nor does a sentence without brackets.
_LONGEST_SENTENCE = 400
#: Nor what stands behind the text of a label; each of its parts is read within the one before.
_LONGEST_REST = 600


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
        whose_deadline: The deadline with the name before it whose it is.
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
    whose_deadline: str | None = None

    def beside(self, deadline: str | None) -> Statement:
        """The statement with another deadline before its own, which then has whose it is."""
        whose = joined(deadline, self.whose_deadline)
        same = joined(deadline, self.deadline)
        both = deadline and self.deadline and deadline != self.deadline
        return self._replace(deadline=whose if both else same, whose_deadline=whose)

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
        leads = sign is not None and sign.lastgroup is not None
        role = "" if sign is None else words.LEAD if leads else words.PARTICIPANTS
        out.setdefault(role, []).append(name[: sign.start()].rstrip() if sign else name)
    return out or {"": []}


def _by_label(bracket: re.Match[str]) -> str:
    """Who takes part, in brackets behind the lead: 甲局（乙局） below 牵头单位（配合单位）."""
    if not all(map(is_body, department_names.parse(bracket["inside"]).names)):
        return bracket[0]
    return f"{bracket['name']}；配合单位：{bracket['inside']}；牵头单位："


def _beside(bracket: re.Match[str]) -> str:
    """A person in brackets behind a department, or the other way round, as one beside it."""
    # 县卫健委（党建国）
    may_be = is_body(bracket["name"]) and _is_no_body(bracket["inside"])
    is_both = may_be or is_person(bracket["name"]) != is_person(bracket["inside"])
    return f"{bracket['name']}、{bracket['inside']}、" if is_both else bracket[0]


def _is_no_body(name: str) -> bool:
    """Whether a name beside bodies, where people are named too, is none of a body: 扎西顿珠."""
    return _HAN_NAME.fullmatch(name) is not None and not is_body(name) and is_odd(name)


def _is_official(name: str) -> bool:
    """Whether a name is that of an office of one person, perhaps with theirs: 副市长张三."""
    if (found := _PERSON.match(name)) is None:
        # 张三副市长
        behind = _PERSON_BEFORE.fullmatch(name)
        return behind is not None and is_person(behind["name"])
    own = name[found.end() :]
    return not own or (len(own) <= 3 and not is_body(name))


def is_statement(text: str) -> bool:
    """Whether a text in brackets says who is responsible or until when, by labels or by verbs."""
    if len(text) > _LONGEST:
        return False
    text = _LABEL_WITH_IS.sub("：", text)
    found = labels.found_in(text)
    if any(words.role(m["label"]) in words.DEPARTMENT_ROLES for m in found):
        return True
    if found and not found[0].start() and words.role(found[0]["label"]) not in (words.PEOPLE, None):
        return True
    if FIRST_IS_LEAD.search(text) and len(text) < 80:
        return True
    statement = read(text)
    named = [*statement.lead.names, *statement.participants.names]
    names = [name for name in named if not is_person(name)]
    sure = [name for name in names if is_body(name)]
    # 甲局牵头，教育、公安、财政等部门配合
    is_led = bool(statement.lead.names) and all(map(is_body, statement.lead.names))
    is_sure = len(sure) * 2 >= len(names) or (is_led and statement.participants.is_open)
    return statement.basis != "" and bool(sure) and is_sure and _has_verb(text)


def somebody_in_brackets(text: str) -> str | None:
    """What stands in the first brackets of a text that say who does something, or list bodies."""
    for inside in _INSIDE.findall(text):
        bodies = department_names.parse(inside).names
        is_list = all(map(is_body, bodies)) and any(name[-1] in "局厅委办" for name in bodies)
        if is_list or is_statement(inside):
            return str(inside)
    return None


def somebody_in_sentences(text: str) -> str | None:
    """The first sentence, or clauses at the end of one, that say who does something."""
    for sentence in _SENTENCE.findall(text) if clauses.DOES.search(text) else ():
        if len(sentence) > _LONGEST_SENTENCE:
            continue
        starts = [comma.end() for comma in itertools.islice(_COMMA.finditer(sentence), _CUTS)]
        for start in (0, *starts) if clauses.DOES.search(sentence) else ():
            if is_nothing_else(sentence[start:]):
                return str(sentence[start:])
    return None


def somebody_doing(text: str, named: Collection[str]) -> str | None:
    """The clauses from the first on in which a body does a part that is named nowhere else."""
    for found in _DOES_PART.finditer(text):
        name = found["name"] or found["inside"]
        if found["last"] or (
            name not in named and is_body(name) and kind(name) != GROUP and not is_odd(name)
        ):
            return text[found.start(found.lastgroup or 0) :]
    return None


def is_nothing_else(sentence: str, *, groups: bool = False) -> bool:
    """Whether a sentence says, by verbs, who does something, names only bodies, and all of it.

    Args:
        sentence: The sentence, or a clause.
        groups: Whether it may name groups alone: 各乡镇配合.
    """
    said = read(sentence)
    names = [*said.lead.names, *said.participants.names]
    return (
        bool(said)
        and not _FOR_WHOM.fullmatch(sentence)
        and all(map(is_body, names))
        # 各地负责落实 is a wording; 由各地牵头 says who.
        and (
            groups
            or sentence.lstrip().startswith("由")
            or not all(kind(name) == GROUP for name in names)
        )
        # 部门配合，企业参与 is one too.
        and not all(_CLASS.search(name) and kind(name) != GROUP for name in names)
        and not (said.people or said.extra or said.doubts or said.target or said.title)
        and _has_verb(sentence)
    )


def _has_verb(text: str) -> bool:
    parts = clauses.parted(text)
    return any(
        (found := clauses.verb_at_end(clause, pattern)) and (found[0] or len(parts) > 1)
        for clause in parts
        for _role, pattern in clauses.VERBS_AT_END
    )


def _clauses(part: str) -> list[str]:
    """The clauses of a part; a rule for all measures is one: 以下均由甲镇，乙镇负责，不再列出."""
    if "均" not in part:
        return clauses.parted(part)
    sentences = clauses.parted(part, "。")
    return [
        clause
        for sentence in sentences
        for clause in ([sentence] if _FOR_ALL.fullmatch(sentence) else clauses.parted(sentence))
    ]


def is_own_rule(text: str) -> bool:
    """Whether a rule that the first of a list leads is about a list that stands before it."""
    if (rule := FIRST_IS_LEAD.search(text)) is None or _GOES_ON.search(text):
        return False
    begin = re.compile("[列排居]|第一个|首个").search(text, rule.start())
    said = read(text[: begin.start()] if begin else text)
    named = (*said.lead.names, *said.participants.names)
    return any(is_body(name) and kind(name) != GROUP for name in named)


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
    beside = _IN_LABEL.search(wording)
    is_both = (
        beside is not None
        and words.role(wording[: beside.start()]) == words.LEAD
        and words.role(beside[1]) == words.PARTICIPANTS
    )
    if is_both and _BODIES_BEHIND.search(text):
        text = f"牵头单位：{_BODIES_BEHIND.sub(_by_label, text)}"
    text = labels.unbracketed(_LABEL_WITH_IS.sub("：", text))
    text = _ENGLISH_STOP.sub("; ", text)
    numerals = labels.numerals(text)
    text = labels.parted(labels.uncounted(text))
    at = 0
    found = labels.without_quoted(text, labels.found_in(text))
    roles = [words.role(label["label"]) for label in found]
    if len(numerals) > 1 and len({*roles}) < len(found):
        # ①牵头单位：甲局；②牵头单位：乙局
        message = _("the numerals before what is said of who does it are not kept: {numerals}")
        reader.doubts.append(message.format(numerals="、".join(numerals)))
    until = [label["label"] for label, of in zip(found, roles, strict=True) if of == words.DEADLINE]
    if ends := [label for label in until if words.ENDING.search(label)]:
        # 时间节点：…；完成时限：…
        reader.labels_of_texts[words.DEADLINE] = ends[0]
    first = labels.own_label(text) if found and role is None else None
    if (
        first
        and first.end() <= found[0].start()
        and labels.is_own(first["label"])
        and not any(map(is_body, reader.parse(text[first.end() : found[0].start()]).names))
    ):
        # （序时进度：按季度推进；责任单位：甲局）
        reader.label(first["label"], "")
        at = first.end()
    for label, of in zip(found, roles, strict=True):
        if (
            reader.role == words.DEADLINE
            and of is None
            and not times.is_of_another(text, at, label)
            and (times.says_only_when(text, label.end()) or times.is_by_date(text, at, label))
        ):
            # 完成时限：一期：6月底；二期：9月底, and 6月底：设计；9月底：开工
            continue
        in_line = not labels.begins_line(text, label)
        if of is None and in_line and labels.is_of_part(text, at, label, reader.role):
            # 工作目标：一季度：30%；二季度：50%, and 目标：建成2座；供水率：95%
            continue
        front = labels.front(text, label)
        is_remark = reader.role == words.EXTRA and words.role(reader.wording) == words.EXTRA
        if of in words.DEPARTMENT_ROLES and is_remark and in_line:
            # 备注：原牵头单位：甲局；配合单位：乙局
            message = _("who does it may stand under {label}: {text}")
            quoted = shortened(text[label.start() : label.start() + 60].partition("\n")[0])
            reader.doubts.append(message.format(label=reader.wording, text=quoted))
        reader.clauses(text[at : label.start() - len(front)])
        reader.label(label["label"], front)
        at = label.end()
    reader.clauses(text[at:])
    return reader.result(first_is_lead)


def combined(statements: Iterable[Statement]) -> Statement:
    """Several statements about one measure as one."""
    said = [statement for statement in statements if statement != Statement()]
    if len(said) == 1:
        return said[0]
    lead = Names.joined([s.lead for s in said])
    participants = Names.joined([s.participants for s in said])
    twice = attribution.named_twice(lead, participants)
    deadlines = {s.deadline: s.whose_deadline or s.deadline for s in said if s.deadline}
    return Statement(
        lead,
        participants.without(lead),
        next((s.basis for s in said if s.basis), None),
        joined(*(deadlines if len(deadlines) < 2 else deadlines.values())),
        "；".join([s.target for s in said if s.target]) or None,
        next((s.title for s in said if s.title), None),
        tuple([pair for s in said for pair in s.people]),
        tuple([pair for s in said for pair in s.extra]),
        any(s.rule for s in said),
        tuple([role for s in said for role in s.roles]),
        tuple([doubt for s in said for doubt in s.doubts]),
        (*[remark for s in said for remark in s.remarks], *twice),
        joined(*deadlines.values()),
    )


class _Reader:
    """Collects what the clauses of a statement say."""

    def __init__(self, role: str | None, wording: str, comma_parts: bool) -> None:
        self.role = role
        self.wording = wording
        self.comma_parts = comma_parts
        self.parts: list[Part] = []
        # Names whose verb is still to come.
        self.pending: list[str] = []
        self.deadline: list[str] = []
        #: Words for its end that are left out of each of these: 全部完成.
        self.done: list[str] = []
        #: Until when in brackets behind a name.
        self.when: list[tuple[str, str]] = []
        self.texts: list[tuple[str, str, str]] = []
        self.rule = False
        self.rule_goes_on = False
        #: The list of departments before a label of people.
        self.before_people: tuple[str, str] | None = None
        #: Whether offices do it, and are not named beside departments.
        self.of_offices = False
        #: The labels of those who lead, as often as they stand there.
        self.labels_of_leads: list[str] = []
        #: The first label of those that say until when, and to what end.
        self.labels_of_texts: dict[str, str] = {}
        #: Words for what a plan has no role for.
        self.unkept: list[str] = []
        self.doubts: list[str] = []
        self.remarks: list[str] = []

    def label(self, label: str, front: str) -> None:
        self.flush()
        if self.role in words.DEPARTMENT_ROLES:
            self.before_people = self.role, self.wording
        self.role = words.role(label)
        # 工作完成时限 ends what 工作进度安排 only plans.
        is_plan = self.role == words.DEADLINE and not words.ENDING.search(label)
        if front and (is_plan or not labels.EACH.fullmatch(front)):
            if self.role in words.DEPARTMENT_ROLES:
                # 各乡镇责任单位：甲镇
                message = _("{label}: {of} is not kept")
                self.doubts.append(message.format(label=f"{front}{label}", of=front))
            elif self.role == words.PEOPLE:
                # 验收责任人：张三
                label = f"{front}{label}"
            else:
                # 各乡镇完成时限 is none of the measure.
                self.role, label = words.EXTRA, f"{front}{label}"
        is_own = self.role == words.TITLE and fold(label) not in words.SHORT_TITLE
        if is_own or self.role not in labels.ROLES:
            self.role = words.EXTRA
        if self.role == words.DIVISION:
            self.role = None
        if self.role in (words.DEADLINE, words.TARGET):
            # Beside 完成时限 the document's own 时间进度 says something else.
            first = self.labels_of_texts.setdefault(self.role, label)
            self.role = self.role if first == label else words.EXTRA
        if self.role in words.DEPARTMENT_ROLES and words.OFFICE.search(label):
            self.of_offices = self.of_offices or not self.parts
            self.role = self.role if self.of_offices else words.EXTRA
        self.wording = label
        if self.role in (words.LEAD, words.RESPONSIBLE):
            self.labels_of_leads.append(label)
        if of := words.whose(label):
            # 北段牵头单位：甲局；南段牵头单位：乙局
            message = _("{label}: {of} is not kept")
            self.doubts.append(message.format(label=label, of=of))
        if FIRST_IS_LEAD.search(label):
            self.take_rule(label)
        elif (
            self.role in (*words.DEPARTMENT_ROLES, words.DEADLINE, words.TARGET)
            and (beside := _IN_LABEL.search(label))
            and not (words.is_word(label) or words.role(beside[1]) or beside[1] in ("s", "es"))
        ):
            # 牵头单位（乡级）：
            message = _("{label}: {of} is not kept")
            self.doubts.append(message.format(label=label, of=beside[1]))

    def take_rule(self, text: str) -> None:
        self.rule = True
        self.rule_goes_on = self.rule_goes_on or _GOES_ON.search(text) is not None

    def clauses(self, text: str) -> None:
        if self.role in (words.TITLE, words.TARGET, words.PEOPLE, words.EXTRA):
            text, others = self.own(text)
            text, listed = self.beside_person(text)
            if value := text.strip().strip("；;。，,"):
                self.texts.append((self.role, self.wording, value))
                if words.role(self.wording) is None and (
                    _COUNTED.search(self.wording)
                    or english.BODY.search(value)
                    or any(map(is_body, self.parse(value).names))
                ):
                    message = _("{label} is no word that is known; kept as it stands: {text}")
                    self.doubts.append(message.format(label=self.wording, text=value))
            if listed and self.before_people:
                self.role, self.wording = self.before_people
                self.clauses(listed)
            if others:
                self.role, self.wording = None, ""
                self.clauses(others)
            return
        if self.role == words.DEADLINE and (label := times.own_label_in(text)):
            # 完成时限：6月底，验收标准：合格
            self.clauses(text[: label.start()].rstrip("；;，,。\n "))
            self.role, self.wording = words.EXTRA, label["label"]
            self.clauses(text[label.end() :])
            return
        _until, _stop, sentence = text.partition("。")
        if self.role == words.DEADLINE and sentence.strip() and not times.TIME.search(sentence):
            # 完成时限：12月底。同时，新增企业3家。
            message = _("a sentence behind the deadline is read as a part of it: {text}")
            self.doubts.append(message.format(text=shortened(sentence.strip("；; \n"))))
        if self.wording and self.role in words.DEPARTMENT_ROLES:
            text = self.without_sentence(text)
        if self.wording and words.is_joint(self.wording):
            text = _BETWEEN.sub("、", _BEHIND.sub(_beside, text.strip()))
        parts = [[text.strip()]] if text.strip() else []
        if self.comma_parts:
            parts = [_clauses(part) for part in clauses.parted(text, clauses.STOPS)]
        before = self.count()
        for at, part in enumerate(parts):
            for clause in part:
                self.clause(clause)
            if self.role is None and self.pending and self.begin_others(parts[at + 1 : at + 2]):
                self.flush()
        self.flush()
        bare = text.strip(" \n\t\u3000。；;，,、")
        if self.role == words.PARTICIPANTS and is_nothing(bare) and bare.strip(_DASHES):
            # 待定: a measure without a lead is said anyway.
            said = f"{self.wording}：{bare}" if self.wording else bare
            self.remarks.append(_("left out: {text}").format(text=said))
        elif self.wording and bare and self.count() == before and not is_nothing(text):
            # 配合单位：按职责分工配合 says how, and names nobody.
            self.texts.append((words.EXTRA, self.wording, text.strip(" \n\t\u3000；;。，,")))

    def without_sentence(self, text: str) -> str:
        """The departments behind a label without a sentence behind them that is about no body.

        It is kept as a remark: 牵头单位：甲局。目前进度较慢。
        """
        listed, _stop, sentence = text.partition("。")
        sentence = sentence.strip(" \n\t\u3000；;。")
        if not sentence or is_nothing_else(sentence, groups=True):
            return text
        if any(sign.search(sentence) for sign in (FIRST_IS_LEAD, _ALIKE, _FOR_ALL)):
            return text
        is_told = _TELLS.search(sentence) is not None
        if sentence[0] in OPENING or (times.TIME.match(sentence) and not is_told):
            return text
        if not is_told and all(is_body(n) and not is_odd(n) for n in self.parse(sentence).names):
            return text
        message = _("a sentence behind the departments is kept as a remark: {text}")
        self.doubts.append(message.format(text=shortened(sentence)))
        self.texts.append((words.EXTRA, "备注", sentence))
        return listed

    def begin_others(self, following: list[list[str]]) -> bool:
        """Whether what follows a semicolon is about others than the names before it.

        甲局；乙局配合, and 甲局牵头，建一个中心；乙局配合.
        """
        first = next((clause for part in following for clause in part), None)
        if first is None:
            return False
        return bool(self.parts) or clauses.role_at_end(first) == words.PARTICIPANTS

    def count(self) -> int:
        """How much was said so far."""
        said = len(self.parts) + len(self.texts) + len(self.unkept)
        told = len(self.doubts) + len(self.remarks)
        return said + told + len(self.deadline) + len(self.when) + self.rule

    def own(self, text: str) -> tuple[str, str]:
        """What a label's text is, and what behind it says who does something: 三处，乙局配合.

        Or until when, behind a semicolon: 三处；6月底前完成.
        """
        if self.role == words.TITLE:
            return text, ""
        for cut in itertools.islice(times.PART_ENDS.finditer(text), _CUTS):
            rest = text[cut.end() :]
            if len(rest) > _LONGEST_REST:
                continue
            # 存在问题：资金不足，请县财政局支持 is a remark.
            is_asked = self.role == words.EXTRA and rest.lstrip().startswith(("请", "需", "建议"))
            is_apart = cut[0][0] in "；;"
            if not is_asked and is_nothing_else(rest, groups=is_apart):
                return text[: cut.start()], rest
            # 进度：3月底设计；6月底完成 is a timetable.
            is_dated = times.TIME.search(text, 0, cut.start()) is not None
            if is_apart and not is_dated and times.is_only_when(rest):
                return text[: cut.start()], rest
        return text, ""

    def beside_person(self, text: str) -> tuple[str, str]:
        """The people behind a label, and the departments that go on with the list before it.

        A cell may have 县财政局, 责任人：张三, 县发改局 and 责任人：李四 in its lines.
        """
        if self.role == words.PEOPLE and self.before_people:
            for cut in _LINES.finditer(text):
                if len(text) - cut.end() > _LONGEST_REST:
                    continue
                named = self.parse(text[cut.end() :]).names
                if named and all(is_body(name) and not is_person(name) for name in named):
                    return text[: cut.start()], text[cut.end() :]
        return text, ""

    def clause(self, clause: str) -> None:
        every = times.TIME_BEHIND.finditer(clause) if "（" in clause or "(" in clause else ()
        dated = [match for match in every if times.is_time(match["time"])]
        if len(dated) > 1 or (dated and dated[0].end() < len(clause)):
            # 县教育局（6月底前）、县财政局（7月底前）
            self.when += [(match["name"].strip(), match["time"]) for match in dated]
            for match in reversed(dated):
                clause = clause[: match.end("name")] + clause[match.end() :]
        at = brackets.last(clause) if clause[-1:] in ("）", ")") else None
        inside, before = ("", "") if at is None else (clause[at + 1 : -1], clause[:at].strip())
        is_former = inside.startswith(("原", "曾"))
        helps = not is_former and is_body(before) and is_nothing_else(inside, groups=True)
        if inside and before and helps:
            # 甲局（乙局协助）
            self.clause(before)
            self.flush()
            clause = inside
        elif inside and self.aside(inside, before):
            clause = before
        person = clauses.NAMED_PERSON.fullmatch(clause)
        if person and not is_body(clause):
            self.texts.append((words.PEOPLE, person["label"], person["name"]))
        elif self.role == words.DEADLINE and is_nothing_else(clause, groups=True):
            self.named(clause)
        elif self.role == words.DEADLINE:
            self.until(clause)
        elif found := FIRST_IS_LEAD.search(clause):
            self.take_rule(clause[found.start() :])
            before = re.sub(r"(?:按职责分工|均)?[（(]?\Z", "", clause[: found.start()]).strip()
            if before and is_body(before):
                self.clause(before)
        elif self.rule and _OTHERS.match(clause):
            # 列首位的为牵头单位，其他单位按职责分工负责
            self.remarks.append(_("left out: {text}").format(text=clause))
        elif _FOR_ALL.fullmatch(clause):
            message = _("a rule for all measures is not applied: {text}")
            self.doubts.append(message.format(text=clause))
        elif _ALIKE.fullmatch(clause):
            if self.rule:
                self.rule_goes_on = True
            else:
                self.doubts.append(_("what {text} refers to is not known").format(text=clause))
        elif by := _TIME_BY_WHOM.match(clause):
            self.until(by["time"])
            self.named(_DONE_BY_THEN.sub("", clause[by.end() :]))
        elif times.TIME.match(clause) and not self.is_name(clause):
            self.until(clause)
        else:
            self.named(clause)

    def until(self, clause: str) -> None:
        """A clause that says until when; who does it then may stand behind that."""
        done = times.DONE.search(clause) if self.role != words.DEADLINE else None
        if done:
            clause = clause[: done.start("done")]
        date = times.DATE.match(clause)
        rest = clause[date.end() :] if date else clause
        does = _DONE_BY_THEN.sub("", rest)
        if (
            does
            and len(rest) < len(clause)
            and not times.TIME.match(does)
            and (is_nothing_else(does) or (clauses.with_others(does) and is_body(does)))
        ):
            self.deadline.append(clause[: -len(rest)])
            self.done.append("")
            self.named(does)
            return
        self.deadline.append(clause)
        self.done.append(done["done"] if done else "")
        often = times.OFTEN.match(clause)
        done_by_then = clause[often.end() :] if often else rest if date and date[0] else ""
        if self.role != words.DEADLINE and times.WORK.fullmatch(done_by_then):
            # 甲局负责，6月底前新增泊位3000个; 每季度开展一次联合执法
            message = _("what is to be done stands in the deadline: {text}")
            self.remarks.append(message.format(text=clause))
        if rest and clauses.MAY_NAME.search(rest):
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
        elif times.is_time(text):
            self.when.append((before.rpartition("、")[2].strip(), text))
        else:
            return False
        return True

    def is_name(self, clause: str) -> bool:
        """Whether a clause that begins like a time is names, perhaps with their verb."""
        for _role, pattern in clauses.VERBS_AT_END:
            if verb := clauses.verb_at_end(clause, pattern):
                clause = verb[0]
                break
        if "、" not in clause:
            # 八月湖街道办事处, but not 6月底前县财政局.
            return ends_as_body(clause) and times.BEGINS_AS_TIME.match(clause) is not None
        return all(is_body(name) for name in self.parse(clause).names)

    def parse(self, text: str) -> Names:
        return department_names.parse(text, comma_parts=self.comma_parts)

    def named(self, clause: str) -> None:
        """A clause with names, perhaps with a verb at its end, perhaps several."""
        if condition := clauses.CONDITION.match(clause):
            clause = clause[condition.end() :]
            self.remarks.append(_("left out: {text}").format(text=condition[0]))
        if before := _BEFORE_NAMES.match(clause):
            clause = clause[before.end() :]
            if re.search("[拟为是系暂]|包括|原则", before[0]):
                # 拟由甲局牵头 is a proposal; 分别为甲局、乙局 are of parts.
                self.remarks.append(_("left out: {text}").format(text=before[0]))
        elif (by := _BY_WHOM.match(clause)) and not is_body(by["before"]):
            clause = clause[by.end() :]
            self.remarks.append(_("left out: {text}").format(text=by[0]))
        if not clause:
            return
        # 县交通局（会同县公路局）
        clause = _WITH_IN_BRACKETS.sub(r"\g<lead>会同\g<others>", clause)
        if found := clauses.ENGLISH_WITH.fullmatch(clause):
            lead, others = found["lead"], found["others"]
            if lead.endswith("("):
                # Parks Department (supported by Housing Department)
                lead, others = lead[:-1].rstrip(), others.removesuffix(")")
            if lead:
                self.pending.append(lead)
            self.add(self.role or words.RESPONSIBLE, self.wording)
            self.role, self.wording = words.PARTICIPANTS, ""
            self.pending.append(others)
            return
        for role, pattern in clauses.VERBS_AT_END:
            if verb := clauses.verb_at_end(clause, pattern):
                self.verb(role, verb[0].strip(), verb[1])
                return
        with_others = clauses.with_others(clause, listed=self.role is not None)
        if with_others:
            with_others = with_others[0], _DONE_BY_THEN.sub("", with_others[1])
        if with_others and with_others[0] and self.role == words.PARTICIPANTS:
            self.pending += with_others
        elif with_others and (with_others[0] or self.pending or self.parts):
            if self.role == words.LEAD:
                self.unkept.append("会同")
            self.together(with_others, words.RESPONSIBLE, "会同")
        else:
            self.pending.append(clause)

    def verb(self, role: str, names: str, verb: str) -> None:
        with_others = (
            clauses.with_others(names) if role in (words.LEAD, words.RESPONSIBLE) else None
        )
        if with_others and (with_others[0] or self.pending or self.parts):
            # 甲局会同乙局共同负责, 甲局会同乙局牵头
            if _TOGETHER.match(verb):
                self.unkept.append(verb)
            elif role == words.LEAD:
                self.unkept.append(f"会同…{verb}")
            self.together(with_others, role, verb)
            return
        helps = role in (words.PARTICIPANTS, words.GUIDES)
        if (
            (helps and names and not (self.role or self.parts))
            # 甲局、乙局，丙局配合; 甲局，乙局，丙局配合 may be one list.
            and len(self.pending) == 1
            and all(map(is_body, self.parse(self.pending[0]).names))
        ):
            self.flush()
        is_other = role not in (self.role, words.RESPONSIBLE)
        if names and is_other and self.role in words.DEPARTMENT_ROLES:
            # 责任单位：甲局；乙局配合
            self.flush()
            if self.parts:
                self.pending.append(names)
                self.add(role, verb)
                return
        if role == words.LEAD and (names or self.pending) and _TOGETHER.match(verb):
            self.unkept.append(verb)
        if names:
            self.without_doings()
            self.pending.append(names)
        elif not self.pending and (
            not self.wording if role != words.RESPONSIBLE else bool(self.parts)
        ):
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
        for clause in filter(clauses.DOING.match, self.pending):
            self.doubts.append(
                _("{text} is not read as a department; left out").format(text=clause)
            )
        self.pending = [clause for clause in self.pending if not clauses.DOING.match(clause)]

    def together(self, found: tuple[str, str], role: str, verb: str) -> None:
        lead, others = found
        if lead.strip():
            self.pending.append(lead.strip())
        # 甲局牵头，乙局会同丙局组织实施: only 甲局 leads.
        is_led = any(p.role == words.LEAD and _LEADS.search(p.wording) for p in self.parts)
        self.add(role if is_led else words.LEAD, verb)
        self.pending.append(others.strip())
        self.add(words.PARTICIPANTS, verb)

    def add(self, role: str, wording: str) -> None:
        if self.pending:
            names = self.parse("，".join(self.pending) if self.comma_parts else self.pending[0])
            self.pending.clear()
            self.remarks += names.remarks
            # 牵头单位及责任人
            has_people = bool(self.wording) and words.is_joint(self.wording)
            people = [
                name
                for name in names.names
                if _is_official(name) or (has_people and (is_person(name) or _is_no_body(name)))
            ]
            self.texts += [(words.PEOPLE, wording, name) for name in people]
            self.doubts += [one for one in names.doubts if not any(map(one.__contains__, people))]
            bodies = [name for name in names.names if name not in people]
            by_sign = _by_sign(bodies)
            is_told = role == words.LEAD or words.PARTICIPANTS in by_sign
            if is_told and words.LEAD in by_sign and "" in by_sign:
                # 牵头单位：甲局（牵头）、乙局; 责任单位：甲局、乙局（牵头）、丙局（配合）
                role = words.PARTICIPANTS
                message = _("only who is marked as the lead leads; these take part: {names}")
                self.doubts.append(message.format(names="、".join(by_sign[""])))
            for own, named in by_sign.items():
                # 等 is said of the last.
                is_open = names.is_open and named is list(by_sign.values())[-1]
                part = names._replace(names=tuple(named), is_open=is_open)
                self.parts.append(Part(own or role, part, wording))

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
            # 任务分工：甲局、乙局
            self.add(words.RESPONSIBLE, self.wording)

    def doubt_pairs(self) -> None:
        """Doubt leads that each have participants, or a deadline, of their own: all are joined."""
        roles = [part.role for part in self.parts if part.names]
        turns = [role for role, _same in itertools.groupby(roles)].count(words.LEAD)
        # 近期任务：…。责任单位：甲局。中期任务：…。责任单位：乙局
        twice = len(set(self.labels_of_leads)) < len(self.labels_of_leads)
        if turns > 1 or twice or (roles.count(words.LEAD) > 1 and len(self.deadline) > 1):
            leads = [p for p in self.parts if p.role in (words.LEAD, words.RESPONSIBLE)]
            names = "、".join(dict.fromkeys([n for p in leads for n in p.names.names]))
            message = _("what belongs to which of the leads is not kept: {names}")
            self.doubts.append(message.format(names=shortened(names)))

    def result(self, first_is_lead: bool) -> Statement:
        self.doubt_pairs()
        for role, label, text in self.texts:
            if role in _TEXTS and clauses.DOES.search(text):
                message = _("who does it may stand under {label}: {text}")
                self.doubts.append(message.format(label=label, text=shortened(text)))
        said = attribution.attribute(self.parts, first_is_lead=self.rule or first_is_lead)
        if said.only_guides:
            self.doubts.append(_("only who guides is named; read as lead"))
        self.remarks += attribution.named_twice(said.lead, said.participants)
        if len({*self.done}) > 1:
            # 9月开工，12月完成
            self.deadline = [*map(str.__add__, self.deadline, self.done)]
        several = len({*self.deadline, *[text for _name, text in self.when]}) > 1
        # 8月底（9月1日开学） names nobody.
        whose = [t if times.TIME.match(name) else f"{name}{t}" for name, t in self.when]
        own = whose if several else [text for _name, text in self.when]
        return Statement(
            said.lead,
            said.participants.without(said.lead),
            said.basis,
            "，".join(dict.fromkeys((*self.deadline, *own))) or None,
            "；".join([text for role, _w, text in self.texts if role == words.TARGET]) or None,
            next((text for role, _w, text in self.texts if role == words.TITLE), None),
            tuple([(w, text) for role, w, text in self.texts if role == words.PEOPLE]),
            tuple([(w, text) for role, w, text in self.texts if role == words.EXTRA]),
            self.rule_goes_on,
            (*said.unkept, *self.unkept),
            tuple(self.doubts),
            tuple(self.remarks),
            "，".join(dict.fromkeys((*self.deadline, *whose))) or None,
        )
