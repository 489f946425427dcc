"""The files in which the browser saves its session.

They are JSON, in ``$XDG_STATE_HOME/ecotui`` (``~/.local/state/ecotui``): one for each set of plans,
and ``browser.json`` for what all plans share. A file is named after the ids of its plans, not their
paths: a plan that is moved or revised keeps its session. A file that is broken, too large or not
ours is ignored.

If several browsers run at once, the last to write sets the session of the plans. In
``browser.json`` histories are joined, and other values replaced only by a browser that changed
them; if two write within the same millisecond, a line of the history may be lost.
"""

from __future__ import annotations

import contextlib
import os
import stat
import threading
from collections.abc import Mapping

from ecotui.browser.session import (
    Session,
    SharedSession,
    decode,
    decode_shared,
    encode,
    encode_shared,
    merge_shared,
    plan_ids,
)
from ecotui.files import own_folder
from ecotui.i18n import _
from ecotui.query.index import Index
from ecotui.text.reasons import reason

#: A larger file is not ours.
_MAX_BYTES = 8 << 20


class SessionStore:
    """The files of a set of plans. Only `write` may be called from any thread.

    ``fresh`` ignores the saved session; files stay as they are until something changes.
    """

    def __init__(self, index: Index, *, fresh: bool = False) -> None:
        self.index = index
        self.fresh = fresh
        self._folder = own_folder("XDG_STATE_HOME", ".local/state")
        self._lock = threading.Lock()
        self._written: tuple[Session, SharedSession] = (Session(), SharedSession())
        self._wanted = self._written
        self._told = False
        self._complaint = ""

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
        if self.fresh:
            return Session(), SharedSession()
        session = decode(self._read(self.path), self.index)
        return session, decode_shared(self._read(self.shared_path))

    def _read(self, path: str) -> object:
        try:
            return read_json(path)
        except OSError as error:
            message = _("the saved session cannot be read: {path}: {reason}")
            self._complain(message, path, error)
            return None

    def _complain(self, message: str, path: str, error: OSError) -> None:
        if not self._told:
            self._complaint = message.format(path=path, reason=reason(error))
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
        if not self._lock.acquire(timeout=wait_s):
            return
        try:
            (session, shared), (session_before, shared_before) = self._wanted, self._written
            if session != session_before:
                write_json(self.path, encode(session, self.index))
            if shared != shared_before:
                theirs = decode_shared(self._read(self.shared_path))
                joint = merge_shared(theirs, shared_before, shared)
                write_json(self.shared_path, encode_shared(joint))
            self._written = (session, shared)
        except OSError as error:
            message = _("the session cannot be saved: {path}: {reason}")
            self._complain(message, self._folder, error)
        finally:
            self._lock.release()


def read_json(path: str) -> object:
    """The data of a JSON file; None if there is none, or it is not ours."""
    import json

    try:
        # Opening a named pipe would block forever.
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    except (FileNotFoundError, NotADirectoryError):
        return None
    with os.fdopen(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            return None
        content = file.read(_MAX_BYTES + 1)
    if len(content) > _MAX_BYTES:
        return None
    try:
        data: object = json.loads(content)
    except (ValueError, RecursionError):
        return None
    return data


def write_json(path: str, data: Mapping[str, object]) -> None:
    """Replace a JSON file, which only its owner may read."""
    import json

    from ecotui.files import replacing

    parent = os.path.dirname(path)
    os.makedirs(parent, mode=0o700, exist_ok=True)
    if os.stat(parent).st_mode & 0o077:
        os.chmod(parent, 0o700)
    # A lone surrogate, from a command line that is not UTF-8, becomes JSON's own escape.
    text = json.dumps(data, ensure_ascii=False, allow_nan=False)
    with replacing(path) as file:
        # A link to /dev/null has no mode.
        with contextlib.suppress(OSError):
            os.fchmod(file.fileno(), 0o600)
        file.write(text.encode("utf-8", "backslashreplace") + b"\n")
