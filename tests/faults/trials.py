"""A case under faults, and what must hold after each: files whole, a line that says why."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

from cases import TEMPORARY, Case, Files, files_of, variables
from injection import Call, Ended, Fault, calls

#: What a disk, a system or an administrator answers instead of doing it.
_FULL = ("ENOSPC", "EDQUOT", "EIO")
ERRORS = {
    "write": (*_FULL, "EINTR"),
    "fsync": _FULL,
    "close": ("EIO",),
    "mkdir": ("ENOSPC", "EACCES", "EROFS"),
    "openat": ("ENOSPC", "EACCES", "EMFILE", "EROFS"),
    "rename": ("ENOSPC", "EACCES", "EIO", "EXDEV"),
    "link": ("EPERM", "EACCES", "ENOSPC", "EMLINK"),
    "unlink": ("EACCES", "EIO"),
    "rmdir": ("EACCES", "EIO"),
    "fchmod": ("EPERM",),
    "chmod": ("EPERM",),
    "flock": ("ENOLCK", "EINTR"),
    "ftruncate": _FULL,
}
#: Exit codes that say why, with a line; 1 and 4 would blame the plan or a plugin.
_STATED = {2, 3}
_ENDS = {"SIGKILL": -9, "SIGTERM": -15, "SIGHUP": -1, "SIGINT": 130}


class Trial:
    """A case whose outcome without a fault is known.

    Args:
        case: What is run.
        folder: A folder for it that nothing else uses.
    """

    def __init__(self, case: Case, folder: Path) -> None:
        self.case = case
        self.folder = folder / "here"
        self.before = files_of(case.prepare(self.folder))
        ended = case.run(self.folder)
        assert ended.status == 0, f"{case.name}: {ended}"
        self.after = files_of(self.folder)
        assert self.after != self.before, f"{case.name} writes nothing"
        case.prepare(self.folder)
        self.calls = calls(case.command(self.folder), variables(self.folder), self.folder)
        assert files_of(self.folder) == self.after, f"{case.name} does not do the same twice"
        #: States in which a run was left, that the next run was tried in.
        self._gone_on: set[tuple[tuple[str, bytes | None], ...]] = set()

    @property
    def changing(self) -> list[Call]:
        """The calls that change files, and the end."""
        return [one for one in self.calls if one.changes or one.name == "exit_group"]

    def unkept(self) -> Iterator[str]:
        """Files that take their name before they are on the disk: a loss of power empties them."""
        dirty: set[str] = set()
        for call in self.calls:
            path = re.search(r"<([^>]*)>", call.line)
            if call.name in ("fsync", "fdatasync") and path:
                dirty.discard(path[1])
            elif call.name in ("write", "pwrite64", "ftruncate") and path:
                dirty.add(path[1])
            elif call.name in ("rename", "link"):
                temporary, name = re.findall(r'"([^"]*)"', call.line)
                if any(one == temporary or one.startswith(f"{temporary}/") for one in dirty):
                    yield name

    def signals(self, *names: str, every: bool = False) -> Iterator[Fault]:
        """A signal at each call that changes files, or at every call over them."""
        for call in self.calls if every else self.changing:
            for name in names:
                yield Fault(f"signal={name}", call.name, call.number)

    def errors(self, most: int = 9) -> Iterator[Fault]:
        """So many errors at each call, and a disk that is full from there on."""
        for call in self.calls:
            if call.changes or call.name == "close":
                for error in ERRORS.get(call.name, ("EIO",))[:most]:
                    yield Fault(f"error={error}", call.name, call.number)
                if call.name == "write":
                    yield Fault("error=ENOSPC", call.name, call.number, lasting=True)

    def attempt(self, fault: Fault) -> list[str]:
        """Run it with a fault, and say what is wrong afterwards, each with how to see it again."""
        self.case.prepare(self.folder)
        ended = self.case.run(self.folder, fault)
        found = files_of(self.folder)
        wrong = [*self._files(found, fault), *self._end(ended, fault, found)]
        if not wrong:
            wrong = self._next(found)
        return [f"{self.case.name}: {fault}: {one}\n  {self.command(fault)}" for one in wrong]

    def short_of_room(self, limit: int) -> list[str]:
        """Run it where no file can be larger than so many KiB, as on a disk with no more room."""
        self.case.prepare(self.folder)
        ended = self.case.run(self.folder, limit=limit)
        found = files_of(self.folder)
        wrong = [*self._whole(found), *self._stated(ended)]
        wrong += [f"{name} is left" for name in found if TEMPORARY.search(name)]
        if ended.status == 0 and found != self.after:
            wrong.append("it ended well without its files")
        return [f"{self.case.name}: files of at most {limit} KiB: {one}" for one in wrong]

    def command(self, fault: Fault) -> str:
        """What shows a fault again."""
        return shlex.join(["python", "tests/faults", "--case", self.case.name, "--at", str(fault)])

    # -- what must hold

    def _whole(self, found: Files) -> Iterator[str]:
        """Each file is the one from before or the new one."""
        for name in sorted({*self.before, *self.after, *found}):
            if TEMPORARY.search(name):
                continue
            data = found.get(name, b"absent")
            right = [self.before.get(name, b"absent"), self.after.get(name, b"absent")]
            # A folder that was made, and whose file was not.
            if data not in right and not (data is None or right == [None, b"absent"]):
                yield f"{name} is neither old nor new: {data[:80]!r}"

    def _files(self, found: Files, fault: Fault) -> Iterator[str]:
        yield from self._whole(found)
        # What cannot be removed, and what a killed process leaves, has a name that says so.
        excused = "SIGKILL" in fault.what or fault.name in ("unlink", "unlinkat", "rmdir")
        if not excused:
            yield from (f"{name} is left" for name in found if TEMPORARY.search(name))

    def _end(self, ended: Ended, fault: Fault, found: Files) -> Iterator[str]:
        kind, _equals, what = fault.what.partition("=")
        if kind == "signal":
            if ended.status not in (_ENDS[what], 0):
                yield f"ended with {ended.status}: {ended.said}"
            if "Traceback" in ended.said:
                yield f"it says: {ended.said}"
            return
        # Where standard error takes nothing either, the exit code alone must do.
        yield from self._stated(ended, silent=fault.lasting)
        kept = {name: data for name, data in found.items() if not TEMPORARY.search(name)}
        if ended.status == 0 and kept != self.after:
            yield "it ended well without its files"

    def _stated(self, ended: Ended, *, silent: bool = False) -> Iterator[str]:
        if ended.status == 0:
            return
        lines = ended.said.splitlines()
        if ended.status not in _STATED:
            yield f"ended with {ended.status}: {ended.said}"
        elif not all(line.startswith("ecotui: ") for line in lines) or not (lines or silent):
            yield f"it does not say why in a line: {ended.said!r}"

    def _next(self, found: Files) -> Iterator[str]:
        """What was left does not keep the next run from its work."""
        state = tuple(sorted((TEMPORARY.sub("tmp", name), data) for name, data in found.items()))
        if state in self._gone_on:
            return
        self._gone_on.add(state)
        ended = self.case.run(self.folder)
        again = {n: d for n, d in files_of(self.folder).items() if not TEMPORARY.search(n)}
        if again != self.after or ended.status not in (0, *_STATED):
            yield f"the next run ended with {ended.status}: {ended.said}"
