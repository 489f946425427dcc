"""Characters that nobody sees, and other characters that look the same: a text without either.

They come out of PDF files, web pages and old code pages: the radical ⽔ for 水, a ﬁ in one piece, a
soft hyphen inside a name. What a text says does not change with them, but two names that look the
same are two.
"""

from __future__ import annotations

import functools
import unicodedata
from typing import NamedTuple

from ecotui.text import proofreading
from ecotui.text.folding import HAN, MARKS, UNSEEN, _pattern, composed, read_pairs

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from collections.abc import Iterable

# Compatibility ideographs and radicals, half-width forms, ligatures of Latin letters, small and
# vertical forms of punctuation, and signs that Unicode has twice, such as that of kelvin.
_TWICE = (
    "\u0340\u0341\u0374\u037e\u0387\u2126\u212a\u212b\u2329\u232a\u2e80-\u2fdf\u3038-\u303a\u31c0-\u31e3"
    "\uf900-\ufaff\ufb00-\ufb06\ufe10-\ufe19\ufe30-\ufe44\ufe47-\ufe48\ufe50-\ufe6b\uff61-\uffdc\uffe8-\uffee"
    "\U0002f800-\U0002fa1f"
)
# What each program shows in its own way, or not at all: ends of lines other than a line feed, code
# points that are no characters, and those that a font may draw as it likes.
_LINE_ENDS = "\v\f\x1c-\x1e\x85\u2028\u2029"
_NO_CHARACTERS = "\ud800-\udfff\ufdd0-\ufdef\ue000-\uf8ff\U000f0000-\U0010ffff" + "".join(
    [f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0xF0000, 0x10000)]
)
# Characters of GBK that had no place in Unicode at first: from its bytes FE 50 on.
_GBK = range(0xE815, 0xE865)
# Behind a Chinese character these are colons; behind a number the first is the sign of a ratio.
_COLONS = "∶꞉ː\ufe30"
_ODD = (
    rf"(?<=[{HAN}）)])[{_COLONS}]|[{UNSEEN}{_TWICE}{_LINE_ENDS}\x1f{_NO_CHARACTERS}]"
    rf"|[^\W\d_](?:(?![{UNSEEN}]){MARKS})+"
)
_JOINERS = "\u200c\u200d"
_STYLES = "\ufe0e\ufe0f"


class Lookalike(NamedTuple):
    """A character that was found in a text.

    ``meant`` is the one that it looks like, empty where nobody sees it; ``start`` is its place.
    """

    character: str
    meant: str
    start: int

    def __str__(self) -> str:
        """``U+200B`` for what nobody sees, ``⽔ (U+2F54) → 水`` for another."""
        points = " ".join([f"U+{ord(one):04X}" for one in self.character])
        if self.meant.isspace():
            return f"{points} → U+{ord(self.meant):04X}"
        return f"{self.character} ({points}) → {self.meant}" if self.meant else points


def lookalikes(text: str, *, simplified: bool = True) -> list[Lookalike]:
    """The characters of a text that nobody sees or that look like another, in its order.

    Characters that join or style those before them, where these are of a script that needs it or
    pictures, are none.

    Args:
        text: The text.
        simplified: Whether it is Chinese in simplified characters, in which ⼾ is 户, not 戶.
    """
    if text.isascii() and text.isprintable():
        return []
    found = []
    for match in _pattern(_ODD).finditer(text):
        meant = _meant(match[0], simplified)
        if meant != match[0] and not _is_needed(match):
            found.append(Lookalike(match[0], meant, match.start()))
    return found


def without(text: str, found: Iterable[Lookalike]) -> str:
    """A text with what was found in it replaced."""
    out: list[str] = []
    at = 0
    for character, meant, start in found:
        out += text[at:start], meant
        at = start + len(character)
    # A half-width mark of sound becomes one with the letter before it.
    return composed("".join([*out, text[at:]])) if at else text


def plain(text: str) -> str:
    """A text without characters that nobody sees or that look like another."""
    return without(text, lookalikes(text))


@functools.cache
def _meant(character: str, simplified: bool) -> str:
    if len(character) > 1:
        # A letter that has no double stays, whatever compatibility says of it, as ㄱ does.
        twice = _pattern(f"[{_TWICE}]")
        each = [_meant(one, simplified) if twice.match(one) else one for one in character]
        return composed("".join(each))
    if _pattern(f"[{_LINE_ENDS}]").match(character):
        return "\n"
    if character in _COLONS:
        return "："
    if character == "\x1f":
        return " "
    if ord(character) in _GBK:
        place = ord(character) - _GBK.start + 0x50
        character = bytes((0xFE, place + (place >= 0x7F))).decode("gb18030")
    if _pattern(f"[{UNSEEN}{_NO_CHARACTERS}]").match(character):
        return ""
    radicals = _radicals()
    if ord(character) in radicals:
        meant = chr(radicals[ord(character)])
        return proofreading.simplified(meant) if simplified else meant
    kind, _blank, rest = unicodedata.decomposition(character).partition(" ")
    if kind in ("<narrow>", "<small>", "<vertical>", "<compat>"):
        # One step only: the half-width letters of Korean are letters, not parts of syllables.
        codes = [int(code, 16) for code in rest.split()]
        if kind != "<compat>":
            # A small comma is a comma of Chinese text.
            codes = [code + 0xFEE0 if 0x20 < code < 0x7F else code for code in codes]
        return "".join(map(chr, codes)).replace("ſ", "s")
    return unicodedata.normalize("NFC", character)


@functools.cache
def _radicals() -> dict[int, int]:
    return read_pairs("radicals.txt")


def _is_needed(match: re.Match[str]) -> bool:
    """Whether a character joins or styles what stands before it."""
    text, at, sign = match.string, match.start(), match[0]
    # A base has a style or two; beyond them, whatever it is, nobody sees the difference.
    before = text[max(0, at - 3) : at].rstrip(_STYLES)[-1:]
    if not before or _pattern(f"[{UNSEEN}]").match(before):
        return False
    is_picture = unicodedata.category(before) in ("So", "Sk")
    # Radicals and strokes are symbols, too.
    if is_picture and not "\u2e80" <= before <= "\u31ff" and sign in f"{_STYLES}\u200d":
        return True
    # Arabic, Persian, the scripts of India, Mongolian: their letters have forms that join.
    is_letter = "\u0590" <= before < "\u1100" or "\u1780" <= before < "\u18b0"
    return is_letter and sign in f"{_JOINERS}\u180b\u180c\u180d\u180e\u180f"
