"""Plans of every shape that documents are made from, and the parts of them that people ask for.

`SHAPES` makes the plans, the same ones every time; `query` asks for a part of one.
``python tests/support/document_plans.py FOLDER`` writes them as TOML files, to try things with.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from itertools import cycle, islice
from pathlib import Path

from ecotui.model.plan import GROUP, Chapter, Department, Measure, Plan, Section
from ecotui.model.toml import load, save

SHIPPED = Path(__file__).parents[2] / "data" / "allocation.toml"

# Each of them is something else than text to one of the formats.
HOSTILE = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "＝1",
    "'引号",
    "a|b\\|c\\",
    "`code` *b* **c** _i_ ~s~ ~~t~~ [l](http://x.example) ![i](y.png)",
    "<script>alert(1)</script> <b>&amp;&#60;</b>",
    "首行\n- 项\n# 题\n> 引\n\n| a |\n|---|\n***\n\r\n尾行",
    "见www.evil.example http://evil.example a@b.example",
    "[^1] $x$ 五 #",
    "\x1b[31m红\x00\x07\x9b\u202e\ufffe\r完",
    "_x0041_ ]]> {{x}} %s {0} &P &[Page]",
    "𠮷野家😀e\u0301",
    "5万亩",
    "（未闭合，的括号" * 20,
)
NAMES = ("=cmd()", "甲<b>|*厅*", "乙厅\n二行", "丙_厅_\x1b")

#: Names as they are, of two to fifteen characters.
BUREAUS = (
    "财政厅",
    "省发展改革委",
    "教育厅",
    "省经济和信息化厅",
    "人力资源社会保障厅",
    "自然资源厅",
    "生态环境厅",
    "住房城乡建设厅",
    "交通运输厅",
    "水利厅",
    "农业农村厅",
    "商务厅",
    "文化和旅游厅",
    "省卫生健康委",
    "应急厅",
    "审计厅",
    "省国资委",
    "省市场监管局",
    "省广电局",
    "省体育局",
    "省统计局",
    "省医保局",
    "省粮食和储备局",
    "省林草局",
    "省乡村振兴局",
    "省大数据中心",
    "人民银行成都分行",
    "国家税务总局四川省税务局",
    "省气象局",
    "省通信管理局",
)


def shipped() -> Plan:
    """The plan that ecotui ships."""
    return load(SHIPPED)


def _wordings() -> list[str]:
    return [measure.text for _chapter, _section, measure in shipped().walk()]


def plan_between(names: tuple[str, ...], size: int, title: str) -> Plan:
    """A plan of so many measures, ten to a section and three sections to a chapter.

    Each measure has one to three leads and up to nine participants among the departments; the
    last of these is a group.
    """
    wordings = list(islice(cycle(_wordings()), size))
    count = len(names)

    def measure_of(n: int) -> Measure:
        lead = [names[(n * 7 + k) % count] for k in range(1 + n % 3)]
        some = dict.fromkeys(names[(n * 5 + k * k + 3) % count] for k in range(n % 10))
        participants = tuple([name for name in some if name not in lead])
        is_open = bool(participants) and n % 13 == 0
        return Measure(n, wordings[n - 1], tuple(lead), participants, is_open)

    measures = [measure_of(n) for n in range(1, size + 1)]
    sections = [
        Section(at // 10 % 3 + 1, f"第{at // 10 + 1}类重点工作", tuple(measures[at : at + 10]))
        for at in range(0, size, 10)
    ]
    chapters = [
        Chapter(at // 3 + 1, f"第{at // 3 + 1}项改革任务", (), tuple(sections[at : at + 3]))
        for at in range(0, len(sections), 3)
    ]
    departments = [Department(name) for name in names[:-1]]
    departments.append(Department(names[-1], kind=GROUP))
    return Plan("between", title, departments=tuple(departments), chapters=tuple(chapters))


def sixty() -> tuple[str, ...]:
    """Sixty names of departments, the last of a group."""
    return (*BUREAUS, *[f"市{name.removeprefix('省')}" for name in BUREAUS[:29]], "省直有关部门")


def one_level() -> Plan:
    """Chapters that hold their measures directly."""
    wordings = _wordings()
    titles = ("夯实发展基础", "优化政务服务", "强化组织保障")
    chapters = [
        Chapter(
            at,
            title,
            tuple(
                [
                    Measure(n, wordings[n], (BUREAUS[n], BUREAUS[n + 1]), BUREAUS[n + 2 : n + 5])
                    for n in range(at * 5 - 4, at * 5 + 1)
                ]
            ),
        )
        for at, title in enumerate(titles, 1)
    ]
    departments = tuple([Department(name) for name in BUREAUS[:21]])
    return Plan("one", "青山市重点任务分工方案", departments=departments, chapters=tuple(chapters))


def many_departments() -> Plan:
    """Sixty departments, all of them involved in forty measures."""
    return plan_between(sixty(), 40, "全省深化“放管服”改革重点任务分工方案")


def large() -> Plan:
    """Three hundred measures of sixty departments."""
    return plan_between(sixty(), 300, "国务院关于落实《政府工作报告》重点工作分工的意见")


def long_names() -> Plan:
    """Twelve departments, the name of each of forty characters."""
    names = tuple(
        [
            f"四川省{area}生态保护补偿工作推进与监督管理协调机制联席会议办公室综合业务协调{n}小组"
            for n in "一二"
            for area in ("森林", "草原", "湿地", "荒漠", "水流", "耕地")
        ]
    )
    return plan_between(names, 20, "生态保护补偿重点任务分工方案")


ENGLISH = (
    "Raise the standard of compensation for public forests in step with the national standard.",
    (
        "Support counties that buy forest management as a service, and employ people from poor "
        "households as rangers where they are able to work."
    ),
    (
        "Establish a register of grasslands, publish it every year, and grant subsidies only to "
        "holders who keep the balance between animals and pasture."
    ),
    "Survey wetlands of international importance.",
    (
        "Agree with the neighbouring provinces on the quality of water at the border, on who pays "
        "when it is missed, on a common fund, and on how disputes are settled."
    ),
    (
        "Link the payments to the results of an independent evaluation (every second year); "
        "publish the results."
    ),
)
ENGLISH_NAMES = (
    "Department of Forestry",
    "Department of Finance",
    "Provincial Development and Reform Commission",
    "Department of Water Resources",
    "Department of Environmental Protection",
    "Relevant provincial departments",
)


def english() -> Plan:
    """A plan in English."""
    measures = [
        Measure(n, text, ENGLISH_NAMES[n % 3 : n % 3 + 2], ENGLISH_NAMES[4 : 4 + n % 3], n % 3 == 2)
        for n, text in enumerate(ENGLISH, 1)
    ]
    sections = (
        Section(1, "Forests", tuple(measures[:2])),
        Section(2, "Grasslands and wetlands", tuple(measures[2:4])),
    )
    chapters = (
        Chapter(1, "Sector tasks", (), sections),
        Chapter(2, "Mechanisms between provinces", tuple(measures[4:])),
    )
    departments = [Department(name) for name in ENGLISH_NAMES[:-1]]
    departments.append(Department(ENGLISH_NAMES[-1], kind=GROUP))
    return Plan(
        "english",
        "Allocation of Key Tasks in Improving the Ecological Compensation Mechanism",
        language="en",
        departments=tuple(departments),
        chapters=chapters,
    )


def _clauses() -> Iterator[str]:
    """Characters without end, in clauses of the shipped wording, each with its number."""
    for n, text in enumerate(cycle(_wordings()), 1):
        yield from f"（{n}）{text.rstrip('。')}；"


def long_measure() -> Plan:
    """A measure of four thousand characters between two short ones."""
    wording = "".join(islice(_clauses(), 3999)) + "。"
    measures = (
        Measure(1, "完善制度。", ("财政厅",), ("教育厅",)),
        Measure(2, wording, ("教育厅", "财政厅"), ("审计厅", "水利厅")),
        Measure(3, "加强监督检查，确保资金安全。", ("审计厅",)),
    )
    departments = tuple(map(Department, ("财政厅", "教育厅", "审计厅", "水利厅")))
    chapters = (Chapter(1, "总体任务", (), (Section(1, "资金管理", measures),)),)
    return Plan("long", "资金管理重点任务分工方案", departments=departments, chapters=chapters)


def every_field() -> Plan:
    """Measures with all that a source may say of them, and one of several lines."""
    some = {"责任人": "分管负责人", "备注": "每季度报送一次"}
    measures = (
        Measure(
            1,
            "建立跨部门数据共享机制，按季度通报进展。",
            ("省大数据中心",),
            ("财政厅", "教育厅"),
            participants_open=True,
            title="数据共享机制",
            deadline="2026年12月底前",
            target="共享数据1000项",
            extra=tuple(some.items()),
        ),
        Measure(
            2,
            "开展专项检查：\n第一段，自查自纠;\n第二段，重点抽查(比例不低于10%),并通报结果。",
            ("审计厅", "财政厅"),
            deadline="持续推进",
            basis="按职责分工负责",
        ),
        Measure(3, "完善绩效评价,结果公开。", ("财政厅",), lead_open=True, target="覆盖全部项目"),
    )
    names = ("省大数据中心", "财政厅", "教育厅", "审计厅")
    chapters = (Chapter(None, "改革任务", measures),)
    title = "数据管理工作要点任务分工"
    return Plan("fields", title, departments=tuple(map(Department, names)), chapters=chapters)


def hostile() -> Plan:
    """Texts that are markup, formulas or fields to one of the formats."""
    measures = tuple(
        [
            Measure(number, text, NAMES[:1], NAMES[1:], number % 2 == 0, raci=((NAMES[1], "=1"),))
            for number, text in enumerate(HOSTILE, 1)
        ]
    )
    section = Section(1, "节<i>\n#", measures[1:])
    chapter = Chapter(1, "章|# #", measures[:1], (section,))
    departments = (*map(Department, NAMES[:-1]), Department(NAMES[-1], kind=GROUP))
    return Plan("hostile", "题 *目*\n<b> ##", departments=departments, chapters=(chapter,))


#: What makes the plans of each shape. Two plans at once are made of several.
SHAPES: dict[str, Callable[[], tuple[Plan, ...]]] = {
    "shipped": lambda: (shipped(),),
    "one-level": lambda: (one_level(),),
    "many-departments": lambda: (many_departments(),),
    "large": lambda: (large(),),
    "long-names": lambda: (long_names(),),
    "english": lambda: (english(),),
    "long-measure": lambda: (long_measure(),),
    "every-field": lambda: (every_field(),),
    "hostile": lambda: (hostile(),),
    "two-plans": lambda: (one_level(), every_field()),
}

#: The parts that people ask for.
PARTS = ("whole", "section", "department", "empty", "measure")


def query(plan: Plan, part: str) -> str:
    """The query that leaves this part of a plan."""
    chapter = plan.chapters[-1]
    return {
        "whole": "",
        "section": (
            f'section:"{chapter.sections[-1].title}"'
            if chapter.sections
            else f'chapter:"{chapter.title}"'
        ),
        "department": f'dept:"{next(plan.walk())[-1].lead[0]}"',
        "empty": "没有这样的词",
        "measure": f"no:{next(plan.walk())[-1].number}",
    }[part]


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    for shape, make in SHAPES.items():
        for made in make():
            (folder / shape).mkdir(parents=True, exist_ok=True)
            save(made, folder / shape / f"{made.id}.toml")
