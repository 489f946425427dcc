"""The folder of guests: no other one, nothing replaced, no more than the quota."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from ecotui.exporting import guest_folder
from ecotui.exporting.guest_folder import GuestFolder, GuestTarget
from ecotui.exporting.quota import size_of, size_text
from ecotui.exporting.target import Unwritable
from ecotui.plugin_host.spec import ExportError

LEFT_BEHIND = ".ecotui-unfinished"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "out").mkdir()
    return tmp_path / "out"


@pytest.fixture
def folder(place: Path) -> GuestFolder:
    return GuestFolder(str(place), 10_000)


def write(
    folder: GuestFolder,
    name: str,
    data: bytes = b"mine",
    kind: str = "binary",
    meanwhile: Callable[[], object] = lambda: None,
) -> None:
    """Export a file, or a folder with one, and do something before it gets its name."""
    with GuestTarget(folder, name, kind) as target:
        with (target.member("m") if kind == "tree" else target).binary() as file:
            file.write(data)
        meanwhile()


def write_tree(folder: GuestFolder, name: str, members: dict[str, bytes]) -> None:
    with GuestTarget(folder, name, "tree") as target:
        for path, data in members.items():
            with target.member(path).binary() as file:
                file.write(data)


def here(place: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    files = (path for path in place.rglob("*") if path.is_file() and not path.is_symlink())
    return {str(path.relative_to(place)): path.read_bytes() for path in files}


@pytest.mark.parametrize(
    ("text", "size"),
    [("1", 1), ("400", 400), ("5k", 5120), ("5K", 5120), ("50M", 50 << 20), ("2g", 2 << 30)],
)
def test_sizes_are_read(text: str, size: int) -> None:
    assert size_of(text) == size
    assert size_of(size_text(size)) == size


@pytest.mark.parametrize("text", ["", "0", "0M", "M", "-1", "1.5M", "5T", "5MB", "1e9", "٣", "²"])
def test_other_sizes_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=f"^{text}$"):
        size_of(text)


def test_files_and_trees_arrive_whole(folder: GuestFolder, place: Path) -> None:
    write(folder, "a.md", b"one")
    write_tree(folder, "任务", {"a.csv": b"1", "b/c/d.csv": b"2", "b/e.csv": b"3"})
    assert here(place) == {
        "a.md": b"one",
        "任务/a.csv": b"1",
        "任务/b/c/d.csv": b"2",
        "任务/b/e.csv": b"3",
    }
    assert not (place / "a.md").stat().st_mode & 0o111


@pytest.mark.parametrize(
    "name",
    [
        "",
        ".",
        "..",
        "../a",
        "/a",
        "a/b",
        "a/",
        "~",
        "~root",
        ".a",
        "-a",
        " a",
        "a ",
        "a\0",
        "a\nb",
        "a\u202eb",
    ],
)
def test_names_that_are_not_plain_are_refused(folder: GuestFolder, place: Path, name: str) -> None:
    with pytest.raises(ExportError, match="only a plain file name is allowed here"):
        GuestTarget(folder, name, "binary")
    assert folder.note(name, tree=False) == "only a plain file name is allowed here"
    assert here(place) == {}


def test_a_name_that_the_system_does_not_have_is_refused(folder: GuestFolder) -> None:
    with pytest.raises(ExportError, match="too long"):
        GuestTarget(folder, "名" * 100, "binary")


@pytest.fixture(params=["file", "folder", "empty folder", "link", "dangling", "hard link", "fifo"])
def taken(request: pytest.FixtureRequest, place: Path, tmp_path: Path) -> Iterator[Any]:
    """Puts something under a name; afterwards it is as it was, and so is what it leads to."""
    outside, name = tmp_path / "outside", place / "a.md"
    outside.write_bytes(b"precious")

    def put() -> None:
        match request.param:
            case "file":
                name.write_bytes(b"precious")
            case "folder":
                name.mkdir()
                (name / "x").write_bytes(b"precious")
            case "empty folder":
                name.mkdir(mode=0o700)
            case "link":
                name.symlink_to(outside)
            case "dangling":
                name.symlink_to(tmp_path / "nothing")
            case "hard link":
                os.link(outside, name)
            case _:
                os.mkfifo(name)
        put.before = name.lstat()  # type: ignore[attr-defined]

    yield put
    assert outside.read_bytes() == b"precious"
    assert not (tmp_path / "nothing").exists()
    after, before = name.lstat(), put.before  # type: ignore[attr-defined]
    assert (after.st_ino, after.st_size, after.st_mode) == (
        before.st_ino,
        before.st_size,
        before.st_mode,
    )
    assert not (place / LEFT_BEHIND).exists()


def test_nothing_is_replaced(folder: GuestFolder, taken: Any) -> None:
    taken()
    with pytest.raises(ExportError, match=r"^a\.md exists; choose another name$"):
        write(folder, "a.md")
    assert folder.note("a.md", tree=True) == "exists; choose another name"


@pytest.mark.parametrize("kind", ["binary", "tree"])
def test_nothing_is_replaced_that_comes_at_the_last_moment(
    folder: GuestFolder, taken: Any, kind: str
) -> None:
    with pytest.raises(ExportError, match=r"^a\.md exists; choose another name$"):
        write(folder, "a.md", kind=kind, meanwhile=taken)


def test_a_link_in_the_place_of_the_folder_leads_nowhere(
    folder: GuestFolder, place: Path, tmp_path: Path
) -> None:
    moved, other = tmp_path / "moved", tmp_path / "other"
    other.mkdir()
    (other / "there.md").touch()
    place.rename(moved)
    place.symlink_to(other)
    write(folder, "a.md")
    write_tree(folder, "t", {"x": b"1"})
    assert sorted(here(moved)) == ["a.md", "t/x"]
    assert sorted(here(other)) == ["there.md"]
    # Nor does it tell what is there.
    assert folder.note("there.md", tree=False) == "new file"


def test_a_folder_that_is_gone_is_one_line(folder: GuestFolder, place: Path) -> None:
    place.rmdir()
    with pytest.raises(Unwritable) as caught:
        write(folder, "a.md")
    assert caught.value.errno == errno.ENOENT
    assert caught.value.filename == str(place / "a.md")


def test_file_systems_without_hard_links_are_as_safe(
    folder: GuestFolder, place: Path, taken: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_names: Any, **_options: Any) -> None:
        raise PermissionError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", refused)
    write(folder, "b.md", b"whole")
    assert (place / "b.md").read_bytes() == b"whole"

    def put() -> None:
        # One of the things that it puts there is a hard link.
        monkeypatch.undo()
        taken()
        monkeypatch.setattr(os, "link", refused)

    with pytest.raises(ExportError, match="exists"):
        write(folder, "a.md", meanwhile=put)


# -- the quota


def test_what_lies_there_counts_whoever_put_it(folder: GuestFolder, place: Path) -> None:
    (place / "host").mkdir()
    (place / "host" / ".hidden").write_bytes(bytes(4_000))
    write(folder, "a", bytes(6_000))
    with pytest.raises(Unwritable, match=r"may take 10000B and 10,000 files") as caught:
        write(folder, "b", bytes(1))
    assert caught.value.errno == errno.EDQUOT
    (place / "a").unlink()
    write(folder, "b", bytes(5_000))
    assert sum(map(len, here(place).values())) == 9_000


def test_a_link_does_not_count_what_it_leads_to(
    folder: GuestFolder, place: Path, tmp_path: Path
) -> None:
    (tmp_path / "big").write_bytes(bytes(20_000))
    (place / "link").symlink_to(tmp_path / "big")
    (place / "up").symlink_to(tmp_path)
    write(folder, "a", bytes(5_000))


def test_a_file_that_grows_beyond_it_is_stopped_early(folder: GuestFolder, place: Path) -> None:
    written = []

    def export() -> None:
        with GuestTarget(folder, "t", "tree") as target:
            for number in range(1_000):
                with target.member(str(number)).text() as file:
                    for _line in range(10):
                        file.write("x" * 99 + "\n")
                        written.append(100)

    with pytest.raises(Unwritable, match="no room for this one"):
        export()
    assert sum(written) == 10_000
    assert here(place) == {}
    assert list(place.iterdir()) == []


def test_writing_again_takes_no_room_twice(folder: GuestFolder, place: Path) -> None:
    with GuestTarget(folder, "a", "binary") as target, target.binary() as file:
        for _turn in range(3):
            file.seek(0)
            file.write(bytes(9_000))
        file.seek(9_500)
        file.write(bytes(500))
    assert len(here(place)["a"]) == 10_000


def test_an_exporter_that_takes_no_notice_writes_nothing(folder: GuestFolder, place: Path) -> None:
    def export() -> None:
        with GuestTarget(folder, "a", "binary") as target, target.binary() as file:
            for _turn in range(3):
                with contextlib.suppress(OSError):
                    file.write(bytes(9_000))

    with pytest.raises(Unwritable, match="no room for this one"):
        export()
    assert here(place) == {}


def test_the_number_of_files_is_bounded(
    folder: GuestFolder, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guest_folder, "MOST_FILES", 5)
    write(folder, "a", b"")
    # Two folders and two files.
    write_tree(folder, "t", {"b/c": b"", "d": b""})
    for name in ("e", "f"):
        with pytest.raises(Unwritable, match="and 5 files"):
            write(folder, name, b"")
    assert sorted(os.listdir(place)) == ["a", "t"]


def test_together_guests_do_not_fill_more(place: Path) -> None:
    """Each saw room for its file before any was written."""
    ready = threading.Barrier(8)

    def guest(number: int) -> bool:
        # As in another process: a folder of its own.
        folder = GuestFolder(str(place), 10_000)
        try:
            write(folder, f"{number}.bin", bytes(3_000), meanwhile=lambda: ready.wait(30))
        except Unwritable:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(guest, range(8))) == 3
    assert [len(data) for data in here(place).values()] == [3_000] * 3
    assert not (place / LEFT_BEHIND).exists()


@pytest.mark.parametrize("kind", ["binary", "tree"])
def test_of_two_guests_with_one_name_one_wins(place: Path, kind: str) -> None:
    ready = threading.Barrier(6)

    def guest(number: int) -> str:
        folder = GuestFolder(str(place))
        try:
            write(folder, "a", str(number).encode(), kind, lambda: ready.wait(30))
        except ExportError as error:
            return str(error)
        return str(number)

    with ThreadPoolExecutor(6) as pool:
        said = sorted(pool.map(guest, range(6)))
    assert said.count("a exists; choose another name") == 5
    assert [data.decode() for data in here(place).values()] == said[:1]


def test_what_a_killed_process_left_is_removed(
    folder: GuestFolder, place: Path, tmp_path: Path
) -> None:
    (tmp_path / "outside").write_bytes(b"precious")
    for leave in (
        lambda path: path.write_bytes(bytes(9_999)),
        lambda path: (path.mkdir(), (path / "x").write_bytes(bytes(9_999))),
        lambda path: path.symlink_to(tmp_path / "outside"),
    ):
        leave(place / LEFT_BEHIND)
        write(GuestFolder(str(place), 10_000), "a", bytes(5_000))
        assert sorted(os.listdir(place)) == ["a"]
        (place / "a").unlink()
    assert (tmp_path / "outside").read_bytes() == b"precious"


def test_a_lock_that_nobody_gives_back_is_not_waited_for(
    folder: GuestFolder, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guest_folder, "_LOCK_WAIT_S", 0.1)
    held = os.open(place, os.O_RDONLY)
    fcntl.flock(held, fcntl.LOCK_EX)
    with pytest.raises(Unwritable, match="another export is being written; try again"):
        write(folder, "a")
    os.close(held)
    write(folder, "a")
    assert here(place) == {"a": b"mine"}


def test_an_export_that_fails_leaves_nothing(folder: GuestFolder, place: Path) -> None:
    with pytest.raises(ZeroDivisionError):
        write(folder, "a", b"half", meanwhile=lambda: 1 // 0)
    assert list(place.iterdir()) == []
