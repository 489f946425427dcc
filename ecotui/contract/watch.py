"""Watches what a plugin does besides its work: files, network, programs, what it prints."""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
from collections.abc import Iterator
from typing import Any

#: What a plugin may not do: prefixes of the names of audit events.
_FORBIDDEN = (
    "socket.__new__",
    "socket.connect",
    "socket.bind",
    "socket.sendto",
    "socket.getaddrinfo",
    "socket.gethostby",
    "subprocess.Popen",
    "os.system",
    "os.exec",
    "os.posix_spawn",
    "os.spawn",
    "os.fork",
    "pty.spawn",
)
#: Events that change files: for each path the index of its argument, and of the folder that the
#: path is relative to.
_CHANGES = {
    "os.chmod": ((0, 2),),
    "os.chown": ((0, 3),),
    "os.link": ((1, 3),),
    "os.mkdir": ((0, 2),),
    "os.remove": ((0, 1),),
    "os.rename": ((0, 2), (1, 3)),
    "os.rmdir": ((0, 1),),
    "os.symlink": ((1, 2),),
    "os.truncate": ((0, None),),
    "os.utime": ((0, 3),),
}
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


class Watch:
    """Notes files outside some folders, the network and other programs, while it is entered.

    What is changed of the process is noted too, and put back.
    """

    def __init__(self, *folders: str) -> None:
        self.seen: list[str] = []
        self._on = False
        self._kept = contextlib.ExitStack()
        self._changed: list[str] = []
        self._folders = tuple(os.path.realpath(folder) + os.sep for folder in folders)
        sys.addaudithook(self._audit)

    def __enter__(self) -> None:
        from ecotui.plugin_host.containment import contained

        # Whoever enters first is told. What the host does inside, it does not tell.
        self._changed = self._kept.enter_context(contained())
        self._on = True

    def __exit__(self, *error: object) -> None:
        self._on = False
        self._kept.close()
        self.seen += self._changed

    def _audit(self, event: str, arguments: tuple[Any, ...]) -> None:
        if not self._on:
            return
        if event == "open":
            path, _mode, flags = arguments
            if isinstance(flags, int) and flags & _WRITES:
                self._note(event, path)
        elif event in _CHANGES:
            for path, folder in _CHANGES[event]:
                self._note(event, arguments[path], -1 if folder is None else arguments[folder])
        elif event.startswith(_FORBIDDEN):
            self.seen.append(f"{event} {arguments!r}"[:200])

    def _note(self, event: str, path: object, folder: int = -1) -> None:
        if not isinstance(path, (str, bytes, os.PathLike)):
            return
        name = os.fsdecode(path)
        if folder >= 0:
            # Only some systems tell the name of an open folder.
            with contextlib.suppress(OSError):
                name = os.path.join(os.readlink(f"/proc/self/fd/{folder}"), name)
        real = os.path.realpath(name)
        if not real.startswith(self._folders) and real != os.devnull:
            self.seen.append(f"{event} {real}")


@contextlib.contextmanager
def captured(report: dict[str, Any], folder: str) -> Iterator[None]:
    """The beginning of all that is printed, even by another program, goes into the report.

    The folder is for a temporary file, and not watched.
    """
    with tempfile.TemporaryFile(dir=folder) as file:
        sys.stdout.flush()
        sys.stderr.flush()
        saved = [os.dup(1), os.dup(2)]
        try:
            os.dup2(file.fileno(), 1)
            os.dup2(file.fileno(), 2)
            yield
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            for number, descriptor in enumerate(saved, 1):
                os.dup2(descriptor, number)
                os.close(descriptor)
            file.seek(0)
            report["printed"] = file.read(2000).decode("utf-8", "replace")
