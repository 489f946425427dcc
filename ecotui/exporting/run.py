"""Running one exporter over a selection, or one importer, with every way in which it can end."""

from __future__ import annotations

import contextlib
import importlib
import os
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, BinaryIO

from ecotui.exporting.spec import Exporter, ExportError, Importer
from ecotui.exporting.target import HostTarget
from ecotui.i18n import _

if TYPE_CHECKING:
    from ecotui.exporting.registry import Listed
    from ecotui.model.plan import Plan
    from ecotui.model.toml import Problem
    from ecotui.query.selection import Selection


class PluginBroken(Exception):
    """A plugin failed in a way that it did not state: its name, version and the cause."""


@dataclass(frozen=True)
class Done:
    """An export that ended well.

    Args:
        path: Where it was written; ``"-"`` for standard output.
        warnings: What the exporter said about the result.
    """

    path: str
    warnings: tuple[str, ...]


class _NoOutput:
    """While an exporter runs, what it prints goes to standard error.

    Standard output is one for the whole process, and exporters may run in several threads: the
    first that begins takes it away, the last that ends puts it back.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._running = 0
        self._redirected = contextlib.redirect_stdout(sys.stderr)

    def __enter__(self) -> None:
        with self._lock:
            if not self._running:
                self._redirected = contextlib.redirect_stdout(sys.stderr)
                self._redirected.__enter__()
            self._running += 1

    def __exit__(self, *error: object) -> None:
        with self._lock:
            self._running -= 1
            if not self._running:
                self._redirected.__exit__(None, None, None)


_no_output = _NoOutput()


def default_name(listed: Listed, selection: Selection) -> str:
    """A file name for an export: the plan's id, and the exporter's if that is no plain format."""
    stem = "".join(c if c.isalnum() or c in "-_." else "-" for c in selection.plan.id)
    stem = stem.strip(".-") or "plan"
    formats = (*listed.spec.extensions, listed.spec.media_type.rpartition("/")[2])
    if listed.spec.id not in formats:
        stem = f"{stem}-{listed.spec.id}"
    if listed.spec.kind == "tree" or not listed.spec.extensions:
        return stem
    return f"{stem}.{listed.spec.extensions[0]}"


def run(
    listed: Listed,
    selection: Selection,
    options: Any,
    path: str,
    *,
    overwrite: bool = False,
    stdout: BinaryIO | None = None,
    target: HostTarget | None = None,
    on_progress: Callable[[int, int], None] | None = None,
) -> Done:
    """Export a selection.

    Args:
        listed: The exporter.
        selection: What to write.
        options: An instance of the options type of the exporter.
        path: A file, a folder for a tree, or ``"-"``.
        overwrite: Whether files that exist may be replaced.
        stdout: The stream for ``"-"``.
        target: A target made beforehand, where the caller wants to cancel it.
        on_progress: Called with the amounts done and in all.

    Raises:
        ExportError: the exporter refuses, the target cannot be written, or the user cancelled.
        PluginBroken: the exporter cannot be imported or failed without stating a reason.
        BrokenPipeError: whoever reads standard output has gone.
    """
    if listed.reason:
        raise ExportError(f"{listed.key}: {listed.reason}")
    exporter: Exporter[Any] = made(listed)
    if target is None:
        target = HostTarget(
            path, listed.spec.kind, overwrite=overwrite, stdout=stdout, on_progress=on_progress
        )
    try:
        # Standard output is for the export; what an exporter prints is none of it.
        with _no_output, target:
            exporter.export(selection, target, options)
            if target.cancelled:
                raise ExportError(_("cancelled; nothing was written"))
    except (ExportError, KeyboardInterrupt):
        raise
    except OSError as error:
        if isinstance(error, BrokenPipeError) and target.path == "-":
            raise
        place = _place(error, target.path)
        if place is None:
            raise broken(listed, error) from error
        message = _("cannot write {path}: {reason}")
        reason = error.strerror or str(error)
        raise ExportError(message.format(path=place, reason=reason)) from error
    # An exporter may raise anything; SystemExit in it must not end the program.
    except BaseException as error:
        raise broken(listed, error) from error
    return Done(target.path, tuple(target.warnings))


def _place(error: OSError, path: str) -> str | None:
    """What could not be written; None where the exporter failed over a file of its own."""
    if not isinstance(error.filename, str):
        return path
    if os.path.basename(error.filename).endswith(".tmp") or error.filename == path:
        return path
    if path == "-":
        return None
    folder = os.path.dirname(os.path.realpath(path))
    failed = os.path.realpath(error.filename)
    return path if ".tmp/" in failed else failed if failed.startswith(folder) else None


def made(listed: Listed) -> Any:
    """What the factory of an exporter or importer makes.

    Raises:
        PluginBroken: the factory cannot be imported or called.
    """
    module, _colon, name = listed.spec.factory.partition(":")
    try:
        with _no_output:
            return getattr(importlib.import_module(module), name)()
    except KeyboardInterrupt:
        raise
    # Importing runs the plugin's code, which may raise anything.
    except BaseException as error:
        raise broken(listed, error) from error


def read(listed: Listed, data: bytes, file: str) -> tuple[Plan, tuple[Problem, ...]]:
    """Read a document through an importer.

    Args:
        listed: The importer.
        data: The document.
        file: Its name, for messages.

    Raises:
        PlanError: the document holds no plan.
        ExportError: something that the importer needs is not installed.
        PluginBroken: the importer cannot be imported, raised something else, or gave no plan.
    """
    from ecotui.model.plan import Plan
    from ecotui.model.toml import PlanError, Problem

    if listed.reason:
        raise ExportError(f"{listed.key}: {listed.reason}")
    importer: Importer = made(listed)
    try:
        with _no_output:
            plan, problems = importer.read(data, file)
            problems = tuple(problems)
        if not isinstance(plan, Plan) or not all(isinstance(p, Problem) for p in problems):
            raise TypeError(f"read() gave {type(plan).__name__}, not a Plan and its Problems")
    except (PlanError, KeyboardInterrupt):
        raise
    except BaseException as error:
        raise broken(listed, error) from error
    return plan, problems


def broken(listed: Listed, error: BaseException) -> PluginBroken:
    """What to raise, or say, where the plugin of an exporter failed without stating a reason."""
    from ecotui.exporting.loading import one_line

    message = _("plugin {name} {version} broke in {exporter}: {error}")
    return PluginBroken(
        message.format(
            name=listed.plugin.name,
            version=listed.plugin.version,
            exporter=listed.spec.id,
            error=one_line(error),
        )
    )
