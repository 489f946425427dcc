"""A document's blocks understood as a plan: the one place that knows what they mean.

Paragraphs become a tree (`ecotui.importing.prose`), tables rows (`ecotui.importing.tables`);
both add their measures to one outline, in the order of the document.
"""

from __future__ import annotations

import hashlib
import os
import re
from typing import NamedTuple

from ecotui.i18n import _
from ecotui.importing import (
    accounting,
    brackets,
    items,
    layout,
    names,
    numerals,
    prose,
    raci_rules,
    statement,
    words,
)
from ecotui.importing.blocks import Paragraph, Table
from ecotui.importing.bodies import is_body, kind
from ecotui.importing.builder import Builder, Decisions
from ecotui.importing.cleaning import Cleaning
from ecotui.importing.outline import DOUBTFUL, LEFT_OUT, READ, Remark, Report, Trace
from ecotui.importing.plan_ids import plan_id as make_id
from ecotui.importing.spacing import shortened, unspaced
from ecotui.importing.statement import Statement
from ecotui.importing.tables import TableReader
from ecotui.importing.title import file_name, find_title
from ecotui.model.plan import GROUP, Department, Plan, Source
from ecotui.model.toml import PlanError, Problem
from ecotui.text.lookalikes import plain
from ecotui.text.short_titles import short_wording

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from ecotui.importing.blocks import Block
    from ecotui.importing.items import Node

_CHINESE = re.compile("[一-鿿]")
#: Cells of the short titles that our documents have as headings.
_HEADING_CELLS = 60
# The departments are those of the measure before: （同上）, （责任单位同上）.
_SAME = re.compile(r"[（(](?:[^（）()]{0,6}(?:单位|部门)[:：]?)?同上[)）][。；;]?\Z")
_CLAUSE_ENDS = "，,；;。：:、（("


class Imported(NamedTuple):
    """A plan read from a document.

    Args:
        plan: The plan.
        remarks: What its reader should know, in the order of the document.
        traces: For each measure, in plan order, the words that it was made of.
        file: The name of the document.
        decided: The heads and names that decisions of the user were taken for.
    """

    plan: Plan
    remarks: tuple[Remark, ...] = ()
    traces: tuple[tuple[Trace, ...], ...] = ()
    file: str = ""
    decided: frozenset[str] = frozenset()

    @property
    def notes(self) -> tuple[Problem, ...]:
        """The remarks as importers give them."""
        return tuple([remark.problem(self.file) for remark in self.remarks])


def understand(
    blocks: Iterable[Block],
    data: bytes,
    file: str,
    decisions: Decisions | None = None,
    plan_id: str | None = None,
) -> Imported:
    """Understand the blocks of a document as a plan.

    Args:
        blocks: What a reader made of the document.
        data: The document, for the hash of the plan's source.
        file: Its name, for messages and as the plan's source.
        decisions: What the user decided.
        plan_id: The id of the plan; by default made from the title.

    Raises:
        PlanError: the document holds no plan, with the reason.
    """
    statement.forget()
    report = Report(file)
    cleaning = Cleaning(blocks)
    every = numerals.put_right(cleaning.blocks)
    reader = _Document(every, report, (decisions or Decisions()).cleaned())
    name = file_name(file)
    title, used, beside = find_title(every, reader.builder.first_place)
    if not title:
        title = plain(os.path.splitext(name)[0]) or "-"
        report.note(
            READ, None, _("no title found above the table; called {title}").format(title=title)
        )
    remarks = [r for r in report.remarks if not (r.kind == LEFT_OUT and r.place in used)]
    report.remarks = remarks
    report.left_out([beside], None)
    title = reader.builder.title(title, None)
    label = reader.builder.label or title
    reader.builder.complete_names()
    chapters = reader.outline.finish(label)
    if not report.problems and not chapters:
        report.problem(None, *_why_nothing(every, reader))
    if report.problems:
        problems = sorted(report.problems, key=_by_line)
        raise PlanError([problem.problem(file) for problem in problems])
    if not reader.tables.measures.numbers and not reader.builder.counted:
        report.note(READ, None, _("the measures have no numbers; they are numbered in order"))
    plan = Plan(
        plan_id or make_id(title),
        title,
        language="zh-CN",
        source=Source(name or "-", hashlib.sha256(data).hexdigest()),
        departments=tuple([Department(n, (), kind(n)) for n in reader.builder.departments]),
        chapters=chapters,
    )
    first = next((measure.text for _chapter, _section, measure in plan.walk()), "")
    if not _CHINESE.search(title + label + first):
        plan = plan._replace(language="en")
    titles = [title, *[chapter.title for chapter in chapters]]
    for sheet, place in reader.tables.sheets.items():
        if not words.head_role(sheet) and not any(unspaced(sheet) in text for text in titles):
            message = _("the name of the sheet is not kept: {name}")
            report.note(READ, place, message.format(name=sheet))
    known = [department.name for department in plan.departments]
    report.covers([*reader.builder.decisions.aliases, *reader.builder.decisions.columns], None)
    told = {trace.place for traces in reader.outline.traces for trace in traces}
    accounting.check(every, reader.outline.placed(), told, known, title, report)
    _report_variants(plan, report)
    cleaning.report(report, reader.builder.departments)
    remarks = sorted(report.remarks, key=_by_line)
    traces = tuple(map(tuple, reader.outline.traces))
    return Imported(plan, tuple(remarks), traces, file, frozenset(reader.builder.decided))


def _by_line(remark: Remark) -> int:
    return (remark.place.line or 0) if remark.place else 0


class _Document:
    """Reads the tree of a document, in order, into an outline."""

    def __init__(self, blocks: list[Block], report: Report, decisions: Decisions) -> None:
        self.report = report
        self.builder = Builder(report, decisions)
        self.builder.schemes = raci_rules.explained(blocks)
        self.outline = self.builder.outline
        #: Titles of headings below those that a plan has.
        self.deeper: list[str] = []
        #: What the measure before says of who does it.
        self.before = Statement()
        level = layout.mark(f"{decisions.measure_level}X") if decisions.measure_level else None
        self.level = level.rank if level else None
        self.tables = TableReader(self.builder)
        root = prose.tree(blocks, report)
        self.measure_ranks = {node.rank for node in root.walk() if self.is_measure(node)}
        self.notice_last_rule(root)
        self.below(root, 0, None)
        items.left_out(root.after, report)
        self.builder.leave_out_waiting(self.builder.waiting)

    # -- the tree

    def below(self, parent: Node, depth: int, default: Statement | None) -> None:
        """Read what stands below a heading."""
        measures = {child for child in parent.children if self.is_measure(child)}
        level = {child.rank for child in measures}
        # An item that says itself who does it is a measure also if a part of it does.
        measures |= {
            child
            for child in parent.children
            if child.inline and (child.rank in level or _is_whole(child))
        }
        assigned = depth > 0 and parent.assigned
        beside = {child.rank for child in measures}
        mixed = depth < 2 and any(
            child.rank in beside and child.assigned and not child.table and child not in measures
            for child in parent.children
        )
        for at, child in enumerate(parent.children):
            self.notice_rule(child)
            if child.table:
                note = [c.text for c in parent.children[at + 1 : at + 4] if not c.table]
                self.tables.table(child.table, note, depth)
            elif child in measures:
                if mixed and child.rank != items.PLAIN:
                    self.own_heading(child, depth)
                self.measure(child, default, depth)
            elif child.assigned and child.rank != items.PLAIN:
                self.head(child, depth)
                items.left_out(child.after, self.report)
            elif self.level is None and (
                (child.rank in level and (child.mark is not None or items.is_sentence(child.text)))
                or (assigned and child.mark is not None)
            ):
                is_empty = not child.children and layout.is_unfinished(child.text)
                if mixed and (depth == 0 or is_empty):
                    self.leave_out(child, depth)
                    continue
                if mixed and (measures or not any(below.mark for below in child.children)):
                    self.own_heading(child, depth)
                self.unassigned(child, depth, default, bool(measures))
            else:
                self.leave_out(child, depth)

    def wait(self, node: Node, depth: int, title: str) -> None:
        """Begin a chapter or section by a node once something stands below it."""
        level = (layout.CHAPTER, layout.SECTION)[min(depth, 1)]
        self.builder.wait(layout.Heading(level, node.number, title or "-"), node.place)

    def own_heading(self, node: Node, depth: int) -> None:
        """Begin a chapter or section for a measure beside such: it belongs to none of them."""
        self.wait(node, depth, shortened(unspaced(node.text.partition("。")[0])))

    def leave_out(self, node: Node, depth: int) -> None:
        """Leave out what nobody is charged with; the numbers go on after it."""
        items.left_out([node], self.report)
        if depth == 0 and node.number:
            self.outline.left_out_chapter = node.number
        for child in node.children:
            if child.number and child.rank in self.measure_ranks:
                self.outline.last = self.outline.last_section = child.number

    def is_measure(self, node: Node) -> bool:
        if self.level is not None:
            return node.rank == self.level
        if not node.statements or _heads_items(node) or items.heads_table(node):
            return False
        return not any(below.statements for child in node.children for below in child.walk())

    def head(self, node: Node, depth: int) -> None:
        """A heading, and what stands below it."""
        title = node.text
        heads_table = bool(node.statements) and items.heads_table(node)
        default = None if heads_table else self.heading_says(node)
        if len(title) > 80 and "。" in title:
            title, _stop, rest = title.partition("。")
            self.report.left_out([rest], node.place)
        title = unspaced(title).rstrip("。：:；")
        if depth < 2:
            self.deeper = []
            self.wait(node, depth, title)
            if heads_table:
                tails = [text for text, _place in node.statements]
                self.tables.measures.begin_heading(title, tails, node.place)
            self.below(node, depth + 1, default)
            if heads_table:
                self.tables.measures.end_heading()
            return
        self.deeper = [*self.deeper[: depth - 2], (node.mark.sign if node.mark else "") + title]
        self.below(node, depth + 1, default)
        if any(child.table for child in node.children):
            # The measures of a table do not have it.
            self.report.left_out([self.deeper[-1]], node.place)
        self.deeper = self.deeper[: depth - 2]

    def heading_says(self, node: Node) -> Statement | None:
        """What a heading says of who does what stands below it."""
        said = self.statement(node) if node.statements else None
        if not said:
            # Until when, or to what end: a heading has no place for it.
            for text, place in node.statements:
                self.report.left_out([text], place)
            return None
        own = [child for child in node.children if child.mark or child.statements]
        if own and all(child.statements for child in own):
            message = _("the departments of the heading {title} are left out: {names}")
            listed = "、".join((*said.lead.names, *said.participants.names))
            message = message.format(title=shortened(node.text), names=listed)
            self.report.note(DOUBTFUL, node.place, message)
            if said.deadline or said.target or said.title or said.extra or said.people:
                for text, place in node.statements:
                    self.report.left_out([text], place)
        else:
            message = _("the departments of the heading {title} are those of what stands below it")
            self.report.note(READ, node.place, message.format(title=shortened(node.text)))
        return said

    def unassigned(
        self, node: Node, depth: int, default: Statement | None, beside_measures: bool
    ) -> None:
        """An item that nothing says who does, among items that something says it of."""
        if beside_measures or not any(child.mark for child in node.children):
            self.measure(node, default, depth)
            return
        self.wait(node, depth, unspaced(node.text).rstrip("。：:"))
        for child in node.children:
            if child.mark:
                self.measure(child, None, depth + 1)
            else:
                items.left_out([child], self.report)

    def notice_last_rule(self, root: Node) -> None:
        """Take in a rule that stands behind all measures: it is about them."""
        every = [one for node in root.walk() for one in (node, *node.after)]
        told = [at for at, node in enumerate(every) if node.statements or node.table]
        for node in every[told[-1] + 1 :] if told else ():
            if statement.FIRST_IS_LEAD.search(node.text) and not node.mark:
                self.builder.first_is_lead = True
                message = _("the first of each list is the lead: {text}")
                self.report.note(READ, node.place, message.format(text=shortened(node.text)))
                return

    def notice_rule(self, node: Node) -> None:
        """Take in a rule that stands in a paragraph of its own."""
        if node.table or node.statements:
            return
        if self.builder.first_is_lead and statement.FIRST_IS_LEAD.search(node.text):
            return
        if statement.FIRST_IS_LEAD.search(node.text):
            self.builder.first_is_lead = True
            message = _("from here on the first of a list is the lead: {text}")
            self.report.note(READ, node.place, message.format(text=shortened(node.text)))
        elif re.search(
            rf"(?:以下|下列).{{0,12}}均.{{0,30}}(?:落实|负责|配合).{{0,12}}{statement.NOT_LISTED}",
            node.text,
        ):
            message = _("a rule for all measures is not applied: {text}")
            self.report.note(DOUBTFUL, node.place, message.format(text=shortened(node.text)))

    # -- measures

    def statement(self, node: Node, first_is_lead: bool | None = None) -> Statement:
        said = statement.read(
            statement.NEXT.join([text.rstrip("。；; ") for text, _place in node.statements]),
            first_is_lead=self.builder.first_is_lead if first_is_lead is None else first_is_lead,
        )
        self.builder.first_is_lead = self.builder.first_is_lead or said.rule
        return said

    def measure(self, node: Node, default: Statement | None, depth: int) -> None:
        """An item that is a measure, with everything below it."""
        self.builder.use_waiting()
        said = self.statement(node)
        if any(below.statements for child in node.children for below in child.walk()):
            message = _(
                "parts of a measure name departments of their own; they stay in its wording"
            )
            self.report.note(DOUBTFUL, node.place, message)
        told = [f"（{text}）" for text, _place in node.statements]
        if not said and self.before and any(map(_SAME.search, (node.text, *told))):
            node.text = _SAME.sub("", node.text).strip()
            said = self.before
            message = _("as the measure before: {names}")
            listed = "、".join((*said.lead.names, *said.participants.names))
            self.report.note(READ, node.place, message.format(names=shortened(listed)))
        elif not said and default:
            said = default
        self.before = said
        text = _text_of(node)
        if node.number is not None:
            self.builder.counted = True
        # In the language of the document, whatever that of the interface is.
        head = "所属标题" if _CHINESE.search(text) else "Heading"
        extra = [(head, "\n".join(self.deeper))] if self.deeper else []
        traces = [Trace(node.place, shortened(text), _("the wording"))]
        traces += [Trace(place, words_, _("who does it")) for words_, place in node.statements]
        self.builder.add(
            node.number or self.outline.expected,
            text,
            said,
            node.place,
            title=_heading_of(node),
            extra=extra,
            traces=traces,
        )
        for after in node.after:
            self.notice_rule(after)
        items.left_out(node.after, self.report)
        for child in node.children:
            if child.table:
                self.tables.table(child.table, [], depth + 1)


def _heads_items(node: Node) -> bool:
    """Whether an item with departments is the heading of numbered items: 一、产业（甲局牵头）."""
    below = [child for child in node.children if child.number is not None]
    return (
        bool(node.inline)
        and node.rank <= layout.CHINESE
        and len(node.text) <= 20
        and layout.is_unfinished(node.text)
        and len(below) == len(node.children) > 1
        and all(child.rank > layout.CHINESE for child in below)
    )


def _is_whole(node: Node) -> bool:
    """Whether an item is a sentence, with nothing but plain paragraphs below it."""
    plain = all(child.rank == items.PLAIN and not child.table for child in node.children)
    return node.mark is not None and plain and not layout.is_unfinished(node.text)


def _plain(node: Node) -> Node | None:
    """The first paragraph below a measure that is no item of a list, or repeats its heading."""
    below = [child for child in node.children if not child.table]
    piece, cut, _more = node.text.rstrip("。").partition("…")
    if below and piece and below[0].text.startswith(piece):
        after = below[0].text[len(piece) : len(piece) + 1]
        if cut or after in _CLAUSE_ENDS:
            return below[0]
    if below and below[0].rank == layout.BULLET:
        # The wording of a heading of its own style may be a list.
        is_heading = node.level and node.number is not None and _may_head(node.text)
        if is_heading or layout.is_out_of(node.text, below[0].text):
            return below[0]
    return next((child for child in below if not child.mark), None)


def _heading_of(node: Node) -> str | None:
    """The short heading that a measure has: before its wording, or in a line of its own."""
    first, _stop, rest = node.text.partition("。")
    plain = _plain(node)
    # Of a line that is how the wording begins, or that says it in short, nothing is lost.
    if not rest.strip() and (not plain or _says_short(first, plain.text)):
        # As where the first sentence is the heading: 2.招商引资。外出招商10次。
        is_first = plain and node.level and plain.text.startswith(f"{first}。")
        return first if is_first and _may_head(first) else None
    if node.level and not rest.strip():
        return first
    if not rest and plain and layout.is_out_of(first, plain.text):
        return None if "…" in first else first
    return first if _may_head(first) else None


def _may_head(text: str) -> bool:
    return 2 <= len(text) <= 24 and re.search("[，；：…]", text) is None


def _text_of(node: Node) -> str:
    """The wording of a measure: its own paragraph and those below it."""
    lines = [node.text] if node.text else []
    plain = _plain(node)
    if (
        lines
        and plain
        and (layout.is_out_of(node.text, plain.text) or (node.level and _heading_of(node)))
    ):
        # A heading that only repeats a part of what stands below it, or that is the title.
        lines = []
    for child in node.children:
        if not child.table:
            for below in child.walk():
                sign = below.mark.sign if below.mark else ""
                if below.number is None:
                    # Of a list in one paragraph each line has its sign.
                    sign = f"{sign} " if f"\n{sign} " in below.text else ""
                own = "".join([f"（{said}）" for said, _place in below.statements])
                lines.append(sign + below.text + own)
                lines += [after.text for after in below.after]
    return "\n".join(lines)


def _says_short(title: str, text: str) -> bool:
    """Whether a title only says how a wording begins, or what our documents make of it."""
    return text.startswith(title) or title == short_wording(text, _HEADING_CELLS)


def _why_nothing(blocks: list[Block], reader: _Document) -> tuple[str, str]:
    """Why a document holds no plan, and what to do about it."""
    by_department = [
        block
        for block in blocks
        if isinstance(block, Paragraph)
        and (
            label := re.match(
                r"(?:[（(]?[一二三四五六七八九十\d]+[)）、.．]\s*)?([^：:，。]{2,16})[：:]",
                block.whole,
            )
        )
        and is_body(label[1])
        and not words.role(label[1])
    ]
    if len(by_department) >= 3:
        return (
            _("the document goes by department, not by measure"),
            _("write the measures with their departments"),
        )
    if any(isinstance(block, Table) for block in blocks):
        return (
            _("the tables contain no measures"),
            _("a table needs the columns 具体措施 and 牵头单位; --column names others"),
        )
    return (
        _("the document assigns no measures to departments"),
        _("end each measure with （牵头单位：…；配合单位：…）, or use a table"),
    )


def _report_variants(plan: Plan, report: Report) -> None:
    """Report names that may be one body's: with and without 省, or a slip as in 农村农业厅.

    A word that was read into a name shows here too: 主动对接县财政局 beside 县财政局.
    """
    every = [department.name for department in plan.departments]
    known = set(every)
    seen: dict[str, str] = {}
    for name in every:
        whole = names.shared_prefix(name, known) or names.shared_end(name, known)
        if whole is None and (bare := name[: brackets.last(name)]) in known and kind(name) != GROUP:
            # 县财政局（资金保障） beside 县财政局: the bracket may be what it does.
            whole = bare if bare != name else None
        # The same characters in another order, or 政府 for 人民政府.
        letters = "".join(sorted(name.replace("人民政府", "政府")))
        other = seen.setdefault(letters, name)
        if whole is None and other != name and kind(name) != GROUP:
            whole = other
        if whole is not None:
            report.note(DOUBTFUL, None, names.may_be_one(name, whole))
        elif kind(name) == GROUP and (parts := known.intersection(name.split("、")[1:])):
            # 各乡镇、县城投公司 beside 县城投公司
            text = _("{name} is read as one name, and {part} stands elsewhere as another")
            report.note(DOUBTFUL, None, text.format(name=name, part="、".join(sorted(parts))))
