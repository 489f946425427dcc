"""What Chinese text needs: folding for comparison, numerals, and showing hostile text safely.

Spelling in pinyin is `ecotui.text.pinyin`, widths and line breaking `ecotui.text.layout`; they
load more than a listing needs and stand apart.
"""

from __future__ import annotations

import functools
import os
import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

_TABLES = os.path.join(os.path.dirname(__file__), "tables")

_HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_CJK = f"{_HAN}\u3001-\u3003\u3008-\u301b"

_MARKS = r"[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u3099\u309a]"

# Compiling the patterns takes longer than listing a plan, which needs none of them.
_pattern = functools.cache(re.compile)

# A blank between two Chinese characters, or between a digit and one, is layout, not wording.
_BLANKS = rf"(?<=[{_CJK}]) +(?=[{_CJK}0-9])|(?<=[0-9]) +(?=[{_CJK}])"
_SPACES = r"\s+"
# A character with what combines with it is folded as one, since NFKC may fuse them.
_CLUSTER = rf"(?s).{_MARKS}*"

_PUNCTUATION = str.maketrans(
    {
        "。": ".",
        "\u201c": '"',
        "\u201d": '"',
        "\u2018": "'",
        "\u2019": "'",
        "【": "[",
        "】": "]",
        "〔": "(",
        "〕": ")",
        "–": "-",
        "—": "-",
        "‐": "-",
        "−": "-",
        "~": "~",
        "〜": "~",
        "•": "·",
        "・": "·",
    }
)


def read_table(name: str) -> str:
    """The text of one of the shipped character tables."""
    with open(os.path.join(_TABLES, name), encoding="utf-8") as file:
        return file.read()


class _Folds(dict[int, str]):
    """Folded forms of single characters, worked out when first met."""

    def __init__(self) -> None:
        old, new = read_table("simplified.txt").split("\n")[:2]
        self.simplified = str.maketrans(old, new)
        super().__init__()

    def fold(self, cluster: str) -> str:
        """Fold one character with its combining marks, until nothing changes any more."""
        import unicodedata

        folded, before = cluster, ""
        while folded != before:
            before = folded
            folded = unicodedata.normalize("NFKC", folded).casefold()
            folded = folded.translate(self.simplified).translate(_PUNCTUATION)
            folded = _pattern(_SPACES).sub(" ", folded)
        return folded

    def __missing__(self, code: int) -> str:
        folded = self[code] = self.fold(chr(code))
        return folded


_folds: _Folds | None = None


def _table() -> _Folds:
    global _folds
    if _folds is None:
        _folds = _Folds()
    return _folds


def fold(text: str) -> str:
    """The form in which texts are compared.

    NFKC, case, traditional to simplified characters, full-width to half-width punctuation; runs
    of white space become one blank, and none between Chinese characters or between a digit and a
    Chinese character. Folding a folded text changes nothing.
    """
    if text.isascii():
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
    # It stays as it is, and no text of a plan is likely to hold it.
    between = "\0"
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


# Different characters from which on a table is quicker than replacing one after the other.
_FEW = 60


@functools.cache
def _changing() -> re.Pattern[str]:
    """A character that folding may change; no other one does."""
    changed = _table().simplified
    kept = [chr(code) for code in range(0x4E00, 0xA000) if code not in changed]
    return re.compile(f"[^\0!-@\\[-~{''.join(kept)}]")


def _has_marks(text: str) -> bool:
    return _pattern(_MARKS).search(text) is not None


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
    match = _pattern(f"{_MARKS}+").match(text, end)
    return match.end() if match else end


def is_latin(folded: str) -> bool:
    """Whether a folded word is one that pinyin may mean: plain letters only."""
    return folded.isascii() and folded.isalpha()


_DIGITS = "零一二三四五六七八九"


def numeral(number: int) -> str:
    """A number from 1 to 9,999 in Chinese, as headings write it: 12 → 十二."""
    if not 0 < number < 10_000:
        return str(number)
    out, pending_zero = "", False
    for unit, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            out += "零" if pending_zero else ""
            out += ("" if unit == 10 and digit == 1 and not out else _DIGITS[digit]) + sign
            pending_zero = False
        else:
            pending_zero = bool(out)
    return out


def parse_numeral(text: str) -> int | None:
    """The number that a Chinese or decimal numeral names, or None: 二十一 → 21, ３ → 3."""
    import unicodedata

    # Longer ones number nothing, and int() refuses those beyond 4,300 digits.
    if not 0 < len(text) <= 18:
        return None
    text = unicodedata.normalize("NFKC", text).replace("〇", "零").replace("两", "二")
    if text.isascii() and text.isdigit():
        return int(text) or None
    if all(character in _DIGITS for character in text):
        return int("".join([str(_DIGITS.index(character)) for character in text])) or None
    return _with_units(text)


_UNITS = {"十": 10, "百": 100, "千": 1000}


def _with_units(text: str) -> int | None:
    """A numeral such as 一百零二; None for 十十, 一二十 and the colloquial 一百二, which is 120."""
    total, digit, unit, zero = 0, None, 10_000, False
    for character in text:
        if character in _UNITS:
            if _UNITS[character] >= unit or digit == 0:
                return None
            unit = _UNITS[character]
            total += (digit or 1) * unit
            digit, zero = None, False
        elif character == "零":
            if digit is not None or zero or not total:
                return None
            zero = True
        elif character in _DIGITS:
            if digit is not None:
                return None
            digit = _DIGITS.index(character)
        else:
            return None
    if zero and digit is None:
        return None
    if digit and unit > 10 and not zero:
        return None
    return total + (digit or 0)


# C0 and C1 controls, what turns the direction or shape of text, and what no file may hold.
_UNSAFE = (
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f"
    "\ufeff\ufffe\uffff\ud800-\udfff]"
)


_ONE_LINE = dict.fromkeys(map(ord, "\t\n\u2028\u2029"), " ")


def visible(text: str, *, one_line: bool = True) -> str:
    """A text that is safe to show: nothing in it acts on a terminal, a page or a file.

    Control characters become their pictures (␛ for escape), other invisible ones U+FFFD; with
    ``one_line``, tabs and line breaks become blanks.
    """
    if text.isprintable():
        return text
    if one_line:
        text = text.replace("\r\n", " ").translate(_ONE_LINE)
    return _pattern(_UNSAFE).sub(_picture, text)


def _picture(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else "\ufffd"


def join_names(names: Sequence[str], *, open_list: bool = False, language: str = "zh") -> str:
    """Department names as a sentence lists them: ``财政厅、林业厅等``."""
    if language == "zh":
        return "、".join(names) + ("等" if open_list else "")
    return ", ".join(names) + (", etc." if open_list else "")
