"""Faults at system calls: strace notes the calls of a run, and then kills it there, or refuses.

A call is named as strace counts it: the n-th of its name. A run of the same command makes the same
calls, so that each call of a run that was noted can have its fault in a run of its own.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from needs import program

#: Seconds after which a run hangs.
PATIENCE = 120

#: Calls that change files; those that open one do if they are asked to.
CHANGING = re.compile(
    r"(?:write|pwrite64|writev|pwritev2?|f?truncate|fallocate|copy_file_range|sendfile"
    r"|fsync|fdatasync|sync_file_range|mkdir(?:at)?|rmdir|rename(?:at2?)?|link(?:at)?|symlink(?:at)?"
    r"|unlink(?:at)?|f?chmod|fchmodat2?|f?chown|lchown|fchownat|utimensat|flock)\("
    r"|(?:open|openat|openat2|creat)\(.*O_(?:CREAT|WRONLY|RDWR|TRUNC)"
)
_CALL = re.compile(r"^(\d+) +([a-z]\w*)\(")


class Call(NamedTuple):
    """A system call of a run: the n-th of its name in its thread, and what strace says of it."""

    name: str
    number: int
    line: str

    @property
    def changes(self) -> bool:
        """Whether it changes files, or has them changed on the disk."""
        return CHANGING.search(self.line.partition(" ")[2].lstrip()) is not None


class Fault(NamedTuple):
    """What happens at a call: ``signal=SIGKILL`` before it, or ``error=ENOSPC`` instead of it."""

    what: str
    name: str
    number: int
    lasting: bool = False

    def __str__(self) -> str:
        more = "+" if self.lasting else ""
        return f"{self.name}:{self.what}:when={self.number}{more}"

    @classmethod
    def read(cls, text: str) -> Fault:
        """The fault that `str` wrote."""
        name, what, when = text.split(":")
        number = when.removeprefix("when=")
        return cls(what, name, int(number.rstrip("+")), number.endswith("+"))


class Ended(NamedTuple):
    """How a run ended: its exit code, or minus the signal, and what it said."""

    status: int
    said: str


def ran(
    command: Sequence[str], variables: Mapping[str, str], *faults: Fault, limit: int | None = None
) -> Ended:
    """Run a command with faults; every process of it is gone when this returns.

    Args:
        command: What to run.
        variables: Its environment.
        faults: Where it fails.
        limit: The most bytes that a file can have, as on a disk with no more room.
    """
    traced = list(command)
    if faults:
        names = ",".join({fault.name for fault in faults})
        injected = [f"--inject={fault}" for fault in faults]
        traced = [
            *(program("strace"), "-f", "-qq", "-o", os.devnull, "--seccomp-bpf"),
            *(f"--trace={names}", *injected, *command),
        ]
    if limit is not None:
        traced = ["bash", "-c", 'ulimit -f "$0" && exec "$@"', str(limit), *traced]
    done = subprocess.run(
        traced,
        env=variables,
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=PATIENCE,
    )
    return Ended(done.returncode, done.stdout.decode("utf-8", "replace"))


def calls(command: Sequence[str], variables: Mapping[str, str], folder: Path) -> list[Call]:
    """The system calls of a run over files of a folder, from the first that changes one.

    The one after the last is the end of the process: a fault there comes after everything.
    """
    note = folder.with_name(f"{folder.name}.strace")
    traced = [program("strace"), "-f", "-y", "-qq", "-s", "0", "-o", str(note), *command]
    subprocess.run(
        traced,
        env=variables,
        cwd="/",
        check=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        timeout=PATIENCE,
    )
    counts: Counter[tuple[str, str]] = Counter()
    found: list[Call] = []
    for line in note.read_text("utf-8", "replace").splitlines():
        matched = _CALL.match(line)
        if matched is None:
            continue
        thread, name = matched.groups()
        counts[thread, name] += 1
        call = Call(name, counts[thread, name], line)
        if name == "exit_group" or (
            str(folder) in line and (found or call.changes) and name != "execve"
        ):
            found.append(call)
    note.unlink()
    return found
