"""Tries an exporter or importer in its own process, and reports what it did.

It is run by its path, with a request as JSON on standard input. The report is JSON in a file,
because standard output is watched. The checks are made elsewhere.
"""

from __future__ import annotations

import contextlib
import errno
import importlib
import io
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, BinaryIO, cast

if TYPE_CHECKING:
    from ecotui.plugin_host.registry import Registered

Report = dict[str, Any]

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
    """Notes files outside some folders, the network and other programs, while it is entered."""

    def __init__(self, *folders: str) -> None:
        self.seen: list[str] = []
        self._on = False
        self._folders = tuple(os.path.realpath(folder) + os.sep for folder in folders)
        sys.addaudithook(self._audit)

    def __enter__(self) -> None:
        self._on = True

    def __exit__(self, *error: object) -> None:
        self._on = False

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
def captured(report: Report, folder: str) -> Iterator[None]:
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


_UNCOUNTED = ("read", "seek", "tell", "truncate", "flush", "readable", "writable", "seekable")


class _Counted(io.BufferedIOBase):
    """A file of the target that counts the bytes written, and is full when the room is used up."""

    def __init__(self, file: BinaryIO, counts: Counts) -> None:
        self._file, self._counts = file, counts
        for name in _UNCOUNTED:
            setattr(self, name, getattr(file, name))

    def write(self, data: Any) -> int:
        size = memoryview(data).nbytes
        if self._counts.written + size > self._counts.room:
            self._counts.full = True
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        self._counts.written += size
        return self._file.write(data)


class Counts:
    """The bytes that were written, and how many there is room for."""

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


def try_plugin(request: Report, report: Report) -> None:
    """Load an exporter or importer, create it, and run it over what the request names."""
    from ecotui.plugin_host.registry import PluginBroken, Registry

    # A plugin is not blamed for what its one import from ecotui loads.
    importlib.import_module("ecotui.api")
    before = set(sys.modules)
    registry = Registry(folders=request["folders"])
    exports = "plans" in request
    listed = (registry.exporter if exports else registry.importer)(request["name"])
    report["loaded"] = sorted(set(sys.modules) - before)
    watch = Watch(tempfile.gettempdir(), *([request["out"]] if exports else []))
    report["touched"] = watch.seen
    with captured(report, os.path.dirname(request["report"])):
        try:
            # What the factory imports is watched too.
            with watch:
                created = listed.instantiate()
        except PluginBroken as error:
            report["factory"] = str(error)
            return
        methods = ("export",) if exports else ("blocks", "read")
        if not any(callable(getattr(created, method, None)) for method in methods):
            report["factory"] = f"no {methods[-1]}()"
            return
        (export_plans if exports else read_documents)(request, report, listed, watch)
    report["left"] = sorted(_files_in("."))


def export_plans(request: Report, report: Report, listed: Registered, watch: Watch) -> None:
    """Export every plan; with a full disk and cancelled too, if the request asks for it."""
    from ecotui.contract import readback
    from ecotui.exporting import run as running
    from ecotui.exporting.target import HostTarget
    from ecotui.model import toml
    from ecotui.options import build
    from ecotui.plugin_host.registry import PluginBroken
    from ecotui.plugin_host.spec import ExportError
    from ecotui.query.selection import select

    folder, spec = request["out"], listed.spec
    options = build(spec.options, request["options"])

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
        outcome, message = "done", ""
        try:
            with watch:
                running.run(listed, selection, options, target)
        except ExportError as error:
            outcome, message = "refused", str(error)
        except PluginBroken as error:
            outcome, message = "broken", str(error)
        found: Report = {"path": target.path, "outcome": outcome, "message": message}
        return found | {"written": counts.written, "full": counts.full}

    def preview(selection: Any) -> str:
        """What is wrong with the preview of a selection."""
        try:
            method = getattr(listed.instantiate(), "preview", None)
            with watch:
                text = "" if method is None else method(selection, options)
        except ExportError:
            return ""
        # The exporter is the plugin's code.
        except BaseException as error:
            return str(listed.failure(error))
        return "" if isinstance(text, str) else f"preview() gave {type(text).__name__}, not str"

    for name, file, query in request["plans"]:
        selection = select(toml.load(file), query, language="zh")
        snapshot = _snapshot(selection)
        done = attempt(selection, name, Counts())
        done["preview"] = preview(selection)
        done["changed"] = _snapshot(selection) != snapshot
        report["plans"][name] = done
        if not request["probes"] or done["outcome"] != "done":
            continue
        if name == "shipped":
            before = _files_in(folder)
            half = sum(map(os.path.getsize, readback.files(done["path"]))) // 2
            report["full"] = attempt(selection, "full", Counts(half))
            report["full"]["left"] = left = sorted(_files_in(folder) - before)
            # These are not to be reported a second time, as left by the whole trial.
            for path in left:
                shutil.rmtree(path) if os.path.isdir(path) else os.unlink(path)
        if name == "large":
            report["cancelled"] = attempt(selection, "cancelled", Counts(), cancel=True)
            report["cancelled"]["whole"] = done["written"]


def _files_in(*folders: str) -> set[str]:
    """The files in some folders, and in the folder for temporary files."""
    return {
        os.path.join(folder, name)
        for folder in (*folders, tempfile.gettempdir())
        for name in os.listdir(folder)
    }


def read_documents(request: Report, report: Report, listed: Registered, watch: Watch) -> None:
    """Read every document."""
    from ecotui.importing import run as importing
    from ecotui.model import toml
    from ecotui.plugin_host.registry import PluginBroken

    for name, file in request["documents"]:
        with open(file, "rb") as stream:
            data = stream.read()
        found: Report = {"plan": "", "problems": []}
        report["documents"][name] = found
        try:
            with watch:
                imported = importing.read(listed, data, os.path.basename(file))
        except toml.PlanError as error:
            found |= {"outcome": "refused", "problems": [str(p) for p in error.problems]}
            continue
        except PluginBroken as error:
            found |= {"outcome": "broken", "problems": [str(error)]}
            continue
        plan = imported.plan
        found |= {"outcome": "done", "measures": sum(1 for _ in plan.walk())}
        found["problems"] = [str(problem) for problem in imported.notes]
        try:
            found["plan"] = toml.dumps(plan)
            found["same"] = toml.loads(found["plan"]) == plan
        except (toml.PlanError, TypeError, ValueError) as error:
            found |= {"same": False, "problems": [str(error)]}


def main() -> None:
    """Answer the request on standard input."""
    request: Report = json.load(sys.stdin)
    sys.path[:] = request["path"]
    from ecotui import i18n

    # The second process uses the language of its locale.
    i18n.use(request["interface"] or None)
    # Compiled modules would be taken for files that the plugin wrote.
    sys.dont_write_bytecode = True
    report: Report = {"plans": {}, "documents": {}, "printed": "", "left": [], "factory": None}
    try_plugin(request, report)
    with open(request["report"], "w", encoding="utf-8") as file:
        json.dump(report, file)


if __name__ == "__main__":
    main()
