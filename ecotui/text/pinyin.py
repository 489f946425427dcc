"""Pinyin of Chinese text, as far as a search by Latin letters needs it.

Wording is found by every reading that its characters have in everyday words: 调 is both ``tiao``
and ``diao``. Names are read with a list of words, so that 重庆 is ``chong qing`` and 重点 ``zhong
dian``. Where ``ü`` is spelled, ``v`` and ``u`` are too.
"""

from __future__ import annotations

import functools
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from string import ascii_lowercase

from ecotui.text.folding import read_table

# Letters of the longest syllables, such as zhuang.
_LONGEST = 6
# Letters from which on a pattern of all of them takes longer to build than it saves: each stands
# for hundreds of characters, and a word pasted by mistake may be as long as a book.
_LONG = 40
#: More letters are no pinyin: with each, a text of repeated syllables takes longer.
_MOST = 250


def typed(folded: str) -> str:
    """The letters of a folded word as the tables spell them: ``lü`` → ``lv``, ``qv`` → ``qu``.

    What parts syllables is left out: ``xi'an`` → ``xian``.
    """
    folded = folded.replace("'", "")
    if "v" not in folded and "ü" not in folded:
        return folded
    return re.sub("(?<=[jqxy])v", "u", folded.replace("ü", "v"))


# -- the tables


@functools.cache
def _table() -> list[tuple[str, str, str]]:
    """Each reading, the characters whose usual one it is, and others that may be read so."""
    lines = [f"{line} ".split(" ") for line in read_table("readings.txt").splitlines()]
    return [(reading, characters, also) for reading, characters, also, *_rest in lines]


@functools.cache
def _usual() -> dict[str, str]:
    found: dict[str, str] = {}
    for reading, characters, _also in _table():
        found.update(dict.fromkeys(characters, reading))
    return found


@functools.cache
def _words() -> dict[str, tuple[str, ...]]:
    lines = [line.split(" ") for line in read_table("words.txt").splitlines()]
    return {word: tuple(readings) for word, *readings in lines}


def _spelled(*readings: str) -> tuple[str, ...]:
    """Readings in each way that people type them: ``lve`` is ``lue`` too."""
    both = (form for reading in readings for form in (reading, reading.replace("v", "u")))
    return tuple(dict.fromkeys(both))


@functools.cache
def _by_reading() -> dict[str, str]:
    """The characters that may be read so; of a single letter that letter itself too."""
    found = dict(zip(ascii_lowercase, ascii_lowercase, strict=True))
    for reading, characters, also in _table():
        for form in _spelled(reading):
            found[form] = found.get(form, "") + characters + also
    return found


class _Readings(dict[str, tuple[str, ...]]):
    """Every reading of a character, the usual one first; others than Chinese are as written."""

    def __init__(self) -> None:
        self.several: dict[str, list[str]] = {}
        for reading, _characters, also in _table():
            for character in also:
                self.several.setdefault(character, []).append(reading)
        super().__init__()

    def __missing__(self, character: str) -> tuple[str, ...]:
        usual = _usual().get(character, character)
        found = self[character] = _spelled(usual, *self.several.get(character, ()))
        return found


_readings = functools.cache(_Readings)


# -- names


def spell(name: str) -> tuple[str, ...]:
    """The usual syllables of a folded name, one for each character, words read as words."""
    usual = _usual()
    return tuple([word or usual.get(character, character) for character, word in _read(name)])


def _read(name: str) -> Iterator[tuple[str, str]]:
    """Each character of a folded name, and its reading if it stands in a known word."""
    words = _words()
    at = 0
    while at < len(name):
        known: tuple[str, ...] = words.get(name[at : at + 3]) or words.get(name[at : at + 2], ("",))
        yield from zip(name[at : at + len(known)], known, strict=True)
        at += len(known)


@functools.cache
def _name_readings(name: str) -> list[tuple[str, ...]]:
    """What each character of a name is read as; in a known word as the word is."""
    every = _readings()
    return [_spelled(word) if word else every[character] for character, word in _read(name)]


def is_in_name(name: str, letters: str) -> bool:
    """Whether letters stand for initials or syllables of a folded name, words read as words."""
    if not finder(letters)(name):
        return False
    letters, readings = typed(letters), _name_readings(name)
    return any(_walk(readings, letters)) or any(_walk(_initials(readings), letters))


# -- wording


@functools.lru_cache(maxsize=64)
def finder(letters: str) -> Callable[[str], bool]:
    """A function that tells whether letters stand for initials or syllables of a folded text.

    Of syllables the last may be unfinished, since a search goes on while one types: ``linye`` is
    ``lin ye``, and ``xian`` both ``xian`` and ``xi an``. What the function takes grows with the
    text, however many readings its characters have. More letters than anybody types stand for none.
    """
    letters = typed(letters)
    if len(letters) > _MOST:
        return lambda _text: False
    initial = re.compile("".join(map(_read_with_initial, letters[:_LONG]))).search
    # Only few texts are to be walked through: those in which a first syllable is followed by the
    # last one, or by another one and the beginning of a third.
    ends, goes_on, rests = _fitting([letters])
    second_ends, second_goes_on, rests = _fitting(rests)
    third_ends, third_goes_on, _rests = _fitting(rests)
    only = re.compile(_one_of(ends)).search
    third = _one_of(third_ends + third_goes_on)
    several = re.compile(
        f"{_one_of(goes_on)}(?={_one_of(second_ends)}|{_one_of(second_goes_on)}{third})"
    )
    every = _readings()

    def reads_on(text: str) -> bool:
        return any(
            # Each character stands for a letter at least.
            any(_walk(map(every.__getitem__, text[at : at + len(letters)]), letters, 1))
            for at in (match.start() for match in several.finditer(text))
        )

    may_read_on = several.search
    if len(letters) > _LONG:
        return lambda text: (
            (
                initial(text) is not None
                and any(_walk(_initials([every[character] for character in text]), letters))
            )
            or reads_on(text)
        )
    if ends:
        return lambda text: (
            initial(text) is not None
            or only(text) is not None
            or (may_read_on(text) is not None and reads_on(text))
        )
    return lambda text: (
        initial(text) is not None or (may_read_on(text) is not None and reads_on(text))
    )


def _fitting(rests: Iterable[str]) -> tuple[str, str, set[str]]:
    """Characters that may stand for the first of some letters.

    Returns:
        Those that stand for all of the letters, or begin with them; those with which the letters
        begin; and what letters are left behind these.
    """
    ends, goes_on, left = [], [], set()
    for reading, some in _by_reading().items():
        for rest in rests:
            if reading.startswith(rest):
                ends.append(some)
            elif rest.startswith(reading):
                goes_on.append(some)
                left.add(rest[len(reading) :])
    return "".join(ends), "".join(goes_on), left


def _read_with_initial(letter: str) -> str:
    """A pattern of the letter itself and of the characters with a reading that begins with it."""
    return _one_of(some for reading, some in _by_reading().items() if reading[0] == letter)


def _one_of(characters: Iterable[str]) -> str:
    """A pattern of one of these characters; of none, one that nothing matches."""
    some = "".join(characters)
    return f"[{some}]" if some else "(?!)"


def spans(folded: str, letters: str) -> list[tuple[int, int]]:
    """Where a word of Latin letters matches the pinyin of a folded text.

    Returns:
        Pairs of start and end, in characters of ``folded``, for the initials and for the
        syllables; unsorted, possibly overlapping. Of those with one end the longest is there.
    """
    if not finder(letters)(folded):
        return []
    letters, every = typed(letters), _readings()
    readings = [every[character] for character in folded]
    return [*_walk(_initials(readings), letters), *_walk(readings, letters)]


def begins(folded: str, letters: str) -> bool:
    """Whether a folded text begins with letters, by its syllables or by their initials."""
    letters, every = typed(letters), _readings()
    readings = [every[character] for character in folded[: len(letters)]]
    return any(_walk(readings, letters, 1)) or any(_walk(_initials(readings), letters, 1))


def _initials(readings: Iterable[tuple[str, ...]]) -> list[tuple[str, ...]]:
    return [tuple(dict.fromkeys([reading[0] for reading in some])) for some in readings]


def _walk(
    readings: Iterable[tuple[str, ...]], letters: str, starts: int = sys.maxsize
) -> Iterator[tuple[int, int]]:
    """Where characters, each with its readings, stand for letters.

    Args:
        readings: What each character may be read as.
        letters: What was typed, as `typed` gives it.
        starts: At how many characters it may start, from the first.
    """
    size = len(letters)
    # At which letter the next character goes on, and with which character that began.
    begun: dict[int, int] = {}
    for at, some in enumerate(readings):
        following: dict[int, int] = {}
        if at < starts:
            begun[0] = at
        elif not begun:
            return
        for place, start in begun.items():
            for reading in some:
                end = place + len(reading)
                if end < size:
                    if letters.startswith(reading, place):
                        following.setdefault(end, start)
                elif reading.startswith(letters[place:]):
                    yield start, at + 1
        begun = following
