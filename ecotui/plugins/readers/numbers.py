"""Numbers as automatic numbering of Word and of web pages shows them."""

from __future__ import annotations

from ecotui.api import numeral

# Each is a run of characters that the standard of Unicode has for it: (number of the first, how
# many). 21 to 50 in circles stand apart.
_CIRCLES = "".join(
    map(chr, [*range(0x2460, 0x2474), *range(0x3251, 0x3260), *range(0x32B1, 0x32C0)])
)
_SIGNS = {
    "decimalEnclosedCircle": _CIRCLES,
    "decimalEnclosedCircleChinese": _CIRCLES,
    "decimalEnclosedParen": "".join(map(chr, range(0x2474, 0x2488))),
    "decimalEnclosedFullstop": "".join(map(chr, range(0x2488, 0x249C))),
    "ideographEnclosedCircle": "".join(map(chr, range(0x3280, 0x328A))),
    "ideographTraditional": "甲乙丙丁戊己庚辛壬癸",
    "ideographZodiac": "子丑寅卯辰巳午未申酉戌亥",
}
_LEGAL = {
    "chineseLegalSimplified": str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟"),
    "ideographLegalTraditional": str.maketrans(
        "一二三四五六七八九十百千", "壹貳參肆伍陸柒捌玖拾佰仟"
    ),
}
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
_DIGITS = str.maketrans("0123456789", "〇一二三四五六七八九")
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def shown(number: int, style: str) -> str:
    """A number in a style of Word, such as ``chineseCounting``; plain decimal in any other.

    The styles are those of ISO/IEC 29500-1, 17.18.59, where Word itself follows them.
    """
    if style == "none":
        return ""
    if number < 1:
        return str(number)
    if signs := _SIGNS.get(style):
        return signs[number - 1] if number <= len(signs) else str(number)
    match style:
        case "chineseCounting" | "taiwaneseCounting":
            # From a hundred on digit by digit.
            return numeral(number) if number < 100 else str(number).translate(_DIGITS)
        case "chineseCountingThousand" | "taiwaneseCountingThousand":
            return numeral(number)
        case "japaneseCounting":
            text = numeral(number).replace("零", "")
            return text[1:] if text[:2] in ("一百", "一千") else text
        case "ideographDigital" | "japaneseDigitalTen" | "taiwaneseDigital":
            return str(number).translate(_DIGITS)
        case "chineseLegalSimplified" | "ideographLegalTraditional":
            text = numeral(number)
            return ("一" + text if text.startswith("十") else text).translate(_LEGAL[style])
        case "decimalFullWidth" | "decimalFullWidth2":
            return str(number).translate(_WIDE)
        case "decimalZero":
            return f"{number:02}"
        case "upperLetter" | "lowerLetter":
            letter = chr(ord("A") + (number - 1) % 26) * min((number - 1) // 26 + 1, 30)
            return letter if style == "upperLetter" else letter.lower()
        case "upperRoman" | "lowerRoman":
            return _roman(number) if style == "upperRoman" else _roman(number).lower()
    return str(number)


def _roman(number: int) -> str:
    if number >= 4000:
        return str(number)
    text = ""
    for value, letters in _ROMAN:
        text += letters * (number // value)
        number %= value
    return text
