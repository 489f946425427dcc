"""The character tables are those that the tool writes."""

from __future__ import annotations

import runpy
import unicodedata
from pathlib import Path

import pytest
from needs import needs

ROOT = Path(__file__).parents[2]
TABLES = ROOT / "ecotui" / "text" / "tables"


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tables")
    runpy.run_path(str(ROOT / "tools" / "make_tables.py"))["main"](folder)
    return folder


@needs("/usr/share/unicode/EquivalentUnifiedIdeograph.txt")
def test_every_table_is_as_the_tool_writes_it(written: Path) -> None:
    names = sorted(path.name for path in written.iterdir())
    assert names == sorted(path.name for path in TABLES.iterdir())
    for name in names:
        assert (TABLES / name).read_bytes() == (written / name).read_bytes(), name


def test_each_traditional_character_has_one_simplified_form() -> None:
    lines = (TABLES / "simplified.txt").read_text(encoding="utf-8").splitlines()
    old, new = lines
    assert len(lines) == 2
    assert len(old) == len(new) == len(set(old))
    assert dict(zip(old, new, strict=True))["區"] == "区"


def test_each_radical_has_the_ideograph_that_it_is() -> None:
    lines = (TABLES / "radicals.txt").read_text(encoding="utf-8").splitlines()
    radicals = dict(zip(*lines, strict=True))
    # Normalization knows those of Kangxi.
    kangxi = [chr(code) for code in range(0x2F00, 0x2FD6)]
    assert [radicals[c] for c in kangxi] == [unicodedata.normalize("NFKC", c) for c in kangxi]
    some = {"⻓": "长", "⻋": "车", "⻔": "门", "⻅": "见", "⻢": "马", "⻰": "龙", "⺠": "民"}
    assert some.items() < radicals.items()


def test_each_character_has_one_usual_reading_of_plain_letters() -> None:
    usual: set[str] = set()
    others: set[tuple[str, str]] = set()
    for line in (TABLES / "readings.txt").read_text(encoding="utf-8").splitlines():
        reading, characters, *also = line.split(" ")
        assert reading.isascii()
        assert reading.isalpha()
        assert reading.islower()
        assert len(reading) <= 6
        assert usual.isdisjoint(characters)
        assert set(characters).isdisjoint("".join(also))
        usual.update(characters)
        others.update((character, reading) for character in "".join(also))
    assert len(usual) > 20_000
    assert usual.issuperset(character for character, _reading in others)
    assert len(others) < 500
    assert {("长", "zhang"), ("调", "tiao"), ("会", "kuai"), ("绿", "lu"), ("漯", "luo")} <= others


def test_words_have_a_syllable_for_each_character() -> None:
    for line in (TABLES / "words.txt").read_text(encoding="utf-8").splitlines():
        word, *syllables = line.split(" ")
        assert len(word) == len(syllables) in (2, 3)
