"""Which item a statement is about, once all items of a text are known.

A line below the last of several parts may be of that part or of the whole; a bracket may only list
names; headings may be the departments themselves.
"""

from __future__ import annotations

import itertools
import re

from ecotui.i18n import _
from ecotui.importing import brackets, labels, layout, names, statement, words
from ecotui.importing.bodies import is_body, kind
from ecotui.importing.items import PLAIN, Node, is_sentence
from ecotui.importing.outline import DOUBTFUL, READ, Report
from ecotui.importing.spacing import shortened
from ecotui.importing.tails import END, time_at_end
from ecotui.importing.times import ALWAYS, is_only_when
from ecotui.model.plan import GROUP

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ecotui.importing.blocks import Place

#: What begins a list that is of no measure, although it ends in a colon.
_FURTHER = re.compile(
    "注意事项|工作要求|有关要求|保障措施|组织保障|填[报表]|说明|解释|联系|附[录件表]"
)
#: So many items that end in bodies alone say who does them, and so many headings by their lines.
_SEVERAL = 2
# A name that is a body's also where it stands alone in brackets.
_BODY_ENDS = re.compile("[㐀-鿿]{2}(?:[局厅委办部]|人民政府|管委会)\\Z")
_WITH = re.compile("会同|联合|商")
#: Behind which a sentence begins: 会议决定：由县教育局牵头, 报灾——县应急局牵头.
_SENTENCES = re.compile("[。；;：:]|——")
_NOTE = re.compile(r"备\s*注\s*[:：]")
#: Whose a web page is, and what may stand below that.
_HOST = re.compile(r"主办(?:单位)?\s*[:：]")
_CLOSING = re.compile(
    r"(?:备\s*注|(?:主办|承办|协办|主管|运维|技术支持|维护)(?:单位)?|地\s*址|邮\s*编|邮政编码|网\s*址|(?:联系)?电\s*话|传\s*真"
    r"|(?:电子)?邮箱|(?:网站)?标识码|版权所有|备案号?|(?:网站)?(?:值班|联系)(?:电话|方式))\s*[:：]"
)


def settle(root: Node, report: Report) -> None:
    """Give each statement of a tree to the item that it is about."""
    _lines_above(root, report)
    _of_counted(root, report)
    _of_all_items(root, report)
    _part_closing_lines(root)
    _part_further_lists(root)
    _keep_in_lines(root)
    _bare_lists(root, report)
    _raise_statements(root, report)
    _single_paragraphs(root)
    if not root.assigned:
        _by_department(root, report)
    _at_beginnings(root, report)
    _doubt_behind_parts(root, report)
    _doubt_behind_last(root, report)


def _lines_above(root: Node, report: Report) -> None:
    """Give label lines to the items below them: some stand above the first, none below the last.

    牵头单位：甲局 above 1. and 2., 牵头单位：乙局 above 3. and 4.
    """
    items = [at for at, node in enumerate(root.children) if node.rank != PLAIN]
    if not items:
        return
    begin = items[0]
    while begin and labels.role_of_first(root.children[begin - 1].text) in words.DEPARTMENT_ROLES:
        begin -= 1
    above = root.children[begin : items[0]]
    nodes = [root.children[at] for at in items]
    several = sum(bool(node.below) for node in nodes)
    if not above or not several or nodes[-1].below or len({node.rank for node in nodes}) > 1:
        return
    if any(node.inline or any(one.assigned for one in node.children) for node in nodes):
        return
    lines = [(node.text, node.place) for node in above]
    del root.children[begin : items[0]]
    message = _("it says who does what stands below it: {text}")
    for at, node in enumerate(nodes):
        for text, place in lines if at == 0 else node.below:
            report.note(READ, place, message.format(text=shortened(text)))
        node.below, lines = lines, node.below or lines


def _of_counted(root: Node, report: Report) -> None:
    """Give the label lines of headings to the items below them that count on through all of these.

    一、教育, 牵头单位：甲局 above 1. and 2., then 二、卫生, 牵头单位：乙局 above 3. and 4.
    """
    message = _("it says who does what stands below it: {text}")
    for parent in root.walk():
        told = [
            (node, [one for one in node.children if one.rank == layout.DECIMAL])
            for node in parent.children
            if node.below and not node.inline and node.rank < layout.DECIMAL
        ]
        items = [one for _node, listed in told for one in listed]
        first = items[0].number if items else None
        counts_on = first is not None and [one.number for one in items] == list(
            range(first, first + len(items))
        )
        if (
            not counts_on
            or sum(bool(listed) for _node, listed in told) < _SEVERAL
            or any(one.assigned for one in items)
        ):
            continue
        for node, listed in told:
            for text, place in node.below if listed else ():
                report.note(READ, place, message.format(text=shortened(text)))
            for one in listed:
                one.below = [*node.below]
            node.below = [] if listed else node.below


def _of_all_items(root: Node, report: Report) -> None:
    """Give lines below the last of several items that say until when to all of the items.

    Below each problem 1. and 2. have brackets of their own, and 整改时限：… stands below 2. A
    single such line is doubted.
    """
    found = []
    for parent in root.walk():
        items = [child for child in parent.children if child.mark]
        if len(items) < _SEVERAL:
            continue
        *others, last = items
        is_apart = all(item.inline and item.rank == last.rank for item in items)
        if not is_apart or any(item.below for item in others):
            continue
        roles = [labels.role_of_first(text) for text, _place in last.below]
        if words.DEADLINE in roles and not {*roles} & {*words.DEPARTMENT_ROLES}:
            found.append((others, last))
    is_usual = len(found) >= _SEVERAL
    message = (
        _("it stands below the last item and is of all items above: {text}")
        if is_usual
        else _("it stands below the last item and may be of all items above: {text}")
    )
    for others, last in found:
        for text, place in last.below:
            report.note(READ if is_usual else DOUBTFUL, place, message.format(text=shortened(text)))
        for item in others if is_usual else ():
            item.below = [*last.below]


def _part_closing_lines(root: Node) -> None:
    """Take last lines that no other item has from the last item: a note, or whose page it is."""
    told = [node for node in root.walk() if node.statements]
    if len(told) < 2:
        return
    last = told[-1]
    lines = [text for text, _place in last.below]
    begin = next((at for at, text in enumerate(lines) if _HOST.match(text)), len(lines))
    label, is_alone = _HOST, len(last.statements) == len(lines) - begin
    if begin == len(lines):
        label, begin, is_alone = _NOTE, len(lines) - 1, False
    elif is_alone and (last.mark or not told[-2].mark):
        # Nobody else does it.
        return
    others = [text for node in told[:-1] for text, _place in node.statements] + lines[:begin]
    closing = _CLOSING if label is _HOST else _NOTE
    if not all(map(closing.match, lines[begin:])) or any(map(label.match, others)):
        return
    last.after += [Node(PLAIN, place, text) for text, place in last.below[begin:]]
    del last.below[begin:]


def _part_further_lists(root: Node) -> None:
    """Take items below a title that stands behind a measure from the measure: 附录：名词解释."""
    for node in root.walk():
        if not node.statements or not node.after:
            continue
        further = [child for child in node.children if child.behind]
        titles = [child.behind.text for child in further if child.behind]
        if (
            further
            and not any(child.assigned for child in further)
            and all(_FURTHER.search(title) or title[-1] not in "：:" for title in titles)
        ):
            node.children = [child for child in node.children if not child.behind]
            node.after += further


def _keep_in_lines(root: Node) -> None:
    """Leave a bracket to the last of the lines of an item where label lines say who leads it."""
    for node in root.walk():
        last = node.text.rpartition("\n")[2]
        if node.inline and last != node.text and layout.mark(last) and _has_lead(node.below):
            node.text += "".join([f"（{text}）" for text, _place in node.inline])
            node.inline = []


def _raise_statements(root: Node, report: Report) -> None:
    """Give a statement below the last of several sub-items to the item that they belong to.

    It is theirs where each has one; where in every item only the last sub-item has one, it says
    who does the whole item. So it does where the items beside that item say it of themselves.
    """
    by_level: dict[tuple[float, float], list[tuple[Node, list[Node]]]] = {}
    chapters = [node for node in root.children if node.rank < layout.SMALL]
    #: Levels at which some item says it of itself.
    telling = {
        (parent.rank, child.rank)
        for parent in root.walk()
        for child in parent.children
        if child.inline
    }
    #: Levels at which some sub-item says it of itself in its own paragraph.
    inline: set[tuple[float, float]] = set()
    for parent in root.walk():
        groups: dict[float, list[Node]] = {}
        for child in parent.children:
            if child.rank != PLAIN:
                groups.setdefault(child.rank, []).append(child)
        for rank, children in groups.items():
            told = [child for child in children if child.inline]
            final = children[-1]
            if (
                parent is not root
                and not parent.statements
                and len(told) == len(children) > 1
                and not any(one.below for one in children[:-1])
                and _names_somebody(final.inline)
                and _has_lead(final.below)
            ):
                # Below items that each say it in brackets: of all of them.
                parent.below, final.below = final.below, []
                _say_whole(parent, report)
            for child in children:
                # Where a heading names departments, those at the end of another part are its own.
                is_heading = child.rank <= layout.BRACKETED and _is_title(child.text)
                beside_told = (parent.rank, rank) in telling and not is_heading
                if (last := _only_told(child, beside_told=beside_told)) is not None:
                    child.inline, last.inline = last.inline, []
                    child.below, last.below = [*child.below, *last.below], []
                    _say_whole(child, report)
            if any(child.inline for child in children):
                inline.add((parent.rank, rank))
            is_chapter = parent in chapters and rank < layout.SMALL
            if parent is not root and any(
                child.below or (is_chapter and child.assigned) for child in children
            ):
                by_level.setdefault((parent.rank, rank), []).append((parent, children))
    #: Parts of a chapter are counted from 1; what counts on are measures.
    counting_on = {
        rank
        for (_above, rank), parents in by_level.items()
        for _parent, children in parents
        if rank < layout.SMALL and (children[0].number or 1) > 1
    }
    for (above, rank), parents in by_level.items():
        if any(child.level for _parent, children in parents for child in children):
            # By their style the sub-items are headings, each of what stands below it.
            continue
        if rank in counting_on and any(parent in chapters for parent, _children in parents):
            continue
        several = [children for _parent, children in parents if len(children) > 1]
        only_last = all(
            _is_told_last(children, is_chapter=parent in chapters and rank < layout.SMALL)
            for parent, children in parents
        )
        is_said = False
        if only_last and (several or rank >= layout.SMALL):
            for parent, children in parents:
                # An only one is a measure where others of its level are, or all have mere titles.
                is_measure = (
                    len(children) == 1
                    and is_sentence(children[0].text)
                    and layout.mark(parent.text) is None
                    # - Build 500 places. below 2. Parking is its wording.
                    and not (
                        rank == layout.BULLET and parent.mark and parent.mark.rank == layout.DECIMAL
                    )
                    and ((above, rank) in inline or (not several and _is_title(parent.text)))
                )
                if not (parent.inline or is_measure):
                    if len(children) > 1 and not is_said:
                        is_said = True
                        _say_whole(parent, report)
                    parent.below += children[-1].below
                    parent.after += children[-1].after
                    children[-1].below, children[-1].after = [], []


def _names_somebody(statements: list[tuple[str, Place]]) -> bool:
    return any(statement.read(text) for text, _place in statements)


def _has_lead(statements: list[tuple[str, Place]]) -> bool:
    """Whether a label says who leads."""
    return any(
        words.role(label["label"]) in (words.LEAD, words.RESPONSIBLE)
        for text, _place in statements
        for label in labels.found_in(text)
    )


def _say_whole(item: Node, report: Report) -> None:
    """Say that what stands at the last part of an item is read as about all of it."""
    message = _("the line below the last part is read as of the whole: {text}")
    report.note(READ, item.place, message.format(text=shortened(item.text)))


def _is_title(text: str) -> bool:
    """Whether the text of an item is a title alone, and no wording that its parts go on with."""
    return 0 < len(text) <= 30 and layout.is_unfinished(text) and text[-1] not in "：:，,、"


def _is_told_last(children: list[Node], *, is_chapter: bool) -> bool:
    """Whether nothing but a line below the last of the sub-items says who does something.

    Where the last section of a chapter has a wording and those before have not, or it has
    paragraphs of its own, the line is the section's.
    """
    *before, last = children
    apart = any(one.rank == PLAIN for one in last.children) or (
        not layout.is_unfinished(last.text)
        and any(layout.is_unfinished(one.text) for one in before)
    )
    return not (
        (is_chapter and apart)
        or last.inline
        or any(one.assigned for one in before)
        or any(one.assigned for one in last.children)
    )


def _only_told(item: Node, *, beside_told: bool) -> Node | None:
    """The last of the sub-items of an item, if it alone says who does something.

    Args:
        item: The item.
        beside_told: Whether other items of its level say it of themselves.
    """
    *before, last = item.children or [item]
    others = (*before, *last.children)
    alone = not item.statements and not any(one.assigned for one in others)
    # The item itself may be the first of them: 1.（1）甲；
    first = layout.mark(item.text)
    is_first = first is not None and first.rank == last.rank and last is not item
    # Our own outlines have the wording below a heading that says it in short.
    is_said_in_short = (
        item.level > 0
        and item.mark is not None
        and bool(before)
        and before[0].rank == PLAIN
        and before[0].text.startswith(item.text)
    )
    # 1.建园区：（1）甲；（2）乙。（甲局负责）
    is_begun = item.text.endswith(("：", ":")) and last.rank >= layout.SMALL
    # Below a heading that counts, a list in one paragraph is the wording.
    is_list = item.level > 0 and item.mark is not None and "\n" in last.text and not before
    is_list = is_list and last.rank == layout.BULLET
    several = (
        is_first or is_said_in_short or is_list or ((beside_told or is_begun) and bool(before))
    )
    return last if several and alone and last.inline and last.rank != PLAIN else None


def _single_paragraphs(root: Node) -> None:
    """Give the statement of the only paragraph below an item to the item: title and wording."""
    for parent in root.walk():
        plain = [child for child in parent.children if child.rank == PLAIN and child.inline]
        marked = [child for child in parent.children if child.rank != PLAIN]
        if (
            parent.rank > layout.CHINESE
            and len(plain) == 1
            and not marked
            and not parent.statements
        ):
            parent.below = plain[0].inline
            plain[0].inline = []
            at = parent.children.index(plain[0])
            parent.after += parent.children[at + 1 :]
            del parent.children[at + 1 :]


def _bare_lists(root: Node, report: Report) -> None:
    """Read a last bracket that only lists names as a statement, where the names are known."""
    known: set[str] = set()
    every = list(root.walk())
    for node in every:
        for text, _place in node.statements:
            said = statement.read(text)
            known.update([*said.lead.names, *said.participants.names])
    is_ruled = any(statement.FIRST_IS_LEAD.search(node.text) for node in every)
    if not known and not is_ruled and sum(map(_ends_in_bodies, every)) < _SEVERAL:
        return
    alone = not (known or is_ruled)
    #: Who is listed with others in such a bracket, and may stand alone in another.
    beside: set[str] = set()
    for node in every:
        if not node.statements and not node.table and len(listed := _listed_at_end(node)) > 1:
            beside.update(listed if all(map(is_body, listed)) else ())
    read: list[Node] = []
    for node in every:
        end = node.text.rstrip(END)
        at = brackets.last(end) or 0
        if node.statements or node.table or not at:
            continue
        content = end[at + 1 : -1]
        listed = _listed_at_end(node)
        is_known = bool(listed) and all(name in known for name in listed)
        is_listed = (bool(listed) and beside.issuperset(listed)) or (
            alone and _ends_in_bodies(node)
        )
        if is_known or is_listed:
            node.inline = [(content, node.place)]
            node.text = end[:at].strip()
            message = _("the bracket at the end is read as departments: {text}")
            kind = READ if is_known else DOUBTFUL
            report.note(kind, node.place, message.format(text=shortened(content)))
            read.append(node)
            if node.text.endswith("。") and all(_is_plain(child) for child in node.children):
                # What follows who does it is no part of a measure.
                node.after, node.children = [*node.children, *node.after], []
        elif node.rank != PLAIN and (
            any(map(is_body, listed)) or "：" in content or ":" in content
        ):
            message = _("the bracket at the end is not understood: {text}")
            report.note(DOUBTFUL, node.place, message.format(text=shortened(content)))
    if len(read) > 1 and not any(node.children for node in read[:-1]):
        # A paragraph below the last alone ends the document.
        last = read[-1]
        if last.children and all(map(_is_plain, last.children)):
            last.after, last.children = [*last.children, *last.after], []


def _ends_in_bodies(node: Node) -> bool:
    """Whether an item ends in a bracket that holds bodies alone: （县教育局、县财政局）."""
    if node.statements or node.table or node.rank == PLAIN:
        return False
    listed = _listed_at_end(node)
    return bool(listed) and all(
        _BODY_ENDS.search(name) or (is_body(name) and len(listed) > 1) for name in listed
    )


def _listed_at_end(node: Node) -> tuple[str, ...]:
    """The names in the bracket that an item ends with."""
    end = node.text.rstrip(END)
    at = brackets.last(end)
    return names.parse(_without_times(end[at + 1 : -1])).names if at else ()


def _without_times(text: str) -> str:
    """A list without the parts that say until when: 县教育局，2025年底前."""
    parts = re.split("[，,；;]", text)
    return "，".join(
        [part for part in parts if not (is_only_when(part) or ALWAYS.fullmatch(part.strip()))]
    )


def _doubt_behind_parts(root: Node, report: Report) -> None:
    """Doubt a paragraph behind the last part of a measure, where no other part has one."""
    message = _("what stands behind the last part is read as wording of the measure: {text}")
    for node in root.walk():
        parts = [child for child in node.children if child.rank != PLAIN]
        if not node.inline or len(parts) < 2 or any(part.assigned for part in parts):
            continue
        behind = [[*part.children, *part.after] for part in parts]
        if behind[-1] and not any(behind[:-1]) and all(map(_is_plain, behind[-1])):
            first = behind[-1][0]
            report.note(DOUBTFUL, first.place, message.format(text=shortened(first.text)))


def _doubt_behind_last(root: Node, report: Report) -> None:
    """Doubt a paragraph behind the last of several items, if it says not who does it.

    The others do, and have no such paragraph.
    """
    message = _("what stands behind the last item is read as its wording: {text}")
    for node in root.walk():
        *before, last = [child for child in node.children if child.mark] or [node]
        behind = [*last.children, *last.after]
        if (
            any(one.statements for one in before)
            and not (last.statements or any(one.children or one.after for one in before))
            and behind
            and all(map(_is_plain, behind))
        ):
            first = behind[0]
            report.note(DOUBTFUL, first.place, message.format(text=shortened(first.text)))


def _is_plain(node: Node) -> bool:
    return node.rank == PLAIN and not (node.table or node.statements)


def _by_department(root: Node, report: Report) -> None:
    """Read headings that are departments as who does what stands below: 一、县教育局.

    Only where a document says it in no other way, and all headings of a level that have
    something below them are departments.
    """
    by_rank: dict[float, list[Node]] = {}
    for node in root.walk():
        if node.children and node is not root and any(child.mark for child in node.children):
            by_rank.setdefault(node.rank, []).append(node)
    for headings in by_rank.values():
        named = [names.parse(heading.text) for heading in headings]
        if len(headings) < 2 or not all(
            listed.names and all(map(is_body, listed.names)) for listed in named
        ):
            continue
        for heading in headings:
            for child in heading.children:
                child.inline = [(heading.text, heading.place)] if child.mark else []
        message = _("the headings name who does what stands below them: {text}")
        texts = "、".join([heading.text for heading in headings])
        report.note(DOUBTFUL, headings[0].place, message.format(text=shortened(texts)))
        return


def _at_beginnings(root: Node, report: Report) -> None:
    """Read who does it where items begin with that: 由县水利局牵头，县财政局配合，修好水库.

    So minutes say it. Of other documents, only where an item has no other way that its level has.
    The wording is kept whole.
    """
    ranks = {node.rank for node in root.walk() if node.statements}
    found = [
        (node, text)
        for node in _unsaid(root)
        if (node.rank in ranks or not ranks) and (text := _beginning(node.text))
    ]
    message = _("who does it is read from the beginning of the sentence: {text}")
    for node, beginning in found if ranks or len(found) >= _SEVERAL else ():
        # （2025年3月底前完成） at the end
        text = "，".join(filter(None, (beginning, time_at_end(node.text))))
        node.inline = [(text, node.place)]
        report.note(DOUBTFUL, node.place, message.format(text=shortened(text)))


def _unsaid(node: Node) -> Iterator[Node]:
    """Items of which nothing above or below them says who does them."""
    for child in node.children:
        if child.mark and not child.assigned:
            yield child
        if not child.statements:
            yield from _unsaid(child)


def _beginning(text: str) -> str:
    """The clauses that say who does it, at the beginning of a sentence; empty if there are none."""
    for sentence in _SENTENCES.split(text):
        said = list(itertools.takewhile(_says_who, re.split("[，,]", sentence)))
        while said and is_only_when(said[-1]):
            said.pop()
        # 会同县公安局 says who takes part with somebody named before.
        if not said or _WITH.match(said[0]):
            continue
        lead = statement.read("，".join(said)).lead.names
        if any(kind(name) != GROUP for name in lead):
            return "，".join(said)
    return ""


def _says_who(clause: str) -> bool:
    """Whether a clause says who does it, or until when, and nothing else."""
    others = _WITH.match(clause)
    if re.search(r"\S\s", clause):
        # 治理水体　县住建局牵头
        return False
    return (
        statement.is_nothing_else(clause, groups=True)
        or (others is not None and all(map(is_body, names.parse(clause[others.end() :]).names)))
        or is_only_when(clause)
    )
