"""People in texts: whoever is named in a heading or a measure is doubted, and no word is."""

import pytest

from ecotui.importing.blocks import Place
from ecotui.importing.outline import DOUBTFUL
from tests.support.importing import html, read

# A text, and how the person in it is called.
CALLED = {
    "包保领导王芳": "王芳",
    "（包保领导王芳）": "王芳",
    "王纲市长主抓": "王纲",
    "（县委副书记次仁卓玛牵头）": "次仁卓玛",
    "（由李明辉负责）": "李明辉",
    "（由王局长牵头）": "王局长",
    "（李明辉同志）": "李明辉",
    "（次仁卓玛同志负责）": "次仁卓玛",
    "（李明辉、王芳）": "李明辉、王芳",
    "（李明辉（县水利局））": "李明辉",
    "（县水利局李明辉）": "李明辉",
    "（联系人万小明）": "万小明",
    "（责任人李明）": "李明",
    "（周波 5021234）": "周波 5021234",
    "（联络员周波 5021234）": "周波 5021234",
    "（陈卫国副县长批示）": "陈卫国",
    "（赵立新常务副县长调研督办）": "赵立新",
    "（财务科 吴小梅）": "吴小梅",
    "（财务科 林志强）": "林志强",
    "（欧阳明副县长调研）": "欧阳明",
    "（财务科/周大勇）": "周大勇",
    "（办公室-孙立军）": "孙立军",
    "（何　平、韩　磊参加）": "何平、韩磊",
    "（周大勇已对接）": "周大勇",
    "（李明、王芳负责协调）": "李明、王芳",
    "（覃桂英）": "覃桂英",
    "（县水利局覃桂英）": "覃桂英",
    "（扎西顿珠）": "扎西顿珠",
    "（由次仁卓玛负责）": "次仁卓玛",
    "（由阿不都·买买提负责）": "阿不都·买买提",
    "（镇长：扎西顿珠）": "扎西顿珠",
    "（王磊同志牵头落实）": "王磊",
    "（根据李国华县长批示办理）": "李国华",
    "（落实李国华书记调研要求）": "李国华",
    "（请李国华副县长调度）": "李国华",
    "（与李国华科长对接）": "李国华",
    "（请王县长批示）": "王县长",
    "（阿不都热合曼·买买提具体负责）": "阿不都热合曼·买买提",
    "（阿不都热合曼·买买提）": "阿不都热合曼·买买提",
}
NOBODY = (
    "（周期性）",
    "（周二）",
    "（任务表）",
    "（主任会议）",
    "（市长任组长）",
    "（县长热线）",
    "（由政府负责人牵头）",
    "（书记抓基层）",
    "（报分管领导审定后上报）",
    "（政协委员意见听取机制）",
    "（会同领导和嘉宾）",
    "（高标准）",
    "（工作人员周转房）",
    "（周边已绿化）",
    "（余款已拨付）",
    "（许可已办理）",
    "（高新区）",
    "（与常务副市长会商）",
    "（与田园综合体主任对接）",
    "（落实河长制）",
    "（县人民政府办公室关于印发方案）",
    "（县教育局高中股）",
    "（成员：各县区）",
    "（数字乡村·云平台建设）",
)
TEXT = """县任务分工{title}

一、水利任务{heading}
1.打井{wording}，年内通水。（县水利局牵头）
2.修路。（县交通局牵头）
"""
MARKDOWN = """# 县任务分工

## 一、水利任务{}

1. 打井。（县水利局牵头）
2. 修路。（县交通局牵头）
"""
PLACES = {
    "heading.txt": TEXT.format(title="", heading="{}", wording=""),
    "title.txt": TEXT.format(title="{}", heading="", wording=""),
    "wording.txt": TEXT.format(title="", heading="", wording="{}"),
    "heading.md": MARKDOWN,
    "row.csv": "序号,任务,责任单位\n一,水利任务{},\n1,打井,县水利局\n2,修路,县交通局\n",
    "column.csv": "序号,类别,任务,责任单位\n1,水利{},打井,县水利局\n2,交通,修路,县交通局\n",
    "cell.csv": '序号,任务,责任单位\n1,"打井\n{}",县水利局\n2,修路,县交通局\n',
    "deadline.csv": "序号,任务,责任单位,时限\n1,打井,县水利局,6月底{}\n2,修路,县交通局,年底\n",
    "goal.csv": "序号,任务,责任单位,目标\n1,打井,县水利局,通水{}\n2,修路,县交通局,通车\n",
}


def doubted(text: str, place: str) -> list[str]:
    """The doubts about people that a document raises with this text in this place."""
    imported = read(PLACES[place].format(text).encode(), place)
    messages = [one.message for one in imported.remarks if one.kind == DOUBTFUL]
    return [message for message in messages if "people" in message]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("text", CALLED)
def test_whoever_is_named_in_a_text_is_doubted(text: str, place: str) -> None:
    # A name that goes on with the text before it is none.
    text = text if text.startswith("（") else f"（{text}）"
    assert any(
        CALLED[text if text in CALLED else text[1:-1]] in one for one in doubted(text, place)
    )


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("text", NOBODY)
def test_a_word_is_nobody(text: str, place: str) -> None:
    assert doubted(text, place) == []


@pytest.mark.parametrize("name", ["周大勇", "刘  洋", "王　芳", "财务科 吴小梅", "办公室-孙立军"])
def test_whoever_stands_alone_in_a_remark_is_doubted(name: str) -> None:
    text = f"序号,任务,责任单位,备注\n1,打井,县水利局,{name}\n2,修路,县交通局,无\n"
    messages = [one.message for one in read(text.encode(), "a.csv").remarks]
    [doubt] = [message for message in messages if "people" in message]
    assert doubt.split() == f"measure 1: names of people may stand under 备注: {name}".split()


LINES = "县任务分工\n\n1.打井。\n责任单位：县水利局\n{}\n2.修路。\n责任单位：县交通局\n"


@pytest.mark.parametrize("label", ["段长", "镇长", "村支书", "跟进人", "签收人", "A角", "B岗"])
@pytest.mark.parametrize(
    "name",
    ["覃桂英", "缑建民", "扎西顿珠", "阿不都热合曼·买买提", "覃建国", "覃桂英、缑建民（兼）"],
)
def test_whoever_stands_behind_a_word_for_people_is_doubted(label: str, name: str) -> None:
    text = LINES.format(f"{label}：{name}")
    messages = [one.message for one in read(text.encode(), "a.txt").remarks]
    assert any(name.split("、")[0] in message for message in messages)


@pytest.mark.parametrize("label", ["河长", "驻村干部", "总指挥", "专家", "楼长", "监理"])
@pytest.mark.parametrize(
    "name", ["覃桂英", "扎西顿珠", "副县长覃桂英", "覃桂英（县委常委、副县长）"]
)
def test_a_line_with_a_word_for_people_is_doubted_in_any_text(label: str, name: str) -> None:
    line = f"{label}：{name}"
    texts = [
        f"序号,任务,责任单位,备注\n1,打井,县水利局,{line}\n2,修路,县交通局,无\n",
        f"序号,任务,责任单位,目标\n1,打井,县水利局,{line}\n2,修路,县交通局,无\n",
        f'序号,任务,责任单位\n1,"打井\n{line}",县水利局\n2,修路,县交通局\n',
    ]
    for text in texts:
        said = [one.message for one in read(text.encode(), "a.csv").remarks]
        assert any("英" in message or "扎西" in message for message in said)


def test_a_heading_with_somebody_behind_a_blank_is_doubted() -> None:
    text = "县任务\n\n一、水利任务 覃桂英同志\n1.打井。（县水利局牵头）\n2.修路。（县交通局牵头）\n"
    assert any("覃桂英" in one.message for one in read(text.encode(), "a.txt").remarks)


@pytest.mark.parametrize(
    "text", ["覆盖人员：全体村民", "段长：待定", "河段长：3公里", "受益人：低保户", "镇长：无"]
)
def test_a_word_for_people_names_nobody_by_itself(text: str) -> None:
    remarks = read(LINES.format(text).encode(), "a.txt").remarks
    assert not [one for one in remarks if "people" in one.message]


def test_whoever_stands_behind_a_deadline_is_doubted() -> None:
    text = "序号,任务,责任单位,时限\n1,打井,县水利局,9月底 何平\n2,修路,县交通局,年底\n"
    assert any("何平" in one.message for one in read(text.encode(), "a.csv").remarks)


ENGLISH = {
    "owner.csv": "No.,Action,Lead\n1,Drill wells,{}\n2,Mend roads,Roads Office\n",
    "helper.csv": "No.,Action,Lead,Support\n1,Drill,Housing Office,{}\n2,Mend,Roads Office,\n",
}
TEXTS = {
    "note.csv": "No.,Action,Lead,Notes\n1,Drill,Housing Office,{}\n2,Mend,Roads Office,\n",
    "action.csv": "No.,Action,Lead\n1,Drill wells ({}),Housing Office\n2,Mend,Roads Office\n",
    "heading.md": "# Plan\n\n## Water ({})\n\n1. Drill. (Lead: Housing Office)\n",
}


def mentions(name: str, text: str, places: dict[str, str], place: str) -> bool:
    """Whether a remark quotes a name that stands in an English document."""
    imported = read(places[place].format(text).encode(), place)
    return any(name in one.message for one in imported.remarks)


@pytest.mark.parametrize("place", ENGLISH)
@pytest.mark.parametrize(
    "name", ["Jane Smith", "Ngozi Okafor", "Jean-Pierre Dupont", "Maria García"]
)
@pytest.mark.parametrize(
    "form",
    ["{}", "Water Board ({})", "Water Board – {}", "{}; Water Board", "Director {}", "{} to lead"],
)
def test_whoever_has_no_word_of_a_body_in_english_is_told(place: str, name: str, form: str) -> None:
    assert mentions(name, form.format(name), ENGLISH, place)


@pytest.mark.parametrize("place", ENGLISH)
@pytest.mark.parametrize(
    "name", ["Red Cross", "City Planning", "World Vision", "Legal Services", "UNICEF", "Finance"]
)
def test_departments_that_are_called_by_their_field_are_not_doubted(place: str, name: str) -> None:
    assert not mentions(name, name, ENGLISH, place)


@pytest.mark.parametrize("place", TEXTS)
@pytest.mark.parametrize("form", ["{}", "led by {}", "Water Board – {}", "Director {}"])
def test_whoever_stands_in_an_english_text_is_told(place: str, form: str) -> None:
    assert mentions("Jane Smith", form.format("Jane Smith"), TEXTS, place)


@pytest.mark.parametrize("place", TEXTS)
@pytest.mark.parametrize(
    "text", ["Victoria Park", "King Edward Street", "Phase Two", "St John Ambulance"]
)
def test_a_place_or_a_term_is_nobody(place: str, text: str) -> None:
    assert not mentions(text.split(" ")[-1], text, TEXTS, place)


@pytest.mark.parametrize(
    "line", ["业务咨询：市商务局外贸科 6239325", "投诉举报：6239326", "值班室：6239327"]
)
def test_a_telephone_without_a_word_for_one_is_told(line: str) -> None:
    text = f"任务分工\n\n一、任务\n1.打井。\n责任单位：市水利局\n{line}\n2.修路。（市交通局牵头）\n"
    messages = [one.message for one in read(text.encode(), "a.txt").remarks]
    assert any(line[-7:] in message for message in messages)


@pytest.mark.parametrize("label", ["Sponsor", "Case Officer", "SRO", "Prepared by", "Focal Point"])
@pytest.mark.parametrize("name", ["Ngozi Okafor", "Tenzin Dorji", "Md. Rahman"])
def test_whoever_stands_behind_an_english_word_for_people_is_doubted(label: str, name: str) -> None:
    head = "No.,Action,Lead"
    texts = {
        "a.csv": f"{head},{label}\n1,Drill,Water Board,{name}\n2,Mend,Roads Office,\n",
        "b.csv": f"{head},Notes\n1,Drill,Water Board,{label}: {name}\n2,Mend,Roads Office,\n",
        "c.txt": f"Plan\n\n1. Drill.\nLead: HR Team\n{label}: {name}\n2. Mend.\nLead: IT Team\n",
    }
    for file, text in texts.items():
        assert any(name in one.message for one in read(text.encode(), file).remarks), file


@pytest.mark.parametrize(
    "line", ["Sponsor: World Bank", "Owner: Leeds City Council", "Lead: Red Cross"]
)
def test_an_english_word_for_people_names_no_body(line: str) -> None:
    text = f"No.,Action,Lead,Notes\n1,Drill,Water Board,{line}\n2,Mend,Roads Office,\n"
    assert not [one for one in read(text.encode(), "a.csv").remarks if "people" in one.message]


@pytest.mark.parametrize(
    "text",
    [
        "（分管：王芳）",
        "（张建国盯办）",
        "，张建国领办",
        "（包抓：李志强）",
        "，由李志强包案",
        "（主管: 赵敏）",
        "（签字：王芳）",
    ],
)
def test_who_does_what_one_person_does_is_told_in_every_column(text: str) -> None:
    rows = ["序号|项目名称|具体措施|工作目标|责任单位|完成时限|备注"]
    cells = ["1", "校舍建设", "建设学校3所", "竣工", "县教育局", "6月底", "加快"]
    for at in (1, 2, 3, 5, 6):
        own = [cell + text if at == place else cell for place, cell in enumerate(cells)]
        rows.append("|".join([str(len(rows)), *own[1:]]))
    imported = html(*rows)
    name = next(one for one in ("王芳", "张建国", "李志强", "赵敏") if one in text)
    told = [one for one in imported.remarks if name in one.message]
    assert {one.place for one in told} == {Place(table=1, row=row) for row in range(2, 7)}


def test_what_bodies_do_is_no_person() -> None:
    imported = html(
        "序号|具体措施|责任单位|备注",
        "1|招商（牵头：金融办）|县商务局|落实：高新区",
        "2|修路（负责：城管局）|县交通局|主管：江南镇",
    )
    assert not [one for one in imported.remarks if "people" in one.message]
