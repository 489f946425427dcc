"""Chinese numerals, written and read."""

from __future__ import annotations

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
