"""The user's own files are read as they are, and what is wrong with them is one line."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ecotui import config

pytestmark = pytest.mark.usefixtures("english")


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
    assert (read.disabled, read.exporters, config.views()) == ((), {}, {})


def test_what_the_file_says(home: Path) -> None:
    write(
        home,
        "config.toml",
        '\ufeff[plugins]\ndisabled = ["a", "b"]\n'
        '[exporters.docx]\nscheme = "rasci"\n[other]\nx = 1\n',
    )
    read = config.read()
    assert read.disabled == ("a", "b")
    assert read.exporters == {"docx": {"scheme": "rasci"}}


@pytest.mark.parametrize(
    "text",
    [
        "plugins = 1",
        "[plugins]\ndisabled = 'a'",
        "[plugins]\ndisabled = [1]",
        "exporters = []",
        "[exporters]\ndocx = 1",
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
        (config.read if name == "config.toml" else config.views)()
    assert str(home / name) in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("value", "cells", "said"),
    [("1", 1, ""), ("2", 2, ""), ("3", 1, "1 or 2"), ("true", 1, "1 or 2"), ('"2"', 1, "1 or 2")],
)
def test_characters_of_ambiguous_width_are_one_or_two_cells_wide(
    home: Path, value: str, cells: int, said: str
) -> None:
    write(home, "config.toml", f"[browse]\nambiguous_width = {value}\n")
    found = config.read()
    assert found.ambiguous_width == cells
    problems = [f"{home / 'config.toml'}:2: ambiguous_width is {said}"] if said else []
    assert list(found.problems) == problems


def test_a_folder_in_place_of_a_file_is_named(home: Path) -> None:
    (home / "views.toml").mkdir(parents=True)
    with pytest.raises(config.ConfigError, match="views.toml: Is a directory"):
        config.views()


def test_views_are_saved_sorted_in_a_folder_made_for_them(home: Path) -> None:
    config.save_views({"乙": "湿地", "a b": 'lead:林业厅 "x"'})
    assert config.views() == {"a b": 'lead:林业厅 "x"', "乙": "湿地"}
    assert list(config.views()) == ["a b", "乙"]
    config.save_views({})
    assert config.views() == {}
    assert [path.name for path in home.iterdir()] == ["views.toml"]


def test_what_is_no_query_text_is_passed_over(home: Path) -> None:
    write(home, "views.toml", 'a = "湿地"\nb = 1\n[c]\nd = "x"\n')
    assert config.views() == {"a": "湿地"}


def test_views_that_cannot_be_saved_are_an_error(home: Path) -> None:
    home.parent.mkdir(exist_ok=True)
    home.write_text("a file", encoding="utf-8")
    with pytest.raises(config.ConfigError, match="cannot write "):
        config.save_views({"a": "b"})


names = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)


@pytest.mark.usefixtures("home")
@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(names, names, max_size=4))
def test_saved_views_read_back(views: dict[str, str]) -> None:
    config.save_views(views)
    assert config.views() == views
