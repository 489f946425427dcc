"""What a plugin changes of the process is put back: nobody else is to notice that it ran."""

from __future__ import annotations

import contextlib
import io
import os
import sys
import threading
import warnings
from collections.abc import Iterator
from typing import Any, TextIO

from ecotui.i18n import N_, _

#: How many warnings of libraries are told.
_MOST_WARNINGS = 3
_STREAMS = ("stdin", "stdout", "stderr")


class _Forward(io.RawIOBase):
    """Bytes go on as text to a stream, which nobody can close or detach through this one."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        return self._stream.fileno()

    def isatty(self) -> bool:
        return self._stream.isatty()

    def write(self, data: Any) -> int:
        self._stream.write(bytes(data).decode("utf-8", "replace"))
        return memoryview(data).nbytes


def stand_in(stream: TextIO) -> TextIO:
    """A stream that writes to another one; whatever is done to it, the other one lives on."""
    return io.TextIOWrapper(
        io.BufferedWriter(_Forward(stream)),
        encoding="utf-8",
        errors="backslashreplace",
        write_through=True,
        line_buffering=True,
    )


def _is_usable(stream: TextIO | None) -> bool:
    try:
        return not getattr(stream, "closed", False)
    except ValueError:
        # It was detached.
        return False


class _Before:
    """The process as it was before a plugin ran."""

    def __init__(self, output: TextIO | None) -> None:
        import locale

        self._folder: int | None = None
        with contextlib.suppress(OSError):
            self._folder = os.open(".", os.O_RDONLY | os.O_CLOEXEC)
        self._path = list(sys.path)
        self._streams = {"stdin": sys.stdin, "stdout": output, "stderr": sys.stderr}
        self._originals = {name: getattr(sys, f"__{name}__") for name in _STREAMS}
        self._umask = _umask()
        self._locale = locale.setlocale(locale.LC_ALL)
        self._signals = _handlers()
        self._descriptors: dict[int, int] = {}
        for number in range(3):
            with contextlib.suppress(OSError):
                self._descriptors[number] = os.dup(number)
        # What other programs print for a plugin is no result either, and what is typed or piped to
        # us is not for them. These are the descriptors while it runs.
        nothing = os.open(os.devnull, os.O_RDONLY | os.O_CLOEXEC)
        self._meanwhile = {0: nothing, 1: self._descriptors.get(2, self._descriptors.get(1, -1))}
        _flush(output)
        for number, other in self._meanwhile.items():
            if number in self._descriptors:
                os.dup2(other, number)

    def put_back(self) -> Iterator[str]:
        """Put back what is not as it was, and name it."""
        import locale
        import signal

        if self._folder is not None:
            if not _same(self._folder, "."):
                os.fchdir(self._folder)
                yield N_("the current folder")
            os.close(self._folder)
        if sys.path != self._path:
            sys.path[:] = self._path
            yield N_("the search path of modules")
        if _umask() != self._umask:
            os.umask(self._umask)
            yield N_("the umask")
        if locale.setlocale(locale.LC_ALL) != self._locale:
            locale.setlocale(locale.LC_ALL, self._locale)
            yield N_("the locale")
        changed = {one: old for one, old in self._signals.items() if signal.getsignal(one) != old}
        if changed and threading.current_thread() is threading.main_thread():
            for number, handler in changed.items():
                signal.signal(number, handler)
            yield N_("signal handlers")
        changed_files = [*map(self._descriptor, self._descriptors)]
        for kept in self._descriptors.values():
            os.close(kept)
        os.close(self._meanwhile[0])
        if any([*changed_files, *map(self._stream, _STREAMS)]):
            yield N_("standard streams")

    def _descriptor(self, number: int) -> bool:
        """Put back a descriptor; whether it had to be."""
        kept = self._descriptors[number]
        changed = not _same(self._meanwhile.get(number, kept), number)
        if changed or number in self._meanwhile:
            os.dup2(kept, number)
        return changed

    def _stream(self, name: str) -> bool:
        """Put back one of Python's streams; whether it had to be."""
        kept, original = self._streams[name], self._originals[name]
        changed = getattr(sys, name) is not kept
        if not _is_usable(kept):
            number = _STREAMS.index(name)
            mode = "w" if number else "r"
            fresh = open(  # noqa: SIM115  # it is the process's from now on
                number, mode, encoding="utf-8", errors="replace", closefd=False
            )
            original = fresh if kept is original else original
            kept, changed = fresh, True
        setattr(sys, name, kept)
        setattr(sys, f"__{name}__", original)
        return changed


def _flush(stream: TextIO | None) -> None:
    with contextlib.suppress(AttributeError, OSError, ValueError):
        stream.flush()  # type: ignore[union-attr]  # it may be none, or closed


def _umask() -> int:
    # It can be asked for only by setting it; meanwhile others get no more than they should.
    kept = os.umask(0o077)
    os.umask(kept)
    return kept


def _handlers() -> dict[int, Any]:
    import signal

    # A handler that was not set from Python cannot be put back.
    found = {one: signal.getsignal(one) for one in signal.valid_signals()}
    return {one: handler for one, handler in found.items() if handler is not None}


def _same(descriptor: int, other: int | str) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), os.stat(other))
    except OSError:
        return False


class _Containment:
    """While plugins run, what they print goes to standard error; then all is put back.

    The process has one of everything, and plugins may run in several threads: the first that
    begins has it kept, the last that ends has it put back.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._running = 0
        self._output: TextIO | None = None
        self._printing: TextIO | None = None
        self._before: _Before | None = None
        # They would be printed with the path and the line of a library.
        self._warnings = warnings.catch_warnings(record=True)
        self._warned: list[warnings.WarningMessage] = []

    @contextlib.contextmanager
    def __call__(self, *, trusted: bool = False) -> Iterator[list[str]]:
        """Run a plugin inside; the list gets a line if something had to be put back.

        It also gets what libraries warned of. Of one that is ``trusted``, our own, only that and
        what it prints is kept apart.
        """
        said: list[str] = []
        with self._lock:
            if not self._running:
                self._output = sys.stdout
                self._printing = sys.stdout = stand_in(sys.stderr)
                self._warnings = warnings.catch_warnings(record=True)
                caught = self._warnings.__enter__()
                self._warned = [] if caught is None else caught
            if not trusted and self._before is None:
                self._before = _Before(self._output)
            self._running += 1
        try:
            yield said
        finally:
            with self._lock:
                self._running -= 1
                if not self._running:
                    said += self._end()

    def _end(self) -> Iterator[str]:
        before, self._before = self._before, None
        self._warnings.__exit__(None, None, None)
        texts = dict.fromkeys(" ".join(str(one.message).split()) for one in self._warned)
        for text in [*texts][:_MOST_WARNINGS]:
            yield _("a library warns: {text}").format(text=text)
        # That standard output was taken away is no change of the plugin's.
        if sys.stdout is self._printing:
            sys.stdout = self._output
        if before is not None and (changed := ", ".join(map(_, before.put_back()))):
            yield _("it changed {what}; that was put back").format(what=changed)


contained = _Containment()
