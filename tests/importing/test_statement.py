"""Who does what: the wordings of tails, label lines and cells."""

from __future__ import annotations

import re

import pytest

from ecotui.importing import bodies, layout, names, statement, tails
from ecotui.importing import words as roles
from ecotui.importing.statement import Statement
from tests.support import importing


def words(said: Statement) -> str:
    """What was read, on one line: leads > participants, 等 where a list is open."""
    lead = " ".join([*said.lead.names, *["等"] * said.lead.is_open])
    others = " ".join([*said.participants.names, *["等"] * said.participants.is_open])
    return f"{lead} > {others}".strip(" >") if not others else f"{lead} > {others}"


WORDINGS = [
    # Labels.
    ("牵头单位：县档案馆，配合单位：县财政局、县史志中心", "县档案馆 > 县财政局 县史志中心"),
    ("牵头部门:甲局 配合部门:市乙局 市丙局", "甲局 > 市乙局 市丙局"),
    ("牵头部门:市 财 政 局 配合部门:省政府 办公厅", "市财政局 > 省政府办公厅"),
    ("牵头单位：区应急局；责任单位：区财政局", "区应急局 > 区财政局"),
    ("牵头责任单位：甲局；协同责任单位：乙局", "甲局 > 乙局"),
    ("主办单位：甲局；协办单位：乙局、丙局", "甲局 > 乙局 丙局"),
    ("责任单位：甲局、乙局", "甲局 乙局"),
    ("责任单位：甲局；配合单位：乙局", "甲局 > 乙局"),
    ("牵头单位：甲局；指导单位：乙局", "甲局 > 乙局"),
    ("部门分工：甲局牵头，乙局、丙局等配合。", "甲局 > 乙局 丙局 等"),
    ("主责：县财政局；协同：县民政局", "县财政局 > 县民政局"),
    ("牵头单位：1.县司法局；2.县统计局", "县司法局 县统计局"),
    ("（1）县统计局、（2）县财政局负责", "县统计局 县财政局"),
    ("牵头单位：待定；配合单位：县财政局", " > 县财政局"),
    # Verbs.
    ("县长牵头，县财政局配合", " > 县财政局"),
    ("县财政局或县发改局负责", "县财政局 县发改局"),
    ("市城管局牵头，市财政局、市公交公司等参加", "市城管局 > 市财政局 市公交公司 等"),
    ("市交通局牵头，市规划局、市城管局按职责分工负责", "市交通局 > 市规划局 市城管局"),
    ("甲局负责，乙局、丙局按照职责分工负责", "甲局 乙局 丙局"),
    ("市城管局负责", "市城管局"),
    ("甲局、乙局按职责分工负责", "甲局 乙局"),
    ("甲局、乙局分别负责", "甲局 乙局"),
    ("市大数据局会同有关部门负责", "市大数据局 > 有关部门"),
    ("甲局会同乙局、丙局负责", "甲局 > 乙局 丙局"),
    ("由市委宣传部牵头，会同市教育局落实", "市委宣传部 > 市教育局"),
    ("区供销社、区财政局牵头负责", "区供销社 区财政局"),
    ("区民政局、区卫健局牵头，各镇人民政府组织实施。", "区民政局 区卫健局 > 各镇人民政府"),
    ("省自然资源厅指导，各市县负责落实", "各市县 > 省自然资源厅"),
    ("省自然资源厅指导", "省自然资源厅"),
    ("各县（市、区）人民政府结合实际落实", "各县（市、区）人民政府"),
    ("团市委、市教育局牵头，各区人民政府配合", "团市委 市教育局 > 各区人民政府"),
    ("县应急局统筹，县财政局给予支持", "县应急局 > 县财政局"),
    ("县林业局牵头，县财政局予以保障", "县林业局 > 县财政局"),
    ("县应急局牵头，县民政局分工负责", "县应急局 > 县民政局"),
    ("县民政局主责，县财政局协同", "县民政局 > 县财政局"),
    ("县应急局、县财政局按职责分工牵头", "县应急局 县财政局"),
    ("湖南省会同县人民政府负责", "湖南省会同县人民政府"),
    ("委托第三方机构，县发改局负责", "县发改局"),
    # Open lists, at the end of either list and inside one.
    ("区文旅局、区审计局等有关部门负责", "区文旅局 区审计局 等"),
    ("甲局等7个部门按职责分工负责", "甲局 等"),
    ("甲局牵头，乙局等单位配合", "甲局 > 乙局 等"),
    ("财政部牵头，发展改革委等和各省级人民政府参与", "财政部 > 发展改革委 各省级人民政府 等"),
    ("甲局牵头，乙局等部门和单位配合", "甲局 > 乙局 等"),
    ("甲局牵头，乙局等部门、单位配合", "甲局 > 乙局 等"),
    ("县信访局牵头，涉事乡镇和部门配合", "县信访局 > 涉事乡镇和部门"),
    # What contains a separator, or looks like one.
    ("各省、自治区、直辖市人民政府负责", "各省、自治区、直辖市人民政府"),
    ("甲局牵头，各省（区、市）人民政府配合", "甲局 > 各省（区、市）人民政府"),
    ("省发改委、各地级以上市人民政府负责", "省发改委 各地级以上市人民政府"),
    (
        "国家能源局、山西、内蒙古、陕西等省（区）人民政府负责",
        "国家能源局 山西、内蒙古、陕西等省（区）人民政府",
    ),
    ("甲局、黄河流域各市、县（区）人民政府负责", "甲局 黄河流域各市、县（区）人民政府"),
    ("城关镇、东街、西街街道办事处负责", "城关镇 东街街道办事处 西街街道办事处"),
    ("甲局牵头，“双随机、一公开”联席会议成员单位配合", "甲局 > “双随机、一公开”联席会议成员单位"),
    ("区农业农村和水利局、区财政局负责", "区农业农村和水利局 区财政局"),
    ("责任单位：区应急局、各镇（街道、开发区）人民政府", "区应急局 各镇（街道、开发区）人民政府"),
    ("市水务局牵头，市财政局和国网某市供电公司配合", "市水务局 > 市财政局 国网某市供电公司"),
    (
        "国家发展改革委、中华人民共和国生态环境部和国务院国资委负责",
        "国家发展改革委 中华人民共和国生态环境部 国务院国资委",
    ),
    ("市水务局牵头，各县区、市政府办公室配合", "市水务局 > 各县区 市政府办公室"),
    ("县水利局牵头，各乡镇、县委宣传部配合", "县水利局 > 各乡镇 县委宣传部"),
    ("各市、县人民法院负责", "各市、县人民法院"),
    ("各乡镇、县安委会成员单位负责", "各乡镇 县安委会成员单位"),
    ("各乡镇、县河长制成员单位、各村、县域医共体负责", "各乡镇 县河长制成员单位 各村 县域医共体"),
    ("各市、县有关部门，各镇、街道办事处负责", "各市、县有关部门 各镇、街道办事处"),
    ("市政府办公室牵头，市、县（区）水利局配合", "市政府办公室 > 市、县（区）水利局"),
    ("省林业厅牵头，省、市、县水利部门配合", "省林业厅 > 省、市、县水利部门"),
    ("牵头单位：市水务局牵头，市财政局配合", "市水务局 > 市财政局"),
    ("牵头单位：市林业局；配合单位：市财政局；已完成", "市林业局 > 市财政局"),
    ("责任单位：市林业局。要求6月完成", "市林业局"),
    ("牵头单位：市水务局；备注：需报批；\n市公安局配合", "市水务局 > 市公安局"),
    ("配合单位：县大数据局\n各镇（街道）\n县融媒体中心", " > 县大数据局 各镇（街道） 县融媒体中心"),
    ("各区、县级市人民政府，市级有关部门负责", "各区、县级市人民政府 市级有关部门"),
    ("甲局牵头，各市、县〔市、区〕政府配合", "甲局 > 各市、县〔市、区〕政府"),
    ("牵头单位：甲局，各乡、镇", "甲局 各乡、镇"),
    ("各乡镇、县直各部门负责", "各乡镇 县直各部门"),
    ("甲局牵头，县财政局提供资金保障", "甲局 > 县财政局"),
    ("责任单位：各街道、区融媒体中心、区供电公司", "各街道 区融媒体中心 区供电公司"),
    ("文化和旅游部、住房和城乡建设部负责", "文化和旅游部 住房和城乡建设部"),
    ("公安分局、便民中心及有关站所负责", "公安分局 便民中心 有关站所"),
    ("省市场监管局（省知识产权局）负责", "省市场监管局（省知识产权局）"),
    ("青山、白水、红石镇人民政府负责", "青山镇人民政府 白水镇人民政府 红石镇人民政府"),
    ("杭州市、宁波市人民政府负责", "杭州市人民政府 宁波市人民政府"),
]


@pytest.mark.parametrize(("text", "expected"), WORDINGS)
def test_a_wording(text: str, expected: str) -> None:
    said = statement.read(text)
    assert words(said) == expected
    assert said.deadline is None
    assert statement.is_statement(text)
    for name in (*said.lead.names, *said.participants.names):
        assert not any(verb in name for verb in ("负责", "牵头", "配合", "落实", "指导", "分工"))


@pytest.mark.parametrize(
    ("text", "basis"),
    [
        ("甲局、乙局负责", "负责"),
        ("甲局、乙局按职责分工负责", "按职责分工负责"),
        ("责任单位：甲局、乙局", "责任单位"),
        ("甲局等部门负责", "负责"),
        ("甲局指导", "指导"),
        # Where one body leads, or nobody else could, nothing is left to say.
        ("甲局负责", None),
        ("甲局、乙局牵头负责", None),
        ("甲局牵头，乙局负责", None),
        ("甲局会同乙局负责", None),
        ("甲局、乙局负责，列第一位者为牵头单位", None),
    ],
)
def test_how_the_source_words_it_where_it_names_no_lead(text: str, basis: str | None) -> None:
    assert statement.read(text).basis == basis


@pytest.mark.parametrize(
    ("text", "deadline"),
    [
        ("甲局负责，2032年9月底前完成", "2032年9月底前"),
        ("牵头单位：甲局；责任单位：乙局，6月底完成", "6月底"),
        ("甲局、乙局分别负责，年内持续推进", "年内持续推进"),
        ("甲局负责，3月底前试行，6月底前全面推行", "3月底前试行，6月底前全面推行"),
        ("甲局牵头，乙局配合，2025年底前取得明显成效", "2025年底前取得明显成效"),
        ("牵头单位:甲局 完成时限:2025年12月", "2025年12月"),
        ("甲局负责，长期坚持", "长期坚持"),
    ],
)
def test_deadlines(text: str, deadline: str) -> None:
    said = statement.read(text)
    assert said.deadline == deadline
    assert said.lead.names[0] == "甲局"
    names_ = [*said.lead.names, *said.participants.names]
    assert all(name in ("甲局", "乙局") for name in names_)


RULES = [
    "列第一位者为牵头单位，下同",
    "列第一位的为牵头单位",
    "排在第一位的部门为牵头部门，下同",
    "列在首位的单位为牵头单位",
    "排第一位的为牵头单位或汇总单位",
]


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize(
    "form", ["甲局、乙局等负责。{}", "甲局、乙局等负责，{}", "甲局、乙局等（{}）"]
)
def test_the_first_leads_where_the_document_says_so(form: str, rule: str) -> None:
    said = statement.read(form.format(rule))
    goes_on = "下同" in rule
    assert (words(said), said.rule, said.basis) == ("甲局 > 乙局 等", goes_on, None)


def test_without_a_rule_the_first_is_not_the_lead() -> None:
    assert words(statement.read("甲局、乙局负责，下同")) == "甲局 乙局"
    assert statement.read("甲局、乙局负责，下同").doubts == ("what 下同 refers to is not known",)
    assert words(statement.read("甲局、乙局负责", first_is_lead=True)) == "甲局 > 乙局"
    # Who is named as lead leads, whatever the rule.
    assert words(statement.read("甲局、乙局牵头负责", first_is_lead=True)) == "甲局 乙局"


@pytest.mark.parametrize(
    "text",
    [
        "自有房屋除外，下同",
        "2026-2027 年",
        "含公租房、保障性租赁住房",
        "以下简称平台",
        "一期、二期",
        "见附件2",
        "",
        "负责",
        "国家、省、市三级",
    ],
)
def test_other_brackets_say_nothing_of_who_does_it(text: str) -> None:
    assert not statement.is_statement(text)


def test_a_rule_without_a_word_for_the_rest_holds_for_its_own_list_alone() -> None:
    said = statement.read("甲局、乙局分别负责（列第一位的为牵头单位）")
    assert (words(said), said.rule) == ("甲局 > 乙局", False)
    assert statement.read("甲局、乙局负责（列第一位的为牵头单位，下同）").rule


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lead: Port Authority, with support from Water Board and Fire Board.",
         "Port Authority > Water Board Fire Board"),
        ("Co-leads: Ministry of Health; Ministry of Labour",
         "Ministry of Health Ministry of Labour"),
    ],
)  # fmt: skip
def test_english_statements(text: str, expected: str) -> None:
    assert words(statement.read(text)) == expected


@pytest.mark.parametrize(
    "name",
    [
        "Department of Housing, Communities and Local Government",
        "Planning, Building and Code Enforcement",
    ],
)
def test_an_english_name_with_a_comma_is_one_with_a_doubt(name: str) -> None:
    read = names.parse(name)
    assert (read.names, read.doubts) == ((name,), (f"{name} is read as one name",))
    assert names.parse("Port Authority, Parks and Recreation").names[0] == "Port Authority"


def test_a_choice_is_told() -> None:
    doubt = "甲局或乙局 leaves open which of them; all are kept"
    assert statement.read("甲局或乙局负责").doubts == (doubt,)


def test_who_is_named_by_an_office_is_a_person() -> None:
    assert statement.read("县长负责，县水利局落实").people == (("负责", "县长"),)


def test_names_of_people_and_other_labels_stay_apart() -> None:
    said = statement.read("分管领导：张三；牵头单位：甲局；工作目标：建成两处；备注：试点")
    assert words(said) == "甲局"
    assert said.people == (("分管领导", "张三"),)
    assert said.target == "建成两处"
    assert said.extra == (("备注", "试点"),)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("涉事乡镇和部门", "group"),
        ("“双随机、一公开”联席会议成员单位", "group"),
        ("山西、陕西等省（区）人民政府", "group"),
        ("黄河流域各市、县（区）人民政府", "group"),
        ("农业农村和水利局", "department"),
    ],
)
def test_the_kind_of_a_name(name: str, kind: str) -> None:
    assert bodies.kind(name) == kind


def test_what_is_left_out_or_given_is_told() -> None:
    doubt = "委托第三方机构 is not read as a department; left out"
    assert statement.read("委托第三方机构，县发改局负责").doubts == (doubt,)
    given = "the ending of 西街街道办事处 is given to 东街"
    assert statement.read("城关镇、东街、西街街道办事处负责").remarks == (given,)


def test_an_unknown_ending_is_told() -> None:
    said = statement.read("责任单位：甲局统一卖力下同、乙局")
    assert said.doubts == ("甲局统一卖力下同 does not look like a name",)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Port Authority; Reef Institute", "Port Authority|Reef Institute"),
        ("Ministry of Labour, Rural Affairs and Skills; NGOs",
         "Ministry of Labour, Rural Affairs and Skills|NGOs"),
        ("Port Authority & Water Board", "Port Authority|Water Board"),
        ("Port Authority and Water Board.", "Port Authority|Water Board"),
        ("Health & Safety Executive", "Health & Safety Executive"),
        ("Department of Finance and Administration", "Department of Finance and Administration"),
        ("Parks & Recreation and Police Department", "Parks & Recreation|Police Department"),
        ("TBD", ""),
        ("To be confirmed.", ""),
        ("Acme Ltd.", "Acme Ltd."),
        ("Town councils, etc.", "Town councils"),
    ],
)  # fmt: skip
def test_english_lists(text: str, expected: str) -> None:
    assert "|".join(names.parse(text, comma_parts=False).names) == expected


@pytest.mark.parametrize("label", ["工作举措", "具体措施", "推进措施", "资金（万元）"])
def test_what_another_label_says_is_kept_under_it(label: str) -> None:
    said = statement.read(f"牵头单位：甲局；完成时限：12月底；\n{label}：召开调度会，每月一次")
    assert words(said) == "甲局"
    assert said.deadline == "12月底"
    assert said.extra == ((label, "召开调度会，每月一次"),)


NO_NAMES = [
    *("★为重点任务", "*号的为牵头单位", "带★的为新增任务", "注：涉密内容不公开", "备注:按季报送"),
    *("详见附件", "见附件2", "同上", "以实际为准", "如有变动另行通知", "★为新增单位"),
]


@pytest.mark.parametrize("text", NO_NAMES)
@pytest.mark.parametrize("mark", ["，", "、", "；", "\n"])
def test_a_rule_or_note_among_departments_is_none_and_is_said(text: str, mark: str) -> None:
    found = names.parse(f"县财政局{mark}{text}")
    assert found.names == ("县财政局",)
    assert any(text in doubt for doubt in found.doubts)


NUMERALS = [
    ("一、", "二、"),
    ("（一）", "（二）"),
    ("1)", "2)"),
    ("● ", "● "),
    ("- ", "- "),
    ("·", "·"),
]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("各县区、市级有关部门", ["各县区", "市级有关部门"]),
        ("各区县、市有关部门", ["各区县", "市有关部门"]),
        ("各区、县级市", ["各区、县级市"]),
        ("各级党委、政府", ["各级党委、政府"]),
        ("各级党委和政府、有关单位", ["各级党委和政府", "有关单位"]),
        ("党委、政府", ["党委、政府"]),
        ("高新区党工委、管委会", ["高新区党工委、管委会"]),
        ("市委、市政府", ["市委", "市政府"]),
        ("①县司法局②县统计局③县民政局", ["县司法局", "县统计局", "县民政局"]),
        ("1.县司法局 2.县统计局", ["县司法局", "县统计局"]),
        *((f"{a}县司法局\n{b}县统计局", ["县司法局", "县统计局"]) for a, b in NUMERALS),
        ("县教育局、县财政局及其他有关单位", ["县教育局", "县财政局", "其他有关单位"]),
        ("县卫健局及下属单位、县教育局", ["县卫健局及下属单位", "县教育局"]),
        ("县国资委和所属企业", ["县国资委和所属企业"]),
        ("县住建局以及直属事业单位", ["县住建局以及直属事业单位"]),
        ("县委办和直属机关工委", ["县委办", "直属机关工委"]),
        ("市人力资源社\n会保障局", ["市人力资源社会保障局"]),
        ("县教育局、县财政局……", ["县教育局", "县财政局", "等"]),
        ("县教育局、县财政局.", ["县教育局", "县财政局"]),
        ("若尔盖县人民政府、如东县财政局", ["若尔盖县人民政府", "如东县财政局"]),
    ],
)
def test_lists_as_offices_write_them(text: str, expected: list[str]) -> None:
    found = names.parse(text)
    assert [*found.names, *["等"] * found.is_open] == expected
    assert not found.doubts


@pytest.mark.parametrize(
    "text",
    [
        "县财政局★",
        "县民政局①",
        "张三丰",
        "市教育局（李四）",
        "形成专项工作方案",
        "市财政局制定具体方案",
    ],
)
def test_what_may_be_no_name_is_a_doubt(text: str) -> None:
    assert names.parse(f"县教育局、{text}").doubts


@pytest.mark.parametrize("mark", [*"/／|\\&+"])
def test_a_slash_between_two_bodies_leaves_open_which(mark: str) -> None:
    found = names.parse(f"市教育局{mark}市财政局、中石油/中石化")
    assert found.names == ("市教育局", "市财政局", "中石油/中石化")
    assert len(found.doubts) == 2


@pytest.mark.parametrize("label", ["县级领导", "包保领导", "市委领导", "县处级领导"])
def test_leaders_by_rank_are_people(label: str) -> None:
    said = statement.read(f"{label}：张三丰、李四；牵头单位：县教育局")
    assert (said.people, words(said)) == (((label, "张三丰、李四"),), "县教育局")
    assert not statement.read(f"{label}：县教育局、县财政局").people


def test_offices_behind_departments_are_none() -> None:
    said = statement.read("责任单位：县教育局；责任科室：基教科")
    assert (words(said), said.extra) == ("县教育局", (("责任科室", "基教科"),))


@pytest.mark.parametrize(
    ("listed", "wanted"),
    [
        ("县财政局和县审计局", ("县财政局", "县审计局")),
        ("县总工会、团县委和县妇联", ("县总工会", "团县委", "县妇联")),
        ("马鞍山市和县人民政府", ("马鞍山市和县人民政府",)),
        ("和田县人民政府", ("和田县人民政府",)),
    ],
)
def test_and_before_a_county_parts_whole_names_only(listed: str, wanted: tuple[str, ...]) -> None:
    assert statement.read(f"{listed}牵头").lead.names == wanted


def test_how_many_an_open_list_has_is_said() -> None:
    said = statement.read("县统计局牵头，县发改局等12个部门配合")
    assert (said.participants.names, said.participants.is_open) == (("县发改局",), True)
    assert said.remarks == ("how many the list has is not kept: 等12个部门",)
    said = statement.read("县卫健局牵头，县医院、县中医院等3家医院配合")
    assert (said.participants.names, said.participants.is_open) == (("县医院", "县中医院"), True)


def test_whose_support_is_needed_takes_part() -> None:
    said = statement.read("县教育局牵头，县住建局配合，需省教育厅支持")
    assert said.participants.names == ("县住建局", "省教育厅")


@pytest.mark.parametrize(
    "name",
    [
        "县残疾人联合会",
        "县工商业联合会",
        "县供销合作社联合社",
        "市联合执法大队",
        "县政协办",
        "县科协办",
        "怀化市会同县人民政府",
    ],
)
def test_a_verb_within_a_name_is_a_part_of_it(name: str) -> None:
    for text, lead, others in (
        (f"{name}牵头，县财政局配合", name, "县财政局"),
        (f"县财政局牵头，{name}配合", "县财政局", name),
        (f"牵头单位：县财政局；配合单位：县民政局、{name}", "县财政局", f"县民政局 {name}"),
        (f"县财政局、{name}、县林业局按职责分工负责", f"县财政局 {name} 县林业局", ""),
        (f"县财政局会同{name}负责", "县财政局", name),
    ):
        said = statement.read(text)
        assert " ".join(said.lead.names) == lead, text
        assert " ".join(said.participants.names) == others, text
        assert said.lead.doubts + said.participants.doubts == (), text


def test_a_county_that_is_called_like_a_verb_is_one_of_a_list() -> None:
    said = statement.read("市水利局、会同县人民政府、市林业局牵头，市财政局配合")
    assert said.lead.names == ("市水利局", "会同县人民政府", "市林业局")
    said = statement.read("市水利局联合市林业局、市财政局开展，联合县民政局负责")
    assert "联合" not in "".join(said.lead.names + said.participants.names)


@pytest.mark.parametrize(
    "text",
    [
        "县教育局（6月底前）、县财政局（7月底前）牵头",
        "牵头单位：县教育局（6月底前）；配合单位：县财政局（7月底前）",
    ],
)
def test_each_of_several_dates_is_said_of_its_body(text: str) -> None:
    said = statement.read(text)
    assert (*said.lead.names, *said.participants.names) == ("县教育局", "县财政局")
    assert said.deadline == "县教育局6月底前，县财政局7月底前"


def test_a_date_behind_one_name_is_the_deadline() -> None:
    said = statement.read("牵头单位：县教育局、县财政局（7月底前）")
    assert (said.lead.names, said.deadline) == (("县教育局", "县财政局"), "7月底前")


@pytest.mark.parametrize("name", ["县教育局县财政局", "张三（县教育局）"])
def test_a_name_that_is_none_is_doubted(name: str) -> None:
    said = statement.read(f"{name}牵头")
    assert any("does not look like a name" in doubt for doubt in said.doubts)


def test_what_is_said_of_a_list_or_of_all_measures_is_no_name() -> None:
    said = statement.read("县教育局、县财政局（排名不分先后）暨县审计局牵头")
    assert said.lead.names == ("县教育局", "县财政局", "县审计局")
    said = statement.read("县教育局等按职责分工负责。以下均需各市人民政府落实，不再列出")
    assert said.lead.names == ("县教育局",)
    assert (
        "a rule for all measures is not applied: 以下均需各市人民政府落实，不再列出" in said.doubts
    )
    rule = "以下均需各县区政府，经开区管委会、高新区管委会负责落实，不再列出"
    said = statement.read(f"责任单位：县教育局、县财政局。{rule}")
    assert said.lead.names == ("县教育局", "县财政局")
    assert said.doubts == (f"a rule for all measures is not applied: {rule}",)


def test_a_bracket_behind_one_that_ends_in_a_deadline_is_read() -> None:
    said = statement.read("牵头单位：市水务局；完成时限：6月；\n市公安局配合")
    assert (words(said), said.deadline) == ("市水务局 > 市公安局", "6月")


def test_a_break_behind_a_role_in_brackets_parts_names() -> None:
    said = statement.read("市水务局（牵头）\n市财政局（配合）", "responsible")
    assert words(said) == "市水务局 > 市财政局"


@pytest.mark.parametrize("sign", ["·", "•", "・", "—", "→", "～", "－"])
def test_a_sign_that_parts_no_names_is_doubted(sign: str) -> None:
    said = statement.read(f"林业厅{sign}水利厅牵头")
    assert said.doubts == (f"林业厅{sign}水利厅 does not look like a name",)


@pytest.mark.parametrize(
    "name",
    [
        "☑市财政局",
        "市财政局∶市教育局",
        "市财政局<!-- 主 -->",
        "[市财政局](http://a.cn)",
        "市财政局[主]",
        "市财政局=市教育局",
    ],
)
def test_a_sign_that_no_name_holds_is_doubted(name: str) -> None:
    said = statement.read(f"责任单位：{name}、市水利局")
    assert f"{name} does not look like a name" in said.doubts


@pytest.mark.parametrize(
    "name",
    [
        "“双随机、一公开”联席会议办公室",
        "中国（四川）自由贸易试验区工作办公室",
        "市发展改革委（粮食和储备局）",
        "2035创新中心",
        "A股上市办公室",
    ],
)
def test_signs_of_names_are_not_doubted(name: str) -> None:
    assert statement.read(f"责任单位：{name}、市水利局").doubts == ()


@pytest.mark.parametrize("text", ["按职责分工配合", "负责督促", "协同推进"])
def test_what_names_nobody_behind_a_label_is_kept_under_it(text: str) -> None:
    said = statement.read(f"牵头单位：甲局；配合单位：{text}")
    assert (words(said), said.extra) == ("甲局", (("配合单位", text),))


@pytest.mark.parametrize("text", ["无", "—", "暂无", ""])
def test_a_label_that_says_nobody_keeps_nothing(text: str) -> None:
    assert statement.read(f"牵头单位：甲局；配合单位：{text}").extra == ()


@pytest.mark.parametrize(
    "name",
    [
        "各县（市、区）委和政府",
        "各乡镇（街道）党（工）委、政府（办事处）",
        "各乡镇（街道）党（工）委和政府（办事处）",
        "各区县党委、政府",
    ],
)
def test_party_and_government_of_places_are_one_group(name: str) -> None:
    said = statement.read(f"责任单位：省住建厅、{name}")
    assert said.lead.names == ("省住建厅", name)


@pytest.mark.parametrize(
    "person",
    [
        *("局长王五", "王五局长", "李九同志", "副县长赵六", "质安站站长徐明", "总工程师徐明"),
        *("办公室主任徐明", "分管领导徐明", "党组成员、副局长徐明", "科员徐明", "徐明/副局长"),
    ],
)
def test_an_official_in_brackets_is_no_part_of_a_name(person: str) -> None:
    said = statement.read(f"牵头单位：县商务局（{person}）")
    assert said.lead.names == ("县商务局",)
    assert said.remarks == (f"names of people are left out: （{person}）",)


@pytest.mark.parametrize("people", ["赵六、孙八", "赵六"])
def test_what_may_be_people_in_brackets_is_doubted(people: str) -> None:
    said = statement.read(f"牵头单位：县民政局（{people}）")
    assert f"县民政局（{people}） does not look like a name" in said.doubts


@pytest.mark.parametrize("number", ["0571-88880000", "88880000", "13800001111"])
def test_a_telephone_number_is_no_deadline(number: str) -> None:
    said = statement.read(f"牵头单位：县民政局（{number}）")
    assert (said.lead.names, said.deadline) == (("县民政局",), None)
    said = statement.read(f"牵头单位：县民政局，{number}")
    assert said.deadline is None
    assert any(number in told for told in (*said.doubts, *said.remarks))


def test_numerals_before_the_same_label_are_not_dropped_in_silence() -> None:
    said = statement.read("①牵头单位：甲局；②牵头单位：乙局")
    assert said.lead.names == ("甲局", "乙局")
    assert any("①、②" in doubt for doubt in said.doubts)
    assert statement.read("1.牵头单位：甲局；2.配合单位：乙局").doubts == ()


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("甲局为牵头单位，乙局、丙局为配合单位", "甲局 > 乙局 丙局"),
        ("由甲局作为牵头部门，乙局参与", "甲局 > 乙局"),
        ("责任单位：甲局（主）、乙局（辅）", "甲局 > 乙局"),
        ("责任单位：甲局（牵）、乙局（配）", "甲局 > 乙局"),
        ("责任单位：1.甲局2.乙局", "甲局 乙局"),
        ("责任单位：甲局，不含乡镇", "甲局"),
        ("责任单位：甲局、乙局，各司其职", "甲局 乙局"),
    ],
)
def test_other_words_for_who_does_what(text: str, who: str) -> None:
    assert words(statement.read(text)) == who


@pytest.mark.parametrize("label", ["督办单位", "监督单位", "验收部门", "督办处室", "技术支撑单位"])
def test_who_has_another_role_is_no_lead(label: str) -> None:
    said = statement.read(f"牵头单位：甲局；{label}：乙局、丙局")
    assert (words(said), said.extra) == ("甲局", ((label, "乙局、丙局"),))
    assert any(label in doubt for doubt in said.doubts)
    assert not statement.is_statement(f"{label}：乙局")


@pytest.mark.parametrize(
    ("text", "who", "extra"),
    [
        ("牵头科室：办公室；配合科室：人事科、财务科", "办公室 > 人事科 财务科", ()),
        ("责任股室：办公室、人事股", "办公室 人事股", ()),
        ("牵头站所：水利站；协同站所：林业站", "水利站 > 林业站", ()),
        ("牵头单位：甲局；责任科室：预算科", "甲局", (("责任科室", "预算科"),)),
    ],
)
def test_offices_do_it_where_no_department_does(
    text: str, who: str, extra: tuple[tuple[str, str], ...]
) -> None:
    said = statement.read(text)
    assert (words(said), said.extra, said.doubts) == (who, extra, ())


@pytest.mark.parametrize(
    ("text", "is_doubted"),
    [
        ("甲局牵头，丙局配合；乙局牵头，丁局配合", True),
        ("牵头单位：甲局；配合单位：丙局；牵头单位：乙局", True),
        ("甲局牵头，6月底前；乙局牵头，12月底前", True),
        ("甲局、乙局牵头，丙局配合，丁局参与", False),
        ("甲局牵头，乙局牵头，丙局配合", False),
        ("甲局牵头，6月底前启动，12月底前完成", False),
    ],
)
def test_pairs_of_leads_and_what_is_theirs_are_doubted(text: str, is_doubted: bool) -> None:
    doubts = statement.read(text).doubts
    assert any("which of the leads" in doubt for doubt in doubts) == is_doubted


def test_a_break_behind_a_verb_parts_clauses() -> None:
    assert words(statement.read("甲局牵头\n乙局、丙局配合")) == "甲局 > 乙局 丙局"


@pytest.mark.parametrize("label", ["分工负责", "负责", "共同负责", "分别落实"])
def test_what_is_said_of_several_who_do_it_is_a_label(label: str) -> None:
    said = statement.read(f"{label}：甲局、乙局")
    assert (said.lead.names, said.basis) == (("甲局", "乙局"), label)


def test_a_stroke_that_looks_like_the_mark_between_names_is_one() -> None:
    said = statement.read("县农业局丶县财政局牵头，县水利局丶县教育局配合")
    assert words(said) == "县农业局 县财政局 > 县水利局 县教育局"
    assert "丶 is read as 、" in said.remarks


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("甲局统筹协调，乙局牵头，丙局配合", ("统筹协调",)),
        ("甲局牵头，乙局统筹", ("统筹",)),
        ("甲局统筹协调，丙局配合", ()),
    ],
)
def test_who_coordinates_beside_a_lead_leads_and_that_is_said(
    text: str, roles: tuple[str, ...]
) -> None:
    assert statement.read(text).roles == roles


@pytest.mark.parametrize(
    "joint", ["", "同", "连同", "并", "协助", "偕同", "兼", "跟", "——", "--", "_", "."]
)
def test_two_bodies_in_one_name_are_doubted(joint: str) -> None:
    name = f"县财政局{joint}县发改局"
    assert any(name in doubt for doubt in statement.read(f"责任单位：{name}").doubts)


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("牵头单位：县工信局（县财政局协助）", "县工信局 > 县财政局"),
        (
            "牵头单位：县工信局（县财政局、县科技局配合）；配合单位：县商务局",
            "县工信局 > 县财政局 县科技局 县商务局",
        ),
        ("县工信局（县财政局协助）牵头", "县工信局（县财政局协助）"),
        ("责任单位：县发改局（县粮食和储备局）", "县发改局（县粮食和储备局）"),
    ],
)
def test_who_helps_in_brackets_behind_a_name_takes_part(text: str, who: str) -> None:
    said = statement.read(text)
    assert words(said) == who
    assert bool(said.doubts) == ("协助）牵头" in text)


@pytest.mark.parametrize("helps", ["联合县住建局", "商县财政局", "县财政局支持"])
def test_who_helps_in_brackets_inside_a_list_is_doubted(helps: str) -> None:
    name = f"县教体局（{helps}）"
    assert any(name in doubt for doubt in statement.read(f"责任单位：{name}、县商务局").doubts)


@pytest.mark.parametrize("blank", [" ", "  ", "\u3000", "\t"])
def test_blanks_alone_part_labels(blank: str) -> None:
    text = "责任单位：发改局 财政局 完成 时限：6月 目标：投资5亿元 资金：3亿元 其中：中央1亿元"
    said = statement.read(text.replace(" ", blank))
    assert (said.lead.names, said.deadline, said.target) == (
        ("发改局", "财政局"),
        "6月",
        "投资5亿元",
    )
    [(label, value)] = said.extra
    assert (label, value.split()) == ("资金", ["3亿元", "其中：中央1亿元"])


@pytest.mark.parametrize("text", ["同1", "同第1项", "同第（三）条"])
def test_what_refers_to_another_measure_is_no_name(text: str) -> None:
    said = statement.read(f"责任单位：{text}")
    assert not said.lead.names
    assert any(text in doubt for doubt in said.doubts)


@pytest.mark.parametrize("name", ["市财政局1", "东"])
def test_a_digit_or_a_single_character_is_doubted(name: str) -> None:
    said = statement.read(f"责任单位：{name}、市教育局")
    assert said.lead.names == (name, "市教育局")
    assert any(name in doubt for doubt in said.doubts)


@pytest.mark.parametrize(
    "label",
    [
        "市级牵头单位",
        "省直责任单位",
        "市县责任单位",
        "监管责任单位",
        "属地责任部门",
        "联合牵头单位",
    ],
)
def test_whose_a_role_is_belongs_to_its_label(label: str) -> None:
    said = statement.read(f"完成时限：6月；{label}：甲局、乙局")
    assert (said.lead.names, said.deadline) == (("甲局", "乙局"), "6月")


def test_those_who_help_take_part_whosever_role_it_is() -> None:
    said = statement.read("市级牵头单位：甲局；县级配合单位：乙局；协同整改责任单位：丙局")
    assert (said.lead.names, said.participants.names) == (("甲局",), ("乙局", "丙局"))


def test_the_longest_word_that_a_label_ends_with_says_its_role() -> None:
    said = statement.read("市级第一责任单位：甲局；市级第二责任单位：乙局")
    assert (said.lead.names, said.participants.names) == (("甲局",), ("乙局",))


def test_a_body_before_a_label_is_one_that_does_it() -> None:
    said = statement.read("县财政局牵头单位：甲局")
    assert (said.lead.names, said.participants.names) == (("甲局",), ("县财政局",))


@pytest.mark.parametrize("joined", ["和", "及", "与", "以及"])
@pytest.mark.parametrize("end", ["等配合", "等部门配合", "等有关单位配合", "等3个单位配合"])
def test_the_last_of_an_open_list_may_follow_an_and(joined: str, end: str) -> None:
    said = statement.read(f"市科技局牵头，市教育局、市民政局{joined}市商务局{end}")
    assert said.participants.names == ("市教育局", "市民政局", "市商务局")
    assert said.participants.is_open


@pytest.mark.parametrize(
    "kind",
    [
        "政法单位",
        "群团组织",
        "市属企业",
        "部门（单位）",
        "相关责任单位",
        "行业主管部门",
        "涉农部门",
    ],
)
def test_a_kind_of_bodies_behind_a_list_is_no_name(kind: str) -> None:
    said = statement.read(f"市公安局、市司法局等{kind}负责")
    assert said.lead.names == ("市公安局", "市司法局")
    assert said.lead.is_open


def test_how_many_they_are_is_no_part_of_the_last_name() -> None:
    said = statement.read("市财政局、市审计局两局负责")
    assert said.lead.names == ("市财政局", "市审计局")
    assert any("两局" in remark for remark in said.remarks)


@pytest.mark.parametrize("name", ["武汉协和医院", "福建协和学院"])
def test_a_name_with_an_and_inside_is_one(name: str) -> None:
    assert statement.read(f"市卫健委、{name}负责").lead.names == ("市卫健委", name)


def test_an_official_with_a_name_is_a_person() -> None:
    said = statement.read("副市长张三牵头，市水利局负责")
    assert said.people == (("牵头", "副市长张三"),)
    assert said.lead.names == ("市水利局",)


@pytest.mark.parametrize("rule", ["第一个为牵头单位", "首个单位为牵头单位", "列首位的为牵头单位"])
def test_a_label_may_say_that_the_first_leads(rule: str) -> None:
    said = statement.read(f"责任单位（{rule}）：甲局、乙局")
    assert (said.lead.names, said.participants.names) == (("甲局",), ("乙局",))


JOINTS = ("、", "和", "及", "与", "以及")
ENDS = ("", "等", "等部门", "等有关部门", "等单位", "等相关部门和单位", "等部门（单位）")
LEADING = ("牵头", "负责", "按职责分工负责", "共同负责", "负责落实", "牵头负责", "组织实施")
HELPING = ("配合", "参与", "协助", "积极配合", "做好配合", "协同配合")


@pytest.mark.parametrize(
    "listed",
    [
        "市教育局 市残联",
        "各区县 市文联",
        "市科协 国网青山供电公司",
        "白水镇 国家统计局青山调查队",
        "泰和县政府 和平区政府",
        "市志愿服务联合会 市委党校 青山海关",
        "市城投公司 白水镇 青山经开区管委会",
        "市政协办 市残疾人联合会 武汉协和医院 各县（市、区）人民政府",
    ],
)
@pytest.mark.parametrize("joint", JOINTS)
def test_every_joint_end_and_verb_leaves_the_names_whole(listed: str, joint: str) -> None:
    *first, last = names = listed.split(" ")
    for end in ENDS:
        written = f"{'、'.join(first)}{joint}{last}{end}"
        for verb in LEADING:
            assert statement.read(f"{written}{verb}").lead.names == tuple(names), (end, verb)
        for verb in HELPING:
            said = statement.read(f"市水利局牵头，{written}{verb}")
            assert said.participants.names == tuple(names), (end, verb)
        for before in ("", "完成时限：6月 "):
            said = statement.read(f"{before}牵头单位：市水利局 配合单位：{written}")
            assert said.participants.names == tuple(names), (before, end)


@pytest.mark.parametrize("name", ["市妇联", "市委党校", "青山海关", "白水镇", "市工商联"])
def test_a_name_before_a_label_is_no_part_of_it(name: str) -> None:
    said = statement.read(f"牵头单位：市水利局、{name} 配合单位：市教育局")
    assert said.lead.names == ("市水利局", name)
    assert said.participants.names == ("市教育局",)


@pytest.mark.parametrize(
    ("text", "participants", "deadline"),
    [
        ("甲局牵头，2024年底前由市财政局配合完成", ("市财政局",), "2024年底前"),
        ("甲局牵头，2025年前会同市财政局完成", ("市财政局",), "2025年前"),
        ("甲局牵头，6月底前市财政局配合完成", ("市财政局",), "6月底前"),
        (
            "甲局牵头，长期护理保险经办中心、市财政局配合",
            ("长期护理保险经办中心", "市财政局"),
            None,
        ),
        ("甲局牵头，常态化疫情防控办配合", ("常态化疫情防控办",), None),
        ("甲局牵头，长期坚持", (), "长期坚持"),
    ],
)
def test_who_does_it_behind_a_date_is_no_part_of_it(
    text: str, participants: tuple[str, ...], deadline: str | None
) -> None:
    said = statement.read(text)
    assert (said.lead.names, said.participants.names) == (("甲局",), participants)
    assert said.deadline == deadline


@pytest.mark.parametrize(
    "text", ["甲局牵头，2024年6月底前市财政局完成拨付", "完成时限：2024年底前由市财政局验收"]
)
def test_a_deadline_that_names_a_department_is_doubted(text: str) -> None:
    said = statement.read(text)
    assert any("市财政局" in doubt for doubt in said.doubts)


@pytest.mark.parametrize("before", ["必要时", "同时", "并请", "如遇汛情", "重大事项请"])
def test_a_condition_before_a_name_is_left_out_and_said(before: str) -> None:
    said = statement.read(f"甲局牵头，{before}市财政局配合")
    assert said.participants.names == ("市财政局",)
    assert any(before in remark for remark in said.remarks)


@pytest.mark.parametrize("name", ["省级", "国家", "市直", "上级"])
def test_a_level_alone_is_doubted(name: str) -> None:
    assert any(name in doubt for doubt in statement.read(f"甲局牵头，需{name}支持").doubts)


def test_who_does_it_behind_a_target_is_no_part_of_it() -> None:
    said = statement.read("牵头单位：甲局；工作目标：覆盖率95%，乙局、丙局配合")
    assert (said.target, said.participants.names) == ("覆盖率95%", ("乙局", "丙局"))
    said = statement.read("牵头单位：甲局；工作目标：由市财政局配合扩大范围")
    assert any("市财政局" in doubt for doubt in said.doubts)


@pytest.mark.parametrize(
    "person", ["责任人张三", "联系人：张三", "督导领导：张三", "专班班长：张三", "河长：张三"]
)
def test_people_are_none_of_those_who_do_it(person: str) -> None:
    said = statement.read(f"牵头单位：甲局；完成时限：6月底；{person}")
    assert (said.lead.names, said.deadline) == (("甲局",), "6月底")
    [(_label, name)] = said.people
    assert name == "张三"
    assert statement.read("牵头单位：市人民银行").lead.names == ("市人民银行",)


@pytest.mark.parametrize(
    "date",
    ["by December 2024", "by the end of June 2024", "June 30, 2024", "ongoing", "throughout 2024"],
)
def test_an_english_date_without_a_label_is_the_deadline(date: str) -> None:
    said = statement.read(f"Lead: Education Bureau; Participants: Water Bureau; {date}")
    assert said.participants.names == ("Water Bureau",)
    assert said.deadline == date.replace(",", "")


@pytest.mark.parametrize("lead", ["Lead unit", "Leading department", "Led by"])
@pytest.mark.parametrize("others", ["Participating", "Supported by", "Cooperating units"])
def test_more_english_labels(lead: str, others: str) -> None:
    said = statement.read(f"{lead}: Education Bureau; {others}: Water Bureau")
    assert said.lead.names == ("Education Bureau",)
    assert said.participants.names == ("Water Bureau",)


@pytest.mark.parametrize("name", ["县残联", "县消防救援大队", "县档案馆", "青山街道"])
def test_an_and_before_a_county_parts_any_body(name: str) -> None:
    assert statement.read(f"牵头单位：{name}和县医保局").lead.names == (name, "县医保局")
    assert statement.read("牵头单位：青山市和县医保局").lead.names == ("青山市和县医保局",)


@pytest.mark.parametrize("joint", ["、以及", "，以及", "，及", "，与", "，和"])
def test_a_joint_behind_a_separator_is_no_part_of_a_name(joint: str) -> None:
    said = statement.read(f"县医保局牵头，县司法局{joint}县财政局配合")
    assert said.participants.names == ("县司法局", "县财政局")


@pytest.mark.parametrize(
    "text",
    [
        "分年",
        "全程",
        "试点先行",
        "纳入考核",
        "社会",
        "民生实事",
        "新增",
        "汛前",
        "三年内",
        "总投资3亿元",
    ],
)
def test_what_is_no_body_becomes_none_unsaid(text: str) -> None:
    said = statement.read(f"责任单位：市水利局、市财政局；{text}")
    assert any(text in doubt for doubt in said.doubts)


@pytest.mark.parametrize("name", ["中国电信", "县烟草", "青山海关", "武警", "市文联", "县税务"])
def test_what_is_known_by_a_short_name_is_not_doubted(name: str) -> None:
    assert statement.read(f"责任单位：市水利局、{name}").doubts == ()


def test_open_lists_end_where_a_line_or_a_sign_does() -> None:
    said = statement.read("县司法局、县财政局等\n各乡镇", "participants")
    assert said.participants.names == ("县司法局", "县财政局", "各乡镇")
    said = statement.read("责任单位：县教育局（牵头），县司法局、县财政局等部门（配合）")
    assert (said.lead.names, said.participants.names) == (("县教育局",), ("县司法局", "县财政局"))


def test_numbered_labels_in_a_cell() -> None:
    said = statement.read("1.牵头单位：县残联\n2.配合单位：县财政局、县公安局", "responsible")
    assert (said.lead.names, said.participants.names) == (("县残联",), ("县财政局", "县公安局"))


def test_only_who_has_the_sign_of_a_lead_leads() -> None:
    said = statement.read("市财政局、市水利局（牵头）、市住建局", "lead")
    assert said.lead.names == ("市水利局",)
    assert said.participants.names == ("市财政局", "市住建局")
    [doubt] = said.doubts
    assert "市财政局、市住建局" in doubt


def test_with_whom_those_who_help_do_it_leads_nothing() -> None:
    said = statement.read("市政府办会同市财政局", "participants")
    assert (said.lead.names, said.participants.names) == ((), ("市政府办", "市财政局"))
    said = statement.read("牵头单位：市财政局；配合单位：会同县政府")
    assert said.participants.names == ("会同县政府",)


def test_what_a_label_says_of_a_part_is_told() -> None:
    said = statement.read("北段牵头单位：甲局；市级配合单位：乙局")
    [doubt] = said.doubts
    assert "北段" in doubt


def test_parts_of_an_english_name_are_doubted() -> None:
    said = statement.read("Bureau of Culture, Radio, Television, Tourism and Sports", "lead")
    assert any("Radio" in doubt for doubt in said.doubts)


@pytest.mark.parametrize(
    "first", ["市消防救援支队", "城关街道办事处", "市科协", "市档案馆", "青山海关"]
)
@pytest.mark.parametrize("second", ["市残疾人联合会", "青山学院", "西山区人民政府等", "各成员单位"])
def test_a_break_between_two_whole_names_parts_them(first: str, second: str) -> None:
    said = statement.read(f"{first}\n{second}", "participants")
    assert said.participants.names == (first, second.removesuffix("等"))


@pytest.mark.parametrize("name", ["县经开区\n管委会", "城关镇\n人民政府", "市自然资源和规\n划局"])
def test_a_break_inside_a_name_parts_nothing(name: str) -> None:
    assert statement.read(name, "lead").lead.names == (name.replace("\n", ""),)


def test_a_body_that_sounds_like_a_person_is_none() -> None:
    assert statement.read("牵头单位：团市委、市人防办等").lead.names == ("团市委", "市人防办")


@pytest.mark.parametrize(
    "sentence",
    [
        "加强部门配合。",
        "支持民营企业参与。",
        "支持企业牵头。",
        "坚持城乡统筹。",
        "强化县政府统筹。",
        "争取省财政厅支持。",
        "部门配合，高校参与。",
        "企业参与。",
        "吸引金融机构参与。",
    ],
)
def test_a_sentence_of_a_measure_does_not_say_who_does_it(sentence: str) -> None:
    assert not statement.is_nothing_else(sentence)


@pytest.mark.parametrize("verb", ["组织实施", "负责", ""])
def test_who_does_it_with_others_does_not_lead_where_somebody_does(verb: str) -> None:
    said = statement.read(f"县住建局牵头，县公安局会同县城管局{verb}")
    assert words(said) == "县住建局 > 县公安局 县城管局"
    assert said.roles == (verb or "会同",)


@pytest.mark.parametrize(
    ("text", "basis", "roles"),
    [
        ("责任单位：县住建局；落实单位：各乡镇", "责任单位", ("落实单位",)),
        ("县住建局负责，各乡镇落实", "负责", ("落实",)),
        ("县住建局、县公安局共同牵头", None, ("共同牵头",)),
        ("县住建局、县公安局按职责分工牵头", None, ("按职责分工牵头",)),
        ("县住建局、县公安局负责", "负责", ()),
    ],
)
def test_words_for_who_does_it_that_are_not_kept_are_said(
    text: str, basis: str | None, roles: tuple[str, ...]
) -> None:
    said = statement.read(text)
    assert (said.basis, said.roles) == (basis, roles)


@pytest.mark.parametrize(
    "duty",
    ["落实", "办理", "组织实施", "抓好落实", "负责落实", "按各自职责负责", "结合实际抓好落实"],
)
def test_a_duty_before_names_is_a_label(duty: str) -> None:
    said = statement.read(f"{duty}：县住建局、县公安局")
    assert (said.lead.names, said.basis) == (("县住建局", "县公安局"), duty)


def test_a_duty_before_anything_else_is_no_label() -> None:
    assert not statement.is_statement("组织实施：新建水库三座，改造管网")


@pytest.mark.parametrize(
    "name",
    [
        *("市教育局督促各县区政府", "市信访局协调市公安局", "支持民营企业", "加强部门"),
        *("相关单位详见附件", "第3项所列单位", "____局", "县交通局（A/R）"),
    ],
)
def test_what_somebody_has_others_do_is_no_name(name: str) -> None:
    assert bodies.is_odd(name)


@pytest.mark.parametrize(
    "name",
    [
        "市委组织部",
        "县委督促检查室",
        "市政府协调办公室",
        "县社会组织管理局",
        "市残联组织联络部",
        "建设局",
        "推进办",
        "推动长江经济带发展领导小组办公室",
        "市场监督管理局",
        "县卫生监督所",
    ],
)
def test_a_name_with_a_word_for_an_action_is_one(name: str) -> None:
    assert not bodies.is_odd(name)


@pytest.mark.parametrize("how", ["按照属地管理原则", "按属地", "按照“谁主管谁负责”原则", "按要求"])
def test_how_it_is_done_is_no_part_of_a_name(how: str) -> None:
    said = statement.read(f"县水利局牵头，县应急局、各乡镇{how}落实")
    assert words(said) == "县水利局 > 县应急局 各乡镇"
    assert bodies.is_odd(f"各乡镇{how}")


@pytest.mark.parametrize(
    "listed",
    ["城关镇\n东风乡\n西山街道", "高新区\n经开区", "红旗村\n向阳社区", "东城区\n平山县"],
)
def test_a_break_between_places_of_a_level_parts_them(listed: str) -> None:
    assert statement.read(listed, "lead").lead.names == tuple(listed.split("\n"))


@pytest.mark.parametrize("name", ["长沙市\n天心区", "东城\n区", "城关\n镇"])
def test_a_break_inside_a_place_parts_nothing(name: str) -> None:
    assert statement.read(name, "lead").lead.names == (name.replace("\n", ""),)


def test_below_a_label_a_verb_says_what_others_do() -> None:
    assert words(statement.read("责任单位：甲局、乙局；丙局配合")) == "甲局 乙局 > 丙局"
    assert words(statement.read("牵头单位：甲局，乙局配合")) == "甲局 > 乙局"


@pytest.mark.parametrize(
    "text",
    [
        *("责任单位及责任人：县水利局 张三", "责任单位/责任人：县水利局/张三"),
        *("责任单位、负责人：县水利局（张三）", "责任领导和责任单位：张三、县水利局"),
        *("责任单位及联系人：县水利局\n张三 13800001111",),
    ],
)
def test_a_label_of_departments_and_people_names_both(text: str) -> None:
    said = statement.read(text)
    label = text.partition("：")[0]
    assert (said.lead.names, said.doubts) == (("县水利局",), ())
    assert {(head, name[:2]) for head, name in said.people} >= {(label, "张三")}


@pytest.mark.parametrize(
    "label", ["单位负责人", "部门负责人", "牵头单位负责人", "配合单位联系人", "责任单位分管领导"]
)
def test_whose_person_it_is_belongs_to_the_label(label: str) -> None:
    said = statement.read(f"责任单位：县商务局；{label}：李四；配合单位：县财政局")
    assert (words(said), said.people) == ("县商务局 > 县财政局", ((label, "李四"),))


@pytest.mark.parametrize(
    "before",
    ["此项工作由", "该项工作由", "具体由", "主要由", "此项工作，由", "该任务", "本项工作由"],
)
def test_what_a_sentence_begins_with_is_no_part_of_a_name(before: str) -> None:
    said = statement.read(f"{before}市财政局牵头，市审计局配合")
    assert (words(said), said.doubts) == ("市财政局 > 市审计局", ())


@pytest.mark.parametrize("head", ["单位", "县区", "乡镇", "街道"])
def test_a_kind_of_bodies_is_a_label_behind_others(head: str) -> None:
    said = statement.read(f"牵头单位：甲局；工作目标：建成\n{head}：涪城")
    assert (said.target, said.extra) == ("建成", ((head, "涪城"),))


def test_a_second_label_of_a_time_is_kept_beside_the_first() -> None:
    said = statement.read("牵头单位：甲局；完成时限：6月底；时间进度：3月开工；单位：所")
    assert (said.deadline, said.extra) == ("6月底", (("时间进度", "3月开工"), ("单位", "所")))


@pytest.mark.parametrize("listed", ["1.县司法局\n2.县统计局", "①县司法局②县统计局"])
def test_numerals_of_a_list_are_said(listed: str) -> None:
    [remark] = [r for r in statement.read(listed, "lead").remarks if "numerals" in r]
    assert remark.count("、") == 1


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("青义镇、石马镇等5个镇", ("青义镇", "石马镇")),
        ("游仙区、涪城区等6个县（市、区）", ("游仙区", "涪城区")),
        ("县交投公司等5家国有企业", ("县交投公司",)),
        ("青义镇等镇", ("青义镇",)),
        ("向阳社区等3个社区", ("向阳社区",)),
        ("县水利局等3部门", ("县水利局",)),
    ],
)
def test_how_many_places_a_list_has_is_no_part_of_the_last(
    text: str, names: tuple[str, ...]
) -> None:
    said = statement.read(text, "participants").participants
    assert (said.names, said.is_open) == (names, True)


def test_each_does_their_part_is_no_part_of_a_name() -> None:
    for verb in ("各负其责", "各司其职", "各司其职、各负其责"):
        said = statement.read(f"县教育局、县财政局{verb}")
        assert (said.lead.names, said.basis) == (("县教育局", "县财政局"), verb)


@pytest.mark.parametrize(
    "label",
    [
        *("原牵头单位", "曾参与单位", "不参与单位", "非配合单位", "2024年牵头单位"),
        *("原完成时限", "上级完成时限", "省级完成时限", "原工作目标", "调整前完成时限"),
    ],
)
@pytest.mark.parametrize("before", ["", "备注："])
def test_what_was_once_or_is_elsewhere_is_not_said_of_the_measure(label: str, before: str) -> None:
    own = f"牵头单位：县工信局；完成时限：6月底；工作目标：三个；{before}{label}：县发改局"
    said = statement.read(own)
    assert (words(said), said.deadline, said.target) == ("县工信局", "6月底", "三个")
    assert said.extra == (("备注", f"{label}：县发改局") if before else (label, "县发改局"),)


@pytest.mark.parametrize("label", ["未来产业牵头单位", "非公企业责任单位", "市级牵头单位"])
def test_whose_measure_it_is_may_begin_like_that(label: str) -> None:
    assert statement.read(f"{label}：县工信局").lead.names == ("县工信局",)


def test_who_led_once_is_no_lead() -> None:
    said = statement.read("牵头单位：县工信局（原县发改局牵头）")
    assert "原县发改局" not in said.lead.names
    assert said.doubts


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("县商务局主办，县税务局会办，县财政局协办", "县商务局 > 县税务局 县财政局"),
        ("县市场监管局牵头，县公安局查处，县司法局配合", "县市场监管局 > 县公安局 县司法局"),
        ("县人社局牵头，县总工会联办，县残联配合", "县人社局 > 县总工会 县残联"),
        ("县人社局牵头，县残联办、县政协办配合", "县人社局 > 县残联办 县政协办"),
    ],
)
def test_verbs_that_end_as_offices_do(text: str, read: str) -> None:
    assert words(statement.read(text)) == read


@pytest.mark.parametrize(
    ("label", "told"),
    [
        *(("牵头单位（乡级）", "乡级"), ("完成时限（主体完工）", "主体完工")),
        *(("责任单位（部门）", ""), ("责任单位（牵头）", ""), ("资金（万元）", "")),
    ],
)
def test_what_a_label_says_in_brackets_is_doubted(label: str, told: str) -> None:
    doubts = statement.read(f"配合单位：甲局；{label}：县财政局").doubts
    kept = [doubt for doubt in doubts if "is not kept" in doubt]
    assert [told in doubt for doubt in kept] == [True] * bool(told)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("责任单位：县商务局、县投促局，其中县商务局牵头", "县商务局 > 县投促局"),
        ("县市场监管局牵头，以及县文旅局、县网信办配合", "县市场监管局 > 县文旅局 县网信办"),
        ("县城管局牵头，并会同县公安局配合", "县城管局 > 县公安局"),
        ("牵头单位：县发改局；配合单位：县交通局（会同县公路局）", "县发改局 > 县交通局 县公路局"),
        ("牵头单位：县交通局（会同县公路局）", "县交通局 > 县公路局"),
        ("牵头单位：县住建局；参加单位：各镇和县财政局", "县住建局 > 各镇 县财政局"),
        ("各镇和县林业局负责", "各镇 县林业局"),
    ],
)
def test_what_joins_names_is_no_part_of_them(text: str, read: str) -> None:
    assert words(statement.read(text)) == read


@pytest.mark.parametrize(
    "label", ["责任人及电话", "联系人及电话", "承办人及联系方式", "负责人姓名"]
)
def test_a_label_of_people_and_how_to_reach_them_is_one_of_people(label: str) -> None:
    said = statement.read(f"牵头单位：县教育局\n{label}：欧阳慧芳 13812345678")
    assert (words(said), said.people) == ("县教育局", ((label, "欧阳慧芳 13812345678"),))


def test_what_a_remark_asks_of_somebody_is_the_remark() -> None:
    said = statement.read("牵头单位：县教育局；存在问题：资金不足，请县财政局支持。")
    assert (words(said), said.extra) == ("县教育局", (("存在问题", "资金不足，请县财政局支持"),))


@pytest.mark.parametrize(
    "name",
    [
        "晋中市和顺县水利局",
        "呼和浩特市和林格尔县财政局",
        "广汉市和兴镇",
        "绵竹市和顺路街道办事处",
        "乐山市和邦集团",
        "联合镇人民政府",
        "联合街道办事处",
        "由拳街道办事处",
        "并州街道办事处",
        "由义村村民委员会",
        "如皋市市场监管局",
        "新疆维吾尔自治区和静县人民政府",
        "佛山市南海区和顺社区",
        "临夏州和政县教育局",
        "会同镇人民政府",
        "县委联合党委",
        "及第镇人民政府",
        "与田镇",
    ],
)
@pytest.mark.parametrize(
    "form", ["牵头单位：市发展改革委；配合单位：{}", "市发展改革委牵头，{}配合"]
)
def test_no_word_is_cut_out_of_a_name(name: str, form: str) -> None:
    assert statement.read(form.format(name)).participants.names == (name,)


def test_a_town_that_may_begin_with_he_is_doubted() -> None:
    said = statement.read("牵头单位：广汉市和丰镇")
    assert said.lead.doubts or said.doubts
    assert not statement.read("牵头单位：广汉市和什邡市、城关镇和县供电公司").doubts


@pytest.mark.parametrize(
    ("lead", "other"),
    [
        ("县残疾人联合会", "县财政局"),
        ("县工商业联合会", "县财政局"),
        ("高新区管委会", "县财政局"),
        ("县人大常委会", "县财政局"),
        ("县财政局", "高新区管委会"),
        ("县财政局", "团县委"),
        ("省财政厅", "成都海关"),
        ("县商务局", "县招商局"),
        ("县工商联", "商城县政府"),
        ("县供销合作社联合社", "县财政局"),
    ],
)
@pytest.mark.parametrize("with_", ["商", "会商", "会同"])
def test_with_whom_it_is_done_is_parted_from_who_does_it(lead: str, other: str, with_: str) -> None:
    said = statement.read(f"{lead}{with_}{other}负责")
    assert (said.lead.names, said.participants.names) == ((lead,), (other,))


@pytest.mark.parametrize(
    "name",
    ["长期照护服务中心", "2025年世运会执委会", "八月湖街道办事处", "持续医学教育中心"],
)
def test_a_name_that_begins_as_a_time_is_no_deadline(name: str) -> None:
    for text in (
        f"责任单位：市财政局，{name}，6月底前完成",
        f"市财政局牵头，{name}配合，6月底前完成",
    ):
        said = statement.read(text)
        assert name in (*said.lead.names, *said.participants.names)
        assert said.deadline == "6月底前"


@pytest.mark.parametrize(
    "text", ["长期坚持", "2025年底前县财政局", "持续推进各项工作", "2025年全市", "八月中旬"]
)
def test_a_time_is_a_deadline(text: str) -> None:
    assert statement.read(f"责任单位：市财政局，{text}").deadline


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("县委、县政府督查室", "县委督查室"),
        ("市委、市人民政府办公室", "市委办公室"),
        ("县人大、县政协办公室", "县人大办公室"),
    ],
)
def test_an_organ_before_an_office_of_another_is_doubted(text: str, meant: str) -> None:
    read = names.parse(text)
    organ = text.partition("、")[0]
    assert read.names[0] == organ
    assert read.doubts == (f"{text} is read as {organ}, and may be {meant}",)


@pytest.mark.parametrize(
    "text", ["县委办公室、县政府办公室", "县委、县财政局", "市委、县政府办公室"]
)
def test_an_organ_before_another_body_is_none(text: str) -> None:
    assert names.parse(text).doubts == ()


@pytest.mark.parametrize("target", ["一季度：30%；二季度：50%", "开工率：100%；投产率：80%"])
def test_a_goal_whose_parts_have_labels_is_one(target: str) -> None:
    said = statement.read(f"牵头单位：甲局；工作目标：{target}；完成时限：6月底；资金来源：省级")
    assert (said.target, said.deadline) == (target, "6月底")
    assert said.extra == (("资金来源", "省级"),)


@pytest.mark.parametrize(
    ("text", "deadline"),
    [
        ("甲局负责，完成时限：8月底（9月1日）", "8月底，9月1日"),
        ("牵头单位：甲局；配合单位：乙局（6月底前）；完成时限：12月底", "12月底，乙局6月底前"),
        ("牵头单位：甲局（3月底前）；配合单位：乙局（6月底前）", "甲局3月底前，乙局6月底前"),
    ],
)
def test_a_time_in_brackets_has_whose_it_is_beside_another(text: str, deadline: str) -> None:
    assert statement.read(text).deadline == deadline


@pytest.mark.parametrize(
    "verb",
    [
        *("全力配合", "主动配合", "通力配合", "全程参与", "抓落实", "狠抓落实", "分级负责"),
        *("属地负责", "直接负责", "分区牵头", "具体牵头"),
    ],
)
def test_no_part_of_a_verb_stays_with_a_group(verb: str) -> None:
    said = statement.read(f"县水利局牵头，各乡镇{verb}")
    assert {*said.lead.names, *said.participants.names} == {"县水利局", "各乡镇"}
    assert said.doubts == ()


@pytest.mark.parametrize(
    "name",
    [
        *("各乡镇张三", "各乡镇每月报送进度", "县政府办公室县财政局", "县委宣传部县委组织部"),
        *(
            "甲镇人民政府乙镇人民政府",
            "县公安局交警大队县交通局",
            "县电投和县财政局",
            "县审计局（统筹）",
        ),
    ],
)
def test_what_is_more_than_one_name_is_doubted(name: str) -> None:
    assert names.parse(name).doubts == (f"{name} does not look like a name",)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("县国有林场以及县林业局", ("县国有林场", "县林业局")),
        ("县公路段及县交通运输局", ("县公路段", "县交通运输局")),
        ("县一中和县教育局", ("县一中", "县教育局")),
        ("县城投和县国资局", ("县城投", "县国资局")),
    ],
)
def test_names_that_end_as_few_do_are_parted_too(text: str, parts: tuple[str, ...]) -> None:
    assert names.parse(text) == names.Names(parts)


def test_the_league_of_a_county_is_no_place_that_begins_with_you() -> None:
    assert statement.read("由团县委牵头，县人社局配合").lead.names == ("团县委",)
    assert statement.read("县民政局商团县委落实").participants.names == ("团县委",)
    assert statement.read("由义村负责").lead.names == ("由义村",)
    # No county begins with it.
    assert statement.read("由和县人民政府牵头").lead.names == ("和县人民政府",)


def test_a_county_that_begins_as_with_whom_may_have_a_line_of_its_own() -> None:
    said = statement.read("市交通局\n会同县人民政府\n靖州县人民政府", roles.RESPONSIBLE)
    assert said.lead.names == ("市交通局", "会同县人民政府", "靖州县人民政府")
    said = statement.read("市交通局\n会同县财政局", roles.RESPONSIBLE)
    assert (said.lead.names, said.participants.names) == (("市交通局",), ("县财政局",))


@pytest.mark.parametrize(
    "text", ["完成时限：12月底。同时，新增企业3家", "时限：12月底前。发放消费券500万元。"]
)
def test_a_sentence_behind_a_deadline_is_doubted(text: str) -> None:
    assert any("sentence behind the deadline" in one for one in statement.read(text).doubts)
    assert statement.read("完成时限：6月底前。9月底前验收。").doubts == ()


@pytest.mark.parametrize(
    "label",
    ["牵头及配合单位", "牵头、参与单位", "牵头配合单位", "主办（协办）单位", "责任及配合单位"],
)
def test_a_head_of_both_roles_leaves_them_to_the_cells(label: str) -> None:
    assert roles.head_role(label) == roles.DIVISION
    said = statement.read("甲局牵头，乙局配合", None, wording=label)
    assert (said.lead.names, said.participants.names) == (("甲局",), ("乙局",))


def test_a_verb_may_stand_for_the_colon_of_a_label() -> None:
    said = statement.read("牵头单位为县城管局，配合单位为县科协、县林场")
    assert (said.lead.names, said.participants.names) == (("县城管局",), ("县科协", "县林场"))
    assert statement.is_statement("牵头单位为县城管局，配合单位为县科协")
    ruled = statement.read("甲局、乙局负责，列首位的责任单位为牵头单位")
    assert (ruled.lead.names, ruled.participants.names) == (("甲局",), ("乙局",))


@pytest.mark.parametrize("day", ["三八", "五一", "五四", "六一", "七一", "八一"])
def test_a_day_that_is_named_by_its_date_is_no_numeral(day: str) -> None:
    assert layout.mark(f"{day}、国庆节期间值守") is None


@pytest.mark.parametrize("before", ["日常工作", "均", "仍", "原则上", "主要", "县级"])
@pytest.mark.parametrize("name", ["教育局", "仁寿县财政局", "县人社局"])
def test_what_stands_before_by_whom_is_no_part_of_the_name(before: str, name: str) -> None:
    assert statement.read(f"{before}由{name}牵头").lead.names == (name,)


@pytest.mark.parametrize("name", ["自由贸易区管委会", "县自由职业者协会", "经由路街道"])
def test_you_inside_a_name_stays(name: str) -> None:
    assert statement.read(f"{name}牵头").lead.names == (name,)


@pytest.mark.parametrize("first", ["县电信", "县苗圃", "国网县供电", "中国人寿"])
@pytest.mark.parametrize("join", ["和", "及", "与", "以及"])
@pytest.mark.parametrize("last", ["县林业局", "各乡镇", "有关部门"])
def test_two_bodies_of_which_the_first_ends_as_few_do_are_doubted(
    first: str, join: str, last: str
) -> None:
    assert names.parse(first + join + last).doubts == (
        f"{first}{join}{last} does not look like a name",
    )


@pytest.mark.parametrize(
    "name",
    [
        *("市规划和市政园林局", "县发展和改革局", "县工业和市场监管局", "县文化和旅游局"),
        *("县教育局及所属学校", "县卫生和计划生育委员会"),
    ],
)
def test_a_name_with_and_inside_is_none_of_two(name: str) -> None:
    assert names.parse(name) == names.Names((name,))


@pytest.mark.parametrize(
    "line",
    [
        "备注：原完成时限：3月底；完成时限：延至6月底",
        "备注：原牵头单位：县公路局；配合单位：县公安局",
        "工作目标：新增学位：500个；完成时限：开学前投用",
    ],
)
def test_labels_within_a_remark_are_part_of_it_where_others_have_lines(line: str) -> None:
    own = "牵头单位：县水利局\n配合单位：县财政局\n完成时限：6月底"
    said = statement.read(f"{own}\n{line}")
    assert (said.lead.names, said.participants.names) == (("县水利局",), ("县财政局",))
    label, _colon, text = line.partition("：")
    assert said.deadline == "6月底"
    assert (said.target or dict(said.extra).get(label)) == text


@pytest.mark.parametrize("goal", ["建成2座；供水率：95%", "检查10次；满意度：90%"])
def test_a_share_is_part_of_the_goal_before_it(goal: str) -> None:
    said = statement.read(f"牵头单位：甲局；工作目标：{goal}；资金：3亿元")
    assert (said.target, said.extra) == (goal, (("资金", "3亿元"),))
    # A quarter is measured by nothing.
    said = statement.read("牵头单位：甲局；目标：三座；一季度：启动")
    assert (said.target, said.extra) == ("三座", (("一季度", "启动"),))
    # In a line of its own it is a label like others.
    said = statement.read("牵头单位：甲局\n目标：建成投用\n数量：12座")
    assert (said.target, said.extra) == ("建成投用", (("数量", "12座"),))


def test_a_remark_whose_parts_have_labels_alike_is_one() -> None:
    said = statement.read("牵头单位：甲局；备注：第一阶段：6月；第二阶段：9月；资金：3亿元")
    assert said.extra == (("备注", "第一阶段：6月；第二阶段：9月"), ("资金", "3亿元"))


def test_the_parts_of_a_fund_are_one() -> None:
    said = statement.read("牵头单位：甲局；资金来源：中央：5亿元；省级：3亿元；责任科室：规划股")
    assert said.extra == (("资金来源", "中央：5亿元；省级：3亿元"), ("责任科室", "规划股"))


def test_a_number_before_a_list_of_ranks_is_a_number() -> None:
    mark = layout.mark("2.三、四线城市改造")
    assert mark is not None
    assert (mark.number, mark.rest) == (2, "三、四线城市改造")
    assert layout.mark("1、2号线开工") is None


def test_who_does_it_behind_a_remark_in_its_line_is_doubted() -> None:
    said = statement.read("牵头单位：甲局\n备注：原牵头单位：乙局；配合单位：丙局")
    assert said.participants.names == ("丙局",)
    assert said.doubts == ("who does it may stand under 备注: 配合单位：丙局",)
    assert statement.read("牵头单位：甲局\n备注：重点\n配合单位：丙局").doubts == ()


@pytest.mark.parametrize(
    "deadline",
    [
        "9月开工，12月完成",
        "6月底前完成一半，12月底前全部完成",
        "2025年底前取得成效，2027年底前全面完成",
    ],
)
def test_a_timetable_keeps_what_is_done_at_each_time(deadline: str) -> None:
    assert statement.read(f"甲局牵头，乙局配合，{deadline}").deadline == deadline


def test_a_time_says_until_when_whether_it_is_done_then_or_not() -> None:
    for done in ("", "完成", "全面完成", "落实到位"):
        assert statement.read(f"甲局牵头，6月底前{done}").deadline == "6月底前"
    both = statement.read("甲局牵头，6月底前完成；乙局牵头，9月底前完成")
    assert both.deadline == "6月底前，9月底前"


@pytest.mark.parametrize("work", ["新增停车泊位3000个", "开工率达到100%", "建成县城东部停车场"])
def test_what_is_to_be_done_in_a_deadline_is_said(work: str) -> None:
    said = statement.read(f"甲局负责，乙局配合，6月底前{work}")
    assert said.deadline == f"6月底前{work}"
    assert said.remarks == (f"what is to be done stands in the deadline: 6月底前{work}",)
    # Below a label it is what the document says until when.
    assert statement.read(f"完成时限：6月底前{work}").remarks == ()


@pytest.mark.parametrize(
    "deadline",
    [
        *("6月底前", "6月30日前", "6月30日24时前", "2025年1月至2026年12月", "长期坚持"),
        *("2025年底前取得阶段性成效", "6月底前完成整改并长期坚持", "每年12月底前", "第3季度"),
    ],
)
def test_a_deadline_that_says_no_more_than_when_needs_no_word(deadline: str) -> None:
    said = statement.read(f"甲局牵头，{deadline}")
    assert (said.deadline, said.remarks) == (deadline, ())


@pytest.mark.parametrize(
    "sentence",
    [
        *("目前进度较慢的乡镇为东河镇", "治理河段上起东河镇、下至西坪乡", "今年已覆盖全部乡镇"),
        *("工程完工后移交给西坪镇中心敬老院", "2023年已开工", "2024年已完成投资3000万元"),
    ],
)
def test_a_sentence_behind_departments_is_none_of_them(sentence: str) -> None:
    said = statement.read(f"牵头单位：县水利局；配合单位：县财政局。{sentence}。")
    assert (said.lead.names, said.participants.names) == (("县水利局",), ("县财政局",))
    assert (said.deadline, said.extra) == (None, (("备注", sentence),))
    assert said.doubts == (f"a sentence behind the departments is kept as a remark: {sentence}",)


@pytest.mark.parametrize(
    "sentence", ["县财政局配合", "县财政局", "2025年底前完成", "长期坚持", "列第一位的为牵头单位"]
)
def test_more_about_who_does_it_behind_departments_is_read(sentence: str) -> None:
    said = statement.read(f"责任单位：县水利局、县林业局。{sentence}。")
    assert (said.extra, said.doubts) == ((), ())


@pytest.mark.parametrize(
    "work",
    [
        *("2025年6月底前出台", "2025年二季度出台", "2025年上半年建成博物馆"),
        *("2025年6月底前成立工作组", "2025年度第3季度开展整治"),
    ],
)
def test_what_begins_with_a_month_of_a_year_is_no_department(work: str) -> None:
    said = statement.read(f"甲局牵头，{work}；县税务局配合")
    assert (said.deadline, said.participants.names) == (work, ("县税务局",))


@pytest.mark.parametrize(
    "work",
    [
        *("2024年新建学校3所", "建成标准化卫生院3所", "争创国家级旅游度假区", "新增养老院2所"),
        *("建成公共法律服务中心", "举办运动会", "移交县档案馆", "创成二级医院", "接入省平台"),
        *("项目位于城东街道", "汛期前接入平台"),
    ],
)
def test_what_is_to_be_done_is_doubted_as_a_name(work: str) -> None:
    said = statement.read(f"牵头单位：县教育局、{work}")
    assert said.doubts == (f"{work} does not look like a name",)


@pytest.mark.parametrize("name", ["新建县教育局", "新建区水利局", "县创建办", "第401医院"])
def test_names_that_begin_like_a_task_are_names(name: str) -> None:
    assert statement.read(f"牵头单位：县教育局、{name}").doubts == ()


@pytest.mark.parametrize("rule", ["列第一位的单位牵头", "列首位的部门牵头", "排第一位的单位主办"])
def test_the_first_may_lead_by_a_verb(rule: str) -> None:
    said = statement.read(f"责任单位：市税务局、市财政局，{rule}")
    assert (said.lead.names, said.participants.names) == (("市税务局",), ("市财政局",))


@pytest.mark.parametrize(
    "label",
    [
        *("整改责任人", "专班负责人", "工作联系人", "分管领导及电话", "现场负责人", "验收责任人"),
        *("责任人及职务", "包保领导及电话", "业务联系人", "安全监管责任人"),
        *("对接人", "召集人", "办理人", "信息员", "领衔人"),
    ],
)
def test_people_are_known_whatever_they_are_in_charge_of(label: str) -> None:
    said = statement.read(f"牵头单位：县水利局；{label}：赵志远；完成时限：12月底")
    assert (said.people, said.deadline) == (((label, "赵志远"),), "12月底")


@pytest.mark.parametrize("before", ["整改", "任务", "工作", "项目", "最终"])
def test_whatever_is_to_be_done_by_then_it_is_the_deadline(before: str) -> None:
    said = statement.read(f"{before}责任单位：县水利局；{before}完成时限：6月底")
    assert (said.lead.names, said.deadline, said.doubts) == (("县水利局",), "6月底", ())
    # A timetable is not until when.
    plan = f"{before}进度安排"
    said = statement.read(f"责任单位：县水利局\n{plan}：3月启动；6月验收")
    assert (said.deadline, said.extra) == (None, ((plan, "3月启动；6月验收"),))


@pytest.mark.parametrize(
    "text",
    [
        *("2025年底前由甲局、乙局牵头完成，丙局配合", "甲局、乙局；丙局配合；2025年底前完成"),
        *("2025年底前，由甲局、乙局牵头，会同丙局完成", "甲局、乙局抓总，丙局落实，2025年底前完成"),
        "牵头单位为甲局、乙局，配合单位为丙局，完成时限为2025年底前",
        "①牵头单位：甲局、乙局②配合单位：丙局③完成时限：2025年底前",
    ],
)
def test_forms_of_who_leads_who_helps_and_until_when(text: str) -> None:
    said = statement.read(text)
    assert (said.lead.names, said.participants.names) == (("甲局", "乙局"), ("丙局",))
    assert said.deadline == "2025年底前"


def test_a_semicolon_before_signs_alone_parts_nothing() -> None:
    assert statement.read("甲局；。").lead.names == ("甲局",)


def test_several_behind_semicolons_share_the_verb_of_the_last() -> None:
    said = statement.read("甲局；乙局；丙局负责")
    assert said.lead.names == ("甲局", "乙局", "丙局")


@pytest.mark.parametrize(
    "cell",
    [
        *("县农业局（各乡镇（街道）配合）", "县农业局\n（各乡镇（街道）配合）"),
        *("【牵头】县农业局【配合】各乡镇（街道）", "县农业局主办、各乡镇（街道）协办"),
    ],
)
def test_cells_that_say_who_leads_and_who_helps(cell: str) -> None:
    said = statement.read(cell, roles.RESPONSIBLE, wording="责任单位")
    assert (said.lead.names, said.participants.names) == (("县农业局",), ("各乡镇（街道）",))
    assert said.doubts == ()


def test_who_has_no_sign_beside_others_that_have_one_is_doubted() -> None:
    said = statement.read("责任单位：甲局、乙局（牵头）、丙局（配合）")
    assert (said.lead.names, said.participants.names) == (("乙局",), ("甲局", "丙局"))
    assert said.doubts == ("only who is marked as the lead leads; these take part: 甲局",)


@pytest.mark.parametrize(
    ("text", "listed"),
    [
        ("各镇、街道、园区", ("各镇、街道、园区",)),
        ("各镇、园区、街道", ("各镇、园区、街道",)),
        *(
            (group, (group,))
            for group in (
                *("各辖市、区人民政府", "各市辖区、县", "各县级市、区", "各盟市、旗县区"),
                *("各市州、县市区人民政府", "各功能区、县市区", "各苏木、镇", "各村、社区居委会"),
                *("各州（市）、县（市、区）人民政府", "各市（地）、县（市）人民政府（行署）"),
                *("各地级以上市、县（市、区）人民政府", "各市、县级人民政府", "各乡镇、街道办"),
            )
        ),
        ("各乡镇、园区管委会", ("各乡镇", "园区管委会")),
        ("各盟行政公署、市人民政府", ("各盟行政公署、市人民政府",)),
        ("各县、特区、区人民政府", ("各县、特区、区人民政府",)),
        ("全区经济运行各专班", ("全区经济运行各专班",)),
    ],
)
def test_groups_of_places_as_offices_write_them(text: str, listed: tuple[str, ...]) -> None:
    assert names.parse(text) == names.Names(listed)


def test_what_bodies_are_called_together_is_no_body() -> None:
    said = statement.read("责任单位：东园区管委会、西园区管委会，以下统称两园区，县方志办")
    assert said.lead.names == ("东园区管委会", "西园区管委会", "县方志办")
    assert said.doubts == ("以下统称两园区 is not read as a department; left out",)


@pytest.mark.parametrize(
    "short", ["（以下简称县住建局）", "（下称“县住建局”）", "（以下简称：县住建局）"]
)
def test_what_a_body_is_called_from_there_on_is_no_part_of_its_name(short: str) -> None:
    said = statement.read(f"牵头单位：县住房和城乡建设局{short}；配合单位：县住建局")
    assert said.lead.names == ("县住房和城乡建设局",)
    whole = "县住房和城乡建设局"
    doubt = f"县住建局 and {whole} may be the same; --alias 县住建局={whole} makes them one"
    assert said.doubts == (doubt,)


@pytest.mark.parametrize("label", ["开工时间", "启动时间", "验收日期", "工作进度", "一期"])
def test_another_time_in_a_line_of_its_own_is_no_deadline(label: str) -> None:
    said = statement.read(f"牵头单位：甲局\n完成时限：12月底前\n{label}：2025年4月")
    assert (said.deadline, said.extra) == ("12月底前", ((label, "2025年4月"),))


@pytest.mark.parametrize("label", ["开工时间", "竣工时间", "投产日期"])
def test_another_time_behind_a_semicolon_is_no_deadline(label: str) -> None:
    said = statement.read(f"牵头单位：甲局；完成时限：12月底前；{label}：2025年4月")
    assert (said.deadline, said.extra) == ("12月底前", ((label, "2025年4月"),))


@pytest.mark.parametrize("text", ["一期：6月底；二期：9月底", "一期：6月底\n二期：9月底"])
def test_the_parts_of_a_deadline_are_one(text: str) -> None:
    said = statement.read(f"牵头单位：甲局\n完成时限：{text}")
    assert "一期：6月底" in (said.deadline or "")
    assert "二期：9月底" in (said.deadline or "")
    assert said.extra == ()


@pytest.mark.parametrize(
    "rule",
    [
        "列第一位者为牵头部门或单位，其他有关部门和单位按职责分工负责，下同",
        "排在首位的为牵头单位，其他单位按职责配合，下同",
        "列首位的为牵头单位，其余为配合单位",
    ],
)
def test_what_a_rule_says_of_the_others_names_nobody(rule: str) -> None:
    said = statement.read(f"县教育局、县财政局、县卫健局负责。{rule}")
    assert said.lead.names == ("县教育局",)
    assert said.participants.names == ("县财政局", "县卫健局")
    assert any(rule.split("，")[1] in remark for remark in said.remarks)


@pytest.mark.parametrize("label", ["措施", "工作措施", "具体举措", "工作内容"])
@pytest.mark.parametrize("stop", ["。", "；", "\n"])
def test_the_ways_to_a_goal_behind_it_are_no_part_of_it(label: str, stop: str) -> None:
    text = f"工作目标：新建2所{stop}{label}：落实用地；加快审批。牵头单位：县教育局"
    said = statement.read(text)
    assert (said.target, said.lead.names) == ("新建2所", ("县教育局",))
    assert said.extra == ((label, "落实用地；加快审批"),)
    assert said.doubts == ()


@pytest.mark.parametrize(
    "part",
    ["目标：（；措施：", "目标：三处；", "备注：（乙局；", "甲局负责；（", "责任人：张三；资金；"],
)
def test_a_text_of_thousands_of_parts_is_read_without_going_deeper_with_each(part: str) -> None:
    statement.read(part * 5_000)


@pytest.mark.parametrize(
    "label",
    ["最迟完成时间", "节点", "交付时间", "到期日", "截止", "完成月份", "Timescale", "End date"],
)
def test_words_for_until_when(label: str) -> None:
    said = statement.read(f"责任单位：县住建局；{label}：6月30日")
    assert (said.deadline, said.extra) == ("6月30日", ())


@pytest.mark.parametrize("person", ["林志强", "马建国", "高明", "于海", "石磊", "欧阳明"])
def test_a_rarer_surname_behind_a_body_is_doubted(person: str) -> None:
    said = statement.read(f"牵头单位：县水利局（{person}）；配合单位：县财政局")
    assert any(person in doubt for doubt in said.doubts)
    assert statement.read("牵头单位：县自然资源局（林业）").doubts == ()


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Policy Team/Highways Team", ("Policy Team", "Highways Team")),
        ("WHO / UNICEF", ("WHO", "UNICEF")),
        ("Property Services/Leisure", ("Property Services/Leisure",)),
        ("R&D Unit", ("R&D Unit",)),
    ],
)
def test_an_english_slash_is_told(text: str, read: tuple[str, ...]) -> None:
    said = names.parse(text)
    assert (said.names, bool(said.doubts)) == (read, "/" in text)


@pytest.mark.parametrize(
    "person", ["Jane Smith", "Dr Khan", "J. Smith", "Zhang Weimin", "LI Ming", "Mary O'Brien"]
)
def test_an_english_name_of_a_person_is_told(person: str) -> None:
    assert names.parse(person).doubts == (f"{person} does not look like a name",)
    for behind in (f"({person})", f"({person}, ext. 4512)", f"(contact: {person}, 01234 567890)"):
        said = names.parse(f"Parks Department {behind}")
        assert said.names == ("Parks Department",)
        assert said.remarks == (f"names of people are left out: {behind}",)


@pytest.mark.parametrize("name", ["Victoria Police", "A Team", "Human Resources", "World Bank"])
def test_an_english_body_is_no_person(name: str) -> None:
    assert names.parse(name) == names.Names((name,))


@pytest.mark.parametrize(
    "text",
    [
        "Parks Department (lead), Housing Department (support)",
        "Parks Department (Lead); Housing Department",
        "Parks Department to lead, Housing Department to support",
        "Parks Department (supported by Housing Department)",
        "Parks Department (with support from Housing Department)",
    ],
)
def test_english_words_behind_a_name_say_what_it_does(text: str) -> None:
    said = statement.read(text, role="responsible", wording="Responsible")
    assert (said.lead.names, said.participants.names) == (
        ("Parks Department",),
        ("Housing Department",),
    )


def test_people_beside_bodies_in_brackets_are_left_out_or_doubted() -> None:
    text = "陈飞副省长、李正国副秘书长负责，省国防科工局牵头"
    assert statement.is_statement(text)
    said = statement.read(text)
    assert (said.lead.names, said.participants.names) == (("省国防科工局",), ())
    assert [name for _label, name in said.people] == ["陈飞副省长", "李正国副秘书长"]
    bare = "陈飞、李正国负责，省应急厅牵头"
    assert statement.is_statement(bare)
    assert len([doubt for doubt in statement.read(bare).doubts if "does not look" in doubt]) == 2


@pytest.mark.parametrize("rule", ["第一位为牵头单位", "首位为牵头单位", "第一家为牵头单位"])
def test_the_first_of_a_list_leads_where_its_label_says_so(rule: str) -> None:
    said = statement.read(f"责任单位（{rule}）：县交通局、县财政局")
    assert (said.lead.names, said.participants.names) == (("县交通局",), ("县财政局",))


@pytest.mark.parametrize(
    ("text", "deadline"),
    [
        ("责任单位：县财政局（6月底前完成）、县教育局", "6月底前完成"),
        ("责任单位：县水利局（1—3月）、县应急局", "1—3月"),
        ("责任单位：县水利局（1—3月）、县应急局（4—9月）", "县水利局1—3月，县应急局4—9月"),
    ],
)
def test_a_time_in_brackets_behind_one_of_several_is_no_part_of_a_name(
    text: str, deadline: str
) -> None:
    said = statement.read(text)
    assert all("（" not in name for name in said.lead.names)
    assert said.deadline == deadline


@pytest.mark.parametrize("role", ["A角", "B角", "次", "督办", "督导", "指导", "审核"])
def test_a_role_in_brackets_that_a_plan_does_not_have_is_doubted(role: str) -> None:
    name = f"县财政局（{role}）"
    assert f"{name} does not look like a name" in names.parse(f"县教育局、{name}").doubts


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Parks Department, Roads Department, and Health Department", 3),
        ("Finance Bureau with Statistics Office", 2),
        ("Children's Fund + Medical College", 2),
        ("Ministry of Health / Education Bureau", 2),
    ],
)
def test_english_words_and_signs_between_names_part_them(text: str, read: int) -> None:
    said = names.parse(text)
    assert len(said.names) == read
    assert not any(re.match("and |with ", name) for name in said.names)
    assert bool(said.doubts) is (read == 2)


@pytest.mark.parametrize(
    "text", ["e.g. through its offices", "the Finance Bureau pays", "then Works Bureau"]
)
def test_an_english_text_with_a_small_letter_first_is_doubted(text: str) -> None:
    assert names.parse(text).doubts == (f"{text} does not look like a name",)
    assert names.parse("Same as 1.1").names == ()


@pytest.mark.parametrize(
    "label",
    [
        *("Supporting teams", "Supporting unit(s)", "Collaborators", "Partner organisations"),
        *("Contributors", "Assisted by", "In partnership with"),
    ],
)
def test_english_labels_of_those_who_take_part(label: str) -> None:
    said = statement.read(f"Lead: Parks Department\n{label}: Housing Department, Police")
    assert said.participants.names == ("Housing Department", "Police")
    assert said.doubts == ()


@pytest.mark.parametrize("sign", [".", " –", " —", " |", ";"])
def test_english_labels_on_one_line(sign: str) -> None:
    said = statement.read(
        f"Lead: Parks Department{sign} Support: Police{sign} Paid for by: Donors{sign} Due: June"
    )
    assert (said.lead.names, said.participants.names) == (("Parks Department",), ("Police",))
    assert (said.extra, said.deadline) == ((("Paid for by", "Donors"),), "June")
    assert statement.read("Support: Police\nExpected completion: June").participants.names == (
        "Police",
    )


def test_a_colon_in_an_english_sentence_makes_no_label() -> None:
    text = "Strengthen family support: set up 20 groups."
    assert tails.split_tail(f"{text} Lead: Welfare Office") == (
        text,
        ["Lead: Welfare Office"],
        None,
    )


def test_a_label_that_is_not_known_with_an_english_body_is_doubted() -> None:
    said = statement.read("Lead: Parks Department\nApproved with: Police Department")
    assert said.extra == (("Approved with", "Police Department"),)
    assert len(said.doubts) == 1


@pytest.mark.parametrize("mark", ["{}", "1. {}", "• {}"])
def test_english_names_on_lines_of_their_own_are_parted(mark: str) -> None:
    lines = [mark.format(name) for name in ("Finance Bureau", "Works Department", "Police")]
    said = names.parse("\n".join(lines))
    assert said.names == ("Finance Bureau", "Works Department", "Police")
    assert names.parse("Ministry of Health\nand Welfare").names == (
        "Ministry of Health and Welfare",
    )


def test_a_label_of_the_document_s_own_behind_a_goal_is_no_part_of_it() -> None:
    said = statement.read("目标：新增3所；资金：500万元；责任单位：县教育局；时限：6月底")
    assert (said.target, said.extra) == ("新增3所", (("资金", "500万元"),))
    parts = "新建：3所；改建：5所"
    assert statement.read(f"目标：{parts}；责任单位：县教育局").target == parts


@pytest.mark.parametrize(
    "person",
    [
        *("局长万小明", "主任扎西顿珠", "局长阿不都热合曼", "政委王小强", "欧阳明副局长"),
        *("联络员关月", "常务副局长"),
    ],
)
def test_an_official_with_a_rarer_name_is_no_part_of_a_name(person: str) -> None:
    said = statement.read(f"牵头单位：县商务局（{person}）")
    assert said.lead.names == ("县商务局",)
    assert said.remarks == (f"names of people are left out: （{person}）",)
    assert names.parse("县商务局（主任办公室）").names == ("县商务局（主任办公室）",)


@pytest.mark.parametrize("person", ["党建国", "扎西顿珠", "阿不都热合曼", "关键", "王小强"])
def test_whoever_stands_behind_a_body_where_people_are_named_is_a_person(person: str) -> None:
    said = statement.read(f"县教育局（{person}）", role="responsible", wording="责任单位及责任人")
    assert said.lead.names == ("县教育局",)
    assert said.people == (("责任单位及责任人", person),)
    body = statement.read("县局（中国移动）", role="responsible", wording="责任单位及责任人")
    assert body.people == ()


def test_numerals_that_a_name_shares_are_none_of_a_list() -> None:
    assert names.parse("县第一、二、三中学").names == ("县第一", "二", "三中学")
    assert names.parse("一、二中队").names == ("一", "二中队")
    assert names.parse("一、甲局；二、乙局").names == ("甲局", "乙局")


def test_those_in_brackets_take_part_where_the_head_says_so() -> None:
    head = "牵头单位（配合单位）"
    said = statement.read("县卫健委（县医保局、县民政局）", role="lead", wording=head)
    assert said.lead.names == ("县卫健委",)
    assert said.participants.names == ("县医保局", "县民政局")


@pytest.mark.parametrize(
    "before", ["责任人：王小强 13811112222", "联系电话：13811112222", "投资：500"]
)
@pytest.mark.parametrize("blank", ["  ", "\t", "　"])
def test_a_short_label_behind_a_number_and_a_blank_is_one(before: str, blank: str) -> None:
    said = statement.read(f"责任单位：县教育局{blank}{before}{blank}时限：6月")
    assert (said.lead.names, said.deadline) == (("县教育局",), "6月")


@pytest.mark.parametrize(
    "behind",
    [
        "（王建国/李小明）",
        "（艾力·买买提）",
        "（次仁卓玛）",
        "（水政股王建国）",
        "【王建国】",
        "（党建国）",
    ],
)
def test_what_may_be_people_behind_a_body_is_doubted(behind: str) -> None:
    [doubt] = names.parse(f"县水利局{behind}").doubts
    assert behind in doubt


@pytest.mark.parametrize(
    "name",
    [
        *(
            "县自然资源局（林业）",
            "县发改局（县粮食局）",
            "各县（市、区）",
            "县城管局（综合执法大队）",
        ),
        *("中国（海南）自由贸易试验区工作办公室", "各乡镇（街道办事处）", "县人社局（基础教育）"),
    ],
)
def test_what_else_stands_in_brackets_in_a_name_is_not_doubted(name: str) -> None:
    assert names.parse(name) == names.Names((name,))


@pytest.mark.parametrize(
    "form", ["（责任单位：{}；完成时限：6月底）", "（{}负责）", "\n责任单位：{}"]
)
@pytest.mark.parametrize(
    ("listed", "read"),
    [
        ("县残联 县红十字会等单位", ("县残联", "县红十字会")),
        ("县委办（督查室） 县委宣传部", ("县委办（督查室）", "县委宣传部")),
        ("县一中　县一小 四平街道", ("县一中", "县一小", "四平街道")),
        ("县总工会 县12345热线办", ("县总工会", "县12345热线办")),
        ("县第一中学 各乡镇（街道）", ("县第一中学", "各乡镇（街道）")),
    ],
)
def test_blanks_between_names_in_a_text_part_them(
    form: str, listed: str, read: tuple[str, ...]
) -> None:
    text = f"县任务分工\n\n一、任务\n1.打井。{form.format(listed)}\n"
    [measure] = [m for _c, _s, m in importing.read(text.encode(), "a.txt").plan.walk()]
    assert (*measure.lead, *measure.participants) == read


def test_a_school_that_ends_a_list_is_no_part_of_its_sum() -> None:
    said = names.parse("县教育局、县一中等部门")
    assert (said.names, said.is_open) == (("县教育局", "县一中"), True)
    assert names.parse("县教育局、高等院校").names == ("县教育局", "高等院校")


@pytest.mark.parametrize("label", ["办结期限", "最后期限", "销号时限", "完成年度", "完成时间要求"])
def test_more_words_for_a_deadline(label: str) -> None:
    assert statement.read(f"{label}：6月底；责任单位：县水利局").deadline == "6月底"
    assert statement.read(f"责任单位：县水利局；{label}：6月底").deadline == "6月底"


def test_a_label_that_only_this_document_has_may_come_first() -> None:
    said = statement.read("序时进度：按季度推进；责任单位：县水利局")
    assert said.extra == (("序时进度", "按季度推进"),)
    assert said.lead.names == ("县水利局",)
    assert not said.doubts
    # Who does it there is no remark.
    assert "县林业局" in statement.read("东区：县林业局；责任单位：县水利局").lead.names[0]


@pytest.mark.parametrize(
    "label", ["牵头机构", "牵总单位", "执行单位", "整改主体", "责任（牵头）单位"]
)
def test_more_words_for_who_leads(label: str) -> None:
    assert statement.read(f"{label}：县水利局").lead.names == ("县水利局",)


@pytest.mark.parametrize("label", ["会同单位", "联动单位", "配合机构", "辅助单位"])
def test_more_words_for_who_takes_part(label: str) -> None:
    said = statement.read(f"牵头单位：县住建局；{label}：县水利局")
    assert (said.lead.names, said.participants.names) == (("县住建局",), ("县水利局",))


@pytest.mark.parametrize(
    "time",
    [
        *("30 June 2025", "31st December 2025", "31/12/2025", "2025", "FY2025/26", "H1 2025"),
        *("end of June 2025", "mid-2025", "Summer 2025", "immediately", "ASAP", "monthly"),
        *(
            "within 6 months",
            "every quarter",
            "Short-term",
            "Year 1",
            "July-September 2025",
            "June",
        ),
    ],
)
def test_a_time_in_english_is_no_department(time: str) -> None:
    said = statement.read(f"Lead: Water Board; Support: Schools Office; {time}")
    assert (said.participants.names, said.deadline) == (("Schools Office",), time)


@pytest.mark.parametrize("name", ["June Office", "Summer Schools Team", "Early Years Service"])
def test_a_name_that_begins_as_a_time_in_english_is_a_department(name: str) -> None:
    said = statement.read(f"Lead: Water Board; Support: Schools Office; {name}")
    assert said.participants.names == ("Schools Office", name)


@pytest.mark.parametrize(
    "of", ["工作专班：张伟、李志强", "领导小组：欧阳修远 6239325", "专家组：王建国"]
)
def test_people_below_a_deadline_are_no_part_of_it(of: str) -> None:
    said = statement.read(f"责任单位：县水利局\n完成时限：12月底前\n{of}")
    assert said.deadline == "12月底前"
    assert said.extra == (tuple(of.split("：")),)


@pytest.mark.parametrize("label", ["相关责任人", "有关责任人", "相关负责人", "相关联系人"])
def test_no_word_of_a_label_of_people_is_a_department(label: str) -> None:
    said = statement.read(f"责任单位：县水利局；{label}：张伟；完成时限：6月底")
    assert (said.lead.names, said.participants.names) == (("县水利局",), ())
    assert said.people == ((label, "张伟"),)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("清理河道，由县城管局具体负责。", "县城管局具体负责。"),
        ("加固堤防，责任单位为县水利局。", "县水利局。"),
        ("绿化河岸，县林业局负责栽植，县交通局负责清障。", "县林业局负责栽植，县交通局负责清障。"),
        ("转移群众。（县教育局牵头，蓉城、新河等镇配合）", "县教育局牵头，蓉城、新河等镇配合）"),
        ("护学上岗。\n（县公安局、县民政局；2025年12月）", "县公安局、县民政局；2025年12月）"),
        ("整治周边。\n（县城管局会同蓉城镇）", "县城管局会同蓉城镇）"),
        ("安置群众（发改、财政等单位配合）。", "发改、财政等单位配合）。"),
        ("安置群众。（会同教育、公安等部门）", "会同教育、公安等部门）"),
        ("县住建局负责改造。", None),
        ("各乡镇负责清理，县级各部门负责检查。", None),
    ],
)
def test_who_does_a_part_within_a_wording_is_found(text: str, found: str | None) -> None:
    assert statement.somebody_doing(text, ("县住建局",)) == found


def test_fields_for_departments_do_not_keep_a_bracket_from_being_read() -> None:
    assert statement.is_statement("县住建局牵头，教育、公安、财政等部门配合")
    assert not statement.is_statement("学校、医院、市场等单位")


@pytest.mark.parametrize(
    "before",
    ["分别为", "主要为", "依次是", "具体为", "主要包括", "暂为", "调整为", "暂定", "原则上"],
)
def test_what_stands_before_names_is_none_of_them(before: str) -> None:
    said = statement.read(f"牵头单位：{before}县交通局、县住建局")
    assert said.lead.names == ("县交通局", "县住建局")
    assert said.remarks == (f"left out: {before}",)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("市残联、市人社局，市税务局配合", "市残联 市人社局 > 市税务局"),
        ("市民政局，各县区配合", "市民政局 > 各县区"),
        ("市民政局，市教育局指导", "市民政局 > 市教育局"),
        ("市民政局，6月底前，市财政局参与", "市民政局 > 市财政局"),
        # One list, or somebody who does it: no lead, which is said elsewhere.
        ("市民政局，市教育局，市财政局配合", " > 市民政局 市教育局 市财政局"),
        ("市民政局、市教育局、市财政局配合", " > 市民政局 市教育局 市财政局"),
    ],
)
def test_who_stands_before_a_comma_does_it(text: str, expected: str) -> None:
    assert words(statement.read(text)) == expected
