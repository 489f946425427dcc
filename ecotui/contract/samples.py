"""The plans that an exporter is tried with, and the documents that an importer is tried with.

Each measure of a generated plan contains a marker, by which it is found again in what was written.
It is in the first clause and near its start, because an exporter may write only that. What would be
markup, a formula or a new cell stands before it, so that a text that was cut still shows it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from ecotui.files import shipped_plan
from ecotui.model.plan import GROUP, Chapter, Department, Measure, Plan, Section
from ecotui.model.toml import load

#: Measures of the large plan.
LARGE = 5000

#: An element and an attribute that only texts of a plan have.
ELEMENT, ATTRIBUTE = "x-plan", "onplan"

#: Pairs of the texts before and after a marker.
Hostile = Sequence[tuple[str, str]]

_MARKUP: Hostile = (
    (f"<b><{ELEMENT}>", "</b><script>alert(1)</script>"),
    ("&amp;", "&#60;img src=x onerror=alert(1)&#62;"),
    (f"\"' {ATTRIBUTE}='1' {ATTRIBUTE}=\"1\"><{ELEMENT}>", "-->"),
    ("*星*", "**粗** _斜_ ~~删~~ `码`"),
    ("javascript:plan()//", f"</title></style></script></textarea><{ELEMENT}>"),
    ("[red]", "[/red] [link=http://x.example]链[/link]"),
    ("[链](http://x.example)", "![图](http://x.example/y.png)"),
    ("{{7*7}}", "{% raw %} ${x} %s {0}"),
    ("]]>", "<!-- --> <?xml?> ]]>"),
    ("$x$", "\\textbf{甲} _x0041_ &P &[Page]"),
)
_FORMULAS: Hostile = (
    ("=1+1", ""),
    ("+1", ""),
    ("-1", ""),
    ("@SUM(A1)", ""),
    ("\t=1", ""),
    ("＝1", ""),
    ("=HYPERLINK(A1)", '"http://x.example"'),
    ("'引号", '"双引号" "'),
    ('"甲","乙",', ",丙;丁"),
    ("甲;乙;", '\n"'),
)
_RIGHT_TO_LEFT: Hostile = (
    ("\u202e倒", "\u202c"),
    ("\u2067", "隔\u2069"),
    ("\u200f", "\u061c\u200e"),
    ("\ufeff", "\u200b零宽"),
    ("\x1b[31m红", "\x1b[0m\x07"),
    ("\x9b2J", "\x00\x7f\x85"),
    ("\u2028", "\u2029 \ufffe"),
    ("e\u0301", "𠮷野家😀"),
)
_PIPES: Hostile = (
    ("a|b", "\\|c\\"),
    ("甲\n", "\n乙"),
    ("甲\r\n", "\r丙"),
    ("- ", "\n- 项\n1. 项"),
    ("# ", "\n# 题\n## 题"),
    ("> ", "\n> 引\n\n| a |\n|---|\n"),
    ("``", "\n```\n码\n```\n***\n---"),
    ("甲;乙", ";丙\t丁"),
)
#: Some of each.
_SMALL: Hostile = (*_MARKUP[:3], *_FORMULAS[6:9], *_RIGHT_TO_LEFT[4:5], *_PIPES[:2])


def marker(number: int) -> str:
    """The marker of a measure of a generated plan; no other text is like it."""
    return f"例{number:04d}号"


def _hostile(id_: str, title: str, texts: Hostile, first: int = 1) -> Plan:
    """A plan whose measures, headings and departments have such texts.

    Markers are counted from ``first``.
    """
    names = [f"{before}厅{after}"[:40] for before, after in texts[:3]]
    departments = (*map(Department, names), Department(f"{texts[0][0]}各单位", kind=GROUP))
    every = tuple(department.name for department in departments)
    details: dict[str, Any] = {
        "deadline": f"{texts[0][0]}2018年底前",
        "target": f"{texts[2][0]}目标{texts[2][1]}",
        "extra": ((f"{texts[0][0]}栏", f"{texts[2][0]}值"),),
    }
    measures = tuple(
        Measure(
            number,
            f"{before}{marker(first - 1 + number)}{after}",
            every[number % 2 : number % 2 + 1],
            every[1 - number % 2 :],
            participants_open=number % 2 == 0,
            raci={1: ((every[1], texts[0][0]),), 2: ((every[0], ""),)}.get(number, ()),
            **(details if number == 1 else {}),
        )
        for number, (before, after) in enumerate(texts, 1)
    )
    section = Section(1, f"{texts[1][0]}节{texts[1][1]}", measures[1:])
    chapter = Chapter(1, f"{texts[0][0]}章{texts[0][1]}", measures[:1], (section,))
    return Plan(id_, f"{title}{texts[0][0]}", departments=departments, chapters=(chapter,))


def _plain(id_: str, title: str, count: int, departments: int, *, participants: bool) -> Plan:
    """A plan with ordinary texts, in sections of twenty measures."""
    names = [f"第{number}厅" for number in range(1, departments + 1)]

    def measure(number: int) -> Measure:
        first = number * 7 % departments
        lead = names[first : first + 1 + number % 2]
        others = [names[(first + 3 + step) % departments] for step in range(number % 5)]
        with_ = tuple(n for n in others if n not in lead) if participants else ()
        text = f"{marker(number)}推进生态保护补偿，健全监测评估制度，落实补偿资金。"
        return Measure(number, text, tuple(lead), with_)

    every = [measure(number) for number in range(1, count + 1)]
    sections = tuple(
        Section(number, f"第{number}项补偿", tuple(every[begin : begin + 20]))
        for number, begin in enumerate(range(0, count, 20), 1)
    )
    half = (len(sections) + 1) // 2
    chapters = (
        Chapter(1, "重点领域", (), sections[:half]),
        Chapter(2, "机制", (), sections[half:]),
    )
    return Plan(id_, title, departments=tuple(map(Department, names)), chapters=chapters)


def _english() -> Plan:
    names = ("Forestry Department", "Department of Finance", "Water Department")

    def measure(number: int) -> Measure:
        text = f"Measure {marker(number)}: raise the compensation for wetlands, and report."
        return Measure(number, text, names[number % 3 : number % 3 + 1], names[:1], number == 4)

    measures = tuple(map(measure, range(1, 7)))
    sections = (Section(1, "Forests", measures[1:3]), Section(2, "Wetlands", measures[3:]))
    chapters = (Chapter(1, "Tasks", measures[:1], sections),)
    departments = (*map(Department, names), Department("All departments", kind=GROUP))
    return Plan("english", "A plan in English", "en", None, departments, chapters)


class Sample(NamedTuple):
    """What an exporter is tried with: plans, and a query that selects from them."""

    create: Callable[[], tuple[Plan, ...]]
    query: str = ""
    #: Of the interface, and of the labels of documents.
    language: str = "zh"


def _one(create: Callable[[], Plan], query: str = "", language: str = "zh") -> Sample:
    return Sample(lambda: (create(),), query, language)


def _small() -> Plan:
    return _hostile("small", "小方案", _SMALL)


#: The sample that is small, and of which some measures are left out; a word is found in the others.
PART = "part"
#: The sample that an exporter of one plan may refuse.
TWO = "two-plans"

PLANS: dict[str, Sample] = {
    "shipped": _one(lambda: load(shipped_plan())),
    "markup": _one(lambda: _hostile("markup", "标记", _MARKUP)),
    "formulas": _one(lambda: _hostile("formulas", "公式", _FORMULAS)),
    "right-to-left": _one(lambda: _hostile("right-to-left", "控制符", _RIGHT_TO_LEFT)),
    "pipes": _one(lambda: _hostile("pipes", "竖线", _PIPES)),
    "no-participants": _one(lambda: _plain("bare", "无参加单位", 40, 8, participants=False)),
    "60-departments": _one(lambda: _plain("departments", "六十个单位", 120, 60, participants=True)),
    "empty": _one(lambda: load(shipped_plan()), "没有这样的词"),
    PART: _one(_small, "号 no:1-2,4-7,9"),
    TWO: Sample(lambda: (_small(), _hostile("second", "第二个方案", _SMALL, 101))),
    "english-plan": _one(_english, "", "en"),
    "english-interface": _one(_small, "", "en"),
    "large": _one(lambda: _plain("large", "五千条措施", LARGE, 20, participants=True)),
}
#: Those whose texts are harmless: what is odd in their files is the exporter's own.
HARMLESS = ("shipped", "no-participants", "60-departments", "english-plan")

#: The name of the document that the author of an importer brings; others are ``document-2`` ….
DOCUMENT = "document"

#: By name of a document: a function that creates it from the first that the author brings.
DOCUMENTS: dict[str, Callable[[bytes], bytes]] = {
    DOCUMENT: lambda document: document,
    "half": lambda document: document[: len(document) // 2],
    "empty": lambda _: b"",
    "bytes": lambda _: bytes(range(256)) * 8,
    "zeros": lambda _: bytes(4096),
    "utf-16": lambda _: "方案 plan\n".encode("utf-16") * 50,
    "braces": lambda _: b"[" * 5000 + b"{" * 5000 + b"|" * 5000,
}


def markers_in(text: str) -> set[str]:
    """The markers in a text."""
    return set(re.findall(r"例\d{4,}号", text))
