"""Random plans, and the shapes of text, HTML and CSV in which offices write them."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from functools import partial
from html import escape
from typing import NamedTuple

from hypothesis import strategies as st

from ecotui.importing.document import Imported
from ecotui.text.numerals import numeral


class Item(NamedTuple):
    """A measure of a random plan."""

    text: str
    lead: tuple[str, ...]
    participants: tuple[str, ...]
    is_open: bool
    deadline: str | None


class Chapter(NamedTuple):
    """A chapter of a random plan."""

    title: str
    items: tuple[Item, ...]


Chapters = tuple[Chapter, ...]

BODIES = [
    "市财政局",
    "市发展改革委",
    "市文化和旅游局",
    "市住房和城乡建设局",
    "市人力资源和社会保障局",
    "团市委",
    "市档案馆",
    "市总工会",
    "市市场监管局（市知识产权局）",
    "市公安局交警支队",
    "市供电公司",
    "市融媒体中心",
    "高新区管委会",
    "市委宣传部",
    "市科协",
    "市数据局(市营商局)",
    "市妇联",
    "市残联",
    "市人民银行",
    "人民银行青山支行",
    "市第一医院",
    "市水文站",
    "市民政局",
]
GROUPS = [
    "各县（市、区）人民政府",
    "各区、县级市人民政府",
    "各有关部门",
    "市直有关单位",
    "各乡镇（街道）",
    "各行业主管部门",
    "有关企业",
]
CLAUSES = [
    "推进数字化改造",
    "完善一、二级保护区名录",
    "对2026-2030年的项目（含续建）分类管理",
    "建立由主要领导负责的机制",
    "健全工作制度",
    "按照每村三百册配送",
    "提升服务能力等",
    "鼓励企业牵头制定标准",
    "支持（试点）先行",
    "压实责任",
    "开展“双随机、一公开”检查",
    "修订1.5级标准",
    "与周边地区协同发展",
    "在5月底前摸清底数",
    "加强对责任单位的督促",
    "推广“一件事”改革",
    "统一50个窗口的标准",
]
TITLES = [
    "夯实基础",
    "优化服务",
    "强化保障",
    "数据共享",
    "乡村振兴",
    "绿色发展",
    "办好民生实事",
    "提升治理能力",
]
DEADLINES = [
    "2026年12月底前",
    "2027年6月底前",
    "持续推进",
    "长期坚持",
    "2026年第三季度",
    "2026-2028年",
]

TEXT = st.lists(st.sampled_from(CLAUSES), min_size=1, max_size=4, unique=True).map(
    lambda clauses: "，".join(clauses) + "。"
)


@st.composite
def items(draw: st.DrawFn) -> Item:
    bodies = draw(st.lists(st.sampled_from(BODIES), min_size=1, max_size=6, unique=True))
    leads = draw(st.integers(1, min(3, len(bodies))))
    groups = draw(st.lists(st.sampled_from(GROUPS), max_size=2, unique=True))
    participants = (*bodies[leads:], *groups)
    is_open = bool(participants) and not groups and draw(st.booleans())
    deadline = draw(st.none() | st.sampled_from(DEADLINES))
    return Item(draw(TEXT), tuple(bodies[:leads]), participants, is_open, deadline)


@st.composite
def plans(draw: st.DrawFn) -> Chapters:
    titles = draw(st.lists(st.sampled_from(TITLES), min_size=1, max_size=4, unique=True))
    return tuple(
        Chapter(title, tuple(draw(st.lists(items(), min_size=1, max_size=4)))) for title in titles
    )


# -- the shapes


def numbered(plan: Chapters) -> list[tuple[int, Chapter, list[tuple[int, Item]]]]:
    """Chapters and items with their running numbers."""
    number = 0
    out = []
    for at, chapter in enumerate(plan, 1):
        listed = []
        for item in chapter.items:
            number += 1
            listed.append((number, item))
        out.append((at, chapter, listed))
    return out


def others(item: Item) -> str:
    return "、".join(item.participants) + "等" * item.is_open


def tail(item: Item) -> str:
    """Labels in brackets at the end."""
    parts = [f"牵头单位：{'、'.join(item.lead)}"]
    parts += [f"配合单位：{others(item)}"] if item.participants else []
    parts += [f"完成时限：{item.deadline}"] if item.deadline else []
    return f"（{'；'.join(parts)}）"


def verbs(item: Item) -> str:
    """A sentence in brackets at the end."""
    parts = [f"{'、'.join(item.lead)}牵头"]
    parts += [f"{others(item)}配合"] if item.participants else []
    parts += [item.deadline] if item.deadline else []
    return f"（{'，'.join(parts)}）"


def duty(item: Item) -> str:
    parts = [f"{'、'.join(item.lead)}牵头"]
    parts += [f"{others(item)}按职责分工负责"] if item.participants else []
    parts += [item.deadline] if item.deadline else []
    return f"({'，'.join(parts)})"


def label_lines(item: Item) -> str:
    """A line for each label below the text."""
    lines = ["", f"牵头单位：{'、'.join(item.lead)}"]
    lines += [f"责任单位：{others(item)}"] if item.participants else []
    lines += [f"完成时限：{item.deadline}"] if item.deadline else []
    return "\n".join(lines)


TAILS = {"tail": tail, "verbs": verbs, "duty": duty, "label lines": label_lines}


def prose(plan: Chapters, form: str, levels: tuple[str, str]) -> str:
    lines = ["青山市重点任务分工方案", ""]
    for at, chapter, listed in numbered(plan):
        lines += [levels[0].format(numeral(at)) + chapter.title, ""]
        for number, item in listed:
            sign = levels[1].format(number, numeral(number))
            ended = TAILS[form](item)
            lines.append(f"{sign}{item.text}{ended}")
    return "\n".join(lines) + "\n"


def cells(number: int, item: Item) -> list[str]:
    lead = "、".join(item.lead)
    return [str(number), item.text, lead, others(item), item.deadline or ""]


def markdown(plan: Chapters) -> str:
    """A table whose column of headings is empty below each heading."""
    lines = ["# 青山市重点任务分工方案", ""]
    lines += ["| 重点任务 | 具体措施 | 牵头单位 | 配合单位 | 完成时限 |", "|-|-|-|-|-|"]
    for at, chapter, listed in numbered(plan):
        head = f"{numeral(at)}、{chapter.title}"
        for number, item in listed:
            _number, text, *rest = cells(number, item)
            lines.append("| " + " | ".join([head, f"{number}.{text}", *rest]) + " |")
            head = ""
    return "\n".join(lines) + "\n"


HEAD = ["序号", "领域", "工作内容", "牵头单位", "配合单位", "完成时限"]


def register(plan: Chapters) -> str:
    """A CSV file with a title row and a column of numbers."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["青山市重点任务分工方案", *[""] * 5])
    writer.writerow(HEAD)
    for _at, chapter, listed in numbered(plan):
        title = chapter.title
        for number, item in listed:
            first, *rest = cells(number, item)
            writer.writerow([first, title, *rest])
            title = ""
    return out.getvalue()


def merged(plan: Chapters) -> str:
    """An HTML table whose headings are cells over several rows."""
    rows = ['<tr><td colspan="6">青山市重点任务分工方案</td></tr>']
    rows.append("<tr>" + "".join([f"<td>{head}</td>" for head in HEAD]) + "</tr>")
    for _at, chapter, listed in numbered(plan):
        over = f'<td rowspan="{len(listed)}">{escape(chapter.title)}</td>'
        for number, item in listed:
            first, *rest = [f"<td><p>{escape(cell)}</p></td>" for cell in cells(number, item)]
            rows.append(f"<tr>{first}{over}{''.join(rest)}</tr>")
            over = ""
    return f"<html><body><table border=1>{''.join(rows)}</table></body></html>"


def grouped(plan: Chapters) -> str:
    """An HTML table with a row for each heading and a head of two rows."""
    rows = [
        (
            "<tr><td rowspan=2>序号</td><td rowspan=2>工作内容</td><td colspan=2>责任分工</td>"
            "<td rowspan=2>完成时限</td></tr><tr><td>牵头单位</td><td>配合单位</td></tr>"
        )
    ]
    for at, chapter, listed in numbered(plan):
        rows.append(f"<tr><td colspan=5>{numeral(at)}、{escape(chapter.title)}</td></tr>")
        for number, item in listed:
            row = "".join([f"<td>{escape(cell)}</td>" for cell in cells(number, item)])
            rows.append(f"<tr>{row}</tr>")
    return (
        f"<html><body><h1>青山市重点任务分工方案</h1><table>{''.join(rows)}</table></body></html>"
    )


CHINESE = ("{}、", "{0}.")
SHAPES: dict[str, Callable[[Chapters], str]] = {
    **{f"{form}.txt": partial(prose, form=form, levels=CHINESE) for form in TAILS},
    "bracketed items.txt": lambda plan: prose(plan, "tail", ("{}、", "（{1}）")),
    "bracketed chapters.txt": lambda plan: prose(plan, "verbs", ("（{}）", "{0}、")),
    "headings.md": lambda plan: prose(plan, "verbs", ("## {}、", "{0}. ")),
    "table.md": markdown,
    "register.csv": register,
    "merged.html": merged,
    "grouped.html": grouped,
}


def held(imported: Imported) -> list[tuple[str, int, Item]]:
    """What a plan holds: each measure with its chapter and number."""
    return [
        (
            chapter.title,
            measure.number,
            Item(
                measure.text,
                measure.lead,
                measure.participants,
                measure.participants_open,
                measure.deadline,
            ),
        )
        for chapter, _section, measure in imported.plan.walk()
    ]


def wanted(plan: Chapters) -> list[tuple[str, int, Item]]:
    return [
        (chapter.title, number, item)
        for _at, chapter, listed in numbered(plan)
        for number, item in listed
    ]
