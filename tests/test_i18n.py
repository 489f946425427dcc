"""Every message of the code has its translation, and the language can be switched."""

from __future__ import annotations

import gettext
import re
import runpy
import string
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from ecotui import i18n

ROOT = Path(__file__).parents[1]


messages = SimpleNamespace(**runpy.run_path(str(ROOT / "tools" / "messages.py")))


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    i18n.use(None)
    yield
    i18n.use(None)


def placeholders(text: str) -> set[str]:
    return {name for _text, name, _spec, _conversion in string.Formatter().parse(text) if name}


def flat(text: str | tuple[str, ...]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else text


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_the_catalogue_has_the_messages_of_the_code_and_no_others(language: str) -> None:
    in_code = {messages._frozen(message.id) for message in messages.extracted() if message.id}
    translated = messages.translations(messages.read(language))
    assert in_code - translated.keys() == set(), "run `make messages` and translate these"
    assert translated.keys() - in_code == set(), "run `make messages` to drop these"
    assert list(messages.missing(messages.read(language))) == []


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_the_catalogue_is_as_the_tool_writes_it(language: str) -> None:
    text = messages.po_file(language).read_text(encoding="utf-8")
    assert messages.po_text(messages.updated(language), language) == text


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_a_translation_has_the_placeholders_of_its_message(language: str) -> None:
    for message, translation in messages.translations(messages.read(language)).items():
        wanted = set().union(*(placeholders(text) for text in flat(message)))
        for text in flat(translation):
            assert placeholders(text) == wanted, message
            assert text == text.strip() or message != "".join(flat(message)).strip()


#: What stands for a number or a code; names are Chinese and need no blank.
_LATIN = (
    "[A-Za-z0-9%]",
    r"\{(?:count|number|rows|page|pages|total|limit|share|line|row|lead|others|path|flag|option)\}",
)
#: The title of several plans in the name of a file, which has no blanks.
_WITHOUT_BLANKS = {"{title} and others, {count} plans"}


def test_a_blank_stands_between_chinese_and_latin() -> None:
    latin = "|".join(_LATIN)
    joined = re.compile(f"[\u4e00-\u9fff](?:{latin})|(?:{latin})[\u4e00-\u9fff]")
    known = messages.translations(messages.read("zh")).items()
    found = {flat(id_)[0] for id_, text in known for one in flat(text) if joined.search(one)}
    assert found == _WITHOUT_BLANKS


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_the_compiled_catalogue_is_that_of_the_text(language: str) -> None:
    with messages.mo_file(language).open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    for message, translation in messages.translations(messages.read(language)).items():
        if isinstance(message, tuple):
            assert compiled.ngettext(*message, 2) == flat(translation)[0]
        else:
            assert compiled.gettext(message) == translation


def test_a_message_is_found_wherever_it_is_marked() -> None:
    source = """
    _("one"); N_("two"); ngettext("{n} dog", "{n} dogs", n); self.translate("three")
    selection.label("four" " and a half"); say(_("five")); translate(known.get(x, N_("six")))
    _(name); print("no message"); text.translate(table); _("")
    """
    found = list(messages.messages_in("if 1:\n" + source))
    assert sorted(map(str, found)) == sorted(
        [*("one", "two", "('{n} dog', '{n} dogs')", "three", "four and a half", "five", "six")]
    )


def test_switching_the_language_switches_the_messages() -> None:
    i18n.use("en")
    assert i18n._("the quotation mark is not closed") == "the quotation mark is not closed"
    i18n.use("zh")
    assert i18n._("the quotation mark is not closed") != "the quotation mark is not closed"
    assert i18n.language() == "zh"
    with pytest.raises(ValueError, match="fr"):
        i18n.use("fr")


def test_documents_have_a_language_of_their_own() -> None:
    i18n.use("en")
    assert i18n.translator("zh")("leads") != "leads"
    assert i18n.translator("en")("leads") == "leads"


def test_counted_messages_agree_with_the_count() -> None:
    i18n.use("en")
    one, two = (i18n.ngettext("{count} measure", "{count} measures", n) for n in (1, 2))
    assert (one, two) == ("{count} measure", "{count} measures")


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "zh"),
        ({"LANG": "C"}, "zh"),
        ({"LANG": "C.UTF-8"}, "zh"),
        ({"LANG": "POSIX"}, "zh"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_TW"}, "zh"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "de_DE@euro"}, "en"),
        ({"LC_MESSAGES": "en_US", "LANG": "zh_CN"}, "en"),
        ({"LC_ALL": "zh_CN", "LC_MESSAGES": "en_US"}, "zh"),
        ({"LC_ALL": "", "LANG": "en_US"}, "en"),
    ],
)
def test_the_locale_decides_where_nobody_else_does(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], language: str
) -> None:
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(variable, raising=False)
    for variable, value in environment.items():
        monkeypatch.setenv(variable, value)
    assert i18n.from_locale() == language
    assert i18n.language() == language
