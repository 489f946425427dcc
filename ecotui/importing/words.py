"""The words by which documents name what a column, or a label before a colon, holds."""

from __future__ import annotations

import functools
import re

from ecotui.i18n import N_
from ecotui.text.folding import fold

NUMBER = N_("number")
HEADING = N_("heading")
TITLE = N_("title")
MEASURE = N_("measure")
LEAD = N_("lead")
#: Bodies that do the work: leads where nobody is named as lead, else participants.
RESPONSIBLE = N_("responsible")
PARTICIPANTS = N_("participants")
GUIDES = N_("guides")
#: Whole sentences such as A牵头，B配合.
DIVISION = N_("division")
DEADLINE = N_("deadline")
TARGET = N_("target")
PEOPLE = "people"
EXTRA = "extra"

DEPARTMENT_ROLES = (LEAD, RESPONSIBLE, PARTICIPANTS, GUIDES, DIVISION)
ROLES = (NUMBER, HEADING, TITLE, MEASURE, *DEPARTMENT_ROLES, DEADLINE, TARGET, PEOPLE, EXTRA)

# A word ends in one of the endings that its line lists behind the bar.
WORDS = {
    NUMBER: (
        "序号 编号 任务序号 no. no number item_no. # ref ref. ref_no ref_no. action_no "
        "action_no. s/n"
    ),
    HEADING: (
        "重点任务 主要任务 工作任务 任务 领域 重点领域 场景领域 章节 类别 任务类别 任务分类 "
        "分类 板块 方面 工作类别 项目类别 指标类别 一级任务 任务领域 key_tasks category theme "
        "objective"
    ),
    TITLE: (
        "任务名称 项目名称 事项名称 工程名称 活动名称 演练名称 班次名称 培训班名称 课题名称 "
        "指标名称 改革举措 改革事项 短标题 short_title title"
    ),
    MEASURE: (
        "具体措施 措施 工作内容 主要举措 主要措施 工作措施 工作举措 重点举措 重点工作 "
        "具体任务 具体内容 任务内容 主要内容 细则内容 任务事项 议定事项 工作事项 事项 "
        "具体事项 具体工作 "
        "具体要求 工作标准 实事项目 整改内容 考核内容 整治内容 工作职责 工作安排 "
        "整改内容及要求 任务内容及要求 整改任务 整治措施 整治任务 "
        "项目内容 实事内容 任务分解 工作要点 民生实事 重点项目 "
        "工作任务及内容 任务要求 工作要求 建设内容 主要工作 重点工作任务 "
        "目标任务 内容 二级任务 具体举措 重点任务内容 measures measure action actions "
        "activity activities task tasks recommendation recommendations key_actions "
        "action_item description mitigating_action mitigating_actions mitigation mitigations"
    ),
    LEAD: (
        "牵头单位 牵头部门 牵头责任单位 牵头责任部门 牵头负责部门 牵头负责单位 "
        "第一责任单位 第一牵头单位 主要责任单位 "
        "牵头组织实施单位 主办单位 主办部门 主办 牵头 牵头单位及部门 总牵头单位 lead "
        "lead_departments lead_department lead_agency lead_agencies lead_organisation "
        "lead_organization leads lead_agency/ies lead_responsibility co-lead co-leads lead_unit "
        "lead_units leading_unit leading_department leading_departments leading_agency led_by "
        "lead_team lead_teams lead_service lead_body lead_partner lead_partners lead_authority "
        "lead_ministry lead_institution lead_office lead_directorate lead_entity "
        "主责 主责单位 主责部门 牵头机构 牵总单位 主抓单位"
    ),
    RESPONSIBLE: (
        "责任 负责 责任单位 责任部门 主体责任单位 承办单位 承办部门 承办 负责单位 负责部门 "
        "实施单位 主管单位 主管部门 整改单位 整改部门 办理单位 "
        "落实单位 责任主体 实施主体 落实部门 责任单位(部门) 责任处室 责任科室 responsible "
        "responsible_party responsible_parties responsible_department responsible_agency "
        "责任(牵头)单位 执行单位 承接单位 完成单位 整改主体 "
        "牵头单位及责任单位 牵头及责任单位 牵头单位和责任单位 牵头(责任)单位 "
        "department/office department office implementing_agency implementing_agencies owner "
        "action_owner task_owner "
        "responsibility lead/implementing_agency departments agency agencies responsible_unit "
        "responsible_units responsible_departments responsible_agencies responsible_body "
        "responsible_bodies responsible_office responsible_team responsible_teams "
        "responsible_service "
        "responsible_entity responsible_authority responsible_ministry responsible_institution "
        "implementing_partner implementing_partners accountable_department"
    ),
    PARTICIPANTS: (
        "协作单位 会办单位 联办单位 第二责任单位 第三责任单位 其他责任单位 次要责任单位 "
        "参加单位 参与单位 配合单位 协办单位 协同单位 支持单位 参加部门 参与部门 配合部门 "
        "协办部门 协同部门 支持部门 协同责任单位 协同责任部门 配合责任单位 协助单位 协助部门 "
        "会同单位 联动单位 协管单位 辅助单位 配合机构 "
        "会办 联办 会同 协作 协助 "
        "配合 参加 参与 协同 协办 支持 participating_departments supporting "
        "supporting_agencies supporting_agency support supporting_departments partners "
        "partner participants supporting_partners key_partners participating participating_unit "
        "participating_units participating_department participating_agencies supported_by "
        "supporting_units cooperating_units cooperating_departments cooperating_agencies "
        "assisted_by assisting_units in_cooperation_with in_collaboration_with in_partnership_with "
        "supporting_unit supporting_department supporting_team supporting_teams "
        "supporting_partner supporting_organisations supporting_organizations supporting_bodies "
        "supporting_institutions support_team support_teams support_departments collaborators "
        "collaborating_agencies collaborating_departments collaborating_partners contributors "
        "contributing_departments partner_organisations partner_organizations partner_agencies "
        "partner_departments cooperating_partners participating_organisations"
    ),
    GUIDES: "指导部门 指导单位 业务指导部门 业务指导单位 指导",
    DIVISION: "部门分工 责任分工 任务分工 职责分工 分工 分工安排 工作分工",
    DEADLINE: (
        "完成时限 完成时间 完成期限 办结时间 结束时间 完成年限 完成节点 期限 时间 "
        "时限 时限要求 时间节点 时间安排 时间要求 进度安排 "
        "进度要求 整改时限 整改期限 计划完成时间 拟完成时间 拟投入运营时间 办结时限 完成日期 "
        "办理时限 落实时限 责任时限 目标时限 完成整改时限 预计完成时间 预计完成时限 计划完成时限 "
        "拟完成时限 推进时间 要求完成时间 要求完成时限 "
        "最迟完成时间 最晚完成时间 节点 交付时间 交付日期 到期日 到期时间 截止 达标时间 "
        "整改到位时间 办理期限 完成月份 任务时限 截止时间 截止日期 时间进度 计划时间 "
        "实施期限 完成时间节点 推进时限 工作时限 办结期限 最后期限 落实时间 办结日期 报送时限 "
        "销号时限 整改完成时限 达标时限 验收时限 完成年度 节点时间 限期 完成时间要求 实施时间 "
        "deadline timeline target_date due_date timeframe completion_date date due by by_when "
        "timing target_completion_date completion time_frame timescale timescales target_timescale "
        "completion_timescale end_date finish_date delivery_date agreed_date implementation_date "
        "agreed_completion_date agreed_implementation_date"
    ),
    TARGET: (
        "工作目标 目标 目标值 预期成果 预期目标 预期成效 预期效果 预期结果 "
        "成果形式 工作指标 考核指标 指标 主要目标 "
        "年度目标 绩效目标 成果 目标要求 indicator indicators target goal output outputs "
        "performance_indicator expected_outcome measure_of_success success_measure"
    ),
    PEOPLE: (
        "分管领导 责任领导 牵头领导 包抓领导 分管负责人 责任人 负责人 联系人 督办人 市领导 "
        "区领导 县领导 领导 牵头市领导 责任市领导 分管市领导 牵头区领导 分管区领导 包联领导 "
        "联络员 承办人 对接人 召集人 办理人 协办人 主办人 领衔人 联络人 "
        "复查人 审核人 检查人 监督人 验收人 执行人 "
        "信息员 填报人 姓名 主要负责同志 责任同志 手机 手机号 手机号码 电话 联系电话 "
        "联系方式 电话号码 办公电话 phone telephone mobile contact_person_and_phone "
        "牵头人 主要负责人 经办人 具体负责人 分管省领导 分管县领导 牵头县领导 督办领导 "
        "联系领导 邮箱 电子邮箱 微信 微信号 responsible_person contact contact_person "
        "contact_details e-mail email "
        "tel telephone_number phone_number phone_no mobile_number fax"
    ),
    EXTRA: (
        "备注 推广范围 进展情况 进展 目前进展 工作进展 完成情况 单位代码 资金来源 依据 "
        "remarks notes status"
    ),
}
_BRACKETED = re.compile(r"[(（\[〔][^()（）\]〕]*[)）\]〕]")
# Leaders by their rank alone: 县级领导, 包保领导.
RANKED = re.compile(
    "(?:[省市县区镇乡厅处科部局股]{1,2}级|包保|包片|包干|挂钩|挂联|挂帅|联点|驻点|帮扶|蹲点|协管|协助|对接|党政|班子"
    "|带队|[省市县区]委|[省市县区]政府){1,3}(?:主要)?(?:负责)?领导"
)
# Whoever is in charge, by whatever rank: 牵头负责领导, 分管副市长, 责任市领导.
PERSON = re.compile(
    # Of 县级领导 alone, names of people tell.
    rf"(?!{RANKED.pattern})(?:牵头|责任|分管|负责|包抓|包联|联系|督办|挂点|主管|主要|具体|第一|直接|挂联|挂钩|主抓|包保|包片"
    r"|包村|包案|协管|督导|帮扶|驻村|对口|经办|承办|办理|[省市县区镇乡村]级?){1,4}"
    r"(?:领导|负责人|责任人|联系人|[省市县区]长|副[省市县区]长|常委|人)"
)
#: What makes a word about a measure one about something else: 原牵头单位, 不参与单位.
_FORMER = "(?:原定?|曾|旧|不|非|未|调整[前后]|变更[前后]|去年|上年度?)"
OTHER = rf"(?:{_FORMER}|20\d\d年度?|上级|[省市]级|国家级?)"
_DOING = "(?:牵头|责任|主管|主办|承办|配合|协办|参加|参与|实施|落实)"
#: Whose person it is, before the word for them: 牵头单位负责人, 科室联系人.
OF_WHOM = (
    f"{_DOING}?(?:单位|部门|科室|处室|股室|机构|项目|任务|专班|工作组|小组|行动)"
    "|整改|工作|现场|业务|日常"
)
# Departments and people in one: 牵头单位及责任人, 责任领导和责任单位.
_BODIES = f"{_DOING}{{1,2}}(?:单位|部门)"
_REACHED = "(?:[及和与、/]?[㐀-鿿]{0,2}(?:电话|方式|姓名|手机|号码|职务))"
_PERSONS = (
    "[㐀-鿿]{0,4}(?:(?:责任|负责|联系|联络|承办|经办|对接|召集|协办|领衔)人|联络员|信息员|负责同志)"
)
#: People and how to reach them, in one: 联系人及电话.
REACHED = f"(?:{_PERSONS}|[㐀-鿿]{{0,4}}领导){_REACHED}"
_PEOPLE = f"(?:{_PERSONS}|[㐀-鿿]{{0,4}}领导){_REACHED}?"
_AND = "(?:以及|[及和与、/])"
JOINT = f"(?:{_BODIES}{_AND}{_PEOPLE}|{_PEOPLE}{_AND}{_BODIES})"
#: Whoever is at the head of something, as a label: 河长：张三, 责任校领导：李四.
HEAD_OF = re.compile(
    "[㐀-鿿]{0,6}(?:领导|[班组队河湖林田路片链站科股格处局厅院校行所馆厂]长|书记|主任|主席|经理"
    "|副总|干部|专员|网格员|同志|成员|组员|专家|顾问|总负责|指挥长?|秘书长)"
)
# How a duty is done, and the duty, as a label: 按职责分工负责：甲局、乙局. Both are bounded: a text
# that repeats them could be parted in every way.
_HOW = (
    "(?:(?:按照|按|依据|依照|依|根据)[本各自部门相关有的]{0,6}(?:职责|职能){0,2}(?:分工)?"
    "|共同|分别|联合|各自|分工|结合实际|组织|具体|切实|认真|全面|协调|统筹|抓好|做好|贯彻|分头|加快|推动|推进)"
)
_DUTY = "(?:负责|落实|实施|推进|办理|承办)"
DUTY = (
    f"{_HOW}{{0,5}}(?:(?:{_DUTY}(?:组织)?){{0,3}}{_DUTY}|做好相关工作"
    "|各司其职(?:、?各负其责)?|各负其责)"
)
#: Whose a role is, or what for, before it: 市级牵头单位, 监管责任单位. It ends as no body does.
WHOSE = (
    "(?:[省市县区州乡镇]{1,3}(?:本?级|直|两级|三级)?"
    "|[㐀-鿿]{1,3}[㐀-鿿](?<![厅局委办部署院会社所室行司府站队处组校馆联协台园港团关厂心])"
    "(?<![省市县区州乡镇村])(?<!牵头)(?<!责任))"
)
_BODY = "(?:单位|部门|处室|科室|股室|站所)"
_PLACE = (
    "(?:乡镇|镇街|街镇|乡镇街道|街道|镇村|村居|村|社区|县区|区县|县市区|园区|企业|公司|学校|医院"
    "|银行)"
)
_DOES = "(?:责任|牵头|主办|主责|负责|承办|落实|实施|配合|协办|协同|协助|参与|参加|支持)"
#: What names those with some role, known or not: 牵头科室, 督办单位, 责任乡镇.
ROLE = rf"(?:(?![省市县区州乡镇各])[㐀-鿿]{{2,4}}{_BODY}|{_DOES}{_PLACE})"
#: Leads and participants in one; the cells or the text say who is which: 牵头及配合单位.
_BOTH = re.compile(
    f"(?:(?:牵头|主办|主责)(?:{_BODY})?[及和与暨、/(]?|责任(?:{_BODY})?[及和与暨、/(])"
    rf"(?:配合|参加|参与|协办|协同|协助)\)?{_BODY}\)?"
)
_EN_BODY = (
    "(?:department|dept|agency|agencies|office|body|bodies|unit|organi[sz]ation|entity|entities"
    "|party|parties|partner|division|team|ministry|ministries|service|institution|authority"
    "|authorities|directorate|bureau|section|group|institute)s?"
)
#: The same words in English: Lead agency, Supporting departments, Key partners.
_ENGLISH = {
    LEAD: re.compile(rf"(?:co-|joint )?lead(?:s|ing)?(?: {_EN_BODY})?"),
    RESPONSIBLE: re.compile(rf"(?:responsible|implementing|accountable|executing)(?: {_EN_BODY})?"),
    PARTICIPANTS: re.compile(
        "(?:(?:key|other|main|delivery|external|internal|local|supporting|participating) )?"
        "(?:partners?|collaborators?|contributors?|participants?)"
        "|(?:support(?:ing)?|partner(?:ing)?|contributing|participating|collaborating"
        rf"|co-?operating|assisting)(?: {_EN_BODY})?"
    ),
}
_EN_AND = re.compile(r"\s*(?:/|&|,|\band\b|\bor\b)\s*")
_LEVEL = re.compile(
    "[省市县区州乡镇]{1,3}(?:本?级|直|两级|三级)?|本级|各级|属地|主要|具体|直接|最终|总|整改|工作|任务|项目"
)
_SIGNED = re.compile(r"\((?:(?P<lead>牵头|主办|主责)|配合|协助|协同|协办|参与|参加)\)")
#: What a plan has one role for, and sources several words.
_WAYS = {
    LEAD: (re.compile("牵头"), re.compile("主办|主责")),
    PARTICIPANTS: (
        re.compile("参与|参加"),
        re.compile("[协会联]办"),
        re.compile("配合|协助|协同|支持|保障"),
    ),
}
#: The head or label of when something is done, where another is of its timetable.
ENDING = re.compile("完成|截止|办结|整改|时限|期限|deadline|due|completion", re.IGNORECASE)
#: Offices inside a department, which lead a plan of its own and are no departments beside others.
OFFICE = re.compile("科室|处室|股室")
#: What nobody says of anything but a measure: a label, or the head of a column at any place.
SHORT_TITLE = ("短标题", "short title")
# No head of a column is longer, and folding every measure would take its time.
_LONGEST = 60


@functools.cache
def _roles() -> dict[str, str]:
    return {
        fold(word.replace("_", " ")): role
        for role, words in WORDS.items()
        for word in words.split(" ")
    }


def role(head: str) -> str | None:
    """What a column of this head, or a label, holds; None where the word is not known."""
    if len(head) >= _LONGEST:
        return None
    folded = fold(head)
    known = _roles()
    bare = _BRACKETED.sub("", folded).strip()
    if folded not in known and _BOTH.fullmatch(folded):
        return DIVISION
    found = known.get(folded) or known.get(bare) or known.get(bare.replace(" ", ""))
    if found is None and bare.isascii():
        found = _english(bare)
    if found is None and bare.endswith(("单位", "部门")) and not _is_other(bare):
        found = _with_whose(bare)
    if found is None and re.fullmatch(ROLE, bare) and not _is_other(bare):
        known_part = next((name for name, part in _PARTS if re.search(part, bare)), None)
        found = known_part if known_part in DEPARTMENT_ROLES else None
    if found == RESPONSIBLE and (sign := _SIGNED.search(folded)):
        # 责任单位（牵头） stands beside 责任单位.
        found = LEAD if sign["lead"] else PARTICIPANTS
    if found is None and _is_other(bare):
        return EXTRA
    if found is None and re.fullmatch(JOINT, bare):
        bodies = re.search(_BODIES, bare)
        return role(bodies[0]) if bodies else None
    if found is None and re.fullmatch(DUTY, bare):
        return RESPONSIBLE
    if found is None and re.fullmatch(REACHED, bare):
        return PEOPLE
    if found is None and any(one.fullmatch(bare) for one in (PERSON, RANKED, HEAD_OF)):
        return PEOPLE
    if found is None and (of := re.match(OF_WHOM, bare)):
        return PEOPLE if role(bare[of.end() :]) == PEOPLE else None
    return found


def _english(head: str) -> str | None:
    """The role of departments in English: Lead / Owner, Supporting departments and partners."""
    found: set[str | None] = set()
    for part in _EN_AND.split(head):
        known = (role for role, pattern in _ENGLISH.items() if pattern.fullmatch(part))
        if part.startswith("partner") or not re.fullmatch(_EN_BODY, part):
            found.add(next(known, None) or _roles().get(part))
    if found == {LEAD, PARTICIPANTS}:
        return DIVISION
    if found == {LEAD, RESPONSIBLE}:
        return RESPONSIBLE
    role = found.pop() if len(found) == 1 else None
    return role if role in DEPARTMENT_ROLES else None


def _is_other(head: str) -> bool:
    """Whether a known word has one before it that makes it about something else: 原牵头单位."""
    if (other := re.match(OTHER, head)) is None:
        return False
    rest = _roles().get(head[other.end() :])
    is_former = re.fullmatch(_FORMER, other[0]) is not None
    is_year = other[0].startswith("20")
    return (
        (rest in DEPARTMENT_ROLES and (is_former or is_year))
        # 调整后时限 is the deadline that holds.
        or (rest == DEADLINE and not is_year and not other[0].endswith("后"))
        or (rest == TARGET and is_former)
    )


def is_joint(head: str) -> bool:
    """Whether a column or a label holds departments and people."""
    return re.fullmatch(JOINT, _BRACKETED.sub("", fold(head)).strip()) is not None


def names_both(head: str) -> bool:
    """Whether a head is of leads and participants: 牵头及配合单位, Lead agency and partners."""
    folded = fold(head)
    return _BOTH.fullmatch(folded) is not None or (folded.isascii() and "lead" in folded)


def whose(label: str) -> str:
    """What a label says of its role beside whose level it is of: 北段 in 北段牵头单位."""
    bare = _BRACKETED.sub("", fold(label)).strip()
    said = None if bare in _roles() else _whose_and_word(bare)
    return "" if said is None or _LEVEL.fullmatch(said[0]) else said[0]


def _with_whose(label: str) -> str | None:
    """The role of a label that says whose it is: 市级责任单位; None where it is no such label."""
    if (said := _whose_and_word(label)) is None:
        return None
    return PARTICIPANTS if way(PARTICIPANTS, said[0]) is not None else _roles()[said[1]]


def _whose_and_word(label: str) -> tuple[str, str] | None:
    """A label parted before the longest word that it ends with: 市级, 第二责任单位."""
    for start in range(1, len(label) - 3):
        if _roles().get(label[start:]) in DEPARTMENT_ROLES:
            return (label[:start], label[start:]) if re.fullmatch(WHOSE, label[:start]) else None
    return None


def way(role: str, wording: str) -> int | None:
    """How those of a role do it, by the words of a source: alike where equal; None if not said."""
    ways = _WAYS.get(role, ())
    return next((at for at, pattern in enumerate(ways) if pattern.search(wording)), None)


def is_word(head: str) -> bool:
    """Whether a head is one of the known words, and says nothing else."""
    folded = fold(head)
    return folded in _roles() or folded.replace(" ", "") in _roles()


# What a head is by a part of it, where the whole is in no list: 主要责任单位, 2030年度任务目标.
_PARTS = (
    (NUMBER, r"序号|编号|\A(?:建议|提案|议案)号\Z"),
    (
        PEOPLE,
        r"(?:领导|责任人|负责人|联系人|联络员|承办人|经办人|填报人|姓名|负责同志)(?:\Z|[及和与、/])",
    ),
    (PEOPLE, r"(?:电话|手机|联系方式)(?:号码?)?\Z"),
    (DEADLINE, r"时限|期限|(?:完成|截止|启动|计划).{0,2}(?:时间|日期)|时间(?:节点|进度|安排)"),
    (
        PARTICIPANTS,
        rf"(?:配合|协同|协办|协助|参与|参加|支持)(?:.{{0,4}}{_BODY}|{_PLACE}\Z)",
    ),
    (LEAD, rf"(?:牵头|主办|主要责任|主责)(?:.{{0,6}}{_BODY}|{_PLACE}\Z)"),
    # Who else does it, in the handouts of a department.
    (EXTRA, r"共同承担(?:单位|部门)"),
    (
        RESPONSIBLE,
        rf"(?:责任|承办|负责|落实|实施|承担)(?:.{{0,2}}(?:{_BODY}|主体)|{_PLACE}\Z)",
    ),
    (EXTRA, r"(?:进展|完成|落实)情况|成效|备注|依据|来源|下一?步|后续"),
    # What a part of the time is for: 一季度目标, 1—6月任务. The whole has another column.
    (EXTRA, r"(?:季度|[上下]半年|\d月|月份).{0,4}(?:目标|指标|成果)(?:值|要求)?\Z"),
    (HEADING, r"\A[一二]级指标\Z"),
    (EXTRA, r"\A[三四]级指标\Z"),
    (TARGET, r"(?:目标|指标|成果)(?:值|要求)?\Z"),
    (MEASURE, r"(?:任务|措施|举措|事项|工作)(?:内容|名称|及?要求)?\Z"),
    # What deputies propose, and each case has.
    (TITLE, r"(?:建议|提案|议案|诉求)(?:标题|名称|事项|主题)\Z|\A(?:案由|议题)\Z"),
    (HEADING, r"类别|领域|分类|板块|章节"),
)


def head_role(head: str) -> str | None:
    """What a column of this head holds, also where only a part of the head is known."""
    if len(head) >= _LONGEST:
        return None
    if (found := role(head)) and not head.startswith("共同"):
        return found
    text = _BRACKETED.sub("", fold(head)).strip()
    if len(text) > 16:
        return None
    return next((name for name, part in _PARTS if re.search(part, text)), None)
