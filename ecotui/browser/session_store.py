"""The files in which the browser saves its session.

They are JSON, in ``$XDG_STATE_HOME/ecotui`` (``~/.local/state/ecotui``): one for each set of plans,
and ``browser.json`` for what all plans share. A file is named after the ids of its plans, not their
paths: a plan that is moved or revised keeps its session. What is broken, too large, of another
version or no file is ignored, and set aside before a file is written in its place.

Several browsers may run at once: each writes what it changed since it last wrote, into what is
there then.
"""

from __future__ import annotations

import contextlib
import errno
import os
import threading
from collections.abc import Iterator, Mapping

from ecotui.browser.session import (
    VERSION,
    Session,
    SharedSession,
    decode,
    decode_shared,
    encode,
    encode_shared,
    lost_marks,
    marks_gone,
    merge,
    merge_shared,
    plan_ids,
)
from ecotui.files import locked, make_own_folder, own_folder, read_regular, replacing
from ecotui.i18n import _, ngettext
from ecotui.query.index import Index
from ecotui.text.reasons import reason

#: A larger file is not ours.
_MAX_BYTES = 8 << 20
#: Seconds to wait for another browser that saves; it takes milliseconds.
_LOCK_WAIT_S = 5.0
#: What the name of a file that is none of ours ends in, once another stands in its place.
_ASIDE = ".broken"


class SessionStore:
    """The files of a set of plans. Only `write` may be called from any thread.

    ``fresh`` ignores the saved session; files stay as they are until something changes. Without a
    home folder nothing is saved.
    """

    def __init__(self, index: Index, *, fresh: bool = False) -> None:
        self.index = index
        self.fresh = fresh
        self._folder = ""
        self._told = False
        self._complaint = ""
        try:
            self._folder = own_folder("XDG_STATE_HOME", ".local/state")
        except OSError as error:
            self._complain(_("nothing is saved: {reason}").format(reason=reason(error)))
        self._lock = threading.Lock()
        self._written: tuple[Session, SharedSession] = (Session(), SharedSession())
        self._wanted = self._written

    @property
    def path(self) -> str:
        """The file of the plans; characters of ids are percent-encoded as in a URL."""
        from urllib.parse import quote

        name = "+".join([quote(id_, safe="", errors="replace") for id_ in plan_ids(self.index)])
        if len(name) > 120:
            from zlib import crc32

            name = f"{name[:120]}~{crc32(name.encode()):08x}"
        return os.path.join(self._folder, f"plan-{name}.json")

    @property
    def shared_path(self) -> str:
        """The file that all plans share."""
        return os.path.join(self._folder, "browser.json")

    def load(self) -> tuple[Session, SharedSession]:
        """The saved sessions; a file that is broken is not an error."""
        if self.fresh or not self._folder:
            return Session(), SharedSession()
        data = self._read(self.path)
        session = decode(data, self.index)
        lost = len(marks_gone(data, self.index))
        if lost:
            message = ngettext(
                "{count} marked measure is not in this plan; its mark is kept",
                "{count} marked measures are not in this plan; their marks are kept",
                lost,
            )
            self._complain(message.format(count=lost))
        return session, decode_shared(self._read(self.shared_path))

    def _read(self, path: str) -> object:
        try:
            data, is_broken = read_json(path)
        except OSError as error:
            message = _("the saved session cannot be read: {path}: {reason}")
            self._complain(message.format(path=path, reason=reason(error)))
            return None
        if is_broken:
            message = _("the saved session is damaged or of another version; it is kept as {path}")
            self._complain(message.format(path=path + _ASIDE))
        return data

    def _complain(self, line: str) -> None:
        if not self._told:
            self._complaint = line
            self._told = True

    def complaint(self) -> str:
        """The problem with the files, in one line; only the first call returns it."""
        line, self._complaint = self._complaint, ""
        return line

    def start_from(self, session: Session, shared: SharedSession) -> None:
        """Write nothing until the session differs from this."""
        self._written = self._wanted = (session, shared)

    def stage(self, session: Session, shared: SharedSession) -> bool:
        """Set what `write` writes, and return whether it differs from the files."""
        self._wanted = (session, shared)
        return self._wanted != self._written

    def write(self, wait_s: float = -1) -> None:
        """Write what was staged, once no other thread writes: seconds to wait, or -1 for ever."""
        if not self._folder or not self._lock.acquire(timeout=wait_s):
            return
        try:
            wanted, (session_before, shared_before) = self._wanted, self._written
            session, shared = wanted
            if wanted == self._written:
                return
            with changing_json(self._folder):
                if session != session_before:
                    data = self._read(self.path)
                    lost: Mapping[str, object] = {}
                    if not self.fresh:
                        session = merge(decode(data, self.index), session_before, session)
                        lost = lost_marks(data, self.index)
                    write_json(self.path, encode(session, self.index, lost))
                    self.fresh = False
                if shared != shared_before:
                    common = decode_shared(self._read(self.shared_path))
                    common = merge_shared(common, shared_before, shared)
                    write_json(self.shared_path, encode_shared(common))
            self._written = wanted
        except OSError as error:
            message = _("the session cannot be saved: {path}: {reason}")
            self._complain(message.format(path=self._folder, reason=reason(error)))
        finally:
            self._lock.release()


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


@contextlib.contextmanager
def changing_json(folder: str) -> Iterator[None]:
    """Let no other browser change the files of a folder, which is made, while the block runs.

    Raises:
        OSError: the folder cannot be made, or another process holds it for too long.
    """
    make_own_folder(folder, 0o700)
    if os.stat(folder).st_mode & 0o077:
        os.chmod(folder, 0o700)
    with locked(folder, _LOCK_WAIT_S):
        yield


def write_json(path: str, data: Mapping[str, object]) -> None:
    """Replace a JSON file, which only its owner may read; what is none is set aside.

    Raises:
        OSError: it cannot be written.
    """
    import json

    # A lone surrogate, from a command line that is not UTF-8, becomes JSON's own escape.
    text = json.dumps(data, ensure_ascii=False, allow_nan=False)
    if read_json(path)[1]:
        os.replace(path, path + _ASIDE)
    with replacing(path) as file:
        # A link to /dev/null has no mode.
        with contextlib.suppress(OSError):
            os.fchmod(file.fileno(), 0o600)
        file.write(text.encode("utf-8", "backslashreplace") + b"\n")
