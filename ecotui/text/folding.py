"""Folding: the form of a text that search compares."""

from __future__ import annotations

import functools
import os
import re
from collections.abc import Sequence

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal

_TABLES = os.path.join(os.path.dirname(__file__), "tables")

HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_CJK = f"{HAN}\u3001-\u3003\u3008-\u301b"

#: Characters that nobody sees, as the inside of a class of a pattern: those that Unicode lets a
#: display ignore (Default_Ignorable_Code_Point), controls that end no line, the signs around
#: annotations, objects and hieroglyphs, and the empty one of braille.
UNSEEN = (
    "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u2800\ufffc\U00013430-\U0001343f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff"
)
# What folding leaves out: that, and the signs in which it is shown, for whoever copies them.
_LEFT_OUT = f"[{UNSEEN}\ufffd\u2400-\u241b\u2421]"
#: Marks that combine with the character before them, as a class of a pattern.
MARKS = r"[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u3099\u309a\uff9e\uff9f]"

# Compiling the patterns takes longer than listing a plan, which needs none of them.
_pattern = functools.cache(re.compile)

# A blank between two Chinese characters, or between a digit and one, is layout, not wording.
_BLANKS = rf"(?<=[{_CJK}]) +(?=[{_CJK}0-9])|(?<=[0-9]) +(?=[{_CJK}])"
_SPACES = r"\s+"
# A character with what combines with it is folded as one, since NFKC may fuse them.
_CLUSTER = rf"(?s).(?:{MARKS}|{_LEFT_OUT})*"
_MARKED = rf"(?:{_LEFT_OUT}*{MARKS})+"

#: The character that stands for every Chinese one in a `masked` text.
ANY_HAN = "汉"

_PUNCTUATION = str.maketrans("。【】〔〕–—‐−〜•・", ".[]()----~··") | str.maketrans(
    {"\u201c": '"', "\u201d": '"', "\u2018": "'", "\u2019": "'"}
)


def read_table(name: str) -> str:
    """The text of one of the shipped character tables."""
    with open(os.path.join(_TABLES, name), encoding="utf-8") as file:
        return file.read()


def read_pairs(name: str) -> dict[int, int]:
    """The shipped table of characters and those that stand for them, for `str.translate`."""
    old, new = read_table(name).split("\n")[:2]
    return str.maketrans(old, new)


class _Mask(dict[int, int]):
    """`ANY_HAN` for the code of a Chinese character, the same code for any other."""

    def __missing__(self, code: int) -> int:
        is_han = (
            0x4E00 <= code <= 0x9FFF
            or code == 0x3007
            or 0x3400 <= code <= 0x4DBF
            or 0xF900 <= code <= 0xFAFF
            or 0x20000 <= code <= 0x323AF
        )
        self[code] = ord(ANY_HAN) if is_han else code
        return self[code]


_MASK = _Mask()


def masked(text: str) -> str:
    """The text with `ANY_HAN` for each Chinese character; all others stay, in their places.

    A pattern with that character is compiled a thousand times as fast as one with `HAN`.
    """
    return text.translate(_MASK)


# No writing combines more with one character (UAX #15, Stream-Safe Text Format).
_MOST_MARKS = 30


def composed(text: str) -> str:
    """A text in the form NFC, however many marks stand on one letter."""
    import unicodedata

    long = _pattern(f"{MARKS}{{{_MOST_MARKS},}}")
    return unicodedata.normalize("NFC", long.sub(lambda run: _in_order(run[0], "NFD"), text))


def compatible(text: str) -> str:
    """Each character of a text by itself in its plain form (NFKC): full-width １ as 1, ㈠ as (一).

    Of a whole text Python would sort the marks on one letter, in quadratic time.
    """
    from unicodedata import normalize

    return "".join([normalize("NFKC", character) for character in text])


def _in_order(cluster: str, form: Literal["NFD", "NFKD"] = "NFKD") -> str:
    """A character whose marks are in canonical order: Python sorts them in quadratic time."""
    from itertools import groupby
    from unicodedata import combining, normalize

    apart = "".join([normalize(form, character) for character in cluster])
    runs = [list(some) for _is_mark, some in groupby(apart, lambda one: combining(one) > 0)]
    # Of characters that combine with nothing the sort keeps the order.
    return "".join(["".join(sorted(some, key=combining)) for some in runs])


class _Folds(dict[int, str]):
    """Folded forms of single characters, worked out when first met."""

    def __init__(self) -> None:
        self.simplified = read_pairs("simplified.txt") | read_pairs("radicals.txt")
        super().__init__()

    def fold(self, cluster: str) -> str:
        """Fold one character with its combining marks, until nothing changes any more."""
        import unicodedata

        folded, before = _in_order(cluster) if len(cluster) > _MOST_MARKS else cluster, ""
        while folded != before:
            before = folded
            folded = _pattern(_LEFT_OUT).sub("", folded)
            folded = unicodedata.normalize("NFKC", folded).casefold()
            folded = folded.translate(self.simplified).translate(_PUNCTUATION)
            folded = _pattern(_SPACES).sub(" ", folded)
        return folded

    def __missing__(self, code: int) -> str:
        folded = self[code] = self.fold(chr(code))
        return folded


_table = functools.cache(_Folds)


def fold(text: str) -> str:
    """The form in which texts are compared.

    NFKC, case, traditional to simplified characters, radicals to the characters that they are,
    full-width to half-width punctuation, without what nobody sees; runs of white space become one
    blank, and none between Chinese characters or between a digit and a Chinese character. Folding a
    folded text changes nothing.
    """
    if text.isascii() and text.isprintable():
        folded = text.lower()
    else:
        table = _table()
        if _has_marks(text):
            folded = "".join([table.fold(cluster) for cluster in _pattern(_CLUSTER).findall(text)])
        else:
            folded = text.translate(table)
    if any(space in folded for space in " \t\n\r\x0b\x0c\x1c\x1d\x1e\x1f\x85"):
        folded = _without_blanks(folded)
    return folded


def _without_blanks(text: str) -> str:
    return _pattern(_BLANKS).sub("", _pattern(_SPACES).sub(" ", text).strip(" "))


def fold_all(texts: Sequence[str]) -> list[str]:
    """`fold` of each text; of many texts, all together, in a fifth of the time.

    Nearly every character of a text is an ideograph that stays as it is. Those that do not are few
    different ones, and to replace each wherever it stands is quick.
    """
    between = _BETWEEN
    joined = between.join(texts)
    changed = set(_changing().findall(joined))
    table = _table()
    if joined.count(between) != len(texts) - 1 or _has_marks("".join(changed)):
        return [fold(text) for text in texts]
    forms = {character: table[ord(character)] for character in changed}
    if len(forms) > _FEW or any(table[ord(c)] != c for form in forms.values() for c in form):
        joined = joined.translate(table)
    else:
        for character, form in forms.items():
            joined = joined.replace(character, form)
    return [_without_blanks(text) if " " in text else text for text in joined.split(between)]


#: What stands between texts that are folded together: it stays as it is, and is for private use.
_BETWEEN = "\ue000"
# Different characters from which on a table is quicker than replacing one after the other.
_FEW = 60


@functools.cache
def _changing() -> re.Pattern[str]:
    """A character that folding may change; no other one does."""
    changed = _table().simplified
    kept = [chr(code) for code in range(0x4E00, 0xA000) if code not in changed]
    return re.compile(f"[^{_BETWEEN}!-@\\[-~{''.join(kept)}]")


def _has_marks(text: str) -> bool:
    return _pattern(MARKS).search(text) is not None


def fold_with_offsets(text: str) -> tuple[str, list[int]]:
    """Fold a text and say where each folded character comes from.

    Returns:
        The folded text, and for each of its characters the index in ``text`` of the character
        that it stands for, followed by ``len(text)``.
    """
    table = _table()
    folded: list[str] = []
    offsets: list[int] = []
    for match in _pattern(_CLUSTER).finditer(text):
        for character in table.fold(match[0]):
            if character == " " and (not folded or folded[-1] == " "):
                continue
            folded.append(character)
            offsets.append(match.start())
    if folded and folded[-1] == " ":
        del folded[-1], offsets[-1]
    joined = "".join(folded)
    dropped = {match.start() for match in _pattern(_BLANKS).finditer(joined)}
    if dropped:
        joined = "".join(c for i, c in enumerate(joined) if i not in dropped)
        offsets = [offset for i, offset in enumerate(offsets) if i not in dropped]
    return joined, [*offsets, len(text)]


def cluster_end(text: str, end: int) -> int:
    """``end``, moved past the marks that combine with the character before it."""
    match = _pattern(_MARKED).match(text, end)
    return match.end() if match else end


def is_latin(folded: str) -> bool:
    """Whether a folded word is one that pinyin may mean: plain letters, ü, and xi'an's sign."""
    plain = folded.replace("'", "").replace("ü", "v")
    return plain.isascii() and plain.isalpha()
