"""Our own documents come back as the plan that they were made of."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import document_plans
import pytest

from ecotui.model.plan import Chapter, Department, Measure, Plan, Section
from ecotui.query.index import Index
from tests.support.importing import come_back, read


def comparable(plan: Plan) -> Any:
    """A plan without what no document says: where it was read, wording before a correction."""
    rows = [
        (
            c.number,
            c.title,
            s and (s.number, s.title),
            m._replace(source_text=None, source_line=None),
        )
        for c, s, m in plan.walk()
    ]
    return plan.title, sorted(plan.departments), rows


#: What a plan may say of measures beside wording and departments, by their numbers.
FIELDS: dict[int, dict[str, Any]] = {
    1: {
        "title": "省级公益林补偿标准",
        "deadline": "2018年12月底前",
        "target": "完成调整1次",
        "extra": (
            ("资金（万元）", "120"),
            ("督办处室", "省委督查室、省政府督查室"),
            ("备注", "每季度报送；抄送审计厅"),
        ),
    },
    2: {"title": "探索、管护", "lead_open": True},
    7: {"lead": ("林业厅", "财政厅"), "participants": (), "basis": "按职责分工负责"},
    8: {"lead": ("林业厅", "财政厅"), "participants": (), "basis": "责任单位"},
    10: {"text": "推进补偿：\n（1）完善政策。\n（2）强化管理。"},
    11: {"text": "（1）引进人才；\n（2）招引企业。"},
    12: {"text": "1.引进人才；2.招引企业。"},
    13: {"text": "13.5万亩退耕还林。"},
    14: {"text": "一、二级保护区全部划定，加强巡查。"},
    15: {"text": "（一）类区域禁止开发。", "title": "划定禁止开发区"},
    16: {"text": "第一步，摸底；\n①登记；\n②核实。"},
    17: {"text": "推进改革：\n一、摸底。\n二、核实。\n1.登记。\n2.造册。"},
    18: {"text": "一、二、三产业融合发展，按照规定执行：\n（一）农业；\n（二）工业。"},
    19: {"text": "2025年底前建成公益林。"},
    20: {"text": "三是推进改革；\n四是加强监测。"},
    21: {"title": "跨省补偿", "extra": (("资金（万元）", "80"),)},
    22: {
        "title": "发展特色种植",
        "text": "发展特色种植。要因地制宜。\n（1）建设基地10个。\n（2）培育企业5家。",
    },
    23: {"title": "招商引资", "text": "招商引资。外出招商10次。"},
}


def plan_without_numerals(*outline: tuple[int | None, str, tuple[str, ...]]) -> Plan:
    """A plan of chapters, each with sections without numerals, or with a measure of its own."""
    number = 0
    chapters = []
    for counted, title, sections in outline:
        own = []
        for _place in sections or ("",):
            number += 1
            own.append((Measure(number, f"推进第{number}项工作。", ("县教育局",), ("县财政局",)),))
        named = tuple([Section(None, s, m) for s, m in zip(sections, own, strict=False)])
        chapters.append(Chapter(counted, title, () if sections else own[0], named))
    departments = (Department("县教育局"), Department("县财政局"))
    return Plan("p", "某县任务分工", departments=departments, chapters=tuple(chapters))


@pytest.mark.parametrize(
    "outline",
    [
        [(None, "产业", ("工业", "商贸")), (None, "民生", ())],
        [(1, "产业", ()), (2, "民生", ()), (None, "保障", ("组织领导", "督查考核"))],
        [(None, "民生", ()), (None, "保障", ("组织领导",))],
    ],
)
@pytest.mark.parametrize("ending", ["docx", "md"])
def test_tables_of_headings_without_numerals_come_back_or_are_doubted(
    ending: str, outline: list[tuple[int | None, str, tuple[str, ...]]], tmp_path: Path
) -> None:
    plan = plan_without_numerals(*outline)
    exporter = {"docx": "docx", "md": "markdown"}[ending]
    come_back(Index(plan), tmp_path, exporter, ending, layout="table")
    path = tmp_path / f"plan.{ending}"
    found = read(path.read_bytes(), path.name)
    kept = [(c.title, s and s.title) for c, s, _m in plan.walk()]
    now = [(c.title, s and s.title) for c, s, _m in found.plan.walk()]
    said = " ".join(remark.message for remark in found.remarks)
    for before, after in zip(kept, now, strict=True):
        assert before == after or (before[1] or before[0]) in said


@pytest.fixture
def fields(index: Index) -> Index:
    """The shipped plan, whose measures say all that a plan may say; a section has no numeral."""

    def section(one: Section) -> Section:
        number = None if one.title == "建立稳定的投入机制" else one.number
        measures = [m._replace(**FIELDS.get(m.number, {})) for m in one.measures]
        if len(measures) == 1 and measures[0].number not in FIELDS:
            # A section that is a measure itself.
            measures = [measures[0]._replace(text=f"{one.title}，{measures[0].text}")]
        return one._replace(number=number, measures=tuple(measures))

    plan = index.plans[0]
    chapters = [c._replace(sections=tuple(map(section, c.sections))) for c in plan.chapters]
    return Index(plan._replace(chapters=tuple(chapters)))


@pytest.mark.parametrize("layout", ["headings", "tasks", "table"])
def test_all_that_markdown_says_comes_back(fields: Index, tmp_path: Path, layout: str) -> None:
    plan = come_back(fields, tmp_path, "markdown", "md", layout=layout)
    assert comparable(plan) == comparable(fields.plans[0])


@pytest.mark.parametrize("style", ["plain", "official"])
@pytest.mark.parametrize("layout", [{"roles": "line"}, {"roles": "table"}, {"layout": "table"}])
def test_all_that_word_says_comes_back(
    fields: Index, tmp_path: Path, style: str, layout: dict[str, str]
) -> None:
    options = {"style": style, "punctuation": "source", **layout}
    plan = come_back(fields, tmp_path, "docx", "docx", **options)
    assert comparable(plan) == comparable(fields.plans[0])


@pytest.mark.parametrize("layout", ["headings", "table", "tasks"])
@pytest.mark.parametrize("matrix", [False, True])
def test_markdown_comes_back(index: Index, tmp_path: Path, layout: str, matrix: bool) -> None:
    plan = come_back(index, tmp_path, "markdown", "md", layout=layout, matrix=matrix)
    assert comparable(plan) == comparable(index.plans[0])


@pytest.mark.parametrize("style", ["plain", "official"])
@pytest.mark.parametrize("roles", ["line", "table"])
def test_word_comes_back(index: Index, tmp_path: Path, style: str, roles: str) -> None:
    options = {"style": style, "roles": roles, "punctuation": "source"}
    plan = come_back(index, tmp_path, "docx", "docx", **options)
    assert comparable(plan) == comparable(index.plans[0])


@pytest.mark.parametrize(
    ("exporter", "ending", "options"),
    [
        ("markdown", "md", {}),
        ("markdown", "md", {"layout": "tasks"}),
        ("markdown", "md", {"matrix": True}),
        ("docx", "docx", {}),
        ("docx", "docx", {"roles": "table"}),
        ("docx", "docx", {"style": "official"}),
        ("docx", "docx", {"layout": "table"}),
        ("markdown", "md", {"layout": "table"}),
    ],
)
def test_english_documents_come_back(
    tmp_path: Path, exporter: str, ending: str, options: dict[str, Any]
) -> None:
    written = document_plans.english()
    plan = come_back(Index(written), tmp_path, exporter, ending, language="en", **options)
    # Which of the names are groups only Chinese names say.
    names = [sorted(one.name for one in each.departments) for each in (plan, written)]
    assert names[0] == names[1]
    assert comparable(plan)[2] == comparable(written)[2]


def test_a_matrix_of_word_comes_back_below_its_headings(index: Index, tmp_path: Path) -> None:
    plan = come_back(index, tmp_path, "raci-docx", "docx", wording="whole")
    written = index.plans[0]
    assert plan.title == written.title
    places = [
        [(c.title, s.title if s else None, m.number) for c, s, m in one.walk()]
        for one in (plan, written)
    ]
    assert places[0] == places[1]


@pytest.mark.parametrize(
    ("exporter", "ending", "options"),
    [
        ("markdown", "md", {"layout": "table"}),
        ("docx", "docx", {"layout": "table"}),
        ("raci-docx", "docx", {}),
    ],
)
@pytest.mark.parametrize("numbered", [False, True])
def test_headings_without_numerals_come_back_from_tables(
    index: Index,
    tmp_path: Path,
    numbered: bool,
    exporter: str,
    ending: str,
    options: dict[str, Any],
) -> None:
    def bare(chapter: Chapter) -> Chapter:
        sections = [one._replace(number=None) for one in chapter.sections]
        return chapter._replace(number=chapter.number * numbered or None, sections=tuple(sections))

    written = index.plans[0]._replace(
        chapters=tuple([bare(chapter) for chapter in index.plans[0].chapters if chapter.sections])
    )
    plan = come_back(Index(written), tmp_path, exporter, ending, **options)
    titles = [[(c.title, s and s.title) for c, s, _m in each.walk()] for each in (plan, written)]
    assert titles[0] == titles[1]


def test_json_comes_back_whole(index: Index, tmp_path: Path) -> None:
    assert come_back(index, tmp_path, "json", "json") == index.plans[0]


def test_letters_and_other_names_come_back_from_json(tmp_path: Path) -> None:
    departments = (Department("水利厅", ("省水利厅", "水厅")), Department("教育厅"))
    measure = Measure(1, "甲", lead=("水利厅",), raci=(("水利厅", "I"), ("教育厅", "")))
    chapters = (Chapter(1, "章", (measure,)),)
    plan = Plan("p", "方案", departments=departments, chapters=chapters)
    assert come_back(Index(plan), tmp_path, "json", "json") == plan


@pytest.mark.parametrize("layout", ["headings", "tasks", "table"])
def test_measures_that_nobody_leads_come_back_as_markdown(
    index: Index, tmp_path: Path, layout: str
) -> None:
    """A line below the next measure is not read as of both."""
    plan = index.plans[0]

    def section(one: Section) -> Section:
        first, *others = one.measures
        nobody = first._replace(lead=(), participants=())
        return one._replace(measures=(nobody if others else first, *others))

    chapters = [c._replace(sections=tuple(map(section, c.sections))) for c in plan.chapters]
    plan = plan._replace(chapters=tuple(chapters))
    back = come_back(Index(plan), tmp_path, "markdown", "md", layout=layout)
    assert comparable(back)[2] == comparable(plan)[2]


@pytest.mark.parametrize("sign", ["- ", "• ", "● ", "◇ ", "* ", "①", "⑴", "（1）", "1）", "一是"])
@pytest.mark.parametrize("style", ["plain", "official"])
def test_a_line_with_a_sign_stays_in_its_measure(sign: str, style: str, tmp_path: Path) -> None:
    texts = ["建学校", f"建学校\n{sign}力争9月开学", "修道路"]
    measures = tuple([Measure(at, text, ("县教育局",)) for at, text in enumerate(texts, 1)])
    chapter = Chapter(1, "产业", measures)
    plan = Plan("p", "某县任务分工", departments=(Department("县教育局"),), chapters=(chapter,))
    found = come_back(Index(plan), tmp_path, "docx", "docx", style=style)
    assert [(len(m.text.split("\n")), m.lead) for _c, _s, m in found.walk()] == [
        (1, ("县教育局",)),
        (2, ("县教育局",)),
        (1, ("县教育局",)),
    ]


@pytest.mark.parametrize(
    "basis", ["各负其责", "各司其职", "负责组织实施", "按职能职责抓好落实", "按各自职责分工负责"]
)
@pytest.mark.parametrize(
    ("exporter", "ending", "options"),
    [
        ("docx", "docx", {}),
        ("docx", "docx", {"style": "official"}),
        ("docx", "docx", {"layout": "table"}),
        ("markdown", "md", {}),
        ("markdown", "md", {"layout": "table"}),
    ],
)
def test_how_several_do_it_comes_back(
    basis: str, exporter: str, ending: str, options: dict[str, str], tmp_path: Path
) -> None:
    lead = ("县教育局", "县财政局")
    measure = Measure(1, "推进重点工作。", lead, ("县卫健局",), basis=basis)
    names = [Department(name) for name in (*lead, "县卫健局")]
    plan = Plan("p", "县分工", departments=tuple(names), chapters=(Chapter(1, "产业", (measure,)),))
    come_back(Index(plan), tmp_path, exporter, ending, **options)
    path = tmp_path / f"plan.{ending}"
    [(_c, _s, found)] = read(path.read_bytes(), path.name).plan.walk()
    assert (found.lead, found.participants, found.basis) == (lead, ("县卫健局",), basis)


@pytest.mark.parametrize(
    ("exporter", "options"),
    [
        *(("docx", {}), ("docx", {"style": "official"}), ("docx", {"layout": "table"})),
        *(("markdown", {"layout": layout}) for layout in ("headings", "table", "tasks")),
    ],
)
def test_a_wording_that_begins_as_a_list_or_a_label_comes_back(
    exporter: str, options: dict[str, Any], tmp_path: Path
) -> None:
    texts = (
        *("1.摸底数；2.建台账。", "清淤10公里。", "一是建立制度；二是加强考核。", "修路50公里。"),
        *("工作目标：粮食稳产\n工作举措：建农田", "完成时限：以上级通知为准，县里先行摸底"),
        *("（1）编制方案；（2）开展整治。", "1.建农田2万亩；2.清淤30公里。", "①建台账；②抓落实。"),
    )
    measures = [Measure(n, text, ("县水利局",)) for n, text in enumerate(texts, 1)]
    plan = Plan(
        "p",
        "某县任务分工",
        departments=(Department("县水利局"),),
        chapters=(Chapter(1, "任务", tuple(measures)),),
    )
    ending = "docx" if exporter == "docx" else "md"
    found = come_back(Index(plan), tmp_path, exporter, ending, **options)
    walked = [(section, measure.text) for _c, section, measure in found.walk()]
    assert walked == [(None, text) for text in texts]


def one_chapter(*sections: str) -> Plan:
    """An English plan of one chapter, with or without sections."""
    measures = [
        Measure(number, text, ("Water Board",), ("Finance Office",), deadline="30 June 2025")
        for number, text in enumerate(("Install 40 sensors.", "Open 15 shelters."), 1)
    ]
    parts = tuple(Section(n, title, (measures[n - 1],)) for n, title in enumerate(sections, 1))
    chapter = Chapter(1, "Protect people", () if sections else tuple(measures), parts)
    names = (Department("Water Board"), Department("Finance Office"))
    return Plan("p", "Flood Plan 2025", "en", departments=names, chapters=(chapter,))


@pytest.mark.parametrize("sections", [(), ("Early warning", "Shelters")])
@pytest.mark.parametrize(
    ("exporter", "ending", "options"),
    [
        ("markdown", "md", {"layout": "headings"}),
        ("markdown", "md", {"layout": "table"}),
        ("markdown", "md", {"layout": "tasks"}),
        ("docx", "docx", {}),
        ("docx", "docx", {"roles": "table"}),
        ("docx", "docx", {"style": "official"}),
    ],
)
def test_an_english_plan_of_one_chapter_comes_back(
    tmp_path: Path, exporter: str, ending: str, options: dict[str, Any], sections: tuple[str, ...]
) -> None:
    written = one_chapter(*sections)
    plan = come_back(Index(written), tmp_path, exporter, ending, language="en", **options)
    assert plan.title == written.title
    assert comparable(plan)[2] == comparable(written)[2]


@pytest.mark.parametrize("style", ["plain", "official"])
@pytest.mark.parametrize("roles", ["line", "table"])
def test_a_list_below_a_short_title_comes_back(tmp_path: Path, style: str, roles: str) -> None:
    measures = [
        Measure(1, "- 改造23个小区；\n- 加装电梯50部。", ("县住建局",), title="老旧小区改造"),
        Measure(2, "新增泊位500个。", ("县城管局",), title="停车设施建设"),
    ]
    departments = (Department("县住建局"), Department("县城管局"))
    plan = Plan(
        "p", "任务", departments=departments, chapters=(Chapter(1, "民生", tuple(measures)),)
    )
    found = come_back(Index(plan), tmp_path, "docx", "docx", style=style, roles=roles)
    assert [(m.title, m.text) for _c, _s, m in found.walk()] == [
        (m.title, m.text) for m in measures
    ]
