"""Punctuation of Chinese text to GB/T 15834: full width where a half-width mark stands."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterable, Iterator
from itertools import accumulate
from operator import itemgetter
from typing import NamedTuple

from ecotui.text.folding import ANY_HAN, _pattern, masked
from ecotui.text.segmentation import CLOSING, OPENING

_FULL = dict(zip(",;:?!.", "，；：？！。", strict=True))
#: What a mark stands beside in Chinese text that is masked.
_CHINESE = f"{ANY_HAN}，。；：？！、（）《》〈〉【】〔〕“”‘’…—·"
# What is no Chinese text although a mark in it may stand beside it: addresses, names of files,
# times, ratios and numbers such as 1,000.
_KEPT = (
    r"[A-Za-z][A-Za-z0-9+.-]*://[!-~]*[A-Za-z0-9/_~#&=%-]|[A-Za-z0-9_.+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"
    r"|www\.[!-~]*[A-Za-z0-9/_~#&=%-]|[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)+|[0-9]+(?:[,:.][0-9]+)+"
)
# Words in brackets or quotation marks that are of another language: their commas are its own.
_FOREIGN = r"\([ -'*-~]*\)|（[ -'*-~]*）|“[ -~]*”|\"[ !#-~]*\""
# A full stop behind these is no end of a sentence.
_ABBREVIATED = r"(?:\b[A-Za-z](?:\.[A-Za-z])+|\b(?:etc|Inc|Ltd|Co|Corp|No|vs|Dr|Mr|Ms|Jr|St))$"
_SEPARATING = "，。；：？！、"
_PAIRED = "（）《》〈〉【】〔〕“”‘’"
_ANY = (
    r"""[,;:?!."'()…-]|。。"""
    rf"|[ \u3000][{_SEPARATING}{_PAIRED}]|[{_SEPARATING}{_PAIRED}][ \u3000]"
)
_CONTEXT = 2
#: So many characters of ASCII without a blank are kept whole: what is in them is looked for from
#: each of them on.
_LONGEST_RUN = 500
#: The most characters in brackets behind a Latin letter that are taken for those of a formula.
_MOST_ARGUMENTS = 3


class Change(NamedTuple):
    """A mark that was replaced: what stood there, what stands there now, and where in the text."""

    before: str
    after: str
    start: int
    end: int

    def seen(self, text: str) -> str:
        """The mark with some characters of the original text around it."""
        return text[max(0, self.start - _CONTEXT) : self.end + _CONTEXT].replace("\n", " ").strip()


def standard(text: str) -> tuple[str, list[Change]]:
    """A text with the punctuation marks of the standard, and what was changed, in its order.

    ``, ; : ? ! ( )`` and a full stop become full width beside a Chinese character or mark, straight
    quotation marks become pairs, ``...`` becomes ``……`` and ``--`` becomes ``——``; a blank between
    a Chinese character and a mark is left out. Numbers, times, ratios, Latin words, addresses and
    names of files stay.
    """
    if not _pattern(_ANY).search(text):
        return text, []
    # An English sentence may name something in Chinese.
    mask = masked(text)
    begins = _pattern(f"[^A-Za-z]*?{ANY_HAN}").match(mask)
    most = mask.count(ANY_HAN) * (2 if begins else 1)
    if len(_pattern("[a-z]{2,}").findall(text)) >= most:
        return text, []
    changes = sorted(_changes(mask), key=lambda change: (change.start, change.end))
    out, at = "", 0
    kept: list[Change] = []
    for change in changes:
        if change.start >= at:
            out += text[at : change.start] + change.after
            at = change.end
            kept.append(change)
    return out + text[at:], kept


def _changes(text: str) -> list[Change]:
    """The marks of a masked text that are replaced."""
    held = _Spans(_kept(text))
    found = [
        *_marks(text),
        *_brackets(text, held),
        *_quotes(text, '"', "“”", held),
        *_quotes(text, "'", "‘’", held),
    ]
    for pattern, after in (
        (
            (
                rf"(?<=[{_CHINESE}])(?:\.{{3,}}|。{{3,}}|(?<!…)…(?!…))"
                rf"|(?:(?<!\.)\.{{3,}}+|(?<!…)…(?!…))(?={ANY_HAN})"
            ),
            "……",
        ),
        (rf"(?<=[{_CHINESE}])-{{2,3}}(?=[{_CHINESE}])", "——"),
    ):
        found += [(m, after) for m in _pattern(pattern).finditer(text)]
    changes = [Change(m[0], after, *m.span()) for m, after in found if not held.hold(*m.span())]
    return changes + _blanks(text, changes)


def _kept(text: str) -> Iterator[tuple[int, int]]:
    """Where addresses, names of files, times and numbers stand; they hold no blank."""
    for run in _pattern("[!-~]+").finditer(text):
        if run.end() - run.start() > _LONGEST_RUN:
            yield run.span()
        else:
            for match in _pattern(_KEPT).finditer(text, *run.span()):
                yield match.span()


class _Spans:
    """Parts of a text, ascending and apart, of which one is found without asking each."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self.spans = list(spans)

    def hold(self, start: int, end: int) -> bool:
        """Whether one of them holds all from a place to another."""
        last = bisect(self.spans, start, key=itemgetter(0)) - 1
        return last >= 0 and end <= self.spans[last][1]


Found = tuple[re.Match[str], str]


def _marks(text: str) -> list[Found]:
    """Half-width marks beside a Chinese character, with those that stand for them."""
    # A colon in a ratio with blanks and a full stop behind a number are not those of a sentence.
    # Nor does one end before so few characters: 千瓦.时, 元/人.月, 买买提.艾力.
    in_unit = rf"(?<={ANY_HAN})\.{ANY_HAN}{{1,3}}(?!{ANY_HAN})"
    before = rf"(?<=[{_CHINESE}])(?:[,;:?!]|(?!{in_unit})\.(?=[\s{_CHINESE}\"']|$))"
    behind = rf"[,;:?!](?=[ \u3000]*[{ANY_HAN}“《（])"
    found = []
    for match in _pattern(f"{before}|{behind}").finditer(text):
        if match[0] == "." and text[match.end() : match.end() + 1] == ".":
            continue
        found.append((match, _FULL[match[0]]))
    closed = rf"(?<={ANY_HAN}[)\"'])[,;:?!.](?=\s|$|[{_CHINESE}A-Za-z0-9(\"'])"
    found += [(match, _FULL[match[0]]) for match in _pattern(closed).finditer(text)]
    # What stands between words of another language, or ends, in a line that is Chinese.
    within = r"(?<=[A-Za-z0-9+%‰℃)）\"”])[,;](?= ?[A-Za-z0-9\"“(（])|(?<=[A-Z]):(?=[0-9])"
    ends = r"(?<=[A-Za-z0-9%‰℃)）\"”'])[,;?!.](?=[ \u3000]*$)"
    foreign = _Spans(match.span() for match in _pattern(_FOREIGN).finditer(text))
    for line in _pattern(".+").finditer(text):
        if ANY_HAN not in line[0]:
            continue
        for match in _pattern(f"{within}|{ends}").finditer(text, *line.span()):
            at = match.start()
            if (
                not foreign.hold(at, at + 1)
                and not _pattern(_ABBREVIATED).search(text[max(0, at - 12) : at])
                # 第1,2条 may be a number.
                and not _pattern("[0-9],[0-9]").match(text[at - 1 : at + 2])
            ):
                found.append((match, _FULL[match[0]]))
    return found


def _brackets(text: str, held: _Spans) -> list[Found]:
    """Pairs of brackets in Chinese text of which at least one is half width, and none is held."""
    found: list[Found] = []
    opened: list[re.Match[str]] = []
    if "(" not in text and ")" not in text:
        return found
    # How many Chinese characters stand before each place, and how many that are not of ASCII:
    # brackets in brackets would be looked into again and again.
    chinese = list(accumulate([one == ANY_HAN for one in text], initial=0))
    beyond = list(accumulate([one > "\x7f" for one in text], initial=0))
    for match in _pattern("[()（）]").finditer(text):
        if match[0] in "(（":
            opened.append(match)
            continue
        if not opened:
            continue
        first = opened.pop()
        if held.hold(*first.span()) or held.hold(*match.span()):
            continue
        start, end = first.end(), match.start()
        # f(x) is no Chinese text, wherever it stands.
        behind = text[match.end() : match.end() + 1]
        is_term = end - start > _MOST_ARGUMENTS and _pattern(f"[{_CHINESE}]").match(behind)
        before = text[first.start() - 1 : first.start()]
        is_ascii = beyond[start] == beyond[end]
        if _pattern("[A-Za-z]").match(before) and is_ascii and not is_term:
            continue
        if chinese[start] < chinese[end] or _pattern(f"[{_CHINESE}]").search(
            _beside(text, first.start(), match.end())
        ):
            found += [(one, full) for one, full in ((first, "（"), (match, "）")) if one[0] != full]
    return found


def _beside(text: str, start: int, end: int) -> str:
    """The characters before and behind a part of a text, blanks passed over."""
    while start and text[start - 1] == " ":
        start -= 1
    while text[end : end + 1] == " ":
        end += 1
    return text[max(0, start - 1) : start] + text[end : end + 1]


def _quotes(text: str, mark: str, pair: str, held: _Spans) -> list[Found]:
    """Straight quotation marks in Chinese text as pairs; left as they are where one is missing.

    So are pairs of which one is held, as part of an address.
    """
    marks: list[re.Match[str]] = []
    for match in _pattern(mark).finditer(text):
        # An apostrophe stands between letters, a sign of feet or inches behind a number: a number
        # before a mark that opens would be one.
        is_sign = not len(marks) % 2 and text[match.start() - 1 : match.start()].isdigit()
        if not is_sign and (mark != "'" or not _latin(text, match)):
            marks.append(match)
    if len(marks) % 2:
        return []
    found: list[Found] = []
    for first, last in zip(marks[::2], marks[1::2], strict=True):
        if held.hold(*first.span()) or held.hold(*last.span()):
            continue
        around = text[max(0, first.start() - 1) : last.end() + 1]
        if _pattern(f"[{_CHINESE}]").search(around):
            found += [(first, pair[0]), (last, pair[1])]
    return found


def _latin(text: str, match: re.Match[str]) -> bool:
    sides = text[match.start() - 1 : match.start()] + text[match.end() : match.end() + 1]
    return sides[:1].isalnum() and sides.isascii()


def _blanks(text: str, changes: list[Change]) -> list[Change]:
    """Blanks between a Chinese character and a mark that is, or becomes, full width."""
    full = {change.start: change.after for change in changes}
    found = []
    for match in _pattern("[ \u3000]+").finditer(text):
        start, end = match.span()
        left = full.get(start - 1, text[start - 1 : start]) if start else ""
        right = full.get(end, text[end : end + 1])
        if not left or not right or "\n" in (left, right):
            continue
        chinese = _pattern(f"[{_CHINESE}]")
        both = chinese.match(left[-1]) and chinese.match(right[0])
        sides = {left[-1], right[0]}
        # A blank beside a bracket that is wider now goes, whatever stands on its other side.
        beside = both or start - 1 in full or end in full
        if not sides.isdisjoint(_SEPARATING) or (
            beside and not sides.isdisjoint(OPENING + CLOSING)
        ):
            found.append(Change(match[0], "", start, end))
    return found
