"""Which plans were browsed, as the file in the state folder remembers them."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from ecotui import i18n
from ecotui.browser import recent
from ecotui.browser.recent import (
    day_name,
    open_paths,
    recent_commands,
    recent_plans,
    remember,
    remember_commands,
)
from ecotui.files import shipped_plan
from ecotui.query.index import Index


@pytest.fixture(autouse=True)
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    monkeypatch.delenv("ECOTUI_PLAN", raising=False)
    return tmp_path / "ecotui" / "recent.json"


def remembered(paths: tuple[str, ...], index: Index) -> None:
    written(lambda: remember(paths, index))


def written(change: Callable[[], None]) -> None:
    """Wait until a change is written."""
    before = set(threading.enumerate())
    change()
    for thread in set(threading.enumerate()) - before:
        thread.join()


def test_the_newest_is_first_and_nothing_stands_twice(index: Index, file: Path) -> None:
    for name in ("/a", "/b", "/a"):
        remembered((name,), index)
    remembered(("/a", "/b"), index)
    assert [one.paths for one in recent_plans()] == [("/a", "/b"), ("/a",), ("/b",)]
    assert recent_plans()[0].measures == 44
    assert recent_plans()[0].day == date.today()
    assert file.stat().st_mode & 0o777 == 0o600


def test_the_list_is_bounded(index: Index) -> None:
    for number in range(recent.LIMIT + 3):
        remembered((f"/{number}",), index)
    assert len(recent_plans()) == recent.LIMIT
    assert recent_plans()[0].paths == (f"/{recent.LIMIT + 2}",)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{",
        '{"recent": {}}',
        '{"recent": [1, {}, {"paths": [], "title": "t", "measures": 1, "day": "2018-01-01"}]}',
        '{"recent": [{"paths": ["a"], "title": "t", "measures": 1, "day": "2018-01-01"}]}',
        '{"recent": [{"paths": ["/a\\u0000"], "title": "t", "measures": 1, "day": "2018-01-01"}]}',
        '{"recent": [{"paths": ["/a"], "title": "t", "measures": 1, "day": "18"}]}',
        '{"recent": [{"paths": ["/a"], "title": 3, "measures": 1, "day": "2018-01-01"}]}',
        '{"recent": [{"paths": ["/a"], "title": "t", "measures": "1", "day": "2018-01-01"}]}',
    ],
)
def test_what_is_broken_is_ignored_and_written_anew(text: str, index: Index, file: Path) -> None:
    file.parent.mkdir()
    file.write_text(text)
    assert recent_plans() == []
    remembered(("/a",), index)
    assert [one["paths"] for one in json.loads(file.read_text())["recent"]] == [["/a"]]
    aside = f"{file}.broken"
    said = f"the recent plans are damaged or of another version; kept as {aside}"
    assert recent.wait_for_writes(1) == ([said] if text in ("[]", "{") else [])
    assert Path(aside).exists() == (text in ("[]", "{"))


def test_commands_are_kept_beside_the_plans(index: Index, file: Path) -> None:
    written(lambda: remember_commands([*map(str, range(recent.LIMIT)), "export"]))
    remembered(("/a",), index)
    assert recent_commands()[-1] == "export"
    assert len(recent_commands()) == recent.LIMIT
    written(lambda: remember_commands(["theme"]))
    assert recent_commands()[-2:] == ["export", "theme"]
    assert len(recent_commands()) == recent.LIMIT
    assert [one.paths for one in recent_plans()] == [("/a",)]
    file.write_text('{"commands": [1, "x", null]}')
    assert recent_commands() == ["x"]


def test_browsers_that_start_at_once_are_all_remembered(index: Index, file: Path) -> None:
    for number in range(8):
        remember((f"/{number}",), index)
        remember_commands([f"c{number}"])
    recent.wait_for_writes(60)
    assert {one.paths[0] for one in recent_plans()} == {f"/{number}" for number in range(8)}
    assert set(recent_commands()) == {f"c{number}" for number in range(8)}


def test_a_folder_that_cannot_be_written_is_no_reason_to_stop(
    index: Index, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", "/dev/null")
    remembered(("/a",), index)
    remembered(("/b",), index)
    assert recent_plans() == []
    path = "/dev/null/ecotui/recent.json"
    said = f"the recent plans cannot be saved: {path}: Not a directory"
    assert (recent.wait_for_writes(1), recent.wait_for_writes(1)) == ([said], [])


def test_what_is_open_is_what_was_given_or_the_default(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert open_paths(["a.toml"]) == (str(tmp_path / "a.toml"),)
    assert open_paths([]) == (shipped_plan(),)
    monkeypatch.setenv("ECOTUI_PLAN", "/x:/y")
    assert open_paths([]) == ("/x", "/y")
    folder = tmp_path / "gone"
    folder.mkdir()
    monkeypatch.chdir(folder)
    folder.rmdir()
    assert open_paths(["a.toml"]) == ()


@pytest.mark.parametrize(
    ("day", "english", "chinese"),
    [
        ((2018, 3, 14), "today", "今天"),
        ((2018, 3, 13), "yesterday", "昨天"),
        ((2018, 3, 12), "Mon", "周一"),
        ((2018, 3, 8), "Thu", "周四"),
        ((2018, 3, 7), "2018-03-07", "2018-03-07"),
        ((2018, 3, 15), "2018-03-15", "2018-03-15"),
    ],
)
def test_days_are_called_as_people_call_them(
    day: tuple[int, int, int], english: str, chinese: str
) -> None:
    for language, name in (("en", english), ("zh", chinese)):
        i18n.use(language)
        assert day_name(date(*day), date(2018, 3, 14)) == name
