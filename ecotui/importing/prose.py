"""Running text as a tree: numerals give the levels, ends of paragraphs and label lines the bodies.

A chapter's measures are at the level that carries the departments, whichever that is: nothing
here goes by a fixed pattern of 一、（一） and 1.
"""

from __future__ import annotations

import re

from ecotui.i18n import _
from ecotui.importing import assigning, labels, layout, names, paragraphs, words
from ecotui.importing.blocks import Note, Paragraph, Place, Table
from ecotui.importing.bodies import is_body
from ecotui.importing.items import CLOSING_LINE, FOOTNOTE, PAGE, PLAIN, Node, is_sentence
from ecotui.importing.outline import DOUBTFUL, LEFT_OUT, REPAIRED, Report
from ecotui.importing.spacing import shortened, unspaced
from ecotui.importing.tails import is_label, split_tail

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from ecotui.importing.blocks import Block

_LABELS = (*words.DEPARTMENT_ROLES, words.TITLE, words.DEADLINE, words.TARGET, words.PEOPLE)
_LONGEST_SIGNATURE = 30
#: No more notes stand below a table.
_NOTES = 4
_BOX, _TICKED = "□☐", "☑☒✓✔√"
_LIST_ITEM = re.compile(
    rf"\A(?:[-*+•·]\s+(?:\[[ xX]\]\s*)?(?:[{_BOX}{_TICKED}]\s*)?|[{_BOX}{_TICKED}]\s*)"
)
#: A line of a timetable: 3月底：完成设计.
_BY_DATE = re.compile(r"[^：:，。]{0,8}\d{1,2}月[^：:，。]{0,6}[：:]\s*\S")
_TICK = re.compile(rf"\[[xX]\]|[{_TICKED}]")
#: Boxes of which some are ticked: □市水务局 ☑市财政局.
_CHOICE = re.compile(rf"[{_BOX}].*[{_TICKED}]|[{_TICKED}].*[{_BOX}]", re.DOTALL)
#: Ends of a document that are no part of its last measure.
_LETTER_ENDS = re.compile(
    r"附\s*[件表]\s*[\d一二三四五六七八九十]{0,2}\s*[:：]?|[(（]?此件.{0,12}(?:公开|发布).{0,4}"
    r"|(?:\d{4}|[〇○一二三四五六七八九]{4})年[\d一二三四五六七八九十]{1,3}月[\d一二三四五六七八九十]{1,3}日"
)
_ATTACHMENTS = re.compile(r"附\s*件\s*[:：]\s*[1１]\s*[.．、]")


def tree(blocks: Iterable[Block], report: Report) -> Node:
    """The blocks of a document as a tree."""
    root = Node(-1, Place())
    stack = [root]
    #: The number of the next attachment, where the paragraph before is one of several.
    attached = 0
    #: Whether 第一条 stands below 一、 in this document, as items do.
    clauses_below: bool | None = None
    #: The item that the paragraph before is a label line of.
    labelled: Node | None = None
    #: Whether the date at the end stands below the last item.
    is_ended = False
    #: What has a tick before it.
    ticked: dict[str, Place] = {}
    blocks = paragraphs.whole(blocks, report)
    title = _title(blocks)
    for block in paragraphs.annexes(blocks):
        here = stack[-1]
        if isinstance(block, Note):
            report.note(REPAIRED, block.place, block.message)
            continue
        if isinstance(block, Table):
            _table(stack, block)
            continue
        text = _text(block, report)
        if not any(character.isalnum() for character in text):
            continue
        if PAGE.fullmatch(text):
            report.left_out([text], block.place)
            continue
        if _LETTER_ENDS.fullmatch(text) and not any(node.statements for node in stack):
            # What follows a letter's signature is no part of the letter.
            if here.children and _signs(here.children[-1]):
                root.after.append(here.children.pop())
            del stack[1:]
            here = root
        bare = _LIST_ITEM.sub("", text, count=1)
        is_listed = bare != text
        numeral = layout.mark(bare)
        if numeral or labels.label_pattern().match(bare):
            if _TICK.search(text[: len(text) - len(bare)]):
                sign = numeral.sign.rstrip(".．、") if numeral and numeral.number else ""
                ticked.setdefault(sign or shortened(bare), block.place)
            text = bare
        if _CHOICE.search(text):
            message = _("what has a box that is not ticked is read like what is ticked: {text}")
            report.note(DOUBTFUL, block.place, message.format(text=shortened(text)))
        label = labels.label_pattern().match(text)
        behind_label, labelled = labelled, None
        below_table = any(child.table for child in here.children[-_NOTES:])
        if label and below_table and words.role(label["label"]) not in words.DEPARTMENT_ROLES:
            # A note below a table, and no word of the heading above it.
            here.children.append(Node(PLAIN, block.place, text))
            continue
        if label and is_ended:
            # 主办单位：… below the date is of the page.
            here.after.append(Node(PLAIN, block.place, text))
            continue
        if label and here is not root and is_label(text, label):
            labelled = _told_of(stack, text)
            labelled.below.append((text, block.place))
            continue
        if behind_label and not block.level and (more := _listed(behind_label, bare, is_listed)):
            before, place = behind_label.below[-1]
            behind_label.below[-1] = before + more, place
            labelled = behind_label
            continue
        if (
            behind_label
            and not (block.level or layout.mark(bare))
            # A note that ends the document is no item of a list.
            and (is_listed or not (FOOTNOTE.match(bare) or CLOSING_LINE.fullmatch(bare)))
            # 下列任务由甲局负责： says nothing of the measure above.
            and (own := labels.own_label(bare))
            and own.end() < len(bare)
            and labels.label_pattern().match(behind_label.below[0][0])
        ):
            # A label of the document's own among those that are known.
            behind_label.below.append((bare, block.place))
            labelled = behind_label
            continue
        below = (behind_label or here).below
        if below and _goes_on(below[-1][0], text):
            # A label line that the page broke behind a comma.
            before, place = below[-1]
            below[-1] = before + text, place
            message = _("joined with the line before: {text}").format(text=shortened(text))
            report.note(REPAIRED, block.place, message)
            continue
        body, tails, doubt = split_tail(text)
        if doubt:
            report.note(DOUBTFUL, block.place, doubt)
        if tails and FOOTNOTE.match(body):
            (here.children if here is root else here.after).append(Node(PLAIN, block.place, text))
            continue
        if tails and not body:
            if here is not root:
                _told_of(stack, text).below += [(tail, block.place) for tail in tails]
                continue
            body, tails = text, []
        mark = layout.mark(body) or _by_number(block.number, body)
        if mark and mark.sign.startswith("第") and mark.sign.endswith("条"):
            if clauses_below is None:
                clauses_below = any(
                    node.rank in (layout.CHINESE, layout.BRACKETED) for node in stack
                )
            mark = mark._replace(rank=layout.DECIMAL) if clauses_below else mark
        if (
            attached
            and not tails
            and mark
            and (mark.rank, mark.number) == (layout.DECIMAL, attached)
        ):
            # The second of several attachments, which an end of the document lists.
            attached += 1
            (here.children if here is root else here.after).append(Node(PLAIN, block.place, body))
            continue
        attached = 2 if _ATTACHMENTS.match(body) else 0
        level = block.level if block is not title else 0
        node = _node(stack, block.place, body, mark, level, has_tails=bool(tails))
        node.inline = [(tail, block.place) for tail in tails]
        if node.rank == PLAIN:
            closed = here.inline or here.below
            if here is not root and not tails and (closed or CLOSING_LINE.fullmatch(body)):
                here.after.append(node)
                is_ended = is_ended or _LETTER_ENDS.fullmatch(body) is not None
            else:
                here.children.append(node)
            continue
        while stack[-1].ends_with(node):
            stack.pop()
        node.behind = stack[-1].after[-1] if stack[-1].after else None
        stack[-1].children.append(node)
        stack.append(node)
        is_ended = False
    assigning.settle(root, report)
    if ticked:
        message = _("ticks are not kept: {items}").format(items="、".join(ticked))
        report.note(LEFT_OUT, next(iter(ticked.values())), message)
    return root


def _table(stack: list[Node], table: Table) -> None:
    """Put a table below the last item, or take its lines for labels of that."""
    here = stack[-1]
    if len(stack) > 1 and (lines := _labels_of(table)):
        _told_of(stack, lines[0][0]).below += lines
    elif table.rows:
        beside = stack[-2].children if len(stack) > 1 else []
        # An item beside others that say who does them is a measure, not the table's head.
        is_item = here.mark is not None and any(
            one.rank == here.rank and one.inline for one in beside
        )
        above = stack[-2] if is_item else here
        above.children.append(Node(PLAIN, table.rows[0].place, table=table))


def _signs(node: Node) -> bool:
    """Whether a paragraph before a date at the end is the body that issues the document."""
    said = not (node.statements or node.table or node.mark)
    return said and len(node.text) < _LONGEST_SIGNATURE and is_body(node.text)


def _text(block: Paragraph, report: Report) -> str:
    """The text of a paragraph; blanks between the names at its end part them."""
    text = unspaced(block.whole)
    if "\n" in block.whole:
        text = "\n".join([line.strip() for line in block.whole.strip().split("\n")])
    # Only what says who does it is a list; in a sentence a blank is layout.
    labelled = labels.parted(block.whole)
    named = names.PARTING_BLANK.sub("、", labelled)
    parted = unspaced(named)
    is_list = labels.label_pattern().match(text) or split_tail(parted)[0] == split_tail(text)[0]
    if named != block.whole and parted != text and is_list:
        if named != labelled:
            message = _("a space between names is read as a separator: {text}")
            report.note(REPAIRED, block.place, message.format(text=shortened(parted)))
        return parted
    return text


def _node(
    stack: list[Node],
    place: Place,
    body: str,
    mark: layout.Mark | None,
    level: int,
    *,
    has_tails: bool,
) -> Node:
    """The item that a paragraph is, by its numeral or, where it has one, the level of its style."""
    if mark and not level:
        mark = _below_chapter(stack, mark)
        if _is_in_short(stack[-1], body, mark) or _is_wording(stack, mark):
            mark = None
        elif _is_part(stack, mark):
            return Node(layout.BULLET, place, mark.rest, mark)
    if level and not any(
        above.level and above.level < level and above.rank == layout.DECIMAL for above in stack
    ):
        # Below 1. a heading 1.2 ranks by its numeral.
        mark = layout.heading_mark(body, level, mark) or mark
    if mark is not None and (mark.rest or has_tails):
        return Node(mark.rank, place, mark.rest, mark, level)
    return Node(level / 10 if level else PLAIN, place, body, None, level)


def _told_of(stack: list[Node], text: str) -> Node:
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


def _roles(text: str) -> set[str | None]:
    """The roles that the labels of a line name; of a bracket without any, None."""
    found = {words.role(label["label"]) for label in labels.label_pattern().finditer(text)}
    return found.intersection(words.DEPARTMENT_ROLES) or {None}


def _is_in_short(heading: Node, text: str, mark: layout.Mark) -> bool:
    """Whether a heading gives in short what a text below it says: its numeral is wording then.

    Only the heading of a measure does; below that of a section stands a measure with a number.
    """
    begun = heading.text.partition("…")[0]
    is_measure = heading.mark is not None and heading.mark.rank >= layout.DECIMAL
    return bool(begun and heading.level and is_measure) and (
        text.startswith(begun) or mark.rest.startswith(begun)
    )


def _below_chapter(stack: list[Node], mark: layout.Mark) -> layout.Mark:
    """A numeral such as 2.1 in chapter 2, which ranks above 1. there; else as it is."""
    if not layout.DECIMAL < mark.rank < layout.SMALL:
        return mark
    first = int(mark.sign.partition(".")[0])
    above = [node for node in stack if node.mark and node.mark.number == first]
    is_item = any(node.rank == layout.DECIMAL and not node.statements for node in above)
    is_chapter = any(node.rank <= layout.CHINESE for node in above)
    return mark._replace(rank=mark.rank - 1) if is_chapter and not is_item else mark


def _by_number(number: str, text: str) -> layout.Mark | None:
    """The numeral that automatic numbering gives a text, which may begin with a digit itself."""
    number = number.strip()
    found = layout.mark(f"{number}. -" if number.isdecimal() else f"{number} -")
    if not number or found is None or not text.startswith(number):
        return None
    return found._replace(sign=number, rest=text.removeprefix(number).strip())


def _same(stack: list[Node], mark: layout.Mark) -> Node | None:
    """The item above whose numeral is of the same kind."""
    return next((n for n in reversed(stack) if n.mark and n.rank == mark.rank), None)


def _is_wording(stack: list[Node], mark: layout.Mark) -> bool:
    """Whether what looks like a numeral begins a wording, as 一、二级保护区 does.

    Directly below the heading of a measure it does, in a document whose headings have styles.
    """
    here, same = stack[-1], _same(stack, mark)
    if mark.rank == layout.CHINESE and mark.number == 1 and same:
        return re.match("[二两][级类线期次种、]", mark.rest) is not None
    below_measure = here.level and here.rank == layout.DECIMAL and mark.rank < here.rank
    return bool(
        below_measure and not (here.children or here.statements) and (same is None or same.level)
    )


def _is_part(stack: list[Node], mark: layout.Mark) -> bool:
    """Whether a numeral that ranks above that of a measure begins or goes on a list within it.

    A list begins with 一、 again below 一、, where 二、 would be the next chapter.
    """
    at = next((n for n in reversed(stack) if n.mark and layout.DECIMAL <= n.rank < PLAIN), None)
    before = stack[-1].mark
    if stack[-1].rank == layout.BULLET and before and before.number is not None:
        # The list of which it may be the next.
        at = stack[-2]
    elif stack[-1].children and stack[-1].children[-1].rank == PLAIN:
        before = layout.mark(stack[-1].children[-1].text)
    if at is None or not at.mark or at.statements or mark.rank >= at.rank:
        return False
    if before and before.rank == mark.rank and before.number is not None:
        return mark.number == before.number + 1
    same = _same(stack, mark)
    return bool(
        mark.number == 1 and same and same.mark and (same.level or at.text.endswith(("：", ":")))
    )


def _labels_of(table: Table) -> list[tuple[str, Place]]:
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


def _title(blocks: list[Block]) -> Paragraph | None:
    """The heading by style that is the title: the first, and alone of its level without a mark."""
    styled = [block for block in blocks if isinstance(block, Paragraph) and block.level]
    if not styled:
        return None
    highest = min(block.level for block in styled)
    alone = [b for b in styled if b.level == highest and not layout.mark(b.whole)]
    return alone[0] if len(alone) == 1 and alone[0] is styled[0] else None


def _listed(labelled: Node, text: str, is_listed: bool) -> str | None:
    """What a paragraph adds to the label line before it, if it is an item of the list there.

    配合单位： stands alone above （1）甲局 and （2）乙局; so does 备注： above ① and ②.
    """
    line = labelled.below[-1][0]
    label = labels.label_pattern().match(line)
    if label is None:
        return None
    mark, value = layout.mark(text), line[label.end() :]
    if words.role(label["label"]) in words.DEPARTMENT_ROLES:
        if (value and not value.endswith("、")) or (mark and mark.rank < layout.DECIMAL):
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


def _goes_on(label: str, text: str) -> bool:
    """Whether a paragraph is the rest of a label line: of a list, or of a date."""
    if layout.mark(text) or labels.label_pattern().match(text) or len(text) > 60:
        return False
    if label.endswith(("、", "，", ",")):
        return True
    return bool(re.search(r"年\Z", label) and re.match(r"\d{1,2}月", text) and len(text) <= 12)
