"""Words of Chinese official prose: where a text can be broken without breaking a word.

The words are those of `vocabulary.txt`, a list of our own. It is short: what it does not have is
left whole, so a place between two characters that no known word ends or begins at is no boundary.
"""

from __future__ import annotations

import functools
import os
from collections.abc import Iterator
from itertools import pairwise

from ecotui.text.folding import ANY_HAN, _pattern, masked

#: A line, or a text that is cut, does not end with what points forward …
JOINING = frozenset("的和与及或在对将为从到以由于把被向给并且各其") | {"关于", "以及", "对于"}
#: … and a line does not begin with what belongs to the word before it.
TRAILING = frozenset("的了等之")
OPENING, CLOSING = "（(〔[【《〈「『“‘", "）)〕]】》〉」』”’"
_MARKS = "，。；：、！？…—,.;:!?·"
_GLUE = "+＋-－/／·~～"
_SURE = "的和与及或"
_LATIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"

# An unknown character costs more than a word of one, so that words explain all that they can.
_WORD, _UNKNOWN = 10, 21


@functools.cache
def _vocabulary() -> tuple[frozenset[str], int]:
    """The known words, and the length of the longest."""
    path = os.path.join(os.path.dirname(__file__), "vocabulary.txt")
    with open(path, encoding="utf-8") as file:
        lines = [line for line in file if not line.startswith("#")]
    known = frozenset(" ".join(lines).split())
    return known, max(map(len, known))


# Chinese characters, a word or a number of others, a mark; with the blanks behind each.
_PIECE = rf"{ANY_HAN}+\s*|[A-Za-z0-9](?:[A-Za-z0-9_.,:%+/&'-]*[A-Za-z0-9%])?\s*|[^A-Za-z0-9]\s*"


# A title is tried in several lengths, and a measure stands in several places of a document.
@functools.lru_cache(maxsize=1024)
def words(text: str) -> tuple[tuple[str, bool], ...]:
    """The words of a text in order, each with whether it is one that is known.

    Together they are the text. A run of Latin letters and digits is one word, and so is a mark; a
    run of unknown characters is one that is not known. Blanks belong to the word before.
    """
    found: list[tuple[str, bool]] = []
    for match in _pattern(_PIECE).finditer(masked(text)):
        piece = text[match.start() : match.end()]
        if match[0].startswith(ANY_HAN):
            bare = piece.rstrip()
            found += _han_words(bare)
            found[-1] = (found[-1][0] + piece[len(bare) :], found[-1][1])
        else:
            found.append((piece, True))
    return tuple(found)


@functools.lru_cache(maxsize=1024)
def _han_words(text: str, *, parts: bool = False) -> tuple[tuple[str, bool], ...]:
    """The words of a run of Chinese characters: the fewest; or what one word is made of."""
    known, longest = _vocabulary()
    longest = min(longest, len(text) - parts)
    # Backwards, so that of two ways that cost the same the one with the longer first word is kept.
    best: list[tuple[int, int]] = [(0, 0)] * (len(text) + 1)
    for at in range(len(text) - 1, -1, -1):
        cost, size = best[at + 1][0] + _UNKNOWN, 0
        for length in range(min(longest, len(text) - at), 0, -1):
            if text[at : at + length] in known and best[at + length][0] + _WORD < cost:
                cost, size = best[at + length][0] + _WORD, length
        best[at] = (cost, size)
    found: list[tuple[str, bool]] = []
    at = start = 0
    while at < len(text):
        size = best[at][1]
        at += max(size, 1)
        # What is not known goes on until something is.
        if size or at == len(text) or best[at][1]:
            found.append((text[start:at], bool(size)))
            start = at
    return tuple(found)


def boundaries(text: str, *, inside: bool = False) -> list[int]:
    """Places inside a text, in characters, where a word ends and the next one may begin a line.

    With ``inside``, also those inside a long word between the words that it is made of.

    No line then begins with closing punctuation or with what belongs to the word before, nor ends
    with opening punctuation; a number stays with what it counts. Where no word is known, there
    are none.
    """
    places: list[int] = []
    at = 0
    split = words(text)
    for (word, known), (after, after_known) in pairwise(split):
        if inside:
            places += _inside(word, at)
        at += len(word)
        last, first = word.rstrip()[-1:], after[0]
        if last in OPENING + _GLUE + "第" or first in CLOSING + _MARKS + _GLUE:
            continue
        if after.strip() in TRAILING or (last.isdigit() and first not in _LATIN):
            continue
        # A single character may as well be part of a word that is not known.
        if not after_known and len(word) == 1 and word not in _SURE:
            continue
        if not known and len(after) == 1 and after not in _SURE + OPENING:
            continue
        places.append(at)
    if inside and split:
        places += _inside(split[-1][0], at)
    return sorted(places)


def cut_at_word(text: str, cells: int) -> str:
    """As much of a text as fits in so many cells, cut where a word ends, with … behind it.

    Where no word ends in its second half, it is cut where it has to be.
    """
    from ecotui.text.display import cut, width

    if width(text) <= cells:
        return text
    hard = cut(text, cells).removesuffix("…")
    places, at = boundaries(text, inside=True), 0
    for word, _known in words(text):
        if word[0] in _MARKS:
            places.append(at)
        at += len(word)
    end = max((at for at in places if at <= len(hard)), default=0)
    kept = [word for word, _known in words(text[:end])]
    while kept and (kept[-1].strip() in JOINING or kept[-1].strip() in _MARKS + OPENING):
        kept.pop()
    found = _closed("".join(kept).rstrip())
    if width(found) * 2 < width(hard):
        found = hard.rstrip()
    return f"{found}…"


def _inside(word: str, at: int) -> Iterator[int]:
    """Places inside a long word, which stands at a place, between the words it is made of."""
    if len(word) > 3:
        end = at + len(word)
        parts = _han_words(word, parts=True)
        if all(known and (len(part) > 1 or part in _SURE) for part, known in parts):
            for part, _known in parts:
                yield from _inside(part, at)
                at += len(part)
                if at < end:
                    yield at


def _closed(text: str) -> str:
    """The text up to a bracket that is not closed in it, if that leaves most of it."""
    depth, opened = 0, len(text)
    for at, character in enumerate(text):
        if character in OPENING:
            opened = at if not depth else opened
            depth += 1
        elif character in CLOSING:
            depth = max(depth - 1, 0)
    return text[:opened] if depth and opened * 2 > len(text) else text
