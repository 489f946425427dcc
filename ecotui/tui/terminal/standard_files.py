"""The terminal behind the standard files, which is the browser's alone while it draws.

A child process, a library in C, or a plugin that knows the descriptor writes beneath Python, over
the picture. So while the browser has the terminal, standard output and standard error lead
elsewhere; at the end it is said that something was written, and after a crash what.
"""

from __future__ import annotations

import contextlib
import os
import select
import sys
import termios
import threading

from ecotui.i18n import _
from ecotui.text.display import visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TextIO

#: Standard output and standard error.
_WRITTEN = (1, 2)
#: Of what others write, so many bytes are kept.
KEPT_BYTES = 16_384
#: Of these, so many lines are told, each with so many characters.
TOLD_LINES, TOLD_CHARACTERS = 40, 400
#: At most so many bytes are read at once.
_READ_BYTES = 65_536


class StandardFiles:
    """Leads the standard descriptors away from the terminal, and back.

    Attributes:
        input: A descriptor of the terminal on standard input, which leads elsewhere while a plugin
            runs.
        output: The same of standard output.
    """

    def __init__(self) -> None:
        self.input, self.output = os.dup(0), os.dup(1)
        # Those that lead to a terminal.
        self._terminals = {one: os.dup(one) for one in _WRITTEN if os.isatty(one)}
        self._pipe: tuple[int, int] | None = None
        self._lock = threading.Lock()
        self._kept = bytearray()
        self._dropped = 0

    def start_output(self) -> None:
        """Have a terminal go on whose output somebody stopped (Ctrl+s)."""
        with contextlib.suppress(termios.error):
            termios.tcflow(self.output, termios.TCOON)

    def divert(self) -> None:
        """Lead the descriptors that lead to a terminal elsewhere."""
        _flush()
        if self._pipe is None:
            self._pipe = os.pipe()
            os.set_blocking(self._pipe[0], False)
            # Whoever writes must not have to wait, whatever the browser does now.
            threading.Thread(target=self._keep_on, name="ecotui-output", daemon=True).start()
        for descriptor in self._terminals:
            os.dup2(self._pipe[1], descriptor)

    def restore(self) -> None:
        """Lead the descriptors back to the terminal."""
        _flush()
        for descriptor, terminal in self._terminals.items():
            os.dup2(terminal, descriptor)

    def _keep_on(self) -> None:
        assert self._pipe is not None
        while True:
            select.select([self._pipe[0]], [], [])
            self._keep()

    def _keep(self) -> bool:
        """Take what was written; false if there is nothing."""
        assert self._pipe is not None
        with self._lock:
            try:
                data = os.read(self._pipe[0], _READ_BYTES)
            except BlockingIOError:
                return False
            room = max(0, KEPT_BYTES - len(self._kept))
            self._kept += data[:room]
            self._dropped += len(data[room:])
        return True

    def tell(self, stream: TextIO, *, in_full: bool) -> None:
        """Say that something was written meanwhile; in full, in lines that are safe to show."""
        if self._pipe is None:
            return
        while self._keep() and not self._dropped:
            pass
        with self._lock:
            lines = list(self._lines())
        if lines and in_full:
            print(_("written while the browser had the terminal:"), *lines, sep="\n  ", file=stream)
        elif lines:
            message = _(
                "other programs or plugins wrote to the terminal; with 2>FILE it can be read"
            )
            print(f"ecotui: {message}", file=stream)

    def _lines(self) -> Iterator[str]:
        lines = self._kept.decode("utf-8", "replace").splitlines()
        lines = [line.rstrip() for line in lines if line.strip()]
        for line in lines[:TOLD_LINES]:
            cut = line[:TOLD_CHARACTERS]
            yield visible(cut) + ("…" if cut != line else "")
        if self._dropped or len(lines) > TOLD_LINES:
            yield _("… and more")


def _flush() -> None:
    """Write out what Python has buffered, to where it was meant to go."""
    for stream in (sys.__stdout__, sys.__stderr__):
        if stream is not None:
            with contextlib.suppress(OSError, ValueError):
                stream.flush()
