"""Statements at the end of a paragraph: （牵头单位：…）, or 牵头单位： after a sentence."""

from __future__ import annotations

import itertools
import re

from ecotui.i18n import _
from ecotui.importing import brackets, clauses, labels, statement, words
from ecotui.importing.bodies import is_body
from ecotui.importing.brackets import CLOSING, OPENING
from ecotui.importing.spacing import shortened
from ecotui.importing.times import ALWAYS, is_only_when, is_time

#: What may stand behind the last bracket.
END = "。．.；; \t\n\r\u3000\xa0"
#: More brackets at the end of a paragraph nobody writes.
_MOST = 9
_LAST_SENTENCE = re.compile(
    r"(?P<before>.*[。；;！!—／/])\s*(?P<said>[^。；;！!—／/]{4,200})[。.]?\s*", re.DOTALL
)
_SENTENCE = re.compile(r"\s*(?P<said>[^。；;！!]+)[。；;！!]?")
_LAST_CLAUSE = re.compile(
    r"(?P<before>.+，)\s*(?P<said>[^，。；;！!]{3,100}牵头[^，。；;！!]{0,10})[。.]?\s*", re.DOTALL
)
# Where a sentence may end with a bracket, and what may follow one in its midst.
_BRACKET_ENDS = re.compile(
    rf"[{re.escape(CLOSING)}](?P<stop>[。；;]|\s*\Z|(?=[（(]\d{{1,2}}[）)]|[①-⑳]))?"
)
#: What a bracket that says until when ends with; one that ends with 年 may be of a name.
_ENDS_AS_TIME = "前底末内旬日月度成"
_STOPS = "。；;！!"
#: Longest remark behind who does it.
_LONGEST_REMARK = 24
#: No goal or deadline before who does it is longer, nor a bracket that ends a sentence.
_LONGEST_GOAL = 400
#: A longer paragraph is not cut into its sentences.
_LONGEST = 20_000
_NEVER_CLOSED = re.compile(rf"[{re.escape(OPENING)}]([^{re.escape(OPENING + CLOSING)}]*)\Z")


def is_label(text: str, label: re.Match[str]) -> bool:
    """Whether a text that begins like a label line is one: 承办：承担具体工作 names nobody."""
    role = words.role(label["label"])
    if role not in words.DEPARTMENT_ROLES or len(label["label"]) >= 4:
        return role is not None
    listed = statement.read(text)
    return any(map(is_body, (*listed.lead.names, *listed.participants.names)))


def split_tail(text: str) -> tuple[str, list[str], str | None]:
    """A paragraph without the statements at its end, these statements, and a doubt about them.

    The last brackets are statements where they say who does something; a bracket that never
    closes or opens, and a label such as 牵头单位： after a sentence, begin one too. So are last
    sentences that say nothing else: 甲局牵头。乙局配合。
    """
    rest, tails, doubt = _split(text)
    while 0 < len(tails) < _MOST:
        # 甲局牵头，乙局配合；丙局牵头，丁局配合。
        found = _LAST_SENTENCE.fullmatch(rest.rstrip("；; "))
        if not (found and _says_more(found["said"])):
            # Before who else does it, who leads may stand in a clause: 建机制，由甲局牵头。
            is_led = any("牵头" in tail for tail in tails)
            found = None if is_led else _LAST_CLAUSE.fullmatch(rest)
            if not (found and statement.is_nothing_else(found["said"])):
                break
        tails = [found["said"], *tails]
        rest = found["before"].rstrip("，—／/ ").strip()
    return rest, tails, doubt


def _split(text: str) -> tuple[str, list[str], str | None]:
    """What `split_tail` says, but for sentences before the last statement."""
    tails: list[str] = []
    rest = text
    while len(tails) < _MOST:
        end = rest.rstrip(END)
        at = brackets.last(end)
        if at is None:
            break
        if not statement.is_statement(end[at + 1 : -1]):
            # （甲局负责）（6月底前）
            before = end[:at].rstrip(END)
            content = end[at + 1 : -1]
            first = brackets.last(before) if before.endswith(tuple(CLOSING)) else None
            if first is None or not statement.is_statement(before[first + 1 : -1]):
                if not (tails and end[-1] in CLOSING and time_at_end(end)):
                    break
                if any(statement.read(tail).deadline for tail in tails):
                    # Until when is said behind it.
                    break
                # （9月底前）（甲局负责）
                tails.insert(0, content)
                rest = end[:at]
                continue
            if not is_time(content):
                # （甲局负责）（2024年结转任务）
                if tails or len(content) > _LONGEST_REMARK:
                    break
                tails, rest = [before[first + 1 : -1]], before[:first] + end[at:]
                break
        tails.insert(0, end[at + 1 : -1])
        rest = end[:at]
    if tails:
        return rest.strip(), tails, None
    if (found := _NEVER_CLOSED.search(text)) and statement.is_statement(found[1]):
        doubt = _("a bracket is opened and not closed: {text}")
        return text[: found.start()].strip(), [found[1]], doubt.format(text=shortened(found[0]))
    listed = (
        label
        for label in labels.label_pattern().finditer(text)
        if words.role(label["label"]) in words.DEPARTMENT_ROLES
    )
    labelled = (
        label.start()
        for label in itertools.islice(listed, _MOST)
        if is_label(text[label.start() :], label)
    )
    start = next(labelled, None)
    if start is None:
        # 建学校。 above 完成时限：6月底
        lines = (line.end() for line in itertools.islice(re.finditer(r"\n\s*", text), _MOST))
        start = next((at for at in lines if _is_labelled(text[at:])), None)
    else:
        start = _first_label(text, start)
    before, tail = text[:start], text[start or 0 :]
    begins = not before or before[-1].isspace() or before.rstrip()[-1] in "。；;！!.，,—"
    if start is None and (sentence := _LAST_SENTENCE.fullmatch(text)):
        said, lone = _without_lone_bracket(sentence["said"])
        above = _LAST_SENTENCE.fullmatch(sentence["before"])
        # 甲局牵头。各乡镇负责落实。
        is_second = above is not None and statement.is_nothing_else(above["said"])
        if statement.is_nothing_else(said, groups=is_second) or (is_second and is_only_when(said)):
            return sentence["before"].rstrip("—／/ ").strip(), [said], lone
    if start is None or brackets.depth(before) > 0 or not begins:
        return text, [], None
    tail, lone = _without_lone_bracket(tail)
    return before.rstrip("—– ").strip(), [tail], lone


def _says_more(sentence: str) -> bool:
    """Whether a sentence before who does it says more of a measure, and nothing else."""
    # 6月底前完成，责任单位：甲局
    is_time = sentence[-1] in "，," and is_only_when(sentence[:-1])
    return is_time or _is_labelled(sentence) or statement.is_nothing_else(sentence)


def time_at_end(text: str) -> str | None:
    """The bracket or sentence that a text ends with, if it says until when: （9月底前）."""
    end = text.rstrip(END)
    sentence = _LAST_SENTENCE.fullmatch(end)
    if sentence and is_only_when(sentence["said"]) and end[-1] in _ENDS_AS_TIME:
        return sentence["said"]
    at = brackets.last(end)
    content = "" if at is None else end[at + 1 : -1]
    is_time = is_only_when(content) and content[-1] in _ENDS_AS_TIME
    return content if is_time or ALWAYS.fullmatch(content) else None


def _is_labelled(sentence: str) -> bool:
    """Whether a sentence is a goal or a deadline with its label: 完成时限：6月底."""
    return labels.role_of_first(sentence) in (words.DEADLINE, words.TARGET)


def _first_label(text: str, start: int) -> int:
    """Where the labels begin: a goal or a deadline may stand before who does it."""
    near = labels.label_pattern().finditer(text, max(0, start - _LONGEST_GOAL), start)
    for label in itertools.islice(near, _MOST):
        before = text[: label.start()].rstrip()
        if _is_labelled(label[0]) and before.endswith(tuple(_STOPS)) and not brackets.depth(before):
            return label.start()
    return start


def _without_lone_bracket(tail: str) -> tuple[str, str | None]:
    """A statement without a bracket at its end that was not opened, and a doubt about it."""
    bare = tail.rstrip("。 ")
    closed = brackets.depth(bare) < 0
    if not (closed and bare[-1] in CLOSING):
        return tail, None
    doubt = _("a bracket is closed and not opened: {text}")
    return bare[:-1], doubt.format(text=shortened(bare[:-1]))


def split_sentences(text: str) -> list[str]:
    """The sentences of a paragraph if each says at its end who does it; else none.

    In brackets, 清淤（甲局负责）。修堤（乙局负责）。 or sentences: 清淤。甲局负责。修堤。乙局负责。
    """
    if len(text) > _LONGEST:
        return []
    return _cut(text, _bracket_ends(text)) or _cut(text, _sentence_ends(text))


def _cut(text: str, ends: list[int]) -> list[str]:
    """The parts of a text that end at several places, if nothing stands behind the last."""
    if len(ends) < 2 or text[ends[-1] :].strip():
        return []
    return [text[start:end].strip() for start, end in itertools.pairwise([0, *ends])]


def _bracket_ends(text: str) -> list[int]:
    """Where sentences end with a bracket that says who does it."""
    ends = [0]
    has_lines = "\n" in text
    for end in _BRACKET_ENDS.finditer(text):
        begin = max(ends[-1], end.start() - _LONGEST_GOAL)
        at = brackets.last(text[begin : end.start() + 1])
        # 清淤。（甲局牵头）修堤。（乙局牵头）
        if not at or (end["stop"] is None and (has_lines or text[begin + at - 1] not in _STOPS)):
            continue
        if statement.is_statement(text[begin + at + 1 : end.start()]):
            ends.append(end.end())
    return ends[1:]


def _sentence_ends(text: str) -> list[int]:
    """Where sentences end that say who does what stands before them."""
    ends: list[int] = []
    is_work = False
    for sentence in _SENTENCE.finditer(text) if clauses.DOES.search(text) else ():
        if not statement.is_nothing_else(sentence["said"], groups=not is_work):
            is_work = True
        elif is_work:
            ends.append(sentence.end())
            is_work = False
        elif ends:
            # 甲局牵头。乙局配合。
            ends[-1] = sentence.end()
    return ends
