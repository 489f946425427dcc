"""The folder that guests export into: never another one, nothing replaced, and up to a quota."""

from __future__ import annotations

import contextlib
import errno
import io
import os
import shutil
import time
from collections.abc import Callable, Iterator, Mapping
from typing import Any, BinaryIO, cast

from ecotui.exporting.paths import is_plain
from ecotui.exporting.quota import DEFAULT_QUOTA, MOST_FILES, size_text
from ecotui.exporting.target import HostTarget, Unwritable
from ecotui.files import placing, unfinished
from ecotui.i18n import _
from ecotui.plugin_host.spec import ExportError, TargetError

#: What is being written under the lock; whatever has the name without the lock was left behind.
_UNFINISHED = ".ecotui-unfinished"
#: Seconds to wait while another guest's export is written.
_LOCK_WAIT_S = 10.0
_OPEN_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC
_CREATE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC


class GuestFolder:
    """A folder that stays open, so that no link that takes its place leads elsewhere.

    The quota is in bytes; it is for all that lies in the folder, whoever put it there.

    Raises:
        OSError: the folder cannot be opened.
    """

    def __init__(self, path: str, quota: int = DEFAULT_QUOTA) -> None:
        self.path = path
        self.quota = quota
        self._descriptor = os.open(path, _OPEN_FOLDER)

    def allows(self, name: str) -> bool:
        """Whether a file may be called so: what a shell, a list or a person may misread may not."""
        is_clear = name.isprintable() and name == name.strip() and not name.startswith("-")
        return bool(name) and is_plain(name) and is_clear

    def shown(self, name: str) -> str:
        """The path of a file in the folder, to be shown."""
        return os.path.join(self.path, name)

    def has(self, name: str) -> bool:
        """Whether something has a name; a link that leads nowhere does."""
        try:
            os.lstat(name, dir_fd=self._descriptor)
        except (OSError, ValueError):
            return False
        return True

    def is_too_long(self, name: str) -> bool:
        """Whether the system has no files with such a long name."""
        try:
            os.lstat(name, dir_fd=self._descriptor)
        except OSError as error:
            return error.errno == errno.ENAMETOOLONG
        return False

    def refusal(self, name: str) -> str:
        """Why nothing can be written under a name; empty if it can."""
        if not self.allows(name):
            return _("only a plain file name is allowed here")
        if self.is_too_long(name):
            return _("the file name is too long")
        if self.has(name):
            return _("{path} exists; choose another name").format(path=name)
        return ""

    def note(self, name: str, *, tree: bool) -> str:
        """What a file, or a folder of files, of a name would be here."""
        if self.allows(name) and self.has(name):
            return _("exists; choose another name")
        if why := self.refusal(name):
            return why
        if not os.access(".", os.W_OK, dir_fd=self._descriptor):
            return _("the folder is not writable")
        return _("new folder") if tree else _("new file")

    def room(self) -> tuple[int, int]:
        """Bytes and files for which there is room; less than none where more was put here."""
        size = count = 0
        for path, folders, files, inside in os.fwalk(".", dir_fd=self._descriptor):
            if path == ".":
                # It is removed before the next is written.
                folders[:] = [name for name in folders if name != _UNFINISHED]
                files = [name for name in files if name != _UNFINISHED]
            count += len(folders) + len(files)
            for name in files:
                # What another process has just removed takes no room.
                with contextlib.suppress(FileNotFoundError):
                    size += os.lstat(name, dir_fd=inside).st_size
        return self.quota - size, MOST_FILES - count

    def no_room(self, name: str) -> Unwritable:
        """What to raise where there is none."""
        message = _(
            "exports here may take {quota}B and {files} files, and there is no room for this one"
        )
        message = message.format(quota=size_text(self.quota), files=f"{MOST_FILES:,}")
        return Unwritable(errno.EDQUOT, message, self.shown(name))

    def add(self, name: str, files: Mapping[str, bytes], *, tree: bool) -> None:
        """Put a file, or a folder of files by their paths in it, into the folder as a whole.

        Raises:
            FileExistsError: something has the name; it is as it was.
            Unwritable: there is no room.
            OSError: it cannot be written.
        """
        with self._locked() as folder:
            _discard(folder)
            size, count = self.room()
            if size < sum(map(len, files.values())) or count < _entries(files, tree=tree):
                raise self.no_room(name)
            # A signal may end the process meanwhile.
            place = self.shown(_UNFINISHED)
            unfinished.add(place)
            try:
                if tree:
                    _add_tree(folder, name, files)
                else:
                    _add_file(folder, name, *files.values())
            finally:
                _discard(folder)
                unfinished.discard(place)

    @contextlib.contextmanager
    def _locked(self) -> Iterator[int]:
        """The folder, opened again and locked, so that exports are counted one after another."""
        import fcntl

        folder = os.open(".", _OPEN_FOLDER, dir_fd=self._descriptor)
        try:
            end = time.monotonic() + _LOCK_WAIT_S
            while True:
                try:
                    fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    break
                except BlockingIOError:
                    if time.monotonic() > end:
                        message = _("another export is being written; try again")
                        raise Unwritable(errno.EAGAIN, message, self.path) from None
                    time.sleep(0.02)
            yield folder
        finally:
            os.close(folder)


def _entries(files: Mapping[str, bytes], *, tree: bool) -> int:
    """How many files and folders there will be."""
    if not tree:
        return 1
    parts = [path.split("/") for path in files]
    return 1 + len({tuple(one[:depth]) for one in parts for depth in range(1, len(one) + 1)})


def _discard(folder: int) -> None:
    """Remove what is unfinished, or was left so by a process that was killed."""
    try:
        os.unlink(_UNFINISHED, dir_fd=folder)
    except FileNotFoundError:
        return
    except (IsADirectoryError, PermissionError):
        shutil.rmtree(_UNFINISHED, dir_fd=folder)


def _write(folder: int, name: str, data: bytes) -> None:
    with open(os.open(name, _CREATE, 0o666, dir_fd=folder), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _add_file(folder: int, name: str, data: bytes) -> None:
    _write(folder, _UNFINISHED, data)
    try:
        os.link(_UNFINISHED, name, src_dir_fd=folder, dst_dir_fd=folder, follow_symlinks=False)
    except FileExistsError:
        raise
    except OSError:
        # A file system without hard links: an empty file takes the name, unless something has it.
        os.close(os.open(name, _CREATE, 0o666, dir_fd=folder))
        os.replace(_UNFINISHED, name, src_dir_fd=folder, dst_dir_fd=folder)


def _add_tree(folder: int, name: str, files: Mapping[str, bytes]) -> None:
    os.mkdir(_UNFINISHED, dir_fd=folder)
    for path, data in files.items():
        *above, last = path.split("/")
        with contextlib.ExitStack() as stack:
            inside = folder
            for part in (_UNFINISHED, *above):
                with contextlib.suppress(FileExistsError):
                    os.mkdir(part, dir_fd=inside)
                inside = os.open(part, _OPEN_FOLDER | os.O_NOFOLLOW, dir_fd=inside)
                stack.callback(os.close, inside)
            _write(inside, last, data)
    # An empty folder takes the name, unless something has it; a folder may replace that one alone.
    with placing:
        os.mkdir(name, dir_fd=folder)
        try:
            os.rename(_UNFINISHED, name, src_dir_fd=folder, dst_dir_fd=folder)
        except OSError:
            os.rmdir(name, dir_fd=folder)
            raise


class _Kept(io.BytesIO):
    """A file in memory, as long as there is room for it."""

    def __init__(self, take: Callable[[int], None]) -> None:
        super().__init__()
        self._take = take

    def write(self, data: Any) -> int:
        grown = self.tell() + memoryview(data).nbytes - self.getbuffer().nbytes
        self._take(max(0, grown))
        return super().write(data)


class GuestTarget(HostTarget):
    """A target in a guest's folder: what is written is kept in memory until it is whole."""

    def __init__(
        self,
        folder: GuestFolder,
        name: str,
        kind: str,
        *,
        on_progress: Callable[[int, int], None] | None = None,
    ) -> None:
        """Refuse a name with an `ExportError`; whether it is still free is known at the end."""
        if why := folder.refusal(name):
            raise ExportError(why)
        super().__init__(folder.shown(name), kind, on_progress=on_progress)
        self._folder = folder
        self._name = name
        self._kept: dict[str, _Kept] = {}
        self._bytes_left = self._files_left = 0
        self._is_full = False

    def __enter__(self) -> GuestTarget:
        self._bytes_left, self._files_left = self._folder.room()
        return self

    def _take(self, size: int, files: int = 0) -> None:
        self._bytes_left -= size
        self._files_left -= files
        if self._bytes_left < 0 or self._files_left < 0:
            self._is_full = True
            raise self._folder.no_room(self._name)

    def _open_file(self) -> BinaryIO:
        if self.kind == "tree":
            raise TargetError(_("an exporter of kind tree must write members"))
        return self._open_member("")

    def _open_member(self, path: str) -> BinaryIO:
        self._take(0, 1)
        self._kept[path] = kept = _Kept(self._take)
        return cast(BinaryIO, kept)

    def _close(self, error: BaseException | None) -> None:
        if error is not None:
            return
        if self._is_full:
            # The exporter took no notice.
            raise self._folder.no_room(self._name)
        files = {path: kept.getvalue() for path, kept in self._kept.items()}
        try:
            self._folder.add(self._name, files, tree=self.kind == "tree")
        except FileExistsError:
            message = _("{path} exists; choose another name").format(path=self._name)
            raise ExportError(message) from None
        except Unwritable:
            raise
        except OSError as failed:
            # It names a part of the file that nobody will see.
            why = failed.strerror or str(failed)
            raise Unwritable(failed.errno or 0, why, self.path) from failed
