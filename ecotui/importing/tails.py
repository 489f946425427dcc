"""Statements at the end of a paragraph: （牵头单位：…）, or 牵头单位： after a sentence."""

from __future__ import annotations

import itertools
import re

from ecotui.i18n import _
from ecotui.importing import brackets, labels, statement, words
from ecotui.importing.bodies import is_body
from ecotui.importing.brackets import CLOSING, OPENING
from ecotui.importing.spacing import shortened
from ecotui.importing.times import is_time

#: What may stand behind the last bracket.
END = "。．.；; \t\n\r\u3000\xa0"
#: More brackets at the end of a paragraph nobody writes.
_MOST = 9
_LAST_SENTENCE = re.compile(
    r"(?P<before>.*[。；;！!—／/])\s*(?P<said>[^。；;！!—／/]{4,200})[。.]?\s*", re.DOTALL
)
_LAST_CLAUSE = re.compile(
    r"(?P<before>.+，)\s*(?P<said>[^，。；;！!]{3,100}牵头[^，。；;！!]{0,10})[。.]?\s*", re.DOTALL
)
_ENDS_WITH_BRACKET = re.compile(r"[)）〕】](?:[。；;]|\s*\Z)")
#: Longest remark behind who does it.
_LONGEST_REMARK = 24
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
        found = _LAST_SENTENCE.fullmatch(rest)
        if not (found and statement.is_nothing_else(found["said"])):
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
                break
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
    before, tail = text[:start], text[start or 0 :]
    begins = not before or before[-1].isspace() or before.rstrip()[-1] in "。；;！!.，,—"
    if start is None and (sentence := _LAST_SENTENCE.fullmatch(text)):
        said, lone = _without_lone_bracket(sentence["said"])
        above = _LAST_SENTENCE.fullmatch(sentence["before"])
        # 甲局牵头。各乡镇负责落实。
        is_second = above is not None and statement.is_nothing_else(above["said"])
        if statement.is_nothing_else(said, groups=is_second):
            return sentence["before"].rstrip("—／/ ").strip(), [said], lone
    if start is None or brackets.depth(before) > 0 or not begins:
        return text, [], None
    tail, lone = _without_lone_bracket(tail)
    return before.rstrip("— ").strip(), [tail], lone


def _without_lone_bracket(tail: str) -> tuple[str, str | None]:
    """A statement without a bracket at its end that was not opened, and a doubt about it."""
    bare = tail.rstrip("。 ")
    closed = brackets.depth(bare) < 0
    if not (closed and bare[-1] in CLOSING):
        return tail, None
    doubt = _("a bracket is closed and not opened: {text}")
    return bare[:-1], doubt.format(text=shortened(bare[:-1]))


def split_sentences(text: str) -> list[str]:
    """The sentences of a paragraph if each ends with a bracket that says who does it; else none."""
    sentences: list[str] = []
    start = 0
    for end in _ENDS_WITH_BRACKET.finditer(text) if len(text) <= _LONGEST else ():
        at = brackets.last(text[start : end.start() + 1])
        if at and statement.is_statement(text[start + at + 1 : end.start()]):
            sentences.append(text[start : end.end()].strip())
            start = end.end()
    return [] if text[start:].strip() else sentences
