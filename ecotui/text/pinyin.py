"""Pinyin of Chinese text, as far as a search by Latin letters needs it.

Measure text is spelled character by character with each one's usual reading (half a second for
100,000 texts, where a conversion that knows words takes 37). Names are spelled with a list of
words too, so that 重庆 is ``chong qing`` and 重点 ``zhong dian``.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Sequence

from ecotui.text.folding import read_table

#: Stands before each syllable of a spelled text, so that a search can start only there.
MARK = "\x01"

# Letters of the longest syllables, such as zhuang.
_LONGEST = 6


@functools.cache
def _readings() -> dict[int, str]:
    table: dict[int, str] = {}
    for line in read_table("readings.txt").splitlines():
        reading, characters = line.split(" ")
        for character in characters:
            table[ord(character)] = reading
    return table


@functools.cache
def _initials() -> dict[int, str]:
    return {code: reading[0] for code, reading in _readings().items()}


@functools.cache
def _marked() -> dict[int, str]:
    return {code: MARK + reading for code, reading in _readings().items()}


@functools.cache
def _words() -> dict[str, tuple[str, ...]]:
    lines = [line.split(" ") for line in read_table("words.txt").splitlines()]
    return {word: tuple(readings) for word, *readings in lines}


@functools.cache
def _syllables() -> frozenset[str]:
    return frozenset(_readings().values())


@functools.cache
def _beginnings() -> frozenset[str]:
    return frozenset(s[:end] for s in _syllables() for end in range(1, len(s) + 1))


def initials(folded: str) -> str:
    """First letters, one for each character: 生态补偿 → ``stbc``; others stay as they are."""
    return folded.translate(_initials())


def marked(folded: str) -> str:
    """Full spelling with `MARK` before each syllable."""
    return folded.translate(_marked())


def spell(name: str) -> tuple[str, ...]:
    """The syllables of a folded name, one for each character, words read as words."""
    readings, words = _readings(), _words()
    syllables: list[str] = []
    at = 0
    while at < len(name):
        for length in (3, 2):
            known = words.get(name[at : at + length])
            if known and len(name[at : at + length]) == length:
                syllables.extend(known)
                at += length
                break
        else:
            syllables.append(readings.get(ord(name[at]), name[at]))
            at += 1
    return tuple(syllables)


@functools.lru_cache(maxsize=256)
def patterns(letters: str) -> tuple[str, ...]:
    """What to look for in a `marked` text: each way of cutting the letters into syllables.

    The last syllable may be unfinished, since a search goes on while one types: ``linye`` gives
    ``lin ye``, and ``xian`` both ``xian`` and ``xi an``.
    """
    syllables, beginnings, size = _syllables(), _beginnings(), len(letters)
    # From where the rest can be cut at all: without this, a long senseless word takes for ever.
    cuts: dict[int, list[int]] = {}
    for at in range(size - 1, -1, -1):
        ends = [end for end in range(at + 1, min(at + _LONGEST, size - 1) + 1) if end in cuts]
        whole = [end for end in ends if letters[at:end] in syllables]
        if whole or (size - at <= _LONGEST and letters[at:] in beginnings):
            cuts[at] = whole
    found: list[str] = []
    todo = [(0, "")] if 0 in cuts else []
    while todo and len(found) < 64:
        at, done = todo.pop()
        if size - at <= _LONGEST and letters[at:] in beginnings:
            found.append(f"{done}{MARK}{letters[at:]}")
        todo.extend((end, f"{done}{MARK}{letters[at:end]}") for end in cuts[at])
    return tuple(dict.fromkeys(found))


@functools.lru_cache(maxsize=64)
def finder(letters: str) -> Callable[[str], bool]:
    """A function that tells of a folded text what `matches` tells of its spelling.

    To look through many texts once is quicker than to spell them all, and takes no memory: at
    100,000 texts a tenth of a second instead of two.
    """
    initial = re.compile("".join(map(_read_with_initial, letters[:_LONG]))).search
    cuts = [cut.split(MARK)[1:] for cut in patterns(letters)]
    if len(letters) > _LONG:
        return lambda text: (
            (initial(text) is not None and letters in initials(text))
            or (bool(cuts) and matches("", marked(text), letters))
        )
    if not cuts or len(letters) == 1:
        # A syllable that begins with the letter has it for its initial.
        return lambda text: initial(text) is not None
    # Only few texts are to be asked for one cut after the other: those in which a first syllable is
    # followed by a second one, or by the rest of a first one.
    firsts = "".join([_characters(cut[0], len(cut) == 1) for cut in cuts])
    seconds = "".join([_characters(cut[1], len(cut) == 2) for cut in cuts if len(cut) > 1])
    behind = "" if any(len(cut) == 1 for cut in cuts) else f"[a-z{seconds}]"
    guard = re.compile(f"[{firsts}]{behind}").search
    if len(cuts) > _FEW:
        return lambda text: (
            initial(text) is not None
            or (guard(text) is not None and matches("", marked(text), letters))
        )
    searches = [
        re.compile(
            "".join([_pattern(syllable, last == at) for at, syllable in enumerate(cut)])
        ).search
        for cut, last in ((cut, len(cut) - 1) for cut in cuts)
    ]
    return lambda text: (
        initial(text) is not None
        or (guard(text) is not None and any(search(text) for search in searches))
    )


# Ways to cut a word into syllables from which on it is quicker to spell a text.
_FEW = 6
# Letters from which on a pattern of all of them takes longer to build than it saves: each stands
# for hundreds of characters, and a word pasted by mistake may be as long as a book.
_LONG = 40


@functools.cache
def _by_reading() -> dict[str, str]:
    found: dict[str, list[str]] = {}
    for code, reading in _readings().items():
        found.setdefault(reading, []).append(chr(code))
    return {reading: "".join(characters) for reading, characters in found.items()}


def _read_with_initial(letter: str) -> str:
    """A pattern of the letter itself and of the characters whose reading begins with it."""
    some = [characters for reading, characters in _by_reading().items() if reading[0] == letter]
    return f"[{letter}{''.join(some)}]"


def _ways(syllable: str, begun: bool) -> dict[str, str]:
    """Characters that may stand for a syllable, by what must then follow in the text.

    With ``begun`` a reading may go on behind it. A shorter reading counts too where the rest of the
    letters stands behind it.
    """
    ways: dict[str, str] = {}
    for reading, characters in _by_reading().items():
        if reading == syllable or (begun and reading.startswith(syllable)):
            ways[""] = ways.get("", "") + characters
        elif syllable.startswith(reading):
            ways[syllable[len(reading) :]] = characters
    return ways


def _characters(syllable: str, begun: bool) -> str:
    return "".join(_ways(syllable, begun).values())


def _pattern(syllable: str, begun: bool) -> str:
    ways = _ways(syllable, begun)
    # A pattern that begins with one class of characters is found several times as fast.
    first = f"[{_characters(syllable, begun)}]"
    if list(ways) == [""]:
        return first
    return f"{first}(?:{'|'.join([f'(?<=[{some}]){rest}' for rest, some in ways.items()])})"


def spans(folded: str, letters: str) -> list[tuple[int, int]]:
    """Where a word of Latin letters matches the pinyin of a folded text.

    Returns:
        Pairs of start and end, in characters of ``folded``, for the initials and for every
        spelling; unsorted, possibly overlapping.
    """
    found = []
    first_letters = initials(folded)
    if len(first_letters) == len(folded):
        at = first_letters.find(letters)
        while at >= 0:
            found.append((at, at + len(letters)))
            at = first_letters.find(letters, at + 1)
    pieces = [_marked().get(ord(character), character) for character in folded]
    starts: list[int] = []
    for index, piece in enumerate(pieces):
        starts.extend([index] * len(piece))
    spelled = "".join(pieces)
    for pattern in patterns(letters):
        at = spelled.find(pattern)
        while at >= 0:
            found.append((starts[at], starts[at + len(pattern) - 1] + 1))
            at = spelled.find(pattern, at + 1)
    return found


def begins(syllables: Sequence[str], letters: str) -> bool:
    """Whether a spelled name begins with some letters, by its syllables or by their initials."""
    first_letters = "".join([syllable[0] for syllable in syllables])
    return first_letters.startswith(letters) or "".join(syllables).startswith(letters)


def matches(initial_letters: str, spelled: str, letters: str) -> bool:
    """Whether a text with these initials and this marked spelling holds the letters."""
    return letters in initial_letters or any(p in spelled for p in patterns(letters))
