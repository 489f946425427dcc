"""What readers of whole documents met: parts, notes, broken lines, bare lists, struck text."""

from __future__ import annotations

import io

import docx
import pytest

from ecotui.importing.document import Imported, understand
from ecotui.importing.outline import DOUBTFUL, LEFT_OUT, READ, REPAIRED
from ecotui.model.toml import dumps, loads
from ecotui.plugins.readers.docx import Reader as DocxReader
from ecotui.plugins.readers.html import Reader as HtmlReader
from tests.support.importing import read

HEAD = ["县重点任务分工方案", "", "一、主要任务"]


def prose(*lines: str) -> Imported:
    return read("\n".join([*HEAD, *lines, ""]).encode(), "plan.txt")


def rows(imported: Imported) -> list[tuple[int, str, str]]:
    """Number, leads and participants of each measure."""
    return [
        (m.number, " ".join(m.lead), " ".join(m.participants)) for _c, _s, m in imported.plan.walk()
    ]


def kinds(imported: Imported) -> list[str]:
    return [remark.kind for remark in imported.remarks]


def test_a_measure_keeps_its_departments_beside_those_of_its_parts() -> None:
    imported = prose(
        "1.建棚。（甲局牵头）",
        "2.建库。（乙社牵头，丙局配合）",
        "（1）一期。（丁局牵头）",
        "3.建市。（丁局牵头）",
    )
    assert rows(imported) == [(1, "甲局", ""), (2, "乙社", "丙局"), (3, "丁局", "")]
    _first, (_c, _s, second), _third = imported.plan.walk()
    assert second.text == "建库。\n（1）一期。（丁局牵头）"
    assert DOUBTFUL in kinds(imported)


def test_departments_in_the_middle_of_a_paragraph_are_a_doubt() -> None:
    imported = prose("1.出台办法（甲局牵头）；开展宣传（乙局负责）。", "2.建路。（丙局负责）")
    assert rows(imported) == [(1, "乙局", ""), (2, "丙局", "")]
    assert kinds(imported) == [DOUBTFUL]


def test_a_note_below_is_no_measure() -> None:
    imported = prose(
        "1.督查[1]（甲室牵头）", "[1] 注：每季一次（乙办牵头）", "2.建路。（丙局负责）"
    )
    assert rows(imported) == [(1, "甲室", ""), (2, "丙局", "")]
    assert kinds(imported) == [LEFT_OUT]


@pytest.mark.parametrize(
    ("lines", "participants", "deadline"),
    [
        (["责任单位：乙局、", "丙公司", "完成时限：2025年", "8月"], "乙局 丙公司", "2025年8月"),
        (["责任单位：乙局、各街道，", "丙公司"], "乙局 各街道 丙公司", None),
    ],
)
def test_a_label_line_goes_on_behind_a_comma(
    lines: list[str], participants: str, deadline: str | None
) -> None:
    imported = prose("1.建路。", "牵头单位：甲局", *lines)
    [(_c, _s, measure)] = imported.plan.walk()
    assert (" ".join(measure.participants), measure.deadline) == (participants, deadline)
    assert set(kinds(imported)) == {READ, REPAIRED}


def test_a_plain_measure_needs_no_full_stop() -> None:
    imported = prose("做好春耕。（甲局牵头）", "完成普法宣传", "县政府办公室")
    assert rows(imported) == [(1, "甲局", ""), (2, "", "")]
    assert [r.message for r in imported.remarks if r.kind == LEFT_OUT] == ["left out: 县政府办公室"]


def test_bare_lists_are_departments_where_a_rule_or_other_brackets_say_so() -> None:
    imported = prose("1.禁毒。（甲局牵头）", "2.民宿。（乙局、丙局）")
    assert rows(imported) == [(1, "甲局", ""), (2, "乙局 丙局", "")]
    assert kinds(imported) == [DOUBTFUL]
    imported = prose("列第一位者为牵头单位，下同。", "1.办园。（甲局、乙局）")
    assert rows(imported) == [(1, "甲局", "乙局")]


def test_struck_text_is_not_read() -> None:
    page = (
        "<h1>方案</h1><p>一、章</p><p>1.建<del>10</del>12座。（<s>甲局</s>乙局牵头）</p>".encode()
    )
    word = docx.Document()
    for text in ("方案", "一、章"):
        word.add_paragraph(text)
    paragraph = word.add_paragraph("1.建12座。（")
    paragraph.add_run("甲局").font.strike = True
    paragraph.add_run("乙局牵头）")
    out = io.BytesIO()
    word.save(out)
    for reader, data in ((HtmlReader(), page), (DocxReader(), out.getvalue())):
        imported = understand(reader.blocks(data, "plan"), data, "plan")
        [(_c, _s, only)] = imported.plan.walk()
        assert (only.text, only.lead) == ("建12座。", ("乙局",))
        assert REPAIRED in kinds(imported)


def test_a_title_may_be_of_the_level_of_its_chapters() -> None:
    plan = read("# 题目方案\n\n# 一、章\n1.文。（甲局负责）\n".encode(), "plan.md").plan
    assert (plan.title, [c.title for c in plan.chapters]) == ("题目方案", ["章"])


def test_a_measure_of_departments_alone_is_kept_and_told() -> None:
    imported = prose("1.责任单位：甲局、乙局。", "2.清点馆藏。（牵头单位：甲局）")
    assert [(m.text, m.lead) for _c, _s, m in imported.plan.walk()] == [
        ("—", ("甲局", "乙局")),
        ("清点馆藏。", ("甲局",)),
    ]
    assert kinds(imported) == [DOUBTFUL]
    assert loads(dumps(imported.plan)) == imported.plan


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("文件/方案.md", "方案.md"),
        ("方案.md".encode("gbk").decode("utf-8", "surrogateescape"), "方案.md"),
        ("\udcff\udcff.md", "\ufffd\ufffd.md"),
    ],
)
def test_a_file_name_of_any_bytes_is_the_source_of_the_plan(path: str, name: str) -> None:
    imported = read("1.种树。牵头单位：林业厅".encode(), path)
    source = loads(dumps(imported.plan), "x.toml").source
    assert source is not None
    assert source.file == name


@pytest.mark.parametrize("markup", ["<b>修路</b>", "a&lt;b", "1\\.修路", "**修路**"])
def test_markup_that_a_plain_text_loses_is_said(markup: str) -> None:
    lines = [*HEAD, f"1.{markup}。（甲局牵头）", ""]
    said = read("\n".join(lines).encode(), "plan.txt").remarks
    assert any("Markdown" in remark.message for remark in said)
    said = read("\n".join(lines).encode(), "plan.md").remarks
    assert not any("Markdown" in remark.message for remark in said)


def test_a_date_that_no_calendar_has_is_said_at_import() -> None:
    imported = prose("1.修路。（甲局牵头，2018年2月30日前完成）")
    assert [m.deadline for _c, _s, m in imported.plan.walk()] == ["2018年2月30日前"]
    assert any("2018年2月30日" in r.message for r in imported.remarks if r.kind == DOUBTFUL)


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("主动对接县财政局", "县财政局"),
        ("函请县财政局", "县财政局"),
        ("县住建局兼县财政局", "县财政局"),
        ("原财政厅", "财政厅"),
        ("财政厅", "省财政厅"),
    ],
)
def test_a_name_that_ends_as_another_does_is_a_doubt(name: str, other: str) -> None:
    imported = prose(
        f"1.建棚。（牵头单位：县农业局；配合单位：{other}）",
        f"2.建库。（牵头单位：县农业局；配合单位：{name}）",
    )
    assert any(f"--alias {name}={other}" in remark.message for remark in imported.remarks)


@pytest.mark.parametrize(
    ("name", "other"),
    [("县委办公室", "县委"), ("各县区政府", "区政府"), ("县政府办公室", "县政府")],
)
def test_a_name_that_only_begins_as_another_does_or_is_a_group_is_none(
    name: str, other: str
) -> None:
    imported = prose(
        f"1.建棚。（牵头单位：县农业局；配合单位：{other}）",
        f"2.建库。（牵头单位：县农业局；配合单位：{name}）",
    )
    assert DOUBTFUL not in kinds(imported)


def test_sentences_that_say_who_does_what_stands_before_them_make_measures() -> None:
    imported = prose(
        "1.建设大厅。（县审批局牵头）",
        "2.强化保障。一是保障用地。由县自然资源局牵头，县财政局配合。二是保障用电。由县供电公司牵头。县发改局配合。",
        "3.加强值守。①完善预案。县应急局负责。②储备物资。县粮食局负责。",
    )
    assert [
        (m.text, *row[1:])
        for (_c, _s, m), row in zip(imported.plan.walk(), rows(imported), strict=True)
    ] == [
        ("建设大厅。", "县审批局", ""),
        ("一是保障用地。", "县自然资源局", "县财政局"),
        ("二是保障用电。", "县供电公司", "县发改局"),
        ("完善预案。", "县应急局", ""),
        ("储备物资。", "县粮食局", ""),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "加强值守。一是完善预案，由县应急局负责；二是储备物资，由县粮食局负责。",
        "加强值守。一是完善预案。由县应急局负责。二是储备物资（县粮食局负责）。",
    ],
)
def test_who_does_a_part_is_told_where_it_stays_in_the_wording(text: str) -> None:
    imported = prose("1.建设大厅。（县审批局牵头）", f"2.{text}")
    doubts = [remark.message for remark in imported.remarks if remark.kind == DOUBTFUL]
    assert "measure 2: departments may be left in its wording: 由县应急局负责" in doubts


def test_label_lines_of_headings_are_of_the_items_that_count_on_through_them() -> None:
    lines = ["牵头单位：县教育局", "配合单位：县财政局", "1.新建幼儿园。", "2.改造食堂。"]
    more = ["二、卫生", "牵头单位：县卫健局", "3.新建卫生院。", "4.培训村医。"]
    imported = prose(*lines, *more)
    assert [chapter.title for chapter in imported.plan.chapters] == ["主要任务", "卫生"]
    assert rows(imported) == [
        *((number, "县教育局", "县财政局") for number in (1, 2)),
        *((number, "县卫健局", "") for number in (3, 4)),
    ]
    assert kinds(imported).count(READ) == 3


@pytest.mark.parametrize("sign", ["- ", ""])
def test_items_that_begin_as_labels_do_are_no_lines_of_the_item_before(sign: str) -> None:
    lines = [
        "建设产业园：完成投资5亿元。|县工信局|6月底",
        "引进企业：新签约10家。|县商务局|9月底",
        "培育链主：新增2家。|县工信局|12月底",
    ]
    texts = [line.split("|") for line in lines]
    imported = prose(
        *(
            part
            for text, lead, end in texts
            for part in (f"{sign}{text}", f"{sign}牵头单位：{lead}", f"{sign}完成时限：{end}")
        )
    )
    found = [[m.text, *m.lead, m.deadline] for _c, _s, m in imported.plan.walk()]
    assert found == texts


PARTS = [
    "1.建园区。（县工信局牵头，县财政局配合）",
    "（1）征地500亩。",
    "（2）投资5亿元。",
    "2.招商。（县商务局牵头，县财政局配合）",
    "（1）签约10家。",
    "（2）落地5家。",
]
CONTACTS = ["县工信局　张三　13800000000", "县商务局　李四　13900000000"]


@pytest.mark.parametrize(
    "lines",
    [
        ["XX县人民政府办公室", "2025年3月1日"],
        ["附件：联系人名单", *CONTACTS],
        ["附件1", "联系人名单", *CONTACTS, "附件2", "填报说明"],
        ["县政府办公室", "2025年3月1日", "附件：1.联系人名单", *CONTACTS],
    ],
)
@pytest.mark.parametrize("tail", [PARTS, [*PARTS[:3], PARTS[3]]])
def test_what_ends_a_document_is_no_wording_of_its_last_measure(
    tail: list[str], lines: list[str]
) -> None:
    imported = prose(*tail, "", *lines)
    texts = [m.text for _c, _s, m in imported.plan.walk()]
    assert texts == [
        "建园区。\n（1）征地500亩。\n（2）投资5亿元。",
        "招商。" + "".join([f"\n{part}" for part in tail[4:]]),
    ]
    left_out = [remark.message for remark in imported.remarks if remark.kind == LEFT_OUT]
    assert len(left_out) == len(lines)


def test_what_stands_behind_the_parts_of_a_measure_is_doubted() -> None:
    imported = prose(*PARTS, "以上任务由县政府督查室每季度督查。")
    [doubt] = [remark.message for remark in imported.remarks if remark.kind == DOUBTFUL]
    assert doubt.endswith("以上任务由县政府督查室每季度督查。")


def test_an_annex_with_departments_of_its_own_is_a_chapter() -> None:
    imported = read(
        "\n".join(
            [
                *(
                    "县重点任务分解",
                    "",
                    "（一）建园区。（县工信局牵头）",
                    "（二）招商。（县商务局牵头）",
                ),
                *("附件1", "县重点项目清单", "1.新能源项目。（县发改局牵头）"),
                *("2.旅游项目。（县文旅局牵头）", "附件2", "联系人名单", *CONTACTS, ""),
            ]
        ).encode(),
        "plan.txt",
    )
    found = [(chapter.title, m.text, m.lead) for chapter, _s, m in imported.plan.walk()]
    assert found == [
        ("县重点任务分解", "建园区。", ("县工信局",)),
        ("县重点任务分解", "招商。", ("县商务局",)),
        ("县重点项目清单", "新能源项目。", ("县发改局",)),
        ("县重点项目清单", "旅游项目。", ("县文旅局",)),
    ]


@pytest.mark.parametrize(
    "text",
    [
        *(
            "13800000000",
            "１３８１２３４５６７８",
            "138-0000-0000",
            "028-86600000",
            "（0551）62345678",
        ),
        *("联系电话3330133", "dcs@163.com", "电子邮箱kx@ankang.gov.cn", "tel. 020 7946 0958"),
        *("01234 567890", "tel. (555) 123-4567", "555-123-4567", "ext. 4512", "座机88886666"),
        *("+44 7700 900123", "340102197001011234", "短号661234", "内线8022", "微信linzq_01"),
    ],
)
def test_personal_data_that_comes_into_a_plan_is_told(text: str) -> None:
    lines = [
        f"1.建园区，{text}预约。（县工信局牵头）",
        f"2.招商。（县商务局牵头；备注：请报{text}）",
    ]
    told = [remark.message for remark in prose(*lines).remarks if remark.kind == DOUBTFUL]
    assert len(told) == 2
    assert all(message.rpartition(": ")[2] in text for message in told)
    if "（" not in text:
        bodies = prose(f"1.建园区。（牵头单位：县工信局，{text}；配合单位：县财政局（{text}））")
        assert [name.name for name in bodies.plan.departments] == ["县工信局", "县财政局"]
        assert len([remark for remark in bodies.remarks if text[-7:] in remark.message]) == 2


@pytest.mark.parametrize("text", ["投资13800000000元", "编号51000019900101123", "第12345热线"])
def test_what_counts_or_is_measured_is_no_personal_data(text: str) -> None:
    assert DOUBTFUL not in kinds(prose(f"1.{text}。（县工信局牵头）"))


@pytest.mark.parametrize("label", ["领衔代表", "提案人", "首席服务员", "项目秘书"])
def test_a_label_of_people_that_is_not_known_is_told(label: str) -> None:
    lines = ["1.建棚。", f"{label}：丁宇、张三丰", "牵头单位：县农业局", "2.建库。（乙局牵头）"]
    told = [remark.message for remark in prose(*lines).remarks if remark.kind == DOUBTFUL]
    assert any(message.endswith(f"{label}：丁宇、张三丰") for message in told)
    lines = ["1.建棚。", "牵头单位：县农业局", f"{label}：丁宇、张三丰", "2.建库。（乙局牵头）"]
    told = [remark.message for remark in prose(*lines).remarks if remark.kind == DOUBTFUL]
    assert any("张三丰" in message for message in told)


@pytest.mark.parametrize("behind", ["（联系电话：0571-88234567）", "（0571-88234567）"])
def test_a_telephone_behind_a_title_is_left_out(behind: str) -> None:
    imported = read(f"2025年任务分工{behind}\n1.建园区。（县工信局牵头）\n".encode(), "plan.txt")
    assert (imported.plan.title, imported.plan.chapters[0].title) == ("2025年任务分工",) * 2
    assert "0571" not in imported.plan.id
    assert [r.kind for r in imported.remarks if "0571-88234567" in r.message] == [LEFT_OUT]


def test_who_was_at_a_meeting_is_no_measure() -> None:
    people = ["主持：张中于", "出席：李红、王志", "列席：陈强（县政府办）、魏来（县卫计局）"]
    more = ["请假：刘敏", "记录：丁宇", "发：各乡镇人民政府，县直各单位。"]
    text = [
        *("县政府常务会议纪要", "", *people),
        *("一、研究复审工作", "会议同意方案。（牵头单位：县卫计局；完成时限：4月底前）"),
        *("二、研究治理行动", "会议同意行动。（牵头单位：县环保局）", *people, *more),
    ]
    imported = read("\n".join(text).encode(), "plan.txt")
    assert [(m.text, *m.lead) for _c, _s, m in imported.plan.walk()] == [
        ("会议同意方案。", "县卫计局"),
        ("会议同意行动。", "县环保局"),
    ]
    left_out = " ".join(r.message for r in imported.remarks if r.kind == LEFT_OUT)
    assert all(line in left_out for line in [*people, *more])


@pytest.mark.parametrize("first", ["壹、", "A、", "任务一：", "专题一："])
def test_the_first_chapter_is_no_part_of_a_title(first: str) -> None:
    text = [
        "县2025年安全生产三年攻坚",
        f"{first}化解隐患",
        "1.整治。（县住建局牵头）",
        "2.改造。（县应急局牵头）",
    ]
    assert read("\n".join(text).encode(), "plan.txt").plan.title == text[0]


@pytest.mark.parametrize("sign", ["—", "——", " - ", "－", " ", "\u3000", "\t"])
def test_a_dash_or_a_blank_behind_a_label_is_its_colon(sign: str) -> None:
    imported = prose(
        "1.责任单位 要加强管理。",
        f"牵头单位{sign}县工信局",
        f"配合单位{sign}县财政局、各乡镇",
        "2.招商。（县商务局牵头）",
    )
    assert rows(imported) == [(1, "县工信局", "县财政局 各乡镇"), (2, "县商务局", "")]


@pytest.mark.parametrize(
    "line", ["县人民政府办公室", "送审稿", "中共县委员会", "征求意见稿", "一次会议通过"]
)
@pytest.mark.parametrize("blank", [[], [""]])
def test_a_line_below_a_whole_title_is_no_part_of_it(line: str, blank: list[str]) -> None:
    text = [
        "县重点任务分工方案",
        *blank,
        line,
        "",
        "一、产业",
        "1.建棚。（甲局牵头）",
        "2.建库。（乙局牵头）",
    ]
    imported = read("\n".join(text).encode(), "plan.txt")
    assert imported.plan.title == "县重点任务分工方案"
    assert any(r.kind == LEFT_OUT and line in r.message for r in imported.remarks)


def test_a_title_may_go_on_in_a_line_that_ends_as_one() -> None:
    text = [
        "关于加快发展的实施意见",
        "重点任务分工方案",
        "",
        "1.建棚。（甲局牵头）",
        "2.建库。（乙局牵头）",
    ]
    imported = read("\n".join(text).encode(), "plan.txt")
    assert imported.plan.title == "关于加快发展的实施意见重点任务分工方案"


def test_bold_lines_above_items_are_headings_where_there_are_no_others() -> None:
    document = docx.Document()
    document.add_heading("县重点任务分解", 0)
    for head, *lines in (
        (
            "产业发展",
            "1.建园区。（县工信局牵头）",
            "（1）征地。",
            "（2）投资。",
            "2.招商。（县商务局牵头）",
        ),
        ("民生保障", "3.建学校。（县教育局牵头）"),
    ):
        document.add_paragraph().add_run(head).bold = True
        for line in lines:
            document.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    imported = read(out.getvalue(), "plan.docx")
    found = [(chapter.title, m.text) for chapter, _s, m in imported.plan.walk()]
    assert found == [
        ("产业发展", "建园区。\n（1）征地。\n（2）投资。"),
        ("产业发展", "招商。"),
        ("民生保障", "建学校。"),
    ]
    [doubt] = [remark.message for remark in imported.remarks if remark.kind == DOUBTFUL]
    assert doubt.endswith("产业发展、民生保障")


@pytest.mark.parametrize("sign", "●◆■★")
def test_a_line_with_a_sign_above_items_is_no_wording_of_the_item_before(sign: str) -> None:
    lines = [
        f"{sign}产业发展",
        "1.建棚。（甲局牵头）",
        "2.建库。（乙局牵头）",
        f"{sign}民生保障",
        "3.建校。（丙局牵头）",
    ]
    imported = prose(*lines)
    assert [m.text for _c, _s, m in imported.plan.walk()] == ["建棚。", "建库。", "建校。"]
    told = [remark.message for remark in imported.remarks if remark.kind == LEFT_OUT]
    assert [message[-4:] for message in told] == ["产业发展", "民生保障"]
    imported = read("\n".join(["县方案", "", *lines]).encode(), "plan.txt")
    if sign != "★":
        assert [chapter.title for chapter in imported.plan.chapters] == ["产业发展", "民生保障"]


def test_lines_with_signs_below_items_are_parts_of_them() -> None:
    imported = prose(
        "1.建棚。（甲局牵头）", "●征地", "2.建库。（乙局牵头）", "●投资", "3.建校。（丙局牵头）"
    )
    texts = [m.text for _c, _s, m in imported.plan.walk()]
    assert texts == ["建棚。\n征地", "建库。\n投资", "建校。"]


@pytest.mark.parametrize(
    "label",
    [
        "责任校领导",
        "分管院长",
        "市级链长",
        "县级河长",
        "包片干部",
        "主管副总",
        "网格长",
        "具体经办人",
        "责任班子成员",
        "首席专家",
    ],
)
def test_a_label_of_people_by_their_office_is_left_out(label: str) -> None:
    lines = ["1.建棚。", f"{label}：张建国", "牵头单位：县农业局", "2.建库。（乙局牵头）"]
    imported = prose(*lines)
    assert [m.text for _c, _s, m in imported.plan.walk()] == ["建棚。", "建库。"]
    assert "张建国" not in dumps(imported.plan)
    assert any(f"{label}：张建国" in r.message for r in imported.remarks if r.kind == LEFT_OUT)


@pytest.mark.parametrize("first", ["存在问题", "反馈问题", "项目名称", "督办事项"])
def test_a_record_begins_with_the_label_that_the_one_before_began_with(first: str) -> None:
    texts = ["学习不够深入。", "管理不规范。", "程序不严。"]
    leads = ["党委办公室", "后勤保障科", "财务科"]
    lines = [
        line
        for text, lead in zip(texts, leads, strict=True)
        for line in (
            f"{first}：{text}",
            "整改措施：每月检查。",
            f"责任单位：{lead}",
            "时限：6月底",
            "",
        )
    ]
    imported = prose(*lines)
    assert [(m.text, *m.lead, m.extra) for _c, _s, m in imported.plan.walk()] == [
        (f"{first}：{text}\n整改措施：每月检查。", lead, ())
        for text, lead in zip(texts, leads, strict=True)
    ]


def test_records_in_lists_of_markdown_are_measures() -> None:
    records = [
        (
            f"- **项目名称**：新建学校{at}所",
            "- **建设内容**：新建校舍。",
            f"- **责任单位**：{lead}",
            "",
        )
        for at, lead in ((1, "县教育局"), (2, "县住建局"), (3, "县教育局"))
    ]
    text = "\n".join(
        ["# 县民生实事", "", "## 一、教育", "", *[line for one in records for line in one]]
    )
    imported = read(text.encode(), "plan.md")
    assert [(m.text, *m.lead) for _c, _s, m in imported.plan.walk()] == [
        ("项目名称：新建学校1所\n建设内容：新建校舍。", "县教育局"),
        ("项目名称：新建学校2所\n建设内容：新建校舍。", "县住建局"),
        ("项目名称：新建学校3所\n建设内容：新建校舍。", "县教育局"),
    ]
    assert DOUBTFUL not in kinds(imported)


@pytest.mark.parametrize(
    "closing",
    ["各责任单位须于3月底前报送实施方案。", "本清单自印发之日起实施。", "未尽事宜，另行通知。"],
)
@pytest.mark.parametrize("bracket", ["（{}）", "（{}牵头）。"])
def test_what_closes_a_list_is_no_wording_of_its_last_measure(closing: str, bracket: str) -> None:
    lines = [("新增学位", "县教育局"), ("建设公园", "县城管局"), ("新增托位", "县卫健委")]
    text = [f"{at}、{what}{bracket.format(who)}" for at, (what, who) in enumerate(lines, 1)]
    imported = prose(*text, closing)
    assert [m.text for _c, _s, m in imported.plan.walk()] == [what for what, _who in lines]
    assert any(closing in r.message for r in imported.remarks if r.kind == LEFT_OUT)


def test_english_labels_behind_a_full_stop_are_labels() -> None:
    text = [
        *("School Improvement Plan", ""),
        "1. Buy textbooks. Lead: Bursar. Partners: Library, UNDP. By: June 2026. Budget: USD 12.5.",
        "2. Review the policy. Lead: Pastoral Team (Mrs. Green, ext 204). By: July 2026",
    ]
    imported = read("\n".join(text).encode(), "plan.txt")
    found = [
        (m.text, m.lead, m.participants, (m.deadline or "").rstrip("."), m.extra)
        for _c, _s, m in imported.plan.walk()
    ]
    assert found == [
        (
            *("Buy textbooks.", ("Bursar",), ("Library", "UNDP"), "June 2026"),
            (("Budget", "USD 12.5."),),
        ),
        ("Review the policy.", ("Pastoral Team",), (), "July 2026", ()),
    ]
    assert any("Mrs. Green" in remark.message for remark in imported.remarks)


def test_a_telephone_in_a_heading_a_title_or_a_deadline_is_told() -> None:
    heads = "序号,任务名称,工作任务,牵头单位,完成时限"
    rows = ["1,水库（13955701251）,建设水库,县水利局,6月底（找于海，13955701253）"]
    sheet = read("\n".join([heads, *rows]).encode(), "plan.csv")
    text = prose(
        "（一）水库（林志强13955701232）", "1.建堤。（县水利局牵头）", "2.建渠。（县水利局牵头）"
    )
    told = {
        (r.kind, number)
        for one in (sheet, text)
        for r in one.remarks
        for number in ("13955701251", "13955701253", "13955701232")
        if number in r.message
    }
    # In brackets behind the title of a heading it is no part of it.
    assert told == {
        (DOUBTFUL, "13955701251"),
        (DOUBTFUL, "13955701253"),
        (LEFT_OUT, "13955701232"),
    }


@pytest.mark.parametrize("numerals", ["⒈⒉⒊", "㈠㈡㈢"])
def test_a_numeral_of_one_character_counts_as_its_parts_do(numerals: str) -> None:
    lines = ["深化改革。（甲局牵头）", "2025年建学校。（乙局牵头）", "建园区。（丙局牵头）"]
    imported = prose(*map("{} {}".format, numerals, lines))
    found = [(m.number, m.text) for _c, _s, m in imported.plan.walk()]
    assert found == [(1, "深化改革。"), (2, "2025年建学校。"), (3, "建园区。")]


def test_a_label_in_brackets_adds_no_sign_to_the_wording_before_it() -> None:
    lines = [
        "1.推进改革。【牵头单位】县发改局【配合单位】县财政局【完成时限】12月",
        "2.优化环境。【责任单位】县审批局",
    ]
    found = [(m.text, m.lead, m.deadline) for _c, _s, m in prose(*lines).plan.walk()]
    assert found == [
        ("推进改革。", ("县发改局",), "12月"),
        ("优化环境。", ("县审批局",), None),
    ]


def test_items_counted_by_two_numbers_keep_them_out_of_their_wordings() -> None:
    lines = ["1.1培育企业20家。（县工信局牵头）", "1.2实施项目。（县工信局牵头）"]
    imported = read("\n".join(["县任务分工", "", *lines, ""]).encode(), "plan.txt")
    assert [m.text for _c, _s, m in imported.plan.walk()] == ["培育企业20家。", "实施项目。"]


def test_the_boxes_of_a_list_of_tasks_are_no_part_of_its_wordings() -> None:
    text = "# 工作\n\n- [ ] 整治管网。（县住建局牵头）\n- [x] 打通通道。（县应急局牵头）\n"
    imported = read(text.encode(), "plan.md")
    assert [m.text for _c, _s, m in imported.plan.walk()] == ["整治管网。", "打通通道。"]
    assert any("ticks are not kept" in remark.message for remark in imported.remarks)


def test_comments_of_markdown_come_into_no_plan() -> None:
    text = (
        "# 工作\n\n1. 招商50亿元<!-- 内部：30亿 -->。（县商务局牵头） <!-- 局长\n不同意 -->\n"
        "<!--\n2. 裁撤办公室。（县委编办牵头）\n-->\n2. 建园区。（县发改局牵头）\n<!-- 不完整"
    )
    imported = read(text.encode(), "plan.md")
    found = [(m.text, *m.lead) for _c, _s, m in imported.plan.walk()]
    assert found[:2] == [("招商50亿元。", "县商务局"), ("建园区。", "县发改局")]
    said = [
        (r.place.line, r.message) for r in imported.remarks if "comment" in r.message and r.place
    ]
    assert said == [
        (3, "comment left out: 内部：30亿"),
        (3, "comment left out: 局长 不同意"),
        (5, "comment left out: 2. 裁撤办公室。（县委编办牵头）"),
    ]


def test_english_lines_that_a_page_broke_go_on_with_a_blank() -> None:
    text = (
        "# Plan 2025\n\n1. Build two schools in the\n   northern district, with 20 "
        "(Lead: Education\n   Department; Support: Works Department)\n"
        "2. Renew the hall. (Lead: Works Department)\n"
    )
    [first, second] = [m for _c, _s, m in read(text.encode(), "plan.md").plan.walk()]
    assert first.text == "Build two schools in the northern district, with 20"
    assert (*first.lead, *first.participants) == ("Education Department", "Works Department")
    assert second.title is None


def test_lines_of_english_labels_are_never_joined() -> None:
    record = "{}. {} the market hall doors now.\nLead: Property Services Department\n"
    record += "Partners: Market Traders, Civic Trust\nFunding: Heritage Lottery Fund\n"
    text = "Town Plan\n\n" + "\n".join(map(record.format, "123", ["Repaint", "Replace", "Restore"]))
    imported = read(text.encode(), "plan.txt")
    assert [name.name for name in imported.plan.departments] == [
        *("Property Services Department", "Market Traders", "Civic Trust")
    ]


def test_what_ends_an_english_document_is_no_remark_of_its_last_measure() -> None:
    ends = ["Prepared by: Jane Doe, Water Authority", "Distribution: internal only", "Annex: list"]
    lines = ["1. Inspect dams.", "Lead: Water Authority", "Deadline: March 2025", "", *ends]
    imported = prose(*lines)
    [measure] = [m for _c, _s, m in imported.plan.walk()]
    assert measure.extra == ()
    left_out = " ".join(r.message for r in imported.remarks if r.kind == LEFT_OUT)
    assert all(line in left_out for line in ends)


def test_an_english_person_under_a_label_is_doubted() -> None:
    lines = ["1. Plant trees.", "Lead officer: Robert Smith, Head of Transport", "Lead: Parks Team"]
    doubts = [r.message for r in prose(*lines).remarks if r.kind == DOUBTFUL]
    assert any("Robert Smith" in doubt for doubt in doubts)


@pytest.mark.parametrize("label", ["包保领导", "挂钩领导", "县级领导", "组长"])
@pytest.mark.parametrize(
    "people",
    [
        *("县委常委、副县长李明辉", "李明辉 王芳", "李明辉 县委常委、副县长", "县住建局局长李明辉"),
        *("李明辉", "副县长李明辉，县委办主任王芳", "李明辉（县委常委、副县长）"),
    ],
)
def test_leaders_above_the_departments_are_left_out(label: str, people: str) -> None:
    lines = ["一、污水厂", f"{label}：{people}", "牵头单位：县住建局", "进度要求：6月底前"]
    text = ["县重点项目责任分工", *lines, "二、中医院", "牵头单位：县卫健委", ""]
    imported = read("\n".join(text).encode(), "plan.txt")
    found = [(m.text, *m.lead) for _c, _s, m in imported.plan.walk()]
    assert found == [("污水厂", "县住建局"), ("中医院", "县卫健委")]
    assert any(r.kind == LEFT_OUT and "李明辉" in r.message for r in imported.remarks)


@pytest.mark.parametrize(
    "end",
    [
        "各部门要按照分工抓紧制定落实方案，于3月底前报县政府督查室。",
        "以上任务分工，由县政府督查室负责督办，对落实不力的予以通报。",
        "特此通知。",
        "附：责任单位名单",
    ],
)
def test_what_stands_behind_a_last_measure_that_says_nobody_is_told(end: str) -> None:
    lines = ["1.建园区。（县工信局牵头）", "2.招商。（县商务局负责）", "3.其他工作。", end]
    imported = prose(*lines)
    told = [r.message for r in imported.remarks if r.kind in (DOUBTFUL, LEFT_OUT)]
    assert any(end[:8] in message for message in told)
    # Where others have a paragraph too, it is a wording.
    lines[1:1] = ["园区占地500亩。"]
    told = [r.message for r in prose(*lines[:-1], "再抓一批。").remarks]
    assert not any("再抓一批" in message for message in told)


def test_the_lines_of_minutes_are_no_part_of_their_title() -> None:
    people = ["主持：刘建军", "参会：张伟、李娜、王磊", "记录：陈静"]
    text = ["第12次局长办公会议纪要", "时间：2025年7月8日上午", "地点：三楼会议室", *people]
    text += ["会议研究了以下事项：", "1.值班。（办公室负责）", "2.申报。（规划科牵头）", ""]
    imported = read("\n".join(text).encode(), "plan.txt")
    assert imported.plan.title == "第12次局长办公会议纪要"
    left_out = " ".join(r.message for r in imported.remarks if r.kind == LEFT_OUT)
    assert all(line in left_out for line in people)


def test_a_leader_in_brackets_in_a_wording_is_told() -> None:
    imported = read(
        "序号,重点任务,牵头单位\n1,建停车场。（包保领导：县政协副主席周爱民）,县城管局\n".encode(),
        "plan.csv",
    )
    assert any(r.kind == DOUBTFUL and "周爱民" in r.message for r in imported.remarks)


@pytest.mark.parametrize("blank", ["\n", "　", " "])
def test_who_filled_a_table_in_is_no_part_of_its_title(blank: str) -> None:
    form = "填报单位：县府办　填报人：刘建军　审核人：李娜"
    lines = [
        f'"2025年县重点任务清单{blank}{form}",,',
        "序号,重点任务,牵头单位",
        "1,建学校,县教育局",
    ]
    imported = read("\n".join(lines).encode(), "plan.csv")
    assert imported.plan.title == "2025年县重点任务清单"
    assert "liu" not in imported.plan.id
    assert any("刘建军" in r.message for r in imported.remarks if r.kind == LEFT_OUT)


@pytest.mark.parametrize("label", ["楼长", "落实人", "业主代表", "包保领导"])
@pytest.mark.parametrize(
    "people",
    [
        *(
            "李明辉",
            "李明辉 王芳",
            "县委常委、副县长李明辉",
            "李明辉　县委常委、副县长",
            "李明辉同志",
        ),
        *("李明辉（县委常委、副县长）", "李明辉13812345678", "县住建局局长李明辉"),
    ],
)
def test_people_are_told_wherever_a_label_that_is_not_known_stands(label: str, people: str) -> None:
    head = "县重点项目责任分工\n\n一、项目\n"
    for text, name in (
        (f"{head}（一）污水厂\n{label}：{people}\n牵头单位：县住建局\n", "plan.txt"),
        (f"{head}（一）污水厂\n牵头单位：县住建局\n{label}：{people}\n", "plan.txt"),
        (f"{head}1.污水厂。（牵头单位：县住建局；{label}：{people}）\n", "plan.txt"),
        (f'序号,工作任务,牵头单位\n1,"污水厂。\n{label}：{people}",县住建局\n', "plan.csv"),
        (f"序号,工作任务,牵头单位,备注\n1,污水厂。,县住建局,{label}：{people}\n", "plan.csv"),
    ):
        told = [r.message for r in read(text.encode(), name).remarks]
        assert any("李明辉" in message for message in told)


def test_people_in_brackets_in_other_columns_and_in_wordings_are_told() -> None:
    lines = ["序号,任务,责任单位,督办单位", "1,打井工程（王建国负责）,县水利局,县督查室（李小明）"]
    imported = read("\n".join(lines).encode(), "plan.csv")
    doubts = " ".join(r.message for r in imported.remarks if r.kind == DOUBTFUL)
    assert "王建国" in doubts
    assert "李小明" in doubts


@pytest.mark.parametrize("head", ["责任科室", "督办单位"])
@pytest.mark.parametrize(
    "people", ["（次仁卓玛）", "（局长万小明）", "（党建国13812345678）", "【李明辉】", "：李明辉"]
)
def test_people_behind_bodies_in_a_column_of_the_document_s_own_are_told(
    head: str, people: str
) -> None:
    lines = [f"序号,任务,责任单位,{head}", f"1,打井,县水利局,水政股{people}"]
    imported = read("\n".join(lines).encode(), "plan.csv")
    doubts = " ".join(r.message for r in imported.remarks if r.kind == DOUBTFUL)
    assert people.strip("：") in doubts
    clean = read("\n".join([lines[0], "1,打井,县水利局,水政股"]).encode(), "plan.csv")
    assert DOUBTFUL not in kinds(clean)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "1.打井。\n（1）东区。（王建国）\n（县水利局牵头）",
            "1.打井（王建国牵头）。（县水利局牵头）",
        ),
        *(
            "1.打井。（县水利局牵头）\n（1）王建国负责东区；\n（2）西区。",
            "1.打井。（县水利局局长王建国牵头）",
        ),
    ],
)
def test_people_who_do_a_part_are_told(text: str) -> None:
    imported = read(f"县清单\n\n一、农业\n{text}\n2.修路。（县交通局牵头）\n".encode(), "a.txt")
    assert any("王建国" in remark.message for remark in imported.remarks)


@pytest.mark.parametrize("number", ["138.1234.5678", "138—1234—5678", "vx:wjg1980"])
def test_rarer_ways_to_write_how_to_reach_somebody(number: str) -> None:
    imported = read(f"序号,任务,责任单位\n1,打井,县水利局（{number}）\n".encode(), "a.csv")
    assert [name.name for name in imported.plan.departments] == ["县水利局"]
    assert any(number in remark.message for remark in imported.remarks)


@pytest.mark.parametrize("behind", ["– John Smith", "(Dir. John Smith)", "(attn. John Smith)"])
def test_an_english_person_beside_a_body_is_told(behind: str) -> None:
    data = f"No.,Task,Lead department\n1,Dig well,Water Bureau {behind}\n".encode()
    assert any("John Smith" in remark.message for remark in read(data, "a.csv").remarks)


def test_minutes_say_who_does_it_where_their_items_begin() -> None:
    imported = prose(
        "一、研究学位供给",
        "（一）由县教育局牵头，县财政局、县住建局配合，6月底前完成扩建方案。",
        "（二）关于用地。县自然资源局负责，县林业局配合，尽快报批。",
        "二、研究防汛备汛",
        "（一）由县水利局牵头，会同县应急管理局，4月底前完成加固。",
        "（二）各乡镇政府负责落实值班制度。",
    )
    found = [measure for _c, _s, measure in imported.plan.walk()]
    assert [(one.lead, one.participants) for one in found] == [
        (("县教育局",), ("县财政局", "县住建局")),
        (("县自然资源局",), ("县林业局",)),
        (("县水利局",), ("县应急管理局",)),
        ((), ()),
    ]
    assert found[0].text == "由县教育局牵头，县财政局、县住建局配合，6月底前完成扩建方案。"
    doubts = [one.message for one in imported.remarks if one.kind == DOUBTFUL]
    assert sum("beginning of the sentence" in message for message in doubts) == 3


def test_items_begin_with_names_where_brackets_say_who_does_it() -> None:
    imported = prose(
        "1.县教育局牵头，县财政局配合，开展检查。（责任单位：县督查室）",
        "2.县水利局牵头，县财政局配合，开展巡河。（责任单位：县河长办）",
    )
    assert [one.lead for _c, _s, one in imported.plan.walk()] == [("县督查室",), ("县河长办",)]


def test_a_time_at_the_end_is_the_deadline_behind_a_sentence_that_says_who() -> None:
    imported = prose(
        "1.整治违规装修12处。由市消防支队牵头，市商务局配合。（2025年3月底前完成）",
        "2.排查场所3500家。由市应急局牵头，各县区配合。（2025年6月底前完成）",
    )
    found = [one for _c, _s, one in imported.plan.walk()]
    assert [(one.lead, one.deadline) for one in found] == [
        (("市消防支队",), "2025年3月底前"),
        (("市应急局",), "2025年6月底前"),
    ]
    assert found[0].text.endswith("（2025年3月底前完成）")


def test_a_footnote_of_markdown_is_of_no_measure() -> None:
    text = (
        "# 工作计划\n\n## 1 设施\n\n- 校园网升级\n  - 牵头：信息中心\n  - 时限：8月31日[^1]\n\n"
        "## 2 数据\n\n- 建立标准18项\n  - 牵头：规划处\n\n[^1]: 暑期施工，需协调。\n"
    )
    imported = read(text.encode(), "p.md")
    assert all(not one.extra for _c, _s, one in imported.plan.walk())
    assert any(one.kind == LEFT_OUT and "暑期施工" in one.message for one in imported.remarks)
