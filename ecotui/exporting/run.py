"""How one exporter is run over a selection, and every way in which that can end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from ecotui.exporting.packing import settle_time
from ecotui.exporting.target import HostTarget, Unwritable
from ecotui.files import absolute
from ecotui.i18n import _, ngettext
from ecotui.options import OptionError
from ecotui.plugin_host.containment import contained
from ecotui.plugin_host.registry import PluginBroken, Registered
from ecotui.plugin_host.spec import Exporter, ExportError
from ecotui.text.reasons import reason

if TYPE_CHECKING:
    from ecotui.query.selection import Selection


#: How many warnings of an exporter are shown.
_MOST_WARNINGS = 10


class NothingToExport(ExportError):
    """A selection without measures is no document to hand out."""


@dataclass(frozen=True)
class ExportResult:
    """An export that ended well."""

    #: A file or folder, or ``"-"`` for standard output.
    path: str
    #: What the exporter said about the result.
    warnings: tuple[str, ...]
    #: How many measures were written, and how many files if it is a folder of them.
    measures: int
    files: int | None

    @property
    def amount(self) -> str:
        """How much was written, in words."""
        count = self.measures
        amount = ngettext("{count} measure", "{count} measures", count).format(count=count)
        if self.files is None:
            return amount
        files = ngettext("{count} file", "{count} files", self.files).format(count=self.files)
        return _("{measures}, {files}").format(measures=amount, files=files)

    def told(self, path: str = "") -> str:
        """What was written where, in one line, with the path as it should be shown."""
        return _("wrote {path}: {what}").format(path=path or self.path, what=self.amount)


def run(
    listed: Registered,
    selection: Selection,
    options: Any,
    target: HostTarget | str,
    *,
    allow_empty: bool = True,
) -> ExportResult:
    """Export a selection, with an instance of the exporter's type of options.

    If the target is a path, it is that of a new file, or of a new folder for a tree. Text may hold
    no measures, for another program reads it; of documents ``allow_empty`` says whether they may.

    Raises:
        NothingToExport: the document would hold no measure.
        ExportError: the exporter refuses, the target cannot be written, or the user cancelled.
        PluginBroken: the exporter cannot be imported or failed without stating a reason.
        BrokenPipeError: whoever reads standard output has gone.
    """
    if listed.reason:
        raise ExportError(_("{name}: {value}").format(name=listed.key, value=listed.reason))
    exporter: Exporter[Any] = listed.instantiate()
    if isinstance(target, str):
        target = HostTarget(target, listed.spec.kind)
    filled = allow_empty or listed.spec.kind == "text"
    if not (filled or len(selection)):
        raise NothingToExport(_no_measure(selection))
    settle_time()
    try:
        # Standard output is for the export; what an exporter prints is not part of it.
        with contained(trusted=listed.is_own) as changed, target:
            exporter.export(selection, target, options)
            if target.cancelled:
                raise ExportError(_("cancelled; nothing was written"))
            if target.measures == 0 and not filled:
                raise NothingToExport(_no_measure(selection))
    except ExportError as error:
        if not str(error).strip():
            message = _("plugin {name} {version} refused in {exporter} without a reason")
            raise ExportError(listed.named(message)) from error
        raise
    except KeyboardInterrupt:
        raise
    except Unwritable as error:
        message = _("cannot write {path}: {reason}")
        place = _place(error, target.path)
        raise ExportError(message.format(path=place, reason=reason(error))) from error
    # An exporter may raise anything; SystemExit in it must not end the program.
    except BaseException as error:
        if isinstance(error, BrokenPipeError) and target.path == "-":
            raise
        raise listed.failure(error) from error
    measures = len(selection) if target.measures is None else target.measures
    said = [*target.warnings[:_MOST_WARNINGS], *changed]
    if (more := len(target.warnings) - _MOST_WARNINGS) > 0:
        said.append(_("and {count} more warnings").format(count=f"{more:,}"))
    return ExportResult(target.path, tuple(said), measures, target.files)


def _no_measure(selection: Selection) -> str:
    """Why there is nothing to write: an option may leave out what the query leaves."""
    if len(selection) or not selection.query:
        return _("there is no measure to export; nothing was written")
    message = _("no measure matches the query {query}; nothing was written")
    return message.format(query=selection.query)


def _place(error: OSError, path: str) -> str:
    """What cannot be written: the target, or a folder on the way to it."""
    failed = str(error.filename)
    if failed.endswith(".tmp") or ".tmp/" in failed:
        return path
    return path if failed == absolute(path) else failed


def attempt(
    listed: Registered, selection: Selection, values: Mapping[str, Any], target: HostTarget
) -> tuple[ExportResult | None, str]:
    """Run an exporter in a thread, with options by name as values or text; nothing is raised.

    Returns:
        What was done; or None, and why it was not, with the plugin's name if it is to blame.
    """
    try:
        return _attempt(listed, selection, values, target)
    # The class of the options may raise too; and in a thread nobody presses Ctrl+c.
    except BaseException as error:
        return None, str(listed.failure(error))


def _attempt(
    listed: Registered, selection: Selection, values: Mapping[str, Any], target: HostTarget
) -> tuple[ExportResult | None, str]:
    try:
        options = listed.build(values)
        done = run(listed, selection, options, target, allow_empty=False)
    except (PluginBroken, OptionError, NothingToExport) as error:
        return None, str(error)
    except ExportError as error:
        reason = str(error)
        # The plugin is not to blame for a folder that does not exist.
        elsewhere = target.cancelled or isinstance(error.__cause__, OSError)
        if elsewhere or listed.is_own:
            return None, reason
        message = _("plugin {name} {version}, {exporter}: {reason}")
        return None, listed.named(message, reason=reason)
    return replace(done, warnings=tuple(map(str, done.warnings))), ""
