"""Completing a path, and saying what is there."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecotui.exporting.paths import (
    MAX_CANDIDATES,
    Completion,
    complete,
    from_home,
    is_plain,
    listed,
    note,
)
from ecotui.text.display import visible


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("plan a.md", "plan b.md", "方案一.docx", "方案二.docx", ".hidden", "红头文件.md"):
        (tmp_path / name).touch()
    for name in ("exports", "exports/2016 年", "empty"):
        (tmp_path / name).mkdir()
    return tmp_path


@pytest.mark.parametrize(
    ("typed", "completed", "candidates"),
    [
        ("ex", "exports/", ()),
        ("exports/", "exports/2016 年/", ()),
        ("./ex", "./exports/", ()),
        ("~/ex", "~/exports/", ()),
        ("~", "~/", ()),
        ("..", "../", ()),
        ("p", "plan ", ("plan a.md", "plan b.md")),
        ("plan ", "plan ", ("plan a.md", "plan b.md")),
        ("plan a", "plan a.md", ()),
        ("方", "方案", ("方案一.docx", "方案二.docx")),
        ("红", "红头文件.md", ()),
        ("e", "e", ("empty/", "exports/")),
        (".h", ".hidden", ()),
        *((typed, typed, ()) for typed in ("plan a.md", "plan a.md/x", "empty/", "nothing")),
        *((typed, typed, ()) for typed in ("no/such/fold", "a\0b", "~nobody-of-that-name")),
    ],
)
def test_a_path_is_completed_as_far_as_the_names_agree(
    folder: Path, typed: str, completed: str, candidates: tuple[str, ...]
) -> None:
    assert complete(typed) == Completion(completed, candidates)


def test_hidden_files_are_passed_over_unless_the_dot_is_typed(folder: Path) -> None:
    assert ".hidden" not in complete("").candidates
    assert complete("./.").text == "./.hidden"


def test_only_folders_are_offered_where_a_folder_is_wanted(folder: Path) -> None:
    (folder / "exported.md").touch()
    assert complete("ex", folders=True) == Completion("exports/", ())
    assert complete("p", folders=True) == Completion("p", ())


def test_a_name_that_cannot_be_shown_as_it_is_is_listed_but_never_typed(folder: Path) -> None:
    (folder / "evil\x1b]0;title\x07").touch()
    done = complete("ev")
    assert done == Completion("evil", ("evil\x1b]0;title\x07",))
    assert listed(done.candidates) == "evil␛]0;title␇"
    (folder / os.fsdecode(b"bad\xff.md")).touch()
    assert complete("b").text == "bad"


def test_an_unreadable_folder_has_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_path: str) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "scandir", refuse)
    assert complete("ex") == Completion("ex", ())
    assert note("exports", tree=True) == "new folder"


def test_ten_thousand_names_are_quick(folder: Path) -> None:
    big = folder / "big"
    big.mkdir()
    for number in range(10_000):
        (big / f"措施 {number:05}.md").touch()
    start = time.process_time()
    done = complete("big/")
    assert time.process_time() - start < 0.5
    assert (done.text, len(done.candidates)) == ("big/措施 0", 10_000)
    assert listed(done.candidates).endswith(f"… and {10_000 - MAX_CANDIDATES} more")


@given(st.text(max_size=20))
def test_a_completed_path_begins_with_what_was_typed(text: str) -> None:
    done = complete(text)
    assert done.text.startswith(text)
    assert visible(done.text[len(text) :]) == done.text[len(text) :]


@pytest.mark.parametrize(
    ("path", "tree", "said"),
    [
        ("new.md", False, "new file"),
        ("plan a.md", False, "exists; asks before overwriting"),
        ("exports", False, "is a folder: add the name of a file"),
        ("exports/new.md", False, "new file"),
        ("no/new.md", False, "the folder does not exist"),
        ("new", True, "new folder"),
        ("new/", True, "new folder"),
        ("empty", True, "new folder"),
        ("exports", True, "not empty; asks before overwriting"),
        ("plan a.md", True, "is not a folder"),
        ("no/new", True, "the folder does not exist"),
    ],
)
def test_what_is_at_a_path_is_said(folder: Path, path: str, tree: bool, said: str) -> None:
    assert note(path, tree=tree) == said


def test_a_folder_without_permission_is_said(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda _path, _mode: False)
    assert note("new.md", tree=False) == "the folder is not writable"


def test_names_that_lead_elsewhere_are_not_plain() -> None:
    assert is_plain("方案 一.md")
    assert not any(map(is_plain, ("../a", "a/b", "/a", "~/a", ".profile", "..")))


def test_home_is_written_short(folder: Path) -> None:
    assert from_home(str(folder / "exports")) == "~/exports"
    assert from_home(str(folder)) == "~"
    assert from_home(f"{folder}-other") == f"{folder}-other"
    assert from_home("/somewhere") == "/somewhere"
