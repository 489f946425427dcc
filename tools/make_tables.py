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


def words(usual: dict[str, str]) -> str:
    """Lines ``word readings``: short words in which a character has another reading."""
    lines = []
    for word, readings in sorted(phrases_dict.items()):
        spelled = [plain(reading[0]) for reading in readings]
        if (
            len(word) in (2, 3)
            and len(word) == len(spelled)
            and in_gb2312(word)
            and all(s.isascii() and s.isalpha() for s in spelled)
            and any(usual.get(c) != s for c, s in zip(word, spelled, strict=True))
        ):
            lines.append(f"{word} {' '.join(spelled)}\n")
    kept: dict[str, str] = {}
    for line in lines:
        word, _, spelled_line = line.partition(" ")
        kept[word] = spelled_line
    return "".join(f"{word} {spelled_line}" for word, spelled_line in kept.items())


def main(folder: Path) -> None:
    """Write the tables into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    usual = usual_readings()
    by_reading: dict[str, list[str]] = defaultdict(list)
    for character, reading in usual.items():
        by_reading[reading].append(character)
    readings = "".join(f"{r} {''.join(by_reading[r])}\n" for r in sorted(by_reading))
    for name, content in (
        ("simplified.txt", simplified()),
        ("radicals.txt", radicals()),
        ("readings.txt", readings),
        ("words.txt", words(usual)),
    ):
        (folder / name).write_text(content, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else TABLES)
