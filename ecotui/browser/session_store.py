"""The files in which the browser saves its session.

They are JSON, in ``$XDG_STATE_HOME/ecotui`` (``~/.local/state/ecotui``): one for each set of plans,
and ``browser.json`` for what all plans share. Plans are told apart by their ids and by the files
that they are in, since many documents get the same id; the shipped plan is wherever ecotui is, and
is known by its id alone. If there is none for a set, that of the same files with other ids, of
some of them, or of some and others that are gone, goes on. If a file is gone, its session goes on
with the plan of the same id that has its measures. What is broken, too large, of another version or
no file is ignored, and set aside before a file is written in its place.

Several browsers may run at once: each writes what it changed since it last wrote, into what is
there then.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import threading
from collections.abc import Iterable, Iterator, Mapping

from ecotui.browser.session import (
    VERSION,
    Session,
    SharedSession,
    decode,
    decode_shared,
    encode,
    encode_shared,
    fits,
    lost_marks,
    marks_gone,
    merge,
    merge_shared,
    plan_ids,
    saved_files,
    saved_plans,
)
from ecotui.files import (
    check_own_folder,
    locked,
    make_own_folder,
    own_folder,
    protection,
    read_regular,
    replacing,
    shipped_plan,
)
from ecotui.i18n import _, ngettext
from ecotui.query.index import Index
from ecotui.text.reasons import reason

#: A larger file is not ours.
_MAX_BYTES = 8 << 20
#: Seconds to wait for another browser that saves; it takes milliseconds.
_LOCK_WAIT_S = 5.0


#: Whether the session of plans that are gone goes on in another file.
_CONTINUED = "continued"


class SessionStore:
    """The session files of a set of plans. Only `write` may be called from any thread.

    Args:
        index: The plans.
        files: The file of each, in their order; none for plans that are known by their ids alone.
        fresh: Whether the saved session is ignored; files stay as they are until something changes.

    Without a home folder nothing is saved.
    """

    def __init__(self, index: Index, files: Iterable[str] = (), *, fresh: bool = False) -> None:
        self.index = index
        #: The file of each plan, by its id.
        self.files = _real_files(index, files)
        self.fresh = fresh
        self._folder = ""
        self._told: set[str] = set()
        self._untold: list[str] = []
        # Why nothing can be saved, as it is known from the start, and why the last write failed.
        self._obstacle = self._failure = ""
        try:
            self._folder = own_folder("XDG_STATE_HOME", ".local/state")
        except OSError as error:
            self._obstacle = _("nothing is saved: {reason}").format(reason=reason(error))
        else:
            self._obstacle = self._find_obstacle()
        self.complain(self._obstacle)
        # Where the session is until the first write.
        self._source = self.path
        # Whether it is of plans that had other ids, or were fewer or more.
        self._has_other_ids = False
        # Whether it is newer than the one of these plans, and what that had then.
        self._is_newer = False
        self._superseded: object = None
        # Whether what was saved there is for these plans only, now.
        self._moves = False
        # What each file had when it was last read or written.
        self._last: dict[str, object] = {}
        self._lock = threading.Lock()
        self._written: tuple[Session, SharedSession] = (Session(), SharedSession())
        self._wanted = self._written

    @property
    def _name(self) -> str:
        """The ids of the plans; their characters are percent-encoded as in a URL."""
        from urllib.parse import quote

        name = "+".join([quote(id_, safe="", errors="replace") for id_ in plan_ids(self.index)])
        return f"{name[:120]}~{_digest(name)}" if len(name) > 120 else name

    @property
    def path(self) -> str:
        """The session file of the plans."""
        files = f"~{_digest(*sorted(self.files.values()))}" if self.files else ""
        return os.path.join(self._folder, f"plan-{self._name}{files}.json")

    @property
    def shared_path(self) -> str:
        """The file that all plans share."""
        return os.path.join(self._folder, "browser.json")

    def load(self) -> tuple[Session, SharedSession]:
        """The saved sessions; a file that is broken is not an error."""
        if self.fresh or not self._folder:
            return Session(), SharedSession()
        self._source = self._find_source()
        data = self._read(self._source)
        session = decode(data, self.index, any_ids=self._has_other_ids, files=self.files)
        lost = len(marks_gone(data, self.index, self.files))
        if lost:
            message = ngettext(
                "{count} marked measure is not in this plan; its mark is kept",
                "{count} marked measures are not in this plan; their marks are kept",
                lost,
            )
            # Before whose session it is: that is seen by what comes back.
            self.complain(message.format(count=lost), first=True)
        return session, decode_shared(self._read(self.shared_path))

    def _find_source(self) -> str:
        """Where the session is: in the file of its own, or in that of a file that is gone."""
        if not self.files:
            return self.path
        if os.path.lexists(self.path):
            data = self._superseded = self._read(self.path)
            if not (isinstance(data, dict) and data.get(_CONTINUED)):
                # What was saved since, together with plans that are gone, is newer.
                with contextlib.suppress(OSError):
                    return self._find_with_other_ids(since=os.stat(self.path).st_mtime)
                return self.path
            self._is_newer = True
        own = f"plan-{self._name}"
        found: list[tuple[float, str, list[str]]] = []
        for time, path, data in self._saved((f"{own}.json", f"{own}~")):
            if data.get(_CONTINUED) or not fits(data, self.index):
                continue
            files = saved_files(data)
            gone = self._elsewhere(files or ())
            if files is None or (gone and all(map(_is_gone, gone))):
                found.append((time, path, gone))
        if not found:
            return self._find_with_other_ids()
        _time, source, gone = max(found)
        self._moves = True
        message = _("this continues the session of all files with this id; now each has its own")
        if gone:
            message = _("this continues the session of {path}, which is gone")
        self.complain(message.format(path=", ".join(gone)))
        return source

    def _find_with_other_ids(self, since: float | None = None) -> str:
        """Where the session is if plans had other ids, were fewer, or others that are gone.

        Args:
            since: When the session of these plans was saved, if there is one.
        """
        found: list[tuple[int, float, str, bool]] = []
        ids = {plan.id for plan in self.index.plans}
        for time, path, data in self._saved(("plan-",), since or 0.0):
            if data.get(_CONTINUED) or not fits(data, self.index, any_ids=True):
                continue
            files = saved_files(data) or []
            gone = self._elsewhere(files)
            is_other = data.get("plans") != plan_ids(self.index) and (since is None or gone)
            # A folder may have moved, and one of its plans been exchanged.
            is_same = len(gone) < len(files) or not ids.isdisjoint(saved_plans(data))
            if files and is_other and is_same and all(map(_is_gone, gone)):
                found.append((len(files) - len(gone), time, path, bool(gone)))
        if not found:
            return self.path
        self._has_other_ids = True
        self._is_newer = self._is_newer or since is not None
        self.complain(_("this continues the session of these plans as they were before"))
        _shared, _time, source, self._moves = max(found)
        return source

    def _elsewhere(self, files: Iterable[str]) -> list[str]:
        """Those of some files that are none of these plans."""
        return [file for file in files if file not in self.files.values()]

    def _saved(
        self, names: tuple[str, ...], since: float = 0.0
    ) -> Iterator[tuple[float, str, dict[str, object]]]:
        """Time, path and data of the newer session files with such names that can be read."""
        with contextlib.suppress(OSError), os.scandir(self._folder) as listed:
            for one in listed:
                if not (one.name.startswith(names) and one.name.endswith(".json")):
                    continue
                with contextlib.suppress(OSError):
                    if (time := one.stat().st_mtime) <= since:
                        continue
                    data, _is_broken = read_json(one.path)
                    if isinstance(data, dict):
                        yield time, one.path, data

    def _leave(self, data: object) -> None:
        """Have what was saved where the session was continue with no other file.

        It stays for that one: what is gone, such as a share, may come back.
        """
        if isinstance(data, dict):
            # It may be that of the shipped plan, too.
            is_shared = saved_files(data) is None
            left: dict[str, object] = {"files": []} if is_shared else {_CONTINUED: True}
            write_json(self._source, {**data, **left})

    def _read(self, path: str) -> object:
        """The data of a file; what it last had if somebody has removed it meanwhile."""
        try:
            data, is_broken = read_json(path)
        except OSError as error:
            message = _("the saved session cannot be read: {path}: {reason}")
            self.complain(message.format(path=path, reason=reason(error)))
            return None
        if is_broken:
            message = _("the saved session is damaged or of another version; it is kept as {path}")
            self.complain(message.format(path=aside(path)))
        if data is not None:
            self._last[path] = data
        return self._last.get(path)

    def _write(self, path: str, data: Mapping[str, object]) -> None:
        write_json(path, data)
        self._last[path] = data

    def _find_obstacle(self) -> str:
        """Why nothing can be saved, as far as that is known before it is tried."""
        try:
            check_own_folder(self._folder)
        except OSError as error:
            return self._cannot_save(error)
        refusals = filter(None, map(protection, (self.path, self.shared_path)))
        return next(map(self._cannot_save, refusals), "")

    def _cannot_save(self, error: OSError) -> str:
        own = (self.path, self.shared_path)
        path = error.filename if error.filename in own else self._folder
        message = _("the session cannot be saved: {path}: {reason}")
        return message.format(path=path, reason=reason(error))

    def complain(self, line: str, *, first: bool = False) -> None:
        """Have `complaints` return a line, perhaps as the first, unless it did already."""
        if line and line not in self._told:
            self._told.add(line)
            self._untold.insert(0 if first else len(self._untold), line)

    def complaints(self, *, last: bool = False) -> list[str]:
        """The problems with the files, a line each; each is returned once.

        Args:
            last: Whether nothing is written any more. Why the last change was not saved is returned
                once more then, unless it was known from the start.
        """
        if last and self._failure and self._failure not in (self._obstacle, *self._untold):
            self._untold.append(self._failure)
        lines, self._untold = self._untold, []
        return lines

    @property
    def cannot_save(self) -> bool:
        """Whether it was found that nothing can be saved."""
        return bool(self._obstacle or self._failure)

    @property
    def _is_elsewhere(self) -> bool:
        """Whether the session is still in the file of other plans, which may get other ids."""
        return not self.fresh and bool(self._folder) and self._source != self.path

    def start_from(self, session: Session, shared: SharedSession) -> None:
        """Write nothing until the session differs from this."""
        self._written = self._wanted = (session, shared)

    def stage(self, session: Session, shared: SharedSession) -> bool:
        """Set what `write` writes, and return whether it differs from the files."""
        self._wanted = (session, shared)
        return self._wanted != self._written or self._is_elsewhere

    def write(self, wait_s: float = -1) -> None:
        """Write what was staged, once no other thread writes: seconds to wait, or -1 for ever."""
        if not self._folder or not self._lock.acquire(timeout=wait_s):
            return
        try:
            wanted, (session_before, shared_before) = self._wanted, self._written
            session, shared = wanted
            if wanted == self._written and not self._is_elsewhere:
                return
            with changing_json(self._folder):
                if session != session_before or self._is_elsewhere:
                    data = self._read(self.path)
                    # Another browser of these plans may have saved since.
                    is_moved = self._source != self.path and (
                        data is None or (self._is_newer and data == self._superseded)
                    )
                    data = self._read(self._source) if is_moved else data
                    any_ids = is_moved and self._has_other_ids
                    lost: list[tuple[str, str]] = []
                    if not self.fresh:
                        theirs = decode(data, self.index, any_ids=any_ids, files=self.files)
                        session = merge(theirs, session_before, session)
                        lost = lost_marks(data, self.index, self.files)
                    elif count := decode(data, self.index).marks.bit_count():
                        message = ngettext(
                            "the session saved before is replaced; it had {count} marked measure",
                            "the session saved before is replaced; it had {count} marked measures",
                            count,
                        )
                        self.complain(message.format(count=count))
                    self._write(self.path, encode(session, self.index, lost, self.files))
                    self.fresh = False
                    if is_moved and self._moves:
                        self._leave(data)
                    self._source = self.path
                if shared != shared_before:
                    common = decode_shared(self._read(self.shared_path))
                    common = merge_shared(common, shared_before, shared)
                    self._write(self.shared_path, encode_shared(common))
            self._written = wanted
            self._failure = ""
        except OSError as error:
            self._failure = self._cannot_save(error)
            self.complain(self._failure)
        finally:
            self._lock.release()


def _real_files(index: Index, paths: Iterable[str]) -> dict[str, str]:
    """The real paths of the files of plans, by their ids.

    The shipped plan is left out: it is wherever ecotui is installed now.
    """
    real: dict[str, str] = {}
    for plan, path in zip(index.plans, paths, strict=False):
        try:
            real[plan.id] = os.path.realpath(path)
        except OSError:
            # The current folder has been removed.
            real[plan.id] = path
    shipped = os.path.realpath(shipped_plan())
    return {id_: path for id_, path in real.items() if path != shipped}


def _digest(*texts: str) -> str:
    from zlib import crc32

    return f"{crc32(chr(0).join(texts).encode('utf-8', 'surrogateescape')):08x}"


def _is_gone(path: str) -> bool:
    """Whether there is surely no file; one that cannot be seen may be there."""
    try:
        os.stat(path)
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
    return False


def read_json(path: str) -> tuple[object, bool]:
    """The data of a JSON file of ours; None and whether there is anything else in its place.

    Raises:
        OSError: it cannot be read.
    """
    import json

    try:
        content = read_regular(path, _MAX_BYTES)
        data: object = json.loads(content) if content else {}
    except (FileNotFoundError, NotADirectoryError):
        return None, False
    except (ValueError, RecursionError):
        return None, True
    except OSError as error:
        if error.errno in (errno.EISDIR, errno.EINVAL, errno.EFBIG, errno.ENXIO):
            return None, True
        raise
    if isinstance(data, dict) and data.get("version", VERSION) == VERSION:
        return data, False
    return None, True


def aside(path: str) -> str:
    """The name that a file gets which is none of ours, once another stands in its place."""
    name, count = f"{path}.broken", 1
    while os.path.lexists(name):
        count += 1
        name = f"{path}.broken.{count}"
    return name


@contextlib.contextmanager
def changing_json(folder: str) -> Iterator[None]:
    """Let no other browser change the files of a folder, which is made, while the block runs.

    Raises:
        OSError: the folder cannot be made, or another process holds it for too long.
    """
    make_own_folder(folder, 0o700)
    mode = stat.S_IMODE(os.stat(folder).st_mode)
    if mode & 0o077:
        os.chmod(folder, mode & 0o700)
    with locked(folder, _LOCK_WAIT_S):
        yield


def write_json(path: str, data: Mapping[str, object]) -> None:
    """Replace a JSON file, which only its owner may read; what is none is set aside.

    One that is write-protected stays as it is.

    Raises:
        OSError: it cannot be written.
    """
    import json

    # A lone surrogate, from a command line that is not UTF-8, becomes JSON's own escape.
    text = json.dumps(data, ensure_ascii=False, allow_nan=False)
    if (refusal := protection(path)) is not None:
        raise refusal
    if read_json(path)[1]:
        os.replace(path, aside(path))
    with replacing(path) as file:
        # A link to /dev/null has no mode.
        with contextlib.suppress(OSError):
            os.fchmod(file.fileno(), 0o600)
        file.write(text.encode("utf-8", "backslashreplace") + b"\n")
