"""What an exporter writes is kept whole or not at all, and only where the user said."""

from __future__ import annotations

import io
import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecotui.exporting.target import HostTarget
from ecotui.plugin_host.spec import ExportError, TargetError


class Terminal(io.BytesIO):
    def isatty(self) -> bool:
        return True


def export(target: HostTarget, write: Callable[[HostTarget], object]) -> None:
    with target:
        write(target)


def text(content: str) -> Callable[[HostTarget], object]:
    def write(target: HostTarget) -> None:
        with target.text() as file:
            file.write(content)

    return write


def members(**contents: str) -> Callable[[HostTarget], object]:
    def write(target: HostTarget) -> None:
        for name, content in contents.items():
            with target.member(name.replace("__", "/")).text() as file:
                file.write(content)

    return write


def tree(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): path.read_text()
        for path in folder.rglob("*")
        if path.is_file() or path.is_symlink()
    }


def in_turn(*writers: Callable[[HostTarget], object]) -> Callable[[HostTarget], object]:
    def write(target: HostTarget) -> None:
        for writer in writers:
            writer(target)

    return write


def failing(error: BaseException) -> Callable[[HostTarget], object]:
    def fail(_target: HostTarget) -> None:
        raise error

    return fail


def test_a_text_is_utf_8_with_the_line_ends_as_given(tmp_path: Path) -> None:
    export(HostTarget(str(tmp_path / "f"), "text"), text("补偿\r\n标准\n"))
    assert (tmp_path / "f").read_bytes() == "补偿\r\n标准\n".encode()


@pytest.mark.parametrize("path", ["f", "-"])
def test_a_binary_file_can_be_read_and_sought(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    monkeypatch.chdir(tmp_path)
    stdout = io.BytesIO()

    def write(target: HostTarget) -> None:
        with target.binary() as file:
            file.write(b"abc")
            file.seek(0)
            assert file.read() == b"abc"
            file.seek(1)
            file.write(b"X")

    export(HostTarget(path, "binary", stdout=stdout), write)
    assert (stdout.getvalue() if path == "-" else Path(path).read_bytes()) == b"aXc"


def test_nothing_is_there_before_the_exporter_has_ended(tmp_path: Path) -> None:
    path = tmp_path / "f"

    def write(target: HostTarget) -> None:
        text("new")(target)
        assert not path.exists()

    export(HostTarget(str(path), "text"), write)
    assert path.read_text() == "new"


@pytest.mark.parametrize("error", [ValueError(), ExportError("no"), KeyboardInterrupt()])
def test_a_failure_leaves_nothing_behind(tmp_path: Path, error: BaseException) -> None:
    with pytest.raises(type(error)):
        export(HostTarget(str(tmp_path / "f"), "text"), in_turn(text("half"), failing(error)))
    assert list(tmp_path.iterdir()) == []


def test_an_existing_file_is_refused_before_the_exporter_runs(tmp_path: Path) -> None:
    path = tmp_path / "f"
    path.write_text("old")
    with pytest.raises(ExportError, match=r"f exists; --force overwrites it"):
        export(HostTarget(str(path), "text"), lambda _target: pytest.fail("it ran"))
    export(HostTarget(str(path), "text", overwrite=True), text("new"))
    assert path.read_text() == "new"


def test_a_file_that_appears_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "f"

    def write(target: HostTarget) -> None:
        text("new")(target)
        path.write_text("somebody else's")

    with pytest.raises(ExportError, match="f exists"):
        export(HostTarget(str(path), "text"), write)
    assert tree(tmp_path) == {"f": "somebody else's"}


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    for overwrite in (False, True):
        with pytest.raises(ExportError, match="is a folder; give the name of a file"):
            export(HostTarget(str(tmp_path), "text", overwrite=overwrite), text("x"))


def test_an_exporter_that_writes_nothing_has_failed(tmp_path: Path) -> None:
    for kind in ("text", "binary", "tree"):
        with pytest.raises(TargetError, match="the exporter wrote nothing"):
            export(HostTarget(str(tmp_path / "f"), kind), lambda _target: None)
    with pytest.raises(TargetError, match="the exporter wrote nothing"):
        export(HostTarget(str(tmp_path / "f"), "tree"), lambda target: target.member("unopened"))
    assert list(tmp_path.iterdir()) == []


def test_an_empty_file_is_something(tmp_path: Path) -> None:
    export(HostTarget(str(tmp_path / "f"), "text"), text(""))
    assert (tmp_path / "f").read_bytes() == b""


def test_the_file_opens_once(tmp_path: Path) -> None:
    with pytest.raises(TargetError, match="opened its file twice"):
        export(HostTarget(str(tmp_path / "f"), "text"), in_turn(text("one"), text("two")))
    assert list(tmp_path.iterdir()) == []


def test_a_dash_is_standard_output_and_gets_all_or_nothing() -> None:
    stdout = io.BytesIO()

    def write(target: HostTarget) -> None:
        text("half")(target)
        assert stdout.getvalue() == b""
        raise ValueError

    with pytest.raises(ValueError, match="^$"):
        export(HostTarget("-", "text", stdout=stdout), write)
    assert stdout.getvalue() == b""
    export(HostTarget("-", "text", stdout=stdout), text("all"))
    assert stdout.getvalue() == b"all"


def test_a_terminal_takes_text_and_no_binary_format() -> None:
    stdout = Terminal()
    export(HostTarget("-", "text", stdout=stdout), text("all"))
    assert stdout.getvalue() == b"all"
    message = "this format cannot be shown on a terminal; give a file with -o FILE"
    with pytest.raises(ExportError, match=message):
        export(HostTarget("-", "binary", stdout=stdout), text("x"))


def test_a_terminal_under_another_name_takes_no_binary_format_either() -> None:
    controller, terminal = os.openpty()
    try:
        with pytest.raises(ExportError, match="this format cannot be shown on a terminal"):
            export(HostTarget(os.ttyname(terminal), "binary"), text("x"))
    finally:
        os.close(controller)
        os.close(terminal)


def test_an_open_file_of_the_process_needs_no_force(tmp_path: Path) -> None:
    with (tmp_path / "f").open("wb") as file:
        export(HostTarget(f"/dev/fd/{file.fileno()}", "binary"), text("x"))
    assert tree(tmp_path) == {"f": "x"}


def test_a_tree_cannot_go_to_standard_output() -> None:
    with pytest.raises(ExportError, match="give one with -o FOLDER"):
        export(HostTarget("-", "tree"), members(a="1"))


def test_a_tree_is_a_folder_of_members(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    export(HostTarget(str(folder), "tree"), members(a="1", b__c="2"))
    assert tree(folder) == {"a": "1", "b/c": "2"}
    assert list(tmp_path.iterdir()) == [folder]


def test_the_folder_has_the_mode_that_the_umask_leaves(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        export(HostTarget(str(tmp_path / "out"), "tree"), members(a="1"))
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "out").stat().st_mode) == 0o750
    assert stat.S_IMODE((tmp_path / "out" / "a").stat().st_mode) == 0o640


@pytest.mark.parametrize(
    "path",
    [
        *("", ".", "..", "/", "/etc/passwd", "../a", "a/../../b", "a/..", "a//b", "a/", "./a"),
        *("a\\..\\b", "C:/a", "c:a", "a\0b", "a\nb", "\x1b[2J"),
    ],
)
def test_a_member_outside_the_folder_is_refused(tmp_path: Path, path: str) -> None:
    with pytest.raises(TargetError, match="unsafe name of a member"):
        export(HostTarget(str(tmp_path / "out"), "tree"), lambda target: target.member(path))
    assert list(tmp_path.iterdir()) == []


def test_a_member_is_no_file_and_folder_at_once(tmp_path: Path) -> None:
    def write(target: HostTarget) -> None:
        for name in ("a/b", "a"):
            with target.member(name).text() as file:
                file.write(name)

    with pytest.raises(TargetError, match="member a is a file and a folder"):
        export(HostTarget(str(tmp_path / "out"), "tree"), write)
    assert list(tmp_path.iterdir()) == []


@given(st.text(alphabet="ab./\\:\0", max_size=8))
def test_no_name_of_a_member_leads_outside(path: str) -> None:
    target = HostTarget("out", "tree")
    try:
        target.member(path)
    except TargetError:
        return
    assert os.path.normpath(os.path.join("/out", path)) == f"/out/{path}"


def test_a_member_is_written_once(tmp_path: Path) -> None:
    write = in_turn(members(a="1"), members(a="2"))
    with pytest.raises(TargetError, match="member a is written twice"):
        export(HostTarget(str(tmp_path / "out"), "tree"), write)
    assert list(tmp_path.iterdir()) == []


def test_a_failed_tree_leaves_nothing_behind(tmp_path: Path) -> None:
    write = in_turn(members(a="1"), failing(ValueError()))
    with pytest.raises(ValueError, match="^$"):
        export(HostTarget(str(tmp_path / "out"), "tree"), write)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_there_stays_the_one_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "out"
    folder.mkdir(mode=0o700)
    folder.chmod(0o2700)
    before = folder.stat()
    monkeypatch.chdir(folder)
    export(HostTarget(".", "tree"), members(a="1", b__c="2"))
    after = folder.stat()
    assert (after.st_ino, after.st_mode) == (before.st_ino, before.st_mode)
    assert sorted(os.listdir()) == ["a", "b"]


def test_a_folder_below_one_that_is_closed_is_written(tmp_path: Path) -> None:
    folder = tmp_path / "above" / "out"
    folder.mkdir(parents=True)
    made: list[str] = []

    def write(target: HostTarget) -> None:
        members(a="1")(target)
        made.extend(os.listdir(tmp_path / "above"))

    export(HostTarget(str(folder), "tree"), write)
    assert made == ["out"], "nothing is made beside it"


def test_a_member_that_appears_meanwhile_is_not_replaced_and_nothing_else_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    link = os.link

    def late(new: str, place: str) -> None:
        if place.endswith("b"):
            (folder / "b").write_text("theirs")
        link(new, place)

    monkeypatch.setattr(os, "link", late)
    with pytest.raises(OSError, match="exists"):
        export(HostTarget(str(folder), "tree"), members(a="1", b="2", c="3"))
    assert tree(folder) == {"b": "theirs"}


def test_what_a_killed_process_left_takes_no_folder_and_is_removed(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    left = folder / ".out.999999999-0123abcd.tmp"
    left.mkdir(parents=True)
    (left / "a").write_text("half")
    os.utime(left, (0, 0))
    export(HostTarget(str(folder), "tree"), members(a="1"))
    assert tree(folder) == {"a": "1"}
    assert os.listdir(folder) == ["a"]


def test_an_empty_folder_is_taken_and_a_full_one_only_by_force(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    export(HostTarget(str(folder), "tree"), members(a="1"))
    with pytest.raises(ExportError, match="out is not empty; --force overwrites"):
        export(HostTarget(str(folder), "tree"), members(a="2"))
    assert tree(folder) == {"a": "1"}


def test_a_folder_that_fills_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    folder = tmp_path / "out"

    def theirs(_target: HostTarget) -> None:
        folder.mkdir()
        (folder / "a").write_text("theirs")

    with pytest.raises(ExportError, match="out is not empty; --force overwrites"):
        export(HostTarget(str(folder), "tree"), in_turn(members(a="1"), theirs))
    assert tree(folder) == {"a": "theirs"}
    assert list(tmp_path.iterdir()) == [folder]


def test_force_replaces_members_and_leaves_other_files(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    export(HostTarget(str(folder), "tree"), members(a="1", b__c="2", mine="3"))
    target = HostTarget(str(folder), "tree", overwrite=True)
    export(target, members(a="new", b__d="4"))
    assert tree(folder) == {"a": "new", "b/c": "2", "b/d": "4", "mine": "3"}
    assert target.warnings == ["2 other files stay in the folder: mine, b/c"]
    assert list(tmp_path.iterdir()) == [folder]


def test_a_member_that_replaces_a_file_keeps_its_mode(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    export(HostTarget(str(folder), "tree"), members(a="1", b__c="2"))
    (folder / "b" / "c").chmod(0o600)
    export(HostTarget(str(folder), "tree", overwrite=True), members(a="1", b__c="3", b__d="4"))
    modes = [stat.S_IMODE((folder / name).stat().st_mode) for name in ("b/c", "b/d")]
    assert modes == [0o600, stat.S_IMODE((folder / "a").stat().st_mode)]


def test_force_writes_through_no_symbolic_link(tmp_path: Path) -> None:
    folder, outside = tmp_path / "out", tmp_path / "outside"
    outside.mkdir()
    (outside / "a").write_text("theirs")
    for name, link in (("a", outside / "a"), ("b", outside)):
        folder.mkdir()
        (folder / name).symlink_to(link)
        with pytest.raises(ExportError, match="is a symbolic link; remove it first"):
            export(HostTarget(str(folder), "tree", overwrite=True), members(a="1", b__a="2", c="3"))
        assert os.listdir(folder) == [name]
        (folder / name).unlink()
        folder.rmdir()
    assert tree(outside) == {"a": "theirs"}


@pytest.mark.parametrize(("taken", "reason"), [("b", "is not a folder"), ("c/x", "is a folder")])
def test_force_changes_all_members_or_none(tmp_path: Path, taken: str, reason: str) -> None:
    folder = tmp_path / "out"
    (folder / taken).parent.mkdir(parents=True)
    (folder / taken).write_text("theirs")
    (folder / "a").write_text("old")
    with pytest.raises(ExportError, match=reason):
        export(HostTarget(str(folder), "tree", overwrite=True), members(a="1", b__x="2", c="3"))
    assert tree(folder) == {"a": "old", taken: "theirs"}
    assert list(tmp_path.iterdir()) == [folder]


def test_a_linked_folder_or_a_file_is_no_place_for_a_tree(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    (tmp_path / "file").write_text("x")
    for name in ("link", "file"):
        with pytest.raises(ExportError, match=f"{name} is not a folder"):
            export(HostTarget(str(tmp_path / name), "tree", overwrite=True), members(a="1"))
    assert list((tmp_path / "real").iterdir()) == []


def test_members_are_for_trees_and_the_one_file_for_the_others(tmp_path: Path) -> None:
    with pytest.raises(TargetError, match="only an exporter of kind tree has members"):
        export(HostTarget(str(tmp_path / "f"), "text"), members(a="1"))
    with pytest.raises(TargetError, match="an exporter of kind tree must write members"):
        export(HostTarget(str(tmp_path / "f"), "tree"), text("x"))


def test_progress_warnings_and_cancelling_reach_the_host(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    target = HostTarget(
        str(tmp_path / "f"), "text", on_progress=lambda done, total: seen.append((done, total))
    )
    target.progress(1, 2)
    target.warn("no colours")
    assert (seen, target.warnings, target.cancelled) == ([(1, 2)], ["no colours"], False)
    target.cancelled = True
    assert target.cancelled
