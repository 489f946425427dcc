"""The user's own files are read as they are, and what is wrong with them is one line."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ecotui.settings import config, saved_views


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    return tmp_path / "ecotui"


def write(home: Path, name: str, data: str | bytes) -> None:
    home.mkdir(parents=True, exist_ok=True)
    (home / name).write_bytes(data.encode() if isinstance(data, str) else data)


def test_the_folder_is_where_the_desktop_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/x")
    for base, folder in (
        ("/etc/mine", "/etc/mine/ecotui"),
        ("", "/home/x/.config/ecotui"),
        ("relative", "/home/x/.config/ecotui"),
    ):
        monkeypatch.setenv("XDG_CONFIG_HOME", base)
        assert config.folder() == folder


@pytest.mark.usefixtures("home")
def test_without_files_there_is_nothing_to_say() -> None:
    read = config.read()
    assert (read.disabled, read.options.exporters, saved_views.read()) == ((), {}, {})


def test_what_the_file_says(home: Path) -> None:
    plugins, docx = 'disabled = ["a", "b"]', 'scheme = "rasci"'
    text = f"\ufeff[plugins]\n{plugins}\n[exporters.docx]\n{docx}\n[other]\nx = 1\n"
    write(home, "config.toml", text)
    read = config.read()
    assert read.disabled == ("a", "b")
    assert read.options.exporters == {"docx": {"scheme": "rasci"}}


@pytest.mark.parametrize(
    "text",
    [
        *("plugins = 1", "[plugins]\ndisabled = 'a'", "[plugins]\ndisabled = [1]"),
        *("exporters = []", "[exporters]\ndocx = 1"),
    ],
)
def test_what_is_impossible_is_said_with_the_right_form(home: Path, text: str) -> None:
    write(home, "config.toml", text)
    with pytest.raises(config.ConfigError) as caught:
        config.read()
    assert str(caught.value).startswith(f"{home / 'config.toml'}: write [")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("data", [b"x = ", b'x = "\xff"', b"\x00"])
@pytest.mark.parametrize("name", ["config.toml", "views.toml"])
def test_a_file_that_is_no_toml_is_named(home: Path, name: str, data: bytes) -> None:
    write(home, name, data)
    with pytest.raises(config.ConfigError, match="cannot read ") as caught:
        (config.read if name == "config.toml" else saved_views.read)()
    assert str(home / name) in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("value", "cells", "said"),
    [("1", 1, ""), ("2", 2, ""), ("3", 1, "1 or 2"), ("true", 1, "1 or 2"), ('"2"', 1, "1 or 2")],
)
def test_ambiguous_width_is_one_or_two(home: Path, value: str, cells: int, said: str) -> None:
    write(home, "config.toml", f"[browse]\nambiguous_width = {value}\n")
    found = config.read()
    assert found.ambiguous_width == cells
    problems = [f"{home / 'config.toml'}:2: ambiguous_width is {said}"] if said else []
    assert list(found.problems) == problems


def test_a_folder_in_place_of_a_file_is_named(home: Path) -> None:
    (home / "views.toml").mkdir(parents=True)
    with pytest.raises(config.ConfigError, match="views.toml: Is a directory"):
        saved_views.read()


def test_views_are_saved_sorted_in_a_folder_made_for_them(home: Path) -> None:
    saved_views.write({"乙": "湿地", "a b": 'lead:林业厅 "x"'})
    assert saved_views.read() == {"a b": 'lead:林业厅 "x"', "乙": "湿地"}
    assert list(saved_views.read()) == ["a b", "乙"]
    saved_views.write({})
    assert saved_views.read() == {}
    assert [path.name for path in home.iterdir()] == ["views.toml"]


def test_what_is_no_query_text_is_passed_over(home: Path) -> None:
    write(home, "views.toml", 'a = "湿地"\nb = 1\n[c]\nd = "x"\n')
    assert saved_views.read() == {"a": "湿地"}


def test_views_that_cannot_be_saved_are_an_error(home: Path) -> None:
    home.parent.mkdir(exist_ok=True)
    home.write_text("a file", encoding="utf-8")
    with pytest.raises(config.ConfigError, match="cannot write "):
        saved_views.write({"a": "b"})


names = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)


@pytest.mark.usefixtures("home")
@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(names, names, max_size=4))
def test_saved_views_read_back(views: dict[str, str]) -> None:
    saved_views.write(views)
    assert saved_views.read() == views


TEAM = """\
[raci]
scheme = "team"
max_consulted = 5

[schemes.team]
first = "主"
other = "协"
participant = "协"

[schemes.team.meanings]
"主" = { zh = "主办", en = "owner" }
"协" = { zh = "协办", en = "helper" }
"""


def test_schemes_and_what_holds_for_every_matrix(home: Path) -> None:
    write(home, "config.toml", TEAM)
    read = config.read()
    assert read.problems == ()
    rules = read.options.rules
    assert (rules.scheme, rules.max_consulted, rules.max_responsible) == ("team", 5, 3)
    (scheme,) = read.schemes
    assert scheme.letters == ("主", "协")
    assert read.options.raci == {"scheme": "team", "max_consulted": 5}


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ('first = "主"\n', "", 5, '[schemes.team] first is missing; write first = "R"'),
        ('first = "主"', 'first = "=主"', 6, "[schemes.team] letters are one or two"),
        ('"协" = { zh = "协办", en = "helper" }', "", 10, "[schemes.team] the meaning of 协"),
        ('zh = "主办", ', "", 11, "[schemes.team] write { zh"),
        ('scheme = "team"', 'scheme = "taem"', 2, "unknown scheme; the schemes are raci"),
        ("max_consulted = 5", "max_consulted = -1", 3, "write max_consulted = 0…"),
        ("max_consulted = 5", "max_involved_share = 101", 3, "write max_involved_share = 0…100"),
        ("max_consulted = 5", "max_consulted = true", 3, "write max_consulted = 0…"),
        ("max_consulted = 5", "maximum = 5", 3, "unknown key maximum in [raci]"),
    ],
)
def test_what_is_wrong_with_a_scheme_or_a_threshold_is_one_line_with_its_place(
    home: Path, old: str, new: str, line: int, message: str
) -> None:
    assert old in TEAM
    write(home, "config.toml", TEAM.replace(old, new))
    first = config.read().problems[0]
    assert first.startswith(f"{home / 'config.toml'}:{line}: {message}")
    assert "\n" not in first


@pytest.mark.parametrize("text", ["raci = 1", "schemes = 1", "[schemes]\nteam = 1"])
def test_what_is_no_table_is_said(home: Path, text: str) -> None:
    write(home, "config.toml", text)
    read = config.read()
    assert len(read.problems) == 1
    assert "write [" in read.problems[0]
    assert (read.options.rules.scheme, read.schemes) == ("raci", [])
