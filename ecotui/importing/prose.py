"""Running text as a tree: numerals give the levels, ends of paragraphs and label lines the bodies.

A chapter's measures are at the level that carries the departments, whichever that is: nothing
here goes by a fixed pattern of 一、（一） and 1.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter

from ecotui.i18n import _
from ecotui.importing import assigning, label_lines, labels, layout, names, paragraphs, words
from ecotui.importing.blocks import Note, Paragraph, Place, Table
from ecotui.importing.bodies import is_body
from ecotui.importing.items import (
    CLOSING_LINE,
    FOOTNOTE,
    MEETING,
    PAGE,
    PLAIN,
    Node,
    heads_table,
    may_head_table,
)
from ecotui.importing.outline import DOUBTFUL, LEFT_OUT, REPAIRED, Report
from ecotui.importing.spacing import glued, shortened, unspaced
from ecotui.importing.tails import is_label, split_tail

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from ecotui.importing.blocks import Block

_LONGEST_SIGNATURE = 30
#: What items that are notes stand behind.
_NOTES_BELOW = re.compile(r"(?:注|备注|说明|有关说明|填表说明|填报说明|Notes?)\s*[:：]")
#: No more notes stand below a table.
_NOTES = 4
_BOX, _TICKED = "□☐", "☑☒✓✔√"
_LIST_ITEM = re.compile(
    rf"\A(?:[-*+•·]\s+(?:\[[ xX]\]\s*)?(?:[{_BOX}{_TICKED}]\s*)?|[{_BOX}{_TICKED}]\s*)"
)
_TICK = re.compile(rf"\[[xX]\]|[{_TICKED}]")
_TASK = re.compile(r"[-*+]\s+\[[ xX]\]")
_CLAUSE_SIGNS = re.compile("[，。；：:;\n]")
#: Boxes of which some are ticked: □市水务局 ☑市财政局.
_CHOICE = re.compile(rf"[{_BOX}].*[{_TICKED}]|[{_TICKED}].*[{_BOX}]", re.DOTALL)
#: Ends of a document that are no part of its last measure.
_LETTER_ENDS = re.compile(
    r"附\s*[件表]\s*[\d一二三四五六七八九十]{0,2}\s*[:：]?|[(（]?此件.{0,12}(?:公开|发布).{0,4}"
    r"|(?:\d{4}|[〇○一二三四五六七八九]{4})年[\d一二三四五六七八九十]{1,3}月[\d一二三四五六七八九十]{1,3}日"
)
#: Such an end, also 附件：联系人名单.
_ENDS = re.compile(
    rf"{_LETTER_ENDS.pattern}|附\s*[件表]\s*[\d一二三四五六七八九十]{{0,2}}\s*[:：].{{0,60}}"
)
#: Bodies that issue a document, and lead none of its measures as a rule.
_ISSUERS = re.compile(r"(?:政府|办公室|委员会|[省市县区]委|指挥部|领导小组|公司)\Z")
_ATTACHMENTS = re.compile(r"附\s*件\s*[:：]\s*[1１]\s*[.．、]")


def tree(blocks: Iterable[Block], report: Report) -> Node:
    """The blocks of a document as a tree."""
    whole = paragraphs.whole(blocks, report)
    reader = _Reader(report, _title(whole), _fields(whole))
    for block in paragraphs.annexes(whole):
        reader.take(block)
    return reader.result()


class _Reader:
    """Puts the blocks of a document below each other, in order."""

    def __init__(self, report: Report, title: Paragraph | None, fields: set[str]) -> None:
        self.report = report
        self.title = title
        #: Labels of the document's own that begin items of lists, as in each of several records.
        self.fields = fields
        self.root = Node(-1, Place())
        self.stack = [self.root]
        #: The number of the next attachment, where the paragraph before is one of several.
        self.attached = 0
        #: Whether 第一条 stands below 一、 in this document, as items do.
        self.clauses_below: bool | None = None
        #: The number of the last item that is counted 任务一, 问题一.
        self.last_named = 0
        #: The item that the paragraph before is a label line of.
        self.labelled: Node | None = None
        #: The numeral of the paragraph before, if that is an item of a list below such a line.
        self.listed: layout.Mark | None = None
        #: That item, which a signature may be, behind the label line without it.
        self.signer: tuple[str, Node] | None = None
        #: Whether the date at the end stands below the last item.
        self.is_ended = False
        #: What has a tick before it.
        self.ticked: dict[str, Place] = {}

    @property
    def here(self) -> Node:
        """The last item."""
        return self.stack[-1]

    def take(self, block: Block) -> None:
        """Put a block where it belongs."""
        if isinstance(block, Note):
            self.report.note(REPAIRED, block.place, block.message)
        elif isinstance(block, Table):
            _table(self.stack, block)
        else:
            self.paragraph(block)

    def result(self) -> Node:
        """All of it, each statement where it belongs."""
        for node in self.root.walk():
            _take_notes(node)
        assigning.settle(self.root, self.report)
        if self.ticked:
            message = _("ticks are not kept: {items}").format(items="、".join(self.ticked))
            self.report.note(LEFT_OUT, next(iter(self.ticked.values())), message)
        return self.root

    def paragraph(self, block: Paragraph) -> None:
        """A paragraph: of the page, a line about the last item, or an item of its own."""
        text = _text(block, self.report)
        if not any(character.isalnum() for character in text):
            return
        if PAGE.fullmatch(text):
            self.report.left_out([text], block.place)
            return
        if _LETTER_ENDS.fullmatch(text) and not any(node.statements for node in self.stack):
            # What follows a letter's signature is no part of the letter.
            if self.here.children and _signs(self.here.children[-1]):
                self.root.after.append(self.here.children.pop())
            del self.stack[1:]
        bare = _LIST_ITEM.sub("", text, count=1)
        is_listed = bare != text
        text = labels.bare(text)
        own = labels.own_label(bare) if is_listed else None
        is_field = own is not None and own["label"] in self.fields
        if is_listed and (is_field or layout.mark(bare) or labels.label_pattern().match(bare)):
            self.tick(bare, text[: len(text) - len(bare)], block.place)
            text = bare
        elif is_listed and (box := _TASK.match(text)):
            # - [x] 整治管网
            self.tick(bare, box[0], block.place)
            text = f"- {bare}"
        if _CHOICE.search(text):
            message = _("what has a box that is not ticked is read like what is ticked: {text}")
            self.report.note(DOUBTFUL, block.place, message.format(text=shortened(text)))
        behind, self.labelled = self.labelled, None
        if behind and self.signer and _LETTER_ENDS.fullmatch(text):
            # Who signs the document stands above its date.
            line, signer = self.signer
            behind.below[-1] = line.rstrip("、"), behind.below[-1][1]
            self.here.after.append(signer)
        if not (
            self.take_label(text, block.place, behind)
            or (behind and self.take_below(behind, block, bare, is_listed=is_listed))
            or self.take_rest((behind or self.here).below, text, block.place)
        ):
            self.item(block, text)

    def tick(self, bare: str, before: str, place: Place) -> None:
        """Keep in mind what has a tick before it."""
        if _TICK.search(before):
            numeral = layout.mark(bare)
            sign = numeral.sign.rstrip(".．、") if numeral and numeral.number else ""
            self.ticked.setdefault(sign or shortened(bare), place)

    def take_label(self, text: str, place: Place, behind: Node | None) -> bool:
        """Take a line that begins with a known label; whether it is one.

        Args:
            text: The line.
            place: Where it stands.
            behind: The item that the line before is about, if that is one too.
        """
        here = self.here
        label = labels.label_pattern().match(text)
        if label is None:
            return False
        below_table = any(child.table for child in here.children[-_NOTES:])
        if below_table and words.role(label["label"]) not in words.DEPARTMENT_ROLES:
            # A note below a table, and no word of the heading above it.
            here.children.append(Node(PLAIN, place, text))
        elif self.is_ended:
            # 主办单位：… below the date is of the page.
            here.after.append(Node(PLAIN, place, text))
        elif _repeats_heading(here, text):
            # Our own outlines have a wording below a heading that says it in short.
            return False
        elif here is not self.root and is_label(text, label):
            self.listed = self.signer = None
            if behind and label_lines.begins_anew(behind, text):
                # 引企业：10家。 behind 时限：6月底 and before 牵头单位：乙局 is the next item.
                line, begins = behind.below.pop()
                sign = (
                    f"{behind.mark.sign} " if behind.mark and behind.rank == layout.BULLET else ""
                )
                self.item(Paragraph(sign + line, begins), sign + line)
            self.labelled = label_lines.told_of(self.stack, text)
            self.labelled.below.append((text, place))
        else:
            return False
        return True

    def take_below(self, labelled: Node, block: Paragraph, bare: str, *, is_listed: bool) -> bool:
        """Take a line that goes on with the label line before it; whether it does."""
        line, place = labelled.below[-1]
        more = ""
        if not block.level:
            more = label_lines.listed(line, bare, self.listed, is_listed=is_listed) or ""
        may_sign = more and line[-1] == "、" and _ISSUERS.search(bare)
        self.signer = (line, Node(PLAIN, block.place, bare)) if may_sign else None
        if more:
            labelled.below[-1] = line + more, place
            self.listed = layout.mark(bare)
        elif (
            not (block.level or self.mark(bare))
            # A note that ends the document is no item of a list.
            and (is_listed or not (FOOTNOTE.match(bare) or CLOSING_LINE.fullmatch(bare)))
            # 下列任务由甲局负责： says nothing of the measure above.
            and (own := labels.own_label(bare))
            and own.end() < len(bare)
            and labels.label_pattern().match(labelled.below[0][0])
            and not label_lines.begins_record(labelled, own["label"])
        ):
            # A label of the document's own among those that are known.
            labelled.below.append((bare, block.place))
        else:
            return False
        self.labelled = labelled
        return True

    def take_rest(self, below: list[tuple[str, Place]], text: str, place: Place) -> bool:
        """Join a label line that the page broke behind a comma; whether a text is its rest."""
        if not (below and label_lines.goes_on(below[-1][0], text)):
            return False
        before, begins = below[-1]
        below[-1] = glued([before, text]), begins
        message = _("joined with the line before: {text}").format(text=shortened(text))
        self.report.note(REPAIRED, place, message)
        return True

    def item(self, block: Paragraph, text: str) -> None:
        """Put a paragraph that is no line about another where it belongs."""
        here, place = self.here, block.place
        body, tails, doubt = split_tail(text)
        if doubt:
            self.report.note(DOUBTFUL, place, doubt)
        if tails and FOOTNOTE.match(body):
            self.aside(text, place)
            return
        if tails and not body:
            if here is not self.root:
                told = label_lines.told_of(self.stack, text)
                told.below += [(tail, place) for tail in tails]
                return
            body, tails = text, []
        mark = self.mark(body) or _by_number(block.number, body)
        if mark and not block.level and layout.goes_on_inside(mark):
            # 1.编制方案；2.开展整治。 in one paragraph is a wording.
            mark = None
        if mark and mark.sign.startswith("第") and mark.sign.endswith("条"):
            mark = self.clause(mark)
        if mark and mark.rank == layout.NAMED and mark.number:
            self.last_named = mark.number
        is_next = mark and (mark.rank, mark.number) == (layout.DECIMAL, self.attached)
        if self.attached and not tails and is_next:
            # The second of several attachments, which an end of the document lists.
            self.attached += 1
            self.aside(body, place)
            return
        self.attached = 2 if _ATTACHMENTS.match(body) else 0
        level = block.level if block is not self.title else 0
        node = _node(self.stack, place, body, mark, level, has_tails=bool(tails))
        node.inline = [(tail, place) for tail in tails]
        if node.rank == PLAIN and MEETING.fullmatch(body):
            self.root.after.append(node)
            return
        if node.rank == PLAIN:
            closed = here.inline or here.below or self.is_ended
            if here is not self.root and not tails and (closed or CLOSING_LINE.fullmatch(body)):
                self.is_ended = self.is_ended or _ENDS.fullmatch(body) is not None
                behind = self.root.after if self.is_ended else here.after
                if self.is_ended and here.children and _signs(here.children[-1]):
                    # Who signs the document stands above its date.
                    behind.append(here.children.pop())
                behind.append(node)
            else:
                here.children.append(node)
            return
        while self.here.ends_with(node):
            self.stack.pop()
        node.behind = self.here.after[-1] if self.here.after else None
        if self.here.children:
            node.count_on(self.here.children[-1])
        self.here.children.append(node)
        self.stack.append(node)
        self.is_ended = False

    def aside(self, text: str, place: Place) -> None:
        """Put a paragraph below the last item as no part of it."""
        here = self.here
        (here.children if here is self.root else here.after).append(Node(PLAIN, place, text))

    def mark(self, text: str) -> layout.Mark | None:
        """The numeral that a paragraph begins with.

        任务二 is one if 任务一 stands before it, and that is no line of an item 1.
        """
        mark = layout.mark(text)
        if mark is None or mark.rank != layout.NAMED:
            return mark
        ranks = [node.rank for node in self.stack if node.mark]
        is_line = layout.NAMED not in ranks and max(ranks, default=0) >= layout.DECIMAL
        return None if is_line or mark.number not in (1, self.last_named + 1) else mark

    def clause(self, mark: layout.Mark) -> layout.Mark:
        """The numeral 第一条, which ranks as an item's in a document where it stands below 一、."""
        if self.clauses_below is None:
            ranks = (layout.CHINESE, layout.BRACKETED)
            self.clauses_below = any(node.rank in ranks for node in self.stack)
        return mark._replace(rank=layout.DECIMAL) if self.clauses_below else mark


def _take_notes(parent: Node) -> None:
    """Put items 1., 2. that nobody is charged with below the line 说明： that they stand behind."""
    note: Node | None = None
    kept: list[Node] = []
    for at, child in enumerate(parent.children):
        is_next = note is not None and child.number == len(note.children) + 1
        if note and is_next and child.rank == layout.DECIMAL and not child.assigned:
            note.children.append(child)
            continue
        kept.append(child)
        last = child
        while last.children and not (last.after or last.below):
            last = last.children[-1]
        following = parent.children[at + 1] if at + 1 < len(parent.children) else None
        if last.below and not last.after and following and following.number == 1:
            text, place = last.below[-1]
            if _NOTES_BELOW.fullmatch(text) and not following.assigned:
                # 备注： behind a measure that it says nothing of.
                last.below.pop()
                last.after.append(Node(PLAIN, place, text))
        note = last.after[-1] if last.after else last
        if note.rank != PLAIN or note.children or not _NOTES_BELOW.fullmatch(note.text):
            note = None
    parent.children[:] = kept


def _fields(blocks: list[Block]) -> set[str]:
    """The labels of the document's own that several items of lists begin with, as of records."""
    texts = [block.whole for block in blocks if isinstance(block, Paragraph)]
    items = [(text, item.end()) for text in texts if (item := _LIST_ITEM.match(text))]
    found = Counter(own["label"] for text, at in items if (own := labels.own_label(text, at)))
    return {label for label, count in found.items() if count > 1}


def _table(stack: list[Node], table: Table) -> None:
    """Put a table below the last item, or take its lines for labels of that."""
    here = stack[-1]
    if len(stack) > 1 and (lines := label_lines.of_table(table)):
        label_lines.told_of(stack, lines[0][0]).below += lines
    elif table.rows:
        beside = stack[-2].children if len(stack) > 1 else []
        # An item beside others that say who does them is a measure, not the table's head.
        alike = [one for one in beside if one.rank == here.rank]
        has_own = all(one is here or heads_table(one) for one in alike)
        is_heading = may_head_table(here) and has_own
        is_item = not is_heading and here.mark is not None and any(one.inline for one in alike)
        above = stack[-2] if is_item else here
        above.children.append(Node(PLAIN, table.rows[0].place, table=table))


def _signs(node: Node) -> bool:
    """Whether a paragraph before a date at the end is the body that issues the document."""
    said = not (node.statements or node.table or node.mark)
    return said and len(node.text) < _LONGEST_SIGNATURE and is_body(node.text)


def _repeats_heading(here: Node, text: str) -> bool:
    """Whether the first text below a numbered heading has a clause or a label that is it."""
    is_first = here.level > 0 and here.mark is not None and not (here.below or here.children)
    return is_first and here.text.rstrip("。…") in _CLAUSE_SIGNS.split(text)


def _text(block: Paragraph, report: Report) -> str:
    """The text of a paragraph; blanks between the names at its end part them."""
    whole, own = label_lines.known_first(labels.undashed(block.whole))
    text = _with_names_parted(label_lines.with_own_line(whole), block.place, report)
    return f"{text}\n{unspaced(own)}" if own else text


def _with_names_parted(whole: str, place: Place, report: Report) -> str:
    text = unspaced(whole)
    if "\n" in whole:
        text = "\n".join([line.strip() for line in whole.strip().split("\n")])
    # Only what says who does it is a list; in a sentence a blank is layout.
    labelled = labels.parted(whole)
    named = labels.people_parted(names.PARTING_BLANK.sub("、", labelled))
    parted = unspaced(named)
    is_list = labels.label_pattern().match(parted) or split_tail(parted)[0] == split_tail(text)[0]
    if named != whole and parted != text and is_list:
        if named != labelled:
            message = _("a space between names is read as a separator: {text}")
            report.note(REPAIRED, place, message.format(text=shortened(parted)))
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


def _title(blocks: list[Block]) -> Paragraph | None:
    """The heading by style that is the title: the first, and alone of its level without a mark."""
    styled = [block for block in blocks if isinstance(block, Paragraph) and block.level]
    if not styled:
        return None
    highest = min(block.level for block in styled)
    alone = [b for b in styled if b.level == highest and not layout.mark(b.whole)]
    if len(alone) != 1 or alone[0] is not styled[0]:
        return None
    # 1 Protect people below a centred title is the first heading.
    before = itertools.takewhile(lambda block: block is not alone[0], blocks)
    is_counted = layout.heading_mark(alone[0].whole, highest, None) is not None and any(
        isinstance(block, Paragraph) and block.centred for block in before
    )
    return None if is_counted else alone[0]
