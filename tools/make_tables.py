"""Write the character tables with which ``ecotui.text`` folds and spells.

Run with the development dependencies installed: ``python tools/make_tables.py [FOLDER]``.
The data comes from OpenCC (simplified forms), pypinyin (readings of characters and words) and the
Unicode Character Database as Debian's ``unicode-data`` has it (radicals). A test runs this again
and compares.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections import Counter, defaultdict
from pathlib import Path

import opencc
from pypinyin.phrases_dict import phrases_dict
from pypinyin.pinyin_dict import pinyin_dict

TABLES = Path(__file__).resolve().parent.parent / "ecotui" / "text" / "tables"
EQUIVALENT = Path("/usr/share/unicode/EquivalentUnifiedIdeograph.txt")
# Later versions of Unicode may add strokes behind these.
RADICALS = [*range(0x2E80, 0x2FE0), *range(0x31C0, 0x31E4)]
IDEOGRAPHS = [*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000)]
#: The share of the words of a character below which a reading that it has in them is a rarity.
RARE = 0.01
#: Readings in everyday use that the dictionary's words do not have, or in few of many: of names
#: of places (洪洞, 漯河, 荥经), of surnames (翟, 召), and of words (荠菜, 游说, 河涌).
FURTHER = (
    "乐lao 六lu 区ou 单chan,shan 合ge 员yun 咀zui 地de 坻chi 夹ga 大dai 峒tong 峙shi 幢zhuang"
    " 数shuo 晟sheng 柜ju 栎yue 桧hui 棱ling 泷shuang 洗xian 洞tong 浚xun 涌chong 漯luo 炮bao"
    " 熟shou 珲hun 百bo 盖ge 石dan 祭zhai 种chong 筠jun 红gong 约yao 繁po 缪miao 翟zhai 脯fu"
    " 嗯en 欸ei 芎xiong 荠ji 荥ying 荨qian 莎sha 蓼lu 覃qin 召shao 说shui 车ju 适kuo 逮di 郇xun"
)


def plain(reading: str) -> str:
    """A reading without tone marks, as people type it: ``lǜ`` → ``lv``."""
    letters = unicodedata.normalize("NFD", reading)
    kept = "".join(
        c for c in letters if not unicodedata.combining(c) or c == "\N{COMBINING DIAERESIS}"
    )
    return unicodedata.normalize("NFC", kept).replace("ü", "v").replace("ê", "e")


def in_gb2312(word: str) -> bool:
    """Whether a word uses only the characters of everyday simplified Chinese."""
    try:
        word.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def simplified() -> str:
    """Two lines: traditional characters, and their simplified forms."""
    convert = opencc.OpenCC("t2s").convert
    pairs = [(chr(code), convert(chr(code))) for code in IDEOGRAPHS]
    pairs = [(old, new) for old, new in pairs if old != new and len(new) == 1]
    return "".join(old for old, _ in pairs) + "\n" + "".join(new for _, new in pairs) + "\n"


def radicals() -> str:
    """Two lines: radicals and strokes, and the ideographs that look the same.

    Unicode gives them as Equivalent_Unified_Ideograph; normalization has those of Kangxi alone.
    """
    pairs = []
    for line in EQUIVALENT.read_text(encoding="utf-8").splitlines():
        if found := re.match(r"([0-9A-F]+)(?:\.\.([0-9A-F]+))? *; *([0-9A-F]+)", line):
            first, last = int(found[1], 16), int(found[2] or found[1], 16)
            pairs += [(code, int(found[3], 16)) for code in range(first, last + 1)]
    pairs = [(old, new) for old, new in sorted(pairs) if old in RADICALS]
    return "".join(chr(o) for o, _ in pairs) + "\n" + "".join(chr(n) for _, n in pairs) + "\n"


def readings_in_words() -> dict[str, Counter[str]]:
    """For each character, in how many dictionary words it has each reading."""
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for word, readings in phrases_dict.items():
        if len(word) == len(readings):
            for character, several in zip(word, readings, strict=True):
                seen[character].update({plain(reading) for reading in several})
    return seen


def usual_readings() -> dict[str, str]:
    """The reading that each character has in most dictionary words."""
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for word, readings in phrases_dict.items():
        if len(word) == len(readings) == 2:
            for character, reading in zip(word, readings, strict=True):
                seen[character][plain(reading[0])] += 1
    usual = {}
    for code in [0x3007, *IDEOGRAPHS]:
        if listed := pinyin_dict.get(code):
            character, known = chr(code), [plain(r) for r in listed.split(",")]
            usual[character] = max(
                (r for r in known if r.isascii() and r.isalpha()),
                key=lambda r: (seen[character][r], -known.index(r)),
                default="",
            )
    return {character: reading for character, reading in usual.items() if reading}


def other_readings(usual: dict[str, str]) -> dict[str, set[str]]:
    """What else each character is read as in everyday words.

    These are its readings in dictionary words, but for rare ones, and those of `FURTHER`. Others
    that dictionaries list are of old books, and would be found where nobody means them: 台 as yi,
    有 as wei.
    """
    others: dict[str, set[str]] = defaultdict(set)
    for character, counted in readings_in_words().items():
        for reading, number in counted.items():
            if number >= RARE * counted.total() and reading.isascii() and reading.isalpha():
                others[character].add(reading)
    for entry in FURTHER.split():
        character, *readings = entry[0], *entry[1:].split(",")
        others[character].update(readings)
    return {character: found - {usual.get(character)} for character, found in others.items()}


def words(usual: dict[str, str], others: dict[str, set[str]]) -> str:
    """Lines ``word readings``: short words in which a character has another reading."""
    kept: dict[str, str] = {}
    for word, readings in sorted(phrases_dict.items()):
        spelled = [plain(reading[0]) for reading in readings]
        pairs = list(zip(word, spelled, strict=False))
        if (
            len(word) in (2, 3)
            and len(word) == len(spelled)
            and in_gb2312(word)
            and all(s == usual.get(c) or s in others.get(c, ()) for c, s in pairs)
            and any(s != usual.get(c) for c, s in pairs)
        ):
            kept[word] = " ".join(spelled)
    return "".join(f"{word} {spelled}\n" for word, spelled in kept.items())


def readings(usual: dict[str, str], others: dict[str, set[str]]) -> str:
    """Lines ``reading characters others``: whose usual reading it is, and who else may have it."""
    by_reading: dict[str, list[str]] = defaultdict(list)
    also: dict[str, list[str]] = defaultdict(list)
    for character, reading in usual.items():
        by_reading[reading].append(character)
        for other in others.get(character, ()):
            also[other].append(character)
    lines = []
    for reading in sorted({*by_reading, *also}):
        columns = (reading, "".join(by_reading[reading]), "".join(also[reading]))
        lines.append(" ".join(columns).rstrip() + "\n")
    return "".join(lines)


def main(folder: Path) -> None:
    """Write the tables into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    usual = usual_readings()
    others = other_readings(usual)
    for name, content in (
        ("simplified.txt", simplified()),
        ("radicals.txt", radicals()),
        ("readings.txt", readings(usual, others)),
        ("words.txt", words(usual, others)),
    ):
        (folder / name).write_text(content, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else TABLES)
