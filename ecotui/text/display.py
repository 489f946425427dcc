"""Texts as they are shown: made safe, measured in terminal cells, broken into lines."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Sequence

from ecotui.text.folding import _pattern, cluster_end, fold_with_offsets, is_latin

# C0 and C1 controls, what nobody sees but for what joins or styles the character before it
# (terminals do not agree about the width of some), and what no file may hold.
_UNSAFE = (
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"
    "\u00ad\u061c\u115f\u1160\u17b4\u17b5\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\ud800-\udfff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e00ff\U000e01f0-\U000e0fff]"
)
# Those of them that Python calls printable.
_FILLERS = "\u115f\u1160\u17b4\u17b5\u3164\uffa0"
_PICTURES = {chr(code): chr(0x2400 + code) for code in range(0x20)} | {"\x7f": "\u2421"}
_ONE_LINE = dict.fromkeys(map(ord, "\t\n\x85\u2028\u2029"), " ")


def visible(text: str, *, one_line: bool = True, unseen: str = "\ufffd") -> str:
    """A text that is safe to show: nothing in it acts on a terminal, a page or a file.

    Control characters become their pictures (␛ for escape), others that nobody sees ``unseen``, but
    for those that join or style the character before them; with ``one_line``, tabs and line breaks
    become blanks.
    """
    if text.isprintable() and not any(map(text.__contains__, _FILLERS)):
        return text
    if one_line:
        text = text.replace("\r\n", " ").translate(_ONE_LINE)
    shown: str = _pattern(_UNSAFE).sub(lambda match: _PICTURES.get(match[0], unseen), text)
    return shown


def join_names(names: Sequence[str], *, open_list: bool = False, language: str = "zh") -> str:
    """Department names as a sentence lists them: ``财政厅、林业厅等``."""
    if language == "zh":
        return "、".join(names) + ("等" if open_list else "")
    return ", ".join(names) + (", etc." if open_list else "")


# -- matches


def word_spans(text: str, words: Iterable[str]) -> list[tuple[int, int]]:
    """Where folded words, or their pinyin, stand in a text.

    Returns:
        Pairs of start and end in characters of ``text``, ascending, without overlap.
    """
    folded, offsets = fold_with_offsets(text)
    found: list[tuple[int, int]] = []
    for word in filter(None, words):
        at = folded.find(word)
        while at >= 0:
            found.append((at, at + len(word)))
            at = folded.find(word, at + 1)
        if is_latin(word):
            from ecotui.text import pinyin

            found.extend(pinyin.spans(folded, word))
    merged: list[tuple[int, int]] = []
    for first, last in sorted(found):
        # The end is where the last matched character ends, not where the next one that folding
        # left begins: a blank that was dropped belongs to no match.
        start, end = offsets[first], cluster_end(text, offsets[last - 1] + 1)
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


# -- widths

#: Classes of East Asian Width that take two cells.
_wide = "WF"


def ambiguous_width(cells: int) -> None:
    """Say how wide characters of ambiguous width (“ ” … — · ①) are: 1 or 2 cells; 1 by default."""
    global _wide
    _wide = "WFA" if cells == 2 else "WF"
    _cells.cache_clear()


def is_ambiguous(character: str) -> bool:
    """Whether terminals disagree about the width of a character.

    Lines and blocks are left out: where they would be wide, others are drawn in their place.
    """
    from unicodedata import category, east_asian_width

    return (
        east_asian_width(character) == "A"
        and not "\u2500" <= character <= "\u259f"
        and category(character) not in ("Mn", "Me", "Cf")
    )


@functools.lru_cache(maxsize=8192)
def _cells(character: str) -> int:
    from unicodedata import category, east_asian_width

    # A text may be measured before it is made safe to show. A line feed ends a line.
    if character != "\n":
        character = visible(character)
    kind = east_asian_width(character)
    if kind in _wide and (kind != "A" or is_ambiguous(character)):
        return 2
    return 0 if category(character) in ("Mn", "Me", "Cf", "Cc") else 1


def width(text: str) -> int:
    """Width in cells of a text as `visible` shows it: two for wide characters, none for marks."""
    if text.isascii() and text.isprintable():
        return len(text)
    return sum(map(_cells, text))


def cut(text: str, cells: int) -> str:
    """As much of a text as fits, with … at its end where something is left out."""
    if width(text) <= cells:
        return text
    used, end = 0, 0
    room = cells - _cells("…")
    for character in text:
        used += _cells(character)
        if used > room:
            break
        end += 1
    return text[:end] + "…" if room >= 0 else ""


def pad(text: str, cells: int) -> str:
    """A text followed by blanks up to a width; a wider one stays as it is."""
    return text + " " * max(0, cells - width(text))


def wrap(text: str, cells: int) -> list[tuple[int, int]]:
    """Break a text into lines by the Unicode line breaking rules (UAX #14).

    No line begins with closing punctuation such as ，。 or ends with an opening bracket; words and
    numbers stay whole unless one alone is wider than a line. A line feed ends a line. A line has at
    least two cells.

    Returns:
        Start and end of each line in characters of ``text``, blanks at a line's end left out;
        one empty line for an empty text.
    """
    cells = max(2, cells)
    if "\n" not in text and width(text) <= cells:
        return [(0, len(text.rstrip()))]
    lines: list[tuple[int, int]] = []
    start = end = used = 0
    for unit in _units(text):
        size = width(unit.rstrip())
        if used and used + size > cells:
            lines.append((start, end))
            start, used = end, 0
        at = 0
        while size > cells:
            taken = _fitting(unit, cells, at)
            # A unit without width may stand before this one on the line.
            lines.append((start, end + taken))
            start = end = end + taken
            size -= width(unit[at : at + taken])
            at += taken
        end += len(unit) - at
        used += width(unit[at:])
        if unit.endswith("\n"):
            lines.append((start, end))
            start, used = end, 0
    if start < end or not lines:
        lines.append((start, end))
    return [(first, first + len(text[first:last].rstrip())) for first, last in lines]


def _fitting(unit: str, cells: int, start: int) -> int:
    """How many characters of an over-wide unit go on a line from a place: best up to inside a word.

    The rules allow no break in the unit, so one has to be forced; but punctuation still stays with
    the letters beside it.
    """
    used, end = 0, start
    while end < len(unit):
        used += _cells(unit[end])
        if used > cells:
            break
        end += 1
    for at in range(end, start, -1):
        if unit[at - 1].isalnum() and unit[at : at + 1].isalnum():
            return at - start
    return max(1, end - start)


#: Ideographs are of one line breaking class, and so are digits, and letters of ASCII.
_IDEOGRAPH = "[\u4e00-\u9fff]"
_ALIKE = {code: "0" if chr(code) < "A" else "a" for code in range(128) if chr(code).isalnum()}
#: The place between two ideographs.
_BETWEEN = "(?<=一)(?=一)"


def _units(text: str) -> Iterator[str]:
    """Pieces of a text between which a line may be broken.

    Between two ideographs it always may, and no rule looks past one. So only what stands between
    them has to be looked at closely, and `，` between any two, or a number of two digits, is a case
    that was decided before: the rules, in Python, take a tenth of a millisecond for a character.
    """
    start = 0
    alike = _pattern(_IDEOGRAPH).sub("一", text).translate(_ALIKE)
    for piece in _pattern(_BETWEEN).split(alike):
        for size in _sizes(piece):
            yield text[start : start + size]
            start += size


#: What most texts consist of. The rules, which a test compares, take 20 ms to import.
_KNOWN = {
    "": (),
    "一": (1,),
    "一 一": (2, 1),
    "0. 一": (3, 1),
    "00. 一": (4, 1),
    **{f"一{mark}": (2,) for mark in "，。、；：！？）》】"},
    **{f"一{mark}一": (2, 1) for mark in "，。、；：！？）》】"},
    **{f"一{mark}一": (1, 2) for mark in "（《【"},
}


#: A longer piece is broken at blanks only: the rules would take seconds.
_MAX_RULED = 1_000
_WORD = r"\S*[^\S\n]*\n|\S+[^\S\n]*|[^\S\n]+"


@functools.lru_cache(maxsize=4096)
def _sizes(text: str) -> tuple[int, ...]:
    if (known := _KNOWN.get(text)) is not None:
        return known
    if len(text) > _MAX_RULED:
        return tuple(map(len, _pattern(_WORD).findall(text)))
    # Half of what a first screen costs beyond Textual, so only where a line is broken at all.
    from uniseg.linebreak import line_break_units

    return tuple(map(len, line_break_units(text)))


def warm() -> None:
    """Import the rules, so that no line has to wait for them later."""
    _sizes("一“一")
