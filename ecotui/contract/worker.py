"""Tries an exporter or importer in a process of its own, and reports what it did.

Run by its path, with a request as JSON on standard input; the report is JSON in a file, since
standard output is among what is watched. Nothing is judged here.
"""

from __future__ import annotations

import contextlib
import errno
import io
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from typing import Any, BinaryIO, cast

Report = dict[str, Any]

#: What a plugin may not do: the beginnings of names of audit events.
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
#: What changes files: where its paths are among the arguments, and the folder each is relative to.
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
    """Notes what goes beyond some folders, the network and other programs, while it is on.

    Args:
        folders: Where files may be written.
    """

    def __init__(self, *folders: str) -> None:
        self.seen: list[str] = []
        self.on = False
        self._folders = tuple(os.path.realpath(folder) + os.sep for folder in folders)
        sys.addaudithook(self._audit)

    def _audit(self, event: str, arguments: tuple[Any, ...]) -> None:
        if not self.on:
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
            # Only where the system tells the name of an open folder is it known which is meant.
            with contextlib.suppress(OSError):
                name = os.path.join(os.readlink(f"/proc/self/fd/{folder}"), name)
        real = os.path.realpath(name)
        if not real.startswith(self._folders) and real != os.devnull:
            self.seen.append(f"{event} {real}")


@contextlib.contextmanager
def captured(report: Report, folder: str) -> Iterator[None]:
    """Everything that is printed, in whatever way, goes into the report.

    Args:
        report: Gets ``printed``, the beginning of it.
        folder: Where a temporary file may stand that is not watched.
    """
    with tempfile.TemporaryFile(dir=folder) as file:
        sys.stdout.flush()
        sys.stderr.flush()
        kept = [os.dup(1), os.dup(2)]
        try:
            os.dup2(file.fileno(), 1)
            os.dup2(file.fileno(), 2)
            yield
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            for number, descriptor in enumerate(kept, 1):
                os.dup2(descriptor, number)
                os.close(descriptor)
            file.seek(0)
            report["printed"] = file.read(2000).decode("utf-8", "replace")


class _Counted(io.BufferedIOBase):
    """A file of the target that counts what it takes, and takes no more than there is room for."""

    def __init__(self, file: BinaryIO, counts: Counts) -> None:
        self._file, self._counts = file, counts

    def write(self, data: Any) -> int:
        size = memoryview(data).nbytes
        if self._counts.written + size > self._counts.room:
            self._counts.full = True
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        self._counts.written += size
        return self._file.write(data)

    def read(self, size: int | None = -1) -> bytes:
        return self._file.read(-1 if size is None else size)

    def seek(self, offset: int, whence: int = 0) -> int:
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()

    def truncate(self, size: int | None = None) -> int:
        return self._file.truncate(size)

    def flush(self) -> None:
        self._file.flush()

    def readable(self) -> bool:
        return True

    def writable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True


class Counts:
    """Bytes that were written, and how many there is room for."""

    def __init__(self, room: float = float("inf")) -> None:
        self.written, self.room, self.full = 0, room, False


def _snapshot(selection: Any) -> Any:
    """Everything that an exporter could change in a selection, as values to compare."""
    import copy

    index = selection.index
    return copy.deepcopy(
        (
            [selection.query, selection.language, selection.mask, selection.words],
            list(selection.plans),
            [(entry.id, entry.measure) for entry in index.entries],
            {role: dict(masks) for role, masks in index.roles.items()},
            [(heading.title, heading.mask) for heading in index.headings],
            selection.departments,
        )
    )


def _size(path: str) -> int:
    if os.path.isfile(path):
        return os.path.getsize(path)
    inside = (os.path.join(folder, name) for folder, _, names in os.walk(path) for name in names)
    return sum(map(os.path.getsize, inside))


def export(request: Report, report: Report) -> None:
    """Export every plan; then with a full disk, and cancelled, where that is asked for."""
    from ecotui.exporting import run as running
    from ecotui.exporting.target import HostTarget
    from ecotui.model import toml
    from ecotui.options import build
    from ecotui.plugin_host.registry import PluginBroken, Registry
    from ecotui.plugin_host.spec import ExportError
    from ecotui.query.evaluation import select

    before = set(sys.modules)
    listed = Registry(folders=request["folders"]).exporter(request["name"])
    report["loaded"] = sorted(set(sys.modules) - before)
    report["reason"] = listed.reason
    folder, spec = request["out"], listed.spec
    options = build(spec.options, request["options"])
    watch = Watch(folder, tempfile.gettempdir())
    report["touched"] = watch.seen

    class Target(HostTarget):
        counts = Counts()

        def _open_file(self) -> BinaryIO:
            return cast(BinaryIO, _Counted(super()._open_file(), self.counts))

        def member(self, path: str) -> Any:
            one = super().member(path)
            opened = one._opened
            one._opened = lambda: cast(BinaryIO, _Counted(opened(), self.counts))
            return one

    def attempt(selection: Any, name: str, counts: Counts, cancel: bool = False) -> Report:
        ending = f".{spec.extensions[0]}" if spec.extensions and spec.kind != "tree" else ""
        target = Target(os.path.join(folder, name + ending), spec.kind)
        target.counts, target.cancelled = counts, cancel
        found: Report = {"path": target.path}
        watch.on = True
        try:
            running.run(listed, selection, options, target)
            found |= {"outcome": "done", "message": ""}
        except ExportError as error:
            found |= {"outcome": "refused", "message": str(error)}
        except PluginBroken as error:
            found |= {"outcome": "broken", "message": str(error)}
        finally:
            watch.on = False
        return found | {"written": counts.written, "full": counts.full}

    with captured(report, os.path.dirname(request["report"])):
        # What the factory imports is watched too.
        watch.on = True
        try:
            made = listed.instantiate()
            report["factory"] = None if callable(getattr(made, "export", None)) else "no export()"
        except PluginBroken as error:
            report["factory"] = str(error)
            return
        finally:
            watch.on = False
        for name, file, query in request["plans"]:
            selection = select(toml.load(file), query, language=request["language"])
            kept = _snapshot(selection)
            done = attempt(selection, name, Counts())
            done["changed"] = _snapshot(selection) != kept
            report["plans"][name] = done
            if not request["probes"]:
                continue
            if name == "shipped" and done["outcome"] == "done":
                there = _left(folder)
                half = Counts(_size(done["path"]) // 2)
                report["full"] = attempt(selection, "full", half)
                left = sorted(_left(folder) - there)
                report["full"]["left"] = left
                # What is left of this is not counted again at the end.
                for path in left:
                    shutil.rmtree(path) if os.path.isdir(path) else os.unlink(path)
            if name == "large" and done["outcome"] == "done":
                report["cancelled"] = attempt(selection, "cancelled", Counts(), cancel=True)
                report["cancelled"]["whole"] = done["written"]
    report["left"] = sorted(_left("."))


def _left(*folders: str) -> set[str]:
    """What stands in some folders, and in the folder for temporary files."""
    return {
        os.path.join(folder, name)
        for folder in (*folders, tempfile.gettempdir())
        for name in os.listdir(folder)
    }


def read(request: Report, report: Report) -> None:
    """Read every document."""
    from ecotui.importing import run as importing
    from ecotui.model import toml
    from ecotui.plugin_host.registry import PluginBroken, Registry

    before = set(sys.modules)
    listed = Registry(folders=request["folders"]).importer(request["name"])
    report["loaded"] = sorted(set(sys.modules) - before)
    report["reason"] = listed.reason
    watch = Watch(tempfile.gettempdir())
    report["touched"] = watch.seen
    with captured(report, os.path.dirname(request["report"])):
        # What the factory imports is watched too.
        watch.on = True
        try:
            made = listed.instantiate()
            report["factory"] = None if callable(getattr(made, "read", None)) else "no read()"
        except PluginBroken as error:
            report["factory"] = str(error)
            return
        finally:
            watch.on = False
        for name, file in request["documents"]:
            with open(file, "rb") as stream:
                data = stream.read()
            found: Report = {"plan": "", "problems": []}
            watch.on = True
            try:
                plan, problems = importing.read(listed, data, os.path.basename(file))
                found |= {"outcome": "done", "measures": sum(1 for _ in plan.walk())}
                found["problems"] = [str(problem) for problem in problems]
            except toml.PlanError as error:
                found |= {"outcome": "refused", "problems": [str(p) for p in error.problems]}
            except PluginBroken as error:
                found |= {"outcome": "broken", "problems": [str(error)]}
            finally:
                watch.on = False
            if found["outcome"] == "done":
                try:
                    found["plan"] = toml.dumps(plan)
                    found["same"] = toml.loads(found["plan"]) == plan
                except (toml.PlanError, TypeError, ValueError) as error:
                    found |= {"same": False, "problems": [str(error)]}
            report["documents"][name] = found
    report["left"] = sorted(_left("."))


def main() -> None:
    """Do what is asked on standard input."""
    request: Report = json.load(sys.stdin)
    sys.path[:] = request["path"]
    from ecotui import i18n

    # In the other process, messages are in the language of its locale.
    i18n.use(request["interface"] or None)
    # What it compiles would be found among the files that it writes.
    sys.dont_write_bytecode = True
    report: Report = {"plans": {}, "documents": {}, "printed": "", "left": [], "factory": None}
    (export if "plans" in request else read)(request, report)
    with open(request["report"], "w", encoding="utf-8") as file:
        json.dump(report, file)


if __name__ == "__main__":
    main()
