"""Lines below an item that say who does it: which item they are of, and what goes on with them."""

from __future__ import annotations

import re

from ecotui.importing import brackets, labels, layout, names, statement, words
from ecotui.importing.bodies import is_body
from ecotui.importing.items import PLAIN, Node, is_sentence
from ecotui.importing.tails import is_label

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ecotui.importing.blocks import Place, Table

_LABELS = (*words.DEPARTMENT_ROLES, words.TITLE, words.DEADLINE, words.TARGET, words.PEOPLE)
#: No first part of a line of labels is longer.
_LONGEST_FIRST = 60
#: A line of a timetable: 3月底：完成设计.
_BY_DATE = re.compile(r"[^：:，。]{0,8}\d{1,2}月[^：:，。]{0,6}[：:]\s*\S")


def told_of(stack: list[Node], text: str) -> Node:
    """What a line below an item says who does: the item, or one of several paragraphs below it.

    A second line with the same label is of the paragraphs since the first: each is a measure.
    """
    above, here = stack[-2:]
    if not here.below:
        first, last = (here.children[0], here.children[-1]) if here.children else (here, here)
        if first is last or first.rank != PLAIN or last.rank != PLAIN or not first.below:
            return here
        part: list[Node] = []
        while not here.children[-1].statements:
            part.insert(0, here.children.pop())
        if part:
            part[0].children = part[1:]
            here.children.append(part[0])
        return here.children[-1]
    beside = above.children[-1]
    if not here.after:
        return beside if beside.below else here
    if not (is_sentence(here.after[-1].text) and _roles(text) & _roles(here.below[0][0])):
        return here
    if here.inline or any(child.rank != PLAIN or child.table for child in here.children):
        return here
    first, *first.children = here.after
    here.after = []
    if not here.children:
        above.children.append(first)
        return first
    own, *own.children = here.children
    own.below, here.below = here.below, []
    here.children = [own, first]
    return first


def begins_record(item: Node, label: str) -> bool:
    """Whether an item, or the first paragraph below it, begins with a label of the document's own.

    存在问题：… begins each record of 存在问题, 整改措施, 责任单位 and 整改时限.
    """
    plain = next((one for one in item.children if one.rank == PLAIN), None)
    first = (labels.own_label(node.text) for node in (item, plain) if node is not None)
    return any(found is not None and found["label"] == label for found in first)


def begins_anew(item: Node, text: str) -> bool:
    """Whether the last line about an item is the next item, which a label line of its own follows.

    The item has no number and begins as that line does, as **建园区**：… and **引企业**：….
    """
    if len(item.below) < 2 or not _roles(text) & _roles(item.below[0][0]) - {None}:
        return False
    if item.rank < layout.DECIMAL and item.children:
        item_text, number = item.children[-1].text, item.children[-1].number
    else:
        item_text, number = item.text, item.number
    last = item.below[-1][0]
    return (
        number is None
        and labels.own_label(item_text) is not None
        and labels.label_pattern().match(last) is None
        and labels.own_label(last) is not None
    )


def known_first(text: str) -> tuple[str, str]:
    """A line without the label of its own that it begins with, and that: it is read behind it.

    考核方式：季度通报  牵头单位：甲局
    """
    own = labels.own_label(text)
    known = labels.label_pattern().search(text) if own and not layout.mark(text) else None
    if own is None or known is None or own["label"].isascii() or words.role(own["label"]):
        return text, ""
    first, rest = text[: known.start()], text[known.start() :].strip()
    is_part = first[-1:].isspace() or first[-1:] in "；;"
    first = first.strip("；; ")
    if (
        not is_part
        or not own.end() < len(first) <= _LONGEST_FIRST
        or "。" in first
        or brackets.depth(first)
        or not _roles(rest) - {None}
        or not is_label(rest, known)
    ):
        return text, ""
    return rest, first


def with_own_line(text: str) -> str:
    """A text with a line of its own for the labels that only a blank parts from its wording.

    1.建学校 牵头：县教育局 时限：9月
    """
    label = labels.label_pattern().search(text) if "：" in text or ":" in text else None
    before = text[: label.start()] if label else ""
    if (
        label is None
        or not before.rstrip()
        or not before[-1].isspace()
        or before.rstrip()[-1] in "：:；;，,、。"
        or words.role(label["label"]) not in (words.LEAD, words.RESPONSIBLE)
        or brackets.depth(before)
        or re.search("[：:]", before)
    ):
        return text
    said = statement.read(text[label.start() :])
    is_named = bool(said.lead) and all(map(is_body, said.lead.names))
    return f"{before.rstrip()}\n{text[label.start() :]}" if is_named else text


def _roles(text: str) -> set[str | None]:
    """The roles that the labels of a line name; of a bracket without any, None."""
    found = {words.role(label["label"]) for label in labels.label_pattern().finditer(text)}
    return found.intersection(words.DEPARTMENT_ROLES) or {None}


def of_table(table: Table) -> list[tuple[str, Place]]:
    """The label lines that a table of two columns is, each label in a cell; else none.

    Labels of the document's own come behind those that are known.
    """
    found: list[tuple[str, Place]] = []
    known = False
    heads = [words.role(row.cells[0].text.strip()) for row in table.rows if row.cells]
    if not any(role in words.DEPARTMENT_ROLES for role in heads):
        # A table of indicators: 指标 | 目标值.
        return []
    for row in table.rows:
        texts = [cell.text.strip() for cell in row.cells]
        line = "：".join(texts)
        known = known or words.role(texts[0]) in _LABELS
        if len(texts) != 2 or not known or not labels.own_label(line):
            return []
        if texts[1]:
            found.append((line, row.place))
    return found


def listed(line: str, text: str, before: layout.Mark | None, *, is_listed: bool) -> str | None:
    """What a paragraph adds to the label line before it, if it is an item of the list there.

    配合单位： stands alone above （1）甲局 and （2）乙局; so does 备注： above ① and ②.

    Args:
        line: The label line, with the items so far.
        text: The paragraph.
        before: The numeral of the item before, if there is one and it has one.
        is_listed: Whether the paragraph has a bullet.
    """
    label = labels.label_pattern().match(line)
    if label is None:
        return None
    mark, value = layout.mark(text), line[label.end() :]
    if words.role(label["label"]) in words.DEPARTMENT_ROLES:
        if (value and not value.endswith("、")) or (mark and mark.rank < layout.DECIMAL):
            return None
        if not _counts_on(mark, before, is_first=not value):
            # 2.新建县中医院 below departments without numerals is the next measure.
            return None
        listed = mark.rest if mark else text
        found = names.parse(listed.rstrip("；;。")).names
        if not found or not all(map(is_body, found)):
            return None
        return listed.rstrip("；;。，,、") + "、"
    last = value.rpartition("\n")[2]
    is_timetable = words.role(label["label"]) == words.DEADLINE and _BY_DATE.match(text)
    if is_timetable and (not value or _BY_DATE.match(last)):
        # 时间节点： above 3月底：完成设计 and 6月底：开工
        return f"\n{text}" if value else text
    if not value:
        is_item = is_listed or (mark is not None and mark.rank >= layout.SMALL)
        return text if is_item else None
    first = layout.mark(last)
    is_next = (
        mark is not None
        and first is not None
        and mark.rank == first.rank >= layout.SMALL
        and mark.number == (first.number or 0) + 1
    )
    return f"\n{text}" if is_next else None


def _counts_on(mark: layout.Mark | None, before: layout.Mark | None, *, is_first: bool) -> bool:
    """Whether an item of a list counts on from the one before, or begins with 1, or none counts."""
    number = mark.number if mark else None
    if is_first or mark is None or number is None:
        counts = before is not None and before.number is not None
        return number in (None, 1) if is_first else not counts
    return before is not None and (before.rank, before.number) == (mark.rank, number - 1)


def goes_on(label: str, text: str) -> bool:
    """Whether a paragraph is the rest of a label line: of a list, or of a date."""
    if layout.mark(text) or labels.label_pattern().match(text) or len(text) > 60:
        return False
    if label.endswith(("、", "，", ",")):
        return True
    return bool(re.search(r"年\Z", label) and re.match(r"\d{1,2}月", text) and len(text) <= 12)
