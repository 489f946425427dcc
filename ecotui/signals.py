"""Signals that end a process which does not handle them, beside those that ask for an end."""

from __future__ import annotations

import signal

#: Shells, timers and batch systems send them; not every system has each.
OTHERS = tuple(
    getattr(signal, name)
    for name in (
        *("SIGQUIT", "SIGUSR1", "SIGUSR2", "SIGXCPU", "SIGALRM", "SIGVTALRM"),
        *("SIGPROF", "SIGIO", "SIGPWR", "SIGSTKFLT"),
    )
    if hasattr(signal, name)
)
