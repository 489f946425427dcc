"""Schemes of the user's own stand beside the built-in ones; what is wrong with one is said."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from ecotui.query.index import Index
from ecotui.query.selection import select
from ecotui.raci import schemes
from ecotui.raci.rules import MatrixRules
from ecotui.raci.schemes import SCHEMES, scheme_named, scheme_names, use
from ecotui.settings.config import UserOptions
from ecotui.settings.own_schemes import SchemeError, own_scheme

TEAM: dict[str, Any] = {
    "first": "主",
    "other": "协",
    "participant": "C",
    "meanings": {
        "主": {"zh": "主办", "en": "owner"},
        "协": {"zh": "协办", "en": "partner"},
        "C": {"zh": "配合", "en": "helper"},
    },
}


@pytest.fixture(autouse=True)
def none_of_one_s_own() -> Iterator[None]:
    yield
    use([])


def test_a_scheme_of_one_s_own_gives_its_letters_and_meanings(index: Index) -> None:
    use([own_scheme("team", TEAM)])
    assert scheme_names() == (*schemes.BUILT_IN, "team")
    for language, owner in (("zh", "主办"), ("en", "owner")):
        made = select(index, "no:9", language=language).matrix("team")
        roles = {"林业厅": "主", "农业厅": "协", "财政厅": "C", "省发展改革委": "C"}
        assert made.rows[0].cells == roles
        assert made.legend["主"] == owner
        assert list(made.legend) == ["主", "协", "C"]
    assert made.note == "主 is inferred from the first-listed lead; the source does not say it"


def test_schemes_take_the_place_of_those_before() -> None:
    use([own_scheme("team", TEAM)])
    use([own_scheme("other", TEAM)])
    assert "team" not in SCHEMES
    with pytest.raises(ValueError, match="raci, rasci, joint, literal, daci, other"):
        scheme_named("team")


@pytest.mark.parametrize(
    ("letters", "note", "singles_out"),
    [
        (("A/R", "A/R", "C"), "A is inferred for every lead", True),
        (("V", "H", "H"), "V is inferred from the first-listed lead", True),
        (("L", "L", "P"), None, False),
    ],
)
def test_what_a_scheme_infers_follows_from_its_letters(
    letters: tuple[str, str, str], note: str | None, singles_out: bool, index: Index
) -> None:
    used = {letter for value in letters for letter in value.split("/")}
    table = dict(zip(("first", "other", "participant"), letters, strict=True))
    meanings = {letter: {"zh": "义", "en": "meaning"} for letter in used}
    made = select(index, language="en").matrix(own_scheme("x", {**table, "meanings": meanings}))
    if note is None:
        assert made.note is None
    else:
        assert made.note is not None
        assert made.note.startswith(note)
    several = {f.where for f in made.findings if f.code == "several-accountable"}
    assert bool(several) == (singles_out and letters[0] == letters[1])


def without(key: str) -> dict[str, Any]:
    return {name: value for name, value in TEAM.items() if name != key}


def meaning(letter: str, value: object) -> dict[str, Any]:
    return {**TEAM, "meanings": {**TEAM["meanings"], letter: value}}


ONE_LINE = "a meaning is one line of at most 80 characters"


@pytest.mark.parametrize(
    ("name", "table", "at", "message"),
    [
        ("Team", TEAM, (), "the name of a scheme consists of a-z, digits and dashes"),
        ("raci", TEAM, (), "raci is a built-in scheme"),
        ("team", "主", (), 'write [schemes.team] first = "A/R"'),
        ("team", without("other"), (), 'other is missing; write other = "R"'),
        ("team", {**TEAM, "third": "x"}, ("third",), "a scheme has no third; it has first, other"),
        *(
            ("team", {**TEAM, "first": letters}, ("first",), "letters are one or two with a slash")
            for letters in ("=1", "A/", "A/R/C", 1, "\x1b")
        ),
        ("team", {**TEAM, "participant": "牵参"}, ("participant",), "letters are one or two"),
        ("team", without("meanings"), (), "the meaning of 主 is missing"),
        (
            "team",
            {**TEAM, "first": "X"},
            ("meanings",),
            'the meaning of X is missing; write "X" = {',
        ),
        (
            "team",
            meaning("I", {"zh": "知", "en": "told"}),
            ("meanings", "I"),
            "no role has the letter I",
        ),
        ("team", meaning("C", "helper"), ("meanings", "C"), 'write { zh = "…", en = "…" }'),
        ("team", meaning("C", {"zh": "", "en": "x"}), ("meanings", "C"), ONE_LINE),
        ("team", meaning("C", {"zh": "x\ny", "en": "x"}), ("meanings", "C"), ONE_LINE),
    ],
)
def test_what_is_wrong_is_said_with_its_place(
    name: str, table: Any, at: tuple[str, ...], message: str
) -> None:
    with pytest.raises(SchemeError) as caught:
        own_scheme(name, table)
    assert caught.value.at == at
    assert str(caught.value).startswith(message)


def test_the_rules_are_what_the_user_says_and_else_the_defaults() -> None:
    user = UserOptions(raci={"scheme": "daci", "max_consulted": 2})
    assert user.rules == MatrixRules(scheme="daci", max_consulted=2)
    assert UserOptions().rules == MatrixRules("raci", 3, 8, 20, 50)
