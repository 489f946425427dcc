"""Writing files so that a reader finds the old one or the new one, never half of either.

Also where the shipped plan, the home and the user's own folders are, and who may change them now.
"""

from __future__ import annotations

import contextlib
import errno
import os

# `threading` has the same lock, and takes a part of the start.
from _thread import RLock
from collections.abc import Iterable, Iterator
from typing import BinaryIO

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re


def shipped_plan() -> str:
    """Path of the plan that comes with ecotui: in the package, or beside it in a checkout."""
    package = os.path.dirname(os.path.abspath(__file__))
    inside = os.path.join(package, "data", "allocation.toml")
    if os.path.exists(inside):
        return inside
    return os.path.join(os.path.dirname(package), "data", "allocation.toml")


def home_folder() -> str:
    """The absolute path of the user's home: ``HOME``, or what the system knows if that is unset.

    Raises:
        FileNotFoundError: ``HOME`` is empty or relative, or the system does not know the user. What
            is kept there would lie below the current folder.
    """
    home = os.environ.get("HOME")
    if home is None:
        home = os.path.expanduser("~")
    if not os.path.isabs(home):
        raise FileNotFoundError(errno.ENOENT, "there is no home folder; set HOME to its path")
    return home


def expanded(path: str) -> str:
    """A path with the home folder in place of a leading ``~`` or ``~user``, as shells have it.

    Raises:
        FileNotFoundError: there is no home folder.
    """
    head, slash, rest = path.partition("/")
    if head != "~":
        return os.path.expanduser(path)
    return os.path.join(home_folder(), rest.lstrip("/")) if slash else home_folder()


def own_folder(variable: str, below_home: str) -> str:
    """The folder ``ecotui`` in a base folder of the XDG specification.

    A variable such as ``XDG_CONFIG_HOME`` names the base folder; otherwise it is below the home
    folder. A relative path counts as unset, as the specification says.

    Raises:
        FileNotFoundError: there is no home folder.
    """
    base = os.environ.get(variable, "")
    if not os.path.isabs(base):
        base = os.path.join(home_folder(), below_home)
    return os.path.join(base, "ecotui")


def check_own_folder(folder: str) -> None:
    """See whether a folder of `own_folder` can be made, or written if there is one.

    Raises:
        OSError: it cannot, it is write-protected, or it would lie in a home folder that does not
            exist.
    """
    try:
        home = home_folder()
    except FileNotFoundError:
        home = "/"
    if folder.startswith(f"{home.rstrip('/')}/"):
        # Raises if there is none.
        os.stat(home)
    there = folder
    while not os.path.lexists(there):
        there = os.path.dirname(there)
    if not os.path.isdir(there):
        # Raises what is more exact, such as that a link leads nowhere.
        os.stat(there)
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), there)
    # The home of root may be write-protected by its mode, and yet root keeps files there.
    refusal = protection(there) if there == folder else _refusal(there)
    if refusal is not None:
        raise refusal


def make_own_folder(folder: str, mode: int = 0o777) -> None:
    """Make a folder of `own_folder` where there is none; never the home folder itself.

    Raises:
        OSError: see `check_own_folder`.
    """
    check_own_folder(folder)
    os.makedirs(folder, mode, exist_ok=True)


def protection(path: str) -> OSError | None:
    """Why a file or folder is protected from being written; None if it is not, or is not there.

    A file could be replaced all the same, since that needs the permission of its folder alone. A
    mode that lets nobody write is meant for root too, whom the system does not stop.
    """
    try:
        mode = os.stat(path).st_mode
    except OSError:
        return None
    if not mode & 0o222:
        return PermissionError(errno.EACCES, "it is write-protected", path)
    return _refusal(path)


def _refusal(path: str) -> OSError | None:
    """Why the system does not let this process write a file or folder that is there."""
    if os.access(path, os.W_OK):
        return None
    error = errno.EACCES
    with contextlib.suppress(OSError):
        if os.statvfs(path).f_flag & os.ST_RDONLY:
            error = errno.EROFS
    return OSError(error, os.strerror(error), path)


def other_links(path: str) -> int:
    """How many other hard links a file has, which keep the old one when it is replaced."""
    try:
        return os.stat(path).st_nlink - 1
    except OSError:
        return 0


def other_owner(path: str) -> str:
    """Who a file belongs to that is somebody else's, and becomes one's own when it is replaced."""
    try:
        owner = os.stat(path).st_uid
    except OSError:
        return ""
    if os.geteuid() in (0, owner):
        return ""
    import pwd

    try:
        return pwd.getpwuid(owner).pw_name
    except KeyError:
        return str(owner)


def read_regular(path: str, most: int) -> bytes:
    """The bytes of a file of the user's; none of a device. A pipe holds nobody up.

    Args:
        path: The file.
        most: The most bytes that it may have.

    Raises:
        OSError: it is no file, is too large, or cannot be read.
    """
    import stat

    # Opening a named pipe would block until somebody writes to it.
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    with os.fdopen(descriptor, "rb") as file:
        mode = os.fstat(descriptor).st_mode
        if stat.S_ISCHR(mode):
            # A link to /dev/null is how people keep a file empty.
            return b""
        if stat.S_ISDIR(mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), path)
        if not stat.S_ISREG(mode):
            raise OSError(errno.EINVAL, "it is no regular file", path)
        content = file.read(most + 1)
    if len(content) > most:
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG), path)
    return content


#: Seconds to wait for another process that changes the same files; it should take milliseconds.
LOCK_WAIT_S = 10.0


@contextlib.contextmanager
def locked(folder: str, wait_s: float = LOCK_WAIT_S) -> Iterator[None]:
    """Let no other process or thread change the files of a folder while the block runs.

    The kernel keeps the lock, and gives it back however the process ends. Where the file system has
    no locks, or the folder cannot be read, the block runs without.

    Raises:
        TimeoutError: somebody else has held the lock all the time.
    """
    import time

    deadline = time.monotonic() + wait_s
    with contextlib.ExitStack() as opened:
        # The folder itself, so that nothing lies about. NFS locks only what is open for writing.
        for path, opening in (
            (folder, os.O_RDONLY | os.O_DIRECTORY),
            (os.path.join(folder, ".lock"), os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW),
        ):
            try:
                descriptor = os.open(path, opening | os.O_CLOEXEC | os.O_NONBLOCK, 0o600)
                opened.callback(os.close, descriptor)
                while not _take(descriptor):
                    if time.monotonic() > deadline:
                        raise TimeoutError(errno.ETIMEDOUT, "another process is changing it")
                    time.sleep(0.01)
            except TimeoutError:
                raise
            except OSError:
                continue
            break
        yield


def _take(descriptor: int) -> bool:
    """Take the lock of an open file; false if somebody else has it."""
    import fcntl

    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def current_folder() -> str | None:
    """The real path of the current folder; None if it has been removed."""
    try:
        return os.path.realpath(os.getcwd())
    except OSError:
        return None


def matching(path: str, endings: Iterable[str]) -> str:
    """The longest of some endings, without dots, that a file has, in upper or lower case; or ""."""
    name = os.path.basename(path).lower()
    return max((one for one in endings if name.endswith(f".{one}")), key=len, default="")


def absolute(path: str | os.PathLike[str]) -> str:
    """A path from the root; as it is, where it starts from a folder that has been removed.

    Two dots behind a link lead where the system goes, and behind what is not there nowhere.
    """
    parts = os.fspath(path).split(os.sep)
    try:
        if os.pardir in parts:
            end = len(parts) - parts[::-1].index(os.pardir)
            try:
                above = os.path.realpath(os.sep.join(parts[:end]), strict=True)
            except OSError:
                return os.path.join(os.getcwd(), path)
            path = os.path.join(above, *parts[end:])
        return os.path.abspath(path)
    except FileNotFoundError:
        return os.path.normpath(path)


#: Temporary files and folders that are being written.
unfinished: set[str] = set()
#: Programs that work for this process, each the first of a group of processes.
started: set[int] = set()


def end_program(leader: int) -> None:
    """End a program of `started`, and what it has started itself."""
    import signal

    with contextlib.suppress(OSError):
        os.killpg(leader, signal.SIGKILL)


#: Held while a folder of files takes its place, so that nothing removes a part of it meanwhile.
placing = RLock()
#: Seconds that this takes at most.
_PLACING_S = 5.0


def remove_tree(path: str) -> None:
    """Remove a folder as far as possible.

    `shutil.rmtree` gives up the folder in which it meets an error, so it is asked twice; where
    closing a folder fails, it leaves that empty.
    """
    import shutil

    for _attempt in range(2):
        with contextlib.suppress(OSError):
            shutil.rmtree(path, ignore_errors=True)
    with contextlib.suppress(OSError):
        os.rmdir(path)


def discard_unfinished() -> None:
    """Remove what is being written, when the process is about to end without waiting for it.

    Programs that work for it end first. No other thread puts a folder into its place afterwards.
    """
    for leader in tuple(started):
        end_program(leader)
        # Until it is over it may write.
        with contextlib.suppress(OSError):
            os.waitpid(leader, 0)
    # It is not released: what is removed in part takes its place no more.
    placing.acquire(timeout=_PLACING_S)
    for temporary in tuple(unfinished):
        if os.path.isdir(temporary):
            remove_tree(temporary)
        else:
            with contextlib.suppress(OSError):
                os.unlink(temporary)


@contextlib.contextmanager
def replacing(path: str | os.PathLike[str], *, overwrite: bool = True) -> Iterator[BinaryIO]:
    """Open a temporary sibling of ``path`` for bytes; it takes the name when the block ends well.

    A symbolic link keeps pointing where it did, and the file there is replaced. If the block
    raises, or the write fails, the old file is untouched and nothing else remains. A device or a
    pipe cannot be replaced; it is written to, at the end of the block.

    Args:
        path: The file to write.
        overwrite: Where false, a file that already exists is an error, also one that appears
            while the block runs.

    Raises:
        FileExistsError: the file exists and may not be overwritten.
        OSError: the folder cannot be written, or the disk is full.
    """
    if is_stream(path):
        import io

        with _stream(absolute(path)) as stream, io.BytesIO() as buffer:
            yield buffer
            with buffer.getbuffer() as view:
                stream.write(view)
        return
    folder, name = os.path.split(path)
    # What is not there has nothing above it.
    folder = os.path.realpath(folder, strict=os.pardir in folder.split(os.sep))
    target = os.path.realpath(os.path.join(folder, name))
    # A link that leads nowhere is there too: what it names is not ours to make.
    if not overwrite and (os.path.lexists(path) or os.path.lexists(target)):
        raise FileExistsError(f"{os.fspath(path)}: file exists")
    if os.path.isdir(target):
        raise IsADirectoryError(f"{os.fspath(path)}: is a directory")
    remove_leftovers(target)
    temporary = temporary_sibling(target)
    # Before the file is there: an interruption may come as soon as it is.
    unfinished.add(temporary)
    try:
        # 0o666 less the umask is what a file written in place would get; an old one keeps its mode,
        # and is open to nobody else before it has that.
        mode = 0o600 if os.path.exists(target) else 0o666
        descriptor = os.open(temporary, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, mode)
        with os.fdopen(descriptor, "wb+") as file:
            take_over(target, file.fileno())
            yield file
            file.flush()
            os.fsync(file.fileno())
        if overwrite:
            os.replace(temporary, target)
        else:
            place_new(temporary, target)
        keep_names(os.path.dirname(target))
    except BaseException:
        # What is said is why the file could not be written.
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise
    finally:
        unfinished.discard(temporary)


#: Who else may open a file, by name: an attribute of it, see acl(5).
_ACCESS = "system.posix_acl_access"
_OWNER, _USER, _OWN_GROUP, _GROUP, _MOST, _OTHERS = 1, 2, 4, 8, 16, 32
_NOBODY = 0xFFFF_FFFF


def take_over(old: str, new: int) -> None:
    """Give an open file the owner, group, mode and lists of access of one that it replaces.

    An owner or a group that cannot be kept keeps its rights by name. Where the file system has no
    such lists, the group's rights go: others than before would have them. Where there is no such
    file, nothing changes.
    """
    with contextlib.suppress(OSError):
        status = os.stat(old)
        # Only root can give a file back to its owner, and only a member one to its group.
        for owner in (status.st_uid, -1):
            with contextlib.suppress(OSError):
                os.fchown(new, owner, status.st_gid)
                break
        kept = os.fstat(new)
        lost = {
            _USER: status.st_uid if kept.st_uid != status.st_uid else None,
            _GROUP: status.st_gid if kept.st_gid != status.st_gid else None,
        }
        mode = status.st_mode & (0o7777 if lost[_GROUP] is None else ~0o2070 & 0o7777)
        os.fchmod(new, mode)
        if not hasattr(os, "listxattr"):
            return
        names = os.listxattr(old)
        for name in names:
            if name.startswith("user."):
                with contextlib.suppress(OSError):
                    os.setxattr(new, name, os.getxattr(old, name))
        some_lost = lost != {_USER: None, _GROUP: None}
        if some_lost or _ACCESS in names:
            access = os.getxattr(old, _ACCESS) if _ACCESS in names else b""
            try:
                access = _by_name(access, status.st_mode, lost) if some_lost else access
                os.setxattr(new, _ACCESS, access)
            except OSError:
                # The group's bits were the most that anybody of the list may do.
                os.fchmod(new, mode & ~0o070 if _ACCESS in names else mode)


def _by_name(access: bytes, mode: int, lost: dict[int, int | None]) -> bytes:
    """A list of access in which who no longer owns the file has the rights by name."""
    import struct

    rights: dict[tuple[int, int], int] = {
        (tag, _NOBODY): mode >> bits & 7
        for tag, bits in ((_OWNER, 6), (_OWN_GROUP, 3), (_OTHERS, 0))
    }
    if access:
        rights = {(tag, who): bits for tag, bits, who in struct.iter_unpack("<HHI", access[4:])}
    most = rights.pop((_MOST, _NOBODY), 7)
    rights = {
        key: bits & most if key[0] in (_USER, _OWN_GROUP, _GROUP) else bits
        for key, bits in rights.items()
    }
    if (owner := lost[_USER]) is not None:
        rights[_USER, owner] = rights[_OWNER, _NOBODY]
    if (group := lost[_GROUP]) is not None:
        rights[_GROUP, group] = rights[_OWN_GROUP, _NOBODY]
        rights[_OWN_GROUP, _NOBODY] = 0
    rights[_MOST, _NOBODY] = 0
    for (tag, _who), bits in rights.items():
        rights[_MOST, _NOBODY] |= bits if tag in (_USER, _OWN_GROUP, _GROUP) else 0
    entries = [struct.pack("<HHI", tag, bits, who) for (tag, who), bits in sorted(rights.items())]
    return struct.pack("<I", 2) + b"".join(entries)


def keep(path: str) -> None:
    """Have what a file holds on the disk, so that it is there after a loss of power.

    Raises:
        OSError: the disk fails.
    """
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def keep_names(folder: str) -> None:
    """Have the names in a folder on the disk, where the file system can do that."""
    # The files are whole under either name, and not every folder may be read.
    with contextlib.suppress(OSError):
        keep(folder)


def is_stream(path: str | os.PathLike[str]) -> bool:
    """Whether a path is a device, a pipe or an open file of the process, which nothing replaces."""
    # /dev/stdout may lead to a regular file; replacing that would leave the shell with the old one.
    if absolute(path).startswith(("/dev/fd/", "/dev/std", "/proc/")):
        return os.path.exists(path)
    import stat

    try:
        mode = os.stat(path).st_mode
    except (OSError, ValueError):
        return False
    return not stat.S_ISREG(mode) and not stat.S_ISDIR(mode)


def _stream(path: str) -> BinaryIO:
    """A device, a pipe or an open file of the process for writing.

    An open file goes on where it is: opened by its name it would begin anew, also behind ``>>``.
    """
    folder, name = os.path.split(path)
    standard = {"/dev/stdin": 0, "/dev/stdout": 1, "/dev/stderr": 2}
    if folder in ("/dev/fd", "/proc/self/fd") and name.isascii() and name.isdecimal():
        standard = {path: int(name)}
    return open(os.dup(standard[path]) if path in standard else path, "wb")


def temporary_sibling(path: str) -> str:
    """A name that nothing has yet, in the folder of a path and on the same file system."""
    folder, name = os.path.split(path)
    return os.path.join(folder, f"{_temporary(name)}{os.getpid()}-{os.urandom(4).hex()}.tmp")


def _temporary(name: str) -> str:
    """How the names of temporary siblings of a file begin."""
    # A name may have 255 bytes and a character four of them.
    return f".{name[:40]}."


#: Seconds after which a temporary file may be a leftover. On a file system of several machines, or
#: of several containers, it may be of a process that cannot be seen from here.
_LEFT_AFTER_S = 3600


def leftover(name: str) -> re.Pattern[str]:
    """The names of temporary siblings of a file or folder; a group has the number of a process."""
    import re

    return re.compile(rf"{re.escape(_temporary(name))}([1-9]\d{{0,8}})-[0-9a-f]{{8}}\.tmp")


def remove_leftovers(target: str, *, folders: bool = False) -> None:
    """Remove temporary siblings of a file, or of a folder, that killed processes have left."""
    import stat
    import time

    folder, name = os.path.split(target)
    temporary = leftover(name)
    # They do no harm: what cannot be looked at or removed stays.
    with contextlib.suppress(OSError), os.scandir(folder) as siblings:
        for one in siblings:
            if (match := temporary.fullmatch(one.name)) is None or one.path in unfinished:
                continue
            with contextlib.suppress(OSError):
                status = one.stat(follow_symlinks=False)
                if (
                    status.st_uid != os.geteuid()
                    or time.time() - status.st_mtime <= _LEFT_AFTER_S
                    or _is_running(int(match[1]))
                ):
                    continue
                if folders and stat.S_ISDIR(status.st_mode):
                    remove_tree(one.path)
                elif not folders and stat.S_ISREG(status.st_mode):
                    os.unlink(one.path)


def _is_running(process: int) -> bool:
    """Whether there is another process of this number."""
    if process == os.getpid():
        # Numbers come again, in containers soon.
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def place_new(temporary: str, target: str) -> None:
    """Give a file its name.

    Raises:
        FileExistsError: something has it.
    """
    try:
        os.link(temporary, target)
    except FileExistsError:
        raise
    except OSError:
        # A file system without hard links cannot do both in one step.
        if os.path.lexists(target):
            raise FileExistsError(f"{target}: file exists") from None
        os.replace(temporary, target)
    else:
        # The file is there; one that cannot be removed beside it does no harm.
        with contextlib.suppress(OSError):
            os.unlink(temporary)
