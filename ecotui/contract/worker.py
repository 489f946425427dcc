"""Tries an exporter or importer in its own process, and reports what it did.

It is run by its path, with a request as JSON on standard input. The report is JSON in a file,
because standard output is watched. The checks are made elsewhere.
"""

from __future__ import annotations

import errno
import importlib
import io
import json
import os
import shutil
import sys
import tempfile
import time
import traceback
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, cast

if TYPE_CHECKING:
    from ecotui.contract.watch import Watch
    from ecotui.plugin_host.registry import Registered

Report = dict[str, Any]

#: The part of the seconds of a trial in which options are tried.
VALUES_SHARE = 0.25

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

    def close(self) -> None:
        """The target closes what is beneath."""


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


def _failure(error: BaseException, listed: Registered) -> Report:
    """An exception of the plugin: what it says, with the place in the plugin's files."""
    from ecotui.plugin_host.loading import one_line
    from ecotui.plugin_host.registry import PluginBroken

    broken = isinstance(error, PluginBroken)
    shown = (error.__cause__ if broken else None) or error
    message = str(error) if shown is error and broken else one_line(shown)
    if place := _place(shown, listed.spec.factory.partition(":")[0]):
        message += f" ({place})"
    return {
        "outcome": "broken",
        "message": message,
        "traceback": "".join(traceback.format_exception(shown)),
    }


def _place(error: BaseException, module: str) -> str:
    """The innermost line of an exception that is in a plugin's files: ``writer.py:35``."""
    package = sys.modules.get(module.partition(".")[0])
    file = getattr(package, "__file__", None) or getattr(sys.modules.get(module), "__file__", None)
    if not file:
        return ""
    own = os.path.dirname(file) + os.sep if hasattr(package, "__path__") else file
    lines = [(one.filename, one.lineno) for one in traceback.extract_tb(error.__traceback__)]
    inside = [(name, line) for name, line in lines if name.startswith(own)]
    if isinstance(error, SyntaxError) and (error.filename or "").startswith(own):
        inside.append((str(error.filename), error.lineno))
    if not inside:
        return ""
    name, line = inside[-1]
    return f"{name.removeprefix(own) or os.path.basename(name)}:{line}"


def try_plugin(request: Report, report: Report) -> None:
    """Load an exporter or importer, create it, and run it over what the request names."""
    from ecotui.contract.watch import Watch, captured
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
    watch.seen += listed.plugin.changed
    folder = os.getcwd()
    with captured(report, os.path.dirname(request["report"])):
        try:
            # What the factory imports is watched too.
            with watch:
                created = listed.instantiate()
        except PluginBroken as error:
            failure = _failure(error, listed)
            report |= {"factory": failure["message"], "traceback": failure["traceback"]}
            return
        methods = ("export",) if exports else ("blocks", "read")
        if not any(callable(getattr(created, method, None)) for method in methods):
            report["factory"] = f"no {methods[-1]}()"
            return
        (export_plans if exports else read_documents)(request, report, listed, watch)
    # The plugin may have gone elsewhere.
    report["left"] = sorted(_files_in(folder))


def export_plans(request: Report, report: Report, listed: Registered, watch: Watch) -> None:
    """Export every plan; with a full disk, cancelled and with other options, if that is asked."""
    from ecotui import i18n
    from ecotui.contract import readback
    from ecotui.contract.declarations import values
    from ecotui.contract.samples import PART
    from ecotui.exporting import run as running
    from ecotui.exporting.target import HostTarget
    from ecotui.model import toml
    from ecotui.options import build
    from ecotui.plugin_host.registry import PluginBroken
    from ecotui.plugin_host.spec import ExportError
    from ecotui.query.index import Index
    from ecotui.query.selection import select

    folder, spec = request["out"], listed.spec
    given = request["options"]

    class Target(HostTarget):
        counts = Counts()

        def _open_file(self) -> BinaryIO:
            return cast(BinaryIO, _Counted(super()._open_file(), self.counts))

        def member(self, path: str) -> Any:
            one = super().member(path)
            opened = one._opened
            one._opened = lambda: cast(BinaryIO, _Counted(opened(), self.counts))
            return one

    def attempt(
        selection: Any,
        name: str,
        counts: Counts,
        options: Mapping[str, object] = given,
        cancel: bool = False,
    ) -> Report:
        ending = f".{spec.extensions[0].lstrip('.')}" if spec.extensions else ""
        path = os.path.join(folder, name + ("" if spec.kind == "tree" else ending))
        found: Report = {"path": path, "outcome": "done", "message": ""}
        start = time.monotonic()
        try:
            with watch:
                target = Target(path, spec.kind)
                target.counts, target.cancelled = counts, cancel
                running.run(listed, selection, build(spec.options, options), target)
        # A ValueError is how a class of options refuses.
        except (ExportError, ValueError) as error:
            found |= {"outcome": "refused", "message": str(error)}
        except PluginBroken as error:
            found |= _failure(error, listed)
        # The class of the options is the plugin's code.
        except BaseException as error:
            found |= _failure(error, listed)
        found["seconds"] = time.monotonic() - start
        return found | {"written": counts.written, "full": counts.full}

    def preview(selection: Any) -> Report:
        """The preview of a selection, and what is wrong with it."""
        try:
            method = getattr(listed.instantiate(), "preview", None)
            with watch:
                text = "" if method is None else method(selection, build(spec.options, given))
        except ExportError:
            return {"preview": "", "shown": ""}
        # The exporter is the plugin's code.
        except BaseException as error:
            return {"preview": _failure(error, listed)["message"], "shown": ""}
        if not isinstance(text, str):
            return {"preview": f"preview() gave {type(text).__name__}, not str", "shown": ""}
        return {"preview": "", "shown": text}

    for number, (name, files, query, language) in enumerate(request["plans"], 1):
        _say(request, f"{number}/{len(request['plans'])} {name}")
        plans = [toml.load(file) for file in files]
        i18n.use("en" if language == "en" else request["interface"] or None)
        selection = select(Index(plans), query, language=language)
        snapshot = _snapshot(selection)
        done = attempt(selection, name, Counts())
        done |= preview(selection)
        done["changed"] = _snapshot(selection) != snapshot
        report["plans"][name] = done
        if not request["probes"] or done["outcome"] != "done":
            continue
        if name == PART:
            variants = {**values(spec.options), **request["option_sets"]}
            start = time.monotonic()
            for at, (label, chosen) in enumerate(variants.items(), 1):
                # There have to be seconds left for the other plans.
                if time.monotonic() - start > request["limit"] * VALUES_SHARE:
                    report["values"][label] = {"outcome": "untried", "message": ""}
                    continue
                _say(request, f"{name} {label}")
                other = attempt(selection, f"{name}-{at}", Counts(), {**given, **chosen})
                report["values"][label] = other
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
            report["cancelled"] |= {"whole": done["written"], "uncancelled": done["seconds"]}


def _say(request: Report, text: str) -> None:
    """Tell the process that waits what is being tried."""
    with open(request["now"], "w", encoding="utf-8") as file:
        file.write(text)


def _files_in(*folders: str) -> set[str]:
    """The files in some folders, and in the folder for temporary files."""
    return {
        os.path.join(folder, name)
        for folder in (*folders, tempfile.gettempdir())
        for name in os.listdir(folder)
    }


def read_documents(request: Report, report: Report, listed: Registered, watch: Watch) -> None:
    """Read every document, that of the author with other options too, and ask who reads it."""
    from ecotui.contract.declarations import values
    from ecotui.contract.samples import DOCUMENT
    from ecotui.importing import run as importing
    from ecotui.importing.choosing import sureness
    from ecotui.model import toml
    from ecotui.options import OptionError
    from ecotui.plugin_host.registry import PluginBroken

    given = request["options"]

    def attempt(name: str, data: bytes, options: Mapping[str, object]) -> tuple[Report, Any]:
        try:
            with watch:
                built = listed.build(options)
                imported = importing.read(listed, data, name, options=built)
        except toml.PlanError as error:
            return {"outcome": "refused", "problems": [str(p) for p in error.problems]}, None
        except OptionError as error:
            return {"outcome": "refused", "problems": [str(error)]}, None
        except PluginBroken as error:
            failure = _failure(error, listed)
            return failure | {"problems": [failure["message"]]}, None
        return {"outcome": "done", "problems": [str(one) for one in imported.notes]}, imported.plan

    def unsure(data: bytes) -> str:
        """What is wrong with how sure it is that it reads a document."""
        try:
            with watch:
                sureness(listed, data)
        except PluginBroken as error:
            return str(_failure(error, listed)["message"])
        return ""

    for name, file in request["documents"]:
        _say(request, name)
        with open(file, "rb") as stream:
            data = stream.read()
        found, plan = attempt(os.path.basename(file), data, given)
        found = {"plan": "", "sniff": unsure(data), **found}
        report["documents"][name] = found
        if plan is None:
            continue
        found["measures"] = sum(1 for _ in plan.walk())
        try:
            found["plan"] = toml.dumps(plan)
            found["same"] = toml.loads(found["plan"]) == plan
        except (toml.PlanError, TypeError, ValueError) as error:
            found |= {"same": False, "problems": [str(error)]}
        if name == DOCUMENT:
            for label, chosen in values(listed.spec.options).items():
                _say(request, f"{name} {label}")
                tried, _plan = attempt(os.path.basename(file), data, {**given, **chosen})
                report["values"][label] = tried


def main() -> None:
    """Answer the request on standard input."""
    request: Report = json.load(sys.stdin)
    sys.path[:] = request["path"]
    from ecotui import i18n

    # The second process uses the language of its locale.
    i18n.use(request["interface"] or None)
    # Compiled modules would be taken for files that the plugin wrote.
    sys.dont_write_bytecode = True
    report: Report = {"plans": {}, "values": {}, "documents": {}, "printed": "", "left": []}
    report["factory"] = None
    try_plugin(request, report)
    with open(request["report"], "w", encoding="utf-8") as file:
        json.dump(report, file)


if __name__ == "__main__":
    main()
