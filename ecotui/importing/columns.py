"""Which column of a table holds what: found by the words of its head, of one row or of two."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import NamedTuple

from ecotui.importing import layout, words
from ecotui.importing.statement import FIRST_IS_LEAD
from ecotui.text.folding import fold

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ecotui.importing.blocks import Cell, Row


#: A part of the time that a column is for: 2024年, 一季度, 上半年, 2025年及以后.
PERIOD = re.compile(
    r"(?:\d{2,4}\s*年度?)?\s*(?:第?[一二三四1-4]季度|[上下]半年|\d{1,2}月份?|Q[1-4])?"
    r"(?:及以[前后]|以[前后]|底前?|之?前)?|\d{4}(?:[-—–~至]\d{4})?年?"
)
_BEGINNING = re.compile("启动|开始|开工|起始|begin|start", re.IGNORECASE)
#: What the column of measures and those of their headings hold.
_TEXTS = (words.HEADING, words.TITLE, words.MEASURE)
_LEADS = (words.LEAD, words.RESPONSIBLE)
#: What a column of texts may be for that are never measures.
_CATEGORY = re.compile("类|领域|板块|方面|章节")
_REQUIRED = re.compile("(?:要求|标准)\\Z")
_STANDARD = re.compile("标准\\Z")
#: What is done, and not what it is called.
_DONE = re.compile("(?:内容|措施|举措)\\Z")
#: The wordings of a table have more characters than this, on average.
_WORDING = 6
#: No part of a head is longer.
_LONGEST_PART = 12


class Columns(NamedTuple):
    """The columns of a table.

    Args:
        roles: What each column holds, one of `words.ROLES`, by index.
        heads: The head of each column.
        measure: Index of the column of measures.
        label: What the table calls its headings, or its measures.
        rule: Whether a head says that the first of its list is the lead.
    """

    roles: tuple[str, ...]
    heads: tuple[str, ...]
    measure: int
    label: str
    rule: bool = False

    @property
    def width(self) -> int:
        """How many columns there are."""
        return len(self.roles)

    def having(self, *roles: str) -> list[int]:
        """Indices of the columns that hold one of these."""
        return [index for index, role in enumerate(self.roles) if role in roles]

    @property
    def unknown(self) -> bool:
        """Whether a column has a head that no word is known for."""
        return any(
            role == words.EXTRA and head and not words.head_role(head)
            for role, head in zip(self.roles, self.heads, strict=True)
        )


_NUMERAL = re.compile(r"[（(]?(?:\d{1,4}|[一二三四五六七八九十]{1,3}|[①-⑳])[)）]?[.．、]?")
#: Roles of which a measure has one.
_ONLY_ONE = (words.NUMBER, words.DEADLINE, words.TARGET)


class _Head(NamedTuple):
    """The head of a table while its columns are found.

    Args:
        heads: The head of each column.
        roles: What each column may hold; empty where no word of its head is known.
        chosen: Roles that the user gives to heads.
    """

    heads: tuple[str, ...]
    roles: list[str]
    chosen: Mapping[str, str]

    def having(self, *roles: str) -> list[int]:
        """Indices of the columns that may hold one of these."""
        return [at for at, role in enumerate(self.roles) if role in roles]

    def texts(self) -> list[int]:
        """Indices of the columns of measures and of headings; of neighbours alike the first."""
        texts = self.having(words.HEADING, words.MEASURE)
        return [at for at in texts if at == texts[0] or self.heads[at] != self.heads[at - 1]]

    def measures(self) -> list[int]:
        """Indices of the columns whose head is a word for a measure."""
        return [at for at in self.texts() if self.roles[at] == words.MEASURE]

    def is_short(self, at: int) -> bool:
        """Whether a head is a word for the short title of a measure."""
        return fold(self.heads[at]) in words.SHORT_TITLE


def _beside_chosen(head: _Head) -> list[int]:
    """What only looks like a column that the user names."""
    named = {role for text, role in head.chosen.items() if text in head.heads}
    wanted = named.intersection((*_ONLY_ONE, words.MEASURE, words.TITLE))
    return [at for at in head.having(*wanted) if head.heads[at] not in head.chosen]


def _required(head: _Head) -> list[int]:
    """What is required, behind what is to be done: 工作任务 | 工作标准, 工作任务 | 工作要求."""
    asked = [at for at in head.measures() if _REQUIRED.search(head.heads[at])]
    return asked if asked and asked[0] > head.texts()[0] else []


#: What is said about a measure, and is none.
_ASIDE = re.compile("协调|考核|注意|支持|请示|提请|上报")


def _behind_departments(head: _Head) -> list[int]:
    """What is more about a measure: 具体措施 | 牵头单位 | 主要内容."""
    measures = head.measures()
    first = min(head.having(*words.DEPARTMENT_ROLES), default=len(head.roles))
    behind = [at for at in measures if at > first and head.heads[at] not in head.chosen]
    if len(behind) < len(measures):
        return behind
    # 工作任务 | 牵头单位 | 需协调事项
    has_task = any(at < first and not _CATEGORY.search(head.heads[at]) for at in head.texts())
    aside = [at for at in behind if _ASIDE.search(head.heads[at])]
    return aside if has_task else []


def _no_deadlines(head: _Head) -> list[int]:
    """When a measure begins, and not when it ends; or its timetable: 进度安排 | 完成时限."""
    deadlines = head.having(words.DEADLINE)
    # 上报时限 | 完成时限
    reports = [at for at in deadlines if re.search("上报|报送|反馈|汇报", head.heads[at])]
    if 0 < len(reports) < len(deadlines):
        return reports
    begins = [at for at in deadlines if _BEGINNING.search(head.heads[at])]
    ends = [at for at in deadlines if at not in begins and words.ENDING.search(head.heads[at])]
    if ends and ends[0] != deadlines[0]:
        begins = [at for at in deadlines if at != ends[0]]
    return begins


def _no_departments(head: _Head) -> list[int]:
    """The offices of departments, beside these; a department's handouts have its part in 角色."""
    assigned = head.having(*words.DEPARTMENT_ROLES)
    offices = [at for at in assigned if words.OFFICE.search(head.heads[at])]
    if len(offices) == len(assigned):
        # 牵头处室 | 配合处室
        return offices if "角色" in map(fold, head.heads) else []
    if offices and not {*head.having(words.LEAD, words.RESPONSIBLE, words.DIVISION)} - {*offices}:
        # 责任科室 | 协助部门
        return []
    leads = head.having(words.LEAD)
    if leads and {*leads} <= {*offices}:
        # 牵头科室 | 责任单位
        return [at for at in offices if at not in leads]
    return offices


def _goals(head: _Head) -> list[int]:
    """What is to be reached, beside what is done: 工作内容 | 目标任务, 目标任务 | 工作任务."""
    measures, texts = head.measures(), head.texts()
    goals = [at for at in measures if head.heads[at] == "目标任务"]
    if not goals:
        return []
    is_behind = any(_DONE.search(head.heads[at]) for at in measures if at < goals[0])
    # 指标 | 目标任务 | 推进举措
    is_indicated = goals[0] > 0 and head.heads[goals[0] - 1].endswith("指标")
    is_behind = is_behind or (is_indicated and len(measures) > len(goals))
    is_before = measures == goals and any(
        not _CATEGORY.search(head.heads[at]) for at in texts if at > goals[0]
    )
    return goals if is_behind or is_before else []


def _indicators(head: _Head) -> list[int]:
    """What a goal is of, beside the goal: 指标 | 目标值, 指标 | 目标任务 | 举措."""
    of = [at for at in head.having(words.TARGET) if head.heads[at].endswith("指标")]
    values = [text for text in head.heads if re.match("目标|完成值", text)]
    return of if values else []


#: What looks like a column of the data model and is extra beside another one, in turn.
_EXTRA = (
    _beside_chosen,
    _required,
    _behind_departments,
    _no_deadlines,
    _no_departments,
    _indicators,
)


def columns(
    cells: Sequence[str], chosen: Mapping[str, str], *, tails: bool = False
) -> Columns | None:
    """The columns that the cells of a head name, or None where it is no such head.

    Args:
        cells: The head of each column.
        chosen: Roles that the user gives to heads.
        tails: Whether the departments stand at the end of each measure, without a column.
    """
    heads = tuple([" ".join(cell.split()) for cell in cells])
    found = [chosen.get(head) or words.head_role(head) or "" for head in heads]
    head = _Head(heads, found, chosen)
    for extra in _EXTRA:
        for at in extra(head):
            if heads[at] not in chosen:
                found[at] = words.EXTRA
    for at in _goals(head):
        if heads[at] not in chosen:
            found[at] = words.TARGET
    measure = _measure(head)
    if measure is None or not (tails or head.having(*words.DEPARTMENT_ROLES)):
        return None
    roles = []
    seen: set[str] = set()
    for at, role in enumerate(found):
        if at == measure:
            role = words.MEASURE
        elif role in (words.MEASURE, words.TITLE):
            is_title = at < measure or head.is_short(at) or chosen.get(heads[at]) == role
            role = words.TITLE if is_title and words.TITLE not in seen else words.EXTRA
        elif role == words.HEADING:
            role = words.HEADING if at < measure else words.EXTRA
        elif role in seen and role in _ONLY_ONE:
            role = words.EXTRA
        roles.append(role or words.EXTRA)
        seen.add(role)
    rule = any(FIRST_IS_LEAD.search(head) for head in heads)
    return Columns(tuple(roles), heads, measure, _label(roles, heads, measure), rule)


def _measure(head: _Head) -> int | None:
    """The column of the measures: the last with a word for them; those before are headings."""
    titles = head.having(words.TITLE)
    texts = head.texts() or titles[-1:]
    if not texts:
        return None
    # 类别 | 任务名称: names behind their headings are what there is of the measures.
    named = [at for at in titles if at > texts[-1] and not head.is_short(at)]
    # 任务名称 | 类别: a column of categories is no measure where another column may be.
    others = [at for at in texts if not _CATEGORY.search(head.heads[at])]
    return (head.measures() or named or others or titles or texts)[-1]


def nested(found: Columns, body: Sequence[Row], chosen: Mapping[str, str]) -> Columns:
    """The columns, where one that says the same of several measures holds their headings.

    Its cells are merged, or it repeats itself before other headings. The outer column is the higher
    level then, whatever the words of their heads: 重点工作 | 工作任务 | 工作措施.
    """
    roles = list(found.roles)
    cells = [row.cells for row in body if len(row.cells) >= found.width]
    measure = found.measure
    if (at := _beside(found, cells, chosen)) is not None:
        roles[measure], roles[at] = words.HEADING, words.MEASURE
        measure = at
    for at in range(measure + 1, found.width):
        # 重点工作 over several rows of 工作任务 holds no measures.
        head = found.heads[at]
        inner = words.head_role(head) in _TEXTS and not _CATEGORY.search(head)
        decided = {head, found.heads[measure]} & {*chosen, *words.SHORT_TITLE}
        spanned = any(row[measure].down and row[at].text and not row[at].down for row in cells)
        if inner and spanned and not decided:
            roles[measure] = words.TITLE
            roles[at] = words.MEASURE
            measure = at
    if (at := _in_rows(found, cells, chosen)) is not None:
        roles[found.measure], roles[at] = words.HEADING, words.MEASURE
        measure = at
    found = found._replace(measure=measure, roles=tuple(roles))
    if (at := _behind_numbers(found, cells)) is not None:
        roles[measure] = words.EXTRA if words.NUMBER in roles else words.NUMBER
        roles[at] = words.MEASURE
        found = found._replace(measure=at, roles=tuple(roles))
    for at in range(found.measure):
        head = found.heads[at]
        is_other = words.head_role(head) not in _TEXTS or _REQUIRED.search(head)
        if is_other or fold(head) in words.SHORT_TITLE or head in chosen:
            continue
        if roles[:at].count(words.HEADING) > 1:
            # A plan has two levels of headings.
            break
        merged = any(row[at].down and not row[found.measure].down for row in cells)
        repeated = any(
            row[at].text in ("", before[at].text) and row[found.measure].text
            for before, row in pairwise(cells)
        )
        # Of a sheet whose merged cells were parted, as in CSV, the first has the text.
        begins = words.HEADING in roles[:at] or (bool(cells) and bool(cells[0][at].text))
        parted = begins and any(not row[at].text and row[found.measure].text for row in cells)
        if merged or parted or (repeated and words.HEADING in found.roles[at:]):
            roles[at] = words.HEADING
    return found._replace(roles=tuple(roles), label=_label(roles, found.heads, found.measure))


def _in_rows(
    found: Columns, body: Sequence[Sequence[Cell]], chosen: Mapping[str, str]
) -> int | None:
    """The column with the measures, where the one that has their head holds headings.

    测评类别 is merged over rows that each have departments, and text below 测评内容, of their own.
    """
    first = found.measure
    head = found.heads[first]
    spanned = [row for row in body if row[first].down]
    is_heading = words.head_role(head) in (words.HEADING, words.TITLE)
    if not spanned or not is_heading or {head} & {*chosen, *words.SHORT_TITLE}:
        return None
    assigned = found.having(*words.DEPARTMENT_ROLES)
    if not all(any(row[at].text and not row[at].down for at in assigned) for row in spanned):
        return None
    others = [
        at
        for at, role in enumerate(found.roles)
        if found.heads[at] not in chosen
        and (role == words.TARGET or (role == words.EXTRA and not words.head_role(found.heads[at])))
        and not any(row[at].down or not row[at].text for row in body)
        and len({row[at].text for row in body}) == len(body)
    ]
    long = [at for at in others if sum(len(row[at].text) for row in body) > _WORDING * len(body)]
    return long[0] if long else None


def _behind_numbers(found: Columns, body: Sequence[Sequence[Cell]]) -> int | None:
    """The column of the measures, where the one that has their head holds numbers alone.

    One head is over both: 工作要求 above 1 and 编制目录.
    """
    first, at = found.measure, found.measure + 1
    if at >= found.width or found.heads[at] != found.heads[first]:
        return None
    numbers = [row[first].text for row in body if row[first].text]
    is_counted = bool(numbers) and all(_NUMERAL.fullmatch(text) for text in numbers)
    return at if is_counted and not all(_NUMERAL.fullmatch(row[at].text) for row in body) else None


def _beside(
    found: Columns, body: Sequence[Sequence[Cell]], chosen: Mapping[str, str]
) -> int | None:
    """The column behind that of the measures which holds them, or None where there is none.

    One head is over both (重点任务), or it has another word for a measure (重点工作 | 主要任务) and
    what stands below it is the longer text, each time another.
    """
    first, at = found.measure, found.measure + 1
    if at >= found.width or {found.heads[first], found.heads[at]} & {*chosen, *words.SHORT_TITLE}:
        return None
    head, pairs = found.heads[at], [(row[first].text, row[at].text) for row in body]
    pairs = [pair for pair in pairs if any(pair)]
    is_other = words.head_role(head) not in (words.HEADING, words.MEASURE)
    if is_other or _CATEGORY.search(head) or _STANDARD.search(head):
        return None
    if len(pairs) < 2 or not all(one and other and one != other for one, other in pairs):
        return None
    if head == found.heads[first]:
        return at
    short, long = (sum(map(len, texts)) for texts in zip(*pairs, strict=True))
    is_own = len({other for _one, other in pairs}) == len(pairs)
    return at if is_own and long > 2 * short else None


def _label(roles: Sequence[str], heads: Sequence[str], measure: int) -> str:
    return heads[roles.index(words.HEADING) if words.HEADING in roles else measure]


def _joined(upper: str, lower: str) -> str:
    """Two rows of a head as one: 进度要求 一季度, but 2025年投资, which is no deadline."""
    between = "" if PERIOD.fullmatch(upper) else " "
    return " ".join(f"{upper}{between}{lower}".split())


def upper_of_three(first: Row, second: Row, third: Row) -> Row | None:
    """The two upper rows of a head of three as one, or None: 资金 above 省级 above 2025年.

    Some column has one cell over all three.
    """
    rows = list(zip(first.cells, second.cells, third.cells, strict=False))
    is_head = any(upper.text and middle.down and lower.down for upper, middle, lower in rows)
    if (
        not is_head
        or any(one.down for one in first.cells)
        or not any(c.across for c in second.cells)
    ):
        return None
    cells = [
        upper
        if middle.down or middle.text in ("", upper.text)
        else middle._replace(text=f"{upper.text} {middle.text}".strip())
        for upper, middle, _lower in rows
    ]
    return first._replace(cells=tuple(cells))


def of_two_rows(above: Row, below: Row, chosen: Mapping[str, str]) -> Columns | None:
    """The columns of a head that takes two rows, or None: 责任分工 above 牵头单位 and 配合单位."""
    upper = [cell.text for cell in above.cells]
    lower = [cell.text for cell in below.cells]
    if len(upper) != len(lower) or len({text for text in upper if text}) < 2:
        return None
    if any(layout.heading(text) for text in lower):
        return None
    if len([cell.text for cell in below.cells if cell.text and not cell.down]) < 2:
        # A heading in the first row, such as 分领域任务.
        return None
    known = [at for at, text in enumerate(lower) if words.head_role(text)]
    below_itself = [
        at
        for at, cell in enumerate(below.cells)
        if cell.down or not cell.text or cell.text == upper[at]
    ]
    # Where no cells are merged, that of the group stands above the first of its columns alone.
    for at in range(1, len(upper)):
        if not upper[at] and lower[at] and lower[at - 1] and at - 1 not in below_itself:
            upper[at] = upper[at - 1]
    grouped = [
        at
        for at, text in enumerate(lower)
        if at not in below_itself
        and upper[at]
        and upper[at] in upper[max(0, at - 1) : at] + upper[at + 1 :][:1]
    ]
    # No measure stands in a row without a text of its own beside the group.
    only_groups = len({*below_itself, *grouped}) == len(lower)
    is_merged = any(cell.down for cell in below.cells)
    # 时间安排 above 2024年 and 2025年: each column has both as its head.
    parts = [
        at
        for at in grouped
        if at not in known
        and ((role := words.head_role(upper[at])) not in _TEXTS or (only_groups and is_merged))
        and (only_groups or (role and PERIOD.fullmatch(lower[at])))
        and len(lower[at]) <= _LONGEST_PART
    ]
    if not (known or parts) or len({*known, *below_itself, *parts}) < len(lower):
        return None
    heads = [
        _joined(upper[at], text) if at in parts else text if text and not cell.down else upper[at]
        for at, (text, cell) in enumerate(zip(lower, below.cells, strict=True))
    ]
    roles = {at: words.head_role(upper[at]) or words.EXTRA for at in parts}
    named = {
        # 时间进度 above 启动 and 完成
        heads[at]: role
        if role in words.DEPARTMENT_ROLES
        or (role == words.DEADLINE and words.ENDING.search(lower[at]))
        else words.EXTRA
        for at, role in roles.items()
    }
    # Where 牵头单位 and 配合单位 both stand above 时限, the second is none of the measure; of 目标
    # below 2025年 and 2026年 the first is.
    counts = Counter(heads)
    kept = {heads[at] for at in grouped if words.head_role(upper[at]) in _LEADS}
    for at in grouped:
        head = heads[at]
        role = words.head_role(head)
        is_name = role in words.DEPARTMENT_ROLES and not words.OFFICE.search(head)
        is_own = words.head_role(upper[at]) in _LEADS or role in (*_TEXTS, words.NUMBER)
        if is_name or is_own or at in parts or counts[head] < 2:
            continue
        heads[at] = _joined(upper[at], head)
        # Who it is, and how to reach them, stays a matter of people.
        named[heads[at]] = (
            role if role and (role == words.PEOPLE or head not in kept) else words.EXTRA
        )
        kept.add(head)
    chosen = named | dict(chosen)
    # A row that groups no columns is a note above the head, or the last measure of a page.
    groups = all(
        text in ("", lower[at], *upper[max(0, at - 1) : at], *upper[at + 1 : at + 2])
        for at, text in enumerate(upper)
    )
    if heads == upper or not (groups or below_itself or any(cell.across for cell in above.cells)):
        return None
    return columns(heads, chosen)
