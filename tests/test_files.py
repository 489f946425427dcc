"""Files are replaced whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import struct
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from ecotui import files
from ecotui.exporting import guest_folder
from ecotui.exporting import target as target_module
from ecotui.exporting.guest_folder import GuestFolder, GuestTarget
from ecotui.exporting.target import HostTarget
from ecotui.files import absolute, discard_unfinished, is_stream, own_folder, protection, replacing


def write(path: Path | str, data: bytes = b"new", *, overwrite: bool = True) -> None:
    with replacing(path, overwrite=overwrite) as file:
        file.write(data)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_appears_when_the_block_ends(tmp_path: Path) -> None:
    path = tmp_path / "plan.toml"
    with replacing(path) as file:
        file.write(b"new")
        assert not path.exists()
    assert path.read_bytes() == b"new"
    assert names(tmp_path) == ["plan.toml"]


def test_the_file_can_be_read_and_sought_while_it_is_written(tmp_path: Path) -> None:
    with replacing(tmp_path / "f") as file:
        file.write(b"abc")
        file.seek(1)
        assert file.read() == b"bc"


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, SystemExit, GeneratorExit])
def test_a_failure_leaves_only_the_old_file(tmp_path: Path, error: type[BaseException]) -> None:
    path = tmp_path / "f"
    path.write_bytes(b"old")

    def fail() -> None:
        with replacing(path) as file:
            file.write(b"half")
            raise error

    with pytest.raises(error):
        fail()
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == ["f"]


def test_a_full_disk_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "f"
    path.write_bytes(b"old")

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        write(path)
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == ["f"]


@pytest.fixture(params=[True, False], ids=["hard links", "no hard links"])
def links(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """File systems of both kinds."""

    def refuse(*_paths: str) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    if not request.param:
        monkeypatch.setattr(os, "link", refuse)


@pytest.mark.usefixtures("links")
def test_an_existing_file_stays_where_overwriting_is_forbidden(tmp_path: Path) -> None:
    path = tmp_path / "f"
    path.write_bytes(b"old")
    with pytest.raises(FileExistsError):
        write(path, overwrite=False)
    assert path.read_bytes() == b"old"
    write(tmp_path / "g", overwrite=False)
    assert names(tmp_path) == ["f", "g"]


def test_an_open_file_goes_on_where_it_is(tmp_path: Path) -> None:
    path = tmp_path / "log"
    path.write_bytes(b"before\n")
    with path.open("ab") as log:
        write(f"/dev/fd/{log.fileno()}", b"new")
    assert path.read_bytes() == b"before\nnew"


def test_two_dots_lead_where_the_system_goes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "share" / "2026").mkdir(parents=True)
    (tmp_path / "current").symlink_to(tmp_path / "share" / "2026")
    (tmp_path / "f").write_bytes(b"mine")
    monkeypatch.chdir(tmp_path)
    assert absolute("current/../f") == str(tmp_path / "share" / "f")
    write(Path("current/../f"))
    assert (tmp_path / "share" / "f").exists()
    with pytest.raises(FileNotFoundError):
        write(Path("missing/../f"))
    assert absolute("missing/../f") == str(tmp_path / "missing/../f")
    assert (tmp_path / "f").read_bytes() == b"mine"


EVERYBODY = 0xFFFFFFFF


def access_list(*entries: tuple[int, int, int]) -> bytes:
    """A list of access as the system keeps it: of each entry its tag, its rights and its id."""
    return struct.pack("<I", 2) + b"".join(struct.pack("<HHI", *one) for one in entries)


def test_who_else_may_open_a_file_may_open_what_replaces_it(tmp_path: Path) -> None:
    path = tmp_path / "f"
    path.touch(mode=0o600)
    access = access_list(
        (1, 6, EVERYBODY), (2, 6, 1), (4, 0, EVERYBODY), (16, 6, EVERYBODY), (32, 0, EVERYBODY)
    )
    try:
        os.setxattr(path, "system.posix_acl_access", access)
        os.setxattr(path, "user.note", b"ours")
    except OSError:
        pytest.skip("this file system has no lists of access")
    write(path)
    assert os.getxattr(path, "system.posix_acl_access") == access
    assert os.getxattr(path, "user.note") == b"ours"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root makes a file somebody else's")
@pytest.mark.parametrize("is_listed", [False, True])
def test_whose_file_it_was_may_still_open_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_listed: bool
) -> None:
    path = tmp_path / "f"
    path.touch()
    path.chmod(0o640)
    if is_listed:
        # One who may write, and the group no more than the list's most: nothing.
        with contextlib.suppress(OSError):
            os.setxattr(
                path,
                "system.posix_acl_access",
                access_list(
                    (1, 6, EVERYBODY),
                    (2, 6, 7),
                    (4, 6, EVERYBODY),
                    (16, 4, EVERYBODY),
                    (32, 0, EVERYBODY),
                ),
            )
    os.chown(path, 65534, 65534)

    def refuse(*_arguments: object) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "fchown", refuse)
    write(path)
    assert path.stat().st_uid == os.geteuid()
    try:
        access = os.getxattr(path, "system.posix_acl_access")
    except OSError:
        pytest.skip("this file system has no lists of access")
    others = [(2, 4, 7)] if is_listed else []
    assert access == access_list(
        (1, 6, EVERYBODY),
        *others,
        (2, 6, 65534),
        (4, 0, EVERYBODY),
        (8, 4, 65534),
        (16, 6, EVERYBODY),
        (32, 0, EVERYBODY),
    )


def test_where_lists_of_access_are_lost_the_group_has_no_more_rights(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "f"
    path.touch()
    path.chmod(0o660)
    monkeypatch.setattr(os, "listxattr", lambda _path: ["system.posix_acl_access"], raising=False)
    monkeypatch.setattr(os, "getxattr", lambda _path, _name: b"", raising=False)

    def refuse(*_arguments: object) -> None:
        raise OSError(errno.EOPNOTSUPP, "Operation not supported")

    monkeypatch.setattr(os, "setxattr", refuse, raising=False)
    write(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_nobody_else_may_open_what_will_replace_a_closed_file(tmp_path: Path) -> None:
    path = tmp_path / "f"
    path.touch(mode=0o600)
    with replacing(path) as file:
        assert stat.S_IMODE(os.fstat(file.fileno()).st_mode) == 0o600


def test_a_link_that_leads_nowhere_is_not_written_through_unasked(tmp_path: Path) -> None:
    """Whoever may write into a folder could choose what another makes, and where."""
    link, elsewhere = tmp_path / "plan.toml", tmp_path / "profile"
    link.symlink_to(elsewhere)
    with pytest.raises(FileExistsError):
        write(link, overwrite=False)
    assert not elsewhere.exists()
    write(link)
    assert elsewhere.exists()
    assert link.is_symlink()


@pytest.mark.usefixtures("links")
def test_a_file_that_appears_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "f"

    def late() -> None:
        with replacing(path, overwrite=False) as file:
            file.write(b"new")
            path.write_bytes(b"somebody else's")

    with pytest.raises(FileExistsError):
        late()
    assert path.read_bytes() == b"somebody else's"
    assert names(tmp_path) == ["f"]


def test_a_symbolic_link_is_kept_and_the_file_behind_it_replaced(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    file, link = tmp_path / "real" / "f", tmp_path / "link"
    file.write_bytes(b"old")
    link.symlink_to(file)
    write(link)
    assert link.is_symlink()
    assert file.read_bytes() == b"new"
    assert names(tmp_path / "real") == ["f"]


def test_a_new_file_has_the_mode_that_the_umask_leaves(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write(tmp_path / "f")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "f").stat().st_mode) == 0o640


def test_an_old_file_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "f"
    path.write_bytes(b"old")
    path.chmod(0o604)
    write(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o604


@pytest.mark.skipif(os.geteuid() != 0, reason="only root makes a file somebody else's")
@pytest.mark.parametrize(("is_member", "mode"), [(True, 0o664), (False, 0o604)])
def test_somebody_elses_file_is_open_to_no_others_than_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_member: bool, mode: int
) -> None:
    path = tmp_path / "f"
    path.write_bytes(b"old")
    path.chmod(0o664)
    os.chown(path, 65534, 65534)
    changed = os.fchown

    def refused(file: int, owner: int, group: int) -> None:
        if owner != -1 or not is_member:
            raise PermissionError
        changed(file, owner, group)

    def unlisted(*_arguments: object) -> None:
        raise OSError(errno.EOPNOTSUPP, "Operation not supported")

    monkeypatch.setattr(os, "fchown", refused)
    monkeypatch.setattr(os, "setxattr", unlisted, raising=False)
    write(path)
    assert stat.S_IMODE(path.stat().st_mode) == mode


def test_neither_is_a_folder_replaced_nor_a_missing_one_made(tmp_path: Path) -> None:
    with pytest.raises(IsADirectoryError):
        write(tmp_path)
    with pytest.raises(FileNotFoundError):
        write(tmp_path / "missing" / "f")
    assert names(tmp_path) == []


def test_the_longest_name_that_a_file_may_have_will_do(tmp_path: Path) -> None:
    name = "方" * 85
    write(tmp_path / name)
    assert names(tmp_path) == [name]


def test_a_pipe_is_written_to_and_stays(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    write(pipe, overwrite=False)
    reader.join(10)
    assert read == [b"new"]
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_a_terminal_is_written_to_and_stays() -> None:
    controller, terminal = os.openpty()
    path = os.ttyname(terminal)
    try:
        write(path)
        assert os.read(controller, 10) == b"new"
        assert stat.S_ISCHR(os.stat(path).st_mode)
    finally:
        os.close(controller)
        os.close(terminal)


def test_an_open_file_of_the_process_is_written_to(tmp_path: Path) -> None:
    with (tmp_path / "f").open("wb") as file:
        write(f"/dev/fd/{file.fileno()}", overwrite=False)
    assert (tmp_path / "f").read_bytes() == b"new"


def test_only_what_cannot_be_replaced_is_a_stream(tmp_path: Path) -> None:
    (tmp_path / "f").write_bytes(b"")
    assert is_stream("/dev/null")
    for path in (tmp_path, tmp_path / "f", tmp_path / "missing", "bad\0name"):
        assert not is_stream(path)


@pytest.fixture
def placing(monkeypatch: pytest.MonkeyPatch) -> None:
    """A lock of the test's own, which stays held as at the end of a process."""
    lock = threading.RLock()
    for module in (files, target_module, guest_folder):
        monkeypatch.setattr(module, "placing", lock)


@pytest.mark.usefixtures("placing")
@pytest.mark.parametrize("is_guest", [False, True])
def test_a_folder_that_is_being_removed_takes_its_place_no_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_guest: bool
) -> None:
    begun = threading.Event()
    remove_tree = files.remove_tree

    def removed(path: str) -> None:
        begun.set()
        # Long enough for the other thread to put the folder into its place, if it could.
        time.sleep(0.3)
        remove_tree(path)

    monkeypatch.setattr(files, "remove_tree", removed)

    ready = threading.Event()

    def written() -> None:
        folder = GuestFolder(str(tmp_path))
        target = (
            GuestTarget(folder, "tree", "tree")
            if is_guest
            else HostTarget(str(tmp_path / "tree"), "tree")
        )
        with target, target.member("a.txt").text() as member:
            member.write("whole")
            if not is_guest:
                ready.set()
                begun.wait(5)

    if is_guest:
        monkeypatch.setattr(guest_folder, "_write", lambda *_a: (ready.set(), begun.wait(5)))
    threading.Thread(target=written, daemon=True).start()
    assert ready.wait(5)
    discard_unfinished()
    time.sleep(0.3)
    assert not (tmp_path / "tree").exists()


@pytest.mark.usefixtures("placing")
def test_what_is_being_written_when_the_process_ends_leaves_nothing(tmp_path: Path) -> None:
    tree = HostTarget(str(tmp_path / "tree"), "tree")
    with (
        contextlib.suppress(FileNotFoundError),
        replacing(tmp_path / "file") as file,
        tree,
        tree.member("a.txt").text() as member,
    ):
        file.write(b"half")
        member.write("half")
        assert len(list(tmp_path.iterdir())) == 2
        discard_unfinished()
        assert list(tmp_path.iterdir()) == []
        raise FileNotFoundError
    with replacing(tmp_path / "file") as file:
        file.write(b"whole")
    discard_unfinished()
    assert (tmp_path / "file").read_bytes() == b"whole"


@pytest.mark.parametrize("base", [None, "", "relative", "./here"])
def test_own_folders_have_absolute_paths(monkeypatch: pytest.MonkeyPatch, base: str | None) -> None:
    monkeypatch.setenv("HOME", "/home/x")
    monkeypatch.delenv("XDG_STATE_HOME", raising=False)
    if base is not None:
        monkeypatch.setenv("XDG_STATE_HOME", base)
    assert own_folder("XDG_STATE_HOME", ".local/state") == "/home/x/.local/state/ecotui"
    monkeypatch.setenv("XDG_STATE_HOME", "/var/mine")
    assert own_folder("XDG_STATE_HOME", ".local/state") == "/var/mine/ecotui"


# -- what processes left that were killed

#: A process that has ended, so that its number is free: the greatest is given last.
ENDED = 4_194_303


def leftover(target: Path, process: int = ENDED, age_s: float = 7200) -> Path:
    """A temporary file as a process leaves it that is killed while it writes."""
    path = target.with_name(f".{target.name[:40]}.{process}-0123abcd.tmp")
    path.write_bytes(b"half")
    os.utime(path, (time.time() - age_s,) * 2)
    return path


@pytest.mark.parametrize("name", ["plan.toml", "分工方案*[1].toml", "方" * 85])
def test_the_next_write_removes_what_a_killed_one_left(tmp_path: Path, name: str) -> None:
    # In a container a process often has the number of the one before.
    for process in (ENDED, os.getpid()):
        leftover(tmp_path / name, process)
    write(tmp_path / name)
    assert names(tmp_path) == [name]


def test_what_may_be_of_somebody_else_is_not_removed(tmp_path: Path) -> None:
    path = tmp_path / "plan.toml"
    kept = [
        # Of another file, of a process that runs, and of another machine perhaps.
        leftover(tmp_path / "plan.tom"),
        leftover(path, os.getppid()),
        leftover(path, age_s=60),
        tmp_path / f".plan.toml.{ENDED}-01234567.tmp.bak",
        tmp_path / f"plan.toml.{ENDED}-01234567.tmp",
        tmp_path / f".plan.toml.{ENDED}-0123456.tmp",
        tmp_path / ".plan.toml.0-01234567.tmp",
        tmp_path / ".plan.toml.-1-01234567.tmp",
    ]
    (tmp_path / "mine").write_bytes(b"mine")
    link = tmp_path / f".plan.toml.{ENDED}-76543210.tmp"
    link.symlink_to("mine")
    folder = tmp_path / f".plan.toml.{ENDED}-76543211.tmp"
    folder.mkdir()
    old = (time.time() - 7200,) * 2
    for one in kept[3:]:
        one.write_bytes(b"")
        os.utime(one, old)
    for one in (link, folder):
        os.utime(one, old, follow_symlinks=False)
    before = names(tmp_path)
    write(path)
    assert names(tmp_path) == sorted([*before, "plan.toml"])


def test_what_another_user_left_is_not_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = leftover(tmp_path / "f")
    monkeypatch.setattr(os, "geteuid", lambda: left.stat().st_uid + 1)
    write(tmp_path / "f")
    assert left.exists()


@pytest.mark.parametrize("make", [Path.touch, Path.mkdir])
def test_what_nobody_may_write_is_protected_from_root_too(
    tmp_path: Path, make: Callable[[Path], None]
) -> None:
    path = tmp_path / "x"
    assert protection(str(path)) is None
    make(path)
    assert protection(str(path)) is None
    path.chmod(0o555)
    assert str(protection(str(path))) == f"[Errno 13] it is write-protected: '{path}'"
    path.chmod(0o755)


def test_a_folder_that_cannot_be_closed_is_removed_without_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As over a network: the file system tells late that something failed."""
    (tmp_path / "tree").mkdir()
    (tmp_path / "tree" / "file").write_text("text", encoding="utf-8")
    close = os.close

    def failing(descriptor: int) -> None:
        close(descriptor)
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(os, "close", failing)
    files.remove_tree(str(tmp_path / "tree"))
    monkeypatch.undo()
    assert not (tmp_path / "tree").exists()
